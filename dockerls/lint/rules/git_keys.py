"""The rule about repositories which are fetched with a key that is not there. It knows no hosts."""

from __future__ import annotations

from collections.abc import Iterator

from ...docker import lookup
from ...late import regex
from ...model import Model, Stage
from ...syntax import Node
from ...syntax.shell import Command
from ...syntax.views import mounts
from .. import Finding, Fix, rule
from ..kinds import COPIES, RUNS
from ..places import add_flag, chain
from ..shells import runs, unwrapped_commands

_BY_SSH = regex(r"(?:git\+)?ssh://(?!\$)|[\w.-]+@[\w.-]+:(?!//)[\w./~-]")
_FETCHES = frozenset(("clone", "fetch", "pull", "ls-remote", "submodule"))
_INSTALLERS = frozenset(("npm", "yarn", "pnpm", "pip", "pip3", "poetry", "uv", "cargo", "go"))
# What prepares for a key, and is none.
_NO_KEY = regex(
    r"(?:mkdir|chmod|chown|touch|ssh-keyscan)\b[^;&|\n>]*|(?<![^\s;&|>])[^\s;&|>]*(?:known_hosts|ssh/config)|"
    r"StrictHostKeyChecking"
)
_KEY = regex(
    r"\.ssh\b|id_(?:rsa|dsa|ecdsa|ed25519)|GIT_SSH|ssh-(?:add|agent|keygen)|insteadOf|sshCommand|SSH_|\.gitconfig|"
    r"\.netrc|PRIVATE|[kK]ey\b|KEY\b|\.pem\b|/root/?\s*$|~/?\s*$|\s/\s*$"
)


def _speaks_of_keys(node: Node) -> bool:
    """Whether an instruction may bring a key, or another way to the repository."""
    if node.keyword not in ("RUN", "COPY", "ADD", "ENV", "ARG", "ONBUILD"):
        return False
    return _KEY.search(_NO_KEY.sub("", node.source)) is not None


def _fetches(node: Node) -> bool:
    return node.keyword in ("RUN", "ONBUILD") and ("ssh://" in node.source or "@" in node.source)


@rule("DF2057", Stage, nodes=(_speaks_of_keys, _fetches, COPIES, *RUNS))
def repository_without_a_key(model: Model, stage: Stage) -> Iterator[Finding]:
    """
    A repository is fetched by SSH, and the build has no key.

    `git@…` is let in by a key alone, even where everybody may read the repository. The keys of whoever builds are not
    in the build: `--mount=type=ssh` lends them to one RUN, if the build is started with `--ssh default`. A repository
    that is public is had by `https://` without any.

    ```dockerfile bad
    FROM golang:1.25
    RUN git clone $0git@github.com:example/tool.git$0
    ```
    ```dockerfile fixed
    FROM golang:1.25
    RUN --mount=type=ssh git clone git@github.com:example/tool.git
    ```
    ```dockerfile good
    FROM golang:1.25
    COPY deploy_key /root/.ssh/id_ed25519
    RUN git clone git@github.com:example/tool.git
    ```
    """
    bottom = model.bottom(stage).image
    if not bottom or lookup(bottom) is None:
        return  # An image of their own may hold a key.
    tree = model.tree
    for run in runs(model, stage):
        if not _fetches(run.node) or mounts(run.node):
            continue
        for command in unwrapped_commands(run.node, run.facts):
            word = next((arg for arg in command.args if arg.literal and _BY_SSH.match(arg.text)), None)
            if word is None or not _is_fetch(command):
                continue
            if any(_speaks_of_keys(tree.nodes[number]) for number in chain(model, stage)):
                return
            fix = Fix("Mount the SSH agent", (add_flag(run.node, "--mount=type=ssh"),))
            message = "This asks for a key, and there is none in the build. Add `--mount=type=ssh`, or use `https://`."
            yield Finding(word.span, message, (fix,)).shift(run.start)
            break


def _is_fetch(command: Command) -> bool:
    if command.program == "git":
        return bool(_FETCHES.intersection(command.words))
    return command.program in _INSTALLERS and any("ssh://" in word for word in command.words)
