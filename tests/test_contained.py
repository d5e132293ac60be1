"""A crash in any rule, feature or probe costs its own answer and nothing else: each of them crashes once here."""

from __future__ import annotations

import json
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from checks import findings
from fuzz.inside import ABLE, CONTEXT, CRASHES
from marks import marked
from server.editor import PULL, URI, Editor
from test_rules import EXAMPLES, settings

from dockerls import discover, probes
from dockerls.cli.main import main
from dockerls.config import DEFAULT, Config
from dockerls.lint import Finding, answered, engine, scripts
from dockerls.lint.rule import Rule
from dockerls.probes import desk, program
from dockerls.server import diagnostics, routes
from dockerls.server import documents as document_module
from dockerls.server import session as session_module
from dockerls.server.documents import Document
from dockerls.server.session import Session
from dockerls.server.settings import Folders
from dockerls.snapshot import snapshot

BAD = [(rule, example) for rule, number, example in EXAMPLES if example.kind == "bad"]
FIRST = {rule.code: example for rule, example in reversed(BAD)}
"""A text for each rule in which it finds something."""

TEXT = """\
# check=skip=all
ARG BASE=alpine:3.23
FROM $BASE AS one
# dockerls ignore=DL3018
RUN apk add curl | tee x
ENV A=1 B=$A
COPY <<EOF /x
text
EOF
FROM one AS two
COPY --from=one /x /y
"""


class Crash(Exception):
    """What goes wrong here."""


def crash(*_: Any, **__: Any) -> Any:
    raise Crash("it went wrong")


