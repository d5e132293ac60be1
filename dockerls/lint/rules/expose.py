"""Rules about EXPOSE. They know the form of a port and must not know who listens there."""

from __future__ import annotations

from collections.abc import Iterator

from ...config import Config
from ...syntax import Word
from ...text import Edit
from ...values import expand_words
from .. import Finding, Fix, Model, Stage, rule
from ..checks_environment import environments
from ..kinds import EXPOSE, VARIABLES

_PROTOCOLS = frozenset(("tcp", "udp", "sctp"))


@rule("ExposeInvalidFormat", Stage, nodes=(EXPOSE, VARIABLES))
def expose_invalid_format(model: Model, stage: Stage, config: Config) -> Iterator[Finding]:
    """
    EXPOSE names an address or a port of the host, which it does not publish.

    EXPOSE says which port the container listens on. Where it is published is said by `docker run -p 8080:80`.

    ```dockerfile bad
    FROM nginx:1.29
    EXPOSE $08080:80$0
    ```
    ```dockerfile fixed
    FROM nginx:1.29
    EXPOSE 80
    ```
    ```dockerfile good
    FROM nginx:1.29
    EXPOSE 80 443/udp
    ```
    """
    for word, port, start in _ports(model, stage, config):
        *host, inner = port.rsplit(":", 2)
        number, _, protocol = inner.partition("/")
        if not any(host) or not number or protocol.lower() not in ("", *_PROTOCOLS):
            continue
        fixes = (Fix(f"Write {inner}", (Edit(word.span, inner),), safe=True),) if word.text == port else ()
        message = f"`{port}` names a port of the host, which only `docker run -p` can publish. Write `{inner}`."
        yield Finding(word.span, message, fixes).shift(start)


@rule("ExposeProtoCasing", Stage, nodes=(EXPOSE, VARIABLES))
def expose_proto_casing(model: Model, stage: Stage, config: Config) -> Iterator[Finding]:
    """
    The protocol of an EXPOSE is not in lower case.

    ```dockerfile bad
    FROM nginx:1.29
    EXPOSE $080/TCP$0
    ```
    ```dockerfile fixed
    FROM nginx:1.29
    EXPOSE 80/tcp
    ```
    ```dockerfile good
    FROM nginx:1.29
    EXPOSE 80/tcp
    ```
    """
    for word, port, start in _ports(model, stage, config):
        number, _, protocol = port.rpartition(":")[2].partition("/")
        lower = protocol.lower()
        if number and protocol != lower and lower in _PROTOCOLS:
            text = port[: -len(protocol)] + lower
            fixes = (Fix(f"Write {text}", (Edit(word.span, text),), safe=True),) if word.text == port else ()
            yield Finding(word.span, f"Write the protocol in lower case: `{lower}`.", fixes).shift(start)


def _ports(model: Model, stage: Stage, config: Config) -> Iterator[tuple[Word, str, int]]:
    """The ports of all EXPOSE instructions of a stage after expansion, each with its word and where its node starts."""
    tree = model.tree
    for number in stage.instructions:
        node = tree.nodes[number]
        if node.keyword != "EXPOSE":
            continue
        for word in node.words:
            if word.text.isdigit():
                continue
            env = environments(model, config).at(number) if "$" in word.text else {}
            for port in expand_words(word.text, env, node.escape) or ():
                yield word, port, tree.starts[number]
