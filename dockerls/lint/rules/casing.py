"""Rules about upper and lower case: keywords, AS, stage names. They know no meaning."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from ...docker.instructions import INSTRUCTIONS
from ...model import Facts
from ...syntax import Node
from ...syntax.once import once
from ...syntax.views import from_, mounts
from ...text import Edit, Span
from .. import Finding, Fix, InNode, Model, Related, rule


def _is_not_upper(node: Node) -> bool:
    return node.keyword in INSTRUCTIONS and node.written != node.keyword


def _is_not_lower(node: Node) -> bool:
    return node.keyword in INSTRUCTIONS and node.written != node.written.lower()


@rule("ConsistentInstructionCasing", Model, nodes=(_is_not_upper, _is_not_lower))
def consistent_instruction_casing(model: Model) -> Iterator[InNode]:
    """
    A keyword is written in another case than most of the file.

    BuildKit takes both cases; the eye reads keywords faster if they all look the same.
    The file's majority decides, and upper case where there is none.

    ```dockerfile bad
    FROM alpine:3.23
    $0run$0 apk add --no-cache curl
    COPY app /usr/bin/app
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    RUN apk add --no-cache curl
    COPY app /usr/bin/app
    ```
    ```dockerfile good
    from alpine:3.23
    run apk add --no-cache curl
    ```
    """
    tree = model.tree
    first = len(model.head.instructions)
    start = tree.instructions[first] if first < len(tree.instructions) else len(tree.nodes)
    not_upper, not_lower = tree.where(_is_not_upper), tree.where(_is_not_lower)
    behind = bisect_left(not_upper, start), bisect_left(not_lower, start)
    # What is in neither case is in both lists, and so it does not change which of them is longer.
    if len(not_upper) - behind[0] > len(not_lower) - behind[1]:
        odd, told = not_lower[behind[1] :], _not_lower
    else:
        odd, told = not_upper[behind[0] :], _not_upper
    for number in odd:
        yield InNode(number, told(tree.nodes[number]))


@once
def _not_upper(node: Node) -> Finding:
    return _odd(node, "upper", node.keyword)


@once
def _not_lower(node: Node) -> Finding:
    return _odd(node, "lower", node.keyword.lower())


def _odd(node: Node, case: str, wanted: str) -> Finding:
    place = node.keyword_span
    edits = [Edit(place, wanted)]
    word = from_(node).as_word if node.keyword == "FROM" else None
    if word is not None and "\n" not in word.span.of(node.source):  # It is written as its FROM is.
        edits.append(Edit(word.span, "AS" if wanted.isupper() else "as"))
    fix = Fix(f"Write {wanted}", tuple(edits), safe=True)
    return Finding(place, f"`{node.written}` is not in {case} case, as most keywords of this file are.", (fix,))


@rule("FromAsCasing", "FROM")
def from_as_casing(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    FROM and its AS are written in different cases.

    BuildKit takes both. A keyword that is written like its neighbours is not mistaken for a name.

    ```dockerfile bad
    FROM golang:1.26 $0as$0 build
    ```
    ```dockerfile fixed
    FROM golang:1.26 AS build
    ```
    ```dockerfile good
    from golang:1.26 as build
    ```
    """
    keyword = node.keyword_span.of(node.source)
    words = node.words
    if len(words) < 3 or not (keyword.islower() or keyword.isupper()):
        return
    word = words[1]
    wanted = word.text.lower() if keyword.islower() else word.text.upper()
    if word.text != wanted and word.text.upper() == "AS":
        fix = Fix(f"Write {wanted}", (Edit(word.span, wanted),), safe=True)
        yield Finding(word.span, f"`{word.text}` is not in the same case as its `{keyword}`.", (fix,))


@rule("StageNameCasing", Model)
def stage_name_casing(model: Model) -> Iterator[Finding]:
    """
    A stage's name has upper-case letters.

    Stage names mean the same in any case, and BuildKit turns them into lower case.
    Lower case looks the same everywhere: in `FROM`, in `--from=` and in `docker build --target`.

    ```dockerfile bad
    FROM golang:1.26 AS $0Build$0
    FROM scratch
    COPY --from=Build /app /app
    ```
    ```dockerfile fixed
    FROM golang:1.26 AS build
    FROM scratch
    COPY --from=build /app /app
    ```
    ```dockerfile good
    FROM golang:1.26 AS build
    ```
    """
    tree = model.tree
    for at in tree.where(_has_capitals):
        stage = model.stage_of(at)
        name = stage.name_word if stage is not None else None
        if stage is None or name is None:
            continue
        place = tree.place(stage.number, name.span)
        mentions = _mentions(model).get(stage.name, ()) if model.stage_named(stage.name) is stage else ()
        others = [span for span, text in mentions if text != stage.name]
        edits = (Edit(place, stage.name), *(Edit(span, stage.name) for span in others))
        related = tuple(Related(span, "It is named here, too.") for span in others)
        fix = Fix(f"Write {stage.name}", edits, safe=True)
        yield Finding(place, f"The stage name `{name.text}` is not in lower case.", (fix,), related)


def _has_capitals(node: Node) -> bool:
    """Whether a FROM gives its stage a name that is not in lower case."""
    view = from_(node) if node.keyword == "FROM" else None
    return view is not None and view.name is not None and view.name.text != view.name.text.lower() and not view.extra


@once
def _mentions(model: Model) -> dict[str, list[tuple[Span, str]]]:
    """Where `--from=` or `from=` names a stage, by its name in lower case. FROM minds the case: one that spells it
    otherwise means an image."""
    tree = model.tree
    found: dict[str, list[tuple[Span, str]]] = {}
    for number in sorted([*tree.by_keyword.get("COPY", ()), *tree.by_keyword.get("RUN", ())]):
        node = tree.nodes[number]
        words = [(flag.value, flag.value_span) for flag in node.flags if node.keyword == "COPY" and flag.name == "from"]
        if node.keyword == "RUN" and "from=" in node.source:
            options = [option for mount in mounts(node) for option in mount.options if option.name.lower() == "from"]
            words += [(option.value, option.value_span) for option in options]
        for value, span in words:
            place = tree.place(number, span)
            if value and place.of(tree.text) == value:
                found.setdefault(value.lower(), []).append((place, value))
    return found
