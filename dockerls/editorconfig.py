"""What the text of an .editorconfig says about a file, by the specification of editorconfig.org (0.17).

It knows sections and globs as text and reads no file. Matching takes time in proportion to the glob and the path,
however they are made: the files come with a workspace that nobody may have looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from .late import regex
from .named import NamedTuple

_MOST_GLOBS = 200
"""A section with more alternatives than this holds for no file."""

_LONGEST_GLOB = 1024
"""Nor does a longer one."""

_COMMENT = regex(r"(?:^|(?<=[ \t]))[#;].*")
_RANGE = regex(r"([+-]?\d{1,9})\.\.([+-]?\d{1,9})")


class Said(NamedTuple):
    """What a file says: whether it is the topmost one, and its sections in order, each a glob and its properties."""

    root: bool
    sections: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]

    def of(self, path: str) -> dict[str, str]:
        """The properties of a file; what stands later wins.

        Args:
            path: With `/`, relative to the .editorconfig.
        """
        found: dict[str, str] = {}
        for glob, properties in self.sections:
            if matches(glob, path):
                found.update(properties)
        return found


@lru_cache(maxsize=64)
def read(text: str) -> Said:
    """The sections of an .editorconfig. Lines that are none of its own are passed over."""
    root = False
    sections: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    properties: list[tuple[str, str]] = []
    glob: str | None = None
    for line in (*text.removeprefix("\ufeff").splitlines(), "[]"):
        line = line.strip()
        if line.startswith("[") and line.endswith("]"):
            if glob:
                sections.append((glob, tuple(properties)))
            glob, properties = line[1:-1], []
            continue
        name, equals, value = _COMMENT.sub("", line).partition("=")
        if not equals:
            continue
        name, value = name.strip().lower(), value.strip().lower()
        if glob is None:
            root = root or (name, value) == ("root", "true")
        else:
            properties.append((name, value))
    return Said(root, tuple(sections))


def matches(glob: str, path: str) -> bool:
    """Whether a section's glob holds for a path; without a `/` in it, for the file's name in any folder."""
    if "/" in glob:
        glob = glob.removeprefix("/")
    else:
        path = path.rpartition("/")[2]
    alternatives = _alternatives(glob) if len(glob) <= _LONGEST_GLOB else None
    return alternatives is not None and any(_matches(tuple(_steps(item)), path) for item in alternatives)


def _alternatives(glob: str) -> list[str] | None:
    """The globs that one with `{a,b}` and `{1..3}` stands for; None if they are too many. `/**/` may be one `/`."""
    found: list[str] = []
    waiting = [glob]
    while waiting:
        if len(found) + len(waiting) > _MOST_GLOBS:
            return None
        glob = waiting.pop()
        parted = _first_braces(glob)
        if parted is None:
            found.append(glob)
            continue
        before, choices, after = parted
        if len(choices) > _MOST_GLOBS:
            return None
        waiting += [before + choice + after for choice in choices]
    return [item for glob in found for item in ({glob, glob.replace("/**/", "/", 1)})]


def _first_braces(glob: str) -> tuple[str, list[str], str] | None:
    """What stands before the first braces that give a choice, the choices, and what stands behind."""
    at = 0
    while (start := glob.find("{", at)) >= 0:
        at = start + 1
        if _escaped(glob, start):
            continue
        depth, commas = 0, []
        for end in range(start, len(glob)):
            character = glob[end]
            if character not in "{},":
                continue
            if _escaped(glob, end):
                continue
            depth += (character == "{") - (character == "}")
            if character == "," and depth == 1:
                commas.append(end)
            if depth == 0:
                choices = _choices(glob, start, commas, end)
                if choices is None:
                    break
                return glob[:start], choices, glob[end + 1 :]
    return None


def _choices(glob: str, start: int, commas: list[int], end: int) -> list[str] | None:
    if commas:
        bounds = [start, *commas, end]
        return [glob[first + 1 : last] for first, last in pairwise(bounds)]
    span = _RANGE.fullmatch(glob, start + 1, end)
    if span is None:
        return None
    first, last = sorted((int(span[1]), int(span[2])))
    return [str(number) for number in range(first, min(last, first + _MOST_GLOBS) + 1)]


def _escaped(text: str, at: int) -> bool:
    before = text[:at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


class _Step(NamedTuple):
    """What a place in a path may be: one of `these`, or with `negated` none of them; `many` of that kind or none."""

    these: str
    negated: bool = False
    many: bool = False

    def takes(self, character: str) -> bool:
        return (character in self.these) != self.negated


def _steps(glob: str) -> Iterator[_Step]:
    at = 0
    while at < len(glob):
        character = glob[at]
        at += 1
        if character == "*":
            deep = glob.startswith("*", at)
            at += deep
            yield _Step("" if deep else "/", negated=True, many=True)
        elif character == "?":
            yield _Step("/", negated=True)
        elif character == "[" and (end := glob.find("]", at + 1)) > 0 and "/" not in glob[at:end]:
            inner = glob[at:end]
            negated = inner.startswith("!")
            yield _Step(_spread(inner.removeprefix("!")), negated)
            at = end + 1
        elif character == "\\" and at < len(glob):
            yield _Step(glob[at])
            at += 1
        else:
            yield _Step(character)


def _spread(inner: str) -> str:
    """The characters of a set, with what lies between `a-z`."""
    found = inner
    for at in range(1, len(inner) - 1):
        if inner[at] == "-":
            first, last = ord(inner[at - 1]), ord(inner[at + 1])
            found += "".join(map(chr, range(first, min(last, first + 256) + 1)))
    return found


def _matches(steps: tuple[_Step, ...], path: str) -> bool:
    """Whether the steps lead through all of a path; all ways are gone at once."""
    here = _onward({0}, steps)
    for character in path:
        taken = {at if steps[at].many else at + 1 for at in here if at < len(steps) and steps[at].takes(character)}
        here = _onward(taken, steps)
        if not here:
            return False
    return len(steps) in here


def _onward(places: set[int], steps: tuple[_Step, ...]) -> set[int]:
    """The places, and those that are reached without a character."""
    found = set()
    for at in places:
        found.add(at)
        while at < len(steps) and steps[at].many:
            at += 1
            found.add(at)
    return found
