"""What BuildKit refuses about HEALTHCHECK: its type, its command, durations and retries."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Facts
from ...spelling import nearest
from ...syntax import Flag, Node, Word
from ...text import Edit, Span
from .. import checks_values
from ..rule import Finding, Fix, rule


@rule("DF1017", "HEALTHCHECK", names=("UNKNOWN_TYPE",), severity="error")
def unknown_healthcheck(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    HEALTHCHECK knows `CMD` and `NONE`, and nothing else.

    ```dockerfile bad
    FROM nginx:1.29
    HEALTHCHECK $0curl$0 -f http://localhost/
    ```
    ```dockerfile fixed
    FROM nginx:1.29
    HEALTHCHECK CMD curl -f http://localhost/
    ```
    ```dockerfile good
    FROM nginx:1.29
    HEALTHCHECK CMD curl -f http://localhost/
    ```
    """
    word = _healthcheck(node)
    if word is None or word.text.upper() in ("CMD", "NONE") or any(flag.value is None for flag in node.flags):
        return  # Behind a flag without `=` that is its value.
    fixes = []
    near = nearest(word.text, ("CMD", "NONE"))
    if near:
        fixes.append(Fix(f"Write {near}", (Edit(word.span, near),)))
    elif len(node.words) > 1 or node.json is None:
        fixes.append(Fix("Insert CMD", (Edit(Span(word.span.start, word.span.start), "CMD "),)))
    yield Finding(word.span, f"`CMD` or `NONE` is expected here, and not `{word.text}`.", tuple(fixes))


@rule("DF1018", "HEALTHCHECK", names=("HEALTHCHECK_CMD_ARGUMENT_MISSING",), severity="error")
def missing_healthcheck_command(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    HEALTHCHECK CMD has no command.

    ```dockerfile bad
    FROM nginx:1.29
    HEALTHCHECK --interval=5m $0CMD$0
    ```
    ```dockerfile good
    FROM nginx:1.29
    HEALTHCHECK --interval=5m CMD curl -f http://localhost/
    ```
    """
    word = _healthcheck(node)
    if word is None or word.text.upper() != "CMD" or len(node.words) > 1:
        return
    if node.json is None or node.json.strings:
        yield Finding(word.span, f"A command is missing behind `{word.text}`.")


@rule("DF1019", "HEALTHCHECK", names=("ARGUMENT_UNNECESSARY",), severity="error")
def superfluous_argument(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    HEALTHCHECK NONE takes nothing more.

    ```dockerfile bad
    FROM nginx:1.29
    HEALTHCHECK NONE $0curl http://localhost/$0
    ```
    ```dockerfile fixed
    FROM nginx:1.29
    HEALTHCHECK NONE
    ```
    """
    word = _healthcheck(node)
    if word is None or word.text.upper() != "NONE":
        return
    json = node.json
    if len(node.words) < 2 or (json is not None and not json.items):
        return
    span = node.logical.span(json.start, json.end) if json else Span(node.words[1].span.start, node.words[-1].span.end)
    fix = Fix("Remove it", (Edit(Span(word.span.end, span.end), ""),))
    yield Finding(span, f"`HEALTHCHECK {word.text}` takes no arguments.", (fix,))


def _healthcheck(node: Node) -> Word | None:
    return node.words[0] if node.words else None


_INTERVALS = ("interval", "timeout", "start-period", "start-interval")


def _intervals(node: Node) -> Iterator[tuple[Flag, str]]:
    if not node.flags or (node.words and node.words[0].text.upper() == "NONE"):
        return
    for flag in node.flags:
        if flag.name in _INTERVALS and flag.value:
            yield flag, flag.value


@rule(
    "DF1050",
    "HEALTHCHECK",
    names=("FLAG_INVALID_DURATION", "FLAG_MISSING_DURATION", "FLAG_UNKNOWN_UNIT"),
    severity="error",
    says=("--",),
)
def invalid_duration(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A duration is none.

    It is written as in Go: numbers with the units `ns`, `us`, `ms`, `s`, `m` or `h`, such as `1m30s`.
    Variables are not expanded here.

    ```dockerfile bad
    FROM nginx:1.29
    HEALTHCHECK --interval=$030$0 CMD curl -f http://localhost/
    ```
    ```dockerfile fixed
    FROM nginx:1.29
    HEALTHCHECK --interval=30s CMD curl -f http://localhost/
    ```
    """
    for flag, text in _intervals(node):
        problem, _ = checks_values.duration(text)
        if not problem:
            continue
        missing = problem == "has no unit"
        names = ("DF1050", "FLAG_MISSING_DURATION" if missing else "FLAG_INVALID_DURATION")
        if "unknown unit" in problem:
            names = ("DF1050", "FLAG_UNKNOWN_UNIT")
        fixes: tuple[Fix, ...] = ()
        if missing and text.isdigit():
            fixes = (Fix(f"Write {text}s", (Edit(flag.value_span, f"{text}s"),)),)
        message = f"`{text}` {problem}. Write a duration such as `30s` or `1m30s`."
        yield Finding(flag.value_span, message, fixes, names=names)


@rule("DF1051", "HEALTHCHECK", names=("FLAG_LESS_THAN_1MS",), severity="error", says=("--",))
def duration_too_short(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A duration is shorter than one millisecond.

    `0s` is fine: it stands for the default.

    ```dockerfile bad
    FROM nginx:1.29
    HEALTHCHECK --timeout=$0500us$0 CMD curl -f http://localhost/
    ```
    ```dockerfile good
    FROM nginx:1.29
    HEALTHCHECK --timeout=500ms CMD curl -f http://localhost/
    ```
    """
    for flag, text in _intervals(node):
        problem, nanoseconds = checks_values.duration(text)
        if not problem and nanoseconds and nanoseconds < 10**6:
            yield Finding(flag.value_span, f"`--{flag.name}` must be at least `1ms`, or `0s` for the default.")


@rule("DF1052", "HEALTHCHECK", names=("INVALID_SYNTAX", "FLAG_AT_LEAST_ONE"), severity="error", says=("--",))
def invalid_retries(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    The number of retries is no number, or below zero.

    ```dockerfile bad
    FROM nginx:1.29
    HEALTHCHECK --retries=$0three$0 CMD curl -f http://localhost/
    ```
    ```dockerfile good
    FROM nginx:1.29
    HEALTHCHECK --retries=3 CMD curl -f http://localhost/
    ```
    """
    if not node.flags or (node.words and node.words[0].text.upper() == "NONE"):
        return
    for flag in node.flags:
        if flag.name != "retries" or not flag.value or checks_values.integer(flag.value, 0, 2**31 - 1):
            continue
        below = checks_values.integer(flag.value, -(2**31), 0)
        names = ("DF1052", "FLAG_AT_LEAST_ONE" if below else "INVALID_SYNTAX")
        message = f"`--retries` takes a whole number from 0 on, and not `{flag.value}`."
        yield Finding(flag.value_span, message, names=names)
