"""BuildKit's checks: what the docstrings' examples leave open, odd places, and the fixes."""

from __future__ import annotations

import pytest
from checks import check, check_fix, findings

from dockerls.buildcontext import BuildContext
from dockerls.config import DEFAULT, Config
from dockerls.docker import CHECKS

ALL = Config(select=("ALL",))


def names(text: str, code: str, config: Config = DEFAULT) -> list[tuple[str, ...]]:
    """The names of what a rule finds."""
    return [finding.names for finding in findings(text, config) if code in finding.names]


def checks(text: str, config: Config = DEFAULT) -> list[str]:
    """The checks of BuildKit that find something, in the order of the text."""
    return [name for finding in findings(text, config) for name in finding.names if name in CHECKS]


# Upper and lower case


def test_the_majority_decides_the_case_and_upper_case_without_one() -> None:
    check("ConsistentInstructionCasing", "from a\ncopy a b\n$0COPY$0 c d\n")
    check("ConsistentInstructionCasing", "$0from$0 a\nCOPY a b\n")
    check("ConsistentInstructionCasing", "arg A\nFROM a\nRUN x\n")  # An ARG before FROM does not count.
    check("ConsistentInstructionCasing", "from a\n$0Copy$0 a b\n")


def test_case_fixes_leave_the_rest_alone() -> None:
    check_fix(
        "ConsistentInstructionCasing",
        "FROM a\r\nRUN x\r\n  run é \\\r\n  # run\r\n  && run\r\n",
        "FROM a\r\nRUN x\r\n  RUN é \\\r\n  # run\r\n  && run\r\n",
    )
    check_fix("FromAsCasing", "FROM a \\\n  # as\n  as b\n", "FROM a \\\n  # as\n  AS b\n")


def test_a_stage_is_renamed_with_all_that_copies_from_it() -> None:
    check_fix(
        "StageNameCasing",
        """
        FROM a AS Build
        FROM b
        COPY --chown=1 --from=Build /a /b
        RUN --mount=from=Build,target=/x true
        COPY --from=build /a /b
        """,
        """
        FROM a AS build
        FROM b
        COPY --chown=1 --from=build /a /b
        RUN --mount=from=build,target=/x true
        COPY --from=build /a /b
        """,
    )


# Variables


def test_a_variable_is_looked_for_where_the_build_replaces_it() -> None:
    check(
        "UndefinedVar",
        """
        FROM scratch
        COPY --chown=$0$A$0 $0$B$0/x $0${C:-d}$0 /e
        ENV K=$0$D$0 L='$E' M="$0$F$0" N=\\$G
        LABEL $0$H$0=1
        WORKDIR /$0${I}$0
        USER $0$J$0
        VOLUME $0$K2$0 /x
        RUN --mount=type=cache,target=/$0$M2$0 echo $N2
        CMD echo $O
        ENTRYPOINT ["$P"]
        EXPOSE $Q
        ONBUILD COPY $R /x
        """,
    )


def test_a_name_is_reported_once_a_word() -> None:
    check("UndefinedVar", "FROM scratch\nCOPY $0$A$0/$A $0$A$0 /\n")


def test_a_heredoc_is_expanded_unless_it_is_quoted() -> None:
    check("UndefinedVar", "FROM scratch\nCOPY <<A /a\nx $0$NOPE$0 '$0$TOO$0'\nA\nCOPY <<'B' /b\n$NOPE\nB\n")


def test_what_is_declared_above_or_in_a_stage_below_is_known() -> None:
    check(
        "UndefinedVar",
        """
        FROM scratch AS base
        ARG A
        ENV B=1
        FROM base
        COPY $A $B $PATH $0$C$0 /
        ARG C=$A D=$C
        COPY $C $D /
        """,
    )


