"""Rules about CMD and ENTRYPOINT: what is ignored, what is not expanded, and who gets the signals."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ...late import regex
from ...model import Model, Stage
from ...syntax import Node
from ...text import Edit, Span
from .. import Facts, Finding, Fix, Related, rule
from ..kinds import STARTS, VARIABLES
from ..places import without
from ..runtime import ABOUT_PROGRAMS, items, programs, start_of
from ..shells import SHELLS, Run, commands, quoted

_VARIABLE = regex(r"\$(?:\{(\w+)\}|(\w+))")
_SHELLS = SHELLS | {"busybox", "cmd", "powershell", "pwsh"}
_EXPANDING = frozenset(("envsubst", "gosu", "su-exec", "dumb-init", "tini"))
_EXPANDS = _SHELLS | _EXPANDING
_LINE = regex(r"[\w@+./-]+(?: +[\w@%+=:,./-]+)+")
"""A program and its arguments, with nothing in it that a path with blanks would have."""


_SCRIPT = regex(r"[\w@+./-]+ [^\n]*?(?:&&|\|\||[|;>])[^\n]+")
"""A program, its arguments, and an operator of a shell's."""


@rule("DF7001", Stage, nodes=(STARTS,))
def cmd_is_ignored(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    An ENTRYPOINT in shell form takes no arguments, so CMD is ignored.

    The shell form runs `/bin/sh -c "…"`, and what CMD says goes to that shell and not to the program. The shell also
    keeps signals from the program. Write the ENTRYPOINT as a JSON array.

    ```dockerfile bad
    FROM debian:13-slim
    ENTRYPOINT /usr/local/bin/app --verbose
    $0CMD$0 ["serve"]
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    ENTRYPOINT ["/usr/local/bin/app", "--verbose"]
    CMD ["serve"]
    ```
    ```dockerfile good
    FROM debian:13-slim
    ENTRYPOINT ["/usr/local/bin/app"]
    CMD ["serve"]
    ```
    """
    tree = model.tree
    start = start_of(model, stage)
    if start.cmd < 0 or start.entrypoint < 0 or start.cmd not in stage.instructions:
        return
    entry, cmd = tree.nodes[start.entrypoint], tree.nodes[start.cmd]
    facts = model.facts[start.entrypoint]
    if not entry.is_shell_form or not entry.argument_text or facts is None or not cmd.argument_text:
        return
    if re.search(r"\$(?:[@*0-9]|\{[@*0-9])", entry.argument_text):
        return  # Somebody knows what they do: the shell's own arguments are used.
    array = exec_form(entry, facts)
    fixes: tuple[Fix, ...] = ()
    if array and start.entrypoint in stage.instructions:
        span = Span(entry.logical.source_offset(entry.arguments), entry.end)
        fixes = (Fix("Write the ENTRYPOINT as a JSON array", (Edit(tree.place(start.entrypoint, span), array),)),)
    yield Finding(
        tree.place(start.cmd, cmd.keyword_span),
        "This CMD is ignored, as the ENTRYPOINT is in shell form. Write the ENTRYPOINT as a JSON array.",
        fixes=fixes,
        related=(Related(tree.place(start.entrypoint, entry.keyword_span), "The ENTRYPOINT is in shell form."),),
    )


def exec_form(node: Node, facts: Facts) -> str:
    """The JSON array that starts the same program without a shell; empty if that takes a shell."""
    mine = commands(node, facts)
    if len(mine) != 1 or node.script.broken or mine[0].redirects or mine[0].assignments or node.heredocs:
        return ""
    words = [mine[0].name, *mine[0].args]
    if words[0].text == "exec":
        words = words[1:]
    if not words or not all(word.literal for word in words) or any("\n" in word.text for word in words):
        return ""
    if words[0].text in ("cd", "export", "set", ".", "source", "umask", "trap", "eval"):
        return ""
    return json.dumps([word.text for word in words], ensure_ascii=False)


@rule("DF7002", Model, severity="hint", on=False)
def command_of_a_build_stage(model: Model) -> Iterator[Finding]:
    """
    A stage that is not the last one has a CMD or ENTRYPOINT, which only `docker build --target` makes any use of.

    ```dockerfile bad
    FROM golang:1.27 AS build
    $0CMD$0 ["bash"]
    FROM debian:13-slim
    CMD ["app"]
    ```
    ```dockerfile fixed
    FROM golang:1.27 AS build
    FROM debian:13-slim
    CMD ["app"]
    ```
    ```dockerfile good
    FROM debian:13-slim AS base
    CMD ["app"]
    FROM base
    ```
    """
    tree = model.tree
    based = {stage.base for stage in model.stages}
    for stage in model.stages[:-1]:
        for number in stage.instructions:
            node = tree.nodes[number]
            if node.keyword in ("CMD", "ENTRYPOINT") and stage.index not in based:
                yield Finding(
                    tree.place(number, node.keyword_span),
                    f"Nothing starts `{stage.title}`: the last stage is the image.",
                    fixes=(Fix(f"Remove the {node.keyword}", (without(tree, number),)),),
                    tags=("unnecessary",),
                )


@rule("DF7003", Stage, nodes=(STARTS, VARIABLES))
def variable_is_not_expanded(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    A variable in a JSON array is taken literally, as no shell is there to expand it.

    Let a shell expand it and replace itself by the program: `["sh", "-c", "exec app --port $PORT"]`.

    ```dockerfile bad
    FROM node:24-slim
    ENV PORT=3000
    CMD ["node", "server.js", $0"$PORT"$0]
    ```
    ```dockerfile fixed
    FROM node:24-slim
    ENV PORT=3000
    CMD ["sh", "-c", "exec node server.js \\"$PORT\\""]
    ```
    ```dockerfile good
    FROM node:24-slim
    ENV PORT=3000
    CMD ["sh", "-c", "exec node server.js $PORT"]
    ```
    """
    tree = model.tree
    start = start_of(model, stage)
    entry = tree.nodes[start.entrypoint] if start.entrypoint >= 0 else None
    for number in start:
        if number not in stage.instructions:
            continue
        node = tree.nodes[number]
        words = node.words
        if node.json is None or not words or any(_is_shell(word.text) for word in words[:3]):
            continue
        if node.keyword == "CMD" and entry is not None and entry.json is None:
            continue
        if node.keyword == "CMD" and entry is not None and any(_is_shell(word.text) for word in entry.words):
            continue
        if not any("$" in word.text for word in words):
            continue
        known = model.visible(stage.end if stage is model.stages[-1] else stage.end - 1)
        for word in words:
            found = [match[1] or match[2] for match in _VARIABLE.finditer(word.text)]
            if not any(name in known and known[name].variable.kind != "predefined" for name in found):
                continue
            fixes: tuple[Fix, ...] = ()
            first = tree.place(number, Span(words[0].span.start, words[-1].span.end))
            if entry is None or (node is entry and start.cmd < 0):
                array = f'"sh", "-c", {json.dumps("exec " + " ".join(quoted(item.text) for item in words))}'
                fixes = (Fix("Let a shell expand it", (Edit(first, array),)),)
            yield Finding(
                tree.place(number, word.span),
                f"`{word.text}` is taken literally: a JSON array has no shell to expand it.",
                fixes=fixes,
            )


def _is_shell(text: str) -> bool:
    return text.rpartition("/")[2].removesuffix(".exe").lower() in _EXPANDS or text.endswith(".sh")


@rule("DF7004", "CMD ENTRYPOINT", severity="info", on=False)
def started_by_a_package_manager(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A package manager starts the program, and stands between it and the signals.

    `npm start` keeps a process of its own in memory, and does not hand on SIGTERM in all versions. Start the program
    itself.

    ```dockerfile bad
    FROM node:24-slim
    CMD [$0"npm"$0, "start"]
    ```
    ```dockerfile good
    FROM node:24-slim
    CMD ["node", "server.js"]
    ```
    """
    for command in commands(node, facts)[:1]:
        if command.program in ("npm", "yarn", "pnpm") and (
            not command.words or command.words[0] in ("start", "run", "serve", "run-script")
        ):
            yield Finding(
                command.name.span,
                f"`{command.program}` stands between the signals and the program: start `node` itself.",
            )


@rule("DF7006", Stage, nodes=ABOUT_PROGRAMS)
def arguments_in_the_name_of_the_program(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    The first item of a JSON array is the program's name, and here it holds the arguments as well.

    Nothing parts the items at their blanks, as no shell is there. Docker looks for a program of that whole name, and
    the container does not start. Make each argument an item of its own.

    ```dockerfile bad
    FROM elixir:1.19-alpine
    ENTRYPOINT [$0"mix phx.server"$0]
    ```
    ```dockerfile fixed
    FROM elixir:1.19-alpine
    ENTRYPOINT ["mix", "phx.server"]
    ```
    ```dockerfile bad
    FROM debian:13-slim
    RUN [$0"useradd app"$0]
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    RUN ["useradd", "app"]
    ```
    ```dockerfile good
    FROM debian:13-slim
    ENTRYPOINT ["sh", "-c"]
    CMD ["app --port 80"]
    ```
    """
    start = start_of(model, stage)
    number = start.cmd if start.entrypoint < 0 else start.entrypoint
    for run in _running(model, stage, number):
        words = items(run.node)
        if not words:
            yield from _all_in_quotes(run)
            continue
        word = words[0]
        if len(words) == 1 and _SCRIPT.fullmatch(word.text):
            array = ", ".join(json.dumps(item, ensure_ascii=False) for item in ("sh", "-c", word.text))
            yield Finding(
                word.span.shift(run.start),
                "No program is called so: this is a script, and no shell is there to read it. Write `sh -c` before it.",
                fixes=(Fix("Let a shell run it", (Edit(word.span, array).shift(run.start),)),),
            )
            continue
        if not _LINE.fullmatch(word.text) or (word.text[0] == "/" and "/" in word.text.split()[1][1:]):
            continue  # The second is a path with a blank in it, for all we know.
        parts = ", ".join(json.dumps(item) for item in word.text.split())
        alone = not any(" " in other.text for other in words[1:]) or run.node.keyword != "RUN"
        yield Finding(
            word.span.shift(run.start),
            f"No program is called `{word.text}`: no shell is there to part the words. Make each an item of its own.",
            fixes=(Fix("Part the words", (Edit(word.span, parts).shift(run.start),)),) if alone else (),
        )


def _all_in_quotes(run: Run) -> Iterator[Finding]:
    """A command in shell form that is one word for its shell, in quotes with all of its arguments."""
    every = commands(run.node, run.facts)
    if run.node.keyword == "RUN" or len(every) != 1 or every[0].args or run.node.script.broken:
        return
    name = every[0].name
    if not name.literal or not _LINE.fullmatch(name.text) or name.text[0] in "/.":
        return
    alone = not every[0].redirects and not every[0].assignments
    array = json.dumps(name.text.split(), ensure_ascii=False)
    yield Finding(
        name.span.shift(run.start),
        f"No program is called `{name.text}`: in quotes all of it is one word to the shell.",
        fixes=(Fix(f"Write {array}", (Edit(name.span, array).shift(run.start),)),) if alone else (),
    )


def _running(model: Model, stage: Stage, number: int) -> Iterator[Run]:
    """What a stage runs in JSON form, `number` among it: all but arguments of an ENTRYPOINT."""
    for run in programs(model, stage):
        if run.number != number:
            yield run
    facts = model.facts[number] if number in stage.instructions else None
    if facts is not None and facts.os != "windows":
        yield Run(model.tree.nodes[number], number, model.tree.starts[number], facts)
