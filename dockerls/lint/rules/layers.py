"""Rules about what layers keep: files that a later instruction removes, and downloads that nobody removes."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from ...late import regex
from ...model import Facts, Model, Stage
from ...named import NamedTuple
from ...syntax import Node
from ...syntax.once import once
from ...syntax.shell import Command, Form
from ...syntax.views import Mount, copy, mounts
from ...text import Edit, Span
from .. import Finding, Fix, Related, rule
from ..kinds import COPIES, RUNS, WORKDIR, saying
from ..places import add_flag, directories, is_within, join, without
from ..shells import unwrapped_commands

_ARCHIVE = regex(r".*\.(tar(\.\w+)?|tgz|tbz2?|txz|zip|7z|deb|rpm|apk|whl|jar|run|gz|xz|bz2)$")
_UNPACKS = frozenset(
    ("tar", "unzip", "dpkg", "rpm", "7z", "7za", "bsdtar", "apt", "apt-get", "dnf", "yum", "sh", "bash")
)
_MOVING = frozenset(("cd", "curl", "wget", "rm"))
_REMOTE_NAME = regex(r"-\w*O\w*|--remote-name")
_URL = regex(r"(?:https?|ftp)://")
_mentions = saying("RUN", "rm", "curl", "wget")


class _Added(NamedTuple):
    """A file or directory that an instruction added; `source` is set if a bind mount could stand in for it."""

    number: int
    source: str
    stage: str


@rule("DF2003", Stage, severity="info", nodes=(COPIES, WORKDIR, _mentions, *RUNS))
def removed_in_a_later_layer(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    What an earlier instruction added is removed here, and is in the image nevertheless.

    Each instruction makes a layer of its own, and a later layer can only hide what is in an earlier one: the image
    stays as large, and the file can still be read from it. Remove a download in the RUN that fetched it, and mount
    what only one RUN needs.

    Build stages are not looked at, as their layers are not shipped.

    ```dockerfile bad
    FROM python:3.14-slim
    COPY deps.txt /tmp/deps.txt
    RUN pip install --no-cache-dir -r /tmp/deps.txt && rm $0/tmp/deps.txt$0
    ```
    ```dockerfile fixed
    FROM python:3.14-slim
    RUN --mount=type=bind,source=deps.txt,target=/tmp/deps.txt pip install --no-cache-dir -r /tmp/deps.txt
    ```
    ```dockerfile good
    FROM debian:13-slim
    RUN dd if=/dev/zero of=/tmp/blob count=1 && rm /tmp/blob
    ```
    """
    if stage is not model.stages[-1]:
        return
    where = directories(model, stage)
    added: dict[str, _Added] = {}
    nodes = model.tree.nodes
    for number in where:
        node, facts = nodes[number], model.facts[number]
        if node.keyword in ("COPY", "ADD"):
            added.update(_copied(node, number, where[number]))
        elif facts is not None and _mentions(node):
            here = where[number]
            for command in unwrapped_commands(node, facts):
                if command.program not in _MOVING:
                    continue
                if command.program == "cd":
                    here = join(here, command.words[0]) if len(command.args) == 1 else "?"
                for path in _fetched(command, here):
                    added[path] = _Added(number, "", "")
                if command.program == "rm":
                    yield from _removed(model, number, command, here, added)


def _copied(node: Node, number: int, here: str) -> Iterator[tuple[str, _Added]]:
    view = copy(node)
    if view.destination is None or node.heredocs or node.flag("parents"):
        return
    target = view.destination.text
    path = join(here, target)
    stage = (view.stage.value or "") if view.stage else ""
    for word in view.sources:
        text = word.text
        base = text.rstrip("/").rpartition("/")[2]
        if any(sign in text for sign in "*?[") or text in (".", "./"):
            continue
        if _URL.match(text):
            base = base.partition("?")[0]
        elif node.keyword == "ADD" and _ARCHIVE.match(base):
            continue
        mountable = node.keyword == "COPY" and len(view.sources) == 1 and "." in base and not node.flag("chmod")
        item = _Added(number, text if mountable else "", stage)
        if target.endswith("/") or target in (".", "..") or len(view.sources) > 1:
            yield join(path, base), item
        else:
            yield path, item


def _fetched(command: Command, here: str) -> Iterator[str]:
    """The files which a command downloads, as far as its options tell."""
    if command.program in ("curl", "wget"):
        yield from (join(here, path) for path in _written(command.form))


@once
def _written(command: Form) -> tuple[str, ...]:
    """The same, as they are named."""
    words = command.words
    output = ("-o", "--output") if command.program == "curl" else ("-O", "--output-document")
    found = []
    for number, word in enumerate(words[:-1]):
        if word in output or (word[:1] == "-" and word[:2] != "--" and word[-1:] == output[0][1]):
            if words[number + 1] != "-":
                found.append(words[number + 1])
    if (command.program == "wget" and not any(word in output for word in words)) or (
        command.program == "curl" and any(_REMOTE_NAME.fullmatch(word) for word in words)
    ):
        found += (word.rpartition("/")[2] for word in words if _URL.match(word))
    return tuple(found)


