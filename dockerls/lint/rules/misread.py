"""Rules about what a shell or another program would understand, and BuildKit takes for an argument as it stands.

They know how such words look, and no values.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...docker import lookup
from ...docker.sources import source
from ...late import regex
from ...model import Facts
from ...syntax import Node
from ...syntax.views import context_sources
from ...text import Edit, Span
from .. import Finding, Fix, rule
from ..checks_misread import misread
from ..checks_words import is_heredoc, parts

_HOME = regex(r"[\"']?~(?:/|$)")
_HOME_IN_VALUE = regex(r"(?:^|:)[\"']?~/")
_SYSTEM = frozenset(("/bin", "/usr/bin", "/bin/", "/usr/bin/"))
_PATHS = frozenset(("source", "destination", "volume"))
_TARGETS = frozenset(("target", "dst", "destination", "source", "src"))
_UP = regex(r"(?:\./+)*\.\.(?:/|$)")
_OF_THE_HOST = regex(r"/(?:home|Users)/[^/$]+/|[A-Za-z]:[\\/]")


@rule("DF1093", "COPY ADD ARG USER WORKDIR VOLUME ENV LABEL", says=("#", "&&", "||", ";", "|"))
def behind_the_arguments(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    Behind the arguments stands a comment or another command, as in a shell, and is taken for more arguments.

    Only RUN, CMD, ENTRYPOINT and HEALTHCHECK may have a shell. All other instructions take what stands in their line
    for paths, names and values: `USER app # not root` starts as a user of that name, and fails.

    ```dockerfile bad
    FROM node:24-slim
    USER node $0# not root$0
    ```
    ```dockerfile fixed
    FROM node:24-slim
    # not root
    USER node
    ```
    ```dockerfile bad
    FROM node:24-slim
    WORKDIR /app
    COPY package.json package-lock.json ./ $0&&$0 npm ci
    ```
    ```dockerfile good
    FROM node:24-slim
    WORKDIR /app
    COPY package.json package-lock.json ./
    RUN npm ci && npm cache clean --force  # This one goes to a shell.
    ```
    """
    found = misread(node, facts)
    if found is None or (node.keyword in ("ENV", "LABEL") and any(pair.value is None for pair in node.pairs)):
        return  # BuildKit refuses these, which DF1021 says.
    yield found


