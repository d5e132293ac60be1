"""Rules about practices, beyond their examples: what they keep silent about, and fixes amid odd surroundings."""

from __future__ import annotations

import pytest
from checks import check, check_fix, findings
from marks import marked

from dockerls.config import Config

SILENT = {
    "an image that sets the signal itself": ("DF7012", 'FROM nginx:1.30\nCMD ["nginx", "-g", "daemon off;"]\n'),
    "a variant that sets it": ("DF7012", 'FROM php:8.5-apache\nCMD ["apache2-foreground"]\n'),
    "an unknown image": ("DF7012", 'FROM example.com/web\nCMD ["nginx", "-g", "daemon off;"]\n'),
    "a program behind a shell": ("DF7012", "FROM debian:13\nCMD nginx -g 'daemon off;'\n"),
    "another system's init": ("DF7012", 'FROM alpine:3.23\nCMD ["/sbin/init"]\n'),
    "a signal of the file's own": ("DF7012", 'FROM debian:13\nSTOPSIGNAL SIGQUIT\nCMD ["nginx"]\n'),
    "a variable for a signal": ("DF7010", "FROM debian:13\nARG S=SIGKILL\nSTOPSIGNAL $S\n"),
    "an owner on Linux": ("DF2020", "FROM debian:13\nCOPY --chown=1 a /b/\n"),
    "a secret with its target on Windows": (
        "DF2021",
        "FROM mcr.microsoft.com/windows/servercore:ltsc2025\nRUN --mount=type=secret,id=a,target=C:/a dir\n",
    ),
    "a word that begins like a directive": ("DF1091", "# syntax of this file: see docs\nFROM a:1\n"),
    "a note with an equals sign": ("DF1091", "# version=docker/dockerfile:1\nFROM a:1\n"),
    "a directive that is one already": ("DF1091", "# syntax=docker/dockerfile:1\n# escape=`\nFROM a:1\n"),
    "a directive's name in prose": ("DF1092", "FROM a:1\n# syntax = what the parser reads\n"),
    "an archive that brings a shell": ("DF5002", "FROM scratch\nADD rootfs.tar.xz /\nRUN apk add x\n"),
    "a system copied from a stage": ("DF5002", "FROM a:1 AS b\nFROM scratch\nCOPY --from=b / /\nRUN true\n"),
    "a shell of the file's own": ("DF5002", 'FROM scratch\nCOPY sh /sh\nSHELL ["/sh", "-c"]\nRUN true\n'),
    "the exec form": ("DF5002", 'FROM scratch\nCOPY app /app\nRUN ["/app", "--setup"]\n'),
    "a debug image": ("DF5002", "FROM gcr.io/distroless/base-debian13:debug\nRUN true\n"),
    "all of an empty stage": ("DF5003", "FROM scratch AS e\nFROM a:1\nCOPY --from=e / /\n"),
    "a number for a user": ("DF3014", "FROM scratch\nUSER 1000:1000\n"),
    "a variable for a user": ("DF3014", "FROM scratch\nARG U=app\nUSER $U\n"),
    "users copied from a stage": ("DF3014", "FROM a:1 AS b\nFROM scratch\nCOPY --from=b /etc/passwd /etc/\nUSER app\n"),
    "curl with its options in one word": ("DF8030", "FROM a\nRUN curl -fsSLo x https://github.com/a/b/archive/x.zip\n"),
    "curl to a place that answers itself": ("DF8030", "FROM a\nRUN curl -o x https://github.com/a\n"),
    "curl whose file is checked": ("DF8031", "FROM a\nRUN curl -so x https://a/x && sha256sum -c x.sum\n"),
    "curl whose archive is unpacked": ("DF8031", "FROM a\nRUN curl -so x https://a/x && tar xf x\n"),
    "pip of an image's own Python": ("DF8015", "FROM python:3.14\nRUN apt-get install -y python3-pip; pip install x\n"),
    "pip on an older system": ("DF8015", "FROM debian:11\nRUN apt-get install -y python3-pip; pip install x\n"),
    "pip into a directory": ("DF8015", "FROM debian:13\nRUN apt install python3-pip; pip install -t /x y\n"),
    "pip in a virtual environment": (
        "DF8015",
        "FROM debian:13\nRUN apt-get install python3-pip\nENV PATH=/opt/venv/bin:$PATH\nRUN pip install x\n",
    ),
    "pip that is told to": (
        "DF8015",
        "FROM debian:13\nENV PIP_BREAK_SYSTEM_PACKAGES=1\nRUN apt-get install python3-pip && pip install x\n",
    ),
    "apt-key where there is one": ("DF8004", "FROM debian:12\nRUN apt-key add x\n"),
    "lists that are fetched again": (
        "DF8005",
        "FROM a\nRUN apt-get update\nRUN apt-get update && apt-get install -y x\n",
    ),
    "a package of the file's own": ("DF8005", "FROM a\nRUN apt-get update\nRUN apt-get install -y ./x.deb\n"),
    "lists on a mount": (
        "DF8005",
        "FROM a\nRUN apt-get update\nRUN --mount=type=cache,target=/var/lib/apt/lists apt-get install -y x\n",
    ),
    "a cache of something else": (
        "DF2006",
        "FROM a\nRUN --mount=type=cache,target=/root/.npm pip install --no-cache-dir x\n",
    ),
    "a file beside the cache": ("DF2006", "FROM a\nRUN --mount=type=cache,target=/root/.npm npm ci && rm -rf /tmp/x\n"),
    "packages in order": ("DF8040", "FROM a\nRUN apt-get install -y a b -t x a\n"),
    "packages of a language": ("DF8040", "FROM a\nRUN pip install b a\n"),
    "a variable among packages": ("DF8040", "FROM a\nRUN apk add b $A a\n"),
    "a Node.js that has no --omit": ("DF8012", "FROM node:14\nRUN npm ci --only=production\n"),
    "a release": ("DF8023", "FROM a\nRUN cargo build -r && dotnet publish --configuration Release && cargo test\n"),
    "a private repository": ("DF2030", "FROM a\nRUN git clone git@example.com:a/b.git\n"),
    "a part of an archive": ("DF2031", "FROM a\nRUN curl https://a/x.tgz | tar xz -C /o --strip-components=1\n"),
    "a repository without checksum": ("DF2032", "FROM a\nADD https://example.com/a.git /a\n"),
    "a file with a variable": ("DF2033", "FROM a\nRUN echo $A > /b\n"),
    "a file that grows": ("DF2033", "FROM a\nRUN echo a >> /b\n"),
    "a heredoc in place of a destination": ("DL3021", "FROM a\nCOPY <<A <<B\nA\nB\n"),
    "a short chain": ("DF2007", "FROM a\nRUN a && b\n"),
    "an ARG of FROM": ("DF4004", "ARG A=1\nARG B=$A\nFROM a:$B\n"),
    "an ARG that a stage names again": ("DF4004", "ARG A=1\nFROM a\nARG A\n"),
    "an ARG that a stage uses by mistake": ("DF4004", "ARG A=1\nFROM a\nLABEL a=$A\n"),
    "an ARG that a stage uses in two parts": ("DF4004", "ARG XY=1\nFROM a\nLABEL a=$X\\\nY\n"),
    "an ARG that BuildKit knows": ("DF4004", "ARG TARGETARCH\nARG BUILDKIT_INLINE_CACHE=1\nARG HTTP_PROXY\nFROM a\n"),
    "an ARG before a RUN": ("DF4007", "FROM a\nARG A=1\nRUN b\n"),
    "an ARG before an ONBUILD": ("DF4007", "FROM a\nARG A=1\nONBUILD RUN b\n"),
    "an ARG whose use is on two lines": ("DF4007", "FROM a\nARG AB=1\nEXPOSE $A\\\nB\n"),
    "an ARG of a stage that others build on": ("DF4007", "FROM a AS b\nARG A=1\nFROM b\nRUN c\n"),
    "an ENV that takes the ARG over": ("DF4005", "FROM a\nARG A=1\nENV A=${A:-2}\n"),
    "an ENV behind a RUN": ("DF4005", "FROM a\nARG A=1\nRUN b\nENV A=2\n"),
    "an ENV behind a use of the ARG": ("DF4005", "FROM a\nARG A=1\nCOPY $A b\nENV A=2\n"),
    "the same default twice": ("DF4006", "ARG A=1\nFROM a:$A\nARG A='1'\n"),
    "a default that is made of others": ("DF4006", "ARG A=1\nFROM a:$A\nARG B=2\nARG A=$B\n"),
    "a group without others": ("DF3015", "FROM a\nRUN useradd -g b c\nUSER c:b\n"),
    "the group that a user was put into": ("DF3015", "FROM a\nRUN useradd c && usermod -aG d c\nUSER c:d\n"),
    "a path for a secret": ("DF3004", "FROM a\nENV A=/var/lib/postgresql/18/docker\n"),
    "a token that is known": ("DF3004", "FROM a\nENV A=AKIAQYLPMN5HFIQR7XYA\n"),
    "a secret under its own name": ("DF3002", "FROM a\nARG NPM_TOKEN\nENV NPM_TOKEN=$NPM_TOKEN\n"),
    "a check with what the image has": ("DF7014", "FROM node:24-alpine\nHEALTHCHECK CMD wget -q localhost\n"),
    "a check in a full image": ("DF7014", "FROM python:3.14\nHEALTHCHECK CMD curl localhost\n"),
    "a check in an unknown image": ("DF7014", "FROM example.com/a\nHEALTHCHECK CMD curl localhost\n"),
    "a check behind a script": ("DF7014", "FROM debian:13\nRUN ./install.sh\nHEALTHCHECK CMD curl localhost\n"),
    "a check behind a list of packages": (
        "DF7014",
        "FROM debian:13\nARG P\nRUN apt-get install $P\nHEALTHCHECK CMD curl localhost\n",
    ),
    "a check with a program of another stage": (
        "DF7014",
        "FROM a AS b\nFROM debian:13\nCOPY --from=b /usr/bin/ /usr/bin/\nHEALTHCHECK CMD curl localhost\n",
    ),
    "no check": ("DF7014", "FROM debian:13\nHEALTHCHECK NONE\n"),
    "a question for the GPU that may fail": ("DF2040", "FROM a\nRUN if true; then nvidia-smi; fi\n"),
    "all GPUs": ("DF7015", "FROM a\nENV NVIDIA_VISIBLE_DEVICES=all CUDA_VISIBLE_DEVICES=\n"),
    "a library of NVIDIA's": ("DF8050", "FROM a\nRUN apt-get install -y nvidia-cuda-toolkit\n"),
    "PowerShell that stops": (
        "DF7016",
        'FROM a\nSHELL ["pwsh", "-Command", "$ErrorActionPreference = 1;"]\nRUN a; b\n',
    ),
    "a RUN that says so itself": (
        "DF7016",
        "FROM a\nSHELL [\"pwsh\"]\nRUN $ErrorActionPreference = 'Stop'; b\n",
    ),
    "another shell": ("DF7016", 'FROM a\nSHELL ["bash", "-c"]\nRUN a; b\n'),
    "Xdebug under a condition": ("DF8051", "FROM a\nRUN if true; then pecl install xdebug; fi\n"),
    "Xdebug that is removed": ("DF8051", "FROM a\nRUN rm /etc/php/xdebug.ini\n"),
    "gems that are left out": ("DF8024", "FROM a\nRUN bundle config set --local without test && bundle install\n"),
    "another version of Bundler": ("DF8025", "FROM ruby:4.0\nRUN gem install bundler -v 2\n"),
    "an ARG on the last line": ("DF4007", "FROM a\nARG A=1\n"),
    "a signal on Windows": ("DF7010", "FROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nSTOPSIGNAL 9\n"),
    "a touch at something else than the RUN before made": (
        "DL3059",
        "FROM a\nRUN apk add --no-cache curl\nRUN rm -f /etc/b\nRUN make -o /app/c\nRUN chmod 755 -R ./d\n",
    ),
    "a directory's own owner": ("DF2005", "FROM a\nCOPY ./ /b\nCOPY c/ /d\nCOPY e* /f\nRUN chown g /b /d /f\n"),
    "what another stage has built": ("DF3011", "FROM a AS b\nFROM c\nUSER d\nCOPY --from=b /app /app\n"),
    "a number that a template leaves open": ("DL3046", "FROM a\nRUN useradd -u {{NUMBER}} b\n"),
    "what is done if the lock file does not fit": (
        "DF8010",
        "FROM node:24\nCOPY package.json pnpm-lock.yaml ./\nRUN pnpm i --frozen-lockfile || pnpm i\n",
    ),
    "a cache that is emptied from above": (
        "DL3040",
        "FROM fedora:44\nRUN dnf -y update && cd /var/cache && /bin/rm -rf dnf libdnf5 yum\n",
    ),
    "a build of Maven's before the sources are there": (
        "DF2001",
        "FROM maven:3 AS a\nCOPY pom.xml .\nRUN mvn -B package -Dcodegen.skip\nCOPY src ./src\nRUN mvn -B package\n",
    ),
    "an image without versions": ("DL3007", "FROM archlinux:latest\nFROM cgr.dev/chainguard/static:latest\n"),
    "the same without a tag": ("DL3006", "FROM archlinux\nFROM docker.io/library/archlinux\n"),
    "a variable that the image sets": (
        "UndefinedVar",
        "ARG ROS_DISTRO=jazzy\nFROM ros:jazzy-ros-base\nENV ROS_DISTRO=${ROS_DISTRO}\n",
    ),
    "a way back": ("DF8060", "FROM a\nRUN cd /b && make && cd ..\nRUN cd b; make; cd /c\n"),
    "what is needed in the same RUN": (
        "DF8060",
        "FROM a\nRUN export A=1; make\nRUN . ./install.sh\nRUN make || cd /b\nRUN (cd /b)\nRUN ls | cd /b\n",
    ),
    "a shell for the words of a command": (
        "DF7006",
        'FROM a\nENTRYPOINT ["sh", "-c"]\nCMD ["app --port 80"]\n',
    ),
    "a path with a blank": ("DF7006", 'FROM a\nCMD ["/opt/My App/bin/app"]\n'),
    "a program on Windows": (
        "DF7006",
        'FROM mcr.microsoft.com/windows/servercore:ltsc2025\nENTRYPOINT ["app one"]\n',
    ),
    "sources that were removed in between": (
        "DF2009",
        "FROM a\nCOPY src ./src\nRUN make && rm -r src\nCOPY src ./src\n",
    ),
    "other sources, or another place": (
        "DF2009",
        "FROM a AS b\nCOPY . .\nFROM c\nCOPY . .\nCOPY . ./d\nCOPY --from=b . .\nCOPY --exclude=e . .\nCOPY e .\n",
    ),
    "a word that is no keyword": ("ConsistentInstructionCasing", "FROM a\nRUN b\n.dockerignore\n"),
    "a signal that is still being typed": (
        "DF7013",
        "FROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nSTOPSIGNAL \n",
    ),
    "packages that are left behind": ("DF2008", "FROM debian:13\nRUN apt-get update && apt-get install -y a\n"),
    "one command of PowerShell on several lines": (
        "DF7016",
        "# escape=`\nFROM a\nSHELL [\"pwsh\"]\nRUN Foo `\n  -A b `\n  -C d;\nRUN Foo 'a; b'\nRUN <<E\nFoo\nE\n",
    ),
}


