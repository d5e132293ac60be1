"""Which names in a file mean the same thing: variables, stages, heredoc delimiters, and every place that names them.

It follows BuildKit's scopes, as the model does, and the shell's where an instruction is given to one. It must not know
what is done with the answer: navigation, renaming and rules all read the same list.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Literal

from .late import regex
from .model import Facts, Model, unquote
from .named import NamedTuple
from .syntax import Heredoc, Node, Pair
from .syntax.shellnames import Name, shell_names
from .syntax.views import copy, from_, mounts
from .text import Span

SymbolKind = Literal["variable", "free", "secret", "shell", "stage", "source", "heredoc"]
Role = Literal["declaration", "assignment", "use"]

HEAD = -1
"""The home of what is declared before the first FROM."""
FROM_LINES = -2
"""The home of free variables of FROM lines, which see nothing but global ARGs."""

_DIGITS = regex(r"[0-9]+")
_NO_NAME = regex(r"[$\"']")
"""What makes a key one that is worked out, or one with a quote that is never closed."""


class Symbol(NamedTuple):
    """What names refer to; equal symbols are the same thing.

    Attributes:
        kind: `variable`: declared by ARG or ENV, with all re-declarations that it is the same for. `free`: a variable
            which nothing declares at its uses, such as one of the base image. `secret`: set by a mount for one RUN.
            `shell`: set by the script of one instruction. `stage`. `source`: what `--from` names if it is no stage.
            `heredoc`: a delimiter.
        name: Its name; in lower case for stages and sources, empty for a stage without one.
        home: The index of the stage where it is at home (`HEAD`, `FROM_LINES` outside of any); for secret, shell and
            heredoc the number of the node.
        part: For a heredoc which of the node's it is.
    """

    kind: SymbolKind
    name: str
    home: int
    part: int = 0


class Reference(NamedTuple):
    """A place that names a symbol.

    Attributes:
        number: The number of the node.
        span: Where the bare name stands in the node: no `$`, no braces, no quotes.
        symbol: What it names.
        role: Whether it declares the symbol, gives it another value in a shell, or uses it.
    """

    number: int
    span: Span
    symbol: Symbol
    role: Role


def references(model: Model) -> tuple[Reference, ...]:
    """All references of a file, in the order of the text."""
    found = [*_Variables(model).references(), *_stages(model), *_heredocs(model)]
    return tuple(sorted(found, key=lambda reference: (reference.number, reference.span)))


def in_node(model: Model, number: int) -> tuple[Reference, ...]:
    """The references of one node."""
    found = model.references
    return found[
        bisect_left(found, number, key=lambda reference: reference.number) : bisect_right(
            found, number, key=lambda reference: reference.number
        )
    ]


def reference_at(model: Model, offset: int) -> Reference | None:
    """The reference at an offset; at the border of two, the one that begins there."""
    number = model.tree.number_at(offset)
    if number < 0:
        return None
    at = offset - model.tree.starts[number]
    touched = [reference for reference in in_node(model, number) if reference.span.touches(at)]
    return max(touched, key=lambda reference: reference.span.start, default=None)


def occurrences(model: Model, symbol: Symbol) -> list[Reference]:
    """The references to a symbol, in the order of the text."""
    return [reference for reference in model.references if reference.symbol == symbol]


def place(model: Model, reference: Reference) -> Span:
    """Where a reference stands in the text."""
    return model.tree.place(reference.number, reference.span)


# Variables


class _Variables:
    """One walk over a file: which variables each instruction sees, and so which ones its names mean."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.found: list[Reference] = []
        self.same: dict[Symbol, Symbol] = {}
        self.globals: dict[str, Symbol] = {}

    def references(self) -> Iterator[Reference]:
        tree = self.model.tree
        scope: dict[str, Symbol] = {}
        ends: list[dict[str, Symbol]] = []
        home = HEAD
        for number in tree.instructions:
            node = tree.nodes[number]
            if node.keyword == "FROM":
                home += 1
                base = self.model.stages[home].base
                scope = dict(ends[base]) if base is not None else {}
                ends.append(scope)
                self.uses(number, node, 0, self.globals, FROM_LINES)
            else:
                self.instruction(number, node, 0, scope, home)
        for reference in self.found:
            yield reference._replace(symbol=self.root(reference.symbol))

    def instruction(self, number: int, node: Node, by: int, scope: dict[str, Symbol], home: int) -> None:
        while node.trigger is not None:  # What is put off sees this stage's variables, as those that build on it do.
            node, start = node.trigger
            by += start
        if node.keyword == "ENV":
            self.uses(number, node, by, scope, home)
            for pair in node.pairs:
                self.declare(number, pair, by, scope, home, "ENV")
        elif node.keyword == "ARG":
            names = sorted(_names(node, self.model.facts[number] or Facts()), key=lambda item: item.span.start)
            for pair in node.pairs:
                first = bisect_left(names, pair.span.start, key=lambda item: item.span.start)
                stop = bisect_right(names, pair.span.end, key=lambda item: item.span.start)
                self.uses(number, node, by, scope, home, names[first:stop])
                self.declare(number, pair, by, scope, home, "ARG")
        else:
            self.uses(number, node, by, scope, home)

    def declare(
        self, number: int, pair: Pair, by: int, scope: dict[str, Symbol], home: int, kind: Literal["ARG", "ENV"]
    ) -> None:
        key = pair.key
        name = unquote(key.text)
        if not name or _NO_NAME.search(name):
            return
        span = Span(key.span.start + 1, key.span.end - 1) if name != key.text else key.span
        symbol = scope.setdefault(name, Symbol("variable", name, home))
        if home == HEAD:
            if kind == "ARG":
                self.globals[name] = symbol
        elif kind == "ARG" and pair.value is None and name in self.globals:
            self.join(symbol, self.globals[name])
        self.found.append(Reference(number, span.shift(by), symbol, "declaration"))

    def uses(
        self,
        number: int,
        node: Node,
        by: int,
        scope: dict[str, Symbol],
        home: int,
        names: Iterable[Name] | None = None,
    ) -> None:
        """Note the names in an instruction, or those of them that are given."""
        own: dict[str, Symbol] = {}
        if node.keyword == "RUN":
            for name, span in _secrets(node):
                own[name] = Symbol("secret", name, number)
                self.found.append(Reference(number, span.shift(by), own[name], "declaration"))
        for item in _names(node, self.model.facts[number] or Facts()) if names is None else names:
            role: Role = "assignment" if item.assigns else "use"
            symbol = own.get(item.name) or scope.get(item.name)
            if item.local or (item.scripted and symbol is None):
                symbol = Symbol("shell", item.name, number)
                role = "declaration" if item.assigns else "use"
            elif symbol is None:
                if item.guess:
                    continue
                symbol = Symbol("free", item.name, home)
            self.found.append(Reference(number, item.span.shift(by), symbol, role))

    def root(self, symbol: Symbol) -> Symbol:
        while symbol in self.same:
            symbol = self.same[symbol]
        return symbol

    def join(self, one: Symbol, other: Symbol) -> None:
        """From now on the two are the same; the one at home further up gives the name to both."""
        first, second = sorted((self.root(one), self.root(other)), key=lambda symbol: symbol.home)
        if first != second:
            self.same[second] = first


