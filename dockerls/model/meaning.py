"""What a tree means: stages and what they build on, variables and where they are visible, what holds for instructions.

It follows BuildKit's conversion (moby/buildkit, frontend/dockerfile/dockerfile2llb) and must not know of findings, nor
of what was there before.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from itertools import dropwhile, groupby
from typing import TYPE_CHECKING

from ..buildcontext import NO_CONTEXT, BuildContext
from ..docker import PREDEFINED, lookup
from ..late import cached_property, regex
from ..scope import Scope
from ..syntax import Node, Tree
from ..syntax.views import from_
from ..text import Span
from ..values import expand
from .parts import NOWHERE, Difference, Facts, Known, Stage, Texts, Variable, is_windows, of_image

if TYPE_CHECKING:
    from ..references import Reference

CHANGES_FACTS = frozenset(("USER", "WORKDIR", "SHELL"))
"""The instructions behind which other facts may hold."""

_CHECKS = regex(r"(?:^|[-_.])(?:checks?|lint|tests?|testing|validate|validation|verify)(?:$|[-_.])")
_BASES = regex(
    r"(?:^|[-_.])(?:base|build|builder|common|deps|dev|development|sdk|tools?|toolchain|vendored)(?:$|[-_.])"
)
_PATH = frozenset(("PATH",))
_PLATFORM_ARGS = frozenset(name for name, known in PREDEFINED.items() if known.scope == "platform")


class Model:
    """A tree and what it means.

    Attributes:
        tree: The tree.
        stages: Its stages, in order.
        head: What stands before the first FROM, as a stage of index and number -1.
        facts: For each node's number the facts that hold there; None for what is no instruction.
        ends: The facts at the end of each stage.
        context: What is known of the files beside the Dockerfile.
    """

    def __init__(self, tree: Tree, context: BuildContext = NO_CONTEXT) -> None:
        self.tree = tree
        self.context = context
        self.stages: list[Stage] = []
        self.head = Stage(-1, -1, None, None, None, None, None)
        self.facts: list[Facts | None] = []
        self.ends: list[Facts] = []
        self._starts: list[int] = []
        self._bottoms: list[int] = []
        self._bases: set[int] = set()
        self._by_name: dict[str, int] = {}
        self._known_scopes: dict[int, tuple[list[int], list[Scope[Known]]]] = {}

    def read(self) -> None:
        """Read all of the tree."""
        self._read()
        self._flow()

    def since(self, previous: Model) -> Difference | None:
        """Where this model differs from another one.

        None means that all may differ: the other is neither this one nor the hint that it was made with, or the
        instructions of the head have changed.
        """
        return Difference() if previous is self else None

    # Stages and declarations

    def _read(self) -> None:
        nodes = self.tree.nodes
        stage = self.head
        for number in self.tree.instructions:
            node = nodes[number]
            keyword = node.keyword
            if keyword == "FROM":
                stage = self._stage(number, node)
                continue
            stage.end = number + 1
            stage.instructions.append(number)
            if keyword == "ENV" or keyword == "ARG":
                stage.declarations.append((number, node))

    def _stage(self, number: int, node: Node) -> Stage:
        view = from_(node)
        image = None
        if view.image is not None:
            raw = view.image.text
            is_plain = not any(sign in raw for sign in ("$", "'", '"', node.escape))
            image = raw if is_plain else expand(raw, self.global_values, node.escape).text
        base = self._by_name.get(image) if image else None
        stage = Stage(len(self.stages), number, view.name, view.image, image, base, node.flag("platform"))
        if stage.name:
            self._by_name[stage.name] = stage.index
        self.stages.append(stage)
        self._starts.append(number)
        self._bottoms.append(stage.index if base is None else self._bottoms[base])
        if base is not None:
            self._bases.add(base)
        return stage

    @cached_property
    def globals(self) -> list[Variable]:
        """The ARGs before the first FROM."""
        return [variable for variable in self.head.variables if variable.kind == "arg"]

    @cached_property
    def _global_named(self) -> dict[str, Variable]:
        return {variable.name: variable for variable in self.globals}

    def global_named(self, name: str) -> Variable | None:
        """The last ARG before the first FROM that has a name."""
        return self._global_named.get(name)

    @cached_property
    def global_values(self) -> dict[str, str | None]:
        """The values which FROM lines see: platform variables (unknown) and the ARGs before the first FROM."""
        values: dict[str, str | None] = dict.fromkeys(_PLATFORM_ARGS)
        for variable in self.globals:
            if variable.value is not None:
                values[variable.name] = expand(variable.value.text, values, self.tree.escape).text
        return values

    def stage_of(self, number: int) -> Stage | None:
        """The stage in which a node stands, its FROM included; None before the first."""
        at = bisect_left(self._starts, number + 1) - 1
        return self.stages[at] if at >= 0 else None

    def stage_named(self, text: str) -> Stage | None:
        """The stage that `--from=text` means, by name (any case) or by number; of equal names the last."""
        if text.isascii() and text.isdigit():
            index = int(text) if len(text) < 9 else len(self.stages)
            return self.stages[index] if index < len(self.stages) else None
        index = self._by_name.get(text.lower(), -1)
        return self.stages[index] if index >= 0 else None

    def bases(self, stage: Stage, most: int = 1 << 60) -> list[Stage]:
        """The stages that a stage is based on, nearest first, itself excluded, and no more than that many."""
        found: list[Stage] = []
        while stage.base is not None and len(found) < most:
            stage = self.stages[stage.base]
            found.append(stage)
        return found

    def root_image(self, stage: Stage) -> str | None:
        """The image at the bottom of a stage; None if it cannot be known."""
        return self.bottom(stage).image

    def bottom(self, stage: Stage) -> Stage:
        """The last one of a stage and those it is based on: that which is based on an image."""
        return self.stages[self._bottoms[stage.index]]

    @cached_property
    def final_stages(self) -> frozenset[int]:
        """The last stage and those it is based on: what they leave behind is in the image.

        If the last one is called for a check (`test`, `validate`), it is shipped no more than the stages for building
        that it stands on. Names must do for that, since FROM lines alone are to say which stages these are.
        """
        if not self.stages:
            return frozenset()
        last = self.stages[-1]
        row = [last, *self.bases(last)]
        if _CHECKS.search(last.name):
            row = list(dropwhile(lambda stage: _CHECKS.search(stage.name) or _BASES.search(stage.name), row))
        return frozenset(stage.index for stage in row)

    # The state at each instruction

    def _flow(self) -> None:
        self.facts = [None] * len(self.tree.nodes)
        for number in self.head.instructions:
            self.facts[number] = NOWHERE
        self.ends = []
        for stage in self.stages:
            self.ends.append(self._flow_through(stage, self._start(stage, self.ends)))

    def _flow_through(self, stage: Stage, facts: Facts) -> Facts:
        """Set the facts of a stage's instructions, from those at its FROM on; gives those at its end."""
        nodes, held = self.tree.nodes, self.facts
        held[stage.number] = facts
        for number in stage.instructions:
            held[number] = facts
            node = nodes[number]
            keyword = node.keyword
            if keyword not in CHANGES_FACTS:
                continue
            if keyword == "USER" and node.words:
                facts = facts._replace(user=node.words[0].text)
            elif keyword == "WORKDIR" and node.words:
                facts = facts._replace(workdir=node.words[0].text)
            elif keyword == "SHELL" and node.json is not None and node.json.items:
                facts = facts._replace(shell=tuple(item.text for item in node.json.items), own_shell=True)
        return facts

    def _start(self, stage: Stage, ends: list[Facts]) -> Facts:
        final = stage.index in self.final_stages
        if stage.base is not None:
            return ends[stage.base]._replace(final=final)
        image = stage.image or ""
        return of_image(image, is_windows(image, stage.platform), final)

    # Variables

    def visible(self, number: int, key: int = 1 << 60) -> Mapping[str, Known]:
        """The variables in scope where node `number` is expanded, by name, with their values there.

        In a stage: what the stages below it leave (ENV and ARG), then its own, in order; the later wins.
        In FROM and before it: the global ARGs and the platform variables.

        Args:
            number: The node's number.
            key: For an ARG that declares several: only those before this one of its keys count.
        """
        stage = self.stage_of(number)
        if stage is None or stage.number == number:
            numbers, scopes = self._global_scopes
            return scopes[bisect_left(numbers, number)]
        numbers, scopes = self._scopes(stage)
        scope = scopes[bisect_left(numbers, number)]
        here = self.tree.nodes[number] if number < stage.end else None
        if here is None or here.keyword != "ARG":
            return scope
        at = bisect_left(stage.variables, number, key=lambda variable: variable.number)
        end = bisect_right(stage.variables, number, key=lambda variable: variable.number)
        return self._declared(scope, stage.variables[at : min(end, at + key)])

    @cached_property
    def _global_scopes(self) -> tuple[list[int], list[Scope[Known]]]:
        """The same as `_scopes` for what stands before the first FROM."""
        values: dict[str, str | None] = dict.fromkeys(_PLATFORM_ARGS)
        numbers: list[int] = []
        scopes = [Scope({name: Known(_predefined(name), None) for name in _PLATFORM_ARGS})]
        for number, own in groupby(self.globals, key=lambda variable: variable.number):
            new: dict[str, Known] = {}
            for variable in own:
                text = expand(variable.value.text, values, self.tree.escape).text if variable.value else None
                if variable.value is not None or (variable.name not in scopes[-1] and variable.name not in new):
                    new[variable.name] = Known(variable, text)
                if variable.value is not None:
                    values[variable.name] = text
            numbers.append(number)
            scopes.append(scopes[-1].having(new))
        return numbers, scopes

    def _scopes(self, stage: Stage) -> tuple[list[int], list[Scope[Known]]]:
        """The numbers of the instructions of a stage that declare variables; the scope before each, and at the end."""
        waiting = [stage]
        while waiting[-1].base is not None and waiting[-1].index not in self._known_scopes:
            waiting.append(self.stages[waiting[-1].base])
        for part in reversed(waiting):
            if part.index in self._known_scopes:
                continue
            scope: Scope[Known] = Scope() if part.base is None else self._known_scopes[part.base][1][-1]
            numbers: list[int] = []
            scopes = [scope]
            for number, own in groupby(part.variables, key=lambda variable: variable.number):
                scope = self._declared(scope, list(own))
                numbers.append(number)
                scopes.append(scope)
            self._known_scopes[part.index] = numbers, scopes
        return self._known_scopes[stage.index]

    def _declared(self, scope: Scope[Known], own: list[Variable]) -> Scope[Known]:
        """A scope behind the variables of one instruction, or behind the first ones of it."""
        new: dict[str, Known] = {}
        values = Texts(scope)
        for variable in own:
            item = self.value_of(variable, values)
            if item is not None:
                new[variable.name] = item
            elif variable.name not in new and variable.name not in scope:
                new[variable.name] = Known(variable, None)
            if variable.kind == "arg":  # The keys of one ENV do not see each other.
                values = Texts(scope, new)
        return scope.having(new)

    def value_of(self, variable: Variable, values: Mapping[str, str | None]) -> Known | None:
        """What a declaration makes of its variable, by the values of those in scope; None if it gives it no value."""
        if variable.value is not None:
            value = expand(variable.value.text, values, self.tree.escape)
            of_image = bool(value.unset) and not self._set_by_image(variable.stage).isdisjoint(value.unset)
            return Known(variable, None if of_image else value.text)
        if variable.kind == "arg" and variable.name in self.global_values:
            return Known(variable, self.global_values[variable.name])
        return None

    def _set_by_image(self, stage: int) -> frozenset[str]:
        """The variables which the image at the bottom of a stage sets, as far as that is known."""
        image = lookup(self.bottom(self.stages[stage]).image or "") if stage >= 0 else None
        return frozenset(("PATH", *(name for name, _ in image.env))) if image else _PATH

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every place that names a variable, a stage or a heredoc's delimiter, in the order of the text."""
        from ..references import references

        return references(self)

    def global_of(self, variable: Variable) -> Variable | None:
        """The global ARG which an ARG without a value in a stage re-declares."""
        if variable.kind != "arg" or variable.value is not None or variable.stage < 0:
            return None
        return next((item for item in reversed(self.globals) if item.name == variable.name), None)


def _predefined(name: str) -> Variable:
    return Variable(name, "predefined", -1, Span(0, 0), None, -1)
