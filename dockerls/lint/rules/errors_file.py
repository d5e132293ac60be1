"""What BuildKit refuses about a file as a whole: directives, unknown instructions, missing stages, endless heredocs."""

from __future__ import annotations

from collections.abc import Iterator

from ...docker import BOOLEANS, INSTRUCTIONS
from ...late import regex
from ...model import Facts, Model
from ...spelling import nearest
from ...syntax import Node
from ...syntax.lines import SPACE
from ...syntax.once import once
from ...text import Edit, Span
from ..rule import Finding, Fix, Related, rule

_LONGEST = 65535
_LINES = regex(r"[^\n]+")
_CHECK_OPTIONS = ("skip", "error", "experimental")


def _is_unknown(node: Node) -> bool:
    return node.kind == "instruction" and node.keyword not in INSTRUCTIONS


def _is_put_off(node: Node) -> bool:
    return node.keyword == "ONBUILD"


@rule("DF1001", Model, names=("UNKNOWN_INSTRUCTION",), severity="error", nodes=(_is_unknown, _is_put_off))
def unknown_instruction(model: Model) -> Iterator[Finding]:
    r"""
    A line begins with a word that is no instruction.

    Often it is a typing error, or the line before it lost the backslash at its end.

    ```dockerfile bad
    FROM alpine:3.23
    $0RUNN$0 echo hello
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    RUN echo hello
    ```
    ```dockerfile good
    FROM alpine:3.23
    RUN echo \
        hello
    ```
    """
    tree = model.tree
    for number in tree.where(_is_unknown):
        yield _unknown(tree.nodes[number]).shift(tree.starts[number])
    for number in tree.where(_is_put_off):
        inner = tree.nodes[number].trigger
        if inner is not None and inner[0].keyword not in INSTRUCTIONS:
            finding = _unknown(inner[0]).shift(tree.starts[number] + inner[1])
            yield finding._replace(severity="warning")


@once
def _unknown(node: Node) -> Finding:
    word = node.keyword_span.of(node.source)
    glued = next((name for name in INSTRUCTIONS if word.upper().startswith(name) and word[: len(name)].isupper()), "")
    near = nearest(word, INSTRUCTIONS)
    if near:
        text = near.lower() if word.islower() else near
    elif glued and len(word) > len(glued):
        text = f"{glued} {word[len(glued) :]}"
    else:
        return Finding(
            node.keyword_span, f"`{word}` is no instruction. Is a backslash missing at the end of a line above?"
        )
    fix = Fix(f"Write {text}", (Edit(node.keyword_span, text),))
    fixes = (fix,) if node.argument_text or " " in text else ()  # Else it would lack its argument.
    return Finding(node.keyword_span, f"`{word}` is no instruction. Did you mean `{text}`?", fixes)


@rule("DF1002", Model, names=("NO_SOURCE_IMAGE",), severity="error")
def no_stage(model: Model) -> Iterator[Finding]:
    """
    The file has no FROM, so there is nothing to build.

    Every build stage begins with a FROM; `FROM scratch` begins with nothing.

    ```dockerfile bad
    # My first Dockerfile
    $0ARG$0 VERSION=1
    ```
    ```dockerfile good
    ARG VERSION=1
    FROM alpine:${VERSION}
    ```
    """
    if model.stages:
        return
    tree = model.tree
    if not tree.instructions:
        yield Finding(Span(0, 0), "The file holds no instruction. A Dockerfile begins with a `FROM`.")
        return
    wanted = (number for number in tree.instructions if tree.nodes[number].keyword != "ARG")
    number = next(wanted, tree.instructions[-1])
    span = tree.place(number, tree.nodes[number].keyword_span)
    alone = tree.nodes[number].keyword == "ARG"
    names = ("DF1002", "NO_SOURCE_IMAGE", *(() if alone else ("DL3061",)))
    yield Finding(span, "The file has no `FROM`, so there is no stage to build.", names=names)


@rule("DF1003", Model, names=("DL3061",), severity="error")
def instruction_before_from(model: Model) -> Iterator[Finding]:
    """
    An instruction stands before the first FROM.

    Only ARG may: it declares variables for the FROM lines. All else belongs to a stage.

    ```dockerfile bad
    $0ENV$0 A=1
    FROM alpine:3.23
    ```
    ```dockerfile good
    ARG VERSION=3.23
    FROM alpine:${VERSION}
    ENV A=1
    ```
    """
    if not model.stages:
        return
    tree = model.tree
    for number in tree.instructions:
        if number >= model.stages[0].number:
            return
        node = tree.nodes[number]
        if node.keyword != "ARG" and node.keyword in INSTRUCTIONS:
            span = tree.place(number, node.keyword_span)
            yield Finding(span, f"`{node.keyword}` stands before the first `FROM`, where only `ARG` may.")


