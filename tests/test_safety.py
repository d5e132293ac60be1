"""What is promised in SECURITY.md: nothing is run, nothing is sent, few files are opened, and none is lost."""

from __future__ import annotations

import ast
import json
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from fuzz.inside import CONTEXT
from server.editor import PULL, URI, Editor

import dockerls
from dockerls.buildcontext import NO_CONTEXT
from dockerls.cli.main import main
from dockerls.cli.source import Source
from dockerls.config import DEFAULT
from dockerls.features import hover
from dockerls.lint import Finding, engine
from dockerls.server import routes

ROOT = Path(dockerls.__file__).parent
POSIX = pytest.mark.skipif(os.name == "nt", reason="there are no such files")
BAD = "from alpine:3.23 as base\nRUN id\n"

RUNS = {"subprocess": {"probes/program.py", "probes/desk.py"}}
"""What may start a process, and where."""
CALLS = {"os.fork": {"cli/workers.py"}, "eval": {"named.py"}}
"""What may copy this process, running nothing else thereby; and what may make code, of a number of fields alone."""
SENDS = {"socket": {"server/__init__.py"}}
"""What may open a connection, and where."""
NEVER = frozenset(
    ("asyncio", "ctypes", "ftplib", "http", "marshal", "multiprocessing", "pickle", "pty", "runpy", "shelve", "smtplib",
     "socketserver", "ssl", "telnetlib", "webbrowser", "xmlrpc", "requests")
)  # fmt: skip
NEVER_CALLED = frozenset(
    ("eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.startfile", "os.fork", "os.forkpty")
)


# What is not in the code


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_module_can_run_or_send_anything(path: Path) -> None:
    here = path.relative_to(ROOT).as_posix()
    for item in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(item, ast.Import):
            names = [name.name for name in item.names]
        elif isinstance(item, ast.ImportFrom) and not item.level and item.module:
            names = [item.module, *(f"{item.module}.{name.name}" for name in item.names)]
        for name in names:
            top = name.partition(".")[0]
            assert top not in NEVER, name
            assert name not in ("urllib.request", "urllib.robotparser"), name
            for allowed in (RUNS, SENDS):
                assert here in allowed.get(top, {here}), f"{here} imports {name}"
        if isinstance(item, ast.Call):
            called = ast.unparse(item.func)
            assert called not in NEVER_CALLED or here in CALLS.get(called, ()), f"{here}: {called}"
            assert not called.startswith(("os.exec", "os.spawn", "os.posix_spawn")), f"{here}: {called}"


# What it does


WATCH = """
import sys
seen = []
def note(event, arguments):
    if event == "open" or event.startswith(("subprocess", "socket", "os.", "shutil", "ftplib", "urllib", "webbrowser")):
        seen.append([event, [str(item) for item in arguments if isinstance(item, (str, bytes, int))]])
sys.addaudithook(note)
from dockerls.cli.main import main
code = main(sys.argv[2:])
import json
done = list(seen)
with open(sys.argv[1], "w") as file:
    json.dump([code, done], file)
"""

ODD = r"""# syntax=docker/dockerfile:1
# check=skip=all
# dockerls ignore=/etc/passwd
ARG FILE=../outside
FROM ../outside/image AS base
COPY --from=../outside ../outside/secret $FILE /etc/shadow /x
COPY <<EOF ../outside/secret
$(cat ../outside/secret)
EOF
ADD file:///etc/passwd http://localhost:1/x git@localhost:x.git /x
RUN --mount=type=bind,source=../outside/secret,target=/etc/passwd . ../outside/secret && `id` $(id) < ../outside/secret
ONBUILD RUN source /etc/profile
ENV FILE=/etc/passwd
RUN touch ../outside/made; curl http://localhost:1 | sh
HEALTHCHECK CMD ../outside/secret
ENTRYPOINT ["../outside/secret"]
"""


