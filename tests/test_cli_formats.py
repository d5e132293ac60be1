"""The formats of `dockerls check`: each is read back as its readers read it, and says the same as the others."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import pytest
import yaml

from dockerls.cli import check
from dockerls.cli.formats import BY_ANY_NAME, FORMATS
from dockerls.cli.main import main
from dockerls.discover import is_dockerfile

TEXT = """FROM debian:latest AS a,b
COPPY é|<&>%"' /a
\tRUN\tcd /x
FROM debian:latest
FROM debian:latest
MAINTAINER \ud7ff\x01x
"""
NAME = "a b/50%,é:1.Dockerfile"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a b").mkdir()
    Path(NAME).write_text(TEXT, encoding="utf-8")
    Path("clean.Dockerfile").write_text('FROM scratch\nCOPY app /app\nUSER 10001\nENTRYPOINT ["/app"]\n')


def told(capsys: pytest.CaptureFixture[str], name: str, *more: str) -> str:
    assert main(["check", "--format", name, *more]) == 1
    return capsys.readouterr().out


@pytest.fixture
def wanted(capsys: pytest.CaptureFixture[str]) -> list[Any]:
    """The findings as JSON has them."""
    found: list[Any] = json.loads(told(capsys, "json"))
    assert len(found) > 5
    return found


def lines(wanted: list[Any]) -> list[int]:
    return [item["range"]["start"]["line"] for item in wanted]


def test_every_name_is_a_format(capsys: pytest.CaptureFixture[str]) -> None:
    assert set(FORMATS) < set(BY_ANY_NAME)
    for name, item in BY_ANY_NAME.items():
        assert told(capsys, name) == told(capsys, next(main for main, other in FORMATS.items() if other is item))


def test_gnu(capsys: pytest.CaptureFixture[str], wanted: list[Any]) -> None:
    found = re.findall(r"^(.*):(\d+):(\d+): (error|warning|info|hint): (.+) \[(\w+)\]$", told(capsys, "gnu"), re.M)
    assert [(name, int(line), code) for name, line, _, _, _, code in found] == [
        (item["file"], item["range"]["start"]["line"], item["code"]) for item in wanted
    ]


def test_github(capsys: pytest.CaptureFixture[str], wanted: list[Any]) -> None:
    def plain(value: str) -> str:
        return unquote(value)

    out = told(capsys, "github").splitlines()
    assert len(out) == len(wanted)
    for line, item in zip(out, wanted):
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert match is not None
        properties = dict(part.split("=", 1) for part in match[2].split(","))
        assert plain(properties["file"]) == item["file"]
        assert int(properties["line"]) == item["range"]["start"]["line"]
        assert item["code"] in properties["title"]
        assert plain(match[3]) == item["message"]


TEXT_OF = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
REGION = {
    "type": "object",
    "additionalProperties": False,
    "required": ["startLine", "startColumn", "endLine", "endColumn"],
    "properties": {
        name: {"type": "integer", "minimum": 1} for name in ("startLine", "startColumn", "endLine", "endColumn")
    },
}
ARTIFACT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["uri"],
    "properties": {"uri": {"type": "string", "pattern": r"^[A-Za-z0-9._~/%-]+$"}},
}
PLACE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["artifactLocation", "region"],
    "properties": {"artifactLocation": ARTIFACT, "region": REGION},
}
REPLACEMENT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["deletedRegion"],
    "properties": {"deletedRegion": REGION, "insertedContent": {"type": "object", "required": ["text"]}},
}
SARIF = {
    "type": "object",
    "additionalProperties": False,
    "required": ["$schema", "version", "runs"],
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["tool", "results"],
                "properties": {
                    "tool": {"type": "object", "required": ["driver"]},
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "invocations": {"type": "array", "items": {"type": "object", "required": ["executionSuccessful"]}},
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
                            "properties": {
                                "ruleId": {"type": "string"},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": TEXT_OF,
                                "locations": {"type": "array", "items": {"properties": {"physicalLocation": PLACE}}},
                                "relatedLocations": {
                                    "type": "array",
                                    "items": {"properties": {"physicalLocation": PLACE, "message": TEXT_OF}},
                                },
                                "partialFingerprints": {
                                    "type": "object",
                                    "additionalProperties": {"type": "string"},
                                },
                                "fixes": {
                                    "type": "array",
                                    "items": {
                                        "type": "object",
                                        "additionalProperties": False,
                                        "required": ["artifactChanges"],
                                        "properties": {
                                            "description": TEXT_OF,
                                            "artifactChanges": {
                                                "type": "array",
                                                "minItems": 1,
                                                "items": {
                                                    "type": "object",
                                                    "additionalProperties": False,
                                                    "required": ["artifactLocation", "replacements"],
                                                    "properties": {
                                                        "artifactLocation": ARTIFACT,
                                                        "replacements": {
                                                            "type": "array",
                                                            "minItems": 1,
                                                            "items": REPLACEMENT,
                                                        },
                                                    },
                                                },
                                            },
                                        },
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}
"""What SARIF 2.1.0 demands of the parts of it that are written."""


def test_sarif(capsys: pytest.CaptureFixture[str], wanted: list[Any]) -> None:
    log = json.loads(told(capsys, "sarif"))
    jsonschema.validate(log, SARIF)
    [run] = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert len({item["partialFingerprints"]["dockerls/v1"] for item in run["results"]}) == len(wanted)
    for result, item in zip(run["results"], wanted, strict=True):
        assert result["ruleId"] == rules[result["ruleIndex"]]["id"] == item["code"]
        place = result["locations"][0]["physicalLocation"]
        assert unquote(place["artifactLocation"]["uri"]) == item["file"]
        assert place["region"]["startLine"] == item["range"]["start"]["line"]
        assert len(result.get("fixes", [])) == len(item["fixes"])
    assert run["invocations"][0]["executionSuccessful"]


def test_sarif_tells_of_what_could_not_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", "sarif", "nowhere", "clean.Dockerfile"]) == 2
    [run] = json.loads(capsys.readouterr().out)["runs"]
    assert run["results"] == []
    assert not run["invocations"][0]["executionSuccessful"]
    assert "nowhere" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


def test_a_fingerprint_outlives_a_line_above(capsys: pytest.CaptureFixture[str]) -> None:
    def fingerprints() -> set[str]:
        [run] = json.loads(told(capsys, "sarif"))["runs"]
        climate = {item["fingerprint"] for item in json.loads(told(capsys, "codeclimate"))}
        return climate | {item["partialFingerprints"]["dockerls/v1"] for item in run["results"]}

    before = fingerprints()
    Path(NAME).write_text(f"# a comment\n{TEXT}", encoding="utf-8")
    assert fingerprints() == before


def test_checkstyle(capsys: pytest.CaptureFixture[str], wanted: list[Any]) -> None:
    root = ElementTree.fromstring(told(capsys, "checkstyle").encode())
    assert root.tag == "checkstyle"
    assert [file.get("name") for file in root] == [NAME]
    errors = list(root.iter("error"))
    assert [int(str(item.get("line"))) for item in errors] == lines(wanted)
    assert {item.get("severity") for item in errors} <= {"error", "warning", "info", "ignore"}
    assert all(item.get("message") and item.get("source") for item in errors)


def test_junit(capsys: pytest.CaptureFixture[str], wanted: list[Any]) -> None:
    root = ElementTree.fromstring(told(capsys, "junit").encode())
    suites = {suite.get("name"): suite for suite in root}
    assert set(suites) == {NAME, "clean.Dockerfile"}
    for suite in root:
        cases = suite.findall("testcase")
        assert int(str(suite.get("tests"))) == len(cases)
        assert int(str(suite.get("failures"))) == len(suite.findall("testcase/failure"))
    assert [item.get("message") for item in root.iter("failure")] == [
        re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "�", item["message"]) for item in wanted
    ]


CODECLIMATE = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "check_name", "description", "categories", "severity", "fingerprint", "location"],
        "properties": {
            "type": {"const": "issue"},
            "check_name": {"type": "string", "minLength": 1},
            "description": {"type": "string", "minLength": 1},
            "categories": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "enum": [
                        "Bug Risk", "Clarity", "Compatibility", "Complexity", "Duplication", "Performance", "Security",
                        "Style",
                    ]
                },
            },
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^/]"},
                    "lines": {
                        "type": "object",
                        "required": ["begin", "end"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}  # fmt: skip


def test_codeclimate(capsys: pytest.CaptureFixture[str], wanted: list[Any]) -> None:
    issues = json.loads(told(capsys, "gitlab", str(Path.cwd())))
    jsonschema.validate(issues, CODECLIMATE)
    assert [item["location"]["lines"]["begin"] for item in issues] == lines(wanted)
    assert {item["location"]["path"] for item in issues} == {NAME}, "GitLab wants paths from the repository's root"
    assert len({item["fingerprint"] for item in issues}) == len(wanted), "GitLab shows one of those that are equal"


def test_markdown(capsys: pytest.CaptureFixture[str], wanted: list[Any]) -> None:
    head, rule, *rows = told(capsys, "markdown").splitlines()
    count = head.count("|")
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in (rule, *rows)} == {count}
    assert len(rows) == len(wanted)
    assert main(["check", "--format", "markdown", "clean.Dockerfile"]) == 0
    assert capsys.readouterr().out == "No findings.\n"


def test_text_shows_the_line_and_the_place(capsys: pytest.CaptureFixture[str]) -> None:
    Path("Dockerfile").write_text("FROM debian:13 AS 漢\n\tCOPPY x /x\n", encoding="utf-8")
    assert main(["check", "Dockerfile", "--select", "DF9999"]) in (1, 2)
    out = capsys.readouterr().out
    assert "    2 | \tCOPPY x /x\n      | \t^^^^^\n" in out
    assert main(["check", "Dockerfile", "--no-source"]) == 1
    assert " | " not in capsys.readouterr().out


@pytest.mark.parametrize("name", ["text", "gnu", "github", "markdown"])
def test_a_terminal_obeys_nothing_of_a_file(capsys: pytest.CaptureFixture[str], name: str) -> None:
    """Not of its words, not of its name: each byte of the output is shown, and begins no command of a workflow."""
    bad = "a\x1b[31m\x07b\x9bc\u202ed\x7fe\u2028f\x85g\rh"
    file = f"\x1b[2J\n::error::x\n{bad}.Dockerfile"
    Path(file).write_bytes(
        f"FROM {bad}:1 AS {bad}\nFROM {bad}\nCOPPY\x1b[31m {bad} /x\nLABEL {bad}={bad} {bad}={bad}\nEXPOSE {bad}\n"
        f"FROM debian:13\nARG {bad}\nUSER {bad}\nSTOPSIGNAL {bad}\nRUN --{bad} id\n::error::{bad}\n##[error]\n".encode()
    )
    assert main(["check", "--format", name, "--select", "ALL", file]) == 1
    out = capsys.readouterr().out
    assert r"\x1b[31m\x07b\x9bc\u202ed\x7f" in out
    assert {letter for letter in out if not letter.isprintable()} == {"\n"}
    lines = out.splitlines()
    begins = {"text": (r"\x1b[2J\n::error::x\n", " "), "gnu": (r"\x1b[2J",), "github": ("::",), "markdown": ("|",)}[
        name
    ]
    assert all(line.startswith(begins) for line in lines)
    if name == "github":
        assert all(re.match(r"::(?:error|warning|notice) file=[^,:]*,line=\d+,", line) for line in lines)


def test_the_mark_stands_below_what_is_written_out(capsys: pytest.CaptureFixture[str]) -> None:
    Path("Dockerfile").write_text("FROM debian:13\nLABEL b=\x07 a=\x1b a=2\n")
    assert main(["check", "Dockerfile"]) == 1
    shown, mark = re.findall(r" \| (LABEL.*)\n +\| (.*)\n", capsys.readouterr().out)[0]
    assert (shown, mark) == (r"LABEL b=\x07 a=\x1b a=2", "             ^")


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("arguments", "environment", "coloured"),
    [((), {}, True), (("--no-color",), {}, False), ((), {"NO_COLOR": "1"}, False), ((), {"TERM": "dumb"}, False)],
)
def test_colours(
    monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], environment: dict[str, str], coloured: bool
) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    assert main(["check", *arguments]) == 1
    assert ("\x1b[" in terminal.getvalue()) == coloured


def test_no_colours_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    assert "\x1b" not in re.sub(r"^ .*", "", told(capsys, "text"), flags=re.M)


# Exit codes


@pytest.mark.parametrize(
    ("text", "arguments", "code"),
    [
        ("FROM debian:latest\n", (), 1),
        ("FROM debian:latest\n", ("--fail-level", "warning"), 1),
        ("FROM debian:latest\n", ("--fail-level", "error"), 0),
        ("FROM debian:latest\n", ("-t", "style"), 1),
        ("FROM debian:latest\n", ("--failure-threshold", "none"), 0),
        ("FROM debian:latest\n", ("--no-fail",), 0),
        ("COPPY\n", ("--fail-level", "error"), 1),
        ("COPPY\n", ("--no-fail",), 0),
    ],
)
def test_what_fails(text: str, arguments: tuple[str, ...], code: int) -> None:
    Path("Dockerfile").write_text(text)
    assert main(["check", "Dockerfile", *arguments]) == code
    assert main(["check", "Dockerfile", "nowhere", *arguments]) == 2, "what cannot be read is never forgiven"


OLD = ("MaintainerDeprecated", "WorkdirRelativePath")
"""What hadolint calls DL4000 and DL3000."""


def test_what_hadolint_and_tally_call_it(capsys: pytest.CaptureFixture[str]) -> None:
    Path("Dockerfile").write_text("# hadolint ignore=DL3007\nFROM debian:latest\nMAINTAINER x\nWORKDIR x\n")

    def codes(*arguments: str) -> dict[str, str]:
        main(["check", "-f", "json", "Dockerfile", *arguments])
        return {item["code"]: item["severity"] for item in json.loads(capsys.readouterr().out)}

    before = codes()
    assert set(OLD) <= before.keys()
    assert codes("--ignore", "DL4000", "--ignore", "DL3000,DL3008") == {}
    assert "DL3007" in codes("--disable-ignore-pragma").keys() & codes("--no-inline-directives").keys() - before.keys()
    assert codes("--severity", "DL3000=error", "--severity", "DL4000=off") == {
        code: "error" if code == OLD[1] else weight for code, weight in before.items() if code != OLD[0]
    }
    with pytest.raises(SystemExit):
        main(["check", "--severity", "DL3000", "Dockerfile"])
    assert main(["check", "--severity", "DL3000=loud", "Dockerfile"]) == 2
    assert "severity" in capsys.readouterr().err


def test_statistics(capsys: pytest.CaptureFixture[str], wanted: list[Any]) -> None:
    assert main(["check", "--statistics"]) == 1
    out, error = capsys.readouterr()
    counted = {code: int(number) for number, code in (line.split() for line in out.splitlines())}
    assert counted == {code: sum(item["code"] == code for item in wanted) for code in {item["code"] for item in wanted}}
    assert list(counted.values()) == sorted(counted.values(), reverse=True)
    assert f"{len(wanted)} findings in 2 files" in error


def test_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "-q"]) == 1
    assert capsys.readouterr().err == ""


def test_the_hooks_of_pre_commit() -> None:
    root = Path(main.__code__.co_filename).parents[2]
    hooks = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text())
    assert {hook["id"] for hook in hooks} == {"dockerls-check", "dockerls-fix", "dockerls-format"}
    for hook in hooks:
        program, command = hook["entry"].split()
        assert program == "dockerls"
        assert main([command, "clean.Dockerfile"]) == 0
        for name in ("Dockerfile", "a/Containerfile", "Dockerfile.dev", "a.dockerfile", "Dockerfile.md", "x.txt"):
            meant = bool(re.search(hook["files"], name)) and not re.search(hook["exclude"], name)
            assert meant == is_dockerfile(Path(name).name), name


def test_levels_are_all_there() -> None:
    assert set(check.LEVELS) == {"error", "warning", "info", "hint"}
