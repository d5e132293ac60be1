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

from dockerls.features.hover import hover
from dockerls.snapshot import snapshot
from dockerls.syntax import Node
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
    kind = f"{node.keyword} word" if node.keyword != "RUN" else "RUN command's word"
    yield from ((kind, word.span) for word in node.words)


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
