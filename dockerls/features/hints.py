"""Inlay hints: what a reader would have to look up elsewhere in the file. What stands a few lines above needs no hint.

It knows values, directories, users and stages as the model and the state have them, and nothing of the shell.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from ..describe.markdown import code
from ..describe.scopes import line_of, title
from ..describe.variables import summary
from ..model import Known, Model, Stage, Variable
from ..references import in_node, is_number, sources
from ..snapshot import Snapshot
from ..state import joined, state_at, state_end, value_at
from ..syntax import Node, Word
from ..syntax.lexer import lex
from ..syntax.views import copy
from ..text import Span
from ..values import expand

_MOST = 40
_NEAR = 5
"""What is declared at most so many lines above is in sight."""

_VALUED = frozenset(("FROM", "ENV", "ARG", "LABEL", "COPY", "ADD", "EXPOSE", "USER", "VOLUME", "STOPSIGNAL"))


class HintOptions(NamedTuple):
    """Which hints are wanted.

    Attributes:
        values: What a word with variables comes to, where the build replaces them.
        commands: The values of variables in commands.
        paths: Where a relative path leads to.
        stages: The stage that a number means.
        user: As whom the image runs, where another stage or the base image says so.
    """

    values: bool = True
    commands: bool = False
    paths: bool = True
    stages: bool = True
    user: bool = True


class Hint(NamedTuple):
    """A short text to show behind an offset, with a blank in front of it if `padding` says so; the tooltip is
    Markdown."""

    offset: int
    label: str
    kind: Literal["value", "path", "stage", "user"]
    tooltip: str
    padding: bool = True


def hints(snapshot: Snapshot, within: Span | None = None, options: HintOptions = HintOptions()) -> list[Hint]:  # noqa: B008
    """The hints of a text, or of a range, in order."""
    tree, model = snapshot.tree, snapshot.model
    found: list[Hint] = []
    unsure = _unsure(model) if "$" in snapshot.text else frozenset()
    for number in tree.instructions:
        start = tree.starts[number]
        node = tree.nodes[number]
        if within is not None and not within.overlaps(Span(start, start + len(node.source))):
            continue
        if "$" in node.source:
            if options.values and node.keyword in _VALUED:
                found += _values(snapshot, number, node, unsure)
            if options.commands and node.is_shell_form:
                found += _commands(snapshot, number, node, unsure)
        if options.stages and "from=" in node.source:
            found += _numbers(snapshot, number, node)
    if options.paths:
        for stage in model.stages:
            last = stage.end - 1
            whole = Span(tree.starts[stage.number], tree.starts[last] + len(tree.nodes[last].source))
            if within is None or within.overlaps(whole):
                found += _paths(snapshot, stage)
    if options.user and model.stages:
        found += _user(snapshot, model.stages[-1])
    wanted = (hint for hint in found if within is None or within.touches(hint.offset))
    return sorted(wanted, key=lambda hint: (hint.offset, hint.label))


def _label(text: str) -> str:
    text = " ".join(f"= {text}".split())
    return text if len(text) < _MOST else f"{text[: _MOST - 2]}…"


def _is_near(snapshot: Snapshot, declared: int, used: int) -> bool:
    return 0 <= line_of(snapshot, used) - line_of(snapshot, declared) <= _NEAR


# Values

Unsure = frozenset[tuple[int, Span]]
"""Declarations, by their nodes and places, whose values hang on what nothing in the file declares."""


def _unsure(model: Model) -> Unsure:
    """What the base image sets is not known, though as far as the file goes it is nothing."""
    found: set[tuple[int, Span]] = set()
    head: dict[str, bool] = {}
    scopes: list[dict[str, bool]] = []
    for variable in model.globals:
        head[variable.name] = _hangs(variable, head)
    for stage in model.stages:
        scope = dict(scopes[stage.base]) if stage.base is not None else {}
        for variable in stage.variables:
            if variable.value is not None:
                scope[variable.name] = _hangs(variable, scope)
            else:
                scope.setdefault(variable.name, head.get(variable.name, False))
            if scope[variable.name]:
                found.add((variable.number, variable.span))
        scopes.append(scope)
    return frozenset(found)


def _hangs(variable: Variable, scope: dict[str, bool]) -> bool:
    if variable.value is None or "$" not in variable.value.text:
        return False
    return any(scope.get(use.name, True) for use in lex(variable.value.text).uses)


def _key(item: Known) -> tuple[int, Span]:
    return item.variable.number, item.variable.span


def _values(snapshot: Snapshot, number: int, node: Node, unsure: Unsure) -> Iterator[Hint]:
    model, place = snapshot.model, snapshot.tree.place
    target = copy(node).destination if node.keyword in ("COPY", "ADD") else None
    for position, word in _words(node):
        if "$" not in word.text:
            continue
        known = model.visible(number, position)
        value = expand(word.text, {name: item.text for name, item in known.items()}, node.escape)
        used = [known[name] for name in value.used if name in known]
        if not value.text or value.text == word.text or _in_sight(snapshot, number, used):
            continue
        if value.unset or any(_key(item) in unsure for item in used):
            continue
        if word == target and not value.text.startswith("/"):
            continue  # Where it leads to is said by a hint of its own.
        yield Hint(place(number, word.span).end, _label(value.text), "value", _origins(snapshot, value.text, used))


def _words(node: Node) -> Iterator[tuple[int, Word]]:
    """The words which the build expands, each with how many keys of an ARG stand before it."""
    if node.keyword in ("ENV", "ARG", "LABEL"):
        for number, pair in enumerate(node.pairs):
            if pair.value is not None:
                yield number if node.keyword == "ARG" else 1 << 60, pair.value
    elif node.json is None:
        heredocs = [heredoc.word for heredoc in node.heredocs]
        for word in node.words[:1] if node.keyword == "FROM" else node.words:
            if word.span not in heredocs:
                yield 1 << 60, word


def _in_sight(snapshot: Snapshot, number: int, used: list[Known]) -> bool:
    return all(item.variable.number >= 0 and _is_near(snapshot, item.variable.number, number) for item in used)


def _origins(snapshot: Snapshot, value: str, used: list[Known]) -> str:
    lines = [code(value), *(f"`{item.variable.name}`: {summary(snapshot, item)}" for item in used)]
    return "\n\n".join(lines)


def _commands(snapshot: Snapshot, number: int, node: Node, unsure: Unsure) -> Iterator[Hint]:
    model, place = snapshot.model, snapshot.tree.place
    known = model.visible(number)
    ends = {use.name_span: use.span.end for use in node.uses if not use.modifier}
    for reference in in_node(model, number):
        item = known.get(reference.symbol.name)
        end = ends.get(reference.span)
        if reference.symbol.kind != "variable" or reference.role != "use" or item is None or end is None:
            continue
        if item.text and _key(item) not in unsure and not _in_sight(snapshot, number, [item]):
            tooltip = _origins(snapshot, item.text, [item])
            yield Hint(place(number, Span(end, end)).end, _label(item.text), "value", tooltip)


# Stages, paths, users


def _numbers(snapshot: Snapshot, number: int, node: Node) -> Iterator[Hint]:
    for text, span, numbered in sources(node):
        stage = snapshot.model.stage_named(text) if numbered and is_number(text) else None
        if stage is not None:
            name = stage.title if stage.name else f"FROM {stage.image_word.text if stage.image_word else '?'}"
            tooltip = f"S{title(stage)[1:]}, line {line_of(snapshot, stage.number)}"
            yield Hint(snapshot.tree.place(number, span).end, _label(name), "stage", tooltip)


def _paths(snapshot: Snapshot, stage: Stage) -> Iterator[Hint]:
    """Relative WORKDIRs, and relative destinations whose WORKDIR is out of sight."""
    model, tree = snapshot.model, snapshot.tree
    directory: str | None = None
    since = -1
    entered = False
    for number in stage.instructions:
        node = tree.nodes[number]
        if node.keyword not in ("WORKDIR", "COPY", "ADD"):
            continue
        if not entered:
            directory, entered = state_at(model, number).workdir, True
        if node.keyword == "WORKDIR" and node.words:
            word = node.words[0]
            directory = joined(directory, value_at(model, number, word.text))
            since = number
            if directory is not None and not _says(snapshot, number, word, directory):
                end = tree.place(number, word.span).end
                yield Hint(end, _label(directory), "path", f"Working directory: {code(directory)}")
        elif node.keyword != "WORKDIR":
            target = copy(node).destination if node.json is None else None
            text = value_at(model, number, target.text) if target is not None else None
            if target is None or text is None or text.startswith("/") or target.text[:1] in ('"', "'"):
                continue
            path = joined(directory, text)
            if path is not None and (since < 0 or not _is_near(snapshot, since, number)):
                tooltip = f"Destination: {code(path)}"
                yield Hint(tree.place(number, target.span).end, _label(path), "path", tooltip)


def _says(snapshot: Snapshot, number: int, word: Word, directory: str) -> bool:
    """Whether a WORKDIR says by itself, or with variables that are in sight, where it leads to."""
    if word.text.startswith(("/", '"', "'")) or word.text.rstrip("/") == directory:
        return True
    if not word.text.startswith("$"):
        return False
    known = snapshot.model.visible(number)
    value = expand(word.text, {name: item.text for name, item in known.items()}, snapshot.tree.escape)
    used = [known[name] for name in value.used if name in known]
    return (value.text or "").startswith("/") and _in_sight(snapshot, number, used)


def _user(snapshot: Snapshot, last: Stage) -> Iterator[Hint]:
    model, tree = snapshot.model, snapshot.tree
    if any(tree.nodes[number].keyword == "USER" for number in last.instructions):
        return
    user = state_end(model, last).user
    if not user:
        return
    setter = next(
        (
            below
            for below in model.bases(last)
            if any(tree.nodes[number].keyword == "USER" for number in below.instructions)
        ),
        None,
    )
    if setter is None and user in ("root", "0"):
        return  # What nearly every image does is no news.
    origin = title(setter) if setter is not None else code(model.root_image(last) or "")
    number = last.instructions[-1] if last.instructions else last.number
    label = f"USER {user}"
    yield Hint(
        tree.place(number, tree.nodes[number].span).end,
        label if len(label) < _MOST else f"{label[: _MOST - 2]}…",
        "user",
        f"The image runs as {code(user)}, as {origin} says.",
    )
