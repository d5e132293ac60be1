"""Comments that switch rules off, in every dialect: ours, hadolint's, tally's and BuildKit's `# check=`.

It knows what such comments say and which instruction they stand before, and must not know any rule.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from ..docker import BOOLEANS, CHECKS, EXPERIMENTAL_CHECKS
from ..late import regex
from ..named import NamedTuple
from ..syntax import Node, Tree
from ..syntax.once import once
from ..text import Span
from .peers import LANGSERVER, TALLY
from .rule import REGISTRY, Finding

Dialect = Literal["dockerls", "hadolint", "tally", "check"]

_Place = tuple[str, str, int]
"""A rule's name, with `check=` before it if BuildKit reads it; `file`, `line` or `stage`; and which one."""

_IGNORE = regex(
    r"#[ \t]*(?P<dialect>dockerls|hadolint|tally)[ \t]+(?:(?P<scope>global|stage)[ \t]+)?ignore[ \t]*=[ \t]*"
    r"(?P<names>[\w/-]+(?:[ \t]*,[ \t]*[\w/-]+)*)(?:[ \t]*(?:;[ \t]*(?:reason[ \t]*=)?|#)(?P<reason>.*))?",
    re.IGNORECASE,
)
_SHELL = regex(r"#[ \t]*(?:dockerls|hadolint|tally)[ \t]+(?:global[ \t]+)?shell[ \t]*=[ \t]*(\S+)", re.IGNORECASE)
# BuildKit takes what stands before the first blank, and leaves the rest aside.
_CHECK = regex(r"#[ \t]*check[ \t]*=[ \t]*(?P<options>[^ \r\n]+)", re.IGNORECASE)
_TRUE = frozenset(("1", "t", "T", "TRUE", "true", "True"))
_HINT = regex(r"ignore|shell|check", re.IGNORECASE)
_NAME = regex(r"[\w/-]+")
_CODE = regex(r"[A-Za-z]{2}\d+|all|.+/.+", re.DOTALL)


class Name(NamedTuple):
    """A rule's name in a pragma, and where it stands in the text."""

    text: str
    span: Span


class Pragma(NamedTuple):
    """A comment that switches rules off.

    Attributes:
        number: The number of its node.
        span: The whole comment.
        dialect: Whose language it speaks.
        names: The rules it names.
        target: The number of the instruction it is about, or of the first of a stage; None for the whole file.
        reason: Why, in the author's words.
        end: The number behind the last node it is about, where `target` is a number.
    """

    number: int
    span: Span
    dialect: Dialect
    names: tuple[Name, ...]
    target: int | None
    reason: str
    end: int = 0


class Pragmas(NamedTuple):
    """All pragmas of a file.

    Attributes:
        found: Those that switch rules off, in order.
        error: Where `error=true` of a `# check=` stands, which makes the build fail for a single warning; else None.
        experimental: BuildKit's experimental checks that are switched on; `all` among them is every one.
        shell: What a pragma says of the file's shell.
        void: Those in hadolint's dialect with a name in them that is no code: hadolint then ignores nothing at all.
        places: The first pragma that names a rule for the file, for a line (by the number of its instruction) or in a
            stage (by the number behind it).
        ends: The numbers behind the stages that pragmas are about, in order.
    """

    found: tuple[Pragma, ...] = ()
    error: Span | None = None
    experimental: frozenset[str] = frozenset()
    shell: str = ""
    void: tuple[Pragma, ...] = ()
    places: Mapping[_Place, Pragma] = MappingProxyType({})
    ends: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.found)

    def covers(self, finding: Finding, number: int, dialect: str = "") -> Pragma | None:
        """The pragma that switches a finding off which begins in a node, by the node's number; only those of one
        dialect are asked if it is given."""
        found: Pragma | None = None
        for _, pragma in self.naming(finding, number):
            if dialect and pragma.dialect != dialect:
                continue
            if found is None or pragma.number < found.number:
                found = pragma
        return found

    def naming(self, finding: Finding, number: int) -> Iterator[tuple[str, Pragma]]:
        """The pragmas that switch a finding in a node off, each with the name that does, as `key` gives it."""
        at = bisect_right(self.ends, number)
        where = (-1, number, self.ends[at] if at < len(self.ends) else -2)
        for name in _asked(finding):
            for kind, place in zip(("file", "line", "stage"), where):
                pragma = self.places.get((name, kind, place))
                if pragma is not None and not (kind == "stage" and number < (pragma.target or 0)):
                    yield name, pragma

    def is_check(self, finding: Finding) -> bool:
        """Whether the finding is one of BuildKit's own checks."""
        return any(name in CHECKS for name in finding.names)


