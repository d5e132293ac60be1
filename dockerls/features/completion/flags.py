"""Flags: their names, their values, and the options of `--mount`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ...describe import tables
from ...docker import (
    CACHES,
    INSTRUCTIONS,
    MODES,
    MOUNTS,
    NETWORKS,
    SECURITY,
    Flag,
    MountOption,
    MountType,
    flag,
    mount_option,
)
from ...syntax.lines import SPACE
from ...syntax.words import extract_flags
from .item import Item, Slot, Target, choice, escaped, item, target
from .names import earlier_stages, images, users
from .paths import context_paths, stage_paths

_CLOSED = frozenset(("bool", "network", "security"))


def flag_names(slot: Slot, start: int, tail: int = 0) -> Iterator[Item]:
    """The flags of the instruction which are not given yet, the one being typed aside, or may be given again."""
    cursor = slot.cursor
    known = INSTRUCTIONS.get(cursor.node.keyword) if cursor else None
    if cursor is None or known is None:
        return
    valued = slot.after[tail : tail + 1] == "="
    here = target(slot, start, tail)
    # The node's own flags would not do: a lone `--` under the cursor ends them.
    keyword_end = min(cursor.node.logical.offset(cursor.node.keyword_span.end), start)
    rest = slot.after[_until(slot.after, SPACE) if slot.before[start:] else 0 :]
    flags = (*extract_flags(slot.before[:start], keyword_end)[0], *extract_flags(rest, 0)[0])
    given = {flag.name for flag in flags}
    for item_flag in known.flags:
        if item_flag.name not in given or item_flag.repeatable:
            yield _name(here, known.keyword, item_flag, valued)


def _name(here: Target, keyword: str, known: Flag, valued: bool) -> Item:
    detail = known.placeholder or "flag"
    doc = tables.flag(keyword, known)
    bare = f"--{known.name}"
    if valued or (known.value == "bool" and known.name in ("link", "parents")):
        return item(here, bare, "flag", detail, doc)
    if known.value in _CLOSED:
        return item(here, f"{bare}=", "flag", detail, doc, text=f"{bare}=", body=f"{bare}={choice(1, known.values)}")
    if known.value in ("duration", "count"):
        return item(here, f"{bare}=", "flag", detail, doc, text=f"{bare}=", body=f"{bare}=${{1:{known.values[0]}}}")
    return item(here, f"{bare}=", "flag", detail, doc)


_MEANINGS: Mapping[str, Mapping[str, str]] = {"network": NETWORKS, "security": SECURITY, "mode": MODES}
"""What the values of a flag mean, by what they are."""


def flag_value(slot: Slot, name: str, start: int) -> Iterator[Item]:
    """The values of a flag whose value starts at `start`."""
    cursor = slot.cursor
    known = flag(cursor.node.keyword, name) if cursor else None
    if cursor is None or known is None:
        return
    typed = slot.before[start:]
    if known.value == "mount":
        yield from _mount(slot, start)
        return
    tail = len(slot.after.split(maxsplit=1)[0]) if typed and slot.after[:1].strip() else 0
    if known.value == "stage":
        yield from _sources(slot, start, tail, numbers=True)
        return
    here = target(slot, start, tail)
    if known.value == "owner":
        yield from users(slot, here, typed)
        return
    if known.value == "checksum":
        yield item(here, "sha256:", "value", "SHA-256 of the download", tables.flag(cursor.node.keyword, known))
        return
    meaning = _MEANINGS.get(known.value, {})
    for value in known.values:
        yield item(here, value, "value", meaning.get(value, ""), tables.flag(cursor.node.keyword, known, value))


def _sources(slot: Slot, start: int, tail: int, *, numbers: bool) -> Iterator[Item]:
    """What `from=` may name: earlier stages, then images. COPY takes a stage's number as well, a mount does not."""
    cursor = slot.cursor
    if cursor is None:
        return
    here = target(slot, start, tail)
    yield from earlier_stages(slot, here, slot.snapshot.model.stage_of(cursor.number), numbers=numbers)
    yield from images(slot, start, tail)


