"""Ports in memory. `tests/contract` holds them and the real adapters to the same suite."""

from tests.support.fakes.calls import FakeCalls
from tests.support.fakes.lists import FakeLists
from tests.support.fakes.memory import Memory
from tests.support.fakes.others import FakeBus, FakeCounters, FakeFacts, FakeMediaStore, FakeQueue, FakeTimers
from tests.support.fakes.outbox import FakeOutbox, FakeSuppressions
from tests.support.fakes.reader import FakeReader
from tests.support.fakes.visits import FakeVisits
from tests.support.fakes.work import FakeUnitOfWork

__all__ = [
    "FakeBus",
    "FakeCalls",
    "FakeCounters",
    "FakeFacts",
    "FakeLists",
    "FakeMediaStore",
    "FakeOutbox",
    "FakeQueue",
    "FakeReader",
    "FakeSuppressions",
    "FakeTimers",
    "FakeUnitOfWork",
    "FakeVisits",
    "Memory",
]
