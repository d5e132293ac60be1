"""What was meant for a JSON array and is none: why, and which array was meant."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockerls.config import Config
from dockerls.lint.scripts import bodies_of
from dockerls.snapshot import snapshot
from dockerls.syntax import Node, parse


def instruction(text: str) -> Node:
    return parse(f"FROM a\n{text}\n").nodes[1]


@pytest.mark.parametrize(
    ("text", "why", "array"),
    [
        ("CMD ['x', 'y']", "JSON takes double quotes", ["x", "y"]),
        ("CMD [“node”, “a.js”]", "`“` is no plain double quote", ["node", "a.js"]),
        ("CMD [„a“]", "`„` is no plain double quote", ["a"]),
        ('CMD ["a",]', "there is a comma too many", ["a"]),
        ('CMD ["a",, "b"]', "there is a comma too many", ["a", "b"]),
        ('CMD ["a" "b"]', "a comma is missing", ["a", "b"]),
        ("CMD [a, b]", "`a` has no quotes", ["a", "b"]),
        ('RUN ["a", b]', "`b` has no quotes", ["a", "b"]),
        ("VOLUME [/data]", "`/data` has no quotes", ["/data"]),
        ("CMD [a,\x85b]", "`a` has no quotes", ["a", "\x85b"]),
        ('VOLUME [ "/a", "/b"', "its `]` is missing", ["/a", "/b"]),
        ('COPY ["a", "b", "/c/"', "its `]` is missing", ["a", "b", "/c/"]),
        ('HEALTHCHECK CMD ["a", "b"', "its `]` is missing", ["a", "b"]),
        ('CMD ["a", "b c', "a quote is not closed", ["a", "b c"]),
        ('CMD ["python", "a.py"]  # starts it', "a comment cannot stand behind it", ["python", "a.py"]),
        ('RUN ["a"] && b', "more stands behind its `]`", []),
        (r'CMD ["C:\app\temp.exe"]', "a backslash in it has to be doubled", [r"C:\app\temp.exe"]),
        (r'CMD ["C:\\app\temp \"q\""]', None, None),
        (r'CMD ["C:\\app\setup \"q\""]', "a backslash in it has to be doubled", [r"C:\app\setup " + '"q"']),
        ('CMD ["a\tb"]', "it is not written as JSON wants it", ["a\tb"]),
        ("CMD [", "its `]` is missing", []),
        ("CMD []", None, None),
        ("CMD [1]", None, None),
        ("CMD [ -f x ] && y", None, None),
        ("CMD [[ -f x ]]", None, None),
        ('RUN [ "$x" ] && y', None, None),
        ('RUN [ "$x" = "y" ] || z', None, None),
        ("RUN [Net.ServicePointManager]::SecurityProtocol = 3", None, None),
        ("HEALTHCHECK --interval=3s CMD [ -f /x ]", None, None),
        ("COPY [a-z]* [0-9] /x", None, None),
        ("LABEL ['a', 'b']", None, None),
    ],
)  # fmt: skip
def test_what_was_meant(text: str, why: str | None, array: list[str] | None) -> None:
    meant = instruction(text).meant_array
    assert (meant and (meant.why, json.loads(meant.json))) == (why and (why, array))


ITEMS = st.lists(st.text("ab c,[]/$-é", min_size=1), min_size=1)


@given(ITEMS, st.sampled_from(["CMD", "RUN", "VOLUME", "HEALTHCHECK CMD"]))
def test_an_array_in_single_quotes_is_meant_for_its_strings(items: list[str], keyword: str) -> None:
    meant = instruction(f"{keyword} [" + ", ".join(f"'{item}'" for item in items) + "]").meant_array
    assert meant is not None
    assert list(meant.items) == items


@given(ITEMS, st.integers(1, 50))
def test_an_array_that_is_being_typed_is_meant_for_one_and_a_finished_one_is_one(items: list[str], left: int) -> None:
    array = json.dumps(items, ensure_ascii=False)
    assert instruction(f"CMD {array}").meant_array is None
    typed = instruction(f"CMD {array[: max(1, len(array) - left)]}")
    assert typed.meant_array is not None
    assert instruction(f"CMD {typed.meant_array.json}").json is not None


@given(st.text(alphabet="[]\"'\\,ab “”„‘\t\n\\u1\x85", max_size=30), st.sampled_from(["CMD", "RUN", "COPY", "SHELL"]))
def test_whatever_stands_there_what_is_meant_is_json(text: str, keyword: str) -> None:
    node = instruction(f"{keyword} [{text}")
    if node.meant_array is not None:
        assert instruction(f"CMD {node.meant_array.json}").json is not None
        assert not bodies_of(node), "no shell was meant"


@pytest.mark.parametrize("text", ["['a', 'b']", '["a", "b', "["])
def test_nothing_else_follows_from_what_a_shell_would_make_of_it(text: str) -> None:
    started = snapshot(
        f'FROM debian:13-slim\nENTRYPOINT {text}\nCMD ["x"]\n', config=Config(ignore=("DF3010",))
    ).report.findings
    assert [finding.code for finding in started] == ["DF7005"]
