"""A variable at a place: what it is, what it is worth there, who set it, and who sees it.

It knows the model; of the shell it knows only which names a command sets itself.
"""

from __future__ import annotations

import re

from ..cursor import Cursor, expander
from ..docker import INSTRUCTIONS, MOUNTS, PREDEFINED, lookup
from ..late import regex
from ..model import Known, Texts, Variable, unquote
from ..snapshot import Snapshot
from ..syntax import Node, Pair, Use
from ..syntax.views import mounts
from ..values import expand
from .markdown import code, link, page
from .scopes import line_of, quoted_line, scope, table, title, undefined
from .tables import modifier, since, tool_variable

_NAME = regex(r"[A-Za-z_]\w*", re.ASCII)
_AT_RUN_TIME = frozenset(("CMD", "ENTRYPOINT", "HEALTHCHECK"))


def used(snapshot: Snapshot, cursor: Cursor, use: Use) -> str:
    """A use of a variable, `$name` or `${name…}`, at the cursor."""
    node, name = cursor.node, use.name
    by = expander(node, use.span.start)
    if not _NAME.fullmatch(name):
        return _special(name, by)
    visible = dict(snapshot.model.visible(cursor.number, _key(node, use)))
    known = visible.get(name)
    runtime = node.keyword in _AT_RUN_TIME and by == "shell"
    hidden = runtime and known is not None and known.variable.kind == "arg"
    value = image_value(snapshot, cursor.number, name)
    if by == "nobody":
        return page(f"**`{name}`**", _untouched(node), _value_line(known, value))
    if hidden:
        return page(
            f"**`{name}`**: an `ARG`, which is gone when the container runs",
            f"{node.keyword} runs in the container and sees `ENV` alone. Hand it over: `ENV {name}=${name}`.",
            _origin(snapshot, cursor.number, known),
            table("arg"),
        )
    secret = secrets(node).get(name) if by == "shell" else None
    if secret is not None:
        return page(
            f"**`{name}`**: the secret {code(secret)}",
            "Its mount sets it, for this one command. It stays out of the image, of its history and of the cache.",
            link("Docker's reference", MOUNTS["secret"].url),
        )
    local = by == "shell" and name in node.script.assigned
    here = "The command sets it itself: from there on it has the shell's value." if local else ""
    if known is None and value is None:
        return page(
            f"**`{name}`**: {'a variable of the shell' if local else 'not defined here'}",
            here or undefined(snapshot, cursor.number, name, by, runtime),
            _evaluated(node, use, {}, by) if not local else modifier(use.modifier, shell=True),
            _predefined(name),
        )
    env: dict[str, str | None] = {key: item.text for key, item in visible.items()}
    if value is not None and known is None:
        env[name] = None
    return page(
        _head(name, known, value),
        here,
        _evaluated(node, use, env, by),
        _origin(snapshot, cursor.number, known) if known else _of_image(snapshot, cursor.number, name),
        "Put off: the build of the child image expands it, with its own values." if cursor.onbuild else "",
        scope(snapshot, known.variable) if known else "",
        table(known.variable.kind, known.variable.is_global) if known else "",
        _predefined(name),
        link("Docker's reference", INSTRUCTIONS["ENV"].url.replace("#env", "#environment-replacement")),
    )


def literal(snapshot: Snapshot, cursor: Cursor, name: str) -> str:
    """What looks like a variable but is quoted or escaped, so that it stays as it is."""
    if not _NAME.fullmatch(name):
        return ""
    by = expander(cursor.node, cursor.offset)
    who = "the build" if by == "build" else "the shell"
    note = f"Single quotes or an escape keep {who} from replacing it here: it stays as written."
    known = snapshot.model.visible(cursor.number).get(name)
    value = f"Its value would be {code(known.text)}." if known and known.text is not None else ""
    return page(f"**`${name}`**: not replaced", note, value)


def declared(snapshot: Snapshot, cursor: Cursor, pair: Pair) -> str:
    """The declaration of a variable by ARG or ENV."""
    node, number = cursor.node, cursor.number
    name = unquote(pair.key.text)
    kind = "arg" if node.keyword == "ARG" else "env"
    stage = snapshot.model.stage_of(number)
    variable = Variable(
        name, "arg" if kind == "arg" else "env", number, pair.key.span, pair.value, stage.index if stage else -1
    )
    return page(
        _head(name, Known(variable, _declared_value(snapshot, cursor, pair, variable)), None),
        _declared_note(snapshot, variable),
        "Put off: it is declared in the build of the child image." if cursor.onbuild else "",
        "" if cursor.onbuild else scope(snapshot, variable),
        table(kind, variable.is_global),
        _predefined(name),
        link("Docker's reference", INSTRUCTIONS[node.keyword].url),
    )


def summary(snapshot: Snapshot, known: Known) -> str:
    """A variable in a few words, for a list: what set it, and its value."""
    variable = known.variable
    if variable.kind == "predefined":
        example = PREDEFINED[variable.name].example if variable.name in PREDEFINED else ""
        return f"predefined, such as {example}" if example else "predefined"
    value = "no value" if known.text is None else known.text if len(known.text) < 40 else known.text[:40] + "…"
    return f"{variable.kind.upper()} (line {line_of(snapshot, variable.number)}): {value or 'empty'}"


def secrets(node: Node) -> dict[str, str]:
    """The variables which secret mounts of a RUN set, each with the secret's id."""
    found: dict[str, str] = {}
    if node.keyword == "RUN" and node.flags:
        for mount in mounts(node):
            env = mount.option("env") if mount.type == "secret" else None
            if env is not None and env.value:
                given = mount.option("id", "source", "src")
                found[env.value] = (given.value if given else None) or env.value
    return found


