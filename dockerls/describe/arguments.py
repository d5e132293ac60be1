"""The arguments of instructions which mean something of their own: paths, users, the shell, heredocs.

It knows the model and the state. Variables, stages, images and all tables are described elsewhere.
"""

from __future__ import annotations

import shlex

from ..cursor import Cursor
from ..docker import INSTRUCTIONS, lookup
from ..docker.sources import source
from ..model import LINUX_SHELL
from ..snapshot import Snapshot
from ..state import accounts, joined, state_at, value_at
from ..syntax import Heredoc, Node, Word
from ..syntax.views import copy
from .markdown import block, code, link, names, page
from .scopes import line_of, title
from .stages import words_of


def here(snapshot: Snapshot, number: int) -> str:
    """User, directory and shell with which a command of a node runs; for COPY and ADD, what paths are relative to."""
    facts = snapshot.model.facts[number]
    if facts is None or not facts.stage:
        return ""
    state = state_at(snapshot.model, number)
    if snapshot.tree.nodes[number].keyword in ("COPY", "ADD"):
        return f"A relative destination starts at {code(state.workdir)}." if state.workdir not in (None, "/") else ""
    parts = [
        f"as {code(state.user)}" if state.user else "",
        f"in {code(state.workdir)}" if state.workdir else "",
        f"with {code(shlex.join(facts.shell))}" if facts.shell != LINUX_SHELL else "",
    ]
    said = " ".join(part for part in parts if part)
    return f"Here it runs {said}." if said else ""


def workdir(snapshot: Snapshot, cursor: Cursor, word: Word) -> str:
    """The directory which a WORKDIR leads to."""
    before = state_at(snapshot.model, cursor.number).workdir
    path = joined(before, value_at(snapshot.model, cursor.number, word.text))
    known = f"Working directory from here on: {code(path)}" if path else ""
    relative = not word.text.startswith(("/", "$", '"', "'"))
    base = f"Relative to {code(before)}." if before and relative else ""
    if relative and not before:
        base = "Relative to the directory of the base image, which is not known."
    return page(known or f"Working directory: {code(word.text)}", base, _reference("WORKDIR"))


def user(snapshot: Snapshot, cursor: Cursor, text: str) -> str:
    """A user, with a group perhaps, as USER and `--chown` take them."""
    value = value_at(snapshot.model, cursor.number, text)
    name, _, group = (value if value is not None else text).partition(":")
    head = f"User {code(name)}" + (f", group {code(group)}" if group else "")
    return page(f"**{head}**", _user_note(snapshot, cursor.number, name), _reference("USER"))


def _user_note(snapshot: Snapshot, number: int, name: str) -> str:
    if name in ("root", "0"):
        return "root may do everything in the container."
    if name.isdigit():
        return "A number needs no entry in `/etc/passwd`, and Kubernetes can check it (`runAsNonRoot`)."
    users, _ = accounts(snapshot.model, number)
    if name in users:
        return "Created by a `RUN` above."
    stage = snapshot.model.stage_of(number)
    root = snapshot.model.root_image(stage) if stage else None
    known = lookup(root) if root else None
    if known is not None and name in (*known.users, known.user):
        return f"The image `{known.name}` has it."
    return "It must be in the image's `/etc/passwd`." + (
        f" Of `{known.name}` {names(known.users)} is known." if known and known.users else ""
    )


def path(snapshot: Snapshot, cursor: Cursor, word: Word) -> str:
    """A source or the destination of COPY and ADD."""
    node = cursor.node
    view = copy(node)
    is_add = node.keyword == "ADD"
    text = value_at(snapshot.model, cursor.number, word.text) if node.json is None else word.text
    shown = text if text is not None else word.text
    if word == view.destination:
        directory = state_at(snapshot.model, cursor.number).workdir
        target = joined(directory, text)
        if (target is not None and shown.endswith(("/", "/."))) or shown == ".":
            target = f"{(target or shown).rstrip('/')}/"
        kind = (
            "directory" if shown.endswith("/") or shown in (".", "..") or len(view.sources) > 1 else "file or directory"
        )
        return page(f"Destination: {code(target or shown)} ({kind})", _reference(node.keyword))
    taken = source(shown).kind if is_add else "path"
    if taken == "http":
        return page(f"Downloaded: {code(shown)}", "Give it a `--checksum`.", _reference("ADD"))
    if taken == "git":
        return page(f"Git repository, cloned: {code(shown)}", "`#ref:dir` picks branch, tag, commit and directory.")
    if view.stage is not None and view.stage.value:
        found = snapshot.model.stage_named(view.stage.value)
        owner = title(found) if found is not None else code(view.stage.value)
        full = joined("/", text)
        return page(f"{code(full or shown)} in {owner}", "Its paths start at the root.")
    what = "Files" if any(character in shown for character in "*?[") else "File or directory"
    unpack = "A local tar archive is unpacked." if is_add and ".tar" in shown else ""
    return page(f"{what} of the build context: {code(shown)}", unpack, _reference(node.keyword))


