"""What BuildKit refuses: all of it at once, each at its word, and nothing that it takes."""

from __future__ import annotations

import pytest
from checks import check, check_fix, findings
from hypothesis import given
from hypothesis import strategies as st
from marks import mark, marked

from dockerls.config import DEFAULT, Config
from dockerls.docker.sources import source
from dockerls.lint import checks_values as values
from dockerls.lint.checks_environment import Environments
from dockerls.lint.checks_mounts import csv_fields
from dockerls.model import build
from dockerls.syntax import parse


def errors(text: str, *, config: Config = DEFAULT) -> None:
    """Hold all error rules against a marked text: the errors are exactly the spans marked `$0`."""
    plain, wanted = marked(text)
    spans = sorted({finding.span for finding in findings(plain, config) if finding.severity == "error"})
    assert mark(plain, spans) == mark(plain, sorted(wanted.get(0, [])))


# All at once


def test_every_error_of_a_file_is_told_and_none_hides_another() -> None:
    errors("""
        # escape=$0^$0
        ARG TAG
        $0ENV$0 A=1
        FROM $0Alpine$0 AS $01st$0
        $0RUM=1$0
        COPY --$0form$0=x $0--chmod$0 $0a$0
        $0WORKDIR$0
        EXPOSE 80 $0http$0 $080/ftp$0
        HEALTHCHECK --interval=$05$0 --retries=$0x$0 $0FOO$0
        FROM $0alpine:${TAG}$0
        RUN --mount=type=$0foo$0 --network=$0lan$0 true
        SHELL $0/bin/sh$0
        CMD [$01$0, $02$0]
    """)


@pytest.mark.parametrize(
    "line", ["COP", "COPY", "COPY a", "ENV", "ENV A", "RUN --mount=", "RUN [", "HEALTHCHECK", "LABEL a='", "ONBUILD"]
)
def test_a_broken_line_leaves_the_findings_of_its_neighbours_alive(line: str) -> None:
    found = findings(f"FROM alpine:3.23\nCOPY --chmod=9 a /\n{line}\nEXPOSE x\n")
    assert {"DF1057", "DF1053"} <= {finding.code for finding in found}


def test_crlf_continuations_and_comments() -> None:
    errors(
        "FROM alpine:3.23\r\nCOPY --$0form$0=x \\\r\n  # why\r\n  --chmod=$0888$0 \\\r\n\r\n  a /b\r\n"
        "LABEL a=b \\\r\n  $0c$0 d=e\r\n"
    )


def test_the_other_escape_character() -> None:
    errors("""
        # escape=`
        FROM alpine:3.23
        COPY --chmod=755 `
          --chown=a `
          a C:\\b\\
        EXPOSE `
          $0x$0
    """)


def test_text_beyond_ascii_before_the_word() -> None:
    errors("FROM alpine:3.23\nLABEL 名前=日本 é='ü' $0😀$0\nCOPY --chmod=$0é$0 日 本\n")


# The file


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "\ufeff# x\n"])
def test_a_file_without_instructions(text: str) -> None:
    found = findings(text, code="DF1002")
    assert len(found) == 1
    assert found[0].severity == "error"


def test_a_line_may_have_65535_bytes_and_no_more() -> None:
    for size, count in ((65535 - 9, 0), (65536 - 9, 1)):
        assert len(findings(f"FROM a\nLABEL a={'x' * (size + 1)}\n", code="DF1005")) == count
    assert len(findings(f"FROM a\nLABEL a={'é' * 32764}\n", code="DF1005")) == 1


def test_what_a_forgotten_backslash_leaves_behind() -> None:
    errors("""
        FROM alpine:3.23
        RUN apk add curl
            $0git$0
        RUN true
    """)


def test_a_keyword_without_its_blank() -> None:
    check_fix("DF1001", "FROM alpine:3.23\n$0RUNecho$0 a\n", "FROM alpine:3.23\nRUN echo a\n")
    assert [found.fixes for found in findings("FROM alpine:3.23\nCOPYY\n", code="DF1001")] == [()]


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_an_endless_heredoc_gets_its_ends(eol: str) -> None:
    text = f"FROM alpine:3.23{eol}COPY <<A <<-B /x{eol}a{eol}"
    check_fix("DF1004", text, f"{text}A{eol}B{eol}")


