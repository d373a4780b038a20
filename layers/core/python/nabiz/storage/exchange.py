"""What is exchanged with other bodies, in the table."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice

from nabiz.domain.events import Event
from nabiz.domain.exchange import Counterpart
from nabiz.domain.ticket import Ticket
from nabiz.ports.exchange import Told
from nabiz.storage import convert, keys
from nabiz.storage.records import (
    CounterpartRecord,
    EventRecord,
    OpenedRecord,
    Record,
    ReferenceRecord,
    TicketRecord,
    ToldRecord,
)
from nabiz.storage.transaction import Transaction

BATCH = 100  # DynamoDB: items in one BatchGetItem
TOLD_KEPT = timedelta(days=100)  # GeoReport v2 asks about 90 days at most


class TableExchange:
    """`nabiz.ports.exchange.Exchange` on the table."""

    def opened(self, since: datetime, until: datetime) -> Iterator[str]:
        """See the port."""
        for month in _months(since, until, newest_first=True):
            found = OpenedRecord.query(
                f"OPENED#{month}", OpenedRecord.sk.between(keys.moment(since), f"{keys.moment(until)}~"),
                scan_index_forward=False, page_size=BATCH,
            )  # fmt: skip
            yield from (record.number for record in found)

    def counterparts(self, body: str, numbers: Sequence[str]) -> dict[str, Counterpart]:
        """See the port."""
        wanted = [(keys.ticket(number), f"B#{body}") for number in numbers]
        found = CounterpartRecord.batch_get(wanted) if wanted else ()
        return {record.number: convert.to_domain(record, Counterpart) for record in found}

    def by_reference(self, body: str, reference: str) -> str:
        """See the port: one strongly consistent GetItem."""
        try:
            return ReferenceRecord.get(_reference(body, reference), keys.SELF, consistent_read=True).number
        except ReferenceRecord.DoesNotExist:
            return ""

    def told(self, body: str, since: datetime, until: datetime, limit: int) -> tuple[Told, ...]:
        """See the port."""
        pointers = list(islice(self._pointers(body, since, until), limit))
        events: dict[tuple[str, str], Event] = {}
        for start in range(0, len(pointers), BATCH):
            some = pointers[start : start + BATCH]
            wanted = [(keys.ticket(number), keys.event(seq)) for number, seq in some]
            for record in EventRecord.batch_get(wanted, consistent_read=True):
                events[record.pk, record.sk] = convert.to_event(record)
        known = ((events.get((keys.ticket(number), keys.event(seq))), number) for number, seq in pointers)
        return tuple(Told(event, number) for event, number in known if event is not None)

    def _pointers(self, body: str, since: datetime, until: datetime) -> Iterator[tuple[str, int]]:
        for month in _months(since, until):
            within = ToldRecord.sk.between(keys.moment(since), f"{keys.moment(until)}~")
            for record in ToldRecord.query(f"TOLD#{body}#{month}", within):
                yield record.number, int(record.seq)

    def history(self, numbers: Sequence[str]) -> tuple[tuple[Ticket, tuple[Event, ...]], ...]:
        """See the port: one Query of each ticket's partition, as far as its history goes."""
        found = []
        for number in numbers:
            tickets, events = [], []
            for record in Record.query(keys.ticket(number), Record.sk.between(keys.SELF, f"{keys.EVENT}~")):
                if isinstance(record, TicketRecord):
                    tickets.append(convert.to_ticket(record))
                elif isinstance(record, EventRecord) and not record.key:
                    events.append(convert.to_event(record))
            if tickets:
                found.append((tickets[0], tuple(sorted(events, key=lambda event: event.seq))))
        return tuple(found)


def write_opened(transaction: Transaction, ticket: Ticket) -> None:
    """Let a new ticket stand in the list of its month."""
    opened = ticket.opened_at.astimezone(UTC)
    place = f"{keys.moment(opened)}#{ticket.number}"
    transaction.put_new("opened", OpenedRecord(f"OPENED#{opened:%Y-%m}", place, number=ticket.number))


def write_told(transaction: Transaction, ticket: Ticket, event: Event) -> None:
    """Let the body that filed a ticket find an entry of its history."""
    at = event.at.astimezone(UTC)
    place = f"{keys.moment(at)}#{ticket.number}#{event.seq:06d}"
    record = ToldRecord(f"TOLD#{ticket.filed_by}#{at:%Y-%m}", place, number=ticket.number, seq=event.seq)
    record.expires_at = at + TOLD_KEPT
    transaction.put_new("told", record)


def write_counterpart(transaction: Transaction, counterpart: Counterpart) -> None:
    """Keep what a body knows a ticket by; a reference belongs to one ticket of that body."""
    transaction.put_new("counterpart", CounterpartRecord(
        keys.ticket(counterpart.number), f"B#{counterpart.body}", number=counterpart.number, body=counterpart.body,
        at=counterpart.at, reference=counterpart.reference, words=dict(counterpart.words),
    ))  # fmt: skip
    if counterpart.reference:
        partition = _reference(counterpart.body, counterpart.reference)
        transaction.put_new("reference", ReferenceRecord(partition, keys.SELF, number=counterpart.number))


def _reference(body: str, reference: str) -> str:
    return f"B#{hashlib.sha256(f'{body}|{reference}'.encode()).hexdigest()[:32]}"


def _months(since: datetime, until: datetime, *, newest_first: bool = False) -> Iterator[str]:
    first, last = (moment.year * 12 + moment.month - 1 for moment in (since.astimezone(UTC), until.astimezone(UTC)))
    months = range(first, last + 1)
    yield from (f"{count // 12:04d}-{count % 12 + 1:02d}" for count in (reversed(months) if newest_first else months))
