"""The usual advice on Dockerfiles, as files of its shape: what is named, and that the fixes leave fewer faults.

What is held fast here is the set of codes, not their places: those stand in the rules' own examples.
"""

from __future__ import annotations

from collections import Counter

import dockerfile
import pytest
from checks import findings
from marks import marked

from dockerls.lint.engine import fixed

MULTI_STAGE = """
    FROM node:14 AS assets
    WORKDIR /srv/shop
    COPY package*.json ./
    RUN npm install
    COPY . .
    RUN npm run build

    FROM node:14-slim
    WORKDIR /srv/shop
    # Only what was built is taken over.
    COPY --from=assets /srv/shop/dist ./dist
    COPY --from=assets /srv/shop/package*.json ./
    RUN npm install --only=production
    EXPOSE 3000
    CMD ["node", "dist/server.js"]
"""
CACHE = """
    FROM python:3.9-slim
    WORKDIR /srv
    # First what changes seldom.
    COPY requirements.txt .
    RUN pip install --no-cache-dir -r requirements.txt && rm requirements.txt
    # Then the code.
    COPY . .
    EXPOSE 8000
    CMD ["python", "shop.py"]
"""
SMALL = """
    FROM node:14-alpine AS assets
    WORKDIR /srv/shop
    COPY package*.json ./
    RUN npm install && npm cache clean --force
    COPY . .
    RUN npm run build

    FROM node:14-alpine
    WORKDIR /srv/shop
    COPY --from=assets /srv/shop/dist ./dist
    CMD ["node", "dist/server.js"]
"""
NON_ROOT = """
    FROM node:14-alpine
    WORKDIR /srv/shop
    # Somebody who may do nothing else.
    RUN addgroup -S staff && adduser -S clerk -G staff
    USER clerk
    COPY --chown=clerk:staff . .
    EXPOSE 3000
    CMD ["node", "server.js"]
"""
ARG_AND_ENV = """
    FROM python:3.9-slim
    ARG APP_VERSION=1.0.0
    ENV APP_VERSION=${APP_VERSION}
    WORKDIR /srv
    COPY . .
    RUN echo "This is ${APP_VERSION}"
    CMD ["python", "shop.py"]
"""
LABELS = """
    FROM ubuntu:20.04
    LABEL maintainer="jane@example.com"
    LABEL version="1.0"
    LABEL description="Something to show how it is done"
    RUN apt-get update && apt-get install -y curl
    CMD ["curl", "--version"]
"""
WRONG_ORDER = """
    FROM node:24-slim
    WORKDIR /srv/shop
    COPY . .
    RUN npm ci
    USER node
    CMD ["node", "server.js"]
"""
SINGLE_STAGE = """
    FROM golang:1.27
    WORKDIR /src
    COPY go.mod go.sum ./
    RUN go mod download
    COPY . .
    RUN go build -o /usr/local/bin/shop ./cmd/shop
    USER nobody
    ENTRYPOINT ["/usr/local/bin/shop"]
"""
SECRETS = """
    FROM node:24-slim
    ARG NPM_TOKEN
    COPY .env package.json package-lock.json /srv/
    WORKDIR /srv
    RUN npm config set //npm.example.com/:_authToken $NPM_TOKEN && npm ci
    USER node
    CMD ["node", "server.js"]
"""

ENDED, NO_USER, REMOVED_LATE = "DF5021", "DF3010", "DF2003"
TAUGHT = [
    (MULTI_STAGE, {ENDED: 2, NO_USER: 1}),
    (CACHE, {ENDED: 1, NO_USER: 1, REMOVED_LATE: 1}),
    (SMALL, {ENDED: 2, NO_USER: 1}),
    (NON_ROOT, {ENDED: 1}),
    (ARG_AND_ENV, {ENDED: 1, NO_USER: 1}),
    (LABELS, {ENDED: 1, NO_USER: 1}),
    (WRONG_ORDER, {"DF2001": 1}),
    (SINGLE_STAGE, {"DF5010": 1}),
    (SECRETS, {"DF3002": 1, "DF3003": 1}),
]
OURS = ("DF2", "DF3", "DF4", "DF5", "DF6", "DF7", "DL3002")


def text(example: str) -> str:
    return marked(example)[0]


@pytest.mark.parametrize(("example", "wanted"), TAUGHT)
def test_the_faults_of_an_example_are_named(example: str, wanted: dict[str, int]) -> None:
    found = Counter(finding.code for finding in findings(text(example)) if finding.code.startswith(OURS))
    assert found == wanted


LOCK, OLD_CACHE, LISTS, RECOMMENDED = "DF8010", "DF8011", "DL3009", "DL3015"


@pytest.mark.parametrize(
    ("example", "wanted"),
    [
        (MULTI_STAGE, {ENDED: 2, NO_USER: 1, LOCK: 2, OLD_CACHE: 1}),
        (CACHE, {ENDED: 1, NO_USER: 1, REMOVED_LATE: 1}),
        (SMALL, {ENDED: 2, NO_USER: 1, LOCK: 1}),
        (NON_ROOT, {ENDED: 1}),
        (ARG_AND_ENV, {ENDED: 1, NO_USER: 1}),
        (LABELS, {ENDED: 1, NO_USER: 1, LISTS: 1, RECOMMENDED: 1}),
    ],
)
def test_every_fault_of_the_usual_advice_is_named_and_nothing_else(example: str, wanted: dict[str, int]) -> None:
    """The good parts stay without a word: stages, the order of steps, a user, labels, `--no-cache-dir`."""
    assert Counter(finding.code for finding in findings(text(example))) == wanted


