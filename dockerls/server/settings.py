"""The folders that are open, and what the editor's settings say in each of them.

It knows the shapes of the protocol's messages about both, and must not know what a setting means.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from ..named import NamedTuple
from .uris import path_of

SECTION: Final = "dockerls"
"""The section of the editor's settings that is ours."""

_NOT_OURS: Final = frozenset(("path", "trace", "server", "trace.server", "command", "args", "arguments", "env"))
"""Keys of that section that editors' extensions keep for themselves."""

Settings = Mapping[str, Any]


class Folder(NamedTuple):
    """A folder that is open, by its URI as the client writes it."""

    uri: str
    path: Path


class Folders:
    """The open folders and their settings.

    Attributes:
        open: The folders.
    """

    def __init__(self) -> None:
        self.open: tuple[Folder, ...] = ()
        self._first: Settings = {}
        self._everywhere: Settings = {}
        self._within: dict[str, Settings] = {}

    @property
    def roots(self) -> tuple[Path, ...]:
        """The paths of the folders."""
        return tuple(folder.path for folder in self.open)

    def start(self, params: dict[str, Any]) -> None:
        """Take what `initialize` says of both."""
        self.open = _folders(params.get("workspaceFolders")) or _folders([{"uri": params.get("rootUri")}])
        options = params.get("initializationOptions")
        if isinstance(options, dict):
            self._first = _ours(options.get(SECTION, options))
            self._everywhere = self._first

    def changed(self, event: Any) -> None:
        """Take what `didChangeWorkspaceFolders` says."""
        if isinstance(event, dict):
            gone = {folder.path for folder in _folders(event.get("removed"))}
            stay = (folder for folder in self.open if folder.path not in gone)
            self.open = _each_once((*stay, *_folders(event.get("added"))))

    def told(self, settings: Any) -> None:
        """Take settings that hold everywhere."""
        self._everywhere = _ours(settings)
        self._within = {}

    def question(self) -> list[dict[str, str]]:
        """What to ask the client: the settings that hold everywhere, and those of each folder."""
        return [{"section": SECTION}, *({"scopeUri": folder.uri, "section": SECTION} for folder in self.open)]

    def answered(self, question: list[dict[str, str]], result: Any) -> None:
        """Take the client's answer. One that knows no folders may answer for the first item alone.

        One that has only initialization options for us answers with null or with an empty table.
        """
        answers = [{**self._first, **_ours(answer)} for answer in result] if isinstance(result, list) else []
        self._everywhere = answers[0] if answers else self._first
        self._within = {item["scopeUri"]: answer for item, answer in zip(question[1:], answers[1:])}

    def settings(self, path: Path | None) -> Settings:
        """The settings that hold for a file: those of the innermost folder it lies in; None lies nowhere."""
        around = [folder for folder in self.open if path is not None and path.is_relative_to(folder.path)]
        if not around:
            return self._everywhere
        return self._within.get(max(around, key=lambda folder: len(folder.path.parts)).uri, self._everywhere)


def _folders(named: Any) -> tuple[Folder, ...]:
    """The folders of a list as the protocol has it; what has no path is left out."""
    uris = [item.get("uri") for item in named if isinstance(item, dict)] if isinstance(named, list) else []
    found = ((uri, path_of(uri)) for uri in uris if isinstance(uri, str))
    return _each_once(Folder(uri, path) for uri, path in found if path is not None)


def _each_once(folders: Iterable[Folder]) -> tuple[Folder, ...]:
    """Folders without those which an earlier one names in another spelling."""
    return tuple({folder.path: folder for folder in reversed([*folders])}.values())[::-1]


def _ours(settings: Any) -> Settings:
    """What the editor's settings say to the configuration: null means unset, and some keys are the extension's own."""
    return {key: value for key, value in _set(settings).items() if key not in _NOT_OURS}


_DEEPEST = 8
"""No setting has tables in tables in tables; of what lies deeper than this nothing is read."""


def _set(settings: Any, depth: int = 0) -> dict[str, Any]:
    """A table without what is null, in the tables within it, too."""
    if not isinstance(settings, dict) or depth > _DEEPEST:
        return {}
    return {
        key: _set(value, depth + 1) if isinstance(value, dict) else value
        for key, value in settings.items()
        if value is not None
    }
