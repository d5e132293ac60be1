"""What may happen to a server in a process of its own: clients that go, signals, a ShellCheck that fails in any way.

Whatever it is, the process ends when it should, and leaves none behind.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

import pytest

import dockerls

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the program is a script of a shell")

PATIENCE = 20
URI = "file:///nowhere/at/all/Dockerfile"
FLOOD = "FROM debian:13\n" + "".join(f"RUN cd /x{number}; make\n" for number in range(300))
SERVE = """
import sys
from pathlib import Path
from dockerls.probes import program
fake = Path(sys.argv[1])
program.program = lambda: fake
program.PATIENCE = float(sys.argv[2])
from dockerls.__main__ import main
sys.argv[1:] = ["serve"]
sys.exit(main())
"""


class Server:
    """A server with a ShellCheck of ours, and what it says."""

    def __init__(self, folder: Path, does: str, patience: float = 10.0, reads: bool = True, **more: Any) -> None:
        self.folder = folder
        self.program = folder / "shellcheck"
        self.does(does)
        environment = {**os.environ, "PYTHONPATH": str(Path(dockerls.__file__).parent.parent)}
        self.process = subprocess.Popen(
            (sys.executable, "-c", SERVE, str(self.program), str(patience)),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=(folder / "log").open("wb"), env=environment, **more,
        )  # fmt: skip
        self.arrived: Queue[dict[str, Any] | None] = Queue()
        self.shown: list[str] = []
        self.thread = Thread(target=self._receive, daemon=True)
        if reads:
            self.thread.start()

    def does(self, what: str) -> None:
        """Put another program in the place of ShellCheck, in one step. Each process writes its number down."""
        fresh = self.folder / "fresh"
        fresh.write_text(f"#!/bin/sh\necho $$ >> {self.folder}/began\n{what}\n")
        fresh.chmod(0o755)
        fresh.replace(self.program)

    def _receive(self) -> None:
        stream = self.process.stdout
        assert stream
        while header := stream.readline():
            assert stream.readline() == b"\r\n"
            text = stream.read(int(header.removeprefix(b"Content-Length: ")))
            self.arrived.put(json.loads(text, parse_constant=_no_json))
        self.arrived.put(None)

    def write(self, data: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, **message: Any) -> None:
        self.write(framed(json.dumps({"jsonrpc": "2.0", **message}).encode()))

    def until(self, done: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first message of which something holds."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                message = self.arrived.get(timeout=max(end - time.monotonic(), 0.01))
            except Empty:
                raise AssertionError(f"it does not come: {self.log()}") from None
            assert message is not None, f"the server has ended with {self.process.wait(10)}: {self.log()}"
            if message.get("method") == "window/showMessage":
                self.shown.append(message["params"]["message"])
            if done(message):
                return message

    def ask(self, method: str, params: Any, number: int | str = "asked") -> dict[str, Any]:
        self.send(id=number, method=method, params=params)
        return self.until(lambda message: message.get("id") == number)

    def start(self) -> None:
        self.ask("initialize", {"capabilities": {}})
        self.send(method="initialized", params={})

    def open(self, text: str, uri: str = URI) -> None:
        item = {"uri": uri, "languageId": "dockerfile", "version": 1, "text": text}
        self.send(method="textDocument/didOpen", params={"textDocument": item})

    def works(self) -> None:
        """A text is opened: it gets its diagnostics."""
        self.open("FROM debian:13\nCOPPY a b\n", "file:///nowhere/other/Dockerfile")
        published = self.until(lambda message: "other" in message.get("params", {}).get("uri", ""))
        assert any("COPPY" in item["message"] for item in published["params"]["diagnostics"])

    def began(self) -> list[int]:
        """The processes that were started."""
        place = self.folder / "began"
        return [int(line) for line in place.read_text().split()] if place.exists() else []

    def wait_for_a_process(self) -> None:
        end = time.monotonic() + PATIENCE
        while not self.began():
            assert time.monotonic() < end, self.log()
            time.sleep(0.02)

    def log(self) -> str:
        return (self.folder / "log").read_text()

    def ends(self) -> int:
        """How it ends; nothing that it has started is left."""
        code = self.process.wait(PATIENCE)
        end = time.monotonic() + 5
        while left := [number for number in self.began() if is_running(number)]:
            assert time.monotonic() < end, left
            time.sleep(0.05)
        return code


def _no_json(name: str) -> None:
    raise AssertionError(f"{name} is no JSON")


def framed(body: bytes) -> bytes:
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


def is_running(number: int) -> bool:
    """Whether there is such a process which has not ended; its end may wait for somebody to take note of it."""
    state = subprocess.run(("ps", "-o", "state=", "-p", str(number)), capture_output=True, text=True).stdout.strip()
    return state not in ("", "Z")


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Makes servers; those that are left are ended."""
    servers: list[Server] = []

    def make(does: str = "exec sleep 300", **more: Any) -> Server:
        folder = tmp_path / str(len(servers))
        folder.mkdir()
        servers.append(Server(folder, does, **more))
        return servers[-1]

    yield make
    for server in servers:
        server.process.kill()
        server.process.wait()
        for number in server.began():
            if is_running(number):
                os.kill(number, signal.SIGKILL)


# Ends


@pytest.mark.usefixtures("usual_signals")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_in_the_midst_of_a_flood_leaves_no_process(how: signal.Signals, made: Callable[..., Server]) -> None:
    server = made()
    server.start()
    server.open(FLOOD)
    server.wait_for_a_process()
    server.process.send_signal(how)
    assert server.ends() == 128 + how
    assert server.log() == ""


