"""Every answer is what the protocol says, as lsprotocol has it: our own code makes it of plain values."""

from __future__ import annotations

from itertools import chain
from typing import Any

import attrs
import pytest
from editor import URI, Editor, Json, area, position
from lsprotocol import types as lsp
from pygls.protocol import default_converter

from dockerls.server.routes import PURE, ROUTES, USUAL, WORKSPACE

CONVERTER = default_converter()

TEXT = """\
# syntax=docker/dockerfile:1
# a comment
# of two lines
ARG VERSION=3.23
FROM alpine:$VERSION AS one
ENV NAME="ü😀" OTHER=1
LABEL org.opencontainers.image.title="x"
WORKDIR src
RUN apt-get update && \\
  apt-get install curl $NAME
RUN <<EOF
echo $OTHER
EOF
MAINTAINER me
user me
FROM one
COPY --from=one /a /b
COPY --from=0 /c /d
CMD echo x
"""

ABLE: dict[str, Json] = {
    "plain": {},
    "able": {
        "textDocument": {
            "hover": {"contentFormat": ["markdown"]},
            "completion": {
                "completionItem": {
                    "documentationFormat": ["markdown"], "snippetSupport": True, "tagSupport": {"valueSet": [1]},
                    "insertTextModeSupport": {"valueSet": [1]},
                }
            },
            "signatureHelp": {
                "signatureInformation": {
                    "documentationFormat": ["markdown"], "parameterInformation": {"labelOffsetSupport": True},
                    "noActiveParameterSupport": True,
                }
            },
            "codeAction": {"codeActionLiteralSupport": {}, "resolveSupport": {"properties": ["edit"]}},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
            "definition": {"linkSupport": True},
            "rename": {"prepareSupport": True},
            "inlayHint": {"resolveSupport": {"properties": ["tooltip", "label.location"]}},
        },
        "workspace": {"workspaceEdit": {"documentChanges": True}},
        "experimental": {"showReferences": True},
    },
}  # fmt: skip
ABLE["literal"] = {"textDocument": {"codeAction": {"codeActionLiteralSupport": {}}}}


def checked(method: str, result: Any) -> None:
    """Hold a result against the type that lsprotocol has for it: nothing is missing, nothing is unknown, all is of its
    type (it is what lsprotocol itself makes of the value that it reads)."""
    if method == lsp.TEXT_DOCUMENT_CODE_ACTION:  # lsprotocol takes one that has a command for that command.
        for action in result or ():
            checked(lsp.CODE_ACTION_RESOLVE, action)
        return
    made = CONVERTER.structure({"id": 1, "jsonrpc": "2.0", "result": result}, lsp.METHOD_TO_TYPES[method][1])
    again = CONVERTER.unstructure(made)["result"]
    assert without_null(again) == without_null(result), method


