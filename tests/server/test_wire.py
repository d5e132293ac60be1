"""Attacks on the frames and on JSON-RPC: each has an answer or a line in the log, and what follows is heard.

The bytes come in pieces, to the whole server without a process. Facts are those of the LSP's base protocol (one
charset; no batches, says the text of 3.18) and of JSON-RPC 2.0 (its codes, and null for the id of what has none).
"""

from __future__ import annotations

import json
import logging
import random
import socket
from collections.abc import Iterable, Iterator
from threading import Thread
from typing import Any

import pytest
from fuzz.messages import anything
from server.editor import Frames

from dockerls.server import serve

PLACE = {"textDocument": {"uri": "x:y"}, "position": {"line": 0, "character": 0}}


def framed(body: bytes | dict[str, Any]) -> bytes:
    if isinstance(body, dict):
        body = json.dumps({"jsonrpc": "2.0", **body}).encode()
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


START = framed({"id": "start", "method": "initialize", "params": {"capabilities": {}}})
LAST = framed({"id": "last", "method": "textDocument/diagnostic", "params": PLACE})
BODY = json.dumps({"jsonrpc": "2.0", "id": "é🐳", "method": "textDocument/hover", "params": PLACE}, ensure_ascii=False)
BYTES = BODY.encode()
SIZE = len(BYTES)


