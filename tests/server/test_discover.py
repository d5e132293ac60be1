"""What lies around a Dockerfile: the nearest configuration, its mistakes, and the Dockerfiles of a folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dockerls.buildcontext import BuildContext
from dockerls.config import DEFAULT
from dockerls.discover import config_for, config_without_path, context_of, dockerfiles_under, read_config, users_places

USERS_PLACES = users_places  # The tests' own configuration takes it away.


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
    config, problems = config_for(tmp_path / "Dockerfile")
    assert config == DEFAULT
    assert [problem.partition(": ")[2] for problem in problems] == ["it cannot be read: it has more than 1048576 bytes"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such files")
@pytest.mark.parametrize("name", ["dockerls.toml", ".hadolint.yaml", ".editorconfig", ".dockerignore"])
def test_a_file_that_gives_way_to_a_pipe_is_not_waited_for(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / name)
    (tmp_path / "plain").write_text("")
    plain = os.stat(tmp_path / "plain")
    real = os.stat
    monkeypatch.setattr(os, "stat", lambda path, **more: plain if Path(path) == tmp_path / name else real(path, **more))
    assert config_for(tmp_path / "Dockerfile") == (DEFAULT, [])
    assert context_of(tmp_path / "Dockerfile") == BuildContext()


_LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi")
)
"""A YAML of half a kilobyte which would make one of four gigabytes, were it written out."""


@pytest.mark.parametrize(
    "said",
    [
        *(f"{_LAUGHS}{key}: {value}\n" for key in ("failure-threshold", "no-fail", "ignored", "override", "x")
          for value in ("*i", "{error: *i}", "{*i : x}")),
        *(f"{_LAUGHS}label-schema: {value}\n" for value in ("*i", "{x: *i}")),
        "ignored: &a [*a]\noverride: &b {error: *b}\nlabel-schema: &c {x: *c}\n",
        "[" * 60_000,
        "- " * 30_000,
        "".join(f"key{number}: 1\n" for number in range(4000)),
    ],
)  # fmt: skip
def test_no_yaml_makes_it_hang(said: str, tmp_path: Path) -> None:
    """That it ends is what is tested; what has gone wrong is told in a few short sentences."""
    (tmp_path / ".hadolint.yaml").write_text(said)
    config, problems = config_for(tmp_path / "Dockerfile")
    assert 0 < len(problems) <= 21
    assert sum(map(len, problems)) < 20_000
    assert config.ignore == ()


def test_a_yaml_that_would_take_long_is_not_read(tmp_path: Path) -> None:
    (tmp_path / ".hadolint.yaml").write_text("ignored: [" + "DL3008, " * 10_000 + "]\n")
    config, problems = config_for(tmp_path / "Dockerfile")
    assert config == DEFAULT
    assert "it has more than 65536 bytes" in problems[0]


def test_the_context_of_a_dockerfile(tmp_path: Path) -> None:
    path = tmp_path / "Dockerfile"
    assert context_of(path) == BuildContext()
    write(tmp_path, **{".dockerignore": "a"})
    assert context_of(path) == BuildContext("a", ".dockerignore")
    write(tmp_path, **{"Dockerfile.dockerignore": "b"})
    assert context_of(path) == BuildContext("b", "Dockerfile.dockerignore")


def test_the_folder_of_the_context_is_relative_to_the_configuration(tmp_path: Path) -> None:
    write(
        tmp_path, dockerls_toml='context = "."\n[per-file."web/*"]\ncontext = "web/../web"\n', web__x="", docker__y=""
    )
    roots = [tmp_path]
    assert config_for(tmp_path / "docker" / "Dockerfile", roots=roots).config.context == str(tmp_path)
    assert config_for(tmp_path / "web" / "Dockerfile", roots=roots).config.context == str(tmp_path / "web")
    assert read_config(tmp_path / "dockerls.toml").config.context == str(tmp_path)
    write(tmp_path, **{".dockerignore": "a"})
    found = config_for(tmp_path / "docker" / "Dockerfile", roots=roots).config.context
    assert context_of(tmp_path / "docker" / "Dockerfile", found) == BuildContext("a", ".dockerignore")


def test_the_editor_s_context_is_relative_to_the_open_folder(tmp_path: Path) -> None:
    write(tmp_path, docker__Dockerfile="")
    path, roots = tmp_path / "docker" / "Dockerfile", [tmp_path]
    assert config_for(path, {"context": "docker"}, roots).config.context == str(tmp_path / "docker")
    write(tmp_path, dockerls_toml='context = "."')
    assert config_for(path, {"context": "docker"}, roots).config.context == str(tmp_path)
    assert config_without_path({"context": "docker"}).problems == []


@pytest.mark.parametrize("place", ["..", "/", "out", "nothing", "dockerls.toml"])
def test_a_context_outside_of_the_workspace_or_none_is_a_mistake(tmp_path: Path, place: str) -> None:
    folder = tmp_path / "work"
    write(folder, dockerls_toml=f'context = "{place}"\n[per-file.Dockerfile]\ncontext = "{place}"\n')
    (folder / "out").symlink_to(tmp_path)
    config, problems = config_for(folder / "Dockerfile", {}, [folder])
    assert config.context == ""
    why = "no folder" if place in ("nothing", "dockerls.toml") else f"outside of the workspace {folder}"
    assert len(problems) == 2
    assert all(f"`context` is `{place}`, which" in problem and why in problem for problem in problems)
    assert "`per-file.Dockerfile`" in problems[1]


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


def test_what_is_extended_lies_below(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    write(
        tmp_path,
        base_toml="""
            extends = "far/pyproject.toml"
            ignore = ["DL3006"]
            strict-labels = true
            severity.DL3007 = "info"
        """,
        far__pyproject_toml='[tool.dockerls]\nignore = ["DL3003"]\nstrict-labels = false\n',
        a__dockerls_toml="""
            extends = "../base.toml"
            ignore = ["DL3008"]
            select = ["DL3006"]
            severity.DL3009 = "hint"
        """,
    )
    config, problems = config_for(tmp_path / "a" / "Dockerfile")
    assert problems == []
    assert config.ignore == ("DL3003", "DL3008")
    assert config.strict_labels is True
    assert dict(config.severity) == {"DL3007": "info", "DL3009": "hint"}
    editor = {"strict-labels": False, "pragmas": False}
    assert config_for(tmp_path / "a" / "Dockerfile", editor).config.strict_labels is True
    assert config_for(tmp_path / "a" / "Dockerfile", editor).config.pragmas is False


def test_settings_for_some_files_are_relative_to_their_own_file(tmp_path: Path) -> None:
    write(
        tmp_path,
        base_toml='[per-file."a/web/*"]\nignore = ["DL3006"]',
        a__dockerls_toml='extends = "../base.toml"\n[per-file."web/*"]\nignore = ["DL3008"]',
    )
    assert config_for(tmp_path / "a" / "web" / "Dockerfile").config.ignore == ("DL3006", "DL3008")
    assert config_for(tmp_path / "a" / "Dockerfile").config.ignore == ()
    assert read_config(tmp_path / "a" / "dockerls.toml", tmp_path / "a" / "web" / "x").config.ignore[-1] == "DL3008"


@pytest.mark.parametrize(
    ("extends", "said"),
    [
        ("nowhere.toml", "nowhere.toml is not there"),
        ("pyproject.toml", "says nothing to dockerls"),
        ("https://example.com/dockerls.toml", "the path of a TOML file"),
        ("base.yaml", "the path of a TOML file"),
        ("dockerls.toml", "in a circle: dockerls.toml → dockerls.toml"),
        ("x/../round.toml", "in a circle: dockerls.toml → round.toml → dockerls.toml"),
        ("../outside.toml", "outside of the workspace"),
        ("link.toml", "outside of the workspace"),
    ],
)
def test_what_cannot_be_extended_is_named_and_the_rest_holds(tmp_path: Path, extends: str, said: str) -> None:
    root = tmp_path / "root"
    write(tmp_path, outside_toml='ignore = ["DL3006"]')
    write(root, dockerls_toml=f'extends = "{extends}"\nignore = ["DL3008"]', round_toml='extends = "dockerls.toml"')
    (root / "pyproject.toml").write_text("[project]\n")
    (root / "base.yaml").write_text("")
    (root / "link.toml").symlink_to(tmp_path / "outside.toml")
    config, [problem] = config_for(root / "Dockerfile", roots=[tmp_path / "other", root])
    assert problem.startswith(str(root))
    assert said in problem
    assert config.ignore == ("DL3008",)


def test_above_the_workspace_a_configuration_may_extend_what_it_likes(tmp_path: Path) -> None:
    write(tmp_path, outside_toml='ignore = ["DL3006"]', root__dockerls_toml='extends = "../outside.toml"')
    above = config_for(tmp_path / "root" / "sub" / "Dockerfile", roots=[tmp_path / "root" / "sub"])
    assert above == (DEFAULT.under({"ignore": ("DL3006",)}), []), "it is nobody's guest"


@pytest.mark.parametrize("what", ["open", "repository", "started in", "named", "nothing"])
def test_what_the_workspace_is(tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, base_toml='ignore = ["DL3006"]', sub__dockerls_toml='extends = "../base.toml"')
    if what == "repository":
        (tmp_path / ".git").mkdir()
    if what == "started in":
        monkeypatch.chdir(tmp_path)
    roots, named = [tmp_path] if what == "open" else [], [tmp_path] if what == "named" else []
    found = config_for(tmp_path / "sub" / "Dockerfile", roots=roots, named=named)
    assert found.config.ignore == (() if what == "nothing" else ("DL3006",))
    assert ("outside of the workspace" in "".join(found.problems)) == (what == "nothing")


def test_hadolint_s_configuration_counts_where_there_is_none_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "Dockerfile"
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / ".hadolint.yml").write_text("ignored: [DL3006]")
    assert config_for(path).config.ignore == ("DL3006",)
    (tmp_path / "a" / ".hadolint.yaml").write_text("ignored: [DL3005, SC1234]\ncolour: red\n")
    config, [problem] = config_for(path)
    assert config.ignore == ("DL3005", "SC1234")
    assert problem.startswith(f"{tmp_path / 'a' / '.hadolint.yaml'}: unknown key `colour`")
    assert read_config(tmp_path / ".hadolint.yml").config.ignore == ("DL3006",)
    (tmp_path / "dockerls.toml").write_text('ignore = ["DL3007"]')
    assert config_for(path) == (DEFAULT.under({"ignore": ("DL3007",)}), [])
    (tmp_path / "dockerls.toml").unlink()
    (tmp_path / "a" / ".hadolint.yaml").write_text("a: [")
    assert "not valid YAML" in config_for(path).problems[0]


def test_the_user_s_own_hadolint_configuration_comes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dockerls.discover.users_places", USERS_PLACES)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "xdg"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    path = tmp_path / "project" / "Dockerfile"
    for place, code in (
        ("home/.hadolint.yaml", "DL3001"),
        ("home/hadolint/config.yml", "DL3002"),
        ("home/.hadolint/hadolint.yaml", "DL3003"),
        ("home/.config/hadolint.yaml", "DL3004"),
        ("xdg/hadolint.yml", "DL3005"),
        ("xdg/hadolint.yaml", "DL3006"),
        ("project/.hadolint.yaml", "DL3007"),
    ):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(f"ignored: [{code}]")
        assert config_for(path).config.ignore == (code,)


def test_yaml_is_loaded_only_where_there_is_some(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from dockerls import discover; discover.users_places = tuple;"
        f"found = discover.config_for(Path({str(tmp_path)!r}, 'Dockerfile')); print('yaml' in sys.modules)"
    )

    def loaded() -> str:
        return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()

    assert loaded() == "False"
    (tmp_path / ".hadolint.yaml").write_text("ignored: []")
    assert loaded() == "True"
