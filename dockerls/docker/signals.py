"""The signals which `STOPSIGNAL` accepts: names, numbers, and what the usual ones are for.

Pure data. Source: github.com/moby/sys/signal (SignalMap for Linux and ParseSignal), which BuildKit asks.
"""

from collections.abc import Mapping
from typing import Final

from ..named import NamedTuple

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


def canonical(text: str) -> str:
    """The name in `SIGNALS` of what BuildKit takes for a stop signal; empty if it has none there."""
    if not is_signal(text):
        return ""
    if text.lstrip("+").isdigit():
        return next((name for name, number in SIGNALS.items() if number == int(text)), "")
    name = f"SIG{text.upper().removeprefix('SIG')}"
    return name if name in SIGNALS else ""


class Stop(NamedTuple):
    """The signal on which a program ends in good order, and what it does on it."""

    signal: str
    why: str


_NGINX: Final = Stop("SIGQUIT", "On SIGQUIT it finishes the requests that it has, on SIGTERM it drops them.")
_FPM: Final = Stop("SIGQUIT", "On SIGQUIT its workers finish their requests, on SIGTERM they drop them.")
_APACHE: Final = Stop("SIGWINCH", "On SIGWINCH its workers finish their requests, on SIGTERM they drop them.")
_SYSTEMD: Final = Stop("SIGRTMIN+3", "On SIGRTMIN+3 systemd halts; SIGTERM only makes it start itself anew.")

STOPS: Final[Mapping[str, Stop]] = {
    "nginx": _NGINX,
    "openresty": _NGINX,
    "php-fpm": _FPM,
    "httpd": _APACHE,
    "httpd-foreground": _APACHE,
    "apache2": _APACHE,
    "apache2-foreground": _APACHE,
    "systemd": _SYSTEMD,
    "haproxy": Stop("SIGUSR1", "On SIGUSR1 it lets the connections end, on SIGTERM it drops them."),
    "postgres": Stop("SIGINT", "On SIGINT it shuts down at once, on SIGTERM it waits until every client has left."),
}
"""Programs that do not take SIGTERM, Docker's default, for a request to end in good order. Sources: nginx.org's
"Controlling nginx", php-fpm(8), httpd's "Stopping and Restarting", systemd(1), HAProxy's management guide, and
PostgreSQL's "Shutting Down the Server"; the images of the same names set these signals."""