def image_value(snapshot: Snapshot, number: int, name: str) -> str | None:
    """A value such as the image at the bottom of the stage gives a variable; None if it is not known to set it."""
    return dict(image_environment(snapshot, number)).get(name)


def image_environment(snapshot: Snapshot, number: int) -> tuple[tuple[str, str], ...]:
    """The variables which the image at the bottom of a node's stage is known to set, with values as they may look."""
    stage = snapshot.model.stage_of(number)
    if stage is None or stage.number == number:
        return ()
    root = snapshot.model.root_image(stage)
    image = lookup(root) if root else None
    path = (("PATH", PREDEFINED["PATH"].example),)
    return (*image.env, *path) if image else path


def _key(node: Node, use: Use) -> int:
    """Which of an ARG's keys the use stands in; those before it are visible to it."""
    if node.keyword != "ARG":
        return 1 << 60
    return next((number for number, pair in enumerate(node.pairs) if pair.span.touches(use.span.start)), 1 << 60)


def _head(name: str, known: Known | None, image: str | None) -> str:
    if known is None:
        return f"**`{name}`** = such as {code(image or '')}, set by the base image"
    if known.text is not None:
        return f"**`{name}`** = {code(known.text)}"
    predefined = PREDEFINED.get(name)
    if predefined is not None and predefined.scope == "platform":
        return f"**`{name}`** = set by the builder, such as {code(predefined.example)}"
    if known.variable.value is not None:
        return f"**`{name}`** = {code(unquote(known.variable.value.text))}, of which the build alone knows all"
    return f"**`{name}`**: no value, unless `docker build --build-arg {name}=…` gives one"


def _value_line(known: Known | None, image: str | None) -> str:
    if known is not None and known.text is not None:
        return f"Its value here: {code(known.text)}"
    return f"The base image sets it to something like {code(image)}." if image else ""


def _untouched(node: Node) -> str:
    if node.json is not None:
        return (
            "The exec form runs no shell, and the build leaves it alone as well: the program gets it as it stands. "
            'Use the shell form, or `["sh", "-c", "…"]`.'
        )
    if node.keyword == "COPY":
        return "Variables are refused here. Give the image a stage of its own: `FROM image:$TAG AS name`."
    return "Variables are not replaced here."


def _special(name: str, by: str) -> str:
    if not name:
        return ""
    where = "The shell replaces it." if by == "shell" else "The build replaces it by nothing."
    return page(f"**`${name}`**: a parameter of the shell", where)


def _evaluated(node: Node, use: Use, env: dict[str, str | None], by: str) -> str:
    """The whole of `${name:-word}` with what it comes to, and what the modifier does."""
    if not use.modifier:
        return ""
    source = written(node, use)
    value = expand(source, env, "\\" if node.is_shell_form or use.span.start >= node.header else node.escape)
    outcome = f"{code(source)} → {code(value.text)}" if value.text is not None else f"{code(source)} → {value.error}"
    if value.text is None and not value.error:
        outcome = f"{code(source)}: known only to the build"
    return page(outcome, modifier(use.modifier, shell=by == "shell"))


def written(node: Node, use: Use) -> str:
    """A use as it stands, with continuations joined."""
    if use.span.start >= node.header:
        return use.span.of(node.source)
    logical = node.logical
    return logical.text[logical.offset(use.span.start) : logical.offset(use.span.end)]


def _origin(snapshot: Snapshot, number: int, known: Known | None) -> str:
    if known is None or known.variable.kind == "predefined":
        return ""
    variable = known.variable
    here = snapshot.model.stage_of(number)
    line = line_of(snapshot, variable.number)
    where = f"`{variable.kind.upper()}` on line {line}"
    if variable.is_global:
        where = f"Global {where}"
    elif here is not None and variable.stage != here.index:
        where += f", inherited from {title(snapshot.model.stages[variable.stage])}"
    return page(f"{where}:", quoted_line(snapshot, variable), _declared_note(snapshot, variable))


def _declared_note(snapshot: Snapshot, variable: Variable) -> str:
    """What a declaration without a value takes its value from, and what hides it."""
    outer = snapshot.model.global_of(variable)
    if outer is not None:
        line = line_of(snapshot, outer.number)
        return page(f"It takes the value of the global `ARG` on line {line}:", quoted_line(snapshot, outer))
    return ""


def _of_image(snapshot: Snapshot, number: int, name: str) -> str:
    stage = snapshot.model.stage_of(number)
    root = snapshot.model.root_image(stage) if stage else None
    return f"`ENV` of the base image {code(root)}; the value depends on its version." if root and name != "PATH" else ""


def _predefined(name: str) -> str:
    known = PREDEFINED.get(name)
    if known is None or known.scope == "image":
        return tool_variable(name)
    return page(known.doc, since(known.since))


def _declared_value(snapshot: Snapshot, cursor: Cursor, pair: Pair, variable: Variable) -> str | None:
    model, is_arg = snapshot.model, cursor.node.keyword == "ARG"
    if pair.value is None and not is_arg:
        return ""
    if pair.value is None and variable.stage < 0:
        return None
    position = next((number for number, item in enumerate(cursor.node.pairs) if item == pair), 0)
    known = model.value_of(variable, Texts(model.visible(cursor.number, position if is_arg else 1 << 60)))
    return known.text if known is not None else None
