"""The rule about the order of package lists."""

from __future__ import annotations

from collections.abc import Iterator

from ...docker.package_managers import BY_PROGRAM
from ...syntax import Node
from ...syntax.shell import Command, ShellWord
from ...text import Edit, Span
from .. import Facts, Finding, Fix, rule
from ..shells import commands, operands, subcommand, unwrapped

_SYSTEMS = frozenset(("apt", "apk", "yum", "dnf", "microdnf", "zypper"))


@rule("DF8040", "RUN", names=("tally/sort-packages",), severity="hint", on=False)
def packages_out_of_order(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    The packages to install are in no order.

    Sorted, a list shows at once what is there, nothing is named twice, and changes are easy to review. Comments part
    a list into several. Off by default, as it is a matter of taste.

    ```dockerfile bad
    FROM debian:13-slim
    RUN apt-get update && apt-get install -y --no-install-recommends \\
        git \\
        $0curl$0 \\
        make
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    RUN apt-get update && apt-get install -y --no-install-recommends \\
        curl \\
        git \\
        make
    ```
    ```dockerfile good
    FROM debian:13-slim
    RUN apt-get update && apt-get install -y --no-install-recommends \\
        make \\
        # for the shop
        curl
    ```
    """
    for command in commands(node, facts):
        for group in _groups(node, unwrapped(command)):
            names = [_key(word) for word in group]
            wrong = next((group[n] for n in range(1, len(group)) if names[n] < names[n - 1]), None)
            if wrong is None:
                continue
            in_order = sorted(group, key=_key)
            edits = tuple(
                Edit(word.span, new.span.of(node.source)) for word, new in zip(group, in_order) if word is not new
            )
            safe = node.json is None and len(set(names)) == len(names)
            yield Finding(wrong.span, "These packages are in no order.", (Fix("Sort the packages", edits, safe),))


def _groups(node: Node, command: Command) -> Iterator[tuple[ShellWord, ...]]:
    """The packages that a command installs, in runs without an option or a comment between them."""
    manager = BY_PROGRAM.get(command.program)
    verb, rest = subcommand(command, *manager.valued) if manager is not None else (None, ())
    if manager is None or manager.name not in _SYSTEMS or verb is None or verb.text not in manager.install:
        return
    packages = operands(rest, manager.valued)
    if not all(word.literal for word in packages):
        return
    group: list[ShellWord] = []
    for word in packages:
        gap = Span(group[-1].span.end, word.span.start).of(node.source) if group else ""
        if any(line.lstrip().startswith(("#", "-")) for line in gap.split("\n")):
            yield tuple(group)
            group = []
        group.append(word)
    yield tuple(group)


def _key(word: ShellWord) -> str:
    return word.text.lower()
