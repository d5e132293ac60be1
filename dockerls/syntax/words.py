"""Words of a logical line: flags, arguments, key-value pairs and JSON arrays, each with its span.

The ways to split are those of BuildKit's parser (split_command.go, line_parsers.go).
It must not know which instruction uses which.
"""

from __future__ import annotations

import json
from typing import Any

from ..late import regex
from ..named import NamedTuple
from .lines import BLANK, SPACE

_WORD = regex(r"[^\t\v\f\r ]+")
_JSON_STRING = regex(r'"(?:[^"\\]|\\.)*"')
_PLAIN_FLAG = regex(r"--[^\s'\"\\]+(?=\s|$)")


_QUOTED_WORD = r"""(?:[^{0}'"{1}]+|{1}[\s\S]|'[^']*(?:'|\Z)|"(?:[^"{1}]+|{1}[\s\S])*(?:"|(?={1}?\Z)))+"""
_BY_BACKSLASH = regex(_QUOTED_WORD.format(SPACE, r"\\"))
_BY_BACKTICK = regex(_QUOTED_WORD.format(SPACE, "`"))


class Raw(NamedTuple):
    """A word of a logical line: its text as BuildKit sees it, and where it stands there."""

    text: str
    start: int
    end: int


class RawFlag(NamedTuple):
    """A flag of a logical line: `--name`, or `--name=value` without its quotes; `equals` is where the `=` stands."""

    name: str
    value: str | None
    start: int
    equals: int
    end: int


class RawJson(NamedTuple):
    """A JSON array; BuildKit refuses one whose items are not all strings."""

    items: tuple[Raw, ...]
    strings: bool
    start: int
    end: int


class RawPair(NamedTuple):
    """`key=value`, or `key value` in the legacy form; the value is None where there is none."""

    key: Raw
    value: Raw | None
    legacy: bool


def extract_flags(text: str, start: int) -> tuple[tuple[RawFlag, ...], int]:
    """The flags of the text from `start` on, and where what comes after them starts.

    A lone `--` ends the flags. Quotes and backslashes are removed, whatever the escape character is.
    """
    flags: list[RawFlag] = []
    at, size = start, len(text)
    while True:
        while at < size and text[at] in SPACE:
            at += 1
        if not text.startswith("--", at):
            return tuple(flags), at
        plain = _PLAIN_FLAG.match(text, at)
        if plain:
            word, end, equals = plain[0], plain.end(), text.find("=", at, plain.end())
        else:
            word, end, equals = _quoted_flag(text, at)
        if word == "--":
            return tuple(flags), end
        name, sign, value = word[2:].partition("=")
        flags.append(RawFlag(name, value if sign else None, at, equals, end))
        at = end


def _quoted_flag(text: str, at: int) -> tuple[str, int, int]:
    word: list[str] = []
    quote, equals, size = "", -1, len(text)
    while at < size:
        character = text[at]
        if not quote and character in SPACE:
            break
        if character == quote:
            quote = ""
        elif not quote and character in "'\"":
            quote = character
        elif character == "\\":
            at += 1
            if at < size:
                word.append(text[at])
        else:
            if character == "=" and equals < 0:
                equals = at
            word.append(character)
        at += 1
    return "".join(word), min(at, size), equals


def blank_words(text: str, start: int) -> tuple[Raw, ...]:
    """The words from `start` on, parted by blanks alone: quotes mean nothing."""
    end = len(text.rstrip(SPACE))
    return tuple(Raw(match[0], match.start(), match.end()) for match in _WORD.finditer(text, start, max(end, start)))


def rest_word(text: str, start: int) -> tuple[Raw, ...]:
    """All from `start` on as one word; none if nothing is there."""
    end = len(text.rstrip(SPACE))
    while start < end and text[start] in SPACE:
        start += 1
    return (Raw(text[start:end], start, end),) if start < end else ()


def quoted_words(text: str, start: int, escape: str) -> tuple[Raw, ...]:
    """The words from `start` on, in which quotes and escapes keep blanks together; they stay in the word's text."""
    end = len(text.rstrip(SPACE))
    find = _BY_BACKSLASH.finditer if escape == "\\" else _BY_BACKTICK.finditer
    words = [Raw(match[0], *match.span()) for match in find(text, start, max(end, start))]
    if words and words[-1].end == end - 1:  # An escape at the very end is dropped.
        words[-1] = words[-1]._replace(end=end)
    return tuple(words)


def pairs(text: str, start: int, escape: str) -> tuple[RawPair, ...]:
    """What ENV and LABEL set: `key=value …`, or the legacy `key value` if the first word has no `=`."""
    words = quoted_words(text, start, escape)
    if not words:
        return ()
    if "=" not in words[0].text:
        end = len(text.rstrip(SPACE))
        match = _WORD.match(text, start)
        cut = match.end() if match else end
        key = Raw(text[start:cut], start, cut)
        while cut < end and text[cut] in BLANK:
            cut += 1
        value = Raw(text[cut:end], cut, end) if cut < end else None
        return (RawPair(key, value, True),)
    return tuple(pair(word, text) for word in words)


def pair(word: Raw, text: str) -> RawPair:
    """A word `key=value` as a pair; without a `=`, a key without a value."""
    key, sign, value = word.text.partition("=")
    if not sign:
        return RawPair(word, None, False)
    equals = text.find("=", word.start, word.end)
    return RawPair(Raw(key, word.start, equals), Raw(value, equals + 1, word.end), False)


def parse_json(text: str, start: int) -> RawJson | None:
    """The JSON array that the text from `start` on is; None if it is none, as BuildKit then takes it for words."""
    end = len(text.rstrip(SPACE))
    while start < end and text[start] in SPACE:
        start += 1
    if start >= end or text[start] != "[":
        return None
    source = text[start:end]
    try:
        value: Any = json.loads(source, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return None
    strings = all(isinstance(item, str) for item in value)
    items: tuple[Raw, ...] = ()
    if strings:
        found = _JSON_STRING.finditer(text, start, end)
        items = tuple(Raw(item, match.start(), match.end()) for item, match in zip(value, found))
    return RawJson(items, strings, start, end)


def _no_constant(name: str) -> Any:
    raise ValueError(name)
