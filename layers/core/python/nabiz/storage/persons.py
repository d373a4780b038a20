"""Persons on the table: the head and its parts by pointers of one step, and the histories under each record."""

from __future__ import annotations

from typing import Any

from pynamodb.exceptions import UpdateError

from nabiz.domain.citizen import Citizen, IdentityChange
from nabiz.domain.errors import NotFound
from nabiz.domain.identity import Link, Person
from nabiz.domain.preferences import PreferenceChange
from nabiz.domain.ticket import Ticket
from nabiz.ports import Page
from nabiz.ports.persons import HISTORY
from nabiz.storage import convert, keys
from nabiz.storage.cursors import read_position, write_position
from nabiz.storage.records import (
    CitizenRecord,
    IdentityChangeRecord,
    LinkRecord,
    PreferenceChangeRecord,
    Record,
)
from nabiz.storage.records.base import PersonIndex


class TablePersons:
    """`nabiz.ports.persons.Persons` on the table."""

    def person(self, citizen_id: str) -> Person:
        """See the port."""
        try:
            citizen = convert.to_domain(CitizenRecord.get(keys.citizen(citizen_id), keys.SELF), Citizen)
        except CitizenRecord.DoesNotExist:
            raise NotFound("There is no such citizen.") from None
        return person_of(citizen)

    def tickets(self, person: Person, limit: int = 50, cursor: str = "") -> Page[Ticket]:
        """See the port: one Query of the index `person` for each record."""
        position = read_position(cursor, keys.citizen(person.head.id))
        before: Any = PersonIndex.person_sk < position if position else None
        found: list[tuple[str, Record]] = []
        more = False
        for citizen_id in person.ids:
            asked = Record.person_index.query(
                keys.citizen(citizen_id), range_key_condition=before, scan_index_forward=False, page_size=limit
            )
            raw = next(asked.page_iter)
            more = more or "LastEvaluatedKey" in raw
            found += [(item["person_sk"]["S"], Record.from_raw_data(item)) for item in raw["Items"]]
        found.sort(key=lambda pair: pair[0], reverse=True)
        shown = found[:limit]
        goes_on = more or len(found) > limit
        after = shown[-1][0] if goes_on and shown else ""
        tickets = tuple(convert.to_ticket(record) for _, record in shown)
        return Page(tickets, write_position(keys.citizen(person.head.id), after))

    def wishes(self, citizen_id: str) -> tuple[PreferenceChange, ...]:
        """See the port: one Query."""
        found = _under(citizen_id, keys.WISH)
        return tuple(record.change for record in found if isinstance(record, PreferenceChangeRecord))

    def find_link(self, citizen_id: str, link_id: str) -> Link:
        """See the port: one strongly consistent GetItem."""
        try:
            record = LinkRecord.get(keys.citizen(citizen_id), keys.LINK + link_id, consistent_read=True)
        except LinkRecord.DoesNotExist:
            raise NotFound("There is no such proof; ask for a new code.") from None
        return convert.to_domain(record, Link)

    def count_try(self, link: Link, most: int) -> bool:
        """See the port: one conditional UpdateItem."""
        record = LinkRecord(keys.citizen(link.citizen), keys.LINK + link.id)
        try:
            record.update(actions=[LinkRecord.tries.add(1)], condition=LinkRecord.tries < most)
        except UpdateError as error:
            if error.cause_response_code != "ConditionalCheckFailedException":
                raise
            return False
        return True

    def acts(self, citizen_id: str) -> tuple[IdentityChange, ...]:
        """See the port: one Query."""
        found = _under(citizen_id, keys.IDENTITY)
        return tuple(record.change for record in found if isinstance(record, IdentityChangeRecord))


def _under(citizen_id: str, prefix: str) -> list[Record]:
    return list(
        Record.query(keys.citizen(citizen_id), Record.sk.startswith(prefix), scan_index_forward=False, limit=HISTORY)
    )


def person_of(citizen: Citizen, *, consistent: bool = False) -> Person:
    """The person of a record that was read: no request, or one for the head and one for the other parts."""
    head = citizen
    if citizen.merged_into:
        record = CitizenRecord.get(keys.citizen(citizen.merged_into), keys.SELF, consistent_read=consistent)
        head = convert.to_domain(record, Citizen)
    others = [(keys.citizen(part.id), keys.SELF) for part in head.parts if part.id != citizen.id]
    read = [convert.to_domain(one, Citizen) for one in CitizenRecord.batch_get(others, consistent_read=consistent)]
    known = {one.id: one for one in (citizen, *read)}
    return Person(head, tuple(known[part.id] for part in head.parts if part.id in known))


def as_one(citizen: Citizen) -> Citizen:
    """The person of a record as one citizen, the record's own addresses first; strongly consistent."""
    if not (citizen.merged_into or citizen.parts):
        return citizen
    return person_of(citizen, consistent=True).as_one(citizen.id)
