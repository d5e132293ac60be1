"""The rule about PHP's debugger in an image that is shipped."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Model, Stage
from .. import Finding, rule
from ..places import chain
from ..runtime import WORKBENCH
from ..shells import commands, unwrapped

_ENABLES = frozenset(("pecl", "pie", "docker-php-ext-enable", "docker-php-ext-install", "install-php-extensions"))
_INSTALLS = frozenset(("apt-get", "apt", "apk", "dnf", "yum"))


@rule("DF8051", Stage, names=("tally/php/no-xdebug-in-final-image",), severity="info")
def debugger_is_shipped(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    Xdebug is in the image that is shipped: it slows every request down, and lets a client step through the program.

    Install it in a stage of its own for development, based on this one. Stages called `dev`, `test` or the like are not
    reported, nor are commands that only run under a condition.

    ```dockerfile bad
    FROM php:8.5-fpm
    RUN pecl install $0xdebug$0 && docker-php-ext-enable xdebug
    ```
    ```dockerfile good
    FROM php:8.5-fpm AS dev
    RUN pecl install xdebug && docker-php-ext-enable xdebug
    ```
    """
    if stage is not model.stages[-1] or WORKBENCH.search(stage.name):
        return
    tree = model.tree
    for number in chain(model, stage):
        node, facts = tree.nodes[number], model.facts[number]
        if node.keyword != "RUN" or facts is None or "xdebug" not in node.source:
            continue
        for command in commands(node, facts):
            inner = unwrapped(command)
            if not inner.top or inner.program not in _ENABLES | _INSTALLS:
                continue
            word = next((arg for arg in inner.args if "xdebug" in arg.text), None)
            if word is not None:
                yield Finding(tree.place(number, word.span), "Xdebug is for development, and slows every request down.")
                return
