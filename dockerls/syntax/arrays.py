"""What was meant for a JSON array and is none, which BuildKit takes for plain words without saying so.

It knows how such an array goes wrong, and must not know what an instruction makes of one.
"""

from __future__ import annotations

import json

from ..late import regex
from ..named import NamedTuple

_BLANKS = " \t\v\f\r\n"
_STRING = regex(r'"(?:[^"\\]|\\.)*"')
_ESCAPES = regex(r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}|())')
_BACKSLASHES = regex(r'\\(["\\])?')
_BARE = regex(rf"[^{_BLANKS},\]\"'“”„‘’]+")
_CURLY = {"“": "”„“", "”": "”“", "„": "“”", "‘": "’‘", "’": "’‘"}
"""Quotes of writing programs, which come along when text is copied, and what closes them."""

# A shell's `[` is a command, so a blank stands behind it; `[ "$a" = b ]` has no comma. A pattern has `[a-z]`.
_QUOTED = regex(r"""\[(?:["'“”„‘’]|[ \t]*["'][^"']*(?:["'][ \t]*,|$)|[ \t]*$)""")
_ANY = regex(r"""\[(?=[^\s\]])(?!\[)|\[[ \t]+[^\s,\]]+[ \t]*,""")


class Meant(NamedTuple):
    """An array that was meant.

    Attributes:
        items: Its strings; none if they cannot be told.
        why: What is wrong with it, as half a sentence.
    """

    items: tuple[str, ...]
    why: str

    @property
    def json(self) -> str:
        """The array."""
        return json.dumps(self.items, ensure_ascii=False)


def meant(text: str, *, bare: bool) -> Meant | None:
    """What a text was meant to be that is no JSON; None if it does not look like an array.

    Args:
        text: All that stands where the array would.
        bare: Whether words without quotes may be meant for its items. Where commands and patterns may stand, a `[` is
            one of these.
    """
    if not (_QUOTED.match(text) or (bare and _ANY.match(text))):
        return None
    items: list[str] = []
    wrong: list[str] = []
    at, comma, size = 1, True, len(text)
    while True:
        while at < size and text[at] in _BLANKS:
            at += 1
        if at == size:
            wrong.append("its `]` is missing")
            break
        char = text[at]
        if char == "]":
            if comma and items:
                wrong.append("there is a comma too many")
            rest = text[at + 1 :].lstrip(_BLANKS)
            if rest.startswith("#"):
                wrong.append("a comment cannot stand behind it")
            elif rest:
                return Meant((), "more stands behind its `]`")
            break
        if char == ",":
            if comma:
                wrong.append("there is a comma too many")
            comma, at = True, at + 1
            continue
        if not comma:
            wrong.append("a comma is missing")
        comma = False
        item, at, why = _item(text, at)
        items.append(item)
        if why:
            wrong.append(why)
    return Meant(tuple(items), wrong[0] if wrong else "it is not written as JSON wants it")


def _item(text: str, at: int) -> tuple[str, int, str]:
    """The item that begins at an offset, where it ends, and what is wrong with it."""
    char = text[at]
    if char == '"':
        string = _STRING.match(text, at)
        if string is None:
            return text[at + 1 :], len(text), "a quote is not closed"
        source, why = string[0], ""
        if any(escape[1] is not None for escape in _ESCAPES.finditer(source)):
            # Who writes one backslash as it is means all of them.
            source = _BACKSLASHES.sub(lambda found: found[0] if found[1] else r"\\", source)
            why = "a backslash in it has to be doubled"
        return json.loads(source, strict=False), string.end(), why
    if char == "'" or char in _CURLY:
        closing = "'" if char == "'" else _CURLY[char]
        end = next((number for number in range(at + 1, len(text)) if text[number] in closing), len(text))
        why = "JSON takes double quotes" if char == "'" else f"`{char}` is no plain double quote"
        return text[at + 1 : end], end + 1 if end < len(text) else end, why
    word = _BARE.match(text, at)
    assert word is not None  # All that may not begin one has been looked for.
    return word[0], word.end(), f"`{word[0]}` has no quotes"
