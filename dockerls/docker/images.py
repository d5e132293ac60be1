"""Well-known base images: which tags to take today, what they bring along, and when their versions end.

Pure data, as of 2026-11-23. Sources: the Dockerfiles of the images themselves (docker-library and the vendors'
repositories), and for the dates endoflife.date and the projects' own schedules. It is a help, not a registry: a tag
or a variable that is missing here may well exist.
"""

import re
from collections.abc import Mapping
from typing import Final

from ..named import NamedTuple
from .references import DEFAULT_REGISTRY, parse_reference

AS_OF: Final = "2026-11-23"
"""The day this table was made, ISO 8601."""


class Image(NamedTuple):
    """What is known of an image, whatever its tag; where tags differ, of its default variant."""

    name: str
    """Familiar name: `node`, `grafana/grafana`, `mcr.microsoft.com/dotnet/sdk`."""
    doc: str
    """One line."""
    tags: tuple[str, ...]
    """Tags to recommend today, small ones first. Empty where only `latest` or a digest makes sense."""
    small: tuple[str, ...] = ()
    """Suffixes of the smaller variants (`slim`, `alpine`); tags are then `<version>-<suffix>`."""
    user: str = ""
    """The USER which the image sets; empty means root."""
    users: tuple[str, ...] = ()
    """Users in its /etc/passwd that are meant for running things, whether or not the image switches to one."""
    shell: str = "/bin/bash"
    """The best shell it has; empty if there is none."""
    package_manager: str = ""
    """apt, apk, dnf, microdnf, yum, zypper, pacman or tdnf; empty if there is none."""
    workdir: str = "/"
    stop_signal: str = ""
    """The STOPSIGNAL it sets; empty if it is the default."""
    builds: bool = False
    """It brings compilers or build tools, so a final stage is better based on something else. See `has_build_tools`
    for the variants which do not."""
    env: tuple[tuple[str, str], ...] = ()
    """Variables which the image (or one of its current versions) sets in addition to PATH, with a value as it may
    look."""
    eol: tuple[tuple[str, str], ...] = ()
    """(beginning of the tag, ISO date after which this version gets no more fixes). See `end_of_life`."""
    deprecated: str = ""
    """What to use instead, if the image as a whole is given up."""
    light: tuple[str, ...] = ()
    """Words of a tag (`slim`, `jre`) that mean a variant without build tools, where `builds` is set."""

    @property
    def runs_as(self) -> str:
        """The user its containers run as by default; `root` if it sets none."""
        return self.user or "root"


_ROS_EOL: Final = (
    ("foxy", "2023-06-20"),
    ("galactic", "2022-12-09"),
    ("humble", "2027-05-31"),
    ("iron", "2024-12-04"),
    ("jazzy", "2029-05-31"),
    ("kilted", "2026-12-31"),
    ("noetic", "2025-05-31"),
)
_JAVA_ENV: Final = (
    ("JAVA_HOME", "/opt/java/openjdk"),
    ("JAVA_VERSION", "jdk-25.0.1+8"),
    ("LANG", "en_US.UTF-8"),
    ("LANGUAGE", "en_US:en"),
    ("LC_ALL", "en_US.UTF-8"),
)
_DOTNET_ENV: Final = (
    ("APP_UID", "1654"),
    ("ASPNETCORE_HTTP_PORTS", "8080"),
    ("DOTNET_RUNNING_IN_CONTAINER", "true"),
    ("DOTNET_VERSION", "10.0.12"),
)
_DOTNET_EOL: Final = (
    ("2.1", "2021-08-21"),
    ("3.1", "2022-12-13"),
    ("5.0", "2022-05-10"),
    ("6.0", "2024-11-12"),
    ("7.0", "2024-05-14"),
    ("8.0", "2026-11-10"),
    ("9.0", "2026-11-10"),
    ("10.0", "2028-11-14"),
)
_JAVA_EOL: Final = (
    ("16", "2021-09-14"),
    ("17", "2027-10-31"),
    ("18", "2022-09-20"),
    ("19", "2023-03-21"),
    ("20", "2023-09-19"),
    ("21", "2029-12-31"),
    ("22", "2024-09-17"),
    ("23", "2025-03-18"),
    ("24", "2025-09-16"),
    ("25", "2031-09-30"),
    ("26", "2026-09-15"),
)
_CERT_ENV: Final = (("SSL_CERT_FILE", "/etc/ssl/certs/ca-certificates.crt"),)

