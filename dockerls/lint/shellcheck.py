"""ShellCheck's answers: what they mean in a Dockerfile, and which of them are told.

It knows the JSON that ShellCheck writes, and runs nothing: questions go out (`scripts`) and answers come in as values,
and `probes` is the only package that lets the program run.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import accumulate
from typing import Any

from ..config import Config
from ..late import regex
from ..model import Model
from ..named import NamedTuple
from ..syntax import Node, parse
from ..syntax.lines import SPACE
from ..text import Edit, Span, apply
from .pragmas import pragmas
from .report import Report, Row, others, resifted, sifted, with_more
from .rule import Finding, Fix, Severity
from .scripts import DISABLED, Asked, Body, Question, Questions, bodies_of

WIKI = "https://www.shellcheck.net/wiki/"
"""Where ShellCheck's own pages are: `WIKI + code`."""

_CODE = regex(r"SC\d{4}")
_LEVELS = ("error", "warning", "info", "style")
_SEVERITIES: Mapping[str, Severity] = {"error": "warning", "warning": "warning", "info": "info", "style": "hint"}
"""An error of the shell is a warning here: an error is what BuildKit refuses."""

_A_MATTER_OF_TASTE = frozenset((1007, 2038, 2043, 2046, 2155))
"""Warnings that are told as if they were infos, since in a build they are hardly ever right.

1007: `A= B=` empties two variables. 2038, 2046: the names of the files in an image are known. 2043: a loop over a
single key or version is meant to grow. 2155: `export GNUPGHOME="$(mktemp -d)"` is how it is done.
"""

_AT_RUN_TIME = frozenset((2154,))
"""What makes no sense for a script that runs in a container: whoever starts that may set any variable."""

OFF = frozenset((1090, 1091, 2187))
"""What is left out unless it is selected by its code: it is wrong, or says nothing, in a Dockerfile.

1090, 1091: a sourced file is not followed; it lies in the image. 2187: `ash` is taken for `dash`.
"""


def page(code: str) -> str | None:
    """The address of the page about a finding of ShellCheck; None if the code is not one of ShellCheck's."""
    return f"{WIKI}{code}" if _CODE.fullmatch(code) else None


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


_MOST_PROVED = 1 << 19
"""How many characters are read again, fix by fix, to prove the fixes in one script: 50 ms. Later ones are left out."""


def _read_again(node: Node, body: Body, question: Question, prelude: int, answer: Answer) -> tuple[_Found, ...]:
    """The same as `_read`. What it said last stays on the script, and goes with it."""
    said = question, prelude, answer
    known: tuple[object, tuple[_Found, ...]] | None = body.__dict__.get("read")
    if known is None or known[0] != said:
        known = body.__dict__["read"] = said, _read(node, body, question, prelude, answer)
    return known[1]


def _read(node: Node, body: Body, question: Question, prelude: int, answer: Answer) -> tuple[_Found, ...]:
    """An answer in terms of the node; what it says of the prelude is left out, and so is what fits no place."""
    starts = [0, *accumulate(len(line) + 1 for line in question.text.split("\n"))]
    size = len(body.text)
    proved = 0

    def offset(place: tuple[int, int]) -> int:
        """Where a place stands in the body; -1 in the prelude."""
        line, column = place
        at = starts[min(max(line, 1), len(starts) - 1) - 1] + column - 1
        if at >= body.prelude + prelude:
            return min(at - prelude, size)
        return at if at < body.prelude else -1

    found = []
    for comment in answer.comments:
        level = "info" if comment.code in _A_MATTER_OF_TASTE and comment.level == "warning" else comment.level
        start, end = offset(comment.start), offset(comment.end)
        span = _span(body, start, end) if start >= 0 <= end else None
        if span is None:
            continue
        code = f"SC{comment.code}"
        fix = None
        if comment.replacements and proved < _MOST_PROVED:
            proved += len(node.source)
            fix = _fix(node, body, comment, offset)
        fixes = (fix,) if fix else ()
        finding = Finding(span, comment.message, fixes, names=(code,), severity=_SEVERITIES[level], code=code)
        found.append(_Found(comment.code, level, finding))
    return tuple(found)


