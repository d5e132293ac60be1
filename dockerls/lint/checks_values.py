"""What BuildKit takes for a duration, a port, a mode, a platform …: each function says what is wrong with a text.

Pure functions of literal texts: no variable, no quotes. An empty answer means that the text is fine.
Sources: BuildKit's instructions/parse.go and dockerfile2llb, Go's time and strconv packages, containerd/platforms,
opencontainers/go-digest, tonistiigi/dchapes-mode and docker/go-units.
"""

from __future__ import annotations

import re

from ..late import regex

_INTEGER = regex(r"[+-]?[0-9]+", re.ASCII)
_NANOSECONDS = {
    "ns": 1,
    "us": 10**3,
    "µs": 10**3,
    "μs": 10**3,
    "ms": 10**6,
    "s": 10**9,
    "m": 60 * 10**9,
    "h": 3600 * 10**9,
}
_DURATION_PART = regex(r"([0-9]*)(\.[0-9]*)?([^.0-9]*)", re.ASCII)
_MODE = regex(r"[augo]*(?:[+=-][rstwXxugo]*)+(?:,[augo]*(?:[+=-][rstwXxugo]*)+)*")
_DIGEST = regex(r"[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[a-zA-Z0-9=_-]+")
_DIGEST_LENGTHS = {"sha256": 64, "sha384": 96, "sha512": 128}
_OS = regex(r"([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.-]*)\))?")
_PLATFORM_PART = regex(r"[A-Za-z0-9_-]+")
_SYSTEMS = frozenset(
    [
        "aix",
        "android",
        "darwin",
        "dragonfly",
        "freebsd",
        "hurd",
        "illumos",
        "ios",
        "js",
        "linux",
        "nacl",
        "netbsd",
        "openbsd",
        "plan9",
        "solaris",
        "windows",
        "zos",
        "macos",
    ]
)
_PROCESSORS = frozenset(
    [
        "386",
        "amd64",
        "amd64p32",
        "arm",
        "armbe",
        "arm64",
        "arm64be",
        "ppc64",
        "ppc64le",
        "loong64",
        "mips",
        "mipsle",
        "mips64",
        "mips64le",
        "mips64p32",
        "mips64p32le",
        "ppc",
        "riscv",
        "riscv64",
        "s390",
        "s390x",
        "sparc",
        "sparc64",
        "wasm",
        "i386",
        "x86_64",
        "x86-64",
        "aarch64",
        "armhf",
        "armel",
    ]
)
_PROCESSOR_NAMES = {
    "i386": "386",
    "x86_64": "amd64",
    "x86-64": "amd64",
    "aarch64": "arm64",
    "armhf": "arm",
    "armel": "arm",
}
_SIZE_NUMBER = regex(r"\+?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", re.ASCII)
_SIZE_UNIT = regex(r"(?:b|[kmgtp](?:i?b)?)?", re.IGNORECASE)


def duration(text: str) -> tuple[str, int]:
    """What is wrong with a Go duration, and how many nanoseconds it has (0 if it is wrong)."""
    bare = text[1:] if text[:1] in ("+", "-") else text
    if bare == "0":
        return "", 0
    if not bare:
        return "is no duration", 0
    total, at = 0, 0
    while at < len(bare):
        match = _DURATION_PART.match(bare, at)
        whole, fraction, unit = (match[1], (match[2] or "")[1:], match[3]) if match else ("", "", "")
        if match is None or not (whole or fraction):
            return "is no duration", 0
        if not unit:
            return "has no unit", 0
        if unit not in _NANOSECONDS:
            return f"has the unknown unit `{unit}`", 0
        scale = _NANOSECONDS[unit]
        total += int(whole[:30] or 0) * scale + int(fraction[:30] or 0) * scale // 10 ** len(fraction[:30])
        at = match.end()
    if total > 2**63 - (not text.startswith("-")):
        return "is too long", 0
    return "", -total if text.startswith("-") else total


def integer(text: str, low: int, high: int) -> bool:
    """Whether a text is a whole number of Go's ParseInt from `low` to `high`."""
    return bool(_INTEGER.fullmatch(text)) and len(text) < 40 and low <= int(text) <= high


def unsigned(text: str, base: int, bits: int) -> bool:
    """Whether a text is a number of Go's ParseUint."""
    digits = "01234567"[:base] if base < 10 else "0123456789"
    return bool(text) and not text.strip(digits) and len(text) < 40 and int(text, base) < 1 << bits


