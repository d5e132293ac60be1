"""Rules about RUN beyond their pages' examples: where the word stands, what counts as tidy, how fixes fit in."""

from __future__ import annotations

import textwrap

import pytest
from checks import check, check_fix, findings

from dockerls.config import DEFAULT, Config
from dockerls.docker.package_managers import BY_PROGRAM, PACKAGE_MANAGERS
from dockerls.lint.engine import fixed
from dockerls.snapshot import snapshot

ALL = Config(select=("ALL",))


def silent(code: str, text: str, config: Config = DEFAULT) -> None:
    plain = textwrap.dedent(text[1:]) if text.startswith("\n") else text
    assert findings(plain, config, code=code) == []


# Places: continuations, comments, line ends, characters that are wide, heredocs, ONBUILD, JSON.


def test_a_word_behind_a_continuation_a_comment_and_an_emoji() -> None:
    check_fix(
        "DL3014",
        """
        FROM debian:13
        RUN echo "🐳 grüße" && \\
            # first the 📦 lists
            apt-get update && apt-get \\
            # then, quietly
            -q $0install$0 \\
              curl
        """,
        """
        FROM debian:13
        RUN echo "🐳 grüße" && \\
            # first the 📦 lists
            apt-get update && apt-get \\
            # then, quietly
            -q install -y \\
              curl
        """,
    )
    check("DL3027", 'FROM debian:13\nRUN echo "日本語 😀" && $0apt$0 update\n')


def test_line_ends_stay_as_they_are() -> None:
    bad = "FROM debian:13\r\nRUN apt-get update \\\r\n    && apt-get install -y curl\r\nUSER 1000\r\n"
    good = (
        "FROM debian:13\r\nRUN apt-get update \\\r\n    && apt-get install -y curl \\\r\n"
        "    && rm -rf /var/lib/apt/lists/*\r\nUSER 1000\r\n"
    )
    check_fix("DL3009", bad, good)
    check_fix("DL3003", "FROM a\r\nRUN cd /app && make\r\n", "FROM a\r\nWORKDIR /app\r\nRUN make\r\n")


def test_the_other_escape_character() -> None:
    check_fix(
        "DL3009",
        "# escape=`\nFROM a\nRUN apt-get update `\n  && apt-get install x\n",
        "# escape=`\nFROM a\nRUN apt-get update `\n  && apt-get install x `\n  && rm -rf /var/lib/apt/lists/*\n",
    )


def test_a_heredoc_is_a_script_like_any_other() -> None:
    lines = "FROM debian:13\nRUN <<-EOF\n\tset -e\n\tapt-get $0update$0\n\tapt-get install -y curl\nX\tEOF\n"
    other = "RUN <<EOF python3\nprint('apt-get update')\nEOF\n"
    bad, good = (lines.replace("X", text) + other for text in ("", "\trm -rf /var/lib/apt/lists/*\n"))
    check("DL3009", bad)
    check_fix("DL3009", bad, good)
    check("DL3004", "FROM a\nRUN <<EOF bash\n$0sudo$0 true\nEOF\n")


def test_onbuild_is_looked_at_too() -> None:
    check("DL3009", "FROM debian:13\nONBUILD RUN apt-get $0update$0\nFROM alpine:3.23\nCOPY . /\n")
    check("DL3042", "FROM python:3.14\nONBUILD RUN pip $0install$0 x\n")
    check_fix("DL3019", "FROM alpine\nONBUILD RUN apk add x\n", "FROM alpine\nONBUILD RUN apk add --no-cache x\n")
    silent("DL3003", "FROM a\nONBUILD RUN cd /x && y\n")


def test_json_form_gets_json() -> None:
    check_fix(
        "DL3014",
        'FROM debian\nRUN ["apt-get", "install", "x"]\n',
        'FROM debian\nRUN ["apt-get", "install", "-y", "x"]\n',
    )
    check_fix("DL3027", 'FROM debian\nRUN ["apt", "update"]\n', 'FROM debian\nRUN ["apt-get", "update"]\n')
    assert all(
        not fix.title.startswith("Remove") for f in findings('FROM a\nRUN ["apt-get", "update"]\n') for fix in f.fixes
    )


