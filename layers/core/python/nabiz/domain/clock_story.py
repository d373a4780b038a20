"""How a deadline came about, step by step, so that people can follow it: what counted, what did not, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from nabiz.domain.calendar import WorkingCalendar
from nabiz.domain.clocks import Clock, ClockKind, RunsOn
from nabiz.domain.events import Event
from nabiz.domain.workflow import Status

# The statuses in which a promise waits, as `nabiz.domain.workflow.MOVES` has it.
OUTSIDE = frozenset({Status.WAITING_CITIZEN, Status.WAITING_EXTERNAL})
WAITS: dict[ClockKind, frozenset[Status]] = {
    ClockKind.RESPOND: OUTSIDE, ClockKind.RESOLVE: OUTSIDE | {Status.PLANNED}, ClockKind.EXTERNAL: frozenset(),
    ClockKind.PROMISE: OUTSIDE,
}  # fmt: skip
MINUTE = timedelta(minutes=1)


class Why(StrEnum):
    """Why minutes count or do not; a pause is told by the status that caused it."""

    COUNTS = "counts"
    CLOSED = "closed"  # outside of the offices' hours
    HOLIDAY = "holiday"
    WAITING_CITIZEN = "waiting_citizen"
    WAITING_EXTERNAL = "waiting_external"
    PLANNED = "planned"


PAUSES = frozenset({Why.WAITING_CITIZEN, Why.WAITING_EXTERNAL, Why.PLANNED})


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of time; `minutes` are those that counted in it."""

    since: datetime
    until: datetime
    minutes: int
    why: Why


@dataclass(frozen=True, slots=True)
class ClockStory:
    """A clock with its steps up to the due moment, to its stop, or to now while it waits."""

    target_minutes: int
    started_at: datetime
    due: datetime | None
    calendar: str
    paused_minutes: int
    steps: tuple[Step, ...]


def tell_clock(
    clock: Clock, events: Iterable[Event], cycle: int, calendar: WorkingCalendar, now: datetime
) -> ClockStory:
    """The story of one clock of a ticket's present cycle.

    Args:
        events: the ticket's history in its order; the status that each left stands in its facts.
    """
    end = clock.stopped_at or (now if clock.paused_at else max(clock.due, clock.started_at))
    steps: list[Step] = []
    for since, until, why in _stretches(clock, events, cycle, end):
        if why is not None:
            steps.append(Step(since, until, 0, why))
        elif clock.on is RunsOn.ALWAYS:
            steps.append(Step(since, until, (until - since) // MINUTE, Why.COUNTS))
        else:
            steps.extend(_working(since, until, calendar))
    paused = sum(((step.until - step.since) // MINUTE for step in steps if step.why in PAUSES), 0)
    due = None if clock.paused_at and not clock.stopped_at else clock.due
    written = "24/7" if clock.on is RunsOn.ALWAYS else "working"
    return ClockStory(clock.target_minutes, clock.started_at, due, written, paused, tuple(steps))


def _stretches(
    clock: Clock, events: Iterable[Event], cycle: int, end: datetime
) -> Iterator[tuple[datetime, datetime, Why | None]]:
    """From the start to the end, cut where the clock began to wait or went on; with the reason where it waits."""
    waits = WAITS[clock.kind] if clock.waits else frozenset()
    since, reason = clock.started_at, None
    for event in events:
        status = event.facts.get("status", "")
        found = Why(status) if status in waits else None
        if event.facts.get("cycle") != str(cycle) or event.at < clock.started_at or found == reason:
            continue
        moment = min(event.at, end)
        if moment > since:
            yield since, moment, reason
        since, reason = moment, found
    if end > since:
        yield since, end, reason


def _working(since: datetime, until: datetime, calendar: WorkingCalendar) -> Iterator[Step]:
    """A stretch that runs, cut into the offices' hours and what lies between them."""
    at = since.astimezone(calendar.zone)
    last = until.astimezone(calendar.zone)
    for opens, closes in _open_hours(at, last, calendar):
        if opens > at:
            yield _idle(at, opens, calendar)
        yield Step(opens, closes, (closes - opens) // MINUTE, Why.COUNTS)
        at = closes
    if last > at:
        yield _idle(at, last, calendar)


def _idle(since: datetime, until: datetime, calendar: WorkingCalendar) -> Step:
    days = [since.date() + timedelta(days=day) for day in range((until.date() - since.date()).days + 1)]
    feast = any(day in calendar.closed or day in calendar.half_days for day in days)
    return Step(since, until, 0, Why.HOLIDAY if feast else Why.CLOSED)


def _open_hours(since: datetime, until: datetime, calendar: WorkingCalendar) -> Iterator[tuple[datetime, datetime]]:
    """The working periods between two local moments, the first and the last one cut; those that meet are one."""
    begun: datetime | None = None
    ended = since
    for begin, finish in _cut_hours(since, until, calendar):
        if begun is not None and begin > ended:
            yield begun, ended
            begun = None
        begun, ended = begun or begin, finish
    if begun is not None:
        yield begun, ended


def _cut_hours(since: datetime, until: datetime, calendar: WorkingCalendar) -> Iterator[tuple[datetime, datetime]]:
    day = since.date()
    while day <= until.date():
        for opens, closes in calendar.hours(day):
            begin = max(opens.replace(tzinfo=calendar.zone), since)
            finish = min(closes.replace(tzinfo=calendar.zone), until)
            if begin < finish:
                yield begin, finish
        day += timedelta(days=1)
