"""What completion offers at the cursor (`$0`), and what the text is once an item is taken."""

from __future__ import annotations

import pytest
from half_typed import half_typed
from hypothesis import given
from hypothesis import strategies as st
from marks import marked
from real import read, real_files

from dockerls.docker import INSTRUCTIONS, LABELS, MOUNTS
from dockerls.features.completion import Item, complete
from dockerls.features.completion.item import escaped, fit, without_tab_stops
from dockerls.snapshot import snapshot
from dockerls.templates import load, plain, snippet
from dockerls.text import Edit, apply

STAGES = """\
ARG GO=1.27
FROM golang:${GO}-alpine AS base
ENV LEVEL=1
WORKDIR /src
RUN addgroup -S staff && adduser -S app
FROM base AS build
ARG V=1.2.3
"""


def items(text: str, *, snippets: bool = True) -> list[Item]:
    text, spans = marked(text)
    return complete(snapshot(text), spans[0][0].start, snippets=snippets)


def labels(text: str, *kinds: str) -> list[str]:
    """The labels of what is offered, of some kinds only if they are named."""
    return [item.label for item in items(text) if not kinds or item.kind in kinds]


def taken(text: str, label: str, *, snippets: bool = False) -> str:
    """The text after an item was taken."""
    bare, spans = marked(text)
    offset = spans[0][0].start
    found = next(item for item in complete(snapshot(bare), offset, snippets=snippets) if item.label == label)
    return apply(bare, [Edit(found.span, found.text)])


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ARG $0\nFROM a:${VERSION}", "VERSION"),
        ("ARG $0\nARG IMAGE=$REGISTRY/a\nFROM $IMAGE", "REGISTRY"),
        ("FROM a\nARG U$0\nRUN curl $URL", "URL"),
        ("FROM a\nENV $0\nWORKDIR $DIR", "DIR"),
    ],
)
def test_what_is_used_and_not_declared_comes_first(text: str, first: str) -> None:
    assert labels(text)[0] == first
    assert taken(text, first) == text.replace("U$0", "$0").replace("$0", f"{first}{'=' * text.count('ENV')}")


@pytest.mark.parametrize(
    "text",
    [
        "FROM a AS $0\nFROM c\nCOPY --from=build /a /b",
        "FROM a AS bu$0\nFROM build",
        "FROM a AS $0\nFROM c\nRUN --mount=from=build,target=/x ls",
    ],
)
def test_a_stage_that_is_missed_is_the_name_to_give(text: str) -> None:
    assert labels(text)[0] == "build"
    assert taken(text, "build") == text.replace("bu$0", "$0").replace("$0", "build")


def test_no_stage_is_missed() -> None:
    assert (
        labels(
            "FROM a AS $0\nFROM node AS b\nCOPY --from=b a a\nCOPY --from=node:24 a a\nCOPY --from=0 a a\nFROM scratch"
        )
        == []
    )


def test_what_is_declared_or_set_is_not_taken_for_missing() -> None:
    uses = "$x $A $G $NODE_VERSION $HOME $1 ${!y}"
    text = f"ARG G\nFROM node:24 AS a\nENV $0\nENV A=1\nARG G\nRUN x=1; echo {uses}\nFROM b\nRUN $Z"
    assert not any("declared nowhere" in item.detail for item in items(text))


# The start of an instruction


def test_empty_file_offers_whole_files_first() -> None:
    found = items("$0")
    files = [template.name for template in load() if template.at == "file"]
    assert [item.label for item in found[: len(files)]] == files
    assert {"FROM", "ARG", "# syntax=docker/dockerfile:1"} <= set(labels("$0"))
    assert "RUN" not in labels("$0")


def test_in_a_stage_every_keyword() -> None:
    assert set(INSTRUCTIONS) == set(labels("FROM a\n$0", "keyword"))
    assert set(INSTRUCTIONS) == set(labels("FROM a\n\n$0\nRUN x", "keyword"))
    assert labels("ARG A\n$0\nFROM a", "keyword") == ["FROM", "ARG"]
    deprecated = [item.label for item in items("FROM a\n$0") if item.deprecated]
    assert deprecated == ["MAINTAINER"]


