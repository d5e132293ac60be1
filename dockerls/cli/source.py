"""The files which a command is about: found, read, checked with their configuration, and written back.

It knows disks and encodings. Bytes that are no UTF-8 come back as they were.
"""

from __future__ import annotations

import argparse
import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path

from .. import discover
from ..buildcontext import NO_CONTEXT, BuildContext
from ..config import DEFAULT, Config, read_fields
from ..disk import plain_bytes
from ..hadolint import Remark
from ..late import log
from ..lint.names import NAMES
from ..named import NamedTuple
from ..snapshot import Snapshot, snapshot
from .output import printable, visible

STDIN = "-"


class Source(NamedTuple):
    """A Dockerfile: what to call it, where it lies (None: standard input), its text and its configuration."""

    name: str
    path: Path | None
    text: str
    config: Config
    context: BuildContext

    def snapshot(self, text: str | None = None) -> Snapshot:
        """What there is to say about it, or about a changed text of it."""
        return snapshot(self.text if text is None else text, config=self.config, context=self.context)

    def write(self, text: str) -> None:
        """Put a changed text in its place."""
        if self.path is None:
            sys.stdout.buffer.write(_encode(text))
            sys.stdout.flush()
        else:
            _replace(self.path, _encode(self.text), _encode(text))


class Given(NamedTuple):
    """A file that a call is about, not read yet: what to call it, and where it lies (None: standard input)."""

    name: str
    path: Path | None


class Sources:
    """The sources of a call, one by one.

    Attributes:
        failed: Whether one could not be read or configured.
        tell: Is given each problem, once, as a sentence.
        note: Is given what else there is to say, once, as a sentence.
    """

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.failed = False
        self.tell: Callable[[str], object] = complain
        self.note: Callable[[str], object] = complain
        self._told: set[str] = set()
        self._folders = [Path(name) for name in options.paths if os.path.isdir(name)]
        asked = {"select": ",".join(options.select), "ignore": ",".join(options.ignore)}
        weights = {"severity": dict(options.severity)} if options.severity else {}
        comments = {"pragmas": False} if options.no_pragmas else {}
        self._asked_for, self._mistakes = read_fields({**asked, **weights, **comments}, NAMES)
        if options.context:
            self._asked_for = {**self._asked_for, "context": os.path.abspath(options.context)}
            if not os.path.isdir(options.context):
                self._mistakes = [*self._mistakes, f"context: {options.context} is no folder"]

    def __iter__(self) -> Iterator[Source]:
        for given in self.given():
            source = self.read(given)
            if source is not None:
                yield source

    def given(self) -> Iterator[Given]:
        """The files that are named, and those in folders that are; each once, none of them read."""
        for problem in self._mistakes:
            self.fail(f"--{problem.replace('`', '', 2)}")
        seen: set[Path] = set()
        for name in self.options.paths or ["."]:
            if name == STDIN:
                yield Given(self.options.stdin_filename, None)
                continue
            for path in self._found(Path(name)):
                real = Path(os.path.realpath(path))  # Path.resolve() raises where links go round in a circle.
                if real not in seen:
                    seen.add(real)
                    yield Given(str(path), path)

    def read(self, given: Given) -> Source | None:
        """A file with its configuration; None if it cannot be read, which is told."""
        with self.contained(given.name):
            if given.path is None:
                return self._source(given.name, None, Path(given.name), _decode(sys.stdin.buffer.read()))
            try:
                text = _decode(plain_bytes(given.path))
            except OSError as error:
                self.fail(f"{given.path}: {error.strerror or error}")
                return None
            return self._source(given.name, given.path, given.path, text)
        return None

    def _found(self, given: Path) -> list[Path]:
        if not os.path.isdir(given):  # Unlike Path.is_dir it raises nothing, whatever the name.
            return [given]
        workspace = discover.Workspace(given, named=self._folders)
        found = sorted(discover.dockerfiles_under(given))
        for path in filter(workspace.is_left_by, found):
            self.fail(f"{path}: this is a link that leads outside of {workspace.root}; give its name to have it read")
        found = [path for path in found if not workspace.is_left_by(path)]
        if not found:
            self.fail(f"{given}: no Dockerfile in this folder")
        return found

    def _source(self, name: str, path: Path | None, lies: Path, text: str) -> Source:
        config = self._config(lies)
        config = config.under(self._asked_for)
        if path is None and not config.context:
            return Source(name, path, text, config, NO_CONTEXT)
        return Source(name, path, text, config, discover.context_of(lies, config.context, named=self._folders))

    def _config(self, path: Path) -> Config:
        if self.options.no_config:
            return DEFAULT
        if self.options.config:
            config, problems = discover.read_config(Path(self.options.config), path)
        else:
            config, problems = discover.config_for(path, named=self._folders)
        for problem in problems:
            if isinstance(problem, Remark):
                self.remark(problem)
            else:
                self.fail(problem)
        return config

    @contextmanager
    def contained(self, name: str) -> Iterator[None]:
        """Work on a source: a crash is logged and told, and costs no other source its turn."""
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as error:  # A mistake of the world's, and none of ours: what was to be said could not be.
            self.fail(f"{name}: {error.strerror or error}")
        except Exception as error:
            log.exception("%s", name)
            self.fail(f"{name}: dockerls crashed here, by a mistake of its own: {error!r}")

    def fail(self, message: str) -> None:
        """Say what went wrong, once, and remember that something did."""
        self.failed = True
        if message not in self._told:
            self._told.add(message)
            self.tell(message)

    def remark(self, message: str) -> None:
        """Say what is odd, once; nothing has failed."""
        if message not in self._told:
            self._told.add(message)
            self.note(str(message))


def complain(message: str) -> None:
    """Say something on standard error."""
    print(printable(visible(f"dockerls: {message}", "\n")), file=sys.stderr)


def _replace(path: Path, before: bytes, after: bytes) -> None:
    """Write a file in one step: whatever happens, the old text or the new one is there.

    It keeps its mode, its owner and its attributes, and a link stays a link. A file of several names stays one: it is
    written where it is, while its new text lies beside it, and gets the old one back if that fails.

    Raises:
        OSError: it could not be written, may not be, or is not what it was when it was read.
    """
    import tempfile  # Late, as its import takes longer than checking a file.

    target = Path(os.path.realpath(path))
    status = target.stat()
    if not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    with open(target, "r+b") as file:  # What may not be written is not replaced either.
        if file.read() != before:
            raise OSError("it has changed since it was read, and was left alone")
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        if status.st_nlink > 1:
            _overwrite(target, before, after)
            os.unlink(name)
            return
        if hasattr(os, "chown"):
            with suppress(OSError):
                os.chown(name, status.st_uid, status.st_gid)
        if hasattr(os, "listxattr"):
            with suppress(OSError):
                for attribute in os.listxattr(target):
                    os.setxattr(name, attribute, os.getxattr(target, attribute))
        os.chmod(name, stat.S_IMODE(status.st_mode))
        os.replace(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _overwrite(path: Path, before: bytes, after: bytes) -> None:
    """Put other bytes into a file; if they do not go in, those before."""
    with open(path, "r+b", buffering=0) as file:
        try:
            _fill(file, after)
        except BaseException:
            _fill(file, before)
            raise


def _fill(file: FileIO, data: bytes) -> None:
    file.seek(0)
    left = memoryview(data)
    while left:
        left = left[file.write(left) :]
    file.truncate(len(data))
    os.fsync(file.fileno())


def _decode(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
