"""The parts of what a tree means: variables, stages, and what an instruction may know of its surroundings.

They are values, and must not know how they are found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal

from ..docker import PREDEFINED, lookup, parse_reference, variant
from ..late import cached_property
from ..named import NamedTuple
from ..recent import recent
from ..syntax import Flag, Node, Word
from ..syntax.once import once
from ..text import Span, shifted

LINUX_SHELL = ("/bin/sh", "-c")
WINDOWS_SHELL = ("cmd", "/S", "/C")

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

    def holding(self, instructions: list[int], declarations: list[tuple[int, Node]]) -> Stage:
        """The same stage with other instructions in it."""
        stage = Stage(self.index, self.number, self.name_word, self.image_word, self.image, self.base, self.platform)
        stage._instructions, stage._declarations = instructions, declarations
        stage.end = instructions[-1] + 1 if instructions else self.number + 1
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
            for name, kind, span, value in declared(node)
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
        final: Whether its stage is the last one, or the last one is based on it; see `Model.final_stages`.
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
        within: Whether nothing but nodes has changed: what each stage is based on, and what the head holds, has not.
        facts: Whether other facts may hold at nodes which have not changed.
    """

    stages: frozenset[int] = frozenset()
    behind: int = 0
    by: int = 0
    within: bool = False
    facts: bool = True


@once
def declared(node: Node) -> tuple[tuple[str, Literal["arg", "env"], Span, Word | None], ...]:
    """What an ARG or ENV declares: name, kind, the name's place in the node, and value."""
    kind: Literal["arg", "env"] = "arg" if node.keyword == "ARG" else "env"
    return tuple((unquote(pair.key.text), kind, pair.key.span, pair.value) for pair in node.pairs)


@recent(256)
def of_image(image: str, windows: bool, final: bool) -> Facts:
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


def unquote(key: str) -> str:
    """A key without the quotes around it, as in `LABEL "a b"=c`."""
    return key[1:-1] if len(key) > 1 and key[0] == key[-1] and key[0] in "'\"" else key


def is_windows(image: str, platform: Flag | None) -> bool:
    """Whether a stage runs on Windows, by its platform or its image's name."""
    if platform is not None and platform.value:
        return platform.value.lower().startswith("windows")
    name = image.lower()
    return any(word in name for word in ("windows", "nanoserver", "servercore"))


def is_predefined(name: str) -> bool:
    """Whether BuildKit knows a variable without any ARG: the proxies and its own build arguments."""
    return name in _ALWAYS_ARGS
