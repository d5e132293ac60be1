"""The configuration: what is read, what is said about mistakes, and that the schema says the same."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from dockerls.config import DEFAULT, KEYS, LABEL_FORMATS, SEVERITIES, Config, read, schema
from dockerls.discover import decode_toml
from dockerls.hadolint import Remark, as_table, decode
from dockerls.lint.engine import rules
from dockerls.lint.explain import summary
from dockerls.lint.names import NAMES
from dockerls.presentation import FORMAT, HINTS, LENSES, Format, Hints, Lenses
from dockerls.shapes import Record
from dockerls.snapshot import snapshot

SCHEMA = schema({rule.code: summary(rule) for rule in rules()})
SCALARS = st.one_of(st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text())
WORDS = st.sampled_from((*SEVERITIES, *LABEL_FORMATS, "style", "loud", "DL3008", "DL3026", "trusted-registries"))
KEY = st.one_of(st.sampled_from([key.name for key in KEYS]), WORDS, st.sampled_from(("exclude", "*.dev", "x")))
VALUE = st.recursive(
    st.one_of(SCALARS, WORDS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEY, inner, max_size=3)),
    max_leaves=8,
)


@given(st.dictionaries(KEY, VALUE, max_size=4))
@example({"rules": {"DL3026": {"trusted-registries": ["a"], "severity": "off"}}})
@example({"rules": {"DL3008": {"trusted-registries": ["a"]}}})
@example({"per-file": {"x": {"rules": {"DL3050": {"label-schema": {"a": "url"}, "strict-labels": True}}}}})
@example({"per-file": {"x": {"per-file": {}}}})
@example({"label-schema": {"a": "URL"}})
def test_the_schema_takes_what_the_reader_takes_without_a_word(table: dict[str, Any]) -> None:
    _, problems = read(table)
    assert (not problems) == Draft7Validator(SCHEMA).is_valid(table), problems


def test_the_schema_is_one() -> None:
    Draft7Validator.check_schema(SCHEMA)
    assert "DL3008" in SCHEMA["definitions"]["severity"]["properties"]
    assert SCHEMA["definitions"]["rules"]["properties"]["DL3026"]["description"].endswith(".")
    assert set(SCHEMA["properties"]) == {key.name for key in KEYS}


@given(st.one_of(VALUE, st.dictionaries(KEY, VALUE, max_size=4)))
def test_no_value_is_too_strange_and_each_mistake_costs_a_sentence(data: Any) -> None:
    config, problems = read(data, NAMES)
    assert isinstance(config, Config)
    assert all("`" in problem or "table" in problem for problem in problems)
    snapshot("FROM a:1\nLABEL a=b\n", config=config)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("DL3008", ("DL3008",)),
        ("hadolint/DL3008", ("DL3008",)),
        ("buildkit/UndefinedVar", ("UndefinedVar",)),
        ("jsonargsrecommended", ("JSONArgsRecommended",)),
        ("undefined-var", ("undefined-var",)),
        ("tally/secrets-in-code", ("tally/secrets-in-code",)),
        ("secrets-in-code", ("tally/secrets-in-code",)),
        ("tally/stateful-root-runtime", ("DF3010", "DL3002")),
        ("DUPLICATE_BUILD_STAGE_NAME", ("DuplicateStageName",)),
        ("shellcheck/SC2086", ("SC2086",)),
        ("tally/eol-last", ()),
        ("DL3005", ()),
        ("all", ("all",)),
    ],
)
def test_a_rule_may_be_called_by_any_name(name: str, meant: tuple[str, ...]) -> None:
    config, problems = read(
        {"ignore": [name], "severity": {name: "hint"}, "rules": {name: {"severity": "info"}}}, NAMES
    )
    assert problems == []
    assert config.ignore == meant
    assert dict(config.severity) == dict.fromkeys(meant, "info")


def test_what_cannot_be_selected_is_said_with_its_reason() -> None:
    [problem] = read({"select": ["tally/eol-last"]}, NAMES)[1]
    assert problem.startswith("`select` names `tally/eol-last`, for which there is no rule here.")
    assert "dockerls format" in problem


def test_all_may_be_ignored_but_for_some() -> None:
    text = "FROM alpine\nMAINTAINER a\nRUN cd /x\n"
    config, _ = read({"ignore": ["ALL"], "select": ["DL3003", "DL3006"], "severity": {"DL4000": "info"}})
    assert {finding.code for finding in snapshot(text, config=config).report.findings} == {"DL3003", "DL3006"}
    both = config.under({"ignore": ("DL3006",)})
    assert {finding.code for finding in snapshot(text, config=both).report.findings} == {"DL3003"}


@pytest.mark.parametrize(
    ("glob", "path", "means"),
    [
        ("*.dev", "web/app.dev", True),
        ("Dockerfile", "web/Dockerfile", True),
        ("web/*", "web/Dockerfile", True),
        ("web/*", "web/a/Dockerfile", True),
        ("web/*", "api/Dockerfile", False),
        ("/Dockerfile", "Dockerfile", True),
        ("/Dockerfile", "web/Dockerfile", False),
        ("./web/*.dev", "web/app.dev", True),
        ("web/", "web/a/Dockerfile", True),
        ("web/", "web2/Dockerfile", False),
        ("**/Dockerfile", "Dockerfile", True),
        ("**/Dockerfile", "a/b/Dockerfile", True),
        ("web/**/Dockerfile", "web/Dockerfile", True),
        ("web/**/x/**/Dockerfile", "web/a/b/x/Dockerfile", True),
        ("web/**/x/**/Dockerfile", "web/x/Dockerfile", True),
        ("web/**/x/**/Dockerfile", "web/Dockerfile", False),
        ("[ab]/*", "a/Dockerfile", True),
    ],
)
def test_which_files_a_glob_means(glob: str, path: str, means: bool) -> None:
    config = read({"per-file": {glob: {"ignore": ["DL3008"]}}})[0]
    assert config.for_file(path).ignore == (("DL3008",) if means else ())


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"selct": []}, "did you mean `select`?"),
        ({"colour": 1}, "the keys are `extends`, `select`"),
        ({"severity": {"DL3008": "loud"}}, "`severity.DL3008` is `loud`; allowed are `error`, `warning`"),
        ({"rules": {"DL3008": {"severity": "loud"}}}, "`rules.DL3008.severity` is `loud`"),
        ({"rules": {"DL3008": {"trusted-registries": []}}}, "unknown key `rules.DL3008.trusted-registries`; the keys"),
        ({"rules": {"FromCasing": {}}}, "`rules` names `FromCasing`, which is no rule; did you mean `FromAsCasing`?"),
        ({"per-file": {"*.dev": {"ignore": 3}}}, "`per-file.*.dev.ignore` must be a list of strings"),
        ({"per-file": {"*.dev": {"ignore": ["nothing-of-this-kind"]}}}, "`dockerls rules` lists them"),
        ({"extends": ["a"]}, "`extends` must be a string"),
        ({"label-schema": {"a": "colour"}}, "`label-schema.a` is `colour`; allowed are `text`, `url`"),
        ({"format": {"keyword-case": "title"}}, "`format.keyword-case` is `title`; allowed are `upper`, `lower`"),
        ({"format": {"indent-size": 0}}, "`format.indent-size` is `0`; allowed are whole numbers from 1 to 16"),
        ({"format": {"indent": 2}}, "unknown key `format.indent`; did you mean"),
        ({"hints": {"user": 1}}, "`hints.user` must be true or false"),
        ({"hints": "no"}, "`hints` must be true, false or a table"),
    ],
)
def test_a_mistake_names_the_key_and_what_is_allowed(table: dict[str, Any], said: str) -> None:
    config, problems = read({**table, "strict-labels": True}, NAMES)
    [problem] = problems
    assert said in problem
    assert config.strict_labels, "the rest holds"


def test_one_wrong_entry_of_a_table_costs_no_other() -> None:
    config, problems = read({"severity": {"DL3008": "loud", "DL3007": "info"}})
    assert len(problems) == 1
    assert dict(config.severity) == {"DL3007": "info"}


def test_codes_of_shellcheck_are_no_mistakes() -> None:
    assert read({"ignore": ["SC2086"]}, NAMES)[1] == []


def test_settings_of_single_rules_win_over_the_keys_at_the_top() -> None:
    config, problems = read(
        {
            "severity": {"DL3026": "info", "DL3007": "hint"},
            "trusted-registries": ["a"],
            "rules": {
                "DL3026": {"severity": "error", "trusted-registries": ["b"]},
                "DL3050": {"strict-labels": True, "label-schema": {"x": "url"}},
            },
        }
    )
    assert problems == []
    assert dict(config.severity) == {"DL3026": "error", "DL3007": "hint"}
    assert config.trusted_registries == ("b",)
    assert (config.strict_labels, dict(config.label_schema)) == (True, {"x": "url"})


def test_what_is_nearer_wins() -> None:
    far = Config(ignore=("DL3008", "DL3007"), select=("DL3018",), severity={"DL3013": "off"}, build_args={"A": "1"})
    near = far.under({"select": ("dl3008", "DL3013"), "ignore": ("DL3006",), "build_args": {"B": "2"}})
    assert near.ignore == ("DL3007", "DL3006")
    assert near.select == ("DL3018", "dl3008", "DL3013")
    assert dict(near.severity) == {}
    assert dict(near.build_args) == {"A": "1", "B": "2"}
    assert far.under({"select": ("all",)}).ignore == ()
    assert far.under({}) == far


def test_settings_for_some_files_hold_all_that_others_do() -> None:
    config, problems = read({"ignore": ["DL3008"], "per-file": {"*.dev": {"select": ["DL3008"], "pragmas": False}}})
    assert problems == []
    assert config.for_file("Dockerfile") == config
    dev = config.for_file("web/app.dev")
    assert (dev.ignore, dev.select, dev.pragmas) == ((), ("DL3008",), False)


def test_a_peer_s_name_silences_what_that_peer_would_find() -> None:
    """hadolint's DL4003 is about CMD alone, BuildKit's check about ENTRYPOINT too."""
    text = 'FROM a:1\nUSER 1\nCMD ["a"]\nCMD ["b"]\nENTRYPOINT ["a"]\nENTRYPOINT ["b"]\n'

    def names(*ignored: str) -> set[str]:
        found = snapshot(text, config=Config(ignore=ignored)).report.findings
        return {name for finding in found for name in finding.names} & {"DL4003", "DL4004"}

    assert names() == {"DL4003", "DL4004"}
    assert names("DL4003") == {"DL4004"}
    assert names("MultipleInstructionsDisallowed") == set()


# hadolint's file


def test_hadolint_s_keys_mean_ours() -> None:
    text = """
