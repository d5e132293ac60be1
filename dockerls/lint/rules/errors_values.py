"""What BuildKit refuses about values that no variable stands for: durations, ports, signals, modes, digests …"""

from __future__ import annotations

from collections.abc import Iterator

from ...docker import BOOLEANS, NETWORKS, SECURITY, SIGNALS, is_signal
from ...docker.sources import source
from ...model import Facts
from ...spelling import nearest
from ...syntax import Node, Word
from ...syntax.lexer import words as shell_words
from ...syntax.once import once
from ...text import Edit
from ...values import expand
from .. import checks_values
from ..checks_misread import misread
from ..checks_mounts import csv_fields
from ..checks_words import is_heredoc, listed
from ..rule import Finding, Fix, rule


def _literal(text: str, node: Node) -> str | None:
    """What a text comes to, if no variable is in it and its quotes are sound."""
    return None if "$" in text else expand(text, {}, node.escape).text


@once
def _no_ports(node: Node) -> tuple[tuple[Word, str, str], ...]:
    """The words of an EXPOSE that say no port: what is wrong in each, and how."""
    return tuple(
        (word, kind, problem)
        for word in node.words
        if "$" not in word.text
        for text in shell_words(word.text, node.escape) or ()
        for kind, problem in (checks_values.port(text[0]),)
        if kind
    )


def _ports(node: Node, facts: Facts, what: str) -> Iterator[Finding]:
    behind = misread(node, facts)
    for word, kind, problem in _no_ports(node):
        if behind is not None and word.span.start >= behind.span.start:
            if what == "port":
                yield behind._replace(names=("DF1053", "INVALID_PORT", "DL3011"))
            return
        if kind == what:
            names: tuple[str, ...] = ()
            if what == "port":
                names = ("DF1053", "INVALID_PORT", *(("DL3011",) if "out of range" in problem else ()))
            yield Finding(word.span, problem[0].upper() + problem[1:] + ".", tuple(_parted(word)), names=names)


def _parted(word: Word) -> Iterator[Fix]:
    """Ports parted by blanks, and not by commas."""
    ports = [port for port in word.text.split(",") if port]
    if "," in word.text and ports and not any(checks_values.port(port)[0] for port in ports):
        yield Fix(f"Write {' '.join(ports)}", (Edit(word.span, " ".join(ports)),))


@rule("DF1053", "EXPOSE", names=("INVALID_PORT", "DL3011"), severity="error")
def invalid_port(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A word of EXPOSE is no port.

    A port is a number from 0 to 65535, or a range such as `8000-8010`; `/tcp`, `/udp` or `/sctp` may follow.

    ```dockerfile bad
    FROM nginx:1.29
    EXPOSE $0http$0
    ```
    ```dockerfile bad
    FROM nginx:1.29
    EXPOSE $080,443$0
    ```
    ```dockerfile fixed
    FROM nginx:1.29
    EXPOSE 80 443
    ```
    ```dockerfile good
    FROM nginx:1.29
    EXPOSE 80 443/udp 8000-8010
    ```
    """
    yield from _ports(node, facts, "port")


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
    yield from _ports(node, facts, "protocol")


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


@rule("DF1057", "ADD COPY", severity="error", says=("--",))
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


@rule("DF1058", "ADD", severity="error", says=("--",))
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


@rule("DF1059", "ADD COPY", severity="error", says=(":",))
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


@rule("DF1060", "RUN", severity="error", says=("--",))
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
        instead = f", and not `{flag.value}`" if flag.value else ""
        yield Finding(span, f"`--{flag.name}` takes {listed(allowed)}{instead}.", fixes)


@rule("DF1061", "RUN", severity="error", says=("--",))
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
        if name == "required" and (not sign or value in BOOLEANS):
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
