"""Rules about pip: what it leaves behind, and which versions it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...config import Config
from ...docker import IMAGES, lookup, managed_python, parse_reference
from ...docker.package_managers import PACKAGE_MANAGERS
from ...late import regex
from ...model import Stage, unquote
from ...named import NamedTuple
from ...syntax import Node
from ...syntax.once import once
from ...syntax.shell import Command, ShellWord
from .. import Finding, Fix, Model, rule
from ..kinds import RUNS, VARIABLES, saying
from ..places import chain
from ..shells import (
    Run,
    commands,
    covers,
    has_option,
    insertion,
    is_mounted,
    kept,
    mounted,
    operands,
    removes,
    runs,
    stays,
    subcommand,
    unwrapped,
)

_PIP = PACKAGE_MANAGERS["pip"]
_NAME = regex(r"pip[\d.]*")
_PYTHON = regex(r"(?:python|pypy)[\d.]*")
_NO_CACHE = "PIP_NO_CACHE_DIR"
_SET = regex(rf"{_NO_CACHE}=[\"']?(\w*)")
_TRUE = frozenset(("1", "true", "yes", "on", "y", "t"))
# pip takes even a "no" in PIP_NO_CACHE_DIR for a wish to have no cache.
_ANY = _TRUE | {"0", "false", "no", "off", "n", "f"}
_SPECIFIER = regex(r"[<>@]|[=~!]=")
_REPOSITORY = regex(r"(?:git|hg|svn|bzr)\+")
_SYSTEMS_PIP = regex(r"python3?-pip\b|py3-pip\b")
# A Python beside that of the system, or one that was told to take what comes.
_OTHER_PYTHON = regex(
    r"venv|virtualenv|conda|pyenv|get-pip|EXTERNALLY.MANAGED|break.system.packages|deadsnakes|--from=(?:[^\s=]*/)?python|"
    r"altinstall|pipx|\buv\b|python\.org",
    re.IGNORECASE,
)
_OF_PYTHONS = (
    *("venv", "lenv", "pyenv", "conda", "get-pip", "managed", "break", "deadsnakes", "--from=", "altinstall", "pipx"),
    *("uv", "python.org"),
)
"""One of these is in whatever the pattern finds, which has to be tried at each character."""

_ELSEWHERE = ("-t", "--target", "--prefix", "--root", "--python", "--dry-run", "-d", "--download")
_FILE = regex(r"^\.|/|\.(?:whl|zip|tar\.gz|tar\.bz2|tgz)$")


class _Install(NamedTuple):
    """A `pip install`; `command` begins with the word `pip`, `verb` is its `install`."""

    command: Command
    verb: ShellWord
    rest: tuple[ShellWord, ...]


def _installs(run: Run, *others: str) -> Iterator[_Install]:
    """The calls of `pip install`, `python -m pip` among them; `others` are programs that are called alike."""
    for command in commands(run.node, run.facts):
        inner = unwrapped(command)
        if _PYTHON.fullmatch(inner.program) and "-m" in inner.words:
            at = inner.words.index("-m") + 1
            if inner.words[at : at + 1] != ("pip",):
                continue
            inner = inner.behind(at)
        if _NAME.fullmatch(inner.program) or inner.program in others:
            verb, rest = subcommand(inner, *_PIP.valued)
            if verb is not None and verb.text in _PIP.install:
                yield _Install(inner, verb, rest)


@rule("DL3042", Stage, head=True, nodes=(saying("RUN", "pip"), VARIABLES, *RUNS))
def pip_cache_left(model: Model, stage: Stage, config: Config) -> Iterator[Finding]:
    """What `pip install` downloads stays in the image, in pip's cache.

    Nobody installs the same wheels again in a finished image. `--no-cache-dir`, or `ENV PIP_NO_CACHE_DIR=1`, keeps
    them out; a cache mount on `/root/.cache/pip` does too, and makes the next build faster.
    By default the rule is silent about stages that are no part of the final image and where the cache is removed by
    hand; select it by name to have all.

    ```dockerfile bad
    FROM python:3.14-slim
    RUN pip $0install$0 -r requirements.txt
    ```
    ```dockerfile fixed
    FROM python:3.14-slim
    RUN pip install --no-cache-dir -r requirements.txt
    ```
    ```dockerfile good
    FROM python:3.14-slim
    RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt
    ENV PIP_NO_CACHE_DIR=1
    RUN python -m pip install -r more.txt
    ```
    """
    insists = config.selects("DL3042", "pip-cache-left")
    silencing = _TRUE if insists else _ANY
    for run in runs(model, stage):
        if "pip" not in run.node.source or not (insists or stays(run.facts)):
            continue
        found = [item for item in _installs(run) if not has_option(item.command, "--no-cache-dir", "--no-cache")]
        if not found or is_mounted(run.node, *_PIP.caches):
            continue
        value = _environment(model, run, _NO_CACHE)
        if any(text.lower() in silencing for text in (value, *_SET.findall(run.node.source))):
            continue
        if not insists and any(
            removes(command, *_PIP.caches) or "cache purge" in " ".join(command.words)
            for command in commands(run.node, run.facts)
        ):
            continue
        elsewhere = _environment(model, run, "PIP_CACHE_DIR")
        for item in found:
            words = item.command.words
            directory = words[words.index("--cache-dir") + 1 :][:1] if "--cache-dir" in words else (elsewhere,)
            if directory[0:1] != ("",) and any(covers(target, path) for target in kept(run.node) for path in directory):
                continue
            add = insertion(run.node, item.verb, "--no-cache-dir")
            fixes: tuple[Fix, ...] = (Fix("Add --no-cache-dir", (add,), safe=True),)
            if run.facts.user in ("", "root", "0"):
                fixes += (Fix("Keep the cache on a mount", (mounted(run.node, "/root/.cache/pip"),)),)
            message = "What `pip install` downloads stays in the image, in pip's cache. Add `--no-cache-dir`."
            yield Finding(item.verb.span, message, fixes).shift(run.start)


def _environment(model: Model, run: Run, name: str) -> str:
    """The value of a variable where a RUN stands, in this file or its well-known image; empty if it has none."""
    if not run.facts.stage:  # A piece of a file without FROM: what ENV above it says.
        for number in reversed(model.head.instructions):
            for pair in model.tree.nodes[number].pairs if number < run.number else ():
                if pair.key.text == name and pair.value is not None:
                    return unquote(pair.value.text)
        return ""
    known = model.visible(run.number).get(name)
    if known is not None:
        return known.text or ""
    image = IMAGES.get(run.facts.image)
    return dict(image.env).get(name, "") if image else ""


@rule("DL3013", Stage, on=False, head=True, nodes=(saying("RUN", "pip"), *RUNS))
def pip_versions(model: Model, stage: Stage) -> Iterator[Finding]:
    """A package is installed by `pip` in whatever version there is today.

    `name==1.2.3` pins it, better still a requirements or constraints file that pins all that it needs as well.
    Off by default: many a tool of a build is wanted in its newest version.

    ```dockerfile bad
    FROM python:3.14-slim
    RUN pip install --no-cache-dir flask==3.1.2 $0gunicorn$0
    ```
    ```dockerfile good
    FROM python:3.14-slim
    RUN pip install --no-cache-dir 'flask~=3.1' ./local && pip install --no-cache-dir -r requirements.txt
    ```
    """
    for run in runs(model, stage):
        if "pip" not in run.node.source:
            continue
        for _, _, rest in _installs(run, "pipx"):
            if any(_says_elsewhere(word.text) for word in rest):
                continue
            loose = next((word for word in operands(rest, _PIP.valued) if not _is_pinned(word.text)), None)
            if loose is not None:
                message = f"`{loose.text}` is installed in any version. Pin it: `{loose.text}==…`."
                yield Finding(loose.span, message).shift(run.start)


def _says_elsewhere(word: str) -> bool:
    """Whether an option names a file that says which versions, or sources of one's own."""
    if word.startswith("--"):
        return word.partition("=")[0] in ("--requirement", "--constraint", "--editable", "--group")
    return word.startswith(("-r", "-c", "-e"))


