"""Physical lines and how they join: line ends, blanks, comments and continuations, as BuildKit's parser reads them.

It knows the escape character and must not know instructions.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from operator import itemgetter

from ..late import regex
from ..named import NamedTuple
from ..text import Span

SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""What Go's `unicode.IsSpace` calls white space; Python's own notion is wider."""

BLANK = "\t\v\f\r "
"""What parts words in BuildKit's parser (`[\\t\\v\\f\\r ]+`)."""

# An escape character that is itself escaped continues nothing: `a\\` ends its line.
_CONTINUED = {
    "\\": regex(r"(?:^|(?<=[^\\]))\\[ \t]*$"),
    "`": regex(r"(?:^|(?<=[^`]))`[ \t]*$"),
}


# Lines that more of the instruction follows: blank ones, comments, and those which are continued.
_PASSED = rf"(?:(?!\n)[{SPACE}])*(?:#[^\n]*)?\n"
_BY_BACKSLASH = regex(rf"(?:{_PASSED}|[^\n]*\\(?<!\\\\)[ \t]*\r*\n)*")
_BY_BACKTICK = regex(rf"(?:{_PASSED}|[^\n]*`(?<!``)[ \t]*\r*\n)*")


def continued(text: str, start: int, escape: str) -> int:
    """Where an instruction's own lines end of which one that is continued ends at `start`."""
    more = _BY_BACKSLASH.match(text, start) if escape == "\\" else _BY_BACKTICK.match(text, start)
    return line_end(text, more.end() if more is not None else start)


class Logical(NamedTuple):
    """An instruction as Docker sees it: continuations joined, comments and blank lines gone.

    `cuts` says where the pieces come from: pairs of an offset in `text` and one in the source.
    """

    text: str
    cuts: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> Span:
        """Where `text[start:end]` stands in the source; it may include continuations in between."""
        first = self.source_offset(start)
        if end <= start:
            return Span(first, first)
        if len(self.cuts) == 1:
            return Span(first, first + end - start)
        return Span(first, self.source_offset(end - 1) + 1)

    def source_offset(self, offset: int) -> int:
        """Where the character at `offset` stands in the source."""
        cuts = self.cuts
        if len(cuts) == 1:
            return offset + cuts[0][1] - cuts[0][0]
        here, there = cuts[max(bisect_right(cuts, (offset, 1 << 60)) - 1, 0)]
        return there + offset - here

    def behind(self, start: int) -> Callable[[int], int]:
        """What gives the place in the source of an offset that is counted from `start` on; asked thousands of times."""
        if len(self.cuts) == 1:
            return self.source_offset(start).__add__
        cuts = self.cuts
        heres = [here - start for here, _ in cuts]
        first, last, by = 0, -1, 0  # The piece that was asked for last is asked for again.

        def place(offset: int) -> int:
            nonlocal first, last, by
            if not first <= offset < last:
                number = max(bisect_right(heres, offset) - 1, 0)
                first, by = heres[number], cuts[number][1] - heres[number]
                last = heres[number + 1] if number + 1 < len(heres) else 1 << 60
            return offset + by

        return place

    def offset(self, source: int) -> int:
        """Which offset of `text` a source offset stands at; one inside of a continuation moves to its end."""
        number = bisect_right(self.cuts, source, key=itemgetter(1)) - 1
        if number < 0:
            return 0
        here, there = self.cuts[number]
        end = self.cuts[number + 1][0] if number + 1 < len(self.cuts) else len(self.text)
        return min(here + source - there, end)


def line_end(text: str, start: int) -> int:
    """Where the line that starts at `start` ends, its `\\n` included."""
    return text.find("\n", start) + 1 or len(text)


def continuation(line: str, escape: str) -> int:
    """Where the continuation at the end of `line` (without its line end) starts, or -1."""
    if line[-1:] == escape:  # So nearly all do.
        return -1 if line[-2:-1] == escape else len(line) - 1
    at = line.rfind(escape)
    if at < 0 or line[at + 1 :].strip(" \t"):
        return -1
    match = _CONTINUED[escape].search(line, max(at - 1, 0))
    return match.start() if match and match.start() == at else -1


def is_comment(line: str) -> bool:
    """Whether the line is a comment, whatever stands before it."""
    return line.lstrip(SPACE).startswith("#")


def join(header: str, escape: str) -> Logical:
    """The logical line of an instruction whose physical lines are `header`."""
    if "\n" not in header:  # So it is most of the time.
        line = header.rstrip("\r")
        bare = line.lstrip(SPACE)
        start = len(line) - len(bare)
        cut = continuation(bare, escape)
        return Logical(bare if cut < 0 else bare[:cut], ((0, start),))
    parts: list[str] = []
    cuts: list[tuple[int, int]] = []
    length = 0
    for at, part in parts_of(header, escape):
        cuts.append((length, at))
        parts.append(part)
        length += len(part)
    return Logical("".join(parts), tuple(cuts) or ((0, 0),))


def parts_of(header: str, escape: str) -> Iterator[tuple[int, str]]:
    """The pieces of an instruction's lines which count, each with where it starts."""
    at = 0
    returns = "\r" in header
    for whole in header.split("\n") if header else ():
        line = whole.rstrip("\r") if returns else whole
        stripped = line.lstrip(SPACE)
        if at == 0:
            start = len(line) - len(stripped)
            line = stripped
        elif not stripped or stripped[0] == "#":
            at += len(whole) + 1
            continue
        else:
            start = 0
        cut = continuation(line, escape)
        yield at + start, line if cut < 0 else line[:cut]
        at += len(whole) + 1
