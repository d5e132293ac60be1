"""ShellCheck behind the server: its findings come later, stay where they are, and never for a text that is gone."""

from __future__ import annotations

import logging
import os
import queue
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from editor import PULL, TIMEOUT, URI, Editor, Json, applied, area, offset, position

from dockerls import probes
from dockerls.lint.scripts import Question
from dockerls.lint.shellcheck import Answer, answer
from dockerls.probes import answers, desk, program
from dockerls.probes.answers import Answers

CD = "SC2164"
TEXT = "FROM debian:13\nRUN cd /x; make\nRUN echo 🐳 $one; true\nRUN true\n"
REFRESH: Json = {"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": True}}}


@pytest.fixture(autouse=True)
def asking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "enabled", True)


@pytest.fixture
def editor() -> Iterator[Editor]:
    with Editor() as editor:
        yield editor


def until(editor: Editor, done: Callable[[], bool]) -> None:
    """Read what arrives until something holds."""
    end = monotonic() + TIMEOUT
    while not done():
        message = editor.frames.arrived.get(timeout=max(end - monotonic(), 0.01))
        assert message is not None, "the server has gone"
        editor._note(message)


def quiet(editor: Editor, seconds: float = 0.5) -> None:
    """Read what arrives until nothing has for a while."""
    while True:
        try:
            message = editor.frames.arrived.get(timeout=seconds)
        except queue.Empty:
            return
        assert message is not None, "the server has gone"
        editor._note(message)


def shellcheck(published: Json) -> list[str]:
    return [item["code"] for item in published["diagnostics"] if str(item["code"]).startswith("SC")]


def insert(text: str, at: int, new: str) -> tuple[str, Json]:
    place = position(text, at)
    return text[:at] + new + text[at:], {"range": {"start": place, "end": place}, "text": new}


def test_findings_come_later(editor: Editor) -> None:
    editor.open(TEXT, version=7)
    until(editor, lambda: bool(editor.published) and shellcheck(editor.published[-1]) == [CD, "SC2154"])
    assert shellcheck(editor.published[0]) == [], "the first ones do not wait"
    assert {published["version"] for published in editor.published} == {7}
    first = next(item for item in editor.published[-1]["diagnostics"] if item["code"] == CD)
    start = TEXT.index("cd /x")
    assert first["range"] == area(TEXT, start, start + 5)
    assert first["severity"] == 2
    assert first["codeDescription"] == {"href": "https://www.shellcheck.net/wiki/SC2164"}
    others = [[item["code"] for item in published["diagnostics"]] for published in editor.published]
    assert [code for code in others[-1] if not code.startswith("SC")] == others[0]


def test_findings_stay_while_something_else_is_typed(editor: Editor) -> None:
    editor.open(TEXT)
    until(editor, lambda: bool(editor.published) and len(shellcheck(editor.published[-1])) == 2)
    before = len(editor.published)
    text = TEXT
    for version, letter in enumerate("echo 🐳a", 2):
        text, change = insert(text, len(text) - 1, letter)
        editor.change(change, version=version)
        until(editor, lambda version=version: editor.published[-1]["version"] == version)
    text, change = insert(text, 0, "# above\n")
    editor.change(change, version=20)
    until(editor, lambda: editor.published[-1]["version"] == 20)
    for published in editor.published[before:]:
        assert shellcheck(published) == [CD, "SC2154"]
    last = [item["range"] for item in editor.published[-1]["diagnostics"] if item["code"] == "SC2154"]
    start = text.index("$one")
    assert last == [area(text, start, start + 4)]


def test_an_edited_script_is_asked_again(editor: Editor) -> None:
    editor.open(TEXT)
    until(editor, lambda: bool(editor.published) and len(shellcheck(editor.published[-1])) == 2)
    text, change = insert(TEXT, TEXT.index("; make"), " || exit 1")
    editor.change(change)
    until(editor, lambda: editor.published[-1]["version"] == 2)
    quiet(editor)
    assert shellcheck(editor.published[-1]) == ["SC2154"]
    assert "|| exit 1" in text


