"""What lies on disk around a Dockerfile: its configuration, its .dockerignore, and the Dockerfiles of a folder.

It reads files by their names and nothing else, runs nothing, and knows no protocol.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from . import editorconfig
from .buildcontext import NO_CONTEXT, BuildContext
from .config import DEFAULT, Config, read_fields
from .disk import NotPlain, own_folder, plain_bytes
from .hadolint import as_table, decode
from .named import NamedTuple
from .presentation import laid_out
from .shapes import Names

CONFIG_NAMES = ("dockerls.toml", ".dockerls.toml", "pyproject.toml")
"""The files that may hold a configuration, best first; pyproject.toml does if it has a table `[tool.dockerls]`."""

LAYOUT_NAME = ".editorconfig"
"""The files that say how to lay a text out, in its folder and above it."""

HADOLINT_NAMES = (".hadolint.yaml", ".hadolint.yml")
"""hadolint's own configuration, which counts where there is none of ours."""

_NAMES = ("dockerfile", "containerfile", "dockerfile.*", "containerfile.*", "*.dockerfile", "*.containerfile")
_OTHERS = (".dockerignore", ".containerignore", ".md", ".markdown", ".rst", ".txt", ".orig", ".rej", ".bak", "~")
_SKIPPED = frozenset(("node_modules", "__pycache__", "venv", "site-packages"))
_MOST_BYTES = 1 << 20
_MOST_PROBLEMS = 20
"""How many mistakes are told of a configuration; each is shown to the user."""
_MOST_YAML = 1 << 16
"""PyYAML takes a second for so many bytes; hadolint's configurations have some hundred."""


class Settings(NamedTuple):
    """What a file says, decoded but not yet read: the table, where it stands, and what is wrong with the file."""

    table: Mapping[str, Any]
    path: Path | None = None
    problems: tuple[str, ...] = ()


class Found(NamedTuple):
    """The configuration that holds for a file, and each mistake in it as a sentence that names its place."""

    config: Config
    problems: list[str]


def config_for(
    path: Path, editor: Mapping[str, Any] | None = None, roots: Sequence[Path] = (), named: Sequence[Path] = ()
) -> Found:
    """The configuration of the Dockerfile at `path`, which need not exist.

    The nearest file named in `CONFIG_NAMES` counts, in the Dockerfile's folder or one above it, and what it extends.
    Where there is none, hadolint's configuration does: the nearest, or the user's.

    Args:
        path: The Dockerfile.
        editor: What the editor's settings say under the same keys; the file wins, key by key.
        roots: The folders that are open. What lies in the file's workspace extends nothing outside of it.
        named: The folders that a call names.
    """
    path = Path(os.path.abspath(path))
    workspace = Workspace(path.parent, roots, named)
    return _combined(nearest(path.parent, workspace), editor or {}, path, workspace)


def config_without_path(editor: Mapping[str, Any]) -> Found:
    """The configuration of a text that lies nowhere, such as a new buffer: the editor's settings alone."""
    return _combined(Settings({}), editor, None)


def read_config(path: Path, dockerfile: Path | None = None) -> Found:
    """The configuration in one file, ours or hadolint's, given by its path; it is a mistake if the file is not there.

    Args:
        path: The configuration.
        dockerfile: What it is for, to which its settings for some files may apply.
    """
    if not os.path.isfile(path):
        return Found(DEFAULT, [f"{path}: there is no such file"])
    settings = _settings(path)
    if settings is None:
        return Found(DEFAULT, [f"{path}: there is no table [tool.dockerls]"])
    return _combined(settings, {}, dockerfile and Path(os.path.abspath(dockerfile)))


class Workspace:
    """The folder which nothing that lies in it leads out of: no link, and no `extends`.

    It is the open folder in which a Dockerfile lies, or else its repository, or the folder in which we were started,
    or one that a call names, or its own one. What lies above is the user's own, who may link and extend what they like.

    Args:
        folder: That of the Dockerfile.
        roots: The folders that are open.
        named: Those that a call names.
    """

    def __init__(self, folder: Path, roots: Sequence[Path] = (), named: Sequence[Path] = ()) -> None:
        self._folder = Path(os.path.abspath(folder))
        self._roots = roots
        self._named = named

    @cached_property
    def root(self) -> Path:
        """Where it begins, links followed; the disk is looked at when that is first asked."""
        around = [root for root in self._roots if self._folder.is_relative_to(root)]
        around += [place for place in (self._folder, *self._folder.parents) if os.path.exists(place / ".git")][:1]
        with suppress(OSError):
            here = Path.cwd()
            around += [here] if self._folder.is_relative_to(here) and here != Path(here.anchor) else []
        around += [
            place for place in map(Path, map(os.path.abspath, self._named)) if self._folder.is_relative_to(place)
        ]
        return Path(os.path.realpath(around[0] if around else self._folder))

    def holds(self, path: Path) -> bool:
        """Whether a path leads into it, links followed."""
        return Path(os.path.realpath(path)).is_relative_to(self.root)

    def is_left_by(self, path: Path) -> bool:
        """Whether a path is a link in it that leads outside."""
        return os.path.islink(path) and self.holds(path.parent) and not self.holds(path)


