"""Rules about the labels that the configuration asks for: `label-schema` and `strict-labels`."""

from __future__ import annotations

from collections.abc import Iterator

from ...config import Config
from ...docker.formats import FORMATS
from ...model import Facts, Model, unquote
from ...syntax import Node, Pair
from ...syntax.views import copy, mounts
from ...values import expand
from .. import Finding, Fix, rule
from ..places import below, chain


def value_of(pair: Pair, escape: str) -> str | None:
    """A label's value without quotes; None if it hangs on a variable."""
    if pair.value is None or "$" in pair.value.text:
        return None
    return expand(pair.value.text, {}, escape).text


def _wrong(node: Node, config: Config, format: str) -> Iterator[tuple[Pair, str]]:
    """The labels of a node which the schema gives a format, and their values where these break it."""
    for pair in node.pairs:
        if config.label_schema.get(unquote(pair.key.text)) != format:
            continue
        value = value_of(pair, node.escape)
        if value and not FORMATS[format](value):
            yield pair, value


def _findings(node: Node, config: Config, format: str, wanted: str) -> Iterator[Finding]:
    for pair, value in _wrong(node, config, format):
        assert pair.value is not None
        yield Finding(pair.value.span, f"`{value}` is not {wanted}, as the label schema wants for `{pair.key.text}`.")


@rule("DL3049", Model, severity="info")
def label_missing(model: Model, config: Config) -> Iterator[Finding]:
    """
    A label that the configured schema asks for is missing.

    `label-schema` names the labels which each image must have. A stage has those of the stages it is based on as well.
    Stages from which others only copy are not asked for any.

    ```dockerfile bad label-schema = {team = "text"}
    FROM $0debian:13-slim$0
    LABEL version=1
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    LABEL team=""
    LABEL version=1
    ```
    ```dockerfile good label-schema = {team = "text"}
    FROM debian:13-slim
    LABEL team=payments
    ```
    """
    if not config.label_schema:
        return
    tree = model.tree
    copied = _copied_from(model)
    based = {stage.base for stage in model.stages}
    for stage in model.stages:
        if stage.index in copied and stage.index not in based and stage.index != len(model.stages) - 1:
            continue
        keys = {
            unquote(pair.key.text)
            for number in chain(model, stage)
            if tree.nodes[number].keyword == "LABEL"
            for pair in tree.nodes[number].pairs
        }
        word = stage.image_word
        for name in config.label_schema:
            if name not in keys and word is not None:
                yield Finding(
                    tree.place(stage.number, word.span),
                    f"The image lacks the label `{name}`, which the label schema asks for.",
                    fixes=(Fix(f"Add the label {name}", (below(tree, stage.number, f'LABEL {name}=""'),)),),
                )


def _copied_from(model: Model) -> set[int]:
    found = set()
    for number in model.tree.instructions:
        node = model.tree.nodes[number]
        names: list[str | None] = []
        if node.keyword in ("COPY", "ADD"):
            view = copy(node)
            names = [view.stage.value] if view.stage else []
        elif node.keyword == "RUN":
            names = [option.value for mount in mounts(node) if (option := mount.option("from"))]
        for name in names:
            stage = model.stage_named(name) if name else None
            if stage is not None:
                found.add(stage.index)
    return found


@rule("DL3050", "LABEL", severity="info")
def label_outside_of_the_schema(node: Node, facts: Facts, config: Config) -> Iterator[Finding]:
    """
    With strict labels, only those of the schema may be set.

    ```dockerfile bad strict-labels = true ; label-schema = {team = "text"}
    FROM debian:13-slim
    LABEL team=payments $0colour$0=blue
    ```
    ```dockerfile good label-schema = {team = "text"}
    FROM debian:13-slim
    LABEL team=payments colour=blue
    ```
    """
    if config.strict_labels:
        for pair in node.pairs:
            if unquote(pair.key.text) not in config.label_schema:
                yield Finding(pair.key.span, f"The label `{pair.key.text}` is not in the label schema.")


