"""The configuration as a value: which rules run, how much they weigh, and their options.

It knows names and shapes, reads no file, and turns every mistake into a message that names the key and what is allowed.
The table `KEYS` is all there is: what reads a configuration and its JSON Schema both follow from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatch
from types import MappingProxyType
from typing import Any, Final

from .named import NamedTuple
from .presentation import FORMAT, HINTS, LENSES, Format, Hints, Lenses
from .shapes import (
    NOTHING,
    Choice,
    Flag,
    Key,
    Names,
    Plain,
    Reading,
    Record,
    Schema,
    Strings,
    Switch,
    Table,
    Text,
    described,
)

SEVERITIES: Final = ("error", "warning", "info", "hint", "off")
FAIL_LEVELS: Final = ("error", "warning", "info", "hint", "none")
LABEL_FORMATS: Final = ("text", "url", "rfc3339", "spdx", "hash", "semver", "email")

_NO_TEXTS: Final[Mapping[str, str]] = MappingProxyType({})


class Override(NamedTuple):
    """Settings for the files that match `pattern` (a glob on the path), by the field of `Config`."""

    pattern: str
    fields: Mapping[str, Any]


class Shellcheck(NamedTuple):
    """Whether ShellCheck is asked about the scripts, and what is told of its answers.

    Attributes:
        on: Whether it is asked.
        severity: The least of its own levels that is told; a code that is selected is told whatever its level.
        exclude: Codes that are not.
    """

    on: bool = True
    severity: str = "warning"
    exclude: tuple[str, ...] = ()


class Config(NamedTuple):
    """What the user set. Every field has the default that holds without any configuration.

    Attributes:
        select: Rules to run besides the default ones; `ALL` is every rule, but for BuildKit's experimental checks.
        ignore: Rules not to run; wins over `select`, but for `ALL`, which leaves those that are selected by name.
        severity: The weight of single rules; `off` silences one.
        per_file: Settings for some files only.
        trusted_registries: The registries that images may come from; empty allows all. `*` is a wildcard.
        label_schema: Labels that must be there, with the format of each value.
        strict_labels: Whether labels outside of the schema are findings.
        build_args: Values as `--build-arg` would give them.
        context: The folder of the build context, absolute once `discover` has read it; empty if nobody says.
        fail_level: The least severity of a finding for which `dockerls check` fails, or `none`.
        pragmas: Whether comments may switch rules off.
        shellcheck: What is asked of ShellCheck.
        format: How a text is laid out.
        hints: Which inlay hints are shown.
        lenses: Which code lenses are shown.
        tokens: Whether there are semantic tokens.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = _NO_TEXTS
    per_file: tuple[Override, ...] = ()
    trusted_registries: tuple[str, ...] = ()
    label_schema: Mapping[str, str] = _NO_TEXTS
    strict_labels: bool = False
    build_args: Mapping[str, str] = _NO_TEXTS
    context: str = ""
    fail_level: str = "hint"
    pragmas: bool = True
    shellcheck: Shellcheck = Shellcheck()
    format: Format = Format()
    hints: Hints = Hints()
    lenses: Lenses = Lenses()
    tokens: bool = True

    def selects(self, *names: str) -> bool:
        """Whether a rule was asked for: by one of its names, by `ALL`, or by a severity of its own.

        A rule may then say what it keeps to itself by default, where it could be wrong or a matter of taste.
        """
        if not self.select and not self.severity:
            return False
        asked = {name.lower() for name in (*self.select, *(name for name, to in self.severity.items() if to != "off"))}
        return "all" in asked or any(name.lower() in asked for name in names)

    def under(self, fields: Mapping[str, Any]) -> Config:
        """The configuration with nearer settings laid over it.

        Lists of rules add up, and what the nearer one selects is no longer ignored; tables are joined, name by name;
        all else is replaced.

        Args:
            fields: What is set nearer by, by the field's name.
        """
        made: dict[str, Any] = dict(fields)
        wanted = {name.lower() for name in made.get("select", ())}
        if "select" in made:
            made["select"] = (*self.select, *made["select"])
        if wanted or "ignore" in made:
            stays = () if "all" in wanted else (name for name in self.ignore if name.lower() not in wanted)
            made["ignore"] = (*stays, *made.get("ignore", ()))
        for field in ("severity", "label_schema", "build_args"):
            if field in made:
                made[field] = MappingProxyType({**getattr(self, field), **made[field]})
        if "format" in made:
            made["format"] = self.format._replace(**made["format"])
        if wanted:
            weights = made.get("severity", self.severity)
            on = {name: to for name, to in weights.items() if to != "off" or name.lower() not in wanted}
            made["severity"] = MappingProxyType({**on, **fields.get("severity", {})})
        return self._replace(**made)

    def for_file(self, path: str) -> Config:
        """The configuration with what `per_file` says of `path` (with `/`, relative to the configuration)."""
        config = self
        for override in self.per_file:
            if matches(path, override.pattern):
                config = config.under(override.fields)
        return config


