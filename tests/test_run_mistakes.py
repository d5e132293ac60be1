"""Mistakes in a RUN which a build takes without a word, and what looks like them and is meant."""

from __future__ import annotations

import pytest
from marks import marked

from dockerls.config import DEFAULT
from dockerls.snapshot import snapshot
from dockerls.text import apply


def found(code: str, text: str) -> list[str]:
    """What a rule marks in a text."""
    return [finding.span.of(text) for finding in snapshot(text, config=DEFAULT).report.findings if finding.code == code]


def mended(code: str, text: str) -> str:
    """The text after the first fix of each finding."""
    findings = [finding for finding in snapshot(text, config=DEFAULT).report.findings if finding.code == code]
    return apply(text, [edit for finding in findings for edit in finding.fixes[0].edits])


WORDS = {
    "DF2050": (
        ("apk add --no-cache $0curl,$0 git", "apk add --no-cache curl git"),
        ("dnf install -y curl $0,$0 git", "dnf install -y curl git"),
        ("python3 -m pip install $0a,$0 b", "python3 -m pip install a b"),
        ("npm install $0a,$0 b,", "npm install a b"),
        ("gem install $0rails,$0 rake", "gem install rails rake"),
        ("conda install -y $0numpy,$0 scipy", "conda install -y numpy scipy"),
        ("pip install a[b,c] 'd>1, <2'", None),
        ("echo a, b", None),
        ("go run ./cmd a, b", None),
    ),
    "DF2051": (
        ("make $0&$0 make install", "make && make install"),
        ("a && cp x y $0&$0 rm x", "a && cp x y && rm x"),
        ("npm ci $0&$0 npm run build", "npm ci && npm run build"),
        ("npm start & npm test", None),
        ("make serve & make check", None),
        ("go run ./server & go test ./...", None),
        ("./server & ./test", None),
        ("cp a b & cp c d & wait", None),
        ("cp a b 2>&1 && rm c &> /dev/null", None),
        ("(cp a b & cp c d)", None),
        ("cp a b &", None),
        ("wget http://x/?a=1$0&$0b=2&c=3 -O f", 'wget "http://x/?a=1&b=2&c=3" -O f'),
    ),
    "DF2052": (
        ("cp a b $0\\$0 && rm a", "cp a b && rm a"),
        ("apk add $0\\$0 curl", "apk add curl"),
        ("cp a b && $0\\$0 rm a", "cp a b && rm a"),
        ("cp a\\ b c", None),
        ("cut -d \\  -f 1 x", None),
        ("cp a b \\\n # \\ x\n && rm a", None),
        ("echo 'a \\ b'", None),
        ("cp a 'b \\ c'", None),
        ("cp a b # c \\ && d", None),
        ("IFS=\\  read a", None),
    ),
    "DF2053": (
        ("""$0'apt-get update && apt-get install -y curl'$0""", "apt-get update && apt-get install -y curl"),
        ("""a && $0"npm run $X"$0""", "a && npm run $X"),
        ('"npm" run build', None),
        ('"/opt/my app/run" x', None),
        ('"$X y"', None),
    ),
    "DF2054": (
        ("pip3.12 install $0a>=1.0$0 b", 'pip3.12 install "a>=1.0" b'),
        ("pip install $0a > 1.0$0", 'pip install "a>1.0"'),
        ("uv pip install $0a<2$0", 'uv pip install "a<2"'),
        ("conda install -y $0numpy>=2.1$0", 'conda install -y "numpy>=2.1"'),
        ("apk add $0curl>8.5$0", 'apk add "curl>8.5"'),
        ("gem install x -v $0>=1.0$0", 'gem install x -v ">=1.0"'),
        ("npm install $0a@>=1.0.0$0", 'npm install "a@>=1.0.0"'),
        ("pip install a 2>1", None),
        ("pip install a > install.log", None),
        ("pip install a > /dev/null 2>&1", None),
        ("pip install -r /dev/stdin < 1.txt", None),
        ("test 2 > 1", None),
    ),
}