@pytest.mark.parametrize(
    "script",
    [
        "(apt-get $0install$0 x)",
        "if ! apt-get $0install$0 x; then true; fi",
        "for p in a b; do apt-get $0install$0 $p; done",
        "f() { apt-get $0install$0 x; }; f",
        "echo $(apt-get $0install$0 x)",
        "set -eux; apt-get $0install$0 x",
        "DEBIAN_FRONTEND=noninteractive apt-get $0install$0 x",
        "sudo -E apt-get $0install$0 x",
        "env -u HOME A=1 nice -n 5 apt-get $0install$0 x",
        "/usr/bin/apt-get $0install$0 x",
        "apt-get $OPTIONS $0install$0 x",
        "apt-get -o Dpkg::Use-Pty=0 -t stable $0install$0 x",
        'apt-get $0"install"$0 x',
        "apt-get $0upgrade$0",
    ],
)
def test_wherever_the_command_stands_in_the_script(script: str) -> None:
    check("DL3014", f"FROM debian:13\nRUN {script}\n")


@pytest.mark.parametrize(
    "script",
    [
        "apt-get install -qq x",
        "apt-get -q -q install x",
        "apt-get install --quiet=2 x",
        "apt-get install x -fy",
        "apt-get -o APT::Get::Assume-Yes=true install x",
        "yes | apt-get install x",
        "apt-get install -s x",
        "echo apt-get install x",
        "apt-cache search install",
        "command -v apt-get install",
        "# apt-get install x",
    ],
)
def test_nobody_is_asked(script: str) -> None:
    silent("DL3014", f"FROM debian:13\nRUN {script}\n")


def test_other_shells_are_left_alone() -> None:
    windows = "FROM mcr.microsoft.com/windows/servercore:ltsc2025\nRUN cd C:\\x && apt-get install x | y\n"
    powershell = 'FROM a\nSHELL ["pwsh", "-Command"]\nRUN cd /x; sudo apt-get update; wget x | tee y; kill 1\n'
    mine = {"DL3003", "DL3004", "DL3009", "DL3014", "DL3047", "DL4006", "DL3001"}
    for text in (windows, powershell):
        assert not {finding.code for finding in snapshot(text, config=ALL).report.findings} & mine


# What counts as tidy.


@pytest.mark.parametrize(
    "tidy",
    [
        "apt-get update && rm -rf /var/lib/apt/lists/*",
        "apt-get update && rm -r /var/lib/apt /x",
        'apt-get update && rm -rf "/var/lib/apt/lists"/*',
        "apt-get update && rm -rf /var/lib/{apt,dpkg}",
        "apt-get update && apt-get distclean",
        "apt-get update && find /var/lib/apt/lists -type f -delete",
        "apt-get update && sudo rm -rf /var/lib/apt/lists/*",
        "--mount=type=cache,target=/var/lib/apt,sharing=locked apt-get update",
        "--mount=target=/var/lib/apt/lists/,type=tmpfs apt-get update",
        "apt-get clean",
    ],
)
def test_package_lists_are_gone(tidy: str) -> None:
    silent("DL3009", f"FROM debian:13\nRUN {tidy}\n")


@pytest.mark.parametrize(
    "left",
    [
        "apt-get $0update$0 && apt-get clean",
        "rm -rf /var/lib/apt/lists/* && apt-get $0update$0",
        "apt-get update && rm -rf /var/lib/apt/lists/* && apt-get $0update$0",
        "apt-get $0update$0 && rm -rf /var/lib/dpkg /tmp/*",
        "--mount=type=bind,target=/var/lib/apt/lists apt-get $0update$0",
        "--mount=type=cache,target=/var/cache/apt apt-get $0update$0",
    ],
)
def test_package_lists_are_left(left: str) -> None:
    check("DL3009", f"FROM debian:13\nRUN {left}\n")