def test_what_begins_with_the_typed_comes_first() -> None:
    assert labels("FROM a\nr$0")[0] == "RUN"
    assert labels("FROM a\nENTR$0", "keyword") == ["ENTRYPOINT"]
    assert labels("FROM a\nstpsg$0", "keyword") == ["STOPSIGNAL"]
    assert labels("FROM a\nzzz$0") == []


def test_sort_keeps_the_order() -> None:
    sorts = [item.sort for item in items("FROM a\n$0")]
    assert sorts == sorted(set(sorts))


def test_case_is_that_of_the_file() -> None:
    assert labels("from a\nr$0")[0] == "run"
    assert taken("from a\nrun x\nF$0", "from … AS", snippets=True).endswith("\nfrom ${1:image}:${2:tag} as ${3:stage}")
    assert taken("from a\n$0", "non-root-debian").splitlines()[1].startswith("run ")
    assert labels("from a $0") == ["as"]
    assert labels("from a\nhealthcheck $0", "keyword") == ["cmd", "none"]


def test_a_keyword_in_front_of_arguments_stays_alone() -> None:
    assert taken("FROM a\nRU$0 echo", "RUN", snippets=True) == "FROM a\nRUN echo"
    assert labels("FROM a\nRU$0 echo", "snippet") == []
    assert taken("FROM a\nW$0ORK /x", "WORKDIR", snippets=True) == "FROM a\nWORKDIR /x"


def test_keyword_split_by_a_continuation() -> None:
    assert taken("FROM a\nWOR\\\nK$0", "WORKDIR") == "FROM a\nWOR\\\nKDIR "


def test_templates() -> None:
    for template in load():
        text = "$0" if template.at == "file" else "FROM a\n$0"
        if template.name == "arg-before-from":
            text = "# c\n$0"
        found = [item for item in items(text) if item.label == template.name]
        assert [item.text for item in found] == [snippet(template)]
        assert taken(text, template.name).endswith(plain(template))
    assert "apt-install" not in labels("$0")


def test_line_ends_are_those_of_the_file() -> None:
    text = taken("FROM a\r\n$0", "apt-install")
    assert "\r\n" in text.partition("RUN")[2]
    assert "\n" not in text.replace("\r\n", "")


def test_without_snippets_all_is_plain() -> None:
    for text in ("$0", "FROM a\n$0", "FROM $0", "FROM a\nRUN --mount=$0", "FROM a\nLABEL $0", "FROM a\nRUN <<$0"):
        assert not [item for item in items(text, snippets=False) if item.snippet]
        assert not [item for item in items(text, snippets=False) if "${1" in item.text]


def test_onbuild() -> None:
    assert set(labels("FROM a\nONBUILD $0", "keyword")) == set(INSTRUCTIONS) - {"FROM", "MAINTAINER", "ONBUILD"}
    assert labels("FROM a\nONBUILD COP$0", "keyword")[0] == "COPY"
    assert labels("FROM a\nONBUILD COPY --li$0") == ["--link"]
    assert taken("FROM a\nONBUILD C$0 x", "COPY") == "FROM a\nONBUILD COPY x"


# FROM, stages and images


def test_from_offers_stages_arguments_and_images() -> None:
    assert labels(STAGES + "FROM $0", "stage") == ["build", "base"]
    assert labels("ARG A=1\nFROM $0", "variable") == ["${A}"]
    assert {"alpine", "node", "scratch"} <= set(labels("FROM $0", "image"))
    assert labels("FROM $0", "flag") == ["--platform="]


def test_image_brings_its_tags() -> None:
    assert taken("FROM alpi$0", "alpine").startswith("FROM alpine:3")
    assert taken("FROM alpi$0", "alpine", snippets=True).startswith("FROM alpine:${1|3")
    tags = labels("FROM node:$0")
    assert tags
    assert all(tag.startswith("node:") for tag in tags)
    assert taken("FROM node:24-s$0", "node:24-slim") == "FROM node:24-slim"
    assert taken("FROM nod$0e:24", "node") == "FROM node:24"
    assert labels("FROM ghcr.io/acme/app:$0") == []


