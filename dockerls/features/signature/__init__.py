"""Signature help: the ways to write what stands at the cursor, and which of its parts the cursor is in.

The signatures are the forms of the tables; this module knows which form and which part of it is meant by words that
may be half typed.
"""

from __future__ import annotations

import re

from ...cursor import Cursor, head_open, heredoc_at, in_comment, locate
from ...docker import DIRECTIVES, INSTRUCTIONS, MOUNTS, WORDS, Instruction, MountOption
from ...docker import Flag as KnownFlag
from ...docker import flag as known_flag
from ...late import regex
from ...snapshot import Snapshot
from ...syntax import Flag, Node
from ...syntax.views import mounts
from ...syntax.words import Raw, blank_words, quoted_words
from ...text import Span
from .commands import in_exec_form, in_script, in_shell_form
from .form import Help, Parameter, Signature

__all__ = ["Help", "Parameter", "Signature", "signature"]

_PART = regex(r"\[OPTIONS\]|--platform=<platform>|\"<[^>]+>\"|<<EOF|<[^>]+>|NONE|CMD|;?error=true")
_JSON = regex(r"\[\s*(?:\"|\]|$)")
_DASHES = regex(r"(?<=\s)--?$")
_STRING = regex(r'"(?:[^"\\]|\\.)*"?')
_DIRECTIVE = regex(r"#\s*(\w+)\s*=")

_RUN = frozenset(("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"))

_DIRECTIVE_FORMS = {
    "syntax": "# syntax=<image>",
    "escape": "# escape=<character>",
    "check": "# check=skip=<checks>;error=true;experimental=<checks>",
}

_DOCS = {
    "image": "The image to start from, such as `node` or `ghcr.io/acme/base`; `scratch` is an empty one.",
    "tag": "Which version of the image. Without one it is `latest`.",
    "digest": "The exact content: `sha256:` and 64 digits. It never changes.",
    "platform": "Operating system and processor, such as `linux/arm64`.",
    "stage": "The name of a stage above.",
    "FROM name": "A name for the stage, in lower case, by which others refer to it.",
    "MAINTAINER name": "Who looks after the image.",
    "name": "The variable's name.",
    "default value": "What it is unless `--build-arg` says otherwise.",
    "key": "The name.",
    "value": "The value; quote it if there are blanks in it.",
    "path": "A directory in the container.",
    "src": "A file, directory or pattern, relative to the build context or to the root of `--from`.",
    "dest": "Where it goes. Relative to `WORKDIR`; several sources need a directory, which ends in `/`.",
    "url": "The address of a file to download.",
    "git repository": "A repository to clone: an address that ends in `.git`, or `git@host:path`.",
    "ref": "A branch, tag or commit.",
    "dir": "A directory of the repository, to take that alone.",
    "<EOF": "Text that stands right here, on the lines below, up to a line which is this word.",
    "command": "What to run.",
    "executable": "The program; no shell looks at it.",
    "parameter": "An argument of the program.",
    "SHELL executable": "The shell.",
    "SHELL parameter": "Its options; the last one makes it run what follows, such as `-c`.",
    "os": "`linux` or `windows`.",
    "arch": "The processor: `amd64`, `arm64`, `arm`, …",
    "variant": "The processor's variant, such as `v7`.",
    "port": "The port on which the container listens.",
    "protocol": "`tcp` (default), `udp` or `sctp`.",
    "user": "A user's name in the image, or a number.",
    "group": "A group's name or number. Without one it is the user's own, or root.",
    "UID": "The user's number; it need not exist in the image.",
    "GID": "The group's number.",
    "signal": "A name such as `SIGQUIT`, or a number.",
    "INSTRUCTION": "What to do when another image is built on this one.",
    "character": "A backslash or a backtick.",
    "checks": "Names of build checks, separated by commas, or `all`.",
    "error=true": "Findings of the checks fail the build.",
}
"""What the parts of the forms are, in the words of the tables' notation; `KEYWORD part` comes before `part`."""


