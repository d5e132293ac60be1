"""The answers that a session knows, told apart by when they came: those which somebody holds, and the last ones.

It knows questions and answers as values, and nothing of who asks.
"""

from __future__ import annotations

from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    from ..lint.scripts import Question
    from ..lint.shellcheck import Answer

_ROOM = 1 << 19
"""How many bytes the last answers may take with their questions: four hundred of them, for who takes back an edit."""

_EACH = 500
"""How many of these an answer takes beside its question's text, and so does each comment in it; measured."""


class Answers(WeakValueDictionary["Question", "Answer"]):
    """The answers which somebody holds, as scripts hold what is said of them, and the last ones, whoever asks.

    So a document finds the answers about its own text as long as it is open, be they thousands, while a session that
    lasts for days knows no more than one of an hour. One thread may keep an answer while another one looks some up.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lock = Lock()
        self._last: dict[Question, Answer] = {}  # In the order in which they came.
        self._count = 0
        self._size = 0

    def keep(self, question: Question, answer: Answer) -> None:
        """Take an answer in; of too many the oldest are left to those who hold them."""
        with self._lock:
            before = self._last.pop(question, None)
            if before is not None:
                self._size -= _size(question, before)
            self[question] = self._last[question] = answer
            self._size += _size(question, answer)
            self._count += 1
            while self._size > _ROOM and len(self._last) > 1:
                oldest = next(iter(self._last))
                self._size -= _size(oldest, self._last.pop(oldest))

    def since(self, count: int) -> tuple[int, list[Question] | None]:
        """How many answers have come in all, and which questions are answered since there were `count`.

        None in place of the questions if that is not known any more: it may be any.
        """
        with self._lock:
            fresh = self._count - count
            return self._count, None if fresh > len(self._last) else [*islice(reversed(self._last), fresh)]


def _size(question: Question, answer: Answer) -> int:
    """About how many bytes an answer takes with its question."""
    return len(question.text) + _EACH * (1 + sum(1 + len(comment.replacements) for comment in answer.comments))
