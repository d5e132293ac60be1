"""Renaming variables, stages and heredoc delimiters in all the places that name them.

It knows which names the build and the shell accept, and refuses a new name that would change what the file means.
"""

from __future__ import annotations

from ..docker import PREDEFINED, lookup
from ..late import regex
from ..model import Model
from ..references import Reference, Symbol, is_number, occurrences, place, reference_at
from ..snapshot import Snapshot
from ..text import Edit, Span

_VARIABLE = regex(r"[A-Za-z_][A-Za-z0-9_]*")
_STAGE = regex(r"[A-Za-z][A-Za-z0-9_.-]*")
_DELIMITER = regex(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_RESERVED_STAGES = frozenset(("scratch", "context"))

_VARIABLES = frozenset(("variable", "free", "secret", "shell"))
_OF_ONE_NODE = frozenset(("secret", "shell"))


class RenameRefused(Exception):
    """Why a name cannot be changed, or not to this one; the message is for the user."""


def prepare(snapshot: Snapshot, offset: int) -> tuple[Span, str] | None:
    """The name at the cursor, to be edited in place; None if there is none.

    Raises:
        RenameRefused: it is a name, but one that cannot be changed.
    """
    model = snapshot.model
    found = reference_at(model, offset)
    if found is None:
        return None
    reason = _why_not(model, found)
    if reason:
        raise RenameRefused(reason)
    span = place(model, found)
    text = span.of(snapshot.text)
    # A name that a continuation cuts in two is shown in one piece.
    return span, text if "\n" not in text else found.symbol.name


def rename(snapshot: Snapshot, offset: int, new: str) -> list[Edit]:
    """The edits that give the name at the cursor, and all that mean the same, the name `new`.

    Raises:
        RenameRefused: nothing there can be renamed, or `new` is no name for it or means something else already.
    """
    model = snapshot.model
    found = reference_at(model, offset)
    if found is None:
        raise RenameRefused("There is nothing to rename here.")
    reason = _why_not(model, found)
    if reason:
        raise RenameRefused(reason)
    symbol = found.symbol
    places = [
        other for other in occurrences(model, symbol) if symbol.kind != "stage" or not is_number(_text(model, other))
    ]
    if symbol.kind == "heredoc":
        _check_delimiter(model, symbol, new)
    elif symbol.kind == "stage":
        _check_stage(model, symbol, new)
    else:
        _check_variable(model, symbol, new, places)
    return [Edit(place(model, other), _spelling(model, other, new)) for other in places]


def _spelling(model: Model, reference: Reference, new: str) -> str:
    # BuildKit looks for what FROM names among the lower-case names of stages, and takes it as written.
    is_base = model.tree.nodes[reference.number].keyword == "FROM" and reference.role == "use"
    return new.lower() if reference.symbol.kind == "stage" and is_base else new


def _why_not(model: Model, found: Reference) -> str:
    """Why the name cannot be changed at all; empty if it can."""
    symbol = found.symbol
    if symbol.kind == "source":
        return f"`{symbol.name}` is no stage of this file, so its name is not decided here."
    if symbol.kind == "stage":
        if is_number(_text(model, found)):
            return f"`{_text(model, found)}` is the number of a stage. Name the stage instead."
        indirect = _named_through_variable(model, symbol)
        if indirect:
            return f"A FROM names stage `{symbol.name}` through the variable in `{indirect}`; change that first."
    elif symbol.kind in _VARIABLES:
        if symbol.name in PREDEFINED:
            return f"`{symbol.name}` is a name that Docker or the base image gives."
        stage = model.stage_of(found.number)
        image = lookup(model.root_image(stage) or "") if symbol.kind == "free" and stage is not None else None
        if image is not None and any(name == symbol.name for name, _ in image.env):
            return f"The image `{image.name}` sets `{symbol.name}`, so its name is not decided here."
    return ""


def _named_through_variable(model: Model, symbol: Symbol) -> str:
    for stage in model.stages:
        word = stage.image_word
        if stage.base is not None and word is not None and "$" in word.text:
            if model.stages[stage.base].name == symbol.name:
                return word.text
    return ""


def _check_variable(model: Model, symbol: Symbol, new: str, places: list[Reference]) -> None:
    if not _VARIABLE.fullmatch(new):
        raise RenameRefused(f"`{new}` is no name for a variable: use letters, digits and _, and no digit first.")
    if new == symbol.name:
        return
    if new in PREDEFINED:
        raise RenameRefused(f"`{new}` has a meaning of its own: Docker or the base image gives it.")
    scope = _scope(model, {_home(model, other.number) for other in places})
    for stage in scope:
        image = lookup(model.root_image(model.stages[stage]) or "") if stage >= 0 else None
        if image is not None and any(name == new for name, _ in image.env):
            raise RenameRefused(f"The image `{image.name}` sets `{new}` itself.")
    numbers = {other.number for other in places}
    for other in model.references:
        if other.symbol.name != new or other.symbol.kind not in _VARIABLES:
            continue
        if other.number in numbers or (other.symbol.kind not in _OF_ONE_NODE and _meets(model, symbol, other, scope)):
            raise RenameRefused(f"There is already a variable `{new}`, on line {_line(model, other)}.")
        if symbol.kind not in _OF_ONE_NODE and _home(model, other.number) in scope:
            raise RenameRefused(f"A command sets a variable `{new}` for itself, on line {_line(model, other)}.")


def _meets(model: Model, symbol: Symbol, other: Reference, scope: set[int]) -> bool:
    """Whether the other variable, if both had one name, would be seen where this one is, or be taken for it.

    An ARG without a value takes that of a global ARG of its name, so between these two any stage is too near.
    """
    home = _home(model, other.number)
    return home in scope or (other.role == "declaration" and symbol.kind == "variable" and -1 in (home, symbol.home))


def _scope(model: Model, homes: set[int]) -> set[int]:
    """The stages given, those that inherit from them, and those they inherit from."""
    found = set(homes)
    for stage in model.stages:  # A stage is built on earlier ones only.
        if stage.base in found:
            found.add(stage.index)
    for stage in model.stages:
        if stage.index in homes:
            found.update(base.index for base in model.bases(stage))
    return found


def _line(model: Model, reference: Reference) -> int:
    """The line of a reference as people count, from one."""
    return model.tree.text.count("\n", 0, place(model, reference).start) + 1


def _home(model: Model, number: int) -> int:
    """The index of the stage whose variables a node sees; -1 for the global ones, which FROM lines see."""
    stage = model.stage_of(number)
    return stage.index if stage is not None and stage.number != number else -1


def _check_stage(model: Model, symbol: Symbol, new: str) -> None:
    if not _STAGE.fullmatch(new):
        raise RenameRefused(f"`{new}` is no name for a stage: a letter first, then letters, digits, `_`, `-`, `.`.")
    lower = new.lower()
    if lower in _RESERVED_STAGES:
        raise RenameRefused(f"`{new}` is reserved and cannot name a stage.")
    if lower == symbol.name:
        return
    for stage in model.stages:
        if stage.name == lower:
            raise RenameRefused(f"Stage {stage.index} is already called `{new}`.")
        if stage.image == lower and stage.index > symbol.home:
            raise RenameRefused(f"A FROM names the image `{new}`, which would then mean this stage.")
    if any(other.symbol == Symbol("source", lower, -1) for other in model.references):
        raise RenameRefused(f"A --from names `{new}` from outside of this file, which would then mean this stage.")


def _check_delimiter(model: Model, symbol: Symbol, new: str) -> None:
    if not _DELIMITER.fullmatch(new):
        raise RenameRefused(f"`{new}` is no delimiter: use letters, digits, `_`, `-` and `.`.")
    node = model.tree.nodes[symbol.home]
    heredoc = node.heredocs[symbol.part]
    if any(line.rstrip("\r") == new for line in heredoc.content(node.source).split("\n")):
        raise RenameRefused(f"A line of the heredoc is `{new}`, and would end it.")


def _text(model: Model, reference: Reference) -> str:
    return reference.span.of(model.tree.nodes[reference.number].source)
