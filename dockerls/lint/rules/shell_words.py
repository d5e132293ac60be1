"""Rules about what a shell makes of a RUN's text that its author cannot have meant: a comma, an `&`, a backslash,
quotes around everything, and a version behind a `>`. They know what package managers install, and no image."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ...docker.package_managers import BY_PROGRAM, INSTALLERS
from ...late import regex
from ...model import Facts
from ...syntax import Node
from ...syntax.shell import Command, Redirect, ShellWord
from ...text import Edit, Span
from .. import Finding, Fix, rule
from ..shells import commands, end_of, operands, subcommand, unwrapped

_COMMAS = regex(r"^,+|,+$")
_AND = regex(r"(?<![&<>|])&(?![&>])")
_PIP = regex(r"pip[\d.]*")
_PYTHON = regex(r"(?:python|pypy)[\d.]*")
_VERSION = regex(r"=?\d+(?:\.(?:\d\w*|\*))*,?")
_QUOTED = regex(r"([\"'])([\w.+-]+[ \t][^\"'\\]*)\1", re.DOTALL)
_OPERATORS = ("&&", "||", ";", "|")
_URL = regex(r"[^\s\"'`\\;|<>()$]*")
_BLANK = regex(r"(?<![^ \t])\\(?:[ \t]|$)")
# They come to an end and are waited for: nobody starts them in the background and goes on with what they make.
_STEPS = frozenset(
    (
        *("apt-get", "apt", "apk", "yum", "dnf", "microdnf", "zypper", "tdnf", "pip", "pip3", "gem", "conda", "mamba"),
        *("mkdir", "cp", "mv", "rm", "ln", "chmod", "chown", "touch", "tar", "unzip", "sed", "install", "cd"),
        *("cmake", "configure", "curl", "wget", "git", "useradd", "groupadd", "adduser", "addgroup"),
        *("dpkg", "rpm", "apt-key", "add-apt-repository", "update-ca-certificates"),
    )
)
# The same of programs which may as well start a server: these words behind them, or none.
_RUNNERS = frozenset(
    ("npm", "yarn", "pnpm", "bun", "go", "make", "mvn", "gradle", "dotnet", "composer", "bundle", "cargo", "poetry")
)
_VERBS = frozenset(
    ("install", "i", "ci", "add", "update", "build", "mod", "get", "restore", "publish", "package", "all", "require")
)
_WAITS = frozenset(("wait", "sleep", "kill", "pkill", "jobs", "fg", "while", "until", "tail", "disown"))
# What is asked to take a blank for a word: a separator, or a text.
_TAKES_BLANKS = frozenset(
    (
        *("tr", "cut", "sed", "awk", "gawk", "mawk", "join", "sort", "paste", "xargs", "printf", "echo", "column"),
        *("read", "test", "[", "[[", "grep", "egrep", "split", "expr", "find", "perl", "uniq", "fold", "tee", "export"),
    )
)


def _packages(command: Command) -> tuple[ShellWord, ...] | None:
    """The words behind the verb of a command which installs what they name; None of any other command."""
    command = unwrapped(command)
    if _PYTHON.fullmatch(command.program) and command.words[:2] == ("-m", "pip"):
        command = command.behind(1)
    elif command.program == "uv" and command.words[:1] == ("pip",):
        command = command.behind(0)
    program = "pip" if _PIP.fullmatch(command.program) else command.program
    manager = BY_PROGRAM.get(program)
    verb, rest = subcommand(command, *(manager.valued if manager else ()))
    verbs = manager.install if manager else INSTALLERS.get(program)
    if verbs is None or program == "go" or verb is None or verb.text not in verbs:
        return None
    return operands(rest, manager.valued if manager else frozenset())


@rule("DF2050", "RUN", says=(",",))
def comma_behind_a_package(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A comma stands behind the name of a package, and becomes a part of the name.

    A shell parts words by blanks alone, so `curl,` is looked for, and there is no such package.

    ```dockerfile bad
    FROM debian:13-slim
    RUN apt-get update && apt-get install -y --no-install-recommends $0curl,$0 git, make && rm -rf /var/lib/apt/lists/*
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    RUN apt-get update && apt-get install -y --no-install-recommends curl git make && rm -rf /var/lib/apt/lists/*
    ```
    ```dockerfile good
    FROM python:3.14-slim
    RUN pip install --no-cache-dir 'django>=5, <6' uvicorn[standard,extra]
    ```
    """
    if node.json is not None:
        return
    for command in commands(node, facts):
        wrong = [word for word in _packages(command) or () if _has_comma(word, node)]
        if not wrong:
            continue
        edits = []
        for word in wrong:
            source = word.span.of(node.source)
            left = _COMMAS.sub("", source)
            start = word.span.start
            if not left:  # It goes with the blanks in front of it.
                start = len(node.source[:start].rstrip(" \t"))
            edits.append(Edit(Span(start, word.span.end), left))
        message = f"`{wrong[0].text}` is looked for with its comma: a shell parts words by blanks."
        yield Finding(wrong[0].span, message, (Fix("Remove the commas", tuple(edits)),))