@pytest.mark.parametrize(("code", "text"), SILENT.values(), ids=list(SILENT))
def test_nothing_is_said_about(code: str, text: str) -> None:
    assert findings(text, code=code) == []


FOUND = {
    "a short name of a signal": ("DF7010", "FROM debian:13\nSTOPSIGNAL $0kill$0\n"),
    "a number of a signal": ("DF7010", "FROM debian:13\nSTOPSIGNAL $09$0\n"),
    "systemd behind its usual path": ("DF7012", 'FROM fedora:44\nCMD [$0"/sbin/init"$0]\n'),
    "a program behind the usual script": (
        "DF7012",
        'FROM debian:13\nENTRYPOINT ["/docker-entrypoint.sh"]\nCMD [$0"nginx"$0]\n',
    ),
    "a secret without target on Windows": (
        "DF2021",
        "FROM mcr.microsoft.com/windows/servercore:ltsc2025\nRUN --mount=type=$0secret$0,id=a dir\n",
    ),
    "a check skipped in the middle": ("DF1092", "FROM a:1\n# check=skip=all\nUSER 1\n$0# check=skip=all$0\n\nUSER 2\n"),
    "an escape too far down": ("DF1092", "FROM a:1\n  $0# escape=`$0\nUSER 1\n"),
    "a script in a heredoc": ("DF5002", "FROM scratch\nCOPY a /a\n$0RUN$0 <<EOF\ntrue\nEOF\n"),
    "an owner in an empty image": ("DF3014", "FROM scratch\nCOPY --chown=$0app:1$0 a /a\n"),
    "a stage on an empty one": ("DF3014", "FROM scratch AS a\nCOPY x /x\nFROM a\nUSER $0app$0\n"),
    "a file that is saved by the shell": ("DF8031", "FROM a\nRUN $0curl$0 -s https://a/x > /x && chmod +x /x\n"),
    "pip as a module": (
        "DF8015",
        "FROM ubuntu:24.04\nRUN apt-get install python3-pip\nRUN python3 -m pip $0install$0 x\n",
    ),
    "pip on a variant": ("DF8015", "FROM node:24-alpine3.22\nRUN apk add py3-pip && pip3 --quiet $0install$0 x\n"),
    "lists of two layers above": (
        "DF8005",
        "FROM a\nRUN apt-get update\nCOPY a b\nRUN c && apt-get -y $0install$0 x && apt-get install y\n",
    ),
    "npm's cache": (
        "DF2006",
        "FROM a\nRUN --mount=type=cache,target=/root/.npm npm ci && $0npm cache clean --force$0\n",
    ),
    "apt's archives": (
        "DF2006",
        "FROM a\nRUN --mount=type=cache,target=/var/cache/apt apt-get install -y a && $0apt-get clean$0\n",
    ),
    "a compiler's output": ("DF8023", "FROM a\nRUN cargo $0build$0 --bin x && dotnet $0publish$0 -o /x\n"),
    "an ARG that only a comment names": ("DF4004", "# A is\nARG $0A$0=1\nFROM a\n"),
    "one ARG of two": ("DF4007", "FROM a\nARG $0A$0=1 B=2\nLABEL b=$B\n"),
    "an ENV without the ARG": ("DF4005", "FROM a\nARG A\nENV B=1 $0A$0=2\n"),
    "groups by usermod": ("DF3015", "FROM a\nRUN usermod -aG video,audio www-data\nUSER $0www-data:www-data$0\n"),
    "groups by adduser": ("DF3015", "FROM alpine:3.23\nRUN adduser -D c && addgroup c video\nUSER $0c:c$0\n"),
    "a secret in a label and a file": (
        "DF3002",
        "FROM a\nARG NPM_TOKEN\nLABEL a=$0$NPM_TOKEN$0\nENV U=$0${NPM_TOKEN}$0@a/\nADD https://a/$0$NPM_TOKEN$0 /b\n",
    ),
    "a check in JSON": ("DF7014", 'FROM debian:13\nHEALTHCHECK CMD [$0"wget"$0, "-q", "localhost"]\n'),
    "a check in a distroless image": (
        "DF7014",
        'FROM gcr.io/distroless/base-debian13\nHEALTHCHECK CMD [$0"curl"$0, "localhost"]\n',
    ),
    "a check on a stage": ("DF7014", "FROM ubuntu:24.04 AS a\nFROM a\nHEALTHCHECK CMD true; $0curl$0 localhost\n"),
    "a touch at a directory that the RUN before names": (
        "DL3059",
        "FROM a\nRUN make -o /app/bin\n$0RUN$0 mv /c/d /app/bin/d\nRUN curl -fLo b https://c/d\n$0RUN$0 chmod 700 b\n",
    ),
    "the same place under other names": (
        "DF2009",
        "FROM a\nWORKDIR /b\nCOPY . .\nRUN make\nWORKDIR /c\n$0COPY$0 --chown=d ./ /b/\n$0COPY$0 . ../b\n",
    ),
    "the last line of a script": ("DF8060", "FROM a\nRUN <<E\nmake\n$0cd /b$0\nE\nRUN make; $0conda activate b$0;\n"),
    "a program that only CMD names": ("DF7006", 'FROM a AS b\nFROM b\nCMD [$0"bin/rails s"$0, "-p", "80"]\n'),
    "a number of a user": ("DL3046", "FROM a\nRUN $0useradd$0 --uid=123456 b && useradd -u $C d\n"),
    "GPUs by name": ("DF7015", 'FROM a\nENV $0NVIDIA_VISIBLE_DEVICES$0="GPU-8a"\n'),
    "Xdebug by a package": ("DF8051", "FROM a\nRUN apk add --no-cache php84 $0php84-xdebug$0\n"),
    "two commands in a heredoc": ("DF7016", 'FROM a\nSHELL [$0"pwsh", "-c"$0]\nRUN <<E\nFoo\nBar\nE\n'),
}


