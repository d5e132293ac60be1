"""The rule about programs that leave the foreground, so that the container ends as soon as it has started."""

from __future__ import annotations

from collections.abc import Iterator

from ...docker import lookup
from ...docker.daemons import DAEMONS, SCRIPTS, STARTERS
from ...late import regex
from ...model import NOWHERE, Model, Stage
from ...state import image_of
from ...syntax import Node
from ...syntax.shell import Command, ShellWord, script_in, shell_text
from ...syntax.views import copy
from ...text import Edit, Span
from .. import Finding, Fix, rule
from ..kinds import COPIES, SHELL, STARTS, WORKDIR, saying
from ..places import chain, is_within, join
from ..runtime import program_at, start_of
from ..shells import SHELLS, has_option, insertion, is_posix, replacement, script_behind, unwrapped

_TRAILING = regex(r"(?:^|[^&\\>|])(&)\s*\Z")
_VERSION = regex(r"(php-fpm)\d+(?:\.\d+)?")
_HTTP_ONLY = regex(r"/etc/nginx/(?:conf\.d|sites-\w+|templates|html|ssl|certs)(?:/.*)?")
"""Where nginx reads what stands in its `http` block, in which nothing can be said about the foreground."""

_ENDS = "and the container ends at once"


@rule("DF7018", Stage, nodes=(STARTS, SHELL, COPIES, WORKDIR, saying("RUN", "daemon")))
def program_in_the_background(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    What CMD or ENTRYPOINT starts goes to the background, and the container ends at once.

    A container lives as long as its first program. `service nginx start`, a daemon that is not told to stay in the
    foreground and a shell whose last command ends in `&` are done as soon as they have started something. Start the
    program itself, with the option that keeps it in the foreground.

    ```dockerfile bad
    FROM debian:13-slim
    RUN apt-get update && apt-get install -y --no-install-recommends openssh-server && rm -rf /var/lib/apt/lists/*
    CMD [$0"/usr/sbin/sshd"$0]
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    RUN apt-get update && apt-get install -y --no-install-recommends openssh-server && rm -rf /var/lib/apt/lists/*
    CMD ["/usr/sbin/sshd", "-D"]
    ```
    ```dockerfile bad
    FROM nginx:1.30-alpine
    CMD [$0"nginx"$0]
    ```
    ```dockerfile fixed
    FROM nginx:1.30-alpine
    CMD ["nginx", "-g", "daemon off;"]
    ```
    ```dockerfile bad
    FROM ubuntu:24.04
    CMD ["service", "apache2", $0"start"$0]
    ```
    ```dockerfile bad
    FROM python:3.14-slim
    CMD python app.py $0&$0
    ```
    ```dockerfile fixed
    FROM python:3.14-slim
    CMD python app.py
    ```
    ```dockerfile good
    FROM ubuntu:24.04
    CMD service cron start && exec apache2ctl -D FOREGROUND
    ```
    """
    number = program_at(model, stage)
    if number not in stage.instructions:
        return
    node, facts = model.tree.nodes[number], model.facts[number] or NOWHERE
    if facts.os == "windows" or node.script.broken or node.heredocs or not (node.json or is_posix(facts)):
        return
    commands, text, place = _last_script(node)
    if not commands:
        return
    at = model.tree.starts[number]
    trailing = _TRAILING.search(text)
    last = commands[-1]
    if trailing is not None and "#" not in text:
        span = place
        fixes: tuple[Fix, ...] = ()
        if span is None:
            end = node.shell_start + trailing.start(1)
            span = node.logical.span(end, end + 1)
            blank = len(text[: trailing.start(1)]) - len(text[: trailing.start(1)].rstrip())
            away = node.logical.span(end - blank, end + 1)
            fixes = (Fix("Remove the &", (Edit(away, "").shift(at),)),) if "\n" not in away.of(node.source) else ()
        yield Finding(span.shift(at), f"With this `&` at its end the shell has nothing to wait for, {_ENDS}.", fixes)
        return
    if not last.top or last.piped or last.connector == "||":
        return
    command = unwrapped(last)
    cmd = start_of(model, stage).cmd
    has_more = place is None and node.keyword == "ENTRYPOINT" and node.json is not None and cmd >= 0
    if has_more:
        form = command.form
        more = (ShellWord(word.text, form.name.span, True) for word in model.tree.nodes[cmd].words)
        command = command.written(form.with_words(form.name, (*form.args, *more), form.span))
    found = _about(model, stage, node, command)
    if found is not None and has_more:
        found = found._replace(fixes=())
    if found is not None:
        # What stands in a script within a JSON item has no place of its own in the file.
        yield (found if place is None else found._replace(span=place, fixes=())).shift(at)


def _last_script(node: Node) -> tuple[tuple[Command, ...], str, Span | None]:
    """The commands of the script that a node runs in the end, its text, and where it is if it is a JSON item."""
    commands = node.script.commands
    if node.json is None:
        return commands, shell_text(node), None
    inner = unwrapped(commands[0]) if commands else None
    if inner is None or inner.program not in SHELLS:
        return commands, "", None
    words = (inner.name, *inner.args)
    at = script_behind([word.text for word in words])
    if not 0 <= at < len(words):
        return (), "", None
    script = script_in(words[at].text)
    return () if script.broken else script.commands, words[at].text, words[at].span


def _about(model: Model, stage: Stage, node: Node, command: Command) -> Finding | None:
    program = _VERSION.sub(r"\1", command.program)
    image = image_of(model.bottom(stage))
    manager = image.package_manager if image is not None else ""
    if program in STARTERS or command.name.text.startswith(SCRIPTS):
        return _starter(node, command)
    if program == "nginx":
        return _nginx(model, stage, node, command)
    if program in ("redis-server", "valkey-server"):
        return _redis(node, command)
    if program in ("httpd", "apache2"):
        return _httpd(node, manager, command)
    daemon = DAEMONS.get(program)
    if daemon is None or not all(word.literal for word in command.args) or has_option(command, *daemon.stays):
        return None
    if not daemon.goes:
        keep = "-n" if program == "crond" and manager not in ("", "apk") else daemon.keep
        fix = Fix(f"Add {keep}", (insertion(node, command.name, keep),))
        return Finding(command.name.span, f"`{program}` goes to the background, {_ENDS}. Add `{keep}`.", (fix,))
    for word in command.args:
        if word.text.partition("=")[0] in daemon.goes:
            return Finding(word.span, f"`{word.text}` sends `{program}` to the background, {_ENDS}. Leave it out.")
    return None


def _starter(node: Node, command: Command) -> Finding | None:
    is_script = command.name.text.startswith(SCRIPTS)
    starter = STARTERS["service"] if is_script else STARTERS[command.program]
    verb = next((word for word in command.args if word.text in starter.verbs), None)
    if verb is None or any(word.text in starter.stays or not word.literal for word in command.args):
        return None
    if command.program == "systemctl":
        message = f"`systemctl` needs systemd, which does not run here, {_ENDS}. Start the program itself."
        return Finding(verb.span, message)
    if starter is STARTERS["service"] and command.words[-1] != verb.text:
        return None
    fixes: tuple[Fix, ...] = ()
    hint = "Start the program itself, in the foreground."
    if starter.name:
        hint = f"Call `{starter.name}`."
        fixes = (Fix(f"Call {starter.name}", (replacement(node, command.name, starter.name),)),)
    elif starter.verb and command.words[0] == "-k":
        hint = f"Add `{' '.join(starter.verb)}`."
        fixes = (Fix(f"Add {' '.join(starter.verb)}", (insertion(node, verb, *starter.verb),)),)
    elif starter.verb:
        hint = f"Write `{' '.join(starter.verb)}`."
        first, *more = starter.verb
        edits = (replacement(node, verb, first), *((insertion(node, verb, *more),) if more else ()))
        text = "".join(edit.text for edit in edits)
        fixes = (Fix(f"Write {' '.join(starter.verb)}", (Edit(verb.span, text),)),)
    name = command.name.text if is_script else command.program
    message = f"`{name} {verb.text}` ends when it has started the rest, {_ENDS}. {hint}"
    return Finding(verb.span, message, fixes)


def _httpd(node: Node, manager: str, command: Command) -> Finding | None:
    """Apache's own program: alone, or with `-k start`; BusyBox has one, too, with other options."""
    words = command.words
    if any(word in STARTERS["apachectl"].stays for word in words):
        return None
    if words[:2] not in (("-k", "start"), ("-k", "restart")) and (command.program != "httpd" or words):
        return None
    is_apache = bool(words) or manager not in ("", "apk")
    fix = Fix("Add -D FOREGROUND", (insertion(node, command.name, "-D", "FOREGROUND"),))
    message = f"`{command.program}` goes to the background, {_ENDS}."
    return Finding(
        command.name.span, f"{message} Add `-D FOREGROUND`." if is_apache else message, (fix,) if is_apache else ()
    )


def _redis(node: Node, command: Command) -> Finding | None:
    for word, value in zip(command.args, command.args[1:]):
        if word.text == "--daemonize" and value.text == "yes":
            fix = Fix("Write no", (replacement(node, value, "no"),))
            message = f"`--daemonize yes` sends `{command.program}` to the background, {_ENDS}. Leave it out."
            return Finding(Span(word.span.start, value.span.end), message, (fix,))
    return None


def _nginx(model: Model, stage: Stage, node: Node, command: Command) -> Finding | None:
    """nginx without `daemon off`, where no file of its settings may say so."""
    bottom = model.bottom(stage)
    if not bottom.image or lookup(bottom.image) is None or command.words:
        return None
    for number in chain(model, stage):
        other = model.tree.nodes[number]
        if other.keyword in ("RUN", "CMD", "ENTRYPOINT") and "daemon" in other.source:
            return None
        if other.keyword in ("COPY", "ADD") and _may_set(other, (model.facts[number] or NOWHERE).workdir):
            return None
    edit = insertion(node, command.name, "-g", "daemon off;" if node.json is not None else "'daemon off;'")
    message = f'`nginx` goes to the background, {_ENDS}. Add `-g "daemon off;"`.'
    return Finding(command.name.span, message, (Fix("Add daemon off", (edit,)),))


def _may_set(node: Node, workdir: str | None) -> bool:
    """Whether a COPY or ADD may bring nginx' main settings."""
    view = copy(node)
    target = join(workdir or ".", view.destination.text) if view.destination else "."
    if "nginx.conf" in node.source and not _HTTP_ONLY.fullmatch(target):
        return True
    if not target.startswith("/") or "$" in target or is_within("/etc/nginx", target):
        return True
    return is_within(target, "/etc/nginx") and not _HTTP_ONLY.fullmatch(target)
