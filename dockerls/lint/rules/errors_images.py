"""What BuildKit refuses about the images and platforms that FROM names."""

from __future__ import annotations

from collections.abc import Iterator

from ...config import Config
from ...docker import parse_reference
from ...model import Model, Stage
from ...named import NamedTuple
from ...syntax import Node
from ...syntax.once import once
from ...syntax.views import from_
from ...text import Edit, Span
from ...values import expand
from .. import checks_values
from ..checks_environment import environments
from ..kinds import FROM
from ..rule import Finding, Fix, rule
from .errors_stages import names_any, names_no_image, sources

_SIGNS = "$\\'\"`"
"""What makes more of a word than it says."""


@rule("DF1080", Stage, names=("BASE_NAME_EMPTY",), severity="error", nodes=(FROM,))
def empty_base_name(model: Model, stage: Stage, config: Config) -> Iterator[Finding]:
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
    base = _base(model, stage, config)
    if base is not None and base.text == "":
        yield Finding(base.span, f"`{base.raw}` is empty: no image is named.{_declare(base.unset)}")


def _declare(unset: tuple[str, ...]) -> str:
    if not unset:
        return ""
    return f" Give `{unset[0]}` a value with `ARG {unset[0]}=…` before the first `FROM`."


def is_in_doubt(node: Node) -> bool:
    """Whether a FROM names something that is not plainly an image."""
    word = from_(node).image if node.keyword == "FROM" else None
    return word is not None and (any(sign in word.text for sign in _SIGNS) or parse_reference(word.text) is None)


@rule("DF1081", Model, names=("INVALID_REFERENCE_FORMAT",), severity="error", nodes=(names_any,))
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
    for number in model.tree.where(is_in_doubt):
        stage = model.stage_of(number)
        base = _base(model, stage, config) if stage is not None else None
        if stage is None or base is None or not base.text or base.text == "scratch":
            continue
        if parse_reference(base.text) is None and not _is_named_above(model, stage, base.text):
            yield _no_reference(base.text, base.raw, base.span, base.unset)
    for source in sources(model) if model.tree.where(names_no_image) else ():
        if source.stage is None and source.number is None and source.name != "scratch" and not source.variable:
            if parse_reference(source.name) is None:
                yield _no_reference(source.name, source.name, source.span, ())


def _is_named_above(model: Model, stage: Stage, name: str) -> bool:
    return _first_named(model).get(name, stage.index) < stage.index


@once
def _first_named(model: Model) -> dict[str, int]:
    """The index of the first stage of each name."""
    stages = reversed(model.stages)
    return {stage.name: stage.index for stage in stages if stage.image_word is not None}


def _no_reference(text: str, raw: str, span: Span, unset: tuple[str, ...]) -> Finding:
    shown = f"`{text}`" if text == raw else f"`{raw}` is `{text}`, which"
    repository, sign, rest = _cut(text)
    lower = repository.lower() + sign + rest
    if lower != text and parse_reference(lower) is not None:
        fixes = (Fix(f"Write {lower}", (Edit(span, lower),)),) if text == raw else ()
        return Finding(span, f"{shown} is no image: repositories are lower case.", fixes)
    if "@" in text and parse_reference(text.partition("@")[0]) is not None:
        problem = checks_values.digest(text.partition("@")[2]) or "the digest is malformed"
        return Finding(span, f"{shown} is no image: {problem}.")
    hint = _declare(unset) or " A name is `[registry/]repository[:tag][@digest]`."
    return Finding(span, f"{shown} is no image.{hint}")


def _cut(text: str) -> tuple[str, str, str]:
    """The name of an image, and the tag or digest behind it."""
    slash = text.rfind("/")
    ends = [at for at in (text.find(":", slash + 1), text.find("@", slash + 1)) if at >= 0]
    end = min(ends, default=len(text))
    return text[:end], text[end : end + 1], text[end + 1 :]


@rule("DF1082", Stage, severity="error", nodes=(FROM,))
def invalid_platform(model: Model, stage: Stage, config: Config) -> Iterator[Finding]:
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
    flag = stage.platform
    if flag is None or not flag.value:
        return
    env = environments(model, config).globals
    value = expand(flag.value, env, model.tree.escape)
    span = model.tree.place(stage.number, flag.value_span)
    if value.text == "":
        near = env.nearest(value.unset[0]) if value.unset else ""
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
    """What a FROM names: as written, and with its variables put in."""

    raw: str
    text: str | None
    span: Span
    unset: tuple[str, ...]


def _base(model: Model, stage: Stage, config: Config) -> _Base | None:
    word = stage.image_word
    if word is None:
        return None
    text: str | None = word.text
    unset: tuple[str, ...] = ()
    if any(sign in word.text for sign in _SIGNS):
        env = environments(model, config).globals
        text, unset, _, _ = expand(word.text, env, model.tree.escape)
    return _Base(word.text, text, model.tree.place(stage.number, word.span), unset)
