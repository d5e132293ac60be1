"""What hover says of the word at the cursor, in marked text: `$0` is the cursor."""

from __future__ import annotations

import pytest
from half_typed import half_typed
from hypothesis import given
from marks import marked
from real import read, real_files

from dockerls.docker import CHECKS, INSTRUCTIONS, LABELS, MOUNTS
from dockerls.features.hover import Hover, hover
from dockerls.snapshot import snapshot

STAGES = """\
ARG GO=1.27
FROM golang:${GO}-alpine AS base
ENV LEVEL=1
WORKDIR /src
RUN adduser -S app
FROM base AS build
ARG GO
ARG V=1.2.3
WORKDIR sub
"""


def at(text: str) -> Hover | None:
    plain, spans = marked(text)
    return hover(snapshot(plain), spans[0][0].start)


def says(text: str, *parts: str) -> Hover:
    """Hold what hover says at the cursor against parts of it, in this order."""
    found = at(text)
    assert found is not None, "there is no hover"
    after = 0
    for part in parts:
        assert part in found.markdown[after:], f"{part!r} is not in:\n{found.markdown}"
        after = found.markdown.index(part, after)
    return found


def covers(text: str) -> None:
    """The hover at the first `$0` is about what stands between both."""
    plain, spans = marked(text)
    wanted = spans[0][0]
    found = hover(snapshot(plain), wanted.start)
    assert found is not None
    assert found.span.of(plain) == wanted.of(plain)


# Keywords and flags


@pytest.mark.parametrize("keyword", INSTRUCTIONS)
def test_every_keyword_in_any_case_and_behind_onbuild(keyword: str) -> None:
    for written in (keyword, keyword.lower(), keyword.title()):
        says(f"FROM a\n{written[0]}$0{written[1:]} x", f"**{keyword}**", INSTRUCTIONS[keyword].url)
    says(f"FROM a\nONBUILD {keyword[0]}$0{keyword[1:]} x", f"**{keyword}**")


@pytest.mark.parametrize(
    ("keyword", "name"), [(known.keyword, flag.name) for known in INSTRUCTIONS.values() for flag in known.flags]
)
def test_every_flag(keyword: str, name: str) -> None:
    says(f"FROM a\n{keyword} --{name[0]}$0{name[1:]}=x y z", f"{keyword} --{name}")
    says(f"FROM a\nONBUILD {keyword} --{name}$0", f"{keyword} --{name}")


@pytest.mark.parametrize(
    ("kind", "name"), [(kind.name, item.name) for kind in MOUNTS.values() for item in kind.options]
)
def test_every_option_of_a_mount(kind: str, name: str) -> None:
    if name != "from":
        says(f"FROM a\nRUN --mount=type={kind},{name[0]}$0{name[1:]}=1 x", f"**`{name}`** of `--mount=type={kind}`")
    says(f"FROM a\nRUN --mount=type={kind},{name}$0=1 x", "")


def test_mount_type_its_alias_and_what_it_merely_tolerates() -> None:
    says("FROM a\nRUN --mount=type=ca$0che,target=/x y", "`--mount=type=cache`", "`sharing`")
    says("FROM a\nRUN --mount=ty$0pe=cache,target=/x y", "**`type`**", "`cache`", "`tmpfs`")
    says("FROM a\nRUN --mount=type=cache,d$0st=/x y", "**`target`**", "`dst` is the same as `target`")
    says("FROM a\nRUN --mount=type=tmpfs,target=/x,i$0d=1 y", "`id` does nothing for `type=tmpfs`")


def test_value_of_a_flag_with_fixed_values() -> None:
    says("FROM a\nRUN --network=no$0ne x", "`none`: No network")
    says("FROM a\nRUN --security=insec$0ure x", "`insecure`: All privileges")


# What an instruction does at its place


BUILD = """\
FROM node:24-slim AS build
ARG VERSION=1.2
ENV LEVEL=3
WORKDIR /app
COPY package*.json app.js ./
COPY . .
"""


