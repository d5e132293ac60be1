"""Semantic tokens, as text: `[type.modifier:piece]`."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from conftest import read, real_files
from half_typed import half_typed
from hypothesis import given
from hypothesis import strategies as st
from unlinted import unlinted

from dockerls.features.tokens import MODIFIERS, TYPES, Token, delta, encode, encoded, tokens
from dockerls.features.tokens.languages import language_marks, language_of_file
from dockerls.snapshot import Snapshot
from dockerls.text import LineIndex, Span


def rendered(text: str, found: list[Token]) -> str:
    parts, done = [], 0
    for (start, end), kind, modifiers in found:
        parts += (text[done:start], f"[{'.'.join((kind, *modifiers))}:{text[start:end]}]")
        done = end
    return "".join((*parts, text[done:]))


def shown(text: str) -> str:
    """A text with its tokens."""
    return rendered(text, tokens(unlinted(text)))


def last(text: str) -> str:
    """The last line of a text with its tokens."""
    return shown(text).rstrip("\n").rpartition("\n")[2]


@pytest.mark.parametrize(
    "expected",
    [
        # Images, stages, variables
        "[keyword:FROM] [type:node][operator::][enumMember:24-slim] [keyword:AS] [class.declaration:build]",
        "[keyword:from] [namespace:ghcr.io]/[type:acme/app]",
        "[keyword:FROM] [namespace:localhost:5000]/[type:a/b][operator::][enumMember:1][operator:@][number:sha256:abc]",
        "[keyword:FROM] [namespace:reg:5000]/[type:b]",
        "[keyword:FROM] [type:a/b][operator::][variable:${TAG][operator::-][string:b/c:1][variable:}] [keyword:AS]",
        "[keyword:FROM] [parameter:--platform][operator:=][variable.defaultLibrary:$BUILDPLATFORM] [type:a]",
        "[keyword:FROM] [type:a] [string:x]",
        # Pairs
        "[keyword:ENV] [variable.declaration:A][operator:=][number:1] [variable.declaration:B][operator:=][string:\"x ]"
        "[variable:${A][operator::-][string:z][variable:}][string:\"]",
        "[keyword:ENV] [variable.declaration:A] [string:b c]",
        "[keyword:ARG] [variable.declaration.defaultLibrary:TARGETARCH] [variable.declaration:V][operator:=]"
        "[variable:$A][string:-x]",
        "[keyword:LABEL] [property:a.b][operator:=][string:'$c d']",
        # Arguments
        "[keyword:EXPOSE] [number:80][operator:/][enumMember:tcp] [variable:$P] [number:1][operator:-][number:2]",
        "[keyword:USER] [string:app][operator::][number:1000]",
        "[keyword:USER] [variable:$U][string::g]",
        "[keyword:STOPSIGNAL] [enumMember:SIGTERM]",
        "[keyword:STOPSIGNAL] [number:9]",
        "[keyword:WORKDIR] [string:/a/][variable:$B]",
        '[keyword:CMD] [[string:"a$b"], [string:"-c"]]',
        "[keyword:HEALTHCHECK] [parameter:--interval][operator:=][number:1m30s] [parameter:--retries][operator:=]"
        '[number:3] [keyword:CMD] [[string:"x"]]',
        "[keyword:HEALTHCHECK] [keyword:NONE]",
        "[keyword:HEALTHCHECK] [keyword:CMD] [function:curl] [parameter:-f] x [operator:||] [function:exit] [number:1]",
        "[keyword.deprecated:MAINTAINER] [string:me <a@b>]",
        # Flags
        "[keyword:COPY] [parameter:--chmod][operator:=][number:755] [parameter:--chown][operator:=][string:a]"
        "[operator::][number:0] [parameter:--link] [string:x] [string:y]",
        "[keyword:COPY] [parameter:--link][operator:=][enumMember:false] [parameter:--from][operator:=][type:nginx]"
        "[operator::][enumMember:1] [string:x] [string:y]",
        "[keyword:RUN] [parameter:--mount][operator:=][property:type][operator:=][enumMember:bind],[property:from]"
        "[operator:=][type:img],[property:rw] [parameter:--network][operator:=][enumMember:none] [function:make]",
        "[keyword:ONBUILD] [keyword:COPY] [parameter:--chown][operator:=][string:a] [string:.] [string:/]",
        "[keyword:ONBUILD] [keyword:RUN] [function:make] [parameter:-j] [operator:&&] [function:x]",
        # What is no instruction stays bare, as a sign.
        "COP --from=a $b c",
        "[keyword:ONBUILD] [keyword:ONBUILD] RUN x",
    ],
)
def test_instructions(expected: str) -> None:
    text = expected.replace("[[", "\0[")
    for kind in sorted({part.partition(":")[0] for part in text.split("[") if ":" in part}, key=len, reverse=True):
        text = text.replace(f"[{kind}:", "\1")
    plain, depth = [], 0
    for character in text:
        if character == "\1":
            depth += 1
        elif character == "]" and depth:
            depth -= 1
        elif character != "\0":
            plain.append(character)
        if character == "\0":
            plain.append("")
    source = "".join(plain).replace('["', "[\"")
    assert shown(source) == expected


def test_references_to_stages() -> None:
    text = """\
FROM a AS One
FROM one
COPY --from=ONE x y
COPY --from=0 x y
RUN --mount=from=one,target=/x y
RUN --mount=from=0,target=/x y
COPY --from=two x y
"""
    assert shown(text) == """\
