"""What BuildKit refuses about flags: unknown ones, repeated ones, and values that are missing or not true or false."""

from __future__ import annotations

from collections.abc import Iterator

from ...docker import INSTRUCTIONS
from ...docker import flag as known_flag
from ...model import Facts
from ...spelling import nearest
from ...syntax import Flag, Node
from ...text import Edit, Span
from ..checks_words import listed
from ..rule import Finding, Fix, rule

# STOPSIGNAL is missing: BuildKit ignores its flags, as it ignores those of HEALTHCHECK NONE.
_WITH_FLAGS = (
    "FROM RUN CMD LABEL MAINTAINER EXPOSE ENV ADD COPY ENTRYPOINT VOLUME USER WORKDIR ARG ONBUILD HEALTHCHECK SHELL"
)


def _flags(node: Node) -> tuple[Flag, ...]:
    flags = node.flags
    if flags and node.keyword == "HEALTHCHECK" and node.words and node.words[0].text.upper() == "NONE":
        return ()
    return flags


@rule(
    "DF1030",
    _WITH_FLAGS,
    names=("UNKNOWN_ADD_FLAG", "UNKNOWN_COPY_FLAG", "UNKNOWN_FROM_FLAG", "UNKNOWN_HEALTHCHECK_FLAG"),
    severity="error",
    says=("--",),
)
def unknown_flag(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    An instruction has no such flag.

    Flags stand right behind the keyword and are written in lower case.
    Those of a shell command belong behind the command's name.

    ```dockerfile bad
    FROM alpine:3.23
    RUN --$0mont$0=type=cache,target=/cache make
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    RUN --mount=type=cache,target=/cache make
    ```
    """
    keyword = node.keyword
    given = {flag.name for flag in _flags(node)}
    for flag in _flags(node):
        if known_flag(keyword, flag.name) is not None:
            continue
        flags = INSTRUCTIONS[keyword].flags
        options = [known.name for known in flags]
        near = nearest(flag.name, [known.name for known in flags if known.repeatable or known.name not in given])
        names = (
            ("DF1030", f"UNKNOWN_{keyword}_FLAG") if keyword in ("ADD", "COPY", "FROM", "HEALTHCHECK") else ("DF1030",)
        )
        span = flag.name_span if flag.name_span.end > flag.name_span.start else flag.span
        fixes: tuple[Fix, ...] = ()
        if near:
            hint = f"Did you mean `--{near}`?"
            fixes = (Fix(f"Write --{near}", (Edit(flag.name_span, near),)),)
        elif options:
            hint = f"It knows {listed('--' + option for option in options)}."
        else:
            hint = "It has no flags at all."
        yield Finding(span, f"`{keyword}` has no flag `--{flag.name}`. {hint}", fixes, names=names)


@rule("DF1031", _WITH_FLAGS, names=("FLAG_MISSING_VALUE",), severity="error", says=("--",))
def missing_flag_value(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A flag lacks its value.

    A value stands behind `=`, and not behind a blank.

    ```dockerfile bad
    FROM alpine:3.23
    COPY $0--chown$0 1000:1000 . /app
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    COPY --chown=1000:1000 . /app
    ```
    ```dockerfile good
    FROM alpine:3.23
    COPY --chown=1000:1000 . /app
    ```
    """
    for flag in _flags(node):
        known = known_flag(node.keyword, flag.name)
        if known is None:
            continue
        if flag.value is None and known.value != "bool":
            message = f"`--{flag.name}` needs a value: `--{flag.name}={known.placeholder or '…'}`."
            yield Finding(flag.span, message, tuple(_joined(node, flag)))
        elif flag.value == "" and known.value == "bool":
            at = flag.name_span.end
            fix = Fix("Remove =", (Edit(Span(at, flag.span.end), ""),))
            yield Finding(flag.span, f"`--{flag.name}=` has an empty value: write `--{flag.name}`.", (fix,))


def _joined(node: Node, flag: Flag) -> Iterator[Fix]:
    """The flag with the word behind it for its value, if it is the last flag and leaves words enough."""
    if flag is node.flags[-1] and len(node.words) > (2 if node.keyword in ("COPY", "ADD") else 1):
        between = Span(flag.span.end, node.words[0].span.start)
        if node.json is None and not between.of(node.source).strip(" \t"):
            yield Fix(f"Write --{flag.name}=", (Edit(between, "="),))


@rule("DF1032", _WITH_FLAGS, names=("FLAG_DUPLICATE",), severity="error", says=("--",))
def duplicate_flag(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A flag that may stand only once comes again.

    Only `--mount`, `--device` and `--exclude` may be repeated.

    ```dockerfile bad
    FROM alpine:3.23
    COPY --chmod=644 $0--chmod$0=755 run.sh /
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    COPY --chmod=644 run.sh /
    ```
    """
    flags = _flags(node)
    if len(flags) < 2:
        return
    seen: set[str] = set()
    for number, flag in enumerate(flags):
        known = known_flag(node.keyword, flag.name)
        if known is None or known.repeatable:
            continue
        if flag.name in seen:
            before = flags[number - 1].span.end
            fix = Fix("Remove it", (Edit(Span(before, flag.span.end), ""),))
            span = Span(flag.span.start, flag.name_span.end)
            yield Finding(span, f"`--{flag.name}` may stand only once.", (fix,))
        seen.add(flag.name)


@rule(
    "DF1033",
    "ADD COPY",
    names=("FLAG_EXPECTED_BOOLEAN_VALUE", "FLAG_INVALID_LINK_VALUE"),
    severity="error",
    says=("--",),
)
def flag_not_boolean(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A switch is neither true nor false.

    `--link` alone means `--link=true`. Variables are not expanded here.

    ```dockerfile bad
    FROM alpine:3.23
    COPY --link=$0yes$0 . /app
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    COPY --link=true . /app
    ```
    """
    for flag in _flags(node):
        known = known_flag(node.keyword, flag.name)
        if known is None or known.value != "bool" or not flag.value or flag.value.lower() in ("true", "false"):
            continue
        guess = {"1": "true", "yes": "true", "on": "true", "t": "true", "0": "false", "no": "false", "off": "false"}
        meant = guess.get(flag.value.lower()) or nearest(flag.value, ("true", "false"))
        fixes = (Fix(f"Write {meant}", (Edit(flag.value_span, meant),)),) if meant else ()
        message = f"`--{flag.name}` takes `true` or `false`, and not `{flag.value}`."
        yield Finding(flag.value_span, message, fixes)
