"""Stages and images: what they are built on, who uses them, what they leave.

It knows the model, the state and the image table, and asks no registry.
"""

from __future__ import annotations

import json
import shlex

from ..docker import (
    AS_OF,
    DEFAULT_REGISTRY,
    INSTRUCTIONS,
    Image,
    end_of_life,
    has_build_tools,
    lookup,
    parse_reference,
    registry_url,
    variant,
)
from ..model import LINUX_SHELL, Facts, Stage
from ..snapshot import Snapshot
from ..state import StageUse, State, needed, stage_uses, state_end
from ..syntax import Node
from .markdown import block, bullets, code, link, names, page
from .scopes import line_of, title

_MOST_BASES = 12


def stage(snapshot: Snapshot, this: Stage) -> str:
    """A stage: its base images, its users, what it leaves, and whether the build needs it."""
    uses = stage_uses(snapshot.model)
    return page(_head(snapshot, this), _role(snapshot, this, uses), _left(snapshot, this), _users(snapshot, this, uses))


def stage_short(snapshot: Snapshot, this: Stage) -> str:
    """A stage and what it is based on, for a list: there may be many, so nothing that would have to be looked for."""
    return _head(snapshot, this)


def _head(snapshot: Snapshot, this: Stage) -> str:
    model = snapshot.model
    chain = [title(item) for item in model.bases(this, _MOST_BASES)]
    if len(chain) == _MOST_BASES:
        chain[-1] = "…"
    root = model.root_image(this)
    based = " ← ".join([*chain, code(root) if root else "an image known only to the build"])
    number = f"{this.index + 1} of {len(model.stages)}"
    return f"**S{title(this)[1:]}** ({number}, line {line_of(snapshot, this.number)}) ← {based}"


def stage_summary(snapshot: Snapshot, this: Stage) -> str:
    """A stage in a few words, for a list."""
    root = this.image_word.text if this.image_word else "?"
    return f"stage {this.index}, from {root} (line {line_of(snapshot, this.number)})"


def _role(snapshot: Snapshot, this: Stage, uses: list[StageUse]) -> str:
    model = snapshot.model
    if this.index == len(model.stages) - 1:
        return "The last stage: what `docker build` makes if no `--target` is given."
    if this.index in needed(model, uses):
        return ""
    target = f"`docker build --target {this.name or this.index}`"
    return f"Not built by default, as the last stage does not need it; only with {target}."


def _left(snapshot: Snapshot, this: Stage) -> str:
    """What the stage leaves."""
    state = state_end(snapshot.model, this)
    shell = snapshot.model.ends[this.index].shell
    items = [
        f"runs as {code(state.user)}" if state.user else "",
        f"in {code(state.workdir)}" if state.workdir else "",
        f"shell {code(json.dumps(shell))}" if shell != LINUX_SHELL else "",
        f"ports {names(state.ports)}" if state.ports else "",
        f"volumes {names(state.volumes)}" if state.volumes else "",
        f"stops on {code(state.stop_signal)}" if state.stop_signal else "",
        _command_item(snapshot, state, this),
    ]
    return bullets(items)


def _command_item(snapshot: Snapshot, state: State, this: Stage) -> str:
    argv = command_line(snapshot, state, this)
    return f"starts {code(argv)}" if argv else ""


def _users(snapshot: Snapshot, this: Stage, uses: list[StageUse]) -> str:
    found = [use for use in uses if use.stage == this.index]
    if not found:
        return ""
    stages = snapshot.model.stages
    items = (f"`{use.role}` on line {_line(snapshot, use.span.start)}, in {title(stages[use.user])}" for use in found)
    return page("Used by:", bullets(items))


def _line(snapshot: Snapshot, offset: int) -> int:
    return snapshot.lines.line(offset) + 1


def image(text: str) -> str:
    """An image reference: its parts, and what is known of the image."""
    if text == "scratch":
        return page(
            "**`scratch`**: the empty image",
            "No shell, no libc, no certificates, no `/tmp`; `FROM scratch` adds no layer. It fits static binaries.",
            link("Docker's reference", INSTRUCTIONS["FROM"].url),
        )
    reference = parse_reference(text)
    if reference is None:
        return page(f"**{code(text)}**: no valid image reference" if text else "")
    known = lookup(text)
    known = variant(known, reference.tag) if known else None
    parts = [f"registry `{reference.registry}`", f"repository `{reference.repository}`"]
    if reference.tag:
        parts.append(f"tag `{reference.tag}`")
    elif not reference.digest:
        parts.append("no tag, so `latest`")
    if reference.digest:
        pinned = " (it decides, the tag is for readers)" if reference.tag else ""
        parts.append(f"digest {code(reference.digest[:19] + '…')}{pinned}")
    hub = "Docker Hub" if reference.registry == DEFAULT_REGISTRY else reference.registry
    return page(
        f"**Image {code(reference.familiar)}**" + (f": {known.doc}" if known else ""),
        _life(known, reference.tag) if known else "",
        " · ".join(parts),
        bullets(_facts(known, reference.tag)) if known else "",
        link(hub, registry_url(reference)),
    )


