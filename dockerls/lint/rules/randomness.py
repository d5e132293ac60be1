"""The rule about values that look as if drawn at random."""

from __future__ import annotations

from collections.abc import Iterator
from math import log2

from ...docker.tokens import TOKENS
from ...late import regex
from ...model import Facts
from ...syntax import Node
from .. import Finding, rule

_RANDOM = regex(r"[A-Za-z0-9+=_-][A-Za-z0-9+/=_-]{19,199}")
_DIGEST = regex(r"(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128}|[0-9A-F]{40})")
_FEW = 2  # Hyphens: more of them part words.
_MUCH = 4.0
"""Bits of a character from which on a text counts as random: words and paths have 3.5 or less, keys in base64 have
more than 4."""


@rule("DF3004", "ARG ENV LABEL", severity="info", on=False)
def random_looking_value(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A value looks as if it had been drawn at random, as keys and tokens are.

    Off by default: checksums, identifiers and the like look the same. Digests of the usual lengths are not reported.

    ```dockerfile bad
    FROM debian:13-slim
    ENV SERVICE=$0xK9vQ2mLr7TzB4nWc8YpJ3hF6sD1gA5e$0
    ```
    ```dockerfile good
    FROM debian:13-slim
    ENV SERVICE=https://service.example.com/a-rather-long-path/to/it
    ARG CHECKSUM=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
    ```
    """
    for pair in node.pairs:
        text = pair.value.text.strip("\"'") if pair.value else ""
        if pair.value is None or not _RANDOM.fullmatch(text) or _DIGEST.fullmatch(text):
            continue
        if text.count("-") > _FEW or _entropy(text) < _MUCH:
            continue
        known = any(True for token in TOKENS for _ in token.find(text))  # Of these DF3001 speaks.
        if any(character.isdigit() for character in text) and not known:
            yield Finding(pair.value.span, f"The value of `{pair.key.text}` looks like a secret.")


def _entropy(text: str) -> float:
    """How many bits each character of a text carries, by Shannon."""
    shares = [text.count(character) / len(text) for character in set(text)]
    return -sum(share * log2(share) for share in shares)
