"""Rules about PowerShell as the shell of RUN: how it treats errors, and its progress bars."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ...late import regex
from ...model import Model, Stage
from ...syntax import Node
from ...text import Edit, Span
from .. import Finding, Fix, Related, rule
from ..kinds import SHELL

_SHELLS = ("powershell", "pwsh")
_SEVERAL = regex(r";\s*\S")
_QUOTED = regex(r"'[^']*'|\"[^\"]*\"")
_DOWNLOADS = regex(r"Invoke-WebRequest|\biwr\b|Invoke-RestMethod|\birm\b|Expand-Archive", re.IGNORECASE)
_TWO = 2  # Pieces that a body of a single line gives.
_STOP = "$ErrorActionPreference = 'Stop';"
_SILENT = "$ProgressPreference = 'SilentlyContinue';"


def _is_powershell(node: Node) -> bool:
    if node.keyword != "SHELL" or node.json is None or not node.words:
        return False
    name = node.words[0].text.replace("\\", "/").rpartition("/")[2].lower().removesuffix(".exe")
    return name in _SHELLS


def _with(node: Node, setting: str) -> Edit:
    """A setting more in front of what the shell is started with."""
    words = node.words
    last = words[-1]
    if last.text.startswith("$"):
        return Edit(last.span, json.dumps(f"{setting} {last.text}", ensure_ascii=False))
    end = last.span.end
    return Edit(Span(end, end), f", {json.dumps(setting)}")


def _shells(model: Model, stage: Stage, name: str) -> Iterator[tuple[int, list[int]]]:
    """Each SHELL with PowerShell that does not set a preference, and those of its RUNs which do not either."""
    nodes = model.tree.nodes
    shells = [number for number in stage.instructions if nodes[number].keyword == "SHELL"]
    for number, following in zip(shells, [*shells[1:], stage.end]):
        node = nodes[number]
        if not _is_powershell(node) or any(name in word.text for word in node.words):
            continue
        served = [other for other in stage.instructions if number < other < following and nodes[other].keyword == "RUN"]
        yield number, [other for other in served if name not in nodes[other].source and nodes[other].json is None]


def _has_several(node: Node) -> bool:
    """Whether a RUN has more than one command, so that the failure of one could be passed over."""
    if node.heredocs:
        return any(len(heredoc.body.of(node.source).split("\n")) > _TWO for heredoc in node.heredocs)
    text = node.logical.text
    return ";" in text and _SEVERAL.search(_QUOTED.sub("", text)) is not None


def _is_long_run(node: Node) -> bool:
    return node.keyword == "RUN" and _has_several(node)


@rule("DF7016", Stage, names=("tally/powershell/error-action-preference",), nodes=(SHELL, _is_long_run))
def errors_that_powershell_passes_over(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    PowerShell goes on after most errors, so that a RUN succeeds though one of its commands failed.

    With `$ErrorActionPreference = 'Stop'` the first error ends the RUN.

    ```dockerfile bad
    # escape=`
    FROM mcr.microsoft.com/windows/servercore:ltsc2025
    SHELL [$0"powershell", "-Command"$0]
    RUN Invoke-WebRequest https://example.com/tool.zip -OutFile tool.zip; `
        Expand-Archive tool.zip C:/tool
    ```
    ```dockerfile fixed
    # escape=`
    FROM mcr.microsoft.com/windows/servercore:ltsc2025
    SHELL ["powershell", "-Command", "$ErrorActionPreference = 'Stop';"]
    RUN Invoke-WebRequest https://example.com/tool.zip -OutFile tool.zip; `
        Expand-Archive tool.zip C:/tool
    ```
    ```dockerfile good
    FROM mcr.microsoft.com/windows/servercore:ltsc2025
    SHELL ["powershell", "-Command"]
    RUN Install-WindowsFeature Web-Server
    ```
    """
    tree = model.tree
    for number, runs in _shells(model, stage, "ErrorActionPreference"):
        first = next((other for other in runs if _has_several(tree.nodes[other])), -1)
        if first >= 0:
            yield _finding(model, number, first, _STOP, "If a command fails, the RUN goes on and succeeds.")


@rule("DF7017", Stage, names=("tally/powershell/progress-preference",), severity="info", on=False)
def progress_bars_of_powershell(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    PowerShell draws a progress bar while it downloads, which takes more time than the download.

    `$ProgressPreference = 'SilentlyContinue'` leaves it out. Off by default, as newer versions draw faster.

    ```dockerfile bad
    FROM mcr.microsoft.com/windows/servercore:ltsc2025
    SHELL [$0"powershell", "-Command", "$ErrorActionPreference = 'Stop';"$0]
    RUN Invoke-WebRequest https://example.com/tool.exe -OutFile tool.exe
    ```
    ```dockerfile fixed
    FROM mcr.microsoft.com/windows/servercore:ltsc2025
    SHELL ["powershell", "-Command", "$ProgressPreference = 'SilentlyContinue'; $ErrorActionPreference = 'Stop';"]
    RUN Invoke-WebRequest https://example.com/tool.exe -OutFile tool.exe
    ```
    ```dockerfile good
    FROM mcr.microsoft.com/windows/servercore:ltsc2025
    SHELL ["powershell", "-Command"]
    RUN Get-Date
    ```
    """
    tree = model.tree
    for number, runs in _shells(model, stage, "ProgressPreference"):
        first = next((other for other in runs if _DOWNLOADS.search(tree.nodes[other].source)), -1)
        if first >= 0:
            yield _finding(model, number, first, _SILENT, "The progress bar makes downloads slow.")


def _finding(model: Model, number: int, first: int, setting: str, message: str) -> Finding:
    tree = model.tree
    node = tree.nodes[number]
    span = tree.place(number, Span(node.words[0].span.start, node.words[-1].span.end))
    fix = Fix(f"Set {setting.partition(' ')[0]}", (_with(node, setting).shift(tree.starts[number]),))
    related = Related(tree.place(first, tree.nodes[first].keyword_span), "For this RUN, for one.")
    return Finding(span, f"{message} Set `{setting}`.", (fix,), (related,))
