"""Shapes of settings: each reads a decoded value, and says as a JSON Schema what it takes.

It knows TOML's and JSON's values, and must not know which settings there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, Protocol

from .named import NamedTuple
from .spelling import nearest

Schema = dict[str, Any]

NOTHING: Final = object()
"""What a reader gives for a value of the wrong shape, once it has said so."""


class Names(NamedTuple):
    """The names of rules.

    Attributes:
        meaning: What a name stands for: the names that the core knows, and what there is to say if these are none.
            None if nobody knows it.
        all: All of them, to find the one that was meant.
    """

    meaning: Callable[[str], tuple[tuple[str, ...], str] | None]
    all: Callable[[], Iterable[str]]


class Reading:
    """What is known while a configuration is read, and the mistakes found so far, a sentence each.

    Attributes:
        known: The names of rules; None leaves names as they are.
        problems: The mistakes.
    """

    def __init__(self, known: Names | None = None) -> None:
        self.known = known
        self.problems: list[str] = []

    def wrong(self, problem: str) -> Any:
        """Note a mistake; gives NOTHING."""
        self.problems.append(problem)
        return NOTHING

    def rules(self, key: str, name: str) -> tuple[str, ...]:
        """The names that the name of a rule stands for; what nobody knows is noted, and stays."""
        if self.known is None or name.lower() == "all":
            return (name,)
        found = self.known.meaning(name)
        if found is None:
            near = nearest(name, self.known.all())
            hint = f"; did you mean `{near}`?" if near else "; `dockerls rules` lists them"
            self.problems.append(f"`{key}` names `{name}`, which is no rule{hint}")
            return (name,)
        names, note = found
        if not names and key.rpartition(".")[2] == "select":
            self.problems.append(f"`{key}` names `{name}`, for which there is no rule here. {note}")
        return names


class Shape(Protocol):
    """What a setting looks like."""

    def read(self, key: str, value: Any, reading: Reading) -> Any:
        """The value as the core wants it, or NOTHING."""

    def schema(self) -> Schema:
        """The values that `read` takes without a word."""


class Flag(NamedTuple):
    """True or false."""

    def read(self, key: str, value: Any, reading: Reading) -> Any:
        return value if isinstance(value, bool) else reading.wrong(f"`{key}` must be true or false")

    def schema(self) -> Schema:
        return {"type": "boolean"}


class Text(NamedTuple):
    """Some text."""

    def read(self, key: str, value: Any, reading: Reading) -> Any:
        return value if isinstance(value, str) else reading.wrong(f"`{key}` must be a string")

    def schema(self) -> Schema:
        return {"type": "string"}


class Plain(NamedTuple):
    """Text, a number or a boolean, taken as text."""

    def read(self, key: str, value: Any, reading: Reading) -> Any:
        if isinstance(value, bool):
            return str(value).lower()
        return str(value) if isinstance(value, str | int | float) else reading.wrong(f"`{key}` must be a string")

    def schema(self) -> Schema:
        return {"type": ["string", "number", "boolean"]}


class Choice(NamedTuple):
    """One of some words."""

    values: tuple[str, ...]

    def read(self, key: str, value: Any, reading: Reading) -> Any:
        if isinstance(value, str) and value in self.values:
            return value
        return reading.wrong(f"`{key}` is `{value}`; allowed are {listed(self.values)}")

    def schema(self) -> Schema:
        return {"enum": list(self.values)}


class Number(NamedTuple):
    """A whole number from `least` to `most`."""

    least: int
    most: int

    def read(self, key: str, value: Any, reading: Reading) -> Any:
        # JSON Schema takes 3.0 for a whole number, too.
        whole = isinstance(value, int | float) and not isinstance(value, bool) and value == value // 1
        if not whole or not self.least <= value <= self.most:
            return reading.wrong(f"`{key}` is `{value}`; allowed are whole numbers from {self.least} to {self.most}")
        return int(value)

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


class Strings(NamedTuple):
    """A list of strings, or one string with commas in it; of rules' names if `rules` says so."""

    rules: bool = False

    def read(self, key: str, value: Any, reading: Reading) -> Any:
        if isinstance(value, str):
            value = [part.strip() for part in value.split(",") if part.strip()]
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            return reading.wrong(f"`{key}` must be a list of strings")
        if self.rules:
            return tuple(dict.fromkeys(meant for name in value for meant in reading.rules(key, name)))
        return tuple(value)

    def schema(self) -> Schema:
        item: Schema = {"$ref": "#/definitions/rule"} if self.rules else {"type": "string"}
        return {"anyOf": [{"type": "array", "items": item}, {"type": "string"}]}


