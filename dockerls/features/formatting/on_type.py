"""Indentation while typing: where a continuation line starts once Enter is typed, and where `&&` belongs.

It moves the line of the cursor and nothing else, and leaves quotes, heredocs and comments to the typist.
"""

from __future__ import annotations

from ...late import regex
from ...named import NamedTuple
from ...presentation import Format
from ...snapshot import Snapshot
from ...syntax import KEYWORDS, Node
from ...syntax.lines import SPACE, continuation, is_comment, line_end
from ...text import Edit, Span
from .lines import OPENS, STARTS, opened

TRIGGERS = ("\n", "&")
"""What is told when it is typed, the most important one first."""

_BLOCK = regex(r"(?:^|[\s;])(?:then|do|else|in)$|(?<!\\)[{(]$|^[^(]*\)$")
"""The end of a line behind which a block stands deeper; the last one is a pattern of `case`."""


class _Above(NamedTuple):
    """A line of code above the cursor's, without its end, and its indentation."""

    text: str
    indent: str


def on_type(snapshot: Snapshot, offset: int, typed: str, options: Format) -> list[Edit]:
    """The edit that indents the line of an offset, behind which `typed` has just been typed; empty in most cases."""
    text = snapshot.text
    start = text.rfind("\n", 0, offset) + 1
    if start == 0:
        return []
    tree = snapshot.tree
    number = tree.number_at(start - 1)
    node, first = tree.nodes[number], tree.starts[number]
    if node.kind in ("comment", "directive", "blank") or node.keyword not in KEYWORDS:
        return []
    line = text[start : line_end(text, start)].rstrip("\r\n")
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    wanted = _wanted(node, start - first, line, typed, options)
    if wanted is None or wanted == indent:
        return []
    return [Edit(Span(start, start + len(indent)), wanted)]


def _wanted(node: Node, at: int, line: str, typed: str, options: Format) -> str | None:
    """The indentation of the line that starts at an offset of the node or at its end; None if it is right as it is."""
    header = node.source[: min(node.header, at)]
    if at > node.header or (node.heredocs and at == node.header):
        return None  # In a heredoc, or behind one.
    above, open_at_end, goes_on = _above(node, header)
    if not goes_on:
        # The instruction is over, and what the editor has carried on is not meant for the next one.
        over = typed == "\n" and at == len(node.source) and len(above) > 1 and not line.strip()
        return "" if over else None
    if open_at_end[-1:] in ("'", '"') or is_comment(line):
        return None
    starts = [number for number in range(1, len(above)) if _starts(above, number)]
    command = above[starts[-1]].indent if starts else options.level
    if typed == "&":
        return command if line.strip() == "&&" and len(above) > 1 and not OPENS.search(above[-1].text) else None
    last = above[-1]
    if len(above) == 1:
        return options.level
    if node.is_shell_form and _BLOCK.search(last.text):
        return last.indent + options.level
    if node.is_shell_form and OPENS.search(last.text):
        return command
    if node.is_shell_form and _starts(above, len(above) - 1) and not _is_flags(last.text):
        return last.indent + options.level  # The words of that line's command.
    return last.indent


def _above(node: Node, header: str) -> tuple[list[_Above], str, bool]:
    """The lines of code at the beginning of an instruction, what is open behind them, and whether another follows."""
    found: list[_Above] = []
    inside, goes_on, at = "", False, 0
    while at < len(header):
        end = line_end(header, at)
        line = header[at:end].rstrip("\r\n")
        at = end
        if found and (not line.strip(SPACE) or is_comment(line)):
            continue
        cut = continuation(line, node.escape)
        goes_on = cut >= 0
        code = line[:cut] if goes_on else line
        inside = opened(code, inside, node)
        found.append(_Above(code.rstrip(), line[: len(line) - len(line.lstrip(" \t"))]))
    return found, inside, goes_on


def _starts(above: list[_Above], number: int) -> bool:
    """Whether a line starts a command."""
    return bool(STARTS.match(above[number].text) or OPENS.search(above[number - 1].text)) or _is_flags(
        " ".join(line.text.strip() for line in above[1:number]) if number > 1 else above[0].text.partition(" ")[2]
    )


def _is_flags(text: str) -> bool:
    return bool(text.strip()) and all(word.startswith("--") for word in text.split())
