"""What the version of the frontend that `# syntax=` pins does not know yet. It knows no other frontend."""

from __future__ import annotations

from collections.abc import Iterator

from ...config import Config
from ...docker import FEATURES, MODIFIERS_SINCE, Frontend, frontend, mount_option
from ...docker import flag as known_flag
from ...docker.sources import source
from ...model import Model
from ...named import NamedTuple
from ...syntax import Node
from ...syntax.lexer import lex
from ...syntax.once import once
from ...syntax.views import copy, mounts
from ...text import Edit, Span
from ..checks_words import is_heredoc, parts
from ..rule import Finding, Fix, rule


class _Used(NamedTuple):
    """Something that not every version has, and where a node uses it."""

    name: str
    span: Span
    since: str
    labs: str = ""
    refused: bool = True


@rule("DF1008", Model, severity="error")
def feature_of_a_later_version(model: Model, config: Config) -> Iterator[Finding]:
    """
    The version which `# syntax=` pins does not know what is used here.

    `# syntax=docker/dockerfile:1.4` fetches the newest 1.4, however new Docker is, and what came later is an unknown
    flag to it, or something else. `docker/dockerfile:1` follows the newest stable version.
    Of a digest and of any other frontend nothing is known, and nothing is said.

    ```dockerfile bad
    # syntax=docker/dockerfile:1.4
    FROM alpine:3.23
    COPY $0--parents$0 src/*/package.json /app/
    ```
    ```dockerfile fixed
    # syntax=docker/dockerfile:1.20
    FROM alpine:3.23
    COPY --parents src/*/package.json /app/
    ```
    ```dockerfile bad
    # syntax=docker/dockerfile:1.3
    FROM alpine:3.23
    RUN $0<<EOF$0
    echo hello
    EOF
    ```
    ```dockerfile bad
    # syntax=docker/dockerfile:1.5-labs
    FROM alpine:3.23
    ENV VERSION=v1.2
    LABEL version=$0${VERSION#v}$0
    ```
    ```dockerfile good
    # syntax=docker/dockerfile:1.7-labs
    FROM alpine:3.23
    COPY --parents src/*/package.json /app/
    ```
    ```dockerfile good
    # syntax=docker/dockerfile:1
    FROM alpine:3.23
    COPY --parents src/*/package.json /app/
    ```
    """
    pinned = _pinned(model, config)
    if pinned is None:
        return
    version, tag = pinned
    tree = model.tree
    found = [
        (number, used)
        for number in tree.where(_uses_any)
        for used in _uses(tree.nodes[number])
        if not version.knows(used.since, used.labs)
    ]
    enough = version
    for _, used in found:
        enough = enough.raised(used.since, used.labs)
    fixes: tuple[Fix, ...] = ()
    if tag is not None:
        fixes = (
            Fix(f"Take Dockerfile {enough}", (Edit(tag, str(enough)),)),
            Fix("Follow the newest Dockerfile 1", (Edit(tag, f"1{'-labs' if version.labs else ''}"),)),
        )
    for number, used in found:
        labs = f" (in the labs channel with {used.labs})" if used.labs else ""
        message = f"{used.name} came with Dockerfile {used.since}{labs}, and the syntax is pinned to {version}."
        if not used.refused:
            message += " That takes it for something else."
        yield Finding(tree.place(number, used.span), message, fixes, severity="" if used.refused else "warning")


def _pinned(model: Model, config: Config) -> tuple[Frontend, Span | None] | None:
    """The version that reads the file, and where its tag stands in the text; None for the place if not in there."""
    given = config.build_args.get("BUILDKIT_SYNTAX")
    if given is not None:
        found = frontend(given)
        return (found[0], None) if found else None
    for number, node in enumerate(model.tree.nodes):
        if node.kind == "instruction":
            return None
        directive = node.directive
        if directive is not None and directive[0].text == "syntax":
            # Behind the image's name there may be words for it.
            image = directive[1].text.split(maxsplit=1)[:1]
            found = frontend(image[0]) if image else None
            if found is None:
                return None
            start = model.tree.starts[number] + directive[1].span.start
            return found[0], Span(start + found[1], start + found[2])
    return None


def _uses_any(node: Node) -> bool:
    return bool(_uses(node))


@once
def _uses(node: Node) -> tuple[_Used, ...]:
    """What a node uses that not every version has, in no order; what ONBUILD puts off is the child's business."""
    if node.kind == "directive":
        directive = node.directive
        return (_of("# check", directive[0].span),) if directive and directive[0].text == "check" else ()
    if node.kind != "instruction" or node.keyword == "ONBUILD":
        return ()
    return (*_flags(node), *_words(node), *_modifiers(node))


def _of(name: str, span: Span) -> _Used:
    feature = FEATURES[name]
    return _Used(f"`{name}`" if name.startswith("#") else _capital(name), span, *feature[:2], feature.refused)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _flags(node: Node) -> Iterator[_Used]:
    for flag in node.flags:
        known = known_flag(node.keyword, flag.name)
        if known is None:
            continue
        if known.since:
            span = Span(flag.span.start, flag.name_span.end)
            yield _Used(f"`{node.keyword} --{flag.name}`", span, known.since, known.labs)
        if flag.name == "chmod" and flag.value:
            if "$" in flag.value:
                yield _of("variables in --chmod", flag.value_span)
            elif not flag.value.isdigit():
                yield _of("a symbolic --chmod", flag.value_span)
        elif flag.name == "checksum" and any(source(word.text).kind == "git" for word in copy(node).sources):
            yield _of("ADD --checksum of a Git repository", flag.span)
    for mount in mounts(node):
        for option in mount.options:
            known_option = mount_option(mount.type, option.name)
            if known_option is not None and known_option.since:
                yield _Used(f"`{option.name}` of a `{mount.type}` mount", option.span, known_option.since)
            if "$" in (option.value or "") and option.name.lower() != "from":
                yield _of("variables in --mount", option.value_span)


def _words(node: Node) -> Iterator[_Used]:
    if node.heredocs and node.keyword in ("RUN", "COPY", "ADD"):
        yield _of("heredocs", node.heredocs[0].word)
    if node.keyword == "ARG" and len(node.pairs) > 1:
        yield _of("several variables in one ARG", node.pairs[1].span)
    elif node.keyword == "ADD":
        for word in copy(node).sources:
            if not is_heredoc(word.text) and source(word.text).kind == "git":
                yield _of("ADD of a Git repository", word.span)


def _modifiers(node: Node) -> Iterator[_Used]:
    if "${" not in node.source:
        return
    for part in parts(node):
        uses, faults = lex(part.text, part.escape, quotes=part.quotes)
        for use in () if faults else uses:
            since = MODIFIERS_SINCE.get(use.modifier)
            if since is not None:
                yield _Used(f"`${{…{use.modifier}…}}`", part.place(node, use.start, use.end), since)