def test_run_explained() -> None:
    says(
        BUILD
        + "R$0UN --mount=type=cache,target=/root/.npm --mount=type=secret,id=tok --mount=type=bind,source=x,target=/x"
        + " apt-get update && apt-get -y install --no-install-recommends -t stable curl git && useradd -m app"
        + " && curl -o tool https://example.com/tool && rm -rf /var/lib/apt/lists/* && echo $VERSION $LEVEL > /log",
        "Makes a layer",
        "Installs with `apt-get`: `curl`, `git`.",
        "Downloads `https://example.com/tool`",
        "Writes `/app/tool`, `/log`",
        "Removes `/var/lib/apt/lists/*`",
        "Creates the user `app`",
        "Uses `VERSION` = `1.2`, `LEVEL` = `3`.",
        "Keeps at `/root/.npm` for the next build",
        "the secret `tok`",
        "Sees `x` of the build context at `/x`",
        "when its text changes, or when `VERSION` gets another value, or when a file of a bind mount changes",
        "as that of line 6 is with each change of `.`",
        "from the cache it is as old as the layer",
    )


def test_first_run_depends_on_nothing_above() -> None:
    found = says("FROM a\nR$0UN make", "when its text changes.")
    assert "above" not in found.markdown
    assert "servers" not in found.markdown


def test_copy_explained() -> None:
    says(BUILD + "CO$0PY src/ ./src/", "Makes a layer", "Owner root", "its time does not count", "line 6")
    says(BUILD + "CO$0PY --chown=node --chmod=640 x y", "Owner `node`, mode `640`")
    says("FROM a AS b\nFROM c\nCO$0PY --from=b /x /y", "what it takes from stage `b` has changed")
    found = says(BUILD + "CO$0PY --link x y", "which stands apart")
    assert "above" not in found.markdown
    says("FROM a\nA$0DD https://example.com/x /", "which each build asks")
    says("FROM a\nCO$0PY <<E /x\nE\n", "when its text changes")


def test_what_makes_no_layer_says_so() -> None:
    says("FROM a\nA$0RG V\nRUN x\nRUN y", "No layer", "all 2 `RUN`s below it in the stage are done again")
    says("FROM a\nE$0NV V=1", "No layer", "for the container")
    for line in ("C$0MD x", "EX$0POSE 1", "LA$0BEL a=b", "US$0ER x", "STOP$0SIGNAL SIGTERM", "HEALTH$0CHECK NONE"):
        says(f"FROM a\n{line}", "No layer")
    says("FROM a\nWORK$0DIR /x", "a layer of almost nothing")
    says("FROM scr$0atch", "")
    says("FR$0OM scratch", "with nothing")
    says("FROM a AS b\nFR$0OM b", "all that stage `b` leaves")
    says("FR$0OM a@sha256:" + "0" * 64, "Begins stage 0 with the layers of")
    says("FROM a\nON$0BUILD RUN x", "Does nothing in this build")


# Variables


def test_value_and_origin_of_a_variable() -> None:
    says(
        STAGES + "RUN echo $$0V",
        "**`V`** = `1.2.3`",
        "`ARG` on line 8",
        "ARG V=1.2.3",
        "Counts from line 9 to the end of stage `build` (line 10)",
        "| the running container | **no** | **yes** |",
        "| `--build-arg` | **yes** | no |",
    )


def test_span_of_a_use_is_all_of_it() -> None:
    covers(STAGES + "RUN echo $0${V:-none}$0")
    covers(STAGES + "RUN echo ${X:-$0$V$0}")


