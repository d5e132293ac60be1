"""The server over the wire: texts in step, diagnostics both ways, configuration, bad manners, and leaving."""

from __future__ import annotations

import json
import logging
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from editor import PULL, TIMEOUT, URI, Editor, Frames, Json, applied, area, position

from dockerls.config import Config
from dockerls.lint import Finding, Fix, engine
from dockerls.lint.rule import Rule
from dockerls.server.client import Client, client
from dockerls.server.diagnostics import result_id
from dockerls.server.documents import Document
from dockerls.server.session import Session
from dockerls.server.wire import Wire
from dockerls.snapshot import snapshot
from dockerls.syntax import Node
from dockerls.text import Edit, Span, apply

ENCODINGS = ("utf-8", "utf-16", "utf-32")
TEXT = "FROM alpine:3.23\nMAINTAINER Zoë 🐳 <zoe@example.org>\nRUN echo 🐳é && apt-get install -y curl\n"


def whole(text: str) -> Json:
    return {"text": text}


def crash(node: Node, facts: object) -> list[Finding]:
    raise RuntimeError("a rule went wrong")


def find_user(node: Node, facts: object) -> list[Finding]:
    return [Finding(node.keyword_span, "A user.")]


def find_apt(node: Node, facts: object) -> list[Finding]:
    spans = [Span(*match.span()) for match in re.finditer("(?<= )apt(?= )", node.source)]
    return [
        Finding(span, "apt.", (Fix("apt-get", (Edit(span, "apt-🐳"),), True), Fix("none", (Edit(span, ""),))))
        for span in spans
    ]


@pytest.fixture
def other_rules(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Three rules only: one crashes at every USER, one finds every USER, one finds every `apt` and has fixes."""
    rules = tuple(
        Rule(code, code.lower(), (code,), "warning", True, (keyword,), "node", check, False, "here")
        for code, keyword, check in (
            ("DF9997", "RUN", find_apt),
            ("DF9998", "USER", crash),
            ("DF9999", "USER", find_user),
        )
    )
    engine._chosen.cache_clear()
    monkeypatch.setattr(engine, "rules", lambda: rules)
    monkeypatch.setattr(engine, "strict", False)
    yield
    engine._chosen.cache_clear()


# Texts


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_after_any_edits_the_texts_are_the_same(encoding: str) -> None:
    """The result's id is a digest of the text, so equal ids mean equal texts."""
    dice = random.Random(encoding)
    pieces = [
        "FROM a\n",
        "RUN x \\\n",
        "é",
        "🐳",
        "\r\n",
        "\r",
        "\f",
        "\u2028",
        "\x85",
        "",
        "# 日本\n",
        "<<E\n",
        "E\n",
        "\t",
    ]
    with Editor({**PULL, "general": {"positionEncodings": [encoding]}}) as editor:
        text = "".join(dice.choices(pieces, k=20))
        editor.open(text)
        for version in range(2, 60):
            changes = []
            for _ in range(dice.randint(1, 3)):
                new = "".join(dice.choices(pieces, k=dice.randint(0, 4)))
                if dice.random() < 0.05:
                    changes.append({"text": new})
                    text = new
                    continue
                start, end = sorted(dice.randint(0, len(text)) for _ in range(2))
                spread = area(text, start, end, encoding)
                # A place between \r and \n is the end of that line, to the protocol.
                start, end = (at - 1 if text[at - 1 : at + 1] == "\r\n" and at else at for at in (start, end))
                changes.append({"range": spread, "text": new})
                text = text[:start] + new + text[end:]
            editor.change(*changes, version=version)
            wanted = result_id(snapshot(text))
            assert editor.pull()["resultId"] == wanted, text


def test_places_beyond_the_text_mean_its_end() -> None:
    with Editor(PULL) as editor:
        editor.open("FROM abc")
        huge = {"start": {"line": 0, "character": 2**31 - 1}, "end": {"line": 2**31 - 1, "character": 2**31 - 1}}
        editor.change({"range": huge, "text": "d\nRUN x"})
        assert editor.pull()["resultId"] == result_id(snapshot("FROM abcd\nRUN x"))
        turned = {"start": {"line": 1, "character": 99}, "end": {"line": 0, "character": 0}}
        editor.change({"range": turned, "text": "FROM z"}, version=3)
        assert editor.pull()["resultId"] == result_id(snapshot("FROM z"))
        editor.change(
            {"range": {"start": {"line": -1, "character": -5}, "end": {"line": 0, "character": 4}}, "text": ""}
        )
        assert editor.pull()["resultId"] == result_id(snapshot(" z"))


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"text": None},
        {"text": "x", "range": {}},
        {"text": "x", "range": {"start": {"line": "0", "character": 0}, "end": {"line": 0, "character": 0}}},
        {"text": "x", "range": {"start": None, "end": {"line": 0, "character": 0}}},
        "nonsense",
    ],
    ids=str,
)
@pytest.mark.parametrize("before", [(), ({"text": "x", "range": area("", 0, 0)},)], ids=("alone", "behind another"))
def test_behind_a_senseless_change_nothing_is_said_until_the_text_comes_whole(change: Any, before: Any) -> None:
    """The client's text is another one than ours by then: what is said of ours could be wrong, or spoil theirs."""
    about = {"options": {"tabSize": 4, "insertSpaces": True}}
    with Editor(PULL) as editor:
        editor.open("from a\n")
        assert editor.about("formatting", **about)
        editor.change(*before, change)
        assert editor.pull() == {"kind": "full", "items": []}
        assert editor.about("formatting", **about) is None
        editor.change({"text": "RUN x", "range": area("", 0, 0)}, version=3)
        assert editor.pull() == {"kind": "full", "items": []}
        editor.change({"text": "x", "range": None}, whole("FROM b"), version=4)
        assert editor.pull()["resultId"] == result_id(snapshot("FROM b"))
        assert [shown.count("could not be understood") for shown in editor.shown] == [1]