def signature(snapshot: Snapshot, offset: int) -> Help | None:
    """The signatures at the cursor: of a directive, a flag, an instruction or a command that it runs.

    None in keywords, comments and the bodies of heredocs that are no scripts.
    """
    tree = snapshot.tree
    cursor = locate(tree, offset)
    if cursor is None:
        return _directive(snapshot, offset)
    here = heredoc_at(cursor)
    if here is not None and here[1] != "word":
        return in_script(snapshot, cursor, here[0]) if here[1] == "body" else None
    node = cursor.node
    if in_comment(snapshot.text, offset):
        return None
    if cursor.offset <= node.keyword_span.end:
        return _forms("ONBUILD") if cursor.onbuild else None
    if node.keyword not in INSTRUCTIONS:
        return None
    for flag in node.flags:
        if flag.span.start <= cursor.offset <= flag.span.end:
            return _flag(cursor, flag)
    if node.flags and cursor.offset < node.flags[-1].span.end:
        return _forms(node.keyword, 0, "[OPTIONS]")
    return _argument(snapshot, cursor)


def _forms(keyword: str, active: int = 0, part: str | None = None, which: int = 0) -> Help:
    """All forms of an instruction.

    Args:
        keyword: Whose forms.
        active: Which of them is meant.
        part: The part of it where the cursor is, in the table's notation; the first one if not said.
        which: Which one of several parts of that notation; of fewer the last.
    """
    known = INSTRUCTIONS[keyword]
    signatures = tuple(_signature(known, form) for form in known.forms)
    form = signatures[active]
    found = [
        number
        for number, parameter in enumerate(form.parameters)
        if part is None or parameter.span.of(form.label).strip('"') == part
    ]
    if part is None:
        found = found[:1]
    return Help(signatures, active, found[min(which, len(found) - 1)] if found else None)


def _signature(known: Instruction, form: str) -> Signature:
    found = _PART.finditer(form, len(known.keyword))
    parameters = tuple(Parameter(Span(*match.span()), _doc(known, match[0])) for match in found)
    return Signature(form, known.summary, parameters)


def _doc(known: Instruction, part: str) -> str:
    if part == "[OPTIONS]":
        return "\n".join(f"- `--{flag.name}`" + ("" if flag.value == "bool" else "=…") for flag in known.flags)
    if part == "--platform=<platform>":
        flag = known_flag(known.keyword, "platform")
        return flag.doc if flag is not None else ""
    word = part.strip('"').removeprefix("<").removesuffix(">")
    return _DOCS.get(f"{known.keyword} {word}") or WORDS.get((known.keyword, word)) or _DOCS.get(word, "")


# Arguments


def _argument(snapshot: Snapshot, cursor: Cursor) -> Help | None:
    """The form that the arguments have so far, and the part of it at the cursor."""
    node, at = cursor.node, cursor.at
    keyword, text = node.keyword, node.logical.text
    if keyword in ("ARG", "ENV", "LABEL"):
        return _pair(node, at)
    if node.arguments >= at - 2 and _DASHES.search(text, 0, at) and INSTRUCTIONS[keyword].flags:
        return _forms(keyword, 0, "--platform=<platform>" if keyword == "FROM" else "[OPTIONS]")
    words = blank_words(text, node.arguments)
    index = sum(word.end < at for word in words)
    word = words[index] if index < len(words) else Raw("", at, at)
    before = text[word.start : at]
    command = in_shell_form(snapshot, cursor)
    if command is not None:
        return command
    if keyword == "HEALTHCHECK":
        return _healthcheck(snapshot, cursor, words, index)
    json = _json_form(keyword)
    if json >= 0 and _JSON.match(text, node.arguments) and at > node.arguments:
        closed = node.json is not None and at > node.json.end
        if not closed:
            return _exec(snapshot, cursor, json, node.arguments)
        if keyword == "SHELL":
            return None
    if keyword == "FROM":
        return _from(snapshot, cursor, words, index, before)
    if keyword in ("COPY", "ADD"):
        return _copy(keyword, words, index)
    if keyword == "RUN":
        return _forms(keyword, 2, "<<EOF") if before.startswith("<<") else _forms(keyword, 0, "<command>")
    if keyword in ("CMD", "ENTRYPOINT"):
        return _forms(keyword, len(INSTRUCTIONS[keyword].forms) - 1, "<parameter>" if index else "<command>")
    if keyword == "EXPOSE":
        if "/" in before:
            return _forms(keyword, int("-" in before), "<protocol>", index)
        return (
            _forms(keyword, 1, "<port>", before.count("-")) if "-" in word.text else _forms(keyword, 0, "<port>", index)
        )
    if keyword == "USER":
        numeric = word.text[:1].isdigit()
        group = ":" in text[node.arguments : at]
        return _forms(keyword, int(numeric), ("<GID>" if numeric else "<group>") if group else None)
    if keyword == "VOLUME":
        return _forms(keyword, 1)
    return _forms(keyword)