@rule("DF1004", "RUN COPY ADD ONBUILD", severity="error", parsed=True, says=("<<",))
def unterminated_heredoc(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A heredoc is opened and never ended.

    It ends at a line that holds nothing but its name: no blank before or behind it.
    With `<<-` there may be tabs before it.

    ```dockerfile bad
    FROM alpine:3.23
    RUN $0<<EOF$0
    echo hello
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    RUN <<EOF
    echo hello
    EOF
    ```
    """
    missing = [heredoc for heredoc in node.heredocs if heredoc.terminator is None]
    if not missing or (node.keyword == "ONBUILD" and node.trigger is not None):
        return
    eol = "\r\n" if "\r\n" in node.source else "\n"
    text = "" if node.source.endswith("\n") else eol
    text += "".join(heredoc.name + eol for heredoc in missing)
    fix = Fix(f"Add {missing[0].name} below", (Edit(Span(len(node.source), len(node.source)), text),))
    yield Finding(missing[0].word, f"The heredoc never ends: no line holds `{missing[0].name}` alone.", (fix,))


@rule("DF1005", Model, names=("INVALID_ESCAPE_DIRECTIVE",), severity="error")
def unreadable(model: Model) -> Iterator[Finding]:
    r"""
    BuildKit cannot even read the lines: the escape character is a wrong one, or a line is too long.

    Only a backslash or a backtick can be the escape character.
    No line may be longer than 65,535 bytes: break it, or move what it holds into a file of its own.

    ```dockerfile bad
    # escape=$0^$0
    FROM alpine:3.23
    ```
    ```dockerfile good
    # escape=`
    FROM mcr.microsoft.com/windows/nanoserver:ltsc2025
    ```
    """
    for number, node in _directives(model):
        if node.directive is None:
            continue
        name, value = node.directive
        if name.text == "escape" and value.text not in ("\\", "`"):
            span = model.tree.place(number, value.span)
            what = f"`{value.text}` cannot be the escape character" if value.text else "An escape character is missing"
            yield Finding(span, f"{what}: only a backslash or a backtick can be one.")
            break
    text = model.tree.text
    if len(text) * 4 <= _LONGEST or not model.tree.where(_may_be_too_long):
        return
    for line in _LINES.finditer(text):
        if len(line[0]) * 4 > _LONGEST and len(line[0].encode("utf-8", "replace")) > _LONGEST:
            start = Span(line.start(), line.start() + 1)
            yield Finding(start, f"The line is longer than {_LONGEST} bytes.", names=("DF1005",))


def _may_be_too_long(node: Node) -> bool:
    # A line lies within one node, but for a byte order mark.
    return len(node.source) * 4 >= _LONGEST - 4


@rule("DF1006", Model, names=("DUPLICATED_ESCAPE_DIRECTIVE",), severity="error")
def duplicate_directive(model: Model) -> Iterator[Finding]:
    """
    A directive comes twice.

    Each of `syntax`, `escape` and `check` may stand at most once.

    ```dockerfile bad
    # $0syntax$0=docker/dockerfile:1
    # $0syntax$0=docker/dockerfile:1.20
    FROM alpine:3.23
    ```
    ```dockerfile fixed
    # syntax=docker/dockerfile:1
    FROM alpine:3.23
    ```
    """
    seen: dict[str, Span] = {}
    told: set[str] = set()
    for number, node in _directives(model):
        if node.directive is None:
            continue
        name, start = node.directive[0], model.tree.starts[number]
        span = name.span.shift(start)
        first = seen.setdefault(name.text, span)
        if first is span:
            continue
        fix = Fix("Remove the second", (Edit(Span(start, start + len(node.source)), ""),))
        message = f"`# {name.text}=` may stand only once."
        if name.text not in told:
            yield Finding(first, message, (fix,), (Related(span, "It comes again here."),))
        yield Finding(span, message, (fix,), (Related(first, "It came here first."),))
        told.add(name.text)


@rule("DF1007", Model, severity="error")
def invalid_check_option(model: Model) -> Iterator[Finding]:
    """
    `# check=` has an option which does not exist, or a value that is neither true nor false.

    Its options are `skip=`, `error=` and `experimental=`, parted by semicolons.

    ```dockerfile bad
    # check=skip=all;$0errors$0=true
    FROM alpine:3.23
    ```
    ```dockerfile fixed
    # check=skip=all;error=true
    FROM alpine:3.23
    ```
    ```dockerfile good
    # check=skip=StageNameCasing,JSONArgsRecommended;error=true
    FROM alpine:3.23
    ```
    """
    for number, node in _directives(model):
        if node.source[0] != "#":
            return  # The reader of this directive, unlike the others', allows no blank before it.
        if node.directive is None or node.directive[0].text != "check":
            continue
        value = node.directive[1]
        at = model.tree.starts[number] + value.span.start
        # BuildKit reads the value up to the first blank, and three options of it; a fourth is a part of the third.
        for option in value.text.partition(" ")[0].split(";", 2):
            yield from _check_option(option, at)
            at += len(option) + 1
        return


def _check_option(option: str, at: int) -> Iterator[Finding]:
    name, sign, value = option.partition("=")
    bare = name.strip(SPACE)
    start = at + len(name) - len(name.lstrip(SPACE))
    span = Span(start, start + len(bare))
    if not sign:
        yield Finding(span, f"`{bare}` has no value: write `skip=…`, `error=true` or `experimental=…`.")
    elif bare not in _CHECK_OPTIONS:
        near = nearest(bare, _CHECK_OPTIONS)
        fixes = (Fix(f"Write {near}", (Edit(span, near),)),) if near else ()
        hint = f" Did you mean `{near}`?" if near else ""
        yield Finding(span, f"`{bare}` is no option of `# check=`.{hint}", fixes)
    elif bare == "error" and value.strip(SPACE) not in BOOLEANS:
        first = at + len(name) + 1
        yield Finding(Span(first, first + len(value)), f"`error=` takes `true` or `false`, and not `{value}`.")


def _directives(model: Model) -> Iterator[tuple[int, Node]]:
    for number, node in enumerate(model.tree.nodes):
        if node.kind == "directive":
            yield number, node
        elif node.kind != "blank" or node.source != "\ufeff":
            return