def test_an_endless_heredoc_at_the_end_of_the_text() -> None:
    check_fix("DF1004", "FROM a\nRUN <<EOF", "FROM a\nRUN <<EOF\nEOF\n")


def test_a_blank_may_stand_before_a_heredocs_name_but_not_behind_the_dash() -> None:
    errors("FROM alpine:3.23\nRUN cat << EOF\nhello\nEOF\n")
    errors("FROM alpine:3.23\nRUN cat <<- EOF\n$0hello$0\n$0EOF$0\n")


def test_directives() -> None:
    errors("""
        # $0syntax$0=docker/dockerfile:1
        # $0syntax$0=docker/dockerfile:1.20
        # check=skip=all;error=$0maybe$0
        FROM alpine:3.23
    """)
    errors("# check=$0skip$0\nFROM a\n")
    errors("# A comment ends the directives.\n# check=nonsense\nFROM alpine:3.23\n")


# Arguments


def test_the_swallowed_line_below_a_backslash() -> None:
    errors("""
        FROM alpine:3.23
        ENV A=1 B=$0\\
        RUN echo$0 hello
    """)


def test_quotes_for_a_value_with_blanks() -> None:
    check_fix(
        "DF1021",
        "FROM alpine:3.23\nLABEL a=brave new world b=2 c=x y\n",
        'FROM alpine:3.23\nLABEL a="brave new world" b=2 c="x y"\n',
    )


@pytest.mark.parametrize("line", ["RUN", "CMD", "ENTRYPOINT", "RUN []", 'COPY ["a b", "c"]', "HEALTHCHECK NONE"])
def test_what_needs_no_argument(line: str) -> None:
    errors(f"FROM alpine:3.23\n{line}\n")


def test_arrays_of_anything_but_strings() -> None:
    errors("""
        FROM alpine:3.23
        CMD ["a", $0[1, 2]$0, $0true$0, "[3]"]
        VOLUME [$0null$0]
        CMD [1 2]
    """)


def test_shell_becomes_json() -> None:
    check_fix("DF1015", "FROM a\nSHELL ['sh', '-c']\n", 'FROM a\nSHELL ["sh", "-c"]\n')


def test_as_in_the_case_of_from() -> None:
    check_fix("DF1012", "from a b\n", "from a as b\n")


# Flags


def test_flags_that_buildkit_ignores() -> None:
    errors("FROM alpine:3.23\nSTOPSIGNAL --foo=1 9\nHEALTHCHECK --foo NONE\n")


def test_flags_behind_two_dashes_are_words() -> None:
    errors("FROM alpine:3.23\nRUN -- --foo\nCOPY --link -- a b\n")


def test_a_repeated_flag_goes() -> None:
    check_fix("DF1032", "FROM a\nCOPY --link \\\n  --link a b\n", "FROM a\nCOPY --link a b\n")


# Behind ONBUILD


def test_a_trigger_is_only_refused_where_it_runs() -> None:
    errors("FROM alpine:3.23\nONBUILD COPY --foo a\nONBUILD EXPOSE x\nONBUILD FOO\n")
    found = findings("FROM alpine:3.23\nONBUILD COPY a\n", code="DF1011")
    assert [finding.severity for finding in found] == ["warning"]


def test_a_stage_that_runs_bad_triggers() -> None:
    errors("""
        FROM alpine:3.23 AS base
        ONBUILD RUN true
        ONBUILD COPY a
        FROM $0base$0 AS next
        FROM next
    """)


def test_what_the_parser_refuses_it_refuses_behind_onbuild_too() -> None:
    errors("""
        FROM alpine:3.23
        ONBUILD ENV $0A$0
        ONBUILD LABEL a=b $0c$0
        ONBUILD CMD [$01$0]
        ONBUILD $0ONBUILD$0 RUN true
        ONBUILD RUN $0<<EOF$0
    """)


# Variables


