"""The shell inside of RUN, CMD, ENTRYPOINT and HEALTHCHECK: commands and their words, each with its span in the node.

It knows the POSIX family of shells, through tree-sitter-bash on the text which the shell really gets.
It must not know what any command does. Without the wheel every script is empty, and all else works.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Literal

from ..late import cached_property, part, regex
from ..named import NamedTuple
from ..text import Span
from .cuts import Statements, statements
from .once import once

if TYPE_CHECKING:
    from .split import Heredoc
    from .tree import Node

Connector = Literal["", "&&", "||", ";", "|", "|&", "&"]

_OPERATORS = frozenset(("&&", "||", ";", "|", "|&", "&", ";;"))
_FLAT = frozenset(("program", "list", "redirected_statement", "pipeline", "command", "negated_command"))
_COMMANDS = frozenset(("command", "declaration_command", "unset_command", "test_command"))
_WORDS = frozenset(("word", "number", "raw_string", "variable_name", "comment", "heredoc_start", "heredoc_end"))
"""Kinds of nodes which hold nothing else."""

_PLAIN = regex(r"[ \t]*[\w./][\w./+-]*(?:[ \t]+[\w./:+@%,-][\w./:+@%,=-]*)*[ \t]*\n?", re.ASCII)
"""A command of nothing but words without quotes, globs or variables: half of all, and read without a parser."""

_PLAIN_WORD = regex(r"[^ \t\n]+")
_SETS = regex(r"[ \t][A-Za-z_]\w*\+?=", re.ASCII)
_SPECIAL = frozenset(
    (
        *("if", "then", "elif", "else", "fi", "for", "while", "until", "select", "do", "done", "case", "esac", "in"),
        *("function", "time", "coproc"),
        *("export", "declare", "local", "readonly", "typeset", "unset", "unsetenv", "read", "getopts"),
    )
)
"""Words that make something else of a command: reserved ones, and what sets variables."""

SHELLS = frozenset(("sh", "bash", "ash", "dash", "zsh", "ksh"))
"""Programs that run the script behind their `-c`, or the one that is handed to them."""
_SHEBANG = regex(r"#![ \t]*(\S+)(?:[ \t]+(\S+))?")
_UNESCAPE = regex(r"\\(?:\n|(.))", re.DOTALL)
_UNESCAPE_QUOTED = regex(r'\\(?:\n|([$`"\\]))')


class ShellWord(NamedTuple):
    """A word of a command without its quotes; not `literal` if the shell expands something in it."""

    text: str
    span: Span
    literal: bool


class Assignment(NamedTuple):
    """`name=value`, before a command or on its own."""

    name: str
    value: ShellWord | None
    span: Span


class Redirect(NamedTuple):
    """`> file` and its like; `operator` as written."""

    operator: str
    target: ShellWord | None
    span: Span


class Form:
    """A simple command as it is written, whatever stands around its statement.

    It stays as long as that statement does, and so does what is worked out `once` for it. Its spans are counted from
    where the statement starts, in the text which the shell gets.
    """

    def __init__(
        self,
        name: ShellWord,
        args: tuple[ShellWord, ...],
        span: Span,
        assignments: tuple[Assignment, ...] = (),
        redirects: tuple[Redirect, ...] = (),
        connector: Connector = "",
        piped: bool = False,
        top: bool = True,
    ) -> None:
        self.name = name
        self.args = args
        self.span = span
        self.assignments = assignments
        self.redirects = redirects
        self.connector: Connector = connector
        self.piped = piped
        self.top = top
        self.words = tuple(arg.text for arg in args)
        self.program = name.text.rpartition("/")[2]

    def with_words(self, name: ShellWord, args: tuple[ShellWord, ...], span: Span) -> Form:
        """The same with other words."""
        return Form(name, args, span, self.assignments, self.redirects, self.connector, self.piped, self.top)


class _PlainForm(Form):
    """A command of nothing but plain words, whose places are looked for when they are asked for."""

    def __init__(self, text: str, words: list[str]) -> None:
        self._text = text
        self.words = tuple(words[1:])
        self.program = words[0].rpartition("/")[2]
        self.span = Span(len(text) - len(text.lstrip(" \t")), len(text.rstrip(" \t\n")))
        self.assignments = self.redirects = ()
        self.connector = ""
        self.piped, self.top = False, True

    def __getattr__(self, name: str) -> Any:
        if name not in ("name", "args"):
            raise AttributeError(name)
        words = (ShellWord(match[0], Span(*match.span()), True) for match in _PLAIN_WORD.finditer(self._text))
        self.name = next(words)
        self.args = tuple(words)
        return self.__dict__[name]


class Command:
    """A simple command at its place in an instruction.

    Attributes:
        form: How it is written.
        program: Its name without a path; empty text for assignments that stand alone.
        words: The texts of its arguments.
        connector: What stands between it and the command before it; empty for the first and after a line end.
        piped: Whether its output goes into a pipe.
        top: Whether it runs as a part of the list itself, and in no subshell, condition, loop or function.
    """

    def __init__(self, form: Form, connector: Connector, start: int, place: Callable[[int], int]) -> None:
        self.form = form
        self.program = form.program
        self.words = form.words
        self.connector: Connector = connector
        self.piped = form.piped
        self.top = form.top
        self._start = start
        self._place = place

    @cached_property
    def _by(self) -> int | None:
        """How far behind its place in the form all of it stands, if no line is continued within."""
        (start, end), by = self.form.span, self._start
        first = self._place(start + by)
        if end <= start or self._place(end + by - 1) - first == end - 1 - start:
            return first - start
        return None

    def placed(self, span: Span) -> Span:
        """Where a part of its form stands in the instruction."""
        start, end = span
        inner_start, inner_end = self.form.span
        if inner_start <= start and end <= inner_end and self._by is not None:
            return Span(start + self._by, end + self._by)
        by, place = self._start, self._place
        first = place(start + by)
        return Span(first, place(end + by - 1) + 1 if end > start else first)

    def placed_word(self, word: ShellWord) -> ShellWord:
        """A word of its form at its place in the instruction."""
        return ShellWord(word.text, self.placed(word.span), word.literal)

    @cached_property
    def name(self) -> ShellWord:
        """Its name; empty text for assignments that stand alone."""
        return self.placed_word(self.form.name)

    @cached_property
    def args(self) -> tuple[ShellWord, ...]:
        """Its arguments."""
        by = self._by
        if by is None:
            return tuple(map(self.placed_word, self.form.args))
        return tuple(
            ShellWord(text, Span(start + by, end + by), literal) for text, (start, end), literal in self.form.args
        )

    @cached_property
    def span(self) -> Span:
        """From its first word to its last, redirections excluded."""
        return self.placed(self.form.span)

    @cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        """What is set before it."""
        return tuple(
            Assignment(item.name, item.value and self.placed_word(item.value), self.placed(item.span))
            for item in self.form.assignments
        )

    @cached_property
    def redirects(self) -> tuple[Redirect, ...]:
        """Its redirections."""
        return tuple(
            Redirect(item.operator, item.target and self.placed_word(item.target), self.placed(item.span))
            for item in self.form.redirects
        )

    def written(self, form: Form) -> Command:
        """The command of another form at the same place, as that which a wrapper runs."""
        return Command(form, self.connector, self._start, self._place)

    def behind(self, number: int) -> Command:
        """The command that one of its arguments and those behind it are, said to stand where this one does."""
        form = self.form
        return self.written(form.with_words(form.args[number], form.args[number + 1 :], form.span))

    def spanning(self, span: Span) -> Command:
        """The same, said to stand elsewhere: where its wrapper does."""
        made = self.written(self.form)
        made.__dict__["span"] = span
        return made


class Parsed(NamedTuple):
    """A text that a shell gets, as tree-sitter reads it.

    Attributes:
        text: The text.
        root: The node of all of it; its offsets are bytes.
        start: Where the text starts: in the node's source if it is a heredoc's `body`, else in its logical text.
        body: Whether it is a heredoc's body.
    """

    text: str
    root: Any
    start: int
    body: bool


class Made(NamedTuple):
    """What a statement of a script comes to: its commands, and what `Script` says of all. `connector` is what has been
    read last and joins the command behind it, unless another one comes."""

    commands: tuple[Form, ...] = ()
    assigned: frozenset[str] = frozenset()
    pipes: bool = False
    broken: bool = False
    connector: Connector = ""


NOTHING = Made()


class Script(NamedTuple):
    """What an instruction gives to the shell.

    Attributes:
        commands: All simple commands, in order, nested ones too.
        assigned: Shell variables which the script sets, in any way.
        pipes: Whether there is any pipe.
        broken: Whether the shell would not understand it.
        interpreter: The shebang's program if a heredoc has one, such as `python3`; else empty.
    """

    commands: tuple[Command, ...] = ()
    assigned: frozenset[str] = frozenset()
    pipes: bool = False
    broken: bool = False
    interpreter: str = ""


EMPTY = Script()


def script_of(node: Node) -> Script:
    """The script of an instruction in shell form, of a RUN's heredoc, or the one command of an exec form.

    There is none in an array that is no JSON: the shell which gets that was not meant to.
    """
    if node.json is not None:
        words = [ShellWord(word.text, word.span, True) for word in node.words]
        if node.keyword == "HEALTHCHECK":
            words = words[1:]
        if node.keyword not in ("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK") or not words:
            return EMPTY
        span = Span(words[0].span.start, words[-1].span.end)
        form = Form(words[0], tuple(words[1:]), span)
        return Script((Command(form, "", 0, _same),))
    if not node.is_shell_form or node.meant_array is not None:
        return EMPTY
    start = node.shell_start
    text = shell_text(node)
    header = _script(node, text, start, node.logical.behind(start))
    if not node.heredocs:
        return header
    return _with_heredocs(node, header, bare=not text.strip())


def shell_text(node: Node) -> str:
    """What an instruction in shell form gives to its shell, heredocs' bodies excluded."""
    start = node.shell_start
    text = node.logical.text[start:]
    for heredoc in node.heredocs:  # Their words are the build's own business.
        first, last = (node.logical.offset(offset) - start for offset in heredoc.word)
        text = text[:first] + " " * (last - first) + text[last:]
    return text


