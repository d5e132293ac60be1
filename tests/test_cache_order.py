"""The rule about sources that are copied too early: what its fix makes of each ecosystem, and where it keeps quiet."""

from __future__ import annotations

import pytest
from checks import check_fix, findings

TWO_STEPS = {
    "npm, and a build in the same RUN": (
        """
        FROM node:24-slim
        COPY . /srv
        WORKDIR /srv
        RUN npm install && npm run build
        """,
        """
        FROM node:24-slim
        COPY package*.json /srv/
        WORKDIR /srv
        RUN npm install
        COPY . /srv
        RUN npm run build
        """,
    ),
    "flags stay, a comment goes where it must": (
        """
        FROM node:24-slim
        WORKDIR /srv
        # Größe: klein 🐳
        COPY --chown=node:node --link . .
        RUN yarn install --frozen-lockfile \\
            # and then
            && yarn build
        """,
        """
        FROM node:24-slim
        WORKDIR /srv
        # Größe: klein 🐳
        COPY --chown=node:node --link package.json yarn.lock* .yarnrc.yml* ./
        RUN yarn install --frozen-lockfile
        COPY --chown=node:node --link . .
        RUN yarn build
        """,
    ),
    "a package manager that is installed first": (
        """
        FROM node:24-slim
        WORKDIR /srv
        COPY . .
        RUN npm install -g pnpm && pnpm install --frozen-lockfile
        """,
        """
        FROM node:24-slim
        WORKDIR /srv
        COPY package.json pnpm-lock.yaml* pnpm-workspace.yaml* ./
        RUN npm install -g pnpm && pnpm install --frozen-lockfile
        COPY . .
        """,
    ),
    "a directory below": (
        """
        FROM node:24-slim
        WORKDIR /srv
        COPY . .
        RUN cd ui && npm ci
        """,
        """
        FROM node:24-slim
        WORKDIR /srv
        COPY ui/package*.json ./ui/
        RUN cd ui && npm ci
        COPY . .
        """,
    ),
    "requirements in a directory": (
        """
        FROM python:3.14-slim
        WORKDIR /srv
        COPY . .
        RUN pip install --upgrade pip && pip install -r requirements/prod.txt
        """,
        """
        FROM python:3.14-slim
        WORKDIR /srv
        COPY requirements/prod.txt ./requirements/
        RUN pip install --upgrade pip && pip install -r requirements/prod.txt
        COPY . .
        """,
    ),
    "requirements by their full path": (
        """
        FROM python:3.14-slim
        COPY app /app
        RUN pip install -r /app/requirements.txt
        """,
        """
        FROM python:3.14-slim
        COPY app/requirements.txt /app/
        RUN pip install -r /app/requirements.txt
        COPY app /app
        """,
    ),
    "requirements that were copied already": (
        """
        FROM python:3.14-slim
        WORKDIR /srv
        COPY requirements.txt .
        COPY . .
        RUN pip install -r requirements.txt
        """,
        """
        FROM python:3.14-slim
        WORKDIR /srv
        COPY requirements.txt .
        RUN pip install -r requirements.txt
        COPY . .
        """,
    ),
    "code and manifest in one COPY": (
        """
        FROM python:3.14-slim
        COPY shop.py requirements.txt /srv/
        WORKDIR /srv
        RUN pip install -r requirements.txt
        """,
        """
        FROM python:3.14-slim
        COPY requirements.txt /srv/
        WORKDIR /srv
        RUN pip install -r requirements.txt
        COPY shop.py /srv/
        """,
    ),
    "Go": (
        """
        FROM golang:1.27
        WORKDIR /src
        COPY . .
        RUN CGO_ENABLED=0 go build -o /shop .
        """,
        """
        FROM golang:1.27
        WORKDIR /src
        COPY go.mod go.sum* ./
        RUN go mod download
        COPY . .
        RUN CGO_ENABLED=0 go build -o /shop .
        """,
    ),
    "Cargo": (
        """
        FROM rust:1
        WORKDIR /src
        COPY . .
        RUN cargo build --release
        """,
        """
        FROM rust:1
        WORKDIR /src
        COPY . .
        RUN --mount=type=cache,target=/usr/local/cargo/registry cargo build --release
        """,
    ),
    "Maven": (
        """
        FROM maven:3
        WORKDIR /src
        COPY pom.xml .
        COPY src ./src
        RUN mvn -q package
        """,
        """
        FROM maven:3
        WORKDIR /src
        COPY pom.xml .
        RUN mvn dependency:go-offline
        COPY src ./src
        RUN mvn -q package
        """,
    ),
    "uv": (
        """
        FROM python:3.14-slim
        WORKDIR /srv
        COPY . .
        RUN uv sync --locked --no-dev
        """,
        """
        FROM python:3.14-slim
        WORKDIR /srv
        COPY pyproject.toml uv.lock ./
        RUN uv sync --locked --no-dev --no-install-project
        COPY . .
        RUN uv sync --locked --no-dev
        """,
    ),
    "Bundler": (
        """
        FROM ruby:4.0-slim
        WORKDIR /srv
        COPY . ./
        RUN bundle install
        """,
        """
        FROM ruby:4.0-slim
        WORKDIR /srv
        COPY Gemfile* ./
        RUN bundle install
        COPY . ./
        """,
    ),
    ".NET": (
        """
        FROM mcr.microsoft.com/dotnet/sdk:10.0
        WORKDIR /src
        COPY . .
        RUN dotnet restore
        RUN dotnet publish -o /out
        """,
        """
        FROM mcr.microsoft.com/dotnet/sdk:10.0
        WORKDIR /src
        COPY *.csproj ./
        RUN dotnet restore
        COPY . .
        RUN dotnet publish -o /out
        """,
    ),
}


@pytest.mark.parametrize(("bad", "good"), TWO_STEPS.values(), ids=list(TWO_STEPS))
def test_the_install_moves_before_the_sources(bad: str, good: str) -> None:
    check_fix("DF2001", bad, good)


QUIET = [
    "RUN npm install express",
    "RUN npm install -g serve",
    "RUN npm ci --workspaces",
    "RUN pip install .",
    "RUN pip install -e . -r requirements.txt",
    "RUN go install example.com/tool@latest",
    "RUN go build -mod=vendor ./...",
    "RUN --mount=type=cache,target=/root/.npm npm ci",
    "RUN cargo install ripgrep",
    "RUN yarn add left-pad",
    "RUN mvn --offline package",
    "RUN npm run build",
    'RUN ["npm", "--version"]',
]


@pytest.mark.parametrize("run", QUIET)
def test_an_install_that_needs_the_sources_or_reads_no_manifest_is_fine(run: str) -> None:
    assert findings(f"FROM debian:13-slim\nWORKDIR /srv\nCOPY . .\n{run}\n", code="DF2001") == []


@pytest.mark.parametrize(
    "copy", ["COPY <<EOF /x\nhello\nEOF", "COPY --from=deps . .", "COPY prisma ./prisma", "COPY package.json ./"]
)
def test_other_copies_come_before_an_install_rightly(copy: str) -> None:
    assert findings(f"FROM node:24-slim AS deps\nFROM node:24-slim\n{copy}\nRUN npm ci\n", code="DF2001") == []
