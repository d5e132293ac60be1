"""Writes the pages of `docs/rules/` from the rules' docstrings: `python -m dockerls.cli.docs docs/rules`."""

from __future__ import annotations

import sys
from pathlib import Path

from ..lint.engine import rules
from ..lint.explain import is_fixable, page, summary
from ..lint.rule import Rule


def pages() -> dict[str, str]:
    """The text of each page by its file's name, `index.md` among them."""
    found = {f"{rule.code}.md": page(rule) for rule in rules()}
    found["index.md"] = _index(rules())
    return found


def _index(known: tuple[Rule, ...]) -> str:
    lines = [
        "# The rules",
        "",
        "Generated from the rules themselves. `dockerls explain CODE` prints the same pages.",
        "A red mark (error) means that BuildKit refuses to build the file; all else is advice.",
        "",
    ]
    for module in sorted({rule.module for rule in known}):
        lines += [
            f"## {module.replace('_', ' ').capitalize()}",
            "",
            "| rule | also known as | severity | fix | |",
            "|---|---|---|---|---|",
        ]
        for rule in known:
            if rule.module == module:
                others = ", ".join(rule.names[1:])
                state = rule.severity if rule.on else f"{rule.severity}, off"
                fix = "yes" if is_fixable(rule) else ""
                text = summary(rule).replace("|", "\\|")
                lines.append(f"| [{rule.code}]({rule.code}.md) | {others} | {state} | {fix} | {text} |")
        lines.append("")
    return "\n".join(lines)


def main(folder: str) -> None:
    """Write all pages into a folder, and remove pages of rules that are gone."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for old in target.glob("*.md"):
        if old.name not in wanted:
            old.unlink()
    for name, text in wanted.items():
        (target / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
