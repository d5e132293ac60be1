"""Every rule of every peer is found by its name: in the settings, in comments and by `dockerls explain`."""

from __future__ import annotations

import pytest

from dockerls.cli.main import main
from dockerls.docker import CHECKS
from dockerls.lint.engine import by_any_name
from dockerls.lint.names import NAMES, meaning
from dockerls.lint.peers import TALLY

HADOLINT = """
    1000 1001 3000 3001 3002 3003 3004 3006 3007 3008 3009 3010 3011 3012 3013 3014 3015 3016 3018 3019 3020 3021
    3022 3023 3024 3025 3026 3027 3028 3029 3030 3032 3033 3034 3035 3036 3037 3038 3040 3041 3042 3043 3044 3045
    3046 3047 3048 3049 3050 3051 3052 3053 3054 3055 3056 3057 3058 3059 3060 3061 3062 3063 3064 3065 3066 3067
    4000 4001 4003 4004 4005 4006
"""
"""hadolint's rules, by the table of its README."""

LANGSERVER = """
    CASING_INSTRUCTION CASING_DIRECTIVE ARGUMENT_MISSING ARGUMENT_EXTRA ARGUMENT_REQUIRES_ONE
    ARGUMENT_REQUIRES_AT_LEAST_ONE ARGUMENT_REQUIRES_TWO ARGUMENT_REQUIRES_AT_LEAST_TWO
    ARGUMENT_REQUIRES_ONE_OR_THREE ARGUMENT_UNNECESSARY DUPLICATE_BUILD_STAGE_NAME EMPTY_CONTINUATION_LINE
    INVALID_BUILD_STAGE_NAME FLAG_AT_LEAST_ONE FLAG_DUPLICATE FLAG_INVALID_DURATION FLAG_LESS_THAN_1MS
    FLAG_MISSING_DURATION FLAG_MISSING_VALUE FLAG_UNKNOWN_UNIT NO_SOURCE_IMAGE INVALID_ESCAPE_DIRECTIVE INVALID_AS
    INVALID_DESTINATION INVALID_PORT INVALID_PROTO INVALID_REFERENCE_FORMAT INVALID_SIGNAL INVALID_SYNTAX
    ONBUILD_CHAINING_DISALLOWED ONBUILD_TRIGGER_DISALLOWED SHELL_JSON_FORM SHELL_REQUIRES_ONE
    SYNTAX_MISSING_EQUALS SYNTAX_MISSING_NAMES SYNTAX_MISSING_SINGLE_QUOTE SYNTAX_MISSING_DOUBLE_QUOTE
    MULTIPLE_INSTRUCTIONS UNKNOWN_INSTRUCTION UNKNOWN_ADD_FLAG UNKNOWN_COPY_FLAG UNKNOWN_FROM_FLAG
    UNKNOWN_HEALTHCHECK_FLAG UNKNOWN_TYPE UNSUPPORTED_MODIFIER DEPRECATED_MAINTAINER
    HEALTHCHECK_CMD_ARGUMENT_MISSING FLAG_INVALID_FROM_VALUE JSON_IN_SINGLE_QUOTES WORKDIR_IS_NOT_ABSOLUTE
    BASE_NAME_EMPTY DUPLICATED_ESCAPE_DIRECTIVE
    FLAG_EXPECTED_BOOLEAN_VALUE FLAG_INVALID_LINK_VALUE
"""
"""The checks of dockerfile-utils, by its ValidationCode."""

NAMESPACED = (
    *(f"hadolint/DL{number}" for number in HADOLINT.split()),
    *(f"buildkit/{name}" for name in CHECKS),
    *TALLY,
)
ALL = (*CHECKS, *(f"DL{number}" for number in HADOLINT.split()), *LANGSERVER.split(), *NAMESPACED)


def test_there_are_as_many_as_the_peers_say() -> None:
    assert len(CHECKS) == 22
    assert len(HADOLINT.split()) == 1 + 71  # DL1000 is the error of its parser.
    assert len(LANGSERVER.split()) == 54  # One of the 53 has two names.


@pytest.mark.parametrize("name", ALL)
def test_every_name_of_a_peer_means_something(name: str) -> None:
    for spelt in (name, name.lower(), name.upper()):
        found = meaning(spelt)
        assert found is not None
        assert all(code.lower() in by_any_name() for code in found.codes)
        assert found.codes or found.note.endswith(".")


@pytest.mark.parametrize("name", ["", "DL30", "DL9999", "hadolint/", "hadolint/x/DL3008", "x/DL3008", "Undefined"])
def test_what_nobody_knows_means_nothing(name: str) -> None:
    assert meaning(name) is None
    assert NAMES.meaning(name) is None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        *((name, "# ") for name in ("DL3008", "hadolint/DL3008", "UNKNOWN_INSTRUCTION", "tally/require-stages")),
        ("InvalidBaseImagePlatform", "registry"),
        ("buildkit/InvalidBaseImagePlatform", "registry"),
        ("DL1000", "# DF1001"),
        ("DL3005", "dropped"),
        ("SC2086", "https://www.shellcheck.net/wiki/SC2086"),
        ("tally/eol-last", "dockerls format"),
    ],
)
def test_explain_knows_them(name: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", name]) == 0
    assert said in capsys.readouterr().out
