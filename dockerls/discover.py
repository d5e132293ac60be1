"""What lies on disk around a Dockerfile: its configuration, its .dockerignore, and the Dockerfiles of a folder.

It reads files by their names and nothing else, runs nothing, and knows no protocol.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from .buildcontext import NO_CONTEXT, BuildContext
from .config import DEFAULT, Config, read

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # type: ignore[import-not-found, unused-ignore]

CONFIG_NAMES = ("dockerls.toml", ".dockerls.toml", "pyproject.toml")
"""The files that may hold a configuration, best first; pyproject.toml does if it has a table `[tool.dockerls]`."""

_NAMES = ("dockerfile", "containerfile", "dockerfile.*", "containerfile.*", "*.dockerfile", "*.containerfile")
_OTHERS = (".dockerignore", ".containerignore", ".md", ".markdown", ".rst", ".txt", ".orig", ".rej", ".bak", "~")
_SKIPPED = frozenset(("node_modules", "__pycache__", "venv", "site-packages"))
_MOST_BYTES = 1 << 20


class Settings(NamedTuple):
    """What a file says, decoded but not yet read: the table, where it stands, and what is wrong with the file."""

    table: Mapping[str, Any]
    path: Path | None = None
    problems: tuple[str, ...] = ()


class Found(NamedTuple):
    """The configuration that holds for a file, and each mistake in it as a sentence that names its place."""

    config: Config
    problems: list[str]


def config_for(path: Path, editor: Mapping[str, Any] | None = None) -> Found:
    """The configuration of the Dockerfile at `path`, which need not exist.

    The nearest file named in `CONFIG_NAMES` counts, in the Dockerfile's folder or one above it, and no other.

    Args:
        path: The Dockerfile.
        editor: What the editor's settings say under the same keys; the file wins, key by key.
    """
    path = Path(os.path.abspath(path))
    settings = nearest(path.parent)
    return _combined(settings, editor or {}, path)


def config_without_path(editor: Mapping[str, Any]) -> Found:
    """The configuration of a text that lies nowhere, such as a new buffer: the editor's settings alone."""
    return _combined(Settings({}), editor, None)


def read_config(path: Path) -> Found:
    """The configuration in one file, given by its path; it is a mistake if the file is not there."""
    if not path.is_file():
        return Found(DEFAULT, [f"{path}: there is no such file"])
    settings = _settings(path)
    if settings is None:
        return Found(DEFAULT, [f"{path}: there is no table [tool.dockerls]"])
    return _combined(settings, {}, None)


def nearest(folder: Path) -> Settings:
    """What the nearest configuration says to the files of a folder; an empty table if there is none."""
    for place in (folder, *folder.parents):
        for name in CONFIG_NAMES:
            settings = _settings(place / name)
            if settings is not None:
                return settings
    return Settings({})


def context_of(path: Path) -> BuildContext:
    """The build context of a Dockerfile that is built from its own folder.

    `<name>.dockerignore` beside the Dockerfile wins over `.dockerignore`, as in BuildKit.
    """
    for name in (f"{path.name}.dockerignore", ".dockerignore"):
        text = _read(path.parent / name)
        if text is not None:
            return BuildContext(text, name)
    return NO_CONTEXT


def is_dockerfile(name: str) -> bool:
    """Whether a file of that name is taken for a Dockerfile when a folder is searched."""
    lower = name.lower()
    return any(fnmatchcase(lower, pattern) for pattern in _NAMES) and not lower.endswith(_OTHERS)


def dockerfiles_under(folder: Path) -> Iterator[Path]:
    """The Dockerfiles in a folder and below it, folder by folder, sorted.

    Hidden folders and those of package managers are left out, and links to folders are not followed.
    """
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _SKIPPED)
        for name in sorted(files):
            if is_dockerfile(name):
                path = Path(place, name)
                if path.is_file():
                    yield path


def _combined(settings: Settings, editor: Mapping[str, Any], path: Path | None) -> Found:
    known = _rule_names()
    table = {_key(name): value for name, value in settings.table.items()}
    rest = {name: value for name, value in editor.items() if _key(name) not in table}
    config, in_file = read(table, known)
    _, in_editor = read(rest, known)
    if rest:
        config, _ = read({**rest, **table})
    problems = [*settings.problems]
    problems += [f"{settings.path}: {problem}" for problem in in_file]
    problems += [f"the editor's settings for dockerls: {problem}" for problem in in_editor]
    if path is not None and config.per_file:
        base = settings.path.parent if settings.path and "per-file" in table else path.parent
        config = config.for_file(Path(os.path.relpath(path, base)).as_posix())
    return Found(config, problems)


def _key(name: object) -> str:
    return str(name).replace("_", "-")


@lru_cache(maxsize=1)
def _rule_names() -> frozenset[str]:
    from .lint.engine import rules

    return frozenset(name for rule in rules() for name in (rule.name, *rule.names))


def _settings(path: Path) -> Settings | None:
    """What a configuration file says; None if it is not there or says nothing to us."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return _decoded(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=256)
def _decoded(path: Path, _changed: int, _size: int) -> Settings | None:
    text = _read(path)
    is_project = path.name == "pyproject.toml"
    if text is None or (is_project and "dockerls" not in text):
        return None
    try:
        table: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        if is_project and not re.search(r"^\s*\[\s*tool\s*\.\s*dockerls\b", text, re.MULTILINE):
            return None
        return Settings({}, path, (f"{path}: not valid TOML: {error}",))
    if is_project:
        tools = table.get("tool")
        table = tools.get("dockerls") if isinstance(tools, dict) else None
        if table is None:
            return None
    if not isinstance(table, dict):
        return Settings({}, path, (f"{path}: `tool.dockerls` must be a table",))
    return Settings(table, path)


def _read(path: Path) -> str | None:
    """The text of a plain file of a sane size; None for anything else."""
    try:
        if not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return None
        return path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
    except OSError:
        return None
