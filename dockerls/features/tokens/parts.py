"""The parts of a node, painted by what they are. Of the node's surroundings it knows the `Scene`, and nothing else,
so that a painting holds as long as its node does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from ...cursor import expander
from ...docker import PREDEFINED
from ...docker import flag as known_flag
from ...late import regex
from ...lint.pragmas import ignoring
from ...named import NamedTuple
from ...syntax import KEYWORDS, Flag, Node, Pair, Use, Word
from ...syntax.lines import SPACE, is_comment, line_end
from ...syntax.views import from_, mounts
from ...text import Span
from .legend import paint, unpaint_line_ends
from .scripts import heredoc, script

_NAMES = regex(r"[\w/-]+")
_NUMBER = regex(r"\d(?:[nuµ]s|[\dsmh.])*|0[xX][0-9a-fA-F]+")
_PORT = regex(r"(?P<number>\d+)|(?P<operator>[-/])|(?P<enumMember>[A-Za-z]+)")
_OPTION = regex(r"(?P<property>[\w-]+)(?P<operator>=)|(?P<operator_>[;,=])|(?P<enumMember>[^;,=\s]+)")
_CLOSED = frozenset(("bool", "network", "security", "device"))


class Scene(NamedTuple):
    """What a painting depends on besides its node.

    Attributes:
        shell: What runs its shell form: `posix`, or the name of another language.
        stages: The texts of its FROM, `--from` and `from=` that mean stages.
    """

    shell: Literal["posix", "powershell", "cmd", ""] = "posix"
    stages: frozenset[str] = frozenset()


def canvas(node: Node, scene: Scene) -> bytearray:
    """A node painted; one byte per character of its source."""
    made = bytearray(len(node.source))
    if node.kind == "comment":
        _comment(made, node.source, 0)
    elif node.kind == "directive":
        _directive(made, node)
    elif node.kind == "instruction":
        _instruction(made, node, scene)
        _between(made, node)
    unpaint_line_ends(made, node.source)
    return made


def _instruction(made: bytearray, node: Node, scene: Scene) -> None:
    keyword = node.keyword
    if keyword not in KEYWORDS:
        return  # That it stays bare is the first thing to tell of a keyword that is no keyword.
    paint(made, node.keyword_span, "keyword.deprecated" if keyword == "MAINTAINER" else "keyword")
    if node.trigger is not None:
        inner, at = node.trigger
        if inner.keyword != "ONBUILD":  # BuildKit refuses a chain of them.
            behind = bytearray(len(inner.source))
            _instruction(behind, inner, scene)
            made[at:] = behind
        return
    for flag in node.flags:
        _flag(made, node, flag, scene)
    if node.json is not None:
        if keyword == "HEALTHCHECK":
            paint(made, node.words[0].span, "keyword")
        for word in node.words[keyword == "HEALTHCHECK" :]:
            paint(made, word.span, "string")
    elif keyword in _ARGUMENTS:
        _ARGUMENTS[keyword](made, node, scene)
    elif keyword in ("ENV", "ARG", "LABEL"):
        for pair in node.pairs:
            _pair(made, node, pair)
    else:
        for word in node.words:
            paint(made, word.span, "string")
    if node.is_shell_form:
        script(made, node, scene.shell)
    for use in node.uses:
        if use.span.start < node.header and expander(node, use.span.start) == "build":
            variable(made, use)
    for part in node.heredocs:
        heredoc(made, node, part)
        if part.expand and (node.keyword != "RUN" or not _is_script(node, part.body)):
            for use in node.uses:
                if part.body.start <= use.span.start < part.body.end:
                    variable(made, use)


def _is_script(node: Node, body: Span) -> bool:
    return any(command.span.start >= body.start for command in node.script.commands)


def variable(made: bytearray, use: Use) -> None:
    """A use of a variable: the operator in it is one, and what stands behind is text."""
    paint(made, use.span, "variable.defaultLibrary" if use.name in PREDEFINED else "variable")
    if use.modifier and use.word_span.end:
        paint(made, Span(use.name_span.end, use.word_span.start), "operator")
        paint(made, use.word_span, "string")


# Arguments


def _from(made: bytearray, node: Node, scene: Scene) -> None:
    view = from_(node)
    if view.image is not None:
        _image(made, node, view.image.span, view.image.text, scene)
    if view.as_word is not None and view.as_word.text.upper() == "AS":
        paint(made, view.as_word.span, "keyword")
    if view.name is not None:
        paint(made, view.name.span, "class.declaration")


def _image(made: bytearray, node: Node, span: Span, text: str, scene: Scene = Scene()) -> None:  # noqa: B008
    """A stage, or an image by its parts. Variables are looked through: what is in them parts nothing."""
    if text in scene.stages:
        paint(made, span, "class")
        return
    plain = span.of(node.source)
    for use in node.uses:
        if span.start <= use.span.start and use.span.end <= span.end:
            hidden = "x" * (use.span.end - use.span.start)
            plain = plain[: use.span.start - span.start] + hidden + plain[use.span.end - span.start :]
    name, at, digest = plain.partition("@")
    slash = name.find("/")
    first = name[: max(slash, 0)]
    start = slash + 1 if first == "localhost" or "." in first or ":" in first else 0
    colon = name.find(":", name.rfind("/") + 1)
    end = colon if colon >= 0 else len(name)

    def part(start: int, end: int, style: str) -> None:
        paint(made, Span(span.start + start, span.start + end), style)

    part(0, max(start - 1, 0), "namespace")
    part(start, end, "type")
    if colon >= 0:
        part(colon, colon + 1, "operator")
        part(colon + 1, len(name), "enumMember")
    if at:
        part(len(name), len(name) + 1, "operator")
        part(len(name) + 1, len(name) + 1 + len(digest), "number")


def _pair(made: bytearray, node: Node, pair: Pair) -> None:
    key, value = pair.key, pair.value
    if node.keyword == "LABEL":
        paint(made, key.span, "property")
    else:
        library = ".defaultLibrary" if key.text in PREDEFINED else ""
        paint(made, key.span, f"variable.declaration{library}")
    if not pair.legacy and key.span.end < len(made) and node.source[key.span.end] == "=":
        paint(made, Span(key.span.end, key.span.end + 1), "operator")
    if value is not None:
        _value(made, value.span, value.text)


def _value(made: bytearray, span: Span, text: str) -> None:
    paint(made, span, "number" if _NUMBER.fullmatch(text) else "string")


def _ports(made: bytearray, node: Node, scene: Scene) -> None:
    for word in node.words:
        for match in _PORT.finditer(node.source, *word.span):
            paint(made, Span(*match.span()), match.lastgroup or "")


def _owner(made: bytearray, span: Span, source: str) -> None:
    """`user:group`, by names or numbers."""
    user, colon, group = span.of(source).partition(":")
    end = span.start + len(user)
    _value(made, Span(span.start, end), user)
    if colon:
        paint(made, Span(end, end + 1), "operator")
        _value(made, Span(end + 1, span.end), group)


def _user(made: bytearray, node: Node, scene: Scene) -> None:
    for word in node.words:
        if "$" in word.text:
            paint(made, word.span, "string")
        else:
            _owner(made, word.span, node.source)


def _signal(made: bytearray, node: Node, scene: Scene) -> None:
    for word in node.words:
        paint(made, word.span, "number" if word.text.isdigit() else "enumMember")


def _health(made: bytearray, node: Node, scene: Scene) -> None:
    if node.words and node.words[0].text.upper() in ("CMD", "NONE"):
        paint(made, node.words[0].span, "keyword")


def _nothing(made: bytearray, node: Node, scene: Scene) -> None:
    """What the shell gets is painted by its own rules."""


_ARGUMENTS: dict[str, Callable[[bytearray, Node, Scene], None]] = {
    "FROM": _from,
    "EXPOSE": _ports,
    "USER": _user,
    "STOPSIGNAL": _signal,
    "HEALTHCHECK": _health,
    "RUN": _nothing,
    "CMD": _nothing,
    "ENTRYPOINT": _nothing,
}


# Flags


def _flag(made: bytearray, node: Node, flag: Flag, scene: Scene) -> None:
    paint(made, Span(flag.span.start, flag.name_span.end), "parameter")
    if flag.value is None:
        return
    span = flag.value_span
    paint(made, Span(flag.name_span.end, span.start), "operator")
    known = known_flag(node.keyword, flag.name)
    kind = known.value if known is not None else ""
    if kind == "mount":
        _mount(made, node, flag, scene)
    elif kind == "stage":
        _image(made, node, span, flag.value, scene)
    elif kind in _CLOSED:
        paint(made, span, "enumMember")
    elif kind == "owner" and "$" not in flag.value:
        _owner(made, span, node.source)
    else:
        _value(made, span, flag.value)


def _mount(made: bytearray, node: Node, flag: Flag, scene: Scene) -> None:
    mount = next(item for item in mounts(node) if item.flag is flag)
    for option in mount.options:
        if option.span == flag.value_span and len(mount.options) > 1:  # Quotes or continuations blur the places.
            paint(made, option.span, "string")
            return
        paint(made, option.name_span, "property")
        if option.value is None:
            continue
        paint(made, Span(option.name_span.end, option.value_span.start), "operator")
        name = option.name.lower()
        if name == "from":
            _image(made, node, option.value_span, option.value, scene)
        elif name in ("type", "sharing", "propagation") or option.value in ("true", "false"):
            paint(made, option.value_span, "enumMember")
        else:
            _value(made, option.value_span, option.value)


# Comments and directives


def _comment(made: bytearray, line: str, at: int) -> None:
    """A comment, which may be one that switches rules off."""
    text = line.rstrip("\r\n")
    start = len(text) - len(text.lstrip(SPACE))
    paint(made, Span(at + start, at + len(text.rstrip())), "comment")
    said = ignoring(text) if "=" in text else None
    if said is None:
        return
    first, last = said.span("names")
    paint(made, Span(*said.span("dialect")).shift(at), "macro")
    if said["scope"]:
        paint(made, Span(*said.span("scope")).shift(at), "keyword")
    word = text.lower().rindex("ignore", 0, first)
    paint(made, Span(word, word + len("ignore")).shift(at), "property")
    equals = text.index("=", word)
    paint(made, Span(word + len("ignore"), first).shift(at), "")
    paint(made, Span(equals, equals + 1).shift(at), "operator")
    for match in _NAMES.finditer(text, first, last):
        paint(made, Span(*match.span()).shift(at), "enumMember")


def _directive(made: bytearray, node: Node) -> None:
    if node.directive is None:
        return
    name, value = node.directive
    hash_ = node.source.index("#")
    paint(made, Span(hash_, hash_ + 1), "comment")
    paint(made, name.span, "macro")
    equals = node.source.index("=", name.span.end)
    paint(made, Span(equals, equals + 1), "operator")
    _DIRECTIVES.get(name.text, _plain)(made, node, value)


def _plain(made: bytearray, node: Node, value: Word) -> None:
    paint(made, value.span, "string")


def _checks(made: bytearray, node: Node, value: Word) -> None:
    for match in _OPTION.finditer(node.source, *value.span):
        for group, text in match.groupdict().items():
            if text is not None:
                paint(made, Span(*match.span(group)), group.rstrip("_"))


_DIRECTIVES: dict[str, Callable[[bytearray, Node, Word], None]] = {
    "syntax": lambda made, node, value: _image(made, node, value.span, value.text),
    "check": _checks,
}


def _between(made: bytearray, node: Node) -> None:
    """What lies between the lines of an instruction: continuations are nothing, and comments are comments."""
    logical, end = node.logical, node.header
    if not 0 <= node.source.find("\n", 0, end) < end - 1:
        return
    pieces = [here for here, _ in logical.cuts[1:]] + [len(logical.text)]
    starts = [there + piece - here for (here, there), piece in zip(logical.cuts, pieces)]
    for start, stop in zip(starts, [*(there for _, there in logical.cuts[1:]), end]):
        paint(made, Span(start, stop), "")
        at = line_end(node.source, start)
        while at < stop:
            following = min(line_end(node.source, at), stop)
            if is_comment(node.source[at:following]):
                _comment(made, node.source[at:following], at)
            at = following
