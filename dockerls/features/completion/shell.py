"""What a shell runs: commands, subcommands, flags and their values, reserved words. All from the tables of tools."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain

from ...docker import MODES, PATHS, SIGNAL_DOCS, SIGNALS, lookup, variant
from ...docker.commands import BUILTINS, KEYWORDS, SCRIPTS, SYSTEM, USUAL, Head, Tool, ToolFlag, find, heads, own_name
from ...docker.commands.powershell import CMDLETS
from ...docker.commands.words import Arguments
from ...late import regex
from ...lint.shells import is_posix, is_powershell
from ...localpaths import made_in
from ...model import NOWHERE, Facts
from ...recent import recent
from ...syntax.shell import Command
from ...syntax.shellnames import FUNCTION
from ...syntax.shelltyped import Typed, listed, typed
from ...templates import Template, load, plain, snippet
from ...text import Span
from .item import Item, Slot, Target, choice, item, target
from .names import tool_variables, users

_REST_OF_NAME = regex(r"[\w.+-]*")
_REST_OF_VALUE = regex(r"[\w.+:/-]*")
_POWERSHELL_COMMAND = regex(r"(?:^|[;|{(&=])[ \t]*([A-Za-z][\w-]*)$", re.ASCII)
_INSTRUCTION = regex(r"\n[A-Z]+ ")
_FORMS = {
    "if": "if ${1:test -f file}; then ${2:command}; fi",
    "for": "for ${1:name} in ${2:words}; do ${3:command}; done",
    "while": "while ${1:condition}; do ${2:command}; done",
    "until": "until ${1:condition}; do ${2:command}; done",
    "case": 'case "${1:word}" in ${2:pattern}) ${3:command};; *) ${4:command};; esac',
}
"""The whole of each construct, for those that open one."""


_NEAR = 100
"""How many instructions before and behind are asked what they run."""

Place = Callable[[int, int], Target]
"""Where an item goes: from an offset of the shell's text up to the cursor, and so many characters behind that."""


def in_shell_form(slot: Slot, start: int) -> tuple[list[Item], str]:
    """What may stand at the cursor of a shell form, which starts at `start` of the logical text; with what is cut."""
    if slot.cursor is None or not slot.cursor.node.is_shell_form:
        return [], ""
    if is_powershell(_facts(slot)):
        return _cmdlets(slot, start)
    here = _typed(slot, slot.before[start:])
    if here is None:
        return [], ""
    found = _offers(slot, here, lambda at, tail: target(slot, at + start, tail))
    if slot.cursor.node.keyword == "RUN" and here.first and len(here.words) < 2 and not slot.after.strip():
        begin = start + here.begin
        whole = list(_idioms(slot, target(slot, begin), slot.before[begin:]))
        found = chain((text for first, text in whole if first), found, (text for first, text in whole if not first))
    return list(found), target(slot, start + here.start).cut


def _cmdlets(slot: Slot, start: int) -> tuple[list[Item], str]:
    """The commands of PowerShell, where one may begin."""
    match = _POWERSHELL_COMMAND.search(slot.before[start:])
    if match is None:
        return [], ""
    here = target(slot, start + match.start(1), _rest(slot, _REST_OF_NAME))
    return [item(here, name, "command", doc) for name, doc in CMDLETS.items()], here.cut


def in_exec_form(slot: Slot, start: int) -> list[Item]:
    """What may stand at the cursor in a string of an exec form, whose array starts at `start` of the logical text."""
    here = listed(slot.before[start:])
    if here is None or not here.plain:
        return []
    return list(_offers(slot, here, lambda at, tail: target(slot, at + start, tail), shell=False))


def in_script(slot: Slot, begin: int) -> list[Item]:
    """What may stand at the cursor of a heredoc that is a script, which starts at `begin` of the node."""
    here, cursor = _typed(slot, slot.before), slot.cursor
    if here is None or cursor is None or "\n" in slot.before[here.start :]:
        return []
    span = cursor.place
    return list(
        _offers(slot, here, lambda at, tail: Target(span(Span(begin + at, cursor.offset + tail)), "", slot.snippets))
    )


def _typed(slot: Slot, text: str) -> Typed | None:
    here = typed(text) if is_posix(_facts(slot)) else None
    return here if here is not None and here.plain else None


def _facts(slot: Slot) -> Facts:
    return (slot.snapshot.model.facts[slot.cursor.number] if slot.cursor else None) or NOWHERE


