"""The hadolint program beside us on real files: the same codes on the same instructions, but where we say why not.

It runs where `DOCKERLS_HADOLINT` or the path leads to the program; `pytest -s` shows what differs.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from checks import findings
from real import read, real_files

from dockerls.config import Config
from dockerls.syntax import parse

PROGRAM = os.environ.get("DOCKERLS_HADOLINT") or shutil.which("hadolint") or ""
OFF_BY_DEFAULT = "DL1001, DL3057"

EXPLAINED = {
    ("hadolint", "DL3006"): "a stage that is named through a variable needs no tag",
    ("hadolint", "DL3009"): "`apt-get dist-clean` removes the lists, too",
    ("hadolint", "DL3014"): "`apt-get install -s` installs nothing, so it asks nothing",
    ("hadolint", "DL3015"): "`apt-get install -s` installs nothing, so no recommended packages either",
    ("hadolint", "DL3066"): "a variable that this file or a known image sets to a number is a number",
    ("dockerls", "DL3008"): "`apt install` installs without versions as `apt-get install` does",
    ("dockerls", "DL3009"): "lists that are removed and then fetched again stay",
}
"""Why one of them finds what the other does not: each is a case where we hold hadolint to be wrong."""


def _of_hadolint(paths: list[Path], where: Path) -> dict[Path, list[tuple[int, str]]]:
    """Lines and codes that hadolint reports, by file; files that it cannot parse are left out."""
    settings = where / "hadolint.yaml"
    settings.write_text(f"override:\n  info: [{OFF_BY_DEFAULT}]\n")
    command = [PROGRAM, "--config", str(settings), "--format", "json", "--no-fail", *map(str, paths)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[Path, list[tuple[int, str]]] = {path: [] for path in paths}
    for item in json.loads(answer.stdout):
        found[Path(item["file"])].append((item["line"], item["code"]))
    return {path: items for path, items in found.items() if "DL1000" not in {code for _, code in items}}


@pytest.mark.skipif(not PROGRAM, reason="there is no hadolint here")
def test_hadolint_finds_the_same(tmp_path: Path) -> None:
    both, only = 0, Counter[tuple[str, str]]()
    for path, reported in _of_hadolint(real_files(), tmp_path).items():
        text = read(path)
        tree = parse(text)
        starts = [0, *(match.end() for match in re.finditer("\n", text))]
        theirs = {(tree.number_at(starts[line - 1]), code) for line, code in reported if code.startswith("DL")}
        ours = {
            (tree.number_at(finding.span.start), name)
            for finding in findings(text, Config(select=("ALL",)))
            for name in finding.names
            if re.fullmatch(r"DL[134]\d{3}", name)
        }
        both += len(theirs & ours)
        only.update(("hadolint", code) for _, code in theirs - ours)
        only.update(("dockerls", code) for _, code in ours - theirs)
    print(f"\n{both} in common, {only.total()} not: {dict(only)}")
    assert both
    assert set(only) <= set(EXPLAINED)
    assert only.total() < 0.04 * both
