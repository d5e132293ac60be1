"""Links: the text they cover is marked `$0…$0`, in order; then where they lead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marks import mark, marked
from unlinted import unlinted

from dockerls.features.links import links


def check_links(text: str, *targets: str) -> None:
    plain, marks = marked(text)
    found = links(unlinted(plain))
    assert mark(plain, [link.span for link in found]) == mark(plain, marks.get(0, []))
    assert [link.target for link in found] == list(targets)
    assert all(link.tooltip for link in found)


@pytest.mark.parametrize(
    ("image", "target"),
    [
        ("$0node$0", "https://hub.docker.com/_/node"),
        ("$0node$0:24-slim", "https://hub.docker.com/_/node"),
        ("$0grafana/grafana$0@sha256:" + "0" * 64, "https://hub.docker.com/r/grafana/grafana"),
        ("$0quay.io/a/b$0:${V}", "https://quay.io/repository/a/b"),
        (
            "--platform=linux/amd64 $0mcr.microsoft.com/dotnet/sdk$0:10.0 AS b",
            "https://mcr.microsoft.com/artifact/mar/dotnet/sdk",
        ),
    ],
)
def test_images(image: str, target: str) -> None:
    check_links(f"ARG V=1\nFROM {image}\n", target)


def test_an_image_behind_a_variable() -> None:
    check_links("ARG I=node\nFROM $0${I}:1$0\n", "https://hub.docker.com/_/node")
    check_links("ARG I\nFROM ${I}:1\n")


def test_no_images() -> None:
    check_links(
        "FROM scratch AS a\nFROM a\nCOPY --from=a x y\nCOPY --from=0 x y\nCOPY --from=ctx x y\nFROM Not/Valid\nFROM"
    )


def test_images_to_copy_from() -> None:
    check_links(
        "FROM scratch\nCOPY --from=$0ghcr.io/astral-sh/uv$0:0.9 /uv /\nRUN --mount=from=$0golang$0,target=/x ls\n",
        "https://github.com/astral-sh/uv/pkgs/container/uv",
        "https://hub.docker.com/_/golang",
    )


def test_the_syntax() -> None:
    check_links("# syntax=$0docker/dockerfile$0:1\n", "https://hub.docker.com/r/docker/dockerfile")


def test_addresses() -> None:
    check_links(
        "# see $0https://a.b/c$0, (or $0https://a.b/d_(e)$0)\nFROM scratch\nARG V=1\n"
        'ADD $0https://x.y/$V.tgz$0 ["a"] /\nADD ["$0https://x.y/z$0", "/"]\nADD $0git@github.com:a/b.git#v1$0 /src\n'
        "RUN a \\\n # $0http://é.x/日$0.\n curl https://not.linked\nLABEL u=$0https://l.m$0\nADD https://x/$U /\n",
        "https://a.b/c",
        "https://a.b/d_(e)",
        "https://x.y/1.tgz",
        "https://x.y/z",
        "https://github.com/a/b",
        "http://é.x/日",
        "https://l.m",
    )


@given(st.text(alphabet="FROMADLBE htps:/.x$V@#\"'[](),\\\n=", max_size=90))
def test_never_raises(text: str) -> None:
    for link in links(unlinted(text)):
        assert 0 <= link.span.start < link.span.end <= len(text)