class Table(NamedTuple):
    """A table from any name to values of one shape; a wrong value costs its own entry alone.

    Attributes:
        of: The shape of the values.
        rules: Whether its names are rules' names.
    """

    of: Shape
    rules: bool = False

    def read(self, key: str, value: Any, reading: Reading) -> Any:
        if not isinstance(value, Mapping):
            return reading.wrong(f"`{key}` must be a table")
        found = {}
        for name, item in value.items():
            meant = reading.rules(key, str(name)) if self.rules else (str(name),)
            taken = self.of.read(f"{key}.{name}", item, reading)
            if taken is not NOTHING:
                found.update(dict.fromkeys(meant, taken))
        return MappingProxyType(found)

    def schema(self) -> Schema:
        found: Schema = {"type": "object", "additionalProperties": self.of.schema()}
        return {**found, "x-names": "rules"} if self.rules else found


class Key(NamedTuple):
    """A setting: its name, the field of the configuration that holds it, its shape, and what it means."""

    name: str
    field: str
    shape: Shape
    doc: str


class Record(NamedTuple):
    """A table with certain keys; what is wrong or unknown is left out. It reads as a mapping from field to value."""

    keys: tuple[Key, ...]

    def read(self, key: str, value: Any, reading: Reading) -> Any:
        if not isinstance(value, Mapping):
            return reading.wrong(f"`{key}` must be a table" if key else "the configuration must be a table")
        found = {}
        by_name = {item.name: item for item in self.keys}
        for name, item in value.items():
            path = f"{key}.{name}" if key else str(name)
            known = by_name.get(str(name).replace("_", "-"))
            if known is None:
                near = nearest(str(name), by_name)
                hint = f"did you mean `{near}`? The" if near else "the"
                reading.wrong(f"unknown key `{path}`; {hint} keys are {listed(by_name)}")
                continue
            taken = known.shape.read(path, item, reading)
            if taken is not NOTHING:
                found[known.field] = taken
        return MappingProxyType(found)

    def schema(self) -> Schema:
        properties = {key.name: described(key.shape.schema(), key.doc) for key in self.keys}
        return {"type": "object", "additionalProperties": False, "properties": properties}


class Switch(NamedTuple):
    """True, false, or a table, which means true and says more.

    Attributes:
        record: The table.
        on: Makes the value of a table's fields; without any, of true.
        off: The value of false.
    """

    record: Record
    on: Callable[..., Any]
    off: Any

    def read(self, key: str, value: Any, reading: Reading) -> Any:
        if isinstance(value, bool):
            return self.on() if value else self.off
        if not isinstance(value, Mapping):
            return reading.wrong(f"`{key}` must be true, false or a table")
        return self.on(**self.record.read(key, value, reading))

    def schema(self) -> Schema:
        return {"anyOf": [{"type": "boolean"}, self.record.schema()]}


def described(schema: Schema, doc: str) -> Schema:
    """A schema with a description in front."""
    return {"description": doc, **schema}


def listed(names: Iterable[str]) -> str:
    """Names for a message: `a`, `b`, `c`."""
    return ", ".join(f"`{name}`" for name in names)
