"""What each word of a command is to the tool that gets it: a flag, its value, a subcommand, an operand.

It knows the tables, and words as the shell hands them on; it must not know where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from ...late import regex
from ...named import NamedTuple
from .notation import Tool, ToolFlag

Kind = Literal["command", "flag", "value", "subcommand", "operand", "assignment", "end", ""]

_ASSIGNED = regex(r"[A-Za-z_][\w.-]*\+?=", re.ASCII)
_ENDS = (";", "+")
_RUNS = ("command", "COMMAND", "MODULE")


class Part(NamedTuple):
    """A flag within a word, and where it stands there; of `-qqy` there are three."""

    flag: ToolFlag
    start: int
    end: int


class Role(NamedTuple):
    """What a word is.

    Attributes:
        kind: command (another one that is run), flag, value (of the flag before), subcommand, operand, assignment,
            end (`--`, or the end of a command within); empty if that is not known.
        tool: Whose word it is; of a command or subcommand that itself. None if the tables do not have it.
        parts: The flags in it; of a value, the flag it belongs to.
        value: Where the flag's value starts in the word; -1 if none is in it.
        operand: What the operand is, in the words of the usage line: `package`.
    """

    kind: Kind
    tool: Tool | None
    parts: tuple[Part, ...] = ()
    value: int = -1
    operand: str = ""


class Arguments:
    """Takes the words of a command one after another, and knows what may come next.

    Attributes:
        tool: Whose words come next: the tool, its subcommand, or what these run. None if the tables do not have it.
        pending: The flag whose value comes next.
        plain: Whether no flags come any more.
        count: How many operands there were.
        given: The flags that there were.
    """

    def __init__(self, tool: Tool | None, find: Callable[[str], Tool | None]) -> None:
        self._find = find
        self._outer: list[tuple[Tool | None, int, set[ToolFlag]]] = []
        self._enter(tool)

    def _enter(self, tool: Tool | None) -> None:
        self.tool = tool
        self.pending: ToolFlag | None = None
        self.plain = False
        self.count = 0
        self.given: set[ToolFlag] = set()

    @property
    def runs(self) -> bool:
        """Whether the next word that is no flag is a command."""
        if self.pending is not None:
            return self.pending.placeholder == "COMMAND"
        return self.tool is not None and not self.tool.tools and self.tool.operand(self.count) == "command"

    def feed(self, word: str) -> Role:
        """Take a word."""
        if self._outer and word in _ENDS:
            self.tool, self.count, self.given = self._outer.pop()
            self.pending, self.plain = None, False
            return Role("end", self.tool)
        tool, pending = self.tool, self.pending
        if pending is not None:
            self.pending = None
            if pending.placeholder in _RUNS:
                return self._command(word, ends=pending.placeholder == "COMMAND")
            return Role("value", tool, (Part(pending, 0, len(word)),), 0)
        if tool is None:
            return Role("", None)
        if not self.plain:
            if word == "--":
                self.plain = True
                return Role("end", tool)
            if len(word) > 1 and word[0] == "-":
                return self._flag(tool, word, word)
            if len(word) > 1 and word[0] == "+" and "plus" in tool.marks:
                return self._flag(tool, word, f"-{word[1:]}")
            if "bundle" in tool.marks and not self.count and not self.given and word.isalpha():
                found = self._cluster(tool, f"-{word}", -1)
                if found is not None:
                    return found
        if tool.tools:
            below = tool.tools.get(word)
            if below is not None and "many" in tool.marks:
                return Role("subcommand", below)
            if below is not None and not self.count:
                given = self.given
                self._enter(below)
                self.given = given
                return Role("subcommand", below)
        if "assigns" in tool.marks and _ASSIGNED.match(word):
            return Role("assignment", tool)
        what = tool.operand(self.count)
        if what == "command" and not tool.tools:
            return self._command(word)
        self.count += 1
        return Role("operand", tool, operand=what)

    def _command(self, word: str, *, ends: bool = False) -> Role:
        if ends:
            self._outer.append((self.tool, self.count, self.given))
        found = self._find(word)
        self._enter(found)
        return Role("command", found)

    def _flag(self, tool: Tool, word: str, name: str) -> Role:
        bare, equals, _ = name.partition("=")
        flag = tool.flag(name) or (tool.flag(bare) if equals else None)
        if flag is None and name[:2] == "--" and not self.count and "before" not in tool.marks:
            # `apt-get --no-install-recommends install`: what belongs to a subcommand may come before it.
            tool = next((below for below in tool.tools.values() if bare in below.flags), tool)
            flag = tool.flags.get(bare)
        if flag is not None:
            self.given.add(flag)
            inside = bool(equals) and name not in flag.names
            if not inside and flag.joint in ("=", " "):
                self.pending = flag
            end = len(bare) if inside else len(word)
            return Role("flag", tool, (Part(flag, 0, end),), end + 1 if inside else -1)
        found = None if name[:2] == "--" else self._glued(tool, name) or self._cluster(tool, name, 0)
        return found or Role("flag", tool)

    def _glued(self, tool: Tool, name: str) -> Role | None:
        """`-Xmx1g`: a name of several letters, and its value at once. The longest name that fits."""
        for end in range(len(name) - 1, 2, -1):
            flag = tool.flag(name[:end])
            if flag is not None and flag.joint == "=":
                self.given.add(flag)
                return Role("flag", tool, (Part(flag, 0, end),), end)
        return None

    def _cluster(self, tool: Tool, name: str, by: int) -> Role | None:
        """`-qqy`, `-j4`: letters, the last of which may have its value at once. None if one of them is not known."""
        parts: list[Part] = []
        for at in range(1, len(name)):
            flag = tool.flag(f"-{name[at]}")
            if flag is None:
                return None
            parts.append(Part(flag, at + by, at + by + 1))
            if flag.joint and at + 1 < len(name):
                if flag.joint != "[=" or not name[at + 1].isalpha():
                    self.given.update(part.flag for part in parts)
                    return Role("flag", tool, tuple(parts), at + by + 1)
            elif flag.joint in ("=", " "):
                self.pending = flag
        self.given.update(part.flag for part in parts)
        return Role("flag", tool, tuple(parts))
