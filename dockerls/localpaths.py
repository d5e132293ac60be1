"""The paths of a file: those in the build context that COPY, ADD and bind mounts take, and those its stages have made.

It knows what is written, and must not know what lies on any disk.
"""

from __future__ import annotations

from collections.abc import Iterator

from .buildcontext import within
from .docker.projects import OUTPUT_OPTIONS, OUTPUTS
from .docker.sources import source
from .model import Model, Stage
from .named import NamedTuple
from .state import joined, state_at, state_end, value_at
from .syntax.shell import Command
from .syntax.views import context_sources, copy
from .text import Span

_MOST_BASES = 16
_MOST_ASKED = 1000


class LocalPath(NamedTuple):
    """A path in the build context.

    Attributes:
        number: The number of the node.
        span: Where it stands in the node.
        path: The path, relative to the context; empty for the context itself.
        is_pattern: Whether it has wildcards.
    """

    number: int
    span: Span
    path: str
    is_pattern: bool


def local_paths(model: Model) -> Iterator[LocalPath]:
    """Every path of the build context that a file names and whose value can be known, in the order of the text."""
    for keyword in ("COPY", "ADD", "RUN"):
        for number in model.tree.by_keyword.get(keyword, ()):
            for text, span in context_sources(model.tree.nodes[number]):
                path = text if "$" not in text else value_at(model, number, text)
                if path is not None and _is_local(path):
                    yield LocalPath(number, span, within(path), any(sign in path for sign in "*?["))


def _is_local(text: str) -> bool:
    """Whether a source is a path, and no address or heredoc."""
    return not text.startswith("<<") and source(text).kind == "path"


class Made(NamedTuple):
    """A path that an instruction makes: the number of its node, the path, and what it is."""

    number: int
    path: str
    why: str


def made_in(model: Model, stage: Stage) -> dict[str, str]:
    """The paths that a stage is known to have at its end, the latest first, each with what it is.

    Those are its directories, what it copies, and what its commands are told to write or are known to.
    """
    found: dict[str, str] = {}
    for _, path, why in _made(model, stage, stage.end):
        found.pop(path, None)  # What is named again is the later one.
        found[path] = why
    end = state_end(model, stage).workdir
    if end is not None and end != "/":
        found.setdefault(end, "working directory")
    return dict(reversed(found.items()))


def made_before(model: Model, number: int, path: str) -> Made | None:
    """What made a path or the nearest folder that it lies in, as far as node `number` and those before it tell."""
    stage = model.stage_of(number)
    best: Made | None = None
    for made in _made(model, stage, number) if stage is not None else ():
        inside = path == made.path or path.startswith(f"{made.path}/")
        if inside and (best is None or len(made.path) >= len(best.path)):
            best = made
    return best


def _made(model: Model, stage: Stage, last: int) -> Iterator[Made]:
    """What a stage and those below it make, up to node `last`; of very many instructions only the last ones are asked,
    one after another, with the directory carried along: to ask for it anew at each would take the square of the time.
    """
    parts = (*reversed(model.bases(stage, _MOST_BASES)), stage)
    numbers = [number for part in parts for number in part.instructions if number <= last][-_MOST_ASKED:]
    directory = state_at(model, numbers[0]).workdir if numbers else None
    for number in numbers:
        yield from (Made(number, path, why) for path, why in _made_from(model, number, directory))
        node = model.tree.nodes[number]
        if node.keyword == "WORKDIR" and node.words:
            directory = joined(directory, value_at(model, number, node.words[0].text))


def made_by(model: Model, number: int) -> Iterator[tuple[str, str]]:
    """The paths that an instruction makes, as far as its words tell, each with what it is."""
    return _made_from(model, number, state_at(model, number).workdir)


def _made_from(model: Model, number: int, directory: str | None) -> Iterator[tuple[str, str]]:
    """The same, in a directory that is known."""
    node = model.tree.nodes[number]
    if node.keyword == "WORKDIR" and node.words:
        path = joined(directory, value_at(model, number, node.words[0].text))
        if path is not None and path != "/":
            yield path, "working directory"
    elif node.keyword in ("COPY", "ADD"):
        view = copy(node)
        path = joined(directory, value_at(model, number, view.destination.text)) if view.destination else None
        if path is None or view.destination is None:
            return
        into = view.destination.text.endswith(("/", "/.")) or view.destination.text == "." or len(view.sources) > 1
        if path != "/":
            yield path, f"{node.keyword} into it" if into else f"written by {node.keyword}"
        for word in view.sources if into else ():
            name = within(word.text).rpartition("/")[2]
            if name and not any(sign in word.text for sign in "*?[$") and _is_local(word.text):
                yield f"{path.rstrip('/')}/{name}", f"written by {node.keyword}"
    elif node.keyword == "RUN":
        here = directory
        for command in node.script.commands:
            if command.program == "cd":
                here = joined(here, command.words[0]) if len(command.args) == 1 else None
            for written in _outputs(command):
                path = joined(here, written)
                if path is not None and path != "/":
                    yield path, f"made by {command.program}"


def _outputs(command: Command) -> Iterator[str]:
    """The paths which a command writes, as far as its words tell."""
    words = command.words
    for position, word in enumerate(words):
        option, sign, value = word.partition("=")
        if option in OUTPUT_OPTIONS.get(command.program, ()):
            value = value if sign else "".join(words[position + 1 : position + 2])
            if value and not any(mark in value for mark in "$*?-&") and value != "/dev/null":
                yield value
    for output in OUTPUTS:
        if command.program in output.programs and set(output.words) <= set(words):
            yield from output.paths
    if command.program == "mkdir" or (command.program.startswith("python") and "venv" in words):
        yield from (word for word in words if word not in ("-m", "venv") and not any(mark in word for mark in "$-*?{"))
