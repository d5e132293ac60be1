"""Comments that switch rules off: what hadolint leaves aside, and the rules about the comments themselves."""

from __future__ import annotations

import pytest
from checks import check, check_fix, findings
from hypothesis import given
from hypothesis import strategies as st

from dockerls.config import Config
from dockerls.lint import pragmas
from dockerls.lint.engine import by_any_name, fixed
from dockerls.lint.peers import BUILDKIT, HADOLINT, LANGSERVER, TALLY
from dockerls.snapshot import snapshot

ROOT = "USER root\n"


def codes(text: str) -> set[str]:
    return {finding.code for finding in snapshot(text).report.findings}


@pytest.mark.parametrize(
    ("comment", "silent"),
    [
        ("# hadolint ignore=DL3002", True),
        ("# hadolint ignore=crazy,DL3002", False),
        ("# hadolint ignore=DL3002,last-user-is-root", False),
        ("# hadolint ignore=DL3002,SC2086,DF9999", True),
        ("# hadolint ignore=DL3002 # why", True),
        ("# tally ignore=crazy,hadolint/DL3002", True),
        ("# tally ignore=stateful-root-runtime;reason=why", True),
        ("# dockerls ignore=crazy,last-user-is-root", True),
        ("# check=skip=DL3002", False),
    ],
)
def test_what_a_comment_switches_off(comment: str, silent: bool) -> None:
    assert ("DL3002" not in codes(f"FROM scratch\n{comment}\n{ROOT}")) is silent


# Unknown names


@pytest.mark.parametrize(
    "comment",
    [
        "# dockerls ignore=$0crazy$0,DL3002",
        "# hadolint ignore=$0crazy$0,DL3002",
        "# hadolint global ignore=DL3002,$0last-user-is-root$0",
        "# tally ignore=$0DL30002$0",
        "# check=skip=$0stagenamecasing$0,StageNameCasing",
        "# check=skip=StageNameCasing,$0DL3002$0;error=false",
        "# dockerls ignore=DL3002,SC2086,SC1010,all,shellcheck/SC2086,hadolint/DL3008,buildkit/StageNameCasing",
        "# tally ignore=max-lines,tally/max-lines,labels/valid-key,powershell/PSAvoidLongLines",
        "# hadolint ignore=DL3005,DL1000",
        "# dockerls ignore=UNKNOWN_INSTRUCTION,InvalidBaseImagePlatform,last-user-is-root",
        "# check=skip=all",
        "# check=error=true",
        "# hadolint shell=powershell",
    ],
)
def test_names_that_nobody_knows(comment: str) -> None:
    check("DF9001", f"FROM scratch\n{comment}\n{ROOT}")


def test_a_misspelt_name_is_mended_and_a_strange_one_goes() -> None:
    for comment, better in (
        ("# check=skip=stagenamecasing\n", "# check=skip=StageNameCasing\n"),
        ("# dockerls ignore=DL30002\n", "# dockerls ignore=DL3002\n"),
        ("# hadolint ignore=crazy, DL3002\n", "# hadolint ignore=DL3002\n"),
        ("# hadolint ignore=DL3002 , crazy # why\n", "# hadolint ignore=DL3002 # why\n"),
        ("# dockerls ignore=crazy; reason=why\n", ""),
        ("# check=skip=crazy;error=false\n", "# check=error=false\n"),
        ("# check=error=false;skip=crazy\n", "# check=error=false\n"),
    ):
        check_fix("DF9001", f"FROM scratch\n{comment}{ROOT}", f"FROM scratch\n{better}{ROOT}")


# What switches nothing off


@pytest.mark.parametrize(
    "text",
    [
        "FROM scratch\n$0# dockerls ignore=DL3004$0\nUSER root\n",
        "FROM scratch\n# dockerls ignore=$0DL3004$0,DL3002\nUSER root\n",
        "FROM scratch\n$0# dockerls ignore=DL3002$0\n\nUSER root\n",
        "$0# dockerls global ignore=DL3004$0\nFROM scratch\nUSER 1\n",
        "# dockerls global ignore=DL3002\nFROM scratch\n# dockerls ignore=DL3002\nUSER root\n",
        "# hadolint stage ignore=DL3002\nFROM scratch\nUSER root\n",
        "FROM scratch\n$0# hadolint ignore=DL3004,DL3007$0\nUSER root\n",
        "$0# check=skip=StageNameCasing$0\nFROM scratch\nUSER 1\n",
        "# check=skip=StageNameCasing\nFROM scratch AS Up\nUSER 1\n",
        "# check=skip=StageNameCasing,$0FromAsCasing$0;error=true\nFROM scratch AS Up\nUSER 1\n",
        "FROM scratch\n$0# dockerls ignore=all$0\nUSER 1\nCMD x\n",
        "FROM scratch\n# dockerls ignore=all\nUSER root\n",
    ],
)
def test_what_switches_nothing_off(text: str) -> None:
    check("DF9002", text)


