"""The tree: faithful to BuildKit's parser, lossless, tolerant, and the same with a hint as without."""

from __future__ import annotations

import random
from pathlib import Path
from weakref import ref

import dockerfile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marks import mark, marked
from real import HERE, read, real_files

from dockerls.syntax import Node, Tree, parse
from dockerls.text import LineIndex, Span

FILES = real_files()
TEXTS = [read(path) for path in FILES]

HALF_TYPED = [
    "F", "FR", "FROM", "FROM ", "FROM --", "FROM --platform", "FROM --platform=", "FROM a AS", "RUN", "RUN --mount=",
    "RUN --mount=type=cache,", "RUN echo \"", "RUN echo 'a", "RUN echo $(", "RUN echo ${", "RUN a && ", "RUN cat <<E",
    "RUN <<", "RUN <<-'E", "COPY", "COPY a", "COPY --from", "COPY --from=", "COPY [\"a\"", "ENV", "ENV A", "ENV A=",
    "ENV A=\"", "ENV A=${B:-${", "LABEL a=", "EXPOSE", "CMD [", "CMD [\"a\",", "HEALTHCHECK --interval=", "ONBUILD",
    "ONBUILD ", "USER", "WORKDIR", "SHELL [", "STOPSIGNAL", "COP a b", "# hadolint ignore=", "<", "$", "\"", "[",
]  # fmt: skip


def shape(tree: Tree) -> list[tuple[str, str, str, int, str]]:
    return [(n.kind, n.source, n.escape, n.header, repr(n.heredocs)) for n in tree.nodes]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_official_parser_reads_the_same(path: Path) -> None:
    text = read(path)
    try:
        theirs = dockerfile.parse_string(text)
    except dockerfile.GoParseError:
        pytest.skip("refused by the official parser")
    tree, lines = parse(text), LineIndex(text)
    ours = []
    for node, start in zip(tree.nodes, tree.starts, strict=True):
        if node.kind == "instruction":
            bodies = "".join(f"{heredoc.body.of(node.source)}{heredoc.name}\n" for heredoc in node.heredocs)
            body = f"\n{bodies}" if bodies else ""
            flags = tuple(f"--{f.name}" if f.value is None else f"--{f.name}={f.value}" for f in node.flags)
            first, last = lines.line(start) + 1, lines.line(start + len(node.source) - 1) + 1
            heredocs = tuple((heredoc.name, heredoc.body.of(node.source)) for heredoc in node.heredocs)
            ours.append((node.keyword, first, last, node.logical.text + body, flags, node.json is not None, heredocs))
    assert ours == [
        (c.cmd.upper(), c.start_line, c.end_line, c.original, c.flags, c.json, tuple((h[0], h[2]) for h in c.heredocs))
        for c in theirs
    ]


def random_edit(text: str, chance: random.Random) -> str:
    """A change as a person or a sloppy tool makes it: typing, deleting, pasting, moving lines."""
    start = chance.randrange(len(text) + 1)
    kind = chance.random()
    if kind < 0.4:
        return text[:start] + chance.choice("abE \n\\#$<\"'`[]{}=-:") + text[start:]
    if kind < 0.65:
        return text[:start] + text[start + chance.choice([1, 1, 1, 5, 40]) :]
    if kind < 0.8:
        piece = chance.choice(["\nEOF\n", "<<EOF", "RUN <<EOF\n", "# escape=`\n", "\\\n", "\n", *HALF_TYPED])
        return text[:start] + piece + text[start:]
    other = chance.choice(TEXTS)
    cut = chance.randrange(len(other) + 1)
    return text[:start] + other[cut : cut + chance.randrange(200)] + text[start + chance.randrange(100) :]


@settings(max_examples=250)
@given(st.randoms(use_true_random=False), st.sampled_from(TEXTS))
def test_with_a_hint_the_tree_is_the_same(chance: random.Random, text: str) -> None:
    """12,500 edits in all."""
    tree = parse(text)
    for _ in range(50):
        text = random_edit(text, chance)
        before, tree = tree, parse(text, tree)
        fresh = parse(text)
        assert shape(tree) == shape(fresh)
        assert ([*tree.starts], tree.states) == ([*fresh.starts], fresh.states)
        assert numbers(tree) == numbers(fresh)
        assert "".join(node.source for node in tree.nodes) == text
        change = tree.since(before)
        if change is not None:
            kept = change.spliced(before.nodes, tree.nodes[change.first : change.come])
            assert [id(node) for node in kept] == [id(node) for node in tree.nodes]


