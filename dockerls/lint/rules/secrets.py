"""Rules about secrets: by their value, on their way into a layer, and in files that are copied."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from fnmatch import fnmatchcase

from ...docker import MOST_LAYERS
from ...docker.tokens import (
    NO_SECRET_NAME,
    PLACEHOLDER,
    SECRET_FILES,
    SECRET_NAME,
    SECRET_PATHS,
    TOKENS,
    URL_PASSWORD,
)
from ...late import regex
from ...model import Facts, Model, Stage
from ...named import NamedTuple
from ...syntax import Node
from ...syntax.once import once
from ...syntax.shell import Command, Form, ShellWord
from ...syntax.views import copy
from ...text import Edit, Span
from .. import Finding, Fix, Related, rule
from ..kinds import COPIES, VARIABLES, uses_variables
from ..places import add_flag, directories, join, without, without_pair
from ..shells import unwrapped_commands

_REPEATED = regex(r"(.)\1{7,}|0123456789|1234567890|abcdefghij|EXAMPLE", re.IGNORECASE)
_LONG = regex(r"--(?:http-|ftp-|proxy-)?(?:password|passwd|passphrase|token|api-key|apikey|secret|access-token)$")
_KEPT = frozenset(("ENV", "LABEL", "COPY", "ADD"))
_ASSIGNED = frozenset(("PGPASSWORD", "MYSQL_PWD", "SSHPASS", "RESTIC_PASSWORD", "REDISCLI_AUTH"))
_JOINED = frozenset(("mysql", "mysqldump", "mysqladmin", "mysqlimport", "mariadb", "mariadb-dump", "mariadb-admin"))
"""Programs whose `-p` has the password joined to it, and asks for one else."""
_LOGS_IN = frozenset(("docker", "podman", "buildah", "skopeo", "helm", "oras", "crane"))
_BEHIND = {
    **dict.fromkeys(_LOGS_IN, ("-p",)),
    **dict.fromkeys(("mysqladmin", "mariadb-admin"), ("password",)),
    "redis-cli": ("-a",),
}
"""Words behind which a program's password stands."""
_LOGIN = regex(r"(?:-u|-U|--user=|--proxy-user=)[^:\s-][^:\s]*:(.+)")
_IN_LINE = regex(r"-[a-zA-Z]*b[a-zA-Z]*$")
_HINTS = (
    *(token.hint for token in TOKENS),
    "@",
    *("--user=", "mysql", "mariadb", "login", "redis-cli"),
    *("passw", "passphrase", "token", "api-key", "apikey", "secret", "-u", "-U", "sshpass"),
    *_ASSIGNED,
)
"""What stands in each instruction in which a secret may stand as it is."""


class _Secret(NamedTuple):
    span: Span
    what: str


