"""What stands where at this moment: in which lists an open ticket counts, and what a change moves between them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from nabiz.domain.workflow import DONE, Status

OPEN, WAITING = "open", "waiting"
# Nobody in the house can go on with these at the moment: the citizen, somebody else or an appointed day is waited for.
WAITING_STATUSES = frozenset({Status.WAITING_CITIZEN, Status.WAITING_EXTERNAL, Status.PLANNED})

Place = tuple[
    str, str
]  # (`department:{code}` or `user:{name}`, measure); the triage queue is a department without code


def department(code: str) -> str:
    """The name under which a department's tickets are counted."""
    return f"department:{code}"


def assignee(username: str) -> str:
    """The name under which the tickets of one of the staff are counted."""
    return f"user:{username}"


def places(status: str, department_code: str, username: str) -> frozenset[Place]:
    """Where a ticket counts; nowhere once it is done."""
    if status in DONE:
        return frozenset()
    found = {(department(department_code), OPEN)}
    if status in WAITING_STATUSES:
        found.add((department(department_code), WAITING))
    if username:
        found.add((assignee(username), OPEN))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class TicketChange:
    """One version of a ticket following another, as the table's stream tells it.

    Attributes:
        id: the same for every delivery of the same change: what counting it once goes by.
        before, after: where it counted; empty before it was opened and after it is gone.
    """

    id: str
    before: frozenset[Place]
    after: frozenset[Place]

    @property
    def moves(self) -> dict[Place, int]:
        """What is added where; most changes move nothing."""
        return dict.fromkeys(self.after - self.before, 1) | dict.fromkeys(self.before - self.after, -1)


@dataclass(frozen=True, slots=True)
class DepartmentStanding:
    """How many tickets of a department are open, and how many of these wait for somebody outside."""

    open: int = 0
    waiting: int = 0


def standing_of(counts: Counter[Place]) -> dict[str, DepartmentStanding]:
    """The counts of places as figures of departments, by code; departments without open tickets are left out."""
    codes = {name.partition(":")[2] for (name, _), total in counts.items() if name.startswith("department:") and total}
    return {
        code: DepartmentStanding(counts[department(code), OPEN], counts[department(code), WAITING])
        for code in sorted(codes)
    }
