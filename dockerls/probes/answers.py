"""The answers that a session knows: kept for a while, and told apart by when they came.

It knows questions and answers as values, and nothing of who asks.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..lint.scripts import Question
    from ..lint.shellcheck import Answer

_MOST = 4096
"""How many answers are kept."""

_MOST_CHARACTERS = 4 << 20
"""How long all scripts together may be whose answers are kept."""


class Answers(dict["Question", "Answer"]):
    """The answers, in the order in which they came; of too many the oldest are forgotten.

    One thread may keep an answer while another one looks some up.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lock = Lock()
        self._count = 0
        self._characters = 0

    def keep(self, question: Question, answer: Answer) -> None:
        """Take an answer in."""
        with self._lock:
            if self.pop(question, None) is None:
                self._characters += len(question.text)
            self[question] = answer
            self._count += 1
            while len(self) > _MOST or (self._characters > _MOST_CHARACTERS and len(self) > 1):
                oldest = next(iter(self))
                self._characters -= len(oldest.text)
                del self[oldest]

    def since(self, count: int) -> tuple[int, list[Question]]:
        """How many answers have come in all, and which questions are answered since there were `count`."""
        with self._lock:
            fresh = self._count - count
            return self._count, list(self)[-fresh:] if fresh else []
