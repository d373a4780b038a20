"""Live figures: additions that count everything once."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

from nabiz.domain.errors import StorageConflict
from nabiz.domain.standing import Place, assignee, department
from nabiz.ports import Count, Shift
from nabiz.storage import keys
from nabiz.storage.once import ONCE_KEPT, once_partition
from nabiz.storage.records import CounterRecord, OnceRecord, Record
from nabiz.storage.transaction import LIMIT, Transaction

Counted = Mapping[str, Sequence[Count | Shift]]

STANDING, DEPARTMENTS = "standing", "departments"
# What stands somewhere is counted by every reader of the stream at once: each of its transactions adds to one of these
# shards, by chance, so that two rarely meet on one item and none of them becomes hot.
SHARDS = 4
ATTEMPTS = 5  # transactions that met another one on an item, before the batch is given back to the stream


class TableCounters:
    """`nabiz.ports.Counters` on the table."""

    def add(self, counted: Counted) -> int:
        """See the port: one transaction for what fits into one, markers and sums together."""
        return sum(self._add_new(chunk) for chunk in _chunks(counted))

    def _add_new(self, counted: Counted) -> int:
        """Add what was not counted before. A refused marker leaves the set, so this ends."""
        left, attempts = dict(counted), ATTEMPTS
        while left:
            try:
                _transaction(left).commit(Record._get_connection().connection)
                return len(left)
            except StorageConflict as conflict:
                labels = conflict.details.get("labels")
                known = {label for label in labels if label in left} if isinstance(labels, list) else set()
                attempts -= not known
                if not attempts:
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

    def standing(self, username: str = "") -> Counter[Place]:
        """See the port: one Query, and one more where a name is given; as many items as departments and shards."""
        found: Counter[Place] = Counter()
        for record in CounterRecord.query(partition(STANDING, DEPARTMENTS)):
            code, measure, _ = record.sk.split("#")
            found[department("" if code == keys.TRIAGE else code), measure] += int(record.total)
        if username:
            for record in CounterRecord.query(partition(STANDING, assignee(username))):
                found[assignee(username), record.sk.split("#")[0]] += int(record.total)
        return found


def partition(report: str, dimension: str) -> str:
    """Partition of a report's counters in one dimension, for example `K#satisfaction#department:veteriner`."""
    return f"K#{report}#{dimension}"


def _key(count: Count | Shift, shard: int) -> tuple[str, str]:
    if isinstance(count, Count):
        return partition(count.report, count.dimension), f"{count.day.isoformat()}#{count.measure}"
    name, measure = count.place
    kind, _, code = name.partition(":")
    if kind == "department":
        return partition(STANDING, DEPARTMENTS), f"{code or keys.TRIAGE}#{measure}#{shard}"
    return partition(STANDING, name), f"{measure}#{shard}"


def _transaction(counted: Counted) -> Transaction:
    transaction = Transaction(uuid.uuid4().hex)
    for event in counted:
        marker = OnceRecord(once_partition(f"count|{event}"), keys.SELF, result="", commit_id=transaction.commit_id)
        marker.expires_at = datetime.now(UTC) + ONCE_KEPT
        transaction.put_new(event, marker)
    for (pk, sk), amount in _sums(counted, int(transaction.commit_id, 16) % SHARDS).items():
        if amount:  # what several changes leave as it was is not touched
            actions = [CounterRecord.total.add(amount), CounterRecord.type.set(CounterRecord)]
            transaction.update("counter", CounterRecord(pk, sk), actions)
    return transaction


def _sums(counted: Counted, shard: int = 0) -> Counter[tuple[str, str]]:
    sums: Counter[tuple[str, str]] = Counter()
    for counts in counted.values():
        for count in counts:
            sums[_key(count, shard)] += count.amount
    return sums


def _chunks(counted: Counted) -> Iterator[Counted]:
    """Pieces that fit into one transaction: a marker for each event, an update for each counter."""
    chunk: dict[str, Sequence[Count | Shift]] = {}
    for event, counts in counted.items():
        wider = chunk | {event: counts}
        if chunk and len(wider) + len(_sums(wider)) > LIMIT:
            yield chunk
            wider = {event: counts}
        chunk = wider
    if chunk:
        yield chunk
