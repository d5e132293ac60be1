"""The worst texts: huge, deep, long chains. What each costs must grow no faster than its size.

No test here fails on what is usual on a slow machine: each text goes through the whole server and is given twenty
times the processor's time that it needs. What runs into that wall hangs, or is quadratic. The sizes are a tenth of
those in the table, or as much of them as DOCKERLS_PART says.
`python tests/test_worst_cases.py [PART] [NAME …]` prints the time of each step at half that size and at that size.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fuzz.inside import CONTEXT, Server

from dockerls.lint import answered, engine, scripts, shellcheck
from dockerls.lint.engine import fixed

ROOT = Path(__file__).parent.parent
PART = float(os.environ.get("DOCKERLS_PART", "0.1"))
WALL = 40
"""Seconds of the processor that a text may take at a tenth of its size; most take one."""

HEAD = "FROM alpine:3.23\n"
Text = Callable[[int], str]


def chain(n: int) -> str:
    return "FROM scratch AS s0\n" + "".join(f"FROM s{i} AS s{i + 1}\n" for i in range(n))


def busy_chain(n: int) -> str:
    """Stages one on the other, each with variables, a user, and uses of what those below have set."""
    stages = (
        f"FROM s{i} AS s{i + 1}\nARG A{i}=1\nENV E{i}=$A{i} P=$P:{i}\nUSER u{i}\nRUN echo $E{i} $E0\n" for i in range(n)
    )
    return "FROM scratch AS s0\nARG P\n" + "".join(stages)


def copying_chain(n: int) -> str:
    return "FROM a:1 AS s0\n" + "".join(f"FROM a:1 AS s{i + 1}\nCOPY --from=s{i} /a /a\n" for i in range(n))


CASES: dict[str, tuple[int, Text]] = {
    # Lines and blanks
    "one-line": (10_000_000, lambda n: f"{HEAD}RUN echo {'x' * n}\n"),
    "one-line-of-words": (300_000, lambda n: f"{HEAD}RUN echo {'é x ' * n}\n"),
    "one-line-of-nothing": (5_000_000, lambda n: "x" * n),
    "one-line-of-blanks": (5_000_000, lambda n: f"{HEAD}RUN{' ' * n}x"),
    "one-comment": (5_000_000, lambda n: f"{HEAD}# {'é' * n}\n"),
    "blank-lines": (200_000, lambda n: HEAD + "\n" * n),
    "carriage-returns": (200_000, lambda n: HEAD + "\r" * n),
    "comment-lines": (200_000, lambda n: HEAD + "# dockerls ignore=DF1001\n" * n),
    "unknown-pragma-lines": (200_000, lambda n: HEAD + "".join(f"# dockerls ignore=DL3{i}\n" for i in range(n))),
    "check-lines": (200_000, lambda n: HEAD + "# check=skip=StageNameCasing,JSONArgsRecommended\n" * n),
    "pragmas": (5_000, lambda n: HEAD + "# hadolint ignore=DL3008\nRUN apt-get install curl\n" * n),
    "pragmas-of-one": (5_000, lambda n: f"{HEAD}# dockerls ignore={','.join(f'DL{i}' for i in range(n))}\nRUN id\n"),
    "misspelt-pragmas": (5_000, lambda n: HEAD + "".join(f"# hadolint ignore=x{i}\nRUN id\n" for i in range(n))),
    "silenced": (2_000, lambda n: HEAD + "RUN a \\\n" + "# shellcheck disable=SC2086\n  b $x \\\n" * n + "  c\n"),
    "silenced-above": (5_000, lambda n: HEAD + "# shellcheck disable=SC2046\n" * n + f"RUN {'echo $x; ' * n}\n"),
    "nonsense-lines": (50_000, lambda n: HEAD + "x\n" * n),
    "directives": (50_000, lambda n: "# escape=`\n" * n + HEAD),
    "run-lines": (20_000, lambda n: HEAD + "".join(f"RUN echo {i}\n" for i in range(n))),
    "same-run-lines": (50_000, lambda n: HEAD + "RUN apt-get install curl\n" * n),
    # Continuations
    "continuations": (100_000, lambda n: HEAD + "RUN echo \\\n" + "  x \\\n" * n + "  y\n"),
    "continued-comments": (100_000, lambda n: HEAD + "RUN echo \\\n" + "# c\n" * n + "  y\n"),
    "continued-blanks": (100_000, lambda n: HEAD + "RUN echo \\\n" + "\n" * n + "  y\n"),
    "continued-flags": (20_000, lambda n: HEAD + "RUN \\\n" + "--network=none \\\n" * n + "  y\n"),
    "continued-keyword": (100_000, lambda n: HEAD + "R\\\n" * n + "UN x\n"),
    "escapes": (1_000_000, lambda n: HEAD + "ENV a=" + "\\" * n + "\nRUN " + "\\" * n + "\n"),
    # Words and variables
    "nested-braces": (20_000, lambda n: HEAD + "ENV a=" + "${" * n + "\n"),
    "nested-defaults": (5_000, lambda n: HEAD + "ENV a=" + "${a:-" * n + "}" * n + "\nEXPOSE $a\n"),
    "nested-quotes": (100_000, lambda n: HEAD + "ENV a=" + "\"'" * n + "\nLABEL a=" + "'\"" * n + "\n"),
    "open-quote": (1_000_000, lambda n: HEAD + 'ENV a="' + "x=y " * (n // 4) + "\n"),
    "uses": (50_000, lambda n: HEAD + "ARG A=1\nWORKDIR /" + "$A" * n + "\n"),
    "uses-in-run": (50_000, lambda n: HEAD + "ARG A=1\nRUN echo " + "$A " * n + "\n"),
    "uses-in-runs": (10_000, lambda n: HEAD + "ARG A=1\n" + "RUN echo $A\n" * n),
    "different-uses": (20_000, lambda n: HEAD + "RUN echo " + "".join(f"$a{i} " for i in range(n)) + "\n"),
    "doubled-values": (5_000, lambda n: HEAD + "ENV A=aaaaaaaaaa\n" + "ENV A=$A$A$A\n" * n + "EXPOSE $A\n"),
    "doubled-globals": (2_000, lambda n: "ARG A=aaaaaaaaaa\n" + "ARG A=$A$A$A\n" * n + "FROM $A\n" * n),
    "long-values": (1_000, lambda n: f"{HEAD}ENV A={'a' * 60_000}\n" + "ENV B=$A\n" * n + "EXPOSE $B\n"),
    "patterns": (200, lambda n: f"{HEAD}ENV A={'a' * 30_000}\n" + f"ENV B=${{A#{'*a' * 40}b}}\n" * n + "EXPOSE $B\n"),
    "args-of-one-arg": (20_000, lambda n: HEAD + "ARG " + "".join(f"a{i}=$a{i - 1} " for i in range(n)) + "\n"),
    "envs-of-one-env": (20_000, lambda n: HEAD + "ENV " + "".join(f"a{i}=$a{i - 1} " for i in range(n)) + "\n"),
    "args": (10_000, lambda n: "".join(f"ARG a{i}=$a{i - 1}\n" for i in range(n)) + f"FROM $a{n - 1}\n"),
    "envs": (10_000, lambda n: HEAD + "".join(f"ENV a{i}=$a{i - 1}\n" for i in range(n)) + f"RUN echo $a{n - 1}\n"),
    "envs-used-by-each": (
        3_000,
        lambda n: HEAD + "".join(f"ENV a{i}=x\nWORKDIR $a{i}/x\nCOPY $a{i} .\n" for i in range(n)),
    ),
    "same-env": (10_000, lambda n: HEAD + "ENV a=1\n" * n + "RUN echo $a\n"),
    "same-arg-again": (10_000, lambda n: HEAD + "ARG a\n" * n + "RUN echo $a\n"),
    "labels": (10_000, lambda n: HEAD + "LABEL " + " ".join(f"a.b.c{i}=x" for i in range(n)) + "\n"),
    "label-lines": (10_000, lambda n: HEAD + "".join(f"LABEL a.b.c{i}=x\n" for i in range(n))),
    "same-label": (10_000, lambda n: HEAD + "LABEL a=b\n" * n),
    "ports": (20_000, lambda n: HEAD + "EXPOSE " + " ".join(str(i) for i in range(n)) + "\n"),
    "port-lines": (10_000, lambda n: HEAD + "".join(f"EXPOSE {i}\n" for i in range(n))),
    "made-paths": (
        10_000,
        lambda n: HEAD + "".join(f"WORKDIR /w{i}\nRUN mkdir d{i}\nCOPY a b{i}/\n" for i in range(n)) + "RUN rm -rf /un",
    ),
    "unused-args": (10_000, lambda n: HEAD + "".join(f"ARG a{i}=1\n" for i in range(n)) + "COPY a /b\n" * n),
    "unused-globals": (20_000, lambda n: "".join(f"ARG a{i}=1\n" for i in range(n)) + HEAD + "COPY a /b\n" * n),
    "misspelt": (5_000, lambda n: HEAD + "".join(f"ARG NAME_OF_{i}=1\nCOPY $NAME_FO_{i} /x\n" for i in range(n))),
    "misspelt-globals": (
        5_000,
        lambda n: "".join(f"ARG N_{i}=1\n" for i in range(n)) + "".join(f"FROM $M_{i}\n" for i in range(n)),
    ),
    "misspelt-stages": (5_000, lambda n: "".join(f"FROM a:1 AS s{i}\nCOPY --from=t{i} a b\n" for i in range(n))),
    "secrets": (10_000, lambda n: HEAD + "ARG TOKEN\nRUN a $TOKEN\n" * n),
    "one-secret": (10_000, lambda n: HEAD + "ARG TOKEN\n" + "RUN a $TOKEN\n" * n),
    "other-secrets": (10_000, lambda n: HEAD + "".join(f"ARG TOKEN_{i}\nRUN a $TOKEN_{i}\n" for i in range(n))),
    "undeclared": (10_000, lambda n: HEAD + "ENV \n" + "".join(f"RUN echo $a{i}\n" for i in range(n)) + "ENV "),
    "workdirs": (10_000, lambda n: HEAD + "WORKDIR a\n" * n),
    "users": (10_000, lambda n: HEAD + "USER a\nRUN id\n" * n),
    "shells": (10_000, lambda n: HEAD + "".join(f'SHELL ["/bin/{i}", "-c"]\nRUN id\n' for i in range(n))),
    "cmds": (10_000, lambda n: HEAD + "CMD a b\nENTRYPOINT c\nHEALTHCHECK CMD d\n" * n),
    "onbuilds": (100_000, lambda n: HEAD + "ONBUILD " * n + "RUN x\n"),
    "onbuild-lines": (10_000, lambda n: HEAD + "ONBUILD RUN apt-get install -y curl\n" * n),
    # Stages
    "stages": (5_000, lambda n: "".join(f"FROM a:1 AS s{i}\nRUN echo {i}\n" for i in range(n))),
    "same-stages": (5_000, lambda n: "FROM a:1 AS s\nRUN echo $a\n" * n),
    "same-stages-on-each-other": (5_000, lambda n: "FROM s AS s\n" * n),
    "chain": (10_000, chain),
    "busy-chain": (1_000, busy_chain),
    "copying-chain": (5_000, copying_chain),
    "from-one": (
        5_000,
        lambda n: "FROM a:1 AS s\nENV a=1\n" + "".join(f"FROM s AS t{i}\nCOPY --from=s a a\n" for i in range(n)),
    ),
    "copies-from-one": (10_000, lambda n: "FROM a:1 AS s\nFROM b:1\n" + "COPY --from=s /a /b\n" * n),
    "copies": (5_000, lambda n: HEAD + "".join(f"COPY a{i} /a{i}/\n" for i in range(n))),
    "sources": (20_000, lambda n: HEAD + "COPY " + "a " * n + "/\n"),
    "mounts": (3_000, lambda n: HEAD + "RUN " + "--mount=type=cache,target=/a " * n + "x\n"),
    "mount-options": (10_000, lambda n: HEAD + "RUN --mount=" + "type=cache," * n + " x\n"),
    "owners": (10_000, lambda n: HEAD + "".join(f"COPY a /x{i}\nRUN chown -R u /x{i}\n" for i in range(n))),
    "lock-files": (10_000, lambda n: HEAD + "COPY package*.json yarn.lock ./\nRUN npm install && yarn\n" * n),
    "capitals": (5_000, lambda n: "".join(f"FROM a:1 AS S{i}\nCOPY --from=S{i - 1} a b\n" for i in range(n))),
    "same-capitals": (5_000, lambda n: "FROM a:1 AS S\nCOPY --from=S a b\n" * n),
    "triggers": (10_000, lambda n: "".join(f"FROM a:1 AS s{i}\nONBUILD COPY a\nFROM s{i}\n" for i in range(n))),
    "cycle": (5_000, lambda n: "".join(f"FROM s{(i + 1) % n} AS s{i}\nCOPY --from=s{i} a b\n" for i in range(n))),
    # Shells
    "commands": (50_000, lambda n: HEAD + "RUN " + "a && " * n + "b\n"),
    "apt-commands": (10_000, lambda n: HEAD + "RUN " + "apt-get update && apt-get install -y x && " * n + "b\n"),
    "continued-commands": (10_000, lambda n: HEAD + "RUN " + "apt-get install x && \\\n" * n + "b\n"),
    "pipes": (30_000, lambda n: HEAD + "RUN " + "a | " * n + "b\n"),
    "packages": (50_000, lambda n: HEAD + "RUN apt-get install -y " + "x " * n + "\n"),
    "parentheses": (20_000, lambda n: HEAD + "RUN " + "(" * n + "\n"),
    "closed-parentheses": (5_000, lambda n: HEAD + "RUN " + "(" * n + "x" + ")" * n + "\n"),
    "substitutions": (3_000, lambda n: HEAD + "RUN " + "echo $(" * n + "x" + ")" * n + "\n"),
    "open-substitutions": (5_000, lambda n: HEAD + "RUN " + "$(" * n + "\n"),
    "quoted-substitutions": (2_000, lambda n: HEAD + "RUN " + 'echo "$(' * n + "x" + ')"' * n + "\n"),
    "backticks": (20_000, lambda n: HEAD + "RUN " + "`" * n + "\n"),
    "ifs": (2_000, lambda n: HEAD + "RUN " + "if a; then " * n + "b" + "; fi" * n + "\n"),
    "braces": (5_000, lambda n: HEAD + "RUN " + "{ " * n + "a" + "; }" * n + "\n"),
    "negations": (20_000, lambda n: HEAD + "RUN " + "! " * n + "a\n"),
    "arithmetic": (5_000, lambda n: HEAD + "RUN echo $((" + "(" * n + "1" + ")" * n + "))\n"),
    "shell-braces": (5_000, lambda n: HEAD + "RUN echo " + "${a:-" * n + "}" * n + "\n"),
    "redirects": (20_000, lambda n: HEAD + "RUN x " + "> a " * n + "\n"),
    "assignments": (20_000, lambda n: HEAD + "RUN " + "a=b; " * n + "\n"),
    # JSON and heredocs
    "nested-arrays": (100_000, lambda n: HEAD + "CMD " + "[" * n + "\nCMD " + "[" * n + "]" * n + "\n"),
    "long-array": (50_000, lambda n: HEAD + "CMD [" + '"a", ' * n + '"b"]\n'),
    "broken-array": (50_000, lambda n: HEAD + "CMD [" + '"a", ' * n + "\n"),
    "heredoc": (5_000_000, lambda n: f"{HEAD}RUN <<EOF\n{'echo hello there' * (n // 16)}\nEOF\n"),
    "heredoc-lines": (20_000, lambda n: HEAD + "RUN <<EOF\n" + "echo hello && cd x\n" * n + "EOF\n"),
    "heredoc-file": (100_000, lambda n: HEAD + "COPY <<EOF /x\n" + "some $text here\n" * n + "EOF\n"),
    "open-heredocs": (10_000, lambda n: HEAD + "RUN <<EOF\necho\n" * n),
    "open-heredocs-of-their-own": (10_000, lambda n: HEAD + "".join(f"RUN <<E{i}\necho\n" for i in range(n))),
    "near-heredocs": (
        1_500,
        lambda n: HEAD + "".join(f"RUN <<{'E' * (i % 30 + 1)}{i % 7}\nEEEE xE{i}\n" for i in range(n)),
    ),
    "heredocs-of-one": (5_000, lambda n: f"{HEAD}RUN {'<<E ' * n}\n" + "x\nE\n" * n),
    "open-heredocs-of-one": (5_000, lambda n: HEAD + "RUN " + "".join(f"<<E{i} " for i in range(n)) + "\nx\n"),
    "closed-heredocs": (5_000, lambda n: HEAD + "RUN <<EOF\nid\nEOF\n" * n),
}

POSITIONAL = ("hover", "completion", "signatureHelp", "definition", "references", "documentHighlight", "prepareRename")
WHOLE = (
    "documentSymbol", "foldingRange", "documentLink", "formatting", "rangeFormatting", "semanticTokens/full",
    "semanticTokens/full/delta", "semanticTokens/range", "inlayHint", "codeLens",
)  # fmt: skip


def steps(text: str) -> Iterator[tuple[str, Callable[[], object]]]:
    """What an editor asks of a text, by name. Each is to be called before the next one is taken."""
    server = Server({"select": ["ALL"]})
    document = {"uri": "file:///nowhere/Dockerfile"}
    about = {"textDocument": document}
    lines = text.split("\n")
    last = max(len(lines) - 2, 0)
    places = [(0, 5), (1, 4), (last // 2, 6), (last, 5), (last, len(lines[last]) // 2), (last, len(lines[last]))]
    some = [{"line": line, "character": column} for line, column in dict.fromkeys(places)]
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": len(lines), "character": 0}}
    here = {"start": some[-1], "end": some[-1]}

    def ask(method: str, **more: Any) -> Any:
        return server.ask(method, {**about, **more})

    def at_places(method: str, **more: Any) -> None:
        for place in some:
            ask(method, position=place, **more)

    def edit() -> None:
        change = {"range": here, "text": "x"}
        server.tell("textDocument/didChange", {"textDocument": {**document, "version": 2}, "contentChanges": [change]})
        ask("textDocument/diagnostic")

    def shellchecked() -> None:
        """ShellCheck's part but for the program: what it is asked, and what becomes of answers that say much."""
        made = server.session.documents[document["uri"]].snapshot()
        questions = scripts.asked(made.model)
        answers = {item.question: much_said(item.question.text) for item in questions}
        answered.completed(made.report, questions, answers)

    def fix_all() -> None:
        """Chosen from the list of actions, all that is safe is mended at once."""
        fixed(text, server.session.documents[document["uri"]].snapshot().report.findings)

    opened = {"textDocument": {**document, "text": text, "version": 1}}
    yield "open", partial(server.tell, "textDocument/didOpen", opened)
    yield "check", partial(ask, "textDocument/diagnostic")
    yield "edit", edit
    for method in POSITIONAL:
        yield method, partial(at_places, f"textDocument/{method}", context=CONTEXT)
    yield "rename", partial(at_places, "textDocument/rename", newName="fresh")
    yield "selectionRange", partial(ask, "textDocument/selectionRange", positions=some)
    more = {"range": whole, "options": {"tabSize": 4, "insertSpaces": True}, "previousResultId": "1"}
    for method in WHOLE:
        yield method, partial(ask, f"textDocument/{method}", **more)
    for name, area in (("actions", whole), ("actions here", here)):
        yield name, partial(ask, "textDocument/codeAction", range=area, context=CONTEXT)
    yield "fix all", fix_all
    yield "shellcheck", shellchecked
    yield "workspace symbols", partial(server.ask, "workspace/symbol", {"query": "s"})
    item = next(iter(ask("textDocument/prepareCallHierarchy", position=some[1]) or []), None)
    if item is not None:
        yield "callers", partial(server.ask, "callHierarchy/incomingCalls", {"item": item})
        yield "called", partial(server.ask, "callHierarchy/outgoingCalls", {"item": item})


