"""Comments that switch rules off, in every dialect: ours, hadolint's, tally's and BuildKit's `# check=`.

It knows what such comments say and which instruction they stand before, and must not know any rule.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from ..docker import CHECKS
from ..syntax import Tree
from ..text import Span
from .rule import Finding

Dialect = Literal["dockerls", "hadolint", "tally", "check"]

_IGNORE = re.compile(
    r"#[ \t]*(?P<dialect>dockerls|hadolint|tally)[ \t]+(?P<all>global[ \t]+)?ignore[ \t]*=[ \t]*"
    r"(?P<names>[\w/-]+(?:[ \t]*,[ \t]*[\w/-]+)*)(?:[ \t]*;[ \t]*(?:reason[ \t]*=)?(?P<reason>.*))?",
    re.IGNORECASE,
)
_SHELL = re.compile(r"#[ \t]*(?:dockerls|hadolint|tally)[ \t]+(?:global[ \t]+)?shell[ \t]*=[ \t]*(\S+)", re.IGNORECASE)
_CHECK = re.compile(r"#[ \t]*check[ \t]*=[ \t]*(?P<options>.+)", re.IGNORECASE)
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
        target: The number of the instruction it is about; None for the whole file.
        reason: Why, in the author's words.
    """

    number: int
    span: Span
    dialect: Dialect
    names: tuple[Name, ...]
    target: int | None
    reason: str


class Pragmas(NamedTuple):
    """All pragmas of a file; `error` is `# check=…;error=true`, `shell` what a pragma says of the file's shell."""

    found: tuple[Pragma, ...] = ()
    error: bool = False
    experimental: frozenset[str] = frozenset()
    shell: str = ""

    def __bool__(self) -> bool:
        return bool(self.found)

    def covers(self, finding: Finding, tree: Tree) -> Pragma | None:
        """The pragma that switches a finding off."""
        names = {_bare(name) for name in finding.names}
        number = -1
        for pragma in self.found:
            if pragma.target is not None:
                if number < 0:
                    number = tree.number_at(finding.span.start)
                if number != pragma.target:
                    continue
            for name in pragma.names:
                wanted = _bare(name.text)
                if wanted in names or (wanted == "all" and _reaches(pragma, finding)):
                    return pragma
        return None

    def is_check(self, finding: Finding) -> bool:
        """Whether the finding is one of BuildKit's own checks."""
        return any(name in CHECKS for name in finding.names)


def _bare(name: str) -> str:
    return name.rpartition("/")[2].lower()


def _reaches(pragma: Pragma, finding: Finding) -> bool:
    """Whether `all` in the pragma means the finding: BuildKit speaks of its own checks only, and errors stay."""
    if pragma.dialect == "check":
        return any(name in CHECKS for name in finding.names)
    return finding.severity != "error"


def pragmas(tree: Tree) -> Pragmas:
    """The pragmas of a tree. One about a single instruction stands above it, other comments may come in between."""
    found: list[Pragma] = []
    error, shell = False, ""
    experimental: frozenset[str] = frozenset()
    for number, node in enumerate(tree.nodes):
        if node.kind not in ("comment", "directive") or "=" not in node.source:
            continue
        start = tree.starts[number]
        text = node.source.rstrip("\r\n")
        span = Span(start + len(text) - len(text.lstrip()), start + len(text))
        match = _IGNORE.search(text) if node.kind == "comment" else None
        if match:
            names = tuple(
                Name(name[0], Span(start + name.start(), start + name.end()))
                for name in _NAME.finditer(text, match.start("names"), match.end("names"))
            )
            target = None if match["all"] else _next_instruction(tree, number)
            dialect: Dialect = match["dialect"].lower()  # type: ignore[assignment]
            found.append(Pragma(number, span, dialect, names, target, (match["reason"] or "").strip()))
            continue
        shells = _SHELL.search(text)
        if shells:
            shell = shells[1]
            continue
        check = _CHECK.match(text.strip())
        if not check:
            continue
        at = start + text.index(check["options"])
        for option in check["options"].split(";"):
            key, _, value = option.partition("=")
            key = key.strip().lower()
            if key == "skip":
                first = at + len(option) - len(value)
                names = tuple(
                    Name(name[0], Span(first + name.start(), first + name.end())) for name in _NAME.finditer(value)
                )
                target = None if node.kind == "directive" else _next_instruction(tree, number)
                found.append(Pragma(number, span, "check", names, target, ""))
            elif key == "error" and node.kind == "directive":
                error = value.strip().lower() == "true"
            elif key == "experimental" and node.kind == "directive":
                experimental = frozenset(part.strip().lower() for part in value.split(","))
            at += len(option) + 1
    return Pragmas(tuple(found), error, experimental, shell)


def _next_instruction(tree: Tree, number: int) -> int | None:
    """The instruction below a comment; -1 if blank lines or nothing follow it."""
    for other in range(number + 1, len(tree.nodes)):
        kind = tree.nodes[other].kind
        if kind == "instruction":
            return other
        if kind == "blank":
            return -1
    return -1
