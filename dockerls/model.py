"""What a tree means: stages and what they build on, variables and where they are visible, what holds for instructions.

It follows BuildKit's conversion (moby/buildkit, frontend/dockerfile/dockerfile2llb) and must not know of findings.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal
from weakref import ReferenceType, ref

from .buildcontext import NO_CONTEXT, BuildContext
from .docker import PREDEFINED, lookup, parse_reference, variant
from .late import cached_property
from .named import NamedTuple
from .scope import Scope
from .syntax import Change, Flag, Node, Tree, Word
from .syntax.once import once
from .syntax.views import from_
from .text import Span, shifted
from .values import expand

if TYPE_CHECKING:
    from .references import Reference

LINUX_SHELL = ("/bin/sh", "-c")
WINDOWS_SHELL = ("cmd", "/S", "/C")

_CHANGES_FACTS = frozenset(("USER", "WORKDIR", "SHELL"))
_PATH = frozenset(("PATH",))
_PLATFORM_ARGS = frozenset(name for name, known in PREDEFINED.items() if known.scope == "platform")
_ALWAYS_ARGS = frozenset(name for name, known in PREDEFINED.items() if known.scope in ("proxy", "buildkit"))


class Variable(NamedTuple):
    """A variable that an ARG or ENV instruction declares, or one that BuildKit knows by itself (`number` is -1).

    `span` is that of its name in the node; `value` is what the instruction gives it, unexpanded, or None.
    `stage` is the index of the stage that declares it, or -1 for the file's head.
    """

    name: str
    kind: Literal["arg", "env", "predefined"]
    number: int
    span: Span
    value: Word | None
    stage: int

    @property
    def is_global(self) -> bool:
        """Whether it is declared before the first FROM, where only FROM lines see it."""
        return self.stage < 0 and self.kind == "arg"


class Known(NamedTuple):
    """A variable in scope and its value there: None if it cannot be known before the build."""

    variable: Variable
    text: str | None


class Texts(Mapping[str, "str | None"]):
    """The values of known variables, as `expand` wants them; those in `newer` come first."""

    def __init__(self, known: Mapping[str, Known], newer: Mapping[str, Known] = MappingProxyType({})) -> None:
        self._known = known
        self._newer = newer

    def __getitem__(self, name: str) -> str | None:
        return (self._newer if name in self._newer else self._known)[name].text

    def __contains__(self, name: object) -> bool:
        return name in self._newer or name in self._known

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self._known, *self._newer)))

    def __len__(self) -> int:
        return len(dict.fromkeys((*self._known, *self._newer)))


class Stage:
    """A build stage.

    Attributes:
        index: Its number, from zero.
        name: Its name in lower case; empty if it has none.
        name_word: Its name as written, in the FROM node.
        number: The number of its FROM node.
        end: The number of the node after its last instruction.
        image: What it is based on, with global ARGs expanded; None if that cannot be known.
        image_word: The same as written, in the FROM node; None if it is missing.
        base: The index of the stage it is based on, or None for an image.
        platform: The `--platform` flag.
    """

    def __init__(
        self,
        index: int,
        number: int,
        name_word: Word | None,
        image_word: Word | None,
        image: str | None,
        base: int | None,
        platform: Flag | None,
    ) -> None:
        self.index = index
        self.number = number
        self.end = number + 1
        self.name = name_word.text.lower() if name_word else ""
        self.name_word = name_word
        self.image_word = image_word
        self.image = image
        self.base = base
        self.platform = platform
        self._by = 0
        self._instructions: list[int] = []
        self._declarations: list[tuple[int, Node]] = []

    def moved(self, by: int) -> Stage:
        """The same stage, its nodes' numbers greater by `by`; those of its instructions are put up when asked for."""
        stage = Stage.__new__(Stage)
        known = stage.__dict__
        known.update(self.__dict__)
        for name in ("instructions", "declarations", "variables"):
            known.pop(name, None)
        stage.number += by
        stage.end += by
        stage._by += by
        return stage

    @cached_property
    def instructions(self) -> list[int]:
        """The numbers of its instructions, FROM excluded."""
        return shifted(self._instructions, self._by)

    @cached_property
    def declarations(self) -> list[tuple[int, Node]]:
        """Those which declare variables, by number."""
        return [(number + self._by, node) for number, node in self._declarations] if self._by else self._declarations

    @cached_property
    def variables(self) -> list[Variable]:
        """What its own instructions declare, in order."""
        return [
            Variable(name, kind, number, span, value, self.index)
            for number, node in self.declarations
            for name, kind, span, value in _declared(node)
        ]

    @property
    def title(self) -> str:
        """Its name, or `stage N`."""
        return self.name_word.text if self.name_word else f"stage {self.index}"