@pytest.mark.parametrize(
    ("use", "value"),
    [
        ("${V:-x}", "1.2.3"),
        ("${U:-x}", "x"),
        ("${V:+x}", "x"),
        ("${V%.*}", "1.2"),
        ("${V##*.}", "3"),
        ("${V/./-}", "1-2.3"),
    ],
)
def test_modifiers_are_evaluated(use: str, value: str) -> None:
    says(f"{STAGES}LABEL a={use[:3]}$0{use[3:]}", f"`{use}` → `{value}`", "`${name")


def test_modifier_that_stops_the_build() -> None:
    says(STAGES + "LABEL a=${U$0:?is needed}", "is needed")


def test_inherited_through_a_stage() -> None:
    says(STAGES + "RUN echo $LE$0VEL", "**`LEVEL`** = `1`", "`ENV` on line 3, inherited from stage `base`")


def test_global_argument_repeated_in_a_stage() -> None:
    says(STAGES + "RUN echo $G$0O", "**`GO`** = `1.27`", "the global `ARG` on line 1", "ARG GO=1.27")


def test_global_argument_which_the_stage_does_not_repeat() -> None:
    says("ARG A=1\nFROM a\nRUN echo $$0A", "not defined here", "global `ARG A` on line 1", "until they repeat `ARG A`")


def test_global_argument_itself() -> None:
    says("ARG A$0=1\nFROM a\nARG A", "= `1`", "Only `FROM` lines see it", "line 3")
    says("ARG A$0=1\nFROM a", "none has one")


def test_undefined() -> None:
    says("FROM a\nLABEL a=$$0X", "not defined here", "replaced by nothing")
    says("FROM a\nUSER $$0X\nARG X=1", "only later, on line 3")
    says("FROM a AS one\nARG X=1\nFROM b\nUSER $$0X", "Stage `one` sets it (line 2)")
    says("FROM a$$0X\nARG X=1", "declared in a stage")


def test_platform_argument_in_from_and_in_a_stage() -> None:
    says("FROM --platform=$BUILD$0PLATFORM a", "set by the builder", "Platform of the machine that builds")
    says("FROM a\nRUN echo $TARGET$0ARCH", "not defined here", "only after `ARG TARGETARCH`")
    says("FROM a\nARG TARGETARCH\nRUN echo $TARGET$0ARCH", "set by the builder, such as `arm64`")
    says("FROM a\nRUN echo $HTTP_$0PROXY", "Predefined")


def test_variable_of_the_base_image() -> None:
    says("FROM node:24\nRUN echo $NODE_$0VERSION", "set by the base image", "`node:24`")


def test_variable_of_the_shell_alone() -> None:
    says("FROM a\nRUN x=1; echo $$0x", "a variable of the shell")
    says("FROM a\nRUN for f in *; do echo $$0f; done", "a variable of the shell")


def test_variable_of_a_secret_mount() -> None:
    says("FROM a\nRUN --mount=type=secret,id=tok,env=TOKEN curl $TO$0KEN", "the secret `tok`")


def test_argument_is_gone_at_run_time() -> None:
    says("FROM a\nARG V=1\nCMD echo $$0V", "gone when the container runs", "`ENV V=$V`")
    says("FROM a\nENV V=1\nCMD echo $$0V", "**`V`** = `1`")


def test_exec_form_replaces_nothing() -> None:
    says('FROM a\nENV V=1\nCMD ["echo", "$$0V"]', "runs no shell")
    says("FROM a\nCOPY --from=$$0V a b", "refused here")


def test_quoted_and_escaped() -> None:
    says("FROM a\nENV V=1\nRUN echo '$$0V'", "not replaced", "would be `1`")
    says("FROM a\nENV V=1\nUSER \\$$0V", "not replaced")


def test_use_across_a_continuation() -> None:
    says("FROM a\nENV LONG=1\nUSER ${LO\\\n$0NG}", "**`LONG`** = `1`")


def test_use_in_heredocs() -> None:
    says(STAGES + "RUN <<EOF\necho $$0V\nEOF", "**`V`** = `1.2.3`")
    says(STAGES + "COPY <<EOF /x\n$$0V\nEOF", "**`V`** = `1.2.3`")
    assert at(STAGES + "COPY <<'EOF' /x\n$$0V\nEOF") is None


