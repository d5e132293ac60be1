"""Questions to ShellCheck for an editor: put as texts change, answered in threads of their own, withdrawn when stale.

It knows questions by the document they are about, and nothing of documents.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Collection, Mapping
from itertools import chain
from pathlib import Path
from threading import Condition, Thread
from time import monotonic

from ..late import log
from ..lint.scripts import Question
from ..lint.shellcheck import Answer, answer
from .answers import Answers
from .program import Failed, ask, processors, step_back

DEBOUNCE = 0.03
"""For how many seconds nothing new must be asked about a document that still waits for answers.

Where none is awaited a question is put at once: a person types more slowly than ShellCheck answers.
"""

_NEWS = 0.3
"""After how many seconds what has been answered so far is told, while more is to come."""


class _Wish(dict[Question, object]):
    """The questions about a document that wait for their answers, from a certain time on.

    Attributes:
        asked: What was asked; what has been answered meanwhile is in it, too.
        first: Those which have just come up; they come first.
        urgent: The same, if they are few: somebody is typing them.
    """

    def __init__(self, asked: Mapping[Question, object], fresh: Collection[Question], before: _Wish | None) -> None:
        super().__init__(asked)
        self.asked = asked
        self.first = () if before is None else fresh
        self.urgent = frozenset(fresh if len(fresh) <= processors() else ())
        self.due = self.told = monotonic() + (DEBOUNCE if before else 0)


class Desk:
    """Where questions are put.

    Args:
        program: Where ShellCheck is.
        tell: Called in one of the desk's threads with a document's name when there are answers for it.
        answers: What is known; new answers come to it.
    """

    def __init__(self, program: Path, tell: Callable[[str], None], answers: Answers) -> None:
        self._program = program
        self._tell = tell
        self._answers = answers
        self._wishes: dict[str, _Wish] = {}
        self._running: dict[Question, subprocess.Popen[bytes] | None] = {}
        self._withdrawn: set[Question] = set()
        self._changed = Condition()
        self._threads: list[Thread] = []
        self._closed = False

    def ask(self, name: str, questions: Mapping[Question, object]) -> None:
        """Ask what a document leaves open now; what was asked about it before is withdrawn.

        It is asked at each keystroke, about thousands of questions perhaps: they are compared as sets, and never one
        by one. `questions` must not change any more.
        """
        with self._changed:
            before = self._wishes.get(name)
            if before is not None and before.asked is questions:
                return
            new = [*questions] if before is None else [*(questions.keys() - before.keys())]
            fresh = [question for question in new if question not in self._answers]
            count = len(questions) - len(new) + len(fresh)
            if before is not None and not fresh and count == len(before):
                before.asked = questions
                return
            if count:
                wish = self._wishes[name] = _Wish(questions, fresh, before)
                for question in new if len(fresh) < len(new) else ():
                    if question in self._answers:
                        del wish[question]
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
                    self._answers.keep(question, found)
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
                for question in wish.urgent if urgent else chain(wish.first, wish):
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
