"""What the container would get at an instruction: user, directory, ports, command; from the file and the image table.

It follows the chain of stages. It must not know how any of it is shown.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from .docker import Image, lookup, parse_reference, variant
from .model import Model, Stage, Texts
from .named import NamedTuple
from .references import is_number, sources
from .syntax import Node
from .text import Span
from .values import expand

_MOST = 64
_FLAGS_WITH_VALUE = (
    "-u --uid -g --gid -G --groups -ingroup --ingroup -s --shell -h --home -d --home-dir -c --comment -k -p --password"
    " -K -e -f -b --gecos"
)
_WITH_VALUE = frozenset(_FLAGS_WITH_VALUE.split())


class State(NamedTuple):
    """What holds at a place of a stage.

    Attributes:
        user: The user, expanded; "" if the base image's own is not known.
        workdir: The directory as an absolute path; None if it is not known.
        ports: What EXPOSE named, expanded.
        volumes: The volumes.
        entrypoint: The number of the ENTRYPOINT in force; None if the file sets none.
        cmd: The same for CMD; one of a base stage is reset by an ENTRYPOINT.
        stop_signal: The signal of STOPSIGNAL, or the image's; "" if neither is known.
    """

    user: str = ""
    workdir: str | None = None
    ports: tuple[str, ...] = ()
    volumes: tuple[str, ...] = ()
    entrypoint: int | None = None
    cmd: int | None = None
    stop_signal: str = ""


class StageUse(NamedTuple):
    """A place where a stage is used: the node, the span of the name in the text, and how."""

    user: int
    stage: int
    number: int
    span: Span
    role: str


def state_at(model: Model, number: int) -> State:
    """What holds where node `number` begins."""
    stage = model.stage_of(number)
    return State() if stage is None else _state(model, stage, number)


def state_end(model: Model, stage: Stage) -> State:
    """What a stage leaves."""
    return _state(model, stage, stage.end)


def _state(model: Model, stage: Stage, number: int) -> State:
    chain = [stage, *model.bases(stage)][:_MOST][::-1]
    image = image_of(chain[0])
    state = State(workdir="/" if chain[0].image == "scratch" else None)
    if chain[0].image == "scratch":
        state = state._replace(user="root")
    if image is not None:
        state = state._replace(user=image.runs_as, workdir=image.workdir, stop_signal=image.stop_signal)
    for link in chain:
        own_cmd = False
        for at in link.instructions:
            if at >= number:
                break
            node = model.tree.nodes[at]
            keyword = node.keyword
            if keyword == "ENTRYPOINT":
                state = state._replace(entrypoint=at, cmd=state.cmd if own_cmd else None)
            elif keyword == "CMD":
                own_cmd = True
                state = state._replace(cmd=at)
            elif keyword in ("USER", "WORKDIR", "STOPSIGNAL") and node.words:
                text = value_at(model, at, node.words[0].text)
                if keyword == "USER":
                    state = state._replace(user=text if text is not None else node.words[0].text)
                elif keyword == "STOPSIGNAL":
                    state = state._replace(stop_signal=text if text is not None else node.words[0].text)
                else:
                    state = state._replace(workdir=joined(state.workdir, text))
            elif keyword in ("EXPOSE", "VOLUME"):
                texts = tuple(value_at(model, at, word.text) or word.text for word in node.words)
                if keyword == "EXPOSE":
                    state = state._replace(ports=(*state.ports, *texts))
                else:
                    state = state._replace(volumes=(*state.volumes, *texts))
    return state


def image_of(stage: Stage) -> Image | None:
    """What is known of the image that a stage is based on directly, in the variant which it names."""
    known = lookup(stage.image) if stage.image else None
    reference = parse_reference(stage.image) if known and stage.image else None
    return variant(known, reference.tag) if known and reference else known


def value_at(model: Model, number: int, word: str) -> str | None:
    """The value of a word in node `number`, as the build makes it; None if it cannot be known."""
    escape = model.tree.escape
    if not any(character in word for character in ("$", "'", '"', escape)):
        return word
    known = model.visible(number) if "$" in word else {}
    return expand(word, Texts(known), escape).text


def joined(directory: str | None, path: str | None) -> str | None:
    """The path that `path` means in a directory; None if that cannot be known."""
    if path is None:
        return None
    if path.startswith("/"):
        return posixpath.normpath("/" + path.lstrip("/"))
    if directory is None or path[1:2] == ":" or "\\" in path:  # Windows has rules of its own.
        return None
    return posixpath.normpath(posixpath.join(directory, path))


def accounts(model: Model, number: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The users and the groups which RUN commands before node `number` create in its stage, or in those below."""
    stage = model.stage_of(number)
    users: dict[str, None] = {}
    groups: dict[str, None] = {}
    chain = [stage, *model.bases(stage)][:_MOST][::-1] if stage else []
    for link in chain:
        for at in link.instructions:
            node = model.tree.nodes[at]
            if at >= number:
                break
            own_users, own_groups = accounts_of(node)
            users.update(dict.fromkeys(own_users))
            groups.update(dict.fromkeys(own_groups))
    return tuple(users), tuple(groups)


def accounts_of(node: Node) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The users and the groups which the commands of a RUN create."""
    users: dict[str, None] = {}
    groups: dict[str, None] = {}
    if node.keyword == "RUN" and ("user" in node.source or "group" in node.source):
        for command in node.script.commands:
            if command.program in ("useradd", "adduser"):
                users.update(dict.fromkeys(_named(command.words)[:1]))
            elif command.program in ("groupadd", "addgroup"):
                groups.update(dict.fromkeys(_named(command.words)[-1:]))
    return tuple(users), tuple(groups)


def _named(words: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    skip = False
    for word in words:
        if skip:
            skip = False
        elif word in _WITH_VALUE:
            # Debian's adduser and groupadd take flags of these names without a value: a name then comes last.
            skip = True
        elif not word.startswith("-") and "$" not in word and not word.isdigit():
            found.append(word)
    last = words[-1] if words else ""
    if not found and last and not last.startswith("-") and "$" not in last:
        found.append(last)
    return found


def stage_uses(model: Model) -> list[StageUse]:
    """Every use of one stage by another: as the base of a FROM, as the source of a COPY, of a mount."""
    return list(_stage_uses(model))


def _stage_uses(model: Model) -> Iterator[StageUse]:
    nodes, place = model.tree.nodes, model.tree.place
    for stage in model.stages:
        if stage.base is not None and stage.image_word is not None:
            yield StageUse(stage.index, stage.base, stage.number, place(stage.number, stage.image_word.span), "FROM")
        for number in stage.instructions:
            node = nodes[number]
            for text, span, numbered in sources(node):
                found = model.stage_named(text) if numbered or not is_number(text) else None
                if found is not None and found.index < stage.index:
                    role = "COPY --from" if node.keyword == "COPY" else "RUN --mount"
                    yield StageUse(stage.index, found.index, number, place(number, span), role)


def needed(model: Model, uses: list[StageUse]) -> frozenset[int]:
    """The stages that building the last one needs, itself included."""
    if not model.stages:
        return frozenset()
    found = {model.stages[-1].index}
    for use in reversed(uses):  # A stage uses only earlier ones, so from the last to the first one pass is enough.
        if use.user in found:
            found.add(use.stage)
    return frozenset(found)
