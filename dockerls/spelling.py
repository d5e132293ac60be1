"""What a misspelt word means. It knows no words of its own."""

from __future__ import annotations

from collections.abc import Iterable

DECLARED = 50
"""How many of the names that a file declares may be meant by a misspelt one: those which come last. Else ten thousand
that are misspelt, and as many that are declared, would take an hour."""


def nearest(word: str, options: Iterable[str], least: float = 0.7) -> str:
    """The option that a misspelt word means, in the option's own spelling; empty if none is near.

    Args:
        word: What was written.
        options: What could be meant.
        least: How much of both must be the same for that, from 0 to 1.
    """
    from difflib import get_close_matches

    folded = {option.lower(): option for option in options}
    near = get_close_matches(word.lower(), folded, 1, least)
    return folded[near[0]] if near else ""