def _with_heredocs(node: Node, header: Script, *, bare: bool) -> Script:
    """The header's commands and those of a heredoc which is itself a script."""
    heredoc = node.heredocs[0]
    interpreter = _interpreter(heredoc, node) if bare else ""
    if not _runs(interpreter, header.commands, bare=bare):
        return header._replace(interpreter=interpreter)
    body = heredoc.body.of(node.source)
    inner = _script(node, body, heredoc.body.start, heredoc.body.start.__add__, 0)
    return Script(
        header.commands + inner.commands,
        header.assigned | inner.assigned,
        header.pipes or inner.pipes,
        header.broken or inner.broken,
        interpreter,
    )


def _interpreter(heredoc: Heredoc, node: Node) -> str:
    """The program which a heredoc's shebang names; empty if it has none."""
    body = heredoc.body.of(node.source)
    shebang = _SHEBANG.match(body.lstrip("\t") if heredoc.chomp else body)
    if shebang is None:
        return ""
    program = shebang[1].rpartition("/")[2]
    return shebang[2] if program == "env" and shebang[2] else program


def _runs(interpreter: str, commands: tuple[Command, ...], *, bare: bool) -> bool:
    """Whether a heredoc is read by a shell: the one in force if it stands alone, or one among the commands."""
    if bare:
        return not interpreter or interpreter in SHELLS
    return any(
        command.program in SHELLS and all(word.startswith("-") and word != "-c" for word in command.words)
        for command in commands
    )


