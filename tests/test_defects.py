"""Faults that other linters have, each as a question to this one: places, fixes, recovery, and what is told at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from checks import check, check_fix, findings
from real import HERE, read

from dockerls.config import Config
from dockerls.lint.engine import fixed

EVERYTHING = Config(select=("ALL",))


@pytest.mark.parametrize("text", ["héllo wörld", "日本語", "😀", "e\u0301"])
def test_what_stands_before_a_word_does_not_move_its_fix(text: str) -> None:
    check_fix("DL3027", f'FROM a\nRUN echo "{text}" && apt update\n', f'FROM a\nRUN echo "{text}" && apt-get update\n')
    check_fix(
        "DF8030",
        f'FROM a\nRUN echo "{text}" && curl -f https://github.com/a/b/archive/1.tgz\n',
        f'FROM a\nRUN echo "{text}" && curl -L -f https://github.com/a/b/archive/1.tgz\n',
    )
    check_fix(
        "DF2006",
        f'FROM a\nRUN --mount=type=cache,target=/root/.npm echo "{text}" && npm ci && npm cache clean --force\n',
        f'FROM a\nRUN --mount=type=cache,target=/root/.npm echo "{text}" && npm ci\n',
    )


BROKEN = (
    "COPPY a b",
    "COPY a",
    "RUN --mont=a b",
    "ENV A",
    "ONBUILD FROM a",
    "COPY --frm=a b c",
    "RUN <<EOF\nx",
    'LABEL a="x',
    "EXPOSE abc",
    "COP",
)


@pytest.mark.parametrize("line", BROKEN)
def test_a_mistake_hides_nothing_of_what_is_found_elsewhere(line: str) -> None:
    above = "FROM debian:13 AS a\nRUN apt update\nFROM a\nSTOPSIGNAL KILL\nRUN pecl install xdebug\n"
    before = {(finding.span, finding.code) for finding in findings(above)}
    assert {code for _, code in before} >= {"DL3027", "DF7010", "DF8051"}
    after = {(finding.span, finding.code) for finding in findings(f"{above}{line}\n")}
    assert before <= after
    assert line == "COP" or any(finding.severity == "error" for finding in findings(f"{above}{line}\n"))


def test_a_finding_ends_with_its_word_and_not_beyond_the_line() -> None:
    for path in sorted((HERE / "data" / "real").glob("*")):
        text = read(path)
        for finding in findings(text, EVERYTHING):
            told = finding.span.of(text)
            assert not told.endswith(("\n", "\r", " ", "\t"))
            assert not told.startswith((" ", "\t", "\n"))


def test_an_argument_alone_is_told_to_lack_its_from_and_nothing_else() -> None:
    assert [finding.code for finding in findings("ARG A=1\n")] == ["DF1002"]


@pytest.mark.parametrize("value", ["${X:=1}", "${X^^}", "${X", '"abc', "'x"])
def test_what_the_builds_lexer_refuses_is_told(value: str) -> None:
    assert any(finding.severity == "error" for finding in findings(f"FROM a\nARG X\nENV B={value}\n"))


def test_comments_and_blank_lines_within_a_command_are_no_part_of_it() -> None:
    text = "FROM a:1\nRUN echo one \\\n\n  # why\n\n  && echo done\n"
    assert {finding.code for finding in findings(text)} <= {"NoEmptyContinuation"}


@pytest.mark.parametrize(
    "line",
    [
        "RUN --mount=type=foo,target=/a b",
        "COPY --chmod=999 a b",
        "EXPOSE abc",
        "STOPSIGNAL SIGFOO",
        "COPY --from=5 a b",
        "COPY --from=later a b",
        "RUN --network=foo a",
        "HEALTHCHECK --interval=5 CMD a",
    ],
)
def test_what_a_build_would_stumble_over_is_told_before(line: str) -> None:
    found = findings(f"FROM x:1\n{line}\nFROM x:1 AS later\n")
    assert [finding.severity for finding in found if finding.span.start > 0].count("error") == 1


def test_a_typo_in_a_directive_is_told_whatever_follows() -> None:
    check("DF1091", "# $0sytnax$0=docker/dockerfile:1\n# escape=`\nFROM a:1\nCOPPY a b\n")
    text = "# sytnax=docker/dockerfile:1\n# escape=`\nFROM a:1\n"
    after = fixed(text, findings(text, code="DF1091"), unsafe=True)[0]
    assert findings(after) == []


def test_a_directory_that_a_fix_sets_is_set_for_all_that_follows_so_it_is_not_safe() -> None:
    text = "FROM a:1\nRUN cd /x && make\nCOPY b c\n"
    (found,) = findings(text, code="DL3003")
    assert not found.fixes[0].safe


@pytest.mark.parametrize("path", sorted((HERE / "data" / "real").glob("*")), ids=lambda path: path.name)
def test_by_default_nothing_is_said_about_layout_and_little_at_all(path: Path) -> None:
    text = read(path)
    if path.name.startswith("everything"):
        return  # It is made of faults.
    lines = text.count("\n")
    assert len([item for item in findings(text) if item.code != "LegacyKeyValueFormat"]) <= max(3, lines // 4)
