"""Siblings: a text otherwise written that means the same has the same findings and answers, at the same places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marks import marked
from unlinted import unlinted

from dockerls.config import Config
from dockerls.features import hover, navigation, rename, selection, signature
from dockerls.features.actions import fix_all
from dockerls.features.completion import Item, complete
from dockerls.features.rename import RenameRefused
from dockerls.lint import engine
from dockerls.lint.engine import rules
from dockerls.lint.explain import examples
from dockerls.references import reference_at
from dockerls.snapshot import Snapshot, snapshot
from dockerls.syntax import Node
from dockerls.text import Edit, Span, apply

engine.strict = True
ALL = Config(select=("ALL",))
TEXTS = sorted({marked(example.text)[0] for rule in rules() for example in examples(rule)})
PLACES = st.integers(0, 1 << 20)
"""Which of a text's places, of which each has its own number."""

# Ways to write the same


def instructions(text: str) -> Iterator[tuple[Node, int]]:
    tree = unlinted(text).tree
    for number in tree.instructions:
        yield tree.nodes[number], tree.starts[number]


def head_end(text: str) -> int:
    """Where a comment may stand and no directive behind it stops being one."""
    tree = unlinted(text).tree
    return next((start for node, start in zip(tree.nodes, tree.starts) if node.kind != "directive"), len(text))


def inserted(places: list[int], text: str) -> list[Edit]:
    return [Edit(Span(place, place), text) for place in places]


def crlf(text: str) -> list[Edit]:
    return inserted([at for at, sign in enumerate(text) if sign == "\n" and text[at - 1 : at] != "\r"], "\r")


def byte_order_mark(text: str) -> list[Edit]:
    return inserted([0], "\ufeff") if text else []


def wide_comment(text: str) -> list[Edit]:
    return inserted([head_end(text)], "# 日本 é😀\n\n")


def indented(text: str) -> list[Edit]:
    return inserted([start for _, start in instructions(text)], "\t ")


def behind_keywords(text: str) -> dict[int, str]:
    """Where the blank behind each keyword starts that has something behind it, and the escape character there."""
    found = {}
    for node, start in instructions(text):
        end = node.keyword_span.end
        if node.source[end : end + 1] == " " and node.source[: node.header][end:].strip():
            found[start + end] = node.escape
    return found


def continued(text: str) -> list[Edit]:
    return [Edit(Span(at, at), f" {escape}\n") for at, escape in behind_keywords(text).items()]


def commented(text: str) -> list[Edit]:
    return [Edit(Span(at, at), f" {escape}\n  # é😀\n") for at, escape in behind_keywords(text).items()]


def other_escape(text: str) -> list[Edit]:
    """With a backtick at the ends of lines; nothing if backslashes mean anything else, or a directive comes first."""
    if "`" in text or text.startswith("#") or re.search(r"\\(?!\n)", text) or "<<" in text:
        return []
    return [*inserted([0], "# escape=`\n"), *(Edit(Span(*match.span()), "`") for match in re.finditer(r"\\", text))]


WAYS: dict[Callable[[str], list[Edit]], tuple[str, ...]] = {
    crlf: ("DF2007", "DF2033"),  # A script with carriage returns is another script.
    byte_order_mark: ("DF1002",),
    wide_comment: ("DF1002",),
    indented: (),
    continued: ("NoEmptyContinuation",),
    commented: ("NoEmptyContinuation",),
    other_escape: (),
}
"""The ways, and what is found of a text's layout, which each of them changes."""


class Sibling:
    """A text and the same otherwise written; `at` moves a place in the one to the other."""

    def __init__(self, text: str, way: Callable[[str], list[Edit]]) -> None:
        self.edits = sorted(way(text))
        self.text = apply(text, self.edits)

    def at(self, offset: int, *, end: bool = False) -> int:
        """Where a place went; of what was put in there, a span's end stays in front."""
        before = [edit for edit in self.edits if edit.span.start < offset or (edit.span.start == offset and not end)]
        return offset + sum(len(edit.text) - (edit.span.end - edit.span.start) for edit in before)

    def span(self, span: Span) -> Span:
        start = self.at(span.start)
        return Span(start, self.at(span.end, end=True) if span.end > span.start else start)

    def touches(self, offset: int) -> bool:
        """Whether something was put in or replaced at a place."""
        return any(edit.span.touches(offset) for edit in self.edits)


