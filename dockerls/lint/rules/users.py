"""Rules about users: which one the container runs as."""

from __future__ import annotations

from collections.abc import Iterator

from ...config import Config
from ...docker import Image, lookup
from ...docker.images import variant
from ...docker.projects import LEAVES_ROOT
from ...model import Facts, Model, Stage
from ...syntax import Node
from ...syntax.shell import Command
from ...text import Edit, Span
from .. import Finding, Fix, Related, rule
from ..kinds import RUNS, USER, naming, saying
from ..places import above, chain
from ..runtime import ABOUT_ROOT, needs_root, serves, start_of
from ..shells import unwrapped_commands

_CREATES = saying("RUN", "useradd", "adduser")
_ROOT = frozenset(("root", "0"))

_VALUED = frozenset(
    [
        "-u",
        "--uid",
        "-g",
        "--gid",
        "-G",
        "--groups",
        "-d",
        "--home",
        "--home-dir",
        "-s",
        "--shell",
        "-c",
        "--comment",
        "-k",
        "-K",
        "-b",
        "-e",
        "-f",
        "-p",
        "-h",
        "--gecos",
        "--ingroup",
        "--firstuid",
        "--lastuid",
        "--firstgid",
        "--conf",
        "-Z",
        "-R",
        "-M",
    ]
)
_LEAVING = "gosu su-exec setpriv runuser s6-setuidgid chroot sudo su"

ADD_USER = {
    "apt": (
        "RUN groupadd --gid 10001 app \\\n"
        "    && useradd --uid 10001 --gid app --no-create-home --no-log-init --shell /usr/sbin/nologin app\n"
        "USER 10001:10001"
    ),
    "apk": (
        "RUN addgroup -g 10001 app \\\n    && adduser -D -H -u 10001 -G app -s /sbin/nologin app\nUSER 10001:10001"
    ),
}
"""How a user comes into being, by the package manager of the image's family; others do with a number alone."""


_BUILDS = frozenset(("RUN", "COPY", "ADD", "WORKDIR"))
"""What runs or writes as the user in force."""


def _leaves(node: Node) -> bool:
    return naming(_LEAVING)(node.source)


@rule("DL3002", Stage, nodes=(USER, *ABOUT_ROOT))
def last_user_is_root(model: Model, stage: Stage, config: Config) -> Iterator[Finding]:
    """
    The last USER is root.

    What breaks out of a process that runs as root finds it easier to break out of the container too. Switch back to
    an ordinary user after what needs root.

    Only what is shipped counts: a build stage may end as root. With `select = ["DL3002"]` every stage is looked at.

    ```dockerfile bad
    FROM jenkins/jenkins:lts
    USER $0root$0
    RUN apt-get update
    ```
    ```dockerfile good
    FROM jenkins/jenkins:lts
    USER root
    RUN apt-get update
    USER jenkins
    ```
    """
    wanted = {name.lower() for name in config.select} & {"all", "dl3002", "last-user-is-root"}
    tree = model.tree
    if not wanted and (stage.index != len(model.stages) - 1 or needs_root(model, stage)):
        return
    last = next((number for number in reversed(chain(model, stage)) if tree.nodes[number].keyword == "USER"), -1)
    if last < 0 or not tree.nodes[last].words or (wanted and last not in stage.instructions):
        return
    word = tree.nodes[last].words[0]
    if not is_root(word.text):
        return
    before = next(
        (
            tree.nodes[number].words[0].text
            for number in reversed(chain(model, stage))
            if number < last and tree.nodes[number].keyword == "USER" and tree.nodes[number].words
        ),
        "",
    )
    image = lookup(stage.image) if stage.image and stage.base is None else None
    user = before if before and not is_root(before) else (image.user if image is not None else "")
    start = start_of(model, stage).any
    fixes: tuple[Fix, ...] = ()
    if user and last in stage.instructions:
        work = [tree.nodes[other].keyword for other in stage.instructions if other > last]
        edit = _before(model, stage, start, f"USER {user}") if start > last else _at_end(model, stage, f"USER {user}")
        if not _BUILDS & set(work):
            edit = Edit(tree.place(last, word.span), user)
        fixes = (Fix(f"Switch back to {user}", (edit,)),)
    yield Finding(tree.place(last, word.span), f"`{word.text}` is the last user. Switch to another one.", fixes=fixes)


def is_root(user: str) -> bool:
    """Whether a USER is root, by name or number, whatever its group."""
    return user.strip("\"'").partition(":")[0] in _ROOT


def _before(model: Model, stage: Stage, start: int, text: str) -> Edit:
    """Put lines before the CMD or ENTRYPOINT, or at the end of the stage if that still builds behind these."""
    behind = [model.tree.nodes[number].keyword for number in stage.instructions if number > start]
    return _at_end(model, stage, text) if _BUILDS & set(behind) else above(model.tree, start, text)


def _at_end(model: Model, stage: Stage, text: str) -> Edit:
    tree = model.tree
    number = stage.instructions[-1]
    source = tree.nodes[number].source
    at = tree.starts[number] + len(source)
    return Edit(Span(at, at), f"{text}{tree.eol}" if source.endswith("\n") else f"{tree.eol}{text}")


