"""The staff works on a ticket: moves it on, answers the citizen, writes a note, corrects the category."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from nabiz.configuration import Configuration
from nabiz.domain.errors import AlreadyDone, Forbidden, InvalidInput, NotFound, StaleVersion
from nabiz.domain.numbers import parse_number
from nabiz.domain.people import Actor, Role
from nabiz.domain.ticket import Ticket
from nabiz.domain.timeline import Direction, Message, message_id
from nabiz.domain.workflow import DONE, Demand, Outcome, Status
from nabiz.ports import Once, UnitOfWork
from nabiz.services.attempts import try_again


@dataclass(frozen=True, slots=True)
class Transition:
    """Take one move of the workflow. `given` holds what the move demands, see `nabiz.domain.workflow.Demand`."""

    to: Status
    given: Mapping[Demand, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assignment:
    """Give the ticket to a department, or to a person of the department that has it."""

    department: str = ""
    assignee: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Classification:
    """Correct the category."""

    category: str


@dataclass(frozen=True, slots=True)
class Reply:
    """Words to the citizen."""

    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """Words among the staff."""

    text: str


@dataclass(frozen=True, slots=True)
class TeamAssignment:
    """To one of the department's field teams."""

    team: str


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """Somebody has taken notice of an escalation."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Snooze:
    """The escalation is put off."""

    until: datetime
    reason: str


Change = Transition | Assignment | TeamAssignment | Classification | Reply | Note | Acknowledgement | Snooze


@dataclass(frozen=True, slots=True)
class ChangeTicket:
    """The command. `version` is what the actor saw (None: whatever it is); `once` the caller's Idempotency-Key."""

    number: str
    change: Change
    actor: Actor
    version: int | None = None
    once: str = ""


def change_ticket(
    command: ChangeTicket, new_work: Callable[[], UnitOfWork], configuration: Configuration, at: datetime
) -> Ticket:
    """Carry the change out, or nothing of it.

    Raises:
        NotFound: there is no such ticket, or it belongs to a department that the actor may not see.
        StaleVersion: somebody changed it since `version`; says who and when.
        IllegalMove, Forbidden, MissingDemand, InvalidInput: see `nabiz.domain.workflow`.
    """
    try:
        return try_again(lambda: _change(command, new_work(), configuration, at))
    except AlreadyDone:
        return new_work().ticket(command.number)


def _change(command: ChangeTicket, work: UnitOfWork, configuration: Configuration, at: datetime) -> Ticket:
    ticket = work.ticket(command.number)
    check_may_see(ticket, command.actor)
    check_version(ticket, command.version)
    was_done = ticket.is_done
    _carry_out(command, ticket, work, configuration, at)
    if ticket.conversation and was_done != ticket.is_done:
        work.link(ticket.conversation, ticket.number, open=not ticket.is_done)
    if command.once:
        work.once(Once(f"change|{command.actor}|{command.number}|{command.once}"))
    work.commit()
    return ticket


def _carry_out(
    command: ChangeTicket, ticket: Ticket, work: UnitOfWork, configuration: Configuration, at: datetime
) -> None:
    actor, rules = command.actor, configuration.rules
    match command.change:
        case Transition(to, given):
            _move(ticket, to, given, actor, work, configuration, at)
        case Assignment() as assignment:
            _assign(ticket, assignment, actor, work, configuration, at)
        case TeamAssignment(team):
            _give_to_team(ticket, team, actor, configuration, at)
        case Classification(category):
            _require(actor, Role.OPERATOR, Role.SUPERVISOR, Role.DEPARTMENT)
            ticket.classify(category, configuration.catalogue.terms(category), rules, actor, at)
        case Reply(text):
            _require(actor, Role.OPERATOR, Role.SUPERVISOR, Role.DEPARTMENT, Role.FIELD)
            ticket.reply(rules, actor, at, message=_keep(ticket, text, Direction.OUT, actor, work, at))
        case Acknowledgement(reason):
            _require(actor, Role.OPERATOR, Role.SUPERVISOR, Role.DEPARTMENT)
            ticket.acknowledge(reason, rules, actor, at)
        case Snooze(until, reason):
            _require(actor, Role.SUPERVISOR, Role.DEPARTMENT)
            ticket.snooze(until, reason, rules, actor, at)
        case Note(text):
            _require(actor, Role.OPERATOR, Role.SUPERVISOR, Role.DEPARTMENT, Role.FIELD)
            ticket.note(actor, at, message=_keep(ticket, text, Direction.NOTE, actor, work, at))


