"""What in a file leads elsewhere: images to their registries, addresses to themselves, paths to the files they name.

It knows where such names stand. What lies in the build context it asks of the `Files` it is given, and sees no disk.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..buildcontext import NO_FILES, Files
from ..docker import lookup, parse_reference, registry_url
from ..late import regex
from ..localpaths import local_paths
from ..model import Model, Texts
from ..named import NamedTuple
from ..references import bare, sources
from ..snapshot import Snapshot
from ..syntax import Node
from ..syntax.lines import is_comment
from ..text import Span
from ..values import expand

_URL = regex(r"https?://[^\s\"'<>`|\\^\[\]]+")
_TRAILING = ".,;:!?"
_GIT_AT = regex(r"(?:ssh://)?git@([\w.-]+)[:/]([\w./-]+?)(?:\.git)?(?:#.*)?$")


class Link(NamedTuple):
    """A part of the text that leads somewhere, and what to say about it."""

    span: Span
    target: str
    tooltip: str


def links(snapshot: Snapshot, files: Files = NO_FILES) -> list[Link]:
    """All links of a file, in the order of the text."""
    model, tree = snapshot.model, snapshot.tree
    found: list[Link] = []
    for number, node in enumerate(tree.nodes):
        start = tree.starts[number]
        if node.kind == "instruction":
            found += _instruction(model, number, node, start)
        elif node.kind == "directive" and node.directive is not None and node.directive[0].text == "syntax":
            value = node.directive[1]
            found += _image(value.text, value.text, value.span.shift(start))
        if "://" in node.source:
            spans = _commented(node)
            found += [
                Link(link.span.shift(start), link.target, link.tooltip)
                for span in spans
                for link in _urls(span.of(node.source), span.start)
            ]
    if files is not NO_FILES:
        found += _local(snapshot, files)
    return sorted(found)


def _local(snapshot: Snapshot, files: Files) -> Iterator[Link]:
    """The files of the build context that are copied or mounted; a folder is nothing that an editor could open."""
    for path in local_paths(snapshot.model):
        address = files.address(path.path) if path.path and not path.is_pattern else ""
        if address:
            yield Link(snapshot.tree.place(path.number, path.span), address, f"Open {path.path}")


def _instruction(model: Model, number: int, node: Node, start: int) -> Iterator[Link]:
    if node.keyword == "FROM":
        stage = model.stage_of(number)
        if stage is not None and stage.base is None and stage.image_word is not None and stage.image != "scratch":
            word = stage.image_word
            yield from _image(word.text, stage.image, word.span.shift(start))
        return
    for text, span, numbered in sources(node):
        if (numbered and text.isdigit()) or model.stage_named(text) is not None or text == "scratch":
            continue
        # A bare word is more often a named build context than an image of Docker Hub.
        if any(sign in text for sign in "/:@.") or lookup(text) is not None:
            yield from _image(text, text, span.shift(start))
    if node.keyword == "ADD":
        for word in node.words[:-1]:
            text = word.text
            if "$" in text:
                value = expand(text, Texts(model.visible(number)), node.escape)
                text = value.text if value.text is not None and not value.unset else ""
            target = _address(text)
            if target:
                yield Link(bare(node, word.span, word.text).shift(start), target, f"Open {target}")


def _image(written: str, image: str | None, span: Span) -> Iterator[Link]:
    """The link of an image, on its name alone, or on the whole word if variables or quotes blur where that ends."""
    reference = parse_reference(image or "")
    url = registry_url(reference) if reference is not None else ""
    if reference is None or not url:
        return
    end = reference.repository_span[1]
    plain = span.end - span.start == len(written) and image is not None and image[:end] == written[:end]
    if plain and "$" not in written[:end] and written[end : end + 1] in ("", ":", "@"):
        span = Span(span.start, span.start + end)
    yield Link(span, url, f"Open the page of {reference.familiar}")


def _commented(node: Node) -> Iterator[Span]:
    """The comments of a node, and the values of its labels: people write addresses there."""
    if node.kind == "comment":
        yield Span(0, len(node.source))
    elif node.kind == "instruction":
        at = 0
        for line in node.source[: node.header].split("\n"):
            if at and is_comment(line):
                yield Span(at, at + len(line))
            at += len(line) + 1
        if node.keyword == "LABEL":
            for pair in node.pairs:
                if pair.value is not None and "$" not in pair.value.text:
                    yield pair.value.span


def _urls(text: str, by: int) -> Iterator[Link]:
    for match in _URL.finditer(text):
        url = match[0].rstrip(_TRAILING)
        while url.endswith(")") and url.count("(") < url.count(")"):
            url = url[:-1].rstrip(_TRAILING)
        if len(url) > len("https://"):
            start = match.start() + by
            yield Link(Span(start, start + len(url)), url, f"Open {url}")


def _address(text: str) -> str:
    """The page of what ADD takes from elsewhere; empty for paths."""
    if text.startswith(("https://", "http://")):
        return text if len(text) > len("https://") else ""
    match = _GIT_AT.match(text)
    return f"https://{match[1]}/{match[2]}" if match else ""
