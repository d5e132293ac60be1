"""The rule about calls of `sh -c`: what is its script, and what stands behind that. It knows no program but shells."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from ...late import regex
from ...model import Model, Stage
from ...text import Edit, Span
from .. import Finding, Fix, rule
from ..runtime import ABOUT_PROGRAMS, programs, start_of
from ..shells import SHELLS, Run, commands, quoted, script_behind, unwrapped

_OPERATORS = frozenset(("&&", "||", ";", "|", ">", ">>", "<", "&"))
_USES_ARGUMENTS = regex(
    r"\$(?:[@*#0-9]|\{[#!]?[@*#0-9])|\b(?:shift|getopts|source|BASH_ARGV|BASH_ARGC)\b|(?:^|[;&|\s])\.\s|\bset\s+--"
    r"|\bfor\s+\w+\s*(?:;|\bdo\b|\n)"
)


class _Place:
    """A word of a call, and where it stands in the text."""

    def __init__(self, text: str, span: Span, number: int, *, literal: bool = True) -> None:
        self.text = text
        self.span = span
        self.number = number
        self.literal = literal


def _calls(model: Model, stage: Stage) -> Iterator[tuple[Run, list[_Place]]]:
    """The calls of shells in a stage: the shell's name and its arguments, for an ENTRYPOINT those of CMD as well."""
    start = start_of(model, stage)
    for run in programs(model, stage):
        for command in commands(run.node, run.facts):
            inner = unwrapped(command)
            if inner.program not in SHELLS:
                continue
            words = [
                _Place(word.text, word.span.shift(run.start), run.number, literal=word.literal)
                for word in (inner.name, *inner.args)
            ]
            if run.node.keyword == "ENTRYPOINT" and run.node.json is not None:
                if start.cmd >= 0:
                    words += _of_cmd(model, start.cmd)
                elif script_behind([word.text for word in words]) == len(words):
                    continue  # What is to run is said to `docker run`.
            yield run, words


def _of_cmd(model: Model, number: int) -> Iterator[_Place]:
    """What a CMD puts behind an ENTRYPOINT: in shell form the shell in force with all of the text."""
    tree = model.tree
    node, facts = tree.nodes[number], model.facts[number]
    if node.json is not None:
        for word in node.words:
            yield _Place(word.text, tree.place(number, word.span), number)
    elif node.argument_text and facts is not None and node.meant_array is None:
        text = node.argument_text
        span = tree.place(number, node.logical.span(node.shell_start, node.shell_start + len(text)))
        for said in (*facts.shell, text):
            yield _Place(said, span, number)


@rule("DF7009", Stage, nodes=ABOUT_PROGRAMS)
def words_behind_a_script(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    `sh -c` gets no script, or words behind it of which the script makes nothing.

    A shell takes exactly one word behind `-c` for its script. What follows is `$0`, `$1` and so on for that script: it
    is no part of the command. So is what CMD says behind an ENTRYPOINT `["sh", "-c", "…"]`.

    ```dockerfile bad
    FROM node:24-slim
    CMD ["sh", "-c", "node", $0"server.js"$0]
    ```
    ```dockerfile fixed
    FROM node:24-slim
    CMD ["sh", "-c", "node server.js"]
    ```
    ```dockerfile bad
    FROM node:24-slim
    ENTRYPOINT ["sh", "-c"]
    CMD $0npm start$0
    ```
    ```dockerfile fixed
    FROM node:24-slim
    ENTRYPOINT ["sh", "-c"]
    CMD ["npm start"]
    ```
    ```dockerfile bad
    FROM node:24-slim
    ENTRYPOINT $0/bin/sh -c$0
    ```
    ```dockerfile good
    FROM node:24-slim
    ENTRYPOINT ["sh", "-c", "exec node \\"$0\\" \\"$@\\""]
    CMD ["server.js", "--port=80"]
    ```
    ```dockerfile good
    FROM node:24-slim
    ENTRYPOINT ["sh", "-c"]
    CMD ["npm start"]
    ```
    """
    for run, words in _calls(model, stage):
        at = script_behind([word.text for word in words])
        if at < 0 or not all(word.literal for word in words[: at + 1]):
            continue
        if at == len(words):
            span = Span(words[0].span.start, words[-1].span.end)
            yield Finding(span, f"`{words[0].text} -c` has no script to run.")
            continue
        script, rest = words[at], words[at + 1 :]
        if not rest or _USES_ARGUMENTS.search(script.text):
            continue
        if rest[0].number == run.number and rest[0].text in ("--", "-", "_", "sh", "bash"):
            rest = rest[1:]  # A name for the script, in front of arguments that may come.
            if not rest:
                continue
        cmd = model.tree.nodes[rest[-1].number]
        if rest[0].span == rest[-1].span == script.span:  # The shell form of a CMD behind `["sh", "-c"]`.
            array = json.dumps([rest[-1].text], ensure_ascii=False)
            one_line = "\n" not in script.span.of(model.tree.text)
            yield Finding(
                script.span,
                f"The ENTRYPOINT takes `{script.text}` for its script, and not this. Write CMD as a JSON array.",
                (Fix(f"Write {array}", (Edit(script.span, array),)),) if one_line else (),
            )
        elif rest[0].number == run.number or script.number == rest[0].number:
            mine = [word for word in rest if word.number == rest[0].number]
            span = Span(mine[0].span.start, mine[-1].span.end)
            yield Finding(
                span,
                f"`{mine[0].text}` is `$0` for the script `{_short(script.text)}`, which makes nothing of it."
                " Put all into one string.",
                _joined(model, script, mine) if len(mine) == len(rest) else (),
            )
        elif rest[0].number in stage.instructions:
            yield Finding(
                model.tree.place(rest[0].number, cmd.keyword_span),
                "The script of the ENTRYPOINT makes nothing of this CMD, which is `$0`, `$1`, … for it."
                ' Say `"$0" "$@"` there.',
            )


def _short(text: str) -> str:
    line = text.partition("\n")[0]
    return line if len(line) <= 30 and line == text else f"{line[:30]}…"


def _joined(model: Model, script: _Place, rest: Sequence[_Place]) -> tuple[Fix, ...]:
    """Put words into the script before them, where that is one plain command in a JSON array."""
    span = Span(script.span.start, rest[-1].span.end)
    node = model.tree.nodes[script.number]
    if node.json is None or re.search(r"[;&|<>#\n]", script.text) or "\n" in span.of(model.tree.text):
        return ()
    is_more = rest[0].text in _OPERATORS  # Then what follows is a piece of script, and not one word.
    words = [word.text if is_more else quoted(word.text) for word in rest]
    text = json.dumps(" ".join((script.text, *words)), ensure_ascii=False)
    return (Fix(f"Write {text}", (Edit(span, text),)),)
