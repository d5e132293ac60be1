"""Who sees a variable, from where to where, and why one is not seen; with lines, stages and declarations as people
name them. It knows the model, and nothing of a variable's value.
"""

from __future__ import annotations

from ..docker import PREDEFINED, VISIBILITY
from ..model import Stage, Variable
from ..snapshot import Snapshot
from .markdown import block, page


def line_of(snapshot: Snapshot, number: int) -> int:
    """The line, from one, on which a node's instruction begins."""
    node = snapshot.tree.nodes[number]
    return snapshot.lines.line(snapshot.tree.starts[number] + node.keyword_span.start) + 1


def title(stage: Stage) -> str:
    """A stage by its name, or by its number if it has none."""
    return f"stage `{stage.name_word.text}`" if stage.name_word else f"stage {stage.index}"


def quoted_line(snapshot: Snapshot, variable: Variable) -> str:
    """The line of the text which declares a variable, as a block."""
    place = snapshot.tree.place(variable.number, variable.span)
    return block(snapshot.lines.line_span(snapshot.lines.line(place.start)).of(snapshot.text).strip())


def table(kind: str, is_global: bool = False) -> str:
    """Who sees an ARG and who an ENV, with the kind at hand first. To a global one the first row does not apply."""
    if kind not in ("arg", "env"):
        return ""
    first, second = ("ARG", "ENV") if kind == "arg" else ("ENV", "ARG")
    rows = [f"| visible to … | `{first}` | `{second}` |", "|---|---|---|"]
    for where, arg, env in VISIBILITY[is_global:]:
        cells = (arg, env) if kind == "arg" else (env, arg)
        rows.append(f"| {where} | {cells[0]} | {cells[1]} |")
    return "\n".join(rows)


def scope(snapshot: Snapshot, variable: Variable) -> str:
    """From where to where a declaration counts."""
    model = snapshot.model
    if variable.kind == "predefined":
        return ""
    if variable.stage < 0 and variable.kind == "env":
        return "Before the first `FROM` only `ARG` may stand."
    if variable.stage < 0:
        again = [
            f"line {line_of(snapshot, item.number)}"
            for stage in model.stages
            for item in stage.variables
            if item.name == variable.name and item.kind == "arg" and item.value is None
        ]
        text = f"Only `FROM` lines see it. A stage does after its own `ARG {variable.name}`"
        return f"{text}: {', '.join(again)}." if again else f"{text}; none has one."
    stage = model.stages[variable.stage]
    last = _last_line(snapshot, stage)
    text = f"Counts from line {line_of(snapshot, variable.number) + 1} to the end of {title(stage)} (line {last})"
    built = {stage.index}  # A stage is built on earlier ones only.
    built.update(other.index for other in model.stages[stage.index + 1 :] if other.base in built)
    heirs = [title(other) for other in model.stages[stage.index + 1 :] if other.index in built]
    later = next(
        (item for item in stage.variables if item.name == variable.name and item.number > variable.number), None
    )
    if heirs:
        text += f", and in {', '.join(heirs)}"
    again_on = f" Set again on line {line_of(snapshot, later.number)}." if later is not None else ""
    return f"{text}.{again_on}"


def _last_line(snapshot: Snapshot, stage: Stage) -> int:
    last = stage.end - 1
    node = snapshot.tree.nodes[last]
    return snapshot.lines.line(snapshot.tree.starts[last] + max(node.span.end - 1, 0)) + 1


def undefined(snapshot: Snapshot, number: int, name: str, by: str, runtime: bool) -> str:
    """Why a variable has no value at a node, and what would give it one."""
    model = snapshot.model
    stage = model.stage_of(number)
    known = PREDEFINED.get(name)
    if known is not None and known.scope != "platform":
        return "Predefined: it has a value if the build is given one."
    in_from = stage is None or stage.number == number
    outer = model.global_named(name)
    if in_from:
        inner = any(item.name == name for other in model.stages for item in other.variables)
        hint = "It is declared in a stage, which `FROM` does not see: " if inner else ""
        return f"{hint}`FROM` sees only an `ARG {name}` before the first `FROM`; without, it is replaced by nothing."
    if outer is not None and not runtime:
        line = line_of(snapshot, outer.number)
        note = (
            f"There is a global `ARG {name}` on line {line}, but stages do not see it until they repeat `ARG {name}`."
        )
        return page(note, quoted_line(snapshot, outer))
    if known is not None:
        return f"The builder sets it, but a stage sees it only after `ARG {name}`."
    later = (
        next((item for item in stage.variables if item.name == name and item.number >= number), None) if stage else None
    )
    if later is not None:
        return f"It is set only later, on line {line_of(snapshot, later.number)}."
    other = next((item for each in model.stages for item in each.variables if item.name == name), None)
    if other is not None:
        owner = title(model.stages[other.stage])
        return f"S{owner[1:]} sets it (line {line_of(snapshot, other.number)}), which this stage is not built on."
    if by == "shell":
        return "Neither `ARG` nor `ENV` of this file sets it. Unless the base image or the shell does, it is empty."
    return "Neither `ARG` nor `ENV` sets it: unless the base image does, it is replaced by nothing."
