"""Reading in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import datetime
from typing import TypeVar

from nabiz.domain.citizen import Citizen
from nabiz.domain.conversation import Conversation
from nabiz.domain.errors import InvalidInput, NotFound
from nabiz.domain.events import Event
from nabiz.domain.messages import Identifier
from nabiz.domain.notifications import Happened
from nabiz.domain.people import Actor
from nabiz.domain.ticket import Ticket
from nabiz.domain.timeline import Media
from nabiz.ports import Page, TicketPage
from tests.support.fakes.memory import Memory

K = TypeVar("K")
V = TypeVar("V")


class FakeReader:
    """`nabiz.ports.Reader` and `AccessLog` on a `Memory`. A cursor is the list's name and where it goes on."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def ticket_page(self, number: str) -> TicketPage:
        memory, key = self._memory, f"T#{number}"
        if number not in memory.tickets:
            raise NotFound("There is no such ticket.")
        told = {event.refs.get("message"): event.seq for event in memory.events.values() if event.aggregate == key}
        return TicketPage(
            deepcopy(memory.tickets[number]),
            tuple(sorted((e for e in memory.events.values() if e.aggregate == key), key=lambda e: (e.at, e.seq))),
            tuple(
                sorted(
                    (m for m in memory.messages.values() if m.aggregate == key), key=lambda m: (m.at, told.get(m.id, 0))
                )
            ),
            tuple(file for file in memory.media.values() if file.aggregate == key),
            tuple(told for told in memory.notifications.values() if told.aggregate == key),
        )

    def tickets_of(self, citizen_id: str, limit: int = 50, cursor: str = "") -> Page[Ticket]:
        found = [ticket for ticket in self._memory.tickets.values() if ticket.citizen == citizen_id]
        found.sort(key=lambda ticket: (ticket.opened_at, ticket.number), reverse=True)
        return page_of(found, f"of {citizen_id}", limit, cursor)

    def tickets_by_number(self, numbers: Sequence[str]) -> list[Ticket]:
        return [deepcopy(self._memory.tickets[number]) for number in numbers if number in self._memory.tickets]

    def find_citizen(self, identifier: Identifier) -> str:
        return self._memory.identifiers.get(identifier, "")

    def citizen(self, citizen_id: str) -> Citizen:
        return deepcopy(_get(self._memory.citizens, citizen_id))

    def citizens(self, citizen_ids: Sequence[str]) -> list[Citizen]:
        return [deepcopy(self._memory.citizens[key]) for key in citizen_ids if key in self._memory.citizens]

    def addressee(self, citizen_id: str, conversation_id: str) -> tuple[Citizen | None, Conversation | None]:
        memory = self._memory
        return deepcopy(memory.citizens.get(citizen_id)), deepcopy(memory.conversations.get(conversation_id))

    def media(self, aggregate: str, media_id: str) -> Media:
        return _get(self._memory.media, (aggregate, media_id))

    def survey_of_code(self, code: str) -> tuple[str, int]:
        found = _get(self._memory.codes, code)
        return found.number, found.cycle

    def result_of(self, key: str) -> str:
        return self._memory.done.get(key, "")

    def event(self, aggregate: str, seq: int) -> Event:
        return _get(self._memory.events, (aggregate, seq, ""))

    def telling_context(self, aggregate: str, seq: int, key: str, refs: Mapping[str, str]) -> Happened:
        memory = self._memory
        return Happened(
            _get(memory.events, (aggregate, 0 if key else seq, key)),
            deepcopy(memory.tickets.get(aggregate.removeprefix("T#"))),
            deepcopy(memory.citizens.get(refs.get("citizen", ""))),
            deepcopy(memory.conversations.get(refs.get("conversation", ""))),
            memory.messages.get((aggregate, refs.get("message", ""))),
            browsers=aggregate.removeprefix("T#") in memory.browsers,
        )

    def record_access(self, citizen_id: str, actor: Actor, what: str, at: datetime) -> None:
        self._memory.looks.append((citizen_id, str(actor), what))

    def record_accesses(self, citizen_ids: Sequence[str], actor: Actor, what: str, at: datetime) -> None:
        for citizen_id in citizen_ids:
            self.record_access(citizen_id, actor, what, at)


def _get(held: Mapping[K, V], key: K) -> V:
    if key not in held:
        raise NotFound("There is no such thing.")
    return held[key]


def page_of(found: list[Ticket], name: str, limit: int, cursor: str) -> Page[Ticket]:
    of, _, start = cursor.rpartition("@")
    if cursor and of != name:
        raise InvalidInput("This cursor does not belong to this list; start again without it.", field="cursor")
    begin = int(start or 0)
    end = begin + limit
    return Page(tuple(deepcopy(found[begin:end])), f"{name}@{end}" if end < len(found) else "")
