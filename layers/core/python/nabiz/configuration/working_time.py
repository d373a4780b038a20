"""Reads the part `calendar`: working periods of the week, days without work, days that end early."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from zoneinfo import ZoneInfo

from nabiz.configuration.reading import Node
from nabiz.domain.calendar import MIDNIGHT, DepartmentCalendars, Periods, WorkingCalendar

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


ALWAYS = "always"
OWN = ("week", "minutes_per_day", "closed", "half_days")


def read_calendar(node: Node, zone: ZoneInfo) -> WorkingCalendar:
    """Build the city's working calendar.

    Raises:
        ConfigurationError: a period of no length, two that overlap, or no working hours at all.
    """
    node.fields(*OWN, "calendars", "departments")
    return _calendar(node, zone)


def read_department_calendars(node: Node, zone: ZoneInfo, departments: Mapping[str, object]) -> DepartmentCalendars:
    """Build the calendars beside the city's own.

    Raises:
        ConfigurationError: as for the city's; a department or calendar that does not exist.
    """
    named = {}
    for name, own in node.get("calendars", {}).items():
        own.fields(*OWN)
        named[name] = _calendar(own, zone)
    by_department = {}
    for department, which in node.get("departments", {}).items():
        Node("calendar", department, which.path).one_of(departments, "department")
        by_department[department] = which.one_of(named, "calendar")
    return DepartmentCalendars(named, by_department)


def _calendar(node: Node, zone: ZoneInfo) -> WorkingCalendar:
    half_days = {Node("calendar", day, own.path).day(): own.clock_time()
                 for day, own in node.get("half_days", {}).items()}  # fmt: skip
    return WorkingCalendar(
        zone,
        _week(node.get("week")),
        closed=_closed(node.get("closed", {})),
        half_days=half_days,
        minutes_per_day=node.get("minutes_per_day").integer(least=1),
    )


def _week(node: Node) -> tuple[Periods, ...]:
    """Seven days; what of a night shift lies behind midnight belongs to the day after."""
    if node.value == ALWAYS:
        return (((MIDNIGHT, MIDNIGHT),),) * 7
    node.fields(*WEEK)
    days: list[list[tuple[time, time]]] = [[] for _ in WEEK]
    for index, day in enumerate(WEEK):
        for opens, closes in node.get(day, []).list(_period):
            over_night = closes <= opens and closes != MIDNIGHT
            days[index].append((opens, MIDNIGHT if over_night else closes))
            if over_night:
                days[(index + 1) % len(days)].insert(0, (MIDNIGHT, closes))
    for day, periods in zip(WEEK, days, strict=True):
        _check_order(node.get(day, []), periods)
    if not any(days):
        node.refuse("no day of the week has working hours")
    return tuple(tuple(periods) for periods in days)


def _check_order(node: Node, periods: list[tuple[time, time]]) -> None:
    last: time | None = MIDNIGHT
    for opens, closes in periods:
        if last is None or opens < last:
            node.refuse("periods must be in order and not overlap")
        last = None if closes == MIDNIGHT else closes


def _closed(node: Node) -> frozenset[date]:
    return frozenset(Node("calendar", day, own.path).day() for day, own in node.items())


def _period(node: Node) -> tuple[time, time]:
    ends = node.list(Node.clock_time)
    if len(ends) != 2:
        node.refuse("a period is [opens, closes]")
    if ends[0] == ends[1] and ends[0] != MIDNIGHT:
        node.refuse("a period that opens and closes at the same time has no length; a whole day is 00:00 to 00:00")
    return ends[0], ends[1]