def check(code: str, script: str, fixed: str | None, image: str = "debian:13-slim") -> None:
    text, marks = marked(f"FROM {image}\nRUN {script}\n")
    assert found(code, text) == [span.of(text) for span in marks.get(0, [])]
    if fixed is not None:
        assert mended(code, text) == f"FROM {image}\nRUN {fixed}\n"


@pytest.mark.parametrize(
    ("code", "script", "fixed"), [(code, *case) for code, cases in WORDS.items() for case in cases]
)
def test_what_a_shell_makes_of_the_words(code: str, script: str, fixed: str | None) -> None:
    check(code, script, fixed)


WAITS = {
    "DF2055": (
        ("npm ci && $0npm start$0", None),
        ("$0yarn run serve$0", 'CMD ["yarn", "run", "serve"]'),
        ("$0bundle exec rails s$0 -b 0.0.0.0", 'CMD ["bundle", "exec", "rails", "s", "-b", "0.0.0.0"]'),
        ("$0python manage.py runserver$0 0.0.0.0:80", 'CMD ["python", "manage.py", "runserver", "0.0.0.0:80"]'),
        ("$0python3 -m http.server$0", 'CMD ["python3", "-m", "http.server"]'),
        ("$0php artisan serve$0 --host 0.0.0.0", None),
        ("$0php -S$0 0.0.0.0:80 -t public", None),
        ("$0uvicorn app:app --port 80$0", None),
        ("$0flask --app x run$0 -h 0.0.0.0", None),
        ("""$0nginx -g "daemon off;"$0""", 'CMD ["nginx", "-g", "daemon off;"]'),
        ("$0redis-server$0", 'CMD ["redis-server"]'),
        ("service a start; $0sleep infinity$0", None),
        ("npm start &", None),
        ("npm start > /dev/null 2>&1 &", None),
        ("npm start & sleep 3; npm test", None),
        ("timeout 5 npm start || true", None),
        ("npm start | head", None),
        ("(npm start &) && npm test", None),
        ("redis-server --daemonize yes && ./fill", None),
        ("nginx -t -g 'daemon off;'", None),
        ("rails server -d && ./fill", None),
        ("gunicorn --version", None),
        ("npm run build && npm run start:check", None),
        ("npm run dev", None),
        ("npm install start", None),
        ("sleep 5", None),
        ("echo npm start", None),
    ),
    "DF2056": (
        ("$0passwd$0 root", None),
        ("printf 'a\\na\\n' | passwd root", None),
        ("passwd -l root", None),
        ("passwd root < /x", None),
        ("$0adduser$0 --home /a --gecos '' app", "adduser --disabled-password --home /a --gecos '' app"),
        ("adduser --disabled-login app", None),
        ("adduser --system --group app", None),
        ("adduser app staff", None),
        ("adduser --help", None),
        ("yes | adduser app", None),
    ),
}


@pytest.mark.parametrize(
    ("code", "script", "fixed"), [(code, *case) for code, cases in WAITS.items() for case in cases]
)
def test_what_a_build_waits_for(code: str, script: str, fixed: str | None) -> None:
    text, marks = marked(f"FROM debian:13-slim\nRUN {script}\n")
    assert found(code, text) == [span.of(text) for span in marks.get(0, [])]
    if fixed is not None:
        fixed = fixed if fixed.startswith("CMD") else f"RUN {fixed}"
        assert mended(code, text) == f"FROM debian:13-slim\n{fixed}\n"


def test_who_asks_hangs_on_the_image() -> None:
    for image in ("alpine:3.23", "node:24-alpine", "busybox"):
        check("DF2056", "$0adduser$0 -u 5 app", "adduser -D -u 5 app", image)
        check("DF2056", "adduser -S app && adduser -SDH b && adduser app wheel", None, image)
    for image in ("fedora:43", "ghcr.io/nobody/knows:1", "scratch"):
        check("DF2056", "adduser app", None, image)
    check("DF2056", "$0adduser$0 app", 'adduser --disabled-password --gecos "" app', "python:3.14")


