"""Rules about ARG and ENV: which of the two a value should be, and where it is not what its author thinks."""

from __future__ import annotations

from collections.abc import Iterator

from ...docker import lookup
from ...model import Model, Stage, is_predefined
from ...syntax import Node
from ...text import Edit
from .. import Facts, Finding, Fix, Related, rule
from ..kinds import SHELL, STARTS, VARIABLES, of, saying
from ..places import above, below, without_pair
from ..runtime import start_of
from ..shells import SHELLS, is_posix

_PROXIES = frozenset(("http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "all_proxy"))
_DEFAULTS = frozenset((":-", "-", ":=", "=", ":+", "+"))
_SHELLS = SHELLS | {"busybox", "cmd", "powershell", "pwsh", "env"}

# The shell or the container's runtime sets these.
_SHELL_SETS = frozenset(
    (
        "HOME",
        "HOSTNAME",
        "PATH",
        "PWD",
        "OLDPWD",
        "USER",
        "UID",
        "EUID",
        "SHELL",
        "TERM",
        "RANDOM",
        "IFS",
        "SECONDS",
        "PPID",
    )
)


@rule("DF4001", Stage, severity="info", nodes=(of("ENV"),))
def env_only_the_build_needs(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    An ENV stays in the image, though only the build needs it.

    `DEBIAN_FRONTEND=noninteractive` silences apt for those who work in the container, too. Proxies are BuildKit's
    business: it passes `--build-arg HTTP_PROXY=…` to each RUN and keeps it out of the image.

    ```dockerfile bad
    FROM debian:13-slim
    ENV $0DEBIAN_FRONTEND$0=noninteractive
    RUN apt-get update
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    ARG DEBIAN_FRONTEND=noninteractive
    RUN apt-get update
    ```
    ```dockerfile bad
    FROM debian:13-slim
    ENV LANG=C.UTF-8 $0http_proxy$0=http://proxy.example.com:3128
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    ENV LANG=C.UTF-8
    ```
    ```dockerfile good
    FROM debian:13-slim
    ENV http_proxy=
    RUN DEBIAN_FRONTEND=noninteractive apt-get install -y tzdata
    ```
    """
    tree = model.tree
    if stage.index not in model.final_stages:
        return
    for number in stage.instructions:
        node = tree.nodes[number]
        if node.keyword != "ENV":
            continue
        for index, pair in enumerate(node.pairs):
            name, value = pair.key.text, pair.value.text.strip("\"'") if pair.value else ""
            if name == "DEBIAN_FRONTEND" and value.lower() in ("noninteractive", "teletype"):
                edits = (without_pair(tree, number, index), above(tree, number, f"ARG {name}={value}"))
                if len(node.pairs) == 1:
                    edits = (Edit(tree.place(number, node.span), f"ARG {name}={value}"),)  # type: ignore[assignment]
                yield Finding(
                    tree.place(number, pair.key.span),
                    f"`{name}` is for the build alone, and as ENV it stays in the image. Make it an ARG.",
                    fixes=(Fix("Make it an ARG", edits),),
                )
            elif name.lower() in _PROXIES and value:
                yield Finding(
                    tree.place(number, pair.key.span),
                    f"`{name}` stays in the image. `--build-arg {name}=…` sets it for the build, without any ARG.",
                    fixes=(Fix(f"Remove {name}", (without_pair(tree, number, index),)),),
                )


@rule("DF4002", Stage, nodes=(STARTS, of("HEALTHCHECK"), VARIABLES, SHELL))
def arg_at_run_time(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    A command that runs in the container uses an ARG, which is empty by then.

    An ARG lives as long as the build. Pass it on as ENV if the container needs it.

    ```dockerfile bad
    FROM python:3.14-slim
    ARG PORT=8000
    CMD uvicorn app:app --port $0$PORT$0
    ```
    ```dockerfile fixed
    FROM python:3.14-slim
    ARG PORT=8000
    ENV PORT=${PORT}
    CMD uvicorn app:app --port $PORT
    ```
    ```dockerfile good
    FROM python:3.14-slim
    ARG PORT=8000
    ENV PORT=${PORT}
    CMD uvicorn app:app --port $PORT
    ```
    """
    if stage is not model.stages[-1]:
        return
    tree = model.tree
    start = start_of(model, stage)
    checks = [number for number in stage.instructions if tree.nodes[number].keyword == "HEALTHCHECK"][-1:]
    for number in (*start, *checks):
        if number < 0 or number not in stage.instructions:
            continue
        node, facts = tree.nodes[number], model.facts[number]
        if facts is None or not _expands(node, facts):
            continue
        known = model.visible(stage.end)
        image = lookup(model.root_image(stage) or "")
        reported: set[str] = set()
        for use in node.uses:
            name = use.name
            declared = known.get(name)
            outer = model.global_named(name)
            if name in reported or use.modifier in _DEFAULTS or name in node.script.assigned or name in _SHELL_SETS:
                continue
            if image is not None and any(name == key for key, _ in image.env):
                continue
            variable = declared.variable if declared is not None else outer
            if variable is None or variable.kind != "arg" or is_predefined(name):
                continue
            reported.add(name)
            if variable.stage == stage.index and variable.number >= 0:
                edits = (below(tree, variable.number, f"ENV {name}=${{{name}}}"),)
            else:
                redeclared = "" if declared is not None else f"ARG {name}\n"
                edits = (above(tree, number, f"{redeclared}ENV {name}=${{{name}}}"),)
            yield Finding(
                tree.place(number, use.span),
                f"`{name}` is an ARG, so it is empty when the container runs. Pass it on as ENV.",
                fixes=(Fix(f"Pass {name} on as ENV", edits),),
                related=(Related(tree.place(variable.number, variable.span), "It is declared here."),),
            )


def _expands(node: Node, facts: Facts) -> bool:
    """Whether a shell expands variables in the command, when the container runs."""
    if node.is_shell_form:
        return is_posix(facts)
    items = [word.text for word in node.words]
    if node.keyword == "HEALTHCHECK":
        items = items[1:]
    return len(items) > 2 and items[0].rpartition("/")[2] in _SHELLS and any(item.endswith("c") for item in items[1:-1])


@rule("DF4003", Stage, nodes=(saying("RUN", "$"), VARIABLES, SHELL))
def global_arg_in_stage(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    A RUN uses an ARG that stands before the first FROM, where only FROM lines see it.

    In the RUN it is empty, and nothing fails. Name it again within the stage, without a value.

    ```dockerfile bad
    ARG TOOL_VERSION=1.4.2
    FROM debian:13-slim
    RUN echo "$0$TOOL_VERSION$0" > /etc/tool-version
    ```
    ```dockerfile fixed
    ARG TOOL_VERSION=1.4.2
    FROM debian:13-slim
    ARG TOOL_VERSION
    RUN echo "$TOOL_VERSION" > /etc/tool-version
    ```
    ```dockerfile good
    ARG TOOL_VERSION=1.4.2
    FROM debian:13-slim
    ARG TOOL_VERSION
    RUN echo "$TOOL_VERSION" > /etc/tool-version
    ```
    """
    tree = model.tree
    names = {variable.name: variable for variable in model.globals}
    if not names:
        return
    image = lookup(model.root_image(stage) or "")
    brought = {key for key, _ in image.env} if image is not None else set()
    for number in stage.instructions:
        node, facts = tree.nodes[number], model.facts[number]
        if node.keyword != "RUN" or not node.uses or facts is None or not is_posix(facts):
            continue
        if not any(use.name in names for use in node.uses) or node.json is not None:
            continue
        if any(command.program in (".", "source") for command in node.script.commands):
            continue  # Who knows what that sets.
        known = model.visible(number)
        reported: set[str] = set()
        for use in node.uses:
            name = use.name
            if name not in names or name in known or name in brought or name in reported or is_predefined(name):
                continue
            if use.modifier in _DEFAULTS or name in node.script.assigned or name in _SHELL_SETS:
                continue
            if _is_mounted(node, name):
                continue
            reported.add(name)
            later = _declared_later(stage, name, number)
            edit = below(tree, stage.number, f"ARG {name}")
            yield Finding(
                tree.place(number, use.span),
                f"`{name}` is declared before FROM, and empty here. "
                + ("It is named again only below." if later else f"Add `ARG {name}` to this stage."),
                fixes=(Fix(f"Add ARG {name} to the stage", (edit,)),),
                related=(Related(tree.place(names[name].number, names[name].span), "It is declared here."),),
            )


def _declared_later(stage: Stage, name: str, number: int) -> bool:
    return any(variable.name == name and variable.number > number for variable in stage.variables)


def _is_mounted(node: Node, name: str) -> bool:
    """Whether a secret mount sets the variable."""
    return any(flag.name == "mount" and f"env={name}" in (flag.value or "") for flag in node.flags)
