"""What people are told of a deadline adds up to the deadline."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nabiz.domain.calendar import WorkingCalendar
from nabiz.domain.clock_story import WAITS, ClockStory, Why, tell_clock
from nabiz.domain.clocks import Clock, ClockKind
from nabiz.domain.events import Event
from nabiz.domain.workflow import MOVES, ClockEffect, Status

ISTANBUL = ZoneInfo("Europe/Istanbul")
HOURS = ((time(8, 30), time(12, 0)), (time(13, 0), time(17, 30)))
CALENDAR = WorkingCalendar(
    ISTANBUL, (HOURS,) * 5 + ((), ()), closed=frozenset({date(2026, 11, 26)}),
    half_days={date(2026, 11, 25): time(12)},
)  # fmt: skip
TUESDAY = datetime(2026, 11, 24, 16, 0, tzinfo=ISTANBUL)


def event(at: datetime, status: Status, cycle: int = 1) -> Event:
    return Event("T#1", 1, "TicketStarted", at, "user:x", facts={"status": status, "cycle": str(cycle)})


def steps(story: ClockStory) -> list[tuple[str, str, int, str]]:
    """Each step as the clock on the wall shows it."""
    return [(f"{step.since.astimezone(ISTANBUL):%a %H:%M}", f"{step.until.astimezone(ISTANBUL):%a %H:%M}", step.minutes,
             step.why) for step in story.steps]  # fmt: skip


def test_working_minutes_are_told_with_nights_and_feasts_between_them() -> None:
    clock = Clock.start(ClockKind.RESOLVE, 360, TUESDAY, CALENDAR)

    story = tell_clock(clock, [event(TUESDAY, Status.ASSIGNED)], 1, CALENDAR, TUESDAY)

    assert story.calendar == "working"
    assert steps(story) == [
        ("Tue 16:00", "Tue 17:30", 90, "counts"),
        ("Tue 17:30", "Wed 08:30", 0, "holiday"),
        ("Wed 08:30", "Wed 12:00", 210, "counts"),
        ("Wed 12:00", "Fri 08:30", 0, "holiday"),
        ("Fri 08:30", "Fri 09:30", 60, "counts"),
    ]


def test_waiting_for_the_citizen_counts_nothing() -> None:
    asked, answered = TUESDAY + timedelta(minutes=30), TUESDAY + timedelta(minutes=90)
    clock = Clock.start(ClockKind.RESPOND, 120, TUESDAY, CALENDAR)
    clock = clock.pause(asked, CALENDAR).resume(answered, CALENDAR)
    events = [
        event(TUESDAY, Status.ASSIGNED),
        event(asked, Status.WAITING_CITIZEN),
        event(answered, Status.IN_PROGRESS),
    ]

    story = tell_clock(clock, events, 1, CALENDAR, answered)

    assert story.paused_minutes == 60
    assert steps(story) == [
        ("Tue 16:00", "Tue 16:30", 30, "counts"),
        ("Tue 16:30", "Tue 17:30", 0, "waiting_citizen"),
        ("Tue 17:30", "Tue 19:00", 90, "counts"),
    ]


def test_a_clock_that_waits_has_no_due_moment_and_is_told_up_to_now() -> None:
    asked, now = TUESDAY + timedelta(minutes=30), TUESDAY + timedelta(hours=3)
    clock = Clock.start(ClockKind.RESPOND, 120, TUESDAY, CALENDAR).pause(asked, CALENDAR)

    story = tell_clock(clock, [event(asked, Status.WAITING_EXTERNAL)], 1, CALENDAR, now)

    assert story.due is None
    assert steps(story)[-1] == ("Tue 16:30", "Tue 19:00", 0, "waiting_external")


def test_planning_stops_the_work_but_not_the_first_answer() -> None:
    planned = TUESDAY + timedelta(minutes=30)
    events = [event(planned, Status.PLANNED)]
    respond = Clock.start(ClockKind.RESPOND, 120, TUESDAY, CALENDAR)
    resolve = Clock.start(ClockKind.RESOLVE, 120, TUESDAY, CALENDAR).pause(planned, CALENDAR)

    stories = [tell_clock(clock, events, 1, CALENDAR, planned + timedelta(hours=1)) for clock in (respond, resolve)]

    assert [Why.PLANNED in {step.why for step in story.steps} for story in stories] == [False, True]


def test_an_earlier_cycle_is_another_story() -> None:
    clock = Clock.start(ClockKind.RESPOND, 120, TUESDAY, CALENDAR)
    before = [event(TUESDAY, Status.WAITING_CITIZEN, cycle=1), event(TUESDAY, Status.REOPENED, cycle=2)]

    story = tell_clock(clock, before, 2, CALENDAR, TUESDAY)

    assert story.paused_minutes == 0


@given(
    start=st.datetimes(datetime(2026, 11, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    minutes=st.integers(1, 6000),
    kind=st.sampled_from(ClockKind),
)
def test_the_counted_minutes_are_the_promise(start: datetime, minutes: int, kind: ClockKind) -> None:
    start = start.replace(second=0, microsecond=0)
    clock = Clock.start(kind, minutes, start, CALENDAR)

    story = tell_clock(clock, [], 1, CALENDAR, start)

    assert sum(step.minutes for step in story.steps) == minutes
    assert story.steps[0].since == start
    assert story.steps[-1].until == clock.due
    assert all(one.until == other.since for one, other in zip(story.steps, story.steps[1:], strict=False))


@pytest.mark.parametrize(
    ("effect", "kind"), [(ClockEffect.PAUSES, ClockKind.RESPOND), (ClockEffect.PAUSES_RESOLVE, ClockKind.RESOLVE)]
)
def test_clocks_wait_in_the_statuses_that_the_workflow_says(effect: ClockEffect, kind: ClockKind) -> None:
    assert {move.target for move in MOVES if move.clock is effect} <= WAITS[kind]
    assert {move.target for move in MOVES if move.clock is ClockEffect.RUNS}.isdisjoint(WAITS[kind])
