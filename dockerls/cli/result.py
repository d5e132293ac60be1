"""What came of one file, as plain values: they can go from one process to another, and to every format.

It knows a report and lines; it must not know how anything is printed.
"""

from __future__ import annotations

from typing import Any

from ..lint.report import Report
from ..named import NamedTuple
from ..text import LineIndex
from .output import as_data


class Checked(NamedTuple):
    """What came of one file.

    Attributes:
        name: What to call it.
        findings: The findings, in order, as `as_data` gives them.
        lines: The line in which each finding starts.
        problems: What could not be done, each in a sentence; the exit code tells of it.
        notes: What else there is to say, and is said once.
        answers: What ShellCheck has answered anew, to be kept; None for what was known, and used.
        read: Whether it could be read.
        fail_level: The least weight that its configuration lets the call fail for.
    """

    name: str
    findings: list[dict[str, Any]]
    lines: list[str]
    problems: list[str]
    notes: list[str]
    answers: dict[str, Any]
    read: bool = True
    fail_level: str = "hint"


def checked(name: str, text: str, report: Report, problems: list[str], notes: list[str]) -> Checked:
    """A file's report as plain values."""
    index = LineIndex(text, "utf-32")
    lines = []
    for finding in report.findings:
        number, _ = index.position(finding.span.start)
        start = index.offset(number, 0)
        end = text.find("\n", start)
        lines.append(text[start : end if end >= 0 else len(text)].removesuffix("\r"))
    data = as_data(name, text, report.findings)
    problems = [*problems, *crashes(name, report)]
    return Checked(name, data, lines, problems, notes, {}, fail_level=report.config.fail_level)


def crashes(name: str, report: Report) -> list[str]:
    """Which rules crashed, a sentence each."""
    return [f"{name}: rule {code} crashed and was left out: {error}" for code, error in report.crashes.items()]


def failed(name: str, *problems: str) -> Checked:
    """What came of a file that could not be checked at all."""
    return Checked(name, [], [], list(problems), [], {}, read=False)