def test_an_image_in_the_table_sets_its_variables_and_nobody_knows_the_others() -> None:
    known = "FROM python:3.14\nLABEL v=$PYTHON_VERSION w=$0$NOPE$0\n"
    check("UndefinedVar", known)
    unknown = "FROM example.com/base\nLABEL v=$ANYTHING\n"
    assert checks(unknown) == []
    assert checks(unknown, ALL) == ["UndefinedVar"]
    # Even there a misspelling is one, and what FROM alone knows.
    assert checks("FROM example.com/base\nARG VERSION\nLABEL v=$VERSOIN\n") == ["UndefinedVar"]
    assert checks("FROM example.com/base\nLABEL v=$TARGETARCH\n") == ["UndefinedVar"]


def test_what_an_env_sets_it_cannot_use() -> None:
    both = ("UndefinedVar", "DL3044")
    assert names("FROM scratch\nENV A=1 B=$A\n", "DL3044") == [both]
    assert names("FROM scratch\nENV PATH=/a:$PATH PATH=/b:$PATH\n", "DL3044") == [("DL3044",)] * 2
    assert names("FROM scratch\nENV PATH=/a:$PATH\n", "DL3044") == []
    assert names("FROM scratch\nENV A=0\nENV A=1 B=$A\n", "DL3044") == []


def test_a_global_arg_is_repeated_in_the_stage() -> None:
    check_fix(
        "UndefinedVar",
        "arg V=1\r\nfrom scratch as x\r\ncopy a-$V \\\r\n  /é\r\n",
        "arg V=1\r\nfrom scratch as x\r\narg V\r\ncopy a-$V \\\r\n  /é\r\n",
    )


def test_build_arguments_take_the_place_of_defaults() -> None:
    text = "FROM scratch\nARG A=$NOPE\n"
    assert checks(text) == ["UndefinedVar"]
    assert checks(text, Config(build_args={"A": "1"})) == []


def test_from_knows_what_stands_before_the_first_from() -> None:
    check(
        "UndefinedArgInFrom",
        """
        ARG A
        ARG B=3
        FROM --platform=$BUILDPLATFORM a$A:$B AS one
        ARG C
        FROM b:$0$C$0$0${D:-1}$0
        FROM $0${E:-a}$0
        """,
    )


def test_a_misspelt_argument_of_from_is_mended() -> None:
    check_fix("UndefinedArgInFrom", "ARG MY_ARCH=1\nFROM a:${MYARCH}\n", "ARG MY_ARCH=1\nFROM a:${MY_ARCH}\n")


def test_defaults_alone_must_make_a_name_even_with_build_arguments() -> None:
    config = Config(build_args={"SFX": "box:latest"})
    text = "ARG SFX=box:\nFROM busy${SFX}\n"
    assert checks(text, config) == ["InvalidDefaultArgInFrom"]
    assert checks("ARG V\nFROM busybox:stable${V}\n") == []
    assert checks("ARG A\nFROM scratch${A}\n") == []


# Old forms


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ENV A b", "ENV A=b"),
        ("ENV A b  c", 'ENV A="b  c"'),
        ('ENV A "b c"', 'ENV A="b c"'),
        ("ENV A 'b c'", "ENV A='b c'"),
        ("env A \\\n  b c \\\n  d", 'env A="b c \\\n  d"'),
        ("LABEL a.b ${C} d", 'LABEL a.b="${C} d"'),
    ],
)
def test_a_legacy_pair_keeps_its_value(old: str, new: str) -> None:
    check_fix("LegacyKeyValueFormat", f"FROM scratch\n{old}\n", f"FROM scratch\n{new}\n")


def test_a_legacy_pair_with_odd_quoting_is_left_to_its_author() -> None:
    assert [f.fixes for f in findings('FROM a\nENV A b "c d\\" e"\n', code="LegacyKeyValueFormat")] == [()]


def test_two_names_of_an_arg_are_a_value_only_if_they_look_like_one() -> None:
    check("LegacyKeyValueFormat", "FROM a\nARG $0user app$0\nARG A B\nARG uid gid\nUSER $uid:$gid\n")


