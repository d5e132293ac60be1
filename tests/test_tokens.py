"""Semantic tokens, as text: `⟨type.modifier:piece⟩`."""

from __future__ import annotations

import random
import re
import textwrap
from pathlib import Path

import pytest
from half_typed import half_typed
from hypothesis import given
from hypothesis import strategies as st
from real import read, real_files
from unlinted import unlinted

from dockerls.features.tokens import Token, delta, encode, encoded, tokens
from dockerls.features.tokens.languages import language_marks, language_of_file
from dockerls.legend import MODIFIERS, TYPES
from dockerls.snapshot import Snapshot
from dockerls.text import LineIndex, Span

_TOKEN = re.compile(r"⟨[A-Za-z.]+:([^⟨⟩]+)⟩")


def rendered(text: str, found: list[Token]) -> str:
    parts, done = [], 0
    for (start, end), kind, modifiers in found:
        parts += (text[done:start], f"⟨{'.'.join((kind, *modifiers))}:{text[start:end]}⟩")
        done = end
    return "".join((*parts, text[done:]))


def check(expected: str) -> None:
    """The text without its marks has just these tokens."""
    if expected.startswith("\n"):
        expected = textwrap.dedent(expected[1:])
    text = _TOKEN.sub(r"\1", expected)
    assert rendered(text, tokens(unlinted(text))) == expected