[keyword:FROM] [type:a] [keyword:AS] [class.declaration:One]
[keyword:FROM] [class:one]
[keyword:COPY] [parameter:--from][operator:=][class:ONE] [string:x] [string:y]
[keyword:COPY] [parameter:--from][operator:=][class:0] [string:x] [string:y]
[keyword:RUN] [parameter:--mount][operator:=][property:from][operator:=][class:one],[property:target][operator:=]\
[string:/x] [function:y]
[keyword:RUN] [parameter:--mount][operator:=][property:from][operator:=][type:0],[property:target][operator:=]\
[string:/x] [function:y]
[keyword:COPY] [parameter:--from][operator:=][type:two] [string:x] [string:y]
"""


def test_directives_and_comments() -> None:
    text = """\
# syntax = docker/dockerfile:1
#escape=`
# check=skip=A,B;error=true
# hadolint ignore=DL3006, DL3007 ; reason=x
  # tally global ignore=a/b
# just = a comment
FROM a
"""
    assert shown(text) == """\
[comment:#] [macro:syntax] [operator:=] [type:docker/dockerfile][operator::][enumMember:1]
[comment:#][macro:escape][operator:=][string:`]
[comment:#] [macro:check][operator:=][property:skip][operator:=][enumMember:A][operator:,][enumMember:B][operator:;]\
[property:error][operator:=][enumMember:true]
[comment:# ][macro:hadolint][comment: ][property:ignore][operator:=][enumMember:DL3006][comment:, ][enumMember:DL3007]\
[comment: ; reason=x]
  [comment:# ][macro:tally][comment: ][keyword:global][comment: ][property:ignore][operator:=][enumMember:a/b]
[comment:# just = a comment]
[keyword:FROM] [type:a]
"""


def test_continuations_comments_and_strings_over_lines() -> None:
    text = """\
ENV A="one \\
  # not in it
  two" \\

    B=3
RUN echo "a \\
    b" && \\
  # c
  ls -l # d
"""
    assert shown(text) == """\
[keyword:ENV] [variable.declaration:A][operator:=][string:"one ]\\
  [comment:# not in it]
[string:  two"] \\

    [variable.declaration:B][operator:=][number:3]
[keyword:RUN] [function:echo] [string:"a ]\\
[string:    b"] [operator:&&] \\
  [comment:# c]
  [function:ls] [parameter:-l] [comment:# d]
"""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            'A=1 apt-get -y install --foo="a $B" "c${D:-e}f"',
            "[variable.modification:A][operator:=][number:1] [function:apt-get] [parameter:-y] install "
            '[parameter:--foo][operator:=][string:"a ][variable:$B][string:"] '
            '[string:"c][variable:${D][operator::-][string:e][variable:}][string:f"]',
        ),
        (
            "if [ -f x ]; then y 2>&1 | z >/dev/null; else :; fi",
            "[keyword:if] [operator:[] [operator:-f] x [operator:];] [keyword:then] [function:y] [operator:2>&][number:1] "
            "[operator:|] [function:z] [operator:>]/dev/null[operator:;] [keyword:else] [function::][operator:;] "
            "[keyword:fi]",
        ),
        (
            "for i in a $(ls -a); do export X=\"$(y 'z')\"; done",
            "[keyword:for] [variable.modification:i] [keyword:in] a [operator:$(][function:ls] [parameter:-a][operator:);] "
            "[keyword:do] [keyword:export] [variable.modification:X][operator:=][string:\"][operator:$(][function:y] "
            "[string:'z'][operator:)][string:\"][operator:;] [keyword:done]",
        ),
        ("case $1 in a) b;; esac", "[keyword:case] [variable:$1] [keyword:in] a[operator:)] [function:b][operator:;;] "
                                   "[keyword:esac]"),
        ("f() { echo $((1 + 2)); }", "[function.declaration:f][operator:()] { [function:echo] [operator:$((][number:1] "
                                     "[operator:+] [number:2][operator:));] }"),
        ("é 😀 -x && ü", "[function:é] 😀 [parameter:-x] [operator:&&] [function:ü]"),
        ("make -j$(nproc)", "[function:make] [parameter:-j][operator:$(][function:nproc][operator:)]"),
    ],
)  # fmt: skip
def test_the_shell(line: str, expected: str) -> None:
    assert last(f"FROM a\nRUN {line}\n") == f"[keyword:RUN] {expected}"


def test_other_shells() -> None:
    powershell = 'FROM a\nSHELL ["powershell", "-Command"]\nRUN if ($x) { Get-Item -Path \'a\' | Out-Null } # b\n'
    assert last(powershell) == (
        "[keyword:RUN] [keyword:if] ([variable:$x]) { [function:Get-Item] [parameter:-Path] [string:'a'] [operator:|] "
        "[function:Out-Null] } [comment:# b]"
    )
    cmd = "FROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nRUN mkdir %A% && del /s x\n"
    assert last(cmd) == (
        "[keyword:RUN] [function:mkdir] [variable:%A%] [operator:&&] [function:del] [parameter:/s] x"
    )
    assert last('FROM a\nSHELL ["/usr/bin/fish", "-c"]\nRUN a -b\n') == "[keyword:RUN] a -b"


def test_heredocs_that_are_scripts() -> None:
    text = """\
RUN <<EOF
# hi
echo "$A"
EOF
RUN <<-'E' bash -e
	cd /x
	E
RUN <<E
#!/usr/bin/env python3
def f(x): return "a"
