"""The settings of an editor: one section everywhere, and one for each folder that is open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from editor import Editor

from dockerls.server.settings import Folders

ABLE = {"workspace": {"configuration": True, "workspaceFolders": True}}
TEXT = "FROM alpine\nMAINTAINER me\n"


def folder(path: Path) -> dict[str, str]:
    path.mkdir(parents=True, exist_ok=True)
    return {"uri": path.as_uri(), "name": path.name}


def asked(editor: Editor) -> list[Any]:
    return [params["items"] for method, params in editor.asked if method == "workspace/configuration"]


def names(editor: Editor, path: Path) -> set[str]:
    answer = editor.request("textDocument/diagnostic", {"textDocument": {"uri": path.as_uri()}})
    return {item["code"] for item in answer["items"]} & {"MaintainerDeprecated", "DL3006"}


def test_each_folder_has_its_own_settings(tmp_path: Path) -> None:
    web, api, inner = (folder(tmp_path / name) for name in ("web", "api", "web/inner"))
    with Editor(ABLE, workspaceFolders=[web, api, inner]) as editor:
        assert asked(editor) == [
            [{"section": "dockerls"}, *({"scopeUri": one["uri"], "section": "dockerls"} for one in (web, api, inner))]
        ]
        paths = {name: tmp_path / name / "Dockerfile" for name in ("web", "api", "web/inner", "elsewhere")}
        for path in paths.values():
            editor.open(TEXT, path.as_uri())
        editor.settings = {"ignore": ["MaintainerDeprecated"]}
        editor.within = {web["uri"]: {"ignore": ["DL3006"]}, api["uri"]: None, inner["uri"]: {"ignore": ["ALL"]}}
        editor.notify("workspace/didChangeConfiguration", {"settings": None})
        editor.settle()
        assert {name: names(editor, path) for name, path in paths.items()} == {
            "web": {"MaintainerDeprecated"},
            "api": {"MaintainerDeprecated", "DL3006"},
            "web/inner": set(),
            "elsewhere": {"DL3006"},
        }


def test_folders_come_and_go(tmp_path: Path) -> None:
    web, api = folder(tmp_path / "web"), folder(tmp_path / "api")
    path = tmp_path / "api" / "Dockerfile"
    with Editor(ABLE, workspaceFolders=[web]) as editor:
        assert editor.able["workspace"]["workspaceFolders"] == {"supported": True, "changeNotifications": True}
        editor.within = {api["uri"]: {"ignore": ["DL3006"]}}
        editor.open(TEXT, path.as_uri())
        assert names(editor, path) == {"MaintainerDeprecated", "DL3006"}
        editor.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [api], "removed": [web]}})
        editor.settle()
        assert asked(editor)[-1][1:] == [{"scopeUri": api["uri"], "section": "dockerls"}]
        assert names(editor, path) == {"MaintainerDeprecated"}
        editor.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [], "removed": [api]}})
        editor.settle()
        assert names(editor, path) == {"MaintainerDeprecated", "DL3006"}


@pytest.mark.parametrize("answer", [[{"ignore": ["a"]}], [{"ignore": ["a"]}, {"ignore": ["b"]}], None, [], [None], {}])
def test_an_answer_may_be_too_short(tmp_path: Path, answer: Any) -> None:
    folders = Folders()
    folders.start({"workspaceFolders": [folder(tmp_path)], "initializationOptions": {"dockerls": {"select": ["c"]}}})
    first = {"select": ["c"]}
    assert folders.settings(tmp_path / "Dockerfile") == first
    folders.answered(folders.question(), answer)
    everywhere = answer[0] if answer else {}
    assert folders.settings(None) == {**first, **(everywhere or {})}
    nearest = answer[1] if answer and len(answer) > 1 else everywhere
    assert folders.settings(tmp_path / "Dockerfile") == {**first, **(nearest or {})}


@pytest.mark.parametrize(
    "params", [{}, {"workspaceFolders": None}, {"workspaceFolders": [{}, 3, {"uri": 4}]}, {"rootUri": "untitled:a"}]
)
def test_there_may_be_no_folder(params: dict[str, Any]) -> None:
    folders = Folders()
    folders.start(params)
    assert folders.roots == ()
    for event in (None, {}, {"added": None, "removed": [3]}):
        folders.changed(event)
    assert folders.question() == [{"section": "dockerls"}]


def test_the_root_counts_where_no_folders_are_named(tmp_path: Path) -> None:
    folders = Folders()
    folders.start({"workspaceFolders": None, "rootUri": tmp_path.as_uri()})
    assert folders.roots == (tmp_path,)