@pytest.mark.parametrize(("code", "text"), FOUND.values(), ids=list(FOUND))
def test_what_is_found(code: str, text: str) -> None:
    check(code, text)


FIXED = {
    "a directive between other lines": (
        "DF1092",
        "\ufeff# Größe\r\nARG A=1\r\n# syntax=a/dockerfile\r\nFROM a:1\r\n",
        "\ufeff# syntax=a/dockerfile\r\n# Größe\r\nARG A=1\r\nFROM a:1\r\n",
    ),
    "a flag on a line of its own": (
        "DF2020",
        "FROM mcr.microsoft.com/windows/servercore:ltsc2025\r\nCOPY --chown=a \\\r\n  é.txt C:/\r\n",
        "FROM mcr.microsoft.com/windows/servercore:ltsc2025\r\nCOPY \\\r\n  é.txt C:/\r\n",
    ),
    "a user and a group": ("DF3014", "FROM scratch\r\nUSER app:12", "FROM scratch\r\nUSER 65532:12"),
    "a directive in odd spelling": (
        "DF1091",
        "#Syntx = docker/dockerfile:1\r\nFROM a:1\r\n",
        "#syntax=docker/dockerfile:1\r\nFROM a:1\r\n",
    ),
    "a mount that is emptied in the middle": (
        "DF2006",
        "FROM a\r\nRUN --mount=type=cache,target=/root/.npm npm ci \\\r\n  && npm cache clean --force \\\r\n  && é\r\n",
        "FROM a\r\nRUN --mount=type=cache,target=/root/.npm npm ci \\\r\n  && é\r\n",
    ),
    "mounts in place of cleaning up": (
        "DF2008",
        "FROM a\nRUN apt-get update \\\n  && apt-get install -y b \\\n  && rm -rf /var/lib/apt/lists/*\n",
        "FROM a\nRUN --mount=type=cache,target=/var/cache/apt,sharing=locked"
        " --mount=type=cache,target=/var/lib/apt,sharing=locked apt-get update \\\n  && apt-get install -y b\n",
    ),
    "packages with comments and quotes": (
        "DF8040",
        "FROM a\r\nRUN apk add --no-cache \\\r\n  'c' \\\r\n  b \\\r\n  # é\r\n  e d\r\n",
        "FROM a\r\nRUN apk add --no-cache \\\r\n  b \\\r\n  'c' \\\r\n  # é\r\n  d e\r\n",
    ),
    "two RUNs with a comment between": (
        "DF8005",
        "FROM a\nRUN apt-get update\n# é\nRUN apt-get install -y b\n",
        "FROM a\nRUN apt-get update \\\n# é\n    && apt-get install -y b\n",
    ),
    "a JSON array": (
        "DF8012",
        'FROM node:24\nRUN ["npm", "ci", "--production"]\n',
        'FROM node:24\nRUN ["npm", "ci", "--omit=dev"]\n',
    ),
    "a dollar in a file": ("DF2033", "FROM a\nRUN echo 'a $B' > /b", 'FROM a\nCOPY <<"EOF" /b\na $B\nEOF'),
    "a clone into the directory of its name": (
        "DF2030",
        "FROM a\r\nRUN git clone -q https://github.com/a/b.git\r\nRUN b\r\n",
        "FROM a\r\nADD --keep-git-dir=true https://github.com/a/b.git b\r\nRUN b\r\n",
    ),
    "one ARG of two, on lines": (
        "DF4007",
        "FROM a\r\nARG A=é \\\r\n    B=2\r\nLABEL a=$A\r\n",
        "FROM a\r\nARG A=é\r\nLABEL a=$A\r\n",
    ),
    "an ENV that had a value": ("DF4005", "FROM a\nARG A\nENV A=2 B=3\n", "FROM a\nARG A\nENV A=${A:-2} B=3\n"),
    "a default with quotes": ("DF4006", "ARG A=1\nFROM a:$A\nARG A='2'  \n", "ARG A=1\nFROM a:$A\nARG A  \n"),
    "PowerShell with a setting": (
        "DF7016",
        'FROM a\r\nSHELL ["pwsh", "-c", "$é = 1;"]\r\nRUN a; b\r\n',
        'FROM a\r\nSHELL ["pwsh", "-c", "$ErrorActionPreference = \'Stop\'; $é = 1;"]\r\nRUN a; b\r\n',
    ),
    "a pair of several": (
        "DF7015",
        "FROM a\r\nENV CUDA_VISIBLE_DEVICES=0 \\\r\n  B=é\r\n",
        "FROM a\r\nENV B=é\r\n",
    ),
    "a start above what is built": (
        "DF3010",
        'FROM python:3.14\nENTRYPOINT ["app"]\nRUN pip install app\n',
        'FROM python:3.14\nENTRYPOINT ["app"]\nRUN pip install app\nRUN groupadd --gid 10001 app \\\n'
        "    && useradd --uid 10001 --gid app --no-create-home --no-log-init --shell /usr/sbin/nologin app\n"
        "USER 10001:10001\n",
    ),
    "a variant without the image's user": (
        "DF3010",
        'FROM eclipse-temurin:25-jre-alpine\nCMD ["app"]\n',
        "FROM eclipse-temurin:25-jre-alpine\nRUN addgroup -g 10001 app \\\n"
        '    && adduser -D -H -u 10001 -G app -s /sbin/nologin app\nUSER 10001:10001\nCMD ["app"]\n',
    ),
    "a version without the image's user": (
        "DF3010",
        'FROM mcr.microsoft.com/dotnet/aspnet:10.0\nCMD ["app"]\n',
        'FROM mcr.microsoft.com/dotnet/aspnet:10.0\nUSER app\nCMD ["app"]\n',
    ),
    "the variant that latest is": ("DL3007", "FROM node:latest\n", "FROM node:24\n"),
    "Composer in an image of PHP's": (
        "DF2001",
        "FROM php:8.5-cli\nCOPY . /a\nCOPY --from=composer:2 /usr/bin/composer /b/\nRUN composer install\n",
        "FROM php:8.5-cli\nCOPY . /a\nCOPY --from=composer:2 /usr/bin/composer /b/\n"
        "RUN --mount=type=cache,target=/root/.composer/cache composer install\n",
    ),
    "a relative path that is the root": ("DL3045", "FROM debian:13\nCOPY a b ./\n", "FROM debian:13\nCOPY a b /\n"),
    "a dot between user and group": (
        "DF2005",
        "FROM debian:13\nRUN adduser b\nCOPY a/ /a\nRUN chown -R b.c /a\n",
        "FROM debian:13\nRUN adduser b\nCOPY --chown=b:c a/ /a\n",
    ),
    "a name that holds the arguments": (
        "DF7006",
        'FROM a\nENTRYPOINT [ "b --c=d", "e f" ]\n',
        'FROM a\nENTRYPOINT [ "b", "--c=d", "e f" ]\n',
    ),
    "the same sources twice, around an install": (
        "DF2001",
        "FROM node:24\nWORKDIR /a\nCOPY . .\nRUN npm ci\nCOPY . .\nRUN npm test\n",
        "FROM node:24\nWORKDIR /a\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nRUN npm test\n",
    ),
    "words in quotes": (
        "JSONArgsRecommended",
        'FROM a\nCMD "/bin/bash"\nFROM b\nCMD exec c \'d e:f\' --g="h"\n',
        'FROM a\nCMD ["/bin/bash"]\nFROM b\nCMD ["c", "d e:f", "--g=h"]\n',
    ),
    "a word that a shell makes more of": (
        "JSONArgsRecommended",
        "FROM a\nCMD b 'c' ~/d\n",
        'FROM a\nCMD ["/bin/sh", "-c", "exec b \'c\' ~/d"]\n',
    ),
    "a pair of its own": ("DF7015", "FROM a\nENV CUDA_VISIBLE_DEVICES=0,1\nUSER b\n", "FROM a\nUSER b\n"),
}


