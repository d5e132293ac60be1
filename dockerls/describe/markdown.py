"""The few bits of Markdown which descriptions are made of. It knows no Dockerfile."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LONGEST = 200


def page(*parts: str) -> str:
    """Paragraphs, the empty ones left out."""
    return "\n\n".join(part.strip("\n") for part in parts if part.strip())


def code(text: str) -> str:
    """A text as inline code: on one line, cut if it is very long, and with enough backticks around it."""
    text = re.sub(r"\s+", lambda match: " ⏎ " if "\n" in match[0] or "\r" in match[0] else match[0], text)
    if len(text) > _LONGEST:
        text = text[:_LONGEST] + "…"
    if not text:
        return "*(empty)*"
    if "`" in text:
        longest = max(len(run) for run in re.findall("`+", text))
        ticks = "`" * (longest + 1)
        return f"{ticks} {text} {ticks}"
    return f"`{text}`"


def block(text: str, language: str = "dockerfile") -> str:
    """A text as a block of code."""
    longest = max((len(run) for run in re.findall("`{3,}", text)), default=2)
    ticks = "`" * (longest + 1)
    return f"{ticks}{language}\n{text.rstrip()}\n{ticks}"


def bullets(items: Iterable[str]) -> str:
    """A list, the empty items left out."""
    return "\n".join(f"- {item}" for item in items if item)


def link(text: str, url: str) -> str:
    """A link; nothing without an address."""
    return f"[{text}]({url})" if url else ""


def names(items: Iterable[str]) -> str:
    """Several texts as inline code, parted by commas."""
    return ", ".join(code(item) for item in items)
