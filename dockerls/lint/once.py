"""The memo on a node, under the name by which rules know it."""

from ..syntax.once import once

__all__ = ["once"]
