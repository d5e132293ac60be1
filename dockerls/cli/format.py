"""`dockerls format`: blanks, line breaks and the case of keywords, and nothing a build could see."""

from __future__ import annotations

import argparse
import sys

from ..features.formatting import format as edits_of
from ..text import apply
from .output import count, difference
from .source import Sources


def format(options: argparse.Namespace) -> int:
    """Format the files, or say which would change, which gives 1 with --check and --diff; 2 is a failure."""
    sources = Sources(options)
    changed = 0
    for source in sources:
        with sources.contained(source.name):
            text = apply(source.text, edits_of(source.snapshot()))
            if text == source.text:
                if source.path is None and not (options.diff or options.check):
                    source.write(text)
                continue
            changed += 1
            if options.diff:
                sys.stdout.write(difference(source.name, source.text, text))
            elif options.check:
                print(source.name)
            else:
                try:
                    source.write(text)
                except OSError as error:
                    sources.fail(f"{source.name}: {error.strerror or error}")
    if not options.diff and changed:
        print(f"{count(changed, 'file')} {'would be ' if options.check else ''}formatted", file=sys.stderr)
    return 2 if sources.failed else 1 if changed and (options.check or options.diff) else 0
