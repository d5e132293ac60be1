"""Which words of an instruction BuildKit expands, each with its place; shared by the rules about errors.

It knows the instructions' shapes (instructions/commands.go: the Expand methods) and must not know any value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..late import regex
from ..named import NamedTuple
from ..syntax import Flag, Node, Word
from ..syntax.lexer import words as shell_words
from ..syntax.once import once
from ..syntax.views import mounts
from ..text import Span

_HEREDOC = regex(r"\d*<<-?([^<]+)$")
_WORDS = {
    "FROM": "image",
    "WORKDIR": "path",
    "USER": "user",
    "STOPSIGNAL": "signal",
    "VOLUME": "volume",
    "EXPOSE": "port",
    "ADD": "source",
    "COPY": "source",
}
_FLAGS = {
    "FROM": ("platform",),
    "ADD": ("chown", "chmod", "checksum"),
    "COPY": ("chown", "chmod", "from"),
}
EXPANDED = "FROM ARG ENV LABEL ADD COPY RUN WORKDIR USER STOPSIGNAL VOLUME EXPOSE"
"""The instructions of which BuildKit expands anything, parted by blanks."""


class Part(NamedTuple):
    """A piece of an instruction that BuildKit expands on its own.

    Attributes:
        role: What it is: image, platform, key, value, source, destination, path, user, signal, volume, port,
            mount, heredoc, or the name of a flag.
        text: What BuildKit expands.
        span: Where it stands in the node.
        at: The offset in the node's logical text at which `text` stands letter by letter; -1 if it does not.
        escape: The escape character in force.
        quotes: Whether quotes quote.
        name: The key that an ARG, ENV or LABEL gives the value to; the option that a mount gives it to.
    """

    role: str
    text: str
    span: Span
    at: int
    escape: str
    quotes: bool = True
    name: str = ""

    def place(self, node: Node, start: int, end: int) -> Span:
        """Where `text[start:end]` stands in the node; the whole part if that cannot be said."""
        if self.role == "heredoc":
            return Span(self.span.start + start, self.span.start + end)
        if self.at < 0:
            return self.span
        return node.logical.span(self.at + start, self.at + end)


@once
def parts(node: Node) -> tuple[Part, ...]:
    """What BuildKit expands of an instruction, in the order of the text."""
    return tuple(_parts(node))


def _parts(node: Node) -> Iterator[Part]:
    keyword = node.keyword
    for name in _FLAGS.get(keyword, ()):
        for flag in node.flags:
            if flag.name == name and flag.value:
                yield _of_flag(node, flag, name)
    if keyword in ("ENV", "LABEL", "ARG"):
        for pair in node.pairs:
            if keyword != "ARG":
                yield _part(node, "key", pair.key)
            if pair.value is not None:
                yield _part(node, "value", pair.value, pair.key.text)
    elif keyword == "RUN":
        for mount in mounts(node):
            for option in mount.options:
                if option.value is not None and option.name.lower() != "from":
                    yield _part(node, "mount", Word(option.value, option.value_span), option.name.lower())
    elif keyword in _WORDS:
        words = node.words[:1] if keyword == "FROM" else node.words
        for number, word in enumerate(words):
            role = _WORDS[keyword]
            if role == "source":
                if number and number == len(words) - 1:
                    role = "destination"
                elif is_heredoc(word.text):
                    continue
            yield _part(node, role, word)
        if keyword in ("ADD", "COPY"):
            for heredoc in node.heredocs:
                if heredoc.expand:
                    yield Part("heredoc", heredoc.body.of(node.source), heredoc.body, -1, "\\", False)


def _part(node: Node, role: str, word: Word, name: str = "") -> Part:
    logical = node.logical
    at = logical.offset(word.span.start)
    exact = logical.text.startswith(word.text, at)
    return Part(role, word.text, word.span, at if exact else -1, node.escape, True, name)


def _of_flag(node: Node, flag: Flag, name: str) -> Part:
    return _part(node, name, Word(flag.value or "", flag.value_span))


def is_heredoc(word: str) -> bool:
    """Whether BuildKit takes a word of ADD or COPY for a heredoc's opening."""
    if "<<" not in word:
        return False
    match = _HEREDOC.fullmatch(word)
    if not match:
        return False
    name = shell_words(match[1])
    return name is not None and len(name) == 1


def listed(names: Iterable[str]) -> str:
    """Names for a message: `a`, `b` or `c`."""
    quoted = [f"`{name}`" for name in names]
    return " or ".join(part for part in (", ".join(quoted[:-1]), quoted[-1]) if part)