@pytest.mark.parametrize("changes", [[{"text": "x", "range": area("", 0, 0)}, {}], None, 7, [[]]], ids=str)
def test_changes_are_taken_over_all_or_none(changes: Any) -> None:
    document = Document("x:y", "FROM a", 1, "utf-16")
    with pytest.raises((TypeError, KeyError)):
        document.change(changes, 2)
    assert (document.lines.text, document.lost) == ("FROM a", True)
    document.change([{}, whole("FROM b"), {"text": "# ", "range": area("", 0, 0)}], 3)
    assert (document.lines.text, document.lost) == ("# FROM b", False)


def test_what_is_not_open_does_no_harm() -> None:
    with Editor(PULL) as editor:
        editor.change(whole("FROM a"))
        editor.close()
        editor.notify("textDocument/didSave", {"textDocument": {"uri": URI}})
        assert editor.pull()["items"] == []
        for method in ("hover", "completion"):
            assert editor.about(method, position={"line": 0, "character": 0}) is None
        assert editor.about("documentSymbol") is None
        editor.open(TEXT)
        editor.close()
        editor.close()
        assert editor.pull()["items"] == []


@pytest.mark.parametrize("language", ["dockerfile", "docker", "containerfile", "plaintext", ""])
def test_any_language_id_is_a_dockerfile(language: str) -> None:
    with Editor(PULL) as editor:
        editor.open(TEXT, language=language)
        assert editor.codes()


@pytest.mark.parametrize(
    "uri", ["untitled:Untitled-1", "file:///c%3A/x/Dockerfile", "vscode-vfs://github/a/b", "::", ""]
)
def test_any_uri_will_do(uri: str) -> None:
    with Editor(PULL) as editor:
        editor.open(TEXT, uri)
        assert editor.codes(uri)


# Diagnostics


def test_a_diagnostic_says_all_there_is() -> None:
    with Editor() as editor:
        editor.open(TEXT)
        editor.settle()
        (published,) = editor.published
        found = list(snapshot(TEXT).report.findings)
        assert found
        assert len(published["diagnostics"]) == len(found)
        for item, finding in zip(published["diagnostics"], found):
            assert item["range"] == area(TEXT, *finding.span)
            assert item["code"] == finding.code
            assert item["message"] == finding.message
            assert item["source"] == "dockerls"
            assert item["severity"] == 1 + ("error", "warning", "info", "hint").index(finding.severity)
            assert item["codeDescription"]["href"].endswith(f"/docs/rules/{finding.code}.md")
            assert item["data"] == {"aliases": list(finding.names)}


DUPLICATE = "FROM a AS one\nFROM b AS one\n"


@pytest.mark.parametrize("able", [True, False])
def test_other_places_are_named_where_the_client_knows_them(able: bool) -> None:
    with Editor({"textDocument": {"publishDiagnostics": {"relatedInformation": able}}}) as editor:
        editor.open(DUPLICATE)
        editor.settle()
        related = [item for item in editor.published[-1]["diagnostics"] if "relatedInformation" in item]
        assert bool(related) == able
        wanted = [finding for finding in snapshot(DUPLICATE).report.findings if finding.related]
        assert wanted
        for item, finding in zip(related, wanted):
            assert item["relatedInformation"][0]["location"] == {
                "uri": URI,
                "range": area(DUPLICATE, *finding.related[0].span),
            }


@pytest.mark.parametrize("known", [[], [1], [1, 2]])
def test_only_tags_that_the_client_knows_are_sent(known: list[int]) -> None:
    with Editor({"textDocument": {"publishDiagnostics": {"tagSupport": {"valueSet": known}}}}) as editor:
        editor.open(TEXT)
        editor.settle()
        sent = {tag for item in editor.published[-1]["diagnostics"] for tag in item.get("tags", [])}
        tags = {tag for finding in snapshot(TEXT).report.findings for tag in finding.tags}
        assert sent == {{"unnecessary": 1, "deprecated": 2}[tag] for tag in tags} & set(known)


