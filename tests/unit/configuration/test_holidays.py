"""Days off 2024-2030: what the library computes equals the law and a table of bayrams that was checked by hand."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from nabiz.configuration import Configuration, load_configuration
from nabiz.domain.calendar import WorkingCalendar
from nabiz_tools.configuration import compile_configuration, expand_calendar

ROOT = Path(__file__).parents[3]
# First days, by the Diyanet's calendar of religious days.
RAMAZAN = {2024: (4, 10), 2025: (3, 30), 2026: (3, 20), 2027: (3, 9), 2028: (2, 26), 2029: (2, 14), 2030: (2, 4)}
KURBAN = {2024: (6, 16), 2025: (6, 6), 2026: (5, 27), 2027: (5, 16), 2028: (5, 5), 2029: (4, 24), 2030: (4, 13)}
EVERY_YEAR = ((1, 1), (4, 23), (5, 1), (5, 19), (7, 15), (8, 30), (10, 29))  # law 2429, article 2
YEARS = range(2024, 2031)


@pytest.fixture(scope="module")
def city() -> Configuration:
    return load_configuration(compile_configuration(ROOT / "config"))


def written_day(text: str) -> date:
    return datetime.strptime(f"{text} +0000", "%d %B %Y %z").date()


def bayrams(year: int) -> tuple[date, date]:
    return date(year, *RAMAZAN[year]), date(year, *KURBAN[year])


def days_off(year: int) -> set[date]:
    ramazan, kurban = bayrams(year)
    feast = {ramazan + timedelta(days=n) for n in range(3)} | {kurban + timedelta(days=n) for n in range(4)}
    return feast | {date(year, *day) for day in EVERY_YEAR}


@pytest.mark.parametrize("year", YEARS)
def test_days_off_are_those_of_the_law(city: Configuration, year: int) -> None:
    assert {day for day in city.calendar.closed if day.year == year} == days_off(year)


@pytest.mark.parametrize("year", YEARS)
def test_eves_end_at_one(city: Configuration, year: int) -> None:
    eves = {first - timedelta(days=1) for first in bayrams(year)} | {date(year, 10, 28)}

    found = {day: end for day, end in city.calendar.half_days.items() if day.year == year}

    assert found == dict.fromkeys(eves - days_off(year), time(13))


def test_documented_table_is_the_checked_one() -> None:
    text = (ROOT / "docs" / "deadlines.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d{4}) \| (\d+ \w+) \| (\d+ \w+) \|$", text, re.MULTILINE)

    written = {int(year): tuple(written_day(f"{day} {year}") for day in (one, other))
               for year, one, other in rows}  # fmt: skip

    assert written == {year: bayrams(year) for year in YEARS}


def test_departments_work_by_calendars_of_their_own(city: Configuration) -> None:
    rules = city.rules
    feast = datetime(2026, 5, 28, 23, 30, tzinfo=city.city.timezone)

    open_then = {code: rules.calendar_of(code).is_open(feast) for code in ("fen-isleri", "zabita", "afet-isleri")}

    assert open_then == {"fen-isleri": False, "zabita": True, "afet-isleri": True}


def test_calendar_of_a_department_has_the_citys_days_off_unless_it_refuses() -> None:
    week = {"monday": [["08:00", "12:00"]]}
    part = {
        "week": week, "minutes_per_day": 480, "closed": {"2026-06-01": "İdari izin"}, "half_days": {}, "open": [],
        "holidays": {"country": "TR", "first_year": 2026, "last_year": 2026, "half_days_end": "13:00"},
        "calendars": {
            "desk": {"week": week, "minutes_per_day": 240, "open": ["2026-10-29"], "closed": {"2026-06-02": "Taşınma"}},
            "guard": {"week": "always", "minutes_per_day": 480, "holidays": False},
        },
    }  # fmt: skip

    found = expand_calendar(part)["calendars"]

    assert isinstance(found, dict)
    assert {"2026-06-01", "2026-06-02", "2026-05-27"} <= found["desk"]["closed"].keys()
    assert "2026-10-29" not in found["desk"]["closed"]
    assert found["desk"]["half_days"]["2026-05-26"] == "13:00"
    assert found["guard"] == {"week": "always", "minutes_per_day": 480, "closed": {}, "half_days": {}}


def test_night_shift_is_two_periods(city: Configuration) -> None:
    shifts: WorkingCalendar = city.calendars.named["vardiya"]

    assert shifts.week[5] == ((time(0), time(2)), (time(8), time(16)), (time(16), time(0)))  # friday's night, saturday
