"""Lists in their order, cursors that open their own list only, timers that are due."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nabiz.domain.errors import InvalidInput
from nabiz.domain.ticket import Ticket, Timer, TimerKind
from nabiz.ports.search import TicketQuery
from tests.contract.conftest import House
from tests.support.things import NOON, VET, a_ticket

LADDER = frozenset({TimerKind.LADDER, TimerKind.CLOSING})
SURVEYS = frozenset({TimerKind.SURVEY})


def keep(house: House, *tickets: Ticket) -> list[str]:
    for ticket in tickets:
        work = house.new_work()
        work.add(ticket)
        work.commit()
    return [ticket.number for ticket in tickets]


def numbers(tickets: tuple[Ticket, ...] | list[Ticket]) -> list[str]:
    return [ticket.number for ticket in tickets]


def test_a_department_sees_its_own_soonest_first(house: House) -> None:
    late, soon, _ = keep(
        house, a_ticket(opened_at=NOON + timedelta(hours=2)), a_ticket(), a_ticket(department="zabita")
    )

    assert numbers(house.lists.tickets(TicketQuery(frozenset({"veteriner"}))).items) == [soon, late]


def test_the_city_sees_all_and_triage_what_nobody_routed(house: House) -> None:
    made = keep(house, a_ticket(), a_ticket(department=""))

    assert set(numbers(house.lists.tickets(TicketQuery()).items)) == set(made)
    assert numbers(house.lists.tickets(TicketQuery(frozenset({""}))).items) == [made[1]]


def test_pages_follow_one_another_without_gap(house: House) -> None:
    made = keep(house, *(a_ticket(opened_at=NOON + timedelta(minutes=minute)) for minute in range(5)))

    first = house.lists.tickets(TicketQuery(frozenset({"veteriner"}), limit=2))
    second = house.lists.tickets(TicketQuery(frozenset({"veteriner"}), limit=2, cursor=first.cursor))
    third = house.lists.tickets(TicketQuery(frozenset({"veteriner"}), limit=2, cursor=second.cursor))

    assert numbers(first.items) + numbers(second.items) + numbers(third.items) == made
    assert third.cursor == ""


def test_a_cursor_opens_no_other_list(house: House) -> None:
    keep(house, *(a_ticket() for _ in range(3)))
    cursor = house.lists.tickets(TicketQuery(frozenset({"veteriner"}), limit=1)).cursor
    assert cursor

    with pytest.raises(InvalidInput):
        house.lists.tickets(TicketQuery(frozenset({"zabita"}), cursor=cursor))
    with pytest.raises(InvalidInput):
        house.reader.tickets_of("c1", cursor=cursor)
    with pytest.raises(InvalidInput):
        house.lists.tickets(TicketQuery(frozenset({"veteriner"}), cursor="made up"))


def test_overdue_is_what_was_promised_before(house: House) -> None:
    old, _ = keep(house, a_ticket(), a_ticket(opened_at=NOON + timedelta(hours=2)))

    page = house.lists.tickets(TicketQuery(frozenset({"veteriner"}), overdue_at=NOON + timedelta(hours=1)))

    assert numbers(page.items) == [old]


def test_a_citizens_tickets_come_newest_first(house: House) -> None:
    made = keep(house, a_ticket(), a_ticket(opened_at=NOON + timedelta(days=1)), a_ticket(citizen="c2"))

    assert numbers(house.reader.tickets_of("c1").items) == [made[1], made[0]]


def test_tickets_are_read_by_number_as_far_as_they_exist(house: House) -> None:
    made = keep(house, a_ticket(), a_ticket())

    assert set(numbers(house.reader.tickets_by_number([*made, "000000000"]))) == set(made)


def test_timers_are_found_in_their_hours_by_kind(house: House) -> None:
    def timed(kind: TimerKind, **later: float) -> Ticket:
        return a_ticket(timer=Timer(kind, NOON + timedelta(**later)))

    due, closing, survey, later, _ = keep(
        house, timed(TimerKind.LADDER, minutes=10), timed(TimerKind.CLOSING, minutes=70), timed(TimerKind.SURVEY),
        timed(TimerKind.LADDER, hours=5), a_ticket(),
    )  # fmt: skip

    assert list(house.timers.due(LADDER, NOON, NOON + timedelta(hours=2))) == [due, closing]
    assert list(house.timers.due(SURVEYS, NOON, NOON + timedelta(hours=2))) == [survey]
    assert list(house.timers.due(LADDER, NOON + timedelta(hours=4), NOON + timedelta(hours=6))) == [later]


def test_a_timer_that_is_not_due_yet_waits_within_its_hour(house: House) -> None:
    keep(house, a_ticket(timer=Timer(TimerKind.LADDER, NOON + timedelta(minutes=30))))

    assert not list(house.timers.due(LADDER, NOON, NOON + timedelta(minutes=29)))


def test_a_timer_that_moved_is_found_at_its_new_moment_only(house: House) -> None:
    ticket = a_ticket(timer=Timer(TimerKind.LADDER, NOON))
    keep(house, ticket)
    work = house.new_work()
    work.take(ticket)
    ticket.record("TicketEscalated", VET, NOON)
    ticket.timer = Timer(TimerKind.LADDER, NOON + timedelta(hours=3))
    work.commit()

    assert not list(house.timers.due(LADDER, NOON, NOON + timedelta(hours=1)))
    assert list(house.timers.due(LADDER, NOON, NOON + timedelta(hours=3))) == [ticket.number]


def test_a_runs_mark_never_moves_back(house: House) -> None:
    later = NOON + timedelta(days=400)
    assert house.timers.read_mark("sweep") is None
    house.timers.write_mark("sweep", later)

    house.timers.write_mark("sweep", NOON)

    assert house.timers.read_mark("sweep") == later
