"""Who is told next, and when."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from nabiz.domain.calendar import WorkingCalendar
from nabiz.domain.catalogue import Priority
from nabiz.domain.clocks import Clock, ClockKind
from nabiz.domain.ladder import Ladder, Post, Recipient, Rung, next_rung

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
