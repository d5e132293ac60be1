"""The signals which `STOPSIGNAL` accepts: names, numbers, and what the usual ones are for.

Pure data. Source: github.com/moby/sys/signal (SignalMap for Linux and ParseSignal), which BuildKit asks.
"""

from collections.abc import Mapping
from typing import Final

_RTMIN: Final = 34
_RTMAX: Final = 64

SIGNALS: Final[Mapping[str, int]] = {
    "SIGTERM": 15,
    "SIGINT": 2,
    "SIGQUIT": 3,
    "SIGHUP": 1,
    "SIGKILL": 9,
    "SIGUSR1": 10,
    "SIGUSR2": 12,
    "SIGWINCH": 28,
    "SIGABRT": 6,
    "SIGALRM": 14,
    "SIGBUS": 7,
    "SIGCHLD": 17,
    "SIGCLD": 17,
    "SIGCONT": 18,
    "SIGFPE": 8,
    "SIGILL": 4,
    "SIGIO": 29,
    "SIGIOT": 6,
    "SIGPIPE": 13,
    "SIGPOLL": 29,
    "SIGPROF": 27,
    "SIGPWR": 30,
    "SIGSEGV": 11,
    "SIGSTKFLT": 16,
    "SIGSTOP": 19,
    "SIGSYS": 31,
    "SIGTRAP": 5,
    "SIGTSTP": 20,
    "SIGTTIN": 21,
    "SIGTTOU": 22,
    "SIGURG": 23,
    "SIGVTALRM": 26,
    "SIGXCPU": 24,
    "SIGXFSZ": 25,
    "SIGRTMIN": _RTMIN,
    **{f"SIGRTMIN+{n}": _RTMIN + n for n in range(1, 16)},
    **{f"SIGRTMAX-{n}": _RTMAX - n for n in range(14, 0, -1)},
    "SIGRTMAX": _RTMAX,
}
"""Every name moby knows on Linux, with `SIG`, and its number (on x86 and Arm); the usual ones first."""

SIGNAL_DOCS: Final[Mapping[str, str]] = {
    "SIGTERM": "The polite request to end, and Docker's default.",
    "SIGINT": "What Ctrl+C sends. PostgreSQL shuts down fast on it, and many interactive programs end on it.",
    "SIGQUIT": "nginx and PHP-FPM finish the running requests, then end. For a JVM or a Go program it means a dump of "
    "all threads.",
    "SIGHUP": "The terminal is gone. Most servers re-read their configuration on it, and do not end.",
    "SIGKILL": "Ends the program at once and cannot be caught: nothing is saved or finished. What Docker sends anyway "
    "after the grace period.",
    "SIGUSR1": "Free for the program. HAProxy stops softly on it, nginx reopens its log files.",
    "SIGUSR2": "Free for the program. nginx upgrades its binary on it.",
    "SIGWINCH": "The window changed its size. Apache httpd stops gracefully on it, which is why its image uses it.",
    "SIGSTOP": "Freezes the program and cannot be caught. Nothing ends by it.",
    "SIGPWR": "Power failure. LXC and some init programs shut down on it.",
    "SIGRTMIN+3": "systemd as process 1 halts on it.",
}
"""What the usual stop signals mean, by their name in `SIGNALS`."""


def is_signal(text: str) -> bool:
    """Whether BuildKit accepts `text` as a stop signal: a whole number other than 0 (even one that is no signal), or
    a name, with or without `SIG` and in any case. Surrounding spaces are not allowed."""
    digits = text[1:] if text[:1] in ("+", "-") else text
    if digits.isascii() and digits.isdigit():
        # Go's Atoi fails beyond 64 bits, and the text is then looked up as a name.
        return 0 < int(digits) <= 2**63 - (text[0] != "-") if len(digits) < 40 else False
    # Of two, only one `SIG` is taken off. Go's upper-casing knows more letters than ASCII, none of which helps here.
    return text.isascii() and f"SIG{text.upper().removeprefix('SIG')}" in SIGNALS
