"""Snapshots without findings, for the features that ask for none."""

from __future__ import annotations

from dockerls.config import DEFAULT
from dockerls.lint.report import report_of
from dockerls.model import build
from dockerls.snapshot import Snapshot
from dockerls.syntax import parse


def unlinted(text: str, previous: Snapshot | None = None) -> Snapshot:
    """A snapshot of a text for which no rule was run."""
    tree = parse(text, previous.tree if previous else None)
    return Snapshot(text, 0, DEFAULT, tree, build(tree), report_of((), tree, DEFAULT), "utf-16")
