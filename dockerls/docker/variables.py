"""Variables that exist without anyone declaring them, and the modifiers of `${…}`.

Pure data. Sources: the BuildKit reference (predefined ARGs, built-in build arguments, environment replacement), the
Dockerfile release notes for versions, and BuildKit's shell lexer for which modifiers exist.
"""

from collections.abc import Mapping
from typing import Final

from ..named import NamedTuple

_REFERENCE: Final = "https://docs.docker.com/reference/dockerfile/"
_PLATFORM_URL: Final = _REFERENCE + "#automatic-platform-args-in-the-global-scope"
_PROXY_URL: Final = _REFERENCE + "#predefined-args"
_BUILTIN_URL: Final = _REFERENCE + "#buildkit-built-in-build-args"


class Predefined(NamedTuple):
    """A variable which Docker itself knows."""

    name: str
    doc: str
    example: str
    """A value as it may look."""
    scope: str
    """platform: global argument, seen by `FROM` at once and by a stage after `ARG NAME`.
    proxy: in the environment of every `RUN`, if the user passes it; `ARG` is needed only to expand it elsewhere.
    buildkit: read by the builder itself when passed with `--build-arg`; an `ARG` is needed only to read it.
    image: part of the environment that practically every base image sets."""
    since: str = ""
    """First Dockerfile frontend version which has it; empty if it was always there."""
    url: str = ""


def _platform(name: str, doc: str, example: str, since: str = "") -> Predefined:
    usage = f"\n\nA stage sees it only after `ARG {name}` (without a value); `FROM` lines see it at once."
    return Predefined(name, doc + usage, example, "platform", since, _PLATFORM_URL)


def _proxy(name: str, what: str, example: str) -> tuple[Predefined, Predefined]:
    doc = (
        f"{what} Pass it with `--build-arg {name}=…`; it needs no `ARG`.\n\n"
        "It stays out of `docker history` and of the cache key, as it may hold a password. With an `ARG` of that "
        "name in the Dockerfile it is in both."
    )
    return (
        Predefined(name, doc, example, "proxy", "", _PROXY_URL),
        Predefined(name.lower(), doc, example, "proxy", "", _PROXY_URL),
    )


def _builtin(name: str, doc: str, example: str, since: str = "", url: str = _BUILTIN_URL) -> Predefined:
    return Predefined(name, doc, example, "buildkit", since, url)


_ALL: Final = (
    _platform(
        "TARGETPLATFORM",
        "Platform that the image is for, as given to `docker build --platform`.",
        "linux/arm64",
    ),
    _platform("TARGETOS", "Operating system of `TARGETPLATFORM`. The same words as Go's `GOOS`.", "linux"),
    _platform(
        "TARGETARCH",
        "Processor of `TARGETPLATFORM`. The same words as Go's `GOARCH`: `amd64`, not `x86_64`; `arm64`, not "
        "`aarch64`.\n\nDownloads often use the other names:\n\n"
        "```dockerfile\n"
        "ARG TARGETARCH\n"
        'RUN case "$TARGETARCH" in amd64) a=x86_64 ;; arm64) a=aarch64 ;; *) exit 1 ;; esac \\\n'
        ' && curl -fsSLO "https://example.com/tool-$a.tar.gz"\n'
        "```",
        "arm64",
    ),
    _platform("TARGETVARIANT", "Variant of the processor of `TARGETPLATFORM`; mostly empty.", "v7"),
    _platform(
        "BUILDPLATFORM",
        "Platform of the machine that builds. A stage that compiles for another platform should run on it:\n\n"
        "```dockerfile\n"
        "FROM --platform=$BUILDPLATFORM golang:1.27 AS build\n"
        "```",
        "linux/amd64",
    ),
    _platform("BUILDOS", "Operating system of `BUILDPLATFORM`.", "linux"),
    _platform("BUILDARCH", "Processor of `BUILDPLATFORM`.", "amd64"),
    _platform("BUILDVARIANT", "Variant of the processor of `BUILDPLATFORM`; mostly empty.", "v3"),
    _platform(
        "TARGETSTAGE",
        "Name of the stage that is being built, as given to `docker build --target`; `default` if it has no name.",
        "release",
        "1.11",
    ),
    *_proxy("HTTP_PROXY", "Proxy for `http://` addresses.", "http://proxy.example.com:3128"),
    *_proxy("HTTPS_PROXY", "Proxy for `https://` addresses.", "http://proxy.example.com:3128"),
    *_proxy("FTP_PROXY", "Proxy for `ftp://` addresses.", "http://proxy.example.com:3128"),
    *_proxy("ALL_PROXY", "Proxy for all addresses without one of their own.", "socks5://proxy.example.com:1080"),
    *_proxy("NO_PROXY", "Hosts for which no proxy is used, separated by commas.", "localhost,127.0.0.1,.example.com"),
    _builtin(
        "SOURCE_DATE_EPOCH",
        "Seconds since 1970 that are used as the creation time of image and layers, for reproducible builds. "
        "`docker build` passes the variable of that name from its own environment.",
        "1767225600",
        "1.5",
    ),
    _builtin(
        "BUILDKIT_INLINE_CACHE",
        "`1` writes cache metadata into the image, so that a later build can use it with `--cache-from`. Reaches "
        "the layers of the final stage only.",
        "1",
    ),
    _builtin(
        "BUILDKIT_SYNTAX",
        "Frontend image for the build, in place of the `# syntax=` line. `dockerfile.v0` means the one built into "
        "BuildKit.",
        "docker/dockerfile:1",
    ),
    _builtin(
        "BUILDKIT_CONTEXT_KEEP_GIT_DIR",
        "`1` keeps the `.git` directory if the build context is a Git URL.",
        "1",
    ),
    _builtin("BUILDKIT_SANDBOX_HOSTNAME", "Host name seen by `RUN`. Default `buildkitsandbox`.", "builder", "1.4"),
    _builtin(
        "BUILDKIT_MULTI_PLATFORM",
        "`1` makes a multi-platform index even for a single platform, so that the result is the same either way.",
        "1",
        "1.3",
    ),
    _builtin("BUILDKIT_CACHE_MOUNT_NS", "Prefix for the ids of cache mounts, to keep projects apart.", "team-a"),
    _builtin("BUILDKIT_BUILD_NAME", "Name of the build in `docker buildx history`.", "nightly"),
    _builtin("BUILDKIT_GIT_ADVICE", "`1` shows Git's advice messages again in the build output.", "1"),
    _builtin(
        "BUILDKIT_DOCKERFILE_CHECK",
        "Options of the build checks, which win over the `# check=` line: `skip=…;error=true`.",
        "skip=all",
        "1.8",
        "https://docs.docker.com/build/checks/",
    ),
    _builtin(
        "BUILDKIT_SBOM_SCAN_CONTEXT",
        "`true` lets the SBOM attestation also look at the build context. Unlike most of them it is declared in the "
        "Dockerfile: `ARG BUILDKIT_SBOM_SCAN_CONTEXT=true` before the first `FROM`.",
        "true",
        "",
        "https://docs.docker.com/build/metadata/attestations/sbom/",
    ),
    _builtin(
        "BUILDKIT_SBOM_SCAN_STAGE",
        "`true` lets the SBOM attestation also look at a stage which is not the final one. Declared in the "
        "Dockerfile: `ARG BUILDKIT_SBOM_SCAN_STAGE=true` inside that stage.",
        "true",
        "",
        "https://docs.docker.com/build/metadata/attestations/sbom/",
    ),
    Predefined(
        "PATH",
        "Where commands are looked for. Comes from the base image; on Linux, BuildKit sets it even for `scratch`.\n\n"
        'Add to it, do not replace it: `ENV PATH="/app/bin:$PATH"`.',
        "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "image",
        "",
        _REFERENCE + "#env",
    ),
)

