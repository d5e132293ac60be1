"""How long a keystroke takes, by the length of the file: `python tests/bench_keystroke.py`. Nothing is asserted.

Each row types one character after another into a file of its own making, and gives medians of the CPU's time in
milliseconds: for the tree, the model and the findings with the version before as a hint, and for all from scratch.
"""

from __future__ import annotations

from statistics import median
from time import thread_time

from bench.documents import written
from dockerls.config import DEFAULT
from dockerls.lint.engine import lint, rules
from dockerls.model import build
from dockerls.snapshot import Snapshot, snapshot
from dockerls.syntax import parse


def keystrokes(text: str, at: int, times: int) -> tuple[float, float, float, float]:
    """The medians for tree, model, findings and all three, of characters typed at an offset."""
    version: Snapshot = snapshot(text)
    taken: list[tuple[float, float, float, float]] = []
    for count in range(1, times + 1):
        typed = f"{text[:at]} {'x' * count}{text[at:]}"
        start = thread_time()
        tree = parse(typed, version.tree)
        parsed = thread_time()
        model = build(tree, previous=version.model)
        built = thread_time()
        report = lint(model, DEFAULT, version.report)
        done = thread_time()
        taken.append((parsed - start, built - parsed, done - built, done - start))
        version = Snapshot(typed, count, DEFAULT, tree, model, report, "utf-16")
    first, second, third, whole = (1000 * median(column) for column in zip(*taken[1:]))
    return first, second, third, whole


def scratch(text: str, times: int) -> float:
    """The median of a snapshot without a hint."""
    taken = []
    for _ in range(times):
        start = thread_time()
        snapshot(text)
        taken.append(thread_time() - start)
    return 1000 * median(taken)


def main() -> None:
    rules()
    print(
        f"{'lines':>6} {'typed at':>9} {'tree':>8} {'model':>8} {'findings':>9} {'all':>8} {'scratch':>9} {'ratio':>6}"
    )
    for lines in (30, 300, 3000, 30000):
        text = written(lines)
        times = 30 if lines < 30000 else 5
        whole = scratch(text, 5 if lines < 3000 else 1)
        for name, at in (("top", 0.0), ("middle", 0.5), ("end", 1.0)):
            offset = max(text.find("\n", int(len(text) * at) - 1), 0) if at < 1 else len(text) - 1
            tree, model, found, all_three = keystrokes(text, offset, times)
            numbers = f"{tree:8.2f} {model:8.2f} {found:9.2f} {all_three:8.2f} {whole:9.1f} {whole / all_three:6.0f}"
            print(f"{lines:6} {name:>9} {numbers}")


if __name__ == "__main__":
    main()
