"""`dockerls fix`: the fixes, applied until none is left that changes anything."""

from __future__ import annotations

import argparse
import sys

from ..lint.engine import fixed
from ..lint.report import Report
from .formats import Style
from .formats import text as as_text
from .output import count, difference, has_colour, printable, visible
from .result import checked, crashes
from .source import Source, Sources

ROUNDS = 20
"""A fix may open the way for another; more rounds than this would be a quarrel between two rules."""


def fix(options: argparse.Namespace) -> int:
    """Mend the files, or print how; 0 if nothing is left to say, 1 if findings (or a difference) are, 2 on failure."""
    sources = Sources(options)
    left = changed = 0
    for source in sources:
        with sources.contained(source.name):
            text, done, report = mended(source, unsafe=options.unsafe)
            for problem in crashes(source.name, report):
                sources.fail(problem)
            if options.diff:
                if text != source.text:
                    changed += 1
                    sys.stdout.write(difference(source.name, source.text, text))
                continue
            if text != source.text or source.path is None:
                try:
                    source.write(text)
                except OSError as error:
                    sources.fail(f"{source.name}: {error.strerror or error}")
                    continue
            left += len(report.findings)
            if source.path is not None:
                remaining = checked(source.name, text, report, [], [])
                sys.stdout.write(printable("".join(as_text([remaining], Style(has_colour(), source=False)))))
            if done:
                told = [f"{source.name}: {count(len(done), 'fix', 'es')} applied", *(f"  {title}" for title in done)]
                for line in told:
                    print(printable(visible(line)), file=sys.stderr)
    return 2 if sources.failed else 1 if left or changed else 0


def mended(source: Source, *, unsafe: bool = False) -> tuple[str, list[str], Report]:
    """A source's text after all its fixes, their titles, and what is found then. A round that would bring errors is
    not taken."""
    text, titles = source.text, []
    report = source.snapshot().report
    for _ in range(ROUNDS):
        after, taken = fixed(text, report.findings, unsafe=unsafe)
        if after == text:
            break
        following = source.snapshot(after).report
        if _errors(following) > _errors(report):
            break
        text, report = after, following
        titles += [item.title for item in taken]
    return text, titles, report


def _errors(report: Report) -> int:
    return sum(finding.severity == "error" for finding in report.findings)