def _json_form(keyword: str) -> int:
    """Which form of an instruction is the JSON array; -1 if none is."""
    forms = INSTRUCTIONS[keyword].forms
    return next((number for number, form in enumerate(forms) if '["' in form), -1)


def _exec(snapshot: Snapshot, cursor: Cursor, form: int, start: int) -> Help:
    """The command in the array, if it is known, or the item."""
    known = in_exec_form(snapshot, cursor, start) if cursor.node.keyword in _RUN else None
    return known or _array(cursor.node, cursor.node.keyword, form, start, cursor.at)


def _array(node: Node, keyword: str, form: int, start: int, at: int) -> Help:
    """The item of a JSON array, half typed perhaps; the last part of the form stands for all further ones."""
    bare = _STRING.sub(lambda match: "s" * len(match[0]), node.logical.text[start:])
    index, count = bare[: at - start].count(","), bare.count(",")
    if keyword in ("COPY", "ADD"):
        return _forms(keyword, form, "<dest>" if index and index == count else "<src>")
    if keyword in ("RUN", "HEALTHCHECK"):
        return _forms(keyword, form, "<command>")
    if keyword == "VOLUME":
        return _forms(keyword, form)
    return _forms(keyword, form, "<parameter>" if index else "<executable>")


def _pair(node: Node, at: int) -> Help:
    keyword, text = node.keyword, node.logical.text
    # What is typed next belongs to the last of these words.
    words = quoted_words(f"{text[:at]}x", min(node.arguments, at), node.escape)
    name, value = ("<name>", "<default value>") if keyword == "ARG" else ("<key>", "<value>")
    if len(words) > 1 and keyword != "ARG" and "=" not in words[0].text:
        return _forms(keyword, 1 if keyword == "ENV" else 0, value)
    return _forms(keyword, 0, value if "=" in words[-1].text else name, len(words) - 1)


def _from(snapshot: Snapshot, cursor: Cursor, words: tuple[Raw, ...], index: int, before: str) -> Help | None:
    if index:
        return _forms("FROM", 0, "<name>") if index < 3 else None
    stage = snapshot.model.stage_of(cursor.number)
    if stage is not None and stage.base is not None and words:
        return _forms("FROM", 2, "<stage>")
    if words and "@" in words[0].text:
        return _forms("FROM", 1, "<digest>" if "@" in before else "<image>")
    return _forms("FROM", 0, "<tag>" if ":" in before.rpartition("/")[2] else "<image>")


def _copy(keyword: str, words: tuple[Raw, ...], index: int) -> Help:
    first = words[0].text if words else ""
    last = max(len(words) - 1, index)
    form, source = 0, "<src>"
    if keyword == "COPY" and first.startswith("<<"):
        form, source = 2, "<<EOF"
    elif keyword == "ADD" and (first.startswith("git@") or (".git" in first and "://" in first)):
        form, source = 3, "<git repository>"
    elif keyword == "ADD" and first.startswith(("http://", "https://")):
        form, source = 2, "<url>"
    return _forms(keyword, form, "<dest>" if index and index == last else source)


def _healthcheck(snapshot: Snapshot, cursor: Cursor, words: tuple[Raw, ...], index: int) -> Help | None:
    first = words[0].text.upper() if words else ""
    if index == 0:
        none = bool(first) and "NONE".startswith(first)
        return _forms("HEALTHCHECK", 2, "NONE") if none else _forms("HEALTHCHECK", 0, "CMD")
    if first == "NONE":
        return None
    if index < len(words) and _JSON.match(cursor.node.logical.text, words[1].start):
        return _exec(snapshot, cursor, 1, words[1].start)
    return _forms("HEALTHCHECK", 0, "<command>")


