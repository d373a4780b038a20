"""The queues of one of the staff with how much stands in each, from live counters; and the whole city's standing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from nabiz.domain.people import CITY_WIDE, Actor
from nabiz.domain.standing import OPEN, DepartmentStanding, assignee, standing_of
from nabiz.domain.ticket import TRIAGE
from nabiz.ports import Counters
from nabiz.ports.search import OVERDUE_COUNTED, Lists, Overdue

# Codes of queues beside `department:{code}`.
TRIAGE_QUEUE, MINE, OVERDUE, WAITING, ALL = "triage", "mine", "overdue", "waiting", "all"


@dataclass(frozen=True, slots=True)
class Standing:
    """A queue or department: how many open tickets, how many of them overdue (`more`: at least), how many waiting."""

    code: str
    department: str | None = None
    open: int = 0
    overdue: int = 0
    waiting: int = 0
    more: bool = False


def show_standing(departments: Sequence[str], lists: Lists, counters: Counters, at: datetime) -> list[Standing]:
    """Every department of the city and, first, the triage queue: two requests while little is overdue."""
    known, late = standing_of(counters.standing()), _late(departments, lists, at, city=True)
    return _rows(departments, known, late, city=True)


def show_queues(
    actor: Actor, departments: Sequence[str], lists: Lists, counters: Counters, at: datetime
) -> list[Standing]:
    """The queues that somebody works on.

    Four requests for who works for the whole city, while little is overdue; three and one for each department for
    the others.

    Args:
        departments: codes of all departments, in the order in which they are shown.
    """
    city = bool(actor.roles & CITY_WIDE)
    shown = [code for code in departments if city or code in actor.departments]
    counts = counters.standing(actor.id)
    rows = _rows(shown, standing_of(counts), _late(shown, lists, at, city=city), city=city)
    total = sum_up(rows)
    mine = Standing(MINE, open=counts[assignee(actor.id), OPEN], overdue=lists.overdue_of(actor.id, at))
    return [
        *rows, replace(mine, more=mine.overdue > OVERDUE_COUNTED - 1),
        replace(total, code=OVERDUE, open=total.overdue), Standing(WAITING, open=total.waiting, waiting=total.waiting),
        replace(total, code=ALL),
    ]  # fmt: skip


def sum_up(rows: Sequence[Standing]) -> Standing:
    """All departments together."""
    return Standing(
        ALL, None, sum(row.open for row in rows), sum(row.overdue for row in rows), sum(row.waiting for row in rows),
        any(row.more for row in rows),
    )  # fmt: skip


def _late(departments: Sequence[str], lists: Lists, at: datetime, *, city: bool) -> Overdue:
    return lists.overdue([TRIAGE, *departments] if city else departments, city=city, at=at)


def _rows(
    departments: Sequence[str], known: dict[str, DepartmentStanding], late: Overdue, *, city: bool
) -> list[Standing]:
    """One row each. A department that was taken out of the catalogue is shown as long as it has open tickets."""
    gone = [code for code in known if code != TRIAGE and code not in departments] if city else []
    codes = [*([TRIAGE] if city else []), *departments, *gone]
    nothing = DepartmentStanding()
    return [
        Standing(
            f"department:{code}" if code else TRIAGE_QUEUE, code or None, known.get(code, nothing).open,
            late.departments.get(code, 0), known.get(code, nothing).waiting, code in late.more,
        )
        for code in codes
    ]  # fmt: skip
