"""Rules about build stages: their names, and what copies from them. They know no image."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from ...config import Config
from ...docker import lookup
from ...model import Stage
from ...spelling import DECLARED, nearest
from ...syntax import Node
from ...syntax.once import once
from ...syntax.views import copy, from_, mounts
from ...text import Edit, Span
from .. import Finding, Fix, Model, Related, rule

_RESERVED = frozenset(("context", "scratch"))


def _has_reserved_name(node: Node) -> bool:
    word = from_(node).name if node.keyword == "FROM" else None
    return word is not None and word.text.lower() in _RESERVED


@rule("DuplicateStageName", Model, names=("DL3024",), nodes=(_has_reserved_name,))
def duplicate_stage_name(model: Model) -> Iterator[Finding]:
    """
    Two stages have the same name.

    The later one hides the earlier: from then on the name means another thing than above.

    ```dockerfile bad
    FROM golang:1.26 AS build
    FROM node:24 AS $0build$0
    ```
    ```dockerfile good
    FROM golang:1.26 AS build
    FROM node:24 AS assets
    ```
    """
    tree = model.tree
    names = [stage.name for stage in model.stages if stage.name_word is not None]
    if len(set(names)) == len(names):
        return
    first: dict[str, Stage] = {}
    for stage in model.stages:
        if stage.name_word is None:
            continue
        other = first.setdefault(stage.name, stage)
        if other is not stage and other.name_word is not None:
            span = tree.place(stage.number, stage.name_word.span)
            related = Related(tree.place(other.number, other.name_word.span), "The first stage of that name.")
            yield Finding(span, f"There is a stage `{stage.name}` already. Give this one another name.", (), (related,))


@rule("ReservedStageName", Model, names=("DL3063",), nodes=(_has_reserved_name,))
def reserved_stage_name(model: Model) -> Iterator[Finding]:
    """
    A stage is called `scratch` or `context`.

    `FROM scratch` is the empty image, and `context` is what BuildKit calls the files that you build from.

    ```dockerfile bad
    FROM alpine:3.23 AS $0scratch$0
    ```
    ```dockerfile good
    FROM scratch AS empty
    ```
    """
    for number in model.tree.where(_has_reserved_name):
        stage = model.stage_of(number)
        if stage is not None and stage.name_word is not None:
            span = model.tree.place(stage.number, stage.name_word.span)
            yield Finding(span, f"`{stage.name}` means something else to BuildKit. Give the stage another name.")


@once
def _name_copied_from(node: Node) -> str:
    """What a COPY, perhaps one behind ONBUILD, copies from; empty if it is a number, or an image with a tag."""
    if node.keyword == "ONBUILD" and node.trigger is not None:
        node = node.trigger[0]
    flag = node.flag("from") if node.keyword == "COPY" else None
    name = (flag.value if flag is not None else None) or ""
    return "" if ":" in name or "$" in name or name.isdigit() else name


def _copies_from_a_name(node: Node) -> bool:
    return bool(_name_copied_from(node))


@rule("DL3022", Model, nodes=(_copies_from_a_name,))
def copy_from_unknown(model: Model) -> Iterator[Finding]:
    """
    `COPY --from=` names neither a stage above nor an image with a tag.

    Docker then looks for an image of that name, and takes its `latest`.
    If a stage is meant, it must stand above; if an image is, say which version.

    ```dockerfile bad
    FROM golang:1.26 AS build
    FROM scratch
    COPY --from=$0biuld$0 /app /app
    ```
    ```dockerfile fixed
    FROM golang:1.26 AS build
    FROM scratch
    COPY --from=build /app /app
    ```
    ```dockerfile good
    FROM golang:1.26 AS build
    FROM scratch
    COPY --from=build /app /app
    COPY --from=0 /app /app
    COPY --from=nginx:1.29 /etc/nginx/nginx.conf /nginx.conf
    ```
    """
    tree = model.tree
    for number in tree.where(_copies_from_a_name):
        node = tree.nodes[number]
        if model.stage_named(_name_copied_from(node)) is not None:
            continue  # Of a stage that comes too late, and of the stage itself, the errors speak.
        inner, at = (node, 0) if node.keyword != "ONBUILD" else node.trigger or (node, 0)
        flag = inner.flag("from")
        if flag is None or not flag.value:
            continue
        here = model.stage_of(number)
        above = model.stages[max(here.index - DECLARED, 0) : here.index] if here else []
        span = flag.value_span.shift(tree.starts[number] + at)
        near = nearest(flag.value, [stage.name for stage in above if stage.name])
        if near:
            fix = Fix(f"Write {near}", (Edit(span, near),))
            yield Finding(span, f"There is no stage `{flag.value}` above. Did you mean `{near}`?", (fix,))
        else:
            message = f"`{flag.value}` is no stage above; if it is an image, give it a tag."
            yield Finding(span, message, severity="info")


@rule("DL3067", Model)
def copy_of_a_root(model: Model, config: Config) -> Iterator[Finding]:
    """
    `COPY --from=… / /` copies a whole system over another.

    If the result is to be like that stage, begin with `FROM stage`.
    If it is to be small, copy what is needed and leave the rest behind.

    Some images hold a few files only and are made to be copied so, and into `scratch` all may be meant.
    By default it is reported where the other side is a stage with a system of its own; select the rule to have all.

    ```dockerfile bad
    FROM debian:trixie-slim AS build
    FROM alpine:3.23
    COPY --from=build $0/ /$0
    ```
    ```dockerfile good
    FROM debian:trixie-slim AS build
    FROM alpine:3.23
    COPY --from=build /usr/local/bin/app /usr/local/bin/app
    ```
    ```dockerfile good
    FROM tonistiigi/xx AS xx
    FROM alpine:3.23
    COPY --from=xx / /
    ```
    """
    tree = model.tree
    strict = config.selects("DL3067")
    for number in tree.where(_copies_a_root):
        node = tree.nodes[number]
        flag, view = node.flag("from"), copy(node)
        if flag is None or not flag.value or view.destination is None:
            continue
        if strict or _is_system(model, number, flag.value):
            span = Span(view.sources[0].span.start, view.destination.span.end)
            yield Finding(
                tree.place(number, span), f"This copies all of `{flag.value}`. Begin with it, or copy what you need."
            )


def _copies_a_root(node: Node) -> bool:
    """Whether a COPY copies all of something over all of this."""
    flag = node.flag("from") if node.keyword == "COPY" else None
    if flag is None or not flag.value:
        return False
    view = copy(node)
    return view.destination is not None and view.destination.text == "/" and any(w.text == "/" for w in view.sources)


def _is_system(model: Model, number: int, name: str) -> bool:
    """Whether a stage has a system with a package manager, and this one is not empty."""
    source, here = model.stage_named(name), model.stage_of(number)
    if source is None or here is None or model.root_image(here) == "scratch":
        return False
    known = lookup(model.root_image(source) or "")
    return known is not None and bool(known.package_manager)


def _sources(node: Node) -> Iterator[str]:
    """What an instruction copies or mounts from."""
    if node.keyword == "ONBUILD":
        if node.trigger is not None and node.trigger[0].keyword != "ONBUILD":
            yield from _sources(node.trigger[0])
    elif node.keyword == "COPY":
        flag = node.flag("from")
        if flag is not None and flag.value:
            yield flag.value
    elif node.keyword == "RUN" and "from=" in node.source:
        for mount in mounts(node):
            option = mount.option("from")
            if option is not None and option.value:
                yield option.value


def _has_sources(node: Node) -> bool:
    return next(_sources(node), None) is not None


@rule("DF5001", Model, severity="info", nodes=(_has_sources,))
def unused_stage(model: Model, config: Config) -> Iterator[Finding]:
    """
    A stage that nothing uses is not built.

    BuildKit builds the last stage, and of the others only those which it needs.
    A stage with a name may be meant for `docker build --target`; it is reported only if you select this rule.

    ```dockerfile bad
    $0FROM golang:1.26$0
    RUN go build -o /app example.com/app
    FROM alpine:3.23
    COPY app /app
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    COPY app /app
    ```
    ```dockerfile good
    FROM golang:1.26 AS build
    RUN go build -o /app example.com/app
    FROM alpine:3.23
    COPY --from=build /app /app
    ```
    ```dockerfile good
    FROM alpine:3.23 AS test
    RUN ./test.sh
    FROM alpine:3.23
    COPY app /app
    ```
    """
    if len(model.stages) < 2 or model.stages[-1].image_word is None:
        return
    used = _used_stages(model)
    needed = _needed_stages(model)
    for stage in model.stages:
        if stage.index in used or (stage.name and not config.selects("DF5001")):
            continue
        node = model.tree.nodes[stage.number]
        span = model.tree.place(stage.number, node.span)
        fixes = () if stage.index in needed else (Fix("Remove the stage", (_stage_away(model, stage),)),)
        yield Finding(span, f"Nothing uses {_title(stage)}, so it is not built.", fixes, (), ("unnecessary",))


def _stage_away(model: Model, stage: Stage) -> Edit:
    """Take a stage away, up to the comments of the next one."""
    tree = model.tree
    end = model.stages[stage.index + 1].number
    while tree.nodes[end - 1].kind == "comment":
        end -= 1
    return Edit(Span(tree.starts[stage.number], tree.starts[end]), "")


def _needed_stages(model: Model) -> set[int]:
    """The stages that cannot be taken away: the last one, and what others need, be it that nothing uses those.

    All, where stages go by their numbers, which would change.
    """
    tree = model.tree
    named = {name for number in tree.where(_has_sources) for name in _sources(tree.nodes[number])}
    if any(name.isdigit() for name in named):
        return set(range(len(model.stages)))
    sources = map(model.stage_named, named)
    needed = {len(model.stages) - 1, *(stage.index for stage in sources if stage is not None)}
    needed.update(stage.base for stage in model.stages if stage.base is not None)
    return needed


def _title(stage: Stage) -> str:
    return f"the stage `{stage.name}`" if stage.name else "this stage"


def _used_stages(model: Model) -> set[int]:
    """The last stage and all that it needs, directly or not."""
    used: set[int] = set()
    naming = model.tree.where(_has_sources)
    waiting = [model.stages[-1]]
    while waiting:
        stage = waiting.pop()
        if stage.index in used:
            continue
        used.add(stage.index)
        if stage.base is not None:
            waiting.append(model.stages[stage.base])
        for number in naming[bisect_left(naming, stage.number) : bisect_left(naming, stage.end)]:
            for name in _sources(model.tree.nodes[number]):
                other = model.stage_named(name)
                if other is not None:
                    waiting.append(other)
    return used
