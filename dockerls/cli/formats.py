"""The formats in which `dockerls check` can say what it found, as one table.

Each is a generator of text over the results; what comes for each file can be printed before the next one is checked.
It knows the formats' own rules, and must not know how a result comes about.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from .. import __version__
from ..named import NamedTuple
from .output import COLOURS, RESET, visible
from .result import Checked

Data = dict[str, Any]

HOME = "https://github.com/dockerls/dockerls"
_SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_WIDEST = 200
"""A source line with more characters than this is not shown."""


class Style(NamedTuple):
    """How text for people is to look."""

    colour: bool = False
    source: bool = True


def text(results: Iterable[Checked], style: Style) -> Iterator[str]:
    """For people: the place, the finding, and the line with a mark below."""
    for result in results:
        for item, line in zip(result.findings, result.lines):
            severity = item["severity"]
            shown = f"{COLOURS[severity]}{severity}{RESET}" if style.colour else severity
            fixes = item["fixes"]
            mark = " [fixable]" if any(fix["safe"] for fix in fixes) else " [unsafe fix]" if fixes else ""
            yield f"{_shown_place(item)}: {shown} {item['code']} {visible(item['message'])}{mark}\n"
            if style.source and line.strip() and len(line) <= _WIDEST:
                yield _marked(item, line, COLOURS[severity] if style.colour else "")


def _marked(item: Data, line: str, colour: str) -> str:
    start, end = item["range"]["start"], item["range"]["end"]
    margin = f"{start['line']:5} | "
    first = start["column"] - 1
    last = end["column"] - 1 if end["line"] == start["line"] else len(line)
    before, marked, behind = (visible(part, "\t") for part in (line[:first], line[first:last], line[last:]))
    blank = "".join("\t" if letter == "\t" else " " * _width(letter) for letter in before)
    carets = "^" * max(sum(map(_width, marked)), 1)
    shown = f"{before}{marked}{behind}"
    return f"{margin}{shown}\n{' ' * 5} | {blank}{colour}{carets}{RESET if colour else ''}\n"


def _width(letter: str) -> int:
    """How many columns of a terminal a character takes."""
    from unicodedata import combining, east_asian_width

    if letter < "\x7f":
        return 1
    return 0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1


def gnu(results: Iterable[Checked], style: Style) -> Iterator[str]:
    """A line each, as the GNU coding standards have it; editors, and grep, read it."""
    for result in results:
        for item in result.findings:
            said = visible(_one_line(item["message"]))
            yield f"{_shown_place(item)}: {item['severity']}: {said} [{item['code']}]\n"


def data(results: Iterable[Checked], style: Style) -> Iterator[str]:
    """All that is known, as JSON."""
    yield _json([item for result in results for item in result.findings])


def github(results: Iterable[Checked], style: Style) -> Iterator[str]:
    """Workflow commands, which GitHub shows as annotations."""
    levels = {"error": "error", "warning": "warning"}
    for result in results:
        for item in result.findings:
            start, end = item["range"]["start"], item["range"]["end"]
            properties = {"file": item["file"], "line": start["line"], "endLine": end["line"]}
            if start["line"] == end["line"]:  # Columns over several lines are not taken.
                properties |= {"col": start["column"], "endColumn": end["column"]}
            properties["title"] = f"dockerls {item['code']}"
            told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
            yield f"::{levels.get(item['severity'], 'notice')} {told}::{_command(item['message'])}\n"


def _command(value: object) -> str:
    return visible(str(value), "\r\n").replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _command(value).replace(":", "%3A").replace(",", "%2C")


def sarif(results: Iterable[Checked], style: Style) -> Iterator[str]:
    """SARIF 2.1.0, for code scanning."""
    levels = {"error": "error", "warning": "warning"}
    rules: dict[str, Data] = {}
    found: list[Data] = []
    problems: list[str] = []
    for result in results:
        problems += result.problems
        for item, line in zip(result.findings, result.lines):
            code = item["code"]
            rules.setdefault(code, {"id": code, "helpUri": item["url"], **_named(code)})
            found.append(
                {
                    "ruleId": code,
                    "ruleIndex": list(rules).index(code),
                    "level": levels.get(item["severity"], "note"),
                    "message": {"text": item["message"]},
                    "locations": [{"physicalLocation": _location(item["file"], item["range"])}],
                    "partialFingerprints": {"dockerls/v1": _fingerprint(item, line)},
                    **_sarif_related(item),
                    **_sarif_fixes(item),
                }
            )
    driver = {"name": "dockerls", "version": __version__, "informationUri": HOME, "rules": list(rules.values())}
    run: Data = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": _distinct(found)}
    notes = [{"level": "error", "message": {"text": problem}} for problem in problems]
    run["invocations"] = [{"executionSuccessful": not problems, "toolExecutionNotifications": notes}]
    yield _json({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _named(code: str) -> Data:
    """What a rule's name is, and what it says of itself; nothing for one of ShellCheck's."""
    from ..lint.engine import by_any_name
    from ..lint.explain import summary

    rule = by_any_name().get(code.lower())
    return {"name": rule.name, "shortDescription": {"text": summary(rule)}} if rule else {}


def _location(file: str, place: Data) -> Data:
    return {"artifactLocation": {"uri": _uri(file)}, "region": _region(place)}


def _region(place: Data) -> Data:
    start, end = place["start"], place["end"]
    return {
        "startLine": start["line"],
        "startColumn": start["column"],
        "endLine": end["line"],
        "endColumn": end["column"],
    }


def _sarif_related(item: Data) -> Data:
    related = [
        {"physicalLocation": _location(item["file"], other["range"]), "message": {"text": other["message"]}}
        for other in item["related"]
    ]
    return {"relatedLocations": related} if related else {}


def _sarif_fixes(item: Data) -> Data:
    fixes = []
    for fix in item["fixes"]:
        edits = [
            {"deletedRegion": _region(edit["range"]), "insertedContent": {"text": edit["text"]}}
            for edit in fix["edits"]
        ]
        change = {"artifactLocation": {"uri": _uri(item["file"])}, "replacements": edits}
        if edits:
            fixes.append({"description": {"text": fix["title"]}, "artifactChanges": [change]})
    return {"fixes": fixes} if fixes else {}


def _distinct(found: list[Data]) -> list[Data]:
    """Results whose fingerprints differ: equal ones are numbered, in order."""
    seen: dict[str, int] = {}
    for item in found:
        prints = item["partialFingerprints"]
        name = prints["dockerls/v1"]
        seen[name] = seen.get(name, 0) + 1
        prints["dockerls/v1"] = f"{name}:{seen[name]}"
    return found


def checkstyle(results: Iterable[Checked], style: Style) -> Iterator[str]:
    """Checkstyle's XML."""
    levels = {"error": "error", "warning": "warning"}
    yield '<?xml version="1.0" encoding="utf-8"?>\n<checkstyle version="4.3">\n'
    for result in results:
        if not result.findings:
            continue
        yield f"  <file name={_attribute(result.name)}>\n"
        for item in result.findings:
            start = item["range"]["start"]
            place = f'line="{start["line"]}" column="{start["column"]}"'
            said = f"severity={_attribute(levels.get(item['severity'], 'info'))} message={_attribute(item['message'])}"
            yield f"    <error {place} {said} source={_attribute('dockerls.' + item['code'])}/>\n"
        yield "  </file>\n"
    yield "</checkstyle>\n"


