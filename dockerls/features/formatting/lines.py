"""The physical lines of an instruction: what each of them is, what is open behind it, and how deep it stands.

It knows quotes and the beginnings and ends of a shell's lines, and must not know how a line is to look.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal

from ...late import regex
from ...named import NamedTuple
from ...syntax import Node
from ...syntax.lines import continuation, line_end


class Line(NamedTuple):
    """A physical line: where it starts, its text without line end and continuation, and how it lies to quotes."""

    start: int
    text: str
    kind: Literal["code", "comment"]
    from_quote: bool
    in_quote: bool


def lines_of(header: str, node: Node) -> list[Line]:
    """The lines of an instruction's header, or of another layout of it; blank ones within are left out."""
    found: list[Line] = []
    at, quote = 0, ""
    while at < len(header):
        start, end = at, line_end(header, at)
        line = header[at:end].rstrip("\r\n")
        at = end
        stripped = line.strip()
        if found and not stripped:
            continue
        if found and stripped.startswith("#"):
            found.append(Line(start, line, "comment", False, False))
            continue
        cut = continuation(line, node.escape)
        text = line if cut < 0 else line[:cut]
        before = quote
        quote = opened(text, quote, node)
        found.append(Line(start, text, "code", before[-1:] in _QUOTES, quote[-1:] in _QUOTES))
    return found


_DEEPEST = 200
"""No line is indented by so many blanks."""

_QUOTES = frozenset("'\"")


def opened(text: str, before: str, node: Node) -> str:
    """What is open behind a piece of an instruction's text, outermost first: quotes and, in a shell, `$(` as `(`.

    Args:
        text: The piece, a line or some.
        before: What is open in front of it.
        node: The instruction.
    """
    shell = node.is_shell_form
    at, size = 0, len(text)
    while at < size:
        character = text[at]
        inner = before[-1:]
        if character in (node.escape, "\\") and inner != "'":
            at += 1
        elif character in _QUOTES:
            if character == inner:
                before = before[:-1]
            elif inner not in _QUOTES:
                before += character
        elif shell and inner != "'" and character == "$" and text.startswith("(", at + 1):
            before += "("
            at += 1
        elif inner == "(" and character in "()":
            before = before + "(" if character == "(" else before[:-1]
        at += 1
    return before


OPENS = regex(r"(?:&&|\|\|?|(?<!\\)[;{(]|(?:^|[\s;])(?:then|do|else))[ \t]*$")
"""A line of a shell's text behind which a command starts."""

STARTS = regex(r"[ \t]*(?:&&|\|\|?|;|\)|\}|(?:fi|done|esac|else|elif|then|do)\b)")
"""A line that starts with a command, or ends one."""


def operators(node: Node, lines: list[Line]) -> list[int]:
    """The lines that start with `&&` or `||` between two of the instruction's own commands: they stand equally deep."""
    if node.json is not None or node.script.broken:
        return []
    numbers = {line.start: number for number, line in enumerate(lines)}
    found = []
    for command in node.script.commands:
        if command.top and command.connector in ("&&", "||") and command.span.start < node.header:
            at = node.source.rfind(command.connector, 0, command.span.start)
            start = node.source.rfind("\n", 0, at) + 1
            if start in numbers and 0 <= at - start < _DEEPEST and not node.source[start:at].strip():
                found.append(numbers[start])
    return found


def depths(node: Node, lines: list[Line], columns: int, alike: Sequence[int] = ()) -> list[int]:
    """How many levels deep each line belongs, by the rank of its own indentation.

    Args:
        node: The instruction.
        lines: Its lines.
        columns: How many columns a tab has.
        alike: Lines that belong equally deep.
    """
    widths = [_indent(line.text, columns) for line in lines]
    code = [line.kind == "code" and not line.from_quote and bool(line.text.strip()) for line in lines]
    ranks = sorted({width for width, counts in zip(widths[1:], code[1:]) if counts})
    level_of = [max(bisect_right(ranks, width), 1) for width in widths]
    level = min((level_of[number] for number in alike), default=0)
    for number in alike:
        level_of[number] = level
    deeper = _words_beside(node, lines, level_of)
    return [level + (number in deeper) for number, level in enumerate(level_of)]


def _words_beside(node: Node, lines: list[Line], level_of: list[int]) -> set[int]:
    """The lines of a chain which go on with a command and stand no deeper than the commands: they belong a level in."""
    if not node.is_shell_form:
        return set()
    chained = any(number and STARTS.match(line.text) for number, line in enumerate(lines) if line.kind == "code")
    found: set[int] = set()
    current = 1 if chained else 0  # The level of the command that a line goes on with.
    before = ""
    flags = all(word.startswith("--") for word in lines[0].text.split()[1:])  # The command starts on a later line.
    for number, line in enumerate(lines):
        if line.kind == "comment" or not line.text.strip():
            continue
        if number:
            level = level_of[number]
            if flags:
                current = level
                flags = all(word.startswith("--") for word in line.text.split())
            elif STARTS.match(line.text) or OPENS.search(before.rstrip()):
                current = level
            elif not line.from_quote and level == current:
                found.add(number)
        before = line.text
    return found


def _indent(text: str, columns: int) -> int:
    return len(text[: len(text) - len(text.lstrip(" \t"))].expandtabs(columns))
