"""Text into pieces: directives, comments, blank lines and instructions with their heredocs.

A Dockerfile is a line protocol, and this module is its only reader: it follows BuildKit's parser
(moby/buildkit, frontend/dockerfile/parser) line for line, except that it never fails.
It knows which instructions may carry heredocs, and nothing else about them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from ..docker import DIRECTIVES, INSTRUCTIONS
from ..late import regex
from ..named import NamedTuple
from ..text import Span
from .lexer import words as shell_words
from .lines import BLANK, SPACE, Logical, continuation, continued, is_comment, join, line_end
from .words import extract_flags, parse_json

Kind = Literal["directive", "comment", "blank", "instruction"]

KEYWORDS = frozenset(INSTRUCTIONS)
DIRECTIVE_NAMES = frozenset(DIRECTIVES)

_DIRECTIVE = regex(
    rf"#[{SPACE}]*([a-zA-Z][a-zA-Z0-9]*)[\t\f\r ]*=[\t\f\r ]*([^\t\f\r ](?:.*[^\t\f\r ])?|[\t\f\r ])[\t\f\r ]*$"
)
_HEREDOC = regex(r"(\d*)<<(-?)\s*([^<]*)$")
_OPERATOR = regex(r"\d*<<$")
_WITH_HEREDOCS = frozenset(("ADD", "COPY", "RUN"))


class Heredoc(NamedTuple):
    """A heredoc of an instruction; its spans are relative to the instruction's source."""

    name: str
    expand: bool
    chomp: bool
    word: Span
    body: Span
    terminator: Span | None

    def content(self, source: str) -> str:
        """The body as the build gets it: without leading tabs if it was opened by `<<-`."""
        body = self.body.of(source)
        return re.sub(r"(?m)^\t+", "", body) if self.chomp else body


class State(NamedTuple):
    """What a line's meaning depends on besides the line: the escape character, and whether directives may follow."""

    escape: str = "\\"
    seen: frozenset[str] | None = frozenset()


class Piece(NamedTuple):
    """A part of the text. `header` is the length of an instruction's own lines, its heredocs' bodies excluded."""

    kind: Kind
    source: str
    escape: str
    header: int
    heredocs: tuple[Heredoc, ...]
    logical: Logical | None
    state: State


def split(text: str, start: int = 0, state: State | None = None) -> Iterator[Piece]:
    """The pieces of `text` from `start` on; joined they are the text. `state` is that after the piece before.

    Each piece carries the state which holds after it.
    """
    if state is None:
        state = State()
    at, size = start, len(text)
    missing: dict[tuple[str, bool], int] = {}
    if at == 0 and text.startswith("\ufeff"):
        yield Piece("blank", "\ufeff", state.escape, 1, (), None, state)
        at = 1
    while at < size:
        end = line_end(text, at)
        bare = text[at:end].strip(SPACE)
        if state.seen is not None:
            match = _DIRECTIVE.match(text[at:end].lstrip(SPACE).rstrip("\r\n"))
            name = match[1].lower() if match else ""
            if match and name in DIRECTIVE_NAMES:
                escape = state.escape
                if name == "escape" and name not in state.seen and match[2] in ("\\", "`"):
                    escape = match[2]
                state = State(escape, state.seen | {name})
                yield Piece("directive", text[at:end], escape, end - at, (), None, state)
                at = end
                continue
            state = State(state.escape, None)
        if not bare or bare[0] == "#":
            kind: Kind = "comment" if bare else "blank"
            yield Piece(kind, text[at:end], state.escape, end - at, (), None, state)
            at = end
            continue
        end = _instruction_end(text, at, end, state.escape)
        header = end - at
        heredocs: tuple[Heredoc, ...] = ()
        logical = None
        if text.find("<<", at, end) >= 0:
            logical = join(text[at:end], state.escape)
            opened = openers(logical)
            if opened:
                heredocs, end = _bodies(text, at, end, opened, logical, missing)
        yield Piece("instruction", text[at:end], state.escape, header, heredocs, logical, state)
        at = end


def _instruction_end(text: str, at: int, end: int, escape: str) -> int:
    """Where the instruction's own lines end, which start at `at` and of which the first ends at `end`."""
    if text.find(escape, at, end) < 0 or continuation(text[at:end].rstrip("\r\n"), escape) < 0:
        return end
    return continued(text, end, escape)


