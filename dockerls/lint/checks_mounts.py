"""What BuildKit refuses in a `RUN --mount=…`, whatever stands for its values.

It knows the options of mounts and must not know where values come from: `resolve` gives the value of a text, or None
while it is not known. Sources: BuildKit's instructions/commands_runmount.go, dockerfile2llb/convert_runmount.go,
convert_secrets.go and convert_ssh.go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, Literal

from ..docker import BOOLEANS, MOUNTS, SHARING, MountType
from ..late import regex
from ..named import NamedTuple
from ..spelling import nearest
from ..syntax.views import Mount, Option
from ..text import Span
from . import checks_values
from .checks_words import listed

Kind = Literal["type", "option", "value", "incomplete", "from"]

TARGET: Final = ("target", "dst", "destination")
"""The names of a mount's target."""

_SOURCE = ("source", "src")
_BOOLEAN = ("readonly", "ro", "readwrite", "rw", "required")
_ALONE = ("readonly", "ro", "readwrite", "rw", "required")
_KNOWN = frozenset((*TARGET, *_SOURCE, *_BOOLEAN, "type", "from", "size", "id", "sharing", "mode", "uid", "gid", "env"))
_VARIABLE = regex(r"\$.", re.DOTALL)
_QUOTED = regex(r'"((?:[^"]|"")*)"(?=,|$)')


class Fault(NamedTuple):
    """Something that BuildKit refuses; `instead` is what to write in place of `span`, if that is known."""

    kind: Kind
    span: Span
    message: str
    instead: str = ""


def csv_fields(text: str) -> list[str] | None:
    """The fields of a line of comma-separated values; None where Go's reader gives up."""
    if not text:
        return None
    if '"' not in text:
        return text.split(",")
    fields = []
    at = 0
    while True:
        if not text.startswith('"', at):
            end = text.find(",", at)
            field = text[at:] if end < 0 else text[at:end]
            if '"' in field:
                return None
            fields.append(field)
        else:
            match = _QUOTED.match(text, at)
            if match is None:
                return None
            fields.append(match[1].replace('""', '"'))
            end = match.end() if match.end() < len(text) else -1
        if end < 0:
            return fields
        at = end + 1


def faults(mount: Mount, resolve: Callable[[str], str | None]) -> Iterator[Fault]:
    """Everything that BuildKit refuses in a mount, but for what hangs on WORKDIR or on stages."""
    value = mount.flag.value
    if value is None:
        return  # That is a flag without a value.
    if csv_fields(value) is None:
        what = "has a stray double quote" if value else "is empty: write `--mount=type=…`"
        yield Fault("value", mount.flag.span, f"The mount {what}.")
        return
    misspelt = False
    known: str | None = "bind"  # The type as far as it was read; None once it cannot be known.
    given: dict[str, tuple[Option, str | None]] = {}
    for option in mount.options:
        name = option.name.lower()
        if option.value is None and name not in _ALONE:
            yield _without_value(option, known)
            misspelt = True
            continue
        text = resolve(option.value) if option.value is not None else "true"
        if name == "type":
            if text is not None and text.lower() not in MOUNTS:
                yield _unknown_type(option, text)
                text = None
            known = text.lower() if text is not None else None
        elif name not in _KNOWN:
            yield _unknown_option(option, known)
            misspelt = True
        elif name in ("required", "size") and known is not None and not _allowed(name, known):
            yield _not_here(option, name, known, late=_allowed(name, mount.type))
        elif name == "from" and option.value and _VARIABLE.search(option.value):
            message = "No variables are expanded in `from`: name a stage with `FROM … AS name`, and use that."
            yield Fault("from", option.value_span, message)
        elif text is not None:
            problem = _value_problem(name, text)
            if problem:
                yield Fault("value", option.value_span, problem, _better(name, text))
        if text is not None or name not in given:
            given[_plain(name)] = option, text
    if known is not None:
        yield from _together(MOUNTS[known], given, mount, not misspelt)


def _plain(name: str) -> str:
    return "target" if name in TARGET else "source" if name in _SOURCE else name


def _allowed(name: str, kind: str) -> bool:
    mount = MOUNTS.get(kind)
    if mount is None:
        return True
    return name in mount.tolerated or any(name == option.name or name in option.aliases for option in mount.options)