@rule("DF3010", Stage, severity="info", nodes=(USER, *ABOUT_ROOT, _CREATES, *RUNS))
def no_user(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    The container runs as root, as neither the base image nor this file sets a user.

    Create an ordinary user and switch to it as the last step before the program, or take the one which the image
    brings along. Images of which nothing is known, tools for developers and programs that start as root by design
    (daemons which drop to a user of their own) are not reported.

    ```dockerfile bad
    FROM $0python:3.14-slim$0
    COPY app.py /srv/
    CMD ["python", "/srv/app.py"]
    ```
    ```dockerfile fixed
    FROM python:3.14-slim
    COPY app.py /srv/
    RUN groupadd --gid 10001 app \\
        && useradd --uid 10001 --gid app --no-create-home --no-log-init --shell /usr/sbin/nologin app
    USER 10001:10001
    CMD ["python", "/srv/app.py"]
    ```
    ```dockerfile bad
    FROM $0node:24-slim$0
    CMD ["node", "/srv/server.js"]
    ```
    ```dockerfile fixed
    FROM node:24-slim
    USER node
    CMD ["node", "/srv/server.js"]
    ```
    ```dockerfile good
    FROM nginx:1.30-alpine
    COPY site /usr/share/nginx/html
    CMD ["nginx", "-g", "daemon off;"]
    ```
    """
    if stage is not model.stages[-1]:
        return
    tree = model.tree
    facts = model.ends[-1]
    root = model.root_image(stage)
    image = lookup(root) if root else None
    if (
        facts.user != "root"
        or facts.os != "linux"
        or image is None
        or image.name in LEAVES_ROOT
        or _is_server(image, facts)
    ):
        return
    numbers = chain(model, stage)
    if any(tree.nodes[number].keyword == "USER" and tree.nodes[number].words for number in numbers) or any(
        word in facts.tag for word in ("nonroot", "chiseled", "distroless", "rootless")
    ):
        return
    if not serves(model, stage) or needs_root(model, stage) or created(model, stage) or stage.image_word is None:
        return
    start = start_of(model, stage).any
    image = variant(image, facts.tag)
    text = f"USER {image.users[0]}" if image.users else ADD_USER.get(_family(image, facts), "USER 10001:10001")
    if image.name.startswith("gcr.io/distroless/"):
        text = "USER 65532:65532"
    text = text.replace("\\\n", f"{tree.escape}\n")
    fixes = (
        (Fix("Run as an ordinary user", (_before(model, stage, start, text),)),) if start in stage.instructions else ()
    )
    yield Finding(
        tree.place(stage.number, stage.image_word.span),
        "The container runs as root: no USER is set, neither here nor in the base image.",
        fixes=fixes,
        related=(Related(tree.place(start, tree.nodes[start].keyword_span), "This runs as root."),),
    )


def _is_server(image: Image, facts: Facts) -> bool:
    """Whether a variant of an image is a daemon that leaves root itself."""
    return image.name == "php" and any(word in facts.tag for word in ("apache", "fpm"))


def _family(image: Image, facts: Facts) -> str:
    if "alpine" in facts.tag:
        return "apk"
    return image.package_manager


def created(model: Model, stage: Stage) -> tuple[int, Span, str] | None:
    """The user that a stage creates last: the number of the RUN, where its name stands, and the name."""
    found: tuple[int, Span, str] | None = None
    for number in chain(model, stage):
        node, facts = model.tree.nodes[number], model.facts[number]
        if facts is not None and _CREATES(node):
            for command in unwrapped_commands(node, facts):
                word = _created(command)
                if word is not None:
                    found = (number, word[0], word[1])
    return found


def _created(command: Command) -> tuple[Span, str] | None:
    if command.program not in ("useradd", "adduser"):
        return None
    names = []
    skip = False
    for arg in command.args:
        if skip:
            skip = False
        elif arg.text.startswith("-"):
            skip = arg.text in _VALUED or (
                len(arg.text) > 2 and arg.text[1] != "-" and f"-{arg.text[-1]}" in "-u-g-G-d-s-c-h-k"
            )
        else:
            names.append(arg)
    if len(names) != 1 or not names[0].literal:
        return None  # Two names put a user into a group.
    return names[0].span, names[0].text


@rule(
    "DF3013", Stage, names=("tally/user-created-but-never-used",), nodes=(USER, *ABOUT_ROOT, _CREATES, *RUNS, _leaves)
)
def created_user_is_never_used(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    A user is created, but nothing runs as it.

    Creating a user changes nothing by itself: the container still runs as root. Switch to it with USER. It is fine
    to leave that to a script with `gosu` or `su-exec`; such files are not reported.

    ```dockerfile bad
    FROM debian:13-slim
    RUN useradd --no-log-init $0shop$0
    CMD ["/opt/shop"]
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    RUN useradd --no-log-init shop
    USER shop
    CMD ["/opt/shop"]
    ```
    ```dockerfile good
    FROM debian:13-slim
    RUN useradd --no-log-init shop && apt-get install -y --no-install-recommends gosu
    ENTRYPOINT ["/entrypoint.sh"]
    ```
    """
    if stage is not model.stages[-1]:
        return
    tree = model.tree
    numbers = chain(model, stage)
    found = created(model, stage)
    if found is None or any(tree.nodes[number].keyword == "USER" and tree.nodes[number].words for number in numbers):
        return
    facts = model.ends[-1]
    if not is_root(facts.user) or not serves(model, stage) or needs_root(model, stage):
        return
    number, span, name = found
    if any(_leaves(tree.nodes[other]) for other in numbers) or _starts_a_script(model, stage):
        return
    start = start_of(model, stage).any
    edit = _before(model, stage, start, f"USER {name}") if start in stage.instructions else None
    fixes = (Fix(f"Run as {name}", (edit,)),) if edit is not None else ()
    yield Finding(
        tree.place(number, span),
        f"`{name}` is created, but the container runs as root. Add `USER {name}`.",
        fixes=fixes,
    )


def _starts_a_script(model: Model, stage: Stage) -> bool:
    """Whether the program is a shell script, which may well switch the user."""
    start = start_of(model, stage)
    return any(
        command.name.text.endswith(".sh") or "entrypoint" in command.name.text
        for number in start
        if number >= 0
        for command in model.tree.nodes[number].script.commands[:1]
    )