def test_as() -> None:
    assert labels("FROM a $0") == ["AS"]
    assert taken("FROM a A$0", "AS", snippets=True) == "FROM a AS ${1:stage}"
    assert labels("FROM a $0AS b", "keyword") == ["AS"]
    assert labels("FROM a $0 AS b", "keyword") == []
    assert labels("FROM a AS $0") == []


def test_copy_from_offers_only_what_comes_before() -> None:
    assert labels("FROM a AS one\nFROM b AS two\nCOPY --from=$0", "stage") == ["one"]
    assert labels("FROM a AS one\nFROM b\nFROM c\nCOPY --from=$0\nFROM d AS last", "stage") == ["1", "one"]
    assert labels("FROM a AS one\nFROM b\nFROM c\nRUN --mount=from=$0", "stage") == ["one"]
    assert (
        taken("FROM a AS one\nFROM b\nCOPY --from=o$0ld /x /y", "one") == "FROM a AS one\nFROM b\nCOPY --from=one /x /y"
    )


# Flags


@pytest.mark.parametrize("keyword", [known.keyword for known in INSTRUCTIONS.values() if known.flags])
def test_flags_of_every_instruction(keyword: str) -> None:
    names = [f"--{flag.name}" for flag in INSTRUCTIONS[keyword].flags]
    assert [label.rstrip("=") for label in labels(f"FROM a\n{keyword} --$0")] == names
    assert [label.rstrip("=") for label in labels(f"FROM a\n{keyword} $0", "flag")] == names


def test_flags_once_unless_repeatable() -> None:
    assert "--chown=" not in labels("FROM a\nCOPY --chown=x --$0 a b")
    assert "--chown=" not in labels("FROM a\nCOPY --$0 --chown=x a b")
    assert "--chown" in labels("FROM a\nCOPY --chown$0=x a b")
    assert "--exclude=" in labels("FROM a\nCOPY --exclude=x --$0")
    assert "--mount=" in labels("FROM a\nRUN --mount=type=ssh --$0")
    assert labels("FROM a\nCOPY a --$0") == []


def test_taking_a_flag() -> None:
    assert taken("FROM a\nRUN --net$0", "--network=", snippets=True) == "FROM a\nRUN --network=${1|default,none,host|}"
    assert taken("FROM a\nRUN --net$0", "--network=") == "FROM a\nRUN --network="
    assert taken("FROM a\nRUN --n$0et=host x", "--network") == "FROM a\nRUN --network=host x"
    assert taken("FROM a\nHEALTHCHECK -$0", "--interval=", snippets=True) == "FROM a\nHEALTHCHECK --interval=${1:30s}"


def test_values_of_flags() -> None:
    assert labels("FROM a\nRUN --network=$0 x") == ["default", "none", "host"]
    assert labels("FROM a\nRUN --security=in$0") == ["insecure"]
    assert "linux/arm64" in labels("FROM --platform=$0")
    assert labels("FROM --platform=$$0", "variable")
    assert "u=rwX,go=rX" in labels("FROM a\nCOPY --chmod=$0")
    assert labels("FROM a\nADD --keep-git-dir=$0") == ["true", "false"]
    assert labels(STAGES + "COPY --chown=$0") == ["app", "root", "10001:10001"]
    assert labels(STAGES + "COPY --chown=app:$0") == ["app:staff", "app:app"]


def test_flags_on_a_new_line() -> None:
    assert "--mount=" in labels("FROM a\nRUN \\\n  $0")
    assert taken("FROM a\nRUN \\\n  --ne$0", "--network=") == "FROM a\nRUN \\\n  --network="


# Mounts


def test_types_of_mounts() -> None:
    assert [label for label in labels("FROM a\nRUN --mount=$0") if "type=" in label] == [
        f"type={name}" for name in MOUNTS
    ]
    assert labels("FROM a\nRUN --mount=type=$0") == list(MOUNTS)
    assert taken("FROM a\nRUN --mount=$0", "type=cache", snippets=True) == "FROM a\nRUN --mount=type=cache,target=${1}"
    assert (
        taken("FROM a\nRUN --mount=ty$0pe=bind,target=/x y", "type=ssh") == "FROM a\nRUN --mount=type=ssh,target=/x y"
    )


