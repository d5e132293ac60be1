"""Every fix on real files: the build's parser takes what comes of it, and to fix again changes nothing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import dockerfile
import pytest
from real import read, real_files

from dockerls.config import DEFAULT, Config
from dockerls.lint import Finding
from dockerls.lint.engine import fixed, rules
from dockerls.lint.explain import is_fixable
from dockerls.snapshot import snapshot

EVERYTHING = Config(select=("ALL",))


def errors(findings: tuple[Finding, ...]) -> int:
    return sum(finding.severity == "error" for finding in findings)


def parses(text: str) -> bool:
    try:
        dockerfile.parse_string(text)
    except dockerfile.GoParseError:
        return False
    return True


@pytest.mark.parametrize("config", [DEFAULT, EVERYTHING], ids=["default", "all"])
@pytest.mark.parametrize("path", real_files(), ids=lambda path: path.name)
def test_all_fixes_at_once_leave_a_file_that_is_read_and_safe_ones_are_done_in_one_go(
    path: Path, config: Config
) -> None:
    text = read(path)
    found = snapshot(text, config=config).report.findings
    for unsafe in (False, True):
        after = fixed(text, found, unsafe=unsafe)[0]
        left = snapshot(after, config=config).report.findings
        assert errors(left) <= errors(found)
        assert parses(after) or not parses(text)
        if not unsafe:
            rounds = 1
            while (again := fixed(after, left)[0]) != after:
                after, left = again, snapshot(again, config=config).report.findings
                rounds += 1
            # Of three labels in a row two are joined at a time; by default one round is enough.
            assert rounds <= (1 if config is DEFAULT else 4)


@pytest.mark.parametrize("path", real_files()[::3], ids=lambda path: path.name)
def test_each_fix_alone_leaves_a_file_that_is_read(path: Path) -> None:
    text = read(path)
    if not parses(text):
        return
    for finding in snapshot(text, config=EVERYTHING).report.findings:
        for fix in finding.fixes:
            after = fixed(text, [finding._replace(fixes=(fix,))], unsafe=True)[0]
            assert parses(after), (finding, fix)


@pytest.mark.parametrize("path", real_files(), ids=lambda path: path.name)
def test_no_fault_is_told_twice(path: Path) -> None:
    """Of one place a rule speaks once, and never in the words of another."""
    found = snapshot(read(path), config=EVERYTHING).report.findings
    said = Counter((finding.span, finding.message) for finding in found)
    assert [item for item, times in said.items() if times > 1] == []


def test_most_rules_have_a_fix() -> None:
    assert sum(map(is_fixable, rules())) >= 120
