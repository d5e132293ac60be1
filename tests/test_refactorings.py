"""What can be reshaped: marked text in, the text after each change out; and that a build then does the same."""

from __future__ import annotations

import dockerfile
import pytest
from marks import marked
from real import read, real_files

from dockerls.features.actions.refactorings import refactorings
from dockerls.model import build
from dockerls.syntax import parse
from dockerls.text import Span, apply


def after(text: str, title: str) -> str | None:
    """The text after the change with that title, offered at the cursor; None if there is none."""
    plain, spans = marked(text)
    (span,) = spans[0]
    found = next((found for found in refactorings(build(parse(plain)), span) if found.title.startswith(title)), None)
    return None if found is None else apply(plain, found.edits)


HEREDOC, CHAIN = "Write the chain as a heredoc", "Write the heredoc as a chain"
JSON, SHELL = "Write it as a JSON array", "Write it in shell form"
SPLIT, ABOVE, BELOW, PAIRS = "Split this RUN", "Join with the RUN above", "Join with the RUN below", "Write one "
EXTRACTED = "Extract it into an ARG"
TAG, NAME = "Make the tag an ARG", "Call stage 0 by its name"

CASES = {
    "a chain": (
        HEREDOC,
        """
        FROM debian:13
        RUN --mount=type=cache,target=/c $0apt-get update && apt-get install -y \\
                curl \\
                # for the sources
                git \\
            # Nothing stays behind.
            && rm -rf "/var/lib/apt/lists/"* > /dev/null
        USER app
        """,
        """
        FROM debian:13
        RUN --mount=type=cache,target=/c <<EOF
        set -e
        apt-get update
        # for the sources
        apt-get install -y \\
            curl \\
            git
        # Nothing stays behind.
        rm -rf "/var/lib/apt/lists/"* > /dev/null
        EOF
        USER app
        """,
    ),
    "a chain that stops at failures by itself": (
        HEREDOC,
        "FROM a\nRUN $0set -eux && a | b && c=1\n",
        "FROM a\nRUN <<EOF\nset -eux\na | b\nc=1\nEOF\n",
    ),
    "a chain with a string over lines": (
        HEREDOC,
        'FROM a\nRUN $0a "x \\\n      y" && b\n',
        'FROM a\nRUN <<EOF\nset -e\na "x \\\n      y"\nb\nEOF\n',
    ),
    "a chain with the delimiter in it": (
        HEREDOC,
        "FROM a\nRUN $0EOF && b",
        "FROM a\nRUN <<SCRIPT\nset -e\nEOF\nb\nSCRIPT",
    ),
    "a chain with backticks": (
        HEREDOC,
        "# escape=`\nFROM a\nRUN $0a `\n  é && b\n",
        "# escape=`\nFROM a\nRUN <<EOF\nset -e\na \\\n    é\nb\nEOF\n",
    ),
    "a heredoc": (
        CHAIN,
        """
        FROM debian:13
        RUN <<EOF
        $0set -e
        # first
        apt-get update # now

        apt-get install -y \\
          curl
        a | b || true
        EOF
        """,
        """
        FROM debian:13
        RUN \\
            # first
            apt-get update \\
            # now
            && apt-get install -y \\
          curl \\
            && { a | b || true; }
        """,
    ),
    "a heredoc with options": (
        CHAIN,
        "FROM a\r\nRUN <<EOF\r\nset -eu$0\r\na\r\nEOF\r\n",
        "FROM a\r\nRUN set -eu \\\r\n    && a\r\n",
    ),
    "plain words": (JSON, "FROM a\nCMD $0nginx -g 'daemon off;'\n", 'FROM a\nCMD ["nginx", "-g", "daemon off;"]\n'),
    "words over lines": (JSON, "FROM a\nENTRYPOINT $0exec é \\\n  b\n", 'FROM a\nENTRYPOINT ["é", "b"]\n'),
    "a health check": (
        JSON,
        "FROM a\nHEALTHCHECK --retries=2 CMD $0x y\n",
        'FROM a\nHEALTHCHECK --retries=2 CMD ["x", "y"]\n',
    ),
    "an array": (SHELL, 'FROM a\nCMD [$0"nginx", "-g", "daemon off;"]\n', "FROM a\nCMD nginx -g 'daemon off;'\n"),
    "an array with a script": (SHELL, 'FROM a\nRUN ["/bin/sh", "-c", $0"a && b"]\n', "FROM a\nRUN a && b\n"),
    "a RUN at the cursor": (
        SPLIT,
        "FROM a\nRUN --network=none a && b \\\n  # why\n  && $0c \\\n  d && e\n",
        "FROM a\nRUN --network=none a && b\n# why\nRUN --network=none c \\\n  d && e\n",
    ),
    "a RUN at its beginning": (SPLIT, "FROM a\r\n$0run a && b\r\n", "FROM a\r\nrun a\r\nrun b\r\n"),
    "the RUN above": (ABOVE, "FROM a\nRUN a\n\n# why\nRUN $0b && c\n", "FROM a\nRUN a \\\n# why\n    && b && c\n"),
    "the RUN below": (BELOW, "FROM a\r\nRUN $0a\r\nRUN b\r\n", "FROM a\r\nRUN a \\\r\n    && b\r\n"),
    "the ENV above": (
        "Join with the ENV above",
        "FROM a\nENV A=1\nENV $0B=2 \\\n    C=3\n",
        "FROM a\nENV A=1 \\\n    B=2 \\\n    C=3\n",
    ),
    "pairs": (
        PAIRS,
        'FROM a\r\nLABEL $0a=1 \\\r\n  # why\r\n  b="x y" c=é\r\n',
        'FROM a\r\nLABEL a=1\r\n# why\r\nLABEL b="x y"\r\nLABEL c=é\r\n',
    ),
    "a tag that comes twice": (
        TAG,
        "# syntax=docker/dockerfile:1\n# why\nFROM node:24 AS a\nFROM $0node:24\nFROM node:25\n",
        "# syntax=docker/dockerfile:1\n# why\nARG NODE_TAG=24\nFROM node:${NODE_TAG} AS a\nFROM node:${NODE_TAG}\n"
        "FROM node:25\n",
    ),
    "a tag behind other arguments": (
        TAG,
        "ARG NODE_TAG=1\nFROM $0--platform=linux/amd64 example.com:5000/node:24\n",
        "ARG NODE_TAG_2=24\nARG NODE_TAG=1\nFROM --platform=linux/amd64 example.com:5000/node:${NODE_TAG_2}\n",
    ),
    "a selected value": (
        EXTRACTED,
        """
        FROM debian:13
        RUN echo 1.2
        RUN curl -o "/opt/tool-$01.2$0.tgz" https://example.com/1.2/tool.tgz && echo '1.2' 11.2 1.2.3
        COPY tool-1.2 /opt/
        CMD ["tool", "1.2"]
        """,
        """
        FROM debian:13
        RUN echo 1.2
        ARG VERSION=1.2
        RUN curl -o "/opt/tool-${VERSION}.tgz" https://example.com/${VERSION}/tool.tgz && echo '1.2' 11.2 1.2.3
        COPY tool-${VERSION} /opt/
        CMD ["tool", "1.2"]
        """,
    ),
    "a selected path": (
        EXTRACTED,
        "FROM a\r\nARG VALUE=x\r\nWORKDIR $0/srv/é$0\r\nCOPY a /srv/é/b\r\n",
        "FROM a\r\nARG VALUE=x\r\nARG VALUE_2=/srv/é\r\nWORKDIR ${VALUE_2}\r\nCOPY a ${VALUE_2}/b\r\n",
    ),
    "a number of a stage without a name": (
        NAME,
        "from a\nfrom b as build\ncopy --from=$00 x y\ncopy --from=0 z z\ncopy --from=1 z z\n",
        "from a as stage0\nfrom b as build\ncopy --from=stage0 x y\ncopy --from=stage0 z z\ncopy --from=1 z z\n",
    ),
    "a number of a stage with a name": (
        NAME,
        "FROM a AS Base\nFROM b\nCOPY --from=0$0 x y\n",
        "FROM a AS Base\nFROM b\nCOPY --from=Base x y\n",
    ),
}