_SYSTEMS: Final = (
    Image(
        "alpine",
        "Alpine Linux: musl and BusyBox, about 4 MB. Programs built for glibc do not run on it.",
        ("3.24", "3.23", "3"),
        shell="/bin/ash",
        package_manager="apk",
        eol=(
            ("2", "2016-11-01"),
            ("3.1", "2016-11-01"),
            ("3.2", "2017-05-01"),
            ("3.3", "2017-11-01"),
            ("3.4", "2018-05-01"),
            ("3.5", "2018-11-01"),
            ("3.6", "2019-05-01"),
            ("3.7", "2019-11-01"),
            ("3.8", "2020-05-01"),
            ("3.9", "2020-11-01"),
            ("3.10", "2021-05-01"),
            ("3.11", "2021-11-01"),
            ("3.12", "2022-05-01"),
            ("3.13", "2022-11-01"),
            ("3.14", "2023-05-01"),
            ("3.15", "2023-11-01"),
            ("3.16", "2024-05-23"),
            ("3.17", "2024-11-22"),
            ("3.18", "2025-05-09"),
            ("3.19", "2025-11-01"),
            ("3.20", "2026-04-01"),
            ("3.21", "2026-11-01"),
            ("3.22", "2027-05-01"),
            ("3.23", "2027-11-01"),
        ),
    ),
    Image(
        "debian",
        "Debian GNU/Linux; the slim variants leave out documentation and locales.",
        ("trixie-slim", "13-slim", "trixie", "bookworm-slim"),
        ("slim",),
        package_manager="apt",
        # The end of long-term support (LTS), not of regular support: until then there are security fixes.
        eol=(
            ("7", "2018-05-31"),
            ("wheezy", "2018-05-31"),
            ("8", "2020-06-30"),
            ("jessie", "2020-06-30"),
            ("9", "2022-06-30"),
            ("stretch", "2022-06-30"),
            ("10", "2024-06-30"),
            ("buster", "2024-06-30"),
            ("11", "2026-08-31"),
            ("bullseye", "2026-08-31"),
            ("12", "2028-06-30"),
            ("bookworm", "2028-06-30"),
            ("13", "2030-06-30"),
            ("trixie", "2030-06-30"),
        ),
    ),
    Image(
        "ubuntu",
        "Ubuntu; take an LTS version (even years, .04).",
        ("24.04", "26.04", "noble", "resolute"),
        users=("ubuntu",),
        package_manager="apt",
        eol=(
            ("14.04", "2019-04-25"),
            ("trusty", "2019-04-25"),
            ("16.04", "2021-04-30"),
            ("xenial", "2021-04-30"),
            ("18.04", "2023-05-31"),
            ("bionic", "2023-05-31"),
            ("20.04", "2025-05-31"),
            ("focal", "2025-05-31"),
            ("19.04", "2020-01-23"),
            ("19.10", "2020-07-17"),
            ("20.10", "2021-07-22"),
            ("21.04", "2022-01-20"),
            ("21.10", "2022-07-14"),
            ("22.04", "2027-04-01"),
            ("jammy", "2027-04-01"),
            ("22.10", "2023-07-20"),
            ("23.04", "2024-01-25"),
            ("23.10", "2024-07-11"),
            ("24.04", "2029-05-31"),
            ("noble", "2029-05-31"),
            ("24.10", "2025-07-10"),
            ("oracular", "2025-07-10"),
            ("25.04", "2026-01-15"),
            ("plucky", "2026-01-15"),
        ),
    ),
    Image(
        "busybox",
        "BusyBox alone: a shell and the usual tools in 1–4 MB.",
        ("1.37-musl", "1.37-uclibc", "1.37", "stable"),
        shell="/bin/sh",
    ),
    Image(
        "fedora",
        "Fedora Linux; a version is supported for about 13 months.",
        ("44", "43", "latest"),
        package_manager="dnf",
        env=(("DISTTAG", "f44container"), ("FGC", "f44"), ("container", "oci")),
        eol=(
            ("28", "2019-05-28"),
            ("29", "2019-11-26"),
            ("30", "2020-05-26"),
            ("31", "2020-11-24"),
            ("32", "2021-05-25"),
            ("33", "2021-11-30"),
            ("34", "2022-06-07"),
            ("35", "2022-12-13"),
            ("36", "2023-05-16"),
            ("37", "2023-12-05"),
            ("38", "2024-05-21"),
            ("39", "2024-11-26"),
            ("40", "2025-05-13"),
            ("41", "2025-12-15"),
            ("42", "2026-05-28"),
        ),
    ),
    Image(
        "almalinux",
        "AlmaLinux, compatible with RHEL.",
        ("10-minimal", "9-minimal", "10", "9"),
        ("minimal",),
        package_manager="dnf",
        eol=(("8", "2029-03-01"), ("9", "2032-05-31")),
    ),
    Image(
        "rockylinux",
        "Rocky Linux; the official image is not kept up to date.",
        ("9-minimal", "9"),
        ("minimal",),
        package_manager="dnf",
        deprecated="rockylinux/rockylinux",
    ),
    Image(
        "rockylinux/rockylinux",
        "Rocky Linux, compatible with RHEL, from the project itself.",
        ("10-minimal", "9-minimal", "10", "9"),
        ("minimal",),
        package_manager="dnf",
    ),
    Image(
        "centos",
        "CentOS Linux, which has ended; nothing of it gets updates.",
        (),
        package_manager="yum",
        eol=(("6", "2020-11-30"), ("7", "2024-06-30"), ("8", "2021-12-31"), ("latest", "2021-12-31")),
        deprecated="almalinux, rockylinux/rockylinux or quay.io/centos/centos:stream10",
    ),
    Image(
        "quay.io/centos/centos",
        "CentOS Stream, the preview of the next RHEL minor release.",
        ("stream10-minimal", "stream9-minimal", "stream10", "stream9"),
        package_manager="dnf",
        eol=(("stream8", "2024-05-31"), ("stream9", "2027-05-31")),
    ),
    Image(
        "amazonlinux",
        "Amazon Linux.",
        ("2023-minimal", "2023"),
        ("minimal",),
        package_manager="dnf",
        eol=(("1", "2023-12-31"), ("2018.03", "2023-12-31"), ("2", "2026-06-30"), ("2023", "2029-06-30")),
    ),
    Image("oraclelinux", "Oracle Linux.", ("10-slim", "9-slim", "9"), ("slim",), package_manager="dnf"),
    Image("archlinux", "Arch Linux, a rolling release.", ("base", "base-devel"), package_manager="pacman"),
    Image("archlinux/base", "Arch Linux under its first name; given up in 2020.", (), deprecated="archlinux"),
    Image(
        "ros",
        "The Robot Operating System on Ubuntu; a distribution of an even year is supported for five years.",
        ("lyrical-ros-core", "lyrical-ros-base", "jazzy-ros-core", "jazzy-ros-base", "humble-ros-base"),
        ("core",),
        users=("ubuntu",),
        package_manager="apt",
        builds=True,
        env=(("LANG", "C.UTF-8"), ("LC_ALL", "C.UTF-8"), ("ROS_DISTRO", "jazzy")),
        eol=_ROS_EOL,
    ),
    Image(
        "osrf/ros",
        "The Robot Operating System with its desktop, by the same project.",
        ("lyrical-desktop", "jazzy-desktop", "jazzy-desktop-full", "humble-desktop"),
        users=("ubuntu",),
        package_manager="apt",
        builds=True,
        env=(("LANG", "C.UTF-8"), ("LC_ALL", "C.UTF-8"), ("ROS_DISTRO", "jazzy")),
        eol=_ROS_EOL,
    ),
    Image(
        "opensuse/leap",
        "openSUSE Leap.",
        ("16.0", "latest"),
        package_manager="zypper",
        eol=(("15.5", "2024-12-31"), ("15.6", "2026-04-30")),
    ),
    Image(
        "buildpack-deps",
        "Debian or Ubuntu with the headers and tools that language packages compile against.",
        ("trixie-curl", "trixie-scm", "trixie"),
        ("curl", "scm"),
        package_manager="apt",
        builds=True,
        light=("curl", "scm"),
    ),
    Image(
        "mcr.microsoft.com/azurelinux/base/core",
        "Azure Linux.",
        ("3.0",),
        package_manager="tdnf",
    ),
    Image(
        "registry.access.redhat.com/ubi9/ubi",
        "Red Hat Universal Base Image 9.",
        ("latest",),
        package_manager="dnf",
        env=(("container", "oci"),),
    ),
    Image(
        "registry.access.redhat.com/ubi9/ubi-minimal",
        "Red Hat UBI 9 with microdnf only.",
        ("latest",),
        package_manager="microdnf",
        env=(("container", "oci"),),
    ),
    Image(
        "registry.access.redhat.com/ubi9/ubi-micro",
        "Red Hat UBI 9 without any package manager.",
        ("latest",),
        env=(("container", "oci"),),
    ),
    Image(
        "registry.access.redhat.com/ubi10/ubi",
        "Red Hat Universal Base Image 10.",
        ("latest",),
        package_manager="dnf",
        env=(("container", "oci"),),
    ),
    Image(
        "registry.access.redhat.com/ubi10/ubi-minimal",
        "Red Hat UBI 10 with microdnf only.",
        ("latest",),
        package_manager="microdnf",
        env=(("container", "oci"),),
    ),
    Image(
        "registry.access.redhat.com/ubi8/ubi",
        "Red Hat Universal Base Image 8.",
        ("latest",),
        package_manager="dnf",
        env=(("container", "oci"),),
    ),
    Image(
        "registry.access.redhat.com/ubi9/openjdk-21",
        "Java 21 with Maven on UBI 9.",
        ("latest",),
        user="185",
        users=("default",),
        package_manager="microdnf",
        workdir="/home/default",
        builds=True,
        env=(("JAVA_HOME", "/usr/lib/jvm/java-21"), ("JAVA_VERSION", "21"), ("container", "oci")),
    ),
    Image(
        "mcr.microsoft.com/windows/nanoserver",
        "The smallest Windows base image: no PowerShell, no 32-bit programs.",
        ("ltsc2025", "ltsc2022"),
        user="ContainerUser",
        users=("ContainerUser", "ContainerAdministrator"),
        shell="cmd",
        workdir="C:\\",
    ),
    Image(
        "mcr.microsoft.com/windows/servercore",
        "Windows Server Core, with PowerShell and the .NET Framework's needs.",
        ("ltsc2025", "ltsc2022"),
        user="ContainerAdministrator",
        users=("ContainerUser", "ContainerAdministrator"),
        shell="powershell",
        workdir="C:\\",
    ),
)

_MINIMAL: Final = (
    Image(
        "gcr.io/distroless/static-debian13",
        "Certificates, time zones and /etc/passwd: for static binaries, such as Go's.",
        ("nonroot", "latest", "debug-nonroot"),
        users=("nonroot",),
        shell="",
        env=_CERT_ENV,
    ),
    Image(
        "gcr.io/distroless/base-debian13",
        "`static` with glibc and OpenSSL.",
        ("nonroot", "latest", "debug-nonroot"),
        users=("nonroot",),
        shell="",
        env=_CERT_ENV,
    ),
    Image(
        "gcr.io/distroless/cc-debian13",
        "`base` with libgcc and libstdc++: for Rust and C++.",
        ("nonroot", "latest", "debug-nonroot"),
        users=("nonroot",),
        shell="",
        env=_CERT_ENV,
    ),
    Image(
        "gcr.io/distroless/static-debian12",
        "`static` of Debian 12.",
        ("nonroot", "latest", "debug-nonroot"),
        users=("nonroot",),
        shell="",
        env=_CERT_ENV,
    ),
    Image(
        "gcr.io/distroless/base-debian12",
        "`base` of Debian 12.",
        ("nonroot", "latest", "debug-nonroot"),
        users=("nonroot",),
        shell="",
        env=_CERT_ENV,
    ),
    Image(
        "gcr.io/distroless/cc-debian12",
        "`cc` of Debian 12.",
        ("nonroot", "latest", "debug-nonroot"),
        users=("nonroot",),
        shell="",
        env=_CERT_ENV,
    ),
    Image(
        "gcr.io/distroless/nodejs24-debian13",
        "Node.js 24 without a shell; the entry point is node itself.",
        ("nonroot", "latest", "debug-nonroot"),
        users=("nonroot",),
        shell="",
        env=_CERT_ENV,
    ),
    Image(
        "gcr.io/distroless/python3-debian13",
        "Debian's own Python 3 without a shell.",
        ("nonroot", "latest", "debug-nonroot"),
        users=("nonroot",),
        shell="",
        env=_CERT_ENV,
    ),
    Image(
        "gcr.io/distroless/java21-debian13",
        "Java 21 without a shell; the entry point runs a jar.",
        ("nonroot", "latest", "debug-nonroot"),
        users=("nonroot",),
        shell="",
        env=(*_CERT_ENV, ("JAVA_VERSION", "21"), ("LANG", "C.UTF-8")),
    ),
    Image(
        "cgr.dev/chainguard/static",
        "Chainguard's base for static binaries; not root.",
        ("latest",),
        user="65532",
        users=("nonroot",),
        shell="",
        env=_CERT_ENV,
    ),
    Image(
        "cgr.dev/chainguard/glibc-dynamic",
        "Chainguard's base for programs that need glibc; not root.",
        ("latest",),
        user="65532",
        users=("nonroot",),
        shell="",
        env=_CERT_ENV,
    ),
    Image(
        "cgr.dev/chainguard/wolfi-base",
        "Wolfi, a glibc distribution made for containers, with apk and a shell.",
        ("latest",),
        users=("nonroot",),
        shell="/bin/sh",
        package_manager="apk",
        env=_CERT_ENV,
    ),
    Image(
        "cgr.dev/chainguard/go",
        "Go compiler on Wolfi.",
        ("latest",),
        users=("nonroot",),
        package_manager="apk",
        builds=True,
        env=_CERT_ENV,
    ),
    Image(
        "cgr.dev/chainguard/node",
        "Node.js on Wolfi; not root, `latest-dev` has npm and a shell.",
        ("latest", "latest-dev"),
        user="65532",
        users=("node",),
        shell="/bin/sh",
        workdir="/app",
        env=(*_CERT_ENV, ("NODE_PORT", "3000"), ("NPM_CONFIG_UPDATE_NOTIFIER", "false")),
    ),
    Image(
        "cgr.dev/chainguard/python",
        "Python on Wolfi; not root, `latest-dev` has pip and a shell.",
        ("latest", "latest-dev"),
        user="65532",
        users=("nonroot",),
        shell="",
        env=_CERT_ENV,
    ),
    Image(
        "cgr.dev/chainguard/jre",
        "Java runtime on Wolfi; not root.",
        ("latest",),
        user="65532",
        users=("java", "nonroot"),
        shell="",
        workdir="/app",
        env=(*_CERT_ENV, ("JAVA_HOME", "/usr/lib/jvm/default-jvm")),
    ),
    Image(
        "cgr.dev/chainguard/nginx",
        "nginx on Wolfi; not root, listens on 8080.",
        ("latest",),
        user="65532",
        users=("nginx", "nonroot"),
        shell="",
        env=_CERT_ENV,
    ),
)

