"""A shell's script as a row of steps: its statements, and what joins each to the one before.

It knows the shape of lists in a shell, and must not know what any command does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..named import NamedTuple
from ..text import Span
from .once import once
from .shell import Parsed, characters, parsed
from .tree import Node

_JOINS = frozenset(("&&", "||", ";", "&", ";;"))
_SIMPLE = frozenset(
    ("command", "variable_assignment", "variable_assignments", "declaration_command", "unset_command", "test_command")
)


class Step(NamedTuple):
    """A statement of a script.

    Attributes:
        span: Where it stands in the node, redirections included.
        joined: What joins it to the step before: `&&`, `||`, `;`, `&`; `\\n` for a line end, empty for the first.
        simple: Whether it is a command or a pipe of commands, and no loop, condition, group or negation.
    """

    span: Span
    joined: str
    simple: bool


@once
def steps(node: Node) -> tuple[Step, ...]:
    """The steps of an instruction in shell form, or of the heredoc that is its script; none if it is not understood."""
    texts = parsed(node) if node.is_shell_form and not node.script.broken else []
    wanted = [text for text in texts if text.body == bool(node.heredocs)]
    if len(wanted) != 1 or wanted[0].root.has_error or (node.heredocs and len(texts) != 1) or node.script.interpreter:
        return ()
    return _steps(wanted[0], _places(node, wanted[0]))


def _places(node: Node, text: Parsed) -> Callable[[int, int], Span]:
    chars = characters(text.text)

    def place(first: int, last: int) -> Span:
        start, end = (first, last) if chars is None else (chars[first], chars[last])
        if text.body:
            return Span(text.start + start, text.start + end)
        return node.logical.span(text.start + start, text.start + end)

    return place


def _steps(text: Parsed, place: Callable[[int, int], Span]) -> tuple[Step, ...]:
    found: list[Step] = []
    joined = ""
    stack: list[tuple[Any, int]] = [(child, 0) for child in reversed(text.root.children)]
    while stack:
        node, reach = stack.pop()
        kind = node.type
        if kind in _JOINS:
            joined = kind
        elif kind == "list":
            first, *rest = node.children
            stack += [(child, reach if child is rest[-1] else 0) for child in reversed(rest)]
            stack.append((first, 0))
        elif kind == "redirected_statement" and (body := node.child_by_field_name("body")) and body.type == "list":
            stack.append((body, max(reach, node.end_byte)))
        elif node.is_named and kind != "comment":
            span = place(node.start_byte, max(reach, node.end_byte))
            found.append(Step(span, joined or ("\n" if found else ""), _is_simple(node)))
            joined = ""
    if joined:  # Something like `a &`.
        found.append(Step(place(text.root.end_byte, text.root.end_byte), joined, True))
    return tuple(found)


def _is_simple(node: Any) -> bool:
    if node.type == "redirected_statement":
        body = node.child_by_field_name("body")
        return body is None or _is_simple(body)
    if node.type == "pipeline":
        return all(_is_simple(child) for child in node.named_children)
    return node.type in _SIMPLE
