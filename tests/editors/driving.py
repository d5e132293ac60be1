"""What the drives of all editors share: the folder they open, the `dockerls` they find on PATH, and their reports.

A driver is a program which is given a folder and names of files in it, works through `expect.json` on each with a real
editor, prints a line per check, `ok` or `FAIL`, and ends with status 1 if any failed. This module knows no editor.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
EXPECT: dict[str, Any] = json.loads((HERE / "expect.json").read_text(encoding="utf-8"))
OURS = (sys.executable, "-m", "dockerls")
MUTE = (sys.executable, str(HERE / "mute_server.py"))

PATIENCE = 60.0
"""Seconds until a thing which should happen counts as missing. Long, as the machine may be busy: a wait ends early."""

IMPATIENCE = 1.0
"""The same for the mute server, where waiting is known to be in vain."""

T = TypeVar("T")


class Check(NamedTuple):
    """One line of a driver's report."""

    name: str
    passed: bool


def server_command() -> tuple[str, ...]:
    """The server to drive: DOCKERLS_COMMAND, a JSON list or shell words, or else this Python's own dockerls."""
    given = os.environ.get("DOCKERLS_COMMAND", "").strip()
    words = json.loads(given) if given.startswith("[") else shlex.split(given)
    if not words:
        return OURS
    # The editors start the server wherever they please, so a path has to hold from there.
    program = shutil.which(words[0])
    return (os.path.abspath(program) if program else words[0], *words[1:])


def prepare(folder: Path, command: Sequence[str], patience: float = PATIENCE) -> dict[str, str]:
    """
    Fills `folder` and returns the environment to run an editor in.

    `folder/work` is the project to open, with the four files. The command becomes the `dockerls` on PATH, so that the
    configurations which we ship are driven as they are. HOME is an empty folder: no one's own settings take part.
    """
    work, programs, home = folder / "work", folder / "bin", folder / "home"
    for each in (work / ".git", programs, home):
        each.mkdir(parents=True)
    for name in EXPECT["names"]:
        (work / name).write_text("\n".join(EXPECT["text"]) + "\n", encoding="utf-8")
    # A foreign command is complete in itself; dockerls gets the arguments which the editor's configuration gives it.
    arguments = ' "$@"' if tuple(command) == OURS else ""
    program = programs / "dockerls"
    program.write_text(f"#!/bin/sh\nexec {shlex.join(command)}{arguments}\n", encoding="utf-8")
    program.chmod(0o755)
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "NVIM", "VIM", "EMACS"))},
        "PATH": os.pathsep.join((str(programs), os.environ.get("PATH", os.defpath))),
        "PYTHONPATH": os.pathsep.join(filter(None, (str(PROJECT), os.environ.get("PYTHONPATH")))),
        "HOME": str(home),
        "DRIVE_PATIENCE": str(patience),
        "LC_ALL": "C.UTF-8",
    }


def drive(driver: Sequence[str], folder: Path, environment: dict[str, str], names: Sequence[str]) -> list[Check]:
    """
    Runs a driver and returns what it reports.

    Raises AssertionError if its exit status and its report tell different stories, or if it reports nothing.
    """
    lines = []
    with subprocess.Popen(
        (*driver, str(folder / "work"), *names),
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            lines.append(line)
    matches = (re.match(r"(ok|FAIL) +(.+?) *\|", line) for line in lines)
    checks = [Check(match[2], match[1] == "ok") for match in matches if match]
    assert checks, f"the driver reported nothing (status {process.returncode})"
    assert (process.returncode == 0) == all(check.passed for check in checks), f"status {process.returncode}"
    return checks


def readme_block(path: str, language: str, behind: str = "") -> str:
    """The first code block in `language` of a README under editors/, behind a text; with the project's own folder."""
    text = (PROJECT / "editors" / path).read_text(encoding="utf-8")
    text = text[text.index(behind) :]
    found = re.search(rf"^```{language}\n(.*?)^```", text, re.M | re.S)
    assert found, f"{path} shows no {language}"
    return found[1].replace("~/src/dockerls", str(PROJECT))


def wait_for(question: Callable[[], T], patience: float) -> T:
    """Asks until the answer is true or `patience` seconds are over; returns the last answer."""
    end = time.monotonic() + patience
    while not (answer := question()) and time.monotonic() < end:
        time.sleep(0.05)
    return answer


FEATURES = ("diagnostics shown", "hover shown", "snippet expanded", "tab stops typed", "fix applied", "file saved")
"""What each driver reports for every file, as `name: feature`."""


def expect_all(checks: Sequence[Check], names: Sequence[str]) -> None:
    """Raises AssertionError unless every feature was proven on every file."""
    assert [check.name for check in checks if not check.passed] == []
    assert {f"{name}: {feature}" for name in names for feature in FEATURES} <= {check.name for check in checks}


def expect_none(checks: Sequence[Check], names: Sequence[str]) -> None:
    """Raises AssertionError unless every feature was found missing on every file: against a mute server all must be."""
    failed = {check.name for check in checks if not check.passed}
    assert {f"{name}: {feature}" for name in names for feature in FEATURES} <= failed
