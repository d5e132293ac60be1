"""What one file offers to a search through all files of a workspace: its stages and global ARGs.

It knows the model of a single file, for which nothing need be checked; which files there are is known to the server.
"""

from __future__ import annotations

from typing import Literal

from ..model import Model
from ..named import NamedTuple
from ..text import Span


class WorkspaceSymbol(NamedTuple):
    """A stage or a global ARG: its name, where that stands, and what it is based on or worth."""

    name: str
    kind: Literal["stage", "variable"]
    span: Span
    detail: str


def symbols(model: Model, query: str = "") -> list[WorkspaceSymbol]:
    """The symbols of a file whose names match a query, in the order of the text."""
    tree = model.tree
    found: list[WorkspaceSymbol] = []
    for variable in model.globals:
        if matches(query, variable.name):
            value = variable.value.text if variable.value is not None else ""
            place = tree.place(variable.number, variable.span)
            found.append(WorkspaceSymbol(variable.name, "variable", place, f"ARG {value}".strip()))
    for stage in model.stages:
        image = stage.image_word.text if stage.image_word is not None else ""
        word = stage.name_word or stage.image_word
        name = word.text if word is not None else ""
        if name and matches(query, name):
            span = tree.place(stage.number, word.span if word is not None else Span(0, 0))
            found.append(WorkspaceSymbol(name, "stage", span, f"FROM {image}"))
    return sorted(found, key=lambda symbol: symbol.span)


def matches(query: str, name: str) -> bool:
    """Whether the characters of a query come in a name in that order, whatever lies between, in any case."""
    rest = iter(name.casefold())
    return all(character in rest for character in query.casefold() if not character.isspace())
