"""What is worked out once for a node and kept with it, however many versions of the file the node lives through."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ..syntax import Node

Result = TypeVar("Result")


def once(function: Callable[[Node], Result]) -> Callable[[Node], Result]:
    """A function of a node alone, asked again and again by rules about the whole file: its answer stays on the node.

    Only for functions which look at nothing but the node, and whose answers never change.
    """
    key = f"once {function.__module__}.{function.__qualname__}"

    def remembered(node: Node) -> Result:
        known = node.__dict__
        if key in known:
            return known[key]  # type: ignore[no-any-return]
        result = known[key] = function(node)
        return result

    remembered.__doc__ = function.__doc__
    return remembered