def said(pieces: Iterable[bytes]) -> dict[Any, Any]:
    """What the server says to a stream: the code of an error or None for a result, by the id of what it answers."""
    sent: list[bytes] = []
    stream = iter((*pieces, b""))
    assert serve(stream.__next__, lambda *parts: sent.append(b"".join(parts))) == 0
    found: dict[Any, Any] = {}
    for frame in sent:
        header, _, body = frame.partition(b"\r\n\r\n")
        assert header == b"Content-Length: %d" % len(body)
        message = json.loads(body, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
        assert message["jsonrpc"] == "2.0"
        if "method" not in message:
            assert ("result" in message) != ("error" in message)
            found[message["id"]] = message.get("error", {}).get("code")
    return found


def cut(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


# Frames

GOOD = {
    "lower case": b"content-length: %d\r\n\r\n",
    "upper case": b"CONTENT-LENGTH: %d\r\n\r\n",
    "no blank": b"Content-Length:%d\r\n\r\n",
    "many blanks": b"Content-Length \t: \t %d \t \r\n\r\n",
    "leading zeros": b"Content-Length: 00000000000000%d\r\n\r\n",
    "a type before": b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: %d\r\n\r\n",
    "a type behind": b"Content-Length: %d\r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n\r\n",
    "a quoted charset": b'Content-Length: %d\r\ncontent-type: x; Charset = "UTF-8"; y=z\r\n\r\n',
    "no charset": b"Content-Length: %d\r\nContent-Type: application/json\r\n\r\n",
    "unknown fields": b"X-Trace: 1\r\nContent-Length: %d\r\nX-Length: 7\r\n\r\n",
    "its name within another": b"Content-Length: %d\r\nX-Content-Length: 7\r\n\r\n",
    "its name within a value": b"Content-Length: %d\r\nX: content-length: 7 or so\r\n\r\n",
    "twice the same": b"Content-Length: %d\r\nContent-Length: %d\r\n\r\n",
    "a wrong one before": b"Content-Length: 7\r\nContent-Length: %d\r\n\r\n",
    "an unusable one behind": b"Content-Length: %d\r\nContent-Length: -7\r\n\r\n",
    "lines without CR": b"Content-Length: %d\n\n",
    "some lines without CR": b"X: y\nContent-Length: %d\r\n\n",
}


@pytest.mark.parametrize("size", [1, 3, 1 << 20])
@pytest.mark.parametrize("name", GOOD)
def test_headers_that_are_understood(name: str, size: int, caplog: pytest.LogCaptureFixture) -> None:
    header = GOOD[name].replace(b"%d", b"%d" % SIZE)
    wanted = {"start": None, "é🐳": None, "last": None}
    assert said((START, *cut(header + BYTES + LAST, size))) == wanted
    assert caplog.text == ""


BAD = {
    "none": b"\r\n\r\n",
    "another field alone": b"Content-Type: x\r\n\r\n",
    "empty": b"Content-Length: \r\n\r\n",
    "negative": b"Content-Length: -%d\r\n\r\n",
    "with a sign": b"Content-Length: +%d\r\n\r\n",
    "hexadecimal": b"Content-Length: 0x%d\r\n\r\n",
    "a fraction": b"Content-Length: %d.0\r\n\r\n",
    "an exponent": b"Content-Length: %de0\r\n\r\n",
    "two in one": b"Content-Length: %d, %d\r\n\r\n",
    "other digits": "Content-Length: ١٢\r\n\r\n".encode(),
    "huge": b"Content-Length: 99999999999\r\n\r\n",
    "endless": b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n",
    "NUL": b"Content-Length: %d\0\r\n\r\n",
    "lines that end with CR": b"Content-Length: %d\r\r",
    "megabytes": b"X: " + b"y" * 3_000_000 + b"\r\nZ: 1\r\n\r\n",
    "many fields": b"X: y\r\n" * 300_000 + b"\r\n",
    "HTTP": b"POST / HTTP/1.1\r\nHost: x\r\n\r\n",
}


@pytest.mark.parametrize("size", [1, 1 << 16])
@pytest.mark.parametrize("name", BAD)
def test_headers_that_say_no_length(name: str, size: int, caplog: pytest.LogCaptureFixture) -> None:
    header = BAD[name].replace(b"%d", b"%d" % SIZE)
    if size == 1 and len(header) > 10_000:
        size = 4099
    assert said((START, *cut(header + BYTES + LAST, size))) == {"start": None, "last": None}
    assert "a header has no length" in caplog.text or "no header in" in caplog.text or "is skipped" in caplog.text


@pytest.mark.parametrize("charset", [b"utf-16", b"iso-8859-1", b"us-ascii", b'"UTF-16LE"', b"utf-8-sig", b"\xff"])
def test_another_charset_is_an_error(charset: bytes, caplog: pytest.LogCaptureFixture) -> None:
    header = b"Content-Length: %d\r\nContent-Type: application/vscode-jsonrpc; charset=%b\r\n\r\n" % (SIZE, charset)
    assert said((START, header + BYTES, LAST)) == {"start": None, None: -32700, "last": None}
    assert "UTF-8" in caplog.text


@pytest.mark.parametrize("size", [1, 1 << 16])
@pytest.mark.parametrize("by", [-SIZE, -7, -2, -1, 1, 2, 7, 20, 60])
def test_a_body_of_another_length_costs_two_messages_at_most(
    by: int, size: int, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = b"Content-Length: %d\r\n\r\n%b" % (SIZE + by, BYTES)
    filler = framed({"id": "swallowed", "method": "x"})
    found = said((START, *cut(wrong + filler + LAST, size)))
    assert found[None] == -32700
    assert found["last"] is None
    assert "not valid JSON" in caplog.text


def test_a_stream_may_be_cut_in_two_anywhere() -> None:
    data = GOOD["unknown fields"].replace(b"%d", b"%d" % SIZE) + BYTES + LAST
    for at in range(1, len(data)):
        assert said((START, data[:at], data[at:])) == {"start": None, "é🐳": None, "last": None}


@pytest.mark.parametrize("data", [START, BYTES])
def test_a_stream_may_end_anywhere(data: bytes, caplog: pytest.LogCaptureFixture) -> None:
    for at in range(1, len(data)):
        caplog.clear()
        assert said((START, data[:at])) == {"start": None}
        assert "the stream ends within a message" in caplog.text


# Bodies


def nested(depth: int, opens: bytes = b"[", closes: bytes = b"]") -> bytes:
    return opens * depth + b"1" + closes * depth


NO_JSON = {
    "empty": b"",
    "blanks": b"  \r\n ",
    "not UTF-8": BYTES.replace("é".encode(), b"\xe9"),
    "half a character": BYTES.replace("🐳".encode(), b"\xf0\x9f"),
    "NUL": BYTES.replace(b",", b",\0", 1),
    "NUL behind": BYTES + b"\0",
    "a raw line end in a string": BYTES.replace("é".encode(), b"\n"),
    "single quotes": BYTES.replace(b'"', b"'"),
    "a comma too many": BYTES[:-1] + b",}",
    "a comment": BYTES + b"// x",
    "two values": BYTES + BYTES,
    "cut": BYTES[:-1],
    "NaN": b'{"id": 1, "method": "completionItem/resolve", "params": {"label": NaN}}',
    "Infinity": b'{"id": 1, "method": "completionItem/resolve", "params": {"label": -Infinity}}',
    "too deep": nested(300_000),
    "too deep, objects": nested(300_000, b'{"a":', b"}"),
    "never closed": b"[" * 300_000,
}


@pytest.mark.parametrize("name", NO_JSON)
def test_what_is_no_json(name: str, caplog: pytest.LogCaptureFixture) -> None:
    assert said((START, framed(NO_JSON[name]), LAST)) == {"start": None, None: -32700, "last": None}
    assert "a message is not valid JSON" in caplog.text


INVALID = {
    "a batch": b'[{"jsonrpc": "2.0", "id": 1, "method": "shutdown"}, {"jsonrpc": "2.0", "method": "exit"}]',
    "an empty batch": b"[]",
    "null": b"null",
    "a string": b'"x"',
    "a number": b"1",
    "a truth": b"true",
    "no method": b'{"jsonrpc": "2.0"}',
    "parameters alone": b'{"params": {}}',
    "a number for a method": b'{"method": 7}',
    "null for a method": b'{"method": null, "params": {}}',
    "true for an id": b'{"id": true, "method": "textDocument/hover"}',
    "a fraction for an id": b'{"id": 1.5, "method": "textDocument/hover"}',
    "a list for an id": b'{"id": [], "result": null}',
    "null for a request's id": b'{"id": null, "method": "textDocument/hover"}',
    "null for an unknown request's id": b'{"id": null, "method": "x"}',
}  # fmt: skip


@pytest.mark.parametrize("name", INVALID)
def test_what_is_no_message(name: str) -> None:
    assert said((START, framed(INVALID[name]), LAST)) == {"start": None, None: -32600, "last": None}


HUGE = b"9" * 4000
REQUESTS: dict[str, tuple[bytes, int | None]] = {
    "no jsonrpc": (b'{"id": 1, "method": "textDocument/references", "params": {"textDocument": {"uri": "x:y"}, '
                   b'"position": {"line": 0, "character": 0}, "context": {"includeDeclaration": true}}}', None),
    "another jsonrpc": (b'{"jsonrpc": "1.0", "id": 1, "method": "shutdown"}', None),
    "a mark before": (b'\xef\xbb\xbf{"id": 1, "method": "shutdown"}', None),
    "blanks around": (b' \r\n {"id": 1, "method": "shutdown"} \r\n\r\n ', None),
    "keys twice": (b'{"id": 7, "method": "x", "id": 1, "method": "shutdown"}', None),
    "more keys": (b'{"id": 1, "method": "shutdown", "params": null, "x": {}, "": 1}', None),
    "both request and answer": (b'{"id": 1, "method": "shutdown", "result": null, "error": {}}', None),
    "half a pair": (b'{"id": 1, "method": "completionItem/resolve", "params": {"label": "\\ud800"}}', None),
    "half a pair, raw": (b'{"id": 1, "method": "completionItem/resolve", "params": {"label": "\xed\xa0\x80"}}', None),
    "a number beyond all": (b'{"id": 1, "method": "completionItem/resolve", "params": {"x": -1e999}}', None),
    "a number of many digits": (b'{"id": 1, "method": "completionItem/resolve", "params": {"x": %b}}' % HUGE, None),
    "no such method": (b'{"id": 1, "method": "x"}', -32601),
    "half a pair for a method": (b'{"id": 1, "method": "\\ud800"}', -32601),
    "a notification as a request": (b'{"id": 1, "method": "textDocument/didOpen", "params": {}}', -32601),
    "the end as a request": (b'{"id": 1, "method": "exit"}', -32601),
    "the start as a request": (b'{"id": 1, "method": "initialized", "params": {}}', -32601),
    "a cancellation as a request": (b'{"id": 1, "method": "$/cancelRequest", "params": {"id": 1}}', -32601),
    "a name of Python's": (b'{"id": 1, "method": "__class__"}', -32601),
    "a list of parameters": (b'{"id": 1, "method": "textDocument/diagnostic", "params": [1]}', -32602),
    "a string of parameters": (b'{"id": 1, "method": "textDocument/hover", "params": "x"}', -32602),
    "no parameters": (b'{"id": 1, "method": "textDocument/references"}', -32602),
    "a null of parameters": (b'{"id": 1, "method": "textDocument/definition", "params": null}', -32602),
    "a second start": (b'{"id": 1, "method": "initialize", "params": {}}', -32600),
}  # fmt: skip


@pytest.mark.parametrize("name", REQUESTS)
def test_requests_of_many_kinds(name: str) -> None:
    body, code = REQUESTS[name]
    end = () if b"shutdown" in body else (LAST,)
    wanted = {"start": None, 1: code, **({"last": None} if end else {})}
    assert said((START, framed(body), *end)) == wanted


@pytest.mark.parametrize("number", [0, 1, "x", "", "dockerls-99", None, "dockerls-1"])
@pytest.mark.parametrize("more", [{"result": {}}, {"error": {}}, {"error": None}, {"result": None, "error": 7}])
def test_answers_to_nothing(number: Any, more: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    assert said((START, framed({"id": number, **more}), LAST)) == {"start": None, "last": None}
    assert "an answer to nothing" in caplog.text


NOTIFICATIONS = (
    "textDocument/didOpen", "textDocument/didChange", "textDocument/didClose", "textDocument/didSave", "initialized",
    "workspace/didChangeConfiguration", "workspace/didChangeWorkspaceFolders", "workspace/didChangeWatchedFiles",
    "$/setTrace", "$/cancelRequest", "$/x", "x", "shutdown", "initialize",
)  # fmt: skip


@pytest.mark.parametrize("depth", [0, 100, 700])
@pytest.mark.parametrize("method", NOTIFICATIONS)
def test_notifications_without_sense(method: str, depth: int) -> None:
    deep = nested(depth, b'{"settings": ', b"}") if depth else b"[1]"
    settings = b'{"settings": {"dockerls": %b}, "event": %b, "textDocument": %b}' % (deep, deep, deep)
    about = b'{"jsonrpc": "2.0", "method": "%b", "params": %b}'
    frames = [framed(about % (method.encode(), params)) for params in (deep, settings, b"null", b"7")]
    assert said((START, *frames, LAST)) == {"start": None, "last": None}


@pytest.mark.parametrize("depth", [10, 300, 600, 980])
@pytest.mark.parametrize("name", ["initializationOptions", "capabilities", "workspaceFolders", "rootUri"])
def test_a_start_that_is_too_deep(name: str, depth: int) -> None:
    """JSON may be nearly as deep as Python's stack, and what reads it needs some more."""
    body = b'{"jsonrpc": "2.0", "id": "start", "method": "initialize", "params": {"capabilities": {}, "%b": %b}}'
    found = said((framed(body % (name.encode(), nested(depth, b'{"general":', b"}"))), START, LAST))
    taken, refused = {"start": -32600, "last": None}, {None: -32700, "start": None, "last": None}
    assert found == taken or (depth > 900 and found == refused)  # It has started, and once.


@pytest.mark.parametrize("seed", range(30))
def test_a_start_that_says_anything(seed: int) -> None:
    dice = random.Random(seed)
    params: dict[str, Any] = {
        name: anything(dice)
        for name in ("initializationOptions", "capabilities", "workspaceFolders", "rootUri", "processId", "clientInfo")
    }
    for name in ("general", "textDocument", "workspace", "window"):
        if isinstance(params["capabilities"], dict):
            params["capabilities"] = {**params["capabilities"], name: anything(dice)}
    if isinstance(params["workspaceFolders"], list):
        params["workspaceFolders"] = [*params["workspaceFolders"], {"uri": anything(dice), "name": anything(dice)}]
    first = framed({"id": "start", "method": "initialize", "params": params})
    assert said((first, framed({"method": "initialized"}), LAST))["last"] is None


# A client that takes its time


def test_a_client_that_reads_slowly_gets_all_of_it() -> None:
    """Answers of some megabytes wait in a pipe of some kilobytes; each arrives whole, and in its order."""
    ours, theirs = socket.socketpair()
    for end in (ours, theirs):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    codes: list[int] = []

    def run() -> None:
        with theirs:
            codes.append(serve(lambda: theirs.recv(1 << 16), lambda *parts: theirs.sendall(b"".join(parts))))

    serving = Thread(target=run, daemon=True)
    serving.start()
    text = "FROM debian:13\n" + "COPPY a b\n" * 300
    item = {"uri": "x:y", "languageId": "dockerfile", "version": 1, "text": text}
    data = START + framed({"method": "textDocument/didOpen", "params": {"textDocument": item}})
    for number in range(30):
        data += framed({"id": number, "method": "textDocument/diagnostic", "params": PLACE})
    writing = Thread(target=ours.sendall, args=(data,), daemon=True)
    writing.start()
    writing.join(0.5)
    frames = Frames(lambda: ours.recv(997), ours.sendall)
    writing.join(30)
    frames.send({"id": "end", "method": "shutdown"}, {"method": "exit"})
    serving.join(30)
    frames.thread.join(30)
    ours.close()
    found = [frames.arrived.get(timeout=1) for _ in range(frames.arrived.qsize() - 1)]
    answers = [message for message in found if message and "method" not in message]
    assert [message["id"] for message in answers] == ["start", *range(30), "end"]
    assert {len(message["result"]["items"]) for message in answers[1:-1]} == {300}
    assert codes == [0]


@pytest.fixture(autouse=True)
def _from_info_on(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