def is_script(node: Node, heredoc: Heredoc) -> bool:
    """Whether a heredoc of an instruction is a script for a shell, even if nothing stands in it yet."""
    if node.keyword in ("COPY", "ADD"):
        return _interpreter(heredoc, node) in SHELLS
    if node.keyword != "RUN" or node.json is not None or heredoc != node.heredocs[0]:
        return False
    header = tuple(command for command in node.script.commands if command.span.start < node.header)
    bare = not header
    return _runs(_interpreter(heredoc, node) if bare else "", header, bare=bare)


@lru_cache(maxsize=1)
def _parser() -> Any:
    try:
        from tree_sitter import Language, Parser

        language = part("tree_sitter_bash", "_binding").language
    except ImportError:  # pragma: no cover - the wheels are dependencies, but a platform may lack them
        return None
    return Parser(Language(language()))


def parse_shell(text: str) -> Any:
    """tree-sitter's root node of a shell's text; None if the text is blank, or the wheel is not there."""
    parser = _parser()
    if parser is None or not text.strip():
        return None
    return parser.parse(text.encode("utf-8", "replace")).root_node


def script_in(text: str) -> Script:
    """The script that stands in a word, such as the one behind `sh -c`; its spans are the text's own."""
    return EMPTY if _parser() is None or not text.strip() else _placed(statements(text, _made), _same)


