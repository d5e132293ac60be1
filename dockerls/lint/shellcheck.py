"""ShellCheck's answers, and what they mean in the instruction whose script they are about.

It knows the JSON that ShellCheck writes, and runs nothing: questions go out (`scripts`) and answers come in as values,
and `probes` is the only package that lets the program run. `answered` knows which of the findings are told.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from itertools import accumulate
from typing import Any

from ..late import regex
from ..named import NamedTuple
from ..syntax import Node, parse
from ..text import Edit, Span, apply
from .rule import Finding, Fix, Severity
from .scripts import Body, Question, bodies_of

WIKI = "https://www.shellcheck.net/wiki/"
"""Where ShellCheck's own pages are: `WIKI + code`."""

_CODE = regex(r"SC\d{4}")
LEVELS = ("error", "warning", "info", "style")
"""How ShellCheck weighs what it says, the heaviest first."""

_SEVERITIES: Mapping[str, Severity] = {"error": "warning", "warning": "warning", "info": "info", "style": "hint"}
"""An error of the shell is a warning here: an error is what BuildKit refuses."""

_A_MATTER_OF_TASTE = frozenset((1007, 2038, 2043, 2046, 2155))
"""Warnings that are told as if they were infos, since in a build they are hardly ever right.

1007: `A= B=` empties two variables. 2038, 2046: the names of the files in an image are known. 2043: a loop over a
single key or version is meant to grow. 2155: `export GNUPGHOME="$(mktemp -d)"` is how it is done.
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

    __slots__ = ("__weakref__", "comments")

    def __init__(self, comments: tuple[_Comment, ...]) -> None:
        self.comments = comments


def answer(data: Any) -> Answer:
    """What ShellCheck says, from its `json1`, decoded.

    Raises:
        ValueError: it is not what ShellCheck writes.
    """
    try:
        return Answer(tuple(_comment(item) for item in data["comments"]))
    except (AttributeError, KeyError, TypeError, OverflowError) as error:
        raise ValueError(f"its answer is about something else: {error!r}") from error


def _comment(item: Any) -> _Comment:
    replacements = (item.get("fix") or {}).get("replacements", ())
    if not isinstance(item["message"], str):
        raise ValueError("a comment has no message")
    return _Comment(
        *_place(item),
        LEVELS[LEVELS.index(item["level"])],  # That of the JSON would be a text of its own for each comment.
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


class Said(NamedTuple):
    """A comment in its place; the finding's span is relative to the node."""

    number: int
    finding: Finding


_MOST_PROVED = 1 << 19
"""How many characters are read again, fix by fix, to prove the fixes in one script: 50 ms. Later ones are left out."""


def read(
    node: Node, body: Body, question: Question, prelude: int, answer: Answer, wanted: Callable[[str, str], bool]
) -> tuple[Said, ...]:
    """An answer in terms of the node; what it says of the prelude is left out, and so is what fits no place.

    What was said last stays on the script, and goes with it. Of what is not wanted, which is most of it, no fix is
    proved.

    Args:
        node: Whose script it is.
        body: The script.
        question: What was asked.
        prelude: How much of that was put before the script.
        answer: The answer.
        wanted: Whether a code of a level is wanted at all.
    """
    said = question, prelude, answer, wanted
    known: tuple[object, tuple[Said, ...]] | None = body.__dict__.get("read")
    if known is None or known[0] != said:
        known = body.__dict__["read"] = said, _read(node, body, *said)
    return known[1]


def _read(
    node: Node, body: Body, question: Question, prelude: int, answer: Answer, wanted: Callable[[str, str], bool]
) -> tuple[Said, ...]:
    chosen = [(comment, level) for comment in answer.comments if wanted(f"SC{comment.code}", level := _level(comment))]
    if not chosen:  # As most often.
        return ()
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
    for comment, level in chosen:
        code = f"SC{comment.code}"
        start, end = offset(comment.start), offset(comment.end)
        span = _span(body, start, end) if start >= 0 <= end else None
        if span is None:
            continue
        fix = None
        if comment.replacements and proved < _MOST_PROVED:
            proved += len(node.source)
            fix = _fix(node, body, comment, offset)
        fixes = (fix,) if fix else ()
        finding = Finding(span, comment.message, fixes, names=(code,), severity=_SEVERITIES[level], code=code)
        found.append(Said(comment.code, finding))
    return tuple(found)


def _level(comment: _Comment) -> str:
    """How much a comment weighs here."""
    return "info" if comment.code in _A_MATTER_OF_TASTE and comment.level == "warning" else comment.level


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
