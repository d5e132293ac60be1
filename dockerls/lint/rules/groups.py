"""The rule about groups that USER leaves behind."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Model, Stage
from ...syntax.shell import Command
from ...text import Edit
from .. import Finding, Fix, Related, rule
from ..kinds import RUNS, USER, saying
from ..places import chain
from ..shells import commands, operands, unwrapped

_VALUED = frozenset(
    ("-G", "--groups", "-g", "--gid", "-u", "--uid", "-d", "--home", "-s", "--shell", "-c", "--comment")
)


_GROUPS = saying("RUN", "user", "group")


@rule(
    "DF3015",
    Stage,
    names=("tally/user-explicit-group-drops-supplementary-groups",),
    severity="info",
    nodes=(USER, _GROUPS, *RUNS),
)
def groups_left_behind(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    USER names a group, and so the user is in no other: those it was added to do not count.

    Docker looks up a user's groups only if none is given.

    ```dockerfile bad
    FROM debian:13-slim
    RUN useradd --no-log-init --groups video shop
    USER $0shop:shop$0
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    RUN useradd --no-log-init --groups video shop
    USER shop
    ```
    ```dockerfile good
    FROM debian:13-slim
    RUN useradd --no-log-init --groups video shop
    USER shop
    ```
    """
    tree = model.tree
    nodes = tree.nodes
    if not any(nodes[number].keyword == "USER" and ":" in nodes[number].source for number in stage.instructions):
        return
    added: dict[str, tuple[int, Command, frozenset[str]]] = {}
    for number in chain(model, stage):
        node, facts = tree.nodes[number], model.facts[number]
        if facts is not None and _GROUPS(node):
            for command in commands(node, facts):
                for user, groups in _added(unwrapped(command)):
                    before = added[user][2] if user in added else frozenset()
                    added[user] = (number, command, before | groups)
        elif node.keyword == "USER" and number in stage.instructions and node.words:
            word = node.words[0]
            user, colon, group = word.text.partition(":")
            known = added.get(user)
            if not colon or known is None or not known[2] - {group}:
                continue
            others = ", ".join(f"`{name}`" for name in sorted(known[2] - {group}))
            place = tree.place(number, word.span)
            yield Finding(
                place,
                f"With a group named, `{user}` is not in {others}.",
                (Fix(f"Say {user} alone", (Edit(place, user),)),),
                (Related(tree.place(known[0], known[1].span), "It is put into more groups here."),),
            )


def _added(command: Command) -> Iterator[tuple[str, frozenset[str]]]:
    """The users whom a command puts into groups besides their own."""
    words = [word.text for word in operands(command.args, _VALUED)]
    options = list(command.words)
    groups = ""
    for number, word in enumerate(options):
        name, equals, value = word.partition("=")
        short = len(word) > 1 and word[0] == "-" and word[1] != "-" and word[-1] == "G"
        if name in ("-G", "--groups") or short:
            groups = value if equals else "".join(options[number + 1 : number + 2])
            if short and name != "-G" and groups in words:
                words.remove(groups)
    if command.program in ("useradd", "usermod") and groups and words:
        yield words[-1], frozenset(groups.split(","))
    elif command.program in ("adduser", "addgroup") and len(words) == 2 and not groups:
        yield words[0], frozenset((words[1],))
