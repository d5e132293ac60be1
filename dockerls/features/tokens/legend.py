"""The kinds of tokens, and the canvas on which they are painted: one byte per character says what the character is.

What is painted later covers what was there before, so that parts come behind the wholes. It knows no syntax.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...text import Span

TYPES = (
    "namespace",
    "type",
    "class",
    "enumMember",
    "function",
    "macro",
    "keyword",
    "parameter",
    "variable",
    "property",
    "string",
    "number",
    "regexp",
    "operator",
    "comment",
)
"""The protocol's names of the token types in use, in the order of their numbers."""

MODIFIERS = ("declaration", "modification", "deprecated", "defaultLibrary")
"""The same for modifiers, in the order of their bits."""

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
_RUN = re.compile(rb"([^\0])\1*", re.DOTALL)
_LINE_END = re.compile(r"[\r\n]+")


class Token(NamedTuple):
    """A piece of the text, within one line, and what it is."""

    span: Span
    type: str
    modifiers: tuple[str, ...] = ()


_PARTED = [(style.partition(".")[0], tuple(style.split(".")[1:])) for style in _STYLES]


def paint(canvas: bytearray, span: Span, style: str) -> None:
    """Make the characters of `span` a token of a style: a type, with modifiers behind dots; "" takes it away."""
    start, end = max(span.start, 0), min(span.end, len(canvas))
    if start < end:
        canvas[start:end] = _CODES[style] * (end - start)


def painted(canvas: bytearray, text: str) -> Iterator[Token]:
    """The tokens on a canvas, in order. None of them holds a line end of the text."""
    for match in _LINE_END.finditer(text):
        paint(canvas, Span(*match.span()), "")
    for run in _RUN.finditer(canvas):
        kind, modifiers = _PARTED[canvas[run.start()]]
        yield Token(Span(*run.span()), kind, modifiers)
