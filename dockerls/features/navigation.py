"""Where a name is defined and used: definition, references, highlights, and which stages build on which.

It knows how references are shown to a reader; what refers to what is said by `references.py`.
"""

from __future__ import annotations

from typing import Literal

from ..model import Model, Stage
from ..named import NamedTuple
from ..references import Reference, Symbol, occurrences, place, reference_at, stage_symbols
from ..snapshot import Snapshot
from ..syntax.views import from_
from ..text import Span


class Location(NamedTuple):
    """A place to go to: the whole of it, and the part to show as found."""

    span: Span
    selection: Span


class Highlight(NamedTuple):
    """A place that names the symbol at the cursor; `write` where it gets its meaning or a value."""

    span: Span
    kind: Literal["read", "write"]


class StageItem(NamedTuple):
    """A stage as a node of the call hierarchy; `number` is its index."""

    number: int
    name: str
    detail: str
    span: Span
    selection: Span


class StageCall(NamedTuple):
    """A stage at the other end of a dependency, and where the dependency is written."""

    item: StageItem
    spans: tuple[Span, ...]


def definition(snapshot: Snapshot, offset: int) -> list[Location]:
    """What the name at the cursor means: the first declaration in its own stage, else the one it comes from.

    From an ARG that repeats a global one, the way leads on to that.
    """
    model = snapshot.model
    found = reference_at(model, offset)
    if found is None:
        return []
    if found.symbol.kind == "stage":
        return _stage_definition(model, found.symbol)
    declared = [other for other in occurrences(model, found.symbol) if other.role == "declaration"]
    target = _declaration(model, found, declared)
    return [_location(model, target)] if target is not None else []


def references(snapshot: Snapshot, offset: int, include_declaration: bool = True) -> list[Span]:
    """All places that name what the name at the cursor means."""
    model = snapshot.model
    found = reference_at(model, offset)
    if found is None:
        return []
    return [
        place(model, other)
        for other in occurrences(model, found.symbol)
        if include_declaration or other.role != "declaration"
    ]


def highlight(snapshot: Snapshot, offset: int) -> list[Highlight]:
    """The same places, with what happens there."""
    model = snapshot.model
    found = reference_at(model, offset)
    if found is None:
        return []
    return [
        Highlight(place(model, other), "read" if other.role == "use" else "write")
        for other in occurrences(model, found.symbol)
    ]


def _declaration(model: Model, found: Reference, declared: list[Reference]) -> Reference | None:
    """The declaration that the name means: the first one in the nearest stage that has one before it."""
    if found.symbol.kind != "variable":
        return declared[0] if declared else None
    stage = model.stage_of(found.number)
    chain = [stage, *model.bases(stage)] if stage is not None and stage.number != found.number else []
    for own in chain:
        for other in declared:
            if model.stage_of(other.number) is own and (own is not stage or other.number <= found.number):
                if other != found or not _repeats_global(model, found):
                    return other
                break
    outside = next((other for other in declared if model.stage_of(other.number) is None), None)
    return outside or (found if found in declared else None)


def _repeats_global(model: Model, found: Reference) -> bool:
    return found.symbol.home < 0 and model.stage_of(found.number) is not None


def _location(model: Model, reference: Reference) -> Location:
    """The `key=value` of a variable, the whole instruction of anything else."""
    node = model.tree.nodes[reference.number]
    pair = next((pair for pair in node.pairs if pair.span.touches(reference.span.start)), None)
    span = pair.span if pair is not None else node.span
    return Location(model.tree.place(reference.number, span), place(model, reference))


def _stage_definition(model: Model, symbol: Symbol) -> list[Location]:
    stage = model.stages[symbol.home]
    whole = model.tree.place(stage.number, model.tree.nodes[stage.number].span)
    return [Location(whole, _item(model, stage).selection)]


# The hierarchy of stages


def prepare_call_hierarchy(snapshot: Snapshot, offset: int) -> list[StageItem]:
    """The stage that the name at the cursor means, or the one whose FROM it stands in."""
    model = snapshot.model
    found = reference_at(model, offset)
    if found is not None and found.symbol.kind == "stage":
        return [_item(model, model.stages[found.symbol.home])]
    stage = model.stage_of(model.tree.number_at(offset))
    if stage is None or model.tree.number_at(offset) != stage.number:
        return []
    return [_item(model, stage)]


def incoming_calls(snapshot: Snapshot, number: int) -> list[StageCall]:
    """The stages which build on stage `number`, copy from it or mount it; the spans lie in them."""
    model = snapshot.model
    return _calls(model, [(user, span) for user, used, span in dependencies(model) if used == number])


def outgoing_calls(snapshot: Snapshot, number: int) -> list[StageCall]:
    """The stages which stage `number` builds on, copies from or mounts; the spans lie in it."""
    model = snapshot.model
    return _calls(model, [(used, span) for user, used, span in dependencies(model) if user == number])


def dependencies(model: Model) -> list[tuple[int, int, Span]]:
    """Which stage uses which, and where that is written, in the order of the text."""
    homes = dict(zip(stage_symbols(model), range(len(model.stages))))
    found: list[tuple[int, int, Span]] = []
    for reference in model.references:
        stage = model.stage_of(reference.number)
        if reference.symbol in homes and reference.role == "use" and stage is not None:
            if stage.number != reference.number:
                found.append((stage.index, homes[reference.symbol], place(model, reference)))
    for stage in model.stages:
        if stage.base is not None and stage.image_word is not None:
            found.append((stage.index, stage.base, model.tree.place(stage.number, stage.image_word.span)))
    return sorted(found, key=lambda item: item[2])


def _calls(model: Model, found: list[tuple[int, Span]]) -> list[StageCall]:
    spans: dict[int, list[Span]] = {}
    for index, span in found:
        spans.setdefault(index, []).append(span)
    return [StageCall(_item(model, model.stages[index]), tuple(places)) for index, places in spans.items()]


def _item(model: Model, stage: Stage) -> StageItem:
    tree = model.tree
    node = tree.nodes[stage.number]
    image = from_(node).image
    last = stage.instructions[-1] if stage.instructions else stage.number
    start = tree.place(stage.number, node.span).start
    name = stage.name_word or image
    return StageItem(
        stage.index,
        stage.title,
        f"FROM {image.text}" if image is not None else "",
        Span(start, tree.place(last, tree.nodes[last].span).end),
        tree.place(stage.number, name.span if name is not None else node.keyword_span),
    )
