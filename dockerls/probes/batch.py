"""Questions to ShellCheck for the command line: many at once, on all processors, with answers kept on the disk.

It knows the user's cache folder and must not know what an answer means. A disk that is full, or that cannot be
written, costs the time that it would have saved.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from ..lint.scripts import Question
from ..lint.shellcheck import Answer, answer
from .program import Failed, ask, processors, version

_MOST = 5000
"""How many answers are kept on the disk: those that were asked for last."""


class Batch:
    """Answers to many questions.

    Args:
        program: Where ShellCheck is.
        complain: Is told, once, why an answer is missing.
    """

    def __init__(self, program: Path, complain: Callable[[str], None]) -> None:
        self._program = program
        self._complain: Callable[[str], None] | None = complain
        self._kept = _Kept(program)
        self._pool = ThreadPoolExecutor(processors())
        self._asked: dict[Question, Future[Any] | Answer] = {}

    def ask(self, questions: Iterable[Question]) -> None:
        """Begin to look for the answers."""
        for question in questions:
            if question not in self._asked:
                known = self._kept.get(question)
                self._asked[question] = known or self._pool.submit(ask, self._program, question)

    def answers(self, questions: Iterable[Question]) -> dict[Question, Answer]:
        """The answers to questions that were asked, as soon as all are there; those that failed are left out."""
        found = {question: self._answer(question) for question in questions}
        return {question: known for question, known in found.items() if known is not None}

    def is_ready(self, questions: Iterable[Question]) -> bool:
        """Whether `answers` would not wait."""
        asked = (self._asked[question] for question in questions)
        return all(isinstance(item, Answer) or item.done() for item in asked)

    def close(self) -> None:
        """Keep the answers for the next time, and ask nothing any more."""
        self._pool.shutdown(cancel_futures=True)
        self._kept.save()

    def _answer(self, question: Question) -> Answer | None:
        item = self._asked[question]
        if isinstance(item, Answer):
            return item
        try:
            data = item.result()
            found = self._asked[question] = answer(data)
        except (Failed, KeyError, TypeError, ValueError) as error:
            if self._complain is not None:
                self._complain(f"ShellCheck has no answer: {error}")
                self._complain = None
            return None
        self._kept.put(question, data)
        return found


class _Kept:
    """Answers on the disk, by what was asked. They hold for one version of ShellCheck."""

    def __init__(self, program: Path) -> None:
        self._path = _folder() / "shellcheck.json"
        self._changed = False
        self._answers: dict[str, Any] = {}
        self._program: list[object] = []
        try:
            status = program.stat()
            self._program = [str(program), status.st_size, status.st_mtime_ns]
            data = json.loads(self._path.read_bytes())
            self._version = data["version"]
            if data["program"] != self._program:  # Perhaps the same one, installed again.
                self._changed = True
                self._version = version(program)
            if isinstance(data["answers"], dict) and data["version"] == self._version:
                self._answers = data["answers"]
        except (OSError, ValueError, KeyError, TypeError):
            self._version = version(program)

    def get(self, question: Question) -> Answer | None:
        name = _name(question)
        data = self._answers.pop(name, None)
        if data is None:
            return None
        try:
            found = answer(data)
        except (KeyError, TypeError, ValueError, AttributeError):
            return None
        self._answers[name] = data  # Now it is the last one.
        return found

    def put(self, question: Question, data: Mapping[str, Any]) -> None:
        comments = [{key: value for key, value in item.items() if key != "file"} for item in data["comments"]]
        self._answers[_name(question)] = {"comments": comments}
        self._changed = True

    def save(self) -> None:
        if not self._changed or not self._version:
            return
        answers = dict(list(self._answers.items())[-_MOST:])
        data = {"version": self._version, "program": self._program, "answers": answers}
        fresh = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(json.dumps(data, separators=(",", ":")), encoding="utf-8")
            os.replace(fresh, self._path)
        except OSError:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)


def _name(question: Question) -> str:
    return blake2b("\n".join(question).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _folder() -> Path:
    """The folder for what we keep, by the customs of the system."""
    if os.environ.get("XDG_CACHE_HOME"):
        return Path(os.environ["XDG_CACHE_HOME"], "dockerls")
    if os.name == "nt" and os.environ.get("LOCALAPPDATA"):
        return Path(os.environ["LOCALAPPDATA"], "dockerls", "Cache")
    home = Path(os.path.expanduser("~"))
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "dockerls"
