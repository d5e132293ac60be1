"""Formatting: cosmetic only, and proven so. It changes blanks, line breaks and the case of keywords, nothing else.

Each instruction is formatted on its own, parsed again and compared with what it was; where anything differs that a
build could see, it stays as it is. Heredocs' bodies, comments' words and quoted blanks are never touched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ...late import regex
from ...lint.shells import is_posix
from ...model import NOWHERE
from ...presentation import Format
from ...snapshot import Snapshot
from ...syntax import KEYWORDS, Node, Tree
from ...syntax.once import lately
from ...syntax.same import alone, same
from ...text import Edit, Span
from .lines import Line, depths, lines_of, operators

_SWITCH = regex(
    r"#[ \t]*(?:dockerls:?[ \t]+format(?:[ \t]*[=:][ \t]*|[ \t]+)|fmt[ \t]*:[ \t]*)(on|off)\b", re.IGNORECASE
)
_BLANKS = regex(r"[ \t]+")
_LEADING = regex(r"^([ \t]*(?:&&|\|\|))(?=[^\s&|])")
_TRAILING = regex(r"(?<=[^\s&|\\])(&&|\|\|)[ \t]*$")
_SPACED = frozenset(("FROM", "EXPOSE", "COPY", "ADD", "VOLUME", "ENV", "LABEL", "ARG"))


def format(snapshot: Snapshot, options: Format | None = None, within: tuple[Span, ...] | None = None) -> list[Edit]:
    """The edits that format a file, or those instructions and blank lines of it that one of some spans touches.

    Args:
        snapshot: The file.
        options: How to lay it out; else its own configuration says so.
        within: The spans.
    """
    tree, facts = snapshot.tree, snapshot.model.facts
    options = _filled(tree, options or snapshot.config.format)
    end = max((number for number, node in enumerate(tree.nodes) if node.kind != "blank"), default=-1)
    edits: list[Edit] = []
    off = False
    blanks = 0
    before: Node | None = None  # The node above that is no blank line.
    for number, node in enumerate(tree.nodes):
        if node.heredocs and node.heredocs[-1].terminator is None:
            break  # To the build, all that follows is its body.
        start = tree.starts[number]
        switch = _SWITCH.search(node.source) if node.kind == "comment" else None
        if switch:
            off = switch[1].lower() == "off"
        if node.kind != "blank":
            before, blanks = node, 0
        elif node.source != "\ufeff":
            blanks += 1
        place = Span(start, start + len(node.source))
        if off or (within is not None and not any(place.overlaps(span) for span in within)):
            continue
        if node.kind == "blank":
            # In the head, a blank line decides whether a comment is a directive.
            most = max(options.blank_lines, before is None or before.kind == "directive")
            most = 0 if 0 <= end < number else most
            new = _blank(node, options, blanks <= most, tree.eol)
        else:
            last = number == len(tree.nodes) - 1
            new = _formatted(node, options, tree.eol, last, is_posix(facts[number] or NOWHERE))
        if new != node.source:
            edits += _smallest(node.source, new, start)
    return edits


def _filled(tree: Tree, options: Format) -> Format:
    """The options with what they leave to the file."""
    if options.keyword_case == "consistent":
        nodes = [tree.nodes[number] for number in tree.instructions]
        lower = sum(node.keyword_span.of(node.source).islower() for node in nodes)
        options = options._replace(keyword_case="lower" if lower > len(nodes) - lower else "upper")
    if options.indent_style is None or options.indent_size is None:
        options = options.within(*_own_indentation(tree))
    return options


def _own_indentation(tree: Tree) -> tuple[int, bool]:
    """What most continuation lines of a file are indented with: the columns of a level, and whether by tabs.

    Of each instruction the line that is indented least counts: others may lie within a condition or a list.
    """
    tabs = blanks = 0
    sizes: Counter[int] = Counter()
    for number in tree.instructions:
        node = tree.nodes[number]
        following = [line for line in node.source[: node.header].split("\n")[1:] if line[:1] in (" ", "\t")]
        if not following:
            continue
        tabs += following[0][0] == "\t"
        blanks += following[0][0] == " "
        sizes[min(len(line) - len(line.lstrip(" ")) for line in following)] += 1
    return max((4, 2, 8), key=lambda size: sizes[size]), tabs > blanks


def _blank(node: Node, options: Format, stays: bool, eol: str) -> str:
    if node.source == "\ufeff":
        return node.source
    if not stays:
        return ""
    if not options.trim:
        return node.source
    return eol if node.source.endswith("\n") else ""


@lately
def _formatted(node: Node, options: Format, eol: str, last: bool, posix: bool) -> str:
    """The text of a node that is no blank line.

    To a shell that is not of the POSIX family blanks may matter anywhere: of what it is given none is touched.
    """
    end = eol if node.source.endswith("\n") or (last and options.final_newline) else ""
    if node.kind in ("comment", "directive"):
        text = node.source.rstrip("\r\n")
        if options.trim and not (node.directive and not node.directive[1].text.strip()):
            text = text.rstrip()  # A directive whose value is a blank is a comment without it.
        return (text if node.kind == "directive" else text.lstrip(" \t")) + end
    if node.keyword not in KEYWORDS:
        return node.source
    runs = node.trigger[0] if node.trigger is not None else node
    ways = (_settled, _cased_lines) if posix or not runs.is_shell_form else (_cased_lines,)
    for way in ways:  # Where a word goes on in the next line, that may not be indented.
        new = way(node, options, eol)
        if node.heredocs:
            body = node.source[node.header :]
            new += body if body.endswith("\n") or not end else body + eol
        elif not new.endswith("\n"):
            new += end
        if new == node.source or same(node, new):
            return new
    return node.source


def _cased_lines(node: Node, options: Format, eol: str) -> str:
    """The instruction's own lines with nothing changed but the case of their keywords."""
    return _cased(node, options)


