"""Every request for a feature on one page: which function answers it, what that is asked, and how its answer is said.

A feature is a pure function of a snapshot; the protocol's types are made in `convert` and `prose`. Diagnostics are the
session's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from ..buildcontext import NO_FILES, Files
from ..contextfolder import ContextFolder
from ..describe import commands
from ..features import (
    actions,
    completion,
    folding,
    formatting,
    hints,
    hover,
    lens,
    links,
    navigation,
    rename,
    selection,
    signature,
    tokens,
    workspace,
)
from ..features import symbols as outline
from ..features.formatting import on_type
from ..localpaths import local_paths
from ..named import NamedTuple
from ..presentation import Format
from ..snapshot import Snapshot
from ..text import Span
from . import convert, prose
from .client import Client
from .convert import Asked
from .diagnostics import rule_page
from .search import files
from .session import Session

Command = Callable[..., None]

_INFO = 3


class Route(NamedTuple):
    """How a request is answered: `answer(feature(snapshot, *question(params, asked)), asked, params)`.

    Attributes:
        method: The request.
        feature: The function that knows the answer.
        question: What the function is asked besides the snapshot.
        answer: Says the function's result in the protocol's types.
        options: What is declared to the client besides the method.
    """

    method: str
    feature: Callable[..., Any]
    question: Callable[[Any, Asked], tuple[Any, ...]]
    answer: Callable[[Any, Asked, Any], Any]
    options: Callable[[Client], Any] | None = None


# Questions


def whole(params: Any, asked: Asked) -> tuple[()]:
    """About the whole document."""
    return ()


def cursor(params: Any, asked: Asked) -> tuple[int]:
    """About a place."""
    return (convert.offset(params.position, asked),)


def cursors(params: lsp.SelectionRangeParams, asked: Asked) -> tuple[list[int]]:
    """About several places."""
    return ([convert.offset(position, asked) for position in params.positions],)


def in_context(params: Any, asked: Asked) -> tuple[Files]:
    """About the whole document and what it takes from the build context."""
    return (asked.files,)


def typed(params: lsp.CompletionParams, asked: Asked) -> tuple[int, bool, Files]:
    """About a place where something is being typed, whether the answer may have tab stops, and what files there are."""
    return *cursor(params, asked), asked.client.snippets, asked.files


def uses(params: lsp.ReferenceParams, asked: Asked) -> tuple[int, bool]:
    """About a place, and whether its declaration counts."""
    return *cursor(params, asked), params.context.include_declaration


def new_name(params: lsp.RenameParams, asked: Asked) -> tuple[int, str]:
    """About a place, and what its name shall be."""
    return *cursor(params, asked), params.new_name


def selected(params: lsp.CodeActionParams, asked: Asked) -> tuple[Span, tuple[str, ...]]:
    """About a range, and the kinds of actions that are wanted there."""
    return convert.span(params.range, asked), tuple(params.context.only or ())


def layout(params: Any, asked: Asked) -> tuple[Format, tuple[Span, ...] | None]:
    """About the whole document or ranges of it, and how to lay it out: what is not set is as the editor has it."""
    editor = params.options
    options = asked.snapshot.config.format.within(editor.tab_size, not editor.insert_spaces)
    ranges = getattr(params, "ranges", None) or [area for area in (getattr(params, "range", None),) if area]
    return options, tuple(convert.span(area, asked) for area in ranges) or None


def just_typed(params: lsp.DocumentOnTypeFormattingParams, asked: Asked) -> tuple[int, str, Format]:
    """About a place, what has just been typed in front of it, and how to lay the text out."""
    return *cursor(params, asked), params.ch, layout(params, asked)[0]


def hinted(params: lsp.InlayHint, asked: Asked) -> tuple[Span]:
    """About the place of a hint of an earlier answer."""
    offset = convert.offset(params.position, asked)
    return (Span(offset, offset),)


def within(params: Any, asked: Asked) -> tuple[Span]:
    """About a range."""
    return (convert.span(params.range, asked),)


def stage(params: Any, asked: Asked) -> tuple[int]:
    """About a stage of an earlier answer."""
    return (int(params.item.data["stage"]),)


# Functions whose questions are not those of the protocol


def complete(snapshot: Snapshot, offset: int, snippets: bool, files: Files) -> list[completion.Item]:
    return completion.complete(snapshot, offset, snippets=snippets, files=files)


def selections(snapshot: Snapshot, offsets: list[int]) -> list[list[Span]]:
    return [selection.selection_ranges(snapshot, offset) for offset in offsets]


def refusing(feature: Callable[..., Any]) -> Callable[..., Any]:
    """A feature that may refuse; why is told to the user, as the answer's error."""

    def ask(*arguments: Any) -> Any:
        try:
            return feature(*arguments)
        except rename.RenameRefused as refused:
            raise JsonRpcException(str(refused), lsp.LSPErrorCodes.RequestFailed) from refused

    return ask


def all_tokens(snapshot: Snapshot) -> list[int]:
    return tokens.encoded(snapshot) if snapshot.config.tokens else []


def tokens_within(snapshot: Snapshot, place: Span) -> list[int]:
    if not snapshot.config.tokens:
        return []
    return tokens.encode(tokens.tokens(snapshot, place), snapshot.lines)


