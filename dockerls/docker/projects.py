"""How projects are built and run: how dependencies are fetched, what compiles, and which images are for which of it.

Pure data. Sources: the manuals of the tools named in the tables, and the documentation of the images.
"""

from collections.abc import Mapping
from typing import Final

from ..named import NamedTuple


class Step(NamedTuple):
    """A command that fetches dependencies.

    A step with `needs_sources` builds the project as well; `instead` is then the command that only fetches.
    """

    programs: tuple[str, ...]
    """Names of the program."""
    words: tuple[str, ...]
    """Its subcommand, one of these; empty if it needs none (`yarn`)."""
    needs_sources: bool = False
    instead: str = ""


class Ecosystem(NamedTuple):
    """Tools around one kind of manifest."""

    name: str
    title: str
    manifests: tuple[str, ...]
    """Names (globs) of files which say what to fetch; one of them at least is needed."""
    copy: tuple[str, ...]
    """What COPY should name: with `*` at the end where a file may be missing."""
    steps: tuple[Step, ...]
    cache: str
    """The directory in which root's downloads are kept, for a cache mount."""
    template: str
    """The template which shows it done."""


_ALL: Final = (
    Ecosystem(
        "npm",
        "npm",
        ("package.json", "package-lock.json", "npm-shrinkwrap.json", "package*.json", "package*", "*.json"),
        ("package*.json",),
        (Step(("npm",), ("ci", "install", "i", "clean-install")),),
        "/root/.npm",
        "multi-stage-node",
    ),
    Ecosystem(
        "yarn",
        "Yarn",
        ("package.json", "yarn.lock", "package*.json", "*.json"),
        ("package.json", "yarn.lock*", ".yarnrc.yml*"),
        (Step(("yarn",), ("", "install")),),
        "/root/.cache/yarn",
        "multi-stage-node-yarn",
    ),
    Ecosystem(
        "pnpm",
        "pnpm",
        ("package.json", "pnpm-lock.yaml", "package*.json", "*.json"),
        ("package.json", "pnpm-lock.yaml*", "pnpm-workspace.yaml*"),
        (Step(("pnpm",), ("install", "i", "fetch")),),
        "/pnpm/store",
        "multi-stage-node-pnpm",
    ),
    Ecosystem(
        "bun",
        "Bun",
        ("package.json", "bun.lock", "bun.lockb", "package*.json"),
        ("package.json", "bun.lock*"),
        (Step(("bun",), ("install", "i")),),
        "/root/.bun/install/cache",
        "multi-stage-node",
    ),
    Ecosystem(
        "pip",
        "pip",
        ("requirements*.txt", "requirements", "constraints*.txt", "*requirements*.txt", "*.txt"),
        (),
        (Step(("pip", "pip3"), ("install", "download", "wheel")),),
        "/root/.cache/pip",
        "multi-stage-python",
    ),
    Ecosystem(
        "uv",
        "uv",
        ("pyproject.toml", "uv.lock", "*.toml"),
        ("pyproject.toml", "uv.lock"),
        (Step(("uv",), ("sync",), True, "uv sync --no-install-project"),),
        "/root/.cache/uv",
        "multi-stage-python-uv",
    ),
    Ecosystem(
        "poetry",
        "Poetry",
        ("pyproject.toml", "poetry.lock", "*.toml"),
        ("pyproject.toml", "poetry.lock*"),
        (Step(("poetry",), ("install", "sync"), True, "poetry install --no-root"),),
        "/root/.cache/pypoetry",
        "multi-stage-python-poetry",
    ),
    Ecosystem(
        "pipenv",
        "Pipenv",
        ("Pipfile", "Pipfile.lock", "Pipfile*"),
        ("Pipfile*",),
        (Step(("pipenv",), ("install", "sync")),),
        "/root/.cache/pipenv",
        "multi-stage-python",
    ),
    Ecosystem(
        "go",
        "Go",
        ("go.mod", "go.sum", "go.*"),
        ("go.mod", "go.sum*"),
        (
            Step(("go",), ("mod",)),
            Step(("go",), ("build", "install"), True, "go mod download"),
        ),
        "/go/pkg/mod",
        "multi-stage-go",
    ),
    Ecosystem(
        "cargo",
        "Cargo",
        ("Cargo.toml", "Cargo.lock", "Cargo.*"),
        (),
        (Step(("cargo",), ("build", "install"), True, ""),),
        "/usr/local/cargo/registry",
        "multi-stage-rust",
    ),
    Ecosystem(
        "maven",
        "Maven",
        ("pom.xml", "*.xml"),
        ("pom.xml",),
        (Step(("mvn", "mvnw"), ("package", "install", "verify", "compile"), True, "mvn dependency:go-offline"),),
        "/root/.m2",
        "multi-stage-java-maven",
    ),
    Ecosystem(
        "gradle",
        "Gradle",
        ("build.gradle", "build.gradle.kts", "settings.gradle", "*.gradle", "*.gradle.kts", "*.gradle*"),
        (),
        (Step(("gradle", "gradlew"), ("build", "assemble", "bootJar", "shadowJar", "jar", "installDist"), True, ""),),
        "/root/.gradle",
        "multi-stage-java-gradle",
    ),
    Ecosystem(
        "composer",
        "Composer",
        ("composer.json", "composer.lock", "composer.*"),
        ("composer.json", "composer.lock*"),
        (Step(("composer", "composer.phar"), ("install",), True, "composer install --no-autoloader --no-scripts"),),
        "/root/.composer/cache",
        "multi-stage-php",
    ),
    Ecosystem(
        "bundler",
        "Bundler",
        ("Gemfile", "Gemfile.lock", "Gemfile*"),
        ("Gemfile*",),
        (Step(("bundle", "bundler"), ("", "install")),),
        "/root/.bundle/cache",
        "multi-stage-ruby",
    ),
    Ecosystem(
        "dotnet",
        ".NET",
        ("*.csproj", "*.fsproj", "*.sln", "*.slnx", "*.props"),
        ("*.csproj",),
        (Step(("dotnet",), ("restore",)),),
        "/root/.nuget/packages",
        "multi-stage-dotnet",
    ),
)