def names(function: Callable[[str], list[Edit]]) -> str:
    return function.__name__


@pytest.mark.parametrize("way", WAYS, ids=names)
def test_the_same_is_found(way: Callable[[str], list[Edit]]) -> None:
    for text in TEXTS[:: 1 + (way is not continued)]:
        sibling = Sibling(text, way)
        mine, others = snapshot(text, config=ALL).report.findings, snapshot(sibling.text, config=ALL).report.findings
        wanted = Counter((item.code, sibling.span(item.span)) for item in mine if item.code not in WAYS[way])
        assert Counter((item.code, item.span) for item in others if item.code not in WAYS[way]) == wanted


def answers(now: Snapshot, offset: int, moved: Callable[[Span], Span]) -> list[object]:
    """What an editor is told of a place, with the spans moved."""
    try:
        prepared = rename.prepare(now, offset)
    except RenameRefused:
        prepared = None
    said = hover.hover(now, offset)
    help_ = signature.signature(now, offset)
    return [
        [moved(found.selection) for found in navigation.definition(now, offset)],
        [(moved(found.span), found.kind) for found in navigation.highlight(now, offset)],
        [moved(span) for span in selection.linked_ranges(now, offset)],
        prepared and moved(prepared[0]),
        said and moved(said.span),
        help_ and (help_.signatures[help_.active].label, help_.parameter),
    ]


@settings(max_examples=300)
@given(st.sampled_from(TEXTS), st.sampled_from([*WAYS]), PLACES)
def test_the_same_is_answered(text: str, way: Callable[[str], list[Edit]], place: int) -> None:
    sibling = Sibling(text, way)
    offset = place % (len(text) + 1)
    if not sibling.touches(offset):
        wanted = answers(unlinted(text), offset, sibling.span)
        assert answers(unlinted(sibling.text), sibling.at(offset), lambda span: span) == wanted


# Fixes


def trailing(text: str) -> list[Edit]:
    return inserted([match.start() for match in re.finditer(r"(?<=[\w'\"./])$", text, re.M) if "<<" not in text], " \t")


def cut(text: str) -> list[Edit]:
    """With a word of each instruction cut in two by a continuation."""
    places = []
    for node, start in instructions(text):
        inside = [match.start() for match in re.finditer(r"\B\w\B", node.source[: node.header])]
        inside = [at for at in inside if at > node.keyword_span.end]
        if inside and "\\" not in node.source and "#" not in node.source and node.escape == "\\":
            places.append(start + inside[len(node.source) % len(inside)])
    return inserted(places, "\\\n")


def errors(now: Snapshot) -> Counter[str]:
    return Counter(finding.code for finding in now.report.findings if finding.severity == "error")


@pytest.mark.parametrize("way", [trailing, cut, commented, crlf], ids=names)
def test_a_fix_mends_the_sibling(way: Callable[[str], list[Edit]]) -> None:
    """The first fix of a rule's own finding removes it and brings no error, however the text is written."""
    for rule in rules():
        config = Config(select=(rule.code,))
        for example in examples(rule):
            if (
                example.kind != "bad" or example.settings or rule.code == "DF1091"
            ):  # A directive may bring errors along.
                continue
            sibling = Sibling(marked(example.text)[0], way)
            before = snapshot(sibling.text, config=config)
            found = [finding for finding in before.report.findings if finding.code == rule.code]
            for finding in found:
                if finding.fixes:
                    after = snapshot(apply(sibling.text, finding.fixes[0].edits), config=config)
                    assert not errors(after) - errors(before), after.text
                    left = [other for other in after.report.findings if other.code == rule.code]
                    assert len(left) < len(found), after.text


