"""One client's session: its lifecycle, its documents, its settings, and the diagnostics that follow from them.

All of this is done on plain JSON, in front of pygls and without it: a keystroke costs no typed objects, and the first
diagnostics do not wait for the import of pygls and lsprotocol, which takes longer than they do. Requests which are not
named here are the features' to answer (`answers`), of which it must not know any.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any

from .. import discover, probes
from ..buildcontext import NO_CONTEXT
from ..late import log, settle, start
from ..lint.engine import rules
from ..probes.answers import Answers
from ..snapshot import Snapshot
from . import diagnostics
from .capabilities import greeting
from .client import Client, client
from .documents import Document
from .settings import SECTION, Folders
from .uris import spelling
from .wire import Gone, Message, Wire

if TYPE_CHECKING:
    from ..probes.desk import Desk

_LOOK_AGAIN = 1.0
"""After how many seconds a document's configuration files are looked at again, whatever the client tells us."""

_ERROR, _WARNING, _INFO = 1, 2, 3
INTERNAL_ERROR, INVALID_PARAMS, METHOD_NOT_FOUND, _INVALID_REQUEST = -32603, -32602, -32601, -32600
_NOT_INITIALIZED = -32002
"""The protocol's numbers for what went wrong."""


class Refused(Exception):
    """A request that cannot be answered: the protocol's error code, and why."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


_NO_PARAMS = (AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What comes of parameters that are not what the protocol says."""


@contextmanager
def reading(method: str) -> Iterator[None]:
    """What goes wrong while parameters are read is the client's fault, and no crash."""
    try:
        yield
    except _NO_PARAMS as error:
        raise Refused(INVALID_PARAMS, f"{method} with parameters that it does not have: {error!r}") from error


