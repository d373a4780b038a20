"""The life of a ticket as data: statuses, moves, who may take them, what each demands and does to the clocks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nabiz.domain.errors import Forbidden, IllegalMove, MissingDemand
from nabiz.domain.people import Actor, Role


class Status(StrEnum):
    """Where a ticket stands."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    PLANNED = "planned"
    WAITING_CITIZEN = "waiting_citizen"
    WAITING_EXTERNAL = "waiting_external"
    RESOLVED = "resolved"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"
    CLOSED = "closed"
    REOPENED = "reopened"


DONE = frozenset({Status.RESOLVED, Status.REJECTED, Status.DUPLICATE, Status.CLOSED})


class Outcome(StrEnum):
    """How it ended, said on resolving or rejecting."""

    SOLVED = "solved"
    NOT_FOUND = "not_found"
    NOT_OUR_RESPONSIBILITY = "not_our_responsibility"
    PLANNED_WORK = "planned_work"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    INFORMED = "informed"


class Demand(StrEnum):
    """What a move asks for; the names are the fields of a transition."""

    DEPARTMENT = "department"
    REASON = "reason"
    OUTCOME = "outcome"
    MESSAGE = "message_to_citizen"
    PLANNED_FOR = "planned_for"
    DUPLICATE_OF = "duplicate_of"


class ClockEffect(StrEnum):
    """What a move does to the running clocks."""

    NONE = "none"
    PAUSES = "pauses"  # respond and resolve wait for somebody outside the house
    PAUSES_RESOLVE = "pauses_resolve"
    RUNS = "runs"
    STOPS = "stops"
    NEW_CYCLE = "new_cycle"


@dataclass(frozen=True, slots=True)
class Move:
    """One way from a status to another."""

    source: Status
    target: Status
    event: str
    by: frozenset[Role]
    demands: tuple[Demand, ...] = ()
    clock: ClockEffect = ClockEffect.RUNS


S, D, C = Status, Demand, ClockEffect
SYSTEM = frozenset({Role.SYSTEM})
DESK = frozenset({Role.OPERATOR, Role.SUPERVISOR, Role.SYSTEM})
DEPARTMENT = frozenset({Role.DEPARTMENT, Role.FIELD, Role.SUPERVISOR})
STAFF = DESK | DEPARTMENT
CITIZEN = frozenset({Role.CITIZEN})

# Statuses in which somebody in the house is at work on the ticket.
WORKING = (S.ASSIGNED, S.IN_PROGRESS, S.PLANNED, S.WAITING_CITIZEN, S.WAITING_EXTERNAL, S.REOPENED)
OPEN = (S.RECEIVED, *WORKING)


def _from(sources: tuple[Status, ...], target: Status, event: str, by: frozenset[Role], *demands: Demand,
          clock: ClockEffect = C.RUNS) -> tuple[Move, ...]:  # fmt: skip
    return tuple(Move(source, target, event, by, demands, clock) for source in sources if source != target)


MOVES: tuple[Move, ...] = (
    # To a department, from triage or from another department; back to triage when it is not theirs.
    Move(S.RECEIVED, S.ASSIGNED, "TicketAssigned", DESK, (D.DEPARTMENT,)),
    Move(S.REOPENED, S.ASSIGNED, "TicketAssigned", DESK, (D.DEPARTMENT,)),
    *(Move(s, S.ASSIGNED, "TicketTransferred", STAFF, (D.DEPARTMENT, D.REASON))
      for s in (S.ASSIGNED, S.IN_PROGRESS, S.PLANNED, S.WAITING_CITIZEN, S.WAITING_EXTERNAL)),
    *_from(WORKING, S.RECEIVED, "TicketReturned", STAFF, D.REASON),
    # At work.
    *_from((S.ASSIGNED, S.PLANNED, S.WAITING_CITIZEN, S.WAITING_EXTERNAL, S.REOPENED), S.IN_PROGRESS, "TicketStarted",
           DEPARTMENT | SYSTEM),
    *_from((S.ASSIGNED, S.IN_PROGRESS, S.REOPENED), S.PLANNED, "TicketPlanned", DEPARTMENT, D.PLANNED_FOR,
           clock=C.PAUSES_RESOLVE),
    *_from(OPEN, S.WAITING_CITIZEN, "TicketWaitingForCitizen", STAFF, D.MESSAGE, clock=C.PAUSES),
    *_from(OPEN, S.WAITING_EXTERNAL, "TicketForwarded", STAFF, D.DEPARTMENT, D.REASON, clock=C.PAUSES),
    # The end, and the citizen's right to say that it is not.
    *_from(OPEN, S.RESOLVED, "TicketResolved", STAFF, D.OUTCOME, D.MESSAGE, clock=C.STOPS),
    *_from(OPEN, S.REJECTED, "TicketRejected", STAFF, D.OUTCOME, D.REASON, D.MESSAGE, clock=C.STOPS),
    *_from(OPEN, S.DUPLICATE, "TicketMarkedDuplicate", STAFF, D.DUPLICATE_OF, clock=C.STOPS),
    *_from((S.RESOLVED, S.REJECTED, S.DUPLICATE), S.CLOSED, "TicketClosed", DESK, clock=C.STOPS),
    *_from((S.RESOLVED, S.REJECTED, S.DUPLICATE, S.CLOSED), S.REOPENED, "TicketReopened", STAFF | CITIZEN, D.REASON,
           clock=C.NEW_CYCLE),
)  # fmt: skip

_BY_WAY = {(move.source, move.target): move for move in MOVES}


def moves_from(status: Status, actor: Actor) -> tuple[Move, ...]:
    """The legal moves of this actor, in the order of the table."""
    return tuple(move for move in MOVES if move.source == status and move.by & actor.roles)


def find_move(source: Status, target: Status, actor: Actor) -> Move:
    """The move from one status to another.

    Raises:
        IllegalMove: the workflow has no such way; carries the ways it has.
        Forbidden: it has, but not for this actor.
    """
    move = _BY_WAY.get((source, target))
    if move is None:
        allowed = [str(m.target) for m in moves_from(source, actor)]
        ways = ", ".join(allowed) or "none"
        raise IllegalMove(f"A ticket that is {source} cannot become {target}; allowed: {ways}.", allowed=allowed)
    if not move.by & actor.roles:
        raise Forbidden(f"Your role may not move a ticket from {source} to {target}.")
    return move


def check_demands(move: Move, given: dict[Demand, object]) -> None:
    """See that everything the move asks for is there.

    Raises:
        MissingDemand: names what is missing.
    """
    missing = [str(demand) for demand in move.demands if not given.get(demand)]
    if missing:
        raise MissingDemand(f"To become {move.target} the ticket needs: {', '.join(missing)}.", demands=missing)
