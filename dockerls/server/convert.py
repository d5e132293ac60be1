"""Places, edits and all that is made of them, as the protocol's types; what has prose in it is in `prose`.

It knows what each client can take, and must not know how an answer was found.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lsprotocol import types as lsp

from ..buildcontext import NO_FILES, Files
from ..features.actions import KINDS, Action, fix_all
from ..features.folding import Fold
from ..features.formatting.on_type import TRIGGERS
from ..features.lens import Lens
from ..features.links import Link
from ..features.navigation import Highlight, Location, StageCall, StageItem
from ..features.symbols import Symbol
from ..features.tokens import delta
from ..legend import MODIFIERS, TYPES
from ..named import NamedTuple
from ..snapshot import Snapshot
from ..text import Edit, LineIndex, Span
from .client import Client

SentTokens = dict[str, tuple[str, list[int]]]
"""By document, the tokens which the client was told last, and the name under which it knows them."""


class Asked(NamedTuple):
    """What a request is about, who asks, and what it was told before."""

    uri: str
    snapshot: Snapshot
    client: Client
    sent_tokens: SentTokens
    files: Files = NO_FILES


# Places


def uri(params: Any) -> str:
    """The document that a request is about. What follows from an earlier answer carries it in its data."""
    carrier = getattr(params, "item", params)
    data = getattr(carrier, "data", None)
    if isinstance(data, dict):
        return str(data.get("uri"))
    return str(params.text_document.uri) if hasattr(params, "text_document") else ""


def offset(position: lsp.Position, asked: Asked) -> int:
    return asked.snapshot.lines.offset(position.line, position.character)


def span(area: lsp.Range, asked: Asked) -> Span:
    start, end = offset(area.start, asked), offset(area.end, asked)
    return Span(min(start, end), max(start, end))


def area(span: Span, asked: Asked) -> lsp.Range:
    return area_in(span, asked.snapshot.lines)


def area_in(span: Span, lines: LineIndex) -> lsp.Range:
    """A span of a text that need not be open."""
    position = lines.position
    return lsp.Range(lsp.Position(*position(span.start)), lsp.Position(*position(span.end)))


# Edits


def edits(found: Iterable[Edit], asked: Asked, params: Any = None) -> list[lsp.TextEdit]:
    return [lsp.TextEdit(area(edit.span, asked), edit.text) for edit in found]


def on_type_options(client: Client) -> lsp.DocumentOnTypeFormattingOptions:
    first, *more = TRIGGERS
    return lsp.DocumentOnTypeFormattingOptions(first, more)


def workspace_edit(found: Iterable[Edit], asked: Asked, params: Any = None) -> lsp.WorkspaceEdit:
    """Edits of the document; with its version where the client can make use of that."""
    changes = edits(found, asked)
    if not asked.client.document_changes:
        return lsp.WorkspaceEdit(changes={asked.uri: changes})
    document = lsp.OptionalVersionedTextDocumentIdentifier(uri=asked.uri, version=asked.snapshot.version)
    return lsp.WorkspaceEdit(document_changes=[lsp.TextDocumentEdit(document, list(changes))])


# Actions


def action_options(client: Client) -> lsp.CodeActionOptions:
    return lsp.CodeActionOptions(code_action_kinds=list(KINDS), resolve_provider=client.resolves_edits)


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
        made.edit = workspace_edit(action.edits, asked)
    elif not asked.client.resolves_edits:
        made.edit = workspace_edit(fix_all(asked.snapshot), asked)
    if asked.client.resolves_edits:
        # On every action, as Neovim asks to resolve even those which have their edit.
        made.data = {"uri": asked.uri}
    return made


def resolved(found: tuple[Edit, ...], asked: Asked, action: lsp.CodeAction) -> lsp.CodeAction:
    if action.edit is None and action.command is None:
        action.edit = workspace_edit(found, asked)
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
            made[lines] = lsp.FoldingRange(*lines, kind=fold.kind or None)
    return list(made.values())[: asked.client.most_foldings or None]


# Names and where they lead


def locations(
    found: list[Location], asked: Asked, params: lsp.DefinitionParams
) -> list[lsp.Location] | list[lsp.LocationLink]:
    if not asked.client.links_locations:
        return [lsp.Location(asked.uri, area(location.selection, asked)) for location in found]
    return [
        lsp.LocationLink(
            target_uri=asked.uri,
            target_range=area(location.span, asked),
            target_selection_range=area(location.selection, asked),
        )
        for location in found
    ]


def places(found: list[Span], asked: Asked, params: Any) -> list[lsp.Location]:
    return [lsp.Location(asked.uri, area(span, asked)) for span in found]


def highlights(found: list[Highlight], asked: Asked, params: Any) -> list[lsp.DocumentHighlight]:
    kinds = {"read": lsp.DocumentHighlightKind.Read, "write": lsp.DocumentHighlightKind.Write}
    return [lsp.DocumentHighlight(area(item.span, asked), kinds[item.kind]) for item in found]


def renamable(found: tuple[Span, str] | None, asked: Asked, params: Any) -> lsp.PrepareRenamePlaceholder | None:
    return lsp.PrepareRenamePlaceholder(area(found[0], asked), found[1]) if found else None


def links(found: list[Link], asked: Asked, params: Any) -> list[lsp.DocumentLink]:
    return [lsp.DocumentLink(area(link.span, asked), target=link.target, tooltip=link.tooltip) for link in found]


def linked(found: list[Span], asked: Asked, params: Any) -> lsp.LinkedEditingRanges | None:
    return lsp.LinkedEditingRanges([area(span, asked) for span in found]) if found else None


_MOST_AROUND = 60


def selections(found: list[list[Span]], asked: Asked, params: Any) -> list[lsp.SelectionRange]:
    """For each cursor the parts around it, each one the parent of that before.

    Clients read them by recursion, as our own library writes them: those in the middle of very many are left out.
    """
    made = []
    for position, spans in zip(params.positions, found):
        around: lsp.SelectionRange | None = None
        few = spans if len(spans) <= _MOST_AROUND else [*spans[: _MOST_AROUND - 1], spans[-1]]
        for span in reversed(few):
            around = lsp.SelectionRange(area(span, asked), around)
        made.append(around or lsp.SelectionRange(lsp.Range(position, position)))
    return made


# Stages as a call hierarchy


def stages(found: list[StageItem], asked: Asked, params: Any) -> list[lsp.CallHierarchyItem]:
    return [_stage(item, asked) for item in found]


def _stage(item: StageItem, asked: Asked) -> lsp.CallHierarchyItem:
    return lsp.CallHierarchyItem(
        name=item.name,
        detail=item.detail or None,
        kind=lsp.SymbolKind.Module,
        uri=asked.uri,
        range=area(item.span, asked),
        selection_range=area(item.selection, asked),
        data={"uri": asked.uri, "stage": item.number},
    )


def callers(found: list[StageCall], asked: Asked, params: Any) -> list[lsp.CallHierarchyIncomingCall]:
    return [
        lsp.CallHierarchyIncomingCall(_stage(call.item, asked), [area(span, asked) for span in call.spans])
        for call in found
    ]


def called(found: list[StageCall], asked: Asked, params: Any) -> list[lsp.CallHierarchyOutgoingCall]:
    return [
        lsp.CallHierarchyOutgoingCall(_stage(call.item, asked), [area(span, asked) for span in call.spans])
        for call in found
    ]


# Tokens and lenses


def token_options(client: Client) -> lsp.SemanticTokensLegend:
    return lsp.SemanticTokensLegend(token_types=list(TYPES), token_modifiers=list(MODIFIERS))


def tokens(data: list[int], asked: Asked, params: Any) -> lsp.SemanticTokens:
    """All tokens; the client may ask later what has changed since."""
    before, _ = asked.sent_tokens.get(asked.uri, ("0", []))
    name = str(int(before) + 1)
    asked.sent_tokens[asked.uri] = name, data
    return lsp.SemanticTokens(data=data, result_id=name)


def some_tokens(data: list[int], asked: Asked, params: Any) -> lsp.SemanticTokens:
    """The tokens of a range, of which nothing is remembered."""
    return lsp.SemanticTokens(data=data)


def token_changes(
    data: list[int], asked: Asked, params: lsp.SemanticTokensDeltaParams
) -> lsp.SemanticTokens | lsp.SemanticTokensDelta:
    """What has changed since the answer that the client names; all tokens if that is not the last one."""
    name, before = asked.sent_tokens.get(asked.uri, ("", []))
    made = tokens(data, asked, params)
    if name != params.previous_result_id:
        return made
    changes = [lsp.SemanticTokensEdit(*change) for change in delta(before, data)]
    return lsp.SemanticTokensDelta(changes, result_id=made.result_id)


def lenses(found: list[Lens], asked: Asked, params: Any) -> list[lsp.CodeLens]:
    """Where a client cannot show the places, there is only the text."""
    made = []
    for lens in found:
        place = area(lens.span, asked)
        command = lsp.Command(lens.title, "")
        if lens.command and asked.client.shows_references:
            command = lsp.Command(
                lens.title, lens.command, arguments=[asked.uri, place.start, places(list(lens.places), asked, None)]
            )
        made.append(lsp.CodeLens(place, command))
    return made