@pytest.mark.parametrize("kind", MOUNTS)
def test_options_of_every_type_once(kind: str) -> None:
    names = {option.name for option in MOUNTS[kind].options}
    assert {label.rstrip("=") for label in labels(f"FROM a\nRUN --mount=type={kind},$0")} == names
    found = {label.rstrip("=") for label in labels(f"FROM a\nRUN --mount=type={kind},id=x,dst=/y,$0 z")}
    assert found == names - {"id", "target"}
    assert {label.rstrip("=") for label in labels(f"FROM a\nRUN --mount=$0,type={kind}")} == names


def test_values_of_options() -> None:
    assert labels("FROM a\nRUN --mount=type=cache,sharing=$0") == ["shared", "private", "locked"]
    assert labels("FROM a\nRUN --mount=type=secret,required=$0,id=x") == ["true", "false"]
    assert "/root/.npm" in labels("FROM a\nRUN --mount=type=cache,target=$0")
    text = taken("FROM a\nRUN --mount=type=cache,sharing=sh$0ed,target=/x y", "shared")
    assert text == "FROM a\nRUN --mount=type=cache,sharing=shared,target=/x y"


# Variables


def test_variables_in_scope() -> None:
    found = labels(STAGES + "USER $$0")
    assert found[:2] == ["${V}", "${LEVEL}"]
    assert "${GO}" not in found
    details = {item.label: item.detail for item in items(STAGES + "USER $$0")}
    assert details["${V}"] == "ARG (line 7): 1.2.3"
    assert details["${LEVEL}"] == "ENV (line 3): 1"


def test_from_sees_global_and_platform_arguments_alone() -> None:
    found = labels("ARG A=1\nFROM a\nARG B=2\nFROM $$0")
    assert "${A}" in found
    assert "${BUILDPLATFORM}" in found
    assert "${B}" not in found


def test_forms_of_a_variable() -> None:
    assert taken(STAGES + "USER $$0", "${V}").endswith("USER ${V}")
    assert taken(STAGES + "USER $v$0", "$V").endswith("USER $V")
    assert taken(STAGES + "USER ${$0}x", "${V}").endswith("USER ${V}x")
    assert taken(STAGES + "USER a$L$0EV-b", "$LEVEL").endswith("USER a$LEVEL-b")
    assert taken(STAGES + "RUN a \\\n && b ${LE$0", "${LEVEL}").endswith(" && b ${LEVEL}")


def test_variables_of_a_command() -> None:
    found = labels(STAGES + "RUN --mount=type=secret,id=t,env=TOKEN x=1; echo $$0")
    assert found[:2] == ["${TOKEN}", "${x}"]
    assert "${HTTP_PROXY}" in found
    assert "${GOPATH}" in found
    assert "${HTTP_PROXY}" not in labels(STAGES + "USER $$0")


def test_run_time_sees_no_arguments() -> None:
    assert "${V}" not in labels(STAGES + "CMD echo $$0")
    assert "${LEVEL}" in labels(STAGES + "CMD echo $$0")


def test_an_argument_does_not_see_itself() -> None:
    assert "${X}" not in labels("FROM a\nARG X=$$0")
    assert "${Y}" in labels("FROM a\nARG Y=1 X=$$0")


@pytest.mark.parametrize(
    "text",
    [
        "RUN echo '$$0'",
        "RUN echo \\$$0",
        'CMD ["$$0"]',
        "COPY <<'EOF' /x\n$$0\nEOF",
        "COPY <<EOF /x\nx\nEO$0F",
        "# $$0",
    ],
)
def test_no_variables_where_nothing_replaces_them(text: str) -> None:
    assert labels(STAGES + text) == []


def test_variables_in_heredocs() -> None:
    assert "${V}" in labels(STAGES + "COPY <<EOF /x\na '$$0'\nEOF")
    assert taken(STAGES + "RUN <<EOF\necho $V$0\nEOF\nRUN y", "$V").endswith("RUN <<EOF\necho $V\nEOF\nRUN y")
    assert labels(STAGES + "RUN <<EOF\nech$0\nEOF", "variable") == []