def test_each_change_is_answered_with_its_version() -> None:
    with Editor() as editor:
        editor.open(TEXT, version=7)
        editor.settle()
        editor.change(whole("FROM a"), version=8)
        editor.settle()
        editor.notify("textDocument/didSave", {"textDocument": {"uri": URI}, "text": "FROM a"})
        editor.settle()
        assert [params["version"] for params in editor.published] == [7, 8]


def test_a_burst_is_answered_once_with_the_last_version() -> None:
    with Editor() as editor:
        editor.open("FROM a\n")
        editor.settle()
        burst = [
            {"textDocument": {"uri": URI, "version": version}, "contentChanges": [whole(f"FROM a{version}")]}
            for version in range(2, 40)
        ]
        editor.frames.send(*({"method": "textDocument/didChange", "params": params} for params in burst))
        editor.settle()
        assert [params["version"] for params in editor.published] == [1, 39]


def test_versions_in_the_wrong_order_do_no_harm() -> None:
    with Editor() as editor:
        editor.open("FROM a\n", version=5)
        editor.change(whole("FROM b"), version=3)
        editor.change(whole(DUPLICATE), version=None)
        editor.settle()
        assert len(editor.published[-1]["diagnostics"]) == len(snapshot(DUPLICATE).report.findings)


def test_closing_takes_the_diagnostics_away() -> None:
    with Editor() as editor:
        editor.open(TEXT)
        editor.settle()
        editor.close()
        editor.settle()
        assert [bool(params["diagnostics"]) for params in editor.published] == [True, False]


def test_who_pulls_is_sent_nothing() -> None:
    with Editor(PULL) as editor:
        assert editor.able["diagnosticProvider"]["interFileDependencies"] is False
        editor.open(TEXT)
        editor.change(whole(DUPLICATE))
        assert editor.pull()["items"]
        editor.close()
        editor.settle()
        assert editor.published == []


def test_pulling_again_gives_unchanged_as_long_as_it_is() -> None:
    with Editor(PULL) as editor:
        editor.open(TEXT)
        first = editor.pull()
        assert editor.pull(previous=first["resultId"]) == {"kind": "unchanged", "resultId": first["resultId"]}
        editor.change(whole(TEXT), version=2)
        assert editor.pull(previous=first["resultId"])["kind"] == "unchanged"
        editor.change(whole(TEXT + "\n"), version=3)
        assert editor.pull(previous=first["resultId"])["kind"] == "full"


@pytest.mark.usefixtures("other_rules")
def test_a_crash_in_a_rule_costs_its_findings_only(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.CRITICAL, "dockerls"), Editor(PULL) as editor:
        editor.open("FROM a\nUSER x\n")
        assert editor.codes() == ["DF9999"]
        editor.change(whole("FROM a\nUSER x\nUSER y\n"))
        assert editor.codes() == ["DF9999", "DF9999"]


def test_a_crash_below_the_rules_does_not_kill_the_server(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from dockerls.server import documents

    def crash(*_: object, **__: object) -> None:
        raise RuntimeError("the parser went wrong")

    with caplog.at_level(logging.CRITICAL, "dockerls"), Editor(PULL) as editor:
        editor.open(TEXT)
        with monkeypatch.context() as patched:
            patched.setattr(documents, "snapshot", crash)
            assert editor.pull() == {"kind": "full", "items": []}
        assert editor.codes()


# Positions in fixes


APT = "FROM a\nRUN echo 🐳é && apt install x \\\n  && echo 日本 && apt update\n"


@pytest.mark.usefixtures("other_rules")
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", [APT, APT.replace("\n", "\r\n"), "\ufeff" + APT], ids=["lf", "crlf", "bom"])
def test_fixes_behind_an_emoji_apply_exactly(encoding: str, text: str) -> None:
    with Editor({**ACTIONS, "general": {"positionEncodings": [encoding]}}) as editor:
        assert editor.able["positionEncoding"] == encoding
        editor.open(text)
        found = snapshot(text).report.findings
        assert len(found) == 2
        for finding in found:
            by_title = {action["title"]: action for action in editor.actions(area(text, *finding.span, encoding))}
            for fix in finding.fixes:
                action = by_title[fix.title]
                assert applied(text, action["edit"]["changes"][URI], encoding) == apply(text, fix.edits)
                assert action["diagnostics"][0]["range"] == area(text, *finding.span, encoding)
                assert action.get("isPreferred", False) == fix.safe


ACTIONS: Json = {"textDocument": {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}}}