def junit(results: Iterable[Checked], style: Style) -> Iterator[str]:
    """JUnit's XML: each file is a suite, and each finding a test that fails; a clean file is one that passes."""
    yield '<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="dockerls">\n'
    for result in results:
        name = _attribute(result.name)
        count = len(result.findings)
        yield (
            f'  <testsuite name={name} tests="{max(count + len(result.problems), 1)}" failures="{count}"'
            f' errors="{len(result.problems)}" time="0">\n'
        )
        for item in result.findings:
            title = f"{item['code']} at {item['range']['start']['line']}:{item['range']['start']['column']}"
            yield f'    <testcase name={_attribute(title)} classname={name} time="0">\n'
            kind = f"type={_attribute(item['severity'])} message={_attribute(item['message'])}"
            yield f"      <failure {kind}>{_escaped(_place(item))}\n{_escaped(item['url'])}</failure>\n"
            yield "    </testcase>\n"
        for problem in result.problems:
            yield f'    <testcase name="check" classname={name} time="0">\n'
            yield f"      <error message={_attribute(problem)}/>\n    </testcase>\n"
        if not count and not result.problems:
            yield f'    <testcase name="check" classname={name} time="0"/>\n'
        yield "  </testsuite>\n"
    yield "</testsuites>\n"


def codeclimate(results: Iterable[Checked], style: Style) -> Iterator[str]:
    """Code Climate's issues, which are also GitLab's report of code quality."""
    levels = {"error": "critical", "warning": "major", "info": "minor"}
    seen: dict[str, int] = {}
    issues = []
    for result in results:
        for item, line in zip(result.findings, result.lines):
            name = _fingerprint(item, line)
            seen[name] = seen.get(name, 0) + 1
            start, end = item["range"]["start"], item["range"]["end"]
            issues.append(
                {
                    "type": "issue",
                    "check_name": item["code"],
                    "description": item["message"],
                    "categories": ["Style" if item["severity"] == "hint" else "Bug Risk"],
                    "severity": levels.get(item["severity"], "info"),
                    "fingerprint": f"{name}{seen[name]:04x}",
                    "location": {
                        "path": _relative(item["file"]),
                        "lines": {"begin": start["line"], "end": max(end["line"], start["line"])},
                    },
                }
            )
    yield _json(issues)


