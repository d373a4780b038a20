"""A citizen says on the page of their ticket that it is not done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from nabiz.domain.people import citizen
from nabiz.domain.ticket import Rules, Ticket
from nabiz.domain.workflow import Demand
from nabiz.ports import UnitOfWork
from nabiz.services.attempts import try_again


def reopen_ticket(number: str, reason: str, new_work: Callable[[], UnitOfWork], rules: Rules, at: datetime) -> Ticket:
    """Begin a new cycle with the citizen's words.

    Raises:
        NotFound: there is no such ticket.
        IllegalMove: it is not done.
        Forbidden: it was done too long ago.
    """
    return try_again(lambda: _reopen(number, reason, new_work(), rules, at), also_stale=True)


def _reopen(number: str, reason: str, work: UnitOfWork, rules: Rules, at: datetime) -> Ticket:
    ticket = work.ticket(number)
    ticket.reopen({Demand.REASON: reason}, rules, citizen(ticket.citizen), at)
    if ticket.conversation:
        work.link(ticket.conversation, ticket.number, open=True)
    work.commit()
    return ticket
