"""pygls behind the session: it gives requests their types, calls the routes, and answers.

The session in front of it has the lifecycle, the documents and the diagnostics; only requests for features come here.
pygls' workspace is never filled, and its loops, which the Wire replaces, never run.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException, JsonRpcInternalError
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol

from .. import __version__
from .routes import COMMANDS, ROUTES, WORKSPACE, bound
from .session import INTERNAL_ERROR, Session
from .wire import Gone, Message


class Protocol(LanguageServerProtocol):
    """pygls' protocol, fed with one message at a time."""

    session: Session

    def answer(self, message: Message) -> None:
        """Answer a request. One whose parameters are not what the protocol says is answered with an error."""
        try:
            typed = self.structure_message(message)
        except JsonRpcException as error:
            self._send_response(message["id"], error=error.to_response_error())
        else:
            self.handle_message(typed)

    def _send_data(self, data: Any) -> None:
        """As pygls does it, but that what cannot be said is answered with an error: somebody waits for it."""
        try:
            body = json.dumps(data, default=self._serialize_message)
        except Exception as error:
            self.session.crashed("writing an answer", error)
            failed = {"code": INTERNAL_ERROR, "message": f"the answer cannot be written: {error!r}"}
            self.session.wire.send({"id": getattr(data, "id", None), "error": failed})
        else:
            self.session.wire.write(body.encode())


def protocol(session: Session) -> Protocol:
    """pygls' protocol with all routes and commands bound to a session."""
    kind = lsp.TextDocumentSyncKind.Incremental
    server = LanguageServer("dockerls", __version__, text_document_sync_kind=kind, protocol_cls=Protocol)
    for route in ROUTES:
        handle = _contained(route.method, session, bound(route, session))
        server.feature(route.method, route.options and route.options(session.client))(handle)
    for method, search in WORKSPACE.items():
        server.feature(method)(_contained(method, session, partial(search, session)))
    for name, command in COMMANDS.items():
        server.command(name)(_contained(name, session, partial(command, session)))
    made = server.protocol
    assert isinstance(made, Protocol)
    made.session = session
    made.set_writer(session.wire, include_headers=False)
    return made


def _contained(name: str, session: Session, handle: Callable[..., Any]) -> Callable[..., Any]:
    """A handler whose crash is answered with an error, logged, and shown to the user once."""

    def answer(*arguments: Any) -> Any:
        try:
            return handle(*arguments)
        except (JsonRpcException, Gone):
            raise
        except Exception as error:
            session.crashed(name, error)
            raise JsonRpcInternalError(f"{name} crashed: {error!r}") from None

    # pygls asks of a command's annotations whether they are classes, and before Python 3.11 `Any` is none.
    answer.__annotations__.clear()
    return answer


# An answer that is an error is an answer, and nothing to fill the log with.
logging.getLogger("pygls.protocol.json_rpc").addFilter(
    lambda record: not (record.exc_info and isinstance(record.exc_info[1], JsonRpcException))
)
