"""What the commands of PowerShell do that Dockerfiles of Windows use. Source: Microsoft's reference, in our words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

CMDLETS: Final[Mapping[str, str]] = {
    "Invoke-WebRequest": "Downloads. `$ProgressPreference = 'SilentlyContinue'` before it makes it many times as fast.",
    "Invoke-RestMethod": "Asks a web service, and reads the JSON or XML of its answer.",
    "Invoke-Expression": "Runs a text as a script. What was downloaded should be checked before.",
    "Expand-Archive": "Unpacks a zip file; `-DestinationPath` says where.",
    "Compress-Archive": "Packs a zip file.",
    "Get-FileHash": "The SHA-256 of a file: compare its `.Hash` with what is expected.",
    "Remove-Item": "Removes files or directories; `-Recurse` with all in them, `-Force` hidden ones, too.",
    "New-Item": "Makes a file; with `-ItemType Directory` a directory, with `-Force` those above it, too.",
    "Copy-Item": "Copies files; `-Recurse` directories with all in them.",
    "Move-Item": "Moves files.",
    "Rename-Item": "Gives a file another name.",
    "Get-Item": "A file, directory or key of the registry.",
    "Get-ChildItem": "Lists what lies in a directory.",
    "Get-ItemProperty": "Properties of a file, or values of a key of the registry.",
    "Set-ItemProperty": "Sets a value of the registry, or a property of a file.",
    "New-ItemProperty": "Makes a value of the registry.",
    "Test-Path": "Whether a path is there.",
    "Join-Path": "Joins parts of a path.",
    "Resolve-Path": "The whole path behind wildcards.",
    "Split-Path": "A part of a path, such as the directory.",
    "Get-Content": "Reads a file, line by line; `-Raw` as one text.",
    "Set-Content": "Writes a file.",
    "Add-Content": "Appends to a file.",
    "Out-File": "Writes what comes through the pipe to a file.",
    "Out-Null": "Throws away what comes through the pipe.",
    "Write-Host": "Shows a text.",
    "Write-Output": "Hands a text on through the pipe, or shows it.",
    "Write-Error": "Reports an error; it ends the script where `$ErrorActionPreference = 'Stop'`.",
    "Start-Process": "Starts a program; `-Wait` waits for its end, `-PassThru` gives its `.ExitCode`.",
    "Stop-Process": "Ends a process.",
    "Get-Process": "Lists processes.",
    "Start-Service": "Starts a service.",
    "Stop-Service": "Stops a service.",
    "Get-Service": "Looks at services.",
    "Set-Service": "Changes a service, such as whether it starts by itself.",
    "Start-Sleep": "Waits.",
    "Wait-Process": "Waits for the end of a process.",
    "Select-Object": "Takes some properties, or with `-First` some objects.",
    "Where-Object": "Takes the objects for which a condition holds.",
    "ForEach-Object": "Does something with each object.",
    "Sort-Object": "Sorts objects.",
    "Measure-Object": "Counts and adds.",
    "Select-String": "Finds lines by a pattern, as `grep` does.",
    "ConvertFrom-Json": "Reads JSON.",
    "ConvertTo-Json": "Writes JSON.",
    "Add-WindowsFeature": "Installs parts of Windows Server.",
    "Install-WindowsFeature": "Installs parts of Windows Server.",
    "Remove-WindowsFeature": "Removes parts of Windows Server.",
    "Enable-WindowsOptionalFeature": "Switches a part of Windows on; `-Online` for the system itself.",
    "Install-Module": "Installs a module from PowerShell's gallery; `-RequiredVersion` pins it.",
    "Install-Package": "Installs a package.",
    "Install-PackageProvider": "Installs what a kind of packages takes, such as NuGet.",
    "Import-Module": "Makes the commands of a module known.",
    "Set-ExecutionPolicy": "Which scripts may run; it is no protection.",
    "Set-PSRepository": "Whether a gallery of modules is trusted.",
    "Import-Certificate": "Adds a certificate to those that the system trusts.",
    "Set-Acl": "Sets permissions.",
    "Get-Acl": "Shows permissions.",
    "New-Object": "Makes an object of .NET, such as `System.Net.WebClient`.",
    "Get-Command": "Finds a command.",
    "Set-Location": "Changes the directory, up to the end of this `RUN`; `WORKDIR` lasts.",
    "Push-Location": "Changes the directory, and remembers where it was.",
    "Pop-Location": "Goes back to the directory that was remembered.",
    "Get-Date": "The date.",
    "Get-WmiObject": "Asks Windows about itself; `Get-CimInstance` in newer ones.",
    "Get-CimInstance": "Asks Windows about itself.",
    "New-LocalUser": "Makes a user.",
    "Add-LocalGroupMember": "Puts a user into a group.",
    "Clear-RecycleBin": "Empties the recycle bin.",
}
"""Each in a sentence or two, by the name as it is usually written; PowerShell minds no case."""


@cache
def cmdlets() -> Mapping[str, str]:
    """The names as they are usually written, by themselves in lower case."""
    return {name.lower(): name for name in CMDLETS}