def test_nothing_is_told_of_a_text_that_is_gone(editor: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    released, asked = Event(), Event()
    real = desk.ask

    def slow(path: Path, question: Question, started: object) -> object:
        if "cd /x; make" in question.text:
            asked.set()
            released.wait(TIMEOUT)
        return real(path, question)

    monkeypatch.setattr(desk, "ask", slow)
    monkeypatch.setattr(desk, "takes_several", lambda: False)
    editor.open(TEXT)
    assert asked.wait(TIMEOUT)
    _, change = insert(TEXT, TEXT.index("; make"), " || exit 1")
    editor.change(change)
    until(editor, lambda: bool(editor.published) and editor.published[-1]["version"] == 2)
    until(editor, lambda: shellcheck(editor.published[-1]) == ["SC2154"])
    released.set()
    quiet(editor)
    assert all(CD not in shellcheck(published) for published in editor.published)
    versions = [published["version"] for published in editor.published]
    assert versions == sorted(versions)


def test_nothing_is_sent_twice(editor: Editor) -> None:
    editor.open("FROM debian:13\nRUN make one\n")
    quiet(editor)
    assert len(editor.published) == 1, "the answer has nothing to add"


def test_a_fix(editor: Editor) -> None:
    with Editor({"textDocument": {"codeAction": {"codeActionLiteralSupport": {}}}}) as editor:
        editor.open(TEXT)
        until(editor, lambda: bool(editor.published) and len(shellcheck(editor.published[-1])) == 2)
        found = next(item for item in editor.published[-1]["diagnostics"] if item["code"] == CD)
        actions = editor.actions(found["range"], only=["quickfix"])
        fix = next(action for action in actions if action["title"].startswith("Change to"))
        (edits,) = fix["edit"]["changes"].values()
        assert applied(TEXT, edits) == TEXT.replace("cd /x;", "cd /x || exit;")
        ignore = next(action for action in actions if action["title"] == "Ignore SC2164 for this line")
        (edits,) = ignore["edit"]["changes"].values()
        assert "# dockerls ignore=SC2164\nRUN cd" in applied(TEXT, edits)
        assert offset(TEXT, found["range"]["start"]) == TEXT.index("cd /x")


def test_pulled() -> None:
    with Editor(REFRESH) as editor:
        editor.open(TEXT)
        first = editor.pull()
        until(editor, lambda: ("workspace/diagnostic/refresh", None) in editor.asked)
        quiet(editor)
        second = editor.pull(previous=first["resultId"])
        assert second["kind"] == "full"
        assert second["resultId"] != first["resultId"]
        assert [item["code"] for item in second["items"] if item["code"].startswith("SC")] == [CD, "SC2154"]
        assert editor.pull(previous=second["resultId"])["kind"] == "unchanged"
        count = len(editor.asked)
        quiet(editor)
        assert len(editor.asked) == count, "there is nothing more to refresh"
        assert editor.published == []


def test_a_client_that_pulls_and_cannot_be_told_to() -> None:
    with Editor(PULL) as editor:
        editor.open(TEXT)
        editor.pull()
        end = monotonic() + TIMEOUT
        while CD not in editor.codes():
            assert monotonic() < end
        assert not any("refresh" in method for method, _ in editor.asked)


def test_switched_off_and_on() -> None:
    with Editor(initializationOptions={"shellcheck": False}) as editor:
        editor.open(TEXT)
        quiet(editor)
        assert shellcheck(editor.published[-1]) == []
        editor.notify("workspace/didChangeConfiguration", {"settings": {"dockerls": {"shellcheck": True}}})
        until(editor, lambda: len(shellcheck(editor.published[-1])) == 2)
        editor.notify("workspace/didChangeConfiguration", {"settings": {"dockerls": {"ignore": [CD]}}})
        until(editor, lambda: shellcheck(editor.published[-1]) == ["SC2154"])
        editor.notify("workspace/didChangeConfiguration", {"settings": {"dockerls": {"shellcheck": False}}})
        until(editor, lambda: shellcheck(editor.published[-1]) == [])


def test_closed_documents(editor: Editor) -> None:
    editor.open(TEXT)
    editor.close()
    editor.settle()
    count = len(editor.published)
    quiet(editor)
    assert len(editor.published) == count


def test_without_the_program(editor: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "program", lambda: None)
    editor.open('FROM debian:13\nCMD ["make"]\n', uri=f"{URI}.other")
    editor.settle()
    assert editor.shown == [], "there is nothing to ask"
    editor.open(TEXT)
    editor.open(TEXT, uri=f"{URI}.more")
    editor.settle()
    assert len(editor.shown) == 1
    assert "ShellCheck is not installed" in editor.shown[0]
    assert {published["uri"] for published in editor.published} == {URI, f"{URI}.more", f"{URI}.other"}


@pytest.mark.skipif(os.name == "nt", reason="the program is a script of a shell")
@pytest.mark.parametrize("does", ["exit 3", "kill -9 $$", "sleep 60", "echo no", "echo '{}'", "exec yes"])
def test_a_program_that_fails(
    does: str, editor: Editor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fake = tmp_path / "shellcheck"
    fake.write_text(f"#!/bin/sh\n{does}\n")
    fake.chmod(0o755)
    monkeypatch.setattr(program, "program", lambda: fake)
    monkeypatch.setattr(program, "PATIENCE", 0.2)
    monkeypatch.setattr(program, "_MOST_BYTES", 1 << 20)
    told = Event()
    monkeypatch.setattr(desk.log, "warning", lambda *_: told.set())
    with caplog.at_level(logging.ERROR):
        editor.open("FROM debian:latest\nRUN cd /x; make\n")
        assert told.wait(TIMEOUT)
    editor.settle()
    assert "DL3007" in [item["code"] for item in editor.published[-1]["diagnostics"]]
    assert caplog.records == []


# The desk alone


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[desk.Desk, list[str], list[str], Event]]:
    """A desk whose program waits for an event; with what it has told, and what it was asked."""
    told: list[str] = []
    asked: list[str] = []
    go = Event()

    def ask(path: Path, question: Question, started: object) -> Json:
        asked.append(question.text)
        go.wait(TIMEOUT)
        return {"comments": []}

    monkeypatch.setattr(desk, "ask", ask)
    made = desk.Desk(Path("x"), told.append, Answers())
    yield made, told, asked, go
    go.set()
    made.close()


def wait_for(done: Callable[[], bool]) -> None:
    end = monotonic() + TIMEOUT
    while not done():
        assert monotonic() < end
        Event().wait(0.005)


def test_a_burst_is_asked_once(waiting: tuple[desk.Desk, list[str], list[str], Event]) -> None:
    made, told, asked, go = waiting
    made.ask("a", dict.fromkeys([Question("sh", "0")]))
    wait_for(lambda: asked == ["0"])
    for number in range(1, 20):
        made.ask("a", dict.fromkeys([Question("sh", str(number))]))
    go.set()
    wait_for(lambda: told == ["a"])
    assert asked == ["0", "19"], "the first at once, the last when the burst is over"
    made.ask("a", dict.fromkeys([Question("sh", "19")]))
    made.ask("b", dict.fromkeys([Question("sh", "19"), Question("sh", "x")]))
    wait_for(lambda: told == ["a", "b"])
    assert asked == ["0", "19", "x"]


def test_what_is_typed_does_not_wait_for_the_rest(waiting: tuple[desk.Desk, list[str], list[str], Event]) -> None:
    made, _, asked, go = waiting
    rest = [Question("sh", f"rest {number}") for number in range(50)]
    made.ask("a", dict.fromkeys(rest))
    wait_for(lambda: len(asked) == program.processors())
    made.ask("a", dict.fromkeys([*rest, Question("sh", "typed")]))
    wait_for(lambda: "typed" in asked)
    assert len(asked) == program.processors() + 1, "all others wait, and it has not"
    go.set()
    wait_for(lambda: len(asked) == 51)


def test_the_rest_waits_while_somebody_types(
    waiting: tuple[desk.Desk, list[str], list[str], Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, _, asked, go = waiting
    monkeypatch.setattr(desk, "takes_several", lambda: False)
    monkeypatch.setattr(desk, "REST", TIMEOUT)
    rest = [Question("sh", f"rest {number}") for number in range(50)]
    made.ask("a", dict.fromkeys(rest))
    first = program.processors()
    wait_for(lambda: len(asked) == first)
    made.ask("a", dict.fromkeys([*rest, Question("sh", "typed")]))
    go.set()
    wait_for(lambda: "typed" in asked)
    Event().wait(0.1)
    assert len(asked) == first + 1
    monkeypatch.setattr(desk, "PATIENCE", 0.2)
    made.ask("a", dict.fromkeys([*rest, Question("sh", "typed"), Question("sh", "more")]))
    wait_for(lambda: len(asked) > first + 3)  # Some of it comes although nobody rests.
    assert len(asked) < 30
    monkeypatch.setattr(desk, "REST", 0)
    made.ask("a", dict.fromkeys([*rest, Question("sh", "typed"), Question("sh", "more")]))
    wait_for(lambda: len(asked) == 52)


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="there are no such priorities")
def test_only_what_nobody_types_steps_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "shellcheck"
    fake.write_text("#!/bin/sh\ncat > /dev/null\necho '{\"comments\": []}'\n")
    fake.chmod(0o755)
    stepped: list[object] = []
    monkeypatch.setattr(desk, "step_back", stepped.append)
    told: list[str] = []
    known = Answers()
    made = desk.Desk(fake, told.append, known)
    made.ask("a", dict.fromkeys([Question("sh", "typed")]))
    wait_for(lambda: told == ["a"])
    assert stepped == []
    made.ask("a", dict.fromkeys([Question("sh", str(number)) for number in range(program.processors() + 1)]))
    wait_for(lambda: len(known) == program.processors() + 2)
    assert 0 < len(stepped) <= program.processors() + 1
    made.close()


@pytest.mark.skipif(not program.takes_several(), reason="each question takes a process of its own")
@pytest.mark.parametrize("fails", [False, True])
def test_of_a_flood_one_process_gets_several(fails: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    together: list[int] = []
    alone: list[str] = []

    def ask_several(path: Path, questions: list[Question], started: object) -> list[Json]:
        together.append(len(questions))
        if fails:
            raise program.Failed
        return [{"comments": []} for _ in questions]

    def ask(path: Path, question: Question, started: object) -> Json:
        alone.append(question.text)
        return {"comments": []}

    monkeypatch.setattr(desk, "ask_several", ask_several)
    monkeypatch.setattr(desk, "ask", ask)
    known = Answers()
    made = desk.Desk(Path("x"), lambda name: None, known)
    questions = [Question("sh" if number % 2 else "bash", str(number)) for number in range(100)]
    made.ask("a", dict.fromkeys(questions))
    wait_for(lambda: len(known) == 100)
    made.close()
    assert max(together) == program.AT_ONCE
    assert len(alone) == 100 if fails else len(alone) + sum(together) == 100


def test_a_question_of_two_documents_is_asked_once(waiting: tuple[desk.Desk, list[str], list[str], Event]) -> None:
    made, told, asked, go = waiting
    made.ask("a", dict.fromkeys([Question("sh", "one")]))
    made.ask("b", dict.fromkeys([Question("sh", "one")]))
    wait_for(lambda: asked == ["one"])
    go.set()
    wait_for(lambda: sorted(told) == ["a", "b"])
    assert asked == ["one"]


@pytest.mark.skipif(os.name == "nt", reason="the program is a script of a shell")
def test_a_process_ends_when_nobody_waits_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fake = tmp_path / "shellcheck"
    fake.write_text("#!/bin/sh\nexec sleep 60\n")
    fake.chmod(0o755)
    started = []
    real = program.subprocess.Popen

    def popen(*arguments: object, **options: object) -> object:
        started.append(real(*arguments, **options))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(program.subprocess, "Popen", popen)
    told: list[str] = []
    made = desk.Desk(fake, told.append, Answers())
    made.ask("a", dict.fromkeys([Question("sh", "one")]))
    wait_for(lambda: bool(started))
    made.ask("a", {})
    wait_for(lambda: started[0].returncode is not None)
    made.ask("a", dict.fromkeys([Question("sh", "one")]))
    wait_for(lambda: len(started) == 2)
    made.close()
    wait_for(lambda: started[1].returncode is not None)
    assert told == []
    assert caplog.records == []


@pytest.mark.skipif(os.name == "nt", reason="the program is a script of a shell")
def test_a_second_process_about_what_nobody_waits_for_ends_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first one, which got several scripts, fails; while the next one is started for each alone, all is over."""
    fake = tmp_path / "shellcheck"
    fake.write_text('#!/bin/sh\ncase "$*" in *fd*) exit 3;; esac\nexec sleep 60\n')
    fake.chmod(0o755)
    started = []
    real = program.subprocess.Popen
    made = desk.Desk(fake, lambda name: None, Answers())

    def popen(arguments: tuple[str, ...], **options: object) -> object:
        if not any("fd" in argument for argument in arguments):
            made._closed = True
            made._wishes.clear()
            with made._changed:
                made._withdraw()
        started.append(real(arguments, **options))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(program.subprocess, "Popen", popen)
    monkeypatch.setattr(program, "PATIENCE", 10 * TIMEOUT)
    many = [Question("sh", str(number)) for number in range(4 * program.processors())]
    made.ask("a", dict.fromkeys(many))
    wait_for(lambda: any(thread for thread in made._threads) and not any(t.is_alive() for t in made._threads[1:]))
    assert len(started) > 1
    assert all(process.returncode is not None for process in started)


def test_the_last_answers_are_kept_and_those_that_somebody_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "_ROOM", 3 * answers._EACH + 100)
    known = Answers()
    questions = [Question("sh", str(number)) for number in range(6)]
    held = Answer(())
    known.keep(questions[0], held)
    for question in questions[1:]:
        known.keep(question, Answer(()))
    assert [question for question in questions if question in known] == [questions[0], *questions[3:]]
    assert known.since(6) == (6, [])
    assert set(known.since(4)[1] or ()) == {*questions[4:]}
    assert known.since(2)[1] is None
    known.keep(Question("sh", "x" * 200), answer_of(1))
    assert len(known) == 2, "an answer that says something takes the room of two, and a long question takes more"


def answer_of(comments: int) -> Answer:
    """An answer that says something so many times."""
    place = {"line": 1, "endLine": 1, "column": 1, "endColumn": 2}
    return answer({"comments": [{**place, "level": "info", "code": 2086, "message": "Quote."}] * comments})


def test_no_answer_is_forgotten_before_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Though more of them come than there is room for."""
    monkeypatch.setattr(answers, "_ROOM", 3 * answers._EACH + 100)
    monkeypatch.setattr(desk, "_NEWS", TIMEOUT)
    monkeypatch.setattr(desk, "takes_several", lambda: False)
    monkeypatch.setattr(desk, "ask", lambda *_: {"comments": []})
    known, told = Answers(), []
    questions = [Question("sh", str(number)) for number in range(50)]
    made = desk.Desk(Path("x"), lambda name: told.append(sum(question in known for question in questions)), known)
    made.ask("a", dict.fromkeys(questions))
    wait_for(lambda: bool(told))
    wait_for(lambda: len(known) == 3)
    made.close()
    assert told == [50]
