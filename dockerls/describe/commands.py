"""What the words of a shell's text mean: commands, flags, operators, packages, as Markdown. It knows the tables of
tools and the script of the instruction at hand; variables are described elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..cursor import Cursor, covers
from ..docker import PATHS, lookup, variant
from ..docker.commands import KEYWORDS, OPERATORS, SYSTEM, Tool, ToolFlag, find
from ..docker.commands.operands import OPERANDS
from ..docker.commands.powershell import CMDLETS, cmdlets
from ..docker.commands.words import Arguments, Role
from ..late import regex
from ..lint.shells import is_posix, is_powershell
from ..localpaths import made_before
from ..model import NOWHERE
from ..snapshot import Snapshot
from ..state import joined, state_at
from ..syntax.shell import Command, ShellWord, leaf_at, written_script
from ..syntax.shellnames import FUNCTION
from ..text import Span
from .arguments import user
from .markdown import block, bullets, code, names, page
from .scopes import line_of
from .tables import signal, tool_variable

_Found = tuple[str, Span]

_TESTS = frozenset(("[", "[[", "test"))
_VERSIONED = regex(r"(?<=[^=<>~!@:])(===?|~=|[<>]=?|!=|@|:|=|~)(?=[^:/])(.+)")
_FREE = frozenset(("pattern", "expression", "filter", "format", "template"))
"""Operands of which signature help has something to say, and a hover nothing that the word does not."""
_VERB_NOUN = regex(r"(?<![\w-])[A-Za-z]+-[A-Za-z]+(?![\w-])")
_OCTAL = regex(r"[0-7]{3,4}")
_DESCRIPTORS = {"0": "0 is the input.", "1": "1 is the output.", "2": "2 is where errors go."}
_SIGNS = {
    "-": "Stands for the input, or for the output.",
    "{}": "Replaced by the path which `find` has found, or by the word which `xargs` has read.",
    "(": "Begins a group of conditions.",
    ")": "Ends a group of conditions.",
    "!": "The opposite of what follows.",
}
"""What some operands mean to nearly every tool."""

_PATH_KINDS = frozenset(("path", "file", "dir", "source", "dest", "link"))
_MAKE_USERS = frozenset(("useradd", "adduser"))
_AMISS = frozenset(("variable_assignment", "function_definition", "string", "expansion", "array", "subscript"))


def at(snapshot: Snapshot, cursor: Cursor) -> _Found | None:
    """What the word or sign at the cursor means to the shell, and where it stands in the node; None if there is
    nothing to say, or if another shell reads it."""
    node, offset = cursor.node, cursor.offset
    facts = snapshot.model.facts[cursor.number] or NOWHERE
    written = written_script(node) if node.heredocs and not node.is_shell_form else None
    if written is None and node.json is None and not is_posix(facts):
        return _cmdlet(cursor) if is_powershell(facts) and node.is_shell_form else None
    for place in (offset, offset - 1):
        leaf = leaf_at(node, place)
        found = _sign(leaf[0], leaf[1]) if leaf is not None and leaf[1].touches(offset) else None
        if found is None and leaf is not None and covers(leaf[1], offset):
            found = _in_grammar(snapshot, cursor, leaf[0], leaf[1])
        if found is not None:
            return found
    commands = (written or node.script).commands
    inner = [command for command in commands if covers(_reach(command), offset)]
    if not inner:
        return None
    command = min(inner, key=lambda item: _reach(item).end - _reach(item).start)
    return _in_command(snapshot, cursor, command)


def _cmdlet(cursor: Cursor) -> _Found | None:
    """A command of PowerShell at the cursor, wherever it stands: its grammar is not read."""
    for match in _VERB_NOUN.finditer(cursor.node.source):
        span = Span(*match.span())
        name = cmdlets().get(match[0].lower()) if covers(span, cursor.offset) else None
        if name is not None:
            return page(f"**`{name}`**: {CMDLETS[name]}"), span
    return None


def _reach(command: Command) -> Span:
    """A command with its redirections."""
    ends = [redirect.span.end for redirect in command.redirects]
    starts = [redirect.span.start for redirect in command.redirects]
    return Span(min([command.span.start, *starts]), max([command.span.end, *ends]))


def _sign(leaf: Any, span: Span) -> _Found | None:
    """An operator or a reserved word of the grammar, or an operator of a test."""
    kind: str = leaf.type
    parent: str = leaf.parent.type if leaf.parent is not None else ""
    if kind == "test_operator":
        test = find("test")
        text = leaf.text.decode("utf-8", "replace")
        flag = test.flag(text) if test is not None else None
        return (page(f"**`{text}`**", flag.doc), span) if flag is not None else None
    if kind == "file_descriptor":
        text = _DESCRIPTORS.get(leaf.text.decode("utf-8", "replace"), "")
        return (text, span) if text else None
    if kind == "variable_name" and parent == "for_statement":
        return f"The variable of the loop, `${leaf.text.decode('utf-8', 'replace')}` in it.", span
    if leaf.is_named or parent in _AMISS:
        return None
    doc = KEYWORDS.get(kind) or OPERATORS.get(kind)
    return (page(f"**{code(kind)}**", doc), span) if doc else None


def _in_grammar(snapshot: Snapshot, cursor: Cursor, leaf: Any, span: Span) -> _Found | None:
    """A plain word that belongs to the grammar and to no command: of a loop, of a `case`, of a test in brackets."""
    parent = leaf.parent
    if parent is None or leaf.type not in ("word", "number", "extglob_pattern", "regex"):
        return None
    word = leaf.text.decode("utf-8", "replace")
    if parent.type == "for_statement":
        variable = parent.child_by_field_name("variable")
        name = variable.text.decode("utf-8", "replace") if variable is not None else ""
        return page(
            f"**{code(word)}**: a value which {code(f'${name}')} has in this loop.", _path(snapshot, cursor, word)
        ), span
    if parent.type == "case_item" and leaf in parent.children_by_field_name("value"):
        value = parent.parent.child_by_field_name("value") if parent.parent is not None else None
        compared = value.text.decode("utf-8", "replace") if value is not None else ""
        return f"**{code(word)}**: a pattern; what follows is run if {code(compared)} matches it.", span
    if parent.type == "unary_expression" and parent.children[0].type == "test_operator":
        test = find("test")
        sign = test.flag(parent.children[0].text.decode("utf-8", "replace")) if test is not None else None
        about = _KINDS.get(sign.kind) if sign is not None else None
        text = about(snapshot, cursor, test, word) if about is not None and test is not None else ""
        return (text, span) if text else None
    return None


def _in_command(snapshot: Snapshot, cursor: Cursor, command: Command) -> _Found | None:
    offset = cursor.offset
    for redirect in command.redirects:
        if redirect.target is not None and covers(redirect.target.span, offset):
            text = _path(snapshot, cursor, redirect.target.text)
            return (text, redirect.target.span) if text else None
    for given in command.assignments:
        if covers(given.span, offset):
            lasts = "until the end of the script" if not command.name.text else f"for `{command.program}` alone"
            text = f"Sets the variable `{given.name}` of the shell, {lasts}."
            return page(text, tool_variable(given.name)), given.span
    if covers(command.name.span, offset) and command.name.text:
        text = _command(snapshot, cursor, find(command.name.text), command.name.text)
        return (text, command.name.span) if text else None
    words = Arguments(find(command.name.text), find)
    for word in command.args:
        if covers(word.span, offset):
            return _word(snapshot, cursor, words, word)
        words.feed(word.text)
    return None


def _word(snapshot: Snapshot, cursor: Cursor, words: Arguments, word: ShellWord) -> _Found | None:
    role = words.feed(word.text)
    exact = word.span.end - word.span.start == len(word.text)
    by = cursor.offset - word.span.start
    if role.kind == "command":
        text = _command(snapshot, cursor, role.tool, word.text)
    elif role.kind == "subcommand" and role.tool is not None:
        text = tool(role.tool)
    elif role.kind == "flag" and role.tool is not None:
        on_value = role.value >= 0 and exact and by >= role.value and len(role.parts) == 1
        text = _flags(snapshot, cursor, role, word.text, on_value=on_value)
        if text and exact and role.value >= 0 and len(role.parts) == 1:
            name = Span(word.span.start, word.span.start + role.parts[0].end)
            return text, Span(word.span.start + role.value, word.span.end) if on_value else name
    elif role.kind == "value" and role.tool is not None:
        text = _value(snapshot, cursor, role.tool, role.parts[0].flag, word.text)
    elif role.kind == "assignment":
        variable = word.text.partition("=")[0]
        text = page(f"Sets {code(variable)} for what is run.", tool_variable(variable))
    elif role.kind == "end":
        text = "Ends the flags: whatever follows is none, even if it begins with `-`."
        if word.text != "--":
            text = "Ends the command. `+` hands it many files at once, `\\;` one file each time."
    elif role.kind == "operand" and role.tool is not None:
        text = _operand(snapshot, cursor, role, word)
    else:
        text = ""
    return (text, word.span) if text else None


# Commands and flags


def resolved(about: tuple[str, ...]) -> str:
    """What there is to tell about an item of the tables: the names from the tool down, a flag perhaps as the last."""
    *path, last = about
    known = find(path[0] if path else last)
    for name in path[1:]:
        known = known.tools.get(name) if known is not None else None
    if known is None:
        return ""
    if not path:
        return tool(known)
    found = known.flag(last)
    if found is not None:
        return flag(known, found)
    below = known.tools.get(last)
    return tool(below) if below is not None else ""


def tool(known: Tool) -> str:
    """A tool or subcommand: what it does, how it is called, what it is called besides."""
    own = " ".join(known.path)
    head = known.head
    options = " [options]" if known.flags else ""
    usage = f" {known.usage}" if known.usage else ""
    others = f"Also called {names(head.names[1:])}." if len(head.names) > 1 else ""
    return page(f"**`{own}`**: {head.doc}", block(f"{own}{options}{usage}", "sh"), others)


def written(given: ToolFlag, *called: str) -> str:
    """A flag by some of its names and with its value, as a manual writes it."""
    joint: str = given.joint
    if len(called[-1]) == 2:  # A letter has its value at once or as the next word.
        joint = {"=": " ", "[=": "["}.get(joint, joint)
    return f"{', '.join(called)}{joint}{given.placeholder}{']' if joint[:1] == '[' else ''}"


def flag(known: Tool, given: ToolFlag, called: str = "") -> str:
    """A flag of a tool, with its other names and the values it may have. `called` is what it is called at the place."""
    name = (
        called if called in given.names else next((name for name in given.names if name[:2] == "--"), given.names[-1])
    )
    others = [other for other in given.names if other != name]
    values = bullets(f"{code(value.text)}: {value.doc}" for value in given.values if value.doc)
    also = f"Also written {names(others)}." if others else ""
    return page(f"**{code(written(given, name))}** of `{' '.join(known.path)}`", given.doc, values, also)


def _command(snapshot: Snapshot, cursor: Cursor, known: Tool | None, text: str) -> str:
    if text in FUNCTION.findall(cursor.node.source):
        return f"**{code(text)}**: a function of this script."
    return page(tool(known), _lacking(snapshot, cursor, known)) if known is not None else ""


def _lacking(snapshot: Snapshot, cursor: Cursor, known: Tool) -> str:
    """That the image has another package manager, if that is known."""
    facts = snapshot.model.facts[cursor.number] or NOWHERE
    image = lookup(facts.image) if facts.image else None
    manager = variant(image, facts.tag).package_manager if image else ""
    wanted = SYSTEM.intersection(known.head.where)
    installs = not {"install", "add"}.isdisjoint(known.tools)  # `dpkg-architecture` is to be had on Alpine, too.
    if not manager or not wanted or manager in wanted or not installs or known.parent is not None:
        return ""
    return f"The image `{facts.image}` has `{manager}` instead."


def _flags(snapshot: Snapshot, cursor: Cursor, role: Role, text: str, *, on_value: bool) -> str:
    known = role.tool
    assert known is not None
    if not role.parts:
        return ""
    if len(role.parts) == 1 and on_value:
        return _value(snapshot, cursor, known, role.parts[0].flag, text[role.value :])
    if len(role.parts) == 1:
        given = role.parts[0].flag
        if given.names[0].endswith("*"):
            given = given._replace(names=(text.partition("=")[0],))
        value = text[role.value :] if role.value >= 0 else ""
        meaning = next((item.doc for item in given.values if item.text == value and item.doc), "")
        here = f"Here: {code(value)}" + (f": {meaning}" if meaning else "") if value else ""
        return page(flag(known, given, text[: role.parts[0].end]), here)
    letters = dict.fromkeys((part.flag, text[part.start : part.end]) for part in role.parts)
    head = f"**{code(text)}** of `{' '.join(known.path)}`"
    return page(head, bullets(f"`-{letter}`{_long(given)}: {given.doc}" for given, letter in letters))


def _long(given: ToolFlag) -> str:
    name = next((name for name in given.names if name.startswith("--")), "")
    return f" (`{name}`)" if name else ""


def _value(snapshot: Snapshot, cursor: Cursor, known: Tool, given: ToolFlag, text: str) -> str:
    about = _KINDS.get(given.kind)
    meaning = next((value.doc for value in given.values if value.text == text and value.doc), "")
    plain = given.kind in ("url", "variable")  # The flag itself says what these are for.
    said = about(snapshot, cursor, known, text) if about is not None and not meaning and not plain else ""
    return page(f"{code(text)}: {meaning}" if meaning else "", said, flag(known, given))


# Operands


def _operand(snapshot: Snapshot, cursor: Cursor, role: Role, word: ShellWord) -> str:
    known = role.tool
    assert known is not None
    sign = _SIGNS.get(word.text) or (OPERATORS.get(word.text) if known.path[0] in _TESTS else None)
    if sign:
        return page(f"**{code(word.text)}**", sign)
    if known.path[0] in _TESTS and known.flag(word.text) is None:
        return ""
    about = _KINDS.get(role.operand)
    if about is not None:
        return about(snapshot, cursor, known, word.text)
    words = OPERANDS.get(role.operand, "") if role.operand not in _FREE else ""
    return f"**{code(word.text)}**: {words}" if words and word.text else ""


def _package(snapshot: Snapshot, cursor: Cursor, known: Tool, text: str) -> str:
    by = f"`{' '.join(known.path)}`"
    if text.startswith("$") or not text:
        return f"What {by} is to install."
    if text.startswith((".", "/")) or "://" in text:
        return f"**{code(text)}**: installed by {by} from there."
    match = _VERSIONED.search(text)
    if match is None:
        return page(f"**{code(text)}**: a package which {by} installs.", "Not pinned: a build takes the newest one.")
    name, version = text[: match.start()], match[2]
    exact = match[1] in ("=", "==", "===", "@", ":")
    pinned = f"Pinned to version {code(version)}." if exact else f"Bound to versions {code(match[1] + version)}."
    return page(f"**{code(name)}**: a package which {by} installs.", pinned)


def _installed(snapshot: Snapshot, cursor: Cursor, known: Tool, text: str) -> str:
    return f"**{code(text)}**: a package which `{' '.join(known.path)}` is about."


def _mode(snapshot: Snapshot, cursor: Cursor, known: Tool, text: str) -> str:
    """Permissions, spelled out if they are octal."""
    if not _OCTAL.fullmatch(text):
        letters = "`u` the owner, `g` the group, `o` others, `a` all; `r` read, `w` write, `x` run"
        return f"Permissions {code(text)}: {letters}."
    special, *digits = (int(digit) for digit in text.rjust(4, "0"))
    who: dict[int, list[str]] = {}
    for digit, name in zip(digits, ("the owner", "the group", "others")):
        who.setdefault(digit, []).append(name)
    shown = [f"{'all' if len(names) == 3 else ' and '.join(names)} {_rights(digit)}" for digit, names in who.items()]
    extra = [name for bit, name in ((4, "set-user-ID"), (2, "set-group-ID"), (1, "sticky")) if special & bit]
    return f"Permissions {code(text)}: {'; '.join([*shown, *extra])}."


def _rights(digit: int) -> str:
    words = [word for bit, word in ((4, "read"), (2, "write"), (1, "run")) if digit & bit]
    return f"may {', '.join(words[:-1])}{' and ' if words[1:] else ''}{words[-1]}" if words else "may do nothing"


def _user(snapshot: Snapshot, cursor: Cursor, known: Tool, text: str) -> str:
    if known.path[0] in _MAKE_USERS and text and "$" not in text:
        return f"**User {code(text)}**: made here."
    return user(snapshot, cursor, text) if text and "$" not in text else ""


def _place(snapshot: Snapshot, cursor: Cursor, known: Tool, text: str) -> str:
    return _path(snapshot, cursor, text)


def _path(snapshot: Snapshot, cursor: Cursor, text: str) -> str:
    """A path: what is usually there or who made it, and what it is from the root on."""
    if "://" in text:
        return _address(snapshot, cursor, None, text)
    if not text or text.startswith(("-", "+")) or any(sign in text for sign in "$`\n\\"):
        return ""
    directory, path = None, text.rstrip("*")
    if text.startswith("~"):
        home = _home(snapshot, cursor)
        if text[1:2] not in ("", "/") or not home:
            return ""
        path = home + path[1:]
    elif not text.startswith("/"):
        directory = _directory(snapshot, cursor)
    whole = joined(directory, path)
    if whole is None:
        return "The directory in which the shell is then." if text == "." else ""
    head = f"**{code(text)}**" + ("" if text.startswith("/") else f": {code(whole)}")
    known = _usually(whole)
    if known is not None:
        return f"{head}: {known[1]}." if known[0] == whole else page(head, f"{code(known[0])}: {known[1]}.")
    maker = made_before(snapshot.model, cursor.number, whole)
    if maker is not None:
        said = f"{maker.why}, line {line_of(snapshot, maker.number)}."
        return f"{head}: {said}" if maker.path == whole else page(head, f"{code(maker.path)}: {said}")
    return head if path != text or not text.startswith("/") else ""


def _address(snapshot: Snapshot, cursor: Cursor, known: Tool | None, text: str) -> str:
    if "://" not in text:
        return ""
    return "Fetched as the image is built. The layer stays as long as this text does, whatever the server has then."


def _home(snapshot: Snapshot, cursor: Cursor) -> str:
    """The home of root, if it is root who runs the command; that of others is not known."""
    return "/root" if state_at(snapshot.model, cursor.number).user in ("root", "0") else ""


def _usually(path: str) -> tuple[str, str] | None:
    """The nearest well-known directory, and what is there."""
    while len(path) > 1:
        if path in PATHS:
            return path, PATHS[path]
        path = path.rpartition("/")[0]
    return None


def _directory(snapshot: Snapshot, cursor: Cursor) -> str | None:
    """The directory in force at the cursor; None if it cannot be known."""
    here = state_at(snapshot.model, cursor.number).workdir
    for command in cursor.node.script.commands:
        if command.span.end > cursor.offset:
            break
        if command.program in ("cd", "pushd", "popd"):
            if not command.top or len(command.args) != 1 or not command.args[0].literal:
                return None
            here = joined(here, command.args[0].text)
    return here


def _variable(snapshot: Snapshot, cursor: Cursor, known: Tool, text: str) -> str:
    """A variable of the shell which a word names, and sets perhaps."""
    name, sets, _ = text.partition("=")
    if not name.isidentifier():
        return ""
    return page(f"The variable {code(name)} of the shell" + (", which is set." if sets else "."), tool_variable(name))


def _signal(snapshot: Snapshot, cursor: Cursor, known: Tool, text: str) -> str:
    return signal(text)


_KINDS: dict[str, Callable[[Snapshot, Cursor, Tool, str], str]] = {
    **dict.fromkeys(_PATH_KINDS, _place),
    "url": _address,
    "package": _package,
    "installed": _installed,
    "mode": _mode,
    "owner": _user,
    "user": _user,
    "variable": _variable,
    "signal": _signal,
}
"""Tells about an operand or a flag's value, by its name in the tables, more than `OPERANDS` says of every such."""
