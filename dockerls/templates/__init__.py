"""The snippets which completion offers, each a Dockerfile beside this module (`NAME.Dockerfile`) with placeholders.
Knows the format of those files and the LSP's snippet syntax; must not know LSP types, or when a snippet is offered.

A file opens with lines `#: …`: the title, then what explains it, then `#: at: PLACE` and, for what cannot stand alone,
`#: base: IMAGE`. The rest is the body. Its placeholders are `{{1:default}}`, `{{1}}` (the same value again),
`{{1|first,second}}` (a choice, the first is the default) and `{{0}}` (where the cursor ends). All else is literal.
"""

import re
from functools import cache

from ..late import regex, texts_of
from ..named import NamedTuple

_SUFFIX = ".Dockerfile"
_HEADER = regex(r"(?:#:.*\n)+")
_PLACEHOLDER = regex(
    r"""
    \{\{
    (?P<number>\d+)
    (?: : (?P<default>[^{}]*) | \| (?P<choices>[^{}]*) )?
    \}\}
    """,
    re.VERBOSE,
)
_ESCAPED = str.maketrans({character: f"\\{character}" for character in "\\$}"})
_ESCAPED_IN_CHOICE = str.maketrans({character: f"\\{character}" for character in "\\$},|"})


class Template(NamedTuple):
    """A snippet as its file has it."""

    name: str
    """The label under which completion offers it, in kebab case."""
    title: str
    """What it is, in one line."""
    doc: str
    """Why it is as it is; lines of Markdown."""
    at: str
    """Where it makes sense: `file` (an empty one), `stage` (inside of a stage) or `instruction` (any line's start)."""
    base: str
    """An image with whose stage the body stands as a whole Dockerfile; empty if the body has a FROM itself."""
    body: str
    """The text with its placeholders; it ends with a line end if it is a whole file, else without."""


@cache
def load() -> tuple[Template, ...]:
    """All templates, by name. The files are read at the first call, so that importing this module costs nothing."""
    return tuple(sorted(_read(name.removesuffix(_SUFFIX), text) for name, text in texts_of(__name__, _SUFFIX)))


def snippet(template: Template) -> str:
    """The body in the snippet syntax of the LSP (3.18, "Snippet Syntax"), for `InsertTextFormat.Snippet`."""
    pieces: list[str] = []
    end = 0
    for match in _PLACEHOLDER.finditer(template.body):
        pieces += template.body[end : match.start()].translate(_ESCAPED), _tab_stop(match)
        end = match.end()
    return "".join([*pieces, template.body[end:].translate(_ESCAPED)])


def plain(template: Template) -> str:
    """The body with the default of each placeholder in its place, for clients which know no snippets."""
    defaults = {"0": ""}
    for match in _PLACEHOLDER.finditer(template.body):
        number, default, choices = match.groups()
        if default is not None:
            defaults[number] = default
        elif choices is not None:
            defaults[number] = choices.split(",")[0]
    return _PLACEHOLDER.sub(lambda match: defaults[match["number"]], template.body)


def _tab_stop(match: re.Match[str]) -> str:
    number, default, choices = match.groups()
    if default is not None:
        return f"${{{number}:{default.translate(_ESCAPED)}}}"
    if choices is not None:
        return f"${{{number}|{','.join(choice.translate(_ESCAPED_IN_CHOICE) for choice in choices.split(','))}|}}"
    # With braces even where the syntax allows `$1`: a digit may follow in the text.
    return f"${{{number}}}"


def _read(name: str, text: str) -> Template:
    header = _HEADER.match(text)
    assert header, f"{name} has no header"
    at, base, doc = "instruction", "", []
    title, *lines = (line.removeprefix("#:").strip() for line in header[0].rstrip("\n").split("\n"))
    for line in lines:
        if line.startswith("at: "):
            at = line.removeprefix("at: ")
        elif line.startswith("base: "):
            base = line.removeprefix("base: ")
        else:
            doc.append(line)
    body = text[header.end() :]
    # What is put into a line finds that line's own end behind it; a whole file brings its last one along.
    return Template(name, title, "\n".join(doc), at, base, body if at == "file" else body.removesuffix("\n"))
