"""Many files shared among processes: the same findings in the same order, whatever happens to a process."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from real import read, real_files

from bench.documents import written
from dockerls.cli import workers
from dockerls.cli.result import Checked
from dockerls.cli.source import Given

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is one process for all")

FILES = [Given(str(number), Path(str(number))) for number in range(50)]


def result(item: Given) -> Checked:
    return Checked(item.name, [{"pid": os.getpid()}], ["ü\udcff"], [], [], {})


def work(items: Iterable[Given]) -> Iterator[Checked]:
    return map(result, items)


def names(found: list[Checked | None]) -> list[str | None]:
    return [item and item.name for item in found]


def test_results_come_in_order_from_several_processes() -> None:
    found = list(workers.shared(FILES, work, 3))
    assert names(found) == [item.name for item in FILES]
    assert found[0] is not None
    assert found[0].lines == ["ü\udcff"]
    assert os.getpid() not in {item.findings[0]["pid"] for item in found if item}


def test_a_result_may_be_large() -> None:
    large = "x" * 300_000
    found = list(workers.shared(FILES, lambda items: (result(item)._replace(lines=[large]) for item in items), 2))
    assert all(item is not None and item.lines == [large] for item in found)


def test_work_may_take_files_ahead() -> None:
    def ahead(items: Iterable[Given]) -> Iterator[Checked]:
        yield from map(result, list(items))

    assert names(list(workers.shared(FILES, ahead, 3))) == [item.name for item in FILES]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, "raise", "exit"])
def test_a_file_that_ends_its_process_costs_no_other(
    how: signal.Signals | str, capfd: pytest.CaptureFixture[str]
) -> None:
    def dying(items: Iterable[Given]) -> Iterator[Checked]:
        for item in items:
            if item.name in ("7", "30"):
                if how == "raise":
                    raise RuntimeError("no")
                if how == "exit":
                    sys.exit(3)
                assert isinstance(how, signal.Signals)
                os.kill(os.getpid(), how)
            yield result(item)

    found = names(list(workers.shared(FILES, dying, 2)))
    assert found == [None if item.name in ("7", "30") else item.name for item in FILES]


def test_a_process_that_dies_by_chance_costs_nothing(tmp_path: Path) -> None:
    once = tmp_path / "once"

    def dying(items: Iterable[Given]) -> Iterator[Checked]:
        for item in items:
            if item.name == "20" and not once.exists():
                once.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            yield result(item)

    assert names(list(workers.shared(FILES, dying, 1))) == [item.name for item in FILES]


def test_who_stops_reading_leaves_no_process_behind() -> None:
    pids: set[int] = set()
    results = workers.shared(FILES, lambda items: (result(item)._replace(lines=["x" * 99_999]) for item in items), 3)
    for found in results:
        assert found is not None
        pids.add(found.findings[0]["pid"])
        if len(pids) == 2:
            break
    results.close()  # type: ignore[attr-defined]
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


@pytest.mark.parametrize("most", [0, 1, 2])
def test_a_system_without_room_for_more_processes(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    real, count = os.fork, 0

    def fork() -> int:
        nonlocal count
        count += 1
        if count > most:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        return real()

    monkeypatch.setattr(os, "fork", fork)
    found = list(workers.shared(FILES, work, 3))
    assert names(found) == [item.name for item in FILES]
    assert len({item.findings[0]["pid"] for item in found if item}) <= max(most, 1)


FORKS = """
import os, sys, threading
from pathlib import Path
real = os.fork

def fork():
    tasks = Path("/proc/self/task")
    kernels = len(list(tasks.iterdir())) if tasks.is_dir() else 1
    with open(sys.argv[1], "a") as notes:
        print(threading.active_count(), kernels, file=notes)
    return real()

