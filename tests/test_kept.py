"""Disks that fail in earnest, and the file of ShellCheck's answers on them: full, read-only, shared, spoilt.

A disk that is really full is a small one in memory, which a process of its own mounts where nobody else sees it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

import dockerls
from dockerls import probes
from dockerls.cli.main import main
from dockerls.lint.scripts import Question
from dockerls.probes import batch, program

POSIX = pytest.mark.skipif(os.name == "nt", reason="there are no such files")
BAD = "from debian:13\nRUN cd /x; make\n"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Dockerfile about which ShellCheck has something to say, and a cache beside its folder."""
    monkeypatch.setattr(probes, "enabled", True)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "workspace"
    folder.mkdir()
    (folder / "Dockerfile").write_text(BAD)
    return folder


def kept(folder: Path) -> Path:
    return folder.parent / "cache" / "dockerls" / "shellcheck.json"


def check(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str], str]:
    """The exit code, ShellCheck's codes, and what is said besides."""
    code = main(["check", "--format", "json", str(folder)])
    out, error = capsys.readouterr()
    return code, [item["code"] for item in json.loads(out) if item["code"].startswith("SC")], error


# Full

ON_A_SMALL_DISK = """
import contextlib, errno, io, json, os, subprocess, sys
from pathlib import Path
disk, options, leaves = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
from dockerls.cli.main import main
mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)], capture_output=True, text=True)
if mounted.returncode:
    sys.exit("no disk: " + mounted.stderr)
calls = []

def call(*arguments):
    out, said = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
        code = main([*arguments])
    calls.append([code, out.getvalue(), said.getvalue()])

def fill():
    with open(disk / "filler", "wb", buffering=0) as file:
        with contextlib.suppress(OSError):
            while True:
                file.write(b"x" * 1024)
        if leaves:
            file.truncate(file.tell() - leaves)

def fill_with_names():
    (disk / "filler").touch()
    with contextlib.suppress(OSError):
        for number in range(99):
            (disk / f"filler{number}").touch()

def names():
    return sorted(str(path.relative_to(disk)) for path in disk.rglob("*") if path.is_file())

exec(sys.argv[4])
print(json.dumps(calls))
"""


def on_a_small_disk(folder: Path, does: str, *, options: str = "size=256k", leaves: int = 0, **more: str) -> Any:
    """What comes of calls of the command line, beside a disk that is full; the test is skipped where none can be."""
    if sys.platform != "linux" or not shutil.which("unshare"):
        pytest.skip("there is no `unshare`")
    disk = folder / "disk"
    disk.mkdir()
    user = () if os.geteuid() == 0 else ("--map-root-user",)
    done = subprocess.run(
        ["unshare", "--mount", *user, sys.executable, "-c", ON_A_SMALL_DISK, disk, options, str(leaves), does],
        env={**os.environ, "PYTHONPATH": str(Path(dockerls.__file__).parent.parent), **more},
        capture_output=True, text=True, timeout=120, cwd=folder,
    )  # fmt: skip
    if "no disk: " in done.stderr or done.stderr.startswith("unshare: "):
        pytest.skip(f"no disk may be mounted: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("leaves", [0, 4096], ids=["full", "all but full"])
def test_a_cache_on_a_full_disk_costs_what_is_kept(tmp_path: Path, leaves: int) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "Dockerfile").write_text(BAD)
    (tmp_path / "many").mkdir()
    scripts = "".join(f"RUN cd /long{'x' * 100}{number}; make\n" for number in range(100))
    (tmp_path / "many" / "Dockerfile").write_text(f"FROM debian:13\n{scripts}")
    does = """
call("check", "-f", "json", "one")
before = (disk / "dockerls" / "shellcheck.json").read_bytes()
fill()
call("check", "-f", "json", "many")
assert (disk / "dockerls" / "shellcheck.json").read_bytes() == before
assert names() == ["dockerls/shellcheck.json", "filler"], names()
(disk / "filler").unlink()
call("check", "-f", "json", "many")
assert len((disk / "dockerls" / "shellcheck.json").read_bytes()) > len(before)
"""
    first, second, third = on_a_small_disk(tmp_path, does, leaves=leaves, XDG_CACHE_HOME=str(tmp_path / "disk"))
    assert (first[0], first[2]) == (1, "")
    assert (second[0], second[1].count('"code": "SC2164"')) == (1, 100)
    assert second[2].count("\n") == 1
    assert second[2].startswith("dockerls: ShellCheck's answers cannot be kept for the next time: ")
    assert "No space left on device" in second[2]
    assert third == [1, second[1], ""]


