"""The templates are sound Dockerfiles with complete headers, and their snippets mean what their files say."""

import re
from collections.abc import Callable
from pathlib import Path

import dockerfile
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockerls import templates
from dockerls.templates import Template, load, plain, snippet

TEMPLATES = load()
WHOLE = [template for template in TEMPLATES if template.at == "file"]

KEYWORDS = re.compile(
    "ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR"
)

each = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
each_whole = pytest.mark.parametrize("template", WHOLE, ids=lambda template: template.name)


def whole(template: Template) -> str:
    """The template's text as a Dockerfile: a fragment stands in a stage of its base."""
    return f"FROM {template.base}\n{plain(template)}" if template.base else plain(template)


def commands(template: Template) -> tuple[dockerfile.Command, ...]:
    """The Dockerfile's instructions as BuildKit's own parser sees them; it raises where BuildKit would."""
    return dockerfile.parse_string(whole(template))


# The files


def test_the_templates_are_those_of_the_files_by_name():
    names = [template.name for template in TEMPLATES]
    assert names == sorted(path.stem for path in Path(templates.__file__).parent.glob("*.Dockerfile"))
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)


@each
def test_the_header_is_complete(template):
    assert template.title
    assert not template.title.endswith(".")
    lines = template.doc.split("\n")
    assert 2 <= len(lines) <= 6
    assert all(lines)
    assert template.at in {"file", "stage", "instruction"}
    assert not template.body.startswith("#:")
    assert template.body.endswith("\n") == (template.at == "file")


@each
def test_a_base_is_named_by_those_without_a_from(template):
    has_from = re.search("^FROM ", template.body, re.MULTILINE) is not None
    assert bool(template.base) == (template.at == "stage") == (not has_from)


@each
def test_placeholders_are_numbered_in_order_and_given_a_value_once(template):
    seen = re.findall(r"\{\{(\d+)([:|]?)", template.body)
    given = [int(number) for number, sign in seen if sign]
    assert given == list(range(1, len(given) + 1))
    known = {0}
    for number, sign in seen:
        if sign:
            known.add(int(number))
        assert int(number) in known, "a mirror before its original"


@each
def test_nothing_is_left_of_the_placeholders(template):
    assert not re.search(r"\{\{|\}\}", plain(template))
    assert "{{" not in snippet(template)


@each
def test_choices_hold_nothing_on_which_clients_disagree(template):
    # Whether `\$` and `\}` are escapes within a choice, the specification and VS Code answer differently.
    for choices in re.findall(r"\{\{\d+\|([^{}]*)\}\}", template.body):
        assert not set(choices) & set("$\\|")
        assert len(choices.split(",")) > 1


# The Dockerfiles


@each
def test_buildkit_parses_it_and_knows_its_instructions(template):
    found = [command.cmd.upper() for command in commands(template)]
    assert "FROM" in found
    assert all(KEYWORDS.fullmatch(keyword) for keyword in found)


@each
def test_every_keyword_is_in_upper_case(template):
    assert all(command.original.split()[0].isupper() for command in commands(template))


@each
def test_every_image_has_a_tag_and_none_is_latest(template):
    text = whole(template)
    arguments = dict(re.findall(r"^ARG (\w+)=(\S+)$", text, re.MULTILINE))
    stages: set[str] = set()
    for command in commands(template):
        images = [flag.removeprefix("--from=") for flag in command.flags if flag.startswith("--from=")]
        if command.cmd.upper() == "FROM":
            images.append(command.value[0])
        for image in images:
            if image not in stages:
                name = re.sub(r"\$\{(\w+)\}", lambda match: arguments[match[1]], image)
                assert re.fullmatch(r"[a-z0-9./-]+:[a-z0-9][a-z0-9.-]*", name), name
                assert not name.endswith(":latest")
        if command.cmd.upper() == "FROM" and len(command.value) == 3:
            stages.add(command.value[2])
    assert "latest" not in text


@each
def test_stages_are_copied_from_after_they_are_named(template):
    stages: set[str] = set()
    for command in commands(template):
        if command.cmd.upper() == "FROM" and len(command.value) == 3:
            assert command.value[1] == "AS"
            assert command.value[2] not in stages
            stages.add(command.value[2])
        for flag in command.flags:
            source = flag.removeprefix("--from=")
            assert source == flag or source in stages or ":" in source


@each
def test_commands_are_in_exec_form(template):
    for command in commands(template):
        if command.cmd.upper() in {"CMD", "ENTRYPOINT", "SHELL"}:
            assert command.json


@each_whole
def test_a_whole_file_names_its_syntax_first(template):
    assert template.body.startswith("# syntax=docker/dockerfile:1\n\n")


