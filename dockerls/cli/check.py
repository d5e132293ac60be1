"""`dockerls check`: what is found in each file, what ShellCheck finds in its scripts included."""

from __future__ import annotations

import argparse
import sys
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from .. import probes
from ..lint import scripts, shellcheck
from ..lint.report import Report
from ..lint.scripts import Asked
from ..snapshot import Snapshot
from .output import as_data, as_text, count, print_json
from .source import Source, Sources

if TYPE_CHECKING:
    from ..probes.batch import Batch

_AHEAD = 200
"""How many files are read on while ShellCheck is busy with the scripts of the first of them."""


def check(options: argparse.Namespace) -> int:
    """Print the findings; 0 if there are none, 1 if there are, 2 if something could not be read."""
    sources = Sources(options)
    files = total = fixable = 0
    data = []
    for source, report in _reports(sources, shellchecks=not options.no_shellcheck):
        files += 1
        total += len(report.findings)
        fixable += sum(any(fix.safe for fix in finding.fixes) for finding in report.findings)
        sources.tell_crashes(source, report)
        if options.format == "json":
            data += as_data(source.name, source.text, report.findings)
        else:
            sys.stdout.write(as_text(source.name, source.text, report.findings, colour=sys.stdout.isatty()))
    if options.format == "json":
        print_json(data)
    elif files:
        told = f"{count(total, 'finding')} in {count(files, 'file')}"
        print(told + (f"; `dockerls fix` can mend {fixable}" if fixable else ""), file=sys.stderr)
    return 2 if sources.failed else 1 if total else 0


class _Waiting(NamedTuple):
    """A file that was checked but for its scripts, and what ShellCheck was asked about these."""

    source: Source
    snapshot: Snapshot
    asked: list[Asked]


def _reports(sources: Sources, *, shellchecks: bool) -> Iterator[tuple[Source, Report]]:
    """The report of each source, in order. While ShellCheck is busy the next files are read."""
    batch: Batch | None = None
    waiting: deque[_Waiting] = deque()
    shellchecks = shellchecks and probes.enabled
    try:
        for source in sources:
            snapshot: Snapshot | None = None
            asked: list[Asked] = []
            with sources.contained(source.name):
                snapshot = source.snapshot()
                if shellchecks and source.config.shellcheck.on:
                    asked = scripts.asked(snapshot.model)
            if snapshot is None:
                continue
            if asked and batch is None:
                batch = _batch()
                shellchecks = batch is not None
            if batch is None:
                asked = []
            else:
                batch.ask(item.question for item in asked)
            waiting.append(_Waiting(source, snapshot, asked))
            while waiting and (len(waiting) > _AHEAD or _is_ready(waiting[0], batch)):
                yield _completed(waiting.popleft(), batch, sources)
        while waiting:
            yield _completed(waiting.popleft(), batch, sources)
    finally:
        if batch is not None:
            batch.close()


def _batch() -> Batch | None:
    """The way to ask ShellCheck; None if it is not there, which is said."""
    from ..probes.batch import Batch
    from ..probes.program import MISSING, program

    path = program()
    if path is None:
        print(f"dockerls: {MISSING}", file=sys.stderr)
        return None
    return Batch(path, lambda problem: print(f"dockerls: {problem}", file=sys.stderr))


def _is_ready(item: _Waiting, batch: Batch | None) -> bool:
    return batch is None or batch.is_ready(asked.question for asked in item.asked)


def _completed(item: _Waiting, batch: Batch | None, sources: Sources) -> tuple[Source, Report]:
    source, snapshot, asked = item
    report = snapshot.report
    if batch is not None and asked:
        with sources.contained(source.name):
            answers = batch.answers(item.question for item in asked)
            found = shellcheck.findings(snapshot.model, answers, asked, snapshot.config)
            report = shellcheck.completed(report, snapshot.model, found)
    return source, report
