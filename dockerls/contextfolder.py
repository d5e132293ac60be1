"""The build context on disk: which folder it is most likely, and what lies in it.

It lists folders and asks whether files are there; it opens none of them, and leads nowhere outside of the workspace.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path

from .buildcontext import Entry, Ignore, within
from .discover import context_of

_MOST_ENTRIES = 2000
"""How many entries of a folder are offered; nobody looks for one among more by typing."""
_MOST_ASKED = 24
"""How many paths are looked for in order to tell the folder."""


class ContextFolder:
    """The build context of a Dockerfile; the disk is looked at when it is first asked for something.

    Where no setting says which folder is the context, it is taken to be the Dockerfile's own, or that folder above it,
    up to the workspace's, in which most of the paths lie that the Dockerfile copies.

    Args:
        path: The Dockerfile.
        roots: The folders that are open. Nothing outside of the one in which the Dockerfile lies is looked at, or
            outside of the Dockerfile's own folder if it lies in none.
        wanted: Paths that the Dockerfile copies.
        chosen: The folder that a setting says, which lies in the workspace; empty if none does.
    """

    def __init__(
        self, path: Path, roots: Sequence[Path] = (), wanted: Iterable[str] = (), chosen: Path | str = ""
    ) -> None:
        self._path = Path(os.path.abspath(path))
        self._roots = roots
        self._wanted = wanted
        self._chosen = os.path.realpath(chosen) if chosen else ""

    @cached_property
    def _limit(self) -> str:
        """The folder which no path leads out of, links followed."""
        around = [root for root in self._roots if self._path.is_relative_to(root)]
        if self._chosen and not around:
            return self._chosen
        return os.path.realpath(min(around, key=lambda root: len(str(root)), default=self._path.parent))

    @cached_property
    def root(self) -> str:
        """The context's folder, links followed."""
        if self._chosen:
            return self._chosen
        own = folder = os.path.realpath(self._path.parent)
        places = [own]
        while folder != self._limit and _is_in(folder, self._limit) and folder != os.path.dirname(folder):
            folder = os.path.dirname(folder)
            places.append(folder)
        asked = [path for path in islice(dict.fromkeys(self._wanted), _MOST_ASKED) if path]
        if len(places) == 1 or not asked:
            return own
        return max(places, key=lambda place: sum(self._exists(place, path) for path in asked))

    @cached_property
    def ignore(self) -> Ignore:
        return context_of(self._path, self.root, self._roots).ignore

    def entries(self, folder: str) -> Sequence[Entry]:
        place = self._place(self.root, folder)
        if place is None:
            return ()
        try:
            with os.scandir(place) as found:
                entries = [Entry(item.name, self._is_folder(item)) for item in islice(found, _MOST_ENTRIES)]
        except OSError:
            return ()
        return sorted(entries)

    def address(self, path: str) -> str:
        place = self._place(self.root, path)
        return Path(place).as_uri() if place is not None and os.path.isfile(place) else ""

    def _exists(self, root: str, path: str) -> bool:
        place = self._place(root, path)
        return place is not None and os.path.exists(place)

    def _place(self, root: str, path: str) -> str | None:
        """Where a path of the context lies, links followed; None if that is outside."""
        try:
            place = os.path.realpath(os.path.join(root, within(path)))
        except (OSError, ValueError):  # A link that leads to itself; a NUL in the name.
            return None
        return place if _is_in(place, self._limit) else None

    def _is_folder(self, item: os.DirEntry[str]) -> bool:
        if not item.is_symlink():
            return item.is_dir(follow_symlinks=False)
        place = os.path.realpath(item.path)
        return _is_in(place, self._limit) and os.path.isdir(place)


def _is_in(place: str, folder: str) -> bool:
    return place == folder or place.startswith(folder.rstrip(os.sep) + os.sep)