def test_a_maintainer_becomes_a_label() -> None:
    check_fix(
        "MaintainerDeprecated",
        'FROM a\nMaintainer J "Q" $x\n',
        'FROM a\nLABEL org.opencontainers.image.authors="J \\"Q\\" \\$x"\n',
    )


# CMD and ENTRYPOINT


@pytest.mark.parametrize(
    ("shell", "array"),
    [
        ("CMD a -b c=d", 'CMD ["a", "-b", "c=d"]'),
        ("CMD exec a b", 'CMD ["a", "b"]'),
        ("ENTRYPOINT a $B", 'ENTRYPOINT ["/bin/sh", "-c", "exec a $B"]'),
        ("CMD cd /a && ./b", 'CMD ["/bin/sh", "-c", "cd /a && ./b"]'),
        ('CMD a "b c"', 'CMD ["a", "b c"]'),
        ('CMD a "b $c"', 'CMD ["/bin/sh", "-c", "exec a \\"b $c\\""]'),
    ],
)
def test_shell_form_becomes_json(shell: str, array: str) -> None:
    check_fix("JSONArgsRecommended", f"FROM a\n{shell}\n", f"FROM a\n{array}\n")


def test_a_shell_of_ones_own_is_meant() -> None:
    assert checks('FROM a AS b\nSHELL ["/bin/sh", "-c"]\nFROM b\nCMD a\n') == []
    assert checks('FROM a\nCMD a\nSHELL ["/bin/sh", "-c"]\n') == ["JSONArgsRecommended"]
    assert names('FROM a\nSHELL ["/bin/sh", "-c"]\nCMD a\n', "DL3025", ALL) == [("DL3025",)]


def test_only_the_last_of_a_stage_counts() -> None:
    text = 'FROM a\n$0CMD ["x"]$0\nENTRYPOINT ["e"]\n$0CMD ["y", \\\n "é"]$0\nCMD ["z"]\nFROM b\nCMD ["x"]\n'
    found = check("MultipleInstructionsDisallowed", text)
    assert {finding.names[1] for finding in found} == {"DL4003"}
    check_fix("MultipleInstructionsDisallowed", text, 'FROM a\nENTRYPOINT ["e"]\nCMD ["z"]\nFROM b\nCMD ["x"]\n')


# Ports, directories, lines


@pytest.mark.parametrize(
    ("word", "fixed"),
    [("80:80", "80"), ("127.0.0.1:80:8080/udp", "8080/udp"), ("[::1]:1:2", "2")],
)
def test_a_port_of_the_host_is_taken_away(word: str, fixed: str) -> None:
    check_fix("ExposeInvalidFormat", f"FROM a\nEXPOSE 1 {word} 3\n", f"FROM a\nEXPOSE 1 {fixed} 3\n")


def test_ports_are_looked_at_as_they_come_out() -> None:
    check("ExposeInvalidFormat", "FROM a\nARG P=80:80\nEXPOSE $0$P$0 :81 1-2/tcp\n")
    check("ExposeProtoCasing", 'FROM a\nENV T=Tcp\nEXPOSE $080/$T$0 $0"81/UDP"$0 82/tcp\n')


def test_a_relative_workdir_is_fine_behind_one_of_this_file() -> None:
    check("WorkdirRelativePath", "FROM a AS b\nWORKDIR /x\nFROM b\nWORKDIR y\nFROM a\nWORKDIR $0y$0\n", config=DEFAULT)


def test_a_workdir_that_a_build_may_give_is_nobodys_fault() -> None:
    text = "FROM a\nARG D\nWORKDIR $D\n"
    assert checks(text) == []
    assert checks(text, ALL) == ["WorkdirRelativePath"]
    assert checks("FROM a\nARG D=x\nWORKDIR $D\n") == ["WorkdirRelativePath"]
    assert checks("FROM a\nARG D=/x\nWORKDIR ${D}/y\n") == []


