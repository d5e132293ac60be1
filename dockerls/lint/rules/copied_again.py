"""Rules about files that are stored twice: COPY writes them, and a RUN changes their owner, or COPY comes again."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator

from ...docker import MOST_LAYERS, lookup
from ...late import regex
from ...model import Model, Stage
from ...named import NamedTuple
from ...syntax import Node, Tree
from ...syntax.shell import Command
from ...syntax.views import copy
from .. import Finding, Fix, Related, rule
from ..kinds import COPIES, RUNS, WORKDIR, saying
from ..places import add_flag, directories, is_within, join, layers_above, without
from ..reshape import command_away
from ..shells import has_option, unwrapped_commands

_mentions = saying("RUN", "chown", "chmod")
_ADDS = regex(r"(?:user|group)add|add(?:user|group)")
# Directories which packages fill, so that a COPY is not all there is in one below them.
_OF_PACKAGES = ("/etc", "/usr", "/run", "/var/cache", "/var/lib", "/var/log", "/var/run")
_CHANGES = regex(r"\b(?:rm|mv|sed|git|find|patch|unlink|rmdir|touch)\b")
"""What takes copied files away, or makes others of them, so that they are copied anew with good reason."""
_IDLE = frozenset(("ARG", "ENV", "LABEL", "EXPOSE", "USER", "STOPSIGNAL", "CMD", "ENTRYPOINT", "HEALTHCHECK"))
_PLAIN = regex(r"[\w.-]+(?::[\w.-]+)?:?")


class _Copied(NamedTuple):
    """What a COPY wrote: its number, where to, and the very file if it is one."""

    number: int
    target: str
    files: frozenset[str]


@rule("DF2005", Stage, names=("tally/prefer-copy-chmod",), severity="info", nodes=(COPIES, WORKDIR, _mentions, *RUNS))
def owner_or_mode_in_a_later_layer(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    A RUN changes the owner or the mode of what COPY has written, so the image holds it twice.

    A layer stores whole files: `chown -R` over an application of 200 MB adds another 200 MB. COPY does both while it
    writes, with `--chown` and `--chmod`.

    Build stages are not looked at, as their layers are not shipped.

    ```dockerfile bad
    FROM node:24-slim
    COPY . /srv/shop
    RUN $0chown -R node:node /srv/shop$0
    COPY entrypoint /usr/local/bin/
    RUN $0chmod +x /usr/local/bin/entrypoint$0
    ```
    ```dockerfile fixed
    FROM node:24-slim
    COPY --chown=node:node . /srv/shop
    COPY --chmod=755 entrypoint /usr/local/bin/
    ```
    ```dockerfile good
    FROM node:24-slim
    COPY --chown=node:node . /srv/shop
    RUN mkdir /data && chown node:node /data
    ```
    """
    if stage is not model.stages[-1]:
        return
    where = directories(model, stage)
    copied: deque[_Copied] = deque(maxlen=MOST_LAYERS)
    for number in where:
        node, facts = model.tree.nodes[number], model.facts[number]
        if node.keyword in ("COPY", "ADD") and not node.heredocs:
            copied.extend(_copied(node, number, where[number]))
        elif copied and facts is not None and _mentions(node):
            mine = unwrapped_commands(node, facts)
            here = where[number]
            for command in mine:
                if command.program == "cd":
                    here = join(here, command.words[0]) if len(command.args) == 1 else "?"
                if command.program in ("chown", "chmod") and command.top:
                    found = _finding(model, stage, number, command, mine, here, copied)
                    if found is not None:
                        yield found


