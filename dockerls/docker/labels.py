"""Label keys that people and tools have agreed on, with the format of their values.

Pure data. Sources: the OCI image specification (annotations.md), the deprecated Label Schema convention, Docker's
guidelines on labels (docs.docker.com/engine/manage-resources/labels/), and the tools named in the texts.
"""

from collections.abc import Mapping
from typing import Final

from ..named import NamedTuple

_OCI_URL: Final = "https://github.com/opencontainers/image-spec/blob/main/annotations.md"
_SCHEMA_URL: Final = "https://github.com/label-schema/label-schema.org/blob/gh-pages/rc1.md"


class LabelKey(NamedTuple):
    """A well-known label key."""

    key: str
    doc: str
    format: str
    """What its value is: url, rfc3339, spdx, semver (or any other version), hash (a commit), digest, reference (an
    image), bool or text."""
    example: str
    replacement: str = ""
    """The key to use in place of a deprecated one; empty if the key is in force or has no successor."""
    deprecated: bool = False
    url: str = ""


def _oci(name: str, doc: str, format: str, example: str) -> LabelKey:
    return LabelKey(f"org.opencontainers.image.{name}", doc, format, example, url=_OCI_URL)


def _schema(name: str, replacement: str, format: str, example: str) -> LabelKey:
    successor = f"org.opencontainers.image.{replacement}" if replacement else ""
    advice = f"Use `{successor}`." if successor else "The OCI keys have nothing like it."
    doc = f"Label Schema was given up in favour of the OCI keys. {advice}"
    return LabelKey(f"org.label-schema.{name}", doc, format, example, successor, True, _SCHEMA_URL)


_ALL: Final = (
    _oci("title", "Name of the image for people.", "text", "Shop API"),
    _oci("description", "What is in the image, in a sentence. Registries show it.", "text", "Orders and payments"),
    _oci(
        "source",
        "Where the source code of the image is. GitHub links the package to this repository, and Renovate finds the "
        "release notes by it.",
        "url",
        "https://github.com/acme/shop",
    ),
    _oci("url", "Where to learn more about the image.", "url", "https://shop.example.com"),
    _oci("documentation", "Where its documentation is.", "url", "https://docs.example.com/shop"),
    _oci(
        "version",
        "Version of the packaged software; semantic versioning is welcome but not demanded.",
        "semver",
        "1.4.2",
    ),
    _oci(
        "revision",
        "Commit of the source the image was built from. It changes with every build: pass it with `--label` or as a "
        "late `ARG`, so that the cache stays useful.",
        "hash",
        "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    ),
    _oci(
        "created",
        "When the image was built, as RFC 3339. It changes with every build, and with it the image: better left to "
        "`docker build --label`, or to the build's metadata.",
        "rfc3339",
        "2026-11-23T08:30:00Z",
    ),
    _oci("licenses", "Licences of the contained software, as an SPDX expression.", "spdx", "Apache-2.0"),
    _oci("authors", "Who is responsible for the image, and how to reach them.", "text", "Jane Doe <jane@example.com>"),
    _oci("vendor", "Organisation that distributes the image.", "text", "ACME Ltd."),
    _oci(
        "base.name",
        "Image this one is built on, in full. Of a multi-stage build, that of the final stage.",
        "reference",
        "docker.io/library/alpine:3.24",
    ),
    _oci(
        "base.digest",
        "Digest of the image this one is built on.",
        "digest",
        "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    ),
    _oci("ref.name", "Name of the reference in an image layout. Set by tools, hardly ever by hand.", "text", "1.4.2"),
    LabelKey(
        "maintainer",
        "Widely used before there were OCI keys, and still read by some tools. Prefer "
        "`org.opencontainers.image.authors`.",
        "text",
        "Jane Doe <jane@example.com>",
        "org.opencontainers.image.authors",
    ),
    _schema("build-date", "created", "rfc3339", "2026-11-23T08:30:00Z"),
    _schema("name", "title", "text", "Shop API"),
    _schema("description", "description", "text", "Orders and payments"),
    _schema("usage", "documentation", "url", "https://docs.example.com/shop"),
    _schema("url", "url", "url", "https://shop.example.com"),
    _schema("vcs-url", "source", "url", "https://github.com/acme/shop"),
    _schema("vcs-ref", "revision", "hash", "4b825dc"),
    _schema("vendor", "vendor", "text", "ACME Ltd."),
    _schema("version", "version", "semver", "1.4.2"),
    _schema("schema-version", "", "text", "1.0"),
    _schema("docker.cmd", "", "text", "docker run -d acme/shop"),
    LabelKey(
        "com.centurylinklabs.watchtower.enable",
        "Whether Watchtower updates containers of this image.",
        "bool",
        "true",
        url="https://containrrr.dev/watchtower/container-selection/",
    ),
    LabelKey(
        "devcontainer.metadata",
        "Settings of a Dev Container, as JSON, which tools merge into `devcontainer.json`.",
        "text",
        '[{"remoteUser": "vscode"}]',
        url="https://containers.dev/implementors/reference/#labels",
    ),
    LabelKey("io.k8s.display-name", "Name shown by OpenShift.", "text", "Shop API"),
    LabelKey("io.k8s.description", "Description shown by OpenShift.", "text", "Orders and payments"),
    LabelKey("io.openshift.expose-services", "Ports that OpenShift offers, as `port:scheme`.", "text", "8080:http"),
    LabelKey("io.openshift.tags", "Words by which OpenShift's catalogue finds the image.", "text", "builder,nodejs"),
)

LABELS: Final[Mapping[str, LabelKey]] = {label.key: label for label in _ALL}
"""Every well-known key, the most useful ones first. Keys are case-sensitive."""

OCI_PREFIX: Final = "org.opencontainers.image."
"""The prefix that belongs to the image specification: other keys below it are mistakes."""

RESERVED_NAMESPACES: Final = ("com.docker.", "io.docker.", "org.dockerproject.")
"""Prefixes which Docker keeps for itself."""
