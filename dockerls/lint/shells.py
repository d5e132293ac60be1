"""What rules ask of the shell commands in an instruction, and how they edit them. It knows no rule."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from operator import itemgetter

from ..docker.package_managers import WRAPPERS
from ..late import regex
from ..model import LINUX_SHELL, NOWHERE, Facts, Model, Stage
from ..named import NamedTuple
from ..syntax import Node
from ..syntax.once import once
from ..syntax.shell import SHELLS as SHELLS
from ..syntax.shell import Command, Form, ShellWord
from ..syntax.views import mounts
from ..text import Edit, Span

_POSIX = frozenset(("sh", "bash", "ash", "dash", "zsh", "ksh", "busybox"))
_COMMENT = regex(r"(?:^|[\s;&|()])#")
_BRACES = regex(r"\{([^{}]*,[^{}]*)\}")
_ASSIGNED = regex(r"[A-Za-z_]\w*=")


def is_posix(facts: Facts) -> bool:
    """Whether the shell in force is of the POSIX family."""
    if facts.shell is LINUX_SHELL:
        return True  # It is asked a hundred times of each RUN.
    return _program(facts) in _POSIX if facts.shell else facts.os == "linux"


def is_powershell(facts: Facts) -> bool:
    """Whether the shell in force is PowerShell."""
    return bool(facts.shell) and _program(facts) in ("powershell", "pwsh")


def _program(facts: Facts) -> str:
    return facts.shell[0].replace("\\", "/").rpartition("/")[2].lower().removesuffix(".exe")


def is_busybox(image: str, tag: str) -> bool:
    """Whether an image's usual tools are BusyBox's, as on Alpine."""
    return image in ("alpine", "busybox") or "alpine" in tag or "alpine" in image


def stays(facts: Facts) -> bool:
    """Whether what the instruction leaves behind gets into an image: so it is but in a stage for building."""
    return facts.final or facts.onbuild or not facts.stage


def commands(node: Node, facts: Facts) -> tuple[Command, ...]:
    """The commands an instruction runs; none if a shell runs them that is not of the POSIX family."""
    if node.json is None and not is_posix(facts):
        return ()
    return node.script.commands


@once
def _by_program(node: Node) -> dict[str, list[tuple[int, int, Command]]]:
    """The commands of an instruction by what they run: each with its number, and that of the wrappers around it."""
    found: dict[str, list[tuple[int, int, Command]]] = {}
    for number, command in enumerate(node.script.commands):
        found.setdefault(command.program, []).append((number, 0, command))
        depth, inner = 0, _inner(command) if command.program in WRAPPERS else None
        while inner is not None:
            depth += 1
            found.setdefault(inner.program, []).append((number, depth, inner))
            inner = _inner(inner)
    return found


def calls(node: Node, facts: Facts, *programs: str) -> Iterator[Command]:
    """The commands that run one of the programs, whatever path leads to it, and be it through `sudo` or `env`."""
    if node.json is None and not is_posix(facts):
        return
    known = _by_program(node)
    found = [item for program in programs for item in known.get(program, ())]
    last = -1
    for number, _, command in sorted(found, key=itemgetter(0, 1)) if len(found) > 1 else found:
        if number != last:
            last = number
            yield command


def unwrapped(command: Command) -> Command:
    """The command that is run by `sudo -E`, `env A=1` and their like; the command itself if there is none."""
    while command.program in WRAPPERS and (inner := _inner(command)) is not None:
        command = inner
    return command


@once
def _unwrapped(node: Node) -> tuple[Command, ...]:
    every = node.script.commands
    if not any(command.program in WRAPPERS for command in every):
        return every
    return tuple(
        unwrapped(command).spanning(command.span) if command.program in WRAPPERS else command for command in every
    )


def unwrapped_commands(node: Node, facts: Facts) -> tuple[Command, ...]:
    """The commands an instruction runs, each as what its wrappers run in the end; the span is still that of all."""
    return _unwrapped(node) if node.json is not None or is_posix(facts) else ()


def _inner(command: Command) -> Command | None:
    """What a wrapper runs; None for any other command."""
    if command.program not in WRAPPERS:
        return None
    form = _within(command.form)
    return None if form is None else command.written(form)


@once
def _within(command: Form) -> Form | None:
    wrapper = WRAPPERS[command.program]
    if command.program == "command" and {"-v", "-V"} & set(command.words):
        return None  # `command -v` asks where the program is, and does not run it.
    rest = command.args
    while rest and (rest[0].text.startswith("-") or rest[0].text == "!" or _ASSIGNED.match(rest[0].text)):
        rest = rest[2 if rest[0].text in wrapper.valued else 1 :]
    rest = rest[wrapper.operands :]
    if not rest:
        return None
    return command.with_words(rest[0], rest[1:], Span(rest[0].span.start, command.span.end))


def end_of(command: Command) -> int:
    """Where a command ends, its redirections included."""
    return max([command.span.end, *(item.target.span.end for item in command.redirects if item.target is not None)])


def script_behind(words: Sequence[str]) -> int:
    """Which word of a shell's call is the script behind `-c`; as many as there are if it lacks, -1 without `-c`."""
    at, wanted = 1, False
    while at < len(words) and words[at][:1] in ("-", "+") and words[at] not in ("-", "--"):
        word = words[at]
        if not word.startswith("--"):
            wanted = wanted or (word.startswith("-") and "c" in word)
            at += "o" in word
        elif word in ("--rcfile", "--init-file"):
            at += 1
        at += 1
    return min(at, len(words)) if wanted else -1