@pytest.mark.parametrize("last", [b"", b"Content-Le", b"Content-Length: 200\r\n\r\n{", b"Content-Length: 200\r\n\r"])
def test_a_client_that_dies_takes_all_with_it(last: bytes, made: Callable[..., Server]) -> None:
    server = made()
    server.start()
    server.open(FLOOD)
    server.wait_for_a_process()
    server.write(last)
    assert server.process.stdin
    server.process.stdin.close()
    assert server.ends() == 0


def test_a_client_that_does_not_read_and_dies(made: Callable[..., Server]) -> None:
    server = made(reads=False)
    server.send(id=1, method="initialize", params={"capabilities": {}})
    server.open(FLOOD)
    ask = json.dumps({"id": 2, "method": "textDocument/diagnostic", "params": {"textDocument": {"uri": URI}}}).encode()

    def write() -> None:
        with suppress(BrokenPipeError):
            for _ in range(2000):
                server.write(framed(ask))

    writing = Thread(target=write, daemon=True)
    writing.start()  # The server fills the pipe of its answers, and takes no further question.
    writing.join(2)
    assert writing.is_alive()
    assert server.process.poll() is None
    assert server.process.stdout
    server.process.stdout.close()
    assert server.ends() == 0


def test_a_client_that_does_not_read_can_end_it(made: Callable[..., Server]) -> None:
    server = made(reads=False)
    server.send(id=1, method="initialize", params={"capabilities": {}})
    server.open(FLOOD * 20)
    server.wait_for_a_process()
    server.process.terminate()
    assert server.ends() == 128 + signal.SIGTERM


# Ids


@pytest.mark.parametrize("number", ["NaN", "1e999", "-1e999", "1.5", "{}", "[]", "[" * 900 + "]" * 900])
def test_what_is_no_id_is_refused(number: str, made: Callable[..., Server]) -> None:
    server = made("exit 0")
    server.start()
    about = '"params":{"textDocument":{"uri":"x:y"}}'
    for method in ("textDocument/diagnostic", "textDocument/references", "no/such"):
        server.write(framed(f'{{"jsonrpc":"2.0","id":{number},"method":"{method}",{about}}}'.encode()))
        answer = server.until(lambda message: message.get("id", "") is None)
        assert answer["error"]["code"] == (-32700 if number == "NaN" else -32600)  # That is no JSON either.
    server.works()


@pytest.mark.parametrize("number", [0, -1, 2**53, 10**300, "", "🐳", "\ud800", "x" * 10_000])
def test_any_id_comes_back(number: int | str, made: Callable[..., Server]) -> None:
    server = made("exit 0")
    server.start()
    for method in ("textDocument/diagnostic", "textDocument/references", "textDocument/hover"):
        assert "result" in server.ask(method, {"textDocument": {"uri": "x:y"}, "position": {"line": 0, "character": 0},
                                               "context": {"includeDeclaration": True}}, number)  # fmt: skip
    server.works()


# ShellCheck


COMMENT = (
    '{"file": "-", "line": 1, "endLine": 1, "column": 1, "endColumn": 3, "level": "warning", "code": 2164, '
    '"message": "m", "fix": null}'
)


@pytest.mark.parametrize(
    "does",
    [
        "exit 137",
        "kill -9 $$",
        "kill -STOP $$",
        "exec 0<&- 1>&- 2>&-; exec sleep 300",
        "head -c 100000000 /dev/zero",
        "yes >&2",
        'echo \'{"comments": ["x"]}\'',
        "echo '{\"comments\": 7}'",
        "echo '[]'",
        f"echo '{{\"comments\": [{COMMENT.replace('2164', '1e999')}]}}'",
        f"echo '{{\"comments\": [{COMMENT.replace('null', '3')}]}}'",
        f"echo '{{\"comments\": [{COMMENT.replace('null', '[3]')}]}}'",
        f"echo '{{\"comments\": [{COMMENT.replace('1,', '99999999999999999999999,').replace('3,', '-7,')}]}}'",
    ],
)
def test_a_shellcheck_that_fails_is_told_once_and_costs_its_answers(does: str, made: Callable[..., Server]) -> None:
    server = made(does, patience=0.5)
    server.start()
    server.open(FLOOD)
    if "999999" not in does:  # Places that do not exist are taken for the nearest that do.
        server.until(lambda _: bool(server.shown))
        assert "ShellCheck has no answer" in server.shown[0]
    server.wait_for_a_process()
    server.works()
    assert len(server.shown) <= 1
    assert "Traceback" not in server.log()
    server.ask("shutdown", None)
    server.send(method="exit")
    assert server.ends() == 0


def test_a_shellcheck_that_is_replaced_meanwhile(made: Callable[..., Server]) -> None:
    server = made("exit 3")
    server.start()
    server.open("FROM debian:13\nRUN cd /one; make\n")
    server.until(lambda _: bool(server.shown))
    server.program.unlink()
    server.works()
    server.open("FROM debian:13\nRUN cd /two; make\n", "file:///nowhere/two/Dockerfile")
    server.does(f"cat > /dev/null; echo '{{\"comments\": [{COMMENT}]}}'")
    server.open("FROM debian:13\nRUN cd /three; make\n", "file:///nowhere/three/Dockerfile")
    server.until(lambda message: "three" in str(message) and "SC2164" in str(message))
    assert len(server.shown) == 1