def port(text: str) -> tuple[str, str]:
    """What is wrong with a word of EXPOSE (`[[ip:]host:]port[-port][/protocol]`): "port" or "protocol", and why."""
    *before, last = text.rsplit(":", 2)
    ip, host = (before[0], before[1]) if len(before) == 2 else ("", before[0] if before else "")
    number, _, protocol = last.partition("/")
    if not number:
        return "port", f"`{text}` names no port"
    if protocol.lower() not in ("", "tcp", "udp", "sctp"):
        return "protocol", f"`{protocol}` is no protocol: write `tcp`, `udp` or `sctp`"
    if ip and not _is_ip(ip):
        return "port", f"`{ip}` is no IP address"
    container = _port_range(number)
    if container is None:
        return "port", _why_no_port(number)
    if host:
        published = _port_range(host)
        if published is None:
            return "port", _why_no_port(host)
        size = container[1] - container[0]
        if size and size != published[1] - published[0]:
            return "port", f"the ranges `{host}` and `{number}` differ in length"
    return "", ""


def _why_no_port(text: str) -> str:
    start, dash, end = text.partition("-")
    if dash and all(integer(part, 0, 65535) for part in (start, end)):
        return f"the range `{text}` runs backwards"
    if all(integer(part, 0, 10**30) for part in (start, end or "0")):
        return f"`{text}` is out of range: ports go up to 65535"
    return f"`{text}` is no port"


def _port_range(text: str) -> tuple[int, int] | None:
    start, dash, end = text.partition("-")
    if not integer(start, 0, 65535):
        return None
    if not dash or start == end:
        return int(start), int(start)
    if not integer(end, 0, 65535) or int(end) < int(start):
        return None
    return int(start), int(end)


def _is_ip(text: str) -> bool:
    if text.startswith("["):
        if not text.endswith("]"):
            return False
        text = text[1:-1]
        if not text:
            return True
    from ipaddress import ip_address  # It takes 3 ms to import, and few ask.

    try:
        ip_address(text)
    except ValueError:
        return False
    return "%" not in text  # Go's ParseIP takes no zone.


def mode(text: str) -> str:
    """What is wrong with a value of `--chmod`: octal up to 7777, or symbolic as chmod(1) has it."""
    if text[:1].isdigit() or (text[:1] in "+-" and text[1:].isdigit()):
        good = unsigned(text, 8, 32) and int(text, 8) <= 0o7777
        return "" if good else f"`{text}` is no octal mode from 0 to 7777"
    return "" if _MODE.fullmatch(text) else f"`{text}` is no file mode"


def digest(text: str) -> str:
    """What is wrong with a digest, as `ADD --checksum` wants it for downloads."""
    if not _DIGEST.fullmatch(text):
        return f"`{text}` is no digest: write `sha256:` and 64 hexadecimal digits"
    algorithm, _, encoded = text.partition(":")
    length = _DIGEST_LENGTHS.get(algorithm)
    if length is None:
        return f"`{algorithm}` is no digest algorithm: use `sha256`"
    if len(encoded) != length:
        return f"the digest has {len(encoded)} digits, and `{algorithm}` has {length}"
    if encoded.strip("0123456789abcdef"):
        return "the digest must be lower case hexadecimal digits"
    return ""


def platform(text: str) -> str:
    """What is wrong with a platform, `os[/arch[/variant]]` or `arch`."""
    if "*" in text:
        return f"`{text}` holds a wildcard"
    first, *rest = text.split("/", 3)
    system = _OS.fullmatch(first)
    if system is None:
        return f"`{first}` is no operating system"
    for part in rest:
        if not _PLATFORM_PART.fullmatch(part):
            return f"`{part}` is no part of a platform"
    if len(rest) > 2:
        return f"`{text}` has too many parts"
    if not rest and system[1].lower() not in _SYSTEMS and first.lower() not in _PROCESSORS:
        return f"`{text}` is neither an operating system nor a processor"
    return ""


def size(text: str) -> bool:
    """Whether a text is a size such as `64m`."""
    end = max(text.rfind(character) for character in "0123456789. ")
    if end < 0:
        return False
    number = text[:end] if text[end] == " " else text[: end + 1]
    return bool(_SIZE_NUMBER.fullmatch(number)) and bool(_SIZE_UNIT.fullmatch(text[end + 1 :]))


def normal_platform(text: str) -> tuple[str, str]:
    """Operating system and processor of a platform, in the words of containerd: `x86_64` is (linux, amd64)."""
    first, slash, rest = text.lower().partition("/")
    system = first.partition("(")[0]
    if not slash and system not in _SYSTEMS:
        system, rest = "linux", first
    elif not slash:
        rest = "amd64"  # That of the machine which builds, most likely.
    processor = rest.partition("/")[0]
    return {"macos": "darwin"}.get(system, system), _PROCESSOR_NAMES.get(processor, processor)
