"""lsprotocol's types, each made by attrs when it is first used, and not all 554 of them when they are imported.

Making them all takes 180 ms of a processor, which the first hover may wait for, and 25 MB that stay; a session uses a
fifth of them. It knows how attrs makes a class, and must not know what any class is for.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
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
        self.__init__(*arguments, **named)

    return __init__


class _Fields:
    """Stands for the fields of a class: whoever asks for them has it made."""

    def __init__(self, cls: type) -> None:
        self.cls = cls

    def __get__(self, instance: object, owner: type) -> Any:
        _make(self.cls)
        return self.cls.__attrs_attrs__  # type: ignore[attr-defined]


def _make(cls: Any) -> None:
    """Make a class what `attrs.define` makes it, but in place, and hence without slots."""
    del cls.__init__, cls.__attrs_attrs__
    attr.define(cls, slots=False)
    if _unresolved is not None:
        _unresolved.append(cls)
    else:
        from lsprotocol import types

        attr.resolve_types(cls, types.ALL_TYPES_MAP, {})
