"""Deadlines run, wait, stop and are broken."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nabiz.domain.calendar import WorkingCalendar
from nabiz.domain.clocks import Clock, RunsOn

ISTANBUL = ZoneInfo("Europe/Istanbul")
WEEKDAY = ((time(8, 30), time(12, 30)), (time(13, 30), time(17, 30)))
CITY = WorkingCalendar(ISTANBUL, (WEEKDAY,) * 5 + ((), ()), closed=frozenset({date(2026, 10, 29)}))
DAY = 480


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ISTANBUL)


def test_first_answer_is_promised_at_any_hour_and_the_work_on_working_days() -> None:
    friday = at("2026-11-27T16:30")

    assert Clock.start("respond", 24 * 60, friday, CITY).due == at("2026-11-28T16:30")
    assert Clock.start("resolve", DAY, friday, CITY).due == at("2026-11-30T16:30")


def test_pause_across_a_holiday_keeps_what_was_left() -> None:
    clock = Clock.start("resolve", 2 * DAY, at("2026-10-27T08:30"), CITY)

    paused = clock.pause(at("2026-10-28T08:30"), CITY)
    resumed = paused.resume(at("2026-10-30T12:00"), CITY)

    assert paused.remaining_minutes == DAY
    assert resumed.due == at("2026-11-02T12:00")  # Friday 12:00 + 8 hours: over the weekend


def test_pause_over_a_weekend_costs_nothing_and_gives_nothing() -> None:
    clock = Clock.start("resolve", DAY, at("2026-11-27T13:30"), CITY)

    resumed = clock.pause(at("2026-11-27T17:30"), CITY).resume(at("2026-11-30T08:30"), CITY)

    assert resumed.due == clock.due


def test_paused_clock_is_never_overdue() -> None:
    paused = Clock.start("respond", 60, at("2026-11-24T10:00"), CITY).pause(at("2026-11-24T10:30"), CITY)

    assert not paused.running
    assert not paused.overdue(at("2027-01-01T00:00"))


@pytest.mark.parametrize("times", [2, 3])
def test_repeated_pauses_and_resumes_change_nothing(times: int) -> None:
    clock = Clock.start("resolve", DAY, at("2026-11-24T10:00"), CITY)
    paused = clock.pause(at("2026-11-24T11:00"), CITY)
    resumed = paused.resume(at("2026-11-25T11:00"), CITY)

    for hour in range(times):
        assert paused.pause(at("2026-11-24T12:00") + timedelta(hours=hour), CITY) is paused
        assert resumed.resume(at("2026-11-25T12:00") + timedelta(hours=hour), CITY) is resumed


def test_promise_is_kept_in_its_last_minute_and_broken_after_it() -> None:
    clock = Clock.start("respond", 60, at("2026-11-24T10:00"), CITY)

    assert not clock.overdue(clock.due)
    assert clock.stop(clock.due).breached_at is None
    assert clock.overdue(clock.due + timedelta(seconds=1))
    assert clock.stop(clock.due + timedelta(seconds=1)).breached_at == clock.due


def test_stopping_is_final() -> None:
    stopped = Clock.start("respond", 60, at("2026-11-24T10:00"), CITY).stop(at("2026-11-24T10:30"))

    later = at("2026-11-25T10:00")
    assert stopped.stop(later) is stopped
    assert stopped.pause(later, CITY) is stopped
    assert stopped.resume(later, CITY) is stopped
    assert stopped.retarget(10, later, CITY) is stopped
    assert not stopped.overdue(later)


def test_breach_is_remembered_over_a_pause() -> None:
    clock = Clock.start("respond", 60, at("2026-11-24T10:00"), CITY)

    paused = clock.pause(at("2026-11-24T12:00"), CITY)
    resumed = paused.resume(at("2026-11-25T12:00"), CITY)

    assert paused.breached_at == clock.due
    assert resumed.due == clock.due
    assert resumed.overdue(at("2026-11-25T12:00"))
    assert resumed.stop(at("2026-11-25T13:00")).breached_at == clock.due


def test_corrected_promise_counts_what_was_spent() -> None:
    clock = Clock.start("respond", 24 * 60, at("2026-11-24T10:00"), CITY)

    assert clock.retarget(4 * 60, at("2026-11-24T11:00"), CITY).due == at("2026-11-24T14:00")


def test_correction_breaks_no_promise_that_nobody_had_made() -> None:
    clock = Clock.start("respond", 24 * 60, at("2026-11-24T10:00"), CITY)
    now = at("2026-11-24T15:00")

    hurried = clock.retarget(60, now, CITY)

    assert hurried.due == now
    assert not hurried.overdue(now)


def test_correction_to_a_longer_promise_heals_a_breach() -> None:
    clock = Clock.start("respond", 60, at("2026-11-24T10:00"), CITY)

    relaxed = clock.retarget(48 * 60, at("2026-11-24T15:00"), CITY)

    assert relaxed.due == at("2026-11-26T10:00")
    assert not relaxed.overdue(at("2026-11-24T15:00"))


def test_correction_of_a_paused_clock_waits_on() -> None:
    paused = Clock.start("resolve", DAY, at("2026-11-24T08:30"), CITY).pause(at("2026-11-24T10:30"), CITY)

    corrected = paused.retarget(2 * DAY, at("2026-11-26T10:30"), CITY)

    assert corrected.remaining_minutes == 2 * DAY - 120
    assert corrected.resume(at("2026-11-27T08:30"), CITY).due == at("2026-11-30T15:30")


def test_share_of_the_promise() -> None:
    clock = Clock.start("resolve", DAY, at("2026-11-24T08:30"), CITY)

    assert clock.fraction(at("2026-11-24T08:30"), CITY) == 0
    assert clock.fraction(at("2026-11-24T12:30"), CITY) == 0.5
    assert clock.fraction(at("2026-11-25T08:30"), CITY) == 1
    assert clock.fraction(at("2026-11-25T17:30"), CITY) == 2


gaps = st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 9000)), max_size=5)


@given(gaps, st.sampled_from(RunsOn))
def test_only_the_minutes_outside_the_pauses_count(gaps: list[tuple[int, int]], on: RunsOn) -> None:
    """However often it waited, the time that counted until it is due is the target."""
    now = at("2026-11-24T09:00")
    clock = Clock.start("resolve", 10 * DAY, now, CITY, on)
    for worked, waited in gaps:
        now += timedelta(minutes=worked)
        if now > clock.due:
            break
        clock = clock.pause(now, CITY)
        now += timedelta(minutes=waited)
        clock = clock.resume(now, CITY)

    assert clock.spent_minutes(clock.due, CITY) == 10 * DAY
    if not clock.overdue(now) and on is RunsOn.ALWAYS:
        waited_in_all = clock.due - clock.started_at - timedelta(minutes=10 * DAY)
        assert waited_in_all <= timedelta(minutes=sum(waited for _, waited in gaps))
