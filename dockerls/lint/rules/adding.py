"""Rules about what COPY and ADD could do in place of a RUN: files from text, repositories, archives, checksums."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...late import regex
from ...syntax import Node
from ...syntax.shell import Command
from ...syntax.views import copy
from ...text import Edit, Span
from .. import Facts, Finding, Fix, rule
from ..shells import calls, commands, eol, operands, unwrapped

_REPOSITORY = regex(r"https://[\w.-]+/[\w./~-]+")
_KNOWN = regex(r"https://(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)/")
_URL = regex(r"https?://\S+")
_GIT = regex(r"\.git(?:#|$)")
_SIMPLE = regex(r"[^\s\"'`\\]+")
_TAR = regex(r"-?[xzjJvf]+")
_GIT_VALUED = frozenset(("--depth", "-b", "--branch", "-o", "--origin", "-c", "--config", "--reference", "-j"))


def _whole(node: Node, text: str) -> Edit:
    """Another instruction in place of this one."""
    return Edit(node.span, text)


def _as_root(node: Node, facts: Facts) -> bool:
    """Whether COPY and ADD, which write as root, do what this RUN does: it has no flags and runs as root."""
    return not node.flags and not facts.onbuild and facts.user in ("", "root", "0")


@rule("DF2030", "RUN", names=("tally/prefer-add-git",), severity="hint", on=False, says=("git",))
def clone_by_add(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A repository is cloned in a RUN, where ADD could fetch it.

    ADD needs no `git` in the image, and sees when the branch has moved: a RUN comes from the cache as long as its line
    is the same. It takes a commit as `#…`, too. Off by default, as private repositories and submodules may need more.
    It needs Dockerfile syntax 1.6.

    ```dockerfile bad
    FROM alpine/git
    RUN git $0clone$0 --depth 1 --branch v1.2 https://github.com/example/tool /src/tool
    ```
    ```dockerfile fixed
    FROM alpine/git
    ADD --keep-git-dir=true https://github.com/example/tool.git#v1.2 /src/tool
    ```
    ```dockerfile good
    FROM alpine:3.23
    ADD https://github.com/example/tool.git#v1.2 /src/tool
    ```
    """
    for command in calls(node, facts, "git"):
        at = next((n for n, word in enumerate(command.args) if word.text == "clone"), -1)
        if at < 0:
            continue
        rest = command.args[at + 1 :]
        words = [word.text for word in operands(rest, _GIT_VALUED)]
        if not words or not _REPOSITORY.fullmatch(words[0]):
            continue
        message = "ADD fetches repositories, without `git` in the image, and sees when they change."
        yield Finding(command.args[at].span, message, _cloned(node, facts, [word.text for word in rest], words))


def _cloned(node: Node, facts: Facts, options: list[str], words: list[str]) -> tuple[Fix, ...]:
    address = words[0].rstrip("/")
    if not address.endswith(".git") and not _KNOWN.match(address):
        return ()
    branch = ""
    for number, word in enumerate(options):
        name, equals, value = word.partition("=")
        if name in ("-b", "--branch"):
            branch = value if equals else "".join(options[number + 1 : number + 2])
        elif word.startswith("-") and name not in ("--depth", "--single-branch", "-q", "--quiet"):
            return ()
    target = words[1] if len(words) > 1 else address.rpartition("/")[2].removesuffix(".git")
    if len(words) > 2 or len(node.script.commands) != 1 or not _as_root(node, facts):
        return ()
    if not _SIMPLE.fullmatch(f"{branch}{target}") or node.heredocs or target == ".":
        return ()
    address = f"{address.removesuffix('.git')}.git" + (f"#{branch}" if branch else "")
    return (Fix("Fetch it by ADD", (_whole(node, f"ADD --keep-git-dir=true {address} {target}"),)),)


