"""The commands that Dockerfiles run: what each does, its subcommands, its flags and their values.

One table feeds completion, hover and the rules. Sources: the tools' own manual pages and `--help` texts, in our words.
Nothing is read before the first question: a table is a text in the notation of `notation`, and only the head of each
tool is looked at until the tool itself is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import import_module
from typing import Final

from ...late import regex
from .notation import Head, Tool, ToolFlag, Value, read_body, read_head

__all__ = [
    "BUILTINS",
    "KEYWORDS",
    "OPERATORS",
    "SCRIPTS",
    "SYSTEM",
    "USUAL",
    "Head",
    "Tool",
    "ToolFlag",
    "Value",
    "find",
    "heads",
]

_TABLES: Final = ("shell_builtins", "system_packages", "language_packages", "files", "system", "languages")
"""The modules with a `TABLE` each."""

_BLOCK = regex(r"\n(?=[^\s#])")
_VERSION = "0123456789."
_CROSS = frozenset(("gcc", "g++", "cc", "c++", "clang", "ld", "as", "ar", "strip", "objcopy", "objdump", "readelf"))
"""Programs which a compiler for another machine has under a longer name: `aarch64-linux-gnu-gcc`."""

_BUILDING: Final = """
apt-get apk dnf microdnf yum npm pip curl mkdir rm set cd echo cp chmod chown groupadd useradd addgroup adduser
go cargo mvn gradle dotnet composer bundle yarn pnpm uv python node git tar wget unzip ln mv sed find export
make cmake install touch cat tee grep test sh bash docker-php-ext-install docker-php-ext-configure
docker-php-ext-enable pecl gem corepack npx poetry rustup zypper pacman
"""
_RUNNING: Final = """
exec node python java nginx npm dotnet gunicorn uvicorn php-fpm apache2-foreground bundle puma bun deno sh bash
tini dumb-init gosu su-exec echo tail sleep
"""
_CHECKING: Final = "curl wget test pg_isready redis-cli mysqladmin nc nginx node python grep exit"

USUAL: Final[Mapping[str, tuple[str, ...]]] = {
    "RUN": tuple(_BUILDING.split()),
    "CMD": tuple(_RUNNING.split()),
    "ENTRYPOINT": tuple(_RUNNING.split()),
    "HEALTHCHECK": tuple(_CHECKING.split()),
}
"""The commands that each instruction runs most, most usual first."""

_BUILTINS: Final = """
exec cd export unset set source . : eval trap local readonly declare read hash shopt getopts mapfile exit return
break continue shift ulimit umask wait alias unalias type command builtin times pushd popd let
"""
BUILTINS: Final = frozenset(_BUILTINS.split())
"""Commands that only a shell has: no exec form can run them."""

SCRIPTS: Final = ("configure", "gradlew", "mvnw", "autogen.sh")
"""Programs that lie in a project's own folder and are called as `./configure`."""

SYSTEM: Final = frozenset(("apt", "apk", "dnf", "microdnf", "yum", "zypper", "pacman", "tdnf"))
"""The package managers of systems: an image that has one of them lacks the others."""

KEYWORDS: Final[Mapping[str, str]] = {
    "if": "Runs the commands behind `then` if the command behind it succeeds: `if test -f x; then …; fi`.",
    "then": "What to do if the condition holds.",
    "elif": "Another condition, tried if those above failed.",
    "else": "What to do if no condition holds.",
    "fi": "Ends an `if`.",
    "for": "Runs the commands between `do` and `done` once for each word: `for x in a b; do …; done`.",
    "while": "Runs the commands between `do` and `done` as long as the command behind it succeeds.",
    "until": "Runs the commands between `do` and `done` until the command behind it succeeds.",
    "do": "Begins what a loop repeats.",
    "done": "Ends a loop.",
    "case": 'Compares a word with patterns: `case "$x" in a|b) …;; *) …;; esac`.',
    "in": "Stands before the words of a `for`, or before the patterns of a `case`.",
    "esac": "Ends a `case`.",
    "select": "A menu that asks for a choice; a build has nobody to answer it.",
    "function": "Defines a function in bash and ksh; `name() { …; }` works in every shell.",
    "{": "Groups commands in the same shell; a `;` and a `}` end the group.",
    "}": "Ends a group of commands or the body of a function.",
    "!": "Turns success into failure and back. `set -e` does not stop at a command behind it.",
    "]]": "Ends a `[[` test.",
    "]": "Ends a `[` test.",
}
"""The reserved words of the shell's grammar."""

