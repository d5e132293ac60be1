"""The signature of the command that is being typed in a shell's text: the tool's synopsis, or its flag's.

All it says of a tool comes from the tables that completion and hover read.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...cursor import Cursor
from ...describe.commands import written
from ...describe.markdown import bullets, code, names
from ...docker.commands import Tool, ToolFlag, find
from ...docker.commands.notation import OPERAND
from ...docker.commands.operands import OPERANDS
from ...docker.commands.words import Arguments
from ...late import regex
from ...lint.shells import is_posix
from ...model import NOWHERE
from ...snapshot import Snapshot
from ...syntax import Heredoc
from ...syntax.shell import is_script
from ...syntax.shelltyped import Typed, listed, typed
from ...text import Span
from .form import Help, Parameter, Signature

_OPTIONS = "[options]"
_MOST_NAMES = 24
"""How many flags or subcommands are listed; completion has all of them."""
_ENDS = {"[": "]", "[[": "]]"}
_MORE = regex(r"[^\s;&|()]*(?:[ \t]|\\\n)+[^\s;&|()<>#\\\]-]")
"""Behind the cursor: that the command has one more word which is no flag."""


def in_shell_form(snapshot: Snapshot, cursor: Cursor) -> Help | None:
    """The signature of the command at the cursor of a shell form; None if its name is being typed or is unknown."""
    node = cursor.node
    if not node.is_shell_form or len(cursor.before) < node.shell_start:
        return None
    return _command(snapshot, cursor, cursor.before[node.shell_start :], node.logical.text[cursor.at :])


def in_exec_form(snapshot: Snapshot, cursor: Cursor, start: int) -> Help | None:
    """The same in an exec form, whose array starts at `start` of the logical text; None in its first string, too."""
    here = listed(cursor.node.logical.text[start : cursor.at], between=True)
    return _signature(here, cursor.node.logical.text[cursor.at :]) if here is not None else None


def in_script(snapshot: Snapshot, cursor: Cursor, heredoc: Heredoc) -> Help | None:
    """The same within a heredoc, which is no script perhaps."""
    if not is_script(cursor.node, heredoc):
        return None
    source = cursor.node.source
    after = source[cursor.offset : heredoc.body.end].partition("\n")[0]
    return _command(snapshot, cursor, source[heredoc.body.start : cursor.offset], after)


def _command(snapshot: Snapshot, cursor: Cursor, before: str, after: str) -> Help | None:
    here = typed(before, strings=True) if is_posix(snapshot.model.facts[cursor.number] or NOWHERE) else None
    return _signature(here, after) if here is not None else None


def _signature(here: Typed, after: str) -> Help | None:
    """The signature of a command.

    Args:
        here: Its words up to the cursor.
        after: What stands behind the cursor.
    """
    if not here.words or here.words[-1] == _ENDS.get(here.words[0]):
        return None
    words = Arguments(find(here.words[0]), find)
    for word in here.words[1:]:
        words.feed(word)
    tool = words.tool
    if tool is None:
        return None
    if words.pending is not None:
        return _with_flag(tool, words.pending)
    more = bool(_MORE.match(after))
    return _in_flag(tool, words, here) or _in_operand(tool, words, more=more)


def _in_flag(tool: Tool, words: Arguments, here: Typed) -> Help | None:
    """The flag that is being typed, or its value behind it; None if it is none."""
    signs = ("-", "+") if "plus" in tool.marks else ("-",)
    if words.plain or not here.word.startswith(signs):
        return None
    role = words.feed(here.word)
    if role.kind not in ("flag", "operand"):  # A dash alone begins a flag; `--` ends them.
        return None
    if role.value >= 0:
        return _with_flag(tool, role.parts[-1].flag)
    signature = _synopsis(tool, "\n\n".join(dict.fromkeys(part.flag.doc for part in role.parts)))
    return Help((signature,), 0, 0) if _OPTIONS in signature.label else None


def _in_operand(tool: Tool, words: Arguments, *, more: bool) -> Help | None:
    signature = _synopsis(tool)
    first = int(_OPTIONS in signature.label)
    count = len(signature.parameters) - first
    if not count:
        return Help((signature,), 0, None) if first else None
    number = min(words.count, count - 1)
    if tool.gathers and number and more:
        number -= 1
    if words.count > number and not tool.repeats and not tool.gathers:
        return Help((signature,), 0, None)
    return Help((signature,), 0, first + number)


def _synopsis(tool: Tool, options: str = "") -> Signature:
    """A tool or subcommand with what it takes.

    Args:
        tool: Which one.
        options: What is said of its flags, instead of their names.
    """
    label = " ".join(tool.path)
    parameters = []
    flags = [flag.names[-1] for flag in tool.all_flags()]
    if flags:
        parameters.append(Parameter(Span(len(label) + 1, len(label) + 1 + len(_OPTIONS)), options or _listed(flags)))
        label += f" {_OPTIONS}"
    usage = tool.usage
    if usage:
        label += " "
        for match in OPERAND.finditer(usage):
            span = Span(match.start(), match.start() + len(match[1]) + 2).shift(len(label))
            parameters.append(Parameter(span, _operand(tool, match[1])))
        label += usage
    return Signature(label, tool.head.doc, tuple(parameters))


def _operand(tool: Tool, name: str) -> str:
    if not tool.operands:
        return f"One of {_listed(below.head.names[0] for below in dict.fromkeys(tool.tools.values()))}."
    said = OPERANDS.get(name, "")
    return said[:1].upper() + said[1:]


def _with_flag(tool: Tool, flag: ToolFlag) -> Help:
    """The flag whose value is being typed; then the command that it belongs to."""
    label = written(flag, *flag.names)
    end = len(label) - (flag.joint == "[=")
    meanings = bullets(f"{code(value.text)}: {value.doc}" for value in flag.values if value.doc)
    said = OPERANDS.get(flag.kind, "") if not flag.values else ""
    value = Parameter(Span(end - len(flag.placeholder), end), meanings or said[:1].upper() + said[1:])
    return Help((Signature(label, flag.doc, (value,)), _synopsis(tool, flag.doc)), 0, 0)


def _listed(items: Iterable[str]) -> str:
    """Names as a list, of which the end is left out if there are very many."""
    found = list(items)
    return names(found[:_MOST_NAMES]) + (", …" if len(found) > _MOST_NAMES else "")