# Flags


def _flag(cursor: Cursor, flag: Flag) -> Help:
    keyword = cursor.node.keyword
    known = known_flag(keyword, flag.name)
    if known is None or flag.value is None or cursor.offset < flag.value_span.start:
        return _forms(keyword, 0, "[OPTIONS]" if keyword != "FROM" else "--platform=<platform>")
    if known.value == "mount":
        return _mount(cursor, flag, known)
    label = f"--{known.name}={known.placeholder}"
    found = [Span(*match.span()) for match in re.finditer(r"<[^>]+>", label)]
    if "|" in known.placeholder or not found:
        found = [Span(len(known.name) + 3, len(label))]
    typed = cursor.node.source[flag.value_span.start : cursor.offset]
    index = min(sum(typed.count(sign) for sign in ":/,"), len(found) - 1)
    parameters = tuple(Parameter(span, _DOCS.get(span.of(label)[1:-1], "")) for span in found)
    return Help((Signature(label, known.doc, parameters),), 0, index)


def _mount(cursor: Cursor, flag: Flag, known: KnownFlag) -> Help:
    mount = next(mount for mount in mounts(cursor.node) if mount.flag == flag)
    kind = MOUNTS.get(mount.type)
    if kind is None:
        label = f"--mount={known.placeholder}"
        return Help((Signature(label, known.doc, (Parameter(Span(8, len(label)), known.doc),)),), 0, 0)
    label = f"--mount=type={kind.name}"
    parameters = [Parameter(Span(len("--mount="), len(label)), kind.doc)]
    active: int | None = None
    here = [option for option in mount.options if option.span.touches(cursor.offset)]
    name = here[-1].name.lower() if here else ""
    given = {option.name.lower() for option in mount.options}
    if name == "type" or given <= {""}:
        active = 0
    for option in kind.options:
        part = _option(option)
        label += f",{part}" if option.required else f"[,{part}]"
        end = len(label) - (0 if option.required else 1)
        parameters.append(Parameter(Span(end - len(part), end), option.doc))
        # With nothing typed yet, it is the first one that is not there.
        names = {option.name, *option.aliases}
        if name in names or (not name and active is None and not names & given):
            active = len(parameters) - 1
    return Help((Signature(label, kind.doc, tuple(parameters)),), 0, active)


def _option(option: MountOption) -> str:
    if option.value == "bool":
        return option.name
    return f"{option.name}={'|'.join(option.values) if option.value == 'sharing' else f'<{option.value}>'}"


# Directives


def _directive(snapshot: Snapshot, offset: int) -> Help | None:
    """A directive, which is a comment still while nothing stands behind its `=`."""
    tree = snapshot.tree
    number = tree.number_at(offset)
    if number < 0 or tree.nodes[number].kind not in ("directive", "comment") or not head_open(tree, number):
        return None
    node = tree.nodes[number]
    match = _DIRECTIVE.match(node.source)
    at = offset - tree.starts[number]
    name = match[1].lower() if match else ""
    if match is None or at < match.end() or at > len(node.source.rstrip("\r\n")) or name not in _DIRECTIVE_FORMS:
        return None
    label = _DIRECTIVE_FORMS[name]
    found = [Span(*part.span()) for part in re.finditer(r"\w+=<\w+>|error=true", label) if part.start() > 2]
    index = 0
    if name != "check":
        found = [Span(label.index("<"), len(label))]
    else:
        segment = node.source[match.end() : at].rpartition(";")[2].partition("=")[0].strip()
        index = next((i for i, span in enumerate(found) if segment and span.of(label).startswith(segment)), 0)
    parameters = tuple(Parameter(span, _DOCS.get(span.of(label).rpartition("=")[2].strip("<>"), "")) for span in found)
    return Help((Signature(label, DIRECTIVES[name].doc, parameters),), 0, index)
