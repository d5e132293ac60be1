"""Runs the rules over a model: `lint(model, config, previous)` gives the report of one version.

It knows how rules are chosen, cached and contained, and nothing of what any of them looks for.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module
from operator import attrgetter
from typing import NamedTuple

from ..config import DEFAULT, Config
from ..docker import EXPERIMENTAL_CHECKS
from ..late import log, modules_of
from ..model import NOWHERE, Facts, Model, Stage
from ..syntax import Node
from ..text import Edit, Span, apply
from .pragmas import Pragmas, pragmas
from .rule import REGISTRY, Finding, Fix, Rule

strict = False
"""Whether a crash in a rule is raised (in tests) rather than logged."""


_BY_PLACE = attrgetter("span", "code")


class _Cached:
    """What the rules about one node or stage found, put into place for its start.

    For a stage, `head` is where the last character of the instructions before the first FROM stands: places up to there
    move with these.
    For a node, `facts` are those which held for it.
    """

    __slots__ = ("facts", "findings", "head", "start")

    def __init__(self, findings: tuple[Finding, ...], start: int, head: int = -1, facts: Facts = NOWHERE) -> None:
        self.findings = findings
        self.start = start
        self.head = head
        self.facts = facts

    def at(self, start: int, head: int = -1) -> tuple[Finding, ...]:
        """The findings, put into place for `start` and `head`."""
        if self.start != start or self.head != head:
            by, ahead, after = start - self.start, head - self.head, self.head
            self.start, self.head = start, head
            if self.findings:
                self.findings = tuple(finding.shift(by, after, ahead) for finding in self.findings)
        return self.findings


class Report:
    """What was found in one version of a file.

    Attributes:
        findings: All findings, by place, pragmas applied.
        ignored: Those that a pragma switched off.
        by_node: What each node gave, and under which facts: the next report's cache.
        by_stage: The same for stages, by all that the rules about them may look at.
        config: The configuration which this holds for.
        crashes: The rules that crashed, with their errors.
    """

    def __init__(
        self,
        findings: tuple[Finding, ...],
        ignored: tuple[Finding, ...],
        by_node: dict[Node, _Cached],
        by_stage: dict[tuple[object, ...], _Cached],
        config: Config,
        crashes: dict[str, str],
    ) -> None:
        self.findings = findings
        self.ignored = ignored
        self.by_node = by_node
        self.by_stage = by_stage
        self.config = config
        self.crashes = crashes


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """All rules, ordered by code; the modules of `rules/` are imported by the first call."""
    from . import rules as package

    for name in modules_of(package):
        import_module(f"{package.__name__}.{name}")
    return tuple(sorted(REGISTRY.values(), key=lambda rule: rule.code))


@lru_cache(maxsize=1)
def by_any_name() -> dict[str, Rule]:
    """Every rule by every name it goes by: code, function name and peers' names, in lower case."""
    return {name.lower(): rule for rule in rules() for name in (rule.name, *reversed(rule.names))}


class _Chosen(NamedTuple):
    """The rules that run under a configuration: about nodes by keyword, about stages, the model, the findings; and
    the codes of them all."""

    nodes: dict[str, tuple[Rule, ...]]
    stage: tuple[Rule, ...]
    model: tuple[Rule, ...]
    findings: tuple[Rule, ...]
    severity: dict[str, str]
    codes: frozenset[str] = frozenset()


@lru_cache(maxsize=32)
def _chosen(
    select: tuple[str, ...], ignore: tuple[str, ...], severity: tuple[tuple[str, str], ...], trusted: bool, labels: bool
) -> _Chosen:
    selected = {name.lower() for name in select}
    ignored = {name.lower() for name in ignore}
    weights = {name.lower(): weight for name, weight in severity}
    codes: set[str] = set()
    nodes: dict[str, list[Rule]] = {}
    wider: dict[str, list[Rule]] = {"node": [], "stage": [], "model": [], "findings": []}
    for rule in rules():
        names = {rule.name, *(name.lower() for name in rule.names)}
        weight = next((weights[name] for name in names if name in weights), "")
        all_of_them = "all" in selected and rule.code not in EXPERIMENTAL_CHECKS
        wanted = rule.on or all_of_them or bool(names & selected) or (bool(weight) and weight != "off")
        if not wanted or {rule.code.lower(), rule.name} & ignored or weight == "off" or "all" in ignored:
            continue
        codes.add(rule.code)
        wider[rule.scope].append(rule)
        for keyword in rule.keywords:
            nodes.setdefault(keyword, []).append(rule)
    by_keyword = {keyword: tuple(found) for keyword, found in nodes.items()}
    stage, whole, findings = (tuple(wider[scope]) for scope in ("stage", "model", "findings"))
    return _Chosen(by_keyword, stage, whole, findings, weights, frozenset(codes))