def _names(kind: str | None) -> list[str]:
    mounts = [MOUNTS[kind]] if kind is not None else list(MOUNTS.values())
    names = [name for mount in mounts for option in mount.options for name in (option.name, *option.aliases)]
    return ["type", *dict.fromkeys(names)]


def _without_value(option: Option, known: str | None) -> Fault:
    if not option.name:
        return Fault("value", option.span, "An option is missing between two commas.")
    if option.name.lower() in _KNOWN:
        return Fault("value", option.span, f"`{option.name}` needs a value: `{option.name}=…`.")
    near = nearest(option.name, _names(known))
    hint = f" Did you mean `{near}`?" if near else f" Write `{option.name}=…`."
    return Fault("option", option.span, f"`{option.name}` is no option which may stand alone.{hint}", near)


def _unknown_type(option: Option, text: str) -> Fault:
    near = nearest(text, MOUNTS)
    hint = f"Did you mean `{near}`?" if near else f"It can be {listed(MOUNTS)}."
    what = f"`{text}` is no type of mount." if text else "The mount's type is empty."
    return Fault("type", option.value_span if text else option.span, f"{what} {hint}", near)


def _unknown_option(option: Option, known: str | None) -> Fault:
    near = nearest(option.name, _names(known))
    common = [item.name for item in MOUNTS[known].options] if known is not None else ["type", "target", "source"]
    hint = f"Did you mean `{near}`?" if near else f"It can have {listed(common)}."
    return Fault("option", option.name_span, f"`{option.name}` is no option of a mount. {hint}", near)


def _not_here(option: Option, name: str, kind: str, late: bool = False) -> Fault:
    if late:
        return Fault("option", option.name_span, f"`type=` must stand before `{name}`.")
    return Fault("option", option.name_span, f"A `{kind}` mount has no `{name}`.")


def _value_problem(name: str, text: str) -> str:
    if name in _BOOLEAN and text not in BOOLEANS:
        return f"`{name}` takes `true` or `false`, and not `{text}`."
    if name == "size" and not checks_values.size(text):
        return f"`{text}` is no size: write bytes, or a number and a unit such as `64m`."
    if name == "sharing" and text.lower() not in SHARING:
        return f"`{text}` is no way of sharing: write {listed(SHARING)}."
    if name == "mode" and not checks_values.unsigned(text, 8, 32):
        return f"`{text}` is no octal mode such as `0755`."
    if name in ("uid", "gid") and not checks_values.unsigned(text, 10, 32):
        return f"`{name}` takes a number, and not `{text}`."
    return ""


def _better(name: str, text: str) -> str:
    if name == "sharing":
        return nearest(text, SHARING)
    return nearest(text, ("true", "false")) if name in _BOOLEAN else ""


def _together(
    kind: MountType, given: dict[str, tuple[Option, str | None]], mount: Mount, complete: bool
) -> Iterator[Fault]:
    """What BuildKit refuses once it has read all options; what is missing counts only if no other is misspelt."""
    for name in ("mode", "uid", "gid"):
        if name in given and kind.name in ("bind", "tmpfs"):
            yield _not_here(given[name][0], name, kind.name)
    if "sharing" in given and kind.name != "cache" and given["sharing"][1] != "":
        yield _not_here(given["sharing"][0], "sharing", kind.name)
    values = {name: text for name, (_, text) in given.items()}
    if kind.name == "ssh" and values.get("source"):
        yield _not_here(given["source"][0], given["source"][0].name.lower(), "ssh")
    if kind.name == "secret":
        if values.get("from"):
            yield _not_here(given["from"][0], "from", "secret")
        if complete and not any(values.get(name, "") != "" for name in ("id", "source", "target")):
            yield Fault("incomplete", mount.flag.span, "A `secret` mount needs an `id` or a `target`.")
        if values.get("id") and values.get("source"):
            option = given["source"][0]
            yield Fault("incomplete", option.span, f"`{option.name}` and `id` mean the same: give one of them.")


def names_a_directory(path: str) -> bool:
    """Whether a path leads from `/` to anywhere else."""
    depth = 0
    for part in path.split("/"):
        if part == "..":
            depth = max(depth - 1, 0)
        elif part not in ("", "."):
            depth += 1
    return depth > 0
