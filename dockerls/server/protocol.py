"""pygls behind the session: it holds requests against the protocol's types, and calls what answers them.

The session in front of it has the lifecycle, the documents and the diagnostics, and what editors ask of their own
accord is answered in front of it, too (`routes.USUAL`). pygls' workspace is never filled, and its loops, which the
Wire replaces, never run.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol

from .. import __version__
from ..features.actions import KINDS
from ..features.formatting.on_type import TRIGGERS
from ..legend import MODIFIERS, TYPES
from .client import Client
from .routes import COMMANDS, Answer, Command, contained
from .session import Refused, Session
from .wire import Message


class Protocol(LanguageServerProtocol):
    """pygls' protocol, fed with one message at a time."""

    session: Session
    _params: Any = None

    def answer(self, message: Message) -> None:
        """Answer a request. One whose parameters are not what the protocol says is answered with an error."""
        try:
            typed = self.structure_message({**message, "jsonrpc": "2.0"})
        except JsonRpcException as error:
            self._send_response(message["id"], error=error.to_response_error())
        else:
            self._params = message.get("params")
            self.handle_message(typed)

    def handler(self, answer: Answer) -> Callable[[Any], bytes]:
        """What pygls calls for a request: it is answered from what its parameters were before they had types."""
        return lambda typed: _said(answer, self._params)

    def _send_response(self, msg_id: Any, result: Any = None, error: lsp.ResponseError | None = None) -> None:
        """As pygls does it, but that our answers are JSON already."""
        if isinstance(result, bytes):
            self.session.wire.answer(msg_id, result)
        else:
            super()._send_response(msg_id, result, error)

    def _send_data(self, data: Any) -> None:
        """As pygls does it, but that it is not logged, and that a client which has gone is an error of its own."""
        self.session.wire.write(json.dumps(data, default=self._serialize_message).encode())


def protocol(session: Session, answers: Mapping[str, Answer]) -> Protocol:
    """pygls' protocol for one session, with what answers each request, and with all commands."""
    kind = lsp.TextDocumentSyncKind.Incremental
    server = LanguageServer("dockerls", __version__, text_document_sync_kind=kind, protocol_cls=Protocol)
    made = server.protocol
    assert isinstance(made, Protocol)
    for method, answer in answers.items():
        options = _OPTIONS.get(method)
        server.feature(method, options and options(session.client))(made.handler(answer))
    for name, command in COMMANDS.items():
        server.command(name)(_command(contained(name, session, partial(_done, command, session))))
    made.session = session
    made.set_writer(session.wire, include_headers=False)
    return made


def _command(answer: Answer) -> Callable[..., bytes]:
    def run(*arguments: Any) -> bytes:
        return _said(answer, *arguments)

    # pygls asks of a command's annotations whether they are classes, and before Python 3.11 `Any` is none.
    run.__annotations__.clear()
    return run


def _done(command: Command, *arguments: Any) -> bytes:
    command(*arguments)
    return b"null"


def _said(answer: Answer, *arguments: Any) -> bytes:
    """An answer, or pygls' own error for there being none."""
    try:
        return answer(*arguments)
    except Refused as refused:
        raise JsonRpcException(str(refused), refused.code) from None


_OPTIONS: dict[str, Callable[[Client], Any]] = {
    "textDocument/completion": lambda client: lsp.CompletionOptions(
        trigger_characters=[" ", "-", "=", ",", "$", "{", ":", "#", "/", '"'], resolve_provider=True
    ),
    "textDocument/signatureHelp": lambda client: lsp.SignatureHelpOptions(
        trigger_characters=[" ", "=", ",", "-", "[", '"']
    ),
    "textDocument/codeAction": lambda client: lsp.CodeActionOptions(
        code_action_kinds=list(KINDS), resolve_provider=client.resolves_edits
    ),
    "textDocument/onTypeFormatting": lambda client: lsp.DocumentOnTypeFormattingOptions(TRIGGERS[0], TRIGGERS[1:]),
    "textDocument/semanticTokens/full": lambda client: lsp.SemanticTokensLegend(
        token_types=list(TYPES), token_modifiers=list(MODIFIERS)
    ),
    "textDocument/inlayHint": lambda client: lsp.InlayHintOptions(resolve_provider=client.resolves_hints),
}
"""What pygls declares of a request besides its name; `capabilities` says the same without it."""


# An answer that is an error is an answer, and nothing to fill the log with.
logging.getLogger("pygls.protocol.json_rpc").addFilter(
    lambda record: not (record.exc_info and isinstance(record.exc_info[1], JsonRpcException))
)
