"""Inlay hints: what a reader would have to look up elsewhere in the file. What stands a few lines above needs no hint.

It knows values, directories, users and stages as the model and the state have them, and nothing of the shell.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ..describe.markdown import code
from ..describe.scopes import line_of, title
from ..describe.variables import summary
from ..lint.checks_environment import Environment, environments
from ..model import Known, Model, Stage, Variable
from ..named import NamedTuple
from ..presentation import Hints
from ..references import in_node, is_number, sources
from ..snapshot import Snapshot
from ..state import joined, state_at, state_end
from ..syntax import Node, Word
from ..syntax.lexer import lex
from ..syntax.views import copy
from ..text import Span
from ..values import expand

_MOST = 40
_NEAR = 5
"""What is declared at most so many lines above is in sight."""

_VALUED = frozenset(("FROM", "ENV", "ARG", "LABEL", "COPY", "ADD", "EXPOSE", "USER", "VOLUME", "STOPSIGNAL"))


Kind = Literal["value", "path", "stage", "user"]


class Hint(NamedTuple):
    """A short text to show behind an offset.

    Attributes:
        offset: The offset.
        label: The text.
        kind: What it is about.
        tooltip: More of it, in Markdown.
        target: Where what it says comes from.
        padding: Whether a blank stands in front of it.
    """

    offset: int
    label: str
    kind: Kind
    tooltip: str
    target: Span | None = None
    padding: bool = True


class _Declared(NamedTuple):
    """A variable in scope, and whether its value is `sure`: it hangs on nothing that the file does not declare."""

    variable: Variable
    sure: bool


class _Directory(NamedTuple):
    """The working directory, None if it is not known, and the number of the last WORKDIR of the stage, or -1."""

    path: str | None
    since: int


class _Place(NamedTuple):
    """An instruction, and what holds where it begins."""

    snapshot: Snapshot
    number: int
    node: Node
    scope: dict[str, _Declared]
    directory: _Directory

    @property
    def env(self) -> Environment:
        return environments(self.snapshot.model, self.snapshot.config).at(self.number)

    def end(self, span: Span) -> int:
        """Where a span of the node ends in the text."""
        return self.snapshot.tree.place(self.number, span).end

    def value(self, text: str) -> tuple[str | None, list[_Declared]]:
        """The value of a word, None unless it is sure, and what is used in it."""
        if "$" not in text:
            return expand(text, {}, self.node.escape).text, []
        value = expand(text, self.env, self.node.escape)
        used = [self.scope[name] for name in value.used if name in self.scope]
        sure = len(used) == len(value.used) and all(item.sure for item in used)
        return value.text if sure else None, used

    def in_sight(self, *numbers: int) -> bool:
        """Whether instructions stand at most a few lines above."""
        line = line_of(self.snapshot, self.number)
        return all(0 <= line - line_of(self.snapshot, number) <= _NEAR for number in numbers)

    def hint(self, span: Span, text: str, kind: Kind, tooltip: str, target: Span | None = None) -> Hint:
        """A hint behind a span of the node: what that comes to."""
        return Hint(self.end(span), _label(f"= {text}"), kind, tooltip, target)

    def workdir(self) -> Span | None:
        """The last WORKDIR of the stage."""
        number = self.directory.since
        tree = self.snapshot.tree
        return tree.place(number, tree.nodes[number].span) if number >= 0 else None

    def declaration(self, used: list[_Declared]) -> Span | None:
        """Where the first of some variables is declared."""
        variables = (item.variable for item in used)
        return next((self.snapshot.tree.place(item.number, item.span) for item in variables if item.number >= 0), None)


def hints(snapshot: Snapshot, within: Span | None = None, options: Hints | None = None) -> list[Hint]:
    """The hints of a text, or of a range, in order; those that are asked for, or else the configuration's."""
    options = options or snapshot.config.hints
    found: list[Hint] = []
    for place in _places(snapshot):
        if within is None or within.overlaps(snapshot.tree.place(place.number, Span(0, len(place.node.source)))):
            found += _hints(place, options)
    if options.user and snapshot.model.stages:
        found += _user(snapshot, snapshot.model.stages[-1])
    wanted = (hint for hint in found if within is None or within.touches(hint.offset))
    return sorted(wanted, key=lambda hint: (hint.offset, hint.label))