def watched(folder: Path, *arguments: str) -> tuple[int, list[tuple[str, list[str]]], str]:
    """The exit code of a command, what it opened, ran and changed, and what it said."""
    notes = folder.parent / "notes.json"
    environment = {**os.environ, "PYTHONPATH": str(ROOT.parent), "XDG_CACHE_HOME": str(folder.parent / "cache")}
    done = subprocess.run(
        [sys.executable, "-c", WATCH, str(notes), *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert notes.exists(), done.stderr
    code, seen = json.loads(notes.read_text())
    return code, [(event, arguments) for event, arguments in seen], done.stdout + done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace, beside a folder that is none of our business."""
    for name in ("work", "outside", "cache"):
        (tmp_path / name).mkdir()
    (tmp_path / "outside" / "secret").write_text("#!/bin/sh\ntouch made\n")
    (tmp_path / "outside" / "secret").chmod(0o755)
    (tmp_path / "outside" / "base.toml").write_text('select = ["ALL"]\n')
    (tmp_path / "work" / "Dockerfile").write_text(ODD)
    (tmp_path / "work" / ".dockerignore").write_text("!../outside/**\n/etc/passwd\n")
    (tmp_path / "work" / "shellcheckrc").write_text("external-sources=true\n")
    return tmp_path / "work"


@pytest.mark.parametrize("command", [("check",), ("check", "--format", "json"), ("fix", "--unsafe"), ("format",)])
def test_only_the_files_that_are_meant_are_opened(folder: Path, command: tuple[str, ...]) -> None:
    code, seen, said = watched(folder, *command, "--select", "ALL", ".")
    assert code in (0, 1), said
    python = {os.path.realpath(place) for place in (sys.prefix, sys.base_prefix, str(ROOT), *sys.path) if place}
    configs = {"dockerls.toml", ".dockerls.toml", "pyproject.toml", ".hadolint.yaml", ".hadolint.yml"}
    for event, arguments in seen:
        assert not event.startswith(("socket", "urllib", "ftplib", "webbrowser")), (event, arguments)
        assert event not in ("os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.startfile"), event
        if event == "subprocess.Popen":
            assert os.path.basename(arguments[0]).startswith("shellcheck"), arguments
        if event in ("os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree"):
            assert str(folder.parent / "cache") in arguments[0], (event, arguments)
        if event != "open" or not arguments or arguments[0].isdigit():
            continue
        path = os.path.realpath(os.path.join(folder, arguments[0]))
        if any(path == place or path.startswith(place + os.sep) for place in python):
            continue
        if path.startswith((str(folder.parent / "cache"), "/dev/null", "/proc/", "/sys/", "/etc/localtime")):
            continue
        if os.path.dirname(path) == str(folder) and os.path.basename(path).startswith((".Dockerfile.", "Dockerfile")):
            continue
        assert os.path.basename(path) in {*configs, ".dockerignore", "Dockerfile.dockerignore"}, arguments
    assert not (folder.parent / "outside" / "made").exists()
    assert not (folder / "made").exists()


SERVE = WATCH.replace("from dockerls.cli.main import main", "from dockerls.server import main").replace(
    "code = main(sys.argv[2:])", "code = main([])"
)


def test_the_server_opens_nothing_outside_of_the_workspace(folder: Path) -> None:
    """A workspace full of ways out, and every question that an editor has: the disk is watched from within."""
    outside = folder.parent / "outside"
    (outside / "Dockerfile").write_text("FROM outside-secret AS outside-stage\n")
    (outside / ".dockerignore").write_text("outside-secret\n")
    if os.name != "nt":
        (folder / "away").symlink_to(outside)
        (folder / "Linked.Dockerfile").symlink_to(outside / "Dockerfile")
        (folder / "Dockerfile.dockerignore").symlink_to(outside / ".dockerignore")
        (folder / ".hadolint.yaml").symlink_to(outside / "base.toml")
    (folder / "dockerls.toml").write_text('extends = "../outside/base.toml"\n')
    text = ODD + "COPY away/ ../outside/ away/secret /../../outside/sec \nCOPY away/\n"
    uri = (folder / "Dockerfile").as_uri()
    root = {"uri": folder.as_uri(), "name": "work"}
    able = {"textDocument": {"diagnostic": {}}}
    asked: list[tuple[str, object]] = [("initialize", {"capabilities": able, "workspaceFolders": [root]})]
    about = {"textDocument": {"uri": uri}}
    lines = text.split("\n")
    area = {"start": {"line": 0, "character": 0}, "end": {"line": len(lines), "character": 0}}
    more = {"range": area, "context": CONTEXT, "options": {"tabSize": 4, "insertSpaces": True}, "newName": "x"}
    for method in ("documentLink", "documentSymbol", "codeAction", "inlayHint", "codeLens", "formatting", "diagnostic"):
        asked.append((f"textDocument/{method}", {**about, **more}))
    for number, line in enumerate(lines):
        for column in (0, len(line) // 2, len(line) - 1, len(line)):
            place = {"line": number, "character": max(column, 0)}
            for method in ("completion", "hover", "definition", "references", "signatureHelp"):
                asked.append((f"textDocument/{method}", {**about, **more, "position": place}))
    asked.append(("workspace/symbol", {"query": ""}))
    item = {"uri": uri, "languageId": "dockerfile", "version": 1, "text": text}
    sent = [{"id": number, "method": method, "params": params} for number, (method, params) in enumerate(asked)]
    sent[1:1] = [{"method": "textDocument/didOpen", "params": {"textDocument": item}}]
    sent += [{"id": "end", "method": "shutdown"}, {"method": "exit"}]
    bodies = [json.dumps({"jsonrpc": "2.0", **message}).encode() for message in sent]
    notes = folder.parent / "notes.json"
    environment = {**os.environ, "PYTHONPATH": str(ROOT.parent), "XDG_CACHE_HOME": str(folder.parent / "cache")}
    done = subprocess.run(
        [sys.executable, "-c", SERVE, str(notes)],
        input=b"".join(b"Content-Length: %d\r\n\r\n%b" % (len(body), body) for body in bodies),
        cwd=folder, env=environment, capture_output=True, timeout=120,
    )  # fmt: skip
    code, seen = json.loads(notes.read_text())
    assert code == 0, done.stderr
    assert done.stdout.count(b'"id":') >= len(asked)
    assert b"outside-s" not in done.stdout
    for event, arguments in seen:
        assert not event.startswith(("socket", "urllib", "ftplib", "webbrowser")), (event, arguments)
        if event == "subprocess.Popen":
            assert os.path.basename(arguments[0]).startswith("shellcheck"), arguments
        if event in ("open", "os.scandir", "os.listdir") and arguments and not arguments[0].isdigit():
            path = os.path.realpath(os.path.join(folder, arguments[0]))
            assert not path.startswith(str(outside)), (event, arguments)
            assert path not in ("/etc/passwd", "/etc/shadow", "/etc/profile"), (event, arguments)
    assert not (outside / "made").exists()


@POSIX
@pytest.mark.parametrize("command", ["check", "fix", "format"])
def test_a_link_that_leads_outside_is_not_followed_unless_it_is_named(
    folder: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = folder.parent / "outside" / "file"
    outside.write_text(BAD)
    (folder / "Dockerfile").unlink()
    (folder / "Dockerfile").symlink_to(outside)
    (folder / "within").write_text(BAD)
    (folder / "b.Dockerfile").symlink_to("within")
    assert run(command, folder) == 2
    out, err = capsys.readouterr()
    assert f"{folder / 'Dockerfile'}: this is a link that leads outside of {folder}" in err
    assert "b.Dockerfile" in out or (folder / "within").read_text() != BAD
    assert outside.read_text() == BAD
    run(command, folder / "Dockerfile")
    assert command == "check" or outside.read_text() != BAD


@POSIX
@pytest.mark.parametrize("name", ["dockerls.toml", ".hadolint.yaml", "pyproject.toml", ".dockerignore"])
def test_settings_that_are_a_link_out_of_the_workspace_are_not_read(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = folder.parent / "outside" / "secret"
    said = "hush: hush\n" if name.endswith("yaml") else 'hush = "hush"\n[tool.dockerls]\nhush = "hush"\n'
    secret.write_text(said)
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(secret)
    assert run("check", "--format", "json", folder) == (2 if name in ("dockerls.toml", ".hadolint.yaml") else 1)
    out, err = capsys.readouterr()
    assert "hush" not in out + err
    (folder / name).unlink()
    (folder / "inside").write_text(said)
    (folder / name).symlink_to("inside")
    run("check", folder)
    assert ("hush" in capsys.readouterr().err) == (name != ".dockerignore")


def test_an_editors_workspace_extends_nothing_outside_of_it(folder: Path) -> None:
    (folder / "dockerls.toml").write_text('extends = "../outside/base.toml"\n')
    uri = (folder / "Dockerfile").as_uri()
    with Editor(PULL, workspaceFolders=[{"uri": folder.as_uri(), "name": "work"}]) as editor:
        editor.open("FROM a:1\nRUN id\n", uri)
        editor.settle()
        assert any("outside of the workspace" in message for message in editor.shown), editor.shown


# Odd files


def run(*arguments: str | Path) -> int:
    """The exit code of a command, in this process."""
    return main([str(argument) for argument in arguments])


@POSIX
def test_a_pipe_named_dockerfile_hangs_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(tmp_path / "Dockerfile")
    os.mkfifo(tmp_path / ".dockerignore")
    os.mkfifo(tmp_path / "dockerls.toml")
    os.mkfifo(tmp_path / ".hadolint.yaml")
    codes: list[int] = []
    asked: list[tuple[str | Path, ...]] = [("check", tmp_path), ("check", tmp_path / "Dockerfile")]
    asked += [("fix", tmp_path / "Dockerfile"), ("check", "--config", tmp_path / "dockerls.toml", tmp_path)]
    thread = threading.Thread(target=lambda: codes.extend(run(*item) for item in asked), daemon=True)
    thread.start()
    thread.join(60)
    assert codes == [2, 2, 2, 2]
    assert "not a plain file" in capsys.readouterr().err


@POSIX
def test_links_that_go_round_in_a_circle_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "Dockerfile").symlink_to("Containerfile")
    (tmp_path / "Containerfile").symlink_to("Dockerfile")
    (tmp_path / "deeper").symlink_to(".")
    (tmp_path / "dockerls.toml").symlink_to("dockerls.toml")
    assert run("check", tmp_path) == 2
    assert run("check", tmp_path / "Dockerfile") == 2
    assert run("fix", tmp_path / "Dockerfile") == 2
    assert capsys.readouterr().err.count("Dockerfile: ") >= 2


def test_a_folder_named_dockerfile_is_searched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "Dockerfile").mkdir()
    (tmp_path / "dockerls.toml").mkdir()
    assert run("check", tmp_path / "Dockerfile") == 2
    assert "no Dockerfile in this folder" in capsys.readouterr().err
    (tmp_path / "Dockerfile" / "Dockerfile").write_text("")
    assert run("check", tmp_path) == 1  # It lacks a FROM.


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"\xff\xfe", b"FROM \xff:\xfe\nRUN \x80\n", b"\xef\xbb\xbf", b"\r", b"\\"]
)
@pytest.mark.parametrize("command", ["check", "fix", "format"])
def test_any_bytes_are_a_dockerfile(tmp_path: Path, data: bytes, command: str) -> None:
    path = tmp_path / "Dockerfile"
    path.write_bytes(data)
    assert run(command, *(() if command == "format" else ("--select", "ALL")), path) in (0, 1)
    if b"\xff" in data:
        assert b"\xff" in path.read_bytes()


@POSIX
@pytest.mark.usefixtures("as_anybody")
def test_what_may_not_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "Dockerfile"
    path.write_text(BAD)
    path.chmod(0)
    assert run("check", path) == 2
    assert "Permission denied" in capsys.readouterr().err


@POSIX
@pytest.mark.usefixtures("as_anybody")
def test_a_configuration_that_may_not_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "Dockerfile").write_text(BAD)
    (tmp_path / "dockerls.toml").write_text("")
    (tmp_path / "dockerls.toml").chmod(0)
    assert run("check", tmp_path) == 2
    assert "dockerls.toml: it cannot be read: Permission denied" in capsys.readouterr().err


# Writing


@pytest.mark.parametrize("variable", ["HOME", "XDG_CACHE_HOME"])
def test_who_has_no_home_has_no_cache(folder: Path, variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user without an entry in the system's list, as in a container, has `~` for a home; and some set a name."""
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv(variable, "within")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    monkeypatch.chdir(folder)
    before = names(folder)
    assert run("check", folder) == 1
    assert names(folder) == before


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_is_read_only_stays_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "Dockerfile"
    path.write_text(BAD)
    path.chmod(0o444)
    assert run("fix", path) == 2
    assert "Dockerfile: Permission denied" in capsys.readouterr().err
    assert path.read_text() == BAD
    assert names(tmp_path) == ["Dockerfile"]


@pytest.mark.parametrize("command", ["fix", "format"])
@pytest.mark.parametrize("mode", [0o644, 0o600, 0o755])
def test_a_mended_file_keeps_its_mode(tmp_path: Path, command: str, mode: int) -> None:
    path = tmp_path / "Dockerfile"
    path.write_text(BAD)
    path.chmod(mode)
    before = stat.S_IMODE(path.stat().st_mode)
    run(command, path)
    assert path.read_text() != BAD
    assert stat.S_IMODE(path.stat().st_mode) == before
    assert names(tmp_path) == ["Dockerfile"]


@POSIX
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "file").write_text(BAD)
    (tmp_path / "Dockerfile").symlink_to("real/file")
    run("fix", tmp_path / "Dockerfile")
    assert (tmp_path / "Dockerfile").is_symlink()
    assert (tmp_path / "real" / "file").read_text() != BAD
    assert names(tmp_path / "real") == ["file"]


@POSIX
def test_a_file_of_several_names_stays_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, other = tmp_path / "Dockerfile", tmp_path / "other"
    path.write_text(BAD)
    other.hardlink_to(path)
    number, real = path.stat().st_ino, os.fsync

    def full(descriptor: int) -> None:
        if os.fstat(descriptor).st_ino == number and other.read_text() != BAD:
            raise OSError(28, "No space left on device")
        real(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        assert run("fix", path) == 2
    assert path.read_text() == other.read_text() == BAD
    run("fix", path)
    assert path.samefile(other)
    assert path.read_text() == other.read_text() != BAD
    assert names(tmp_path) == ["Dockerfile", "other"]


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="files have no such attributes")
def test_a_mended_file_keeps_its_attributes(tmp_path: Path) -> None:
    path = tmp_path / "Dockerfile"
    path.write_text(BAD)
    try:
        os.setxattr(path, "user.note", b"kept")
    except OSError:
        pytest.skip("the disk has none either")
    run("fix", path)
    assert path.read_text() != BAD
    assert os.getxattr(path, "user.note") == b"kept"


@pytest.mark.parametrize("command", ["fix", "format"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_a_mended_file_keeps_its_line_ends_and_its_mark(tmp_path: Path, command: str, start: str, end: str) -> None:
    path = tmp_path / "Dockerfile"
    path.write_bytes(f"{start}from alpine:3.23{end or chr(10)}RUN  id{end}".encode())
    run(command, path)
    after = path.read_bytes().decode()
    assert after.startswith(f"{start}FROM alpine")
    assert after.count("\r\n") == (2 if end == "\r\n" else 0)
    assert after.count("\n") == (1 if command == "fix" and not end else 2)


@POSIX
@pytest.mark.usefixtures("as_anybody")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "Dockerfile"
    path.write_text(BAD)
    tmp_path.chmod(0o555)
    assert run("fix", path) == 2
    tmp_path.chmod(0o755)
    assert "Permission denied" in capsys.readouterr().err
    assert path.read_text() == BAD


def test_what_has_changed_meanwhile_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "Dockerfile"
    path.write_text(BAD)
    source = Source("Dockerfile", path, BAD, DEFAULT, NO_CONTEXT)
    path.write_text("someone's work\n")
    with pytest.raises(OSError, match="has changed"):
        source.write("ours\n")
    assert path.read_text() == "someone's work\n"
    assert names(tmp_path) == ["Dockerfile"]


def test_a_disk_that_is_full_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "Dockerfile"
    path.write_text(BAD)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert run("fix", path) == 2
    assert path.read_text() == BAD
    assert names(tmp_path) == ["Dockerfile"]


# Streams

RUN = """
import os, sys
for number in map(int, sys.argv[1].split()):
    os.close(number)
os.execv(sys.executable, [sys.executable, "-m", "dockerls", *sys.argv[2:]])
"""


def started(folder: Path, closed: str, *arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
    """What comes of a command in a process of its own, some of whose streams are closed."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT.parent), "XDG_CACHE_HOME": str(folder.parent / "cache")}
    command = [sys.executable, "-c", RUN, closed, *arguments]
    more = {"stdout": subprocess.PIPE, **more}
    return subprocess.run(
        command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True, timeout=120, **more
    )  # fmt: skip


@POSIX
@pytest.mark.parametrize("closed", ["", "0", "1", "2", "0 1", "1 2", "0 1 2"])
def test_a_stream_that_is_closed_costs_what_would_be_said_there(folder: Path, closed: str) -> None:
    (folder / "Dockerfile").write_text(BAD)
    whole = started(folder, "", "check", "-f", "json", "-q", ".")
    done = started(folder, closed, "check", "-f", "json", "-q", ".")
    assert done.returncode == 1
    assert done.stdout == ("" if "1" in closed else whole.stdout)
    assert done.stderr == ""
    assert started(folder, closed, "fix", ".").returncode in (0, 1)
    assert (folder / "Dockerfile").read_text() != BAD
    assert started(folder, "0", "check", "-").returncode == 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no disk that is always full")
@pytest.mark.parametrize(
    "command", ["check", "check -f json", "check -f sarif", "check --statistics", "fix --diff", "graph", "rules"]
)
def test_what_cannot_be_said_is_a_failure(folder: Path, command: str) -> None:
    (folder / "Dockerfile").write_text(BAD)
    with open("/dev/full", "w") as full:
        done = started(folder, "", *command.split(), *([] if command == "rules" else ["."]), stdout=full)
    assert done.returncode == 2
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert (folder / "Dockerfile").read_text() == BAD


@POSIX
@pytest.mark.parametrize(
    "command", ["check .", "check Dockerfile", "check -", "fix .", "format -", "graph .", "migrate"]
)
def test_a_folder_that_is_gone_is_told(folder: Path, command: str) -> None:
    code = "import os, sys; os.rmdir(os.getcwd()); from dockerls.cli.main import main; sys.exit(main(sys.argv[1:]))"
    (folder / "gone").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", code, *command.split()], cwd=folder / "gone", capture_output=True, text=True, input="",
        env={**os.environ, "PYTHONPATH": str(ROOT.parent)}, timeout=120,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "dockerls: the folder in which it was started is not there any more\n"


# Crashes


def test_a_feature_that_crashes_answers_with_an_error_and_is_shown_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("the hover went wrong")

    broken = tuple(item._replace(feature=crash) if item.feature is hover.hover else item for item in routes.ROUTES)
    monkeypatch.setattr(routes, "ROUTES", broken)
    with Editor(PULL) as editor:
        editor.open("FROM a AS b\nFROM b\n")
        place = {"textDocument": {"uri": URI}, "position": {"line": 0, "character": 1}}
        for _ in range(3):
            answer = editor.ask("textDocument/hover", place)
            assert answer["error"]["code"] == -32603
            assert "the hover went wrong" in answer["error"]["message"]
        assert editor.about("definition", position={"line": 1, "character": 5})
        assert editor.codes()
    assert len(editor.shown) == 1
    assert "textDocument/hover" in editor.shown[0]
    assert "the hover went wrong" in caplog.text


def test_a_rule_that_crashes_is_shown_once(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def crash(*_: object) -> list[Finding]:
        raise RuntimeError("a rule went wrong")

    known = engine.by_any_name()["dl3002"]
    rule = known._replace(code="DF0000", name="crash", names=("DF0000",), check=crash, on=True)
    monkeypatch.setattr(engine, "rules", lambda: (rule,))
    monkeypatch.setattr(engine, "strict", False)
    engine._chosen.cache_clear()
    try:
        with Editor(PULL) as editor:
            editor.open("FROM a\nUSER root\n")
            editor.change({"text": "FROM a\nUSER root\nUSER x\n"})
            editor.codes()
            editor.change({"text": "FROM a\nUSER root\nUSER y\n"}, version=3)
            editor.codes()
        assert len([message for message in editor.shown if "DF0000" in message]) == 1
        assert "DF0000" in caplog.text
    finally:
        engine._chosen.cache_clear()


def test_a_refused_rename_is_no_crash(caplog: pytest.LogCaptureFixture) -> None:
    with Editor(PULL) as editor:
        editor.open("FROM a\n")
        place = {"textDocument": {"uri": URI}, "position": {"line": 0, "character": 1}, "newName": "x"}
        assert editor.ask("textDocument/rename", place)["error"]["code"] == -32803
        assert editor.shown == []
    assert "Traceback" not in caplog.text
