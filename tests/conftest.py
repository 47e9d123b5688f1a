"""Paths and settings that all tests share."""

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes to draw says how busy the machine is, not whether docpipe is right.
settings.register_profile("docpipe", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("docpipe")

for folder in ("", "batch", "structure", "quality"):
    sys.path.insert(0, str(Path(__file__).parent / folder))

from registered import Registered  # noqa: E402 - found once the paths are set


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> Registered:
    """A registry of the test's own, with a reader of lines and a few writers."""
    own = Registered()
    own.install(monkeypatch)
    return own
