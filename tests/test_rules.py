"""Every rule: its docstring's examples, its names, and its manners on broken and on real files."""

from __future__ import annotations

import re

import pytest
from checks import check, findings
from marks import marked
from real import read, real_files

from dockerls.buildcontext import NO_CONTEXT, BuildContext
from dockerls.config import DEFAULT, Config
from dockerls.config import read as read_config
from dockerls.lint.engine import by_any_name, fixed, rules
from dockerls.lint.explain import Example, examples, summary
from dockerls.lint.rule import Rule
from dockerls.snapshot import snapshot
from dockerls.syntax import parse

ALL = rules()
EXAMPLES = [(rule, number, example) for rule in ALL for number, example in enumerate(examples(rule))]


def settings(example: Example) -> tuple[Config, BuildContext]:
    """An example's settings: what a configuration may say, and as `dockerignore` the text of an ignore file."""
    if not example.settings:
        return DEFAULT, NO_CONTEXT
    import sys

    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    table = tomllib.loads(example.settings.replace(" ; ", "\n"))
    context = BuildContext(table.pop("dockerignore", None))
    config, problems = read_config(table)
    assert not problems
    return config, context


@pytest.mark.parametrize(
    ("rule", "number", "example"), EXAMPLES, ids=[f"{rule.code}-{e.kind}-{n}" for rule, n, e in EXAMPLES]
)
def test_the_examples_of_a_rule_hold(rule: Rule, number: int, example: Example) -> None:
    config, context = settings(example)
    if example.kind == "good":
        plain, _ = marked(example.text)
        assert findings(plain, config, code=rule.code, context=context) == []
    elif example.kind == "bad":
        assert "$0" in example.text, "a bad example marks what is found"
        check(rule.code, example.text, config=config, context=context)
    else:
        before = examples(rule)[number - 1]
        assert before.kind == "bad", "a fixed example stands behind the bad one"
        plain, _ = marked(before.text)
        config, context = settings(before)
        found = findings(plain, config, code=rule.code, context=context)
        assert all(finding.fixes for finding in found)
        once = fixed(plain, [f._replace(fixes=f.fixes[:1]) for f in found], unsafe=True)[0]
        assert once == example.text


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_a_rule_is_documented(rule: Rule) -> None:
    assert summary(rule).endswith("."), "the first line is a sentence"
    kinds = [example.kind for example in examples(rule)]
    assert "bad" in kinds
    assert rule.doc.count("```") == 2 * len(kinds), "every block is a bad, fixed or good example"
    assert re.fullmatch(r"[A-Z][A-Za-z0-9]+", rule.code)


def test_no_name_means_two_rules() -> None:
    names = [name.lower() for rule in ALL for name in {rule.name, *rule.names}]
    assert sorted({name for name in names if names.count(name) > 1}) == []
    assert all(by_any_name()[name.lower()] is rule for rule in ALL for name in rule.names)


@pytest.mark.parametrize("path", real_files(), ids=lambda path: path.name)
def test_on_a_real_file_spans_are_exact(path: object) -> None:
    text = read(path)  # type: ignore[arg-type]
    report = snapshot(text, config=Config(select=("ALL",))).report
    assert not report.crashes
    for finding in report.findings:
        assert 0 <= finding.span.start <= finding.span.end <= len(text)
        assert not finding.message.endswith(" ")


@pytest.mark.parametrize("path", real_files(), ids=lambda path: path.name)
def test_with_a_hint_the_findings_are_the_same(path: object) -> None:
    text = read(path)  # type: ignore[arg-type]
    config = Config(select=("ALL",))
    before = snapshot(text, config=config)
    for number in range(0, len(before.tree.nodes), 3):
        at = before.tree.starts[number]
        for piece in ("X", "RUN apt-get install x\n", "# hadolint ignore=DL3008\n"):
            torn = text[:at] + piece + text[at:]
            after = snapshot(torn, before, config=config)
            assert after.report.findings == snapshot(torn, config=config).report.findings
        break_at = max(len(parse(text).nodes) // 2, 1)
        if number > break_at:
            break
