"""What a misspelt word means. It knows no words of its own."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, options: Iterable[str]) -> str:
    """The option that a misspelt word means, in the option's own spelling; empty if none is near."""
    from difflib import get_close_matches

    folded = {option.lower(): option for option in options}
    near = get_close_matches(word.lower(), folded, 1, 0.7)
    return folded[near[0]] if near else ""
