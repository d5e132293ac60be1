"""Paths: what lies in the build context, and what an earlier stage is known to have made.

It asks the `Files` it is given, and sees no disk itself.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ...buildcontext import within
from ...localpaths import made_in
from ...model import Stage
from ...state import value_at
from .item import Item, Slot, item, target

_NOT_PLAIN = frozenset(" \t\"'$*?[\\`")
"""A name with one of these would have to be quoted or escaped, and in the shell form that is not always possible."""
_NOT_IN_JSON = frozenset('$*?[\\"')


def context_paths(slot: Slot, first: int, tail: int, *, json: bool = False) -> Iterator[Item]:
    """The entries of the folder that is typed so far, folders and files by name, hidden and left out ones last.

    Args:
        slot: Where.
        first: Where the path starts in the logical text.
        tail: How much of it stands behind the cursor.
        json: Whether it is an item of a JSON array.
    """
    folder, sign, _ = slot.before[first:].rpartition("/")
    base = _value(slot, folder)
    if base is None:
        return
    rest = slot.after[:tail].partition("/")[0]
    here = target(slot, first + len(folder) + len(sign), len(rest))
    closed = slot.after[len(rest) : len(rest) + 1] == "/"
    odd = _NOT_IN_JSON if json else _NOT_PLAIN
    base, ignore = within(base), slot.files.ignore
    found = []
    for entry in slot.files.entries(base):
        if odd.isdisjoint(entry.name):
            hiding = ignore.hides(posixpath.join(base, entry.name))
            left_out = hiding is not None and not (entry.is_folder and ignore.has_exceptions)
            found.append((left_out, entry.name.startswith("."), not entry.is_folder, entry.name))
    for left_out, _, is_file, name in sorted(found):
        label = name if is_file or closed else f"{name}/"
        detail = "kept out by .dockerignore" if left_out else "file" if is_file else "folder"
        yield item(here, label, "file" if is_file else "folder", detail, deprecated=left_out)


def stage_paths(slot: Slot, stage: Stage, first: int, tail: int) -> Iterator[Item]:
    """The paths that a stage is known to have: those which its instructions name."""
    here = target(slot, first, tail)
    for path, why in made_in(slot.snapshot.model, stage).items():
        yield item(here, path, "file", why)


def _value(slot: Slot, text: str) -> str | None:
    """A folder as the build reads it."""
    cursor = slot.cursor
    return value_at(slot.snapshot.model, cursor.number, text) if cursor is not None else None
