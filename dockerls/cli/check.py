"""`dockerls check`: what is found in each file."""

from __future__ import annotations

import argparse
import sys

from .output import as_data, as_text, count, print_json
from .source import Sources


def check(options: argparse.Namespace) -> int:
    """Print the findings; 0 if there are none, 1 if there are, 2 if something could not be read."""
    sources = Sources(options)
    files = total = fixable = 0
    data = []
    for source in sources:
        files += 1
        report = source.snapshot().report
        total += len(report.findings)
        fixable += sum(any(fix.safe for fix in finding.fixes) for finding in report.findings)
        for code, error in report.crashes.items():
            sources.fail(f"{source.name}: rule {code} crashed and was left out: {error}")
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
