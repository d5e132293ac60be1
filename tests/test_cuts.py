"""A script is cut where nothing is open: its statements, read alone, come to what it comes to as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from real import read, real_files

from dockerls.syntax import Node, cuts, parse
from dockerls.syntax.cuts import Cut, statements

CUT = [
    "a",
    "a;$0 b &&$0 c ||$0 d &$0 e",
    "a\n$0b\n",
    "a;$0\n$0b",
    "a &&$0\n$0  b",
    "a | b |& c;$0 d",
    "a |\n  b;$0 c",
    "a | # why\n  b;$0 c",
    "a 2>&1 >&2 &> x;$0 b",
    "a 'b; c' \"d && e\" f\\;g h\\\n;$0 i",
    'a "b $(c; d "e; f") `g; h` ${i:-"j; k"}";$0 l',
    "a $'b\\'; c';$0 d",
    "a $(b; c) `d; e` ${f#;} $((1 << 2));$0 g",
    "a # b; c\n$0d#e;$0 f",
    "(a; b) &&$0 { c; d; } ||$0 e",
    "a <(b; c) >(d; e);$0 f",
    "if a; then b; elif c; then d; else e; fi;$0 f",
    "if a; then if b; then c; fi fi;$0 d",
    "for a in b c; do d; done;$0 e",
    "for ((i=0; i<3; i++)); do a; done;$0 b",
    "while a; do b && c; done < d;$0 e",
    "until a\ndo\nb\ndone\n$0c",
    "case a in b) c;; d|e) f;; (g) h; esac;$0 i",
    "a | while read b; do c; done &&$0 d",
    "! if a; then b; fi;$0 c",
    "f() { a; b; };$0 c",
    "f()\n{\na\n}\n$0c",
    "function f { a; b; };$0 c",
    "[[ a && b || ( c < d ) ]] &&$0 e",
    "[ a ] &&$0 b",
    "(( a && b ));$0 c",
    "a {b,c} {};$0 d",
    "echo if;$0 echo done;$0 echo fi",
    "A=1 B='2; 3' c;$0 D=4",
    "cat <<E\na; b\nE\n$0c",
    "cat <<'E' && d <<-\"F\"\na; b\nE\n\tc\n\tF\n$0e",
    "if a; then cat <<E\nfi; b\nE\nfi;$0 c",
    "a <<<b;$0 c",
    "a \\\r\n  b\r\n$0c",
    "a \\ ;$0 b \\ &&$0 c",
    # What cannot be told is not cut.
    "a;$0 if b; c",
    "a;$0 b 'c; d",
    'a;$0 b "c; d',
    "a;$0 b $(c; d",
    "a;$0 b ${c; d",
    "a;$0 b ) c; d",
    "a;$0 then b; c",
    "a;$0 cat <<E\nb; c\n",
    "a;$0 b ;; c; d",
    "a;$0 && b;$0 c",
    "; a;$0 b",
    "a {; b; c",
]


@pytest.mark.parametrize("text", CUT)
def test_a_script_is_cut_where_nothing_is_open(text: str) -> None:
    script = text.replace("$0", "")
    row = statements(script, str)
    assert "$0".join(script[start:end] for start, end in zip(row.starts, [*row.starts[1:], None])) == text


def told(node: Node) -> list[object]:
    """All that a node's script says, but for whether it is broken."""
    script = node.script
    commands = [
        (item.name, item.args, item.span, item.assignments, item.redirects, item.connector, item.piped, item.top)
        for item in script.commands
    ]
    return [commands, script.assigned, script.pipes, script.interpreter]


def scripts(text: str) -> list[Node]:
    """The instructions of a text that give something to a shell."""
    return [node for node in parse(text).nodes if node.is_shell_form]


def uncut(text: str, start: int) -> Cut:
    """All of a script as one statement."""
    return Cut(len(text), len(text) - start, "")


def check_cuts(text: str) -> None:
    """What a file's scripts say is the same if they are not cut, where the whole is understood."""
    cut = scripts(text)
    found = [(told(node), node.script.broken) for node in cut]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cuts, "cut", uncut)
        whole = scripts(text)
        for node, (said, broken), other in zip(cut, found, whole):
            if not broken and not other.script.broken:
                assert said == told(other), node.source


FILES = [path for path in real_files() if path.suffix == ".Dockerfile"]
TEXTS = [text for text in map(read, FILES) if len(text) < 20_000]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_real_scripts_say_the_same_uncut(path: Path) -> None:
    text = read(path)
    check_cuts(text)
    cut = [node.script.broken for node in scripts(text)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cuts, "cut", uncut)
        assert cut == [node.script.broken for node in scripts(text)]


@pytest.mark.parametrize("text", CUT)
def test_scripts_of_all_kinds_say_the_same_uncut(text: str) -> None:
    script = text.replace("$0", "")
    check_cuts(f"FROM a\nRUN <<END\n{script}\nEND\n")
    if "\n" not in script and "<<" not in script:
        check_cuts(f"FROM a\nRUN {script}\n")


SIGNS = (
    *";&|\n\"'`$#\\(){}<> ax",
    *(
        "&&",
        "||",
        ";;",
        "$(",
        "${",
        "$((",
        "((",
        "))",
        "[[ ",
        " ]]",
        "<<E\n",
        "E\n",
        "\r\n",
        "$'",
        ">&",
        "<(",
        "()",
        "2>&1",
    ),
    *(" if ", " then ", " fi ", "; fi", " for ", " do ", "; done", " case x in ", " esac ", " ! ", " { ", " } ", " # "),
)
SCRIPTS = st.lists(st.sampled_from(SIGNS), max_size=30).map("".join)


@settings(max_examples=500)
@given(SCRIPTS)
def test_what_is_cut_comes_to_the_whole(text: str) -> None:
    row = statements(text, str)
    parts = [text[start:end] for start, end in zip(row.starts, [*row.starts[1:], len(text)])]
    assert "".join(parts) == text
    for part, statement in zip(parts, row.row):
        operator = statement.operator
        assert part == (statement.made.removesuffix("\n") + operator if operator else statement.made)


@settings(max_examples=500)
@given(SCRIPTS, st.lists(st.tuples(st.floats(0, 1), st.integers(0, 3), st.sampled_from(SIGNS)), min_size=1, max_size=8))
def test_the_row_before_changes_nothing(text: str, edits: list[tuple[float, int, str]]) -> None:
    before = statements(text, str)
    for place, gone, new in edits:
        at = int(place * len(text))
        text = text[:at] + new + text[at + gone :]
        after, cold = statements(text, str, before), statements(text, str)
        assert after.starts == cold.starts
        assert [(item.made, item.operator) for item in after.row] == [(item.made, item.operator) for item in cold.row]
        before = after


def test_statements_that_an_edit_leaves_alone_stay() -> None:
    before = statements("a; b; c; d; e; f", str)
    after = statements("a; b; c; xd; e; f", str, before)
    same = [old is new for old, new in zip(before.row, after.row)]
    assert same == [True, True, False, False, True, True]
