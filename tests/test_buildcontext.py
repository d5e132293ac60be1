"""What an ignore file hides: the cases are those of moby/patternmatcher's rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockerls.buildcontext import _walk, read_ignore


@pytest.mark.parametrize(
    ("patterns", "path", "hidden"),
    [
        ("a", "a", True),
        ("a", "a/b/c", True),
        ("a", "b/a", False),
        ("/a/", "./a", True),
        ("a/b", "/a/b/c", True),
        ("*.go", "x.go", True),
        ("*.go", "d/x.go", False),
        ("**/*.go", "x.go", True),
        ("**/*.go", "d/e/x.go", True),
        ("**/a", "xa", False),
        ("**a", "xa", True),
        ("a/**", "a", False),
        ("a/**", "a/b", True),
        ("a/**/b", "a/b", True),
        ("a/**/b", "a/x/y/b", True),
        ("a?c", "abc", True),
        ("a?c", "a/c", False),
        ("[ab]c", "bc", True),
        ("[^a]c", "ac", False),
        ("a\\*", "a*", True),
        ("a\\*", "ab", False),
        ("a.b", "axb", False),
        ("a(b)+|c{1}$", "a(b)+|c{1}$", True),
        ("*\n!a", "a", False),
        ("*\n!a", "b", True),
        ("*\n!a\na", "a", True),
        ("# a\na", "a", True),
        (" # a\n#b", "#b", False),
        ("\ufeffa", "a", True),
        ("a\r\nb\r\n", "a", True),
        ("*", ".", True),
        ("**", "/", True),
        ("a", ".", False),
        ("[a", "a", False),
    ],
)
def test_what_is_hidden(patterns: str, path: str, hidden: bool) -> None:
    assert (read_ignore(patterns).hides(path) is not None) is hidden


def test_exceptions_are_known_and_lines_are_counted() -> None:
    ignore = read_ignore("\n# x\na\n! b \n!\n")
    assert [(item.text, item.line, item.negated) for item in ignore.patterns] == [("a", 2, False), ("b", 3, True)]
    assert ignore.has_exceptions


@given(st.text("ab*?/[]!\\.# \n", max_size=20), st.text("ab/.*\\", max_size=8))
def test_no_pattern_is_an_error(patterns: str, path: str) -> None:
    read_ignore(patterns).hides(path)


@pytest.mark.parametrize("wide", ["*a", "?*", "*", "**a/*", "**/a", "a**/"])
def test_no_pattern_takes_forever(wide: str) -> None:
    patterns, path = f"{wide * 15}b", "/".join(("a" * 200, "a/" * 100, "a" * 100))
    assert read_ignore(patterns).hides(path) is None


@given(st.text("ab*?/[]\\.", max_size=9), st.text("ab/.[", max_size=9))
def test_going_all_ways_at_once_leads_to_the_same_place(pattern: str, path: str) -> None:
    for item in read_ignore(pattern).patterns:
        if item.regex is not None and "[" not in pattern:
            assert _walk(item.parts, path.strip("/")) == item.matches(path.strip("/"))


@pytest.mark.filterwarnings("error")
def test_signs_in_a_set_are_themselves() -> None:
    ignore = read_ignore("[[]a\n[&&~~||]b\n[\\]c]d\n")
    assert [path for path in ("[a", "&b", "~b", "|b", "xb", "]a") if ignore.hides(path)] == ["[a", "&b", "~b", "|b"]
