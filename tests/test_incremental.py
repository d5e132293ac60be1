"""A report made with the previous one as a hint is the one that is made from scratch, whatever is typed in between."""

from __future__ import annotations

import gc
import json
import re
from random import Random
from weakref import ref

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from real import read, real_files

from dockerls.config import Config, Shellcheck
from dockerls.lint import Finding, Fix, answered, scripts, shellcheck
from dockerls.lint.report import Report, about
from dockerls.lint.scripts import Question
from dockerls.lint.shellcheck import Answer
from dockerls.model import Model, build
from dockerls.probes.answers import Answers
from dockerls.server import diagnostics
from dockerls.server.client import Client
from dockerls.server.diagnostics import rendered
from dockerls.snapshot import Snapshot, snapshot
from dockerls.syntax import parse
from dockerls.text import Edit, Encoding, Span

ALL = Config(select=("ALL",))
LINES = 50
BEGINNINGS = ("".join(read(path).splitlines(keepends=True)[:LINES]) for path in real_files())
PIECES = [text for text in BEGINNINGS if 2 < len(text) < 6000]

# What moves stages, changes what they build on, or is seen from far away.
TYPED = (
    *"x$\\#\n\"' {=:-",
    "\n\n",
    "\ufeff",
    "# a comment\n",
    "# hadolint ignore=DL3006\n",
    "# hadolint ignore=SC2086\n",
    "# shellcheck disable=SC2154\n",
    "# check=error=true\n",
    "# escape=`\n",
    "ARG VERSION=1\n",
    "ARG TARGETSTAGE\n",
    "ENV VERSION=${VERSION} OTHER $VERSION\n",
    "FROM scratch\n",
    "FROM alpine:$VERSION AS base\n",
    "FROM base AS other\n",
    "FROM other\n",
    "COPY --from=base /a /b\n",
    "COPY . .\n",
    "RUN pip install -r requirements.txt\n",
    "RUN cat <<EOF | tee /x\n",
    "EOF\n",
    "RUN curl https://example.com | sh\n",
    "USER root\n",
    "WORKDIR app\n",
    'SHELL ["bash", "-c"]\n',
    "ONBUILD COPY x\n",
    "EXPOSE $VERSION\n",
    'CMD ["app", "$VERSION"]\n',
)


@st.composite
def edited(draw: st.DrawFn, text: str) -> str:
    """The text with something typed, removed, or put elsewhere; mostly at the start of a line."""
    starts = [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]
    places = st.one_of(st.sampled_from(starts), st.integers(0, len(text)))
    start = draw(places)
    kind = draw(st.sampled_from(("type", "type", "remove", "move")))
    if kind == "type":
        return text[:start] + draw(st.sampled_from(TYPED)) + text[start:]
    end = draw(places)
    start, end = min(start, end), min(max(start, end), min(start, end) + 200)
    rest = text[:start] + text[end:]
    if kind == "remove":
        return rest
    to = min(draw(places), len(rest))
    return rest[:to] + text[start:end] + rest[to:]


def meaning(model: Model) -> list[object]:
    """All that a model says."""
    numbers = range(len(model.tree.nodes) + 1)
    told: list[object] = [model.facts, model.ends, model.globals, model.global_values, model.final_stages]
    told += [
        {name: (known.text, known.variable) for name, known in model.visible(number).items()} for number in numbers
    ]
    told += [None if stage is None else stage.index for stage in map(model.stage_of, numbers)]
    for stage in (model.head, *model.stages):
        told += [stage.index, stage.name, stage.name_word, stage.number, stage.end, stage.image, stage.image_word]
        told += [stage.base, stage.platform, stage.instructions, stage.variables]
        told += [number for number, node in stage.declarations if node is model.tree.nodes[number]]
    for stage in model.stages:
        named = model.stage_named(stage.name)
        told += [model.bottom(stage).index, named and named.index]
    return told


@settings(max_examples=60)
@given(st.data())
def test_the_previous_model_changes_nothing(data: st.DataObject) -> None:
    pieces = data.draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=2))
    text = "\n".join(pieces)
    before = build(parse(text))
    for _ in range(data.draw(st.integers(1, 6))):
        if data.draw(st.booleans()):
            meaning(before)  # What was asked before is remembered.
        text = data.draw(edited(text))
        after = build(parse(text, before.tree), previous=before)
        assert meaning(after) == meaning(build(after.tree))
        before = after


def told(report: Report) -> tuple[object, ...]:
    return report.findings, report.ignored, report.crashes


@settings(max_examples=80)
@given(st.data())
def test_the_previous_report_changes_nothing(data: st.DataObject) -> None:
    pieces = data.draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=2))
    text = "\n".join(pieces)
    before: Snapshot = snapshot(text, config=ALL)
    for _ in range(data.draw(st.integers(1, 4))):
        text = data.draw(edited(text))
        after = snapshot(text, before, config=ALL)
        assert told(after.report) == told(snapshot(text, config=ALL).report)
        before = after


ENCODINGS: st.SearchStrategy[Encoding] = st.sampled_from(("utf-8", "utf-16", "utf-32"))
LINE_ENDS = st.sampled_from(("\n", "\r\n", "\r"))