def actions_client(**more: Any) -> Json:
    return {"textDocument": {"codeAction": {**ACTIONS["textDocument"]["codeAction"], **more}, **PULL["textDocument"]}}


def test_an_edit_names_its_version_where_the_client_can_use_it() -> None:
    here = {"start": position(TEXT, TEXT.index("MAINTAINER")), "end": position(TEXT, TEXT.index("MAINTAINER"))}
    for able in (True, False):
        capabilities = {**actions_client(), "workspace": {"workspaceEdit": {"documentChanges": able}}}
        with Editor(capabilities) as editor:
            editor.open(TEXT, version=11)
            edit = next(action["edit"] for action in editor.actions(here) if "edit" in action)
            if able:
                assert edit["documentChanges"][0]["textDocument"] == {"uri": URI, "version": 11}
            else:
                assert set(edit) == {"changes"}


@pytest.mark.usefixtures("other_rules")
def test_all_fixes_are_computed_when_chosen_where_the_client_can_wait() -> None:
    nowhere = area(APT, 0, 0)
    results = []
    for able in ({"resolveSupport": {"properties": ["edit"]}}, {}):
        with Editor(actions_client(**able)) as editor:
            editor.open(APT)
            (action,) = editor.actions(nowhere, only=["source.fixAll"])
            assert action["kind"] == "source.fixAll.dockerls"
            assert ("edit" in action) == (not able)
            if able:
                action = editor.request("codeAction/resolve", action)
            results.append(applied(APT, action["edit"]["changes"][URI]))
    assert results == [APT.replace(" apt ", " apt-🐳 ")] * 2


def test_refactorings_come_with_their_kind() -> None:
    text = "FROM debian:13\nRUN one && two\n"
    with Editor(actions_client()) as editor:
        editor.open(text)
        offered = editor.actions(area(text, text.index("one"), text.index("one")), only=["refactor"])
        assert {action["kind"] for action in offered} == {"refactor.rewrite"}
        heredoc = next(action for action in offered if "heredoc" in action["title"])
        assert applied(text, heredoc["edit"]["changes"][URI]) == "FROM debian:13\nRUN <<EOF\nset -e\none\ntwo\nEOF\n"


def test_no_actions_for_who_knows_commands_only() -> None:
    with Editor(PULL) as editor:
        editor.open(TEXT)
        assert editor.actions(area(TEXT, 0, len(TEXT))) == []


@pytest.mark.parametrize("able", [True, False])
def test_the_page_of_a_rule_is_shown(able: bool) -> None:
    capabilities = {**actions_client(), "window": {"showDocument": {"support": able}}}
    with Editor(capabilities) as editor:
        editor.open(TEXT)
        command = next(a["command"] for a in editor.actions(area(TEXT, 0, len(TEXT))) if "command" in a)
        del command["title"]
        editor.request("workspace/executeCommand", command)
        editor.settle()
        address = f"/{command['arguments'][0]}.md"
        if able:
            (params,) = (params for method, params in editor.asked if method == "window/showDocument")
            assert params["uri"].endswith(address)
            assert params["external"] is True
        else:
            assert editor.shown[-1].endswith(address)


# Clients


def test_a_client_that_says_nothing_gets_the_plainest_answers() -> None:
    assert (
        client(None) == client({}) == client({"textDocument": None, "general": {"positionEncodings": None}}) == Client()
    )
    with Editor() as editor:
        assert "diagnosticProvider" not in editor.able
        assert editor.able["positionEncoding"] == "utf-16"
        editor.open(TEXT)
        said = editor.about("hover", position={"line": 0, "character": 1})
        assert said["contents"]["kind"] == "plaintext"
        assert "**" not in said["contents"]["value"]
        assert "```" not in said["contents"]["value"]
        symbols = editor.about("documentSymbol")
        assert all("location" in symbol for symbol in symbols)
        assert {symbol.get("containerName") for symbol in symbols} == {None, "FROM alpine:3.23"}


def test_markdown_for_who_shows_it() -> None:
    with Editor({"textDocument": {"hover": {"contentFormat": ["markdown"]}}}) as editor:
        editor.open(TEXT)
        assert editor.about("hover", position={"line": 0, "character": 1})["contents"]["kind"] == "markdown"


def test_the_first_encoding_that_we_know_is_taken() -> None:
    with Editor({"general": {"positionEncodings": ["utf-7", None, "utf-32", "utf-8"]}}) as editor:
        assert editor.able["positionEncoding"] == "utf-32"


def test_folding_keeps_to_the_client_s_limit() -> None:
    text = "# a\n# b\nFROM a\nRUN x \\\n  y\n"
    for limit, count in ((1, 1), (None, 3)):
        with Editor({"textDocument": {"foldingRange": {"rangeLimit": limit}}}) as editor:
            editor.open(text)
            assert len(editor.about("foldingRange")) == count