def test_declarations() -> None:
    says("FROM a\nARG V$0=1", "= `1`", "| visible to … | `ARG` | `ENV` |")
    says("FROM a\nENV A=1 B$0=2", "= `2`", "| visible to … | `ENV` | `ARG` |")
    says("FROM a\nENV A=1\nENV A=2 B$0=$A", "= `1`")
    says("FROM a\nENV A$0 b c", "= `b c`")
    says("FROM a\nARG V$0", "--build-arg V=")


def test_path_of_the_base_image_is_not_nothing() -> None:
    says("FROM debian:13\nENV PA$0TH=/go/bin:$PATH", "**`PATH`** = `/go/bin:$PATH`, of which")
    says("FROM debian:13\nENV A=1\nENV B$0=$A/x", "**`B`** = `1/x`")
    says("ARG A=1\nFROM debian:13\nARG A$0", "**`A`** = `1`")
    says("ARG A$0\nFROM debian:13", "no value, unless")


def test_copy_runs_as_nobody() -> None:
    says(BUILD + "WORKDIR /x\nCO$0PY a b", "A relative destination starts at `/x`.")
    assert "Here it runs" not in says(BUILD + "CO$0PY a b").markdown


def test_long_values_and_backticks_stay_markdown() -> None:
    found = says(f"FROM a\nENV A$0='{'x' * 5000}`'", "…")
    assert len(found.markdown) < 2000
    says("FROM a\nENV A$0='a`b'", "`` a`b ``")


# Stages and images


def test_stage_wherever_it_is_named() -> None:
    rest = "FROM x\nCOPY --from=build /a /b\nCOPY --from=1 /c /d\nRUN --mount=from=build,target=/x y\n"
    for place in ("AS bu$0ild", "--from=bu$0ild /a", "--from=$01 /c", "mount=from=bu$0ild,"):
        plain = place.replace("$0", "")
        says(
            (STAGES + rest).replace(plain, place, 1),
            "**Stage `build`** (2 of 3, line 6) ← stage `base` ← `golang:1.27-alpine`",
            "runs as `root`",
            "in `/src/sub`",
            "`COPY --from` on line 11, in stage 2",
            "`RUN --mount` on line 13",
        )


def test_stage_as_a_base() -> None:
    says(STAGES.replace("FROM base", "FROM ba$0se"), "**Stage `base`** (1 of 2", "`FROM` on line 6, in stage `build`")


def test_stage_which_the_build_leaves_out() -> None:
    says("FROM a AS un$0used\nFROM b", "Not built by default", "--target unused")
    assert "Not built" not in says("FROM a AS us$0ed\nFROM used", "").markdown
    says("FROM a\nFROM b AS la$0st", "The last stage")


def test_mount_takes_no_number_for_a_stage() -> None:
    says("FROM a AS b\nFROM c\nRUN --mount=from=$00,target=/x y", "Image `0`")


def test_image() -> None:
    says(
        "FROM node:24-$0slim",
        "Node.js",
        "registry `docker.io` · repository `library/node` · tag `24-slim`",
        "runs as `root`; also has `node`",
        "packages with `apt`",
        "https://hub.docker.com/_/node",
    )
    says("FROM node:24-al$0pine", "packages with `apk`")
    says("FROM gcr.io/distroless/static-debian13:non$0root", "runs as `nonroot`", "no shell")
    says("FROM ghcr.io/ac$0me/app", "registry `ghcr.io`", "no tag, so `latest`")
    says(f"FROM a:1@sha256:{'0' * 60}$0{'0' * 4}", "tag `1`", "digest `sha256:", "it decides")
    says("FROM debian:bus$0ter", "**`buster` has had no fixes since 2024-06-30.**")
    says("FROM scr$0atch", "the empty image")
    says("FROM No:$0No", "no valid image reference")
    says("ARG V=24\nFROM node:$0${V}-slim", "**`V`**")
    says("ARG V=24\nFROM no$0de:${V}-slim", "tag `24-slim`")


