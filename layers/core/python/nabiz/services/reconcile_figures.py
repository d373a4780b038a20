"""Counting again what stands where: the live counters are right when they equal the tickets."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass

from nabiz.domain.standing import Place, places
from nabiz.ports import Counters, Shift
from nabiz.ports.search import Lists, TicketQuery

PAGE = 100


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where the counters say something else than the tickets."""

    place: Place
    counted: int
    there: int


def reconcile_figures(lists: Lists, counters: Counters) -> list[Difference]:
    """Read every open ticket (its cost grows with them) and compare; nothing differs while nobody writes.

    While people work a ticket may be counted that was not yet read, or the other way round: look again then.
    """
    there: Counter[Place] = Counter()
    cursor, users = "", set[str]()
    while True:
        page = lists.tickets(TicketQuery(limit=PAGE, cursor=cursor))
        for ticket in page.items:
            there.update(places(ticket.status, ticket.department, ticket.assignee))
            users.add(ticket.assignee)
        cursor = page.cursor
        if not cursor:
            break
    counted = counters.standing()
    for user in filter(None, users):
        counted |= counters.standing(user)
    return [
        Difference(place, counted[place], there[place])
        for place in sorted(counted.keys() | there.keys())
        if counted[place] != there[place]
    ]


def repair(differences: list[Difference], counters: Counters) -> None:
    """Add what is missing, for counters that are younger than the tickets. Only while nobody works."""
    shifts = [Shift(difference.place, difference.there - difference.counted) for difference in differences]
    for start in range(0, len(shifts), PAGE // 2):
        counters.add({f"repair|{uuid.uuid4()}": shifts[start : start + PAGE // 2]})
