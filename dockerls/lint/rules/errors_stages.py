"""What BuildKit refuses about stages that are named where files come from, and about what they trigger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...docker import parse_reference
from ...late import regex
from ...model import Model
from ...named import NamedTuple
from ...syntax import Node
from ...syntax.lexer import lex
from ...syntax.once import once
from ...syntax.views import mounts
from ...text import Span
from ...values import expand
from ..rule import REGISTRY, Finding, Related, rule

_NUMBER = regex(r"[+-]?[0-9]+", re.ASCII)
_VARIABLE = regex(r"\$.", re.DOTALL)


class _Source(NamedTuple):
    """What a `COPY --from` or the `from` of a mount names.

    `stage` is the index of the stage it means; `number` what it says if it is one; `limit` how many stages BuildKit
    counts there, as it counts the images, too, that it has met in COPY and RUN.
    """

    name: str
    span: Span
    within: int
    stage: int | None
    number: int | None
    limit: int
    variable: bool


@once
def sources(model: Model) -> tuple[_Source, ...]:
    """What the COPY instructions and mounts of a file name, in order; computed once for all rules that ask."""
    return tuple(_read_sources(model))


def _read_sources(model: Model) -> Iterator[_Source]:
    by_name = {stage.name: stage.index for stage in model.stages if stage.name}
    limit = len(model.stages)
    tree = model.tree
    for at in tree.where(names_any):
        node = tree.nodes[at]
        named = _named(node)
        stage = model.stage_of(at)
        for name, span, number, variable in named if stage is not None else ():
            index = number if number is not None else by_name.get(name.lower())
            if index is not None and not 0 <= index < len(model.stages):
                index = None
            if node.keyword == "RUN":
                limit += index is None
            within = stage.index if stage is not None else -1
            yield _Source(name, tree.place(at, span), within, index, number, limit, variable)
            if node.keyword == "COPY":
                limit += number is None and index is None and not variable


def names_any(node: Node) -> bool:
    return (node.keyword == "COPY" or node.keyword == "RUN") and bool(_named(node))


def _names_a_variable(node: Node) -> bool:
    return node.keyword == "COPY" and any(variable for _, _, _, variable in _named(node))


def _names_a_number(node: Node) -> bool:
    return node.keyword == "COPY" and any(number is not None for _, _, number, _ in _named(node))


def names_no_image(node: Node) -> bool:
    """Whether a COPY or RUN names what can be no image."""
    return names_any(node) and any(parse_reference(name) is None for name, _, _, _ in _named(node))


def _is_any_late(model: Model) -> bool:
    """Whether something may be taken from a stage that does not stand above."""
    nodes = model.tree.nodes
    by_name = {stage.name: stage.index for stage in model.stages if stage.name}
    ends = [stage.number for stage in model.stages[1:]] + [len(nodes)]
    for at in model.tree.where(names_any):
        for name, _, number, _ in _named(nodes[at]):
            index = number if number is not None else by_name.get(name.lower(), -1)
            if 0 <= index < len(model.stages) and ends[index] > at:
                return True
    return False


@once
def _named(node: Node) -> tuple[tuple[str, Span, int | None, bool], ...]:
    """What a COPY or RUN names: the name, its place, the number if it is one, and whether it holds a variable."""
    if node.keyword == "COPY":
        flag = node.flag("from")
        if flag is None or not flag.value:
            return ()
        number = int(flag.value) if _NUMBER.fullmatch(flag.value) and len(flag.value) < 19 else None
        return ((flag.value, flag.value_span, number, number is None and _changes(flag.value, node.escape)),)
    found: list[tuple[str, Span, int | None, bool]] = []
    for mount in mounts(node):
        option = mount.option("from")
        # BuildKit takes `scratch` where nothing is given, and finds a stage of that name.
        name = (option.value if option is not None else "") or "scratch"
        span = option.value_span if option is not None and option.value else mount.flag.span
        found.append((name, span, None, bool(_VARIABLE.search(name))))
    return tuple(found)


def _changes(text: str, escape: str) -> bool:
    """Whether BuildKit makes something else of a text when it expands it, or refuses it."""
    return any(sign in text for sign in "$'\"" + escape) and expand(text, {}, escape).text != text


@rule("DF1083", Model, names=("FLAG_INVALID_FROM_VALUE",), severity="error", nodes=(names_any,))
def variable_in_from(model: Model) -> Iterator[Finding]:
    """
    `COPY --from` holds a variable, and BuildKit expands none there.

    Give the image a stage of its own, and name that.

    ```dockerfile bad
    ARG VERSION=1.25
    FROM alpine:3.23
    COPY --from=$0golang:${VERSION}$0 /usr/local/go /go
    ```
    ```dockerfile good
    ARG VERSION=1.25
    FROM golang:${VERSION} AS go
    FROM alpine:3.23
    COPY --from=go /usr/local/go /go
    ```
    """
    for source in sources(model) if model.tree.where(_names_a_variable) else ():
        if source.variable and not lex(source.name, model.tree.escape).faults and source.number is None:
            if not _is_mount(model, source):
                message = f"`--from={source.name}` is taken literally: name a stage that is `FROM {source.name}`."
                yield Finding(source.span, message)


def _is_mount(model: Model, source: _Source) -> bool:
    found = model.tree.node_at(source.span.start)
    return found is not None and found[0].keyword == "RUN"


@rule("DF1084", Model, severity="error", nodes=(names_any,))
def unknown_stage_number(model: Model) -> Iterator[Finding]:
    """
    `COPY --from` names a stage by a number that no stage has.

    Stages count from zero.

    ```dockerfile bad
    FROM golang:1.25
    FROM alpine:3.23
    COPY --from=$05$0 /app /app
    ```
    ```dockerfile good
    FROM golang:1.25
    FROM alpine:3.23
    COPY --from=0 /app /app
    ```
    """
    for source in sources(model) if model.tree.where(_names_a_number) else ():
        if source.number is not None and not 0 <= source.number < source.limit:
            count = len(model.stages)
            which = f"stages 0 to {count - 1}" if count > 1 else "stage 0 alone"
            yield Finding(source.span, f"There is no stage {source.name}: the file has {which}.")


@rule("DF1085", Model, names=("DL3023",), severity="error", nodes=(names_any,))
def stage_not_built_yet(model: Model) -> Iterator[Finding]:
    """
    A stage takes files from itself, from a later stage, or from one that waits for it.

    Stages are built in the order of the file: what a stage needs must stand above it.

    ```dockerfile bad
    FROM alpine:3.23 AS final
    COPY --from=$0build$0 /app /app
    FROM golang:1.25 AS build
    RUN go build -o /app
    ```
    ```dockerfile good
    FROM golang:1.25 AS build
    RUN go build -o /app
    FROM alpine:3.23 AS final
    COPY --from=build /app /app
    ```
    """
    if not _is_any_late(model):
        return
    edges = [source for source in sources(model) if source.stage is not None]
    late = [source for source in edges if source.stage is not None and source.stage >= source.within]
    if not late:
        return
    needs: dict[int, set[int]] = {}
    for source in edges:
        if source.stage is not None:
            needs.setdefault(source.within, set()).add(source.stage)
    for source in edges:
        if source.stage is None:
            continue
        target = model.stages[source.stage]
        there = target.name_word.span if target.name_word else model.tree.nodes[target.number].keyword_span
        related = (Related(model.tree.place(target.number, there), "The stage."),)
        if source.stage == source.within:
            message = f"A stage cannot take files from itself: `{source.name}`."
            yield Finding(source.span, message, related=related, names=("DF1085", "DL3023"))
        elif source.within in _reach(source.stage, needs):
            message = f"`{source.name}` waits for this stage, and this stage for `{source.name}`."
            names = ("DF1085", "DL3022") if source.stage > source.within else ("DF1085",)
            yield Finding(source.span, message, related=related, names=names)
        elif source.stage > source.within:
            message = f"`{source.name}` is a later stage: it must stand above this one."
            yield Finding(source.span, message, related=related, names=("DF1085", "DL3022"))


def _reach(start: int, needs: dict[int, set[int]]) -> set[int]:
    """The stages that a stage needs, and those which these need."""
    found: set[int] = set()
    todo = [start]
    while todo:
        for stage in needs.get(todo.pop(), ()):
            if stage not in found:
                found.add(stage)
                todo.append(stage)
    return found


@rule("DF1086", "*", severity="error")
def failing_trigger(model: Model, findings: Iterable[Finding]) -> Iterator[Finding]:
    """
    A stage is based on one whose ONBUILD instructions BuildKit refuses.

    BuildKit looks into an ONBUILD instruction only when a stage builds on it: that is here.

    ```dockerfile bad
    FROM alpine:3.23 AS base
    ONBUILD COPY app.py
    FROM $0base$0
    ```
    ```dockerfile good
    FROM alpine:3.23 AS base
    ONBUILD COPY app.py /app/
    FROM base
    ```
    """
    triggers: dict[int, list[int]] = {}
    for number in model.tree.by_keyword.get("ONBUILD", ()):
        within = model.stage_of(number)
        if within is not None:
            triggers.setdefault(within.index, []).append(number)
    bases = {stage.base for stage in model.stages}
    wanted = {number for base, numbers in triggers.items() if base in bases for number in numbers}
    refused: dict[int, Finding] = {}
    for finding in findings if wanted else ():
        number = model.tree.number_at(finding.span.start)
        if number in wanted and finding.code in REGISTRY:
            if REGISTRY[finding.code].severity == "error" and finding.severity == "warning":
                refused.setdefault(number, finding)
    for stage in model.stages if refused else ():
        if stage.base is None or stage.image_word is None:
            continue
        for number in triggers.get(stage.base, ()):
            if number in refused:
                finding = refused[number]
                span = model.tree.place(stage.number, stage.image_word.span)
                related = (Related(finding.span, finding.message),)
                message = f"BuildKit refuses what `{stage.image_word.text}` triggers here: {finding.message}"
                yield Finding(span, message, related=related)
