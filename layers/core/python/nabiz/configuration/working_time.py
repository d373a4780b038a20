"""Reads the part `calendar`: working periods of the week, days without work, days that end early."""

from __future__ import annotations

from datetime import date, time
from zoneinfo import ZoneInfo

from nabiz.configuration.reading import Node
from nabiz.domain.calendar import WorkingCalendar

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def read_calendar(node: Node, zone: ZoneInfo) -> WorkingCalendar:
    """Build the working calendar.

    Raises:
        ConfigurationError: a period that ends before it begins, overlaps another, or no working hours at all.
    """
    node.fields("week", "minutes_per_day", "closed", "half_days")
    week = node.get("week")
    week.fields(*WEEK)
    half_days = {Node("calendar", day, own.path).day(): own.clock_time() for day, own in node.get("half_days").items()}
    calendar = WorkingCalendar(
        zone,
        tuple(_periods(week.get(day, [])) for day in WEEK),
        closed=_closed(node.get("closed")),
        half_days=half_days,
        minutes_per_day=node.get("minutes_per_day").integer(least=1),
    )
    if not any(calendar.week):
        week.refuse("no day of the week has working hours")
    return calendar


def _closed(node: Node) -> frozenset[date]:
    return frozenset(Node("calendar", day, own.path).day() for day, own in node.items())


def _periods(node: Node) -> tuple[tuple[time, time], ...]:
    periods = node.list(_period)
    last = time.min
    for index, (opens, closes) in enumerate(periods):
        if opens < last or closes <= opens:
            Node(node.part, None, (*node.path, index)).refuse("periods must be in order and not overlap")
        last = closes
    return periods


def _period(node: Node) -> tuple[time, time]:
    ends = node.list(Node.clock_time)
    if len(ends) != 2:
        node.refuse("a period is [opens, closes]")
    return ends[0], ends[1]