def test_quotes_and_braces_where_buildkit_expands() -> None:
    errors("""
        FROM alpine:3.23
        ENV A=$0${B:=1}$0 C=$0"x$0
        COPY --chown=$0${X$0 $0${Y^^}$0 /z
        WORKDIR /a/$0${}$0
    """)


def test_the_shell_expands_what_is_its_own() -> None:
    errors("""
        FROM alpine:3.23
        RUN echo "${A:=1}" ${B^^} '
        CMD echo ${A,,}
        ENTRYPOINT echo "
        HEALTHCHECK CMD echo ${A^^}
        ONBUILD ENV A=${B^^}
        MAINTAINER ${A^^}
        ARG ${A^^}
    """)


def test_a_heredoc_is_expanded_unless_it_is_quoted() -> None:
    errors("""
        FROM alpine:3.23
        COPY <<EOF /a
        it's $0${A^^}$0
        EOF
        COPY <<'EOF' /b
        ${A^^}
        EOF
        RUN <<EOF
        echo ${A^^}
        EOF
    """)


def test_a_required_variable() -> None:
    text = """
        ARG A
        ARG E=
        FROM alpine:3.23
        ARG A
        ENV B=$0${A:?}$0 C=${D:-$0${A?no}$0} E=$0${F?}$0
        ARG G=1 H=${G:?} I=$0${J:?}$0
        USER ${G:?}
    """
    errors(text)
    errors(
        text.replace("$0${A:?}$0", "${A:?}").replace("$0${A?no}$0", "${A?no}"),
        config=Config(build_args={"A": "1"}),
    )


def test_an_unknown_image_may_set_any_variable() -> None:
    errors("FROM example.com/base\nVOLUME $DATA\nENV A=${B:?}\nARG C\nENV D=$0${C:?}$0\n")
    errors("FROM scratch\nVOLUME $0$DATA$0\n")
    errors("FROM node:24\nENV A=${NODE_VERSION:?}\n")


def test_what_comes_of_the_variables() -> None:
    errors("""
        FROM alpine:3.23 AS base
        ARG PORT=x MODE=9 SIGNAL=SIGFOO TYPE=foo URL=https://example.com/a
        ENV P2=${PORT}y
        EXPOSE $0$PORT$0 80 $0${P2}$0
        STOPSIGNAL $0$SIGNAL$0
        COPY --chmod=$0$MODE$0 $0$URL$0 /a
        RUN --mount=type=$0$TYPE$0,target=/x true
        FROM base
        EXPOSE $0$PORT$0
        ENV PORT=80
        EXPOSE $PORT
    """)


def test_a_long_chain_of_variables() -> None:
    lines = [f"ENV A{number}=${{A{number - 1}}}x" for number in range(1, 1500)]
    text = "\n".join(["FROM scratch", "ENV A0=1", *lines, "EXPOSE $A1499", "STOPSIGNAL $A3"])
    assert {finding.code for finding in findings(text) if finding.severity == "error"} == {"DF1073"}


@given(st.lists(st.sampled_from(["ENV A=$B", "ENV B='$A' C=2", "ARG A=${C}y", "ARG B", "FROM a AS x", "FROM x"])))
def test_the_environments_are_those_of_the_model(lines: list[str]) -> None:
    model = build(parse("\n".join(["ARG B=1", "FROM scratch AS x", *lines, "USER $A"])))
    ours = Environments(model, {}).at
    for number, node in enumerate(model.tree.nodes):
        if node.keyword == "USER":
            theirs = {name: known.text for name, known in model.visible(number).items() if known.text is not None}
            assert {name: value for name, value in ours(number).items() if value is not None} == theirs


# Images and stages


def test_images() -> None:
    errors("""
        ARG REGISTRY
        ARG IMAGE=alpine
        FROM $IMAGE AS a
        FROM "alpine" AS b
        FROM a
        FROM $0A/b:$0
        FROM $0${REGISTRY}/x$0
        FROM $0$REGISTRY$0
        FROM $0alpine@sha256:12$0
        FROM scratch
    """)


def test_lower_case_for_a_repository_alone() -> None:
    check_fix("DF1081", "FROM localhost:5000/App:Latest\n", "FROM localhost:5000/app:Latest\n")