class Facts(NamedTuple):
    """What a single instruction may know of its surroundings: small, and compared by value.

    Attributes:
        stage: Whether it stands in a stage; False before the first FROM.
        image: The repository of the image at the bottom of its stage, such as `python`; "" if unknown or scratch.
        tag: That image's tag.
        shell: The shell that runs its shell form.
        own_shell: Whether a SHELL of this file says so.
        os: The system it runs on.
        user: The user as last set by USER, or the image's own; "" if the image's own is not known.
        workdir: The directory as last set by WORKDIR, unexpanded; None if this file sets none.
        final: Whether its stage is the last one, or the last one is based on it.
        onbuild: Whether it is what an ONBUILD puts off.
    """

    stage: bool = False
    image: str = ""
    tag: str = ""
    shell: tuple[str, ...] = LINUX_SHELL
    os: Literal["linux", "windows"] = "linux"
    user: str = ""
    workdir: str | None = None
    final: bool = False
    own_shell: bool = False
    onbuild: bool = False


NOWHERE = Facts()
"""What is known before the first FROM."""


class Difference(NamedTuple):
    """Where a model differs from the one that was its hint.

    Attributes:
        stages: The stages of which something has changed that a rule about one may look at, by index; -1 is the head.
        behind: From which stage on the indexes have grown.
        by: By how much.
    """

    stages: frozenset[int] = frozenset()
    behind: int = 0
    by: int = 0


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

    def __init__(self, tree: Tree, context: BuildContext = NO_CONTEXT, previous: Model | None = None) -> None:
        self.tree = tree
        self.context = context
        self.stages: list[Stage] = []
        self.head = Stage(-1, -1, None, None, None, None, None)
        self.facts: list[Facts | None] = []
        self.ends: list[Facts] = []
        self._starts: list[int] = []
        self._bottoms: list[int] = []
        self._by_name: dict[str, int] = {}
        self._known_scopes: dict[int, tuple[list[int], list[Scope[Known]]]] = {}
        self._before: ReferenceType[Model] | None = None
        self._difference: Difference | None = None
        change = tree.since(previous.tree) if previous is not None else None
        if previous is None or change is None:
            self._read()
            self._flow()
            return
        self._before = ref(previous)
        if self._is_structural(previous, change):
            self._read()
            self._flow()
            self._difference = self._compared(previous, change)
        else:
            self._difference = self._take_over(previous, change)

    def since(self, previous: Model) -> Difference | None:
        """Where this model differs from another one.

        None means that all may differ: the other is neither this one nor the hint that it was made with, or the
        instructions of the head have changed.
        """
        if previous is self:
            return Difference()
        return self._difference if self._before is not None and self._before() is previous else None

    # What the model before knows

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
        self._by_name, self._bottoms = old._by_name, old._bottoms
        self._starts = old._starts if not by else old._starts[: at + 1] + shifted(old._starts[at + 1 :], by)
        before = old.stages[at] if at >= 0 else old.head
        here = self._reread(before, change)
        after = old.stages[at + 1 :]
        self.head = here if at < 0 else old.head
        self.stages = (
            old.stages[: max(at, 0)] + [here] * (at >= 0) + [stage.moved(by) if by else stage for stage in after]
        )
        names = ["global_values", "final_stages", *(("globals", "_global_scopes") if at >= 0 or not by else ())]
        self.__dict__.update((name, old.__dict__[name]) for name in names if name in old.__dict__)
        if here is before and not by:
            self._known_scopes = old._known_scopes
        else:
            self._known_scopes = {index: scopes for index, scopes in old._known_scopes.items() if index < at}
        self._flow_again(old, change, at)
        is_empty = change.first == max(change.gone, change.come)
        return Difference() if is_empty else Difference(self._with_those_above({at}))

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
        stage = Stage(old.index, old.number, old.name_word, old.image_word, old.image, old.base, old.platform)
        stage._instructions = own
        stage.end = own[-1] + 1 if own else old.number + 1
        behind = [(number + change.by, node) for number, node in old.declarations[gone:]]
        stage._declarations = old.declarations[:first] + new + behind
        return stage

    def _flow_again(self, old: Model, change: Change, at: int) -> None:
        """Take the facts over, but for the stage in which the change lies, and those which build on what it leaves."""
        nodes = self.tree.nodes
        self.facts = change.spliced(old.facts, [None] * (change.come - change.first))
        self.ends = old.ends
        touched = (*old.tree.nodes[change.first : change.gone], *nodes[change.first : change.come])
        if at < 0:
            return
        stage = self.stages[at]
        if not any(node.keyword in _CHANGES_FACTS for node in touched):
            following = next(
                (facts for facts in self.facts[change.come : stage.end] if facts is not None), old.ends[at]
            )
            for number in range(change.first, change.come):
                if nodes[number].kind == "instruction":
                    self.facts[number] = following
            return
        self.ends = list(old.ends)
        changed = {at}
        for stage in self.stages[at:]:
            if stage.index == at or stage.base in changed:
                self.ends[stage.index] = self._flow_through(stage, self._start(stage, self.ends))
                if self.ends[stage.index] != old.ends[stage.index]:
                    changed.add(stage.index)

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
        return stage

    @cached_property
    def globals(self) -> list[Variable]:
        """The ARGs before the first FROM."""
        return [variable for variable in self.head.variables if variable.kind == "arg"]

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
        """The last stage and those it is based on: what they leave behind is in the image."""
        if not self.stages:
            return frozenset()
        last = self.stages[-1]
        return frozenset({last.index, *(stage.index for stage in self.bases(last))})

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
            if keyword not in _CHANGES_FACTS:
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
        return _of_image(image, is_windows(image, stage.platform), final)

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
        from .references import references

        return references(self)

    def global_of(self, variable: Variable) -> Variable | None:
        """The global ARG which an ARG without a value in a stage re-declares."""
        if variable.kind != "arg" or variable.value is not None or variable.stage < 0:
            return None
        return next((item for item in reversed(self.globals) if item.name == variable.name), None)


