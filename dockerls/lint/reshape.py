"""Other shapes of an instruction: chain and heredoc, shell form and JSON, one RUN and two, one ENV and several.

Every function gives the edits of one change, or None where the build could come to mean something else. Actions of an
editor and fixes of rules both use it.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from itertools import pairwise

from ..late import regex
from ..model import unquote
from ..named import NamedTuple
from ..syntax import Node, Tree
from ..syntax.lines import SPACE
from ..syntax.same import alone
from ..syntax.shell import Command
from ..syntax.steps import Step, steps
from ..text import Edit, Span
from .shells import eol, takes_more, unwrapped

# Commands that change the shell they run in: what follows must stay with them.
CHANGES_SHELL = regex(
    r"cd|set|export|unset|exec|exit|umask|ulimit|source|\.|alias|shopt|trap|eval|read|pushd|popd|shift|return|wait"
    r"|declare|readonly|local"
)
_DELIMITERS = ("EOF", "SCRIPT", "END_OF_SCRIPT")
_SET_E = regex(r"-[a-z]*e[a-z]*")


class _Part(NamedTuple):
    """A step's lines, and the comments that stand before it or in it; the line's comments come first."""

    comments: tuple[str, ...]
    lines: tuple[str, ...]


# RUN: chain and heredoc


def to_heredoc(node: Node) -> Edit | None:
    """A chain of commands, joined by `&&`, as a heredoc that stops at the first failure; relative to the node.

    The commands are the same, word by word, and the comments stay. Loops and conditions are left alone: within `&&`
    a failure in them goes unnoticed, and in a script with `set -e` it does not.
    """
    row = steps(node)
    if node.keyword != "RUN" or node.heredocs or len(row) < 2 or "\r" in node.source:
        return None
    if any(not step.simple or step.joined not in ("", "&&") for step in row):
        return None
    first = node.script.commands[0]
    stops = first.program == "set" and any(_SET_E.fullmatch(word) for word in first.words)
    for keep in (False, True):  # A string over several lines would not survive another indentation.
        lines = [] if stops else ["set -e"]
        for part in _parts(node, row):
            lines += (*part.comments, *_dedented(part.lines, keep=keep))
        delimiter = next((name for name in _DELIMITERS if name not in lines), None)
        if delimiter is None:
            return None
        start = row[0].span.start
        body = "\n".join(lines)
        edit = Edit(Span(start, len(node.source.rstrip("\r\n"))), f"<<{delimiter}\n{body}\n{delimiter}")
        if _same_commands(node, edit, skip=not stops):
            return edit
    return None


def to_chain(node: Node) -> Edit | None:
    """A heredoc that stops at the first failure (`set -e`) as a chain of commands, joined by `&&`.

    Statements with `||` get braces; loops and conditions are left alone.
    """
    row = steps(node)
    if node.keyword != "RUN" or len(node.heredocs) != 1 or len(row) < 2 or node.heredocs[0].chomp:
        return None
    heredoc = node.heredocs[0]
    first = node.script.commands[0]
    if first.program != "set" or not first.words or not _SET_E.fullmatch(first.words[0]) or heredoc.terminator is None:
        return None
    if any(not step.simple or step.joined not in ("", "\n", ";", "||") for step in row):
        return None
    body = heredoc.body.of(node.source)
    end = eol(node)
    statements: list[tuple[tuple[str, ...], str]] = []
    last = heredoc.body.start
    at = 0
    while at < len(row):
        stop = at + 1
        while stop < len(row) and row[stop].joined == "||":
            stop += 1
        span = Span(row[at].span.start, row[stop - 1].span.end)
        text = span.of(node.source)
        comments = tuple(_comments_in(Span(last, span.start).of(node.source)))
        if any(not line.rstrip("\r").endswith("\\") for line in text.split("\n")[:-1]):
            return None  # A string over several lines.
        if node.escape != "\\":
            text = re.sub(r"\\(\r?\n)", lambda match: node.escape + match[1], text)
        statements.append((comments, f"{{ {text}; }}" if stop - at > 1 else text))
        last = span.end
        at = stop
    if first.words == ("-e",):
        statements[1] = ((*statements[0][0], *statements[1][0]), statements[1][1])
        del statements[0]
    tail = tuple(_comments_in(Span(last, heredoc.body.start + len(body)).of(node.source)))
    if tail or not statements:
        return None
    lines: list[str] = []
    for number, (comments, text) in enumerate(statements):
        if number:
            lines[-1] += f" {node.escape}"
            lines += [f"    {comment}" for comment in comments]
            lines.append(f"    && {text}")
        elif comments:
            lines += [node.escape, *(f"    {comment}" for comment in comments), f"    {text}"]
        else:
            lines.append(text)
    start = heredoc.word.start
    edit = Edit(Span(start, len(node.source.rstrip("\r\n"))), end.join(lines))
    return edit if _same_commands(node, edit, skip=False, drop=first.words == ("-e",)) else None


def _parts(node: Node, row: tuple[Step, ...]) -> Iterator[_Part]:
    last = row[0].span.start
    for step in row:
        before = tuple(_comments_in(Span(last, step.span.start).of(node.source)))
        lines = step.span.of(node.source).split("\n")
        inner = tuple(line.strip() for line in lines[1:] if line.lstrip(SPACE).startswith("#"))
        kept = [line for number, line in enumerate(lines) if not number or (line.strip() and line.strip()[0] != "#")]
        if node.escape != "\\":
            kept = [re.sub(re.escape(node.escape) + r"[ \t]*$", r"\\", line) for line in kept[:-1]] + kept[-1:]
        yield _Part((*before, *inner), tuple(kept))
        last = step.span.end


def _comments_in(gap: str) -> Iterator[str]:
    """The comments among what stands between two steps: those of the build, and the shell's behind a statement."""
    for number, line in enumerate(gap.split("\n")):
        text = line.strip()
        if text.startswith("#") and (number or " #" in gap.split("\n")[0] or "\t#" in gap.split("\n")[0]):
            yield text


