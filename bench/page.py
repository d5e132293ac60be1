"""The figures as a table and as a page: medians, and how many times as long the others take."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import date
from math import inf
from pathlib import Path
from statistics import median

Rounds = Mapping[str, Mapping[str, Sequence[Sequence[float]]]]
"""Figures by row and program: for each round those that were found in it."""

_COUNTS = ("findings", "memory")


def shown(value: float | None) -> str:
    """A figure for people."""
    if value is None:
        return "–"
    if value == inf:
        return "none in time"
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def middle(rounds: Sequence[Sequence[float]]) -> float | None:
    """The median of all figures of all rounds."""
    values = [value for found in rounds for value in found]
    return median(values) if values else None


def ratio(ours: Sequence[Sequence[float]], theirs: Sequence[Sequence[float]]) -> float | None:
    """How many times as long the others take: the median over the rounds, each of which saw one and the same load."""
    pairs = [
        median(there) / median(here)
        for here, there in zip(ours, theirs)
        if here and there and 0 < median(here) < inf and median(there) < inf
    ]
    return median(pairs) if pairs else None


def table(rows: Rounds, names: Sequence[str]) -> str:
    """A Markdown table of all rows."""
    lines = [f"| | {' | '.join(names)} |", f"|---|{'---:|' * len(names)}"]
    for row, figures in rows.items():
        cells = []
        for name in names:
            cell = shown(middle(figures.get(name, ())))
            times = ratio(figures.get(names[0], ()), figures.get(name, ())) if name != names[0] else None
            if times is not None and not any(word in row for word in _COUNTS):
                cell += f" ({times:.1f}×)"
            cells.append(cell)
        lines.append(f"| {row} | {' | '.join(cells)} |")
    return "\n".join(lines)


def machine() -> str:
    """The machine in a sentence."""
    model = platform.processor() or platform.machine()
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
    except OSError:
        pass
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{model}, {count} processors, {platform.system()} {platform.release()}, Python {platform.python_version()}"


def load() -> str:
    """How many processes wanted a processor of late."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def page(rows: Rounds, versions: Mapping[str, str], missing: Sequence[str], command: str, loads: Sequence[str]) -> str:
    """The page `docs/benchmarks.md`."""
    names = list(versions)
    speed = {row: found for row, found in rows.items() if "findings," not in row and ": findings" not in row}
    coverage = {row: found for row, found in rows.items() if row not in speed}
    return f"""\
# Benchmarks

Written by `{command}` on {date.today().isoformat()}. Anyone can run it: `make bench` measures what is on the PATH.

- Machine: {machine()}.
- Load while it ran: {loads[0]} at the start, {loads[1]} at the end.
- Programs: {", ".join(f"{name} {version}" for name, version in versions.items())}.
{f"- Not found, and so left out: {', '.join(missing)}." if missing else ""}
Milliseconds, medians, on the client's side: from just before a message is written until the answer's last byte.
In brackets: how many times as long the others take. All programs take turns, and a ratio is the median of those of the
single rounds, so that load from outside meets them alike. "–" means that a program does not do it.

## Speed

{table(speed, names)}

## Coverage

Speed means little without what is found in that time. These are the numbers of findings, each with its own defaults.
They are no quality: a program which tells of many things of taste has more of them.

{table(coverage, names)}

## How it is measured

- The documents are made by `bench/documents.py` and are the same in each run: stages of some twenty instructions
  which copy from one another, with heredocs, mounts and continuations. `check` reads such files, or a given folder's.
- *Start* is from the start of the process until the first diagnostics of a document that is opened at once.
- *Keystroke* is a `didChange` of one character in a `RUN` in the middle, until the diagnostics of that version.
  dockerls sends these at once and adds ShellCheck's findings when they are known; tally waits for ShellCheck before.
- *Edited RUN* is until ShellCheck's SC2164 stands at the edited line.
- A *burst* is written at once; it ends with the diagnostics of the last version, or with the last ones before 1.5 s of
  silence where a server names no version.
- *After an edit* is a request written right behind a change, as editors do.
- *Check* starts with an empty cache; *again* has what the first run has kept.
- Processor time is that of the process and of all it has started, ShellCheck included. It hardly depends on the load.
"""
