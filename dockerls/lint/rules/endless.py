"""Rules about a RUN which waits for what never comes: the end of a server, or an answer. They know no files."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ...docker import lookup, variant
from ...docker.package_managers import BY_PROGRAM
from ...docker.servers import BARE, LEAVING, RUNNERS, SERVERS
from ...late import regex
from ...model import Facts
from ...syntax import Node
from ...syntax.shell import Command, ShellWord
from ...text import Edit, Span
from .. import Finding, Fix, rule
from ..shells import calls, commands, end_of, has_option, insertion, is_busybox, operands, unwrapped

_TIMED = regex(r"\b(?:timeout|gtimeout)\b")
_AWAY = regex(r"\s*(?:\\\r?\n\s*)*&(?!&)")
_PLAIN = regex(r"[\w@%+=:,./;-]+(?: [\w@%+=:,./;-]+)*")
_RUNS = tuple(tuple(text.split()) for text in RUNNERS)


@rule("DF2055", "RUN", says=(*SERVERS, "php", "nginx"))
def run_that_never_ends(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A RUN starts a program that runs until it is stopped, and the build waits for it for ever.

    RUN prepares the image; what a container is to do is said by CMD. A server which the build needs for a moment, say
    to fill a database, goes into the background, and is stopped again in the same RUN.

    ```dockerfile bad
    FROM node:24-alpine
    WORKDIR /app
    RUN $0npm start$0
    ```
    ```dockerfile fixed
    FROM node:24-alpine
    WORKDIR /app
    CMD ["npm", "start"]
    ```
    ```dockerfile good
    FROM python:3.14-slim
    WORKDIR /app
    RUN gunicorn app:app & sleep 5 && ./fill.sh
    RUN timeout 10 flask run || true
    RUN gunicorn --check-config app:app
    CMD ["gunicorn", "app:app"]
    ```
    """
    if node.script.broken:
        return
    every = commands(node, facts)
    for command in every:
        if not command.top or command.piped or _TIMED.search(command.span.of(node.source)):
            continue
        if _AWAY.match(node.source, end_of(command)):
            continue
        inner = unwrapped(command)
        last = _serves(inner)
        if last is None:
            continue
        span = Span(inner.name.span.start, max(last.span.end, inner.name.span.end))
        text = " ".join(span.of(node.source).replace(node.escape, " ").split())
        yield Finding(
            span,
            f"`{text}` does not end, and the build waits for it for ever. CMD starts what the container is to run.",
            _as_cmd(node, command) if len(every) == 1 else (),
        )


def _serves(command: Command) -> ShellWord | None:
    """The word that tells of a command that it does not end; None of one that may."""
    words = command.words
    program = command.program
    if LEAVING.intersection(words) or words[-1:] == ("-h",):
        return None
    if program == "nginx":
        return next((arg for arg in command.args if "daemon off" in arg.text and not {"-t", "-T"} & set(words)), None)
    if program == "php" and words[:1] == ("-S",):
        return command.args[0]
    for runner in _RUNS:
        if program == runner[0] and words[: len(runner) - 1] == runner[1:] and len(words) >= len(runner):
            at = len(runner) - 1
            inner = command.behind(at)
            return None if inner.name.text.startswith("-") else _serves(inner)
    manager = BY_PROGRAM.get(program)
    rest = operands(command.args, manager.valued if manager else _VALUED)
    for text in SERVERS.get(program, ()):
        wanted = text.split()
        if [word.text for word in rest[: len(wanted)]] == wanted:
            if wanted:
                return rest[len(wanted) - 1]
            if rest or program in BARE:
                return command.args[-1] if command.args else command.name
    return None


_VALUED = frozenset(("--app", "-A", "-e", "--env-file", "-C", "-c", "-f", "-p"))


def _as_cmd(node: Node, command: Command) -> tuple[Fix, ...]:
    """CMD instead of the RUN, if nothing in the command needs a shell."""
    words = (command.name, *command.args)
    if node.json is not None or node.flags or node.heredocs or command.assignments or command.redirects:
        return ()
    if not all(word.literal for word in words) or not _PLAIN.fullmatch(" ".join(word.text for word in words)):
        return ()
    text = json.dumps([word.text for word in words])
    return (Fix("Start it by CMD", (Edit(node.span, f"CMD {text}"),)),)


_ADDUSER = frozenset(
    (
        *("--home", "--shell", "--uid", "--gid", "--firstuid", "--lastuid", "--firstgid", "--lastgid", "--gecos"),
        *("--comment", "--ingroup", "--conf", "-h", "-g", "-s", "-G", "-u", "-k"),
    )
)
_QUIET = ("--disabled-password", "--disabled-login", "--system", "--group", "--help", "--version")


@rule("DF2056", "RUN", says=("adduser", "passwd"))
def question_that_nobody_answers(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A password is asked for, and nobody is there to type one.

    BusyBox' `adduser`, which is Alpine's, then fails, and so does `passwd` everywhere. Debian's creates the user, but
    fills the log with questions and errors. A user of a container needs no password: say that there is none.

    ```dockerfile bad
    FROM alpine:3.23
    RUN $0adduser$0 -u 10001 app
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    RUN adduser -D -u 10001 app
    ```
    ```dockerfile bad
    FROM debian:13-slim
    RUN $0adduser$0 app
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    RUN adduser --disabled-password --gecos "" app
    ```
    ```dockerfile bad
    FROM debian:13-slim
    RUN useradd app && $0passwd$0 app
    ```
    ```dockerfile good
    FROM alpine:3.23
    RUN adduser -S app && adduser app wheel && passwd -d app
    RUN printf 'a\\na\\n' | adduser other
    ```
    """
    for command in calls(node, facts, "adduser", "passwd"):
        if command.connector in ("|", "|&") or any(item.operator.startswith("<") for item in command.redirects):
            continue
        name = command.name.span
        if command.program == "passwd":
            if not any(word.startswith("-") for word in command.words) and facts.os == "linux":
                message = "`passwd` asks for a password and fails, as nobody answers. `passwd -d` or `-l` asks nothing."
                yield Finding(name, message)
            continue
        words = operands(command.args, _ADDUSER)
        if len(words) != 1 or not all(word.literal or "$" in word.text for word in words):
            continue
        if is_busybox(facts.image, facts.tag):
            if not has_option(command, "-D", "-S", "--disabled-password", "--system"):
                fix = Fix("Add -D", (insertion(node, command.name, "-D"),))
                yield Finding(name, "`adduser` asks for a password and fails, as nobody answers. Add `-D`.", (fix,))
        elif not has_option(command, *_QUIET) and _is_debian(facts):
            more = () if has_option(command, "--gecos", "--comment") else ("--gecos", '""')
            fix = Fix("Add --disabled-password", (insertion(node, command.name, "--disabled-password", *more),))
            message = "`adduser` asks for a password and a name, and nobody answers. Add `--disabled-password`."
            yield Finding(name, message, (fix,) if node.json is None else (), severity="info")


def _is_debian(facts: Facts) -> bool:
    image = lookup(facts.image) if facts.image else None
    return image is not None and variant(image, facts.tag).package_manager == "apt"
