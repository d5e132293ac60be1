"""Rules about cache mounts: those that the same RUN empties or does not use, and those that are missing."""

from __future__ import annotations

from collections.abc import Iterator

from ...docker.package_managers import BY_PROGRAM, PACKAGE_MANAGERS, PackageManager
from ...docker.projects import ECOSYSTEMS
from ...model import Facts
from ...syntax import Node
from ...syntax.shell import Command, ShellWord
from ...syntax.views import mounts
from ...text import Edit, Span
from .. import Finding, Fix, Related, rule
from ..dependencies import fetches
from ..reshape import command_away
from ..shells import commands, covers, is_mounted, mounted, removes, stays, subcommand, unwrapped

_UNUSED = {"pip": ("--no-cache-dir", "--no-cache"), "uv": ("--no-cache", "-n"), "apk": ("--no-cache",)}
_PIP = ("pip", "pip3")


def _targets(node: Node) -> list[tuple[str, Span]]:
    """The targets of a RUN's cache mounts, and where they are named."""
    found: list[tuple[str, Span]] = []
    for mount in mounts(node):
        target = mount.option("target", "dst", "destination")
        if mount.type == "cache" and target is not None and target.value:
            found.append((target.value.strip("\"'").rstrip("/"), target.value_span))
    return found


def _against(node: Node, facts: Facts) -> Iterator[tuple[Command, ShellWord | None, str, Span]]:
    """What in a RUN empties a cache that it mounts, or passes it by: the command, the option if it is one, the
    directory, and where that is mounted."""
    targets = _targets(node)
    for command in commands(node, facts) if targets else ():
        inner = unwrapped(command)
        program = "pip" if inner.program in _PIP or inner.words[:2] == ("-m", "pip") else inner.program
        manager = BY_PROGRAM.get(program)
        for target, span in targets:
            caches = manager.caches if manager else ()
            if any(covers(target, cache) or covers(cache, target) for cache in caches):
                option = next((arg for arg in inner.args if arg.text in _UNUSED.get(program, ())), None)
                if manager is not None and _cleans(inner, manager):
                    yield command, None, target, span
                elif option is not None:
                    yield command, option, target, span
            elif inner.program != "trap" and removes(inner, target, *_within(target)):
                yield command, None, target, span


def _within(target: str) -> list[str]:
    """The caches of package managers that lie in a directory."""
    return [cache for manager in PACKAGE_MANAGERS.values() for cache in manager.caches if covers(target, cache)]


def _cleans(command: Command, manager: PackageManager) -> bool:
    verb, rest = subcommand(command, *manager.valued)
    words = (verb.text, *(word.text for word in rest)) if verb is not None else ()
    if manager.name == "apt":
        return words[:1] in (("clean",), ("distclean",), ("dist-clean",))
    return any(words[: len(clean)] == clean for clean in manager.clean)


def _undone(node: Node, command: Command, option: ShellWord | None) -> Edit | None:
    """The option or the command taken away."""
    if option is None:
        return command_away(node, command) if len(node.script.commands) > 1 else None
    if node.json is not None or "apk" in command.name.text:
        return None  # Without `--no-cache` it would need a list of packages first.
    before = max(word.span.end for word in (command.name, *command.args) if word.span.end <= option.span.start)
    return Edit(Span(before, option.span.end), "")


