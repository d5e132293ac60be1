"""Edits, and positions in three encodings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockerls.text import Edit, Encoding, LineIndex, Span, apply, difference

TEXT = st.text(alphabet="ab\n\r\t é€😀\x0c\x85\u2028", max_size=60)
ENCODINGS = st.sampled_from(["utf-8", "utf-16", "utf-32"])
CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


def test_edits_apply_at_once() -> None:
    assert apply("abc", [Edit(Span(2, 3), "C"), Edit(Span(0, 1), "A"), Edit(Span(1, 1), "-")]) == "A-bC"
    with pytest.raises(ValueError, match="overlap"):
        apply("abc", [Edit(Span(0, 2), "x"), Edit(Span(1, 3), "y")])


@given(TEXT, ENCODINGS)
def test_an_offset_survives_the_round_trip(text: str, encoding: Encoding) -> None:
    index = LineIndex(text, encoding)
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] == "\r\n":
            continue  # Between the two characters of a line end there is no position.
        assert index.offset(*index.position(offset)) == offset


@given(TEXT, ENCODINGS)
def test_columns_count_code_units(text: str, encoding: Encoding) -> None:
    codec, width = CODECS[encoding]
    index = LineIndex(text, encoding)
    for line in range(len(index.starts)):
        span = index.line_span(line)
        assert "\n" not in span.of(text)
        assert "\r" not in span.of(text)
        for offset in range(span.start, span.end + 1):
            assert index.position(offset) == (line, len(text[span.start : offset].encode(codec)) // width)


@given(TEXT, ENCODINGS, st.integers(-2, 99), st.integers(-2, 99))
def test_any_position_is_clamped(text: str, encoding: Encoding, line: int, column: int) -> None:
    offset = LineIndex(text, encoding).offset(line, column)
    assert 0 <= offset <= len(text)


def test_a_column_past_the_end_means_the_end() -> None:
    assert LineIndex("FROM abc").offset(0, 99) == len("FROM abc")
    assert LineIndex("FROM abc\r\nRUN x").offset(0, 99) == len("FROM abc")


def test_form_feeds_and_other_separators_end_no_line() -> None:
    text = "FROM a\x0cCMD\x85\u2028\nRUN x"
    assert LineIndex(text).offset(1, 0) == text.index("RUN")


@given(TEXT, ENCODINGS, st.lists(st.tuples(TEXT, st.integers(0, 99), st.integers(0, 9)), max_size=8))
def test_lines_after_an_edit_are_those_of_the_new_text(
    text: str, encoding: Encoding, edits: list[tuple[str, int, int]]
) -> None:
    lines = LineIndex(text, encoding)
    for new, start, size in edits:
        start = min(start, len(lines.text))
        edit = Edit(Span(start, min(start + size, len(lines.text))), new)
        text = apply(lines.text, [edit])
        lines = lines.edited(edit)
        fresh = LineIndex(text, encoding)
        for at in range(len(text) + 1):
            assert lines.position(at) == fresh.position(at)
        for line in range(-1, fresh.count + 1):
            assert lines.line_span(line) == fresh.line_span(line)
        assert (lines.text, lines.count, lines.encoding) == (text, fresh.count, encoding)
        if not start % 3:  # What is asked for once stays.
            assert lines.starts == fresh.starts
    assert lines.starts == LineIndex(lines.text, encoding).starts


@given(TEXT, TEXT, TEXT, TEXT)
def test_the_difference_is_what_lies_between_the_common_parts(a: str, b: str, c: str, d: str) -> None:
    old, new = a + b + d, a + c + d
    prefix, suffix = difference(old, new)
    assert prefix + suffix <= min(len(old), len(new))
    assert old[:prefix] == new[:prefix]
    assert old[len(old) - suffix :] == new[len(new) - suffix :]
    if old != new and prefix < min(len(old), len(new)):
        assert old[prefix] != new[prefix]


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_the_difference_of_long_texts(size: int, at: int) -> None:
    old = "x" * size
    at = min(at, size)
    new = old[:at] + "y" + old[at:]
    assert difference(old, new) == (at, size - at)
