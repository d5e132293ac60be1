"""What a rule says of the nodes it looks at is true: no other node makes it find something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from marks import marked
from real import read, real_files
from test_rules import settings
from test_siblings import TEXTS, WAYS, Sibling, cut

from dockerls.buildcontext import NO_CONTEXT, BuildContext
from dockerls.config import DEFAULT, Config
from dockerls.lint import engine
from dockerls.lint.engine import _Work, rules
from dockerls.lint.explain import examples
from dockerls.lint.rule import Finding, Rule
from dockerls.model import NOWHERE, Facts, Model, build
from dockerls.snapshot import snapshot
from dockerls.syntax import Node, parse

STAGE = [rule for rule in rules() if rule.scope == "stage"]
NODE = [rule for rule in rules() if rule.scope == "node"]
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


# Rules about single instructions


def instructions(text: str, context: BuildContext) -> Iterator[tuple[Node, Facts]]:
    """The instructions of a text, and those which an ONBUILD keeps."""
    tree = parse(text)
    model = build(tree, context)
    for number in tree.instructions:
        node, facts = tree.nodes[number], model.facts[number] or NOWHERE
        yield node, facts
        if node.trigger is not None:
            yield node.trigger[0], facts._replace(onbuild=True)


def check_words(text: str, these: Iterable[Rule], config: Config, context: BuildContext = NO_CONTEXT) -> None:
    """Where an instruction says none of a rule's words, that rule finds nothing."""
    for node, facts in instructions(text, context):
        for rule in these:
            if node.keyword in rule.keywords and not any(word in node.said for word in rule.says):
                found = [*(rule.check(node, facts, config) if rule.wants_config else rule.check(node, facts))]
                assert not found, f"{rule.code} looks for one of {rule.says}, and finds {found} in:\n{node.source}"


WORDY = [rule for rule in NODE if rule.says]


@pytest.mark.parametrize("rule", WORDY, ids=lambda rule: rule.code)
def test_a_rule_looks_at_the_instructions_it_says(rule: Rule) -> None:
    for example in examples(rule):
        config, context = settings(example)
        text, _ = marked(example.text)
        texts = {text, *(Sibling(text, way).text for way in (*WAYS, cut))}
        tree = parse(text)
        for number in tree.instructions:
            start, end = tree.starts[number], tree.starts[number] + len(tree.nodes[number].source)
            texts |= {f"{text[:start]}{new}{text[end:]}" for new in instead_of(tree.nodes[number])}
        for other in texts:
            check_words(other, [rule], config._replace(select=("ALL",)), context)


def test_each_rule_looks_at_the_instructions_it_says_in_any_text() -> None:
    for text in (*TEXTS, *map(read, real_files()[::4])):
        for config in (DEFAULT, Config(select=("ALL",))):
            check_words(text, WORDY, config)


def test_most_rules_about_run_say_for_which_words_they_look() -> None:
    about_run = [rule for rule in NODE if "RUN" in rule.keywords and rule.on]
    assert len([rule for rule in about_run if not rule.says]) < len(about_run) / 10


def test_only_rules_are_asked_whose_words_stand_there(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def spy(node: Node, facts: Facts) -> Iterator[Finding]:
        asked.append(node.source)
        yield from ()

    rule = Rule("DF0000", "spy", ("DF0000",), "info", True, ("RUN",), "node", spy, False, "spy", says=("curl", "wget"))
    monkeypatch.setattr(engine, "rules", lambda: (*rules(), rule))
    engine._chosen.cache_clear()
    try:
        snapshot("FROM alpine:3.23\nRUN make\nRUN wge\\\nt a\nONBUILD RUN curl b\nCOPY curl .\nRUN true \\\n  curl c\n")
    finally:
        engine._chosen.cache_clear()
    assert asked == ["RUN wge\\\nt a\n", "RUN curl b\n", "RUN true \\\n  curl c\n"]
