"""A rule's docstring as its page and as its examples: Markdown for people, marked text for the tests.

It knows the shape of a rule's docstring: a summary line, prose, and blocks of `dockerfile bad|fixed|good`.
"""

from __future__ import annotations

import re

from ..config import options
from ..late import regex
from ..named import NamedTuple
from .rule import Rule

_BLOCK = regex(r"^```dockerfile (bad|fixed|good)[^\S\n]*([^\n]*)\n(.*?)^```[^\S\n]*$", re.MULTILINE | re.DOTALL)
_MARK = regex(r"\$\d")
_BLANKS = regex(r"\n{3,}(?=Instead of|write|Fine)")


class Example(NamedTuple):
    """A block of a docstring: `bad` gives exactly the marked findings, `fixed` is what the first fix makes of the
    `bad` before it, `good` is silent. `settings` is TOML on the fence's line, such as `strict-labels = true`."""

    kind: str
    settings: str
    text: str


def examples(rule: Rule) -> list[Example]:
    """The examples of a rule, in order."""
    return [Example(match[1], match[2].strip(), match[3]) for match in _BLOCK.finditer(rule.doc)]


def summary(rule: Rule) -> str:
    """The first line of a rule's docstring: what it says, in a sentence."""
    return rule.doc.partition("\n")[0]


def is_fixable(rule: Rule) -> bool:
    """Whether the rule has a fix; its examples then show one."""
    return any(example.kind == "fixed" for example in examples(rule))


def page(rule: Rule) -> str:
    """The rule's page, as Markdown."""
    others = ", ".join(f"`{name}`" for name in rule.names[1:])
    facts = [
        f"Severity: {rule.severity}",
        "on by default" if rule.on else "off by default",
        "fixable" if is_fixable(rule) else "no automatic fix",
    ]
    lines = [f"# {rule.code}: {rule.name}", "", summary(rule), "", " · ".join(facts), ""]
    if others:
        lines += [f"Also known as {others}.", ""]
    lines += [_body(rule), ""]
    known = options(rule.code)
    if known:
        lines += ["## Options", "", f"In the configuration, in the table `[rules.{rule.code}]` or at the top:", ""]
        lines += [*(f"- `{name}`: {doc}" for name, doc in known), ""]
    return "\n".join(lines)


def short(rule: Rule) -> str:
    """The rule's page without its head, for a hover."""
    return f"**{rule.code}** {rule.name}\n\n{summary(rule)}\n\n{_body(rule)}"


def _body(rule: Rule) -> str:
    rest = rule.doc.partition("\n")[2].strip("\n")
    titles = {"bad": "Instead of", "fixed": "write", "good": "Fine"}

    def block(match: re.Match[str]) -> str:
        text = _MARK.sub("", match[3]).replace("${0}", "$0")
        with_settings = f" with `{match[2].strip()}`" if match[2].strip() else ""
        return f"\n{titles[match[1]]}{with_settings}:\n\n```dockerfile\n{text}```"

    return _BLANKS.sub("\n\n", _BLOCK.sub(block, rest)).strip("\n")
