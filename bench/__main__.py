"""`python -m bench`: measure what is on the PATH, print a table, and write a page if one is wanted."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from compileall import compile_dir
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from .client import Slow
from .measures import SERVER, Found, check
from .page import load, page, table
from .peers import PEERS, Peer, given


def main() -> int:
    """Measure, and return 0."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how many times each program has its turn (default: 3)")
    parser.add_argument("--only", default=",".join((*SERVER, "check")), help="what to measure: %(default)s")
    parser.add_argument("--most", type=int, default=30000, help="leave out documents with more lines than this")
    parser.add_argument("--peers", default="", help="measure only these of the known programs, by their names")
    parser.add_argument("--server", action="append", default=[], metavar="NAME=COMMAND", help="one more server")
    parser.add_argument("--files", metavar="FOLDER", help="what `check` reads (default: files that are made for it)")
    parser.add_argument("--count", type=int, default=200, help="how many files are made for `check` (default: 200)")
    parser.add_argument("--markdown", metavar="FILE", help="write the page")
    options = parser.parse_args()

    chosen = [peer for peer in PEERS if not options.peers or peer.name in options.peers.split(",")]
    missing = [f"{peer.name} (`{peer.install}`)" for peer in chosen if peer.path is None]
    peers = [peer for peer in chosen if peer.path is not None] + [given(text) for text in options.server]
    for name in missing:
        print(f"not on the PATH: {name}", file=sys.stderr)
    if not peers:
        return 2

    _compile()
    loads = [load()]
    rows: dict[str, dict[str, list[list[float]]]] = defaultdict(lambda: defaultdict(list))
    for name in options.only.split(","):
        if name == "check":
            run = partial(check, files=options.count, given=options.files)
            _turns(rows, "check", run, [peer for peer in peers if peer.check], options.rounds)
            continue
        for measure, lines in SERVER[name]:
            if lines <= options.most:
                _turns(
                    rows,
                    f"{name} {lines}",
                    _with(measure, lines),
                    [peer for peer in peers if peer.serve],
                    options.rounds,
                )
    loads.append(load())

    print(table(rows, [peer.name for peer in peers]))
    if options.markdown:
        versions = {peer.name: peer.version() for peer in peers}
        command = " ".join(("python -m bench", *sys.argv[1:]))
        text = page(rows, versions, missing, command, loads)
        Path(options.markdown).write_text(text, encoding="utf-8")
    return 0


def _compile() -> None:
    """Have bytecode for dockerls, as pip installs it: an editable installation has none where Python may write none."""
    found = find_spec("dockerls")
    for folder in (found and found.submodule_search_locations) or ():
        compile_dir(folder, quiet=1)


def _with(measure: Callable[[Peer, Path, int], Found], lines: int) -> Callable[[Peer, Path], Found]:
    return lambda peer, folder: measure(peer, folder, lines)


def _turns(
    rows: dict[str, dict[str, list[list[float]]]],
    title: str,
    measure: Callable[[Peer, Path], Found],
    peers: list[Peer],
    rounds: int,
) -> None:
    """Let each program have its turn, round by round; who was too slow once is not asked again."""
    slow: set[str] = set()
    for number in range(rounds):
        for peer in peers:
            if peer.name in slow:
                continue
            print(f"{title}, round {number + 1}: {peer.name}", file=sys.stderr, flush=True)
            folder = Path(tempfile.mkdtemp(prefix="bench-"))
            found: dict[str, list[float]] = defaultdict(list)
            try:
                for row, value in measure(peer, folder):
                    found[row].append(value)
            except (Slow, OSError) as error:
                print(f"{peer.name} failed: {error}", file=sys.stderr)
                slow.add(peer.name)
            finally:
                shutil.rmtree(folder, ignore_errors=True)
            for row, values in found.items():
                rows[row][peer.name].append(values)
                if max(values) == float("inf") or sum(values) > 20_000:
                    slow.add(peer.name)


if __name__ == "__main__":
    sys.exit(main())
