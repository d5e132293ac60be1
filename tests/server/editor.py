"""An editor for the tests: it speaks the protocol in raw JSON to a server in a thread, over a real byte stream.

Its own idea of text, lines and columns is written anew here, so that the server's is held against something.
"""

from __future__ import annotations

import json
import queue
import re
import socket
import threading
from collections.abc import Callable
from typing import Any

from dockerls.server import serve

Json = dict[str, Any]
URI = "file:///nowhere/at/all/Dockerfile"
TIMEOUT = 30

PULL: Json = {"textDocument": {"diagnostic": {}}}


class Frames:
    """Messages over `read` and `write`; those that arrive lie in `arrived`."""

    def __init__(self, read: Callable[[], bytes], write: Callable[[bytes], object]) -> None:
        self.write = write
        self.arrived: queue.Queue[Json | None] = queue.Queue()
        self.thread = threading.Thread(target=self._receive, args=(read,), daemon=True)
        self.thread.start()

    def _receive(self, read: Callable[[], bytes]) -> None:
        data = b""
        while more := read():
            data += more
            while match := re.match(rb"Content-Length: (\d+)\r\n\r\n", data):
                end = match.end() + int(match[1])
                if len(data) < end:
                    break
                self.arrived.put(json.loads(data[match.end() : end]))
                data = data[end:]
            assert not data or data.startswith(b"Content-Length"[: len(data)]), f"not a frame: {data[:100]!r}"
        self.arrived.put(None)

    def send(self, *messages: Json) -> None:
        """Send messages, all at once."""
        bodies = [json.dumps({"jsonrpc": "2.0", **message}).encode() for message in messages]
        self.write(b"".join(b"Content-Length: %d\r\n\r\n%b" % (len(body), body) for body in bodies))


class Editor:
    """An editor with the given capabilities and a server of its own.

    Attributes:
        published: The parameters of every publishDiagnostics, in order.
        shown: The messages that were to be shown.
        asked: What the server has asked for, in order: method and parameters.
        settings: What a question for the section `dockerls` is answered with.
        within: The same for single folders, by their URI.
    """

    def __init__(self, capabilities: Json | None = None, *, start: bool = True, **initialize: Any) -> None:
        ours, theirs = socket.socketpair()
        self.code: int | None = None
        self._socket = ours

        def run() -> None:
            with theirs:
                self.code = serve(lambda: theirs.recv(1 << 16), lambda *parts: theirs.sendall(b"".join(parts)))

        self._thread = threading.Thread(target=run, daemon=True)
        self._thread.start()
        self.frames = Frames(lambda: ours.recv(1 << 16), ours.sendall)
        self.published: list[Json] = []
        self.shown: list[str] = []
        self.asked: list[tuple[str, Any]] = []
        self.settings: Json = {}
        self.within: dict[str | None, Json] = {}
        self._count = 0
        self.able: Json = {}
        if start:
            answer = self.request("initialize", {"capabilities": capabilities or {}, **initialize})
            self.able = answer["capabilities"]
            self.notify("initialized", {})
            self.settle()

    def __enter__(self) -> Editor:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.shutdown(socket.SHUT_WR)
        self._thread.join(TIMEOUT)
        self.frames.thread.join(TIMEOUT)
        self._socket.close()

    def notify(self, method: str, params: Any) -> None:
        self.frames.send({"method": method, "params": params})

    def ask(self, method: str, params: Any) -> Json:
        """Send a request and give the whole answer; what else arrives in the meantime is noted."""
        self._count += 1
        self.frames.send({"id": self._count, "method": method, "params": params})
        return self.wait(self._count)

    def request(self, method: str, params: Any) -> Any:
        """The result of a request."""
        answer = self.ask(method, params)
        assert "error" not in answer, answer
        return answer["result"]

    def wait(self, number: Any) -> Json:
        """The answer to a request."""
        while True:
            message = self.frames.arrived.get(timeout=TIMEOUT)
            assert message is not None, "the server has gone"
            if "method" not in message and message.get("id") == number:
                return message
            self._note(message)

    def _note(self, message: Json) -> None:
        method, params = message.get("method"), message.get("params")
        if "id" in message and method:
            self.asked.append((method, params))
            result: Any = None
            if method == "workspace/configuration":
                result = [self.within.get(item.get("scopeUri"), self.settings) for item in (params or {})["items"]]
            self.frames.send({"id": message["id"], "result": result})
        elif method == "textDocument/publishDiagnostics":
            self.published.append(params)
        elif method == "window/showMessage":
            self.shown.append(params["message"])

    def settle(self) -> None:
        """Wait until the server has dealt with all that was sent, its own questions and their answers included."""
        for _ in range(3):
            self.request("textDocument/diagnostic", {"textDocument": {"uri": "x:y"}})

    def open(self, text: str, uri: str = URI, *, version: int = 1, language: str = "dockerfile") -> None:
        item = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, *changes: Json, uri: str = URI, version: int | None = 2) -> None:
        document = {"uri": uri, "version": version}
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": list(changes)})

    def close(self, uri: str = URI) -> None:
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def pull(self, uri: str = URI, previous: str | None = None) -> Json:
        params: Json = {"textDocument": {"uri": uri}}
        if previous is not None:
            params["previousResultId"] = previous
        result: Json = self.request("textDocument/diagnostic", params)
        return result

    def codes(self, uri: str = URI) -> list[str]:
        """The codes of what is found in a document now."""
        return [item["code"] for item in self.pull(uri)["items"]]

    def about(self, method: str, uri: str = URI, **more: Any) -> Any:
        """The result of a request about a document."""
        return self.request(f"textDocument/{method}", {"textDocument": {"uri": uri}, **more})

    def actions(self, area: Json, uri: str = URI, only: list[str] | None = None) -> list[Json]:
        context: Json = {"diagnostics": [item for item in self.pull(uri)["items"] if item["range"] == area]}
        if only is not None:
            context["only"] = only
        found: list[Json] | None = self.about("codeAction", uri, range=area, context=context)
        return found or []


# Text as the protocol sees it


def starts(text: str) -> list[int]:
    """Where the lines of a text start."""
    return [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text))]


def units(text: str, encoding: str) -> int:
    """How many columns a text takes."""
    if encoding == "utf-32":
        return len(text)
    data = text.encode("utf-8" if encoding == "utf-8" else "utf-16-le", "surrogatepass")
    return len(data) if encoding == "utf-8" else len(data) // 2


def position(text: str, offset: int, encoding: str = "utf-16") -> Json:
    line = max(number for number, start in enumerate(starts(text)) if start <= offset)
    return {"line": line, "character": units(text[starts(text)[line] : offset], encoding)}


def area(text: str, start: int, end: int, encoding: str = "utf-16") -> Json:
    return {"start": position(text, start, encoding), "end": position(text, end, encoding)}


def offset(text: str, place: Json, encoding: str = "utf-16") -> int:
    """The offset of an exact position."""
    start = starts(text)[place["line"]]
    for end in range(start, len(text) + 1):
        if units(text[start:end], encoding) == place["character"]:
            return end
    raise AssertionError(f"{place} is no place in the text")


def applied(text: str, edits: list[Json], encoding: str = "utf-16") -> str:
    """A text after the protocol's edits, none of which overlap."""
    places = [
        (offset(text, edit["range"]["start"], encoding), number, offset(text, edit["range"]["end"], encoding))
        for number, edit in enumerate(edits)
    ]
    for first, number, last in sorted(places, reverse=True):
        text = text[:first] + edits[number]["newText"] + text[last:]
    return text
