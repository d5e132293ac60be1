"""Rules about wget and curl."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...config import Config
from ...late import regex
from ...syntax import Node
from ...syntax.shell import Command, ShellWord
from .. import Facts, Finding, Fix, Model, Related, Stage, rule
from ..shells import Run, calls, has_option, insertion, is_busybox, runs

_SHORT = regex(r"-[A-Za-z]*?([qoa])|-nv")
_SMALL = regex(r"\.(?:asc|sig|sha\d+|md5|gpg|key|pub|pem|crt|txt|sh|list|repo|json)(?:[?\"']|$)|SUMS", re.IGNORECASE)
_LONG = ("--progress", "--quiet", "--no-verbose", "--output-file", "--append-output", "--config")


@rule("DL3047", "RUN", severity="info")
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
    busybox = is_busybox(facts)
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


@rule("DL4001", Stage, head=True)
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
        if ("wget" not in run.node.source and "curl" not in run.node.source) or (is_busybox(run.facts) and not insists):
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
            first.setdefault(program, (run, command.name))
