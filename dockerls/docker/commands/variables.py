"""The variables by which tools are told how to work, and the values they know. Sources: the tools' own manuals."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ...named import NamedTuple


class ToolVariable(NamedTuple):
    """A variable that a tool reads.

    Attributes:
        name: Its name.
        values: What it is usually set to, best first; perhaps none.
        doc: What it does, in one line of Markdown.
    """

    name: str
    values: tuple[str, ...]
    doc: str


_TABLE = """
DEBIAN_FRONTEND=noninteractive|teletype: Debian's packages ask no questions. For one command, not as `ENV`, which lasts.
DEBCONF_NONINTERACTIVE_SEEN=true: Debian's packages take their questions for answered.
APT_KEY_DONT_WARN_ON_DANGEROUS_USAGE=1: `apt-key` does not warn of its use in scripts.
LANG=C.UTF-8|en_US.UTF-8: Language and character set. `C.UTF-8` is in every image, others must be installed.
LC_ALL=C.UTF-8|en_US.UTF-8|C: Language and character set, above all other settings.
LANGUAGE=en_US:en: The order of languages for messages.
TZ=UTC|Etc/UTC: The time zone; others than UTC need the package `tzdata`.
PATH=: Where programs are looked for: `ENV PATH="/opt/app/bin:$PATH"`.
HOME=/root: The home of whoever runs; `USER` does not change it.
TERM=xterm|dumb: What the terminal can do.
EDITOR=: The program that edits texts.
CI=true|1: Tells tools that nobody watches: no questions, no progress.
NO_COLOR=1: Asks tools for no colours.
SOURCE_DATE_EPOCH=0: The time which results shall bear, in seconds since 1970: builds become alike.
MAKEFLAGS=-j4: Flags that every `make` gets.
CFLAGS=-O2: Flags for the C compiler.
CXXFLAGS=-O2: Flags for the C++ compiler.
CPPFLAGS=: Flags for the preprocessor of C.
LDFLAGS=-s: Flags for the linker.
CC=gcc|clang: The C compiler.
CXX=g++|clang++: The C++ compiler.
LD_LIBRARY_PATH=: Where libraries are looked for first; `ldconfig` is the better way.
LD_PRELOAD=: A library that is loaded before all others, such as jemalloc.
PKG_CONFIG_PATH=: Where `pkg-config` looks, too.
GNUPGHOME=: Where `gpg` keeps keys; a directory of its own can be removed in the same `RUN`.
SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt: The certificates that programs with OpenSSL trust.
SSL_CERT_DIR=/etc/ssl/certs: The directory of certificates that programs with OpenSSL trust.
CURL_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt: The certificates that `curl` trusts.
REQUESTS_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt: The certificates that Python's `requests` trusts.
NODE_EXTRA_CA_CERTS=: More certificates that Node.js trusts.
GIT_SSL_NO_VERIFY=1: `git` checks no certificate. It switches off what protects from tampering.
GIT_TERMINAL_PROMPT=0: `git` asks for no password but fails.
GIT_SSH_COMMAND=: How `git` runs `ssh`.
PYTHONUNBUFFERED=1: Python writes at once, so that logs are seen in time.
PYTHONDONTWRITEBYTECODE=1: Python writes no `.pyc` files: a smaller layer, a slower first start.
PYTHONFAULTHANDLER=1: Python shows a trace when it breaks down.
PYTHONHASHSEED=random|0: What Python's hashes begin with; `0` makes runs alike.
PYTHONPATH=/app: Where Python looks for modules first.
PYTHONIOENCODING=UTF-8: The character set of Python's input and output.
PYTHONUTF8=1: Python takes everything for UTF-8.
PIP_NO_CACHE_DIR=1: pip keeps no downloads. With a cache mount it must be off.
PIP_DISABLE_PIP_VERSION_CHECK=1: pip does not ask for newer versions of itself.
PIP_DEFAULT_TIMEOUT=100: How many seconds pip waits.
PIP_INDEX_URL=: Where pip takes packages from. A password in it stays in the image.
PIP_EXTRA_INDEX_URL=: Where pip takes packages from besides. A password in it stays in the image.
PIP_ROOT_USER_ACTION=ignore: pip does not warn that it runs as root.
PIP_BREAK_SYSTEM_PACKAGES=1: pip installs beside the packages of the distribution.
PIP_PREFER_BINARY=1: pip rather takes an older wheel than a newer source.
VIRTUAL_ENV=/opt/venv|/app/.venv: The virtual environment; its `bin` belongs into `PATH`, too.
POETRY_VERSION=: The version of poetry that its installer takes.
POETRY_HOME=/opt/poetry: Where poetry is installed.
POETRY_NO_INTERACTION=1: poetry asks nothing.
POETRY_VIRTUALENVS_CREATE=false|true|0|1: Whether poetry makes a virtual environment.
POETRY_VIRTUALENVS_IN_PROJECT=true|1: Whether it lies in `.venv` of the project.
POETRY_CACHE_DIR=/tmp/poetry_cache: Where poetry keeps downloads; a cache mount belongs there.
UV_LINK_MODE=copy|hardlink: How uv puts packages in place; `copy` where the cache is a mount.
UV_COMPILE_BYTECODE=1: uv compiles to bytecode: the first start is faster.
UV_CACHE_DIR=/root/.cache/uv: Where uv keeps downloads; a cache mount belongs there.
UV_NO_CACHE=1: uv keeps no downloads.
UV_PYTHON_DOWNLOADS=never|0|manual|automatic: Whether uv fetches Pythons; `never` takes the image's.
UV_PROJECT_ENVIRONMENT=/opt/venv|/usr/local: Where uv puts the project's environment.
UV_SYSTEM_PYTHON=1: `uv pip` works on the system's Python.
UV_FROZEN=1: uv takes the lock file as it is.
UV_LOCKED=1: uv fails if the lock file would have to change.
UV_NO_DEV=1: uv leaves the group `dev` out.
NODE_ENV=production|development|test: The surroundings of Node.js; with `production` npm leaves `dev` out.
NODE_OPTIONS=--max-old-space-size=4096|--enable-source-maps: Flags for every Node.js.
NODE_PATH=: Where Node.js looks for modules, too.
NPM_CONFIG_LOGLEVEL=warn|error|info: How much npm says.
NPM_CONFIG_CACHE=/root/.npm: Where npm keeps downloads; a cache mount belongs there.
NPM_CONFIG_UPDATE_NOTIFIER=false: npm does not tell of newer versions of itself.
NPM_CONFIG_FUND=false: npm says nothing of funding.
NPM_CONFIG_PREFIX=/home/node/.npm-global: Where npm installs for the whole system.
YARN_CACHE_FOLDER=: Where yarn keeps downloads; a cache mount belongs there.
PNPM_HOME=/pnpm: Where pnpm keeps what is global; it belongs into `PATH`, too.
COREPACK_ENABLE_DOWNLOAD_PROMPT=0: corepack fetches without asking.
NEXT_TELEMETRY_DISABLED=1: Next.js sends no figures.
CYPRESS_INSTALL_BINARY=0: Cypress fetches no program.
PUPPETEER_SKIP_DOWNLOAD=true: Puppeteer fetches no browser.
PUPPETEER_EXECUTABLE_PATH=/usr/bin/chromium: The browser that Puppeteer takes.
PLAYWRIGHT_BROWSERS_PATH=/ms-playwright: Where Playwright's browsers are.
PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1: Playwright fetches no browser.
HUSKY=0: No hooks of git are set up.
CGO_ENABLED=0|1: Whether Go uses C; `0` makes a static program, which runs on `scratch`.
GOOS=linux|windows|darwin: The system that Go compiles for; `$TARGETOS` with several platforms.
GOARCH=amd64|arm64|arm|386: The processor that Go compiles for; `$TARGETARCH` with several platforms.
GOARM=7|6|5: Which ARM Go compiles for.
GOAMD64=v1|v2|v3|v4: Which x86-64 Go compiles for.
GOFLAGS=-mod=readonly|-mod=vendor|-trimpath: Flags for every `go` command.
GOPROXY=https://proxy.golang.org,direct|direct|off: Where Go takes modules from.
GOPRIVATE=: Modules that Go takes neither from a proxy nor checks with the public sums.
GONOSUMDB=: Modules that Go does not check with the public sums.
GOSUMDB=sum.golang.org|off: With what Go checks modules.
GOTOOLCHAIN=local|auto: Whether Go fetches another version of itself; `local` does not.
GOCACHE=/root/.cache/go-build: Where Go keeps results; a cache mount belongs there.
GOMODCACHE=/go/pkg/mod: Where Go keeps modules; a cache mount belongs there.
GOPATH=/go: Where Go keeps modules and programs.
GOBIN=/usr/local/bin: Where `go install` puts programs.
GO111MODULE=on|auto|off: Whether Go uses modules, which is the rule.
GOMEMLIMIT=: How much memory a Go program aims to stay below.
GOMAXPROCS=: How many threads of a Go program run at once.
CARGO_HOME=/usr/local/cargo: Where cargo keeps what it downloads.
CARGO_TARGET_DIR=/target: Where cargo puts results; a cache mount belongs there.
CARGO_INCREMENTAL=0|1: Whether cargo keeps what speeds up the next build.
CARGO_NET_GIT_FETCH_WITH_CLI=true: cargo fetches by `git` itself.
CARGO_REGISTRIES_CRATES_IO_PROTOCOL=sparse: cargo fetches only what it needs, which is the rule now.
CARGO_BUILD_TARGET=x86_64-unknown-linux-musl: The platform that cargo compiles for.
RUSTFLAGS=-C target-feature=+crt-static|-D warnings: Flags for the Rust compiler.
RUSTUP_HOME=/usr/local/rustup: Where rustup keeps versions of Rust.
RUST_BACKTRACE=1|full|0: Whether a panic shows a trace.
RUST_LOG=info|debug|warn: How much Rust programs log.
SQLX_OFFLINE=true: sqlx compiles without a database.
JAVA_HOME=/opt/java/openjdk: Where Java is.
JAVA_OPTS=-XX:MaxRAMPercentage=75: Flags for Java that scripts hand on; Java itself does not read it.
JAVA_TOOL_OPTIONS=-XX:MaxRAMPercentage=75: Flags that every Java reads by itself.
MAVEN_OPTS=-Xmx1g: Flags for the Java that runs Maven.
MAVEN_ARGS=-B -ntp: Flags for every Maven, from 3.9 on.
GRADLE_OPTS=-Dorg.gradle.daemon=false: Flags for the Java that runs Gradle.
GRADLE_USER_HOME=/home/gradle/.gradle: Where Gradle keeps downloads; a cache mount belongs there.
COMPOSER_ALLOW_SUPERUSER=1: composer does not warn that it runs as root.
COMPOSER_HOME=/composer: Where composer keeps settings.
COMPOSER_NO_INTERACTION=1: composer asks nothing.
COMPOSER_MEMORY_LIMIT=-1: How much memory composer may use.
PHP_OPCACHE_VALIDATE_TIMESTAMPS=0: Whether PHP looks for changed files, in some images.
BUNDLE_DEPLOYMENT=1: Bundler takes the lock file as it is.
BUNDLE_WITHOUT=development:test|development: The groups that Bundler leaves out.
BUNDLE_PATH=/usr/local/bundle: Where Bundler installs.
BUNDLE_JOBS=4: How many gems Bundler installs at once.
BUNDLE_RETRY=3: How often Bundler tries again.
BUNDLE_FROZEN=1: Bundler does not change the lock file.
RAILS_ENV=production|development|test: Rails' surroundings.
RACK_ENV=production|development: The surroundings of Ruby's web servers.
RAILS_LOG_TO_STDOUT=1: Rails writes logs to the output.
RAILS_SERVE_STATIC_FILES=1: Rails serves files itself.
SECRET_KEY_BASE_DUMMY=1: Rails makes assets without a secret.
MIX_ENV=prod|dev|test: The surroundings of Elixir's builds.
DJANGO_SETTINGS_MODULE=: The module with Django's settings.
FLASK_APP=app: Flask's application.
FLASK_ENV=production: Deprecated, and gone from Flask 2.3: its surroundings.
DOTNET_CLI_TELEMETRY_OPTOUT=1: `dotnet` sends no figures.
DOTNET_NOLOGO=1: `dotnet` does not introduce itself.
DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1|false: .NET minds no languages: needs no ICU.
DOTNET_RUNNING_IN_CONTAINER=true: .NET knows that it runs in a container.
DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1: `dotnet` does not prepare itself.
NUGET_XMLDOC_MODE=skip: NuGet unpacks no documentation.
NUGET_PACKAGES=/root/.nuget/packages: Where NuGet keeps packages; a cache mount belongs there.
ASPNETCORE_URLS=http://+:8080: Where ASP.NET listens.
ASPNETCORE_HTTP_PORTS=8080: The ports on which ASP.NET listens, from .NET 8 on.
ASPNETCORE_ENVIRONMENT=Production|Development|Staging: ASP.NET's surroundings.
CONDA_DIR=/opt/conda: Where conda lies, in some images.
MAMBA_ROOT_PREFIX=/opt/conda: Where micromamba lies.
NVIDIA_VISIBLE_DEVICES=all|none: Which GPUs a container sees.
NVIDIA_DRIVER_CAPABILITIES=compute,utility|all: What of the GPU's driver a container gets.
CUDA_HOME=/usr/local/cuda: Where CUDA is.
HF_HOME=/models: Where Hugging Face keeps models.
TRANSFORMERS_CACHE=/models: Deprecated: where Hugging Face keeps models; `HF_HOME`.
OMP_NUM_THREADS=1: How many threads numerical libraries use.
PORT=8080|3000: The port on which many frameworks and hosts let a program listen.
HOSTNAME=0.0.0.0: The host's name; Next.js listens on that address.
"""


@cache
def variables() -> Mapping[str, ToolVariable]:
    """Every variable by its name."""
    found = {}
    for line in _TABLE.strip().split("\n"):
        head, _, doc = line.partition(": ")
        name, _, values = head.partition("=")
        found[name] = ToolVariable(name, tuple(value for value in values.split("|") if value), doc)
    return found
