"""Variable uses, faults and words of one piece of text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marks import marked
from reference_lexer import Reference, Refused
from test_values import TEXTS

from dockerls.syntax.lexer import lex, words


def check_uses(text: str, escape: str = "\\", *, quotes: bool = True) -> None:
    """Exactly the marked spans are uses, each mark a use of its own."""
    plain, spans = marked(text)
    assert sorted((use.start, use.end) for use in lex(plain, escape, quotes=quotes).uses) == sorted(
        tuple(span) for group in spans.values() for span in group
    )


def check_faults(text: str, *codes: str, escape: str = "\\") -> None:
    """The faults have these codes, and the first of them stands at the first mark, and so on."""
    plain, spans = marked(text)
    found = lex(plain, escape).faults
    assert [fault.code for fault in found] == list(codes)
    assert [(fault.start, fault.end) for fault in found] == [
        tuple(span) for _, group in sorted(spans.items()) for span in group
    ]


@pytest.mark.parametrize(
    "text",
    [
        "no variable at all",
        "$0$HOME$0/bin:$1${PATH}$1",
        "$0$a_1$0-$1$B2$1.c",
        r"\$escaped $0$not$0 \\$1$this$1",
        "'$single' \"$0$double$0\" \"'$1$both$1'\"",
        "price: 5$ or $, $/",
        "$0${a:-$1${b:+$2$c$2}$1}$0",
        "$0${from%$1$suffix$1}$0$2${x//$3$y$3/$4$z$4}$2",
        "$0${1}$0 $1$$$1x $2$@$2 $3${?}$3 $4$12$4",
        '$0${a:-"}$1$b$1"}$0 $2$c$2',
        r"$0${a:-\}$1$b$1}$0",
        "$0$größe$0²",
        "$0${%x}$0",
    ],
)
def test_uses(text: str) -> None:
    check_uses(text.replace("$12", "${1}"))


def test_a_special_parameter_of_digits_takes_all_of_them_and_no_letter() -> None:
    (use,) = lex("$12a").uses
    assert (use.name, use.end) == ("12", 3)


def test_the_parts_of_a_use() -> None:
    plain, spans = marked("a ${$0name$0:-$1wo}rd$1}".replace("wo}rd", 'w"}"$x'))
    use, inner = lex(plain).uses
    assert use.name == "name"
    assert [(use.name_start, use.name_end)] == [tuple(span) for span in spans[0]]
    assert use.modifier == ":-"
    assert [(use.word_start, use.word_end)] == [tuple(span) for span in spans[1]]
    assert (inner.name, inner.modifier, inner.word_start, inner.word_end) == ("x", "", 0, 0)


def test_a_replacement_knows_its_slash() -> None:
    text = r"${v//a\/b/c/d}"
    (use,) = lex(text).uses
    assert (use.modifier, text[use.word_start : use.slash], text[use.slash + 1 : use.word_end]) == (
        "//",
        r"a\/b",
        "c/d",
    )


@pytest.mark.parametrize("modifier", ["-", ":-", "+", ":+", "?", ":?", "#", "##", "%", "%%"])
def test_modifiers(modifier: str) -> None:
    (use,) = lex(f"${{x{modifier}word}}").uses
    assert use.modifier == modifier


def test_quoted_means_double_quotes_at_any_depth() -> None:
    uses = lex('$a "$b ${c:-$d}" ${e:-"$f"$g}').uses
    assert [use.name for use in uses if use.quoted] == ["b", "c", "d", "f"]


def test_the_backtick_may_be_the_escape() -> None:
    check_uses(r"C:\$0$dir$0 `$no", "`")
    check_uses(r"C:\$dir `$0$yes$0")


def test_in_a_heredoc_quotes_mean_nothing_and_escapes_do() -> None:
    check_uses(r"it's '$0$one$0' \$two " + '"$1$three$1', quotes=False)
    assert not lex("it's \"", quotes=False).faults


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("a $0'b c$0 ", ["unterminated-single-quote"]),
        ('"a" $0"b $c$0', ["unterminated-double-quote"]),
        ("$0${$0", ["missing-brace"]),
        ("a $0${b$0", ["missing-brace"]),
        ("$0${a$0:-b", ["missing-brace"]),
        ("$0${a$0:-$1${b$1", ["missing-brace", "missing-brace"]),
        ('"$0${a$0"', ["missing-brace"]),
        ("\"$0${a$0:-b\" 'c'", ["missing-brace"]),
        ("$0${a$0:-it's}", ["missing-brace"]),
        ("$0${a$0/b}", ["missing-slash"]),
        ("$0${a$0/b/c", ["missing-brace"]),
        ("$0${}$0 $1${{$1a}} $2${:$2-a}", ["bad-substitution"] * 3),
        ("$0${a^^}$0 $1${#b}$1 ${c}", ["unsupported-modifier"] * 2),
        ("$0${a:=b}$0", ["unsupported-modifier"]),
        ("$0${a:#b}$0", ["unsupported-modifier"]),
        ("${a:-$0${b:1}$0}", ["unsupported-modifier"]),
        (r"${a#$0\b$0}", ["invalid-pattern"]),
        (r"${a%'$0x\$0'}".replace("'$0x\\$0'", "$0'x\\'$0"), ["invalid-pattern"]),
        (r"${a/$0\b$0/c}", ["invalid-pattern"]),
        (r"${a#\*\?\\\}} ${a/\//b}", []),
    ],
)
def test_faults(text: str, codes: list[str]) -> None:
    check_faults(text, *codes)


def test_the_outermost_brace_is_named_before_what_stands_within() -> None:
    # BuildKit has read all there is when it meets `${b:1}`, and so it blames the brace which is still open.
    check_faults("$0${a$0:-$1${b:1}$1", "missing-brace", "unsupported-modifier")


def test_an_unset_variable_may_have_any_modifier_when_only_words_are_asked_for() -> None:
    assert words("a ${b:=c}") == [("a", 0, 1), ("${b:=c}", 2, 9)]
    assert words("a ${b=c}") is None


@pytest.mark.parametrize(
    "start", ["${", "${a:-", '"${a:-', "${a#\\a", "$a", "${a/", "${a^", "${a ", '${a"', "${a:z", "'", '"']
)
@pytest.mark.parametrize("end", ["", "}", '}"', "/}"])
def test_no_nesting_is_too_deep(start: str, end: str) -> None:
    bomb = start * 3_000 + end * 3_000
    lex(bomb)
    words(bomb)


def test_a_bomb_of_braces() -> None:
    assert len(lex("${a:-" * 100_000 + "}" * 100_000).uses) == 100_000
    assert words("${" * 100_000) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("$0cat$0 $1<<EOF$1", ["cat", "<<EOF"]),
        ("  $0<<'E O F'$0\t$1b$1 ", ["<<'E O F'", "b"]),
        (r'$0a\ b$0 $1"c d"e$1', [r"a\ b", '"c d"e']),
        ("$0${x:-a$0 $1b}c$1 $2$y$2", ["${x:-a", "b}c", "$y"]),
        ('"" $0a$0', ['""', "a"]),
    ],
)
def test_words_of_a_heredoc_line(text: str, expected: list[str]) -> None:
    plain, spans = marked(text)
    found = words(plain, raw_quotes=True, raw_escapes=True)
    assert found is not None
    assert [word for word, _, _ in found] == expected
    for _, group in spans.items():
        for span in group:
            assert tuple(span) in [(start, end) for _, start, end in found]


def test_words_without_their_quotes() -> None:
    assert words(r"""'a b' c\ d "" "e""") is None
    assert words(r"""'a b' c\ d "" e""") == [("a b", 0, 5), ("c d", 6, 10), ("e", 14, 15)]


