"""`dockerls migrate`: the configuration of hadolint or tally as a dockerls.toml, with a comment for what is lost.

It knows tally's keys from its guide to the configuration; hadolint's are read by `hadolint.py`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from ..discover import HADOLINT_NAMES, decode_toml
from ..docker import CHECKS
from ..hadolint import LEVELS, as_table, decode
from ..late import regex
from ..lint.engine import by_any_name, rules
from ..lint.names import meaning
from ..lint.peers import BUILDKIT, HADOLINT, TALLY
from ..named import NamedTuple
from .output import printable

TALLY_NAMES = (".tally.toml", "tally.toml")
TARGET = "dockerls.toml"
SCHEMA_URL = "https://raw.githubusercontent.com/dockerls/dockerls/main/docs/dockerls.schema.json"

_HADOLINT = regex(r"DL\d+")
_GLOB = regex(r"[*?\[]")
_BARE_KEY = regex(r"[A-Za-z0-9_-]+")


class Migrated(NamedTuple):
    """A configuration of ours, key by key, and what has no counterpart in it, a sentence each."""

    table: dict[str, Any]
    notes: list[str]


def migrate(options: argparse.Namespace) -> int:
    """Print the configuration, or write it; 2 if there is nothing to migrate, or a configuration stands there."""
    given = Path(options.path)
    folder = given if os.path.isdir(given) else given.parent
    names = [folder / name for name in (*HADOLINT_NAMES, *TALLY_NAMES)] if os.path.isdir(given) else [given]
    found = [path for path in names if os.path.isfile(path)]
    if not found:
        return _fail(f"{given}: there is no .hadolint.yaml and no .tally.toml")
    made = []
    for path in found:
        try:
            made.append((path.name, read(path)))
        except (OSError, ValueError) as error:
            return _fail(f"{path}: {error}")
    text = as_toml(made)
    if not options.write:
        sys.stdout.write(printable(text))
        return 0
    target = folder / TARGET
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return _fail(f"{target} is there already, and stays as it is")
    except OSError as error:
        return _fail(f"{target}: {error.strerror or error}")
    print(f"{target} written", file=sys.stderr)
    return 0


def _fail(message: str) -> int:
    print(f"dockerls: {message}", file=sys.stderr)
    return 2


def read(path: Path) -> Migrated:
    """What a file of hadolint's or tally's says in our terms; ValueError if it cannot be read."""
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".toml":
        return from_tally(decode_toml(text))
    return from_hadolint(decode(text))


def from_hadolint(data: Any) -> Migrated:
    """hadolint's configuration in our terms."""
    table, problems = as_table(data)
    notes = [f"Left out: {problem}." for problem in problems]
    kept = []
    for name in table.pop("ignore", []):
        if _is_known(name):
            kept.append(name)
        else:
            notes.append(f"Ignored there, and no rule here: {name}.")
    if kept:
        table["ignore"] = kept
    weights = table.pop("severity", {})
    notes += [f"Given a severity there, and no rule here: {name}." for name in weights if not _is_known(name)]
    weights = {name: to for name, to in weights.items() if _is_known(name)}
    if weights:
        table["severity"] = weights
    silent = {name.lower() for name in (*kept, *weights)}
    off = sorted(rule.code for rule in rules() if not rule.on and _HADOLINT.fullmatch(rule.code))
    off = [code for code in off if code.lower() not in silent and code not in ("DL1001", "DL3057")]
    if off:
        notes.append(f"On in hadolint and off here, to be selected if you miss them: {', '.join(off)}.")
    return Migrated(table, notes)


def from_tally(data: Mapping[str, Any]) -> Migrated:
    """tally's configuration in our terms."""
    table: dict[str, Any] = {}
    notes: list[str] = []
    chosen = _table(data.get("rules"))
    for pattern in _strings(chosen.get("include")):
        if _GLOB.search(pattern):
            notes.append(f"`include` of `{pattern}`: what is on here by default is on.")
        else:
            _add(table, "select", _ours(pattern, notes), only_off=True)
    for pattern in _strings(chosen.get("exclude")):
        is_glob = bool(_GLOB.search(pattern))
        names = [name for name in _every_name() if fnmatchcase(name, pattern)] if is_glob else [pattern]
        _add(table, "ignore", [name for item in names for name in _ours(item, [] if is_glob else notes)])
    for full, settings in _settings(chosen):
        _one_rule(full, settings, table, notes)
    inline = _table(data.get("inline-directives"))
    if inline.get("enabled") is False:
        table["pragmas"] = False
    for key, code in (("warn-unused", "DF9002"), ("validate-rules", "DF9001")):
        if inline.get(key) is False:
            _add(table, "ignore", [code])
    if inline.get("require-reason") is True:
        _add(table, "select", ["DF9003"])
    output = dict(_table(data.get("output")))
    level = str(output.get("fail-level", "")).lower()
    if level in LEVELS or level == "none":
        table["fail-level"] = LEVELS.get(level, "none")
        del output["fail-level"]
    if output:
        keys = ", ".join(f"`{key}`" for key in output)
        notes.append(f"`[output]`: {keys} {'is' if len(output) == 1 else 'are'} said on the command line here.")
    for section in ("ai", "file-validation", "slow-checks"):
        if section in data:
            notes.append(f"`[{section}]` has no counterpart in a configuration of dockerls.")
    return Migrated(table, notes)


