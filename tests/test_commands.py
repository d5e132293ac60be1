"""The tables of tools: they keep to their notation, say what is true of all, and agree with what the rules know."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockerls.docker.commands import KEYWORDS, OPERATORS, USUAL, Tool, find, heads
from dockerls.docker.commands.notation import read_body, read_flag, read_head
from dockerls.docker.commands.operands import OPERANDS
from dockerls.docker.commands.powershell import CMDLETS, cmdlets
from dockerls.docker.commands.variables import variables
from dockerls.docker.commands.words import Arguments
from dockerls.docker.package_managers import PACKAGE_MANAGERS
from dockerls.syntax.shelltyped import listed, typed


def tools() -> list[Tool]:
    return [tool for name in heads() for tool in [find(name)] if tool is not None]


def within(tool: Tool) -> Iterator[Tool]:
    """A tool and all its subcommands."""
    yield tool
    for below in dict.fromkeys(tool.tools.values()):
        yield from within(below)


@pytest.mark.parametrize("tool", tools(), ids=lambda tool: tool.path[0])
def test_what_is_true_of_every_tool(tool: Tool) -> None:
    for part in within(tool):
        assert 5 <= len(part.head.doc) <= 120, part.path
        assert part.head.doc.endswith((".", "`", ")")), part.path
        assert len(set(part.head.names)) == len(part.head.names)
        flags = list(dict.fromkeys(part.flags.values()))
        for flag in flags:
            assert all(re.fullmatch(r"[-+][^\s=]+", name) for name in flag.names), (part.path, flag)
            assert 5 <= len(flag.doc) <= 120, (part.path, flag)
            assert flag.doc.endswith("."), (part.path, flag)
            assert bool(flag.joint) == bool(flag.placeholder), (part.path, flag)
            texts = [value.text for value in flag.values]
            assert len(set(texts)) == len(texts), (part.path, flag)
        # A name that is written twice would hide the flag that had it first.
        names = [name for flag in flags for name in flag.names]
        assert len(set(names)) == len(names), (part.path, sorted(n for n in names if names.count(n) > 1))
        assert not any("<" in name or name.startswith(("-", "%", "@")) for name in part.tools), part.path


def test_names_of_tools_are_told_apart() -> None:
    names = [name for head in heads().values() for name in head.names]
    assert len(set(names)) == len(names), sorted(name for name in names if names.count(name) > 1)
    for usual in USUAL.values():
        assert set(usual) <= set(heads()), set(usual) - set(heads())
        assert len(set(usual)) == len(usual)
    assert not set(names) & (set(KEYWORDS) | set(OPERATORS))


@pytest.mark.parametrize("manager", PACKAGE_MANAGERS.values(), ids=lambda manager: manager.name)
def test_the_rules_know_the_same_flags_and_subcommands(manager) -> None:  # type: ignore[no-untyped-def]
    for program in manager.programs:
        tool = find(program)
        assert tool is not None
        parts = list(within(tool))
        assert manager.install <= set(tool.tools), program
        assert manager.fetches <= set(tool.tools), manager.fetches - set(tool.tools)
        assert manager.asks <= set(tool.tools), manager.asks - set(tool.tools)
        known = {name: flag for part in parts for name, flag in part.flags.items()}
        assert manager.valued <= set(known), manager.valued - set(known)
        for name in manager.valued:
            assert any(part.flags[name].joint for part in parts if name in part.flags), name
        assert set(manager.yes) <= set(known)
        for words in manager.clean:
            part: Tool | None = tool
            for word in words:
                assert part is not None
                part = part.tools.get(word) or (part if part.flag(word) else None)
            assert part is not None, words


def test_commands_of_powershell() -> None:
    assert all(re.fullmatch(r"[A-Z][A-Za-z]+-[A-Z][A-Za-z]+", name) for name in CMDLETS)
    assert all(5 <= len(doc) <= 120 and doc.endswith((".", "`")) for doc in CMDLETS.values())
    assert len(cmdlets()) == len(CMDLETS)


def test_variables_of_tools() -> None:
    assert len(variables()) > 100
    for known in variables().values():
        assert re.fullmatch(r"[A-Z][A-Z0-9_]*", known.name)
        assert 10 <= len(known.doc) <= 120
        assert known.doc.endswith((".", "`"))
        assert all(known.values)


def test_what_is_said_of_operands_is_said_of_one_that_there_is() -> None:
    parts = [part for tool in tools() for part in within(tool)]
    kinds = {flag.kind for part in parts for flag in part.flags.values()}
    assert set(OPERANDS) <= {name for part in parts for name in part.operands} | kinds
    assert all(text.endswith(".") for text in OPERANDS.values())


# The notation


def test_notation() -> None:
    head = read_head("npm, npx @node @bun <package>...: Installs.")
    assert head == (("npm", "npx"), "Installs.", ("node", "bun"), "<package>...")
    assert read_flag("-y, --yes: Says yes.")[:3] == (("-y", "--yes"), "Says yes.", "")
    assert read_flag("--omit=dev|peer: X.").joint == "="
    assert [value.text for value in read_flag("--no-binary=:all:|NAME: X.").values] == [":all:"]
    assert read_flag("--color[=always]: X.")[2:4] == ("[=", "always")
    assert read_flag("-o, --output FILE: X.")[2:4] == (" ", "FILE")
    tool = read_body(
        head, "  !before\n  -q: Quiet.\n  add <x>: Adds.\n    --y=a: Y.\n      = a: The a.\n  %g", lambda g: "  -z: Z."
    )
    assert tool.marks == {"before"}
    assert set(tool.flags) == {"-q", "-z"}
    assert tool.tools["add"].flags["--y"].values == (("a", "The a."),)
    assert tool.tools["add"].flag("-q") is None


@pytest.mark.parametrize("line", ["no doc", "-x", "   = v: w", "      deep: x"])
def test_what_is_not_in_the_notation_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_body(read_head("x: X."), f"  {line}", lambda group: "")


# What each word is


@pytest.mark.parametrize(
    ("command", "kinds"),
    [
        ("apt-get -qqy install --no-install-recommends curl", "flag subcommand flag operand"),
        ("apt-get -o Acquire::Retries=3 install -t stable curl", "flag value subcommand flag value operand"),
        ("npm ci --omit=dev", "subcommand flag"),
        ("apt-get --no-install-recommends --host-architecture x install a", "flag flag value subcommand operand"),
        ("npm ci --omit dev", "subcommand flag value"),
        ("apk add -t .deps curl", "subcommand flag value operand"),
        ("npm run build -- -y", "subcommand operand end operand"),
        ("npm cache clean --force", "subcommand subcommand flag"),
        ("foo install -y", " "),
        ("mvn -B clean package -DskipTests -Dx=y", "flag subcommand subcommand flag flag"),
        ("java -Xmx1g -XX:MaxRAMPercentage=75 -jar x.jar", "flag flag flag value"),
        ("tar xzf a.tgz -C /opt", "flag value flag value"),
        ("sudo -E apt-get install curl", "flag command subcommand operand"),
        ("env A=1 B=2 make -j4 all", "assignment assignment command flag operand"),
        ("find . -name x -exec rm -rf {} + -print", "operand flag value flag command flag operand end flag"),
        ("python3.14 -m pip install x", "flag command subcommand operand"),
        ("set -eux +o pipefail", "flag flag value"),
        ("gosu app server -x", "operand command "),
        ("xargs -r apt-mark manual x", "flag command subcommand operand"),
        ("configure --with-foo=/usr --enable-bar", "flag flag"),
        ("aarch64-linux-gnu-gcc -O2 -o x x.c", "flag flag value operand"),
    ],
)
def test_roles(command: str, kinds: str) -> None:
    name, *words = command.split()
    arguments = Arguments(find(name), find)
    assert " ".join(arguments.feed(word).kind for word in words) == kinds


@given(
    st.lists(st.sampled_from(["-y", "-qq", "install", "-o", "x=y", "--", "-", "--foo", "-exec", ";", "sudo", "npm"]))
)
def test_any_words_have_roles(words: list[str]) -> None:
    for name in ("apt-get", "npm", "nothing"):
        arguments = Arguments(find(name), find)
        for word in words:
            role = arguments.feed(word)
            assert all(0 <= part.start <= part.end <= len(word) for part in role.parts)
            assert -1 <= role.value <= len(word)


# What is being typed


@pytest.mark.parametrize(
    ("text", "words", "word"),
    [
        ("", (), ""),
        ("apt-get install --no-", ("apt-get", "install"), "--no-"),
        ("a && b", (), "b"),
        ("a | b c", ("b",), "c"),
        ("x=$(cat ", ("cat",), ""),
        ('echo "$(cu', (), "cu"),
        ("echo 'a b' c", ("echo", "a b"), "c"),
        ("if [ -f x ]; then a", (), "a"),
        ("for x in a b; do c ", ("c",), ""),
        ("case $x in a|b) c ", ("c",), ""),
        ("A=1 b -", ("b",), "-"),
        ("a > f ", ("a",), ""),
        ("a 2>&1 | ", (), ""),
        ("cat <<E\nfoo 'bar\nE\nx ", ("x",), ""),
        ("a # it's\nb ", ("b",), ""),
        ("f() { a ", ("a",), ""),
        ("(cd x && b ", ("b",), ""),
        ("a `b` c", ("a", ""), "c"),
        ("a \\\n  -x", ("a",), "-x"),
    ],
)
def test_the_word_that_is_being_typed(text: str, words: tuple[str, ...], word: str) -> None:
    here = typed(text)
    assert here is not None
    assert (here.words, here.word) == (words, word)
    assert text[here.start :] == word


@pytest.mark.parametrize(
    "text",
    ["echo 'a", 'echo "a', "# a", "a # b", "for x", "for x in ", "case x", "case x in ", "A=", "a >", "a > f",
     "echo $((1 + ", "echo ${a:-", "a=(b ", "cat <<E\nfo", "if a; then b; fi "],
)  # fmt: skip
def test_where_no_word_of_a_command_is_typed(text: str) -> None:
    assert typed(text) is None


def test_a_string_that_is_open_may_count_as_a_word() -> None:
    for text, word in (("echo 'a b", "a b"), ('echo "a b', ""), ('echo "a $(b)"c\'d', "cd"), ("echo a'b", "ab")):
        here = typed(text, strings=True)
        assert here is not None
        assert (here.words, here.word, here.plain) == (("echo",), word, False)
    assert typed("# 'a", strings=True) is None


def test_the_string_of_an_array_that_is_being_typed() -> None:
    for text, words, word in (
        ('["a', (), "a"),
        ('[ "a b", "c', ("a b",), "c"),
        ('["a\\"b", "', ('a"b',), ""),
    ):
        here = listed(text)
        assert here is not None
        assert (here.words, here.word, text[here.start :]) == (words, word, word)
    for text in ('["a"', '["a",', "[", "", "a", '["a" "b', '[1, "a', '["a"]'):
        assert listed(text) is None
    assert listed('["a", ', between=True) is not None


@given(st.text(alphabet='["a,\\ ]1', max_size=20))
def test_reading_half_an_array_never_fails(text: str) -> None:
    here = listed(text)
    assert here is None or text[here.start :] == here.word


@given(st.text(alphabet="ab -=$(){}[]`'\"\\|&;<>#!\n", max_size=40))
def test_typing_never_fails(text: str) -> None:
    here = typed(text)
    if here is not None:
        assert 0 <= here.begin <= here.start <= len(text)
        assert not here.plain or text[here.start :].replace("\\\n", "") == here.word