def test_modifiers() -> None:
    assert labels(STAGES + "USER ${V:$0") == [":-", ":+", ":?"]
    assert labels(STAGES + "USER ${V#$0}") == ["#", "##"]
    assert taken(STAGES + "USER ${V:$0", ":-", snippets=True).endswith("USER ${V:-${1:word}\\}")
    assert taken(STAGES + "USER ${V:$0}", ":-", snippets=True).endswith("USER ${V:-${1:word}}")


# Arguments


def test_names_for_arg() -> None:
    assert labels("ARG A=1\nARG B\nFROM a\nARG $0")[:2] == ["A", "B"]
    assert "TARGETARCH" in labels("FROM a\nARG TARGETOS $0")
    assert "TARGETOS" not in labels("FROM a\nARG TARGETOS $0")
    assert "A" not in labels("ARG A\nFROM a\nARG A\nARG $0")
    assert "TARGETARCH" not in labels("ARG $0\nFROM a")
    assert labels("FROM a\nARG X=$0") == []


def test_env_keeps_arguments() -> None:
    assert taken(STAGES + "ENV $0", "V=$V").endswith("ENV V=$V")


def test_keys_of_labels() -> None:
    assert set(labels("FROM a\nLABEL $0")) == set(LABELS)
    key = "org.opencontainers.image.title"
    assert taken("FROM a\nLABEL tit$0", key, snippets=True) == f'FROM a\nLABEL {key}="${{1:Shop API}}"'
    assert taken("FROM a\nLABEL tit$0le=x", key) == f"FROM a\nLABEL {key}=x"
    assert key not in labels(f"FROM a\nLABEL {key}=x $0")
    assert key in labels("FROM a\nLABEL a=b \\\n      $0")


def test_values_of_labels() -> None:
    key = "org.opencontainers.image.licenses"
    assert labels(f"FROM a\nLABEL {key}=$0")[0] == "MIT"
    assert labels(f'FROM a\nLABEL {key}="MIT OR Apa$0"')[:1] == ["Apache-2.0"]
    assert taken(f'FROM a\nLABEL {key}="M$0"', "MIT") == f'FROM a\nLABEL {key}="MIT"'
    assert labels("FROM a\nLABEL com.centurylinklabs.watchtower.enable=$0") == ["true", "false"]


def test_users() -> None:
    assert labels(STAGES + "USER $0", "user") == ["app", "root", "10001:10001"]
    assert labels("FROM node:24\nUSER $0", "user")[0] == "node"
    assert labels("FROM a\nRUN useradd -m -s /bin/sh -u 5 joe\nUSER $0", "user")[0] == "joe"
    assert "late" not in labels("FROM a\nUSER $0\nRUN useradd late")


def test_ports_signals_and_directories() -> None:
    assert "8080" in labels("FROM a\nEXPOSE $0")
    assert labels("FROM a\nEXPOSE 53/$0") == ["53/tcp", "53/udp", "53/sctp"]
    assert taken("FROM a\nSTOPSIGNAL quit$0", "SIGQUIT") == "FROM a\nSTOPSIGNAL SIGQUIT"
    assert labels(STAGES + "WORKDIR $0")[:2] == ["/src", "/app"]
    assert labels(STAGES + "COPY a $0") == ["/src/", "./"]
    assert labels(STAGES + 'COPY ["a", "/$0"]') == ["/src/", "./"]


def test_forms_of_shell_cmd_and_healthcheck() -> None:
    bash = '["/bin/bash", "-o", "pipefail", "-c"]'
    assert taken("FROM a\nSHELL $0", bash) == f"FROM a\nSHELL {bash}"
    assert taken('FROM a\nSHELL ["/bin/b$0"]', bash) == f"FROM a\nSHELL {bash}"
    assert taken("FROM a\nENTRYPOINT $0", '["…"]', snippets=True) == 'FROM a\nENTRYPOINT ["${1:executable}"]'
    assert labels("FROM a\nHEALTHCHECK --retries=3 $0", "keyword") == ["CMD", "NONE"]
    assert "CMD" not in labels("FROM a\nHEALTHCHECK CMD $0")