_LANGUAGES: Final = (
    Image(
        "node",
        "Node.js with npm; 24 and 26 are the LTS lines. Runs as root, but has the user `node`.",
        ("24-alpine", "24-slim", "24", "26-slim", "26-alpine", "lts-slim"),
        ("alpine", "slim"),
        users=("node",),
        package_manager="apt",
        builds=True,
        light=("slim", "alpine"),
        # Images of Node.js 26 and later come without Yarn.
        env=(("NODE_VERSION", "24.12.0"), ("YARN_VERSION", "1.22.22")),
        eol=(
            ("4", "2018-04-30"),
            ("5", "2016-06-30"),
            ("6", "2019-04-30"),
            ("7", "2017-06-30"),
            ("8", "2019-12-31"),
            ("9", "2018-06-30"),
            ("10", "2021-04-30"),
            ("11", "2019-06-01"),
            ("12", "2022-04-30"),
            ("13", "2020-06-01"),
            ("14", "2023-04-30"),
            ("15", "2021-06-01"),
            ("16", "2023-09-11"),
            ("17", "2022-06-01"),
            ("18", "2025-04-30"),
            ("hydrogen", "2025-04-30"),
            ("lts-hydrogen", "2025-04-30"),
            ("19", "2023-06-01"),
            ("20", "2026-04-30"),
            ("iron", "2026-04-30"),
            ("lts-iron", "2026-04-30"),
            ("21", "2024-06-01"),
            ("22", "2027-04-30"),
            ("23", "2025-06-01"),
            ("24", "2028-04-30"),
            ("25", "2026-06-01"),
            ("26", "2029-04-30"),
        ),
    ),
    Image(
        "denoland/deno",
        "Deno. Runs as root, but has the user `deno`.",
        ("alpine", "distroless", "debian", "latest"),
        ("alpine", "distroless"),
        users=("deno",),
        package_manager="apt",
        env=(
            ("DENO_DIR", "/deno-dir/"),
            ("DENO_INSTALL_ROOT", "/usr/local"),
            ("DENO_USE_CGROUPS", "1"),
            ("DENO_VERSION", "2.9.6"),
        ),
    ),
    Image(
        "oven/bun",
        "Bun. Runs as root, but has the user `bun`.",
        ("1-alpine", "1-slim", "1-distroless", "1"),
        ("alpine", "slim", "distroless"),
        users=("bun",),
        package_manager="apt",
        workdir="/home/bun/app",
        env=(("BUN_INSTALL_BIN", "/usr/local/bin"), ("BUN_RUNTIME_TRANSPILER_CACHE_PATH", "0")),
    ),
    Image(
        "python",
        "CPython with pip. `slim` is the usual choice: few wheels are made for Alpine.",
        ("3.14-slim", "3.14", "3.13-slim", "3.14-alpine"),
        ("slim", "alpine"),
        package_manager="apt",
        builds=True,
        light=("slim", "alpine"),
        env=(
            ("GPG_KEY", "7169605F62C751356D054A26A821E680E5FA6305"),
            ("LANG", "C.UTF-8"),
            ("PYTHON_SHA256", "ce543ab854bc256b61b71e9b27f831ffd1bfd60a479d639f8be7f9757cf573e9"),
            ("PYTHON_VERSION", "3.14.7"),
        ),
        eol=(
            ("2", "2020-01-01"),
            ("2.7", "2020-01-01"),
            ("3.4", "2019-03-18"),
            ("3.5", "2020-09-30"),
            ("3.6", "2021-12-23"),
            ("3.7", "2023-06-27"),
            ("3.8", "2024-10-07"),
            ("3.9", "2025-10-31"),
            ("3.10", "2026-10-31"),
            ("3.11", "2027-10-31"),
            ("3.12", "2028-10-31"),
            ("3.13", "2029-10-31"),
            ("3.14", "2030-10-31"),
        ),
    ),
    Image(
        "ghcr.io/astral-sh/uv",
        "uv, Python's package manager; copy `/uv` out of it, or take a variant with Python.",
        ("python3.14-alpine", "python3.14-trixie-slim", "debian-slim", "latest"),
        shell="",
    ),
    Image(
        "golang",
        "Go toolchain, for the build stage; run the result on distroless, Alpine or scratch.",
        ("1.27-alpine", "1.27", "1.26-alpine", "1.26"),
        ("alpine",),
        package_manager="apt",
        workdir="/go",
        builds=True,
        env=(("GOLANG_VERSION", "1.27.3"), ("GOPATH", "/go"), ("GOTOOLCHAIN", "local")),
        eol=(
            ("1.10", "2019-02-25"),
            ("1.11", "2019-09-03"),
            ("1.12", "2020-02-25"),
            ("1.13", "2020-08-11"),
            ("1.14", "2021-02-16"),
            ("1.15", "2021-08-16"),
            ("1.16", "2022-03-15"),
            ("1.17", "2022-08-02"),
            ("1.18", "2023-02-01"),
            ("1.19", "2023-09-06"),
            ("1.20", "2024-02-06"),
            ("1.21", "2024-08-13"),
            ("1.22", "2025-02-11"),
            ("1.23", "2025-08-12"),
            ("1.24", "2026-02-11"),
            ("1.25", "2026-08-19"),
        ),
    ),
    Image(
        "rust",
        "Rust toolchain, for the build stage.",
        ("1-alpine", "1-slim", "1", "1.99-slim"),
        ("alpine", "slim"),
        package_manager="apt",
        builds=True,
        env=(("CARGO_HOME", "/usr/local/cargo"), ("RUSTUP_HOME", "/usr/local/rustup"), ("RUST_VERSION", "1.99.0")),
    ),
    Image(
        "ruby",
        "Ruby with Bundler.",
        ("4.0-slim", "4.0-alpine", "4.0", "3.4-slim"),
        ("slim", "alpine"),
        package_manager="apt",
        builds=True,
        light=("slim", "alpine"),
        env=(
            ("BUNDLE_APP_CONFIG", "/usr/local/bundle"),
            ("BUNDLE_SILENCE_ROOT_WARNING", "1"),
            ("GEM_HOME", "/usr/local/bundle"),
            ("LANG", "C.UTF-8"),
            ("RUBY_DOWNLOAD_SHA256", ""),
            ("RUBY_DOWNLOAD_URL", ""),
            ("RUBY_VERSION", "4.0.7"),
        ),
        eol=(
            ("2", "2023-03-31"),
            ("2.5", "2021-04-05"),
            ("2.6", "2022-04-12"),
            ("2.7", "2023-03-31"),
            ("3.0", "2024-04-23"),
            ("3.1", "2025-03-26"),
            ("3.2", "2026-03-31"),
            ("3.3", "2027-03-31"),
            ("3.4", "2028-03-31"),
        ),
    ),
    Image(
        "php",
        "PHP: `cli`, `fpm` (behind a web server) or `apache`.",
        ("8.5-fpm-alpine", "8.5-cli-alpine", "8.5-fpm", "8.5-apache", "8.5-cli", "8.4-fpm-alpine"),
        ("alpine",),
        users=("www-data",),
        package_manager="apt",
        builds=True,
        light=("alpine",),
        env=(
            ("APACHE_CONFDIR", "/etc/apache2"),
            ("APACHE_ENVVARS", "/etc/apache2/envvars"),
            ("GPG_KEYS", ""),
            ("PHPIZE_DEPS", "autoconf dpkg-dev file g++ gcc libc-dev make pkg-config re2c"),
            ("PHP_ASC_URL", ""),
            ("PHP_CFLAGS", "-fstack-protector-strong -fpic -fpie -O2"),
            ("PHP_CPPFLAGS", "-fstack-protector-strong -fpic -fpie -O2"),
            ("PHP_INI_DIR", "/usr/local/etc/php"),
            ("PHP_LDFLAGS", "-Wl,-O1 -pie"),
            ("PHP_SHA256", ""),
            ("PHP_URL", ""),
            ("PHP_VERSION", "8.5.6"),
        ),
        eol=(
            ("5", "2018-12-31"),
            ("7", "2022-11-28"),
            ("7.0", "2019-01-10"),
            ("7.1", "2019-12-01"),
            ("7.2", "2020-11-30"),
            ("7.3", "2021-12-06"),
            ("7.4", "2022-11-28"),
            ("8.0", "2023-11-26"),
            ("8.1", "2025-12-31"),
            ("8.2", "2026-12-31"),
            ("8.3", "2027-12-31"),
            ("8.4", "2028-12-31"),
            ("8.5", "2029-12-31"),
        ),
    ),
    Image(
        "composer",
        "Composer, PHP's package manager; mostly copied from: `COPY --from=composer:2 /usr/bin/composer …`.",
        ("2", "2.9"),
        package_manager="apk",
        workdir="/app",
        builds=True,
        env=(("COMPOSER_ALLOW_SUPERUSER", "1"), ("COMPOSER_HOME", "/tmp"), ("COMPOSER_VERSION", "2.9.0")),
    ),
    Image(
        "eclipse-temurin",
        "OpenJDK builds of the Eclipse project; 25 and 21 are LTS. Run on a `jre`, build on a `jdk`.",
        ("25-jre-alpine", "25-jre", "25-jdk", "21-jre-alpine", "21-jre", "21-jdk"),
        ("alpine",),
        users=("ubuntu",),
        package_manager="apt",
        builds=True,
        light=("jre",),
        env=_JAVA_ENV,
        eol=_JAVA_EOL,
    ),
    Image(
        "amazoncorretto",
        "Amazon's OpenJDK builds.",
        ("25-alpine", "25-headless", "25", "21-alpine", "21"),
        ("alpine", "headless"),
        package_manager="dnf",
        builds=True,
        light=("headless",),
        env=(("JAVA_HOME", "/usr/lib/jvm/java-25-amazon-corretto"), ("LANG", "C.UTF-8")),
    ),
    Image(
        "openjdk",
        "OpenJDK; given up in 2022, only early-access versions are still made.",
        (),
        ("slim", "alpine"),
        builds=True,
        light=("jre",),
        env=(("JAVA_HOME", "/usr/local/openjdk-17"), ("JAVA_VERSION", "17.0.2"), ("LANG", "C.UTF-8")),
        deprecated="eclipse-temurin or amazoncorretto",
    ),
    Image(
        "adoptopenjdk",
        "OpenJDK builds of AdoptOpenJDK, which became the Eclipse project's Temurin in 2021.",
        (),
        builds=True,
        light=("jre",),
        deprecated="eclipse-temurin",
    ),
    Image("java", "OpenJDK under its first name; given up in 2016.", (), builds=True, deprecated="eclipse-temurin"),
    Image(
        "maven",
        "Maven with a JDK, for the build stage.",
        ("3-eclipse-temurin-25-alpine", "3-eclipse-temurin-25", "3-eclipse-temurin-21", "3.9"),
        ("alpine",),
        users=("ubuntu",),
        package_manager="apt",
        builds=True,
        env=(*_JAVA_ENV, ("MAVEN_CONFIG", "/root/.m2"), ("MAVEN_HOME", "/usr/share/maven")),
    ),
    Image(
        "gradle",
        "Gradle with a JDK, for the build stage. Runs as root, but has the user `gradle`.",
        ("9-jdk25-alpine", "9-jdk25", "9-jdk21-alpine", "9-jdk21"),
        ("alpine",),
        users=("gradle",),
        package_manager="apt",
        workdir="/home/gradle",
        builds=True,
        env=(*_JAVA_ENV, ("GRADLE_HOME", "/opt/gradle"), ("GRADLE_VERSION", "9.8.0")),
    ),
    Image(
        "mcr.microsoft.com/dotnet/core/sdk",
        ".NET Core's SDK up to 3.1, whose support ended in 2022.",
        (),
        builds=True,
        deprecated="mcr.microsoft.com/dotnet/sdk",
    ),
    Image(
        "mcr.microsoft.com/dotnet/core/aspnet",
        "ASP.NET Core up to 3.1, whose support ended in 2022.",
        (),
        deprecated="mcr.microsoft.com/dotnet/aspnet",
    ),
    Image(
        "mcr.microsoft.com/dotnet/core/runtime",
        ".NET Core up to 3.1, whose support ended in 2022.",
        (),
        deprecated="mcr.microsoft.com/dotnet/runtime",
    ),
    Image(
        "mcr.microsoft.com/dotnet/sdk",
        ".NET SDK, for the build stage.",
        ("10.0-alpine", "10.0-noble", "10.0", "11.0"),
        ("alpine",),
        users=("app",),
        package_manager="apt",
        builds=True,
        env=(
            *_DOTNET_ENV,
            ("ASPNET_VERSION", "10.0.12"),
            ("DOTNET_GENERATE_ASPNET_CERTIFICATE", "false"),
            ("DOTNET_NOLOGO", "true"),
            ("DOTNET_SDK_VERSION", "10.0.401"),
            ("DOTNET_USE_POLLING_FILE_WATCHER", "true"),
            ("NUGET_XMLDOC_MODE", "skip"),
            ("POWERSHELL_DISTRIBUTION_CHANNEL", "PSDocker-DotnetSDK-Ubuntu-24.04"),
        ),
        eol=_DOTNET_EOL,
    ),
    Image(
        "mcr.microsoft.com/dotnet/aspnet",
        "ASP.NET Core runtime; `USER $APP_UID` leaves root, the chiseled variants do so by themselves.",
        ("10.0-alpine", "10.0-noble-chiseled", "10.0", "11.0"),
        ("alpine", "noble-chiseled"),
        users=("app",),
        package_manager="apt",
        env=(*_DOTNET_ENV, ("ASPNET_VERSION", "10.0.12")),
        eol=_DOTNET_EOL,
    ),
    Image(
        "mcr.microsoft.com/dotnet/runtime",
        ".NET runtime, for programs without ASP.NET Core.",
        ("10.0-alpine", "10.0-noble-chiseled", "10.0", "11.0"),
        ("alpine", "noble-chiseled"),
        users=("app",),
        package_manager="apt",
        env=_DOTNET_ENV,
        eol=_DOTNET_EOL,
    ),
    Image(
        "mcr.microsoft.com/dotnet/runtime-deps",
        "What self-contained and Native AOT .NET programs need.",
        ("10.0-alpine", "10.0-noble-chiseled", "10.0", "11.0"),
        ("alpine", "noble-chiseled"),
        users=("app",),
        package_manager="apt",
        env=(("APP_UID", "1654"), ("ASPNETCORE_HTTP_PORTS", "8080"), ("DOTNET_RUNNING_IN_CONTAINER", "true")),
        eol=_DOTNET_EOL,
    ),
    Image(
        "gcc",
        "GCC, for the build stage.",
        ("16", "15"),
        package_manager="apt",
        builds=True,
        env=(("GCC_MIRRORS", ""), ("GCC_VERSION", "16.2.0"), ("GPG_KEYS", "")),
    ),
    Image(
        "perl",
        "Perl with cpanm.",
        ("5-slim", "5"),
        ("slim",),
        package_manager="apt",
        workdir="/usr/src/app",
        builds=True,
        light=("slim",),
        env=(("PERL_VERSION", "5.42.0"),),
    ),
    Image(
        "elixir",
        "Elixir on Erlang/OTP.",
        ("1.19-alpine", "1.19-slim", "1.19"),
        ("alpine", "slim"),
        package_manager="apt",
        builds=True,
        env=(
            ("ELIXIR_VERSION", "v1.19.6"),
            ("LANG", "C.UTF-8"),
            ("OTP_VERSION", "28.1"),
            ("REBAR3_VERSION", "3.25.1"),
            ("REBAR_VERSION", "2.6.4"),
        ),
    ),
    Image(
        "erlang",
        "Erlang/OTP.",
        ("28-alpine", "28-slim", "28"),
        ("alpine", "slim"),
        package_manager="apt",
        builds=True,
        env=(("LANG", "C.UTF-8"), ("OTP_VERSION", "28.1"), ("REBAR3_VERSION", "3.25.1"), ("REBAR_VERSION", "2.6.4")),
    ),
    Image(
        "swift",
        "Swift; `slim` only runs what the full image built.",
        ("6.2-slim", "6.2", "latest"),
        ("slim",),
        package_manager="apt",
        builds=True,
        light=("slim",),
        env=(
            ("SWIFT_BRANCH", "swift-6.2-release"),
            ("SWIFT_PLATFORM", "ubuntu24.04"),
            ("SWIFT_SIGNING_KEY", ""),
            ("SWIFT_VERSION", "swift-6.2-RELEASE"),
            ("SWIFT_WEBROOT", "https://download.swift.org"),
        ),
    ),
    Image(
        "haskell",
        "GHC, Cabal and Stack.",
        ("9-slim", "9"),
        ("slim",),
        package_manager="apt",
        builds=True,
        env=(("LANG", "C.UTF-8"),),
    ),
    Image(
        "julia",
        "Julia.",
        ("1.13-alpine", "1.13", "1"),
        ("alpine",),
        package_manager="apt",
        env=(("JULIA_GPG", ""), ("JULIA_PATH", "/usr/local/julia"), ("JULIA_VERSION", "1.13.0")),
    ),
    Image(
        "r-base",
        "R on Debian testing.",
        ("latest",),
        users=("docker",),
        package_manager="apt",
        builds=True,
        env=(("LANG", "en_US.UTF-8"), ("LC_ALL", "en_US.UTF-8"), ("R_BASE_VERSION", "4.5.2")),
    ),
    Image(
        "dart",
        "Dart SDK; compile, then copy `/runtime/` and the binary to scratch.",
        ("stable", "3"),
        package_manager="apt",
        workdir="/root",
        builds=True,
        env=(("DART_SDK", "/usr/lib/dart"),),
    ),
)

