"""Questions to ShellCheck for the command line: many at once, on all processors, with answers kept on the disk.

It knows the user's cache folder and must not know what an answer means. A disk that is full, or that cannot be
written, costs the time that it would have saved.
"""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from time import time
from typing import Any

from ..disk import own_folder, plain_bytes
from ..lint.scripts import Question
from ..lint.shellcheck import Answer, answer
from .program import AT_ONCE, Expired, Failed, ask, ask_several, processors, takes_several, version

_MOST = 5000
"""How many answers are kept on the disk: those that were asked for last."""

_MOST_EXPIRED = 3
"""How many scripts in a row may take the program too long; one that hangs would keep hundreds of files for hours."""

_MOST_BYTES = 1 << 26
"""How long the file with them may be; those of a thousand Dockerfiles take a megabyte."""

_LEFT = 3600.0
"""After how many seconds nobody writes any more at what was to become that file."""


class Batch:
    """Answers to many questions.

    Args:
        program: Where ShellCheck is.
        kept: The answers of former times; new ones are put there.
        complain: Is told, once, why an answer is missing.
        threads: How many processes are to run at a time.
    """

    def __init__(self, program: Path, kept: Kept, complain: Callable[[str], None], threads: int = 0) -> None:
        self._program = program
        self._complain: Callable[[str], None] | None = complain
        self._kept = kept
        self._threads = threads or processors()
        self._pool = ThreadPoolExecutor(self._threads)
        self._asked: dict[Question, Future[Any] | Answer] = {}
        self._waiting: dict[str, list[Question]] = defaultdict(list)
        self._most = AT_ONCE if takes_several() else 1
        self._expired = 0

    def ask(self, questions: Iterable[Question]) -> None:
        """Begin to look for the answers, as soon as it is worth a process."""
        for question in questions:
            if question not in self._asked:
                known = self._kept.get(question)
                self._asked[question] = known or Future()
                waiting = self._waiting[question.dialect]
                if known is None:
                    waiting.append(question)
                if len(waiting) >= self._most:
                    self._submit(waiting, self._most)

    def answers(self, questions: Iterable[Question]) -> dict[Question, Answer]:
        """The answers to questions that were asked, as soon as all are there; those that failed are left out."""
        for waiting in self._waiting.values():
            self._submit(waiting, min(self._most, -(-len(waiting) // self._threads)))
        found = {question: self._answer(question) for question in questions}
        return {question: known for question, known in found.items() if known is not None}

    def is_ready(self, questions: Iterable[Question]) -> bool:
        """Whether `answers` would not wait."""
        asked = (self._asked[question] for question in questions)
        return all(isinstance(item, Answer) or item.done() for item in asked)

    def close(self) -> None:
        """Ask nothing any more."""
        self._pool.shutdown(cancel_futures=True)

    def _submit(self, waiting: list[Question], size: int) -> None:
        """Have questions put that wait, so many at a time."""
        for start in range(0, len(waiting), size or 1):
            self._pool.submit(self._put, waiting[start : start + size])
        waiting.clear()

    def _put(self, questions: list[Question]) -> None:
        found: list[Any] = []
        if len(questions) > 1 and self._expired < _MOST_EXPIRED:
            with suppress(Failed):  # One that is alone fails alone.
                found = ask_several(self._program, questions)
        for number, question in enumerate(questions):
            item = self._asked[question]
            assert isinstance(item, Future)
            try:
                item.set_result(found[number] if found else self._alone(question))
            except Exception as error:
                item.set_exception(error)

    def _alone(self, question: Question) -> Any:
        if self._expired >= _MOST_EXPIRED:
            raise Failed("it took too long several times, and was not asked any more")
        try:
            found = ask(self._program, question)
        except Expired:
            self._expired += 1
            raise
        self._expired = 0
        return found

    def _answer(self, question: Question) -> Answer | None:
        item = self._asked[question]
        if isinstance(item, Answer):
            return item
        try:
            data = item.result()
            found = self._asked[question] = answer(data)
        except (Failed, ValueError) as error:
            if self._complain is not None:
                self._complain(f"ShellCheck has no answer: {error}")
                self._complain = None
            return None
        self._kept.put(question, data)
        return found


class Kept:
    """Answers on the disk, by what was asked. They hold for one version of ShellCheck."""

    def __init__(self, program: Path) -> None:
        place = folder()
        self._path = None if place is None else place / "shellcheck.json"
        self._fresh: dict[str, Any] = {}
        self._used: dict[str, None] = {}
        self._state: tuple[int, ...] = ()
        self._program: list[object] = []
        self._answers: dict[str, Any] = {}
        self._stale = False
        self._version = ""
        with suppress(OSError):
            status = program.stat()
            self._program = [str(program), status.st_size, status.st_mtime_ns]
        data = self._read()
        if data.get("program") == self._program:
            self._version = data.get("version", "")
        else:  # Perhaps the same one, installed again.
            self._stale = bool(data)
            self._version = version(program)
        self._answers = self._valid(data)

    def get(self, question: Question) -> Answer | None:
        name = _name(question)
        data = self._answers.get(name)
        if data is None:
            return None
        try:
            found = answer(data)
        except ValueError:
            return None
        self._used[name] = None
        return found

    def put(self, question: Question, data: Mapping[str, Any]) -> None:
        comments = [{key: value for key, value in item.items() if key != "file"} for item in data["comments"]]
        self._fresh[_name(question)] = {"comments": comments}

    def taken(self) -> dict[str, Any]:
        """The answers that are new, and None for those that were used, for another process to `take`."""
        news = {**dict.fromkeys(self._used), **self._fresh}
        self._used, self._fresh = {}, {}
        return news

    def take(self, news: Mapping[str, Any]) -> None:
        """Take over what another process has got to know."""
        for name, data in news.items():
            if data is not None:
                self._fresh[name] = data
            elif name in self._answers:
                self._used[name] = None

    def save(self) -> str:
        """Write what is new, beside what another process may have written meanwhile.

        Returns:
            Why it cannot be written; empty if all is well.
        """
        if self._path is None or not (self._fresh or self._stale) or not self._version:
            return ""
        if self._state != self._status():
            self._answers |= self._valid(self._read())
        old = {name: item for name, item in self._answers.items() if name not in self._used}
        used = {name: self._answers[name] for name in self._used}
        answers = dict(list({**old, **used, **self._fresh}.items())[-_MOST:])
        data = {"version": self._version, "program": self._program, "answers": answers}
        # No number of a process: two containers that share the folder may both have it.
        fresh = self._path.with_name(f"{self._path.name}.{os.urandom(8).hex()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._sweep()
            fresh.write_text(json.dumps(data, separators=(",", ":")), encoding="utf-8")
            os.replace(fresh, self._path)
        except OSError as error:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
            return f"ShellCheck's answers cannot be kept for the next time: {self._path}: {error.strerror or error}"
        return ""

    def _sweep(self) -> None:
        """Remove what processes that were killed have half written."""
        assert self._path is not None
        for left in self._path.parent.glob(f"{self._path.name}.*"):
            with suppress(OSError):
                if time() - left.stat().st_mtime > _LEFT:
                    left.unlink()

    def _read(self) -> dict[str, Any]:
        if self._path is None:
            return {}
        self._state = self._status()
        try:
            data = json.loads(plain_bytes(self._path, _MOST_BYTES))
        except (OSError, ValueError, RecursionError):
            return {}
        return data if isinstance(data, dict) else {}

    def _valid(self, data: Mapping[str, Any]) -> dict[str, Any]:
        answers = data.get("answers")
        return answers if isinstance(answers, dict) and data.get("version") == self._version else {}

    def _status(self) -> tuple[int, ...]:
        try:
            status = os.stat(self._path or "")
        except OSError:
            return ()
        return status.st_mtime_ns, status.st_size, status.st_ino


def _name(question: Question) -> str:
    return blake2b("\n".join(question).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def folder() -> Path | None:
    """The folder for what we keep, by the customs of the system; None if the user has none."""
    given = own_folder("XDG_CACHE_HOME")
    if given is not None:
        return given / "dockerls"
    given = own_folder("LOCALAPPDATA") if os.name == "nt" else None
    if given is not None:
        return given / "dockerls" / "Cache"
    home = own_folder()
    if home is None:
        return None
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "dockerls"
