"""Answers that are kept for a while because the same short texts come with every keystroke.

It knows how much is kept, and must not know what is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

Answering = TypeVar("Answering", bound=Callable[..., Any])

LONGEST = 1000
"""How many characters the texts of a question may have together whose answer is kept."""


def recent(most: int, longest: int = LONGEST) -> Callable[[Answering], Answering]:
    """A function of texts which keeps its last `most` answers, as `lru_cache` does, but none about long texts.

    Whatever stands in a document may be of any length, and each version of it is a text of its own: a cache that is
    bounded in number alone would hold a thousand versions of a word as long as the file.
    """

    def keeping(function: Answering) -> Answering:
        kept = lru_cache(maxsize=most)(function)

        @wraps(function)
        def answer(*arguments: Any) -> Any:
            return (kept if _length(arguments) < longest else function)(*arguments)

        return cast(Answering, answer)

    return keeping


def _length(values: tuple[Any, ...]) -> int:
    """How many characters stand in the texts of a tuple, and in those of the tuples in it."""
    length = 0
    for value in values:
        if isinstance(value, str):
            length += len(value)
        elif isinstance(value, tuple):
            length += _length(value)
    return length
