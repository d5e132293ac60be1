"""What stands at an offset: the instruction (behind an ONBUILD too), and which part of it.

Shared by the features; it knows the tree alone, and must not know what anything means or how it is shown.
"""

from __future__ import annotations

from typing import Literal

from .named import NamedTuple
from .syntax import Heredoc, Node, Tree, Use
from .syntax.lines import SPACE, continuation, is_comment
from .text import Span

Expander = Literal["build", "shell", "nobody"]

_EXEC_ONLY = frozenset(("RUN", "CMD", "ENTRYPOINT", "SHELL", "HEALTHCHECK"))


class Cursor(NamedTuple):
    """A place in an instruction.

    Attributes:
        number: The number of its node in the tree.
        node: The instruction; behind ONBUILD, the one that is put off.
        start: Where that one's source starts in the text.
        offset: Where the cursor stands in that source.
        onbuild: Whether it is put off.
    """

    number: int
    node: Node
    start: int
    offset: int
    onbuild: bool

    @property
    def at(self) -> int:
        """Where the cursor stands in the logical text."""
        return self.node.logical.offset(self.offset)

    @property
    def before(self) -> str:
        """The logical text up to the cursor; with the blanks of a line on which nothing stands yet, as they count once
        something follows."""
        text, source = self.node.logical.text[: self.at], self.node.source
        start = source.rfind("\n", 0, self.offset) + 1
        if not start or source[start:].partition("\n")[0].strip(SPACE):
            return text
        return text + source[start : self.offset]

    def place(self, span: Span) -> Span:
        """A span of the instruction as a span of the text."""
        return span.shift(self.start)


def locate(tree: Tree, offset: int) -> Cursor | None:
    """The instruction at an offset; None in comments, directives, blank lines, and on a new last line."""
    number = tree.number_at(offset)
    if number < 0 or tree.nodes[number].kind != "instruction":
        return None
    node, start = tree.nodes[number], tree.starts[number]
    if offset - start >= len(node.source) and is_complete(node):
        return None
    onbuild = False
    trigger = node.trigger
    while trigger is not None and offset - start >= trigger[1]:
        node, start, onbuild = trigger[0], start + trigger[1], True
        trigger = node.trigger
    return Cursor(number, node, start, offset - start, onbuild)


def is_complete(node: Node) -> bool:
    """Whether an instruction's text has its line end, so that what comes behind belongs to it no more."""
    if not node.source.endswith("\n"):
        return False
    if node.heredocs:
        return node.heredocs[-1].terminator is not None
    for line in reversed(node.source[: node.header].split("\n")[:-1]):
        if line.strip() and not is_comment(line):
            return continuation(line.rstrip("\r"), node.escape) < 0
    return True


def in_comment(text: str, offset: int) -> bool:
    """Whether the line of the offset is a comment up to there: at the start of a file's line, or within an instruction
    that goes on. In a heredoc it is not, which must be asked first."""
    return is_comment(text[text.rfind("\n", 0, offset) + 1 : offset].lstrip("\ufeff"))


def covers(span: Span, offset: int) -> bool:
    """Whether the character behind the offset belongs to the span, or the offset stands at its end."""
    return span.start <= offset < span.end or (span.start < span.end == offset)


def heredoc_at(cursor: Cursor) -> tuple[Heredoc, Literal["word", "body", "terminator"]] | None:
    """The heredoc of which the word, the body or the terminator is at the cursor."""
    for heredoc in cursor.node.heredocs:
        if covers(heredoc.word, cursor.offset):
            return heredoc, "word"
        if heredoc.terminator is not None and heredoc.terminator.touches(cursor.offset):
            return heredoc, "terminator"
        body = heredoc.body
        if body.start <= cursor.offset < body.end or (heredoc.terminator is None and cursor.offset == body.end):
            return heredoc, "body"
    return None


def use_at(cursor: Cursor) -> Use | None:
    """The innermost use of a variable at the cursor."""
    found = [use for use in cursor.node.uses if covers(use.span, cursor.offset)]
    return min(
        found,
        key=lambda use: (not use.span.start <= cursor.offset < use.span.end, use.span.end - use.span.start),
        default=None,
    )


def expander(node: Node, offset: int) -> Expander:
    """Who replaces a variable at an offset of an instruction: the build, the shell of the command, or nobody."""
    for heredoc in node.heredocs:
        if heredoc.body.start <= offset < heredoc.body.end:
            return "shell" if node.keyword == "RUN" else "build"
    for flag in node.flags:
        if covers(flag.span, offset):
            return "nobody" if flag.name == "from" or node.keyword == "HEALTHCHECK" else "build"
    if node.is_shell_form:
        return "shell"
    return "nobody" if node.keyword in _EXEC_ONLY or node.keyword == "MAINTAINER" else "build"


def head_open(tree: Tree, number: int) -> bool:
    """Whether a line before node `number` may still be a parser directive."""
    if number <= 0 or not tree.states:
        return True
    return tree.states[number - 1].seen is not None
