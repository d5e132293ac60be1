"""What the words behind commands are, by the names that the tables' usage lines give them.

A name that says all there is to say (`text`, `name`) or means something else to each tool is not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

OPERANDS: Final[Mapping[str, str]] = {
    "package": "a package to install or look up, with its version perhaps.",
    "installed": "an installed package.",
    "path": "a file or directory.",
    "source": "a file or directory to take.",
    "dest": "where it goes: a new name, or a directory that is there.",
    "link": "the link to make, or the directory in which it goes.",
    "package|file": "a package by name, or a package file.",
    "file": "a file.",
    "dir": "a directory.",
    "url": "the address to fetch from.",
    "command": "the command to run, with its own arguments.",
    "script": "a script of `package.json`, or of the project's own configuration.",
    "module": "the module or package to build, run or fetch.",
    "extension": "an extension of PHP.",
    "user": "a user's name, or number where the tool allows it.",
    "group": "the name of a group.",
    "uid": "a user's number.",
    "gid": "a group's number.",
    "owner": "the new owner: `user`, `user:group` or `:group`, as names or numbers.",
    "mode": "permissions: octal as in `755`, or letters as in `u=rwx,go=rx` and `+x`.",
    "signal": "a signal.",
    "locale": "a language and its character set.",
    "target": "what is to be made; the makefile says how.",
    "goal": "what is to be done: a phase of the build, or a plugin's own goal.",
    "task": "a task of the build.",
    "program": "a program to look for.",
    "variable": "a variable of the shell; behind it `=` and its value perhaps.",
    "status": "0 means success, anything else a failure.",
    "version": "a version, as the tool writes it.",
    "stream": "a module and which stream of it, as in `nodejs:20`.",
    "ref": "a branch, tag or commit.",
    "service": "a service.",
    "name=value": "a name and its value.",
    "repo": "a source of packages.",
    "repository": "a source of packages: a line of `sources.list`, an address, or `ppa:owner/name`.",
    "pattern": "what to look for.",
    "host": "the name or address of a machine.",
    "port": "a port.",
    "duration": "how long: seconds, or a number with `s`, `m`, `h` or `d` behind it.",
    "dependency": "what must be fulfilled, such as `libc6 (>= 2.36)`.",
    "expression": "the program, which says what to do with each line.",
    "filter": "what to take from the input, as in `.name`.",
    "platform": "the machine to build for, as in `x86_64-unknown-linux-musl`.",
    "browser": "a browser: `chromium`, `firefox` or `webkit`.",
    "caps": "capabilities and how they hold, as in `cap_net_bind_service=+ep`.",
    "image": "an image.",
    "address": "where to listen: `host:port`.",
    "format": "the format: text, with `%` before what is replaced.",
    "template": "the name, in which each `X` is replaced.",
}
"""Each in words that fit behind `name: `."""
