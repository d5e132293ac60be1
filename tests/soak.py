"""A long day: tens of thousands of edits in fifty open documents, through a real server. By hand.

`python tests/soak.py [EDITS [shellcheck]]` prints the server's memory and the time of its answers, tenth by tenth, by
the clock and by the processor's time that it takes for an edit and what is asked with it, whoever else is at work.
All must stay flat. The memory is looked at twice: as the texts are, and when all of them are what they were at first,
since a text that has been spoiled by edits has up to a third more findings than it had. It needs /proc for the memory.
With ShellCheck it also prints the server's threads, its open files and its children, most of all and when nobody types.
What is learned once (what commands mean, the last answers) fills in the first ten thousand edits.
"""

from __future__ import annotations

import os
import random
import sys
import time
from contextlib import suppress
from pathlib import Path

from fuzz.documents import WORDS
from fuzz.inside import CONTEXT
from fuzz.messages import SETTINGS, Client
from real import read, real_files

DOCUMENTS = 50


def memory(client: Client) -> float:
    """The server's resident memory, in MiB."""
    status = Path(f"/proc/{client.process.pid}/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def parts(client: Client) -> tuple[int, int, int]:
    """How many threads, open files and children the server has."""
    place = Path(f"/proc/{client.process.pid}")
    tasks = list((place / "task").iterdir())
    return len(tasks), len(list((place / "fd").iterdir())), len(children(client))


def busy(client: Client) -> float:
    """For how many milliseconds the server itself has had a processor."""
    fields = Path(f"/proc/{client.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1e3 / os.sysconf("SC_CLK_TCK")


def children(client: Client) -> list[int]:
    """The numbers of the server's children."""
    found: list[int] = []
    for task in Path(f"/proc/{client.process.pid}/task").iterdir():
        with suppress(OSError):  # It has ended meanwhile.
            found += map(int, (task / "children").read_text().split())
    return found


class Text:
    """A document of the client's, edited at a cursor that wanders."""

    def __init__(self, number: int, text: str) -> None:
        self.uri = f"file:///nowhere/{number}/Dockerfile"
        self.base = self.text = text
        self.version = 1

    def again(self) -> dict[str, object]:
        """The parameters of the change to the first text."""
        self.version += 1
        self.text = self.base
        item = {"uri": self.uri, "version": self.version}
        return {"textDocument": item, "contentChanges": [{"text": self.text}]}

    def edit(self, dice: random.Random) -> dict[str, object]:
        """The parameters of one change: some typed or deleted characters, or the first text again."""
        if len(self.text) > len(self.base) + 2000 or dice.random() < 0.01:
            return self.again()
        self.version += 1
        item = {"uri": self.uri, "version": self.version}
        at = dice.randrange(len(self.text) + 1)
        line, column = self.text.count("\n", 0, at), at - (self.text.rfind("\n", 0, at) + 1)
        room = self.text.find("\n", at) - at if "\n" in self.text[at:] else len(self.text) - at
        gone = min(dice.choice((0, 0, 1, 5)), max(room, 0))
        new = dice.choice(("x", " ", "\n", dice.choice(WORDS)))
        new = new if new.isascii() and "\r" not in new else "y"
        self.text = self.text[:at] + new + self.text[at + gone :]
        area = {"start": {"line": line, "character": column}, "end": {"line": line, "character": column + gone}}
        return {"textDocument": item, "contentChanges": [{"range": area, "text": new}]}


def main(edits: int, *, asks: bool = False) -> None:
    """Edit, ask, and print."""
    dice = random.Random(1)
    files = [text for path in real_files() if (text := read(path)).isascii() and "\r" not in text and len(text) < 6000]
    client = Client()
    client.start({**SETTINGS, "shellcheck": asks})
    opened = [Text(number, dice.choice(files)) for number in range(DOCUMENTS)]
    for document in opened:
        item = {"uri": document.uri, "languageId": "dockerfile", "version": 1, "text": document.text}
        client.send(method="textDocument/didOpen", params={"textDocument": item})
    took: list[float] = []
    most: tuple[int, ...] = (0, 0, 0)
    part, before = edits // 10, busy(client)
    for number in range(edits):
        document = dice.choice(opened)
        about = {"textDocument": {"uri": document.uri}}
        start = time.perf_counter()
        client.send(method="textDocument/didChange", params=document.edit(dice))
        client.ask("textDocument/diagnostic", about)
        took.append(time.perf_counter() - start)
        if asks and not number % 20:
            most = tuple(map(max, most, parts(client)))
        if not number % 10:
            place = {"line": dice.randrange(30), "character": dice.randrange(20)}
            for method in ("hover", "completion", "documentSymbol", "semanticTokens/full", "codeAction", "inlayHint"):
                area = {"start": place, "end": place}
                more = {"position": place, "range": area, "context": CONTEXT}
                client.ask(f"textDocument/{method}", {**about, **more})
        if not number % 500:  # Some documents are closed and opened again.
            client.send(method="textDocument/didClose", params=about)
            item = {"uri": document.uri, "languageId": "dockerfile"}
            item |= {"version": document.version, "text": document.text}
            client.send(method="textDocument/didOpen", params={"textDocument": item})
        if (number + 1) % part == 0:
            last = sorted(took[-part:])
            middle, late = last[len(last) // 2] * 1e3, last[len(last) * 99 // 100] * 1e3
            told = f"{number + 1:6} edits: {memory(client):6.1f} MiB"
            each = (busy(client) - before) / part
            for document in opened:
                client.send(method="textDocument/didChange", params=document.again())
                client.ask("textDocument/diagnostic", {"textDocument": {"uri": document.uri}})
            if asks:
                time.sleep(5)
                told += f", threads, files, children {parts(client)}, most {most}"
            told += f", with the first texts {memory(client):6.1f} MiB, median {middle:.1f} ms, 99 % {late:.1f} ms"
            print(f"{told}, processor {each:.2f} ms", flush=True)
            before = busy(client)
    left = children(client)
    print("left with", client.stop(), "and", sum(Path(f"/proc/{number}").exists() for number in left), "children")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000, asks="shellcheck" in sys.argv)