class Run(NamedTuple):
    """A RUN, perhaps one that an ONBUILD keeps, and where it stands."""

    node: Node
    number: int
    start: int
    facts: Facts


def runs(model: Model, stage: Stage) -> Iterator[Run]:
    """Every RUN of a stage in order, ONBUILD's too."""
    tree = model.tree
    for number in stage.instructions:
        node = tree.nodes[number]
        facts = model.facts[number] or NOWHERE
        if node.keyword == "RUN":
            yield Run(node, number, tree.starts[number], facts)
        elif node.keyword == "ONBUILD" and node.trigger is not None and node.trigger[0].keyword == "RUN":
            inner, at = node.trigger
            yield Run(inner, number, tree.starts[number] + at, facts._replace(onbuild=True))


def subcommand(command: Command | Form, *skip_values: str) -> tuple[ShellWord | None, tuple[ShellWord, ...]]:
    """The first argument that is no option (`install` in `apt-get -y install curl`), and the arguments behind it.

    A variable in front of it may hold options, and is passed over.

    Args:
        command: The command; its form costs less, for those who want no place in the instruction.
        skip_values: Options whose next argument is their value.
    """
    skip = False
    for number, word in enumerate(command.words):
        if skip:
            skip = False
        elif word in skip_values:
            skip = True
        elif not word.startswith(("-", "$")):
            return command.args[number], command.args[number + 1 :]
    return None, ()


def operands(args: tuple[ShellWord, ...], valued: frozenset[str]) -> tuple[ShellWord, ...]:
    """The arguments that are neither options nor values of options; `valued` are the options which take one."""
    found: list[ShellWord] = []
    skip = plain = False
    for arg in args:
        if plain:
            found.append(arg)
        elif skip:
            skip = False
        elif arg.text == "--":
            plain = True
        elif arg.text in valued:
            skip = True
        elif not arg.text.startswith("-"):
            found.append(arg)
    return tuple(found)


def has_option(command: Command | Form, *names: str) -> bool:
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


# Directories: who removes them, who mounts them.


def covers(path: str, directory: str) -> bool:
    """Whether a path is a directory, one above it, or a pattern for all within. `~` is anybody's home."""
    path = path.replace("${", "$").replace("}", "")
    bare = path.rstrip("*").rstrip("/") if path.endswith(("/*", "/")) else path
    if directory.startswith("~"):
        if bare in ("~", "$HOME", "/root"):
            return True
        tail = directory[1:]
        while tail.count("/") >= 1 and len(tail) > 1:
            if bare.endswith(tail):
                return True
            tail = tail.rpartition("/")[0]
        return False
    if "*" in bare and bare.startswith(f"{directory}/"):
        return True
    return bare == directory or (len(bare) > 1 and directory.startswith(f"{bare}/"))


def removes(command: Command, *directories: str, here: str = "") -> bool:
    """Whether a command removes one of the directories or what is in it: `rm`, `find … -delete`, a `trap` for it.

    Args:
        command: The command.
        directories: Absolute ones, or in a home (`~`).
        here: Where the command runs, if a `cd` before it says so.
    """
    command = unwrapped(command)
    if command.program == "trap":
        return any(directory.lstrip("~") in word for word in command.words for directory in directories)
    if command.program == "find":
        if not {"-delete", "rm"} & set(command.words):
            return False
    elif command.program != "rm":
        return False
    return any(
        covers(f"{here}/{path}" if here and path[:1] not in "/~$" else path, directory)
        for word in command.words
        for path in _unbraced(word)
        for directory in directories
    )


