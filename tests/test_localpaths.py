"""Paths in the build context and in stages: what completion offers for them, where links lead, what is never read."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marks import mark, marked
from server.editor import Editor, position
from unlinted import unlinted

from dockerls.buildcontext import Entry, Ignore, read_ignore, within
from dockerls.contextfolder import ContextFolder
from dockerls.features.completion import Item, complete
from dockerls.features.links import links
from dockerls.localpaths import local_paths
from dockerls.text import Edit, apply

PATHS = (
    "Dockerfile",
    "package.json",
    "package-lock.json",
    "src/main.js",
    "src/lib/a.js",
    ".env",
    "has space",
    "node/x",
)


class Some:
    """A build context of the given paths."""

    def __init__(self, *paths: str, ignore: str = "") -> None:
        self.paths = paths or PATHS
        self.ignore: Ignore = read_ignore(ignore)

    def entries(self, folder: str) -> Sequence[Entry]:
        below = [path.removeprefix(f"{folder}/") for path in self.paths if not folder or path.startswith(f"{folder}/")]
        return sorted({Entry(path.partition("/")[0], "/" in path) for path in below})

    def address(self, path: str) -> str:
        return f"file:///c/{path}" if path in self.paths else ""


def offered(text: str, files: Some | None = None) -> list[Item]:
    plain, spans = marked(text)
    return complete(unlinted(plain), spans[0][0].start, files=files or Some())


def paths(text: str, files: Some | None = None) -> list[str]:
    return [item.label for item in offered(text, files) if item.kind in ("file", "folder")]


def taken(text: str, label: str) -> str:
    plain, spans = marked(text)
    found = next(item for item in complete(unlinted(plain), spans[0][0].start, files=Some()) if item.label == label)
    return apply(plain, [Edit(found.span, found.text)])


# Completion


def test_folders_first_then_files_hidden_ones_last_and_odd_names_not_at_all() -> None:
    assert paths("FROM a\nCOPY $0") == ["node/", "src/", "Dockerfile", "package-lock.json", "package.json", ".env"]


@pytest.mark.parametrize("keyword", ["COPY", "ADD", "COPY --chown=a:b", "copy", "COPY x", "ONBUILD COPY"])
def test_wherever_a_source_may_stand(keyword: str) -> None:
    assert "src/" in paths(f"FROM a\n{keyword} $0")


def test_below_a_folder_only_the_last_part_is_replaced() -> None:
    assert paths("FROM a\nCOPY src/$0") == ["lib/", "main.js"]
    assert paths("FROM a\nCOPY ./src/./l$0") == ["lib/"]
    assert taken("FROM a\nCOPY src/m$0 /x", "main.js") == "FROM a\nCOPY src/main.js /x"
    assert taken("FROM a\nCOPY sr$0c/main.js /x", "src") == "FROM a\nCOPY src/main.js /x"
    assert taken("FROM a\nCOPY x \\\n  src/m$0", "main.js") == "FROM a\nCOPY x \\\n  src/main.js"


def test_dots_lead_nowhere_else() -> None:
    assert paths("FROM a\nCOPY ../../$0") == paths("FROM a\nCOPY $0")
    assert paths("FROM a\nCOPY src/../$0") == paths("FROM a\nCOPY $0")


def test_behind_a_variable() -> None:
    assert paths("FROM a\nARG D=src\nCOPY $D/$0") == ["lib/", "main.js"]
    assert paths("FROM a\nCOPY $D/$0") == paths("FROM a\nCOPY $0"), "an unset variable is empty"


def test_json_form_takes_blanks_too() -> None:
    assert "has space" in paths('FROM a\nCOPY ["$0"]')
    assert paths('FROM a\nCOPY ["src/$0", "x"]') == ["lib/", "main.js"]


def test_bind_mounts() -> None:
    assert "src/" in paths("FROM a\nRUN --mount=type=bind,source=$0")
    assert paths("FROM a\nRUN --mount=type=bind,source=src/$0,target=/x ls") == ["lib/", "main.js"]
    assert paths("FROM a\nRUN --mount=type=cache,source=$0") == []
    assert paths("FROM a\nRUN --mount=type=bind,from=img,source=$0") == []


def test_what_dockerignore_keeps_out_is_last_and_struck_through() -> None:
    found = offered("FROM a\nCOPY $0", Some(ignore="src\n*.json\n"))
    struck = [item.label for item in found if item.deprecated]
    assert struck == ["src/", "package-lock.json", "package.json"]
    assert [item.label for item in found if item.kind in ("file", "folder")][-3:] == struck
    found = offered("FROM a\nCOPY $0", Some(ignore="src\n!src/main.js\n.env"))
    assert [item.label for item in found if item.deprecated] == [".env"], "something of the folder is taken back in"


def test_nothing_from_elsewhere() -> None:
    assert paths("FROM a\nCOPY --from=img $0") == []
    assert paths("FROM a\nRUN cat $0") == []


STAGE = """\
FROM node:24 AS build
WORKDIR /app
COPY package.json ./
RUN npm ci && npm run build && set -o pipefail && cd /srv && go build -o out/server . && curl -o /dev/null a
RUN python3 -m venv /opt/venv && mkdir -p /data/$X /var/lib/app
FROM scratch
"""


def test_what_an_earlier_stage_has_made() -> None:
    found = paths(STAGE + "COPY --from=build $0")
    assert found[:3] == ["/var/lib/app", "/opt/venv", "/srv/out/server"]
    assert {"/app", "/app/dist", "/app/package.json"} <= set(found)
    assert not any(part in path for path in found for part in ("pipefail", "null", "$"))
    assert paths(STAGE + "COPY --from=0 /o$0")[0] == "/opt/venv"
    assert paths(STAGE + "RUN --mount=type=bind,from=build,source=$0") == found
    assert paths("FROM a AS b\nCOPY x /y\nFROM b AS c\nFROM d\nCOPY --from=c $0") == ["/y"]


# Links


def test_links_to_files() -> None:
    text = """
        FROM scratch
        COPY $0package.json$0 $0./src/main.js$0 src nothing *.json /app/
        COPY --from=x package.json /
        ADD $0.env$0 https://a.b/package.json /
        RUN --mount=type=bind,source=$0package.json$0,target=/p ls
        COPY ["$0has space$0", "/"]
    """
    plain, spans = marked(text)
    found = [link for link in links(unlinted(plain), Some()) if link.target.startswith("file:")]
    said = [link.target.removeprefix("file:///c/") for link in found]
    assert said == ["package.json", "src/main.js", ".env", "package.json", "has space"]
    bare = [
        link.span if '"' not in link.span.of(plain) else link.span._replace(start=link.span.start + 1) for link in found
    ]
    bare[-1] = bare[-1]._replace(end=bare[-1].end - 1)
    assert mark(plain, bare) == mark(plain, spans[0])


# On disk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "w"
    for path in ("docker/Dockerfile", "src/a.py", "app.py", "docker/entry.sh"):
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_text("")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret").write_text("")
    return place


def test_the_context_is_where_most_of_the_paths_are(folder: Path) -> None:
    dockerfile = folder / "docker" / "Dockerfile"
    assert ContextFolder(dockerfile, [folder], ["entry.sh"]).root == str(folder / "docker")
    assert ContextFolder(dockerfile, [folder], ["src", "app.py", "entry.sh"]).root == str(folder)
    assert ContextFolder(dockerfile, [folder], []).root == str(folder / "docker")
    assert ContextFolder(dockerfile, [], ["src", "app.py"]).root == str(folder / "docker"), "no folder is open"


def test_the_context_s_own_dockerignore_counts(folder: Path) -> None:
    (folder / ".dockerignore").write_text("src\n")
    context = ContextFolder(folder / "docker" / "Dockerfile", [folder], ["src", "app.py"])
    assert context.ignore.hides("src/a.py")
    (folder / "docker" / "Dockerfile.dockerignore").write_text("app.py\n")
    context = ContextFolder(folder / "docker" / "Dockerfile", [folder], ["src", "app.py"])
    assert context.ignore.hides("app.py")
    assert not context.ignore.hides("src/a.py")


def test_the_folder_that_a_setting_says(folder: Path) -> None:
    dockerfile = folder / "docker" / "Dockerfile"
    context = ContextFolder(dockerfile, [folder], ["entry.sh"], folder)
    assert context.root == str(folder)
    assert "app.py" in [entry.name for entry in context.entries("")]
    assert context.address("../" * 9 + "app.py") == (folder / "app.py").as_uri()
    alone = ContextFolder(dockerfile, [], ["entry.sh"], str(folder))
    assert alone.root == str(folder), "no folder is open"
    assert alone.address("app.py")
    assert not ContextFolder(dockerfile, [folder / "docker"], [], folder / "docker").address("app.py")


def test_links_on_disk_lead_not_out_of_the_workspace(folder: Path) -> None:
    os.symlink("../outside", folder / "docker" / "out")
    os.symlink("../../outside/secret", folder / "docker" / "file")
    os.symlink("../src", folder / "docker" / "in")
    os.symlink("loop", folder / "docker" / "loop")
    context = ContextFolder(folder / "docker" / "Dockerfile", [folder])
    assert context.entries("out") == ()
    assert context.address("out/secret") == context.address("file") == ""
    assert context.entries("in") == [("a.py", False)]
    assert context.address("in/a.py") == (folder / "src" / "a.py").as_uri()
    assert context.entries("loop") == ()
    kinds = {entry.name: entry.is_folder for entry in context.entries("")}
    assert (kinds["out"], kinds["in"], kinds["loop"]) == (False, True, False)
    alone = ContextFolder(folder / "docker" / "Dockerfile")
    assert alone.entries("in") == (), "without an open folder the Dockerfile's own is the limit"


@given(st.lists(st.sampled_from(["..", ".", "", "a", "src", "\0", "é", "\ud800", "out"]), max_size=6).map("/".join))
def test_no_path_leads_out(path: str) -> None:
    assert not within(path).startswith(("/", ".."))
    assert posixpath.normpath(within(path)) in (within(path), ".")
    context = ContextFolder(Path(__file__), [Path(__file__).parent])
    for address in (context.address(path), *(context.address(f"{path}/{item.name}") for item in context.entries(path))):
        assert address == "" or address.startswith(Path(__file__).parent.resolve().as_uri())


def test_every_path_that_is_copied_is_known() -> None:
    found = local_paths(
        unlinted(
            "ARG D=s\nFROM a\nARG D\nCOPY $D/x ../y /z /\nADD git@a:b.git me@h.example:r c*.tar /\nCOPY <<E /f\nE\n"
        ).model
    )
    assert [(path.path, path.is_pattern) for path in found] == [
        ("s/x", False),
        ("y", False),
        ("z", False),
        ("c*.tar", True),
    ]


# Over the wire


def test_completion_and_links_in_an_editor(folder: Path) -> None:
    path = folder / "docker" / "Dockerfile"
    text = "FROM scratch\nCOPY app.py src/a.py /\nCOPY s\n"
    with Editor(rootUri=folder.as_uri()) as editor:
        editor.open(text, path.as_uri())
        found = editor.about("completion", path.as_uri(), position=position(text, len(text) - 1))
        kinds = {item["label"]: item["kind"] for item in found["items"]}
        assert kinds["src/"] == 19
        targets = [link["target"] for link in editor.about("documentLink", path.as_uri())]
        assert targets == [(folder / "app.py").as_uri(), (folder / "src" / "a.py").as_uri()]
        untitled = "untitled:Untitled-1"
        editor.open(text, untitled)
        assert editor.about("documentLink", untitled) == []
