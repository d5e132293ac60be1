"""What editors are given wrongly by other tools for Dockerfiles, each as a case of ours."""

from __future__ import annotations

import pytest
from marks import mark, marked
from unlinted import unlinted

from dockerls.config import Config
from dockerls.features import actions, navigation, rename
from dockerls.features.completion import complete
from dockerls.features.formatting import format
from dockerls.features.symbols import symbols
from dockerls.features.tokens import tokens
from dockerls.legend import TYPES
from dockerls.presentation import Format
from dockerls.snapshot import snapshot
from dockerls.text import apply


def formatted(text: str) -> str:
    return apply(text, format(unlinted(text), Format().within(4, False)))


def kinds(text: str) -> list[tuple[str, str]]:
    """What each piece of the text is."""
    return [(span.of(text), kind) for span, kind, _ in tokens(unlinted(text))]


def offered(text: str) -> set[str]:
    plain, marks = marked(text)
    return {item.label for item in complete(unlinted(plain), marks[0][0].start)}


# Places


@pytest.mark.parametrize("before", ["héllo wörld", "日本語", "😀", "e\u0301", "\u2028", "\ufeff"])
def test_a_fix_behind_other_alphabets_hits_its_word(before: str) -> None:
    """A quick fix turned `apt install` into `apt i-getnstall`."""
    text = f'FROM a:1\nRUN echo "{before}" && apt install -y foo\n'
    now = snapshot(text, config=Config(select=("DL3027",), ignore=()))
    (finding,) = [finding for finding in now.report.findings if "DL3027" in finding.names]
    assert apply(text, list(finding.fixes[0].edits)) == text.replace("apt install", "apt-get install")


def test_a_finding_covers_what_it_is_about_and_no_line_to_its_end() -> None:
    text = "FROM a:1\nRUN apt install -y foo \\\n  && x\n"
    for finding in snapshot(text).report.findings:
        assert finding.span.end <= len(text.rstrip())


# Half a file


@pytest.mark.parametrize(
    "broken",
    ["COPY a", "FOO bar", "RUN --foo x", "ONBUILD FROM x", "ENV A", "RUN <<E\nx", "HEALTHCHECK --interval=5 x"],
)
def test_one_mistake_does_not_end_the_rest(broken: str) -> None:
    """Formatting, fixes and all findings stopped at the first line that cannot be built."""
    text = f"from a:1 as b\nrun   apt install -y x\n{broken}\n"
    found = snapshot(text, config=Config(select=("DL3027",))).report.findings
    assert any("DL3027" in finding.names for finding in found)
    assert formatted(text).startswith("FROM a:1 AS b\nRUN apt install -y x\n")


@pytest.mark.parametrize("text", ["", "# x\n", "ARG A=1\n", "\ufeff", "\n\n"])
def test_a_file_without_a_stage_is_a_file(text: str) -> None:
    now = unlinted(text)
    assert symbols(now) is not None
    assert apply(text, format(now)) == text


# Formatting


def test_one_pass_is_enough_and_all_of_the_file_has_one_style() -> None:
    """`as` needed a second pass, `  RUN` stayed indented, levels mixed blanks and tabs, `&&` was glued to its word."""
    text = "from a   as b\n  run   x \\\n  \t&&apt y \\\n\tz\nRUN x && y && \\\nz\n"
    once = formatted(text)
    assert once == "FROM a AS b\nRUN x \\\n    && apt y \\\n        z\nRUN x && \\\n    y && \\\n    z\n"
    assert formatted(once) == once


def test_formatting_changes_no_word() -> None:
    """`apt` became `apt-get` and MAINTAINER a LABEL."""
    text = "FROM a\nMAINTAINER me\nRUN apt install x\n"
    assert formatted(text) == text


def test_the_second_heredoc_stays() -> None:
    text = "FROM a\nCOPY <<A <<-'B'   /x/\n  1\nA\n\t2\n\tB\nRUN x\n"
    assert formatted(text) == text.replace("   /x/", " /x/")


def test_an_unknown_instruction_stays() -> None:
    text = "FROM a\nFROBNICATE   x  \\\n y\n"
    assert formatted(text) == text


def test_the_escape_character_may_be_another_one() -> None:
    text = "# escape=`\nFROM a\nRUN dir C:\\ `\n   && b\n"
    assert formatted(text) == text.replace("   &&", "    &&")


def test_indentation_is_never_glued_to_a_word() -> None:
    """A tab was put between the halves of a word."""
    text = "EXPOSE 80\\\n81\nENV A=b\\\nc\nRUN ec\\\nho a\n"
    assert formatted(text) == text