def image_short(known: Image) -> str:
    """A well-known image in a few lines, for a list."""
    return page(known.doc, f"Use {known.deprecated}." if known.deprecated else "", bullets(_facts(known, "")))


def _life(known: Image, tag: str) -> str:
    if known.deprecated:
        return f"**Given up.** Use {known.deprecated}."
    end = end_of_life(known, tag) if tag else None
    if end is None:
        return ""
    part, day = end
    if day < AS_OF:
        advice = f" Current: {names(known.tags[:3])}." if known.tags else ""
        return f"**`{part}` has had no fixes since {day}.**{advice}"
    return f"`{part}` gets fixes until {day}."


def _facts(known: Image, tag: str) -> list[str]:
    version = tag.split("-")[0]
    small = [suffix for suffix in known.small if suffix not in tag.split("-")]
    shown = [f"{version}-{suffix}" if version and version[0].isdigit() else f"…-{suffix}" for suffix in small]
    users = [user for user in known.users if user != known.user]
    return [
        f"runs as `{known.runs_as}`" + (f"; also has {names(users)}" if users else ""),
        f"shell `{known.shell}`" if known.shell else "no shell",
        f"packages with `{known.package_manager}`" if known.package_manager else "no package manager",
        f"directory `{known.workdir}`" if known.workdir != "/" else "",
        "brings compilers and build tools" if has_build_tools(known, tag) else "",
        f"smaller: {names(shown)}" if shown else "",
        f"sets {names(name for name, _ in known.env[:6])}" if known.env else "",
    ]


def words_of(node: Node, facts: Facts) -> list[str]:
    """The words which CMD, ENTRYPOINT, RUN or HEALTHCHECK CMD run, the shell in front of a shell form."""
    if node.json is not None:
        return [item.text for item in node.json.items]
    text = node.logical.text[node.shell_start :].strip()
    return [*facts.shell, text] if text else []


def command_line(snapshot: Snapshot, state: State, this: Stage) -> str:
    """What the container runs, ENTRYPOINT and CMD combined, quoted as for a shell; empty if the file sets neither."""
    return shlex.join(_argv(snapshot, state, this))


def _argv(snapshot: Snapshot, state: State, this: Stage) -> list[str]:
    nodes, facts = snapshot.tree.nodes, snapshot.model.facts
    found: list[list[str]] = []
    for number in (state.entrypoint, state.cmd):
        here = facts[number] if number is not None else None
        found.append(words_of(nodes[number], here) if number is not None and here is not None else [])
    entrypoint, cmd = found
    if entrypoint and state.entrypoint is not None and nodes[state.entrypoint].json is None:
        return entrypoint  # The shell takes what follows as its own parameters: CMD is lost.
    return entrypoint + cmd


def started(snapshot: Snapshot, number: int) -> str:
    """What CMD and ENTRYPOINT of a node's stage come to together."""
    model = snapshot.model
    this = model.stage_of(number)
    if this is None:
        return ""
    state = state_end(model, this)
    nodes = snapshot.tree.nodes
    words = _argv(snapshot, state, this)
    notes: list[str] = []
    if number not in (state.entrypoint, state.cmd):
        notes.append("**Without effect**: a later one in the stage replaces it.")
    if state.entrypoint is None:
        notes.append(_entrypoint_of_image(snapshot, this))
    elif nodes[state.entrypoint].json is None and state.cmd is not None:
        notes.append("The shell form of `ENTRYPOINT` ignores `CMD`, and the arguments of `docker run`.")
    elif state.cmd is not None:
        notes.append("`docker run IMAGE …` replaces the part which `CMD` gives.")
    if words[1:2] == ["-c"] and words[0] in ("/bin/sh", "sh", "/bin/bash", "bash"):
        notes.append("Process 1 is the shell: `exec` or the exec form would let signals reach the program.")
    user = f"as {code(state.user)} " if state.user else ""
    place = f"in {code(state.workdir)}" if state.workdir else ""
    where = f"It runs {user}{place}.".replace(" .", ".") if user or place else ""
    return page("The container starts:", block(shlex.join(words), "sh"), bullets(notes), where) if words else ""


def _entrypoint_of_image(snapshot: Snapshot, this: Stage) -> str:
    root = snapshot.model.root_image(this)
    return f"An `ENTRYPOINT` of {code(root)}, if it has one, comes first." if root and root != "scratch" else ""
