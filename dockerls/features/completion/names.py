"""Names which completion offers in several places: variables, stages, images, users."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice

from ...describe import stages, tables
from ...describe.markdown import code, page
from ...describe.scopes import line_of
from ...describe.variables import image_environment, secrets, summary
from ...docker import IMAGES, MODIFIERS, PREDEFINED, lookup
from ...docker.commands.variables import variables as tool_table
from ...late import regex
from ...model import Stage
from ...references import sources
from ...state import accounts, accounts_of
from ...syntax.lexer import lex
from ...syntax.views import from_
from .item import Item, Slot, Target, choice, escaped, item, target

_DOLLAR = regex(r"\$(\{?)(\w*)$", re.ASCII)
_MODIFIER = regex(r"\$\{\w+(:?[-+?#%/]?[#%/]?)$", re.ASCII)
_SET = regex(
    r"(?:^|[;&|(`{\n]|\b(?:then|do|else|export|local|readonly)\b)[ \t]*([A-Za-z_]\w*)="
    r"|\b(?:for|select|read(?:[ \t]+-r)?)[ \t]+([A-Za-z_]\w*)\b",
    re.ASCII,
)
_STAGE = regex(r"[A-Za-z][\w.-]*", re.ASCII)
_REST = regex(r"\w*", re.ASCII)
_OF_SHELLS = frozenset(("HOME", "PWD", "OLDPWD", "HOSTNAME", "IFS", "RANDOM", "UID", "LINENO"))
_NAMING = ("COPY", "RUN", "FROM")
_MOST = 200
"""So many instructions are looked at for what they use."""
_AT_RUN_TIME = frozenset(("CMD", "ENTRYPOINT", "HEALTHCHECK"))


def variable_in_progress(before: str, escape: str, *, quotes: bool = True) -> tuple[int, bool] | None:
    """Where a `$name` which ends at the cursor starts, and whether it has a brace; None if there is none, or if quotes
    or an escape make it an ordinary text."""
    match = _DOLLAR.search(before)
    if match is None:
        return None
    closed = before + ("x}" if match[1] else "x")
    if not any(use.start == match.start() for use in lex(closed, escape, quotes=quotes).uses):
        return None
    return match.start(), bool(match[1])


def modifiers(slot: Slot) -> Iterator[Item]:
    """What may follow the name in `${name`, once its first character is there."""
    match = _MODIFIER.search(slot.before)
    if match is None or not match[1]:
        return
    here = target(slot, match.start(1))
    closed = slot.after.startswith("}")
    for text, doc in MODIFIERS.items():
        if text.startswith(match[1]):
            word = "${1:pattern}" if text[0] in "#%/" else "${1:message}" if text[-1] == "?" else "${1:word}"
            slash = "/${2:replacement}" if text[0] == "/" else ""
            body = f"{text}{word}{slash}" + ("" if closed else "\\}")
            yield item(here, text, "value", doc.partition(": ")[2].split(".")[0], doc, text=text, body=body)


def variables(slot: Slot, here: Target, braces: bool, *, runs: bool) -> Iterator[Item]:
    """The variables in scope as `$name` or `${name}`. `runs` if a shell replaces them, which may have its own."""
    cursor = slot.cursor
    if cursor is None:
        return
    snapshot, node = slot.snapshot, cursor.node

    def offer(name: str, detail: str, doc: str = "") -> Item:
        label = f"${{{name}}}" if braces else f"${name}"
        return item(here, label, "variable", detail, doc)

    if runs:
        for name, secret in secrets(node).items():
            yield offer(name, f"secret {secret}")
        # Half a script may have no tree that tells; the nearest is the likeliest.
        typed = [match[1] or match[2] for match in _SET.finditer(slot.before)][::-1]
        for name in dict.fromkeys((*typed, *sorted(node.script.assigned))):
            if name.isidentifier():
                yield offer(name, "set by the command")
    position = 1 << 60
    if node.keyword == "ARG":
        position = next((i for i, pair in enumerate(node.pairs) if pair.span.touches(cursor.offset)), position)
    known = snapshot.model.visible(cursor.number, position)
    for name, found in sorted(known.items(), key=lambda pair: (-pair[1].variable.number, pair[0])):
        if runs and node.keyword in _AT_RUN_TIME and found.variable.kind == "arg":
            continue
        value = f"Value here: {code(found.text)}" if found.text is not None else ""
        yield offer(name, summary(snapshot, found), page(value, tables.predefined(name)))
    for name, value in image_environment(snapshot, cursor.number):
        yield offer(name, f"base image, such as {value}")
    if node.keyword == "RUN":
        for name, predefined in PREDEFINED.items():
            if predefined.scope == "proxy":
                yield offer(name, "predefined", tables.predefined(name))
    if runs:
        yield offer("HOME", "the home of the user who runs it")
        yield offer("PWD", "the directory in which the shell is")


def undeclared(slot: Slot, stage: Stage | None) -> dict[str, int]:
    """The variables which a stage uses below the cursor, or FROM lines and global ARGs if it is None, and which nothing
    declares; each with the line of its first use."""
    model, cursor = slot.snapshot.model, slot.cursor
    found: dict[str, int] = {}
    if cursor is None:
        return found
    heads = {each.number for each in model.stages} | {variable.number for variable in model.globals}
    numbers = stage.instructions if stage is not None else sorted(heads)
    of_image = {name for name, _ in image_environment(slot.snapshot, cursor.number)}
    for number in islice((number for number in numbers if number > cursor.number), _MOST):
        node = model.tree.nodes[number]
        if "$" not in node.source:
            continue
        known = model.visible(number)
        for use in node.uses:
            own = (
                use.name in known or use.name in of_image or use.name in _OF_SHELLS or use.name in node.script.assigned
            )
            if not own and use.name.isidentifier():
                found.setdefault(use.name, line_of(slot.snapshot, number))
    return found


def tool_variables(here: Target, given: Container[str], valued: bool) -> Iterator[Item]:
    """The variables which tools know, to be set. `given` are set already; `valued` if a value stands behind the
    cursor."""
    for known in tool_table().values():
        if known.name in given:
            continue
        body = f"{known.name}={choice(1, known.values)}" if len(known.values) > 1 else ""
        body = body or f"{known.name}=${{1:{escaped(''.join(known.values))}}}"
        yield item(here, known.name, "variable", known.doc, body="" if valued else body)


def rest_of_variable(after: str, braces: bool) -> int:
    """How many characters of a variable stand behind the cursor, its brace included."""
    match = _REST.match(after)
    size = match.end() if match else 0
    return size + (braces and after[size : size + 1] == "}")


def earlier_stages(slot: Slot, here: Target, this: Stage | None, *, numbers: bool = False) -> Iterator[Item]:
    """The stages before this one, the nearest first; of equal names the last. `numbers` if they count as names."""
    if this is None:
        return
    for stage in reversed(slot.snapshot.model.stages[: this.index]):
        if stage.name_word is None and not numbers:
            continue
        label = stage.name_word.text if stage.name_word else str(stage.index)
        detail = stages.stage_summary(slot.snapshot, stage)
        yield item(here, label, "stage", detail, stages.stage_short(slot.snapshot, stage))


def missing_stages(slot: Slot) -> dict[str, int]:
    """What is named below the cursor as only a stage can be, while no stage is called so; each with the line."""
    model, cursor = slot.snapshot.model, slot.cursor
    found: dict[str, int] = {}
    below = cursor.number if cursor is not None else -1
    # What FROM names may be an image that we do not know, so it comes last.
    for number in chain.from_iterable(_next(model.tree.by_keyword.get(word, ()), below) for word in _NAMING):
        node = model.tree.nodes[number]
        image = from_(node).image if node.keyword == "FROM" else None
        for text in (image.text,) if image is not None else (name for name, _, _ in sources(node)):
            if (
                _STAGE.fullmatch(text)
                and model.stage_named(text) is None
                and lookup(text) is None
                and text != "scratch"
            ):
                found.setdefault(text, line_of(slot.snapshot, number))
    return found


def _next(numbers: Sequence[int], below: int) -> Sequence[int]:
    """The numbers behind one, as far as they are looked at."""
    first = bisect_right(numbers, below)
    return numbers[first : first + _MOST]


def images(slot: Slot, start: int, tail: int) -> Iterator[Item]:
    """Well-known images in place of the word at `start`; behind a colon, the tags which to take. A tag that stands
    behind the cursor stays."""
    typed, rest = slot.before[start:], slot.after[:tail]
    here = target(slot, start, tail)
    name, colon, _ = typed.rpartition(":")
    if colon and "/" not in typed[len(name) :]:
        known = lookup(name) if name else None
        for tag in known.tags if known else ():
            yield item(here, f"{name}:{tag}", "image", known.doc if known else "", stages.image(f"{name}:{tag}"))
        return
    follows = ":" in rest or "@" in rest
    if follows:
        here = target(slot, start, min(rest.find(sign) for sign in ":@" if sign in rest))
    for known in IMAGES.values():
        body = "" if follows else _image_body(known.name)
        yield item(
            here, known.name, "image", known.doc, _image_doc(known.name), body=body, deprecated=bool(known.deprecated)
        )


@lru_cache(maxsize=512)
def _image_body(name: str) -> str:
    tags = IMAGES[name].tags
    return f"{escaped(name)}:{choice(1, tags[:8])}" if tags else ""


@lru_cache(maxsize=512)
def _image_doc(name: str) -> str:
    return stages.image_short(IMAGES[name])


def users(slot: Slot, here: Target, typed: str) -> Iterator[Item]:
    """Users which the stage creates or its image has; behind a colon, groups."""
    cursor = slot.cursor
    if cursor is None:
        return
    model = slot.snapshot.model
    above, own = accounts(model, cursor.number), accounts_of(cursor.node)
    created, groups = (dict.fromkeys((*above[part], *own[part])) for part in (0, 1))
    stage = model.stage_of(cursor.number)
    root = model.root_image(stage) if stage else None
    known = lookup(root) if root else None
    of_image = dict.fromkeys((*(known.users if known else ()), *((known.user,) if known and known.user else ())))
    name, colon, _ = typed.partition(":")
    if colon:
        for group in dict.fromkeys((*groups, name)):
            if group:
                yield item(
                    here, f"{name}:{group}", "user", "group created above" if group in groups else "group of that name"
                )
        return
    for user in created:
        yield item(here, user, "user", "created above")
    for user in of_image:
        yield item(here, user, "user", f"in the image {known.name}" if known else "")
    yield item(here, "root", "user", "may do everything")
    yield item(here, "10001:10001", "user", "numbers need no entry in /etc/passwd")
