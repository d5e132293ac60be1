"""Findings as the protocol's diagnostics, written as JSON.

It knows the shape of a diagnostic and must not know when one is sent. What was found in a node is written once: as long
as that stays the same its JSON does, too, with the lines alone put in anew where they moved.
"""

from __future__ import annotations

from functools import lru_cache
from json import dumps

from ..lint.report import Found, Report, others
from ..lint.rule import Finding
from ..lint.shellcheck import page
from ..named import NamedTuple
from ..snapshot import Snapshot
from ..syntax import Tree
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

    def at(self, line: int) -> bytes:
        """The JSON for the line on which the node starts."""
        return self.text % tuple(line + number for number in self.lines)


class Rendering:
    """The diagnostics of a snapshot, node by node, so that the next one takes over what stayed the same."""

    def __init__(self, snapshot: Snapshot, texts: list[bytes], shapes: list[_Shape | None], far: list[int]) -> None:
        self.tree: Tree = snapshot.tree
        self.lines: LineIndex = snapshot.lines
        self.report: Report = snapshot.report
        self.texts = texts
        self.shapes = shapes
        self.far = far

    @property
    def json(self) -> bytes:
        """All of them as a JSON array."""
        return self.within(b"", b"")

    def within(self, before: bytes, after: bytes) -> bytes:
        """The same between other JSON; they are put together once, as they may be megabytes."""
        texts = [text for text in self.texts if text]
        if not texts:
            return b"%b[]%b" % (before, after)
        texts[0] = b"%b[%b" % (before, texts[0])
        texts[-1] = b"%b]%b" % (texts[-1], after)
        return b",".join(texts)


def rendered(snapshot: Snapshot, uri: str, client: Client, previous: Rendering | None = None) -> Rendering:
    """The snapshot's diagnostics. `previous` saves work if it is of the text before, and changes nothing."""
    tree, lines, report = snapshot.tree, snapshot.lines, snapshot.report
    rows, starts = report.rows, report.starts
    change = tree.since(previous.tree) if previous is not None and tree.nodes else None
    texts: list[bytes] = [b""] * len(rows)
    shapes: list[_Shape | None] = [None] * len(rows)
    far: list[int] = []
    again: set[int] | range = range(len(rows))
    if previous is not None and change is not None:
        texts = change.spliced(previous.texts, texts[change.first : change.come])
        shapes = change.spliced(previous.shapes, shapes[change.first : change.come])
        far = change.renumbered(previous.far, [])
        again = {*range(change.first, change.come), *others(previous.report.rows, rows, change)}
        if not change.first:  # A byte order mark is a node, and what stands behind it begins in the midst of a line.
            again.update(range(change.come, len(rows))[:1])
        if change.first < len(starts):
            start = starts[change.first]
            end = starts[change.come] if change.come < len(starts) else len(tree.text)
            again.update(number for number in far if _meets(shapes[number], starts[number], start, end))
        if len(lines.starts) != len(previous.lines.starts):
            for number in range(change.come, len(rows)):
                shape = shapes[number]
                if shape is not None:
                    texts[number] = shape.at(lines.line(starts[number]))
    is_far = set(far)
    for number in again:
        row, start = rows[number], starts[number]
        shape = _shape(row.kept, start, lines, uri, client) if row is not None and row.kept else None
        shapes[number] = shape
        texts[number] = b"" if shape is None else shape.at(lines.line(start))
        is_far.discard(number)
        if shape is not None and (shape.first < 0 or shape.last > len(tree.nodes[number].source if tree.nodes else "")):
            is_far.add(number)
    return Rendering(snapshot, texts, shapes, sorted(is_far))


def _meets(shape: _Shape | None, at: int, start: int, end: int) -> bool:
    """Whether one of the places that diagnostics speak of may lie in a part of the text."""
    return shape is not None and at + shape.first <= end and start <= at + shape.last


def result_id(snapshot: Snapshot) -> str:
    """A name of the answer: equal if and only if all is equal that the findings follow from."""
    from hashlib import blake2b  # Only clients that ask for diagnostics wait for it.

    digest = blake2b(snapshot.text.encode("utf-8", "surrogatepass"), digest_size=12)
    rows = enumerate(snapshot.report.rows)
    answers = [(at, item.span, item.code) for at, row in rows if row for item in row.kept if page(item.code)]
    digest.update(repr((snapshot.config, snapshot.model.context, answers)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


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


@lru_cache(maxsize=1024)
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
