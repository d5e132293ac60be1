"""Rules about stages for Windows: what Docker has for Linux only."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Facts
from ...syntax import Node
from ...syntax.views import mounts
from ...text import Edit, Span
from .. import Finding, Fix, rule
from ..places import without_flag

_MOUNTS = {
    "ssh": "`ssh` mounts do not work in containers for Windows.",
    "tmpfs": "Windows has no `tmpfs`, so this mount fails.",
}


@rule("DF2020", "COPY ADD", names=("tally/windows/no-chown-flag",), says=("--ch",))
def owner_on_windows(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    `--chown` and `--chmod` are for Linux: Windows has other owners and permissions.

    Set them by `icacls` in a RUN.

    ```dockerfile bad
    FROM mcr.microsoft.com/windows/servercore:ltsc2025
    COPY $0--chown=app$0 app.exe C:/app/
    ```
    ```dockerfile fixed
    FROM mcr.microsoft.com/windows/servercore:ltsc2025
    COPY app.exe C:/app/
    ```
    ```dockerfile good
    FROM mcr.microsoft.com/windows/servercore:ltsc2025
    COPY app.exe C:/app/
    ```
    """
    if facts.os != "windows":
        return
    for flag in node.flags:
        if flag.name in ("chown", "chmod"):
            fix = Fix(f"Remove --{flag.name}", (without_flag(node, flag),))
            yield Finding(flag.span, f"`--{flag.name}` has no meaning in a stage for Windows. Use `icacls`.", (fix,))


@rule("DF2021", "RUN", names=("tally/windows/no-run-mounts",), says=("--mount",))
def mount_on_windows(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A mount is of a type that does not work in containers for Windows.

    BuildKit mounts files, directories and caches there, and secrets if they have a `target`; `ssh` and `tmpfs` fail.

    ```dockerfile bad
    FROM mcr.microsoft.com/windows/servercore:ltsc2025
    RUN --mount=type=$0ssh$0 git clone git@example.com:shop.git
    ```
    ```dockerfile good
    FROM mcr.microsoft.com/windows/servercore:ltsc2025
    RUN --mount=type=cache,target=C:/cache dotnet restore
    ```
    """
    if facts.os != "windows":
        return
    for mount in mounts(node):
        option = mount.option("type")
        if option is None:
            continue
        if mount.type in _MOUNTS:
            yield Finding(option.value_span, _MOUNTS[mount.type])
        elif mount.type == "secret" and not mount.option("target", "dst", "destination", "env"):
            yield Finding(option.value_span, "Windows has no `/run/secrets`: a secret needs a `target` there.")


@rule("DF7013", "STOPSIGNAL", names=("tally/windows/no-stopsignal",), severity="info")
def signal_on_windows(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    Windows has no signals: STOPSIGNAL changes nothing there.

    `docker stop` sends a shutdown event to containers for Windows, whatever STOPSIGNAL says.

    ```dockerfile bad
    FROM mcr.microsoft.com/windows/servercore:ltsc2025
    $0STOPSIGNAL SIGTERM$0
    CMD ["app.exe"]
    ```
    ```dockerfile fixed
    FROM mcr.microsoft.com/windows/servercore:ltsc2025
    CMD ["app.exe"]
    ```
    ```dockerfile good
    FROM debian:13-slim
    STOPSIGNAL SIGINT
    ```
    """
    if facts.os == "windows" and not facts.onbuild and node.words:
        fix = Fix("Remove it", (Edit(Span(0, len(node.source)), ""),), True)
        yield Finding(node.span, "STOPSIGNAL changes nothing in containers for Windows.", (fix,), tags=("unnecessary",))
