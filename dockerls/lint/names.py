"""What a rule's name means, whoever gives it that name: ourselves, hadolint, BuildKit, docker-langserver, tally.

It knows all names and must not know where they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from ..late import regex
from ..shapes import Names
from .engine import by_any_name
from .peers import BUILDKIT, HADOLINT, LANGSERVER, RETIRED, TALLY, Counterpart

_SHELLCHECK = regex(r"(?:shellcheck/)?(SC\d{3,4})", re.IGNORECASE)
_ELSEWHERE = regex(r"(?:shellcheck|powershell)/.+|PS[A-Z]\w+")
_NAMESPACES = ("hadolint/", "buildkit/", "tally/", "shellcheck/")


def meaning(name: str) -> Counterpart | None:
    """The names of rules that a name stands for, in any case and with a namespace or without; none of them, and a
    note, for a rule that only another linter has. None for what nobody knows.

    A name of one of our rules stands for itself: of several things that a rule finds, a peer may know only one.
    """
    lower = name.lower()
    found = _all().get(lower) or _all().get(f"tally/{lower}")
    if found is None and lower.startswith(_NAMESPACES):
        found = _all().get(lower.partition("/")[2])
    if found is None:
        code = _SHELLCHECK.fullmatch(name)
        if code is not None:
            page = f"https://www.shellcheck.net/wiki/{code[1].upper()}"
            return Counterpart((code[1].upper(),), f"A finding of ShellCheck's, which is asked: {page}.")
        if _ELSEWHERE.fullmatch(name):
            return Counterpart((), "A rule of another linter.")
    return found


def all_names() -> Iterable[str]:
    """All names that mean something, to find the one that was meant."""
    return [*by_any_name(), *(name for rule in by_any_name().values() for name in rule.names)]


NAMES = Names(meaning, all_names)
"""The names of rules, for who reads a configuration."""


@lru_cache(maxsize=1)
def _all() -> Mapping[str, Counterpart]:
    """Every name in lower case, but for namespaces."""
    found = {code.lower(): Counterpart((), "hadolint had this rule once, and has dropped it.") for code in RETIRED}
    for table in (HADOLINT, BUILDKIT, LANGSERVER, TALLY):
        for name, peer in table.items():
            found[name.lower()] = peer
            found.setdefault(name.rpartition("/")[2].lower(), peer)
    for rule in by_any_name().values():
        for name in rule.names:
            found.setdefault(name.rpartition("/")[2].lower(), Counterpart((name,), ""))
    for rule in by_any_name().values():
        for name in (rule.name, *rule.names):
            found[name.lower()] = Counterpart((name,), "")
    return found
