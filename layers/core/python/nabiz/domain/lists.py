"""Which tickets a list shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nabiz.domain.ticket import Ticket


@dataclass(frozen=True, slots=True)
class TicketFilter:
    """What narrows a list; an empty set narrows nothing.

    Attributes:
        assignee: user name, or empty.
    """

    statuses: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    neighbourhoods: frozenset[str] = frozenset()
    kinds: frozenset[str] = field(default=frozenset(), kw_only=True)
    priorities: frozenset[str] = frozenset()
    assignee: str = ""

    def __bool__(self) -> bool:
        return self != TicketFilter()

    def matches(self, ticket: Ticket) -> bool:
        """Whether a ticket is shown."""
        chosen = (
            (self.statuses, ticket.status),
            (self.categories, ticket.category),
            (self.channels, ticket.channel),
            (self.kinds, ticket.kind),
            (self.neighbourhoods, ticket.location.neighbourhood if ticket.location else ""),
            (self.priorities, ticket.priority),
            (frozenset(filter(None, [self.assignee])), ticket.assignee),
        )
        return all(not wanted or value in wanted for wanted, value in chosen)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of the tickets that a search finds are shown.

    Attributes:
        departments: whose; None is the whole city.
        done: only those that are (not) done; None shows both.
        overdue_at: only open ones whose promise was broken before this moment.
    """

    departments: frozenset[str] | None
    filter: TicketFilter
    done: bool | None = None
    overdue_at: datetime | None = None
    limit: int = 50
    cursor: str = ""

    def matches(self, ticket: Ticket) -> bool:
        """Whether a ticket, as it stands now, is shown."""
        visible = self.departments is None or ticket.department in self.departments
        as_done = self.done is None or ticket.is_done == self.done
        late = self.overdue_at is None or bool(
            ticket.resolve and ticket.resolve.running and ticket.resolve.overdue(self.overdue_at)
        )
        return visible and as_done and late and self.filter.matches(ticket)