def _texts(node: Node) -> list[tuple[str, int, bool]]:
    """The texts of an instruction that its shell gets, as far as they have been read."""
    found: list[tuple[str, int, bool]] = node.__dict__.setdefault("shell texts", [])
    return found


def parsed(node: Node) -> list[Parsed]:
    """The texts of an instruction that its shell gets, header first, each parsed as a whole; they stay with it."""
    node.script  # noqa: B018 - Reading the script is what finds them.
    found: list[Parsed] = node.__dict__.setdefault("parsed shell", [])
    found += (Parsed(text, parse_shell(text), start, body) for text, start, body in _texts(node)[len(found) :])
    return found


_COMPOUND = frozenset(
    (
        *("if_statement", "for_statement", "c_style_for_statement", "while_statement", "case_statement", "case_item"),
        *("elif_clause", "else_clause", "do_group", "subshell", "compound_statement", "function_definition"),
        *("command_substitution", "process_substitution"),
    )
)


def compounds(node: Node, offset: int) -> Iterator[Span]:
    """The shell's compound commands around an offset of an instruction, outermost first: `if`, loops, `$(…)`, …"""
    for item in parsed(node):
        at = (offset if item.body else node.logical.offset(offset)) - item.start
        if 0 <= at <= len(item.text):
            yield from _compounds(node, item, at)


def _compounds(node: Node, item: Parsed, at: int) -> Iterator[Span]:
    reader = _Reader(item.text, item.start.__add__ if item.body else node.logical.behind(item.start))
    here = item.root
    while here is not None:
        if here.type in _COMPOUND:
            yield reader.span(here)
        parts = (part for part in here.children if part.child_count)
        here = next((part for part in parts if reader.holds(part, at)), None)


def _script(node: Node, text: str, start: int, place: Callable[[int], int], heredoc: int = -1) -> Script:
    """What an instruction gives to the shell in one text, which is a heredoc's body if that has a number.

    The text is read statement by statement, and those which stood in the version before are taken from there.
    """
    if not text.strip() or _parser() is None:
        return EMPTY
    _texts(node).append((text, start, heredoc >= 0))
    before = node.__dict__.get("statements before", {})
    row = statements(text, _made, before.get(heredoc))
    node.__dict__.setdefault("statements", {})[heredoc] = row
    return _placed(row, place)


def _placed(row: Statements[Made], place: Callable[[int], int]) -> Script:
    """What the statements of a script come to; `place` says where its characters stand."""
    commands: list[Command] = []
    assigned: set[str] = set()
    pipes = broken = False
    connector: Connector = ""
    for at, statement in zip(row.starts, row.row):
        made = statement.made
        if made is not NOTHING:
            forms, sets, piping, torn, last = made
            for form in forms:
                commands.append(Command(form, form.connector or connector, at, place))
                connector = ""
            connector = last or connector
            pipes, broken = pipes or piping, broken or torn
            if sets:
                assigned |= sets
        connector = statement.operator or connector
    broken = broken or connector in ("&&", "||")
    return Script(tuple(commands), frozenset(assigned), pipes, broken)


def _made(text: str) -> Made:
    if _PLAIN.fullmatch(text) and not _SETS.search(text):
        words = text.split()
        if words[0] not in _SPECIAL:
            return Made((_PlainForm(text, words),))
    root = parse_shell(text)
    return NOTHING if root is None else _Reader(text).made(root)


