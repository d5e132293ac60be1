"""Emacs with Eglot, driven for real with the configuration which editors/emacs/README.md shows."""

from __future__ import annotations

import shutil
import subprocess
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

NEEDED = "(mapc #'require '(eglot dockerfile-mode yasnippet))"


def is_installed() -> bool:
    if shutil.which("emacs") is None or shutil.which("git") is None:
        return False
    asked = ("emacs", "--batch", "-f", "package-initialize", "--eval", NEEDED)
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


pytestmark = pytest.mark.skipif(
    not is_installed(),
    reason="Emacs is NOT TESTED: run `make editors-emacs`, or install eglot, dockerfile-mode, yasnippet",
)


def run(folder: Path, environment: dict[str, str], names: list[str]) -> list[Check]:
    # Emacs takes the root of a project from its version control, and looks into it.
    (folder / "work" / ".git").rmdir()
    subprocess.run(("git", "init", "--quiet", str(folder / "work")), check=True)
    init = folder / "init.el"
    init.write_text(readme_block("emacs/README.md", "elisp"), encoding="utf-8")
    program = ("emacs", "--batch", "-f", "package-initialize", "-l", str(init))
    driver = (*program, "-l", str(HERE / "emacs" / "drive.el"), str(HERE / "expect.json"))
    return drive(driver, folder, environment, names)


def test_all_features_on_all_names(tmp_path: Path) -> None:
    expect_all(run(tmp_path, prepare(tmp_path, server_command()), EXPECT["names"]), EXPECT["names"])


def test_a_mute_server_fails_every_feature(tmp_path: Path) -> None:
    names = EXPECT["names"][:1]
    expect_none(run(tmp_path, prepare(tmp_path, MUTE, IMPATIENCE), names), names)
