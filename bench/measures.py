"""What is measured. Each measure takes one program once and yields what it found: a row's name and a figure.

Times are in milliseconds on the client's side: from just before a message is written until the answer's last byte is
there. A figure that did not come in time is infinite.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from math import inf
from pathlib import Path
from time import perf_counter, sleep

from .client import TIMEOUT, Document, Json, Server, Slow
from .documents import with_line, write_files, written
from .peers import Peer

Found = Iterator[tuple[str, float]]

PROBE = "SC2164"
"""The finding of ShellCheck that is waited for: `cd` without a way out."""

_STARTS = 5
_KEYS = 12
_ASKED = 8
_REQUESTS = {
    "hover": ("hoverProvider", True),
    "completion": ("completionProvider", True),
    "documentSymbol": ("documentSymbolProvider", False),
    "semanticTokens/full": ("semanticTokensProvider", False),
    "codeAction": ("codeActionProvider", False),
    "formatting": ("documentFormattingProvider", False),
}


def _open(peer: Peer, folder: Path, text: str) -> tuple[Server, Document, float]:
    """A server with a document that has its first diagnostics; and when these came."""
    server = Server(peer.server(), folder)
    try:
        document = Document(server, text)
        arrived, _ = document.diagnostics()
    except BaseException:
        server.close()
        raise
    return server, document, arrived


def start(peer: Peer, folder: Path, lines: int) -> Found:
    """From the start of the process to the first diagnostics."""
    row = f"start → first diagnostics, {lines} lines"
    for number in range(_STARTS + 1):
        try:
            server, _, arrived = _open(peer, folder, written(lines))
        except Slow:
            yield row, inf
            return
        with closing(server):
            if number:  # The first one may compile something, or wake the disk.
                yield row, 1000 * (arrived - server.started)
                if busy := server.processor_time():
                    yield f"processor time to the first diagnostics, {lines} lines", 1000 * busy


def keystrokes(peer: Peer, folder: Path, lines: int) -> Found:
    """Characters typed one by one into an instruction in the middle, each waiting for its diagnostics."""
    row = f"keystroke → diagnostics, {lines:,} lines"
    text, line = with_line(written(lines), "RUN make -C /srv ")
    try:
        server, document, _ = _open(peer, folder, text)
    except Slow:
        yield row, inf
        return
    with closing(server):
        server.settle(1.0)
        before, count = server.processor_time(), 0
        for key in "install-all-things"[:_KEYS]:
            sent = document.insert(line, len(document.lines[line]), key)
            try:
                arrived, _ = document.diagnostics()
            except Slow:
                yield row, inf
                break
            count += 1
            yield row, 1000 * (arrived - sent)
            if arrived - sent > 2:
                break
            sleep(0.01)  # What follows the diagnostics is not to be the next key's loss.
        if memory := server.memory():
            yield f"memory, {lines:,} lines (MB)", memory
        if before and count:
            yield f"processor time per keystroke, {lines:,} lines", 1000 * (server.processor_time() - before) / count


def burst(peer: Peer, folder: Path, lines: int, count: int = 50) -> Found:
    """Many keystrokes at once, until the last diagnostics; without versions these are the last before a silence."""
    row = f"burst of {count}, {lines:,} lines, to the last diagnostics"
    text, line = with_line(written(lines), "RUN make -C /srv ")
    try:
        server, document, _ = _open(peer, folder, text)
    except Slow:
        yield row, inf
        return
    with closing(server):
        server.settle(1.0)
        sent = 0.0
        for number in range(count):
            began = document.insert(line, len(document.lines[line]), "abcdefghij"[number % 10])
            sent = sent or began
        last = inf
        with suppress(Slow):
            while True:
                arrived, message = server.wait(document.is_told, TIMEOUT if last == inf else 1.5)
                last = arrived
                if message["params"].get("version") == document.version:
                    break
        yield row, 1000 * (last - sent)


def scripts(peer: Peer, folder: Path, lines: int) -> Found:
    """From an edit of a RUN to the diagnostics with what ShellCheck finds in its new text."""
    row = f"edited RUN → ShellCheck's findings, {lines} lines"
    text, line = with_line(written(lines), "RUN true")
    try:
        server, document, _ = _open(peer, folder, text)
    except Slow:
        yield row, inf
        return

    def has_probe(message: Json) -> bool:
        return document.is_told(message) and any(
            PROBE in str(item.get("code")) and item["range"]["start"]["line"] <= line <= item["range"]["end"]["line"]
            for item in message["params"]["diagnostics"]
        )

    with closing(server):
        server.settle(1.0)
        for number in range(_ASKED):
            good, bad = f"RUN true {number}", f"RUN cd /srv/{number}; make"
            document.insert(line, 0, good, replacing=len(document.lines[line]))
            server.settle(0.4)
            sent = document.insert(line, 0, bad, replacing=len(good))
            try:
                arrived, _ = server.wait(has_probe, 8)
            except Slow:
                yield row, inf
                return
            yield row, 1000 * (arrived - sent)


def requests(peer: Peer, folder: Path, lines: int) -> Found:
    """Requests on a text at rest, and right behind a change of it."""
    text, line = with_line(written(lines), "RUN make -C /srv ")
    try:
        server, document, _ = _open(peer, folder, text)
    except Slow:
        return
    with closing(server):
        for name, (provider, has_place) in _REQUESTS.items():
            if not server.can.get(provider):
                continue
            params: Json = {"textDocument": {"uri": document.uri}}
            if has_place:
                params["position"] = {"line": line, "character": 1}
            if name == "codeAction":
                place = {"line": line, "character": 0}
                params |= {"range": {"start": place, "end": place}, "context": {"diagnostics": []}}
            if name == "formatting":
                params["options"] = {"tabSize": 4, "insertSpaces": True}
            server.settle()
            try:
                server.ask(f"textDocument/{name}", params)  # The first one may load something.
                for after in (False, True):
                    for _ in range(5):
                        if after:
                            document.insert(line, len(document.lines[line]), "x")
                        sent, arrived, _ = server.ask(f"textDocument/{name}", params)
                        yield f"{name}{' after an edit' if after else ''}, {lines} lines", 1000 * (arrived - sent)
            except Slow:
                yield f"{name}, {lines} lines", inf


def findings(peer: Peer, folder: Path, lines: int) -> Found:
    """How many findings a server has when it has said all."""
    try:
        server, document, _ = _open(peer, folder, written(lines))
    except Slow:
        return
    with closing(server):
        document.insert(0, 0, "#")
        told = [message for message in server.settle(1.5) if document.is_told(message)]
        if told:
            yield f"findings, {lines:,} lines", len(told[-1]["params"]["diagnostics"])


def check(peer: Peer, folder: Path, files: int, given: str | None = None) -> Found:
    """All files on the command line: without a cache, and again with what was kept. Also the processor's time."""
    place = Path(given) if given else folder
    if not given:
        write_files(folder, files)
    paths = sorted(str(path) for path in place.iterdir() if path.is_file())
    cache = tempfile.mkdtemp()
    environment = {**os.environ, "CI": "true", "XDG_CACHE_HOME": cache}
    what = f"check of {len(paths)} files"
    try:
        for again in ("", ", again"):
            before, began = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
            done = subprocess.run((*peer.linter(), *paths), capture_output=True, text=True, env=environment, cwd=folder)
            taken, after = perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
            yield f"{what}{again}", 1000 * taken
            busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            yield f"{what}{again}: processor time", 1000 * busy
        if done.returncode in (0, 1):
            yield f"{what}: findings", peer.count(done.stdout)
        else:
            print(f"{peer.name} ended with {done.returncode}: {done.stderr[:500]}", file=sys.stderr)
    finally:
        shutil.rmtree(cache, ignore_errors=True)


SERVER: dict[str, tuple[tuple[Callable[[Peer, Path, int], Found], int], ...]] = {
    "start": ((start, 30),),
    "keystroke": ((keystrokes, 30), (keystrokes, 300), (keystrokes, 3000), (keystrokes, 30000)),
    "burst": ((burst, 3000),),
    "shellcheck": ((scripts, 300),),
    "requests": ((requests, 300),),
    "findings": ((findings, 30), (findings, 300), (findings, 3000)),
}
"""The measures of servers by their names, each with its numbers of lines."""
