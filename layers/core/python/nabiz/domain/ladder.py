"""The escalation ladder: who is told when a promise is near its end, at its end, or past it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

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
    """One step: `offset` from the due moment of `clock` (negative: a reminder before it), for some priorities."""

    code: str
    clock: str
    offset: timedelta
    tell: Post
    priorities: frozenset[Priority] = frozenset(Priority)

    @property
    def is_reminder(self) -> bool:
        """Whether it comes while the promise can still be kept."""
        return self.offset < timedelta()


@dataclass(frozen=True, slots=True)
class Ladder:
    """All rungs, and who holds the posts: city wide, or by department where that says more."""

    rungs: tuple[Rung, ...]
    city_posts: Mapping[Post, tuple[Recipient, ...]] = field(default_factory=dict)
    department_posts: Mapping[Post, Mapping[str, tuple[Recipient, ...]]] = field(default_factory=dict)

    def rung(self, code: str) -> Rung | None:
        """The rung of that code; None if the configuration has dropped it since."""
        return next((rung for rung in self.rungs if rung.code == code), None)

    def recipients(self, post: Post, department: str) -> tuple[Recipient, ...]:
        """Who holds a post for a department; none for the department itself, which has its own addresses."""
        own = self.department_posts.get(post, {}).get(department)
        return own or self.city_posts.get(post, ())


def next_rung(
    ladder: Ladder, clocks: Iterable[Clock], climbed: frozenset[str], priority: str, at: datetime
) -> tuple[Rung, datetime] | None:
    """The rung to climb next and its moment, or None. It is due once the moment is not later than `at`.

    Only running clocks have rungs. A reminder is left out when it comes too late to remind of anything (the due moment
    has passed) or when the whole promise is shorter than the time before it. Of several, the earliest comes first; of
    those, the first in the ladder. `climbed` are the codes of this cycle.
    """
    best: tuple[Rung, datetime] | None = None
    running = {clock.code: clock for clock in clocks if clock.running}
    for rung in ladder.rungs:
        clock = running.get(rung.clock)
        if clock is None or rung.code in climbed or priority not in rung.priorities:
            continue
        moment = clock.due + rung.offset
        if rung.is_reminder and (at > clock.due or moment <= clock.started_at):
            continue
        if best is None or moment < best[1]:
            best = rung, moment
    return best