_SERVERS: Final = (
    Image(
        "nginx",
        "nginx; 1.30 is the stable line. The master process runs as root, workers as `nginx`.",
        ("1.30-alpine-slim", "1.30-alpine", "1.30", "stable-alpine"),
        ("alpine", "alpine-slim"),
        users=("nginx",),
        package_manager="apt",
        stop_signal="SIGQUIT",
        env=(
            ("ACME_VERSION", "0.4.1"),
            ("DYNPKG_RELEASE", "1~trixie"),
            ("NGINX_VERSION", "1.30.5"),
            ("NJS_RELEASE", "1~trixie"),
            ("NJS_VERSION", "1.0.1"),
            ("PKG_RELEASE", "1~trixie"),
        ),
    ),
    Image(
        "nginxinc/nginx-unprivileged",
        "nginx that runs without root and listens on 8080.",
        ("1.30-alpine-slim", "1.30-alpine", "1.30"),
        ("alpine", "alpine-slim"),
        user="101",
        users=("nginx",),
        package_manager="apt",
        stop_signal="SIGQUIT",
        env=(("NGINX_VERSION", "1.30.5"), ("NJS_VERSION", "1.0.1"), ("PKG_RELEASE", "1~trixie")),
    ),
    Image(
        "httpd",
        "Apache HTTP Server.",
        ("2.4-alpine", "2.4"),
        ("alpine",),
        users=("www-data",),
        package_manager="apt",
        workdir="/usr/local/apache2",
        stop_signal="SIGWINCH",
        env=(
            ("HTTPD_PATCHES", ""),
            ("HTTPD_PREFIX", "/usr/local/apache2"),
            ("HTTPD_SHA256", ""),
            ("HTTPD_VERSION", "2.4.66"),
        ),
    ),
    Image(
        "caddy",
        "Caddy, a web server that gets its certificates itself; `builder` compiles one with plugins.",
        ("2-alpine", "2", "2-builder"),
        ("alpine",),
        shell="/bin/ash",
        package_manager="apk",
        workdir="/srv",
        env=(("CADDY_VERSION", "v2.11.4"), ("XDG_CONFIG_HOME", "/config"), ("XDG_DATA_HOME", "/data")),
    ),
    Image("traefik", "Traefik, a reverse proxy.", ("v3", "v3.7"), shell="/bin/ash", package_manager="apk"),
    Image(
        "haproxy",
        "HAProxy, a load balancer.",
        ("3.2-alpine", "3.4-alpine", "3.2", "lts-alpine"),
        ("alpine",),
        user="haproxy",
        users=("haproxy",),
        package_manager="apt",
        workdir="/var/lib/haproxy",
        stop_signal="SIGUSR1",
        env=(("HAPROXY_SHA256", ""), ("HAPROXY_URL", ""), ("HAPROXY_VERSION", "3.2.8")),
    ),
    Image(
        "tomcat",
        "Apache Tomcat, a servlet container.",
        ("11.0-jre25-temurin", "11.0-jre21", "10.1-jre21"),
        users=("ubuntu",),
        package_manager="apt",
        workdir="/usr/local/tomcat",
        env=(
            *_JAVA_ENV,
            ("CATALINA_HOME", "/usr/local/tomcat"),
            ("LD_LIBRARY_PATH", "/usr/local/tomcat/native-jni-lib"),
            ("TOMCAT_MAJOR", "11"),
            ("TOMCAT_NATIVE_LIBDIR", "/usr/local/tomcat/native-jni-lib"),
            ("TOMCAT_SHA512", ""),
            ("TOMCAT_VERSION", "11.0.22"),
        ),
        eol=(("7", "2021-03-31"), ("8", "2024-03-31"), ("8.5", "2024-03-31"), ("10.0", "2022-10-31")),
    ),
    Image(
        "jetty",
        "Eclipse Jetty, a servlet container; not root.",
        ("12-jre21-alpine", "12-jre21", "12"),
        ("alpine",),
        user="jetty",
        users=("jetty",),
        package_manager="apt",
        workdir="/var/lib/jetty",
        env=(
            *_JAVA_ENV,
            ("JETTY_BASE", "/var/lib/jetty"),
            ("JETTY_HOME", "/usr/local/jetty"),
            ("JETTY_VERSION", "12.1.0"),
            ("TMPDIR", "/tmp/jetty"),
        ),
    ),
    Image(
        "wordpress",
        "WordPress with Apache or PHP-FPM.",
        ("6-fpm-alpine", "6-apache", "6"),
        ("alpine",),
        users=("www-data",),
        package_manager="apt",
        workdir="/var/www/html",
        stop_signal="SIGWINCH",
        env=(("PHP_INI_DIR", "/usr/local/etc/php"), ("PHP_VERSION", "8.5.6")),
    ),
    Image(
        "quay.io/keycloak/keycloak",
        "Keycloak, identity and access management; not root.",
        ("latest",),
        user="1000",
        users=("keycloak",),
        env=(("LANG", "en_US.UTF-8"),),
    ),
    Image(
        "jenkins/jenkins",
        "Jenkins; not root.",
        ("lts-alpine", "lts-slim", "lts", "lts-jdk21"),
        ("alpine", "slim"),
        user="jenkins",
        users=("jenkins",),
        package_manager="apt",
        env=(
            ("COPY_REFERENCE_FILE_LOG", "/var/jenkins_home/copy_reference_file.log"),
            ("JAVA_HOME", "/opt/java/openjdk"),
            ("JENKINS_HOME", "/var/jenkins_home"),
            ("JENKINS_INCREMENTALS_REPO_MIRROR", ""),
            ("JENKINS_SLAVE_AGENT_PORT", "50000"),
            ("JENKINS_UC", "https://updates.jenkins.io"),
            ("JENKINS_UC_EXPERIMENTAL", ""),
            ("JENKINS_VERSION", ""),
            ("LANG", "C.UTF-8"),
            ("REF", "/usr/share/jenkins/ref"),
        ),
    ),
    Image(
        "grafana/grafana",
        "Grafana; not root.",
        ("latest",),
        user="472",
        users=("grafana",),
        package_manager="apk",
        workdir="/usr/share/grafana",
        env=(
            ("GF_PATHS_CONFIG", "/etc/grafana/grafana.ini"),
            ("GF_PATHS_DATA", "/var/lib/grafana"),
            ("GF_PATHS_HOME", "/usr/share/grafana"),
            ("GF_PATHS_LOGS", "/var/log/grafana"),
            ("GF_PATHS_PLUGINS", "/var/lib/grafana/plugins"),
            ("GF_PATHS_PROVISIONING", "/etc/grafana/provisioning"),
        ),
    ),
    Image(
        "prom/prometheus",
        "Prometheus; not root.",
        ("latest",),
        user="nobody",
        users=("nobody",),
        shell="/bin/sh",
        workdir="/prometheus",
    ),
    Image("registry", "The distribution registry.", ("3", "2"), shell="/bin/ash", package_manager="apk"),
    Image(
        "docker",
        "Docker's command line (`cli`) or a daemon in a container (`dind`).",
        ("29-cli", "29-dind", "cli", "dind"),
        shell="/bin/ash",
        package_manager="apk",
        env=(
            ("DOCKER_BUILDX_VERSION", "0.37.0"),
            ("DOCKER_COMPOSE_VERSION", "5.0.0"),
            ("DOCKER_TLS_CERTDIR", "/certs"),
            ("DOCKER_VERSION", "29.1.0"),
        ),
    ),
)

