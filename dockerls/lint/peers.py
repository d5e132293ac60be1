"""What other linters for Dockerfiles call their rules, as far as no rule of ours carries the name, and what differs.

Pure tables. Sources: the README of hadolint, BuildKit's list of build checks, and tally's pages about its rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..named import NamedTuple


class Counterpart(NamedTuple):
    """What stands here for a rule of somebody else: our rules by code, the nearest first, and what differs."""

    codes: tuple[str, ...]
    note: str


def _(note: str, *codes: str) -> Counterpart:
    return Counterpart(codes, note)


FORMAT: Final = "A matter of layout: `dockerls format`."
NO_REGISTRY: Final = "Told of images whose name says their platform; a registry is never asked."

HADOLINT: Final[Mapping[str, Counterpart]] = {
    "DL1000": _("Each mistake has a rule of its own, DF1001 to DF1086, and hides no other finding.", "DF1001"),
}
"""hadolint's rules that no rule of ours carries as a name."""

_ERRORS = (1000, 3000, 3004, 3011, 3012, 3020, 3021, 3023, 3024, 3026, 3043, 3044, 3061, 4000, 4004)
_INFOS = (3001, 3009, 3010, 3015, 3019, 3047, 3049, 3050, 3059, 3060, 3066)

HADOLINT_LEVELS: Final[Mapping[str, str]] = {
    **dict.fromkeys((f"DL{number}" for number in _ERRORS), "error"),
    **dict.fromkeys((f"DL{number}" for number in _INFOS), "info"),
    "DL3048": "hint",
    "DL1001": "off",
    "DL3057": "off",
}
"""What hadolint's rules weigh there by default, in our words; all others are warnings."""

RETIRED: Final = frozenset(("DL3005", "DL3017", "DL3031", "DL3039"))
"""Codes that hadolint had once, and that files still name."""

BUILDKIT: Final[Mapping[str, Counterpart]] = {
    "InvalidBaseImagePlatform": _(NO_REGISTRY, "DF5023"),
}
"""BuildKit's checks that no rule of ours carries as a name."""

LANGSERVER: Final[Mapping[str, Counterpart]] = {
    "CASING_DIRECTIVE": _("No counterpart: BuildKit takes any case."),
    "CASING_INSTRUCTION": _("The case of the majority is right, upper or lower.", "ConsistentInstructionCasing"),
    "DUPLICATE_BUILD_STAGE_NAME": _("A warning: BuildKit builds it.", "DuplicateStageName"),
    "INVALID_DESTINATION": _("A warning.", "DL3021"),
    "MULTIPLE_INSTRUCTIONS": _("The same.", "MultipleInstructionsDisallowed"),
}
"""docker-langserver's checks that no rule of ours carries as a name."""

