"""Rules about yum, dnf and microdnf: what they ask, what they install and what they leave behind."""

from __future__ import annotations

from collections.abc import Iterator

from ...config import Config
from ...docker.package_managers import PACKAGE_MANAGERS, PackageManager
from ...late import regex
from ...syntax import Node
from ...syntax.shell import Command, ShellWord
from .. import Facts, Finding, Fix, Model, rule
from ..shells import (
    appended,
    calls,
    commands,
    has_option,
    insertion,
    is_mounted,
    mounted,
    operands,
    removes,
    runs,
    stays,
    subcommand,
    unwrapped,
)

_YUM, _DNF, _MICRO = (PACKAGE_MANAGERS[name] for name in ("yum", "dnf", "microdnf"))
_GROUPED = frozenset(("group", "groups", "grp", "gr", "module", "environment"))
_VERSION = regex(r"-(?:\d|\$\{?(\w+))")
_FILE = regex(r"\.rpm$|://|^[./~]")


@rule("DL3030", "RUN", says=_YUM.programs)
def yum_without_yes(node: Node, facts: Facts) -> Iterator[Finding]:
    """`yum` asks before it acts, and nobody answers during a build.

    The build then fails. `-y` says yes beforehand.

    ```dockerfile bad
    FROM centos:7
    RUN yum $0install$0 httpd && yum clean all
    ```
    ```dockerfile fixed
    FROM centos:7
    RUN yum install -y httpd && yum clean all
    ```
    ```dockerfile good
    FROM centos:7
    RUN yum -y install httpd && yum install --assumeyes git && yum clean all
    ```
    """
    return _asking(node, facts, _YUM)


@rule("DL3038", "RUN", says=("dnf",))
def dnf_without_yes(node: Node, facts: Facts) -> Iterator[Finding]:
    """`dnf` and `microdnf` ask before they act, and nobody answers during a build.

    The build then fails. `-y` says yes beforehand.

    ```dockerfile bad
    FROM fedora:43
    RUN dnf $0install$0 httpd && dnf clean all
    ```
    ```dockerfile fixed
    FROM fedora:43
    RUN dnf install -y httpd && dnf clean all
    ```
    ```dockerfile good
    FROM fedora:43
    RUN dnf -yq install httpd && dnf clean all
    ```
    """
    yield from _asking(node, facts, _DNF)
    yield from _asking(node, facts, _MICRO)


def _asking(node: Node, facts: Facts, manager: PackageManager) -> Iterator[Finding]:
    for command in calls(node, facts, *manager.programs):
        verb = _verb(command, manager)
        if verb is None or verb.text not in manager.install | manager.asks:
            continue
        if has_option(command, *manager.yes, "--assumeno") or any("assumeyes" in word for word in command.words):
            continue
        if command.connector in ("|", "|&"):
            continue
        message = f"`{command.program} {verb.text}` asks before it acts, and no one answers in a build. Add `-y`."
        yield Finding(verb.span, message, (Fix("Add -y", (insertion(node, verb, "-y"),), safe=True),))


def _verb(command: Command, manager: PackageManager) -> ShellWord | None:
    """The subcommand; of `group install` and `module install` the second word."""
    verb, rest = subcommand(command, *manager.valued)
    if verb is not None and verb.text in _GROUPED:
        return next(iter(operands(rest, manager.valued)), None)
    return verb


@rule("DL3032", "RUN", says=("yum",))
def yum_cache_left(node: Node, facts: Facts, config: Config) -> Iterator[Finding]:
    """What `yum` downloads stays in the image.

    `yum clean all` in the same `RUN` removes packages and metadata; a later one cannot make this layer smaller.
    By default the rule is silent about stages that are no part of the final image; select it by name to have all.

    ```dockerfile bad
    FROM centos:7
    RUN yum $0install$0 -y httpd
    ```
    ```dockerfile fixed
    FROM centos:7
    RUN yum install -y httpd && yum clean all
    ```
    ```dockerfile good
    FROM centos:7
    RUN yum install -y httpd && yum clean all
    RUN yum install -y git && rm -rf /var/cache/yum
    ```
    """
    if stays(facts) or config.selects("DL3032", "yum-cache-left"):
        yield from _leaving(node, facts, _YUM)


