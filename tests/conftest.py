"""What all tests share: how hypothesis tries, and that nothing of the user's own setup counts."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from dockerls import probes

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
settings.register_profile("default", PATIENT)
settings.register_profile("ci", PATIENT, derandomize=True)  # What is red there is red again on the next run.
settings.load_profile("ci" if os.environ.get("CI") else "default")

probes.enabled = False  # Only the tests of ShellCheck ask it.


@pytest.fixture(autouse=True, scope="session")
def _no_configuration_of_ones_own() -> Iterator[None]:
    """Whoever runs the tests may have a hadolint.yaml at home."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dockerls.discover.users_places", tuple)
        yield


@pytest.fixture
def usual_signals() -> Iterator[None]:
    """Whoever runs the tests in the background has these ignored, also by every process that the tests start."""
    ignored = [how for how in (signal.SIGINT, signal.SIGHUP) if signal.getsignal(how) is signal.SIG_IGN]
    for how in ignored:
        signal.signal(how, signal.SIG_DFL)
    yield
    for how in ignored:
        signal.signal(how, signal.SIG_IGN)


@pytest.fixture
def as_anybody() -> Iterator[None]:
    """Modes of files hold for root, too: as long as the test runs, its thread may not override them (on Linux)."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        yield
        return
    version_3, override, read_search = 0x20080522, 1 << 1, 1 << 2
    library, header, sets = ctypes.CDLL(None), (ctypes.c_uint32 * 2)(version_3, 0), (ctypes.c_uint32 * 6)()
    if not hasattr(library, "capset") or library.capget(header, sets) != 0:
        pytest.skip("root may read and write anything")
    before, sets[0] = sets[0], sets[0] & ~(override | read_search)
    assert library.capset(header, sets) == 0
    yield
    sets[0] = before
    assert library.capset(header, sets) == 0