@pytest.mark.parametrize(
    "text",
    [
        "FROM scratch\n# dockerls ignore=SC2086\nUSER root\n",
        "FROM scratch\n# tally ignore=tally/max-lines,max-lines\nUSER root\n",
        "FROM scratch\n# check=skip=InvalidBaseImagePlatform\nUSER root\n",
        "FROM scratch\n# hadolint ignore=crazy\nUSER root\n",
        "FROM alpine:3.23\n# hadolint ignore=DL3018\nRUN echo\n",
        "# dockerls global ignore=DF9002,DL1001\nFROM scratch\n",
        "FROM scratch\n# hadolint ignore=all\nUSER 1\n",
    ],
)
def test_who_does_not_run_cannot_be_unused(text: str) -> None:
    check("DF9002", text)


def test_a_rule_that_runs_by_request_may_be_unused() -> None:
    text = "FROM alpine:3.23\n$0# dockerls ignore=DL3018$0\nRUN echo\n"
    check("DF9002", text, config=Config(select=("DL3018",)))
    plain = text.replace("$0", "")
    assert findings(plain, Config(select=("DL3018",), ignore=("DL3018",)), code="DF9002") == []
    assert findings(plain, Config(select=("DL3018",), pragmas=False), code="DF9002") == []


def test_another_linter_that_says_more_is_not_left_without_its_comment() -> None:
    """hadolint tells of every `ps`, of every RUN behind another and of every pipe; here that is told by request."""
    lax = "FROM a:1\nRUN a\n# {0} ignore=DL3059\nRUN b\n# {0} ignore=DL3001,DL4006\nRUN ps aux | x\n"
    for code in ("DL3059", "DL3001", "DL4006"):
        assert findings(lax.format("x"), code=code) == [], "the example is one where the rule keeps quiet"
        assert findings(lax.format("x"), Config(select=(code,)), code=code)
    assert findings(lax.format("hadolint"), code="DF9002") == []
    assert len(findings(lax.format("dockerls"), code="DF9002")) == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("FROM scratch\n# dockerls ignore=DL3004\nUSER 1\n", "FROM scratch\nUSER 1\n"),
        ("FROM scratch\r\n\t# dockerls ignore=DL3004; é\r\nUSER 1\r\n", "FROM scratch\r\nUSER 1\r\n"),
        ("# check=skip=FromAsCasing\nFROM scratch\n", "FROM scratch\n"),
        ("# check=skip=FromAsCasing;error=true\nFROM scratch\n", "# check=error=true\nFROM scratch\n"),
        ("FROM scratch\nUSER 1\n# dockerls ignore=DL3004", "FROM scratch\nUSER 1\n"),
        (
            "FROM scratch\n# dockerls ignore=DL3004, DL3002,DL3007\nUSER root\n",
            "FROM scratch\n# dockerls ignore=DL3002\nUSER root\n",
        ),
    ],
)
def test_what_is_unused_goes(before: str, after: str) -> None:
    check_fix("DF9002", before, after)


def test_removing_a_comment_makes_no_directive_of_the_next() -> None:
    text = "# dockerls global ignore=DL3004\n# escape=`\nFROM scratch\n"
    [finding] = findings(text, code="DF9002")
    assert finding.fixes == ()
    [finding] = findings("# see below # dockerls global ignore=DL3004\nFROM scratch\n", code="DF9002")
    assert finding.fixes == (), "the comment says something else, too"


def test_only_our_own_comments_are_removed_unasked() -> None:
    for dialect, safe in (("dockerls", True), ("hadolint", False), ("tally", False)):
        [finding] = findings(f"FROM scratch\n# {dialect} ignore=DL3004\nUSER 1\n", code="DF9002")
        assert [fix.safe for fix in finding.fixes] == [safe]
        assert finding.tags == ("unnecessary",)


