"""ShellCheck on a Dockerfile: which scripts it is asked about, and what its answers mean in the file.

It knows the dialects and the JSON of ShellCheck, and runs nothing: questions go out and answers come in as values, and
`probes` is the only module that lets the program run.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

from ..config import Config
from ..docker import lookup, variant
from ..model import NOWHERE, Facts, Model, is_predefined
from ..syntax import Node, parse
from ..syntax.lines import SPACE
from ..syntax.once import once
from ..syntax.split import Heredoc
from ..text import Edit, Span, apply
from .engine import Report
from .pragmas import pragmas
from .rule import Finding, Fix, Severity
from .shells import is_busybox

WIKI = "https://www.shellcheck.net/wiki/"
"""Where ShellCheck's own pages are: `WIKI + code`."""

_CODE = re.compile(r"SC\d{4}")
_DIALECTS = {"sh": "sh", "bash": "bash", "dash": "dash", "ksh": "ksh", "ash": "busybox", "busybox": "busybox"}
_SH = {"apk": "busybox", "apt": "dash", "dnf": "bash", "microdnf": "bash", "yum": "bash", "tdnf": "bash"}
"""What `sh` really is, by an image's package manager."""

_LEVELS = ("error", "warning", "info", "style")
_SEVERITIES: Mapping[str, Severity] = {"error": "warning", "warning": "warning", "info": "info", "style": "hint"}
"""An error of the shell is a warning here: an error is what BuildKit refuses."""

_AT_RUN_TIME = frozenset((2154,))
"""What makes no sense for a script that runs in a container: whoever starts that may set any variable."""

OFF = frozenset((1090, 1091, 2187))
"""What is left out unless it is selected by its code: it is wrong, or says nothing, in a Dockerfile.

1090, 1091: a sourced file is not followed; it lies in the image. 2187: `ash` is taken for `dash`.
"""

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_SHEBANG = re.compile(r"#![ \t]*(\S+)(?:[ \t]+([^\n]*))?")
_LEADING = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*")
_DIRECTIVE = re.compile(r"#[ \t]*shellcheck[ \t]+(?:\S+[ \t]+)*?disable=(\S+)")


def page(code: str) -> str | None:
    """The address of the page about a finding of ShellCheck; None if the code is not one of ShellCheck's."""
    return f"{WIKI}{code}" if _CODE.fullmatch(code) else None


# Questions


class Question(NamedTuple):
    """A script as ShellCheck is to read it. Equal questions have equal answers."""

    dialect: str
    text: str


class _Piece(NamedTuple):
    """A part of a script, and where it stands in the node."""

    start: int
    end: int
    source: int


class _Body:
    """A script of a node, whatever stands around that.

    Attributes:
        text: The script.
        pieces: Where it comes from.
        prelude: Where a line may be put into it that the shell does not get: behind comments, which may be directives.
        interpreter: The shell that reads it if that is not the one in force; else empty.
        names: Every word of it that could name a variable.
        silenced: From where in the node on which codes are switched off by comments that the shell does not get.
    """

    def __init__(self, text: str, pieces: tuple[_Piece, ...], interpreter: str = "", *, lines: bool = False) -> None:
        self.text = text
        self.pieces = pieces
        self.interpreter = interpreter
        self.prelude = _LEADING.match(text).end() if lines else 0  # type: ignore[union-attr]
        self.names = frozenset(_IDENTIFIER.findall(text))
        self.silenced: tuple[tuple[int, str], ...] = ()


class Asked(NamedTuple):
    """A question and where it comes from: the node's number, the script, and where its source starts in the text."""

    question: Question
    number: int
    body: _Body
    start: int
    prelude: int
    node: Node


