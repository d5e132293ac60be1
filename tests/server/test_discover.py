"""What lies around a Dockerfile: the nearest configuration, its mistakes, and the Dockerfiles of a folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dockerls.buildcontext import BuildContext
from dockerls.config import DEFAULT
from dockerls.discover import config_for, config_without_path, context_of, dockerfiles_under, read_config


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_toml", ".toml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_the_nearest_configuration_counts_alone(tmp_path: Path) -> None:
    write(
        tmp_path, dockerls_toml='ignore = ["DL3008"]\nstrict-labels = true', a__b__dockerls_toml='ignore = ["DL3006"]'
    )
    near, _ = config_for(tmp_path / "a" / "b" / "c" / "Dockerfile")
    far, _ = config_for(tmp_path / "a" / "Dockerfile")
    assert (near.ignore, near.strict_labels) == (("DL3006",), False)
    assert (far.ignore, far.strict_labels) == (("DL3008",), True)


def test_in_one_folder_our_own_files_come_before_the_project_s(tmp_path: Path) -> None:
    path = tmp_path / "Dockerfile"
    for name, text, ignored in (
        ("pyproject.toml", '[tool.dockerls]\nignore = ["c"]', "c"),
        (".dockerls.toml", 'ignore = ["b"]', "b"),
        ("dockerls.toml", 'ignore = ["a"]', "a"),
    ):
        (tmp_path / name).write_text(text)
        assert config_for(path).config.ignore == (ignored,)


def test_a_project_file_without_our_table_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, dockerls_toml='ignore = ["DL3008"]', a__pyproject_toml='[project]\nname = "dockerls-demo"\n')
    config, problems = config_for(tmp_path / "a" / "Dockerfile")
    assert config.ignore == ("DL3008",)
    assert problems == []
    (tmp_path / "a" / "pyproject.toml").write_text("[project]\nname = dockerls\n")
    assert config_for(tmp_path / "a" / "Dockerfile") == (config, [])


def test_a_change_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "dockerls.toml"
    path.write_text('ignore = ["a"]')
    assert config_for(tmp_path / "Dockerfile").config.ignore == ("a",)
    before = path.stat()
    path.write_text('ignore = ["b"]')
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert config_for(tmp_path / "Dockerfile").config.ignore == ("b",)
    path.unlink()
    assert config_for(tmp_path / "Dockerfile").config == DEFAULT


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ignore = [\n\n}", "line 3"),
        ("selct = []", "`select`"),
        ("strict-labels = 1", "`strict-labels` must be true or false"),
        ("[severity]\nDL3008 = 'loud'", "`warning`"),
        ("[label-schema]\nx = 'colour'", "`semver`"),
        ("per-file = 3", "`per-file`"),
        ("select = ['DL3OO8']", "no rule"),
    ],
)
def test_a_mistake_names_its_place_and_what_is_allowed(tmp_path: Path, text: str, said: str) -> None:
    write(tmp_path, dockerls_toml=text)
    for config, problems in (config_for(tmp_path / "Dockerfile"), read_config(tmp_path / "dockerls.toml")):
        (problem,) = problems
        assert problem.startswith(f"{tmp_path / 'dockerls.toml'}: ")
        assert said in problem
        assert config.strict_labels is False


def test_what_is_right_counts_beside_a_mistake(tmp_path: Path) -> None:
    write(tmp_path, dockerls_toml='select = 3\nignore = ["ALL"]')
    config, problems = config_for(tmp_path / "Dockerfile")
    assert config.ignore == ("ALL",)
    assert len(problems) == 1


def test_a_configuration_that_was_named_must_be_there(tmp_path: Path) -> None:
    write(tmp_path, pyproject_toml="[project]\n")
    assert "no such file" in read_config(tmp_path / "none.toml").problems[0]
    assert "[tool.dockerls]" in read_config(tmp_path / "pyproject.toml").problems[0]


def test_the_file_wins_over_the_editor_key_by_key(tmp_path: Path) -> None:
    write(tmp_path, dockerls_toml='ignore = ["a"]\nstrict_labels = false')
    editor = {"ignore": ["b"], "strict-labels": True, "build-args": {"A": "1"}, "wrong": 1}
    config, problems = config_for(tmp_path / "Dockerfile", editor)
    assert config.ignore == ("a",)
    assert config.strict_labels is False
    assert dict(config.build_args) == {"A": "1"}
    assert len([problem for problem in problems if "`wrong`" in problem and "editor" in problem]) == 1
    assert config_without_path(editor).config.strict_labels is True


def test_settings_for_some_files_are_relative_to_the_configuration(tmp_path: Path) -> None:
    write(tmp_path, dockerls_toml='ignore = ["a"]\n[per-file]\n"web/*".ignore = ["b"]')
    assert config_for(tmp_path / "web" / "Dockerfile").config.ignore == ("a", "b")
    assert config_for(tmp_path / "api" / "Dockerfile").config.ignore == ("a",)


def test_only_plain_files_of_a_sane_size_are_read(tmp_path: Path) -> None:
    (tmp_path / "dockerls.toml").mkdir()
    (tmp_path / ".dockerls.toml").write_bytes(b'ignore = ["a"]\n' + b"#" * (2 << 20))
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pyproject.toml")
    assert config_for(tmp_path / "Dockerfile") == (DEFAULT, [])


def test_the_context_of_a_dockerfile(tmp_path: Path) -> None:
    path = tmp_path / "Dockerfile"
    assert context_of(path) == BuildContext()
    write(tmp_path, **{".dockerignore": "a"})
    assert context_of(path) == BuildContext("a", ".dockerignore")
    write(tmp_path, **{"Dockerfile.dockerignore": "b"})
    assert context_of(path) == BuildContext("b", "Dockerfile.dockerignore")


def test_the_dockerfiles_of_a_folder(tmp_path: Path) -> None:
    ours = {"Dockerfile", "Containerfile", "Dockerfile.dev", "a/app.Dockerfile", "a/b/x.containerfile", "a/dockerfile"}
    others = {
        "Dockerfile.md",
        "Dockerfile.dockerignore",
        "Makefile",
        "mydockerfile",
        ".git/Dockerfile",
        "node_modules/x/Dockerfile",
        ".venv/Dockerfile",
        "a/.cache/Dockerfile",
    }
    for name in ours | others:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("FROM a")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "Dockerfile").mkdir()
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    found = list(dockerfiles_under(tmp_path))
    assert {path.relative_to(tmp_path).as_posix() for path in found} == ours
    assert len(found) == len(ours)
