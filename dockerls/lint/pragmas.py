"""Comments that switch rules off, in every dialect: ours, hadolint's, tally's and BuildKit's `# check=`.

It knows what such comments say and which instruction they stand before, and must not know any rule.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Literal

from ..docker import BOOLEANS, CHECKS, EXPERIMENTAL_CHECKS
from ..late import regex
from ..named import NamedTuple
from ..recent import recent
from ..syntax import Change, Node, Tree
from ..syntax.once import once
from ..text import Span
from .peers import LANGSERVER, TALLY
from .rule import REGISTRY, Finding

Dialect = Literal["dockerls", "hadolint", "tally", "check"]

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
    """A rule's name in a pragma, where it stands in the comment, and what it is compared by: BuildKit minds the case,
    all others do not."""

    text: str
    span: Span
    key: str


class Pragma(NamedTuple):
    """What a comment or directive that switches rules off says by itself; its places are relative to its node.

    Attributes:
        span: The whole comment.
        dialect: Whose language it speaks.
        names: The rules it names.
        scope: What it is about: the instruction below, the stage of that, or the file.
        reason: Why, in the author's words.
        void: Whether it is in hadolint's dialect with a name in it that is no code: hadolint then ignores nothing.
        valid: Whether BuildKit can read it.
        error: Where `error=true` of a `# check=` stands, which makes the build fail for a single warning; else None.
        experimental: BuildKit's experimental checks that it switches on; `all` among them is every one.
        shell: What it says of the file's shell, instead of all this.
    """

    span: Span
    dialect: Dialect
    names: tuple[Name, ...] = ()
    scope: Literal["line", "stage", "file"] = "file"
    reason: str = ""
    void: bool = False
    valid: bool = True
    error: Span | None = None
    experimental: frozenset[str] = frozenset()
    shell: str = ""

    @property
    def switches(self) -> bool:
        """Whether it switches rules off."""
        return not self.void and not self.shell


GIVEN = -1
"""The number that stands for the pragma which is no comment, but given from outside."""

MANY = 200
"""How many pragmas of a file may have misspelt names of which somebody guesses what was meant."""


_NOTHING: dict[str, int] = {}


class Pragmas:
    """All pragmas of a file: by themselves they stay with their nodes, and this is how they stand to the others.

    Attributes:
        numbers: The numbers of the nodes that are pragmas, be it void ones, in order.
        wide: Where each name is switched off for more than a line: the name's key, and the number behind the stage or
            -1 for the file; and the number of the pragma, and from which node on it is about.
        error: Where `error=true` of the `# check=` stands; else None.
        experimental: BuildKit's experimental checks that are switched on.
        shell: What a pragma says of the file's shell.
    """

    def __init__(self, tree: Tree, given: Pragma | None = None) -> None:
        self.numbers = tree.where(_is_pragma)
        self.wide: dict[tuple[str, int], tuple[int, int]] = {}
        self.error = given.error if given else None
        self.experimental = given.experimental if given else frozenset()
        self.shell = ""
        self._nodes = tree.nodes
        self._instructions = tree.instructions
        self._froms = tree.by_keyword.get("FROM", [])
        self._lines: dict[int, dict[str, int]] = {}
        if given is not None:
            self.wide.update({(name.key, -1): (GIVEN, 0) for name in given.names})
        targets = self.targets()
        for number in tree.where(_is_wide):
            said = self.at(number)
            if said.shell:
                self.shell = said.shell
                continue
            target, place = 0, -1
            if said.scope == "stage":
                target = targets(number)
                if target < 0:
                    continue
                place = self._stage_end(target)
            elif said.dialect == "check":
                if given is not None:
                    continue  # What is given takes the place of the directive.
                self.error = said.error and said.error.shift(tree.starts[number])
                self.experimental = said.experimental
            for name in said.names:
                self.wide.setdefault((name.key, place), (number, target))
        self._ends = sorted({end for _, end in self.wide if end >= 0})

    def __bool__(self) -> bool:
        return bool(self.numbers or self.wide)

    @property
    def many(self) -> bool:
        """Whether there are more than anybody writes by hand."""
        return len(self.numbers) > MANY

    def has(self, number: int) -> bool:
        """Whether a node is one of them, by its number."""
        at = bisect_left(self.numbers, number)
        return at < len(self.numbers) and self.numbers[at] == number

    def at(self, number: int) -> Pragma:
        """The pragma that a node is."""
        found = pragma(self._nodes[number])
        assert found is not None, number
        return found

    def targets(self) -> Callable[[int], int]:
        """Tells below which instruction a comment stands right above; to be asked from the first to the last."""
        return _Below(self._nodes).instruction

    def above(self, number: int) -> list[int]:
        """The numbers of the pragmas that are about an instruction alone, by its number: they stand above it, other
        comments may come in between. Of several `# check=` the first counts, and if BuildKit cannot read it, none."""
        nodes = self._nodes
        if not self.numbers or number <= 0 or nodes[number].kind != "instruction":
            return []
        first = number
        while first and nodes[first - 1].kind not in ("instruction", "blank"):
            first -= 1
        if first == number:
            return []
        found = []
        checked = False
        for other in self.numbers[bisect_left(self.numbers, first) : bisect_left(self.numbers, number)]:
            said = self.at(other)
            if said.scope != "line" or not said.switches:
                continue
            if said.dialect == "check":
                checked, counts = True, not checked and said.valid
                if not counts:
                    continue
            found.append(other)
        return found

    def covers(self, finding: Finding, number: int, dialect: str = "") -> bool:
        """Whether a pragma switches a finding off which begins in a node, by the node's number; only those of one
        dialect are asked if it is given."""
        naming = self.naming(finding, number)
        if not dialect:
            return next(naming, None) is not None
        return any(other == GIVEN or self.at(other).dialect == dialect for _, other in naming)

    def naming(self, finding: Finding, number: int) -> Iterator[tuple[str, int]]:
        """The numbers of the pragmas that switch a finding in a node off, each behind the key of the name that does;
        of several that name it for the file, for the stage or for the line, the first."""
        lines = self._lines.get(number)
        if lines is None:
            lines = self._lines[number] = self._line(number)
        wide = self.wide
        if not lines and not wide:
            return
        at = bisect_right(self._ends, number)
        end = self._ends[at] if at < len(self._ends) else -1
        for key in _asked(finding.names, finding.severity == "error"):
            if key in lines:
                yield key, lines[key]
            if (key, -1) in wide:
                yield key, wide[key, -1][0]
            if end >= 0 and (key, end) in wide and number >= wide[key, end][1]:
                yield key, wide[key, end][0]

    def is_check(self, finding: Finding) -> bool:
        """Whether the finding is one of BuildKit's own checks."""
        return any(name in CHECKS for name in finding.names)

    def differing(self, old: Pragmas, change: Change) -> set[int] | None:
        """The numbers of the nodes for which pragmas say something else than they did before a change; None for all.
        Those that changed themselves need not be among them."""
        if not self and not old:
            return set()
        if _wide(old, change) != _wide(self, None):
            return None
        at = bisect_left(self._instructions, change.come)
        return set(self._instructions[at : at + 1])  # It alone may have got or lost one above it.

    def _line(self, number: int) -> dict[str, int]:
        """Which names are switched off for an instruction alone, and by which pragma first."""
        above = self.above(number)
        found: dict[str, int] = {} if above else _NOTHING
        for other in above:
            for name in self.at(other).names:
                found.setdefault(name.key, other)
        return found

    def _stage_end(self, number: int) -> int:
        """The number of the FROM after the stage in which a node stands; the number of nodes for the last stage."""
        at = bisect_right(self._froms, number)
        return self._froms[at] if at < len(self._froms) else len(self._nodes)


