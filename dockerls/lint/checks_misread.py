"""What stands behind an instruction's arguments and is taken for more of them: a comment, a shell's command, the next
instruction.

It knows how these look and how they are mended, and must not know which rule tells of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..docker import INSTRUCTIONS
from ..late import regex
from ..model import Facts
from ..syntax import Node
from ..syntax.lines import SPACE
from ..syntax.once import once
from ..text import Edit, Span
from .rule import Finding, Fix

_SIGN = regex(r"(?<=[ \t])(#(?=[ \t#!A-Za-z]|$)|(?:&&|\|\||;|\|)(?=[ \t]|$))")
_NEXT = regex(rf"\n[ \t]*((?:{'|'.join(INSTRUCTIONS)})(?=[ \t]+[^\s=]))")
_DIRECTIVE = regex(r"#[ \t]*(?:syntax|escape|check)[ \t]*=")


def misread(node: Node, facts: Facts) -> Finding | None:
    """What is told of a comment or a shell's operator behind an instruction's arguments; None if there is none."""
    found = _misread(node)
    # The fix takes what stands there elsewhere, which would not be behind the same ONBUILD.
    return found._replace(fixes=()) if found is not None and facts.onbuild else found


@once
def _misread(node: Node) -> Finding | None:
    if node.heredocs or node.json is not None or node.meant_array is not None or (node.pairs and node.pairs[0].legacy):
        return None
    text, start = node.logical.text.rstrip(), node.arguments
    for found in _SIGN.finditer(text, start):
        at = found.start()
        before = text[start:at]
        if not before.strip():
            continue
        if before.count('"') % 2 or before.count("'") % 2:
            return None
        if found[1] == "#":
            span = node.logical.span(at, len(text))
            message = f"Behind `{node.keyword}` this is no comment, but arguments. A comment has a line of its own."
            return Finding(span, message, tuple(_comment_above(node, at, span)))
        span = node.logical.span(at, found.end())
        message = f"`{found[1]}` is a shell's, and no shell reads `{node.keyword}`: it is taken for an argument."
        return Finding(span, message, tuple(_command_below(node, at, found.end())))
    return None


def _comment_above(node: Node, at: int, span: Span) -> Iterator[Fix]:
    comment = span.of(node.source)
    gone = node.logical.span(len(node.logical.text[:at].rstrip(SPACE)), len(node.logical.text.rstrip()))
    if "\n" not in gone.of(node.source) and not _DIRECTIVE.match(comment):
        indent = node.source[: len(node.source) - len(node.source.lstrip(SPACE))]
        above = Edit(Span(0, 0), f"{indent}{comment}{_line_end(node)}")
        yield Fix("Put the comment into a line of its own", (above, Edit(gone, "")))


def _command_below(node: Node, at: int, end: int) -> Iterator[Fix]:
    text = node.logical.text
    rest = text[end:].lstrip(SPACE)
    if rest.strip() and text[at:end] in ("&&", ";"):
        first = rest.split(None, 1)[0]
        keyword = "" if first.upper() in INSTRUCTIONS else "RUN "
        gone = node.logical.span(len(text[:at].rstrip(SPACE)), len(text) - len(rest))
        title = "Make it a RUN of its own" if keyword else "Put it into a line of its own"
        yield Fix(title, (Edit(gone, _line_end(node) + keyword),))


def _line_end(node: Node) -> str:
    return "\r\n" if "\r\n" in node.source else "\n"


@once
def swallowed(node: Node) -> Span | None:
    """Where another instruction's keyword begins a line that still belongs to this one; None if none does.

    What stands in quotes is text, ONBUILD and HEALTHCHECK are followed by a keyword, and ARG's words are names.
    """
    source = node.source
    if source.find("\n", 0, node.header - 1) < 0 or node.keyword in ("ONBUILD", "HEALTHCHECK", "ARG"):
        return None
    for found in _NEXT.finditer(source, 0, node.header):
        before = node.logical.text[: node.logical.offset(found.start(1))]
        if before.count('"') % 2 == 0 and before.count("'") % 2 == 0:
            return Span(*found.span(1))
    return None


def ended_above(node: Node, keyword: Span) -> tuple[Fix, ...]:
    """Take away what has an instruction go on in the line where another one's keyword stands; comments stay."""
    above = node.source[: keyword.start].rstrip(f"{SPACE}\r\n")
    while (line := above[above.rfind("\n") + 1 :].lstrip(SPACE)).startswith("#"):
        above = above[: -len(line)].rstrip(f"{SPACE}\r\n")
    if not above.endswith(node.escape):
        return ()
    kept = above[: -len(node.escape)].rstrip(SPACE)
    while kept.endswith(("&&", "||")):
        kept = kept[:-2].rstrip(SPACE)
    return (Fix("End the instruction above", (Edit(Span(len(kept), len(above)), ""),)),)
