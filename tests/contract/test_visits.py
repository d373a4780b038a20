"""Visits to the welcome desk: one number each, written under their version, called in the order of their lines."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from nabiz.domain.errors import AlreadyDone, InvalidInput, NotFound, StorageConflict
from nabiz.domain.visits import Demand, Precedence, State, Visit
from nabiz.ports import Once
from nabiz.ports.desk import VisitQuery
from tests.contract.conftest import House
from tests.support.things import NOON, OPERATOR, a_ticket

DAY = date(2026, 11, 24)


def a_visit(id: str, minutes: float = 0, service: str = "danisma", precedence: str = "") -> Visit:
    visit = Visit(id, DAY, service, NOON + timedelta(minutes=minutes), 240, 240, precedence=precedence)
    visit.arrive(OPERATOR)
    return visit


def take(house: House, *visits: Visit) -> list[str]:
    return [house.visits.take(visit, "A").number for visit in visits]


def call(house: House, id: str, minutes: float = 5) -> Visit:
    visit = house.visits.find(id)
    visit.move(State.CALLED, OPERATOR, NOON + timedelta(minutes=minutes), {Demand.DESK: "masa-1"})
    house.visits.put(visit)
    return visit


def in_line(house: House, line: str = "danisma", limit: int = 50) -> list[str]:
    return [visit.id for visit in house.visits.line(DAY, line, limit)]


def listed(house: House, **query: Any) -> list[str]:
    ids, cursor = list[str](), ""
    while True:
        page = house.visits.page(VisitQuery(**({"day": DAY, "cursor": cursor} | query)))
        ids += [visit.id for visit in page.items]
        cursor = page.cursor
        if not cursor:
            return ids


def test_numbers_count_by_service_and_day(house: House) -> None:
    assert take(house, a_visit("a"), a_visit("b")) == ["A001", "A002"]
    assert house.visits.take(a_visit("c", service="dilekce"), "B").number == "B001"
    tomorrow = Visit("d", DAY + timedelta(days=1), "danisma", NOON + timedelta(days=1), 240, 240)
    tomorrow.arrive(OPERATOR)
    assert take(house, tomorrow) == ["A001"]


def test_the_same_id_gives_the_same_number(house: House) -> None:
    assert take(house, a_visit("a"), a_visit("b"), a_visit("a", 3), a_visit("c")) == ["A001", "A002", "A001", "A003"]


def test_a_visit_is_found_as_it_was_written(house: House) -> None:
    take(house, a_visit("a", precedence=Precedence.PREGNANT))
    called = call(house, "a")

    assert house.visits.find("a") == called
    assert (called.version, [step.state for step in called.steps]) == (2, [State.WAITING, State.CALLED])
    with pytest.raises(NotFound):
        house.visits.find("b")


def test_who_was_slower_is_told(house: House) -> None:
    take(house, a_visit("a"))
    seen = house.visits.find("a")
    call(house, "a")

    with pytest.raises(StorageConflict):
        house.visits.put(seen)


def test_a_command_is_carried_out_once(house: House) -> None:
    take(house, a_visit("a"))
    once = Once("desk|user:ayse|a|key", "a")
    visit = house.visits.find("a")
    assert house.visits.carried_out(once) == ""
    house.visits.put(visit, once)

    assert house.visits.carried_out(once) == "a"
    with pytest.raises(AlreadyDone) as done:
        house.visits.put(visit, once)
    assert done.value.details["result"] == "a"


def test_who_goes_first_is_in_front_of_those_who_came_within_the_head_start(house: House) -> None:
    take(house, a_visit("long-ago", -16), a_visit("before", -14), a_visit("now"),
         a_visit("elderly", 0, precedence="elderly"))  # fmt: skip

    assert in_line(house) == ["long-ago", "elderly", "before", "now"]
    assert in_line(house, limit=2) == ["long-ago", "elderly"]


def test_a_line_holds_only_who_waits(house: House) -> None:
    take(house, a_visit("a"), a_visit("b", 1), a_visit("c", 2))
    call(house, "b")

    assert in_line(house) == ["a", "c"]
    assert house.visits.waiting(DAY, ["danisma", "dilekce"]) == {"danisma": 2, "dilekce": 0}
    assert [visit.id for visit in house.visits.at_desks(DAY)] == ["b"]


def test_who_is_handed_over_waits_in_the_line_of_the_unit(house: House) -> None:
    take(house, a_visit("a"))
    visit = call(house, "a")
    visit.move(State.SERVING, OPERATOR, NOON + timedelta(minutes=6))
    visit.move(State.HANDED_OVER, OPERATOR, NOON + timedelta(minutes=8), {Demand.UNIT: "imar"})
    house.visits.put(visit)

    assert (in_line(house), in_line(house, "unit:imar")) == ([], ["a"])
    assert house.visits.at_desks(DAY) == []


def test_the_days_list(house: House) -> None:
    take(house, *(a_visit(f"v{index}", index) for index in range(5)))
    visit = call(house, "v1")
    visit.move(State.LEFT, OPERATOR, NOON + timedelta(minutes=9))
    house.visits.put(visit)

    assert listed(house, limit=2) == ["v4", "v3", "v2", "v1", "v0"]
    assert listed(house, open=True, limit=3) == ["v4", "v3", "v2", "v0"]
    assert listed(house, state="left") == ["v1"]
    assert listed(house, desk="masa-1") == ["v1"]
    assert listed(house, service="vergi") == []
    cursor = house.visits.page(VisitQuery(DAY, limit=2)).cursor
    with pytest.raises(InvalidInput):
        house.visits.page(VisitQuery(DAY + timedelta(days=1), cursor=cursor))


def test_a_ticket_is_linked_whatever_else_changes_the_visit(house: House) -> None:
    take(house, a_visit("a"))
    seen = house.visits.find("a")
    ticket, work = a_ticket(), house.new_work()
    work.add(ticket)
    work.link_visit("a", ticket.number)
    work.commit()

    linked = house.visits.find("a")
    assert (linked.tickets, linked.version) == ({ticket.number}, 2)
    with pytest.raises(StorageConflict):
        house.visits.put(seen)


def test_a_ticket_of_a_visit_that_is_not_there_is_not_opened(house: House) -> None:
    ticket, work = a_ticket(), house.new_work()
    work.add(ticket)
    work.link_visit("gone", ticket.number)

    with pytest.raises(StorageConflict):
        work.commit()
    assert house.reader.tickets_by_number([ticket.number]) == []
