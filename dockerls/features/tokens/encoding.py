"""Tokens as the numbers that the protocol sends, and what has changed between two answers."""

from __future__ import annotations

from collections.abc import Iterable

from ...named import NamedTuple
from ...text import LineIndex, difference
from .legend import Piece, Token, as_piece

SIZE = 5
"""How many numbers a token takes: lines and columns since the token before, length, type, modifiers."""


class Change(NamedTuple):
    """Replace `deleted` numbers from `start` on by `data`."""

    start: int
    deleted: int
    data: list[int]


def encode(tokens: Iterable[Token], lines: LineIndex) -> list[int]:
    """Tokens in order as the protocol's numbers; columns and lengths are code units of the lines' encoding."""
    return encode_pieces(map(as_piece, tokens), lines)


def encode_pieces(pieces: Iterable[Piece], lines: LineIndex) -> list[int]:
    """The same for tokens that are numbers already."""
    starts, last = lines.starts, lines.count - 1
    exact = lines.encoding == "utf-32" or lines.text.isascii()
    data: list[int] = []
    number = before_line = before_column = 0
    for start, end, kind, bits in pieces:
        while number < last and starts[number + 1] <= start:
            number += 1
        if exact:
            column, length = start - starts[number], end - start
        else:
            column = lines.position(start)[1]
            length = lines.position(end)[1] - column
        since = column if number > before_line else column - before_column
        data += (number - before_line, since, length, kind, bits)
        before_line, before_column = number, column
    return data


def delta(old: list[int], new: list[int]) -> list[Change]:
    """What turns the numbers of one answer into those of another: nothing, or one change of whole tokens."""
    prefix, suffix = difference(old, new)
    prefix -= prefix % SIZE
    suffix -= suffix % SIZE
    if prefix == len(old) == len(new):
        return []
    return [Change(prefix, len(old) - prefix - suffix, new[prefix : len(new) - suffix])]
