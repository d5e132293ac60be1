"""Random sequences of an editor's messages to the whole server, held against a model of the texts.

Documents are opened, changed, asked about, closed and opened again, by clients of several kinds, with requests and
cancellations between the changes of a burst. Whatever comes: the server's text is the client's, an answer is about the
text as it is, published versions never go back, and the last ones say what the text alone would.
"""

from __future__ import annotations

import json
import logging
import random
import sys
import time
from collections.abc import Callable
from typing import Any

from real import read, real_files
from server.editor import position

from dockerls import probes
from dockerls.lint import engine
from dockerls.server.answers import Answers
from dockerls.server.session import Session
from dockerls.server.wire import Wire
from dockerls.snapshot import snapshot
from dockerls.text import LineIndex

from . import documents
from .inside import ABLE, CONTEXT, CRASHES, Crashes

CLIENTS: tuple[dict[str, Any], ...] = (
    ABLE,
    {},
    {"general": {"positionEncodings": ["utf-8"]}, "textDocument": {"diagnostic": {}}},
    {"general": {"positionEncodings": ["utf-32"]}, "workspace": {"configuration": True}},
)
"""Pulling and pushing, with columns of three kinds."""

REQUESTS = (
    "hover", "completion", "definition", "references", "prepareRename", "rename", "documentSymbol", "foldingRange",
    "formatting", "semanticTokens/full", "semanticTokens/full/delta", "inlayHint", "codeLens", "codeAction",
    "selectionRange", "documentLink", "signatureHelp", "diagnostic",
)  # fmt: skip


