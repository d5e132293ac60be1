"""The notation in which the tables of tools are written, read into values. It knows no tool.

A tool is a line at the margin, what belongs to it is indented below it, two blanks for each step:

    apt-get, aptitude @apt: What it does.
      !before
      -o, --option=KEY: A flag; its value may stand behind `=` or be the next word.
      -f FILE: A flag whose value is the next word, or follows a single letter at once.
      --color[=always|never]: A flag with a value behind `=` or none.
      install, add <package>...: A subcommand, with what it takes.
        --audit=low|high: A flag of the subcommand, with the values it may have.
          = low: What a value means.
        %group

`@` names the package managers or images that bring the tool. `%name` at the margin opens a group of lines, and stands
for them elsewhere. `--with-*` is any flag that begins so. A value in capitals is any text of that kind. Marks:
`!before`, the flags of a tool count before its subcommand only; `!assigns`, words `NAME=value` are assignments;
`!bundle`, the first word may be flags without their dash; `!many`, subcommands may stand side by side; `!plus`, `+x`
undoes `-x`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal

from ...late import regex
from ...named import NamedTuple

Joint = Literal["", "=", " ", "[="]
"""How a flag's value follows: not at all; behind `=` or as the next word; as the next word; perhaps, behind `=`."""

_NAME = r"[-+](?:[^\s,=\[:]|:(?! ))*"
_FLAG = regex(rf"(?P<names>{_NAME}(?:, {_NAME})*)(?:(?P<joint>\[=|=| )(?P<value>\S+?)\]?)?: ")
OPERAND = regex(r"<([^<>]+)>(\]?\.\.\.)?")
"""An operand of a usage line: its name, and whether there may be several."""


class Head(NamedTuple):
    """A tool or subcommand at a glance.

    Attributes:
        names: Its name, then those which mean the same.
        doc: What it does, in one line of Markdown.
        where: The package managers and images that bring it; empty if every image may.
        usage: What it takes, as a manual writes it; empty if nothing or if its subcommands say so.
    """

    names: tuple[str, ...]
    doc: str
    where: tuple[str, ...]
    usage: str


class Value(NamedTuple):
    """A value which a flag may have."""

    text: str
    doc: str


class ToolFlag(NamedTuple):
    """A flag of a tool.

    Attributes:
        names: All its names with their dashes.
        doc: What it does, in one line of Markdown.
        joint: How its value follows.
        placeholder: What the value is, as a manual writes it; empty if there is none.
        values: The values it may have, if it is a closed set or has usual ones.
    """

    names: tuple[str, ...]
    doc: str
    joint: Joint = ""
    placeholder: str = ""
    values: tuple[Value, ...] = ()

    @property
    def kind(self) -> str:
        """What a value of any text is, in lower case: `file`, `user`; empty if there is no such."""
        return next((part.lower() for part in self.placeholder.split("|") if part.isupper()), "")

    @property
    def deprecated(self) -> bool:
        return self.doc.startswith("Deprecated")