def _source(body: Body, offset: int) -> int:
    """Where a character of a body stands in the node; -1 for one that was made up."""
    number = bisect_right(body.pieces, offset, key=lambda piece: piece.start) - 1
    piece = body.pieces[max(number, 0)]
    return piece.source + offset - piece.start if piece.start <= offset < piece.end else -1


def _span(body: Body, start: int, end: int) -> Span | None:
    """A span of a body as one of the node, line ends at its ends left out; a place becomes its character."""
    text = body.text
    end = max(end, start + 1)
    while end > start and (end > len(text) or text[end - 1].isspace()):
        end -= 1
    if end <= start:  # It is about a blank or the end: the last word before is what there is to show.
        end = min(start + 1, len(text))
        while end > 0 and text[end - 1].isspace():
            end -= 1
        start = max(end - 1, 0)
    first, last = _source(body, start), _source(body, end - 1)
    return Span(first, last + 1) if 0 <= first <= last else None


def _fix(node: Node, body: Body, comment: _Comment, offset: Callable[[tuple[int, int]], int]) -> Fix | None:
    """ShellCheck's own change as a fix; None if there is none, or no edit of the file gives exactly the same script."""
    changes: list[Edit] = []
    edits: list[Edit] = []
    for change in sorted(comment.replacements, key=lambda change: change.precedence):
        start, end = offset(change.start), offset(change.end)
        span = _edited(body, start, end, follows=change.follows) if 0 <= start <= end else None
        if span is None:
            return None
        changes.append(Edit(Span(start, end), change.text))
        edits.append(Edit(span, change.text))
    if not edits:
        return None
    try:
        wanted = apply(body.text, changes)
        made = parse(f"# escape={node.escape}\n{apply(node.source, edits)}")
    except ValueError:  # They overlap.
        return None
    after = [item.text for other in made.nodes if other.kind == "instruction" for item in bodies_of(other)]
    bodies = bodies_of(node)
    if len(after) != len(bodies) or after[bodies.index(body)] != wanted:
        return None
    first, last = min(change.span.start for change in changes), max(change.span.end for change in changes)
    shown = wanted[first : len(wanted) - len(body.text) + last]
    title = f"Change to `{shown}`" if 0 < len(shown) <= 40 and "\n" not in shown else "Change as ShellCheck says"
    return Fix(f"{title} (SC{comment.code})", tuple(edits))


def _edited(body: Body, start: int, end: int, *, follows: bool) -> Span | None:
    """Where in the node a part of a body can be changed; None if a continuation, and perhaps a comment, would go.

    Where a line was continued, an insertion has two places to choose from: behind what `follows`, or before the next.
    """
    if start < end:
        span = Span(_source(body, start), _source(body, end - 1) + 1)
        return span if span.start >= 0 and span.end - span.start == end - start else None
    behind = _source(body, start - 1) + 1 if start else 0
    before = _source(body, start) if start < len(body.text) else -1
    at = behind if behind > 0 and (follows or before < 0) else before
    return Span(at, at) if at >= 0 else None


# Findings


class Completed:
    """A report with ShellCheck's findings among the others.

    Attributes:
        report: The report.
        before: The report without these.
        questions: What was asked about the file.
        waiting: The numbers of the nodes about which something is not answered yet.
        more: What ShellCheck found, by node.
    """

    def __init__(
        self, report: Report, before: Report, questions: Questions, waiting: list[int], more: list[Row | None]
    ) -> None:
        self.report = report
        self.before = before
        self.questions = questions
        self.waiting = waiting
        self.more = more

    @property
    def unanswered(self) -> list[Question]:
        """The questions about these nodes."""
        return [item.question for number in self.waiting for item in self.questions.rows[number]]


