"""A call and a ticket that belong together, found out after the ticket was opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from nabiz.domain.calls import Call
from nabiz.domain.errors import NotFound
from nabiz.domain.people import Actor
from nabiz.ports import UnitOfWork
from nabiz.ports.calls import Calls
from nabiz.services.attempts import try_again
from nabiz.services.change_ticket import check_may_see


@dataclass(frozen=True, slots=True)
class LinkCall:
    """The command."""

    call: str
    number: str
    actor: Actor


def link_call(command: LinkCall, calls: Calls, new_work: Callable[[], UnitOfWork], at: datetime) -> Call:
    """Link them, in both histories; doing it again changes nothing.

    Raises:
        NotFound: there is no such call or ticket, or the ticket is not the actor's to see.
    """
    return try_again(lambda: _link(command, calls, new_work(), at), also_stale=True)


def _link(command: LinkCall, calls: Calls, work: UnitOfWork, at: datetime) -> Call:
    call = calls.find(command.call)
    if call is None:
        raise NotFound("There is no such call.")
    ticket = work.ticket(command.number)
    check_may_see(ticket, command.actor)
    if command.number in call.tickets:
        return call
    ticket.record("CallLinked", command.actor, at, {"call": call.id})
    work.link_call(call.id, ticket.number)
    work.commit()
    call.tickets |= {ticket.number}
    return call
