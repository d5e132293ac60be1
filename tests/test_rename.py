"""Renaming: marked text in, text out; and over real files, that a renamed file means the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marks import marked
from real import read, real_files
from unlinted import unlinted

from dockerls.features.rename import RenameRefused, prepare, rename
from dockerls.model import Model
from dockerls.references import Symbol, in_node, place
from dockerls.snapshot import Snapshot
from dockerls.text import Edit, apply
from dockerls.values import expand

VARIABLES = ("variable", "free", "secret", "shell")


def renamed(text: str, new: str) -> str:
    """A text after the name at `$0` became `new`; from every place the same comes out."""
    plain, marks = marked(text)
    return apply(plain, rename(unlinted(plain), marks[0][0].start, new))


def check_rename(text: str, new: str, wanted: str) -> None:
    assert renamed(text, new) == marked(wanted)[0]


def refused(text: str, new: str) -> str:
    plain, marks = marked(text)
    with pytest.raises(RenameRefused) as caught:
        rename(unlinted(plain), marks[0][0].start, new)
    return str(caught.value)


def prepared(text: str) -> str | None:
    """The placeholder at `$0`, None if there is none, or why it cannot be changed; the span must cover just it."""
    plain, marks = marked(text)
    try:
        found = prepare(unlinted(plain), marks[0][0].start)
    except RenameRefused as refused_:
        return str(refused_)
    if found is None:
        return None
    assert found[0].of(plain) == found[1]
    return found[1]


# Variables


def test_global_arg_with_its_redeclarations_and_their_uses() -> None:
    check_rename(
        """
        ARG V$0ER=1
        FROM a:${VER} AS one
        ARG VER
        ENV X=$VER
        RUN echo "${VER}"
        FROM b
        RUN echo $VER
        """,
        "NEW",
        """
        ARG NEW=1
        FROM a:${NEW} AS one
        ARG NEW
        ENV X=$NEW
        RUN echo "${NEW}"
        FROM b
        RUN echo $VER
        """,
    )


def test_from_a_use_in_a_stage_the_global_one_is_renamed_too() -> None:
    check_rename(
        "ARG V=1\nFROM a\nARG V\nRUN echo $0$V\n".replace("$0$V", "$$0V"),
        "W",
        "ARG W=1\nFROM a\nARG W\nRUN echo $W\n",
    )


def test_an_arg_with_its_own_default_is_another_one() -> None:
    check_rename(
        "ARG $0V=1\nFROM a:$V\nARG V=2\nRUN echo $V\n",
        "W",
        "ARG W=1\nFROM a:$W\nARG V=2\nRUN echo $V\n",
    )


def test_env_is_inherited_through_from() -> None:
    check_rename(
        "FROM a AS base\nENV V$0=1\nFROM base AS mid\nFROM mid\nRUN echo $V\nENV V=2 X=${V:-$V}\n",
        "W",
        "FROM a AS base\nENV W=1\nFROM base AS mid\nFROM mid\nRUN echo $W\nENV W=2 X=${W:-$W}\n",
    )


def test_the_value_of_the_base_image_keeps_its_name() -> None:
    check_rename("FROM a\nENV $0V=x:$V\nRUN $V\n", "W", "FROM a\nENV W=x:$V\nRUN $W\n")


def test_what_a_script_sets_itself_is_its_own() -> None:
    check_rename(
        "FROM a\nARG $0V\nRUN echo $V; V=${V:-1}; echo $V\nRUN for V in a; do echo $V; done\n",
        "W",
        "FROM a\nARG W\nRUN echo $W; V=${W:-1}; echo $V\nRUN for V in a; do echo $V; done\n",
    )


def test_what_a_script_may_set_is_renamed_with_it() -> None:
    check_rename(
        'FROM a\nARG $0V\nRUN if [ -z "$V" ]; then V=1; fi; echo $V $((V + 1)) ${#V}\n',
        "W",
        'FROM a\nARG W\nRUN if [ -z "$W" ]; then W=1; fi; echo $W $((W + 1)) ${#W}\n',
    )


def test_shell_variables_of_one_instruction() -> None:
    check_rename("FROM a\nRUN $0x=1 && echo $x\nRUN echo $x\n", "y", "FROM a\nRUN y=1 && echo $y\nRUN echo $x\n")


def test_secret_mounts_set_a_variable() -> None:
    check_rename(
        "FROM a\nRUN --mount=type=secret,id=t,env=T$0OK curl -H $TOK\nRUN echo $TOK\n",
        "KEY",
        "FROM a\nRUN --mount=type=secret,id=t,env=KEY curl -H $KEY\nRUN echo $TOK\n",
    )


def test_heredocs_are_renamed_where_somebody_expands_them() -> None:
    check_rename(
        "FROM a\nARG $0V\nRUN <<'EOF'\necho '$V' # it's $V\nEOF\nCOPY <<'EOF' /x\n$V\nEOF\nCOPY <<EOF /x\n'$V'\nEOF\n"
        "RUN <<EOF\n#!/usr/bin/env python3\nprint('$V')\nEOF\n",
        "W",
        "FROM a\nARG W\nRUN <<'EOF'\necho '$W' # it's $W\nEOF\nCOPY <<'EOF' /x\n$V\nEOF\nCOPY <<EOF /x\n'$W'\nEOF\n"
        "RUN <<EOF\n#!/usr/bin/env python3\nprint('$V')\nEOF\n",
    )


def test_continuations_comments_quotes_and_crlf() -> None:
    check_rename(
        'FROM a\r\nENV "V$0"=1 \\\r\n  # $V\r\n  X=1\r\nLABEL é="日本 ${V}" b="$V\\\r\n" \'$V\'=c\r\n',
        "W",
        'FROM a\r\nENV "W"=1 \\\r\n  # $V\r\n  X=1\r\nLABEL é="日本 ${W}" b="$W\\\r\n" \'$V\'=c\r\n',
    )
    check_rename("ARG VE$0R\nRUN echo ${V\\\nER}\n", "W", "ARG W\nRUN echo ${W}\n")


def test_windows_shells() -> None:
    check_rename(
        "FROM mcr.microsoft.com/windows/servercore\nARG $0V\nRUN echo %V% $V\n"
        'SHELL ["powershell", "-Command"]\nRUN echo $env:V ${env:V} $V\n',
        "W",
        "FROM mcr.microsoft.com/windows/servercore\nARG W\nRUN echo %W% $V\n"
        'SHELL ["powershell", "-Command"]\nRUN echo $env:W ${env:W} $V\n',
    )


def test_put_off_instructions() -> None:
    check_rename("FROM a\nENV $0V=1\nONBUILD RUN echo $V\n", "W", "FROM a\nENV W=1\nONBUILD RUN echo $W\n")


@pytest.mark.parametrize(
    ("text", "new", "said"),
    [
        ("ARG $0V\n", "1x", "no name"),
        ("ARG $0V\n", "a-b", "no name"),
        ("ARG $0V\n", "", "no name"),
        ("ARG $0V\n", "TARGETARCH", "meaning of its own"),
        ("FROM a\nARG $0V\nENV W=1\n", "W", "line 3"),
        ("FROM a\nARG $0V\nRUN W=1; echo $V\n", "W", "line 3"),
        ("FROM a\nARG $0V\nRUN for W in b; do echo $W; done\n", "W", "line 3"),
        ("FROM a\nARG $0V\nRUN echo $W\n", "W", "already"),
        ("FROM a AS b\nENV W=1\nFROM b\nENV $0V=2\n", "W", "line 2"),
        ("FROM a AS b\nENV $0V=1\nFROM b\nRUN echo $W\n", "W", "line 4"),
        ("ARG W\nFROM a\nARG $0V\n", "W", "line 1"),
        ("ARG $0V\nFROM a\nARG W\n", "W", "line 3"),
        ("FROM node\nARG $0V\n", "NODE_VERSION", "sets"),
        ("FROM node\nRUN echo $$0NODE_VERSION\n", "X", "sets"),
        ("FROM a\nARG TARGET$0ARCH\n", "X", "Docker"),
        ("FROM --platform=$$0BUILDPLATFORM a\n", "X", "Docker"),
    ],
)
def test_refused_for_variables(text: str, new: str, said: str) -> None:
    assert said in refused(text, new)


def test_another_stage_may_have_a_variable_of_the_new_name() -> None:
    check_rename("FROM a\nARG $0V=1\nFROM a\nENV W=1\n", "W", "FROM a\nARG W=1\nFROM a\nENV W=1\n")


# Stages


def test_stage_with_all_who_name_it() -> None:
    check_rename(
        "FROM a AS Bu$0ild\nFROM build AS b\nCOPY --from=BUILD x y\nCOPY --from=0 x y\n"
        "RUN --mount=from=build,target=/x ls\nONBUILD COPY --from=build x y\n",
        "Made",
        "FROM a AS Made\nFROM made AS b\nCOPY --from=Made x y\nCOPY --from=0 x y\n"
        "RUN --mount=from=Made,target=/x ls\nONBUILD COPY --from=Made x y\n",
    )


def test_stage_in_quotes() -> None:
    check_rename("FROM a AS $0b\nFROM \"b\" AS c\nFROM 'b'\n", "d", "FROM a AS d\nFROM \"d\" AS c\nFROM 'd'\n")


def test_an_image_of_the_same_name_is_no_stage() -> None:
    check_rename("FROM a AS $0a\nFROM a\n", "b", "FROM a AS b\nFROM b\n")
    assert prepared("FROM $0a AS a\n") is None


@pytest.mark.parametrize(
    ("text", "new", "said"),
    [
        ("FROM a AS $0b\n", "0b", "no name"),
        ("FROM a AS $0b\n", "b/c", "no name"),
        ("FROM a AS $0b\n", "scratch", "reserved"),
        ("FROM a AS $0b\nFROM c AS d\n", "D", "already"),
        ("FROM a AS $0b\nFROM c\n", "c", "image"),
        ("FROM a AS $0b\nCOPY --from=c x y\n", "c", "outside"),
        ("FROM a AS b\nCOPY --from=$0c x y\n", "d", "no stage"),
        ("FROM a AS b\nFROM a\nCOPY --from=$00 x y\n", "d", "number"),
        ("ARG B=b\nFROM a AS $0b\nFROM $B\n", "c", "variable"),
    ],
)
def test_refused_for_stages(text: str, new: str, said: str) -> None:
    assert said in refused(text, new)


# Heredocs


def test_delimiters() -> None:
    check_rename("RUN cat <<-'E$0OF' <<EOF\n\tx\n\tEOF\nEOF\n", "END", "RUN cat <<-'END' <<EOF\n\tx\n\tEND\nEOF\n")
    check_rename("COPY <<EOF /x\nx\nE$0OF\n", "END", "COPY <<END /x\nx\nEND\n")
    assert "would end it" in refused("RUN <<-$0EOF\n\tEND\nEOF\n", "END")
    assert "no delimiter" in refused("RUN <<$0EOF\nEOF\n", "A B")


@pytest.mark.parametrize(
    ("text", "placeholder"),
    [
        ("FROM $0a\n", None),
        ("FROM a\nCOPY --from=$0c d e\n", "`c` is no stage of this file, so its name is not decided here."),
        ("FROM a AS b\nCOPY --from=$00 c d\n", "`0` is the number of a stage. Name the stage instead."),
        ("$0FROM a\n", None),
        ("# $0a\n", None),
        ("$0", None),
        ("FROM a\nLABEL x='$$0V'\n", None),
        ("FROM a AS b$0\n", "b"),
        ("ARG V\nRUN echo ${V$0}\n", "V"),
        ("RUN <<'E$0OF'\nEOF\n", "EOF"),
        ('FROM a\nENV "a$0b=c\n', None),
    ],
)
def test_prepare(text: str, placeholder: str | None) -> None:
    assert prepared(text) == placeholder


# The meaning stays


def renamable(now: Snapshot, offset: int) -> bool:
    try:
        return prepare(now, offset) is not None
    except RenameRefused:
        return False


def meaning(model: Model, old: dict[str, str]) -> list[object]:
    """What renaming must keep: stages and what they build on, variables and their values, and what names refer to.

    `old` gives the names that new ones stand for.
    """
    said: list[object] = [(old.get(stage.image or "", stage.image), stage.base) for stage in model.stages]
    for number in model.tree.instructions:
        node = model.tree.nodes[number]
        known = {name: item.text for name, item in model.visible(number).items()}
        said.append((node.keyword, {old.get(name, name): text for name, text in known.items()}))
        words = [pair.value for pair in node.pairs] if node.pairs else node.words if not node.is_shell_form else ()
        said.append([expand(word.text, known, node.escape).text for word in words if word and "$" in word.text])
        said.append([(item.symbol.kind, item.role) for item in in_node(model, number)])
    return said


@pytest.mark.parametrize("path", real_files(), ids=lambda path: path.stem)
def test_renaming_keeps_the_meaning_of_real_files(path: Path) -> None:
    """All symbols of a file are renamed, one after another; the places keep their order."""
    dockerfile = pytest.importorskip("dockerfile")
    text = read(path)
    now = unlinted(text)
    meant, places = meaning(now.model, {}), now.model.references
    old: dict[str, str] = {}
    done: set[Symbol] = set()
    for index, reference in enumerate(places):
        symbol = reference.symbol
        offset = place(now.model, now.model.references[index]).start
        if symbol in done or not renamable(now, offset):
            continue
        done.add(symbol)
        new = f"Xx_{len(done)}" if symbol.kind in VARIABLES else f"xx.{len(done)}"
        old[new] = symbol.name
        now = unlinted(apply(now.text, rename(now, offset, new)), now)
        wanted = [number for number, item in enumerate(places) if item.symbol == symbol]
        assert [number for number, item in enumerate(now.model.references) if item.symbol.name == new] == wanted
    assert meaning(now.model, old) == meant
    try:
        commands = [(item.cmd, len(item.value)) for item in dockerfile.parse_string(text)]
    except dockerfile.GoParseError:
        return
    assert [(item.cmd, len(item.value)) for item in dockerfile.parse_string(now.text)] == commands


@given(
    st.text(alphabet="FROMARGENVCPYU abV=$<{}()#!+;'\"\\\n-:1", max_size=80), st.integers(0, 80), st.text(max_size=5)
)
def test_never_raises_anything_else(text: str, offset: int, new: str) -> None:
    found = unlinted(text)
    offset = min(offset, len(text))
    renamable(found, offset)
    try:
        edits = rename(found, offset, new)
    except RenameRefused:
        return
    assert all(isinstance(edit, Edit) for edit in edits)
    apply(text, edits)
