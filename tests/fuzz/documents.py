"""Random Dockerfiles, random edits, and every question an editor may ask of them.

Nothing may crash, and what is found after an edit is what is found in the text alone.
"""

from __future__ import annotations

import random
import sys
import time

from real import read, real_files

from dockerls.config import DEFAULT
from dockerls.lint import engine
from dockerls.snapshot import snapshot

from .inside import CONTEXT, Server

ALL = DEFAULT._replace(select=("ALL",), label_schema={"a.b": "semver"}, trusted_registries=("docker.io",))
URI = "file:///nowhere/Dockerfile"

WORDS = (
    "FROM", "from", "RUN", "COPY", "ADD", "ENV", "ARG", "LABEL", "CMD", "ENTRYPOINT", "HEALTHCHECK", "ONBUILD", "SHELL",
    "USER", "WORKDIR", "VOLUME", "EXPOSE", "STOPSIGNAL", "MAINTAINER", "NONE", "AS", "alpine:3.23", "scratch", "a", "b",
    "--from=a", "--mount=type=cache,target=/x,id=$a", "--mount=type=secret,id=s,env=E", "--platform=$TARGETPLATFORM",
    "--chown=a:b", "--interval=1ms", "--", "-", "$a", "${a}", "${a:-$b}", "${a#*/}", "${a//x/y}", "${", "}", "$", "a=1",
    "a=$a", 'b="c d"', "'", '"', "\\", "`", "<<EOF", "<<-'E'", "EOF", "E", "[", "]", '["a", "b"]', "&&", "||", "|", ";",
    "(", ")", "$(", "if", "then", "fi", "apt-get", "install", "-y", "curl", "pip", "npm", "ci", "rm", "-rf", "/",
    "/x/y",
    "*", ".", "..", "8080/tcp", "80-90", "SIGTERM", "root", "10001:0", "# syntax=docker/dockerfile:1", "# escape=`",
    "# check=skip=all;error=true", "# c",
    "# hadolint ignore=DL3008", "# dockerls stage ignore=all", "#", "é", "日本", "🐳",
    "\ufeff", "\x00", "\x85", "\u2028", "\x0b", "\x0c", "\ud800", "http://u:p@h/x", "git@h:x.git#y:z", "1ms", "%PATH%",
    "$env:X", "cmd", "powershell", "sha256:" + "0" * 64, "=", ",", ":", "@", "!", "&", ">", "2>&1", "x" * 300,
)  # fmt: skip
GAPS = (" ", " ", " ", " ", "\n", "\n", "\n", " \\\n", "\r\n", "\t", "", "`\n", "\\ \n", "\n\n", "\r")


def text(dice: random.Random) -> str:
    """A text of a Dockerfile's pieces."""
    parts: list[str] = []
    for _ in range(dice.randrange(40)):
        parts += (dice.choice(WORDS), dice.choice(GAPS))
    return "".join(parts)


def mutated(dice: random.Random, base: str) -> str:
    """A text with some pieces cut out, doubled, moved, or put in."""
    for _ in range(dice.randrange(1, 6)):
        start, end, other = sorted(dice.randrange(len(base) + 1) for _ in range(3))
        end = min(end, start + dice.choice((1, 3, 30, 300)))
        kind = dice.randrange(4)
        if kind == 0:
            base = base[:start] + base[end:]
        elif kind == 1:
            base = base[:end] + base[start:end] + base[end:]
        elif kind == 2:
            base = base[:other] + base[start:end] + base[other:]
        else:
            base = base[:start] + dice.choice(GAPS) + dice.choice(WORDS) + dice.choice(GAPS) + base[end:]
    return base


def ask_all(dice: random.Random, server: Server, base: str) -> None:
    """Every request, at some places within and outside of the text."""
    lines = base.split("\n")

    def place() -> dict[str, int]:
        line = dice.randrange(len(lines) + 1)
        return {"line": line, "character": dice.randrange(len(lines[line]) + 3 if line < len(lines) else 3)}

    about = {
        "textDocument": {"uri": URI},
        "options": {"tabSize": dice.randrange(9), "insertSpaces": dice.random() < 0.5},
    }
    for method in (
        "hover", "completion", "signatureHelp", "definition", "references", "documentHighlight", "prepareRename",
        "rename",
        "linkedEditingRange", "documentSymbol", "foldingRange", "documentLink", "formatting", "rangeFormatting",
        "semanticTokens/full", "semanticTokens/range", "inlayHint", "codeLens", "selectionRange", "codeAction",
        "diagnostic", "prepareCallHierarchy",
    ):  # fmt: skip
        params = {**about, "position": place(), "positions": [place(), place()], "newName": dice.choice(WORDS)}
        params["range"] = {"start": place(), "end": place()}
        params["context"] = CONTEXT
        answer = server.ask(f"textDocument/{method}", params)
        if method == "prepareCallHierarchy" and answer:
            server.ask("callHierarchy/incomingCalls", {"item": answer[0]})
            server.ask("callHierarchy/outgoingCalls", {"item": answer[0]})


def survive(dice: random.Random, server: Server, base: str, edits: int = 3) -> None:
    """Open a text, ask all of it, edit it, and hold what is found against what is found from scratch."""
    engine.strict = True
    item = {"uri": URI, "languageId": "dockerfile", "version": 1, "text": base}
    server.tell("textDocument/didOpen", {"textDocument": item})
    ask_all(dice, server, base)
    previous = snapshot(base, config=ALL)
    for version in range(2, edits + 2):
        base = mutated(dice, base)
        item = {"uri": URI, "version": version}
        server.tell("textDocument/didChange", {"textDocument": item, "contentChanges": [{"text": base}]})
        previous = snapshot(base, previous, config=ALL)
        fresh = snapshot(base, config=ALL)
        assert previous.report.findings == fresh.report.findings
    ask_all(dice, server, base)
    server.tell("textDocument/didClose", {"textDocument": {"uri": URI}})


def fresh_server() -> Server:
    """A server with all rules on."""
    return Server({"select": ["ALL"]})


def main(seconds: float) -> None:
    """Attack until the time is over; the first failure ends it, and says how to see it again."""
    files = [read(path) for path in real_files()]
    server = fresh_server()
    seed, end = random.randrange(1 << 40), time.monotonic() + seconds
    count = 0
    while time.monotonic() < end:
        seed, count = seed + 1, count + 1
        dice = random.Random(seed)
        base = text(dice) if dice.random() < 0.5 else mutated(dice, dice.choice(files)[:4000])
        try:
            survive(dice, server, base)
        except Exception:
            print(f"seed {seed}: {base!r}")
            raise
    print(f"{count} documents")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60)