def test_what_is_declared_is_what_is_routed() -> None:
    """The answer to `initialize` is written by hand; pygls makes the same of the routes."""
    from lsprotocol import types as lsp

    from dockerls.server.capabilities import capabilities
    from dockerls.server.protocol import protocol
    from dockerls.server.routes import answering

    for able in (
        {},
        {
            "codeAction": {"resolveSupport": {"properties": ["edit"]}},
            "rename": {"prepareSupport": True},
        },
    ):
        hello = {"capabilities": {"textDocument": able}, "processId": None, "rootUri": None}
        session = Session(Wire(lambda: b"", lambda frame: None))
        session.client = client(hello["capabilities"])
        made = protocol(session, answering(session))
        answer = made.lsp_initialize(made._converter.structure(hello, lsp.InitializeParams))
        with pytest.raises(StopIteration) as stop:
            next(answer)
        theirs = made._converter.unstructure(stop.value.value.capabilities)
        ours = capabilities(session.client)
        # Once resolving is routed, pygls declares it to every client.
        assert theirs.pop("inlayHintProvider") == {"resolveProvider": True}
        assert ours.pop("inlayHintProvider") == {"resolveProvider": False}
        for key in ("textDocumentSync", "workspace"):  # The session's own.
            theirs.pop(key, None)
            ours.pop(key, None)
        assert ours == theirs


NAMES = "FROM alpine:3.23 AS one\nARG A=1\nRUN echo $A \\\n  $A\nFROM one\n"


def at(text: str, place: str) -> Json:
    return position(text, text.index(place) + 1)


def test_names_are_found_renamed_and_selected() -> None:
    use, stage = at(NAMES, "$A"), at(NAMES, "one\nARG")
    for able in (True, False):
        with Editor({"textDocument": {"definition": {"linkSupport": able}}}) as editor:
            editor.open(NAMES)
            (definition,) = editor.about("definition", position=use)
            declared = area(NAMES, NAMES.index("A=1"), NAMES.index("=1"))
            assert definition.get("targetSelectionRange" if able else "range") == declared
            for counts in (True, False):
                places = editor.about("references", position=use, context={"includeDeclaration": counts})
                assert len(places) == 2 + counts
            assert [item["kind"] for item in editor.about("documentHighlight", position=use)] == [3, 2, 2]
            assert editor.about("prepareRename", position=use)["placeholder"] == "A"
            edit = editor.about("rename", position=use, newName="NEW")
            assert applied(NAMES, edit["changes"][URI]) == NAMES.replace("A=", "NEW=").replace("$A", "$NEW")
            refused = {"textDocument": {"uri": URI}, "position": use, "newName": "not a name"}
            assert editor.ask("textDocument/rename", refused)["error"]["code"] == -32803
            assert len(editor.about("linkedEditingRange", position=stage)["ranges"]) == 2
            (chain,) = editor.about("selectionRange", positions=[use])
            assert chain["parent"]["range"]["start"]["line"] <= chain["range"]["start"]["line"]
            (item,) = editor.about("prepareCallHierarchy", position=stage)
            (call,) = editor.request("callHierarchy/incomingCalls", {"item": item})
            assert call["from"]["data"]["stage"] == 1
            assert editor.request("callHierarchy/outgoingCalls", {"item": item}) == []


def test_the_rest_of_the_routes_answer() -> None:
    untidy = "from alpine:3.23\nrun echo x\n"
    with Editor() as editor:
        editor.open(untidy)
        options = {"tabSize": 4, "insertSpaces": True}
        edits = editor.about("formatting", options=options)
        assert applied(untidy, edits) == "FROM alpine:3.23\nRUN echo x\n"
        edits = editor.about("rangeFormatting", options=options, range=area(untidy, len(untidy) - 3, len(untidy) - 3))
        assert applied(untidy, edits) == "from alpine:3.23\nRUN echo x\n"
        (link,) = editor.about("documentLink")
        assert link["target"].startswith("https://")
        said = editor.about("signatureHelp", position=at(untidy, "alpine"))
        parameter = said["signatures"][said["activeSignature"]]["parameters"][0]
        assert isinstance(parameter["label"], str)


@pytest.mark.parametrize("markdown", [True, False])
def test_the_page_of_a_completion_comes_when_it_is_asked_for(markdown: bool) -> None:
    formats = {"documentationFormat": ["markdown"]} if markdown else {}
    with Editor({"textDocument": {"completion": {"completionItem": formats}}}) as editor:
        editor.open("FROM node:24\nRUN npm ci --om")
        found = editor.about("completion", position={"line": 1, "character": 15})
        item = next(item for item in found["items"] if item["label"] == "--omit=")
        assert "documentation" not in item
        page = editor.request("completionItem/resolve", item)["documentation"]
        assert page["kind"] == ("markdown" if markdown else "plaintext")
        assert "devDependencies" in page["value"]
        assert ("**" in page["value"]) == markdown