@pytest.mark.parametrize(
    ("code", "run"),
    [
        ("DL3009", "apt-get update"),
        ("DL3019", "apk add x"),
        ("DL3032", "yum install -y x"),
        ("DL3036", "zypper -n in x"),
        ("DL3040", "microdnf install -y x"),
        ("DL3042", "python3.14 -m pip install x"),
        ("DL3060", "yarn"),
        ("DF8001", "apk update"),
        ("DF8011", "npm ci"),
    ],
)
def test_what_a_build_stage_leaves_behind_matters_to_no_one(code: str, run: str) -> None:
    assert findings(f"FROM a AS b\nRUN {run}\nFROM b\n", code=code)
    assert findings(f"FROM a AS b\nRUN {run}\nFROM c\nCOPY --from=b /x /\n", code=code) == []


@pytest.mark.parametrize(
    ("code", "run"),
    [("DL3019", "apk add x"), ("DL3032", "yum install -y x"), ("DL3042", "pip install x"), ("DL3040", "dnf -y in x")],
)
def test_selected_by_name_a_rule_looks_at_build_stages_too(code: str, run: str) -> None:
    text = f"FROM a AS b\nRUN {run}\nFROM c\n"
    assert findings(text, Config(select=(code,)), code=code)
    assert findings(text, ALL, code=code)


def test_dnf_and_microdnf_do_not_clean_for_each_other() -> None:
    check("DL3040", "FROM a\nRUN dnf $0install$0 -y x && microdnf clean all\n")
    silent("DL3040", "FROM a\nRUN dnf install -y x && yum clean all\n")
    silent("DL3040", "FROM a\nRUN dnf install -y x && rm -rf /var/cache/dnf/*\n")
    check("DL3040", "FROM a\nRUN dnf clean all && dnf $0upgrade$0 -y\n")


@pytest.mark.parametrize(
    "before",
    [
        "ENV PIP_NO_CACHE_DIR=1\nRUN ",
        "ENV PIP_NO_CACHE_DIR=off\nRUN ",
        "RUN PIP_NO_CACHE_DIR=1 ",
        "RUN export PIP_NO_CACHE_DIR=yes && ",
        "RUN --mount=type=cache,target=/root/.cache ",
        "ENV PIP_CACHE_DIR=/pip\nRUN --mount=type=cache,target=/pip ",
    ],
)
def test_pip_keeps_no_cache(before: str) -> None:
    silent("DL3042", f"FROM python:3.14 AS base\n{before}pip install x\n")


def test_what_pip_is_told_in_a_stage_below_counts() -> None:
    silent("DL3042", "FROM python:3.14 AS base\nENV PIP_NO_CACHE_DIR=1\nFROM base\nRUN pip install x\n")
    check("DL3042", "FROM python:3.14 AS one\nENV PIP_NO_CACHE_DIR=1\nFROM python:3.14\nRUN pip $0install$0 x\n")


# Fixes fit into the layout that is there.


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("set -eux; \\\n\tapt-get update; \\\n\tI\n", "set -eux; \\\n\tapt-get update; \\\n\tI; \\\n\tX\n"),
        ("apt-get update && \\\n  I\n", "apt-get update && \\\n  I && \\\n  X\n"),
        ("apt-get update \\\n  && I \\\n  # end\n", "apt-get update \\\n  && I \\\n  && X \\\n  # end\n"),
        ("apt-get update; I || true", "apt-get update; I || true && X"),
        ("apt-get update; apt-get \\\n  install y\n", "apt-get update; apt-get \\\n  install y \\\n    && X\n"),
    ],
)
def test_a_command_is_added_at_the_end(bad: str, good: str) -> None:
    install, remove = "apt-get install -y x", "rm -rf /var/lib/apt/lists/*"
    bad, good = (text.replace("I", install).replace("X", remove) for text in (bad, good))
    check_fix("DL3009", f"FROM a\nRUN {bad}", f"FROM a\nRUN {good}")


@pytest.mark.parametrize(
    "script", ["apt-get update # lists", "apt-get update &", "apt-get update;", "apt-get update |"]
)
def test_no_command_is_added_where_it_would_not_run(script: str) -> None:
    found = findings(f"FROM a\nRUN {script}\n", code="DL3009")
    assert found
    assert all(fix.title.startswith("Keep") for finding in found for fix in finding.fixes)


