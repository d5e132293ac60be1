"""When what answers requests for features is there: they wait for it, and nothing else does.

What editors ask of their own accord (`routes.USUAL`) is answered without pygls: that takes the features, whose import
takes 8 ms of a processor and begins when the first diagnostics are out. Importing pygls and lsprotocol takes 90 ms,
which keystrokes would share. So it begins in the same thread once nothing has come in for a moment; a request for them
that comes earlier begins it, or waits for its end, once.
"""

from __future__ import annotations

import sys
from functools import cached_property
from threading import Event, Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING

from ..late import log, logger, settle
from .session import METHOD_NOT_FOUND, Session
from .wire import Message

if TYPE_CHECKING:
    from .protocol import Protocol
    from .routes import Answer


QUIET = 0.2
"""How many seconds without a message are a moment."""

LATEST = 3.0
"""After how many seconds it begins all the same."""


_USUAL = sys.getswitchinterval()
_making = Lock()
"""Held while lsprotocol's types are made: another session of this process may be about it in a thread of its own."""


class Answers:
    """The answers to requests for features."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._importing: Thread | None = None
        self._protocol: Protocol | None = None
        self._needed = Event()
        self._last = 0.0

    def prepare(self) -> None:
        """Nothing more is waiting: once a document is open, import what answering takes, pygls when it stays so."""
        self._last = monotonic()
        if self._importing is None and self._protocol is None and self._session.documents:
            settle()
            self._importing = Thread(target=self._import_when_quiet, daemon=True)
            self._importing.start()

    def _import_when_quiet(self) -> None:
        sys.setswitchinterval(_USUAL / 10)  # It gives way to a keystroke ten times sooner than threads usually do.
        try:
            from . import routes  # noqa: F401

            latest = monotonic() + LATEST
            while (left := min(self._last + QUIET, latest) - monotonic()) > 0 and not self._needed.wait(left):
                pass
            self._protocol = self._made()
        except Exception:
            log.exception("requests cannot be answered")
        finally:
            sys.setswitchinterval(_USUAL)
        settle()

    def give(self, message: Message) -> None:
        """Answer a request."""
        from .routes import USUAL

        method = message["method"]
        if method in USUAL:
            self._session.reply(message, self._answers[method])
        elif method in self._answers or method == "workspace/executeCommand":
            self._session.reply(message, lambda params: self._ready().answer(message))
        else:  # pygls would take the methods of notifications for its own, and end the process at `exit`.
            self._session.refuse(message, METHOD_NOT_FOUND, f"there is no request {method}")

    @cached_property
    def _answers(self) -> dict[str, Answer]:
        """What answers each request."""
        from .routes import answering

        return answering(self._session)

    def _ready(self) -> Protocol:
        if self._protocol is None:
            self._session.rest()  # Diagnostics need not wait for that.
        if self._protocol is None and self._importing is not None:
            self._needed.set()
            self._importing.join()
        if self._protocol is None:
            self._protocol = self._made()
            settle()
        return self._protocol

    def _made(self) -> Protocol:
        """Import pygls, and have it answer."""
        logger()  # pygls writes to the log, too.
        with _making:
            from .lean import import_types

            import_types()
            from .protocol import protocol

            return protocol(self._session, self._answers)
