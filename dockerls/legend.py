"""The names of the types and modifiers of semantic tokens, which the client is told before it asks for any."""

from __future__ import annotations

TYPES = (
    "namespace",
    "type",
    "class",
    "enumMember",
    "function",
    "macro",
    "keyword",
    "parameter",
    "variable",
    "property",
    "string",
    "number",
    "regexp",
    "operator",
    "comment",
)
"""The protocol's names of the token types in use, in the order of their numbers."""

MODIFIERS = ("declaration", "modification", "deprecated", "defaultLibrary")
"""The same for modifiers, in the order of their bits."""
