"""Semantic tokens: what each piece of the text is, for editors that colour it.

Each node is painted once and kept with its tokens and their numbers, so that an edit costs the node it is in.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...lint.shells import is_posix
from ...model import Facts, Model
from ...named import NamedTuple
from ...references import sources
from ...snapshot import Snapshot
from ...syntax import Node
from ...syntax.views import from_
from ...text import Encoding, LineIndex, Span
from .encoding import SIZE, Change, delta, encode, encode_pieces
from .languages import language_of_program
from .legend import Token, pieces_on, tokens_on
from .parts import Scene, canvas

__all__ = ["Change", "Token", "delta", "encode", "encoded", "tokens"]

_PLAIN = Scene()
_SHELLED = frozenset(("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "ONBUILD"))


class _Data(NamedTuple):
    """The numbers of a node's tokens, the line of its last one, and how many lines the node ends."""

    data: list[int]
    last: int
    height: int


def tokens(snapshot: Snapshot, within: Span | None = None) -> list[Token]:
    """The tokens of a text, or those of them that touch a range: in order, apart, none longer than a line."""
    found: list[Token] = []
    for number, scene in _scenes(snapshot, within):
        start = snapshot.tree.starts[number]
        for span, kind, modifiers in tokens_on(_canvas(snapshot.tree.nodes[number], scene)):
            token = Token(span.shift(start), kind, modifiers)
            if within is None or token.span.overlaps(within):
                found.append(token)
    return found


def encoded(snapshot: Snapshot) -> list[int]:
    """`encode` of all tokens, put together from what the nodes have kept."""
    nodes, encoding = snapshot.tree.nodes, snapshot.encoding
    found: list[int] = []
    lines = column = 0  # Since the last token: lines ended, and what stands on a token's line before its node.
    for number, scene in _scenes(snapshot, None):
        node = nodes[number]
        data, last, height = _data(node, scene, encoding)
        if data:
            at = len(found)
            found += data
            if not data[0]:
                found[at + 1] += column
            found[at] += lines
            lines = height - last
        else:
            lines += height
        # A node ends a line, but for the last one and for a byte order mark.
        column = 0 if height else column + LineIndex(node.source, encoding).position(len(node.source))[1]
    return found


def _scenes(snapshot: Snapshot, within: Span | None) -> Iterator[tuple[int, Scene]]:
    """The nodes in a range, and what their paintings depend on."""
    tree, model = snapshot.tree, snapshot.model
    first, stop = 0, len(tree.nodes)
    if within is not None:
        first, stop = max(tree.number_at(within.start), 0), tree.number_at(within.end) + 1
        first -= first > 0  # What ends where the range begins touches it.
    shells: dict[tuple[str, ...], Scene] = {}
    for number in range(first, stop):
        node = tree.nodes[number]
        keyword = node.keyword
        if keyword in _SHELLED:
            facts = model.facts[number] or Facts()
            scene = shells.get(facts.shell)
            if scene is None:
                scene = shells[facts.shell] = _shell(facts)
        else:
            scene = _PLAIN
        if keyword == "FROM" or (keyword in ("COPY", "RUN", "ONBUILD") and "from=" in node.source):
            scene = scene._replace(stages=_stages(model, number, node))
        yield number, scene


def _shell(facts: Facts) -> Scene:
    if is_posix(facts):
        return _PLAIN
    language = language_of_program(facts.shell[0]) if facts.shell else ""
    return Scene(shell="powershell" if language == "powershell" else "cmd" if language == "cmd" else "")


def _stages(model: Model, number: int, node: Node) -> frozenset[str]:
    """The texts in a node that mean stages."""
    if node.keyword == "FROM":
        stage = model.stage_of(number)
        image = from_(node).image
        return frozenset((image.text,) if stage is not None and stage.base is not None and image is not None else ())
    return frozenset(
        text
        for text, _, numbered in sources(node)
        if (numbered or not text.isdigit()) and model.stage_named(text) is not None
    )


# What a node keeps


def _canvas(node: Node, scene: Scene) -> bytes:
    kept: dict[Scene, bytes] = node.__dict__.setdefault("painted", {})
    found = kept.get(scene)
    if found is None:
        found = kept[scene] = bytes(canvas(node, scene))
    return found


def _data(node: Node, scene: Scene, encoding: Encoding) -> _Data:
    kept: dict[tuple[Scene, Encoding], _Data] = node.__dict__.setdefault("token data", {})
    found = kept.get((scene, encoding))
    if found is None:
        lines = LineIndex(node.source, encoding)
        data = encode_pieces(pieces_on(_canvas(node, scene)), lines)
        found = kept[scene, encoding] = _Data(data, sum(data[::SIZE]), lines.count - 1)
    return found
