"""Rules about STOPSIGNAL: whether the program can end in good order on it."""

from __future__ import annotations

from collections.abc import Iterator

from ...docker import lookup
from ...docker.signals import STOPS, canonical
from ...model import Facts, Model, Stage
from ...state import image_of
from ...syntax import Node
from ...text import Edit
from .. import Finding, Fix, rule
from ..kinds import STARTS, of
from ..places import above, chain
from ..runtime import start_of

_UNSTOPPABLE = {
    "SIGKILL": "ends the program at once, with nothing saved or finished",
    "SIGSTOP": "freezes the program and never ends it",
}
_INITS = frozenset(("tini", "dumb-init", "catatonit", "docker-entrypoint.sh", "entrypoint.sh", "docker-php-entrypoint"))


@rule("DF7010", "STOPSIGNAL", names=("tally/no-ungraceful-stopsignal",))
def signal_that_nobody_can_catch(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    STOPSIGNAL is a signal that no program can catch.

    `docker stop` sends it so that the program can finish what it is at. SIGKILL comes anyway, ten seconds later.

    ```dockerfile bad
    FROM nginx:1.30-alpine
    STOPSIGNAL $0SIGKILL$0
    ```
    ```dockerfile fixed
    FROM nginx:1.30-alpine
    STOPSIGNAL SIGQUIT
    ```
    ```dockerfile good
    FROM debian:13-slim
    STOPSIGNAL SIGINT
    ```
    """
    for word in node.words if facts.os != "windows" else ():
        why = _UNSTOPPABLE.get(canonical(word.text))
        if why:
            image = lookup(facts.image) if facts.image else None
            better = (image.stop_signal if image else "") or "SIGTERM"
            yield Finding(
                word.span, f"`{word.text}` {why}. Use `{better}`.", (Fix(f"Use {better}", (Edit(word.span, better),)),)
            )


@rule("DF7011", "STOPSIGNAL", names=("tally/prefer-canonical-stopsignal",), severity="hint", on=False)
def signal_by_its_name(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    STOPSIGNAL is a number or a short name, and has a full name.

    `SIGTERM`, `TERM`, `sigterm` and `15` are the same to Docker; the full name needs no looking up.

    ```dockerfile bad
    FROM debian:13-slim
    STOPSIGNAL $015$0
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    STOPSIGNAL SIGTERM
    ```
    ```dockerfile good
    FROM debian:13-slim
    STOPSIGNAL SIGRTMIN+3
    ```
    """
    for word in node.words if facts.os != "windows" else ():
        name = canonical(word.text)
        if name and name != word.text and name not in _UNSTOPPABLE:
            fix = Fix(f"Write {name}", (Edit(word.span, name),), True)
            yield Finding(word.span, f"The name of this signal is `{name}`.", (fix,))


@rule(
    "DF7012",
    Stage,
    names=("tally/prefer-nginx-sigquit", "tally/prefer-systemd-sigrtmin-plus-3"),
    severity="info",
    nodes=(STARTS, of("STOPSIGNAL")),
)
def signal_of_the_program(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    The program does not end in good order on the signal that `docker stop` sends.

    SIGTERM, the default, is right for most. nginx and PHP-FPM drop running requests on it, and systemd takes it for
    something else: their own images set another STOPSIGNAL, an image that installs them must do so itself.

    Programs behind a shell are not reported, for the signal does not reach them at all.

    ```dockerfile bad
    FROM debian:13-slim
    RUN apt-get update && apt-get install -y --no-install-recommends nginx && rm -rf /var/lib/apt/lists/*
    CMD [$0"nginx"$0, "-g", "daemon off;"]
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    RUN apt-get update && apt-get install -y --no-install-recommends nginx && rm -rf /var/lib/apt/lists/*
    STOPSIGNAL SIGQUIT
    CMD ["nginx", "-g", "daemon off;"]
    ```
    ```dockerfile bad
    FROM nginx:1.30-alpine
    STOPSIGNAL $0SIGTERM$0
    ```
    ```dockerfile fixed
    FROM nginx:1.30-alpine
    STOPSIGNAL SIGQUIT
    ```
    ```dockerfile good
    FROM nginx:1.30-alpine
    COPY site /usr/share/nginx/html
    CMD ["nginx", "-g", "daemon off;"]
    ```
    """
    if stage is not model.stages[-1]:
        return
    tree = model.tree
    image = image_of(model.bottom(stage))
    set_at = next((number for number in reversed(chain(model, stage)) if _sets(tree.nodes[number])), -1)
    program, started_at = _program(model, stage)
    stop = STOPS.get(program)
    if set_at >= 0:
        word = next(iter(tree.nodes[set_at].words), None)
        if word is None or set_at not in stage.instructions:
            return
        wanted = stop.signal if stop else (image.stop_signal if image and started_at < 0 else "")
        if not wanted or canonical(word.text) not in ("SIGTERM", "SIGINT", "SIGHUP") or canonical(word.text) == wanted:
            return
        why = stop.why if stop else f"The image sets `{wanted}`, on which its program ends in good order."
        place = tree.place(set_at, word.span)
        yield Finding(place, f"{why} Use `{wanted}`.", (Fix(f"Use {wanted}", (Edit(place, wanted),)),))
    elif stop is not None and image is not None and not image.stop_signal and started_at in stage.instructions:
        node = tree.nodes[started_at]
        span = tree.place(started_at, next(iter(node.script.commands)).name.span)
        fix = Fix(f"Add STOPSIGNAL {stop.signal}", (above(tree, started_at, f"STOPSIGNAL {stop.signal}"),))
        yield Finding(span, f"{stop.why} Add `STOPSIGNAL {stop.signal}`.", (fix,))


def _sets(node: Node) -> bool:
    """Whether an instruction sets a signal; one that is being typed does not yet."""
    return node.keyword == "STOPSIGNAL" and bool(node.words)


def _program(model: Model, stage: Stage) -> tuple[str, int]:
    """The program that a stage starts in JSON form, and the number of the instruction; an init before it is passed."""
    start = start_of(model, stage)
    for number in (start.entrypoint, start.cmd):
        node = model.tree.nodes[number] if number >= 0 else None
        if node is None or node.json is None or not node.script.commands:
            continue
        command = node.script.commands[0]
        if command.program in _INITS and not command.args:
            continue
        path = command.name.text
        if path in ("/sbin/init", "/usr/sbin/init", "/lib/systemd/systemd", "/usr/lib/systemd/systemd"):
            image = image_of(model.bottom(stage))
            manager = image.package_manager if image else ""
            return ("systemd" if manager in ("apt", "dnf", "yum", "zypper") else "", number)
        return command.program, number
    return "", start.any
