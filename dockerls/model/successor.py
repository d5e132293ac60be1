"""A model that is made from the one before: what an edit leaves alone is taken over.

It knows what each part of a model hangs on, and must not know what the parts mean.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import itemgetter
from weakref import ref

from ..buildcontext import BuildContext
from ..syntax import Change, Tree
from ..text import shifted
from .meaning import CHANGES_FACTS, Model
from .parts import Difference, Stage


class Successor(Model):
    """What a tree means that was made with another one as a hint. It is the model that would be made without."""

    def __init__(self, tree: Tree, context: BuildContext, previous: Model, change: Change) -> None:
        super().__init__(tree, context)
        self._before = ref(previous)
        self._difference: Difference | None
        if self._is_structural(previous, change):
            self.read()
            self._difference = self._compared(previous, change)
        else:
            self._difference = self._take_over(previous, change)

    def since(self, previous: Model) -> Difference | None:
        if self._before() is previous:
            return self._difference
        return super().since(previous)

    def _is_structural(self, old: Model, change: Change) -> bool:
        """Whether a change touches what all stages may hang on: a FROM, or an instruction before the first one."""
        nodes = (*old.tree.nodes[change.first : change.gone], *self.tree.nodes[change.first : change.come])
        in_head = not old.stages or change.first <= old.stages[0].number
        return any(node.keyword == "FROM" or (in_head and node.kind == "instruction") for node in nodes)

    def _take_over(self, old: Model, change: Change) -> Difference:
        """Read the stage in which the change lies, and take the others over.

        No FROM has changed, and nothing that one of them sees.
        """
        by = change.by
        at = bisect_left(old._starts, change.first) - 1
        self._by_name, self._bottoms, self._bases = old._by_name, old._bottoms, old._bases
        self._starts = old._starts if not by else old._starts[: at + 1] + shifted(old._starts[at + 1 :], by)
        before = old.stages[at] if at >= 0 else old.head
        here = self._reread(before, change)
        after = old.stages[at + 1 :]
        self.head = here if at < 0 else old.head
        self.stages = (
            old.stages[: max(at, 0)] + [here] * (at >= 0) + [stage.moved(by) if by else stage for stage in after]
        )
        names = ["global_values", "final_stages"]
        if at >= 0 or not by:
            names += ["globals", "_global_named", "_global_scopes"]
        self.__dict__.update((name, old.__dict__[name]) for name in names if name in old.__dict__)
        if here is before and not by:
            self._known_scopes = old._known_scopes
        else:
            self._known_scopes = {index: scopes for index, scopes in old._known_scopes.items() if index < at}
        facts = self._flow_again(old, change, at)
        is_empty = change.first == max(change.gone, change.come)
        touched = frozenset() if is_empty else frozenset((at,))
        return Difference(
            touched if touched.isdisjoint(self._bases) else self._with_those_above({at}), 0, 0, True, facts
        )

    def _reread(self, old: Stage, change: Change) -> Stage:
        """A stage in which a change lies; the same one if its instructions stand as before and declare the same."""
        nodes, instructions = self.tree.nodes, self.tree.instructions
        new = [
            (number, nodes[number])
            for number in range(change.first, change.come)
            if nodes[number].keyword in ("ENV", "ARG")
        ]
        first = bisect_left(old.declarations, change.first, key=itemgetter(0))
        gone = bisect_left(old.declarations, change.gone, key=itemgetter(0))
        last = old.index + 1 >= len(self._starts)
        end = len(instructions) if last else bisect_left(instructions, self._starts[old.index + 1])
        own = instructions[bisect_right(instructions, old.number) : end]
        if not new and first == gone and own == old.instructions:
            return old
        behind = [(number + change.by, node) for number, node in old.declarations[gone:]]
        return old.holding(own, old.declarations[:first] + new + behind)

    def _flow_again(self, old: Model, change: Change, at: int) -> bool:
        """Take the facts over, but for the stage in which the change lies, and those which build on what it leaves;
        tells whether there may be others at nodes that have not changed."""
        nodes = self.tree.nodes
        self.facts = change.spliced(old.facts, [None] * (change.come - change.first))
        self.ends = old.ends
        touched = (*old.tree.nodes[change.first : change.gone], *nodes[change.first : change.come])
        if at < 0:
            return False
        stage = self.stages[at]
        if not any(node.keyword in CHANGES_FACTS for node in touched):
            following = next(
                (facts for facts in self.facts[change.come : stage.end] if facts is not None), old.ends[at]
            )
            for number in range(change.first, change.come):
                if nodes[number].kind == "instruction":
                    self.facts[number] = following
            return False
        self.ends = list(old.ends)
        changed = {at}
        for stage in self.stages[at:]:
            if stage.index == at or stage.base in changed:
                self.ends[stage.index] = self._flow_through(stage, self._start(stage, self.ends))
                if self.ends[stage.index] != old.ends[stage.index]:
                    changed.add(stage.index)
        return True

    def _compared(self, old: Model, change: Change) -> Difference | None:
        """Where the stages differ if FROMs came, went or changed; None if the head does."""
        heads = [[model.tree.nodes[number] for number in model.head.instructions] for model in (old, self)]
        if heads[0] != heads[1]:
            return None
        at = bisect_left(self._starts, change.first) - 1
        behind = bisect_left(self._starts, change.come)
        by = behind - bisect_left(old._starts, change.gone)
        changed = set(range(min(at, behind - 1), behind))
        for stage in self.stages:
            if stage.index in changed:
                continue
            there = stage.index - by if stage.index >= behind else stage.index
            before = old.stages[there]
            base = before.base
            if base is not None and base >= behind - by:
                base += by
            if (
                (stage.image, stage.base) != (before.image, base)
                or (stage.index in self.final_stages) != (there in old.final_stages)
                or (stage.index == len(self.stages) - 1) != (there == len(old.stages) - 1)
            ):
                changed.add(stage.index)
        return Difference(self._with_those_above(changed), behind, by)

    def _with_those_above(self, changed: set[int]) -> frozenset[int]:
        """Stages, and those which build on one of them."""
        for stage in self.stages:
            if stage.base in changed:
                changed.add(stage.index)
        return frozenset(changed)