def asked(model: Model) -> list[Asked]:
    """All that is to be asked about a file, in order."""
    found: list[Asked] = []
    pragma = pragmas(model.tree).shell
    for number, declared in _declared(model):
        node, start = model.tree.nodes[number], model.tree.starts[number]
        trigger = node.trigger if node.keyword == "ONBUILD" else None
        if trigger is not None:
            node, start = trigger[0], start + trigger[1]
        facts = model.facts[number] or NOWHERE
        shell = (pragma,) if pragma and not facts.own_shell else facts.shell
        for body in _bodies(node):
            dialect = _dialect((body.interpreter,) if body.interpreter else shell, facts)
            if not dialect or (facts.os == "windows" and shell is facts.shell):
                continue
            prelude = _prelude(body, declared, () if body.interpreter else shell)
            text = f"{body.text[: body.prelude]}{prelude}{body.text[body.prelude :]}"
            found.append(Asked(Question(dialect, text), number, body, start, len(prelude), node))
    return found


def _declared(model: Model) -> Iterator[tuple[int, frozenset[str] | set[str]]]:
    """The instructions which may run a script, and the variables that are set for each."""
    nodes = model.tree.nodes
    nothing: frozenset[str] = frozenset()
    for number in model.head.instructions:
        yield number, nothing
    ends: list[set[str]] = []
    for stage in model.stages:
        known = set(ends[stage.base]) if stage.base is not None else set()
        own = iter(stage.variables)
        variable = next(own, None)
        for number in stage.instructions:
            while variable is not None and variable.number < number:
                known.add(variable.name)
                variable = next(own, None)
            if nodes[number].keyword in ("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "ONBUILD"):
                yield number, known
        if variable is not None:
            known.update(item.name for item in (variable, *own))
        ends.append(known)


def _prelude(body: _Body, declared: frozenset[str] | set[str], shell: tuple[str, ...]) -> str:
    """A line that tells ShellCheck what the script cannot: options of its shell, and variables that are set.

    Only those variables are named which the script names, so that it is the same question as long as these are set.
    """
    names = sorted(name for name in body.names if name in declared or is_predefined(name))
    parts = ["set -e"] if _stops_at_errors(shell) else []
    if names:
        parts.append("export " + " ".join(f"{name}=1" for name in names))
    return "; ".join(parts) + "\n" if parts else ""


def _stops_at_errors(shell: tuple[str, ...]) -> bool:
    """Whether a shell is started with `-e`, be it within `-exc` or as `-o errexit`."""
    for number, word in enumerate(shell):
        if word == "errexit" and shell[number - 1].startswith("-"):
            return True
        if word.startswith("-") and not word.startswith("--") and "e" in word:
            return True
    return False


def _dialect(shell: tuple[str, ...], facts: Facts) -> str:
    """The dialect of a shell as ShellCheck calls it; empty if it knows none.

    A wrapper may stand before the shell: `env`, `conda run`. What `sh` is depends on the image, where that is known.
    """
    for word in shell:
        program = word.replace("\\", "/").rpartition("/")[2].lower().removesuffix(".exe")
        if program == "sh":
            return _what_sh_is(facts)
        if program in _DIALECTS:
            return _DIALECTS[program]
    return ""


def _what_sh_is(facts: Facts) -> str:
    if is_busybox(facts):
        return "busybox"
    known = lookup(facts.image) if facts.image else None
    return _SH.get(variant(known, facts.tag).package_manager, "sh") if known else "sh"


@once
def _bodies(node: Node) -> tuple[_Body, ...]:
    """The scripts which an instruction gives to shells. A heredoc without an end is still being typed."""
    if not node.is_shell_form or any(heredoc.terminator is None for heredoc in node.heredocs):
        return ()
    start = node.shell_start
    text = node.logical.text[start:].rstrip()
    if not text.strip():
        return ()
    bodies = list(_heredoc_bodies(node, text)) if node.heredocs else [_Body(text, _header_pieces(node, len(text)))]
    comments = tuple(_comments(node))
    for body in bodies:
        body.silenced = comments
    return tuple(bodies)


def _header_pieces(node: Node, size: int) -> tuple[_Piece, ...]:
    """Where the shell's text in an instruction's own lines comes from."""
    start, cuts = node.shell_start, node.logical.cuts
    ends = [here for here, _ in cuts[1:]] + [start + size]
    return tuple(
        _Piece(max(here, start) - start, min(end, start + size) - start, there + max(start - here, 0))
        for (here, there), end in zip(cuts, ends)
        if min(end, start + size) > max(here, start)
    )


def _heredoc_bodies(node: Node, header: str) -> Iterator[_Body]:
    """The scripts of a RUN with heredocs, as BuildKit's `dispatchRun` hands them over.

    A single heredoc and nothing else is the script. Else the shell gets all of it, and may hand a heredoc to another.
    """
    first = node.heredocs[0]
    if len(node.heredocs) == 1 and header.strip() == first.word.of(node.source):
        text, pieces = _heredoc_text(node, first, chomp=first.chomp)
        shebang = _SHEBANG.match(text)
        interpreter = _interpreter(shebang) if shebang else ""
        if text.strip() and (shebang is None or interpreter in _DIALECTS):
            yield _Body(text, pieces, interpreter, lines=True)
        return
    text, pieces = f"{header}\n", _header_pieces(node, len(header))
    for heredoc in node.heredocs:
        content, parts = _heredoc_text(node, heredoc, chomp=False)
        pieces += tuple(_Piece(part.start + len(text), part.end + len(text), part.source) for part in parts)
        text += f"{content}{heredoc.name}\n"
    yield _Body(text, pieces)
    if len(node.heredocs) == 1:
        shell = next((command.program for command in node.script.commands if _reads_script(command.words)), "")
        content, pieces = _heredoc_text(node, first, chomp=first.chomp)
        expanded = first.expand and any(sign in content for sign in "$`\\")
        if shell in _DIALECTS and content.strip() and not expanded:
            yield _Body(content, pieces, shell, lines=True)


def _interpreter(shebang: re.Match[str]) -> str:
    words: list[str] = [shebang[1], *(shebang[2] or "").split()]
    if words[0].rpartition("/")[2] == "env":
        words = [word for word in words[1:] if not word.startswith("-") and "=" not in word] or [""]
    return words[0].rpartition("/")[2]


def _reads_script(words: tuple[str, ...]) -> bool:
    return all(word.startswith("-") and "c" not in word for word in words)


def _heredoc_text(node: Node, heredoc: Heredoc, *, chomp: bool) -> tuple[str, tuple[_Piece, ...]]:
    """A heredoc's body with `\\n` as line end, perhaps without leading tabs, and where it comes from."""
    parts: list[str] = []
    pieces: list[_Piece] = []
    size, at = 0, heredoc.body.start
    for line in heredoc.body.of(node.source).split("\n")[:-1]:
        bare = line.lstrip("\t") if chomp else line
        end = at + len(line)
        text = bare.removesuffix("\r")
        pieces.append(_Piece(size, size + len(text), end - len(bare)))
        pieces.append(_Piece(size + len(text), size + len(text) + 1, end))
        parts.append(f"{text}\n")
        size += len(text) + 1
        at = end + 1
    return "".join(parts), tuple(pieces)


def _comments(node: Node) -> Iterator[tuple[int, str]]:
    """Where in an instruction's own lines a comment switches codes off, which the shell does not get to see."""
    at = 0
    for line in node.source[: node.header].split("\n"):
        directive = _DIRECTIVE.match(line.lstrip(SPACE)) if at else None
        if directive:
            yield at, directive[1]
        at += len(line) + 1


# Answers


class _Replacement(NamedTuple):
    """A change as ShellCheck proposes it; `follows` is whether it belongs to what stands before it."""

    start: tuple[int, int]
    end: tuple[int, int]
    text: str
    follows: bool
    precedence: int


class _Comment(NamedTuple):
    """What ShellCheck says of a place; lines and columns from one, in characters."""

    start: tuple[int, int]
    end: tuple[int, int]
    level: str
    code: int
    message: str
    replacements: tuple[_Replacement, ...]


class Answer:
    """All that ShellCheck says of a script."""

    def __init__(self, comments: tuple[_Comment, ...]) -> None:
        self.comments = comments


def answer(data: Any) -> Answer:
    """What ShellCheck says, from its `json1`, decoded.

    Raises:
        KeyError, TypeError, ValueError: it is not what ShellCheck writes.
    """
    return Answer(tuple(_comment(item) for item in data["comments"]))


def _comment(item: Any) -> _Comment:
    replacements = (item.get("fix") or {}).get("replacements", ())
    if item["level"] not in _LEVELS or not isinstance(item["message"], str):
        raise ValueError("a comment has no level, or no message")
    return _Comment(
        *_place(item),
        item["level"],
        int(item["code"]),
        item["message"],
        tuple(
            _Replacement(
                *_place(change),
                str(change["replacement"]),
                change.get("insertionPoint") == "beforeStart",
                int(change["precedence"]),
            )
            for change in replacements
        ),
    )


def _place(item: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    return (int(item["line"]), int(item["column"])), (int(item["endLine"]), int(item["endColumn"]))


class _Found(NamedTuple):
    """A comment in its place; the finding's span is relative to the node."""

    number: int
    level: str
    finding: Finding


@lru_cache(maxsize=4096)
def _read(node: Node, body: _Body, question: Question, prelude: int, answer: Answer) -> tuple[_Found, ...]:
    """An answer in terms of the node; what it says of the prelude is left out, and so is what fits no place."""
    starts = [0, *accumulate(len(line) + 1 for line in question.text.split("\n"))]
    size = len(body.text)

    def offset(place: tuple[int, int]) -> int:
        """Where a place stands in the body; -1 in the prelude."""
        line, column = place
        at = starts[min(max(line, 1), len(starts) - 1) - 1] + column - 1
        if at >= body.prelude + prelude:
            return min(at - prelude, size)
        return at if at < body.prelude else -1

    found = []
    for comment in answer.comments:
        start, end = offset(comment.start), offset(comment.end)
        span = _span(body, start, end) if start >= 0 <= end else None
        if span is None:
            continue
        code = f"SC{comment.code}"
        fix = _fix(node, body, comment, offset)
        fixes = (fix,) if fix else ()
        severity = _SEVERITIES[comment.level]
        finding = Finding(span, comment.message, fixes, names=(code,), severity=severity, code=code)
        found.append(_Found(comment.code, comment.level, finding))
    return tuple(found)


def _source(body: _Body, offset: int) -> int:
    """Where a character of a body stands in the node; -1 for one that was made up."""
    number = bisect_right(body.pieces, offset, key=lambda piece: piece.start) - 1
    piece = body.pieces[max(number, 0)]
    return piece.source + offset - piece.start if piece.start <= offset < piece.end else -1


def _span(body: _Body, start: int, end: int) -> Span | None:
    """A span of a body as one of the node, line ends at its ends left out; a place becomes its character."""
    text = body.text
    end = max(end, start + 1)
    while end > start and (end > len(text) or text[end - 1].isspace()):
        end -= 1
    if end <= start:  # It is about a blank or the end: the last word before is what there is to show.
        end = len(text[: start + 1].rstrip())
        start = max(end - 1, 0)
    first, last = _source(body, start), _source(body, end - 1)
    return Span(first, last + 1) if 0 <= first <= last else None


def _fix(node: Node, body: _Body, comment: _Comment, offset: Callable[[tuple[int, int]], int]) -> Fix | None:
    """ShellCheck's own change as a fix; None if there is none, or no edit of the file gives exactly the same script."""
    changes: list[Edit] = []
    edits: list[Edit] = []
    for change in sorted(comment.replacements, key=lambda change: change.precedence):
        start, end = offset(change.start), offset(change.end)
        if not 0 <= start <= end:
            return None
        if start == end:
            place = _source(body, start - 1) + 1 if change.follows and start else _source(body, start)
            span = Span(place, place)
        else:
            span = Span(_source(body, start), _source(body, end - 1) + 1)
        changes.append(Edit(Span(start, end), change.text))
        edits.append(Edit(span, change.text))
    if not edits or any(edit.span.start < 0 for edit in edits):
        return None
    try:
        wanted = apply(body.text, changes)
        made = parse(f"# escape={node.escape}\n{apply(node.source, edits)}")
    except ValueError:
        return None
    after = [item.text for other in made.nodes if other.kind == "instruction" for item in _bodies(other)]
    before = [item.text for item in _bodies(node)]
    if len(after) != len(before) or wanted not in after:
        return None
    first, last = changes[0].span.start, max(change.span.end for change in changes)
    first = min(change.span.start for change in changes)
    shown = wanted[first : len(wanted) - len(body.text) + last]
    title = f"Change to `{shown}`" if 0 < len(shown) <= 40 and "\n" not in shown else "Change as ShellCheck says"
    return Fix(f"{title} (SC{comment.code})", tuple(edits))


# Findings


def findings(model: Model, answers: Mapping[Question, Answer], questions: list[Asked], config: Config) -> list[Finding]:
    """What the answers mean in the file, as the configuration wants it; pragmas are not applied.

    Args:
        model: The file.
        answers: The answers that are known; questions without one are passed over.
        questions: What was asked about the file.
        config: Which codes are wanted, and what they weigh.
    """
    weights = {name.upper(): weight for name, weight in config.severity.items()}
    silenced = tuple(name for name, weight in weights.items() if weight == "off")
    wanted = _wanted(
        config.shellcheck.severity,
        (*config.shellcheck.exclude, *config.ignore, *silenced),
        (*config.select, *weights),
    )
    found: list[Finding] = []
    for item in questions:
        said = answers.get(item.question)
        if said is None:
            continue
        above = _above(model, item.number)
        for number, level, finding in _read(item.node, item.body, item.question, item.prelude, said):
            if not wanted(finding.code, level):
                continue
            if number in _AT_RUN_TIME and item.node.keyword != "RUN":
                continue
            silent = any(_names(codes, number) for at, codes in item.body.silenced if at < finding.span.start)
            if silent or any(_names(codes, number) for codes in above):
                continue
            if finding.code in weights:
                finding = finding._replace(severity=weights[finding.code])  # type: ignore[arg-type]
            found.append(finding.shift(item.start))
    return found


@lru_cache(maxsize=64)
def _wanted(threshold: str, ignore: tuple[str, ...], select: tuple[str, ...]) -> Callable[[str, str], bool]:
    """Whether a code of a level is wanted: it weighs enough, or is selected; and nothing speaks against it."""
    chosen = {name.upper() for name in select}
    unwanted = {name.upper() for name in ignore}

    def wanted(code: str, level: str) -> bool:
        if code in unwanted or "ALL" in unwanted:
            return False
        if code in chosen:
            return True
        if int(code[2:]) in OFF:
            return False
        return "ALL" in chosen or _LEVELS.index(level) <= _LEVELS.index(threshold)

    return wanted


def _above(model: Model, number: int) -> list[str]:
    """What comments of ShellCheck's own kind, right above an instruction, switch off."""
    nodes = model.tree.nodes
    found = []
    for other in range(number - 1, -1, -1):
        if nodes[other].kind != "comment":
            break
        directive = _DIRECTIVE.match(nodes[other].source.lstrip(SPACE))
        if directive:
            found.append(directive[1])
    return found


@lru_cache(maxsize=256)
def _names(codes: str, number: int) -> bool:
    """Whether `disable=…` names a code: alone, in a range, or by `all`."""
    for code in codes.split(","):
        first, _, last = code.upper().replace("SC", "").partition("-")
        if first == "ALL" or (first.isdigit() and int(first) <= number <= int(last if last.isdigit() else first)):
            return True
    return False


def completed(report: Report, model: Model, found: list[Finding]) -> Report:
    """A report with ShellCheck's findings among the others, pragmas applied."""
    if not found:
        return report
    config = report.config
    notes = pragmas(model.tree)
    silent = [finding for finding in found if config.pragmas and notes and notes.covers(finding, model.tree)]
    kept = [finding for finding in found if finding not in silent] if silent else found
    both = sorted((*report.findings, *kept), key=lambda finding: (finding.span, finding.code))
    return Report(
        tuple(both), (*report.ignored, *silent), report.by_node, report.by_stage, report.config, report.crashes
    )
