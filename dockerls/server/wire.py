"""The base protocol: messages in and out of a byte stream, each behind a `Content-Length` header.

It knows frames and JSON, and must not know what a message means.

pygls has loops of its own; theirs makes three or four hops to a thread for each message, and cannot tell whether
another one is waiting. This one reads plainly, and says when nothing more is there (`None`): the moment to answer a
burst of keystrokes once.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from threading import Lock
from types import NoneType
from typing import Any

from ..late import log, regex

_MOST_HEADER = 8192
_MOST_BODY = 1 << 30
_KEPT = 64
"""As many bytes of a flood are kept as the beginning of a header may have."""
_LONG = 1 << 16
"""From how many bytes on a message is written in parts."""

_HEADER_END = regex(rb"\r?\n\r?\n")
"""Lines end with CR and LF; who types a message by hand leaves the CR out."""
_LENGTH = regex(rb"^content-length[ \t]*:[ \t]*([0-9]{1,20})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_GLUED = regex(rb"content-length[ \t]*:[ \t]*([0-9]{1,20})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
"""The same behind the rest of a message that was longer than it said."""
_FIELDS = regex(rb"(?:[\w-]+[ \t]*:[^\r\n]*\r?(?:\n|$))+")
_CHARSET = regex(rb"^content-type[ \t]*:[^\n]*charset[ \t]*=[ \t]*[\"']?([^\s\"';]*)", re.IGNORECASE | re.MULTILINE)
_UTF8 = (b"", b"utf-8", b"utf8")
"""The only charset that the protocol has, and how its first versions spelt it."""


def _error(code: int, message: str) -> bytes:
    return json.dumps({"jsonrpc": "2.0", "id": None, "error": {"code": code, "message": message}}).encode()


_PARSE_ERROR = _error(-32700, "The message is not valid JSON.")
_NO_UTF8 = _error(-32700, "The message is not in UTF-8.")
_NO_MESSAGE = _error(
    -32600, "A message is one JSON object, and no batch of them; its id is a whole number or a string."
)


def _no_json(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _finite(text: str) -> float:
    """A number as Python has it; one that is too large is the largest: the infinite cannot be sent back as JSON."""
    return min(max(float(text), -sys.float_info.max), sys.float_info.max)


_JSON = json.JSONDecoder(parse_constant=_no_json, parse_float=_finite)

Message = dict[str, Any]


class Gone(Exception):
    """The client does not read any more."""


class Wire:
    """A stream of messages to and from one client.

    Args:
        read: Gives the next bytes, at least one, and `b""` at the end; blocks while there are none.
        write: Takes all of a message, which may be in several parts.
    """

    def __init__(self, read: Callable[[], bytes], write: Callable[..., object]) -> None:
        self._read = read
        self._write = write
        self._lock = Lock()

    def messages(self) -> Iterator[Message | None]:
        """Every message as it comes, and None each time that no further one has arrived yet."""
        buffer = bytearray()
        body = -1  # Where the body starts, once its header is known, how long it is, and its charset.
        length, charset = 0, b""
        while True:
            while True:
                if body < 0:
                    body, length, charset = _header(buffer)
                if body < 0 or len(buffer) < body + length:
                    break
                content = bytes(buffer[body : body + length])
                del buffer[: body + length]
                body = -1
                if charset not in _UTF8:
                    log.error("a message is in %r, and the protocol has UTF-8 alone", charset)
                    self.write(_NO_UTF8)
                    continue
                message = self._decode(content)
                if message is not None:
                    yield message
                elif (again := _next_header(content)) > 0:  # It was shorter than it said.
                    buffer[:0] = content[again:]
            yield None
            try:
                more = self._read()
            except OSError as error:
                raise Gone(repr(error)) from error
            if not more:
                if buffer:
                    log.error("the stream ends within a message, or with something else: %r", bytes(buffer[:200]))
                return
            buffer += more

    def _decode(self, content: bytes) -> Message | None:
        try:
            message: Message | Any = _JSON.decode(content.decode(json.detect_encoding(content), "surrogatepass"))
        except (ValueError, RecursionError):
            log.error("a message is not valid JSON: %r", content[:200])
            self.write(_PARSE_ERROR)
            return None
        # An id goes back in the answer. What is no id may be no JSON there, such as a number too large for a float.
        number = message.get("id") if isinstance(message, dict) else True
        if number is True or number is False or not isinstance(number, (int, str, NoneType)):
            log.error("a message is no object, or has no such id: %r", content[:200])
            self.write(_NO_MESSAGE)
            return None
        return message

    def send(self, message: Message) -> None:
        """Send a message of plain values."""
        self.write(json.dumps({"jsonrpc": "2.0", **message}, separators=(",", ":")).encode())

    def answer(self, number: Any, result: bytes | list[bytes]) -> None:
        """Send the answer to a request, whose result is JSON already, perhaps in several parts."""
        parts = [result] if isinstance(result, bytes) else result
        self.write(b'{"jsonrpc":"2.0","id":%b,"result":' % json.dumps(number).encode(), *parts, b"}")

    def write(self, *parts: bytes) -> None:
        """Send a message that is JSON already; safe to call from any thread. It is also what pygls writes to.

        Of a message in several parts no copy is made if it is a long one.
        """
        size = sum(map(len, parts))
        header = b"Content-Length: %d\r\n\r\n" % size
        first, *rest = parts if size > _LONG else (b"".join(parts),)
        with self._lock:
            try:
                self._write(header + first, *rest)
            except (OSError, ValueError) as error:
                raise Gone(repr(error)) from error

    def close(self) -> None:
        """Asked for by pygls when the client says `exit`; the stream ends with the process."""


def _header(buffer: bytearray) -> tuple[int, int, bytes]:
    """Where the first message's body starts, its length and its charset; -1 while its header is not complete.

    A header without a usable length is dropped, and so is a flood without any header. What stands before a header and
    is none, such as the rest of a message that was longer than it said, is skipped.
    """
    while (end := _HEADER_END.search(buffer)) is not None:
        length = _length(buffer, end.start())
        if length >= 0:
            if not _FIELDS.fullmatch(buffer, 0, end.start()):
                log.error("what stands before a header is skipped: %r", bytes(buffer[: min(end.start(), 200)]))
            charset = _CHARSET.search(buffer, 0, end.start())
            return end.end(), length, charset[1].lower() if charset else b""
        log.error("a header has no length: %r", bytes(buffer[: min(end.start(), 200)]))
        del buffer[: end.end()]
    if len(buffer) > _MOST_HEADER:
        log.error("no header in %d bytes", len(buffer))
        del buffer[:-_KEPT]
    return -1, 0, b""


def _length(buffer: bytearray, end: int) -> int:
    """The length that a header says; -1 if it says none. Of several the last counts: the first may be of another."""
    for pattern in (_LENGTH, _GLUED):
        for match in reversed(list(pattern.finditer(buffer, 0, end))):
            if int(match[1]) <= _MOST_BODY:
                return int(match[1])
    return -1


def _next_header(content: bytes) -> int:
    """Where a further message begins within what was taken for the body of one; -1 if none does."""
    match = _GLUED.search(content)
    return match.start() if match and _HEADER_END.search(content, match.end(1)) else -1
