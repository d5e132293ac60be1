"""Where edits go: a line above or below an instruction, a flag, an instruction or a pair that is taken away.

It knows the shapes of instructions and must not know any rule.
"""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from collections.abc import Container, Iterator

from ..docker import MOST_LAYERS
from ..late import regex
from ..model import Model, Stage
from ..syntax import Flag, Node, Tree
from ..text import Edit, Span

_BRACED = regex(r"\$\{(\w+)\}")
_MOST_BASES = 32


def above(tree: Tree, number: int, text: str) -> Edit:
    """Insert lines (without their last line end) above an instruction and the comments that stand on it."""
    while number > 0 and tree.nodes[number - 1].kind == "comment":
        number -= 1
    at = tree.starts[number]
    return Edit(Span(at, at), _lines(text, tree) + tree.eol)


def below(tree: Tree, number: int, text: str) -> Edit:
    """Insert lines (without their last line end) below an instruction."""
    source = tree.nodes[number].source
    at = tree.starts[number] + len(source)
    if source.endswith("\n"):
        return Edit(Span(at, at), _lines(text, tree) + tree.eol)
    return Edit(Span(at, at), tree.eol + _lines(text, tree))


def _lines(text: str, tree: Tree) -> str:
    return text.replace("\r\n", "\n").replace("\n", tree.eol)


def without(tree: Tree, number: int) -> Edit:
    """Take an instruction away, with its line end."""
    start = tree.starts[number]
    return Edit(Span(start, start + len(tree.nodes[number].source)), "")


def text_of(node: Node) -> str:
    """An instruction's text without its indentation and its last line end."""
    return node.span.of(node.source)


def add_flag(node: Node, flag: str) -> Edit:
    """Insert a flag right behind an instruction's keyword; relative to the node."""
    at = node.keyword_span.end
    return Edit(Span(at, at), f" {flag}")


def without_flag(node: Node, flag: Flag) -> Edit:
    """Take a flag away, with the blanks behind it; relative to the node."""
    end = flag.span.end
    return Edit(Span(flag.span.start, end + len(node.source[end:]) - len(node.source[end:].lstrip(" \t"))), "")


def without_pair(tree: Tree, number: int, index: int) -> Edit:
    """Take one pair of an ENV, LABEL or ARG away: the whole instruction if it is the only one."""
    node = tree.nodes[number]
    if len(node.pairs) == 1:
        return without(tree, number)
    return pair_away(node, index).shift(tree.starts[number])


def pair_away(node: Node, index: int) -> Edit:
    """Take one of several pairs away, with the blanks or the continuation beside it; relative to the node."""
    pairs = node.pairs
    if index:
        return Edit(Span(pairs[index - 1].span.end, pairs[index].span.end), "")
    return Edit(Span(pairs[0].span.start, pairs[1].span.start), "")


def directories(model: Model, stage: Stage) -> dict[int, str]:
    """For each instruction of a stage and of those below it the directory it works in, by number.

    `.` stands for that of an image nobody knows. Variables stay as they are, with `${x}` written as `$x`, and what
    begins with one counts as absolute.
    """
    nodes = model.tree.nodes
    found: dict[int, str] = {}
    here = "."
    for number in chain(model, stage):
        found[number] = here
        node = nodes[number]
        if node.keyword == "WORKDIR" and node.words:
            here = join(here, node.words[0].text.strip("\"'"))
    return found


def join(directory: str, path: str) -> str:
    """A path seen from a directory, normal: no `.`, no `..`, no slash at its end."""
    if "${" in path:
        path = _BRACED.sub(r"$\1", path)
    if path[:1] == "/" and path[-1] != "/" and "//" not in path and "/." not in path:
        return path
    joined = path if path.startswith("$") else posixpath.join(directory, path)
    normal = posixpath.normpath(joined)
    return normal[1:] if normal.startswith("//") else normal


def is_within(path: str, directory: str) -> bool:
    """Whether a normal path is a directory or lies below it."""
    return (
        path == directory or path.startswith(directory.rstrip("/") + "/") or (directory == "." and path[:1] not in "/$")
    )


def layers_above(model: Model, stage: Stage, number: int, keywords: Container[str]) -> Iterator[Node]:
    """The instructions with some keywords, all of which make layers, that stand above one in its stage or in those
    below it, the nearest first: no more than an image can have."""
    nodes = model.tree.nodes
    found = 0
    for part in (stage, *model.bases(stage, _MOST_BASES)):
        numbers = part.instructions
        for at in range(bisect_left(numbers, number) - 1, -1, -1):
            if nodes[numbers[at]].keyword in keywords:
                yield nodes[numbers[at]]
                found += 1
                if found == MOST_LAYERS:
                    return


def chain(model: Model, stage: Stage) -> list[int]:
    """The numbers of all instructions that a stage consists of, those of the stages below it first, FROMs excluded.

    Of very many stages, one on the other, only the nearest count: each rule would look at all of them for each.
    """
    found: list[int] = []
    for part in (*reversed(model.bases(stage, _MOST_BASES)), stage):
        found += part.instructions
    return found
