"""Rules about CMD, ENTRYPOINT and HEALTHCHECK: their form, and how often they come. They know no programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ...config import Config
from ...late import regex
from ...model import Facts, Stage
from ...syntax import Node
from ...text import Edit, Span
from .. import Finding, Fix, Model, Related, rule
from ..kinds import of
from ..shells import is_posix
from .cmd_entrypoint import exec_form

_PLAIN_WORDS = regex(r"[\w@%+:,./=-]+(?:[ \t]+[\w@%+:,./=-]+)*")
# What is a shell's own word, or sets a variable, needs the shell.
_NEEDS_SHELL = regex(
    r"(?:\w+=.*|\.|:|alias|bg|break|case|cd|command|continue|eval|exec|exit|export|fg|for|function|if|jobs|local|read|"
    r"readonly|return|set|shift|source|time|times|trap|type|ulimit|umask|unalias|unset|until|wait|while)"
)
_EXPANDED = regex(r"[~*?\[\]{}!#]")
"""What a shell may make something else of, outside of quotes."""
_EXEC = regex(r"exec[ \t]+(?![-\w]*=)")


@rule("JSONArgsRecommended", "CMD ENTRYPOINT HEALTHCHECK", names=("DL3025",))
def json_args_recommended(node: Node, facts: Facts, config: Config) -> Iterator[Finding]:
    """
    CMD or ENTRYPOINT is in shell form: a shell stands between Docker and the program.

    `docker stop` then signals the shell, which passes nothing on, and the program is killed after ten seconds.
    In JSON form the program is started itself. With a SHELL of your own the shell form is taken for meant,
    and a HEALTHCHECK may well use a shell; select DL3025 to have these, too.

    ```dockerfile bad
    FROM nginx:1.29
    CMD $0nginx -g daemon$0
    ```
    ```dockerfile fixed
    FROM nginx:1.29
    CMD ["nginx", "-g", "daemon"]
    ```
    ```dockerfile bad select = ["DL3025"]
    FROM nginx:1.29
    HEALTHCHECK CMD $0curl -f http://localhost/ || exit 1$0
    ```
    ```dockerfile good
    FROM nginx:1.29
    CMD ["nginx", "-g", "daemon off;"]
    ```
    ```dockerfile good
    FROM debian:trixie-slim
    SHELL ["/bin/bash", "-o", "pipefail", "-c"]
    CMD make run | tee /var/log/run
    ```
    """
    if not node.is_shell_form or node.meant_array is not None:
        return
    names: tuple[str, ...] = ("JSONArgsRecommended", "DL3025")
    if node.keyword == "HEALTHCHECK" or facts.own_shell or facts.onbuild:
        if not facts.onbuild and not config.selects("DL3025"):
            return
        names = ("DL3025",)
    text = node.logical.text[node.shell_start :].rstrip()
    if node.heredocs or not text:
        span = node.keyword_span
    else:
        span = node.logical.span(node.shell_start, node.shell_start + len(text))
    fixes = _fixes(node, facts, span, text)
    message = f"{node.keyword} runs a shell, and signals do not reach the program. Write it as a JSON array."
    yield Finding(span, message, fixes, names=names)


def _fixes(node: Node, facts: Facts, span: Span, text: str) -> tuple[Fix, ...]:
    """The JSON form: of plain words the words, of all else the shell itself with its script."""
    if not text or node.heredocs or not is_posix(facts):
        return ()
    bare = _EXEC.sub("", text, count=1) if text.startswith("exec") else text
    # Safe for CMD, but not for ENTRYPOINT: in shell form that takes no arguments, in JSON form it takes those of CMD.
    if _PLAIN_WORDS.fullmatch(bare) and not _NEEDS_SHELL.fullmatch(bare.split()[0]):
        return (
            Fix(
                "Write it as JSON",
                (Edit(span, json.dumps(bare.split(), ensure_ascii=False)),),
                node.keyword != "ENTRYPOINT",
            ),
        )
    array = "" if _EXPANDED.search(bare) else exec_form(node, facts)
    if array and not _NEEDS_SHELL.fullmatch(json.loads(array)[0]):
        return (Fix("Write it as JSON", (Edit(span, array),), node.keyword != "ENTRYPOINT"),)
    if "\n" in span.of(node.source) or facts.own_shell or node.keyword == "HEALTHCHECK":
        return ()
    script = text if text.startswith("exec ") or _is_compound(text) else f"exec {text}"
    words = ["/bin/sh", "-c", script]
    return (Fix("Write it as JSON with a shell", (Edit(span, json.dumps(words, ensure_ascii=False)),)),)


def _is_compound(text: str) -> bool:
    """Whether more than one command runs, so that `exec` before the first would be wrong."""
    return any(sign in text for sign in ";&|\n(){}<>`") or bool(_NEEDS_SHELL.fullmatch(text.split()[0]))


@rule(
    "DF7005",
    "RUN CMD ENTRYPOINT HEALTHCHECK ADD COPY VOLUME",
    names=("JSON_IN_SINGLE_QUOTES", "tally/invalid-json-form"),
    says=("[",),
)
def no_json_array(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    What was meant for a JSON array is none, and is taken for plain words without a word of warning.

    Single quotes, a comma too many, a bracket that is missing, or one backslash in a Windows path are enough. Then a
    shell runs `['node',` for a command and finds none, or a file of such a name is looked for.

    ```dockerfile bad
    FROM node:24-alpine
    USER node
    CMD $0['node', 'server.js']$0
    ```
    ```dockerfile fixed
    FROM node:24-alpine
    USER node
    CMD ["node", "server.js"]
    ```
    ```dockerfile bad
    FROM alpine:3.23
    VOLUME $0[/data]$0
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    VOLUME ["/data"]
    ```
    ```dockerfile bad
    FROM mcr.microsoft.com/windows/servercore:ltsc2025
    RUN $0["C:\\app\\setup.exe", "/quiet"]$0
    ```
    ```dockerfile good
    FROM alpine:3.23
    RUN [ "$(id -u)" = 0 ] && apk add --no-cache curl
    COPY [a-z]*.txt /data/
    ```
    """
    meant = node.meant_array
    if meant is None:
        return
    start = node.shell_start
    span = node.logical.span(start, start + len(node.logical.text[start:].rstrip()))
    fixes = (Fix(f"Write {meant.json}", (Edit(span, meant.json),)),)
    taken = "A shell runs it as it stands." if node.is_shell_form else "Its words are taken as they stand."
    names: tuple[str, ...] = ()
    if node.is_shell_form and node.keyword != "RUN":
        is_theirs = node.keyword != "HEALTHCHECK" and not facts.own_shell and not facts.onbuild
        names = ("JSONArgsRecommended", "DL3025") if is_theirs else ("DL3025",)
    yield Finding(
        span,
        f"This is no JSON array: {meant.why}. {taken}",
        fixes if meant.items and "\n" not in span.of(node.source) else (),
        names=("DF7005", "JSON_IN_SINGLE_QUOTES", "tally/invalid-json-form", *names),
    )


