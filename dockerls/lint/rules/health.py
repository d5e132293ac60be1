"""Rules about what a HEALTHCHECK calls: whether the image has it, and whether it can fail."""

from __future__ import annotations

from collections.abc import Iterator

from ...docker import lacks, lookup, parse_reference
from ...late import regex
from ...model import Facts, Model, Stage
from ...syntax import Node
from ...syntax.shell import Command
from ...syntax.views import copy
from ...text import Edit
from .. import Finding, Fix, Related, rule
from ..places import chain
from ..shells import commands, has_option, insertion, unwrapped, unwrapped_commands

_PROGRAMS = ("curl", "wget")
_BROAD = regex(r"^/(?:usr|bin|sbin|usr/local|usr/bin|usr/local/bin)?/?$")


@rule("DF7014", Stage)
def health_check_without_its_program(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    The HEALTHCHECK calls `curl` or `wget`, and the image has none.

    The check then always fails, and the container is never healthy. Install the program, or check with what the image
    has: the language itself, or a subcommand of the program.

    ```dockerfile bad
    FROM python:3.14-slim
    COPY app.py /srv/
    HEALTHCHECK CMD $0curl$0 -f http://localhost:8000/ || exit 1
    CMD ["python", "/srv/app.py"]
    ```
    ```dockerfile good
    FROM python:3.14-slim
    RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
    HEALTHCHECK CMD curl -f http://localhost:8000/ || exit 1
    CMD ["python", "/srv/app.py"]
    ```
    ```dockerfile good
    FROM alpine:3.23
    HEALTHCHECK CMD wget -qO- http://localhost:8000/ || exit 1
    ```
    """
    tree = model.tree
    checks = [number for number in stage.instructions if tree.nodes[number].keyword == "HEALTHCHECK"]
    if not checks or stage is not model.stages[-1]:
        return
    bottom = model.bottom(stage)
    image = lookup(bottom.image) if bottom.image else None
    reference = parse_reference(bottom.image) if bottom.image else None
    node, facts = tree.nodes[checks[-1]], model.facts[checks[-1]]
    if image is None or reference is None or facts is None or bottom.image_word is None:
        return
    for command in unwrapped_commands(node, facts):
        program = command.program
        if program not in _PROGRAMS or not lacks(image, reference.tag or "latest", program):
            continue
        if _may_come(model, stage, program):
            return
        related = Related(tree.place(bottom.number, bottom.image_word.span), "The image.")
        yield Finding(
            tree.place(checks[-1], command.name.span),
            f"`{reference.familiar}:{reference.tag or 'latest'}` has no `{program}`, so this check always fails.",
            related=(related,),
        )
        return


_ALWAYS = frozenset(("true", ":", "echo", "printf"))
_TELLS = ("-f", "--fail", "--fail-with-body", "--fail-early", "-w", "--write-out", "-K", "--config", "-V", "--version")


@rule("DF7019", "HEALTHCHECK")
def health_check_that_cannot_fail(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    The HEALTHCHECK says that all is well whatever it finds.

    Docker looks at the status of the last command alone: behind `|| true` or `; exit 0` it is always 0. And `curl`
    without `-f` takes a page that says 500 for an answer like any other.

    ```dockerfile bad
    FROM nginx:1.30
    HEALTHCHECK CMD $0curl$0 http://localhost/ || exit 1
    ```
    ```dockerfile fixed
    FROM nginx:1.30
    HEALTHCHECK CMD curl -f http://localhost/ || exit 1
    ```
    ```dockerfile bad
    FROM nginx:1.30
    HEALTHCHECK CMD curl -f http://localhost/ || $0true$0
    ```
    ```dockerfile fixed
    FROM nginx:1.30
    HEALTHCHECK CMD curl -f http://localhost/ || exit 1
    ```
    ```dockerfile good
    FROM nginx:1.30
    HEALTHCHECK CMD curl -s http://localhost/ | grep -q ready
    ```
    """
    every = commands(node, facts)
    if not every or facts.os == "windows" or node.script.broken or node.heredocs:
        return
    last = every[-1]
    may_end = any(command.program in ("exit", "set", "exec", "kill") for command in every[:-1])
    if (
        len(every) > 1
        and not may_end
        and last.top
        and last.connector in ("||", ";")
        and not last.redirects
        and _succeeds(last)
    ):
        fix = Fix("Write exit 1", (Edit(last.span, "exit 1"),))
        said = " ".join((last.connector, last.name.text, *last.words[:1]))
        why = f"Behind `{said}` this check never fails"
        fixes = (fix,) if last.connector == "||" else ()
        yield Finding(last.span, f"{why}: the last command's status is what counts.", fixes)
        return
    for command in every:
        inner = unwrapped(command)
        if inner.program == "curl" and command.top and not command.piped and all(word.literal for word in inner.args):
            if _asks_by_http(inner) and not has_option(inner, *_TELLS):
                message = "`curl` without `-f` succeeds on an error of the server, too, such as 500. Add `-f`."
                fix = Fix("Add -f", (insertion(node, inner.name, "-f"),))
                yield Finding(inner.name.span, message, (fix,), severity="info")


def _succeeds(command: Command) -> bool:
    return command.program in _ALWAYS or (command.program == "exit" and command.words == ("0",))


def _asks_by_http(command: Command) -> bool:
    """Whether curl asks a server for a page, and neither by a protocol of which `-f` knows nothing."""
    urls = [word for word in command.words if "://" in word or word.startswith(("localhost", "127.0.0.1"))]
    return bool(urls) and all(word.startswith("http") or "://" not in word for word in urls)


def _may_come(model: Model, stage: Stage, program: str) -> bool:
    """Whether an instruction names the program, or does things of which nobody knows what they bring."""
    for number in chain(model, stage):
        node, facts = model.tree.nodes[number], model.facts[number]
        if node.keyword in ("COPY", "ADD"):
            view = copy(node)
            target = view.destination.text if view.destination else ""
            if program in node.source or (view.stage is not None and _BROAD.match(target)):
                return True
            if node.keyword == "ADD" and target == "/":
                return True
        elif node.keyword == "RUN" and facts is not None:
            if program in node.source or node.json is not None or node.script.broken:
                return True
            for command in commands(node, facts):
                inner = unwrapped(command)
                if "/" in inner.name.text or "$" in inner.name.text or ".sh" in inner.name.text:
                    return True
                if inner.program in ("apt-get", "apt", "apk") and not all(word.literal for word in inner.args):
                    return True
        elif node.keyword == "ONBUILD":
            return True
    return False
