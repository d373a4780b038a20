"""The sparse index of what is due, and the marks of the runs that read it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pynamodb.exceptions import PutError

from nabiz.domain.ticket import TimerKind
from nabiz.storage import keys
from nabiz.storage.records import MarkRecord, Record


class TableTimers:
    """`nabiz.ports.Timers` on the index `clock`."""

    def due(self, kinds: frozenset[TimerKind], since: datetime, until: datetime) -> Iterator[str]:
        """See the port: one Query for each hour and shard, and what it finds; keys only."""
        before = f"{keys.moment(until)}~"
        for partition in keys.timer_partitions(kinds, since, until):
            index = Record.clock_index
            raw = index.query(partition, range_key_condition=type(index).clock_sk < before)
            yield from (record.pk.removeprefix("T#") for record in raw)

    def read_mark(self, run: str) -> datetime | None:
        """See the port: one GetItem."""
        try:
            return MarkRecord.get(f"RUN#{run}", keys.SELF, consistent_read=True).at
        except MarkRecord.DoesNotExist:
            return None

    def write_mark(self, run: str, at: datetime) -> None:
        """See the port: one conditional PutItem."""
        record = MarkRecord(f"RUN#{run}", keys.SELF, at=at)
        try:
            record.save(condition=Record.pk.does_not_exist() | (MarkRecord.at < at))
        except PutError as error:
            if error.cause_response_code != "ConditionalCheckFailedException":
                raise