ROUTES = (
    Route(lsp.TEXT_DOCUMENT_HOVER, hover.hover, cursor, prose.hover),
    Route(lsp.TEXT_DOCUMENT_COMPLETION, complete, typed, prose.completions, prose.completion_options),
    Route(lsp.TEXT_DOCUMENT_SIGNATURE_HELP, signature.signature, cursor, prose.signature, prose.signature_options),
    Route(lsp.TEXT_DOCUMENT_CODE_ACTION, actions.actions, selected, convert.actions, convert.action_options),
    Route(lsp.CODE_ACTION_RESOLVE, actions.fix_all, whole, convert.resolved),
    Route(lsp.TEXT_DOCUMENT_FORMATTING, formatting.format, layout, convert.edits),
    Route(lsp.TEXT_DOCUMENT_RANGE_FORMATTING, formatting.format, layout, convert.edits),
    Route(lsp.TEXT_DOCUMENT_RANGES_FORMATTING, formatting.format, layout, convert.edits),
    Route(lsp.TEXT_DOCUMENT_ON_TYPE_FORMATTING, on_type.on_type, just_typed, convert.edits, convert.on_type_options),
    Route(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL, outline.symbols, whole, convert.symbols),
    Route(lsp.TEXT_DOCUMENT_FOLDING_RANGE, folding.folds, whole, convert.folds),
    Route(lsp.TEXT_DOCUMENT_SELECTION_RANGE, selections, cursors, convert.selections),
    Route(lsp.TEXT_DOCUMENT_DOCUMENT_LINK, links.links, in_context, convert.links),
    Route(lsp.TEXT_DOCUMENT_DEFINITION, navigation.definition, cursor, convert.locations),
    Route(lsp.TEXT_DOCUMENT_REFERENCES, navigation.references, uses, convert.places),
    Route(lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, navigation.highlight, cursor, convert.highlights),
    Route(lsp.TEXT_DOCUMENT_PREPARE_RENAME, refusing(rename.prepare), cursor, convert.renamable),
    Route(lsp.TEXT_DOCUMENT_RENAME, refusing(rename.rename), new_name, convert.workspace_edit),
    Route(lsp.TEXT_DOCUMENT_LINKED_EDITING_RANGE, selection.linked_ranges, cursor, convert.linked),
    Route(lsp.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY, navigation.prepare_call_hierarchy, cursor, convert.stages),
    Route(lsp.CALL_HIERARCHY_INCOMING_CALLS, navigation.incoming_calls, stage, convert.callers),
    Route(lsp.CALL_HIERARCHY_OUTGOING_CALLS, navigation.outgoing_calls, stage, convert.called),
    Route(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, all_tokens, whole, convert.tokens, convert.token_options),
    Route(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA, all_tokens, whole, convert.token_changes),
    Route(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, tokens_within, within, convert.some_tokens),
    Route(lsp.TEXT_DOCUMENT_INLAY_HINT, hints.hints, within, prose.hints, prose.hint_options),
    Route(lsp.INLAY_HINT_RESOLVE, hints.hints, hinted, prose.resolved_hint),
    Route(lsp.TEXT_DOCUMENT_CODE_LENS, lens.lenses, whole, convert.lenses),
)


def bound(route: Route, session: Session) -> Callable[[Any], Any]:
    """A route as a handler for one session. What is not open is answered with null."""

    def handle(params: Any) -> Any:
        uri = convert.uri(params)
        snapshot = session.snapshot(uri)
        if snapshot is None:
            return None
        asked = Asked(uri, snapshot, session.client, session.sent_tokens, _files(session, uri, snapshot))
        return route.answer(route.feature(snapshot, *route.question(params, asked)), asked, params)

    return handle


def _files(session: Session, uri: str, snapshot: Snapshot) -> Files:
    """What lies in the build context of a document; the disk is looked at when it is asked for something."""
    document = session.documents.get(uri)
    if document is None or document.path is None:
        return NO_FILES
    wanted = (path.path for path in local_paths(snapshot.model) if not path.is_pattern)
    return ContextFolder(document.path, session.roots, wanted, document.config.context)


def workspace_symbols(session: Session, params: lsp.WorkspaceSymbolParams) -> list[lsp.SymbolInformation]:
    """The stages and global ARGs of all Dockerfiles in the workspace."""
    return [
        lsp.SymbolInformation(
            location=lsp.Location(uri, convert.area_in(symbol.span, lines)),
            name=symbol.name,
            kind=lsp.SymbolKind.Module if symbol.kind == "stage" else lsp.SymbolKind.Variable,
            container_name=symbol.detail,
        )
        for uri, model, lines in files(session)
        for symbol in workspace.symbols(model, params.query)
    ]


def told_more(session: Session, item: lsp.CompletionItem) -> lsp.CompletionItem:
    """A completion with its page, now that somebody looks at it."""
    if isinstance(item.data, list) and item.data and item.documentation is None:
        text = commands.resolved(tuple(str(name) for name in item.data))
        if text:
            item.documentation = prose.prose(text, as_markdown=session.client.markdown_completion)
    return item


WORKSPACE: dict[str, Callable[[Session, Any], Any]] = {
    lsp.WORKSPACE_SYMBOL: workspace_symbols,
    lsp.COMPLETION_ITEM_RESOLVE: told_more,
}
"""Requests about no single document."""


def open_rule(session: Session, code: object = "") -> None:
    """Show the page of a rule in the browser, or at least its address."""
    page = rule_page(str(code))
    if session.client.shows_documents:
        session.ask("window/showDocument", {"uri": page, "external": True})
    else:
        session.tell("window/showMessage", {"type": _INFO, "message": page})


COMMANDS: dict[str, Command] = {actions.OPEN_RULE: open_rule}
