"""The unit of work in memory: all of it or nothing, under the same conditions as the table's."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace

from nabiz.domain.citizen import Citizen
from nabiz.domain.conversation import Conversation
from nabiz.domain.errors import AlreadyDone, NotFound, RateLimited, StaleVersion, StorageConflict
from nabiz.domain.events import Event
from nabiz.domain.exchange import Counterpart
from nabiz.domain.messages import Identifier
from nabiz.domain.ticket import Ticket
from nabiz.domain.timeline import Media, Message
from nabiz.ports import Once, RateCap, SurveyCode
from tests.support.fakes.memory import Memory


class FakeUnitOfWork:
    """`nabiz.ports.UnitOfWork` on a `Memory`."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._tickets: list[Ticket] = []
        self._citizens: list[Citizen] = []
        self._conversations: list[Conversation] = []
        self._new: list[Message | Media | Event | SurveyCode] = []
        self._links: list[tuple[str, str, bool]] = []
        self._calls: list[tuple[str, str, bool]] = []
        self._visits: list[tuple[str, str]] = []
        self._caps: list[RateCap] = []
        self._counterparts: list[Counterpart] = []
        self._once: Once | None = None

    def ticket(self, number: str) -> Ticket:
        if number not in self._memory.tickets:
            raise NotFound("There is no such ticket.")
        self._tickets.append(deepcopy(self._memory.tickets[number]))
        return self._tickets[-1]

    def sender(
        self, conversation_id: str, identifiers: Sequence[Identifier]
    ) -> tuple[Conversation | None, dict[Identifier, str]]:
        found = deepcopy(self._memory.conversations.get(conversation_id))
        self._conversations += [found] if found else []
        return found, {one: self._memory.identifiers[one] for one in identifiers if one in self._memory.identifiers}

    def citizen(self, citizen_id: str) -> Citizen:
        for known in self._citizens:
            if known.id == citizen_id:
                return known
        if citizen_id not in self._memory.citizens:
            raise NotFound("There is no such citizen.")
        self._citizens.append(deepcopy(self._memory.citizens[citizen_id]))
        return self._citizens[-1]

    def add(self, *things: Ticket | Citizen | Conversation | Message | Media | Event | SurveyCode) -> None:
        for thing in things:
            match thing:
                case Ticket():
                    self._tickets.append(thing)
                case Citizen():
                    self._citizens.append(thing)
                case Conversation():
                    self._conversations.append(thing)
                case _:
                    self._new.append(thing)

    def take(self, ticket: Ticket) -> None:
        self._tickets.append(ticket)

    def link(self, conversation_id: str, number: str, *, open: bool) -> None:
        self._links.append((conversation_id, number, open))

    def link_call(self, call_id: str, number: str, *, callback: bool = False) -> None:
        self._calls.append((call_id, number, callback))

    def link_visit(self, visit_id: str, number: str) -> None:
        self._visits.append((visit_id, number))

    def know(self, counterpart: Counterpart) -> None:
        self._counterparts.append(counterpart)

    def cap(self, cap: RateCap) -> None:
        self._caps.append(cap)

    def once(self, once: Once) -> None:
        self._once = once

    def commit(self) -> None:
        """Check every condition, then write."""
        self._check()
        if self._once:
            self._memory.done[self._once.key] = self._once.result
        for ticket in self._tickets:
            self._write_ticket(ticket)
        for citizen in self._citizens:
            self._memory.identifiers |= dict.fromkeys(citizen.added, citizen.id)
            if citizen.version and not citizen.changed:
                continue
            self._memory.acts.setdefault(citizen.id, []).extend(citizen.acts)
            self._memory.wishes.setdefault(citizen.id, []).extend(citizen.wished)
            self._memory.citizens[citizen.id] = replace(
                deepcopy(citizen), version=citizen.version + 1, added=[], wished=[], acts=[]
            )
        for thread in self._conversations:
            self._memory.events |= {_event_key(event): event for event in thread.events}
            kept = replace(deepcopy(thread), version=thread.version + 1, events=[])
            self._memory.conversations[thread.id] = kept
        for thing in self._new:
            self._write_new(thing)
        for conversation_id, number, is_open in self._links:
            thread = self._memory.conversations[conversation_id]
            thread.open_tickets = thread.open_tickets | {number} if is_open else thread.open_tickets - {number}
            thread.version += 1
        for call_id, number, callback in self._calls:
            call = self._memory.calls[call_id]
            call.tickets |= {number}
            call.callback = number if callback else call.callback
            call.version += 1
        for visit_id, number in self._visits:
            visit = self._memory.visits[visit_id]
            visit.tickets |= {number}
            visit.version += 1
        for counterpart in self._counterparts:
            self._memory.counterparts[counterpart.body, counterpart.number] = counterpart
        for cap in self._caps:
            self._memory.count(cap)

    def _check(self) -> None:
        memory = self._memory
        if self._once and self._once.key in memory.done:
            raise AlreadyDone("This was done before.", result=memory.done[self._once.key])
        for ticket in self._tickets:
            standing = memory.tickets.get(ticket.number)
            if ticket.events and standing and standing.version != ticket.version:
                if ticket.version == 0:
                    raise StorageConflict("This number is taken.")
                raise StaleVersion("The ticket was changed.", changed_by=standing.updated_by, version=standing.version,
                                   status=str(standing.status))  # fmt: skip
        for citizen in self._citizens:
            if any(memory.identifiers.get(one, citizen.id) != citizen.id for one in citizen.added):
                raise StorageConflict("This address is somebody's.")
            if (memory.citizens[citizen.id].version if citizen.id in memory.citizens else 0) != citizen.version and (
                citizen.changed
            ):
                raise StorageConflict("The citizen was changed.")
        for thread in self._conversations:
            standing_thread = memory.conversations.get(thread.id)
            if (standing_thread.version if standing_thread else 0) != thread.version:
                raise StorageConflict("The conversation was changed.")
        if any(conversation not in memory.conversations for conversation, _, _ in self._links):
            raise StorageConflict("There is no such conversation.")
        if any(call_id not in memory.calls for call_id, _, _ in self._calls):
            raise StorageConflict("There is no such call.")
        if any(visit_id not in memory.visits for visit_id, _ in self._visits):
            raise StorageConflict("There is no such visit.")
        if any(_is_known(memory, counterpart) for counterpart in self._counterparts):
            raise StorageConflict("This reference belongs to another ticket.")
        if any(_is_there(memory, thing) for thing in self._new):
            raise StorageConflict("It exists already.")
        if not all(memory.has_room(cap) for cap in self._caps):
            raise RateLimited("That is a lot at once.")

    def _write_ticket(self, ticket: Ticket) -> None:
        if ticket.events:
            self._memory.events |= {_event_key(event): event for event in ticket.events}
            ticket.version += 1
            ticket.events.clear()
            self._memory.tickets[ticket.number] = deepcopy(ticket)

    def _write_new(self, thing: Message | Media | Event | SurveyCode) -> None:
        match thing:
            case Message():
                self._memory.messages[thing.aggregate, thing.id] = thing
            case Media():
                self._memory.media[thing.aggregate, thing.id] = thing
            case Event():
                self._memory.events[_event_key(thing)] = thing
            case SurveyCode():
                self._memory.codes[thing.code] = thing


def _is_known(memory: Memory, counterpart: Counterpart) -> bool:
    same = (one.reference for one in memory.counterparts.values() if one.body == counterpart.body)
    return bool(counterpart.reference) and counterpart.reference in same


def _event_key(event: Event) -> tuple[str, int, str]:
    return event.aggregate, event.seq, event.key


def _is_there(memory: Memory, thing: Message | Media | Event | SurveyCode) -> bool:
    match thing:
        case Message():
            return (thing.aggregate, thing.id) in memory.messages
        case Media():
            return (thing.aggregate, thing.id) in memory.media
        case Event():
            return _event_key(thing) in memory.events
    return thing.code in memory.codes
