"""What the tests share: where real Dockerfiles lie, and how hard hypothesis tries."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from dockerls import probes

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

settings.register_profile(
    "default", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.load_profile("default")

probes.enabled = False  # Only the tests of ShellCheck ask it.


@pytest.fixture(autouse=True, scope="session")
def _no_configuration_of_ones_own() -> Iterator[None]:
    """Whoever runs the tests may have a hadolint.yaml at home."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dockerls.discover.users_places", tuple)
        yield


def real_files() -> list[Path]:
    """The real Dockerfiles: the project's own, and those of a folder that DOCKERLS_CORPUS names or that lies near."""
    found = sorted((HERE / "data" / "real").glob("*"))
    elsewhere = os.environ.get("DOCKERLS_CORPUS") or str(HERE.parent.parent / "shared" / "corpus")
    return found + sorted(path for path in Path(elsewhere).glob("*.Dockerfile") if path.is_file())


def read(path: Path) -> str:
    """A file's text; line ends as they are."""
    return path.read_bytes().decode("utf-8", "replace")