def test_an_empty_line_in_an_instruction() -> None:
    check_fix(
        "NoEmptyContinuation",
        "FROM a\r\nRUN x \\\r\n\r\n  # y\r\n \t\r\n  && z\r\n",
        "FROM a\r\nRUN x \\\r\n  # y\r\n  && z\r\n",
    )
    check("NoEmptyContinuation", "FROM a\nRUN <<E\n\nx\n\nE\nONBUILD RUN x \\\n\n  $0y$0\n")
    check("NoEmptyContinuation", "FROM a\nRUN x \\\n$0\n")


# Platforms and secrets


def test_a_constant_platform_is_fine_if_the_stage_says_so() -> None:
    check(
        "FromPlatformFlagConstDisallowed",
        """
        FROM --platform=$0x86_64$0 a AS x86_64
        FROM --platform=x86_64 a AS on-amd64
        FROM --platform=linux/arm64 a AS Linux
        FROM --platform=bogus a
        """,
    )


def test_the_target_platform_with_more_is_another() -> None:
    check(
        "RedundantTargetPlatform", "FROM --platform=$0${TARGETPLATFORM:-x}$0 a\nFROM --platform=$TARGETPLATFORM/v7 a\n"
    )


def test_names_of_secrets() -> None:
    both, ours = ("SecretsUsedInArgOrEnv", "DL3064"), ("DL3064",)
    text = "FROM a\nARG {}\n"
    assert names(text.format("GITHUB_TOKEN"), "DL3064") == [both]
    assert names(text.format("DBPASSWORD=x"), "DL3064") == [ours]
    for harmless in ("TOKEN_FILE", "KEYBOARD", "MONKEY", "SECRETARY", "AUTHOR", "public_key", "PASSWORDFILE"):
        assert names(text.format(harmless), "DL3064") == []
    assert names("ARG TOKEN\nFROM a\n", "DL3064") == []
    assert names("ARG TOKEN\nFROM a\n", "DL3064", ALL) == [ours]


def test_a_public_key_is_a_secret_to_buildkit_alone() -> None:
    public = "7169605F62C751356D054A26A821E680E5FA6305"
    text = "FROM a\nENV {}\n"
    for pair in (f"GPG_KEY={public}", f"PHP_PGP_KEY '0x{public}'", "GPG_KEY=$OTHER", "GPG_KEY='7169 605F 62C7 5135'"):
        found = findings(text.format(pair), code="SecretsUsedInArgOrEnv")
        assert [(f.names, f.severity) for f in found] == [(("SecretsUsedInArgOrEnv",), "info")]
    for pair in (f"GPG_PRIVATE_KEY={public}", f"SECRET_GPG_KEY={public}", "GPG_KEY=hunter2", "GPG_PASSPHRASE=x"):
        found = findings(text.format(pair), code="SecretsUsedInArgOrEnv")
        assert [f.severity for f in found] == ["warning"]
    assert names(f"ARG GPG_KEY={public}\nFROM a\nONBUILD ENV GPG_KEY={public}\n", "DL3064", ALL) == []


# The build context


def test_a_hidden_source_is_not_there() -> None:
    context = BuildContext("# comment\n*.log\nbuild/**\n/dist\n", "Dockerfile.dockerignore")
    text = """
        FROM a AS b
        COPY $0a.log$0 $0./build/x$0 $0dist/y$0 build dist2 sub/a.log /
        ADD https://example.com/a.log $0b.log$0 /
        COPY --from=b a.log /
        COPY [$0"c.log"$0, "<<x", "/"]
        """
    found = check("CopyIgnoredFile", text, context=context)
    assert "line 2 of Dockerfile.dockerignore" in found[0].message
    check("CopyIgnoredFile", "FROM a\nCOPY . /\nCOPY a.log /\n", context=BuildContext("*\n!src\n"))
    check("CopyIgnoredFile", "FROM a\nCOPY $0.$0 /\n", context=BuildContext("*"))
    check("CopyIgnoredFile", "FROM a\nCOPY . /\n", context=BuildContext("*/x\n.git"))


