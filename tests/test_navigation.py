"""Definition, references, highlights and the hierarchy of stages: `$0` is the cursor, `$1…$1` what is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marks import mark, marked
from unlinted import unlinted

from dockerls.features import navigation
from dockerls.text import Span


def goto(text: str) -> None:
    """The definition of what is at `$0` is marked `$1…$1`; without such a mark there is none."""
    plain, marks = marked(text)
    found = navigation.definition(unlinted(plain), marks[0][0].start)
    assert mark(plain, [place.selection for place in found], 1) == mark(plain, marks.get(1, []), 1)
    assert all(place.span.start <= place.selection.start <= place.selection.end <= place.span.end for place in found)


def seen(text: str) -> None:
    """What is highlighted for `$0`: reads marked `$1…$1`, writes `$2…$2`. References are the same places, and so is
    what is highlighted from each of them."""
    plain, marks = marked(text)
    now = unlinted(plain)
    found = navigation.highlight(now, marks[0][0].start)
    for number, kind in ((1, "read"), (2, "write")):
        spans = [item.span for item in found if item.kind == kind]
        assert mark(plain, spans, number) == mark(plain, marks.get(number, []), number)
    assert navigation.references(now, marks[0][0].start) == [item.span for item in found]
    for item in found:
        assert navigation.highlight(now, item.span.end) == found


# Variables


def test_variable_of_the_stage() -> None:
    goto("ARG V=1\nFROM a\nARG $1V$1=2\nENV V=3\nRUN echo ${$0V}\n")


def test_from_a_repeated_arg_on_to_the_global_one() -> None:
    goto("ARG V=1\nFROM a\nARG $1V$1\nRUN echo $$0V\n")
    goto("ARG $1V$1=1\nFROM a\nARG $0V\n")
    goto("ARG $1V$1=1\nFROM a:${V$0}\n")


def test_inherited_through_from() -> None:
    goto("FROM a AS one\nENV $1V$1=1\nFROM one AS two\nFROM two\nRUN echo $$0V\nENV V=2\n")
    goto("FROM a AS one\nENV V=1\nFROM one\nENV $1V$1=2\nRUN echo $$0V\n")
    goto("FROM a AS one\nENV V=1\nFROM a\nRUN echo $$0V\n")


def test_not_declared_before_its_use() -> None:
    goto("FROM a\nENV X=$$0V\nARG V\n")
    goto("FROM a:$$0V\nARG V\n")
    goto("ENV V=1\nFROM a:$$0V\n")


def test_keys_of_one_env_do_not_see_each_other_but_those_of_one_arg_do() -> None:
    goto("FROM a\nENV V=1 X=$$0V\n")
    goto("FROM a\nARG $1V$1=1 X=$$0V\n")


def test_shell_variables() -> None:
    goto("FROM a\nARG V\nRUN $1V$1=1; echo $$0V\n")
    goto("FROM a\nARG $1V$1\nRUN V=1 echo $$0V\n")
    goto("FROM a\nARG $1V$1\nRUN test -n x || V=1; echo $$0V\n")
    goto("FROM a\nRUN if x; then $1V$1=1; fi; echo $$0V\n")
    goto("FROM a\nRUN for $1f$1 in *; do echo $$0f; done\n")
    goto("FROM a\nRUN read -r $1f$1 && echo $$0f\n")
    goto("FROM a\nARG $1V$1\nRUN export $0V\n")
    goto("FROM a\nRUN <<EOF\n$1x$1=1\n# it's a comment\necho '$$0x'\nEOF\n")


def test_the_pair_is_the_whole_of_a_declaration() -> None:
    plain, marks = marked('FROM a\nENV A=1 $1V="x y"$1 B=2\nRUN echo $$0V\n')
    (found,) = navigation.definition(unlinted(plain), marks[0][0].start)
    assert [found.span] == marks[1]


def test_highlights_of_a_variable() -> None:
    seen("ARG $2V$2\nFROM a:${$1V$1}\nARG $2V$2\nRUN [ -n \"$$0$1V$1\" ] || $2V$2=1; echo '$$1V$1'\nLABEL a='$V'\n")


def test_highlights_of_what_is_declared_nowhere() -> None:
    seen("FROM a\nUSER $$1V$1\nWORKDIR $$1V$0$1\nFROM a\nUSER $V\n")
    seen("FROM $$1V$1\nFROM $$1V$0$1\nUSER $V\n")


# Stages


def test_stages() -> None:
    goto("FROM a AS $1b$1\nFROM $0b\n")
    goto("FROM a AS $1b$1\nFROM a\nCOPY --from=$0B x y\n")
    goto("FROM a AS $1b$1\nFROM a\nCOPY --from=$00 x y\n")
    goto("FROM $1a$1\nFROM b\nCOPY --from=$00 x y\n")
    goto("FROM a AS $1b$1\nFROM a\nRUN --mount=type=bind,from=b$0,target=/x ls\n")
    goto("FROM a\nCOPY --from=b$0 x y\nFROM c AS $1b$1\n")


def test_no_stages() -> None:
    goto("FROM a AS b\nFROM $0a\n")
    goto("FROM $0a AS a\n")
    goto("FROM a AS b\nCOPY $0b c\n")
    goto("FROM a\nCOPY --from=$0b c d\n")
    goto("FROM a\nRUN --mount=from=$00,target=/x ls\n")
    goto("FROM a AS b\nCOPY --from=$0$V c d\n".replace("$0$V", "$$0V"))


def test_highlights_of_a_stage() -> None:
    seen("FROM a AS $2b$2\nFROM $1b$1 AS c\nCOPY --from=$0$1B$1 x y\nCOPY --from=$10$1 x y\n")
    seen("FROM a\nCOPY --from=$1ctx$1 x y\nCOPY --from=$0$1ctx$1 x y\n")


# Heredocs


@pytest.mark.parametrize("word", ["<<$1E$0OF$1", "<<-$1E$0OF$1", "<<'$1E$0OF$1'", '<<-"$1E$0OF$1"'])
def test_delimiter(word: str) -> None:
    goto(f"COPY {word} /x\nEO\nEOF\n")
    goto(f"COPY {word.replace('$0', '')} /x\nEO\nE$0OF\n")
    goto(f"COPY {word} /x\nnever ends\n")


def test_delimiters_of_one_instruction_are_apart() -> None:
    seen("RUN cat <<$2A$2 <<A\n$0$1A$1\nA\n")


def test_without_a_declaration() -> None:
    plain, marks = marked("FROM a\nARG V\nRUN echo $$1V$1 ${$1V$0$1}\n")
    assert navigation.references(unlinted(plain), marks[0][0].start, include_declaration=False) == marks[1]


# The hierarchy of stages

GRAPH = """
    FROM a AS one
    FROM one AS two
    COPY --from=0 x y
    FROM b
    RUN --mount=from=TWO,target=/x ls
    COPY --from=two x y
