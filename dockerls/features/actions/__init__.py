"""What can be done in a selection: fix what is found there, ignore it, read about it, and reshape what stands there.

Actions are plain values; whether an edit is sent at once or when it is chosen is the server's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from ...docker import CHECKS
from ...late import regex
from ...lint.engine import fixed
from ...lint.pragmas import Pragma, pragma, pragmas
from ...lint.rule import Finding
from ...named import NamedTuple
from ...snapshot import Snapshot
from ...syntax import Tree
from ...text import Edit, Span
from .refactorings import EXTRACT, REWRITE, refactorings

QUICK_FIX = "quickfix"
FIX_ALL = "source.fixAll.dockerls"
KINDS = (QUICK_FIX, FIX_ALL, REWRITE, EXTRACT)
OPEN_RULE = "dockerls.openRule"

MOST = 1000
"""About how many findings in a selection something is offered: nobody reads a menu of more, and all that is safe is
mended by one action."""

_SHELLCHECK_OR_HADOLINT = regex(r"(DL|SC)\d+")
_INDENT = regex(r"[ \t]*")


class Action(NamedTuple):
    """Something that can be done.

    Attributes:
        title: What the menu says.
        kind: One of KINDS.
        edits: What it changes; None for FIX_ALL, whose edits `fix_all` gives.
        finding: What it is about; None for all findings.
        preferred: Whether it is the obvious choice: the best fix, and a safe one.
        command: A command to run instead of an edit, and its argument; None for an edit.
    """

    title: str
    kind: str
    edits: tuple[Edit, ...] | None = ()
    finding: Finding | None = None
    preferred: bool = False
    command: tuple[str, str] | None = None


def actions(snapshot: Snapshot, span: Span, only: tuple[str, ...] = ()) -> list[Action]:
    """The actions for a selection, the best first.

    Args:
        snapshot: The document.
        span: The selection; a cursor is an empty one.
        only: The kinds that are wanted, `source` standing for `source.fixAll` and `refactor` for all of its kind; empty
            for all.
    """
    found: list[Action] = []
    here = [*islice(snapshot.report.touching(span), MOST)]
    if _wanted(QUICK_FIX, only):
        found += _fixes(here)
    if _wanted(FIX_ALL, only) and snapshot.report.has_safe_fix:
        found.append(Action("Fix all that is safe to fix", FIX_ALL, None))
    if _wanted(REWRITE, only) or _wanted(EXTRACT, only):
        offered = refactorings(snapshot.model, span)
        found += (Action(title, kind, edits) for title, kind, edits in offered if _wanted(kind, only))
    if _wanted(QUICK_FIX, only):
        found += _ignores(snapshot, here)
        for finding in {finding.code: finding for finding in reversed(here)}.values():
            page = f"Open the page of {finding.code}"
            found.append(Action(page, QUICK_FIX, (), finding, command=(OPEN_RULE, finding.code)))
    return found


def fix_all(snapshot: Snapshot) -> tuple[Edit, ...]:
    """The edits of all safe fixes, those left out that overlap an earlier one."""
    _, fixes = fixed(snapshot.text, snapshot.report.findings)
    return tuple(dict.fromkeys(edit for fix in fixes for edit in fix.edits))


def _wanted(kind: str, only: tuple[str, ...]) -> bool:
    return not only or any(not wanted or kind == wanted or kind.startswith(f"{wanted}.") for wanted in only)


def _fixes(here: list[Finding]) -> Iterator[Action]:
    for finding in here:
        for number, fix in enumerate(finding.fixes):
            yield Action(fix.title, QUICK_FIX, fix.edits, finding, preferred=fix.safe and number == 0)


def _ignores(snapshot: Snapshot, here: list[Finding]) -> Iterator[Action]:
    """For each code in the selection: ignore it for its instruction, and in the whole file."""
    if not snapshot.config.pragmas or not here:
        return
    tree = snapshot.tree
    notes = pragmas(tree)
    seen: set[tuple[str, int]] = set()
    for finding in here:
        number = tree.number_at(finding.span.start)
        if number < 0 or tree.nodes[number].kind != "instruction" or (finding.code, number) in seen:
            continue
        seen.add((finding.code, number))
        edit = _joined(tree, notes.above(number), finding) or _above(tree, number, finding.code)
        yield Action(f"Ignore {finding.code} for this line", QUICK_FIX, (edit,), finding)
    everywhere = list(dict.fromkeys(number for (_, end), (number, _) in notes.wide.items() if end < 0))
    everywhere = [number for number in everywhere if notes.at(number).dialect != "check"]
    for finding in {finding.code: finding for finding in reversed(here)}.values():
        edit = _joined(tree, everywhere, finding) or _at_top(tree, finding.code)
        yield Action(f"Ignore {finding.code} in this file", QUICK_FIX, (edit,), finding)


def _joined(tree: Tree, numbers: list[int], finding: Finding) -> Edit | None:
    """The finding's name added to a pragma that is there; None if there is none whose reader would know the name."""
    for number in numbers:
        note = pragma(tree.nodes[number])
        name = _name(note, finding) if note is not None and note.names else None
        if note is not None and name:
            end = tree.starts[number] + note.names[-1].span.end
            return Edit(Span(end, end), f",{name}")
    return None


def _name(note: Pragma, finding: Finding) -> str | None:
    """A name of the finding which the product knows that the pragma is written for."""
    if note.dialect == "hadolint":
        return next((name for name in finding.names if _SHELLCHECK_OR_HADOLINT.fullmatch(name)), None)
    if note.dialect == "check":
        return next((name for name in finding.names if name in CHECKS), None)
    if note.dialect == "tally":
        known = (name for name in finding.names if name in CHECKS or _SHELLCHECK_OR_HADOLINT.fullmatch(name))
        return next(known, None)
    return finding.code


def _above(tree: Tree, number: int, code: str) -> Edit:
    start = tree.starts[number]
    indent = _INDENT.match(tree.nodes[number].source)
    return Edit(Span(start, start), f"{indent[0] if indent else ''}# dockerls ignore={code}{tree.eol}")


def _at_top(tree: Tree, code: str) -> Edit:
    """A pragma for the whole file, below the parser directives, which must come first to count."""
    last = -1
    for number, node in enumerate(tree.nodes):
        if node.kind == "directive":
            last = number
        elif node.source != "\ufeff":
            break
    at = 1 if tree.text.startswith("\ufeff") else 0
    gap = ""
    if last >= 0:
        at = tree.starts[last] + len(tree.nodes[last].source)
        gap = "" if tree.nodes[last].source.endswith("\n") else tree.eol
    return Edit(Span(at, at), f"{gap}# dockerls global ignore={code}{tree.eol}")