@pytest.mark.parametrize("command", ["fix", "format"])
@pytest.mark.parametrize("several", [False, True], ids=["one name", "two names"])
@pytest.mark.parametrize("options", ["size=256k", "size=256k,nr_inodes=9"])
def test_a_file_on_a_full_disk_stays_as_it_is(tmp_path: Path, command: str, several: bool, options: str) -> None:
    does = f"""
(disk / "Dockerfile").write_text({BAD!r} + "# " + "x" * 5000 + "\\n")
if {several}:
    os.link(disk / "Dockerfile", disk / "other")
fill()
before, there = (disk / "Dockerfile").read_bytes(), names()
call({command!r}, str(disk / "Dockerfile"))
assert (disk / "Dockerfile").read_bytes() == before
assert names() == there, names()
(disk / "filler").unlink()
call({command!r}, str(disk / "Dockerfile"))
assert b"FROM debian" in (disk / "Dockerfile").read_bytes()
"""
    if options != "size=256k":  # There is room enough, and no further file may come.
        does = does.replace("fill()", "fill_with_names()", 1)
    first, second = on_a_small_disk(tmp_path, does, options=options, XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert first[0] == 2
    assert "No space left on device" in first[2]
    assert second[0] in (0, 1)


@POSIX
def test_a_limit_of_file_sizes_is_a_full_disk(
    workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    first = check(workspace, capsys)
    data = kept(workspace).read_bytes()
    (workspace / "b.Dockerfile").write_text("FROM debian:13\nRUN cd /y; make\n")
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        code, found, error = check(workspace, capsys)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (code, found) == (1, [*first[1], "SC2164"])
    assert "File too large" in error
    assert kept(workspace).read_bytes() == data
    assert os.listdir(kept(workspace).parent) == ["shellcheck.json"]


# Not to be written


@POSIX
@pytest.mark.usefixtures("as_anybody")
@pytest.mark.parametrize("mode", [0o555, 0o000])
@pytest.mark.parametrize("place", ["cache", "cache/dockerls"])
def test_a_cache_that_is_read_only(mode: int, place: str, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = workspace.parent / place
    folder.mkdir(parents=True)
    folder.chmod(mode)
    try:
        code, found, error = check(workspace, capsys)
    finally:
        folder.chmod(0o755)
    assert (code, found) == (1, ["SC2164"])
    assert error.count("\n") == 1
    assert "cannot be kept for the next time" in error
    assert "Permission denied" in error


@POSIX
@pytest.mark.usefixtures("as_anybody")
def test_a_cache_that_may_not_be_read_is_made_anew(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = check(workspace, capsys)
    kept(workspace).chmod(0)
    assert check(workspace, capsys) == first
    assert "answers" in json.loads(kept(workspace).read_text())


# Spoilt

COMMENT: dict[str, Any] = {
    "line": 1, "endLine": 1, "column": 1, "endColumn": 3, "level": "warning", "code": 2164, "message": "m", "fix": None,
}  # fmt: skip


def spoilt(**more: object) -> dict[str, Any]:
    return {"comments": [{**COMMENT, **more}]}


ANSWERS: tuple[object, ...] = (
    None, 3, "x", [], {}, {"comments": None}, {"comments": 3}, {"comments": [3]}, {"comments": [[]]}, {"comments": {}},
    spoilt(line=1e999), spoilt(line=None), spoilt(code="x"), spoilt(message=3), spoilt(level=[]), spoilt(level={}),
    spoilt(fix=3), spoilt(fix={"replacements": 3}), spoilt(fix={"replacements": [3]}), spoilt(fix=[1]),
    spoilt(column=float("nan")), spoilt(code="9" * 5000), spoilt(line="\ud800"),
)  # fmt: skip


@pytest.mark.parametrize("number", range(len(ANSWERS)))
def test_an_answer_that_is_spoilt_is_asked_again(
    number: int, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = check(workspace, capsys)
    data = json.loads(kept(workspace).read_text())
    spoilt = {**data, "answers": dict.fromkeys(data["answers"], ANSWERS[number])}
    kept(workspace).write_text(json.dumps(spoilt))
    again = check(workspace, capsys)
    assert (again[0], again[2]) == (first[0], "")
    if ANSWERS[number] != {"comments": {}}:  # Nothing is found, and that may be so.
        assert again == first
        assert json.loads(kept(workspace).read_text()) == data


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"", lambda data: data[:-1], lambda data: data[: len(data) // 2], lambda data: b"\xff" + data,
        lambda data: data.replace(b'"', b"\0"), lambda data: b"[" * 100_000,
        lambda data: b"9" * 10_000, lambda data: data + data,
        lambda data: b"\0" * len(data), lambda data: b'{"version": ["x"], "program": 3, "answers": []}',
        lambda data: b'{"version": {}, "program": null, "answers": {"x": NaN}}',
    ],
    ids=range(11),
)  # fmt: skip
def test_a_file_that_is_spoilt_is_made_anew(spoil: Any, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = check(workspace, capsys)
    data = kept(workspace).read_bytes()
    kept(workspace).write_bytes(spoil(data))
    assert check(workspace, capsys) == first
    assert kept(workspace).read_bytes() == data


@POSIX
@pytest.mark.parametrize("kind", ["folder", "pipe", "loop", "dangling", "too long"])
def test_something_else_in_its_place(
    kind: str, workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = kept(workspace)
    path.parent.mkdir(parents=True)
    if kind == "folder":
        (path / "x").mkdir(parents=True)
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "too long":
        monkeypatch.setattr(batch, "_MOST_BYTES", 100)
        path.write_text(" " * 101)
    else:
        path.symlink_to(path if kind == "loop" else path.with_name("elsewhere"))
    code, found, error = check(workspace, capsys)
    assert (code, found) == (1, ["SC2164"])
    if kind == "folder":
        assert error.count("\n") == 1
        assert "cannot be kept for the next time" in error
    else:
        assert error == ""
        assert path.is_file()
    assert os.listdir(path.parent) == [path.name]


# Shared


def test_what_many_write_at_the_same_time_is_whole(workspace: Path) -> None:
    """Each finds a file that can be read, whenever it looks; none finds what another one has half written."""
    path = program.program()
    assert path is not None
    batch.Kept(path).save()
    problems: list[object] = []

    def write(name: int) -> None:
        try:
            for number in range(30):
                own = batch.Kept(path)
                own.put(Question("sh", f"echo {name} {number}"), {"comments": []})
                if problem := own.save():
                    problems.append(problem)
                json.loads(kept(workspace).read_bytes())
        except Exception as error:
            problems.append(error)

    threads = [Thread(target=write, args=(name,)) for name in range(4)]  # Of one process number, as two containers'.
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert os.listdir(kept(workspace).parent) == ["shellcheck.json"]


def test_what_a_killed_process_has_half_written_goes_one_day(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = kept(workspace).parent
    place.mkdir(parents=True)
    for name, age in (("old", 100_000), ("fresh", 10)):
        (place / f"shellcheck.json.{name}").write_text("{")
        os.utime(place / f"shellcheck.json.{name}", (time.time() - age,) * 2)
    (place / "notes").write_text("mine")
    os.utime(place / "notes", (0, 0))
    assert check(workspace, capsys)[0] == 1
    assert sorted(os.listdir(place)) == ["notes", "shellcheck.json", "shellcheck.json.fresh"]
