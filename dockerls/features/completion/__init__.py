"""Completion: what may stand at the cursor, in half-typed text too. All it says comes from the tables and the model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...buildcontext import NO_FILES, Files
from ...cursor import heredoc_at, in_comment, locate
from ...snapshot import Snapshot
from ...syntax import Heredoc
from ...syntax.lines import BLANK, SPACE
from ...syntax.shell import is_script
from ...syntax.words import extract_flags
from ...text import Span
from . import comments, keywords, shell
from .arguments import arguments
from .flags import flag_names, flag_value
from .item import Item, Slot, Target, finish, target
from .names import modifiers, rest_of_variable, variable_in_progress, variables

__all__ = ["Item", "complete"]

_RUNS = frozenset(("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"))
_NO_SHELL = frozenset(("RUN", "CMD", "ENTRYPOINT", "SHELL", "HEALTHCHECK"))


def complete(snapshot: Snapshot, offset: int, *, snippets: bool = True, files: Files = NO_FILES) -> list[Item]:
    """What may stand at an offset, best first; every item's span is on the offset's line and contains it.

    Args:
        snapshot: The file.
        offset: The cursor.
        snippets: Whether the client knows snippets; without, all texts are plain.
        files: What lies in the build context.
    """
    slot = Slot(snapshot, offset, snippets, files=files)
    cursor = locate(snapshot.tree, offset)
    if cursor is None:
        return finish(_outside(slot), slot)
    heredoc = heredoc_at(cursor)
    if heredoc is not None and heredoc[1] != "word":
        if heredoc[1] == "terminator":
            return []
        begin = heredoc[0].body.start
        line = slot.snapshot.lines.line_span(slot.snapshot.lines.line(offset))
        slot = slot._replace(
            cursor=cursor, before=cursor.node.source[begin : cursor.offset], after=snapshot.text[offset : line.end]
        )
        return finish(_in_body(slot, heredoc[0]), slot)
    if in_comment(snapshot.text, offset):
        return finish(comments.in_comment(slot), slot) if cursor.offset <= cursor.node.span.start else []
    slot = slot._replace(cursor=cursor, before=cursor.before, after=cursor.node.logical.text[cursor.at :])
    if not slot.before.strip() or not any(character in BLANK for character in slot.before.lstrip(SPACE)):
        here, items = _keyword(slot)
        return finish(items, slot, here.cut)
    return finish(*_in_instruction(slot))


def _outside(slot: Slot) -> Iterator[Item]:
    """Comments, and lines on which nothing stands yet."""
    snapshot, offset = slot.snapshot, slot.offset
    line = snapshot.text[snapshot.text.rfind("\n", 0, offset) + 1 : offset]
    if in_comment(snapshot.text, offset):
        yield from comments.in_comment(slot)
        return
    if line.strip(SPACE + "\ufeff"):
        return
    found = snapshot.tree.node_at(offset)
    if found is not None and found[0].kind == "comment" and offset < len(snapshot.text):
        return  # The cursor stands before the sign of a comment.
    here, items = keywords.at_start(slot)
    yield from items
    if comments.is_head(snapshot, offset):
        yield from comments.directives(here, snapshot)


def _keyword(slot: Slot) -> tuple[Target, Iterable[Item]]:
    cursor = slot.cursor
    if cursor is not None and cursor.onbuild:
        return keywords.put_off(slot, len(slot.before) - len(slot.before.lstrip()))
    return keywords.at_start(slot)


def _in_body(slot: Slot, heredoc: Heredoc) -> Iterator[Item]:
    """Variables within a heredoc, and commands if it is a script."""
    cursor, begin = slot.cursor, heredoc.body.start
    if cursor is None:
        return
    found = variable_in_progress(slot.before, "\\", quotes=False)
    if found is None:
        if is_script(cursor.node, heredoc):
            yield from shell.in_script(slot, begin)
        return
    if not (heredoc.expand or cursor.node.keyword == "RUN"):
        return
    start, braces = found
    rest = rest_of_variable(slot.after, braces)
    span = cursor.place(Span(begin + start, cursor.offset + rest))
    yield from variables(slot, Target(span, "", slot.snippets), _braces(slot, start, braces), runs=_runs(slot))


def _braces(slot: Slot, start: int, braces: bool) -> bool:
    """Whether to write `${name}`: if a brace is there, or nothing but the dollar."""
    return braces or len(slot.before) == start + 1


def _runs(slot: Slot) -> bool:
    node = slot.cursor.node if slot.cursor else None
    return node is not None and (node.is_shell_form or node.keyword == "RUN")


def _in_instruction(slot: Slot) -> tuple[Iterable[Item], Slot, str]:
    """Variables, flags, then arguments; with the part of the word that stands on an earlier line."""
    cursor = slot.cursor
    assert cursor is not None
    node, before, end = cursor.node, slot.before, len(slot.before)
    word_start = max(before.rfind(character) for character in BLANK) + 1
    cut = target(slot, word_start).cut
    shell_free = node.keyword in _NO_SHELL and not node.is_shell_form
    used = variable_in_progress(before, "\\" if node.is_shell_form else node.escape)
    if used is not None and not shell_free:
        start, braces = used
        rest = rest_of_variable(slot.after, braces)
        here = target(slot, start, rest)
        return variables(slot, here, _braces(slot, start, braces), runs=_runs(slot)), slot, here.cut
    found = list(modifiers(slot))
    if found:
        return found, slot, ""
    keyword_end = node.logical.offset(node.keyword_span.end)
    given, start = extract_flags(before, min(keyword_end, end))
    bare = before[start:]
    tail = _flag_tail(slot.after)
    if before[word_start:] in ("-", "--") and not before[start:word_start].strip(SPACE + "-"):
        return flag_names(slot, word_start, tail), slot, cut
    if given and given[-1].end == end and not before[-1:].isspace():
        last = given[-1]
        if last.equals < 0:
            return flag_names(slot, last.start, tail), slot, cut
        return flag_value(slot, last.name, last.equals + 1), slot, _cut(slot, last.equals + 1)
    script = node.shell_start if node.keyword == "HEALTHCHECK" and node.is_shell_form else start
    if node.keyword in _RUNS:
        first = node.shell_start if node.keyword == "HEALTHCHECK" else start
        exec_items = shell.in_exec_form(slot, first) if first <= end else []
        if exec_items:
            return exec_items, slot, ""
    items, shell_cut = shell.in_shell_form(slot, script) if script <= end and before[script - 1] in BLANK else ([], "")
    if items:
        cut = shell_cut
    items += arguments(slot, start)
    if not bare.strip() and slot.before[-1:] in SPACE:
        items += flag_names(slot, end)
    return items, slot, cut


def _cut(slot: Slot, start: int) -> str:
    return target(slot, start).cut


def _flag_tail(after: str) -> int:
    return next(
        (number for number, character in enumerate(after) if not (character.isalnum() or character == "-")), len(after)
    )