def _unbraced(word: str) -> list[str]:
    match = _BRACES.search(word)
    if match is None:
        return [word]
    return [f"{word[: match.start()]}{part}{word[match.end() :]}" for part in match[1].split(",")]


def kept(node: Node) -> Iterator[str]:
    """The directories which a RUN keeps out of the image: the targets of its cache and tmpfs mounts."""
    for mount in mounts(node):
        target = mount.option("target", "dst", "destination")
        if mount.type in ("cache", "tmpfs") and target is not None and target.value:
            yield target.value.strip("\"'").rstrip("/")


def is_mounted(node: Node, *directories: str) -> bool:
    """Whether one of the directories lies on a cache or tmpfs mount, so that nothing of it gets into the image."""
    return any(covers(target, directory) for target in kept(node) for directory in directories)


# Edits.


def quoted(text: str) -> str:
    """A word for the shell: in double quotes if it holds a variable, in single ones if it must be quoted at all."""
    if re.fullmatch(r"[\w@%+=:,./-]+", text):
        return text
    if "$" in text and not re.search(r"[\"\\`]", text):
        return f'"{text}"'
    return "'" + text.replace("'", "'\\''") + "'"


def insertion(node: Node, word: ShellWord, *texts: str) -> Edit:
    """Put arguments behind a word, in shell form or in JSON form."""
    if node.json is not None:
        return Edit(Span(word.span.end, word.span.end), "".join(f", {json.dumps(text)}" for text in texts))
    return Edit(Span(word.span.end, word.span.end), "".join(f" {text}" for text in texts))


def replacement(node: Node, word: ShellWord, text: str) -> Edit:
    """Put another word in a word's place, in shell form or in JSON form."""
    return Edit(word.span, json.dumps(text) if node.json is not None else text)


def eol(node: Node) -> str:
    """The line end that lines put into an instruction should have."""
    return "\r\n" if "\r\n" in node.source else "\n"


def takes_more(node: Node) -> bool:
    """Whether `&& …` can be written behind the instruction's last word: a shell's own text without a comment."""
    if node.json is not None or node.heredocs or node.script.broken or not node.script.commands:
        return False
    text = node.logical.text.rstrip()
    return not _COMMENT.search(text[node.arguments :]) and not text.endswith(("&", ";", "|", node.escape))


def appended(node: Node, command: str) -> Edit | None:
    """Run one more command at the end of an instruction, in its own layout; None if there is no place for it."""
    if node.heredocs:
        heredoc = node.heredocs[0]
        first = min((found.span.start for found in node.script.commands), default=0)
        if len(node.heredocs) > 1 or heredoc.terminator is None or first < node.header or node.script.broken:
            return None
        at = heredoc.body.end
        return Edit(Span(at, at), f"{_heredoc_indent(heredoc.body.of(node.source))}{command}{eol(node)}")
    if not takes_more(node):
        return None
    at = node.end
    text = node.source[:at]
    if "\n" not in text:
        return Edit(Span(at, at), f" && {command}")
    more = f"{node.escape}{eol(node)}"
    escape = re.escape(node.escape)
    leading = re.search(r"\n([ \t]*)&&", text)
    if leading:
        return Edit(Span(at, at), f" {more}{leading[1]}&& {command}")
    trailing = re.search(
        rf"(;|(?<![ \t])[ \t]*&&)[ \t]*{escape}[ \t]*\r?\n(?:[ \t]*#.*\n|[ \t]*\r?\n)*([ \t]*)\S", text
    )
    if trailing:
        return Edit(Span(at, at), f"{trailing[1]} {more}{trailing[2]}{command}")
    return Edit(Span(at, at), f" {more}    && {command}")


def _heredoc_indent(body: str) -> str:
    line = next((line for line in reversed(body.splitlines()) if line.strip()), "")
    return line[: len(line) - len(line.lstrip())]


def mounted(node: Node, *targets: str, sharing: str = "") -> Edit:
    """Give a RUN cache mounts."""
    options = f",sharing={sharing}" if sharing else ""
    at = node.keyword_span.end
    return Edit(Span(at, at), "".join(f" --mount=type=cache,target={target}{options}" for target in targets))