_COUNTED = {"CMD": "DL4003", "ENTRYPOINT": "DL4004", "HEALTHCHECK": "DL3012"}


@rule("MultipleInstructionsDisallowed", Stage, names=("DL4003", "DL4004", "DL3012"), nodes=(of(*_COUNTED),))
def multiple_instructions(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    A stage has more than one CMD, ENTRYPOINT or HEALTHCHECK, and only the last one counts.

    ```dockerfile bad
    FROM python:3.14-slim
    $0CMD ["python", "old.py"]$0
    CMD ["python", "app.py"]
    ```
    ```dockerfile fixed
    FROM python:3.14-slim
    CMD ["python", "app.py"]
    ```
    ```dockerfile good
    FROM python:3.14-slim
    ENTRYPOINT ["python"]
    CMD ["app.py"]
    ```
    """
    tree = model.tree
    last: dict[str, int] = {}
    for number in reversed(stage.instructions):
        node = tree.nodes[number]
        keyword = node.keyword
        if keyword not in _COUNTED:
            continue
        winner = last.setdefault(keyword, number)
        if winner == number:
            continue
        start = tree.starts[number]
        there = tree.place(winner, tree.nodes[winner].keyword_span)
        remove = Edit(Span(start, start + len(node.source)), "")
        yield Finding(
            tree.place(number, node.span),
            f"Only the last {keyword} of a stage counts, and this is not it.",
            (Fix(f"Remove this {keyword}", (remove,), _is_whole(node)),),
            (Related(there, f"This {keyword} counts."),),
            ("unnecessary",),
            ("MultipleInstructionsDisallowed", _COUNTED[keyword]),
        )


@rule("DL3057", Model, severity="info", on=False)
def no_healthcheck(model: Model) -> Iterator[Finding]:
    """
    A stage has no HEALTHCHECK, and neither has one that it is based on or that is based on it.

    Docker and Swarm look at it; Kubernetes does not, and has probes of its own.

    ```dockerfile bad
    FROM $0nginx:1.29$0
    ```
    ```dockerfile good
    FROM nginx:1.29
    HEALTHCHECK CMD ["curl", "-f", "http://localhost/"]
    ```
    """
    tree = model.tree
    checked: set[int] = set()
    for stage in model.stages:
        inside = [tree.nodes[number] for number in stage.instructions]
        has_one = any(node.keyword == "HEALTHCHECK" or _triggers_check(node) for node in inside)
        part: Stage | None = stage if has_one or stage.base in checked else None
        while part is not None and part.index not in checked:  # What is below a checked one is checked too.
            checked.add(part.index)
            part = None if part.base is None else model.stages[part.base]
    for stage in model.stages:
        if stage.index not in checked and stage.image_word is not None:
            span = tree.place(stage.number, stage.image_word.span)
            yield Finding(span, "This stage has no HEALTHCHECK.")


def _triggers_check(node: Node) -> bool:
    return node.keyword == "ONBUILD" and node.trigger is not None and node.trigger[0].keyword == "HEALTHCHECK"


def _is_whole(node: Node) -> bool:
    """Whether nothing but the instruction goes with its lines: no comment in between."""
    return not any(line.lstrip().startswith("#") for line in node.source.split("\n")[1:])
