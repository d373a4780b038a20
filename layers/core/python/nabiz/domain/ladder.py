"""The escalation ladder: who is told when a promise is near its end, at its end, or past it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from nabiz.domain.calendar import WorkingCalendar
from nabiz.domain.catalogue import Priority
from nabiz.domain.clocks import Clock


class Post(StrEnum):
    """Who can be told."""

    DEPARTMENT = "department"
    DEPARTMENT_HEAD = "department_head"
    DEPUTY_MAYOR = "deputy_mayor"
    SUPERVISOR = "supervisor"
    MAYOR = "mayor"


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person in a post."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Rung:
    """One step on the way up.

    Attributes:
        clock: code of the clock it watches.
        offset: from the due moment (negative: a reminder before it), where `share` is None.
        share: the part of the promise that is used up, 1 at the due moment, on the minutes that the clock counts.
        priorities, departments: for which tickets; of all departments where there is none.
    """

    code: str
    clock: str
    offset: timedelta
    tell: Post
    priorities: frozenset[Priority] = frozenset(Priority)
    share: float | None = None
    departments: frozenset[str] = frozenset()

    @property
    def is_reminder(self) -> bool:
        """Whether it comes while the promise can still be kept."""
        return self.offset < timedelta() if self.share is None else self.share < 1


@dataclass(frozen=True, slots=True)
class Quiet:
    """Somebody has taken notice of an escalation, or put it off: no rung is climbed before `until`.

    `since` is the first time in this cycle: what may be put off at most counts from there.
    """

    until: datetime
    since: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """All rungs, and who holds the posts: city wide, or by department where that says more.

    Attributes:
        rungs: of every department that has no ladder of its own in `own`.
        office_hours: whether rungs of other priorities than emergency wait for the department's hours.
        quiet_for: how long an acknowledgement holds the next rung back.
        quiet_at_most: how long all acknowledging and putting off may last in one cycle; nothing without an entry.
    """

    rungs: tuple[Rung, ...]
    city_posts: Mapping[Post, tuple[Recipient, ...]] = field(default_factory=dict)
    department_posts: Mapping[Post, Mapping[str, tuple[Recipient, ...]]] = field(default_factory=dict)
    own: Mapping[str, tuple[Rung, ...]] = field(default_factory=dict)
    office_hours: bool = False
    quiet_for: timedelta = timedelta()
    quiet_at_most: Mapping[Priority, timedelta] = field(default_factory=dict)

    def rung(self, code: str) -> Rung | None:
        """The rung of that code; None if the configuration has dropped it since."""
        every = (*self.rungs, *(rung for rungs in self.own.values() for rung in rungs))
        return next((rung for rung in every if rung.code == code), None)

    def rungs_of(self, department: str, priority: str) -> tuple[Rung, ...]:
        """The rungs for a ticket of this department and priority, in order."""
        rungs = self.own.get(department, self.rungs)
        return tuple(rung for rung in rungs if priority in rung.priorities
                     and (not rung.departments or department in rung.departments))  # fmt: skip

    def recipients(self, post: Post, department: str) -> tuple[Recipient, ...]:
        """Who holds a post for a department; none for the department itself, which has its own addresses."""
        own = self.department_posts.get(post, {}).get(department)
        return own or self.city_posts.get(post, ())


@dataclass(frozen=True, slots=True)
class Hours:
    """When rungs are climbed: `calendar` finds the one that a clock counts by, `office` is the department's."""

    calendar: Callable[[Clock], WorkingCalendar]
    office: WorkingCalendar
    quiet: Quiet | None = None


def next_rung(
    ladder: Ladder, clocks: Iterable[Clock], climbed: frozenset[str], priority: str, at: datetime,
    department: str = "", hours: Hours | None = None,
) -> tuple[Rung, datetime] | None:  # fmt: skip
    """The rung to climb next and its moment, or None. It is due once the moment is not later than `at`.

    Only running clocks have rungs. A reminder is left out when it comes too late to remind of anything (the due moment
    has passed, or passes before the office opens) or when the whole promise is shorter than the time before it. Of
    several, the earliest comes first; of those, the first in the ladder. `climbed` are the codes of this cycle.
    """
    best: tuple[Rung, datetime] | None = None
    running = {clock.code: clock for clock in clocks if clock.running}
    for rung in ladder.rungs_of(department, priority):
        clock = running.get(rung.clock)
        if clock is None or rung.code in climbed:
            continue
        moment = _moment(rung, clock, hours)
        if rung.is_reminder and (at > clock.due or moment <= clock.started_at):
            continue
        moment = _postponed(moment, ladder, priority, hours)
        if rung.is_reminder and moment > clock.due:
            continue
        if best is None or moment < best[1]:
            best = rung, moment
    return best


def _moment(rung: Rung, clock: Clock, hours: Hours | None) -> datetime:
    if rung.share is None or hours is None:
        return clock.due + rung.offset
    return clock.reaches(rung.share, hours.calendar(clock))


def _postponed(moment: datetime, ladder: Ladder, priority: str, hours: Hours | None) -> datetime:
    """Not before somebody wants to hear of it again, nor while nobody is there to read it."""
    if hours is None:
        return moment
    if hours.quiet is not None:
        moment = max(moment, hours.quiet.until)
    if ladder.office_hours and priority != Priority.EMERGENCY:
        return hours.office.next_open(moment)
    return moment
