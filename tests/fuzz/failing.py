"""Random sequences of an editor's messages beside a ShellCheck that fails by dice, in every way that a program can.

It ends with any code, is killed, hangs, says garbage, half an answer or megabytes, shuts its streams, is gone or is no
program at all, and then answers in good order again. Whatever it does: the server's text is the client's, versions
never go back, and when all is quiet the diagnostics are those of the text, with what ShellCheck said in good order at
most. One failure is shown. At the end no process, no thread and no open file is left.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from dockerls import probes
from dockerls.probes import program

from .inside import CRASHES
from .sequences import Play, attack

PATIENCE = 60
HONEST = "said in good order"

STAND_IN = f"""#!/bin/sh
cd "$(dirname "$0")" || exit 9
echo $$ >> began
how=$(cat how)
shift 5
said=
for name in "$@"; do
  said="$said${{said:+,}}{{\\"file\\":\\"$name\\",\\"line\\":1,\\"endLine\\":1,\\"column\\":1,\\"endColumn\\":2,\
\\"level\\":\\"error\\",\\"code\\":2164,\\"message\\":\\"{HONEST}\\",\\"fix\\":null}}"
done
honest() {{ cat > /dev/null; echo "{{\\"comments\\":[$said]}}"; }}
case $how in
  honest) honest ;;
  late) sleep 0.1; honest ;;
  silent) cat > /dev/null ;;
  deaf) echo "{{\\"comments\\":[$said]}}"; exec 0<&-; sleep 0.05 ;;
  unheard) exec 1>&- 2>&-; cat > /dev/null ;;
  shut) exec 0<&- 1>&- 2>&-; exec sleep 60 ;;
  garbage) head -c 300 /dev/urandom ;;
  half) echo "{{\\"comments\\":[$said" ;;
  killed) printf '{{"comments":[%s' "$said"; kill -9 $$ ;;
  terminated) kill -TERM $$; sleep 1 ;;
  hung) exec sleep 60 ;;
  stopped) kill -STOP $$ ;;
  huge) exec head -c 5000000 /dev/zero ;;
  loud) head -c 5000000 /dev/zero >&2; honest ;;
  deep) head -c 200000 /dev/zero | tr '\\\\0' '[' ;;
  null) echo null ;;
  text) echo '"x"' ;;
  strange) echo '{{"comments":[{{"file":"x","line":NaN}}]}}' ;;
  lost) echo '{{"comments":[{{"line":null}}, 7]}}' ;;
  *) honest; exit "$how" ;;
esac
"""
HOWS = (
    *("honest",) * 8, "late", "late", "silent", "deaf", "unheard", "garbage", "half", "killed", "terminated", "huge",
    "loud", "deep", "null", "text", "strange", "lost", "1", "2", "3", "4", "9", "137",
)  # fmt: skip
SLOW = ("shut", "hung", "stopped")
"""These take as long as the server's patience lasts."""


