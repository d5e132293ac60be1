"""Growing selections, and places edited together."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from marks import mark, marked
from unlinted import unlinted

from dockerls.features.selection import linked_ranges, selection_ranges


def grown(text: str) -> list[str]:
    """The texts of the selections around `$0`, the whole file excluded."""
    plain, marks = marked(text)
    spans = selection_ranges(unlinted(plain), marks[0][0].start)
    assert spans[-1].of(plain) == plain
    return [span.of(plain) for span in spans[:-1]]


def linked(text: str) -> None:
    """What is edited together with `$0` is marked `$1…$1`."""
    plain, marks = marked(text)
    found = linked_ranges(unlinted(plain), marks[0][0].start)
    assert mark(plain, found, 1) == mark(plain, marks.get(1, []), 1)


def test_shell() -> None:
    run = 'RUN x; a && \\\n  # c\n  b -y "cu rl" > /dev/null; z'
    assert grown(f"ARG A\nFROM a\n{run}\n".replace("cu", "c$0u")) == [
        "cu",
        "cu rl",
        '"cu rl"',
        'b -y "cu rl"',
        'b -y "cu rl" > /dev/null',
        'a && \\\n  # c\n  b -y "cu rl" > /dev/null',
        run[4:],
        run,
        f"FROM a\n{run}",
    ]


def test_compound_commands() -> None:
    assert grown("\nRUN <<E\nif é; then\n  for i in 1; do a b$0c; done\nfi\nE\n") == [
        "bc",
        "a bc",
        "do a bc; done",
        "for i in 1; do a bc; done",
        "  for i in 1; do a bc; done",
        "if é; then\n  for i in 1; do a bc; done\nfi",
        "if é; then\n  for i in 1; do a bc; done\nfi\n",
        "if é; then\n  for i in 1; do a bc; done\nfi\nE",
        "RUN <<E\nif é; then\n  for i in 1; do a bc; done\nfi\nE",
    ]
    assert grown('\nRUN é \\\n  "$(a $0bc)" \\\n  d\n')[:4] == ["bc", "a bc", "$(a bc)", '"$(a bc)"']


def test_variables_within_pairs() -> None:
    assert grown('ARG A\nENV A="x ${F$0OO:-b} y" B=c\n') == [
        "FOO",
        "${FOO:-b}",
        "x ${FOO:-b} y",
        '"x ${FOO:-b} y"',
        'A="x ${FOO:-b} y"',
        'A="x ${FOO:-b} y" B=c',
        'ENV A="x ${FOO:-b} y" B=c',
    ]


def test_mounts() -> None:
    assert grown("RUN --mount=type=cache,tar$0get=/x ls\n")[:4] == [
        "target",
        "target=/x",
        "type=cache,target=/x",
        "--mount=type=cache,target=/x",
    ]


def test_json() -> None:
    assert grown('\nCMD ["a", "$0b"]\n') == ["b", '"b"', '["a", "b"]', 'CMD ["a", "b"]']


def test_heredocs() -> None:
    assert grown("\nCOPY <<EOF /x\nfoo b$0ar\nbaz\nEOF\n") == [
        "bar",
        "foo bar",
        "foo bar\nbaz\n",
        "foo bar\nbaz\nEOF",
        "COPY <<EOF /x\nfoo bar\nbaz\nEOF",
    ]


def test_comments() -> None:
    assert grown("FROM a\n# b\n# $0c d\n\n# e\n") == ["c", "# c d", "# b\n# c d"]


def test_linked_stage_and_delimiter() -> None:
    linked("FROM a AS $1b$1\nFROM $1b$0$1 AS B2\nCOPY --from=$1b$1 x y\nCOPY --from=B x y\nCOPY --from=0 x y\n")
    linked("COPY <<-'$1E$0OF$1' /x\n\tx\n\t$1EOF$1\n")
    linked("FROM a AS b$0\n")
    linked("ARG V$0\nRUN echo $V\n")
    linked("FROM a AS b\nCOPY --from=$00 x y\nCOPY --from=0 x y\n")


@given(st.text(alphabet="FROMUNENVCPYA abV=$<{}'\"\\\n-:#&|", max_size=80))
def test_each_selection_lies_within_the_next(text: str) -> None:
    now = unlinted(text)
    for offset in range(len(text) + 1):
        spans = selection_ranges(now, offset)
        assert spans[-1] == (0, len(text))
        assert spans[0].touches(offset)
        for inner, outer in pairwise(spans):
            assert outer.start <= inner.start <= inner.end <= outer.end
            assert inner != outer
        assert len({span.of(text) for span in linked_ranges(now, offset)}) <= 1
