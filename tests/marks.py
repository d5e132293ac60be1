"""Marked text: `$0…$0` is a span or, alone, the cursor; `$1…$1` and on are targets. `${0}` is a shell's own `$0`."""

from __future__ import annotations

import re
import textwrap

from dockerls.text import Span

_MARK = re.compile(r"\$(\d)")


def marked(text: str) -> tuple[str, dict[int, list[Span]]]:
    """A text without its marks, and the spans of each mark; the text is dedented first.

    A mark that comes once is a cursor, an empty span; otherwise its first and second, third and fourth … pair up.
    """
    if text.startswith("\n"):
        text = textwrap.dedent(text[1:])
    places: dict[int, list[int]] = {}
    parts: list[str] = []
    length = done = 0
    for match in _MARK.finditer(text):
        parts.append(text[done : match.start()])
        length += match.start() - done
        done = match.end()
        places.setdefault(int(match[1]), []).append(length)
    parts.append(text[done:])
    plain = "".join(parts).replace("${0}", "$0")
    spans = {
        number: [Span(found[0], found[0])]
        if len(found) == 1
        else [Span(a, b) for a, b in zip(found[::2], found[1::2], strict=True)]
        for number, found in places.items()
    }
    return plain, spans


def mark(text: str, spans: list[Span], number: int = 0) -> str:
    """A text with spans marked, as `marked` reads it."""
    points = sorted((offset for span in spans for offset in span), reverse=True)
    for offset in points:
        text = f"{text[:offset]}${number}{text[offset:]}"
    return text