def completed(
    report: Report, questions: Questions, answers: Mapping[Question, Answer], previous: Completed | None = None
) -> Completed:
    """A report with what ShellCheck's answers mean in the file, as the configuration wants it, pragmas applied.

    Args:
        report: What the rules found.
        questions: What was asked about the file.
        answers: The answers that are known; questions without one are passed over.
        previous: The same for the model that was the hint for this one. It saves work and changes nothing, as long as
            answers do not change.
    """
    tree, notes = questions.model.tree, pragmas(questions.model.tree)
    same = previous is not None and previous.report.config == report.config
    change = tree.since(previous.questions.model.tree) if previous is not None and same else None
    count = len(tree.nodes)
    more: list[Row | None] = [None] * count
    rows = list(report.rows)
    waiting: set[int] = set()
    again: Iterable[int] = range(count)
    if previous is not None and change is not None and count:
        waiting = set(change.renumbered(previous.waiting, []))
        switched = resifted(pragmas(previous.questions.model.tree), notes, change)
        if switched is not None:
            more = change.spliced(previous.more, more[change.first : change.come])
            answered = {at for at in waiting for item in questions.rows[at] if item.question in answers}
            again = {*range(change.first, change.come), *answered, *switched, *_next(questions.model, change.come)}
            again.update(others(previous.questions.rows, questions.rows, change))
            if not again and previous.before is report:
                return previous
            again.update(others(previous.before.rows, report.rows, change))
            nothing: list[Row | None] = [None] * (change.come - change.first)
            rows = change.spliced(previous.report.rows, nothing)
    wanted, weights = _choice(report.config)
    for number in again:
        items = questions.rows[number]
        said = [answers.get(item.question) for item in items]
        waiting.discard(number)
        if None in said:
            waiting.add(number)
        found = tuple(_found(questions.model, number, items, said, wanted, weights)) if items else ()
        more[number] = sifted(found, number, notes, report.config) if found else None
        rows[number] = with_more(report.rows[number], more[number])
    made = Report(rows, report.starts, report.config, report.crashes) if any(more) else report
    return Completed(made, report, questions, sorted(waiting), more)


def _next(model: Model, number: int) -> Iterator[int]:
    """The next instruction, for which comments above it may have changed."""
    at = bisect_left(model.tree.instructions, number)
    yield from model.tree.instructions[at : at + 1]


def _found(
    model: Model,
    number: int,
    items: tuple[Asked, ...],
    said: list[Answer | None],
    wanted: Callable[[str, str], bool],
    weights: Mapping[str, str],
) -> Iterator[Finding]:
    """What the answers about a node mean, relative to it."""
    above = _above(model, number)
    for item, answer in zip(items, said):
        if answer is None:
            continue
        silent_from: dict[int, int] = {}
        for code, level, finding in _read_again(item.node, item.body, item.question, item.prelude, answer):
            if not wanted(finding.code, level):
                continue
            if code in _AT_RUN_TIME and item.node.keyword != "RUN":
                continue
            if code not in silent_from:
                silent_from[code] = _silent_from(item.body, above, code)
            if silent_from[code] < finding.span.start:
                continue
            if finding.code in weights:
                finding = finding._replace(severity=weights[finding.code])  # type: ignore[arg-type]
            yield finding.shift(item.start)


def _choice(config: Config) -> tuple[Callable[[str, str], bool], Mapping[str, str]]:
    """Which codes of which levels are wanted, and what some of them weigh."""
    weights = {name.upper(): weight for name, weight in config.severity.items()}
    silenced = tuple(name for name, weight in weights.items() if weight == "off")
    wanted = _wanted(
        config.shellcheck.severity,
        (*config.shellcheck.exclude, *config.ignore, *silenced),
        (*config.select, *weights),
    )
    return wanted, weights


def _silent_from(body: Body, above: list[str], number: int) -> int:
    """From where in a node on a code is switched off; -1 for all of it, and beyond any end for nowhere."""
    if any(_names(codes, number) for codes in above):
        return -1
    return next((at for at, codes in body.silenced if _names(codes, number)), 1 << 60)


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
        directive = DISABLED.match(nodes[other].source.lstrip(SPACE))
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
