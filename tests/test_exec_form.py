"""JSON forms that no shell reads, and calls of shells: what is found, and what is somebody's intent."""

from __future__ import annotations

import pytest
from checks import check, check_fix, findings

DEBIAN = "FROM debian:13-slim\n"
CODES = ("DF7006", "DF7019", "DF7007", "DF7008", "DF7009", "DF7020")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("DF7006", 'HEALTHCHECK CMD [$0"curl -f http://localhost/ || exit 1"$0]'),
        ("DF7006", 'CMD $0"node app.js"$0'),
        ("DF7006", 'ENTRYPOINT ["tini", "--"]\nCMD [$0"node app.js"$0]'),
        ("DF7006", 'RUN [$0"apt-get update"$0, "apt-get upgrade"]'),
        ("DF7019", "HEALTHCHECK CMD curl -fs http://localhost:80/ ; $0true$0"),
        ("DF7019", 'HEALTHCHECK CMD [$0"curl"$0, "http://localhost"]'),
        ("DF7007", 'CMD ["a", $0">"$0, "/var/log/x", "2>&1"]'),
        ("DF7007", 'CMD ["a", $0"|"$0, "tee", "x"]'),
        ("DF7007", 'HEALTHCHECK CMD ["curl", "-f", "http://x", $0"||"$0, "exit", "1"]'),
        ("DF7007", 'ENTRYPOINT ["tini", "--"]\nCMD ["a", $0"&&"$0, "b"]'),
        ("DF7007", 'CMD ["cd", "/app", $0"&&"$0, "npm", "start"]'),
        ("DF7008", 'ONBUILD RUN [$0"cd"$0, "/x"]'),
        ("DF7008", 'CMD [$0"export"$0, "A=b"]'),
        ("DF7009", 'ENTRYPOINT ["sh", "-c", "app"]\n$0CMD$0 ["--flag"]'),
        ("DF7009", 'ENTRYPOINT ["sh", "-c", "app", "--"]\n$0CMD$0 ["--flag"]'),
        ("DF7009", 'ENTRYPOINT ["sh", "-c"]\nCMD ["npm", $0"start"$0]'),
        ("DF7009", 'RUN bash -c "source x" && bash -c foo $0bar$0'),
        ("DF7009", 'CMD [$0"sh", "-c"$0]'),
        ("DF7020", 'ENTRYPOINT ["app", $0"$*"$0]'),
    ],
)
def test_a_mistake_is_told(code: str, text: str) -> None:
    check(code, f"{DEBIAN}{text}\n")


@pytest.mark.parametrize(
    "text",
    [
        'CMD ["a", "--separator", "|", "b"]',
        'RUN ["find", ".", "-exec", "rm", "{}", ";"]',
        'ENTRYPOINT ["/entrypoint.sh"]\nCMD ["a", "&&", "b"]',
        'ENTRYPOINT ["/entrypoint.sh"]\nCMD ["set", "x"]',
        'ENTRYPOINT ["sh", "-c"]',
        'ENTRYPOINT ["sh", "-c"]\nCMD ["cd /srv && npm start"]',
        'ENTRYPOINT ["bash", "-euo", "pipefail", "-c", "exec app \\"$@\\"", "--"]\nCMD ["x"]',
        'CMD ["bash", "-c", "for x; do echo $x; done", "a", "b"]',
        'CMD ["sh", "-c", "app \\"$1\\"", "sh", "b"]',
        'CMD ["bash", "-c", "source /settings", "a"]',
        'CMD ["bash", "-c", "app", "--"]',
        'CMD ["test", "-f", "/x"]',
        'CMD "/opt/my app/run"',
        'ENTRYPOINT ["sh", "-c"]\nCMD ["npm run a && npm start"]',
        "HEALTHCHECK CMD exit 0",
        "HEALTHCHECK CMD if ! pgrep app; then exit 1; fi; exit 0",
        'HEALTHCHECK CMD test "$(curl -s http://localhost/)" = ok',
        "HEALTHCHECK CMD curl -s http://localhost/ | grep -q ok",
        "HEALTHCHECK CMD curl -s http://localhost/ -w '%{http_code}'",
    ],
)
def test_what_may_be_meant_is_not(text: str) -> None:
    for code in CODES:
        assert findings(f"{DEBIAN}{text}\n", code=code) == []


@pytest.mark.parametrize(
    "image", ["example.com/team/base:1", "hashicorp/terraform:1.14", "mcr.microsoft.com/windows/servercore:ltsc2025"]
)
def test_where_nobody_knows_what_starts_a_cmd_is_left_alone(image: str) -> None:
    for line in ('CMD ["set", "x"]', 'CMD ["a", "&&", "b"]', 'CMD ["sh", "-c", "a", "b"]'):
        assert all(not findings(f"FROM {image}\n{line}\n", code=code) for code in CODES)


@pytest.mark.parametrize(
    ("code", "bad", "good"),
    [
        ("DF7006", 'CMD "node app.js"', 'CMD ["node", "app.js"]'),
        ("DF7006", 'CMD ["npm run a && npm start"]', 'CMD ["sh", "-c", "npm run a && npm start"]'),
        ("DF7007", 'CMD ["app", "&"]', 'CMD ["app"]'),
        ("DF7007", 'CMD ["a", "x y", "|", "tee", "z"]', """CMD ["sh", "-c", "a 'x y' | tee z"]"""),
        ("DF7007", 'CMD ["a", ">", "/x", "2>&1"]', 'CMD ["sh", "-c", "a > /x 2>&1"]'),
        (
            "DF7009",
            'RUN ["bash", "-c", "apt-get update", "&&", "apt-get upgrade"]',
            'RUN ["bash", "-c", "apt-get update && apt-get upgrade"]',
        ),
        ("DF7009", 'CMD ["tini", "--", "sh", "-c", "a", "b c"]', """CMD ["tini", "--", "sh", "-c", "a 'b c'"]"""),
    ],
)
def test_a_fix_writes_what_was_meant(code: str, bad: str, good: str) -> None:
    check_fix(code, f"{DEBIAN}{bad}\n", f"{DEBIAN}{good}\n")
