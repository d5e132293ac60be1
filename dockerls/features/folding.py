"""What can be folded: stages, instructions of several lines, heredocs, blocks of comments, and regions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from ..late import regex
from ..named import NamedTuple
from ..snapshot import Snapshot
from ..syntax import Tree
from ..text import Span


class Fold(NamedTuple):
    """A part of the text whose lines fold into their first one."""

    span: Span
    kind: Literal["", "comment", "region"] = ""


_REGION = regex(r"[ \t]*#[ \t]*(end)?region\b", re.IGNORECASE)
"""What begins and ends a region, as in many languages: `#region name` and `#endregion`."""


def folds(snapshot: Snapshot) -> list[Fold]:
    """All folds, by where they start, the longest first; some may lie on a single line."""
    tree = snapshot.tree
    found = [*_regions(tree), *_comments(tree), *_instructions(tree)]
    for stage in snapshot.model.stages:
        last = max(stage.end - 1, stage.number)
        found.append(Fold(Span(tree.starts[stage.number], tree.starts[last] + tree.nodes[last].span.end)))
    return sorted(found, key=lambda fold: (fold.span.start, -fold.span.end))


def _regions(tree: Tree) -> Iterator[Fold]:
    open_regions: list[int] = []
    for node, start in zip(tree.nodes, tree.starts):
        match = _REGION.match(node.source) if node.kind == "comment" else None
        if match is None:
            continue
        if not match[1]:
            open_regions.append(start)
        elif open_regions:
            yield Fold(Span(open_regions.pop(), start + len(node.source.rstrip("\r\n"))), "region")


def _comments(tree: Tree) -> Iterator[Fold]:
    """Comments line by line; a blank line, a directive and the bounds of a region end the block."""
    first: int | None = None
    for number, node in enumerate((*tree.nodes, None)):
        if node is not None and node.kind == "comment" and not _REGION.match(node.source):
            first = number if first is None else first
        elif first is not None:
            last = number - 1
            end = tree.starts[last] + len(tree.nodes[last].source.rstrip("\r\n"))
            yield Fold(Span(tree.starts[first], end), "comment")
            first = None


def _instructions(tree: Tree) -> Iterator[Fold]:
    for number in tree.instructions:
        node, start = tree.nodes[number], tree.starts[number]
        yield Fold(node.span.shift(start))
        if len(node.heredocs) < 2 and node.header and "\n" not in node.source[: node.header].rstrip("\r\n"):
            continue  # The instruction's fold is the heredoc's.
        for heredoc in node.heredocs:
            opened = max(heredoc.body.start - 1, 0)  # The line before the body, which a folded body leaves in sight.
            end = heredoc.terminator.end if heredoc.terminator else node.span.end
            yield Fold(Span(start + opened, start + max(opened, end)))
            if not heredoc.terminator:
                break  # The ones behind it have no lines of their own.
