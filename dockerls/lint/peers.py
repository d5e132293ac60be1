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
    "JSON_IN_SINGLE_QUOTES": _("Told with the shell form, which it is.", "JSONArgsRecommended"),
    "MULTIPLE_INSTRUCTIONS": _("The same.", "MultipleInstructionsDisallowed"),
}
"""docker-langserver's checks that no rule of ours carries as a name."""

TALLY: Final[Mapping[str, Counterpart]] = {
    "tally/circular-stage-deps": _(
        "A stage can only copy from one above it, so that a circle has a wrong step.", "DF1085"
    ),
    "tally/consistent-indentation": _(FORMAT),
    "tally/eol-last": _(FORMAT),
    "tally/epilogue-order": _("No counterpart: a matter of taste."),
    "tally/invalid-json-form": _(
        "What looks like JSON and is none is told with the shell form.", "JSONArgsRecommended"
    ),
    "tally/invalid-onbuild-trigger": _("An unknown keyword, behind ONBUILD or not.", "DF1001"),
    "tally/max-lines": _("No counterpart: a matter of taste."),
    "tally/newline-between-instructions": _(FORMAT),
    "tally/newline-per-chained-call": _(FORMAT),
    "tally/no-multi-spaces": _(FORMAT),
    "tally/no-multiple-empty-lines": _(FORMAT),
    "tally/no-trailing-spaces": _(FORMAT),
    "tally/no-unreachable-stages": _("The same; a stage with a name may be a target of its own.", "DF5001"),
    "tally/platform-mismatch": _(NO_REGISTRY, "DF5023"),
    "tally/prefer-curl-config": _("No counterpart: a matter of taste."),
    "tally/prefer-formatted-heredocs": _("No counterpart: what is in a heredoc stays as it is."),
    "tally/prefer-telemetry-opt-out": _("No counterpart: a matter of taste."),
    "tally/prefer-vex-attestation": _("No counterpart: a matter of taste."),
    "tally/prefer-wget-config": _("No counterpart: a matter of taste."),
    "tally/require-secret-mounts": _("Secrets that come as arguments are told instead.", "DF3002"),
    "tally/require-stages": _("The same.", "DF1002"),
    "tally/stateful-root-runtime": _("Told of any image that runs as root, with state or without.", "DF3010", "DL3002"),
    "tally/unknown-instruction": _("The same.", "DF1001"),
    "tally/gpu/cuda-version-mismatch": _("No counterpart."),
    "tally/gpu/no-redundant-cuda-install": _("No counterpart."),
    "tally/gpu/prefer-minimal-driver-capabilities": _("No counterpart."),
    "tally/gpu/prefer-runtime-final-stage": _("Told of any image with tools for building.", "DF5010"),
    "tally/gpu/prefer-uv-over-conda": _("No counterpart: a matter of taste."),
    "tally/js/node-gyp-cache-mounts": _("No counterpart."),
    "tally/labels/no-buildx-git-overlap": _("No counterpart."),
    "tally/labels/no-stale-base-digest": _("No counterpart."),
    "tally/labels/prefer-stable-order": _("No counterpart: a matter of taste."),
    "tally/labels/valid-key": _("The same.", "DL3048"),
    "tally/php/composer-no-dev-in-production": _("Off by default.", "DF8021"),
    "tally/php/enable-opcache-in-production": _("No counterpart."),
    "tally/powershell/prefer-shell-instruction": _("No counterpart: a matter of taste."),
    "tally/ruby/asset-precompile-without-dummy-key": _("No counterpart."),
    "tally/ruby/bootsnap-precompile-without-j1": _("No counterpart."),
    "tally/ruby/deprecated-bundler-install-flags": _("The same.", "DF8020"),
    "tally/ruby/eol-ruby-version": _("Told of all images whose end is known.", "DF5021"),
    "tally/ruby/healthcheck-rails-up-endpoint": _("No counterpart: a matter of taste."),
    "tally/ruby/jemalloc-installed-but-not-preloaded": _("No counterpart."),
    "tally/ruby/leftover-bundler-cache": _("No counterpart."),
    "tally/ruby/missing-bundle-deployment": _("No counterpart."),
    "tally/ruby/prefer-bundler-cache-mount": _("Told of all package managers; off by default.", "DF2008"),
    "tally/ruby/prefer-gemfile-bind-mounts": _("No counterpart: a matter of taste."),
    "tally/ruby/prefer-network-none-install": _("No counterpart: a matter of taste."),
    "tally/ruby/prefer-secret-mounts-for-build-credentials": _(
        "Told of all ecosystems.", "SecretsUsedInArgOrEnv", "DF3002"
    ),
    "tally/ruby/secrets-in-arg-or-env": _("Told of all ecosystems.", "SecretsUsedInArgOrEnv"),
    "tally/ruby/state-paths-not-writable-as-non-root": _("No counterpart."),
    "tally/ruby/yjit-not-enabled-on-supported-runtime": _("No counterpart."),
}
"""tally's own rules that no rule of ours carries as a name."""
