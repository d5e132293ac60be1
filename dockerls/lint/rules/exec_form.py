"""Rules about the words of a JSON form, which no shell reads: operators, a shell's own commands, `$@`.

They know what a shell does with a word, and no other program.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from ...late import regex
from ...model import Model, Stage
from ...syntax import Node, Word
from ...text import Edit, Span
from .. import Finding, Fix, rule
from ..runtime import ABOUT_PROGRAMS, items, programs
from ..shells import SHELLS, is_posix, quoted

_CERTAIN = regex(r"&&|\|\||\|&|\d?>&\d|\d?>>?/\S+|&>>?(?:/\S+)?")
_LIKELY = regex(r"\||;|&|\d?>>?|<")
_TAKE_OPERATORS_TEXT = (
    "find test [ [[ expr let dc bc parallel tmux screen nft tc jq awk gawk sed grep expect sqlite3 xargs"
)
_TAKE_OPERATORS = frozenset(_TAKE_OPERATORS_TEXT.split())
"""Programs to which `;`, `<` or `&&` may be a word like any other."""

_HINTS = {
    "cd": "WORKDIR sets the directory",
    "pushd": "WORKDIR sets the directory",
    "export": "ENV sets variables",
    "declare": "ENV sets variables",
    "set": "write `sh -c` before the script",
    "ulimit": "`docker run --ulimit` sets limits",
    "exec": "a JSON array needs none, as no shell is there to be replaced",
}
_BUILTINS_TEXT = (
    "cd pushd popd export source . alias unalias set shopt ulimit exec eval umask unset exit trap declare typeset"
    " readonly if for while until case [[ {"
)
_BUILTINS = frozenset(_BUILTINS_TEXT.split())
_ARGUMENTS = frozenset(("$@", "$*", "${@}", "${*}", '"$@"', '"$*"', "'$@'"))


def _array(node: Node) -> Span:
    """Where the items stand, brackets excluded."""
    words = items(node)
    return Span(words[0].span.start, words[-1].span.end)


def _is_program_of_operators(words: Sequence[Word]) -> bool:
    names = {word.text.rpartition("/")[2] for word in words}
    first = words[0].text
    return bool(names & (SHELLS | _TAKE_OPERATORS)) or first.endswith(".sh") or "entrypoint" in first


def _operator(words: Sequence[Word]) -> Word | None:
    """The first word that a shell would take for an operator, and that was meant for one."""
    if len(words) < 2 or _is_program_of_operators(words):
        return None
    for number, word in enumerate(words[1:], 1):
        if _CERTAIN.fullmatch(word.text):
            return word
        if not _LIKELY.fullmatch(word.text) or words[number - 1].text.startswith("-"):
            continue
        rest = words[number + 1 :]
        if word.text == "&" or (rest and not rest[0].text.startswith("-")):
            return word
    return None


def _script(words: Sequence[Word], *, replace: bool) -> str:
    """The script that a shell would read of words among which are operators; with `exec` if that may stand there."""
    parts = [word.text if _is_operator(word.text) else quoted(word.text) for word in words]
    joints = [number for number, word in enumerate(words) if word.text in ("&&", ";")]
    if replace and all(not _is_operator(word.text) or word.text in ("&&", ";", "2>&1") for word in words):
        last = joints[-1] + 1 if joints else 0
        if last < len(words) and words[last].text not in _BUILTINS:
            parts.insert(last, "exec")
    return " ".join(parts).replace(" ;", ";")


def _is_operator(text: str) -> bool:
    return bool(_CERTAIN.fullmatch(text) or _LIKELY.fullmatch(text))


@rule("DF7007", Stage, nodes=ABOUT_PROGRAMS)
def operator_without_a_shell(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    A JSON array holds `&&`, `|`, `>` or another of a shell's operators, and no shell reads it.

    The program gets them as arguments like any other. What is to run behind `&&` never runs.

    ```dockerfile bad
    FROM python:3.14-slim
    CMD ["python", "manage.py", "migrate", $0"&&"$0, "gunicorn", "site.wsgi"]
    ```
    ```dockerfile fixed
    FROM python:3.14-slim
    CMD ["sh", "-c", "python manage.py migrate && exec gunicorn site.wsgi"]
    ```
    ```dockerfile bad
    FROM debian:13-slim
    RUN ["apt-get", "update", $0"&&"$0, "apt-get", "upgrade", "-y"]
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    RUN apt-get update && apt-get upgrade -y
    ```
    ```dockerfile good
    FROM debian:13-slim
    RUN ["find", "/var/log", "-type", "f", "-exec", "rm", "{}", ";"]
    CMD ["sh", "-c", "migrate && exec app"]
    ```
    """
    for run in programs(model, stage):
        words = items(run.node)
        word = _operator(words)
        if word is None:
            continue
        fixes: tuple[Fix, ...] = ()
        json_array = run.node.json
        span = _array(run.node)
        if "\n" not in span.of(run.node.source) and json_array is not None:
            script = _script(words, replace=run.node.keyword in ("CMD", "ENTRYPOINT"))
            if word is words[-1]:
                end = Span(words[-2].span.end, word.span.end)
                fixes = (Fix(f"Remove {word.text}", (Edit(end, "").shift(run.start),)),)
            elif run.node.keyword == "RUN" and is_posix(run.facts):
                whole = run.node.logical.span(json_array.start, json_array.end)
                fixes = (Fix("Let a shell run it", (Edit(whole, script).shift(run.start),)),)
            else:
                array = ", ".join(json.dumps(item, ensure_ascii=False) for item in ("sh", "-c", script))
                fixes = (Fix("Let a shell run it", (Edit(span, array).shift(run.start),)),)
        yield Finding(
            word.span.shift(run.start),
            f"`{word.text}` is a mere argument of `{words[0].text}` here: a JSON array has no shell to read it.",
            fixes,
        )