ECOSYSTEMS: Final[Mapping[str, Ecosystem]] = {ecosystem.name: ecosystem for ecosystem in _ALL}
"""Every ecosystem by name."""

SOURCE_DIRECTORIES: Final = frozenset(
    ("src", "source", "sources", "app", "lib", "cmd", "internal", "backend", "frontend")
)
"""Names which directories of sources commonly have."""

COMPILES: Final[Mapping[str, tuple[str, ...]]] = {
    "go": ("build", "install"),
    "cargo": ("build", "install"),
    "mvn": ("package", "install", "verify"),
    "mvnw": ("package", "install", "verify"),
    "gradle": ("build", "bootJar", "shadowJar", "jar", "assemble", "installDist", "war", "fatJar"),
    "gradlew": ("build", "bootJar", "shadowJar", "jar", "assemble", "installDist", "war", "fatJar"),
    "dotnet": ("build", "publish"),
    "make": (),
    "cmake": (),
    "ninja": (),
    "gcc": (),
    "g++": (),
    "cc": (),
    "clang": (),
    "rustc": (),
    "javac": (),
    "swift": ("build",),
    "stack": ("build", "install"),
    "cabal": ("build", "install"),
    "dart": ("compile",),
}
"""Programs that turn sources into what is run, with their subcommands; none means any call."""

COMPILERS: Final = frozenset(
    (
        "build-essential",
        "build-base",
        "alpine-sdk",
        "gcc",
        "g++",
        "gcc-c++",
        "clang",
        "cmake",
        "golang",
        "golang-go",
        "cargo",
        "rustc",
        "maven",
        "gradle",
    )
)
"""Packages of compilers and build tools, which nothing needs that only runs."""

CACHES_OF_IMAGES: Final[Mapping[str, str]] = {"composer": "/tmp/cache", "composer/composer": "/tmp/cache"}
"""Images that keep the downloads of their own tool elsewhere: Composer's set COMPOSER_HOME to `/tmp`."""