def test_heredocs() -> None:
    assert labels("FROM a\nRUN <<$0") == ["<<EOF", "<<'EOF'", "<<-EOF"]
    assert taken("FROM a\nRUN <<$0", "<<EOF", snippets=True) == "FROM a\nRUN <<EOF\n${1:text}\nEOF"
    assert taken("FROM a\nCOPY $0", "<<'EOF'") == "FROM a\nCOPY <<'EOF' /path/to/file\ntext\nEOF"


def test_nothing_in_commands_and_comments() -> None:
    assert labels("FROM a\nRUN apt-get install $0") == []
    assert labels("FROM a\nCMD a $0") == []
    assert labels("FROM a\nRUN a \\\n  # RU$0\n  b") == []
    assert labels("FROM a\n# RUN $0") == []
    assert labels("FROM a\nMAINTAINER $0") == []
    assert labels("FROM a\nNONSENSE $0") == []


# Directives and pragmas


def test_directives_at_the_head() -> None:
    assert labels("#$0") == ["syntax=docker/dockerfile:1", "escape=`", "check=skip="]
    assert taken("# syn$0", "syntax=docker/dockerfile:1") == "# syntax=docker/dockerfile:1"
    assert labels("# syntax=docker/dockerfile:1\n# $0\nFROM a") == ["escape=`", "check=skip="]
    assert labels("FROM a\n#$0") == []
    assert labels("# syntax=$0")[0] == "docker/dockerfile:1"
    assert labels("# escape=$0") == ["\\", "`"]


def test_check_directive() -> None:
    assert "skip=" in labels("# check=$0")
    assert taken("# check=skip=Undef$0", "UndefinedVar") == "# check=skip=UndefinedVar"
    assert "StageNameCasing" not in labels("# check=skip=StageNameCasing,$0")
    assert labels("# check=skip=all;error=$0") == ["true", "false"]


def test_rules_in_pragmas() -> None:
    found = labels("FROM a\n# hadolint ignore=$0\nRUN x", "rule")
    assert found
    assert all(label.startswith(("DL", "SC")) for label in found)
    text = "FROM a\n# dockerls ignore=$0\nMAINTAINER x\n"
    below = [
        finding.code
        for finding in snapshot(text.replace("$0", "")).report.findings
        if "MaintainerDeprecated" in finding.names
    ]
    assert labels(text)[0] in below
    assert "MaintainerDeprecated" not in labels("FROM a\n# dockerls ignore=MaintainerDeprecated,$0\nMAINTAINER x\n")
    ours = ("ignore", "global ignore", "stage ignore", "shell")
    assert labels("FROM a\n# dock$0") == [f"dockerls {what}=" for what in ours]
    assert taken("FROM a\n# hado$0", "hadolint ignore=") == "FROM a\n# hadolint ignore="


@pytest.mark.parametrize(
    ("text", "label", "after"),
    [
        ("FROM a\n# hadolint ignore=DL3$0\nRUN x", "DL3008", "FROM a\n# hadolint ignore=DL3008\nRUN x"),
        ("FROM a\n# hadolint ignore=DL3008, DL$0\nRUN x", "DL3009", "FROM a\n# hadolint ignore=DL3008, DL3009\nRUN x"),
        ("# hadolint global ignore=DL$03\nFROM a", "DL3006", "# hadolint global ignore=DL3006\nFROM a"),
        ("FROM a\n# dockerls stage ignore=$0\nRUN x", "DL3008", "FROM a\n# dockerls stage ignore=DL3008\nRUN x"),
        ("FROM a\n# tally ignore=had$0\nRUN x", "hadolint/DL3008", "FROM a\n# tally ignore=hadolint/DL3008\nRUN x"),
        ("FROM a\n# tally ignore=$0", "buildkit/UndefinedVar", "FROM a\n# tally ignore=buildkit/UndefinedVar"),
        ("FROM a\n# che$0\nRUN x", "check=skip=", "FROM a\n# check=skip=\nRUN x"),
        ("FROM a\n# check=$0\nRUN x", "skip=", "FROM a\n# check=skip=\nRUN x"),
        ("FROM a\n# check=skip=$0\nCMD x", "UndefinedVar", "FROM a\n# check=skip=UndefinedVar\nCMD x"),
        ("FROM a\n# dockerls ignore=DL3008; r$0\nRUN x", "reason=", "FROM a\n# dockerls ignore=DL3008; reason=\nRUN x"),
        ("# hadolint shell=$0\nFROM a", "/bin/bash", "# hadolint shell=/bin/bash\nFROM a"),
        ("# hadolint shell=/bin/$0sh\nFROM a", "/bin/ash", "# hadolint shell=/bin/ash\nFROM a"),
    ],
)
def test_half_typed_pragmas(text: str, label: str, after: str) -> None:
    assert taken(text, label) == after


