"""Writes what follows from the rules and the settings: `python -m dockerls.cli.docs docs/rules`.

The rules' pages go into that folder; the page for those who know another tool, and the schema of the configuration, go
beside it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from ..config import schema
from ..lint.engine import rules
from ..lint.explain import is_fixable, page, summary
from ..lint.rule import Rule
from .coming_from import coming_from, link, peers_names


def pages() -> dict[str, str]:
    """The text of each page by its file's name, `index.md` among them."""
    found = {f"{rule.code}.md": page(rule) for rule in rules()}
    found["index.md"] = _index(rules())
    return found


def beside() -> dict[str, str]:
    """The text of each file beside the folder of the pages, by its name."""
    settings = schema({rule.code: summary(rule) for rule in rules()})
    return {
        "coming-from.md": coming_from(),
        "dockerls.schema.json": json.dumps(settings, indent=2, ensure_ascii=False) + "\n",
    }


def _index(known: tuple[Rule, ...]) -> str:
    lines = [
        "# The rules",
        "",
        "Generated from the rules themselves. `dockerls explain CODE` prints the same pages.",
        "A red mark (error) means that BuildKit refuses to build the file; all else is advice.",
        "They are listed [by subject](#by-subject) and [by the names that others give them](#by-others-names).",
        "[Coming from another tool](../coming-from.md) says what differs.",
        "",
        "## By subject",
        "",
    ]
    for module in sorted({rule.module for rule in known}):
        lines += [
            f"### {module.replace('_', ' ').capitalize()}",
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
    lines += ["## By others' names", "", "| name | rule |", "|---|---|"]
    lines += [f"| `{name}` | {', '.join(link(code) for code in codes)} |" for name, codes in peers_names()]
    return "\n".join([*lines, ""])


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
    for name, text in beside().items():
        (target.parent / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