TOOLCHAIN_TEMPLATES: Final[Mapping[str, str]] = {
    "golang": "multi-stage-go",
    "cgr.dev/chainguard/go": "multi-stage-go",
    "rust": "multi-stage-rust",
    "maven": "multi-stage-java-maven",
    "gradle": "multi-stage-java-gradle",
    "mcr.microsoft.com/dotnet/sdk": "multi-stage-dotnet",
    "gcc": "multi-stage-c",
    "buildpack-deps": "multi-stage-c",
    "eclipse-temurin": "multi-stage-java-maven",
    "amazoncorretto": "multi-stage-java-maven",
    "openjdk": "multi-stage-java-maven",
    "haskell": "multi-stage-c",
    "swift": "multi-stage-c",
    "dart": "multi-stage-c",
    "composer": "multi-stage-php",
}
"""Images whose purpose is to build, and the template that shows how to leave them behind."""

LEAVES_ROOT: Final = frozenset(
    [
        "nginx",
        "httpd",
        "caddy",
        "traefik",
        "tomcat",
        "wordpress",
        "haproxy",
        "postgres",
        "mysql",
        "mariadb",
        "mongo",
        "redis",
        "valkey/valkey",
        "rabbitmq",
        "cassandra",
        "influxdb",
        "neo4j",
        "registry",
        "docker",
        "public.ecr.aws/lambda/python",
        "public.ecr.aws/lambda/nodejs",
        "amazon/aws-cli",
        "hashicorp/terraform",
        "mcr.microsoft.com/devcontainers/base",
        "mcr.microsoft.com/playwright",
        "nvidia/cuda",
        "ghcr.io/astral-sh/uv",
        "tonistiigi/xx",
        "alpine/git",
        "bash",
        "composer",
        "mcr.microsoft.com/windows/servercore",
        "elasticsearch",
    ]
)
"""Images whose programs start as root by design and leave it by themselves, or whose platform sets the user."""


class Output(NamedTuple):
    """What a build command writes if it is not told otherwise, relative to where it runs."""

    programs: tuple[str, ...]
    words: tuple[str, ...]
    """Words that all have to be among its arguments."""
    paths: tuple[str, ...]


_COMPILERS: Final = ("go", "gcc", "g++", "cc", "c++", "clang", "clang++", "rustc", "curl", "ld", "nasm", "swiftc")

OUTPUT_OPTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(_COMPILERS, ("-o", "--output")),
    "dotnet": ("-o", "--output"),
    "cargo": ("--target-dir", "--root"),
    "configure": ("--prefix",),
    "pip": ("--prefix", "-t", "--target", "-w", "--wheel-dir"),
    "pip3": ("--prefix", "-t", "--target", "-w", "--wheel-dir"),
    "tsc": ("--outDir",),
    "esbuild": ("--outdir", "--outfile"),
    "vite": ("--outDir",),
    "jlink": ("--output",),
    "wget": ("-O", "--output-document", "-P"),
}
"""By program, the options whose value is where it writes."""

OUTPUTS: Final = (
    Output(("npm", "yarn", "pnpm", "bun"), ("build",), ("dist", "build")),
    Output(("npm",), ("ci",), ("node_modules",)),
    Output(("npm", "yarn", "pnpm", "bun"), ("install",), ("node_modules",)),
    Output(("mvn", "mvnw"), ("package",), ("target",)),
    Output(("mvn", "mvnw"), ("verify",), ("target",)),
    Output(("mvn", "mvnw"), ("install",), ("target",)),
    Output(("gradle", "gradlew"), ("build",), ("build/libs",)),
    Output(("gradle", "gradlew"), ("bootJar",), ("build/libs",)),
    Output(("gradle", "gradlew"), ("installDist",), ("build/install",)),
    Output(("cargo",), ("build", "--release"), ("target/release",)),
    Output(("uv",), ("sync",), (".venv",)),
    Output(("composer",), ("install",), ("vendor",)),
)
"""Sources: the manuals of npm and of the usual bundlers, Maven, Gradle, Cargo, uv, Composer."""
