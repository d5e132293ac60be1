"""Rules about wget and curl."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...config import Config
from ...docker.downloads import REDIRECTS
from ...late import regex
from ...syntax import Node
from ...syntax.shell import Command, ShellWord
from .. import Facts, Finding, Fix, Model, Related, Stage, rule
from ..kinds import RUNS, saying
from ..shells import Run, calls, commands, has_option, insertion, is_busybox, runs, unwrapped

_SHORT = regex(r"-[A-Za-z]*?([qoa])|-nv")
_SMALL = regex(r"\.(?:asc|sig|sha\d+|md5|gpg|key|pub|pem|crt|txt|sh|list|repo|json)(?:[?\"']|$)|SUMS", re.IGNORECASE)
_ADDRESS = regex(r"https?://|ftp://")
_REDIRECTS = tuple(regex(pattern) for pattern in REDIRECTS)
# What checks a download, or cannot do with anything but the right kind of file.
_NOTICES = regex(
    r"sha\d*sum|md5sum|shasum|b2sum|gpg\s+(?:--batch\s+)?--verify|cosign|minisign|unzip|\btar\b|dpkg\s+-i|rpm\s+-|"
    r"\s\./\S+\.(?:deb|rpm|apk)\b|--fail|bsdtar|gunzip|unxz|openssl dgst"
)
_LONG = ("--progress", "--quiet", "--no-verbose", "--output-file", "--append-output", "--config")


@rule("DL3047", "RUN", severity="info", says=("wget",))
def wget_progress(node: Node, facts: Facts, config: Config) -> Iterator[Finding]:
    """`wget` fills the build's log with its progress.

    A large download makes thousands of lines of dots. `--progress=dot:giga` draws one line for 32 megabytes, `-nv`
    says no more than what was fetched, `-q` nothing at all.
    By default the rule is silent about small files such as signatures, and about Alpine, whose own `wget` has no
    `--progress`; select it by name to have all.

    ```dockerfile bad
    FROM debian:13
    RUN $0wget$0 https://example.com/tool.tar.gz
    ```
    ```dockerfile fixed
    FROM debian:13
    RUN wget --progress=dot:giga https://example.com/tool.tar.gz
    ```
    ```dockerfile good
    FROM debian:13
    RUN wget -nv https://example.com/a && wget -qO- https://example.com/b && wget -o /tmp/log https://example.com/c
    ```
    """
    busybox = is_busybox(facts.image, facts.tag)
    insists = config.selects("DL3047", "wget-progress")
    if busybox and not insists:
        return
    for command in calls(node, facts, "wget"):
        if _is_quiet(command) or has_option(command, "--version", "--help", "--spider"):
            continue
        if not insists and any(_SMALL.search(word) for word in command.words):
            continue
        option = "-q" if busybox else "--progress=dot:giga"
        fix = Fix(f"Add {option}", (insertion(node, command.name, option),), safe=not busybox)
        yield Finding(command.name.span, f"`wget` fills the log with its progress. Add `{option}`.", (fix,))


def _is_quiet(command: Command) -> bool:
    return has_option(command, *_LONG) or any(
        not word.startswith("--") and _SHORT.match(word) is not None for word in command.words
    )


@rule("DF8030", "RUN", names=("tally/curl-should-follow-redirects",), says=("curl",))
def curl_without_redirects(node: Node, facts: Facts, config: Config) -> Iterator[Finding]:
    """`curl` does not follow a redirection, and takes the empty answer for the file.

    Releases on GitHub and many others are answered with the address where the file really is. `-L` goes there.
    By default the rule finds addresses that are known to redirect; select it by name to have all.

    ```dockerfile bad
    FROM debian:13
    RUN $0curl$0 -fsS -o /tool https://github.com/example/tool/releases/download/v1/tool
    ```
    ```dockerfile fixed
    FROM debian:13
    RUN curl -L -fsS -o /tool https://github.com/example/tool/releases/download/v1/tool
    ```
    ```dockerfile good
    FROM debian:13
    RUN curl -fsSL -o /tool https://github.com/example/tool/releases/download/v1/tool
    RUN curl -fsS -o /tool https://example.com/tool
    ```
    """
    insists = config.selects("DF8030", "curl-without-redirects")
    for command in calls(node, facts, "curl"):
        if has_option(command, "-L", "--location", "--location-trusted", "-I", "--head", "-K", "--config", "-V"):
            continue
        address = next((word for word in command.words if _ADDRESS.match(word)), None)
        if address is not None and (insists or _redirects(address)):
            fix = Fix("Add -L", (insertion(node, command.name, "-L"),))
            yield Finding(command.name.span, "`curl` does not follow redirections without `-L`.", (fix,))


def _redirects(address: str) -> bool:
    rest = address.partition("://")[2]
    return any(pattern.match(rest) for pattern in _REDIRECTS)


@rule("DF8031", "RUN", severity="info", says=("curl",))
def curl_takes_error_pages(node: Node, facts: Facts, config: Config) -> Iterator[Finding]:
    """`curl` takes an error page for the file, and the build goes on.

    If the server answers "404 Not Found", `curl` saves that page and says that all went well. `-f` lets it fail.
    By default the rule is silent where what comes next would notice: where an archive is unpacked or a checksum
    compared. Select it by name to have all.

    ```dockerfile bad
    FROM debian:13
    RUN $0curl$0 -sSLo /usr/local/bin/tool https://example.com/tool && chmod +x /usr/local/bin/tool
    ```
    ```dockerfile fixed
    FROM debian:13
    RUN curl -f -sSLo /usr/local/bin/tool https://example.com/tool && chmod +x /usr/local/bin/tool
    ```
    ```dockerfile good
    FROM debian:13
    RUN curl -fsSLo /usr/local/bin/tool https://example.com/tool
    RUN curl -sSL https://example.com/tool.tar.gz | tar -xz -C /opt
    ```
    """
    insists = config.selects("DF8031", "curl-takes-error-pages")
    if not insists and _NOTICES.search(node.source):
        return
    every = commands(node, facts)
    for at, command in enumerate(every):
        inner = unwrapped(command)
        if inner.program != "curl" or not any(_ADDRESS.match(word) for word in inner.words):
            continue
        if has_option(inner, "-f", "--fail", "--fail-with-body", "-I", "--head", "-K", "--config", "-w", "--write-out"):
            continue
        sink = next((unwrapped(other).program for other in every[at + 1 :] if other.connector in ("|", "|&")), "")
        saves = has_option(inner, "-o", "--output", "-O", "--remote-name", "-J") or any(
            redirect.operator in (">", ">>") for redirect in command.redirects
        )
        if insists or (command.piped and sink == "tee") or (saves and not command.piped):
            fix = Fix("Add -f", (insertion(node, inner.name, "-f"),))
            message = "If the server answers with an error, `curl` takes its page for the file. Add `-f`."
            yield Finding(inner.name.span, message, (fix,))


@rule("DL4001", Stage, head=True, nodes=(saying("RUN", "wget", "curl"), *RUNS))
def wget_and_curl(model: Model, stage: Stage, config: Config) -> Iterator[Finding]:
    """A stage downloads with both `wget` and `curl`.

    One of them is enough, and one package less to install and to keep up to date.
    By default the rule is silent about Alpine, which has a `wget` of its own, and about a command that stands in for
    the other where that fails; select it by name to have all.

    ```dockerfile bad
    FROM debian:13
    RUN wget -q https://example.com/a
    RUN $0curl$0 -O https://example.com/b
    ```
    ```dockerfile good
    FROM debian:13 AS fetch
    RUN wget -q https://example.com/a
    FROM debian:13
    RUN curl -O https://example.com/b
    ```
    """
    insists = config.selects("DL4001", "wget-and-curl")
    first: dict[str, tuple[Run, ShellWord]] = {}
    for run in runs(model, stage):
        if "wget" not in run.node.source and "curl" not in run.node.source:
            continue
        if is_busybox(run.facts.image, run.facts.tag) and not insists:
            continue
        found = False
        for command in calls(run.node, run.facts, "wget", "curl"):
            if not insists and (command.connector == "||" or not command.top):
                continue
            program = command.program
            other = "curl" if program == "wget" else "wget"
            earlier = first.get(other)
            if earlier is not None and not found:
                found = True
                place = Related(earlier[1].span.shift(earlier[0].start), f"`{other}` is used here")
                message = f"This stage uses `{other}` already. One program to download with is enough."
                yield Finding(command.name.span.shift(run.start), message, related=(place,))
            if program not in first:
                first[program] = run, command.name
