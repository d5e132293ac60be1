"""Whether two texts are the same instruction to a build, down to the syntax of its shell: the proof behind formatting.

It knows what each instruction is read as, and must not know why anybody changes a text.
"""

from __future__ import annotations

from typing import Any

from .parse import parse
from .shell import parse_shell, parsed, shell_text
from .tree import Node

_EXACT = frozenset(("string", "translated_string", "expansion", "concatenation", "heredoc_body"))
"""The shell's constructs in which blanks between the parts are text."""

_OPERATORS = frozenset(("&&", "||"))
"""What needs no blanks beside it."""


def alone(source: str, escape: str) -> Node | None:
    """The instruction that `source` is; None if it is anything else."""
    directive = "# escape=`\n" if escape == "`" else ""
    nodes = [node for node in parse(directive + source).nodes if node.kind not in ("directive", "blank", "comment")]
    return nodes[0] if len(nodes) == 1 else None


def same(node: Node, source: str) -> bool:
    """Whether `source` is read as the very instruction that the node is, down to the shell's syntax tree."""
    other = alone(source, node.escape)
    return other is not None and _meaning(other) == _meaning(node) and _same_shell(node, other)


def _meaning(node: Node) -> tuple[object, ...]:
    """All but what a shell is given."""
    heredocs = tuple((h.name, h.expand, h.chomp, h.content(node.source)) for h in node.heredocs)
    flags = tuple((flag.name, flag.value) for flag in node.flags)
    head = (node.keyword, flags, heredocs)
    if node.keyword == "ONBUILD":
        return (*head, _meaning(node.trigger[0]) if node.trigger else None)
    if node.is_shell_form:
        return head
    words = tuple(word.text for word in node.words)
    if node.keyword in ("ENV", "LABEL", "ARG"):
        pairs = tuple((pair.key.text, pair.value and pair.value.text, pair.legacy) for pair in node.pairs)
        return (*head, pairs)
    if node.keyword == "FROM" and len(words) > 1:
        words = (words[0], words[1].upper(), *words[2:])
    if node.keyword == "HEALTHCHECK" and words:
        words = (words[0].upper(), *words[1:])
    if node.json is not None and not node.json.strings:  # BuildKit refuses it, and no words are read from it.
        words = (node.logical.text[node.json.start : node.json.end],)
    return (*head, node.json is not None, words)


def _same_shell(node: Node, other: Node) -> bool:
    """Whether both give their shell the same."""
    while node.keyword == "ONBUILD" and node.trigger and other.trigger:
        node, other = node.trigger[0], other.trigger[0]
    if node.is_shell_form != other.is_shell_form:
        return False
    if not node.is_shell_form:
        return True
    text, new = shell_text(node), shell_text(other)
    if text == new:
        return True
    root = next((item.root for item in parsed(node) if not item.body), None)
    new_root = parse_shell(new)
    if root is None or root.has_error or new_root is None:
        return text.strip() == new.strip()
    return _same_tree(root, text.encode("utf-8", "replace"), new_root, new.encode("utf-8", "replace"))


def _same_tree(root: Any, text: bytes, other: Any, other_text: bytes) -> bool:
    """Whether two syntax trees have the same shape and the same words; blanks between words may be more or fewer."""
    waiting = [(root, other)]
    while waiting:
        one, two = waiting.pop()
        if one.type != two.type or one.child_count != two.child_count:
            return False
        if not one.child_count:
            if text[one.start_byte : one.end_byte] != other_text[two.start_byte : two.end_byte]:
                return False
            continue
        exact = one.type in _EXACT
        at, other_at, beside = one.start_byte, two.start_byte, ""
        for child, counterpart in zip(one.children, two.children):
            gap, other_gap = text[at : child.start_byte], other_text[other_at : counterpart.start_byte]
            if gap != other_gap:
                parted = bool(gap and other_gap) or child.type in _OPERATORS or beside in _OPERATORS
                if exact or not parted or gap.strip() or other_gap.strip():
                    return False
            at, other_at, beside = child.end_byte, counterpart.end_byte, child.type
            waiting.append((child, counterpart))
    return True
