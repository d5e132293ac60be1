"""Rules about values that change with every build, and what they spoil the cache of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...late import regex
from ...model import Model, Stage, Variable
from ...syntax import Node
from .. import Finding, Fix, Related, rule
from ..places import below, text_of, without
from ..shells import unwrapped_commands

_VOLATILE = regex(
    r"(?:BUILD_?(?:DATE|TIME|TIMESTAMP|NUMBER|NUM|ID|REV|REVISION|SHA|VERSION|AT)"
    r"|(?:VCS|GIT|SOURCE|SCM|CI|GITHUB|CI_COMMIT)_?(?:REF|SHA\d?|SHORT_SHA|COMMIT|COMMIT_SHA|REV|REVISION|HASH|DATE"
    r"|BRANCH|DESCRIBE|TIMESTAMP)|COMMIT(?:_SHA|_HASH|_ID|_REF)?|REVISION|CREATED|TIMESTAMP|APP_(?:VERSION|REVISION)"
    r"|IMAGE_(?:VERSION|CREATED|REVISION))",
    re.IGNORECASE,
)
_INSTALLERS = frozenset(
    [
        "apt",
        "apt-get",
        "apk",
        "dnf",
        "yum",
        "microdnf",
        "tdnf",
        "zypper",
        "pacman",
        "pip",
        "pip3",
        "npm",
        "yarn",
        "pnpm",
        "bun",
        "uv",
        "poetry",
        "pipenv",
        "composer",
        "bundle",
        "gem",
        "cargo",
        "go",
        "conda",
        "mamba",
        "dotnet",
    ]
)
_INSTALLS = frozenset(
    ["install", "add", "ci", "i", "sync", "restore", "download", "-S", "-Sy", "-Syu", "update", "upgrade"]
)
_DESCRIBES = frozenset(("ARG", "ENV", "LABEL"))


@rule("DF2002", Stage, severity="info")
def volatile_before_expensive(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    A value that changes with every build stands before a step that takes long.

    Each RUN sees all ARGs and ENVs above it, whether it uses them or not, so another build date, commit or version
    runs every RUN below it again. Declare such values where they are needed, and as far down as possible.

    A LABEL alone costs nothing: BuildKit keeps labels out of the layers.

    ```dockerfile bad
    FROM debian:13-slim
    ARG $0GIT_SHA$0
    LABEL org.opencontainers.image.revision=$GIT_SHA
    RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
    CMD ["curl", "--version"]
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
    ARG GIT_SHA
    LABEL org.opencontainers.image.revision=$GIT_SHA
    CMD ["curl", "--version"]
    ```
    ```dockerfile good
    FROM golang:1.27
    ARG APP_VERSION
    RUN go install example.com/tool@$APP_VERSION
    ```
    """
    seen: set[str] = set()
    for variable in stage.variables:
        if variable.name not in seen and _VOLATILE.fullmatch(variable.name):
            found = _about(model, stage, variable)
            if found is not None:
                seen.add(variable.name)
                yield found


def _about(model: Model, stage: Stage, variable: Variable) -> Finding | None:
    tree = model.tree
    names = {variable.name}
    movable = [variable.number]
    first = last = -1
    simple = len(tree.nodes[variable.number].pairs) == 1
    for number in stage.instructions:
        if number <= variable.number:
            continue
        node = tree.nodes[number]
        uses = any(use.name in names for use in node.uses)
        if uses and node.keyword not in _DESCRIBES:
            break
        if uses:
            if first < 0:
                movable.append(number)
                simple = simple and (node.keyword == "LABEL" or len(node.pairs) == 1)
            names |= {pair.key.text for pair in node.pairs} if node.keyword != "LABEL" else set()
        elif node.keyword == "RUN" and _is_expensive(model, node, number):
            first = number if first < 0 else first
            last = number
    if first < 0:
        return None
    span = tree.place(variable.number, variable.span)
    fixes: tuple[Fix, ...] = ()
    late = [number for number in stage.instructions if first < number <= last and tree.nodes[number].keyword != "RUN"]
    again = [other for other in stage.variables if other.name == variable.name and other.kind == variable.kind]
    if simple and len(again) == 1 and not any(use.name in names for number in late for use in tree.nodes[number].uses):
        text = "\n".join(text_of(tree.nodes[number]) for number in movable)
        edits = (*(without(tree, number) for number in movable), below(tree, last, text))
        fixes = (Fix(f"Move {variable.name} behind the install", edits),)
    related = (Related(tree.place(first, tree.nodes[first].keyword_span), "This runs again whenever it changes."),)
    message = (
        f"`{variable.name}` differs from build to build, and every RUN below depends on it: declare it behind what "
        "takes long."
    )
    return Finding(span, message, fixes=fixes, related=related)


def _is_expensive(model: Model, node: Node, number: int) -> bool:
    facts = model.facts[number]
    return facts is not None and any(
        command.program in _INSTALLERS and any(word in _INSTALLS for word in command.words)
        for command in unwrapped_commands(node, facts)
    )
