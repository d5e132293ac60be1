"""What rules ask of the shell commands in an instruction. It knows no rule."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Facts
from ..syntax import Node
from ..syntax.shell import Command, ShellWord

_POSIX = frozenset(("sh", "bash", "ash", "dash", "zsh", "ksh", "busybox"))


def is_posix(facts: Facts) -> bool:
    """Whether the shell in force is of the POSIX family."""
    if not facts.shell:
        return facts.os == "linux"
    program = facts.shell[0].replace("\\", "/").rpartition("/")[2].lower().removesuffix(".exe")
    return program in _POSIX


def commands(node: Node, facts: Facts) -> tuple[Command, ...]:
    """The commands an instruction runs; none if a shell runs them that is not of the POSIX family."""
    if node.json is None and not is_posix(facts):
        return ()
    return node.script.commands


def calls(node: Node, facts: Facts, *programs: str) -> Iterator[Command]:
    """The commands that run one of the programs, whatever path leads to it."""
    for command in commands(node, facts):
        if command.program in programs:
            yield command


def subcommand(command: Command, *skip_values: str) -> tuple[ShellWord | None, tuple[ShellWord, ...]]:
    """The first argument that is no option (`install` in `apt-get -y install curl`), and the arguments behind it.

    Args:
        command: The command.
        skip_values: Options whose next argument is their value.
    """
    skip = False
    for number, arg in enumerate(command.args):
        if skip:
            skip = False
        elif arg.text in skip_values:
            skip = True
        elif not arg.text.startswith("-"):
            return arg, command.args[number + 1 :]
    return None, ()


def has_option(command: Command, *names: str) -> bool:
    """Whether an option is given: `-y`, also within `-qy`; `--yes`, also as `--yes=…`."""
    for word in command.words:
        if word == "--":
            return False
        for name in names:
            if word == name or word.startswith(f"{name}="):
                return True
            if len(name) == 2 and word.startswith("-") and not word.startswith("--") and name[1] in word[1:]:
                return True
    return False
