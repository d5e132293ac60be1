"""When pygls is there: requests for features wait for it, and nothing else does.

Importing pygls and lsprotocol takes 90 ms of a processor, which keystrokes would share. So it begins in a thread of its
own once the first diagnostics are out and nothing has come in for a moment; a request that comes earlier begins it, or
waits for its end, once.
"""

from __future__ import annotations

import sys
from threading import Event, Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING

from ..late import log, logger, settle
from .session import INTERNAL_ERROR, Session
from .wire import Gone, Message

if TYPE_CHECKING:
    from .protocol import Protocol


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
        """Nothing more is waiting: import what answering takes as soon as it stays so, once a document is open."""
        self._last = monotonic()
        if self._importing is None and self._protocol is None and self._session.documents:
            settle()
            self._importing = Thread(target=self._import_when_quiet, daemon=True)
            self._importing.start()

    def _import_when_quiet(self) -> None:
        latest = monotonic() + LATEST
        while (left := min(self._last + QUIET, latest) - monotonic()) > 0 and not self._needed.wait(left):
            pass
        sys.setswitchinterval(_USUAL / 10)  # It gives way to a keystroke ten times sooner than threads usually do.
        try:
            self._protocol = _protocol(self._session)
        except Exception:
            log.exception("requests cannot be answered")
        finally:
            sys.setswitchinterval(_USUAL)
        settle()

    def give(self, message: Message) -> None:
        """Answer a request."""
        try:
            self._ready().answer(message)
        except Gone:
            raise
        except Exception as error:
            log.exception("%s failed", message.get("method"))
            self._session.wire.send({"id": message["id"], "error": {"code": INTERNAL_ERROR, "message": repr(error)}})

    def _ready(self) -> Protocol:
        if self._protocol is None:
            self._session.rest()  # An editor asks as soon as it has opened a file; diagnostics need not wait for that.
        if self._protocol is None and self._importing is not None:
            self._needed.set()
            self._importing.join()
        if self._protocol is None:
            self._protocol = _protocol(self._session)
            settle()
        return self._protocol


def _protocol(session: Session) -> Protocol:
    """Import what answering takes, and make it."""
    logger()  # pygls writes to the log, too.
    with _making:
        from .lean import import_types

        import_types()
        from .protocol import protocol

        return protocol(session)