def leaf_at(node: Node, offset: int) -> tuple[Any, Span] | None:
    """The smallest node of tree-sitter's at an offset of an instruction's source, and its span there."""
    for text, root, start, body in parsed(node):
        place = start.__add__ if body else node.logical.behind(start)
        at = offset - start if body else node.logical.offset(offset) - start
        if not 0 <= at < len(text) or (not body and offset >= node.header):
            continue
        byte = at if text.isascii() else len(text[:at].encode("utf-8", "replace"))
        leaf = root.descendant_for_byte_range(byte, byte + 1)
        if leaf is not None:
            return leaf, _Reader(text, place).span(leaf)
    return None


@once
def written_script(node: Node) -> Script:
    """The commands of the shell scripts that a COPY or ADD writes from its heredocs; they run later, if at all."""
    found = EMPTY
    for number, heredoc in enumerate(node.heredocs):
        if node.keyword in ("COPY", "ADD") and is_script(node, heredoc):
            start = heredoc.body.start
            inner = _script(node, heredoc.body.of(node.source), start, start.__add__, number)
            found = Script(found.commands + inner.commands, found.assigned | inner.assigned)
    return found


def characters(text: str) -> dict[int, int] | None:
    """From offsets in bytes, as tree-sitter counts, to characters; None if they are the same."""
    if text.isascii():
        return None
    sizes = (len(character.encode("utf-8", "replace")) for character in text)
    return {byte: char for char, byte in enumerate(accumulate(sizes, initial=0))}


def _same(offset: int) -> int:
    return offset


