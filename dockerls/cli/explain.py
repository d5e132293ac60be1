"""`dockerls explain` and `dockerls rules`: what the rules say of themselves."""

from __future__ import annotations

import sys
from difflib import get_close_matches

from ..lint.engine import by_any_name, rules
from ..lint.explain import is_fixable, page, summary
from ..lint.names import meaning
from .output import RULE_URL, print_json, printable


def explain(name: str) -> int:
    """Print the page of a rule, by whatever name, or what stands for a rule that only others have; 2 if nobody knows
    the name."""
    known = by_any_name()
    found = meaning(name)
    if found is None:
        near = get_close_matches(name.lower(), known, 1)
        hint = f"; did you mean `{near[0]}`?" if near else "; `dockerls rules` lists them all"
        print(f"dockerls: no rule is called `{name}`{hint}", file=sys.stderr)
        return 2
    pages = [page(rule) for rule in dict.fromkeys(known[code.lower()] for code in found.codes if code.lower() in known)]
    if found.note:
        pages.insert(0, f"`{name}` is no rule of its own here. {found.note}\n")
    sys.stdout.write(printable("\n".join(pages)))
    return 0


def list_rules(format: str) -> int:
    """Print all rules."""
    if format == "json":
        print_json(
            [
                {
                    "code": rule.code,
                    "name": rule.name,
                    "aliases": list(rule.names[1:]),
                    "severity": rule.severity,
                    "on": rule.on,
                    "fixable": is_fixable(rule),
                    "summary": summary(rule),
                    "url": RULE_URL.format(code=rule.code),
                }
                for rule in rules()
            ]
        )
        return 0
    width = max((len(rule.code) for rule in rules()), default=0)
    for rule in rules():
        state = rule.severity if rule.on else "off"
        fixable = "fix" if is_fixable(rule) else "   "
        sys.stdout.write(printable(f"{rule.code:{width}}  {state:7}  {fixable}  {summary(rule)}\n"))
    return 0
