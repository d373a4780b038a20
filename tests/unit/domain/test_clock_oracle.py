"""Deadlines with pauses on random calendars equal an oracle that walks every minute; the cases come from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from nabiz.domain.calendar import Periods, WorkingCalendar
from nabiz.domain.clocks import Clock, ClockKind, RunsOn

ISTANBUL = ZoneInfo("Europe/Istanbul")
FIRST = date(2026, 5, 18)  # a bayram lies in the middle of these days
DAYS = 21
MINUTE = timedelta(minutes=1)
SEED = 3071


@dataclass(frozen=True)
class Case:
    """A calendar, a promise, and the stretches in which it waited."""

    calendar: WorkingCalendar
    on: RunsOn
    start: datetime
    target: int
    pauses: tuple[tuple[datetime, datetime], ...]


def any_case(choose: random.Random) -> Case:
    start = _moment(choose, 0, 7)
    edges = sorted(start + timedelta(minutes=choose.randrange(4 * 1440)) for _ in range(2 * choose.randrange(3)))
    return Case(_calendar(choose), choose.choice([RunsOn.WORKING, RunsOn.WORKING, RunsOn.ALWAYS]), start,
                choose.randrange(1, 900), tuple(zip(edges[0::2], edges[1::2], strict=True)))  # fmt: skip


def _moment(choose: random.Random, first: int, days: int) -> datetime:
    midnight = datetime.combine(FIRST, time(0), ISTANBUL)
    return midnight + timedelta(days=first, minutes=choose.randrange(days * 1440))


def _calendar(choose: random.Random) -> WorkingCalendar:
    week = tuple(_day(choose) for _ in range(7))
    days = [FIRST + timedelta(days=day) for day in range(DAYS)]
    begin = choose.randrange(DAYS - 9)
    feast = frozenset(days[begin : begin + choose.choice([0, 1, 3, 4, 9])])
    half = {choose.choice(days): _half_hour(choose) for _ in range(choose.randrange(3))}
    return WorkingCalendar(ISTANBUL, week, feast, half)


def _day(choose: random.Random) -> Periods:
    """Nothing, the office with its lunch, around the clock, or any periods to the minute, over midnight too."""
    kind = choose.randrange(6)
    if kind == 0:
        return ()
    if kind == 1:
        return ((time(8, 30), time(12, 30)), (time(13, 30), time(17, 30)))
    if kind == 2:
        return ((time(0), time(0)),)
    ends = sorted({_minute(choose) for _ in range(choose.randrange(1, 7))})
    if len(ends) % 2:
        ends.append(time(0))
    return tuple(zip(ends[0::2], ends[1::2], strict=True))


def _minute(choose: random.Random) -> time:
    minute = choose.randrange(1440)
    return time(minute // 60, minute % 60)


def _half_hour(choose: random.Random) -> time:
    return time(choose.randrange(24), choose.choice([0, 30]))


# -- the oracle -------------------------------------------------------------------------------------------------------


def counts(case: Case, minute: datetime) -> bool:
    """The rule in its slowest form: does this minute count against the promise?"""
    if any(since <= minute < until for since, until in case.pauses):
        return False
    if case.on is RunsOn.ALWAYS:
        return True
    day, clock = minute.date(), minute.time()
    if day in case.calendar.closed or clock >= case.calendar.half_days.get(day, time.max):
        return False
    periods = case.calendar.week[day.weekday()]
    return any(opens <= clock and (clock < closes or closes == time(0)) for opens, closes in periods)


def due_by_oracle(case: Case) -> tuple[datetime | None, tuple[tuple[datetime, datetime], ...]]:
    """The moment at which the last minute of the promise is over, and the pauses that began before it."""
    left, minute = case.target, case.start
    end = case.start + timedelta(days=40)
    while minute < end:
        left -= counts(case, minute)
        minute += MINUTE
        if not left:
            return minute, tuple(pause for pause in case.pauses if pause[0] < minute)
    return None, case.pauses


def due_by_clock(case: Case, pauses: tuple[tuple[datetime, datetime], ...]) -> datetime:
    clock = Clock.start(ClockKind.RESOLVE, case.target, case.start, case.calendar, case.on)
    for since, until in pauses:
        clock = clock.pause(since, case.calendar).resume(until, case.calendar)
    return clock.due


def compare(cases: int, seed: int, say: Callable[[str], None] = print) -> None:
    choose = random.Random(seed)
    compared = 0
    while compared < cases:
        case = any_case(choose)
        expected, pauses = due_by_oracle(case)
        if expected is None:
            continue  # hardly any working time at all
        assert due_by_clock(case, pauses) == expected, case
        compared += 1
    say(f"{compared:,} deadlines equal the oracle")


def test_deadlines_equal_the_oracle() -> None:
    compare(300, SEED)


@pytest.mark.exhaustive
def test_ten_thousand_deadlines_equal_the_oracle() -> None:
    compare(10_000, SEED + 1)
