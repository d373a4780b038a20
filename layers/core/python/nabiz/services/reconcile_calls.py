"""Counting a day's calls again: the live counters are right when they equal the calls."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, tzinfo

from nabiz.domain.call_figures import CALLS, EVERYTHING, HOURS, OPERATORS, count_call
from nabiz.domain.calls import Call
from nabiz.ports import Count, Counters
from nabiz.ports.calls import CallQuery, Calls

PAGE = 100
TOGETHER = 50  # counters that are mended in one transaction


@dataclass(frozen=True, slots=True)
class CallDifference:
    """A counter that says something else than the calls."""

    dimension: str
    measure: str
    counted: int
    there: int


def reconcile_calls(day: date, zone: tzinfo, calls: Calls, counters: Counters) -> list[CallDifference]:
    """Read every call of a local day and compare; nothing differs once the stream has been read up to there."""
    there: Counter[tuple[str, str]] = Counter()
    for call in calls_of(day, calls):
        for (dimension, on, measure), amount in count_call(call, zone).items():
            assert on == day
            there[dimension, measure] += amount
    dimensions = {dimension for dimension, _ in there} | {
        EVERYTHING,
        *(f"{EVERYTHING}/{of}" for of in (HOURS, OPERATORS)),
    }
    counted = Counter({
        (dimension, measure): amount
        for dimension in dimensions
        for measure, amount in counters.read(CALLS, dimension, day, day).get(day, {}).items()
    })  # fmt: skip
    return [
        CallDifference(*place, counted[place], there[place])
        for place in sorted(counted.keys() | there.keys())
        if counted[place] != there[place]
    ]


def calls_of(day: date, calls: Calls) -> Iterator[Call]:
    """Every call of a day."""
    cursor = ""
    while True:
        page = calls.page(CallQuery(day, limit=PAGE, cursor=cursor))
        yield from page.items
        cursor = page.cursor
        if not cursor:
            return


def repair_calls(day: date, differences: list[CallDifference], counters: Counters) -> None:
    """Add what is missing. Only for a day that is over and whose calls are all there still."""
    counts = [Count(CALLS, one.dimension, day, one.measure, one.there - one.counted) for one in differences]
    for start in range(0, len(counts), TOGETHER):
        counters.add({f"repair|{uuid.uuid4()}": counts[start : start + TOGETHER]})