ABOUT_COMMENTS = ("DF9001", "DF9002", "DF1006", "DF1092")
"""What is found in the comments themselves goes with them."""

NAMES = ("DL3002", "DL3004", "DL3007", "SC2086", "all", "crazy", "StageNameCasing", "DL3059", "last-user-is-root")
COMMENT = st.builds(
    "# {}{} ignore={}".format,
    st.sampled_from(("dockerls", "hadolint", "tally")),
    st.sampled_from(("", " global", " stage")),
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).map(",".join),
)
LINE = st.one_of(
    COMMENT,
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).map(lambda names: f"# check=skip={','.join(names)}"),
    st.sampled_from(("FROM a AS B", "FROM b:1", "USER root", "RUN sudo x", "RUN a && b", "", "# hello")),
)


def test_below_the_last_instruction_there_is_no_stage() -> None:
    text = "# dockerls stage ignore=DL3006\nFROM a AS B\n# dockerls stage ignore=StageNameCasing\n"
    assert {finding.code for finding in findings(text)} == {"StageNameCasing", "DF9002"}


@given(st.lists(LINE, max_size=8).map(lambda lines: "".join(f"{line}\n" for line in lines)))
def test_removing_what_is_unused_changes_no_other_finding(text: str) -> None:
    def others(text: str) -> list[tuple[str, str]]:
        found = snapshot(text).report.findings
        return [(item.code, item.message) for item in found if item.code not in ABOUT_COMMENTS]

    found = [item for item in findings(text) if item.code == "DF9002"]
    after, _ = fixed(text, found, unsafe=True)
    assert others(after) == others(text)


@given(st.lists(LINE, max_size=8), st.integers(0, 8), st.integers(0, 3), st.lists(LINE, max_size=2), st.integers(0, 3))
def test_an_edit_among_comments_finds_what_a_fresh_look_does(
    lines: list[str], first: int, gone: int, fresh: list[str], many: int
) -> None:
    config = Config(select=("ALL",))
    edited = [*lines[:first], *fresh, *lines[first + gone :]]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pragmas, "MANY", many)
        before = snapshot("".join(f"{line}\n" for line in lines), config=config)
        text = "".join(f"{line}\n" for line in edited)
        after, cold = snapshot(text, before, config=config), snapshot(text, config=config)
        assert after.report.findings == cold.report.findings
        assert after.report.ignored == cold.report.ignored


def test_nobody_guesses_what_hundreds_of_misspelt_names_mean() -> None:
    few = "# dockerls ignore=DL30002\n" * pragmas.MANY
    assert "Did you mean `DL3002`?" in findings(f"FROM scratch\n{few}", code="DF9001")[0].message
    some = snapshot(f"FROM scratch\n{few}")
    more = snapshot(f"FROM scratch\n{few}# dockerls ignore=DL30002\n", some)
    told = {finding.message for finding in more.report.findings if finding.code == "DF9001"}
    assert told == {"No rule is called `DL30002`: nothing is switched off."}


# Reasons


@pytest.mark.parametrize(
    "comment",
    [
        "$0# hadolint ignore=DL3002$0",
        "# hadolint ignore=DL3002 # why",
        "# dockerls ignore=DL3002; why",
        "# tally ignore=DL3002;reason=why",
        "$0# tally ignore=DL3002;reason=$0",
        "# check=skip=StageNameCasing",
        "# why\n# hadolint ignore=DL3002",
        "# why # hadolint ignore=DL3002",
    ],
)
def test_reasons(comment: str) -> None:
    check("DF9003", f"FROM scratch\n{comment}\n{ROOT}")


def test_a_comment_above_gives_a_reason_to_one() -> None:
    check("DF9003", "FROM scratch\n# why\n# hadolint ignore=DL3002\n$0# hadolint ignore=DL3004$0\nUSER root\n")


# Peers


def test_the_tables_of_peers_name_rules_that_there_are() -> None:
    known = by_any_name()
    for table in (HADOLINT, BUILDKIT, LANGSERVER, TALLY):
        for name, item in table.items():
            assert name.lower() not in known, f"{name} is a name of {known[name.lower()].code}"
            assert all(known[code.lower()].code == code for code in item.codes)
            assert item.note.endswith(".")
