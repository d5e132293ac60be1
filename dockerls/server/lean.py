"""lsprotocol's types, each made by attrs when it is first used, and not all 554 of them when they are imported.

Making them all takes 180 ms of a processor, which the first hover may wait for, and 25 MB that stay; a session uses a
fifth of them. It knows how attrs makes a class, and must not know what any class is for.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from threading import RLock
from typing import Any

import attr

_unresolved: list[type] | None = []
"""The classes that were made while lsprotocol was still being imported, whose fields' types are not known yet."""


def import_types() -> None:
    """Import `lsprotocol.types` that way; nothing happens if it has been imported already."""
    global _unresolved
    if "lsprotocol.types" in sys.modules:
        return
    import attrs

    stand_in: Any = _later
    attrs.define = stand_in
    try:
        from lsprotocol import types
    finally:
        attrs.define = attr.define
    from lsprotocol import _hooks

    made, _unresolved = _unresolved or [], None
    for cls in made:
        attr.resolve_types(cls, types.ALL_TYPES_MAP, {})
    # It would resolve the types of all fields of all classes; here that is part of making a class.
    _hooks._resolved_forward_references = True


def _later(cls: type | None = None, **options: Any) -> Any:
    """Stands in for `attrs.define`."""
    if cls is None or options or "__init__" in vars(cls):
        return attr.define(cls, **options)
    unmade: Any = cls
    unmade.__init__ = _maker(cls)
    unmade.__attrs_attrs__ = _Fields(cls)
    return cls


def _maker(cls: type) -> Callable[..., None]:
    def __init__(self: Any, *arguments: Any, **named: Any) -> None:
        _make(cls)
        cls.__init__(self, *arguments, **named)  # type: ignore[misc]

    return __init__


class _Fields:
    """Stands for the fields of a class: whoever asks for them has it made."""

    def __init__(self, cls: type) -> None:
        self.cls = cls

    def __get__(self, instance: object, owner: type) -> Any:
        return _make(self.cls)


_making = RLock()
"""Held while a class is made, which another thread may ask for at that moment; a class has those that it builds on made
first."""
_made: dict[type, Any] = {}
"""The fields of each class that is made."""


def _make(cls: Any) -> Any:
    """Make a class what `attrs.define` makes it, but in place, and hence without slots; its fields.

    What stands in for it stays there until all is done: who comes meanwhile has to wait for `_making`, and finds a
    class that is whole. attrs looks through what a class has, which nobody may add to meanwhile.
    """
    with _making:
        if cls not in _made:
            attr.define(cls, slots=False, init=True, field_transformer=_resolved)
            _made[cls] = cls.__attrs_attrs__
        return _made[cls]


def _resolved(cls: type, fields: list[attr.Attribute[Any]]) -> list[attr.Attribute[Any]]:
    """The fields of a class that is being made, with their types known, if they can be by now."""
    if _unresolved is not None:
        _unresolved.append(cls)
    else:
        from lsprotocol import types

        attr.resolve_types(cls, types.ALL_TYPES_MAP, {}, fields)
    return fields
