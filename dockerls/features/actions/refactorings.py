"""What an editor can reshape where the cursor stands, whether anything is found there or not.

It knows which change to offer where; how an instruction is reshaped is `lint.reshape`'s business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from ...docker import parse_reference
from ...late import regex
from ...lint.reshape import joined_pairs, joined_runs, split_pairs, split_run, to_chain, to_heredoc, to_json, to_shell
from ...lint.shells import is_posix
from ...model import Facts, Model, Stage
from ...named import NamedTuple
from ...references import sources
from ...syntax import Node
from ...syntax.same import alone
from ...text import Edit, Span

REWRITE = "refactor.rewrite"
EXTRACT = "refactor.extract"

_RUNS = frozenset(("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"))
_NAME = regex(r"[^A-Z0-9]+")
_VALUE = regex(r"[\w.+:/@-]{2,80}")
_EXPANDED = frozenset(("RUN", "COPY", "ADD", "ENV", "LABEL", "WORKDIR", "EXPOSE", "USER", "VOLUME"))
_MOST = 200
_MOST_PLACES = 40


class Refactoring(NamedTuple):
    """A change that keeps what the build does: its title, its kind, and the edits of the whole text."""

    title: str
    kind: str
    edits: tuple[Edit, ...]


def refactorings(model: Model, span: Span) -> list[Refactoring]:
    """What can be reshaped where the selection starts, in the order of the menu."""
    number = model.tree.number_at(span.start)
    if number < 0 or model.tree.nodes[number].kind != "instruction":
        return []
    found = [*_of_one(model, number, span.start), *_of_two(model, number), *_names(model, number)]
    extracted = _selection_as_argument(model, number, span) if span.end > span.start else None
    return [extracted, *found] if extracted is not None else found


def _of_one(model: Model, number: int, offset: int) -> Iterator[Refactoring]:
    tree = model.tree
    node, facts = tree.nodes[number], model.facts[number] or Facts()
    if node.keyword in _RUNS:
        if node.json is not None or is_posix(facts):
            for title, edit in _shapes(node):
                if edit is not None:
                    yield Refactoring(title, REWRITE, (edit.shift(tree.starts[number]),))
        cut = split_run(tree, number, offset) if is_posix(facts) else None
        if cut is not None:
            yield Refactoring("Split this RUN in two", REWRITE, (cut,))
    pairs = split_pairs(tree, number)
    if pairs is not None:
        yield Refactoring(f"Write one {node.keyword} for each pair", REWRITE, pairs)


def _shapes(node: Node) -> Iterator[tuple[str, Edit | None]]:
    if node.keyword == "RUN":
        yield "Write the chain as a heredoc", to_heredoc(node)
        yield "Write the heredoc as a chain", to_chain(node)
    yield "Write it as a JSON array", to_json(node)
    yield "Write it in shell form", to_shell(node)


def _of_two(model: Model, number: int) -> Iterator[Refactoring]:
    tree = model.tree
    stage = model.stage_of(number)
    row = stage.instructions if stage is not None else model.head.instructions
    if number not in row:
        return
    at = row.index(number)
    for title, first, second in (
        ("above", row[at - 1] if at else -1, number),
        ("below", number, row[at + 1] if at + 1 < len(row) else -1),
    ):
        if min(first, second) < 0:
            continue
        keyword = tree.nodes[number].keyword
        runs = keyword == "RUN" and all(is_posix(model.facts[one] or Facts()) for one in (first, second))
        edit = joined_runs(tree, first, second) if runs else joined_pairs(tree, first, second)
        if edit is not None:
            yield Refactoring(f"Join with the {keyword} {title}", REWRITE, (edit,))


def _names(model: Model, number: int) -> Iterator[Refactoring]:
    node = model.tree.nodes[number]
    if node.keyword == "FROM":
        found = _tag_as_argument(model, number)
        if found is not None:
            yield found
    for text, _, numbered in sources(node):
        stage = model.stage_named(text) if numbered and text.isdigit() else None
        if stage is not None and stage.number < number:
            yield _by_name(model, stage, text)


def _by_name(model: Model, stage: Stage, index: str) -> Refactoring:
    """Everything that says a stage's number says its name instead; a stage without one gets one."""
    tree = model.tree
    edits: list[Edit] = []
    name = stage.name_word.text if stage.name_word is not None else ""
    if not name:
        taken = {other.name for other in model.stages}
        name = next(word for word in ("build", *(f"stage{n}" for n in range(_MOST))) if word not in taken)
        node = tree.nodes[stage.number]
        word = "as" if node.keyword_span.of(node.source).islower() else "AS"
        end = tree.place(stage.number, node.span).end
        edits.append(Edit(Span(end, end), f" {word} {name}"))
    for number in range(stage.number + 1, len(tree.nodes)):
        if tree.nodes[number].kind == "instruction":
            for text, span, numbered in sources(tree.nodes[number]):
                if numbered and text == index:
                    edits.append(Edit(tree.place(number, span), name))
    return Refactoring(f"Call stage {index} by its name, {name}", REWRITE, tuple(edits))