@pytest.mark.parametrize(
    "script",
    [
        "$0/etc/init.d/nginx$0 start",
        "make && $0invoke-rc.d$0 nginx start",
        "$0systemctl$0 restart nginx",
        "/etc/init.d/mysql start && mysql < /x.sql",
        "/etc/init.d/mysql start && /etc/init.d/mysql stop",
        "systemctl enable nginx",
        "cp a /etc/init.d/nginx",
    ],
)
def test_no_services_run_in_a_build(script: str) -> None:
    check("DL3001", script, None)


@pytest.mark.parametrize(
    ("script", "fixed"),
    [
        ("$0export PATH=$PATH:/x A=b$0", "ENV PATH=$PATH:/x A=b"),
        ('$0export A="b c"$0', 'ENV A="b c"'),
        ("make && $0A=b$0", None),
        ("$0alias a=b$0", None),
        ("make; $0ulimit -n 5$0", None),
        ("$0set -eux$0", None),
        (". ~/.nvm/nvm.sh && $0nvm use 20$0", None),
        ("make; set +x", None),
        ("make && unset A", None),
        ("make; a=$?", None),
        ("A=b make", None),
        ("alias", None),
        ("A=$(make)", None),
    ],
)
def test_what_a_run_forgets(script: str, fixed: str | None) -> None:
    text, marks = marked(f"FROM debian:13-slim\nRUN {script}\n")
    assert found("DF8060", text) == [span.of(text) for span in marks.get(0, [])]
    if fixed is not None:
        assert mended("DF8060", text) == f"FROM debian:13-slim\n{fixed}\n"


@pytest.mark.parametrize(
    "script",
    [
        "curl $0-udeploy:Tr0ub4dor$0 https://example.com",
        "curl $0--user=deploy:Tr0ub4dor$0 https://example.com",
        "mysql -uroot -p$0Tr0ub4dor$0 -e x",
        "mysqladmin -u root password $0Tr0ub4dor$0",
        "docker login -u a -p $0Tr0ub4dor$0 example.com",
        "redis-cli -a $0Tr0ub4dor$0 ping",
        "htpasswd -bc /a admin $0Tr0ub4dor$0",
        "curl -u deploy https://example.com",
        "curl -u$LOGIN https://example.com",
        "mysql -uroot -ppassword -p$X -p -e x",
        "docker run -p 8080:8080 a",
        "htpasswd -c /a Tr0ub4dor",
        "mkdir -pTr0ub4dor",
    ],
)
def test_passwords_in_command_lines(script: str) -> None:
    check("DF3001", script, None)


@pytest.mark.parametrize(
    ("before", "script", "finds"),
    [
        ("", "git clone $0git@github.com:a/b$0", True),
        ("", "cd /a && git submodule add $0ssh://git@example.com/a/b$0", True),
        ("", "npm install $0git+ssh://git@example.com/a/b$0", True),
        ("RUN mkdir -p ~/.ssh && ssh-keyscan github.com >> ~/.ssh/known_hosts\n", "git clone $0git@a.b:c/d$0", True),
        ("", "--mount=type=ssh git clone git@github.com:a/b", False),
        ("", "--mount=type=secret,id=key git clone git@github.com:a/b", False),
        ("", "git clone https://git@github.com/a/b", False),
        ("", "git config user.email a@b.c", False),
        ("", "git remote add origin git@github.com:a/b", False),
        ("COPY id_rsa /root/.ssh/\n", "git clone git@github.com:a/b", False),
        ("COPY a /root/\n", "git clone git@github.com:a/b", False),
        ("ARG SSH_PRIVATE_KEY\n", "git clone git@github.com:a/b", False),
        ("RUN git config --global url.https://a/.insteadOf git@b:\n", "git clone git@b:c/d", False),
        ("ENV GIT_SSH_COMMAND=x\n", "git clone git@github.com:a/b", False),
    ],
)
def test_a_repository_needs_a_key(before: str, script: str, finds: bool) -> None:
    text, marks = marked(f"FROM debian:13-slim\n{before}RUN {script}\n")
    assert found("DF2057", text) == [span.of(text) for span in marks.get(0, [])]
    assert bool(marks) == finds
    if finds:
        assert found("DF2057", mended("DF2057", text)) == []
    assert found("DF2057", text.replace("debian:13-slim", "example.com/own:1")) == []