def test_words_of_from() -> None:
    says("FROM a A$0S b", "Names the stage")


# Arguments


def test_directory_is_resolved() -> None:
    says(STAGES + "WORKDIR de$0ep", "`/src/sub/deep`", "Relative to `/src/sub`")
    says("FROM a\nWORKDIR de$0ep", "not known")
    says("FROM a\nENV D=/x\nWORKDIR $D/de$0ep", "`/x/deep`")
    says(STAGES + "COPY a b$0/", "`/src/sub/b/`")
    says(STAGES + "COPY a $0.", "`/src/sub/`")


def test_sources() -> None:
    says(STAGES + "COPY --from=base a$0 b", "`/a` in stage `base`")
    says("FROM a\nADD https://x.example/$0a.tgz /b", "Downloaded", "--checksum")
    says("FROM a\nADD https://x.example/$0a.git /b", "cloned")
    says("FROM a\nCOPY *$0.py /b", "build context")


def test_user() -> None:
    says(STAGES + "USER a$0pp", "User `app`", "Created by a `RUN` above")
    says("FROM node:24\nUSER no$0de", "The image `node` has it")
    says("FROM a\nUSER 10$000:5", "User `1000`, group `5`", "runAsNonRoot")
    says(STAGES + "COPY --chown=a$0pp:x a b", "Created by a `RUN` above", "--chown")


def test_ports_signals_volumes() -> None:
    says("FROM a\nEXPOSE 53$0/udp", "**Port 53** over UDP", "DNS")
    says("FROM a\nEXPOSE 70$000-7010", "**Ports 7000 to 7010** over TCP")
    says("FROM a\nSTOPSIGNAL qu$0it", "**`SIGQUIT`** (signal 3)")
    says("FROM a\nSTOPSIGNAL $015", "SIGTERM")
    says('FROM a\nVOLUME ["/da$0ta"]', "Volume `/data`", "anonymous volume")


@pytest.mark.parametrize("key", LABELS)
def test_every_known_label(key: str) -> None:
    says(f"FROM a\nLABEL {key[:2]}$0{key[2:]}=x", f"`{key}`", "Value: ")


def test_unknown_labels_and_licences() -> None:
    says("FROM a\nLABEL org.opencontainers.image.ti$0tel=x", "no such key")
    says("FROM a\nLABEL com.docker.x$0=x", "Docker keeps this prefix")
    says("FROM a\nLABEL x$0=x", "without a domain")
    says('FROM a\nLABEL org.opencontainers.image.licenses="MI$0T"', "SPDX licence `MIT`")


def test_entrypoint_and_cmd_together() -> None:
    both = 'FROM a\nENTRYPOINT ["app", "-v"]\nCMD ["ser$0ve", "x y"]'
    says(both, "app -v serve 'x y'", "replaces the part which `CMD` gives")
    says('FROM a\nENTRYPOINT ["app"]\nCMD se$0rve', "app /bin/sh -c serve")
    says('FROM a\nENTRYPOINT app\nCMD ["ser$0ve"]', "/bin/sh -c app\n", "ignores `CMD`")
    says('FROM a\nCMD ["fi$0rst"]\nCMD ["last"]', "Without effect")
    says('FROM a AS b\nCMD ["old"]\nFROM b\nENTRYPOINT ["ne$0w"]', "\nnew\n")
    says('FROM nginx\nUSER www\nCMD ["x$0"]', "`ENTRYPOINT` of `nginx`", "as `www`")


