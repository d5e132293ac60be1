"""The outline and the folds of a document."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marks import mark
from real import read, real_files

from dockerls.features.folding import folds
from dockerls.features.symbols import Symbol, symbols
from dockerls.snapshot import snapshot
from dockerls.text import LineIndex


def outline(text: str) -> list[str]:
    """The names, indented as they are nested."""
    return [
        line
        for symbol in symbols(snapshot(text))
        for line in (symbol.name, *(f"  {child.name}" for child in symbol.children))
    ]


def test_the_outline() -> None:
    text = """\
# syntax=docker/dockerfile:1
# escape=\\
ARG TAG=24 OTHER
FROM node:${TAG} AS build
ENV A=1 B=2
RUN npm ci \\
    # a comment
    --omit=dev
FROM scratch
COPY --from=build <<E /x
hello
E
ONBUILD RUN x
"""
    assert outline(text) == [
        "syntax",
        "escape",
        "ARG TAG OTHER",
        "build (FROM node:${TAG})",
        "  ENV A B",
        "  RUN npm ci --omit=dev",
        "FROM scratch",
        "  COPY --from=build <<E /x",
        "  ONBUILD RUN x",
    ]


def test_a_misspelt_directive_is_listed_and_a_comment_is_not() -> None:
    assert outline("# sytnax=x\n# a comment = no\n# x=y\nFROM a") == ["sytnax", "FROM a"]


@pytest.mark.parametrize(
    "text", ["FROM", "FROM a AS", "R", "RUN", "LABEL", "ENV", "<<E", "FROM \\\n", "ONBUILD", "=", "COPY ["]
)
def test_half_typed_lines_have_names(text: str) -> None:
    (name,) = outline(text)
    assert name.strip()


def test_names_are_short_and_on_one_line() -> None:
    _, name = outline(f"FROM a\nRUN x \\\n\t{'y' * 300}\n")
    assert name.startswith("  RUN x yyy")
    assert len(name) < 100


def test_the_cursor_goes_to_a_stage_s_name_and_to_a_keyword() -> None:
    text = "# a\nFROM x AS one\n RUN y\n"
    made = symbols(snapshot(text))
    spans = [symbol.selection for outer in made for symbol in (outer, *outer.children)]
    assert mark(text, spans) == "# a\nFROM x AS $0one$0\n $0RUN$0 y\n"
    assert mark(text, [outer.span for outer in made]) == "# a\n$0FROM x AS one\n RUN y$0\n"


def hold_together(text: str) -> None:
    made = snapshot(text)

    def inside(symbol: Symbol) -> None:
        assert symbol.name.strip()
        assert "\n" not in symbol.name
        assert 0 <= symbol.span.start <= symbol.selection.start <= symbol.selection.end <= symbol.span.end <= len(text)
        for child in symbol.children:
            assert symbol.span.start <= child.span.start <= child.span.end <= symbol.span.end
            inside(child)

    found = symbols(made)
    for symbol in found:
        inside(symbol)
    count = sum(1 + len(symbol.children) for symbol in found if symbol.kind != "directive")
    assert count == len(made.tree.instructions)
    for fold in folds(made):
        assert 0 <= fold.span.start <= fold.span.end <= len(text)


PIECES = ["FROM a AS b", "FROM", "RUN <<E <<F", "E", "F", "# c", "#x=1", " ", "\\", "é\r", "ENV a=b", "RUN \\"]


@given(st.lists(st.sampled_from(PIECES)))
def test_in_any_text_names_are_there_and_selections_lie_inside(lines: list[str]) -> None:
    hold_together("\n".join(lines))


@pytest.mark.parametrize("path", real_files(), ids=lambda path: path.name)
def test_in_a_real_file_too(path: Path) -> None:
    hold_together(read(path))


def folded(text: str) -> list[str]:
    """What each fold leaves in sight, and how many lines it hides."""
    lines = LineIndex(text)
    found = []
    for fold in folds(snapshot(text)):
        first, last = lines.line(fold.span.start), lines.line(fold.span.end)
        entry = f"{lines.line_span(first).of(text)} +{last - first}{' ' * bool(fold.kind)}{fold.kind}"
        if first < last and entry not in found:
            found.append(entry)
    return found


def test_regions_fold() -> None:
    text = "# region a\n# b\n# c\nFROM x\n#REGION d\n# regional\n# e\n  # endregion\nUSER y\n# endregion\n#endregion\n"
    assert folded(text) == [
        "# region a +9 region",
        "# b +1 comment",
        "FROM x +5",
        "#REGION d +3 region",
        "# regional +1 comment",
    ]
    assert folded(text.replace("\n", "\r\n")) == folded(text)
    assert folded("RUN <<E\n#region\n#endregion\nE\n") == ["RUN <<E +3"]


def test_stages_instructions_heredocs_and_comments_fold() -> None:
    text = """\
# syntax=x
# a
# b

# c
FROM a
RUN x \\
  # inside
  y
RUN <<E cat - <<F
one
E
two
F
COPY a b

FROM c
USER d
# e
"""
    assert folded(text) == [
        "# a +1 comment",
        "FROM a +9",
        "RUN x \\ +2",
        "RUN <<E cat - <<F +4",
        "RUN <<E cat - <<F +2",
        "E +2",
        "FROM c +1",
    ]


def test_heredocs_behind_an_endless_one_have_no_lines_to_fold() -> None:
    text = "FROM a\nRUN cat <<A <<B\nb\n"
    made = snapshot(text)
    assert max(made.lines.line(fold.span.end) for fold in folds(made)) == 2
    spans = [fold.span for fold in folds(made)]
    assert not any(one.start < other.start < one.end < other.end for one in spans for other in spans)