def test_the_old_options_of_npm_are_told_where_there_are_new_ones() -> None:
    newer = text(MULTI_STAGE).replace("node:14", "node:24")
    told = {finding.code: finding for finding in findings(newer)}
    assert told["DF8012"].span.of(newer) == "--only=production"
    assert ENDED not in told


def test_packages_without_cleaning_up_are_named_too() -> None:
    names = {name for finding in findings(text(LABELS)) for name in finding.names}
    assert {"DL3009", "DL3015"} <= names


@pytest.mark.parametrize(("example", "wanted"), TAUGHT)
def test_fixes_leave_fewer_faults_and_a_file_that_buildkit_reads(example: str, wanted: dict[str, int]) -> None:
    before = text(example)
    found = findings(before)
    after, taken = fixed(before, found, unsafe=True)
    dockerfile.parse_string(after)
    left = findings(after)
    assert not any(finding.severity == "error" for finding in left)
    assert len(left) < len(found) if taken else left == found
    again = fixed(after, left, unsafe=True)[0]
    dockerfile.parse_string(again)
    assert len(findings(again)) <= len(left)


@pytest.mark.parametrize(("example", "wanted"), TAUGHT)
def test_fixing_is_done_at_some_point(example: str, wanted: dict[str, int]) -> None:
    now = text(example)
    for _ in range(6):
        before, now = now, fixed(now, findings(now), unsafe=True)[0]
        if before == now:
            break
    assert before == now


def test_the_user_of_the_example_is_enough() -> None:
    assert [finding.code for finding in findings(text(NON_ROOT)) if finding.code.startswith(("DF3", "DL3002"))] == []


def test_the_order_is_put_right() -> None:
    found = [finding for finding in findings(text(WRONG_ORDER)) if finding.code == "DF2001"]
    assert fixed(text(WRONG_ORDER), found, unsafe=True)[0] == text("""
        FROM node:24-slim
        WORKDIR /srv/shop
        COPY package*.json ./
        RUN npm ci
        COPY . .
        USER node
        CMD ["node", "server.js"]
    """)


def test_new_lines_end_as_the_others_do() -> None:
    for example in (WRONG_ORDER, CACHE, LABELS, SECRETS):
        plain = text(example)
        after = fixed(plain, findings(plain), unsafe=True)[0]
        crlf = plain.replace("\n", "\r\n")
        assert fixed(crlf, findings(crlf), unsafe=True)[0] == after.replace("\n", "\r\n")


WELL_MADE = {
    "the manifests of several package managers": """
        FROM node:24-alpine AS deps
        WORKDIR /srv
        COPY package.json yarn.lock* package-lock.json* ./
        RUN if [ -f yarn.lock ]; then yarn --frozen-lockfile; else npm ci; fi
        FROM node:24-alpine AS build
        WORKDIR /srv
        COPY --from=deps /srv/node_modules ./node_modules
        COPY . .
        RUN npm run build
        FROM node:24-alpine
        COPY --from=build /srv/dist /srv
        USER node
        CMD ["node", "/srv/server.js"]
    """,
    "dependencies built against an empty program": """
        FROM rust:1 AS build
        WORKDIR /src
        COPY Cargo.toml Cargo.lock ./
        RUN mkdir src && echo 'fn main() {}' > src/main.rs && cargo build --release
        COPY src src
        RUN cargo build --release
        FROM gcr.io/distroless/cc-debian13:nonroot
        COPY --from=build /src/target/release/shop /
        ENTRYPOINT ["/shop"]
    """,
    "single manifests, one COPY each": """
        FROM golang:1.27 AS build
        WORKDIR /src
        COPY go.mod go.mod
        COPY go.sum go.sum
        RUN go mod download
        COPY cmd/main.go cmd/main.go
        COPY internal/ internal/
        RUN CGO_ENABLED=0 go build -o /shop cmd/main.go
        FROM gcr.io/distroless/static:nonroot
        COPY --from=build /shop /
        USER 65532:65532
        ENTRYPOINT ["/shop"]
    """,
    "bound manifests": """
        FROM python:3.14-slim AS build
        WORKDIR /srv
        RUN --mount=type=cache,target=/root/.cache/uv \\
            --mount=type=bind,source=uv.lock,target=uv.lock \\
            --mount=type=bind,source=pyproject.toml,target=pyproject.toml \\
            uv sync --locked --no-install-project
        COPY . .
        RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked
        FROM python:3.14-slim
        COPY --from=build /srv /srv
        USER 10001
        CMD ["/srv/.venv/bin/shop"]
    """,
    "a server that leaves root by itself": """
        FROM nginx:1.30-alpine
        COPY site /usr/share/nginx/html
        CMD ["nginx", "-g", "daemon off;"]
    """,
    "a daemon that is started by a supervisor": """
        FROM debian:13-slim
        RUN apt-get update \\
            && apt-get install -y --no-install-recommends supervisor \\
            && rm -rf /var/lib/apt/lists/*
        CMD ["/usr/bin/supervisord", "-n"]
    """,
    "an image for developers": """
        FROM golang:1.27 AS dev
        WORKDIR /src
        COPY . .
        RUN --mount=type=cache,target=/go/pkg/mod go build ./...
        CMD ["go", "run", "."]
    """,
    "a public variable and a placeholder": """
        FROM debian:13-slim
        ENV REPOSITORY=https://user:password@example.com/ KEY_FILE=/run/secrets/key
        USER 10001
        CMD ["true"]
    """,
}


@pytest.mark.parametrize("example", WELL_MADE.values(), ids=list(WELL_MADE))
def test_nothing_is_said_about_a_file_that_is_well_made(example: str) -> None:
    assert [(finding.code, finding.message) for finding in findings(text(example))] == []
