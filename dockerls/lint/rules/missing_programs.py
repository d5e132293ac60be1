"""The rule about a program that the image does not have. It knows what installs something, and not what that brings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...docker import lacked, lookup, parse_reference
from ...late import regex
from ...model import NOWHERE, Model, Stage
from ...syntax import Node
from .. import Finding, Related, rule
from ..kinds import SHELL, of
from ..places import chain
from ..shells import commands, unwrapped_commands

_MANAGERS = frozenset(("apt-get", "apt", "apk", "dpkg", "yum", "dnf", "microdnf", "zypper"))
_BRINGS = _MANAGERS | frozenset(("pip", "pip3", "npm", "conda", "mamba", "cargo", "go", "gem", "curl", "wget", "tar"))
_BRINGS |= frozenset(("unzip", "make", "sh", "ln", "cp", "mv", "install", "chmod", "source", ".", "eval"))
_ASKS = regex(r"(?:^|[\s;&|(!])(?:command|which|type|hash|if|case|\[|\[\[|test)\s|\|\|")


@rule("DF5025", Stage, nodes=(of("RUN", "COPY", "ADD", "ONBUILD"), SHELL))
def missing_program(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    A RUN calls a program that the image does not have, and nothing above it brings one.

    Alpine has `apk`, and neither `apt-get` nor `bash`; the images of bare systems and the slim variants come without
    `curl`, `git` or `make`. It is reported only where nothing was installed or copied before that might bring it.

    ```dockerfile bad
    FROM alpine:3.23
    RUN $0apt-get$0 update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
    ```
    ```dockerfile bad
    FROM debian:13-slim
    RUN $0curl$0 -fsSLO https://example.com/app.tgz
    ```
    ```dockerfile bad
    FROM alpine:3.23
    SHELL ["/bin/$0bash$0", "-o", "pipefail", "-c"]
    RUN date | tee /built
    ```
    ```dockerfile good
    FROM alpine:3.23
    RUN apk add --no-cache bash && bash --version
    ```
    ```dockerfile good
    FROM debian:13-slim
    COPY --from=tools /usr/local/bin/ /usr/local/bin/
    RUN curl -fsSLO https://example.com/app.tgz
    ```
    ```dockerfile good
    FROM alpine:3.23
    RUN command -v apt-get && apt-get update || apk add --no-cache curl
    ```
    """
    tree = model.tree
    bottom = model.bottom(stage)
    image = lookup(bottom.image) if bottom.image else None
    reference = parse_reference(bottom.image) if bottom.image else None
    if image is None or reference is None or bottom.image_word is None:
        return
    tag = reference.tag or "latest"
    missing = lacked(image, tag)
    own = frozenset(number for number in stage.instructions if _says(tree.nodes[number], missing))
    if not own:
        return
    # A place in another stage moves with each line above this one, which would then be looked at again.
    related = (Related(tree.place(bottom.number, bottom.image_word.span), "The image."),) if bottom is stage else ()
    open_ = False  # Whether something was brought of which nobody knows what it is.
    for number in chain(model, stage):
        node, facts = tree.nodes[number], model.facts[number] or NOWHERE
        if node.keyword in ("COPY", "ADD", "ONBUILD"):
            open_ = True
        elif node.keyword == "SHELL" and node.words and number in own and not open_:
            word = node.words[0]
            program = word.text.rpartition("/")[2]
            if program in missing:
                at = word.span.of(node.source).rfind(program)
                span = tree.place(number, word.span)
                if at >= 0:
                    span = span._replace(start=span.start + at, end=span.start + at + len(program))
                yield Finding(span, _message(reference.familiar, tag, program), related=related)
                return
        if node.keyword != "RUN" or facts.os == "windows":
            continue
        asks = bool(_ASKS.search(node.source)) or node.heredocs
        for command in unwrapped_commands(node, facts):
            program = command.name.text
            wanted = program in _MANAGERS or not open_
            if number in own and not asks and command.top and wanted and program in missing:
                yield Finding(
                    tree.place(number, command.name.span), _message(reference.familiar, tag, program), related=related
                )
                return
            open_ = open_ or _brings(program)
        open_ = open_ or node.json is not None or node.script.broken or bool(node.heredocs) or not commands(node, facts)


def _says(node: Node, programs: Iterable[str]) -> bool:
    """Whether an instruction that runs something, or says what does, holds the name of one of these programs."""
    return node.keyword in ("RUN", "SHELL") and any(map(node.source.__contains__, programs))


def _message(image: str, tag: str, program: str) -> str:
    return f"`{image}:{tag}` has no `{program}`, and nothing above brings it."


def _brings(program: str) -> bool:
    """Whether a command may bring programs."""
    return program in _BRINGS or "/" in program or "$" in program or program.endswith((".sh", ".py"))
