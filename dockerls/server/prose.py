"""Answers with prose in them, as the protocol's types: hovers, completions and signatures.

All prose is Markdown; a client that does not show that gets the same words as plain text.
"""

from __future__ import annotations

import re

from lsprotocol import types as lsp

from ..features.completion import Item
from ..features.hints import Hint
from ..features.hover import Hover
from ..features.signature import Help, Signature
from ..late import regex
from ..text import Span
from .client import Client
from .convert import Asked, area

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


def prose(markdown: str, *, as_markdown: bool) -> lsp.MarkupContent:
    if as_markdown:
        return lsp.MarkupContent(lsp.MarkupKind.Markdown, markdown)
    return lsp.MarkupContent(lsp.MarkupKind.PlainText, plain(markdown))


def hover(found: Hover | None, asked: Asked, params: lsp.HoverParams) -> lsp.Hover | None:
    if found is None:
        return None
    return lsp.Hover(prose(found.markdown, as_markdown=asked.client.markdown_hover), area(found.span, asked))


# Hints


def hint_options(client: Client) -> lsp.InlayHintOptions:
    return lsp.InlayHintOptions(resolve_provider=client.resolves_hints)


def hints(found: list[Hint], asked: Asked, params: lsp.InlayHintParams) -> list[lsp.InlayHint]:
    """The hints; where the client asks again for one that is looked at, without what it says then."""
    made = []
    for hint in found:
        item = lsp.InlayHint(area(Span(hint.offset, hint.offset), asked).start, hint.label, padding_left=hint.padding)
        if asked.client.resolves_hints:
            item.label = [lsp.InlayHintLabelPart(hint.label)]
            item.data = {"uri": asked.uri}
        else:
            item.tooltip = prose(hint.tooltip, as_markdown=asked.client.markdown_hover)
        made.append(item)
    return made


def resolved_hint(found: list[Hint], asked: Asked, item: lsp.InlayHint) -> lsp.InlayHint:
    """A hint with its tooltip and, behind its label, the place where what it says comes from."""
    if isinstance(item.label, str):
        return item
    label = "".join(part.value for part in item.label)
    hint = next((hint for hint in found if hint.label == label), None)
    if hint is not None:
        target = lsp.Location(asked.uri, area(hint.target, asked)) if hint.target is not None else None
        item.label = [lsp.InlayHintLabelPart(label, location=target)]
        item.tooltip = prose(hint.tooltip, as_markdown=asked.client.markdown_hover)
    return item


# Completion

_ITEM_KINDS = {
    "keyword": lsp.CompletionItemKind.Keyword,
    "flag": lsp.CompletionItemKind.Property,
    "property": lsp.CompletionItemKind.Property,
    "option": lsp.CompletionItemKind.Property,
    "value": lsp.CompletionItemKind.Value,
    "variable": lsp.CompletionItemKind.Variable,
    "stage": lsp.CompletionItemKind.Module,
    "image": lsp.CompletionItemKind.Module,
    "snippet": lsp.CompletionItemKind.Snippet,
    "rule": lsp.CompletionItemKind.Constant,
    "command": lsp.CompletionItemKind.Function,
    "file": lsp.CompletionItemKind.File,
    "folder": lsp.CompletionItemKind.Folder,
    "directive": lsp.CompletionItemKind.Keyword,
}


def completion_options(client: Client) -> lsp.CompletionOptions:
    return lsp.CompletionOptions(
        trigger_characters=[" ", "-", "=", ",", "$", "{", ":", "#", "/"], resolve_provider=True
    )


def completions(found: list[Item], asked: Asked, params: lsp.CompletionParams) -> lsp.CompletionList:
    areas: dict[Span, lsp.Range] = {}
    return lsp.CompletionList(is_incomplete=False, items=[_item(item, asked, areas) for item in found])


def _item(item: Item, asked: Asked, areas: dict[Span, lsp.Range]) -> lsp.CompletionItem:
    client = asked.client
    if item.span not in areas:
        areas[item.span] = area(item.span, asked)
    made = lsp.CompletionItem(
        label=item.label,
        kind=_ITEM_KINDS.get(item.kind, lsp.CompletionItemKind.Text),
        detail=item.detail or None,
        documentation=prose(item.doc, as_markdown=client.markdown_completion) if item.doc else None,
        sort_text=item.sort or None,
        filter_text=item.filter or None,
        text_edit=lsp.TextEdit(areas[item.span], item.text),
        insert_text_format=lsp.InsertTextFormat.Snippet if item.snippet else lsp.InsertTextFormat.PlainText,
    )
    if lsp.InsertTextMode.AsIs in client.text_modes:
        made.insert_text_mode = lsp.InsertTextMode.AsIs
    if item.about:
        made.data = list(item.about)
    if item.deprecated and client.deprecated_items:
        made.tags = [lsp.CompletionItemTag.Deprecated]
    return made


# Signatures


def signature_options(client: Client) -> lsp.SignatureHelpOptions:
    return lsp.SignatureHelpOptions(trigger_characters=[" ", "=", ",", "-", "["])


def signature(found: Help | None, asked: Asked, params: lsp.SignatureHelpParams) -> lsp.SignatureHelp | None:
    if found is None:
        return None
    signatures = [_signature(item, asked.client) for item in found.signatures]
    return lsp.SignatureHelp(signatures, active_signature=found.active, active_parameter=found.parameter)


def _signature(item: Signature, client: Client) -> lsp.SignatureInformation:
    def prose_of(text: str) -> lsp.MarkupContent | None:
        return prose(text, as_markdown=client.markdown_signature) if text else None

    parameters = [
        lsp.ParameterInformation(
            label=(part.span.start, part.span.end) if client.label_offsets else part.span.of(item.label),
            documentation=prose_of(part.doc),
        )
        for part in item.parameters
    ]
    return lsp.SignatureInformation(item.label, documentation=prose_of(item.doc), parameters=parameters)