def test_above_an_instruction_checks_are_skipped_and_nothing_else() -> None:
    assert labels("FROM a\n# check=$0\nRUN x") == ["skip=", "skip=all"]
    assert "error=true" in labels("# check=$0\nFROM a")
    assert labels("# check$0\nFROM a").count("check=skip=") == 1


# Items as such


@given(st.text(alphabet="$}{\\|,:ab1\n"))
def test_escaped_text_of_a_snippet_is_itself_again(text: str) -> None:
    assert without_tab_stops(escaped(text)) == text


@given(st.text(max_size=8), st.text(max_size=3), st.text(max_size=3))
def test_fit_finds_beginnings_and_parts(text: str, before: str, after: str) -> None:
    if text:
        assert fit(text, text + after) == 0
        assert fit(text, before + text + after) is not None


@given(half_typed, st.booleans())
def test_never_fails_and_spans_hold_the_cursor(text: str, snippets: bool) -> None:
    this = snapshot(text)
    for offset in range(len(text) + 1):
        line = this.lines.line_span(this.lines.line(offset))
        found = complete(this, offset, snippets=snippets)
        assert len({item.label for item in found}) == len(found)
        for item in found:
            assert item.span.touches(offset)
            assert line.start <= item.span.start <= item.span.end <= max(line.end, offset)
            assert snippets or not item.snippet
            assert fit(text[item.span.start : offset], item.filter) is not None


@pytest.mark.parametrize("path", real_files()[::10], ids=lambda path: path.name)
def test_real_files_cut_anywhere(path) -> None:  # type: ignore[no-untyped-def]
    text = read(path)
    for end in range(0, len(text), max(len(text) // 12, 1)):
        this = snapshot(text[:end])
        for offset in range(max(end - 60, 0), end + 1, 5):
            complete(this, offset)


# What stands behind the cursor


@pytest.mark.parametrize(
    ("text", "label", "wanted"),
    [
        ("# s$0yntax=a/b\nFROM a\n", "syntax=", "# syntax=a/b\nFROM a\n"),
        ("# check=error=true\n# esc$0ape=`\nFROM a\n", "escape=", "# check=error=true\n# escape=`\nFROM a\n"),
        ("FROM a\nADD <<E$0OF /x\nEOF\n", "<<'EOF'", "FROM a\nADD <<'EOF' /x\nEOF\n"),
        ("FROM a\nRUN cat <$0<EOF>x\nEOF\n", "<<-EOF", "FROM a\nRUN cat <<-EOF>x\nEOF\n"),
        ("FROM a\nENV HO$0M /root\n", "HOME", "FROM a\nENV HOME /root\n"),
        ("FROM a\nLABEL maint$0 me\n", "maintainer", "FROM a\nLABEL maintainer me\n"),
        ("FROM a\nRUN chmod +$0 b\n", "+x", "FROM a\nRUN chmod +x b\n"),
        ("\ufeff# hadolint ig$0", "hadolint ignore=", "\ufeff# hadolint ignore="),
        ("\ufeff# esc$0", "escape=`", "\ufeff# escape=`"),
    ],
)
def test_the_rest_of_a_word_gives_way_and_what_follows_stays(text: str, label: str, wanted: str) -> None:
    assert taken(text, label) == wanted
