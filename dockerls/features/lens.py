"""Code lenses on FROM: who uses the stage, and how the image runs.

It knows what stages leave and who builds on them, and nothing of how a command is carried out.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..describe.stages import command_line
from ..model import Stage
from ..named import NamedTuple
from ..snapshot import Snapshot
from ..state import StageUse, State, needed, stage_uses, state_end
from ..text import Span

SHOW_REFERENCES = "dockerls.showReferences"
"""A command of the editor: show places of the file."""

_MOST = 80


class Lens(NamedTuple):
    """A line of text above a span, which leads to places in the file if there are any.

    Attributes:
        span: What it is about.
        title: One line.
        command: The editor's command for the places; empty if there are none.
        places: The places.
    """

    span: Span
    title: str
    command: str = ""
    places: tuple[Span, ...] = ()


def lenses(snapshot: Snapshot) -> list[Lens]:
    """The lenses that the configuration wants, in the order of the text."""
    wanted = snapshot.config.lenses
    model, tree = snapshot.model, snapshot.tree
    uses = stage_uses(model)
    needs = needed(model, uses)
    by_stage: dict[int, list[StageUse]] = {}
    for use in uses:
        by_stage.setdefault(use.stage, []).append(use)
    found: list[Lens] = []
    for stage in model.stages if wanted.stages else ():
        span = tree.place(stage.number, tree.nodes[stage.number].span)
        users = by_stage.get(stage.index, [])
        text = " · ".join(filter(None, (_used(snapshot, users), "" if stage.index in needs else _UNUSED)))
        if text:
            found.append(_lens(span, text, (use.span for use in users)))
    if model.stages and wanted.image:
        last = model.stages[-1]
        state = state_end(model, last)
        text = _runs(snapshot, last, state)
        if text:
            span = tree.place(last.number, tree.nodes[last.number].span)
            starts = sorted(number for number in (state.entrypoint, state.cmd) if number is not None)
            found.append(_lens(span, text, (tree.place(number, tree.nodes[number].span) for number in starts)))
    return found


_UNUSED = "not used by the default target"


def _lens(span: Span, text: str, places: Iterable[Span]) -> Lens:
    text = " ".join(text.split())
    found = tuple(places)
    return Lens(span, text if len(text) <= _MOST else f"{text[: _MOST - 1]}…", SHOW_REFERENCES if found else "", found)


def _used(snapshot: Snapshot, uses: list[StageUse]) -> str:
    stages = list(dict.fromkeys(snapshot.model.stages[use.user].title for use in uses))
    if not stages:
        return ""
    return f"used by {len(stages)} stage{'s' if len(stages) > 1 else ''}: {', '.join(stages)}"


def _runs(snapshot: Snapshot, last: Stage, state: State) -> str:
    """User, ports and command of the image; nothing if none of them is known."""
    argv = command_line(snapshot, state, last)
    ports = ", ".join(dict.fromkeys(state.ports))
    parts = (
        f"runs as {state.user}" if state.user else "",
        f"port{'s' if len(state.ports) > 1 else ''} {ports}" if ports else "",
        f"starts {argv}" if argv else "",
    )
    return " · ".join(filter(None, parts))
