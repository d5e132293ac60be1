"""Inlay hints: the text with its hints in place, as `⟨= value⟩`."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
from half_typed import half_typed
from hypothesis import given
from real import read, real_files
from unlinted import unlinted

from dockerls.features.hints import hints
from dockerls.presentation import Hints
from dockerls.text import Span

_HINT = re.compile(" ?⟨[^⟩]*⟩")
FAR = "LABEL a=1\n" * 6
"""So many lines that what stands above them is out of sight."""
ALL = Hints(commands=True)


def check(expected: str, options: Hints = ALL) -> None:
    """The text without its hints has just these hints. `FAR` stands for lines that take what is above out of sight."""
    expected = textwrap.dedent(expected.removeprefix("\n")).replace("FAR\n", FAR)
    text = _HINT.sub("", expected)
    for hint in reversed(hints(unlinted(text), None, options)):
        text = f"{text[: hint.offset]}{' ' if hint.padding else ''}⟨{hint.label}⟩{text[hint.offset :]}"
    assert text == expected


def test_values_of_words_with_variables() -> None:
    check("""
        ARG TAG=24
        FAR
        FROM node:${TAG}-slim ⟨= node:24-slim⟩ AS $x
        ENV A=one B=$UNKNOWN
        FAR
        ENV C="$A two" ⟨= one two⟩ D=$NOPE E=\\$A
        COPY $A ⟨= one⟩ --x /$A/y ⟨= /one/y⟩
        LABEL x=${A:-y} ⟨= one⟩ y=${NOPE:-z}
        USER $A ⟨= one⟩
        EXPOSE $PORT
        CMD ["$A"]
    """)


def test_what_stands_a_few_lines_above_needs_no_hint() -> None:
    check("""
        ARG TAG=24
        FROM node:$TAG
        ENV A=1
        USER $A
        WORKDIR $A ⟨= /1⟩
    """)
    check("""
        FROM scratch
        ENV A=/b
        WORKDIR $A
        FAR
        WORKDIR $A ⟨= /b⟩
    """)


def test_what_only_the_build_knows_has_no_hint() -> None:
    check("""
        ARG TAG
        FAR
        FROM --platform=$BUILDPLATFORM node:$TAG
        ARG TARGETARCH
        ENV PATH=/x:$PATH
        FAR
        ENV B=x$PATH
        FAR
        COPY $TARGETARCH $PATH /
        COPY $B /
    """)


def test_values_in_commands_are_shown_to_who_asks() -> None:
    text = """
        FROM a
        ENV A=1 B=2
        FAR
        RUN echo $A ⟨= 1⟩ "${A} ⟨= 1⟩" ${A:-2} && B=3 && echo $B
    """
    check(text)
    check(_HINT.sub("", text), Hints())


def test_relative_paths() -> None:
    check("""
        FROM scratch
        WORKDIR app ⟨= /app⟩
        COPY a ./
        WORKDIR ../b/ ⟨= /b⟩
        WORKDIR /c
        WORKDIR ./d ⟨= /c/d⟩
        FAR
        COPY a . ⟨= /c/d⟩
        COPY a /x
        ADD ["a", "b"]
        FROM unknown
        WORKDIR app
        COPY a b
    """)


def test_a_path_of_another_stage() -> None:
    check("""
        FROM scratch AS one
        WORKDIR /a
        FROM one
        COPY x y ⟨= /a/y⟩
    """)


def test_numbers_that_mean_stages() -> None:
    check("""
        FROM scratch AS one
        FROM alpine:3
        FROM scratch
        COPY --from=0 ⟨= one⟩ /a /b
        COPY --from=1 ⟨= FROM alpine:3⟩ /a /b
        COPY --from=7 /a /b
        RUN --mount=from=0 x
    """)


def test_the_user_that_is_inherited() -> None:
    check("""
        FROM scratch AS one
        USER app
        FROM one
        CMD ["x"] ⟨USER app⟩
    """)
    check("FROM gcr.io/distroless/static:nonroot ⟨USER nonroot⟩\n")
    for quiet in ("FROM debian:13\nCMD x\n", "FROM scratch AS one\nUSER app\nFROM one\nUSER b\n", "FROM unknown\n"):
        check(quiet)


def test_every_kind_can_be_switched_off() -> None:
    text = "FROM scratch AS one\nUSER app\nENV A=b\nWORKDIR x\n" + FAR + "FROM one\nCOPY --from=0 $A /$A\nRUN $A\n"
    kinds = [hint.kind for hint in hints(unlinted(text), None, ALL)]
    assert set(kinds) == {"value", "path", "stage", "user"}
    assert not hints(unlinted(text), None, Hints(False, False, False, False, False))
    for field, kind in (("workdir", "path"), ("stages", "stage"), ("user", "user")):
        left = [hint.kind for hint in hints(unlinted(text), None, ALL._replace(**{field: False}))]
        assert left == [other for other in kinds if other != kind]


def test_a_tooltip_names_the_declaration() -> None:
    (hint,) = hints(unlinted(f"ARG TAG=24\n{FAR}FROM a:$TAG\n"))
    assert "`a:24`" in hint.tooltip
    assert "ARG (line 1)" in hint.tooltip


@given(half_typed)
def test_any_text_has_short_hints_in_order(text: str) -> None:
    hold(text)


@pytest.mark.parametrize("path", real_files(), ids=lambda path: path.name)
def test_a_real_file_too(path: Path) -> None:
    hold(read(path))


def hold(text: str) -> None:
    now = unlinted(text)
    found = hints(now, None, ALL)
    assert found == sorted(found, key=lambda hint: hint.offset)
    for hint in found:
        assert 0 <= hint.offset <= len(text)
        assert len(hint.label) < 40
        assert not set(hint.label) & set("\r\n\t")
    middle = Span(len(text) // 3, len(text) // 2)
    assert hints(now, middle, ALL) == [hint for hint in found if middle.touches(hint.offset)]


def test_a_hint_leads_to_where_it_comes_from() -> None:
    text = "ARG T=1\nFROM scratch AS one\nUSER app\nENV A=/b\nWORKDIR x\n" + FAR + "FROM one\nWORKDIR /w\n" + FAR
    text += "COPY --from=0 $A .\nCOPY $A ./\n"
    targets = [(hint.label, hint.target and hint.target.of(text)) for hint in hints(unlinted(text), None, ALL)]
    assert targets == [
        ("= /x", None),
        ("= one", "one"),
        ("= /b", "A"),
        ("= /w", "WORKDIR /w"),
        ("= /b", "A"),
        ("= /w", "WORKDIR /w"),
        ("USER app", "USER app"),
    ]
