"""What a visit counts for, and what follows from the counts. A correction takes away what was counted before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from nabiz.domain.visits import AT_DESK, IN_LINE, State, Visit

DESK = "desk"
EVERYTHING, HOURS, DESKS, SERVICES, SUBJECTS = "all", "hours", "desks", "services", "subjects"

Measured = tuple[str, date, str]  # dimension, local day, measure


@dataclass(frozen=True, slots=True)
class Stretch:
    """One time that a visitor waited, and was called and served, or not."""

    began: datetime
    desk: str = ""
    called: datetime | None = None
    served: datetime | None = None
    ended: datetime | None = None
    end: State | None = None


@dataclass(frozen=True, slots=True)
class VisitChange:
    """One version of a visit following another, as the table's stream tells it; `id` is the same at every delivery."""

    id: str
    before: Visit | None
    after: Visit

    def moves(self, zone: tzinfo) -> Counter[Measured]:
        """What is added where."""
        moved = Counter(count_visit(self.after, zone))
        moved.subtract(count_visit(self.before, zone) if self.before else {})
        return Counter({measured: amount for measured, amount in moved.items() if amount})


def stretches(visit: Visit) -> Iterator[Stretch]:
    """A visit's stretches: one, and one more for each time it was handed over."""
    began: datetime | None = None
    desk, called, served = "", None, None
    for step in visit.steps:
        if began is not None and step.state not in AT_DESK:
            yield Stretch(began, desk, called, served, step.at, step.state)
            began = None
        if step.state in IN_LINE:
            began, desk, called, served = step.at, "", None, None
        elif step.state is State.CALLED:
            desk, called = step.desk, step.at
        elif step.state is State.SERVING:
            served = step.at
    if began is not None:
        yield Stretch(began, desk, called, served)


def count_visit(visit: Visit, zone: tzinfo) -> Counter[Measured]:
    """Everything that a visit counts for: over all services and of its own, by hour, desk and subject."""
    found: Counter[Measured] = Counter()
    for base in (EVERYTHING, f"service:{visit.service}"):
        for hour, desk, measure, amount in _measures(visit, zone):
            found[base, visit.day, measure] += amount
            found[f"{base}/{HOURS}", visit.day, f"{hour:02d}|{measure}"] += amount
            if desk:
                found[f"{base}/{DESKS}", visit.day, f"{desk}|{measure}"] += amount
        if visit.subject:
            found[f"{base}/{SUBJECTS}", visit.day, f"{visit.subject}|answered"] += 1
    for _, _, measure, amount in _measures(visit, zone):
        found[f"{EVERYTHING}/{SERVICES}", visit.day, f"{visit.service}|{measure}"] += amount
    return found


def _measures(visit: Visit, zone: tzinfo) -> Iterator[tuple[int, str, str, int]]:
    """Local hour, desk, measure and amount."""
    arrived = visit.arrived_at.astimezone(zone).hour
    yield arrived, "", "taken", 1
    if visit.precedence:
        yield arrived, "", "precedence", 1
    if visit.tickets:
        yield arrived, visit.desk, "with_ticket", 1
    if visit.result:
        yield arrived, visit.desk, f"result_{visit.result}", 1
    for one in stretches(visit):
        hour = one.began.astimezone(zone).hour
        if one.called:
            wait = _seconds(one.began, one.called)
            yield hour, one.desk, "called", 1
            yield hour, one.desk, "wait", wait
            yield hour, one.desk, "wait_within", int(wait <= visit.wait_target)
        if one.end is not None:
            yield hour, one.desk, str(one.end), 1
        if one.end is State.LEFT:
            yield hour, one.desk, "no_show" if one.called else "gave_up", 1
        if one.served and one.ended:
            serving = _seconds(one.served, one.ended)
            yield hour, one.desk, "served", 1
            yield hour, one.desk, "serving", serving
            yield hour, one.desk, "serve_within", int(serving <= visit.serve_target)


def _seconds(since: datetime, until: datetime) -> int:
    return int((until - since).total_seconds())


@dataclass(frozen=True, slots=True)
class DeskFigures:
    """Counts, and what follows from them: averages in seconds and shares, None where there is nothing to divide."""

    counts: Mapping[str, int]

    def __getitem__(self, measure: str) -> int:
        return self.counts.get(measure, 0)

    def ratio(self, measure: str, of: str) -> float | None:
        """A share or an average."""
        return round(self[measure] / self[of], 4) if self[of] else None


def split_measures(counted: Mapping[str, int]) -> dict[str, DeskFigures]:
    """Figures by what stands before the bar: an hour, a desk, a service, a subject; in order."""
    found: dict[str, dict[str, int]] = {}
    for name, amount in counted.items():
        of, _, measure = name.rpartition("|")
        found.setdefault(of, {})[measure] = amount
    return {of: DeskFigures(found[of]) for of in sorted(found)}
