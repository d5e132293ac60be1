"""The value of a word in an environment, against BuildKit's rules and against a reference interpreter of them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_lexer import Reference, Refused

from dockerls.values import Value, expand, expand_words

_NAMES = st.sampled_from(["x", "y", "unset", "empty", "1", "@", "$", "é"])
_ATOMS = st.one_of(
    st.sampled_from(
        ["a", "b", "ab", " ", "*", "?", ".", "/", "-", "\\*", "\\}", "\\/", "`}", "\\ ", '`"', "\\\\", "``"]
    ),
    st.sampled_from(["\n", "\t", "\x1c", "\xa0", "²", "'", '"', "\\", "`", "$", "{", "}", "${", "${x:z}"]),
)
_MODIFIERS = st.sampled_from(["-", ":-", "+", ":+", "?", ":?", "#", "##", "%", "%%", "/", "//", ":", ""])


def _deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, max_size=4).map("".join)
    return st.one_of(
        several,
        several.map(lambda text: f'"{text}"'),
        several.map(lambda text: f"'{text}'"),
        st.builds(lambda name: f"${name}", _NAMES),
        st.builds(lambda name, sign, word: f"${{{name}{sign}{word}}}", _NAMES, _MODIFIERS, several),
        st.builds(lambda name, a, b: f"${{{name}//{a}/{b}}}", _NAMES, several, several),
    )


TEXTS = st.recursive(_ATOMS, _deeper, max_leaves=12)
"""Words of all kinds, right and wrong."""

_VALUES = st.sampled_from(["", "a", "abcab", "aXa/b}", " l  t ", "$y", "'\"\\", "a\nb*a", "b*", "?b"])

ENV = {"NAME": "world", "EMPTY": "", "FILE": "a/b.tar.gz", "BLANKS": " two  words "}


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("plain/word:1", "plain/word:1"),
        ("hello-$NAME", "hello-world"),
        ("${NAME}s$NAME", "worldsworld"),
        ("'$NAME' \"$NAME\"", "$NAME world"),
        (r"\$NAME \a \\ \ ", "$NAME a \\  "),
        (r'"\$NAME \a \\ \" \'"', r'$NAME \a \ " ' + r"\'"),
        ("5$ $. $", "5$ $. $"),
        ("$$|$1|$12x|$@|", "||x||"),
        ("$NAMEs|$NOPE|${NOPE}", "||"),
        ("a\\", "a"),
        ("${EMPTY-a}|${EMPTY:-b}|${NOPE-c}|${NOPE:-d}|${NAME-e}|${NAME:-f}", "|b|c|d|world|world"),
        ("${EMPTY+a}|${EMPTY:+b}|${NOPE+c}|${NOPE:+d}|${NAME+e}|${NAME:+f}", "a||||e|f"),
        ("${NAME?no}|${EMPTY?no}|${NAME:?no}", "world||world"),
        ("${FILE#*.}|${FILE##*.}|${FILE%.*}|${FILE%%.*}", "tar.gz|gz|a/b.tar|a/b"),
        ("${FILE#b}|${FILE%tar}|${FILE#?/}", "a/b.tar.gz|a/b.tar.gz|b.tar.gz"),
        (r"${FILE/\//_}|${FILE/./-}|${FILE//./-}|${FILE//[a-z]/}", "a_b.tar.gz|a/b-tar.gz|a/b-tar-gz|a/b.tar.gz"),
        ("${NAME/o*/!}|${NAME//o/0}|${NAME/x/y}", "w!|w0rld|world"),
        ("${NAME//o/<$0>}".replace("$0", "'$0'"), "w<o>rld"),
        ("${NAME//*/x}|${EMPTY//*/x}", "x|x"),
        ("${NOPE:-${NAME:+${FILE%%/*}}}", "a"),
        ("${NOPE:-\"a}\"'b}'\\}}", "a}b}}"),
        ("${NAME#${NOPE:-wor}}", "ld"),
    ],
)
def test_values(word: str, value: str) -> None:
    assert expand(word, ENV).text == value


@pytest.mark.parametrize(
    ("word", "value"),
    [
        (r"C:\Users\$NAME", "C:\\Users\\world"),
        ("`$NAME `` `a", "$NAME ` a"),
        ('"`$NAME `a `` \\"', "$NAME `a ` \\"),
        ("${NOPE:-a`}b}", "a}b"),
        ("a`", "a"),
    ],
)
def test_values_with_a_backtick_for_escape(word: str, value: str) -> None:
    assert expand(word, ENV, "`").text == value


def test_values_in_a_heredoc() -> None:
    assert expand("it's \"$NAME\" \\$NAME ${NOPE:-'x'}", ENV, quotes=False).text == "it's \"world\" $NAME 'x'"


@pytest.mark.parametrize(
    ("word", "telling"),
    [
        ("${NOPE?}", "NOPE"),
        ("${NOPE:?set it for $NAME}", "set it for world"),
        ("${EMPTY:?}", "EMPTY"),
        ("${NAME:-${NOPE?}}", "NOPE"),
        ("${NAME", "NAME"),
        ("a'b", "'b"),
        ("${NAME^^}", "^"),
        ("${NAME#$FILE\\b}", "\\b"),
        ("${A?}${B?}", "A"),
        ("${A:-${C?}${B?}}${D?}", "C"),
    ],
)
def test_errors_name_the_text(word: str, telling: str) -> None:
    value = expand(word, ENV)
    assert value.text is None
    assert telling in value.error


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("a$ARG", None),
        ("${ARG:-b}", None),
        ("${ARG-b}", None),
        ("${ARG+b}", None),
        ("${ARG:+}", ""),
        ("${ARG?}", None),
        ("${ARG#a}", None),
        ("${NAME+$ARG}", None),
        ("${NAME:-$ARG}", "world"),
        ("${EMPTY:+$ARG}", ""),
        ("${NOPE+$ARG}b", "b"),
        ("'$ARG' \\$ARG", "$ARG $ARG"),
    ],
)
def test_a_declared_variable_without_a_value_is_unknown_where_it_matters(word: str, value: str | None) -> None:
    found = expand(word, {**ENV, "ARG": None})
    assert (found.text, found.error) == (value, "")


def test_names_are_told_once_and_in_order() -> None:
    found = expand("$b${a:-$c}$b'$d'$NAME", {**ENV, "c": None})
    assert (found.used, found.unset) == (("b", "a", "c", "NAME"), ("b", "a"))


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("a  b\tc", ["a", "b", "c"]),
        ("a$BLANKS.b", ["a", "two", "words", ".b"]),
        ('a"$BLANKS"b', ["a two  words b"]),
        (r"'a b' \ c", ["a b", " c"]),
        ("$NOPE '' a", ["a"]),
        ("${NOPE:-x '1 2'}", ["x", "1", "2"]),
        ("a\x1cb", ["a\x1cb"]),
        ("a 'b", None),
    ],
)
def test_words(word: str, words: list[str] | None) -> None:
    assert expand_words(word, ENV) == words


def test_what_would_fill_the_memory_or_never_end_is_unknown() -> None:
    env: dict[str, str | None] = {"v0": "x" * 10}
    for number in range(1, 20):
        env[f"v{number}"] = expand(f"$v{number - 1}" * 10, env).text
    assert env["v3"] == "x" * 10_000
    assert env["v19"] is None
    assert expand("${v3#*x*x*x*x*x*y}", env) == Value(None, (), ("v3",))
    assert expand("${a:-" * 50_000 + "}" * 50_000, {}).text is None
    assert expand("${v0//x/$v3}" * 1000, env).text is None


def test_dockerfile_parse_is_imported_only_for_a_value() -> None:
    program = """
