"""Rules about zypper, SUSE's package manager: what it asks, what it installs and what it leaves behind."""

from __future__ import annotations

from collections.abc import Iterator

from ...config import Config
from ...docker.package_managers import PACKAGE_MANAGERS
from ...syntax import Node
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
    mounted,
    operands,
    removes,
    stays,
    subcommand,
    unwrapped,
)

_ZYPPER = PACKAGE_MANAGERS["zypper"]
_UPGRADES = frozenset(("dist-upgrade", "dup"))


@rule("DL3034", "RUN", says=_ZYPPER.programs)
def zypper_without_yes(node: Node, facts: Facts) -> Iterator[Finding]:
    """`zypper` asks before it acts, and nobody answers during a build.

    `--non-interactive`, before the subcommand, takes the default answers; `-y` behind `install` says yes.

    ```dockerfile bad
    FROM opensuse/leap:16.0
    RUN zypper $0install$0 httpd && zypper clean
    ```
    ```dockerfile fixed
    FROM opensuse/leap:16.0
    RUN zypper --non-interactive install httpd && zypper clean
    ```
    ```dockerfile good
    FROM opensuse/leap:16.0
    RUN zypper -n install httpd && zypper install -y git && zypper clean
    ```
    """
    for command in calls(node, facts, *_ZYPPER.programs):
        verb, _ = subcommand(command, *_ZYPPER.valued)
        if verb is None or verb.text not in _ZYPPER.install | _ZYPPER.asks or command.connector in ("|", "|&"):
            continue
        if _answered(command):
            continue
        fix = Fix("Add --non-interactive", (insertion(node, command.name, "--non-interactive"),), safe=True)
        message = f"`zypper {verb.text}` asks before it acts, and no one answers in a build. Add `--non-interactive`."
        yield Finding(verb.span, message, (fix,))


def _answered(command: Command) -> bool:
    return has_option(command, *_ZYPPER.yes, "--non-interactive-include-reboot-patches")


@rule("DL3035", "RUN", says=_ZYPPER.programs)
def zypper_dist_upgrade(node: Node, facts: Facts) -> Iterator[Finding]:
    """`zypper dist-upgrade` moves the whole system to whatever the repositories hold today.

    It may replace or drop packages that the base image chose. Take a newer base image, or `zypper update`.
    On Tumbleweed it is the way to update, and fine.

    ```dockerfile bad
    FROM opensuse/leap:16.0
    RUN zypper -n $0dup$0 && zypper clean
    ```
    ```dockerfile fixed
    FROM opensuse/leap:16.0
    RUN zypper -n update && zypper clean
    ```
    ```dockerfile good
    FROM opensuse/tumbleweed
    RUN zypper -n dup && zypper clean
    ```
    """
    if "tumbleweed" in facts.image:
        return
    for command in calls(node, facts, *_ZYPPER.programs):
        verb, rest = subcommand(command, *_ZYPPER.valued)
        if verb is not None and verb.text in _UPGRADES:
            fixes = () if rest else (Fix("Update packages only", (_renamed(node, verb),)),)
            message = f"`zypper {verb.text}` may replace what the base image chose. Take a newer base image instead."
            yield Finding(verb.span, message, fixes)


def _renamed(node: Node, verb: ShellWord) -> Edit:
    return Edit(verb.span, '"update"' if node.json is not None else "update")


@rule("DL3036", "RUN", says=_ZYPPER.programs)
def zypper_cache_left(node: Node, facts: Facts, config: Config) -> Iterator[Finding]:
    """What `zypper` downloads stays in the image.

    `zypper clean` in the same `RUN` removes it; a later one cannot make this layer smaller. A cache mount on
    `/var/cache/zypp` keeps it out as well.
    By default the rule is silent about stages that are no part of the final image; select it by name to have all.

    ```dockerfile bad
    FROM opensuse/leap:16.0
    RUN zypper -n $0install$0 httpd
    ```
    ```dockerfile fixed
    FROM opensuse/leap:16.0
    RUN zypper -n install httpd && zypper clean --all
    ```
    ```dockerfile good
    FROM opensuse/leap:16.0
    RUN zypper -n install httpd && zypper cc -a
    RUN --mount=type=cache,target=/var/cache/zypp zypper -n install git
    ```
    """
    if is_mounted(node, *_ZYPPER.caches):
        return
    if not stays(facts) and not config.selects("DL3036", "zypper-cache-left"):
        return
    last: ShellWord | None = None
    for command in commands(node, facts):
        inner = unwrapped(command)
        if inner.program in _ZYPPER.programs:
            verb, _ = subcommand(inner, *_ZYPPER.valued)
            if verb is None:
                continue
            if (verb.text,) in _ZYPPER.clean:
                last = None
            elif verb.text in _ZYPPER.install | _ZYPPER.fetches:
                last = verb
        elif removes(inner, *_ZYPPER.caches):
            last = None
    if last is None:
        return
    more = appended(node, "zypper clean --all")
    fixes = (Fix("Run zypper clean", (more,)),) if more else ()
    mount = mounted(node, *_ZYPPER.caches, sharing="locked")
    message = f"What `zypper {last.text}` downloads stays in the image. Run `zypper clean --all` in this RUN."
    yield Finding(last.span, message, (*fixes, Fix("Keep the cache on a mount", (mount,))))


@rule("DL3037", "RUN", on=False, says=_ZYPPER.programs)
def zypper_versions(node: Node, facts: Facts) -> Iterator[Finding]:
    """A package is installed by `zypper` in whatever version there is today.

    `name=1.2.3` pins it. Off by default: repositories drop old versions, so that pinned builds break sooner or later.

    ```dockerfile bad
    FROM opensuse/leap:16.0
    RUN zypper -n install git=2.51.0 $0httpd$0 && zypper clean
    ```
    ```dockerfile good
    FROM opensuse/leap:16.0
    RUN zypper -n install 'httpd>=2.4' ./local.rpm && zypper clean
    ```
    """
    for command in calls(node, facts, *_ZYPPER.programs):
        verb, rest = subcommand(command, *_ZYPPER.valued)
        if verb is None or verb.text not in _ZYPPER.install or _installs_patterns(command):
            continue
        for word in operands(rest, _ZYPPER.valued):
            if not set("=<>") & set(word.text) and not word.text.endswith(".rpm") and "/" not in word.text:
                message = f"`{word.text}` is installed in any version. Pin it: `{word.text}=…`."
                yield Finding(word.span, message)
                break


def _installs_patterns(command: Command) -> bool:
    words = command.words
    return any(word in ("-t", "--type") for word in words) and bool({"pattern", "patch", "product"} & set(words))