def _names(node: Node, facts: Facts) -> Iterable[Name]:
    if node.is_shell_form:
        return shell_names(node, facts.shell[0] if facts.shell else "")
    if node.keyword == "SHELL":  # Nobody expands it: what looks like variables is the shell's own business.
        return ()
    return (Name(use.name, use.name_span) for use in node.uses if use.name.isidentifier())


def _secrets(node: Node) -> Iterator[tuple[str, Span]]:
    """The variables that secret mounts of a RUN set."""
    for mount in mounts(node):
        option = mount.option("env") if mount.type == "secret" else None
        if option is not None and option.value and option.value.isidentifier():
            yield option.value, bare(node, option.value_span, option.value)


# Stages


def stage_symbols(model: Model) -> list[Symbol]:
    """The symbol of each stage. Stages of the same name share one, since nothing tells them apart."""
    first: dict[str, int] = {}
    for stage in model.stages:
        first.setdefault(stage.name, stage.index)
    return [Symbol("stage", stage.name, first[stage.name] if stage.name else stage.index) for stage in model.stages]


def _stages(model: Model) -> Iterator[Reference]:
    nodes = model.tree.nodes
    symbols = stage_symbols(model)
    for stage in model.stages:
        if stage.name_word is not None:
            yield Reference(stage.number, stage.name_word.span, symbols[stage.index], "declaration")
        image = from_(nodes[stage.number]).image
        if stage.base is not None and image is not None and "$" not in image.text:
            span = bare(nodes[stage.number], image.span, stage.image or "")
            yield Reference(stage.number, span, symbols[stage.base], "use")
    for number in model.tree.instructions:
        for text, span, numbered in sources(nodes[number]):
            found = model.stage_named(text) if numbered or not text.isdigit() else None
            symbol = symbols[found.index] if found else Symbol("source", text.lower(), HEAD)
            yield Reference(number, span, symbol, "use")


def sources(node: Node, by: int = 0) -> Iterator[tuple[str, Span, bool]]:
    """What an instruction names with `--from=` or a mount's `from=`: the text, its span, and whether a number there
    is that of a stage."""
    while node.trigger is not None:
        node, start = node.trigger
        by += start
    if node.keyword == "COPY":
        flag = copy(node).stage
        if flag is not None and flag.value and "$" not in flag.value:
            yield flag.value, bare(node, flag.value_span, flag.value).shift(by), True
    elif node.keyword == "RUN":
        for mount in mounts(node):
            option = mount.option("from")
            if option is not None and option.value and "$" not in option.value:
                yield option.value, bare(node, option.value_span, option.value).shift(by), False


def is_number(text: str) -> bool:
    """Whether a `--from` names a stage by its number."""
    return _DIGITS.fullmatch(text) is not None


# Heredocs


def _heredocs(model: Model) -> Iterator[Reference]:
    for number in model.tree.instructions:
        node = model.tree.nodes[number]
        for part, heredoc in enumerate(node.heredocs):
            span = delimiter(node, heredoc)
            if span is None:
                continue
            symbol = Symbol("heredoc", heredoc.name, number, part)
            yield Reference(number, span, symbol, "declaration")
            if heredoc.terminator is not None:
                end = heredoc.terminator.end
                yield Reference(number, Span(end - len(heredoc.name), end), symbol, "use")


def delimiter(node: Node, heredoc: Heredoc) -> Span | None:
    """Where a heredoc's bare delimiter stands; None if quotes or escapes within part it."""
    at = heredoc.word.of(node.source).rfind(heredoc.name)
    if at < 0 or not heredoc.name:
        return None
    start = heredoc.word.start + at
    return Span(start, start + len(heredoc.name))


def bare(node: Node, span: Span, text: str) -> Span:
    """Where `text` stands in a span whose source may have quotes around it; all of the span if it is not in one piece
    there."""
    at = span.of(node.source).find(text)
    return Span(span.start + at, span.start + at + len(text)) if at >= 0 else span
