"""Which variables the text that an instruction gives to a shell names, and which of them it sets itself.

It knows the ways in which POSIX shells, PowerShell and cmd write a variable; it must not know what Docker declares.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from ..late import regex
from ..named import NamedTuple
from ..text import Span
from .lexer import lex
from .once import lately
from .shell import Command
from .split import Heredoc
from .tree import Node

FUNCTION = regex(r"(?:^|[\s;&|{(])([A-Za-z_][\w-]*)[ \t]*\([ \t]*\)", re.ASCII)
"""Where a shell's function is defined, and its name."""

_POWERSHELL = regex(r"\$(?:env:(\w+)|\{env:(\w+)\})", re.IGNORECASE)
_CMD = regex(r"%(\w+)(?::[^%\n]*)?%")
_ARITHMETIC = regex(r"\$\(\(((?:[^()]|\([^()]*\))*)\)\)")
_LENGTH = regex(r"\$\{[#!]([A-Za-z_]\w*)")
_WORD = regex(r"(?<![\w$.{#!])[A-Za-z_]\w*")
_LOOP = regex(r"\b(?:for|select)[ \t]+([A-Za-z_]\w*)(?=[ \t\n;])")
_FOREIGN = regex(r"#!.*(?:python|perl|ruby|node|php|awk|lua|deno|bun)")

_DECLARE = frozenset(("export", "readonly", "declare", "typeset", "local"))
_SPECIAL = frozenset((":", ".", "eval", "exec", "set", "shift", "trap"))
"""Before these built-ins an assignment lasts, as POSIX has it; before other commands it is the command's alone."""
_SET = frozenset(("read", "unset", "getopts", "mapfile", "readarray"))


class Name(NamedTuple):
    """A variable's name in an instruction.

    Attributes:
        name: The name.
        span: Where it stands in the node.
        assigns: Whether the shell sets it there.
        local: Whether the script has surely set it before, so that no variable from outside can be meant.
        scripted: Whether the script sets it anywhere.
        guess: Whether it may be no variable at all, unless one of that name is known.
    """

    name: str
    span: Span
    assigns: bool = False
    local: bool = False
    scripted: bool = False
    guess: bool = False


class _Part(NamedTuple):
    text: str
    place: Callable[[int, int], Span]


@lately
def shell_names(node: Node, shell: str) -> tuple[Name, ...]:
    """The variables which an instruction in shell form names, those of its flags included.

    What stands in single quotes counts too: another shell reads it later, and has the same environment.

    Args:
        node: The instruction.
        shell: The program that runs it, such as `/bin/sh`.
    """
    return tuple(_names(node, shell))


def _names(node: Node, shell: str) -> Iterator[Name]:
    logical, start = node.logical, node.shell_start
    for use in lex(logical.text[:start], node.escape).uses:
        if use.name.isidentifier():
            yield Name(use.name, logical.span(use.name_start, use.name_end))
    parts = [_Part(logical.text[start:], lambda a, b: logical.span(start + a, start + b))]
    parts += [_body(heredoc, node) for heredoc in _read(node)]
    program = shell.replace("\\", "/").rpartition("/")[2].lower().removesuffix(".exe")
    if program in ("powershell", "pwsh"):
        yield from _matches(parts, _POWERSHELL)
    elif program == "cmd":
        yield from _matches(parts, _CMD)
    else:
        yield from _posix(node, parts)


def _body(heredoc: Heredoc, node: Node) -> _Part:
    by = heredoc.body.start
    return _Part(heredoc.body.of(node.source), lambda a, b: Span(a + by, b + by))


def _read(node: Node) -> Iterator[Heredoc]:
    """The heredocs which a shell expands or runs."""
    if not node.heredocs:
        return
    bare = node.is_bare_script
    last = max((command.span.start for command in node.script.commands), default=-1)
    for heredoc in node.heredocs:
        if bare and _FOREIGN.match(heredoc.body.of(node.source).lstrip("\t")):
            continue
        if bare or heredoc.expand or last >= heredoc.body.start:
            yield heredoc


def _matches(parts: list[_Part], pattern: re.Pattern[str]) -> Iterator[Name]:
    for part in parts:
        for match in pattern.finditer(part.text):
            group = match.lastindex or 0
            yield Name(match[group], part.place(*match.span(group)))


def _posix(node: Node, parts: list[_Part]) -> Iterator[Name]:
    sets = [*_sets(node), *_loops(node, parts)]
    scripted = {name.name for name, _ in sets if name.assigns}
    since: dict[str, int] = {}
    for name, behind in sets:
        if name.local:
            since[name.name] = min(since.get(name.name, behind), behind)
        yield name._replace(scripted=name.name in scripted)
    words = [heredoc.word for heredoc in node.heredocs]
    for part in parts:
        for name in _used(part):
            near = bisect_right(words, name.span)  # The words lie apart and in order.
            if not any(word.overlaps(name.span) for word in words[max(near - 1, 0) : near + 1]):
                local = name.name in since and name.span.start >= since[name.name]
                yield name._replace(local=local, scripted=name.name in scripted)


def _used(part: _Part) -> Iterator[Name]:
    for use in lex(part.text, "\\", quotes=False).uses:
        if use.name.isidentifier():
            yield Name(use.name, part.place(use.name_start, use.name_end))
    for match in _LENGTH.finditer(part.text):  # The build's lexer reads `#` and `!` as names of their own.
        yield Name(match[1], part.place(*match.span(1)))
    for sum_ in _ARITHMETIC.finditer(part.text):
        for match in _WORD.finditer(sum_[1]):
            by = sum_.start(1)
            yield Name(match[0], part.place(match.start() + by, match.end() + by), guess=True)


def _sets(node: Node) -> Iterator[tuple[Name, int]]:
    """What commands set, by assignments that stand alone and by the built-ins made for it, and from where on it holds:
    behind the command, so that `V=${V:-1}` still reads the variable from outside."""
    for command in node.script.commands:
        sure = command.top and command.connector != "||"
        for name, start, assigns in _set(command):
            span = Span(start, start + len(name))
            if name.isidentifier() and span.of(node.source) == name:
                local = assigns and sure and command.program != "unset"
                yield Name(name, span, assigns, local, guess=not assigns), command.span.end


def _set(command: Command) -> Iterator[tuple[str, int, bool]]:
    if not command.name.text or command.program in _SPECIAL:
        for item in command.assignments:
            yield item.name, item.span.start, True
    elif command.program in _DECLARE:
        for word in command.args:
            name, sign, _ = word.text.partition("=")
            yield name, word.span.start, bool(sign)
    elif command.program in _SET:
        args = [word for word in command.args if not word.text.startswith("-")]
        for word in args[1:2] if command.program == "getopts" else args:
            yield word.text, word.span.start, True


def _loops(node: Node, parts: list[_Part]) -> Iterator[tuple[Name, int]]:
    for part in parts:
        for match in _LOOP.finditer(part.text):
            if match[1] in node.script.assigned:
                span = part.place(*match.span(1))
                yield Name(match[1], span, assigns=True, local=True), span.start
