"""What a source of ADD or COPY is: a path, a download or a Git repository, and what BuildKit refuses in its address.

It knows addresses and must not know instructions. Sources: BuildKit's dfgitutil, util/gitutil and util/sshutil.
"""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import parse_qs, unquote

from ..late import regex
from ..named import NamedTuple
from .instructions import BOOLEANS

_PROTOCOL = regex(r"([a-zA-Z0-9]+)://")
_SCP = regex(r"[a-zA-Z0-9_-]+@[a-zA-Z0-9.-]+:(.*?)(?:\?(.*?))?(?:#(.*))?", re.DOTALL)
_URL = regex(r"[a-zA-Z0-9]+://([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)
_BAD_ESCAPE = regex(r"%(?![0-9a-fA-F]{2})")
_BAD_HOST = regex(r"[\s\"<>^`{|}\\]|:[^\]]*[^0-9\]][^\]]*$")
_QUERIES = frozenset(("ref", "tag", "branch", "subdir", "checksum", "commit", "keep-git-dir", "submodules"))


class Source(NamedTuple):
    """`problem` says why BuildKit refuses the address of a Git repository; `checksum` is what its query demands."""

    kind: Literal["path", "http", "git"]
    problem: str = ""


def source(text: str) -> Source:
    """What BuildKit takes a source for."""
    if text.startswith(("./", "../", "github.com/")):
        return Source("path")
    protocol = _PROTOCOL.match(text)
    if protocol is None:
        scp = _SCP.fullmatch(text) if "@" in text else None
        return Source("path") if scp is None else Source("git", _query_problem(scp[2] or "", scp[3] or ""))
    name = protocol[1].lower()
    download = text.startswith(("http://", "https://"))
    url = _URL.fullmatch(text) if name in ("http", "https", "ssh", "git") else None
    if url is None or any(ord(character) < 0x20 or ord(character) == 0x7F for character in text) or not _parses(url):
        return Source("http" if download else "path")
    if name.startswith("http") and not unquote(url[2]).endswith(".git"):
        return Source("http" if download else "path")
    return Source("git", _query_problem(url[3] or "", url[4] or ""))


def _parses(url: re.Match[str]) -> bool:
    host = url[1].rpartition("@")[2]
    return not _BAD_ESCAPE.search(url[2]) and not _BAD_ESCAPE.search(url[4] or "") and not _BAD_HOST.search(host)


def _query_problem(query: str, fragment: str) -> str:
    """What is wrong with the query of a Git address."""
    if not query:
        return ""
    values = parse_qs(query, keep_blank_values=True)
    for name, given in values.items():
        if name not in _QUERIES:
            return f"`{name}` is no query of a Git address"
        if len(given) > 1:
            return f"`{name}` comes twice in the address"
        switch = name in ("keep-git-dir", "submodules")
        if not given[0] and not switch:
            return f"`{name}` has no value in the address"
        if given[0] and switch and given[0] not in BOOLEANS:
            return f"`{name}` is neither true nor false in the address"
    reference, _, directory = fragment.partition(":")
    wanted = {reference, values.get("ref", [""])[0]}
    if "tag" in values and "branch" in values:
        return "the address names both a tag and a branch"
    for kind, prefix in (("tag", "refs/tags/"), ("branch", "refs/heads/")):
        if kind in values:
            wanted.add(prefix + values[kind][0].removeprefix(prefix))
    if len(wanted - {""}) > 1:
        return "the address names two different references"
    if directory and values.get("subdir", [directory])[0] != directory:
        return "the address names two different directories"
    return ""
