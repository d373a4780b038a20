"""Finding tickets and people by what somebody remembers of them: a number, a phone, an address, some words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from nabiz.domain.citizen import Citizen
from nabiz.domain.lists import Wanted
from nabiz.domain.messages import Identifier
from nabiz.domain.people import Actor
from nabiz.domain.ticket import Ticket
from nabiz.ports import AccessLog, Page, Reader
from nabiz.ports.persons import Persons
from nabiz.ports.search import PEOPLE, TICKETS, Hit, SearchIndex
from nabiz.text.folding import words
from nabiz.text.stemming import beginning, terms

MOST_WORDS = 6  # of a question; the longest ones, which are the rarest, are asked for
ROUNDS = 3  # pages of the index that are read to fill a page of tickets of which many do not match


@dataclass(frozen=True, slots=True)
class Search:
    """The use case with what it needs. `access` is told which people were looked up, before they are shown."""

    reader: Reader
    index: SearchIndex
    access: AccessLog
    persons: Persons
    actor: Actor
    at: datetime

    def by_number(self, number: str, wanted: Wanted) -> Page[Ticket]:
        """The ticket with this number, if it is shown: one request."""
        return Page(tuple(filter(wanted.matches, self.reader.tickets_by_number([number]))))

    def by_identifier(self, identifier: Identifier, wanted: Wanted) -> Page[Ticket]:
        """The tickets of the person with this phone or mail address, newest first: of all records that are theirs."""
        person = self.reader.find_citizen(identifier)
        if not person:
            return Page(())
        page = self.persons.tickets(self.persons.person(person), wanted.limit, wanted.cursor)
        shown = tuple(filter(wanted.matches, page.items))
        if shown:
            self.access.record_access(person, self.actor, "search", self.at)
        return Page(shown, page.cursor)

    def by_words(self, text: str, wanted: Wanted) -> Page[Ticket]:
        """The tickets that have all words of a text, newest first; a name's words are asked for like all others.

        Each round asks the index and reads what it finds; where tickets do not match, there are up to `ROUNDS`.
        """
        asked = sorted(terms(text), key=len, reverse=True)[:MOST_WORDS]
        found: list[Ticket] = []
        people: set[str] = set()
        cursor = wanted.cursor
        for _ in range(ROUNDS if asked else 0):
            page = self.index.find(TICKETS, asked, wanted.departments, wanted.limit - len(found), cursor)
            tickets = list(filter(wanted.matches, self._tickets(page.items)))
            by_name = {hit.id for hit in page.items if hit.by_name}
            people |= {ticket.citizen for ticket in tickets if ticket.number in by_name}
            found += tickets
            cursor = page.cursor
            if not cursor or len(found) >= wanted.limit:
                break
        self.access.record_accesses(sorted(people), self.actor, "search", self.at)
        return Page(tuple(found), cursor)

    def people(self, text: str, limit: int, cursor: str) -> Page[Citizen]:
        """The people whose names begin with all these words, whatever their order; each look is recorded."""
        asked = words(text)[:MOST_WORDS]
        found = self.index.find(PEOPLE, list(dict.fromkeys(map(beginning, asked))), None, limit, cursor)
        people = self.reader.citizens([hit.id for hit in found.items]) if found.items else []
        alone = {p.id: p for p in people if not (p.merged_into or p.parts)}
        heads = dict.fromkeys(p.merged_into or p.id for p in people if _is_called(p, asked))
        whole = [alone[head] if head in alone else self.persons.person(head).as_one() for head in heads]
        shown = sorted(whole, key=lambda p: (words(p.name), p.id))
        self.access.record_accesses([citizen.id for citizen in shown], self.actor, "search", self.at)
        return Page(tuple(shown), found.cursor)

    def _tickets(self, hits: Sequence[Hit]) -> list[Ticket]:
        numbers = [hit.id for hit in hits]
        known = {ticket.number: ticket for ticket in self.reader.tickets_by_number(numbers)} if numbers else {}
        return [known[number] for number in numbers if number in known]


def _is_called(citizen: Citizen, asked: Sequence[str]) -> bool:
    name = words(citizen.name)
    return all(any(word.startswith(part) for word in name) for part in asked)