def numbers(tree: Tree) -> tuple[object, ...]:
    return tree.instructions, tree.comments, tree.open_ended, tree.by_keyword, tree.where(has_flags)


def has_flags(node: Node) -> bool:
    return node.kind == "instruction" and bool(node.flags)


def test_a_tree_does_not_keep_the_one_before() -> None:
    old = parse("FROM scratch\n")
    new = parse("FROM scratch\nRUN true\n", old)
    assert new.since(old) is not None
    forgotten = ref(old)
    del old
    assert forgotten() is None


def test_with_a_hint_nodes_are_used_again() -> None:
    text = read(HERE / "data" / "real" / "everything.Dockerfile")
    old = parse(text)
    at = text.index("EXPOSE")
    new = parse(text[:at] + "RUN true\n" + text[at:], old)
    assert len([node for node in new.nodes if not any(node is other for other in old.nodes)]) == 1


@settings(max_examples=500)
@given(st.text(alphabet="FROMRUNCPYEVaé😀 \t\r\n\\`#$<>{}[]\"'=:,-/\x0c\x85\ufeff", max_size=120))
def test_no_text_raises(text: str) -> None:
    tree = parse(text)
    assert "".join(node.source for node in tree.nodes) == text
    for node in tree.nodes:
        look(node)


def look(node: Node) -> None:
    """Ask a node for everything it knows; every span must lie within it."""
    spans: list[Span] = [node.span]
    if node.kind == "instruction":
        spans.append(node.keyword_span)
        spans += [span for flag in node.flags for span in (flag.span, flag.name_span, flag.value_span)]
        spans += [word.span for word in node.words]
        spans += [span for pair in node.pairs for span in (pair.span, pair.key.span)]
        spans += [span for use in node.uses for span in (use.span, use.name_span)]
        spans += [problem.span for problem in node.faults]
        if node.trigger:
            look(node.trigger[0])
    if node.directive:
        spans += [word.span for word in node.directive]
    for span in spans:
        assert 0 <= span.start <= span.end <= len(node.source)


@pytest.mark.parametrize("line", HALF_TYPED)
def test_a_half_typed_line_leaves_its_neighbours_alone(line: str) -> None:
    for text in TEXTS[:3] + random.Random(line).sample(TEXTS, min(12, len(TEXTS))):
        whole = parse(text)
        for number in range(1, len(whole.nodes)):
            if whole.states[number - 1].seen is not None:
                continue  # Among the directives every line means something.
            if "<<" in line and any(
                node.keyword_span.of(node.source).islower() for node in whole.nodes if node.keyword
            ):
                continue  # An open heredoc ends before a keyword in the case of its own.
            at = whole.starts[number]
            torn = parse(text[:at] + line + "\n" + text[at:])
            new = [node for node in torn.nodes[: number + 1] if node.source.startswith(line)]
            kept = [node.source for node in torn.nodes]
            wanted = [node.source for node in whole.nodes]
            assert kept[:number] == wanted[:number], (line, new)
            assert kept[number + 1 :] == wanted[number:], line


def spans_of(text: str, pick: str) -> str:
    tree = parse(text)
    found = []
    for node, start in zip(tree.nodes, tree.starts, strict=True):
        if node.kind == "instruction":
            for item in getattr(node, pick):
                found.append(item.span.shift(start))
    return mark(text, found)


