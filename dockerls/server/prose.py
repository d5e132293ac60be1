"""Answers with prose in them, as the protocol says them: hovers, completions and signatures.

All prose is Markdown; a client that does not show that gets the same words as plain text.
"""

from __future__ import annotations

import re
from typing import Any

from ..features.completion import Item
from ..features.hints import Hint
from ..features.hover import Hover
from ..features.signature import Help, Signature
from ..late import regex
from ..text import Span
from .client import Client
from .convert import Asked, Json, area, location, place

_FENCE = regex(r"^[ \t]*```[^\n]*\n?", re.MULTILINE)
_LINK = regex(r"\[([^\[\]]*)\]\(([^()\s]*)\)")
_RULE = regex(r"^[ \t]*---+[ \t]*$", re.MULTILINE)
_HEADING = regex(r"^#+[ \t]+", re.MULTILINE)
_SIGNS = regex(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|`([^`\n]+)`")


def plain(markdown: str) -> str:
    """Markdown as text to read: the signs are gone, the words and the code are as they were."""
    parts: list[str] = []
    for number, part in enumerate(_FENCE.split(markdown)):
        if number % 2 == 0:
            part = _HEADING.sub("", _RULE.sub("", part))
            part = _LINK.sub(lambda match: match[1] if match[1] == match[2] else f"{match[1]} ({match[2]})", part)
            part = _SIGNS.sub(lambda match: match[1] or match[2], part)
        parts.append(part)
    return re.sub(r"\n{3,}", "\n\n", "".join(parts)).strip()


def prose(markdown: str, *, as_markdown: bool) -> Json:
    if as_markdown:
        return {"kind": "markdown", "value": markdown}
    return {"kind": "plaintext", "value": plain(markdown)}


def hover(found: Hover | None, asked: Asked, params: Json) -> Json | None:
    if found is None:
        return None
    said = prose(found.markdown, as_markdown=asked.client.markdown_hover)
    return {"contents": said, "range": area(found.span, asked)}


# Hints


def hints(found: list[Hint], asked: Asked, params: Json) -> list[Json]:
    """The hints; where the client asks again for one that is looked at, without what it says then."""
    made = []
    for hint in found:
        item: Json = {
            "position": place(hint.offset, asked.snapshot.lines),
            "label": hint.label,
            "paddingLeft": hint.padding,
        }
        if asked.client.resolves_hints:
            item["label"] = [{"value": hint.label}]
            item["data"] = {"uri": asked.uri}
        else:
            item["tooltip"] = prose(hint.tooltip, as_markdown=asked.client.markdown_hover)
        made.append(item)
    return made


def resolved_hint(found: list[Hint], asked: Asked, item: Json) -> Json:
    """A hint with its tooltip and, behind its label, the place where what it says comes from."""
    if isinstance(item["label"], str):
        return item
    label = "".join(part["value"] for part in item["label"])
    hint = next((hint for hint in found if hint.label == label), None)
    if hint is None:
        return item
    leads = {"location": location(hint.target, asked)} if hint.target is not None else {}
    tooltip = prose(hint.tooltip, as_markdown=asked.client.markdown_hover)
    return {**item, "label": [{"value": label, **leads}], "tooltip": tooltip}


# Completion

_ITEM_KINDS = {
    "keyword": 14,
    "flag": 10,
    "property": 10,
    "option": 10,
    "value": 12,
    "variable": 6,
    "stage": 9,
    "image": 9,
    "snippet": 15,
    "rule": 21,
    "command": 3,
    "file": 17,
    "folder": 19,
    "directive": 14,
}
"""CompletionItemKind: Keyword, Property, Value, Variable, Module, Snippet, Constant, Function, File, Folder."""

_TEXT, _AS_IS, _DEPRECATED = 1, 1, 1
_PLAIN_TEXT, _SNIPPET = 1, 2


def completions(found: list[Item], asked: Asked, params: Json) -> Json:
    areas: dict[Span, Json] = {}
    return {"isIncomplete": False, "items": [_item(item, asked, areas) for item in found]}


def _item(item: Item, asked: Asked, areas: dict[Span, Json]) -> Json:
    client = asked.client
    if item.span not in areas:
        areas[item.span] = area(item.span, asked)
    made: Json = {
        "label": item.label,
        "kind": _ITEM_KINDS.get(item.kind, _TEXT),
        "textEdit": {"range": areas[item.span], "newText": item.text},
        "insertTextFormat": _SNIPPET if item.snippet else _PLAIN_TEXT,
    }
    if item.detail:
        made["detail"] = item.detail
    if item.doc:
        made["documentation"] = prose(item.doc, as_markdown=client.markdown_completion)
    if item.sort:
        made["sortText"] = item.sort
    if item.filter:
        made["filterText"] = item.filter
    if _AS_IS in client.text_modes:
        made["insertTextMode"] = _AS_IS
    if item.about:
        made["data"] = item.about
    if item.deprecated and client.deprecated_items:
        made["tags"] = [_DEPRECATED]
    return made


# Signatures


def signature(found: Help | None, asked: Asked, params: Json) -> Json | None:
    if found is None:
        return None
    signatures = [_signature(item, asked.client) for item in found.signatures]
    made: Json = {"signatures": signatures, "activeSignature": found.active}
    if found.parameter is not None or asked.client.no_parameter:
        made["activeParameter"] = found.parameter
    return made


def _signature(item: Signature, client: Client) -> Json:
    def documented(text: str, **made: Any) -> Json:
        if text:
            made["documentation"] = prose(text, as_markdown=client.markdown_signature)
        return made

    parameters = [
        documented(part.doc, label=part.span if client.label_offsets else part.span.of(item.label))
        for part in item.parameters
    ]
    return documented(item.doc, label=item.label, parameters=parameters)
