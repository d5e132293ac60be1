"""Completion and hover of what a shell runs, in marked text: `$0` is the cursor."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_completion import items, labels, taken
from test_hover import at, covers, says

from dockerls.describe.commands import resolved
from dockerls.docker.commands import heads

DEBIAN = "FROM debian:13-slim\n"
ALPINE = "FROM alpine:3.23\n"
NODE = "FROM node:24-slim\n"


# Completion


def test_commands_by_what_the_image_has() -> None:
    assert labels(DEBIAN + "RUN $0", "command")[0] == "apt-get"
    assert labels(ALPINE + "RUN $0", "command")[0] == "apk"
    assert labels("FROM fedora:43\nRUN $0", "command")[0] == "dnf"
    node = labels(NODE + "RUN $0", "command")
    assert node.index("npm") < node.index("mvn")
    assert "apt-get" in node
    assert "apk" not in node
    assert {"apk", "apt-get", "dnf"} <= set(labels("FROM ghcr.io/acme/base\nRUN $0", "command"))


def test_commands_by_what_the_instruction_is_for() -> None:
    assert labels(NODE + "CMD $0", "command")[:2] == ["exec", "node"]
    assert labels(DEBIAN + "HEALTHCHECK CMD $0", "command")[0] == "curl"
    assert labels(DEBIAN + "RUN set $0")[0] == "-eux"


@pytest.mark.parametrize(
    "text",
    [
        "RUN apt-get in$0",
        "RUN --mount=type=cache,target=/x apt-get in$0",
        "RUN a && apt-get in$0",
        "RUN a; apt-get in$0",
        "RUN a | apt-get in$0",
        "RUN a || apt-get in$0",
        "RUN x=$(apt-get in$0",
        "RUN if a; then apt-get in$0",
        "RUN a \\\n  # why\n  && apt-get in$0 \\\n  && b",
        "RUN sudo apt-get in$0",
        "RUN sudo -u root apt-get in$0",
        "RUN env X=1 apt-get in$0",
        "RUN X=1 apt-get in$0",
        "RUN exec apt-get in$0",
        "RUN time apt-get in$0",
        "RUN a | xargs -r apt-get in$0",
        "RUN set -eux; \\\n\tapt-get -y in$0",
        "RUN <<EOF\nset -e\napt-get in$0\nEOF",
        "RUN <<EOF\napt-get in$0",
        "RUN <<EOF\n#!/bin/bash\napt-get in$0\nEOF",
        "RUN bash <<'EOF'\napt-get in$0\nEOF",
        "ONBUILD RUN apt-get in$0",
        "CMD apt-get in$0",
        "ENTRYPOINT apt-get in$0",
        "HEALTHCHECK CMD apt-get in$0",
        "HEALTHCHECK --interval=5s CMD apt-get in$0",
    ],
)
def test_subcommands_wherever_a_command_stands(text: str) -> None:
    assert labels(DEBIAN + text, "command")[0] == "install"
    assert taken(DEBIAN + text, "install") == DEBIAN + text.replace("$0", "stall")


@pytest.mark.parametrize(
    "text",
    [
        "RUN echo 'apt-get in$0'",
        'RUN echo "apt-get in$0"',
        "RUN echo apt-get # in$0",
        "RUN a \\\n # apt-get in$0\n b",
        "RUN apt-get install cu$0",
        "RUN apt-get install $0",
        "RUN mkdir $0",
        "RUN X=in$0",
        "RUN a > in$0",
        "RUN nonsense in$0",
        "RUN nonsense -$0",
        "RUN for x in a$0",
        "RUN python3 <<EOF\nimport in$0\nEOF",
        "RUN <<EOF\n#!/usr/bin/env python3\nin$0\nEOF",
        "RUN cat <<EOF > /x\napt-get in$0\nEOF",
        "COPY <<EOF /x\napt-get in$0\nEOF",
        "RUN <<EOF\n# in$0\nEOF",
    ],
)
def test_nothing_where_a_free_word_stands(text: str) -> None:
    assert labels(DEBIAN + text) == []


def test_other_shells_are_left_alone() -> None:
    windows = 'FROM mcr.microsoft.com/windows/servercore:ltsc2025\nSHELL ["powershell", "-Command"]\nRUN '
    assert labels(windows + "apt-get in$0") == []
    assert at(windows + "apt-g$0et install") is None


def test_flags_of_a_subcommand_and_its_tool() -> None:
    found = labels(DEBIAN + "RUN apt-get install --$0", "flag")
    assert {"--no-install-recommends", "--yes", "--quiet"} <= set(found)
    assert all(label.startswith("--") for label in found)
    assert taken(DEBIAN + "RUN apt-get install --no-$0 curl", "--no-install-recommends") == (
        DEBIAN + "RUN apt-get install --no-install-recommends curl"
    )
    assert "--no-install-recommends" not in labels(DEBIAN + "RUN apt-get update --no-$0")
    assert "-y" not in labels(DEBIAN + "RUN apt-get install -y -$0", "flag")
    assert "--yes" not in labels(DEBIAN + "RUN apt-get install -y --$0", "flag")
    assert "--omit=" in labels(NODE + "RUN npm ci $0", "flag")
    assert labels(DEBIAN + "RUN apt-get install -- -$0") == []


def test_letters_join() -> None:
    found = labels(DEBIAN + "RUN apt-get install -q$0", "flag")
    assert {"-q", "-qy", "--quiet"} <= set(found)
    assert taken(DEBIAN + "RUN apt-get install -q$0 x", "-qy") == DEBIAN + "RUN apt-get install -qy x"


def test_values_of_flags() -> None:
    assert labels(NODE + "RUN npm ci --omit=$0") == ["dev", "optional", "peer"]
    assert labels(NODE + "RUN npm ci --omit $0") == ["dev", "optional", "peer"]
    assert taken(NODE + "RUN npm ci --omit=o$0al x", "optional") == NODE + "RUN npm ci --omit=optional x"
    assert taken(NODE + "RUN npm ci --om$0", "--omit=", snippets=True).endswith("--omit=${1|dev,optional,peer|}")
    assert taken(NODE + "RUN npm ci --om$0=dev", "--omit") == NODE + "RUN npm ci --omit=dev"
    assert labels("FROM python:3.14\nRUN pip install --no-binary $0") == [":all:", ":none:"]


def test_reserved_words_where_they_belong() -> None:
    assert labels(DEBIAN + "RUN if a; $0")[0] == "then"
    assert labels(DEBIAN + "RUN if a; then b; $0")[:3] == ["fi", "else", "elif"]
    assert labels(DEBIAN + "RUN for x in a; $0")[0] == "do"
    assert labels(DEBIAN + "RUN for x in a; do b; d$0")[0] == "done"
    assert "then" not in labels(DEBIAN + "RUN th$0")
    assert taken(DEBIAN + "RUN fo$0", "for", snippets=True).endswith(
        "for ${1:name} in ${2:words}; do ${3:command}; done"
    )
    assert "if" in labels(DEBIAN + "RUN i$0", "keyword")


def test_functions_of_the_script() -> None:
    assert labels(DEBIAN + "RUN fetch() { curl -f x; }; fet$0")[0] == "fetch"
    assert labels(DEBIAN + "RUN <<EOF\nfetch_it() {\n  true\n}\nfet$0\nEOF")[0] == "fetch_it"


def test_whole_idioms() -> None:
    text = taken(DEBIAN + "RUN apt-get in$0", "apt-install")
    assert text.startswith(DEBIAN + "RUN apt-get update \\\n    && apt-get install -y --no-install-recommends")
    assert text.endswith("rm -rf /var/lib/apt/lists/*")
    assert taken(DEBIAN + "RUN $0", "apt-install") == text
    assert "apt-install" not in labels(ALPINE + "RUN $0")
    assert "apk-install" in labels(ALPINE + "RUN apk ad$0")
    assert "apk-install" in labels("FROM ghcr.io/acme/base\nRUN apk $0")
    assert labels(DEBIAN + "RUN $0")[:2] == ["apt-install", "apt-get"]
    assert labels("FROM ghcr.io/acme/base\nRUN $0")[0] == "apt-get"
    assert "apt-install" not in labels(DEBIAN + "RUN a && $0")
    assert "apt-install" not in labels(DEBIAN + "RUN <<EOF\n$0\nEOF")
    assert "apt-install" not in labels(DEBIAN + "RUN $0 curl")


def test_words_split_by_a_continuation() -> None:
    assert taken(DEBIAN + "RUN apt-get ins\\\nta$0", "install") == DEBIAN + "RUN apt-get ins\\\ntall"


def test_what_the_file_runs_elsewhere_comes_first() -> None:
    assert labels(DEBIAN + "RUN pi$0")[0] == "pip"
    assert labels(DEBIAN + "RUN pip3 -v\nRUN pi$0")[0] == "pip3"
    assert labels(DEBIAN + "RUN pi$0\nFROM a\nRUN pip3 -v")[0] == "pip3"
    assert labels(DEBIAN + "RUN apt-get install --no-u$0\nRUN apt-get install --no-upgrade x")[0] == "--no-upgrade"
    assert labels(DEBIAN + "RUN curl --re$0\nRUN curl --remote-name x")[0] == "--remote-name"
    assert labels(ALPINE + "RUN dpkg-a$0") == []
    assert labels(ALPINE + "RUN dpkg-a$0\nRUN apk add dpkg-dev && dpkg-architecture") == ["dpkg-architecture"]


def test_what_is_deprecated_comes_behind_what_fits_as_well() -> None:
    found = labels(NODE + "RUN npm ci --o$0")
    assert found.index("--otp=") < found.index("--only=") < found.index("--color")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ('CMD ["no$0"]', "node"),
        ('CMD ["no$0', "node"),
        ('CMD ["npm", "st$0"]', "start"),
        ('ENTRYPOINT ["npm", "ci", "--om$0"]', "--omit="),
        ('RUN ["apt-get", \\\n  "ins$0"]', "install"),
        ('HEALTHCHECK --retries=1 CMD ["curl", "--fa$0"]', "--fail"),
        ('ONBUILD CMD ["npm", "st$0"]', "start"),
    ],
)
def test_exec_form(text: str, first: str) -> None:
    assert labels(NODE + text)[0] == first


def test_what_only_a_shell_knows_is_not_in_an_exec_form() -> None:
    assert "exec" in labels(NODE + "CMD ex$0")
    assert "exec" not in labels(NODE + 'CMD ["ex$0"]')
    assert "if" not in labels(NODE + 'CMD ["i$0"]')
    assert labels(NODE + 'CMD ["node", $0]') == labels(NODE + 'CMD ["node" $0') == []
    assert labels(NODE + 'COPY ["no$0", "x"]') == []
    assert taken(NODE + 'CMD ["npm", "st$0op"]', "start") == NODE + 'CMD ["npm", "start"]'


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("rm -rf /var/lib/ap$0", "/var/lib/apt/lists"),
        ("mkdir /out && cp x /o$0", "/out"),
        ("tar -C /us$0", "/usr/local"),
        ("chmod $0 x", "755"),
        ("kill -s Q$0 1", "QUIT"),
        ("useradd shop && chown $0", "shop"),
    ],
)
def test_operands(text: str, label: str) -> None:
    assert label in labels(f"{DEBIAN}RUN {text}")


POWERSHELL = 'FROM mcr.microsoft.com/windows/servercore:ltsc2025\nSHELL ["powershell", "-Command"]\n'


def test_powershell() -> None:
    says(POWERSHELL + "RUN Invoke-Web$0Request -Uri x -OutFile y", "**`Invoke-WebRequest`**: Downloads.")
    says(POWERSHELL + "RUN a; \\\n  expand-arch$0ive x", "**`Expand-Archive`**")
    assert at(POWERSHELL + "RUN no-suc$0h") is at(DEBIAN + "RUN Invoke-Web$0Request") is None
    assert labels(POWERSHELL + "RUN Inv$0")[0] == "Invoke-WebRequest"
    assert "Expand-Archive" in labels(POWERSHELL + "RUN if ($x) { exp$0")
    assert labels(POWERSHELL + "RUN Write-Host Inv$0") == []
    assert taken(POWERSHELL + "RUN a; Invoke-W$0", "Invoke-WebRequest") == POWERSHELL + "RUN a; Invoke-WebRequest"


def test_other_names_are_offered_to_those_who_type_them() -> None:
    assert {"python", "python3"} <= set(labels(DEBIAN + "RUN pyth$0"))
    assert "dist-clean" in labels(DEBIAN + "RUN apt-get dist-c$0")
    assert "dist-clean" not in labels(DEBIAN + "RUN apt-get $0")
    assert labels(DEBIAN + "RUN ./conf$0") == ["./configure"]
    assert taken(DEBIAN + "RUN ./mv$0 package", "./mvnw") == DEBIAN + "RUN ./mvnw package"


def test_variables_of_half_a_script() -> None:
    script = 'RUN set -eu; url="x"; for key in a b; do gpg "$$0'
    assert labels(DEBIAN + script)[:2] == ["${key}", "${url}"]
    assert "$HOME" in labels(DEBIAN + "RUN rm $HO$0")


def test_variables_are_still_offered() -> None:
    assert labels(DEBIAN + "ARG V\nRUN apt-get install curl=$$0")[0] == "${V}"


def test_users_for_chown() -> None:
    assert labels(DEBIAN + "RUN useradd app\nRUN --mount=type=bind $0", "user") == []


def test_variables_that_tools_know() -> None:
    assert labels(DEBIAN + "RUN DEBIAN_F$0")[0] == "DEBIAN_FRONTEND"
    assert taken(DEBIAN + "RUN CGO$0 go build", "CGO_ENABLED") == DEBIAN + "RUN CGO_ENABLED=0 go build"
    assert taken(DEBIAN + "RUN CG$0O=1 go build", "CGO_ENABLED") == DEBIAN + "RUN CGO_ENABLED=1 go build"
    assert "DEBIAN_FRONTEND" in labels(DEBIAN + "RUN export DEB$0")
    assert "CGO_ENABLED" not in labels(DEBIAN + "RUN $0")
    assert "NODE_ENV" in labels(DEBIAN + "ENV $0")
    assert labels(DEBIAN + "ENV NODE_ENV=$0") == ["production", "development", "test"]
    assert taken(DEBIAN + "ENV NODE$0=x", "NODE_ENV") == DEBIAN + "ENV NODE_ENV=x"
    assert "NODE_ENV" not in labels(DEBIAN + "ENV NODE_ENV=x N$0")
    says(DEBIAN + "RUN CGO_EN$0ABLED=0 go build", "for `go` alone", "static program")
    says(DEBIAN + "RUN env CGO_EN$0ABLED=0 go build", "static program")
    says(DEBIAN + "ENV CGO_EN$0ABLED=0", "static program")


def test_scripts_that_copy_writes() -> None:
    script = "COPY --chmod=755 <<'EOF' /entrypoint.sh\n#!/bin/sh\nset -e\nex$0\nEOF\n"
    assert "exec" in labels(DEBIAN + script)
    assert labels(DEBIAN + script.replace("#!/bin/sh", "#!/usr/bin/python3")) == []


def test_hover_in_scripts_that_copy_writes() -> None:
    script = "COPY --chmod=755 <<'EOF' /entrypoint.sh\n#!/bin/sh\nset -e\nexec go$0su app\nEOF\n"
    says(DEBIAN + script, "**`gosu`**")
    says(DEBIAN + script.replace("go$0su", "gosu &$0& b"), "`&&`")
    assert at(DEBIAN + script.replace("#!/bin/sh", "#!/usr/bin/python3")) is None
    assert at(DEBIAN + "COPY <<EOF /x\nexec go$0su app\nEOF") is None


def test_a_very_long_script() -> None:
    script = "RUN <<EOF\n" + "echo 'a b' | cat\n" * 20_000 + "apt-get in$0\nEOF\n"
    assert labels(DEBIAN + script, "command")[0] == "install"


def test_documentation_comes_later() -> None:
    found = next(item for item in items(NODE + "RUN npm ci --om$0") if item.label == "--omit=")
    assert not found.doc
    assert found.detail
    assert "`dev`" in resolved(found.about)
    assert "exactly" in resolved(("npm", "ci"))
    assert resolved(("nothing",)) == ""
    assert all(resolved((name,)) for name in heads())


# Hover


def test_commands_subcommands_and_flags() -> None:
    says(DEBIAN + "RUN apt-g$0et install -y curl", "**`apt-get`**", "Debian")
    says(DEBIAN + "RUN apt-get inst$0all -y curl", "**`apt-get install`**", "<package>")
    says(DEBIAN + "RUN apt-get install --no-inst$0all-recommends curl", "--no-install-recommends", "image small")
    says(DEBIAN + "RUN apt-get install -y$0 curl", "`-y`", "yes")
    covers(NODE + "RUN npm ci $0--omit$0=dev")
    covers(DEBIAN + "RUN a && $0apt-get$0 update")
    says(ALPINE + "RUN apt-g$0et update", "has `apk` instead")


def test_letters_that_are_joined() -> None:
    says(DEBIAN + "RUN apt-get install -qq$0y curl", "**`-qqy`**", "`-q` (`--quiet`)", "`-y` (`--yes`)")


def test_values() -> None:
    says(NODE + "RUN npm ci --omit=de$0v", "`dev`: Leaves out `devDependencies`", "--omit=dev|optional|peer")
    covers(NODE + "RUN npm ci --omit=$0dev$0")
    says(NODE + "RUN npm ci --omit de$0v", "`dev`: Leaves out")


@pytest.mark.parametrize(
    ("text", "says_"),
    [
        ("apt-get install cu$0rl", "Not pinned"),
        ("apt-get install cu$0rl=8.1-2", "Pinned to version `8.1-2`"),
        ("apk add 'cu$0rl~8'", "Bound to versions `~8`"),
        ("pip install req$0uests==2.32.5", "Pinned to version `2.32.5`"),
        ("pip install 'req$0uests[socks]>=2'", "Bound to versions `>=2`"),
        ("npm install -g p$0npm@10.1.0", "Pinned to version `10.1.0`"),
        ("npm install @an$0gular/cli", "Not pinned"),
        ("go install golang.org/x/to$0ols@v0.1.0", "module"),
        ("pip install ./s$0rc", "from there"),
    ],
)
def test_packages(text: str, says_: str) -> None:
    says(f"{DEBIAN}RUN {text}", says_)


@pytest.mark.parametrize(
    ("text", "says_"),
    [
        ("rm -rf /var/lib/apt/li$0sts/*", "package lists"),
        ("cp a$0 /x", "`/app/a`"),
        ("cd /srv && cp a$0 /x", "`/srv/a`"),
        ("cat > /etc/ngi$0nx/conf.d/x.conf", "nginx' settings"),
        ("chmod 06$040 /x", "the owner may read and write; the group may read; others may do nothing"),
        ("chmod 7$055 /x", "the owner may read, write and run; the group and others may read and run."),
        ("chmod 17$077 /x", "`1777`: all may read, write and run; sticky."),
        ("tar -x -$0C /x", "**`-C DIR`** of `tar`"),
        ("make -$0j", "**`-j[N]`** of `make`"),
        ("sh -e$0c x", "- `-e`: Ends at"),
        ("chmod u+$0x /x", "`u` the owner"),
        ("install -m 07$055 a b", "Permissions `0755`"),
        ("chown no$0body /x", "User `nobody`"),
        ("curl -fsSL https://exa$0mple.com/x", "Fetched as the image is built"),
        ("find . -exec rm {$0} +", "Replaced by the path"),
        ("for x$0 in a; do b; done", "variable of the loop"),
        ("test a $0!= b", "Not equal"),
        ("[ -$0f /x ]", "It is a file"),
        ("java -Xm$0x1g -jar x", "`-Xmx=SIZE`"),
        ("./configure --with-fo$0o=/usr", "`--with-foo[=DIR]`"),
        ("aarch64-linux-gnu-gc$0c x.c", "Compiles C"),
        ("python -m pip inst$0all x", "`pip install`"),
        ("find . -exec rm -r$0f {} +", "`-rf`** of `rm`"),
        ("tar xz$0f a.tgz", "`-x` (`--extract`)"),
        ("rm -rf ~/.ca$0che", "**`~/.cache`**: `/root/.cache`"),
        ("mkdir /out && cp a /out/b$0", "`/out`: made by mkdir, line 4."),
        ("rm -rf /data/$0", "**`/data/`**: COPY into it, line 2."),
        ("if [ ! -d /var/www/ht$0ml ]; then a; fi", "document root"),
        ("for x in /us$0r /opt; do a; done", "a value which `$x` has in this loop"),
        ('case "$a" in amd$064) b;; *) c;; esac', 'if `"$a"` matches it'),
        ("export GNUPG$0HOME; a", "The variable `GNUPGHOME`"),
        ("unset V$0", "The variable `V` of the shell."),
        ("apt-get --no-inst$0all-recommends install x", "of `apt-get install`"),
        ("apt-get install -$0y x", "**`-y`** of `apt-get install`"),
        ("pip install --index-u$0rl=https://x y", "**`--index-url=URL`** of `pip install`"),
        ("gpg --keyserver keys$0.example.org", "**`--keyserver=URL`** of `gpg`"),
        ("useradd no$0de", "**User `node`**: made here."),
        ("x=1; echo ${x%$0.*}", "`1.2` of `1.2.3`."),
        ("for x in AB$0C; do a; done", "has in this loop."),
        ("exit $01", "anything else a failure"),
        ("kill -s QU$0IT 1", "**`SIGQUIT`**"),
        ("dpkg -i /tmp/$0x.deb", "or a package file"),
        ("microdnf install --nod$0ocs x", "no documentation"),
        ("cp a .$0", "**`.`**: `/app`"),
    ],
)
def test_arguments(text: str, says_: str) -> None:
    says(f"{DEBIAN}COPY a /data/\nWORKDIR /app\nRUN {text}", says_)


@pytest.mark.parametrize(
    "text",
    [
        "cd $X && cp a$0 b",
        "rm /unknown$0",
        "rm ~other/$0x",
        "tdnf install --ad$0visory=x",
        "microdnf install --adv$0isory=x",
        "(cd /x); cp a$0 b",
        "grep fo$0o",
        "sed 's/a/$0b/' x",
        "echo $0-x",
    ],
)
def test_free_words_have_no_hover(text: str) -> None:
    assert at(f"{DEBIAN}WORKDIR /app\nRUN {text}") is None


def test_operators_and_reserved_words() -> None:
    says(DEBIAN + "RUN a &$0& b", "`&&`", "succeeded")
    says(DEBIAN + "RUN a |$0| b", "`||`")
    says(DEBIAN + "RUN a |$0 b", "Pipe")
    says(DEBIAN + "RUN a $0> b", "`>`")
    says(DEBIAN + "RUN a >$0> b 2$0>&1", "`>>`")
    says(DEBIAN + "RUN a > /dev/nu$0ll", "`/dev/null`")
    says(DEBIAN + "RUN i$0f a; then b; fi", "**`if`**")
    says(DEBIAN + "RUN if a; th$0en b; fi", "**`then`**")
    says(DEBIAN + "RUN for x in a; d$0o b; done", "**`do`**")
    assert at(DEBIAN + "RUN echo 'a &$0& b'") is None
    assert at(DEBIAN + "RUN echo hel$0lo") is None


def test_variables_and_functions_of_the_script() -> None:
    says(DEBIAN + "RUN X$0=1; echo $X", "Sets the variable `X`", "until the end")
    says(DEBIAN + "RUN X$0=1 foo", "for `foo` alone")
    says(DEBIAN + "RUN f() { true; }; f$0", "a function of this script")


def test_in_scripts_and_other_forms() -> None:
    says(DEBIAN + "RUN <<EOF\napt-get inst$0all curl\nEOF", "**`apt-get install`**")
    says(DEBIAN + "RUN a \\\n  # b\n  && apt-get inst$0all curl", "**`apt-get install`**")
    says(DEBIAN + 'RUN ["apt-get", "inst$0all", "-y"]', "**`apt-get install`**")
    says(DEBIAN + "ONBUILD RUN apt-get inst$0all curl", "**`apt-get install`**")
    says(DEBIAN + "RUN sudo apt-get inst$0all curl", "**`apt-get install`**")
    says(DEBIAN + "HEALTHCHECK CMD npm c$0i", "**`npm ci`**", "unhealthy")
    says(DEBIAN + "RUN echo 'ä' && apt-get inst$0all curl", "**`apt-get install`**")
    assert at(DEBIAN + "RUN cat <<EOF > /x\napt-get inst$0all curl\nEOF") is None


@given(st.text(alphabet="apt-get in && | ; ' \" $( ) \\\n<EOF #é", max_size=30))
def test_any_script_half_typed(text: str) -> None:
    for offset in range(0, len(text) + 1, 3):
        marked = f"{DEBIAN}RUN {text[:offset].replace('$0', '')}$0{text[offset:].replace('$0', '')}"
        items(marked)
        at(marked)
