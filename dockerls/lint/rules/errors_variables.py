"""What BuildKit refuses when it puts variables in: broken quotes and `${…}`, required variables, and bad results."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from ...config import Config
from ...docker import is_signal
from ...late import regex
from ...model import Facts, Model, Stage
from ...syntax import Flag, Node
from ...syntax.lexer import lex
from ...syntax.once import once
from ...syntax.views import mounts
from ...text import Edit, Span
from ...values import expand, expand_words
from .. import checks_values
from ..checks_environment import Environment, environments
from ..checks_mounts import TARGET, names_a_directory
from ..checks_mounts import faults as mount_faults
from ..checks_words import EXPANDED, Part, is_heredoc, parts
from ..kinds import COPIES, VARIABLES, WORKDIR, saying
from ..rule import Finding, Fix, rule
from .errors_values import checksum_problem, source_problem

_QUOTES = {
    "unterminated-single-quote": "SYNTAX_MISSING_SINGLE_QUOTE",
    "unterminated-double-quote": "SYNTAX_MISSING_DOUBLE_QUOTE",
}


@once
def _faults(node: Node) -> tuple[tuple[Part, str, Span, str], ...]:
    """What is wrong in the parts of an instruction that BuildKit expands."""
    return tuple(
        (part, fault.code, part.place(node, fault.start, fault.end), fault.message)
        for part in parts(node)
        for fault in lex(part.text, part.escape, quotes=part.quotes).faults
    )


def _faulty(node: Node, config: Config) -> Iterator[tuple[Part, str, Span, str]]:
    for fault in _faults(node):
        if node.keyword != "ARG" or fault[0].name not in config.build_args:
            yield fault


_AROUND = regex(r"""(["'])([\w.-]+)=([^"'\\\n]*)\1""")
"""A pair in quotes, as a shell would take it."""


@rule(
    "DF1070",
    EXPANDED,
    names=("SYNTAX_MISSING_DOUBLE_QUOTE", "SYNTAX_MISSING_SINGLE_QUOTE"),
    severity="error",
    says=("'", '"'),
)
def unterminated_quote(node: Node, facts: Facts, config: Config) -> Iterator[Finding]:
    r"""
    A quote is opened and never closed.

    BuildKit reads quotes in the arguments of its own instructions, such as ENV, LABEL, COPY and EXPOSE.
    The command of RUN, CMD and ENTRYPOINT is the shell's business.

    ```dockerfile bad
    FROM alpine:3.23
    LABEL description=$0"An example$0
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    LABEL description="An example"
    ```
    ```dockerfile bad
    FROM alpine:3.23
    ENV $0"GREETING=hello world"$0
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    ENV GREETING="hello world"
    ```
    ```dockerfile good
    FROM alpine:3.23
    LABEL description="An example" owner=O\'Neill
    ```
    """
    around = [pair.span for pair in node.pairs if _AROUND.fullmatch(pair.span.of(node.source))]
    for span in around:
        quote, name, value = _AROUND.sub(r"\1\n\2\n\3", span.of(node.source)).split("\n")
        fix = Fix("Put the quotes around the value", (Edit(span, f"{name}={quote}{value}{quote}"),))
        code = "SYNTAX_MISSING_DOUBLE_QUOTE" if quote == '"' else "SYNTAX_MISSING_SINGLE_QUOTE"
        message = (
            f"The name is `{quote}{name}`, with a quote that is never closed. Quotes stand around the value alone."
        )
        yield Finding(span, message, (fix,), names=("DF1070", code))
    found = [
        fault
        for fault in _faulty(node, config)
        if fault[1] in _QUOTES and not any(span.start <= fault[2].start < span.end for span in around)
    ]
    for part, code, span, message in found:
        fixes: tuple[Fix, ...] = ()
        if node.keyword in ("ADD", "COPY", "VOLUME", "EXPOSE"):
            message += " Quotes keep no blanks together here; a JSON array does."
        if len(found) == 1 and part.at >= 0 and not part.text.startswith("<<"):
            quote = '"' if "double" in code else "'"
            fixes = (Fix(f"Add {quote}", (Edit(Span(span.end, span.end), quote),)),)
        yield Finding(span, message, fixes, names=("DF1070", _QUOTES[code]))


@rule("DF1071", EXPANDED, names=("UNSUPPORTED_MODIFIER",), severity="error", says=("$",))
def bad_substitution(node: Node, facts: Facts, config: Config) -> Iterator[Finding]:
    """
    A `${…}` is never closed, names no variable, or has a modifier that BuildKit does not know.

    BuildKit knows `:-`, `:+` and `:?` (also without the colon), `#`, `##`, `%`, `%%`, `/` and `//`.
    In the command of RUN, CMD and ENTRYPOINT it is the shell that expands, and may know more.

    ```dockerfile bad
    FROM alpine:3.23
    ARG VERSION=1
    ENV NAME=$0${VERSION:=2}$0
    ```
    ```dockerfile bad
    FROM alpine:3.23
    ARG VERSION=1
    COPY $0${VERSION$0 /app/
    ```
    ```dockerfile good
    FROM alpine:3.23
    ARG VERSION=1
    ENV NAME=${VERSION:-2}
    ```
    """
    for _, code, span, message in _faulty(node, config):
        if code not in _QUOTES:
            names = ("DF1071", "UNSUPPORTED_MODIFIER") if code == "unsupported-modifier" else ("DF1071",)
            yield Finding(span, message, names=names)


def _places(
    model: Model, stage: Stage, config: Config, keywords: frozenset[str], sign: str, bare: bool
) -> Iterator[tuple[int, Node, Environment]]:
    """The instructions with one of the keywords, a variable and `sign`, and what is set there.

    `bare` takes images of which nothing is known to set no variable.
    """
    for number in (stage.number, *stage.instructions) if stage.index >= 0 else stage.instructions:
        node = model.tree.nodes[number]
        if "$" in node.source and sign in node.source and node.keyword in keywords:
            env = environments(model, config).at(number)
            yield number, node, env.bare() if bare else env


_EXPANDED = frozenset(EXPANDED.split())
_CHECKS = "ADD COPY EXPOSE RUN STOPSIGNAL VOLUME"
_CHECKED = frozenset(_CHECKS.split())


@rule("DF1072", Stage, severity="error", head=True, nodes=(saying(EXPANDED, "?"), VARIABLES))
def required_variable(model: Model, stage: Stage, config: Config) -> Iterator[Finding]:
    """
    `${NAME:?message}` demands a variable that has no value.

    As the file stands, the build only works with `--build-arg`, if at all.
    Give the ARG a default, or tell dockerls the arguments of your builds with `build-args`.
    An image that dockerls does not know may set any variable; select the rule to hear of these, too.

    ```dockerfile bad
    FROM alpine:3.23
    ARG VERSION
    ENV VERSION="$0${VERSION:?is needed}$0"
    ```
    ```dockerfile good
    FROM alpine:3.23
    ARG VERSION=1
    ENV VERSION="${VERSION:?is needed}"
    ```
    ```dockerfile good build-args = { VERSION = "2" }
    FROM alpine:3.23
    ARG VERSION
    ENV VERSION="${VERSION:?is needed}"
    ```
    ```dockerfile good
    FROM registry.example.com/team/image:1
    LABEL version="${VERSION:?is needed}"
    ```
    ```dockerfile bad select = ["DF1072"]
    FROM registry.example.com/team/image:1
    LABEL version="$0${VERSION:?is needed}$0"
    ```
    """
    for number, node, env in _places(model, stage, config, _EXPANDED, "?", config.selects("DF1072")):
        for part, here in _in_order(node, env, config):
            if "?" not in part.text:
                continue
            uses, faults = lex(part.text, part.escape, quotes=part.quotes)
            for use in () if faults else uses:
                if use.modifier[-1:] != "?":
                    continue
                empty = len(use.modifier) == 2 and use.name in here and here[use.name] == ""
                if empty or here.lacks(use.name):
                    span = model.tree.place(number, part.place(node, use.start, use.end))
                    why = part.text[use.word_start : use.word_end]
                    state = "is empty" if empty else "is not set"
                    yield Finding(span, f"`{use.name}` {state}, and the build stops here{': ' if why else '.'}{why}")


def _in_order(node: Node, env: Environment, config: Config) -> Iterator[tuple[Part, Environment]]:
    """The parts of an instruction that may use variables, each with what is set there: an ARG sees those before it."""
    for part in parts(node):
        if node.keyword == "ARG":
            if part.name in config.build_args:
                continue
            if "$" in part.text:
                yield part, env
            env = env.child({part.name: env.later(part.text, part.escape)})
        elif "$" in part.text:
            yield part, env


@rule("DF1073", Stage, severity="error", head=True, nodes=(saying(_CHECKS, "$"), VARIABLES, WORKDIR))
def invalid_result(model: Model, stage: Stage, config: Config) -> Iterator[Finding]:
    """
    With its variables put in, an argument is one that BuildKit refuses.

    The values are those of a build without further arguments; `build-args` in the configuration adds to them.
    An image that dockerls does not know may set any variable; select the rule to have it taken for one that sets none.

    ```dockerfile bad
    FROM nginx:1.29
    ARG PORT=http
    EXPOSE $0$PORT$0
    ```
    ```dockerfile good
    FROM nginx:1.29
    ARG PORT=80
    EXPOSE $PORT
    ```
    ```dockerfile bad select = ["DF1073"]
    FROM registry.example.com/team/image:1
    STOPSIGNAL $0$SIGNAL$0
    ```
    """
    bare = config.selects("DF1073")
    for number, node, env in _places(model, stage, config, _CHECKED, "$", bare):
        if node.keyword == "RUN":
            found = _mounts(node, env, partial(environments(model, config).directory, number, bare=bare))
        elif node.keyword in ("ADD", "COPY"):
            found = _copied(node, env)
        else:
            found = (
                (part.span, problem)
                for part in parts(node)
                if part.role in ("port", "signal", "volume") and "$" in part.text
                for problem in (_problem(part, env),)
            )
        for span, problem in found:
            if problem:
                yield Finding(model.tree.place(number, span), problem)


def _known(text: str, escape: str, env: Environment) -> str | None:
    value = expand(text, env, escape)
    return value.text if env.is_sure(value.unset) else None


def _problem(part: Part, env: Environment) -> str:
    if part.role == "port":
        if not env.is_sure(expand(part.text, env, part.escape).unset):
            return ""
        problems = [checks_values.port(word)[1] for word in expand_words(part.text, env, part.escape) or ()]
        problem = next((item for item in problems if item), "")
        return problem and f"{problem[0].upper()}{problem[1:]}."
    text = _known(part.text, part.escape, env)
    if part.role == "signal" and text is not None and not is_signal(text):
        return f"`{part.text}` is `{text}`, which is no signal." if text else f"`{part.text}` is empty."
    if part.role == "volume" and text == "":
        return f"`{part.text}` is empty, and a volume needs a path."
    return ""


def _copied(node: Node, env: Environment) -> Iterator[tuple[Span, str]]:
    sources = []
    checksum = None
    for part in parts(node):
        text = _known(part.text, part.escape, env) if part.role != "heredoc" else None
        if part.role == "source":
            sources.append(text)
            if "$" in part.text and text is not None:
                yield part.span, source_problem(text, node.keyword)
        elif part.role == "checksum":
            checksum = part, text
        elif part.role == "chmod" and "$" in part.text and text:
            problem = checks_values.mode(text)
            yield part.span, problem and f"{problem}."
    if checksum is not None and node.keyword == "ADD" and len(node.words) > 1:
        part, text = checksum
        if "$" in part.text or any("$" in word.text for word in node.words[:-1] if not is_heredoc(word.text)):
            yield part.span, checksum_problem(text, sources)


def _mounts(node: Node, env: Environment, directory: Callable[[], str | None]) -> Iterator[tuple[Span, str]]:
    for mount in mounts(node):
        if "$" not in (mount.flag.value or ""):
            continue
        before = set(mount_faults(mount, lambda text: None if "$" in text else expand(text, {}, node.escape).text))
        for fault in mount_faults(mount, lambda text: _known(text, node.escape, env)):
            if fault not in before:
                yield fault.span, fault.message
        option = mount.option(*TARGET)
        if option is not None and mount.type in ("bind", "cache", "tmpfs") and "$" in (option.value or ""):
            target = _known(option.value or "", node.escape, env)
            if target == "/":
                yield option.value_span, f"`{option.value}` is `/`, and a mount cannot take its place."
            elif target is None or target.startswith("/") or names_a_directory(target):
                continue
            elif directory() == "/":
                yield option.value_span, f"`{option.value}` is `{target}`, and the mount needs a target."


@rule("DF1074", Stage, severity="error", nodes=(COPIES, WORKDIR, VARIABLES))
def invalid_windows_path(model: Model, stage: Stage, config: Config) -> Iterator[Finding]:
    r"""
    In a stage for Windows, a path is not on the drive `C:`.

    BuildKit knows no other drive and no network shares.
    It takes a stage to be for Windows if `--platform` says so.

    ```dockerfile bad
    # escape=`
    FROM --platform=windows/amd64 mcr.microsoft.com/windows/nanoserver:ltsc2025
    WORKDIR $0D:\app$0
    ```
    ```dockerfile good
    # escape=`
    FROM --platform=windows/amd64 mcr.microsoft.com/windows/nanoserver:ltsc2025
    WORKDIR C:\app
    ```
    """
    if not _for_windows(_root(model, stage).platform):
        return
    for number in stage.instructions:
        node = model.tree.nodes[number]
        if node.keyword not in ("WORKDIR", "ADD", "COPY") or (node.keyword != "WORKDIR" and len(node.words) < 2):
            continue
        for part in parts(node):
            if part.role not in ("path", "source", "destination"):
                continue
            text = _known(part.text, part.escape, environments(model, config).at(number))
            remote = part.role == "source" and text is not None and source_problem(text, "COPY")
            if text is not None and not remote and not _on_system_drive(text):
                span = model.tree.place(number, part.span)
                yield Finding(span, f"`{part.text}` is not on the drive `C:`, the only one BuildKit knows.")


def _for_windows(platform: Flag | None) -> bool:
    return platform is not None and (platform.value or "").lower().startswith("windows")


def _root(model: Model, stage: Stage) -> Stage:
    return model.bottom(stage)


def _on_system_drive(path: str) -> bool:
    if (len(path) == 2 and path[1] == ":") or path[:2].replace("\\", "/") == "//":
        return False
    drive, colon, _ = path.partition(":")
    return not colon or drive.lower() == "c"
