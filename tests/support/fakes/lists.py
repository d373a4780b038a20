"""Lists in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from nabiz.domain.ticket import Ticket
from nabiz.ports import Page
from nabiz.ports.search import Overdue, TicketQuery
from tests.support.fakes.memory import Memory
from tests.support.fakes.reader import page_of


class FakeLists:
    """`nabiz.ports.search.Lists` on a `Memory`."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def tickets(self, query: TicketQuery) -> Page[Ticket]:
        found = [ticket for ticket in self._memory.tickets.values() if _shown(ticket, query)]
        found.sort(key=_position, reverse=query.done)
        name = f"{sorted(query.departments) if query.departments is not None else 'city'}{query.done}"
        return page_of(found, name, query.limit, query.cursor)

    def overdue(self, departments: Collection[str], *, city: bool, at: datetime) -> Overdue:
        late = [ticket.department for ticket in self._memory.tickets.values() if _late(ticket, at)]
        return Overdue(Counter(code for code in late if city or code in departments))

    def overdue_of(self, assignee: str, at: datetime) -> int:
        return sum(_late(ticket, at) and ticket.assignee == assignee for ticket in self._memory.tickets.values())


def _shown(ticket: Ticket, query: TicketQuery) -> bool:
    visible = query.departments is None or ticket.department in query.departments
    late = query.overdue_at is None or _late(ticket, query.overdue_at)
    waits = not query.waiting or _waits(ticket)
    return visible and late and waits and ticket.is_done == query.done and query.filter.matches(ticket)


def _waits(ticket: Ticket) -> bool:
    return bool(ticket.resolve and ticket.resolve.paused_at)


def _promised(ticket: Ticket) -> datetime:
    return ticket.resolve.due if ticket.resolve else ticket.opened_at


def _late(ticket: Ticket, at: datetime) -> bool:
    return not ticket.is_done and not _waits(ticket) and _promised(ticket) < at


def _position(ticket: Ticket) -> tuple[bool, datetime, str]:
    """Soonest promise first; what waits stands behind, oldest first. Of done tickets the moment they were done."""
    if ticket.is_done:
        return False, ticket.done_at or ticket.opened_at, ticket.number
    return _waits(ticket), ticket.opened_at if _waits(ticket) else _promised(ticket), ticket.number
