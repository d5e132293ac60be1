"""`dockerls graph`: the stages of Dockerfiles and what they take from one another, as a drawing."""

from __future__ import annotations

import argparse
import sys

from ..describe.graph import graph as drawn
from ..model import build
from ..syntax import parse
from .output import printable
from .source import Sources


def graph(options: argparse.Namespace) -> int:
    """Print a drawing for each file."""
    sources = Sources(options)
    for source in sources:
        with sources.contained(source.name):
            drawing = drawn(build(parse(source.text)), options.format)
            if len(options.paths) != 1 or options.paths == ["."]:
                sys.stdout.write(printable(f"{'%%' if options.format == 'mermaid' else '//'} {source.name}\n"))
            sys.stdout.write(printable(drawing))
    return 2 if sources.failed else 0