def markdown(results: Iterable[Checked], style: Style) -> Iterator[str]:
    """A table, for a comment or a job's summary."""
    head = "| place | severity | rule | |\n|---|---|---|---|\n"
    for result in results:
        for item in result.findings:
            place, code = f"`{_cell(_place(item))}`", f"[{item['code']}]({item['url']})"
            yield f"{head}| {place} | {item['severity']} | {code} | {_cell(item['message'])} |\n"
            head = ""
    if head:
        yield "No findings.\n"


def _cell(value: str) -> str:
    return visible(_one_line(value)).replace("|", "\\|")


class Format(NamedTuple):
    """A format: how it is written, and what others call it."""

    write: Callable[[Iterable[Checked], Style], Iterator[str]]
    aliases: tuple[str, ...] = ()


FORMATS: Mapping[str, Format] = {
    "text": Format(text, ("tty",)),
    "gnu": Format(gnu),
    "json": Format(data),
    "github": Format(github, ("github-actions",)),
    "sarif": Format(sarif),
    "checkstyle": Format(checkstyle),
    "codeclimate": Format(codeclimate, ("gitlab", "gitlab_codeclimate")),
    "junit": Format(junit),
    "markdown": Format(markdown),
}

BY_ANY_NAME = {name: item for main, item in FORMATS.items() for name in (main, *item.aliases)}


# Small things


def _json(value: Any) -> str:
    return f"{json.dumps(value, indent=2)}\n"


def _place(item: Data) -> str:
    start = item["range"]["start"]
    return f"{item['file']}:{start['line']}:{start['column']}"


def _shown_place(item: Data) -> str:
    return visible(_place(item))


def _one_line(message: str) -> str:
    return " ".join(message.split())


def _fingerprint(item: Data, line: str) -> str:
    """What makes a finding the same one after lines have come or gone above it."""
    known = "\0".join((_relative(item["file"]), item["code"], item["message"], line.strip()))
    from hashlib import blake2b

    return blake2b(known.encode("utf-8", "surrogatepass"), digest_size=14).hexdigest()


def _relative(name: str) -> str:
    """A path with plain slashes, from the working directory where it lies below that."""
    path = PurePath(name)
    if path.is_absolute():
        from pathlib import Path

        here = Path.cwd()
        path = path.relative_to(here) if path.is_relative_to(here) else path
    return path.as_posix()


def _uri(name: str) -> str:
    path = PurePath(_relative(name))
    if path.is_absolute():
        return path.as_uri()
    return quote(path.as_posix(), safe="/", errors="surrogateescape")


def _xml(value: str) -> str:
    """A text without the characters that XML has no way to write."""
    return "".join(
        letter
        if letter in "\t\n\r" or " " <= letter < "\ud800" or "\ue000" <= letter < "\ufffe" or letter > "\uffff"
        else "�"
        for letter in value
    )


def _escaped(value: str) -> str:
    from html import escape  # Two milliseconds, for formats that few ask for.

    return escape(_xml(value))


def _attribute(value: str) -> str:
    """A value of XML in quotes. The standard library's own function for that drags all of `urllib.request` in."""
    return f'"{_escaped(value).replace(chr(10), "&#10;").replace(chr(13), "&#13;").replace(chr(9), "&#9;")}"'