def heredoc(snapshot: Snapshot, cursor: Cursor, found: Heredoc) -> str:
    """A heredoc: where its text goes, and whether variables in it are replaced."""
    node = cursor.node
    count = found.content(node.source).count("\n")
    script = node.script
    if node.keyword != "RUN":
        destination = copy(node).destination
        target = joined(state_at(snapshot.model, cursor.number).workdir, destination.text) if destination else None
        where = f"becomes a file at {code(target or (destination.text if destination else '…'))}"
        replaced = "The build replaces variables in it." if found.expand else "Nothing in it is replaced."
    elif not _is_bare(node, found):
        where = "is given to the command as its input"
        replaced = "The shell replaces variables in it." if found.expand else "Its text is taken as it stands."
    else:
        where = f"is a script for `{script.interpreter}`" if script.interpreter else "is the script that the shell runs"
        replaced = "" if found.expand else "Quoted or not makes no difference to a script."
    tabs = "`<<-` removes leading tabs." if found.chomp else ""
    end = (
        f"It ends at the line `{found.name}`."
        if found.terminator
        else f"**Its end is missing**: a line `{found.name}`."
    )
    return page(
        f"**Heredoc `{found.name}`**: its text ({count} lines) {where}.",
        " ".join(part for part in (replaced, tabs, end) if part),
        link("Docker's reference", INSTRUCTIONS["RUN"].url.replace("#run", "#here-documents")),
    )


def _is_bare(node: Node, found: Heredoc) -> bool:
    """Whether a RUN has nothing but the heredoc, which is then the script itself."""
    logical = node.logical
    first, last = logical.offset(found.word.start), logical.offset(found.word.end)
    return not (logical.text[node.shell_start : first] + logical.text[last:]).strip()


def shell(snapshot: Snapshot, cursor: Cursor) -> str:
    """What SHELL makes of the shell forms below it."""
    items = [item.text for item in cursor.node.json.items] if cursor.node.json else []
    example = block(f"{shlex.join(items)} 'the command'", "sh") if items else ""
    return page("A shell form now runs:" if items else "", example, _reference("SHELL"))


def volume(snapshot: Snapshot, cursor: Cursor, word: Word) -> str:
    """A directory of VOLUME."""
    text = word.text if cursor.node.json is not None else value_at(snapshot.model, cursor.number, word.text)
    place = code(text or word.text)
    note = "A container without a mount there gets an anonymous volume, filled with what the image has."
    return page(f"**Volume {place}**", note, _reference("VOLUME"))


def health(snapshot: Snapshot, cursor: Cursor) -> str:
    """The command of a HEALTHCHECK."""
    facts = snapshot.model.facts[cursor.number]
    words = words_of(cursor.node, facts) if facts is not None else []
    flags = {flag.name: flag.value for flag in cursor.node.flags}
    times = [f"every `{flags.get('interval') or '30s'}`", f"within `{flags.get('timeout') or '30s'}`"]
    said = f"Checked {', '.join(times)}; unhealthy after {code(flags.get('retries') or '3')} failures in a row."
    return page(block(shlex.join(words), "sh") if words else "", said, _reference("HEALTHCHECK"))


def legacy(snapshot: Snapshot, number: int) -> str:
    """A MAINTAINER and what to write instead."""
    line = line_of(snapshot, number)
    return page(f"The author, as line {line} says.", INSTRUCTIONS["MAINTAINER"].doc)


def _reference(keyword: str) -> str:
    return link("Docker's reference", INSTRUCTIONS[keyword].url)
