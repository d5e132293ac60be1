"""The tree of a Dockerfile: a row of nodes, each a piece of the text with lazy views of what it says.

A node knows no offset and no neighbour: all its spans are relative to its own source.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar
from weakref import ReferenceType, ref

from ..late import cached_property
from ..named import NamedTuple
from ..text import Offsets, Span, shifted
from . import words as raw
from .arrays import Meant, meant
from .lexer import Fault, Lexed, lex
from .lines import BLANK, SPACE, Logical, join
from .split import Heredoc, Kind, Piece, State

if TYPE_CHECKING:
    from .shell import Script

Item = TypeVar("Item")

_JSON = frozenset(("RUN", "CMD", "ENTRYPOINT", "SHELL", "ADD", "COPY", "VOLUME", "HEALTHCHECK"))
_ARRAYS = frozenset(("CMD", "ENTRYPOINT", "SHELL", "VOLUME"))
"""Those whose arguments begin with a bracket hardly ever, unless an array is meant."""
_PAIRS = frozenset(("ENV", "LABEL", "ARG"))
_WHOLE = frozenset(("MAINTAINER", "STOPSIGNAL", "USER", "WORKDIR"))
_SHELL = frozenset(("RUN", "CMD", "ENTRYPOINT"))


class Word(NamedTuple):
    """An argument: what BuildKit reads (a JSON item decoded, else quotes kept), and where it stands in the node."""

    text: str
    span: Span


class Flag(NamedTuple):
    """A flag `--name` or `--name=value`. Without a value, `value_span` is the empty span behind the flag."""

    name: str
    value: str | None
    span: Span
    name_span: Span
    value_span: Span


class Pair(NamedTuple):
    """What ENV, LABEL and ARG set: a key and a value, which ARG may lack. Values keep their quotes."""

    key: Word
    value: Word | None
    legacy: bool
    span: Span


class Use(NamedTuple):
    """A use of a variable: `$name` or `${name}`, with a modifier and its word perhaps."""

    name: str
    span: Span
    name_span: Span
    modifier: str
    word_span: Span
    quoted: bool


class Problem(NamedTuple):
    """What is wrong with a node in itself, as BuildKit's word lexer says: a code, a message, a place."""

    code: str
    message: str
    span: Span