def test_platforms() -> None:
    errors("""
        FROM --platform=$BUILDPLATFORM alpine:3.23
        FROM --platform=$0$PLATFORM$0 alpine:3.23
        FROM --platform=$0linux/$0 alpine:3.23
        FROM --platform= alpine:3.23
        FROM --platform=linux/${TARGETARCH} alpine:3.23
    """)


def test_stages_that_wait_for_each_other() -> None:
    errors("""
        FROM alpine:3.23 AS a
        COPY --from=$0b$0 /x /x
        COPY --from=$0a$0 /x /x
        FROM alpine:3.23 AS b
        COPY --from=$0a$0 /x /x
        RUN --mount=from=$0D$0,target=/x true
        FROM alpine:3.23 AS c
        COPY --from=b /x /x
        COPY --from=1 /x /x
        FROM alpine:3.23 AS d
    """)


def test_stage_numbers_count_images_too() -> None:
    errors("""
        FROM alpine:3.23
        COPY --from=$01$0 /x /x
        COPY --from=nginx:1.29 /x /x
        COPY --from=1 /x /x
        COPY --from=$0-1$0 /x /x
        COPY --from=$0nginx:$0 /x /x
        COPY --from=$0$X$0 /x /x
    """)


def test_mounts() -> None:
    errors("""
        FROM alpine:3.23
        RUN --mount=type=cache,target=/a,sharing=$0all$0,$0foo$0=1,uid=$0me$0 true
        RUN --mount=type=bind,target=/a,$0mode$0=1,$0size$0=1,$0required$0 true
        RUN --mount=$0size$0=1m,type=tmpfs,target=/a true
        RUN $0--mount=$0 $0--mount=type=secret$0 --mount=type=secret,id=a,$0src=b$0 true
        RUN --mount=type=bind,from=$0$X$0,target=/a,$0source$0 true
        RUN --mount=type=ssh --mount=type=cache,target=$0/$0 true
        RUN $0--mount=type=cache$0 true
        WORKDIR /app
        RUN --mount=type=cache true
    """)


def test_an_unknown_image_may_have_a_working_directory() -> None:
    errors("FROM example.com/base\nRUN --mount=type=cache true\n")


def test_windows_paths() -> None:
    errors("""
        FROM --platform=windows/amd64 mcr.microsoft.com/windows/nanoserver:ltsc2025 AS w
        WORKDIR $0D:/a$0
        COPY a $0E:/b$0
        ADD https://example.com/a C:/b
        FROM w
        WORKDIR $0D:/a$0
        FROM alpine:3.23
        WORKDIR D:/a
    """)


# Values


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        *((text, "") for text in ("0", "1s", "1m30s", "1.5h", ".5s", "1.s", "+1ms", "1µs", "1h0m0.5s")),
        *((text, "is no duration") for text in ("", "s", "abc", "-", ".s", "$A")),
        *((text, "has no unit") for text in ("5", "1s5", "1.5")),
        *((text, "has the unknown unit") for text in ("1x", "1S", "1 s", "1s ")),
        ("9999999h", "is too long"),
    ],
)
def test_durations(text: str, problem: str) -> None:
    found = values.duration(text)[0]
    assert found.startswith(problem)
    assert bool(found) == bool(problem)


def test_the_length_of_a_duration() -> None:
    assert [values.duration(text)[1] for text in ("1ms", "1.5us", "-1s", "2m")] == [10**6, 1500, -(10**9), 120 * 10**9]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((text, "") for text in ("80", "0", "65535", "80/tcp", "80/UDP", "80/", "8000-8010/sctp", "080", "80-80")),
        *((text, "") for text in ("8080:80", "127.0.0.1:8080:80", "[::1]:80:80", ":80", "::80", "1-2:3", "1-2:3-4")),
        *((text, "port") for text in ("", "/tcp", "x", "-1", "65536", "2-1", "1-2-3", "80-", "a:80", "1-2:3-5")),
        *((text, "port") for text in ("1.2.3:1:2", "localhost:1:2", "80:")),
        *((text, "protocol") for text in ("80/foo", "80/tcp/udp")),
    ],
)
def test_ports(text: str, kind: str) -> None:
    assert values.port(text)[0] == kind