@pytest.mark.parametrize(
    "expected",
    [
        # Images and stages
        "⟨keyword:FROM⟩ ⟨type:node⟩⟨operator::⟩⟨enumMember:24-slim⟩ ⟨keyword:AS⟩ ⟨class.declaration:build⟩",
        "⟨keyword:from⟩ ⟨namespace:ghcr.io⟩/⟨type:acme/app⟩ x",
        "⟨keyword:FROM⟩ ⟨namespace:localhost:5000⟩/⟨type:a/b⟩⟨operator::⟩⟨enumMember:1⟩⟨operator:@⟩⟨number:sha256:abc⟩",
        "⟨keyword:FROM⟩ ⟨type:a/b⟩⟨operator::⟩⟨variable:${T⟩⟨operator::-⟩⟨string:b/c:1⟩⟨variable:}⟩ ⟨keyword:AS⟩",
        "⟨keyword:FROM⟩ ⟨parameter:--platform⟩⟨operator:=⟩⟨variable.defaultLibrary:$BUILDPLATFORM⟩ ⟨type:a⟩",
        # Pairs
        '⟨keyword:ENV⟩ ⟨variable.declaration:A⟩⟨operator:=⟩⟨number:1⟩ ⟨variable.declaration:B⟩⟨operator:=⟩⟨string:"x ⟩'
        '⟨variable:${A⟩⟨operator::-⟩⟨string:z⟩⟨variable:}⟩⟨string:"⟩',
        "⟨keyword:ENV⟩ ⟨variable.declaration:A⟩ ⟨string:b c⟩",
        "⟨keyword:ARG⟩ ⟨variable.declaration.defaultLibrary:TARGETARCH⟩ ⟨variable.declaration:V⟩⟨operator:=⟩"
        "⟨variable:$A⟩⟨string:-x⟩",
        "⟨keyword:ENV⟩ ⟨variable.declaration:A⟩⟨operator:=⟩⟨string:\\$B'$C'⟩",
        "⟨keyword:LABEL⟩ ⟨property:a.b⟩⟨operator:=⟩⟨string:'$c d'⟩",
        # Arguments
        "⟨keyword:EXPOSE⟩ ⟨number:80⟩⟨operator:/⟩⟨enumMember:tcp⟩ ⟨variable:$P⟩ ⟨number:1⟩⟨operator:-⟩⟨number:2⟩",
        "⟨keyword:USER⟩ ⟨string:app⟩⟨operator::⟩⟨number:1000⟩",
        "⟨keyword:USER⟩ ⟨variable:$U⟩⟨string::g⟩",
        "⟨keyword:STOPSIGNAL⟩ ⟨enumMember:SIGTERM⟩",
        "⟨keyword:STOPSIGNAL⟩ ⟨number:9⟩",
        "⟨keyword:WORKDIR⟩ ⟨string:/a/⟩⟨variable:$B⟩",
        '⟨keyword:CMD⟩ [⟨string:"a$b"⟩, ⟨string:"-c"⟩]',
        "⟨keyword:HEALTHCHECK⟩ ⟨parameter:--interval⟩⟨operator:=⟩⟨number:1m30s⟩ ⟨parameter:--retries⟩⟨operator:=⟩"
        '⟨number:3⟩ ⟨keyword:CMD⟩ [⟨string:"x"⟩]',
        "⟨keyword:HEALTHCHECK⟩ ⟨keyword:NONE⟩",
        "⟨keyword:HEALTHCHECK⟩ ⟨keyword:CMD⟩ ⟨function:curl⟩ ⟨parameter:-f⟩ x ⟨operator:||⟩ ⟨function:exit⟩ ⟨number:1⟩",
        "⟨keyword.deprecated:MAINTAINER⟩ ⟨string:me <a@b>⟩",
        # Flags
        "⟨keyword:COPY⟩ ⟨parameter:--chmod⟩⟨operator:=⟩⟨number:755⟩ ⟨parameter:--chown⟩⟨operator:=⟩⟨string:a⟩"
        "⟨operator::⟩⟨number:0⟩ ⟨parameter:--link⟩ ⟨string:x⟩ ⟨string:y⟩",
        "⟨keyword:COPY⟩ ⟨parameter:--link⟩⟨operator:=⟩⟨enumMember:false⟩ ⟨parameter:--from⟩⟨operator:=⟩⟨type:nginx⟩"
        "⟨operator::⟩⟨enumMember:1⟩ ⟨string:x⟩ ⟨string:y⟩",
        "⟨keyword:RUN⟩ ⟨parameter:--mount⟩⟨operator:=⟩⟨property:type⟩⟨operator:=⟩⟨enumMember:bind⟩,⟨property:from⟩"
        "⟨operator:=⟩⟨type:img⟩,⟨property:rw⟩ ⟨parameter:--network⟩⟨operator:=⟩⟨enumMember:none⟩ ⟨function:make⟩",
        "⟨keyword:ONBUILD⟩ ⟨keyword:COPY⟩ ⟨parameter:--chown⟩⟨operator:=⟩⟨string:a⟩ ⟨string:.⟩ ⟨string:/⟩",
        "⟨keyword:ONBUILD⟩ ⟨keyword:RUN⟩ ⟨function:make⟩ ⟨parameter:-j⟩ ⟨operator:&&⟩ ⟨function:x⟩",
        # What is no instruction stays bare, as a sign.
        "COP --from=a $b c",
        "⟨keyword:ONBUILD⟩ ONBUILD RUN x",
    ],
)
def test_instructions(expected: str) -> None:
    check(expected)


def test_references_to_stages() -> None:
    check("""
        ⟨keyword:FROM⟩ ⟨type:a⟩ ⟨keyword:AS⟩ ⟨class.declaration:One⟩
        ⟨keyword:FROM⟩ ⟨class:one⟩
        ⟨keyword:COPY⟩ ⟨parameter:--from⟩⟨operator:=⟩⟨class:ONE⟩ ⟨string:x⟩ ⟨string:y⟩
        ⟨keyword:COPY⟩ ⟨parameter:--from⟩⟨operator:=⟩⟨class:0⟩ ⟨string:x⟩ ⟨string:y⟩
        ⟨keyword:RUN⟩ ⟨parameter:--mount⟩⟨operator:=⟩⟨property:from⟩⟨operator:=⟩⟨class:one⟩ ⟨function:y⟩
        ⟨keyword:RUN⟩ ⟨parameter:--mount⟩⟨operator:=⟩⟨property:from⟩⟨operator:=⟩⟨type:0⟩ ⟨function:y⟩
        ⟨keyword:ONBUILD⟩ ⟨keyword:COPY⟩ ⟨parameter:--from⟩⟨operator:=⟩⟨class:one⟩ ⟨string:x⟩ ⟨string:y⟩
        ⟨keyword:COPY⟩ ⟨parameter:--from⟩⟨operator:=⟩⟨type:two⟩ ⟨string:x⟩ ⟨string:y⟩
    """)


