"""Which version of the Dockerfile frontend brought what, and which one a `# syntax=` pins.

Pure data and the reading of a tag. When a flag or an option of a mount came stands beside it, in its own table; what is
neither is listed here. Source: the release notes of the Dockerfile frontend and the BuildKit reference.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ..named import NamedTuple
from .references import parse_reference

_REPOSITORIES: Final = frozenset(("docker.io/docker/dockerfile", "docker.io/docker/dockerfile-upstream"))
_TAG: Final = r"1\.(\d{1,3})(?:\.\d+)?(?:-(labs|experimental))?"


class Feature(NamedTuple):
    """Something that a version brought."""

    since: str
    """The first stable version, such as `1.6`."""
    labs: str
    """The first version of the labs channel that has it; empty if it was never there before it was stable."""
    doc: str
    """What it is, as a sentence."""
    refused: bool = True
    """Whether an older version refuses to build; otherwise it takes it for something else."""


FEATURES: Final[Mapping[str, Feature]] = {
    "several variables in one ARG": Feature("1.2", "", "`ARG A B=1` declares more than one variable."),
    "variables in --mount": Feature("1.3", "", "Variables in the options of a mount, but for `from`.", False),
    "heredocs": Feature("1.4", "1.3", "Here-documents in RUN, COPY and ADD."),
    "ADD of a Git repository": Feature("1.6", "1.5", "ADD clones a repository.", False),
    "# check": Feature("1.8", "", "The directive which configures the build checks.", False),
    "variables in --chmod": Feature("1.10", "", "Variables in the value of `--chmod`."),
    "a symbolic --chmod": Feature("1.14", "1.11", "Modes such as `u=rwX,go=rX`."),
    "ADD --checksum of a Git repository": Feature("1.16", "", "ADD verifies the commit of a Git source."),
}
"""What neither a flag's nor a mount's table says, by its name in a message, oldest first."""


class Frontend(NamedTuple):
    """A version that is pinned: its minor number (the major one is always 1), and whether it is of the labs channel."""

    minor: int
    labs: bool = False

    def knows(self, since: str, labs: str = "") -> bool:
        """Whether it has what is stable since one version, and in the labs channel since another one."""
        first = labs if self.labs and labs else since
        return not first or self.minor >= minor(first)

    def raised(self, since: str, labs: str = "") -> Frontend:
        """The lowest version of the same channel, this one or a higher one, that has it."""
        first = labs if self.labs and labs else since
        return self._replace(minor=max(self.minor, minor(first)))

    def __str__(self) -> str:
        return f"1.{self.minor}{'-labs' if self.labs else ''}"


def minor(version: str) -> int:
    """The minor number of a version such as `1.6`."""
    return int(version.partition(".")[2])


def frontend(syntax: str) -> tuple[Frontend, int, int] | None:
    """The version which the value of a `# syntax=` pins, and where its tag stands in it.

    None where nothing is known of it: a tag that follows the newest (`1`, `latest`, `labs`), a digest, which counts for
    more than the tag beside it, and any other frontend.
    """
    reference = parse_reference(syntax)
    if reference is None or reference.digest or reference.tag_span is None or reference.name not in _REPOSITORIES:
        return None
    match = re.fullmatch(_TAG, reference.tag)
    return (Frontend(int(match[1]), bool(match[2])), *reference.tag_span) if match else None
