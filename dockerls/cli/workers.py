"""Many files shared among processes, which are copies of this one: nothing is started, and nothing imported again.

It knows processes and pipes, and must not know what is done to a file. Results are plain values and travel as JSON.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import struct
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import NoReturn

from .result import Checked
from .source import Given

Work = Callable[[Iterable[Given]], Iterator[Checked]]

_NUMBER = struct.Struct("<I")
_HEAD = struct.Struct("<II")
"""Which file a result is about, and how many bytes it takes."""

_MOST_CHUNKS = 4096
"""So many numbers fit into a pipe that nobody reads yet, whatever the system."""


def can_fork() -> bool:
    """Whether this process can be copied: the system must know how, and no thread of it may be busy meanwhile."""
    return hasattr(os, "fork") and threading.active_count() == 1


def shared(given: list[Given], work: Work, jobs: int) -> Iterator[Checked | None]:
    """What came of each file, in order. A file whose check ends its process is tried again, alone.

    Args:
        given: The files.
        work: Checks some of them; it may take further ones before it has done with the first.
        jobs: How many processes there are to be.

    Yields:
        The results; None for a file whose check ends its process whenever it is tried.
    """
    size = max(1, min(4, len(given) // (8 * jobs)), -(-len(given) // _MOST_CHUNKS))
    chunks = [range(start, min(start + size, len(given))) for start in range(0, len(given), size)]
    found: dict[int, Checked] = {}
    results = _round(given, chunks, work, jobs)
    for number in range(len(given)):
        while number not in found:
            try:
                at, result = next(results)
            except StopIteration:  # A process has ended before its time.
                results = iter(())
                found.update(_round(given, [range(number, number + 1)], work, 1))
                break
            except OSError:
                if number or found:
                    raise
                yield from work(given)  # There is no room for a single copy.
                return
            found[at] = result
        yield found.pop(number, None)


def _round(given: list[Given], chunks: list[range], work: Work, jobs: int) -> Iterator[tuple[int, Checked]]:
    """The results of chunks of the files, as they come. Each process takes the next chunk when it has done one."""
    sys.stdout.flush()
    sys.stderr.flush()
    todo, feed = os.pipe()
    pids: list[int] = []
    ends = [feed, todo]
    with selectors.DefaultSelector() as waiting:
        try:
            for _ in range(jobs):
                source, sink = os.pipe()
                try:
                    pid = os.fork()
                except OSError:
                    os.close(source)
                    os.close(sink)
                    if not pids:
                        raise
                    break  # The system has no room for more.
                if not pid:
                    for other in (feed, source, *(key.fd for key in waiting.get_map().values())):
                        os.close(other)  # As long as one process can read, no other one sees that nobody does.
                    _worker(given, chunks, work, todo, sink)
                pids.append(pid)
                os.close(sink)
                waiting.register(source, selectors.EVENT_READ, bytearray())
            os.close(ends.pop())
            with suppress(BrokenPipeError):
                os.write(feed, b"".join(_NUMBER.pack(number) for number in range(len(chunks))))
            os.close(ends.pop())
            while waiting.get_map():
                for key, _ in waiting.select():
                    more = os.read(key.fd, 1 << 16)
                    if not more:
                        waiting.unregister(key.fd)
                        os.close(key.fd)
                        continue
                    key.data.extend(more)
                    yield from _results(key.data)
        finally:
            for end in (*ends, *(key.fd for key in waiting.get_map().values())):
                os.close(end)
            for pid in pids:
                os.kill(pid, signal.SIGTERM)  # It has nothing more to do, or nobody to do it for.
                os.waitpid(pid, 0)


def _results(buffer: bytearray) -> Iterator[tuple[int, Checked]]:
    """The results that have come as a whole; they are taken out."""
    while len(buffer) >= _HEAD.size:
        number, size = _HEAD.unpack_from(buffer)
        if len(buffer) < _HEAD.size + size:
            return
        yield number, Checked(*json.loads(buffer[_HEAD.size : _HEAD.size + size]))
        del buffer[: _HEAD.size + size]


def _worker(given: list[Given], chunks: list[range], work: Work, todo: int, sink: int) -> NoReturn:
    """What a process does with its life."""
    code = 1
    order: deque[int] = deque()

    def taken() -> Iterator[Given]:
        while number := os.read(todo, _NUMBER.size):
            for at in chunks[_NUMBER.unpack(number)[0]]:
                order.append(at)
                yield given[at]

    try:
        for result in work(taken()):
            body = json.dumps(result).encode()
            data = memoryview(_HEAD.pack(order.popleft(), len(body)) + body)
            while data:
                data = data[os.write(sink, data) :]
        code = 0
    except BaseException:
        if not isinstance(sys.exc_info()[1], (KeyboardInterrupt, SystemExit, BrokenPipeError)):
            sys.excepthook(*sys.exc_info())
            sys.stderr.flush()
    finally:
        os._exit(code)  # What this process was to do at its end is not the copy's business.
