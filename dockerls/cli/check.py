"""`dockerls check`: what is found in each file, what ShellCheck finds in its scripts included."""

from __future__ import annotations

import argparse
import gc
import sys
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from .. import probes
from ..lint import answered, scripts
from ..lint.scripts import Questions
from ..named import NamedTuple
from ..snapshot import Snapshot
from .formats import BY_ANY_NAME, FORMATS, Style
from .output import count, has_colour, printable
from .result import Checked, checked, failed
from .source import Given, Source, Sources, complain

if TYPE_CHECKING:
    from ..probes.batch import Batch, Kept

LEVELS = ("error", "warning", "info", "hint")
"""How much a finding weighs, the heaviest first."""

_AHEAD = 200
"""How many files are read on while ShellCheck is busy with the scripts of the first of them."""

_FEW = 8
"""As many files are not worth a second process."""


def check(options: argparse.Namespace) -> int:
    """Print the findings.

    Returns:
        0 if there are none to fail for, 1 if there are, 2 if something could not be read.
    """
    gc.set_threshold(50_000, 20, 50)  # Files come and go: 8 % of the time went into looking for rings (measured).
    sources = Sources(options)
    tally = _Tally(sources, options.fail_level)
    style = Style(has_colour(unwanted=options.no_color), source=not options.no_source)
    results = tally.seen(_results(sources, options))
    if options.statistics:
        for _ in results:
            pass
        width = len(str(max(tally.codes.values(), default=0)))
        for code, number in sorted(tally.codes.items(), key=lambda item: (-item[1], item[0])):
            print(f"{number:{width}} {code}")
    else:
        for part in BY_ANY_NAME[options.format].write(results, style):
            sys.stdout.write(printable(part))
    if BY_ANY_NAME[options.format] is FORMATS["text"] and tally.files and not options.quiet:
        told = f"{count(tally.codes.total(), 'finding')} in {count(tally.files, 'file')}"
        print(told + (f"; `dockerls fix` can mend {tally.fixable}" if tally.fixable else ""), file=sys.stderr)
    if sources.failed:
        return 2
    return 1 if tally.fails and not options.no_fail else 0


class _Tally:
    """What there is to say of all results together; problems and notes are told as they come."""

    def __init__(self, sources: Sources, level: str | None) -> None:
        self.files = self.fixable = 0
        self.fails = False
        self.codes: Counter[str] = Counter()
        self._level = level
        self._sources = sources

    def seen(self, results: Iterable[Checked]) -> Iterator[Checked]:
        told: set[str] = set()
        for result in results:
            problems = [problem for problem in result.problems if problem not in told]
            told.update(problems)
            for problem in problems:
                self._sources.fail(problem)
            for note in result.notes:
                self._sources.remark(note)
            if result.read:
                self.files += 1
            for item in result.findings:
                self.codes[item["code"]] += 1
                self.fails |= _weighs(item["severity"], self._level or result.fail_level)
                self.fixable += any(fix["safe"] for fix in item["fixes"])
            yield result._replace(problems=problems)


def _weighs(severity: str, level: str) -> bool:
    """Whether a finding weighs as much as a level, or more."""
    if level == "none":
        return False
    return LEVELS.index(severity) <= LEVELS.index("hint" if level == "style" else level)


