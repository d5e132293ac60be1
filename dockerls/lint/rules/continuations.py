"""Rules about lines: an instruction that goes on behind an empty one, or where the next one was meant to begin."""

from __future__ import annotations

from collections.abc import Iterator

from ...docker import INSTRUCTIONS
from ...late import regex
from ...model import Facts
from ...syntax import Node
from ...syntax.lines import SPACE, line_end
from ...text import Edit, Span
from .. import Finding, Fix, Related, rule
from ..checks_misread import ended_above, swallowed

_EMPTY = regex(rf"\n(?:(?:(?!\n)[{SPACE}])*\n|(?:(?!\n)[{SPACE}])+\Z)")


@rule("NoEmptyContinuation", " ".join(INSTRUCTIONS), names=("EMPTY_CONTINUATION_LINE",))
def no_empty_continuation(node: Node, facts: Facts) -> Iterator[Finding]:
    r"""
    An instruction goes on behind an empty line.

    BuildKit still skips empty lines after a backslash, and means to refuse them one day.
    Often the backslash above is one too many, and what follows was meant to be an instruction of its own.

    ```dockerfile bad
    FROM alpine:3.23
    RUN apk add \

        $0curl$0
    ```
    ```dockerfile fixed
    FROM alpine:3.23
    RUN apk add \
        curl
    ```
    ```dockerfile good
    FROM alpine:3.23
    RUN apk add \
        # for the health check
        curl
    ```
    """
    source = node.source
    if source.find("\n", 0, node.header - 1) < 0 or facts.onbuild or not _EMPTY.search(source, 0, node.header):
        return
    empty: list[Span] = []
    at = line_end(source, 0)
    last = Span(0, 0)
    while at < node.header:
        end = min(line_end(source, at), node.header)
        text = source[at:end]
        last = Span(at + len(text) - len(text.lstrip(SPACE)), at + len(text.rstrip(SPACE)))
        if last.end <= last.start:
            empty.append(Span(at, end))
            last = Span(at, at)
        at = end
    if empty:
        fix = Fix("Remove the empty lines", tuple(Edit(span, "") for span in empty), safe=True)
        related = (Related(Span(empty[0].start, empty[0].start), "The empty line."),)
        keyword = node.keyword_span.of(source)
        following = swallowed(node)
        ended = ended_above(node, following) if following is not None else ()
        message = f"This still belongs to the `{keyword}` above, in spite of the empty line."
        yield Finding(last, message, (*ended, fix), related)


@rule("DF1097", " ".join(INSTRUCTIONS), says=tuple(INSTRUCTIONS))
def instruction_goes_on(node: Node, facts: Facts) -> Iterator[Finding]:
    r"""
    A line begins with an instruction's keyword, and still belongs to the instruction above.

    A backslash at the end of the line above has it go on, so the keyword is an argument there, or a command that no
    shell knows.

    ```dockerfile bad
    FROM debian:13-slim
    RUN make && \
        make install \
    $0COPY$0 app.conf /etc/
    ```
    ```dockerfile fixed
    FROM debian:13-slim
    RUN make && \
        make install
    COPY app.conf /etc/
    ```
    ```dockerfile good
    FROM debian:13-slim
    HEALTHCHECK --interval=30s \
        CMD pg_isready
    RUN psql -c " \
        COPY users FROM '/users.csv'"
    ```
    """
    found = swallowed(node)
    if found is None or facts.onbuild or any(pair.value is None for pair in node.pairs):
        return  # What is no pair BuildKit refuses, and DF1021 says so.
    if _EMPTY.search(node.source, 0, found.start):
        return  # NoEmptyContinuation says so.
    word, keyword = found.of(node.source), node.keyword_span.of(node.source)
    message = f"The line above goes on here, so `{word}` is taken for a part of `{keyword}`."
    yield Finding(found, message, ended_above(node, found))