def _copied(node: Node, number: int, here: str) -> Iterator[_Copied]:
    view = copy(node)
    if view.destination is None or node.flag("parents"):
        return
    text = view.destination.text
    target = join(here, text)
    names = [word.text.rstrip("/").rpartition("/")[2] for word in view.sources]
    if text.endswith(("/", ".")) or len(names) > 1:
        files = frozenset(join(target, name) for name in names if "*" not in name and name not in (".", ""))
    elif names[:1] in (["."], [".."]) or any(word.text.endswith("/") or "*" in word.text for word in view.sources):
        files = frozenset()  # The target is a directory, to whose own owner nothing of this speaks.
    else:
        files = frozenset((target,))
    yield _Copied(number, target, files)


def _finding(
    model: Model,
    stage: Stage,
    number: int,
    command: Command,
    mine: tuple[Command, ...],
    here: str,
    copied: Iterable[_Copied],
) -> Finding | None:
    tree = model.tree
    flag = command.program
    plain = [arg for arg in command.args if not arg.text.startswith("-")]
    if len(plain) < 2 or has_option(command, "--reference", "--from"):
        return None
    spec, paths = plain[0], [join(here, arg.text) for arg in plain[1:]]
    deep = has_option(command, "-R", "--recursive")
    hits = [
        item
        for item in copied
        if tree.nodes[item.number].flag(flag) is None and any(_covers(path, item, deep) for path in paths)
    ]
    if not hits or (flag == "chown" and spec.text.partition(":")[0] in ("root", "0")):
        return None
    if flag == "chmod" and deep and not any(path in item.files for item in hits for path in paths):
        return None  # COPY --chmod does not tell directories from files.
    value = _value(command, spec.text)
    origin = tree.nodes[hits[0].number]
    fixes: tuple[Fix, ...] = ()
    if value and len(hits) == 1 and len(paths) == 1 and (paths[0] == hits[0].target or hits[0].files == {paths[0]}):
        if (flag == "chmod" or _is_known(model, stage, value, hits[0].number)) and spec.literal:
            away = command_away(tree.nodes[number], command)
            if away is not None:
                add = add_flag(origin, f"--{flag}={value}").shift(tree.starts[hits[0].number])
                fixes = (Fix(f"Use {origin.keyword} --{flag}={value}", (add, away.shift(tree.starts[number]))),)
    first = value.partition(":")[0] if flag == "chown" else ""
    comes_later = first and not first.isdigit() and _is_created(model, stage, first, hits[0].number, number)
    say = f"`{origin.keyword} --{flag}={value or '…'}` there instead."
    return Finding(
        tree.place(number, command.span),
        f"This stores again what {origin.keyword} has written. "
        + (f"Create `{first}` above that, and say {say}" if comes_later else f"Say {say}"),
        fixes=fixes,
        related=(Related(tree.place(hits[0].number, origin.keyword_span), "It was written here."),),
        names=("DF2005",) if flag == "chown" else (),
    )


def _covers(path: str, item: _Copied, deep: bool) -> bool:
    """Whether a path means something which the COPY wrote; `deep` is what lies below it, too."""
    if path in item.files or not deep or path in ("/", ".") or not is_within(item.target, path):
        return path in item.files
    if any(is_within(path, directory) for directory in _OF_PACKAGES):
        return path == item.target and not item.files  # Else there is more in it, for which the command is needed.
    return True


def _value(command: Command, spec: str) -> str:
    """What the flag of COPY should say; empty if it cannot."""
    if command.program == "chown":
        # `chown` also takes a dot between user and group, COPY does not.
        spec = re.sub(r"^([\w-]+)\.([\w-]+)$", r"\1:\2", spec)
        return spec.rstrip(":") if _PLAIN.fullmatch(spec) else ""
    if re.fullmatch(r"[augo]*\+[rx]+", spec):
        return "755"
    return spec if re.fullmatch(r"0?[0-7]{3}", spec) else ""


def _is_known(model: Model, stage: Stage, owner: str, number: int) -> bool:
    """Whether the image has the user, so that COPY can look it up."""
    name = owner.partition(":")[0]
    root = model.root_image(stage)
    image = lookup(root) if root else None
    if name.isdigit() or (image is not None and name in image.users and owner in (name, f"{name}:{name}")):
        return True
    return any(_creates(node, name) for node in layers_above(model, stage, number, ("RUN",)))