def _wide(notes: Pragmas, change: Change | None) -> set[tuple[str, int, int]]:
    """What is switched off for more than a line, by the numbers that nodes have after a change; -2 for one that is
    gone."""

    def moved(number: int) -> int:
        if change is None or number < change.first:
            return number
        return number + change.by if number >= change.gone else -2

    return {
        (key, end if end < 0 else moved(end - 1), 0 if end < 0 else moved(first))
        for (key, end), (_, first) in notes.wide.items()
    }


@lru_cache(maxsize=1024)
def _asked(names: tuple[str, ...], is_error: bool) -> tuple[str, ...]:
    """The keys by which a pragma may switch a finding off that has these names.

    BuildKit minds the case, and skips no experimental check.
    """
    checks = [name for name in names if name in CHECKS and name not in EXPERIMENTAL_CHECKS]
    found = [f"check={name}" for name in checks]
    if checks:
        found.append("check=all")
    for name in dict.fromkeys(map(bare, names)):
        found += (name, *_titles().get(name, ()))
    if not is_error:  # An error stays: `all` means what is a matter of taste.
        found.append("all")
    return tuple(found)


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
        text = part.strip()
        if text:
            start = at + len(part) - len(part.lstrip())
            names.append(Name(text, Span(start, start + len(text)), f"check={text}"))
        at += len(part) + 1
    return tuple(names)


