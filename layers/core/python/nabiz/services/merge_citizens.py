"""Records of one person are put together, and taken apart again. Each is one transaction, whatever hangs on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from nabiz.domain.citizen import Citizen
from nabiz.domain.identity import Act, Proof, merge, split, under_of
from nabiz.ports import UnitOfWork
from nabiz.ports.persons import Persons
from nabiz.services.attempts import try_again
from nabiz.services.persons import head_of


@dataclass(frozen=True, slots=True)
class MergeCitizens:
    """The command: `other` becomes part of the person of `citizen`; `by` is an actor, as text."""

    citizen: str
    other: str
    by: str
    proof: Proof
    reason: str


def merge_citizens(command: MergeCitizens, new_work: Callable[[], UnitOfWork], at: datetime) -> str:
    """Put two persons together; the id of the one who stands for both. The same again changes nothing.

    Raises:
        NotFound: there is no such citizen.
        InvalidInput: they would have too many records.
    """

    def step() -> str:
        work = new_work()
        head = head_of(work, command.citizen)
        if put_together(work, head, head_of(work, command.other), command.by, command.proof, command.reason, at):
            work.commit()
        return head.id

    return try_again(step)


def put_together(
    work: UnitOfWork, head: Citizen, other: Citizen, by: str, proof: Proof, reason: str, at: datetime
) -> bool:
    """The same within a unit of work; whether anything changed."""
    brought = tuple(work.citizen(part.id) for part in other.parts) if head.id != other.id else ()
    return merge(head, other, brought, by, proof, reason, at)


@dataclass(frozen=True, slots=True)
class SplitCitizens:
    """The command: `part` leaves the person of `citizen`, with all that it has brought."""

    citizen: str
    part: str
    by: str
    reason: str


def split_citizens(
    command: SplitCitizens, new_work: Callable[[], UnitOfWork], persons: Persons, at: datetime
) -> tuple[str, str]:
    """Undo a merge; the two persons that there are now.

    Raises:
        NotFound: there is no such citizen.
        IllegalMove: the part is no part of this person.
    """

    def step() -> tuple[str, str]:
        work = new_work()
        head, part = head_of(work, command.citizen), work.citizen(command.part)
        acts = persons.acts(part.id)
        last = next((act for act in acts if act.act == Act.MERGED and act.other == head.id), None)
        brought = tuple(work.citizen(each) for each in under_of(head, part.id))
        split(head, part, brought, last, command.by, command.reason, at)
        work.commit()
        return head.id, part.id

    return try_again(step)
