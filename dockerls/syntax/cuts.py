"""Where a shell's script may be cut into statements that mean the same alone, and a row of them that follows edits.

It knows quotes, parentheses, reserved words and heredocs, as far as needed to know where none of them is open.
It must not know what is in a statement: where it is in doubt it does not cut, and the rest of the script is one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Generic, Literal, TypeVar

from ..late import regex
from ..named import NamedTuple
from ..text import difference, shifted

Item = TypeVar("Item")
Operator = Literal["", "&&", "||", ";", "&"]

_RESERVED = (
    r"(?:if|then|elif|else|fi|for|while|until|select|do|done|case|esac|function|time|\[\[|!|[{}])(?=[\s;&|()<>]|\Z)"
)

_SIMPLE = regex(
    rf"""
    (?![ \t\r]*{_RESERVED})
    (?: [^\n;&|<>()'"`\\$\#{{}}]+
      | '[^']*' | "(?:[^"\\`$]|\\[\s\S]|\$\{{\w+\}}|\$\([\w\ ./-]*\)|\$(?![({{]))*"
      | \\(?:\r\n|[\s\S]) | \$\{{\w+\}} | \$\([\w\ ./-]*\) | \$(?![({{'"])
      | >>?&?(?![(>|]) | <(?![<(&>])
      | \|(?![ \t]*{_RESERVED})(?=[ \t]*[\w./"$])
    )*
    """,
    re.VERBOSE,
)
"""The usual: a pipe of plain commands, up to what may end it. What stands behind it says whether it does."""

_ENDS = regex(r"&&|\|\||;(?![;&])|&(?![&>])|\n|\Z")
_QUOTED = regex(r'(?:[^"\\`$]|\\[\s\S]|\$(?![({]))*')
_BACKTICKS = regex(r"`(?:[^`\\]|\\[\s\S])*`")
_ANSI = regex(r"\$'(?:[^'\\]|\\[\s\S])*'")
_PARAMETER = regex(r"(?:[^}'\"\\`$]|\\[\s\S]|\$(?![({]))*")
_BLANK = regex(r"(?:[ \t\r]|\\\r?\n)+")
_WORD = regex(r"[^\s;&|<>()'\"`\\$]+|\\[\s\S]|[^\S\n]|\$(?![({'\"])")
_KEYWORD = regex(_RESERVED)
_SIGN = regex(r";;&?|;&|;|&&|&>>?|&|\|\||\|&?|<<<|<<-?|[<>]&|>\||>>|<>|[<>]\(|[<>]|\(\(|\(\)|\(|\)|\n")
_DELIMITER = regex(r"[ \t]*(?:'([^'\n]+)'|\"([^\"\n\\$`]+)\"|\\?([\w.-]+))(?=[\s;&|<>()]|\Z)")

_CLOSED_BY = {
    "if": "fi",
    "case": "esac",
    "{": "}",
    "[[": "]]",
    **dict.fromkeys(("for", "while", "until", "select"), "done"),
}
_CLOSERS = frozenset(("fi", "esac", "done", "}"))
_OPERATORS: dict[str, Operator] = {"": "", "\n": "", ";": ";", "&": "&", "&&": "&&", "||": "||"}
"""What ends a statement, and which operator that is."""

AHEAD = 3
"""How many characters behind a statement may have a say in where it ends."""


class Cut(NamedTuple):
    """A statement of a script: its source ends at `end`, its own text at `size` from its start; `operator` parts it
    from the next one, and is empty for a line end and the script's."""

    end: int
    size: int
    operator: Operator


def cut(text: str, start: int) -> Cut:
    """The statement that starts at an offset; it follows from the text from there to `AHEAD` characters behind it."""
    plain = _SIMPLE.match(text, start)
    if plain is not None:
        end = plain.end()
        ends = _ENDS.match(text, end)
        if ends is not None and (ends[0] in ("", "\n") or (not text[start:end].isspace() and end > start)):
            return _cut(start, end, ends[0])
    return _Walk(text, start).cut()


def _cut(start: int, end: int, ending: str) -> Cut:
    """A statement that what ends it stands behind; a line end is a part of it."""
    behind = end + len(ending)
    operator = _OPERATORS[ending]
    return Cut(behind, end - start if operator else behind - start, operator)


class _Walk:
    """One walk over a statement that is not of the usual kind, sign by sign.

    Attributes:
        open: What closes each of what is open: `)`, `))`, `"`, `${`, or a reserved word.
        first: Whether a command may begin here, so that a reserved word is one.
        fresh: Whether a word begins here.
        more: Whether a line end does not end the statement, as behind a pipe.
        any: Whether there is anything in it yet.
        quotes, sums: How many of these are double quotes, and how many arithmetic, in which `<<` is an operator.
        awaited: The heredocs of this line, whose bodies follow it: their ends, and whether tabs may stand before these.
    """

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start
        self.open: list[str] = []
        self.quotes = self.sums = 0
        self.first = self.fresh = True
        self.more = self.any = False
        self.awaited: list[tuple[str, bool]] = []

    def cut(self) -> Cut:
        text, at, size = self.text, self.start, len(self.text)
        while at < size:
            inside = self.open[-1] if self.open else ""
            if inside in ('"', "${"):
                at = self.quoted(at, inside)
            else:
                blank = _BLANK.match(text, at)
                if blank is not None:
                    at, self.fresh = blank.end(), True
                    continue
                sign = _SIGN.match(text, at)
                if sign is None:
                    at = self.word(at)
                elif not self.open and sign[0] in _OPERATORS and self.ends(sign[0]):
                    end = self.past_heredocs(at + 1) if sign[0] == "\n" else at
                    if end < 0:
                        break
                    if sign[0] == "\n":
                        return Cut(end, end - self.start, "")
                    return _cut(self.start, at, sign[0])
                else:
                    at = self.sign(at, sign[0])
            if at < 0:
                break
        return Cut(size, size - self.start, "")

    def enter(self, closer: str) -> None:
        """Note that something opens."""
        self.open.append(closer)
        self.quotes += closer == '"'
        self.sums += closer == "))"

    def leave(self) -> None:
        """Note that the last that has opened is closed."""
        closer = self.open.pop()
        self.quotes -= closer == '"'
        self.sums -= closer == "))"

    def ends(self, operator: str) -> bool:
        """Whether an operator where nothing is open ends the statement."""
        if operator == "\n":
            return not self.more
        return self.any and not self.awaited

    def quoted(self, at: int, inside: str) -> int:
        """Go on in double quotes or in a `${…}`: to behind its end, or into what opens there; -1 for neither."""
        text = self.text
        match = (_QUOTED if inside == '"' else _PARAMETER).match(text, at)
        assert match is not None
        at = match.end()
        sign = text[at : at + 1]
        if sign == ('"' if inside == '"' else "}"):
            self.leave()
            return at + 1
        if sign == '"':
            self.enter('"')
            return at + 1
        if sign == "'" and not self.quotes:
            return text.find("'", at + 1) + 1 or -1
        return self.expansion(at) if sign in ("$", "`") and sign else -1

    def expansion(self, at: int) -> int:
        """Pass or enter what `$` or a backtick opens."""
        text = self.text
        if text[at] == "`":
            match = _BACKTICKS.match(text, at)
            return match.end() if match is not None else -1
        if text.startswith("$((", at):
            self.enter("))")
            return at + 3
        self.enter(")" if text.startswith("$(", at) else "${")
        self.first = self.fresh = text.startswith("$(", at)
        return at + 2

    def word(self, at: int) -> int:
        """Pass a word, a part of one, or a comment."""
        text = self.text
        if self.fresh:
            if text[at] == "#":
                end = text.find("\n", at)
                return end if end >= 0 else len(text)
            if text.startswith("]]", at) and self.open and self.open[-1] == "]]":
                self.leave()
                self.fresh, self.first = False, True
                return at + 2
            reserved = _KEYWORD.match(text, at)
            if reserved is not None and (self.first or reserved[0] == "{"):
                self.any = True
                return self.reserved(reserved[0], reserved.end())
        self.any, self.first, self.fresh, self.more = True, False, False, False
        sign = text[at]
        if sign == "'":
            return text.find("'", at + 1) + 1 or -1
        if sign == '"' or text.startswith('$"', at):
            self.enter('"')
            return at + (1 if sign == '"' else 2)
        if text.startswith("$'", at):
            match = _ANSI.match(text, at)
            return match.end() if match is not None else -1
        match = _WORD.match(text, at)
        if match is not None:
            return match.end()
        return self.expansion(at) if sign in "$`" else -1

    def reserved(self, word: str, end: int) -> int:
        """Pass a reserved word."""
        inside = self.open[-1] if self.open else ""
        self.more = word == "function"
        self.fresh, self.first = False, word not in ("for", "case", "select", "function", "[[")
        if word in _CLOSED_BY:
            self.enter(_CLOSED_BY[word])
        elif word in _CLOSERS:
            if inside != word:
                return -1
            self.leave()
        elif word not in ("!", "time", "function") and not inside:
            return -1
        return end

    def sign(self, at: int, sign: str) -> int:
        """Pass an operator that ends nothing."""
        inside = self.open[-1] if self.open else ""
        end = at + len(sign)
        self.fresh, was_first, self.first = True, self.first, sign[0] not in "<>"
        if sign == "\n":
            return self.past_heredocs(end)
        self.any, self.more = True, sign in ("|", "|&", "()")
        if sign == "((" and (was_first or inside == "))"):
            self.enter("))")
        elif sign == "((":
            for closer in ("))",) if inside == "done" else (")", ")"):
                self.enter(closer)
        elif sign[-1] == "(":
            self.enter(")")
        elif sign == ")":
            if inside == "))" and self.text.startswith("))", at):
                self.leave()
                self.fresh = self.first = False
                return at + 2
            if inside == "esac":
                return end
            if inside != ")":
                return -1
            self.leave()
            self.fresh = False
        elif sign in ("<<", "<<-") and not self.sums:
            word = _DELIMITER.match(self.text, end)
            if word is None:
                return -1
            self.awaited.append((word[1] or word[2] or word[3], sign == "<<-"))
            return word.end()
        elif sign[:2] in (";;", ";&") and not inside:
            return -1
        return end

    def past_heredocs(self, at: int) -> int:
        """Where the heredocs end whose bodies start here; -1 if one of them does not."""
        text = self.text
        for name, chomp in self.awaited:
            while True:
                if at >= len(text):
                    return -1
                end = text.find("\n", at) + 1 or len(text)
                line = text[at:end].rstrip("\r\n")
                at = end
                if (line.lstrip("\t") if chomp else line) == name:
                    break
        self.awaited = []
        return at


class Statement(Generic[Item]):
    """A statement of a script: what was made of its own text, and the operator behind it."""

    __slots__ = ("made", "operator")

    def __init__(self, made: Item, operator: Operator) -> None:
        self.made = made
        self.operator = operator


class Statements(Generic[Item]):
    """A script as a row of statements.

    Attributes:
        text: The script.
        starts: Where each statement starts.
        row: The statements, in order.
    """

    def __init__(self, text: str, starts: list[int], row: list[Statement[Item]]) -> None:
        self.text = text
        self.starts = starts
        self.row = row


def statements(text: str, make: Callable[[str], Item], previous: Statements[Item] | None = None) -> Statements[Item]:
    """The statements of a script, each with what `make` makes of its text, with a line end in its operator's place.

    `previous` saves work and changes nothing: only what lies between the common start and the common end of both
    scripts is cut and made anew, up to the first place at which the other one was cut, too.
    """
    first, at, behind, grown = 0, 0, -1, 0
    if previous is not None and previous.row:
        old = previous.starts
        prefix, suffix = difference(previous.text, text)
        first = max(bisect_right(old, prefix - AHEAD) - 1, 0)
        at, grown = old[first], len(text) - len(previous.text)
        safe = len(previous.text) - suffix
        behind = bisect_right(old, safe - 1)
    starts: list[int] = []
    row: list[Statement[Item]] = []
    size = len(text)
    while at < size:
        if previous is not None and behind >= 0:
            while behind < len(previous.starts) and previous.starts[behind] + grown < at:
                behind += 1
            if behind < len(previous.starts) and previous.starts[behind] + grown == at:
                break
        end, own, operator = cut(text, at)
        starts.append(at)
        source = text[at : at + own]
        row.append(Statement(make(f"{source}\n" if operator else source), operator))
        at = end
    else:
        behind = -1
    if previous is None or not previous.row:
        return Statements(text, starts, row)
    if behind < 0:
        return Statements(text, previous.starts[:first] + starts, previous.row[:first] + row)
    return Statements(
        text,
        previous.starts[:first] + starts + shifted(previous.starts[behind:], grown),
        previous.row[:first] + row + previous.row[behind:],
    )
