"""hadolint's configuration, `.hadolint.yaml`, as a table in our own terms.

It knows the keys that hadolint's README documents, and reads no file. What is about hadolint's output is left aside.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .config import LABEL_FORMATS
from .late import regex
from .shapes import listed
from .spelling import nearest

LEVELS: Final[Mapping[str, str]] = {"error": "error", "warning": "warning", "info": "info", "style": "hint"}
"""hadolint's levels and what they are called here."""

_OF_OUTPUT: Final = ("format", "no-color", "verbose")
_KEYS: Final = (
    "ignored",
    "override",
    "trustedRegistries",
    "label-schema",
    "strict-labels",
    "disable-ignore-pragma",
    "failure-threshold",
    "no-fail",
    *_OF_OUTPUT,
)
_THRESHOLDS: Final[Mapping[str, str]] = {**LEVELS, "ignore": "hint", "none": "hint"}
_CODE: Final = regex(r"(DL|SC)\d+")


class Remark(str):
    """What is wrong, and hadolint passes over in silence: whoever reads it tells it, and nothing fails for it."""


def decode(text: str) -> Any:
    """The value of a YAML text; ValueError, with a sentence, if it is none."""
    import yaml  # Few have such a file, and the import takes 20 ms.

    try:
        return yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f" on line {mark.line + 1}" if mark else ""
        raise ValueError(f"not valid YAML{place}: {error.problem or error.context}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ValueError(f"not valid YAML: {error}") from error


def as_table(data: Any) -> tuple[dict[str, Any], list[str]]:
    """What a decoded `.hadolint.yaml` says, as a table of our own configuration, and what is wrong with it.

    Of what is wrong, a `Remark` is what hadolint itself takes without a word.
    """
    if data is None:
        return {}, []
    if not isinstance(data, Mapping):
        return {}, ["the configuration must be a table"]
    table: dict[str, Any] = {}
    problems: list[str] = []
    for key, value in data.items():
        if key in _OF_OUTPUT or value is None:
            continue
        if key == "ignored":
            table["ignore"] = _names(key, value, problems)
        elif key == "override":
            table["severity"] = _severities(value, problems)
        elif key == "trustedRegistries":
            table["trusted-registries"] = _strings(key, value, problems)
        elif key == "label-schema":
            table["label-schema"] = _labels(value, problems)
        elif key == "failure-threshold":
            if _word(value).lower() in _THRESHOLDS:
                table.setdefault("fail-level", _THRESHOLDS[_word(value).lower()])
            else:
                problems.append(f"`{key}` is `{_word(value)}`; allowed are {listed(_THRESHOLDS)}")
        elif key in ("strict-labels", "disable-ignore-pragma", "no-fail"):
            if not isinstance(value, bool):
                problems.append(f"`{key}` must be true or false")
            elif key == "no-fail":
                if value:
                    table["fail-level"] = "none"
            elif key == "strict-labels":
                table["strict-labels"] = value
            else:
                table["pragmas"] = not value
        else:
            meant = nearest(str(key), _KEYS)
            known = f"it is `{meant}`" if meant else f"the keys are {listed(_KEYS)}"
            problems.append(Remark(f"unknown key `{key}`; {known}"))
    return table, problems


def _strings(key: str, value: Any, problems: list[str]) -> list[str]:
    """A list of strings, or a single one."""
    items = value if isinstance(value, list) else [value]
    found = [item for item in items if isinstance(item, str)]
    if len(found) < len(items):
        problems.append(f"`{key}` must be a list of strings")
    return found


def _names(key: str, value: Any, problems: list[str]) -> list[str]:
    """Rules' codes: hadolint's own and ShellCheck's, whether there is such a rule today or not."""
    found = []
    for name in _strings(key, value, problems):
        if _CODE.fullmatch(name):
            found.append(name)
        else:
            problems.append(Remark(f"`{key}` names `{name}`, which is no code such as `DL3008` or `SC2086`"))
    return found


def _severities(value: Any, problems: list[str]) -> dict[str, str]:
    if not isinstance(value, Mapping):
        problems.append(f"`override` must be a table of {listed(LEVELS)}")
        return {}
    found = {}
    for level, names in value.items():
        if level not in LEVELS:
            problems.append(Remark(f"unknown key `override.{level}`; the keys are {listed(LEVELS)}"))
        elif names is not None:
            found.update(dict.fromkeys(_names(f"override.{level}", names, problems), LEVELS[level]))
    return found


def _labels(value: Any, problems: list[str]) -> dict[str, str]:
    if not isinstance(value, Mapping):
        problems.append("`label-schema` must be a table from labels to formats")
        return {}
    found = {}
    for label, format in value.items():
        if _word(format).lower() in LABEL_FORMATS:
            found[str(label)] = _word(format).lower()
        else:
            problems.append(f"`label-schema.{label}` is `{_word(format)}`; allowed are {listed(LABEL_FORMATS)}")
    return found


def _word(value: Any) -> str:
    """A value where a word is expected. One that holds others is not written out: by references to itself a YAML of a
    few hundred bytes makes one of gigabytes."""
    return "a table" if isinstance(value, Mapping) else "a list" if isinstance(value, (list, set)) else str(value)
