"""The coverage-guided attacks: bytes that lead into new parts of the code are kept and changed further.

`python -m tests.fuzz.guided TARGET SECONDS`: TARGET is `edits`, `features`, `settings` or `wire`. It takes atheris,
which has wheels for some versions of Python on Linux. What was learnt is kept under `.cache/fuzz`; what brings one
down is written there too, and `python -m tests.fuzz.guided TARGET FILE` does it again.
"""

from __future__ import annotations

import gc
import logging
import random
import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LEARNT = ROOT / ".cache" / "fuzz"


def edits(data: bytes) -> None:
    """Two texts, the second one as an edit of the first: all rules, and the same findings as from scratch."""
    from dockerls.snapshot import snapshot

    from .documents import ALL

    before, _, after = data.decode("utf-8", "surrogateescape").partition("\0\0")
    first = snapshot(before, config=ALL)
    assert "".join(node.source for node in first.tree.nodes) == before
    second = snapshot(after, first, config=ALL)
    assert second.report.findings == snapshot(after, config=ALL).report.findings
    assert "".join(node.source for node in second.tree.nodes) == after


def features(data: bytes) -> None:
    """A text, and every question of an editor, at places that the first bytes choose."""
    from .documents import ask_all, fresh_server
    from .inside import Server

    server: Server = _KEPT.setdefault("server", fresh_server())  # type: ignore[assignment]
    text = data[2:].decode("utf-8", "replace")
    uri = "file:///nowhere/Dockerfile"
    server.tell("textDocument/didOpen", {"textDocument": {"uri": uri, "version": 1, "text": text}})
    ask_all(random.Random(data[:2]), server, text)
    server.tell("textDocument/didClose", {"textDocument": {"uri": uri}})


def settings(data: bytes) -> None:
    """A configuration, in each of its files: it holds, or what is wrong is said."""
    from dockerls import discover
    from dockerls.snapshot import snapshot

    folder: Path = _KEPT.setdefault("folder", Path(tempfile.mkdtemp()))  # type: ignore[assignment]
    name = (*discover.CONFIG_NAMES, *discover.HADOLINT_NAMES, ".dockerignore")[data[0] % 6 if data else 0]
    (folder / name).write_bytes(data[1:])
    found, context = discover.config_for(folder / "Dockerfile"), discover.context_of(folder / "Dockerfile")
    assert all(isinstance(problem, str) for problem in found.problems)
    snapshot("FROM a:1\nLABEL a=b\nCOPY a b\nRUN id\n", config=found.config, context=context)
    (folder / name).unlink()
    discover._decoded.cache_clear()


def wire(data: bytes) -> None:
    """Bytes to the server, after a handshake in good order: it answers another request afterwards."""
    import json

    from dockerls import probes
    from dockerls.server.answers import Answers
    from dockerls.server.session import Session
    from dockerls.server.wire import Wire

    probes.enabled = False
    sent: list[bytes] = []

    def framed(**message: object) -> bytes:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)

    first = framed(id=1, method="initialize", params={"capabilities": {"textDocument": {"diagnostic": {}}}})
    last = b"".join(framed(method="x", params={"filler": "x" * 400}) for _ in range(3))
    last += framed(id="last", method="textDocument/diagnostic", params={"textDocument": {"uri": "x:y"}})
    pieces = [first, *(data[start : start + 7] for start in range(0, len(data), 7)), last, b""]
    stream = Wire(iter(pieces).__next__, lambda *parts: sent.append(b"".join(parts)))
    session = Session(stream)
    answers = Answers(session)
    _KEPT["sessions"] = count = int(str(_KEPT.get("sessions", 0))) + 1
    if not count % 1000:  # A process has one session, and so keeps what is left of it.
        gc.unfreeze()
        gc.collect()
    for message in stream.messages():
        if message is None:
            session.rest()
        elif message.get("method") in ("exit", "shutdown"):
            return
        elif not session.take(message):
            answers.give(message)
    # Any length that is said may be too large, and then takes what follows with it; that is all that may.
    if not re.search(rb"content-length[ \t]*:[ \t]*[0-9]", data, re.IGNORECASE):
        assert any(b'"last"' in frame for frame in sent), "no answer"


TARGETS = {"edits": edits, "features": features, "settings": settings, "wire": wire}
_KEPT: dict[str, object] = {}


def seeds(target: str, folder: Path) -> None:
    """Something to begin with."""
    from real import read, real_files

    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        return
    for number, path in enumerate(real_files()[::7]):
        text = read(path)[:700].encode("utf-8", "replace")
        given = text + b"\0\0" + text[:300] + b"x" + text[301:] if target == "edits" else b"ab" + text
        if target in ("edits", "features"):
            (folder / f"seed{number}").write_bytes(given)
    if target == "settings":
        ours = b'select = ["ALL"]\n[severity]\nDL3006 = "error"\n'
        theirs = b"ignored:\n  - DL3006\noverride:\n  error: [DL3001]\ntrustedRegistries: [x]\n"
        for number, said in ((0, ours), (1, b""), (2, b"[tool.dockerls]\n" + ours), (3, theirs), (5, b"*\n!a\n")):
            (folder / f"seed{number}").write_bytes(bytes([number]) + said)
    if target == "wire":
        (folder / "seed0").write_bytes(b'Content-Length: 37\r\n\r\n{"id": 1, "method": "x", "params": {}}')


def main(target: str, given: str) -> None:
    """Attack a target for some seconds, or once more with what brought it down."""
    try:
        import atheris
    except ImportError:
        print("atheris is not there: `pip install atheris`, if it has a wheel for this Python")
        return
    logging.disable(logging.CRITICAL)
    with atheris.instrument_imports(include=["dockerls"]):
        import dockerls.cli.main
        import dockerls.lint.engine
        import dockerls.server.answers
        import dockerls.server.protocol
        import dockerls.server.session

        dockerls.lint.engine.rules()
    dockerls.lint.engine.strict = True
    act = TARGETS[target]
    if not given.isdigit():
        act(Path(given).read_bytes())
        return
    folder = LEARNT / target
    seeds(target, folder)
    options = [f"-max_total_time={given}", "-max_len=3000", "-timeout=30", "-rss_limit_mb=2000", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], str(folder), f"-artifact_prefix={LEARNT}/{target}-", *options], act)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "60")