def _one_rule(full: str, settings: Mapping[str, Any], table: dict[str, Any], notes: list[str]) -> None:
    """What tally is told about one rule, into a table."""
    severity = settings.get("severity")
    names = _ours(full, notes)
    for name in names:
        if severity == "off":
            _add(table, "ignore", [name])
        elif severity in LEVELS:
            table.setdefault("severity", {})[name] = LEVELS[str(severity)]
    if not names:
        return
    for glob in _strings(_table(settings.get("exclude")).get("paths")):
        for name in names:
            _add(table.setdefault("per-file", {}).setdefault(glob, {}), "ignore", [name])
    if "trusted-registries" in settings:
        table["trusted-registries"] = _strings(settings["trusted-registries"])
    left = [key for key in settings if key not in ("severity", "exclude", "trusted-registries")]
    if left:
        keys = ", ".join(f"`{key}`" for key in left)
        notes.append(f"`{full}`: {keys} {'has' if len(left) == 1 else 'have'} no counterpart.")


def _settings(chosen: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The tables `[rules.NAMESPACE.RULE]`, which may be nested more deeply, by the rule's full name."""
    for key, value in chosen.items():
        if not isinstance(value, Mapping):
            continue
        full = f"{path}/{key}" if path else str(key)
        if path and not any(isinstance(item, Mapping) for name, item in value.items() if name != "exclude"):
            yield full, value
        else:
            yield from _settings(value, full)


def _ours(name: str, notes: list[str]) -> list[str]:
    """What tally calls a rule, as names that are known here; none, and a note, if there is no counterpart."""
    found = meaning(name)
    if found is None or not found.codes:
        notes.append(f"`{name}`: {found.note if found else 'no counterpart.'}")
        return []
    return list(found.codes)


def _add(table: dict[str, Any], key: str, names: Iterable[str], *, only_off: bool = False) -> None:
    known = by_any_name()
    for name in names:
        rule = known.get(name.lower())
        if only_off and rule is not None and rule.on:
            continue
        if name not in table.setdefault(key, []):
            table[key].append(name)
    if not table.get(key, True):
        del table[key]


def _every_name() -> list[str]:
    """Every rule as tally calls it, its namespace in front."""
    found = [*TALLY]
    for name in (name for rule in rules() for name in rule.names):
        if _HADOLINT.fullmatch(name):
            found.append(f"hadolint/{name}")
        elif name in CHECKS:
            found.append(f"buildkit/{name}")
        elif name.startswith("tally/"):
            found.append(name)
    return [*found, *(f"hadolint/{name}" for name in HADOLINT), *(f"buildkit/{name}" for name in BUILDKIT)]


def _is_known(name: str) -> bool:
    found = meaning(name)
    return found is not None and bool(found.codes)


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _strings(value: Any) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def as_toml(made: Iterable[tuple[str, Migrated]]) -> str:
    """A dockerls.toml from what each file says; where two say something about one key, the later one wins."""
    made = list(made)
    lines = [f"#:schema {SCHEMA_URL}", f"# Made from {' and '.join(name for name, _ in made)} by `dockerls migrate`."]
    table: dict[str, Any] = {}
    for name, (settings, notes) in made:
        lines += [f"# {name}: {_one_line(note)}" for note in dict.fromkeys(notes)]
        for key, value in settings.items():
            if isinstance(value, list) and isinstance(table.get(key), list):
                value = list(dict.fromkeys([*table[key], *value]))
            table[key] = {**table.get(key, {}), **value} if isinstance(value, dict) else value
    lines.append("")
    for key, value in table.items():
        if isinstance(value, list):
            lines += [f"{key} = [", *(f"    {_string(item)},{_comment(item)}" for item in value), "]"]
        elif not isinstance(value, dict):
            lines.append(f"{key} = {_string(value) if isinstance(value, str) else str(value).lower()}")
    for glob, settings in table.pop("per-file", {}).items():
        lines += ["", f"[per-file.{_string(glob)}]", "ignore = ["]
        lines += [*(f"    {_string(item)},{_comment(item)}" for item in settings["ignore"]), "]"]
    for key, value in table.items():
        if isinstance(value, dict):
            lines += ["", f"[{key}]"]
            lines += [f"{_key(name)} = {_string(item)}{_comment(name)}" for name, item in value.items()]
    return "\n".join(lines).rstrip("\n") + "\n"


def _comment(name: str) -> str:
    """What a rule is called here, if that is another name than the one which stands there."""
    rule = by_any_name().get(name.lower())
    return f"  # {rule.code}" if rule is not None and rule.code != name else ""


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else _string(name)


def _string(text: str) -> str:
    """A basic string of TOML, which is one of JSON but for a single character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _one_line(text: str) -> str:
    return re.sub(r"[\x00-\x08\x0a-\x1f\x7f]+", " ", text)
