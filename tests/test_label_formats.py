"""The formats of labels' values, against what their standards give as examples and counter-examples."""

from __future__ import annotations

import pytest
from checks import findings
from hypothesis import given
from hypothesis import strategies as st

from dockerls.config import Config
from dockerls.docker.formats import FORMATS
from dockerls.docker.spdx import SPDX

GOOD = {
    "url": ["https://example.com/a?b#c", "mailto:jane@example.com", "git://example.com/a.git"],
    "rfc3339": ["1985-04-12T23:20:50.52Z", "1996-12-19T16:39:57-08:00", "2024-02-29T00:00:00z"],
    "spdx": [
        "MIT",
        "mit",
        "GPL-2.0+",
        "(MIT OR Apache-2.0) AND LicenseRef-own",
        "GPL-2.0-only WITH Classpath-exception-2.0",
    ],
    "hash": ["4b825dc", "4b825dc642cb6eb9a060e54bf8d69288fbee4904"],
    "semver": ["1.0.0", "1.0.0-alpha.1+001", "0.0.4", "2.0.1-rc1"],
    "email": ["jane@example.com", "a.b+c@[127.0.0.1]"],
}
BAD = {
    "url": ["example.com", "not a url", "http://a b"],
    "rfc3339": [
        "1985-04-12",
        "1985-13-12T23:20:50Z",
        "2023-02-29T00:00:00Z",
        "1985-04-12T24:20:50Z",
        "1985-04-12T23:20:50",
    ],
    "spdx": ["Apache 2.0", "MIT OR", "(MIT", "MIT)", "MIT WITH Apache-2.0", "MIT Apache-2.0", "AND"],
    "hash": ["4B825DC", "4b825d", "main"],
    "semver": ["1.0", "v1.0.0", "01.0.0", "1.0.0-"],
    "email": ["jane", "jane@", "@example.com", "Jane <jane@example.com>"],
}


@pytest.mark.parametrize(("format", "text"), [(name, text) for name, texts in GOOD.items() for text in texts])
def test_a_value_has_its_format(format: str, text: str) -> None:
    assert FORMATS[format](text)


@pytest.mark.parametrize(("format", "text"), [(name, text) for name, texts in BAD.items() for text in texts])
def test_a_value_has_another_format(format: str, text: str) -> None:
    assert not FORMATS[format](text)


@given(st.lists(st.sampled_from(sorted(SPDX)), min_size=1, max_size=4), st.sampled_from([" AND ", " OR "]))
def test_any_licences_can_be_joined(names: list[str], by: str) -> None:
    assert FORMATS["spdx"](f"({by.join(names)})")


@given(st.sampled_from(sorted(FORMATS)), st.text(max_size=30))
def test_no_text_is_too_strange(format: str, text: str) -> None:
    assert FORMATS[format](text) in (True, False)


def test_a_value_that_is_a_variable_is_not_judged() -> None:
    config = Config(label_schema={"home": "url"})
    assert findings("FROM debian:13-slim\nLABEL home=$HOME_PAGE\n", config, code="DL3052") == []


def test_stages_that_are_copied_from_need_no_labels() -> None:
    config = Config(label_schema={"team": "text"})
    text = "FROM golang:1.27 AS build\nFROM debian:13-slim\nLABEL team=a\nCOPY --from=build /x /x\n"
    assert findings(text, config, code="DL3049") == []
