"""A rule about the labels that say what an image is built on, held against its FROM."""

from __future__ import annotations

from collections.abc import Iterator

from ...docker import parse_reference
from ...model import Model, Stage, unquote
from ...text import Edit, Span
from .. import Finding, Fix, Related, rule
from ..checks_values import digest as problem_of_digest
from ..places import chain, without_pair
from .label_schema import value_of

_DIGEST = "org.opencontainers.image.base.digest"


@rule("DF6007", Stage, names=("tally/labels/no-stale-base-digest",))
def digest_of_another_base(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    A label says which digest the base image has, and FROM does not ask for that digest.

    A tag names another image some day, and then the label is wrong: scanners which trust it look up the wrong base.
    Pin FROM to the digest, hand the label's value in with a build argument, or leave the label out. Images built by
    Buildx have the base's digest in their provenance anyway.

    ```dockerfile bad
    FROM debian:13-slim
    LABEL org.opencontainers.image.base.name=docker.io/library/debian:13-slim \\
          $0org.opencontainers.image.base.digest$0=sha256:7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a
    ```
    ```dockerfile fixed
    FROM debian:13-slim@sha256:7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a
    LABEL org.opencontainers.image.base.name=docker.io/library/debian:13-slim \\
          org.opencontainers.image.base.digest=sha256:7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a7f0a
    ```
    ```dockerfile good
    FROM debian:13-slim
    ARG BASE_DIGEST
    LABEL org.opencontainers.image.base.digest=$BASE_DIGEST
    ```
    """
    bottom = model.bottom(stage)
    reference = parse_reference(bottom.image) if bottom.image and bottom.image != "scratch" else None
    word = bottom.image_word
    if stage is not model.stages[-1] or reference is None or word is None or "$" in word.text:
        return
    tree = model.tree
    place = tree.place(bottom.number, word.span)
    for number in chain(model, stage):
        node = tree.nodes[number]
        if node.keyword != "LABEL" or _DIGEST not in node.source:
            continue
        for index, pair in enumerate(node.pairs):
            value = value_of(pair, node.escape) if unquote(pair.key.text) == _DIGEST else ""
            if not value or pair.value is None or value == reference.digest:
                continue
            fixes = [Fix("Remove the label", (without_pair(tree, number, index),))]
            if reference.digest:
                message = f"`{bottom.image}` has another digest than this label says."
                edit = Edit(tree.place(number, pair.value.span), f'"{reference.digest}"')
                fixes.insert(0, Fix("Write the digest of FROM", (edit,)))
            else:
                message = f"`{reference.familiar}` is not pinned to this digest, so the label will be wrong one day."
                if place.of(tree.text) == bottom.image and not problem_of_digest(value):
                    fixes.insert(0, Fix("Pin FROM to the digest", (Edit(Span(place.end, place.end), f"@{value}"),)))
            related = (Related(place, "The base image."),)
            yield Finding(tree.place(number, pair.key.span), message, tuple(fixes), related)