def _removed(model: Model, number: int, command: Command, here: str, added: dict[str, _Added]) -> Iterator[Finding]:
    tree = model.tree
    for arg in command.args:
        if arg.text.startswith("-"):
            continue
        text = arg.text
        path = join(here, text[:-2] if text.endswith("/*") else text)
        inside = text.endswith("/*")
        hits = [
            name
            for name, item in added.items()
            if is_within(name, path) and (name != path or not inside) and name != "."
        ]
        if "*" in text and not inside:
            hits = [name for name in added if fnmatchcase(name, path)]
        old = [name for name in hits if added[name].number < number]
        for name in hits:
            if name not in old:
                del added[name]
        if not old:
            continue
        item = added[old[0]]
        base = tree.nodes[item.number]
        fixes = _mounted(model, number, command, item, old[0]) if old == [path] and len(command.args) <= 2 else ()
        for name in old:
            del added[name]
        yield Finding(
            tree.place(number, arg.span),
            f"`{text}` is gone for later steps only: the layer of the {base.keyword} above keeps it. "
            + ("Mount it instead." if base.keyword != "RUN" else "Remove it in the RUN that fetches it."),
            fixes=fixes,
            related=(Related(tree.place(item.number, base.keyword_span), "It was added here."),),
        )


def _mounted(model: Model, number: int, command: Command, item: _Added, path: str) -> tuple[Fix, ...]:
    """Mount the file for this RUN alone, if no other instruction asks for it."""
    tree = model.tree
    node, facts = tree.nodes[number], model.facts[number]
    if not item.source or facts is None or node.heredocs or not node.is_shell_form or "," in item.source:
        return ()
    mine = unwrapped_commands(node, facts)
    at = mine.index(command)
    base = path.rpartition("/")[2]
    stage = model.stage_of(number)
    if not at or command.connector != "&&" or not command.top or command.redirects or stage is None:
        return ()
    if item.number not in stage.instructions or any(
        base in tree.nodes[other].source for other in stage.instructions if item.number < other < number
    ):
        return ()
    before = mine[at - 1]
    end = max([before.span.end, *(redirect.span.end for redirect in before.redirects)])
    origin = f"from={item.stage}," if item.stage else ""
    source = item.source[2:] if item.source.startswith("./") else item.source
    edits = (
        without(tree, item.number),
        add_flag(node, f"--mount=type=bind,{origin}source={source},target={path}").shift(tree.starts[number]),
        Edit(tree.place(number, Span(end, command.span.end)), ""),
    )
    return (Fix("Mount it for this RUN alone", edits),)


@rule("DF2004", "RUN", severity="info", says=("curl", "wget"))
def archive_left_behind(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    An archive is downloaded and unpacked, and stays in the image.

    Remove it in the same RUN, pipe the download into `tar`, or fetch it in a build stage.

    ```dockerfile bad
    FROM debian:13-slim
    RUN curl -fsSLo /tmp/tool.tgz https://example.com/tool.tgz && tar -xzf $0/tmp/tool.tgz$0 -C /opt
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    RUN curl -fsSLo /tmp/tool.tgz https://example.com/tool.tgz && tar -xzf /tmp/tool.tgz -C /opt && rm /tmp/tool.tgz
    ```
    ```dockerfile good
    FROM debian:13-slim
    RUN curl -fsSL https://example.com/tool.tgz | tar -xz -C /opt
    ```
    """
    if not facts.final or node.script.broken:
        return
    mine = unwrapped_commands(node, facts)
    if not any(command.program in ("curl", "wget") for command in mine):
        return
    fetched: list[str] = []
    kept = [target for mount in mounts(node) if mount.type in ("cache", "tmpfs") for target in _targets(mount)]
    for at, command in enumerate(mine):
        if command.program in ("curl", "wget"):
            fetched += _archives(command.form)
        if command.program not in _UNPACKS:
            continue
        for arg, path in zip(command.args, _paths(command.form)) if fetched else ():
            if path not in fetched or any(is_within(path, target) for target in kept) or path.startswith("/dev/"):
                continue
            fetched.remove(path)
            if _is_gone(mine[at + 1 :], arg.text):
                continue
            fixes: tuple[Fix, ...] = ()
            after = mine[at + 1].connector if at + 1 < len(mine) else "&&"
            if command.top and not command.piped and after in ("&&", "") and not node.heredocs:
                end = max([command.span.end, *(redirect.span.end for redirect in command.redirects)])
                written = arg.span.of(node.source)
                fixes = (Fix(f"Remove {arg.text}", (Edit(Span(end, end), f" && rm {written}"),)),)
            yield Finding(
                arg.span,
                f"`{arg.text}` stays in the image after it was unpacked. Remove it in the same RUN.",
                fixes=fixes,
            )


@once
def _archives(command: Form) -> tuple[str, ...]:
    """The archives among what a command downloads."""
    return tuple(path for path in (join("", name) for name in _written(command)) if _ARCHIVE.match(path))


@once
def _paths(command: Form) -> tuple[str, ...]:
    """A command's arguments as paths."""
    return tuple(join("", word) for word in command.words)


def _targets(mount: Mount) -> list[str]:
    option = mount.option("target", "dst", "destination")
    return [option.value] if option is not None and option.value else []


def _is_gone(later: tuple[Command, ...], path: str) -> bool:
    """Whether one of the commands removes the file, a directory above it, or moves it."""
    base = path.rpartition("/")[2]
    for command in later:
        if command.program not in ("rm", "mv", "unlink", "find", "shred"):
            continue
        if path[:1] not in "/$~":  # It lies in a directory entered by `cd`, which may well be the one removed.
            return True
        for word in command.words:
            last = word.rstrip("/").rpartition("/")[2]
            if word.startswith("-"):
                continue
            if last == base or fnmatchcase(base, last) or "$" in last or is_within(path, word.rstrip("/*") or "/"):
                return True
    return False