def _selection_as_argument(model: Model, number: int, span: Span) -> Refactoring | None:
    """A selected value as an ARG above the instruction, there and wherever else the stage says the same further on.

    It is offered where the build, or the shell of a RUN, would put the value in again: not within single quotes, nor in
    what the container runs, as it knows no ARG.
    """
    tree = model.tree
    stage = model.stage_of(number)
    value = span.of(tree.text)
    if stage is None or number == stage.number or not _VALUE.fullmatch(value):
        return None
    taken = set(model.visible(number)) | {variable.name for variable in stage.variables}
    base = "VERSION" if value[0].isdigit() or value[:2].lower() == "v1" else "VALUE"
    name = next(word for word in (base, *(f"{base}_{n}" for n in range(2, _MOST))) if word not in taken)
    start = tree.starts[number]
    edits = [Edit(Span(start, start), f"ARG {name}={value}{tree.eol}")]
    for other in stage.instructions:
        node, facts = tree.nodes[other], model.facts[other] or Facts()
        if other < number or node.keyword not in _EXPANDED or (node.keyword == "RUN" and not is_posix(facts)):
            continue
        for place in _places(node, value, name):
            edits.append(Edit(tree.place(other, place), f"${{{name}}}"))
    return Refactoring(f"Extract it into an ARG, {name}", EXTRACT, tuple(edits)) if _meets(edits[1:], span) else None


def _places(node: Node, value: str, name: str) -> Iterator[Span]:
    """Where an instruction says a value as a word of its own, and a variable in its place would be expanded."""
    if node.heredocs or (node.keyword == "RUN" and node.json is not None):
        return
    found = re.finditer(rf"(?<![\w.$]){re.escape(value)}(?![\w-]|\.\d)", node.source)
    for match in islice(found, _MOST_PLACES):
        span = Span(*match.span())
        new = alone(f"{node.source[: span.start]}${{{name}}}{node.source[span.end :]}", node.escape)
        if span.start > node.keyword_span.end and new is not None and any(use.name == name for use in new.uses):
            yield span


def _meets(edits: list[Edit], span: Span) -> bool:
    return any(edit.span == span for edit in edits)


def _tag_as_argument(model: Model, number: int) -> Refactoring | None:
    """The tag of a FROM as an ARG at the top of the file, for every FROM with that very image and tag."""
    tree = model.tree
    stage = model.stage_of(number)
    if stage is None or stage.image_word is None or stage.base is not None or "$" in stage.image_word.text:
        return None
    text = stage.image_word.text
    reference = parse_reference(text)
    if reference is None or not reference.tag or reference.digest or not text.endswith(f":{reference.tag}"):
        return None
    base = _NAME.sub("_", reference.familiar.rpartition("/")[2].upper()).strip("_")
    taken = {variable.name for part in (model.head, *model.stages) for variable in part.variables}
    name = next(word for word in (f"{base}_TAG", *(f"{base}_TAG_{n}" for n in range(2, _MOST))) if word not in taken)
    if not re.fullmatch(r"[A-Z_][A-Z0-9_]*", name):
        return None
    first = tree.starts[model.stages[0].number if not model.head.instructions else model.head.instructions[0]]
    edits = [Edit(Span(first, first), f"ARG {name}={reference.tag}{tree.eol}")]
    for other in model.stages:
        if other.image_word is not None and other.image_word.text == text:
            end = tree.place(other.number, other.image_word.span).end
            if tree.text[end - len(reference.tag) : end] != reference.tag:
                return None  # A line ends within it.
            edits.append(Edit(Span(end - len(reference.tag), end), f"${{{name}}}"))
    return Refactoring(f"Make the tag an ARG, {name}", EXTRACT, tuple(edits))
