"""Rules about variables that the build itself replaces, outside of FROM. They know no shell."""

from __future__ import annotations

from collections.abc import Iterator

from ...config import Config
from ...docker import PREDEFINED
from ...model import Stage
from ...syntax import Node, Pair
from ...syntax.lexer import lex
from ...syntax.once import once
from ...text import Edit, Span
from .. import Finding, Fix, Model, Related, rule
from ..checks_environment import Environment, environments
from ..checks_words import Part, parts
from ..kinds import VARIABLES, uses_variables
from ..places import below

_WATCHED = frozenset(["ADD", "ARG", "COPY", "ENV", "LABEL", "RUN", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"])
_SILENT = frozenset(("BUILDKIT_SBOM_SCAN_CONTEXT", "BUILDKIT_SBOM_SCAN_STAGE"))
_OURS = "DL3044"


@rule("UndefinedVar", Stage, names=(_OURS,), head=True, nodes=(uses_variables, VARIABLES))
def undefined_var(model: Model, stage: Stage, config: Config) -> Iterator[Finding]:
    """
    A variable is used that has no value there.

    BuildKit puts nothing in its place, and the build goes on: `COPY $SRC .` copies to who knows where.
    A variable must be declared above by ARG or ENV in the same stage or in one that it is based on;
    an ARG before the first FROM counts only for FROM, until the stage repeats it.
    What one ENV sets, it cannot use itself.

    The base image may set more: what those of our table are known to set is no finding, and of any other image only
    what looks like a misspelling is reported. Select the rule to have all that no line of this file declares.

    ```dockerfile bad
    FROM alpine:3.23
    ARG VERSION=1
    COPY app-$0$VERSOIN$0.tgz /app.tgz
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    ARG VERSION=1
    COPY app-$VERSION.tgz /app.tgz
    ```
    ```dockerfile bad
    ARG VERSION=1
    FROM alpine:3.23
    COPY app-$0${VERSION}$0.tgz /app.tgz
    ```
    ```dockerfile fixed
    ARG VERSION=1
    FROM alpine:3.23
    ARG VERSION
    COPY app-${VERSION}.tgz /app.tgz
    ```
    ```dockerfile bad
    FROM alpine:3.23
    ENV HOME_DIR=/app BIN_DIR=$0$HOME_DIR$0/bin
    ```
    ```dockerfile good
    FROM python:3.14
    LABEL python=$PYTHON_VERSION
    RUN echo $WHATEVER
    ```
    """
    tree = model.tree
    strict = config.selects("UndefinedVar")
    environment = None
    for number in stage.instructions:
        node = tree.nodes[number]
        if "$" not in node.source:
            continue
        inner, shift = (node, 0) if node.keyword != "ONBUILD" else node.trigger or (node, 0)
        if stage.index < 0 or inner is not node:
            if inner.keyword == "ENV":
                start = tree.starts[number] + shift
                for part, name, span in _uses(inner):
                    if _sets(inner, part, name):
                        yield _same_env(name, span, (_OURS,)).shift(start)
            continue
        if inner.keyword not in _WATCHED:
            continue
        environment = environment or environments(model, config)
        env = environment.at(number)
        for part, name, span in _uses(node):
            place = tree.place(number, span)
            if node.keyword == "ARG" and (part.name in config.build_args or _comes_before(node, part, name)):
                continue
            same = node.keyword == "ENV" and _sets(node, part, name)
            by_image = strict and name != "PATH" and not _is_declared_here(model, number, name)
            if env.declares(name) and not by_image:
                if same and not _is_declared_here(model, number, name):
                    yield _same_env(name, place, (_OURS,))
            elif same:
                yield _same_env(name, place, ("UndefinedVar", _OURS))
            else:
                finding = _undefined(model, stage, env, name, place, strict)
                if finding is not None:
                    yield finding


def _uses(node: Node) -> Iterator[tuple[Part, str, Span]]:
    """The variables that the build replaces, each once a word, with its place in the node."""
    for part in parts(node):
        if "$" not in part.text or part.role in ("from", "port"):
            continue
        seen = set(_SILENT)
        for use in lex(part.text, part.escape, quotes=part.quotes).uses:
            if use.name and use.name not in seen:
                seen.add(use.name)
                yield part, use.name, part.place(node, use.start, use.end)


@once
def _pairs(node: Node) -> dict[str, list[Pair]]:
    """The pairs of a node by their keys."""
    found: dict[str, list[Pair]] = {}
    for pair in node.pairs:
        found.setdefault(pair.key.text, []).append(pair)
    return found


def _sets(node: Node, part: Part, name: str) -> bool:
    """Whether another pair of an ENV sets what this one uses."""
    return any(pair.value is not None and pair.value.span != part.span for pair in _pairs(node).get(name, ()))


def _comes_before(node: Node, part: Part, name: str) -> bool:
    """Whether an ARG declares a variable before the value that uses it: its keys come one after the other."""
    return any(pair.span.end < part.span.start for pair in _pairs(node).get(name, ())[:1])


def _is_declared_here(model: Model, number: int, name: str) -> bool:
    """Whether an instruction of the file sets the variable before, so that it is the image's no more."""
    return name in model.visible(number, 0)


def _same_env(name: str, span: Span, names: tuple[str, ...]) -> Finding:
    message = f"`{name}` is set by this same ENV, and gets its value only after it. Split it into two."
    return Finding(span, message, names=names)


def _undefined(model: Model, stage: Stage, env: Environment, name: str, span: Span, strict: bool) -> Finding | None:
    names = ("UndefinedVar",)
    tree = model.tree
    declared = model.global_named(name)
    known = PREDEFINED.get(name)
    if declared is not None or (known is not None and known.scope == "platform"):
        keyword = (
            "arg" if tree.nodes[stage.number].keyword_span.of(tree.nodes[stage.number].source).islower() else "ARG"
        )
        fix = Fix(f"Add {keyword} {name} to the stage", (below(tree, stage.number, f"{keyword} {name}"),))
        where = "declared before the first FROM" if declared is not None else "known to FROM alone"
        related: tuple[Related, ...] = ()
        if declared is not None:
            related = (Related(tree.place(declared.number, declared.span), "Declared here, for FROM lines."),)
        message = f"`{name}` is {where}: this stage needs an `ARG {name}` of its own."
        return Finding(span, message, (fix,), related, names=names)
    near = "" if env.declares(name) else env.nearest(name)
    if near:
        written = span.of(tree.text)
        at = written.find(name)
        fixes: tuple[Fix, ...] = ()
        if at >= 0:
            place = Span(span.start + at, span.start + at + len(name))
            fixes = (Fix(f"Write {near}", (Edit(place, near),)),)
        return Finding(span, f"`{name}` has no value here. Did you mean `{near}`?", fixes, names=names)
    if env.declares(name):
        return Finding(span, f"`{name}` is set by the base image alone, if at all.", names=names)
    if env.is_open and not strict:
        return None
    return Finding(span, f"`{name}` has no value here: no ARG or ENV above declares it.", names=names)
