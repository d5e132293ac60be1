"""Rules about Node.js' package managers: lock files, versions, and the caches that they leave behind."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from ...docker.package_managers import PACKAGE_MANAGERS, PackageManager
from ...late import regex
from ...model import Stage
from ...syntax import Node
from ...syntax.shell import Command, ShellWord
from ...syntax.views import copy, mounts
from ...text import Edit, Span
from .. import Facts, Finding, Fix, Model, rule
from ..kinds import COPIES, RUNS, saying
from ..places import layers_above
from ..shells import (
    Run,
    appended,
    calls,
    commands,
    covers,
    has_option,
    insertion,
    is_mounted,
    kept,
    mounted,
    operands,
    removes,
    replacement,
    runs,
    stays,
    subcommand,
    unwrapped,
)

_NPM, _YARN, _PNPM, _BUN = (PACKAGE_MANAGERS[name] for name in ("npm", "yarn", "pnpm", "bun"))
_ARCHIVE = regex(r"\.(?:tgz|tar|tar\.gz)$")
_LOCAL = regex(r"\.{0,2}/|~/|\.{1,2}$|file:")
_REMOTE = regex(r"\w[\w+.-]*://|git[+@]|(?:github|gitlab|bitbucket|gist):")
_FROZEN = ("--frozen-lockfile", "--immutable", "--immutable-cache", "--frozen", "--no-lockfile", "--pure-lockfile")


_OMITS = 16
"""The first Node.js whose npm knows `--omit`."""


@rule("DL3016", "RUN", on=False, says=_NPM.programs)
def npm_versions(node: Node, facts: Facts) -> Iterator[Finding]:
    """A package is installed by `npm install` in whatever version there is today.

    `name@1.2.3` pins it; a commit or a tag behind `#` pins a repository. Off by default: many a tool of a build is
    wanted in its newest version.

    ```dockerfile bad
    FROM node:24-slim
    RUN npm install -g typescript@5.9 $0pnpm$0
    ```
    ```dockerfile good
    FROM node:24-slim
    RUN npm install -g pnpm@10 git+https://example.com/tool.git#v1 ./local
    ```
    """
    for command in calls(node, facts, *_NPM.programs):
        verb, rest = subcommand(command, *_NPM.valued)
        if verb is None or verb.text not in _NPM.install:
            continue
        loose = next((word for word in operands(rest, _NPM.valued) if not _is_pinned(word.text)), None)
        if loose is not None:
            yield Finding(loose.span, f"`{loose.text}` is installed in any version. Pin it: `{loose.text}@…`.")


def _is_pinned(package: str) -> bool:
    if _LOCAL.match(package) or _ARCHIVE.search(package):
        return True
    if _REMOTE.match(package):
        return "#" in package
    return "@" in package[1:] or "#" in package


@rule("DL3060", "RUN", severity="info", says=("yarn",))
def yarn_cache_left(node: Node, facts: Facts) -> Iterator[Finding]:
    """What `yarn` downloads stays in the image, in its cache.

    `yarn cache clean` in the same `RUN` removes it; a later one cannot make this layer smaller. A cache mount keeps
    it out as well, and makes the next build faster. A stage that is no part of the final image may keep it.

    ```dockerfile bad
    FROM node:24-slim
    RUN yarn $0install$0 --frozen-lockfile
    ```
    ```dockerfile fixed
    FROM node:24-slim
    RUN yarn install --frozen-lockfile && yarn cache clean
    ```
    ```dockerfile good
    FROM node:24-slim
    RUN yarn install --frozen-lockfile && yarn build && yarn cache clean
    RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn add left-pad@1
    RUN yarn $TASK
    ```
    """
    return _leaving(node, facts, _YARN, "yarn cache clean")


@rule("DF8011", "RUN", severity="info", says=("npm",))
def npm_cache_left(node: Node, facts: Facts) -> Iterator[Finding]:
    """What `npm` downloads stays in the image, in its cache.

    The cache holds every package once more, compressed. `npm cache clean --force` in the same `RUN` removes it; a
    later one cannot make this layer smaller. A cache mount on `/root/.npm` keeps it out as well, and makes the next
    build faster. A stage that is no part of the final image may keep it.

    ```dockerfile bad
    FROM node:24-slim
    RUN npm $0ci$0 --omit=dev
    ```
    ```dockerfile fixed
    FROM node:24-slim
    RUN npm ci --omit=dev && npm cache clean --force
    ```
    ```dockerfile good
    FROM node:24-slim AS build
    RUN npm ci && npm run build
    FROM node:24-slim
    RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev
    RUN npm install -g pnpm@10 && rm -rf ~/.npm
    ```
    """
    return _leaving(node, facts, _NPM, "npm cache clean --force")


def _leaving(node: Node, facts: Facts, manager: PackageManager, clean: str) -> Iterator[Finding]:
    """The last command that downloads something which nothing behind it removes."""
    if not stays(facts) or is_mounted(node, *manager.caches):
        return
    last: ShellWord | None = None
    for command in commands(node, facts):
        inner = unwrapped(command)
        if inner.program in manager.programs:
            verb = _verb(inner, manager)
            if verb.text == "cache":
                last = None
            elif verb.text in manager.install | manager.fetches or (verb is inner.name and manager is _YARN):
                if not _has_cache_elsewhere(node, inner):
                    last = verb
        elif removes(inner, *manager.caches) or (inner.program == "rm" and "config get cache" in node.source):
            last = None
    if last is None:
        return
    more = appended(node, clean)
    fixes: tuple[Fix, ...] = (Fix(f"Run {clean}", (more,)),) if more else ()
    if facts.user in ("", "root", "0"):
        target = manager.caches[0].replace("~", "/root")
        fixes += (Fix("Keep the cache on a mount", (mounted(node, target),)),)
    message = f"What `{manager.name}` downloads stays in the image, in its cache. Run `{clean}` in this RUN."
    yield Finding(last.span, message, fixes)


def _verb(command: Command, manager: PackageManager) -> ShellWord:
    """The subcommand; the program itself where there is none, as in `yarn --production`."""
    verb, rest = subcommand(command, *manager.valued)
    if verb is not None and verb.text == "global" and rest:
        return rest[0]
    if verb is None and {"--version", "-v", "--help", "-h"} & set(command.words):
        return ShellWord("--version", command.name.span, True)
    unknown = next((word for word in command.args if word.text.startswith("$")), None) if verb is None else None
    return verb or unknown or command.name


def _has_cache_elsewhere(node: Node, command: Command) -> bool:
    """Whether a cache of the command's own choice lies on a mount or in `/tmp`."""
    for option in ("--cache", "--cache-folder"):
        words = list(command.words)
        paths = [word.partition("=")[2] for word in words if word.startswith(f"{option}=")]
        if option in words:
            paths += words[words.index(option) + 1 :][:1]
        if any(covers(target, path) for path in paths for target in kept(node)):
            return True
    return False


