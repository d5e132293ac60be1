"""Rules about COPY and ADD: where from, where to, and which of the two. They know paths and must not read files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...config import Config
from ...docker import lookup
from ...docker.sources import source
from ...late import regex
from ...model import Facts, Stage
from ...syntax import Node, Word
from ...syntax.views import copy
from ...text import Edit, Span
from ...values import expand
from .. import Finding, Fix, Model, rule
from ..checks_environment import environments
from ..checks_misread import misread, swallowed
from ..checks_words import is_heredoc
from ..kinds import WORKDIR, of
from ..places import join

# Compiled when the first ADD comes: together they take 5 ms.
_ARCHIVE = r".*\.(?:tar(?:\.(?:gz|bz2|xz|lzma|zst|z|lz|lz4))?|tgz|tbz2?|tb2|txz|tlz|tpz|taz|tzst|gz|bz2|xz|lzma|zst|z)"
_NO_ARCHIVE = (
    r".*(?:/|\.(?:c|cc|cfg|conf|cpp|crt|css|csv|cs|csproj|go|gradle|h|html|ini|ja?va|js|json|jsx|kt|lock|lua|md|mjs|mod|"
    r"pem|php|pl|proto|py|rb|repo|rs|service|sh|sln|sql|sum|toml|ts|tsx|txt|xml|yaml|yml))|\.|\./"
)
_ADD_ONLY = frozenset(("checksum", "keep-git-dir", "unpack"))
_DRIVE = regex(r"[A-Za-z]:[\\/]?")


@rule("DL3020", "ADD")
def add_instead_of_copy(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    ADD does what COPY does, and more: it unpacks archives and downloads.

    For plain files and directories take COPY, which does just that.

    ```dockerfile bad
    FROM python:3.14-slim
    $0ADD$0 requirements.txt /app/
    ```
    ```dockerfile fixed
    FROM python:3.14-slim
    COPY requirements.txt /app/
    ```
    ```dockerfile good
    FROM python:3.14-slim
    ADD rootfs.tar.gz /
    ADD https://example.com/tool.bin /usr/local/bin/tool
    ADD https://github.com/moby/buildkit.git#v0.20.0 /src
    ```
    """
    view = copy(node)
    if view.destination is None or not view.sources:
        return
    paths = [word.text.strip("\"'") for word in view.sources if not is_heredoc(word.text)]
    if any("$" in path or source(path).kind != "path" or re.fullmatch(_ARCHIVE, path, re.IGNORECASE) for path in paths):
        return
    keyword = node.keyword_span.of(node.source)
    fixes: tuple[Fix, ...] = ()
    if not any(flag.name in _ADD_ONLY for flag in node.flags):
        wanted = "copy" if keyword.islower() else "COPY"
        safe = all(re.fullmatch(_NO_ARCHIVE, path, re.IGNORECASE) for path in paths)
        fixes = (Fix(f"Use {wanted}", (Edit(node.keyword_span, wanted),), safe),)
    yield Finding(node.keyword_span, "Nothing here is downloaded or unpacked. Use `COPY`.", fixes)


