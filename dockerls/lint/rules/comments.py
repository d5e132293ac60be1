"""Rules about comments: descriptions, suppressions, and `# check=error=true`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...config import Config
from ...syntax import Node, Tree
from ...text import Span
from .. import Finding, Model, Related, rule
from ..pragmas import pragma, pragmas
from ..rule import PRAGMA, Beside


@rule("InvalidDefinitionDescription", Model, on=False)
def invalid_definition_description(model: Model) -> Iterator[Finding]:
    """
    A comment right above an ARG or a named FROM does not begin with the name it describes.

    `docker build --call=outline` shows such comments as descriptions if they begin with the name.
    A comment that is none should be parted from the instruction by an empty line.
    The rule is BuildKit's experiment: it runs with `# check=experimental=InvalidDefinitionDescription`, or by name.

    ```dockerfile bad
    # which version to take
    $0ARG VERSION=1$0
    FROM alpine:3.23
    ```
    ```dockerfile good
    # VERSION is which version to take
    ARG VERSION=1
    # Not a description.

    FROM alpine:3.23 AS base
    ```
    """
    tree = model.tree
    for number in tree.instructions:
        node = tree.nodes[number]
        if node.keyword == "ARG":
            names = [pair.key.text for pair in node.pairs]
        elif node.keyword == "FROM":
            stage = model.stage_of(number)
            names = [stage.name] if stage is not None and stage.name else []
        else:
            continue
        comment = _comment_above(tree, number) if names else ""
        if comment and comment.split(" ")[0] not in names:
            what = f"`{names[0]}`" if len(names) == 1 else "the name of a variable"
            message = f"The comment above does not begin with {what}. Begin with it, or put an empty line in between."
            yield Finding(tree.place(number, node.span), message)


def _comment_above(tree: Tree, number: int) -> str:
    """The comment on the line above an instruction; a bare `#` is none."""
    above = tree.nodes[number - 1] if number else None
    return above.source.strip()[1:].strip() if above is not None and above.kind == "comment" else ""


@rule("DL1001", PRAGMA, severity="info", on=False)
def inline_suppression(node: Node, beside: Beside) -> Iterator[Finding]:
    """
    A comment switches a rule off for the instruction below.

    For those who want to have all exceptions in one place, the configuration.

    ```dockerfile bad
    FROM alpine:3.23
    $0# hadolint ignore=DL3018$0
    RUN apk add --no-cache curl
    ```
    ```dockerfile good
    # hadolint global ignore=DL3018
    FROM alpine:3.23
    RUN apk add --no-cache curl
    ```
    """
    said = pragma(node)
    if said is not None and said.switches and said.scope != "file":
        yield Finding(said.span, "A rule is switched off here.")


@rule("DF1090", "*", severity="error")
def check_is_violated(model: Model, findings: Iterable[Finding], config: Config) -> Iterator[Finding]:
    """
    `# check=error=true` makes BuildKit refuse the file for what it would only warn of otherwise.

    Change what its checks find, or skip them with `# check=skip=…;error=true`.

    ```dockerfile bad
    # check=$0error=true$0
    FROM alpine:3.23 as base
    ```
    ```dockerfile good
    # check=skip=FromAsCasing;error=true
    FROM alpine:3.23 as base
    ```
    """
    notes = pragmas(model.tree, config.build_args.get("BUILDKIT_DOCKERFILE_CHECK", ""))
    if notes.error is None:
        return
    number_at = model.tree.number_at
    found = [
        item
        for item in findings
        if notes.is_check(item) and not notes.covers(item, number_at(item.span.start), "check")
    ]
    found.sort(key=lambda item: (item.span, item.code))
    names = dict.fromkeys(item.code for item in found)
    if names:
        related = tuple(Related(item.span, f"{item.code}: {item.message}") for item in found)
        listed = ", ".join(f"`{name}`" for name in names)
        span = notes.error if notes.error.end else Span(0, 0)
        yield Finding(span, f"BuildKit refuses this file because of {listed}.", (), related)
