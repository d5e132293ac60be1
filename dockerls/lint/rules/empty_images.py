"""Rules about images that hold next to nothing: no shell, no users, no files to copy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...late import regex
from ...model import Model, Stage
from ...syntax import Node
from ...syntax.views import copy
from ...text import Edit
from .. import Finding, Fix, Related, rule
from ..places import chain

_PASSWD = regex(r"/?etc(?:/|$)|passwd|^/$")
_BINARIES = regex(r"^/(?:bin|usr|busybox)?(?:/|$)")
_NUMBER = "65532"


def _is_scratch(model: Model, stage: Stage) -> bool:
    return model.bottom(stage).image == "scratch"


def _may_hold(node: Node, wanted: re.Pattern[str]) -> bool:
    """Whether a COPY or ADD may well bring what is asked for: by its destination, by a source, as an archive."""
    if node.keyword not in ("COPY", "ADD"):
        return node.keyword == "RUN" or node.trigger is not None
    if node.keyword == "ADD":
        return True
    view = copy(node)
    words = (*view.sources, *((view.destination,) if view.destination else ()))
    return any("$" in word.text or wanted.search(word.text) for word in words) or node.flag("parents") is not None


@rule("DF5002", Stage, names=("tally/shell-run-in-scratch",))
def no_shell_to_run_it(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    A RUN or HEALTHCHECK needs a shell, and the image has none.

    `scratch` is empty, and distroless images leave the shell out: `/bin/sh` is not found. Do the work in a stage with
    a shell, or start a program of the image's own in JSON form.

    ```dockerfile bad
    FROM scratch
    COPY app /app
    RUN $0chmod +x /app$0
    ```
    ```dockerfile bad
    FROM gcr.io/distroless/static-debian13:nonroot
    COPY app /app
    HEALTHCHECK CMD $0/app --check$0
    ENTRYPOINT ["/app"]
    ```
    ```dockerfile good
    FROM scratch
    ADD rootfs.tar.gz /
    RUN apk add --no-cache tzdata
    ```
    """
    bottom = model.bottom(stage)
    image = bottom.image or ""
    if not (image == "scratch" or (image.startswith("gcr.io/distroless/") and "debug" not in image)):
        return
    tree = model.tree
    brought = False
    for number in chain(model, stage):
        node, facts = tree.nodes[number], model.facts[number]
        if node.keyword in ("RUN", "HEALTHCHECK"):
            if brought or facts is None or facts.own_shell or facts.os == "windows":
                return
            if number not in stage.instructions or not node.is_shell_form:
                brought = brought or (node.keyword == "RUN" and not node.is_shell_form)
                continue
            text = node.logical.text[node.shell_start :].rstrip()
            span = node.logical.span(node.shell_start, node.shell_start + len(text)) if text else node.keyword_span
            yield Finding(
                tree.place(number, span if not node.heredocs else node.keyword_span),
                f"`{image}` has no `/bin/sh` to run this with.",
                related=(Related(tree.place(bottom.number, tree.nodes[bottom.number].span), "The image."),),
            )
        else:
            brought = brought or _may_hold(node, _BINARIES)


@rule("DF5003", Model, names=("tally/copy-from-empty-scratch-stage",))
def nothing_to_copy(model: Model) -> Iterator[Finding]:
    """
    COPY takes files from a stage that holds none: it is based on `scratch`, and nothing gets into it.

    Perhaps another stage was meant, or the COPY which fills it is missing.

    ```dockerfile bad
    FROM scratch AS assets
    LABEL org.opencontainers.image.title=assets
    FROM alpine:3.23
    COPY --from=$0assets$0 /site /srv
    ```
    ```dockerfile good
    FROM scratch AS assets
    COPY site /site
    FROM alpine:3.23
    COPY --from=assets /site /srv
    ```
    """
    if not model.tree.where(_is_from_scratch):
        return
    empty = {stage.index for stage in model.stages[:-1] if _is_scratch(model, stage) and _is_empty(model, stage)}
    for number in model.tree.by_keyword.get("COPY", ()) if empty else ():
        view = copy(model.tree.nodes[number])
        stage = model.stage_named(view.stage.value or "") if view.stage else None
        if stage is None or view.stage is None or stage.index not in empty or stage.number > number:
            continue
        if any(word.text not in ("/", ".", "/.") for word in view.sources):
            span = model.tree.place(number, view.stage.value_span)
            name = model.tree.nodes[stage.number]
            related = (Related(model.tree.place(stage.number, name.span), "Nothing gets into this stage."),)
            yield Finding(span, "That stage holds no files: it is based on `scratch`, and stays empty.", (), related)


def _is_from_scratch(node: Node) -> bool:
    return node.keyword == "FROM" and bool(node.words) and node.words[0].text == "scratch"


def _is_empty(model: Model, stage: Stage) -> bool:
    nodes = model.tree.nodes
    return all(nodes[number].keyword not in ("COPY", "ADD", "RUN", "WORKDIR") for number in chain(model, stage))


@rule("DF3014", Stage, names=("tally/named-identity-in-passwdless-stage",))
def user_of_an_empty_image(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    A user is named in an image that knows no names: `scratch` has no `/etc/passwd`.

    The container does not start (`unable to find user`), and `COPY --chown` fails. Give the number, or copy an
    `/etc/passwd` from another stage.

    ```dockerfile bad
    FROM scratch
    COPY app /app
    USER $0app$0
    ENTRYPOINT ["/app"]
    ```
    ```dockerfile fixed
    FROM scratch
    COPY app /app
    USER 65532
    ENTRYPOINT ["/app"]
    ```
    ```dockerfile good
    FROM scratch
    COPY --from=build /etc/passwd /etc/passwd
    USER app
    ENTRYPOINT ["/app"]
    ```
    """
    if not _is_scratch(model, stage):
        return
    tree = model.tree
    for number in chain(model, stage):
        node = tree.nodes[number]
        if number in stage.instructions:
            flag = node.flag("chown") if node.keyword in ("COPY", "ADD") else None
            words = [(word.text, word.span) for word in node.words[:1]] if node.keyword == "USER" else []
            if flag is not None and flag.value:
                words.append((flag.value, flag.value_span))
            for text, span in words:
                if _is_named(text):
                    new = ":".join(part if part.isdigit() else _NUMBER for part in text.split(":"))
                    fix = Fix(f"Use {new}", (Edit(tree.place(number, span), new),))
                    yield Finding(
                        tree.place(number, span), f"`scratch` has no `/etc/passwd` that knows `{text}`.", (fix,)
                    )
        if _may_hold(node, _PASSWD):
            return


def _is_named(text: str) -> bool:
    """Whether a user or group is given by a name; `root` without a file counts as 0, and variables are not known."""
    return "$" not in text and any(
        part and not part.isdigit() and part != "root" for part in text.strip("\"'").split(":")
    )
