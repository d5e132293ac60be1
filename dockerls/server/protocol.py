"""pygls behind the session: it gives requests their types, calls the routes, and answers.

The session in front of it has the lifecycle, the documents and the diagnostics; only requests for features come here.
pygls' workspace is never filled, and its loops, which the Wire replaces, never run.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol

from .. import __version__
from .routes import COMMANDS, ROUTES, Command, bound
from .session import Session
from .wire import Message


class Protocol(LanguageServerProtocol):
    """pygls' protocol, fed with one message at a time."""

    def answer(self, message: Message) -> None:
        """Answer a request. One whose parameters are not what the protocol says is answered with an error."""
        try:
            typed = self.structure_message(message)
        except JsonRpcException as error:
            self._send_response(message["id"], error=error.to_response_error())
        else:
            self.handle_message(typed)


def protocol(session: Session) -> Protocol:
    """pygls' protocol with all routes and commands bound to a session."""
    kind = lsp.TextDocumentSyncKind.Incremental
    server = LanguageServer("dockerls", __version__, text_document_sync_kind=kind, protocol_cls=Protocol)
    for route in ROUTES:
        server.feature(route.method, route.options and route.options(session.client))(bound(route, session))
    for name, command in COMMANDS.items():
        server.command(name)(_with(session, command))
    made = server.protocol
    assert isinstance(made, Protocol)
    made.set_writer(session.wire, include_headers=False)
    return made


def _with(session: Session, command: Command) -> Callable[..., None]:
    def run(*arguments: Any) -> None:
        command(session, *arguments)

    return run
