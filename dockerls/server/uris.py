"""What a URI names: where its file lies, and which other spellings of it mean the same.

Clients spell one file in several ways (`file:///c%3A/x`, `file:///C:/x`), and the protocol has us not count on any. It
knows the syntax of URIs and paths, and looks at no disk.
"""

from __future__ import annotations

import ntpath
import os
import posixpath
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from ..late import regex

_DRIVE = regex(rb"^/[A-Za-z]:(?=/|$)")


def path_of(uri: str) -> Path | None:
    """Where the document of a URI lies; None if it lies in no file of this machine, or of its network on Windows."""
    try:
        parts = urlsplit(uri)
        if parts.scheme != "file":
            return None
        path = os.fsdecode(unquote_to_bytes(parts.path))
    except ValueError:  # It is no URI, or has half a pair in it.
        return None
    local = local_path(unquote(parts.netloc), path, is_windows=os.name == "nt")
    return Path(local) if local else None


def local_path(host: str, path: str, *, is_windows: bool) -> str:
    """The absolute path that a `file` URI means, without `.` and `..` in it, as RFC 3986 resolves them.

    Args:
        host: The machine; none and `localhost` are this one.
        path: The path of the URI, decoded.
        is_windows: Whether there are drives, and machines whose folders are shared.

    Returns:
        The path; empty if the URI means none here.
    """
    host = "" if host.lower() == "localhost" else host
    if not path.startswith("/") or "\0" in path:
        return ""
    if not is_windows:
        return "" if host else posixpath.normpath("/" + path.lstrip("/"))
    if host:
        return ntpath.normpath(f"//{host}{path}")
    return ntpath.normpath(path[1:] if path[2:3] == ":" else path)


def spelling(uri: str) -> object:
    """What is the same for two URIs that name the same, but for the spelling.

    Percent-encoding, the case of the scheme and of a drive's letter may differ.
    """
    try:
        parts = urlsplit(uri)
        path = _DRIVE.sub(lambda drive: drive[0].lower(), unquote_to_bytes(parts.path), count=1)
    except ValueError:
        return uri
    return parts.scheme, unquote(parts.netloc).lower(), path, unquote(parts.query), unquote(parts.fragment)
