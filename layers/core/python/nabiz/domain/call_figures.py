"""What a call counts for, and what follows from the counts: waits in whole seconds, so that any threshold is exact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from nabiz.domain.call_pieces import CallDirection, CallOutcome
from nabiz.domain.calls import Call

CALLS = "calls"
EVERYTHING = "all"
LONGEST_WAIT = 300  # seconds; waits up to here are told apart, so thresholds up to here are exact
HANDLING_STEP, LONGEST_HANDLING = 10, 7200  # seconds; a percentile is exact to one step
DEFAULT_THRESHOLDS = (5, 10, 20, 30, 60)

WAIT, LOST, HANDLE = "wait:", "lost:", "handle:"
WAITED, HANDLED, HANDLING, TALK, HOLD, AFTER_WORK = "waited", "handled", "handling", "talk", "hold", "after_work"
PLAIN = {CallOutcome.WAITING: "waiting", CallOutcome.LEFT: "left", CallOutcome.NOT_QUEUED: "not_queued"}
OUTBOUND = "outbound"
HOURS, OPERATORS = "hours", "operators"

Measured = tuple[str, date, str]  # dimension, local day, measure


@dataclass(frozen=True, slots=True)
class CallChange:
    """One version of a call following another, as the table's stream tells it; `id` is the same at every delivery."""

    id: str
    before: Call | None
    after: Call

    def moves(self, zone: tzinfo) -> Counter[Measured]:
        """What is added where; a correction takes away what it counted before."""
        moved = Counter(count_call(self.after, zone))
        moved.subtract(count_call(self.before, zone) if self.before else {})
        return Counter({measured: amount for measured, amount in moved.items() if amount})


def count_call(call: Call, zone: tzinfo) -> Counter[Measured]:
    """Everything that a call counts for: over all lines and of its own, by hour and by operator too."""
    began = call.started_at.astimezone(zone)
    whole, hourly, shared = _measures(call), _hourly(call), _shared(call)
    found: Counter[Measured] = Counter()
    for base in (EVERYTHING, *([f"line:{call.line}"] if call.line else [])):
        for dimension, measures in (
            (base, whole),
            (f"{base}/{HOURS}", {f"{began:%H}|{name}": amount for name, amount in hourly.items()}),
            (f"{base}/{OPERATORS}", shared),
        ):
            found.update({(dimension, began.date(), name): amount for name, amount in measures.items() if amount})
    return found


def _measures(call: Call) -> Mapping[str, int]:
    if not call.legs and not call.marks:
        return {}  # of a call that only signs tell of nothing is counted: they are best effort
    if call.direction is CallDirection.OUTBOUND:
        return {OUTBOUND: 1}
    if call.outcome in PLAIN:
        return {PLAIN[call.outcome]: 1}
    second = min(call.wait, LONGEST_WAIT + 1)
    if call.outcome is CallOutcome.ABANDONED:
        return {f"{LOST}{second}": 1}
    answered = {f"{WAIT}{second}": 1, WAITED: call.wait}
    if call.ended_at is None:
        return answered
    bucket = min(call.handling, LONGEST_HANDLING) // HANDLING_STEP * HANDLING_STEP
    return answered | {HANDLED: 1, HANDLING: call.handling, f"{HANDLE}{bucket}": 1, TALK: call.talk, HOLD: call.hold,
                       AFTER_WORK: call.after_work}  # fmt: skip


def _hourly(call: Call) -> Mapping[str, int]:
    kept = (WAIT, LOST, HANDLED, HANDLING, *PLAIN.values(), OUTBOUND)
    return {name: amount for name, amount in _measures(call).items() if name.startswith(kept)}


def _shared(call: Call) -> Mapping[str, int]:
    """What its operators did; only calls that came in, as everywhere."""
    found: Counter[str] = Counter()
    for share in call.shares if call.direction is CallDirection.INBOUND else ():
        bucket = min(share.handling, LONGEST_HANDLING) // HANDLING_STEP * HANDLING_STEP
        found.update({f"{share.operator}|{HANDLED}": 1, f"{share.operator}|{HANDLING}": share.handling,
                      f"{share.operator}|{HANDLE}{bucket}": 1})  # fmt: skip
    return found


@dataclass(frozen=True, slots=True)
class CallFigures:
    """What the counts of calls that came in say; shares are None where there is nothing to share out.

    Seconds throughout. `within` is by threshold: answered so fast, and their share of what was offered.
    """

    offered: int
    answered: int
    abandoned: int
    left: int
    waiting: int
    not_queued: int
    outbound: int
    within: Mapping[int, int]
    abandoned_within: Mapping[int, int]
    average_wait: float | None
    handled: int
    average_handling: float | None
    handling_percentiles: Mapping[int, int]
    talk: int
    hold: int
    after_work: int

    def share(self, part: int) -> float | None:
        """A part of what was offered."""
        return round(part / self.offered, 6) if self.offered else None


def read_figures(measures: Mapping[str, int], thresholds: Sequence[int]) -> CallFigures:
    """Figures from the counts of some days together."""
    waits, lost = _histogram(measures, WAIT), _histogram(measures, LOST)
    answered, abandoned, left = sum(waits.values()), sum(lost.values()), measures.get("left", 0)
    handled = measures.get(HANDLED, 0)
    waited = measures.get(WAITED)
    return CallFigures(
        offered=answered + abandoned + left, answered=answered, abandoned=abandoned, left=left,
        waiting=measures.get("waiting", 0), not_queued=measures.get("not_queued", 0),
        outbound=measures.get(OUTBOUND, 0),
        within={limit: _up_to(waits, limit) for limit in thresholds},
        abandoned_within={limit: _up_to(lost, limit) for limit in thresholds},
        average_wait=round(waited / answered, 3) if answered and waited is not None else None,
        handled=handled,
        average_handling=round(measures.get(HANDLING, 0) / handled, 3) if handled else None,
        handling_percentiles=_percentiles(_histogram(measures, HANDLE), (50, 90, 95)),
        talk=measures.get(TALK, 0), hold=measures.get(HOLD, 0), after_work=measures.get(AFTER_WORK, 0),
    )  # fmt: skip


def split_measures(measures: Mapping[str, int]) -> Iterator[tuple[str, dict[str, int]]]:
    """The counts of hours or operators, each by itself, in order."""
    parts: dict[str, dict[str, int]] = {}
    for name, amount in measures.items():
        who, _, measure = name.rpartition("|")
        parts.setdefault(who, {})[measure] = amount
    yield from sorted(parts.items())


def _histogram(measures: Mapping[str, int], prefix: str) -> dict[int, int]:
    named = ((name.removeprefix(prefix), amount) for name, amount in measures.items() if name.startswith(prefix))
    return {int(second): amount for second, amount in named if amount}


def _up_to(histogram: Mapping[int, int], limit: int) -> int:
    return sum(amount for second, amount in histogram.items() if second <= limit)


def _percentiles(histogram: Mapping[int, int], wanted: Sequence[int]) -> dict[int, int]:
    """The upper edge of the step in which so many percent of the calls are reached; empty without calls."""
    total = sum(histogram.values())
    found: dict[int, int] = {}
    for percent in wanted if total else ():
        reached = 0
        for bucket in sorted(histogram):
            reached += histogram[bucket]
            if reached * 100 >= percent * total:
                found[percent] = bucket + HANDLING_STEP
                break
    return found