ignored: [DL3007, SC1010]
override:
  error: [DL3008]
  style:
    - DL3015
trustedRegistries: docker.io
label-schema: {author: Text, "a b": semver}
strict-labels: true
disable-ignore-pragma: true
failure-threshold: info
no-fail: true
no-color: true
format: json
"""
    table, problems = as_table(decode(text))
    assert problems == []
    assert table == {
        "ignore": ["DL3007", "SC1010"],
        "severity": {"DL3008": "error", "DL3015": "hint"},
        "trusted-registries": ["docker.io"],
        "label-schema": {"author": "text", "a b": "semver"},
        "strict-labels": True,
        "pragmas": False,
        "fail-level": "none",
    }
    assert read(table, NAMES)[1] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ignore: [DL3008]", "unknown key `ignore`; it is `ignored`"),
        ("ignored: [nonsense]", "`ignored` names `nonsense`"),
        ("ignored: [3008]", "`ignored` must be a list of strings"),
        ("override: {loud: [DL3008]}", "unknown key `override.loud`; the keys are `error`"),
        ("override: [DL3008]", "`override` must be a table"),
        ("label-schema: {a: colour}", "`label-schema.a` is `colour`; allowed are `text`"),
        ("strict-labels: 1", "`strict-labels` must be true or false"),
        ("- DL3008", "must be a table"),
        ("failure-threshold: loud", "`failure-threshold` is `loud`; allowed are `error`"),
        ("no-fail: 1", "`no-fail` must be true or false"),
    ],
)
def test_a_mistake_in_hadolint_s_file_is_named(text: str, said: str) -> None:
    _, [problem] = as_table(decode(text))
    assert said in problem
    assert isinstance(problem, Remark) == any(word in said for word in ("unknown key", "names"))


@pytest.mark.parametrize(
    "text", ["a: [", "a: b: c", "\t- x", "a: !!python/object:os.system {}", "? [a]: b\n: c", "[" * 5000]
)
def test_what_is_no_yaml_is_one_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="not valid YAML") as caught:
        decode(text)
    assert "\n" not in str(caught.value)


def test_an_empty_file_says_nothing() -> None:
    for text in ("", "---\n", "ignored:\noverride:\n  error:\n"):
        table, problems = as_table(decode(text))
        assert problems == []
        assert read(table)[0] == DEFAULT


@given(VALUE)
def test_hadolint_s_file_may_hold_anything(data: Any) -> None:
    table, _ = as_table(data)
    assert read(table)[1] == []


@pytest.mark.parametrize(
    ("text", "fail_level"),
    [
        ("", "hint"),
        ("failure-threshold: error", "error"),
        ("failure-threshold: Warning", "warning"),
        ("failure-threshold: style", "hint"),
        ("failure-threshold: none", "hint"),
        ("no-fail: true\nfailure-threshold: info", "none"),
        ("failure-threshold: info\nno-fail: false", "info"),
    ],
)
def test_what_fails_in_hadolint_fails_here(text: str, fail_level: str) -> None:
    table, problems = as_table(decode(text))
    assert problems == []
    assert read(table)[0].fail_level == fail_level


def test_the_readme_s_configurations_are_ones() -> None:
    text = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```toml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert len(blocks) > 1
    for block in blocks:
        assert read(decode_toml(block), NAMES)[1] == []


SHOWN: list[tuple[str, Record, Any]] = [
    ("format", FORMAT, Format()),
    ("hints", HINTS.record, Hints()),
    ("lenses", LENSES.record, Lenses()),
]


@pytest.mark.parametrize(("section", "record", "usual"), SHOWN)
def test_the_extension_and_the_pages_have_the_settings_of_what_is_shown(
    section: str, record: Record, usual: Any
) -> None:
    root = Path(__file__).parent.parent
    package = json.loads((root / "editors" / "vscode" / "package.json").read_text(encoding="utf-8"))
    offered = package["contributes"]["configuration"]["properties"]
    pages = [(root / name).read_text(encoding="utf-8") for name in ("README.md", "editors/vscode/README.md")]
    assert {name.rpartition(".")[2] for name in offered if name.startswith(f"dockerls.{section}.")} == {
        key.name for key in record.keys
    }
    for key in record.keys:
        setting, schema = offered[f"dockerls.{section}.{key.name}"], key.shape.schema()
        optional = setting["default"] is None
        assert optional or setting["default"] == getattr(usual, key.field)
        assert [value for value in setting.get("enum", ()) if value is not None] == schema.get("enum", [])
        assert all(setting.get(name) == schema.get(name) for name in ("minimum", "maximum"))
        assert ("null" in setting["type"]) == optional
        assert f"\n{key.name} = " in pages[0]
        assert f"`dockerls.{section}.{key.name}`" in pages[1]


def test_the_schema_lies_where_the_readme_says() -> None:
    root = Path(__file__).parent.parent
    assert "docs/dockerls.schema.json" in (root / "README.md").read_text(encoding="utf-8")
    assert (root / "docs" / "dockerls.schema.json").is_file()


def test_what_an_editor_shows() -> None:
    config, problems = read({"hints": False, "lenses": {"image": False}, "semantic-tokens": False})
    assert problems == []
    assert not any(config.hints)
    assert config.lenses == Lenses(stages=True, image=False)
    assert not config.tokens
    assert read({"hints": True})[0].hints == DEFAULT.hints


def test_a_layout_is_joined_with_what_it_is_laid_over() -> None:
    far = DEFAULT.under({"format": {"width": 80, "blank_lines": 1}})
    assert far.under({"format": {"width": 100}}).format == Format(width=100, blank_lines=1)
