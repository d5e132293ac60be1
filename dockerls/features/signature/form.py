"""What signature help answers with: ways to write something, and which of their parts the cursor is in."""

from __future__ import annotations

from ...named import NamedTuple
from ...text import Span


class Parameter(NamedTuple):
    """A part of a signature: where it stands in the label, and what it is."""

    span: Span
    doc: str


class Signature(NamedTuple):
    """A way to write something."""

    label: str
    doc: str
    parameters: tuple[Parameter, ...]


class Help(NamedTuple):
    """The signatures for what stands at the cursor; `parameter` is None where the cursor is in none of the parts."""

    signatures: tuple[Signature, ...]
    active: int
    parameter: int | None
