"""What holds for every test."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Examples are counted, their time is not: on a busy machine the first one is slow, and nothing is wrong with it.
settings.register_profile("counted", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("counted")