def nearest(folder: Path, workspace: Workspace | None = None) -> Settings:
    """What the nearest configuration says to the files of a folder; an empty table if there is none."""
    workspace = workspace or Workspace(folder)
    places = (folder, *folder.parents)
    theirs = (place / name for place in places for name in HADOLINT_NAMES)
    ours = (place / name for place in places for name in CONFIG_NAMES)
    for path in chain(ours, theirs, users_places()):
        if workspace.is_left_by(path):
            if os.path.exists(path) and path.name != "pyproject.toml":
                return Settings({}, path, (f"{path}: this is a link that leads outside of {workspace.root}",))
            continue
        settings = _settings(path)
        if settings is not None:
            return settings
    return Settings({})


def users_places() -> Iterator[Path]:
    """Where hadolint looks for the user's own configuration, by its README."""
    home = own_folder()
    places = [] if home is None else [home / ".config" / "hadolint", home / ".hadolint" / "hadolint"]
    places += [] if home is None else [home / "hadolint" / "config", home / ".hadolint"]
    given = own_folder("LOCALAPPDATA" if os.name == "nt" else "XDG_CONFIG_HOME")
    if given is not None:
        places.insert(0, given / "hadolint")
    for place in places:
        for suffix in (".yaml", ".yml"):
            yield place.parent / f"{place.name}{suffix}"


def decode_toml(text: str) -> dict[str, Any]:
    """The table of a TOML text; ValueError, with a sentence, if it is none."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib  # type: ignore[import-not-found, unused-ignore]
    try:
        table: dict[str, Any] = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ValueError(f"not valid TOML: {error}") from error
    return table


def context_of(
    path: Path, folder: Path | str = "", roots: Sequence[Path] = (), named: Sequence[Path] = ()
) -> BuildContext:
    """The build context of a Dockerfile that is built from a folder, or from its own if none is given.

    `<name>.dockerignore` beside the Dockerfile wins over the folder's `.dockerignore`, as in BuildKit. One that is a
    link out of the workspace counts as none.
    """
    workspace = Workspace(path.parent, roots, named)
    beside = path.with_name(f"{path.name}.dockerignore")
    for place in (beside, Path(folder or path.parent) / ".dockerignore"):
        text = None if workspace.is_left_by(place) else read_text(place)
        if text is not None:
            return BuildContext(text, place.name)
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


def _combined(
    settings: Settings, editor: Mapping[str, Any], path: Path | None, workspace: Workspace | None = None
) -> Found:
    known = _names()
    layers = _chain(settings, workspace)
    taken = {_key(name) for layer in layers for name in layer.table}
    fields, said = read_fields({name: value for name, value in editor.items() if _key(name) not in taken}, known)
    if workspace is not None and ("context" in fields or "per_file" in fields):
        fields, unfit = _with_context(fields, workspace.root, workspace)
        said += unfit
    config = DEFAULT.under(_layout(path, workspace)).under(fields)
    problems = [f"the editor's settings for dockerls: {problem}" for problem in said]
    if path is not None:
        config = config.for_file(path.name)
    for layer in layers:
        # Whether hadolint knows a code is its own business: it has some that mean nothing to us.
        fields, said = read_fields(layer.table, known if _is_ours(layer.path) else None)
        if layer.path is not None:
            fields, unfit = _with_context(fields, Path(os.path.abspath(layer.path)).parent, workspace)
            said += unfit
        config = config.under(fields)
        problems += [*layer.problems, *(f"{layer.path}: {problem}" for problem in said)]
        if path is not None and layer.path is not None and "per_file" in fields:
            config = config.for_file(_relative(path, layer.path.parent))
    if len(problems) > _MOST_PROBLEMS:
        problems[_MOST_PROBLEMS:] = [f"{problems[-1].partition(': ')[0]}: and so on, {len(problems)} mistakes in all"]
    return Found(config._replace(per_file=()), problems)


def _with_context(
    fields: Mapping[str, Any], folder: Path, workspace: Workspace | None
) -> tuple[Mapping[str, Any], list[str]]:
    """Settings with the folders of build contexts as absolute paths, and what is wrong with those that are left out.

    Args:
        fields: What was read.
        folder: What the paths are relative to.
        workspace: What none of them may lead out of, unless what they are relative to lies outside, too.
    """
    if "context" not in fields and "per_file" not in fields:
        return fields, []
    made, problems = dict(fields), []
    if made.get("context"):
        place = Path(os.path.normpath(folder / made.pop("context")))
        problem = "" if os.path.isdir(place) else "which is no folder"
        if workspace is not None and workspace.holds(folder) and not workspace.holds(place):
            problem = f"which lies outside of the workspace {workspace.root}"
        if problem:
            problems.append(f"`context` is `{fields['context']}`, {problem}")
        else:
            made["context"] = str(place)
    overrides = []
    for override in made.get("per_file", ()):
        within, wrong = _with_context(override.fields, folder, workspace)
        overrides.append(override._replace(fields=within))
        problems += [f"`per-file.{override.pattern}`: {problem}" for problem in wrong]
    return {**made, "per_file": tuple(overrides)} if overrides else made, problems


def _layout(path: Path | None, workspace: Workspace | None) -> Mapping[str, Any]:
    """What .editorconfig says of a file: those in its folder and above it, up to one that says `root = true`."""
    if path is None:
        return {}
    properties: dict[str, str] = {}
    for folder in path.parents:
        place = folder / LAYOUT_NAME
        text = None if workspace is not None and workspace.is_left_by(place) else _text(place)
        if text is not None:
            said = editorconfig.read(text)
            properties = {**said.of(_relative(path, folder)), **properties}
            if said.root:
                break
    return {"format": laid_out(properties)} if properties else {}


def _relative(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # Another drive.
        return path.as_posix()


def _chain(settings: Settings, workspace: Workspace | None, nearer: tuple[Path, ...] = ()) -> list[Settings]:
    """What a configuration extends, the farthest first, and itself."""
    name = settings.table.get("extends")
    if not isinstance(name, str) or settings.path is None:
        return [settings]
    here = Path(os.path.abspath(settings.path))
    target = Path(os.path.normpath(here.parent / name))
    nearer = (*nearer, here)
    problem = _not_extended(name, here, target, workspace, nearer)
    base = None if problem else _settings(target)
    if base is not None:
        return [*_chain(base, workspace, nearer), settings]
    problem = problem or f"`extends` is `{name}`, and {target} is not there, or says nothing to dockerls"
    return [settings._replace(problems=(*settings.problems, f"{settings.path}: {problem}"))]


def _not_extended(name: str, here: Path, target: Path, workspace: Workspace | None, nearer: tuple[Path, ...]) -> str:
    """Why a configuration must not extend another; empty if it may."""
    if "://" in name or not name.endswith(".toml"):
        return f"`extends` is `{name}`; allowed is the path of a TOML file"
    if target in nearer:
        circle = " → ".join(path.name if path.parent == here.parent else str(path) for path in (*nearer, target))
        return f"`extends` goes round in a circle: {circle}"
    if workspace is not None and workspace.holds(here) and not workspace.holds(target):
        return f"`extends` is `{name}`, which lies outside of the workspace {workspace.root}"
    return ""


def _is_ours(path: Path | None) -> bool:
    return path is None or path.suffix not in (".yaml", ".yml")


def _key(name: object) -> str:
    return str(name).replace("_", "-")


def _names() -> Names:
    from .lint.names import NAMES

    return NAMES


def _settings(path: Path) -> Settings | None:
    """What a configuration file says; None if it is not there or says nothing to us."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return _decoded(path, status.st_mtime_ns, status.st_size)