@pytest.mark.parametrize("way", [trailing, cut, commented, crlf], ids=names)
def test_all_that_is_safe_to_fix_comes_to_an_end(way: Callable[[str], list[Edit]]) -> None:
    """Each round of fixes makes another text, without an error that was not there, and after some no more."""
    for text in TEXTS[::2]:
        now = snapshot(Sibling(text, way).text, config=ALL)
        for _ in range(6):
            edits = fix_all(now)
            if not edits:
                break
            fixed = snapshot(apply(now.text, edits), config=ALL)
            assert fixed.text != now.text
            assert set(errors(fixed)) <= {*errors(now), "DF1090"}, fixed.text
            now = fixed
        else:
            pytest.fail(now.text)


# Commands


WRAPPED = ("env A=1 ", "timeout 60 ", "nice -n 5 ")
ONE_COMMAND_ONLY = {"DF2033", "DF2055", "DF8060", "DL3004"}
"""Rules about how a command itself is written: a redirected `echo`, what a shell does to itself, what `timeout`
ends, and `sudo` as the word in front."""


@pytest.mark.parametrize("prefix", WRAPPED)
def test_a_command_behind_another_is_found(prefix: str) -> None:
    for rule in rules():
        for example in examples(rule):
            if example.kind != "bad" or example.settings or rule.code in ONE_COMMAND_ONLY:
                continue
            text = marked(example.text)[0]
            edits = []
            for node, start in instructions(text):
                if node.keyword == "RUN" and node.is_shell_form and not node.heredocs:
                    starts = [command.name.span.start for command in node.script.commands if command.name.text != "cd"]
                    edits += inserted([start + at for at in starts], prefix)
            config = Config(select=(rule.code,))
            mine = [item for item in snapshot(text, config=config).report.findings if item.code == rule.code]
            other = snapshot(apply(text, edits), config=config).report.findings
            assert len([item for item in other if item.code == rule.code]) == len(mine), (rule.code, text)


# Names


@settings(max_examples=150)
@given(st.sampled_from([text for text in TEXTS if "$" in text or " AS " in text or "<<" in text]), PLACES)
def test_a_name_is_the_same_from_all_of_its_places(text: str, place: int) -> None:
    """What is highlighted at one place is highlighted at each; renamed there and back, the text is what it was."""
    now = unlinted(text)
    places = [offset for offset in range(len(text)) if reference_at(now.model, offset) is not None]
    if not places:
        return
    offset = places[place % len(places)]
    spans = navigation.references(now, offset)
    assert spans == sorted(spans)
    assert all(navigation.references(now, span.start) == spans for span in spans)
    found = reference_at(now.model, offset)
    assert found is not None
    name, new = found.symbol.name, "zz-9" if found.symbol.kind == "stage" else "Zz_9"
    try:
        edits = rename.rename(now, offset, new)
        assert [edit.span for edit in edits] == [span for span in spans if not span.of(text).isdigit()]
        renamed = unlinted(apply(text, edits))
        back = rename.rename(renamed, spans[0].start, name)
    except RenameRefused:
        return  # The old name may be a reserved one, or mean something else now.
    assert apply(renamed.text, back).lower() == text.lower()


# Completion


def offered(before: str, after: str) -> dict[str, Item]:
    found = complete(unlinted(before + after), len(before), snippets=False)
    return {item.label: item for item in found}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(TEXTS), PLACES)
def test_what_is_offered_for_nothing_is_offered_for_its_beginning(text: str, place: int) -> None:
    """And taken there, it stands where the beginning stood."""
    words = [match for match in re.finditer(r"[^\s=,:\"'$`{}/.\[\]<>()]+", text) if match[0].isascii()]
    if not words:
        return
    word = words[place % len(words)]
    before, after = text[: word.start()], text[text.find("\n", word.end()) :]
    wanted = {label: item for label, item in offered(before, after).items() if label.strip("=:") == word[0]}
    for length in range(1, len(word[0])) if wanted else ():
        found = offered(before + word[0][:length], after)
        for label, item in wanted.items():
            assert label in found, f"{before}{word[0][:length]}|"
            taken = apply(before + word[0][:length] + after, [Edit(found[label].span, found[label].text)])
            assert taken == before + item.text + after