def _settled(node: Node, options: Format, eol: str) -> str:
    """The instruction's own lines, formatted until they stay as they are: a new line may make new levels."""
    header = node.source[: node.header]
    for _ in range(4):
        new = _instruction(node, options, eol)
        again = None if new == node.source[: node.header] else alone(new + node.source[node.header :], node.escape)
        if again is None:
            return new
        node = again
    return header


def _instruction(node: Node, options: Format, eol: str) -> str:
    """The instruction's own lines, formatted."""
    header = _broken(node, options)
    lines = lines_of(header, node)
    if not lines:
        return node.source[: node.header]
    alike = operators(node, lines) if len(header) == node.header else ()
    depth = depths(node, lines, options.columns, alike)
    following = [-1] * len(lines)  # For each line the next one of code.
    for number in range(len(lines) - 2, -1, -1):
        below = lines[number + 1]
        following[number] = number + 1 if below.kind == "code" and below.text.strip() else following[number + 1]
    out: list[str] = []
    for number, line in enumerate(lines):
        text = line.text
        if number == 0:
            text = _first(node, text)
        elif line.kind == "comment":  # It stands as deep as what it stands before.
            code = following[number] if following[number] >= 0 else number
            out.append(text.rstrip() if lines[code].from_quote else options.level * depth[code] + text.strip())
            continue
        elif not line.from_quote:
            deep = number if text.strip() or following[number] < 0 else following[number]
            text = options.level * depth[deep] + text.lstrip()
        if node.is_shell_form:
            text = text if line.from_quote else _LEADING.sub(r"\1 ", text)
            text = text if line.in_quote else _TRAILING.sub(r" \1", text)
        if node.keyword in _SPACED and not (node.pairs and node.pairs[0].legacy) and node.json is None:
            start, end = len(text) - len(text.lstrip()), len(text.rstrip())
            text = text[:start] + _collapsed(text[start:end], node.escape, line.from_quote) + text[end:]
        kept = line.in_quote or not text.strip() or (number == len(lines) - 1 and not options.trim)
        out.append(text if kept else text.rstrip())
    return _joined(lines, out, node, options, eol)


def _joined(lines: list[Line], out: list[str], node: Node, options: Format, eol: str) -> str:
    """The lines with their escapes and ends."""
    last = max(number for number, line in enumerate(lines) if line.kind == "code")
    column = 0
    if options.backslashes == "aligned":
        texts = [text for line, text in zip(lines[:last], out) if line.kind == "code" and not line.in_quote]
        ends = [len(text.expandtabs(options.columns)) for text in texts]
        column = max((end for end in ends if end < options.width), default=0)
    parts = []
    for number, line in enumerate(lines):
        text = out[number]
        if number > last:
            break  # A comment behind the last line of code is not a part of the instruction any more.
        if line.kind == "comment" or number == last:
            parts.append(text)
        elif line.in_quote:
            parts.append(text + node.escape)
        else:
            gap = max(column - len(text.expandtabs(options.columns)), 0) + bool(column or text.strip())
            parts.append(text + " " * gap + node.escape)
    return eol.join(parts) + (eol if node.source[: node.header].endswith("\n") else "")