DEFAULT: Final = Config()


def matches(path: str, glob: str) -> bool:
    """Whether a glob means the file at a path (with `/`, relative to where the glob stands).

    Without `/` it is matched with the name, wherever the file lies, else with the whole path; `*` stands for anything,
    `**/` also for nothing, and `web/` for all that lies in there.
    """
    whole = glob.removeprefix("./").removeprefix("/")
    whole += "*" if whole.endswith("/") else ""
    if "/" not in glob:
        return fnmatch(path, whole) or fnmatch(path.rpartition("/")[2], whole)
    head, *rest = whole.split("**/", _MOST_STARS)
    globs = [head]
    for part in rest:
        globs = [f"{before}{stars}{part}" for before in globs for stars in ("**/", "")]
    return any(fnmatch(path, item) for item in globs)


_MOST_STARS: Final = 4

_SEVERITY: Final = Choice(SEVERITIES)
_LABELS: Final = Table(Choice(LABEL_FORMATS))

_TRUSTED = Key(
    "trusted-registries",
    "trusted_registries",
    Strings(),
    "The registries that images may come from, `*` being a wildcard. Without it all may be used.",
)
_SCHEMA = Key(
    "label-schema", "label_schema", _LABELS, "Labels that the image must have, each with the format of its value."
)
_STRICT = Key("strict-labels", "strict_labels", Flag(), "Whether labels outside of `label-schema` are findings.")

_OPTIONS: Final[Mapping[str, tuple[Key, ...]]] = {
    "DL3026": (_TRUSTED,),
    "DL3049": (_SCHEMA,),
    "DL3050": (_STRICT, _SCHEMA),
    **{f"DL30{number}": (_SCHEMA,) for number in (51, 52, 53, 54, 55, 56, 58)},
}
"""The rules that have options, and which; each of them is a key of its own, too."""


def options(code: str) -> tuple[tuple[str, str], ...]:
    """The options of a rule: their names, and what each means."""
    return tuple((key.name, key.doc) for key in _OPTIONS.get(code, ()))


class _OfRules(NamedTuple):
    """The tables `[rules.CODE]`: a rule's severity and its options. It reads as a mapping from field to value."""

    def read(self, key: str, value: Any, reading: Reading) -> Any:
        if not isinstance(value, Mapping):
            return reading.wrong(f"`{key}` must be a table")
        found: dict[str, Any] = {}
        for name, settings in value.items():
            for meant in reading.rules(key, str(name)):
                taken = _of_rule(meant.upper()).read(f"{key}.{name}", settings, reading)
                if taken is NOTHING:
                    continue
                for field, item in taken.items():
                    if field == "severity":
                        item = {**found.get("severity", {}), meant: item}
                    elif isinstance(item, Mapping):
                        item = {**found.get(field, {}), **item}
                    found[field] = item
        return MappingProxyType(found)

    def schema(self) -> Schema:
        properties = {code: _of_rule(code).schema() for code in _OPTIONS}
        other = {"$ref": "#/definitions/settings-of-a-rule"}
        return {"type": "object", "properties": properties, "additionalProperties": other, "x-names": "rules"}


_SHELLCHECK: Final = Switch(
    Record(
        (
            Key(
                "severity",
                "severity",
                Choice(("error", "warning", "info", "style")),
                "The least of ShellCheck's own levels that is told (default: `warning`).",
            ),
            Key("exclude", "exclude", Strings(rules=True), "Codes of ShellCheck that are not told."),
        )
    ),
    Shellcheck,
    Shellcheck(on=False),
)


def _of_rule(code: str) -> Record:
    weight = Key("severity", "severity", _SEVERITY, "How much its findings weigh; `off` silences the rule.")
    return Record((weight, *_OPTIONS.get(code, ())))