@pytest.mark.parametrize(("code", "bad", "good"), FIXED.values(), ids=list(FIXED))
def test_a_fix_is_exact(code: str, bad: str, good: str) -> None:
    check_fix(code, bad, good)


def test_a_finding_is_told_once() -> None:
    """Rules that look at the same thing do not both speak of it."""
    for text in (text for _, text in FOUND.values()):
        plain, _ = marked(text)
        found = findings(plain, Config(select=("ALL",)))
        said = [(finding.span, finding.code) for finding in found]
        assert len(said) == len(set(said))


def test_a_directory_of_a_package_holds_more_than_was_copied() -> None:
    check("DF2005", "FROM alpine:3.24\nCOPY torrc /etc/tor/\nRUN chown -R tor /etc/tor\nRUN chown -R tor /var/lib\n")
    check("DF2005", "FROM alpine:3.24\nCOPY torrc /etc/tor/\nRUN $0chown tor /etc/tor/torrc$0\n")
    check("DF2005", "FROM alpine:3.24\nCOPY site /var/www/shop/\nRUN $0chown -R www-data /var/www$0\n")
    check("DF2005", "FROM alpine:3.24\nCOPY . /usr/share/shop/\nRUN $0chown -R www-data /usr/share/shop$0\n")


def test_an_owner_who_comes_later_must_come_before() -> None:
    [found] = findings("FROM a\nCOPY b /c\nRUN useradd d && chown -R d:d /c\n", code="DF2005")
    assert found.message.endswith("Create `d` above that, and say `COPY --chown=d:d` there instead.")
    assert found.fixes == ()


