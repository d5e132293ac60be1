"""Whether two texts are the same instruction to a build, down to the shell's words: the proof behind formatting.

It knows what each instruction is read as, and must not know why anybody changes a text.
"""

from __future__ import annotations

from .parse import parse
from .shell import Command
from .tree import Node


def alone(source: str, escape: str) -> Node | None:
    """The instruction that `source` is; None if it is anything else."""
    directive = "# escape=`\n" if escape == "`" else ""
    nodes = [node for node in parse(directive + source).nodes if node.kind not in ("directive", "blank", "comment")]
    return nodes[0] if len(nodes) == 1 else None


def same(node: Node, source: str) -> bool:
    """Whether `source` is read as the very instruction that the node is, down to the shell's words."""
    other = alone(source, node.escape)
    return other is not None and _meaning(other) == _meaning(node)


def _meaning(node: Node) -> tuple[object, ...]:
    heredocs = tuple((h.name, h.expand, h.chomp, h.content(node.source)) for h in node.heredocs)
    flags = tuple((flag.name, flag.value) for flag in node.flags)
    head = (node.keyword, flags, heredocs)
    if node.keyword == "ONBUILD":
        return (*head, _meaning(node.trigger[0]) if node.trigger else None)
    if node.is_shell_form:
        script = node.script
        if script.broken or not script.commands:
            return (*head, node.argument_text)
        return (*head, tuple(_command(command) for command in script.commands), script.pipes)
    words = tuple(word.text for word in node.words)
    if node.keyword in ("ENV", "LABEL", "ARG"):
        pairs = tuple((pair.key.text, pair.value and pair.value.text, pair.legacy) for pair in node.pairs)
        return (*head, pairs)
    if node.keyword == "FROM" and len(words) > 1:
        words = (words[0], words[1].upper(), *words[2:])
    if node.keyword == "HEALTHCHECK" and words:
        words = (words[0].upper(), *words[1:])
    return (*head, node.json is not None, words)


def _command(command: Command) -> tuple[object, ...]:
    return (
        command.name.text,
        command.words,
        tuple((item.name, item.value and item.value.text) for item in command.assignments),
        tuple((item.operator, item.target and item.target.text) for item in command.redirects),
        command.connector,
        command.piped,
        command.top,
    )
