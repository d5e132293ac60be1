"""Every request for a feature on one page: which function answers it, what that is asked, and how its answer is said.

A feature is a pure function of a snapshot; `convert` and `prose` say its result as the protocol has it. Requests come
as the plain values of their JSON and are answered as JSON, so that none of this needs pygls or lsprotocol. Diagnostics
are the session's.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

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
from .convert import Asked, Json
from .diagnostics import rule_page
from .search import files
from .session import INTERNAL_ERROR, Refused, Session, reading
from .wire import Gone

Command = Callable[..., None]

_INFO = 3
_REQUEST_FAILED = -32803


class Route(NamedTuple):
    """How a request is answered: `answer(feature(snapshot, *question(params, asked)), asked, params)`.

    Attributes:
        method: The request.
        feature: The function that knows the answer.
        question: What the function is asked besides the snapshot.
        answer: Says the function's result as the protocol has it.
    """

    method: str
    feature: Callable[..., Any]
    question: Callable[[Json, Asked], tuple[Any, ...]]
    answer: Callable[[Any, Asked, Json], Any]


# Questions


def whole(params: Json, asked: Asked) -> tuple[()]:
    """About the whole document."""
    return ()


def cursor(params: Json, asked: Asked) -> tuple[int]:
    """About a place."""
    return (convert.offset(params["position"], asked),)


def cursors(params: Json, asked: Asked) -> tuple[list[int]]:
    """About several places."""
    return ([convert.offset(position, asked) for position in params["positions"]],)


def in_context(params: Json, asked: Asked) -> tuple[Files]:
    """About the whole document and what it takes from the build context."""
    return (asked.files,)


def typed(params: Json, asked: Asked) -> tuple[int, bool, Files]:
    """About a place where something is being typed, whether the answer may have tab stops, and what files there are."""
    return *cursor(params, asked), asked.client.snippets, asked.files


def uses(params: Json, asked: Asked) -> tuple[int, bool]:
    """About a place, and whether its declaration counts."""
    return *cursor(params, asked), params["context"]["includeDeclaration"]


def new_name(params: Json, asked: Asked) -> tuple[int, str]:
    """About a place, and what its name shall be."""
    return *cursor(params, asked), params["newName"]


def selected(params: Json, asked: Asked) -> tuple[Span, tuple[str, ...]]:
    """About a range, and the kinds of actions that are wanted there."""
    return convert.span(params["range"], asked), tuple(params["context"].get("only") or ())


def layout(params: Json, asked: Asked) -> tuple[Format, tuple[Span, ...] | None]:
    """About the whole document or ranges of it, and how to lay it out: what is not set is as the editor has it."""
    editor = params["options"]
    options = asked.snapshot.config.format.within(editor["tabSize"], not editor["insertSpaces"])
    ranges = params.get("ranges") or [area for area in (params.get("range"),) if area]
    return options, tuple(convert.span(area, asked) for area in ranges) or None


def just_typed(params: Json, asked: Asked) -> tuple[int, str, Format]:
    """About a place, what has just been typed in front of it, and how to lay the text out."""
    return *cursor(params, asked), params["ch"], layout(params, asked)[0]


def hinted(params: Json, asked: Asked) -> tuple[Span]:
    """About the place of a hint of an earlier answer."""
    offset = convert.offset(params["position"], asked)
    return (Span(offset, offset),)


def within(params: Json, asked: Asked) -> tuple[Span]:
    """About a range."""
    return (convert.span(params["range"], asked),)


def stage(params: Json, asked: Asked) -> tuple[int]:
    """About a stage of an earlier answer."""
    return (int(params["item"]["data"]["stage"]),)


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
            raise Refused(_REQUEST_FAILED, str(refused)) from refused

    return ask


def all_tokens(snapshot: Snapshot) -> list[int]:
    return tokens.encoded(snapshot) if snapshot.config.tokens else []


def tokens_within(snapshot: Snapshot, place: Span) -> list[int]:
    if not snapshot.config.tokens:
        return []
    return tokens.encode(tokens.tokens(snapshot, place), snapshot.lines)


ROUTES = (
    Route("textDocument/hover", hover.hover, cursor, prose.hover),
    Route("textDocument/completion", complete, typed, prose.completions),
    Route("textDocument/signatureHelp", signature.signature, cursor, prose.signature),
    Route("textDocument/codeAction", actions.actions, selected, convert.actions),
    Route("codeAction/resolve", actions.fix_all, whole, convert.resolved),
    Route("textDocument/formatting", formatting.format, layout, convert.edits),
    Route("textDocument/rangeFormatting", formatting.format, layout, convert.edits),
    Route("textDocument/rangesFormatting", formatting.format, layout, convert.edits),
    Route("textDocument/onTypeFormatting", on_type.on_type, just_typed, convert.edits),
    Route("textDocument/documentSymbol", outline.symbols, whole, convert.symbols),
    Route("textDocument/foldingRange", folding.folds, whole, convert.folds),
    Route("textDocument/selectionRange", selections, cursors, convert.selections),
    Route("textDocument/documentLink", links.links, in_context, convert.links),
    Route("textDocument/definition", navigation.definition, cursor, convert.locations),
    Route("textDocument/references", navigation.references, uses, convert.places),
    Route("textDocument/documentHighlight", navigation.highlight, cursor, convert.highlights),
    Route("textDocument/prepareRename", refusing(rename.prepare), cursor, convert.renamable),
    Route("textDocument/rename", refusing(rename.rename), new_name, convert.workspace_edit),
    Route("textDocument/linkedEditingRange", selection.linked_ranges, cursor, convert.linked),
    Route("textDocument/prepareCallHierarchy", navigation.prepare_call_hierarchy, cursor, convert.stages),
    Route("callHierarchy/incomingCalls", navigation.incoming_calls, stage, convert.callers),
    Route("callHierarchy/outgoingCalls", navigation.outgoing_calls, stage, convert.called),
    Route("textDocument/semanticTokens/full", all_tokens, whole, convert.tokens),
    Route("textDocument/semanticTokens/full/delta", all_tokens, whole, convert.token_changes),
    Route("textDocument/semanticTokens/range", tokens_within, within, convert.some_tokens),
    Route("textDocument/inlayHint", hints.hints, within, prose.hints),
    Route("inlayHint/resolve", hints.hints, hinted, prose.resolved_hint),
    Route("textDocument/codeLens", lens.lenses, whole, convert.lenses),
)


USUAL = frozenset(
    {
        "textDocument/hover",
        "textDocument/completion",
        "completionItem/resolve",
        "textDocument/codeAction",
        "textDocument/documentHighlight",
        "textDocument/documentSymbol",
        "textDocument/foldingRange",
        "textDocument/documentLink",
        "textDocument/semanticTokens/full",
        "textDocument/semanticTokens/full/delta",
        "textDocument/semanticTokens/range",
        "textDocument/inlayHint",
        "textDocument/codeLens",
    }
)
"""What an editor asks of its own accord, when a file is opened, after each keystroke, and with each move of the cursor.

