"""Rules about RUNs and their layers: those that belong together, and archives that ADD could unpack."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...config import Config
from ...late import regex
from ...named import NamedTuple
from ...syntax import Node
from ...syntax.shell import Command, ShellWord
from ...syntax.steps import steps
from ...syntax.views import copy
from ...text import Span
from .. import Facts, Finding, Fix, Model, Related, Stage, rule
from ..kinds import RUNS, of, saying
from ..places import is_within
from ..reshape import joined_runs, to_heredoc
from ..shells import calls, commands, has_option, is_posix, runs, unwrapped

_LONG = 3  # Commands from which on a chain counts as long.
# Commands that only touch up files: in a layer of their own they double what they touch, and cache nothing of worth.
_TOUCH_UP = frozenset(("rm", "chmod", "chown", "chgrp", "mv", "strip"))
_ARCHIVE = regex(r"\.(?:tar|tgz|tbz2?|txz|tzst|tar\.(?:gz|bz2|xz|zst|Z|lz|lzma|lzo)|gz|bz2|xz|Z)$")
_TAR = regex(r"\.(?:tar|tgz|tbz2?|txz|tar\.(?:gz|bz2|xz))$")
_QUOTED = regex(r"'[^']*'|\"[^\"]*\"")
_PARTS = regex(r"[;&|\n]")
_NAMES = regex(r"[\w./${}~@+-]+")
_UNPACKERS = frozenset(("gunzip", "bunzip2", "unxz", "unlzma", "uncompress", "zcat", "bzcat", "xzcat", "zgz"))


@rule("DL3059", Stage, severity="info", head=True)
def consecutive_runs(model: Model, stage: Stage, config: Config) -> Iterator[Finding]:
    """Two RUNs in a row that could be one.

    Each RUN makes a layer. A layer that only changes the mode or the owner of files holds those files once more, and
    one that removes files does not make the image smaller.
    By default the rule finds such a `chmod`, `chown`, `rm` or the like about something that the RUN before names, too.
    That single commands should share a layer is a matter of taste, as layers of their own are cached on their own;
    select the rule by name to have them all, PowerShell's and those of cmd among them.

    ```dockerfile bad
    FROM debian:13
    RUN ./install.sh --prefix=/opt/tool
    # Readable for everyone.
    $0RUN$0 chmod -R a+rX /opt/tool
    ```
    ```dockerfile fixed
    FROM debian:13
    RUN ./install.sh --prefix=/opt/tool \\
    # Readable for everyone.
        && chmod -R a+rX /opt/tool
    ```
    ```dockerfile bad select = ["DL3059"]
    FROM debian:13
    RUN ./one.sh
    $0RUN$0 ./two.sh
    ```
    ```dockerfile good
    FROM debian:13
    RUN ./one.sh
    RUN ./two.sh
    RUN --mount=type=cache,target=/cache ./three.sh
    RUN rm -f /etc/motd
    ```
    """
    insists = config.selects("DL3059", "consecutive-runs")
    nodes = model.tree.nodes
    before = -1
    for number in stage.instructions:
        node = nodes[number]
        if node.keyword != "RUN":
            before = -1
            continue
        previous, before = before, number
        if previous < 0:
            continue
        facts = model.facts[number] or Facts()
        first = nodes[previous]
        one, two = _only(first, facts), _only(node, facts)
        if one is None or two is None:
            continue
        if not insists:
            if two not in _TOUCH_UP or one in _TOUCH_UP - {"rm"} or node.flags or not _shares(first, node, facts):
                continue
        if _flags(first) != _flags(node):
            continue
        start = model.tree.starts[number]
        edit = joined_runs(model.tree, previous, number)
        message = f"`{two}` could share the layer of the RUN before." if two else "These two RUNs could be one."
        yield Finding(
            node.keyword_span.shift(start),
            f"{message} Join them with `&&`." if is_posix(facts) else message,
            (Fix("Join the two RUNs", (edit,)),) if edit else (),
            (Related(first.keyword_span.shift(model.tree.starts[previous]), "the RUN before"),),
        )


def _shares(first: Node, second: Node, facts: Facts) -> bool:
    """Whether the one command of the second RUN is about something which the first one names."""
    command = unwrapped(commands(second, facts)[0])
    mine = [word.rstrip("/*") for word in command.words if not word.startswith("-")]
    named = {name.rstrip("/") for name in _NAMES.findall(first.logical.text[first.arguments :])}
    named.update([name.rpartition("/")[2] for name in named if "/" in name])
    places = [name for name in named if name.startswith("/") and name.count("/") > 1]
    for path in mine[1:] if command.program.startswith("ch") else mine:
        if path and (path.rpartition("/")[2] in named or any(is_within(path, place) for place in places)):
            return True
    return False


def _only(node: Node, facts: Facts) -> str | None:
    """The program of a RUN that runs a single command, empty for one that has none; None for other RUNs."""
    if node.json is None and not is_posix(facts):  # Here only what parts the commands of PowerShell and cmd is known.
        text = _QUOTED.sub("''", node.logical.text[node.arguments :])
        return None if node.heredocs or _PARTS.search(text) else ""
    every = commands(node, facts)
    return unwrapped(every[0]).program if len(every) == 1 and not node.script.broken else None


def _flags(node: Node) -> list[tuple[str, str | None]]:
    return sorted((flag.name, flag.value) for flag in node.flags)


@rule("DF2007", "RUN", names=("tally/prefer-run-heredoc",), severity="hint", on=False, says=("&&",))
def chain_could_be_a_heredoc(node: Node, facts: Facts) -> Iterator[Finding]:
    """A long chain of commands would read better as a heredoc.

    A heredoc is a script: no `&&`, no backslashes, and comments where they belong. `set -e` lets it stop at the first
    failure, as the chain does. Off by default, as it is a matter of taste; an editor offers the change either way.
    It needs Dockerfile syntax 1.4.

    ```dockerfile bad
    FROM debian:13
    RUN apt-get update \\
        && $0apt-get$0 install -y --no-install-recommends curl \\
        && rm -rf /var/lib/apt/lists/*
    ```
    ```dockerfile fixed
    FROM debian:13
    RUN <<EOF
    set -e
    apt-get update
    apt-get install -y --no-install-recommends curl
    rm -rf /var/lib/apt/lists/*
    EOF
    ```
    ```dockerfile good
    FROM debian:13
    RUN apt-get update && apt-get install -y curl
    ```
    """
    if facts.onbuild or not is_posix(facts):
        return
    row = steps(node)
    edit = to_heredoc(node) if len(row) >= _LONG else None
    if edit is not None:
        span = next(command.name.span for command in node.script.commands if command.span.start >= row[1].span.start)
        message = f"This chain of {len(row)} commands would read better as a heredoc."
        yield Finding(span, message, (Fix("Write the chain as a heredoc", (edit,)),))


class _Copied(NamedTuple):
    """An archive that a COPY brings, under the names it may have."""

    span: Span
    names: frozenset[str]
    is_tar: bool


@rule("DL3010", Stage, severity="info", head=True, nodes=(of("COPY"), saying("RUN", "tar", *_UNPACKERS), *RUNS))
def copied_archive(model: Model, stage: Stage, config: Config) -> Iterator[Finding]:
    """An archive is copied and then unpacked: the image holds both.

    `ADD archive.tar.gz /directory/` unpacks an archive from the build context by itself and leaves no copy of it.
    It knows tar archives, plain or compressed by gzip, bzip2 or xz.

    ```dockerfile bad
    FROM debian:13
    COPY $0app.tar.gz$0 /tmp/
    RUN tar -xzf /tmp/app.tar.gz -C /opt
    ```
    ```dockerfile good
    FROM debian:13
    ADD app.tar.gz /opt/
    COPY other.tar.gz /tmp/
    RUN tar -xzf /tmp/other.tar.gz -C /opt --strip-components=1
    ```
    """
    insists = config.selects("DL3010", "copied-archive")
    copied: list[_Copied] = []
    unpacked = {run.number: run for run in runs(model, stage) if not run.facts.onbuild}
    for number in stage.instructions:
        node = model.tree.nodes[number]
        if node.keyword == "COPY" and node.flag("from") is None and not node.heredocs:
            copied += _archives(node, model.tree.starts[number])
        elif number in unpacked and copied:
            run = unpacked[number]
            for command in calls(run.node, run.facts, "tar", *_UNPACKERS):
                if not _unpacks(command, insists):
                    continue
                names = {_base(word.text) for word in command.args}
                for item in [item for item in copied if item.names & names and (insists or item.is_tar)]:
                    copied.remove(item)
                    verb = Related(command.name.span.shift(run.start), "it is unpacked here")
                    message = "This archive is copied and then unpacked. `ADD` unpacks it without keeping a copy."
                    yield Finding(item.span, message, related=(verb,))


def _archives(node: Node, start: int) -> Iterator[_Copied]:
    view = copy(node)
    if view.destination is None:
        return
    target = _base(view.destination.text)
    for source in view.sources:
        name = _base(source.text)
        if _ARCHIVE.search(name):
            names = frozenset((name, target)) if len(view.sources) == 1 and target else frozenset((name,))
            yield _Copied(source.span.shift(start), names, bool(_TAR.search(name)))


def _base(path: str) -> str:
    return re.split(r"[/\\]", path.strip("\"'").partition("=")[2] or path.strip("\"'"))[-1]


def _unpacks(command: Command, insists: bool) -> bool:
    """Whether the command unpacks a whole archive, as ADD would."""
    if command.program != "tar":
        return insists
    extracts = has_option(command, "-x", "--extract", "--get") or _old_style(command.args)
    selects = has_option(command, "--strip-components", "--strip", "--exclude", "--wildcards", "--transform", "-O")
    return extracts and (insists or not selects)


def _old_style(args: tuple[ShellWord, ...]) -> bool:
    """Whether the first word is a bundle of letters without a dash: `tar xzf …`."""
    return bool(args) and re.fullmatch(r"[a-zA-Z]+", args[0].text) is not None and "x" in args[0].text