@rule("DL3021", "COPY")
def many_sources_need_a_directory(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    COPY has several sources, and its destination does not end in a slash.

    Without the slash the destination may be taken for a file, and then the last source is all that is left.

    ```dockerfile bad
    FROM node:24-slim
    COPY package.json package-lock.json $0/app$0
    ```
    ```dockerfile fixed
    FROM node:24-slim
    COPY package.json package-lock.json /app/
    ```
    ```dockerfile good
    FROM node:24-slim
    COPY package.json package-lock.json ./
    COPY package.json package-lock.json .
    ```
    """
    view = copy(node)
    if view.destination is None or len(view.sources) < 2 or is_misplaced(node, facts):
        return
    text = view.destination.text
    path = text.strip("\"'")
    if not path or path.endswith(("/", "\\", "/.")) or path in (".", "..") or path.startswith(("$", "<<")):
        return
    at = view.destination.span.end - _quote_length(node, view.destination)
    fix = Fix("Add a slash", (Edit(Span(at, at), "/"),))
    yield Finding(view.destination.span, f"With several sources `{path}` must end in a slash.", (fix,))


def is_misplaced(node: Node, facts: Facts) -> bool:
    """Whether the last word is no destination: the value of a flag shifts all, or a comment stands behind it."""
    without = any(flag.value is None and flag.name in ("chown", "chmod", "from") for flag in node.flags)
    return without or misread(node, facts) is not None or swallowed(node) is not None


def _quote_length(node: Node, word: Word) -> int:
    """How many quotes stand at the end of a word."""
    return int(word.span.of(node.source)[-1:] in ('"', "'"))


@rule("DL3045", Stage, head=True, nodes=(of("COPY"), WORKDIR, of("ONBUILD")))
def relative_destination(model: Model, stage: Stage, config: Config) -> Iterator[Finding]:
    """
    COPY to a relative path, and no WORKDIR of this file says where that is.

    Of images which set a WORKDIR themselves, or which nobody knows, it is reported only if you select the rule.

    ```dockerfile bad
    FROM debian:trixie-slim
    COPY app.py $0app.py$0
    ```
    ```dockerfile fixed
    FROM debian:trixie-slim
    COPY app.py /app.py
    ```
    ```dockerfile good
    FROM debian:trixie-slim
    WORKDIR /app
    COPY app.py app.py
    ```
    ```dockerfile good
    FROM debian:trixie-slim
    COPY app.py /app/app.py
    ```
    """
    tree = model.tree
    strict = config.selects("DL3045")
    put_off = False  # Whether an ONBUILD, or a piece of a file without FROM, says where.
    for number in stage.instructions:
        node = tree.nodes[number]
        inner, shift = (node, 0) if node.keyword != "ONBUILD" else node.trigger or (node, 0)
        facts = model.facts[number]
        if facts is None:
            continue
        if inner.keyword == "WORKDIR" and (inner is not node or not facts.stage):
            put_off = True
        if inner.keyword != "COPY" or facts.workdir is not None:
            continue
        if (inner is not node or not facts.stage) and (not strict or put_off):
            continue
        if not strict and not _starts_at_root(facts):
            continue
        word = copy(inner).destination
        path = word.text.strip("\"'") if word else "/"
        if word is None or is_misplaced(inner, facts) or path.startswith("~"):
            continue
        if not path.startswith(("/", "\\", "$")) and not _DRIVE.match(path):
            span = word.span.shift(tree.starts[number] + shift)
            fixes: tuple[Fix, ...] = ()
            if _starts_at_root(facts) and inner.json is None and path == word.text and not is_heredoc(path):
                absolute = join("/", path)
                absolute += "/" if path.endswith("/") and absolute != "/" else ""
                fixes = (Fix(f"Write {absolute}", (Edit(span, absolute),)),)
            yield Finding(span, f"`{path}` is relative, and no WORKDIR above says to what.", fixes)


def _starts_at_root(facts: Facts) -> bool:
    """Whether the base image is known, and sets no WORKDIR."""
    known = lookup(facts.image) if facts.image else None
    return known is not None and known.workdir == "/"


@rule("CopyIgnoredFile", Model)
def copy_ignored_file(model: Model, config: Config) -> Iterator[Finding]:
    """
    COPY or ADD asks for a file that `.dockerignore` keeps out of the build.

    The build then fails, as the file is not there.
    An ignore file with exceptions (`!`) is not looked at: of a directory nobody knows what is left.

    ```dockerfile bad dockerignore = "*.log"
    FROM scratch
    COPY $0build.log$0 build.txt /
    ```
    ```dockerfile good dockerignore = "build/*.log"
    FROM scratch
    COPY build/ build.log /
    ```
    """
    ignore = model.context.ignore
    if not ignore.patterns or ignore.has_exceptions:
        return
    tree = model.tree
    for number in sorted([*tree.by_keyword.get("COPY", ()), *tree.by_keyword.get("ADD", ())]):
        node = tree.nodes[number]
        if node.flag("from") is not None or model.stage_of(number) is None:
            continue
        for word in copy(node).sources:
            path: str | None = word.text
            if is_heredoc(word.text):
                continue
            if any(sign in word.text for sign in ("$", '"', "'", node.escape)) and node.json is None:
                path = expand(word.text, environments(model, config).at(number), node.escape).text
            if not path or source(path).kind != "path":
                continue
            pattern = ignore.hides(path)
            if pattern is not None:
                place = f"line {pattern.line + 1} of {model.context.name}"
                message = f"`{path}` is not there in the build: `{pattern.text}` in {place} keeps it out."
                yield Finding(tree.place(number, word.span), message)
