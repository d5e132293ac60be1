"""What all tests share: how hypothesis tries, and that nothing of the user's own setup counts."""

from __future__ import annotations

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
