"""Indentation while typing: the text with the cursor where a line end or `&` has just been typed."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marks import marked
from real import read, real_files
from unlinted import unlinted

from dockerls.features.formatting import format
from dockerls.features.formatting.on_type import on_type
from dockerls.presentation import Format
from dockerls.text import apply

TEXTS = [read(path) for path in real_files()]


def indented(text: str, options: Format | None = None) -> str:
    """The text with its cursor after the edits."""
    plain, marks = marked(text)
    offset = marks[0][0].start
    edits = on_type(unlinted(plain), offset, plain[offset - 1 : offset].replace(" ", "\n"), options or Format())
    (edit,) = edits or (None,)
    if edit is None:
        return text
    assert plain.rfind("\n", 0, offset) + 1 == edit.span.start <= edit.span.end
    return f"{plain[: edit.span.start]}{edit.text}$0{plain[edit.span.end :]}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("FROM a\nRUN b \\\n$0", "FROM a\nRUN b \\\n    $0"),
        ("RUN b \\\n$0c d\nUSER x\n", "RUN b \\\n    $0c d\nUSER x\n"),
        ("RUN a && \\\n$0", "RUN a && \\\n    $0"),
        ("RUN a \\\n    && apt-get install \\\n    $0", "RUN a \\\n    && apt-get install \\\n        $0"),
        ("RUN a \\\n    && b \\\n        c \\\n$0", "RUN a \\\n    && b \\\n        c \\\n        $0"),
        ("RUN a && \\\n  b \\\n    c && \\\n    $0", "RUN a && \\\n  b \\\n    c && \\\n  $0"),
        ("RUN set -e; \\\n    if x; then \\\n    $0", "RUN set -e; \\\n    if x; then \\\n        $0"),
        ('RUN a; \\\n  case "$x" in \\\n  $0', 'RUN a; \\\n  case "$x" in \\\n      $0'),
        ('RUN a; \\\n  case "$x" in \\\n    b) \\\n$0', 'RUN a; \\\n  case "$x" in \\\n    b) \\\n        $0'),
        ("RUN --mount=type=cache,target=/x \\\n$0", "RUN --mount=type=cache,target=/x \\\n    $0"),
        ("RUN --mount=x \\\n    --mount=y \\\n$0", "RUN --mount=x \\\n    --mount=y \\\n    $0"),
        ("RUN --mount=x \\\n    a \\\n    $0", "RUN --mount=x \\\n    a \\\n        $0"),
        ("ENV A=b \\\n$0", "ENV A=b \\\n    $0"),
        ("ENV A=b \\\n  C=d \\\n$0", "ENV A=b \\\n  C=d \\\n  $0"),
        ("RUN a \\\n    # why\n$0", "RUN a \\\n    # why\n    $0"),
        ("# escape=`\nRUN a `\n$0", "# escape=`\nRUN a `\n    $0"),
        ("RUN a \\\r\n$0", "RUN a \\\r\n    $0"),
        ("RUN é 😀 \\\n$0", "RUN é 😀 \\\n    $0"),
        ("onbuild run a \\\n$0", "onbuild run a \\\n    $0"),
        ("run a \\\n$0", "run a \\\n    $0"),
        ("RUN a \\\n    && b\n    $0", "RUN a \\\n    && b\n$0"),
        ("RUN a \\\n    && b\n    $0\nFROM x\n", "RUN a \\\n    && b\n$0\nFROM x\n"),
        ("RUN a \\\n        c \\\n        &&$0", "RUN a \\\n        c \\\n    $0&&"),
        ("RUN a \\\n  && b \\\n        c \\\n        &&$0", "RUN a \\\n  && b \\\n        c \\\n  $0&&"),
    ],
)
def test_a_line_is_indented(before: str, after: str) -> None:
    assert indented(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "FROM a\n$0",
        "FROM a\n  $0",
        "RUN a\n    $0",
        "RUN a \\\n    $0",
        "RUN a \\\\\n$0",
        "RUN 'a \\\n$0",
        'RUN a \\\n    "b \\\n$0 c"\n',
        "RUN <<E\n  a\n$0\nE\n",
        "RUN <<E\n  a \\\n$0\nE\n",
        "RUN <<E \\\n  x\na\nE\n    $0",
        "# a \\\n  $0",
        "copy_ a \\\n$0",
        "RUN a &$0",
        "RUN a &&$0",
        "RUN a \\\n    b &&$0",
        "RUN a && \\\n      &&$0",
        "$0",
        "RUN a \\\n    && b\n    c$0",
    ],
)
def test_a_line_is_left_alone(text: str) -> None:
    assert indented(text) == text


def test_as_the_editor_indents() -> None:
    assert indented("RUN a \\\n  $0", Format(indent_style="tab")) == "RUN a \\\n\t$0"
    assert indented("RUN a \\\n$0", Format(indent_size=2)) == "RUN a \\\n  $0"


@given(st.randoms(use_true_random=False), st.sampled_from(TEXTS))
def test_only_blanks_of_the_line_are_ever_touched_and_only_once(chance: random.Random, text: str) -> None:
    at = chance.randrange(len(text) + 1)
    text = text[:at] + "\n" + text[at:]
    now = unlinted(text)
    for edit in on_type(now, at + 1, "\n", Format()):
        assert edit.span.start == at + 1
        assert not edit.text.strip()
        assert not edit.span.of(text).strip()
        new = apply(text, [edit])
        assert on_type(unlinted(new), at + 1 + len(edit.text), "\n", Format()) == []


@pytest.mark.parametrize("chain", ["a \\\n&& b \\\nc \\\n", "a && \\\nb \\\n&& c \\\nd \\\n"])
def test_what_is_typed_line_by_line_needs_no_formatting(chain: str) -> None:
    text = "RUN "
    for character in chain:
        text += character
        if character in "\n&":
            text = apply(text, on_type(unlinted(text), len(text), character, Format()))
    text += "e\n"
    assert apply(text, format(unlinted(text))) == text
