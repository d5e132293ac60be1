"""The recipes of editors/README.md for editors that few machines have, driven for real where they are installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from driving import HERE, IMPATIENCE, MUTE, PATIENCE, Check, drive, prepare, readme_block, server_command

ALE = Path("/usr/share/vim-ale")
NAME = "Dockerfile"


def has_lsp_mode() -> bool:
    asked = ("emacs", "--batch", "-f", "package-initialize", "--eval", "(mapc #'require '(lsp-mode dockerfile-mode))")
    return shutil.which("emacs") is not None and subprocess.run(asked, capture_output=True, check=False).returncode == 0


def lsp_mode(folder: Path, environment: dict[str, str]) -> list[Check]:
    init = folder / "init.el"
    init.write_text(readme_block("README.md", "elisp", "## Emacs with lsp-mode"), encoding="utf-8")
    program = ("emacs", "--batch", "-f", "package-initialize", "-l", str(init))
    driver = (*program, "-l", str(HERE / "emacs" / "lsp-mode.el"), str(HERE / "expect.json"))
    return drive(driver, folder, environment, [NAME])


def ale(folder: Path, environment: dict[str, str]) -> list[Check]:
    recipe = readme_block("README.md", "vim", "## Vim with ALE")
    fixer = readme_block("README.md", "vim", "ALE asks for no formatting")
    vimrc, report = folder / "vimrc", folder / "report"
    vimrc.write_text(f"set nocompatible rtp^={ALE}\nfiletype plugin on\n{recipe}{fixer}", encoding="utf-8")
    told = {"EXPECT": str(HERE / "expect.json"), "WORK": str(folder / "work" / NAME), "REPORT": str(report)}
    driver = ("sh", "-c", 'vim -es -u "$0" -S "$1"; status=$?; cat "$REPORT"; exit $status')
    return drive((*driver, str(vimrc), str(HERE / "vim" / "ale.vim")), folder, {**environment, **told}, [NAME])


RECIPES = [
    pytest.param(lsp_mode, marks=pytest.mark.skipif(not has_lsp_mode(), reason="lsp-mode is not installed")),
    pytest.param(ale, marks=pytest.mark.skipif(not ALE.is_dir() or not shutil.which("vim"), reason="no Vim with ALE")),
]


@pytest.mark.parametrize("editor", RECIPES)
def test_what_the_recipe_promises(editor, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    checks = editor(tmp_path, prepare(tmp_path, server_command(), PATIENCE))
    assert [check.name for check in checks if not check.passed] == []


@pytest.mark.parametrize("editor", RECIPES)
def test_a_mute_server_fails_every_feature(editor, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    checks = editor(tmp_path, prepare(tmp_path, MUTE, IMPATIENCE))
    assert [check.name for check in checks if check.passed] == []
