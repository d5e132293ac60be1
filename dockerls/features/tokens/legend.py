"""The kinds of tokens, and the canvas on which they are painted: one byte per character says what the character is.

What is painted later covers what was there before, so that parts come behind the wholes. It knows no syntax.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...late import regex
from ...legend import MODIFIERS, TYPES
from ...named import NamedTuple
from ...text import Span

_STYLES = (
    "",
    *TYPES,
    "keyword.deprecated",
    "class.declaration",
    "function.declaration",
    "variable.declaration",
    "variable.declaration.defaultLibrary",
    "variable.defaultLibrary",
    "variable.modification",
)
_CODES = {style: bytes((code,)) for code, style in enumerate(_STYLES)}
_RUN = regex(rb"([^\0])\1*", re.DOTALL)
_LINE_END = regex(r"[\r\n]+")


_PARTED = tuple((style.partition(".")[0], tuple(style.split(".")[1:])) for style in _STYLES)


class Token(NamedTuple):
    """A piece of the text, within one line, and what it is."""

    span: Span
    type: str
    modifiers: tuple[str, ...] = ()


Piece = tuple[int, int, int, int]
"""A token as numbers: where it starts and ends, the number of its type, and the bits of its modifiers."""


_NUMBERS = tuple(
    (TYPES.index(kind) if kind else -1, sum(1 << MODIFIERS.index(modifier) for modifier in modifiers))
    for kind, modifiers in _PARTED
)


def paint(canvas: bytearray, span: Span, style: str) -> None:
    """Make the characters of `span` a token of a style: a type, with modifiers behind dots; "" takes it away."""
    start, end = span
    if start < 0 or end > len(canvas):
        start, end = max(start, 0), min(end, len(canvas))
    if start < end:
        canvas[start:end] = _CODES[style] * (end - start)


def paint_all(canvas: bytearray, marks: Iterable[tuple[int, int, str]], start: int) -> None:
    """Paint spans with their styles; they count from `start`, and lie on the canvas."""
    for begin, end, style in marks:
        canvas[begin + start : end + start] = _CODES[style] * (end - begin)


def unpaint_line_ends(canvas: bytearray, text: str) -> None:
    """Take the colour from all line ends of the text, over which no token goes."""
    if text.find("\n", 0, -1) >= 0 or "\r" in text:
        for match in _LINE_END.finditer(text):
            start, end = match.span()
            canvas[start:end] = bytes(end - start)
    elif text.endswith("\n"):
        canvas[-1] = 0


def tokens_on(canvas: bytes) -> Iterator[Token]:
    """The tokens on a canvas, in order."""
    for run in _RUN.finditer(canvas):
        yield Token(Span(*run.span()), *_PARTED[canvas[run.start()]])


def pieces_on(canvas: bytes) -> Iterator[Piece]:
    """The same as numbers."""
    for run in _RUN.finditer(canvas):
        start, end = run.span()
        kind, bits = _NUMBERS[canvas[start]]
        yield start, end, kind, bits


def as_piece(token: Token) -> Piece:
    """A token as numbers."""
    bits = sum(1 << MODIFIERS.index(name) for name in token.modifiers)
    return *token.span, TYPES.index(token.type), bits