def test_one_shell_serves_all_pipes_of_a_stage() -> None:
    text = (
        "FROM debian:13\n# One\nRUN curl x | sh\nRUN curl y | sh\nRUN ls | wc\n"
        "FROM alpine:3.23\nRUN wget x | tar x\nRUN ls\n"
    )
    found = findings(text, code="DL4006")
    assert len(found) == 3
    assert fixed(text, found, unsafe=True)[0] == text.replace(
        "# One", 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]\n# One'
    ).replace("RUN wget", 'SHELL ["/bin/ash", "-eo", "pipefail", "-c"]\nRUN wget')


def test_a_pipe_into_something_that_takes_all() -> None:
    check("DL4006", "FROM a\nRUN $0./test.sh$0 | tee log && echo x | tee y && ls | wc -l\n")
    check("DL4006", "FROM a\nRUN $0./generate$0 | bash\n")
    silent("DL4006", "FROM a\nRUN yes | ./install.sh | cat && ./generate | bash -c 'read x'\n")
    silent("DL4006", "FROM a\nRUN set -euo pipefail; curl x | sh\n")


def test_layers_are_joined_with_their_comments() -> None:
    check_fix(
        "DL3059",
        """
        FROM a
        RUN ./install \\
          --to=/opt/x

        # Why 🔒

        RUN chmod 755 \\
            /opt/x
        """,
        """
        FROM a
        RUN ./install \\
          --to=/opt/x \\
        # Why 🔒
            && chmod 755 \\
            /opt/x
        """,
    )
    chain = "FROM a\nRUN one\nRUN two\nRUN three\n"
    check_fix("DL3059", chain, "FROM a\nRUN one \\\n    && two \\\n    && three\n", config=Config(select=("DL3059",)))


@pytest.mark.parametrize(
    "pair",
    [
        "RUN cd /x\nRUN y",
        "RUN a # note\nRUN b",
        "RUN a &\nRUN b",
        'RUN ["a"]\nRUN b',
        "RUN set -x\nRUN b",
        "RUN A=1\nRUN b",
    ],
)
def test_layers_that_would_mean_something_else_are_not_joined(pair: str) -> None:
    for finding in findings(f"FROM a\n{pair}\n", ALL, code="DL3059"):
        assert finding.fixes == ()


def test_single_commands_of_other_shells_count_too() -> None:
    windows = "FROM mcr.microsoft.com/windows/servercore:ltsc2025\n"
    found = check(
        "DL3059", windows + 'RUN powershell -Command "a; b"\n$0RUN$0 powershell -Command "c; d"\n', config=ALL
    )
    assert "&&" not in found[0].message
    check(
        "DL3059", windows + 'SHELL ["pwsh", "-Command"]\nRUN a -b \'c;d\'\n$0RUN$0 e\nRUN f; g\nRUN h | i\n', config=ALL
    )
    silent("DL3059", windows + "RUN a & b\nRUN del c\n", ALL)
    silent("DL3059", windows + "RUN a\nRUN b\n")


def test_what_a_last_stage_for_a_check_leaves_is_not_shipped() -> None:
    base = "FROM debian:13 AS base\nRUN apt-get update && apt-get install -y --no-install-recommends git\n"
    silent("DL3009", base + "FROM base AS validate\nRUN git diff\n")
    silent("DL3009", base + "FROM base AS build\nRUN make\nFROM build AS unit-tests\nRUN make test\n")
    shipped = base.replace("base", "shop").replace("update", "$0update$0")
    check("DL3009", shipped + "FROM shop AS test\nRUN make test\n")
    check("DL3009", shipped + "FROM shop AS latest\nRUN make\n")


@pytest.mark.parametrize("apart", ["RUN a\nUSER x\nRUN rm b", "RUN --network=none a\nRUN rm b", "RUN a && b\nRUN rm c"])
def test_layers_that_stay_apart(apart: str) -> None:
    silent("DL3059", f"FROM a\n{apart}\n", ALL)


