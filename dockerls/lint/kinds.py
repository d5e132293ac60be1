"""Kinds of nodes, by which a rule about stages or about the file says at which it looks (`Rule.nodes`).

It knows keywords and texts, and must not know any rule.

A rule about a stage looks at a node if it may find something where it found nothing, because that node has come, has
gone, or has become another one. So a rule that counts what is set looks at all that sets it; and whoever asks for a
variable's value, for the shell, the user or the directory in force looks at what changes these.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from ..syntax import Node


def anything(node: Node) -> bool:
    """Every node: for a rule that says nothing else."""
    return True


@cache
def of(*keywords: str) -> Callable[[Node], bool]:
    """Instructions with one of some keywords."""
    wanted = frozenset(keywords)
    return lambda node: node.keyword in wanted


@cache
def saying(keywords: str, *words: str) -> Callable[[Node], bool]:
    """Instructions with one of some keywords, parted by blanks, and with one of some words in their text."""
    wanted = frozenset(keywords.split())
    return lambda node: node.keyword in wanted and any(map(node.source.__contains__, words))


@cache
def naming(words: str, part: str = r"\w") -> Callable[[str], bool]:
    """Texts with one of some words, parted by blanks, that is no part of another one, of whose characters `part` says.

    A pattern of alternatives is tried at each character, and a text may be long: so each word is looked for.
    """

    def pattern(word: str) -> re.Pattern[str]:
        literal = re.escape(word)
        return re.compile(f"{literal}(?<!{part}{literal})(?!{part})")

    patterns = [(word, pattern(word)) for word in words.split()]
    return lambda text: any(word in text and found.search(text) is not None for word, found in patterns)


def uses_variables(node: Node) -> bool:
    """What names a variable, be it one of a shell's."""
    return "$" in node.source


FROM = of("FROM")
VARIABLES = of("ARG", "ENV")
COPIES = of("COPY", "ADD")
LABEL, EXPOSE, USER, WORKDIR, SHELL = of("LABEL"), of("EXPOSE"), of("USER"), of("WORKDIR"), of("SHELL")
STARTS = of("CMD", "ENTRYPOINT")
ARRAYS = saying("RUN HEALTHCHECK", "[")
"""What may be in JSON form, beside what STARTS."""

RUNS = (SHELL, of("ONBUILD"))
"""What else a rule looks at which asks for the commands of RUNs: ONBUILD may hold one, and SHELL says what reads it."""