OPERATORS: Final[Mapping[str, str]] = {
    "&&": "And: the next command runs only if the one before succeeded. In a `RUN` a failure so ends the build.",
    "||": "Or: the next command runs only if the one before failed. `|| true` hides every failure from the build.",
    ";": "Then: the next command runs whatever became of the one before, unless `set -e` is in force.",
    ";;": "Ends a branch of a `case`.",
    "|": "Pipe: output of the left is input of the right. Only the last command's failure counts, but for `pipefail`.",
    "|&": "Pipe of output and errors, in bash alone.",
    "&": "Runs the command in the background. It ends with the `RUN`, at the latest.",
    ">": "Writes the output to a file, which is emptied first.",
    ">>": "Appends the output to a file.",
    "<": "Reads the input from a file.",
    "<<": "A heredoc: the lines below, up to the word behind it, are the input.",
    "<<-": "A heredoc whose lines lose their leading tabs.",
    "<<<": "The word behind it is the input, in bash alone.",
    ">&": "Sends the output to where another one goes: `2>&1` sends errors to the output.",
    "<&": "Reads the input from another file descriptor.",
    "&>": "Writes output and errors to a file, in bash alone; `> file 2>&1` works everywhere.",
    "&>>": "Appends output and errors to a file, in bash alone.",
    ">|": "Writes to a file even if `set -C` protects it.",
    "(": "Runs commands in a subshell: what they set and where they `cd` to is forgotten behind it.",
    ")": "Ends a subshell, a substitution or a pattern of `case`.",
    "$(": "Replaced by the output of the commands in it. In `echo $(…)` their failure is not noticed.",
    "`": "Replaced by the output of the commands in it; `$(…)` does the same and can be nested.",
    "$((": "Replaced by the result of the sum in it.",
    "((": "A sum as a command, in bash alone.",
    "))": "Ends a sum.",
    "<(": "The output of a command as a file to read, in bash alone.",
    "=": "Equal, as texts.",
    "==": "Equal, as texts; in `[ … ]` only bash knows it, `=` works everywhere.",
    "!=": "Not equal, as texts.",
    "=~": "Matches a regular expression, in bash's `[[ … ]]`.",
}
"""The operators of the shell."""


@cache
def _blocks() -> dict[str, tuple[str, str]]:
    """Every block of the tables: its first line and the rest, by the tool's own name; groups by `%name`."""
    found: dict[str, tuple[str, str]] = {}
    for name in _TABLES:
        table: str = import_module(f"{__name__}.{name}").TABLE
        for block in _BLOCK.split(table):
            head, _, body = block.strip("\n").partition("\n")
            if head:
                found[head.split(" ", 1)[0].rstrip(",:")] = head, body
    return found


@cache
def heads() -> Mapping[str, Head]:
    """What there is to say of every tool at a glance, by its own name."""
    return {name: read_head(head) for name, (head, _) in _blocks().items() if not name.startswith("%")}


@cache
def _own_names() -> dict[str, str]:
    """The own name of each tool, by every name it is called by."""
    return {name: own for own, head in heads().items() for name in head.names}


@lru_cache(maxsize=32)
def _tool(own: str) -> Tool:
    """A tool as it is read from its block: half a millisecond for most, and up to 100 KB for the largest. All of them
    would be 3.5 MB, and one who types asks about few."""
    head, body = _blocks()[own]
    return read_body(read_head(head), body, lambda group: _blocks()[f"%{group}"][1])


def own_name(command: str) -> str:
    """The tool's own name of a command, whatever path leads to it and whatever version is in its name (`pip3.12`);
    empty if the tables do not have it."""
    name = command.rpartition("/")[2]
    names = _own_names()
    own = names.get(name) or names.get(name.rstrip(_VERSION))
    if own is None and name.count("-") >= 2:
        last = name.rpartition("-")[2]
        own = names.get(last) if last in _CROSS else None
    return own or ""


def find(command: str) -> Tool | None:
    """What a command is, by any name that leads to it."""
    own = own_name(command)
    return _tool(own) if own else None
