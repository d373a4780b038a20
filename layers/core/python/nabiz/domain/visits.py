"""A visit to the welcome desk: its life as data, and what it remembers. It holds no word of the visitor's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from nabiz.domain.desk import UNIT
from nabiz.domain.errors import IllegalMove, MissingDemand, StaleVersion
from nabiz.domain.people import Actor


class State(StrEnum):
    """Where a visit stands."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HANDED_OVER = "handed_over"  # waits again, for a unit
    FINISHED = "finished"
    LEFT = "left"


class Precedence(StrEnum):
    """Why somebody goes first; said by the visitor or seen, never asked to be proven."""

    ELDERLY = "elderly"
    DISABLED = "disabled"
    PREGNANT = "pregnant"


class Result(StrEnum):
    """How a visit was finished."""

    ANSWERED = "answered"  # at once; counted by its subject
    TICKET = "ticket"
    SERVED = "served"


class Demand(StrEnum):
    """What a move asks for; the names are the fields of a transition."""

    DESK = "desk"
    UNIT = "unit"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Move:
    """One way from a state to another."""

    source: State
    target: State
    demands: tuple[Demand, ...] = ()


MOVES: tuple[Move, ...] = (
    Move(State.WAITING, State.CALLED, (Demand.DESK,)),
    Move(State.WAITING, State.LEFT),
    Move(State.CALLED, State.SERVING),
    Move(State.CALLED, State.LEFT),  # did not come
    Move(State.SERVING, State.HANDED_OVER, (Demand.UNIT,)),
    Move(State.SERVING, State.FINISHED, (Demand.RESULT,)),
    Move(State.HANDED_OVER, State.CALLED, (Demand.DESK,)),
    Move(State.HANDED_OVER, State.LEFT),
)
IN_LINE = frozenset({State.WAITING, State.HANDED_OVER})
AT_DESK = frozenset({State.CALLED, State.SERVING})
OVER = frozenset({State.FINISHED, State.LEFT})

_BY_WAY = {(move.source, move.target): move for move in MOVES}


def targets_from(state: State) -> tuple[State, ...]:
    """Where a visit can go from here, in the order of the table."""
    return tuple(move.target for move in MOVES if move.source == state)


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a visit's history; `desk` and `unit` as they were right after it."""

    state: State
    at: datetime
    by: str
    desk: str = ""
    unit: str = ""


@dataclass(slots=True)
class Visit:
    """Somebody who came. Changes only through its methods, each of which appends to `steps`.

    Attributes:
        id: chosen by whoever gave out the number, so that a repetition gives no second one.
        day: the local day; numbers are unique within it and the service.
        citizen: id of the citizen, if they said who they are; empty for somebody unknown.
        wait_target, serve_target: seconds, as they held on that day.
    """

    id: str
    day: date
    service: str
    arrived_at: datetime
    wait_target: int
    serve_target: int
    number: str = ""
    precedence: str = ""
    citizen: str = ""
    state: State = State.WAITING
    desk: str = ""
    unit: str = ""
    operator: str = ""
    since: datetime | None = None
    result: str = ""
    subject: str = ""
    tickets: frozenset[str] = frozenset()
    steps: tuple[Step, ...] = ()
    version: int = 0

    @property
    def line(self) -> str:
        """The line in which it waits, or waited."""
        return f"{UNIT}{self.unit}" if self.unit else self.service

    def rank(self, head_start: timedelta) -> datetime:
        """Its place in the line: the moment since which it waits, earlier by the head start of who goes first.

        So nobody is overtaken by those who come later than the head start, however many of them go first.
        """
        since = self.since or self.arrived_at
        return since - head_start if self.precedence else since

    def arrive(self, by: Actor) -> None:
        """Begin the history. Called once, right after making the visit."""
        self._step(State.WAITING, by, self.arrived_at)

    def move(self, target: State, by: Actor, at: datetime, given: Mapping[Demand, str] | None = None) -> None:
        """Take one move.

        Raises:
            IllegalMove: there is no such way; carries the ways there are.
            MissingDemand: names what is missing.
        """
        said = {demand: value for demand, value in (given or {}).items() if value}
        move = _BY_WAY.get((self.state, target))
        if move is None:
            allowed = [str(state) for state in targets_from(self.state)]
            ways = ", ".join(allowed) or "none"
            raise IllegalMove(f"A visit that is {self.state} cannot become {target}; allowed: {ways}.", allowed=allowed)
        missing = [str(demand) for demand in move.demands if demand not in said]
        if missing:
            raise MissingDemand(f"To become {target} the visit needs: {', '.join(missing)}.", demands=missing)
        if target is State.CALLED:
            self.desk, self.operator = said[Demand.DESK], by.id
        if target is State.HANDED_OVER:
            self.unit, self.desk, self.operator = said[Demand.UNIT], "", ""
        if target is State.FINISHED:
            self.result = Result(said[Demand.RESULT])
        self._step(target, by, at)

    def close(self, by: Actor, at: datetime) -> bool:
        """End it with the day: who was being served is done, who waited has left. Whether anything changed."""
        if self.state in OVER:
            return False
        if self.state is State.SERVING:
            self.result = Result.SERVED
            self._step(State.FINISHED, by, at)
        else:
            self._step(State.LEFT, by, at)
        return True

    def check_version(self, seen: int) -> None:
        """Raises `StaleVersion` where somebody changed it since."""
        if self.version != seen:
            last = self.steps[-1]
            raise StaleVersion(
                f"The visit was changed by {last.by} and is now {self.state}; read it again and decide anew.",
                changed_by=last.by, changed_at=last.at.isoformat(), version=self.version, status=str(self.state),
            )  # fmt: skip

    def _step(self, state: State, by: Actor, at: datetime) -> None:
        # Clocks of two functions differ by milliseconds: a history never goes back.
        at = max(at, self.steps[-1].at) if self.steps else at
        self.state, self.since = state, at
        self.steps = (*self.steps, Step(state, at, str(by), self.desk, self.unit))
