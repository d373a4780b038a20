"""Calls: written under their version, listed latest first by day, operator and number, shown where they ring."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from nabiz.domain.call_pieces import CallOutcome, Presence
from nabiz.domain.calls import Call
from nabiz.domain.errors import InvalidInput, StorageConflict
from nabiz.ports.calls import CallQuery, Present
from tests.contract.conftest import House
from tests.support.things import NOON, OPERATOR, a_ticket

DAY = date(2026, 11, 24)
LATER = NOON + timedelta(days=730)


def a_call(id: str, minutes: int = 0, **more: Any) -> Call:
    return Call(id, "asterisk", f"1.{id}", NOON + timedelta(minutes=minutes), **more)


def put(house: House, *calls: Call) -> None:
    for call in calls:
        house.calls.put(call, LATER)


def listed(house: House, **query: Any) -> list[str]:
    """Every id of a list, page by page."""
    ids, cursor = list[str](), ""
    while True:
        page = house.calls.page(CallQuery(**({"day": DAY, "cursor": cursor} | query)))
        ids += [call.id for call in page.items]
        cursor = page.cursor
        if not cursor:
            return ids


def test_a_call_is_found_as_it_was_written(house: House) -> None:
    call = a_call("a", line="153", caller="+905321112233", operator="ayse", outcome=CallOutcome.ANSWERED, wait=5)
    put(house, call)

    assert call.version == 1
    assert house.calls.find("a") == call
    assert house.calls.find("b") is None


def test_who_was_slower_learns_anew(house: House) -> None:
    put(house, a_call("a"))
    first, second = house.calls.find("a"), house.calls.find("a")
    assert first
    assert second
    put(house, first)

    with pytest.raises(StorageConflict):
        house.calls.put(second, LATER)
    with pytest.raises(StorageConflict):
        house.calls.put(a_call("a"), LATER)


def test_lists_by_day_operator_and_number(house: House) -> None:
    put(house, a_call("early", 0, operator="ayse", caller="+905321112233"), a_call("late", 90, operator="ayse"),
        a_call("other", 30, operator="burak", caller="+905321112233"),
        a_call("before", -24 * 60, operator="ayse", caller="+905321112233"),
        a_call("night", 12 * 60, operator="ayse"))  # fmt: skip

    assert listed(house) == ["late", "other", "early"]  # 21:00 UTC is tomorrow in Istanbul
    assert listed(house, operator="ayse") == ["late", "early"]
    assert listed(house, operator="ayse", day=DAY + timedelta(days=1)) == ["night"]
    assert listed(house, caller="+905321112233") == ["other", "early", "before"]


def test_lists_go_on_where_a_page_ended(house: House) -> None:
    put(house, *(a_call(f"{number:02}", number, line="153" if number % 2 else "185") for number in range(9)))

    assert listed(house, limit=2) == [f"{number:02}" for number in range(8, -1, -1)]
    assert listed(house, limit=2, line="153") == ["07", "05", "03", "01"]
    assert listed(house, limit=3, outcome=CallOutcome.ABANDONED) == []


def test_a_cursor_of_another_list_is_refused(house: House) -> None:
    put(house, a_call("a"), a_call("b", 1))
    cursor = house.calls.page(CallQuery(DAY, limit=1)).cursor

    assert cursor
    with pytest.raises(InvalidInput):
        house.calls.page(CallQuery(DAY, caller="+905321112233", cursor=cursor))


def test_a_desk_knows_the_last_that_happened_there_whatever_comes_first(house: House) -> None:
    rang = Present("ayse", "a", Presence.RINGING, NOON)
    talked = Present("ayse", "a", Presence.CONNECTED, NOON)
    ended = Present("ayse", "a", Presence.ENDED, NOON + timedelta(minutes=3))
    for present in (talked, rang, ended, talked):
        house.calls.notice(present)

    assert house.calls.present("ayse") == ended
    assert house.calls.present("burak") is None


def test_a_ticket_is_linked_whatever_else_changes_the_call(house: House) -> None:
    put(house, a_call("a"))
    seen = house.calls.find("a")
    ticket, work = a_ticket(), house.new_work()
    work.add(ticket)
    work.link_call("a", ticket.number, callback=True)
    work.commit()

    linked = house.calls.find("a")
    assert linked
    assert (linked.tickets, linked.callback, linked.version) == ({ticket.number}, ticket.number, 2)
    assert seen
    with pytest.raises(StorageConflict):
        house.calls.put(seen, LATER)


def test_a_ticket_of_a_call_that_is_not_there_is_not_opened(house: House) -> None:
    ticket, work = a_ticket(), house.new_work()
    work.add(ticket)
    ticket.record("CallLinked", OPERATOR, NOON, {"call": "gone"})
    work.link_call("gone", ticket.number)

    with pytest.raises(StorageConflict):
        work.commit()
    assert house.reader.tickets_by_number([ticket.number]) == []
