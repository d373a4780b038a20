"""What happened becomes figures: rows for analysis, and live counters that count every event once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, tzinfo

from nabiz.domain.call_figures import CALLS, CallChange
from nabiz.domain.desk_figures import DESK, VisitChange
from nabiz.domain.events import Event
from nabiz.domain.figures import count, fact
from nabiz.domain.standing import TicketChange
from nabiz.ports import Count, Counters, Facts, Shift


def record_facts(
    events: Sequence[Event], changes: Sequence[TicketChange], batch: str, zone: tzinfo, counters: Counters,
    facts: Facts, calls: Sequence[CallChange] = (),
    visits: Sequence[VisitChange] = (), sent: Mapping[str, Sequence[Count]] | None = None,
) -> int:  # fmt: skip
    """Write one batch of the stream; how many events and changes were counted for the first time.

    The rows of a batch are one object whose name is the batch's: delivered again, it overwrites itself. Batches may be
    cut differently when they are delivered again, so whoever reads the rows counts each `id` once.
    """
    if events:
        facts.write(batch, events[0].at.astimezone(zone).date(), [fact(event) for event in events])
    counted: dict[str, list[Count | Shift]] = {
        event.id: [_count(*entry) for entry in count(event, zone)] for event in events
    }
    counted |= {change.id: [Shift(place, amount) for place, amount in change.moves.items()] for change in changes}
    counted |= {change.id: [Count(CALLS, *at, amount) for at, amount in change.moves(zone).items()] for change in calls}
    counted |= {change.id: [Count(DESK, *at, amount) for at, amount in change.moves(zone).items()] for change in visits}
    counted |= {cause: list(counts) for cause, counts in (sent or {}).items()}
    return counters.add({cause: counts for cause, counts in counted.items() if counts})


def _count(report: str, dimension: str, day: str, measure: str) -> Count:
    return Count(report, dimension, date.fromisoformat(day), measure)