class Session:
    """The state of one client's session.

    Attributes:
        client: What the client can do.
        documents: The open documents by URI.
        sent_tokens: What each document's tokens were last, for answers that say what has changed.
        started: Whether `initialize` has come.
        over: The exit code once the client has said `exit`.
        lock: Held by whoever deals with the session: the thread that reads, or one that brings answers of a probe.
    """

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.client = Client()
        self.documents: dict[str, Document] = {}
        self.started = False
        self.over: int | None = None
        self.lock = Lock()
        self._desk: Desk | None = None
        self._has_desk = probes.enabled
        self._has_failed = False
        self._answers = Answers()
        self._closing = False
        self._folders = Folders()
        self.sent_tokens: dict[str, tuple[str, list[int]]] = {}
        self._unpublished: dict[str, None] = {}
        self._told: set[str] = set()
        self._asked: dict[str, Callable[[Any], None]] = {}
        self._count = 0

    @property
    def roots(self) -> tuple[Path, ...]:
        """The folders that are open."""
        return self._folders.roots

    # Messages

    def take(self, message: Message) -> bool:
        """Deal with a message; False if it is a request for a feature."""
        method = message.get("method")
        if method is None and ("result" in message or "error" in message):
            self._answered(message)
        elif not isinstance(method, str):
            self.refuse(message, _INVALID_REQUEST, "a message has a method, which is a string, or it is an answer")
        elif message.get("id") is None:
            if "id" in message and method not in _NOTIFICATIONS and not method.startswith("$/"):
                self.refuse(message, _INVALID_REQUEST, f"{method} with an id that is none")
            else:
                self._heed(method, message.get("params"))
        elif not self.started and method != "initialize":
            self.refuse(message, _NOT_INITIALIZED, f"{method} before initialize")
        elif self._closing:
            self.refuse(message, _INVALID_REQUEST, f"{method} after shutdown")
        else:
            answer = _REQUESTS.get(method)
            if answer is None:
                return False
            self.reply(message, partial(answer, self))
        return True

    def reply(self, message: Message, answer: Callable[[dict[str, Any]], bytes | list[bytes] | None]) -> None:
        """Send what answers a request, as JSON, or why nothing does; None has been sent already."""
        params = message.get("params")
        try:
            result = answer(params if isinstance(params, dict) else {})
        except Refused as refused:
            self.refuse(message, refused.code, str(refused))
        except Gone:
            raise
        except Exception as error:
            self.crashed(str(message.get("method")), error)
            self.refuse(message, INTERNAL_ERROR, repr(error))
        else:
            if result is not None:
                self.wire.answer(message["id"], result)

    def refuse(self, message: Message, code: int, why: str) -> None:
        """Answer a request with an error."""
        self.wire.send({"id": message.get("id"), "error": {"code": code, "message": why}})

    def _heed(self, method: str, params: Any) -> None:
        """Do what a notification says."""
        act = _NOTIFICATIONS.get(method)
        if act is None or not (self.started or method == "exit"):
            return
        try:
            act(self, params if isinstance(params, dict) else {})
        except Gone:
            raise
        except _NO_PARAMS:  # The client's mistake, as far as one can tell.
            log.exception("%s failed", method)
        except Exception as error:
            self.crashed(method, error)

    def rest(self) -> None:
        """Nothing more has arrived: send the diagnostics of the texts that changed. A burst of changes is one text."""
        if not self.documents:
            rules()  # The client has not opened anything yet; what its first text takes is imported meanwhile.
        is_new = any(self.documents[uri].told is None for uri in self._unpublished if uri in self.documents)
        while self._unpublished:
            uri = next(iter(self._unpublished))
            del self._unpublished[uri]
            document = self.documents.get(uri)
            if document is None:
                continue
            try:
                self._publish(document)
                self._inquire(document)
            except Gone:
                raise
            except Exception as error:
                self.crashed(f"publishing the diagnostics of {uri}", error)
        if is_new:
            settle()

    def ask(self, method: str, params: Any, then: Callable[[Any], None] = lambda result: None) -> None:
        """Ask the client for something; `then` is called with its answer, unless that is an error."""
        self._count += 1
        number = f"dockerls-{self._count}"
        self._asked[number] = then
        self.wire.send({"id": number, "method": method, "params": params})

    def tell(self, method: str, params: Any) -> None:
        """Send the client a notification."""
        self.wire.send({"method": method, "params": params})

    def _answered(self, message: Message) -> None:
        number = message.get("id")
        then = self._asked.pop(number, None) if isinstance(number, str) else None
        if then is None:
            log.warning("an answer to nothing: its id is %.200r", number)
            return
        if "error" in message:
            log.info("the client cannot answer %s", number)
            return
        try:
            then(message.get("result"))
        except Gone:
            raise
        except _NO_PARAMS:
            log.exception("the client's answer to %s makes no sense", number)
        except Exception as error:
            self.crashed("what follows from the client's answer", error)

    # Lifecycle

    def begin(self, params: dict[str, Any], who: Client) -> None:
        """Take up what `initialize` says, and who says it."""
        self.started = True
        self.client = who
        try:
            self._folders.start(params)
        except Exception as error:
            self.crashed("reading what initialize says", error)

    def initialize(self, params: dict[str, Any]) -> bytes:
        if self.started:
            raise Refused(_INVALID_REQUEST, "initialize comes once")
        self.begin(params, client(params.get("capabilities")))
        return greeting(self.client)

    def initialized(self, params: dict[str, Any]) -> None:
        wanted = []
        if self.client.watches:
            ours = (*discover.CONFIG_NAMES, *discover.HADOLINT_NAMES, discover.LAYOUT_NAME)
            names = ",".join((*ours, ".dockerignore", "*.dockerignore"))
            options = {"watchers": [{"globPattern": f"**/{{{names}}}"}]}
            wanted.append({"id": "watch", "method": "workspace/didChangeWatchedFiles", "registerOptions": options})
        if self.client.registers_configuration:
            method = "workspace/didChangeConfiguration"
            wanted.append({"id": "settings", "method": method, "registerOptions": {"section": SECTION}})
        if wanted:
            self.ask("client/registerCapability", {"registrations": wanted})
        self._ask_settings()

    def shutdown(self, params: dict[str, Any]) -> bytes:
        self._closing = True
        return b"null"

    def exit(self, params: dict[str, Any]) -> None:
        self.over = 0 if self._closing else 1

    # Text

    def open(self, params: dict[str, Any]) -> None:
        item = params["textDocument"]
        document = Document(item["uri"], item["text"], _version(item), self.client.encoding)
        self.documents[document.uri] = document
        self._configure(document)
        self._unpublished[document.uri] = None
        start()

    def change(self, params: dict[str, Any]) -> None:
        item = params["textDocument"]
        document = self.documents.get(self.named(item["uri"]))
        if document is None:
            log.warning("a change of %s, which is not open", item["uri"])
            return
        self._unpublished[document.uri] = None
        try:
            document.change(params.get("contentChanges"), _version(item))
        except Exception:
            log.exception("a change of %s makes no sense", document.uri)
            told = "could not be understood. Nothing is said about the file until it is opened again."
            self._tell_once(_WARNING, f"a change of {document.uri} {told}")

    def close(self, params: dict[str, Any]) -> None:
        uri = self.named(params["textDocument"]["uri"])
        self._unpublished.pop(uri, None)
        self.sent_tokens.pop(uri, None)
        if self._desk is not None:
            self._desk.ask(uri, {})
        if self.documents.pop(uri, None) is None:
            log.warning("%s is closed, but was not open", uri)
        elif not self.client.pulls:
            self.tell("textDocument/publishDiagnostics", {"uri": uri, "diagnostics": []})

    def save(self, params: dict[str, Any]) -> None:
        self._reconfigure()

    def named(self, uri: str) -> str:
        """The URI under which a document was opened; a client may spell it in another way afterwards."""
        if uri in self.documents:
            return uri
        meant = spelling(uri)
        return next((known for known in self.documents if spelling(known) == meant), uri)

    def snapshot(self, uri: str) -> Snapshot | None:
        """The snapshot of an open document as it is now; None if it is not open, is lost, or if making it crashed."""
        document = self.documents.get(uri)
        if document is None or document.lost:
            return None
        try:
            if monotonic() - document.checked > _LOOK_AGAIN:
                self._configure(document)
            made = document.completed(self._answers)
        except Gone:
            raise
        except Exception as error:
            self.crashed(f"reading {uri}", error)
            return None
        for code, said in made.report.crashes.items():
            self._tell_once(_ERROR, f"rule {code} crashed and was left out: {said}")
        self._tell_of_lost(document)
        return made

    def _tell_of_lost(self, document: Document) -> None:
        if document.crashed:
            self._tell_once(_ERROR, f"ShellCheck's findings are lost, by a mistake of dockerls: {document.crashed}")

    def crashed(self, what: str, error: Exception) -> None:
        """Log what has crashed, and show it to the user once."""
        log.error("%s crashed", what, exc_info=error)
        self._tell_once(_ERROR, f"{what} crashed: {error!r}")

    def _tell_once(self, kind: int, message: str) -> None:
        if message not in self._told:
            self._told.add(message)
            self.tell("window/showMessage", {"type": kind, "message": f"dockerls: {message}"})

    # Diagnostics

    def _publish(self, document: Document) -> None:
        if self.client.pulls:
            return
        snapshot = self.snapshot(document.uri)
        if snapshot is None:
            return
        told = self._rendered(document, snapshot)
        version = "" if document.version is None else f'"version":{document.version},'
        about = f'"uri":{json.dumps(document.uri)},{version}"diagnostics":'
        method = "textDocument/publishDiagnostics"
        before = f'{{"jsonrpc":"2.0","method":"{method}","params":{{{about}'
        self.wire.write(*told.within(before.encode(), b"}}"))

    def _rendered(self, document: Document, snapshot: Snapshot) -> diagnostics.Rendering:
        """A document's diagnostics, which the client is told now."""
        document.told = diagnostics.rendered(snapshot, document.uri, self.client, document.told)
        return document.told

    def diagnostic(self, params: dict[str, Any]) -> bytes | list[bytes]:
        """The answer to a pull."""
        with reading("textDocument/diagnostic"):
            uri = self.named(str(params["textDocument"]["uri"]))
        snapshot = self.snapshot(uri)
        if snapshot is None:
            return b'{"kind":"full","items":[]}'
        document = self.documents[uri]
        self._inquire(document)
        name = diagnostics.result_id(snapshot).encode()
        told = self._rendered(document, snapshot)
        if params.get("previousResultId") == name.decode():
            return b'{"kind":"unchanged","resultId":"%b"}' % name
        return told.within(b'{"kind":"full","resultId":"%b","items":' % name, b"}")

    # ShellCheck

    def _inquire(self, document: Document) -> None:
        """Ask ShellCheck what is not known yet about a document, and nothing else about it any more."""
        if not self._has_desk or self.snapshot(document.uri) is None:
            return
        questions = document.unanswered(self._answers)
        self._tell_of_lost(document)
        if self._desk is None and questions:
            self._open_desk()
        if self._desk is not None:
            self._desk.ask(document.uri, questions)

    def _open_desk(self) -> None:
        from ..probes.desk import Desk
        from ..probes.program import MISSING, leave_in_order, program

        path = program()
        if path is None:
            self._has_desk = False
            self.tell("window/showMessage", {"type": _INFO, "message": f"dockerls: {MISSING}"})
        else:
            leave_in_order(waits=True)
            self._desk = Desk(path, self._tell_more, self._answers, self._tell_of_failure)

    def _tell_more(self, uri: str) -> None:
        """There are answers about a document: have its diagnostics sent again, if they say more now.

        This comes from another thread, at any time; a change that has been read by now is told when the session rests.
        """
        with self.lock:
            document = self.documents.get(uri)
            if document is None or self._closing or uri in self._unpublished or document.told is None:
                return
            snapshot = self.snapshot(uri)
            if snapshot is None or snapshot.report.rows == document.told.report.rows:
                return
            try:
                if not self.client.pulls:
                    self._publish(document)
                elif self.client.refreshes:
                    self.ask("workspace/diagnostic/refresh", None)
            except Gone as gone:
                log.info("the client is gone: %s", gone)

    def _tell_of_failure(self, why: str) -> None:
        """ShellCheck has failed: say so, the first time. This comes from another thread, as `_tell_more` does."""
        with self.lock, suppress(Gone):
            if not self._has_failed and not self._closing:
                self._has_failed = True
                self._tell_once(_WARNING, why)

    def end(self) -> None:
        """The session is over: have nothing done any more."""
        if self._desk is not None:
            self._desk.close()

    # Settings

    def settings_changed(self, params: dict[str, Any]) -> None:
        if self.client.configuration:
            self._ask_settings()
            return
        settings = params.get("settings")
        if isinstance(settings, dict) and SECTION in settings:
            self._folders.told(settings[SECTION])
            self._reconfigure()

    def folders_changed(self, params: dict[str, Any]) -> None:
        self._folders.changed(params.get("event"))
        self._ask_settings()
        self._reconfigure()

    def files_changed(self, params: dict[str, Any]) -> None:
        self._reconfigure()

    def _ask_settings(self) -> None:
        question = self._folders.question()

        def then(result: Any) -> None:
            self._folders.answered(question, result)
            self._reconfigure()

        if self.client.configuration:
            self.ask("workspace/configuration", {"items": question}, then)

    def _reconfigure(self) -> None:
        """Look the configuration of all documents up, and have shown anew what hangs on it where it has changed."""
        changed = [uri for uri, document in self.documents.items() if self._configure(document)]
        for view in self.client.views if changed else ():
            self.ask(view, None)
        if changed and self.client.pulls:
            if self.client.refreshes:
                self.ask("workspace/diagnostic/refresh", None)
            return
        self._unpublished.update(dict.fromkeys(changed))

    def _configure(self, document: Document) -> bool:
        """Look a document's configuration up; whether it changed."""
        document.checked = monotonic()
        try:
            settings = self._folders.settings(document.path)
            if document.path is None:
                found, context = discover.config_without_path(settings), NO_CONTEXT
            else:
                found = discover.config_for(document.path, settings, self.roots)
                context = discover.context_of(document.path, found.config.context, self.roots)
        except Exception as error:
            self.crashed(f"reading the configuration of {document.uri}", error)
            return False
        for problem in found.problems:
            self._tell_once(_WARNING, problem)
        if (found.config, context) == (document.config, document.context):
            return False
        document.config, document.context = found.config, context
        return True


_NOTIFICATIONS: dict[str, Callable[[Session, dict[str, Any]], None]] = {
    "initialized": Session.initialized,
    "exit": Session.exit,
    "textDocument/didOpen": Session.open,
    "textDocument/didChange": Session.change,
    "textDocument/didClose": Session.close,
    "textDocument/didSave": Session.save,
    "workspace/didChangeConfiguration": Session.settings_changed,
    "workspace/didChangeWatchedFiles": Session.files_changed,
    "workspace/didChangeWorkspaceFolders": Session.folders_changed,
}

_REQUESTS: dict[str, Callable[[Session, dict[str, Any]], bytes | list[bytes]]] = {
    "initialize": Session.initialize,
    "shutdown": Session.shutdown,
    "textDocument/diagnostic": Session.diagnostic,
}
"""Each gives its result as JSON."""


def _version(item: dict[str, Any]) -> int | None:
    version = item.get("version")
    return version if isinstance(version, int) else None