@pytest.mark.parametrize("text", ["755", "0", "7777", "+x", "u=rwX,go=rX", "a+r-w", "go=", "=", "u=g", "+"])
def test_modes(text: str) -> None:
    assert not values.mode(text)


@pytest.mark.parametrize("text", ["8", "10000", "-1", "+7", "u", "x", "u+x,", "u+y", "755,u+x", " 755", "0o755"])
def test_no_modes(text: str) -> None:
    assert values.mode(text)


@pytest.mark.parametrize(
    "text", ["linux", "amd64", "linux/amd64", "linux/arm/v7", "foo/bar", "windows(10.0.1)/amd64", "X86_64"]
)
def test_platform(text: str) -> None:
    assert not values.platform(text)


@pytest.mark.parametrize(
    "text", ["foo", "", "linux/", "/amd64", "linux/arm/v7/x", "linux/*", "li nux/amd64", "linux/am(d)"]
)
def test_no_platform(text: str) -> None:
    assert values.platform(text)


@pytest.mark.parametrize("text", ["1", "64m", "1.5 GiB", "2KB", "1e3", "10 b"])
def test_size(text: str) -> None:
    assert values.size(text)


@pytest.mark.parametrize("text", ["", "m", "-1", "1x", "1mbi", "1  m", "one"])
def test_no_size(text: str) -> None:
    assert not values.size(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((text, "path") for text in ("a", "./git@a:b", "github.com/a/b", "C:\\x", "a:b", "ftp://a/b", "a@b")),
        *((text, "http") for text in ("http://a/b", "https://a/b.tar.gz", "https://a/b.git/c")),
        *(
            (text, "git")
            for text in ("https://a/b.git", "https://a/b.git#main:dir", "git@a.b:c", "git://a/b", "ssh://a/b")
        ),
    ],
)
def test_sources(text: str, kind: str) -> None:
    assert source(text) == (kind, "")


@pytest.mark.parametrize("query", ["foo=1", "ref=", "ref=a&ref=b", "submodules=x", "tag=a&branch=b", "ref=a&tag=b"])
def test_the_query_of_a_repository(query: str) -> None:
    assert source(f"https://a/b.git?{query}").problem
    assert not source("https://a/b.git?ref=a&subdir=b&submodules=&keep-git-dir=true").problem


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("", None),
        ("a,b=c", ["a", "b=c"]),
        ("a,", ["a", ""]),
        ('"a,b",c', ["a,b", "c"]),
        ('"a""b"', ['a"b']),
        ('a"b', None),
        ('"a', None),
        ('"a"b', None),
    ],
)
def test_comma_separated_values(text: str, fields: list[str] | None) -> None:
    assert csv_fields(text) == fields


def test_a_half_typed_mount_is_told_once() -> None:
    check("DF1041", "FROM alpine:3.23\nRUN --mount=type=cache,$0tar$0 true\n")
    assert not findings("FROM alpine:3.23\nRUN --mount=type=cache,tar true\n", code="DF1043")


def test_a_flag_that_is_given_is_not_what_was_meant() -> None:
    found = findings("FROM a\nCOPY --chmod=644 --chmo=600 b c\n", code="DF1030")
    assert [finding.fixes for finding in found] == [()]


def test_a_variable_without_a_name_is_no_undeclared_one() -> None:
    assert [finding.code for finding in findings("FROM ${<x}\n")] == ["DF1071"]


def test_a_mount_may_be_cut_or_quoted() -> None:
    check_fix(
        "DF1041",
        "FROM a\nRUN --mount=type=ca\\\nche,ta\\\nrgte=/x b\n",
        "FROM a\nRUN --mount=type=ca\\\nche,target=/x b\n",
    )
    check("DF1040", 'FROM a\nRUN --mount="type=$0cahce$0,target=/x" b\n')
    found = findings('FROM a\nRUN --mount=type=cahce,"target=/x" b\n', code="DF1040")
    assert [finding.fixes for finding in found] == [()]
