"""Rules about the ARGs that FROM lines use. They know image names by their grammar only."""

from __future__ import annotations

from collections.abc import Iterator

from ...config import Config
from ...docker import parse_reference
from ...model import Stage, Variable
from ...syntax import Node
from ...syntax.lexer import lex
from ...syntax.once import once
from ...text import Edit, Span
from ...values import expand
from .. import Finding, Fix, Model, Related, rule
from ..checks_environment import Environment, Environments, environments
from ..checks_words import parts
from ..places import above
from .errors_images import is_in_doubt


def _declares(node: Node) -> bool:
    return node.keyword == "ARG" or node.keyword == "ENV"


def _has_variables(node: Node) -> bool:
    return node.keyword == "FROM" and "$" in node.source


@rule("UndefinedArgInFrom", Model, nodes=(_has_variables, _declares))
def undefined_arg_in_from(model: Model, config: Config) -> Iterator[Finding]:
    """
    FROM uses a variable that no ARG before the first FROM declares.

    Only such an ARG can be set by `--build-arg`, so the variable is always empty, or always what stands behind `:-`.

    ```dockerfile bad
    FROM --platform=$0$BULIDPLATFORM$0 golang:1.26 AS build
    ```
    ```dockerfile fixed
    FROM --platform=$BUILDPLATFORM golang:1.26 AS build
    ```
    ```dockerfile bad
    FROM alpine:$0${VERSION:-3.23}$0
    ```
    ```dockerfile fixed
    ARG VERSION
    FROM alpine:${VERSION:-3.23}
    ```
    ```dockerfile good
    ARG VERSION=3.23
    FROM alpine:${VERSION}
    ```
    """
    tree = model.tree
    for number in tree.where(_has_variables):
        stage, node = model.stage_of(number), tree.nodes[number]
        if stage is None:
            continue
        env = environments(model, config).at(stage.number)
        for name, span, modifier in _uses(node):
            if name and not env.declares(name):  # BuildKit has refused `${<x}` by then.
                place = span.shift(tree.starts[stage.number])
                yield _undeclared(model, stage, name, place, bool(modifier), env)


@once
def _uses(node: Node) -> tuple[tuple[str, Span, str], ...]:
    """The variables of a FROM, each once a word: name, place and modifier."""
    found: list[tuple[str, Span, str]] = []
    for part in parts(node):
        seen = set()
        for use in lex(part.text, part.escape).uses:
            if use.name not in seen:
                seen.add(use.name)
                found.append((use.name, part.place(node, use.start, use.end), use.modifier))
    return tuple(found)


@once
def _first_declared(model: Model) -> dict[str, Variable]:
    """The first variable of each name that a stage declares."""
    found: dict[str, Variable] = {}
    for stage in model.stages:
        for variable in stage.variables:
            found.setdefault(variable.name, variable)
    return found


def _undeclared(model: Model, stage: Stage, name: str, span: Span, has_default: bool, env: Environment) -> Finding:
    tree = model.tree
    inside = _first_declared(model).get(name)
    declare = Fix(f"Declare ARG {name} before the first FROM", (above(tree, model.stages[0].number, f"ARG {name}"),))
    if inside is not None and inside.number < stage.number:
        related = Related(tree.place(inside.number, inside.span), "Declared here, inside of a stage.")
        message = f"`{name}` is declared inside of a stage; FROM sees only what is declared before the first FROM."
        return Finding(span, message, (declare,) if has_default else (), (related,))
    near = env.nearest(name)
    if near:
        at = span.of(tree.text).find(name)
        place = Span(span.start + at, span.start + at + len(name))
        fixes = (Fix(f"Write {near}", (Edit(place, near),)),) if at >= 0 else ()
        return Finding(span, f"No ARG before the first FROM declares `{name}`. Did you mean `{near}`?", fixes)
    return Finding(span, f"No ARG before the first FROM declares `{name}`.", (declare,) if has_default else ())


@rule("InvalidDefaultArgInFrom", Model, nodes=(is_in_doubt,))
def invalid_default_arg_in_from(model: Model, config: Config) -> Iterator[Finding]:
    """
    Without `--build-arg` the variables of a FROM make no valid image name.

    Give the ARG a default, so that a plain `docker build .` works.

    ```dockerfile bad
    ARG TAG
    FROM $0busybox:${TAG}$0
    ```
    ```dockerfile good
    ARG TAG=1.37
    FROM busybox:${TAG}
    ```
    ```dockerfile good
    ARG VARIANT
    FROM busybox:stable${VARIANT}
    ```
    """
    doubtful = [stage for number in model.tree.where(is_in_doubt) if (stage := model.stage_of(number)) is not None]
    if not any(stage.image_word is not None and "$" in stage.image_word.text for stage in doubtful):
        return
    environment = Environments(model, {}) if config.build_args else environments(model, config)
    for stage in doubtful:
        word = stage.image_word
        if word is None:
            continue
        value = expand(word.text, environment.at(stage.number), model.tree.escape)
        if value.error:
            return  # BuildKit gives up here, too: the error is the better story.
        # An invalid name without a variable is an error of its own, unless a stage is called like that.
        if value.text is None or ("$" not in word.text and stage.base is None) or parse_reference(value.text):
            continue
        span = model.tree.place(stage.number, word.span)
        what = f"`{value.text}`, which is no image name" if value.text else "nothing"
        yield Finding(span, f"With the defaults of its ARGs, `{word.text}` comes to {what}. Give them defaults.")