def without_null(value: Any) -> Any:
    """lsprotocol says null of some fields that are not there."""
    if isinstance(value, dict):
        return {key: without_null(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_null(item) for item in value]
    return value


def questions(text: str) -> dict[str, list[Json]]:
    """For each request the parameters to ask it with."""
    whole = {"range": area(text, 0, len(text))}
    options = {"options": {"tabSize": 4, "insertSpaces": True}}
    places = [{"position": position(text, at)} for at in range(len(text) + 1)]
    asked: dict[str, list[Json]] = {
        f"textDocument/{name}": places
        for name in (
            "hover", "completion", "signatureHelp", "definition", "documentHighlight", "prepareRename",
            "linkedEditingRange", "prepareCallHierarchy",
        )
    }  # fmt: skip
    for name in ("documentSymbol", "foldingRange", "documentLink", "semanticTokens/full", "codeLens"):
        asked[f"textDocument/{name}"] = [{}]
    asked["textDocument/semanticTokens/range"] = asked["textDocument/inlayHint"] = [whole]
    asked["textDocument/semanticTokens/full/delta"] = [{"previousResultId": "1"}, {"previousResultId": "x"}]
    asked["textDocument/references"] = [place | {"context": {"includeDeclaration": True}} for place in places[::7]]
    asked["textDocument/rename"] = [place | {"newName": "new"} for place in places[::7]]
    asked["textDocument/selectionRange"] = [{"positions": [place["position"] for place in places[::7]]}]
    asked["textDocument/formatting"] = [options]
    asked["textDocument/rangeFormatting"] = [options | whole]
    asked["textDocument/rangesFormatting"] = [options | {"ranges": [whole["range"]]}]
    asked["textDocument/onTypeFormatting"] = [place | options | {"ch": "\n"} for place in places]
    return asked


@pytest.mark.parametrize("able", ABLE)
def test_every_answer_has_the_protocol_s_shape(able: str) -> None:
    seen: dict[str, int] = {}

    def ask(method: str, params: Json) -> Any:
        answer = editor.ask(method, params)
        if answer.get("error", {}).get("code") == -32803:  # A rename where there is no name.
            return None
        assert "error" not in answer, answer
        checked(method, answer["result"])
        seen[method] = seen.get(method, 0) + bool(answer["result"])
        return answer["result"]

    with Editor(ABLE[able]) as editor:
        editor.open(TEXT)
        diagnostics = editor.pull()["items"]
        found = {
            method: [ask(method, {"textDocument": {"uri": URI}, **more}) for more in asked]
            for method, asked in questions(TEXT).items()
        }
        shown: Json = {"diagnostics": diagnostics}
        actions = ask(
            "textDocument/codeAction",
            {"textDocument": {"uri": URI}, "range": area(TEXT, 0, len(TEXT)), "context": shown},
        )
        for action in actions or ():
            ask("codeAction/resolve", action | {"data": {"uri": URI}})
        for item in chain.from_iterable(answer["items"][:3] for answer in found["textDocument/completion"]):
            ask("completionItem/resolve", item)
        for hint in chain.from_iterable(found["textDocument/inlayHint"]):
            ask("inlayHint/resolve", hint | {"data": {"uri": URI}})
        for stage in chain.from_iterable(found["textDocument/prepareCallHierarchy"]):
            ask("callHierarchy/incomingCalls", {"item": stage})
            ask("callHierarchy/outgoingCalls", {"item": stage})
        ask("workspace/symbol", {"query": ""})
    expected = {route.method for route in ROUTES} | set(WORKSPACE)
    without = {"codeAction/resolve", "textDocument/codeAction"} if able == "plain" else set()
    assert {method for method, count in seen.items() if count} == expected - without


def test_what_is_answered_without_types_is_what_may_be_asked() -> None:
    assert {route.method for route in ROUTES} | set(WORKSPACE) > USUAL
    assert {"textDocument/rename", "textDocument/formatting"}.isdisjoint(USUAL)


def test_an_answer_that_is_kept_is_the_one_that_would_be_given() -> None:
    """Each request is asked, asked again, asked otherwise, and asked once more after a change."""
    text = TEXT
    with Editor(ABLE["able"]) as editor:
        editor.open(text)
        for version in range(2, 5):
            asked = {
                "hover": [{"position": position(text, text.index(place))} for place in ("one", "VERSION", "curl")],
                "documentHighlight": [{"position": position(text, text.index(place))} for place in ("one", "VERSION")],
                "codeAction": [
                    {"range": area(text, at, at), "context": {"diagnostics": []}}
                    for at in (text.index("MAINTAINER"), text.index("apt-get"))
                ],
                "inlayHint": [{"range": area(text, 0, end)} for end in (len(text), 30)],
                "documentSymbol": [{}],
                "foldingRange": [{}],
                "codeLens": [{}],
            }
            with Editor(ABLE["able"]) as fresh:
                fresh.open(text)
                for name, params in asked.items():
                    for more in (*params, *reversed(params)):
                        got = [one.about(name, **more) for one in (editor, editor, fresh)]
                        assert got[0] == got[1] == versioned(got[2], got[0]), (name, more)
                        fresh.close()
                        fresh.open(text)
            text = f"# moved {version}\n{text}".replace("curl", "curl wget")
            editor.change({"text": text}, version=version)
    assert {f"textDocument/{name}" for name in asked} == PURE


def versioned(value: Any, like: Any) -> Any:
    """An answer of another editor's, with the version of the document that this one has."""
    if isinstance(value, dict) and isinstance(like, dict):
        return {key: like.get(key) if key == "version" else versioned(value[key], like.get(key)) for key in value}
    if isinstance(value, list) and isinstance(like, list) and len(value) == len(like):
        return [versioned(item, other) for item, other in zip(value, like)]
    return value


WRONG: list[Any] = [None, 1, "x", [], {}, {"uri": 1}, True, 1.5, -1, 1 << 40]


@pytest.mark.parametrize("method", sorted(USUAL))
def test_parameters_that_the_protocol_does_not_have_are_an_error_and_no_crash(method: str) -> None:
    good: Json = {
        "textDocument": {"uri": URI}, "position": {"line": 1, "character": 1}, "range": area(TEXT, 0, 9),
        "context": {"diagnostics": [{"range": area(TEXT, 0, 9), "message": "x"}]}, "previousResultId": "1",
        "label": "x", "data": ["apt-get"],
    }  # fmt: skip
    with Editor(ABLE["able"]) as editor:
        editor.open(TEXT)
        for broken in (*broken_in(good), good, []):
            answer = editor.ask(method, broken)
            if "error" in answer:
                assert answer["error"]["code"] == -32602, (broken, answer)
        assert editor.about("hover", position={"line": 4, "character": 1})
        editor.settle()
    assert not editor.shown


def broken_in(value: Json) -> list[Json]:
    """A value with each of its parts left out, and each exchanged for something else."""
    made = []
    for key, item in value.items():
        made.append({other: item for other, item in value.items() if other != key})
        made += [{**value, key: wrong} for wrong in WRONG]
        if isinstance(item, dict):
            made += [{**value, key: inner} for inner in broken_in(item)]
        elif isinstance(item, list) and item and isinstance(item[0], dict):
            made += [{**value, key: [inner]} for inner in (*broken_in(item[0]), *WRONG)]
    return made


def test_the_check_of_shapes_can_fail() -> None:
    good = {"contents": {"kind": "markdown", "value": "x"}, "range": area("x", 0, 1)}
    checked("textDocument/hover", good)
    for bad in ({**good, "rnge": 1}, {"range": good["range"]}, {**good, "range": {"start": 1}}):
        with pytest.raises((AssertionError, Exception)):
            checked("textDocument/hover", bad)
    assert attrs.has(lsp.Hover)