class Node:
    """A directive, comment, blank line or instruction; `"".join(node.source for node in tree.nodes)` is the text.

    Attributes:
        kind: Which of the four it is.
        source: Its text, line ends and heredocs included.
        escape: The escape character in force.
        header: The length of its own lines, without the heredocs' bodies.
        heredocs: Its heredocs, in order.
    """

    def __init__(self, piece: Piece) -> None:
        self.kind: Kind = piece.kind
        self.source = piece.source
        self.escape = piece.escape
        self.header = piece.header
        self.heredocs: tuple[Heredoc, ...] = piece.heredocs
        if piece.logical is not None:
            self.__dict__["logical"] = piece.logical

    def __repr__(self) -> str:
        return f"Node({self.kind}, {self.source!r})"

    def follow(self, old: Node) -> None:
        """This node stands where another one stood: the statements of that one's script save work. It is not kept."""
        known = old.__dict__.get("statements") or old.__dict__.get("statements before")
        if known is not None:
            self.__dict__["statements before"] = known

    @cached_property
    def logical(self) -> Logical:
        """The instruction's own lines joined: no continuation, no comment, no heredoc body."""
        return join(self.source[: self.header].rstrip("\r\n"), self.escape)

    @property
    def is_parted(self) -> bool:
        """Whether the end of a line parts one of its words."""
        if self.source.find("\n", 0, self.header - 1) < 0:
            return False
        text, cuts = self.logical
        return any(text[at - 1 : at + 1].strip(SPACE)[1:] for at, _ in cuts[1:])

    @property
    def said(self) -> str:
        """The text in which to look for words: the source and, where a line's end parts one, the lines joined."""
        return f"{self.source}{self.logical.text}" if self.is_parted else self.source

    @cached_property
    def _keyword(self) -> raw.Raw:
        text = self.logical.text
        start = len(text) - len(text.lstrip(SPACE))
        end = start
        while end < len(text) and text[end] not in BLANK:
            end += 1
        end = len(text[:end].rstrip(SPACE))
        return raw.Raw(text[start:end], start, end)

    @cached_property
    def keyword(self) -> str:
        """The instruction's keyword in upper case; empty if the node is no instruction."""
        return self._keyword.text.upper() if self.kind == "instruction" else ""

    @property
    def written(self) -> str:
        """The keyword as it is written, its lines joined."""
        return self._keyword.text

    @cached_property
    def keyword_span(self) -> Span:
        """Where the keyword stands."""
        return self.logical.span(self._keyword.start, self._keyword.end)

    @cached_property
    def end(self) -> int:
        """Where the instruction's last word ends in its own lines; line end and trailing blanks excluded."""
        text = self.logical.text.rstrip(SPACE)
        return self.logical.span(0, len(text)).end if text else 0

    @cached_property
    def span(self) -> Span:
        """From the keyword to the end of the instruction, heredocs included, the last line end excluded."""
        if self.kind != "instruction":
            return Span(0, len(self.source.rstrip("\r\n")))
        end = len(self.source.rstrip("\r\n")) if self.heredocs else self.end
        return Span(self.keyword_span.start, max(end, self.keyword_span.end))

    @cached_property
    def _flags(self) -> tuple[tuple[raw.RawFlag, ...], int]:
        return raw.extract_flags(self.logical.text, self._keyword.end)

    @cached_property
    def flags(self) -> tuple[Flag, ...]:
        """The flags, in order, unknown and repeated ones too."""
        return tuple(self._flag(flag) for flag in self._flags[0])

    def _flag(self, flag: raw.RawFlag) -> Flag:
        span = self.logical.span
        name_end = flag.equals if flag.equals >= 0 else flag.end
        value = span(flag.equals + 1, flag.end) if flag.equals >= 0 else span(flag.end, flag.end)
        if flag.equals < 0:
            end = span(flag.start, flag.end).end
            value = Span(end, end)
        return Flag(
            flag.name, flag.value, span(flag.start, flag.end), span(min(flag.start + 2, name_end), name_end), value
        )

    def flag(self, name: str) -> Flag | None:
        """The first flag of that name."""
        return next((flag for flag in self.flags if flag.name == name), None)

    @cached_property
    def arguments(self) -> int:
        """Where the arguments start in the logical text, behind the keyword and the flags."""
        return self._flags[1]

    @cached_property
    def argument_text(self) -> str:
        """The logical text behind the flags, blanks at both ends removed."""
        return self.logical.text[self.arguments :].strip(SPACE)

    @cached_property
    def json(self) -> raw.RawJson | None:
        """The JSON array of an exec form, in offsets of the logical text; None for any other form."""
        if self.keyword not in _JSON:
            return None
        start = self.arguments
        if self.keyword == "HEALTHCHECK":
            kind = raw.blank_words(self.logical.text, start)
            if not kind:
                return None
            start = kind[0].end
        return raw.parse_json(self.logical.text, start)

    @cached_property
    def meant_array(self) -> Meant | None:
        """The JSON array which was meant where there is none; None if nothing looks like it."""
        if self.keyword not in _JSON or self.json is not None or self.heredocs:
            return None
        start = self.shell_start
        text = self.logical.text[start:].strip(SPACE)
        return meant(text, bare=self.keyword in _ARRAYS) if text.startswith("[") else None

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The arguments as BuildKit splits them for this instruction.

        JSON items are decoded. ENV, LABEL and ARG give their `key=value` words. USER, WORKDIR, STOPSIGNAL and
        MAINTAINER give one word. RUN, CMD and ENTRYPOINT in shell form are split at blanks, for want of better.
        """
        text, start = self.logical.text, self.arguments
        if self.keyword == "HEALTHCHECK":
            kind = raw.blank_words(text, start)
            if self.json is not None:
                return self._words((kind[0], *self.json.items))
            return self._words(kind)
        if self.json is not None:
            return self._words(self.json.items)
        if self.keyword in _PAIRS:
            return self._words(raw.quoted_words(text, start, self.escape))
        if self.keyword in _WHOLE:
            return self._words(raw.rest_word(text, start))
        return self._words(raw.blank_words(text, start))

    def _words(self, found: tuple[raw.Raw, ...]) -> tuple[Word, ...]:
        return tuple(self._word(word) for word in found)

    def _word(self, word: raw.Raw) -> Word:
        return Word(word.text, self.logical.span(word.start, word.end))

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """What ENV, LABEL or ARG sets."""
        text, start = self.logical.text, self.arguments
        if self.keyword == "ARG":
            found = tuple(raw.pair(word, text) for word in raw.quoted_words(text, start, self.escape))
        elif self.keyword in _PAIRS:
            found = raw.pairs(text, start, self.escape)
        else:
            return ()
        return tuple(
            Pair(
                self._word(key),
                self._word(value) if value else None,
                legacy,
                self.logical.span(key.start, value.end if value else key.end),
            )
            for key, value, legacy in found
        )

    @cached_property
    def is_shell_form(self) -> bool:
        """Whether what the instruction runs is given to a shell: RUN, CMD, ENTRYPOINT, HEALTHCHECK CMD without JSON."""
        if self.keyword == "HEALTHCHECK":
            return bool(self.words) and self.words[0].text.upper() == "CMD" and self.json is None
        return self.keyword in _SHELL and self.json is None

    @cached_property
    def is_bare_script(self) -> bool:
        """Whether a RUN is a heredoc and nothing else: a script, to which it makes no difference whether its delimiter
        is quoted."""
        words = {heredoc.word for heredoc in self.heredocs}
        return self.keyword == "RUN" and bool(words) and all(word.span in words for word in self.words)

    @cached_property
    def shell_start(self) -> int:
        """Where the shell's text starts in the logical text, for an instruction in shell form."""
        if self.keyword == "HEALTHCHECK":
            kind = raw.blank_words(self.logical.text, self.arguments)
            end = kind[0].end if kind else self.arguments
            return end + len(self.logical.text[end:]) - len(self.logical.text[end:].lstrip(SPACE))
        return self.arguments

    @cached_property
    def _lexed(self) -> Lexed:
        return lex(self.logical.text, self.escape if not self.is_shell_form else "\\")

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """The variables used in the instruction's own lines and in its heredocs, whoever expands them."""
        if "$" not in self.source:
            return ()
        logical = self.logical
        uses = [
            Use(
                use.name,
                logical.span(use.start, use.end),
                logical.span(use.name_start, use.name_end),
                use.modifier,
                logical.span(use.word_start, use.word_end) if use.word_end else Span(0, 0),
                use.quoted,
            )
            for use in self._lexed.uses
        ]
        for heredoc in self.heredocs:
            if not heredoc.expand and not self.is_bare_script:
                continue
            by = heredoc.body.start
            for use in lex(heredoc.body.of(self.source), "\\", quotes=False).uses:
                uses.append(
                    Use(
                        use.name,
                        Span(use.start + by, use.end + by),
                        Span(use.name_start + by, use.name_end + by),
                        use.modifier,
                        Span(use.word_start + by, use.word_end + by) if use.word_end else Span(0, 0),
                        use.quoted,
                    )
                )
        return tuple(uses)

    @cached_property
    def faults(self) -> tuple[Problem, ...]:
        """What BuildKit's word lexer would refuse in the instruction's own lines, were it to expand them all."""
        return tuple(self._problem(fault) for fault in self._lexed.faults)

    def _problem(self, fault: Fault) -> Problem:
        return Problem(fault.code, fault.message, self.logical.span(fault.start, fault.end))

    @cached_property
    def trigger(self) -> tuple[Node, int] | None:
        """The instruction behind ONBUILD as a node of its own, and where it starts in this one."""
        if self.keyword != "ONBUILD":
            return None
        text, start = self.logical.text, self.arguments
        if start >= len(text.rstrip(SPACE)):
            return None
        at = self.logical.source_offset(start)
        heredocs = tuple(
            heredoc._replace(
                word=heredoc.word.shift(-at),
                body=heredoc.body.shift(-at),
                terminator=heredoc.terminator and heredoc.terminator.shift(-at),
            )
            for heredoc in self.heredocs
        )
        inner = Node(Piece("instruction", self.source[at:], self.escape, self.header - at, heredocs, None, State()))
        inner.__dict__["trigger"] = None  # BuildKit refuses an ONBUILD in an ONBUILD.
        return inner, at

    @cached_property
    def script(self) -> Script:
        """The shell commands of an instruction in shell form (and of a RUN's heredoc script); empty for any other."""
        from .shell import script_of

        script = script_of(self)
        self.__dict__.pop("statements before", None)
        return script

    @cached_property
    def directive(self) -> tuple[Word, Word] | None:
        """Name (lower case) and value of a parser directive."""
        if self.kind != "directive":
            return None
        start = self.source.index("#") + 1
        equals = self.source.index("=", start)
        name = self.source[start:equals].strip()
        at = self.source.index(name, start)
        value = self.source[equals + 1 :].strip()
        there = self.source.index(value, equals + 1)
        return Word(name.lower(), Span(at, at + len(name))), Word(value, Span(there, there + len(value)))