def test_who_uses_sudo_to_be_somebody_else_needs_no_root() -> None:
    text = "FROM a\nUSER root\nRUN sudo -u nobody b\nRUN sudo -u root c\nRUN sudo -E d -u e\n"
    other, *rest = [found.message for found in findings(text, code="DL3004")]
    assert other == "`sudo -u nobody` in a build. `USER nobody` says who runs what follows."
    assert all(message.endswith("The build runs as root.") for message in rest)
    assert len(rest) == 2


def test_what_maven_is_told_is_not_its_goal() -> None:
    text = "FROM maven:3 AS a\nCOPY . .\nRUN mvn -gs settings.xml -B package\n"
    [found] = findings(text, code="DF2001")
    assert "`mvn package`" in found.message


def test_a_compiler_for_kernel_modules_is_needed_when_the_container_runs() -> None:
    run = 'FROM debian:13-slim\nRUN apt-get install -y --no-install-recommends {}\nCMD ["wg"]\n'
    check("DF5011", run.format("$0gcc$0 make"))
    check("DF5011", run.format("gcc make kmod"))


def test_the_digest_in_a_label_is_that_of_from() -> None:
    one, two = "sha256:" + "1a" * 32, "sha256:" + "2b" * 32
    key = "org.opencontainers.image.base.digest"
    base = f"FROM debian:13-slim@{one} AS base\n"
    check("DF6007", f"{base}FROM base\nLABEL {key}={one}\n")
    check_fix("DF6007", f"{base}LABEL a=b {key}={two}\n", f'{base}LABEL a=b {key}="{one}"\n')
    check_fix("DF6007", f"FROM debian:13-slim\nLABEL a=b {key}=unknown\n", "FROM debian:13-slim\nLABEL a=b\n")
    for silent in (
        f"FROM debian:13-slim AS base\nLABEL {key}={one}\nFROM scratch\n",
        f"FROM scratch\nLABEL {key}={one}\n",
        f"ARG BASE=debian:13\nFROM $BASE\nLABEL {key}={one}\n",
        f"FROM debian:13\nARG DIGEST\nLABEL {key}=$DIGEST\n",
    ):
        check("DF6007", silent)


