"""What an author meant for a comment, a command, a home, another folder or the next instruction, and a build takes for
arguments: told once, and with the fix that says what was meant."""

from __future__ import annotations

import pytest

from dockerls.config import Config
from dockerls.lint.engine import fixed
from dockerls.snapshot import snapshot

BASE = "FROM debian:13-slim\n"


def told(text: str) -> list[str]:
    """The codes of what is said by default, but for what any small file is told."""
    found = snapshot(text, config=Config(ignore=("DF3010", "DL3045", "DF5001"))).report.findings
    return [finding.code for finding in found]


@pytest.mark.parametrize(
    ("line", "codes", "meant"),
    [
        ("USER app # not root", ["DF1093"], "# not root\nUSER app"),
        ("WORKDIR /app #here", ["DF1093"], "#here\nWORKDIR /app"),
        ("  COPY a /b # it", ["DF1093"], "  # it\n  COPY a /b"),
        ("ARG A=b # c", ["DF1093"], "# c\nARG A=b"),
        ("ENV A=b # c", ["DF1021"], "# c\nENV A=b"),
        ("LABEL a=b # c", ["DF1021"], "# c\nLABEL a=b"),
        ("ENV A=b #c=d", ["DF1093"], "#c=d\nENV A=b"),
        ("EXPOSE 80 # web", ["DF1053"], "# web\nEXPOSE 80"),
        ("COPY a.txt b.txt /c/ && make x", ["DF1093"], "COPY a.txt b.txt /c/\nRUN make x"),
        ("WORKDIR /app && RUN make", ["DF1093"], "WORKDIR /app\nRUN make"),
        ("ENV A=b && B=c", ["DF1021"], "ENV A=b\nRUN B=c"),
        ("COPY a /b || true", ["DF1093"], None),
        ("LABEL a=b, c=d", ["DF1096"], "LABEL a=b c=d"),
        ("ARG A = b", ["DF1022"], "ARG A=b"),
        ("ARG A =b", ["DF1022"], "ARG A=b"),
        ("ENV A = b", ["LegacyKeyValueFormat"], "ENV A=b"),
        ('ENV A = "b c"', ["LegacyKeyValueFormat"], 'ENV A="b c"'),
        ("ENV A = b c", ["LegacyKeyValueFormat"], None),
        ('ENV "A=b c"', ["DF1070"], 'ENV A="b c"'),
        ("EXPOSE 80,443", ["DF1053"], "EXPOSE 80 443"),
        ("EXPOSE 80, 443", ["DF1053"], "EXPOSE 80 443"),
        ("COPY --chown app a /b", ["DF1031"], "COPY --chown=app a /b"),
        ("COPY --chown a /b", ["DF1031"], None),
        ("COPY ~/a /b", ["DF1094"], None),
        ("COPY a ~/.a", ["DF1094"], None),
        ("ENV A=~/b", ["DF1094"], None),
        ("VOLUME ~/b", ["DF1094"], None),
        ("COPY ../a /b", ["DF1095"], None),
        ("COPY ./../a /b", ["DF1095"], None),
        ("COPY /home/me/a /b", ["DF1095"], None),
        ("RUN --mount=type=bind,source=../a,target=/a make x", ["DF1095"], None),
        ("ENV PATH=/app/bin", ["DF4008"], "ENV PATH=/app/bin:$PATH"),
        ("ENV PATH=/app/bin;$PATH", ["DF4008"], "ENV PATH=/app/bin:$PATH"),
        ("RUN echo \\\nCOPY a /b", ["DF1097"], "RUN echo\nCOPY a /b"),
        ("RUN echo && \\\nCOPY a /b", ["DF1097"], "RUN echo\nCOPY a /b"),
        ("COPY a.txt /b \\\nENV A=b", ["DF1097"], "COPY a.txt /b\nENV A=b"),
        ("COPY a.txt /b \\\nUSER app", ["DF1097"], "COPY a.txt /b\nUSER app"),
        ("RUN echo \\\n\nCOPY a /b", ["NoEmptyContinuation"], "RUN echo\n\nCOPY a /b"),
        ("RUN /a.sh\nCOPY a.sh /", ["DF2058"], None),
    ],
)  # fmt: skip
def test_it_is_told_once_and_mended(line: str, codes: list[str], meant: str | None) -> None:
    text = f"{BASE}{line}\n"
    report = snapshot(text, config=Config(ignore=("DF3010", "DL3045", "DF5025"))).report
    assert [finding.code for finding in report.findings] == codes
    if meant is not None:
        found = [finding._replace(fixes=finding.fixes[:1]) for finding in report.findings]
        assert fixed(text, found, unsafe=True)[0] == f"{BASE}{meant}\n"
    elif codes:
        assert not report.findings[0].fixes


