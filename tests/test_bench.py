"""The benchmark: it runs, it counts what it says it counts, and its page can be read."""

from __future__ import annotations

import sys
from math import inf
from pathlib import Path
from typing import Any

import dockerfile
import pytest

from bench import __main__ as bench
from bench import measures, page
from bench.documents import with_line, write_files, written
from bench.peers import PEERS
from dockerls.lint import engine
from dockerls.model import Stage
from dockerls.snapshot import snapshot
from dockerls.text import LineIndex

OURS = PEERS[0]._replace(program=sys.executable, serve=("-m", "dockerls", "serve"), check=("-m", "dockerls", "check"))


def test_a_server_is_measured(tmp_path: Path) -> None:
    rows = dict(measures.keystrokes(OURS, tmp_path, 30))
    assert 0 < rows["keystroke → diagnostics, 30 lines"] < inf
    [(row, count)] = measures.findings(OURS, tmp_path, 300)
    assert row == "findings, 300 lines"
    assert count > 10


def test_the_findings_of_an_edited_script_are_waited_for(tmp_path: Path) -> None:
    found = [value for _, value in measures.scripts(OURS, tmp_path, 30)]
    assert len(found) > 1
    assert max(found) < inf


def test_documents_are_the_same_each_time(tmp_path: Path) -> None:
    assert written(300) == written(300)
    assert 300 <= written(300).count("\n") < 310
    assert dockerfile.parse_string(written(300))
    text, line = with_line(written(300), "RUN here")
    assert text.split("\n")[line] == "RUN here"
    write_files(tmp_path, 5)
    assert len({path.read_text() for path in tmp_path.iterdir()}) == 5


def test_ratios_compare_within_a_round() -> None:
    assert page.ratio([[1.0], [10.0]], [[2.0], [20.0]]) == 2
    assert page.ratio([[1.0]], [[inf]]) is None
    assert page.middle([]) is None


def test_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "page.md"
    monkeypatch.setattr(bench, "PEERS", (OURS, PEERS[1]._replace(program="no-such-program")))
    arguments = ["--rounds", "1", "--only", "findings", "--most", "30", "--markdown", str(target)]
    monkeypatch.setattr(sys, "argv", ["bench", *arguments])
    assert bench.main() == 0
    text = target.read_text(encoding="utf-8")
    assert "| findings, 30 lines | " in text
    assert "Not found, and so left out: docker-langserver" in text
    assert f"python -m bench {' '.join(arguments)}" in text
    assert "not on the PATH" in capsys.readouterr().err


def test_a_key_in_a_long_text_has_few_stages_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A finding that speaks of another stage is looked at again when a line comes or goes between the two."""
    asked: list[int] = []
    said_of = engine._Work.said_of

    def counted(self: Any, stage: Stage, *rest: Any) -> Any:
        asked.append(stage.index)
        return said_of(self, stage, *rest)

    monkeypatch.setattr(engine._Work, "said_of", counted)
    text, line = with_line(written(3000), "RUN make -C /srv ")
    before = snapshot(text)
    stages = len(before.model.stages)
    assert stages > 50
    asked.clear()
    at = LineIndex(text).offset(line, 5)
    snapshot(text[:at] + "x" + text[at:], before)
    assert len(asked) <= 2, asked
