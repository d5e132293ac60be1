"""What the parts of a shell's text are: commands, options, strings, variables, operators and the rest.

It reads the tree that `shell` has parsed, and knows neither instructions nor how the parts are shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from .shell import characters

MarkKind = Literal[
    "", "assignment", "command", "comment", "function", "keyword", "number", "operator", "option", "regexp", "string",
    "variable",
]  # fmt: skip

_PLAIN: dict[str, MarkKind] = {
    "comment": "comment",
    "raw_string": "string",
    "ansi_c_string": "string",
    "heredoc_start": "keyword",
    "heredoc_end": "keyword",
    "simple_expansion": "variable",
    "special_variable_name": "variable",
    "variable_name": "variable",
    "number": "number",
    "regex": "regexp",
    "test_operator": "operator",
    "file_descriptor": "operator",
}
"""Nodes that are one thing from end to end."""

_OUTER: dict[str, MarkKind] = {
    "string": "string",
    "heredoc_body": "string",
    "translated_string": "string",
    "command_name": "command",
    "command_substitution": "",
    "process_substitution": "",
    "arithmetic_expansion": "",
}
"""Nodes of which the parts may be something else."""

_SIGNS = (
    "&& || ; ;; ;& ;;& | |& & > >> < << <<- <<< >& <& &> &>> >| <> $( ` $(( )) (( ( ) <( >( = += == != =~ ! [ ] [[ ]]"
    " + - * / % ** <= >= ++ -- ? :"
)
_OPERATORS = frozenset(_SIGNS.split())
_WORDS = (
    "if then else elif fi for in do done while until case esac select function export local declare readonly typeset"
    " unset unsetenv"
)
_KEYWORDS = frozenset(_WORDS.split())
_WITH_OPTIONS = frozenset(("command", "declaration_command", "unset_command"))
_ASSIGNING = frozenset(("variable_assignment", "for_statement"))


ShellMark = tuple[int, int, MarkKind]
"""A part of the text, as its start and end, and what it is; an empty kind is nothing in particular."""


def shell_marks(text: str, root: Any) -> Iterator[ShellMark]:
    """The parts of a shell's text, in characters; each comes behind those around it.

    Args:
        text: The text.
        root: The node which `parse_shell` made of it.
    """
    found = _marks(root)
    chars = characters(text)
    if chars is None:
        return found
    return ((chars[start], chars[end], kind) for start, end, kind in found)


def _marks(root: Any) -> Iterator[ShellMark]:
    """The same with offsets in bytes."""
    stack = [root]
    while stack:
        node = stack.pop()
        kind: str = node.type
        if kind == "word":  # Most nodes are, and none of them has parts or is anything by itself.
            continue
        plain = _PLAIN.get(kind)
        if plain is not None:
            yield node.start_byte, node.end_byte, plain
            continue
        if not node.is_named:
            if kind in _OPERATORS:
                yield node.start_byte, node.end_byte, "operator"
            elif kind in _KEYWORDS:
                yield node.start_byte, node.end_byte, "keyword"
            continue
        if not node.child_count:
            continue
        children: list[Any] = node.children
        outer = _OUTER.get(kind)
        if outer is not None:
            yield node.start_byte, node.end_byte, outer
        elif kind == "expansion":
            yield from _expansion(node, children)
            children = [child for child in children[1:-1] if child.child_count]
        elif kind in _WITH_OPTIONS:
            yield from _options(children)
        elif kind in _ASSIGNING:
            name = node.child_by_field_name("name" if kind == "variable_assignment" else "variable")
            if name is not None:
                yield name.start_byte, name.end_byte, "assignment"
                children = [child for child in children if child != name]
        elif kind == "function_definition":
            name = node.child_by_field_name("name")
            if name is not None:
                yield name.start_byte, name.end_byte, "function"
        stack += reversed(children)


def _expansion(node: Any, children: list[Any]) -> Iterator[ShellMark]:
    """`${name:-word}`: the operator is one, the word is text, and the rest is the variable."""
    yield node.start_byte, node.end_byte, "variable"
    named = False
    for number, child in enumerate(children[1:-1], 1):
        if child.is_named and not named:
            named = True
        elif not child.is_named:
            yield child.start_byte, child.end_byte, "operator"
            behind = children[number + 1]
            if named and behind is not children[-1]:
                yield behind.start_byte, children[-1].start_byte, "string"


def _options(children: list[Any]) -> Iterator[ShellMark]:
    """`-x`, and of `--name=value` the name."""
    for child in children:
        kind = child.type
        if kind == "concatenation":
            child = child.children[0]
            kind = child.type
        if kind == "word":
            word: bytes = child.text
            if word.startswith(b"-") and word != b"-":
                name, sign, _ = word.partition(b"=")
                end = child.start_byte + len(name)
                yield child.start_byte, end, "option"
                if sign:
                    yield end, end + 1, "operator"
