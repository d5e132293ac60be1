"""What of the disk can be touched without harm: files that are files, and the user's own folders.

It knows how to open and where to look, and must not know what for.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path


class NotPlain(OSError):
    """A folder, a pipe or a device, where a file was expected."""


def plain_bytes(path: Path, most: int | None = None) -> bytes:
    """What is in a plain file. Nothing else is opened or, where a file gives way to it meanwhile, waited for.

    Args:
        path: The file.
        most: How many bytes it may have; None for as many as it likes.

    Raises:
        NotPlain: it is something else.
        OSError: it is not there, cannot be read, or has more.
    """
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise NotPlain("not a plain file")
    with open(path, "rb", opener=_at_once) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise NotPlain("not a plain file")
        data = file.read(-1 if most is None else most + 1)
    if most is not None and len(data) > most:
        raise OSError(f"it has more than {most} bytes")
    return data


def _at_once(path: str, flags: int) -> int:
    """Opens a file, and would not wait for the other end of a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def own_folder(variable: str = "") -> Path | None:
    """The user's home or, with a variable of the environment, the folder that this names; None if there is none.

    One that is not absolute counts as none, as the XDG Base Directory Specification has it: it would lie wherever the
    process was started, in a workspace perhaps. A user without an entry in the system's list has no home either.
    """
    named = os.environ.get(variable, "") if variable else os.path.expanduser("~")
    return Path(named) if os.path.isabs(named) else None
