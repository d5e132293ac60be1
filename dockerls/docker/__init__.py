"""What Docker knows, as tables: instructions, flags, mounts, variables, signals, labels, directives, base images.

Pure data, which completion, hover, signature help and validation all read. Imports nothing of ours outside of itself.
"""

from .conventions import CACHES, DIRECTORIES, MODES, PATHS, PORTS, PROTOCOLS, SHELLS
from .directives import CHECKS, DIRECTIVES, EXPERIMENTAL_CHECKS, Directive, check_url
from .images import (
    AS_OF,
    IMAGES,
    Image,
    end_of_life,
    has_build_tools,
    lacked,
    lacks,
    lookup,
    managed_python,
    only_platform,
    starts_cmd,
    variant,
    without_apt_key,
)
from .instructions import BOOLEANS, INSTRUCTIONS, MOST_LAYERS, WORDS, Flag, Instruction, flag
from .labels import LABELS, OCI_PREFIX, RESERVED_NAMESPACES, LabelKey
from .mounts import MOUNTS, NETWORKS, SECURITY, SHARING, MountOption, MountType, mount_option
from .references import DEFAULT_REGISTRY, Reference, parse_reference, registry_url
from .signals import SIGNAL_DOCS, SIGNALS, is_signal
from .spdx import SPDX, SPDX_DEPRECATED, SPDX_EXCEPTIONS
from .variables import MODIFIERS, MODIFIERS_SINCE, PREDEFINED, VISIBILITY, Predefined
from .versions import FEATURES, Feature, Frontend, frontend

__all__ = [
    "AS_OF",
    "BOOLEANS",
    "CACHES",
    "CHECKS",
    "DEFAULT_REGISTRY",
    "DIRECTIVES",
    "DIRECTORIES",
    "EXPERIMENTAL_CHECKS",
    "FEATURES",
    "IMAGES",
    "INSTRUCTIONS",
    "LABELS",
    "MODES",
    "MODIFIERS",
    "MODIFIERS_SINCE",
    "MOST_LAYERS",
    "MOUNTS",
    "NETWORKS",
    "OCI_PREFIX",
    "PATHS",
    "PORTS",
    "PREDEFINED",
    "PROTOCOLS",
    "RESERVED_NAMESPACES",
    "SECURITY",
    "SHARING",
    "SHELLS",
    "SIGNALS",
    "SIGNAL_DOCS",
    "SPDX",
    "SPDX_DEPRECATED",
    "SPDX_EXCEPTIONS",
    "VISIBILITY",
    "WORDS",
    "Directive",
    "Feature",
    "Flag",
    "Frontend",
    "Image",
    "Instruction",
    "LabelKey",
    "MountOption",
    "MountType",
    "Predefined",
    "Reference",
    "check_url",
    "end_of_life",
    "flag",
    "frontend",
    "has_build_tools",
    "is_signal",
    "lacked",
    "lacks",
    "lookup",
    "managed_python",
    "mount_option",
    "only_platform",
    "parse_reference",
    "registry_url",
    "starts_cmd",
    "variant",
    "without_apt_key",
]
