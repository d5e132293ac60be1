"""The base protocol: messages in and out of a byte stream, each behind a `Content-Length` header.

It knows frames and JSON, and must not know what a message means.

pygls has loops of its own; theirs makes three or four hops to a thread for each message, and cannot tell whether
another one is waiting. This one reads plainly, and says when nothing more is there (`None`): the moment to answer a
burst of keystrokes once.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from threading import Lock
from typing import Any

log = logging.getLogger("dockerls")

_MOST_HEADER = 8192
_PARSE_ERROR = b'{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"The message is not valid JSON."}}'

Message = dict[str, Any]


class Gone(Exception):
    """The client does not read any more."""


class Wire:
    """A stream of messages to and from one client.

    Args:
        read: Gives the next bytes, at least one, and `b""` at the end; blocks while there are none.
        write: Takes all of the bytes at once.
    """

    def __init__(self, read: Callable[[], bytes], write: Callable[[bytes], object]) -> None:
        self._read = read
        self._write = write
        self._lock = Lock()

    def messages(self) -> Iterator[Message | None]:
        """Every message as it comes, and None each time that no further one has arrived yet."""
        buffer = bytearray()
        body = -1  # Where the body starts, once its header is known, and how long it is.
        length = 0
        while True:
            while True:
                if body < 0:
                    body, length = _header(buffer)
                if body < 0 or len(buffer) < body + length:
                    break
                content = bytes(buffer[body : body + length])
                del buffer[: body + length]
                body = -1
                message = self._decode(content)
                if message is not None:
                    yield message
            yield None
            try:
                more = self._read()
            except OSError as error:
                raise Gone(repr(error)) from error
            if not more:
                return
            buffer += more

    def _decode(self, content: bytes) -> Message | None:
        try:
            message = json.loads(content)
        except (ValueError, RecursionError):
            log.error("a message is not valid JSON: %r", content[:200])
            self.write(_PARSE_ERROR)
            return None
        if not isinstance(message, dict):
            log.error("a message is no object: %r", content[:200])
            return None
        return message

    def send(self, message: Message) -> None:
        """Send a message of plain values."""
        self.write(json.dumps({"jsonrpc": "2.0", **message}, separators=(",", ":")).encode())

    def write(self, body: bytes) -> None:
        """Send a message that is JSON already; safe to call from any thread. It is also what pygls writes to."""
        frame = b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
        with self._lock:
            try:
                self._write(frame)
            except (OSError, ValueError) as error:
                raise Gone(repr(error)) from error

    def close(self) -> None:
        """Asked for by pygls when the client says `exit`; the stream ends with the process."""


def _header(buffer: bytearray) -> tuple[int, int]:
    """Where the first message's body starts and its length; -1 while its header is not complete.

    A header without a usable length is dropped, and so is a flood without any header.
    """
    while (end := buffer.find(b"\r\n\r\n")) >= 0:
        for line in bytes(buffer[:end]).split(b"\r\n"):
            name, _, value = line.partition(b":")
            if name.strip().lower() == b"content-length" and value.strip().isdigit():
                return end + 4, int(value)
        log.error("a header has no length: %r", bytes(buffer[: min(end, 200)]))
        del buffer[: end + 4]
    if len(buffer) > _MOST_HEADER:
        log.error("no header in %d bytes", len(buffer))
        del buffer[:-3]
    return -1, 0
