"""Signature help: which form is meant at `$0`, and which of its parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marks import marked
from unlinted import unlinted

from dockerls.docker import INSTRUCTIONS
from dockerls.features.signature import signature


def shown(text: str) -> str:
    """The active signature at `$0` with its active part marked by `«»`; "" where there is none."""
    plain, marks = marked(text)
    found = signature(unlinted(plain), marks[0][0].start)
    if found is None:
        return ""
    active = found.signatures[found.active]
    if found.parameter is None:
        return active.label
    span = active.parameters[found.parameter].span
    return f"{active.label[: span.start]}«{span.of(active.label)}»{active.label[span.end :]}"


FROM = "FROM [--platform=<platform>] <image>[:<tag>] [AS <name>]"
COPY = "COPY [OPTIONS] <src>... <dest>"
PAIRS = "<key>=<value> [<key>=<value>...]"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("FROM $0", FROM.replace("<image>", "«<image>»")),
        ("FROM no$0de", FROM.replace("<image>", "«<image>»")),
        ("FROM reg:5000/a$0:b", FROM.replace("<image>", "«<image>»")),
        ("FROM reg:5000/a:b$0", FROM.replace("<tag>", "«<tag>»")),
        ("FROM a@$0", "FROM [--platform=<platform>] <image>[@«<digest>»] [AS <name>]"),
        ("FROM a AS $0", FROM.replace("<name>", "«<name>»")),
        ("FROM a AS b $0", ""),
        ("FROM a AS b\nFROM b$0", "FROM «<stage>» [AS <name>]"),
        ("FROM --plat$0", FROM.replace("--platform=<platform>", "«--platform=<platform>»")),
        ("FROM --platform=linux/$0 a", "--platform=<os>/«<arch>»[/<variant>]"),
    ],
)
def test_from(text: str, wanted: str) -> None:
    assert shown(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ARG $0", "ARG «<name>»[=<default value>] [<name>[=<default value>]...]"),
        ("ARG a=$0", "ARG <name>[=«<default value>»] [<name>[=<default value>]...]"),
        ("ARG a b=$0", "ARG <name>[=<default value>] [<name>[=«<default value>»]...]"),
        ("ENV a$0=b", "ENV «<key>»=<value> [<key>=<value>...]"),
        ('ENV a="b $0c"', "ENV <key>=«<value>» [<key>=<value>...]"),
        ("ENV   $0", "ENV «<key>»=<value> [<key>=<value>...]"),
        ("ENV $0\\\n a=b", "ENV «<key>»=<value> [<key>=<value>...]"),
        ('ENV a="b $0', "ENV <key>=«<value>» [<key>=<value>...]"),
        ("ENV a=b $0", "ENV <key>=<value> [«<key>»=<value>...]"),
        ("ENV a=b \\\n # c\n d=$0", "ENV <key>=<value> [<key>=«<value>»...]"),
        ("ENV a b$0", "ENV <key> «<value>»"),
        ("LABEL a=b c=d e=$0", "LABEL <key>=<value> [<key>=«<value>»...]"),
        ("LABEL a b$0", "LABEL <key>=«<value>» [<key>=<value>...]"),
    ],
)
def test_pairs(text: str, wanted: str) -> None:
    assert shown(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("COPY $0", COPY.replace("<src>", "«<src>»")),
        ("COPY a$0", COPY.replace("<src>", "«<src>»")),
        ("COPY a $0", COPY.replace("<dest>", "«<dest>»")),
        ("COPY a b$0 c", COPY.replace("<src>", "«<src>»")),
        ("COPY a b c$0", COPY.replace("<dest>", "«<dest>»")),
        ("COPY --$0", COPY.replace("[OPTIONS]", "«[OPTIONS]»")),
        ("COPY --fr$0om=x a b", COPY.replace("[OPTIONS]", "«[OPTIONS]»")),
        ("COPY --link $0", COPY.replace("<src>", "«<src>»")),
        ("COPY --from=$0 a b", "--from=«<stage>|<context>|<image>»"),
        ("COPY --link --chown=a:$0 a b", "--chown=<user>[:«<group>»]"),
        ('COPY ["a$0"]', 'COPY [OPTIONS] [«"<src>"», ... "<dest>"]'),
        ('COPY ["a,b", $0', 'COPY [OPTIONS] ["<src>", ... «"<dest>"»]'),
        ('COPY ["a", "b$0", "c"]', 'COPY [OPTIONS] [«"<src>"», ... "<dest>"]'),
        ("COPY <<EOF$0 /x\nEOF", "COPY [OPTIONS] «<<EOF» <dest>"),
        ("COPY <<EOF /x$0\nEOF", "COPY [OPTIONS] <<EOF «<dest>»"),
        ("ADD https://x/$0", "ADD [OPTIONS] «<url>» <dest>"),
        ("ADD https://x/y.git $0", "ADD [OPTIONS] <git repository>[#<ref>[:<dir>]] «<dest>»"),
    ],
)
def test_copying(text: str, wanted: str) -> None:
    assert shown(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("RUN a && $0b", "RUN [OPTIONS] «<command>» ..."),
        ("RUN [ -f x ] $0", "RUN [OPTIONS] «<command>» ..."),
        ('RUN ["a", $0', 'RUN [OPTIONS] [«"<command>"», ...]'),
        ("RUN <<EOF$0\nEOF", "RUN [OPTIONS] «<<EOF»"),
        ("RUN --network=$0", "--network=«default|none|host»"),
        ("CMD $0", "CMD «<command>» <parameter>..."),
        ("CMD a $0", "CMD <command> «<parameter>»..."),
        ('CMD ["$0', 'CMD [«"<executable>"», "<parameter>", ...]'),
        ('ENTRYPOINT ["a", "b", "$0"]', 'ENTRYPOINT ["<executable>", «"<parameter>"», ...]'),
        ('SHELL ["a", $0]', 'SHELL ["<executable>", «"<parameter>"», ...]'),
        ('SHELL ["a"] $0', ""),
        ("EXPOSE 1 2$0", "EXPOSE <port>[/<protocol>] [«<port>»[/<protocol>]...]"),
        ("EXPOSE 1/$0", "EXPOSE <port>[/«<protocol>»] [<port>[/<protocol>]...]"),
        ("EXPOSE 1-$0", "EXPOSE <port>-«<port>»[/<protocol>]"),
        ("USER a$0", "USER «<user>»[:<group>]"),
        ("USER 1:$0", "USER <UID>[:«<GID>»]"),
        ("VOLUME a $0", "VOLUME «<path>»..."),
        ("WORKDIR $0", "WORKDIR «<path>»"),
        ("HEALTHCHECK $0", "HEALTHCHECK [OPTIONS] «CMD» <command>"),
        ("HEALTHCHECK no$0", "HEALTHCHECK «NONE»"),
        ("HEALTHCHECK NONE $0", ""),
        ("HEALTHCHECK --interval=1s CMD $0", "HEALTHCHECK [OPTIONS] CMD «<command>»"),
        ('HEALTHCHECK CMD ["$0"]', 'HEALTHCHECK [OPTIONS] CMD [«"<command>"», ...]'),
        ("HEALTHCHECK --interval=$0", "--interval=«<duration>»"),
        ("ONBUILD $0", "ONBUILD «<INSTRUCTION>»"),
        ("ONBUILD CO$0PY a b", "ONBUILD «<INSTRUCTION>»"),
        ("ONBUILD COPY a $0", COPY.replace("<dest>", "«<dest>»")),
    ],
)
def test_others(text: str, wanted: str) -> None:
    assert shown(text) == wanted


def test_mounts() -> None:
    assert shown("RUN --mount=$0 ls").startswith("--mount=«type=bind»,target=<path>[,")
    assert shown("RUN --mount=type=cache,$0 ls").startswith("--mount=type=cache,«target=<path>»[,")
    assert "[,«sharing=shared|private|locked»]" in shown("RUN --mount=type=cache,target=/x,sharing=l$0,id=a ls")
    assert "«target=<path>»" in shown("RUN --mount=type=secret,id=a,dst=$0 ls")
    assert shown("RUN --mount=type=odd$0 ls").startswith("--mount=«type=<type>")


def test_directives() -> None:
    assert shown("# escape=$0") == "# escape=«<character>»"
    assert shown("#syntax=docker/$0") == "# syntax=«<image>»"
    assert shown("# check=skip=a;err$0") == "# check=skip=<checks>;«error=true»;experimental=<checks>"
    assert shown("# es$0cape=`") == shown("# odd=$0") == shown("FROM a\n# escape=$0") == ""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("apt-get $0", "apt-get [options] «<command>»"),
        ("apt-get in$0", "apt-get [options] «<command>»"),
        ("apt-get install$0", "apt-get [options] «<command>»"),
        ("apt-get install -y $0", "apt-get install [options] «<package>»..."),
        ("apt-get install -y \\\n    a=1 \\\n    $0", "apt-get install [options] «<package>»..."),
        ("apt-get install -$0", "apt-get install «[options]» <package>..."),
        ("apt-get -o $0 install", "-o, --option=«KEY»"),
        ("a || useradd --uid $0", "-u, --uid=«UID»"),
        ("useradd --uid=$0 b", "-u, --uid=«UID»"),
        ("npm ci --omit=$0", "--omit=«dev|optional|peer»"),
        ("tar xzf $0", "-f, --file=«FILE»"),
        ("tar -xz$0", "tar «[options]» <path>..."),
        ("chown -R $0", "chown [options] «<owner>» <path>..."),
        ("chown -R a:b $0", "chown [options] <owner> «<path>»..."),
        ("cp a b$0", "cp [options] <source>... «<dest>»"),
        ("cp a b$0 c", "cp [options] «<source>»... <dest>"),
        ("cp a b$0 && c", "cp [options] <source>... «<dest>»"),
        ("cd a $0", "cd [options] <dir>"),
        ("sudo -E apt-get install $0", "apt-get install [options] «<package>»..."),
        ("env A=1 chmod $0", "chmod [options] «<mode>» <path>..."),
        ("find . -exec chmod $0", "chmod [options] «<mode>» <path>..."),
        ("find . -exec ls {} + -name $0", "-name «PATTERN»"),
        ("xargs $0", "xargs [options] «<command>»"),
        ("sed -i 's/a$0", "sed [options] «<expression>» <path>..."),
        ('sed "s/$A$0/b/" f', "sed [options] «<expression>» <path>..."),
        ("x=$(mktemp $0)", "mktemp [options] «<template>»"),
        ("if ! [ -f $0", "-f «FILE»"),
        ("<<EOF\nset -e\nchmod $0\nEOF", "chmod [options] «<mode>» <path>..."),
        ("<<EOF python3\nchmod $0\nEOF", ""),
        ("true $0", "RUN [OPTIONS] «<command>» ..."),
        ("unknown $0", "RUN [OPTIONS] «<command>» ..."),
        ("sudo apt-$0get", "sudo [options] «<command>»"),
        ("--network=none pip $0", "pip [options] «<command>»"),
    ],
)
def test_commands(text: str, wanted: str) -> None:
    assert shown(f"FROM a\nRUN {text}") == wanted


def test_commands_elsewhere() -> None:
    assert shown("FROM a\nHEALTHCHECK --retries=1 CMD curl -f $0") == "curl [options] «<url>»..."
    assert shown("FROM a\nCOPY <<run.sh /\nchmod $0\nrun.sh\n") == ""
    assert shown("FROM a\nCOPY <<EOF /run.sh\n#!/bin/sh\nchmod $0\nEOF\n") == "chmod [options] «<mode>» <path>..."
    assert shown('FROM a\nSHELL ["pwsh"]\nRUN npm $0') == "RUN [OPTIONS] «<command>» ..."


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('CMD ["npm", "$0"]', "npm [options] «<command>»"),
        ('CMD ["nginx", "-g", "$0', "-g «TEXT»"),
        ('CMD ["npm"$0', 'CMD [«"<executable>"», "<parameter>", ...]'),
        ('ENTRYPOINT ["chown", "a", $0]', "chown [options] <owner> «<path>»..."),
        ('HEALTHCHECK CMD ["curl", "-f", "$0"]', "curl [options] «<url>»..."),
        ('RUN ["unknown", "$0"]', 'RUN [OPTIONS] [«"<command>"», ...]'),
        ('COPY ["cp", "$0"]', 'COPY [OPTIONS] ["<src>", ... «"<dest>"»]'),
    ],
)
def test_exec_form(text: str, wanted: str) -> None:
    assert shown(f"FROM a\n{text}") == wanted


def test_the_flag_comes_before_its_command() -> None:
    found = signature(unlinted(text := "RUN npm ci --omit="), len(text))
    assert found is not None
    assert [item.label for item in found.signatures] == ["--omit=dev|optional|peer", "npm ci [options]"]
    assert found.signatures[0].parameters[0].doc.startswith("- `dev`")
    assert found.signatures[1].parameters[0].doc == found.signatures[0].doc


@pytest.mark.parametrize(
    "text", ["$0", "CO$0PY a b", "# $0", "RUN a \\\n  # $0b\n  c", "RUN <<EOF\n$0\nEOF", "COPY a b\n$0", "ODD $0"]
)
def test_nothing_to_say(text: str) -> None:
    assert shown(text) == ""


def test_every_part_of_every_form_is_explained() -> None:
    for keyword in INSTRUCTIONS:
        text = f"{keyword} x"
        found = signature(unlinted(text), len(text))
        assert found is not None
        assert len(found.signatures) == len(INSTRUCTIONS[keyword].forms)
        for form in found.signatures:
            assert form.parameters
            for part in form.parameters:
                assert part.doc, (form.label, part.span.of(form.label))


@given(
    st.lists(
        st.sampled_from(
            [
                *INSTRUCTIONS,
                " ",
                "\n",
                "\\\n",
                "--mount=",
                "type=",
                ",",
                "--from=",
                "[",
                '"',
                "]",
                "a",
                "=",
                ":",
                "<<E",
                "#",
                "RUN ",
                "tar ",
                "cp ",
                "-x",
                "'",
                "&& ",
            ]
        ),
        max_size=14,
    ).map("".join)
)
def test_the_active_part_is_one_of_the_form(text: str) -> None:
    now = unlinted(text)
    for offset in range(len(text) + 1):
        found = signature(now, offset)
        if found is not None:
            parts = found.signatures[found.active].parameters
            assert found.parameter is None or 0 <= found.parameter < len(parts)