@pytest.mark.parametrize(
    ("pick", "text"),
    [
        ("words", "FROM $0alpine:3$0 $0AS$0 $0x$0\n"),
        ("words", "COPY --link $0a$0 \\\n  # why\n  $0b$0   $0/c$0\n"),
        ("words", "ENV $0A=1$0 $0B='x y'$0 $0C=\"é 😀\"$0 $0D=a\\ b$0\n"),
        ("words", 'CMD [ $0"a"$0, $0"b\\"c"$0 ]\n'),
        ("words", "WORKDIR $0/a b$0  \r\n"),
        ("words", "USER $0a\\\n  b$0\n"),
        ("words", 'HEALTHCHECK --retries=1 $0CMD$0 [$0"a"$0]\n'),
        ("pairs", 'LABEL $0a=b$0 $0"c d"=e$0\n'),
        ("pairs", "ENV $0a b c$0\n"),
        ("pairs", "ARG $0a$0 $0b=$0 $0c=1$0\n"),
        ("flags", "RUN $0--mount=type=cache,target=/x$0 \\\n $0--network=none$0 make --no\n"),
        ("flags", "COPY $0--from=a$0 -- --b c\n"),
        ("uses", "ENV A=$0$B$0 C=$0${D}$0 E='$F' G=\\$H I=\"$0$J$0\"\n"),
        ("uses", "COPY <<EOF /x\n$0$A$0 '$0$B$0'\nEOF\n"),
        ("uses", "COPY <<'EOF' /x\n$A\nEOF\n"),
        ("uses", "RUN echo $0$A$0 \\\n  $0${B%x}$0\n"),
    ],
)
def test_spans(pick: str, text: str) -> None:
    plain, _ = marked(text)
    assert spans_of(plain, pick) == text


def test_an_open_heredoc_ends_before_the_next_instruction() -> None:
    tree = parse("FROM a\nRUN <<EOF\necho a\n\n# hadolint ignore=X\nRUN b\n")
    assert [node.source for node in tree.nodes] == [
        "FROM a\n",
        "RUN <<EOF\necho a\n",
        "\n",
        "# hadolint ignore=X\n",
        "RUN b\n",
    ]
    assert tree.nodes[1].heredocs[0].terminator is None


def test_a_heredoc_directly_followed_by_an_instruction() -> None:
    tree = parse("RUN <<A cat <<-B\nx\nA\n\ty\n\tB\nCOPY <<C /c\nC\nRUN b\n")
    assert [(node.keyword, [h.content(node.source) for h in node.heredocs]) for node in tree.nodes] == [
        ("RUN", ["x\n", "y\n"]),
        ("COPY", [""]),
        ("RUN", []),
    ]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("RUN <<EOF", ["EOF"]),
        ("RUN <<  EOF", ["EOF"]),
        ("RUN << -EOF", ["-EOF"]),
        ("RUN <<- EOF", []),
        ("RUN 3<<'E F' cat", ["E F"]),
        ('RUN "<<EOF"', []),
        ("RUN cat <<<EOF", []),
        ("COPY <<A <<B /x/", ["A", "B"]),
        ("USER <<EOF", []),
        ('RUN ["<<EOF"]', []),
        ("onbuild run <<EOF", ["EOF"]),
    ],
)
def test_what_opens_a_heredoc(line: str, names: list[str]) -> None:
    bodies = "".join(f"x\n{name}\n" for name in names)
    node = parse(f"{line}\n{bodies}RUN next\n").nodes[0]
    assert [(heredoc.name, heredoc.terminator is not None) for heredoc in node.heredocs] == [(n, True) for n in names]


def test_directives_end_at_the_first_other_line() -> None:
    tree = parse("# syntax=a\n# Escape = `\n# x\n# check=skip=all\nRUN a `\n b\n")
    assert [node.kind for node in tree.nodes] == ["directive", "directive", "comment", "comment", "instruction"]
    assert [node.directive and node.directive[0].text for node in tree.nodes[:2]] == ["syntax", "escape"]
    assert tree.escape == "`"
    assert tree.nodes[-1].logical.text == "RUN a  b"


def test_an_escaped_escape_continues_nothing() -> None:
    assert [node.source for node in parse("RUN a\\\\\nRUN b\\\n\n# c\nc\n").nodes] == [
        "RUN a\\\\\n",
        "RUN b\\\n\n# c\nc\n",
    ]


def test_bombs_are_read_in_linear_time() -> None:
    """No clock: each of these would take hours, or die of recursion, if it were not linear."""
    for text in (
        "RUN " + "a" * 2_000_000,
        "RUN a \\\n" * 50_000,
        "ENV A=" + "${" * 50_000,
        "RUN <<A\n" * 20_000,
        "CMD " + "[" * 200_000,
        "\\\n" * 50_000,
        "# escape=`\n" * 20_000,
        "ENV " + "a=b " * 50_000,
        "FROM a\n" * 50_000,
    ):
        tree = parse(text)
        assert "".join(node.source for node in tree.nodes) == text
        for node in tree.nodes[:3]:
            look(node)