@settings(max_examples=60)
@given(st.data(), ENCODINGS, LINE_ENDS)
def test_the_previous_rendering_changes_nothing(data: st.DataObject, encoding: Encoding, eol: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(diagnostics, "_NODES", data.draw(st.sampled_from((1, 2, 5, 256))))
        check_renderings(data, encoding, eol)


def check_renderings(data: st.DataObject, encoding: Encoding, eol: str) -> None:
    client = Client(related=True, tags=frozenset((1, 2)))
    text = data.draw(st.sampled_from(("", "\ufeff", "# é😀\n"))) + data.draw(st.sampled_from(PIECES))
    before, told = None, None
    for _ in range(data.draw(st.integers(1, 6))):
        if data.draw(st.integers(0, 9)) == 0:
            before = None  # Then the rendering is of a text which is not the one before.
        made = text.replace("\n", eol, data.draw(st.sampled_from((-1, 3))))
        before = snapshot(made, before, config=ALL, encoding=encoding)
        told = rendered(before, "file:///a%20%d/Dockerfile", client, told)
        assert told.json == rendered(before, "file:///a%20%d/Dockerfile", client).json
        assert [item["range"] for item in json.loads(told.json)] == [
            {
                edge: dict(zip(("line", "character"), before.lines.position(at)))
                for edge, at in zip(("start", "end"), finding.span)
            }
            for finding in before.report.findings
        ]
        assert sum(block.size for block in told.blocks) == len(before.report.rows)
        assert all(0 < block.size <= 2 * diagnostics._NODES for block in told.blocks)
        text = data.draw(edited(text))


FAR = "FROM a AS x\nFROM b AS x\n"
"""A finding in one line that speaks of another one."""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("\ufeffs ", "\ns ", id="a line end instead"),
        pytest.param("\ufeffs ", "\ufeff\ns ", id="a line end behind it"),
        pytest.param("\ufeff\ns ", "\ufeffs ", id="no line end behind it any more"),
        pytest.param(FAR, "\ufeff" + FAR, id="spoken of from afar"),
        pytest.param("\ufeff" + FAR, FAR, id="spoken of from afar, without it"),
    ],
)
def test_a_byte_order_mark_moves_what_stands_behind_it_in_its_line_alone(old: str, new: str) -> None:
    client = Client(related=True)
    before = snapshot(old, config=ALL)
    told = rendered(before, "file:///a", client)
    after = snapshot(new, before, config=ALL)
    assert rendered(after, "file:///a", client, told).json == rendered(after, "file:///a", client).json


WORDS = re.compile(r"\S+")


def answer_to(question: Question, chance: Random) -> Answer:
    """Something to say about some of a script's words."""
    comments = []
    for line, text in enumerate(question.text.split("\n"), 1):
        for word in WORDS.finditer(text):
            if chance.random() < 0.2:
                place = {"line": line, "endLine": line, "column": word.start() + 1, "endColumn": word.end() + 1}
                code = chance.choice((2086, 2154, 2046))
                comments.append({**place, "level": "warning", "code": code, "message": word[0]})
    return shellcheck.answer({"comments": comments})


@settings(max_examples=60)
@given(st.data(), st.randoms(use_true_random=False))
def test_what_shellcheck_said_before_changes_nothing(data: st.DataObject, chance: Random) -> None:
    config = ALL._replace(shellcheck=Shellcheck(severity="style"))
    text = data.draw(st.sampled_from(PIECES))
    answers = Answers()
    before, known, heard = None, None, 0
    for _ in range(data.draw(st.integers(1, 6))):
        before = snapshot(text, before, config=config)
        questions = scripts.asked(before.model, None if known is None else known.questions)
        fresh = scripts.asked(before.model)
        assert questions.rows == fresh.rows
        for _ in range(2):
            heard, fresh_answers = answers.since(heard)
            known = answered.completed(before.report, questions, answers, known, fresh_answers)
            wanted = answered.completed(before.report, fresh, answers)
            assert told(known.report) == told(wanted.report)
            assert known.unanswered == wanted.unanswered
            for question in known.unanswered:
                if chance.random() < 0.6:
                    answers.keep(question, answer_to(question, chance))
        text = data.draw(edited(text))


def test_a_snapshot_does_not_keep_the_one_before() -> None:
    old = snapshot(PIECES[0])
    parts = [ref(part) for part in (old, old.tree, old.model, old.report)]
    new = snapshot(PIECES[0] + "RUN true\n", old)
    assert new.model.since(old.model) is not None
    del old
    gc.collect()
    assert [part() for part in parts] == [None] * len(parts)


def test_what_is_put_above_a_from_looks_at_what_stands_there() -> None:
    model = build(parse("FROM alpine\nRUN true\nFROM debian\n"))
    start = model.tree.starts[2]
    at = Span(start, start + 4)
    for edit, reach in ((Edit(Span(start, start), "# x\n"), {0}), (Edit(at, "from"), set())):
        finding = Finding(at, "", (Fix("", (edit,)),))
        assert about([finding], model, model.stages[1]).reach == reach


def test_what_is_said_of_the_head_stays_there_when_the_rest_moves() -> None:
    text = "ARG TOOL=1\nFROM alpine:3.23\nRUN true\nFROM debian:13-slim\nRUN echo $TOOL\n"
    before = snapshot(text, config=ALL)
    for typed in (text.replace("true", "true -x"), "# A comment.\n" + text, text.replace("=1", "=2")):
        before = snapshot(typed, before, config=ALL)
        told_of = [item for finding in before.report.findings for item in finding.related if finding.code == "DF4003"]
        assert [item.span.of(typed) for item in told_of] == ["TOOL"]
