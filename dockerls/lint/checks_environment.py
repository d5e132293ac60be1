"""The variables and the directory in force at each instruction in a build without further arguments, as BuildKit
computes them.

It knows ARG, ENV, WORKDIR, stages and `build-args`, and evaluates a value only when someone asks for it.
It must not know what the values are used for. Source: BuildKit's dockerfile2llb/convert.go (dispatchArg, dispatchEnv,
dispatchWorkdir).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from weakref import WeakKeyDictionary, ref

from ..config import Config
from ..docker import IMAGES, lookup, parse_reference
from ..model import Model, Stage
from ..scope import Scope
from ..spelling import DECLARED, nearest
from ..state import image_of, joined
from ..syntax import Node
from ..values import expand

_PLATFORM = "linux/amd64"
_NOT_IN_ENVIRONMENT = frozenset(("BUILDKIT_SBOM_SCAN_CONTEXT", "BUILDKIT_SBOM_SCAN_STAGE"))
_DEEPEST = 40
_NONE: Scope[None] = Scope()


class _Later:
    """A value not yet asked for."""

    __slots__ = ("_env", "_escape", "_text", "_word", "depth")

    def __init__(self, word: str, env: Environment, escape: str) -> None:
        self._word = word
        self._env: Environment | None = env
        self._escape = escape
        self._text: str | None = None
        self.depth = env.depth + 1

    def text(self) -> str | None:
        """The value."""
        if self._env is not None:
            self._text = expand(self._word, self._env, self._escape).text
            self._env = None
        return self._text


class Environment(Mapping[str, "str | None"]):
    """Names and their values; None where a value cannot be known.

    Attributes:
        depth: How many values may hang on one another.
    """

    __slots__ = ("_asked", "_open", "_values", "depth")

    def __init__(
        self, values: Scope[str | _Later | None], open_: bool, asked: Scope[None] = _NONE, depth: int = 0
    ) -> None:
        self._values = values
        self._open = open_
        self._asked = asked
        self.depth = depth

    def __getitem__(self, name: str) -> str | None:
        value = self._values[name]
        return value.text() if isinstance(value, _Later) else value

    def __contains__(self, name: object) -> bool:
        return name in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def later(self, word: str, escape: str) -> str | _Later | None:
        """A word's value here, evaluated when needed."""
        if "$" not in word and escape not in word and "'" not in word and '"' not in word:
            return word
        value = _Later(word, self, escape)
        return value if value.depth < _DEEPEST else expand(word, self, escape).text

    def lacks(self, name: str) -> bool:
        """Whether a variable is surely not set: no instruction sets it, and the base image does not either.

        Of an image we know nothing, it may set any variable but those for which this file has an ARG.
        """
        return name not in self._values and (not self._open or name in self._asked)

    def declares(self, name: str) -> bool:
        """Whether an ARG or ENV of this file, or the base image as far as we know it, has a variable."""
        return name in self._values or name in self._asked

    def nearest(self, name: str) -> str:
        """Of the names that `declares` knows, the one which a misspelt one means."""
        return nearest(name, [*islice(self._values.latest(), DECLARED), *islice(self._asked.latest(), DECLARED)])

    @property
    def is_open(self) -> bool:
        """Whether the base image may set variables of which we know nothing."""
        return self._open

    def is_sure(self, names: Iterable[str]) -> bool:
        """Whether all these variables are either set here or surely not set."""
        return all(name in self._values or self.lacks(name) for name in names)

    def bare(self) -> Environment:
        """This environment if the base image, should nothing be known of it, sets no variable but PATH."""
        return Environment(self._values, False, self._asked, self.depth) if self._open else self

    def child(self, values: Mapping[str, str | _Later | None]) -> Environment:
        """This environment and more values."""
        depth = max((value.depth for value in values.values() if isinstance(value, _Later)), default=0)
        return Environment(self._values.having(values), self._open, self._asked, max(depth, self.depth))

    def asking(self, name: str) -> Environment:
        """This environment behind an ARG that has no value."""
        return Environment(self._values, self._open, self._asked.having({name: None}), self.depth)


