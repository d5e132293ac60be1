"""What a pinned `# syntax=` does not know yet."""

import pytest
from checks import check, findings

from dockerls.config import Config
from dockerls.lint.engine import fixed

USES = {
    "RUN $0--mount$0=type=cache,target=/x true": "1.1",
    "RUN $0--network$0=none true": "1.2",
    "RUN $0--security$0=insecure true": "1.19",
    "RUN $0--device$0=vendor.com/gpu true": "1.26",
    "RUN --mount=type=secret,id=a,$0env=A$0 true": "1.9",
    "RUN $0<<EOF$0\ntrue\nEOF": "1.3",
    "COPY $0<<EOF$0 /a\na\nEOF": "1.3",
    "COPY $0--link$0 a /a": "1.3",
    "COPY $0--chmod$0=755 a /a": "1.1",
    "COPY --chmod=$0$MODE$0 a /a": "1.9",
    "COPY --chmod=$0u+x$0 a /a": "1.13",
    "COPY $0--exclude$0=*.md a /a": "1.18",
    "COPY $0--parents$0 a /a": "1.19",
    "copy $0--parents$0 a /a": "1.7",
    "ADD $0--checksum$0=sha256:" + "0" * 64 + " https://example.com/a /a": "1.5",
    "ADD $0--keep-git-dir$0=true https://example.com/a.git /a": "1.5",
    "ADD $0--unpack$0 https://example.com/a.tar /a": "1.16",
    "ADD $0--checksum=" + "0" * 40 + "$0 https://example.com/a.git /a": "1.15",
    "HEALTHCHECK $0--start-interval$0=5s CMD true": "1.5",
    "ARG A=1 $0B=2$0": "1.1",
    "ENV A=$0${B-1}$0": "1.5",
    "ENV A=1$0${B%.*}$0": "1.6",
}


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@pytest.mark.parametrize("use", USES)
def test_the_version_before_refuses_it_and_the_next_one_does_not(use: str, eol: str) -> None:
    version = USES[use]

    def text(version: str, marked: str = use) -> str:
        return f"#syntax = docker/dockerfile:{version}\nFROM alpine:3.23\nARG B\n{marked}\n".replace("\n", eol)

    if "git /a" in use:
        found = findings(text(version, use.replace("$0", "")), code="DF1008")
        assert "error" in {finding.severity for finding in found}
    else:
        found = check("DF1008", text(version))
        assert [finding.severity for finding in found] == ["error"]
    plain = text(version, use.replace("$0", ""))
    after = fixed(plain, found, unsafe=True)[0]
    assert after != plain
    assert findings(after, code="DF1008") == []
    lower = f"1.{int(found[0].fixes[0].edits[0].text.split('.')[1]) - 1}"
    assert findings(text(lower, use.replace("$0", "")), code="DF1008"), "the fix raises it no more than needed"
    for other in ("1", "latest", "1-labs", "labs", f"{version}@sha256:{'0' * 64}"):
        assert findings(text(other, use.replace("$0", "")), code="DF1008") == []
    for frontend in ("ghcr.io/docker/dockerfile:1.0", "docker/buildfile:1.0", "docker/dockerfile:2.0"):
        assert findings(plain.replace(f"docker/dockerfile:{version}", frontend), code="DF1008") == []


@pytest.mark.parametrize(
    ("first", "use"),
    [
        ("1.7", "COPY --parents a /a"),
        ("1.7", "ADD --exclude=*.md a /a"),
        ("1.3", "RUN <<EOF\ntrue\nEOF"),
        ("1.5", "ADD --keep-git-dir=true https://example.com/a.git /a"),
        ("1.11", "COPY --chmod=u+x a /a"),
        ("1.14", "RUN --device=vendor.com/gpu true"),
    ],
)
def test_the_labs_channel_has_it_earlier(first: str, use: str) -> None:
    def text(version: str) -> str:
        return f"# syntax=docker/dockerfile:{version}\nFROM alpine:3.23\n{use}\n"

    assert findings(text(first), code="DF1008")
    assert findings(text(f"{first}-labs"), code="DF1008") == []
    before = f"1.{int(first.split('.')[1]) - 1}-labs"
    assert {f.fixes[0].edits[0].text for f in findings(text(before), code="DF1008")} == {f"{first}-labs"}


def test_one_fix_serves_all() -> None:
    text = "# syntax=docker/dockerfile:1.2\nFROM alpine:3.23\nCOPY --link a /a\nCOPY --exclude=b a /b\n"
    assert fixed(text, findings(text, code="DF1008"), unsafe=True)[0] == text.replace("1.2", "1.19")


def test_what_an_older_version_takes_for_something_else_is_a_warning() -> None:
    check("DF1008", "# syntax=docker/dockerfile:1.7\n# $0check$0=skip=all\nFROM alpine:3.23\n")
    found = check("DF1008", "# syntax=docker/dockerfile:1.4\nFROM a\nADD $0https://example.com/a.git$0 /a\n")
    assert [finding.severity for finding in found] == ["warning"]


def test_a_build_argument_says_more_than_the_file() -> None:
    text = "# syntax=docker/dockerfile:1.2\nFROM alpine:3.23\nCOPY --link a /a\n"
    newer = Config(build_args={"BUILDKIT_SYNTAX": "docker/dockerfile:1.4"})
    older = Config(build_args={"BUILDKIT_SYNTAX": "docker/dockerfile:1.3"})
    assert findings(text, newer, code="DF1008") == []
    assert [finding.fixes for finding in findings(text, older, code="DF1008")] == [()]


def test_a_directive_counts_at_the_top_alone() -> None:
    check("DF1008", "# a comment\n# syntax=docker/dockerfile:1.2\nFROM alpine:3.23\nCOPY --link a /a\n")
    check("DF1008", "# syntax=docker/dockerfile:1.2\nFROM alpine:3.23\nONBUILD COPY --link a /a\n")
