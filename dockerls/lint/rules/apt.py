"""Rules about apt: how it is called, what it asks, what it installs and what it leaves behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...config import Config
from ...docker.package_managers import APT_FRONT_ENDS, PACKAGE_MANAGERS
from ...late import regex
from ...syntax import Node
from ...syntax.once import once
from ...syntax.shell import Command, ShellWord
from ...text import Edit
from .. import Facts, Finding, Fix, rule
from ..shells import (
    appended,
    calls,
    commands,
    has_option,
    insertion,
    is_mounted,
    kept,
    mounted,
    operands,
    removes,
    replacement,
    stays,
    subcommand,
    unwrapped,
)

_APT = PACKAGE_MANAGERS["apt"]
_LISTS, _ARCHIVES = _APT.caches
_SAYS_YES = regex(r"assume-yes\W+(?:true|yes|on|1)", re.IGNORECASE)
_LEAN = regex(r"^install-recommends(?=\W*[=\s])\W+(?:false|no|off|0)", re.IGNORECASE)


@rule("DL3027", "RUN", says=("apt",))
def apt_in_scripts(node: Node, facts: Facts) -> Iterator[Finding]:
    """`apt` is made for people at a terminal, not for scripts.

    Its output and options may change from version to version, and it says so itself in the build's log.
    `apt-get` and `apt-cache` are the stable front ends of the same package manager.

    ```dockerfile bad
    FROM debian:13
    RUN $0apt$0 update && $0apt$0 install -y curl
    ```
    ```dockerfile fixed
    FROM debian:13
    RUN apt-get update && apt-get install -y curl
    ```
    ```dockerfile good
    FROM debian:13
    RUN apt-get update && apt-get install -y curl
    ```
    """
    for command in calls(node, facts, "apt"):
        verb, _ = subcommand(command, *_APT.valued)
        front = APT_FRONT_ENDS.get(verb.text) if verb else None
        if verb is None or front is None:
            yield Finding(command.name.span, "`apt` is made for terminals; scripts call `apt-get` and `apt-cache`.")
            continue
        name = command.name.text.removesuffix("apt") + front
        edits = [replacement(node, command.name, name)]
        if verb.text == "full-upgrade":
            edits.append(replacement(node, verb, "dist-upgrade"))
        elif verb.text == "upgrade":  # apt's own upgrade also installs what is newly needed.
            edits.append(insertion(node, verb, "--with-new-pkgs"))
        fix = Fix(f"Call {front}", tuple(edits), safe=front == "apt-get")
        yield Finding(command.name.span, f"`apt` is made for terminals; scripts call `{front}`.", (fix,))


@rule("DL3014", "RUN", says=_APT.programs)
def apt_without_yes(node: Node, facts: Facts) -> Iterator[Finding]:
    """`apt-get` asks before it acts, and nobody answers during a build.

    The question counts as answered by "no", and the build fails. `-y` says yes beforehand.

    ```dockerfile bad
    FROM debian:13
    RUN apt-get update && apt-get $0install$0 curl
    ```
    ```dockerfile fixed
    FROM debian:13
    RUN apt-get update && apt-get install -y curl
    ```
    ```dockerfile good
    FROM debian:13
    RUN apt-get -qq install curl && apt-get --assume-yes install wget && apt-get install -yq git
    ```
    """
    for command in calls(node, facts, *_APT.programs):
        name, _ = subcommand(command.form, *_APT.valued)
        if name is None or name.text not in _APT.install | _APT.asks or _answered(command) or _only_says(command):
            continue
        verb = command.placed_word(name)
        message = f"`{command.program} {verb.text}` asks before it acts, and no one answers in a build. Add `-y`."
        yield Finding(verb.span, message, (Fix("Add -y", (insertion(node, verb, "-y"),), safe=True),))


def _answered(command: Command) -> bool:
    """Whether apt is told not to ask: by an option, by enough quietness, or by something that is piped into it."""
    quiet = 0
    for word in command.words:
        if _SAYS_YES.search(word):
            return True
        if word in ("-q=2", "--quiet=2"):
            return True
        if word == "--quiet":
            quiet += 1
        elif word.startswith("-") and not word.startswith(("--", "-o", "-c", "-t")):
            quiet += word.count("q")
            if "y" in word:
                return True
    return quiet > 1 or has_option(command, "--yes", "--assume-yes", "--assume-no") or command.connector in ("|", "|&")


def _only_says(command: Command) -> bool:
    """Whether apt is only to say what it would do."""
    return has_option(command, "-s", "--simulate", "--dry-run", "--just-print", "--recon", "--no-act", "--print-uris")


@rule("DL3015", "RUN", severity="info", says=_APT.programs)
def apt_recommends(node: Node, facts: Facts) -> Iterator[Finding]:
    """`apt-get install` also installs what it merely recommends.

    Recommended packages make the image larger and give an attacker more to work with.
    With `--no-install-recommends` you get what you name and what that needs. Should something be missing then, name it.

    ```dockerfile bad
    FROM debian:13
    RUN apt-get update && apt-get $0install$0 -y curl
    ```
    ```dockerfile fixed
    FROM debian:13
    RUN apt-get update && apt-get install --no-install-recommends -y curl
    ```
    ```dockerfile good
    FROM debian:13
    RUN apt-get install -y --no-install-recommends curl
    RUN apt-get -o APT::Install-Recommends=false install -y curl
    ```
    """
    for command in calls(node, facts, *_APT.programs):
        name, _ = subcommand(command.form, *_APT.valued)
        if name is None or name.text not in _APT.install or _is_lean(command, node) or _only_says(command):
            continue
        verb = command.placed_word(name)
        message = (
            f"`{command.program} install` also installs recommended packages. Add `--no-install-recommends`,"
            " and name those that you need."
        )
        yield Finding(
            verb.span,
            message,
            (Fix("Add --no-install-recommends", (insertion(node, verb, "--no-install-recommends"),)),),
        )


def _is_lean(command: Command, node: Node) -> bool:
    if has_option(command, "--no-install-recommends", "--install-recommends"):
        return True
    return _says_lean(node)


@once
def _says_lean(node: Node) -> bool:
    """Whether an instruction sets apt's option for all."""
    return any(_LEAN.search(part) for part in node.source.split("APT::")[1:])