def test_cd_is_fine_where_it_is_needed() -> None:
    for script in (
        "cd /tmp && make",
        "cd /src && make && rm -r /src",
        "make && cd /x",
        "(cd /x && make)",
        "cd /x; make",
        "cd x && make",
        'cd "$(mktemp -d)" && make',
    ):
        text = f"FROM a\nRUN {script}\n"
        silent("DL3003", text)
        assert len(findings(text, ALL, code="DL3003")) == 1
    check_fix(
        "DL3003",
        'FROM a\nRUN --mount=type=ssh cd "$HOME/a b" && \\\n  make all\n',
        'FROM a\nWORKDIR "$HOME/a b"\nRUN --mount=type=ssh make all\n',
    )


# Single rules.


def test_a_lock_file_is_heeded() -> None:
    for lock, run, wanted in (
        ("package*.json", "npm i", "npm ci"),
        ("yarn.lock", "yarn --production", "yarn --frozen-lockfile --production"),
        (".yarnrc.yml yarn.lock", "yarn install", "yarn install --immutable"),
        ("pnpm-lock.yaml", "pnpm install", "pnpm install --frozen-lockfile"),
        ("bun.lock", "bun install", "bun install --frozen-lockfile"),
    ):
        text = f"FROM a AS deps\nCOPY package.json {lock} ./\nFROM deps\nRUN X\n"
        check_fix("DF8010", text.replace("X", run), text.replace("X", wanted))
    for run in ("npm install -g x", "npm install x", "npm ci", "npm install --no-package-lock", "npm run install"):
        silent("DF8010", f"FROM a\nCOPY package-lock.json .\nRUN {run}\n")
    silent("DF8010", "FROM a\nCOPY . .\nRUN npm install\n")
    silent("DF8010", "FROM a\nRUN npm install\nCOPY package-lock.json .\n")


def test_versions_are_asked_for_on_request_only() -> None:
    text = "FROM a\nRUN apt-get install -y x && apk add x && pip install x && npm i x && gem i x && go install x.y/z\n"
    pins = {"DL3008", "DL3013", "DL3016", "DL3018", "DL3028", "DL3033", "DL3037", "DL3041", "DL3062"}
    assert not {finding.code for finding in findings(text)} & pins
    found = {finding.code for finding in findings(text, Config(select=tuple(pins)))}
    assert found & pins == {"DL3008", "DL3013", "DL3016", "DL3018", "DL3028", "DL3062"}


@pytest.mark.parametrize(
    ("code", "run"),
    [
        ("DL3008", "apt-get install x=1 y/stable ./z.deb gone-"),
        ("DL3013", "pip install 'x~=1' y@git+https://a/b@c ./z 'w==1; python_version<\"4\"' --index-url u"),
        ("DL3013", "pip install -r x.txt y"),
        ("DL3016", "npm install x@1 @a/b@2 ./c git+ssh://git@h/r#v1 --registry u"),
        ("DL3018", "apk add --virtual .deps 'x>1' y~2 !z -t w v=1"),
        ("DL3028", "gem install x:1 -- --with-y z"),
        ("DL3033", "yum install -y x-1.2 @group ./y.rpm https://h/z.rpm --setopt a=b"),
        ("DL3041", "V=1 && dnf install -y x-$V && dnf module install y:1"),
        ("DL3037", "zypper -n install -r repo 'x>1' && zypper -n in -t pattern y"),
        ("DL3062", "go install -tags t x.y/z@v1 && go get ./... && go run main.go x && go install cmd/x"),
    ],
)
def test_pinned_enough(code: str, run: str) -> None:
    silent(code, f"FROM a\nRUN {run}\n")


def test_the_first_unpinned_package_of_each_command_is_marked() -> None:
    check("DL3008", "FROM a\nRUN apt-get install x=1 $0y$0 z && apt-get install $0w$0\n")
    check("DL3041", "FROM a\nENV V=1\nFROM b\nRUN dnf install -y $0x-$V$0\n")


def test_sudo_goes_only_if_nothing_else_hangs_on_it() -> None:
    check_fix("DL3004", "FROM a\nRUN sudo -E A=1 true\n", "FROM a\nRUN A=1 true\n")
    for text in ("FROM a\nRUN sudo -u x true\n", "FROM a\nUSER x\nRUN sudo true\n", 'FROM a\nRUN ["sudo", "true"]\n'):
        assert [finding.fixes for finding in findings(text, code="DL3004")] == [()]


