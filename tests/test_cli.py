"""The command line: what it prints, what it returns, and what it never does to a file."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import dockerfile
import pytest

from dockerls.cli import docs
from dockerls.cli.main import main

ROOT = Path(__file__).parent.parent
SEED = """\
FROM node:14
WORKDIR /app
COPY . .
RUN npm install
EXPOSE 3000
CMD node server.js
"""
CLEAN = 'FROM scratch\nCOPY app /app\nUSER 10001\nENTRYPOINT ["/app"]\n'


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return path


def test_a_clean_file_gives_zero(capsys: pytest.CaptureFixture[str]) -> None:
    write("Dockerfile", CLEAN)
    assert main(["check", "Dockerfile"]) == 0
    assert capsys.readouterr().out == ""


def test_findings_give_one_and_name_their_place(capsys: pytest.CaptureFixture[str]) -> None:
    write("any-name.txt", "FROM scratch\nCOPPY a /a\n")
    assert main(["check", "any-name.txt"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("any-name.txt:2:1: error ")
    assert "`COPY`" in out


def test_the_folder_that_a_build_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    Path("web").mkdir()
    write(".dockerignore", "a.txt\n")
    name = str(write("web/Dockerfile", "FROM scratch\nCOPY a.txt /\n"))
    asked = ["check", name, "--select", "CopyIgnoredFile"]
    assert main(asked) == 0
    assert main([*asked, "--context", "."]) == 1
    assert "CopyIgnoredFile" in capsys.readouterr().out
    write("dockerls.toml", 'context = "."\n')
    assert main(asked) == 1
    assert main([*asked, "--context", "web"]) == 0
    capsys.readouterr()
    assert main([*asked, "--context", "nothing"]) != 0
    assert "nothing is no folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("level", "code"), [("error", 0), ("warning", 1), ("info", 1), ("hint", 1), ("none", 0), ("", 1)]
)
def test_what_is_grave_enough_to_fail(level: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    write("Dockerfile", CLEAN.replace("FROM scratch", "FROM alpine"))
    assert main(["check", "Dockerfile", *(["--fail-level", level] if level else [])]) == code
    assert "DL3006" in capsys.readouterr().out
    write("dockerls.toml", f'fail-level = "{level}"\n' if level else "")
    assert main(["check", "Dockerfile"]) == code


def test_a_rule_that_nobody_knows_is_a_mistake_in_the_call(capsys: pytest.CaptureFixture[str]) -> None:
    write("Dockerfile", CLEAN)
    assert main(["check", "--select", "hadolint/DL3049,DL9999", "Dockerfile"]) == 2
    assert "--select names `DL9999`" in capsys.readouterr().err


def test_what_cannot_be_read_gives_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stop:
        main(["check", "--nonsense"])
    assert stop.value.code == 2
    assert main([]) == 2


def test_one_unreadable_file_hides_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    write("Dockerfile", "FROM scratch\nCOPPY a /a\n")
    assert main(["check", "nowhere", "Dockerfile"]) == 2
    assert "Dockerfile:2:1" in capsys.readouterr().out


def test_folders_are_searched(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a/Dockerfile", "a/b/Dockerfile.dev", "c/Containerfile", "c/app.dockerfile"):
        write(name, "FROM scratch\nCOPPY a /a\n")
    for name in ("node_modules/x/Dockerfile", ".git/Dockerfile", "c/Dockerfile.md", "c/readme.txt"):
        write(name, "FROM scratch\nCOPPY a /a\n")
    assert main(["check"]) == 1
    found = {line.split(":")[0] for line in capsys.readouterr().out.splitlines() if " | " not in line}
    assert {str(Path(name)) for name in found} == {
        str(Path(name)) for name in ("a/Dockerfile", "a/b/Dockerfile.dev", "c/Containerfile", "c/app.dockerfile")
    }


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"FROM scratch\nCOPPY a /a\n")))
    assert main(["check", "-", "--stdin-filename", "x/Dockerfile"]) == 1
    assert capsys.readouterr().out.startswith("x/Dockerfile:2:1: error")


def test_json_says_it_all(capsys: pytest.CaptureFixture[str]) -> None:
    write("Dockerfile", "FROM scratch\nCOPPY é /a\n")
    assert main(["check", "--format", "json"]) == 1
    [found] = [item for item in json.loads(capsys.readouterr().out) if item["severity"] == "error"]
    assert found["file"] == "Dockerfile"
    assert found["range"] == {"start": {"line": 2, "column": 1}, "end": {"line": 2, "column": 6}}
    assert found["fixes"][0]["edits"][0]["text"] == "COPY"
    assert found["url"].endswith(f"{found['code']}.md")


def test_fix_leaves_a_better_file_and_twice_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    path = write("Dockerfile", SEED)
    for arguments in (["fix"], ["fix", "--unsafe"]):
        path.write_text(SEED)
        capsys.readouterr()
        main(["check", "--format", "json"])
        before = json.loads(capsys.readouterr().out)
        main(arguments)
        once = path.read_text()
        capsys.readouterr()
        main(["check", "--format", "json"])
        after = json.loads(capsys.readouterr().out)
        assert len(after) < len(before)
        assert dockerfile.parse_string(once)
        main(arguments)
        assert path.read_text() == once


def test_the_seed_example_is_taken_apart(capsys: pytest.CaptureFixture[str]) -> None:
    """A file with an old full-size base, sources before dependencies, a shell-form CMD and no user."""
    write("Dockerfile", SEED)
    assert main(["check", "--format", "json"]) == 1
    names = {name for item in json.loads(capsys.readouterr().out) for name in (item["code"], *item["aliases"])}
    assert {"DF2001", "DL3025", "DF3010"} <= names


def test_diff_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    path = write("Dockerfile", "from scratch AS x\nCOPY a /a\nUSER 1\n")
    text = path.read_text()
    assert main(["fix", "--diff"]) == 1
    assert path.read_text() == text
    assert "--- a/Dockerfile" in capsys.readouterr().out


def test_format(capsys: pytest.CaptureFixture[str]) -> None:
    path = write("Dockerfile", "from   scratch\n")
    assert main(["format", "--check"]) == 1
    assert capsys.readouterr().out == "Dockerfile\n"
    assert main(["format", "--diff"]) == 1
    assert "+FROM scratch" in capsys.readouterr().out
    assert path.read_text() == "from   scratch\n"
    assert main(["format"]) == 0
    assert path.read_text() == "FROM scratch\n"
    assert main(["format", "--check"]) == 0


def test_format_as_the_settings_say() -> None:
    path = write("a/Dockerfile", "from x\nrun a \\\n  b\n")
    assert main(["format"]) == 0
    assert path.read_text() == "FROM x\nRUN a \\\n  b\n"
    write(".editorconfig", "[Dockerfile]\nindent_style = tab\n")
    assert main(["format", "--no-config", "--check"]) == 0
    assert main(["format"]) == 0
    assert path.read_text() == "FROM x\nRUN a \\\n\tb\n"
    write("dockerls.toml", '[format]\nindent-style = "space"\nindent-size = 3\nkeyword-case = "lower"\n')
    assert main(["format"]) == 0
    assert path.read_text() == "from x\nrun a \\\n   b\n"


def test_bytes_that_are_no_text_survive() -> None:
    path = write("Dockerfile", "from scratch\r\nCOPY a\udcff /a\r\nUSER 1\r\n")
    before = path.read_bytes()
    main(["fix"])
    after = path.read_bytes()
    assert after != before
    assert b"a\xff /a\r\n" in after
    assert after.count(b"\r\n") == after.count(b"\n")


def test_a_bad_configuration_is_named_and_costs_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    write("dockerls.toml", 'colour = "red"\nignore = ["DL3020"]\n[severity]\nDL3007 = "loud"\n')
    write("Dockerfile", "FROM debian:latest\nADD a /a\nUSER 1\n")
    assert main(["check"]) == 2
    out, err = capsys.readouterr()
    assert "dockerls.toml" in err
    assert "`colour`" in err
    assert "`select`" in err
    assert "`severity.DL3007`" in err
    assert "DL3007" in out
    assert "DL3020" not in out


def test_what_hadolint_passes_over_is_told_and_fails_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    write(".hadolint.yaml", "ignored: [DL3006, nonsense]\ncolour: red\noverride: {loud: []}\n")
    for name in ("Dockerfile", "a.Dockerfile"):
        write(name, "FROM debian:13\n")
    assert main(["check"]) == 0
    err = capsys.readouterr().err
    assert [err.count(word) for word in ("`nonsense`", "`colour`", "`override.loud`")] == [1, 1, 1]
    assert main(["format"]) == 0
    write(".hadolint.yaml", "failure-threshold: loud\n")
    assert main(["check"]) == 2


def test_explain_and_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "dl3007"]) == 0
    assert capsys.readouterr().out.startswith("# DL3007")
    assert main(["explain", "DL3O07"]) == 2
    assert "did you mean" in capsys.readouterr().err
    assert main(["rules"]) == 0
    listed = capsys.readouterr().out
    assert main(["rules", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == len(listed.splitlines())


def test_the_pages_of_the_rules_are_fresh() -> None:
    """`make docs` writes them."""
    folder = ROOT / "docs" / "rules"
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")} == docs.pages()
    for name, text in docs.beside().items():
        assert (folder.parent / name).read_text(encoding="utf-8") == text, name


def test_checking_imports_no_protocol() -> None:
    code = (
        "import sys; from dockerls.cli.main import main; main(['check', '-', '--no-config']);"
        "print([name for name in sys.modules if name.partition('.')[0] in ('pygls', 'lsprotocol', 'asyncio')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=CLEAN, capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.splitlines()[-1] == "[]"
