"""Hover: what the word under the cursor means here. It finds the word; `describe` finds the words about it."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..cursor import Cursor, covers, head_open, heredoc_at, in_comment, locate, use_at
from ..describe import arguments, commands, stages, tables, variables
from ..describe.explain import explained
from ..describe.markdown import page
from ..docker import INSTRUCTIONS, MOUNTS, flag, mount_option
from ..late import regex
from ..lint.engine import by_any_name
from ..lint.explain import short
from ..lint.names import meaning
from ..lint.pragmas import pragma
from ..model import unquote
from ..named import NamedTuple
from ..references import is_number
from ..snapshot import Snapshot
from ..syntax import Flag, Word
from ..syntax.views import Option, from_, mounts
from ..text import Span

_LOOKS_LIKE_USE = regex(r"\$(?:\{(\w+)(?:[^\w}\s][^}\s]{0,200})?\}|(\w+))", re.ASCII)
_DIRECTIVE_OPTION = regex(r"[\w-]+")
_HALF_TYPED = regex(r"\s*#\s*(\w+)\s*=\s*$")
_RUNS = frozenset(("RUN", "CMD", "ENTRYPOINT", "COPY", "ADD"))


class Hover(NamedTuple):
    """What is said, as Markdown, and about which part of the text."""

    markdown: str
    span: Span


_Found = tuple[str, Span]
"""A text, and the span in the node which it is about."""


def hover(snapshot: Snapshot, offset: int) -> Hover | None:
    """What the word at an offset means; None where there is nothing to say."""
    cursor = locate(snapshot.tree, offset)
    if cursor is None:
        return _outside(snapshot, offset)
    found = _in_instruction(snapshot, cursor)
    if found is None or not found[0] or found[1].start == found[1].end:
        return None
    return Hover(found[0], cursor.place(found[1]))


def _outside(snapshot: Snapshot, offset: int) -> Hover | None:
    """Directives, and the rules which comments name."""
    tree = snapshot.tree
    found = tree.node_at(offset)
    if found is None or found[0].kind not in ("comment", "directive"):
        return None
    node, start = found
    said = pragma(node)
    for named in said.names if said is not None and said.switches else ():
        if covers(named.span, offset - start):
            text = _rule(named.text)
            return Hover(text, named.span.shift(start)) if text else None
    if node.directive is None:
        return _half_typed(snapshot, node.source, start, offset)
    name, value = node.directive
    for word in (name, value):
        span = word.span.shift(start)
        if covers(span, offset):
            return _directive(name.text, value, span, offset - start, start)
    return None


def _half_typed(snapshot: Snapshot, source: str, start: int, offset: int) -> Hover | None:
    """A directive without a value, which is none yet."""
    match = _HALF_TYPED.match(source)
    if match is None or not head_open(snapshot.tree, snapshot.tree.number_at(offset)):
        return None
    span = Span(start + match.start(1), start + match.end(1))
    text = tables.directive(match[1].lower())
    return Hover(text, span) if text and covers(span, offset) else None


def _directive(name: str, value: Word, span: Span, at: int, start: int) -> Hover | None:
    if name == "check" and value.span.touches(at):
        for part in _DIRECTIVE_OPTION.finditer(value.text):
            place = Span(value.span.start + part.start(), value.span.start + part.end())
            text = tables.check(part[0])
            if text and covers(place, at):
                return Hover(text, place.shift(start))
    text = tables.directive(name, value.text)
    return Hover(text, span) if text else None


def _rule(name: str) -> str:
    """A rule by any of its names, BuildKit's checks among them."""
    found = meaning(name)
    if found is None:
        return tables.check(name)
    rules = dict.fromkeys(by_any_name()[code.lower()] for code in found.codes if code.lower() in by_any_name())
    theirs = tables.check(name.rpartition("/")[2]) if found.note else ""
    return page(theirs, found.note, *(short(rule) for rule in rules))