def test_directives_and_comments() -> None:
    check("""
        ⟨comment:#⟩ ⟨macro:syntax⟩ ⟨operator:=⟩ ⟨type:docker/dockerfile⟩⟨operator::⟩⟨enumMember:1⟩
        ⟨comment:#⟩⟨macro:escape⟩⟨operator:=⟩⟨string:`⟩
        ⟨comment:#⟩ ⟨macro:check⟩⟨operator:=⟩⟨property:skip⟩⟨operator:=⟩⟨enumMember:A⟩⟨operator:,⟩⟨enumMember:B⟩⟨operator:;⟩⟨property:error⟩⟨operator:=⟩⟨enumMember:true⟩
        ⟨comment:# ⟩⟨macro:hadolint⟩⟨comment: ⟩⟨property:ignore⟩⟨operator:=⟩⟨enumMember:DL3006⟩⟨comment:, ⟩⟨enumMember:DL3007⟩⟨comment: ; reason=x⟩
          ⟨comment:# ⟩⟨macro:tally⟩⟨comment: ⟩⟨keyword:global⟩⟨comment: ⟩⟨property:ignore⟩⟨operator:=⟩⟨enumMember:a/b⟩
        ⟨comment:# just = a comment⟩
        ⟨keyword:FROM⟩ ⟨type:a⟩
    """)  # noqa: E501 - A line is a line.


def test_continuations_comments_and_strings_over_lines() -> None:
    check("""
        ⟨keyword:ENV⟩ ⟨variable.declaration:A⟩⟨operator:=⟩⟨string:"one ⟩\\
          ⟨comment:# not in it⟩
        ⟨string:  two"⟩ \\

            ⟨variable.declaration:B⟩⟨operator:=⟩⟨number:3⟩
        ⟨keyword:RUN⟩ ⟨function:echo⟩ ⟨string:"a ⟩\\
        ⟨string:    b"⟩ ⟨operator:&&⟩ \\
          ⟨comment:# c⟩
          ⟨function:ls⟩ ⟨parameter:-l⟩ ⟨comment:# d⟩
        ⟨keyword:RUN⟩ ⟨function:x⟩ \\
          ⟨comment:# ⟩⟨macro:hadolint⟩⟨comment: ⟩⟨property:ignore⟩⟨operator:=⟩⟨enumMember:DL3006⟩
    """)


@pytest.mark.parametrize(
    "expected",
    [
        "⟨variable.modification:A⟩⟨operator:=⟩⟨number:1⟩ ⟨function:apt-get⟩ ⟨parameter:-y⟩ install "
        '⟨parameter:--foo⟩⟨operator:=⟩⟨string:"a ⟩⟨variable:$B⟩⟨string:"⟩ '
        '⟨string:"c⟩⟨variable:${D⟩⟨operator::-⟩⟨string:e⟩⟨variable:}⟩⟨string:f"⟩',
        "⟨keyword:if⟩ ⟨operator:[⟩ ⟨operator:-f⟩ x ⟨operator:];⟩ ⟨keyword:then⟩ ⟨function:y⟩ ⟨operator:2>&⟩⟨number:1⟩ "
        "⟨operator:|⟩ ⟨function:z⟩ ⟨operator:>⟩/dev/null⟨operator:;⟩ ⟨keyword:else⟩ ⟨function::⟩⟨operator:;⟩ "
        "⟨keyword:fi⟩",
        "⟨keyword:for⟩ ⟨variable.modification:i⟩ ⟨keyword:in⟩ a ⟨operator:$(⟩⟨function:ls⟩ ⟨parameter:-a⟩⟨operator:);⟩ "
        '⟨keyword:do⟩ ⟨keyword:export⟩ ⟨variable.modification:X⟩⟨operator:=⟩⟨string:"⟩⟨operator:$(⟩⟨function:y⟩ '
        "⟨string:'z'⟩⟨operator:)⟩⟨string:\"⟩⟨operator:;⟩ ⟨keyword:done⟩",
        "⟨keyword:case⟩ ⟨variable:$1⟩ ⟨keyword:in⟩ a⟨operator:)⟩ ⟨function:b⟩⟨operator:;;⟩ ⟨keyword:esac⟩",
        "⟨function.declaration:f⟩⟨operator:()⟩ { ⟨function:echo⟩ ⟨operator:$((⟩⟨number:1⟩ ⟨operator:+⟩ ⟨variable:B⟩"
        "⟨operator:));⟩ }",
        "⟨function:é⟩ 😀 ⟨parameter:-x⟩ ⟨operator:&&⟩ ⟨function:ü⟩",
        "⟨function:make⟩ ⟨parameter:-j⟩⟨operator:$(⟩⟨function:nproc⟩⟨operator:)⟩",
    ],
)
def test_the_shell(expected: str) -> None:
    check(f"⟨keyword:RUN⟩ {expected}\n")