class Change(NamedTuple):
    """What became of a row of nodes: those from `first` up to `gone` gave way to those from `first` up to `come`."""

    first: int
    gone: int
    come: int

    @property
    def by(self) -> int:
        """By how much the numbers of the nodes behind have grown."""
        return self.come - self.gone

    def spliced(self, row: list[Item], new: list[Item]) -> list[Item]:
        """A list with one item for each node, with those that are new in their place."""
        made = row.copy()
        made[self.first : self.gone] = new
        return made

    def moved(self, number: int) -> int:
        """The number of a node that has not changed."""
        return number + self.by if number >= self.gone else number

    def only_moved(self, old: list[int], new: list[int]) -> bool:
        """Whether the numbers of some nodes before and after, each in order, are those of the same nodes."""
        return bisect_left(old, self.first) == bisect_left(old, self.gone) and bisect_left(
            new, self.first
        ) == bisect_left(new, self.come)

    def renumbered(self, numbers: list[int], new: list[int]) -> list[int]:
        """The numbers of some of the nodes, in order, with those that are new in their place."""
        first, gone = bisect_left(numbers, self.first), bisect_left(numbers, self.gone)
        if not self.by and numbers[first:gone] == new:
            return numbers
        return numbers[:first] + new + shifted(numbers[gone:], self.by)


