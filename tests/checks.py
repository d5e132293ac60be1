"""`check(code, marked)`: what one rule finds in a marked text, compared as marked text."""

from __future__ import annotations

from collections.abc import Iterable

from marks import mark, marked

from dockerls.buildcontext import NO_CONTEXT, BuildContext
from dockerls.config import DEFAULT, Config
from dockerls.lint import Finding, engine
from dockerls.lint.engine import by_any_name, fixed
from dockerls.snapshot import snapshot
from dockerls.text import Span

engine.strict = True  # A crash in a rule is a failure here.


def findings(
    text: str, config: Config = DEFAULT, *, code: str = "", context: BuildContext = NO_CONTEXT
) -> list[Finding]:
    """What is found in a plain text; with a code, by that rule alone, which is switched on if need be."""
    if not code:
        return list(snapshot(text, config=config, context=context).report.findings)
    rule = by_any_name()[code.lower()]
    if not rule.on:
        config = config._replace(select=(*config.select, rule.code))
    found = snapshot(text, config=config, context=context).report.findings
    return [finding for finding in found if set(finding.names) & set(rule.names)]


def check(code: str, text: str, *, config: Config = DEFAULT, context: BuildContext = NO_CONTEXT) -> list[Finding]:
    """Hold a rule against a marked text: its findings are exactly the spans marked `$0`."""
    plain, wanted = marked(text)
    found = findings(plain, config, code=code, context=context)
    spans = sorted({finding.span for finding in found})
    assert _marked(plain, spans) == _marked(plain, sorted(wanted.get(0, [])))
    return found


def check_fix(code: str, bad: str, good: str, *, config: Config = DEFAULT, fix: int = 0) -> None:
    """Hold a rule's fixes against a marked text: the first fix of all its findings makes `good` of `bad`."""
    plain, _ = marked(bad)
    wanted, _ = marked(good)
    found = findings(plain, config, code=code)
    assert found, "nothing was found"
    chosen = [finding._replace(fixes=finding.fixes[fix : fix + 1]) for finding in found]
    assert fixed(plain, chosen, unsafe=True)[0] == wanted


def _marked(text: str, spans: Iterable[Span]) -> str:
    return mark(text, [span if span.end > span.start else Span(span.start, span.start) for span in spans])
