"""Parser directives (`# syntax=`, `# escape=`, `# check=`) and BuildKit's build checks.

Pure data. Sources: the BuildKit reference (parser directives) and its linter's rule set.
"""

from collections.abc import Mapping
from typing import Final

from ..named import NamedTuple

_REFERENCE: Final = "https://docs.docker.com/reference/dockerfile/"


class Directive(NamedTuple):
    """A comment at the very top of a file that tells the builder how to read it."""

    name: str
    doc: str
    values: tuple[tuple[str, str], ...]
    """(value, doc) pairs: all there are (escape), or good suggestions."""
    url: str


_TOP: Final = (
    "\n\nOnly counts at the very top: after any other comment, empty line or instruction it is a plain comment."
)

DIRECTIVES: Final[Mapping[str, Directive]] = {
    "syntax": Directive(
        "syntax",
        "Which version of the Dockerfile language to use, as the image of a frontend. BuildKit fetches it before the "
        "build, so new features work with an old Docker.\n\n"
        "```dockerfile\n"
        "# syntax=docker/dockerfile:1\n"
        "FROM alpine:3.24\n"
        "```\n\n"
        "`docker/dockerfile:1` follows the latest stable 1.x. Without the line, the version built into BuildKit is "
        "used." + _TOP,
        (
            ("docker/dockerfile:1", "The latest stable 1.x; the usual choice."),
            ("docker/dockerfile:1.27", "The latest fixes of one minor version, and no new features."),
            ("docker/dockerfile:1-labs", "The latest 1.x with experimental features."),
            ("docker/dockerfile-upstream:master", "Built from BuildKit's main branch. Not for production."),
        ),
        _REFERENCE + "#syntax",
    ),
    "escape": Directive(
        "escape",
        "The character that continues a line and escapes characters: a backslash (the default) or a backtick.\n\n"
        "```dockerfile\n"
        "# escape=`\n"
        "FROM mcr.microsoft.com/windows/nanoserver:ltsc2025\n"
        "COPY app.exe C:\\app\\\n"
        "```\n\n"
        "On Windows, paths end in backslashes, which would otherwise continue the line. In the command of a `RUN` "
        "it only continues lines; the rest is the shell's business." + _TOP,
        (("\\", "Backslash, the default."), ("`", "Backtick, for Windows paths and PowerShell.")),
        _REFERENCE + "#escape",
    ),
    "check": Directive(
        "check",
        "How BuildKit's build checks are treated. Since Dockerfile 1.8.\n\n"
        "```dockerfile\n"
        "# check=skip=JSONArgsRecommended,StageNameCasing;error=true\n"
        "FROM alpine:3.24\n"
        "```\n\n"
        "- `skip=` names checks to leave out, or `all`.\n"
        "- `error=true` makes the build fail on a finding. Pin the `syntax` then, as new versions bring new checks.\n"
        "- `experimental=` names experimental checks to run, or `all` (since 1.10).\n\n"
        "Check names must be written exactly." + _TOP,
        (
            ("skip=", "Leave out these checks (names separated by commas), or `all`."),
            ("skip=all", "No checks at all."),
            ("error=true", "A finding fails the build."),
            ("experimental=all", "Also run the experimental checks."),
        ),
        _REFERENCE + "#check",
    ),
}
"""Every parser directive by its lower-case name. Names are read in any case; a directive may stand only once."""

CHECKS: Final[Mapping[str, str]] = {
    "ConsistentInstructionCasing": "Keywords should be all upper or all lower case, the same way in the whole file.",
    "CopyIgnoredFile": "COPY or ADD asks for a file which .dockerignore hides.",
    "DuplicateStageName": "Two stages have the same name; the later one hides the earlier.",
    "ExposeInvalidFormat": "EXPOSE names a host address or host port, which belongs to `docker run -p`.",
    "ExposeProtoCasing": "The protocol of an EXPOSE should be lower case.",
    "FromAsCasing": "AS should be written in the same case as its FROM.",
    "FromPlatformFlagConstDisallowed": "A fixed FROM --platform ties the stage to one platform.",
    "InvalidBaseImagePlatform": "The base image was pulled for another platform than the build asks for.",
    "InvalidDefaultArgInFrom": "With the default values of its ARGs, FROM has no valid image name.",
    "InvalidDefinitionDescription": "A comment right above FROM or ARG should begin with the name it describes. "
    "(experimental)",
    "JSONArgsRecommended": "CMD or ENTRYPOINT in shell form: the shell in between keeps signals from the program.",
    "LegacyKeyValueFormat": "ENV or LABEL as `key value`; write `key=value`.",
    "MaintainerDeprecated": "MAINTAINER is deprecated; use the label org.opencontainers.image.authors.",
    "MultipleInstructionsDisallowed": "Only the last CMD, ENTRYPOINT or HEALTHCHECK of a stage counts.",
    "NoEmptyContinuation": "An empty line within a continued instruction will become an error.",
    "RedundantTargetPlatform": "FROM --platform=$TARGETPLATFORM says what is the default anyway.",
    "ReservedStageName": "A stage must not be called `scratch` or `context`.",
    "SecretsUsedInArgOrEnv": "An ARG or ENV looks like a secret; both can be read back from the image.",
    "StageNameCasing": "Stage names should be lower case.",
    "UndefinedArgInFrom": "FROM uses a variable that no ARG before the first FROM declares.",
    "UndefinedVar": "A variable is used that neither ARG nor ENV nor the base image defines.",
    "WorkdirRelativePath": "A relative WORKDIR without an absolute one before it depends on the base image.",
}
"""Every build check of BuildKit: name → one line. Experimental ones say so and are off unless asked for."""

EXPERIMENTAL_CHECKS: Final = frozenset({"InvalidDefinitionDescription"})
"""The checks which run only with `# check=experimental=…`."""


def check_url(name: str) -> str:
    """The page of a build check on docs.docker.com."""
    words = "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")
    # JSON is one word and not four.
    return f"https://docs.docker.com/reference/build-checks/{words.replace('j-s-o-n-', 'json-')}/"
