"""Rules about variables that do nothing: ARGs that nobody reads, and values that take an ARG out of force."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from ...config import Config
from ...docker import PREDEFINED
from ...late import regex
from ...model import Model, Stage, Variable
from ...syntax import Node, Tree
from ...text import Edit, Span
from .. import Finding, Fix, Related, rule
from ..kinds import VARIABLES
from ..places import without_pair

_WORDS = regex(r"\w+")
_is_parted = attrgetter("is_parted")
_PLAIN = regex(r"[^\s\"'\\]+")
_FEW = 16
"""Up to how many names are looked for one by one, which is faster than to part a text into words."""
_OTHERS_READ = ("BUILDKIT_", "DOCKER_", "SOURCE_DATE_EPOCH")


@rule("DF4004", Model, severity="info")
def global_arg_never_used(model: Model) -> Iterator[Finding]:
    """
    An ARG before the first FROM is used by nothing.

    Only FROM lines see it, and stages that name it again. `--build-arg` with its name changes nothing.

    ```dockerfile bad
    ARG NODE_VERSION=24
    ARG $0DEBIAN_VERSION$0=13
    FROM node:${NODE_VERSION}
    ```
    ```dockerfile fixed
    ARG NODE_VERSION=24
    FROM node:${NODE_VERSION}
    ```
    ```dockerfile good
    ARG NODE_VERSION=24
    FROM debian:13
    ARG NODE_VERSION
    RUN ./install-node.sh
    ```
    """
    tree = model.tree
    if not model.globals or not model.stages:
        return
    above = [*model.head.instructions, *tree.where(_is_from_with_variable)]
    named = {use.name for number in above for use in tree.nodes[number].uses}
    idle = [variable for variable in model.globals if variable.name not in named and _may_be_idle(variable)]
    for stage in model.stages:
        if not idle:
            return
        again = {item.name for item in stage.variables if item.kind == "arg"}
        idle = [variable for variable in idle if variable.name not in again] if again else idle
    names = {variable.name for variable in idle}
    said = _last_said(model, _saying(tree, names), names)
    for variable in idle:
        name = variable.name
        if said.get(name, -1) > variable.number:
            continue  # A stage that uses it without naming it again is another matter.
        yield _unused(model, variable, f"Nothing uses `{name}`: no FROM, and no stage names it again.")


def _is_from_with_variable(node: Node) -> bool:
    return node.keyword == "FROM" and "$" in node.source


@rule("DF4007", Stage, severity="info")
def stage_arg_never_used(model: Model, stage: Stage, config: Config) -> Iterator[Finding]:
    """
    An ARG of a stage is used by nothing.

    A RUN gets all ARGs as variables of its environment, and its programs may read them. By default the rule speaks
    only where no RUN follows; select it by name to have all that no instruction names.

    ```dockerfile bad
    FROM debian:13-slim
    ARG $0VERSION$0=1.4
    COPY app /usr/local/bin/app
    CMD ["app"]
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    COPY app /usr/local/bin/app
    CMD ["app"]
    ```
    ```dockerfile good
    FROM debian:13-slim
    ARG VERSION=1.4
    RUN ./install.sh
    ```
    """
    insists = config.selects("DF4007", "stage-arg-never-used")
    if not insists and stage is not model.stages[-1]:
        return
    nodes = model.tree.nodes
    last = max((number for number in stage.instructions if nodes[number].keyword in ("RUN", "ONBUILD")), default=-1)
    idle = [
        variable
        for variable in stage.variables
        if variable.kind == "arg" and (insists or variable.number > last) and _may_be_idle(variable)
    ]
    said = _last_said(model, stage.instructions, {variable.name for variable in idle})
    for variable in idle:
        if variable.number >= stage.instructions[-1]:
            continue  # The last line of a file is still being written.
        if said.get(variable.name, -1) < variable.number:
            yield _unused(model, variable, f"Nothing below uses `{variable.name}`.")


def _may_be_idle(variable: Variable) -> bool:
    """Whether it does nothing if no instruction says its name; of one that is no word nobody can tell."""
    name = variable.name
    return name not in PREDEFINED and not name.startswith(_OTHERS_READ) and bool(_WORDS.fullmatch(name))


def _saying(tree: Tree, names: set[str]) -> list[int]:
    """The instructions of a file that may say one of some names, found in its text."""
    if len(names) > _FEW:
        return tree.instructions
    found = {*tree.where(_is_parted)}
    for name in names:
        at = tree.text.find(name)
        while at >= 0:
            number = tree.number_at(at)
            found.add(number)
            at = tree.text.find(name, tree.starts[number] + len(tree.nodes[number].source))
    return sorted(number for number in found if tree.nodes[number].kind == "instruction")


def _last_said(model: Model, numbers: list[int], names: set[str]) -> dict[str, int]:
    """For each of some names the last of some instructions, given in order, that says it."""
    last: dict[str, int] = {}
    for number in reversed(numbers):
        if not names:
            break
        said = _said(model.tree.nodes[number], names)
        last.update(dict.fromkeys(said, number))
        names -= said
    return last


def _said(node: Node, names: set[str]) -> set[str]:
    """Those names which an instruction says, however it means them; what it sets itself is no use of it."""
    said = {use.name for use in node.uses} & names  # Be it in two parts, on two lines.
    source = node.source
    if node.keyword not in ("ENV", "ARG") and (len(names) > _FEW or any(name in source for name in names)):
        said |= names.intersection(_WORDS.findall(source))
    return said


def _unused(model: Model, variable: Variable, message: str) -> Finding:
    tree = model.tree
    index = [pair.key.span for pair in tree.nodes[variable.number].pairs].index(variable.span)
    fix = Fix(f"Remove {variable.name}", (without_pair(tree, variable.number, index),))
    return Finding(tree.place(variable.number, variable.span), message, (fix,), tags=("unnecessary",))


@rule("DF4005", Stage)
def env_overrides_arg(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    An ENV sets what an ARG has just declared, so that `--build-arg` changes nothing.

    ENV always wins over ARG. To set the value at build time and keep it, pass the ARG on: `ENV NAME=${NAME}`.

    ```dockerfile bad
    FROM debian:13-slim
    ARG APP_PORT=8080
    ENV $0APP_PORT$0=8080
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    ARG APP_PORT=8080
    ENV APP_PORT=${APP_PORT}
    ```
    ```dockerfile good
    FROM debian:13-slim
    ARG APP_PORT=8080
    ENV APP_PORT=${APP_PORT}
    ```
    """
    tree = model.tree
    last: dict[str, Variable] = {}
    for variable in stage.variables:
        if variable.kind == "arg":
            last[variable.name] = variable
            continue
        argument = last.pop(variable.name, None)
        if argument is None or variable.value is None or variable.name in PREDEFINED:
            continue
        between = [number for number in stage.instructions if argument.number < number <= variable.number]
        if any(_may_read(tree.nodes[number]) for number in between):
            continue
        if any(use.name == variable.name for number in between for use in tree.nodes[number].uses):
            continue
        word = f"${{{variable.name}}}"
        if argument.value is None and model.global_of(argument) is None:
            word = f"${{{variable.name}:-{variable.value.text}}}"
        fixes: tuple[Fix, ...] = ()
        if _PLAIN.fullmatch(variable.value.text):
            fixes = (Fix("Pass the ARG on", (Edit(tree.place(variable.number, variable.value.span), word),)),)
        yield Finding(
            tree.place(variable.number, variable.span),
            f"This takes the ARG `{variable.name}` out of force: `--build-arg` changes nothing.",
            fixes,
            (Related(tree.place(argument.number, argument.span), "The ARG."),),
        )