def _text(path: Path) -> str | None:
    """The text of a small file, as it is now; None if it is not there."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return _read(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=256)
def _read(path: Path, _changed: int, _size: int) -> str | None:
    return read_text(path)


@lru_cache(maxsize=256)
def _decoded(path: Path, _changed: int, _size: int) -> Settings | None:
    is_project = path.name == "pyproject.toml"
    try:
        text = _text_of(plain_bytes(path, _MOST_BYTES if _is_ours(path) else _MOST_YAML))
    except (NotPlain, FileNotFoundError):
        return None
    except OSError as error:
        return None if is_project else Settings({}, path, (f"{path}: it cannot be read: {error.strerror or error}",))
    if is_project and "dockerls" not in text:
        return None
    if not _is_ours(path):
        return _of_hadolint(path, text)
    try:
        table: Any = decode_toml(text)
    except ValueError as error:
        if is_project and not re.search(r"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*dockerls\b", text, re.MULTILINE):
            return None
        return Settings({}, path, (f"{path}: {error}",))
    if is_project:
        tools = table.get("tool")
        table = tools.get("dockerls") if isinstance(tools, dict) else None
        if table is None:
            return None
    if not isinstance(table, dict):
        return Settings({}, path, (f"{path}: `tool.dockerls` must be a table",))
    return Settings(table, path)


def _of_hadolint(path: Path, text: str) -> Settings:
    try:
        table, problems = as_table(decode(text))
    except ValueError as error:
        return Settings({}, path, (f"{path}: {error}",))
    except ImportError:
        return Settings({}, path, (f"{path}: reading it takes PyYAML, which is not installed",))
    return Settings(table, path, tuple(type(problem)(f"{path}: {problem}") for problem in problems))


def read_text(path: Path) -> str | None:
    """The text of a plain file of a sane size; None for anything else."""
    try:
        return _text_of(plain_bytes(path, _MOST_BYTES))
    except OSError:
        return None


def _text_of(data: bytes) -> str:
    return data.decode("utf-8", "replace").removeprefix("\ufeff")