@pytest.fixture(autouse=True)
def as_in_earnest(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Crashes are contained, as they are outside of the tests; and ShellCheck is left out."""
    monkeypatch.setattr(engine, "strict", False)
    monkeypatch.setattr(probes, "enabled", False)
    CRASHES.clear()
    yield
    CRASHES.clear()
    engine._chosen.cache_clear()


def breaking(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a rule crash in the midst of its findings."""

    def half(*arguments: Any) -> Iterator[Finding]:
        yield from list(rule.check(*arguments))[:1]
        crash()

    broken = tuple(other._replace(check=half) if other.code == rule.code else other for other in engine.rules())
    monkeypatch.setattr(engine, "rules", lambda: broken)
    engine._chosen.cache_clear()


def under(rule: Rule) -> tuple[str, Config, Any]:
    """A text in which a rule finds something, and under which configuration."""
    example = FIRST[rule.code]
    config, context = settings(example)
    return marked(example.text)[0], config._replace(select=(*config.select, "ALL", rule.code)), context


@pytest.mark.parametrize("rule", engine.rules(), ids=lambda rule: rule.code)
def test_a_crash_of_a_rule_costs_its_findings_alone(
    rule: Rule, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    text, config, context = under(rule)
    made = snapshot(text, config=config, context=context)
    before = made.report
    alone = [item.shift(made.tree.starts[number]) for number, item in engine.alone(rule, made.model, config)]
    breaking(rule, monkeypatch)
    after = snapshot(text, config=config, context=context).report
    assert list(after.crashes) == [rule.code]
    told = [record.getMessage() for record in caplog.records]
    assert told == [f"rule {rule.code} ({rule.name}) crashed"]
    assert "it went wrong" in caplog.text
    if rule.scope != "findings":
        own = Counter(place(item) for item in alone)
        theirs = Counter(map(place, before.findings)) - own
        assert {**Counter(map(place, after.findings)), (): 0} == {**theirs, (): 0}


_OF_FINDINGS = frozenset(name for rule in engine.rules() if rule.scope == "findings" for name in rule.names)


def place(finding: Finding) -> tuple[object, ...]:
    """A finding, for a comparison; rules about findings may say something else where one is missing."""
    return () if finding.code in _OF_FINDINGS else (finding.span, finding.code, finding.message)


@pytest.mark.parametrize("rule", engine.rules(), ids=lambda rule: rule.code)
def test_the_command_line_tells_of_it_once_and_goes_on(
    rule: Rule, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, config, _ = under(rule)
    for name in ("a.Dockerfile", "b.Dockerfile"):
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    monkeypatch.setattr(discover, "config_for", lambda *_, **__: discover.Found(config, []))
    breaking(rule, monkeypatch)
    assert main(["check", "--format", "json", str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    json.loads(out)
    assert err.count(f"rule {rule.code} crashed") == 2  # Once for each file, with its name.
    assert main(["fix", "--diff", str(tmp_path)]) == 2
    assert f"rule {rule.code} crashed" in capsys.readouterr().err


def test_a_server_shows_the_crash_of_each_rule_once(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tuple(rule._replace(check=crash) for rule in engine.rules())
    monkeypatch.setattr(engine, "rules", lambda: broken)
    engine._chosen.cache_clear()
    with Editor(PULL, initializationOptions={"select": ["ALL"]}) as editor:
        for version in range(1, 4):
            editor.open(f"{TEXT}# {version}\n", version=version)
            assert editor.codes() == []
            editor.change({"text": f"{TEXT}RUN {version}\n"}, version=version + 10)
            assert editor.codes() == []
        editor.settle()
        assert len(editor.shown) == len(set(editor.shown)) > 50
        assert all("crashed and was left out" in message for message in editor.shown)


# Features


@pytest.mark.parametrize("part", ["feature", "question", "answer"])
@pytest.mark.parametrize("number", range(len(routes.ROUTES)), ids=lambda number: routes.ROUTES[number].method)
def test_a_crash_of_a_feature_costs_its_answer_alone(number: int, part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    route = routes.ROUTES[number]
    broken = list(routes.ROUTES)
    broken[number] = route._replace(**{part: crash})
    monkeypatch.setattr(routes, "ROUTES", tuple(broken))
    params = {
        "textDocument": {"uri": URI}, "position": {"line": 1, "character": 5}, "newName": "x", "context": CONTEXT,
        "positions": [{"line": 1, "character": 5}], "options": {"tabSize": 4, "insertSpaces": True},
        "range": {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}, "previousResultId": "0",
        "title": "x", "data": {"uri": URI}, "item": _item(), "ch": "\n", "label": "x",
        "ranges": [{"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}],
    }  # fmt: skip
    with Editor(ABLE) as editor:
        editor.open(TEXT)
        editor.codes()
        for _ in range(2):
            answer = editor.ask(route.method, params)
            assert answer["error"]["code"] == -32603, answer
            assert "it went wrong" in answer["error"]["message"]
        other = "textDocument/foldingRange" if "hover" in route.method else "textDocument/hover"
        assert editor.request(other, params) is not None
        assert editor.codes()
        editor.settle()
        assert [message for message in editor.shown if route.method in message] == editor.shown
        assert len(editor.shown) == 1


def _item() -> dict[str, Any]:
    area = {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 4}}
    data = {"uri": URI, "stage": 0}
    return {"name": "one", "kind": 2, "uri": URI, "range": area, "selectionRange": area, "data": data}


# What lies below and beside


@pytest.mark.parametrize(
    ("owner", "name"),
    [(diagnostics, "rendered"), (diagnostics, "result_id"), (Document, "snapshot"), (Document, "completed")],
    ids=lambda item: item if isinstance(item, str) else item.__name__.rpartition(".")[2],
)
@pytest.mark.parametrize("able", [PULL, {}], ids=["pull", "push"])
def test_a_crash_below_the_rules_leaves_the_server_alive(
    owner: Any, name: str, able: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Editor(able) as editor:
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, crash)
            editor.open(TEXT)
            for version in (2, 3):
                editor.change({"text": TEXT + "\n"}, version=version)
                editor.ask("textDocument/diagnostic", {"textDocument": {"uri": URI}})
        editor.settle()
        # Publishing and answering are two things that have crashed, if a client that is told asks, too.
        assert len(editor.shown) == len(set(editor.shown)) <= (1 if able else 2)
        editor.change({"text": "FROM a\nCOPPY b c\n"}, version=4)
        assert editor.codes()


@pytest.mark.parametrize(("owner", "name"), [(scripts, "bodies_of"), (answered, "_found"), (answered, "completed")])
def test_a_crash_about_scripts_costs_what_shellcheck_says(
    owner: Any, name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(probes, "enabled", True)
    monkeypatch.setattr(owner, name, crash)
    (tmp_path / "Dockerfile").write_text("FROM alpine:3.23\nRUN echo $x\nCOPPY a b\n")
    assert main(["check", str(tmp_path)]) in (1, 2)
    out, err = capsys.readouterr()
    assert "COPPY" in out
    assert "it went wrong" in err
    with Editor(PULL) as editor:
        editor.open("FROM alpine:3.23\nRUN echo $x\nCOPPY a b\n")
        assert editor.codes()


ASKED = "FROM alpine:3.23\nCOPPY a b\nRUN cd /x; make\nRUN cd /y; make\nRUN cd /z; make\n"
BESIDE = [
    (document_module, "asked"), (document_module, "completed"), (answered, "_found"), (scripts, "bodies_of"),
    (desk, "ask"), (desk, "ask_several"), (desk, "answer"), (desk, "step_back"), (Session, "_tell_more"),
    (desk.Desk, "_answers_to"), (program, "_talk"), (program, "_bytes"),
]  # fmt: skip
"""What has to do with ShellCheck in an editor."""


@pytest.mark.parametrize(("owner", "name"), BESIDE, ids=lambda item: getattr(item, "__name__", item))
@pytest.mark.parametrize("able", [PULL, {}], ids=["pull", "push"])
def test_a_crash_of_a_probe_is_shown_once_in_an_editor(
    owner: Any, name: str, able: dict[str, Any], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The rest of the diagnostics stay; and when it is over, ShellCheck is heard again."""
    if name == "ask_several" and not program.takes_several():
        pytest.skip("each question takes a process of its own")
    monkeypatch.setattr(probes, "enabled", True)
    with Editor(able) as editor:
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, crash)
            patch.setattr(desk, "processors", lambda: 1)  # So that one process gets several questions, or none does.
            if name == "ask":
                patch.setattr(desk, "takes_several", lambda: False)
            for version in range(1, 4):
                editor.open(ASKED + f"RUN cd /v{version}; make\n", version=version)
                assert "DF1001" in editor.codes()
                wait_for(editor, lambda: bool(editor.shown))
        assert len(editor.shown) == 1
        assert "it went wrong" in editor.shown[0]
        assert "it went wrong" in caplog.text
        editor.open(ASKED.replace("cd", "cd  "), version=9)
        wait_for(editor, lambda: "SC2164" in editor.codes())
        assert len(editor.shown) == 1


def wait_for(editor: Editor, done: Callable[[], bool]) -> None:
    end = time.monotonic() + 8
    while not done():
        assert time.monotonic() < end, (editor.shown, editor.codes())
        editor.settle()
        time.sleep(0.01)


@pytest.mark.parametrize("method", [*routes.WORKSPACE, "workspace/executeCommand"])
def test_a_crash_about_no_document_costs_its_answer_alone(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in routes.WORKSPACE:
        monkeypatch.setitem(routes.WORKSPACE, name, crash)
    for name in routes.COMMANDS:
        monkeypatch.setitem(routes.COMMANDS, name, crash)
    params = {"query": "", "label": "x", "command": next(iter(routes.COMMANDS)), "arguments": ["DL3006"]}
    with Editor(PULL) as editor:
        editor.open(TEXT)
        for _ in range(2):
            answer = editor.ask(method, params)
            assert answer["error"]["code"] == -32603
            assert "it went wrong" in answer["error"]["message"]
        assert editor.codes()
        editor.settle()
        assert len(editor.shown) == 1
        assert "it went wrong" in editor.shown[0]


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (discover, "config_for"), (discover, "config_without_path"), (discover, "context_of"),
        (Folders, "settings"), (Folders, "changed"), (Folders, "told"), (Folders, "answered"), (Folders, "start"),
        (Session, "_reconfigure"), (Session, "initialized"), (Session, "close"), (Session, "save"),
    ],
    ids=lambda item: getattr(item, "__name__", item),
)  # fmt: skip
@pytest.mark.parametrize("uri", [URI, "untitled:x"])
def test_a_crash_while_settings_are_read_costs_the_settings_alone(
    owner: Any, name: str, uri: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if owner is Session:  # The table holds what it was made of.
        for method, act in list(session_module._NOTIFICATIONS.items()):
            if act is getattr(Session, name):
                monkeypatch.setitem(session_module._NOTIFICATIONS, method, crash)
    monkeypatch.setattr(owner, name, crash)
    able = {**PULL, "workspace": {"configuration": True}} if name == "answered" else PULL
    with Editor(able) as editor:
        for version in (1, 2):
            editor.open("FROM a:1\nCOPPY b c\n", uri, version=version)
            assert "DF1001" in editor.codes(uri)
            about = {"textDocument": {"uri": uri}, "settings": {"dockerls": {}}, "event": {}, "changes": []}
            for method in ("didChangeConfiguration", "didChangeWorkspaceFolders", "didChangeWatchedFiles"):
                editor.notify(f"workspace/{method}", about)
            for method in ("didSave", "didClose"):
                editor.notify(f"textDocument/{method}", about)
            editor.settle()
        wrong = [message for message in editor.shown if "it went wrong" in message]
        assert len(wrong) == len(set(wrong))
        assert wrong or (name, uri) in (("config_for", "untitled:x"), ("context_of", "untitled:x"),
                                        ("config_without_path", URI))  # fmt: skip


@pytest.mark.parametrize("command", ["check", "fix", "format"])
def test_a_crash_about_one_file_costs_no_other_one(
    command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from dockerls.cli import source

    for name in ("a.Dockerfile", "b.Dockerfile", "c.Dockerfile"):
        (tmp_path / name).write_text("from alpine:3.23 as base\nRUN id\n")
    real = source.snapshot

    def sometimes(text: str, **more: Any) -> Any:
        if "two" in text:
            crash()
        return real(text, **more)

    (tmp_path / "b.Dockerfile").write_text("from two as base\n")
    monkeypatch.setattr(source, "snapshot", sometimes)
    assert main([command, str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert "b.Dockerfile" in err
    assert "it went wrong" in err
    assert (tmp_path / "b.Dockerfile").read_text() == "from two as base\n"
    for name in ("a.Dockerfile", "c.Dockerfile"):
        assert name in out + err or (tmp_path / name).read_text().startswith("FROM")


def test_the_log_names_what_went_wrong(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = engine.by_any_name()["dl3006"]
    breaking(rule, monkeypatch)
    with caplog.at_level(logging.ERROR):
        findings("FROM alpine\n", DEFAULT)
    assert "rule DL3006" in caplog.text
    assert "Traceback" in caplog.text
