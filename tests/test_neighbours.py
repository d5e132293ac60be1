"""A broken line costs nothing else: every finding of the file stays while one more line is half typed."""

from __future__ import annotations

import random

import pytest
from real import read, real_files
from test_syntax import HALF_TYPED

from dockerls.snapshot import snapshot

TEXTS = [read(path) for path in real_files()]


@pytest.mark.parametrize("line", [line for line in HALF_TYPED if not line.startswith("FROM")])
def test_a_half_typed_line_leaves_the_findings_alone(line: str) -> None:
    """Not so for FROM: what is typed there is the start of another stage."""
    chance = random.Random(line)
    for text in chance.sample(TEXTS, min(12, len(TEXTS))):
        whole = snapshot(text)
        places = [number for number in whole.tree.instructions if number and whole.tree.states[number - 1].seen is None]
        for number in chance.sample(places, min(3, len(places))):
            at = whole.tree.starts[number]
            torn = snapshot(f"{text[:at]}{line}\n{text[at:]}", whole)
            found = {(finding.code, finding.span) for finding in torn.report.findings}
            for finding in whole.report.findings:
                span = finding.span if finding.span.start < at else finding.span.shift(len(line) + 1)
                assert (finding.code, span) in found
