"""What BuildKit refuses about values that no variable stands for: durations, ports, signals, modes, digests …"""

from __future__ import annotations

from collections.abc import Iterator

from ...docker import NETWORKS, SECURITY, is_signal
from ...model import Facts
from ...syntax import Flag, Node
from ...syntax.lexer import words as shell_words
from ...text import Edit
from ...values import expand
from .. import checks_values
from ..checks_mounts import csv_fields
from ..checks_sources import source
from ..checks_words import is_heredoc, listed, nearest
from ..rule import Finding, Fix, rule

_INTERVALS = ("interval", "timeout", "start-period", "start-interval")


def _literal(text: str, node: Node) -> str | None:
    """What a text comes to, if no variable is in it and its quotes are sound."""
    return None if "$" in text else expand(text, {}, node.escape).text


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
        elif missing:
            fixes = ()
        message = f"`{text}` {problem}. Write a duration such as `30s` or `1m30s`."
        yield Finding(flag.value_span, message, fixes, names=names)


@rule("DF1051", "HEALTHCHECK", names=("FLAG_LESS_THAN_1MS",), severity="error")
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


@rule("DF1052", "HEALTHCHECK", names=("INVALID_SYNTAX", "FLAG_AT_LEAST_ONE"), severity="error")
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


def _ports(node: Node, what: str) -> Iterator[Finding]:
    for word in node.words:
        if "$" in word.text:
            continue
        for text in shell_words(word.text, node.escape) or ():
            kind, problem = checks_values.port(text[0])
            if kind == what:
                yield Finding(word.span, problem[0].upper() + problem[1:] + ".")


