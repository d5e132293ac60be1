"""The shell patterns of `${x#…}`, `${x%…}` and `${x/…}`, as BuildKit reads them.

It must not know where a pattern stands, nor of quotes: they are gone by then.
"""

from __future__ import annotations

import re


def pattern_regex(pattern: str, *, greedy: bool, anchored: bool) -> str | None:
    """The regular expression for a shell pattern of `${x#…}`, `${x%…}` or `${x/…}`; None if BuildKit refuses it.

    `*` and `?` stop at a newline, brackets are ordinary, and a backslash escapes only `*`, `?` and itself
    (before `}` and `/` it vanishes). This holds whatever the file's escape character is.
    """
    out = ["^"] if anchored else []
    i, n = 0, len(pattern)
    while i < n:
        char = pattern[i]
        i += 1
        if char == "*":
            out.append(".*" if greedy else ".*?")
        elif char == "?":
            out.append(".")
        elif char == "\\":
            escaped = pattern[i : i + 1]
            if escaped and escaped in "}/":
                continue
            if not escaped or escaped not in "*?\\":
                return None
            out.append("\\" + escaped)
            i += 1
        else:
            out.append(re.escape(char))
    return "".join(out)


def reverse_pattern(pattern: str) -> str:
    """A pattern which matches the reversed text, with each escape still before what it escapes (for `${x%…}`)."""
    return "".join(reversed(re.findall(r"(?s)\\.|.", pattern)))
