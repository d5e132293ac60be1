"""Rules about base images: larger ones than needed, and ones that nobody keeps up any more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...docker import AS_OF, Image, end_of_life, has_build_tools, lookup, parse_reference
from ...docker.projects import TOOLCHAIN_TEMPLATES
from ...late import regex
from ...model import Model, Stage
from ...syntax import Word
from ...text import Edit, Span
from .. import Finding, Fix, rule
from ..kinds import FROM, RUNS, STARTS, saying
from ..places import chain
from ..runtime import serves
from ..shells import unwrapped_commands

_NAMES = r"buster|bullseye|bookworm|trixie|jammy|noble|lts|current|stable|oldstable|iron|jod|krypton"
_SLIMMABLE = regex(rf"(?:\d+(?:\.\d+)*|{_NAMES})(?:-(?:{_NAMES}))?(?:-\d{{8}})?")
_VERSION = regex(r"\d+(?:\.\d+)*|stable|mainline")
_SYSTEM = regex(r"-?(?:buster|bullseye|bookworm|stretch|jessie|focal|jammy|bionic)|(?<=alpine)[\d.]+")
_CODENAME = regex(r"(?:buster|bullseye|bookworm|trixie|stretch|jessie)")

# Self-contained servers, for which it makes no difference on which libc they run.
_ON_ALPINE = frozenset(("nginx", "nginxinc/nginx-unprivileged", "httpd", "redis", "valkey/valkey", "memcached"))


@rule("DF5020", Stage, severity="info", nodes=(STARTS, saying("RUN", "apt", "dpkg"), *RUNS))
def full_size_image(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    The image that is shipped is based on the full variant of its base, and there is a smaller one.

    The slim variants leave out compilers, headers and documentation, which hardly any program needs when it runs: a
    download of some 50 MB in place of 400 MB, and fewer packages with known holes. Packages that compile something
    while they are installed need the full image, but only in a build stage.

    ```dockerfile bad
    FROM $0python:3.14$0
    COPY app.py /srv/
    CMD ["python", "/srv/app.py"]
    ```
    ```dockerfile fixed
    FROM python:3.14-slim
    COPY app.py /srv/
    CMD ["python", "/srv/app.py"]
    ```
    ```dockerfile good
    FROM node:24 AS build
    RUN npm --version
    FROM node:24-slim
    CMD ["node"]
    ```
    """
    if stage is not model.stages[-1]:
        return
    bottom = model.bottom(stage)
    image = lookup(bottom.image) if bottom.image else None
    reference = parse_reference(bottom.image) if bottom.image else None
    if image is None or reference is None or bottom.image_word is None or not serves(model, stage):
        return
    suffix = _smaller(image, reference.tag)
    if not suffix or (suffix == "alpine" and _uses(model, stage, "apt-get", "apt", "dpkg")):
        return
    if image.name in TOOLCHAIN_TEMPLATES:
        return  # To change the variant would not help: the compiler is the image.
    word = bottom.image_word
    fixes: tuple[Fix, ...] = ()
    if not reference.digest and word.text.endswith((reference.tag, "}")):
        at = model.tree.place(bottom.number, word.span).end
        fixes = (Fix(f"Use the {suffix} variant", (Edit(Span(at, at), f"-{suffix}"),)),)
    yield Finding(
        model.tree.place(bottom.number, word.span),
        f"`{reference.familiar}:{reference.tag}-{suffix}` "
        + ("leaves out what only builds need." if suffix == "slim" else "does the same at a fraction of the size."),
        fixes=fixes,
    )


def _smaller(image: Image, tag: str) -> str:
    """The suffix of the smaller variant of a tag; empty if there is none or it is one already."""
    if "slim" in image.small and _SLIMMABLE.fullmatch(tag):
        return "slim"
    if image.name in _ON_ALPINE and "alpine" in image.small and _VERSION.fullmatch(tag):
        return "alpine"
    return ""


def _uses(model: Model, stage: Stage, *programs: str) -> bool:
    nodes = model.tree.nodes
    return any(
        command.program in programs
        for number in chain(model, stage)
        if nodes[number].keyword == "RUN" and (facts := model.facts[number]) is not None
        for command in unwrapped_commands(nodes[number], facts)
    )


