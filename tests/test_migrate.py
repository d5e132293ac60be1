"""`dockerls migrate`: what hadolint's and tally's configurations become."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockerls.cli.main import main
from dockerls.cli.migrate import Migrated, as_toml, from_hadolint, from_tally
from dockerls.config import Config, Override, read
from dockerls.discover import config_for, decode_toml
from dockerls.lint.names import NAMES


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def migrated(name: str, text: str, capsys: pytest.CaptureFixture[str]) -> tuple[Config, str]:
    """What a file becomes: the configuration, read without a mistake, and the comments."""
    Path(name).write_text(text)
    assert main(["migrate", name]) == 0
    out = capsys.readouterr().out
    config, problems = read(decode_toml(out), NAMES)
    assert problems == []
    return config, "\n".join(line for line in out.splitlines() if line.startswith("#"))


def test_hadolint(capsys: pytest.CaptureFixture[str]) -> None:
    config, comments = migrated(
        ".hadolint.yaml",
        "ignored: [DL3025, SC2086, DL3005]\noverride: {style: [DL3015]}\ntrustedRegistries: [docker.io]\n"
        'label-schema: {"a \\"b\\"": url}\nfailure-threshold: info\ncolour: red\n',
        capsys,
    )
    assert config == Config(
        ignore=("DL3025", "SC2086"),
        severity={"DL3015": "hint"},
        trusted_registries=("docker.io",),
        label_schema={'a "b"': "url"},
        fail_level="info",
    )
    for said in ("DL3005", "colour", "to be selected if you miss them: DL3008"):
        assert said in comments


def test_what_people_write_into_hadolints_configuration(capsys: pytest.CaptureFixture[str]) -> None:
    config, comments = migrated(
        ".hadolint.yml",
        "---\ntrusted-registries: [docker.io]\nignored:\n  # - DL3007\n"
        "label-schema: {author: required, version: SemVer}\n"
        "override: {ignore: [DL3004], style: DL3059}\nfailure-threshold: none\nrequired-labels: [author]\non: push\n",
        capsys,
    )
    assert config == Config(label_schema={"version": "semver"}, severity={"DL3059": "hint"}, fail_level="hint")
    for said in (
        "it is `trustedRegistries`",
        "`label-schema.author`",
        "`override.ignore`",
        "required-labels",
        "`True`",
    ):
        assert said in comments


def test_tally(capsys: pytest.CaptureFixture[str]) -> None:
    config, comments = migrated(
        ".tally.toml",
        """
[output]
format = "sarif"
fail-level = "warning"
[rules]
include = ["buildkit/*", "hadolint/DL3057", "hadolint/DL3006"]
exclude = ["buildkit/MaintainerDeprecated", "hadolint/DL304[67]", "tally/max-lines", "no-unreachable-stages", "strange"]
[rules.tally.max-lines]
max = 100
[rules.tally.labels.valid-key]
severity = "off"
[rules.tally.secrets-in-code]
severity = "style"
[rules.hadolint.DL3026]
severity = "warning"
trusted-registries = ["ghcr.io"]
[rules.shellcheck.SC2086]
severity = "info"
[rules.hadolint.DL3018]
fix = "never"
exclude = { paths = ["test/**", "*.dev"] }
[rules.hadolint.DL3019]
exclude.paths = ["test/**"]
[inline-directives]
enabled = false
warn-unused = false
validate-rules = false
require-reason = true
""",
        capsys,
    )
    assert config == Config(
        select=("DL3057", "DF9003"),
        ignore=("MaintainerDeprecated", "DL3046", "DL3047", "DF5001", "DL3048", "DF9002", "DF9001"),
        per_file=(
            Override("test/**", {"ignore": ("DL3018", "DL3019")}),
            Override("*.dev", {"ignore": ("DL3018",)}),
        ),
        severity={"tally/secrets-in-code": "hint", "DL3026": "warning", "SC2086": "info"},
        trusted_registries=("ghcr.io",),
        fail_level="warning",
        pragmas=False,
    )
    for said in ("`buildkit/*`", "tally/max-lines", "`strange`: no counterpart", "[output]", "`fix` has no"):
        assert said in comments
    assert comments.count("tally/max-lines") == 1


def test_a_folder_with_both_gives_one_and_it_is_written_once(capsys: pytest.CaptureFixture[str]) -> None:
    Path(".hadolint.yml").write_text("ignored: [DL3006]\n")
    Path("tally.toml").write_text('[rules]\nexclude = ["hadolint/DL3007"]\n')
    assert main(["migrate", "--write"]) == 0
    assert capsys.readouterr().out == ""
    assert config_for(Path("Dockerfile")).config.ignore == ("DL3006", "DL3007")
    before = Path("dockerls.toml").read_text()
    assert main(["migrate", "--write"]) == 2
    assert "is there already" in capsys.readouterr().err
    assert Path("dockerls.toml").read_text() == before


@pytest.mark.parametrize(("name", "text"), [(".hadolint.yaml", "a: ["), (".tally.toml", "a = ["), ("none", "")])
def test_what_cannot_be_migrated_gives_two(name: str, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    if text:
        Path(name).write_text(text)
    assert main(["migrate", name]) == 2
    assert main(["migrate", name, "--write"]) == 2
    assert name in capsys.readouterr().err
    assert not Path("dockerls.toml").exists()


VALUE: Any = st.recursive(
    st.one_of(st.text(), st.booleans(), st.integers(), st.sampled_from(("DL3008", "tally/*", "error", "off"))),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.one_of(
                st.text(),
                st.sampled_from(
                    ("rules", "include", "exclude", "tally", "hadolint", "DL3026", "severity", "trusted-registries")
                ),
                st.sampled_from(("ignored", "override", "error", "label-schema", "trustedRegistries")),
            ),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=10,
)


@given(st.dictionaries(st.sampled_from(("rules", "output", "inline-directives", "ignored", "override")), VALUE), VALUE)
def test_whatever_is_migrated_is_a_configuration(data: dict[str, Any], other: Any) -> None:
    text = as_toml([("a", from_tally(data)), ("b", from_hadolint(data)), ("c", from_hadolint(other))])
    assert read(decode_toml(text), NAMES)[1] == []


@given(st.dictionaries(st.text(), st.sampled_from(("text", "url"))), st.lists(st.text()))
def test_every_string_survives(labels: dict[str, str], registries: list[str]) -> None:
    text = as_toml([("a", Migrated({"label-schema": labels, "trusted-registries": registries}, []))])
    config, _ = read(decode_toml(text.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass")))
    assert dict(config.label_schema) == labels
    assert list(config.trusted_registries) == registries
