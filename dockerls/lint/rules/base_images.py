"""Rules about base images: their tags, registries and platforms. They ask no registry."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from ...config import Config
from ...docker import DEFAULT_REGISTRY, Reference, lookup, only_platform, parse_reference
from ...docker.images import has_no_versions
from ...model import Facts, Stage
from ...references import bare
from ...syntax import Node
from ...syntax.lexer import lex
from ...syntax.views import from_, mounts
from ...text import Edit, Span
from ...values import expand
from .. import Finding, Fix, Model, rule
from ..checks_values import normal_platform
from ..checks_values import platform as problem_of_platform
from ..kinds import FROM
from ..places import without_flag

_HUB = frozenset((DEFAULT_REGISTRY, "hub.docker.com", "index.docker.io"))


@rule("DL3006", Stage, nodes=(FROM,))
def untagged_image(model: Model, stage: Stage, config: Config) -> Iterator[Finding]:
    """
    A base image has neither tag nor digest, so it is whatever `latest` is on the day of the build.

    An image that has no versions, as Arch Linux has none, is reported only if you select the rule.

    ```dockerfile bad
    FROM $0debian$0
    ```
    ```dockerfile fixed
    FROM debian:trixie
    ```
    ```dockerfile good
    ARG BASE=debian
    FROM debian:trixie-slim AS base
    FROM base
    FROM scratch
    FROM ${BASE}
    ```
    """
    for span, text, reference in _images(model, stage):
        if not reference.tag and not reference.digest and _has_versions(reference, config, "DL3006"):
            message = f"`{text}` has no tag, and so is whatever `latest` is when you build."
            yield Finding(span, message, _tagged(text, reference, Span(span.end, span.end), ":"))


@rule("DL3007", Stage, nodes=(FROM,))
def latest_image(model: Model, stage: Stage, config: Config) -> Iterator[Finding]:
    """
    A base image is taken as `latest`, which is another version one day.

    An image that has no versions, as Arch Linux has none, is reported only if you select the rule.

    ```dockerfile bad
    FROM debian:$0latest$0
    ```
    ```dockerfile fixed
    FROM debian:trixie
    ```
    ```dockerfile good
    FROM debian:trixie-slim
    ```
    """
    for span, text, reference in _images(model, stage):
        if reference.tag == "latest" and not reference.digest and reference.tag_span is not None:
            if not _has_versions(reference, config, "DL3007"):
                continue
            tag = Span(*reference.tag_span).shift(span.start)
            name = text[: reference.tag_span[0] - 1]
            message = f"`{name}:latest` is another version one day. Say which one you want."
            yield Finding(tag, message, _tagged(name, reference, tag, ""))


def _has_versions(reference: Reference, config: Config, code: str) -> bool:
    return config.selects(code) or not has_no_versions(reference.familiar)


def _images(model: Model, stage: Stage) -> Iterator[tuple[Span, str, Reference]]:
    """The image written out in a FROM line: no stage, no variable, not scratch."""
    word, image = stage.image_word, stage.image
    if word is None or not image or stage.base is not None or "$" in word.text or image == "scratch":
        return
    reference = parse_reference(image)
    span = model.tree.place(stage.number, bare(model.tree.nodes[stage.number], word.span, image))
    if reference is not None and span.of(model.tree.text) == image:
        yield span, image, reference


def _tagged(name: str, reference: Reference, span: Span, before: str) -> tuple[Fix, ...]:
    known = lookup(reference.name)
    if known is None:
        return ()
    tags = [tag for tag in known.tags if tag != "latest"]
    # First that which is what `latest` is, of a version; the smaller ones have other tools, or another C library.
    tags.sort(key=lambda tag: bool({*tag.split("-")} & {*known.small, "alpine", "slim"}))
    tags = tags[:3]
    return tuple(Fix(f"Use {name}:{tag}", (Edit(span, before + tag),)) for tag in tags)


@rule("DL3026", Model)
def untrusted_registry(model: Model, config: Config) -> Iterator[Finding]:
    """
    An image comes from a registry that is not among `trusted-registries`.

    The setting lists the registries that are fine, `*` being a wildcard; without it there is nothing to say.
    Images without a registry come from `docker.io`. With a path behind it (`docker.io/library`), only what lies there
    is fine.

    ```dockerfile bad trusted-registries = ["*.example.com"]
    FROM $0ghcr.io/acme/base:1$0
    ```
    ```dockerfile good trusted-registries = ["*.example.com", "docker.io"]
    FROM images.example.com/base:1
    FROM debian:trixie-slim
    ```
    ```dockerfile bad trusted-registries = ["docker.io/library", "ghcr.io/acme/*"]
    FROM debian:trixie-slim
    FROM ghcr.io/acme/base:1
    FROM $0acme/base:1$0
    ```
    """
    trusted = config.trusted_registries
    if not trusted:
        return
    for span, name in _all_images(model):
        reference = parse_reference(name)
        if reference is None:
            continue
        aliases = _HUB if reference.registry in _HUB else {reference.registry}
        if not any(_is_below(reference, alias, pattern) for alias in aliases for pattern in trusted):
            yield Finding(span, f"The registry `{reference.registry}` is not among the trusted ones.")


def _is_below(reference: Reference, registry: str, pattern: str) -> bool:
    """Whether an image lies where a pattern says: in a registry, or in a path of one."""
    host, slash, path = pattern.partition("/")
    below = not slash or not path or fnmatchcase(reference.repository, path)
    return fnmatchcase(registry, host) and (below or reference.repository.startswith(path.rstrip("/") + "/"))


def _all_images(model: Model) -> Iterator[tuple[Span, str]]:
    """What FROM, `COPY --from=` and mounts take as images."""
    tree = model.tree
    for stage in model.stages:
        if stage.image_word is not None and stage.base is None and stage.image and stage.image != "scratch":
            yield tree.place(stage.number, stage.image_word.span), stage.image
    for number in tree.instructions:
        node = tree.nodes[number]
        inner, shift = (node, 0) if node.keyword != "ONBUILD" else node.trigger or (node, 0)
        for name, span in _sources(inner):
            if "$" not in name and not name.isdigit() and model.stage_named(name) is None and name != "scratch":
                yield span.shift(tree.starts[number] + shift), name


def _sources(node: Node) -> Iterator[tuple[str, Span]]:
    if node.keyword == "COPY":
        flag = node.flag("from")
        if flag is not None and flag.value:
            yield flag.value, flag.value_span
    elif node.keyword == "RUN" and "from=" in node.source:
        for mount in mounts(node):
            option = mount.option("from")
            if option is not None and option.value:
                yield option.value, option.value_span


@rule("FromPlatformFlagConstDisallowed", "FROM", names=("DL3029",), says=("--platform",))
def constant_platform(node: Node, facts: Facts, config: Config) -> Iterator[Finding]:
    """
    `--platform` is a fixed value, so the stage is the same whatever platform you build for.

    Leave the platform to `docker build --platform`, or use `$BUILDPLATFORM` for a stage that compiles.
    If the stage is meant for one platform, name the system or the processor in the stage's name.

    ```dockerfile bad
    FROM --platform=$0linux/amd64$0 golang:1.26 AS build
    ```
    ```dockerfile fixed
    FROM golang:1.26 AS build
    ```
    ```dockerfile good
    FROM --platform=$BUILDPLATFORM golang:1.26 AS build
    FROM --platform=linux/amd64 alpine:3.23 AS build-amd64
    FROM --platform=linux/arm64 alpine:3.23 AS build-arm64
    ```
    """
    flag = node.flag("platform")
    if flag is None or not flag.value or sum(other.name == "platform" for other in node.flags) > 1:
        return
    name = from_(node).name
    taken = "BUILDPLATFORM" in flag.value or "TARGETPLATFORM" in flag.value
    if not lex(flag.value, node.escape).uses and _is_constant(flag.value, name.text.lower() if name else ""):
        names: tuple[str, ...] = ("FromPlatformFlagConstDisallowed", *(() if taken else ("DL3029",)))
    elif not taken and config.selects("DL3029"):
        names = ("DL3029",)
    else:
        return
    message = f"The stage is built for `{flag.value}`, whatever platform the build asks for."
    yield Finding(flag.value_span, message, (Fix("Remove --platform", (without_flag(node, flag),)),), names=names)


@rule("DF5023", Stage)
def image_for_another_platform(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    `--platform` asks for one platform, and the image is there for another one alone.

    Docker Hub has the official images twice: `alpine` for all platforms, and one for each of them under `amd64/`,
    `arm64v8/`, `arm32v7/` and the like. From those there is nothing to choose, so that the build fails, or what it
    runs only works where the wrong platform is emulated. Take the image for all platforms, or leave `--platform` out.

    ```dockerfile bad
    FROM --platform=linux/amd64 $0arm64v8/node:24-slim$0
    ```
    ```dockerfile fixed
    FROM --platform=linux/amd64 node:24-slim
    ```
    ```dockerfile good
    FROM arm64v8/node:24-slim AS arm
    FROM --platform=linux/arm64/v8 arm64v8/node:24-slim AS arm64
    FROM --platform=$BUILDPLATFORM arm64v8/node:24-slim
    ```
    """
    flag, word, image = stage.platform, stage.image_word, stage.image
    if flag is None or not flag.value or "$" in flag.value or word is None or not image or stage.base is not None:
        return
    only, name = only_platform(image)
    if not only or problem_of_platform(flag.value) or normal_platform(flag.value) == normal_platform(only):
        return
    tree = model.tree
    node = tree.nodes[stage.number]
    place = tree.place(stage.number, word.span)
    fixes = [Fix("Leave --platform out", (without_flag(node, flag).shift(tree.starts[stage.number]),))]
    if place.of(tree.text) == image:
        rest = image.rpartition("/")[2]
        fixes.insert(0, Fix(f"Use {rest}", (Edit(place, rest),)))
    message = (
        f"`{image}` is for {only} alone, and `--platform` asks for {flag.value}. `{name}` leaves the choice to it."
    )
    yield Finding(place, message, tuple(fixes))