def _broken(node: Node, options: Format) -> str:
    """The instruction's lines with each `&&` of a long or many-lined chain on a line of its own."""
    header = _cased(node, options)
    body = header.rstrip("\r\n")
    several = "\n" in body
    if node.keyword != "RUN" or node.json is not None or node.heredocs or node.script.broken:
        return header
    if not several and len(body) <= options.width:
        return header
    eol = "\r\n" if header.endswith("\r\n") else "\n"
    leading = not re.search(r"&&[ \t]*[\\`][ \t]*\r?$", body, re.MULTILINE)
    following = [line for line in body.split("\n")[1:] if line.strip(" \t\r`\\") and not line.lstrip().startswith("#")]
    indents = [line[: len(line) - len(line.lstrip(" \t"))] for line in following]
    indent = min(indents, key=lambda blanks: len(blanks.expandtabs(options.columns)), default=options.level)
    edits: list[tuple[int, int, str]] = []
    commands = [command for command in node.script.commands if command.top]
    for command in commands[1:]:
        if command.connector != "&&":
            continue
        operator = header.rfind("&&", 0, command.span.start)
        if operator < 0 or header[operator + 2 : command.span.start].strip():
            continue
        line_start = header.rfind("\n", 0, operator) + 1
        before = header[line_start:operator]
        if "\n" in header[operator : command.span.start] or not before.strip():
            continue
        start = line_start + len(before.rstrip())
        if leading:
            edits.append((start, command.span.start, f" {node.escape}{eol}{indent}&& "))
        else:
            edits.append((start, command.span.start, f" && {node.escape}{eol}{indent}"))
    for start, end, text in reversed(edits):
        header = header[:start] + text + header[end:]
    return header


def _first(node: Node, text: str) -> str:
    """The first line: a single blank behind the keyword and behind each flag."""
    text = text.strip() if not text.endswith((" ", "\t")) else text.lstrip()
    keyword, rest = _parted(text)
    words = [keyword]
    if node.keyword == "ONBUILD" and rest:
        inner, rest = _parted(rest)
        words.append(inner)
    while rest.startswith("--"):
        match = re.match(r"--[^\s'\"\\`]+(?=\s|$)", rest)
        if not match:
            break
        words.append(match[0])
        rest = rest[match.end() :].lstrip()
    if node.keyword == "HEALTHCHECK" and rest[:3].upper() == "CMD":
        words.append(rest[:3])
        rest = rest[3:].lstrip()
    if node.json is not None and "\n" not in node.source[: node.header].rstrip("\r\n"):
        rest = _array(node, rest)
    if rest:
        words.append(rest)
    return " ".join(words)


def _keywords(node: Node) -> Iterator[Span]:
    """The keywords of an instruction, those within it too."""
    yield node.keyword_span
    if node.trigger is not None:
        inner, start = node.trigger
        yield from (span.shift(start) for span in _keywords(inner))
    elif node.keyword == "FROM" and len(node.words) > 1 and node.words[1].text.upper() == "AS":
        yield node.words[1].span
    elif node.keyword == "HEALTHCHECK" and node.words and node.words[0].text.upper() in ("CMD", "NONE"):
        yield node.words[0].span


def _array(node: Node, rest: str) -> str:
    """A JSON array on a single line with one blank behind each comma."""
    assert node.json is not None
    if not rest.startswith("[") or not node.json.strings:
        return rest
    items = [node.logical.text[item.start : item.end] for item in node.json.items]
    return "[" + ", ".join(items) + "]"


def _parted(text: str) -> tuple[str, str]:
    parts = text.split(None, 1)
    return parts[0] if parts else "", parts[1] if len(parts) > 1 else ""


def _cased(node: Node, options: Format) -> str:
    """The instruction's own lines with their keywords in their case."""
    text = node.source[: node.header]
    if options.keyword_case != "keep":
        for span in _keywords(node):
            keyword = span.of(text)
            cased = keyword.upper() if options.keyword_case == "upper" else keyword.lower()
            if len(cased) == len(keyword):
                text = text[: span.start] + cased + text[span.end :]
    return text


def _collapsed(text: str, escape: str, quoted: bool) -> str:
    """Text with runs of blanks outside of quotes made one."""
    if quoted or not _BLANKS.search(text):
        return text
    parts: list[str] = []
    at, quote = 0, ""
    while at < len(text):
        character = text[at]
        if not quote and character in " \t":
            end = _BLANKS.match(text, at).end()  # type: ignore[union-attr]
            parts.append(" ")
            at = end
            continue
        if character == escape and quote != "'" and at + 1 < len(text):
            parts.append(text[at : at + 2])
            at += 2
            continue
        quote = "" if character == quote else character if not quote and character in "'\"" else quote
        parts.append(character)
        at += 1
    return "".join(parts)


def _smallest(old: str, new: str, start: int) -> list[Edit]:
    """The edit from one text to the other without what both have in common at their ends."""
    prefix = 0
    while prefix < min(len(old), len(new)) and old[prefix] == new[prefix]:
        prefix += 1
    suffix = 0
    while suffix < min(len(old), len(new)) - prefix and old[len(old) - 1 - suffix] == new[len(new) - 1 - suffix]:
        suffix += 1
    return [Edit(Span(start + prefix, start + len(old) - suffix), new[prefix : len(new) - suffix])]
