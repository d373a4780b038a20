"""Deadlines that run, wait and stop: one clock per promise (first answer, resolution) and cycle of a ticket."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from nabiz.domain.calendar import WorkingCalendar


class ClockKind(StrEnum):
    """What is promised."""

    RESPOND = "respond"
    RESOLVE = "resolve"
    EXTERNAL = "external"  # the answer of another institution
    PROMISE = "promise"  # a clock of the city's own, see `nabiz.domain.promises`


class RunsOn(StrEnum):
    """Which minutes count."""

    ALWAYS = "always"
    WORKING = "working"


# A first answer is promised at any hour, the work itself while the offices work.
COUNTS = {
    ClockKind.RESPOND: RunsOn.ALWAYS, ClockKind.RESOLVE: RunsOn.WORKING, ClockKind.EXTERNAL: RunsOn.WORKING,
    ClockKind.PROMISE: RunsOn.ALWAYS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Breach:
    """A promise that was not kept: which clock, in which cycle of the ticket, and when it was due."""

    clock: str
    cycle: int
    due: datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """One running, waiting or stopped deadline. Every change gives a new clock.

    Attributes:
        kind: what is promised.
        on: every minute, or those of the working calendar.
        target_minutes: how many such minutes the promise allows.
        started_at: when it began.
        due: when it will be over; means nothing while the clock is paused, unless it was breached before.
        paused_at: since when it waits, or None.
        remaining_minutes: what was left when it was paused, or None.
        stopped_at: when the promise was kept or given up; final.
        breached_at: the due moment that was missed, once that is known.
        calendar: name of the department's calendar that its working minutes are of; empty for the city's own.
        counted_from, counted_left: the moment since which it has run without a pause, and the minutes that were left
            then: what its due moment is counted from again when the calendar changes. None on clocks of older versions.
        name: the code of a promise that is neither first answer nor solution.
        waits: whether it stands still while a citizen or another institution is waited for.
        follows: whether its working minutes are always those of the department that has the ticket.
    """

    kind: ClockKind
    on: RunsOn
    target_minutes: int
    started_at: datetime
    due: datetime
    paused_at: datetime | None = None
    remaining_minutes: int | None = None
    stopped_at: datetime | None = None
    breached_at: datetime | None = None
    calendar: str = ""
    counted_from: datetime | None = None
    counted_left: int | None = None
    name: str = ""
    waits: bool = True
    follows: bool = True

    @classmethod
    def start(
        cls, kind: str, target_minutes: int, at: datetime, calendar: WorkingCalendar, on: RunsOn | None = None,
        calendar_name: str = "", *, name: str = "", waits: bool = True, follows: bool = True,
    ) -> Clock:  # fmt: skip
        """A clock that runs from `at`, on the minutes that its kind counts unless `on` says otherwise."""
        counts = on or COUNTS[ClockKind(kind)]
        due = _later(counts, at, target_minutes, calendar)
        return cls(ClockKind(kind), counts, target_minutes, at, due, calendar=calendar_name, counted_from=at,
                   counted_left=target_minutes, name=name, waits=waits, follows=follows)  # fmt: skip

    @property
    def code(self) -> str:
        """What tells it from the ticket's other clocks."""
        return self.name or str(self.kind)

    @property
    def running(self) -> bool:
        """Whether time counts against it."""
        return self.stopped_at is None and self.paused_at is None

    def pause(self, at: datetime, calendar: WorkingCalendar) -> Clock:
        """Wait for somebody outside the house; what is left stays. Changes nothing unless it runs."""
        if not self.running:
            return self
        remaining = _between(self.on, at, self.due, calendar)
        return replace(self, paused_at=at, remaining_minutes=remaining, breached_at=self._breached(at))

    def resume(self, at: datetime, calendar: WorkingCalendar) -> Clock:
        """Run again with what was left; a breached clock keeps the moment it missed. Changes nothing unless paused."""
        if self.paused_at is None or self.stopped_at is not None:
            return self
        going = replace(self, paused_at=None, remaining_minutes=None)
        if self.breached_at is not None:
            return going
        left = self.remaining_minutes or 0
        return replace(going, due=_later(self.on, at, left, calendar), counted_from=at, counted_left=left)

    def stop(self, at: datetime) -> Clock:
        """The promise is kept or given up. Final: stopping again, pausing or resuming changes nothing."""
        if self.stopped_at is not None:
            return self
        return replace(self, stopped_at=at, breached_at=self._breached(at))

    def retarget(self, target_minutes: int, at: datetime, calendar: WorkingCalendar) -> Clock:
        """Another promise (the category or priority was corrected); minutes spent so far count against it.

        A deadline that would have passed already is due at once: nobody missed what nobody had promised. For the same
        reason a breach of the old promise is forgotten. Changes nothing once stopped.
        """
        if self.stopped_at is not None:
            return self
        left = max(target_minutes - self.spent_minutes(at, calendar), 0)
        if self.paused_at is not None:
            return replace(self, target_minutes=target_minutes, remaining_minutes=left, breached_at=None)
        due = _later(self.on, at, left, calendar)
        return replace(self, target_minutes=target_minutes, due=due, breached_at=None, counted_from=at,
                       counted_left=left)  # fmt: skip

    def hand_over(self, at: datetime, old: WorkingCalendar, new: WorkingCalendar, calendar_name: str) -> Clock:
        """A department has it that works by another calendar: the share of the promise that is spent stays.

        A day of the one calendar is a day of the other. A promise that is broken stays broken. Changes nothing once
        stopped, or where every minute counts.
        """
        if self.stopped_at is not None or not self.follows or calendar_name == self.calendar:
            return self
        if self.on is RunsOn.ALWAYS:
            return self
        target = round(self.target_minutes * new.minutes_per_day / old.minutes_per_day)
        moved = replace(self, target_minutes=target, calendar=calendar_name, breached_at=self._breached(at))
        if moved.breached_at is not None:
            return moved
        left = max(round(target * (1 - self.fraction(at, old))), 0)
        if self.paused_at is not None:
            return replace(moved, remaining_minutes=left)
        return replace(moved, due=_later(self.on, at, left, new), counted_from=at, counted_left=left)

    def not_before(self, at: datetime) -> Clock:
        """The same, due at `at` where it would have been due earlier: nobody missed what nobody had promised."""
        return self if self.due >= at else replace(self, due=at, counted_from=at, counted_left=0)

    def mark(self, at: datetime) -> Clock:
        """The same, with the moment that it missed written down."""
        return replace(self, breached_at=self._breached(at))

    def overdue(self, at: datetime) -> bool:
        """Whether the promise is broken, at this moment or already before a pause or the stop."""
        return self._breached(at) is not None

    def spent_minutes(self, at: datetime, calendar: WorkingCalendar) -> int:
        """Minutes that counted against the promise so far; may exceed the target."""
        now = self.stopped_at or self.paused_at or at
        if self.paused_at is not None and self.remaining_minutes is not None and self.breached_at is None:
            return self.target_minutes - self.remaining_minutes
        if now > self.due:
            return self.target_minutes + _between(self.on, self.due, now, calendar)
        return self.target_minutes - _between(self.on, now, self.due, calendar)

    def reaches(self, share: float, calendar: WorkingCalendar) -> datetime:
        """The moment at which this share of the target is used up, if it goes on as it does now."""
        over = round((share - 1) * self.target_minutes)
        if over >= 0:
            return _later(self.on, self.due, over, calendar)
        left = self.target_minutes if self.counted_left is None else self.counted_left
        return _later(self.on, self.counted_from or self.started_at, left + over, calendar)

    def fraction(self, at: datetime, calendar: WorkingCalendar) -> float:
        """Share of the target that is used up: 0 at the start, 1 when due, more after that."""
        return self.spent_minutes(at, calendar) / self.target_minutes if self.target_minutes else 1.0

    def _breached(self, at: datetime) -> datetime | None:
        if self.breached_at is not None:
            return self.breached_at
        return self.due if self.running and at > self.due else None


def _later(on: RunsOn, at: datetime, minutes: int, calendar: WorkingCalendar) -> datetime:
    if on is RunsOn.WORKING:
        return calendar.add(at, minutes)
    return at + timedelta(minutes=minutes)


def _between(on: RunsOn, start: datetime, end: datetime, calendar: WorkingCalendar) -> int:
    if on is RunsOn.WORKING:
        return calendar.minutes_between(start, end)
    return max((end - start) // timedelta(minutes=1), 0)
