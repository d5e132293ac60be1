"""The configuration as a value: which rules run, how much they weigh, and their options.

It knows names and shapes, reads no file, and turns every mistake into a message that names the key and what is allowed.
"""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatch
from types import MappingProxyType
from typing import Any, NamedTuple

SEVERITIES = ("error", "warning", "info", "hint", "off")


class Override(NamedTuple):
    """Settings for the files that match `pattern` (a glob on the path)."""

    pattern: str
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class Config(NamedTuple):
    """What the user set. Every field has the default that holds without any configuration.

    Attributes:
        select: Rules to run besides the default ones; `ALL` is every rule, but for BuildKit's experimental checks.
        ignore: Rules not to run; wins over `select`.
        severity: The weight of single rules; `off` silences one.
        per_file: Settings for some files only.
        trusted_registries: The registries that images may come from; empty allows all. `*` is a wildcard.
        label_schema: Labels that must be there, with the format of each value.
        strict_labels: Whether labels outside of the schema are findings.
        build_args: Values as `--build-arg` would give them.
        pragmas: Whether comments may switch rules off.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = MappingProxyType({})
    per_file: tuple[Override, ...] = ()
    trusted_registries: tuple[str, ...] = ()
    label_schema: Mapping[str, str] = MappingProxyType({})
    strict_labels: bool = False
    build_args: Mapping[str, str] = MappingProxyType({})
    pragmas: bool = True

    def selects(self, *names: str) -> bool:
        """Whether a rule was asked for: by one of its names, by `ALL`, or by a severity of its own.

        A rule may then say what it keeps to itself by default, where it could be wrong or a matter of taste.
        """
        asked = {name.lower() for name in (*self.select, *(name for name, to in self.severity.items() if to != "off"))}
        return "all" in asked or any(name.lower() in asked for name in names)

    def for_file(self, path: str) -> Config:
        """The configuration with what `per_file` says of `path` (with `/`, relative to the configuration)."""
        config = self
        for override in self.per_file:
            if fnmatch(path, override.pattern) or fnmatch(path.rpartition("/")[2], override.pattern):
                config = config._replace(
                    select=config.select + override.select, ignore=config.ignore + override.ignore
                )
        return config


DEFAULT = Config()

LABEL_FORMATS = ("text", "url", "rfc3339", "spdx", "hash", "semver", "email")


def read(data: Any, known: frozenset[str] = frozenset()) -> tuple[Config, list[str]]:
    """A configuration from decoded TOML or JSON, and what is wrong with it, a sentence each.

    What is wrong is left at its default; all else counts.

    Args:
        data: The table.
        known: The names of all rules, to find misspelt ones; empty leaves them unchecked.
    """
    problems: list[str] = []
    if not isinstance(data, Mapping):
        return DEFAULT, ["the configuration must be a table"]
    fields: dict[str, Any] = {}
    for key, value in data.items():
        reader = _READERS.get(str(key).replace("_", "-"))
        if reader is None:
            problems.append(f"unknown key `{key}`; the keys are {_listed(_READERS)}")
            continue
        field, read_value = reader
        try:
            fields[field] = read_value(str(key), value)
        except _Wrong as wrong:
            problems.append(str(wrong))
    config = Config(**fields)
    if known:
        problems += _misspelt(config, known)
    return config, problems


class _Wrong(Exception):
    """A value of the wrong shape."""


def _strings(key: str, value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _Wrong(f"`{key}` must be a list of strings")
    return tuple(value)


def _bool(key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Wrong(f"`{key}` must be true or false")
    return value


def _table(key: str, value: Any) -> Mapping[str, str]:
    if not isinstance(value, Mapping) or not all(isinstance(item, str | int | float | bool) for item in value.values()):
        raise _Wrong(f"`{key}` must be a table of strings")
    return MappingProxyType({str(name): str(item) for name, item in value.items()})


def _severities(key: str, value: Any) -> Mapping[str, str]:
    table = _table(key, value)
    for name, item in table.items():
        if item not in SEVERITIES:
            raise _Wrong(f"`{key}.{name}` is `{item}`; allowed are {_listed(SEVERITIES)}")
    return table


def _label_schema(key: str, value: Any) -> Mapping[str, str]:
    table = _table(key, value)
    for name, item in table.items():
        if item.lower() not in LABEL_FORMATS:
            raise _Wrong(f"`{key}.{name}` is `{item}`; allowed are {_listed(LABEL_FORMATS)}")
    return MappingProxyType({name: item.lower() for name, item in table.items()})


def _overrides(key: str, value: Any) -> tuple[Override, ...]:
    if not isinstance(value, Mapping):
        raise _Wrong(f"`{key}` must be a table from a glob to its settings")
    found = []
    for pattern, settings in value.items():
        if not isinstance(settings, Mapping) or not set(settings) <= {"select", "ignore"}:
            raise _Wrong(f"`{key}.{pattern}` must be a table with `select` and `ignore`")
        found.append(
            Override(
                str(pattern),
                _strings(f"{key}.{pattern}.select", settings.get("select", [])),
                _strings(f"{key}.{pattern}.ignore", settings.get("ignore", [])),
            )
        )
    return tuple(found)


_READERS: dict[str, tuple[str, Any]] = {
    "select": ("select", _strings),
    "ignore": ("ignore", _strings),
    "severity": ("severity", _severities),
    "per-file": ("per_file", _overrides),
    "trusted-registries": ("trusted_registries", _strings),
    "label-schema": ("label_schema", _label_schema),
    "strict-labels": ("strict_labels", _bool),
    "build-args": ("build_args", _table),
    "pragmas": ("pragmas", _bool),
}


def _listed(names: Any) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _misspelt(config: Config, known: frozenset[str]) -> list[str]:
    from difflib import get_close_matches

    folded = {name.lower() for name in known} | {"all"}
    problems = []
    for key, names in (("select", config.select), ("ignore", config.ignore), ("severity", tuple(config.severity))):
        for name in names:
            if name.lower() not in folded:
                near = get_close_matches(name, known, 1)
                hint = f"; did you mean `{near[0]}`?" if near else "; `dockerls rules` lists them"
                problems.append(f"`{key}` names `{name}`, which is no rule{hint}")
    return problems