def _move(
    ticket: Ticket, to: Status, given: Mapping[Demand, str], actor: Actor, work: UnitOfWork,
    configuration: Configuration, at: datetime,
) -> None:  # fmt: skip
    _check_values(ticket, given, configuration, work)
    words = given.get(Demand.MESSAGE, "")
    message = _keep(ticket, words, Direction.OUT, actor, work, at) if words else ""
    ticket.move(to, configuration.rules, actor, at, given, message=message)


def _check_values(ticket: Ticket, given: Mapping[Demand, str], configuration: Configuration, work: UnitOfWork) -> None:
    """What a person chose must exist: a department, an outcome, another ticket."""
    if department := given.get(Demand.DEPARTMENT):
        configuration.catalogue.department(department)
    outcome = given.get(Demand.OUTCOME)
    if outcome and outcome not in set(Outcome):
        allowed = ", ".join(Outcome)
        raise InvalidInput(f"There is no outcome {outcome!r}; allowed: {allowed}.", field="outcome")
    if other := given.get(Demand.DUPLICATE_OF):
        number = parse_number(other)
        if number == ticket.number:
            raise InvalidInput("A ticket cannot be a duplicate of itself.", field="duplicate_of")
        work.ticket(number)
    if planned := given.get(Demand.PLANNED_FOR):
        _check_moment(planned)


def _check_moment(planned: str) -> None:
    try:
        moment = datetime.fromisoformat(planned)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise InvalidInput("planned_for is a moment with an offset, for example 2026-11-25T09:00:00+03:00.",
                           field="planned_for")  # fmt: skip


def _assign(
    ticket: Ticket, assignment: Assignment, actor: Actor, work: UnitOfWork, configuration: Configuration, at: datetime
) -> None:
    if assignment.department and assignment.department != ticket.department:
        given = {Demand.DEPARTMENT: assignment.department, Demand.REASON: assignment.reason}
        _move(ticket, Status.ASSIGNED, {k: v for k, v in given.items() if v}, actor, work, configuration, at)
    elif not assignment.assignee:
        raise InvalidInput("Say another department or a person of this one.", field="department")
    if assignment.assignee:
        if not ticket.department or ticket.status in DONE:
            raise InvalidInput("Only a department's open ticket has a person to work on it.", field="assignee")
        ticket.give_to(assignment.assignee, actor, at)


def _give_to_team(ticket: Ticket, code: str, actor: Actor, configuration: Configuration, at: datetime) -> None:
    team = configuration.field.team_for(code, ticket.department)
    if ticket.status in DONE:
        raise InvalidInput("Only an open ticket is given to a team.", field="team")
    ticket.give_to(team.assignee, actor, at)


def _keep(ticket: Ticket, text: str, direction: Direction, actor: Actor, work: UnitOfWork, at: datetime) -> str:
    """Keep words in the timeline; their id."""
    unique = message_id(at, f"{ticket.aggregate}|{ticket.seq}")
    work.add(Message(ticket.aggregate, unique, direction, ticket.channel, str(actor), at, text=text))
    return unique


def _require(actor: Actor, *roles: Role) -> None:
    if not actor.roles & set(roles):
        raise Forbidden("Your role reads tickets but does not change them.")


def check_may_see(ticket: Ticket, actor: Actor) -> None:
    """A department sees its own tickets only; for the others they do not exist.

    Raises:
        NotFound: with the same words as for a ticket that does not exist.
    """
    if not actor.may_see(ticket.department):
        raise NotFound("There is no such ticket.")


def check_version(ticket: Ticket, version: int | None) -> None:
    """See that the actor decided on what stands there.

    Raises:
        StaleVersion: says who changed it since, and when.
    """
    if version is not None and version != ticket.version:
        at = ticket.updated_at.isoformat() if ticket.updated_at else ""
        raise StaleVersion(
            f"The ticket was changed by {ticket.updated_by} at {at} and is now {ticket.status}; read it again.",
            changed_by=ticket.updated_by, changed_at=at, version=ticket.version, status=str(ticket.status),
        )  # fmt: skip
