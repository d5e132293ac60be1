"""Findings as the protocol's diagnostics, written as JSON.

It knows the shape of a diagnostic and must not know when one is sent. What was found in a node is written once: as long
as that stays the same its JSON does, too, with the lines alone put in anew where they moved; and what has been put
together stays so, block by block.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from json import dumps

from ..lint.report import Found, Report
from ..lint.rule import Finding
from ..lint.shellcheck import page
from ..named import NamedTuple
from ..recent import recent
from ..snapshot import Snapshot
from ..syntax import Change, Tree
from ..text import LineIndex, Span
from .client import Client

RULE_PAGES = "https://github.com/dockerls/dockerls/blob/main/docs/rules/"
"""Where the rules' pages are: `RULE_PAGES + code + ".md"`."""

_SEVERITIES = {"error": 1, "warning": 2, "info": 3, "hint": 4}
_TAGS = {"unnecessary": 1, "deprecated": 2}


def rule_page(code: str) -> str:
    """The address of a rule's page, be it one of ShellCheck's."""
    return page(code) or f"{RULE_PAGES}{code}.md"


class _Shape(NamedTuple):
    """The diagnostics of one node, with `%d` in place of each line.

    Attributes:
        text: The JSON.
        lines: Its lines, from that on which the node starts.
        first: Where the first place that it speaks of starts, from the node's start.
        last: Where the last one ends.
    """

    text: bytes
    lines: tuple[int, ...]
    first: int
    last: int


class _Block(NamedTuple):
    """The diagnostics of some nodes in a row, put together. A text of thirty thousand lines has some fifty of them.

    Attributes:
        size: How many nodes these are.
        text: The JSON with `%d` in place of each line; each diagnostic has a comma before it. None if it is not made.
        lines: Its lines, from that on which the first node starts.
        line: That line.
        json: The JSON.
    """

    size: int
    text: bytes | None = None
    lines: tuple[int, ...] = ()
    line: int = 0
    json: bytes = b""

    def at(self, line: int) -> _Block:
        """The same where the first node starts on another line."""
        text = self.text
        if not text or line == self.line:
            return self
        return _Block(self.size, text, self.lines, line, text % tuple(map(line.__add__, self.lines)))


_NODES = 256
"""How many nodes make a block. What changes in one costs a tenth of a millisecond; so does putting them together."""


class Rendering:
    """The diagnostics of a snapshot, so that the next one takes over what stayed the same.

    Attributes:
        tree, lines, report: Those of the snapshot.
        shapes: The diagnostics node by node.
        blocks: These, put together.
        far: The numbers of the nodes whose diagnostics speak of other nodes, too.
    """

    def __init__(self, snapshot: Snapshot, shapes: list[_Shape | None], blocks: list[_Block], far: list[int]) -> None:
        self.tree: Tree = snapshot.tree
        self.lines: LineIndex = snapshot.lines
        self.report: Report = snapshot.report
        self.shapes = shapes
        self.blocks = blocks
        self.far = far

    @property
    def json(self) -> bytes:
        """All of them as a JSON array."""
        return b"".join(self.within(b"", b""))

    def within(self, before: bytes, after: bytes) -> list[bytes]:
        """The same between other JSON, in parts, since they may be megabytes which nobody has to put together."""
        texts = [block.json for block in self.blocks if block.json]
        if texts:
            texts[0] = texts[0][1:]
        return [before + b"[", *texts, b"]" + after]


def rendered(snapshot: Snapshot, uri: str, client: Client, previous: Rendering | None = None) -> Rendering:
    """The snapshot's diagnostics. `previous` saves work if it is of the text before, and changes nothing."""
    tree, lines, report = snapshot.tree, snapshot.lines, snapshot.report
    rows, starts = report.rows, report.starts
    change = tree.since(previous.tree) if previous is not None and tree.nodes else None
    moved = len(rows)
    far: list[int] = []
    again: set[int] | range = range(len(rows))
    if previous is None or change is None:
        shapes: list[_Shape | None] = [None] * len(rows)
        blocks = _unmade(len(rows))
    else:
        shapes = change.spliced(previous.shapes, [None] * (change.come - change.first))
        blocks = _carried(previous.blocks, change)
        far = change.renumbered(previous.far, [])
        again = set(report.since(previous.report, change))
        # A byte order mark is a node, and what stands behind it begins in the midst of a line: it may do so no longer.
        last = min(change.come + (change.first <= 1), len(rows))
        again.update(range(change.come, last))
        if change.first < len(starts):
            start = starts[change.first]
            end = starts[last] if last < len(starts) else len(tree.text)
            again.update(number for number in far if _meets(shapes[number], starts[number], start, end))
        if lines.count != previous.lines.count:
            moved = change.come
    is_far = set(far)
    for number in again:
        row, start = rows[number], starts[number]
        shape = _shape(row.kept, start, lines, uri, client) if row is not None and row.kept else None
        shapes[number] = shape
        is_far.discard(number)
        if shape is not None and (shape.first < 0 or shape.last > len(tree.nodes[number].source if tree.nodes else "")):
            is_far.add(number)
    _make(blocks, shapes, sorted(again), moved, starts, lines)
    return Rendering(snapshot, shapes, blocks, sorted(is_far))


