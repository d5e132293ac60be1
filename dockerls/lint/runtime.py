"""What a stage starts when it runs, and whether it is meant to run a program at all.

It knows the last CMD and ENTRYPOINT of a stage, which of the two names the program, and the names people give to
stages for development.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..docker import lookup, starts_cmd
from ..late import regex
from ..model import NOWHERE, Model, Stage
from ..named import NamedTuple
from ..syntax import Node, Word
from .kinds import ARRAYS, SHELL, STARTS, naming, of
from .places import chain
from .shells import Run, runs

WORKBENCH = regex(
    r"(?:^|[-_.])(?:dev|devel|develop|development|devcontainer|debug|test|tests|testing|ci|lint|builder|build|base|"
    r"tools?|toolchain|sdk|env|shell|bench)(?:$|[-_.])"
)
_SHELLS = frozenset(("sh", "bash", "ash", "dash", "zsh", "fish", "sleep", "tail", "true", "powershell", "pwsh", "cmd"))
_PROMPTS = frozenset(
    ("python", "python2", "python3", "node", "irb", "php", "iex", "erl", "ghci", "julia", "R", "jshell", "swift", "bun")
)
_AGAIN = {
    "go": ("run", "test", "build", "tool"),
    "cargo": ("run", "test", "build", "watch"),
    "npm": ("dev", "test", "watch"),
    "yarn": ("dev", "test", "watch"),
    "pnpm": ("dev", "test", "watch"),
    "mvn": (),
    "mvnw": (),
    "gradle": (),
    "gradlew": (),
    "dotnet": ("run", "watch", "test"),
    "make": (),
    "air": (),
    "gcc": (),
    "code-server": (),
}
# Inits, daemons that leave root by themselves, and tools that ask the kernel for what only root may have.
_AS_ROOT = frozenset(
    (
        "init",
        "supervisord",
        "sshd",
        "cron",
        "crond",
        "systemd",
        "runsvdir",
        "s6-svscan",
        "dockerd",
        "gosu",
        "su-exec",
        "nginx",
        "httpd",
        "httpd-foreground",
        "apache2",
        "apache2ctl",
        "apache2-foreground",
        "apachectl",
        "php-fpm",
        "postfix",
        "dovecot",
        "named",
        "dnsmasq",
        "rsyslogd",
        "keepalived",
        "openvpn",
        "wg",
        "wg-quick",
        "shorewall",
        "iptables",
        "virsh",
        "nmap",
        "traceroute",
        "tcpdump",
        "strace",
    )
)
_BRING = frozenset(("RUN", "COPY", "ADD", "USER", "CMD", "ENTRYPOINT"))
_DROPPERS = "gosu su-exec s6-overlay s6-setuidgid setpriv runuser supervisor openssh-server systemd cron"


class Start(NamedTuple):
    """The numbers of the CMD and the ENTRYPOINT in force at a stage's end, or -1."""

    cmd: int
    entrypoint: int

    @property
    def any(self) -> int:
        """The number of the one that comes first in the file; -1 if there is none."""
        return min((number for number in self if number >= 0), default=-1)


def start_of(model: Model, stage: Stage) -> Start:
    """What a stage starts. An ENTRYPOINT takes the CMD of the stages below it out of force.

    Of an array that is no JSON, perhaps since it is being typed, nobody knows what it starts: it does not count.
    """
    cmd = entrypoint = -1
    nodes = model.tree.nodes
    for number in chain(model, stage):
        keyword = nodes[number].keyword
        if keyword in ("CMD", "ENTRYPOINT") and nodes[number].meant_array is not None:
            continue
        if keyword == "CMD":
            cmd = number
        elif keyword == "ENTRYPOINT":
            if cmd >= 0 and cmd < stage.number:
                cmd = -1
            entrypoint = number
    return Start(cmd, entrypoint)


def program_at(model: Model, stage: Stage) -> int:
    """The number of the instruction whose first word is the program that a stage starts; -1 if that is not certain.

    It is the ENTRYPOINT's, or the CMD's if there is none: none of this file, and none of an image that nobody knows. An
    init without a program of its own starts what CMD says, too.
    """
    start = start_of(model, stage)
    if start.entrypoint >= 0:
        entry = model.tree.nodes[start.entrypoint]
        words = entry.words
        bare = entry.json is not None and words and all(word.text.startswith("-") for word in words[1:])
        if bare and words[0].text.rpartition("/")[2] in _INITS:
            return start.cmd
        return start.entrypoint
    bottom = model.bottom(stage).image
    image = lookup(bottom) if bottom else None
    return start.cmd if bottom == "scratch" or (image is not None and starts_cmd(image)) else -1


_INITS = frozenset(("tini", "dumb-init", "catatonit"))

ABOUT_PROGRAMS = (STARTS, ARRAYS, SHELL, of("ONBUILD"))
"""What a rule looks at which asks for `programs`."""


def programs(model: Model, stage: Stage) -> Iterator[Run]:
    """The instructions of a stage that run something: a JSON form's first item is a program there.

    A CMD is none which an ENTRYPOINT takes for its arguments, and of an image for Windows there are none: a command is
    one text there, which each program splits by itself.
    """
    tree = model.tree
    number = program_at(model, stage)
    for run in runs(model, stage):
        if run.facts.os != "windows":
            yield run
    for at in stage.instructions:
        facts = model.facts[at] or NOWHERE
        if (at == number or tree.nodes[at].keyword == "HEALTHCHECK") and facts.os != "windows":
            yield Run(tree.nodes[at], at, tree.starts[at], facts)


def items(node: Node) -> tuple[Word, ...]:
    """The items of a JSON form that are the program and its arguments; none of any other form."""
    if node.json is None or not node.json.strings:
        return ()
    return node.words[1:] if node.keyword == "HEALTHCHECK" else node.words


def serves(model: Model, stage: Stage) -> bool:
    """Whether a stage is meant to run a program: not a tool for developers, a base for others or a shell to work in."""
    start = start_of(model, stage)
    if start.any < 0 or WORKBENCH.search(stage.name):
        return False
    for number in start:
        if number >= 0:
            commands = model.tree.nodes[number].script.commands
            if any(_works(command.program, command.words) for command in commands[:1]):
                return False
    return True


def _works(program: str, words: tuple[str, ...]) -> bool:
    """Whether a command is one to work with: a shell, a prompt, or a build which starts again and again."""
    if program in _PROMPTS and all(word in ("-a", "-i", "--help", "--version") for word in words):
        return True
    if program in _SHELLS:
        return "-c" not in words and not any(word.endswith(".sh") or "/" in word for word in words)
    wanted = _AGAIN.get(program)
    return wanted is not None and (not wanted or any(word in wanted for word in words[:2]))


def needs_root(model: Model, stage: Stage) -> bool:
    """Whether a stage's program starts as root on purpose: an init, a daemon, a script that drops to another user."""
    nodes = model.tree.nodes
    for number in start_of(model, stage):
        if number >= 0:
            for command in nodes[number].script.commands:
                if command.program in _AS_ROOT or _AS_ROOT & {word.rpartition("/")[2] for word in command.words}:
                    return True
    return any(_brings_a_dropper(nodes[number]) for number in chain(model, stage))


def _brings_a_dropper(node: Node) -> bool:
    return node.keyword in _BRING and naming(_DROPPERS, r"[\w-]")(node.source)


ABOUT_ROOT = (STARTS, _brings_a_dropper)
"""What a rule looks at which asks `needs_root`."""
