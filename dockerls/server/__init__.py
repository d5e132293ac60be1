"""The language server: `main()` reads its options and serves one client, over standard input and output or TCP."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ..late import log, set_up_log, turn

if TYPE_CHECKING:
    import argparse

    from .client import Client
    from .session import Session
    from .wire import Message, Wire


_MOST_PARTS = 512
"""How many parts are written in one go; systems take 1024 at least."""

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve one client until it leaves, and return the exit code: 0 if it said goodbye in good order."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given in ([], ["--stdio"]):  # What editors say takes no parser, whose import they would wait for.
        set_up_log(format=_FORMAT)
        return _stdio()
    options = _parser().parse_args(given)
    settings = {"filename": options.log_file, "encoding": "utf-8"} if options.log_file else {}
    set_up_log(level=options.log_level.upper(), format=_FORMAT, **settings)
    if options.log_file:
        log.debug("the log begins")  # If it cannot be written, that is said now.
    if options.tcp:
        return _tcp(options.host, options.port)
    return _stdio()


def _parser() -> argparse.ArgumentParser:
    import argparse

    parser = argparse.ArgumentParser(prog="dockerls serve", description="Start the language server.")
    parser.add_argument("--stdio", action="store_true", help="speak over standard input and output (the default)")
    parser.add_argument("--tcp", action="store_true", help="listen on a port and serve the first client that connects")
    parser.add_argument("--host", default="127.0.0.1", help="where to listen (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, default=0, help="the port to listen on (default: any that is free)")
    parser.add_argument("--log-file", metavar="FILE", help="write the log to a file, not to standard error")
    parser.add_argument("--log-level", default="warning", choices=("debug", "info", "warning", "error"))
    parser.add_argument("--clientProcessId", help=argparse.SUPPRESS)  # Some clients add it; its end closes our input.
    return parser


def _stdio() -> int:
    # What is printed by mistake goes to standard error, and cannot break the stream of messages.
    out = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    stdin = sys.stdin.fileno()
    is_wide = False

    def write(*parts: bytes) -> None:
        nonlocal is_wide
        if len(parts) > 1 and not is_wide:
            is_wide = True
            _widen(out)
        for at in range(0, len(parts), _MOST_PARTS):
            _write(out, parts[at : at + _MOST_PARTS])

    return serve(lambda: os.read(stdin, 1 << 16), write)


def _write(file: int, parts: Sequence[bytes]) -> None:
    """Write some parts in one go: between two, other threads would have their turn."""
    if len(parts) > 1 and hasattr(os, "writev"):
        missing = sum(map(len, parts)) - os.writev(file, parts)
        left = b"".join(parts)[-missing:] if missing else b""
    else:
        left = b"".join(parts)
    while left:
        left = left[os.write(file, left) :]


def _widen(pipe: int) -> None:
    """Let a pipe hold more than the usual 64 KB, where that can be had: else the two at its ends wait for each other
    thirty times while the diagnostics of a long file are written, which takes a millisecond."""
    try:
        from fcntl import F_SETPIPE_SZ, fcntl

        fcntl(pipe, F_SETPIPE_SZ, 1 << 18)
    except (ImportError, OSError):
        log.debug("the pipe stays as it is")


def _tcp(host: str, port: int) -> int:
    import socket

    with socket.create_server((host, port)) as listening:
        print(f"dockerls listens on {host}:{listening.getsockname()[1]}", file=sys.stderr, flush=True)
        connection, _ = listening.accept()
    with connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return serve(lambda: connection.recv(1 << 16), lambda *parts: connection.sendall(b"".join(parts)))


def serve(read: Callable[[], bytes], write: Callable[..., object]) -> int:
    """Serve the client at the other end of a stream; `read` and `write` are those of a Wire."""
    from .wire import Gone, Wire

    wire = Wire(read, write)
    session: Session | None = None
    try:
        for message in wire.messages():
            if session is None:
                if message is None:
                    continue
                greeted = _greeted(wire, message)
                # The client has its answer, and thinks about it; what diagnostics take is imported meanwhile.
                from .answers import Answers
                from .session import Session

                session = Session(wire)
                answers = Answers(session)
                if greeted is not None:
                    session.begin(message["params"], greeted)
                    continue
            with session.lock:
                if message is None:
                    session.rest()
                    answers.prepare()
                    turn()
                elif not session.take(message):
                    answers.give(message)
            if session.over is not None:
                return session.over
    except Gone as gone:
        log.info("the client is gone: %s", gone)
    except KeyboardInterrupt:
        return 130
    finally:
        if session is not None:
            session.end()
    return 0


def _greeted(wire: Wire, message: Message) -> Client | None:
    """Answer `initialize`, if the first message is that, and tell who has sent it."""
    from .capabilities import greeting
    from .client import client

    params = message.get("params")
    if message.get("method") != "initialize" or message.get("id") is None or not isinstance(params, dict):
        return None
    made = client(params.get("capabilities"))
    wire.answer(message["id"], greeting(made))
    return made
