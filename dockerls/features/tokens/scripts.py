"""The texts which an instruction hands on: its shell form and its heredocs, painted by their languages."""

from __future__ import annotations

from ...syntax import Heredoc, Node
from ...syntax.shell import parse_shell, parsed
from ...syntax.shellmarks import shell_marks
from ...syntax.views import copy
from ...text import Span
from .languages import language_marks, language_of_file, language_of_program
from .legend import paint, paint_all

_SHELL_STYLES = {
    "assignment": "variable.modification",
    "command": "function",
    "function": "function.declaration",
    "option": "parameter",
}
_OPENERS = "0123456789<-"


def script(made: bytearray, node: Node, shell: str) -> None:
    """What an instruction in shell form gives to its shell, heredocs that are scripts included."""
    logical = node.logical
    if shell != "posix":
        start = node.shell_start
        for span, style in language_marks(shell, logical.text[start:]):
            paint(made, logical.span(span.start + start, span.end + start), style)
        return
    for text, root, start, body in parsed(node):
        if body:
            _shell(made, text, root, start)
            continue
        # The header is painted as the shell sees it, and then cut to where its pieces stand.
        joined = bytearray(len(logical.text))
        _shell(joined, text, root, start)
        ends = [here for here, _ in logical.cuts[1:]] + [len(joined)]
        for (here, there), end in zip(logical.cuts, ends):
            first = max(here, start)
            if first < end:
                made[there + first - here : there + end - here] = joined[first:end]


def _shell(made: bytearray, text: str, root: object, start: int) -> None:
    get = _SHELL_STYLES.get
    paint_all(made, ((begin, end, get(kind, kind)) for begin, end, kind in shell_marks(text, root)), start)


def heredoc(made: bytearray, node: Node, part: Heredoc) -> None:
    """A heredoc: its word, its text unless that is a script which has been painted, and its end."""
    word = part.word.of(node.source)
    at = part.word.start + len(word) - len(word.lstrip(_OPENERS))
    paint(made, Span(part.word.start, at), "operator")
    paint(made, Span(at, part.word.end), "keyword")
    if part.terminator is not None:
        paint(made, Span(part.terminator.end - len(part.name), part.terminator.end), "keyword")
    if node.keyword == "RUN" and any(body and start == part.body.start for _, _, start, body in parsed(node)):
        return
    body = part.body.of(node.source)
    language = _language(node, part, body)
    if language == "shell":
        root = parse_shell(body)
        if root is not None:
            _shell(made, body, root, part.body.start)
    elif language:
        for span, style in language_marks(language, body):
            paint(made, span.shift(part.body.start), style)
    else:
        paint(made, part.body, "string")


def _language(node: Node, part: Heredoc, body: str) -> str:
    """The language of a heredoc's text, by the file it becomes, or by the program that reads it."""
    if node.keyword != "RUN":
        target = copy(node).destination
        path = target.text if target is not None else ""
        # In a directory the file is called as the heredoc is.
        if path.endswith("/") or len(node.heredocs) > 1 or path in ("", ".", ".."):
            path = f"{path}/{part.name}"
        return language_of_file(path, body)
    commands = [item for item in node.script.commands if item.span.start < node.header]
    if not commands:
        return language_of_program(node.script.interpreter)
    before = [item for item in commands if item.span.start < part.word.start]
    reader = before[-1] if before else commands[0]
    language = language_of_program(reader.program)
    if language:
        return language
    targets = [item.target.text for item in reader.redirects if item.target is not None and ">" in item.operator]
    if reader.program == "tee":
        targets += [text for text in reader.words if not text.startswith("-")]
    return next(filter(None, (language_of_file(target, body) for target in targets)), "")
