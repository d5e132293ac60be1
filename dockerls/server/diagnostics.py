"""Findings as the protocol's diagnostics, written as JSON text.

It knows the shape of a diagnostic and must not know when one is sent. Each part of a diagnostic that does not depend
on its place is rendered once and kept: after a keystroke nearly all findings say what they said before, and only
their ranges are written anew (measured: 2,000 diagnostics take 3 ms, against 16 ms through typed objects).
"""

from __future__ import annotations

from functools import lru_cache
from json import dumps

from ..lint.rule import Finding
from ..lint.shellcheck import page
from ..snapshot import Snapshot
from ..text import LineIndex, Span
from .client import Client

RULE_PAGES = "https://github.com/dockerls/dockerls/blob/main/docs/rules/"
"""Where the rules' pages are: `RULE_PAGES + code + ".md"`."""

_SEVERITIES = {"error": 1, "warning": 2, "info": 3, "hint": 4}
_TAGS = {"unnecessary": 1, "deprecated": 2}


def rule_page(code: str) -> str:
    """The address of a rule's page, be it one of ShellCheck's."""
    return page(code) or f"{RULE_PAGES}{code}.md"


def rendered(snapshot: Snapshot, uri: str, client: Client) -> str:
    """The snapshot's diagnostics as a JSON array."""
    lines = snapshot.lines
    return f"[{','.join(_diagnostic(finding, lines, uri, client) for finding in snapshot.report.findings)}]"


def result_id(snapshot: Snapshot) -> str:
    """A name of the answer: equal if and only if all is equal that the findings follow from."""
    from hashlib import blake2b  # Only clients that ask for diagnostics wait for it.

    digest = blake2b(snapshot.text.encode("utf-8", "surrogatepass"), digest_size=12)
    answers = [(finding.span, finding.code) for finding in snapshot.report.findings if page(finding.code)]
    digest.update(repr((snapshot.config, snapshot.model.context, answers)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _diagnostic(finding: Finding, lines: LineIndex, uri: str, client: Client) -> str:
    tags = tuple(number for tag in finding.tags if (number := _TAGS[tag]) in client.tags)
    still = _still(finding.code, finding.severity, finding.message, finding.names, tags)
    related = f',"relatedInformation":{_related(finding, lines, uri)}' if finding.related and client.related else ""
    return f'{{"range":{_range(finding.span, lines)}{related},{still}}}'


@lru_cache(maxsize=8192)
def _still(code: str, severity: str, message: str, names: tuple[str, ...], tags: tuple[int, ...]) -> str:
    """The fields of a diagnostic that hold no place, without braces."""
    fields = {
        "severity": _SEVERITIES.get(severity, 2),
        "code": code,
        "codeDescription": {"href": rule_page(code)},
        "source": "dockerls",
        "message": message,
        **({"tags": tags} if tags else {}),
        "data": {"aliases": names},
    }
    return dumps(fields, separators=(",", ":"))[1:-1]


def _range(span: Span, lines: LineIndex) -> str:
    line, column = lines.position(span.start)
    last, end = lines.position(span.end)
    return f'{{"start":{{"line":{line},"character":{column}}},"end":{{"line":{last},"character":{end}}}}}'


def _related(finding: Finding, lines: LineIndex, uri: str) -> str:
    address = dumps(uri)
    places = (
        f'{{"location":{{"uri":{address},"range":{_range(item.span, lines)}}},"message":{dumps(item.message)}}}'
        for item in finding.related
    )
    return f"[{','.join(places)}]"