def _dedented(lines: tuple[str, ...], *, keep: bool) -> Iterator[str]:
    """A step's lines, those behind the first moved to the left."""
    yield lines[0]
    margin = min((len(line) - len(line.lstrip(" \t")) for line in lines[1:]), default=0)
    for line in lines[1:]:
        yield line if keep else f"    {line[margin:]}"


def _same_commands(node: Node, edit: Edit, *, skip: bool, drop: bool = False) -> bool:
    """Whether an edit leaves an instruction with the same commands, one `set -e` before them or the first dropped."""
    new = alone(node.source[: edit.span.start] + edit.text + node.source[edit.span.end :], node.escape)
    if new is None or new.script.broken:
        return False
    mine, others = list(node.script.commands), list(new.script.commands)
    return [_words(command) for command in mine[drop:]] == [_words(command) for command in others[skip:]]


def _words(command: Command) -> tuple[object, ...]:
    return (
        command.name.text,
        command.words,
        tuple((item.name, item.value and item.value.text) for item in command.assignments),
        tuple((item.operator, item.target and item.target.text) for item in command.redirects),
        command.piped,
    )


# RUN: one and two


def joined_runs(tree: Tree, previous: int, number: int) -> Edit | None:
    """Two RUNs as one, with the comments between them kept and blank lines left out."""
    first, second = tree.nodes[previous], tree.nodes[number]
    if first.keyword != "RUN" or second.keyword != "RUN" or second.arguments >= len(second.logical.text):
        return None
    if not (takes_more(first) and takes_more(second)) or _flags(first) != _flags(second):
        return None
    if first.source[first.end :].strip() or not _is_chain(first) or not _is_chain(second) or changes_shell(first):
        return None
    between = tree.nodes[previous + 1 : number]
    if any(node.kind == "instruction" for node in between):
        return None
    kept = [node.source.rstrip("\r\n") for node in between if node.kind == "comment"]
    end = eol(first) if "\n" in first.source else tree.eol
    text = f" {first.escape}{end}" + "".join(f"{comment}{end}" for comment in kept) + "    && "
    at = second.logical.source_offset(second.arguments)
    at += len(second.source[at:]) - len(second.source[at:].lstrip(" \t"))
    return Edit(Span(tree.starts[previous] + first.end, tree.starts[number] + at), text)


def split_run(tree: Tree, number: int, offset: int) -> Edit | None:
    """One RUN as two, parted at the last `&&` before an offset of the text, or at the first one."""
    node = tree.nodes[number]
    row = steps(node)
    if node.keyword != "RUN" or node.heredocs or len(row) < 2 or not _is_chain(node):
        return None
    at = offset - tree.starts[number]
    cut = max([number for number, step in enumerate(row) if number and step.span.start <= at], default=1)
    before = Span(row[0].span.start, row[cut - 1].span.end)
    if any(before.start <= command.span.start < before.end and _changes(command) for command in node.script.commands):
        return None
    gap = Span(row[cut - 1].span.end, row[cut].span.start)
    comments = "".join(f"{comment}{tree.eol}" for comment in _comments_in(gap.of(node.source)))
    flags = "".join(f" {flag.span.of(node.source)}" for flag in node.flags)
    keyword = node.keyword_span.of(node.source)
    return Edit(gap.shift(tree.starts[number]), f"{tree.eol}{comments}{keyword}{flags} ")


def changes_shell(node: Node) -> bool:
    """Whether a command changes the shell that runs it, so that another one behind it would mean something else."""
    return any(command.top and _changes(command) for command in node.script.commands)


def _changes(command: Command) -> bool:
    return not command.program or CHANGES_SHELL.fullmatch(unwrapped(command).program) is not None


def _is_chain(node: Node) -> bool:
    """Whether all steps are joined by `&&`, so that another one can be."""
    row = steps(node)
    return bool(row) and all(step.joined in ("", "&&") for step in row)


def _flags(node: Node) -> list[tuple[str, str | None]]:
    return sorted((flag.name, flag.value) for flag in node.flags)


