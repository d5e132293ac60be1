"""Rules about apk, Alpine's package manager: what it installs and what it leaves behind."""

from __future__ import annotations

from collections.abc import Iterator

from ...config import Config
from ...docker.package_managers import PACKAGE_MANAGERS
from ...late import regex
from ...syntax import Node
from ...text import Edit, Span
from .. import Facts, Finding, Fix, rule
from ..shells import calls, commands, has_option, insertion, is_mounted, operands, removes, stays, subcommand

_APK = PACKAGE_MANAGERS["apk"]
_PINNED = regex(r"[=~<>]|^!|\.apk$")


@rule("DL3019", "RUN", severity="info", says=_APK.programs)
def apk_cache_left(node: Node, facts: Facts, config: Config) -> Iterator[Finding]:
    """`apk add` without `--no-cache` leaves the package index in the image.

    With `--no-cache`, apk fetches the index afresh and keeps nothing, so that neither `apk update` before nor
    `rm -rf /var/cache/apk/*` behind is needed. A cache mount on `/var/cache/apk` does as well.
    By default the rule is silent about stages that are no part of the final image and where the cache is removed by
    hand; select it by name to have all.

    ```dockerfile bad
    FROM alpine:3.23
    RUN apk $0add$0 curl
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    RUN apk add --no-cache curl
    ```
    ```dockerfile bad select = ["DL3019"]
    FROM alpine:3.23
    RUN apk $0add$0 curl && rm -rf /var/cache/apk/*
    ```
    ```dockerfile good
    FROM alpine:3.23
    RUN apk add --no-cache curl
    RUN --mount=type=cache,target=/var/cache/apk apk add -U wget
    RUN apk add git && rm -rf /var/cache/apk/*
    ```
    """
    if is_mounted(node, *_APK.caches):
        return
    if not config.selects("DL3019", "apk-cache-left"):
        if not stays(facts) or any(removes(command, *_APK.caches) for command in commands(node, facts)):
            return
    for command in calls(node, facts, *_APK.programs):
        verb, _ = subcommand(command, *_APK.valued)
        if verb is None or verb.text not in _APK.install or has_option(command, "--no-cache"):
            continue
        fix = Fix("Add --no-cache", (insertion(node, verb, "--no-cache"),), safe=True)
        yield Finding(verb.span, "`apk add` leaves the package index in the image. Add `--no-cache`.", (fix,))


@rule("DF8001", "RUN", severity="info", says=_APK.programs)
def apk_index_left(node: Node, facts: Facts) -> Iterator[Finding]:
    """`apk update` leaves the package index in the image, and is not needed.

    `apk add --no-cache` and `apk upgrade --no-cache` fetch the index themselves and keep nothing of it.

    ```dockerfile bad
    FROM alpine:3.23
    RUN apk $0update$0 && apk add --no-cache curl
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    RUN apk add --no-cache curl
    ```
    ```dockerfile bad
    FROM alpine:3.23
    RUN apk $0upgrade$0
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    RUN apk upgrade --no-cache
    ```
    ```dockerfile good
    FROM alpine:3.23
    RUN apk upgrade --no-cache && apk add --no-cache curl
    ```
    """
    if not stays(facts) or is_mounted(node, *_APK.caches):
        return
    all_commands = commands(node, facts)
    if any(removes(command, *_APK.caches) for command in all_commands):
        return
    for command in calls(node, facts, *_APK.programs):
        verb, _ = subcommand(command, *_APK.valued)
        if verb is None or verb.text not in _APK.fetches or has_option(command, "--no-cache"):
            continue
        if verb.text != "update":
            fix = Fix("Add --no-cache", (insertion(node, verb, "--no-cache"),), safe=True)
            message = f"`apk {verb.text}` leaves the package index in the image. Add `--no-cache`."
            yield Finding(verb.span, message, (fix,))
            continue
        message = "`apk update` leaves the package index in the image. `apk add --no-cache` fetches it by itself."
        fixes: tuple[Fix, ...] = ()
        after = next((other for other in all_commands if other.span.start > command.span.start), None)
        if after is not None and command in all_commands and command.top and after.top:
            needs = after.program == "apk" and has_option(after, "--no-cache") and after.connector in ("&&", ";")
            if needs and not command.redirects:
                cut = Span(command.span.start, after.span.start)
                if node.source[cut.start : cut.end].count("#") == 0:
                    fixes = (Fix("Remove apk update", (Edit(cut, ""),)),)
        yield Finding(verb.span, message, fixes)


@rule("DL3018", "RUN", on=False, says=_APK.programs)
def apk_versions(node: Node, facts: Facts) -> Iterator[Finding]:
    """A package is installed by `apk` in whatever version there is today.

    `name=1.2.3-r0` pins it, `name~1.2` lets fixes through. Off by default: Alpine drops old versions from its
    repositories, so that pinned builds break sooner or later; a pinned base image already fixes the release.

    ```dockerfile bad
    FROM alpine:3.23
    RUN apk add --no-cache git=2.52.0-r0 $0curl$0 wget
    ```
    ```dockerfile good
    FROM alpine:3.23
    RUN apk add --no-cache --virtual .build-deps "curl~8" 'git>2' ./local.apk
    ```
    """
    for command in calls(node, facts, *_APK.programs):
        verb, rest = subcommand(command, *_APK.valued)
        if verb is None or verb.text not in _APK.install:
            continue
        loose = next((word for word in operands(rest, _APK.valued) if not _PINNED.search(word.text)), None)
        if loose is not None:
            yield Finding(loose.span, f"`{loose.text}` is installed in any version. Pin it: `{loose.text}=…`.")
