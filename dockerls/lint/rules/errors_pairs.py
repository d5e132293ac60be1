"""What BuildKit refuses about the `name=value` pairs of ENV, LABEL and ARG."""

from __future__ import annotations

from collections.abc import Iterator

from ...docker import INSTRUCTIONS
from ...model import Facts
from ...syntax import Node
from ...text import Edit, Span
from ..checks_misread import misread
from ..rule import Finding, Fix, rule


@rule("DF1020", "ENV LABEL", names=("ARGUMENT_REQUIRES_TWO",), severity="error", parsed=True)
def missing_value(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    ENV or LABEL names something and gives it no value.

    An empty value is written `name=`.

    ```dockerfile bad
    FROM alpine:3.23
    ENV $0DEBUG$0
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    ENV DEBUG=
    ```
    """
    if len(node.pairs) == 1 and node.pairs[0].legacy and node.pairs[0].value is None:
        pair = node.pairs[0]
        fix = Fix("Add =", (Edit(Span(pair.span.end, pair.span.end), "="),))
        yield Finding(pair.span, f"`{pair.key.text}` has no value: write `{pair.key.text}=…`.", (fix,))


@rule("DF1021", "ENV LABEL", names=("SYNTAX_MISSING_EQUALS",), severity="error", parsed=True)
def missing_equals(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    ENV or LABEL has a word that is no `name=value`.

    Often a value with a blank lacks its quotes.

    ```dockerfile bad
    FROM alpine:3.23
    ENV GREETING=hello $0world$0
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    ENV GREETING="hello world"
    ```
    ```dockerfile good
    FROM alpine:3.23
    ENV GREETING="hello world" NAME=me
    ```
    """
    pairs = node.pairs
    number = 0
    behind = misread(node, facts)
    while number < len(pairs):
        first = number
        while number < len(pairs) and pairs[number].value is None and not pairs[number].legacy:
            number += 1
        if number > first and behind is not None and pairs[number - 1].span.end > behind.span.start:
            yield behind
            return
        if number > first:
            yield _without_equals(node, first, number)
        number += 1


def _without_equals(node: Node, first: int, end: int) -> Finding:
    """The finding about the words without `=` from number `first` to before `end`."""
    pairs = node.pairs
    word = pairs[first].key
    line = node.source.rfind("\n", 0, word.span.start) + 1
    swallowed = node.source[line : word.span.end].split(None, 1)[0]
    if line and swallowed.upper() in INSTRUCTIONS:
        # The next instruction was swallowed, so what is wrong is the end of the line above it.
        message = f"The line above goes on here, so `{swallowed}` is taken for a part of `{node.keyword}`."
        return Finding(Span(len(node.source[:line].rstrip()) - 1, word.span.end), message)
    span = Span(word.span.start, pairs[end - 1].span.end)
    what = f"`{word.text}` has no `=`." if end == first + 1 else "These words have no `=`."
    return Finding(span, f"{what} A value with blanks needs quotes.", tuple(_quoted(node, first)))


def _quoted(node: Node, number: int) -> Iterator[Fix]:
    """Take the words up to the next `=` for the rest of the value before them."""
    pairs = node.pairs
    last = number
    while last + 1 < len(pairs) and pairs[last + 1].value is None:
        last += 1
    first = number
    while first > 0 and pairs[first].value is None:
        first -= 1
    value = pairs[first].value
    if value is None or not value.text:
        return
    start = value.span.start
    text = node.source[start : pairs[last].span.end]
    if "\n" not in text and not any(character in text for character in "'\"\\`"):
        yield Fix("Quote the value", (Edit(Span(start, pairs[last].span.end), f'"{text}"'),))


@rule("DF1022", "ARG ENV LABEL", names=("SYNTAX_MISSING_NAMES",), severity="error")
def blank_name(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A value has no name before its `=`.

    ```dockerfile bad
    FROM alpine:3.23
    ENV $0=1$0
    ```
    ```dockerfile bad
    FROM alpine:3.23
    ARG VERSION $0=$0 1
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    ARG VERSION=1
    ```
    ```dockerfile good
    FROM alpine:3.23
    ENV A=1
    ```
    """
    for number, pair in enumerate(node.pairs):
        if not pair.key.text:
            yield Finding(pair.span, "A name is missing before the `=`.", tuple(_without_blanks(node, number)))


def _without_blanks(node: Node, number: int) -> Iterator[Fix]:
    """Join `name = value` or `name =value`."""
    pairs = node.pairs
    before = pairs[number - 1] if number else None
    if before is None or before.value is not None:
        return
    value, end = pairs[number].value, pairs[number].span.start
    if value is None or not value.text:
        if number + 1 == len(pairs) or pairs[number + 1].value is not None:
            return
        end = pairs[number + 1].span.start
    gone = Span(before.span.end, end)
    if not gone.of(node.source).strip(" \t="):
        yield Fix("Remove the blanks", (Edit(gone, "=" if end > pairs[number].span.start else ""),))
