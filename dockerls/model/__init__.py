"""What a tree means: `build(tree)` gives the model, which rules and features ask."""

from __future__ import annotations

from ..buildcontext import NO_CONTEXT, BuildContext
from ..syntax import Tree
from .meaning import Model
from .parts import (
    LINUX_SHELL,
    NOWHERE,
    WINDOWS_SHELL,
    Difference,
    Facts,
    Known,
    Stage,
    Texts,
    Variable,
    is_predefined,
    is_windows,
    unquote,
)
from .successor import Successor

__all__ = [
    "LINUX_SHELL",
    "NOWHERE",
    "WINDOWS_SHELL",
    "Difference",
    "Facts",
    "Known",
    "Model",
    "Stage",
    "Texts",
    "Variable",
    "build",
    "is_predefined",
    "is_windows",
    "unquote",
]


def build(tree: Tree, context: BuildContext = NO_CONTEXT, previous: Model | None = None) -> Model:
    """The model of a tree in a build context.

    Args:
        tree: The tree.
        context: What is known of the files beside the Dockerfile.
        previous: The model of the tree which this one was made from: what did not change is taken over. It saves work
            and changes nothing.
    """
    if previous is not None and previous.tree is tree and previous.context == context:
        return previous
    change = tree.since(previous.tree) if previous is not None else None
    if previous is not None and change is not None:
        return Successor(tree, context, previous, change)
    model = Model(tree, context)
    model.read()
    return model
