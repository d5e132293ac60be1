"""What people commonly write where Docker leaves the choice to them: ports, directories, shells, cache directories.

Pure data, for completion and hover; nothing here is a rule. Ports are those of the IANA registry where it has them,
else the programs' own defaults; cache directories are the package managers' defaults for root.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PORTS: Final[Mapping[str, str]] = {
    "8080": "HTTP without privileges; Tomcat, Jetty, many frameworks",
    "80": "HTTP",
    "443": "HTTPS",
    "3000": "Node.js, Rails, Grafana",
    "8000": "Django, FastAPI and other Python servers",
    "5000": "Flask, container registry",
    "8443": "HTTPS without privileges",
    "4200": "Angular's development server",
    "5173": "Vite's development server",
    "9000": "PHP-FPM, MinIO, SonarQube",
    "8888": "Jupyter",
    "9090": "Prometheus",
    "9100": "Prometheus node exporter",
    "4317": "OpenTelemetry (gRPC)",
    "50051": "gRPC",
    "5432": "PostgreSQL",
    "3306": "MySQL, MariaDB",
    "6379": "Redis, Valkey",
    "27017": "MongoDB",
    "1433": "SQL Server",
    "9200": "Elasticsearch, OpenSearch",
    "9092": "Kafka",
    "5672": "RabbitMQ (AMQP)",
    "1883": "MQTT",
    "11211": "Memcached",
    "2379": "etcd",
    "53": "DNS",
    "22": "SSH",
    "21": "FTP",
    "25": "SMTP",
    "389": "LDAP",
    "5005": "Java debugger",
    "9229": "Node.js debugger",
    "2345": "Go debugger (Delve)",
}
"""Well-known ports and what listens there, most usual in a Dockerfile first."""

PROTOCOLS: Final[Mapping[str, str]] = {
    "tcp": "TCP, the default.",
    "udp": "UDP: DNS, QUIC (HTTP/3), syslog, WireGuard.",
    "sctp": "SCTP: telecommunication protocols.",
}
"""The protocols of `EXPOSE`, in the lower case they should have."""

DIRECTORIES: Final[Mapping[str, str]] = {
    "/app": "The application",
    "/src": "Sources, in a stage that compiles",
    "/usr/src/app": "Sources; the habit of older Node.js and Python images",
    "/build": "A stage that compiles",
    "/opt/app": "The application, as the file system standard has it",
    "/srv": "Data that a server offers",
    "/var/www/html": "Document root of Apache and PHP",
    "/usr/share/nginx/html": "Document root of nginx",
    "/go/src/app": "Go sources, from before there were modules",
    "/workspace": "Dev containers, CI",
    "/data": "Data, often a volume",
}
"""Directories which Dockerfiles commonly work in."""

SHELLS: Final[Mapping[str, str]] = {
    '["/bin/bash", "-o", "pipefail", "-c"]': "bash; a command that fails within a pipe fails the build",
    '["/bin/ash", "-eo", "pipefail", "-c"]': "Alpine's ash, with the same",
    '["/bin/sh", "-c"]': "The default on Linux",
    '["/bin/bash", "-euo", "pipefail", "-c"]': "bash that also stops at unset variables",
    '["cmd", "/S", "/C"]': "The default on Windows",
    '["powershell", "-Command", "$ErrorActionPreference = \'Stop\'; $ProgressPreference = \'SilentlyContinue\';"]': (
        "Windows PowerShell that stops at errors"
    ),
    '["pwsh", "-Command", "$ErrorActionPreference = \'Stop\';"]': "PowerShell 7 that stops at errors",
}
"""What `SHELL` is usually given."""

CACHES: Final[Mapping[str, str]] = {
    "/var/cache/apt": "apt: downloaded packages; with `sharing=locked`",
    "/var/lib/apt": "apt: package lists; with `sharing=locked`",
    "/var/cache/apk": "apk (Alpine)",
    "/var/cache/dnf": "dnf",
    "/root/.cache/pip": "pip",
    "/root/.cache/uv": "uv",
    "/root/.cache/pypoetry": "Poetry",
    "/root/.npm": "npm",
    "/usr/local/share/.cache/yarn": "Yarn 1, as root",
    "/root/.local/share/pnpm/store": "pnpm",
    "/go/pkg/mod": "Go modules, in the golang image",
    "/root/.cache/go-build": "Go's build cache",
    "/usr/local/cargo/registry": "Cargo's registry, in the rust image",
    "/root/.m2": "Maven",
    "/root/.gradle": "Gradle",
    "/root/.nuget/packages": "NuGet",
    "/usr/local/bundle/cache": "Bundler, in the ruby image",
    "/root/.composer/cache": "Composer",
    "/root/.cache/ccache": "ccache",
}
"""Directories that are worth a cache mount, by what keeps its downloads there."""
