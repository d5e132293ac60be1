"""Rules about the order of instructions: what changes often must not stand before what takes long."""

from __future__ import annotations

from collections.abc import Iterator

from ...docker.projects import CACHES_OF_IMAGES, SOURCE_DIRECTORIES
from ...late import regex
from ...model import Model, Stage
from ...named import NamedTuple
from ...syntax import Node, Word
from ...syntax.views import copy, mounts
from ...text import Edit, Span
from .. import Finding, Fix, Related, rule
from ..dependencies import Fetch, fetches, is_harmless, is_manifest
from ..kinds import COPIES, RUNS, WORKDIR, saying
from ..places import above, add_flag, below, directories, is_within, join, text_of, without
from ..shells import commands, unwrapped_commands

_WHOLE = frozenset((".", "./", "*", "./*", "/", "/."))
_CODE = regex(r".*\.(py|js|mjs|cjs|ts|tsx|jsx|go|rs|java|kt|rb|php|cs)$")
_SIMPLE_FLAGS = frozenset(("chown", "chmod", "link"))
_MENTIONS = ("npm", "yarn", "bun", "pip", "uv", "poetry", "go", "cargo", "mvn", "gradle", "composer", "dotnet")
_BETWEEN = frozenset(("ENV", "ARG", "LABEL", "EXPOSE", "USER", "STOPSIGNAL", "VOLUME"))


class _Sources(NamedTuple):
    """A COPY or ADD of the project's own sources."""

    number: int
    node: Node
    word: Word
    destination: str


class _Seen(NamedTuple):
    """What a stage did so far: whose dependencies are fetched, and what was copied before that.

    `named` are single files and directories that were copied before the first of the `sources`.
    """

    done: set[str]
    sources: list[_Sources]
    named: list[str]


_mentions = saying("RUN", *_MENTIONS)