os.fork = fork
from dockerls.cli.main import main
sys.exit(main(["check", "-j3", *sys.argv[2:]]))
"""


@pytest.mark.parametrize("arguments", [(), ("--no-shellcheck",), ("--format", "sarif")])
def test_no_other_thread_runs_when_a_process_is_copied(
    folder: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """What another thread holds at that moment, such as a lock of `malloc` or of the log, is held for ever in a copy.
    The cache is cold, so that ShellCheck is asked for its version before."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONPATH": str(ROOT)}
    command = (sys.executable, "-c", FORKS, str(tmp_path / "notes"), *arguments)
    done = subprocess.run(command, cwd=folder / "work", env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 2, done.stderr  # There is a mistake in the configuration.
    assert (tmp_path / "notes").read_text().splitlines() == ["1 1"] * 3


def is_running(pid: int) -> bool:
    """Whether there is such a process which has not ended; its end may wait for somebody to take note of it."""
    state = subprocess.run(("ps", "-o", "state=", "-p", str(pid)), capture_output=True, text=True).stdout.strip()
    return state not in ("", "Z")


def faked(folder: Path, does: str, option: str, first: str = "pass") -> str:
    """The code of a `check` with a script in ShellCheck's place."""
    fake = folder / "shellcheck"
    fake.write_text(f"#!/bin/sh\n{does}\n")
    fake.chmod(0o755)
    return (
        f"import sys; from pathlib import Path; from dockerls.probes import program;"
        f"program.program = lambda: Path({str(fake)!r}); {first};"
        f"from dockerls.cli.main import main; sys.exit(main(['check', '--no-config', {option!r}]))"
    )


@pytest.mark.usefixtures("usual_signals")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
@pytest.mark.parametrize("jobs", ["-j1", "-j2"])
def test_a_signal_leaves_no_process_behind(folder: Path, tmp_path: Path, how: signal.Signals, jobs: str) -> None:
    code = faked(tmp_path, f"echo $$ >> {tmp_path}/began\nexec sleep 300", jobs, "program.version = lambda path: '1'")
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        (sys.executable, "-c", code), cwd=folder / "work", env=environment, stdout=-1, stderr=-1, text=True
    ) as process:
        end = time.monotonic() + 60
        while not (tmp_path / "began").exists():
            assert time.monotonic() < end
            time.sleep(0.02)
        time.sleep(0.2)
        process.send_signal(how)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 128 + how
    assert "Traceback" not in said
    assert not [pid for pid in (tmp_path / "began").read_text().split() if is_running(int(pid))]


# The whole


def run(folder: Path, *arguments: str) -> tuple[int, str, str]:
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    command = (sys.executable, "-m", "dockerls", "check", *arguments)
    done = subprocess.run(command, cwd=folder / "work", env=environment, capture_output=True, text=True, timeout=300)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Real files, one that is none, and a configuration with a mistake."""
    made = tmp_path_factory.mktemp("many")
    (made / "work").mkdir()
    texts = [read(path) for path in real_files()[:20]]
    texts += [written(20 + number, seed=number) for number in range(40 - len(texts))]
    for number, text in enumerate(texts):
        (made / "work" / f"{number:02}.Dockerfile").write_text(f"{text}\nRUN cd /x{number}; make\n")
    (made / "work" / "20.5.Dockerfile").mkdir()
    (made / "work" / "dockerls.toml").write_text('colour = "red"\n')
    return made


def test_as_with_one_process(folder: Path) -> None:
    alone = run(folder, "-j1")
    cache = folder / "cache" / "dockerls" / "shellcheck.json"
    kept = json.loads(cache.read_bytes())["answers"]
    cache.unlink()
    assert run(folder, "-j3") == alone, "without a cache"
    assert json.loads(cache.read_bytes())["answers"] == kept, "what the processes got to know is kept"
    assert run(folder) == alone, "with one"
    assert alone[0] == 2
    assert alone[2].count("`colour`") == 1
    assert alone[1].count("SC2164") > 10
    assert run(folder, "--format", "sarif", "-j2") == run(folder, "--format", "sarif", "-j1")


@pytest.mark.parametrize("does", ["exit 3", "kill -9 $$", "echo no"])
def test_a_program_that_fails_is_told_once(folder: Path, tmp_path: Path, does: str) -> None:
    code = faked(tmp_path, does, "-qj2")
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    command = (sys.executable, "-c", code)
    done = subprocess.run(command, cwd=folder / "work", env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "ShellCheck has no answer" in done.stderr


def test_a_reader_that_goes_away(folder: Path) -> None:
    command = f"{sys.executable} -m dockerls check -j2 --no-shellcheck --no-config -f json | head -c 10"
    done = subprocess.run(command, shell=True, cwd=folder / "work", capture_output=True, text=True, timeout=300)
    assert "Traceback" not in done.stderr