# Mounts


def _mount(slot: Slot, start: int) -> Iterator[Item]:
    """The part of a `--mount` between two commas: `name`, or `name=value`."""
    value = slot.before[start:]
    done, comma, part = value.rpartition(",")
    first = start + len(done) + len(comma)
    rest = _until(slot.after, ", \t")
    others = [*done.split(","), *slot.after[rest:].split(" ")[0].split(",")]
    given = dict(_pair(other) for other in others if other)
    name, sign, typed = part.partition("=")
    kind = MOUNTS.get((given.get("type") or "bind").lower())
    if sign:
        at = first + len(name) + 1
        yield from _option_value(slot, kind, name.lower(), at, rest if typed else 0, given.get("from"))
        return
    here = target(slot, first, _until(slot.after, ", \t=") if part else 0)
    if "type" not in given:
        yield from _types(target(slot, first, rest if part else 0), alone=not given and not rest)
    if kind is not None:
        valued = slot.after[rest : rest + 1] == "=" or "=" in slot.after[:rest]
        yield from _option_names(here, kind, given, valued)


def _until(text: str, ends: str) -> int:
    return next((number for number, character in enumerate(text) if character in ends), len(text))


def _pair(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name.strip().lower(), value


def _types(here: Target, *, alone: bool) -> Iterator[Item]:
    """The mount types, with the options which each one needs if nothing else is there."""
    for kind in MOUNTS.values():
        label = f"type={kind.name}"
        needed = [option.name for option in kind.options if option.required]
        needed += ["id"] if kind.name == "secret" else []
        stops = "".join(f",{name}=${{{number}}}" for number, name in enumerate(needed, 1))
        yield item(
            here, label, "value", _first(kind.doc), tables.mount(kind), text=label, body=label + stops if alone else ""
        )


def _first(doc: str) -> str:
    return doc.partition(". ")[0].partition(".\n")[0].rstrip(".")


def _option_names(here: Target, kind: MountType, given: Iterable[str], valued: bool) -> Iterator[Item]:
    names = {option.name for name in given if (option := mount_option(kind.name, name)) is not None}
    needed = [option for option in kind.options if option.required]
    for option in (*needed, *(option for option in kind.options if not option.required)):
        if option.name in names:
            continue
        text = option.name if valued or option.value == "bool" else f"{option.name}="
        yield item(
            here, text, "property", option.value, tables.mount_option(kind, option), text=text, body=_body(option, text)
        )


def _body(option: MountOption, text: str) -> str:
    if not text.endswith("=") or not option.values:
        return ""
    return text + choice(1, option.values) if len(option.values) > 1 else f"{text}${{1:{escaped(option.values[0])}}}"


def _option_value(
    slot: Slot, kind: MountType | None, name: str, start: int, tail: int, source: str | None
) -> Iterator[Item]:
    here = target(slot, start, tail)
    if name == "type":
        for known in MOUNTS.values():
            yield item(here, known.name, "value", _first(known.doc), tables.mount(known))
        return
    option = mount_option(kind.name, name) if kind else None
    if kind is None or option is None:
        return
    if option.value == "stage":
        yield from _sources(slot, start, tail, numbers=False)
        return
    if option.name == "source" and kind.name == "bind":
        stage = slot.snapshot.model.stage_named(source) if source else None
        if stage is not None:
            yield from stage_paths(slot, stage, start, tail)
        elif source is None:
            yield from context_paths(slot, start, tail)
    if option.name == "target" and kind.name == "cache":
        for path, doc in CACHES.items():
            yield item(here, path, "value", doc)
    for value in option.values:
        yield item(here, value, "value", option.name, tables.mount_option(kind, option, "", value))
