"""Puts dockerls.vsix into a real VS Code, served by code-server to a headless Chromium, and drives it:
run.py VSIX; see driving.py. install.sh must have been run. With SHOTS, a folder, it only takes pictures, of PICTURED.

Closes with `N passed, N failed`; ends with status 1 if any failed, 3 if nothing could be tested.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from driving import EXPECT, HERE, MUTE, PATIENCE, PROJECT, Check, drive, expect_none, prepare, server_command, wait_for

CACHE = Path(os.environ.get("DOCKERLS_VSCODE_CACHE", PROJECT / ".cache" / "vscode"))
NODE = CACHE / "node-home" / "bin" / "node"
CODE_SERVER = CACHE / "code-server" / "node_modules" / "code-server" / "out" / "node" / "entry.js"
PLAYWRIGHT = CACHE / "playwright" / "node_modules" / "playwright-core" / "index.mjs"

PICTURED = PROJECT / "docs" / "demo" / "pictured.Dockerfile"
"""The file of which the documentation has pictures."""

VSCODE_IMPATIENCE = 4.0
"""Seconds for what the mute server will not do, where the workbench itself needs some time for every step."""

SETTINGS = {
    # Nothing but the file: no welcome, no advice, no news, no assistant.
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": False,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.layoutControl.enabled": False,
    "workbench.activityBar.location": "hidden",
    "window.commandCenter": False,
    "chat.commandCenter.enabled": False,
    "chat.disableAIFeatures": True,
    "telemetry.telemetryLevel": "off",
    "update.mode": "none",
    "extensions.autoUpdate": False,
    "extensions.autoCheckUpdates": False,
    "extensions.ignoreRecommendations": True,
    "security.workspace.trust.enabled": False,
    "git.enabled": False,
    # As for the pictures.
    "workbench.colorTheme": "Default Light Modern",
    "breadcrumbs.enabled": False,
    "editor.minimap.enabled": False,
    "editor.fontFamily": "'DejaVu Sans Mono', monospace",
    "editor.fontSize": 15,
    "editor.lineHeight": 24,
    "editor.cursorBlinking": "solid",
    "editor.hover.delay": 100,
    "editor.wordBasedSuggestions": "off",
    "files.autoSave": "off",
}


def code_server(*arguments: str) -> tuple[str, ...]:
    return (str(NODE), str(CODE_SERVER), *arguments)


@contextmanager
def workbench(profile: Sequence[str], folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """A running code-server on a free port of this machine; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    quiet = (
        "--disable-telemetry",
        "--disable-update-check",
        "--disable-workspace-trust",
        "--disable-getting-started-override",
    )
    with (folder / "code-server.log").open("wb") as log:
        process = subprocess.Popen(
            code_server("--bind-addr", address, "--auth", "none", *quiet, *profile),
            env=environment,
            cwd=environment["HOME"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for(lambda: process.poll() is not None or is_healthy(f"http://{address}/healthz"), PATIENCE)
        yield f"http://{address}"
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def is_healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def run(vsix: Path, environment: dict[str, str], folder: Path, names: Sequence[str]) -> list[Check]:
    """Drives a new workbench with nothing but our extension in it."""
    data, extensions = folder / "data", folder / "extensions"
    (data / "User").mkdir(parents=True)
    (data / "User" / "settings.json").write_text(json.dumps(SETTINGS, indent=2), encoding="utf-8")
    # VS Code takes PATH from the user's login shell, and so from here.
    environment = {**environment, "SHELL": "/bin/sh"}
    (Path(environment["HOME"]) / ".profile").write_text(f"PATH={shlex.quote(environment['PATH'])}\n", encoding="utf-8")
    profile = ("--user-data-dir", str(data), "--extensions-dir", str(extensions))
    subprocess.run(code_server(*profile, "--install-extension", str(vsix)), env=environment, check=True)
    with workbench(profile, folder, environment) as address:
        driver = (str(NODE), str(HERE / "vscode" / "drive.mjs"), address, str(HERE / "expect.json"))
        return drive(driver, folder, {**environment, "PLAYWRIGHT": str(PLAYWRIGHT)}, names)


def without_server(environment: dict[str, str]) -> dict[str, str]:
    """The environment of someone who has the extension but not dockerls."""
    path = os.pathsep.join((str(NODE.parent), "/usr/bin", "/bin"))
    return {**{name: value for name, value in environment.items() if name != "PYTHONPATH"}, "PATH": path}


def main() -> int:
    vsix = Path(sys.argv[1]).resolve()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not (CODE_SERVER.is_file() and PLAYWRIGHT.is_file() and chromium):
        print("*** VS Code is NOT TESTED: tests/editors/vscode/install.sh has not installed it. ***", file=sys.stderr)
        return 3
    os.environ["CHROMIUM"] = chromium
    checks: list[Check] = []
    with tempfile.TemporaryDirectory(prefix="dockerls-vscode-") as place:
        if os.environ.get("SHOTS"):
            folder = Path(place, "pictured")
            environment = prepare(folder, server_command())
            shutil.copy(PICTURED, folder / "work" / "Dockerfile")
            return _told(run(vsix, environment, folder, ("Dockerfile",)))
        folder = Path(place, "served")
        checks += run(vsix, prepare(folder, server_command()), folder, EXPECT["names"])

        folder = Path(place, "missing")
        checks += run(vsix, without_server(prepare(folder, MUTE)), folder, ())

        print("The control, a mute server: what follows has to fail.")
        folder, names = Path(place, "mute"), EXPECT["names"][:1]
        environment = prepare(folder, MUTE, VSCODE_IMPATIENCE)
        try:
            expect_none(run(vsix, environment, folder, names), names)
            checks.append(Check("control: a mute server fails every feature", True))
        except AssertionError as problem:
            print(problem)
            checks.append(Check("control: a mute server fails every feature", False))
    return _told(checks)


def _told(checks: Sequence[Check]) -> int:
    """Say how it went; the exit status."""
    failed = [check.name for check in checks if not check.passed]
    for name in failed:
        print(f"FAILED {name}")
    print(f"{len(checks) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
