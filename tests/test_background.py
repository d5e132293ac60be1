"""What goes to the background as a container's first program, and what keeps it from doing so."""

from __future__ import annotations

import pytest
from checks import check, check_fix, findings


@pytest.mark.parametrize(
    "text",
    [
        "FROM debian:13\nCMD service a start && service b $0start$0\n",
        "FROM debian:13\nCMD /etc/init.d/nginx $0start$0\n",
        'FROM debian:13\nCMD ["sh", "-c", $0"service nginx start"$0]\n',
        'FROM debian:13\nCMD ["bash", "-c", $0"a & b &"$0]\n',
        "FROM debian:13\nCMD (while true; do x; done) $0&$0\n",
        "FROM debian:13\nCMD python app.py \\\n  $0&$0\n",
        "FROM debian:13\nCMD systemctl $0start$0 nginx\n",
        'FROM debian:13\nENTRYPOINT [$0"/usr/sbin/sshd"$0]\nCMD ["-e"]\n',
        "FROM debian:13\nCMD php-fpm8.4 $0-D$0\n",
        'FROM debian:13\nCMD ["mongod", $0"--fork"$0, "--logpath", "/x"]\n',
        'FROM debian:13\nWORKDIR /app\nCOPY . .\nCMD [$0"/usr/sbin/nginx"$0]\n',
        'FROM nginx:1.30\nCOPY site.conf /etc/nginx/conf.d/default.conf\nCMD [$0"nginx"$0]\n',
        'FROM example.com/base\nENTRYPOINT ["service", "x", $0"start"$0]\n',
        "FROM alpine:3.23\nCMD $0httpd$0\n",
    ],
)
def test_a_container_that_ends_at_once(text: str) -> None:
    check("DF7018", text)


@pytest.mark.parametrize(
    "text",
    [
        "FROM debian:13\nCMD service a start && tail -f /dev/null\n",
        "FROM debian:13\nCMD service a start; bash\n",
        "FROM debian:13\nCMD service a start || exit 1\n",
        "FROM debian:13\nCMD a & b & wait\n",
        """FROM debian:13\nCMD ["sh", "-c", "trap 'exit' TERM; app & wait"]\n""",
        'FROM debian:13\nENTRYPOINT ["/usr/sbin/sshd"]\nCMD ["-D", "-e"]\n',
        'FROM debian:13\nCMD ["/usr/sbin/sshd", "-De"]\n',
        'FROM debian:13\nENTRYPOINT ["/start.sh"]\nCMD ["sshd"]\n',
        'FROM example.com/base\nCMD ["sshd"]\n',
        'FROM nginx:1.30\nENTRYPOINT ["nginx"]\nCMD ["-g", "daemon off;"]\n',
        'FROM nginx:1.30\nCOPY nginx.conf /etc/nginx/nginx.conf\nCMD ["nginx"]\n',
        'FROM debian:13\nCOPY . .\nCMD ["nginx"]\n',
        'FROM debian:13\nCOPY --from=a /rootfs /\nCMD ["nginx"]\n',
        'FROM debian:13\nRUN echo "daemon off;" >> /etc/nginx/nginx.conf\nCMD ["nginx"]\n',
        'FROM debian:13 AS a\nRUN echo "daemon off;" >> /etc/nginx/nginx.conf\nFROM a\nCMD ["nginx"]\n',
        'FROM debian:13\nCMD ["nginx", "-t"]\n',
        'FROM debian:13\nCMD ["apache2ctl", "-D", "FOREGROUND"]\n',
        "FROM debian:13\nCMD app 2>&1\n",
    ],
)
def test_a_container_that_lives(text: str) -> None:
    assert findings(text, code="DF7018") == []


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ('FROM fedora:43\nCMD ["crond"]\n', 'FROM fedora:43\nCMD ["crond", "-n"]\n'),
        ('FROM alpine:3.23\nCMD ["crond"]\n', 'FROM alpine:3.23\nCMD ["crond", "-f"]\n'),
        ("FROM debian:13\nCMD apachectl start\n", "FROM debian:13\nCMD apachectl -D FOREGROUND\n"),
        (
            'FROM debian:13\nCMD ["apachectl", "-k", "start"]\n',
            'FROM debian:13\nCMD ["apachectl", "-k", "start", "-D", "FOREGROUND"]\n',
        ),
        ('FROM fedora:43\nCMD ["httpd"]\n', 'FROM fedora:43\nCMD ["httpd", "-D", "FOREGROUND"]\n'),
        ("FROM node:24\nCMD pm2 start app.js\n", "FROM node:24\nCMD pm2-runtime start app.js\n"),
        (
            'FROM redis:8\nCMD ["redis-server", "--daemonize", "yes"]\n',
            'FROM redis:8\nCMD ["redis-server", "--daemonize", "no"]\n',
        ),
        ("FROM nginx:1.30\nCMD nginx\n", "FROM nginx:1.30\nCMD nginx -g 'daemon off;'\n"),
    ],
)
def test_a_fix_keeps_it_in_the_foreground(bad: str, good: str) -> None:
    check_fix("DF7018", bad, good)
