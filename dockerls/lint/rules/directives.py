"""Rules about parser directives that BuildKit takes for plain comments: misspelt ones, and those too far down."""

from __future__ import annotations

from collections.abc import Iterator

from ...docker import DIRECTIVES
from ...late import regex
from ...named import NamedTuple
from ...spelling import nearest
from ...syntax import Node
from ...syntax.once import once
from ...text import Edit, Span
from .. import Finding, Fix, Model, rule
from ..pragmas import pragmas

_NEARLY = regex(r"#[ \t]*([A-Za-z]+)([ \t]*[=:][ \t]*|[ \t]+)(\S(?:.*\S)?)\s*$")
_VALUES = {
    "syntax": regex(r"(?<![\w.:/-])[\w.:/-]*/dockerfile(?:-upstream)?(?:[:@]\S+)?"),
    "escape": regex(r"[\\`]"),
    "check": regex(r"(?:skip|error|experimental)=\S+"),
}


class _Nearly(NamedTuple):
    """A comment that looks like a directive: the one it means, and where its name and its sign stand."""

    name: str
    word: Span
    sign: Span
    exact: bool


@once
def _nearly(node: Node) -> _Nearly | None:
    match = _NEARLY.match(node.source.lstrip(" \t"))
    if match is None:
        return None
    at = len(node.source) - len(node.source.lstrip(" \t"))
    word = match[1].lower()
    name = next((name for name, values in _VALUES.items() if values.fullmatch(match[3])), "")
    if not name or (word != name and nearest(word, (name,)) != name) or (word != name and word in DIRECTIVES):
        return None
    sign = Span(*match.span(2)).shift(at)
    return _Nearly(name, Span(*match.span(1)).shift(at), sign, word == name and match[2].strip() == "=")


@rule("DF1091", Model, names=("tally/syntax-directive-typo",))
def misspelt_directive(model: Model) -> Iterator[Finding]:
    """
    A comment at the top looks like a parser directive and is none.

    `syntax`, `escape` and `check` must be spelt so, with an equals sign. BuildKit passes over anything else.

    ```dockerfile bad
    # $0sytnax$0=docker/dockerfile:1
    FROM alpine:3.23
    ```
    ```dockerfile fixed
    # syntax=docker/dockerfile:1
    FROM alpine:3.23
    ```
    ```dockerfile bad
    # $0syntax: $0docker/dockerfile:1
    FROM alpine:3.23
    ```
    ```dockerfile fixed
    # syntax=docker/dockerfile:1
    FROM alpine:3.23
    ```
    ```dockerfile good
    # syntax=docker/dockerfile:1
    # check=skip=JSONArgsRecommended
    FROM alpine:3.23
    ```
    """
    tree = model.tree
    for number in tree.comments:
        node = tree.nodes[number]
        if node.kind == "directive":
            continue
        if tree.instructions and number > tree.instructions[0]:
            return
        found = _nearly(node)
        if found is None or found.exact:
            continue
        span = (
            found.word if found.word.of(node.source).lower() != found.name else Span(found.word.start, found.sign.end)
        )
        edit = Edit(tree.place(number, Span(found.word.start, found.sign.end)), f"{found.name}=")
        yield Finding(
            tree.place(number, span),
            f"This is a plain comment. Did you mean `{found.name}=`?",
            (Fix(f"Write {found.name}=", (edit,)),),
        )


def _is_written_as_one(node: Node) -> bool:
    """Whether a comment is written as a directive is."""
    found = _nearly(node) if node.kind == "comment" else None
    return found is not None and found.exact


@rule("DF1092", Model)
def directive_too_late(model: Model) -> Iterator[Finding]:
    """
    A parser directive stands too far down, and is a plain comment there.

    Directives count at the very top only: a blank line, another comment or an instruction ends them.
    `# check=skip=…` may also stand right above an instruction, and then skips checks for that one alone.

    ```dockerfile bad
    # How the shop is built.
    $0# syntax=docker/dockerfile:1$0
    FROM alpine:3.23
    ```
    ```dockerfile fixed
    # syntax=docker/dockerfile:1
    # How the shop is built.
    FROM alpine:3.23
    ```
    ```dockerfile good
    # syntax=docker/dockerfile:1
    # How the shop is built.
    FROM alpine:3.23
    ```
    """
    tree = model.tree
    late = tree.where(_is_written_as_one)
    above = {words[0].text for node in tree.nodes[:8] if late and (words := node.directive) is not None}
    instruction_below = pragmas(tree).targets()
    for number in late:
        node = tree.nodes[number]
        found = _nearly(node)
        if found is None or (found.name == "check" and instruction_below(number) >= 0):
            continue
        fixes: tuple[Fix, ...] = ()
        if (
            found.name not in above and found.name != "escape"
        ):  # Another escape character would change all that follows.
            above.add(found.name)
            at = 1 if tree.text.startswith("\ufeff") else 0
            line = node.source.strip() + tree.eol
            start = tree.starts[number]
            fixes = (
                Fix("Move it to the top", (Edit(Span(at, at), line), Edit(Span(start, start + len(node.source)), ""))),
            )
        yield Finding(
            tree.place(number, Span(node.source.index("#"), node.span.end)),
            f"`{found.name}` counts at the very top only, and is a plain comment here.",
            fixes,
        )
