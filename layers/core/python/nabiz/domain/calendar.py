"""Working time of the city: which minutes count, how many lie between two moments, when a number of them is over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from types import MappingProxyType

from nabiz.domain.errors import ConfigurationError

ONE_DAY = timedelta(days=1)
MIDNIGHT = time(0)
# A week without any working period, or closed for years, would be searched forever.
LONGEST_SEARCH = timedelta(days=3700)

Periods = tuple[tuple[time, time], ...]


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """When the offices work, on the wall clock of one time zone.

    Attributes:
        zone: the city's time zone; every argument must carry a zone, every answer carries this one.
        week: seven tuples of periods (opens, closes), Monday first, in order and without overlap; one that closes at
            00:00 lasts until midnight, so a night shift is two periods, and a day without end is (00:00, 00:00).
        closed: days without work: holidays and closures.
        half_days: days that end early, and when (the eve of a feast).
        minutes_per_day: what "one working day" means in a deadline.
    """

    zone: tzinfo
    week: tuple[Periods, ...]
    closed: frozenset[date] = frozenset()
    half_days: Mapping[date, time] = field(default_factory=dict)
    minutes_per_day: int = 480

    def periods(self, day: date) -> Periods:
        """The working periods of a day."""
        if day in self.closed:
            return ()
        periods = self.week[day.weekday()]
        end = self.half_days.get(day)
        if end is None:
            return periods
        return tuple(
            (opens, min(closes, end) if closes != MIDNIGHT else end) for opens, closes in periods if opens < end
        )

    def hours(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """The working periods of a day as naive local moments; midnight is the next day's beginning."""
        for opens, closes in self.periods(day):
            last = day + ONE_DAY if closes == MIDNIGHT else day
            yield datetime.combine(day, opens), datetime.combine(last, closes)

    def is_open(self, at: datetime) -> bool:
        """Whether the offices work at this moment."""
        local = at.astimezone(self.zone).replace(tzinfo=None)
        return any(opens <= local < closes for opens, closes in self.hours(local.date()))

    def next_open(self, at: datetime) -> datetime:
        """This moment if the offices work, else the one at which they open next.

        Raises:
            ConfigurationError: the calendar has no working time for years.
        """
        for opens, _ in self._spans(at):
            return opens.replace(tzinfo=self.zone)
        raise ConfigurationError(f"The calendar has too little working time after {at:%Y-%m-%d}.", part="calendar")

    def add(self, start: datetime, minutes: int) -> datetime:
        """The moment by which so many working minutes have passed since `start`.

        A count of zero gives `start` itself; a deadline that ends with a period ends there, not at the next opening.

        Raises:
            ConfigurationError: the calendar has no working time for years.
        """
        if minutes <= 0:
            return start.astimezone(self.zone)
        left = timedelta(minutes=minutes)
        for opens, closes in self._spans(start):
            if left <= closes - opens:
                return (opens + left).replace(tzinfo=self.zone)
            left -= closes - opens
        raise ConfigurationError(f"The calendar has too little working time after {start:%Y-%m-%d}.", part="calendar")

    def minutes_between(self, start: datetime, end: datetime) -> int:
        """Whole working minutes from `start` to `end`; zero if `end` is not later."""
        last = end.astimezone(self.zone).replace(tzinfo=None)
        total = timedelta()
        for opens, closes in self._spans(start):
            if opens >= last:
                break
            total += min(closes, last) - opens
        return total // timedelta(minutes=1)

    def _spans(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Working periods from `start` on, the first one cut, as naive local moments."""
        local = start.astimezone(self.zone).replace(tzinfo=None)
        day = local.date()
        until = day + LONGEST_SEARCH
        while day < until:
            for begin, finish in self.hours(day):
                if finish > local:
                    yield max(begin, local), finish
            day += ONE_DAY


@dataclass(frozen=True, slots=True)
class DepartmentCalendars:
    """The calendars beside the city's own, and the departments that work by one of them."""

    named: Mapping[str, WorkingCalendar] = field(default_factory=dict)
    departments: Mapping[str, str] = field(default_factory=dict)

    def name(self, department: str) -> str:
        """The name of a department's calendar; empty for the city's."""
        return self.departments.get(department, "")


ONE_FOR_ALL = DepartmentCalendars(MappingProxyType({}), MappingProxyType({}))