@rule("DL3040", "RUN", says=("dnf",))
def dnf_cache_left(node: Node, facts: Facts, config: Config) -> Iterator[Finding]:
    """What `dnf` or `microdnf` downloads stays in the image.

    `dnf clean all` in the same `RUN` removes packages and metadata; a later one cannot make this layer smaller.
    A cache mount on `/var/cache/libdnf5` (dnf 5) or `/var/cache/dnf` keeps them out as well.
    By default the rule is silent about stages that are no part of the final image; select it by name to have all.

    ```dockerfile bad
    FROM fedora:43
    RUN dnf $0install$0 -y httpd
    ```
    ```dockerfile fixed
    FROM fedora:43
    RUN dnf install -y httpd && dnf clean all
    ```
    ```dockerfile good
    FROM fedora:43
    RUN dnf install -y httpd && dnf clean all
    RUN --mount=type=cache,target=/var/cache/libdnf5 dnf install -y git
    ```
    """
    if stays(facts) or config.selects("DL3040", "dnf-cache-left"):
        yield from _leaving(node, facts, _DNF)
        yield from _leaving(node, facts, _MICRO)


def _leaving(node: Node, facts: Facts, manager: PackageManager) -> Iterator[Finding]:
    """The last command that fetches something which nothing behind it removes."""
    if manager.name not in node.source or is_mounted(node, *manager.caches):
        return
    # On newer systems yum is dnf, and cleans up after it; microdnf keeps house for itself.
    cleaners = manager.programs if manager is _MICRO else (*_YUM.programs, *_DNF.programs)
    last: tuple[Command, ShellWord] | None = None
    here = ""
    for command in commands(node, facts):
        inner = unwrapped(command)
        if inner.program == "cd":
            here = inner.words[0].rstrip("/") if len(inner.args) == 1 and inner.words[0].startswith("/") else ""
        if inner.program in cleaners:
            verb = _verb(inner, manager)
            if verb is None:
                continue
            if verb.text == "clean":
                last = None
            elif inner.program in manager.programs and verb.text in manager.install | manager.fetches:
                last = inner, verb
        elif removes(inner, *manager.caches, here=here):
            last = None
    if last is None:
        return
    command, verb = last
    program = command.name.text
    more = appended(node, f"{program} clean all")
    fixes: tuple[Fix, ...] = (Fix(f"Run {program} clean all", (more,)),) if more else ()
    if manager is not _YUM:
        fixes += (Fix("Keep the cache on a mount", (mounted(node, manager.caches[0], sharing="locked"),)),)
    message = f"What `{command.program} {verb.text}` downloads stays in the image. Run `{command.program} clean all`"
    yield Finding(verb.span, f"{message} in this RUN.", fixes)


@rule("DL3033", Model, on=False)
def yum_versions(model: Model) -> Iterator[Finding]:
    """A package is installed by `yum` in whatever version there is today.

    `name-1.2.3` pins it. Off by default: repositories drop old versions, so that pinned builds break sooner or later.

    ```dockerfile bad
    FROM centos:7
    RUN yum install -y $0httpd$0 && yum clean all
    ```
    ```dockerfile good
    FROM centos:7
    ARG VERSION=2.4.6
    RUN yum install -y httpd-$VERSION git-2.* ./local.rpm && yum clean all
    ```
    """
    return _loose(model, _YUM)


@rule("DL3041", Model, on=False)
def dnf_versions(model: Model) -> Iterator[Finding]:
    """A package is installed by `dnf` or `microdnf` in whatever version there is today.

    `name-1.2.3` pins it. Off by default: repositories drop old versions, so that pinned builds break sooner or later.

    ```dockerfile bad
    FROM fedora:43
    RUN dnf install -y git-2.52.0 $0httpd$0
    RUN dnf module install -y $0nodejs$0
    ```
    ```dockerfile good
    FROM fedora:43
    RUN dnf install -y httpd-2.4.66 && dnf module install -y nodejs:24
    ```
    """
    yield from _loose(model, _DNF)
    yield from _loose(model, _MICRO)


def _loose(model: Model, manager: PackageManager) -> Iterator[Finding]:
    arguments = {variable.name for variable in model.globals}
    arguments.update(item.name for stage in model.stages for item in stage.variables if item.kind == "arg")
    for run in (run for stage in (model.head, *model.stages) for run in runs(model, stage)):
        for command in calls(run.node, run.facts, *manager.programs):
            verb, rest = subcommand(command, *manager.valued)
            if verb is None or verb.text not in manager.install | {"module"}:
                continue
            words = operands(rest, manager.valued)
            is_module = verb.text == "module"
            if is_module and (not words or words[0].text not in manager.install):
                continue
            for word in words[1:] if is_module else words:
                if word.text.startswith("@") or _FILE.search(word.text):
                    continue
                if is_module:
                    pinned = ":" in word.text
                else:
                    match = _VERSION.search(word.text)
                    name = match[1] if match else None
                    known = name and (name in arguments or name in run.node.script.assigned)
                    pinned = match is not None and bool(not name or known or name in model.visible(run.number))
                if not pinned:
                    how = f"{word.text}:…" if is_module else f"{word.text}-…"
                    message = f"`{word.text}` is installed in any version. Pin it: `{how}`."
                    yield Finding(word.span, message).shift(run.start)
                    break