def test_other_shells() -> None:
    check("""
        ⟨keyword:SHELL⟩ [⟨string:"powershell"⟩]
        ⟨keyword:FROM⟩ ⟨type:a⟩
        ⟨keyword:SHELL⟩ [⟨string:"powershell"⟩, ⟨string:"-Command"⟩]
        ⟨keyword:RUN⟩ ⟨keyword:if⟩ (⟨variable:$x⟩) { ⟨function:Get-Item⟩ ⟨parameter:-Path⟩ ⟨string:'a'⟩ } ⟨comment:# b⟩
        ⟨keyword:SHELL⟩ [⟨string:"/usr/bin/fish"⟩, ⟨string:"-c"⟩]
        ⟨keyword:RUN⟩ a -b
    """)
    check("""
        ⟨keyword:FROM⟩ ⟨namespace:mcr.microsoft.com⟩/⟨type:windows/nanoserver⟩⟨operator::⟩⟨enumMember:ltsc2025⟩
        ⟨keyword:RUN⟩ ⟨function:mkdir⟩ ⟨variable:%A%⟩ ⟨operator:&&⟩ ⟨function:del⟩ ⟨parameter:/s⟩ x
    """)


def test_heredocs_that_are_scripts() -> None:
    check("""
        ⟨keyword:RUN⟩ ⟨operator:<<⟩⟨keyword:EOF⟩
        ⟨comment:# hi⟩
        ⟨function:echo⟩ ⟨string:"⟩⟨variable:$A⟩⟨string:"⟩
        ⟨keyword:EOF⟩
        ⟨keyword:RUN⟩ ⟨operator:<<-⟩⟨keyword:'EOF'⟩ ⟨function:bash⟩ ⟨parameter:-e⟩
        \t⟨function:cd⟩ /x
        \t⟨keyword:EOF⟩
        ⟨keyword:RUN⟩ ⟨operator:<<⟩⟨keyword:EOF⟩
        ⟨comment:#!/usr/bin/env python3⟩
        ⟨keyword:def⟩ ⟨function:f⟩(x): ⟨keyword:return⟩ ⟨string:"a"⟩
        ⟨keyword:EOF⟩
        ⟨keyword:RUN⟩ ⟨function:python3.14⟩ - ⟨operator:<<⟩⟨keyword:EOF⟩
        ⟨keyword:import⟩ os
        ⟨keyword:EOF⟩
        ⟨keyword:ONBUILD⟩ ⟨keyword:RUN⟩ ⟨operator:<<⟩⟨keyword:EOF⟩
        ⟨function:ls⟩ ⟨parameter:-a⟩
        ⟨keyword:EOF⟩
    """)


