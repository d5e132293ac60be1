"""Plain values and the protocol's types, one function for each.

It knows what each client can take, and must not know how an answer was found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from lsprotocol import types as lsp

from ..features.actions import FIX_ALL, QUICK_FIX, Action, fix_all
from ..features.folding import Fold
from ..features.hover import Hover
from ..features.symbols import Symbol
from ..snapshot import Snapshot
from ..text import Edit, Span
from .client import Client

if TYPE_CHECKING:
    from ..features.completion import Item


class Asked(NamedTuple):
    """What a request is about, and who asks."""

    uri: str
    snapshot: Snapshot
    client: Client


# Places


def uri(params: Any) -> str:
    """The document that a request is about. What is resolved carries it in its data."""
    if isinstance(params, lsp.CodeAction):
        data = params.data
        return str(data.get("uri")) if isinstance(data, dict) else ""
    return str(params.text_document.uri)


def offset(position: lsp.Position, asked: Asked) -> int:
    return asked.snapshot.lines.offset(position.line, position.character)


def span(area: lsp.Range, asked: Asked) -> Span:
    start, end = offset(area.start, asked), offset(area.end, asked)
    return Span(min(start, end), max(start, end))


def area(span: Span, asked: Asked) -> lsp.Range:
    position = asked.snapshot.lines.position
    return lsp.Range(lsp.Position(*position(span.start)), lsp.Position(*position(span.end)))


def edit(edits: tuple[Edit, ...], asked: Asked) -> lsp.WorkspaceEdit:
    """Edits of the document; with its version where the client can make use of that."""
    changes = [lsp.TextEdit(area(edit.span, asked), edit.text) for edit in edits]
    if not asked.client.document_changes:
        return lsp.WorkspaceEdit(changes={asked.uri: changes})
    document = lsp.OptionalVersionedTextDocumentIdentifier(uri=asked.uri, version=asked.snapshot.version)
    return lsp.WorkspaceEdit(document_changes=[lsp.TextDocumentEdit(document, list(changes))])


# Prose

_FENCE = re.compile(r"^[ \t]*```[^\n]*\n?", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]*)\)")
_RULE = re.compile(r"^[ \t]*---+[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"^#+[ \t]+", re.MULTILINE)
_SIGNS = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|`([^`\n]+)`")


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
    return lsp.CompletionOptions(trigger_characters=[" ", "-", "=", ",", "$", "{", ":", "#", "/"])


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
    if item.deprecated and client.deprecated_items:
        made.tags = [lsp.CompletionItemTag.Deprecated]
    return made


# Actions


def action_options(client: Client) -> lsp.CodeActionOptions:
    return lsp.CodeActionOptions(code_action_kinds=[QUICK_FIX, FIX_ALL], resolve_provider=client.resolves_edits)


def actions(
    found: list[Action], asked: Asked, params: lsp.CodeActionParams
) -> list[lsp.CodeAction | lsp.Command] | None:
    if not asked.client.action_literals:
        return None
    return [_action(action, asked, params) for action in found]


def _action(action: Action, asked: Asked, params: lsp.CodeActionParams) -> lsp.CodeAction:
    made = lsp.CodeAction(title=action.title, kind=action.kind, is_preferred=action.preferred or None)
    if action.finding is not None:
        code, place = action.finding.code, area(action.finding.span, asked)
        same = [item for item in params.context.diagnostics if item.code == code and item.range == place]
        made.diagnostics = same or None
    if action.command is not None:
        name, argument = action.command
        made.command = lsp.Command(title=action.title, command=name, arguments=[argument])
    elif action.edits is not None:
        made.edit = edit(action.edits, asked)
    elif asked.client.resolves_edits:
        made.data = {"uri": asked.uri}
    else:
        made.edit = edit(fix_all(asked.snapshot), asked)
    return made


def resolved(edits: tuple[Edit, ...], asked: Asked, action: lsp.CodeAction) -> lsp.CodeAction:
    action.edit = edit(edits, asked)
    return action


# Outline and folding

_SYMBOL_KINDS = {
    "directive": lsp.SymbolKind.Property,
    "stage": lsp.SymbolKind.Module,
    "variable": lsp.SymbolKind.Variable,
    "label": lsp.SymbolKind.Field,
    "instruction": lsp.SymbolKind.Function,
}


def symbols(
    found: list[Symbol], asked: Asked, params: lsp.DocumentSymbolParams
) -> list[lsp.DocumentSymbol] | list[lsp.SymbolInformation]:
    if asked.client.hierarchical_symbols:
        return [_symbol(symbol, asked) for symbol in found]
    return [
        lsp.SymbolInformation(
            location=lsp.Location(asked.uri, area(symbol.span, asked)),
            name=symbol.name,
            kind=_SYMBOL_KINDS[symbol.kind],
            container_name=parent.name if parent else None,
        )
        for outer in found
        for symbol, parent in ((outer, None), *((inner, outer) for inner in outer.children))
    ]


def _symbol(symbol: Symbol, asked: Asked) -> lsp.DocumentSymbol:
    return lsp.DocumentSymbol(
        name=symbol.name,
        kind=_SYMBOL_KINDS[symbol.kind],
        range=area(symbol.span, asked),
        selection_range=area(symbol.selection, asked),
        children=[_symbol(child, asked) for child in symbol.children] or None,
    )


def folds(found: list[Fold], asked: Asked, params: lsp.FoldingRangeParams) -> list[lsp.FoldingRange]:
    line = asked.snapshot.lines.line
    made: dict[tuple[int, int], lsp.FoldingRange] = {}
    for fold in found:
        lines = line(fold.span.start), line(fold.span.end)
        if lines[0] < lines[1] and lines not in made:
            kind = lsp.FoldingRangeKind.Comment if fold.is_comment else None
            made[lines] = lsp.FoldingRange(*lines, kind=kind)
    return list(made.values())[: asked.client.most_foldings or None]
