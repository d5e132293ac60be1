"""What BuildKit refuses about an instruction's arguments: missing ones, too many, or of the wrong form."""

from __future__ import annotations

from collections.abc import Iterator

from ...late import regex
from ...model import Facts
from ...syntax import Node
from ...syntax.views import from_
from ...text import Edit, Span
from ..checks_misread import misread
from ..checks_words import is_heredoc
from ..rule import Finding, Fix, rule

_AT_LEAST_ONE = "ARG ENV LABEL EXPOSE VOLUME ONBUILD HEALTHCHECK SHELL WORKDIR USER STOPSIGNAL MAINTAINER FROM"
_STAGE_NAME = regex(r"[a-z][a-z0-9_.-]*")
_JSON_ITEM = regex(r'"(?:[^"\\]|\\.)*"|[][{},:]|[^][{},:\s"]+')


@rule(
    "DF1010",
    f"{_AT_LEAST_ONE} ADD COPY",
    names=("ARGUMENT_MISSING", "ARGUMENT_REQUIRES_AT_LEAST_ONE", "ARGUMENT_REQUIRES_ONE", "SHELL_REQUIRES_ONE"),
    severity="error",
)
def missing_argument(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    An instruction lacks its argument.

    Without it there is nothing that the instruction could do.
    RUN, CMD and ENTRYPOINT are taken even without one.

    ```dockerfile bad
    FROM alpine:3.23
    $0WORKDIR$0
    ```
    ```dockerfile bad
    FROM alpine:3.23
    $0SHELL$0 []
    ```
    ```dockerfile good
    FROM alpine:3.23
    WORKDIR /app
    ```
    """
    if node.words or (node.json is not None and not node.json.strings):
        return
    if node.keyword == "SHELL" and node.json is None and node.argument_text:
        return
    what = {
        "FROM": "an image",
        "COPY": "a source and a destination",
        "ADD": "a source and a destination",
        "HEALTHCHECK": "`CMD` and a command, or `NONE`",
        "SHELL": "the shell as a JSON array",
        "ONBUILD": "an instruction",
        "ENV": "`name=value`",
        "LABEL": "`name=value`",
        "ARG": "a name",
        "EXPOSE": "a port",
        "VOLUME": "a path",
        "WORKDIR": "a path",
        "USER": "a user",
        "STOPSIGNAL": "a signal",
    }.get(node.keyword, "an argument")
    yield Finding(node.keyword_span, f"`{node.keyword}` needs {what}.")


@rule("DF1011", "ADD COPY", names=("ARGUMENT_REQUIRES_AT_LEAST_TWO",), severity="error")
def missing_destination(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    COPY or ADD has a source and no destination.

    ```dockerfile bad
    FROM alpine:3.23
    COPY $0app.py$0
    ```
    ```dockerfile good
    FROM alpine:3.23
    COPY app.py /app/
    ```
    """
    if len(node.words) == 1:
        yield Finding(node.words[0].span, f"`{node.keyword}` needs a destination behind `{node.words[0].text}`.")


@rule("DF1012", "FROM", names=("ARGUMENT_REQUIRES_ONE_OR_THREE", "INVALID_AS", "ARGUMENT_EXTRA"), severity="error")
def malformed_from(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    FROM has more than an image, and it is not `AS` and a name.

    ```dockerfile bad
    FROM golang:1.25 $0build$0
    ```
    ```dockerfile fixed
    FROM golang:1.25 AS build
    ```
    ```dockerfile bad
    FROM golang $0:1.25$0
    ```
    ```dockerfile fixed
    FROM golang:1.25
    ```
    ```dockerfile bad
    FROM golang:1.25 $0AS$0
    ```
    ```dockerfile good
    FROM golang:1.25 AS build
    ```
    """
    words = node.words
    if len(words) < 2 or any(flag.value is None for flag in node.flags):  # That flag's value is among them, perhaps.
        return
    word = words[1]
    behind = misread(node, facts)
    if behind is not None and behind.span.start <= words[min(len(words) - 1, 3)].span.start:
        yield behind._replace(names=("DF1012", "ARGUMENT_REQUIRES_ONE_OR_THREE"))
        return
    is_as = word.text.lower() == "as"
    keyword = node.keyword_span.of(node.source)
    as_ = "as" if keyword.islower() else "AS"
    names: tuple[str, ...] = ("DF1012", "ARGUMENT_REQUIRES_ONE_OR_THREE")
    if len(words) == 2 and is_as:
        yield Finding(word.span, f"A name is missing behind `{word.text}`.", names=names)
    elif len(words) == 2:
        fixes: tuple[Fix, ...] = ()
        if words[0].text.endswith(":") or word.text.startswith(":"):
            fixes = (Fix("Remove the blank", (Edit(Span(words[0].span.end, word.span.start), ""),)),)
        elif _STAGE_NAME.fullmatch(word.text.lower()):
            fixes = (Fix(f"Insert {as_}", (Edit(Span(word.span.start, word.span.start), f"{as_} "),)),)
        yield Finding(word.span, f"A stage's name stands behind `AS`: `FROM … AS {word.text}`.", fixes, names=names)
    elif not is_as:
        names = ("DF1012", "INVALID_AS", "ARGUMENT_REQUIRES_ONE_OR_THREE")
        fixes = (Fix(f"Write {as_}", (Edit(word.span, as_),)),) if len(words) == 3 else ()
        yield Finding(word.span, f"`AS` is expected here, and not `{word.text}`.", fixes, names=names)
    elif len(words) > 3:
        names = ("DF1012", "ARGUMENT_REQUIRES_ONE_OR_THREE", "ARGUMENT_EXTRA")
        span = Span(words[3].span.start, words[-1].span.end)
        yield Finding(span, "`FROM` ends with the stage's name: this is too much.", names=names)


@rule("DF1013", "FROM", names=("INVALID_BUILD_STAGE_NAME",), severity="error")
def invalid_stage_name(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A stage's name has characters that no stage's name may have.

    It begins with a letter; digits, `-`, `_` and `.` may follow. Variables are not expanded in it.

    ```dockerfile bad
    FROM golang:1.25 AS $02nd$0
    ```
    ```dockerfile good
    FROM golang:1.25 AS second
    ```
    """
    name = from_(node).name
    if name is not None and len(node.words) == 3 and not _STAGE_NAME.fullmatch(name.text.lower()):
        hint = "a name begins with a letter, and has only letters, digits, `-`, `_` and `.`."
        yield Finding(name.span, f"`{name.text}` cannot name a stage: {hint}")


@rule("DF1014", "ADD COPY CMD ENTRYPOINT RUN SHELL VOLUME HEALTHCHECK", severity="error", parsed=True, says=("[",))
def json_not_strings(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A JSON array has an item that is no string.

    Numbers, too, must be quoted here.

    ```dockerfile bad
    FROM alpine:3.23
    CMD ["sleep", $060$0]
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    CMD ["sleep", "60"]
    ```
    """
    json = node.json
    if json is None or json.strings:
        return
    depth, start = 0, 0
    text = node.logical.text
    for item in _JSON_ITEM.finditer(text, json.start, json.end):
        token = item[0]
        if token in "[{":
            depth += 1
            start = item.start() if depth == 2 else start
        elif token in "]}":
            depth -= 1
            if depth == 1:
                span = node.logical.span(start, item.end())
                yield Finding(span, "Each item of the array must be a string, and not a list or an object.")
        elif depth == 1 and token not in ",:" and token[0] != '"':
            span = node.logical.span(item.start(), item.end())
            fix = Fix(f'Write "{token}"', (Edit(span, f'"{token}"'),))
            yield Finding(span, f'Each item of the array must be a string: `"{token}"`.', (fix,))


@rule("DF1015", "SHELL", names=("SHELL_JSON_FORM",), severity="error")
def shell_not_json(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    SHELL takes nothing but a JSON array.

    ```dockerfile bad
    FROM debian:13
    SHELL $0/bin/bash -c$0
    ```
    ```dockerfile fixed
    FROM debian:13
    SHELL ["/bin/bash", "-c"]
    ```
    """
    if node.json is not None or not node.words:
        return
    span = Span(node.words[0].span.start, node.words[-1].span.end)
    yield Finding(span, "`SHELL` needs a JSON array with double quotes.", tuple(_as_json(node, span)))


def _as_json(node: Node, span: Span) -> Iterator[Fix]:
    """The same as a JSON array: the one that was meant, or plain words."""
    import json

    text, meant = node.argument_text, node.meant_array
    if meant is not None and text.endswith("]"):
        items = meant.items
    elif text.startswith("[") or any(quote in text for quote in "'\"\\`$"):
        return
    else:
        items = tuple(text.split())
    if items:
        array = json.dumps(items, ensure_ascii=False)
        yield Fix(f"Write {array}", (Edit(span, array),))


@rule(
    "DF1016", "ONBUILD", names=("DL3043", "ONBUILD_CHAINING_DISALLOWED", "ONBUILD_TRIGGER_DISALLOWED"), severity="error"
)
def forbidden_trigger(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    ONBUILD cannot trigger ONBUILD, FROM or MAINTAINER.

    ```dockerfile bad
    FROM alpine:3.23
    ONBUILD $0FROM$0 alpine:3.23
    ```
    ```dockerfile good
    FROM alpine:3.23
    ONBUILD RUN make
    ```
    """
    if node.trigger is None:
        return
    inner, at = node.trigger
    if inner.keyword in ("ONBUILD", "FROM", "MAINTAINER"):
        chained = inner.keyword == "ONBUILD"
        names = ("DF1016", "DL3043", "ONBUILD_CHAINING_DISALLOWED" if chained else "ONBUILD_TRIGGER_DISALLOWED")
        span = inner.keyword_span.shift(at)
        yield Finding(span, f"`ONBUILD` cannot trigger `{inner.keyword}`.", names=names)


@rule("DF1023", "ADD COPY", severity="error", says=("<<",))
def heredoc_as_destination(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    COPY or ADD has a heredoc where its destination should be.

    A heredoc is a source; a path to write it to comes behind it.

    ```dockerfile bad
    FROM alpine:3.23
    COPY /etc/motd $0<<EOF$0
    hello
    EOF
    ```
    ```dockerfile good
    FROM alpine:3.23
    COPY <<EOF /etc/motd
    hello
    EOF
    ```
    """
    if len(node.words) > 1 and is_heredoc(node.words[-1].text):
        yield Finding(node.words[-1].span, f"`{node.keyword}` cannot write to a heredoc: a path must come last.")
