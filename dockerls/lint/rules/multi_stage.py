"""Rules about what a build leaves in the image that is shipped: compilers, and the tools around them."""

from __future__ import annotations

from collections.abc import Iterator

from ...docker import lookup
from ...docker.projects import COMPILERS, COMPILES, TOOLCHAIN_TEMPLATES
from ...model import Model, Stage
from ...syntax.once import once
from ...syntax.shell import Command, Form, ShellWord
from ...syntax.views import copy, mounts
from .. import Finding, Related, rule
from ..kinds import COPIES, RUNS, STARTS, saying
from ..places import chain
from ..runtime import serves
from ..shells import subcommand, unwrapped_commands
from .image_size import ships_a_toolchain

_SCRIPTS = frozenset(("build", "build:prod", "build:production", "export", "compile"))
# They load kernel modules, which are built for the host's kernel: when the container runs.
_FOR_MODULES = frozenset(("kmod", "dkms"))
_BUNDLERS = ("npm", "yarn", "pnpm", "bun")
_INSTALLERS = frozenset(("apt-get", "apt", "apk", "dnf", "microdnf", "yum", "zypper"))


@rule(
    "DF5010",
    Stage,
    names=("tally/prefer-multi-stage-build",),
    severity="info",
    nodes=(STARTS, COPIES, saying("RUN", *COMPILES, *_BUNDLERS), *RUNS),
)
def build_tools_are_shipped(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    The program is built in the stage that is shipped, so the compiler is shipped with it.

    Build in a stage of its own, and copy the result into a small image: hundreds of megabytes less, and fewer tools
    for whoever breaks in. The templates named in the message show it done.

    Images for developers are not reported: those whose stage is called `dev` or `test`, which start a shell, or build
    when they start (`go run`).

    ```dockerfile bad
    FROM $0golang:1.27$0
    WORKDIR /src
    COPY . .
    RUN go build -o /usr/local/bin/app .
    CMD ["app"]
    ```
    ```dockerfile good
    FROM golang:1.27 AS build
    WORKDIR /src
    COPY . .
    RUN CGO_ENABLED=0 go build -o /app .

    FROM gcr.io/distroless/static-debian13:nonroot
    COPY --from=build /app /app
    ENTRYPOINT ["/app"]
    ```
    ```dockerfile good
    FROM golang:1.27
    RUN go install example.com/lint@v1.2.0
    ENTRYPOINT ["lint"]
    ```
    """
    if stage is not model.stages[-1]:
        return
    tree = model.tree
    bottom = model.bottom(stage)
    image = lookup(bottom.image) if bottom.image else None
    word = bottom.image_word
    if image is None or word is None or not serves(model, stage):
        return
    if image.name == "node":
        found = _node_build(model, stage)
        template = "multi-stage-node"
    elif image.name in TOOLCHAIN_TEMPLATES and ships_a_toolchain(model, stage):
        found = _compiles(model, stage)
        template = TOOLCHAIN_TEMPLATES[image.name]
    else:
        return
    if found is None:
        return
    number, command = found
    what = " ".join((command.program, *command.words[:2])) if command.program != "make" else "make"
    yield Finding(
        tree.place(bottom.number, word.span),
        f"`{what}` builds in the stage that is shipped, so its tools are shipped too. Build in a stage of its own "
        f"and copy the result (see the template {template}).",
        related=(Related(tree.place(number, command.span), "It is built here."),),
    )


def _compiles(model: Model, stage: Stage) -> tuple[int, Command] | None:
    """Where a stage builds sources that were copied into it."""
    copied = False
    for number in chain(model, stage):
        node, facts = model.tree.nodes[number], model.facts[number]
        if node.keyword in ("COPY", "ADD"):
            copied = copied or (copy(node).stage is None and not node.heredocs)
        if node.keyword != "RUN" or facts is None:
            continue
        bound = any(mount.type == "bind" and not mount.option("from") for mount in mounts(node))
        for command in unwrapped_commands(node, facts):
            if (copied or bound) and is_compiling(command):
                return number, command
    return None


def is_compiling(command: Command) -> bool:
    """Whether a command turns sources into a program."""
    verbs = COMPILES.get(command.program)
    if verbs is None or any("@" in word for word in command.words):
        return False
    words = {word.rpartition(":")[2] for word in command.words if not word.startswith("-")}
    return not verbs or bool(words & set(verbs))


def _node_build(model: Model, stage: Stage) -> tuple[int, Command] | None:
    """Where a stage bundles its sources, if the tools for that are not taken away again."""
    found: tuple[int, Command] | None = None
    for number in chain(model, stage):
        node, facts = model.tree.nodes[number], model.facts[number]
        if node.keyword != "RUN" or facts is None:
            continue
        for command in unwrapped_commands(node, facts):
            if command.program not in _BUNDLERS:
                continue
            if set(command.words[:2]) & _SCRIPTS:
                found = found or (number, command)
            elif found and {"prune", "focus", "--omit=dev", "--production", "--prod"} & set(command.words):
                return None
    return found


@rule("DF5011", Stage, severity="info", nodes=(STARTS, saying("RUN", *COMPILERS), *RUNS))
def compiler_stays_installed(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    A compiler is installed in the stage that is shipped, and stays there.

    Install it in a build stage and copy the result over, or remove it in the same RUN (`apt-get purge`, `apk del`).
    With `kmod` or `dkms` beside it, it is taken for what builds a kernel module when the container runs.

    ```dockerfile bad
    FROM python:3.14-slim
    RUN apt-get update && apt-get install -y --no-install-recommends $0gcc$0 libpq-dev && rm -rf /var/lib/apt/lists/*
    CMD ["python", "-m", "shop"]
    ```
    ```dockerfile good
    FROM python:3.14-alpine
    COPY requirements.txt /
    RUN apk add --no-cache --virtual .build gcc musl-dev \\
        && pip install --no-cache-dir -r requirements.txt \\
        && apk del .build
    CMD ["python", "-m", "shop"]
    ```
    """
    if stage is not model.stages[-1]:
        return
    tree = model.tree
    if not serves(model, stage):
        return
    for number in chain(model, stage):
        node, facts = tree.nodes[number], model.facts[number]
        if node.keyword != "RUN" or facts is None:
            continue
        if not any(name in node.source for name in COMPILERS):
            continue
        mine = unwrapped_commands(node, facts)
        if any(_removes(command) for command in mine):
            continue
        installing = [
            command
            for command in mine
            if command.program in _INSTALLERS
            and (verb := subcommand(command.form)[0])
            and verb.text in ("install", "add")
        ]
        words = [(command, word) for command in installing for word in _compilers(command.form)]
        if words and not any(_FOR_MODULES.intersection(command.words) for command in installing):
            names = ", ".join(f"`{word.text}`" for _, word in words[:3])
            first, word = words[0]
            yield Finding(
                tree.place(number, first.placed(word.span)),
                f"{names} stay{'s' if len(words) == 1 else ''} in the image that is shipped. "
                "Build in a stage of its own, or remove it in this RUN.",
            )
            return


@once
def _compilers(command: Form) -> tuple[ShellWord, ...]:
    """The arguments that are compilers' packages."""
    found = (number for number, word in enumerate(command.words) if word.partition("=")[0] in COMPILERS)
    return tuple(command.args[number] for number in found)


def _removes(command: Command) -> bool:
    verbs = ("remove", "purge", "autoremove", "del", "erase")
    return command.program in _INSTALLERS and any(word in verbs for word in command.words)
