"""What time alone does: reminders, the escalation ladder, closing what was resolved. Reads what is due and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from nabiz.configuration import Configuration
from nabiz.domain.errors import StaleVersion, StorageConflict
from nabiz.domain.people import system
from nabiz.domain.ticket import Ticket, TimerKind
from nabiz.ports import Reader, Timers, UnitOfWork

RUN = "escalate_overdue"
TIME = system("time")
# Before the first run there is no mark. No timer is ever set into the past, so a day is plenty.
FIRST_LOOK_BACK = timedelta(days=1)
# A commit may land in an hour after a run has read it; so every run reads the hour before its mark again.
OVERLAP = timedelta(hours=1)
# Once an hour a run looks this far back: for a timer that a mark has passed, whatever the reason.
SWEEP_MINUTE, SWEPT = 7, timedelta(hours=48)
BATCH = 100


@dataclass(frozen=True, slots=True)
class Run:
    """What a run did. `unfinished`: time ran out or somebody was in the way; the next run goes on."""

    due: int
    changed: int
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class DueTickets:
    """Where a run finds its work and how it changes tickets."""

    timers: Timers
    reader: Reader
    new_work: Callable[[], UnitOfWork]
    now: Callable[[], datetime]

    def work_through(
        self, run: str, kinds: frozenset[TimerKind], at: datetime, change: Callable[[Ticket, UnitOfWork], bool],
        time_left: Callable[[], bool], look_back: timedelta = OVERLAP,
    ) -> Run:  # fmt: skip
        """Apply `change` to every ticket with a timer that is due, then move the mark.

        A ticket that somebody else changed in the meantime is left to the next run. The mark moves only when everything
        that was due was done, so nothing is ever left behind it.

        Args:
            look_back: how much of the time before the mark is read again.
        """
        mark = self.timers.read_mark(run)
        since = mark - look_back if mark else at - FIRST_LOOK_BACK
        due = changed = missed = 0
        numbers = iter(self.timers.due(kinds, since, at))
        while batch := list(islice(numbers, BATCH)):
            for ticket in _still_due(self.reader.tickets_by_number(batch), at):
                if not time_left():
                    return Run(due, changed, unfinished=True)
                due += 1
                try:
                    changed += self._change(ticket, change)
                except (StaleVersion, StorageConflict):
                    missed += 1
        if not missed:
            # A run by hand may be for a later moment; the mark must not hide what is set before that moment comes.
            self.timers.write_mark(run, min(at, self.now()))
        return Run(due, changed, unfinished=bool(missed))

    def _change(self, ticket: Ticket, change: Callable[[Ticket, UnitOfWork], bool]) -> bool:
        work = self.new_work()
        work.take(ticket)
        changed = change(ticket, work)
        if changed:
            work.commit()
        return changed


def escalate_overdue(
    tickets: DueTickets, configuration: Configuration, at: datetime, time_left: Callable[[], bool]
) -> Run:
    """Climb the rungs that are due and close what was resolved long enough ago; overlapping runs do each once.

    Every hour one run sweeps: it reads two days of timers behind the mark again, and does what was missed.
    """

    def change(ticket: Ticket, work: UnitOfWork) -> bool:
        changed = False
        # A run that comes late does everything that was due meanwhile, in order.
        while ticket.pass_time(configuration.rules, TIME, at):
            changed = True
        return changed

    kinds = frozenset({TimerKind.LADDER, TimerKind.CLOSING})
    return tickets.work_through(RUN, kinds, at, change, time_left,
                                SWEPT if at.minute == SWEEP_MINUTE else OVERLAP)  # fmt: skip


def _still_due(tickets: Iterable[Ticket], at: datetime) -> Iterable[Ticket]:
    due = [ticket for ticket in tickets if ticket.timer is not None and ticket.timer.at <= at]
    return sorted(due, key=lambda ticket: (ticket.timer.at if ticket.timer else at, ticket.number))
