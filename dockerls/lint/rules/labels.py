"""Rules about labels: their keys, the values of well-known ones, and labels that say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...docker import LABELS, OCI_PREFIX, RESERVED_NAMESPACES
from ...docker.formats import FORMATS, licences
from ...late import regex
from ...model import Facts, Model, Stage, unquote
from ...spelling import nearest
from ...syntax import Node, Pair
from ...text import Edit
from .. import Finding, Fix, Related, rule
from ..kinds import LABEL
from ..places import pair_away, without_pair
from ..reshape import joined_pairs
from .label_schema import value_of

_KEY = regex(r"[a-z](?:[a-z0-9]|[.-](?=[a-z0-9]))*")
_CHECKED = {"url": "a URL", "rfc3339": "a date and time of RFC 3339", "spdx": "an SPDX licence expression"}
_LICENCES = {
    "apache": "Apache-2.0",
    "apache2": "Apache-2.0",
    "apache20": "Apache-2.0",
    "apachelicense20": "Apache-2.0",
    "apachelicenseversion20": "Apache-2.0",
    "mitlicense": "MIT",
    "themitlicense": "MIT",
    "gplv2": "GPL-2.0-only",
    "gplv3": "GPL-3.0-only",
    "gpl3": "GPL-3.0-only",
    "agplv3": "AGPL-3.0-only",
    "lgplv3": "LGPL-3.0-only",
    "bsd3": "BSD-3-Clause",
    "bsd2": "BSD-2-Clause",
    "mpl2": "MPL-2.0",
}


@rule("DL3048", "LABEL", severity="hint")
def malformed_label_key(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A label's key is not built as Docker's guidelines ask.

    Keys begin with a lower-case letter, end with one or a digit, and hold letters, digits and single dots or hyphens in
    between. The namespaces com.docker, io.docker and org.dockerproject belong to Docker.

    ```dockerfile bad
    FROM debian:13-slim
    LABEL $0com.docker.shop$0=1 $0build..number$0=7
    ```
    ```dockerfile good
    FROM debian:13-slim
    LABEL com.example.build-number=7
    ```
    """
    for pair in node.pairs:
        key = unquote(pair.key.text)
        if pair.value is None or "$" in key:
            continue
        if key.startswith(RESERVED_NAMESPACES):
            yield Finding(pair.key.span, f"The namespace of `{key}` belongs to Docker. Use a domain of your own.")
        elif not _KEY.fullmatch(key):
            new = re.sub(r"([.-])[.-]+", r"\1", re.sub(r"[\s_]+", "-", key.lower())).strip(".-")
            fixes = (Fix(f"Rename it to {new}", (Edit(pair.key.span, new),)),) if _KEY.fullmatch(new) else ()
            yield Finding(
                pair.key.span,
                f"`{key}` is no good label key: lower-case letters, digits and single dots or hyphens make one.",
                fixes=fixes,
            )