def _in_instruction(snapshot: Snapshot, cursor: Cursor) -> _Found | None:
    node, at = cursor.node, cursor.offset
    heredoc = heredoc_at(cursor)
    use = use_at(cursor)
    if heredoc is not None and heredoc[1] != "body":
        span = heredoc[0].word if heredoc[1] == "word" else heredoc[0].terminator
        return arguments.heredoc(snapshot, cursor, heredoc[0]), span or heredoc[0].word
    if use is not None:
        return variables.used(snapshot, cursor, use), use.span
    if heredoc is not None or (node.heredocs and at >= node.header):
        return commands.at(snapshot, cursor)
    if in_comment(node.source, at):
        return None
    if covers(node.keyword_span, at):
        known = INSTRUCTIONS.get(node.keyword)
        runs = arguments.here(snapshot, cursor.number) if node.keyword in _RUNS else ""
        does = page(runs, explained(snapshot, cursor))
        return (tables.instruction(known, does), node.keyword_span) if known else None
    for given in node.flags:
        if covers(given.span, at):
            return _flag(snapshot, cursor, given)
    quoted = _quoted_use(snapshot, cursor)
    if quoted is not None:
        return quoted
    about = _ABOUT.get(node.keyword)
    return about(snapshot, cursor) if about is not None else None


def _quoted_use(snapshot: Snapshot, cursor: Cursor) -> _Found | None:
    """Something which looks like a use of a variable, but is quoted or escaped."""
    if "$" not in cursor.node.source:
        return None
    for match in _LOOKS_LIKE_USE.finditer(cursor.node.source):
        span = Span(match.start(), match.end())
        if covers(span, cursor.offset):
            if any(use.span.start == span.start for use in cursor.node.uses):
                return None
            text = variables.literal(snapshot, cursor, match[1] or match[2])
            return (text, span) if text else None
    return None


# Flags and mounts


def _flag(snapshot: Snapshot, cursor: Cursor, given: Flag) -> _Found | None:
    node = cursor.node
    known = flag(node.keyword, given.name)
    if known is None:
        return None
    in_value = bool(given.value) and given.value_span.touches(cursor.offset) and cursor.offset > given.name_span.end
    if not in_value or given.value is None:
        name = Span(given.span.start, given.name_span.end)
        return tables.flag(node.keyword, known, given.value), name if name.touches(cursor.offset) else given.span
    if known.value == "mount":
        for mount in mounts(node):
            if mount.flag == given:
                for option in mount.options:
                    if covers(option.span, cursor.offset):
                        return _mount_option(snapshot, cursor, mount.type, option)
    if known.value == "stage":
        return _source(snapshot, given.value, numbered=True), given.value_span
    if known.value == "owner":
        return page(arguments.user(snapshot, cursor, given.value), tables.flag(node.keyword, known)), given.value_span
    return tables.flag(node.keyword, known, given.value), given.value_span


def _mount_option(snapshot: Snapshot, cursor: Cursor, kind: str, option: Option) -> _Found | None:
    known = MOUNTS.get(kind)
    name = option.name.lower()
    if name == "type":
        in_value = option.value_span.touches(cursor.offset) and cursor.offset > option.name_span.end
        if in_value and known is not None:
            return tables.mount(known), option.value_span
        return tables.mount_type_word(kind), option.span
    if known is None:
        return None
    if name == "from" and option.value and cursor.offset > option.name_span.end:
        return _source(snapshot, option.value, numbered=False), option.value_span
    found = mount_option(kind, name)
    if found is None:
        note = f"`{option.name}` does nothing for `type={kind}`." if name in known.tolerated else ""
        return (note, option.span) if note else None
    return tables.mount_option(known, found, option.name, option.value), option.span


def _source(snapshot: Snapshot, text: str, *, numbered: bool) -> str:
    """What a `from=` names: a stage, or an image. COPY takes a stage's number as well, a mount does not."""
    found = snapshot.model.stage_named(text) if numbered or not is_number(text) else None
    return stages.stage(snapshot, found) if found is not None else stages.image(text)


# Arguments, by instruction


def _word_at(cursor: Cursor) -> Word | None:
    return next((word for word in cursor.node.words if covers(word.span, cursor.offset)), None)


def _from(snapshot: Snapshot, cursor: Cursor) -> _Found | None:
    view = from_(cursor.node)
    word = _word_at(cursor)
    this = snapshot.model.stage_of(cursor.number)
    if word is None or this is None or cursor.onbuild:
        return None
    if word == view.image:
        if this.base is not None:
            return stages.stage(snapshot, snapshot.model.stages[this.base]), word.span
        return stages.image(this.image or word.text), word.span
    if word == view.as_word:
        return tables.word("FROM", word.text), word.span
    return (stages.stage(snapshot, this), word.span) if word == view.name else None


