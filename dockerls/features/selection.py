"""Selections that grow with the meaning of the text, and places that are edited as one.

It knows how the parts of a file lie within each other, and nothing of what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..cursor import Cursor, locate
from ..late import regex
from ..references import is_number, occurrences, place, reference_at
from ..snapshot import Snapshot
from ..syntax import Node
from ..syntax.shell import Command, compounds
from ..syntax.views import mounts
from ..text import Span

_NAME = regex(r"\w+")
_QUOTED = regex(r"([\"']).*\1", re.DOTALL)


def selection_ranges(snapshot: Snapshot, offset: int) -> list[Span]:
    """The parts around an offset, each within the next: word, argument, command, chain, instruction, stage, file."""
    text = snapshot.text
    offset = max(0, min(offset, len(text)))
    found = {span for span in _around(snapshot, offset) if span.touches(offset) and span.end > span.start}
    # Where two words meet, the one behind the cursor is meant.
    first = min(
        found, key=lambda span: (not span.start <= offset < span.end, span.end - span.start, span), default=None
    )
    chain = [first] if first is not None else []
    for span in sorted(found, key=lambda span: (span.end - span.start, span)):
        last = chain[-1]
        if span != last and span.start <= last.start and last.end <= span.end:
            chain.append(span)
    whole = Span(0, len(text))
    return chain if chain and chain[-1] == whole else [*chain, whole]


def linked_ranges(snapshot: Snapshot, offset: int) -> list[Span]:
    """The places to edit together with the cursor's: a heredoc's delimiter, a stage's name. Empty if it stands alone.

    All hold the same text, as the protocol demands, so that names in another case are left out.
    """
    model = snapshot.model
    found = reference_at(model, offset)
    if found is None or found.symbol.kind not in ("stage", "heredoc"):
        return []
    text = place(model, found).of(snapshot.text)
    if is_number(text):
        return []
    spans = [place(model, other) for other in occurrences(model, found.symbol)]
    same = [span for span in spans if span.of(snapshot.text) == text]
    return same if len(same) > 1 else []


def _around(snapshot: Snapshot, offset: int) -> Iterator[Span]:
    tree, model = snapshot.tree, snapshot.model
    number = tree.number_at(offset)
    if number < 0:
        return
    node, start = tree.nodes[number], tree.starts[number]
    for match in _NAME.finditer(node.source):
        if match.start() <= offset - start <= match.end():
            yield Span(*match.span()).shift(start)
    yield Span(start, start + len(node.source.rstrip("\r\n")))
    if node.kind == "comment":
        yield _comments(snapshot, number)
    if node.kind == "directive" and node.directive is not None:
        for word in node.directive:
            yield word.span.shift(start)
    yield node.span.shift(start)
    cursor = locate(tree, offset)
    if cursor is not None:
        for span in _instruction(cursor):
            yield cursor.place(span)
    stage = model.stage_of(number)
    if stage is not None:
        last = stage.end - 1
        yield Span(tree.starts[stage.number], tree.starts[last] + tree.nodes[last].span.end)


def _comments(snapshot: Snapshot, number: int) -> Span:
    """The comments in a row of which this one is a part."""
    nodes, starts = snapshot.tree.nodes, snapshot.tree.starts
    first = last = number
    while first > 0 and nodes[first - 1].kind == "comment":
        first -= 1
    while last + 1 < len(nodes) and nodes[last + 1].kind == "comment":
        last += 1
    return Span(starts[first], starts[last] + len(nodes[last].source.rstrip("\r\n")))


def _instruction(cursor: Cursor) -> Iterator[Span]:
    """The parts of an instruction, in no order; spans are the node's."""
    node, at = cursor.node, cursor.offset
    yield node.span
    yield node.keyword_span
    for flag in node.flags:
        yield from (flag.span, flag.name_span, flag.value_span)
    for mount in mounts(node) if node.keyword == "RUN" else ():
        for option in mount.options:
            yield from (option.span, option.name_span, option.value_span)
    if node.json is not None:
        yield node.logical.span(node.json.start, node.json.end)
    elif node.words:
        yield Span(node.words[0].span.start, max(node.end, node.words[0].span.end))
    for pair in node.pairs:
        yield from (pair.span, pair.key.span)
        if pair.value is not None:
            yield from _argument(node, pair.value.span, at)
    for heredoc in node.heredocs:
        end = heredoc.terminator.end if heredoc.terminator is not None else heredoc.body.end
        yield from (heredoc.word, heredoc.body, Span(heredoc.body.start, end))
        yield from _lines(node, heredoc.body)
    for use in node.uses:
        yield from (use.span, use.name_span)
    if node.json is None and node.script.commands:
        yield from _script(node, node.script.commands, at)
        yield from compounds(node, cursor.offset)
    if not node.is_shell_form:
        for word in node.words:
            yield from _argument(node, word.span, at)


def _argument(node: Node, span: Span, at: int) -> Iterator[Span]:
    """A word that a cursor touches, and what is between its quotes: of most words this is all that is asked."""
    if not span.start <= at <= span.end:
        return
    yield span
    if _QUOTED.fullmatch(span.of(node.source)):
        yield Span(span.start + 1, span.end - 1)


def _lines(node: Node, body: Span) -> Iterator[Span]:
    at = body.start
    for line in body.of(node.source).split("\n"):
        yield Span(at, at + len(line.rstrip("\r")))
        at += len(line) + 1


def _script(node: Node, commands: tuple[Command, ...], at: int) -> Iterator[Span]:
    """Words that a cursor touches, commands, and the chains that `&&`, `||` and `|` make of commands."""
    first = commands[0].span
    chain = first
    for command in commands:
        whole = command.span
        for word in (command.name, *command.args):
            yield from _argument(node, word.span, at)
        for item in command.assignments:
            yield item.span
            if item.value is not None:
                yield from _argument(node, item.value.span, at)
        for redirect in command.redirects:
            yield redirect.span
            whole = Span(min(whole.start, redirect.span.start), max(whole.end, redirect.span.end))
        yield from (command.span, whole)
        # A command in the middle of another one, as in `$(…)`, is part of that one's chain.
        linked = command.connector in ("&&", "||", "|", "|&") or whole.end <= chain.end
        chain = Span(chain.start, max(chain.end, whole.end)) if linked else whole
        yield chain
    if all(command.top for command in commands):
        yield Span(first.start, max(command.span.end for command in commands))
