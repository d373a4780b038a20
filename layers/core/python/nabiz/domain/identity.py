"""One person with several records: merged by pointers, so that it can be undone and nothing else is rewritten.

Every record keeps its own tickets, talks and identifiers, also those that come after the merge; only what is shown and
decided looks at all of them. The head carries the wishes. A pointer is one step: parts never have parts of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from nabiz.domain.citizen import Citizen, IdentityChange, Part
from nabiz.domain.errors import IllegalMove, InvalidInput
from nabiz.domain.messages import Identifier
from nabiz.domain.preferences import How

# A change of one person is one transaction of at most 100 items, and a list of theirs one request for each record.
MOST_PARTS = 20


class Act(StrEnum):
    """What was done."""

    MERGED = "merged"
    SPLIT = "split"
    LINKED = "linked"


class Proof(StrEnum):
    """Why it is believed."""

    CODE = "code"  # a code that was sent to the other address came back
    CHECKED = "checked"  # somebody of the staff checked; the reason says how


@dataclass(frozen=True, slots=True)
class Person:
    """The head, and the records that were merged into it."""

    head: Citizen
    parts: tuple[Citizen, ...] = ()

    @property
    def records(self) -> tuple[Citizen, ...]:
        """All of them, the head first."""
        return (self.head, *self.parts)

    @property
    def ids(self) -> tuple[str, ...]:
        """The keys under which their tickets stand."""
        return tuple(record.id for record in self.records)

    def as_one(self, asked: str = "") -> Citizen:
        """One citizen with the identifiers of all: those of the record that was asked for first, then the head's."""
        first = sorted(self.records, key=lambda record: record.id != asked)
        known: dict[Identifier, None] = {}
        for record in first:
            known |= dict.fromkeys(record.identifiers)
        name = next((record.name for record in (self.head, *first) if record.name), "")
        return replace(self.head, name=name, identifiers=tuple(known), added=[], wished=[], acts=[])


def merge(
    head: Citizen, part: Citizen, brought: tuple[Citizen, ...], by: str, proof: Proof, reason: str, at: datetime
) -> bool:
    """Let `part`, with the records that it has brought before, be one person with `head`.

    Args:
        head, part: both stand for themselves.
        brought: the parts of `part`.

    Returns:
        False where they are one already: nothing changes.

    Raises:
        InvalidInput: too many records; some are to be split off first.
    """
    if head.id == part.id:
        return False
    if len(head.parts) + len(brought) + 1 > MOST_PARTS:
        raise InvalidInput(f"One person has at most {MOST_PARTS + 1} records; split off what does not belong.",
                           field="other")  # fmt: skip
    under = {known.id: known.under or part.id for known in part.parts}
    head.parts += (Part(part.id), *(Part(record.id, under.get(record.id, part.id)) for record in brought))
    part.parts = ()
    for record in (part, *brought):
        record.merged_into = head.id
    before = head.preferences
    together = head.preferences.together(part.preferences)
    head.wish(together, by, How.MERGE, at, reason)
    change = IdentityChange(at, Act.MERGED, by, part.id, str(proof), reason, before, together)
    head.acts.append(change)
    part.acts.append(replace(change, other=head.id))
    for record in brought:
        record.acts.append(replace(change, other=head.id))
    return True


def split(head: Citizen, part: Citizen, brought: tuple[Citizen, ...], last: IdentityChange | None, by: str,
          reason: str, at: datetime) -> None:  # fmt: skip
    """Undo a merge: `part` is a person of its own again, with what it had brought.

    Where nobody changed the wishes since the merge, both have theirs from before; else both have those of today.

    Args:
        brought: the records that stand under `part`, see `under_of`.
        last: the merge that is undone, where its record is still there.

    Raises:
        IllegalMove: `part` is no part of `head`.
    """
    if part.id not in {known.id for known in head.parts}:
        raise IllegalMove("These records are not one person.", allowed=[known.id for known in head.parts])
    moved = {part.id, *(record.id for record in brought)}
    own = tuple(Part(known.id, "" if known.under == part.id else known.under)
                for known in head.parts if known.id in moved and known.id != part.id)  # fmt: skip
    head.parts = tuple(known for known in head.parts if known.id not in moved)
    part.merged_into, part.parts = "", own
    for record in brought:
        record.merged_into = part.id
    if last is not None and head.preferences == last.after:
        head.wish(last.before, by, How.SPLIT, at, reason)
    else:
        part.wish(head.preferences, by, How.SPLIT, at, reason)
    change = IdentityChange(at, Act.SPLIT, by, part.id, "", reason, head.preferences, part.preferences)
    head.acts.append(change)
    for record in (part, *brought):
        record.acts.append(replace(change, other=head.id))


def under_of(head: Citizen, part_id: str) -> tuple[str, ...]:
    """The records that a part has brought, and those that these had brought."""
    found: list[str] = []
    wanted = {part_id}
    while wanted:
        wanted = {known.id for known in head.parts if known.under in wanted and known.id not in found}
        found += sorted(wanted)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Link:
    """An address of which somebody says that it is a citizen's, until a code proves it.

    The code is made from the key of the house and `id`: it is stored nowhere, not even hashed.
    """

    id: str
    citizen: str
    kind: str  # `phone` or `email`
    address: str
    by: str
    at: datetime
    valid_until: datetime
    tries: int = 0

    @property
    def identifier(self) -> Identifier:
        """What is proven."""
        return Identifier(self.kind, self.address)

    @property
    def aggregate(self) -> str:
        """The citizen's key."""
        return f"P#{self.citizen}"
