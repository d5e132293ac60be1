"""Formatting: one clear style, idempotent, and nothing that a build could see is changed."""

from __future__ import annotations

import random
import textwrap
from pathlib import Path

import dockerfile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from real import read, real_files
from unlinted import unlinted

from dockerls.features.formatting import format
from dockerls.presentation import Format
from dockerls.text import Span, apply

FILES = real_files()
TEXTS = [read(path) for path in FILES]


def formatted(text: str, options: Format | None = None, within: tuple[Span, ...] | None = None) -> str:
    return apply(text, format(unlinted(text), (options or Format()).within(4, False), within))


def seen_by_docker(text: str) -> object:
    try:
        commands = dockerfile.parse_string(text)
    except dockerfile.GoParseError:
        return None
    return [((c.cmd or "").upper(), c.flags, c.json, c.heredocs, len(c.value)) for c in commands]


def test_a_word_that_goes_on_in_the_next_line_is_not_indented() -> None:
    assert formatted("from a\nenv b=c\\\nd") == "FROM a\nENV b=c\\\nd\n"


@pytest.mark.parametrize("line", ["CMD [1, 2]", 'RUN ["a" , 2]', "HEALTHCHECK CMD [1]", "#escape= "])
def test_what_a_build_refuses_stays_as_it_is(line: str) -> None:
    text = f"{line}\nFROM a\n" if line.startswith("#") else f"FROM a\n{line}\n"
    assert formatted(text) == text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_real_file_keeps_its_meaning_and_settles_at_once(path: Path) -> None:
    text = read(path)
    once = formatted(text)
    assert formatted(once) == once
    assert seen_by_docker(once) == seen_by_docker(text)
    assert all(once.count(escape) >= text.count(escape) for escape in "\\`")  # A broken chain has more of them.
    # Of all that is not blank, only the case of keywords, line ends and escapes may have changed.
    assert "".join(once.replace("\\", "").split()).upper() == "".join(text.replace("\\", "").split()).upper()


LAYOUTS = st.builds(
    Format,
    st.sampled_from(("upper", "lower", "consistent", "keep")),
    st.sampled_from(("space", "tab")),
    st.sampled_from((2, 4, 8)),
    st.sampled_from((40, 120)),
    st.integers(0, 2),
    st.sampled_from(("plain", "aligned")),
    st.booleans(),
    st.booleans(),
)
PIECES = [
    "\\\n",
    "'",
    '"',
    " ",
    "\n",
    "&&",
    "<<E",
    "#",
    "`",
    "  ",
    "\t",
    "$(",
    ")",
    "\r\n",
    "\ufeff",
    "é",
    "ONBUILD ",
    "[",
]