@pytest.mark.parametrize(("title", "before", "then"), CASES.values(), ids=list(CASES))
def test_the_text_after_a_change(title: str, before: str, then: str) -> None:
    assert after(before, title) == marked(then)[0]


@pytest.mark.parametrize(("title", "before", "then"), CASES.values(), ids=list(CASES))
def test_new_lines_end_as_the_others_do(title: str, before: str, then: str) -> None:
    if title == HEREDOC:
        return  # A script whose lines end in `\r\n` is another one to a shell.
    plain, spans = marked(before)
    (span,) = spans[0]
    crlf = plain.replace("\r\n", "\n").replace("\n", "\r\n")
    by = 0 if "\r\n" in plain else plain.count("\n", 0, span.start)
    found = refactorings(build(parse(crlf)), span.shift(by))
    (made,) = [item for item in found if item.title.startswith(title)]
    assert apply(crlf, made.edits) == marked(then)[0].replace("\r\n", "\n").replace("\n", "\r\n")


REFUSED = {
    "a single command": (HEREDOC, "RUN $0a"),
    "a chain with an alternative": (HEREDOC, "RUN $0a && b || c"),
    "a chain with a loop": (HEREDOC, "RUN $0a && for x in 1; do b; c; done"),
    "a chain with a negation": (HEREDOC, "RUN $0! a && b"),
    "a chain that goes on after failures": (HEREDOC, "RUN $0a; b"),
    "a chain with windows' line ends": (HEREDOC, "RUN $0a \\\r\n && b\r\n"),
    "a heredoc that goes on after failures": (CHAIN, "RUN <<E\n$0a\nb\nE\n"),
    "a heredoc with a chain in it": (CHAIN, "RUN <<E\n$0set -e\na && b\nE\n"),
    "a heredoc with a loop": (CHAIN, "RUN <<E\n$0set -e\nfor x in 1; do b; done\nE\n"),
    "a heredoc of another language": (CHAIN, "RUN <<E\n#!/usr/bin/env python\n$0set -e\na\nE\n"),
    "a heredoc with a string over lines": (CHAIN, "RUN <<E\n$0set -e\na 'x\ny'\nE\n"),
    "a heredoc for a program": (CHAIN, "RUN python <<E\n$0set -e\na\nE\n"),
    "a variable": (JSON, "CMD $0a $B"),
    "a shell's own word": (JSON, "CMD $0cd /a"),
    "a redirection": (JSON, "RUN $0a > b"),
    "two commands": (JSON, "CMD $0a && b"),
    "a comment in the command": (JSON, "CMD $0a # b"),
    "a heredoc as JSON": (JSON, "RUN <<E\n$0a\nE\n"),
    "a shell form as a shell form": (SHELL, "CMD $0a b"),
    "what would be a flag in shell form": (SHELL, 'CMD $0["--help"]'),
    "a change of directory": (SPLIT, "RUN cd /a && $0b"),
    "a variable that is set": (SPLIT, "RUN A=1 && $0b"),
    "an alternative": (SPLIT, "RUN a || $0b"),
    "RUNs with other mounts": (ABOVE, "RUN --network=none a\nRUN $0b"),
    "a RUN behind a change of directory": (ABOVE, "RUN cd /a && b\nRUN $0c"),
    "a RUN with an alternative": (BELOW, "RUN $0a || b\nRUN c"),
    "a RUN with a list": (BELOW, "RUN $0a; b\nRUN c"),
    "an ENV that uses the one above": ("Join with the ENV", "ENV A=1\nENV $0B=$A"),
    "an ENV in the old form": ("Join with the ENV", "ENV A 1\nENV $0B=1"),
    "an ENV and a LABEL": ("Join with", "ENV A=1\nLABEL $0B=1"),
    "an ENV which uses what was before": (PAIRS, "ENV $0A=1 B=$A"),
    "a value in single quotes": (EXTRACTED, "RUN echo '$01.2$0'"),
    "a value of the container's program": (EXTRACTED, 'CMD ["a", "$01.2$0"]'),
    "a value in a JSON array": (EXTRACTED, 'RUN ["a", "$01.2$0"]'),
    "a keyword": (EXTRACTED, "$0RUN$0 a"),
    "several words": (EXTRACTED, "RUN $0a b$0"),
    "a single pair": (PAIRS, "ENV $0A=1"),
    "a pair without a value": (PAIRS, "LABEL $0a=b c d=e"),
}


