"""What counts as a secret and what does not; the values here are made up, and put together so that no scanner minds."""

from __future__ import annotations

import pytest
from checks import findings

MARKED = "FROM debian:13-slim\n"
GITHUB = "gh" + "p_" + "R4tqZ9vLw2Xb7NcY5mKd8JhG3fSa6PeT1uQo"
AWS = "AK" + "IAQYLPMN5HHHFPZAM2"
KEY = "-----BEGIN OPENSSH " + "PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\n-----END"


def spans(instruction: str) -> list[str]:
    text = MARKED + instruction + "\n"
    return [finding.span.of(text) for finding in findings(text, code="DF3001")]


@pytest.mark.parametrize(
    ("instruction", "secret"),
    [
        (f"ENV X={GITHUB}", GITHUB),
        (f"RUN echo {AWS} > /x", AWS),
        (f"LABEL a=1 \\\n  b={GITHUB}", GITHUB),
        (f"COPY <<EOF /root/.ssh/id\n{KEY}\nEOF", KEY.partition("\n")[0]),
        ("RUN git clone https://jane:tr0mb0ne@example.com/a.git", "jane:tr0mb0ne"),
        ("ENV REDIS=redis://:tr0mb0ne@cache:6379", ":tr0mb0ne"),
        ("RUN curl -u jane:tr0mb0ne https://example.com", "jane:tr0mb0ne"),
        ("RUN PGPASSWORD=tr0mb0ne psql -h db", "tr0mb0ne"),
        ("RUN mysql --password=tr0mb0ne -e x", "tr0mb0ne"),
        ("RUN echo 'root:tr0mb0ne' | chpasswd", "'root:tr0mb0ne'"),
        ("RUN echo tr0mb0ne | docker login -u jane --password-stdin", "tr0mb0ne"),
    ],
)
def test_a_secret_is_found_where_it_stands(instruction: str, secret: str) -> None:
    assert spans(instruction) == [secret]


@pytest.mark.parametrize(
    "instruction",
    [
        "ENV X=AKIA" + "IOSFODNN7EXAMPLE",
        "ENV DATABASE_URL=postgres://postgres:postgres@db/shop",
        "ENV URL=https://user:password@example.com/ OTHER=https://<user>:<pass>@example.com/",
        "RUN git clone https://jane:${TOKEN}@example.com/a.git",
        'RUN curl -u "$LOGIN" https://example.com && curl -u jane https://example.com',
        'RUN mysql --password="$(cat /run/secrets/db)" -e x',
        "RUN echo 'root:Docker!' | chpasswd",
        "RUN grep -q 'BEGIN PRIVATE KEY' /etc/key.pem",
        "ENV IMAGE=registry.example.com:5000/a/b@sha256:0 SCP=git@example.com:a/b.git",
    ],
)
def test_a_placeholder_or_a_variable_is_none(instruction: str) -> None:
    assert spans(instruction) == []


@pytest.mark.parametrize("name", ["API_TOKEN", "DB_PASSWORD", "AWS_SECRET_ACCESS_KEY", "NPM_AUTH_TOKEN"])
def test_an_argument_with_the_name_of_a_secret_is_followed_into_run(name: str) -> None:
    text = f"{MARKED}ARG {name}\nRUN deploy ${name}\n"
    assert [finding.span.of(text) for finding in findings(text, code="DF3002")] == [f"${name}"]


@pytest.mark.parametrize("name", ["TOKEN_FILE", "ACCESS_KEY_ID", "GPG_KEY", "PUBLIC_TOKEN", "TOKENIZER", "KEYBOARD"])
def test_other_names_are_not(name: str) -> None:
    assert findings(f"{MARKED}ARG {name}\nRUN deploy ${name}\n", code="DF3002") == []
