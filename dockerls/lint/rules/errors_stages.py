"""What BuildKit refuses about images and stages: names that are none, and stages that wait for later ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...config import Config
from ...docker import parse_reference
from ...model import Model
from ...syntax.lexer import lex
from ...syntax.views import mounts
from ...text import Edit, Span
from ...values import expand
from .. import checks_values
from ..checks_environment import environments
from ..checks_words import nearest
from ..rule import REGISTRY, Finding, Fix, Related, rule

_NUMBER = re.compile(r"[+-]?[0-9]+", re.ASCII)
_VARIABLE = re.compile(r"\$.", re.DOTALL)


@rule("DF1080", Model, names=("BASE_NAME_EMPTY",), severity="error")
def empty_base_name(model: Model, config: Config) -> Iterator[Finding]:
    """
    The image of a FROM comes to nothing, as its variables have no value.

    FROM sees only the ARGs before the first FROM.
    Give the ARG a default, or tell dockerls the arguments of your builds with `build-args`.

    ```dockerfile bad
    ARG IMAGE
    FROM $0$IMAGE$0
    ```
    ```dockerfile good
    ARG IMAGE=alpine:3.23
    FROM $IMAGE
    ```
    ```dockerfile good build-args = { IMAGE = "alpine:3.23" }
    ARG IMAGE
    FROM $IMAGE
    ```
    """
    for base in _bases(model, config):
        if base.text == "":
            yield Finding(base.span, f"`{base.raw}` is empty: no image is named.{_declare(base.unset)}")


def _declare(unset: tuple[str, ...]) -> str:
    if not unset:
        return ""
    return f" Give `{unset[0]}` a value with `ARG {unset[0]}=…` before the first `FROM`."


@rule("DF1081", Model, names=("INVALID_REFERENCE_FORMAT",), severity="error")
def invalid_reference(model: Model, config: Config) -> Iterator[Finding]:
    """
    FROM or `--from=` names neither a stage nor an image: no image can have such a name.

    An image's name is `[registry/]repository[:tag][@digest]`, and the repository is lower case.
    A stage's name counts only behind its own FROM.

    ```dockerfile bad
    FROM $0Alpine:3.23$0
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    ```
    ```dockerfile bad
    FROM $0alpine:$0
    ```
    ```dockerfile good
    FROM alpine:3.23
    ```
    """
    names: set[str] = set()
    for base in _bases(model, config):
        if base.text and base.text not in names and base.text != "scratch" and parse_reference(base.text) is None:
            yield _no_reference(base.text, base.raw, base.span)
        names.add(base.name)
    for source in _sources(model):
        if source.stage is None and source.number is None and source.name != "scratch" and not source.variable:
            if parse_reference(source.name) is None:
                yield _no_reference(source.name, source.name, source.span)


def _no_reference(text: str, raw: str, span: Span) -> Finding:
    shown = f"`{text}`" if text == raw else f"`{raw}` is `{text}`, which"
    repository, sign, rest = _cut(text)
    lower = repository.lower() + sign + rest
    if lower != text and parse_reference(lower) is not None:
        fixes = (Fix(f"Write {lower}", (Edit(span, lower),)),) if text == raw else ()
        return Finding(span, f"{shown} is no image: repositories are lower case.", fixes)
    if "@" in text and parse_reference(text.partition("@")[0]) is not None:
        problem = checks_values.digest(text.partition("@")[2]) or "the digest is malformed"
        return Finding(span, f"{shown} is no image: {problem}.")
    return Finding(span, f"{shown} is no image: a name is `[registry/]repository[:tag][@digest]`.")


def _cut(text: str) -> tuple[str, str, str]:
    """The name of an image, and the tag or digest behind it."""
    slash = text.rfind("/")
    ends = [at for at in (text.find(":", slash + 1), text.find("@", slash + 1)) if at >= 0]
    end = min(ends, default=len(text))
    return text[:end], text[end : end + 1], text[end + 1 :]


@rule("DF1082", Model, severity="error")
def invalid_platform(model: Model, config: Config) -> Iterator[Finding]:
    """
    The platform of a FROM is none.

    It is `os/arch`, `os/arch/variant`, or one of the first two alone, such as `linux/arm64`.

    ```dockerfile bad
    FROM --platform=$0x86$0 alpine:3.23
    ```
    ```dockerfile bad
    FROM --platform=$0$BUILD_PLATFORM$0 alpine:3.23
    ```
    ```dockerfile good
    FROM --platform=$BUILDPLATFORM alpine:3.23
    ```
    """
    for stage in model.stages:
        flag = stage.platform
        if flag is None or not flag.value:
            continue
        env = environments(model, config).at[stage.number]
        value = expand(flag.value, env, model.tree.escape)
        span = model.tree.place(stage.number, flag.value_span)
        if value.text == "":
            near = nearest(value.unset[0], env) if value.unset else ""
            hint = f" Did you mean `{near}`?" if near else _declare(value.unset)
            fixes: tuple[Fix, ...] = ()
            if near and flag.value.count(value.unset[0]) == 1:
                fixes = (Fix(f"Write {near}", (Edit(span, flag.value.replace(value.unset[0], near)),)),)
            yield Finding(span, f"`{flag.value}` is empty: no platform is named.{hint}", fixes)
        elif value.text is not None:
            problem = checks_values.platform(value.text)
            if problem:
                yield Finding(span, f"{problem[0].upper()}{problem[1:]}: write `linux/amd64` or the like.")


class _Base(NamedTuple):
    """What a FROM names: as written and with its variables put in, and its stage's own name."""

    raw: str
    text: str | None
    span: Span
    unset: tuple[str, ...]
    name: str


