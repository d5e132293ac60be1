"""What clients call documents and folders: URIs of every kind, and one file by several names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from server.editor import PULL, Editor

from dockerls.server.uris import local_path, path_of, spelling

TEXT = "FROM debian:13 AS one\nCOPPY a b\nFROM one\n"
POSIX = pytest.mark.skipif(os.name == "nt", reason="paths are other ones there")


@POSIX
@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///a/b", "/a/b"),
        ("FILE:///a/b", "/a/b"),
        ("file:/a/b", "/a/b"),
        ("file://localhost/a/b", "/a/b"),
        ("file://LOCALHOST/a/b", "/a/b"),
        ("file:////a/b", "/a/b"),
        ("file:///a/b?query#fragment", "/a/b"),
        ("file:///a/b%3Fc%23d", "/a/b?c#d"),
        ("file:///a%20b/%C3%A9%F0%9F%90%B3", "/a b/é🐳"),
        ("file:///a/é🐳", "/a/é🐳"),
        ("file:///%ff", "/\udcff"),
        ("file:///a/%2e%2e/b/./c", "/b/c"),
        ("file:///../../a", "/a"),
        ("file:///a%2Fb", "/a/b"),
        ("file:///a/", "/a"),
        ("file:///", "/"),
        ("file:///c%3A/x", "/c:/x"),
        ("file:///%", "/%"),
        ("file:///%zz", "/%zz"),
        ("file://server/share/x", None),
        ("file://a", None),
        ("file://", None),
        ("file:", None),
        ("file:a/b", None),
        ("file:///a%00b", None),
        ("file:///\ud800", None),
        ("/a/b", None),
        ("a/b", None),
        ("c:\\x", None),
        ("C:/x", None),
        ("\\\\server\\share", None),
        ("", None),
        ("::", None),
        ("http://[", None),
        ("untitled:Untitled-1", None),
        ("untitled:/a/Dockerfile", None),
        ("git:/a/Dockerfile?%7B%22path%22%3A%22x%22%7D", None),
        ("vscode-remote://ssh-remote%2Bhost/a/Dockerfile", None),
        ("vscode-notebook-cell:/a/x.ipynb#W0", None),
        ("vscode-vfs://github/a/b/Dockerfile", None),
        ("zipfile:///a.zip::Dockerfile", None),
        ("jar:file:///a.jar!/Dockerfile", None),
        ("https://example.com/Dockerfile", None),
    ],
)
def test_where_a_document_lies(uri: str, path: str | None) -> None:
    assert path_of(uri) == (None if path is None else Path(path))


@POSIX
@pytest.mark.parametrize("name", ["a", "a b", "ü", "a?b#c", "%41", "a;b", "\udcff", "a\\b", "c:", "[x]", "a+b"])
def test_a_path_comes_back_from_its_uri(name: str) -> None:
    assert path_of(Path("/w", name).as_uri()) == Path("/w", name)


@pytest.mark.parametrize(
    ("host", "path", "wanted"),
    [
        ("", "/c:/x", "c:\\x"),
        ("", "/C:/x/../y", "C:\\y"),
        ("localhost", "/c:/x", "c:\\x"),
        ("server", "/share/x", "\\\\server\\share\\x"),
        ("", "//server/share/x", "\\\\server\\share\\x"),
        ("", "/c:", "c:"),
        ("", "/c:/x\0", ""),
        ("", "x", ""),
        ("", "", ""),
    ],
)
def test_where_it_lies_on_windows(host: str, path: str, wanted: str) -> None:
    assert local_path(host, path, is_windows=True) == wanted


SAME = [
    ("file:///c%3A/x/Dockerfile", "file:///C:/x/Dockerfile"),
    ("file:///a%20b/Dockerfile", "file:///a b/D%6fckerfile"),
    ("file:///a/é", "file:///a/%C3%A9"),
    ("FILE:///a/b", "file:///a/b"),
    ("vscode-remote://ssh-remote%2Bhost/a/b", "vscode-remote://ssh-remote+host/a/b"),
    ("git:/a/b?%7B%22x%22%3A1%7D", 'git:/a/b?{"x":1}'),
    ("file:///%ff", "file:///%FF"),
]
OTHER = [
    ("file:///a/b", "file:///a/B"),
    ("file:///a/b", "untitled:///a/b"),
    ("file:///a/b", "file:///a/b#c"),
    ("file:///a/b%23c", "file:///a/b#c"),
    ("file://x/a", "file:///x/a"),
    ("untitled:Untitled-1", "untitled:Untitled-2"),
    ("git:/a/b?x", "git:/a/b?y"),
    ("vscode-notebook-cell:/a#W0", "vscode-notebook-cell:/a#W1"),
    ("http://[", "http://]"),
    ("", "x"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_document_by_two_spellings(one: str, other: str) -> None:
    """It is opened under one, and changed, asked about and closed under the other; answers keep to the first."""
    assert spelling(one) == spelling(other)
    place = {"line": 2, "character": 6}
    with Editor({}) as editor:
        editor.open(TEXT, one)
        editor.change({"text": TEXT + "COPPY c d\n"}, uri=other)
        assert editor.codes(other) == ["DF1001"] * 2
        assert editor.codes(one) == ["DF1001"] * 2
        found = editor.about("definition", other, position=place)
        found = found if isinstance(found, list) else [found]
        assert [item.get("uri", item.get("targetUri")) for item in found] == [one]
        assert {item["uri"] for item in editor.published} == {one}
        editor.close(other)
        assert editor.codes(one) == []
        assert editor.published[-1] == {"uri": one, "diagnostics": []}


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_two_documents_are_two(one: str, other: str) -> None:
    assert spelling(one) != spelling(other)
    with Editor(PULL) as editor:
        editor.open(TEXT, one)
        editor.open("FROM debian:13\n", other)
        assert editor.codes(one)
        assert editor.codes(other) == []
        editor.close(other)
        assert editor.codes(one)


def test_two_spellings_that_are_both_open_are_two() -> None:
    """The client has two texts then, and each answer is about the one that is asked for."""
    one, other = SAME[0]
    with Editor(PULL) as editor:
        editor.open(TEXT, one)
        editor.open("FROM debian:13\n", other)
        assert editor.codes(one)
        assert editor.codes(other) == []


ANYWHERE = [
    "untitled:Untitled-1", "vscode-remote://ssh-remote%2Bhost/a/Dockerfile", "git:/a/Dockerfile?x",
    "vscode-notebook-cell:/a/x.ipynb#W0", "zipfile:///a.zip::Dockerfile", "file://server/share/Dockerfile",
    "file:///c%3A/x/Dockerfile", "file:///a%00b", "file:///\ud800", "file:", "file:x", "Dockerfile", "", "http://[",
    "x" * 70_000, "file:///" + "x/" * 5000, "file:///nowhere/%2e%2e/%2e%2e/Dockerfile", "\n", "file:///a\tb",
]  # fmt: skip


@pytest.mark.parametrize("uri", ANYWHERE, ids=range(len(ANYWHERE)))
@pytest.mark.parametrize("folder", [None, *ANYWHERE[:9]], ids=range(10))
def test_any_document_in_any_folder(uri: str, folder: str | None, caplog: pytest.LogCaptureFixture) -> None:
    """It gets its diagnostics, and answers that lead to itself or nowhere."""
    folders = None if folder is None else [{"uri": folder, "name": "x"}]
    place = {"line": 2, "character": 6}
    with Editor({**PULL, "workspace": {"configuration": True}}, workspaceFolders=folders) as editor:
        editor.open(TEXT + "COPY a /b\n", uri)
        assert editor.codes(uri) == ["DF1001"]
        assert [link["target"] for link in editor.about("documentLink", uri)] == ["https://hub.docker.com/_/debian"]
        found = editor.about("definition", uri, position=place)
        assert [item["uri"] for item in (found if isinstance(found, list) else [found])] == [uri]
        assert editor.about("hover", uri, position=place)
        assert {item["location"]["uri"] for item in editor.request("workspace/symbol", {"query": ""})} == {uri}
        editor.close(uri)
        assert editor.shown == []
    assert caplog.text == ""


@POSIX
def test_a_document_whose_path_climbs_lies_where_it_ends(tmp_path: Path) -> None:
    """It is none of the workspace's, whose settings do not hold for it."""
    (tmp_path / "workspace").mkdir()
    (tmp_path / "workspace" / "dockerls.toml").write_text('ignore = ["ALL"]\n')
    (tmp_path / "other").mkdir()
    climbing = f"{(tmp_path / 'workspace').as_uri()}/%2e%2e/other/Dockerfile"
    folders: list[Any] = [{"uri": (tmp_path / "workspace").as_uri(), "name": "x"}]
    with Editor({**PULL, "workspace": {"configuration": True}}, workspaceFolders=folders) as editor:
        editor.within = {folders[0]["uri"]: {"ignore": ["DF1001"]}}
        editor.open(TEXT, climbing)
        assert editor.codes(climbing) == ["DF1001"]


