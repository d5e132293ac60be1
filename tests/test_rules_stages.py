"""Rules about stages, images and what is copied: odd cases and the names by which each is known."""

from __future__ import annotations

import pytest
from checks import check, check_fix, findings

from dockerls.config import Config

ALL = Config(select=("ALL",))


def named(text: str, name: str, config: Config = ALL) -> list[str]:
    """What carries a name, as the text it covers."""
    return [finding.span.of(text) for finding in findings(text, config) if name in finding.names]


def test_a_name_is_the_same_in_any_case() -> None:
    found = check("DL3024", "FROM a AS x\nFROM b AS $0X$0\nFROM c AS y\n")
    assert found[0].related[0].span.of("FROM a AS x") == "x"


def test_reserved_names() -> None:
    check("DL3063", "FROM a AS $0scratch$0\nFROM b AS $0Context$0\nFROM c AS contexts\n")


@pytest.mark.parametrize("source", ["build", "BUILD", "0", "nginx:1", "localhost:5000/x", "a@sha256:12"])
def test_what_may_be_copied_from(source: str) -> None:
    check("DL3022", f"FROM a AS build\nFROM b\nCOPY --from={source} /a /b\n")


def test_a_later_stage_and_the_stage_itself_are_errors_by_hadolints_name_too() -> None:
    later = "FROM a\nCOPY --from=x /a /b\nFROM b AS x\n"
    assert named(later, "DL3022") == ["x"]
    assert named("FROM a AS x\nCOPY --from=x /a /b\n", "DL3023") == ["x"]
    assert [f.severity for f in findings(later) if "DL3022" in f.names] == ["error"]


def test_errors_go_by_hadolints_names_too() -> None:
    assert named("FROM a\nEXPOSE 80 70000\n", "DL3011") == ["70000"]
    assert named("FROM a\nEXPOSE 80/foo\n", "DL3011") == []
    assert named("FROM a\nONBUILD FROM b\n", "DL3043") == ["FROM"]
    assert named("RUN a\nFROM b\n", "DL3061") == ["RUN"]
    assert named("ARG A\nFROM b\n", "DL3061") == []


def test_a_stage_is_used_by_name_by_number_and_through_others() -> None:
    check(
        "DF5001",
        """
        FROM a
        FROM b
        $0FROM c$0
        FROM d AS d
        FROM e
        COPY --from=0 /a /a
        RUN --mount=type=bind,from=1,target=/x true
        FROM f
        COPY --from=4 --chown=1 /a /a
        ONBUILD COPY --from=d /a /a
        """,
    )


def test_an_image_is_tagged() -> None:
    check_fix(
        "DL3006",
        "FROM --platform=$BUILDPLATFORM debian \\\n  AS é\n",
        "FROM --platform=$BUILDPLATFORM debian:trixie \\\n  AS é\n",
    )
    check("DL3006", "FROM a:1 AS b\nFROM b\nFROM scratch\nFROM $0localhost:5000/a$0\nFROM a@sha256:" + "0" * 64 + "\n")
    check("DL3007", "FROM localhost:5000/a:$0latest$0\nFROM a:latest@sha256:" + "0" * 64 + "\nFROM a:latest-1\n")


def test_registries_are_trusted_by_pattern_and_docker_hub_has_many_names() -> None:
    def config(*trusted: str) -> Config:
        return Config(trusted_registries=trusted)

    text = """
        FROM $0debian:13$0 AS a
        FROM a AS b
        FROM ghcr.io/x/y:1
        COPY --from=$0quay.io/x/y:1$0 --from=b /a /b
        COPY --from=a /a /b
        RUN --mount=type=bind,from=$0z:1$0,target=/x true
        """
    check("DL3026", text, config=config("ghcr.*"))
    check("DL3026", text.replace("$0", ""), config=config("hub.docker.com", "ghcr.io", "quay.io"))
    check("DL3026", text.replace("$0", ""), config=config())


@pytest.mark.parametrize(
    "source",
    [
        "a.tar",
        "a.tgz",
        '"a.tar.xz"',
        "https://example.com/a",
        "git@github.com:a/b.git",
        "https://example.com/a.git#v1",
        "$A",
    ],
)
def test_add_has_its_uses(source: str) -> None:
    check("DL3020", f"FROM a\nADD {source} /x/\n")


def test_add_becomes_copy() -> None:
    check_fix(
        "DL3020", "from a\nadd --chown=1 a.zip \\\n  # é\n  /x/\n", "from a\ncopy --chown=1 a.zip \\\n  # é\n  /x/\n"
    )
    assert [f.fixes[0].safe for f in findings("FROM a\nADD . /x/\nADD a.bin /x/\n", code="DL3020")] == [True, False]
    assert [f.fixes for f in findings("FROM a\nADD --unpack=false a /x/\n", code="DL3020")] == [()]


