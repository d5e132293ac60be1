"""The outline of a document: parser directives, global ARGs, and the stages with their instructions."""

from __future__ import annotations

from typing import Literal

from ..late import regex
from ..model import Stage
from ..named import NamedTuple
from ..snapshot import Snapshot
from ..syntax import Node
from ..syntax.once import once
from ..text import Span

Kind = Literal["directive", "stage", "variable", "label", "instruction"]

_MOST = 80
_WHITE = regex(r"\s+")
_MISSPELT = regex(r"#[ \t]*(\w+)[ \t]*=")
_KINDS: dict[str, Kind] = {"ARG": "variable", "ENV": "variable", "LABEL": "label"}


class Symbol(NamedTuple):
    """An entry of the outline.

    Attributes:
        name: What it is called: one line, never empty.
        kind: What it is.
        span: All of it.
        selection: Where to go: its keyword, or a stage's name.
        children: What it holds.
    """

    name: str
    kind: Kind
    span: Span
    selection: Span
    children: tuple[Symbol, ...] = ()


def symbols(snapshot: Snapshot) -> list[Symbol]:
    """The outline, in the order of the text."""
    tree = snapshot.tree
    found: list[Symbol] = []
    head = True  # A comment such as `# sytnax=…` among the first lines is a directive that went wrong.
    for number, node in enumerate(tree.nodes):
        start = tree.starts[number]
        if node.kind == "directive" and node.directive is not None:
            name, _ = node.directive
            found.append(Symbol(name.text, "directive", node.span.shift(start), name.span.shift(start)))
        elif node.kind == "comment" and head:
            match = _MISSPELT.match(node.source.strip())
            at = start + len(node.source) - len(node.source.lstrip())
            if match:
                span = Span(at + match.start(1), at + match.end(1))
                found.append(Symbol(match[1], "directive", node.span.shift(start), span))
            head = match is not None
        elif node.kind == "instruction":
            break
        else:
            head = False
    first = snapshot.model.stages[0].number if snapshot.model.stages else len(tree.nodes)
    found += (_instruction(snapshot, number) for number in tree.instructions if number < first)
    found += (_stage(snapshot, stage) for stage in snapshot.model.stages)
    return found


def _stage(snapshot: Snapshot, stage: Stage) -> Symbol:
    tree = snapshot.tree
    node, start = tree.nodes[stage.number], tree.starts[stage.number]
    image = f"FROM {stage.image_word.text}" if stage.image_word else "FROM"
    name = f"{stage.name_word.text} ({image})" if stage.name_word else image
    span = node.span.shift(start)
    children = tuple(_instruction(snapshot, number) for number in stage.instructions)
    if children:
        span = Span(span.start, children[-1].span.end)
    selection = stage.name_word.span if stage.name_word else node.keyword_span
    return Symbol(_line(name), "stage", span, selection.shift(start), children)


def _instruction(snapshot: Snapshot, number: int) -> Symbol:
    node, start = snapshot.tree.nodes[number], snapshot.tree.starts[number]
    kind = _KINDS.get(node.keyword, "instruction")
    return Symbol(_title(node), kind, node.span.shift(start), node.keyword_span.shift(start))


@once
def _title(node: Node) -> str:
    """`RUN npm ci`, `ENV A B`: the keyword and what it is about."""
    if node.keyword in _KINDS and node.pairs:
        return _line(f"{node.keyword} {' '.join(pair.key.text for pair in node.pairs)}")
    return _line(node.logical.text) or node.keyword or "?"


def _line(text: str) -> str:
    """A text as one line of a sane length."""
    text = _WHITE.sub(" ", text).strip()
    return text if len(text) <= _MOST else f"{text[: _MOST - 1].rstrip()}…"