def _is_pinned(package: str) -> bool:
    if _SPECIFIER.search(package):
        return True
    return not _REPOSITORY.match(package) and bool(_FILE.search(package))


@once
def _pythons(node: Node) -> tuple[bool, bool]:
    """Whether an instruction installs the system's pip; whether it brings another Python, or lets pip have its way."""
    source, lower = node.source, node.source.lower()
    return (
        "-pip" in source and _SYSTEMS_PIP.search(source) is not None,
        any(map(lower.__contains__, _OF_PYTHONS)) and _OTHER_PYTHON.search(source) is not None,
    )


def _is_about_pip(node: Node) -> bool:
    return any(_pythons(node)) or (node.keyword == "RUN" and "pip" in node.source)


@rule("DF8015", Stage, nodes=(_is_about_pip, *RUNS))
def pip_into_the_system(model: Model, stage: Stage) -> Iterator[Finding]:
    """`pip` refuses to install into the Python of the system, and the build fails.

    Since Debian 12, Ubuntu 23.04 and Alpine 3.19 the system's Python belongs to the package manager
    (`externally-managed-environment`, PEP 668). Install into a virtual environment, take the package from the system,
    or say `--break-system-packages`, which does little harm in a container. The images `python` are not concerned.

    ```dockerfile bad
    FROM debian:13-slim
    RUN apt-get update && apt-get install -y --no-install-recommends python3-pip && rm -rf /var/lib/apt/lists/*
    RUN pip $0install$0 --no-cache-dir flask
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    RUN apt-get update && apt-get install -y --no-install-recommends python3-pip && rm -rf /var/lib/apt/lists/*
    RUN pip install --break-system-packages --no-cache-dir flask
    ```
    ```dockerfile good
    FROM debian:13-slim
    RUN python3 -m venv /opt/venv && /opt/venv/bin/pip install --no-cache-dir flask
    ```
    """
    bottom = model.bottom(stage)
    image = lookup(bottom.image) if bottom.image else None
    reference = parse_reference(bottom.image) if bottom.image else None
    system = managed_python(image, reference.tag or "latest") if image and reference else ""
    about = [_pythons(model.tree.nodes[number]) for number in chain(model, stage)] if system else []
    if not any(systems for systems, _ in about) or any(others for _, others in about):
        return
    for run in runs(model, stage):
        for item in _installs(run):
            name = item.command.name.text
            if run.facts.onbuild or "/" in name.removeprefix("/usr/bin/") or has_option(item.command, *_ELSEWHERE):
                continue
            fix = Fix("Add --break-system-packages", (insertion(run.node, item.verb, "--break-system-packages"),))
            message = (
                f"`{name} install` fails on {system}, whose Python is the system's own. Use a virtual environment."
            )
            yield Finding(item.verb.span, message, (fix,)).shift(run.start)
