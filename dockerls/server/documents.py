"""The open documents: their texts kept in step with the client's, edit by edit.

pygls' own text document is never used: it parts lines where the protocol does not (at form feeds, U+0085, U+2028),
and moves columns beyond the end of the last line one too far. Here every position goes through our own LineIndex.
It knows nothing of configuration files and of sending.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..buildcontext import NO_CONTEXT, BuildContext
from ..config import DEFAULT, Config
from ..late import log
from ..lint.answered import Completed, completed
from ..lint.scripts import Question, asked
from ..probes.answers import Answers
from ..snapshot import Snapshot, snapshot
from ..text import Edit, Encoding, LineIndex, Span
from .diagnostics import Rendering
from .uris import path_of


class Document:
    """An open document, and the snapshot of it, which is made when it is first asked for.

    Attributes:
        uri: What the client calls it.
        path: Where it lies; None if it lies on no disk.
        version: The client's number of the text.
        lines: The text and its lines.
        config: The configuration it is checked under.
        context: What lies beside it.
        checked: When its configuration was looked up last, by the monotonic clock.
        lost: Whether a change could not be understood, so that the client's text is another one than ours. Nothing is
            said of it, and nothing edited, until the client sends the whole text.
        told: The diagnostics that the client was told last; None if it was told none yet.
        crashed: What crashed last about ShellCheck's answers, so that its findings are lost; empty if nothing did.
    """

    def __init__(self, uri: str, text: str, version: int | None, encoding: Encoding) -> None:
        self.uri = uri
        self.path = path_of(uri)
        self.version = version
        self.lines = LineIndex(text, encoding)
        self.config: Config = DEFAULT
        self.context: BuildContext = NO_CONTEXT
        self.checked = 0.0
        self.lost = False
        self.told: Rendering | None = None
        self.crashed = ""
        self._snapshot: Snapshot | None = None
        self._completed: Completed | None = None
        self._complete: Snapshot | None = None
        self._failed: Snapshot | None = None
        self._heard = 0

    def change(self, changes: Any, version: int | None) -> None:
        """Take over the client's changes, all or none; each speaks of the text that those before it have left.

        Raises:
            Exception: one of them makes no sense. The text stays what it was, and is `lost`.
        """
        if version is not None:
            if self.version is not None and version <= self.version:
                log.warning("%s: version %s comes after version %s", self.uri, version, self.version)
            self.version = version
        was_lost, self.lost = self.lost, True
        whole = [number for number, change in enumerate(changes) if _is_whole(change)]
        if was_lost and not whole:
            return
        lines = self.lines
        for change in changes[whole[-1] if whole else 0 :]:  # What came before the whole text does not count any more.
            lines = _edited(lines, change)
        self.lines, self.lost = lines, False

    def snapshot(self) -> Snapshot:
        """The snapshot of the present text under the present configuration."""
        previous = self._snapshot
        if previous is not None and previous.lines is self.lines and self._is_as_before(previous):
            return previous
        made = snapshot(
            self.lines.text,
            previous,
            config=self.config,
            version=self.version or 0,
            encoding=self.lines.encoding,
            context=self.context,
        )
        made.__dict__["lines"] = self.lines  # Its cached property: the lines are known already.
        self._snapshot = made
        return made

    def completed(self, answers: Answers) -> Snapshot:
        """The snapshot with what ShellCheck's answers say, as far as they are known; the same if these are the same.

        As long as there is no answer at all it takes no look at what there is to ask.
        """
        made = self.snapshot()
        known = self._answered(made, answers) if answers or self._completed is not None else None
        if known is None or known.report is made.report:
            return made
        if self._complete is None or self._complete.report is not known.report:
            self._complete = made.with_report(known.report)
        return self._complete

    def unanswered(self, answers: Answers) -> Mapping[Question, object]:
        """What there is to ask ShellCheck about the present text."""
        known = self._answered(self.snapshot(), answers)
        return {} if known is None else known.unanswered

    def _answered(self, made: Snapshot, answers: Answers) -> Completed | None:
        """What ShellCheck is asked about a snapshot, and has answered; None if it is not to be asked."""
        if not self.config.shellcheck.on or self._failed is made:
            self._completed = None
            return None
        known = self._completed
        try:
            questions = known.questions if known is not None else None
            if questions is None or questions.model is not made.model:
                questions = asked(made.model, questions)
            self._heard, fresh = answers.since(self._heard)
            self._completed = completed(made.report, questions, answers, known, fresh)
        except Exception as error:
            log.exception("%s, version %s: ShellCheck's findings are lost", self.uri, self.version)
            self.crashed = repr(error)
            self._completed, self._failed = None, made
        return self._completed

    def _is_as_before(self, previous: Snapshot) -> bool:
        return previous.config is self.config and previous.model.context is self.context


def _is_whole(change: Any) -> bool:
    """Whether a change is one of everything."""
    return isinstance(change, dict) and change.get("range") is None and isinstance(change.get("text"), str)


def _edited(lines: LineIndex, change: dict[str, Any]) -> LineIndex:
    """The text after one change: of a range or, without one, of everything."""
    new = change["text"]
    if not isinstance(new, str):
        raise TypeError("the text of a change is no string")
    place = change.get("range")
    if place is None:
        return LineIndex(new, lines.encoding)
    start, end = sorted(lines.offset(place[at]["line"], place[at]["character"]) for at in ("start", "end"))
    return lines.edited(Edit(Span(start, end), new))