@POSIX
def test_links_lead_to_files_by_addresses_that_can_be_opened(tmp_path: Path) -> None:
    folder = tmp_path / "a b#c%41é"
    folder.mkdir()
    (folder / "x y#z").write_text("")
    uri = f"file://{quote(str(folder))}/Dockerfile"
    with Editor(PULL) as editor:
        editor.open('FROM debian:13\nCOPY ["x y#z", "/a"]\n', uri)
        target = editor.about("documentLink", uri)[-1]["target"]
        assert path_of(target) == folder / "x y#z"


@POSIX
def test_a_folder_by_two_spellings_is_one(tmp_path: Path) -> None:
    (tmp_path / "a b").mkdir()
    (tmp_path / "a b" / "Dockerfile").write_text("FROM debian:13 AS one\n")
    encoded, plain = f"{tmp_path.as_uri()}/a%20b", f"{tmp_path.as_uri()}/%61 b/"
    names = [{"uri": uri, "name": "x"} for uri in (encoded, plain)]
    with Editor(PULL, workspaceFolders=names) as editor:
        assert len(editor.request("workspace/symbol", {"query": ""})) == 1
        editor.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [], "removed": names[1:]}})
        assert editor.request("workspace/symbol", {"query": ""}) == []
        editor.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": names, "removed": []}})
        assert len(editor.request("workspace/symbol", {"query": ""})) == 1