def _choose(config: Config) -> _Chosen:
    return _chosen(
        config.select,
        config.ignore,
        tuple(sorted(config.severity.items())),
        bool(config.trusted_registries),
        bool(config.label_schema),
    )


def running(config: Config) -> frozenset[str]:
    """The codes of the rules that run under a configuration."""
    return _choose(config).codes


def alone(rule: Rule, model: Model, config: Config, numbers: Iterable[int]) -> list[Finding]:
    """What a single rule finds when it is asked for by name, pragmas left aside; none for a rule about findings.

    Args:
        rule: The rule.
        model: The file.
        config: Its options.
        numbers: The instructions that a rule about single instructions looks at; all others look at all.
    """
    config = config._replace(select=(*config.select, *rule.names, rule.name))
    nodes: dict[str, tuple[Rule, ...]] = dict.fromkeys(rule.keywords, (rule,))
    only = _Chosen(nodes, (rule,) if rule.scope == "stage" else (), (), (), {})
    crashes: dict[str, str] = {}
    found: list[Finding] = []
    if rule.scope == "node":
        for number in numbers:
            about = _about_node(model.tree.nodes[number], model.facts[number] or NOWHERE, only, config, crashes)
            found += [finding.shift(model.tree.starts[number]) for finding in about]
    elif rule.scope == "stage":
        for stage in (model.head, *model.stages):
            found += _about_stage(model, stage, only, config, crashes)
    elif rule.scope == "model":
        found += _run(rule, only, crashes, (model, config) if rule.wants_config else (model,))
    return found


def lint(model: Model, config: Config = DEFAULT, previous: Report | None = None) -> Report:
    """What the rules find. `previous` saves work where a node and its facts are the same, and changes nothing."""
    notes = pragmas(model.tree, config.build_args.get("BUILDKIT_DOCKERFILE_CHECK", ""))
    if notes.experimental:
        wanted = EXPERIMENTAL_CHECKS if "all" in notes.experimental else EXPERIMENTAL_CHECKS & notes.experimental
        config = config._replace(select=(*config.select, *sorted(wanted)))
    chosen = _choose(config)
    if previous is not None and previous.config != config:
        previous = None
    known = previous.by_node if previous else {}
    by_node: dict[Node, _Cached] = {}
    crashes: dict[str, str] = {}
    found: list[Finding] = []
    tree = model.tree
    nodes, starts, held = tree.nodes, tree.starts, model.facts
    for number in tree.instructions:
        node, facts, start = nodes[number], held[number] or NOWHERE, starts[number]
        entry = known.get(node)
        if entry is None or entry.facts != facts:
            about = tuple(finding.shift(start) for finding in _about_node(node, facts, chosen, config, crashes))
            entry = _Cached(about, start, -1, facts)
        by_node[node] = entry
        found += entry.findings if entry.start == start else entry.at(start)
    by_stage = _about_stages(model, chosen, config, crashes, previous.by_stage if previous else {}, notes.shell)
    for entry in by_stage.values():
        found += entry.findings
    for rule in chosen.model:
        found += _run(rule, chosen, crashes, (model, config) if rule.wants_config else (model,))
    for rule in chosen.findings:
        found += _run(
            rule, chosen, crashes, (model, tuple(found), config) if rule.wants_config else (model, tuple(found))
        )
    kept, ignored = _sift(found, notes, config, model)
    kept.sort(key=_BY_PLACE)
    return Report(tuple(kept), tuple(ignored), by_node, by_stage, config, crashes)


def _about_stages(
    model: Model,
    chosen: _Chosen,
    config: Config,
    crashes: dict[str, str],
    known: dict[tuple[object, ...], _Cached],
    shell: str,
) -> dict[tuple[object, ...], _Cached]:
    """What the rules about stages find, stage by stage, in order.

    The key is all that such a rule may look at: the instructions of the file's head, the stage's nodes and what
    follows from other instructions for it, and the entries of the stages below, with how far away these stand.
    """
    tree = model.tree
    head = model.head.instructions
    end = tree.starts[head[-1]] + len(tree.nodes[head[-1]].source) - 1 if head else -1
    last = len(model.stages) - 1
    target = model.stages[last].name if model.stages and "TARGETSTAGE" in tree.text else ""
    above = tuple((tree.nodes[number], tree.starts[number] - tree.starts[head[0]]) for number in head)
    entries: list[_Cached] = []
    found: dict[tuple[object, ...], _Cached] = {}
    for stage in (model.head, *model.stages) if head else model.stages:
        following = model.stages[stage.index + 1].number if stage.index < last else len(tree.nodes)
        start = tree.starts[stage.number] if stage.index >= 0 else end
        below: tuple[object, ...] = ()
        if stage.base is not None:
            below = (entries[stage.base], start - tree.starts[model.stages[stage.base].number])
        nodes = tuple(tree.nodes[stage.number : following]) if stage.index >= 0 else ()
        place = (stage.index < 0, stage.index in model.final_stages, stage.index == last)
        key: tuple[object, ...] = (above, tree.eol, shell, target, nodes, stage.image, place, below)
        if key in found:  # The very same stage twice, down to its nodes: both need an entry of their own.
            key = (*key, stage.index)
        entry = known.get(key)
        if entry is None:
            entry = _Cached(tuple(_about_stage(model, stage, chosen, config, crashes)), start, end)
        entry.at(start, end)
        if stage.index >= 0:
            entries.append(entry)
        found[key] = entry
    return found


