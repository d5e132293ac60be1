"""Which programs leave the foreground, by themselves or when told to, and what keeps them there.

In a container the first program must stay: when it ends, all ends. It knows names and options, and no Dockerfile.
Sources: the manual pages sshd(8), cron(8), crond(8), lighttpd(8), named(8), rsyslogd(8), nginx(8), apachectl(8),
httpd(8), mongod(1), php-fpm(8), mysqld(8), haproxy(1), memcached(1), postfix(1) and pg_ctl(1); the documentation of
Redis, Gunicorn, uWSGI, PM2 and forever.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..named import NamedTuple


class Daemon(NamedTuple):
    """How a program gets to the background.

    Attributes:
        goes: The options that send it there; where there are none, it goes unless an option keeps it.
        stays: Options with which it stays, or does something else altogether.
        keep: The option that keeps it in the foreground.
    """

    goes: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()
    keep: str = ""


def _stays(options: str, keep: str) -> Daemon:
    return Daemon((), tuple(options.split()), keep)


def _goes(options: str) -> Daemon:
    return Daemon(tuple(options.split()))


DAEMONS: Final[Mapping[str, Daemon]] = {
    "sshd": _stays("-D -d -t -T -i -V -G -h --help", "-D"),
    "cron": _stays("-f -n -x -d -h -V", "-f"),
    "crond": _stays("-f -n -x -d -h -V", "-f"),
    "lighttpd": _stays("-D -t -p -v -V -h -1", "-D"),
    "named": _stays("-f -g -v -V -h -C", "-f"),
    "rsyslogd": _stays("-n -N -d -v -V -h", "-n"),
    "mongod": _goes("--fork"),
    "mysqld": _goes("--daemonize -D"),
    "gunicorn": _goes("--daemon -D"),
    "haproxy": _goes("-D"),
    "memcached": _goes("--daemon -d"),
    "rabbitmq-server": _goes("-detached"),
    "elasticsearch": _goes("--daemonize -d"),
    "kafka-server-start.sh": _goes("-daemon"),
    "kafka-server-start": _goes("-daemon"),
    "mosquitto": _goes("--daemon -d"),
    "celery": _goes("--detach -D"),
    "uwsgi": _goes("--daemonize --daemonize2"),
    "php-fpm": _goes("--daemonize -D"),
}
"""Programs by name; of PHP-FPM without its version, which Debian puts behind it."""


class Starter(NamedTuple):
    """A program that starts another one in the background, and ends.

    Attributes:
        verbs: Its subcommands that do so.
        stays: Options with which it stays.
        verb: What to say in the subcommand's place to have it stay.
        name: What to call in the program's own place.
    """

    verbs: tuple[str, ...]
    stays: tuple[str, ...] = ()
    verb: tuple[str, ...] = ()
    name: str = ""


_APACHE: Final = Starter(
    ("start", "restart", "graceful"),
    ("-X", "FOREGROUND", "-DFOREGROUND", "NO_DETACH", "-DNO_DETACH"),
    ("-D", "FOREGROUND"),
)
_SERVICE: Final = Starter(("start", "restart"))

STARTERS: Final[Mapping[str, Starter]] = {
    "apachectl": _APACHE,
    "apache2ctl": _APACHE,
    "postfix": Starter(("start",), (), ("start-fg",)),
    "zkServer.sh": Starter(("start",), (), ("start-foreground",)),
    "catalina.sh": Starter(("start",), (), ("run",)),
    "neo4j": Starter(("start",), (), ("console",)),
    "pg_ctl": Starter(("start", "restart")),
    "pg_ctlcluster": Starter(("start", "restart"), ("--foreground",)),
    "pm2": Starter(("start", "restart"), ("--no-daemon", "--attach"), name="pm2-runtime"),
    "forever": Starter(("start",)),
    "service": _SERVICE,
    "rc-service": _SERVICE,
    "invoke-rc.d": _SERVICE,
    "systemctl": _SERVICE,
}

SCRIPTS: Final = ("/etc/init.d/", "/etc/rc.d/init.d/")
"""Where the scripts are which start services, as `service` does."""
