"""The Dockerfiles of a workspace and what they mean: the open ones as they are in the editor, the others from disk.

What was read is kept until the file changes. It must not know what is searched for.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path

from .. import discover
from ..model import Model, build
from ..syntax import parse
from ..text import Encoding, LineIndex
from .session import Session

_MOST = 2000
"""How many files are looked at; more are no workspace to search by typing."""


def files(session: Session) -> Iterator[tuple[str, Model, LineIndex]]:
    """Every Dockerfile: its URI, its model, its lines."""
    open_: set[Path] = set()
    for uri, document in list(session.documents.items()):
        snapshot = session.snapshot(uri)
        if document.path is not None:
            open_.add(document.path)
        if snapshot is not None:
            yield uri, snapshot.model, snapshot.lines
    found = (
        path
        for root in session.roots
        for workspace in (discover.Workspace(root, (root,)),)
        for path in discover.dockerfiles_under(root)
        if path not in open_ and not workspace.is_left_by(path)
    )
    for path in islice(dict.fromkeys(found), _MOST):
        try:
            state = path.stat()
        except OSError:
            continue
        read = _read(path, state.st_mtime_ns, state.st_size, session.client.encoding)
        if read is not None:
            yield path.as_uri(), *read


@lru_cache(maxsize=_MOST)
def _read(path: Path, _changed: int, _size: int, encoding: Encoding) -> tuple[Model, LineIndex] | None:
    text = discover.read_text(path)
    return None if text is None else (build(parse(text)), LineIndex(text, encoding))