def ignoring(comment: str) -> re.Match[str] | None:
    """What a comment that switches rules off says, as groups `dialect`, `scope`, `names` and `reason`; None for any
    other comment, and for a `# check=`."""
    return _IGNORE.search(comment)


def pragmas(tree: Tree, check: str = "") -> Pragmas:
    """The pragmas of a tree.

    Args:
        tree: The tree.
        check: Options that take the place of the file's own `# check=`, as the build argument
            BUILDKIT_DOCKERFILE_CHECK does.
    """
    if not check:
        return _own(tree)
    said = _check(check.strip().partition(" ")[0], 0)
    names = tuple(name._replace(span=Span(0, 0)) for name in said.skip)
    error = Span(0, 0) if said.error else None
    return Pragmas(tree, Pragma(Span(0, 0), "check", names, error=error, experimental=said.experimental))


@once
def _own(tree: Tree) -> Pragmas:
    """What the tree says by itself: asked for by many, some of them once for each finding."""
    return Pragmas(tree)


@once
def pragma(node: Node) -> Pragma | None:
    """What a node says as a pragma; None if it is none."""
    return _read(node.source, node.kind == "directive") if _may_say_something(node) else None


def _is_pragma(node: Node) -> bool:
    return _may_say_something(node) and pragma(node) is not None


def _is_wide(node: Node) -> bool:
    """Whether a node speaks of more than the line below."""
    said = pragma(node) if _may_say_something(node) else None
    return said is not None and not said.void and (said.scope != "line" or bool(said.shell))


@recent(256)
def _read(source: str, is_directive: bool) -> Pragma | None:
    """Read once for all comments that say the same: who writes a thousand of them copies most."""
    text = source.rstrip("\r\n")
    span = Span(len(text) - len(text.lstrip()), len(text))
    match = None if is_directive else ignoring(text)
    if match:
        names = tuple(
            Name(name[0], Span(*name.span()), bare(name[0]))
            for name in _NAME.finditer(text, match.start("names"), match.end("names"))
        )
        dialect: Dialect = match["dialect"].lower()  # type: ignore[assignment]
        scope = {"global": "file", "stage": "stage"}.get((match["scope"] or "").lower(), "line")
        void = dialect == "hadolint" and not all(is_code(name.text) for name in names)
        return Pragma(span, dialect, names, scope, (match["reason"] or "").strip(), void)  # type: ignore[arg-type]
    shells = _SHELL.search(text)
    if shells:
        return Pragma(span, "dockerls", shell=shells[1])
    options = _CHECK.match(text.strip())
    if not options:
        return None
    said = _check(options["options"], text.index(options["options"]))
    if is_directive:
        return Pragma(span, "check", said.skip, error=said.error, experimental=said.experimental)
    return Pragma(span, "check", said.skip, "line", valid=said.valid)


def _may_say_something(node: Node) -> bool:
    """Whether a node is a comment or directive that looks like a pragma of any dialect: most do not."""
    return node.kind in ("comment", "directive") and "=" in node.source and bool(_HINT.search(node.source))


class _Below:
    """What stands below the comments of a tree, for which one asks from the first to the last."""

    def __init__(self, nodes: list[Node]) -> None:
        self._nodes = nodes
        self._until = self._target = -1

    def instruction(self, number: int) -> int:
        """The instruction below a comment; -1 if blank lines or nothing follow it."""
        if number >= self._until:
            kinds = ((other, self._nodes[other].kind) for other in range(number + 1, len(self._nodes)))
            found = ((other, kind) for other, kind in kinds if kind in ("instruction", "blank"))
            self._until, kind = next(found, (len(self._nodes), "blank"))
            self._target = self._until if kind == "instruction" else -1
        return self._target