class _Reader:
    """Reads tree-sitter's nodes, whose offsets are bytes, into commands; `place` gives their spans' offsets."""

    def __init__(self, text: str, place: Callable[[int], int] = _same) -> None:
        self.text = text
        self.place = place
        self.chars = characters(text)

    def offset(self, byte: int) -> int:
        return byte if self.chars is None else self.chars[byte]

    def bounds(self, node: Any) -> tuple[int, int]:
        """Where a node stands in the text."""
        if self.chars is None:
            return node.start_byte, node.end_byte
        return self.chars[node.start_byte], self.chars[node.end_byte]

    def span(self, node: Any) -> Span:
        return self.placed(*self.bounds(node))

    def placed(self, start: int, end: int) -> Span:
        """A part of the text as a span of the instruction."""
        place = self.place
        if place is _same:
            return Span(start, end)
        first = place(start)
        return Span(first, place(end - 1) + 1 if end > start else first)

    def holds(self, node: Any, at: int) -> bool:
        """Whether an offset of the text touches a node."""
        return self.offset(node.start_byte) <= at <= self.offset(node.end_byte)

    def source(self, node: Any) -> str:
        start, end = self.bounds(node)
        return self.text[start:end]

    def made(self, root: Any) -> Made:
        """What a statement comes to."""
        commands: list[Form] = []
        assigned: set[str] = set()
        pipes = False
        connector: Any = ""
        redirects: dict[int, tuple[Redirect, ...]] = {}
        piped: set[int] = set()
        for node, kind, top in self.walk(root):
            if kind in _OPERATORS:
                connector = ";" if kind == ";;" else kind
            elif kind == "redirected_statement":
                body = node.child_by_field_name("body")
                found = tuple(self.redirects(node))
                while body is not None and body.type not in _COMMANDS and body.named_children:
                    body = body.named_children[-1]
                if body is not None:
                    redirects[body.id] = found
            elif kind == "pipeline":
                pipes = True
                for child in node.named_children[:-1]:
                    inner = child.child_by_field_name("body") if child.type == "redirected_statement" else child
                    piped.add((inner or child).id)
            elif kind in _COMMANDS:
                command = self.command(node, connector, node.id in piped, top, redirects.get(node.id, ()))
                assigned.update(item.name for item in command.assignments)
                if command.program in ("read", "export", "local", "declare", "readonly", "getopts"):
                    assigned.update(word.text.partition("=")[0] for word in command.args)
                commands.append(command)
                connector = ""
            elif kind == "variable_assignment" and node.parent.type not in _COMMANDS:
                item = self.assignment(node)
                assigned.add(item.name)
                nothing = ShellWord("", Span(item.span.start, item.span.start), True)
                commands.append(Form(nothing, (), item.span, (item,), (), connector, False, top))
                connector = ""
            elif kind == "for_statement":
                variable = node.child_by_field_name("variable")
                if variable is not None:
                    assigned.add(self.source(variable))
        return Made(tuple(commands), frozenset(assigned), pipes, bool(root.has_error), connector)

    def walk(self, root: Any) -> Iterator[tuple[Any, str, bool]]:
        """The nodes in the order of the text, each with its kind, and whether it is a part of the list itself.

        The words of a command are left out where none of them can hold another command: that is half of all nodes.
        """
        stack: list[tuple[Any, bool]] = [(root, True)]
        while stack:
            node, top = stack.pop()
            kind = node.type
            yield node, kind, top
            if kind in _WORDS or (kind == "command" and self.is_plain(node)):
                continue
            inner = top and kind in _FLAT
            stack += [(child, inner) for child in reversed(node.children)]

    def is_plain(self, node: Any) -> bool:
        """Whether nothing in a command can be a command itself."""
        source = self.source(node)
        return "(" not in source and "`" not in source and not node.has_error

    def command(self, node: Any, connector: Any, piped: bool, top: bool, redirects: tuple[Redirect, ...]) -> Form:
        name: ShellWord | None = None
        args: list[ShellWord] = []
        assignments: list[Assignment] = []
        own: list[Redirect] = []
        for child in node.children:
            kind = child.type
            if kind == "variable_assignment" and name is None:
                assignments.append(self.assignment(child))
            elif kind == "command_name":
                name = self.word(child.children[0] if child.children else child)
            elif kind in ("file_redirect", "herestring_redirect", "heredoc_redirect"):
                own.append(self.redirect(child))
            elif name is None and not child.is_named:  # export, unset, [ and [[
                name = ShellWord(self.source(child), self.span(child), True)
            elif child.is_named and kind != "ERROR":
                args.append(self.word(child))
        if name is None:
            start = self.span(node).start
            name = ShellWord("", Span(start, start), True)
        last = max([name.span.end, *(word.span.end for word in args), *(item.span.end for item in assignments)])
        first = min([name.span.start, *(item.span.start for item in assignments)])
        return Form(name, tuple(args), Span(first, last), tuple(assignments), (*own, *redirects), connector, piped, top)

    def assignment(self, node: Any) -> Assignment:
        name = node.child_by_field_name("name")
        value = node.child_by_field_name("value")
        return Assignment(
            self.source(name) if name is not None else "",
            self.word(value) if value is not None else None,
            self.span(node),
        )

    def redirects(self, node: Any) -> Iterator[Redirect]:
        for child in node.children:
            if child.type in ("file_redirect", "herestring_redirect", "heredoc_redirect"):
                yield self.redirect(child)

    def redirect(self, node: Any) -> Redirect:
        target = node.child_by_field_name("destination")
        operator = next((child.type for child in node.children if not child.is_named), "")
        return Redirect(operator, self.word(target) if target is not None else None, self.span(node))

    def word(self, node: Any) -> ShellWord:
        start, end = self.bounds(node)
        text, literal = self._plain(node, self.text[start:end])
        return ShellWord(text, self.placed(start, end), literal)

    def plain(self, node: Any) -> tuple[str, bool]:
        """A word's text without quotes and escapes, and whether it is all that the shell makes of it."""
        return self._plain(node, self.source(node))

    def _plain(self, node: Any, source: str) -> tuple[str, bool]:
        kind = node.type
        if kind in ("word", "number", "extglob_pattern"):
            is_glob = "*" in source or "?" in source or "[" in source
            return _UNESCAPE.sub(r"\1", source) if "\\" in source else source, not is_glob
        if kind == "raw_string":
            return source[1:-1], True
        if kind == "string":
            literal = all(child.type in ("string_content", '"') for child in node.children)
            return _UNESCAPE_QUOTED.sub(r"\1", source[1:-1] if source.endswith('"') else source[1:]), literal
        if kind in ("concatenation", "command_name"):
            parts = [self.plain(child) for child in node.children]
            return "".join(part for part, _ in parts), all(literal for _, literal in parts)
        return source, kind == "test_operator"