def _offers(slot: Slot, here: Typed, place: Place, *, shell: bool = True) -> Iterator[Item]:
    """What may stand where a word is being typed. `shell` if a shell reads it, which has words of its own."""
    if not here.words:
        if shell:
            yield from _reserved(slot, here, place)
        found = _commands(slot, here, place)
        yield from found if shell else (one for one in found if one.label not in BUILTINS)
        return
    words = Arguments(find(here.words[0]), find)
    for word in here.words[1:]:
        words.feed(word)
    tool, pending = words.tool, words.pending
    if words.runs:
        yield from _commands(slot, here, place)
    elif pending is not None:
        yield from _values(slot, pending, place(here.start, _rest(slot, _REST_OF_VALUE)), here.word)
    elif tool is None:
        return
    elif here.word.startswith("-") or (here.word.startswith("+") and "plus" in tool.marks):
        if not words.plain:
            yield from _flag(slot, tool, words.given, here, place)
    else:
        if tool.tools and not words.count:
            yield from _subcommands(tool, place(here.start, _rest(slot, _REST_OF_NAME)), here.word)
        what = tool.operand(words.count)
        if "assigns" in tool.marks and here.word[:1].isupper():
            behind = slot.after[_rest(slot, _REST_OF_NAME) :].startswith("=")
            yield from tool_variables(place(here.start, _rest(slot, _REST_OF_NAME)), (), behind)
        if what:
            yield from _of_kind(slot, what, place(here.start, _rest(slot, _REST_OF_VALUE)), here.word)
        if not what and not here.word and not words.plain:
            yield from _flags(slot, tool, words.given, place(here.start, 0))


def _rest(slot: Slot, pattern: re.Pattern[str]) -> int:
    match = pattern.match(slot.after)
    return match.end() if match else 0


# Commands


def _reserved(slot: Slot, here: Typed, place: Place) -> Iterator[Item]:
    """Reserved words: those that end what is open first."""
    there = place(here.start, _rest(slot, _REST_OF_NAME))
    for word in here.closing:
        yield item(there, word, "keyword", KEYWORDS[word])
    if here.word:  # They would only be in the way where any command may stand.
        for word, body in _FORMS.items():
            yield item(there, word, "keyword", KEYWORDS[word], text=word, body="" if slot.after.strip() else body)


def _commands(slot: Slot, here: Typed, place: Place) -> Iterator[Item]:
    if "/" in here.word:
        there = place(here.start, _rest(slot, _REST_OF_VALUE))
        for name in SCRIPTS if here.word.startswith("./") else ():
            tool = find(name)
            if tool is not None:
                yield item(there, f"./{name}", "command", tool.head.doc, about=tool.path)
        return
    there = place(here.start, _rest(slot, _REST_OF_NAME))
    if here.word[:1].isupper():
        behind = slot.after[_rest(slot, _REST_OF_NAME) :].startswith("=")
        yield from tool_variables(there, (), behind)
    for name in dict.fromkeys(FUNCTION.findall(slot.before)):
        yield item(there, name, "command", "function of this script")
    facts = _facts(slot)
    ranked = _ranked(facts.image, facts.tag, slot.cursor.node.keyword if slot.cursor else "")
    used = _used(slot)
    by_name = heads()
    for name, own in used.items():
        yield item(there, name, "command", by_name[own].doc, about=(own,))
    for head in ranked:
        for name in head.names if here.word else head.names[:1]:
            yield item(there, name, "command", head.doc, about=(head.names[0],))


def _used(slot: Slot) -> dict[str, str]:
    """The commands that the file runs elsewhere and the tables have, the most usual first, each with its own name."""
    found: Counter[str] = Counter()
    for commands in _elsewhere(slot):
        found.update(dict.fromkeys((command.program for command in commands), 1))
    named = ((name, own_name(name)) for name, _ in found.most_common())
    return {name: own for name, own in named if own}


def _elsewhere(slot: Slot) -> Iterator[tuple[Command, ...]]:
    """What the other instructions around the cursor's run, instruction by instruction."""
    tree, here = slot.snapshot.tree, slot.cursor.number if slot.cursor else -1
    numbers = tree.by_keyword.get("RUN", ())
    near = bisect_left(numbers, here)
    for number in numbers[max(near - _NEAR, 0) : near + _NEAR]:
        if number != here:
            yield tree.nodes[number].script.commands


@recent(64)
def _ranked(image: str, tag: str, keyword: str) -> tuple[Head, ...]:
    """All tools: those first that the instruction mostly runs, those last which the image may lack. Those of other
    package managers than the image's are left out, if that is known."""
    known = lookup(image) if image else None
    manager = variant(known, tag).package_manager if known else ""
    here = {manager, image.rpartition("/")[2], *image.split("/")}
    usual = {name: number for number, name in enumerate(USUAL.get(keyword, USUAL["RUN"]))}

    def rank(head: Head) -> tuple[bool, bool, int]:
        lacks = bool(known and head.where) and not here.intersection(head.where)
        number = usual.get(head.names[0], len(usual))
        # What is usual may have been installed; the rest is more likely what the image has.
        return number == len(usual), lacks, number

    found = [
        head for head in heads().values() if not manager or manager in head.where or not SYSTEM.intersection(head.where)
    ]
    return tuple(sorted(found, key=rank))