def test_continuations_comments_and_heredocs_outlive_an_edit() -> None:
    """Instructions were put together anew, with single blanks and nothing between the lines."""
    text = "FROM a:1 AS b\nCOPY --from=b \\\n    # why\n    x   \\\n    /y\nRUN <<E cat   -\n  $b\nE\n"
    plain, offset = text, text.index("b\nCOPY")
    new = apply(plain, rename.rename(unlinted(plain), offset, "c"))
    assert new == text.replace("AS b", "AS c").replace("=b ", "=c ")


# Colours


def test_every_token_is_of_a_kind_that_was_announced() -> None:
    assert all(kind in TYPES for _, kind in kinds("ENV B=${A:-z} C=${D#x}\nRUN echo ${A:+b}\n"))


def test_a_tag_is_one_piece_and_an_image_has_a_colour() -> None:
    assert ("3.20", "enumMember") in kinds("FROM alpine:3.20\n")
    assert ("alpine", "type") in kinds("FROM alpine:3.20\n")


def test_shell_keywords_and_operators_have_colours() -> None:
    found = dict(kinds("RUN if a -x; then b && c | d; fi; for i in 1; do e; done\n"))
    assert {found[word] for word in ("if", "then", "fi", "for", "in", "do", "done")} == {"keyword"}
    assert {found[word] for word in ("&&", "|", ";")} == {"operator"}
    assert found["-x"] == "parameter"


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ('COPY <<E /a.json\n{"k": 1}\nE\n', ('"k"', "property")),
        ("COPY <<E /a.yml\nk: true\nE\n", ("k", "property")),
        ("COPY <<E /etc/nginx/nginx.conf\nserver { listen 80; }\nE\n", ("listen", "keyword")),
        ("RUN <<E python3\nimport os\nE\n", ("import", "keyword")),
        ("RUN <<E\n#!/usr/bin/env python3\nimport os\nE\n", ("import", "keyword")),
        ("RUN <<E\nif a; then b; fi\nE\n", ("if", "keyword")),
    ],
)
def test_a_heredoc_is_coloured_as_what_it_is(text: str, piece: tuple[str, str]) -> None:
    assert piece in kinds(text)


# Names


def test_the_body_of_a_heredoc_whose_name_holds_a_blank_is_no_instruction() -> None:
    text = 'FROM a\nRUN cat <<"E F" > /x\nfoo bar\nE F\nUSER x\n'
    assert [node.keyword for node in unlinted(text).tree.nodes] == ["FROM", "RUN", "USER"]


def test_renaming_a_global_arg_keeps_the_build() -> None:
    text = "ARG VER=1\nFROM a:$VER\nARG VER\nRUN echo $VER\n"
    assert apply(text, rename.rename(unlinted(text), 4, "V")) == text.replace("VER", "V")


def test_a_variable_is_inherited_through_from() -> None:
    plain, marks = marked("FROM a AS base\nENV $1V$1=1\nFROM base\nRUN echo $1$$0V$1\n")
    now, offset = unlinted(plain), marks[0][0].start
    spans = [item.span for item in navigation.highlight(now, offset)]
    assert [span.of(plain) for span in spans] == ["V", "V"]
    assert mark(plain, [place.selection for place in navigation.definition(now, offset)]).count("$0V$0=1") == 1


def test_there_are_references_and_an_outline_with_levels() -> None:
    text = "ARG V=1\nFROM a:$V AS b\nRUN x\n"
    assert [span.of(text) for span in navigation.references(unlinted(text), 4)] == ["V", "V"]
    stage = next(symbol for symbol in symbols(unlinted(text)) if symbol.kind == "stage")
    assert [child.name for child in stage.children]


def test_completion_knows_flags_stages_and_stable_syntaxes() -> None:
    assert {"--mount=", "--network=", "--security="} <= offered("FROM a\nRUN --$0")
    assert {"--from=", "--chown=", "--chmod=", "--link", "--exclude=", "--parents"} <= offered("FROM a\nCOPY --$0")
    assert {"--checksum=", "--keep-git-dir=", "--unpack="} <= offered("FROM a\nADD --$0")
    assert "base" in offered("FROM a AS base\nFROM $0")
    assert not any("experimental" in label for label in offered("# syntax=$0"))


def test_a_file_in_lower_case_is_in_order() -> None:
    found = snapshot("from a:1\nrun x\nuser y\n").report.findings
    assert not any("ConsistentInstructionCasing" in finding.names for finding in found)


def test_ignoring_a_finding_extends_the_check_that_is_there() -> None:
    text = "# check=skip=JSONArgsRecommended\nFROM a:1 AS B\nUSER x\nCMD y\n"
    now = snapshot(text)
    (finding,) = [finding for finding in now.report.findings if "StageNameCasing" in finding.names]
    for action in actions.actions(now, finding.span, ("quickfix",)):
        if action.edits is not None:
            new = apply(text, list(action.edits))
            assert sum(line.startswith("# check=") for line in new.splitlines()) == 1