class Environments:
    """The environments of a model.

    Attributes:
        globals: What FROM lines see: the ARGs before the first one and the platform's variables.
    """

    def __init__(self, model: Model, build_args: Mapping[str, str]) -> None:
        self._model = ref(model)
        self._stages: dict[int, tuple[dict[int, Environment], Environment]] = {}
        self._directories: dict[tuple[int, bool], tuple[list[int], list[str | None]]] = {}
        self._escape = model.tree.escape
        self._arguments = build_args
        self._head: dict[int, Environment] = {}
        env = self.globals = Environment(Scope(dict(_platform_values(model))), False)
        nodes = model.tree.nodes
        for number in model.head.instructions:
            self._head[number] = env
            if nodes[number].keyword == "ARG":
                env = self._argued(nodes[number], env, False)
        self.globals = env

    def at(self, number: int) -> Environment:
        """What holds where an instruction stands, by its number; a stage is looked at when one asks for it."""
        model = self._model()
        stage = model.stage_of(number) if model is not None else None
        if model is None or stage is None or number == stage.number:
            return self._head.get(number, self.globals)
        return self._within(model, stage)[0].get(number, self.globals)

    def _within(self, model: Model, stage: Stage) -> tuple[dict[int, Environment], Environment]:
        """What holds for each instruction of a stage, by number, and at its end."""
        waiting = [stage]
        while waiting[-1].base is not None and waiting[-1].index not in self._stages:
            waiting.append(model.stages[waiting[-1].base])
        for part in reversed(waiting):
            if part.index in self._stages:
                continue
            env = self._stages[part.base][1] if part.base is not None else _of_image(part)
            found: dict[int, Environment] = {}
            for number in part.instructions:
                found[number] = env
                node = model.tree.nodes[number]
                if node.keyword == "ENV":
                    env = self._declared(node, env)
                elif node.keyword == "ARG":
                    env = self._argued(node, env, True)
            self._stages[part.index] = found, env
        return self._stages[stage.index]

    def directory(self, number: int, *, bare: bool = False) -> str | None:
        """The working directory where an instruction stands; None if it cannot be known.

        Args:
            number: The instruction's.
            bare: Whether a base image of which nothing is known is taken to set no directory and no variable.
        """
        model = self._model()
        stage = model.stage_of(number) if model is not None else None
        if model is None or stage is None:
            return None
        waiting = [stage]
        while waiting[-1].base is not None and (waiting[-1].index, bare) not in self._directories:
            waiting.append(model.stages[waiting[-1].base])
        for part in reversed(waiting):
            if (part.index, bare) in self._directories:
                continue
            here = self._directories[part.base, bare][1][-1] if part.base is not None else _root_of(part, bare)
            numbers: list[int] = []
            paths = [here]
            for at in part.instructions:
                node = model.tree.nodes[at]
                if node.keyword == "WORKDIR" and node.words:
                    env = self.at(at)
                    value = expand(node.words[0].text, env.bare() if bare else env, self._escape)
                    sure = bare or env.is_sure(value.unset)
                    numbers.append(at)
                    paths.append(joined(paths[-1], value.text if sure else None))
            self._directories[part.index, bare] = numbers, paths
        numbers, paths = self._directories[stage.index, bare]
        return paths[bisect_left(numbers, number)]

    def _declared(self, node: Node, env: Environment) -> Environment:
        values: dict[str, str | _Later | None] = {}
        for pair in node.pairs:  # They do not see each other.
            key = expand(pair.key.text, env, self._escape).text
            if key:
                values[key] = env.later(pair.value.text, self._escape) if pair.value else None
        return env.child(values) if values else env

    def _argued(self, node: Node, env: Environment, in_stage: bool) -> Environment:
        for pair in node.pairs:
            name = pair.key.text
            value: str | _Later | None
            if name in self._arguments:
                value = self._arguments[name]
            elif pair.value is not None:
                value = env.later(pair.value.text, self._escape)
            elif in_stage and name in self.globals:
                value = self.globals[name]
            else:
                env = env.asking(name)
                continue
            if not in_stage or name not in _NOT_IN_ENVIRONMENT:
                env = env.child({name: value})
        return env


_known: WeakKeyDictionary[Model, tuple[Mapping[str, str], Environments]] = WeakKeyDictionary()


def environments(model: Model, config: Config) -> Environments:
    """The environments of a model; computed once for all rules that ask."""
    found = _known.get(model)
    if found is None or found[0] != config.build_args:
        found = _known[model] = (config.build_args, Environments(model, config.build_args))
    return found[1]


def _platform_values(model: Model) -> Iterator[tuple[str, str]]:
    system, _, processor = _PLATFORM.partition("/")
    for prefix in ("BUILD", "TARGET"):
        yield prefix + "PLATFORM", _PLATFORM
        yield prefix + "OS", system
        yield prefix + "ARCH", processor
        yield prefix + "OSVERSION", ""
        yield prefix + "VARIANT", ""
    yield "TARGETSTAGE", (model.stages[-1].name if model.stages else "") or "default"


def _root_of(stage: Stage, bare: bool) -> str | None:
    """The directory which an image sets."""
    known = image_of(stage)
    return known.workdir if known is not None else "/" if bare or stage.image == "scratch" else None


def _of_image(stage: Stage) -> Environment:
    """What an image sets: known for scratch and for the images of our table, by name."""
    values: dict[str, str | _Later | None] = {"PATH": None}
    image = stage.image
    if image == "scratch":
        return Environment(Scope(values), False)
    known = lookup(image) if image and parse_reference(image) else None
    if known is None or known.name not in IMAGES:
        return Environment(Scope(values), True)
    values.update((name, None) for name, _ in known.env)
    return Environment(Scope(values), False)
