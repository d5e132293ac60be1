"""What the first diagnostics and a check on the command line do without, and that nobody notices what comes late."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from zipfile import ZipFile

import pytest
from test_layers import PROTOCOL, ROOT

import dockerls
from dockerls.late import LatePattern, modules_of, part, regex, texts_of
from dockerls.lint import rules as rules_package
from dockerls.server import serve

TEXT = r"""# syntax=docker/dockerfile:1
ARG base=alpine
FROM $base AS build
WORKDIR $HOME/src
RUN --mount=type=cache,target=/root/.cache apt-get update && apt-get install curl | tee log
COPY . .
EXPOSE 99999
FROM ubuntu as final
MAINTAINER me
ADD --from=build x y
LABEL org.opencontainers.image.tittle="x"
CMD echo "$HOME"
"""

START = {"line": 0, "character": 0}

SERVED = f"""
import json, sys
from dockerls.server import serve

def frame(**message):
    body = json.dumps(message).encode()
    return b"Content-Length: %d\\r\\n\\r\\n%b" % (len(body), body)

document = {{"uri": "file:///nowhere/Dockerfile", "languageId": "dockerfile", "version": 1, "text": {TEXT!r}}}
came = [
    frame(id=1, method="initialize", params={{"capabilities": {{}}}}),
    frame(method="initialized", params={{}}),
    frame(method="textDocument/didOpen", params={{"textDocument": document}}),
]
there = []

def read():
    return came.pop(0) if came else b""

def write(*parts):
    frame = b"".join(parts)
    if b"hoverProvider" in frame:
        print(*sys.modules)
    if b"publishDiagnostics" in frame and not there:
        assert b"MAINTAINER" in frame
        there.extend(sys.modules)

serve(read, write)
print(*there)
"""

LINTED = """
import random, sys
from importlib import import_module
from dockerls.late import modules_of
from dockerls.lint import rules

names = modules_of(rules)
random.Random(int(sys.argv[1])).shuffle(names)
for name in names:
    import_module(f"dockerls.lint.rules.{name}")

from dockerls.config import Config
from dockerls.snapshot import snapshot

print(*map(tuple, snapshot(sys.argv[2], config=Config(select=("ALL",))).report.findings), sep="\\n")
"""

SLOW = {"argparse", "difflib", "hashlib", "importlib.resources", "inspect", "logging", "pkgutil", "tempfile", "tomllib"}
"""Modules of the standard library that take milliseconds to import."""


def run(code: str, *arguments: str) -> str:
    """What some code prints in a fresh interpreter."""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_the_first_diagnostics_take_nothing_that_is_slow_to_import() -> None:
    modules = set(run(SERVED).splitlines()[-1].split())
    assert "dockerls.lint.rules.apt" in modules
    assert "tree_sitter" in modules
    assert not modules & (PROTOCOL | SLOW - {"difflib"})  # What might be meant by `tittle` is asked of difflib.
    assert not [name for name in modules if name.startswith("dockerls.features")]


def test_initialize_is_answered_before_the_rest_is_imported() -> None:
    modules = run(SERVED).splitlines()[0].split()
    assert {name for name in modules if name.startswith("dockerls.")} == {
        "dockerls.late",
        "dockerls.legend",
        "dockerls.named",
        "dockerls.server",
        "dockerls.server.capabilities",
        "dockerls.server.client",
        "dockerls.server.wire",
        "dockerls.text",
    }


def test_what_waits_for_pygls_does_not_hold_up_the_diagnostics() -> None:
    def frame(**message: object) -> bytes:
        body = json.dumps(message).encode()
        return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)

    document = {"uri": "file:///nowhere/Dockerfile", "languageId": "dockerfile", "version": 1, "text": TEXT}
    came = [
        frame(id=1, method="initialize", params={"capabilities": {}}),
        frame(method="textDocument/didOpen", params={"textDocument": document})
        + frame(id=2, method="textDocument/definition", params={"textDocument": document, "position": START}),
    ]
    sent: list[bytes] = []
    serve(lambda: came.pop(0) if came else b"", lambda *parts: sent.append(b"".join(parts)))
    messages = [json.loads(body.partition(b"\r\n\r\n")[2]) for body in sent]
    assert [message.get("method") or message["id"] for message in messages] == [1, "textDocument/publishDiagnostics", 2]


def test_findings_do_not_depend_on_the_order_in_which_rules_are_imported() -> None:
    once, again = run(LINTED, "1", TEXT), run(LINTED, "2", TEXT)
    assert len(once.splitlines()) > 10
    assert once == again


def test_every_late_pattern_is_one() -> None:
    found = 0
    for module in walk_packages(dockerls.__path__, "dockerls."):
        if not module.name.endswith("__main__"):
            for value in vars(import_module(module.name)).values():
                for item in value.values() if isinstance(value, dict) else (value,):
                    if isinstance(item, LatePattern):
                        found += 1
                        assert isinstance(item.pattern, (str, bytes))
    assert found > 100


def test_a_late_pattern_does_what_a_pattern_does() -> None:
    late = regex("(a)(?P<b>b*)", 2)
    assert late.match("ABB")["b"] == "BB"  # type: ignore[index]
    assert late.groups == 2
    assert [found[0] for found in late.finditer("ab a")] == ["ab", "a"]
    with pytest.raises(AttributeError):
        late.no_such_method  # type: ignore[attr-defined]  # noqa: B018


def test_the_modules_of_a_package_are_found_in_a_folder_and_in_an_archive(tmp_path: Path) -> None:
    found = modules_of(rules_package)
    assert "apt" in found
    assert "__init__" not in found
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("__init__", "b", "a"):
            archive.writestr(f"package/{name}.py", "")
    packed = ModuleType("package")
    packed.__path__ = [str(tmp_path / "a.zip" / "package")]
    assert modules_of(packed) == ["a", "b"]


def test_the_texts_of_a_package_are_found_in_a_folder_and_in_an_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path / "a.zip"))
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "plain").mkdir()
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        for name, text in {"__init__.py": "", "b.text": "ä", "c.other": "c"}.items():
            archive.writestr(f"packed/{name}", text)
            (tmp_path / "plain" / name).write_text(text, encoding="utf-8")
    for package in ("plain", "packed"):
        import_module(package)
        assert list(texts_of(package, ".text")) == [("b.text", "ä")]


def test_a_part_of_a_library_is_what_its_import_gives() -> None:
    assert list(part("dockerfile_parse", "util").WordSplitter("a b").split()) == ["a", "b"]
    from dockerfile_parse import util

    assert util.__file__ == part("dockerfile_parse", "util").__file__
    with pytest.raises(ImportError):
        part("dockerfile_parse", "no_such_part")


def test_taking_a_part_leaves_the_rest_alone() -> None:
    code = "from dockerls.late import part; import sys; part('dockerfile_parse', 'util'); print(*sys.modules)"
    assert "dockerfile_parse" not in run(code).split()


def test_hardly_a_module_compiles_a_pattern_or_makes_a_tuple_the_slow_way() -> None:
    texts = [path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py")]

    def count(line: str) -> int:
        return sum(len(re.findall(line, text, re.MULTILINE)) for text in texts)

    assert count(r"^\w+(: .*)? = re\.compile\(") * 10 < count(r"^\w+(: .*)? = regex\(")
    assert count(r"^from typing import .*\bNamedTuple\b") * 10 < count(r"^from .*\bnamed import NamedTuple")
