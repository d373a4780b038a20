"""Promises beside first answer and solution: clocks of the city's own, from one event of a ticket to another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from nabiz.domain.calendar import WorkingCalendar
from nabiz.domain.clocks import Clock, ClockKind, RunsOn

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

EXTERNAL = "external"  # the code of the clock of other institutions
ALWAYS, OWN, CITY = "always", "working", "city"  # calendars that have no name of their own


class Begins(StrEnum):
    """The events that start a promise."""

    OPENED = "opened"
    ASSIGNED = "assigned"
    STARTED = "started"
    PLANNED = "planned"
    FORWARDED = "forwarded"


class Ends(StrEnum):
    """What keeps a promise."""

    ASSIGNED = "assigned"
    ANSWERED = "answered"
    STARTED = "started"
    RETURNED = "returned"  # the other institution has answered, or somebody took it back
    DONE = "done"


_BEGINS: Mapping[str, Begins] = {
    "TicketOpened": Begins.OPENED, "TicketReopened": Begins.OPENED, "TicketAssigned": Begins.ASSIGNED,
    "TicketTransferred": Begins.ASSIGNED, "TicketStarted": Begins.STARTED, "TicketPlanned": Begins.PLANNED,
    "TicketForwarded": Begins.FORWARDED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Terms:
    """How long: `hours`, or `days` of the calendar: `always`, `working` (the department's), `city`, or a name."""

    calendar: str
    hours: float = 0
    days: float = 0

    def minutes(self, calendar: WorkingCalendar) -> int:
        """Minutes that count; a day of every hour has 24."""
        per_day = 1440 if self.calendar == ALWAYS else calendar.minutes_per_day
        return round(self.hours * 60 + self.days * per_day)


@dataclass(frozen=True, slots=True)
class Promise:
    """A clock that the city declares.

    Attributes:
        code, names: how it is stored, and how people call it by language.
        source: the law or decision that it comes from.
        waits: whether it stands still while a citizen or another institution is waited for.
        categories, kinds, channels: what it holds for; everything where one is empty.
        departments: other terms for tickets that begin it in these departments.
    """

    code: str
    begins: Begins
    ends: Ends
    terms: Terms
    names: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    waits: bool = True
    categories: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    departments: Mapping[str, Terms] = field(default_factory=dict)

    def holds_for(self, facts: Mapping[str, str]) -> bool:
        """Whether a ticket of these dimensions is promised it."""
        asked = ((self.categories, "category"), (self.kinds, "kind"), (self.channels, "channel"))
        return all(not allowed or facts.get(name, "") in allowed for allowed, name in asked)


@dataclass(frozen=True, slots=True)
class Standing:
    """A ticket as promises see it, right after an event; `facts` are the event's."""

    event: str
    facts: Mapping[str, str]
    opened_at: datetime
    answered: bool
    done: bool
    department_calendar: str


def follow(
    promises: tuple[Promise, ...], clocks: tuple[Clock, ...], standing: Standing, at: datetime,
    calendar: Callable[[str], WorkingCalendar],
) -> tuple[Clock, ...]:  # fmt: skip
    """The clocks after an event: those that it begins, those that it ends, and none that does not hold any more.

    Args:
        calendar: finds a calendar by its name, the city's own by the empty one.
    """
    known = {clock.code: clock for clock in clocks}
    return tuple(_follow(promises, known, standing, at, calendar))


def _follow(
    promises: tuple[Promise, ...], known: dict[str, Clock], standing: Standing, at: datetime,
    calendar: Callable[[str], WorkingCalendar],
) -> Iterator[Clock]:  # fmt: skip
    declared = {promise.code for promise in promises}
    # What the city has ceased to promise runs no longer; what was kept or broken stays to be seen.
    yield from (clock.stop(at) for code, clock in known.items() if code not in declared)
    for promise in promises:
        clock = known.get(promise.code)
        if standing.event == "TicketClassified" and not promise.holds_for(standing.facts):
            continue
        if _begins(promise, clock, standing):
            # A correction of the category does not buy time: what was promised on opening counts from there.
            since = at if standing.event != "TicketClassified" else standing.opened_at
            clock = _start(promise, standing, since, at, calendar)
        if clock is not None:
            yield clock.stop(at) if _ended(promise, standing) else clock


def _begins(promise: Promise, clock: Clock | None, standing: Standing) -> bool:
    if not promise.holds_for(standing.facts) or standing.done:
        return False
    if standing.event == "TicketClassified":
        return clock is None and promise.begins is Begins.OPENED
    if _BEGINS.get(standing.event) is not promise.begins:
        return False
    # Work that begins a second time begins no promise again; another institution is asked anew each time.
    return clock is None or (promise.begins is Begins.FORWARDED and clock.stopped_at is not None)


def _ended(promise: Promise, standing: Standing) -> bool:
    status = standing.facts.get("status", "")
    match promise.ends:
        case Ends.ASSIGNED:
            return standing.done or bool(standing.facts.get("department"))
        case Ends.ANSWERED:
            return standing.done or standing.answered
        case Ends.STARTED:
            return standing.done or status in ("in_progress", "planned")
        case Ends.RETURNED:
            return status != "waiting_external"
        case Ends.DONE:
            return standing.done


def _start(
    promise: Promise, standing: Standing, since: datetime, at: datetime, calendar: Callable[[str], WorkingCalendar]
) -> Clock:
    terms = promise.departments.get(standing.facts.get("department", ""), promise.terms)
    name = standing.department_calendar if terms.calendar == OWN else terms.calendar
    name = "" if name in (ALWAYS, CITY) else name
    hours = calendar(name)
    kind = ClockKind.EXTERNAL if promise.code == EXTERNAL else ClockKind.PROMISE
    runs_on = RunsOn.ALWAYS if terms.calendar == ALWAYS else RunsOn.WORKING
    clock = Clock.start(kind, terms.minutes(hours), since, hours, runs_on, calendar_name=name, name=promise.code,
                        waits=promise.waits, follows=terms.calendar == OWN)  # fmt: skip
    return clock.not_before(at)