@once
def _declared(node: Node) -> tuple[tuple[str, Literal["arg", "env"], Span, Word | None], ...]:
    """What an ARG or ENV declares: name, kind, the name's place in the node, and value."""
    kind: Literal["arg", "env"] = "arg" if node.keyword == "ARG" else "env"
    return tuple((unquote(pair.key.text), kind, pair.key.span, pair.value) for pair in node.pairs)


@lru_cache(maxsize=512)
def _of_image(image: str, windows: bool, final: bool) -> Facts:
    """What holds at the beginning of a stage that is based on an image."""
    reference = parse_reference(image) if image and image != "scratch" else None
    name = reference.repository if reference else ""
    known = lookup(image) if reference else None
    if known is not None and reference is not None:
        known = variant(known, reference.tag or "")
    return Facts(
        stage=True,
        image=known.name if known else name,
        tag=(reference.tag or "") if reference else "",
        shell=WINDOWS_SHELL if windows else LINUX_SHELL,
        os="windows" if windows else "linux",
        user=known.runs_as if known else ("root" if image == "scratch" else ""),
        workdir=None,
        final=final,
    )


def build(tree: Tree, context: BuildContext = NO_CONTEXT, previous: Model | None = None) -> Model:
    """The model of a tree in a build context.

    Args:
        tree: The tree.
        context: What is known of the files beside the Dockerfile.
        previous: The model of the tree which this one was made from: what did not change is taken over. It saves work
            and changes nothing.
    """
    if previous is not None and previous.tree is tree and previous.context == context:
        return previous
    return Model(tree, context, previous)


def unquote(key: str) -> str:
    """A key without the quotes around it, as in `LABEL "a b"=c`."""
    return key[1:-1] if len(key) > 1 and key[0] == key[-1] and key[0] in "'\"" else key


def is_windows(image: str, platform: Flag | None) -> bool:
    """Whether a stage runs on Windows, by its platform or its image's name."""
    if platform is not None and platform.value:
        return platform.value.lower().startswith("windows")
    name = image.lower()
    return any(word in name for word in ("windows", "nanoserver", "servercore"))


def _predefined(name: str) -> Variable:
    return Variable(name, "predefined", -1, Span(0, 0), None, -1)


def is_predefined(name: str) -> bool:
    """Whether BuildKit knows a variable without any ARG: the proxies and its own build arguments."""
    return name in _ALWAYS_ARGS