@pytest.mark.parametrize(
    "line",
    [
        'LABEL a="b # c"',
        "LABEL a='b && c'",
        "RUN echo a # b",
        "RUN echo a && echo b",
        "CMD [\"sh\", \"-c\", \"a && b\"]",
        "COPY #a# /b/",
        "COPY <<EOF /a\nx # y && z\nEOF",
        "ENV PS1 \\u # ",
        "ENV A=~",
        "RUN cp a ~/b",
        "COPY --from=other ../a /b",
        "COPY a/../b /c",
        "COPY ..a /b",
        "COPY /src /b",
        "ENV PATH=/app:$PATH",
        "ENV PATH=/app:/usr/bin",
        "ENV MY_PATH=/app",
        'LABEL a="b," c=d',
        'RUN echo "\\\nCOPY a b"',
        "RUN cat <<EOF\nCOPY a b\nEOF",
        "HEALTHCHECK --interval=9s \\\n  CMD /a",
        "ONBUILD \\\n  COPY a /b",
        "RUN echo \\\n  COPY=1",
        "RUN echo \\\n  # COPY a b\n  c",
        "COPY a.sh /\nRUN /a.sh\nCOPY a.sh /",
        "COPY . /\nRUN /a.sh\nCOPY a.sh /",
        "RUN curl -o /a.sh x && /a.sh\nCOPY a.sh /",
    ],
)  # fmt: skip
def test_what_looks_like_it_and_is_none_is_left_alone(line: str) -> None:
    codes = {"DF1093", "DF1094", "DF1095", "DF1096", "DF1097", "DF4008", "DF2058", "DF1021", "DF1070"}
    assert not codes & set(told(f"{BASE}{line}\n"))


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_a_fix_keeps_line_ends(eol: str) -> None:
    text = f"FROM a:1{eol}USER app # not root{eol}COPY a.txt /b \\{eol}WORKDIR /c{eol}"
    found = snapshot(text, config=Config()).report.findings
    assert fixed(text, found, unsafe=True)[0] == (
        f"FROM a:1{eol}# not root{eol}USER app{eol}COPY a.txt /b{eol}WORKDIR /c{eol}"
    )


@pytest.mark.parametrize(
    ("image", "line", "missing"),
    [
        ("alpine:3.23", "RUN apt-get update", True),
        ("python:3.14-alpine", "RUN apt-get update", True),
        ("python:3.14-slim", "RUN apk add curl", True),
        ("mcr.microsoft.com/dotnet/aspnet:10.0-azurelinux3.0", "RUN tdnf install -y curl && dnf info", False),
        ("alpine:3.23", "RUN bash -c x", True),
        ("alpine:3.23", 'SHELL ["bash", "-c"]\nRUN x', True),
        ("alpine:3.23", "RUN apk add bash && bash -c x", False),
        ("alpine:3.23", "RUN apk add bash\nRUN bash -c x", False),
        ("alpine:3.23", "COPY . /\nRUN bash -c x", False),
        ("alpine:3.23", "RUN if command -v bash; then bash -c x; fi", False),
        ("alpine:3.23", "RUN which bash || bash -c x", False),
        ("debian:13", "RUN curl -O x", True),
        ("buildpack-deps:trixie", "RUN curl -O x", False),
        ("me/alpine:1", "RUN apt-get update", False),
    ],
)
def test_a_program_that_the_image_has_not(image: str, line: str, missing: bool) -> None:
    assert ("DF5025" in told(f"FROM {image}\n{line}\n")) == missing
