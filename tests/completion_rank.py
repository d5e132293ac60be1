"""Prints how high completion ranks the words of real Dockerfiles, once their first letters are typed.

Run it with `python tests/completion_rank.py [LETTERS] [N]`: the line is deleted from the word on, LETTERS of it are
typed again (2), and N words that are not among the first five are shown for each kind (5).
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent))

from real import read, real_files
from unlinted import unlinted

from dockerls.docker.commands import ToolFlag, find
from dockerls.docker.commands.words import Arguments
from dockerls.features.completion import complete
from dockerls.lint.shells import is_posix
from dockerls.model import NOWHERE
from dockerls.snapshot import Snapshot
from dockerls.syntax.views import from_, mounts
from dockerls.text import Span

_WORD = re.compile(r"[\w./+-]+")
_MOST = 40
"""Words of a kind that are looked at in a file: many files repeat one line."""


def words(this: Snapshot) -> Iterator[tuple[str, Span]]:
    """The words that completion may know, each with its kind and its place in the text."""
    for number, node in enumerate(this.tree.nodes):
        if node.kind != "instruction" or node.trigger is not None:
            continue
        found = [("keyword", node.keyword_span)]
        found += [("flag", Span(flag.span.start, flag.name_span.end)) for flag in node.flags]
        found += [("variable", use.name_span) for use in node.uses if use.name[:1].isalpha()]
        found += [
            ("stage", flag.value_span)
            for flag in node.flags
            if flag.name == "from" and flag.value and "$" not in flag.value
        ]
        for mount in mounts(node):
            found += [("mount option", option.name_span) for option in mount.options]
            found += [("mount type", option.value_span) for option in mount.options if option.name == "type"]
        found += [(f"{node.keyword} key", pair.key.span) for pair in node.pairs]
        if node.keyword in ("USER", "WORKDIR", "STOPSIGNAL", "SHELL"):
            found += [(node.keyword, word.span) for word in node.words if "$" not in word.text]
        stage = this.model.stage_of(number)
        if node.keyword == "FROM" and stage is not None:
            image = from_(node).image
            if stage.name_word is not None:
                found.append(("stage's name", stage.name_word.span))
            if image is not None and "$" not in image.text:
                name = image.text.partition("@")[0].rpartition(":")[0] or image.text
                kind = "stage" if stage.base is not None else "image"
                found.append((kind, Span(image.span.start, image.span.start + len(name))))
        if node.json is None and is_posix(this.model.facts[number] or NOWHERE):
            for command in node.script.commands:
                if command.name.text and command.name.literal:
                    found.append(("command", command.name.span))
                arguments = Arguments(find(command.name.text), find)
                for word in command.args:
                    role = arguments.feed(word.text)
                    plain = word.span.end - word.span.start == len(word.text)
                    if plain and role.kind in ("subcommand", "command"):
                        found.append((role.kind, word.span))
                    elif plain and role.parts and word.text[:2] == "--" and _listed(role.parts[0].flag):
                        end = word.span.start + len(word.text.partition("=")[0])
                        found.append(("flag in RUN", Span(word.span.start, end)))
        yield from ((kind, this.tree.place(number, span)) for kind, span in found)


def _listed(flag: ToolFlag) -> bool:
    """Whether a flag has a name, and not only a beginning, as `--with-*` has."""
    return not any(name.endswith("*") for name in flag.names)


def rank(this: Snapshot, span: Span, letters: int) -> int | None:
    """The rank, from one, of a word when its first letters are typed; None if it is not offered, 0 if it is shorter."""
    word = span.of(this.text)
    dashes = len(word) - len(word.lstrip("-"))
    if len(word) <= dashes + letters or "\n" in word:
        return 0
    end = this.text.find("\n", span.end)
    end = len(this.text) if end < 0 else end
    tail = " \\" if this.text[span.end : end].rstrip().endswith("\\") else ""
    at = span.start + dashes + letters
    items = complete(unlinted(this.text[:at] + tail + this.text[end:]), at)
    for number, item in enumerate(items, 1):
        if word.lower() in (item.label.rstrip("= ").lower(), *_WORD.findall(item.text.lower())[:1]):
            return number
    return None


def main() -> None:
    """Measure, and print a table."""
    letters = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    show = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    ranks: defaultdict[str, Counter[int | None]] = defaultdict(Counter)
    poor: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for path in real_files()[::3]:
        this = unlinted(read(path))
        seen: Counter[str] = Counter()
        for kind, span in words(this):
            seen[kind] += 1
            if seen[kind] > _MOST:
                continue
            found = rank(this, span, letters)
            if found != 0:
                ranks[kind][found] += 1
                if found is None or found > 5:
                    poor[kind][f"{span.of(this.text)} {found or '-'}"] += 1
    print(f"{'':15} {'words':>6} {'first':>7} {'≤ 3':>7} {'≤ 5':>7} {'≤ 10':>7} {'none':>7}")
    for kind, counted in sorted(ranks.items()):
        total = sum(counted.values())
        shares = [sum(count for at, count in counted.items() if at and at <= most) for most in (1, 3, 5, 10)]
        cells = " ".join(f"{100 * share / total:6.1f}%" for share in (*shares, counted[None]))
        print(f"{kind:15} {total:6} {cells}   {'; '.join(text for text, _ in poor[kind].most_common(show))}")


if __name__ == "__main__":
    main()