It is answered in front of pygls, which would give the request its types and take them away again; all else is a
person's wish now and then, and pygls' to hold against the protocol and to hand on.
"""

Answer = Callable[..., bytes]
"""Takes the parameters of a request and gives its result as JSON; raises Refused where there is none."""


PURE = frozenset(
    {
        "textDocument/hover",
        "textDocument/codeAction",
        "textDocument/documentHighlight",
        "textDocument/documentSymbol",
        "textDocument/foldingRange",
        "textDocument/inlayHint",
        "textDocument/codeLens",
    }
)
"""Those of them whose answer hangs on the snapshot alone, and not on files or on what the client was told before.

An editor asks them again and again while nothing changes: the outline, the breadcrumbs and the sticky lines of VS Code
each want the symbols. The last answer of each is kept with its snapshot.
"""


def answering(session: Session) -> dict[str, Answer]:
    """What answers each request for a feature, for one session."""
    handles: dict[str, Answer] = {route.method: partial(_handle, route, session) for route in ROUTES}
    handles |= {method: _in_json(partial(search, session)) for method, search in WORKSPACE.items()}
    return {method: contained(method, session, handle) for method, handle in handles.items()}


def _in_json(handle: Callable[..., Any]) -> Answer:
    return lambda *arguments: _json(handle(*arguments))


def _json(result: Any) -> bytes:
    return json.dumps(result, separators=(",", ":")).encode()


def contained(name: str, session: Session, handle: Answer) -> Answer:
    """A handler whose crash is an answer, too, is logged, and is shown to the user once."""

    def answer(*arguments: Any) -> bytes:
        try:
            return handle(*arguments)
        except (Refused, Gone):
            raise
        except Exception as error:
            session.crashed(name, error)
            raise Refused(INTERNAL_ERROR, f"{name} crashed: {error!r}") from None

    return answer


def _handle(route: Route, session: Session, params: Json) -> bytes:
    """The result of a request by a route, as JSON. What is not open is answered with null."""
    with reading(route.method):
        uri = session.named(convert.uri(params))
    snapshot = session.snapshot(uri)
    if snapshot is None:
        return b"null"
    given: dict[str, tuple[Json, bytes]] = snapshot.__dict__.setdefault("given", {})
    before = given.get(route.method)
    if before is not None and before[0] == params:
        return before[1]
    asked = Asked(uri, snapshot, session.client, session.sent_tokens, _files(session, uri, snapshot))
    with reading(route.method):
        question = route.question(params, asked)
    answer = _json(route.answer(route.feature(snapshot, *question), asked, params))
    if route.method in PURE:
        given[route.method] = params, answer
    return answer


def _files(session: Session, uri: str, snapshot: Snapshot) -> Files:
    """What lies in the build context of a document; the disk is looked at when it is asked for something."""
    document = session.documents.get(uri)
    if document is None or document.path is None:
        return NO_FILES
    wanted = (path.path for path in local_paths(snapshot.model) if not path.is_pattern)
    return ContextFolder(document.path, session.roots, wanted, document.config.context)


def workspace_symbols(session: Session, params: Json) -> list[Json]:
    """The stages and global ARGs of all Dockerfiles in the workspace."""
    return [
        convert.symbol_in(
            symbol.name, symbol.kind, symbol.detail, {"uri": uri, "range": convert.area_in(symbol.span, lines)}
        )
        for uri, model, lines in files(session)
        for symbol in workspace.symbols(model, params["query"])
    ]


def told_more(session: Session, item: Json) -> Json:
    """A completion with its page, now that somebody looks at it."""
    about = item.get("data")
    if isinstance(about, list) and about and item.get("documentation") is None:
        text = commands.resolved(tuple(str(name) for name in about))
        if text:
            page = prose.prose(text, as_markdown=session.client.markdown_completion)
            return {**item, "documentation": page}
    return item


WORKSPACE: dict[str, Callable[[Session, Any], Any]] = {
    "workspace/symbol": workspace_symbols,
    "completionItem/resolve": told_more,
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
