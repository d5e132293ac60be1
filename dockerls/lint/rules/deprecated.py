"""Rules about old ways to write things: MAINTAINER, and `ENV key value`. They know no meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...late import regex
from ...model import Facts
from ...syntax import Node, Pair, Tree, Word
from ...syntax.lines import SPACE
from ...syntax.once import once
from ...text import Edit, Span
from .. import Finding, Fix, InNode, Model, rule

_SPECIAL = regex(r'([\\"$`])')


@rule("MaintainerDeprecated", "MAINTAINER", names=("DL4000", "DEPRECATED_MAINTAINER"))
def maintainer_deprecated(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    MAINTAINER is deprecated in favour of a label.

    A label is seen by all tools which read labels, and there may be several.

    ```dockerfile bad
    FROM alpine:3.23
    $0MAINTAINER$0 Jane Doe <jane@example.com>
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    LABEL org.opencontainers.image.authors="Jane Doe <jane@example.com>"
    ```
    ```dockerfile good
    FROM alpine:3.23
    LABEL org.opencontainers.image.authors="Jane Doe <jane@example.com>"
    ```
    """
    if facts.onbuild:
        return
    keyword = node.keyword_span.of(node.source)
    fixes: tuple[Fix, ...] = ()
    if node.words and "\n" not in node.span.of(node.source):
        author = node.words[0].text
        if len(author) > 1 and author[0] == author[-1] and author[0] in "\"'":
            author = author[1:-1]
        special = _SPECIAL if node.escape == "\\" else re.compile(r'([`"$])')
        quoted = special.sub(lambda match: node.escape + match[1], author)
        label = "label" if keyword.islower() else "LABEL"
        text = f'{label} org.opencontainers.image.authors="{quoted}"'
        fixes = (Fix("Write a label", (Edit(node.span, text),)),)
    message = f"`{keyword}` is deprecated. Use the label `org.opencontainers.image.authors`."
    yield Finding(node.keyword_span, message, fixes, tags=("deprecated",))


def _is_legacy(node: Node) -> bool:
    return node.keyword in ("ENV", "LABEL", "ARG") and _legacy(node) is not None


def _has_variables(node: Node) -> bool:
    return node.kind == "instruction" and "$" in node.source


@rule("LegacyKeyValueFormat", Model, nodes=(_is_legacy, _has_variables))
def legacy_key_value_format(model: Model) -> Iterator[InNode]:
    """
    ENV or LABEL is written with a blank in place of the `=`.

    The old form takes all that follows for one value, so it sets one key only; BuildKit may give it up.
    ARG never had it: `ARG name value` declares two variables and gives no value to either.

    ```dockerfile bad
    FROM alpine:3.23
    ENV $0GREETING$0 hello world
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    ENV GREETING="hello world"
    ```
    ```dockerfile bad
    FROM alpine:3.23
    ARG $0user app$0
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    ARG user=app
    ```
    ```dockerfile good
    FROM alpine:3.23
    ENV GREETING="hello world" NAME=me
    ```
    """
    tree = model.tree
    if not model.stages:
        return
    for number in tree.where(_is_legacy):
        node = tree.nodes[number]
        found = _legacy(node)
        if found is None or number < model.stages[0].number:
            continue
        if node.keyword != "ARG" or not _is_used(tree, node.pairs[1].key.text):
            yield InNode(number, found)


@once
def _legacy(node: Node) -> Finding | None:
    """What the old form, or an ARG that looks like it, is told; an ARG only if nobody uses its second name."""
    pairs = node.pairs
    if node.keyword == "ARG":
        if len(pairs) == 2 and _looks_like_a_value(pairs):
            between = Span(pairs[0].span.end, pairs[1].span.start)
            fix = Fix("Write =", (Edit(between, "="),))
            span = Span(pairs[0].span.start, pairs[1].span.end)
            message = f"This declares two variables without a value. Write `{_sample(pairs[0])}` if one is meant."
            return Finding(span, message, (fix,))
    elif pairs and pairs[0].legacy and pairs[0].value is not None and pairs[0].value.text.startswith("="):
        return _with_blanks(node, pairs[0], pairs[0].value)
    elif pairs and pairs[0].legacy and pairs[0].value is not None:
        edits = _with_equals(node, pairs[0])
        fixes = (Fix("Write key=value", edits, safe=True),) if edits else ()
        message = f"Write `{_sample(pairs[0])}`: the form without `=` is old and may go."
        return Finding(pairs[0].key.span, message, fixes)
    return None


def _with_blanks(node: Node, pair: Pair, value: Word) -> Finding:
    """What `key = value` is told, which sets the key to `= value`."""
    start = value.span.start
    behind = node.source[start + 1 : value.span.end]
    edit = Edit(Span(pair.key.span.end, start + 1 + len(behind) - len(behind.lstrip(SPACE))), "=")
    rest = behind.strip(SPACE)
    is_plain = not re.search(r"\s", rest) or bool(re.fullmatch(r"\"[^\"]*\"|'[^']*'", rest))
    fixes = (Fix("Remove the blanks", (edit,)),) if rest and is_plain and "\n" not in edit.span.of(node.source) else ()
    message = f"This sets `{pair.key.text}` to `{value.text}`. Write `{pair.key.text}=…` without blanks around the `=`."
    return Finding(Span(pair.key.span.start, start + 1), message, fixes)


def _looks_like_a_value(pairs: tuple[Pair, ...]) -> bool:
    """Whether the second name of an ARG looks like a value: no capitals in either."""
    first, second = (pair.key.text for pair in pairs)
    return all(pair.value is None for pair in pairs) and first == first.lower() and second == second.lower()


def _is_used(tree: Tree, name: str) -> bool:
    return any(use.name == name for number in tree.where(_has_variables) for use in tree.nodes[number].uses)


def _sample(pair: Pair) -> str:
    return f"{pair.key.text}=…"


def _with_equals(node: Node, pair: Pair) -> tuple[Edit, ...]:
    """What makes `key=value` of a pair; nothing if its quoting is too odd to keep."""
    value = pair.value
    if value is None or any(quote in pair.key.text for quote in "\"'"):
        return ()
    between = Span(pair.key.span.end, value.span.start)
    text = value.text
    if "#" in between.of(node.source) or "\ufffd" in text:
        return ()
    if not re.search(r"\s", text) or re.fullmatch(r"\"[^\"\\`]*\"|'[^']*'", text):
        return (Edit(between, "="),)
    if any(sign in text for sign in ("'", '"', node.escape)):
        return ()
    end = Span(value.span.end, value.span.end)
    return (Edit(between, '="'), Edit(end, '"'))