@rule("DL3051", "LABEL")
def label_is_empty(node: Node, facts: Facts, config: Config) -> Iterator[Finding]:
    """
    A label of the schema has no value.

    ```dockerfile bad label-schema = {team = "text"}
    FROM debian:13-slim
    LABEL $0team$0=""
    ```
    ```dockerfile good label-schema = {team = "text"}
    FROM debian:13-slim
    LABEL team="payments" colour=""
    ```
    """
    for pair in node.pairs:
        if unquote(pair.key.text) in config.label_schema and value_of(pair, node.escape) == "":
            yield Finding(pair.key.span, f"The label `{pair.key.text}` is empty, and the label schema asks for it.")


@rule("DL3052", "LABEL")
def label_is_no_url(node: Node, facts: Facts, config: Config) -> Iterator[Finding]:
    """
    A label that the schema wants to be a URL is none.

    ```dockerfile bad label-schema = {home = "url"}
    FROM debian:13-slim
    LABEL home=$0somewhere$0
    ```
    ```dockerfile good label-schema = {home = "url"}
    FROM debian:13-slim
    LABEL home=https://example.com/
    ```
    """
    yield from _findings(node, config, "url", "a URL")


@rule("DL3053", "LABEL")
def label_is_no_date(node: Node, facts: Facts, config: Config) -> Iterator[Finding]:
    """
    A label that the schema wants to be a date and time of RFC 3339 is none.

    ```dockerfile bad label-schema = {built = "rfc3339"}
    FROM debian:13-slim
    LABEL built=$0yesterday$0
    ```
    ```dockerfile good label-schema = {built = "rfc3339"}
    FROM debian:13-slim
    LABEL built=2026-11-23T08:30:00Z
    ```
    """
    yield from _findings(node, config, "rfc3339", "a date and time of RFC 3339")


@rule("DL3054", "LABEL")
def label_is_no_licence(node: Node, facts: Facts, config: Config) -> Iterator[Finding]:
    """
    A label that the schema wants to be an SPDX licence is none.

    ```dockerfile bad label-schema = {licence = "spdx"}
    FROM debian:13-slim
    LABEL licence=$0free$0
    ```
    ```dockerfile good label-schema = {licence = "spdx"}
    FROM debian:13-slim
    LABEL licence="MIT OR Apache-2.0"
    ```
    """
    yield from _findings(node, config, "spdx", "an SPDX licence expression")


@rule("DL3055", "LABEL")
def label_is_no_commit(node: Node, facts: Facts, config: Config) -> Iterator[Finding]:
    """
    A label that the schema wants to be a Git commit is none: 7 or 40 hexadecimal digits in lower case.

    ```dockerfile bad label-schema = {commit = "hash"}
    FROM debian:13-slim
    LABEL commit=$0main$0
    ```
    ```dockerfile good label-schema = {commit = "hash"}
    FROM debian:13-slim
    LABEL commit=4b825dc
    ```
    """
    yield from _findings(node, config, "hash", "a Git commit of 7 or 40 hexadecimal digits")


@rule("DL3056", "LABEL")
def label_is_no_version(node: Node, facts: Facts, config: Config) -> Iterator[Finding]:
    """
    A label that the schema wants to be a semantic version is none.

    ```dockerfile bad label-schema = {release = "semver"}
    FROM debian:13-slim
    LABEL release=$01.4$0
    ```
    ```dockerfile good label-schema = {release = "semver"}
    FROM debian:13-slim
    LABEL release=1.4.0-rc.1
    ```
    """
    yield from _findings(node, config, "semver", "a semantic version")


@rule("DL3058", "LABEL")
def label_is_no_address(node: Node, facts: Facts, config: Config) -> Iterator[Finding]:
    """
    A label that the schema wants to be an e-mail address is none.

    ```dockerfile bad label-schema = {contact = "email"}
    FROM debian:13-slim
    LABEL contact=$0ops$0
    ```
    ```dockerfile good label-schema = {contact = "email"}
    FROM debian:13-slim
    LABEL contact=ops@example.com
    ```
    """
    yield from _findings(node, config, "email", "an e-mail address")
