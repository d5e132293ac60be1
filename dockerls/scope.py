"""Scopes: mappings that are never changed, and from which larger ones are made that share what they have in common.

It knows names and values, and must not know what they mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Scope(Mapping[str, Value], Generic[Value]):
    """Names and values, in the order in which they came.

    They lie in layers of which each is larger than the one on top of it, so that ten thousand declarations, one after
    the other, take neither the time nor the memory of ten thousand copies.
    """

    __slots__ = ("_layers",)

    def __init__(self, values: Mapping[str, Value] | None = None) -> None:
        self._layers: tuple[dict[str, Value], ...] = (dict(values),) if values else ()

    def having(self, values: Mapping[str, Value]) -> Scope[Value]:
        """This scope with more values; one of a name that is here takes the other's place."""
        if not values:
            return self
        layers = self._layers
        top = dict(values)
        while layers and len(layers[-1]) <= len(top):
            top = {**layers[-1], **top}
            layers = layers[:-1]
        made: Scope[Value] = Scope()
        made._layers = (*layers, top)
        return made

    def __getitem__(self, name: str) -> Value:
        for layer in reversed(self._layers):
            if name in layer:
                return layer[name]
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        return any(name in layer for layer in self._layers)

    def _merged(self) -> dict[str, Value]:
        if len(self._layers) > 1:  # Once merged it stays so.
            merged: dict[str, Value] = {}
            for layer in self._layers:
                merged.update(layer)
            self._layers = (merged,)
        return self._layers[0] if self._layers else {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._merged())

    def latest(self) -> Iterator[str]:
        """The names, each where it came first, the last one first. Nothing is merged for it."""
        layers = self._layers
        for number in range(len(layers) - 1, -1, -1):
            below = layers[:number]
            yield from (name for name in reversed(layers[number]) if not any(name in layer for layer in below))

    def __len__(self) -> int:
        return len(self._merged())

    def __bool__(self) -> bool:
        return bool(self._layers)