def _pairs(snapshot: Snapshot, cursor: Cursor) -> _Found | None:
    for pair in cursor.node.pairs:
        if covers(pair.span, cursor.offset):
            return variables.declared(snapshot, cursor, pair), pair.key.span if covers(
                pair.key.span, cursor.offset
            ) else pair.span
    return None


def _label(snapshot: Snapshot, cursor: Cursor) -> _Found | None:
    for pair in cursor.node.pairs:
        if covers(pair.span, cursor.offset):
            key = unquote(pair.key.text)
            licence = ""
            if pair.value is not None and key.endswith(".licenses") and covers(pair.value.span, cursor.offset):
                licence = tables.licence(unquote(pair.value.text))
            on_value = pair.value is not None and covers(pair.value.span, cursor.offset)
            span = pair.value.span if on_value and pair.value is not None else pair.key.span
            return page(licence, tables.label(key)), span if span.touches(cursor.offset) else pair.span
    return None


def _path(snapshot: Snapshot, cursor: Cursor) -> _Found | None:
    word = _word_at(cursor)
    return (arguments.path(snapshot, cursor, word), word.span) if word else None


def _port(snapshot: Snapshot, cursor: Cursor) -> _Found | None:
    word = _word_at(cursor)
    return (tables.port(word.text), word.span) if word else None


def _signal(snapshot: Snapshot, cursor: Cursor) -> _Found | None:
    word = _word_at(cursor)
    return (tables.signal(unquote(word.text)), word.span) if word else None


def _user(snapshot: Snapshot, cursor: Cursor) -> _Found | None:
    word = _word_at(cursor)
    return (arguments.user(snapshot, cursor, word.text), word.span) if word else None


def _workdir(snapshot: Snapshot, cursor: Cursor) -> _Found | None:
    word = _word_at(cursor)
    return (arguments.workdir(snapshot, cursor, word), word.span) if word else None


def _volume(snapshot: Snapshot, cursor: Cursor) -> _Found | None:
    word = _word_at(cursor)
    return (arguments.volume(snapshot, cursor, word), word.span) if word else None


def _shell(snapshot: Snapshot, cursor: Cursor) -> _Found | None:
    return _whole(cursor, arguments.shell(snapshot, cursor))


def _start(snapshot: Snapshot, cursor: Cursor) -> _Found | None:
    whole = None if cursor.onbuild else _whole(cursor, stages.started(snapshot, cursor.number))
    return _both(commands.at(snapshot, cursor), whole)


def _both(word: _Found | None, whole: _Found | None) -> _Found | None:
    """What is said of a word, then what is said of all the words it belongs to."""
    if word is None or whole is None:
        return word or whole
    return page(word[0], whole[0]), word[1]


def _run(snapshot: Snapshot, cursor: Cursor) -> _Found | None:
    return commands.at(snapshot, cursor)


def _health(snapshot: Snapshot, cursor: Cursor) -> _Found | None:
    words = cursor.node.words
    if words and covers(words[0].span, cursor.offset):
        return tables.word("HEALTHCHECK", words[0].text), words[0].span
    return _both(commands.at(snapshot, cursor), _whole(cursor, arguments.health(snapshot, cursor), 1))


def _maintainer(snapshot: Snapshot, cursor: Cursor) -> _Found | None:
    return _whole(cursor, arguments.legacy(snapshot, cursor.number))


def _whole(cursor: Cursor, text: str, first: int = 0) -> _Found | None:
    """A text about all the arguments from the `first` on, if the cursor stands in them."""
    words = cursor.node.words[first:]
    span = Span(words[0].span.start, words[-1].span.end) if words else None
    return (text, span) if span is not None and covers(span, cursor.offset) else None


_ABOUT: dict[str, Callable[[Snapshot, Cursor], _Found | None]] = {
    "FROM": _from,
    "RUN": _run,
    "ARG": _pairs,
    "ENV": _pairs,
    "LABEL": _label,
    "COPY": _path,
    "ADD": _path,
    "EXPOSE": _port,
    "STOPSIGNAL": _signal,
    "USER": _user,
    "WORKDIR": _workdir,
    "VOLUME": _volume,
    "SHELL": _shell,
    "CMD": _start,
    "ENTRYPOINT": _start,
    "HEALTHCHECK": _health,
    "MAINTAINER": _maintainer,
}