@rule("DF2006", "RUN", severity="info", says=("--mount",))
def cache_mount_is_no_use(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A cache is mounted, and the same RUN empties it or does not use it.

    What is on a mount does not get into the image, so there is nothing to clean up; and without what it holds the next
    build fetches all again.

    ```dockerfile bad
    FROM python:3.14-slim
    RUN --mount=type=cache,target=/root/.cache/pip pip install $0--no-cache-dir$0 -r requirements.txt
    ```
    ```dockerfile fixed
    FROM python:3.14-slim
    RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt
    ```
    ```dockerfile bad
    FROM debian:13-slim
    RUN --mount=type=cache,target=/var/lib/apt/lists apt-get update \\
        && apt-get install -y --no-install-recommends curl \\
        && $0rm -rf /var/lib/apt/lists/*$0
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    RUN --mount=type=cache,target=/var/lib/apt/lists apt-get update \\
        && apt-get install -y --no-install-recommends curl
    ```
    ```dockerfile good
    FROM python:3.14-slim
    RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt
    RUN pip install --no-cache-dir -r more.txt
    ```
    """
    seen: set[Span] = set()
    for command, option, target, span in _against(node, facts):
        place = option.span if option is not None else command.span
        if place in seen:
            continue
        seen.add(place)
        edit = _undone(node, command, option)
        title = f"Remove {option.text}" if option is not None else "Leave the cache alone"
        what = f"With `{option.text}` the cache" if option is not None else "This empties the cache that"
        yield Finding(
            place,
            f"{what} on `{target}` is not used." if option is not None else f"{what} is mounted on `{target}`.",
            (Fix(title, (edit,)),) if edit is not None else (),
            (Related(span, "It is mounted here."),),
        )


@rule("DF2008", "RUN", names=("tally/prefer-package-cache-mounts",), severity="hint", on=False)
def no_cache_mount(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    What is downloaded here is downloaded again each time that the step runs.

    A cache mount keeps it between builds, and out of the image. Off by default: on machines which start afresh for each
    build, as those of many a CI do, it changes nothing.

    ```dockerfile bad
    FROM python:3.14-slim
    COPY requirements.txt .
    RUN pip $0install$0 --no-cache-dir -r requirements.txt
    ```
    ```dockerfile fixed
    FROM python:3.14-slim
    COPY requirements.txt .
    RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt
    ```
    ```dockerfile bad
    FROM golang:1.27 AS build
    COPY go.mod go.sum ./
    RUN go $0mod$0 download
    ```
    ```dockerfile fixed
    FROM golang:1.27 AS build
    COPY go.mod go.sum ./
    RUN --mount=type=cache,target=/go/pkg/mod go mod download
    ```
    ```dockerfile good
    FROM debian:13-slim
    RUN --mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=cache,target=/var/lib/apt,sharing=locked \\
        apt-get update && apt-get install -y --no-install-recommends curl
    ```
    """
    if facts.onbuild or facts.os != "linux":
        return
    wanted: dict[str, tuple[ShellWord, tuple[str, ...], str]] = {}
    every = commands(node, facts)
    cleaned: dict[str, bool] = {}
    for command in every:
        inner = unwrapped(command)
        found = _cached(inner)
        if found is not None and not (stays(facts) and _is_left_behind(node, inner, every, cleaned)):
            word, directories, sharing = found
            wanted.setdefault(directories[0], (word, directories, sharing))
    for word, directories, sharing in wanted.values():
        at_home = any(directory.startswith("/root") for directory in directories)
        if (at_home and facts.user not in ("root", "0", "")) or is_mounted(node, *directories):
            continue
        edits = [mounted(node, *directories, sharing=sharing)]
        after = _with_mounts(node, edits[0])
        for command, option, _, _ in _against(after, facts):
            edit = _undone(after, command, option)
            if edit is not None:
                edits.append(edit.shift(len(node.source) - len(after.source)))
        yield Finding(
            word.span,
            f"Downloads are not kept for the next build. Mount a cache on `{directories[0]}`.",
            (Fix("Keep downloads on a cache mount", tuple(dict.fromkeys(edits))),),
        )


def _is_left_behind(node: Node, command: Command, every: tuple[Command, ...], cleaned: dict[str, bool]) -> bool:
    """Whether a command's downloads stay in the image: of these other rules speak, and offer a mount as well.

    `cleaned` remembers, by manager, whether any of the commands cleans up.
    """
    program = "pip" if command.program in _PIP or command.words[:2] == ("-m", "pip") else command.program
    manager = BY_PROGRAM.get(program)
    if manager is None or manager.name not in ("apt", "dnf", "microdnf", "yum", "zypper", "npm", "yarn", "pip"):
        return False
    if any(option in command.words for option in _UNUSED.get(program, ())) or "PIP_NO_CACHE_DIR" in node.source:
        return False
    if manager.name not in cleaned:
        rest = map(unwrapped, every)
        cleaned[manager.name] = any(_cleans(other, manager) or removes(other, *manager.caches) for other in rest)
    return not cleaned[manager.name]


def _with_mounts(node: Node, edit: Edit) -> Node:
    """The instruction with a mount more."""
    from ...syntax.same import alone

    source = node.source[: edit.span.start] + edit.text + node.source[edit.span.end :]
    return alone(source, node.escape) or node


def _cached(command: Command) -> tuple[ShellWord, tuple[str, ...], str] | None:
    """The word that downloads, the directories which keep it for root, and how builds may share them."""
    program = "pip" if command.program in _PIP or command.words[:2] == ("-m", "pip") else command.program
    manager = BY_PROGRAM.get(program)
    if manager is not None and manager.name in ("apt", "dnf", "microdnf", "yum", "zypper", "npm", "yarn", "bun"):
        verb, _ = subcommand(command, *manager.valued)
        if verb is None or verb.text not in manager.install | manager.fetches:
            return None
        caches = tuple(cache.replace("~", "/root") for cache in manager.caches)
        if manager.name == "apt":
            return verb, ("/var/cache/apt", "/var/lib/apt"), "locked"
        return verb, caches[:1], "locked" if manager.name in ("dnf", "microdnf", "yum", "zypper") else ""
    fetch = next(iter(fetches((command,), "/")), None)
    if fetch is None or fetch.ecosystem.name in ("npm", "yarn", "bun"):
        return None
    word = next((arg for arg in command.args if not arg.text.startswith("-") and arg.text != "pip"), command.name)
    return word, (ECOSYSTEMS[fetch.ecosystem.name].cache,), ""