def test_heredocs_that_are_files() -> None:
    check("""
        ⟨keyword:COPY⟩ ⟨operator:<<⟩⟨keyword:A⟩ ⟨operator:<<⟩⟨keyword:'B.json'⟩ ⟨string:/x/⟩
        ⟨string:a ⟩⟨variable:$V⟩⟨string: ⟩⟨variable:${W⟩⟨operator::-⟩⟨string:1⟩⟨variable:}⟩
        ⟨keyword:A⟩
        {⟨property:"k"⟩: [⟨number:1⟩, ⟨string:"v"⟩]}
        ⟨keyword:B.json⟩
        ⟨keyword:RUN⟩ ⟨function:cat⟩ ⟨operator:>⟩ /etc/nginx/conf.d/x.conf ⟨operator:<<⟩⟨keyword:E⟩
        ⟨keyword:listen⟩ ⟨number:80⟩;
        ⟨keyword:E⟩
        ⟨keyword:RUN⟩ ⟨function:tee⟩ /x.ini ⟨operator:<<⟩⟨keyword:E⟩ ⟨operator:&&⟩ ⟨function:ls⟩
        ⟨class:[a]⟩
        ⟨keyword:E⟩
        ⟨keyword:COPY⟩ ⟨operator:<<⟩⟨keyword:E⟩ ⟨string:/entrypoint.sh⟩
        ⟨function:exec⟩ ⟨string:"⟩⟨variable:$@⟩⟨string:"⟩
        ⟨keyword:E⟩
        ⟨keyword:COPY⟩ ⟨operator:<<⟩⟨keyword:E⟩ ⟨string:/c.yaml⟩
        ⟨property:k⟩: ⟨variable:${V}⟩
        ⟨keyword:E⟩
    """)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.json", '{⟨property:"a"⟩: [⟨number:1⟩, ⟨number:-2.5e3⟩, ⟨keyword:true⟩], ⟨property:"b"⟩: ⟨string:"x\\"y"⟩}'),
        ("a.yml", "- ⟨property:a b⟩: ⟨number:1⟩ ⟨comment:# c⟩\n  ⟨property:u⟩: http://x\n  ⟨property:v⟩: ⟨string:'y'⟩"),
        ("a.py", '⟨macro:@d⟩\n⟨keyword:class⟩ ⟨function:A⟩: x ⟨operator:=⟩ ⟨string:f"y"⟩ ⟨operator:+⟩ ⟨number:1⟩'),
        ("nginx.conf", "⟨keyword:http⟩ { ⟨keyword:listen⟩ ⟨number:80⟩; ⟨keyword:root⟩ ⟨variable:$r⟩; ⟨comment:# c⟩\n}"),
        ("/etc/x.conf", "⟨class:[s]⟩\n⟨property:key⟩ ⟨operator:=⟩ ⟨number:1⟩\n⟨comment:; c⟩"),
        (".env", '⟨property:A⟩⟨operator:=⟩⟨string:"b"⟩'),
        ("a.html", '⟨keyword:<a⟩ ⟨property:href⟩=⟨string:"x"⟩⟨keyword:>⟩t⟨keyword:</a⟩⟨keyword:>⟩'),
        ("a.js", "⟨keyword:const⟩ a = ⟨string:`b`⟩; ⟨comment:// c⟩"),
        ("a.ps1", "⟨variable:$env:A⟩ ⟨operator:=⟩ ⟨string:'b'⟩\n⟨function:npm⟩ ci ⟨parameter:--omit⟩"),
        ("a.bat", "⟨comment:rem hi⟩\n⟨keyword:if⟩ ⟨keyword:exist⟩ ⟨variable:%A%⟩ (⟨function:del⟩ ⟨parameter:/s⟩ x)"),
    ],
)
def test_languages(path: str, expected: str) -> None:
    text = _TOKEN.sub(r"\1", expected)
    found = [Token(span, style) for span, style in language_marks(language_of_file(path, text), text)]
    assert rendered(text, found) == expected


@pytest.mark.parametrize("name", ["a.json", "a.yml", "a.py", "nginx.conf", "a.ini", "a.html", "a.js", "a.ps1", "a.bat"])
@given(text=st.text(alphabet="aA1 \n\t\"'`#/*<>!-:=$%{}[]()|\\;&@.,é😀"))
def test_any_text_in_any_language_has_marks_in_order(name: str, text: str) -> None:
    done = 0
    for span, style in language_marks(language_of_file(name, ""), text):
        assert done <= span.start <= span.end <= len(text)
        assert style in TYPES
        done = span.end


