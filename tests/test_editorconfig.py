"""What an .editorconfig says about a Dockerfile."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockerls.discover import config_for, read_config
from dockerls.editorconfig import matches, read
from dockerls.presentation import Format, laid_out


@pytest.mark.parametrize(
    ("glob", "there", "not_there"),
    [
        ("*", ["Dockerfile", "a/b/Dockerfile"], []),
        ("Dockerfile", ["Dockerfile", "a/Dockerfile"], ["Dockerfile.dev", "aDockerfile"]),
        ("/Dockerfile", ["Dockerfile"], ["a/Dockerfile"]),
        ("a/*", ["a/x"], ["a/b/x", "b/a/x"]),
        ("a/**", ["a/x", "a/b/x"], ["b/x"]),
        ("a/**/x", ["a/x", "a/b/x", "a/b/c/x"], ["a/bx"]),
        ("**/x", ["a/x", "a/b/x"], ["ax"]),
        ("*.{dev,prod}", ["D.dev", "D.prod"], ["D.test", "D.dev,prod"]),
        ("{Dockerfile,*.{a,b}}", ["Dockerfile", "x.a", "x.b"], ["x.c"]),
        ("{Dockerfile}", ["{Dockerfile}"], ["Dockerfile"]),
        ("{a,b", ["{a,b"], ["a"]),
        ("D{1..3}", ["D1", "D3"], ["D4", "D", "D{1..3}"]),
        ("D{3..-1}", ["D-1", "D0"], ["D4"]),
        ("D[a-c]?", ["Dax", "Dcx"], ["Dd1", "Da", "Da/"]),
        ("D[!a-c]", ["Dx"], ["Da"]),
        ("D[a", ["D[a"], ["Da"]),
        ("D\\*", ["D*"], ["Da"]),
        ("D\\{a,b\\}", ["D{a,b}"], ["Da"]),
    ],
)
def test_globs(glob: str, there: list[str], not_there: list[str]) -> None:
    assert [path for path in there + not_there if matches(glob, path)] == there


@given(st.text("*?[]{},.a/\\!-1", max_size=30), st.text("a/.-1", max_size=30))
def test_any_glob_and_path(glob: str, path: str) -> None:
    assert matches("*", path)
    matches(glob, path)


def test_a_hostile_glob_is_no_trouble() -> None:
    path = "a" * 4000
    for glob in ("*a" * 500 + "b", "**a" * 300 + "b", "{a,b}" * 200, "{" * 1000, "{1..999999999}", "\\" * 1000 + "{"):
        assert not matches(glob, path)


def test_sections_in_order_comments_and_nonsense() -> None:
    everywhere = "[*]\nindent_size=4\nIndent_Style = Space # why\nnothing\n"
    said = read(f"; first\nroot = TRUE ; yes\n\n{everywhere}[Dockerfile]\nindent_size = 2\n")
    assert said.root
    assert said.of("a/Dockerfile") == {"indent_size": "2", "indent_style": "space"}
    assert said.of("other") == {"indent_size": "4", "indent_style": "space"}


@pytest.mark.parametrize(
    ("properties", "fields"),
    [
        ({"indent_style": "tab", "tab_width": "8"}, {"indent_style": "tab", "indent_size": 8}),
        ({"indent_size": "tab", "tab_width": "8"}, {"indent_size": 8}),
        ({"indent_size": "2", "tab_width": "8"}, {"indent_size": 2}),
        ({"indent_size": "unset", "indent_style": "odd", "max_line_length": "off"}, {}),
        ({"indent_size": "0", "max_line_length": "9" * 30}, {}),
        ({"max_line_length": "100"}, {"width": 100}),
        ({"trim_trailing_whitespace": "false", "insert_final_newline": "true"}, {"trim": False, "final_newline": True}),
        ({"end_of_line": "crlf"}, {}),
    ],
)
def test_properties(properties: dict[str, str], fields: dict[str, object]) -> None:
    assert laid_out(properties) == fields


def test_the_nearest_wins_up_to_the_root_and_explicit_settings_win_over_all(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    path = inner / "Dockerfile"
    (tmp_path / ".editorconfig").write_text("[*]\nindent_style = tab\nindent_size = 8\n[a/b/*]\nmax_line_length = 80\n")
    (inner / ".editorconfig").write_text("[Dockerfile*]\nindent_size = 2\n")
    assert config_for(path).config.format == Format(indent_style="tab", indent_size=2, width=80)
    (tmp_path / "a" / ".editorconfig").write_text("root = true\n")
    assert config_for(path).config.format == Format(indent_size=2)
    assert config_for(path, {"format": {"indent-size": 3}}).config.format == Format(indent_size=3)
    (tmp_path / "dockerls.toml").write_text("[format]\nindent-size = 6\nkeyword-case = 'lower'\n")
    found = config_for(path, {"format": {"indent-size": 3}})
    assert found.config.format == Format(indent_size=6, keyword_case="lower")
    assert found.problems == []
    assert read_config(tmp_path / "dockerls.toml", path).config.format.indent_size == 6


def test_no_link_leads_out_of_the_workspace(tmp_path: Path) -> None:
    elsewhere, inside = tmp_path / "elsewhere", tmp_path / "inside"
    elsewhere.mkdir()
    inside.mkdir()
    (elsewhere / "layout").write_text("[*]\nindent_size = 2\n")
    link = inside / ".editorconfig"
    link.symlink_to(elsewhere / "layout")
    assert config_for(inside / "Dockerfile", roots=[inside]).config.format == Format()
    assert config_for(inside / "Dockerfile", roots=[tmp_path]).config.format == Format(indent_size=2)


def test_what_is_not_set_is_the_editor_s() -> None:
    assert Format(indent_size=2).within(8, True) == Format(indent_style="tab", indent_size=2)
    assert Format().within(0, False) == Format(indent_style="space", indent_size=1)
    assert Format(indent_style="space").within(10**9, True).columns == 16
