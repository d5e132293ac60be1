"""Comments that switch rules off, in every dialect: ours, hadolint's, tally's and BuildKit's `# check=`.

It knows what such comments say and which instruction they stand before, and must not know any rule.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from ..docker import CHECKS, EXPERIMENTAL_CHECKS
from ..syntax import Node, Tree
from ..text import Span
from .once import once
from .rule import Finding

Dialect = Literal["dockerls", "hadolint", "tally", "check"]

_IGNORE = re.compile(
    r"#[ \t]*(?P<dialect>dockerls|hadolint|tally)[ \t]+(?:(?P<scope>global|stage)[ \t]+)?ignore[ \t]*=[ \t]*"
    r"(?P<names>[\w/-]+(?:[ \t]*,[ \t]*[\w/-]+)*)(?:[ \t]*;[ \t]*(?:reason[ \t]*=)?(?P<reason>.*))?",
    re.IGNORECASE,
)
_SHELL = re.compile(r"#[ \t]*(?:dockerls|hadolint|tally)[ \t]+(?:global[ \t]+)?shell[ \t]*=[ \t]*(\S+)", re.IGNORECASE)
# BuildKit takes what stands before the first blank, and leaves the rest aside.
_CHECK = re.compile(r"#[ \t]*check[ \t]*=[ \t]*(?P<options>[^ \r\n]+)", re.IGNORECASE)
_TRUE = frozenset(("1", "t", "T", "TRUE", "true", "True"))
_HINT = re.compile(r"ignore|shell|check", re.IGNORECASE)
_NAME = re.compile(r"[\w/-]+")


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
    """

    found: tuple[Pragma, ...] = ()
    error: Span | None = None
    experimental: frozenset[str] = frozenset()
    shell: str = ""

    def __bool__(self) -> bool:
        return bool(self.found)

    def covers(self, finding: Finding, tree: Tree, dialect: str = "") -> Pragma | None:
        """The pragma that switches a finding off; only those of one dialect are asked if it is given."""
        number = -1
        for pragma in self.found:
            if dialect and pragma.dialect != dialect:
                continue
            if pragma.target is not None:
                if number < 0:
                    number = tree.number_at(finding.span.start)
                if not pragma.target <= number < pragma.end:
                    continue
            if _names(pragma, finding):
                return pragma
        return None

    def is_check(self, finding: Finding) -> bool:
        """Whether the finding is one of BuildKit's own checks."""
        return any(name in CHECKS for name in finding.names)


def _names(pragma: Pragma, finding: Finding) -> bool:
    if pragma.dialect == "check":  # BuildKit minds the case, and skips no experimental check.
        names = [name for name in finding.names if name in CHECKS and name not in EXPERIMENTAL_CHECKS]
        return any(name.text in names or (name.text == "all" and names) for name in pragma.names)
    folded = {_bare(name) for name in finding.names}
    wanted = [_bare(name.text) for name in pragma.names]
    # An error stays: `all` means what is a matter of taste.
    return any(name in folded or (name == "all" and finding.severity != "error") for name in wanted)


def _bare(name: str) -> str:
    return name.rpartition("/")[2].lower()


class _Check(NamedTuple):
    """The options of a `# check=`."""

    skip: tuple[Name, ...]
    error: Span | None
    experimental: frozenset[str]


def _check(options: str, at: int) -> _Check:
    """What the options say, of which the first character stands at `at`."""
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
        at += len(option) + 1
    return _Check(skip, error, experimental)


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
    found: list[Pragma] = []
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
    for number in tree.comments:
        node = tree.nodes[number]
        if not _may_say_something(node):
            continue
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
            target = None if scope == "global" else _next_instruction(tree, number)
            end = 0 if target is None else _stage_end(tree, target) if scope == "stage" else target + 1
            found.append(Pragma(number, span, dialect, names, target, (match["reason"] or "").strip(), end))
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
            target = _next_instruction(tree, number)
            end = (target or 0) + 1
            found.append(Pragma(number, span, "check", said.skip, target, "", end))
        elif not check:
            found.append(Pragma(number, span, "check", said.skip, None, ""))
            error, experimental = said.error, said.experimental
    return Pragmas(tuple(found), error, experimental, shell)


@once
def _may_say_something(node: Node) -> bool:
    """Whether a comment or directive looks like a pragma of any dialect: most do not."""
    return "=" in node.source and bool(_HINT.search(node.source))


def _next_instruction(tree: Tree, number: int) -> int:
    """The instruction below a comment; -1 if blank lines or nothing follow it."""
    for other in range(number + 1, len(tree.nodes)):
        kind = tree.nodes[other].kind
        if kind == "instruction":
            return other
        if kind == "blank":
            return -1
    return -1


def _stage_end(tree: Tree, number: int) -> int:
    """The number of the FROM after the stage in which a node stands; the number of nodes for the last stage."""
    following = range(number + 1, len(tree.nodes))
    return next((other for other in following if tree.nodes[other].keyword == "FROM"), len(tree.nodes))
