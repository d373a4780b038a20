"""The day ends: visits that nobody ended are closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial

from nabiz.configuration import Configuration
from nabiz.domain.people import system
from nabiz.domain.visits import Visit
from nabiz.ports.desk import VisitQuery, Visits
from nabiz.services.attempts import try_again

CLOSING = system("desk-closing")
PAGE = 100


def close_desk_day(visits: Visits, configuration: Configuration, at: datetime, time_left: Callable[[], bool]) -> int:
    """Close what is open of yesterday, and of today once the desk has closed; how many visits that were.

    A run that was missed is made up by the next one of the day after; doing it again closes nothing.
    """
    local = at.astimezone(configuration.city.timezone)
    days = [local.date() - timedelta(days=1)]
    if local.time() >= configuration.desk.closes:
        days.append(local.date())
    closed = 0
    for day in days if configuration.desk.services else ():
        for seen in _open(visits, day):
            if not time_left():
                return closed
            closed += try_again(partial(_close, visits, seen.id, at))
    return closed


def _open(visits: Visits, day: date) -> Iterator[Visit]:
    cursor, more = "", True
    while more:
        page = visits.page(VisitQuery(day, open=True, limit=PAGE, cursor=cursor))
        yield from page.items
        cursor, more = page.cursor, bool(page.cursor)


def _close(visits: Visits, visit_id: str, at: datetime) -> bool:
    visit = visits.find(visit_id)
    changed = visit.close(CLOSING, at)
    if changed:
        visits.put(visit)
    return changed
