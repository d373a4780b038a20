"""Visits to the welcome desk in the table."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from operator import and_

from pynamodb.expressions.condition import Condition

from nabiz.domain.desk_figures import VisitChange
from nabiz.domain.errors import NotFound, StorageConflict
from nabiz.domain.visits import AT_DESK, IN_LINE, Visit
from nabiz.ports import Once, Page
from nabiz.ports.desk import VisitQuery
from nabiz.storage import convert, keys
from nabiz.storage.cursors import read_cursor, write_cursor
from nabiz.storage.once import once_partition, once_record
from nabiz.storage.records import LastNumberRecord, OnceRecord, Record, VisitRecord
from nabiz.storage.transaction import Transaction

# Takers of numbers meet on one counter: each refusal means that another one has got theirs.
ATTEMPTS = 30
AT_THE_DESKS = "@desks"
LOOKED_AT = 250  # visits in one query under a filter, about 25 capacity units; at most a day is looked through


class TableVisits:
    """`nabiz.ports.desk.Visits` on the table. `head_start` orders the lines; visits go by themselves after a time."""

    def __init__(self, head_start: timedelta, kept_for: timedelta) -> None:
        self._head_start, self._kept_for = head_start, kept_for

    def take(self, visit: Visit, prefix: str) -> Visit:
        """See the port: two strongly consistent GetItem and one transaction; again where another taker was faster."""
        for left in range(ATTEMPTS - 1, -1, -1):
            try:
                return self.find(visit.id)
            except NotFound:
                pass
            try:
                return self._number(visit, prefix)
            except StorageConflict:
                if not left:
                    raise
        raise AssertionError("unreachable")

    def _number(self, visit: Visit, prefix: str) -> Visit:
        partition = _line(visit.day, visit.service)
        try:
            last = int(LastNumberRecord.get(partition, keys.SELF, consistent_read=True).last)
        except LastNumberRecord.DoesNotExist:
            last = 0
        visit.number = f"{prefix}{last + 1:03d}"
        transaction = Transaction(uuid.uuid4().hex)
        counter = LastNumberRecord(partition, keys.SELF, last=last + 1, commit_id=transaction.commit_id)
        counter.expires_at = visit.arrived_at + self._kept_for
        standing = LastNumberRecord.last == last if last else LastNumberRecord.pk.does_not_exist()
        transaction.put("number", counter, standing)
        transaction.put_new("visit", self._record(visit, transaction.commit_id))
        transaction.commit(Record._get_connection().connection)
        visit.version += 1
        return visit

    def find(self, visit_id: str) -> Visit:
        """See the port: one strongly consistent GetItem."""
        try:
            return to_visit(VisitRecord.get(partition_of(visit_id), keys.SELF, consistent_read=True))
        except VisitRecord.DoesNotExist:
            raise NotFound("There is no such visit.") from None

    def known(self, visit_id: str) -> bool:
        """Whether there is such a visit: one strongly consistent GetItem."""
        try:
            return bool(self.find(visit_id))
        except NotFound:
            return False

    def carried_out(self, once: Once) -> str:
        """See the port: one strongly consistent GetItem."""
        try:
            return OnceRecord.get(once_partition(once.key), keys.SELF, consistent_read=True).result
        except OnceRecord.DoesNotExist:
            return ""

    def put(self, visit: Visit, once: Once | None = None) -> None:
        """See the port: one transaction."""
        transaction = Transaction(uuid.uuid4().hex)
        if once is not None:
            transaction.put_new("once", once_record(once, transaction.commit_id))
        record = self._record(visit, transaction.commit_id)
        transaction.put("visit", record, VisitRecord.version == visit.version)
        transaction.commit(Record._get_connection().connection)
        visit.version += 1

    def _record(self, visit: Visit, commit_id: str) -> VisitRecord:
        values = {name: value for name, value in convert.visit_values(visit).items() if value != ""}
        values["day"] = visit.day.isoformat()
        record = VisitRecord(partition_of(visit.id), keys.SELF, **values, version=visit.version + 1,
                             commit_id=commit_id)  # fmt: skip
        record.expires_at = visit.arrived_at + self._kept_for
        record.pool_pk, record.pool_sk = f"VISITS#{visit.day}", f"{keys.moment(visit.arrived_at)}#{visit.id}"
        if visit.state in IN_LINE:
            record.queue_pk = _line(visit.day, visit.line)
            record.queue_sk = f"{_precisely(visit.rank(self._head_start))}#{visit.id}"
        elif visit.state in AT_DESK:
            called = next(step.at for step in reversed(visit.steps) if step.state not in AT_DESK)
            record.queue_pk, record.queue_sk = _line(visit.day, AT_THE_DESKS), f"{_precisely(called)}#{visit.id}"
        return record

    def line(self, day: date, line: str, limit: int) -> list[Visit]:
        """See the port: one Query of the index `queue`."""
        return [to_visit(item) for item in Record.queue_index.query(_line(day, line), limit=limit)]

    def waiting(self, day: date, lines: Sequence[str]) -> dict[str, int]:
        """See the port: one Query each, which counts and carries nothing."""
        return {line: Record.queue_index.count(_line(day, line)) for line in lines}

    def at_desks(self, day: date) -> list[Visit]:
        """See the port: one Query of the index `queue`."""
        return [to_visit(item) for item in Record.queue_index.query(_line(day, AT_THE_DESKS))]

    def page(self, query: VisitQuery) -> Page[Visit]:
        """See the port: one Query of the index `pool`; under a filter as many as the day has pages."""
        partition, matching = f"VISITS#{query.day}", _matching(query)
        found = Record.pool_index.query(
            partition, filter_condition=matching, scan_index_forward=False, limit=query.limit,
            page_size=query.limit if matching is None else LOOKED_AT,
            last_evaluated_key=read_cursor(query.cursor, "pool_pk", partition),
        )  # fmt: skip
        return Page(tuple(to_visit(item) for item in found), write_cursor(found.last_evaluated_key))


def partition_of(visit_id: str) -> str:
    """Partition of a visit."""
    return f"VISIT#{visit_id}"


def link_ticket(transaction: Transaction, visit_id: str, number: str) -> None:
    """Let a visit know of a ticket, whatever else changed it; the visit must be there."""
    actions = [VisitRecord.tickets.add({number}), VisitRecord.version.add(1)]
    transaction.update("visit", VisitRecord(partition_of(visit_id), keys.SELF), actions, VisitRecord.pk.exists())


def to_visit(record: Record) -> Visit:
    """The visit that a record holds."""
    return convert.to_domain(record, Visit)


def to_change(change_id: str, before: Record | None, after: Record) -> VisitChange:
    """A change of a visit, as the stream tells it."""
    return VisitChange(change_id, to_visit(before) if before else None, to_visit(after))


def _line(day: date, line: str) -> str:
    return f"VISITS#{day}#{line}"


def _precisely(at: datetime) -> str:
    """A moment that sorts as text, to the millisecond: people come within one second too."""
    at = at.astimezone(UTC)
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"


def _matching(query: VisitQuery) -> Condition | None:
    fields = ((VisitRecord.service, query.service), (VisitRecord.state, query.state), (VisitRecord.desk, query.desk))
    conditions: list[Condition] = [attribute == value for attribute, value in fields if value]
    if query.open:
        conditions.append(VisitRecord.state.is_in(*sorted(IN_LINE | AT_DESK)))
    return reduce(and_, conditions) if conditions else None