_EVERYWHERE: Final = (
    Key("select", "select", Strings(rules=True), "Rules to run besides the default ones; `ALL` is every rule."),
    Key(
        "ignore",
        "ignore",
        Strings(rules=True),
        "Rules not to run. Wins over `select`; `ALL` leaves those selected by name.",
    ),
    Key("severity", "severity", Table(_SEVERITY, rules=True), "How much the findings of single rules weigh."),
    Key("rules", "rules", _OfRules(), "Settings of single rules: `severity`, and the options of those that have some."),
    _TRUSTED,
    _SCHEMA,
    _STRICT,
    Key("build-args", "build_args", Table(Plain()), "Values for ARG, as `docker build --build-arg` would give them."),
    Key(
        "context",
        "context",
        Text(),
        "The folder that the Dockerfile is built from, relative to this file or, in an editor, to the open one.",
    ),
    Key(
        "fail-level",
        "fail_level",
        Choice(FAIL_LEVELS),
        "The least severity for which `dockerls check` gives the exit code 1 (default: `hint`, so any finding).",
    ),
    Key("pragmas", "pragmas", Flag(), "Whether comments such as `# dockerls ignore=DL3008` may switch rules off."),
    Key("shellcheck", "shellcheck", _SHELLCHECK, "Whether ShellCheck looks at the scripts, and what of it is told."),
    Key("format", "format", FORMAT, "How `dockerls format` and the editor's formatting lay a Dockerfile out."),
    Key("hints", "hints", HINTS, "Whether the editor shows inlay hints, and which."),
    Key("lenses", "lenses", LENSES, "Whether the editor shows code lenses, and which."),
    Key("semantic-tokens", "tokens", Flag(), "Whether the editor is told what each word is, to colour it."),
)

KEYS: Final = (
    Key("extends", "extends", Text(), "A configuration that this one builds on, as a path relative to this file."),
    *_EVERYWHERE,
    Key(
        "per-file",
        "per_file",
        Table(Record(_EVERYWHERE)),
        "Settings for the Dockerfiles that match a glob: `*.dev` is matched with the name, `web/*` with the path.",
    ),
)
"""Every setting there is."""


def read(data: Any, known: Names | None = None) -> tuple[Config, list[str]]:
    """A configuration from decoded TOML or JSON, and what is wrong with it, a sentence each.

    What is wrong is left at its default; all else counts. What it extends is left to who knows files.

    Args:
        data: The table.
        known: The names of rules, to find misspelt ones; without them names stay as they are.
    """
    fields, problems = read_fields(data, known)
    return DEFAULT.under(fields), problems


def read_fields(data: Any, known: Names | None = None) -> tuple[Mapping[str, Any], list[str]]:
    """As `read`, but only what is set, by the field's name, to be laid over something else."""
    reading = Reading(known)
    taken = Record(KEYS).read("", data, reading)
    fields = {} if taken is NOTHING else _flat(taken)
    fields.pop("extends", None)
    if "per_file" in fields:
        fields["per_file"] = tuple(Override(glob, _flat(settings)) for glob, settings in fields["per_file"].items())
    return fields, reading.problems


def _flat(taken: Mapping[str, Any]) -> dict[str, Any]:
    """The fields, with those of the tables `[rules.CODE]` among them, which know better."""
    fields = dict(taken)
    for field, item in fields.pop("rules", {}).items():
        fields[field] = {**fields.get(field, {}), **item} if isinstance(item, Mapping) else item
    return fields


def schema(rules: Mapping[str, str]) -> Schema:
    """The JSON Schema (draft 7) of a configuration, for editors that complete TOML.

    Args:
        rules: What each rule says, by its code.
    """
    found = described(Record(KEYS).schema(), "The configuration of dockerls: `dockerls.toml`, or `[tool.dockerls]`.")
    _name(found, rules)
    settings = {key.name: found["properties"][key.name] for key in _EVERYWHERE}
    for place in (found, found["properties"]["per-file"]["additionalProperties"]):
        place["properties"] |= {name: {"$ref": f"#/definitions/{name}"} for name in settings}
    definitions = {
        # Peers' names are rules, too: what is not listed is allowed, and dockerls itself finds the misspelt ones.
        "rule": {"anyOf": [{"enum": ["ALL", *rules]}, {"type": "string"}]},
        "settings-of-a-rule": _of_rule("").schema(),
        **settings,
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "dockerls",
        **found,
        "definitions": definitions,
    }


def _name(schema: Any, rules: Mapping[str, str]) -> None:
    """Give the tables whose names are rules' names a property for each rule, in place."""
    if not isinstance(schema, dict):
        return
    for part in list(schema.values()):
        _name(part, rules)
    if schema.pop("x-names", None):
        usual, special = schema["additionalProperties"], schema.get("properties", {})
        schema["properties"] = {
            code: described({"allOf": [special.get(code, usual)]}, summary) for code, summary in rules.items()
        }