@rule("DF8010", Stage, severity="info", head=True, nodes=(COPIES, saying("RUN", "npm", "yarn", "pnpm", "bun"), *RUNS))
def lock_file_not_binding(model: Model, stage: Stage) -> Iterator[Finding]:
    """A lock file is copied, but the packages are installed without holding on to it.

    `npm install` brings the lock file up to date if it does not fit, and the image then holds other versions than
    those that were tested. `npm ci` installs exactly what it says, or fails. Yarn, pnpm and Bun have
    `--frozen-lockfile` for it.

    ```dockerfile bad
    FROM node:24-slim
    WORKDIR /app
    COPY package.json package-lock.json ./
    RUN npm $0install$0 --omit=dev && npm cache clean --force
    ```
    ```dockerfile fixed
    FROM node:24-slim
    WORKDIR /app
    COPY package.json package-lock.json ./
    RUN npm ci --omit=dev && npm cache clean --force
    ```
    ```dockerfile bad
    FROM node:24-slim
    WORKDIR /app
    COPY package.json yarn.lock ./
    RUN yarn $0install$0 && yarn cache clean
    ```
    ```dockerfile fixed
    FROM node:24-slim
    WORKDIR /app
    COPY package.json yarn.lock ./
    RUN yarn install --frozen-lockfile && yarn cache clean
    ```
    ```dockerfile good
    FROM node:24-slim
    WORKDIR /app
    COPY package.json ./
    RUN npm install --omit=dev && npm cache clean --force
    ```
    """
    for run in runs(model, stage):
        source = run.node.source
        if not any(manager.name in source for manager in (_NPM, _YARN, _PNPM, _BUN)):
            continue
        for command in commands(run.node, run.facts):
            inner = unwrapped(command)
            for manager in (_NPM, _YARN, _PNPM, _BUN):
                if inner.program in manager.programs:
                    yield from _unbound(model, run, inner, manager)


