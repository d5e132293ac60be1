"""`dockerls explain` and `dockerls rules`: what the rules say of themselves."""

from __future__ import annotations

import sys
from difflib import get_close_matches

from ..lint.engine import by_any_name, rules
from ..lint.explain import is_fixable, page, summary
from .output import RULE_URL, print_json, printable


def explain(name: str) -> int:
    """Print a rule's page; 2 if there is no such rule."""
    known = by_any_name()
    rule = known.get(name.lower())
    if rule is None:
        near = get_close_matches(name.lower(), known, 1)
        hint = f"; did you mean `{near[0]}`?" if near else "; `dockerls rules` lists them all"
        print(f"dockerls: no rule is called `{name}`{hint}", file=sys.stderr)
        return 2
    sys.stdout.write(printable(page(rule)))
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