"""


def calls(at: int, way: str) -> list[tuple[str, list[str]]]:
    plain, _ = marked(GRAPH)
    now = unlinted(plain)
    found = (navigation.incoming_calls if way == "in" else navigation.outgoing_calls)(now, at)
    return [(call.item.name, [span.of(plain) for span in call.spans]) for call in found]


def test_calls() -> None:
    assert calls(0, "in") == [("two", ["one", "0"])]
    assert calls(1, "in") == [("stage 2", ["TWO", "two"])]
    assert calls(1, "out") == [("one", ["one", "0"])]
    assert calls(2, "out") == [("two", ["TWO", "two"])]
    assert calls(0, "out") == calls(2, "in") == calls(9, "in") == []


def test_a_base_behind_a_variable_is_a_call() -> None:
    now = unlinted("ARG B=one\nFROM a AS one\nFROM $B\n")
    assert [call.item.name for call in navigation.outgoing_calls(now, 1)] == ["one"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("FROM a AS $0b\n", "b"),
        ("FR$0OM a\n", "stage 0"),
        ("FROM a AS b\nFROM $0b AS c\n", "b"),
        ("FROM a AS b\nCOPY --from=$00 x y\n", "b"),
        ("FROM a AS b\nRUN $0x\n", None),
        ("$0ARG V\nFROM a AS b\n", None),
        ("$0", None),
    ],
)
def test_prepare(text: str, name: str | None) -> None:
    plain, marks = marked(text)
    found = navigation.prepare_call_hierarchy(unlinted(plain), marks[0][0].start)
    assert [item.name for item in found] == ([name] if name else [])
    assert all(item.span.start <= item.selection.start <= item.selection.end <= item.span.end for item in found)


@given(st.text(alphabet="FROMARGENVCPYU abV=$<{}'\"\\\n-:1,", max_size=90))
def test_nothing_raises_and_every_place_leads_back(text: str) -> None:
    now = unlinted(text)
    for offset in range(len(text) + 1):
        navigation.definition(now, offset)
        navigation.prepare_call_hierarchy(now, offset)
        for span in navigation.references(now, offset):
            assert Span(0, len(text)).start <= span.start < span.end <= len(text)
            assert span in navigation.references(now, span.start)
    for stage in now.model.stages:
        navigation.incoming_calls(now, stage.index)
        navigation.outgoing_calls(now, stage.index)