@rule("DF3001", "ARG ENV LABEL RUN COPY ADD CMD ENTRYPOINT HEALTHCHECK", names=("tally/secrets-in-code",), says=_HINTS)
def secret_in_plain_text(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A token, a private key or a password stands in the file as it is.

    Everybody who can read the file or pull the image can read it, even if a later instruction removes it. Give it to
    the build as a secret mount and to the container when it starts, and revoke it: it is out.

    Placeholders and variables are no secrets and not reported.

    ```dockerfile bad
    FROM debian:13-slim
    RUN curl -fsSL -u $0deploy:Tr0ub4dor$0 https://repo.example.com/tool.tgz | tar -xz
    ENV REPO=https://$0deploy:Tr0ub4dor$0@repo.example.com/
    ```
    ```dockerfile good
    FROM debian:13-slim
    RUN --mount=type=secret,id=login,env=LOGIN \\
        curl -fsSL -u "$LOGIN" https://repo.example.com/tool.tgz | tar -xz
    ENV REPO=https://user:password@repo.example.com/
    ```
    """
    for secret in _in_text(node):
        yield _finding(node, secret)
    if node.keyword in ("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"):
        mine = unwrapped_commands(node, facts)
        for at, command in enumerate(mine):
            for span, what in _given(command.form):
                yield _finding(node, _Secret(command.placed(span), what))
            if command.piped and command.program in ("echo", "printf") and at + 1 < len(mine):
                for secret in _piped(command, mine[at + 1]):
                    yield _finding(node, secret)


def _finding(node: Node, secret: _Secret) -> Finding:
    fixes: tuple[Fix, ...] = ()
    if node.keyword == "ARG":
        pair = next((pair for pair in node.pairs if pair.span.start <= secret.span.start < pair.span.end), None)
        if pair is not None:
            fixes = (Fix("Remove the value", (Edit(Span(pair.key.span.end, pair.span.end), ""),)),)
    use = "`RUN --mount=type=secret`" if node.keyword in ("RUN", "ARG", "COPY", "ADD") else "a secret at run time"
    return Finding(
        secret.span, f"This is {secret.what}, readable in the file and in the image. Use {use}.", fixes=fixes
    )


def _in_text(node: Node) -> Iterator[_Secret]:
    source = node.source
    for token in TOKENS:
        for match in token.find(source) if token.hint in source else ():
            if not _REPEATED.search(match[0]):
                yield _Secret(Span(*match.span()), token.name)
    if "://" in source and "@" in source:
        for match in URL_PASSWORD.finditer(source):
            user, password = match["user"], match["password"]
            if _is_real(password) and password != user and match.start() != -1:
                yield _Secret(Span(match.start("user"), match.end("password")), "a password in a URL")


def _is_real(text: str) -> bool:
    """Whether a text may be a password: no placeholder, no variable, nothing repeated."""
    return (
        len(text) > 2
        and not PLACEHOLDER.fullmatch(text)
        and not _REPEATED.search(text)
        and not any(sign in text for sign in "$<>{}%`*")
    )


@once
def _given(command: Form) -> tuple[_Secret, ...]:
    """Passwords among a command's arguments and in the assignments before it."""
    return tuple(_passwords(command))


def _passwords(command: Form) -> Iterator[_Secret]:
    program, words = command.program, command.words
    if program == "htpasswd" and len(words) > 2 and any(_IN_LINE.match(word) for word in words):
        last = command.args[-1]
        if last.literal and _is_real(last.text):
            yield _Secret(last.span, "a password")
    for item in command.assignments:
        if item.name in _ASSIGNED and item.value is not None and item.value.literal and _is_real(item.value.text):
            yield _Secret(item.value.span, "a password")
    for number, word in enumerate(command.words):
        if word[:1] != "-" and word not in _BEHIND.get(program, ()):
            continue
        arg, after = (*command.args[number : number + 2], None)[:2]
        assert arg is not None
        option, sign, value = word.partition("=")
        if _LONG.match(option):
            if sign and arg.literal and _is_real(value):
                yield _Secret(Span(arg.span.start + len(option) + 1, arg.span.end), "a password")
            elif not sign and _is_value(after):
                yield _Secret(after.span, "a password")  # type: ignore[union-attr]
        elif program == "curl" and arg.text in ("-u", "--user", "-U", "--proxy-user") and _is_value(after):
            assert after is not None
            user, colon, password = after.text.partition(":")
            if colon and user and _is_real(password):
                yield _Secret(after.span, "a login")
        elif program == "curl" and arg.literal and (login := _LOGIN.match(arg.text)) and _is_real(login[1]):
            yield _Secret(arg.span, "a login")
        elif arg.literal and program in _JOINED and arg.text.startswith("-p") and _is_real(arg.text[2:]):
            yield _Secret(Span(arg.span.start + 2, arg.span.end), "a password")
        elif (
            arg.text in _BEHIND.get(program, ()) and _is_value(after) and (program not in _LOGS_IN or "login" in words)
        ):
            assert after is not None
            yield _Secret(after.span, "a password")
        elif program == "sshpass" and arg.text.startswith("-p"):
            found = arg if len(arg.text) > 2 else after
            if found is not None and found.literal and _is_real(found.text.removeprefix("-p")):
                yield _Secret(found.span, "a password")


def _is_value(word: ShellWord | None) -> bool:
    return word is not None and word.literal and not word.text.startswith("-") and _is_real(word.text)


def _piped(command: Command, into: Command) -> Iterator[_Secret]:
    """Passwords which are echoed into a program that sets or asks for one."""
    if into.connector != "|":
        return
    for arg in command.args:
        if arg.text.startswith("-") or not arg.literal:
            continue
        if into.program == "chpasswd":
            password = arg.text.partition(":")[2].removesuffix("\\n")
            if password and _is_real(password) and password != "Docker!":  # Azure's SSH is documented to want that one.
                yield _Secret(arg.span, "a password")
        elif into.program == "passwd" or "--password-stdin" in into.words:
            if _is_real(arg.text):
                yield _Secret(arg.span, "a password")


@rule("DF3002", Stage, severity="info", nodes=(VARIABLES, uses_variables))
def secret_argument_in_run(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    A secret that came in as ARG is used, and its value ends up in the image.

    Build arguments are part of the image's metadata and of the layer's cache key: `docker history` shows them. A secret
    mount hands the value to one RUN only and leaves no trace. Build with `--secret id=npm_token,env=NPM_TOKEN`.
    The rule follows the value into RUN, and into what ENV, LABEL, COPY and ADD keep.

    ```dockerfile bad
    FROM node:24-slim
    ARG NPM_TOKEN
    RUN npm config set "//npm.example.com/:_authToken=$0$NPM_TOKEN$0"
    ```
    ```dockerfile fixed
    FROM node:24-slim
    RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm config set "//npm.example.com/:_authToken=$NPM_TOKEN"
    ```
    ```dockerfile good
    FROM node:24-slim
    ARG PUBLIC_KEY_ID
    RUN echo "$PUBLIC_KEY_ID"
    ```
    """
    tree = model.tree
    secrets = [item for item in stage.variables if item.kind == "arg" and is_secret_name(item.name)]
    if not secrets:
        return
    used: dict[str, list[int]] = {item.name: [] for item in secrets}
    for number in stage.instructions:
        for name in {use.name for use in tree.nodes[number].uses if use.name in used}:
            used[name].append(number)
    ends: dict[str, int] = {}  # A use is one of the last declaration above it.
    for variable in reversed(secrets):
        numbers = used[variable.name]
        first = bisect_right(numbers, variable.number)
        users = numbers[first : bisect_right(numbers, ends.get(variable.name, 1 << 60))]
        ends[variable.name] = variable.number
        runs = [number for number in users if tree.nodes[number].keyword == "RUN"]
        fixes: tuple[Fix, ...] = ()
        if runs == users and len(runs) <= MOST_LAYERS:
            flag = f"--mount=type=secret,id={variable.name.lower()},env={variable.name}"
            mounted = (add_flag(tree.nodes[number], flag).shift(tree.starts[number]) for number in runs)
            index = [pair.key.span for pair in tree.nodes[variable.number].pairs].index(variable.span)
            edits = (without_pair(tree, variable.number, index), *mounted)
            fixes = (Fix(f"Mount {variable.name} as a secret", edits),)
        related = (Related(tree.place(variable.number, variable.span), "It comes in here."),)
        for number in users:
            if tree.nodes[number].keyword in _KEPT and _is_kept(tree.nodes[number], variable.name):
                use = next(use for use in tree.nodes[number].uses if use.name == variable.name)
                kept = f"The value of `{variable.name}` becomes part of the image, and `docker inspect` shows it."
                if tree.nodes[number].keyword in ("COPY", "ADD"):
                    kept = f"The value of `{variable.name}` ends up in the image's history."
                yield Finding(tree.place(number, use.span), kept, related=related)
        for number in runs:
            use = next(use for use in tree.nodes[number].uses if use.name == variable.name)
            message = (
                f"The value of `{variable.name}` ends up in the image's history. "
                "Hand it over with `--mount=type=secret` (see the template secret-mount-env)."
            )
            yield Finding(tree.place(number, use.span), message, fixes=fixes, related=related)


def _is_kept(node: Node, name: str) -> bool:
    """Whether an instruction stores a variable's value under a name that does not say so: of ENVs whose names do,
    the rule about names speaks."""
    for pair in node.pairs if node.keyword == "ENV" else ():
        if pair.value is not None and f"${name}" in pair.value.text.replace("{", "") and is_secret_name(pair.key.text):
            return False
    return True


def is_secret_name(name: str) -> bool:
    """Whether a variable's name means a secret."""
    return bool(SECRET_NAME.search(name)) and not NO_SECRET_NAME.search(name)


@rule("DF3003", Stage, head=True, nodes=(COPIES,))
def secret_file_copied(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    A file that holds secrets is copied into a layer.

    Whoever has the image has the file, even if a later instruction removes it. Mount it for the one RUN that needs it,
    or hand it to the container when it starts (`docker run --env-file`). List it in .dockerignore as well.

    ```dockerfile bad
    FROM node:24-slim
    WORKDIR /app
    COPY package.json package-lock.json ./
    COPY $0.npmrc$0 ./
    RUN npm ci
    ```
    ```dockerfile fixed
    FROM node:24-slim
    WORKDIR /app
    COPY package.json package-lock.json ./
    RUN --mount=type=secret,id=npmrc,target=/app/.npmrc npm ci
    ```
    ```dockerfile good
    FROM node:24-slim
    COPY .env.example id_rsa.pub ca.pem /etc/app/
    ```
    """
    tree = model.tree
    where: dict[int, str] = {}
    for number in stage.instructions:
        node, facts = tree.nodes[number], model.facts[number]
        if node.keyword not in ("COPY", "ADD") or node.heredocs or facts is None:
            continue
        view = copy(node)
        if view.stage is not None or view.destination is None:
            continue
        for word in view.sources:
            what = _held(word.text)
            if not what or (word.text.endswith(".npmrc") and not facts.final):
                continue
            where = where or directories(model, stage)
            yield Finding(
                tree.place(number, word.span),
                f"`{word.text}` holds {what}, and whoever has the image can read it. Mount it as a secret instead.",
                fixes=_mounted(model, number, join(where[number], view.destination.text)),
                severity="" if facts.final and not word.text.endswith(".npmrc") else "info",
            )


def _held(path: str) -> str:
    path = path.strip("\"'").rstrip("/")
    base = path.rpartition("/")[2]
    for end, what in SECRET_PATHS:
        if path == end or path.endswith(f"/{end}"):
            return what
    return next((what for name, what in SECRET_FILES if base == name or ("*" in name and fnmatchcase(base, name))), "")


def _mounted(model: Model, number: int, target: str) -> tuple[Fix, ...]:
    """Mount the file for the RUN right behind the COPY."""
    tree = model.tree
    node, stage = tree.nodes[number], model.stage_of(number)
    view = copy(node)
    following = [other for other in stage.instructions if other > number] if stage is not None else []
    if len(view.sources) > 1 or node.flags or not following or not target.startswith("/") or view.destination is None:
        return ()
    run = tree.nodes[following[0]]
    base = view.sources[0].text.rstrip("/").rpartition("/")[2]
    if run.keyword != "RUN" or not _held(base) or base.startswith(".env"):
        return ()
    if view.destination.text.endswith(("/", ".")):
        target = join(target, base)
    name = re.sub(r"[^a-z0-9_]+", "_", base.lower()).strip("_")
    flag = f"--mount=type=secret,id={name},target={target}"
    edits = (without(tree, number), add_flag(run, flag).shift(tree.starts[following[0]]))
    return (Fix(f"Mount {base} as a secret", edits),)
