"""Who may be the same person: somebody of the same name at the same place. Suggested, never merged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from nabiz.domain.citizen import Citizen
from nabiz.domain.identity import Person
from nabiz.domain.people import Actor
from nabiz.domain.ticket import Ticket
from nabiz.ports import AccessLog, Reader
from nabiz.ports.persons import Persons
from nabiz.ports.search import PEOPLE, SearchIndex
from nabiz.text.folding import words
from nabiz.text.stemming import beginning

LOOKED_AT = 50  # people of these words in the index; one request reads them
MOST = 10  # of the same name whose tickets are looked at
TICKETS = 20  # the newest of each, whose places are compared
SHORTEST_NAME = 2  # words: a first name alone is nobody's


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody who may be the same, and the shared `address` or `neighbourhood`."""

    citizen: Citizen
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SuggestSame:
    """The use case with what it needs; who is suggested is written down in the log of looks."""

    reader: Reader
    index: SearchIndex
    persons: Persons
    access: AccessLog

    def __call__(self, citizen_id: str, actor: Actor, at: datetime) -> tuple[Suggestion, ...]:
        """Likely others, those with the same address first. Raises `NotFound`."""
        person = self.persons.person(citizen_id)
        name = sorted(words(person.as_one().name))
        if len(name) < SHORTEST_NAME:
            return ()
        own = _places(self.persons.tickets(person, TICKETS).items)
        found = [
            Suggestion(other.as_one(), shared)
            for other in self._namesakes(name, person)
            if (shared := _shared(own, _places(self.persons.tickets(other, TICKETS).items)))
        ]
        self.access.record_accesses([one.citizen.id for one in found], actor, "suggestion", at)
        return tuple(sorted(found, key=lambda one: ("address" not in one.shared, one.citizen.id)))

    def _namesakes(self, name: list[str], person: Person) -> Iterable[Person]:
        page = self.index.find(PEOPLE, list(dict.fromkeys(map(beginning, name))), None, LOOKED_AT)
        read = self.reader.citizens([hit.id for hit in page.items]) if page.items else []
        named = [one for one in read if sorted(words(one.name)) == name and one.id not in person.ids]
        heads = dict.fromkeys(one.merged_into or one.id for one in sorted(named, key=lambda one: one.id))
        return [self.persons.person(head) for head in list(heads)[:MOST] if head != person.head.id]


def _places(tickets: Iterable[Ticket]) -> dict[str, frozenset[str]]:
    where = [ticket.location for ticket in tickets if ticket.location]
    return {
        "address": frozenset(" ".join(words(place.address)) for place in where if place.address),
        "neighbourhood": frozenset(place.neighbourhood for place in where if place.neighbourhood),
    }


def _shared(one: dict[str, frozenset[str]], other: dict[str, frozenset[str]]) -> tuple[str, ...]:
    return tuple(kind for kind in one if one[kind] & other[kind])
