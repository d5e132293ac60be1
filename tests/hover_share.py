"""Prints for how many words of the real Dockerfiles a hover has something to say, by kind of word.

Run it with `python tests/hover_share.py [N]`; N words without a hover are shown for each kind.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent))

from real import read, real_files

from dockerls.cursor import covers
from dockerls.features.hover import hover
from dockerls.snapshot import snapshot
from dockerls.syntax import Node, Word
from dockerls.syntax.shell import leaf_at
from dockerls.text import Span


def tokens(node: Node) -> Iterator[tuple[str, Span]]:
    """The words of a node, each with its kind."""
    if node.kind == "directive" and node.directive is not None:
        yield from (("directive", word.span) for word in node.directive)
    if node.kind != "instruction":
        return
    if node.trigger is not None:
        yield "keyword", node.keyword_span
        inner, at = node.trigger
        yield from ((kind, span.shift(at)) for kind, span in tokens(inner))
        return
    yield "keyword", node.keyword_span
    yield from (("flag", flag.span) for flag in node.flags)
    yield from (("variable", use.name_span) for use in node.uses if use.name[:1].isalpha())
    for heredoc in node.heredocs:
        yield "heredoc", heredoc.word
    if node.pairs:
        yield from ((f"{node.keyword} key", pair.key.span) for pair in node.pairs)
        yield from ((f"{node.keyword} value", pair.value.span) for pair in node.pairs if pair.value and pair.value.text)
        return
    if node.keyword != "RUN":
        yield from ((f"{node.keyword} word", word.span) for word in node.words)
        return
    yield from ((f"RUN {_kind(node, word)}", word.span) for word in node.words)


def _kind(node: Node, word: Word) -> str:
    """What a word of a RUN is to the shell, as far as its grammar says so."""
    middle = (word.span.start + word.span.end) // 2
    if any(covers(command.name.span, middle) and command.name.text for command in node.script.commands):
        return "command"
    if word.text.startswith("-") and len(word.text) > 1:
        return "option"
    leaf = leaf_at(node, middle)
    kind: str = leaf[0].type if leaf is not None else ""
    if leaf is not None and not leaf[0].is_named and kind not in ('"', "'"):
        return "sign or keyword"
    parents = set()
    while leaf is not None and leaf[0].parent is not None:
        parents.add(leaf[0].type)
        leaf = leaf[0].parent, leaf[1]
    if parents & {"string", "raw_string", "ansi_c_string", "heredoc_body", "comment", "regex"}:
        return "part of a string"
    return "assignment" if "variable_assignment" in parents else "argument"


def main() -> None:
    """Count, and print a table."""
    show = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    have: Counter[str] = Counter()
    total: Counter[str] = Counter()
    without: defaultdict[str, list[str]] = defaultdict(list)
    for path in real_files():
        this = snapshot(read(path))
        for number, node in enumerate(this.tree.nodes):
            for kind, span in tokens(node):
                place = this.tree.place(number, span)
                total[kind] += 1
                if hover(this, (place.start + place.end) // 2) is not None:
                    have[kind] += 1
                else:
                    without[kind].append(place.of(this.text))
    for kind, count in sorted(total.items()):
        print(f"{kind:22} {have[kind]:6} of {count:6}  {100 * have[kind] / count:5.1f} %  {without[kind][:show]}")


if __name__ == "__main__":
    main()
