"""What an instruction does at its place: its layer, what it installs, writes and removes, and when it is done again.

It reads commands and their words, and follows what Docker says of the build cache (docs.docker.com/build/cache). It
must not guess: what the words do not tell is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ..cursor import Cursor
from ..docker.package_managers import BY_PROGRAM
from ..docker.sources import source as address
from ..lint.shells import operands, subcommand, unwrapped
from ..localpaths import made_by
from ..model import Stage
from ..snapshot import Snapshot
from ..state import accounts_of
from ..syntax import Node
from ..syntax.shell import Command
from ..syntax.views import copy, mounts
from .markdown import bullets, code, names
from .scopes import line_of, title

_MOST = 8
"""How many names one line lists."""
_DOWNLOADS = frozenset(("curl", "wget", "git", "aria2c"))
_ADDRESS = ("http://", "https://", "ftp://", "git@", "ssh://", "git://")
_METADATA = {
    "CMD": "what the container starts",
    "ENTRYPOINT": "what the container starts",
    "EXPOSE": "which ports the program listens on; it opens none",
    "HEALTHCHECK": "how the container is checked",
    "LABEL": "what is written about the image",
    "MAINTAINER": "who wrote the image",
    "SHELL": "which shell runs the shell forms below",
    "STOPSIGNAL": "how the container is stopped",
    "USER": "who runs the commands below, and the container",
    "VOLUME": "which directories get a volume",
}


def explained(snapshot: Snapshot, cursor: Cursor) -> str:
    """What the instruction at the cursor does, as a list; empty if it stands in no stage or is put off by ONBUILD."""
    stage = snapshot.model.stage_of(cursor.number)
    explain = _EXPLAINED.get(cursor.node.keyword, _metadata)
    if stage is None or cursor.onbuild:
        return ""
    return bullets(explain(snapshot, cursor.number, cursor.node, stage))


def _metadata(snapshot: Snapshot, number: int, node: Node, stage: Stage) -> Iterator[str]:
    said = _METADATA.get(node.keyword)
    if said:
        yield f"No layer: it only notes {said}."


def _from(snapshot: Snapshot, number: int, node: Node, stage: Stage) -> Iterator[str]:
    image = stage.image_word.text if stage.image_word else ""
    if stage.base is not None:
        yield f"Begins {title(stage)} with all that {title(snapshot.model.stages[stage.base])} leaves."
    elif image == "scratch":
        yield f"Begins {title(stage)} with nothing: no files, no shell."
    elif image:
        yield f"Begins {title(stage)} with the layers of {code(image)}."
        if "@" not in image:
            yield "Done again, with all below it, when the tag names another image by then."


def _arg(snapshot: Snapshot, number: int, node: Node, stage: Stage) -> Iterator[str]:
    yield "No layer, and nothing in the image; only its value in the history of each `RUN` below."
    runs = [at for at in stage.instructions if at > number and snapshot.tree.nodes[at].keyword == "RUN"]
    if runs:
        count = f"all {len(runs)} `RUN`s" if len(runs) > 1 else "the `RUN`"
        yield f"With another value, {count} below it in the stage {'are' if len(runs) > 1 else 'is'} done again."


def _env(snapshot: Snapshot, number: int, node: Node, stage: Stage) -> Iterator[str]:
    yield "No layer: it sets variables for the instructions below and for the container."
    yield "With another value, what stands below it in the stage is done again."


def _workdir(snapshot: Snapshot, number: int, node: Node, stage: Stage) -> Iterator[str]:
    yield "Makes the directory, as root's, if it is not there: a layer of almost nothing."


def _onbuild(snapshot: Snapshot, number: int, node: Node, stage: Stage) -> Iterator[str]:
    yield "Does nothing in this build: it is done by a build whose `FROM` names this image, right behind that `FROM`."


def _copy(snapshot: Snapshot, number: int, node: Node, stage: Stage) -> Iterator[str]:
    view = copy(node)
    yield "Makes a layer with what it copies" + (
        ", which stands apart from those below (`--link`)." if _linked(node) else "."
    )
    owner, mode = node.flag("chown"), node.flag("chmod")
    owned = f"Owner {code(owner.value)}" if owner and owner.value else "Owner root, whatever `USER` says"
    yield owned + (f", mode {code(mode.value)}." if mode and mode.value else ", modes as they are.")
    remote = [word.text for word in view.sources if address(word.text).kind != "path"]
    if view.stage is not None and view.stage.value:
        found = snapshot.model.stage_named(view.stage.value)
        source = title(found) if found is not None else code(view.stage.value)
        reason = f"what it takes from {source} has changed"
    elif remote:
        reason = f"{_some(remote)} has changed, which each build asks"
    elif node.heredocs:
        reason = "its text changes"
    else:
        reason = "a file's name, content, mode or owner changes (its time does not count)"
    yield _again(snapshot, number, stage, [reason], linked=_linked(node))


def _linked(node: Node) -> bool:
    flag = node.flag("link")
    return flag is not None and (flag.value or "true").lower() not in ("false", "0", "f")


def _run(snapshot: Snapshot, number: int, node: Node, stage: Stage) -> Iterator[str]:
    yield "Makes a layer: what has changed in files when its last command ends."
    commands = [unwrapped(command) for command in node.script.commands]
    for manager, packages in _installed(commands).items():
        yield f"Installs with {code(manager)}: {_some(packages)}."
    addresses = [word for command in commands if command.program in _DOWNLOADS for word in command.words]
    addresses = [word for word in addresses if word.startswith(_ADDRESS)]
    if addresses:
        yield f"Downloads {_some(addresses)}."
    written = [path for path, _ in made_by(snapshot.model, number)]
    written += [
        item.target.text for command in commands for item in command.redirects if _writes(item.operator) and item.target
    ]
    written = [path for path in written if path not in ("/dev/null", "/dev/stderr", "/dev/stdout", "1", "2")]
    if written:
        yield f"Writes {_some(written)}."
    removed = [
        arg.text for command in commands if command.program == "rm" for arg in operands(command.args, frozenset())
    ]
    if removed:
        yield f"Removes {_some(removed)}; what an earlier layer has of it stays there."
    users, groups = accounts_of(node)
    if users or groups:
        yield (
            "Creates "
            + ", ".join(
                [*(f"the user {code(name)}" for name in users), *(f"the group {code(name)}" for name in groups)]
            )
            + "."
        )
    used = _used(snapshot, number, node)
    if used:
        yield f"Uses {', '.join(used)}."
    yield from _mounted(node)
    network = node.flag("network")
    if network is not None and network.value == "none":
        yield "Has no network."
    args = [name for name, known in snapshot.model.visible(number).items() if known.variable.kind == "arg"]
    reasons = ["its text changes"]
    if args:
        reasons.append(f"{'one of ' if len(args) > 1 else ''}{_some(args)} gets another value")
    if any(mount.type == "bind" for mount in mounts(node)):
        reasons.append("a file of a bind mount changes")
    yield _again(snapshot, number, stage, reasons)
    if addresses or _installed(commands):
        yield "What servers have to offer is not asked: from the cache it is as old as the layer."


def _used(snapshot: Snapshot, number: int, node: Node) -> list[str]:
    """The variables of the build which a command uses, with their values as far as these are known."""
    visible = snapshot.model.visible(number)
    found: list[str] = []
    for name in dict.fromkeys(use.name for use in node.uses):
        known = visible.get(name)
        if known is not None and name not in node.script.assigned:
            found.append(code(name) if known.text is None else f"{code(name)} = {code(known.text)}")
    more = len(found) - _MOST
    return [*found[:_MOST], f"and {more} more"] if more > 0 else found


def _installed(commands: Iterable[Command]) -> dict[str, list[str]]:
    """The packages that commands install, by the program that does it."""
    found: dict[str, list[str]] = {}
    for command in commands:
        manager = BY_PROGRAM.get(command.program)
        if manager is None:
            continue
        verb, rest = subcommand(command, *manager.valued)
        if verb is not None and verb.text in manager.install:
            packages = found.setdefault(command.program, [])
            packages += (word.text for word in operands(rest, manager.valued))
    return {program: packages for program, packages in found.items() if packages}


def _writes(operator: str) -> bool:
    return operator.lstrip("0123456789&") in (">", ">>", ">|")


def _mounted(node: Node) -> Iterator[str]:
    for mount in mounts(node):
        target = mount.option("target", "dst", "destination")
        at = f" at {code(target.value)}" if target is not None and target.value else ""
        source = mount.option("source", "src", "id")
        named = f" {code(source.value)}" if source is not None and source.value else ""
        if mount.type == "cache":
            yield f"Keeps{at or ' a directory'} for the next build, outside of the image."
        elif mount.type == "secret":
            yield f"Sees the secret{named}{at}, which leaves no trace in the image or the cache."
        elif mount.type == "ssh":
            yield "May use the SSH agent."
        elif mount.type == "tmpfs":
            yield f"Has memory{at}, which is gone behind it."
        elif mount.type == "bind":
            origin = mount.option("from")
            of = f" of {code(origin.value)}" if origin is not None and origin.value else " of the build context"
            yield f"Sees{named or ' all'}{of}{at}, without a copy in the image."


def _again(snapshot: Snapshot, number: int, stage: Stage, reasons: list[str], *, linked: bool = False) -> str:
    """When the cache does not do: for reasons of its own, or since something above it was done again."""
    nodes = snapshot.tree.nodes
    above = [at for at in stage.instructions if at < number and nodes[at].keyword in ("COPY", "ADD", "RUN")]
    wide = [at for at in above if nodes[at].keyword != "RUN" and nodes[at].flag("from") is None and _is_wide(nodes[at])]
    if wide and not linked:
        sources = _some(word.text for word in copy(nodes[wide[-1]]).sources)
        reasons.append(
            f"a step above is, as that of line {line_of(snapshot, wide[-1])} is with each change of {sources}"
        )
    elif above and not linked:
        reasons.append("a step above it in the stage is")
    return f"Done again, and not taken from the cache, when {', or when '.join(reasons)}."


def _is_wide(node: Node) -> bool:
    """Whether a COPY takes a folder or whatever is there, rather than files by name."""
    return any(
        word.text.rstrip("/") in (".", "") or "*" in word.text or "." not in word.text.rpartition("/")[2].lstrip(".")
        for word in copy(node).sources
    )


def _some(texts: Iterable[str]) -> str:
    """A few texts as code, each once."""
    texts = list(dict.fromkeys(texts))
    more = f" and {len(texts) - _MOST} more" if len(texts) > _MOST else ""
    return names(texts[:_MOST]) + more


_EXPLAINED: dict[str, Callable[[Snapshot, int, Node, Stage], Iterable[str]]] = {
    "FROM": _from,
    "ARG": _arg,
    "ENV": _env,
    "WORKDIR": _workdir,
    "ONBUILD": _onbuild,
    "COPY": _copy,
    "ADD": _copy,
    "RUN": _run,
}
