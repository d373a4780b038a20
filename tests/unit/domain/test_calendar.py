"""Working time: the cases that people argue about, and a slow oracle that counts every minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nabiz.domain.calendar import Periods, WorkingCalendar
from nabiz.domain.errors import ConfigurationError

ISTANBUL = ZoneInfo("Europe/Istanbul")
WEEKDAY: Periods = ((time(8, 30), time(12, 30)), (time(13, 30), time(17, 30)))
WEEK = (WEEKDAY,) * 5 + ((), ())
NINE_DAYS = frozenset(date(2026, 5, 23) + timedelta(days=n) for n in range(9))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ISTANBUL)


def calendar(
    *, week: tuple[Periods, ...] = WEEK, closed: frozenset[date] = frozenset(), half: dict[date, time] | None = None
) -> WorkingCalendar:
    return WorkingCalendar(ISTANBUL, week, closed, half or {})


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        pytest.param("2026-11-27T16:30", 120, "2026-11-30T09:30", id="friday afternoon goes on on monday"),
        pytest.param("2026-11-24T12:00", 60, "2026-11-24T14:00", id="lunch does not count"),
        pytest.param("2026-11-24T12:45", 30, "2026-11-24T14:00", id="begun during lunch"),
        pytest.param("2026-11-24T17:00", 60, "2026-11-25T09:00", id="overnight"),
        pytest.param("2026-11-24T23:10", 60, "2026-11-25T09:30", id="begun at night"),
        pytest.param("2026-11-24T05:00", 60, "2026-11-24T09:30", id="begun before opening"),
        pytest.param("2026-11-28T11:00", 480, "2026-11-30T17:30", id="begun on saturday, one day"),
        pytest.param("2026-11-24T08:30", 480, "2026-11-24T17:30", id="ends with the day, not at the next opening"),
        pytest.param("2026-11-24T08:30", 481, "2026-11-25T08:31", id="one minute more is tomorrow"),
        pytest.param("2026-11-24T10:00", 0, "2026-11-24T10:00", id="nothing to wait for"),
        pytest.param("2026-11-24T10:00", 7 * 480, "2026-12-03T10:00", id="seven working days over a weekend"),
        pytest.param("2026-12-31T17:00", 60, "2027-01-01T09:00", id="new year is a working day if nobody closes it"),
    ],
)
def test_deadline_falls_where_the_offices_work(start: str, minutes: int, end: str) -> None:
    assert calendar().add(at(start), minutes) == at(end)


def test_eve_of_a_feast_ends_at_one() -> None:
    eve = calendar(half={date(2026, 5, 26): time(13)}, closed=frozenset(date(2026, 5, day) for day in range(27, 31)))

    assert eve.add(at("2026-05-26T12:00"), 60) == at("2026-06-01T09:00")  # 12:00-12:30, then Monday 8:30-9:00
    assert eve.minutes_between(at("2026-05-26T08:30"), at("2026-05-26T17:30")) == 240
    assert not eve.is_open(at("2026-05-26T13:45"))


NIGHT = ((time(0), time(2)), (time(22), time(0)))


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        pytest.param("2026-11-24T23:30", 60, "2026-11-25T00:30", id="midnight is no border"),
        pytest.param("2026-11-24T22:00", 120, "2026-11-25T00:00", id="ends at midnight"),
        pytest.param("2026-11-24T03:00", 30, "2026-11-24T22:30", id="between two nights"),
        pytest.param("2026-11-24T22:00", 240 + 1, "2026-11-25T22:01", id="one minute more than a night"),
    ],
)
def test_shift_goes_on_over_midnight(start: str, minutes: int, end: str) -> None:
    assert calendar(week=(NIGHT,) * 7).add(at(start), minutes) == at(end)


def test_nothing_stands_still_around_the_clock() -> None:
    always = calendar(week=(((time(0), time(0)),),) * 7)

    assert always.add(at("2026-05-27T01:15"), 3 * 1440 + 7) == at("2026-05-30T01:22")
    assert always.is_open(at("2026-05-27T23:59"))
    assert always.next_open(at("2026-05-27T03:00")) == at("2026-05-27T03:00")


def test_feast_cuts_the_night_shift_at_midnight() -> None:
    feast = calendar(week=(NIGHT,) * 7, closed=frozenset({date(2026, 5, 27)}))

    assert feast.minutes_between(at("2026-05-26T22:00"), at("2026-05-28T00:00")) == 120
    assert feast.next_open(at("2026-05-27T01:00")) == at("2026-05-28T00:00")


def test_half_day_ends_a_shift_that_lasts_until_midnight() -> None:
    eve = calendar(week=(((time(8), time(0)),),) * 7, half={date(2026, 5, 26): time(13)})

    assert eve.minutes_between(at("2026-05-26T00:00"), at("2026-05-27T00:00")) == 5 * 60


@pytest.mark.parametrize(
    ("moment", "opens"),
    [("2026-11-24T09:00", "2026-11-24T09:00"), ("2026-11-24T12:40", "2026-11-24T13:30"),
     ("2026-11-27T17:30", "2026-11-30T08:30")],
)  # fmt: skip
def test_next_opening(moment: str, opens: str) -> None:
    assert calendar().next_open(at(moment)) == at(opens)


def test_half_day_that_ends_after_lunch_keeps_the_part_before() -> None:
    long_eve = calendar(half={date(2026, 10, 28): time(14)})

    assert long_eve.minutes_between(at("2026-10-28T08:00"), at("2026-10-28T18:00")) == 240 + 30


def test_nine_days_of_bayram_do_not_count() -> None:
    bayram = calendar(closed=NINE_DAYS)

    assert bayram.add(at("2026-05-22T16:30"), 120) == at("2026-06-01T09:30")
    assert bayram.minutes_between(at("2026-05-22T17:30"), at("2026-06-01T08:30")) == 0


def test_moments_of_another_zone_are_understood() -> None:
    assert calendar().add(datetime(2026, 11, 27, 13, 30, tzinfo=UTC), 120) == at("2026-11-30T09:30")


def test_seconds_are_kept() -> None:
    start = at("2026-11-24T17:29:30")

    assert calendar().add(start, 1) == at("2026-11-25T08:30:30")
    assert calendar().minutes_between(start, at("2026-11-25T08:30:30")) == 1


def test_time_does_not_run_backwards() -> None:
    assert calendar().minutes_between(at("2026-11-25T10:00"), at("2026-11-24T10:00")) == 0


def test_calendar_without_working_time_is_refused() -> None:
    with pytest.raises(ConfigurationError):
        calendar(week=((),) * 7).add(at("2026-11-24T10:00"), 1)


# -- against an oracle that looks at every minute ---------------------------------------------------------------------

HALF_HOURS = [time(hour, minute) for hour in range(24) for minute in (0, 30)]


@st.composite
def days(draw: st.DrawFn) -> Periods:
    ends = sorted(draw(st.lists(st.sampled_from(HALF_HOURS), max_size=6, unique=True)))
    if len(ends) % 2:
        ends.append(time(0))  # until midnight
    return tuple(zip(ends[0::2], ends[1::2], strict=True))


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    week = tuple(draw(st.tuples(*[days()] * 7)))
    near = st.dates(date(2026, 5, 18), date(2026, 6, 1))
    closed = frozenset(draw(st.lists(near, max_size=9)))
    half = draw(st.dictionaries(near, st.sampled_from(HALF_HOURS), max_size=3))
    return WorkingCalendar(ISTANBUL, week, closed, half)


moments = st.datetimes(datetime.fromisoformat("2026-05-18"), datetime.fromisoformat("2026-05-28")).map(
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=ISTANBUL)
)


def counts(calendar: WorkingCalendar, minute: datetime) -> bool:
    """The rule in its slowest form: is this minute one of work?"""
    day, clock = minute.date(), minute.time()
    if day in calendar.closed or clock >= calendar.half_days.get(day, time.max):
        return False
    return any(
        opens <= clock and (clock < closes or closes == time(0)) for opens, closes in calendar.week[day.weekday()]
    )


@settings(max_examples=150, deadline=None)
@given(calendars(), moments, moments)
def test_minutes_are_those_of_the_oracle(calendar: WorkingCalendar, one: datetime, other: datetime) -> None:
    start, end = sorted((one, other))
    whole = int((end - start).total_seconds() // 60)

    expected = sum(counts(calendar, start + timedelta(minutes=n)) for n in range(whole))

    assert calendar.minutes_between(start, end) == expected


@settings(max_examples=150, deadline=None)
@given(calendars().filter(lambda calendar: any(calendar.week)), moments, st.integers(1, 3000))
def test_deadline_is_that_of_the_oracle(calendar: WorkingCalendar, start: datetime, minutes: int) -> None:
    due = calendar.add(start, minutes)

    assert calendar.minutes_between(start, due) == minutes
    assert counts(calendar, due - timedelta(minutes=1)), "a deadline ends with a minute of work"
