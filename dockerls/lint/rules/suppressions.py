"""Rules about comments that switch rules off: names that nobody knows, what finds nothing, and reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, repeat

from ...config import Config
from ...docker import CHECKS
from ...late import regex
from ...named import NamedTuple
from ...recent import recent
from ...spelling import nearest
from ...syntax import Tree
from ...text import Edit, Span
from .. import Finding, Fix, Model, rule
from ..engine import alone, by_any_name, running
from ..names import meaning
from ..pragmas import Name, Pragma, Pragmas, bare, is_code, key, pragmas
from ..rule import Rule

_ABOUT_COMMENTS = frozenset(("DF9001", "DF9002", "DF9003", "DL1001"))
_FIRST = regex(r"\s*#\s*(dockerls|hadolint|tally|check)\b", re.IGNORECASE)
_DIRECTIVE = regex(r"\s*#\s*(syntax|escape|check)\s*=", re.IGNORECASE)
_SKIP = regex(r"skip=[^;\s]*")


@rule("DF9001", Model, severity="info")
def unknown_rule_in_suppression(model: Model, config: Config) -> Iterator[Finding]:
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
    if not config.pragmas:
        return
    notes = pragmas(model.tree)
    for pragma, is_void in chain(zip(notes.found, repeat(False)), zip(notes.void, repeat(True))):
        for name in pragma.names:
            if is_void and not is_code(name.text):
                message = f"hadolint knows no rule `{name.text}`, and leaves the whole comment aside."
                near = _nearest_code(bare(name.text), "DL")
            elif pragma.dialect == "check":
                if name.text in CHECKS or name.text == "all":
                    continue
                message = f"BuildKit has no check `{name.text}`: nothing is switched off."
                near = nearest(bare(name.text), CHECKS)
            elif _is_known(name.text):
                continue
            else:
                message = f"No rule is called `{name.text}`: nothing is switched off."
                near = _nearest_code(bare(name.text))
            edit = Edit(name.span, near) if near else _without(model.tree, pragma, name)
            hint = f" Did you mean `{near}`?" if near else ""
            title = f"Write {near}" if near else f"Remove {name.text}"
            yield Finding(name.span, message + hint, (Fix(title, (edit,)),) if edit else ())


@rule("DF9002", "*", severity="hint")
def unused_suppression(model: Model, findings: Iterable[Finding], config: Config) -> Iterator[Finding]:
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
    notes = pragmas(model.tree) if config.pragmas else Pragmas()
    if not notes.found:
        return
    used = _used(notes, findings, model.tree)
    others = _Others(notes, model, config, running(config), {})
    for pragma in notes.found:
        left = [name for name in pragma.names if (pragma.number, key(pragma, name)) not in used]
        unused = [name for name in left if not _may_be_used(others, pragma, name)]
        if not unused:
            continue
        safe = pragma.dialect == "dockerls"
        if len(unused) == len(pragma.names):
            names = ", ".join(f"`{name.text}`" for name in unused)
            edit = _whole(model.tree, pragma)
            fixes = (Fix("Remove the comment", (edit,), safe),) if edit else ()
            message = f"Nothing is switched off here: {names} {'find' if len(unused) > 1 else 'finds'} nothing."
            yield Finding(pragma.span, message, fixes, (), ("unnecessary",))
            continue
        for name in unused:
            fix = Fix(f"Remove {name.text}", (_without(model.tree, pragma, name),), safe)  # type: ignore[arg-type]
            message = f"`{name.text}` finds nothing here, and need not be switched off."
            yield Finding(name.span, message, (fix,), (), ("unnecessary",))


@rule("DF9003", Model, severity="info", on=False)
def suppression_without_a_reason(model: Model, config: Config) -> Iterator[Finding]:
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
    tree = model.tree
    notes = pragmas(tree).found if config.pragmas else ()
    others = {note.number for note in notes}
    for pragma in notes:
        above = tree.nodes[pragma.number - 1] if pragma.number else None
        told = pragma.reason or not _FIRST.match(tree.nodes[pragma.number].source)
        told = told or (above is not None and above.kind == "comment" and pragma.number - 1 not in others)
        if pragma.dialect != "check" and not told:
            yield Finding(pragma.span, "A rule is switched off without a reason: add `; reason=…`.")


class _Others(NamedTuple):
    """What is known while suppressions are looked at that switched nothing off; `asked` holds what each rule does
    switch off when it is asked by name."""

    notes: Pragmas
    model: Model
    config: Config
    running: frozenset[str]
    asked: dict[str, set[tuple[int, str]]]


def _used(notes: Pragmas, findings: Iterable[Finding], tree: Tree) -> set[tuple[int, str]]:
    """The names that switch something off, each with the number of its pragma."""
    return {
        (pragma.number, name)
        for finding in findings
        for name, pragma in notes.naming(finding, tree.number_at(finding.span.start))
    }


def _may_be_used(others: _Others, pragma: Pragma, name: Name) -> bool:
    """Whether a name may switch something off, though nothing that was found: its rule does not run, is unknown here,
    or says in another linter more than it does here unless it is asked to."""
    foreign = pragma.dialect != "dockerls"
    if bare(name.text) == "all":
        return foreign
    rule = _rule(name.text)
    if rule is None or rule.code not in others.running or rule.code in _ABOUT_COMMENTS or rule.scope == "findings":
        return True
    if not foreign:
        return False
    single = rule.scope == "node" and pragma.target is not None
    asked = f"{rule.code} {pragma.target}" if single else rule.code
    if asked not in others.asked:
        model = others.model
        numbers = range(max(pragma.target or 0, 0), pragma.end) if single else model.tree.instructions
        about = [number for number in numbers if model.tree.nodes[number].kind == "instruction"]
        others.asked[asked] = _used(others.notes, alone(rule, model, others.config, about), model.tree)
    return (pragma.number, key(pragma, name)) in others.asked[asked]


def _rule(name: str) -> Rule | None:
    return by_any_name().get(name.lower()) or by_any_name().get(bare(name))


def _is_known(name: str) -> bool:
    return bare(name) == "all" or _rule(name) is not None or meaning(name) is not None


@recent(256)
def _nearest_code(name: str, start: str = "") -> str:
    """The rule's name that begins like that and is most like a misspelt one."""
    names = (name for rule in by_any_name().values() for name in rule.names)
    return nearest(name, [known for known in names if known.startswith(start)])