@settings(max_examples=300)
@given(st.randoms(use_true_random=False), st.sampled_from(TEXTS), LAYOUTS, st.sampled_from(("", "\r\n", "`")))
def test_a_torn_file_settles_too(chance: random.Random, text: str, options: Format, kind: str) -> None:
    text = text.replace("\n", "\r\n") if kind == "\r\n" else text
    text = "# escape=`\n" + text.replace("\\\n", "`\n") if kind == "`" else text
    for _ in range(3):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice([*PIECES, ""]) + text[at + chance.choice((0, 0, 3)) :]
    once = formatted(text, options)
    assert formatted(once, options) == once
    assert seen_by_docker(once) == seen_by_docker(text)
    nodes = [[(node.kind, node.keyword) for node in unlinted(made).tree.nodes] for made in (text, once)]
    assert [node for node in nodes[0] if node[0] != "blank"] == [node for node in nodes[1] if node[0] != "blank"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  from  a   as   b\n", "FROM a AS b\n"),
        ("FROM a\n\n\n\n\nRUN b", "FROM a\n\n\nRUN b\n"),
        ("FROM a  \n   # why\nRUN  b   c  \n", "FROM a\n# why\nRUN b   c\n"),
        ("CMD [ 'a' ]\n", "CMD [ 'a' ]\n"),
        ('CMD [ "a","b"  ,  "c d" ]\n', 'CMD ["a", "b", "c d"]\n'),
        ("COPY   --from=a    --link  x    y  /z/\n", "COPY --from=a --link x y /z/\n"),
        ("ENV A=1    B='x    y'   C=z\\  w\n", "ENV A=1 B='x    y' C=z\\  w\n"),
        ("ENV A  b    c\n", "ENV A  b    c\n"),
        ("healthcheck  --retries=3   cmd   curl  x\n", "HEALTHCHECK --retries=3 CMD curl  x\n"),
        ("onbuild   run  x\n", "ONBUILD RUN x\n"),
        ("from a \\\n    as b\n", "FROM a \\\n    AS b\n"),
        (
            "healthcheck --retries=3 \\\n    cmd x\nhealthcheck none\n",
            "HEALTHCHECK --retries=3 \\\n    CMD x\nHEALTHCHECK NONE\n",
        ),
        (
            "onbuild \\\n    healthcheck cmd as\nonbuild copy as cmd\n",
            "ONBUILD \\\n    HEALTHCHECK CMD as\nONBUILD COPY as cmd\n",
        ),
        ("RUN <<EOF\n   x  \n\n\n\n\ty\nEOF\n", "RUN <<EOF\n   x  \n\n\n\n\ty\nEOF\n"),
        ("USER   a b\n", "USER a b\n"),
        ("RUN a \\\n\n\n  && b\n", "RUN a \\\n    && b\n"),
        ("RUN a \\\r\n  && b\r\nRUN c  \r\n", "RUN a \\\r\n    && b\r\nRUN c\r\n"),
        ("RUN echo 'a \\\n   b  \\\n c' \\\n  x\n", "RUN echo 'a \\\n   b  \\\n c' \\\n    x\n"),
        ("RUN echo \\\\\n  x\n", "RUN echo \\\\\n  x\n"),
        ("# escape=`\nRUN a `\n  b\n", "# escape=`\nRUN a `\n    b\n"),
        ("coppy   a  b\n", "coppy   a  b\n"),
        ("RUN a    # why\nRUN bcd  # so\n", "RUN a    # why\nRUN bcd  # so\n"),
        ("RUN a \\\n  # why\n# so\n  b\n# behind\n", "RUN a \\\n    # why\n    # so\n    b\n# behind\n"),
    ],
)
def test_style(before: str, after: str) -> None:
    assert formatted(before) == after


def test_a_chain_has_one_command_a_line_and_its_words_stand_deeper() -> None:
    before = """\
    RUN apt-get update && apt-get install -y \\
      curl \\
          # for the tests
      git && rm -rf /var/lib/apt/lists/*
    """
    after = """\
    RUN apt-get update \\
        && apt-get install -y \\
            curl \\
            # for the tests
            git \\
        && rm -rf /var/lib/apt/lists/*
    """
    assert formatted(textwrap.dedent(before)) == textwrap.dedent(after)


def test_the_authors_side_of_the_operator_is_kept() -> None:
    before = "RUN a && \\\n   b && c && \\\n   d\n"
    assert formatted(before) == "RUN a && \\\n    b && \\\n    c && \\\n    d\n"


def test_operators_at_the_ends_of_lines_have_blanks() -> None:
    text = "RUN a&& \\\n  b|| \\\n  c \\\n  &&d 'x \\\n&&e' \\&& \\\n  f\n"
    after = "RUN a && \\\n    b || \\\n    c \\\n    && d 'x \\\n&&e' \\&& \\\n    f\n"
    assert formatted(text) == after
    assert formatted(after) == after


def test_the_operators_of_one_chain_stand_below_each_other() -> None:
    text = "RUN a \\\n  && b \\\n   && c \\\n      d \\\n && ( x \\\n         && y ) \\\n || e\n"
    after = "RUN a \\\n    && b \\\n    && c \\\n        d \\\n    && ( x \\\n            && y ) \\\n    || e\n"
    assert formatted(text) == after
    assert formatted(after) == after


