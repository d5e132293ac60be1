"""Places, edits and all that is made of them, as the protocol says them: plain values, to be written as JSON.

What has prose in it is in `prose`. It knows what each client can take, and must not know how an answer was found.
lsprotocol has a type for each of these; making one, and making plain values of it again, takes ten times as long as
the answer (`tests/server/test_shapes.py` holds every answer to those types instead).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..buildcontext import NO_FILES, Files
from ..features.actions import Action, fix_all
from ..features.folding import Fold
from ..features.lens import Lens
from ..features.links import Link
from ..features.navigation import Highlight, Location, StageCall, StageItem
from ..features.symbols import Symbol
from ..features.tokens import delta
from ..named import NamedTuple
from ..snapshot import Snapshot
from ..text import Edit, LineIndex, Span
from .client import Client

Json = dict[str, Any]
"""An object of the protocol."""

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


def uri(params: Json) -> str:
    """The document that a request is about. What follows from an earlier answer carries it in its data."""
    document = params.get("textDocument")
    if document is None:
        document = params.get("item", params)["data"]
    return str(document["uri"])


def offset(position: Json, asked: Asked) -> int:
    return asked.snapshot.lines.offset(position["line"], position["character"])


def span(area: Json, asked: Asked) -> Span:
    start, end = offset(area["start"], asked), offset(area["end"], asked)
    return Span(min(start, end), max(start, end))


def place(offset: int, lines: LineIndex) -> Json:
    line, character = lines.position(offset)
    return {"line": line, "character": character}


def area(span: Span, asked: Asked) -> Json:
    return area_in(span, asked.snapshot.lines)


def area_in(span: Span, lines: LineIndex) -> Json:
    """A span of a text that need not be open."""
    return {"start": place(span.start, lines), "end": place(span.end, lines)}


# Edits


def edits(found: Iterable[Edit], asked: Asked, params: Any = None) -> list[Json]:
    return [{"range": area(edit.span, asked), "newText": edit.text} for edit in found]


def workspace_edit(found: Iterable[Edit], asked: Asked, params: Any = None) -> Json:
    """Edits of the document; with its version where the client can make use of that."""
    changes = edits(found, asked)
    if not asked.client.document_changes:
        return {"changes": {asked.uri: changes}}
    document = {"uri": asked.uri, "version": asked.snapshot.version}
    return {"documentChanges": [{"textDocument": document, "edits": changes}]}


# Actions


def actions(found: list[Action], asked: Asked, params: Json) -> list[Json] | None:
    if not asked.client.action_literals:
        return None
    shown = params["context"].get("diagnostics")
    shown = [item for item in shown if isinstance(item, dict)] if isinstance(shown, list) else []
    return [_action(action, asked, shown) for action in found]


def _action(action: Action, asked: Asked, shown: list[Json]) -> Json:
    """An action, with those of the diagnostics which the client shows that it is about."""
    made: Json = {"title": action.title, "kind": action.kind}
    if action.preferred:
        made["isPreferred"] = True
    if action.finding is not None:
        code, place = action.finding.code, area(action.finding.span, asked)
        same = [item for item in shown if item.get("code") == code and item.get("range") == place]
        if same:
            made["diagnostics"] = same
    if action.command is not None:
        name, argument = action.command
        made["command"] = {"title": action.title, "command": name, "arguments": [argument]}
    elif action.edits is not None:
        made["edit"] = workspace_edit(action.edits, asked)
    elif not asked.client.resolves_edits:
        made["edit"] = workspace_edit(fix_all(asked.snapshot), asked)
    if asked.client.resolves_edits:
        # On every action, as Neovim asks to resolve even those which have their edit.
        made["data"] = {"uri": asked.uri}
    return made


def resolved(found: tuple[Edit, ...], asked: Asked, action: Json) -> Json:
    if action.get("edit") is None and action.get("command") is None:
        return {**action, "edit": workspace_edit(found, asked)}
    return action


# Outline and folding

_SYMBOL_KINDS = {"directive": 7, "stage": 2, "variable": 13, "label": 8, "instruction": 12}
"""SymbolKind: Property, Module, Variable, Field, Function."""


def symbols(found: list[Symbol], asked: Asked, params: Json) -> list[Json]:
    if asked.client.hierarchical_symbols:
        return [_symbol(symbol, asked) for symbol in found]
    return [
        _flat(symbol, parent.name if parent else "", asked)
        for outer in found
        for symbol, parent in ((outer, None), *((inner, outer) for inner in outer.children))
    ]


def _symbol(symbol: Symbol, asked: Asked) -> Json:
    made: Json = {
        "name": symbol.name,
        "kind": _SYMBOL_KINDS[symbol.kind],
        "range": area(symbol.span, asked),
        "selectionRange": area(symbol.selection, asked),
    }
    if symbol.children:
        made["children"] = [_symbol(child, asked) for child in symbol.children]
    return made


def _flat(symbol: Symbol, container: str, asked: Asked) -> Json:
    return symbol_in(symbol.name, symbol.kind, container, location(symbol.span, asked))


def symbol_in(name: str, kind: str, container: str, location: Json) -> Json:
    """A symbol of any file."""
    made: Json = {"name": name, "kind": _SYMBOL_KINDS[kind], "location": location}
    if container:
        made["containerName"] = container
    return made


def folds(found: list[Fold], asked: Asked, params: Json) -> list[Json]:
    line = asked.snapshot.lines.line
    made: dict[tuple[int, int], Json] = {}
    for fold in found:
        first, last = line(fold.span.start), line(fold.span.end)
        if first < last and (first, last) not in made:
            kind = {"kind": fold.kind} if fold.kind else {}
            made[first, last] = {"startLine": first, "endLine": last, **kind}
    return list(made.values())[: asked.client.most_foldings or None]


# Names and where they lead


def location(span: Span, asked: Asked) -> Json:
    return {"uri": asked.uri, "range": area(span, asked)}


def locations(found: list[Location], asked: Asked, params: Json) -> list[Json]:
    if not asked.client.links_locations:
        return places([item.selection for item in found], asked, params)
    return [
        {
            "targetUri": asked.uri,
            "targetRange": area(item.span, asked),
            "targetSelectionRange": area(item.selection, asked),
        }
        for item in found
    ]


def places(found: Iterable[Span], asked: Asked, params: Any = None) -> list[Json]:
    return [location(span, asked) for span in found]


_HIGHLIGHT_KINDS = {"read": 2, "write": 3}


def highlights(found: list[Highlight], asked: Asked, params: Json) -> list[Json]:
    return [{"range": area(item.span, asked), "kind": _HIGHLIGHT_KINDS[item.kind]} for item in found]


def renamable(found: tuple[Span, str] | None, asked: Asked, params: Json) -> Json | None:
    return {"range": area(found[0], asked), "placeholder": found[1]} if found else None


def links(found: list[Link], asked: Asked, params: Json) -> list[Json]:
    return [{"range": area(link.span, asked), "target": link.target, "tooltip": link.tooltip} for link in found]


def linked(found: list[Span], asked: Asked, params: Json) -> Json | None:
    return {"ranges": [area(span, asked) for span in found]} if found else None


_MOST_AROUND = 60


def selections(found: list[list[Span]], asked: Asked, params: Json) -> list[Json]:
    """For each cursor the parts around it, each one the parent of that before.

    Clients read them by recursion, as they are written here: those in the middle of very many are left out.
    """
    made = []
    for position, spans in zip(params["positions"], found):
        around: Json | None = None
        few = spans if len(spans) <= _MOST_AROUND else [*spans[: _MOST_AROUND - 1], spans[-1]]
        for span in reversed(few):
            parent = {"parent": around} if around else {}
            around = {"range": area(span, asked), **parent}
        made.append(around or {"range": {"start": position, "end": position}})
    return made


# Stages as a call hierarchy


def stages(found: list[StageItem], asked: Asked, params: Any = None) -> list[Json]:
    return [_stage(item, asked) for item in found]


def _stage(item: StageItem, asked: Asked) -> Json:
    made: Json = {
        "name": item.name,
        "kind": _SYMBOL_KINDS["stage"],
        "uri": asked.uri,
        "range": area(item.span, asked),
        "selectionRange": area(item.selection, asked),
        "data": {"uri": asked.uri, "stage": item.number},
    }
    if item.detail:
        made["detail"] = item.detail
    return made


def callers(found: list[StageCall], asked: Asked, params: Json) -> list[Json]:
    return [{"from": _stage(call.item, asked), "fromRanges": _areas(call, asked)} for call in found]


def called(found: list[StageCall], asked: Asked, params: Json) -> list[Json]:
    return [{"to": _stage(call.item, asked), "fromRanges": _areas(call, asked)} for call in found]


def _areas(call: StageCall, asked: Asked) -> list[Json]:
    return [area(span, asked) for span in call.spans]


# Tokens and lenses


def tokens(data: list[int], asked: Asked, params: Json) -> Json:
    """All tokens; the client may ask later what has changed since."""
    before, _ = asked.sent_tokens.get(asked.uri, ("0", []))
    name = str(int(before) + 1)
    asked.sent_tokens[asked.uri] = name, data
    return {"resultId": name, "data": data}


def some_tokens(data: list[int], asked: Asked, params: Json) -> Json:
    """The tokens of a range, of which nothing is remembered."""
    return {"data": data}


def token_changes(data: list[int], asked: Asked, params: Json) -> Json:
    """What has changed since the answer that the client names; all tokens if that is not the last one."""
    name, before = asked.sent_tokens.get(asked.uri, ("", []))
    made = tokens(data, asked, params)
    if name != params.get("previousResultId"):
        return made
    changes = [{"start": start, "deleteCount": gone, "data": come} for start, gone, come in delta(before, data)]
    return {"resultId": made["resultId"], "edits": changes}


def lenses(found: list[Lens], asked: Asked, params: Json) -> list[Json]:
    """Where a client cannot show the places, there is only the text."""
    made = []
    for lens in found:
        place = area(lens.span, asked)
        command: Json = {"title": lens.title, "command": ""}
        if lens.command and asked.client.shows_references:
            command["command"] = lens.command
            command["arguments"] = [asked.uri, place["start"], places(lens.places, asked)]
        made.append({"range": place, "command": command})
    return made
