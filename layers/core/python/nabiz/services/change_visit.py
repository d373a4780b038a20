"""A visit goes on: called, served, handed over, finished, left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from nabiz.configuration import Configuration
from nabiz.domain.desk import Desk
from nabiz.domain.errors import AlreadyDone, Forbidden, InvalidInput
from nabiz.domain.people import CITY_WIDE, Actor
from nabiz.domain.visits import Demand, State, Visit
from nabiz.ports import Once
from nabiz.ports.desk import Visits


@dataclass(frozen=True, slots=True)
class ChangeVisit:
    """The command. `version` is what the actor saw; `once` the caller's Idempotency-Key; `subject` of an answer."""

    visit: str
    to: State
    actor: Actor
    version: int
    given: Mapping[Demand, str] = field(default_factory=dict)
    subject: str = ""
    once: str = ""


def change_visit(command: ChangeVisit, visits: Visits, configuration: Configuration, at: datetime) -> Visit:
    """Take one move; a repetition with the same key gives the visit as it stands.

    Raises:
        NotFound: there is no such visit.
        StaleVersion, StorageConflict: somebody else was faster.
        IllegalMove, MissingDemand: see `nabiz.domain.visits`.
        InvalidInput: there is no such desk, unit or subject, or the desk does not call from the visit's line.
        Forbidden: it is a unit's desk, and not the actor's unit.
    """
    visit, once = visits.find(command.visit), once_of(command.actor, command.visit, command.once)
    if once is not None and visit.version != command.version and visits.carried_out(once):
        return visit
    visit.check_version(command.version)
    _carry_out(command, visit, configuration, at)
    try:
        visits.put(visit, once)
    except AlreadyDone:
        return visits.find(command.visit)
    return visit


def _carry_out(command: ChangeVisit, visit: Visit, configuration: Configuration, at: datetime) -> None:
    rules = configuration.desk
    if desk := command.given.get(Demand.DESK) or visit.desk:
        check_may_work_at(rules.desk(desk), command.actor)
    if command.to is State.CALLED and (calls := command.given.get(Demand.DESK)):
        check_calls(rules.desk(calls), visit)
    unit = command.given.get(Demand.UNIT)
    if unit and unit not in rules.units():
        raise InvalidInput("This unit has no desk here.", field="unit", allowed=sorted(rules.units()))
    if command.subject and command.subject not in rules.subjects:
        raise InvalidInput("There is no such subject.", field="subject", allowed=sorted(rules.subjects))
    visit.move(command.to, command.actor, at, command.given)
    visit.subject = command.subject or visit.subject


def once_of(actor: Actor, what: str, key: str) -> Once | None:
    """The marker of a change at the desk."""
    return Once(f"desk|{actor}|{what}|{key}", what) if key else None


def check_may_work_at(desk: Desk, actor: Actor) -> None:
    """Raises `Forbidden` where it is the desk of a unit that is not the actor's."""
    if desk.unit and not actor.roles & CITY_WIDE and not actor.may_see(desk.unit):
        raise Forbidden("This is the desk of a unit that is not yours.")


def check_calls(desk: Desk, visit: Visit) -> None:
    """Raises `InvalidInput` where a desk does not call from the line in which a visit waits."""
    if visit.line not in desk.lines:
        raise InvalidInput("This desk does not call from the visit's line.", field="desk", allowed=list(desk.lines))
