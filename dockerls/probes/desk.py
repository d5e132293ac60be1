"""Questions to ShellCheck for an editor: put as texts change, answered in threads of their own, withdrawn when stale.

It knows questions by the document they are about, and nothing of documents.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from itertools import chain
from pathlib import Path
from threading import Condition, Thread
from time import monotonic

from ..late import log
from ..lint.scripts import Question
from ..lint.shellcheck import Answer, answer
from .answers import Answers
from .program import AT_ONCE, Failed, ask, ask_several, is_leaving, processors, step_back, takes_several

DEBOUNCE = 0.03
"""For how many seconds nothing new must be asked about a document that still waits for answers.

Where none is awaited a question is put at once: a person types more slowly than ShellCheck answers.
"""

REST = 0.1
"""For how many seconds nobody must have typed before more of a flood about a whole file is put.

Its processes and the reading of their answers would take turns with keystrokes: those of a file of 30,000 lines took
half as long again.
"""

PATIENCE = 1.0
"""After how many seconds some of it is put all the same."""

_NEWS = 0.3
"""After how many seconds what has been answered so far is told, while more is to come; the next time after twice as
many, since each time all diagnostics of a long file are sent."""


_FAREWELL = 1.0
"""For how many seconds the threads are waited for at the end; they have nothing left to do."""


class _Wish(dict[Question, object]):
    """The questions about a document that wait for their answers, from a certain time on.

    Attributes:
        asked: What was asked; what has been answered meanwhile is in it, too.
        first: Those which have just come up; they come first.
        urgent: The same, if they are few: somebody is typing them.
        news: The answers that have come and are not told yet; until then the document does not hold them.
    """

    def __init__(self, asked: Mapping[Question, object], fresh: Collection[Question], before: _Wish | None) -> None:
        super().__init__(asked)
        self.asked = asked
        self.first = () if before is None else fresh
        self.urgent = frozenset(fresh if len(fresh) <= processors() else ())
        self.due = self.told = monotonic() + (DEBOUNCE if before else 0)
        self.pause = _NEWS
        self.news: list[Answer] = []


class Desk:
    """Where questions are put.

    Args:
        program: Where ShellCheck is.
        tell: Called in one of the desk's threads with a document's name when there are answers for it.
        answers: What is known; new answers come to it.
        complain: Called in one of the desk's threads with the reason why there is no answer to a question.
    """

    def __init__(
        self,
        program: Path,
        tell: Callable[[str], None],
        answers: Answers,
        complain: Callable[[str], None] = lambda why: None,
    ) -> None:
        self._program = program
        self._complain = complain
        self._tell = tell
        self._answers = answers
        self._wishes: dict[str, _Wish] = {}
        self._running: dict[Question, subprocess.Popen[bytes] | None] = {}
        self._withdrawn: set[Question] = set()
        self._changed = Condition()
        self._threads: list[Thread] = []
        self._closed = False
        self._typed = self._put = -PATIENCE  # When somebody typed last, and when some of a flood was put.

    def ask(self, name: str, questions: Mapping[Question, object]) -> None:
        """Ask what a document leaves open now; what was asked about it before is withdrawn.

        It is asked at each keystroke, about thousands of questions perhaps: they are compared as sets, and never one
        by one. `questions` must not change any more.
        """
        with self._changed:
            before = self._wishes.get(name)
            if before is not None or len(questions) <= processors():  # No file that has just been opened.
                self._typed = monotonic()
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
        end = monotonic() + _FAREWELL  # Who is about to start a process is to see that it is not wanted any more.
        for thread in self._threads:
            thread.join(max(end - monotonic(), 0))

    def _start(self) -> None:
        """Start the threads: one for each processor, and one which is always free for what is urgent."""
        if not self._threads:
            kinds = [True, *[False] * processors()]
            self._threads = [Thread(target=self._work, args=(urgent,), daemon=True) for urgent in kinds]
            for thread in self._threads:
                thread.start()

    def _withdraw(self) -> None:
        """End the processes whose answers nobody waits for."""
        by_process: dict[subprocess.Popen[bytes], list[Question]] = {}
        for question, process in self._running.items():
            if process is not None and question not in self._withdrawn:
                by_process.setdefault(process, []).append(question)
        for process, questions in by_process.items():
            if not any(map(self._is_wanted, questions)):
                self._withdrawn.update(questions)
                process.kill()

    def _is_wanted(self, question: Question) -> bool:
        return any(question in wish for wish in self._wishes.values())

    def _work(self, urgent: bool) -> None:
        while True:
            with self._changed:
                questions = self._next(urgent)
                while not questions:
                    if self._closed:
                        return
                    self._changed.wait(self._idle(urgent))
                    questions = self._next(urgent)
                hurries = any(questions[0] in wish.urgent for wish in self._wishes.values())
                self._running.update(dict.fromkeys(questions))
            self._put_and_tell(questions, hurries)

    def _put_and_tell(self, questions: list[Question], hurries: bool) -> None:
        """Get the answers to questions, and tell of them. Nothing of it stays with a thread that waits for the next."""
        try:
            found = self._answers_to(questions, hurries)
        except Exception as error:
            self._crashed("ShellCheck cannot be asked", error)
            found = {question: Answer(()) for question in questions}
        with self._changed:
            for question in questions:
                del self._running[question]
                self._withdrawn.discard(question)
            for question, known in found.items():
                self._answers.keep(question, known)
            ready = self._ready(found)
            self._changed.notify_all()
        for name in ready:
            try:
                self._tell(name)
            except Exception as error:
                self._crashed(f"ShellCheck's answers for {name} are lost", error)

    def _crashed(self, what: str, error: Exception) -> None:
        """A mistake of ours costs the answers which it is about."""
        log.error("%s", what, exc_info=error)
        self._complain(f"{what}, by a mistake of dockerls: {error!r}")

    def _idle(self, urgent: bool) -> float | None:
        """For how many seconds there is nothing to put, if nothing happens; None for ever."""
        now = monotonic()
        times = [wish.due for wish in self._wishes.values()]
        if times and not urgent:
            times.append(min(self._typed + REST, self._put + PATIENCE))
        return min((time - now for time in times if time > now), default=None)

    def _next(self, urgent: bool) -> list[Question]:
        """What to put now, perhaps only something urgent; the document that changed last comes first.

        What is urgent goes alone. Of the flood about a whole file one process gets several, when nobody types.
        """
        now = monotonic()
        floods = now - self._typed >= REST or now - self._put >= PATIENCE
        for wish in sorted(self._wishes.values(), key=lambda wish: -wish.due):
            if wish.due > now:
                continue
            most = min(AT_ONCE, -(-len(wish) // processors())) if takes_several() else 1
            found: dict[Question, None] = {}
            for question in wish.urgent if urgent else chain(wish.first, wish):
                if question not in wish or question in self._running:
                    continue
                if question in wish.urgent:
                    return [question]
                if not floods:
                    break
                if not found or question.dialect == next(iter(found)).dialect:
                    found[question] = None
                if len(found) >= most:
                    break
            if found:
                self._put = now
                return [*found]
        return []

    def _answers_to(self, questions: list[Question], hurries: bool) -> dict[Question, Answer]:
        """The answers; those which are not wanted any more are left out."""
        if len(questions) > 1:
            with suppress(Failed, ValueError):  # One that is alone fails alone.
                data = ask_several(self._program, questions, lambda process: self._began(process, questions, hurries))
                return dict(zip(questions, map(answer, data)))
        found = ((question, self._answer(question, hurries)) for question in questions)
        return {question: known for question, known in found if known is not None}

    def _began(self, process: subprocess.Popen[bytes], questions: list[Question], hurries: bool) -> None:
        """A process is about some questions now."""
        if not hurries:
            step_back(process)
        with self._changed:
            self._running.update(dict.fromkeys(questions, process))
            self._withdrawn.difference_update(questions)  # Another process that was about them may have been ended.
            self._withdraw()

    def _answer(self, question: Question, hurries: bool) -> Answer | None:
        """The answer; an empty one if there is none to be had, and None if it is not wanted any more."""
        with self._changed:
            if not self._is_wanted(question):
                return None
        try:
            return answer(ask(self._program, question, lambda process: self._began(process, [question], hurries)))
        except (Failed, ValueError) as error:
            with self._changed:
                if self._closed or question in self._withdrawn or is_leaving():
                    return None
            log.warning("ShellCheck has no answer: %s", error)
            self._complain(f"ShellCheck has no answer: {error}")
        return Answer(())

    def _ready(self, answered: Mapping[Question, Answer]) -> dict[str, list[Answer]]:
        """The documents about which something is to be told, now that some questions are answered: their answers."""
        ready = {}
        now = monotonic()
        for name, wish in list(self._wishes.items()):
            news = [question for question in answered if question in wish]
            for question in news:
                del wish[question]
                wish.news.append(answered[question])
            if not wish:
                del self._wishes[name]
            elif not news or now - wish.told < wish.pause:
                continue
            wish.told, wish.pause = now, 2 * wish.pause
            ready[name], wish.news = wish.news, []
        return ready