def _hints(place: _Place, options: Hints) -> Iterator[Hint]:
    source, keyword = place.node.source, place.node.keyword
    if options.values and "$" in source and keyword in _VALUED:
        yield from _values(place)
    if options.commands and "$" in source and place.node.is_shell_form:
        yield from _commands(place)
    if options.stages and "from=" in source:
        yield from _numbers(place)
    if options.workdir and keyword == "WORKDIR":
        yield from _workdir(place)
    if options.workdir and keyword in ("COPY", "ADD"):
        yield from _destination(place)


def _label(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) < _MOST else f"{text[: _MOST - 2]}…"


# What holds where


def _places(snapshot: Snapshot) -> Iterator[_Place]:
    """All instructions in order, each with what holds there."""
    model, nodes = snapshot.model, snapshot.tree.nodes
    first = model.stages[0].number if model.stages else len(nodes)
    head: dict[str, _Declared] = {}
    outside = _Directory(None, -1)
    globals_at: dict[int, list[Variable]] = {}
    for variable in model.globals:
        globals_at.setdefault(variable.number, []).append(variable)
    for number in snapshot.tree.instructions:
        if number >= first:
            break
        yield _Place(snapshot, number, nodes[number], head, outside)
        _declare(snapshot, globals_at.get(number, []), head, {})
    ends: list[tuple[dict[str, _Declared], str | None]] = []
    for stage in model.stages:
        yield _Place(snapshot, stage.number, nodes[stage.number], head, outside)
        scope = dict(ends[stage.base][0]) if stage.base is not None else {}
        path = ends[stage.base][1] if stage.base is not None else _root(model, stage)
        directory = _Directory(path, -1)
        variables = iter(stage.variables)
        following = next(variables, None)
        for number in stage.instructions:
            node = nodes[number]
            place = _Place(snapshot, number, node, scope, directory)
            yield place
            if node.keyword == "WORKDIR" and node.words:
                directory = _Directory(joined(directory.path, place.value(node.words[0].text)[0]), number)
            own: list[Variable] = []
            while following is not None and following.number == number:
                own.append(following)
                following = next(variables, None)
            _declare(snapshot, own, scope, head)
        ends.append((scope, directory.path))


def _root(model: Model, stage: Stage) -> str | None:
    """The directory of the image that a stage is based on."""
    return state_at(model, stage.number).workdir


def _declare(
    snapshot: Snapshot, variables: list[Variable], scope: dict[str, _Declared], head: dict[str, _Declared]
) -> None:
    """Put the variables of one instruction into a scope."""
    for variable in variables:
        name = variable.name
        if name in snapshot.config.build_args and variable.kind == "arg":
            sure = True
        elif variable.value is not None:
            uses = lex(variable.value.text).uses if "$" in variable.value.text else ()
            sure = all(use.name in scope and scope[use.name].sure for use in uses)
        elif name in head:
            sure = head[name].sure
        elif name in scope:
            continue
        else:
            sure = False
        scope[name] = _Declared(variable, sure)


# Values


def _values(place: _Place) -> Iterator[Hint]:
    node = place.node
    target = copy(node).destination if node.keyword in ("COPY", "ADD") else None
    for word in _words(node):
        if "$" not in word.text:
            continue
        value, used = place.value(word.text)
        if not value or value == word.text or place.in_sight(*(item.variable.number for item in used)):
            continue
        if word == target and not value.startswith("/"):
            continue  # Where it leads to is said by a hint of its own.
        yield place.hint(word.span, value, "value", _origins(place, value, used), place.declaration(used))


