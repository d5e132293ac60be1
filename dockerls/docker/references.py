"""Image references such as `ghcr.io/acme/app:1.2@sha256:…`: their grammar, normal form and web pages.

Knows text only; never asks a registry. The grammar is the one of github.com/distribution/reference (Parse and
ParseNormalizedNamed) with github.com/opencontainers/go-digest, which is what BuildKit uses for `FROM`.
"""

import functools
import re
from typing import Final

from ..named import NamedTuple
from ..recent import recent

DEFAULT_REGISTRY: Final = "docker.io"
"""Where references without a registry lead to: Docker Hub."""

_PORT: Final = r"(?::[0-9]+)?"
_LABEL: Final = r"(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])"
_DOMAIN: Final = rf"(?:{_LABEL}(?:\.{_LABEL})*|\[[a-fA-F0-9:]+\]){_PORT}"
_COMPONENT: Final = r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
_PATH: Final = rf"{_COMPONENT}(?:/{_COMPONENT})*"
_TAG: Final = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}"
_DIGEST: Final = r"[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9A-Fa-f]{32,}"
_REFERENCE: Final = rf"(?:(?P<domain>{_DOMAIN})/)?(?P<path>{_PATH})(?::(?P<tag>{_TAG}))?(?:@(?P<digest>{_DIGEST}))?"

_DIGEST_LENGTHS: Final = {"sha256": 64, "sha384": 96, "sha512": 128}
_MAX_PATH: Final = 255


class Reference(NamedTuple):
    """A valid image reference. The values are normalised, the spans point into the text as it was written."""

    registry: str
    """Such as `ghcr.io` or `localhost:5000`; `docker.io` if none was written."""
    repository: str
    """Without the registry, and with `library/` for the official images of Docker Hub."""
    tag: str
    """Empty if none was written (Docker then takes `latest`, unless there is a digest)."""
    digest: str
    """Such as `sha256:…`, or empty."""
    registry_span: tuple[int, int] | None
    """(start, end) offsets in the text; `None` if the part was not written."""
    repository_span: tuple[int, int]
    tag_span: tuple[int, int] | None
    digest_span: tuple[int, int] | None

    @property
    def name(self) -> str:
        """Registry and repository in full: `docker.io/library/alpine`."""
        return f"{self.registry}/{self.repository}"

    @property
    def familiar(self) -> str:
        """The name as people write it: `alpine`, `grafana/grafana`, `ghcr.io/acme/app`."""
        if self.registry != DEFAULT_REGISTRY:
            return self.name
        rest = self.repository.removeprefix("library/")
        return self.repository if "/" in rest else rest


@functools.lru_cache(maxsize=1)
def _grammar() -> re.Pattern[str]:
    # Compiled when first needed: importing the tables should cost next to nothing.
    return re.compile(_REFERENCE)


@recent(256)
def parse_reference(text: str) -> Reference | None:
    """Take a reference apart; `None` where BuildKit says "invalid reference format" (or that the repository must be
    lower case, is too long, is a bare image ID, or that the digest has the wrong length or algorithm).

    `text` must be free of variables and quotes. `scratch` and stage names are no matter of this function.
    """
    if len(text) == 64 and not text.strip("0123456789abcdef"):
        return None
    registry, prefix, start = _split_registry(text)
    # Spans count in the text as written; the normalised text has the registry and perhaps `library/` in front.
    rest = prefix + text[start:]
    match = _grammar().fullmatch(f"{registry}/{rest}")
    if match is None:
        return None
    digest = match["digest"] or ""
    if len(match["path"]) > _MAX_PATH or (digest and not _valid_digest(digest)):
        return None
    # The grammar takes a first part such as `foo_bar.com`, which is no domain, for the beginning of the path.
    path = match["path"] if match["domain"] else match["path"].removeprefix(f"{registry}/")
    shift = len(text) - len(match.string)

    def span(group: str) -> tuple[int, int] | None:
        begin, end = match.span(group)
        return None if begin < 0 else (begin + shift, end + shift)

    path_end = match.end("path") + shift
    return Reference(
        registry,
        path,
        match["tag"] or "",
        digest,
        (0, start - 1) if start else None,
        (start, path_end),
        span("tag"),
        span("digest"),
    )


def _split_registry(text: str) -> tuple[str, str, int]:
    """(registry, what normalising puts before the repository, offset of the repository in `text`)."""
    first, slash, rest = text.partition("/")
    if not slash:
        return DEFAULT_REGISTRY, "library/", 0
    if first in ("index.docker.io", DEFAULT_REGISTRY):
        return DEFAULT_REGISTRY, "" if "/" in rest else "library/", len(first) + 1
    # An upper-case first part must be a registry, as repositories have none.
    if first == "localhost" or "." in first or ":" in first or first.lower() != first:
        return first, "", len(first) + 1
    return DEFAULT_REGISTRY, "", 0


def _valid_digest(digest: str) -> bool:
    algorithm, _, encoded = digest.partition(":")
    return len(encoded) == _DIGEST_LENGTHS.get(algorithm) and encoded == encoded.lower()


def registry_url(reference: Reference) -> str:
    """The web page on which a person reads about the image; empty if its registry has no known pages."""
    registry, repository = reference.registry, reference.repository
    if registry == DEFAULT_REGISTRY:
        official = repository.removeprefix("library/")
        if official != repository and "/" not in official:
            return f"https://hub.docker.com/_/{official}"
        return f"https://hub.docker.com/r/{repository}"
    if registry == "ghcr.io":
        owner, _, name = repository.partition("/")
        # Nested package names are one path segment for GitHub.
        return f"https://github.com/{owner}/{name.split('/')[0]}/pkgs/container/{name.replace('/', '%2F')}"
    if registry == "dhi.io":
        return f"https://hub.docker.com/hardened-images/catalog/dhi/{repository}"
    if registry == "quay.io":
        return f"https://quay.io/repository/{repository}"
    if registry == "mcr.microsoft.com":
        return f"https://mcr.microsoft.com/artifact/mar/{repository}"
    if registry == "public.ecr.aws":
        return f"https://gallery.ecr.aws/{repository}"
    if registry == "cgr.dev":
        return f"https://images.chainguard.dev/directory/image/{repository.rsplit('/', 1)[-1]}/overview"
    if registry == "gcr.io" and repository.startswith("distroless/"):
        return "https://github.com/GoogleContainerTools/distroless"
    if registry == "gcr.io" or registry.endswith((".gcr.io", ".pkg.dev")):
        return f"https://{registry}/{repository}"
    if registry in ("registry.access.redhat.com", "registry.redhat.io"):
        return f"https://catalog.redhat.com/software/containers/{repository}"
    if registry == "registry.gitlab.com":
        return "https://gitlab.com/" + "/".join(repository.split("/")[:2])
    if registry == "registry.k8s.io":
        return f"https://explore.ggcr.dev/?repo=registry.k8s.io/{repository}"
    return ""
