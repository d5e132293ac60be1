"""The scripts in a Dockerfile as ShellCheck is to read them, and where each of their characters comes from.

It knows how a build hands a script to a shell, and which dialect that reads. It must not know what is found in one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from ..docker import lookup, variant
from ..late import regex
from ..model import NOWHERE, Model, is_predefined
from ..named import NamedTuple
from ..recent import recent
from ..syntax import Change, Node
from ..syntax.lines import SPACE
from ..syntax.once import once
from ..syntax.split import Heredoc
from .pragmas import pragmas
from .report import Rows
from .shells import is_busybox

_DIALECTS = {"sh": "sh", "bash": "bash", "dash": "dash", "ksh": "ksh", "ash": "busybox", "busybox": "busybox"}
_SH = {"apk": "busybox", "apt": "dash", "dnf": "bash", "microdnf": "bash", "yum": "bash", "tdnf": "bash"}
"""What `sh` really is, by an image's package manager."""

DISABLED = regex(r"#[ \t]*shellcheck[ \t]+(?:\S+[ \t]+)*?disable=(\S+)")
"""A comment of ShellCheck's own that switches codes off."""

_IDENTIFIER = regex(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_SHEBANG = regex(r"#![ \t]*(\S+)(?:[ \t]+([^\n]*))?")
_LEADING = regex(r"(?:[ \t]*(?:#[^\n]*)?\n)*")


_MAY_RUN = frozenset(("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "ONBUILD"))


class Question(NamedTuple):
    """A script as ShellCheck is to read it. Equal questions have equal answers."""

    dialect: str
    text: str


class Piece(NamedTuple):
    """A part of a script, and where it stands in the node."""

    start: int
    end: int
    source: int


class Body:
    """A script of a node, whatever stands around that.

    Attributes:
        text: The script.
        pieces: Where it comes from.
        prelude: Where a line may be put into it that the shell does not get: behind comments, which may be directives.
        interpreter: The shell that reads it if that is not the one in force; else empty.
        names: Every word of it that could name a variable.
        predefined: Those of them which BuildKit sets by itself.
        silenced: From where in the node on which codes are switched off by comments that the shell does not get.
    """

    def __init__(self, text: str, pieces: tuple[Piece, ...], interpreter: str = "", *, lines: bool = False) -> None:
        self.text = text
        self.pieces = pieces
        self.interpreter = interpreter
        self.prelude = _LEADING.match(text).end() if lines else 0  # type: ignore[union-attr]
        self.names = frozenset(_IDENTIFIER.findall(text))
        self.predefined = frozenset(name for name in self.names if is_predefined(name))
        self.silenced: tuple[tuple[int, str], ...] = ()


class Asked(NamedTuple):
    """A question and where it comes from: the script, its node, and where that starts in the instruction.

    The two are the same but for ONBUILD, whose script is in the instruction behind it.
    """

    question: Question
    body: Body
    start: int
    prelude: int
    node: Node


class Questions(Rows[tuple[Asked, ...]]):
    """All that is to be asked about a file.

    Attributes:
        model: The file.
        shell: What a pragma says of its shell.
        rows: The questions by node, in order.
        ends: The variables that are set at the end of each stage.
    """

    def __init__(self, model: Model, shell: str, rows: list[tuple[Asked, ...]], ends: list[set[str]]) -> None:
        super().__init__(rows)
        self.model = model
        self.shell = shell
        self.ends = ends

    def __iter__(self) -> Iterator[Asked]:
        return chain.from_iterable(self.rows)

    def __bool__(self) -> bool:
        return any(self.rows)


def asked(model: Model, previous: Questions | None = None) -> Questions:
    """All that is to be asked about a file.

    Args:
        model: The file.
        previous: What was asked about the model that was the hint for this one. It saves work and changes nothing.
    """
    shell = pragmas(model.tree).shell
    difference = model.since(previous.model) if previous is not None and previous.shell == shell else None
    change = model.tree.since(previous.model.tree) if previous is not None else None
    nothing: list[tuple[Asked, ...]] = [()]
    again: Iterable[int] = range(-1, len(model.stages))
    fresh: range | None = None  # Where alone a question may be another one.
    other: set[int] | None = None
    if previous is not None and change is not None and difference is not None and not difference.by:
        rows = change.spliced(previous.rows, nothing * (change.come - change.first))
        ends = list(previous.ends)
        again = sorted(difference.stages)
        other = {*range(change.first, change.come)}
        if difference.within and not difference.facts and not _declares(previous.model, model, change):
            fresh = range(change.first, change.come)
            stage = model.stage_of(change.first)
            again = (-1 if stage is None else stage.index,) if fresh else ()
    else:
        rows = nothing * len(model.tree.nodes)
        ends = [set() for _ in model.stages]
    for index in again:
        part = model.stages[index] if index >= 0 else model.head
        known = set(ends[part.base]) if part.base is not None else set()
        own = iter(part.variables) if index >= 0 else iter(())
        variable = next(own, None)
        for number in part.instructions:
            while variable is not None and variable.number < number:
                known.add(variable.name)
                variable = next(own, None)
            if (fresh is None or number in fresh) and model.tree.nodes[number].keyword in _MAY_RUN:
                questions = _about(model, number, shell, known)
                if questions != rows[number]:
                    rows[number] = questions
                    if other is not None:
                        other.add(number)
        if variable is not None:
            known.update(item.name for item in (variable, *own))
        if index >= 0:
            ends[index] = known
    made = Questions(model, shell, rows, ends)
    if previous is not None and other is not None:
        made.follow(previous, other)
    return made


def _declares(old: Model, new: Model, change: Change) -> bool:
    """Whether a change is one of what declares variables."""
    nodes = (*old.tree.nodes[change.first : change.gone], *new.tree.nodes[change.first : change.come])
    return any(node.keyword in ("ARG", "ENV") for node in nodes)


def _about(model: Model, number: int, pragma: str, declared: set[str]) -> tuple[Asked, ...]:
    """What is to be asked about an instruction, where these variables are set."""
    node, start = model.tree.nodes[number], 0
    trigger = node.trigger if node.keyword == "ONBUILD" else None
    if trigger is not None:
        node, start = trigger
    facts = model.facts[number] or NOWHERE
    shell = (pragma,) if pragma and not facts.own_shell else facts.shell
    found = []
    for body in bodies_of(node):
        dialect = _dialect((body.interpreter,) if body.interpreter else shell, facts.image, facts.tag)
        if not dialect or (facts.os == "windows" and shell is facts.shell):
            continue
        prelude = _prelude(body, declared, () if body.interpreter else shell)
        text = f"{body.text[: body.prelude]}{prelude}{body.text[body.prelude :]}"
        found.append(Asked(Question(dialect, text), body, start, len(prelude), node))
    return tuple(found)


def _prelude(body: Body, declared: set[str], shell: tuple[str, ...]) -> str:
    """A line that tells ShellCheck what the script cannot: options of its shell, and variables that are set.

    Only those variables are named which the script names, so that it is the same question as long as these are set.
    """
    names = sorted(body.predefined | body.names.intersection(declared))
    parts = ["set -e"] if _stops_at_errors(shell) else []
    if names:
        parts.append("export " + " ".join(f"{name}=1" for name in names))
    return "; ".join(parts) + "\n" if parts else ""


@recent(64)
def _stops_at_errors(shell: tuple[str, ...]) -> bool:
    """Whether a shell is started with `-e`, be it within `-exc` or as `-o errexit`."""
    for number, word in enumerate(shell):
        if word == "errexit" and shell[number - 1].startswith("-"):
            return True
        if word.startswith("-") and not word.startswith("--") and "e" in word:
            return True
    return False


@recent(128)
def _dialect(shell: tuple[str, ...], image: str, tag: str) -> str:
    """The dialect of a shell as ShellCheck calls it; empty if it knows none.

    A wrapper may stand before the shell: `env`, `conda run`. What `sh` is depends on the image, where that is known.
    """
    for word in shell:
        program = word.replace("\\", "/").rpartition("/")[2].lower().removesuffix(".exe")
        if program == "sh":
            return _what_sh_is(image, tag)
        if program in _DIALECTS:
            return _DIALECTS[program]
    return ""


def _what_sh_is(image: str, tag: str) -> str:
    if is_busybox(image, tag):
        return "busybox"
    known = lookup(image) if image else None
    return _SH.get(variant(known, tag).package_manager, "sh") if known else "sh"


@once
def bodies_of(node: Node) -> tuple[Body, ...]:
    """The scripts which an instruction gives to shells.

    A heredoc without an end is still being typed, and an array that is no JSON was not meant for a shell.
    """
    if (
        not node.is_shell_form
        or node.meant_array is not None
        or any(heredoc.terminator is None for heredoc in node.heredocs)
    ):
        return ()
    start = node.shell_start
    text = node.logical.text[start:].rstrip()
    if not text.strip():
        return ()
    bodies = list(_heredoc_bodies(node, text)) if node.heredocs else [Body(text, _header_pieces(node, len(text)))]
    comments = tuple(_comments(node))
    for body in bodies:
        body.silenced = comments
    return tuple(bodies)


def _header_pieces(node: Node, size: int) -> tuple[Piece, ...]:
    """Where the shell's text in an instruction's own lines comes from."""
    start, cuts = node.shell_start, node.logical.cuts
    ends = [here for here, _ in cuts[1:]] + [start + size]
    return tuple(
        Piece(max(here, start) - start, min(end, start + size) - start, there + max(start - here, 0))
        for (here, there), end in zip(cuts, ends)
        if min(end, start + size) > max(here, start)
    )


def _heredoc_bodies(node: Node, header: str) -> Iterator[Body]:
    """The scripts of a RUN with heredocs, as BuildKit's `dispatchRun` hands them over.

    A single heredoc and nothing else is the script. Else the shell gets all of it, and may hand a heredoc to another.
    """
    first = node.heredocs[0]
    if len(node.heredocs) == 1 and header.strip() == first.word.of(node.source):
        text, pieces = _heredoc_text(node, first, chomp=first.chomp)
        shebang = _SHEBANG.match(text)
        interpreter = _interpreter(shebang) if shebang else ""
        if text.strip() and (shebang is None or interpreter in _DIALECTS):
            yield Body(text, pieces, interpreter, lines=True)
        return
    texts, all_pieces = [f"{header}\n"], list(_header_pieces(node, len(header)))
    size = len(header) + 1
    for heredoc in node.heredocs:
        content, parts = _heredoc_text(node, heredoc, chomp=False)
        all_pieces += (Piece(part.start + size, part.end + size, part.source) for part in parts)
        texts.append(f"{content}{heredoc.name}\n")
        size += len(texts[-1])
    yield Body("".join(texts), tuple(all_pieces))
    if len(node.heredocs) == 1:
        shell = next((command.program for command in node.script.commands if _reads_script(command.words)), "")
        content, pieces = _heredoc_text(node, first, chomp=first.chomp)
        expanded = first.expand and any(sign in content for sign in "$`\\")
        if shell in _DIALECTS and content.strip() and not expanded:
            yield Body(content, pieces, shell, lines=True)


def _interpreter(shebang: re.Match[str]) -> str:
    words: list[str] = [shebang[1], *(shebang[2] or "").split()]
    if words[0].rpartition("/")[2] == "env":
        words = [word for word in words[1:] if not word.startswith("-") and "=" not in word] or [""]
    return words[0].rpartition("/")[2]


def _reads_script(words: tuple[str, ...]) -> bool:
    return all(word.startswith("-") and "c" not in word for word in words)


def _heredoc_text(node: Node, heredoc: Heredoc, *, chomp: bool) -> tuple[str, tuple[Piece, ...]]:
    """A heredoc's body with `\\n` as line end, perhaps without leading tabs, and where it comes from."""
    parts: list[str] = []
    pieces: list[Piece] = []
    size, at = 0, heredoc.body.start
    for line in heredoc.body.of(node.source).split("\n")[:-1]:
        bare = line.lstrip("\t") if chomp else line
        end = at + len(line)
        text = bare.removesuffix("\r")
        pieces.append(Piece(size, size + len(text), end - len(bare)))
        pieces.append(Piece(size + len(text), size + len(text) + 1, end))
        parts.append(f"{text}\n")
        size += len(text) + 1
        at = end + 1
    return "".join(parts), tuple(pieces)


def _comments(node: Node) -> Iterator[tuple[int, str]]:
    """Where in an instruction's own lines a comment switches codes off, which the shell does not get to see."""
    at = 0
    for line in node.source[: node.header].split("\n"):
        directive = DISABLED.match(line.lstrip(SPACE)) if at else None
        if directive:
            yield at, directive[1]
        at += len(line) + 1