class Tool:
    """A tool or subcommand: its head, the flags and subcommands by each of their names, and the marks it has.

    Attributes:
        head: What it is.
        parent: The tool whose subcommand it is.
        flags: Its own flags, by every name.
        tools: Its subcommands, by every name.
        marks: before, assigns, bundle, many or plus, as the notation has them.
        operands: What its words are, in order; the last one repeats if `repeats`, the first one up to it if `gathers`.
    """

    def __init__(self, head: Head, parent: Tool | None = None) -> None:
        self.head = head
        self.parent = parent
        self.flags: dict[str, ToolFlag] = {}
        self.tools: dict[str, Tool] = {}
        self.marks: set[str] = set() if parent is None else parent.marks - {"before", "bundle"}
        self._families = False
        found = OPERAND.findall(head.usage)
        self.operands: tuple[str, ...] = tuple(name for name, _ in found)
        self.repeats = bool(found and found[-1][1])
        self.gathers = len(found) > 1 and bool(found[0][1])

    @property
    def path(self) -> tuple[str, ...]:
        """Its names from the tool down: `npm`, `cache`, `clean`."""
        return (*(self.parent.path if self.parent else ()), self.head.names[0])

    @property
    def usage(self) -> str:
        """What it takes, as a manual writes it; a subcommand if nothing else is said."""
        return self.head.usage or ("<command>" if self.tools else "")

    def flag(self, name: str) -> ToolFlag | None:
        """A flag by its name: its own, or one of the tools above it."""
        found = self.flags.get(name)
        if found is None and self._families and name[:2] == "--":
            found = self.flags.get(f"{name[: name.find('-', 2) + 1]}*")
        if found is None and self.parent is not None and "before" not in self.parent.marks:
            return self.parent.flag(name)
        return found

    def add(self, flag: ToolFlag) -> None:
        """Give it a flag."""
        self.flags.update(dict.fromkeys(flag.names, flag))
        self._families = self._families or flag.names[0].endswith("*")

    def all_flags(self) -> Iterator[ToolFlag]:
        """Every flag that may stand behind it once, its own first."""
        yield from dict.fromkeys(self.flags.values())
        if self.parent is not None and "before" not in self.parent.marks:
            yield from (flag for flag in self.parent.all_flags() if flag.names[0] not in self.flags)

    def operand(self, number: int) -> str:
        """What its word of that number is; empty if it takes none."""
        if number < len(self.operands):
            return self.operands[number]
        return self.operands[-1] if self.repeats or self.gathers else ""


def read_head(line: str) -> Head:
    """The head of a tool or subcommand.

    Raises:
        ValueError: It is not in the notation.
    """
    before, colon, doc = line.strip().partition(": ")
    if not colon:
        raise ValueError(f"no doc: {line!r}")
    words, usage = before, ""
    start = re.search(r" (?=<|\[<)", before)
    if start:
        words, usage = before[: start.start()], before[start.end() :]
    names = [word for word in words.split(" ") if not word.startswith("@")]
    where = tuple(word[1:] for word in words.split(" ") if word.startswith("@"))
    return Head(tuple(name.rstrip(",") for name in names), doc, where, usage)


def read_flag(line: str) -> ToolFlag:
    """A flag, without the meanings of its values.

    Raises:
        ValueError: It is not in the notation.
    """
    match = _FLAG.match(line)
    if match is None:
        raise ValueError(f"no flag: {line!r}")
    joint: Joint = match["joint"] or ""  # type: ignore[assignment]
    placeholder = match["value"] or ""
    values = tuple(Value(part, "") for part in placeholder.split("|") if part and not part.isupper())
    return ToolFlag(tuple(match["names"].split(", ")), line[match.end() :], joint, placeholder, values)


def read_body(head: Head, body: str, group: Callable[[str], str]) -> Tool:
    """A tool with all that is indented below it.

    Args:
        head: Its head.
        body: The lines below it.
        group: Gives the lines of a group.

    Raises:
        ValueError: A line is not in the notation.
    """
    tool = Tool(head)
    _read(tool, body.split("\n"), 2, group)
    return tool


def _read(root: Tool, lines: list[str], base: int, group: Callable[[str], str]) -> None:
    path = [root]
    flag: ToolFlag | None = None
    for line in lines:
        text = line.lstrip(" ")
        if not text:
            continue
        if text[0] == "=":
            if flag is None:
                raise ValueError(f"a value of no flag: {line!r}")
            value, _, doc = text[1:].strip().partition(": ")
            kept = [Value(value, doc) if item.text == value else item for item in flag.values]
            if all(item.text != value for item in flag.values):
                kept.append(Value(value, doc))
            changed = flag._replace(values=tuple(kept))
            path[-1].flags.update(dict.fromkeys(flag.names, changed))
            flag = changed
            continue
        depth = (len(line) - len(text) - base) // 2
        if not 0 <= depth < len(path):
            raise ValueError(f"indented too far: {line!r}")
        del path[depth + 1 :]
        here = path[-1]
        flag = None
        if text[0] in "-+":
            flag = read_flag(text)
            here.add(flag)
        elif text[0] == "!":
            here.marks.add(text[1:])
        elif text[0] == "%":
            _read(here, group(text[1:]).split("\n"), 2, group)
        else:
            below = Tool(read_head(text), here)
            here.tools.update(dict.fromkeys(below.head.names, below))
            path.append(below)
