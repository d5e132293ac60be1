"""Text into a tree, with a previous tree as a hint that saves work and never changes the answer.

It knows pieces and nodes, and must not know what they mean.
"""

from __future__ import annotations

from ..text import Offsets, difference
from .split import Piece, State, split
from .tree import Change, Node, Tree, is_open_ended


def parse(text: str, previous: Tree | None = None) -> Tree:
    """The tree of a text. Never fails.

    Args:
        text: Any text whatever.
        previous: The tree of an earlier version. Its nodes are used again where the text is the same;
            only what lies between the common start and the common end of the two texts is read anew.
    """
    if previous is None or not previous.nodes:
        nodes: list[Node] = []
        starts: list[int] = []
        states: list[State] = []
        open_ended: list[int] = []
        at = 0
        for piece in split(text):
            if piece.heredocs and is_open_ended(piece):
                open_ended.append(len(nodes))
            nodes.append(Node(piece))
            starts.append(at)
            states.append(piece.state)
            at += len(piece.source)
        tree = Tree(text, nodes, Offsets(starts), states)
        tree.learn(is_open_ended, open_ended)
        return tree
    if text == previous.text:
        return previous
    return _reparse(text, previous)


def _reparse(text: str, old: Tree) -> Tree:
    prefix, suffix = difference(old.text, text)
    first = _first_touched(old, prefix)
    grown = len(text) - len(old.text)
    safe = len(old.text) - suffix  # From here on the old text is the new one's, `grown` further on.
    fresh: list[Node] = []
    starts: list[int] = []
    states: list[State] = []
    at = old.starts[first - 1] + len(old.nodes[first - 1].source) if first else 0
    state = old.states[first - 1] if first else State()
    after = first  # The first old node that starts at or behind where we are.
    replaced: dict[tuple[str, str], Node] = {}
    for piece in split(text, at, state):
        while after < len(old.nodes) and old.starts[after] + grown < at:
            replaced[old.nodes[after].source, old.nodes[after].escape] = old.nodes[after]
            after += 1
        if (
            after < len(old.nodes)
            and old.starts[after] >= safe
            and old.starts[after] + grown == at
            and at > 0
            and after > 0
            and old.states[after - 1] == state
        ):
            break
        node = _again(piece, replaced, old, after)
        if node is None:
            node = Node(piece)
            number = first + len(fresh)
            if number < len(old.nodes):
                node.follow(old.nodes[number])
        fresh.append(node)
        starts.append(at)
        states.append(piece.state)
        at += len(piece.source)
        state = piece.state
    else:
        after = len(old.nodes)
    change = Change(first, after, first + len(fresh))
    tree = Tree(
        text,
        change.spliced(old.nodes, fresh),
        old.starts.spliced(first, after, starts, grown),
        change.spliced(old.states, states),
    )
    tree.take_over(old, _trimmed(change, old.nodes, tree.nodes))
    return tree


def _trimmed(change: Change, old: list[Node], new: list[Node]) -> Change:
    """A change without the nodes at its ends that were read again and came out as they were: they are none."""
    first, gone, come = change
    while first < gone and first < come and old[first] is new[first]:
        first += 1
    while gone > first and come > first and old[gone - 1] is new[come - 1]:
        gone, come = gone - 1, come - 1
    return Change(first, gone, come)


def _again(piece: Piece, replaced: dict[tuple[str, str], Node], old: Tree, after: int) -> Node | None:
    """The node of a piece that stood here before; None if it is another one."""
    for node in (replaced.get((piece.source, piece.escape)), old.nodes[after] if after < len(old.nodes) else None):
        if (
            node is not None
            and node.source == piece.source
            and (node.kind, node.escape, node.header) == (piece.kind, piece.escape, piece.header)
        ):
            return node
    return None


def _first_touched(old: Tree, prefix: int) -> int:
    """The number of the first node which a change behind `prefix` common characters may have altered.

    A node that ends right there counts: its line end, or what it continues with, may have come.
    One with a heredoc whose end was missing counts wherever it stands: the end may have come later.
    """
    number = max(old.number_at(max(prefix - 1, 0)), 0)
    while number > 0 and old.starts[number] >= prefix:
        number -= 1
    return min(number, old.open_ended)