def _has_comma(word: ShellWord, node: Node) -> bool:
    source = word.span.of(node.source)
    return word.literal and source.strip("\"'") == source and source == word.text and bool(_COMMAS.search(source))


@rule("DF2051", "RUN", says=("&",))
def single_ampersand(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A single `&` stands where `&&` is meant, or parts a URL.

    The command before it runs in the background: the next one does not wait for it, and whether it fails concerns
    nobody. At the RUN's end it is killed, wherever it has got to.

    By default only commands are looked at which come to an end by themselves, and only where nothing waits for them.

    ```dockerfile bad
    FROM alpine:3.23
    RUN mkdir -p /srv/app $0&$0 chown 1000 /srv/app
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    RUN mkdir -p /srv/app && chown 1000 /srv/app
    ```
    ```dockerfile bad
    FROM buildpack-deps:trixie-curl
    RUN curl -fsSLO https://example.com/get?os=linux$0&$0arch=x64
    ```
    ```dockerfile fixed
    FROM buildpack-deps:trixie-curl
    RUN curl -fsSLO "https://example.com/get?os=linux&arch=x64"
    ```
    ```dockerfile good
    FROM alpine:3.23
    RUN wget -q https://example.com/a & wget -q https://example.com/b & wait
    RUN ./server & sleep 5 && ./test
    ```
    """
    if node.json is not None or node.script.broken:
        return
    every = commands(node, facts)
    if any(command.program in _WAITS for command in every):
        return
    for before, after in pairwise(every):
        if after.connector != "&" or not (before.top and after.top):
            continue
        start = end_of(before)
        match = _AND.search(node.source, start, after.span.start)
        if match is None:
            continue
        sign = Span(match.start(), match.end())
        url = before.args[-1] if before.args and before.args[-1].span.end == sign.start else None
        if url is not None and "://" in url.text and after.span.start == sign.end:
            yield Finding(
                sign, "The shell takes this `&` for the end of the command. Put the URL in quotes.", _quoted(node, url)
            )
        elif _is_step(unwrapped(before)) and node.source[sign.end : sign.end + 1] in (" ", "\t", "\\", "\n"):
            message = f"`{before.program}` runs in the background, and the next command does not wait. Write `&&`."
            yield Finding(sign, message, (Fix("Write &&", (Edit(sign, "&&"),)),))


def _is_step(command: Command) -> bool:
    if command.program in _RUNNERS:
        verb, _ = subcommand(command)
        return verb is None or verb.text in _VERBS
    return command.program in _STEPS


def _quoted(node: Node, url: ShellWord) -> tuple[Fix, ...]:
    """The whole URL in quotes, up to the next blank."""
    match = _URL.match(node.source, url.span.start)
    if match is None or match.end() <= url.span.end or node.source[match.end() : match.end() + 1].strip():
        return ()
    return (Fix("Put the URL in quotes", (Edit(Span(*match.span()), f'"{match[0]}"'),)),)


@rule("DF2052", "RUN", says=("\\ ", "\\\t"))
def backslash_within_a_line(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A backslash stands in the middle of a line, where it continues nothing and makes a word of the blank behind it.

    Two lines were joined and the backslash of the first one stayed. The command is then given one word more, which
    consists of a blank, or which begins with one.

    ```dockerfile bad
    FROM alpine:3.23
    RUN mkdir /srv/app $0\\$0 && touch /srv/app/ready
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    RUN mkdir /srv/app && touch /srv/app/ready
    ```
    ```dockerfile good
    FROM alpine:3.23
    RUN mkdir /srv/my\\ app \\
        && tr -d \\  < /etc/issue
    ```
    """
    if node.json is not None or node.heredocs or node.script.broken:
        return
    every = commands(node, facts)
    text = node.logical.text
    for match in _BLANK.finditer(text, node.shell_start):
        span = node.logical.span(match.start(), match.start() + 1)
        at = next((at for at in range(len(every) - 1, -1, -1) if every[at].span.start <= span.start), -1)
        if at < 0 or _is_within_a_word(every[at], span) or unwrapped(every[at]).program in _TAKES_BLANKS:
            continue
        end = end_of(every[at])
        if span.start >= end:
            between = text[node.logical.offset(end) : match.start()].strip()
            rest = text[match.end() :].lstrip()
            if between not in _OPERATORS and (between or not rest.startswith(_OPERATORS)):
                continue  # It stands in a comment, or behind what closes a group.
        blanks = node.logical.span(match.start(), match.end())
        whole = Edit(blanks if blanks.end - blanks.start == match.end() - match.start() else span, "")
        yield Finding(
            span,
            "This backslash continues nothing: the blank behind it becomes a word of the command.",
            (Fix("Remove the backslash", (whole,)),),
        )


def _is_within_a_word(command: Command, span: Span) -> bool:
    words = [command.name, *command.args, *(item.value for item in command.assignments if item.value is not None)]
    words += [item.target for item in command.redirects if item.target is not None]
    return any(word.span.start <= span.start < word.span.end for word in words)


@rule("DF2053", "RUN", says=('"', "'"))
def command_in_quotes(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A whole command stands in quotes, so that the shell looks for a program of that name, blanks and all.

    ```dockerfile bad
    FROM node:24-alpine
    RUN $0"node --version"$0
    ```
    ```dockerfile fixed
    FROM node:24-alpine
    RUN node --version
    ```
    ```dockerfile good
    FROM node:24-alpine
    RUN sh -c "node --version" && "/opt/my tools/run"
    ```
    """
    if node.json is not None or node.script.broken:
        return
    for command in commands(node, facts):
        name = unwrapped(command).name
        match = _QUOTED.fullmatch(name.span.of(node.source))
        if match is None:
            continue
        fix = Fix("Remove the quotes", (Edit(name.span, match[2]),))
        yield Finding(
            name.span,
            f"There is no program called `{_short(match[2])}`: quotes make one word of it.",
            (fix,) if "\n" not in match[2] else (),
        )


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"


@rule("DF2054", "RUN", says=("<", ">"))
def version_behind_a_redirection(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A version stands behind a `>` or `<` that is not quoted: the shell takes it for the name of a file.

    `pip install django>=5` installs any Django and writes what it says into a file called `=5`.

    ```dockerfile bad
    FROM python:3.14-slim
    RUN pip install --no-cache-dir $0django>=5.0,<6$0
    ```
    ```dockerfile fixed
    FROM python:3.14-slim
    RUN pip install --no-cache-dir "django>=5.0,<6"
    ```
    ```dockerfile good
    FROM python:3.14-slim
    RUN pip install --no-cache-dir 'django>=5' > /tmp/log 2>&1
    ```
    """
    for command in commands(node, facts):
        if not command.redirects or _packages(command) is None:
            continue
        done = -1
        for redirect in command.redirects:
            if redirect.span.start < done or not _is_version(redirect, node):
                continue
            end = _last(redirect, command, node)
            done = end
            before = next((word for word in reversed(command.args) if word.span.end <= redirect.span.start), None)
            fixes: tuple[Fix, ...] = ()
            start = redirect.span.start
            if before is not None and not node.source[before.span.end : start].strip(" \t"):
                source = before.span.of(node.source)
                if not source.startswith("-"):
                    start = before.span.start
                written = node.source[start:end]
                if source == before.text and not re.search(r"[\"'\\\n$`]", written):
                    fixes = (Fix("Put it in quotes", (Edit(Span(start, end), f'"{re.sub(r"[ ]", "", written)}"'),)),)
            assert redirect.target is not None
            what = "writes to" if redirect.operator == ">" else "reads from"
            yield Finding(
                Span(start, end),
                f"Without quotes the shell {what} a file called `{redirect.target.text}`, and no version is asked for.",
                fixes,
            )


def _is_version(redirect: Redirect, node: Node) -> bool:
    target = redirect.target
    return (
        redirect.operator in (">", "<")
        and target is not None
        and redirect.span.of(node.source).startswith((">", "<"))
        and _VERSION.fullmatch(target.span.of(node.source)) is not None
    )


def _last(redirect: Redirect, command: Command, node: Node) -> int:
    """Where the versions end that begin with this one: `>=1.0,<2` is one text."""
    assert redirect.target is not None
    end = redirect.target.span.end
    for other in command.redirects:
        if other.span.start == end and _is_version(other, node) and other.target is not None:
            end = other.target.span.end
    return end
