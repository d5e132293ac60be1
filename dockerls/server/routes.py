"""Every request for a feature on one page: which function answers it, what that is asked, and how its answer is said.

A feature is a pure function of a snapshot; the protocol's types are `convert`'s. Diagnostics are the session's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from lsprotocol import types as lsp

from ..features import actions, folding, hover, symbols
from ..snapshot import Snapshot
from ..text import Span
from . import convert
from .client import Client
from .convert import Asked
from .diagnostics import rule_page
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


def whole(params: Any, asked: Asked) -> tuple[()]:
    """About the whole document."""
    return ()


def cursor(params: Any, asked: Asked) -> tuple[int]:
    """About a place."""
    return (convert.offset(params.position, asked),)


def selection(params: lsp.CodeActionParams, asked: Asked) -> tuple[Span, tuple[str, ...]]:
    """About a range, and the kinds of actions that are wanted there."""
    return convert.span(params.range, asked), tuple(params.context.only or ())


def typed(params: Any, asked: Asked) -> tuple[int, bool]:
    """About a place where something is being typed, and whether the answer may have tab stops."""
    return *cursor(params, asked), asked.client.snippets


def complete(snapshot: Snapshot, offset: int, snippets: bool) -> list[Any]:
    try:
        from ..features import completion
    except ImportError:
        return []
    return completion.complete(snapshot, offset, snippets=snippets)


ROUTES = (
    Route(lsp.TEXT_DOCUMENT_HOVER, hover.hover, cursor, convert.hover),
    Route(lsp.TEXT_DOCUMENT_COMPLETION, complete, typed, convert.completions, convert.completion_options),
    Route(lsp.TEXT_DOCUMENT_CODE_ACTION, actions.actions, selection, convert.actions, convert.action_options),
    Route(lsp.CODE_ACTION_RESOLVE, actions.fix_all, whole, convert.resolved),
    Route(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL, symbols.symbols, whole, convert.symbols),
    Route(lsp.TEXT_DOCUMENT_FOLDING_RANGE, folding.folds, whole, convert.folds),
)


def bound(route: Route, session: Session) -> Callable[[Any], Any]:
    """A route as a handler for one session. What is not open is answered with null."""

    def handle(params: Any) -> Any:
        uri = convert.uri(params)
        snapshot = session.snapshot(uri)
        if snapshot is None:
            return None
        asked = Asked(uri, snapshot, session.client)
        return route.answer(route.feature(snapshot, *route.question(params, asked)), asked, params)

    return handle


def open_rule(session: Session, code: object = "") -> None:
    """Show the page of a rule in the browser, or at least its address."""
    page = rule_page(str(code))
    if session.client.shows_documents:
        session.ask("window/showDocument", {"uri": page, "external": True})
    else:
        session.tell("window/showMessage", {"type": _INFO, "message": page})


COMMANDS: dict[str, Command] = {actions.OPEN_RULE: open_rule}
