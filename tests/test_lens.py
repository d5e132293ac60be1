"""Code lenses, and the symbols of a workspace."""

from __future__ import annotations

from half_typed import half_typed
from hypothesis import given
from marks import mark
from unlinted import unlinted

from dockerls.features.lens import SHOW_REFERENCES, lenses
from dockerls.features.workspace import symbols


def shown(text: str) -> list[str]:
    """The lenses, each with the first line that it stands above."""
    return [f"{lens.span.of(text).splitlines()[0]} | {lens.title}" for lens in lenses(unlinted(text))]


STAGES = """\
FROM scratch AS base
FROM base AS one
COPY --from=base a b
FROM base AS lost
FROM scratch
COPY --from=one a b
RUN --mount=from=0,target=/x y
USER app
EXPOSE 80 443/udp 80
ENTRYPOINT ["/run", "a b"]
CMD ["c"]
"""


def test_who_uses_a_stage_and_how_the_image_runs() -> None:
    assert shown(STAGES) == [
        "FROM scratch AS base | used by 2 stages: one, lost",
        "FROM base AS one | used by 1 stage: stage 3",
        "FROM base AS lost | not used by the default target",
        "FROM scratch | runs as app · ports 80, 443/udp · starts /run 'a b' c",
    ]


def test_a_lens_leads_to_its_places() -> None:
    base, _, lost, last = lenses(unlinted(STAGES))
    assert base.command == last.command == SHOW_REFERENCES
    assert mark(STAGES, list(base.places)).count("$0base$0") == 3
    assert (lost.command, lost.places) == ("", ())
    assert [place.of(STAGES) for place in last.places] == ['ENTRYPOINT ["/run", "a b"]', 'CMD ["c"]']


def test_a_stage_that_only_an_unused_one_uses() -> None:
    assert shown("FROM a AS x\nFROM x AS y\nFROM z\n") == [
        "FROM a AS x | used by 1 stage: y · not used by the default target",
        "FROM x AS y | not used by the default target",
    ]


def test_what_is_inherited_counts() -> None:
    assert shown("FROM scratch AS x\nUSER 7\nCMD run me\nFROM x\n") == [
        "FROM scratch AS x | used by 1 stage: stage 1",
        "FROM x | runs as 7 · starts /bin/sh -c 'run me'",
    ]


def test_nothing_known_is_no_lens() -> None:
    assert shown("FROM unknown\nRUN x\n") == []
    assert shown("ARG X\n") == []


@given(half_typed)
def test_any_text_has_lenses_of_one_short_line(text: str) -> None:
    for lens in lenses(unlinted(text)):
        assert 0 < len(lens.title) <= 80
        assert not set(lens.title) & set("\r\n\t")
        assert bool(lens.command) == bool(lens.places)
        for span in (lens.span, *lens.places):
            assert 0 <= span.start <= span.end <= len(text)


def test_a_long_chain_of_onbuilds_is_no_trouble() -> None:
    assert lenses(unlinted("FROM a\n" + "ONBUILD " * 3000 + "RUN --mount=from=x $x\n")) == []


FILE = "ARG NODE_VERSION=24 X\nFROM node:$NODE_VERSION AS Build\nARG INNER\nFROM scratch\nFROM\n"


def found(query: str) -> list[str]:
    return [symbol.name for symbol in symbols(unlinted(FILE).model, query)]


def test_symbols_are_stages_and_global_args() -> None:
    made = symbols(unlinted(FILE).model)
    assert [(symbol.name, symbol.kind, symbol.detail) for symbol in made] == [
        ("NODE_VERSION", "variable", "ARG 24"),
        ("X", "variable", "ARG"),
        ("Build", "stage", "FROM node:$NODE_VERSION"),
        ("scratch", "stage", "FROM scratch"),
    ]
    assert [symbol.span.of(FILE) for symbol in made] == [symbol.name for symbol in made]


def test_a_query_may_leave_characters_out() -> None:
    assert found("ndvr") == ["NODE_VERSION"]
    assert found("b LD") == ["Build"]
    assert found("dliub") == []
    assert found("s") == ["NODE_VERSION", "scratch"]


@given(half_typed)
def test_any_text_has_symbols_with_names(text: str) -> None:
    for symbol in symbols(unlinted(text).model):
        assert symbol.name
        assert 0 <= symbol.span.start < symbol.span.end <= len(text)