@rule("DF2001", Stage, nodes=(COPIES, WORKDIR, _mentions, *RUNS))
def sources_before_dependencies(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    The sources are copied before the dependencies are installed, so every change of code installs them anew.

    A layer is built again when something before it changed. Copy the files that name the dependencies first (the
    manifest and its lock file), install, and copy the rest behind that: the install is then repeated only when the
    dependencies change.

    Where one command both fetches and builds (`go build`, `mvn package`), let another one fetch first, or keep the
    downloads in a cache mount. It is fine to copy all at once if the install itself needs the sources, as
    `pip install .` does; such installs are not reported.

    ```dockerfile bad
    FROM node:24-slim
    WORKDIR /app
    COPY $0.$0 .
    RUN npm ci
    CMD ["node", "server.js"]
    ```
    ```dockerfile fixed
    FROM node:24-slim
    WORKDIR /app
    COPY package*.json ./
    RUN npm ci
    COPY . .
    CMD ["node", "server.js"]
    ```
    ```dockerfile good
    FROM python:3.14-slim
    WORKDIR /srv
    COPY requirements.txt ./
    RUN pip install --no-cache-dir -r requirements.txt
    COPY . .
    ```
    ```dockerfile good
    FROM python:3.14-slim
    COPY . /src
    RUN pip install --no-cache-dir /src
    ```
    ```dockerfile bad
    FROM golang:1.27 AS build
    WORKDIR /src
    COPY $0.$0 .
    RUN go build -o /out/app .
    ```
    ```dockerfile fixed
    FROM golang:1.27 AS build
    WORKDIR /src
    COPY go.mod go.sum* ./
    RUN go mod download
    COPY . .
    RUN go build -o /out/app .
    ```
    """
    where = directories(model, stage)
    seen = _Seen(set(), [], [])
    for number in where:
        node, facts = model.tree.nodes[number], model.facts[number]
        if node.keyword in ("COPY", "ADD"):
            _copied(seen, number, node, where[number])
        elif facts is not None and _mentions(node):
            found = fetches(unwrapped_commands(node, facts), where[number])
            if any(mount.type in ("bind", "cache") for mount in mounts(node)):
                seen.done.update(fetch.group for fetch in found)
                continue
            for fetch in found:
                if fetch.group in seen.done:
                    continue
                seen.done.add(fetch.group)
                if number > stage.number and seen.sources and _is_at_fault(seen.sources[0], fetch):
                    yield _finding(model, seen, number, fetch)


def _copied(seen: _Seen, number: int, node: Node, here: str) -> None:
    view = copy(node)
    if view.stage is not None:
        # What another stage installed need not be installed here.
        seen.done.update(("go", "cargo", "maven", "gradle"))
    elif view.destination is not None and not node.heredocs:
        word = next((word for word in view.sources if _is_source(word.text)), None)
        if word is not None:
            seen.sources.append(_Sources(number, node, word, join(here, view.destination.text)))
        elif not seen.sources:
            seen.named.extend(word.text for word in view.sources)


def _is_source(text: str) -> bool:
    text = text.strip("\"'")
    return text in _WHOLE or text.strip("./").lower() in SOURCE_DIRECTORIES or bool(_CODE.match(text))


def _is_at_fault(source: _Sources, fetch: Fetch) -> bool:
    """Single files of code beside the manifest matter to an install, but a build cannot do without them."""
    return not (fetch.step.needs_sources and _CODE.match(source.word.text))


def _finding(model: Model, seen: _Seen, number: int, fetch: Fetch) -> Finding:
    tree, sources = model.tree, seen.sources
    source = sources[0]
    named = any(is_manifest(name, fetch.ecosystem) for name in seen.named)
    command = fetch.command
    words = [word for word in command.words if word[:1] not in "-/.$"]
    if fetch.ecosystem.name in ("maven", "gradle"):  # Their goals stand among options that have values.
        words = [word for word in words if word in fetch.step.words] or words
    if command.program.startswith("python"):
        what = " ".join(words[:2])
    else:
        what = " ".join([command.program, *words[: 2 if command.program == "go" and words[:1] == ["mod"] else 1]])
    related = (Related(tree.place(number, command.span), "The dependencies are fetched here."),)
    if fetch.step.needs_sources:
        how = f"run `{fetch.step.instead}` before" if fetch.step.instead else "keep the downloads in a cache mount"
        message = f"Every change in `{source.word.text}` makes `{what}` fetch all dependencies anew: {how}."
        fixes = _ahead(model, sources, number, fetch, named)
    else:
        message = (
            f"Every change in `{source.word.text}` repeats `{what}`: copy the files that name the dependencies first, "
            "and the rest behind the install."
        )
        fixes = _behind(model, sources, number, fetch, named)
    fixes += _cached(model, number, fetch)
    return Finding(
        tree.place(source.number, source.word.span),
        message,
        fixes=fixes,
        related=related,
        severity="info" if fetch.step.needs_sources else "",
    )


def _behind(model: Model, sources: list[_Sources], number: int, fetch: Fetch, named: bool) -> tuple[Fix, ...]:
    """Split the COPY: manifests, install, the rest."""
    tree, source = model.tree, sources[0]
    node, run = source.node, tree.nodes[number]
    if len(sources) > 1 or not _is_simple(model, source, number) or run.heredocs or not run.is_shell_form:
        return ()
    mine = commands(run, model.facts[number] or model.facts[source.number])  # type: ignore[arg-type]
    if fetch.command not in mine:
        return ()  # It runs through `sudo` or the like.
    at = mine.index(fetch.command)
    if not all(is_harmless(command) for command in mine[:at]) or not fetch.command.top:
        return ()
    manifests = "" if named else _manifests(source, fetch)
    if manifests is None:
        return ()
    rest = copy(node)
    moved = text_of(node)
    if any(is_manifest(word.text, fetch.ecosystem) for word in rest.sources) and len(rest.sources) > 1:
        others = [word for word in rest.sources if not is_manifest(word.text, fetch.ecosystem)]
        moved = _with_sources(node, " ".join(word.span.of(node.source) for word in others))
    edits = [
        without(tree, source.number) if named else Edit(tree.place(source.number, node.span), manifests),
    ]
    later = mine[at + 1 :]
    while later and is_harmless(later[0]) and later[0].connector == "&&":
        at, later = at + 1, later[1:]
    if not later:
        stage = model.stage_of(number)
        again = stage.instructions if stage is not None else ()
        if not any(other > number and text_of(tree.nodes[other]) == moved for other in again):
            edits.append(below(tree, number, moved))
        return (Fix("Install before copying the rest", tuple(edits)),)
    if later[0].connector != "&&" or not all(command.top for command in later[:1]):
        return ()
    # The rest of the chain may need the sources, so it becomes a RUN of its own behind them.
    cut = Span(mine[at].span.end, later[0].span.start)
    flags = "".join(f" {flag.span.of(run.source)}" for flag in run.flags)
    if any(redirect.span.start >= cut.start and redirect.span.end <= cut.end for redirect in mine[at].redirects):
        return ()
    edits.append(Edit(tree.place(number, cut), f"{tree.eol}{moved}{tree.eol}RUN{flags} "))
    return (Fix("Install before copying the rest", tuple(edits)),)


def _ahead(model: Model, sources: list[_Sources], number: int, fetch: Fetch, named: bool) -> tuple[Fix, ...]:
    """Put the manifests and a command that only fetches before the COPY."""
    tree, source = model.tree, sources[0]
    run = tree.nodes[number]
    if not fetch.step.instead or not _is_simple(model, source, number) or run.heredocs or not run.is_shell_form:
        return ()
    manifests = "" if named else _manifests(source, fetch)
    if manifests is None:
        return ()
    here = fetch.directory
    if here is None or (here != source.destination and not named):
        return ()
    mine = commands(run, model.facts[number] or model.facts[source.number])  # type: ignore[arg-type]
    if fetch.command not in mine:
        return ()  # It runs through `sudo` or the like.
    at = mine.index(fetch.command)
    if fetch.ecosystem.name in ("go", "maven"):
        line = fetch.step.instead.replace("mvn", fetch.command.name.text, 1) if not at else ""
        if fetch.command.name.text.startswith("."):
            return ()  # The wrapper is one of the sources.
    else:
        flags = fetch.step.instead.split(" ", 2)[2]
        line = run.source[mine[0].span.start : fetch.command.span.end] + f" {flags}"
    if not line or not all(is_harmless(command) for command in mine[:at]):
        return ()
    edits = (
        Edit(tree.place(source.number, source.node.span), manifests) if manifests else without(tree, source.number),
        above(tree, number, f"RUN {line}\n{text_of(source.node)}"),
    )
    return (Fix("Fetch the dependencies before copying", edits),)


def _cached(model: Model, number: int, fetch: Fetch) -> tuple[Fix, ...]:
    facts, run = model.facts[number], model.tree.nodes[number]
    if facts is None or facts.user.partition(":")[0] not in ("", "root", "0") or fetch.ecosystem.name == "pnpm":
        return ()
    if has_no_cache(fetch):
        return ()
    cache = CACHES_OF_IMAGES.get(facts.image or "", fetch.ecosystem.cache)
    edit = add_flag(run, f"--mount=type=cache,target={cache}").shift(model.tree.starts[number])
    return (Fix("Keep the downloads in a cache mount", (edit,)),)


def has_no_cache(fetch: Fetch) -> bool:
    """Whether the command is told to keep no cache, which a cache mount would contradict."""
    return any(word in ("--no-cache-dir", "--no-cache") for word in fetch.command.words)


def _is_simple(model: Model, source: _Sources, number: int) -> bool:
    """Whether nothing stands between the COPY and the install that could make a difference."""
    stage = model.stage_of(number)
    view = copy(source.node)
    if (
        stage is None
        or source.number not in stage.instructions
        or source.node.json is not None
        or view.destination is None
    ):
        return False
    if any(flag.name not in _SIMPLE_FLAGS for flag in source.node.flags):
        return False
    absolute = view.destination.text[:1] in "/$"
    between = [model.tree.nodes[other].keyword for other in stage.instructions if source.number < other < number]
    allowed = _BETWEEN | {"WORKDIR"} if absolute else _BETWEEN
    return all(keyword in allowed for keyword in between)


def _manifests(source: _Sources, fetch: Fetch) -> str | None:
    """The COPY of the manifests alone; None if it cannot be told what it should say."""
    view = copy(source.node)
    assert view.destination is not None
    beside = [word for word in view.sources if is_manifest(word.text, fetch.ecosystem)]
    if beside:
        return _with_sources(source.node, " ".join(word.span.of(source.node.source) for word in beside))
    if len(view.sources) > 1 or fetch.directory is None:
        return None
    if not fetch.requirements and not is_within(fetch.directory, source.destination):
        return None
    start = source.word.text.rstrip("*").rstrip("/") or "."
    below_it = fetch.directory[len(source.destination) :].strip("/") if source.destination != fetch.directory else ""
    names = fetch.ecosystem.copy
    if fetch.requirements:
        paths = {join(fetch.directory, file) for file in fetch.requirements}
        folders = {path.rpartition("/")[0] or "." for path in paths}
        if len(folders) > 1 or not all(is_within(path, source.destination) for path in paths):
            return None
        below_it = folders.pop()[len(source.destination) :].strip("/") if source.destination != "." else ""
        names = tuple(sorted(path.rpartition("/")[2] for path in paths))
    if not names or any(" " in name or "$" in name for name in names):
        return None
    prefix = "/".join(part for part in (start if start != "." else "", below_it) if part)
    listed = " ".join(f"{prefix}/{name}" if prefix else name for name in names)
    target = view.destination.text.rstrip("/") + "/" + (f"{below_it}/" if below_it else "")
    flags = "".join(f" {flag.span.of(source.node.source)}" for flag in source.node.flags)
    return f"{source.node.keyword_span.of(source.node.source)}{flags} {listed} {target}"


def _with_sources(node: Node, sources: str) -> str:
    words = copy(node).sources
    return (
        node.source[node.span.start : words[0].span.start] + sources + node.source[words[-1].span.end : node.span.end]
    )