@rule("DF5021", Stage, nodes=(FROM,))
def end_of_life_image(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    The base image's version has ended: nobody mends its holes any more.

    The dates are those of a table which comes with dockerls, and they are compared with the day of that table, not
    with today. Take a version that is still cared for.

    ```dockerfile bad
    FROM $0python:3.8-slim$0
    ```
    ```dockerfile fixed
    FROM python:3.14-slim
    ```
    ```dockerfile good
    FROM python:3.14-slim
    ```
    """
    image = lookup(stage.image) if stage.image and stage.base is None else None
    reference = parse_reference(stage.image) if stage.image else None
    word = stage.image_word
    if image is None or reference is None or word is None or image.deprecated:
        return
    ended = end_of_life(image, reference.tag)
    if ended is None or ended[1] >= AS_OF:
        return
    part, day = ended
    what = f"`{reference.familiar}:{part}`" if reference.tag.startswith(part) else f"`{part}` of `{stage.image}`"
    yield Finding(
        model.tree.place(stage.number, word.span),
        f"{what} has had no fixes since {day}. Take a version that is still maintained.",
        fixes=_newer(model, stage, word, image, reference.tag, part) if not reference.digest else (),
        severity="" if stage.index in model.final_stages else "info",
    )


def _newer(model: Model, stage: Stage, word: Word, image: Image, tag: str, part: str) -> tuple[Fix, ...]:
    """The same variant of a version that is still maintained."""
    place = model.tree.place(stage.number, word.span)
    if "$" in word.text or not place.of(model.tree.text).endswith(tag):
        return ()
    new = ""
    if not tag.startswith(part):  # The system below has ended, and not the version of what runs on it.
        later = "alpine" if part.startswith("alpine") else "trixie" if _CODENAME.fullmatch(part) else "noble"
        new = tag.replace(part, later)
    else:
        rest = tag[len(part) :].lstrip(".0123456789")
        rest = _SYSTEM.sub("", rest)
        new = next((candidate for candidate in image.tags if _variant(candidate) == rest), "")
        if not new and not rest:
            new = next((candidate for candidate in image.tags if _VERSION.fullmatch(candidate)), "")
    if not new or (end_of_life(image, new) is not None and end_of_life(image, new)[1] < AS_OF):  # type: ignore[index]
        return ()
    return (Fix(f"Use {new}", (Edit(Span(place.end - len(tag), place.end), new),)),)


def _variant(tag: str) -> str:
    """What stands behind the version in a tag: `-slim` of `3.14-slim`."""
    return re.sub(r"^(?:[\d.]+|[a-z]+(?=-slim$))", "", tag) if not re.fullmatch(r"[a-z]+", tag) else ""


@rule("DF5022", Stage, nodes=(FROM,))
def image_given_up(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    The base image was given up, and gets no updates.

    It can still be pulled, with every hole that was found in its packages since then. Mostly the same goes on under
    another name, which the message says; tags may be called otherwise there.

    ```dockerfile bad
    FROM $0openjdk:17-jdk-slim$0
    ```
    ```dockerfile fixed
    FROM eclipse-temurin:17-jdk
    ```
    ```dockerfile good
    FROM eclipse-temurin:25-jre
    ```
    """
    image = lookup(stage.image) if stage.image and stage.base is None else None
    reference = parse_reference(stage.image) if stage.image else None
    word = stage.image_word
    if image is None or reference is None or word is None or not image.deprecated:
        return
    fixes: tuple[Fix, ...] = ()
    match = re.fullmatch(r"(\d+)(?:\.[.\d]*)?(?:-(jdk|jre))?(?:-(slim|alpine|buster|bullseye)\w*)*", reference.tag)
    if image.name == "openjdk" and match and int(match[1]) in (8, 11, 17, 21, 25) and "$" not in word.text:
        alpine = "-alpine" if "alpine" in reference.tag else ""
        new = f"eclipse-temurin:{match[1]}-{match[2] or 'jdk'}{alpine}"
        if not reference.digest:
            fixes = (Fix(f"Use {new}", (Edit(model.tree.place(stage.number, word.span), new),)),)
    yield Finding(
        model.tree.place(stage.number, word.span),
        f"`{reference.familiar}` was given up and gets no updates. Use {image.deprecated}.",
        fixes=fixes,
        tags=("deprecated",),
    )


def ships_a_toolchain(model: Model, stage: Stage) -> Image | None:
    """The image at the bottom of a stage, if it brings what only builds need."""
    bottom = model.bottom(stage)
    image = lookup(bottom.image) if bottom.image else None
    reference = parse_reference(bottom.image) if bottom.image else None
    if image is None or reference is None or not has_build_tools(image, reference.tag):
        return None
    return image