def _words(node: Node) -> Iterator[Word]:
    """The words which the build expands."""
    if node.keyword in ("ENV", "ARG", "LABEL"):
        own = {pair.key.text for pair in node.pairs} if node.keyword == "ARG" else set()
        for pair in node.pairs:
            # The keys of one ARG see each other, and are in sight.
            if pair.value is not None and not any(use.name in own for use in lex(pair.value.text).uses):
                yield pair.value
    elif node.json is None:
        heredocs = [heredoc.word for heredoc in node.heredocs]
        for word in node.words[:1] if node.keyword == "FROM" else node.words:
            if word.span not in heredocs:
                yield word


def _origins(place: _Place, value: str, used: list[_Declared]) -> str:
    env, lines = place.env, [code(value)]
    for item in used:
        known = Known(item.variable, env.get(item.variable.name))
        lines.append(f"`{item.variable.name}`: {summary(place.snapshot, known)}")
    return "\n\n".join(lines)


def _commands(place: _Place) -> Iterator[Hint]:
    ends = {use.name_span: use.span for use in place.node.uses if not use.modifier}
    for reference in in_node(place.snapshot.model, place.number):
        name, span = reference.symbol.name, ends.get(reference.span)
        item = place.scope.get(name)
        if reference.symbol.kind == "variable" and reference.role == "use" and item is not None and span is not None:
            value = place.env.get(name) if item.sure else None
            if value and not place.in_sight(item.variable.number):
                yield place.hint(span, value, "value", _origins(place, value, [item]), place.declaration([item]))


# Stages, paths, users


def _numbers(place: _Place) -> Iterator[Hint]:
    for text, span, numbered in sources(place.node):
        stage = place.snapshot.model.stage_named(text) if numbered and is_number(text) else None
        if stage is not None:
            name = stage.title if stage.name else f"FROM {stage.image_word.text if stage.image_word else '?'}"
            tooltip = f"S{title(stage)[1:]}, line {line_of(place.snapshot, stage.number)}"
            word = stage.name_word or stage.image_word
            target = place.snapshot.tree.place(stage.number, word.span) if word else None
            yield place.hint(span, name, "stage", tooltip, target)


def _workdir(place: _Place) -> Iterator[Hint]:
    """Where a relative WORKDIR leads to, and one with variables that are out of sight."""
    for word in place.node.words[:1]:
        text, used = place.value(word.text)
        path = joined(place.directory.path, text)
        if path is None or text is None or word.text.rstrip("/") == path:
            continue
        if not text.startswith("/") or (used and not place.in_sight(*(item.variable.number for item in used))):
            yield place.hint(word.span, path, "path", f"Working directory: {code(path)}", place.workdir())


def _destination(place: _Place) -> Iterator[Hint]:
    """Where a relative destination leads to, if the WORKDIR is out of sight."""
    word = copy(place.node).destination if place.node.json is None else None
    text = place.value(word.text)[0] if word is not None else None
    if word is None or text is None or text.startswith("/"):
        return
    path, since = joined(place.directory.path, text), place.directory.since
    if path is not None and (since < 0 or not place.in_sight(since)):
        yield place.hint(word.span, path, "path", f"Destination: {code(path)}", place.workdir())


def _user(snapshot: Snapshot, last: Stage) -> Iterator[Hint]:
    """As whom the image runs, if its last stage does not say so."""
    model, tree = snapshot.model, snapshot.tree

    def says(stage: Stage) -> list[int]:
        return [number for number in stage.instructions if tree.nodes[number].keyword == "USER"]

    user = "" if says(last) else state_end(model, last).user
    setter = next((below for below in model.bases(last) if says(below)), None)
    if not user or (setter is None and user in ("root", "0")):
        return  # What nearly every image does is no news.
    origin = title(setter) if setter is not None else code(model.root_image(last) or "")
    target = None
    if setter is not None:
        target = tree.place(says(setter)[-1], tree.nodes[says(setter)[-1]].span)
    number = last.instructions[-1] if last.instructions else last.number
    offset = tree.place(number, tree.nodes[number].span).end
    yield Hint(offset, _label(f"USER {user}"), "user", f"The image runs as {code(user)}, as {origin} says.", target)
