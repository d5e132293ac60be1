"""The whole server without a stream or a process: each message is dealt with at once, and no crash goes unseen."""

from __future__ import annotations

import json
import logging
from typing import Any

from dockerls import probes
from dockerls.server.answers import Answers
from dockerls.server.session import Session
from dockerls.server.wire import Wire

ABLE = {
    "textDocument": {
        "diagnostic": {},
        "publishDiagnostics": {"relatedInformation": True},
        "codeAction": {"codeActionLiteralSupport": {}},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
    }
}
REFUSALS = (-32601, -32803)
"""The codes of errors that are answers: no such method, and a rename that cannot be."""
CONTEXT = {"diagnostics": [], "includeDeclaration": True, "triggerKind": 1, "isRetrigger": False}
"""A context that suits every request."""

CRASHES: list[str] = []
"""What the server has logged as an error, with its traceback."""


class Crashes(logging.Handler):
    """Keeps what is logged as an error."""

    def emit(self, record: logging.LogRecord) -> None:
        CRASHES.append(logging.Formatter().format(record))


class Server:
    """The whole server without a stream: each message is dealt with at once."""

    def __init__(self, settings: dict[str, Any]) -> None:
        probes.enabled = False  # ShellCheck answers in its own time.
        self.sent: list[bytes] = []
        self.session = Session(Wire(lambda: b"", lambda *parts: self.sent.append(b"".join(parts))))
        self.answers = Answers(self.session)
        logging.getLogger("dockerls").handlers = [Crashes(logging.ERROR)]
        logging.getLogger("dockerls").propagate = False
        logging.getLogger("pygls").setLevel(logging.CRITICAL)
        self.ask("initialize", {"capabilities": ABLE, "initializationOptions": settings})

    def tell(self, method: str, params: Any) -> None:
        assert self.session.take({"method": method, "params": params})
        self.session.rest()

    def ask(self, method: str, params: Any) -> Any:
        """The answer to a request; one whose method the server does not know gives None."""
        self.sent.clear()
        message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        if not self.session.take(message):
            self.answers.give(message)
        assert not CRASHES, CRASHES[0]
        answers = [json.loads(frame.partition(b"\r\n\r\n")[2]) for frame in self.sent]
        answer = next(item for item in answers if item.get("id") == 1)
        if "error" in answer:
            assert answer["error"]["code"] in REFUSALS, answer
            return None
        return answer["result"]