@pytest.mark.parametrize("able", [True, False])
def test_completions_have_tab_stops_only_where_the_client_knows_them(able: bool) -> None:
    item = {"snippetSupport": able, "insertTextModeSupport": {"valueSet": [1] if able else []}}
    with Editor({"textDocument": {"completion": {"completionItem": item}}}) as editor:
        editor.open("FROM alpine:3.23\nH")
        items = editor.about("completion", position={"line": 1, "character": 1})["items"]
        assert "HEALTHCHECK" in {item["label"] for item in items}
        assert any(item["insertTextFormat"] == 2 for item in items) == able
        assert able or not any("${" in item["textEdit"]["newText"] for item in items)
        assert {item.get("insertTextMode") for item in items} == {1 if able else None}
        assert {item["documentation"]["kind"] for item in items if "documentation" in item} <= {"plaintext"}


def test_markdown_reads_well_as_plain_text() -> None:
    from dockerls.server.prose import plain

    markdown = (
        "# Title\n\n**Bold** and `code_with_*` [here](https://x.y/z).\n\n```sh\n# kept `as` it **is**\n```\n\n---\nEnd"
    )
    assert plain(markdown) == "Title\n\nBold and code_with_* here (https://x.y/z).\n\n# kept `as` it **is**\n\nEnd"


# Configuration


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "Dockerfile").write_text(TEXT)
    return tmp_path


def ignoring(*codes: str) -> str:
    return f"ignore = {json.dumps(codes)}\n"


def all_codes(text: str = TEXT) -> list[str]:
    return [finding.code for finding in snapshot(text).report.findings]


def test_a_changed_configuration_changes_what_is_published(folder: Path) -> None:
    with Editor({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}) as editor:
        uri = (folder / "Dockerfile").as_uri()
        (registered,) = (params for method, params in editor.asked if method == "client/registerCapability")
        assert "dockerls.toml" in json.dumps(registered)
        editor.open(TEXT, uri)
        editor.settle()
        (folder / "dockerls.toml").write_text(ignoring("all"))
        editor.notify("workspace/didChangeWatchedFiles", {"changes": []})
        editor.settle()
        (folder / "dockerls.toml").unlink()
        editor.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
        editor.settle()
        codes = [[item["code"] for item in params["diagnostics"]] for params in editor.published]
        assert codes == [all_codes(), [], all_codes()]
        assert {params["version"] for params in editor.published} == {1}


def test_a_changed_dockerignore_is_seen(folder: Path) -> None:
    text = "FROM alpine:3.23\nCOPY secret.txt /x\n"
    with Editor(PULL) as editor:
        uri = (folder / "Dockerfile").as_uri()
        editor.open(text, uri)
        before = editor.pull(uri)["resultId"]
        (folder / ".dockerignore").write_text("secret.txt\n")
        editor.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
        assert editor.pull(uri, previous=before)["kind"] == "full"


def test_the_context_that_a_setting_says_is_whose_dockerignore_counts(folder: Path) -> None:
    (folder / "docker").mkdir()
    (folder / ".dockerignore").write_text("secret.txt\n")
    with Editor(PULL) as editor:
        uri = (folder / "docker" / "Dockerfile").as_uri()
        editor.open("FROM scratch\nCOPY secret.txt /x\n", uri)
        assert "CopyIgnoredFile" not in editor.codes(uri)
        (folder / "dockerls.toml").write_text('context = "."\n')
        editor.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
        assert "CopyIgnoredFile" in editor.codes(uri)


def test_the_context_that_a_setting_says_is_whose_files_are_offered(folder: Path) -> None:
    (folder / "docker").mkdir()
    (folder / "app.py").write_text("")
    place = {"line": 1, "character": 5}
    with Editor(PULL) as editor:
        uri = (folder / "docker" / "Dockerfile").as_uri()
        editor.open("FROM scratch\nCOPY \n", uri)
        for context in (False, True):
            asked = {"textDocument": {"uri": uri}, "position": place}
            found = editor.request("textDocument/completion", asked)
            items = found if isinstance(found, list) else found["items"]
            assert ("app.py" in [item["label"] for item in items]) == context
            (folder / "dockerls.toml").write_text('context = "."\n')
            editor.notify("textDocument/didSave", {"textDocument": {"uri": uri}})


@pytest.mark.parametrize("able", [True, False])
def test_who_pulls_is_asked_to_pull_again(folder: Path, able: bool) -> None:
    with Editor({**PULL, "workspace": {"diagnostics": {"refreshSupport": able}}}) as editor:
        uri = (folder / "Dockerfile").as_uri()
        editor.open(TEXT, uri)
        before = editor.pull(uri)["resultId"]
        (folder / "dockerls.toml").write_text(ignoring("all"))
        editor.notify("workspace/didChangeWatchedFiles", {"changes": []})
        editor.settle()
        assert [method for method, _ in editor.asked] == ["workspace/diagnostic/refresh"] * able
        after = editor.pull(uri, previous=before)
        assert after["kind"] == "full"
        assert after["items"] == []