def _is_created(model: Model, stage: Stage, name: str, first: int, last: int) -> bool:
    """Whether a RUN of the stage behind one instruction, and up to another one, creates a user."""
    return any(_creates(model.tree.nodes[number], name) for number in stage.instructions if first < number <= last)


def _creates(node: Node, name: str) -> bool:
    return node.keyword == "RUN" and name in node.source and _ADDS.search(node.source) is not None


class _Same(NamedTuple):
    """What a COPY or ADD writes, whoever owns it: its sources, its destination, and its flags but for the owner's."""

    keyword: str
    sources: tuple[str, ...]
    target: str
    flags: tuple[tuple[str, str | None], ...]


@rule(
    "DF2009", Stage, severity="info", nodes=(COPIES, WORKDIR, saying("RUN", "rm", "mv", "sed", "git", "find", "touch"))
)
def copied_twice(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    The same files are copied to the same place once more.

    Each COPY makes a layer that holds all of its files, whether or not they are there already. Keep the one that is
    needed; if only the owner differs, give the first one `--chown`.

    ```dockerfile bad
    FROM node:24-slim
    WORKDIR /app
    COPY . .
    USER node
    $0COPY$0 --chown=node . .
    ```
    ```dockerfile fixed
    FROM node:24-slim
    WORKDIR /app
    USER node
    COPY --chown=node . .
    ```
    ```dockerfile good
    FROM node:24-slim
    WORKDIR /app
    COPY package*.json ./
    RUN npm ci
    COPY . .
    ```
    """
    tree = model.tree
    own = frozenset(stage.instructions)
    seen: dict[_Same, int] = {}
    for number, here in directories(model, stage).items():
        node = tree.nodes[number]
        if node.keyword == "RUN" and _CHANGES.search(node.source):
            seen.clear()
        same = _same(node, here) if node.keyword in ("COPY", "ADD") else None
        before = seen.setdefault(same, number) if same is not None else number
        if before == number or number not in own:
            continue
        first = tree.nodes[before]
        fixes: tuple[Fix, ...] = ()
        if _owner(first) == _owner(node):
            fixes = (Fix(f"Remove this {node.keyword}", (without(tree, number),)),)
        elif before in own and _only_idle(tree, before, number):
            fixes = (Fix(f"Remove the {node.keyword} above", (without(tree, before),)),)
        # A place in another stage moves with each line above this one, which would then be looked at again.
        place = Related(tree.place(before, first.keyword_span), "It was copied here.")
        yield Finding(
            tree.place(number, node.keyword_span),
            f"The same was copied to the same place above, and is stored once more. One {node.keyword} will do.",
            fixes=fixes,
            related=(place,) if before in own else (),
        )


def _only_idle(tree: Tree, first: int, last: int) -> bool:
    """Whether nothing between two instructions does anything to files; of very many nobody looks."""
    between = tree.nodes[first + 1 : min(last, first + MOST_LAYERS)]
    return last - first < MOST_LAYERS and all(node.kind != "instruction" or node.keyword in _IDLE for node in between)


def _same(node: Node, here: str) -> _Same | None:
    view = copy(node)
    if view.destination is None or not view.sources or node.heredocs or "$" in node.source:
        return None
    flags = tuple(sorted((flag.name, flag.value) for flag in node.flags if flag.name not in ("chown", "chmod", "link")))
    sources = tuple(word.text.removeprefix("./").rstrip("/") or "." for word in view.sources)
    slash = "/" if view.destination.text.endswith("/") else ""
    target = join(here, view.destination.text)
    return _Same(node.keyword, sources, target if sources == (".",) else target + slash, flags)


def _owner(node: Node) -> set[tuple[str, str | None]]:
    return {(flag.name, flag.value) for flag in node.flags if flag.name in ("chown", "chmod")}
