"""The rule about pipes: whose failure goes unnoticed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...config import Config
from ...docker import IMAGES
from ...late import regex
from ...model import Facts, Stage
from ...syntax import Node
from ...syntax.shell import Command
from ...text import Edit
from .. import Finding, Fix, Model, rule
from ..kinds import RUNS, saying
from ..places import above
from ..shells import Run, commands, is_busybox, is_posix, runs, unwrapped

_CAN = frozenset(("bash", "zsh", "ash"))
# What these fetch may not come, and what reads it may not notice.
_FETCHES = regex(r"curl|wget|aria2c|https?|ftp|scp|sftp|ssh|rsync|aws|gsutil|gcloud|az|oras|gh|docker|skopeo|crane")
_GIT_FETCHES = frozenset(("archive", "clone", "fetch", "ls-remote"))
# These take an empty text for a good one.
_TAKES_ALL = regex(r"tee|(?:ba|da|a|z|k)?sh|python[\d.]*|perl|ruby|node|php")
_SAYS = regex(r"echo|printf|yes|true|:|cat|sed|envsubst|tee|[ef]?grep|sort|uniq|head|tail|tr|cut|g?awk|find|date")


@rule("DL4006", Stage, head=True, nodes=(saying("RUN", "|"), *RUNS))
def pipe_hides_failure(model: Model, stage: Stage, config: Config) -> Iterator[Finding]:
    """A command in a pipe may fail, and the build goes on.

    The shell looks at the last command of a pipe only: if `curl … | tar x` downloads nothing, what counts is whether
    `tar` minds. With `-o pipefail` the failure of any of them fails the build. `SHELL` sets it for a whole stage.
    By default the rule finds a download in a pipe, and a command whose output goes into `tee` or a shell, which are
    content with nothing. In `find … | sort` a failure hardly matters, and `pipefail` may even do harm, as with
    `yes | …`. Select the rule by name to have every pipe.

    ```dockerfile bad
    FROM debian:13
    RUN $0wget$0 -qO- https://example.com/install.sh | sh
    ```
    ```dockerfile fixed
    FROM debian:13
    SHELL ["/bin/bash", "-o", "pipefail", "-c"]
    RUN wget -qO- https://example.com/install.sh | sh
    ```
    ```dockerfile bad select = ["DL4006"]
    FROM debian:13
    RUN $0echo$0 deb https://example.com/debian stable main | tee /etc/apt/sources.list.d/example.list
    ```
    ```dockerfile good
    FROM alpine:3.23
    RUN set -o pipefail && wget -qO- https://example.com/install.sh | sh
    RUN echo "$CHECKSUM /tool.tgz" | sha256sum -c -
    SHELL ["/bin/ash", "-eo", "pipefail", "-c"]
    RUN wget -qO- https://example.com/install.sh | sh
    ```
    """
    insists = config.selects("DL4006", "pipe-hides-failure")
    shells: dict[tuple[str, ...], Fix] = {}
    for run in runs(model, stage):
        node, facts = run.node, run.facts
        if "|" not in node.source or facts.onbuild or node.json is not None or not node.script.pipes:
            continue
        if not is_posix(facts) or _has_pipefail(facts, insists):
            continue
        command = _unheard(node, facts, insists)
        if command is None:
            continue
        fix: tuple[Fix, ...] = ()
        if facts.stage:
            if facts.shell not in shells:  # One SHELL serves all RUNs that follow it.
                shells[facts.shell] = Fix("Set pipefail by SHELL", (_shell(model, run),))
            fix = (shells[facts.shell],)
        inner = unwrapped(command)
        name = inner.program or "this"
        message = f"If `{name}` fails, the build goes on: the last command of a pipe decides. Set `-o pipefail`."
        yield Finding(inner.name.span.shift(run.start), message, fix)


def _has_pipefail(facts: Facts, insists: bool) -> bool:
    """Whether the shell in force was started with `pipefail`; `sh` that takes it counts, for it works or it fails."""
    if not facts.shell:
        return False
    program = facts.shell[0].rpartition("/")[2]
    options = facts.shell[1:]
    told = any(
        option == "pipefail" and before.startswith("-") and before.endswith("o") for before, option in pairwise(options)
    )
    return told and (program in _CAN or not insists)


def _unheard(node: Node, facts: Facts, insists: bool) -> Command | None:
    """The first command whose failure a pipe hides."""
    every = commands(node, facts)
    if any(command.program == "set" and "pipefail" in command.words for command in every):
        return None
    for at, command in enumerate(every):
        if command.piped:
            sink = next((other for other in every[at + 1 :] if other.connector in ("|", "|&")), None)
            if insists or _matters(unwrapped(command), unwrapped(sink) if sink else None):
                return command
    if insists:  # Something like `{ …; } | …`.
        return next((command for command in every if command.connector in ("|", "|&")), None)
    return None


def _matters(command: Command, sink: Command | None) -> bool:
    """Whether a command may well fail, and what reads from it would not notice."""
    name = command.program
    if _FETCHES.fullmatch(name) or (name == "git" and bool(_GIT_FETCHES & set(command.words))):
        return True
    if sink is None or not name or _SAYS.fullmatch(name) or not _TAKES_ALL.fullmatch(sink.program):
        return False
    # `… | sh` reads a program, `… | python x.py` only data; `… | sh -c …` as well.
    return sink.program == "tee" or all(word.startswith("-") and word not in ("-c", "-e", "-m") for word in sink.words)


def _shell(model: Model, run: Run) -> Edit:
    """A SHELL with `pipefail` above a RUN: the best shell of its image."""
    image = IMAGES.get(run.facts.image)
    if is_busybox(run.facts.image, run.facts.tag):
        words = ("/bin/ash", "-eo", "pipefail", "-c")
    else:
        best = image.shell if image is not None and image.shell.endswith(("bash", "zsh")) else "/bin/bash"
        words = (best, "-o", "pipefail", "-c")
    listed = ", ".join(f'"{word}"' for word in words)
    return above(model.tree, run.number, f"SHELL [{listed}]")