@rule("DF7008", Stage, nodes=ABOUT_PROGRAMS)
def builtin_without_a_shell(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    A JSON array starts `cd`, `export`, `source` or another command that only a shell has.

    There is no such program, so nothing starts. Where a system has one by that name, it changes its own directory or
    variable, and ends.

    ```dockerfile bad
    FROM node:24-slim
    CMD [$0"exec"$0, "node", "server.js"]
    ```
    ```dockerfile fixed
    FROM node:24-slim
    CMD ["node", "server.js"]
    ```
    ```dockerfile bad
    FROM debian:13-slim
    RUN [$0"cd"$0, "/srv"]
    ```
    ```dockerfile good
    FROM debian:13-slim
    WORKDIR /srv
    CMD ["bash", "-c", "source ./settings && exec app"]
    ```
    """
    for run in programs(model, stage):
        words = items(run.node)
        if not words or words[0].text not in _BUILTINS or _operator(words) is not None:
            continue
        first = words[0]
        fixes: tuple[Fix, ...] = ()
        if first.text == "exec" and len(words) > 1 and not words[1].text.startswith("-"):
            span = Span(first.span.start, words[1].span.start)
            fixes = (Fix("Remove exec", (Edit(span, "").shift(run.start),)),)
        hint = _HINTS.get(first.text)
        yield Finding(
            first.span.shift(run.start),
            f"Only a shell knows `{first.text}`, and a JSON array has none{f': {hint}' if hint else ''}.",
            fixes,
        )


@rule("DF7020", Stage, nodes=ABOUT_PROGRAMS)
def arguments_without_a_shell(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    A JSON array holds `$@`, and no shell is there to put arguments in its place.

    What CMD or `docker run` says is put behind the items of the ENTRYPOINT in any case.

    ```dockerfile bad
    FROM python:3.14-slim
    ENTRYPOINT ["python", "-m", "app", $0"$@"$0]
    ```
    ```dockerfile fixed
    FROM python:3.14-slim
    ENTRYPOINT ["python", "-m", "app"]
    ```
    ```dockerfile good
    FROM python:3.14-slim
    ENTRYPOINT ["sh", "-c", "exec python -m app \\"$@\\"", "--"]
    ```
    """
    for run in programs(model, stage):
        words = items(run.node)
        if any(word.text.rpartition("/")[2] in SHELLS for word in words):
            continue
        for number, word in enumerate(words[1:], 1):
            if word.text in _ARGUMENTS:
                span = Span(words[number - 1].span.end, word.span.end)
                why = (
                    "what CMD says is put behind it anyway" if run.node.keyword == "ENTRYPOINT" else "no shell is here"
                )
                fixes = (Fix(f"Remove {word.text}", (Edit(span, "").shift(run.start),)),)
                clean = "\n" not in span.of(run.node.source)
                yield Finding(
                    word.span.shift(run.start),
                    f"`{word.text}` is taken literally: {why}.",
                    fixes if clean else (),
                )