def _idioms(slot: Slot, here: Target, text: str) -> Iterator[tuple[bool, Item]]:
    """Whole commands as they should be, from the templates, if the image has what they call; and whether that is what
    the image is known to have."""
    facts = _facts(slot)
    known = lookup(facts.image) if facts.image else None
    manager = variant(known, facts.tag).package_manager if known else ""
    for template, command, body in _command_templates():
        flat = " ".join(command.replace("\\\n", " ").split())
        if not f" {flat}".count(f" {text}"):
            continue
        base = lookup(template.base)
        needed = variant(base, template.base.partition(":")[2]).package_manager if base else ""
        if manager and needed and needed != manager:
            continue
        head = heads().get(flat.partition(" ")[0])
        first = bool(text.strip()) or (head is not None and manager in head.where)
        yield (
            first,
            item(here, template.name, "snippet", template.title, template.doc, text=command, body=body, filter=flat),
        )


@lru_cache(maxsize=1)
def _command_templates() -> tuple[tuple[Template, str, str], ...]:
    """The templates which are one RUN in shell form: each with its command as plain text and as a snippet."""
    return tuple(
        (template, plain(template).removeprefix("RUN "), snippet(template).removeprefix("RUN "))
        for template in load()
        if template.at == "stage"
        and template.body.startswith("RUN ")
        and not template.body.startswith(("RUN --", "RUN <<", "RUN ["))
        and not _INSTRUCTION.search(template.body)
    )


# Arguments


def _subcommands(tool: Tool, here: Target, word: str) -> Iterator[Item]:
    for below in dict.fromkeys(tool.tools.values()):
        # Another name is offered to those who type it.
        others = [name for name in below.head.names[1:] if len(word) > 1 and name.startswith(word)]
        for name in (below.head.names[0], *others):
            yield item(here, name, "command", below.head.doc, about=below.path)


def _flag(slot: Slot, tool: Tool, given: set[ToolFlag], here: Typed, place: Place) -> Iterator[Item]:
    """The flag that is being typed: its name, one more letter of `-qq`, or its value behind `=`."""
    name, equals, value = here.word.partition("=")
    if equals:
        flag = tool.flag(name)
        if flag is not None:
            yield from _values(slot, flag, place(here.start + len(name) + 1, _rest(slot, _REST_OF_VALUE)), value)
        return
    there = place(here.start, _rest(slot, _REST_OF_NAME))
    yield from _flags(slot, tool, given, there, valued=slot.after[_rest(slot, _REST_OF_NAME) :].startswith("="))
    letters = [tool.flag(f"-{letter}") for letter in name[1:]]
    if len(name) > 1 and all(map(_joins, letters)) and tool.flag(name) is None:
        letters += given
    elif len(name) != 2 or not _joins(letters[0]):
        return
    for flag in tool.all_flags():
        short = next((text for text in flag.names if len(text) == 2), "")
        if short and flag not in letters:
            label = f"{name}{short[1:]}"
            yield item(there, label, "flag", flag.doc, about=(*tool.path, short))


def _joins(flag: ToolFlag | None) -> bool:
    """Whether more letters may stand behind that of a flag."""
    return flag is not None and flag.joint in ("", "[=")


def _flags(slot: Slot, tool: Tool, given: set[ToolFlag], here: Target, *, valued: bool = False) -> Iterator[Item]:
    """The flags that may come next, those first which the file uses elsewhere. `valued` if a value stands behind the
    cursor."""
    names = tool.path[0], *heads()[tool.path[0]].names
    commands = chain.from_iterable(_elsewhere(slot))
    used = {word.partition("=")[0] for command in commands if command.program in names for word in command.words}
    for flag in sorted(tool.all_flags(), key=lambda flag: used.isdisjoint(flag.names)):
        if (flag in given and not flag.joint) or flag.names[0].endswith("*"):
            continue
        for name in flag.names:
            sign = "=" if flag.joint == "=" and name.startswith("--") else ""
            values = [value.text for value in flag.values]
            body = f"{name}={choice(1, values)}" if sign and values and not flag.kind else ""
            label = f"{name}{sign}" if not valued else name
            yield item(
                here,
                label,
                "flag",
                flag.doc,
                body="" if valued else body,
                deprecated=flag.deprecated,
                about=(*tool.path, name),
            )


def _values(slot: Slot, flag: ToolFlag, here: Target, word: str) -> Iterator[Item]:
    for value in flag.values:
        yield item(here, value.text, "value", value.doc or flag.doc)
    yield from _of_kind(slot, flag.kind, here, word)


def _of_kind(slot: Slot, kind: str, here: Target, word: str) -> Iterator[Item]:
    """What a word may be that the tables call so: `user`, `path`."""
    if kind in ("user", "owner"):
        yield from users(slot, here, word)
    elif kind == "mode":
        for mode, doc in MODES.items():
            yield item(here, mode, "value", doc)
    elif kind == "signal":
        for name in SIGNALS:
            yield item(here, name.removeprefix("SIG"), "value", SIGNAL_DOCS.get(name, ""))
    elif kind in ("path", "file", "dir", "source", "dest", "link") and word.startswith("/"):
        stage = slot.snapshot.model.stage_of(slot.cursor.number) if slot.cursor else None
        for path, why in made_in(slot.snapshot.model, stage).items() if stage else ():
            yield item(here, path, "file", why)
        for path, doc in PATHS.items():
            yield item(here, path, "folder", doc)
