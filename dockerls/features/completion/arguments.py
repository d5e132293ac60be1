"""What stands behind an instruction's flags, one function for each instruction that has something to offer."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...cursor import Cursor
from ...describe import tables
from ...docker import (
    DIRECTORIES,
    INSTRUCTIONS,
    LABELS,
    PORTS,
    PREDEFINED,
    PROTOCOLS,
    SHELLS,
    SIGNAL_DOCS,
    SIGNALS,
    SPDX,
    SPDX_DEPRECATED,
    WORDS,
)
from ...docker.commands.variables import variables as tool_table
from ...late import regex
from ...model import unquote
from ...state import state_at
from ...syntax.lines import SPACE
from ...syntax.views import copy, from_
from ...syntax.words import Raw, blank_words, quoted_words
from .item import Item, Slot, escaped, item, target
from .keywords import is_lower, put_off
from .names import earlier_stages, images, missing_stages, tool_variables, undeclared
from .names import users as users_of
from .paths import context_paths, stage_paths

_COMMON_LICENCES = ("MIT", "Apache-2.0", "BSD-3-Clause", "GPL-3.0-or-later", "MPL-2.0", "ISC", "BSD-2-Clause")
_HEREDOC = regex(r"<<?-?['\"]?\w*$")
_DELIMITER_REST = regex(r"<?-?['\"]?\w*['\"]?")


def arguments(slot: Slot, start: int) -> Iterator[Item]:
    """The arguments of the instruction at the cursor, which start at `start` of its logical text."""
    cursor = slot.cursor
    offer = _OFFERS.get(cursor.node.keyword) if cursor else None
    return offer(slot, start) if offer is not None else iter(())


def _word(slot: Slot, start: int) -> tuple[int, int, int]:
    """Where the word at the cursor starts, how much of it stands behind the cursor, and how many words precede it."""
    words = blank_words(slot.before, start)
    if words and words[-1].end == len(slot.before):
        first = words[-1].start
        tail = len(slot.after) - len(slot.after.lstrip("".join(set(slot.after) - set(SPACE))))
        return first, tail, len(words) - 1
    return len(slot.before), 0, len(words)


def _from(slot: Slot, start: int) -> Iterator[Item]:
    first, tail, count = _word(slot, start)
    cursor = slot.cursor
    if cursor is None or cursor.onbuild:
        return
    here = target(slot, first, tail)
    view = from_(cursor.node)
    if count == 1:
        given = view.as_word
        if given is not None and given.text.upper() == "AS" and not given.span.touches(cursor.offset):
            return
        label = "as" if is_lower(slot) or cursor.node.keyword_span.of(cursor.node.source).islower() else "AS"
        named = bool(slot.after[tail:].strip())
        body = "" if named else f"{label} ${{1:stage}}"
        yield item(here, label, "keyword", "name of the stage", tables.word("FROM", "AS"), text=label, body=body)
    if count == 2 and view.as_word is not None:
        for name, line in missing_stages(slot).items():
            yield item(here, name, "stage", f"named on line {line}, and no stage is called so")
    if count:
        return
    this = slot.snapshot.model.stage_of(cursor.number)
    yield from earlier_stages(slot, here, this)
    for variable in reversed(slot.snapshot.model.globals):
        yield item(here, f"${{{variable.name}}}", "variable", "global ARG", tables.predefined(variable.name))
    yield from images(slot, first, tail)
    yield item(here, "scratch", "image", "the empty image")


def _arg(slot: Slot, start: int) -> Iterator[Item]:
    first, tail, _ = _word(slot, start)
    cursor = slot.cursor
    if cursor is None or "=" in slot.before[first:]:
        return
    here = target(slot, first, min(tail, len(slot.after.partition("=")[0])))
    model = slot.snapshot.model
    stage = model.stage_of(cursor.number)
    given = {unquote(pair.key.text) for pair in cursor.node.pairs if not pair.key.span.touches(cursor.offset)}
    given |= {
        variable.name for variable in (stage.variables if stage else model.globals) if variable.number < cursor.number
    }
    for name, line in undeclared(slot, stage).items():
        if name not in given and (stage is None or name not in {variable.name for variable in model.globals}):
            yield item(here, name, "variable", f"used on line {line}, and declared nowhere")
    if stage is not None:
        for variable in model.globals:
            if variable.name not in given:
                value = f" = {variable.value.text}" if variable.value else ""
                yield item(here, variable.name, "variable", f"global ARG{value}")
    for known in PREDEFINED.values():
        if known.name in given or known.scope == "image" or (known.scope == "platform" and stage is None):
            continue
        yield item(here, known.name, "variable", f"predefined, such as {known.example}", tables.predefined(known.name))


def _env(slot: Slot, start: int) -> Iterator[Item]:
    """ARGs of the stage, to be kept as ENV, and the variables that tools know, with their usual values."""
    first, tail, _ = _word(slot, start)
    cursor = slot.cursor
    if cursor is None:
        return
    name, equals, _ = slot.before[first:].partition("=")
    if equals:
        usual = tool_table().get(name)
        here = target(slot, first + len(name) + 1, tail)
        if usual is not None:
            yield from (item(here, value, "value", usual.doc) for value in usual.values)
        return
    valued = slot.after[:tail].find("=")
    here = target(slot, first, tail if valued < 0 else valued)
    has_value = valued >= 0 or _is_legacy_key(cursor)
    known = slot.snapshot.model.visible(cursor.number)
    given = {unquote(pair.key.text) for pair in cursor.node.pairs if pair.value is not None}
    for name, found in known.items():
        if found.variable.kind == "arg" and name not in given and not has_value:
            label = f"{name}=${name}"
            yield item(here, label, "variable", "keep the ARG as ENV", "", text=label)
    stage = slot.snapshot.model.stage_of(cursor.number)
    for name, line in undeclared(slot, stage).items() if stage is not None else ():
        if name not in given:
            detail = f"used on line {line}, and declared nowhere"
            yield item(here, name, "variable", detail, text=name if has_value else f"{name}=")
    yield from tool_variables(here, () if has_value else given, has_value)


def _is_legacy_key(cursor: Cursor) -> bool:
    """Whether the cursor stands in the key of `key value`, which takes no `=`."""
    pair = next(iter(cursor.node.pairs), None)
    return pair is not None and pair.legacy and pair.value is not None and pair.key.span.touches(cursor.offset)


def _label(slot: Slot, start: int) -> Iterator[Item]:
    cursor = slot.cursor
    if cursor is None:
        return
    words = quoted_words(slot.before, start, cursor.node.escape)
    open_quote = slot.before[start:].count('"') % 2 == 1
    word = words[-1] if words and (words[-1].end == len(slot.before) or open_quote) else None
    if word is None:
        word = Raw("", len(slot.before), len(slot.before))
    typed = slot.before[word.start :]
    key, sign, value = typed.partition("=")
    if sign:
        at = word.start + len(key) + 1
        at += 1 if value[:1] in ("'", '"') else 0
        yield from _label_values(slot, unquote(key), at)
        return
    rest = (
        slot.after[: len(slot.after) - len(slot.after.lstrip("".join(set(slot.after) - set(SPACE))))] if typed else ""
    )
    tail = len(rest.partition("=")[0])
    valued = "=" in rest or _is_legacy_key(cursor)
    here = target(slot, word.start, tail)
    given = {unquote(pair.key.text) for pair in cursor.node.pairs if not pair.key.span.touches(cursor.offset)}
    for known in LABELS.values():
        if known.key in given:
            continue
        body = "" if valued else f'{known.key}="${{1:{escaped(known.example)}}}"'
        text = known.key if valued else f"{known.key}="
        detail = known.format
        doc = tables.label(known.key)
        yield item(here, known.key, "property", detail, doc, text=text, body=body, deprecated=known.deprecated)


def _label_values(slot: Slot, key: str, start: int) -> Iterator[Item]:
    known = LABELS.get(key)
    if known is None:
        return
    quote = slot.before[start - 1] if slot.before[start - 1] in "'\"" else ""
    if known.format == "spdx":
        first = max(start, max(slot.before.rfind(character) for character in " (") + 1)
        here = target(slot, first)
        for licence in dict.fromkeys((*_COMMON_LICENCES, *sorted(SPDX - SPDX_DEPRECATED, key=str.lower))):
            yield item(here, licence, "value", "SPDX licence")
        return
    here = target(slot, start)
    if known.format == "bool":
        yield from (item(here, value, "value") for value in ("true", "false"))
        return
    plain = known.example if quote or " " not in known.example else f'"{known.example}"'
    yield item(here, known.example, "value", "example", tables.label(key), text=plain)


def _copy(slot: Slot, start: int) -> Iterator[Item]:
    """Sources, and behind the first one destinations: the directory in force."""
    cursor = slot.cursor
    if cursor is None:
        return
    first, tail, count = _word(slot, start)
    json = slot.before[start : start + 1] == "["
    if json:
        first = slot.before.rfind('"') + 1
        count = slot.before.count('",', start)
        tail = len(slot.after.partition('"')[0]) if '"' in slot.after else 0
        if slot.before.count('"', start) % 2 == 0:
            return
    if count:
        here = target(slot, first, tail)
        directory = state_at(slot.snapshot.model, cursor.number).workdir
        if directory is not None:
            yield item(here, f"{directory.rstrip('/')}/", "value", "the working directory")
        yield item(here, "./", "value", "the working directory")
    source = copy(cursor.node).stage
    if source is None:
        yield from context_paths(slot, first, tail, json=json)
        if not count and not json:
            yield from _heredoc(slot, first)
    elif source.value and (stage := slot.snapshot.model.stage_named(source.value)) is not None:
        yield from stage_paths(slot, stage, first, tail)


def _run(slot: Slot, start: int) -> Iterator[Item]:
    first, _, count = _word(slot, start)
    if not count or _HEREDOC.search(slot.before):
        yield from _heredoc(slot, first)


def _heredoc(slot: Slot, first: int) -> Iterator[Item]:
    """The opening of a heredoc, with its end."""
    typed = slot.before[first:]
    if typed and not _HEREDOC.fullmatch(typed):
        return
    rest = _DELIMITER_REST.match(slot.after) if typed else None
    here = target(slot, first, rest.end() if rest else 0)
    closed = bool(slot.cursor and slot.cursor.node.heredocs) or bool(slot.after.strip())
    is_run = slot.cursor is not None and slot.cursor.node.keyword == "RUN"
    path = "" if is_run else " ${1:/path/to/file}"
    for opener, detail in (
        ("<<EOF", "variables are replaced"),
        ("<<'EOF'", "taken as it stands"),
        ("<<-EOF", "without leading tabs"),
    ):
        body = "" if closed else f"{opener}{path}\n${{{1 if is_run else 2}:text}}\nEOF"
        yield item(here, opener, "snippet", detail, "A heredoc: the lines up to `EOF`.", body=body)


def _expose(slot: Slot, start: int) -> Iterator[Item]:
    first, tail, _ = _word(slot, start)
    here = target(slot, first, tail)
    number, slash, _ = slot.before[first:].partition("/")
    if slash:
        for protocol, doc in PROTOCOLS.items():
            yield item(here, f"{number}/{protocol}", "value", doc)
        return
    for port, doc in PORTS.items():
        yield item(here, port, "value", doc)
    if number.isdigit():
        for protocol, doc in PROTOCOLS.items():
            yield item(here, f"{number}/{protocol}", "value", doc)


def _signal(slot: Slot, start: int) -> Iterator[Item]:
    first, tail, count = _word(slot, start)
    if count:
        return
    here = target(slot, first, tail)
    known = (*SIGNAL_DOCS, *(name for name in SIGNALS if name not in SIGNAL_DOCS))
    for name in known:
        yield item(here, name, "value", f"signal {SIGNALS[name]}", tables.signal(name))


def _user(slot: Slot, start: int) -> Iterator[Item]:
    first, tail, count = _word(slot, start)
    if not count:
        yield from users_of(slot, target(slot, first, tail), slot.before[first:])


def _workdir(slot: Slot, start: int) -> Iterator[Item]:
    first, tail, count = _word(slot, start)
    cursor = slot.cursor
    if count or cursor is None:
        return
    here = target(slot, first, tail)
    before = state_at(slot.snapshot.model, cursor.number).workdir
    if before and before != "/":
        yield item(here, before, "value", "the directory so far")
    tree = slot.snapshot.tree
    for number in tree.instructions:
        node = tree.nodes[number]
        if node.keyword == "WORKDIR" and node.words and number != cursor.number and "$" not in node.words[0].text:
            yield item(here, node.words[0].text, "value", "used in this file")
    for path, doc in DIRECTORIES.items():
        yield item(here, path, "value", doc)


def _shell(slot: Slot, start: int) -> Iterator[Item]:
    if slot.after.strip(SPACE + '"]'):
        return
    here = target(slot, start, len(slot.after.rstrip()))
    for shell, doc in SHELLS.items():
        yield item(here, shell, "value", doc)


def _exec(slot: Slot, start: int) -> Iterator[Item]:
    """The exec form, where nothing is typed yet."""
    if slot.cursor is None or slot.before[start:].strip() or slot.after.strip():
        return
    keyword = slot.cursor.node.keyword
    body = INSTRUCTIONS[keyword].snippets[0][1].partition(" ")[2]
    here = target(slot, len(slot.before))
    yield item(here, '["…"]', "snippet", "exec form: no shell in between", "", text='[""]', body=body, filter="[")


def _health(slot: Slot, start: int) -> Iterator[Item]:
    first, tail, count = _word(slot, start)
    if count or slot.cursor is None:
        return
    here = target(slot, first, tail)
    lower = is_lower(slot) or slot.cursor.node.keyword_span.of(slot.cursor.node.source).islower()
    for word in ("CMD", "NONE"):
        label = word.lower() if lower else word
        follows = bool(slot.after[tail:].strip())
        body = f"{label} ${{1:command}}" if word == "CMD" and not follows else ""
        doc = tables.word("HEALTHCHECK", word)
        yield item(here, label, "keyword", WORDS["HEALTHCHECK", word].partition(":")[0], doc, text=label, body=body)


def _onbuild(slot: Slot, start: int) -> Iterator[Item]:
    first, _, count = _word(slot, start)
    return put_off(slot, first)[1] if not count else iter(())


_OFFERS: dict[str, Callable[[Slot, int], Iterator[Item]]] = {
    "FROM": _from,
    "ARG": _arg,
    "ENV": _env,
    "LABEL": _label,
    "COPY": _copy,
    "ADD": _copy,
    "RUN": _run,
    "EXPOSE": _expose,
    "STOPSIGNAL": _signal,
    "USER": _user,
    "WORKDIR": _workdir,
    "SHELL": _shell,
    "CMD": _exec,
    "ENTRYPOINT": _exec,
    "HEALTHCHECK": _health,
    "ONBUILD": _onbuild,
}
