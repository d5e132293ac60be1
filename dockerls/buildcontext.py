"""The files beside a Dockerfile, as far as they are known: a value, read at the edge, and what .dockerignore hides.

It knows patterns and paths as text (github.com/moby/patternmatcher says what they mean) and reads no file.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from .late import regex
from .named import NamedTuple

_REGEX_SPECIAL = frozenset(".+()|{}$")
_ALL_ROOTS = frozenset(("*", "**", "**/*"))


class BuildContext(NamedTuple):
    """What is known of the build context.

    Attributes:
        dockerignore: The text of the ignore file; None if there is none.
        name: How that file is called: `.dockerignore`, or `Dockerfile.dockerignore` after the Dockerfile's own name.
    """

    dockerignore: str | None = None
    name: str = ".dockerignore"

    @property
    def ignore(self) -> Ignore:
        """The patterns of the ignore file."""
        return read_ignore(self.dockerignore or "")


NO_CONTEXT = BuildContext()


class Entry(NamedTuple):
    """A file or a folder in the build context, by its bare name."""

    name: str
    is_folder: bool


class Files(Protocol):
    """What lies in the build context, for questions that ask for it: who asks says where, the edge looks there.

    All paths are relative to the context, with `/`; one that leads out of it names nothing.
    """

    @property
    def ignore(self) -> Ignore:
        """What keeps files out of the context."""

    def entries(self, folder: str) -> Sequence[Entry]:
        """What lies in a folder, by name; nothing if it is none."""

    def address(self, path: str) -> str:
        """The URI of a file; empty if there is no such file."""


class _NoFiles:
    """The context of a text that lies nowhere."""

    ignore: Ignore

    def entries(self, folder: str) -> Sequence[Entry]:
        return ()

    def address(self, path: str) -> str:
        return ""


def within(path: str) -> str:
    """A path as BuildKit finds it in the context: relative to it, without `.` and `..`, which lead nowhere else."""
    return posixpath.normpath("/" + path).lstrip("/")


class Pattern(NamedTuple):
    """A line of an ignore file: cleaned, without its `!`, and the regular expression that it means.

    Attributes:
        text: The pattern.
        line: Its line, from zero.
        negated: Whether it began with `!` and so takes files back in.
        regex: What a path has to match in full; None for a pattern that is malformed.
        parts: The expression in pieces: what takes any number of characters, and what takes one.
    """

    text: str
    line: int
    negated: bool
    regex: re.Pattern[str] | None
    parts: tuple[str, ...]

    def matches(self, path: str) -> bool:
        """Whether it matches a clean path, or a directory above it."""
        if self.regex is None:
            return False
        wide = sum(part in _WIDE for part in self.parts)
        if wide > 1 and (len(path) + 1) ** wide * (path.count("/") + 1) > _MOST_STEPS:
            return _walk(self.parts, path)
        if self.regex.fullmatch(path):
            return True
        at = path.find("/")
        while at >= 0:
            if self.regex.fullmatch(path[:at]):
                return True
            at = path.find("/", at + 1)
        return False


class Ignore(NamedTuple):
    """The patterns of an ignore file, in order."""

    patterns: tuple[Pattern, ...] = ()

    @property
    def has_exceptions(self) -> bool:
        """Whether a pattern takes files back in; of a directory nobody then knows what is left."""
        return any(pattern.negated for pattern in self.patterns)

    def hides(self, path: str) -> Pattern | None:
        """The pattern that keeps a path out of the build context; None if it is in.

        Args:
            path: With `/`, relative to the context or with a `/` in front.
        """
        clean = posixpath.normpath(path.replace("\\", "/")).lstrip("/") or "."
        if clean == ".":
            return next((item for item in self.patterns if not item.negated and item.text in _ALL_ROOTS), None)
        hiding: Pattern | None = None
        for pattern in self.patterns:
            if pattern.negated == (hiding is not None) and pattern.matches(clean):
                hiding = None if pattern.negated else pattern
        return hiding


_NoFiles.ignore = Ignore()
NO_FILES: Files = _NoFiles()


@lru_cache(maxsize=64)
def read_ignore(text: str) -> Ignore:
    """The patterns in the text of an ignore file. Malformed ones match nothing."""
    found: list[Pattern] = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n")):
        if line.startswith("#"):
            continue
        pattern = line.strip()
        negated = pattern.startswith("!")
        if negated:
            pattern = pattern[1:].strip()
        if not pattern:
            continue
        pattern = posixpath.normpath(pattern)
        if pattern.startswith("//"):  # Python keeps two slashes, Go one.
            pattern = pattern[1:]
        if len(pattern) > 1:
            pattern = pattern.removeprefix("/")
        parts = _parts(pattern)
        found.append(Pattern(pattern, number, negated, _regex(parts), parts or ()))
    return Ignore(tuple(found))


_SET_SIGN = regex(r"\\.|[\[&~|]", re.DOTALL)
_ANY, _DIRECTORIES, _WITHIN = ".*", "(?:.*/)?", "[^/]*"
_WIDE = frozenset((_ANY, _DIRECTORIES, _WITHIN))
_MOST_STEPS = 100_000
"""What `re` may try at most, by an estimate, for a single path: a millisecond."""


def _regex(parts: tuple[str, ...] | None) -> re.Pattern[str] | None:
    try:
        return None if parts is None else re.compile("".join(parts), re.DOTALL)
    except re.error:
        return None


def _walk(parts: tuple[str, ...], path: str) -> bool:
    """The same as `matches` where `re` could try for hours: all ways are gone at once, character by character."""
    try:
        narrow = [None if part in _WIDE else re.compile(part, re.DOTALL) for part in parts]
    except re.error:
        return False
    end = len(parts)

    def reached(places: set[int]) -> set[int]:
        """Those places, and what lies behind parts that take nothing."""
        found = set(places)
        for place in places:
            while place < end and narrow[place] is None:
                place += 1
                found.add(place)
        return found

    before, inside = reached({0}), set[int]()
    for char in path:
        if char == "/" and end in before:
            return True
        following: set[int] = set()
        for place in before:
            if place == end:
                continue
            part, single = parts[place], narrow[place]
            if single is not None:
                if single.fullmatch(char):
                    following.add(place + 1)
            elif part == _DIRECTORIES:
                inside.add(place)
            elif part == _ANY or char != "/":
                following.add(place)
        if char == "/":
            following.update(place + 1 for place in inside)
        before = reached(following)
    return end in before


def _parts(pattern: str) -> tuple[str, ...] | None:
    parts: list[str] = []
    at, size = 0, len(pattern)
    while at < size:
        char = pattern[at]
        at += 1
        if char == "*" and pattern.startswith("*", at):
            at += 1
            if pattern.startswith("/", at):
                at += 1
            # Before more it takes any number of directories, none too; at the end all that follows. In front of plain
            # text without a slash it takes any beginning.
            begins = at == 2 and not any(other in "*?[]\\" for other in pattern[at:])
            parts.append(_ANY if at >= size or begins else _DIRECTORIES)
        elif char == "*":
            parts.append(_WITHIN)
        elif char == "?":
            parts.append("[^/]")
        elif char == "\\":
            parts.append(re.escape(pattern[at : at + 1] or "\\"))
            at += 1
        elif char == "[":
            end = pattern.find("]", at + 1)
            if end < 0:
                return None
            # Within a set some signs are themselves, and `re` warns of what they may mean one day.
            members = _SET_SIGN.sub(lambda sign: sign[0] if len(sign[0]) > 1 else f"\\{sign[0]}", pattern[at:end])
            parts.append(f"[{members}]")
            at = end + 1
        elif char in _REGEX_SPECIAL:
            parts.append("\\" + char)
        else:
            parts.append(re.escape(char))
    return tuple(parts)