def test_nested_lists_stay_nested() -> None:
    text = "RUN a \\\n    && apk add \\\n        x \\\n        y \\\n    && if z; then \\\n        w; \\\n    fi\n"
    assert formatted(text) == text


def test_a_short_line_is_left_alone_and_a_long_one_is_broken() -> None:
    short = "RUN a && b\n"
    assert formatted(short) == short
    long = "RUN " + " && ".join(["make install-something-with-a-name"] * 5) + "\n"
    assert formatted(long).count("\n    && ") == 4


def test_options() -> None:
    assert formatted("FROM a\nRUN b \\\n c\n", Format(keyword_case="lower")) == "from a\nrun b \\\n    c\n"
    assert formatted("From a As b\n", Format(keyword_case="keep")) == "From a As b\n"
    assert formatted("RUN b \\\n c\n", Format(indent_style="tab")) == "RUN b \\\n\tc\n"
    assert formatted("RUN b \\\n c\n", Format(indent_size=2)) == "RUN b \\\n  c\n"


def test_the_case_that_most_keywords_have() -> None:
    consistent = Format(keyword_case="consistent")
    assert formatted("from a AS b\nrun x\nUSER y\n", consistent) == "from a as b\nrun x\nuser y\n"
    assert formatted("from a as b\nRUN x\nUSER y\n", consistent) == "FROM a AS b\nRUN x\nUSER y\n"
    assert formatted("from a\nRUN x\n", consistent) == "FROM a\nRUN x\n"


def test_backslashes_below_each_other() -> None:
    aligned = Format(backslashes="aligned")
    text = "RUN apk add \\\n    # why\n    curl \\\n    \\\n    git-daemon \\\n    'x \\\n  y' z\n"
    after = "RUN apk add    \\\n    # why\n    curl       \\\n               \\\n    git-daemon \\\n    'x \\\n  y' z\n"
    assert formatted(text, aligned) == after
    assert formatted(after, aligned) == after
    assert formatted(after) == text
    wide = f"RUN a \\\n    {'x' * 200} \\\n    b\n"
    assert formatted(wide, aligned) == wide


def test_blank_lines() -> None:
    text = "\n\nFROM a\n\n\n\nRUN b\n\n\n"
    assert formatted(text) == "\n\nFROM a\n\n\nRUN b\n"
    assert formatted(text, Format(blank_lines=0)) == "\nFROM a\nRUN b\n"
    assert formatted(text, Format(blank_lines=1)) == "\nFROM a\n\nRUN b\n"


@pytest.mark.parametrize(
    "head", ["\n# escape=`\n", "# a=b\n\n# escape=`\n", "  # x\n# escape=`\n", "# x\n# escape=`\n"]
)
def test_no_comment_becomes_a_directive(head: str) -> None:
    text = head + "\n\n\nfrom a\nrun b \\\n c\n"
    for blank_lines in (0, 2):
        new = formatted(text, Format(blank_lines=blank_lines))
        assert new.endswith("FROM a\nRUN b \\\n    c\n")
        assert unlinted(new).tree.escape == unlinted(text).tree.escape


def test_what_an_editorconfig_leaves_alone() -> None:
    text = "# a  \nFROM a  \n \nRUN b  \\\n  c  "
    assert formatted(text, Format(trim=False, final_newline=False)) == "# a  \nFROM a  \n \nRUN b \\\n    c  "
    assert formatted(text, Format(final_newline=False)) == "# a\nFROM a\n\nRUN b \\\n    c"


def test_a_command_within_quotes_is_laid_out_and_a_quoted_text_is_not() -> None:
    text = 'RUN x="$( \\\n\ta \\\n\t\t| b \\\n)"; \\\n\techo "1 \\\n\t2 $x \\\n"\n'
    after = 'RUN x="$( \\\n        a \\\n            | b \\\n    )"; \\\n        echo "1 \\\n\t2 $x \\\n"\n'
    assert formatted(text) == after
    assert formatted(after) == after