PREDEFINED: Final[Mapping[str, Predefined]] = {variable.name: variable for variable in _ALL}
"""Every predefined variable by its name."""


MODIFIERS: Final[Mapping[str, str]] = {
    ":-": "`${name:-word}`: the value, or `word` if the variable is unset **or empty**. `word` may hold variables.",
    "-": "`${name-word}`: the value, or `word` if the variable is unset. An empty value stays. Since Dockerfile 1.6.",
    ":+": "`${name:+word}`: `word` if the variable is set and not empty, else nothing. For optional parts: "
    "`alpine${TAG:+:$TAG}`.",
    "+": "`${name+word}`: `word` if the variable is set, even if empty, else nothing. Since Dockerfile 1.6.",
    ":?": "`${name:?message}`: the value; the build fails with `message` if the variable is unset **or empty**.",
    "?": "`${name?message}`: the value; the build fails with `message` if the variable is unset. Since Dockerfile 1.6.",
    "#": "`${name#pattern}`: the value without the **shortest** beginning that matches. `${V#v}` makes `1.2` of "
    "`v1.2`. Since Dockerfile 1.7.",
    "##": "`${name##pattern}`: the value without the **longest** beginning that matches. `${URL##*/}` is the last "
    "part of a path. Since Dockerfile 1.7.",
    "%": "`${name%pattern}`: the value without the **shortest** end that matches. `${V%.*}` makes `1.2` of `1.2.3`. "
    "Since Dockerfile 1.7.",
    "%%": "`${name%%pattern}`: the value without the **longest** end that matches. `${V%%.*}` makes `1` of `1.2.3`. "
    "Since Dockerfile 1.7.",
    "/": "`${name/pattern/replacement}`: the value with the first match replaced. Since Dockerfile 1.7.",
    "//": "`${name//pattern/replacement}`: the value with every match replaced. Since Dockerfile 1.7.",
}
"""What each modifier of `${name…}` does. Patterns know `*` and `?`; a backslash makes them literal. In the shell form
of RUN, CMD and ENTRYPOINT it is the shell that expands, by its own rules."""

MODIFIERS_SINCE: Final[Mapping[str, str]] = {
    "-": "1.6",
    "+": "1.6",
    "?": "1.6",
    "#": "1.7",
    "##": "1.7",
    "%": "1.7",
    "%%": "1.7",
    "/": "1.7",
    "//": "1.7",
}
"""First Dockerfile frontend version of a modifier; those which are missing have been there for long."""

VISIBILITY: Final[tuple[tuple[str, str, str], ...]] = (
    ("later instructions of the stage", "yes", "yes"),
    ("the running container", "**no**", "**yes**"),
    ("image history", "yes, with its value", "yes"),
    ("`--build-arg`", "**yes**", "no"),
)
"""(where, for ARG, for ENV): in short who sees an ARG, who an ENV. The pages of both have the long comparison."""
