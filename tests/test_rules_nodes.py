"""What a rule about stages says of the nodes it looks at is true: no other node makes it find something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from marks import marked
from test_rules import settings

from dockerls.buildcontext import BuildContext
from dockerls.config import Config
from dockerls.lint.engine import _Work, rules
from dockerls.lint.explain import examples
from dockerls.lint.rule import Rule
from dockerls.model import Model, build
from dockerls.snapshot import snapshot
from dockerls.syntax import Node, parse

STAGE = [rule for rule in rules() if rule.scope == "stage"]
INSTEAD = (
    "",
    "# a comment\n",
    "RUN true\n",
    "RUN apt-get update | sort && chmod +x $A\n",
    "COPY . .\n",
    "ENV A=1 PATH=/x\n",
    "USER app\n",
    "WORKDIR /x\n",
    "ONBUILD RUN true\n",
    'SHELL ["pwsh", "-c"]\n',
    'CMD ["app"]\n',
    "HEALTHCHECK CMD true\n",
    "LABEL a=$A\n",
    "VOLUME /x\n",
)


def speaking(model: Model, config: Config) -> dict[str, set[int]]:
    """In which stages each rule finds something."""
    found: dict[str, set[int]] = {}
    for rule in STAGE:
        more = (config,) if rule.wants_config else ()
        for stage in (model.head, *model.stages):
            if (stage.index >= 0 or rule.head) and any(True for _ in rule.check(model, stage, *more)):
                found.setdefault(rule.code, set()).add(stage.index)
    return found


def instead_of(node: Node) -> Iterator[str]:
    """What may come to stand in a node's place: other instructions, and itself half typed."""
    yield from INSTEAD
    for match in re.finditer(r"\s", node.source.rstrip()):
        yield node.source[: match.end()].rstrip() + "\n"


def check_edits(text: str, config: Config, context: BuildContext) -> None:
    """Whichever instruction behind the first FROM gives way to another one: a rule that finds something on one side
    only, in one of the stages, looks at what has come or at what has gone."""
    tree = parse(text)
    before = speaking(build(tree, context), config)
    model = build(tree, context)
    for number in range(model.stages[0].number + 1 if model.stages else len(tree.nodes), len(tree.nodes)):
        node, start = tree.nodes[number], tree.starts[number]
        if node.keyword == "FROM":
            continue
        for new in instead_of(node):
            edited = f"{text[:start]}{new}{text[start + len(node.source) :]}"
            other = parse(edited, tree)
            change = other.since(tree)
            assert change is not None
            touched = (*tree.nodes[change.first : change.gone], *other.nodes[change.first : change.come])
            if any(item.keyword == "FROM" for item in touched):
                continue  # It has been swallowed by what stands above.
            after = speaking(build(other, context), config)
            for rule in STAGE:
                seen = not rule.nodes or any(holds(item) for holds in rule.nodes for item in touched)
                same = before.get(rule.code) == after.get(rule.code)
                assert seen or same, f"{rule.code} does not look at {[item.source for item in touched]} in:\n{edited}"


@pytest.mark.parametrize("rule", STAGE, ids=lambda rule: rule.code)
def test_a_rule_looks_at_the_nodes_it_says(rule: Rule) -> None:
    for example in examples(rule):
        config, context = settings(example)
        text, _ = marked(example.text)
        check_edits(text, config, context)
        check_edits(text, config._replace(select=("ALL",)), context)


def test_most_rules_say_at_which_nodes_they_look() -> None:
    assert len([rule for rule in STAGE if not rule.nodes]) < len(STAGE) / 3


def test_a_rule_that_looks_at_other_nodes_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'FROM alpine:3.23\nRUN make \nUSER app\nCMD ["app"]\n'
    before = snapshot(text)
    asked = set()
    run = _Work._run

    def noted(work: _Work, rule: Rule, *about: object) -> list[Any]:
        asked.add(rule.code)
        return run(work, rule, *about)

    monkeypatch.setattr(_Work, "_run", noted)
    after = snapshot(text.replace("make ", "make all"), before)
    assert "DL3059" in asked
    assert not asked & {"DL3042", "DL4001", "UndefinedVar"}
    asked.clear()
    snapshot(text.replace("make ", "wget $A"), after)
    assert asked >= {"DL4001", "UndefinedVar"}