def _asked(finding: Finding) -> Iterator[str]:
    """The names by which a pragma may switch a finding off.

    BuildKit minds the case, and skips no experimental check.
    """
    checks = [name for name in finding.names if name in CHECKS and name not in EXPERIMENTAL_CHECKS]
    yield from (f"check={name}" for name in checks)
    if checks:
        yield "check=all"
    for name in {bare(name) for name in finding.names}:
        yield name
        yield from _titles().get(name, ())
    if finding.severity != "error":  # An error stays: `all` means what is a matter of taste.
        yield "all"


@lru_cache(maxsize=1)
def _titles() -> dict[str, tuple[str, ...]]:
    """What else the findings of each name may be called: in words, or as tally and docker-langserver do."""
    titles: dict[str, tuple[str, ...]] = {}
    for rule in REGISTRY.values():
        for name in {bare(name) for name in rule.names}:
            titles[name] = (*titles.get(name, ()), rule.name)
    for title, peer in (*TALLY.items(), *LANGSERVER.items()):
        for name in {bare(code) for code in peer.codes}:
            titles[name] = (*titles.get(name, ()), bare(title))
    return titles


def _indexed(found: list[Pragma]) -> dict[_Place, Pragma]:
    """The pragmas by what they switch off and where, so that ten thousand of them cost a finding no more than one."""
    index: dict[_Place, Pragma] = {}
    for pragma in found:
        kind, place = "file", -1
        if pragma.target is not None:
            kind, place = ("line", pragma.target) if pragma.end == pragma.target + 1 else ("stage", pragma.end)
        for name in pragma.names:
            index.setdefault((key(pragma, name), kind, place), pragma)
    return index


def key(pragma: Pragma, name: Name) -> str:
    """What a name in a pragma is compared by: BuildKit minds the case, all others do not."""
    return f"check={name.text}" if pragma.dialect == "check" else bare(name.text)


def is_code(name: str) -> bool:
    """Whether hadolint could take a name for that of a rule: a code, or one of BuildKit's checks."""
    return bool(_CODE.fullmatch(name)) or name in CHECKS


def bare(name: str) -> str:
    """A rule's name without what says whose it is, in lower case: `hadolint/DL3008` is `dl3008`."""
    return name.rpartition("/")[2].lower()


class _Check(NamedTuple):
    """The options of a `# check=`."""

    skip: tuple[Name, ...]
    error: Span | None
    experimental: frozenset[str]
    valid: bool


def _check(options: str, at: int) -> _Check:
    """What the options say, of which the first character stands at `at`."""
    valid = True
    skip: tuple[Name, ...] = ()
    error: Span | None = None
    experimental: frozenset[str] = frozenset()
    for option in options.split(";"):
        key, _, value = option.partition("=")
        first = at + len(option) - len(value)
        if key == "skip":
            skip = _listed(value, first)
        elif key == "error":
            error = Span(at, at + len(option)) if value in _TRUE else None
        elif key == "experimental":
            experimental = frozenset(name.text for name in _listed(value, first))
        else:
            valid = False
        valid &= "=" in option and (key != "error" or value in BOOLEANS)
        at += len(option) + 1
    return _Check(skip, error, experimental, valid)


def _listed(value: str, at: int) -> tuple[Name, ...]:
    names = []
    for part in value.split(","):
        if part.strip():
            start = at + len(part) - len(part.lstrip())
            names.append(Name(part.strip(), Span(start, start + len(part.strip()))))
        at += len(part) + 1
    return tuple(names)


def ignoring(comment: str) -> re.Match[str] | None:
    """What a comment that switches rules off says, as groups `dialect`, `scope`, `names` and `reason`; None for any
    other comment, and for a `# check=`."""
    return _IGNORE.search(comment)


