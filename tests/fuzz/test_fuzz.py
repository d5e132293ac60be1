"""The short part of the attacks; `make fuzz MINUTES=10` is the long one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from real import read, real_files

from dockerls import discover
from dockerls.cli.main import main
from dockerls.config import Config
from dockerls.config import read as read_config
from dockerls.lint.names import NAMES
from dockerls.server.wire import Wire
from dockerls.snapshot import snapshot

from . import documents, failing, messages, patterns, sequences

ROOT = Path(__file__).parent.parent.parent
FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
PIECES = st.lists(st.tuples(st.sampled_from(documents.WORDS), st.sampled_from(documents.GAPS)), max_size=30)
TEXTS = PIECES.map(lambda pieces: "".join(word + gap for word, gap in pieces))


def test_every_expression_takes_time_in_proportion() -> None:
    """The attacks on regular expressions run apart, since a bad one does not come back."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.patterns"], cwd=ROOT, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr[-300:]


def test_no_expression_is_left_out() -> None:
    assert patterns.left_out() == []
    assert len(patterns.patterns()) > 200


# Documents


@FEW
@given(TEXTS, st.integers(0, 1 << 32))
def test_any_text_is_answered(text: str, seed: int) -> None:
    documents.survive(Random(seed), documents.fresh_server(), text, edits=1)


@pytest.mark.parametrize("path", real_files()[::24], ids=lambda path: path.name)
def test_any_spoilt_real_file_is_answered(path: Path) -> None:
    dice = Random(path.name)
    documents.survive(dice, documents.fresh_server(), documents.mutated(dice, read(path)[:3000]))


# Messages


@pytest.mark.parametrize("seed", range(4))
def test_after_any_messages_the_server_does_its_work(seed: int) -> None:
    messages.survive(seed, sessions=2, length=50)


@pytest.mark.parametrize("seed", range(12))
def test_any_sequence_of_an_editors_messages_is_answered_for_the_text_as_it_is(seed: int) -> None:
    sequences.survive(seed, sequences.texts(), rounds=4)


@pytest.mark.skipif(os.name == "nt", reason="the program is a script of a shell")
@pytest.mark.parametrize("seed", range(6))
def test_a_shellcheck_that_fails_at_random_costs_its_answers_and_nothing_else(seed: int) -> None:
    failing.survive(seed, sequences.texts())


def frame(message: dict[str, Any]) -> bytes:
    body = json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


def received(data: bytes, size: int) -> list[Any]:
    """The ids of the messages that arrive, if the bytes come in pieces of a size."""
    pieces = [data[start : start + size] for start in range(0, len(data), size)] + [b""]
    wire = Wire(iter(pieces).__next__, lambda frame: None)
    return [message["id"] for message in wire.messages() if message is not None]


@pytest.mark.parametrize("size", [1, 7, 1 << 20])
@pytest.mark.parametrize("garbage", messages.GARBAGE, ids=range(len(messages.GARBAGE)))
def test_garbage_costs_a_message_at_most(garbage: bytes, size: int) -> None:
    data = garbage + b"".join(frame({"id": number}) for number in range(4))
    assert received(data, size)[-3:] == [1, 2, 3]


def test_a_stream_may_be_cut_at_each_byte() -> None:
    data = b"".join(frame({"id": number, "é": "日\r\n\r\n"}) for number in range(3))
    for at in range(len(data)):
        pieces = [data[:at], data[at:], b""] if at else [data, b""]
        wire = Wire(iter(pieces).__next__, lambda frame: None)
        assert [message["id"] for message in wire.messages() if message is not None] == [0, 1, 2]


@pytest.mark.parametrize("size", [1, 7, 1 << 20])
@pytest.mark.parametrize("by", [-11, -1, 1, 7, 20, 60])
def test_a_wrong_length_costs_few_messages(by: int, size: int) -> None:
    wrong = b'Content-Length: %d\r\n\r\n{"id": "wrong"}' % (15 + by)
    data = wrong + b"".join(frame({"id": number}) for number in range(6))
    assert received(data, size)[-3:] == [3, 4, 5]


# Settings, arguments, files

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(("ALL", "error", "*")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from((*discover.CONFIG_NAMES, "extends", *(name.replace("_", "-") for name in Config._fields)))
TABLES = st.dictionaries(KEYS | st.text(max_size=5), VALUES, max_size=5)


@settings(FEW, max_examples=150)
@given(TABLES)
def test_any_settings_give_a_configuration_that_works(table: dict[str, Any]) -> None:
    config, problems = read_config(table, NAMES)
    assert all(isinstance(problem, str) for problem in problems)
    snapshot("FROM a:1\nLABEL a=b\nRUN id\n", config=config.for_file("a/Dockerfile"))
    discover.config_without_path(table)


def toml(value: object) -> str:
    """A value as TOML, roughly."""
    if isinstance(value, dict):
        inner = ", ".join(f"{json.dumps(name)} = {toml(item)}" for name, item in value.items())
        return f"{{{inner}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    return "nan" if isinstance(value, float) else json.dumps(value)


@settings(FEW, max_examples=60)
@given(table=TABLES, name=st.sampled_from((*discover.CONFIG_NAMES, *discover.HADOLINT_NAMES)), cut=st.integers(0, 60))
def test_any_configuration_file_is_read_or_told_of(
    tmp_path_factory: pytest.TempPathFactory, table: dict[str, Any], name: str, cut: int
) -> None:
    folder = tmp_path_factory.mktemp("configured")
    (folder / "Dockerfile").write_text("FROM scratch\nUSER 1\n")
    text = "".join(f"{json.dumps(key)} = {toml(value)}\n" for key, value in table.items())
    text = ("[tool.dockerls]\n" if name == "pyproject.toml" else "") + text
    (folder / name).write_bytes(text.encode("utf-8", "surrogatepass")[: len(text) - cut if cut < 20 else None])
    assert main(["check", str(folder / "Dockerfile")]) in (0, 1, 2)


ODD_NAMES = ("Dockerfile", "no such file", "", ".", "..", "-", "\udcff", "a" * 300, "/dev/null", "\n", "*", "~")
ARGUMENTS = (
    "check", "fix", "format", "explain", "rules", "--help", "--version", "--format", "json", "text", "--select",
    "--ignore", "ALL", "DL3008,,x", "--config", "--no-config", "--check", "--unsafe", "--stdin-filename", "--",
    "--diff", "migrate", *ODD_NAMES,
)  # fmt: skip


@settings(FEW, max_examples=100)
@given(st.lists(st.sampled_from(ARGUMENTS), max_size=6))
def test_any_arguments_give_an_exit_code(tmp_path_factory: pytest.TempPathFactory, arguments: list[str]) -> None:
    folder = tmp_path_factory.mktemp("called")
    (folder / "Dockerfile").write_text("FROM a\nRUN id\n")
    before, stdin = os.getcwd(), sys.stdin
    os.chdir(folder)
    try:
        with open(os.devnull) as nothing:
            sys.stdin = nothing
            code = main(arguments)
    except SystemExit as stop:
        code = stop.code  # type: ignore[assignment]
    finally:
        sys.stdin = stdin
        os.chdir(before)
    assert code in (0, 1, 2, None)
