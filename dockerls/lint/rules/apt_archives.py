"""Rules about where apt's packages come from: old lists, keys, and upgrades of all there is."""

from __future__ import annotations

from collections.abc import Iterator

from ...config import Config
from ...docker import lookup, without_apt_key
from ...docker.package_managers import PACKAGE_MANAGERS
from ...syntax import Node
from ...syntax.once import once
from ...syntax.shell import ShellWord
from .. import Facts, Finding, Fix, Model, Related, Stage, rule
from ..kinds import RUNS, saying
from ..reshape import joined_runs
from ..shells import calls, has_option, is_mounted, is_posix, operands, runs, subcommand, unwrapped

_APT = PACKAGE_MANAGERS["apt"]
_LISTS = _APT.caches[0]


@rule("DF8003", "RUN", severity="info", on=False, says=_APT.programs)
def apt_upgrade(node: Node, facts: Facts) -> Iterator[Finding]:
    """The whole system is upgraded to whatever the archive holds today.

    The upgraded packages are in the image twice, and each build may give another image. A newer base image has the same
    fixes. Off by default: where a base image is rebuilt seldom, upgrading is the way to get them.

    ```dockerfile bad
    FROM debian:13
    RUN apt-get update && apt-get $0dist-upgrade$0 -y && rm -rf /var/lib/apt/lists/*
    ```
    ```dockerfile good
    FROM debian:13
    RUN apt-get update && apt-get install -y --only-upgrade openssl && rm -rf /var/lib/apt/lists/*
    ```
    """
    for command in calls(node, facts, *_APT.programs):
        verb, rest = subcommand(command, *_APT.valued)
        if verb is not None and verb.text in ("upgrade", "dist-upgrade", "full-upgrade"):
            if not operands(rest, _APT.valued) and not has_option(command, "-s", "--simulate", "--dry-run"):
                yield Finding(verb.span, "This upgrades all packages. Take a newer base image instead.")


@rule("DF8004", "RUN", says=("apt-key",))
def apt_key(node: Node, facts: Facts, config: Config) -> Iterator[Finding]:
    """`apt-key` is gone: Debian 13 and Ubuntu 25.04 have no such program.

    A key that it adds also vouches for every other source. Put the key into a file of its own, and name the file where
    the source is: `deb [signed-by=/etc/apt/keyrings/example.asc] https://…`.
    By default the rule finds it where the image is known to lack it; select it by name to have all.

    ```dockerfile bad
    FROM debian:13
    RUN curl -fsSL https://example.com/key.asc | $0apt-key$0 add -
    ```
    ```dockerfile good
    FROM debian:13
    ADD --chmod=644 https://example.com/key.asc /etc/apt/keyrings/example.asc
    RUN echo "deb [signed-by=/etc/apt/keyrings/example.asc] https://example.com/debian stable main" \\
        > /etc/apt/sources.list.d/example.list
    ```
    """
    for command in calls(node, facts, "apt-key"):
        image = lookup(facts.image) if facts.image else None
        system = without_apt_key(image, facts.tag or "latest") if image else ""
        if system or config.selects("DF8004", "apt-key"):
            what = f"{system} has no `apt-key`" if system else "`apt-key` is deprecated, and newer systems lack it"
            yield Finding(command.name.span, f"{what}. Keep the key in a file, and name that by `signed-by`.")


@rule("DF8005", Stage, nodes=(saying("RUN", "apt"), *RUNS))
def lists_of_another_layer(model: Model, stage: Stage) -> Iterator[Finding]:
    """`apt-get install` goes by package lists which an earlier RUN fetched, perhaps months ago.

    `RUN apt-get update` stays in the cache as long as its line does. A package that is added below is then looked for
    in old lists, and its version is not there any more. Update and install in one RUN.

    ```dockerfile bad
    FROM debian:13
    RUN apt-get update
    RUN apt-get $0install$0 -y --no-install-recommends curl
    ```
    ```dockerfile fixed
    FROM debian:13
    RUN apt-get update \\
        && apt-get install -y --no-install-recommends curl
    ```
    ```dockerfile good
    FROM debian:13
    RUN apt-get update && apt-get install -y --no-install-recommends curl
    ```
    """
    tree = model.tree
    updated = -1
    for run in runs(model, stage):
        if "apt" not in run.node.source or run.facts.onbuild or not is_posix(run.facts):
            continue
        fetches, install, verb = _about_lists(run.node)
        if verb is not None and updated >= 0 and not is_mounted(run.node, _LISTS):
            edit = joined_runs(tree, updated, run.number) if _follow(model, updated, run.number) else None
            place = tree.place(updated, tree.nodes[updated].span)
            yield Finding(
                verb.span.shift(run.start),
                "The package lists are those of an earlier RUN, which may come from the cache. Update in this RUN.",
                (Fix("Join the two RUNs", (edit,)),) if edit else (),
                (Related(place, "The lists are fetched here."),),
            )
            return
        if install:
            updated = -1
        elif fetches and not is_mounted(run.node, _LISTS):
            updated = run.number


@once
def _about_lists(node: Node) -> tuple[bool, bool, ShellWord | None]:
    """Whether a RUN fetches package lists and whether it installs by lists, and the word that does so before it has
    fetched any."""
    fetches = install = False
    early: ShellWord | None = None
    for command in node.script.commands:
        inner = unwrapped(command)
        verb, rest = subcommand(inner.form, *_APT.valued) if inner.program in _APT.programs else (None, ())
        if verb is None:
            continue
        if verb.text == "update":
            fetches = True
        elif verb.text in _APT.install:
            packages = operands(rest, _APT.valued)
            if fetches or not all(word.text.startswith((".", "/")) for word in packages):
                install = True
                early = early or (subcommand(inner, *_APT.valued)[0] if not fetches else None)
    return fetches, install, early


def _follow(model: Model, first: int, second: int) -> bool:
    return all(model.tree.nodes[number].kind != "instruction" for number in range(first + 1, second))