@given(TEXTS, st.sampled_from("\\`"), st.booleans())
def test_spans_lie_within_the_text_and_tell_the_truth(text: str, escape: str, quotes: bool) -> None:
    uses, faults = lex(text, escape, quotes=quotes)
    assert list(uses) == sorted(uses, key=lambda use: use.start)
    for use in uses:
        assert text[use.start] == "$"
        assert text[use.name_start : use.name_end] == use.name
        assert use.start < use.name_start <= use.name_end <= use.end <= len(text)
        if use.word_end:
            assert text[use.name_end : use.word_start] == use.modifier
            assert use.word_end <= use.end
    for fault in faults:
        assert 0 <= fault.start < fault.end <= len(text)


@given(TEXTS, st.sampled_from("\\`"), st.booleans(), st.booleans())
def test_words_agree_with_the_reference(text: str, escape: str, raw_quotes: bool, raw_escapes: bool) -> None:
    try:
        reference = Reference(text, {}, escape, raw_quotes=raw_quotes, raw_escapes=raw_escapes, keep_unset=True)
        expected = reference.run()[1]
    except Refused:
        expected = None
    found = words(text, escape, raw_quotes=raw_quotes, raw_escapes=raw_escapes)
    assert (None if found is None else [word for word, _, _ in found]) == expected
    first = last = 0
    for _, start, end in found or ():  # Words out of one quoted piece share its place.
        assert first <= start < end <= len(text)
        assert last <= end
        first, last = start, end


@given(TEXTS, st.sampled_from("\\`"), st.booleans())
def test_the_first_fault_is_the_one_of_the_reference(text: str, escape: str, quotes: bool) -> None:
    _, faults = lex(text, escape, quotes=quotes)
    reference = Reference(text, AnyVariable(), escape, quotes=quotes)
    try:
        reference.run()
        code = ""
    except Refused as refused:
        code = refused.code
    if code == "invalid-pattern":
        # One whose pattern depends on a variable shows only in its value.
        return
    found = faults[0].code if faults else ""
    if found == "missing-brace" and code == "unsupported-modifier":
        # `${a b`, whose blank BuildKit takes for a modifier.
        return
    assert found == code


class AnyVariable(dict[str, str]):
    """An environment in which everything is set."""

    def __contains__(self, name: object) -> bool:
        return True

    def get(self, name: str, default: object = None) -> str:  # type: ignore[override]
        return "ab"
