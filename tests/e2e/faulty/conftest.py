"""These tests run where the functions reach AWS only by a proxy that fails as AWS fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.fault_proxy import FaultProxy
from tests.support.lanes import FAULTY, Lane, Lanes
from tests.support.town import Town


@pytest.fixture(scope="module")
def lane() -> Lane:
    """Faults on the functions' way."""
    return FAULTY


@pytest.fixture
def proxy(lanes: Lanes, town: Town) -> Iterator[FaultProxy]:
    """The proxy, warmed up and without rules."""
    lanes.proxy.set_rules([])
    town.settle()
    yield lanes.proxy
    lanes.proxy.set_rules([])
