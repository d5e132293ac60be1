"""What was found in one version of a file, node by node, so that the next version takes over what an edit leaves alone.

It knows findings and where they stand, and must not know how rules are run.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from operator import attrgetter
from typing import Generic, TypeVar
from weakref import ReferenceType, ref

from ..config import Config
from ..late import cached_property
from ..model import Model, Stage
from ..named import NamedTuple
from ..syntax import Change, Node, Tree
from ..text import Offsets, Span, difference
from .pragmas import Pragmas
from .rule import Finding

Item = TypeVar("Item")

Found = tuple[Finding, ...]
"""Findings that begin in one node; all their places are relative to its start."""

Numbered = dict[int, Found]
"""The same by the number of the node."""

BY_PLACE = attrgetter("span", "code")


class Row(NamedTuple):
    """What was found in one node, in order: what stands, and what a pragma switches off."""

    kept: Found
    ignored: Found = ()


class About(NamedTuple):
    """What the rules about a stage found.

    Attributes:
        own: What begins in one of its nodes, by how many nodes behind its FROM; for the head, behind the file's start.
        foreign: What begins elsewhere: the index of the stage, the same, and the findings.
        reach: The other stages in which a place lies that a finding speaks of, by index; -1 is the head.
        distances: How far away these stand.
        rules: The codes of the rules that have found it.
    """

    own: Numbered
    foreign: tuple[tuple[int, int, Found], ...] = ()
    reach: frozenset[int] = frozenset()
    distances: tuple[object, ...] = ()
    rules: frozenset[str] = frozenset()

    def numbered(self, model: Model, index: int) -> Numbered:
        """All of it by the number of the node; the stage has that index in the model."""
        first = _first(model, index)
        own = {first + behind: found for behind, found in self.own.items()}
        return together(own, self.elsewhere(model)) if self.foreign else own

    def elsewhere(self, model: Model) -> Numbered:
        """What begins in other stages, by the number of the node."""
        return {_first(model, index) + behind: found for index, behind, found in self.foreign}


class OfFile(NamedTuple):
    """What a rule about the file found, and the nodes that it looked at.

    Attributes:
        head: The instructions before the first FROM.
        seen: The numbers of the FROM lines, and of other nodes.
        found: What was found.
    """

    head: tuple[Node, ...]
    seen: tuple[list[int], ...]
    found: Numbered

    def after(self, change: Change, head: tuple[Node, ...], seen: tuple[list[int], ...]) -> OfFile | None:
        """The same after a change, if the rule would look at the same nodes; else None."""
        if head != self.head or not all(map(change.only_moved, self.seen, seen)):
            return None
        if not change.by:
            return self._replace(seen=seen)
        return OfFile(head, seen, {change.moved(number): found for number, found in self.found.items()})


class Kept(NamedTuple):
    """What the next report may take over.

    Attributes:
        model: The model which it is about.
        surroundings: What all rules about stages may look at besides.
        stages: What they found, the head's first.
        file: What the rules about the whole file found that look at few nodes, by the rule's code.
        wider: What all rules about the whole file found.
        found: What all of these and the rules about nodes found, for each node.
        late: What the rules about findings found.
        notes: The pragmas.
    """

    model: Model
    surroundings: tuple[object, ...]
    stages: list[About]
    file: dict[str, OfFile]
    wider: Numbered
    found: list[Found]
    late: Numbered
    notes: Pragmas


class Rows(Generic[Item]):
    """A row beside the nodes of a version, which knows the row it was made from.

    Attributes:
        rows: One item for each node.
    """

    def __init__(self, rows: list[Item]) -> None:
        self.rows = rows
        self._before: ReferenceType[Rows[Item]] | None = None
        self._other: Collection[int] = ()

    def follow(self, previous: Rows[Item], other: Collection[int]) -> None:
        """This row was made from another one, and has the same objects in it but for `other`."""
        self._before, self._other = ref(previous), other

    def since(self, previous: Rows[Item], change: Change) -> Collection[int]:
        """The numbers of the nodes for which this row may hold something else than one of an earlier version.

        What differs from the row that was its hint is known, and for any other one looked for.

        Args:
            previous: The other row.
            change: What has become of its nodes. Those that changed themselves are among the numbers.
        """
        if previous is self:
            return ()
        if self._before is not None and self._before() is previous:
            return self._other
        return _others(previous.rows, self.rows, change)


def _others(old: list[Item], new: list[Item], change: Change) -> set[int]:
    """The same, by a comparison of all objects."""
    found = {*range(change.first, change.come)}
    for start, end, by in ((0, change.first, 0), (change.come, len(new), change.by)):
        before, now = old[start - by : end - by], new[start:end]
        prefix, suffix = difference(before, now)
        found.update(start + at for at in range(prefix, len(now) - suffix) if before[at] is not now[at])
    return found


class Report(Rows["Row | None"]):
    """What was found in one version of a file.

    Attributes:
        rows: What was found in each node, pragmas applied; None for nothing.
        starts: Where the nodes start.
        config: The configuration which this holds for.
        crashes: The rules that crashed, with their errors.
        kept: What the next report may take over.
    """

    def __init__(
        self,
        rows: list[Row | None],
        starts: Offsets,
        config: Config,
        crashes: dict[str, str],
        kept: Kept | None = None,
    ) -> None:
        super().__init__(rows)
        self.starts = starts
        self.config = config
        self.crashes = crashes
        self.kept = kept

    @cached_property
    def findings(self) -> Found:
        """All findings, by place, pragmas applied."""
        return tuple(finding.shift(start) for row, start in zip(self.rows, self.starts) if row for finding in row.kept)

    @cached_property
    def ignored(self) -> Found:
        """Those which a pragma switches off."""
        return tuple(
            finding.shift(start) for row, start in zip(self.rows, self.starts) if row for finding in row.ignored
        )

    @property
    def has_safe_fix(self) -> bool:
        """Whether there is a finding with a fix that may be applied unasked."""
        return any(fix.safe for row in self.rows if row for finding in row.kept for fix in finding.fixes)

    def touching(self, span: Span) -> Iterator[Finding]:
        """The findings that a span touches, by place."""
        last = self.starts.number(span.end) + 1
        return (
            finding.shift(start)
            for row, start in zip(self.rows[:last], self.starts)
            if row
            for finding in row.kept
            if finding.span.start + start <= span.end and span.start <= finding.span.end + start
        )


def starts_of(tree: Tree) -> Offsets:
    """Where the rows of a report start: the nodes, or the text without any."""
    return tree.starts or Offsets([0])


def report_of(findings: Iterable[Finding], tree: Tree, config: Config) -> Report:
    """A report that says what it is told, by place."""
    starts = starts_of(tree)
    rows: list[Row | None] = [None] * len(starts)
    for number, found in relative(findings, tree).items():
        rows[number] = Row(tuple(sorted(found, key=BY_PLACE)))
    return Report(rows, starts, config, {})


def together(first: Numbered, second: Numbered) -> Numbered:
    """What both say, the first before the second."""
    if not first or not second:
        return first or second
    return {number: (*first.get(number, ()), *second.get(number, ())) for number in (*first, *second)}


def relative(findings: Iterable[Finding], tree: Tree) -> Numbered:
    """Findings by the node in which they begin, relative to that."""
    starts = starts_of(tree)
    found: dict[int, list[Finding]] = {}
    for finding in findings:
        number = starts.number(finding.span.start)
        found.setdefault(number, []).append(finding.shift(-starts[number]))
    return {number: tuple(together) for number, together in found.items()}


def absolute(found: Iterable[tuple[int, Found]], tree: Tree) -> Iterator[Finding]:
    """Findings at their places in the text."""
    starts = starts_of(tree)
    for number, together in found:
        for finding in together:
            yield finding.shift(starts[number])


def is_near(found: Numbered, tree: Tree) -> bool:
    """Whether all that findings speak of is in the node in which they begin, and ends before that: behind its end
    something may come."""
    return bool(tree.nodes) and all(
        span.start >= 0 and span.end < len(tree.nodes[number].source)
        for number, together in found.items()
        for finding in together
        for span in _places(finding)
    )


def differing(old: Numbered, new: Numbered, change: Change) -> set[int]:
    """The numbers of the nodes about which something else is found than before."""
    if not old and not new:
        return set()
    before = {change.moved(number): found for number, found in old.items() if not change.first <= number < change.gone}
    return {number for number in (*before, *new) if before.get(number) != new.get(number)}


# Stages


def about(findings: Iterable[Finding], model: Model, stage: Stage, rules: frozenset[str] = frozenset()) -> About:
    """What the rules about a stage found, such that it holds however the stage moves; `rules` are those that have."""
    tree = model.tree
    first, last = _first(model, stage.index), _first(model, stage.index + 1)
    starts = starts_of(tree)
    start = starts[first] if first < len(starts) else len(tree.text)
    end = starts[last] if last < len(starts) else len(tree.text)
    own: Numbered = {}
    foreign: list[tuple[int, int, Found]] = []
    reach: set[int] = set()
    for number, found in relative(findings, tree).items():
        if first <= number < last:
            own[number - first] = found
        else:
            index = _index(model, number)
            foreign.append((index, number - _first(model, index), found))
            reach.add(index)
        for finding in found:
            for span in _places(finding):
                place = span.shift(starts[number])
                if place.start < start or place.end > end:
                    reach.add(_index(model, starts.number(place.start)))
                elif place.end == start:  # What is put above the FROM goes above a comment that comes to stand on it.
                    reach.add(stage.index - 1)
    reached = frozenset(reach)
    return About(own, tuple(foreign), reached, distances(model, stage, reached), rules)


def _places(finding: Finding) -> Iterator[Span]:
    yield finding.span
    for item in finding.related:
        yield item.span
    for fix in finding.fixes:
        for edit in fix.edits:
            yield edit.span


def distances(model: Model, stage: Stage, reach: frozenset[int]) -> tuple[object, ...]:
    """How far away other stages stand; of the head, each of its nodes."""
    if not reach:
        return ()
    starts = model.tree.starts
    start = starts[_first(model, stage.index)] if starts else 0
    found: list[object] = []
    for index in sorted(reach):
        if index >= 0:
            found.append(starts[model.stages[index].number] - start)
        else:
            found += [at - start for at in starts[: _first(model, 0)]]
    return tuple(found)


def _first(model: Model, index: int) -> int:
    """The number of a stage's first node: its FROM; of the head, that of the file."""
    if index < 0:
        return 0
    return model.stages[index].number if index < len(model.stages) else len(starts_of(model.tree))


def _index(model: Model, number: int) -> int:
    stage = model.stage_of(number)
    return -1 if stage is None else stage.index


# Pragmas


def sifted(found: Found, number: int, notes: Pragmas, config: Config) -> Row | None:
    """What stands of what was found in a node, and what a pragma or the configuration switches off."""
    kept: list[Finding] = []
    ignored: list[Finding] = []
    unwanted = {name.lower() for name in config.ignore}
    listen = config.pragmas and bool(notes)
    for finding in found:
        silent = finding.severity == "off"  # type: ignore[comparison-overlap]
        if silent or (unwanted and any(name.lower() in unwanted for name in finding.names)):
            continue
        if listen and notes.covers(finding, number):
            ignored.append(finding)
        else:
            kept.append(finding)
    if len(kept) > 1:
        kept.sort(key=BY_PLACE)
    return Row(tuple(kept), tuple(ignored)) if kept or ignored else None


def with_more(row: Row | None, more: Row | None) -> Row | None:
    """What was found in a node, and more."""
    if row is None or more is None:
        return row or more
    return Row(tuple(sorted((*row.kept, *more.kept), key=BY_PLACE)), (*row.ignored, *more.ignored))
