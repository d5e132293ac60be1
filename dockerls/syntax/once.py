"""What is worked out once for a node and kept with it, however many versions of the file the node lives through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Subject = TypeVar("Subject")
Result = TypeVar("Result")


def once(function: Callable[[Subject], Result]) -> Callable[[Subject], Result]:
    """A function of a node alone, asked again and again while others change: its answer stays on the node.

    Only for functions which look at nothing but the node, and whose answers never change.
    It does the same for a tree or a model, which live for one version.
    """
    key = f"once {function.__module__}.{function.__qualname__}"

    def remembered(subject: Subject) -> Result:
        known = subject.__dict__
        if key in known:
            return known[key]  # type: ignore[no-any-return]
        result = known[key] = function(subject)
        return result

    remembered.__doc__ = function.__doc__
    remembered.__name__ = function.__name__
    return remembered


def lately(function: Callable[..., Result]) -> Callable[..., Result]:
    """A function of a node and of settings which rarely change: its last answer stays on the node, as with `once`."""
    key = f"lately {function.__module__}.{function.__qualname__}"

    def remembered(subject: Any, *settings: Any) -> Result:
        known = subject.__dict__.get(key)
        if known is None or known[0] != settings:
            known = subject.__dict__[key] = settings, function(subject, *settings)
        return known[1]  # type: ignore[no-any-return]

    remembered.__doc__ = function.__doc__
    remembered.__name__ = function.__name__
    return remembered
