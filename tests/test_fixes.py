"""Every fix of every rule, on the rules' own examples and on real files, as they are and twisted.

A fix that is applied alone removes its finding and brings no error, and BuildKit's parser takes what it took before.
All safe fixes together come to an end, and what they leave they leave alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import dockerfile
import pytest
from marks import marked
from real import read, real_files
from test_rules import settings

from dockerls.buildcontext import NO_CONTEXT, BuildContext
from dockerls.config import DEFAULT, Config
from dockerls.lint import Finding
from dockerls.lint.engine import fixed, rules
from dockerls.lint.explain import Example, examples, is_fixable
from dockerls.lint.report import Report
from dockerls.snapshot import snapshot
from dockerls.syntax import parse

ROUNDS = 20
EVERYTHING = Config(select=("ALL",))


def _as_it_is(text: str) -> str:
    return text


def _crlf(text: str) -> str:
    return re.sub(r"\r?\n", "\r\n", text)


def _no_end(text: str) -> str:
    return text.rstrip("\n")


def _commented(text: str) -> str:
    """A comment that is no ASCII before each instruction, and within each that goes on."""
    tree = parse(text)
    out = []
    for node in tree.nodes:
        source = node.source
        if node.kind == "instruction":
            own = source[: node.header] if node.heredocs else source
            rest = source[len(own) :]
            inner = re.sub(rf"(?m)({re.escape(node.escape)}[ \t]*\r?\n)(?=.)", r"\1# größer 🐳 als \\" + "\n", own)
            source = f"# über 🐳\n{inner}{rest}"
        out.append(source)
    return "".join(out)


def _foreign(text: str) -> str:
    """Words that are no ASCII behind each instruction that takes any."""
    return re.sub(r"(?m)^(FROM [^\n\\]*)$", r'\1\nLABEL größe="🐳 日本"', text)


TWISTS: dict[str, Callable[[str], str]] = {
    "as it is": _as_it_is,
    "CRLF": _crlf,
    "without a last line end": _no_end,
    "comments": _commented,
    "comments and CRLF": lambda text: _crlf(_commented(text)),
    "no ASCII": _foreign,
}

EXAMPLES = {
    f"{rule.code}-{number}": example
    for rule in rules()
    for number, example in enumerate(examples(rule))
    if example.kind != "fixed"
}


def _accepted(text: str) -> bool:
    """Whether BuildKit's parser takes a text."""
    try:
        dockerfile.parse_string(text)
    except dockerfile.GoParseError:
        return False
    return True


def _report(text: str, config: Config, context: BuildContext) -> Report:
    return snapshot(text, config=config, context=context).report


def _errors(report: Report) -> int:
    return _heavy(report.findings)


def _heavy(findings: tuple[Finding, ...]) -> int:
    return sum(finding.severity == "error" for finding in findings)


def _codes(report: Report) -> Counter[str]:
    return Counter(finding.code for finding in report.findings)


def _wrong(text: str, config: Config = DEFAULT, context: BuildContext = NO_CONTEXT) -> Iterator[str]:
    """What is wrong with the fixes of a text's findings, each applied alone, and with all safe ones together."""
    config = config.under({"select": ("ALL",)})
    before = _report(text, config, context)
    taken = _accepted(text)
    for finding in before.findings:
        for number, fix in enumerate(finding.fixes):
            after = fixed(text, [finding._replace(fixes=(fix,))], unsafe=True)[0]
            said = f"{finding.code}: {fix.title}:\n{after}"
            again = _report(after, config, context)
            if after == text:
                yield f"changes nothing: {said}"
            elif taken and not _accepted(after):
                yield f"is refused: {said}"
            elif _errors(again) > _errors(before):
                yield f"brings an error: {said}"
            elif number == 0 and _codes(again)[finding.code] >= _codes(before)[finding.code]:
                yield f"leaves its finding: {said}"
    once = _mended(text, config, context)
    if once is None:
        yield "the safe fixes come to no end"
    elif taken and not _accepted(once):
        yield f"the safe fixes make what is refused:\n{once}"
    elif _errors(_report(once, config, context)) > _errors(before):
        yield f"the safe fixes bring an error:\n{once}"
    elif "\r\n" in text and re.search(r"(?<!\r)\n", once) and not re.search(r"(?<!\r)\n", text):
        yield f"the safe fixes mix line ends:\n{once!r}"


def _mended(text: str, config: Config, context: BuildContext) -> str | None:
    """A text after all its safe fixes; None if there is always one more."""
    for _ in range(ROUNDS):
        after, _ = fixed(text, _report(text, config, context).findings)
        if after == text:
            return text
        text = after
    return None


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=list(EXAMPLES))
def test_the_fixes_of_an_example_hold(example: Example) -> None:
    config, context = settings(example)
    text = marked(example.text)[0]
    for twist, twisted in TWISTS.items():
        assert list(_wrong(twisted(text), config, context)) == [], twist


@pytest.mark.parametrize("path", real_files(), ids=lambda path: path.name)
def test_the_fixes_of_a_real_file_hold(path: Path) -> None:
    twists = list(TWISTS.values())
    twist = twists[sum(map(ord, path.name)) % len(twists)]  # All of them would take minutes.
    for twisted in {read(path), twist(read(path))}:
        assert list(_wrong(twisted)) == []


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
        assert _heavy(left) <= _heavy(found)
        assert _accepted(after) or not _accepted(text)
        if not unsafe:
            rounds = 1
            while (again := fixed(after, left)[0]) != after:
                after, left = again, snapshot(again, config=config).report.findings
                rounds += 1
            # Of three labels in a row two are joined at a time; by default one round is enough.
            assert rounds <= (1 if config is DEFAULT else 4)


@pytest.mark.parametrize("path", real_files(), ids=lambda path: path.name)
def test_no_fault_is_told_twice(path: Path) -> None:
    """Of one place a rule speaks once, and never in the words of another."""
    found = snapshot(read(path), config=EVERYTHING).report.findings
    said = Counter((finding.span, finding.message) for finding in found)
    assert [item for item, times in said.items() if times > 1] == []


def test_most_rules_have_a_fix() -> None:
    assert sum(map(is_fixable, rules())) >= 120