def much_said(script: str) -> shellcheck.Answer:
    """An answer of ShellCheck's that has something to say of every line, up to some hundred thousand."""
    lines = min(script.count("\n") + 1, 200_000)
    said = [
        {"line": line, "endLine": line, "column": 1, "endColumn": 1, "level": "info", "code": 2086, "message": "Quote."}
        for line in range(1, lines + 1)
    ]
    return shellcheck.answer({"comments": said})


def times(name: str, n: int) -> dict[str, float]:
    """How many seconds of the processor each step takes."""
    found: dict[str, float] = {}
    for step, act in steps(CASES[name][1](n)):
        gc.freeze()  # What others have left is not looked through on this one's account.
        start = time.process_time()
        act()
        found[step] = time.process_time() - start
    return found


GROUPS = [list(CASES)[start : start + 12] for start in range(0, len(CASES), 12)]


@pytest.mark.parametrize("names", GROUPS, ids=lambda names: names[0])
def test_they_are_over_soon(names: list[str]) -> None:
    folders = [str(ROOT), str(ROOT / "tests")]
    code = f"import sys; sys.path[:0] = {folders}; import test_worst_cases as t; t.once({names})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=20 * 60)
    assert done.returncode == 0, done.stdout[-200:] + done.stderr[-4000:]