def test_wget_and_curl_name_the_other_place() -> None:
    text = "FROM debian\nRUN wget -q x\nRUN wget -q y && curl z\n"
    found = check("DL4001", text.replace("curl", "$0curl$0"))
    assert [item.span.of(text) for item in found[0].related] == ["wget"]
    silent("DL4001", "FROM debian\nRUN curl x || wget -q y\n")
    silent("DL4001", "FROM alpine\nRUN curl x && wget -q y\n")


def test_archives_that_add_could_unpack() -> None:
    check("DL3010", 'FROM a\nCOPY [$0"x.tar.xz"$0, "/y/"]\nRUN cd /y && tar xJf x.tar.xz\n')
    check("DL3010", "FROM a\nCOPY $0b/x.tgz$0 c.txt /y/\nRUN tar --extract --file=/y/x.tgz\n")
    silent("DL3010", "FROM a AS b\nCOPY x.tar /\nFROM c\nRUN tar xf x.tar\n")
    silent("DL3010", "FROM a\nCOPY x.tar /\nRUN tar tf x.tar && tar xf x.tar --strip-components 1 && unzip x.zip\n")
    silent("DL3010", "FROM a AS b\nFROM c\nCOPY --from=b x.tar /\nRUN tar xf x.tar\n")


def test_the_table_of_package_managers_is_sound() -> None:
    assert all(BY_PROGRAM[program].name == name for name, item in PACKAGE_MANAGERS.items() for program in item.programs)
    for item in PACKAGE_MANAGERS.values():
        assert item.doc.endswith(".")
        assert not item.install & item.asks
        assert not item.install & item.fetches
        assert all(option.startswith("-") for option in (*item.valued, *item.yes))
        assert all(path.startswith(("/", "~/")) for path in item.caches)


@pytest.mark.parametrize(
    "wrapper", ["sudo -E", "env A=1", "time -f %e", "timeout -k 9 60", "gosu root", "env A=1 nice"]
)
def test_a_command_behind_others_is_the_same_command(wrapper: str) -> None:
    check("DL3004", f"FROM debian:13\nRUN {wrapper.removeprefix('sudo -E')} $0sudo$0 a\n")
    check("DF3012", f"FROM debian:13\nRUN {wrapper} chmod $0777$0 /a\n")
    check("DL3014", f"FROM debian:13\nRUN {wrapper} apt-get $0install$0 a\n")


def test_an_install_behind_another_command_stays_where_it_is() -> None:
    text = "FROM node:24\nWORKDIR /a\nCOPY . .\nRUN sudo npm ci\n"
    titles = [fix.title for finding in findings(text, code="DF2001") for fix in finding.fixes]
    assert titles == ["Keep the downloads in a cache mount"]


def test_what_a_script_uses_counts_however_its_delimiter_is_quoted() -> None:
    check("DF4003", "ARG V=1\nFROM a\nRUN <<'EOF'\necho $0$V$0\nEOF\n")
    silent("DF4007", "FROM a\nRUN <<'EOF'\necho $V\nEOF\n")


def test_an_option_and_its_value_may_be_two_words() -> None:
    check_fix("DF8012", "FROM node:24\nRUN npm ci --only production\n", "FROM node:24\nRUN npm ci --omit=dev\n")
    check_fix(
        "DF8012",
        'FROM node:24\nRUN ["npm", "ci", "--only", "production"]\n',
        'FROM node:24\nRUN ["npm", "ci", "--omit=dev"]\n',
    )


def test_the_number_of_a_user_may_be_joined_to_its_option() -> None:
    check("DL3046", "FROM debian:13\nRUN $0useradd$0 -mu1234567 a\nRUN useradd -u12345 b\n")


def test_a_system_program_by_its_path() -> None:
    check("DL3001", "FROM debian:13\nRUN $0/usr/sbin/shutdown$0 now\nRUN ./shutdown now\nRUN /opt/top\n")