class Play:
    """A server without a stream, a client, and what the client believes of the texts."""

    asks_shellcheck = False

    def __init__(self, dice: random.Random, bases: list[str]) -> None:
        probes.enabled = self.asks_shellcheck
        engine.strict = True
        self.dice = dice
        self.bases = bases
        self.sent: list[bytes] = []
        self.session = Session(Wire(lambda: b"", lambda *parts: self.sent.append(b"".join(parts))))
        self.answers = Answers(self.session)
        logging.getLogger("dockerls").handlers = [Crashes(logging.ERROR)]
        logging.getLogger("dockerls").propagate = False
        logging.getLogger("pygls").setLevel(logging.CRITICAL)
        self.able = dice.choice(CLIENTS)
        self.texts: dict[str, tuple[int, str]] = {}
        self.count = 0
        self.waiting: set[int] = set()
        self.published: dict[str, int] = {}
        options = {"select": ["ALL"], "ignore": []}
        self.ask("initialize", {"capabilities": self.able, "initializationOptions": options})
        answer = self.received()[0]
        self.encoding = answer["result"]["capabilities"]["positionEncoding"]
        self.pulls = self.able.get("textDocument", {}).get("diagnostic") is not None
        if dice.random() < 0.9:
            self.tell("initialized", {})

    # The stream

    def take(self, message: dict[str, Any]) -> None:
        message = json.loads(json.dumps({"jsonrpc": "2.0", **message}))
        with self.session.lock:
            if message.get("method") in ("textDocument/didOpen", "textDocument/didClose"):  # Versions begin anew.
                mark = {"method": "anew", "params": {"uri": message["params"]["textDocument"]["uri"]}}
                self.sent.append(b"\r\n\r\n" + json.dumps(mark).encode())
            if not self.session.take(message):
                self.answers.give(message)

    def tell(self, method: str, params: Any) -> None:
        self.take({"method": method, "params": params})

    def ask(self, method: str, params: Any) -> int:
        self.count += 1
        self.waiting.add(self.count)
        self.take({"id": self.count, "method": method, "params": params})
        return self.count

    def received(self) -> list[dict[str, Any]]:
        """What has come since the last time: each request has one answer, and versions go up."""
        frames = [self.sent.pop(0) for _ in range(len(self.sent))]  # More may be coming from other threads.
        found = [json.loads(frame.partition(b"\r\n\r\n")[2]) for frame in frames]
        for message in found:
            if "method" not in message:
                assert message["id"] in self.waiting, f"an answer to nothing: {message}"
                self.waiting.discard(message["id"])
            elif message["method"] == "anew":
                self.published.pop(message["params"]["uri"], None)
            elif message["method"] == "textDocument/publishDiagnostics":
                uri, version = message["params"]["uri"], message["params"].get("version")
                if uri in self.texts and version is not None:
                    assert self.published.get(uri, -1) <= version
                    assert self.asks_shellcheck or version == self.texts[uri][0]  # Other threads publish, too.
                    self.published[uri] = version
            elif "id" in message and self.dice.random() < 0.9:
                # A question of the server's; some clients never answer, some say nonsense.
                result = self.dice.choice([None, [], [None], [{}], [{"select": ["ALL"]}], {}, 1, "x"])
                if message["method"] == "workspace/configuration":
                    result = [{"select": ["ALL"]}]
                self.take({"id": message["id"], "result": result})
        return found

    # What the client does

    def open(self, uri: str) -> None:
        base = self.dice.choice(self.bases) if self.dice.random() < 0.5 else documents.text(self.dice)
        if any("\ud800" <= char <= "\udfff" for char in base):
            base = base.encode("utf-8", "replace").decode()
        version = self.dice.randrange(1000)
        item = {"uri": uri, "languageId": "dockerfile", "version": version, "text": base}
        self.texts[uri] = version, base
        self.published.pop(uri, None)
        self.tell("textDocument/didOpen", {"textDocument": item})

    def close(self, uri: str) -> None:
        self.texts.pop(uri, None)
        self.published.pop(uri, None)
        self.tell("textDocument/didClose", {"textDocument": {"uri": uri}})

    def change(self, uri: str) -> None:
        """One message with some edits, in the client's own columns."""
        version, text = self.texts.get(uri, (0, ""))
        changes = []
        for _ in range(self.dice.choice((1, 1, 1, 2, 3, 8))):
            new = self.dice.choice(("", "x", "\n", self.dice.choice(documents.WORDS), self.dice.choice(documents.GAPS)))
            new = new.encode("utf-8", "replace").decode()
            kind = self.dice.random()
            if kind < 0.05:
                text = new + text
                changes.append({"text": text})
                continue
            first, last = sorted(self.dice.randrange(len(text) + 1) for _ in range(2))
            first, last = (at - (text[at - 1 : at + 1] == "\r\n") for at in (first, last))  # No place for a cursor.
            if kind < 0.8:
                last = min(last, first + self.dice.choice((0, 0, 1, 5)))
                last -= text[last - 1 : last + 1] == "\r\n" and last > first
            start, end = (position(text, at, self.encoding) for at in (first, last))
            if kind > 0.95:
                start, end = end, start
            elif kind > 0.9:
                end, last = {"line": 2**31 - 1, "character": self.dice.choice((0, 2**31 - 1))}, len(text)
            text = text[:first] + new + text[last:]
            changes.append({"range": {"start": start, "end": end}, "text": new})
        version += self.dice.choice((1, 1, 1, 7))
        if uri in self.texts:
            self.texts[uri] = version, text
        item = {"uri": uri, "version": version}
        self.tell("textDocument/didChange", {"textDocument": item, "contentChanges": changes})

    def question(self, uri: str) -> None:
        number = 10**9 if self.dice.random() < 0.05 else 30

        def place() -> dict[str, int]:
            return {"line": self.dice.randrange(number), "character": self.dice.randrange(number)}

        more = {
            "position": place(), "positions": [place()], "range": {"start": place(), "end": place()}, "newName": "n",
            "context": CONTEXT, "options": {"tabSize": 2, "insertSpaces": True}, "previousResultId": "1",
        }  # fmt: skip
        about = {"textDocument": {"uri": uri}}
        number = self.ask(f"textDocument/{self.dice.choice(REQUESTS)}", {**about, **more})
        self.received()  # The first question of all brings the diagnostics of the text as it is then.
        if self.dice.random() < 0.2:
            self.tell("$/cancelRequest", {"id": self.dice.choice((number, number + 1, -1, "x", None))})

    def act(self) -> None:
        """One thing that a client may do, most of the time in order."""
        uri = f"file:///nowhere/{self.dice.randrange(3)}/Dockerfile"
        kind = self.dice.random()
        is_open = uri in self.texts
        if kind < 0.15 or (not is_open and kind < 0.8):
            self.open(uri)  # Perhaps once more.
        elif kind < 0.2:
            self.close(uri)
        elif kind < 0.6:
            self.change(uri)
        elif kind < 0.95:
            self.question(uri)
        else:
            method = self.dice.choice(("didSave", "didChangeConfiguration", "didChangeWatchedFiles", "no/such", "didX"))
            self.tell(f"{'workspace' if 'Change' in method else 'textDocument'}/{method}", self.dice.choice(({}, None)))

    def settle(self) -> None:
        """All has been said, and what follows from it has been done."""
        for _ in range(2):
            with self.session.lock:
                self.session.rest()
            self.received()

    def check(self) -> None:
        """All has been said: the texts agree, and so does what is found in them."""
        self.settle()
        assert not self.waiting, f"no answer to {self.waiting}"
        assert not CRASHES, CRASHES[0]
        assert self.session.documents.keys() == self.texts.keys()
        for uri, (version, text) in self.texts.items():
            document = self.session.documents[uri]
            assert (document.lines.text, document.version) == (text, version)
            made = document.snapshot()
            wanted = snapshot(text, config=document.config, context=document.context).report.findings
            assert made.report.findings == wanted
            if not self.pulls:
                assert self.published[uri] == version
            number = self.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})
            answer = next(item for item in self.received() if item.get("id") == number)
            lines = LineIndex(text, document.lines.encoding)
            items = self.own(answer["result"]["items"])
            said = [(item["code"], item["message"], *_ends(item["range"])) for item in items]
            true = [(item.code, item.message, *map(lines.position, item.span)) for item in wanted]
            assert said == true, (set(said) ^ set(true), document.config, document.context, text)

    def own(self, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Those of the diagnostics that say what we find ourselves."""
        return items


def _ends(area: dict[str, dict[str, int]]) -> tuple[tuple[int, int], ...]:
    return tuple((area[name]["line"], area[name]["character"]) for name in ("start", "end"))


def survive(seed: int, bases: list[str], rounds: int = 6) -> None:
    """Play a session of some bursts."""
    dice = random.Random(seed)
    play = Play(dice, bases)
    for _ in range(rounds):
        for _ in range(dice.randrange(1, 15)):
            play.act()
        play.check()


def texts() -> list[str]:
    """The beginnings of real files, to open."""
    return [read(path)[:1500] for path in real_files()] or ["FROM a\nRUN b\n"]


def attack(play: Callable[[int, list[str]], None]) -> None:
    """Attack until the time is over that the call names, in seconds; the first failure ends it, and says how to see it
    again."""
    bases = texts()
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60
    seed, end = random.randrange(1 << 40), time.monotonic() + seconds
    count = 0
    while time.monotonic() < end:
        seed, count = seed + 1, count + 1
        try:
            play(seed, bases)
        except BaseException:
            # The same seed is another sequence where other real files lie.
            print(f"seed {seed}, with {len(bases)} texts to open")
            raise
    print(f"{count} sequences")


if __name__ == "__main__":
    attack(survive)
