"""What happens to a ticket's promises: other departments' hours, a pause over a bayram, a cycle after a breach."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from nabiz.domain.calendar import DepartmentCalendars, WorkingCalendar
from nabiz.domain.catalogue import Priority, Terms
from nabiz.domain.clocks import Breach
from nabiz.domain.ladder import Ladder
from nabiz.domain.people import Actor, Role, system
from nabiz.domain.ticket import Kind, Rules, Ticket
from nabiz.domain.workflow import Demand, Status

ISTANBUL = ZoneInfo("Europe/Istanbul")
OFFICE = ((time(8, 30), time(12, 30)), (time(13, 30), time(17, 30)))
ALL_DAY = ((time(0), time(0)),)
BAYRAM = frozenset(date(2026, 5, 23) + timedelta(days=n) for n in range(9))
TERMS = Terms("fen-isleri", Priority.NORMAL, respond_hours=24, resolve_days=2)
RULES = Rules(
    "v1", WorkingCalendar(ISTANBUL, (OFFICE,) * 5 + ((), ()), closed=BAYRAM), Ladder(()),
    close_after=timedelta(hours=48), reopen_within=timedelta(days=30), survey_after=timedelta(hours=2),
    survey_valid_for=timedelta(days=14),
    calendars=DepartmentCalendars(
        {"nobet": WorkingCalendar(ISTANBUL, (ALL_DAY,) * 7, minutes_per_day=1440)}, {"afet-isleri": "nobet"}
    ),
)  # fmt: skip
BOSS = Actor("user:boss", frozenset({Role.SUPERVISOR}))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ISTANBUL)


def opened(when: str, department: str = "fen-isleri") -> Ticket:
    ticket = Ticket("123456789", Kind.COMPLAINT, "web", "Yol çöktü", "c1", at(when), "citizen:c1")
    ticket.open(TERMS, RULES, system("web"))
    ticket.route(department, RULES, system("routing"), at(when))
    return ticket


def due(ticket: Ticket) -> datetime:
    assert ticket.resolve is not None
    return ticket.resolve.due


def move(ticket: Ticket, to: Status, when: str, **given: str) -> None:
    ticket.move(to, RULES, BOSS, at(when), {Demand(name): value for name, value in given.items()})


def test_routed_at_once_to_a_department_that_never_sleeps() -> None:
    ticket = opened("2026-11-27T16:30", "afet-isleri")

    assert due(ticket) == at("2026-11-29T16:30")  # two days around the clock
    assert ticket.resolve
    assert (ticket.resolve.calendar, ticket.resolve.target_minutes) == ("nobet", 2 * 1440)


def test_transfer_keeps_the_share_that_is_spent() -> None:
    ticket = opened("2026-11-24T08:30")

    move(ticket, Status.ASSIGNED, "2026-11-24T17:30", department="afet-isleri", reason="onların")

    assert due(ticket) == at("2026-11-25T17:30")  # one of two days was left
    assert [event.data.get("to") for event in ticket.events][-1] == "afet-isleri"


def test_transfer_does_not_mend_a_broken_promise() -> None:
    ticket = opened("2026-11-24T08:30")

    move(ticket, Status.ASSIGNED, "2026-11-30T08:30", department="afet-isleri", reason="onların")

    assert ticket.resolve
    assert ticket.resolve.breached_at == due(ticket) == at("2026-11-25T17:30")


def test_transfer_while_waiting_goes_on_by_the_new_hours() -> None:
    ticket = opened("2026-11-24T08:30")
    move(ticket, Status.WAITING_CITIZEN, "2026-11-24T17:30", message_to_citizen="Hangi kapı?")

    move(ticket, Status.ASSIGNED, "2026-11-28T10:00", department="afet-isleri", reason="onların")

    assert due(ticket) == at("2026-11-29T10:00")


def test_pause_over_nine_days_of_bayram() -> None:
    ticket = opened("2026-05-22T08:30")
    move(ticket, Status.WAITING_CITIZEN, "2026-05-22T16:30", message_to_citizen="Hangi kapı?")

    ticket.hear(RULES, system("web"), at("2026-05-28T11:00"), message="m1")

    assert due(ticket) == at("2026-06-02T09:30")  # 9 of 16 hours were left


@pytest.mark.parametrize("words", ["note", "acknowledgement"])
def test_neither_note_nor_acknowledgement_is_a_first_answer(words: str) -> None:
    ticket = opened("2026-11-24T08:30")

    if words == "note":
        ticket.note(BOSS, at("2026-11-24T09:00"), message="m1")
    else:
        ticket.record("TicketOpened", system("web"), at("2026-11-24T09:00"))

    assert ticket.respond
    assert ticket.respond.running


def test_second_cycle_keeps_the_first_breach() -> None:
    ticket = opened("2026-11-24T08:30")
    move(ticket, Status.RESOLVED, "2026-11-27T08:30", outcome="solved", message_to_citizen="Bitti")
    first = Breach("respond", 1, at("2026-11-25T08:30"))

    ticket.reopen({Demand.REASON: "olmamış"}, RULES, BOSS, at("2026-11-27T16:30"))

    assert ticket.first_breach == first
    assert ticket.cycle == 2
    assert due(ticket) == at("2026-12-01T16:30")
    assert ticket.resolve
    assert not ticket.resolve.breached_at

    move(ticket, Status.RESOLVED, "2026-12-10T08:30", outcome="solved", message_to_citizen="Bitti")
    ticket.reopen({Demand.REASON: "yine"}, RULES, BOSS, at("2026-12-11T08:30"))
    assert ticket.first_breach == first


def test_solving_stops_everything() -> None:
    ticket = opened("2026-11-24T08:30")

    move(ticket, Status.RESOLVED, "2026-11-24T10:00", outcome="solved", message_to_citizen="Bitti")

    assert [clock.stopped_at for clock in (ticket.respond, ticket.resolve) if clock] == [at("2026-11-24T10:00")] * 2