def _unmade(size: int) -> list[_Block]:
    """Blocks for so many nodes, to be made."""
    return [_Block(min(_NODES, size - at)) for at in range(0, size, _NODES)]


def _carried(blocks: list[_Block], change: Change) -> list[_Block]:
    """What is left of blocks after a change of the nodes; where it lies they are to be made."""
    ends = list(accumulate(block.size for block in blocks))
    first = min(bisect_right(ends, change.first), len(blocks) - 1)
    last = max(first, bisect_left(ends, change.gone))
    size = ends[last] - (ends[first - 1] if first else 0) + change.by
    fresh = [_Block(size)] if 0 < size <= 2 * _NODES else _unmade(size)
    return [*blocks[:first], *fresh, *blocks[last + 1 :]]


def _make(
    blocks: list[_Block],
    shapes: list[_Shape | None],
    again: list[int],
    moved: int,
    starts: Sequence[int],
    lines: LineIndex,
) -> None:
    """Put together what is not made yet, and what holds one of the nodes `again`; the nodes behind `moved` have other
    lines than before."""
    first, seen = 0, 0
    for index, block in enumerate(blocks):
        end = first + block.size
        touched = bisect_left(again, end, seen)
        if block.text is None or touched > seen:
            blocks[index] = _made(shapes[first:end], starts[first:end], lines)
        elif first >= moved:
            blocks[index] = block.at(lines.line(starts[first]))
        first, seen = end, touched


def _made(shapes: list[_Shape | None], starts: Sequence[int], lines: LineIndex) -> _Block:
    texts: list[bytes] = []
    numbers: list[int] = []
    first = lines.line(starts[0])
    for shape, start in zip(shapes, starts):
        if shape is not None:
            texts += (b",", shape.text)
            by = lines.line(start) - first
            numbers += map(by.__add__, shape.lines)
    return _Block(len(shapes), b"".join(texts), tuple(numbers), -1).at(first)


def _meets(shape: _Shape | None, at: int, start: int, end: int) -> bool:
    """Whether one of the places that diagnostics speak of may lie in a part of the text."""
    return shape is not None and at + shape.first <= end and start <= at + shape.last


def result_id(snapshot: Snapshot) -> str:
    """A name of the answer: other than that of another one if anything differs that the findings follow from."""
    rows = enumerate(snapshot.report.rows)
    said = [(at, item.span, item.code) for at, row in rows if row for item in row.kept if item.code[:2] == "SC"]
    told = repr((snapshot.config, snapshot.model.context, [item for item in said if page(item[2])]))
    return f"{hash((snapshot.text, told)) & (1 << 64) - 1:x}"  # A client keeps it no longer than this process lives.


def _shape(found: Found, start: int, lines: LineIndex, uri: str, client: Client) -> _Shape:
    """What was found in a node that starts at an offset."""
    line = lines.line(start)
    numbers: list[int] = []
    spans: list[Span] = []

    def place(span: Span) -> bytes:
        (first, column), (last, end) = lines.position(span.start + start), lines.position(span.end + start)
        numbers.extend((first - line, last - line))
        spans.append(span)
        return b'{"start":{"line":%%d,"character":%d},"end":{"line":%%d,"character":%d}}' % (column, end)

    def diagnostic(finding: Finding) -> bytes:
        tags = tuple(number for tag in finding.tags if (number := _TAGS[tag]) in client.tags)
        still = _still(finding.code, finding.severity, finding.message, finding.names, tags)
        where, related = place(finding.span), b""
        if finding.related and client.related:
            address = _json(uri)
            others = b",".join(
                b'{"location":{"uri":%b,"range":%b},"message":%b}' % (address, place(item.span), _json(item.message))
                for item in finding.related
            )
            related = b',"relatedInformation":[%b]' % others
        return b'{"range":%b%b,%b}' % (where, related, still)

    text = b",".join(map(diagnostic, found))
    return _Shape(text, tuple(numbers), min(span.start for span in spans), max(span.end for span in spans))


@recent(256)
def _still(code: str, severity: str, message: str, names: tuple[str, ...], tags: tuple[int, ...]) -> bytes:
    """The fields of a diagnostic that hold no place, without braces."""
    fields = {
        "severity": _SEVERITIES.get(severity, 2),
        "code": code,
        "codeDescription": {"href": rule_page(code)},
        "source": "dockerls",
        "message": message,
        **({"tags": tags} if tags else {}),
        "data": {"aliases": names},
    }
    return _json(fields)[1:-1]


def _json(value: object) -> bytes:
    """A value as JSON, to be filled with lines."""
    return dumps(value, separators=(",", ":")).encode().replace(b"%", b"%%")