@rule("DF6001", "LABEL", severity="info")
def label_schema_is_given_up(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    The keys of org.label-schema were given up in favour of those of the OCI image specification.

    Registries and scanners read `org.opencontainers.image.…`.

    ```dockerfile bad
    FROM debian:13-slim
    LABEL $0org.label-schema.vcs-url$0="https://github.com/acme/shop"
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    LABEL org.opencontainers.image.source="https://github.com/acme/shop"
    ```
    ```dockerfile good
    FROM debian:13-slim
    LABEL org.opencontainers.image.source="https://github.com/acme/shop"
    ```
    """
    keys = {unquote(pair.key.text) for pair in node.pairs}
    for index, pair in enumerate(node.pairs):
        label = LABELS.get(unquote(pair.key.text))
        if label is None or not label.deprecated:
            continue
        if label.replacement and label.replacement not in keys:
            yield Finding(
                pair.key.span,
                f"`{label.key}` was given up: use `{label.replacement}`.",
                fixes=(Fix(f"Use {label.replacement}", (Edit(pair.key.span, label.replacement),)),),
                tags=("deprecated",),
            )
        else:
            beside = f": `{label.replacement}` stands beside it" if label.replacement else ", and nothing reads it"
            yield Finding(
                pair.key.span,
                f"`{label.key}` was given up{beside}. Remove it.",
                fixes=(Fix(f"Remove {label.key}", (pair_away(node, index),)),) if len(node.pairs) > 1 else (),
                tags=("deprecated",),
            )


@rule("DF6002", Stage, names=("tally/labels/no-duplicate-keys",), nodes=(LABEL,))
def label_set_twice(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    A label is set twice in one stage, and the earlier value is lost.

    ```dockerfile bad
    FROM debian:13-slim
    LABEL $0version$0=1.0 team=payments
    LABEL version=1.1
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    LABEL team=payments
    LABEL version=1.1
    ```
    ```dockerfile good
    FROM debian:13-slim AS base
    LABEL version=1.0
    FROM base
    LABEL version=1.1
    ```
    """
    tree = model.tree
    seen: dict[str, tuple[int, int, Pair]] = {}
    for number in stage.instructions:
        if tree.nodes[number].keyword != "LABEL":
            continue
        for index, pair in enumerate(tree.nodes[number].pairs):
            key = unquote(pair.key.text)
            if key in seen and "$" not in key and pair.value is not None:
                where, at, earlier = seen[key]
                yield Finding(
                    tree.place(where, earlier.key.span),
                    f"`{key}` is set again below, and this value is lost.",
                    fixes=(Fix(f"Remove the first {key}", (without_pair(tree, where, at),)),),
                    related=(Related(tree.place(number, pair.key.span), "It is set again here."),),
                    tags=("unnecessary",),
                )
            seen[key] = (number, index, pair)


@rule("DF6003", "LABEL", severity="hint", on=False)
def maintainer_label(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    The OCI specification has a key for what the label `maintainer` says.

    ```dockerfile bad
    FROM debian:13-slim
    LABEL $0maintainer$0="Jane Doe <jane@example.com>"
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    LABEL org.opencontainers.image.authors="Jane Doe <jane@example.com>"
    ```
    ```dockerfile good
    FROM debian:13-slim
    LABEL org.opencontainers.image.authors="Jane Doe <jane@example.com>"
    ```
    """
    keys = {unquote(pair.key.text) for pair in node.pairs}
    new = LABELS["maintainer"].replacement
    for pair in node.pairs:
        if unquote(pair.key.text).lower() == "maintainer" and new not in keys:
            yield Finding(
                pair.key.span, f"Registries read `{new}`.", fixes=(Fix(f"Use {new}", (Edit(pair.key.span, new),)),)
            )


@rule("DF6004", "LABEL", severity="info", says=(OCI_PREFIX,))
def label_value_has_another_format(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    The value of an OCI label is not what the specification asks for.

    `created` is a date and time as RFC 3339 has it, `licenses` an SPDX expression, `url`, `source` and `documentation`
    are URLs. Tools which read these labels expect that.

    ```dockerfile bad
    FROM debian:13-slim
    LABEL org.opencontainers.image.licenses=$0"Apache 2.0"$0
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    LABEL org.opencontainers.image.licenses="Apache-2.0"
    ```
    ```dockerfile good
    FROM debian:13-slim
    LABEL org.opencontainers.image.licenses="MIT" org.opencontainers.image.created="2026-11-23T08:30:00Z"
    ```
    """
    for pair in node.pairs:
        key = unquote(pair.key.text)
        label = LABELS.get(key)
        value = value_of(pair, node.escape)
        if label is None or not key.startswith(OCI_PREFIX) or not value or pair.value is None:
            continue
        if label.format in _CHECKED and not FORMATS[label.format](value):
            fixes: tuple[Fix, ...] = ()
            licence = _licence(value) if label.format == "spdx" else ""
            if licence:
                fixes = (Fix(f"Write {licence}", (Edit(pair.value.span, f'"{licence}"'),)),)
            yield Finding(
                pair.value.span, f"`{value}` is not {_CHECKED[label.format]}, which `{key}` should be.", fixes=fixes
            )


def _licence(text: str) -> str:
    """The identifier that somebody meant, if there is no doubt."""
    folded = re.sub(r"[\s_]+", "-", text.strip().lower())
    return licences().get(folded) or _LICENCES.get(re.sub(r"[^a-z0-9]", "", text.lower()), "")


@rule("DF6005", "LABEL", says=(OCI_PREFIX,))
def unknown_oci_label(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    The OCI specification has no such key.

    The prefix org.opencontainers.image belongs to the specification, so another key below it is a slip, and no tool
    will find it.

    ```dockerfile bad
    FROM debian:13-slim
    LABEL $0org.opencontainers.image.license$0="MIT"
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    LABEL org.opencontainers.image.licenses="MIT"
    ```
    ```dockerfile good
    FROM debian:13-slim
    LABEL org.opencontainers.image.base.name="docker.io/library/debian:13-slim"
    ```
    """
    for pair in node.pairs:
        key = unquote(pair.key.text)
        if not key.startswith(OCI_PREFIX) or key in LABELS or "$" in key:
            continue
        taken = {unquote(other.key.text) for other in node.pairs}
        near = nearest(key, [name for name in LABELS if name.startswith(OCI_PREFIX)], 0.9)
        fixes = (Fix(f"Write {near}", (Edit(pair.key.span, near),)),) if near and near not in taken else ()
        yield Finding(
            pair.key.span,
            f"The OCI specification knows no `{key}`." + (f" Do you mean `{near}`?" if near else ""),
            fixes=fixes,
        )


@rule("DF6006", Stage, names=("tally/labels/prefer-grouped",), severity="hint", on=False)
def labels_could_be_one(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    LABEL instructions follow each other and could be one.

    It was a matter of size once, as each made a layer; today it is one of reading.

    ```dockerfile bad
    FROM debian:13-slim
    LABEL team=payments
    $0LABEL$0 version=1.1
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    LABEL team=payments \\
          version=1.1
    ```
    ```dockerfile good
    FROM debian:13-slim
    LABEL team=payments \\
          version=1.1
    ```
    """
    tree = model.tree
    for before, number in zip(stage.instructions, stage.instructions[1:]):
        first, node = tree.nodes[before], tree.nodes[number]
        if first.keyword != "LABEL" or node.keyword != "LABEL":
            continue
        edit = joined_pairs(tree, before, number)
        if edit is None:
            continue
        yield Finding(
            tree.place(number, node.keyword_span),
            "This LABEL could be part of the one above.",
            fixes=(Fix("Join them", (edit,), safe=True),),
        )
