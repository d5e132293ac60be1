"""The rule about a file that is used above the COPY which brings it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...docker import lookup
from ...model import Model, Stage
from ...syntax import Node
from ...syntax.shell import Command, ShellWord
from ...syntax.views import copy
from .. import Finding, Related, rule
from ..checks_words import is_heredoc
from ..kinds import WORKDIR, of
from ..places import chain, directories, join
from ..shells import runs, unwrapped_commands

_FETCH = ("git ", "curl ", "wget ", "tar ", "unzip ", "make")
_MOST_NAMES = 100
"""How many names are looked for above: each is in all that stands there."""
_SCRIPTS = frozenset(("sh", "bash", "ash", "python", "python3", "node", "ruby", "perl", "source", "."))


@rule("DF2058", Stage, nodes=(of("RUN", "COPY", "ADD", "ONBUILD"), WORKDIR))
def copied_later(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    A RUN uses a file which is copied further down only.

    ```dockerfile bad
    FROM python:3.14-slim
    WORKDIR /app
    RUN pip install --no-cache-dir -r $0requirements.txt$0
    COPY requirements.txt ./
    ```
    ```dockerfile bad
    FROM debian:13-slim
    RUN chmod +x $0/usr/local/bin/start.sh$0
    COPY start.sh /usr/local/bin/
    ```
    ```dockerfile good
    FROM python:3.14-slim
    WORKDIR /app
    COPY requirements.txt ./
    RUN pip install --no-cache-dir -r requirements.txt
    COPY . .
    ```
    """
    tree = model.tree
    image = model.bottom(stage).image
    if not image or lookup(image) is None:
        return  # It may be there from the start.
    where = directories(model, stage)
    brought = {
        path: number
        for number in stage.instructions
        if tree.nodes[number].keyword in ("COPY", "ADD")
        for path in _files(tree.nodes[number], where.get(number, "."))
    }
    if not brought:
        return
    order, none = chain(model, stage), len(tree.nodes)
    broad = next((at for at in order if _is_broad(tree.nodes[at])), none)
    said: dict[str, int] = {}  # Where each name is said first.
    for run in runs(model, stage):
        if run.number > broad or len(said) > _MOST_NAMES:
            return
        if run.facts.onbuild or run.node.heredocs:
            continue
        for command in unwrapped_commands(run.node, run.facts):
            for word in _used(command):
                path = join(where.get(run.number, "."), word.text)
                number = brought.get(path, -1)
                if number <= run.number or not command.top:
                    continue
                name = path.rpartition("/")[2]
                if name not in said:
                    said[name] = next((at for at in order if name in tree.nodes[at].source), none)
                if said[name] < run.number:
                    continue
                if run.node.source.count(name) > sum(it.text.endswith(name) for it in (command.name, *command.args)):
                    continue  # Something else in this RUN may make it.
                place = tree.place(number, tree.nodes[number].keyword_span)
                yield Finding(
                    tree.place(run.number, word.span),
                    f"`{word.text}` is not there yet: {tree.nodes[number].keyword} brings it only below.",
                    related=(Related(place, "Here it comes."),),
                )


def _files(node: Node, directory: str) -> Iterator[str]:
    """The paths of the files which a COPY makes, as far as their names say."""
    view = copy(node)
    if view.destination is None or "$" in node.source or view.stage is not None:
        return
    target = view.destination.text
    for word in view.sources:
        name = word.text.rstrip("/").rpartition("/")[2]
        if not is_heredoc(word.text) and "." in name.strip(".") and not any(sign in name for sign in "*?["):
            into = target.endswith("/") or target.rpartition("/")[2] in (".", "..") or len(view.sources) > 1
            yield join(directory, f"{target}/{name}" if into else target)


def _used(command: Command) -> Iterator[ShellWord]:
    """The words of a command that name a file which has to be there."""
    args = command.args
    if command.program in ("pip", "pip3"):
        for option, arg in pairwise(args):
            if arg.literal and option.text in ("-r", "--requirement"):
                yield arg
    elif command.program == "chmod" and len(args) > 1:
        yield from (arg for arg in args[1:] if arg.literal and not arg.text.startswith("-") and "*" not in arg.text)
    elif command.program in _SCRIPTS and args and args[0].literal and not args[0].text.startswith("-"):
        yield args[0]
    elif "/" in command.name.text and command.name.literal:
        yield command.name


def _is_broad(node: Node) -> bool:
    """Whether an instruction may bring any file: a folder or a pattern is copied, or a script was run."""
    if node.keyword == "ONBUILD":
        return True
    if node.keyword in ("COPY", "ADD"):
        names = (word.text.rpartition("/")[2] for word in copy(node).sources)
        return any("." not in name.strip(".") or any(sign in name for sign in "*?[$") for name in names)
    return node.keyword == "RUN" and any(word in node.source for word in _FETCH)