def pragmas(tree: Tree, check: str = "") -> Pragmas:
    """The pragmas of a tree. One about a single instruction stands above it, other comments may come in between.

    Args:
        tree: The tree.
        check: Options that take the place of the file's own `# check=`, as the build argument
            BUILDKIT_DOCKERFILE_CHECK does.
    """
    return _read(tree, check) if check else _own(tree)


@once
def _own(tree: Tree) -> Pragmas:
    """What the tree says by itself: asked for by many, some of them once for each finding."""
    return _read(tree, "")


def _read(tree: Tree, check: str) -> Pragmas:
    found: list[Pragma] = []
    void: list[Pragma] = []
    shell = ""
    error: Span | None = None
    experimental: frozenset[str] = frozenset()
    if check:
        given = _check(check.strip().partition(" ")[0], 0)
        error = Span(0, 0) if given.error else None
        experimental = given.experimental
        if given.skip:
            names = tuple(name._replace(span=Span(0, 0)) for name in given.skip)
            found.append(Pragma(-1, Span(0, 0), "check", names, None, ""))
    below = _Below(tree)
    checked: set[int] = set()
    for number in tree.where(_may_say_something):
        node = tree.nodes[number]
        start = tree.starts[number]
        text = node.source.rstrip("\r\n")
        span = Span(start + len(text) - len(text.lstrip()), start + len(text))
        match = ignoring(text) if node.kind == "comment" else None
        if match:
            names = tuple(
                Name(name[0], Span(start + name.start(), start + name.end()))
                for name in _NAME.finditer(text, match.start("names"), match.end("names"))
            )
            dialect: Dialect = match["dialect"].lower()  # type: ignore[assignment]
            scope = (match["scope"] or "").lower()
            target = None if scope == "global" else below.instruction(number)
            end = 0 if target is None else below.stage_end(target) if scope == "stage" and target >= 0 else target + 1
            is_void = dialect == "hadolint" and not all(is_code(name.text) for name in names)
            pragma = Pragma(number, span, dialect, names, target, (match["reason"] or "").strip(), end)
            (void if is_void else found).append(pragma)
            continue
        shells = _SHELL.search(text)
        if shells:
            shell = shells[1]
            continue
        options = _CHECK.match(text.strip())
        if not options:
            continue
        said = _check(options["options"], start + text.index(options["options"]))
        if node.kind == "comment":
            target = below.instruction(number)
            # Of those above an instruction the first counts, and if BuildKit cannot read it, none.
            place = target if said.valid and target not in checked else -1
            checked.add(target)
            found.append(Pragma(number, span, "check", said.skip, place, "", place + 1))
        elif not check:
            found.append(Pragma(number, span, "check", said.skip, None, ""))
            error, experimental = said.error, said.experimental
    index = _indexed(found)
    ends = sorted({place for _, kind, place in index if kind == "stage"})
    return Pragmas(tuple(found), error, experimental, shell, tuple(void), index, tuple(ends))


def _may_say_something(node: Node) -> bool:
    """Whether a node is a comment or directive that looks like a pragma of any dialect: most do not."""
    return node.kind in ("comment", "directive") and "=" in node.source and bool(_HINT.search(node.source))


class _Below:
    """What stands below the comments of a tree, for which one asks from the first to the last."""

    def __init__(self, tree: Tree) -> None:
        self._nodes = tree.nodes
        self._froms = tree.by_keyword.get("FROM", [])
        self._until = self._target = -1

    def instruction(self, number: int) -> int:
        """The instruction below a comment; -1 if blank lines or nothing follow it."""
        if number >= self._until:
            kinds = ((other, self._nodes[other].kind) for other in range(number + 1, len(self._nodes)))
            found = ((other, kind) for other, kind in kinds if kind in ("instruction", "blank"))
            self._until, kind = next(found, (len(self._nodes), "blank"))
            self._target = self._until if kind == "instruction" else -1
        return self._target

    def stage_end(self, number: int) -> int:
        """The number of the FROM after the stage in which a node stands; the number of nodes for the last stage."""
        at = bisect_right(self._froms, number)
        return self._froms[at] if at < len(self._froms) else len(self._nodes)