def _is_constant(platform: str, stage: str) -> bool:
    """Whether BuildKit minds the platform: it is one, and the stage's name holds neither its system nor processor."""
    if problem_of_platform(platform):
        return False
    system, processor = normal_platform(platform)
    return system not in stage and processor not in stage


@rule("RedundantTargetPlatform", "FROM", names=("DL3065",), says=("TARGETPLATFORM",))
def redundant_target_platform(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    `--platform=$TARGETPLATFORM` says what is so without it.

    ```dockerfile bad
    FROM --platform=$0$TARGETPLATFORM$0 alpine:3.23
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    ```
    ```dockerfile good
    FROM --platform=$BUILDPLATFORM golang:1.26
    ```
    """
    flag = node.flag("platform")
    if flag is None or "TARGETPLATFORM" not in (flag.value or "") or flag.value is None:
        return
    sample = "os/processor"
    value = expand(flag.value, {"TARGETPLATFORM": sample}, node.escape)
    if value.text == sample and set(value.used) == {"TARGETPLATFORM"}:
        only = sum(other.name == "platform" for other in node.flags) == 1  # Else another one would come into force.
        fixes = (Fix("Remove --platform", (without_flag(node, flag),), safe=True),) if only else ()
        yield Finding(flag.value_span, "`TARGETPLATFORM` is what a stage is built for anyway.", fixes)
