"""The meaning of a tree: stages, scopes, values, and the state at each instruction."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marks import marked

from dockerls.model import Model, build
from dockerls.syntax import parse


def at(text: str) -> tuple[Model, int]:
    """The model of a marked text and the number of the node in which the cursor stands."""
    plain, spans = marked(text)
    tree = parse(plain)
    return build(tree), tree.number_at(spans[0][0].start)


def values(text: str) -> dict[str, str | None]:
    model, number = at(text)
    return {name: known.text for name, known in model.visible(number).items() if known.variable.kind != "predefined"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ARG A=1\nFROM $0a\n", {"A": "1"}),
        ("ARG A=1\nFROM a\nRUN $0x\n", {}),
        ("ARG A=1\nFROM a\nARG A\nRUN $0x\n", {"A": "1"}),
        ("ARG A=1\nFROM a\nARG A=2\nRUN $0x\n", {"A": "2"}),
        ("FROM a\nARG A\nRUN $0x\n", {"A": None}),
        ("FROM a\nENV A=1\nARG A\nRUN $0x\n", {"A": "1"}),
        ("FROM a\nARG A=1\nENV A=2\nRUN $0x\n", {"A": "2"}),
        ("FROM a\nENV A=1 B=$A\nRUN $0x\n", {"A": "1", "B": ""}),
        ("FROM a\nENV A=1\nENV A=2 B=$A\nRUN $0x\n", {"A": "2", "B": "1"}),
        ("FROM a\nARG A=1 B=$A\nRUN $0x\n", {"A": "1", "B": "1"}),
        ("FROM a\nENV A=1\n$0RUN x\nENV A=2\n", {"A": "1"}),
        ("FROM a AS one\nENV A=1\nARG B=2\nFROM one\nRUN $0x\n", {"A": "1", "B": "2"}),
        ("FROM a AS one\nENV A=1\nFROM a\nRUN $0x\n", {}),
        ("FROM a\nENV A=x${B:-y}z\nRUN $0x\n", {"A": "xyz"}),
        ("FROM a\nENV A hello  world\nRUN $0x\n", {"A": "hello  world"}),
        ("# escape=`\nFROM a\nENV A=`$B C=C:\\x\nRUN $0x\n", {"A": "$B", "C": "C:\\x"}),
        ("ARG A=1\nARG B=$A-2\nFROM $0$B\n", {"A": "1", "B": "1-2"}),
        ("FROM a\nENV A=1\nENV A\nRUN $0x\n", {"A": "1"}),
        ("FROM a\nENV PATH=/x:$PATH\nRUN $0x\n", {"PATH": None}),
        ("FROM a\nENV PATH=/x\nENV PATH=/y:$PATH\nRUN $0x\n", {"PATH": "/y:/x"}),
        ("FROM python:3.14\nENV A=$PYTHON_VERSION\nRUN $0x\n", {"A": None}),
    ],
)
def test_values_in_scope(text: str, expected: dict[str, str | None]) -> None:
    assert values(text) == expected


def test_platform_variables_are_known_but_not_their_values() -> None:
    model, number = at("FROM $0--platform=$BUILDPLATFORM a\n")
    assert model.visible(number)["BUILDPLATFORM"].text is None
    model, number = at("FROM a\nARG TARGETARCH\nRUN $0x\n")
    assert model.visible(number)["TARGETARCH"].text is None


@pytest.mark.parametrize(
    ("text", "bases", "final"),
    [
        ("FROM a AS b\nFROM b\nFROM b AS c\nFROM c\n", [None, 0, 0, 2], {0, 2, 3}),
        ("ARG X=b\nFROM a AS b\nFROM $X\n", [None, 0], {0, 1}),
        ("FROM b AS b\n", [None], {0}),
        ("FROM a AS B\nFROM b\n", [None, 0], {0, 1}),
        ("FROM a AS b\nFROM x AS b\nFROM b\n", [None, None, 1], {1, 2}),
        ("FROM $UNKNOWN AS b\nFROM b\n", [None, 0], {0, 1}),
    ],
)
def test_what_stages_build_on(text: str, bases: list[int | None], final: set[int]) -> None:
    model = build(parse(text))
    assert [stage.base for stage in model.stages] == bases
    assert model.final_stages == final


def test_stages_are_found_by_name_and_number() -> None:
    model = build(parse("FROM a AS One\nFROM b\n"))
    found = [model.stage_named(name) for name in ("one", "ONE", "0", "1", "2", "two", "-1", "9" * 50)]
    assert [stage.index if stage else None for stage in found] == [0, 0, 0, 1, None, None, None, None]


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("FROM a\nUSER app\nRUN $0x\n", "user", "app"),
        ("FROM a\nRUN $0x\nUSER app\n", "user", ""),
        ("FROM a AS b\nUSER app\nFROM b\nRUN $0x\n", "user", "app"),
        ("FROM a\nWORKDIR /x\nRUN $0x\n", "workdir", "/x"),
        ('FROM a\nSHELL ["/bin/bash", "-c"]\nRUN $0x\n', "shell", ("/bin/bash", "-c")),
        ("FROM a\nSHELL /bin/bash\nRUN $0x\n", "shell", ("/bin/sh", "-c")),
        ("FROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nRUN $0x\n", "os", "windows"),
        ("FROM --platform=windows/amd64 a\nRUN $0x\n", "os", "windows"),
        ("FROM python:3.14-slim\nRUN $0x\n", "image", "python"),
        ("FROM docker.io/library/python:3.14-slim AS a\nFROM a\nRUN $0x\n", "image", "python"),
        ("FROM python:3.14-slim\nRUN $0x\n", "tag", "3.14-slim"),
        ("FROM a\nRUN $0x\nFROM b\n", "final", False),
        ("ARG $0X\nFROM a\n", "stage", False),
    ],
)
def test_the_state_at_an_instruction(text: str, field: str, expected: object) -> None:
    model, number = at(text)
    facts = model.facts[number]
    assert facts is not None
    assert getattr(facts, field) == expected


WORDS = st.sampled_from(
    ["FROM a", "FROM b AS c", "FROM c", "FROM $A", "ARG A", "ARG A=1", "ENV A=$B B=2", "ENV", "ENV A", "ENV A b c",
     "USER x", "RUN echo $A", "SHELL []", "ONBUILD ARG A=1", "FROM", "FROM a AS", "WORKDIR", "ARG 'A=1", "ENV =1"]
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(WORDS, max_size=12))
def test_no_file_confuses_the_model(lines: list[str]) -> None:
    tree = parse("\n".join(lines))
    model = build(tree)
    for number in tree.instructions:
        assert model.facts[number] is not None
        for name, known in model.visible(number).items():
            assert known.variable.name == name
            assert known.variable.number < number or (known.variable.kind == "arg" and known.variable.number == number)
