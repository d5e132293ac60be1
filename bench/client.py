"""A client of a language server over standard input and output, that notes when each message has arrived."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import Any

Json = dict[str, Any]

TIMEOUT = 30.0
"""After how many seconds an answer is given up."""

CAPABILITIES: Json = {
    "workspace": {"configuration": True, "workspaceFolders": True},
    "textDocument": {
        "publishDiagnostics": {"versionSupport": True, "relatedInformation": True, "codeDescriptionSupport": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source"]}}},
        "semanticTokens": {
            "requests": {"full": True},
            "formats": ["relative"],
            "tokenTypes": ["keyword", "comment", "parameter", "property", "namespace", "macro", "string", "variable"],
            "tokenModifiers": ["declaration"],
        },
    },
    "general": {"positionEncodings": ["utf-16"]},
}


class Slow(Exception):
    """Nothing has come in time."""


class Server:
    """A server's process, started and initialized.

    Attributes:
        started: When it was started, by `perf_counter`, as are all times here.
        can: Its capabilities.
    """

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self.started = perf_counter()
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
        )
        self.folder = folder
        self._arrived: queue.SimpleQueue[tuple[float, Json | None]] = queue.SimpleQueue()
        self._count = 0
        self._writing = threading.Lock()
        threading.Thread(target=self._receive, daemon=True).start()
        uri = folder.as_uri()
        parameters = {
            "processId": os.getpid(),
            "rootUri": uri,
            "workspaceFolders": [{"uri": uri, "name": "bench"}],
            "capabilities": CAPABILITIES,
        }
        _, _, result = self.ask("initialize", parameters)
        self.can: Json = result["capabilities"]
        sync = self.can.get("textDocumentSync")
        self.is_incremental = (sync.get("change") if isinstance(sync, dict) else sync) == 2
        self.send("initialized", {})

    def send(self, method: str, params: Any, **more: Any) -> float:
        """Send a message, and return when that began."""
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        return self._write(body)

    def ask(self, method: str, params: Any) -> tuple[float, float, Any]:
        """Send a request and wait for the answer: when it was sent, when that came, and what it is."""
        number = self.request(method, params)
        sent = self._sent
        arrived, message = self.wait(lambda message: message.get("id") == number and "method" not in message)
        return sent, arrived, message.get("result")

    def request(self, method: str, params: Any) -> int:
        """Send a request without waiting; its number."""
        self._count += 1
        self._sent = self.send(method, params, id=self._count)
        return self._count

    def wait(self, wanted: Callable[[Json], bool], timeout: float = TIMEOUT) -> tuple[float, Json]:
        """The next message that is wanted, and when it came; those before it are dropped.

        Raises:
            Slow: none came in time, or the server has ended.
        """
        end = perf_counter() + timeout
        while True:
            try:
                arrived, message = self._arrived.get(timeout=max(end - perf_counter(), 0.001))
            except queue.Empty:
                raise Slow(f"nothing in {timeout:g} s") from None
            if message is None:
                raise Slow("the server has ended")
            if wanted(message):
                return arrived, message

    def settle(self, quiet: float = 0.3, most: float = TIMEOUT) -> list[Json]:
        """What arrives until nothing has for a while."""
        found, end = [], perf_counter() + most
        with suppress(Slow):
            while perf_counter() < end:
                found.append(self.wait(lambda message: True, quiet)[1])
        return found

    def processor_time(self) -> float:
        """The seconds of processor time it has taken, with all that it has started; 0 where that is not known."""
        total = 0
        for pid in self._family():
            with suppress(OSError):
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                total += sum(map(int, fields[11:15]))
        return total / (os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100)

    def memory(self) -> float:
        """The megabytes it keeps in memory, with all that it has started; 0 where that is not known."""
        total = 0
        for pid in self._family():
            with suppress(OSError):
                for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                    if line.startswith("VmRSS"):
                        total += int(line.split()[1])
        return total / 1024

    def close(self) -> None:
        """Say goodbye, and end it if it does not listen."""
        family = self._family()
        with suppress(OSError, Slow, ValueError):
            number = self.request("shutdown", None)
            self.wait(lambda message: message.get("id") == number, 2)
            self.send("exit", None)
        with suppress(OSError):
            self.process.stdin.close()  # type: ignore[union-attr]
        try:
            self.process.wait(2)
        except subprocess.TimeoutExpired:
            for pid in family:
                with suppress(OSError):
                    os.kill(pid, 9)
            self.process.wait()

    def _family(self) -> list[int]:
        found, todo = [], [self.process.pid]
        while todo:
            pid = todo.pop()
            found.append(pid)
            with suppress(OSError):
                for task in Path(f"/proc/{pid}/task").iterdir():
                    todo += [int(child) for child in (task / "children").read_text().split()]
        return found

    def _write(self, body: bytes) -> float:
        data = memoryview(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        with self._writing:
            start = perf_counter()
            while data:
                data = data[os.write(self.process.stdin.fileno(), data) :]  # type: ignore[union-attr]
        return start

    def _receive(self) -> None:
        descriptor, buffer = self.process.stdout.fileno(), b""  # type: ignore[union-attr]
        while more := os.read(descriptor, 1 << 18):
            buffer += more
            while (end := buffer.find(b"\r\n\r\n")) >= 0:
                length = int(buffer[:end].lower().rpartition(b"content-length:")[2].split()[0])
                if len(buffer) < end + 4 + length:
                    break
                arrived = perf_counter()
                message = json.loads(buffer[end + 4 : end + 4 + length])
                buffer = buffer[end + 4 + length :]
                if "method" in message and "id" in message:
                    self._answer(message)
                else:
                    self._arrived.put((arrived, message))
        self._arrived.put((perf_counter(), None))

    def _answer(self, message: Json) -> None:
        result: Any = None
        if message["method"] == "workspace/configuration":
            result = [None for _ in message["params"]["items"]]
        with suppress(OSError):
            self._write(json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": result}).encode())


class Document:
    """An open document, and how it is changed."""

    def __init__(self, server: Server, text: str) -> None:
        self.server = server
        self.uri = (server.folder / "Dockerfile").as_uri()
        self.lines = text.split("\n")
        self.version = 1
        item = {"uri": self.uri, "languageId": "dockerfile", "version": 1, "text": text}
        self.opened = server.send("textDocument/didOpen", {"textDocument": item})

    def insert(self, line: int, column: int, new: str, *, replacing: int = 0) -> float:
        """Put something into a line, in place of so many characters, and return when sending that began."""
        before = self.lines[line]
        self.lines[line] = f"{before[:column]}{new}{before[column + replacing :]}"
        self.version += 1
        start, end = ({"line": line, "character": at} for at in (column, column + replacing))
        if self.server.is_incremental:
            change: Json = {"range": {"start": start, "end": end}, "text": new}
        else:
            change = {"text": "\n".join(self.lines)}
        item = {"uri": self.uri, "version": self.version}
        return self.server.send("textDocument/didChange", {"textDocument": item, "contentChanges": [change]})

    def is_told(self, message: Json) -> bool:
        """Whether a message holds the diagnostics of the present text, as far as it says of which they are."""
        if message.get("method") != "textDocument/publishDiagnostics" or message["params"]["uri"] != self.uri:
            return False
        return message["params"].get("version") in (None, self.version)

    def diagnostics(self, timeout: float = TIMEOUT) -> tuple[float, list[Json]]:
        """The next diagnostics of the present text, and when they came."""
        arrived, message = self.server.wait(self.is_told, timeout)
        return arrived, message["params"]["diagnostics"]