def test_shell_and_healthcheck() -> None:
    says('FROM a\nSHELL ["/bin/bash", "-o$0", "pipefail", "-c"]', "/bin/bash -o pipefail -c 'the command'")
    says("FROM a\nHEALTHCHECK --interval=5s CMD cu$0rl x", "curl x", "every `5s`", "after `3` failures")
    says("FROM a\nHEALTHCHECK NO$0NE", "Switches off")


def test_heredocs() -> None:
    says("FROM a\nWORKDIR /w\nCOPY <<E$0OF x\n$A\nEOF", "becomes a file at `/w/x`", "The build replaces variables")
    says("FROM a\nCOPY <<'E$0OF' /x\n$A\nEOF", "Nothing in it is replaced")
    says("FROM a\nRUN <<EOF\nls\nE$0OF", "is the script that the shell runs")
    says("FROM a\nRUN <<E$0OF\n#!/usr/bin/env python3\nEOF", "a script for `python3`")
    says("FROM a\nRUN cat <<E$0OF\nx\nEOF", "given to the command as its input", "The shell replaces")
    says("FROM a\nRUN <<E$0OF\nls", "Its end is missing")


def test_where_a_command_runs() -> None:
    says(STAGES + 'SHELL ["bash", "-c"]\nUSER app\nR$0UN x', "Here it runs as `app` in `/src/sub` with `bash -c`")


# Directives and pragmas


def test_directives() -> None:
    says("# syn$0tax=docker/dockerfile:1", "# syntax=", "latest stable")
    says("# syntax=docker/$0dockerfile:1", "`docker/dockerfile:1`: The latest stable")
    says("# esc$0ape=`", "# escape=")
    says("# esc$0ape=", "# escape=")
    says("# check=sk$0ip=all", "# check=")
    assert at("FROM a\n# esc$0ape=`") is None


@pytest.mark.parametrize("name", CHECKS)
def test_every_check_in_a_directive(name: str) -> None:
    says(f"# check=skip={name[:3]}$0{name[3:]}", name)


def test_rules_in_pragmas() -> None:
    says("# hadolint ignore=DL30$006\nFROM a", "")
    covers("# dockerls ignore=$0UndefinedVar$0,DL3006\nFROM a")
    says("# tally ignore=hadolint/DL30$006\nFROM a", "**DL3006**")
    says("# tally global ignore=tally/eol-la$0st\nFROM a", "dockerls format")
    says("# hadolint ignore=SC20$086\nFROM a", "shellcheck.net/wiki/SC2086")
    says("FROM a\n# check=skip=JSONArgs$0Recommended\nCMD a", "JSONArgsRecommended")
    assert at("# dockerls ignore=DL99$099\nFROM a") is None
    assert at("# a com$0ment\nFROM a") is None


# Nothing to say, and nothing to break


def test_silence() -> None:
    assert at("$0") is None
    assert at("FROM a\n$0\nRUN x") is None
    assert at("FROM a\nRUN echo wo$0rd") is None
    assert at("FROM a\nNONE$0SENSE x") is None
    assert at("FROM a\nRUN a \\\n # co$0mment\n b") is None


@given(half_typed)
def test_never_fails_and_covers_the_cursor(text: str) -> None:
    this = snapshot(text)
    for offset in range(len(text) + 1):
        found = hover(this, offset)
        if found is not None:
            assert found.span.touches(offset)
            assert 0 <= found.span.start < found.span.end <= len(text)
            assert found.markdown.strip()


@pytest.mark.parametrize("path", real_files()[::10], ids=lambda path: path.name)
def test_real_files_cut_anywhere(path) -> None:  # type: ignore[no-untyped-def]
    text = read(path)
    for end in range(0, len(text), max(len(text) // 12, 1)):
        this = snapshot(text[:end])
        for offset in range(max(end - 60, 0), end + 1, 5):
            hover(this, offset)


def test_a_continuation_is_not_what_follows_it() -> None:
    assert at("FROM a\nRUN b $0\\\n&& c\n") is None
    covers("FROM a\nRUN b \\\n$0&&$0 c\n")
