"""Rules about comments that switch rules off: names that nobody knows, what finds nothing, and reasons."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from ...config import Config
from ...docker import CHECKS
from ...late import regex
from ...named import NamedTuple
from ...recent import recent
from ...spelling import nearest
from ...syntax import Node
from ...syntax.once import lately, once
from ...text import Edit, Span
from .. import Finding, Fix, InNode, Model, rule
from ..engine import alone, alone_in, by_any_name, running
from ..names import meaning
from ..pragmas import Name, Pragma, Pragmas, bare, is_code, pragma, pragmas
from ..rule import PRAGMA, Beside, Everything, Rule

_ABOUT_COMMENTS = frozenset(("DF9001", "DF9002", "DF9003", "DL1001"))
_FIRST = regex(r"\s*#\s*(dockerls|hadolint|tally|check)\b", re.IGNORECASE)
_DIRECTIVE = regex(r"\s*#\s*(syntax|escape|check)\s*=", re.IGNORECASE)
_SKIP = regex(r"skip=[^;\s]*")


@rule("DF9001", PRAGMA, severity="info")
def unknown_rule_in_suppression(node: Node, beside: Beside, config: Config) -> Iterator[Finding]:
    """
    A comment switches off a rule that nobody knows.

    A misspelt name switches nothing off. hadolint even leaves the whole comment aside for a single name it does not
    know, and so its comments are read here. BuildKit minds the case of its checks' names.
    Names of rules that only other linters have, such as ShellCheck's, are fine.

    ```dockerfile bad
    FROM alpine:3.23
    # dockerls ignore=$0DL30018$0
    RUN apk add --no-cache curl
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    # dockerls ignore=DL3018
    RUN apk add --no-cache curl
    ```
    ```dockerfile good
    FROM alpine:3.23
    # hadolint ignore=DL3018,SC2086
    RUN apk add --no-cache $packages
    ```
    """
    said = pragma(node) if config.pragmas else None
    for name in said.names if said is not None else ():
        unknown = _unknown(said, name)  # type: ignore[arg-type]
        if unknown is None:
            continue
        message, options = unknown
        near = "" if beside.many else options(bare(name.text))
        edit = Edit(name.span, near) if near else _without(node, said, beside.below, name)  # type: ignore[arg-type]
        hint = f" Did you mean `{near}`?" if near else ""
        title = f"Write {near}" if near else f"Remove {name.text}"
        yield Finding(name.span, message + hint, (Fix(title, (edit,)),) if edit else ())


@rule("DF9002", "*", severity="hint")
def unused_suppression(model: Model, findings: Everything, config: Config) -> Iterator[InNode]:
    """
    A comment switches off a rule that finds nothing there.

    It outlived what it was for, or stands in the wrong place; and it would hide the next mistake.
    Only rules that run are looked at. Where the comment speaks another linter's dialect, a rule counts as finding
    something if it would with its name in `select`, and the fix is not a safe one: that linter may still need it.

    ```dockerfile bad
    FROM alpine:3.23
    # dockerls ignore=DL3019,$0DL3027$0
    RUN apk add curl
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    # dockerls ignore=DL3019
    RUN apk add curl
    ```
    ```dockerfile good
    FROM alpine:3.23
    # dockerls ignore=DL3019
    RUN apk add curl
    ```
    """
    notes = pragmas(model.tree)
    if not config.pragmas or not notes:
        return
    others = _Others(notes, model, config, running(config), {})
    used = _used_names(notes, findings, len(model.tree.nodes))
    target_of = notes.targets()
    nodes = model.tree.nodes
    directives = frozenset(model.tree.where(_is_like_a_directive))
    for number in notes.numbers:
        said, target = notes.at(number), target_of(number)
        if said.void or not said.names:
            continue
        left = [at for at, name in enumerate(said.names) if (number, name.key) not in used]
        unused = tuple([at for at in left if not _may_be_used(others, number, said, at, target)])
        if unused:
            for finding in _told(nodes[number], unused, number + 1 in directives):
                yield InNode(number, finding)


@lately
def _told(node: Node, unused: tuple[int, ...], is_above_directive: bool) -> tuple[Finding, ...]:
    """What is said of a pragma of which some names switch nothing off, by their numbers; each time the same object."""
    said = pragma(node)
    assert said is not None
    safe = said.dialect == "dockerls"
    if len(unused) == len(said.names):
        names = ", ".join(f"`{name.text}`" for name in said.names)
        edit = _whole(node, is_above_directive)
        fixes = (Fix("Remove the comment", (edit,), safe),) if edit else ()
        message = f"Nothing is switched off here: {names} {'find' if len(unused) > 1 else 'finds'} nothing."
        return (Finding(said.span, message, fixes, (), ("unnecessary",)),)
    found = []
    for name in map(said.names.__getitem__, unused):
        fix = Fix(f"Remove {name.text}", (_without_name(said, name),), safe)
        message = f"`{name.text}` finds nothing here, and need not be switched off."
        found.append(Finding(name.span, message, (fix,), (), ("unnecessary",)))
    return tuple(found)


@rule("DF9003", PRAGMA, severity="info", on=False)
def suppression_without_a_reason(node: Node, beside: Beside, config: Config) -> Iterator[Finding]:
    """
    A comment switches a rule off and does not say why.

    Say it behind the names, or in a comment right above. BuildKit's `# check=` has no room for it.

    ```dockerfile bad
    FROM alpine:3.23
    $0# hadolint ignore=DL3018$0
    RUN apk add --no-cache curl
    ```
    ```dockerfile good
    FROM alpine:3.23
    # dockerls ignore=DL3018; reason=any version will do
    RUN apk add --no-cache curl
    # hadolint ignore=DL3018 # any version will do
    RUN apk add --no-cache git
    # Any version will do.
    # hadolint ignore=DL3018
    RUN apk add --no-cache jq
    ```
    """
    said = pragma(node) if config.pragmas else None
    if said is None or not said.switches or said.dialect == "check":
        return
    above = beside.above
    told = said.reason or not _FIRST.match(node.source)
    if not told and above is not None and above.kind == "comment":
        other = pragma(above)
        told = other is None or not other.switches
    if not told:
        yield Finding(said.span, "A rule is switched off without a reason: add `; reason=…`.")


class _Others(NamedTuple):
    """What is known while suppressions are looked at that switched nothing off; `asked` holds what each rule does
    switch off when it is asked by name, in the file or in an instruction: pragmas by number, and keys of names."""

    notes: Pragmas
    model: Model
    config: Config
    running: frozenset[str]
    asked: dict[tuple[str, int], set[tuple[int, str]]]


_Used = set[tuple[int, str]]
"""The keys of names that switch something off, each with the number of its pragma."""


def _used_names(notes: Pragmas, findings: Everything, count: int) -> _Used:
    """What switches something off of what was found in so many nodes."""
    if notes.wide:
        numbers: Iterable[int] = range(count)
    else:  # Only instructions below a pragma concern one.
        target_of = notes.targets()
        numbers = {max(target_of(number), 0) for number in notes.numbers}
    return _used(notes, ((number, finding) for number in numbers for finding in findings.at(number)))


def _used(notes: Pragmas, findings: Iterable[tuple[int, Finding]]) -> _Used:
    """What switches one of some findings off, each with the number of its node."""
    return {(by, key) for number, finding in findings for key, by in notes.naming(finding, number)}


def _may_be_used(others: _Others, number: int, said: Pragma, at: int, target: int) -> bool:
    """Whether a name may switch something off, though nothing that was found: its rule does not run, is unknown here,
    or says in another linter more than it does here unless it is asked to.

    Args:
        others: What else is known.
        number: The pragma's number.
        said: What it says.
        at: The name's number in it.
        target: The number of the instruction below; -1 if there is none.
    """
    foreign = said.dialect != "dockerls"
    rule = _rules_named(others.model.tree.nodes[number])[at]
    if said.names[at].key in ("all", "check=all"):
        return foreign
    if rule is None or rule.code not in others.running or rule.code in _ABOUT_COMMENTS or rule.scope == "findings":
        return True
    if not foreign:
        return False
    single = rule.scope == "node" and said.scope == "line"
    asked = rule.code, target if single else -2
    if asked not in others.asked:
        model, config = others.model, others.config
        if not single:
            found = alone(rule, model, config)
        else:
            found = [(target, item) for item in alone_in(target, rule, model, config)] if target >= 0 else []
        others.asked[asked] = _used(others.notes, found)
    return (number, said.names[at].key) in others.asked[asked]


@once
def _rules_named(node: Node) -> tuple[Rule | None, ...]:
    """The rules that a pragma names, None for those which are not ours."""
    said = pragma(node)
    return tuple(_rule(name.text) for name in said.names) if said is not None else ()


def _rule(name: str) -> Rule | None:
    return by_any_name().get(name.lower()) or by_any_name().get(bare(name))


def _unknown(said: Pragma, name: Name) -> tuple[str, Callable[[str], str]] | None:
    """What to say of a name that nobody knows, and what tells which one was meant; None for one that is known."""
    text = name.text
    if said.void:
        if is_code(text):
            return None if _is_known(text) else (f"No rule is called `{text}`: nothing is switched off.", _nearest_code)
        return f"hadolint knows no rule `{text}`, and leaves the whole comment aside.", _nearest_of_hadolint
    if said.dialect == "check":
        if text in CHECKS or text == "all":
            return None
        return f"BuildKit has no check `{text}`: nothing is switched off.", _nearest_check
    return None if _is_known(text) else (f"No rule is called `{text}`: nothing is switched off.", _nearest_code)


def _is_known(name: str) -> bool:
    return bare(name) == "all" or _rule(name) is not None or meaning(name) is not None


@recent(256)
def _nearest_code(name: str, start: str = "") -> str:
    """The rule's name that begins like that and is most like a misspelt one."""
    names = (name for rule in by_any_name().values() for name in rule.names)
    return nearest(name, [known for known in names if known.startswith(start)])