# What holds for all texts


def hold(now: Snapshot) -> None:
    text, done = now.text, 0
    found = tokens(now)
    for span, kind, modifiers in found:
        assert done <= span.start < span.end <= len(text)
        assert not set(span.of(text)) & set("\r\n")
        assert kind in TYPES
        assert set(modifiers) <= set(MODIFIERS)
        done = span.end
    assert encoded(now) == encode(found, now.lines)
    assert decoded(encoded(now), now.lines) == found


def decoded(data: list[int], lines: LineIndex) -> list[Token]:
    """The tokens that a client makes of the numbers."""
    found, line, column = [], 0, 0
    for at in range(0, len(data), 5):
        down, right, length, kind, bits = data[at : at + 5]
        line, column = line + down, right if down else column + right
        span = Span(lines.offset(line, column), lines.offset(line, column + length))
        modifiers = tuple(name for bit, name in enumerate(MODIFIERS) if bits & 1 << bit)
        found.append(Token(span, TYPES[kind], modifiers))
    return found


@given(half_typed)
def test_in_any_text_tokens_are_apart_and_on_one_line(text: str) -> None:
    hold(unlinted(text))


@pytest.mark.parametrize("path", real_files(), ids=lambda path: path.name)
def test_in_a_real_file_too(path: Path) -> None:
    hold(unlinted(read(path)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", ["\ufeffFROM a AS é\n😀 x\nRUN é '😀' y\r\nENV Ä=ö", "\ufeff# c\rd\nUSER x\r"])
def test_columns_count_code_units(encoding: str, text: str) -> None:
    now = unlinted(text)
    now.encoding = encoding  # type: ignore[assignment]
    hold(now)


@given(st.randoms(use_true_random=False))
def test_after_an_edit_tokens_are_those_of_the_new_text(random: random.Random) -> None:
    text = read(real_files()[random.randrange(3)])
    now = unlinted(text)
    before = encoded(now)
    for _ in range(3):
        start = random.randrange(len(text) + 1)
        end = min(len(text), start + random.choice((0, 0, 1, 3, 30)))
        text = text[:start] + random.choice(("", "x", "\n", '"', "<<E\n", "# ", "FROM a AS build\n")) + text[end:]
        now = unlinted(text, now)
        data = encoded(now)
        assert data == encoded(unlinted(text))
        assert applied(before, data) == data
        before = data


_DATA = st.lists(st.integers(0, 2)).map(lambda data: data * 5)


@given(_DATA, _DATA)
def test_a_delta_applied_to_the_old_is_the_new(old: list[int], new: list[int]) -> None:
    assert applied(old, new) == new
    assert delta(new, list(new)) == []


def applied(old: list[int], new: list[int]) -> list[int]:
    made = list(old)
    for change in delta(old, new):
        assert change.start % 5 == change.deleted % 5 == len(change.data) % 5 == 0
        made[change.start : change.start + change.deleted] = change.data
    return made


def test_a_delta_is_small() -> None:
    old = encoded(unlinted("FROM a\nRUN b\nUSER c\n"))
    new = encoded(unlinted("FROM a\nRUN bcd\nUSER c\n"))
    (change,) = delta(old, new)
    assert (change.start, change.deleted, len(change.data)) == (15, 5, 5)


def test_a_range_gives_what_touches_it() -> None:
    text = "FROM a\nRUN one two\nUSER x\n"
    now = unlinted(text)
    place = text.index("one")
    found = tokens(now, Span(place, place + 5))
    assert [token.span.of(text) for token in found] == ["one"]
    assert tokens(now, Span(0, len(text))) == tokens(now)
    assert [token.span.of(text) for token in tokens(now, Span(text.index("USER"), len(text)))] == ["USER", "x"]


def test_only_what_changed_is_painted_anew() -> None:
    text = "FROM a\nRUN one\nRUN two\n"
    now = unlinted(text)
    encoded(now)
    after = unlinted(text.replace("two", "three"), now)
    assert ["painted" in node.__dict__ for node in after.tree.nodes] == [True, True, False]