def test_a_mistake_in_the_configuration_is_told_once(folder: Path) -> None:
    with Editor(PULL) as editor:
        uri = (folder / "Dockerfile").as_uri()
        (folder / "dockerls.toml").write_text('selct = ["ALL"]\n')
        editor.open(TEXT, uri)
        editor.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
        assert editor.codes(uri) == all_codes()
        editor.settle()
        (told,) = editor.shown
        assert str(folder / "dockerls.toml") in told
        assert "`selct`" in told
        assert "`select`" in told
        (folder / "dockerls.toml").write_text("select = []\nignore = [}\n")
        editor.notify("workspace/didChangeWatchedFiles", {"changes": []})
        editor.settle()
        assert len(editor.shown) == 2
        assert "line 2" in editor.shown[1]


def test_the_editor_s_settings_count_but_the_file_s_win(folder: Path) -> None:
    uri = (folder / "Dockerfile").as_uri()
    with Editor({**PULL, "workspace": {"configuration": True}}) as editor:
        editor.open(TEXT, uri)
        assert editor.codes(uri) == all_codes()
        editor.settings = {"ignore": ["all"], "select": None, "trace": {"server": "off"}, "path": "dockerls"}
        editor.notify("workspace/didChangeConfiguration", {"settings": None})
        editor.settle()
        assert editor.codes(uri) == []
        (folder / "dockerls.toml").write_text(ignoring())
        editor.notify("workspace/didChangeWatchedFiles", {"changes": []})
        assert editor.codes(uri) == all_codes()
        assert editor.shown == []


def test_settings_may_be_pushed_or_come_with_initialize() -> None:
    with Editor(PULL, initializationOptions={"ignore": ["all"]}) as editor:
        editor.open(TEXT)
        assert editor.codes() == []
        editor.notify("workspace/didChangeConfiguration", {"settings": {"dockerls": {}}})
        assert editor.codes() == all_codes()
        editor.notify("workspace/didChangeConfiguration", {"settings": {"dockerls": {"ignore": "all"}}})
        assert editor.codes() == []
        editor.notify("workspace/didChangeConfiguration", {"settings": {"another": {}}})
        assert editor.codes() == []


@pytest.mark.parametrize("answer", [None, {}, {"select": []}])
def test_initialization_options_hold_where_the_answer_to_our_question_says_nothing_else(answer: Any) -> None:
    able = {**PULL, "workspace": {"configuration": True}}
    with Editor(able, start=False) as editor:
        editor.settings = answer
        editor.request("initialize", {"capabilities": able, "initializationOptions": {"dockerls": {"ignore": ["all"]}}})
        editor.notify("initialized", {})
        editor.open(TEXT)
        editor.settle()
        assert editor.codes() == []
        editor.settings = {"ignore": []}
        editor.notify("workspace/didChangeConfiguration", {"settings": None})
        editor.settle()
        assert editor.codes() == all_codes()


def test_the_result_s_id_tells_configurations_apart() -> None:
    assert result_id(snapshot(TEXT)) != result_id(snapshot(TEXT, config=Config(ignore=("all",))))
    assert result_id(snapshot(TEXT)) == result_id(snapshot(TEXT, version=9))


# Manners


def test_requests_outside_of_the_lifecycle_are_refused() -> None:
    with Editor(start=False) as editor:
        about = {"textDocument": {"uri": URI}}
        assert editor.ask("textDocument/foldingRange", about)["error"]["code"] == -32002
        editor.notify("textDocument/didOpen", {})
        editor.request("initialize", {"capabilities": {}})
        assert editor.ask("initialize", {"capabilities": {}})["error"]["code"] == -32600
        assert editor.ask("textDocument/never", about)["error"]["code"] == -32601
        assert editor.ask("textDocument/foldingRange", {"nothing": 1})["error"]["code"] == -32602
        assert editor.ask("workspace/executeCommand", {"command": "dockerls.never"})["error"]["code"] == -32602
        assert editor.ask("textDocument/diagnostic", {})["error"]["code"] == -32602
        assert editor.request("shutdown", None) is None
        assert editor.ask("textDocument/foldingRange", about)["error"]["code"] == -32600


def test_broken_frames_are_passed_over() -> None:
    with Editor(PULL) as editor:
        for junk in (
            b"Hello\r\n\r\n",
            b"Content-Length: x\r\n\r\n",
            b"Content-Length: -1\r\n\r\n",
            b"Content-Type: y\r\n\r\n",
        ):
            editor.frames.write(junk)
        editor.frames.write(b"Content-Length: 4\r\n\r\n{no}")
        assert editor.wait(None)["error"]["code"] == -32700
        editor.frames.write(b"Content-Length: 2\r\n\r\n[]")
        editor.frames.write(b"content-length: 2\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n{}")
        odd = [{"method": None}, {"method": []}, {"id": 9}, {"id": [], "result": 1}, {"method": "$/x", "params": 3}]
        editor.frames.send(*odd)
        editor.open(TEXT)
        assert editor.codes()