def _nearest_of_hadolint(name: str) -> str:
    return _nearest_code(name, "DL")


def _nearest_check(name: str) -> str:
    return nearest(name, CHECKS)


def _is_like_a_directive(node: Node) -> bool:
    """Whether a comment would be a directive if it stood at the top."""
    return node.kind in ("comment", "directive") and bool(_DIRECTIVE.match(node.source))


def _without(node: Node, said: Pragma, below: Node | None, name: Name) -> Edit | None:
    """The edit that takes a name out of a pragma, and the pragma with its last name; None where more would change."""
    if len(said.names) > 1:
        return _without_name(said, name)
    return _whole(node, below is not None and _is_like_a_directive(below))


def _without_name(said: Pragma, name: Name) -> Edit:
    """The edit that takes one of several names out of a pragma."""
    at = said.names.index(name)
    if at + 1 < len(said.names):
        return Edit(Span(name.span.start, said.names[at + 1].span.start), "")
    return Edit(Span(said.names[at - 1].span.end, name.span.end), "")


def _whole(node: Node, is_above_directive: bool) -> Edit | None:
    """The edit that takes a pragma away; None where more would change than that."""
    source = node.source
    said = pragma(node)
    if said is not None and said.dialect == "check" and ";" in source:
        option = _SKIP.search(source)
        if option is None:
            return None
        first, end = option.span()
        if source[end : end + 1] == ";":
            end += 1
        elif source[first - 1] == ";":
            first -= 1
        return Edit(Span(first, end), "")
    if not _FIRST.match(source) or (node.kind == "comment" and is_above_directive):
        return None  # It says something else, too; or a comment below would become a directive.
    return Edit(Span(0, len(source)), "")