@pytest.mark.parametrize(
    ("image", "command"),
    [
        ("nvidia/cuda:11.8.0-base-ubuntu22.04", "uv pip install $0torch==2.4.1+cu121$0"),
        ("pytorch/pytorch:2.9.1-cuda12.8-cudnn9-runtime", "pip3 install x --extra-index-url $0https://a.b/whl/cu118$0"),
        ("nvidia/cuda:12.8.1-base-ubuntu24.04", "pip install x -i https://a.b/whl/cu126 y==1+cu124"),
        ("nvidia/cuda:12.8.1-base-ubuntu24.04", "pip install x -i https://a.b/whl/cpu"),
        ("nvidia/cuda:12.8.1-base-ubuntu24.04", "pip install x -i https://a.b/whl/cu$V && echo /whl/cu118"),
        ("python:3.14-slim", "pip install x -i https://a.b/whl/cu118"),
    ],
)
def test_wheels_are_held_against_the_cuda_of_the_image(image: str, command: str) -> None:
    check("DF2041", f"FROM {image}\nRUN {command}\n")


@pytest.mark.parametrize(
    ("tag", "packages"),
    [
        ("12.8.1-cudnn-devel-ubuntu24.04", "$0cuda-toolkit-12-8$0 $0libcudnn9-dev-cuda-12$0 libcudnn9-cuda-11 git"),
        ("12.8.1-devel-ubuntu24.04", "cuda-toolkit-12-6 libcudnn9-cuda-12 cuda-samples-12-8"),
        ("12.8.1-runtime-ubuntu24.04", "cuda-toolkit-12-8"),
        ("12.8.1-devel-ubuntu24.04", "$0cuda-nvcc-12-8=12.8.93-1$0"),
    ],
)
def test_packages_of_cuda_that_an_image_has(tag: str, packages: str) -> None:
    check("DF8052", f"FROM nvidia/cuda:{tag}\nRUN apt-get install -y {packages}\n")


@pytest.mark.parametrize(
    "lines",
    [
        "ARG SECRET_KEY_BASE\nRUN rails assets:precompile",
        "RUN --mount=type=secret,id=key,env=RAILS_MASTER_KEY rails assets:precompile",
        "COPY config/master.key config/\nRUN rails assets:precompile",
        "RUN RAILS_ENV=test rails assets:clobber",
    ],
)
def test_assets_for_which_there_is_a_key(lines: str) -> None:
    check("DF8026", f"FROM ruby:4.0-slim\nENV RAILS_ENV=production\n{lines}\n")


def test_assets_of_rails_without_a_key() -> None:
    check("DF8026", "FROM ruby:4.0-slim\nRUN rails assets:precompile\n")
    check("DF8026", "FROM ruby:4.0-slim\nRUN RAILS_ENV=production rake $0assets:precompile$0\n")
    check_fix(
        "DF8026",
        "FROM ruby:4.0\nENV RAILS_ENV production\nRUN cd a && ./bin/rails assets:precompile\n",
        "FROM ruby:4.0\nENV RAILS_ENV production\nRUN cd a && SECRET_KEY_BASE_DUMMY=1 ./bin/rails assets:precompile\n",
    )
