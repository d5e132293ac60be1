"""Questions to ShellCheck for an editor: put as texts change, answered in threads of their own, withdrawn when stale.

It knows questions by the document they are about, and nothing of documents.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from threading import Condition, Thread
from time import monotonic
from typing import Any

from ..late import log
from ..lint.scripts import Question
from ..lint.shellcheck import Answer, answer
from .program import Failed, ask, processors, step_back

DEBOUNCE = 0.03
"""For how many seconds nothing new must be asked about a document that still waits for answers.

Where none is awaited a question is put at once: a person types more slowly than ShellCheck answers.
"""

_NEWS = 0.3
"""After how many seconds what has been answered so far is told, while more is to come."""

_MOST = 4096
"""How many answers are kept."""

_MOST_CHARACTERS = 4 << 20
"""How long all scripts together may be whose answers are kept."""


class _Wish(dict[Question, None]):
    """The questions about a document that wait for their answers, from a certain time on.

    Those which have just come up stand first. If they are few, somebody is typing them, and they are urgent.
    """

    def __init__(self, questions: Iterable[Question], before: _Wish | None) -> None:
        fresh = [question for question in questions if before is None or question not in before]
        super().__init__(dict.fromkeys([*fresh, *questions]))
        self.urgent = frozenset(fresh if len(fresh) <= processors() else ())
        self.due = self.told = monotonic() + (DEBOUNCE if before else 0)


class Desk(Mapping[Question, Answer]):
    """A mapping of the questions that were answered; what is missing can be asked for.

    Args:
        program: Where ShellCheck is.
        tell: Called in one of the desk's threads with a document's name when there are answers for it.
    """

    def __init__(self, program: Path, tell: Callable[[str], None]) -> None:
        self._program = program
        self._tell = tell
        self._answers: dict[Question, Answer] = {}
        self._characters = 0
        self._wishes: dict[str, _Wish] = {}
        self._running: dict[Question, subprocess.Popen[bytes] | None] = {}
        self._withdrawn: set[Question] = set()
        self._changed = Condition()
        self._threads: list[Thread] = []
        self._closed = False

    def __getitem__(self, question: Question) -> Answer:
        return self._answers[question]

    def get(self, question: Question, default: Any = None) -> Any:
        """As every mapping has it, but without an exception for each that is missing."""
        return self._answers.get(question, default)

    def __contains__(self, question: object) -> bool:
        return question in self._answers

    def __iter__(self) -> Iterator[Question]:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)

    def ask(self, name: str, questions: Collection[Question]) -> None:
        """Ask what a document leaves open now; what was asked about it before is withdrawn."""
        with self._changed:
            missing = dict.fromkeys(question for question in questions if question not in self._answers)
            before = self._wishes.get(name)
            if missing and before == missing:
                return
            if missing:
                self._wishes[name] = _Wish(missing, before)
                self._start()
            else:
                self._wishes.pop(name, None)
            self._withdraw()
            self._changed.notify_all()

    def close(self) -> None:
        """Ask nothing any more."""
        with self._changed:
            self._closed = True
            self._wishes.clear()
            self._withdraw()
            self._changed.notify_all()

    def _start(self) -> None:
        """Start the threads: one for each processor, and one which is always free for what is urgent."""
        if not self._threads:
            kinds = [True, *[False] * processors()]
            self._threads = [Thread(target=self._work, args=(urgent,), daemon=True) for urgent in kinds]
            for thread in self._threads:
                thread.start()

    def _withdraw(self) -> None:
        """End the processes whose answers nobody waits for."""
        for question, process in self._running.items():
            if process is not None and question not in self._withdrawn and not self._is_wanted(question):
                self._withdrawn.add(question)
                process.kill()

    def _is_wanted(self, question: Question) -> bool:
        return any(question in wish for wish in self._wishes.values())

    def _work(self, urgent: bool) -> None:
        while True:
            with self._changed:
                question = self._next(urgent)
                while question is None:
                    if self._closed:
                        return
                    now = monotonic()
                    due = min((wish.due for wish in self._wishes.values() if wish.due > now), default=None)
                    self._changed.wait(None if due is None else due - now)
                    question = self._next(urgent)
                hurries = any(question in wish.urgent for wish in self._wishes.values())
                self._running[question] = None
            found = self._answer(question, hurries)
            with self._changed:
                del self._running[question]
                self._withdrawn.discard(question)
                if found is not None:
                    self._keep(question, found)
                ready = self._ready(question) if found is not None else []
                self._changed.notify_all()
            for name in ready:
                try:
                    self._tell(name)
                except Exception:
                    log.exception("ShellCheck's answers for %s are lost", name)

    def _next(self, urgent: bool) -> Question | None:
        """A question to put now, perhaps only an urgent one; those of the document that changed last come first."""
        now = monotonic()
        for wish in sorted(self._wishes.values(), key=lambda wish: -wish.due):
            if wish.due <= now:
                for question in wish.urgent if urgent else wish:
                    if question in wish and question not in self._running:
                        return question
        return None

    def _answer(self, question: Question, hurries: bool) -> Answer | None:
        """The answer; an empty one if there is none to be had, and None if it is not wanted any more."""

        def started(process: subprocess.Popen[bytes]) -> None:
            if not hurries:
                step_back(process)
            with self._changed:
                self._running[question] = process
                self._withdraw()

        try:
            return answer(ask(self._program, question, started))
        except (Failed, KeyError, TypeError, ValueError) as error:
            with self._changed:
                if self._closed or question in self._withdrawn:
                    return None
            log.warning("ShellCheck has no answer: %s", error)
        except Exception:
            log.exception("ShellCheck cannot be asked")
        return Answer(())

    def _keep(self, question: Question, found: Answer) -> None:
        if question not in self._answers:
            self._characters += len(question.text)
        self._answers[question] = found
        while len(self._answers) > _MOST or (self._characters > _MOST_CHARACTERS and len(self._answers) > 1):
            oldest = next(iter(self._answers))
            self._characters -= len(oldest.text)
            del self._answers[oldest]

    def _ready(self, question: Question) -> list[str]:
        """The documents about which something is to be told, now that a question is answered."""
        ready = []
        now = monotonic()
        for name, wish in list(self._wishes.items()):
            if question not in wish:
                continue
            del wish[question]
            if not wish:
                del self._wishes[name]
            elif now - wish.told < _NEWS:
                continue
            wish.told = now
            ready.append(name)
        return ready
