"""Typed views of nodes: what a FROM, COPY or RUN says, everything optional, since a line may be half typed.

They know the shape of each instruction and must not know what it means for the build.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..named import NamedTuple
from ..text import Span
from .once import once
from .tree import Flag, Node, Word


class From(NamedTuple):
    """`FROM [--platform=…] image [AS name]`; `extra` are words too many."""

    image: Word | None
    as_word: Word | None
    name: Word | None
    extra: tuple[Word, ...]


class Copy(NamedTuple):
    """COPY or ADD: sources and a destination, which is None while only one word is there."""

    sources: tuple[Word, ...]
    destination: Word | None
    stage: Flag | None


class Option(NamedTuple):
    """An option of a mount: `name=value` or `name` alone; spans are the node's."""

    name: str
    value: str | None
    span: Span
    name_span: Span
    value_span: Span


class Mount(NamedTuple):
    """A `--mount` of RUN; `type` is `bind` where none is given."""

    type: str
    options: tuple[Option, ...]
    flag: Flag

    def option(self, *names: str) -> Option | None:
        """The last option that has one of the names, in any case."""
        return next((option for option in reversed(self.options) if option.name.lower() in names), None)


@once
def from_(node: Node) -> From:
    """What a FROM says. The second of two words is taken for the `AS`, the third for the name."""
    words = node.words
    return From(
        words[0] if words else None,
        words[1] if len(words) > 1 else None,
        words[2] if len(words) > 2 and words[1].text.upper() == "AS" else None,
        words[3:] if len(words) > 2 and words[1].text.upper() == "AS" else words[2:],
    )


@once
def copy(node: Node) -> Copy:
    """What a COPY or ADD says."""
    words = node.words
    return Copy(words[:-1] if len(words) > 1 else words, words[-1] if len(words) > 1 else None, node.flag("from"))


@once
def mounts(node: Node) -> tuple[Mount, ...]:
    """The mounts of a RUN."""
    return tuple(_mount(node, flag) for flag in node.flags if flag.name == "mount")


def _mount(node: Node, flag: Flag) -> Mount:
    options: list[Option] = []
    logical, text = node.logical, flag.value or ""
    at = logical.offset(flag.value_span.start)
    at += logical.text[at : at + 1] in ("'", '"')
    plain = logical.text.startswith(text, at)
    for part in text.split(","):
        name, sign, value = part.partition("=")
        if plain:
            end, equals = at + len(part), at + len(name)
            spans = (logical.span(at, end), logical.span(at, equals), logical.span(min(equals + 1, end), end))
            at = end + 1
        else:  # With quotes inside, the whole value has to do for a place.
            spans = (flag.value_span, flag.value_span, flag.value_span)
        options.append(Option(name.strip(), value if sign else None, *spans))
    kind = next((option.value or "" for option in reversed(options) if option.name.lower() == "type"), "bind")
    return Mount(kind.lower(), tuple(options) if flag.value else (), flag)


def context_sources(node: Node) -> Iterator[tuple[str, Span]]:
    """What COPY, ADD and the bind mounts of a RUN take from the build context, as it is written, and where that stands:
    paths, addresses and heredocs."""
    if node.keyword == "RUN":
        for mount in mounts(node):
            source = mount.option("source", "src")
            if mount.type == "bind" and source is not None and source.value and mount.option("from") is None:
                yield source.value, source.value_span
        return
    view = copy(node)
    if view.stage is None and view.destination is not None:
        yield from ((word.text, word.span) for word in view.sources)