@each_whole
def test_a_whole_file_ends_as_a_user_by_number_which_is_not_root(template):
    cmds = commands(template)
    last = max(i for i, command in enumerate(cmds) if command.cmd.upper() == "FROM")
    users = [command.value[0] for command in cmds[last:] if command.cmd.upper() == "USER"]
    assert users
    assert re.fullmatch(r"[1-9]\d*:\d+", users[-1])


@each_whole
def test_a_whole_file_has_several_stages_and_only_the_last_is_shipped(template):
    names = [command.value[2] for command in commands(template) if command.cmd.upper() == "FROM"]
    assert len(names) > 1
    assert names[-1] == "runtime"


# The snippet syntax


def interpreted(text: str) -> str:
    """What a client with snippet support inserts, read off the LSP's grammar one character at a time."""
    values: dict[str, str] = {"0": ""}
    pieces: list[str | Callable[[], str]] = []
    i = 0

    def upto(ends: str, escapes: str) -> str:
        nonlocal i
        found = ""
        while text[i] not in ends:
            assert text[i] != "$", "an unescaped dollar"
            if text[i] == "\\":
                i += 1
                assert text[i] in escapes, f"\\{text[i]} is no escape"
            found += text[i]
            i += 1
        return found

    while i < len(text):
        if text[i] == "\\":
            assert text[i + 1] in "\\$}", f"\\{text[i + 1]} is no escape"
            pieces.append(text[i + 1])
            i += 2
        elif text[i] == "$":
            match = re.compile(r"\$\{(\d+)([:|}])").match(text, i)
            assert match, f"neither a tab stop nor escaped: {text[i : i + 9]}"
            number, sign = match.groups()
            i = match.end()
            if sign == ":":
                values[number] = upto("}", "\\$}")
                i += 1
            elif sign == "|":
                choices = [upto(",|", "\\$},|")]
                while text[i] == ",":
                    i += 1
                    choices.append(upto(",|", "\\$},|"))
                assert text[i : i + 2] == "|}"
                values[number] = choices[0]
                i += 2
            pieces.append(lambda number=number: values[number])
        else:
            assert text[i] != "}", "an unescaped brace"
            pieces.append(text[i])
            i += 1
    return "".join(piece if isinstance(piece, str) else piece() for piece in pieces)


@each
def test_a_snippet_inserts_the_plain_text(template):
    assert interpreted(snippet(template)) == plain(template)


def template_of(body: str) -> Template:
    return Template("name", "Title", "", "stage", "", body)


@pytest.mark.parametrize(
    ("body", "expected_snippet", "expected_plain"),
    [
        ("USER {{1:app}}", "USER ${1:app}", "USER app"),
        ("{{1:a}}7 {{1}}7", "${1:a}7 ${1}7", "a7 a7"),
        ("{{1|a,b|c}}{{0}}", "${1|a,b\\|c|}${0}", "a"),
        ("${V}", "\\${V\\}", "${V}"),
        ("${{{1:V}}}", "\\${${1:V}\\}", "${V}"),
        ("{{1:$HOME\\}}", "${1:\\$HOME\\\\}", "$HOME\\"),
        ("a \\\n  b", "a \\\\\n  b", "a \\\n  b"),
        ("{ a: b }", "{ a: b \\}", "{ a: b }"),
    ],
)
def test_escapes_and_tab_stops(body, expected_snippet, expected_plain):
    assert snippet(template_of(body)) == expected_snippet
    assert plain(template_of(body)) == expected_plain


@st.composite
def bodies(draw: st.DrawFn) -> tuple[str, str]:
    """A body of all that is special in either syntax, and the text which it stands for."""
    body, text, values = "", "", {}
    for _ in range(draw(st.integers(0, 12))):
        kind = draw(st.sampled_from(["text", "default", "choice", "mirror"]))
        number = len(values) + 1
        if kind == "default":
            values[number] = draw(st.text("$\\|,:7a\n"))
            body, text = f"{body}{{{{{number}:{values[number]}}}}}", text + values[number]
        elif kind == "choice":
            choices = draw(st.lists(st.text("$\\|:7a", min_size=1), min_size=1))
            values[number] = choices[0]
            body, text = f"{body}{{{{{number}|{','.join(choices)}}}}}", text + values[number]
        elif kind == "mirror" and values:
            number = draw(st.sampled_from(sorted(values)))
            body, text = f"{body}{{{{{number}}}}}", text + values[number]
        else:
            # No two opening braces in a row: those would be a placeholder, and are not literal.
            literal = draw(st.sampled_from(["$", "${", "}", "\\", "|", ",", "7", "a", "\n", "é", "🐳"]))
            body, text = body + literal, text + literal
    return body, text


@given(bodies())
def test_whatever_stands_in_a_template_reaches_the_editor_unchanged(case):
    body, text = case
    assert plain(template_of(body)) == text
    assert interpreted(snippet(template_of(body))) == text
