"""Both houses that the suite runs in: the ports in memory, and the real adapters on moto."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from nabiz import bootstrap
from nabiz.ports import AccessLog, Counters, MediaRecords, Outbox, Reader, Suppressions, Timers, UnitOfWork
from nabiz.ports.calls import Calls
from nabiz.ports.desk import Visits
from nabiz.ports.pictures import CopyRecords
from nabiz.ports.search import Lists
from nabiz.storage.media_records import TableMediaRecords
from nabiz.storage.timers import TableTimers
from tests.support import fakes
from tests.support.cloud import Cloud

ZONE = ZoneInfo("Europe/Istanbul")
HEAD_START = timedelta(minutes=15)  # as config/desk.yaml has it


@dataclass(frozen=True)
class House:
    """One implementation of the ports."""

    new_work: Callable[[], UnitOfWork]
    reader: Reader
    looks: AccessLog
    outbox: Outbox
    timers: Timers
    counters: Counters
    media: MediaRecords
    lists: Lists
    suppressions: Suppressions
    calls: Calls
    visits: Visits
    copies: CopyRecords


@pytest.fixture(params=["memory", "table"])
def house(request: pytest.FixtureRequest) -> Iterator[House]:
    if request.param == "memory":
        memory = fakes.Memory()
        reader, store = fakes.FakeReader(memory), fakes.FakeMediaStore(memory)
        yield House(lambda: fakes.FakeUnitOfWork(memory), reader, reader, fakes.FakeOutbox(memory),
                    fakes.FakeTimers(memory), fakes.FakeCounters(), store, fakes.FakeLists(memory),
                    fakes.FakeSuppressions(), fakes.FakeCalls(memory, ZONE),
                    fakes.FakeVisits(memory, HEAD_START), store)  # fmt: skip
        return
    with Cloud():
        app = bootstrap.app()
        timers = TableTimers()
        yield House(app.new_work, app.reader, app.reader, app.outbox, timers, app.counters, TableMediaRecords(),
                    app.lists, app.suppressions, app.calls, app.visits, app.media_records)  # fmt: skip