def command_away(node: Node, command: Command) -> Edit | None:
    """Take a command out of its RUN, or the whole RUN if it is the only one; relative to the node."""
    mine = node.script.commands
    if len(mine) == 1 and not command.redirects and not node.heredocs:
        return Edit(Span(0, len(node.source)), "")
    at = mine.index(command)
    after = mine[at + 1] if at + 1 < len(mine) else None
    if node.heredocs or command.redirects or not command.top or (after is not None and after.connector != "&&"):
        return None
    if at and command.connector == "&&":
        before = mine[at - 1]
        end = max([before.span.end, *(redirect.span.end for redirect in before.redirects)])
        return Edit(Span(end, command.span.end), "") if before.top else None
    if not at and after is not None:
        return Edit(Span(command.span.start, after.span.start), "")
    return None


# Shell form and JSON


def to_json(node: Node) -> Edit | None:
    """The JSON form of a single command without variables, redirections or a shell's own words."""
    commands = node.script.commands
    if not node.is_shell_form or node.heredocs or node.script.broken or len(commands) != 1:
        return None
    command = commands[0]
    words = (command.name, *command.args)
    if command.redirects or command.assignments or not all(word.literal and word.text for word in words):
        return None
    if command.program == "exec":
        words = command.args
    if not words or CHANGES_SHELL.fullmatch(words[0].text) or any(word.text.startswith("~") for word in words):
        return None
    if "#" in node.logical.text[node.shell_start :] and "#" not in "".join(word.text for word in words):
        return None
    span = node.logical.span(node.shell_start, len(node.logical.text.rstrip()))
    return Edit(span, json.dumps([word.text for word in words], ensure_ascii=False))


def to_shell(node: Node) -> Edit | None:
    """The shell form of a JSON array: the script of `["sh", "-c", script]`, else the words, in quotes if need be."""
    if node.keyword not in ("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK") or node.json is None:
        return None
    items = [word.text for word in node.words]
    words = items[1:] if node.keyword == "HEALTHCHECK" else items
    if not words or any("\n" in word or node.escape == "`" for word in words):
        return None
    is_script = len(words) == 3 and words[0].rpartition("/")[2] == "sh" and words[1] == "-c"
    text = words[2] if is_script else " ".join(shlex.quote(word) for word in words)
    first = node.json.items[0]
    at = node.logical.text.index("[", node.arguments) if first else node.arguments
    span = node.logical.span(at, len(node.logical.text.rstrip()))
    new = alone(node.source[: span.start] + text + node.source[span.end :], node.escape)
    if new is None or new.json is not None or not text.strip() or text.endswith("\\"):
        return None
    if len(new.flags) != len(node.flags) or new.heredocs:
        return None  # BuildKit would take `--option` for a flag of its own.
    return Edit(span, text)


# ENV, LABEL and ARG: one and several


def joined_pairs(tree: Tree, previous: int, number: int) -> Edit | None:
    """Two ENV or LABEL instructions that follow each other as one."""
    first, node = tree.nodes[previous], tree.nodes[number]
    if first.keyword != node.keyword or node.keyword not in ("ENV", "LABEL") or number != previous + 1:
        return None
    if not first.pairs or not node.pairs or any(pair.legacy for pair in (*first.pairs, *node.pairs)):
        return None
    if _uses_of_one(first, node):
        return None
    end = tree.place(previous, first.span).end
    begin = node.pairs[0].span.start
    if "#" in node.source[node.keyword_span.end : begin]:
        begin = node.keyword_span.end  # A comment stays with what stands below it.
    more = node.source[begin : node.span.end].lstrip()
    indent = " " * (len(node.keyword) + 1)
    return Edit(Span(end, tree.place(number, node.span).end), f" {tree.escape}{tree.eol}{indent}{more}")


def split_pairs(tree: Tree, number: int) -> tuple[Edit, ...] | None:
    """An ENV or LABEL with several pairs as one for each; comments between them stay above what they speak of."""
    node = tree.nodes[number]
    pairs = node.pairs
    if node.keyword not in ("ENV", "LABEL") or len(pairs) < 2:
        return None
    if any(pair.legacy or pair.value is None for pair in pairs):
        return None
    names = {unquote(pair.key.text) for pair in pairs}
    if node.keyword == "ENV" and any(use.name in names for use in node.uses):
        return None
    keyword = node.keyword_span.of(node.source)
    edits: list[Edit] = []
    for before, after in pairwise(pairs):
        gap = Span(before.span.end, after.span.start)
        comments = "".join(f"{comment}{tree.eol}" for comment in _comments_in(gap.of(node.source)))
        edits.append(Edit(gap.shift(tree.starts[number]), f"{tree.eol}{comments}{keyword} "))
    return tuple(edits)


def _uses_of_one(first: Node, second: Node) -> bool:
    """Whether the second ENV uses what the first one sets: in one ENV it would not see it."""
    names = {unquote(pair.key.text) for pair in first.pairs}
    return any(use.name in names for use in second.uses)