class Opener(NamedTuple):
    """A heredoc's word in an instruction, at `start` to `end` of its logical text."""

    name: str
    expand: bool
    chomp: bool
    start: int
    end: int


def openers(logical: Logical) -> tuple[Opener, ...]:
    """The heredocs which an instruction opens: none if its keyword takes none, or in JSON form."""
    text = logical.text
    head = text.strip(SPACE).split(None, 1)
    keyword = head[0].upper() if head else ""
    rest = 0
    if keyword == "ONBUILD":
        rest = len(text) - len(text.lstrip(SPACE)) + len(keyword)
        rest += len(text[rest:]) - len(text[rest:].lstrip(BLANK))
        inner = text[rest:].split(None, 1)
        keyword = inner[0].upper() if inner else ""
    if keyword not in _WITH_HEREDOCS:
        return ()
    after = extract_flags(text, rest + len(keyword) + len(text[rest:]) - len(text[rest:].lstrip(SPACE)))[1]
    if parse_json(text, after) is not None:
        return ()
    found = []
    words = shell_words(text, raw_quotes=True, raw_escapes=True) or []
    for number, (word, start, end) in enumerate(words):
        if _OPERATOR.match(word) and number + 1 < len(words):  # Blanks may stand before the name, but not after `<<-`.
            word, end = f"{word} {words[number + 1][0]}", words[number + 1][2]
        match = _HEREDOC.match(word)
        if not match or not match[3]:
            continue
        plain = shell_words(match[3])
        raw = shell_words(match[3], raw_quotes=True)
        if not plain or len(plain) != 1 or not raw:
            continue
        found.append(Opener(plain[0][0], _quotes(plain[0][0]) == _quotes(raw[0][0]), match[2] == "-", start, end))
    return tuple(found)


def _quotes(word: str) -> int:
    """A quote that quotes is gone from the plain word; one that was escaped is there in both."""
    return word.count("'") + word.count('"')


def _bodies(
    text: str, at: int, end: int, opened: tuple[Opener, ...], logical: Logical, missing: dict[tuple[str, bool], int]
) -> tuple[tuple[Heredoc, ...], int]:
    """The heredocs opened by the instruction at `at`, whose own lines end at `end`, and where the last one ends.

    BuildKit fails on a heredoc without an end. While it is being typed, its body is what stands before the next
    line which looks like an instruction, so that the rest of the file lives on.
    `missing` remembers from where on a terminator is known not to come.
    """
    found = []
    open_ended = False
    for opener in opened:
        word = logical.span(opener.start, opener.end)
        terminator = None if open_ended else _terminator(text, end, opener, missing)
        if terminator is None:
            stop = end if open_ended else _looks_like_instruction(text, end, logical.text[:1].islower())
            open_ended = True
            body = Span(end - at, stop - at)
            found.append(Heredoc(opener.name, opener.expand, opener.chomp, word, body, None))
            end = stop
            continue
        body = Span(end - at, terminator.start - at)
        end = line_end(text, terminator.start)
        found.append(Heredoc(opener.name, opener.expand, opener.chomp, word, body, terminator.shift(-at)))
    return tuple(found), end


def _terminator(text: str, start: int, opener: Opener, missing: dict[tuple[str, bool], int]) -> Span | None:
    key = (opener.name, opener.chomp)
    if missing.get(key, len(text) + 1) <= start:
        return None
    name = opener.name
    at = start
    while True:
        at = text.find(name, at)
        if at < 0:
            missing[key] = start
            return None
        head = text.rfind("\n", start, at) + 1 or start
        end = line_end(text, at)
        line = text[head:end].rstrip("\r\n")
        if (line.lstrip("\t") if opener.chomp else line) == name:
            return Span(head, head + len(line))
        at = end if end > at else at + 1


def _looks_like_instruction(text: str, start: int, lower: bool) -> int:
    """Where the first line from `start` on that begins with a keyword starts; comments and blanks before it count."""
    at = stop = start
    while at < len(text):
        end = line_end(text, at)
        line = text[at:end]
        words = line.split(None, 1)
        if words:
            word = words[0]
            if (word.lower() == word if lower else word.upper() == word) and word.upper() in KEYWORDS:
                return stop
        if words and not is_comment(line):
            stop = end
        at = end
    return stop