@rule("DF1053", "EXPOSE", names=("INVALID_PORT",), severity="error")
def invalid_port(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A word of EXPOSE is no port.

    A port is a number from 0 to 65535, or a range such as `8000-8010`; `/tcp`, `/udp` or `/sctp` may follow.

    ```dockerfile bad
    FROM nginx:1.29
    EXPOSE $0http$0
    ```
    ```dockerfile good
    FROM nginx:1.29
    EXPOSE 80 443/udp 8000-8010
    ```
    """
    yield from _ports(node, "port")


@rule("DF1054", "EXPOSE", names=("INVALID_PROTO",), severity="error")
def invalid_protocol(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    The protocol behind a port does not exist.

    ```dockerfile bad
    FROM nginx:1.29
    EXPOSE $080/http$0
    ```
    ```dockerfile good
    FROM nginx:1.29
    EXPOSE 80/tcp
    ```
    """
    yield from _ports(node, "protocol")


@rule("DF1055", "STOPSIGNAL", names=("INVALID_SIGNAL",), severity="error")
def invalid_signal(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    STOPSIGNAL names no signal.

    A signal has a name, with or without `SIG`, or a number.

    ```dockerfile bad
    FROM nginx:1.29
    STOPSIGNAL $0SIGQIUT$0
    ```
    ```dockerfile fixed
    FROM nginx:1.29
    STOPSIGNAL SIGQUIT
    ```
    """
    from ...docker import SIGNALS

    for word in node.words[:1]:
        text = _literal(word.text, node)
        if text is None or is_signal(text):
            continue
        near = nearest(text, SIGNALS)
        fixes = (Fix(f"Write {near}", (Edit(word.span, near),)),) if near else ()
        hint = f" Did you mean `{near}`?" if near else ""
        yield Finding(word.span, f"`{text}` is no signal.{hint}", fixes)


@rule("DF1056", "VOLUME", severity="error")
def empty_volume(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A volume has no path.

    ```dockerfile bad
    FROM nginx:1.29
    VOLUME ["/data", $0""$0]
    ```
    ```dockerfile good
    FROM nginx:1.29
    VOLUME ["/data"]
    ```
    """
    for word in node.words:
        text = _literal(word.text, node)
        if text == "" or not word.text.strip():
            yield Finding(word.span, "A volume's path is empty.")


@rule("DF1057", "ADD COPY", severity="error")
def invalid_mode(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    The value of `--chmod` is no file mode.

    It is octal, from 0 to 7777, or symbolic such as `u=rwX,go=rX`.

    ```dockerfile bad
    FROM alpine:3.23
    COPY --chmod=$0888$0 run.sh /
    ```
    ```dockerfile good
    FROM alpine:3.23
    COPY --chmod=755 run.sh /
    ```
    """
    flag = node.flag("chmod") if node.flags else None
    text = _literal(flag.value, node) if flag is not None and flag.value else None
    if flag is not None and text and checks_values.mode(text):
        yield Finding(flag.value_span, f"{checks_values.mode(text)}.")


@rule("DF1058", "ADD", severity="error")
def invalid_checksum(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    `--checksum` is no digest, or there is nothing that it could be the checksum of.

    It takes exactly one source, and that must be a download or a Git repository.

    ```dockerfile bad
    FROM alpine:3.23
    ADD --checksum=$0sha256:1234$0 https://example.com/tool.tar.gz /
    ```
    ```dockerfile bad
    FROM alpine:3.23
    ADD --checksum=$0sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d$0 tool.tar.gz /
    ```
    """
    flag = node.flag("checksum") if node.flags else None
    if flag is None or not flag.value or len(node.words) < 2:
        return
    texts = [_literal(word.text, node) for word in node.words[:-1] if not is_heredoc(word.text)]
    problem = checksum_problem(_literal(flag.value, node), texts)
    if problem:
        yield Finding(flag.value_span, problem)


def checksum_problem(checksum: str | None, sources: list[str | None]) -> str:
    """What is wrong with a checksum of these sources; None among them is what is not known."""
    if checksum == "":
        return ""
    if len(sources) != 1:
        return "A checksum is for exactly one source."
    if sources[0] is None:
        return ""
    kind = source(sources[0]).kind
    if kind == "path":
        return "Only a download or a Git repository has a checksum."
    problem = checks_values.digest(checksum) if kind == "http" and checksum is not None else ""
    return f"{problem[0].upper()}{problem[1:]}." if problem else ""


@rule("DF1059", "ADD COPY", severity="error")
def invalid_source(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    COPY copies from the network, or the address of a Git repository is malformed.

    Only ADD downloads files and clones repositories.

    ```dockerfile bad
    FROM alpine:3.23
    COPY $0https://example.com/tool.tar.gz$0 /
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    ADD https://example.com/tool.tar.gz /
    ```
    """
    if len(node.words) < 2:
        return
    for word in node.words[:-1]:
        if ":" not in word.text or "$" in word.text:
            continue
        text = _literal(word.text, node)
        problem = source_problem(text, node.keyword) if text is not None else ""
        if problem:
            fixes: tuple[Fix, ...] = ()
            if node.keyword == "COPY" and not node.flag("from") and not node.flag("parents"):
                keyword = "add" if node.keyword_span.of(node.source).islower() else "ADD"
                fixes = (Fix("Use ADD", (Edit(node.keyword_span, keyword),)),)
            yield Finding(word.span, problem, fixes)


def source_problem(text: str, keyword: str) -> str:
    """What is wrong with a source of ADD or COPY."""
    kind, problem = source(text)
    if problem:
        return f"BuildKit refuses the address: {problem}."
    if keyword == "COPY" and kind != "path":
        return f"`COPY` cannot {'download' if kind == 'http' else 'clone'} anything; `ADD` can."
    return ""


@rule("DF1060", "RUN", severity="error")
def invalid_network(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    `--network` or `--security` has a value that it cannot have.

    They are taken literally: lower case, no variables.

    ```dockerfile bad
    FROM alpine:3.23
    RUN --network=$0nono$0 make test
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    RUN --network=none make test
    ```
    """
    for flag in node.flags:
        allowed = NETWORKS if flag.name == "network" else SECURITY if flag.name == "security" else None
        if allowed is None or flag.value is None or flag.value in allowed:
            continue
        near = nearest(flag.value, allowed)
        fixes = (Fix(f"Write {near}", (Edit(flag.value_span, near),)),) if near else ()
        span = flag.value_span if flag.value else flag.span
        yield Finding(span, f"`--{flag.name}` takes {listed(allowed)}, and not `{flag.value}`.", fixes)


@rule("DF1061", "RUN", severity="error")
def invalid_device(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    `--device` names no device, or has options which it does not know.

    It takes a device's name, and `required` perhaps.

    ```dockerfile bad
    FROM alpine:3.23
    RUN --device=$0vendor.com/gpu=all,needed$0 true
    ```
    ```dockerfile good
    FROM alpine:3.23
    RUN --device=vendor.com/gpu=all,required true
    ```
    """
    for flag in node.flags:
        if flag.name == "device" and flag.value is not None:
            problem = _device_problem(flag.value)
            if problem:
                yield Finding(flag.value_span if flag.value else flag.span, problem)


def _device_problem(text: str) -> str:
    fields = csv_fields(text)
    if fields is None:
        return "The device has a stray double quote." if text else "A device's name is missing."
    device = ""
    for field in fields:
        name, sign, value = field.partition("=")
        name = name.lower()
        if name == "required" and (not sign or value in checks_values.BOOLEANS):
            continue
        if name == "required":
            return f"`required` is `true` or `false`, and not `{value}`."
        if name == "name" and sign:
            if device:
                return f"The device has two names, `{device}` and `{value}`."
            device = value
        elif not device:
            device = field
        else:
            return f"`{field}` is no option of a device: only `required` is."
    return ""