def test_a_lone_backslash_stands_as_deep_as_what_follows() -> None:
    text = "RUN set -eux; \\\n\t\\\n\ta; \\\n\\\n\tb\n"
    assert formatted(text) == "RUN set -eux; \\\n    \\\n    a; \\\n    \\\n    b\n"


def test_escaped_parentheses_open_nothing() -> None:
    text = "RUN find / \\\n        \\( \\\n            -name a \\\n            -o -name b \\\n        \\) -delete\n"
    after = "RUN find / \\\n    \\( \\\n        -name a \\\n        -o -name b \\\n    \\) -delete\n"
    assert formatted(text) == after


def test_what_lies_within_a_condition_says_nothing_of_a_level() -> None:
    text = "FROM a\nRUN if b; then \\\n        c \\\n        && d; \\\n    fi\n"
    assert apply(text, format(unlinted(text))) == text
    ragged = "FROM a\nRUN \\\n  --network=none \\\n    b \\\n && c\n"
    once = apply(ragged, format(unlinted(ragged)))
    assert apply(once, format(unlinted(once))) == once


@pytest.mark.parametrize("indent", ["  ", "    ", "        ", "\t"])
def test_without_a_word_about_it_the_file_s_own_indentation_is_kept(indent: str) -> None:
    text = f"FROM a\nRUN a \\\n{indent}&& b \\\n{indent}{indent}c\nENV A=1 \\\n{indent}B=2\nRUN <<E\n\tx\n\ty\nE\n"
    odd = "LABEL a=b \\\n   c=d\n"
    new = apply(text + odd, format(unlinted(text + odd)))
    assert new == text + odd.replace("   ", indent)
    assert apply(new, format(unlinted(new))) == new


def test_blanks_in_other_shells_are_theirs() -> None:
    """cmd's `echo` prints them, and PowerShell's here-strings hold them."""
    windows = "# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2022\n"
    text = f'{windows}run echo a `\n  b   && x&& `\n y  \nshell ["powershell"]\nonbuild run a `\n  b\ncopy a `\n  b\n'
    after = (
        f'{windows}RUN echo a `\n  b   && x&& `\n y  \nSHELL ["powershell"]\nONBUILD RUN a `\n  b\nCOPY a `\n    b\n'
    )
    assert formatted(text) == after
    assert formatted(after) == after


def test_options_stay_with_the_node_but_not_for_others() -> None:
    now = unlinted("run a \\\n b\n")
    lower, tabs = Format(keyword_case="lower"), Format(indent_style="tab")
    made = [apply(now.text, format(now, options)) for options in (lower, tabs, lower, None)]
    assert made == ["run a \\\n    b\n", "RUN a \\\n\tb\n", "run a \\\n    b\n", "RUN a \\\n    b\n"]


def test_behind_a_heredoc_without_an_end_nothing_is_touched() -> None:
    text = "run   <<E\nx\n\n\n\n\nrun   b\nRUN   c\n"
    assert formatted("run   a\n" + text) == "RUN a\n" + text


@pytest.mark.parametrize("words", ["dockerls: format", "dockerls format", "fmt:", "fmt :", "FMT:"])
def test_off_and_on(words: str) -> None:
    text = f"# {words} off\nrun   a\n\n\n\n\n# {words} on\n"
    assert formatted(text + "run   b\n") == text + "RUN b\n"


def test_switched_off() -> None:
    text = "# dockerls: format off\nrun   a\n# dockerls: format on\n"
    assert formatted(text + "run   b\n") == text + "RUN b\n"


def test_a_range_touches_only_what_it_holds() -> None:
    text = "run   a\nrun   b\nrun   c\n"
    at = text.index("run   b")
    assert formatted(text, within=(Span(at, at + 3),)) == "run   a\nRUN b\nrun   c\n"
