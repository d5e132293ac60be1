"""The rule about programs that are built for debugging and shipped."""

from __future__ import annotations

from collections.abc import Iterator

from ...syntax import Node
from .. import Facts, Finding, Fix, rule
from ..shells import calls, has_option, insertion, subcommand

_DOTNET = ("build", "publish", "pack")


@rule("DF8023", "RUN", severity="info", on=False, says=("cargo", "dotnet"))
def built_for_debugging(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A program is built for debugging, without the compiler's optimizations.

    `cargo build` does so unless it is told `--release`, `dotnet build` and (before .NET 8) `dotnet publish` unless
    they are told `-c Release`. Off by default: a stage may well be meant for tests.

    ```dockerfile bad
    FROM rust:1-slim AS build
    RUN cargo $0build$0 --locked
    ```
    ```dockerfile fixed
    FROM rust:1-slim AS build
    RUN cargo build --release --locked
    ```
    ```dockerfile good
    FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
    RUN dotnet publish -c Release -o /app
    ```
    """
    for command in calls(node, facts, "cargo", "dotnet"):
        verb, _ = subcommand(command, "--color", "--config", "-Z", "-C", "--manifest-path")
        if verb is None:
            continue
        if command.program == "cargo":
            missing = verb.text in ("build", "b") and not has_option(command, "--release", "-r", "--profile", "--help")
            options: tuple[str, ...] = ("--release",)
        else:
            given = has_option(command, "-c", "--configuration", "-p:Configuration", "/p:Configuration")
            missing = verb.text in _DOTNET and not given
            options = ("-c", "Release")
        if missing:
            option = " ".join(options)
            fix = Fix(f"Add {option}", (insertion(node, verb, *options),))
            yield Finding(verb.span, f"This builds for debugging. Add `{option}`.", (fix,))
