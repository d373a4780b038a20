"""A desk calls the next of its lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from nabiz.configuration import Configuration
from nabiz.domain.errors import AlreadyDone, StorageConflict
from nabiz.domain.people import Actor
from nabiz.domain.visits import IN_LINE, Demand, State, Visit
from nabiz.ports import Once
from nabiz.ports.desk import Visits
from nabiz.services.change_visit import check_may_work_at, once_of

# Lists of who waits may be a moment old: so many of a line are looked at, for others may have called the first ones.
LOOKED_AT = 10
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class CallNext:
    """The command; `once` is the caller's Idempotency-Key: the same key again calls nobody else."""

    desk: str
    actor: Actor
    once: str = ""


def call_next(command: CallNext, visits: Visits, configuration: Configuration, at: datetime) -> Visit | None:
    """Call whoever is first in the lines of a desk; None where nobody waits. Two desks never call the same visit.

    Raises:
        InvalidInput: there is no such desk.
        Forbidden: it is a unit's desk, and not the actor's unit.
        StorageConflict: too many desks called from these lines at this moment.
    """
    desk = configuration.desk.desk(command.desk)
    check_may_work_at(desk, command.actor)
    day = at.astimezone(configuration.city.timezone).date()
    once, head_start = once_of(command.actor, f"next {desk.code}", command.once), configuration.desk.head_start
    if once is not None and (before := visits.carried_out(once)):
        return visits.find(before)
    lost = False
    for _ in range(ROUNDS):
        lines = [visit for line in desk.lines for visit in visits.line(day, line, LOOKED_AT)]
        if not lines:
            return None
        for seen in sorted(lines, key=lambda visit: (visit.rank(head_start), visit.id)):
            visit = visits.find(seen.id)
            if visit.state not in IN_LINE or visit.line not in desk.lines:
                continue
            visit.move(State.CALLED, command.actor, at, {Demand.DESK: desk.code})
            try:
                visits.put(visit, Once(once.key, visit.id) if once else None)
                return visit
            except AlreadyDone as done:
                return visits.find(str(done.details["result"]))
            except StorageConflict:
                lost = True  # another desk was faster
    if lost:
        raise StorageConflict("Other desks called from these lines at the same moment; try again.")
    return None
