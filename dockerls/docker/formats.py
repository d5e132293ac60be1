"""Whether a label's value has the format its key asks for: URLs, dates, licences, commits, versions, addresses.

Knows text only. Sources: RFC 3986, RFC 3339, SPDX 3 annex D (licence expressions), Semantic Versioning 2.0, RFC 5322.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

from ..late import regex
from .spdx import SPDX, SPDX_DEPRECATED, SPDX_EXCEPTIONS

_URL: Final = regex(r"[A-Za-z][A-Za-z0-9+.-]*:(?://)?[^\s<>\"{}|\\^`]+")
_DATE: Final = regex(r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|[+-](\d\d):(\d\d))", re.ASCII)
_HASH: Final = regex(r"[0-9a-f]{7}|[0-9a-f]{40}")
_SEMVER: Final = regex(
    r"(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)"
    r"(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*)?"
    r"(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?",
    re.ASCII,
)
_ATOM: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_EMAIL: Final = regex(rf"(?:{_ATOM}(?:\.{_ATOM})*|\"[^\"\\]+\")@(?:{_ATOM}(?:\.{_ATOM})*|\[[^\[\]\\]+\])")
_LICENCE_WORD: Final = regex(r"([()]|[^\s()]+)")
_REF: Final = regex(r"(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+")


def is_url(text: str) -> bool:
    """Whether the text is an absolute URI."""
    return bool(_URL.fullmatch(text))


def is_rfc3339(text: str) -> bool:
    """Whether the text is a date and time with an offset, and one that exists."""
    match = _DATE.fullmatch(text)
    if not match:
        return False
    year, month, day, hour, minute, second = (int(match[n]) for n in range(1, 7))
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    offset = match[7] is None or (int(match[7]) < 24 and int(match[8]) < 60)
    return 1 <= month <= 12 and 1 <= day <= days[month - 1] and hour < 24 and minute < 60 and second <= 60 and offset


def is_spdx(text: str) -> bool:
    """Whether the text is a licence expression: `MIT`, `Apache-2.0 OR (GPL-2.0-only WITH Classpath-exception-2.0)`."""
    depth, wants_licence = 0, True
    words = [match[1] for match in _LICENCE_WORD.finditer(text)]
    at = 0
    while at < len(words):
        word = words[at]
        at += 1
        if word == "(" and wants_licence:
            depth += 1
        elif word == ")" and not wants_licence and depth:
            depth -= 1
        elif not wants_licence and word.upper() in ("AND", "OR"):
            wants_licence = True
        elif not wants_licence and word.upper() == "WITH" and at < len(words):
            if words[at].lower() not in _exceptions():
                return False
            at += 1
        elif wants_licence and (word.removesuffix("+").lower() in licences() or _REF.fullmatch(word)):
            wants_licence = False
        else:
            return False
    return not depth and not wants_licence


@lru_cache(maxsize=1)
def licences() -> Mapping[str, str]:
    """Every licence identifier by its lower case, in which SPDX compares them."""
    return {name.lower(): name for name in (*SPDX_DEPRECATED, *SPDX)}


@lru_cache(maxsize=1)
def _exceptions() -> frozenset[str]:
    return frozenset(name.lower() for name in SPDX_EXCEPTIONS)


FORMATS: Final[Mapping[str, Callable[[str], bool]]] = {
    "text": bool,
    "url": is_url,
    "rfc3339": is_rfc3339,
    "spdx": is_spdx,
    "hash": lambda text: bool(_HASH.fullmatch(text)),
    "semver": lambda text: bool(_SEMVER.fullmatch(text)),
    "email": lambda text: bool(_EMAIL.fullmatch(text)),
}
"""What a value of each format must fulfil."""
