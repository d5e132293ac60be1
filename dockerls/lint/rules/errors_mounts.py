"""What BuildKit refuses about `RUN --mount=…`."""

from __future__ import annotations

from collections.abc import Iterator

from ...config import Config
from ...model import Facts, Model, Stage
from ...syntax import Node
from ...syntax.once import once
from ...syntax.views import Mount, mounts
from ...text import Edit
from ...values import expand
from ..checks_environment import environments
from ..checks_mounts import TARGET, Fault, Kind, faults, names_a_directory
from ..kinds import VARIABLES, WORKDIR
from ..rule import Finding, Fix, rule


@once
def _mounts(node: Node) -> tuple[tuple[Mount, tuple[Fault, ...]], ...]:
    """The mounts of a RUN and what is wrong with each, as far as no variable's value is needed; asked by all rules."""
    if not node.flags:
        return ()

    def resolve(text: str) -> str | None:
        return None if "$" in text else expand(text, {}, node.escape).text

    return tuple((mount, tuple(faults(mount, resolve))) for mount in mounts(node))


def _found(node: Node, kind: Kind) -> Iterator[Finding]:
    for mount, wrong in _mounts(node):
        for fault in wrong:
            if fault.kind == kind:
                fixes: tuple[Fix, ...] = ()
                if fault.instead and fault.span != mount.flag.value_span:
                    fixes = (Fix(f"Write {fault.instead}", (Edit(fault.span, fault.instead),)),)
                yield Finding(fault.span, fault.message, fixes)


@rule("DF1040", "RUN", severity="error", says=("--",))
def unknown_mount_type(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A mount's type does not exist.

    There are `bind`, `cache`, `tmpfs`, `secret` and `ssh`; without a type it is `bind`.

    ```dockerfile bad
    FROM alpine:3.23
    RUN --mount=type=$0cahce$0,target=/cache make
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    RUN --mount=type=cache,target=/cache make
    ```
    """
    yield from _found(node, "type")


@rule("DF1041", "RUN", severity="error", says=("--",))
def unknown_mount_option(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A mount has an option which does not exist, or not for its type.

    Some that Podman knows (`relabel`, `tmpfs-size`) are unknown to BuildKit.

    ```dockerfile bad
    FROM alpine:3.23
    RUN --mount=type=cache,$0tagret$0=/cache make
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    RUN --mount=type=cache,target=/cache make
    ```
    ```dockerfile bad
    FROM alpine:3.23
    RUN --mount=type=bind,target=/src,$0uid$0=1000 make
    ```
    """
    yield from _found(node, "option")


@rule("DF1042", "RUN", severity="error", says=("--",))
def invalid_mount_value(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A mount's option has no value, or one that it cannot have.

    ```dockerfile bad
    FROM alpine:3.23
    RUN --mount=type=cache,target=/cache,sharing=$0lock$0 make
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    RUN --mount=type=cache,target=/cache,sharing=locked make
    ```
    ```dockerfile bad
    FROM alpine:3.23
    RUN --mount=type=cache,$0target$0 make
    ```
    """
    yield from _found(node, "value")


@rule("DF1043", "RUN", severity="error", says=("--",))
def incomplete_mount(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A mount does not say enough, or says it twice.

    A secret needs its `id`, or at least a `target`.

    ```dockerfile bad
    FROM alpine:3.23
    RUN $0--mount=type=secret$0 cat /run/secrets/token
    ```
    ```dockerfile bad
    FROM alpine:3.23
    RUN --mount=type=cache,target=$0/$0 make
    ```
    ```dockerfile good
    FROM alpine:3.23
    RUN --mount=type=secret,id=token cat /run/secrets/token
    ```
    """
    yield from _found(node, "incomplete")
    for mount, wrong in _mounts(node):
        if mount.flag.value and not wrong and mount.type in ("bind", "cache", "tmpfs"):
            option = mount.option(*TARGET)
            if option is not None and "$" not in (option.value or "$"):
                if expand(option.value or "", {}, node.escape).text == "/":
                    yield Finding(option.value_span, "A mount cannot take the place of `/`.")


@rule("DF1044", "RUN", severity="error", says=("--",))
def variable_in_mount_from(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A mount's `from` holds a variable, and BuildKit expands none there.

    Give the image a stage of its own, and name that.

    ```dockerfile bad
    ARG VERSION=1.25
    FROM alpine:3.23
    RUN --mount=from=$0golang:${VERSION}$0,target=/go true
    ```
    ```dockerfile good
    ARG VERSION=1.25
    FROM golang:${VERSION} AS go
    FROM alpine:3.23
    RUN --mount=from=go,target=/go true
    ```
    """
    yield from _found(node, "from")


def _is_flagged_run(node: Node) -> bool:
    return node.keyword == "RUN" and bool(node.flags)


@rule("DF1045", Stage, severity="error", nodes=(_is_flagged_run, WORKDIR, VARIABLES))
def mount_at_the_root(model: Model, stage: Stage, config: Config) -> Iterator[Finding]:
    """
    A mount has no target, and the working directory is the root.

    All mounts but secrets and `ssh` need a `target`: where none is given, BuildKit takes the working directory,
    and refuses it if that is the root.
    An image that dockerls does not know may set another directory; select the rule to have these, too.

    ```dockerfile bad
    FROM alpine:3.23
    RUN $0--mount=type=cache$0 make
    ```
    ```dockerfile bad
    FROM alpine:3.23
    WORKDIR /app
    WORKDIR ..
    RUN --mount=type=tmpfs,$0target=.$0 make
    ```
    ```dockerfile good
    FROM alpine:3.23
    WORKDIR /app
    RUN --mount=type=bind make
    ```
    ```dockerfile good
    FROM registry.example.com/team/image:1
    RUN --mount=type=bind make
    ```
    ```dockerfile bad select = ["DF1045"]
    FROM registry.example.com/team/image:1
    RUN $0--mount=type=bind$0 make
    ```
    """
    bare = config.selects("DF1045")
    for number in stage.instructions:
        node = model.tree.nodes[number]
        if node.keyword != "RUN":
            continue
        for mount, wrong in _mounts(node):
            if not mount.flag.value or wrong or mount.type not in ("bind", "cache", "tmpfs"):
                continue
            option = mount.option(*TARGET)
            text = option.value or "" if option else ""
            if "$" in text or (option and option.value is None):
                continue
            target = expand(text, {}, node.escape).text
            if target is None or target.startswith("/") or names_a_directory(target):
                continue
            if environments(model, config).directory(number, bare=bare) == "/":
                span = model.tree.place(number, option.span if option else mount.flag.span)
                yield Finding(span, f"A `{mount.type}` mount needs a target: `target=/…`.")
