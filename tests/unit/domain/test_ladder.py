"""Who is told next, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from nabiz.domain.calendar import WorkingCalendar
from nabiz.domain.catalogue import Priority
from nabiz.domain.clocks import Clock, ClockKind
from nabiz.domain.ladder import Hours, Ladder, Post, Quiet, Recipient, Rung, next_rung

ISTANBUL = ZoneInfo("Europe/Istanbul")
ALWAYS_OPEN = WorkingCalendar(ISTANBUL, (((time(0), time(23, 59)),),) * 7)
NOON = datetime(2026, 11, 24, 12, tzinfo=ISTANBUL)
HOUR = timedelta(hours=1)

REMINDER = Rung("reminder", ClockKind.RESPOND, -2 * HOUR, Post.DEPARTMENT)
HEAD = Rung("head", ClockKind.RESPOND, timedelta(), Post.DEPARTMENT_HEAD)
MAYOR = Rung("mayor", ClockKind.RESPOND, 4 * HOUR, Post.MAYOR, frozenset({Priority.EMERGENCY}))
RESOLVE_HEAD = Rung("resolve-head", ClockKind.RESOLVE, timedelta(), Post.DEPARTMENT_HEAD)
KEREM, DUTY = Recipient("Kerem", "kerem@city.example"), Recipient("Nöbetçi", "duty@city.example")
LADDER = Ladder(
    (REMINDER, HEAD, MAYOR, RESOLVE_HEAD),
    {Post.DEPARTMENT_HEAD: (DUTY,)},
    {Post.DEPARTMENT_HEAD: {"fen-isleri": (KEREM,)}},
)


def clock(hours: int) -> Clock:
    return Clock.start("respond", hours * 60, NOON, ALWAYS_OPEN)


def climb(clocks: list[Clock], at: datetime, priority: str = "normal") -> list[str]:
    """All rungs that a run at this moment climbs, one after another."""
    told: list[str] = []
    while (found := next_rung(LADDER, clocks, frozenset(told), priority, at)) and found[1] <= at:
        told.append(found[0].code)
    return told


def test_reminder_comes_first_and_names_its_moment() -> None:
    assert next_rung(LADDER, [clock(24)], frozenset(), "normal", NOON) == (REMINDER, NOON + 22 * HOUR)


def test_rung_is_climbed_once() -> None:
    due = NOON + 24 * HOUR

    assert next_rung(LADDER, [clock(24)], frozenset({"reminder"}), "normal", NOON) == (HEAD, due)
    assert next_rung(LADDER, [clock(24)], frozenset({"reminder", "head"}), "normal", due) is None


def test_reminder_longer_than_the_promise_is_left_out() -> None:
    assert next_rung(LADDER, [clock(1)], frozenset(), "normal", NOON) == (HEAD, NOON + HOUR)


def test_reminder_after_the_due_moment_is_left_out() -> None:
    late = NOON + 25 * HOUR

    assert climb([clock(24)], late) == ["head"]


def test_late_reminder_still_reminds_before_the_due_moment() -> None:
    assert climb([clock(24)], NOON + 23.5 * HOUR) == ["reminder"]


def test_rung_of_another_priority_is_left_out() -> None:
    late = NOON + 30 * HOUR

    assert climb([clock(24)], late) == ["head"]
    assert climb([clock(24)], late, priority="emergency") == ["head", "mayor"]


def test_paused_and_stopped_clocks_have_no_rungs() -> None:
    paused = clock(24).pause(NOON + HOUR, ALWAYS_OPEN)

    assert next_rung(LADDER, [paused, clock(24).stop(NOON)], frozenset(), "normal", NOON + 48 * HOUR) is None


def test_earliest_of_two_clocks_comes_first() -> None:
    clocks = [clock(48), Clock.start("resolve", 60, NOON, ALWAYS_OPEN)]

    assert next_rung(LADDER, clocks, frozenset(), "normal", NOON) == (RESOLVE_HEAD, NOON + HOUR)


def test_post_of_the_department_wins_over_the_city_wide_one() -> None:
    assert LADDER.recipients(Post.DEPARTMENT_HEAD, "fen-isleri") == (KEREM,)
    assert LADDER.recipients(Post.DEPARTMENT_HEAD, "zabita") == (DUTY,)
    assert LADDER.recipients(Post.DEPARTMENT, "zabita") == ()


def test_rung_that_the_configuration_dropped_is_unknown() -> None:
    assert LADDER.rung("head") is HEAD
    assert LADDER.rung("gone") is None


# -- parts of the promise, ladders of departments, hours, holding back ------------------------------------------------

WEEKDAY = ((time(8, 30), time(12, 30)), (time(13, 30), time(17, 30)))
OFFICE = WorkingCalendar(ISTANBUL, (WEEKDAY,) * 5 + ((), ()))
OPEN_HOURS = Hours(lambda clock: OFFICE, OFFICE)


def share(percent: int, tell: Post = Post.DEPARTMENT) -> Rung:
    return Rung(f"at-{percent}", "resolve", timedelta(), tell, share=percent / 100)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ISTANBUL)


def found(
    ladder: Ladder, clock: Clock, hours: Hours = OPEN_HOURS, priority: str = "normal", department: str = ""
) -> tuple[str, datetime] | None:
    best = next_rung(ladder, [clock], frozenset(), priority, clock.started_at, department, hours)
    return best and (best[0].code, best[1])


@pytest.mark.parametrize(
    ("percent", "when"),
    [(50, "2026-11-24T12:30"), (75, "2026-11-24T15:30"), (100, "2026-11-24T17:30"), (150, "2026-11-25T12:30"),
     (300, "2026-11-26T17:30")],
)  # fmt: skip
def test_rung_at_a_part_of_the_promise_counts_the_clocks_own_minutes(percent: int, when: str) -> None:
    clock = Clock.start("resolve", 480, moment("2026-11-24T08:30"), OFFICE)

    assert found(Ladder((share(percent),)), clock) == (f"at-{percent}", moment(when))


def test_part_of_the_promise_is_counted_without_the_pause() -> None:
    clock = Clock.start("resolve", 480, moment("2026-11-24T08:30"), OFFICE)
    clock = clock.pause(moment("2026-11-24T12:30"), OFFICE).resume(moment("2026-11-26T08:30"), OFFICE)

    assert found(Ladder((share(75),)), clock) == ("at-75", moment("2026-11-26T10:30"))


def test_department_with_a_ladder_of_its_own_climbs_that_one() -> None:
    ladder = Ladder((share(75),), own={"afet-isleri": (share(50),)})
    clock = Clock.start("resolve", 480, moment("2026-11-24T08:30"), OFFICE)

    assert found(ladder, clock, department="fen-isleri") == ("at-75", moment("2026-11-24T15:30"))
    assert found(ladder, clock, department="afet-isleri") == ("at-50", moment("2026-11-24T12:30"))
    assert ladder.rung("at-50") == share(50)


@pytest.mark.parametrize(("priority", "when"), [("normal", "2026-11-30T08:30"), ("emergency", "2026-11-28T03:00")])
def test_nobody_is_woken_but_for_an_emergency(priority: str, when: str) -> None:
    ladder = Ladder((Rung("head", "respond", timedelta(), Post.DEPARTMENT_HEAD),), office_hours=True)
    clock = Clock.start("respond", 60, moment("2026-11-28T02:00"), OFFICE)

    assert found(ladder, clock, priority=priority) == ("head", moment(when))


def test_reminder_that_would_come_after_the_due_moment_is_left_out() -> None:
    ladder = Ladder((Rung("soon", "respond", -HOUR, Post.DEPARTMENT),), office_hours=True)
    clock = Clock.start("respond", 120, moment("2026-11-28T02:00"), OFFICE)

    assert found(ladder, clock) is None


def test_nothing_is_climbed_while_somebody_holds_it_back() -> None:
    clock = Clock.start("resolve", 480, moment("2026-11-24T08:30"), OFFICE)
    quiet = Quiet(moment("2026-11-25T11:00"), moment("2026-11-24T09:00"), "user:boss", "ekip yolda")

    assert found(Ladder((share(100),)), clock, replace(OPEN_HOURS, quiet=quiet)) == ("at-100", quiet.until)