def _without(tree: Tree, pragma: Pragma, name: Name) -> Edit | None:
    """The edit that takes a name out of a pragma, and the pragma with its last name."""
    at = pragma.names.index(name)
    if len(pragma.names) == 1:
        return _whole(tree, pragma)
    if at + 1 < len(pragma.names):
        return Edit(Span(name.span.start, pragma.names[at + 1].span.start), "")
    return Edit(Span(pragma.names[at - 1].span.end, name.span.end), "")


def _whole(tree: Tree, pragma: Pragma) -> Edit | None:
    """The edit that takes a pragma away; None where more would change than that."""
    number, node = pragma.number, tree.nodes[pragma.number]
    start, source = tree.starts[number], node.source
    if pragma.dialect == "check" and ";" in source:
        option = _SKIP.search(source)
        if option is None:
            return None
        first, end = option.span()
        if source[end : end + 1] == ";":
            end += 1
        elif source[first - 1] == ";":
            first -= 1
        return Edit(Span(start + first, start + end), "")
    following = tree.nodes[number + 1].source if number + 1 < len(tree.nodes) else ""
    if not _FIRST.match(source) or (node.kind == "comment" and _DIRECTIVE.match(following)):
        return None  # It says something else, too; or a comment below would become a directive.
    return Edit(Span(start, start + len(source)), "")
