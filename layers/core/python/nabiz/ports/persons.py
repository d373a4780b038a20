"""Reading persons: whoever has several records, what they wish, and what was done to who is one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from nabiz.domain.citizen import IdentityChange
    from nabiz.domain.identity import Link, Person
    from nabiz.domain.preferences import PreferenceChange
    from nabiz.domain.ticket import Ticket
    from nabiz.ports.reading import Page

HISTORY = 50  # lines of a history that are shown, the newest


class Persons(Protocol):
    """Persons as they stand."""

    def person(self, citizen_id: str) -> Person:
        """The person of a record: one request; two more where the record was merged. Raises `NotFound`."""

    def tickets(self, person: Person, limit: int = 50, cursor: str = "") -> Page[Ticket]:
        """The tickets of all their records, newest first: one request for each record."""

    def wishes(self, citizen_id: str) -> tuple[PreferenceChange, ...]:
        """The last changes of a record's wishes, newest first."""

    def find_link(self, citizen_id: str, link_id: str) -> Link:
        """An address that is to be proven; consistent. Raises `NotFound`."""

    def count_try(self, link: Link, most: int) -> bool:
        """Count one more try to say its code; False where there were `most` already. One conditional write."""

    def acts(self, citizen_id: str) -> tuple[IdentityChange, ...]:
        """The last changes of who is one person with a record, newest first."""
