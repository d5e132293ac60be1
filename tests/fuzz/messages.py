"""Random messages to a real server over standard input and output: out of order, of wrong types, cut, in garbage.

After any of them a valid document gets the right diagnostics, for its own version.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from contextlib import suppress
from queue import Empty, Queue
from threading import Thread
from typing import Any

from dockerls.config import read as read_config
from dockerls.lint.names import NAMES
from dockerls.snapshot import snapshot

from .inside import CONTEXT

PATIENCE = 60
SETTINGS = {"shellcheck": False}
GOOD_URI = "file:///nowhere/at/all/Good.Dockerfile"
GOOD = ("FROM alpine:3.23 as base\n", "FROM alpine:3.23 as base\nRUN cd /x && apk add curl\nCOPPY a b\n")

URIS: list[Any] = [
    "file:///nowhere/Dockerfile", "file:///nowhere/b/Dockerfile", "untitled:Untitled-1", "x:y", "", "file://", "file:///",
    "file:///a%00b", "file:///%ff", "file:///\ud800", "http://[", "file:///" + "x" * 5000, None, 7, [], {}, True,
]  # fmt: skip
TEXTS: list[Any] = [
    "", "FROM a\nRUN x\n", "FROM a AS b\nFROM b\n", "\ud800", "🐳\r\r\n", "RUN <<EOF\n", "x" * 70_000, None, 1,
    ["FROM a"],
]  # fmt: skip
NUMBERS: list[Any] = [
    0, 1, 2, 3, 5, -1, -(2**31), 2**31 - 1, 2**31, 2**64, 10**400, 1.5, 1e308, None, "1", [], {}, True,
]  # fmt: skip
METHODS: tuple[Any, ...] = (
    "initialize", "initialized", "shutdown", "$/cancelRequest", "$/setTrace", "$/progress", "workspace/symbol",
    "workspace/didChangeConfiguration", "workspace/didChangeWatchedFiles", "workspace/executeCommand",
    "window/workDoneProgress/cancel",
    "workspace/didChangeWorkspaceFolders", "textDocument/didOpen", "textDocument/didChange", "textDocument/didClose",
    "textDocument/didSave", "textDocument/willSaveWaitUntil", "textDocument/hover", "textDocument/completion",
    "textDocument/signatureHelp", "textDocument/codeAction", "codeAction/resolve", "textDocument/formatting",
    "textDocument/rangeFormatting", "textDocument/onTypeFormatting", "textDocument/documentSymbol",
    "textDocument/foldingRange", "textDocument/selectionRange", "textDocument/documentLink", "textDocument/definition",
    "textDocument/references", "textDocument/documentHighlight", "textDocument/prepareRename", "textDocument/rename",
    "textDocument/linkedEditingRange", "textDocument/prepareCallHierarchy", "callHierarchy/incomingCalls",
    "callHierarchy/outgoingCalls", "textDocument/semanticTokens/full", "textDocument/semanticTokens/full/delta",
    "textDocument/semanticTokens/range", "textDocument/inlayHint", "textDocument/codeLens", "textDocument/diagnostic",
    "workspace/diagnostic", "no/such/method", "", "\ud800", None, 7, [], {},
)  # fmt: skip
SYNC = ("textDocument/didOpen", "textDocument/didChange", "textDocument/didClose", "textDocument/diagnostic")
GARBAGE = (
    b"\r\n", b"\r\n\r\n", b"garbage", b"Content-Length", b"Content-Length: \r\n\r\n", b"Content-Length: -5\r\n\r\n",
    b"Content-Length: x\r\n\r\n{}", b"Content-Type: x\r\n\r\n", b"\0\xff\xfe", b"{}", b"Content-Length: 0\r\n\r\n",
    b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n", b"x" * 20_000, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
)  # fmt: skip


def anything(dice: random.Random, depth: int = 0) -> Any:
    """Any JSON value."""
    kind = dice.randrange(8 if depth < 3 else 5)
    if kind < 2:
        return dice.choice(NUMBERS)
    if kind < 4:
        return dice.choice(TEXTS)
    if kind == 4:
        return dice.choice(URIS)
    if kind == 5:
        return [anything(dice, depth + 1) for _ in range(dice.randrange(4))]
    return {dice.choice(("uri", "text", "version", "range", "x")): anything(dice, depth + 1) for _ in range(3)}


def params(dice: random.Random) -> Any:
    """Parameters that suit most methods, some of them spoilt."""
    if dice.random() < 0.05:
        return anything(dice)

    def place() -> Any:
        return {"line": dice.choice(NUMBERS[:8]), "character": dice.choice(NUMBERS[:8])}

    def area() -> Any:
        return {"start": place(), "end": place()}

    changes: list[Any] = [{"text": dice.choice(TEXTS[:6]), "range": area()} for _ in range(dice.randrange(4))]
    uri, version = dice.choice(URIS[:4]), dice.choice(NUMBERS[:7])
    item = {"uri": uri, "languageId": "dockerfile", "version": version, "text": dice.choice(TEXTS[:7])}
    made: dict[str, Any] = {
        "textDocument": item, "contentChanges": changes, "position": place(), "range": area(), "newName": "x",
        "positions": [place(), place()], "context": dict(CONTEXT),
        "options": {"tabSize": 4, "insertSpaces": True}, "query": "a", "command": "dockerls.openRule",
        "arguments": ["x"], "changes": [], "previousResultId": "x",
        "item": {"name": "a", "kind": 2, "uri": uri, "range": area(), "selectionRange": area(), "data": anything(dice)},
        "title": "x", "id": dice.choice(NUMBERS), "capabilities": {}, "value": "off", "ch": "x",
    }  # fmt: skip
    made["settings"] = {"dockerls": dict(SETTINGS)}  # Any other would change what the last check is held against.
    while dice.random() < 0.3:
        victim = dice.choice([made, item, made["position"], made["range"], made["context"], *changes])
        if isinstance(victim, dict) and victim:
            name = dice.choice(list(victim))
            if name == "settings":
                continue
            if dice.random() < 0.3:
                del victim[name]
            else:
                victim[name] = anything(dice)
        if not all(name in made for name in ("position", "range", "context")):
            break
    return made


def message(dice: random.Random, number: int) -> Any:
    """One message: a request, a notification, an answer to nothing, or none of these."""
    kind = dice.random()
    method: Any = dice.choice(SYNC) if dice.random() < 0.4 else dice.choice(METHODS)
    if method in ("shutdown", "workspace/didChangeConfiguration"):
        method = "textDocument/hover"
    made: dict[str, Any] = {"jsonrpc": "2.0", "method": method, "params": params(dice)}
    if kind < 0.5:
        made["id"] = dice.choice([number, str(number), *NUMBERS]) if dice.random() < 0.2 else number
    elif kind < 0.55:
        made = {"jsonrpc": "2.0", "id": anything(dice), dice.choice(("result", "error")): anything(dice)}
    elif kind < 0.6:
        return dice.choice([[made, made], [], None, 7, "x", {}, {"id": 1}, {"jsonrpc": "1.0", **made}, {"params": {}}])
    if dice.random() < 0.1:
        made.pop(dice.choice(list(made)))
    return made


def framed(dice: random.Random, body: bytes) -> bytes:
    """A message behind a header as one client or another writes it, and sometimes a wrong one."""
    size = len(body)
    kind = dice.random()
    if kind < 0.04:
        size += dice.choice((-7, -1, 1, 7, 300))
    header = dice.choice(
        (
            f"Content-Length: {size}\r\n\r\n", f"content-length:{size}\r\n\r\n", f"CONTENT-LENGTH:  {size} \r\n\r\n",
            f"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: {size}\r\n\r\n",
            f"Content-Length: {size}\r\nContent-Type: x\r\nX: y\r\n\r\n", f"Content-Length: {size}\n\n",
            f"Content-Length: 0\r\nContent-Length: {size}\r\nX-Content-Length: 9\r\n\r\n",
        )
    )  # fmt: skip
    if kind < 0.08:
        deep = b'{"id": 1, "method": "completionItem/resolve", "params": ' + b'{"x":' * 900 + b"1" + b"}" * 901
        body = dice.choice(
            (body[:-1], body.replace(b"e", b"\xff"), b"\xef\xbb\xbf" + body, b"[" * 100_000, deep, b"[%b]" % body,
             body.replace(b"1", b"NaN"), body.replace(b"1", b"1e999"), body.replace(b",", b"\0"), body + body)
        )  # fmt: skip
        return f"Content-Length: {len(body)}\r\n\r\n".encode() + body
    if kind < 0.1:
        wrong = ("+%d", "-%d", "0x%d", "%d.0", "%d;x", "99999999999", "", "%d\r\nContent-Type: x; charset=utf-16")
        return f"Content-Length: {dice.choice(wrong).replace('%d', str(size))}\r\n\r\n".encode() + body
    return header.encode() + body


def encoded(dice: random.Random, value: Any) -> bytes:
    """JSON in one of its spellings."""
    if dice.random() < 0.5:
        with suppress(UnicodeEncodeError):
            return json.dumps(value, ensure_ascii=False).encode()
    return json.dumps(value, indent=dice.choice((None, None, 1))).encode()


def stream(dice: random.Random, length: int) -> list[bytes]:
    """The bytes of a session, cut into pieces anywhere."""
    sent = b""
    for number in range(length):
        if dice.random() < 0.04:
            sent += dice.choice(GARBAGE)
        sent += framed(dice, encoded(dice, message(dice, number + 1000)))
    pieces = []
    while sent:
        size = dice.choice((1, 2, 17, 300, 5000, 100_000))
        pieces.append(sent[:size])
        sent = sent[size:]
        if len(pieces) > 400:
            pieces.append(sent)
            break
    return pieces


class Client:
    """A real server in a process of its own, and what it says."""

    def __init__(self) -> None:
        command = (sys.executable, "-m", "dockerls", "serve", "--log-level", "error")
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.arrived: Queue[dict[str, Any] | None] = Queue()
        Thread(target=self._receive, daemon=True).start()
        self.count = 0

    def _receive(self) -> None:
        assert self.process.stdout
        while True:
            header = self.process.stdout.readline()
            if not header:
                break
            assert header.startswith(b"Content-Length: "), header
            assert self.process.stdout.readline() == b"\r\n"
            self.arrived.put(json.loads(self.process.stdout.read(int(header[16:]))))
        self.arrived.put(None)

    def write(self, data: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, **made: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **made}).encode()
        self.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    def ask(self, method: str, params: Any) -> Any:
        """The result of a request; what comes before it is left aside."""
        self.count += 1
        number = f"good-{self.count}"
        self.send(id=number, method=method, params=params)
        while True:
            try:
                answer = self.arrived.get(timeout=PATIENCE)
            except Empty:
                raise AssertionError(f"no answer to {method}") from None
            assert answer is not None, f"the server has ended with {self.process.wait(10)}"
            if answer.get("id") == number:
                assert "error" not in answer, answer
                return answer["result"]

    def start(self, settings: dict[str, Any] = SETTINGS) -> None:
        able: dict[str, Any] = {"textDocument": {"diagnostic": {}}}
        self.ask("initialize", {"capabilities": able, "initializationOptions": dict(settings)})
        self.send(method="initialized", params={})

    def check(self, version: int) -> None:
        """A document is opened and changed: the diagnostics are those of what it is now."""
        # A message that said to be longer than it was takes what follows with it, once.
        for _ in range(3):
            self.send(method="$/setTrace", params={"value": "off", "filler": "x" * 400})
        item = {"uri": GOOD_URI, "languageId": "dockerfile", "version": version, "text": GOOD[0]}
        self.send(method="textDocument/didOpen", params={"textDocument": item})
        item = {"uri": GOOD_URI, "version": version + 1}
        self.send(method="textDocument/didChange", params={"textDocument": item, "contentChanges": [{"text": GOOD[1]}]})
        got = self.ask("textDocument/diagnostic", {"textDocument": {"uri": GOOD_URI}})
        config, _ = read_config(dict(SETTINGS), NAMES)
        wanted = snapshot(GOOD[1], config=config).report.findings
        assert [item["code"] for item in got["items"]] == [finding.code for finding in wanted]
        self.ask("textDocument/hover", {"textDocument": {"uri": GOOD_URI}, "position": {"line": 0, "character": 1}})

    def stop(self) -> int:
        """Say goodbye, and the exit code."""
        self.ask("shutdown", None)
        self.send(method="exit", params=None)
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE)
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                assert pipe
                pipe.close()


def survive(seed: int, sessions: int = 3, length: int = 60) -> None:
    """Attack one server some times, and see after each whether it still does its work."""
    dice = random.Random(seed)
    client = Client()
    try:
        early = dice.random() < 0.3
        if early:  # Before initialize.
            for piece in stream(dice, 10):
                client.write(piece.replace(b'"initialize"', b'"initializx"').replace(b'"exit"', b'"exix"'))
        client.start()
        for round_ in range(sessions):
            for piece in stream(dice, length):
                client.write(piece)
            client.check(round_ * 2 + 1)
        assert client.stop() == 0
    finally:
        client.kill()


def main(seconds: float) -> None:
    """Attack until the time is over; the first failure ends it, and says how to see it again."""
    seed, end = int.from_bytes(os.urandom(4), "big"), time.monotonic() + seconds
    count = 0
    while time.monotonic() < end:
        seed, count = seed + 1, count + 1
        try:
            survive(seed)
        except BaseException:
            print(f"seed {seed}")
            raise
    print(f"{count} sessions")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60)
