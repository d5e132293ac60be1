"""Rules about files: whom they belong to, and who may change them."""

from __future__ import annotations

from collections.abc import Iterator

from ...docker import lookup
from ...late import regex
from ...model import Facts
from ...syntax import Node
from ...syntax.views import copy
from ...text import Edit
from .. import Finding, Fix, rule
from ..places import add_flag
from ..shells import unwrapped_commands
from .users import is_root

_SYSTEM = regex(r"/(?:usr|bin|sbin|lib\w*|etc|opt|boot|dev|proc|sys)(?:/|$)|/[\w.-]+\.\w+$|/$")
_WIDE_OPEN = regex(r"0?0?777|[augo]*[+=]rwx[tX]?|ugo[+=]rwx")


@rule("DF3011", "COPY ADD", names=("tally/copy-after-user-without-chown",), severity="info")
def copied_files_belong_to_root(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    Files copied after USER belong to root, not to that user.

    USER says who runs the commands; COPY and ADD write as root unless told otherwise, so the program cannot change
    what it was given. Say so with `--chown`, or copy before USER if the files are meant to be read only.

    Files in system directories are not reported: they had better belong to root. Neither is what another stage has
    built (`--from`): a program that cannot change itself is the safer one.

    ```dockerfile bad
    FROM node:24-slim
    WORKDIR /app
    USER node
    COPY . $0.$0
    ```
    ```dockerfile fixed
    FROM node:24-slim
    WORKDIR /app
    USER node
    COPY --chown=node . .
    ```
    ```dockerfile good
    FROM node:24-slim
    USER node
    COPY tool /usr/local/bin/
    COPY --chown=node:node . /app
    COPY --from=build /src/dist /app/dist
    ```
    """
    view = copy(node)
    user = facts.user
    if view.destination is None or not user or is_root(user) or node.flag("chown") or node.flag("chmod"):
        return
    if facts.os == "windows" or node.flag("from") is not None or _SYSTEM.match(view.destination.text):
        return
    image = lookup(f"{facts.image}:{facts.tag}" if facts.tag else facts.image) if facts.image else None
    if image is not None and user == image.user:
        return  # It is the image's own user, and the author may not even know.
    yield Finding(
        view.destination.span,
        f"What is copied here belongs to root, not to `{user}`. Add `--chown={user}` if the program must change it.",
        fixes=(Fix(f"Add --chown={user}", (add_flag(node, f"--chown={user}"),)),) if " " not in user else (),
    )


@rule("DF3012", "RUN COPY ADD", names=("tally/world-writable-state-path-workaround",), severity="info", says=("chmod",))
def writable_by_everybody(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    Everybody may change the files: mode 777.

    It is mostly meant to let one user write: give the files to that user (`chown`, `--chown`), or to a group
    (`chmod g=u`, as OpenShift wants it).

    ```dockerfile bad
    FROM debian:13-slim
    RUN mkdir /data && chmod -R $0777$0 /data
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    RUN mkdir /data && chmod -R 755 /data
    ```
    ```dockerfile good
    FROM debian:13-slim
    RUN mkdir /data && chmod 1777 /data && chmod +x /usr/local/bin/tool
    ```
    """
    title = "Let the owner alone write"
    if node.keyword != "RUN":
        flag = node.flag("chmod")
        if flag is not None and flag.value and _WIDE_OPEN.fullmatch(flag.value):
            yield Finding(
                flag.value_span,
                "Everybody may change these files. `755` lets the owner alone write.",
                fixes=(Fix(title, (Edit(flag.value_span, "755"),)),),
            )
        return
    for command in unwrapped_commands(node, facts):
        if command.program != "chmod":
            continue
        mode = next((arg for arg in command.args if not arg.text.startswith("-")), None)
        paths = [arg.text for arg in command.args if arg is not mode and not arg.text.startswith("-")]
        if mode is None or not _WIDE_OPEN.fullmatch(mode.text) or mode.text.startswith(("u+", "u=", "g", "o", "ug")):
            continue
        if paths and all(path.rstrip("/") in ("/tmp", "/var/tmp") for path in paths):
            continue
        new = "755" if mode.text.isdigit() else "u=rwx,go=rx"
        yield Finding(
            mode.span,
            f"`chmod {mode.text}` lets everybody change the files. Give them to the user that needs them.",
            fixes=(Fix(title, (Edit(mode.span, new),)),),
        )
