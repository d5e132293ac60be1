"""Runs the rules over a model: `lint(model, config, previous)` gives the report of one version.

It knows how rules are chosen, cached and contained, and nothing of what any of them looks for.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache
from importlib import import_module
from typing import Any

from ..config import DEFAULT, Config
from ..docker import EXPERIMENTAL_CHECKS
from ..late import log, modules_of
from ..model import NOWHERE, Difference, Facts, Model, Stage
from ..named import NamedTuple
from ..syntax import Change, Node, Tree
from ..text import Edit, Span, apply
from . import kinds
from .pragmas import Pragmas, pragma, pragmas
from .report import (
    About,
    Found,
    Kept,
    Numbered,
    OfFile,
    Report,
    Row,
    about,
    absolute,
    differing,
    distances,
    is_near,
    relative,
    sifted,
    starts_of,
    together,
)
from .rule import PRAGMA, REGISTRY, Beside, Finding, Fix, InNode, Rule

strict = False
"""Whether a crash in a rule is raised (in tests) rather than logged."""


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


_Asked = tuple[Rule, Callable[..., Iterable[Any]], bool]
"""A rule about nodes, its function, and whether that takes the configuration."""

_Words = tuple[tuple[str, ...], Callable[[tuple[str, ...]], tuple[_Asked, ...]]]
"""The words by which some rules about nodes choose theirs (`Rule.says`), and which rules look at a node that says some
of these words, in order."""


class _Chosen(NamedTuple):
    """The rules that run under a configuration: about nodes by keyword and word, about stages, the model, the findings;
    the codes of them all; and, by what a rule about stages looks at, the codes of those which look at that."""

    nodes: dict[str, _Words]
    stage: tuple[Rule, ...]
    model: tuple[Rule, ...]
    findings: tuple[Rule, ...]
    severity: dict[str, str]
    codes: frozenset[str] = frozenset()
    looking: tuple[tuple[Callable[[Node], bool], frozenset[str]], ...] = ()


@lru_cache(maxsize=32)
def _chosen(select: tuple[str, ...], ignore: tuple[str, ...], severity: tuple[tuple[str, str], ...]) -> _Chosen:
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
        if not wanted or {rule.code.lower(), rule.name} & ignored or weight == "off":
            continue
        if "all" in ignored and not names & selected:
            continue
        codes.add(rule.code)
        wider[rule.scope].append(rule)
        for keyword in rule.keywords:
            nodes.setdefault(keyword, []).append(rule)
    by_keyword = {keyword: _by_word(found) for keyword, found in nodes.items()}
    stage, whole, findings = (tuple(wider[scope]) for scope in ("stage", "model", "findings"))
    looking: dict[Callable[[Node], bool], set[str]] = {}
    for rule in stage:
        for holds in rule.nodes or (kinds.anything,):
            looking.setdefault(holds, set()).add(rule.code)
    by_look = tuple((holds, frozenset(looks)) for holds, looks in looking.items())
    return _Chosen(by_keyword, stage, whole, findings, weights, frozenset(codes), by_look)


def _by_word(about_nodes: Iterable[Rule]) -> _Words:
    asked = [((rule, rule.check, rule.wants_config), frozenset(rule.says)) for rule in about_nodes]
    words = dict.fromkeys(word for _, says in asked for word in says)

    @lru_cache(maxsize=256)
    def looking_at(said: tuple[str, ...]) -> tuple[_Asked, ...]:
        return tuple(item for item, says in asked if not says or not says.isdisjoint(said))

    return tuple(words), looking_at


_NOBODY = _by_word(())


def _choose(config: Config) -> _Chosen:
    return _chosen(config.select, config.ignore, tuple(sorted(config.severity.items())))


def running(config: Config) -> frozenset[str]:
    """The codes of the rules that run under a configuration."""
    return _choose(config).codes


def alone(rule: Rule, model: Model, config: Config) -> list[tuple[int, Finding]]:
    """What a single rule finds in a file when it is asked for by name, pragmas left aside, and in which nodes, relative
    to them; nothing for a rule about findings."""
    work = _alone(rule, model, config)
    found = [work.about_file({}, Change(0, 0, 0))[0]]
    if PRAGMA in rule.keywords:
        found += ({number: tuple(work.about_pragma(number))} for number in pragmas(model.tree).numbers)
    elif rule.scope == "node":
        found += ({number: alone_in(number, rule, model, config)} for number in model.tree.instructions)
    elif rule.scope == "stage":
        found += (relative(work.about_stage(part)[0], model.tree) for part in (model.head, *model.stages))
    return [(number, item) for numbered in found for number, items in numbered.items() for item in items]


def alone_in(number: int, rule: Rule, model: Model, config: Config) -> Found:
    """The same for one instruction and a rule about single ones; the node remembers it."""
    node, facts = model.tree.nodes[number], model.facts[number] or NOWHERE
    known = node.__dict__.setdefault("alone", {})
    before = known.get(rule.code)
    if before is None or before[:2] != (facts, config):
        found = tuple(_alone(rule, model, config).looked_at(node, facts))
        before = known[rule.code] = facts, config, found
    return before[2]  # type: ignore[no-any-return]


def _alone(rule: Rule, model: Model, config: Config) -> _Work:
    """One rule over a model, asked for by name."""
    config = config._replace(select=(*config.select, *rule.names, rule.name))
    nodes = dict.fromkeys(rule.keywords, _by_word((rule,)))
    stage, whole = ((rule,) if rule.scope == scope else () for scope in ("stage", "model"))
    return _Work(model, config, _Chosen(nodes, stage, whole, (), {}))


def lint(model: Model, config: Config = DEFAULT, previous: Report | None = None) -> Report:
    """What the rules find. `previous` saves work where its model was the hint for this one, and changes nothing.

    What it holds is taken over node by node, but for the nodes that changed, those whose facts changed, those about
    which a rule on a stage or on the file says something else now, and those for which pragmas do.
    """
    tree = model.tree
    notes = pragmas(tree, config.build_args.get("BUILDKIT_DOCKERFILE_CHECK", ""))
    if notes.experimental:
        wanted = EXPERIMENTAL_CHECKS if "all" in notes.experimental else EXPERIMENTAL_CHECKS & notes.experimental
        config = config._replace(select=(*config.select, *sorted(wanted)))
    work = _Work(model, config, _choose(config))
    old = previous.kept if previous is not None and previous.config == config and tree.nodes else None
    change = tree.since(old.model.tree) if old is not None else None
    if previous is None or old is None or change is None:
        count = len(starts_of(tree))
        old, change = Kept(model, (), [], {}, {}, [()] * count, {}, notes), Change(0, count, count)
        rows: list[Row | None] = [None] * count
    else:
        rows = change.spliced(previous.rows, [None] * (change.come - change.first))
    difference = model.since(old.model)
    dirty = {*range(change.first, change.come)}
    if difference is None or difference.facts:
        dirty.update(_other_facts(old.model.facts, model.facts, change))
    dirty.update(_pragmas_to_look_at(old.notes, notes, change))

    surroundings = _surroundings(model, notes)
    if not old.stages or old.surroundings != surroundings:
        difference = None
    stages = _about_stages(work, old, difference, change, dirty)
    foreign = _from_elsewhere(stages, model)
    wider, of_file = work.about_file(old.file, change)
    dirty |= differing(old.wider, wider, change)
    nothing: list[Found] = [()] * (change.come - change.first)
    found = change.spliced(old.found, nothing)
    for number in dirty:
        stage = model.stage_of(number) or model.head
        of_stage = stages[stage.index + 1].own.get(number - max(stage.number, 0), ())
        of_node = work.about_node(number) if tree.nodes else ()
        found[number] = (*of_node, *of_stage, *foreign.get(number, ()), *wider.get(number, ()))

    late: Numbered = {}
    for rule in work.chosen.findings:
        everything = _Everything(found, late, tree)
        late = together(late, work.about_findings(rule, everything))
    dirty |= differing(old.late, late, change)
    switched = notes.differing(old.notes, change)
    again = range(len(rows)) if switched is None else dirty | switched
    for number in again:
        both = (*found[number], *late.get(number, ()))
        rows[number] = sifted(both, number, notes, config) if both else None
    kept = Kept(model, surroundings, stages, of_file, wider, found, late, notes)
    report = Report(rows, starts_of(tree), config, work.crashes, kept)
    if previous is not None and old.found:
        report.follow(previous, again)
    return report


def _other_facts(old: list[Facts | None], new: list[Facts | None], change: Change) -> Iterator[int]:
    """The numbers of the nodes for which other facts hold than before, but for those that changed themselves."""
    if old is new:
        return
    for start, end, by in ((0, change.first, 0), (change.come, len(new), change.by)):
        if new[start:end] != old[start - by : end - by]:
            yield from (number for number in range(start, end) if new[number] != old[number - by])


def _pragmas_to_look_at(old: Pragmas, new: Pragmas, change: Change) -> Iterable[int]:
    """The pragmas of which rules may say something else than before because what is beside them has changed."""
    if old.many != new.many:
        return new.numbers
    return [number for number in (change.first - 1, change.come) if new.has(number)]


def _surroundings(model: Model, notes: Pragmas) -> tuple[object, ...]:
    """What rules about stages may look at beyond stages."""
    tree = model.tree
    target = model.stages[-1].name if model.stages and tree.where(_names_the_target) else ""
    return tree.eol, notes.shell, target, model.context


def _names_the_target(node: Node) -> bool:
    return "TARGETSTAGE" in node.source


def _about_stages(
    work: _Work, old: Kept, difference: Difference | None, change: Change, dirty: set[int]
) -> list[About]:
    """What the rules about stages find, the head's first.

    Only stages that changed are looked at again, and those from which a place that they speak of moved away: there, by
    the rules which look at a node that has changed, and by those which have found something.
    The nodes about which something else is found now become `dirty`.
    """
    model = work.model
    parts = (model.head, *model.stages)
    if difference is None:
        dirty.update(range(len(starts_of(model.tree))))
        return [work.said_of(stage) for stage in parts]
    behind, by = difference.behind + 1, difference.by  # The head comes first here.
    carried = [*old.stages[: behind - max(by, 0)], *[About({})] * by]
    stages = [*carried[:behind], *old.stages[behind - by :]] if by else list(old.stages)
    again = {index + 1 for index in difference.stages}
    looking = None
    if difference.within:
        nodes = (*old.model.tree.nodes[change.first : change.gone], *model.tree.nodes[change.first : change.come])
        looking = work.looking_at(nodes)
    for number, known in enumerate(stages):
        if known.reach and number not in again:
            touched = by or known.reach & difference.stages
            if touched or distances(model, parts[number], known.reach) != known.distances:
                again.add(number)
    if by < 0:  # What was said of stages that are gone is said no more.
        for index in range(behind, behind - by):
            dirty |= differing(old.stages[index].numbered(old.model, index - 1), {}, change)
    for number in sorted(again):
        before = stages[number]
        wanted = looking
        if looking is not None:  # Where only a place has moved that is spoken of, who was silent stays so.
            wanted = looking | before.rules if number - 1 in difference.stages else before.rules
        if wanted is not None and not wanted:
            continue
        stages[number] = work.said_of(parts[number], wanted)
        there = number - by if number >= behind else number
        was = before.numbered(old.model, there - 1) if there < len(old.stages) else {}
        dirty |= differing(was, stages[number].numbered(model, number - 1), change)
    return stages


def _from_elsewhere(stages: list[About], model: Model) -> Numbered:
    """What the rules about stages found in others than their own, by node."""
    found: Numbered = {}
    for known in stages:
        if known.foreign:
            found = together(found, known.elsewhere(model))
    return found


class _Everything:
    """What was found so far (`Everything`), for the rules which ask for that; most of the time none of them does."""

    def __init__(self, found: list[Found], late: Numbered, tree: Tree) -> None:
        self._found = found
        self._late = late
        self._tree = tree

    def __iter__(self) -> Iterator[Finding]:
        yield from absolute(enumerate(self._found), self._tree)
        yield from absolute(self._late.items(), self._tree)

    def at(self, number: int) -> Found:
        return (*self._found[number], *self._late.get(number, ()))


class _Work:
    """What the rules are run over, and which ones."""

    def __init__(self, model: Model, config: Config, chosen: _Chosen) -> None:
        self.model = model
        self.config = config
        self.chosen = chosen
        self.crashes: dict[str, str] = {}

    def about_node(self, number: int) -> Found:
        """What the rules about single nodes find in one, relative to it; the node remembers it."""
        node, facts = self.model.tree.nodes[number], self.model.facts[number] or NOWHERE
        if node.kind != "instruction":
            return () if node.kind == "blank" or pragma(node) is None else tuple(self.about_pragma(number))
        known = node.__dict__.get("linted")
        if known is not None and known[0] == facts and known[1] is self.chosen and known[2] == self.config:
            return known[3]  # type: ignore[no-any-return]
        found = tuple(self.looked_at(node, facts))
        node.__dict__["linted"] = (facts, self.chosen, self.config, found)
        return found

    def about_pragma(self, number: int) -> Iterator[Finding]:
        """What the rules about pragmas find in one, relative to it."""
        nodes = self.model.tree.nodes
        _, looking = self.chosen.nodes.get(PRAGMA, _NOBODY)
        rules = looking(())
        if rules:
            above, below = nodes[number - 1] if number else None, nodes[number + 1] if number + 1 < len(nodes) else None
            beside = Beside(above, below, pragmas(self.model.tree).many)
            for rule, _, _ in rules:
                yield from self._run(rule, nodes[number], beside)

    def looked_at(self, node: Node, facts: Facts) -> Iterator[Finding]:
        """The same, be it remembered or not."""
        config = self.config
        words, looking = self.chosen.nodes.get(node.keyword, _NOBODY)
        for rule, check, wants_config in looking(tuple(filter(node.said.__contains__, words))):
            try:  # As `_run` does it, without a call more: a long file makes a hundred thousand of them.
                said = list(check(node, facts, config) if wants_config else check(node, facts))
            except Exception as error:
                self._crashed(rule, error)
                continue
            if not said:
                continue
            found: list[Any] = [self._complete(item, rule) for item in said]
            if facts.onbuild and rule.severity == "error" and not rule.parsed:
                # It fails the builds which run the trigger, and not this one.
                found = [item._replace(severity="warning") if item.severity == "error" else item for item in found]
            yield from found
        trigger = node.trigger if node.keyword == "ONBUILD" else None
        if trigger is not None and trigger[0].keyword != "ONBUILD":
            for finding in self.looked_at(trigger[0], facts._replace(onbuild=True)):
                yield finding.shift(trigger[1])

    def looking_at(self, nodes: Collection[Node]) -> frozenset[str]:
        """The codes of the rules about stages which look at one of some nodes."""
        return frozenset().union(*map(self._looking_at, nodes))

    def _looking_at(self, node: Node) -> frozenset[str]:
        """The same for one node; it remembers it, since it is asked when it comes and when it goes."""
        known = node.__dict__.get("looking")
        if known is None or known[0] is not self.chosen:
            codes = frozenset().union(*(codes for holds, codes in self.chosen.looking if holds(node)))
            known = node.__dict__["looking"] = self.chosen, codes
        return known[1]

    def about_stage(self, stage: Stage, wanted: Collection[str] | None = None) -> tuple[list[Finding], frozenset[str]]:
        """What the rules about stages find in one, or in the head if that has any instruction.

        Args:
            stage: The stage.
            wanted: The codes of those that are asked; None for all.

        Returns:
            What they find, and the codes of those which find something or have crashed.
        """
        everything: list[Finding] = []
        codes = set()
        for rule in self.chosen.stage if stage.index >= 0 or stage.instructions else ():
            if (rule.head or stage.index >= 0) and (wanted is None or rule.code in wanted):
                found = self._run(rule, self.model, stage)
                if found or rule.code in self.crashes:
                    everything += found
                    codes.add(rule.code)
        return everything, frozenset(codes)

    def said_of(self, stage: Stage, wanted: Collection[str] | None = None) -> About:
        """The same, such that it holds however the stage moves."""
        found, codes = self.about_stage(stage, wanted)
        return about(found, self.model, stage, codes)

    def about_file(self, known: dict[str, OfFile], change: Change) -> tuple[Numbered, dict[str, OfFile]]:
        """What the rules about the whole file find, and what of it may hold for the next version, too.

        A rule that looks at few nodes is asked again if these changed, or if it speaks of more than one at once.

        Args:
            known: What held for the version before.
            change: What has become of its nodes.
        """
        model, tree = self.model, self.model.tree
        head = tuple(tree.nodes[number] for number in model.head.instructions)
        everything: Numbered = {}
        kept: dict[str, OfFile] = {}
        for rule in self.chosen.model:
            seen = (tree.by_keyword.get("FROM", []), *map(tree.where, rule.nodes)) if rule.nodes else ()
            before = known.get(rule.code)
            held = before.after(change, head, seen) if before is not None else None
            still = held is not None
            if held is None:
                held = OfFile(head, seen, self._in_nodes(rule))
            if still or (rule.nodes and is_near(held.found, tree)):
                kept[rule.code] = held
            for number, found in held.found.items():
                everything[number] = (*everything.get(number, ()), *found)
        return everything, kept

    def _in_nodes(self, rule: Rule, *more: object) -> Numbered:
        """What a rule about the file finds, or one about more, by node."""
        items = self._run(rule, self.model, *more)
        if not items:
            return {}
        found = relative((item for item in items if isinstance(item, Finding)), self.model.tree)
        for number, finding in (item for item in items if isinstance(item, InNode)):
            found[number] = (*found.get(number, ()), finding)
        return found

    def about_findings(self, rule: Rule, findings: Iterable[Finding]) -> Numbered:
        """What a rule about findings finds, by node."""
        return self._in_nodes(rule, findings)

    def _run(self, rule: Rule, *about: object) -> list[Any]:
        """What a rule says of something."""
        try:
            found = list(rule.check(*about, self.config) if rule.wants_config else rule.check(*about))
            return [self._complete(item, rule) for item in found] if found else found
        except Exception as error:
            self._crashed(rule, error)
            return []

    def _crashed(self, rule: Rule, error: Exception) -> None:
        if strict:
            raise error
        if rule.code not in self.crashes:
            self.crashes[rule.code] = repr(error)
            log.error("rule %s (%s) crashed", rule.code, rule.name, exc_info=error)

    def _complete(self, item: Finding | InNode, rule: Rule) -> Finding | InNode:
        """What was found, with the rule's names and what it weighs."""
        if isinstance(item, InNode):
            known = self.model.tree.nodes[item.number].__dict__
            key = f"complete {rule.code}"
            before = known.get(key)
            if before is None or before[0] is not item.finding or before[1] is not self.chosen:
                before = known[key] = item.finding, self.chosen, _complete(item.finding, rule, self.chosen)
            return InNode(item.number, before[2])
        return _complete(item, rule, self.chosen)


def _complete(finding: Finding, rule: Rule, chosen: _Chosen) -> Finding:
    span, message, fixes, related, tags, names, severity, _ = finding
    names = names or rule.names
    weight: Any = severity or rule.severity
    if chosen.severity:
        weights = (chosen.severity[name.lower()] for name in (*names, rule.name) if name.lower() in chosen.severity)
        weight = next(weights, weight)
    return Finding(span, message, fixes, related, tags, names, weight, names[0])


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
