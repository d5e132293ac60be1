"""The stages of a file and what they take from one another, as a drawing in text: Mermaid or Graphviz' DOT.

It knows the model and must not know where a drawing goes.
"""

from __future__ import annotations

from typing import Literal

from ..model import Model
from ..references import sources
from ..state import needed, stage_uses

Format = Literal["mermaid", "dot"]


def graph(model: Model, format: Format = "mermaid") -> str:
    """Images, stages, and an arrow from each to whoever is built on it or copies from it.

    Stages that the last one does not need are dashed, and so are arrows of mounts, which leave nothing behind.
    """
    uses = stage_uses(model)
    wanted = needed(model, uses)
    images: dict[str, str] = {}
    arrows: dict[tuple[str, str, str], None] = {}
    for stage in model.stages:
        if stage.base is None:
            image = stage.image or (stage.image_word.text if stage.image_word else "?")
            arrows[images.setdefault(image, f"image{len(images)}"), f"stage{stage.index}", "FROM"] = None
        for number in stage.instructions:
            node = model.tree.nodes[number]
            for text, _, numbered in sources(node):
                if model.stage_named(text) is None or (not numbered and text.isdigit()):
                    role = "COPY" if node.keyword == "COPY" else "mount"
                    arrows[images.setdefault(text, f"image{len(images)}"), f"stage{stage.index}", role] = None
    roles = {"FROM": "FROM", "COPY --from": "COPY", "RUN --mount": "mount"}
    for use in uses:
        arrows[f"stage{use.stage}", f"stage{use.user}", roles[use.role]] = None
    stages = {f"stage{stage.index}": (stage.title, stage.index in wanted) for stage in model.stages}
    names = {name: image for image, name in images.items()}
    return _mermaid(names, stages, list(arrows)) if format == "mermaid" else _dot(names, stages, list(arrows))


def _mermaid(images: dict[str, str], stages: dict[str, tuple[str, bool]], arrows: list[tuple[str, str, str]]) -> str:
    lines = ["flowchart TD"]
    lines += [f'    {name}(["{_entities(image)}"])' for name, image in images.items()]
    lines += [f'    {name}["{_entities(title)}"]' for name, (title, _) in stages.items()]
    lines += [
        f"    {source} -.->|{role}| {user}" if role == "mount" else f"    {source} -->|{role}| {user}"
        for source, user, role in arrows
    ]
    lines += [f"    style {name} stroke-dasharray: 4" for name, (_, is_wanted) in stages.items() if not is_wanted]
    return "\n".join(lines) + "\n"


def _dot(images: dict[str, str], stages: dict[str, tuple[str, bool]], arrows: list[tuple[str, str, str]]) -> str:
    lines = ["digraph stages {"]
    lines += [f"    {name} [label={_quoted(image)}];" for name, image in images.items()]
    lines += [
        f"    {name} [label={_quoted(title)}, shape=box{'' if is_wanted else ', style=dashed'}];"
        for name, (title, is_wanted) in stages.items()
    ]
    lines += [
        f"    {source} -> {user} [label={role}{', style=dashed' if role == 'mount' else ''}];"
        for source, user, role in arrows
    ]
    return "\n".join([*lines, "}"]) + "\n"


def _entities(text: str) -> str:
    """A text within Mermaid's quotes."""
    return text.replace("&", "#amp;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")


def _quoted(text: str) -> str:
    """A text as a string of DOT."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
