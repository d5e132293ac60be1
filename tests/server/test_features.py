"""Semantic tokens, inlay hints, code lenses and workspace symbols over the wire."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from editor import URI, Editor, area, offset, position

TEXT = "FROM scratch AS base\nUSER é\nFROM base\nCOPY --from=0 😀 /x\nRUN echo '😀' && b\nCMD [\"x\"]\n"


def pieces(editor: Editor, data: list[int], text: str, encoding: str = "utf-16") -> list[str]:
    """What the numbers say, as `type:text`."""
    types = editor.able["semanticTokensProvider"]["legend"]["tokenTypes"]
    found, line, column = [], 0, 0
    for at in range(0, len(data), 5):
        down, right, length, kind, _ = data[at : at + 5]
        line, column = line + down, right if down else column + right
        start = offset(text, {"line": line, "character": column}, encoding)
        end = offset(text, {"line": line, "character": column + length}, encoding)
        found.append(f"{types[kind]}:{text[start:end]}")
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_tokens_of_a_document_and_of_a_range(encoding: str) -> None:
    with Editor({"general": {"positionEncodings": [encoding]}}) as editor:
        editor.open(TEXT)
        full = editor.about("semanticTokens/full")
        found = pieces(editor, full["data"], TEXT, encoding)
        assert found[:5] == ["keyword:FROM", "type:scratch", "keyword:AS", "class:base", "keyword:USER"]
        assert found[-6:-2] == ["function:echo", "string:'😀'", "operator:&&", "function:b"]
        place = TEXT.index("echo")
        part = editor.about("semanticTokens/range", range=area(TEXT, place, place + 9, encoding))
        assert pieces(editor, part["data"], TEXT, encoding) == ["function:echo", "string:'😀'"]
        assert editor.request("textDocument/semanticTokens/full", {"textDocument": {"uri": "x:y"}}) is None


def test_after_an_edit_only_the_difference_is_sent() -> None:
    with Editor() as editor:
        editor.open(TEXT)
        before = editor.about("semanticTokens/full")
        place = area(TEXT, TEXT.index("echo"), TEXT.index("echo"))
        editor.change({"range": place, "text": "x; "})
        new = TEXT.replace("echo", "x; echo")
        answer = editor.about("semanticTokens/full/delta", previousResultId=before["resultId"])
        (edit,) = answer["edits"]
        assert len(edit["data"]) < len(before["data"]) / 2
        data = list(before["data"])
        data[edit["start"] : edit["start"] + edit["deleteCount"]] = edit["data"]
        assert pieces(editor, data, new) == pieces(editor, editor.about("semanticTokens/full")["data"], new)
        again = editor.about("semanticTokens/full/delta", previousResultId=answer["resultId"])
        assert "data" in again, "the full answer in between took the name away"
        unchanged = editor.about("semanticTokens/full/delta", previousResultId=again["resultId"])
        assert unchanged["edits"] == []


def test_a_closed_document_s_tokens_are_forgotten() -> None:
    with Editor() as editor:
        editor.open(TEXT)
        name = editor.about("semanticTokens/full")["resultId"]
        editor.close()
        editor.open("FROM a\n")
        answer = editor.about("semanticTokens/full/delta", previousResultId=name)
        assert pieces(editor, answer["data"], "FROM a\n") == ["keyword:FROM", "type:a"]


def test_hints() -> None:
    with Editor() as editor:
        editor.open(TEXT)
        stage, user = editor.about("inlayHint", range=area(TEXT, 0, len(TEXT)))
        assert (stage["label"], stage["position"]) == ("= base", position(TEXT, TEXT.index(" 😀 /x")))
        assert (user["label"], user["position"]) == ("USER é", position(TEXT, len(TEXT) - 1))
        assert stage["paddingLeft"]
        assert "`" not in stage["tooltip"]["value"]
        assert editor.about("inlayHint", range=area(TEXT, 0, 5)) == []


def test_a_hint_says_more_when_it_is_looked_at() -> None:
    able = {"textDocument": {"inlayHint": {"resolveSupport": {"properties": ["tooltip", "label.location"]}}}}
    with Editor(able) as editor:
        assert editor.able["inlayHintProvider"] == {"resolveProvider": True}
        editor.open(TEXT)
        stage, user = editor.about("inlayHint", range=area(TEXT, 0, len(TEXT)))
        assert stage["label"] == [{"value": "= base"}]
        assert "tooltip" not in stage
        resolved = editor.request("inlayHint/resolve", stage)
        (part,) = resolved["label"]
        assert (part["value"], resolved["position"]) == ("= base", stage["position"])
        assert part["location"] == {"uri": URI, "range": area(TEXT, TEXT.index("base"), TEXT.index("base") + 4)}
        assert "line 1" in resolved["tooltip"]["value"]
        (part,) = editor.request("inlayHint/resolve", user)["label"]
        assert part["location"]["range"] == area(TEXT, TEXT.index("USER"), TEXT.index("\nFROM base"))
        editor.change({"text": "FROM a\n"})
        assert editor.request("inlayHint/resolve", user)["label"] == user["label"]


@pytest.mark.parametrize("able", [True, False])
def test_what_is_shown_is_asked_for_again_when_the_settings_change(able: bool) -> None:
    views = {view: {"refreshSupport": able} for view in ("inlayHint", "codeLens", "semanticTokens")}
    with Editor({"workspace": {"configuration": True, **views}}) as editor:
        editor.open(TEXT)
        assert editor.about("codeLens")
        editor.asked.clear()
        editor.settings = {
            "hints": {"stages": False, "user": None},
            "lenses": {"stages": False, "image": False},
            "semantic-tokens": False,
        }
        editor.notify("workspace/didChangeConfiguration", {"settings": None})
        editor.settle()
        asked = [method for method, _ in editor.asked if method != "workspace/configuration"]
        assert asked == [f"workspace/{view}/refresh" for view in views if able]
        (hint,) = editor.about("inlayHint", range=area(TEXT, 0, len(TEXT)))
        assert hint["label"] == "USER é"
        assert editor.about("codeLens") == []
        assert editor.about("semanticTokens/full")["data"] == []
        assert editor.about("semanticTokens/range", range=area(TEXT, 0, 9))["data"] == []
        assert editor.shown == []


def test_formatting_as_the_editor_and_the_settings_say() -> None:
    text = "from a\nrun b \\\n  c\nrun   d\nrun   e\n"
    able = {"textDocument": {"rangeFormatting": {"rangesSupport": True}}}
    options = {"tabSize": 2, "insertSpaces": True}
    with Editor(able, initializationOptions={"format": {"keyword-case": "lower", "width": None}}) as editor:
        assert editor.able["documentRangeFormattingProvider"] == {"rangesSupport": True}
        editor.open(text)
        (edit,) = editor.about("formatting", options={**options, "tabSize": 3})[:1]
        assert (edit["newText"], edit["range"]) == (" ", area(text, text.index("  c") + 2, text.index("  c") + 2))
        ranges = [area(text, text.index(part), text.index(part) + 3) for part in ("from a", "run   e")]
        edits = editor.about("rangesFormatting", ranges=ranges, options=options)
        assert [edit["range"]["start"]["line"] for edit in edits] == [4]
        place = text.index("  c")
        edits = editor.about("onTypeFormatting", position=position(text, place), ch="\n", options=options)
        assert edits == []
        options = {"tabSize": 8, "insertSpaces": False}
        (edit,) = editor.about("onTypeFormatting", position=position(text, place), ch="\n", options=options)
        assert (edit["newText"], edit["range"]) == ("\t", area(text, place, place + 2))


@pytest.mark.parametrize("able", [True, False])
def test_lenses_lead_somewhere_where_the_client_can_go_there(able: bool) -> None:
    with Editor({"experimental": {"showReferences": able}}) as editor:
        editor.open(TEXT)
        used, runs = editor.about("codeLens")
        command: dict[str, Any] = used["command"]
        assert command["title"] == "used by 1 stage: stage 1"
        assert runs["command"]["title"] == "runs as é · starts x"
        assert used["range"] == area(TEXT, 0, TEXT.index("\n"))
        if not able:
            assert command["command"] == ""
            return
        assert command["command"] == "dockerls.showReferences"
        uri, place, locations = command["arguments"]
        assert (uri, place) == (URI, used["range"]["start"])
        base = TEXT.index("base\nCOPY")
        zero = TEXT.index("0 ")
        assert [item["range"] for item in locations] == [area(TEXT, base, base + 4), area(TEXT, zero, zero + 1)]


def test_symbols_of_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "Dockerfile").write_text("ARG VERSION=1\nFROM a AS builder\n", encoding="utf-8")
    (tmp_path / "Dockerfile").write_text("FROM a AS old\n", encoding="utf-8")
    folder = {"uri": tmp_path.as_uri(), "name": "x"}
    with Editor(workspaceFolders=[folder]) as editor:

        def found(query: str) -> list[tuple[str, str]]:
            symbols = editor.request("workspace/symbol", {"query": query})
            return [(item["name"], item["location"]["uri"].rpartition(tmp_path.name)[2]) for item in symbols]

        editor.open("FROM a AS new\n", (tmp_path / "Dockerfile").as_uri())
        everything = [("new", "/Dockerfile"), ("VERSION", "/sub/Dockerfile"), ("builder", "/sub/Dockerfile")]
        assert found("") == everything
        assert found("bldr") == [("builder", "/sub/Dockerfile")]
        (tmp_path / "sub" / "Dockerfile").write_text("FROM a AS another\n", encoding="utf-8")
        assert found("") == [("new", "/Dockerfile"), ("another", "/sub/Dockerfile")]
        (symbol,) = editor.request("workspace/symbol", {"query": "another"})
        assert symbol["location"]["range"] == area("FROM a AS another\n", 10, 17)
        assert symbol["containerName"] == "FROM a"