_DATA: Final = (
    Image(
        "postgres",
        "PostgreSQL. Starts as root and drops to `postgres`.",
        ("18-alpine", "18", "17-alpine", "17"),
        ("alpine",),
        users=("postgres",),
        package_manager="apt",
        stop_signal="SIGINT",
        env=(
            ("DOCKER_PG_LLVM_DEPS", "llvm19-dev clang19"),
            ("GOSU_VERSION", "1.19"),
            ("LANG", "en_US.utf8"),
            ("PGDATA", "/var/lib/postgresql/18/docker"),
            ("PG_MAJOR", "18"),
            ("PG_SHA256", ""),
            ("PG_VERSION", "18.6-1.pgdg13+1"),
        ),
        eol=(
            ("9", "2021-11-11"),
            ("10", "2022-11-10"),
            ("11", "2023-11-09"),
            ("12", "2024-11-21"),
            ("13", "2025-11-13"),
            ("14", "2026-11-12"),
            ("15", "2027-11-11"),
            ("16", "2028-11-09"),
            ("17", "2029-11-08"),
            ("18", "2030-11-14"),
        ),
    ),
    Image(
        "mysql",
        "MySQL; 8.4 and 9.7 are LTS. Starts as root and drops to `mysql`.",
        ("8.4", "9.7", "lts"),
        users=("mysql",),
        package_manager="microdnf",
        env=(
            ("GOSU_VERSION", "1.19"),
            ("MYSQL_MAJOR", "8.4"),
            ("MYSQL_SHELL_VERSION", "8.4.8-1.el9"),
            ("MYSQL_VERSION", "8.4.8-1.el9"),
        ),
        eol=(("5", "2023-10-31"), ("5.6", "2021-02-05"), ("5.7", "2023-10-31"), ("8.0", "2026-04-30")),
    ),
    Image(
        "mariadb",
        "MariaDB; 11.8 and 12.3 are long-term versions. Starts as root and drops to `mysql`.",
        ("11.8", "12.3", "lts"),
        ("ubi",),
        users=("mysql",),
        package_manager="apt",
        env=(
            ("GOSU_VERSION", "1.19"),
            ("LANG", "C.UTF-8"),
            ("MARIADB_VERSION", "1:11.8.8+maria~ubu2404"),
        ),
        eol=(
            ("10.3", "2023-05-25"),
            ("10.4", "2024-06-18"),
            ("10.5", "2025-06-24"),
            ("10.6", "2026-07-06"),
            ("10.11", "2028-02-16"),
            ("11.4", "2029-05-29"),
        ),
    ),
    Image(
        "mongo",
        "MongoDB. Starts as root and drops to `mongodb`.",
        ("8.0", "8.2", "7.0"),
        users=("mongodb",),
        package_manager="apt",
        env=(
            ("GLIBC_TUNABLES", "glibc.pthread.rseq=0"),
            ("GOSU_VERSION", "1.19"),
            ("HOME", "/data/db"),
            ("JSYAML_CHECKSUM", ""),
            ("JSYAML_VERSION", "3.13.1"),
            ("MONGO_MAJOR", "8.0"),
            ("MONGO_PACKAGE", "mongodb-org"),
            ("MONGO_REPO", "repo.mongodb.org"),
            ("MONGO_VERSION", "8.0.17"),
        ),
        eol=(
            ("3", "2021-04-30"),
            ("4", "2024-02-29"),
            ("4.0", "2022-04-30"),
            ("4.2", "2023-04-30"),
            ("4.4", "2024-02-29"),
            ("5", "2024-10-31"),
            ("5.0", "2024-10-31"),
            ("6", "2025-07-31"),
            ("6.0", "2025-07-31"),
            ("7.0", "2027-08-31"),
        ),
    ),
    Image(
        "redis",
        "Redis. Starts as root and drops to `redis`.",
        ("8-alpine", "8"),
        ("alpine",),
        users=("redis",),
        package_manager="apt",
        workdir="/data",
        env=(("REDIS_DOWNLOAD_SHA", ""), ("REDIS_DOWNLOAD_URL", ""), ("REDIS_VERSION", "8.8.2")),
        eol=(("3", "2018-10-17"), ("4", "2020-04-30"), ("5", "2022-04-27"), ("7.0", "2024-07-29")),
    ),
    Image(
        "valkey/valkey",
        "Valkey, the open fork of Redis. Starts as root and drops to `valkey`.",
        ("9-alpine", "9"),
        ("alpine",),
        users=("valkey",),
        package_manager="apt",
        workdir="/data",
        env=(("VALKEY_DOWNLOAD_SHA", ""), ("VALKEY_DOWNLOAD_URL", ""), ("VALKEY_VERSION", "9.1.2")),
    ),
    Image(
        "memcached",
        "Memcached; not root.",
        ("1-alpine", "1"),
        ("alpine",),
        user="memcache",
        users=("memcache",),
        package_manager="apt",
        env=(("MEMCACHED_SHA1", ""), ("MEMCACHED_URL", ""), ("MEMCACHED_VERSION", "1.6.39")),
    ),
    Image(
        "rabbitmq",
        "RabbitMQ; the `management` variants have the web interface. Starts as root and drops to `rabbitmq`.",
        ("4-management-alpine", "4-alpine", "4-management", "4"),
        ("alpine",),
        users=("rabbitmq",),
        package_manager="apt",
        env=(
            ("ERLANG_INSTALL_PATH_PREFIX", "/opt/erlang"),
            ("HOME", "/var/lib/rabbitmq"),
            ("LANG", "C.UTF-8"),
            ("LANGUAGE", "C.UTF-8"),
            ("LC_ALL", "C.UTF-8"),
            ("OPENSSL_INSTALL_PATH_PREFIX", "/opt/openssl"),
            ("RABBITMQ_DATA_DIR", "/var/lib/rabbitmq"),
            ("RABBITMQ_HOME", "/opt/rabbitmq"),
            ("RABBITMQ_PGP_KEY_ID", "0x0A9AF2115F4687BD29803A206B73A36E6026DFCA"),
            ("RABBITMQ_VERSION", "4.3.3"),
        ),
    ),
    Image(
        "elasticsearch",
        "Elasticsearch; not root. Tags are full versions.",
        (),
        user="1000",
        users=("elasticsearch",),
        workdir="/usr/share/elasticsearch",
        env=(("ELASTIC_CONTAINER", "true"), ("SHELL", "/bin/bash")),
        eol=(("5", "2019-03-11"), ("6", "2022-02-10"), ("7", "2026-01-15")),
    ),
    Image(
        "cassandra",
        "Apache Cassandra. Starts as root and drops to `cassandra`.",
        ("5", "4.1"),
        users=("cassandra",),
        package_manager="apt",
        env=(
            *_JAVA_ENV,
            ("CASSANDRA_CONF", "/etc/cassandra"),
            ("CASSANDRA_HOME", "/opt/cassandra"),
            ("CASSANDRA_SHA512", ""),
            ("CASSANDRA_VERSION", "5.0.6"),
        ),
    ),
    Image(
        "influxdb",
        "InfluxDB.",
        ("2-alpine", "2", "3-core"),
        ("alpine",),
        users=("influxdb",),
        package_manager="apt",
    ),
    Image(
        "neo4j",
        "Neo4j. Starts as root and drops to `neo4j`.",
        ("5-community", "5"),
        users=("neo4j",),
        package_manager="apt",
        workdir="/var/lib/neo4j",
        env=(("JAVA_HOME", "/opt/java/openjdk"), ("NEO4J_EDITION", "community"), ("NEO4J_HOME", "/var/lib/neo4j")),
    ),
)