@pytest.mark.parametrize(("title", "text"), REFUSED.values(), ids=list(REFUSED))
def test_what_would_change_the_build_is_not_offered(title: str, text: str) -> None:
    assert after(f"FROM a\n{text}", title) is None


@pytest.mark.parametrize(
    "text", ["FROM $0node", "FROM $0node:24@sha256:" + "a" * 64, "ARG A=1\nFROM $0node:$A", "FROM $0"]
)
def test_what_is_no_plain_tag_stays(text: str) -> None:
    assert after(text, TAG) is None


def test_a_powershell_is_left_alone() -> None:
    text = 'FROM mcr.microsoft.com/windows/servercore:ltsc2025\nSHELL ["powershell"]\nRUN $0a && b\n'
    assert [after(text, title) for title in (HEREDOC, SPLIT)] == [None, None]


@pytest.mark.parametrize("path", real_files()[::4], ids=lambda path: path.name)
def test_on_a_real_file_every_change_applies_and_buildkit_reads_the_result(path: object) -> None:
    text = read(path)  # type: ignore[arg-type]
    model = build(parse(text))
    for number in model.tree.instructions:
        at = model.tree.starts[number] + model.tree.nodes[number].keyword_span.start
        for found in refactorings(model, Span(at, at)):
            changed = apply(text, found.edits)
            assert changed != text
            dockerfile.parse_string(changed)
            before = [stage.name for stage in model.stages]
            now = build(parse(changed))
            assert len(now.stages) == len(before)


@pytest.mark.parametrize("path", real_files()[::4], ids=lambda path: path.name)
def test_there_and_back_again_the_commands_are_the_same(path: object) -> None:
    text = read(path)  # type: ignore[arg-type]
    model = build(parse(text))
    for number in model.tree.instructions:
        at = model.tree.starts[number] + model.tree.nodes[number].keyword_span.start
        there = next((found for found in refactorings(model, Span(at, at)) if found.title == HEREDOC), None)
        if there is None:
            continue
        changed = build(parse(apply(text, there.edits)))
        back = next((found for found in refactorings(changed, Span(at, at)) if found.title == CHAIN), None)
        node = changed.tree.nodes[number]
        strings = any(not line.endswith("\\") for line in node.source.split("\n")[1:-2]) and back is None
        assert back is not None or strings
        if back is not None:
            again = parse(apply(changed.tree.text, back.edits)).nodes[number]
            mine = model.tree.nodes[number]
            assert [command.words for command in again.script.commands][-len(mine.script.commands) :] == [
                command.words for command in mine.script.commands
            ]
