"""The command line: `dockerls check | fix | format | graph | explain | rules | migrate | serve`.

It knows arguments and exit codes: 0 clean, 1 findings, 2 a mistake in the call or a file that cannot be read.
It must not import the protocol's libraries; `serve` does so when it is called.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from typing import Any

from .. import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.print_help(sys.stderr)
        return 2
    if options.command != "serve" and not _is_somewhere():
        return _failed("the folder in which it was started is not there any more")
    try:
        code = _run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # The reader of our output has gone, as `head` does.
        _say_no_more()
        return 1
    except OSError as error:  # What was to be said could not be: its disk is full, perhaps.
        _say_no_more()
        return _failed(str(error.strerror or error))
    except KeyboardInterrupt:
        return 130
    return code


def _is_somewhere() -> bool:
    """Whether there is a current folder; nothing relative means anything without."""
    try:
        os.getcwd()
    except OSError:
        return False
    return True


def _say_no_more() -> None:
    """Have what is left of our output go nowhere, at the end of the process, too."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _failed(why: str) -> int:
    from .source import complain

    with suppress(OSError):
        complain(why)
    return 2


def _run(options: argparse.Namespace) -> int:
    if options.command == "serve":
        from ..server import main as serve

        return serve(options.rest)
    if options.command == "check":
        from .check import check

        return check(options)
    if options.command == "fix":
        from .fix import fix

        return fix(options)
    if options.command == "format":
        from .format import format

        return format(options)
    if options.command == "graph":
        from .graph import graph

        return graph(options)
    if options.command == "migrate":
        from .migrate import migrate

        return migrate(options)
    from .explain import explain, list_rules

    return explain(options.rule) if options.command == "explain" else list_rules(options.format)


class _Parser(argparse.ArgumentParser):
    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=_formatter, **options)


def _formatter(prog: str) -> argparse.HelpFormatter:
    return argparse.HelpFormatter(prog, width=_width())


@cache
def _width() -> int:
    """How wide a page of help is. argparse asks that for every argument, of a module that takes 4 ms to import."""
    try:
        columns = int(os.environ.get("COLUMNS", 0)) or os.get_terminal_size().columns
    except (ValueError, OSError):
        columns = 80
    return columns - 2


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="dockerls", description="The Dockerfile language server, and its checks and fixes for the terminal and CI."
    )
    parser.add_argument("--version", action="version", version=f"dockerls {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    check = commands.add_parser("check", help="say what is wrong with Dockerfiles, and what could be better")
    _add_input(check)
    _add_output(check)

    fix = commands.add_parser("fix", help="apply the safe fixes")
    _add_input(fix)
    fix.add_argument("--diff", action="store_true", help="print what would change, and change nothing")
    fix.add_argument("--unsafe", action="store_true", help="also apply fixes that may change what is built")

    format = commands.add_parser("format", help="put blanks, line breaks and the case of keywords in order")
    _add_input(format)
    format.add_argument("--check", action="store_true", help="name the files that would change, and change none")
    format.add_argument("--diff", action="store_true", help="print what would change, and change nothing")

    graph = commands.add_parser("graph", help="draw the stages and what they take from one another")
    _add_input(graph)
    graph.add_argument("--format", choices=("mermaid", "dot"), default="mermaid", help="for what (default: mermaid)")

    explain = commands.add_parser("explain", help="print a rule's page")
    explain.add_argument("rule", metavar="RULE", help="a code or name: DL3008, JSONArgsRecommended, …")

    rules = commands.add_parser("rules", help="list the rules")
    rules.add_argument("--format", choices=("text", "json"), default="text")

    migrate = commands.add_parser("migrate", help="turn the configuration of hadolint or tally into a dockerls.toml")
    migrate.add_argument(
        "path", metavar="PATH", nargs="?", default=".", help="a configuration, or the folder it is in (default: .)"
    )
    migrate.add_argument("--write", action="store_true", help="write dockerls.toml beside it, rather than print it")

    serve = commands.add_parser("serve", help="start the language server", add_help=False)
    serve.add_argument("rest", nargs=argparse.REMAINDER, help="--stdio (default) or --tcp")
    return parser


def _add_output(parser: argparse.ArgumentParser) -> None:
    """What is told of the findings, and how. Names that hadolint and tally have for the same mean the same."""
    from .formats import BY_ANY_NAME, FORMATS

    parser.add_argument(
        "-f", "--format", choices=tuple(BY_ANY_NAME), default="text", metavar="FORMAT",
        help=f"how to say it: {', '.join(FORMATS)} (default: text)",
    )  # fmt: skip
    parser.add_argument(
        "--fail-level", "--failure-threshold", "-t", choices=("error", "warning", "info", "hint", "style", "none"),
        metavar="LEVEL",
        help="return 1 only for findings of at least this weight: error, warning, info, hint or none (default: what "
        "the configuration says, or else hint)",
    )  # fmt: skip
    parser.add_argument("--no-fail", action="store_true", help="return 0 whatever is found")
    parser.add_argument("--no-shellcheck", action="store_true", help="do not ask ShellCheck about what shells run")
    parser.add_argument("--no-source", "--hide-source", action="store_true", help="do not show the lines themselves")
    parser.add_argument("--no-color", action="store_true", help="do not use colours, which only a terminal gets anyway")
    parser.add_argument("--statistics", action="store_true", help="only count the findings, by rule")
    parser.add_argument("-q", "--quiet", action="store_true", help="no sentence about it all at the end")
    parser.add_argument(
        "-j", "--jobs", type=int, default=0, metavar="N", help="how many processes to use (default: one per processor)"
    )


def _add_input(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", help="files, or folders to search; `-` is standard input (default: .)"
    )
    parser.add_argument("-c", "--config", metavar="FILE", help="use this configuration for all files")
    parser.add_argument("--no-config", action="store_true", help="look for no configuration")
    parser.add_argument(
        "--select", metavar="RULES", action="append", default=[],
        help="also run these rules, parted by commas; ALL is every one; may be said several times, as --ignore",
    )  # fmt: skip
    parser.add_argument("--ignore", metavar="RULES", action="append", default=[], help="do not run these rules")
    parser.add_argument(
        "--severity", metavar="RULE=LEVEL", action="append", default=[], type=_weight,
        help="what the findings of a rule weigh: error, warning, info, hint or off; may be said several times",
    )  # fmt: skip
    parser.add_argument(
        "--context", metavar="FOLDER", help="the folder that the Dockerfiles are built from, whose .dockerignore counts"
    )
    parser.add_argument(
        "--no-pragmas", "--disable-ignore-pragma", "--no-inline-directives", action="store_true",
        help="let no comment switch a rule off",
    )  # fmt: skip
    parser.add_argument(
        "--stdin-filename", "--file-path-in-report", metavar="NAME", default="Dockerfile",
        help="what to call standard input",
    )  # fmt: skip


def _weight(text: str) -> tuple[str, str]:
    rule, equals, level = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"`{text}` is not RULE=LEVEL")
    return rule.strip(), {"style": "hint"}.get(level.strip(), level.strip())