def _unbound(model: Model, run: Run, command: Command, manager: PackageManager) -> Iterator[Finding]:
    verb = _verb(command, manager)
    bare = verb is command.name
    if not (manager is _YARN if bare else verb.text in manager.install and verb.text != "add"):
        return
    after = command.args if bare else command.args[command.args.index(verb) + 1 :]
    elsewhere = has_option(command, "-g", "--global", "--prefix", "-C", "--dir", "--cwd", "--no-package-lock")
    if operands(after, manager.valued) or elsewhere or has_option(command, *_FROZEN) or command.connector == "||":
        return  # Behind `||` it is what is done if the lock file does not fit.
    lock = _copied(model, run, manager.locks)
    if not lock:
        return
    if manager is _NPM:
        fix = Fix("Install by npm ci", (replacement(run.node, verb, "ci"),))
        message = f"`npm {verb.text}` may take other versions than `{lock}` says. `npm ci` installs exactly those."
    else:
        option = "--immutable" if manager is _YARN and _copied(model, run, (".yarnrc.yml",)) else "--frozen-lockfile"
        edit: Edit = insertion(run.node, verb, option)
        fix = Fix(f"Add {option}", (edit,))
        message = f"`{command.program}` may take other versions than `{lock}` says. Add `{option}`."
    yield Finding(verb.span, message, (fix,)).shift(run.start)


def _copied(model: Model, run: Run, names: tuple[str, ...]) -> str:
    """Which of the files was copied, or is mounted, where a RUN stands; empty if none was."""
    patterns: list[str] = []
    for mount in mounts(run.node):
        source = mount.option("source", "src")
        if mount.type == "bind" and source is not None and source.value and mount.option("from") is None:
            patterns.append(source.value)
    stage = model.stage_of(run.number)
    for node in layers_above(model, stage, run.number, ("COPY", "ADD")) if stage else ():
        patterns += (word.text for word in copy(node).sources)
    for pattern in patterns:
        base = pattern.rpartition("/")[2]
        for name in names:
            # `*` may mean the lock file or not; `package*.json` is there for its sake.
            if base.strip("*") and fnmatchcase(name, base):
                return name
    return ""


@rule("DF8012", "RUN", severity="info", says=("--only", "--production"))
def npm_old_options(node: Node, facts: Facts) -> Iterator[Finding]:
    """An option of `npm` that was given up: `--production` and `--only=production` are `--omit=dev` now.

    npm warns of them since version 7, which came with Node.js 16. Nothing is said in older images.

    ```dockerfile bad
    FROM node:24-slim
    COPY package.json package-lock.json ./
    RUN npm ci $0--only=production$0 && npm cache clean --force
    ```
    ```dockerfile fixed
    FROM node:24-slim
    COPY package.json package-lock.json ./
    RUN npm ci --omit=dev && npm cache clean --force
    ```
    ```dockerfile good
    FROM node:14-slim
    RUN npm install --production && npm cache clean --force
    ```
    """
    version = facts.tag.split(".")[0].split("-")[0]
    if facts.image == "node" and version.isdigit() and int(version) < _OMITS:
        return
    for command in calls(node, facts, "npm"):
        for number, arg in enumerate(command.args):
            text, span = arg.text, arg.span
            if text == "--only" and number + 1 < len(command.args):
                value = command.args[number + 1]
                text, span = f"--only={value.text}", Span(span.start, value.span.end)
            if text in ("--production", "--only=production", "--only=prod", "--production=true"):
                fix = Fix("Write --omit=dev", (replacement(node, arg._replace(span=span), "--omit=dev"),), True)
                yield Finding(span, f"`{text}` was given up. Say `--omit=dev`.", (fix,))