class FailingPlay(Play):
    """A play in which ShellCheck is asked, and fails by dice."""

    asks_shellcheck = True

    def __init__(self, dice: random.Random, bases: list[str], folder: Path) -> None:
        self.folder = folder
        self.path = folder / "shellcheck"
        self.shown: list[str] = []
        self.fail("honest")
        super().__init__(dice, bases)

    def fail(self, how: str) -> None:
        """Let ShellCheck fail in some way from now on."""
        (self.folder / "fresh").write_text(how)
        (self.folder / "fresh").replace(self.folder / "how")

    def replace(self, what: str) -> None:
        """Put something else in its place."""
        if self.path.is_dir():
            self.path.rmdir()
        self.path.unlink(missing_ok=True)
        if what == "a folder":
            self.path.mkdir()
        elif what != "nothing":
            fresh = self.folder / "fresh"
            fresh.write_bytes(STAND_IN.encode() if what in ("a program", "no program") else b"\x7fELF\0\0")
            fresh.chmod(0o644 if what == "no program" else 0o755)
            fresh.replace(self.path)

    def act(self) -> None:
        """What a client does, and sometimes ShellCheck changes."""
        kind = self.dice.random()
        if kind < 0.3:
            self.fail(self.dice.choice(SLOW if kind < 0.01 else HOWS))
        elif kind < 0.36:
            self.replace(self.dice.choice(("nothing", "a folder", "no program", "no binary", "a program", "a program")))
        elif kind < 0.45:
            time.sleep(self.dice.choice((0.001, 0.01, 0.05)))
        super().act()
        self.received()
        if self.dice.random() < 0.3:
            with self.session.lock:
                self.session.rest()

    def received(self) -> list[dict[str, Any]]:
        found = super().received()
        for message in found:
            if message.get("method") == "window/showMessage" and "ShellCheck" in message["params"]["message"]:
                self.shown.append(message["params"]["message"])
        assert len(self.shown) <= 1, self.shown
        return found

    def settle(self) -> None:
        super().settle()
        end = time.monotonic() + PATIENCE
        desk = self.session._desk
        while desk is not None and (desk._wishes or desk._running):
            assert time.monotonic() < end, f"it waits for ShellCheck still: {desk._wishes}"
            time.sleep(0.005)
        super().settle()

    def own(self, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        theirs = [item for item in items if item["code"].startswith("SC")]
        assert {(item["code"], item["message"]) for item in theirs} <= {("SC2164", HONEST)}
        return [item for item in items if item not in theirs]


@contextmanager
def stage() -> Iterator[Path]:
    """A folder for the program; afterwards it is gone, and so is all that was started or opened."""
    folder = Path(tempfile.mkdtemp())
    threads, files = set(threading.enumerate()), _open_files()
    before = probes.enabled
    try:
        with (
            patch.object(program, "program", lambda: folder / "shellcheck"),
            patch.object(program, "leave_in_order", lambda **_: None),
            patch.object(program, "PATIENCE", 0.4),
            patch.object(program, "_MOST_BYTES", 1 << 20),
        ):
            yield folder
        began = folder / "began"
        numbers = [int(line) for line in began.read_text().split()] if began.exists() else []
        end = time.monotonic() + PATIENCE
        while left := [
            *(number for number in numbers if _is_running(number)),
            *(thread for thread in threading.enumerate() if thread not in threads and "import" not in thread.name),
            *(_open_files() - files),
            *program._running,
        ]:
            assert time.monotonic() < end, f"what is left: {left}"
            time.sleep(0.01)
        assert {path.name for path in folder.iterdir()} <= {"shellcheck", "how", "began"}
    finally:
        probes.enabled = before
        shutil.rmtree(folder)


def _open_files() -> set[str]:
    return set(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else set()


def _is_running(number: int) -> bool:
    """Whether a process of ours is still there, be it as one whose end nobody has taken note of."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def survive(seed: int, bases: list[str], rounds: int = 4) -> None:
    """Play a session of some bursts."""
    dice = random.Random(seed)
    with stage() as folder:
        play = FailingPlay(dice, bases, folder)
        play.replace("a program")
        try:
            for _ in range(rounds):
                for _ in range(dice.randrange(1, 15)):
                    play.act()
                play.check()
            play.replace("a program")
            play.fail("honest")
            for uri in list(play.texts):
                play.tell("textDocument/didChange", {
                    "textDocument": {"uri": uri, "version": play.texts[uri][0] + 1},
                    "contentChanges": [{"text": f"FROM debian:13\nRUN cd /{seed}\n"}],
                })  # fmt: skip
                play.texts[uri] = play.texts[uri][0] + 1, f"FROM debian:13\nRUN cd /{seed}\n"
            play.check()  # It answers again, and is heard.
            for uri in play.texts:
                number = play.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})
                answer = next(item for item in play.received() if item.get("id") == number)
                assert HONEST in {item["message"] for item in answer["result"]["items"]}, answer
            if dice.random() < 0.5:  # It ends in the midst of questions.
                play.fail(dice.choice(SLOW))
                for _ in range(5):
                    play.act()
        finally:
            play.session.end()
    assert not CRASHES, CRASHES[0]


if __name__ == "__main__":
    attack(survive)