def once(names: list[str]) -> None:
    """Go through texts; one that takes too long ends the process, and tells where it was."""
    engine.strict = True
    for name in names:
        print(name, flush=True)
        if sys.platform != "win32":
            import resource
            import signal

            used = int(time.process_time())
            faulthandler.register(signal.SIGXCPU, chain=True)
            resource.setrlimit(resource.RLIMIT_CPU, (used + int(WALL * max(PART * 10, 1)), resource.RLIM_INFINITY))
        times(name, int(CASES[name][0] * PART))


def main(names: list[str]) -> None:
    """Print the slowest steps at half the size and at the size, and how often the second takes the first's time."""
    engine.strict = True
    times("run-lines", 10)
    part = float(names.pop(0)) if names and names[0][0].isdigit() else 1.0
    for name in names or CASES:
        n = int(CASES[name][0] * part)
        half, full = times(name, n // 2), times(name, n)
        print(f"{name:28} n={n:<9,} {sum(half.values()):7.2f} s → {sum(full.values()):7.2f} s", end="  ")
        slow = sorted(full, key=lambda step: -full[step])[:4]
        told = (f"{step} {full[step]:.2f} (×{full[step] / max(half.get(step, 0), 1e-3):.1f})" for step in slow)
        print(", ".join(text for text, step in zip(told, slow) if full[step] > 0.1), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
