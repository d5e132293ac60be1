"""Spans, edits and lines of a text: the only module which knows of lines, columns and code units.

It must not know what the text means.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from itertools import accumulate
from typing import Literal, overload

from .late import cached_property, regex
from .named import NamedTuple

Encoding = Literal["utf-8", "utf-16", "utf-32"]

_LINE_END = regex(r"\r\n|\r|\n")


class Span(NamedTuple):
    """A half open range of indices into a Python string; the only kind of position in the core."""

    start: int
    end: int

    def shift(self, by: int) -> Span:
        """The same range, `by` characters further on."""
        return Span(self.start + by, self.end + by)

    def touches(self, offset: int) -> bool:
        """Whether a cursor at `offset` stands in the range or at either end of it."""
        return self.start <= offset <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character, or one of them is empty and touches the other."""
        if self.start == self.end or other.start == other.end:
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The part of `text` which the range covers."""
        return text[self.start : self.end]


class Edit(NamedTuple):
    """Replace what `span` covers by `text`."""

    span: Span
    text: str

    def shift(self, by: int) -> Edit:
        """The same edit, `by` characters further on."""
        return Edit(self.span.shift(by), self.text)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """`text` after `edits`, all of which speak of the text as it was.

    Edits at the same place are applied in the order given.

    Raises:
        ValueError: two edits overlap.
    """
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        if edit.span.start < done:
            raise ValueError(f"edits overlap at {edit.span.start}")
        parts += (text[done : edit.span.start], edit.text)
        done = edit.span.end
    parts.append(text[done:])
    return "".join(parts)


def shifted(numbers: list[int], by: int) -> list[int]:
    """The numbers, each `by` greater: tens of thousands take a millisecond."""
    return list(map(by.__add__, numbers)) if by else numbers


class Offsets(Sequence[int]):
    """Where the parts of a text start, in order.

    Whoever types stays in one place for a while. So what lies behind it is not moved each time, but said to have.
    """

    __slots__ = ("_by", "_from", "_offsets")

    def __init__(self, offsets: list[int], start: int | None = None, by: int = 0) -> None:
        self._offsets = offsets
        self._from = len(offsets) if start is None else start  # From here on, what the list says is `_by` too little.
        self._by = by

    def __len__(self) -> int:
        return len(self._offsets)

    @overload
    def __getitem__(self, at: int) -> int: ...

    @overload
    def __getitem__(self, at: slice) -> list[int]: ...

    def __getitem__(self, at: int | slice) -> int | list[int]:
        if isinstance(at, slice):
            first, last, step = at.indices(len(self._offsets))
            if step != 1:
                return [*self][at]
            middle = max(min(self._from, last), first)
            return self._offsets[first:middle] + shifted(self._offsets[middle:last], self._by)
        moved = at >= self._from if at >= 0 else at + len(self._offsets) >= self._from
        return self._offsets[at] + self._by if moved else self._offsets[at]

    def __iter__(self) -> Iterator[int]:
        return iter(self[:])

    def number(self, offset: int) -> int:
        """The number of the part in which an offset lies: the last that starts there or before; -1 if none does."""
        if self._from < len(self._offsets) and offset >= self._offsets[self._from] + self._by:
            return bisect_right(self._offsets, offset - self._by, self._from) - 1
        return bisect_right(self._offsets, offset, 0, self._from) - 1

    def spliced(self, first: int, gone: int, new: list[int], by: int) -> Offsets:
        """The same with those from `first` up to `gone` given way to new ones, and those behind moved by `by`."""
        while new and first < gone and self[first] == new[0]:
            first, new = first + 1, new[1:]
        if new or not first == gone == self._from:
            offsets = self._offsets.copy()
            low, high = sorted((gone, self._from))
            offsets[low:high] = shifted(offsets[low:high], self._by if gone > self._from else -self._by)
            offsets[first:gone] = new
            return Offsets(offsets, first + len(new), self._by + by)
        return Offsets(self._offsets, self._from, self._by + by)


def difference(old: Sequence[object], new: Sequence[object]) -> tuple[int, int]:
    """How many characters (or other items) the two have in common at their start and, beyond these, at their end.

    Found by halving, with slices that are compared as memory: a hundred kilobytes take microseconds.
    """
    most = min(len(old), len(new))
    prefix = _common(most, lambda a, b: old[a:b] == new[a:b])
    size_old, size_new = len(old), len(new)
    suffix = _common(most - prefix, lambda a, b: old[size_old - b : size_old - a] == new[size_new - b : size_new - a])
    return prefix, suffix


def _common(most: int, equal: Callable[[int, int], bool]) -> int:
    low, step = 0, 64
    while low < most:  # Gallop on while the pieces are equal, then halve the one that is not.
        high = min(low + step, most)
        if equal(low, high):
            low, step = high, step * 4
            continue
        while high - low > 1:
            middle = (low + high) // 2
            if equal(low, middle):
                low = middle
            else:
                high = middle
        return low
    return low


class LineIndex:
    """Where each line of a text starts, and how the protocol's positions relate to offsets.

    Lines end at `\\n`, `\\r\\n` and `\\r`, as the LSP says.
    Columns are code units of `encoding`; one beyond its line's end means the line's end.
    """

    def __init__(self, text: str, encoding: Encoding = "utf-16") -> None:
        self.text = text
        self.encoding: Encoding = encoding
        self._starts = Offsets(_line_starts(text))
        self._ascii = text.isascii()

    @property
    def count(self) -> int:
        """How many lines there are; behind a line end there is one more."""
        return len(self._starts)

    @cached_property
    def starts(self) -> list[int]:
        """Where each line starts."""
        return self._starts[:]

    def edited(self, edit: Edit) -> LineIndex:
        """The lines of the text after an edit: only those are looked for which the edit makes or ends."""
        (start, end), new = edit
        made = copy(self)
        made.__dict__.pop("starts", None)
        made.text = text = f"{self.text[:start]}{new}{self.text[end:]}"
        made._ascii = new.isascii() if self._ascii else text.isascii()
        grown = len(new) - end + start
        # A carriage return and a line feed end one line together, so the neighbours of what is replaced count, too.
        first, last = max(start - 1, 0), min(end + 1, len(self.text))
        ends = (match.end() for match in _LINE_END.finditer(text, first, last + grown + 1))
        between = [at for at in ends if first < at <= last + grown]
        made._starts = self._starts.spliced(self.line(first) + 1, self.line(last) + 1, between, grown)
        return made

    def line_span(self, line: int) -> Span:
        """The line's characters without its line end; a line beyond the last one is empty, at the text's end."""
        if line >= self.count:
            return Span(len(self.text), len(self.text))
        start = self._starts[max(line, 0)]
        end = self._starts[line + 1] if line + 1 < self.count else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def offset(self, line: int, column: int) -> int:
        """The offset of a protocol position; one outside of the text is moved to the nearest place within."""
        if line < 0:
            return 0
        span = self.line_span(line)
        if column <= 0:
            return span.start
        if self._ascii or self.encoding == "utf-32":
            return min(span.start + column, span.end)
        # A character takes a unit at least, and four at most. The last place not beyond the column is meant, which is
        # before a character that the position splits.
        first, last = span.start + column // 4, min(span.end, span.start + column)
        before = _units(self.text[span.start : first], self.encoding)
        while first < last:
            middle = (first + last + 1) // 2
            grown = before + _units(self.text[first:middle], self.encoding)
            if grown <= column:
                first, before = middle, grown
            else:
                last = middle - 1
        return min(first, span.end)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from zero."""
        offset = max(0, min(offset, len(self.text)))
        line = self.line(offset)
        start = self._starts[line]
        if self._ascii or self.encoding == "utf-32":
            return line, offset - start
        before = self.text[start:offset]
        if before.isascii():
            return line, offset - start
        return line, _units(before, self.encoding)

    def line(self, offset: int) -> int:
        """The number of the line, from zero, on which the offset lies."""
        return self._starts.number(offset)


def _line_starts(text: str) -> list[int]:
    if "\r" in text:
        return [0, *(match.end() for match in _LINE_END.finditer(text))]
    if text.find("\n", 0, -1) < 0:
        return [0, len(text)] if text.endswith("\n") else [0]
    lengths = [len(line) + 1 for line in text.split("\n")]
    return [0, *accumulate(lengths[:-1])]


def _units(text: str, encoding: Encoding) -> int:
    """How many code units a text takes."""
    if encoding == "utf-16":
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text.encode("utf-8", "surrogatepass")) if encoding == "utf-8" else len(text)