def _results(sources: Sources, options: argparse.Namespace) -> Iterator[Checked]:
    """What came of each file, in order, whoever checked it."""
    given = list(sources.given())
    asks = not options.no_shellcheck and probes.enabled
    jobs = options.jobs or processors()
    if jobs > 1 and len(given) > _FEW and all(item.path for item in given):
        from . import workers

        if workers.can_fork():
            yield from _shared(options, given, asks, min(jobs, len(given) // 2))
            return
    answering = _Answering() if asks else None
    try:
        yield from _reports(options, given, answering)
    finally:
        if answering is not None:
            answering.close()


def _shared(options: argparse.Namespace, given: list[Given], asks: bool, jobs: int) -> Iterator[Checked]:
    """The same, from as many processes as are wanted. They read what was kept, and this one keeps what is new."""
    from . import workers

    answering = _Answering(threads=max(1, processors() // jobs)) if asks else None
    if answering is not None:
        answering.prepare()

    def work(items: Iterable[Given]) -> Iterator[Checked]:
        for result in _reports(options, items, answering):
            kept = answering.kept if answering is not None else None
            yield result if kept is None else result._replace(answers=kept.taken())

    for item, result in zip(given, workers.shared(given, work, jobs)):
        if result is None:
            yield failed(item.name, f"{item.name}: checking it ended the process that did")
            continue
        if answering is not None and answering.kept is not None:
            answering.kept.take(result.answers)
        yield result
    if answering is not None:
        answering.close()


def processors() -> int:
    """How many processes can make progress at a time."""
    from ..probes.processors import processors

    return processors()


class _Waiting(NamedTuple):
    """A file that was checked but for its scripts, and what ShellCheck was asked about these."""

    source: Source
    snapshot: Snapshot
    asked: Questions | None
    problems: list[str]
    notes: list[str]


class _Answering:
    """ShellCheck, found and started when the first question comes up."""

    def __init__(self, threads: int = 0) -> None:
        self.kept: Kept | None = None
        self.notes: list[str] = []
        self._threads = threads
        self._program: Path | None = None
        self._looked = False
        self._batch: Batch | None = None

    def prepare(self) -> None:
        """Find the program, and read what is kept."""
        from ..probes.batch import Kept
        from ..probes.program import MISSING, leave_in_order, program

        if not self._looked:
            self._looked = True
            leave_in_order()
            self._program = program()
            if self._program is None:
                self.notes.append(MISSING)
            else:
                self.kept = Kept(self._program)

    def batch(self) -> Batch | None:
        """The way to ask; None if the program is not there, of which a note tells."""
        from ..probes.batch import Batch

        self.prepare()
        if self._batch is None and self._program is not None and self.kept is not None:
            self._batch = Batch(self._program, self.kept, self.notes.append, self._threads)
        return self._batch

    def close(self) -> None:
        """Keep the answers for the next time."""
        if self._batch is not None:
            self._batch.close()
        if self.kept is not None and (problem := self.kept.save()):
            complain(problem)


def _reports(options: argparse.Namespace, given: Iterable[Given], answering: _Answering | None) -> Iterator[Checked]:
    """What comes of each file, in order. While ShellCheck is busy the next files are read."""
    waiting: deque[_Waiting | Checked] = deque()
    sources = Sources(options)
    for item in given:
        problems: list[str] = []
        notes: list[str] = []
        sources.tell, sources.note = problems.append, notes.append
        begun: _Waiting | Checked | None = None
        with sources.contained(item.name):
            source = sources.read(item)
            begun = _begun(source, problems, notes, answering, sources) if source is not None else None
        waiting.append(begun or failed(item.name, *problems))
        while waiting and (len(waiting) > _AHEAD or _is_ready(waiting[0], answering)):
            yield _completed(waiting.popleft(), answering, sources)
    while waiting:
        yield _completed(waiting.popleft(), answering, sources)


def _begun(
    source: Source, problems: list[str], notes: list[str], answering: _Answering | None, sources: Sources
) -> _Waiting:
    """A file as far as it can be checked at once; ShellCheck begins with the rest."""
    snapshot = source.snapshot()
    asked: Questions | None = None
    if answering is not None and source.config.shellcheck.on:
        with sources.contained(source.name):
            asked = scripts.asked(snapshot.model)
            batch = answering.batch() if asked else None
            if batch is not None:
                batch.ask(item.question for item in asked)
    return _Waiting(source, snapshot, asked, problems, notes)


def _is_ready(item: _Waiting | Checked, answering: _Answering | None) -> bool:
    batch = answering.batch() if answering is not None and not isinstance(item, Checked) and item.asked else None
    return batch is None or batch.is_ready(asked.question for asked in item.asked)  # type: ignore[union-attr]


def _completed(item: _Waiting | Checked, answering: _Answering | None, sources: Sources) -> Checked:
    if isinstance(item, Checked):
        return item
    source, snapshot, asked, problems, notes = item
    report = snapshot.report
    sources.tell = problems.append
    if answering is not None and asked:
        with sources.contained(source.name):
            batch = answering.batch()
            if batch is not None:
                known = batch.answers(item.question for item in asked)
                report = answered.completed(report, asked, known).report
        notes = [*notes, *answering.notes[:1]]  # ShellCheck's troubles are the same for all files.
    return checked(source.name, source.text, report, problems, notes)
