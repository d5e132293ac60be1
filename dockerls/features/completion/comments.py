"""Comments that mean something: parser directives at the head of the file, and the rules which pragmas name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...cursor import head_open
from ...describe import tables
from ...describe.markdown import names, page
from ...docker import CHECKS, DIRECTIVES
from ...late import regex
from ...lint.engine import rules
from ...lint.explain import summary
from ...lint.rule import Rule
from ...snapshot import Snapshot
from ...text import Span
from .item import Item, Slot, Target, choice, item

_HADOLINT = regex(r"(DL|SC)\d+")
_PRAGMA = regex(
    r"\s*#\s*(dockerls|hadolint|tally)\s+(?:(?:global|stage)\s+)?ignore\s*=\s*((?:[\w/,-][\w/, \t-]*)?)$",
    re.IGNORECASE,
)
_REASON = regex(
    r"\s*#\s*(?:dockerls|tally)\s+(?:(?:global|stage)\s+)?ignore\s*=\s*[\w/,-][\w/, \t-]*;[ \t]*(\w*)$", re.IGNORECASE
)
_SHELL = regex(r"\s*#\s*(?:dockerls|hadolint|tally)\s+(?:global\s+)?shell\s*=\s*(\S*)$", re.IGNORECASE)
_DIRECTIVE = regex(r"\s*#\s*(syntax|escape|check)\s*=\s*(\S*)$", re.IGNORECASE)
_PLAIN = regex(r"\s*#\s*((?:\w[\w ]*)?)$")
_REST = regex(r"[\w/-]*")
_NAME_REST = regex(r"[\w/-]*(?:(=)|$)")
_VALUE_REST = regex(r"\S*")
_PRAGMAS = (
    ("dockerls ignore=", "Switches rules off for the instruction below, by any of their names."),
    ("dockerls global ignore=", "Switches rules off for the whole file."),
    ("dockerls stage ignore=", "Switches rules off from the instruction below to the end of its stage."),
    ("dockerls shell=", "Says which shell runs the commands, where the base image has another one than `/bin/sh`."),
    ("hadolint ignore=", "The same in hadolint's words."),
    ("hadolint global ignore=", "The same in hadolint's words, for the whole file."),
    ("hadolint shell=", "Which shell runs the commands, in hadolint's words."),
    ("tally ignore=", "The same in tally's words."),
    ("tally global ignore=", "The same in tally's words, for the whole file."),
    ("check=skip=", "Has BuildKit skip checks for the instruction below; at the top of the file, for all of it."),
)
_SHELLS = {
    "/bin/bash": "bash",
    "/bin/sh": "the system's plain shell: dash or ash",
    "/bin/ash": "Alpine's shell",
    "/bin/dash": "Debian's plain shell",
    "powershell": "Windows PowerShell",
    "pwsh": "PowerShell 7",
    "cmd": "Windows' plain shell",
}


def in_comment(slot: Slot) -> Iterator[Item]:
    """What a comment may say, up to the cursor."""
    snapshot, offset = slot.snapshot, slot.offset
    line = snapshot.lines.line_span(snapshot.lines.line(offset))
    before, after = snapshot.text[line.start : offset].lstrip("\ufeff"), snapshot.text[offset : line.end]
    pragma = _PRAGMA.match(before)
    if pragma:
        yield from _rules(slot, pragma[1].lower(), pragma[2], after)
        return
    reason = _REASON.match(before)
    if reason:
        here = Target(Span(offset - len(reason[1]), offset), "", slot.snippets)
        yield item(here, "reason=", "directive", "why", "Why the rules are switched off, in your own words.")
        return
    shell = _SHELL.match(before)
    if shell:
        end = len(after.split(maxsplit=1)[0]) if after.strip() and shell[1] and not after[0].isspace() else 0
        here = Target(Span(offset - len(shell[1]), offset + end), "", slot.snippets)
        for name, doc in _SHELLS.items():
            yield item(here, name, "value", doc)
        return
    at_head = is_head(snapshot, offset)
    directive = _DIRECTIVE.match(before)
    if directive and (at_head or directive[1].lower() == "check"):
        yield from _values(slot, directive[1].lower(), directive[2], after, at_head=at_head)
        return
    plain = _PLAIN.match(before)
    if plain is None:
        return
    typed = plain[1]
    rest = _NAME_REST.match(after) if typed else None
    here = Target(Span(offset - len(typed), offset + (rest.end() if rest else 0)), "", slot.snippets)
    if at_head:
        yield from directives(here, snapshot, sign="", with_value=not (rest and rest[1]))
    for text, doc in _PRAGMAS:
        if typed and text.startswith(typed.lower()) and not (at_head and text == "check=skip="):
            yield item(here, text, "directive", "pragma", doc)


def directives(here: Target, snapshot: Snapshot, *, sign: str = "# ", with_value: bool = True) -> Iterator[Item]:
    """The parser directives which the file does not have yet, but for the one at the cursor; names alone if need be."""
    given = {
        node.directive[0].text
        for node, start in zip(snapshot.tree.nodes[:4], snapshot.tree.starts)
        if node.directive is not None and not start < here.span.start <= start + len(node.source)
    }
    for known in DIRECTIVES.values():
        if known.name in given:
            continue
        if not with_value:
            yield item(here, f"{known.name}=", "directive", "parser directive", tables.directive(known.name))
            continue
        values = [value for value, _ in known.values]
        best = "`" if known.name == "escape" else "skip=" if known.name == "check" else values[0]
        body = f"{sign}{known.name}={choice(1, values)}" if known.name == "syntax" else ""
        label = f"{sign}{known.name}={best}"
        yield item(here, label, "directive", "parser directive", tables.directive(known.name), text=label, body=body)


def is_head(snapshot: Snapshot, offset: int) -> bool:
    """Whether a parser directive may stand on the line of the offset."""
    tree = snapshot.tree
    number = tree.number_at(offset)
    if number >= 0 and offset > 0 and offset == len(snapshot.text) and not snapshot.text.endswith("\n"):
        number = tree.number_at(offset - 1)
    elif number >= 0 and offset == len(snapshot.text) and snapshot.text.endswith("\n"):
        number += 1
    return head_open(tree, number)


def _values(slot: Slot, name: str, typed: str, after: str, *, at_head: bool = True) -> Iterator[Item]:
    """The values of a directive; for `check`, its options and the checks which they name. Only to skip has a meaning
    for a single instruction."""
    offset, known = slot.offset, DIRECTIVES[name]
    rest = _VALUE_REST.match(after)
    size = rest.end() if rest and typed else 0
    if name != "check":
        here = Target(Span(offset - len(typed), offset + size), "", slot.snippets)
        for value, doc in known.values:
            yield item(here, value, "value", doc, tables.directive(name, value))
        return
    option = typed.rpartition(";")[2]
    key, sign, value = option.partition("=")
    if not sign:
        here = Target(Span(offset - len(option), offset), "", slot.snippets)
        for text, doc in known.values:
            if at_head or text.startswith("skip="):
                yield item(here, text, "value", doc)
        return
    part = value.rpartition(",")[2]
    word = _REST.match(after)
    here = Target(Span(offset - len(part), offset + (word.end() if word and part else 0)), "", slot.snippets)
    if key == "error":
        yield item(here, "true", "value", "a finding fails the build")
        yield item(here, "false", "value", "findings are warnings")
        return
    given = {text.strip() for text in value.split(",")[:-1]}
    found = {finding.code for finding in slot.snapshot.report.findings}
    for check in sorted(CHECKS, key=lambda check: check not in found):
        if check not in given:
            yield item(here, check, "rule", CHECKS[check], tables.check(check))
    yield item(here, "all", "rule", "all checks")


def _rules(slot: Slot, dialect: str, typed: str, after: str) -> Iterator[Item]:
    """The rules which a pragma may name, those that found something in the instruction below first."""
    snapshot, offset = slot.snapshot, slot.offset
    part = re.split(r"[,\s]", typed)[-1]
    given = {name.strip().lower() for name in typed.split(",")[:-1]}
    word = _REST.match(after)
    here = Target(Span(offset - len(part), offset + (word.end() if word and part else 0)), "", slot.snippets)
    found = _found_below(snapshot, offset)
    for rule in sorted(rules(), key=lambda rule: (rule.code not in found, rule.code)):
        if given & {name.lower() for name in rule.names}:
            continue
        for label in _labels(rule, dialect):
            others = (
                f"Also known as {names(name for name in rule.names if name != label)}." if len(rule.names) > 1 else ""
            )
            detail = "found below" if rule.code in found else rule.name
            doc = page(summary(rule), others)
            yield item(here, label, "rule", detail, doc, filter=f"{label} {rule.name}")


def _labels(rule: Rule, dialect: str) -> list[str]:
    """What a rule is called in a dialect, as far as that knows it."""
    if dialect == "dockerls":
        return [rule.code]
    codes = [name for name in rule.names if _HADOLINT.fullmatch(name)]
    if dialect == "hadolint":
        return codes
    checks = [f"buildkit/{name}" for name in rule.names if name in CHECKS]
    own = [name for name in rule.names if name.startswith("tally/")]
    return [*checks, *(f"hadolint/{name}" for name in codes), *own]


def _found_below(snapshot: Snapshot, offset: int) -> frozenset[str]:
    """The codes found in the instruction after the offset."""
    tree = snapshot.tree
    number = tree.number_at(offset)
    below = next((other for other in tree.instructions if other > number), None)
    if below is None:
        return frozenset()
    end = tree.starts[below] + len(tree.nodes[below].source)
    findings = snapshot.report.findings
    return frozenset(item.code for item in findings if tree.starts[below] <= item.span.start < end)