@rule("DL3008", "RUN", on=False, says=_APT.programs)
def apt_versions(node: Node, facts: Facts) -> Iterator[Finding]:
    """A package is installed by `apt-get` in whatever version there is today.

    The same Dockerfile then gives another image tomorrow. `name=version` pins it; `name=1.2.*` lets fixes through.
    Off by default: Debian and Ubuntu drop old versions from their archives, so that pinned builds break instead.
    A pinned base image together with a snapshot archive pins more with less trouble.

    ```dockerfile bad
    FROM debian:13
    RUN apt-get install -y git=1:2.* $0curl$0 wget
    ```
    ```dockerfile good
    FROM debian:13
    RUN apt-get install -y curl=8.* -t trixie-backports git=1:2.* ./local.deb
    ```
    """
    for command in calls(node, facts, *_APT.programs):
        verb, rest = subcommand(command, *_APT.valued)
        if verb is None or verb.text not in _APT.install:
            continue
        loose = next((word for word in operands(rest, _APT.valued) if not _is_pinned(word)), None)
        if loose is not None:
            yield Finding(loose.span, f"`{loose.text}` is installed in any version. Pin it: `{loose.text}=…`.")


def _is_pinned(package: ShellWord) -> bool:
    text = package.text
    return "=" in text or "/" in text or text.endswith((".deb", "-"))


@rule("DL3009", "RUN", severity="info", says=("apt",))
def apt_lists_left(node: Node, facts: Facts, config: Config) -> Iterator[Finding]:
    """The package lists of `apt-get update` stay in the image.

    They are tens of megabytes, soon outdated, and no use at run time. Remove them in the same `RUN`: a later one
    cannot make this layer smaller, and `apt-get clean` leaves them alone. Or keep them on a cache mount.
    A stage that is no part of the final image may leave behind what it likes, and so may a last stage that is called
    for a check (`test`, `lint`, `validate`).

    ```dockerfile bad
    FROM debian:13
    RUN apt-get $0update$0 && apt-get install -y --no-install-recommends curl
    ```
    ```dockerfile fixed
    FROM debian:13
    RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
    ```
    ```dockerfile good
    FROM debian:13 AS build
    RUN apt-get update && apt-get install -y gcc
    FROM debian:13
    RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
    RUN --mount=type=cache,target=/var/lib/apt/lists --mount=type=cache,target=/var/cache/apt \\
        apt-get update && apt-get install -y wget
    ```
    """
    if not stays(facts):
        return
    last: tuple[Command, ShellWord] | None = None
    for command in commands(node, facts):
        inner = unwrapped(command)
        if inner.program in (*_APT.programs, "aptitude"):
            verb, _ = subcommand(inner.form, *_APT.valued)
            if verb is None:
                continue
            if verb.text == "update":
                last = inner, verb
            elif verb.text in ("distclean", "dist-clean"):
                last = None
        elif removes(inner, _LISTS):
            last = None
    if last is None:
        return
    command, verb = last[0], last[0].placed_word(last[1])
    if is_mounted(node, _LISTS):
        # Where apt's own caching is switched on, the archives stay too unless they have a mount of their own.
        caching = "docker-clean" in node.source or config.selects("DL3009", "apt-lists-left")
        if _LISTS in kept(node) or not caching or _ARCHIVES in node.source or is_mounted(node, _ARCHIVES):
            return
        message = f"The archives that `{command.program} install` fetches stay in `{_ARCHIVES}`: give it a mount too."
        yield Finding(verb.span, message, _fixes(None, mounted(node, _ARCHIVES, sharing="locked")))
        return
    missing = [directory for directory in (_LISTS.removesuffix("/lists"), _ARCHIVES) if not is_mounted(node, directory)]
    # What is removed before anything is installed, a later RUN would miss.
    remove = appended(node, f"rm -rf {_LISTS}/*") if _installs(node, facts) else None
    fixes = _fixes(remove, mounted(node, *missing, sharing="locked"))
    message = f"The lists that `{command.program} update` fetches stay in the image. Remove `{_LISTS}/*` in this RUN."
    yield Finding(verb.span, message, fixes)


def _installs(node: Node, facts: Facts) -> bool:
    """Whether an instruction installs something, be it in a script of its own."""
    for command in commands(node, facts):
        inner = unwrapped(command)
        verb = subcommand(inner.form, *_APT.valued)[0] if inner.program in (*_APT.programs, "aptitude") else None
        if (verb is not None and verb.text != "update") or "/" in inner.name.text:
            return True
    return False


def _fixes(remove: Edit | None, mount: Edit) -> tuple[Fix, ...]:
    found = (Fix("Keep them on a cache mount", (mount,)),)
    return (Fix("Remove the package lists", (remove,)), *found) if remove else found