# `# check=`


def test_checks_are_skipped_as_buildkit_does() -> None:
    text = "FROM a as b\nCMD x\n"
    assert checks(text) == ["FromAsCasing", "JSONArgsRecommended"]
    assert checks("# check=skip=FromAsCasing\n" + text) == ["JSONArgsRecommended"]
    assert checks("# check=skip=all\n" + text) == []
    assert checks("#check=skip=JSONArgsRecommended,FromAsCasing\n" + text) == []
    # It reads up to the first blank, and minds the case.
    assert checks("# check=skip=FromAsCasing, JSONArgsRecommended\n" + text) == ["JSONArgsRecommended"]
    assert checks("# check=skip=fromascasing\n" + text) == ["FromAsCasing", "JSONArgsRecommended"]
    # Not at the top it is about the instruction below.
    assert checks("FROM a as b\n# check=skip=JSONArgsRecommended\nCMD x\nENTRYPOINT y\n") == [
        "FromAsCasing",
        "JSONArgsRecommended",
    ]


@pytest.mark.parametrize(
    ("comments", "skipped"),
    [
        ("# check=skip=JSONArgsRecommended\n", True),
        ("# check=skip=JSONArgsRecommended\n# check=skip=FromAsCasing\n", True),
        ("# check=skip=FromAsCasing\n# check=skip=JSONArgsRecommended\n", False),
        ("# why\n# Check = skip=JSONArgsRecommended\n# more\n", True),
        ("# check=skip=all;error=false\n", True),
        ("# check=skip=JSONArgsRecommended;crazy=1\n", False),
        ("# check=skip=JSONArgsRecommended;error=maybe\n", False),
        ("# check=skip\n# check=skip=JSONArgsRecommended\n", False),
        ("# check=skip=JSONArgsRecommended\n\n", False),
    ],
)
def test_above_an_instruction_the_first_comment_counts(comments: str, skipped: bool) -> None:
    assert checks(f"FROM a\n{comments}CMD x\n") == ([] if skipped else ["JSONArgsRecommended"])


def test_skip_all_is_about_buildkits_checks_alone() -> None:
    found = {finding.code for finding in findings("# check=skip=all\nFROM alpine:latest as b\n")}
    assert "DL3007" in found
    assert "FromAsCasing" not in found


def test_an_experimental_check_runs_when_asked_for() -> None:
    text = "# what it is\nARG A\nFROM a\n"
    assert "InvalidDefinitionDescription" not in checks(text, ALL)
    assert checks("# check=experimental=all\n" + text) == ["InvalidDefinitionDescription"]
    assert checks("# check=skip=all;experimental=InvalidDefinitionDescription\n" + text) == [
        "InvalidDefinitionDescription"
    ]
    assert checks(text, Config(select=("InvalidDefinitionDescription",))) == ["InvalidDefinitionDescription"]
    for described in ("# A is it\nARG A\n", "# what\n\nARG A\n", "# what\n#\nARG A\n", "# B is\nARG A B\n"):
        assert checks("# check=experimental=all\n" + described + "FROM a\n") == []


def test_with_error_one_warning_is_enough() -> None:
    check("DF1090", "# check=skip=FromAsCasing;$0error=true$0\nFROM a as b\nCMD x\n")
    check("DF1090", "# check=skip=FromAsCasing;error=true\nFROM a as b\n")
    # BuildKit does not know what other tools are told.
    check("DF1090", "# check=$0error=true$0\nFROM a\n# hadolint ignore=DL3025\nCMD x\n")


def test_the_build_argument_takes_the_place_of_the_directive() -> None:
    config = Config(build_args={"BUILDKIT_DOCKERFILE_CHECK": "skip=FromAsCasing"})
    assert checks("# check=skip=all\nFROM a as b\nCMD x\n", config) == ["JSONArgsRecommended"]