_TOOLS: Final = (
    Image("bash", "Bash on Alpine.", ("5",), shell="/usr/local/bin/bash", package_manager="apk"),
    Image(
        "curlimages/curl",
        "curl on Alpine; not root.",
        ("latest",),
        user="curl_user",
        users=("curl_user",),
        shell="/bin/ash",
        package_manager="apk",
        workdir="/home/curl_user",
    ),
    Image("alpine/git", "Git on Alpine.", ("latest",), shell="/bin/ash", package_manager="apk", workdir="/git"),
    Image(
        "tonistiigi/xx",
        "Helpers for cross-compiling; copied into a build stage: `COPY --from=tonistiigi/xx / /`.",
        ("1.9.0", "latest"),
        shell="",
    ),
    Image("hashicorp/terraform", "Terraform on Alpine.", ("1.14", "latest"), shell="/bin/ash", package_manager="apk"),
    Image("amazon/aws-cli", "AWS command line.", ("latest",), package_manager="yum", workdir="/aws"),
    Image(
        "mcr.microsoft.com/playwright",
        "Browsers and what they need for Playwright tests; give the version of your Playwright.",
        (),
        users=("pwuser", "ubuntu"),
        package_manager="apt",
        builds=True,
        env=(("LANG", "C.UTF-8"), ("LC_ALL", "C.UTF-8"), ("PLAYWRIGHT_BROWSERS_PATH", "/ms-playwright")),
    ),
    Image(
        "mcr.microsoft.com/devcontainers/base",
        "Base of Dev Containers. Runs as root, but has the user `vscode`.",
        ("debian", "ubuntu", "alpine"),
        users=("vscode",),
        package_manager="apt",
        builds=True,
        env=(("LANG", "C.UTF-8"),),
    ),
    Image(
        "nvidia/cuda",
        "CUDA: `base`, `runtime` or (with compilers) `devel`. Tags are full versions.",
        (),
        package_manager="apt",
        env=(
            ("CUDA_VERSION", "13.0.2"),
            ("LD_LIBRARY_PATH", "/usr/local/cuda/lib64"),
            ("LIBRARY_PATH", "/usr/local/cuda/lib64/stubs"),
            ("NCCL_VERSION", ""),
            ("NVARCH", "x86_64"),
            ("NVIDIA_DRIVER_CAPABILITIES", "compute,utility"),
            ("NVIDIA_REQUIRE_CUDA", ""),
            ("NVIDIA_VISIBLE_DEVICES", "all"),
        ),
    ),
    Image(
        "pytorch/pytorch",
        "PyTorch with CUDA. Tags are full versions.",
        (),
        package_manager="apt",
        workdir="/workspace",
        env=(
            ("LD_LIBRARY_PATH", "/usr/local/nvidia/lib:/usr/local/nvidia/lib64"),
            ("NVIDIA_DRIVER_CAPABILITIES", "compute,utility"),
            ("NVIDIA_VISIBLE_DEVICES", "all"),
            ("PYTORCH_VERSION", "2.9.1"),
        ),
    ),
    Image(
        "quay.io/jupyter/base-notebook",
        "JupyterLab; not root.",
        ("latest",),
        user="1000",
        users=("jovyan",),
        package_manager="apt",
        workdir="/home/jovyan",
        env=(
            ("CONDA_DIR", "/opt/conda"),
            ("HOME", "/home/jovyan"),
            ("JUPYTER_PORT", "8888"),
            ("LANG", "C.UTF-8"),
            ("LANGUAGE", "C.UTF-8"),
            ("LC_ALL", "C.UTF-8"),
            ("NB_GID", "100"),
            ("NB_UID", "1000"),
            ("NB_USER", "jovyan"),
            ("SHELL", "/bin/bash"),
            ("DEBIAN_FRONTEND", "noninteractive"),
        ),
    ),
    Image(
        "mambaorg/micromamba",
        "micromamba, a small conda; not root.",
        ("latest",),
        user="mambauser",
        users=("mambauser",),
        package_manager="apt",
        workdir="/tmp",
        env=(
            ("ENV_NAME", "base"),
            ("LANG", "C.UTF-8"),
            ("LC_ALL", "C.UTF-8"),
            ("MAMBA_EXE", "/bin/micromamba"),
            ("MAMBA_ROOT_PREFIX", "/opt/conda"),
            ("MAMBA_USER", "mambauser"),
            ("MAMBA_USER_GID", "57439"),
            ("MAMBA_USER_ID", "57439"),
        ),
    ),
    Image(
        "continuumio/miniconda3",
        "Miniconda.",
        ("latest",),
        package_manager="apt",
        builds=True,
        env=(("LANG", "C.UTF-8"), ("LC_ALL", "C.UTF-8")),
    ),
    Image(
        "apache/airflow",
        "Apache Airflow; not root.",
        ("slim-latest", "latest"),
        user="50000",
        users=("airflow",),
        package_manager="apt",
        workdir="/opt/airflow",
        env=(
            ("AIRFLOW_HOME", "/opt/airflow"),
            ("AIRFLOW_UID", "50000"),
            ("AIRFLOW_USER_HOME_DIR", "/home/airflow"),
            ("AIRFLOW_VERSION", "3.1.0"),
            ("PYTHON_VERSION", "3.12"),
        ),
    ),
    Image(
        "public.ecr.aws/lambda/python",
        "AWS Lambda's Python runtime; code goes to `$LAMBDA_TASK_ROOT`.",
        ("3.14", "3.13"),
        package_manager="dnf",
        workdir="/var/task",
        env=(
            ("LAMBDA_RUNTIME_DIR", "/var/runtime"),
            ("LAMBDA_TASK_ROOT", "/var/task"),
            ("LANG", "en_US.UTF-8"),
            ("LD_LIBRARY_PATH", "/var/lang/lib:/lib64:/usr/lib64"),
            ("TZ", ":/etc/localtime"),
        ),
    ),
    Image(
        "public.ecr.aws/lambda/nodejs",
        "AWS Lambda's Node.js runtime; code goes to `$LAMBDA_TASK_ROOT`.",
        ("24", "22"),
        package_manager="dnf",
        workdir="/var/task",
        env=(
            ("LAMBDA_RUNTIME_DIR", "/var/runtime"),
            ("LAMBDA_TASK_ROOT", "/var/task"),
            ("LANG", "en_US.UTF-8"),
            ("LD_LIBRARY_PATH", "/var/lang/lib:/lib64:/usr/lib64"),
            ("TZ", ":/etc/localtime"),
        ),
    ),
)