class Tree:
    """A text and its nodes.

    Attributes:
        text: The whole text.
        nodes: The nodes, in order.
        starts: Where each node starts in the text.
        states: The splitter's state after each node.
        escape: The escape character.
        eol: The line end that new lines should have.
    """

    def __init__(self, text: str, nodes: list[Node], starts: Offsets, states: list[State]) -> None:
        self.text = text
        self.nodes = nodes
        self.starts = starts
        self.states = states
        self.escape = states[-1].escape if states else "\\"
        self.eol = "\r\n" if text[: text.find("\n") + 1].endswith("\r\n") else "\n"
        self._numbers: dict[Callable[[Node], bool], list[int]] = {}
        self._before: ReferenceType[Tree] | None = None
        self._change = Change(0, 0, 0)

    def since(self, previous: Tree) -> Change | None:
        """What has changed since a tree; None if that is neither this one nor the hint that it was made with."""
        if previous is self:
            return Change(len(self.nodes), len(self.nodes), len(self.nodes))
        return self._change if self._before is not None and self._before() is previous else None

    def take_over(self, old: Tree, change: Change) -> None:
        """This is a tree made with another one as a hint: what that one knows of its nodes is taken over.

        The other one itself is not kept.
        """
        self._before, self._change = ref(old), change
        new = self.nodes[change.first : change.come]
        for holds, numbers in old._numbers.items():
            self._numbers[holds] = change.renumbered(
                numbers, [number for number, node in enumerate(new, change.first) if holds(node)]
            )
        if "by_keyword" in old.__dict__:
            by_keyword = old.by_keyword
            fresh: dict[str, list[int]] = {}
            for number, node in enumerate(new, change.first):
                if node.kind == "instruction":
                    fresh.setdefault(node.keyword, []).append(number)
            self.__dict__["by_keyword"] = {
                keyword: numbers
                for keyword in (*by_keyword, *(keyword for keyword in fresh if keyword not in by_keyword))
                if (numbers := change.renumbered(by_keyword.get(keyword, []), fresh.get(keyword, [])))
            }

    def where(self, holds: Callable[[Node], bool]) -> list[int]:
        """The numbers of the nodes of which something holds. What holds must follow from the node alone.

        It is asked once for each node: with the next version of the text, only about nodes that are new. So what looks
        for something rare in the whole file looks at what it finds, and at nothing else.
        """
        found = self._numbers.get(holds)
        if found is None:
            found = [number for number, node in enumerate(self.nodes) if holds(node)]
            self._numbers[holds] = found
        return found

    def learn(self, holds: Callable[[Node], bool], numbers: list[int]) -> None:
        """Take it as given of which nodes something holds: whoever makes them all knows it at no cost."""
        self._numbers[holds] = numbers

    @property
    def open_ended(self) -> int:
        """The number of the first node with a heredoc that lacks its end; the number of nodes if there is none."""
        found = self.where(is_open_ended)
        return found[0] if found else len(self.nodes)

    @property
    def instructions(self) -> list[int]:
        """The numbers of the nodes that are instructions."""
        return self.where(_is_instruction)

    @cached_property
    def by_keyword(self) -> dict[str, list[int]]:
        """The numbers of the instructions, by keyword."""
        found: dict[str, list[int]] = {}
        for number in self.instructions:
            found.setdefault(self.nodes[number].keyword, []).append(number)
        return found

    @property
    def comments(self) -> list[int]:
        """The numbers of the nodes that are comments or directives."""
        return self.where(_is_comment)

    def number_at(self, offset: int) -> int:
        """The number of the node at an offset; -1 if the text is empty."""
        return self.starts.number(offset)

    def node_at(self, offset: int) -> tuple[Node, int] | None:
        """The node at an offset and where it starts."""
        number = self.number_at(offset)
        return (self.nodes[number], self.starts[number]) if number >= 0 else None

    def place(self, number: int, span: Span) -> Span:
        """A node's span as a span of the text."""
        return span.shift(self.starts[number])


def _is_instruction(node: Node) -> bool:
    return node.kind == "instruction"


def _is_comment(node: Node) -> bool:
    return node.kind in ("comment", "directive")


def is_open_ended(node: Node | Piece) -> bool:
    """Whether a heredoc of it lacks its end."""
    return bool(node.heredocs) and node.heredocs[-1].terminator is None
