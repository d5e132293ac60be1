"""Findings as plain values, and what all commands print alike. It knows nothing of where findings come from."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from typing import Any

from ..lint import Finding
from ..lint.shellcheck import page
from ..text import LineIndex, Span

RULE_URL = "https://github.com/dockerls/dockerls/blob/main/docs/rules/{code}.md"

COLOURS = {"error": "\x1b[31m", "warning": "\x1b[33m", "info": "\x1b[36m", "hint": "\x1b[2m"}
RESET = "\x1b[0m"


def has_colour(*, unwanted: bool = False) -> bool:
    """Whether to print in colours: on a terminal, unless that is dumb or the user wants none (https://no-color.org)."""
    if unwanted or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty()


def as_data(name: str, text: str, findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings as plain values; lines and columns from one, in characters, ends excluded."""
    lines = LineIndex(text, "utf-32")

    def place(span: Span) -> dict[str, Any]:
        (first, start), (last, end) = lines.position(span.start), lines.position(span.end)
        return {"start": {"line": first + 1, "column": start + 1}, "end": {"line": last + 1, "column": end + 1}}

    return [
        {
            "file": name,
            "code": finding.code,
            "aliases": list(finding.names[1:]),
            "severity": finding.severity,
            "message": finding.message,
            "range": place(finding.span),
            "url": page(finding.code) or RULE_URL.format(code=finding.code),
            "related": [{"range": place(item.span), "message": item.message} for item in finding.related],
            "fixes": [
                {
                    "title": fix.title,
                    "safe": fix.safe,
                    "edits": [{"range": place(edit.span), "text": edit.text} for edit in fix.edits],
                }
                for fix in finding.fixes
            ],
        }
        for finding in findings
    ]


def print_json(data: Any) -> None:
    """Plain values as JSON, on standard output."""
    print(json.dumps(data, indent=2))


def printable(text: str) -> str:
    """A text that standard output can take, whatever its encoding is."""
    encoding = sys.stdout.encoding or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def visible(text: str, kept: str = "") -> str:
    """A text with all that a terminal would obey, or not show, written as in Python: `\\x1b`, `\\n`, `\\u202e`.

    What stands in a file, its name included, may be by a stranger; a log and a terminal are to show it and no more.

    Args:
        text: Any text.
        kept: Which of these characters stay as they are.
    """
    if text.isprintable():
        return text
    shown = (c if c.isprintable() or c in kept else c.encode("unicode_escape").decode("ascii") for c in text)
    return "".join(shown)


def count(number: int, noun: str, plural: str = "s") -> str:
    """`1 finding`, `2 findings`."""
    return f"{number} {noun}{'' if number == 1 else plural}"


def difference(name: str, before: str, after: str) -> str:
    """Two versions of a file as a unified diff."""
    from difflib import unified_diff

    lines = unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{name}", f"b/{name}")
    return printable(
        "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
    )