def test_messages_may_come_in_any_pieces() -> None:
    body = json.dumps({"id": 1, "text": "é🐳"}, ensure_ascii=False).encode()
    stream = b"Content-Length: %d\r\n\r\n%b" % (len(body), body) * 3
    for size in (1, 7, len(stream)):
        pieces = iter([stream[at : at + size] for at in range(0, len(stream), size)])
        wire = Wire(partial(next, pieces, b""), lambda frame: None)
        assert [message for message in wire.messages() if message] == [{"id": 1, "text": "é🐳"}] * 3


def test_a_message_is_the_same_in_one_part_and_in_many() -> None:
    sent: list[bytes] = []
    wire = Wire(lambda: b"", lambda *parts: sent.append(b"".join(parts)))
    for size in (1, 100_000):
        parts = [b'"', *[b"x" * size] * 3, b'"']
        wire.write(*parts)
        wire.write(b"".join(parts))
        assert sent.pop() == sent.pop()


def exit_code(say: Callable[[Editor], None]) -> int | None:
    editor = Editor()
    with editor:
        say(editor)
    return editor.code


def test_the_exit_code_tells_whether_shutdown_came_first() -> None:
    def politely(editor: Editor) -> None:
        editor.request("shutdown", None)
        editor.notify("exit", None)

    assert exit_code(politely) == 0
    assert exit_code(lambda editor: editor.notify("exit", None)) == 1
    assert exit_code(lambda editor: None) == 0


# Over standard input and output


def start(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "dockerls", "serve", *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_over_standard_input_and_output() -> None:
    with start("--stdio") as process:
        assert process.stdin
        assert process.stdout
        out = process.stdout
        stdin = process.stdin

        def write(data: bytes) -> None:
            stdin.write(data)
            stdin.flush()

        frames = Frames(lambda: out.read1(1 << 16), write)  # type: ignore[attr-defined]
        frames.send({"id": 1, "method": "initialize", "params": {"capabilities": {}, "processId": None}})
        answer = frames.arrived.get(timeout=TIMEOUT)
        assert answer
        assert answer["result"]["serverInfo"]["name"] == "dockerls"
        item = {"uri": URI, "languageId": "dockerfile", "version": 1, "text": TEXT}
        frames.send({"method": "initialized", "params": {}})
        frames.send({"method": "textDocument/didOpen", "params": {"textDocument": item}})
        published = frames.arrived.get(timeout=TIMEOUT)
        assert published
        assert [item["code"] for item in published["params"]["diagnostics"]] == all_codes()
        frames.send({"id": 2, "method": "textDocument/foldingRange", "params": {"textDocument": {"uri": URI}}})
        folded = frames.arrived.get(timeout=TIMEOUT)
        assert folded
        assert folded["id"] == 2
        many = TEXT + "EXPOSE 99999\n" * 1000  # It is more than a pipe holds.
        change = {"textDocument": {"uri": URI, "version": 2}, "contentChanges": [{"text": many}]}
        frames.send({"method": "textDocument/didChange", "params": change})
        published = frames.arrived.get(timeout=TIMEOUT)
        assert published
        assert len(published["params"]["diagnostics"]) > 1000
        frames.send({"id": 3, "method": "shutdown"}, {"method": "exit"})
        answer = frames.arrived.get(timeout=TIMEOUT)
        assert answer == {"jsonrpc": "2.0", "id": 3, "result": None}
        assert process.wait(TIMEOUT) == 0
        assert process.stderr
        assert process.stderr.read() == b""


def test_closed_standard_input_ends_it() -> None:
    with start() as process:
        out, err = process.communicate(timeout=TIMEOUT)
        assert (process.returncode, out, err) == (0, b"", b"")


def test_over_tcp() -> None:
    import socket

    with start("--tcp") as process:
        assert process.stderr
        port = int(process.stderr.readline().rsplit(b":", 1)[1])
        with socket.create_connection(("127.0.0.1", port), TIMEOUT) as connection:
            frames = Frames(lambda: connection.recv(1 << 16), connection.sendall)
            frames.send({"id": 1, "method": "initialize", "params": {"capabilities": {}}})
            answer = frames.arrived.get(timeout=TIMEOUT)
            assert answer
            assert answer["result"]["capabilities"]["hoverProvider"] is True
            frames.send({"id": 2, "method": "shutdown"}, {"method": "exit"})
            assert process.wait(TIMEOUT) == 0
