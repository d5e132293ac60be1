"""What completion offers, and where an item goes: its span, and the part of the word that is typed already."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...buildcontext import NO_FILES, Files
from ...cursor import Cursor
from ...late import regex
from ...named import NamedTuple
from ...snapshot import Snapshot
from ...text import Span

_TAB_STOP = regex(r"\\(.)|\$(?:(\d+)|\{(\d+)(?::((?:\\.|[^}\\])*)|\|((?:\\.|[^|\\])*)\|)?\})")
_UNESCAPE = regex(r"\\(.)")
_SNIPPET_SPECIAL = regex(r"[\\$}]")
_CHOICE_SPECIAL = regex(r"[\\$},|]")


class Item(NamedTuple):
    """One thing that completion offers.

    Attributes:
        label: What the list shows.
        kind: keyword, flag, value, variable, stage, snippet, property, rule, command, image, user, file, folder or
            directive.
        detail: A few words behind the label.
        doc: What it is, as Markdown.
        text: What is put in: as it stands, or in the LSP's snippet syntax if `snippet`.
        snippet: Whether `text` is a snippet.
        span: Exactly what is replaced; on one line, with the cursor in it.
        sort: Sorts the items, best first.
        filter: What the typed text is held against.
        deprecated: Whether an editor should strike it through.
        about: What `describe.commands.resolved` tells more about, when the item is looked at; empty if nothing.
    """

    label: str
    kind: str
    detail: str
    doc: str
    text: str
    snippet: bool
    span: Span
    sort: str
    filter: str
    deprecated: bool = False
    about: tuple[str, ...] = ()


class Slot(NamedTuple):
    """Where completion was asked for.

    Attributes:
        snapshot: The file.
        offset: The cursor in the text.
        snippets: Whether the client knows snippets.
        cursor: The instruction at the cursor; None at the start of one.
        before: The instruction's logical text up to the cursor.
        after: The rest of it.
        files: What lies in the build context.
    """

    snapshot: Snapshot
    offset: int
    snippets: bool
    cursor: Cursor | None = None
    before: str = ""
    after: str = ""
    files: Files = NO_FILES


class Target(NamedTuple):
    """What an item replaces. `cut` is the part of the typed word which stands on an earlier line, and stays there."""

    span: Span
    cut: str
    snippets: bool


def at_cursor(slot: Slot) -> Target:
    """Nothing is replaced: the item goes in at the cursor."""
    return Target(Span(slot.offset, slot.offset), "", slot.snippets)


def target(slot: Slot, start: int, tail: int = 0) -> Target:
    """The instruction's logical text from `start` to the cursor, and `tail` characters behind it."""
    cursor, here = slot.cursor, len(slot.before)
    if cursor is None or (start >= here and not tail):
        return at_cursor(slot)
    logical = cursor.node.logical
    line = slot.snapshot.lines.line_span(slot.snapshot.lines.line(slot.offset))
    begin, cut = slot.offset, ""
    if start < here:
        begin = cursor.start + logical.source_offset(start)
        if begin < line.start:
            first = min(max(logical.offset(line.start - cursor.start), start), here)
            cut = slot.before[start:first]
            begin = cursor.start + logical.source_offset(first) if first < here else slot.offset
    end = slot.offset
    if tail:
        end = cursor.start + logical.source_offset(here + tail - 1) + 1
        if end > line.end or end < slot.offset:
            end = slot.offset
    return Target(Span(min(begin, slot.offset), end), cut, slot.snippets and not cut)


def item(
    target: Target,
    label: str,
    kind: str,
    detail: str = "",
    doc: str = "",
    *,
    text: str | None = None,
    body: str = "",
    filter: str = "",
    deprecated: bool = False,
    about: tuple[str, ...] = (),
) -> Item:
    """An item: `text` is the plain text (the label if not given), `body` the same as a snippet."""
    snippet = bool(body) and target.snippets
    put = body if snippet else text if text is not None else without_tab_stops(body) if body else label
    return Item(label, kind, detail, doc, put, snippet, target.span, "", filter or label, deprecated, about)


def finish(items: Iterable[Item], slot: Slot, cut: str = "") -> list[Item]:
    """The items that fit what is typed, each label once, those that begin with it first and of these what is deprecated
    last; else in the order given.

    Their line ends are the file's.
    """
    found: list[tuple[int, Item]] = []
    seen: set[str] = set()
    text, eol = slot.snapshot.text, slot.snapshot.tree.eol
    for candidate in items:
        if candidate.label in seen:
            continue
        if cut:
            if not candidate.filter.lower().startswith(cut.lower()) or candidate.snippet:
                continue
            candidate = candidate._replace(text=candidate.text[len(cut) :], filter=candidate.filter[len(cut) :])
        typed = text[candidate.span.start : slot.offset]
        distance = fit(typed, candidate.filter)
        if distance is None:
            continue
        seen.add(candidate.label)
        if eol != "\n" and "\n" in candidate.text:
            candidate = candidate._replace(text=candidate.text.replace("\n", eol))
        found.append((distance, candidate))
    found.sort(key=lambda pair: (pair[0], pair[1].deprecated))
    return [candidate._replace(sort=f"{number:04}") for number, (_, candidate) in enumerate(found)]


def fit(typed: str, text: str) -> int | None:
    """How well a text fits what is typed, in any case: 0 if it begins with it, 1 if a word of it does, 2 if it holds
    it, 3 if it holds its characters in order, as editors filter; else None."""
    if not typed:
        return 0
    typed, text = typed.lower(), text.lower()
    at = text.find(typed)
    if at == 0:
        return 0
    if at > 0:
        return 1 if not text[at - 1].isalnum() else 2
    rest = iter(text)
    return 3 if all(character in rest for character in typed) else None


def escaped(text: str) -> str:
    """A literal text within a snippet."""
    return _SNIPPET_SPECIAL.sub(r"\\\g<0>", text)


def choice(number: int, values: Iterable[str]) -> str:
    """A tab stop that offers several values, the first as the default."""
    shown = ",".join(_CHOICE_SPECIAL.sub(r"\\\g<0>", value) for value in values)
    return f"${{{number}|{shown}|}}"


def without_tab_stops(body: str) -> str:
    """A snippet as plain text: each tab stop's default in its place."""
    defaults: dict[str, str] = {}

    def plain(match: re.Match[str]) -> str:
        if match[1] is not None:
            return match[1]
        number = match[2] or match[3]
        if match[4] is not None:
            defaults[number] = _UNESCAPE.sub(r"\1", match[4])
        elif match[5] is not None:
            defaults[number] = _UNESCAPE.sub(r"\1", re.split(r"(?<!\\),", match[5])[0])
        return defaults.get(number, "")

    return _TAB_STOP.sub(plain, body)
