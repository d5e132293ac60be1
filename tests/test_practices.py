"""Rules about practices, beyond their examples: what they keep silent about, and fixes amid odd surroundings."""

from __future__ import annotations

import pytest
from checks import check, check_fix, findings
from marks import marked

from dockerls.config import Config

SILENT = {
    "an image that sets the signal itself": ("DF7012", 'FROM nginx:1.30\nCMD ["nginx", "-g", "daemon off;"]\n'),
    "a variant that sets it": ("DF7012", 'FROM php:8.5-apache\nCMD ["apache2-foreground"]\n'),
    "an unknown image": ("DF7012", 'FROM example.com/web\nCMD ["nginx", "-g", "daemon off;"]\n'),
    "a program behind a shell": ("DF7012", "FROM debian:13\nCMD nginx -g 'daemon off;'\n"),
    "another system's init": ("DF7012", 'FROM alpine:3.23\nCMD ["/sbin/init"]\n'),
    "a signal of the file's own": ("DF7012", 'FROM debian:13\nSTOPSIGNAL SIGQUIT\nCMD ["nginx"]\n'),
    "a variable for a signal": ("DF7010", "FROM debian:13\nARG S=SIGKILL\nSTOPSIGNAL $S\n"),
    "an owner on Linux": ("DF2020", "FROM debian:13\nCOPY --chown=1 a /b/\n"),
    "a secret with its target on Windows": (
        "DF2021",
        "FROM mcr.microsoft.com/windows/servercore:ltsc2025\nRUN --mount=type=secret,id=a,target=C:/a dir\n",
    ),
    "a word that begins like a directive": ("DF1091", "# syntax of this file: see docs\nFROM a:1\n"),
    "a note with an equals sign": ("DF1091", "# version=docker/dockerfile:1\nFROM a:1\n"),
    "a directive that is one already": ("DF1091", "# syntax=docker/dockerfile:1\n# escape=`\nFROM a:1\n"),
    "a directive's name in prose": ("DF1092", "FROM a:1\n# syntax = what the parser reads\n"),
    "an archive that brings a shell": ("DF5002", "FROM scratch\nADD rootfs.tar.xz /\nRUN apk add x\n"),
    "a system copied from a stage": ("DF5002", "FROM a:1 AS b\nFROM scratch\nCOPY --from=b / /\nRUN true\n"),
    "a shell of the file's own": ("DF5002", 'FROM scratch\nCOPY sh /sh\nSHELL ["/sh", "-c"]\nRUN true\n'),
    "the exec form": ("DF5002", 'FROM scratch\nCOPY app /app\nRUN ["/app", "--setup"]\n'),
    "a debug image": ("DF5002", "FROM gcr.io/distroless/base-debian13:debug\nRUN true\n"),
    "all of an empty stage": ("DF5003", "FROM scratch AS e\nFROM a:1\nCOPY --from=e / /\n"),
    "a number for a user": ("DF3014", "FROM scratch\nUSER 1000:1000\n"),
    "a variable for a user": ("DF3014", "FROM scratch\nARG U=app\nUSER $U\n"),
    "users copied from a stage": ("DF3014", "FROM a:1 AS b\nFROM scratch\nCOPY --from=b /etc/passwd /etc/\nUSER app\n"),
}


@pytest.mark.parametrize(("code", "text"), SILENT.values(), ids=list(SILENT))
def test_nothing_is_said_about(code: str, text: str) -> None:
    assert findings(text, code=code) == []


FOUND = {
    "a short name of a signal": ("DF7010", "FROM debian:13\nSTOPSIGNAL $0kill$0\n"),
    "a number of a signal": ("DF7010", "FROM debian:13\nSTOPSIGNAL $09$0\n"),
    "systemd behind its usual path": ("DF7012", 'FROM fedora:44\nCMD [$0"/sbin/init"$0]\n'),
    "a program behind the usual script": (
        "DF7012",
        'FROM debian:13\nENTRYPOINT ["/docker-entrypoint.sh"]\nCMD [$0"nginx"$0]\n',
    ),
    "a secret without target on Windows": (
        "DF2021",
        "FROM mcr.microsoft.com/windows/servercore:ltsc2025\nRUN --mount=type=$0secret$0,id=a dir\n",
    ),
    "a check skipped in the middle": ("DF1092", "FROM a:1\n$0# check=skip=all$0\nUSER 1\n"),
    "an escape too far down": ("DF1092", "FROM a:1\n  $0# escape=`$0\nUSER 1\n"),
    "a script in a heredoc": ("DF5002", "FROM scratch\nCOPY a /a\n$0RUN$0 <<EOF\ntrue\nEOF\n"),
    "an owner in an empty image": ("DF3014", "FROM scratch\nCOPY --chown=$0app:1$0 a /a\n"),
    "a stage on an empty one": ("DF3014", "FROM scratch AS a\nCOPY x /x\nFROM a\nUSER $0app$0\n"),
}


@pytest.mark.parametrize(("code", "text"), FOUND.values(), ids=list(FOUND))
def test_what_is_found(code: str, text: str) -> None:
    check(code, text)


FIXED = {
    "a directive between other lines": (
        "DF1092",
        "\ufeff# Größe\r\nARG A=1\r\n# check=skip=all\r\nFROM a:1\r\n",
        "\ufeff# check=skip=all\r\n# Größe\r\nARG A=1\r\nFROM a:1\r\n",
    ),
    "a flag on a line of its own": (
        "DF2020",
        "FROM mcr.microsoft.com/windows/servercore:ltsc2025\r\nCOPY --chown=a \\\r\n  é.txt C:/\r\n",
        "FROM mcr.microsoft.com/windows/servercore:ltsc2025\r\nCOPY \\\r\n  é.txt C:/\r\n",
    ),
    "a user and a group": ("DF3014", "FROM scratch\r\nUSER app:12", "FROM scratch\r\nUSER 65532:12"),
    "a directive in odd spelling": (
        "DF1091",
        "#Syntx = docker/dockerfile:1\r\nFROM a:1\r\n",
        "#syntax=docker/dockerfile:1\r\nFROM a:1\r\n",
    ),
}


@pytest.mark.parametrize(("code", "bad", "good"), FIXED.values(), ids=list(FIXED))
def test_a_fix_is_exact(code: str, bad: str, good: str) -> None:
    check_fix(code, bad, good)


def test_a_finding_is_told_once() -> None:
    """Rules that look at the same thing do not both speak of it."""
    for text in (text for _, text in FOUND.values()):
        plain, _ = marked(text)
        found = findings(plain, Config(select=("ALL",)))
        said = [(finding.span, finding.code) for finding in found]
        assert len(said) == len(set(said))
