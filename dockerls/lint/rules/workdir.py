"""Rules about the words of WORKDIR and USER. They know no image's directories and users."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...config import Config
from ...late import regex
from ...model import Facts, Stage
from ...syntax import Node, Word
from ...text import Edit, Span
from ...values import expand
from .. import Finding, Fix, Model, rule
from ..checks_environment import environments
from ..kinds import VARIABLES, WORKDIR, of

_DRIVE = regex(r"[A-Za-z]:[\\/]?")


@rule(
    "WorkdirRelativePath",
    Stage,
    names=("DL3000", "WORKDIR_IS_NOT_ABSOLUTE"),
    head=True,
    nodes=(WORKDIR, of("ONBUILD"), VARIABLES),
)
def workdir_relative_path(model: Model, stage: Stage, config: Config) -> Iterator[Finding]:
    r"""
    The first WORKDIR of a stage is relative, so where it is depends on the base image.

    Behind an absolute WORKDIR of this file a relative one is fine; select DL3000 to have these, too.

    A path such as `C:\app` is absolute on Windows alone. BuildKit goes by the platform of the build and not by the
    image's name: select the rule to hear where a build for Linux, which is the default, would take it for relative.

    ```dockerfile bad
    FROM node:24-slim
    WORKDIR $0app/src$0
    ```
    ```dockerfile fixed
    FROM node:24-slim
    WORKDIR /app/src
    ```
    ```dockerfile bad select = ["DL3000"]
    FROM node:24-slim
    WORKDIR /app
    WORKDIR $0src$0
    ```
    ```dockerfile good
    FROM node:24-slim
    WORKDIR /app
    WORKDIR src
    ```
    ```dockerfile bad
    FROM node:24-slim
    WORKDIR /app
    WORKDIR $0~/src$0
    ```
    ```dockerfile good
    # escape=`
    FROM mcr.microsoft.com/windows/nanoserver:ltsc2025
    WORKDIR C:\app
    ```
    ```dockerfile bad select = ["WorkdirRelativePath"]
    # escape=`
    FROM mcr.microsoft.com/windows/nanoserver:ltsc2025
    WORKDIR $0C:\app$0
    ```
    ```dockerfile good select = ["WorkdirRelativePath"]
    # escape=`
    FROM --platform=windows/amd64 mcr.microsoft.com/windows/nanoserver:ltsc2025
    WORKDIR C:\app
    ```
    """
    tree = model.tree
    by_name = config.selects("WorkdirRelativePath") and stage.index >= 0 and model.bottom(stage).platform is None
    for number in stage.instructions:
        node = tree.nodes[number]
        inner, shift = (node, 0) if node.keyword != "ONBUILD" else node.trigger or (node, 0)
        facts = model.facts[number]
        if inner.keyword != "WORKDIR" or not inner.words or facts is None:
            continue
        names = _names(model, config, number, inner, facts, inner is not node)
        word = inner.words[0]
        if by_name and not names and facts.os == "windows" and facts.workdir is None and inner is node:
            path = expand(word.text, environments(model, config).at(number), node.escape).text
            if path is not None and not path.startswith("/"):
                message = f"A build for Linux takes `{path}` for relative: only `FROM --platform=windows/…` says else."
                yield Finding(word.span, message, names=("WorkdirRelativePath",)).shift(tree.starts[number])
        if names:
            message = f"`{word.text}` is relative to what the base image says. Write an absolute path."
            if word.text.startswith("~"):
                message = f"No shell replaces the `~` of `{word.text}`, which is relative. Write an absolute path."
            elif facts.workdir is not None:
                message = f"`{word.text}` is relative. Write an absolute path."
            yield Finding(word.span, message, _fixes(word), names=names).shift(tree.starts[number] + shift)


def _names(model: Model, config: Config, number: int, node: Node, facts: Facts, onbuild: bool) -> tuple[str, ...]:
    """What the peers say of it: BuildKit minds the first of a chain of stages only, hadolint the text alone."""
    text = node.words[0].text
    bare = text.strip("\"'")
    windows = facts.os == "windows"
    named = ("DL3000",) if not bare.startswith(("/", "$", "\\")) and not _DRIVE.match(bare) else ()
    if onbuild or not facts.stage or facts.workdir is not None:
        return named if config.selects("DL3000") or bare.startswith("~/") else ()
    if "$" in text or node.escape in text or bare != text:
        value = expand(text, environments(model, config).at(number), node.escape)
        if value.text is None:
            return ()
        # What the build may be given: that it is empty without is no fault of this line.
        if value.unset and not value.text.startswith("/") and not config.selects("WorkdirRelativePath"):
            return ()
        path = value.text
    else:
        path = text
    if path.startswith("/") or (windows and (path.startswith("\\") or re.match(r"[A-Za-z]:[\\/]", path))):
        return named if named and config.selects("DL3000") else ()
    return ("WorkdirRelativePath", *named)


def _fixes(word: Word) -> tuple[Fix, ...]:
    """A slash in front, if that alone makes a sensible path."""
    quote = word.text[:1] in "\"'"
    path = word.text[1:] if quote else word.text
    dot = path.startswith("./")
    if not re.match(r"(?:\./)?\w", path) or _DRIVE.match(path):
        return ()
    start = word.span.start + quote
    return (Fix("Make it absolute", (Edit(Span(start, start + dot), "" if dot else "/"),)),)


@rule("DL3066", Stage, severity="info", on=False, head=True)
def user_by_name(model: Model, stage: Stage, config: Config) -> Iterator[Finding]:
    """
    USER names the user instead of giving its number.

    Kubernetes' `runAsNonRoot` cannot tell whether a name is root's, and refuses to start the container.
    A variable is fine if it stands for a number; whether one of an unknown base image does cannot be seen from here.

    ```dockerfile bad
    FROM node:24-slim
    USER $0node$0
    ```
    ```dockerfile bad
    FROM node:24-slim
    ENV WHO=node
    USER $0$WHO$0
    ```
    ```dockerfile good
    FROM node:24-slim
    USER 1000:1000
    ```
    ```dockerfile good
    FROM node:24-slim
    ENV WHO=1000
    USER $WHO
    ```
    """
    for number in stage.instructions:
        node = model.tree.nodes[number]
        inner, shift = (node, 0) if node.keyword != "ONBUILD" else node.trigger or (node, 0)
        if inner.keyword != "USER" or not inner.words:
            continue
        word = inner.words[0]
        message = ""
        if "$" not in word.text:
            user = word.text.strip("\"'").partition(":")[0]
            if user and not user.isdigit():
                message = f"`{user}` is a name. With the number, others can see that it is not root."
        elif inner is node and stage.index >= 0:
            message = _user_of_variables(model, config, number, word)
        if message:
            yield Finding(word.span, message).shift(model.tree.starts[number] + shift)


def _user_of_variables(model: Model, config: Config, number: int, word: Word) -> str:
    """What speaks against a user that is given by variables; what an ARG says may be another number in each build."""
    env = environments(model, config).at(number)
    value = expand(word.text, env, model.tree.escape)
    declared = model.visible(number)
    arguments = {variable.name for variable in model.globals}
    if any((declared[name].variable.kind == "arg") if name in declared else name in arguments for name in value.used):
        return ""
    if not env.is_sure(value.unset):
        return f"Only the base image knows whether `{word.text}` is a number."
    user = (value.text or "").partition(":")[0]
    return f"`{word.text}` is the name `{user}`, and no number." if user and not user.isdigit() else ""