TALLY: Final[Mapping[str, Counterpart]] = {
    "tally/circular-stage-deps": _(
        "A stage can only copy from one above it, so that a circle has a wrong step.", "DF1085"
    ),
    "tally/consistent-indentation": _(FORMAT),
    "tally/eol-last": _(FORMAT),
    "tally/epilogue-order": _(
        "None: the order of STOPSIGNAL, HEALTHCHECK, ENTRYPOINT and CMD is the author's; it changes no image."
    ),
    "tally/invalid-onbuild-trigger": _("An unknown keyword, behind ONBUILD or not.", "DF1001"),
    "tally/max-lines": _(
        "None: a file that had to be split into two would be harder to read, and stages part it already."
    ),
    "tally/newline-between-instructions": _(FORMAT),
    "tally/newline-per-chained-call": _(FORMAT),
    "tally/no-multi-spaces": _(FORMAT),
    "tally/no-multiple-empty-lines": _(FORMAT),
    "tally/no-trailing-spaces": _(FORMAT),
    "tally/no-unreachable-stages": _("The same; a stage with a name may be a target of its own.", "DF5001"),
    "tally/platform-mismatch": _(NO_REGISTRY, "DF5023"),
    "tally/prefer-curl-config": _(
        "None: a `.curlrc` for retries hides from the command line what it does; say `--retry` there."
    ),
    "tally/prefer-formatted-heredocs": _(
        "None: what is in a heredoc is a file of its own, and stays as its author wrote it."
    ),
    "tally/prefer-telemetry-opt-out": _(
        "None: whether a tool may report to its maker is a decision of yours, not a mistake."
    ),
    "tally/prefer-vex-attestation": _(
        "None: whether a VEX document is shipped in the image or beside it is for its readers to say."
    ),
    "tally/prefer-wget-config": _(
        "No counterpart: as with curl, `--tries` on the command line says it where it is read."
    ),
    "tally/require-secret-mounts": _("Secrets that come as arguments are told instead.", "DF3002"),
    "tally/require-stages": _("The same.", "DF1002"),
    "tally/stateful-root-runtime": _("Told of any image that runs as root, with state or without.", "DF3010", "DL3002"),
    "tally/unknown-instruction": _("The same.", "DF1001"),
    "tally/gpu/prefer-minimal-driver-capabilities": _(
        "None: which of them a program needs is not in the file, and the images of `nvidia/cuda` set two of them only."
    ),
    "tally/gpu/prefer-runtime-final-stage": _("Told of any image with tools for building.", "DF5010"),
    "tally/gpu/prefer-uv-over-conda": _(
        "None: conda brings what pip has no wheels for, and the file does not say whether that is needed."
    ),
    "tally/js/node-gyp-cache-mounts": _(
        "None: the headers are some ten megabytes, which only a package without a binary of its own asks for."
    ),
    "tally/labels/no-buildx-git-overlap": _(
        "None: Buildx sets these labels only where `BUILDX_GIT_LABELS` is set, which no file says."
    ),
    "tally/labels/prefer-stable-order": _(
        "No counterpart: the order of labels changes nothing; an editor sorts lines."
    ),
    "tally/labels/valid-key": _("The same.", "DL3048"),
    "tally/php/composer-no-dev-in-production": _("Off by default.", "DF8021"),
    "tally/php/enable-opcache-in-production": _(
        "None: a copied `conf.d` may switch it on unseen, and PHP 8.5 has it always."
    ),
    "tally/powershell/prefer-shell-instruction": _(
        "None: `powershell -Command` in two RUNs is no worse than a SHELL that all below it must know of."
    ),
    "tally/ruby/bootsnap-precompile-without-j1": _(
        "None: it only helps builds under emulation, and makes all others slower."
    ),
    "tally/ruby/deprecated-bundler-install-flags": _("The same.", "DF8020"),
    "tally/ruby/eol-ruby-version": _("Told of all images whose end is known.", "DF5021"),
    "tally/ruby/healthcheck-rails-up-endpoint": _(
        "None: whether `/up` says that the program is well is for its routes to say."
    ),
    "tally/ruby/jemalloc-installed-but-not-preloaded": _(
        "None: the entrypoint may preload it, as the one which Rails generates does."
    ),
    "tally/ruby/leftover-bundler-cache": _("A cache mount keeps them out of the image; off by default.", "DF2008"),
    "tally/ruby/missing-bundle-deployment": _(
        "No counterpart: Bundler installs what `Gemfile.lock` says without it, too."
    ),
    "tally/ruby/prefer-bundler-cache-mount": _("Told of all package managers; off by default.", "DF2008"),
    "tally/ruby/prefer-gemfile-bind-mounts": _(
        "None: a COPY of both files caches as well, and leaves them where Bundler looks for them later."
    ),
    "tally/ruby/prefer-network-none-install": _(
        "None: two steps for one, against packages that your lock file names anyway."
    ),
    "tally/ruby/prefer-secret-mounts-for-build-credentials": _(
        "Told of all ecosystems.", "SecretsUsedInArgOrEnv", "DF3002"
    ),
    "tally/ruby/secrets-in-arg-or-env": _("Told of all ecosystems.", "SecretsUsedInArgOrEnv"),
    "tally/ruby/state-paths-not-writable-as-non-root": _(
        "Told of what COPY leaves to root; where the program writes is not in the file.", "DF3011"
    ),
    "tally/ruby/yjit-not-enabled-on-supported-runtime": _(
        "None: Rails switches it on by itself since 7.2, and it costs memory."
    ),
}
"""tally's own rules that no rule of ours carries as a name."""
