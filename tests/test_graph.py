"""The drawing of a file's stages."""

from __future__ import annotations

import re

import pytest
from real import read, real_files
from unlinted import unlinted

from dockerls.cli.main import main
from dockerls.describe.graph import graph

TEXT = """\
ARG V=3.23
FROM golang:1.27 AS build
FROM build AS test
FROM alpine:$V
COPY --from=build /out /bin
COPY --from=ghcr.io/a/b "/x" /
RUN --mount=from=0,target=/src ls
"""


def test_mermaid() -> None:
    assert graph(unlinted(TEXT).model) == (
        "flowchart TD\n"
        '    image0(["golang:1.27"])\n'
        '    image1(["alpine:3.23"])\n'
        '    image2(["ghcr.io/a/b"])\n'
        '    stage0["build"]\n'
        '    stage1["test"]\n'
        '    stage2["stage 2"]\n'
        "    image0 -->|FROM| stage0\n"
        "    image1 -->|FROM| stage2\n"
        "    image2 -->|COPY| stage2\n"
        "    image3 -.->|mount| stage2\n"
        "    stage0 -->|FROM| stage1\n"
        "    stage0 -->|COPY| stage2\n"
        "    style stage1 stroke-dasharray: 4\n"
    ).replace('    stage0["build"]', '    image3(["0"])\n    stage0["build"]'), (
        "a mount knows no numbers: `0` is an image"
    )


def test_dot_is_one_graph_with_every_stage() -> None:
    drawn = graph(unlinted(TEXT).model, "dot")
    assert drawn.startswith("digraph stages {\n")
    assert drawn.endswith("}\n")
    assert 'stage1 [label="test", shape=box, style=dashed];' in drawn
    assert "image2 -> stage2 [label=COPY];" in drawn


def test_odd_names_stay_in_their_quotes() -> None:
    text = "FROM 'a\"b<c>&'\n"
    assert '"a#quot;b#lt;c#gt;#amp;"' in graph(unlinted(text).model)
    assert 'label="a\\"b<c>&"' in graph(unlinted(text).model, "dot")


@pytest.mark.parametrize("format", ["mermaid", "dot"])
def test_real_files(format: str) -> None:
    for path in real_files():
        model = unlinted(read(path)).model
        drawn = graph(model, format)  # type: ignore[arg-type]
        named = set(re.findall(r"^ +((?:image|stage)\d+)(?= ?[\[(])", drawn, re.MULTILINE))
        assert len([name for name in named if name.startswith("stage")]) == len(model.stages)
        assert set(re.findall(r"\b(?:image|stage)\d+\b(?= -| \[label=(?:FROM|COPY|mount))", drawn)) <= named


def test_on_the_command_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    path = tmp_path / "Dockerfile"
    path.write_text("FROM a AS b\n")
    assert main(["graph", str(path)]) == 0
    assert capsys.readouterr().out.startswith("flowchart TD")
    assert main(["graph", "--format", "dot", str(tmp_path), str(path)]) == 0
    assert capsys.readouterr().out.startswith(f"// {path}\ndigraph")
    assert main(["graph", str(tmp_path / "none")]) == 2