def _bases(model: Model, config: Config) -> Iterator[_Base]:
    for stage in model.stages:
        word = stage.image_word
        if word is None:
            continue
        text: str | None = word.text
        unset: tuple[str, ...] = ()
        if any(sign in word.text for sign in "$\\'\"`"):
            env = environments(model, config).at[stage.number]
            text, unset, _, _ = expand(word.text, env, model.tree.escape)
        yield _Base(word.text, text, model.tree.place(stage.number, word.span), unset, stage.name)


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


def _sources(model: Model) -> Iterator[_Source]:
    by_name = {stage.name: stage.index for stage in model.stages if stage.name}
    limit = len(model.stages)
    nodes = model.tree.nodes
    for stage in model.stages:
        for at in stage.instructions:
            node = nodes[at]
            if node.keyword == "COPY" and node.flags:
                flag = node.flag("from")
                if flag is None or not flag.value:
                    continue
                name = flag.value
                number = int(name) if _NUMBER.fullmatch(name) and len(name) < 19 else None
                index = number if number is not None else by_name.get(name.lower())
                if index is not None and not 0 <= index < len(model.stages):
                    index = None
                variable = number is None and _changes(name, node.escape)
                span = model.tree.place(at, flag.value_span)
                yield _Source(name, span, stage.index, index, number, limit, variable)
                limit += number is None and index is None and not variable
            elif node.keyword == "RUN" and node.flags:
                for mount in mounts(node):
                    option = mount.option("from")
                    # BuildKit takes `scratch` where nothing is given, and finds a stage of that name.
                    name = (option.value if option is not None else "") or "scratch"
                    index = by_name.get(name.lower())
                    limit += index is None
                    span = option.value_span if option is not None and option.value else mount.flag.span
                    variable = bool(_VARIABLE.search(name))
                    yield _Source(name, model.tree.place(at, span), stage.index, index, None, limit, variable)


def _changes(text: str, escape: str) -> bool:
    """Whether BuildKit makes something else of a text when it expands it, or refuses it."""
    return any(sign in text for sign in "$'\"" + escape) and expand(text, {}, escape).text != text


@rule("DF1083", Model, names=("FLAG_INVALID_FROM_VALUE",), severity="error")
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
    for source in _sources(model):
        if source.variable and not lex(source.name, model.tree.escape).faults and source.number is None:
            if not _is_mount(model, source):
                message = f"`--from={source.name}` is taken literally: name a stage that is `FROM {source.name}`."
                yield Finding(source.span, message)


def _is_mount(model: Model, source: _Source) -> bool:
    found = model.tree.node_at(source.span.start)
    return found is not None and found[0].keyword == "RUN"


@rule("DF1084", Model, severity="error")
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
    for source in _sources(model):
        if source.number is not None and not 0 <= source.number < source.limit:
            count = len(model.stages)
            which = f"stages 0 to {count - 1}" if count > 1 else "stage 0 alone"
            yield Finding(source.span, f"There is no stage {source.name}: the file has {which}.")


@rule("DF1085", Model, severity="error")
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
    edges = [source for source in _sources(model) if source.stage is not None]
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
            yield Finding(source.span, f"A stage cannot take files from itself: `{source.name}`.", related=related)
        elif source.within in _reach(source.stage, needs):
            message = f"`{source.name}` waits for this stage, and this stage for `{source.name}`."
            yield Finding(source.span, message, related=related)
        elif source.stage > source.within:
            message = f"`{source.name}` is a later stage: it must stand above this one."
            yield Finding(source.span, message, related=related)


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
def failing_trigger(model: Model, findings: tuple[Finding, ...]) -> Iterator[Finding]:
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
    nodes, starts = model.tree.nodes, model.tree.starts
    for stage in model.stages:
        if stage.base is None or stage.image_word is None:
            continue
        for number in model.stages[stage.base].instructions:
            if nodes[number].keyword != "ONBUILD":
                continue
            end = starts[number] + len(nodes[number].source)
            for finding in findings:
                if starts[number] <= finding.span.start < end and finding.code in REGISTRY:
                    if REGISTRY[finding.code].severity == "error" and finding.severity == "warning":
                        span = model.tree.place(stage.number, stage.image_word.span)
                        related = (Related(finding.span, finding.message),)
                        message = f"BuildKit refuses what `{stage.image_word.text}` triggers here: {finding.message}"
                        yield Finding(span, message, related=related)
                        break