from dockerls.values import expand
assert expand("debian:13", {}).text == "debian:13"
assert expand("$a", {"a": "b"}).text == "b"
from dockerls.late import part
assert part.cache_info().currsize == 0
assert expand("'$a'$a", {"a": "b"}).text == "$ab"
assert part.cache_info().currsize == 1
assert part("dockerfile_parse", "util").WordSplitter
assert part.cache_info().currsize == 1
"""
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parent.parent)


@given(st.text(st.characters(exclude_characters="$'\"\\")))
def test_a_word_without_anything_special_is_its_own_value(word: str) -> None:
    assert expand(word, {}) == Value(word, (), ())


@given(st.text(), st.sampled_from("\\`"), st.booleans())
def test_it_never_raises(word: str, escape: str, quotes: bool) -> None:
    expand(word, ENV, escape, quotes=quotes)
    expand_words(word, ENV, escape)


@settings(max_examples=1500)
@given(
    TEXTS,
    st.fixed_dictionaries({"x": _VALUES, "y": _VALUES, "empty": st.just("")}),
    st.sampled_from("\\`"),
    st.booleans(),
)
def test_values_agree_with_the_reference(word: str, env: Mapping[str, str], escape: str, quotes: bool) -> None:
    reference = Reference(word, env, escape, quotes=quotes)
    found = expand(word, env, escape, quotes=quotes)
    try:
        text, words = reference.run()
    except Refused:
        assert found.text is None
        assert found.error
        return
    assert (found.text, found.error) == (text, "")
    assert set(found.used) == set(reference.used)
    assert found.unset == tuple(name for name in found.used if name not in env)
    if quotes:
        assert expand_words(word, env, escape) == words


@settings(max_examples=500)
@given(TEXTS, _VALUES, st.sampled_from("\\`"))
def test_a_text_in_spite_of_an_unknown_variable_holds_whatever_it_is(word: str, value: str, escape: str) -> None:
    unknown = expand(word, {"x": None, "y": "ab"}, escape)
    if unknown.text is not None:
        for env in ({"y": "ab"}, {"x": value, "y": "ab"}):
            known = expand(word, env, escape)
            assert known.text == unknown.text or known.error
