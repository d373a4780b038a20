"""The lists of tickets: one index to read, or the queues of several departments as one list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import and_, or_
from typing import Any

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path
from pynamodb.indexes import GlobalSecondaryIndex

from nabiz.domain.lists import TicketFilter
from nabiz.domain.ticket import Ticket
from nabiz.ports import Page
from nabiz.ports.search import OVERDUE_COUNTED, Overdue, TicketQuery
from nabiz.storage import convert, keys
from nabiz.storage.cursors import read_position, write_position
from nabiz.storage.records import Record, TicketRecord

# With a filter a query looks at so many tickets (about 100 capacity units at most) and keeps those that match; a page
# is filled by so many rounds of queries and no more: then it is short, and its cursor goes on.
LOOKED_AT, ROUNDS = 250, 4
# So many overdue tickets of the whole city are looked at in one query, which costs about 100 capacity units then.
CITY_COUNTED = 500
BATCH = 100  # DynamoDB: items in one BatchGetItem


@dataclass(frozen=True, slots=True)
class _Source:
    """One partition of one index."""

    index: GlobalSecondaryIndex[Any]
    name: str
    partition: str

    @property
    def sort(self) -> Any:
        return getattr(type(self.index), f"{self.name}_sk")

    def read(self, condition: Condition | None, matching: Condition | None, size: int, *, forward: bool = True,
             only: Collection[str] = ()) -> tuple[list[Record], str]:  # fmt: skip
        """One Query: what matches, and the position up to which was looked, empty at the end."""
        found = self.index.query(
            self.partition, range_key_condition=condition, filter_condition=matching, scan_index_forward=forward,
            page_size=size, attributes_to_get=[*only] or None,
        )  # fmt: skip
        raw = next(found.page_iter)
        last = raw.get("LastEvaluatedKey", {}).get(f"{self.name}_sk", {}).get("S", "")
        return [Record.from_raw_data(item) for item in raw["Items"]], last


class TableLists:
    """`nabiz.ports.Lists` on the indexes `queue`, `pool` and `mine`."""

    def tickets(self, query: TicketQuery) -> Page[Ticket]:
        """See the port: one Query for each department, up to `ROUNDS` times where a filter leaves little."""
        by_person = bool(query.filter.assignee) and not query.done
        sources = [_mine(query.filter.assignee)] if by_person else _sources(query.departments, done=query.done)
        if not sources or (query.waiting and (query.overdue_at or query.done)):
            return Page(())
        name = "+".join(source.partition for source in sources)
        position = read_position(query.cursor, name)
        matching, found, more = _matching(query.filter), list[Record](), ""
        size = LOOKED_AT if query.filter else query.limit
        for _ in range(ROUNDS):
            if by_person:
                records, more = self._read(sources, query, position, None, BATCH)
                records = _whole(records, query)
            else:
                records, more = self._read(sources, query, position, matching, size)
            found += records
            if not more or len(found) >= query.limit:
                break
            position = more
        shown = found[: query.limit]
        after = more if len(found) <= query.limit else _position(shown[-1], sources[0])
        return Page(tuple(convert.to_ticket(record) for record in shown), write_position(name, after))

    def _read(
        self, sources: list[_Source], query: TicketQuery, position: str, matching: Condition | None, size: int
    ) -> tuple[list[Record], str]:
        """The next tickets of all sources in the list's order, and up to where they are complete (empty: to the end).

        A source that has more to tell hides what the others have behind that place: it is read again in its turn.
        """
        found: list[tuple[str, Record]] = []
        ends: list[str] = []
        for source in sources:
            condition = _after(source, query, position)
            records, last = source.read(condition, matching, size, forward=not query.done)
            found += [(_position(record, source), record) for record in records]
            ends += [last] if last else []
        found.sort(key=lambda pair: pair[0], reverse=query.done)
        if not ends:
            return [record for _, record in found], ""
        end = max(ends) if query.done else min(ends)
        return [record for at, record in found if (at >= end if query.done else at <= end)], end

    def overdue(self, departments: Collection[str], *, city: bool, at: datetime) -> Overdue:
        """See the port."""
        if city:
            found = _broken(_sources(None, done=False)[0], at, ["department", "type"], CITY_COUNTED)
            if len(found) <= CITY_COUNTED:
                return Overdue(Counter(str(record.department) for record in found))  # type: ignore[attr-defined]
        counts = {code: len(_broken(_sources({code}, done=False)[0], at, ["type"])) for code in departments}
        more = frozenset(code for code, count in counts.items() if count > OVERDUE_COUNTED)
        return Overdue({code: min(count, OVERDUE_COUNTED) for code, count in counts.items()}, more)

    def overdue_of(self, assignee: str, at: datetime) -> int:
        """See the port."""
        return min(len(_broken(_mine(assignee), at, ["type"])), OVERDUE_COUNTED)


def _sources(departments: Collection[str] | None, *, done: bool) -> list[_Source]:
    if departments is None:
        return [_Source(Record.pool_index, "pool", keys.pool(done=done))]
    return [_Source(Record.queue_index, "queue", keys.queue(code, done=done)) for code in sorted(departments)]


def _mine(username: str) -> _Source:
    return _Source(Record.mine_index, "mine", keys.mine(username))


def _position(record: Record, source: _Source) -> str:
    return str(getattr(record, f"{source.name}_sk"))


def _after(source: _Source, query: TicketQuery, position: str) -> Condition | None:
    """The stretch of the list that is still to be read."""
    if query.done:
        return source.sort < position if position else None
    if query.waiting:
        position = max(position, keys.WAITS)
    if query.overdue_at is None:
        return source.sort > position if position else None
    before = keys.moment(query.overdue_at)
    # "!" sorts right behind the position itself and before any other ticket.
    return source.sort.between(f"{position}!", before) if position else source.sort < before  # type: ignore[no-any-return]


def _broken(source: _Source, at: datetime, only: list[str], counted: int = OVERDUE_COUNTED) -> list[Record]:
    return source.read(source.sort < keys.moment(at), None, counted + 1, only=only)[0]


def _matching(wanted: TicketFilter) -> Condition | None:
    """The filter where DynamoDB applies it: what does not match is looked at, but not sent."""
    fields = ((TicketRecord.status, wanted.statuses), (TicketRecord.category, wanted.categories),
              (TicketRecord.channel, wanted.channels), (TicketRecord.kind, wanted.kinds),
              (TicketRecord.priority, wanted.priorities),
              (TicketRecord.assignee, frozenset(filter(None, [wanted.assignee]))))  # fmt: skip
    conditions: list[Condition] = [attribute.is_in(*sorted(values)) for attribute, values in fields if values]
    if wanted.neighbourhoods:
        # The place is JSON text (records/base.py): its neighbourhood is found by what it is written as.
        places = [Path("location").contains(f'"neighbourhood":"{code}"') for code in sorted(wanted.neighbourhoods)]
        conditions.append(reduce(or_, places))
    return reduce(and_, conditions) if conditions else None


def _whole(found: list[Record], query: TicketQuery) -> list[Record]:
    """The tickets that an index of keys names, as far as they match: one BatchGetItem per hundred."""
    wanted = [(record.pk, keys.SELF) for record in found]
    whole = {record.pk: record for record in TicketRecord.batch_get(wanted, consistent_read=True)}
    known = [whole[pk] for pk, _ in wanted if pk in whole]
    return [record for record in known if _shown(convert.to_ticket(record), query)]


def _shown(ticket: Ticket, query: TicketQuery) -> bool:
    visible = query.departments is None or ticket.department in query.departments
    return visible and not ticket.is_done and query.filter.matches(ticket)