IMAGES: Final[Mapping[str, Image]] = {
    image.name: image for group in (_SYSTEMS, _LANGUAGES, _SERVERS, _DATA, _MINIMAL, _TOOLS) for image in group
}
"""Every well-known image by its familiar name, operating systems and languages first. `scratch` is no image."""

_SUFFIX_EOL: Final = (
    *((part, day) for part, day in IMAGES["debian"].eol if part.isalpha()),
    *((part, day) for part, day in IMAGES["ubuntu"].eol if part.isalpha()),
    *((f"alpine{part}", day) for part, day in IMAGES["alpine"].eol if "." in part),
)


_PHP_SIGNALS: Final = {"fpm": "SIGQUIT", "apache": "SIGWINCH", "cli": "", "zts": ""}


PLATFORMS: Final[Mapping[str, str]] = {
    "amd64": "linux/amd64",
    "arm32v5": "linux/arm/v5",
    "arm32v6": "linux/arm/v6",
    "arm32v7": "linux/arm/v7",
    "arm64v8": "linux/arm64",
    "i386": "linux/386",
    "mips64le": "linux/mips64le",
    "ppc64le": "linux/ppc64le",
    "riscv64": "linux/riscv64",
    "s390x": "linux/s390x",
    "winamd64": "windows/amd64",
}
"""The namespaces of Docker Hub that hold the official images for one platform each: `arm64v8/alpine` is what `alpine`
is on linux/arm64. Source: docker-library/official-images, "Architectures other than amd64"."""


def only_platform(name: str) -> tuple[str, str]:
    """The one platform that an image reference is for, and the official image's own name, if its namespace says so;
    else two empty strings."""
    reference = parse_reference(name)
    if reference is None or reference.registry != DEFAULT_REGISTRY:
        return "", ""
    namespace, _, rest = reference.repository.partition("/")
    return (PLATFORMS[namespace], rest) if namespace in PLATFORMS and "/" not in rest else ("", "")


def lookup(name: str) -> Image | None:
    """The image which an image reference means, with or without registry, `library/`, tag and digest; `None` if it is
    not in the table. Knows the copies of Docker Hub's official images at public.ecr.aws/docker/library and those for
    one platform (`arm64v8/alpine`), and takes a distroless image of another Debian version (or without one) for that
    of the current."""
    found = IMAGES.get(name)
    if found is not None:
        return found
    reference = parse_reference(name)
    if reference is None:
        return None
    familiar = reference.familiar
    if reference.registry != DEFAULT_REGISTRY:
        familiar = familiar.removeprefix("public.ecr.aws/docker/library/")
    if familiar.startswith("gcr.io/distroless/") and familiar not in IMAGES:
        familiar = familiar.partition("-debian")[0] + "-debian13"
    return IMAGES.get(familiar) or IMAGES.get(only_platform(name)[1])


_NO_UBUNTU: Final = frozenset(
    ("14", "16", "18", "20", "22", "trusty", "xenial", "bionic", "focal", "jammy", "alpine", "ubi9", "ubi10")
)
"""Words of tags that mean a system without the user `ubuntu`, which came with Ubuntu 23.04."""