def _about_stage(
    model: Model, stage: Stage, chosen: _Chosen, config: Config, crashes: dict[str, str]
) -> Iterable[Finding]:
    for rule in chosen.stage:
        if rule.head or stage.index >= 0:
            yield from _run(rule, chosen, crashes, (model, stage, config) if rule.wants_config else (model, stage))


def _about_node(
    node: Node, facts: Facts, chosen: _Chosen, config: Config, crashes: dict[str, str]
) -> Iterable[Finding]:
    for rule in chosen.nodes.get(node.keyword, ()):
        found = _run(rule, chosen, crashes, (node, facts, config) if rule.wants_config else (node, facts))
        if facts.onbuild and rule.severity == "error" and not rule.parsed:
            # It fails the builds which run the trigger, and not this one.
            found = [item._replace(severity="warning") if item.severity == "error" else item for item in found]
        yield from found
    trigger = node.trigger if node.keyword == "ONBUILD" else None
    if trigger is not None and trigger[0].keyword != "ONBUILD":
        for finding in _about_node(trigger[0], facts._replace(onbuild=True), chosen, config, crashes):
            yield finding.shift(trigger[1])


def _run(rule: Rule, chosen: _Chosen, crashes: dict[str, str], arguments: tuple[object, ...]) -> list[Finding]:
    try:
        return [_complete(finding, rule, chosen) for finding in rule.check(*arguments)]
    except Exception as error:
        if strict:
            raise
        if rule.code not in crashes:
            crashes[rule.code] = repr(error)
            log.exception("rule %s (%s) crashed", rule.code, rule.name)
        return []


def _complete(finding: Finding, rule: Rule, chosen: _Chosen) -> Finding:
    names = finding.names or rule.names
    weight = next(
        (chosen.severity[name.lower()] for name in (*names, rule.name) if name.lower() in chosen.severity),
        finding.severity or rule.severity,
    )
    return finding._replace(code=names[0], names=names, severity=weight)  # type: ignore[arg-type]


def _sift(found: list[Finding], notes: Pragmas, config: Config, model: Model) -> tuple[list[Finding], list[Finding]]:
    """Findings that stand, and those which a pragma or the configuration switches off."""
    kept: list[Finding] = []
    ignored: list[Finding] = []
    unwanted = {name.lower() for name in config.ignore}
    listen = config.pragmas and bool(notes)
    for finding in found:
        silent = finding.severity == "off"  # type: ignore[comparison-overlap]
        if silent or (unwanted and any(name.lower() in unwanted for name in finding.names)):
            continue
        if listen and notes.covers(finding, model.tree):
            ignored.append(finding)
        else:
            kept.append(finding)
    return kept, ignored


def fixed(text: str, findings: Iterable[Finding], *, unsafe: bool = False) -> tuple[str, list[Fix]]:
    """A text with the first fix of each finding applied, and the fixes that were; a fix that overlaps one is left out.

    Args:
        text: The text that the findings are about.
        findings: They are taken in order.
        unsafe: Whether fixes that may change the build's meaning are applied too.
    """
    taken: dict[Fix, None] = {}
    edits: dict[Edit, None] = {}
    spans: list[Span] = []  # Those of the edits, in order; they lie apart, so only neighbours can overlap another one.
    for finding in findings:
        fix = next((fix for fix in finding.fixes if fix.safe or unsafe), None)
        if fix is None or fix in taken:
            continue
        fresh = [edit for edit in fix.edits if edit not in edits]
        if any(_meets(edit.span, spans) for edit in fresh):
            continue
        taken[fix] = None
        edits.update(dict.fromkeys(fresh))
        for edit in fresh:
            insort(spans, edit.span)
    return apply(text, edits), list(taken)


def _meets(span: Span, spans: list[Span]) -> bool:
    """Whether a span overlaps one of those which are in order, and of which none reaches into another."""
    at = bisect_left(spans, span)
    for following in range(at, len(spans)):
        if spans[following].start > span.end:
            break
        if span.overlaps(spans[following]):
            return True
    for before in range(at - 1, -1, -1):
        if span.overlaps(spans[before]):
            return True
        if spans[before].end < span.start:
            break
    return False
