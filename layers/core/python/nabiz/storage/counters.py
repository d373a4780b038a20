"""Live figures: additions that count every event once."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

from nabiz.domain.errors import StorageConflict
from nabiz.ports import Count
from nabiz.storage import keys
from nabiz.storage.records import CounterRecord, OnceRecord, Record
from nabiz.storage.transaction import LIMIT, Transaction
from nabiz.storage.unit_of_work import ONCE_KEPT, once_partition

Counted = Mapping[str, Sequence[Count]]


class TableCounters:
    """`nabiz.ports.Counters` on the table."""

    def add(self, counted: Counted) -> int:
        """See the port: one transaction for what fits into one, markers and sums together."""
        return sum(self._add_new(chunk) for chunk in _chunks(counted))

    def _add_new(self, counted: Counted) -> int:
        """Add what was not counted before. A refused marker leaves the set, so this ends."""
        left = dict(counted)
        while left:
            try:
                _transaction(left).commit(Record._get_connection().connection)
                return len(left)
            except StorageConflict as conflict:
                labels = conflict.details.get("labels")
                known = {label for label in labels if label in left} if isinstance(labels, list) else set()
                if not known:
                    raise
                left = {event: counts for event, counts in left.items() if event not in known}
        return 0

    def read(self, report: str, dimension: str, since: date, until: date) -> dict[date, dict[str, int]]:
        """See the port: one Query per megabyte of days."""
        days: dict[date, dict[str, int]] = {}
        between = CounterRecord.sk.between(since.isoformat(), f"{until.isoformat()}~")
        for record in CounterRecord.query(partition(report, dimension), between):
            day, _, measure = record.sk.partition("#")
            days.setdefault(date.fromisoformat(day), {})[measure] = int(record.total)
        return days


def partition(report: str, dimension: str) -> str:
    """Partition of a report's counters in one dimension, for example `K#satisfaction#department:veteriner`."""
    return f"K#{report}#{dimension}"


def _transaction(counted: Counted) -> Transaction:
    transaction = Transaction(uuid.uuid4().hex)
    for event in counted:
        marker = OnceRecord(once_partition(f"count|{event}"), keys.SELF, result="", commit_id=transaction.commit_id)
        marker.expires_at = datetime.now(UTC) + ONCE_KEPT
        transaction.put_new(event, marker)
    for (pk, sk), amount in _sums(counted).items():
        actions = [CounterRecord.total.add(amount), CounterRecord.type.set(CounterRecord)]
        transaction.update("counter", CounterRecord(pk, sk), actions)
    return transaction


def _sums(counted: Counted) -> Counter[tuple[str, str]]:
    sums: Counter[tuple[str, str]] = Counter()
    for counts in counted.values():
        for count in counts:
            sums[partition(count.report, count.dimension), f"{count.day.isoformat()}#{count.measure}"] += count.amount
    return sums


def _chunks(counted: Counted) -> Iterator[Counted]:
    """Pieces that fit into one transaction: a marker for each event, an update for each counter."""
    chunk: dict[str, Sequence[Count]] = {}
    for event, counts in counted.items():
        wider = chunk | {event: counts}
        if chunk and len(wider) + len(_sums(wider)) > LIMIT:
            yield chunk
            wider = {event: counts}
        chunk = wider
    if chunk:
        yield chunk