def variant(image: Image, tag: str) -> Image:
    """The image with the facts of the variant which a tag means: Alpine's shell and package manager, distroless'
    `nonroot` user and `debug` shell, the signals of PHP's servers, users that came with a later version. All other
    facts stay those of the default variant."""
    words = re.split(r"[-.]", tag)
    if image.name in ("php", "wordpress"):
        signal = next((_PHP_SIGNALS[word] for word in words if word in _PHP_SIGNALS), image.stop_signal)
        image = image._replace(stop_signal=signal)
    if "ubuntu" in image.users and (words[0] in _NO_UBUNTU or _NO_UBUNTU & set(words[1:])):
        image = image._replace(users=tuple(user for user in image.users if user != "ubuntu"))
    if "app" in image.users and image.name.startswith("mcr.microsoft.com/dotnet/") and words[0] in ("5", "6", "7"):
        image = image._replace(users=tuple(user for user in image.users if user != "app"))
    if any(word.startswith("alpine") for word in words) and image.package_manager != "apk":
        return image._replace(shell="/bin/ash", package_manager="apk")
    if image.name.startswith("gcr.io/distroless/"):
        user = "nonroot" if "nonroot" in words else image.user
        return image._replace(user=user, shell="/busybox/sh" if "debug" in words else image.shell)
    return image


_ENTRY_PROGRAMS: Final = frozenset(
    (
        *("bash", "docker", "composer", "hashicorp/terraform", "amazon/aws-cli", "alpine/git", "curlimages/curl"),
        *("prom/prometheus", "grafana/grafana", "quay.io/keycloak/keycloak", "apache/airflow", "ghcr.io/astral-sh/uv"),
        *("public.ecr.aws/lambda/python", "public.ecr.aws/lambda/nodejs"),
        *("gcr.io/distroless/nodejs24-debian13", "gcr.io/distroless/python3-debian13"),
        *("gcr.io/distroless/java21-debian13", "cgr.dev/chainguard/go", "cgr.dev/chainguard/node"),
        *("cgr.dev/chainguard/python", "cgr.dev/chainguard/jre", "cgr.dev/chainguard/nginx"),
    )
)


def starts_cmd(image: Image) -> bool:
    """Whether what CMD says is the program that a container of an image starts, and no arguments of one that the
    image's ENTRYPOINT names. A script that ends in `exec "$@"` starts it. Sources: the images' Dockerfiles."""
    return image.name not in _ENTRY_PROGRAMS


_Since = tuple[tuple[str, tuple[str, ...], tuple[int, ...]], ...]

_MANAGED_SINCE: Final[_Since] = (
    ("Debian", ("bookworm", "trixie", "forky", "sid", "testing", "stable", "latest"), (12,)),
    ("Ubuntu", ("lunar", "mantic", "noble", "oracular", "plucky", "questing", "resolute", "latest"), (23, 4)),
    ("Alpine", ("latest", "edge", "3"), (3, 19)),
)
"""(system, words of tags, first version) of those whose Python belongs to the package manager, as PEP 668 has it.
Sources: the release notes of Debian 12 and Alpine 3.19, and Ubuntu 23.04's, which took it over from Debian."""

_NO_APT_KEY_SINCE: Final[_Since] = (
    ("Debian", ("trixie", "forky", "sid", "testing", "stable", "latest"), (13,)),
    ("Ubuntu", ("plucky", "questing", "resolute"), (25, 4)),
)
"""The same of those without `apt-key`. Source: the changelog of apt 2.9.15, which dropped it."""


def managed_python(image: Image, tag: str) -> str:
    """The system whose Python `pip` refuses to install into, as `Debian 13`; empty if the image is on another one, or
    nothing is known. Images that bring a Python of their own are not concerned."""
    if any(word in image.name for word in ("python", "pypy", "conda", "pytorch", "jupyter", "astral-sh")):
        return ""
    return _system_since(image, tag, _MANAGED_SINCE)


def without_apt_key(image: Image, tag: str) -> str:
    """The system that has no `apt-key` any more, as `Debian 13`; empty if it has, or nothing is known."""
    return _system_since(image, tag, _NO_APT_KEY_SINCE)


def _system_since(image: Image, tag: str, since: _Since) -> str:
    """The system under a tag if it is one of those, in its version or a later one."""
    for system, names, first in since:
        name = system.lower()
        for word in tag.split("-"):
            own = image.name == name
            bare = word if own else word.removeprefix(name) if word.startswith(name) else ""
            if re.fullmatch(r"\d+(?:\.\d+)*", bare) and tuple(int(part) for part in bare.split(".")) >= first:
                return f"{system} {bare}"
            if word in names and (own or word not in _MOVING):
                return system if word == "latest" else f"{system} {word}"
            if bare:
                break
    return ""


_MOVING: Final = frozenset(("latest", "stable", "testing", "edge", "3"))


_DOWNLOADERS: Final = {
    "alpine": ("wget",),
    "debian": (),
    "ubuntu": (),
    "python": (),
    "node": (),
    "ruby": (),
    "golang": (),
    "rust": (),
    "perl": (),
    "gcr.io/distroless/": (),
}
"""What the small variants of images have of `curl` and `wget`; Alpine's BusyBox has a `wget`. Source: the Dockerfiles
of the images, which purge what they download with."""


_OTHERS: Final = {
    "apt": frozenset(("apk", "yum", "dnf", "microdnf", "zypper")),
    "apk": frozenset(("apt", "apt-get", "dpkg", "yum", "dnf", "microdnf", "zypper")),
}
"""What a system with a package manager lacks of the others'. Images that come for many systems are left aside."""

_DEBIAN: Final = ("curl", "wget", "git", "make", "gcc", "g++", "cc", "sudo", "node", "npm", "jq", "vim", "nano")
_PYTHON: Final = ("python", "python3", "pip", "pip3")
_SHADOW: Final = ("useradd", "groupadd", "usermod")
_BARE: Final = {
    "alpine": (*_PYTHON, *_SHADOW, "bash", "curl", "git", "make", "gcc", "g++", "sudo", "node", "npm", "jq", "gpg"),
    "debian": (*_DEBIAN, *_PYTHON, "gpg"),
    "ubuntu": _DEBIAN,
}
"""What the images of bare systems lack of what people call most. Source: the images' lists of packages."""


def lacked(image: Image, tag: str) -> frozenset[str]:
    """What an image surely has not: another system's package manager, `curl` and `wget` in the small variants of
    languages (the full ones stand on buildpack-deps, and have both), common tools in a bare system."""
    words = re.split(r"[-.]", tag)
    alpine = any(word.startswith("alpine") for word in words) or image.name == "alpine"
    name = "gcr.io/distroless/" if image.name.startswith("gcr.io/distroless/") and "debug" not in words else image.name
    found = frozenset(_BARE.get(image.name, ()))
    if name not in _DOWNLOADERS:
        return found
    if image.name == name:
        found |= _OTHERS.get(variant(image, tag).package_manager, frozenset())
    small = alpine or "slim" in words or name in ("debian", "ubuntu", "gcr.io/distroless/")
    if not small or (name in ("rust", "perl") and "slim" not in words):
        return found
    return found.union({"curl", "wget"}.difference(_DOWNLOADERS["alpine" if alpine else name]))


def lacks(image: Image, tag: str, program: str) -> bool:
    """Whether an image surely has no such program; see `lacked`."""
    return program in lacked(image, tag)


_ROLLING: Final = frozenset(("archlinux", "opensuse/tumbleweed", "kalilinux/kali-rolling", "cachyos/cachyos"))


def has_no_versions(name: str) -> bool:
    """Whether `latest` is all there is to ask for but for dates and digests, by the familiar name of an image:
    distributions that roll, and Chainguard's images, of which the free ones have no other tag."""
    return name in _ROLLING or name.startswith("cgr.dev/chainguard/")


def has_build_tools(image: Image, tag: str) -> bool:
    """Whether the variant with this tag brings compilers or build tools: `node:24` does, `node:24-slim` does not."""
    return image.builds and not any(word in image.light for word in re.split(r"[-.]|[0-9]+", tag))


def end_of_life(image: Image, tag: str) -> tuple[str, str] | None:
    """(part of the tag, ISO date) of the version in `tag` that ends first: the image's own (`3.9` of `3.9-slim`), or
    that of the system under it (`buster` of `3.12-buster`). `None` if nothing is known of the tag.

    Knows no clock: the date may lie in the future.
    """
    ends = [(day, part) for part, day in image.eol if _begins(tag, part)]
    # The most specific version counts: `7.4` and not `7`.
    own = max(ends, key=lambda end: len(end[1]), default=None)
    words = tag.split("-")[1:]
    found = [(day, part) for part, day in _SUFFIX_EOL if part in words]
    if own is not None:
        found.append(own)
    if not found:
        return None
    day, part = min(found)
    return part, day


def _begins(tag: str, part: str) -> bool:
    """Whether `part` is the beginning of `tag` and ends with a word of it: `3.9` begins `3.9-slim`, not `3.90`."""
    return tag.startswith(part) and (len(tag) == len(part) or not tag[len(part)].isalnum())
