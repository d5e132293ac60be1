"""Imports point downward only, and the command line starts without the protocol's libraries."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import dockerls

ROOT = Path(dockerls.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))

LAYERS = {
    "__init__": 0,
    "late": 0,
    "named": 0,
    "recent": 0,
    "legend": 0,
    "disk": 0,
    "text": 1,
    "docker": 1,
    "scope": 0,
    "templates": 1,
    "spelling": 0,
    "shapes": 1,
    "editorconfig": 1,
    "presentation": 2,
    "config": 3,
    "hadolint": 4,
    "buildcontext": 10,
    "syntax": 10,
    "values": 20,
    "model": 30,
    "references": 31,
    "state": 32,
    "localpaths": 33,
    "lint": 40,
    "snapshot": 50,
    "cursor": 60,
    "describe": 61,
    "discover": 60,
    "contextfolder": 61,
    "probes": 60,
    "features": 70,
    "server": 80,
    "cli": 80,
    "__main__": 90,
}
"""The package's parts: each may import what stands lower, and nothing of its own height but itself."""

LATE = {("cli", "server"), ("model", "references")}
"""What is allowed besides, since it happens only when it is needed."""

OUTSIDE = {
    "dockerfile_parse": {"values.py"},
    "tree_sitter": {"syntax/shell.py"},
    "tree_sitter_bash": {"syntax/shell.py"},
    "yaml": {"hadolint.py"},
    "pygls": {"server/protocol.py"},
    "lsprotocol": {"server/lean.py", "server/protocol.py"},
    "attr": {"server/lean.py"},
    "attrs": {"server/lean.py"},
    "cattrs": set(),
    "asyncio": set(),
}
"""Each library, and the only files that may import it."""

PROTOCOL = {"pygls", "lsprotocol", "cattrs", "attrs", "asyncio"}
WORLD = {"os", "pathlib", "socket", "subprocess", "http", "shutil", "tempfile", "time", "datetime", "io"}
EDGES = {"late", "disk", "contextfolder", "discover", "probes", "server", "cli", "__main__", "templates"}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[tuple[str, ...]]:
    """What a file imports, each name as its parts, those of ours with `dockerls` in front."""
    here = ("dockerls", *path.relative_to(ROOT).with_suffix("").parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (tuple(name.name.split(".")) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level] if node.level else ()
            module = (*base, *(node.module.split(".") if node.module else ()))
            yield from ((*module, name.name) for name in node.names)


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_imports_point_downward(path: Path) -> None:
    ours = path.relative_to(ROOT).parts[0].removesuffix(".py")
    assert ours in LAYERS, "a new part: say in LAYERS where it stands"
    for name in imports(path):
        if name[0] == "dockerls":
            theirs = name[1]
            if theirs in LAYERS and theirs != ours and (ours, theirs) not in LATE:
                assert LAYERS[theirs] < LAYERS[ours], f"{ours} must not know {theirs}"
        elif name[0] in OUTSIDE:
            assert relative(path) in OUTSIDE[name[0]], f"{name[0]} is not for {relative(path)}"
        elif ours not in EDGES:
            assert name[0] not in WORLD, f"the core does no I/O and reads no clock, but {relative(path)} has {name[0]}"
            assert name[:2] != ("urllib", "request")


def test_features_do_not_know_each_other() -> None:
    for path in (ROOT / "features").rglob("*.py"):
        ours = path.relative_to(ROOT / "features").parts[0].removesuffix(".py")
        for name in imports(path):
            if name[:2] == ("dockerls", "features") and len(name) > 2:
                assert name[2] == ours, f"{relative(path)} imports {'.'.join(name)}"


def loaded(code: str) -> set[str]:
    """The modules that are there after some code has run in a fresh interpreter."""
    code += "\nimport sys; print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    return set(out.splitlines()[-1].split())


def test_check_starts_without_the_protocol(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM alpine:3.23\nRUN echo x\n")
    modules = loaded(f"from dockerls.cli.main import main\nmain(['check', {str(tmp_path)!r}])")
    assert "dockerls.lint.engine" in modules
    assert not modules & PROTOCOL


def test_diagnostics_and_what_editors_ask_by_themselves_need_no_pygls() -> None:
    modules = loaded("import dockerls.server.session, dockerls.server.answers, dockerls.server.routes")
    assert "dockerls.snapshot" in modules
    assert not modules & PROTOCOL
