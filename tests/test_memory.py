"""What is remembered between versions is bounded in size and not just in number: long words do not pile up."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from time import sleep
from weakref import ref

import pytest
from fuzz.inside import CONTEXT, Server

from dockerls.late import turn
from dockerls.lint import engine
from dockerls.probes import answers as known_answers
from dockerls.probes import desk

URI = "file:///nowhere/Dockerfile"
LONG = 5_000
"""Characters of each word."""

VERSIONS = 20

LINES = {
    "head": "ARG A=%s\nFROM a:$A\n",
    "image": "FROM %s:1 AS b\n",
    "tag": "FROM a:%s\n",
    "stage": "FROM a:1 AS %s\nFROM a:1\nCOPY --from=%s /a /b\n",
    "variables": "FROM a:1\nENV A=%s B=$A\nRUN echo $B ${A:-%s}\nWORKDIR $A\nEXPOSE $B\n",
    "name": "FROM a:1\nENV %s=1\nARG %s\n",
    "label": 'FROM a:1\nLABEL a="%s" b=%s\nLABEL org.opencontainers.image.licenses=%s\n',
    "state": 'FROM a:1\nUSER %s\nWORKDIR /%s\nSHELL ["/bin/%s", "-c"]\nRUN id\n',
    "others": "FROM a:1\nEXPOSE %s\nSTOPSIGNAL %s\nVOLUME %s\nHEALTHCHECK CMD %s\nMAINTAINER %s\nCMD %s\n",
    "files": "FROM a:1\nCOPY --chown=%s --chmod=%s %s /%s\nADD http://%s /x\n",
    "mounts": "FROM a:1\nRUN --mount=type=%s,target=/%s --network=%s id\n",
    "heredoc": "FROM a:1\nRUN <<%s\n%s\n%s\nCOPY <<E /x\n$%s\nE\n",
    "comments": "# syntax=%s\n# check=skip=%s\nFROM a:1\n# dockerls ignore=%s\n# hadolint ignore=DL3008 %s\nRUN id\n",
    "commands": "FROM a:1\nRUN apt-get install -y %s && pip install %s && curl %s | %s && cd /%s\n",
    "expressions": "FROM a:1\nARG A=b\nENV B=${A#%s} C=${A/%s/%s}\nRUN f() { id; } && %s() { id; } && %s\n",
    "triggers": "FROM a:1\nONBUILD RUN echo %s\nONBUILD ENV A=%s\nRUN id\n# shellcheck disable=%s\nRUN id\n",
    "nonsense": "FROM a:1\n%s x\n%s\n",
}


@pytest.fixture
def traced() -> Iterator[None]:
    gc.collect()
    tracemalloc.start(1)
    yield
    tracemalloc.stop()


@pytest.mark.parametrize("name", LINES)
def test_long_words_do_not_pile_up(name: str, traced: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty versions, each with words of its own, leave not much more behind than one."""
    monkeypatch.setattr(engine, "strict", True)
    server = Server({"select": ["ALL"]})
    about = {"textDocument": {"uri": URI}}

    def text(number: int) -> str:
        parts = LINES[name].split("%s")
        words = [f"x{number}y{place}z" + "w" * LONG for place in range(len(parts) - 1)]
        return "".join(part + word for part, word in zip(parts, [*words, ""]))

    def play(numbers: range) -> int:
        """What the process holds when these versions have been typed and looked at."""
        for number in numbers:
            change = {"textDocument": {"uri": URI, "version": number + 2}, "contentChanges": [{"text": text(number)}]}
            server.tell("textDocument/didChange", change)
            for method in ("diagnostic", "hover", "completion", "documentSymbol", "semanticTokens/full", "inlayHint"):
                place = {"line": number % 6, "character": 9}
                more = {"position": place, "range": {"start": {"line": 0, "character": 0}, "end": place}}
                server.ask(f"textDocument/{method}", {**about, **more, "context": CONTEXT})
        server.sent.clear()
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    server.tell("textDocument/didOpen", {"textDocument": {"uri": URI, "version": 1, "text": text(0)}})
    held = [play(range(6)), *(play(range(at, at + VERSIONS)) for at in (6, 6 + VERSIONS))]
    left = min(later - earlier for earlier, later in pairwise(held))  # What is made once is made in one of them.
    assert left < 4 * len(text(0)) + 60_000


def test_what_shellcheck_has_said_does_not_pile_up(traced: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of versions of a script, each with an answer of its own, leave not much more behind than one.

    What the desk and its threads hold is measured, too; the program alone is not there.
    """
    monkeypatch.setattr(known_answers, "_ROOM", 20_000)
    monkeypatch.setattr(desk, "takes_several", lambda: False)
    comment = {"line": 1, "column": 1, "endLine": 1, "endColumn": 4, "level": "warning", "code": 2034}
    monkeypatch.setattr(desk, "ask", lambda *_: {"comments": [{**comment, "message": str(object())}] * 3})
    server = Server({"shellcheck": True})
    session = server.session
    monkeypatch.setattr(session, "_has_desk", True)
    monkeypatch.setattr(session, "_open_desk", lambda: setattr(session, "_desk", made))
    made = desk.Desk(Path("x"), session._tell_more, session._answers)
    asked = 0

    def play(numbers: range) -> int:
        """What the process holds when these versions have been typed, and all is answered."""
        nonlocal asked
        for number in numbers:
            text = f"FROM a:1\nRUN {number} {'w' * 200}\nRUN true {number // 50}\n"
            change = {"textDocument": {"uri": URI, "version": number + 2}, "contentChanges": [{"text": text}]}
            with session.lock:
                server.tell("textDocument/didChange", change)
                server.ask("textDocument/diagnostic", {"textDocument": {"uri": URI}})
            asked += 1
            while made._wishes:
                sleep(0.001)
        with session.lock:
            found = server.ask("textDocument/diagnostic", {"textDocument": {"uri": URI}})
        assert any(item["code"] == "SC2034" for item in found["items"])
        server.sent.clear()
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    server.tell("textDocument/didOpen", {"textDocument": {"uri": URI, "version": 1, "text": "FROM a:1\n"}})
    held = [play(range(at, at + 200)) for at in (0, 200, 400)]
    made.close()
    assert session._answers.since(0)[0] > asked
    assert len(session._answers) < 20
    assert not made._running
    assert not made._withdrawn
    assert min(later - earlier for earlier, later in pairwise(held)) < 10_000


def test_garbage_goes_in_the_end() -> None:
    """A ring that Python does not find by itself is gone after a thousand keystrokes, and what is left is at rest."""

    class Ring:
        def __init__(self) -> None:
            self.own = self

    gc.disable()
    try:
        gone, kept = ref(Ring()), Ring()
        assert gone() is not None
        for _ in range(1000):
            turn()
        assert gone() is None
        assert kept not in gc.get_objects()
    finally:
        gc.enable()
