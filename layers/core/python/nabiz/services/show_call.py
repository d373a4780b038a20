"""Who calls: the citizen by the number, what is open, who talked to them last. Every look at it is written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from nabiz.domain.call_pieces import Presence
from nabiz.domain.calls import Call
from nabiz.domain.citizen import Citizen
from nabiz.domain.errors import NotFound
from nabiz.domain.messages import Identifier
from nabiz.domain.people import Actor
from nabiz.domain.ticket import Ticket
from nabiz.ports import AccessLog, Reader
from nabiz.ports.calls import CallQuery, Calls, Present
from nabiz.ports.persons import Persons

RINGS_FOR = timedelta(minutes=15)  # what rings longer has ended, and nobody told us so
LASTS_FOR = timedelta(hours=4)
CALLS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Caller:
    """What is known of a caller. `calls` are the earlier ones, latest first; `known_by` the last that was answered."""

    phone: str
    citizen: Citizen | None = None
    open_tickets: Sequence[Ticket] = ()
    calls: Sequence[Call] = ()
    known_by: Call | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """What happens at an operator's desk now."""

    present: Present | None = None
    call: Call | None = None
    caller: Caller | None = None


@dataclass(slots=True)
class ShowCall:
    """Looks of the staff at calls."""

    calls: Calls
    reader: Reader
    persons: Persons
    looks: AccessLog
    actor: Actor
    now: datetime

    def one(self, call_id: str) -> tuple[Call, Caller | None]:
        """A call with its caller. Raises `NotFound`."""
        call = self.calls.find(call_id)
        if call is None:
            raise NotFound("There is no such call.")
        return call, self._caller(call)

    def desk(self, seen: str = "") -> Desk:
        """What rings or is talked about at the actor's desk.

        Args:
            seen: the call that the asker's screen shows already; its caller is not looked up again.
        """
        present = self.calls.present(self.actor.id)
        if present is None or present.presence is Presence.ENDED:
            return Desk()
        lasts = RINGS_FOR if present.presence is Presence.RINGING else LASTS_FOR
        call = self.calls.find(present.call) if present.at > self.now - lasts else None
        if call is None or call.is_over:
            return Desk()
        return Desk(present, call, None if seen == call.id else self._caller(call))

    def _caller(self, call: Call) -> Caller | None:
        if not call.caller:
            return None
        found = self.reader.find_citizen(Identifier("phone", call.caller))
        citizen, tickets = None, list[Ticket]()
        if found:
            person = self.persons.person(found)
            self.looks.record_access(person.head.id, self.actor, f"call {call.id}", self.now)
            citizen = person.as_one()
            tickets = [ticket for ticket in self.persons.tickets(person).items if not ticket.is_done]
        query = CallQuery(self.now.date(), caller=call.caller, limit=CALLS_SHOWN + 1)
        earlier = [one for one in self.calls.page(query).items if one.id != call.id][:CALLS_SHOWN]
        known_by = next((one for one in earlier if one.operator), None)
        return Caller(call.caller, citizen, tickets, earlier, known_by)