@rule("DF2031", "RUN", names=("tally/prefer-add-unpack",), severity="hint", on=False, says=("|",))
def unpack_by_add(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    An archive is fetched and unpacked in a RUN, where ADD could do both.

    ADD needs no `curl` and no `tar` in the image, sees when the file has changed, and compares a `--checksum`. Off by
    default, as it is a matter of taste. It needs Dockerfile syntax 1.17.

    ```dockerfile bad
    FROM debian:13-slim
    RUN $0curl$0 -fsSL https://example.com/tool-1.2.tar.gz | tar -xz -C /opt
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    ADD --unpack=true https://example.com/tool-1.2.tar.gz /opt/
    ```
    ```dockerfile good
    FROM debian:13-slim
    ADD --unpack=true https://example.com/tool-1.2.tar.gz /opt/
    RUN curl -fsSL https://example.com/tool-1.2.tar.gz | tar -xz -C /opt --strip-components=1
    ```
    """
    every = commands(node, facts)
    for command, sink in pairwise(every):
        inner, tar = unwrapped(command), unwrapped(sink)
        if inner.program not in ("curl", "wget") or not command.piped or tar.program != "tar" or sink.connector != "|":
            continue
        address = next((word.text for word in inner.args if _URL.fullmatch(word.text)), "")
        target = _unpacked_to(tar)
        if not address or not target:
            continue
        fixes: tuple[Fix, ...] = ()
        simple = _SIMPLE.fullmatch(address + target) and "$(" not in address + target
        if len(every) == 2 and _as_root(node, facts) and not node.heredocs and simple:
            text = f"ADD --unpack=true {address} {target.rstrip('/')}/"
            fixes = (Fix("Fetch and unpack it by ADD", (_whole(node, text),)),)
        yield Finding(inner.name.span, "ADD fetches archives, and unpacks them with `--unpack=true`.", fixes)


def _unpacked_to(tar: Command) -> str:
    """Where a tar unpacks all that it reads from its input; empty if it does anything more."""
    target = "."
    words = list(tar.words)
    while words:
        word = words.pop(0)
        if word in ("-C", "--directory") and words:
            target = words.pop(0)
        elif word.startswith("--directory="):
            target = word.partition("=")[2]
        elif word not in ("-", "--extract", "--gzip", "--verbose") and not _TAR.fullmatch(word):
            return ""
    return target


@rule("DF2032", "ADD", severity="info", on=False)
def download_without_checksum(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    ADD downloads a file, and nothing says which one it should be.

    With `--checksum=sha256:…` the build fails if the server gives out something else. It needs Dockerfile syntax 1.6.
    Off by default, as files that change have no checksum that stays.

    ```dockerfile bad
    FROM debian:13-slim
    ADD $0https://example.com/tool-1.2.tar.gz$0 /opt/
    ```
    ```dockerfile good
    FROM debian:13-slim
    ADD --checksum=sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 \\
        https://example.com/tool-1.2.tar.gz /opt/
    ADD https://github.com/example/tool.git#v1.2 /src
    ```
    """
    if node.flag("checksum") is None:
        for word in copy(node).sources:
            if _URL.fullmatch(word.text) and not _GIT.search(word.text):
                yield Finding(word.span, "Say by `--checksum=sha256:…` which file this is.")


@rule("DF2033", "RUN", names=("tally/prefer-copy-heredoc",), severity="hint", on=False, says=(">",))
def file_by_copy(node: Node, facts: Facts) -> Iterator[Finding]:
    """
    A RUN writes a text into a file, where COPY could.

    COPY with a heredoc needs no shell and no quotes, and shows the file as it will be. Off by default, as it is a
    matter of taste. It needs Dockerfile syntax 1.4.

    ```dockerfile bad
    FROM debian:13-slim
    RUN $0echo$0 'deb https://example.com/debian stable main' > /etc/apt/sources.list.d/example.list
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    COPY <<EOF /etc/apt/sources.list.d/example.list
    deb https://example.com/debian stable main
    EOF
    ```
    ```dockerfile good
    FROM debian:13-slim
    RUN date > /built
    ```
    """
    every = commands(node, facts)
    if len(every) != 1 or node.heredocs or every[0].program not in ("echo", "printf"):
        return
    command = every[0]
    redirect = command.redirects[0] if len(command.redirects) == 1 else None
    if redirect is None or redirect.operator != ">" or redirect.target is None or not redirect.target.literal:
        return
    words, target = list(command.words), redirect.target.text
    ends = command.program == "echo"
    if ends and words[:1] == ["-n"]:
        del words[0]
        ends = False
    elif words and words[0].startswith("-"):
        return
    text = " ".join(words)
    plain = all(arg.literal for arg in command.args) and "\\" not in text and "%" not in text
    if not target.startswith("/") or not plain or (not ends and not text.endswith("\n")):
        return
    fixes: tuple[Fix, ...] = ()
    if _as_root(node, facts) and _SIMPLE.fullmatch(target) and "EOF" not in text and "\r" not in node.source:
        word = '"EOF"' if "$" in text else "EOF"
        end = eol(node)
        body = f"COPY <<{word} {target}{end}{text.rstrip(chr(10))}{end}EOF"
        fixes = (Fix("Write it by COPY", (Edit(Span(node.span.start, len(node.source.rstrip("\r\n"))), body),)),)
    yield Finding(command.name.span, f"COPY could write `{target}`, as a heredoc.", fixes)
