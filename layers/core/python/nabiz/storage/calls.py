"""Phone calls in the table."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from functools import reduce
from operator import and_
from typing import Any

from pynamodb.exceptions import PutError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.indexes import GlobalSecondaryIndex

from nabiz.domain.call_figures import CallChange
from nabiz.domain.call_pieces import Presence
from nabiz.domain.calls import Call
from nabiz.domain.citizen import identifier_key
from nabiz.domain.errors import StorageConflict
from nabiz.domain.messages import Identifier
from nabiz.ports import Page
from nabiz.ports.calls import CallQuery, Present
from nabiz.storage import convert, keys
from nabiz.storage.cursors import read_position, write_position
from nabiz.storage.records import CallRecord, PresentRecord, Record
from nabiz.storage.transaction import Transaction

PRESENT_KEPT = timedelta(days=1)
# With a filter a query looks at so many calls (about 50 capacity units), so often at most; then the page is short.
LOOKED_AT, ROUNDS = 250, 4
_REFUSED = "ConditionalCheckFailedException"
_DESK = "CALL"
_ORDER = {presence: index for index, presence in enumerate(Presence)}


class TableCalls:
    """`nabiz.ports.calls.Calls` on the table. `zone` says which day a call belongs to."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone

    def find(self, call_id: str) -> Call | None:
        """See the port: one strongly consistent GetItem."""
        try:
            return to_call(CallRecord.get(partition(call_id), keys.SELF, consistent_read=True))
        except CallRecord.DoesNotExist:
            return None

    def put(self, call: Call, expires_at: datetime) -> None:
        """See the port: one conditional PutItem."""
        record = self._record(call)
        record.expires_at = expires_at
        standing: Condition = CallRecord.version == call.version if call.version else CallRecord.pk.does_not_exist()
        try:
            record.save(condition=standing)
        except PutError as error:
            if error.cause_response_code != _REFUSED:
                raise
            raise StorageConflict("The call was changed at the same moment; try again.") from error
        call.version += 1

    def _record(self, call: Call) -> CallRecord:
        values = convert.call_values(call)
        record = CallRecord(partition(call.id), keys.SELF, **values, version=call.version + 1)
        place = f"{keys.moment(call.started_at)}#{call.id}"
        record.pool_pk, record.pool_sk = f"CALLS#{call.started_at.astimezone(self._zone).date()}", place
        if call.operator:
            record.queue_pk, record.queue_sk = f"CALLS#{call.operator}", place
        if call.caller:
            record.person_pk, record.person_sk = _of_caller(call.caller), place
        return record

    def page(self, query: CallQuery) -> Page[Call]:
        """See the port: one Query of the index `pool`, `queue` or `person`, more only under a filter."""
        index, name, wanted = self._source(query)
        sort = getattr(type(index), f"{name}_sk")
        position, matching = read_position(query.cursor, wanted), _matching(query)
        found, more = list[Call](), ""
        since, until = self._bounds(query, position)
        for _ in range(ROUNDS):
            raw = next(index.query(
                wanted, range_key_condition=sort.between(since, until), filter_condition=matching,
                scan_index_forward=False, page_size=LOOKED_AT if matching is not None else query.limit,
            ).page_iter)  # fmt: skip
            found += [to_call(Record.from_raw_data(item)) for item in raw["Items"]]
            more = raw.get("LastEvaluatedKey", {}).get(f"{name}_sk", {}).get("S", "")
            if not more or len(found) >= query.limit:
                break
            until = _before(more)
        shown = found[: query.limit]
        after = more if len(found) <= query.limit else f"{keys.moment(shown[-1].started_at)}#{shown[-1].id}"
        return Page(tuple(shown), write_position(wanted, after))

    def _source(self, query: CallQuery) -> tuple[GlobalSecondaryIndex[Any], str, str]:
        if query.caller:
            return Record.person_index, "person", _of_caller(query.caller)
        if query.operator:
            return Record.queue_index, "queue", f"CALLS#{query.operator}"
        return Record.pool_index, "pool", f"CALLS#{query.day}"

    def _bounds(self, query: CallQuery, position: str) -> tuple[str, str]:
        """From where to where: the day of an operator; a day's list and a caller's are whole."""
        since, until = "", "~"
        if query.operator and not query.caller:
            began = datetime(query.day.year, query.day.month, query.day.day, tzinfo=self._zone)
            next_day = (began + timedelta(days=1, hours=6)).date()  # however long the day is
            over = datetime(next_day.year, next_day.month, next_day.day, tzinfo=self._zone)
            since, until = keys.moment(began), _before(keys.moment(over))
        return since or "0", min(until, _before(position)) if position else until

    def notice(self, present: Present) -> None:
        """See the port: one conditional PutItem."""
        at = present.at.astimezone(UTC)
        record = PresentRecord(keys.worker(present.operator), _DESK, call=present.call, presence=present.presence,
                               at=at, place=f"{at:%Y-%m-%dT%H:%M:%S.%f}#{_ORDER[present.presence]}")  # fmt: skip
        record.expires_at = at + PRESENT_KEPT
        newer = PresentRecord.pk.does_not_exist() | (PresentRecord.place < record.place)
        try:
            record.save(condition=newer)
        except PutError as error:
            if error.cause_response_code != _REFUSED:
                raise

    def present(self, operator: str) -> Present | None:
        """See the port: one strongly consistent GetItem."""
        try:
            record = PresentRecord.get(keys.worker(operator), _DESK, consistent_read=True)
        except PresentRecord.DoesNotExist:
            return None
        return Present(operator, record.call, Presence(record.presence), record.at)


def link_ticket(transaction: Transaction, call_id: str, number: str, *, callback: bool) -> None:
    """Let a call know of a ticket, whatever else changed it; the call must be there."""
    actions: list[Action] = [CallRecord.tickets.add({number}), CallRecord.version.add(1)]
    if callback:
        actions.append(CallRecord.callback.set(number))
    transaction.update("call", CallRecord(partition(call_id), keys.SELF), actions, CallRecord.pk.exists())


def partition(call_id: str) -> str:
    """Partition of a call."""
    return f"CALL#{call_id}"


def to_call(record: Record) -> Call:
    """The call that a record holds."""
    return convert.to_domain(record, Call)


def to_change(change_id: str, before: Record | None, after: Record) -> CallChange:
    """A change of a call, as the stream tells it."""
    return CallChange(change_id, to_call(before) if before else None, to_call(after))


def _of_caller(caller: str) -> str:
    return f"CALLS#{identifier_key(Identifier('phone', caller))}"


def _before(place: str) -> str:
    """The place right before another, as far as any call can stand."""
    return f"{place[:-1]}{chr(ord(place[-1]) - 1)}~"


def _matching(query: CallQuery) -> Condition | None:
    fields = ((CallRecord.line, query.line), (CallRecord.outcome, query.outcome),
              (CallRecord.operator, query.operator if query.caller else ""))  # fmt: skip
    conditions: list[Condition] = [attribute == value for attribute, value in fields if value]
    return reduce(and_, conditions) if conditions else None