def test_a_directory_ends_in_a_slash() -> None:
    check_fix("DL3021", 'FROM a\nCOPY a b c\nCOPY ["a", "b", "/c"]\n', 'FROM a\nCOPY a b c/\nCOPY ["a", "b", "/c/"]\n')
    check("DL3021", "FROM a\nCOPY a b .\nCOPY a b c/\nCOPY a b $C\nCOPY a b\n")


def test_a_relative_destination_needs_a_workdir() -> None:
    check("DL3045", "FROM a\nCOPY a $0b$0\nCOPY a /b\nCOPY a $B\nCOPY a c:\\b\nWORKDIR /x\nCOPY a b\n", config=ALL)
    check("DL3045", "FROM a AS b\nWORKDIR /x\nFROM b\nCOPY a b\n", config=ALL)
    check("DL3045", "FROM a\nONBUILD WORKDIR /x\nONBUILD COPY a b\nCOPY a $0b$0\n", config=ALL)
    assert [f.code for f in findings("FROM example.com/a\nCOPY a b\n") if f.code == "DL3045"] == []
    assert [f.code for f in findings("FROM debian:13\nCOPY a b\n") if f.code == "DL3045"] == ["DL3045"]


def test_a_tool_image_is_made_to_be_copied_whole() -> None:
    flatten = "FROM debian:13 AS a\nFROM scratch\nCOPY --from=a / /\n"
    assert [f for f in findings(flatten) if f.code == "DL3067"] == []
    assert named(flatten, "DL3067") == ["/ /"]


def test_one_healthcheck_serves_all_that_are_based_on_each_other() -> None:
    check("DL3057", "FROM a AS b\nFROM b AS c\nHEALTHCHECK NONE\nFROM c\nFROM $0d$0\n")


def test_a_stage_pragma_ends_with_its_stage() -> None:
    text = "# hadolint stage ignore=DL3007\nFROM a:latest\nFROM a:latest\n"
    assert named(text, "DL3007") == ["latest"]
    assert named("FROM a:latest\n# dockerls stage ignore=DL3000\nRUN x\nWORKDIR y\n", "DL3000") == []


@pytest.mark.parametrize(
    "text", ["FROM", "FROM \n", "COPY --from=", "COPY --from= a", "ADD", "EXPOSE", "WORKDIR", "ENV", "ENV A"]
)
def test_what_is_half_typed_is_no_matter_of_taste(text: str) -> None:
    assert all(f.severity == "error" or f.code == "DL3057" for f in findings(f"FROM scratch\n{text}", ALL))


def test_an_image_in_quotes_is_the_image() -> None:
    check("DL3006", 'FROM \'$0debian$0\'\nFROM "scratch"\nFROM debian:13 AS a\nFROM "a"\n')
    check_fix("DL3006", 'FROM "alpine"\n', 'FROM "alpine:3.24"\n')


def test_a_keyword_takes_its_as_along() -> None:
    check_fix(
        "ConsistentInstructionCasing",
        "FROM a:1 AS b\nRUN c\nfrom d:1 as e\nRUN f\n",
        "FROM a:1 AS b\nRUN c\nFROM d:1 AS e\nRUN f\n",
    )


@pytest.mark.parametrize(
    ("platform", "image"),
    [
        ("linux/amd64", "docker.io/arm32v7/alpine:3.24"),
        ("linux/arm64", "arm32v7/alpine:3.24"),
        ("aarch64", "i386/debian"),
        ("linux/amd64", "winamd64/golang:1.27"),
        ("linux/amd64", "s390x/debian:${TAG}"),
    ],
)
def test_an_image_for_one_platform_is_taken_for_another(platform: str, image: str) -> None:
    text = f"ARG TAG=13\nFROM --platform={platform} {image}\n"
    assert [finding.span.of(text) for finding in findings(text, code="DF5023")] == [image]


@pytest.mark.parametrize(
    ("platform", "image"),
    [
        ("linux/arm/v7", "arm32v6/alpine:3.24"),  # An older one of the same family: it runs.
        ("linux/x86_64", "amd64/alpine:3.24"),
        ("$BUILDPLATFORM", "arm64v8/alpine:3.24"),
        ("linux/amd64", "ghcr.io/arm64v8/alpine:3.24"),
        ("linux/amd64", "arm64v8/tools/alpine:3.24"),
        ("linux/amd64", "alpine:3.24"),
    ],
)
def test_where_the_platform_may_be_right(platform: str, image: str) -> None:
    assert "DF5023" not in {f.code for f in findings(f"FROM --platform={platform} {image}\n")}


def test_an_image_for_one_platform_is_known_as_the_one_for_all() -> None:
    check("DF5021", "FROM $0arm64v8/debian:buster$0\nFROM tools/debian:buster\n")
