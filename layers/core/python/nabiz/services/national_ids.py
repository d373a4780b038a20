"""T.C. identity numbers: taken where the law needs one, found by a keyed hash, shown in part, every look recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from nabiz.configuration import Configuration
from nabiz.domain.errors import Forbidden, NotFound
from nabiz.domain.national_id import NationalId, fingerprint, masked, partly_shown, read_national_id
from nabiz.domain.people import Actor
from nabiz.ports import AccessLog, UnitOfWork
from nabiz.ports.national_ids import NationalIds, Vault
from nabiz.services.change_ticket import check_may_see


@dataclass(frozen=True, slots=True)
class KeepNationalIds:
    """The use cases with what they need."""

    ids: NationalIds
    vault: Vault
    access: AccessLog
    new_work: Callable[[], UnitOfWork]
    configuration: Configuration
    secret: str

    def take(self, ticket_number: str, written: str, actor: Actor, at: datetime) -> str:
        """Write a number down for the citizen of a ticket; as everybody sees it from then on.

        Raises:
            NotFound: there is no such ticket, or it is not the actor's to see.
            Forbidden: the ticket's category needs none.
            InvalidInput: it is no such number.
            AlreadyThere: another citizen has it.
        """
        ticket = self.new_work().ticket(ticket_number)
        check_may_see(ticket, actor)
        category = self.configuration.catalogue.categories.get(ticket.category)
        if category is None or not category.national_id:
            raise Forbidden("This category needs no identity number; do not ask for one.")
        number = read_national_id(written)
        found = fingerprint(self.secret, number)
        standing = self.ids.of(ticket.citizen)
        if standing is None or standing.fingerprint != found:
            encrypted = self.vault.encrypt(number, ticket.citizen)
            self.ids.keep(NationalId(ticket.citizen, encrypted, number[-2:], found, ticket.number, str(actor), at))
            self.access.record_access(ticket.citizen, actor, f"national id taken for {ticket.number}", at)
        return masked(number[-2:])

    def seen(self, records: Sequence[str]) -> NationalId | None:
        """What is known of a person's number, without the number: of the first of their records that has one."""
        return next(filter(None, map(self.ids.of, records)), None)

    def reveal(self, records: Sequence[str], actor: Actor, reason: str, at: datetime) -> str:
        """More of it, for comparing with a paper; never all. Written down, with the reason, before it is shown.

        Raises:
            NotFound: none is known.
        """
        kept = self.seen(records)
        if kept is None:
            raise NotFound("No identity number is known of this citizen.")
        self.access.record_access(kept.citizen, actor, f"national id: {reason}", at)
        return partly_shown(self.vault.decrypt(kept.encrypted, kept.citizen))

    def find(self, written: str, actor: Actor, at: datetime) -> str:
        """The citizen who has a number, or an empty string; the look is recorded. Raises `InvalidInput`."""
        citizen = self.ids.find(fingerprint(self.secret, read_national_id(written)))
        if citizen:
            self.access.record_access(citizen, actor, "search by national id", at)
        return citizen