def _may_read(node: Node) -> bool:
    """Whether an instruction runs something that may read all variables, now or later."""
    if node.keyword == "RUN":
        return bool(node.script.commands) and not node.script.broken
    return node.keyword == "ONBUILD"


@rule("DF4006", Stage, severity="info", nodes=(VARIABLES,))
def two_defaults(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    An ARG has one default before the first FROM and another one in the stage.

    The stage's own default wins there, while FROM lines go by the other. Without a value, `ARG NAME` takes over that
    from above.

    ```dockerfile bad
    ARG NODE_VERSION=24
    FROM node:${NODE_VERSION}
    ARG $0NODE_VERSION$0=22
    LABEL node=$NODE_VERSION
    ```
    ```dockerfile fixed
    ARG NODE_VERSION=24
    FROM node:${NODE_VERSION}
    ARG NODE_VERSION
    LABEL node=$NODE_VERSION
    ```
    ```dockerfile good
    ARG NODE_VERSION=24
    FROM node:${NODE_VERSION}
    ARG NODE_VERSION
    LABEL node=$NODE_VERSION
    ```
    """
    tree = model.tree
    for variable in stage.variables:
        if variable.kind != "arg" or variable.value is None or variable.value.text in ("", '""', "''"):
            continue
        outer = model.global_named(variable.name)
        if outer is None or outer.value is None or "$" in variable.value.text + outer.value.text:
            continue
        if outer.value.text.strip("\"'") == variable.value.text.strip("\"'") or not outer.value.text.strip("\"'"):
            continue
        end = tree.place(variable.number, variable.value.span).end
        edit = Edit(Span(tree.place(variable.number, variable.span).end, end), "")
        fix = Fix("Take over the default from above", (edit,))
        yield Finding(
            tree.place(variable.number, variable.span),
            f"Before FROM the default of `{variable.name}` is `{outer.value.text}`, and here it is another one.",
            (fix,),
            (Related(tree.place(outer.number, outer.span), "The other default."),),
        )