@rule("DF1094", "COPY ADD VOLUME ENV ARG RUN", says=("~",))
def tilde(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A `~` stands for somebody's home, and nobody is there to say whose: only a shell replaces it.

    `COPY bashrc ~/.bashrc` makes a folder that is called `~`. In the value of a variable it stays as it is, as a shell
    does not look into values for it. Write the home out: `/root`, or that of the user.

    ```dockerfile bad
    FROM debian:13-slim
    COPY bashrc $0~/.bashrc$0
    ```
    ```dockerfile bad
    FROM debian:13-slim
    ENV PATH=$0~/.local/bin:$PATH$0
    ```
    ```dockerfile bad
    FROM debian:13-slim
    RUN --mount=type=cache,target=$0~/.cache$0 make
    ```
    ```dockerfile good
    FROM debian:13-slim
    COPY bashrc /root/.bashrc
    RUN cp -r /src ~/src
    ```
    """
    for part in parts(node):
        if part.role in _PATHS:
            is_home = part.role != "source" or node.flag("from") is None
            found = _HOME.match(part.text) if is_home else None
        elif part.role == "value":
            found = _HOME_IN_VALUE.search(part.text)
        else:
            found = _HOME.match(part.text) if part.role == "mount" and part.name in _TARGETS else None
        if found is not None:
            yield Finding(part.span, "No shell replaces this `~`. Write the folder's path out.")


@rule("DF1095", "COPY ADD RUN", says=("..", "/home/", "/Users/", ":\\", ":/"))
def outside_of_the_context(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A source seems to lie outside of the build context, and nothing leads out of that.

    BuildKit takes `../x` for `x`, and `/home/me/x` for `home/me/x` in the context. Build from the folder above, and say
    where the Dockerfile is: `docker build -f app/Dockerfile ..`. Or give the other folder a name with
    `--build-context other=../other`, and say `COPY --from=other`.

    ```dockerfile bad
    FROM node:24-slim
    COPY $0../shared$0 /app/shared/
    ```
    ```dockerfile bad
    FROM node:24-slim
    COPY $0/home/me/app$0 /app/
    ```
    ```dockerfile good
    FROM node:24-slim
    COPY shared /app/shared/
    COPY --from=other ../shared /app/shared/
    COPY docs/../shared /app/more/
    ```
    """
    if node.flag("from") is not None:
        return
    for text, span in context_sources(node):
        if is_heredoc(text):
            continue
        path = text.strip("\"'")
        if _UP.match(path) and source(path).kind == "path":
            yield Finding(span, f"`{path}` is looked for in the build context: nothing leads out of that.")
        elif _OF_THE_HOST.match(path):
            yield Finding(span, f"`{path}` is looked for in the build context, and not on your machine.")


@rule("DF1096", "ENV LABEL ARG", says=(",",))
def comma_behind_a_value(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A comma stands between two pairs, and belongs to the first one's value.

    Blanks part what ENV, LABEL and ARG set.

    ```dockerfile bad
    FROM alpine:3.23
    LABEL name="web"$0,$0 version="1.0"
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    LABEL name="web" version="1.0"
    ```
    ```dockerfile good
    FROM alpine:3.23
    LABEL name="web" tags="a,b," version="1.0"
    ```
    """
    for pair, following in zip(node.pairs, node.pairs[1:]):
        value = pair.value
        if value is None or following.value is None or not value.text.endswith(",") or value.text == ",":
            continue
        span = Span(value.span.end - 1, value.span.end)
        if span.of(node.source) == ",":
            yield Finding(span, "This comma is a part of the value.", (Fix("Remove the comma", (Edit(span, ""),)),))


@rule("DF4008", "ENV", says=("PATH",))
def path_is_replaced(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    PATH is set to folders that hold none of the system's programs, so that no command is found any more.

    What PATH was before comes along with `$PATH`. Folders are parted by colons, but on Windows.

    ```dockerfile bad
    FROM node:24-slim
    ENV PATH=$0/app/node_modules/.bin$0
    ```
    ```dockerfile fixed
    FROM node:24-slim
    ENV PATH=/app/node_modules/.bin:$PATH
    ```
    ```dockerfile bad
    FROM node:24-slim
    ENV PATH=/app/bin$0;$0$PATH
    ```
    ```dockerfile good
    FROM node:24-slim
    ENV PATH=/app/bin:/usr/local/bin:/usr/bin:/bin
    ```
    ```dockerfile good
    FROM scratch
    ENV PATH=/app
    ```
    """
    known = lookup(facts.image) if facts.image else None
    for pair in node.pairs:
        value = pair.value
        if pair.key.text != "PATH" or value is None or not value.text or facts.os == "windows":
            continue
        path = value.text.strip("\"'")
        if ";" in path:
            at = value.span.start + value.text.index(";")
            span = Span(at, at + 1)
            if span.of(node.source) == ";":
                fix = Fix("Write a colon", (Edit(span, ":"),))
                yield Finding(span, "PATH's folders are parted by `:`. As it is, this is one folder.", (fix,))
        elif (
            known is not None
            and known.package_manager
            and "$" not in path
            and not _SYSTEM.intersection(path.split(":"))
        ):
            end = value.span.end - (value.text[-1] in "\"'")
            fix = Fix("Add $PATH", (Edit(Span(end, end), ":$PATH"),))
            quoted = value.text[0] == "'" or (pair.legacy and " " in path)
            message = "No program of the system is found any more: what PATH was comes along with `:$PATH`."
            yield Finding(value.span, message, () if quoted else (fix,))
