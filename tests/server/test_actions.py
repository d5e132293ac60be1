"""What can be done about a finding: marked text in, the text after each action out."""

from __future__ import annotations

from marks import marked

from dockerls.config import DEFAULT, Config
from dockerls.features.actions import FIX_ALL, QUICK_FIX, REWRITE, Action, actions, fix_all
from dockerls.lint import Finding, engine
from dockerls.lint.report import report_of
from dockerls.lint.rule import Fix
from dockerls.snapshot import Snapshot, snapshot
from dockerls.text import Edit, Span, apply

CODE, OTHER = "DF9999", "DL3999"
NAMES = (CODE, OTHER, "JSONArgsRecommended")


def found(text: str, *, config: Config = DEFAULT, fixes: tuple[Fix, ...] = ()) -> tuple[Snapshot, Span]:
    """A snapshot in which one thing is found at the mark, whatever the rules say."""
    plain, spans = marked(text)
    (span,) = spans[0]
    made = snapshot(plain, config=config)
    finding = Finding(span, "It.", fixes, names=NAMES, code=CODE, severity="warning")
    made.report = report_of((finding,), made.tree, config)
    return made, span


def after(text: str, title: str) -> str | None:
    """The text after the action with that title; None if there is none."""
    made, span = found(text)
    action = next((action for action in actions(made, span) if action.title == title), None)
    return None if action is None else apply(made.text, action.edits or ())


LINE, FILE = f"Ignore {CODE} for this line", f"Ignore {CODE} in this file"


def test_a_line_is_ignored_by_a_comment_above_it_with_its_indentation() -> None:
    assert after("FROM a\n\t RUN $0x$0 \\\n  y\n", LINE) == f"FROM a\n\t # dockerls ignore={CODE}\n\t RUN x \\\n  y\n"
    assert after("FROM a\nRUN x \\\n  $0y$0\n", LINE) == f"FROM a\n# dockerls ignore={CODE}\nRUN x \\\n  y\n"
    assert after("FROM a\r\nRUN $0x$0", LINE) == f"FROM a\r\n# dockerls ignore={CODE}\r\nRUN x"
    assert after("FROM $0a$0", LINE) == f"# dockerls ignore={CODE}\nFROM a"


def test_a_comment_that_ignores_already_takes_one_name_more() -> None:
    for before, then in (
        ("# dockerls ignore=A", f"# dockerls ignore=A,{CODE}"),
        ("# dockerls ignore=A, B;reason=why", f"# dockerls ignore=A, B,{CODE};reason=why"),
        ("# hadolint ignore=DL3008", f"# hadolint ignore=DL3008,{OTHER}"),
        ("# dockerls ignore=A\n# why", f"# dockerls ignore=A,{CODE}\n# why"),
        ("# dockerls ignore=A\n\n# why", f"# dockerls ignore=A\n\n# why\n# dockerls ignore={CODE}"),
    ):
        assert after(f"FROM a\n{before}\nRUN $0x$0\n", LINE) == f"FROM a\n{then}\nRUN x\n"


def test_a_file_is_ignored_at_its_top_below_the_directives() -> None:
    pragma = f"# dockerls global ignore={CODE}"
    assert after("FROM $0a$0\n", FILE) == f"{pragma}\nFROM a\n"
    assert after("# syntax=x\r\n# escape=`\r\n# c\r\nFROM $0a$0\r\n", FILE) == (
        f"# syntax=x\r\n# escape=`\r\n{pragma}\r\n# c\r\nFROM a\r\n"
    )
    assert after("\ufeffFROM $0a$0\n", FILE) == f"\ufeff{pragma}\nFROM a\n"
    assert after("# check=skip=X\nFROM $0a$0\n", FILE) == f"# check=skip=X\n{pragma}\nFROM a\n"
    assert after("# dockerls global ignore=A\nFROM $0a$0\n", FILE) == f"# dockerls global ignore=A,{CODE}\nFROM a\n"
    assert after("# $0syntax=x$0", FILE) == f"# syntax=x\n{pragma}\n"
    assert after("# $0syntax=x$0", LINE) is None


def test_after_ignoring_nothing_is_found() -> None:
    """Held against real findings: both actions silence exactly what they name."""
    text = "# syntax=docker/dockerfile:1\nFROM a:1 AS one\n  FROM b:1 AS one\n"
    before = snapshot(text)
    assert before.report.findings
    for finding in before.report.findings:
        for title in (f"Ignore {finding.code} for this line", f"Ignore {finding.code} in this file"):
            action = next(action for action in actions(before, finding.span) if action.title == title)
            codes = [other.code for other in snapshot(apply(text, action.edits or ())).report.findings]
            assert finding.code not in codes
            assert len(codes) < len(before.report.findings)


def test_nothing_is_ignored_where_comments_do_not_count() -> None:
    made, span = found("FROM $0a$0\n", config=Config(pragmas=False))
    assert [action.title for action in actions(made, span)] == [f"Open the page of {CODE}"]


def titles(made: Snapshot, span: Span, *only: str) -> list[str]:
    return [action.title for action in actions(made, span, only)]


def test_fixes_come_first_and_a_safe_one_is_preferred() -> None:
    edit = Edit(Span(5, 6), "b")
    for safe in (True, False):
        made, span = found("FROM $0a$0\n", fixes=(Fix("One", (edit,), safe), Fix("Two", (edit,), True)))
        offered = actions(made, span)
        assert [action.title for action in offered[:2]] == ["One", "Two"]
        assert [action.preferred for action in offered[:2]] == [safe, False]
        assert all(action.finding and action.finding.code == CODE for action in offered[:2])


def test_only_what_is_asked_for() -> None:
    made, span = found("FROM $0a$0\nRUN x\n", fixes=(Fix("One", (Edit(Span(5, 6), "b"),), True),))
    everything = [action.kind for action in actions(made, span)]
    assert everything == [QUICK_FIX, FIX_ALL, QUICK_FIX, QUICK_FIX, QUICK_FIX]
    for only in ("source", "source.fixAll", "source.fixAll.dockerls"):
        assert [action.kind for action in actions(made, span, (only,))] == [FIX_ALL]
    for only in ("source.fixAll.other", "source.organizeImports", "refactor", "quick"):
        assert titles(made, span, only) == []
    assert "One" in titles(made, span, "quickfix")
    elsewhere = Span(made.text.index("RUN"), made.text.index("RUN"))
    assert [action.kind for action in actions(made, elsewhere)] == [FIX_ALL, REWRITE]


def test_all_safe_fixes_are_applied_and_no_other() -> None:
    made, _ = found(
        "FROM $0a$0 AS b\n", fixes=(Fix("No", (Edit(Span(0, 4), "x"),)), Fix("Yes", (Edit(Span(5, 6), "z"),), True))
    )
    assert apply(made.text, fix_all(made)) == "FROM z AS b\n"
    assert apply(made.text, fix_all(made)) == engine.fixed(made.text, made.report.findings)[0]


def test_an_action_is_a_plain_value() -> None:
    made, span = found("FROM $0a$0\n")
    page = actions(made, span)[-1]
    command = ("dockerls.openRule", CODE)
    assert page == Action(f"Open the page of {CODE}", QUICK_FIX, (), made.report.findings[0], False, command)
