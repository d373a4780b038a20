"""Lines of a queue's log as stays in queues: what is missing is read off the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from nabiz.domain.call_pieces import CallOutcome, Leg, Mark, MarkKind

_ORDER = {kind: index for index, kind in enumerate(MarkKind)}
_ENDS = {
    MarkKind.COMPLETED: CallOutcome.ANSWERED,
    MarkKind.ABANDONED: CallOutcome.ABANDONED,
    MarkKind.LEFT: CallOutcome.LEFT,
}


def position(mark: Mark) -> tuple[datetime, int, str]:
    return mark.at, _ORDER[mark.kind], repr(mark)


@dataclass(slots=True)
class _Visit:
    """One stay in one queue; whatever of it is missing is read off the rest."""

    entered: Mark | None = None
    connected: Mark | None = None
    end: Mark | None = None

    def fits(self, mark: Mark) -> bool:
        """Whether this can come next."""
        if self.end:
            return mark.kind is MarkKind.ENTERED
        if self.connected:
            return mark.kind is MarkKind.COMPLETED
        return mark.kind is not MarkKind.ENTERED and mark.kind is not MarkKind.COMPLETED

    def must_be_another(self, mark: Mark) -> bool:
        """Whether this begins a new stay."""
        taken = self.connected if mark.kind is MarkKind.CONNECTED else None
        return mark.kind is MarkKind.ENTERED or self.end is not None or taken is not None

    def take(self, mark: Mark) -> None:
        match mark.kind:
            case MarkKind.ENTERED:
                self.entered = mark
            case MarkKind.CONNECTED:
                self.connected = mark
            case _:
                self.end = mark

    def leg(self, key: str, *, last: bool) -> Leg:
        known = [mark for mark in (self.entered, self.connected, self.end) if mark]
        told = self.connected or self.end
        wait = told.wait if told else 0
        talk = self.end.talk if self.end else 0
        if self.connected:
            outcome = CallOutcome.ANSWERED
        elif self.end:
            outcome = _ENDS[self.end.kind]
        else:  # nothing says how it went on; where the call turns up in another queue, it has left this one
            outcome = CallOutcome.WAITING if last else CallOutcome.LEFT
        began = self.entered.at if self.entered else known[0].at - timedelta(
            seconds=wait + (0 if self.connected else talk)
        )  # fmt: skip
        connected_at = self.connected.at if self.connected else None
        if connected_at is None and outcome is CallOutcome.ANSWERED and self.end:
            connected_at = self.end.at - timedelta(seconds=talk)
        return Leg(
            key, "", began, outcome, queue=known[0].queue,
            operator=next((mark.operator for mark in known if mark.operator), ""),
            caller=next((mark.caller for mark in known if mark.caller), ""),
            withheld=any(mark.withheld for mark in known), wait=wait, talk=talk, connected_at=connected_at,
            ended_at=self.end.at if self.end else None if last else known[-1].at,
        )  # fmt: skip


def legs_of(marks: Sequence[Mark]) -> list[Leg]:
    """The stays in queues that a log's lines tell of, each as a leg."""
    by_queue: dict[str, list[Mark]] = {}
    for mark in sorted(marks, key=position):
        if mark.kind is not MarkKind.DIALLED:
            by_queue.setdefault(mark.queue, []).append(mark)
    visits = [(queue, visit) for queue, those in by_queue.items() for visit in _visits(those)]
    first = [visit.leg(f"{queue}", last=True).started_at for queue, visit in visits]
    latest = max(first, default=None)
    return [
        visit.leg(f"{queue}#{began.isoformat()}", last=began == latest)
        for (queue, visit), began in zip(visits, first, strict=True)
    ]


def _visits(marks: Sequence[Mark]) -> list[_Visit]:
    """Lines of one second have no order of their own: of those the one that fits comes next."""
    todo, visits = list(marks), list[_Visit]()
    while todo:
        same = [mark for mark in todo if mark.at == todo[0].at]
        last = visits[-1] if visits else None
        mark = next((one for one in same if last and last.fits(one)), same[0])
        todo.remove(mark)
        if last is None or last.must_be_another(mark):
            visits.append(last := _Visit())
        last.take(mark)
    return visits
