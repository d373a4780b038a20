"""Taking notice of an escalation and putting it off: bounded by the city, with a reason, the promises run on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from nabiz.domain.catalogue import Priority
from nabiz.domain.errors import InvalidInput
from nabiz.domain.ladder import Ladder, Post, Rung
from nabiz.domain.people import system
from nabiz.domain.ticket import Kind, Ticket
from nabiz.domain.workflow import Demand, Status
from tests.unit.domain import test_deadlines_of_a_ticket as deadlines
from tests.unit.domain.test_deadlines_of_a_ticket import BOSS, at

TIME = system("time")
RULES = replace(
    deadlines.RULES,
    ladder=Ladder(
        tuple(Rung(f"at-{percent}", "respond", timedelta(), Post.DEPARTMENT, share=percent / 100)
              for percent in (75, 100, 150)),
        quiet_for=timedelta(hours=4),
        quiet_at_most={Priority.NORMAL: timedelta(hours=48), Priority.EMERGENCY: timedelta(hours=1)},
    ),
)  # fmt: skip


def opened(priority: Priority = Priority.NORMAL) -> Ticket:
    ticket = Ticket("123456789", Kind.COMPLAINT, "web", "Yol çöktü", "c1", at("2026-11-24T08:30"), "citizen:c1")
    ticket.open(replace(deadlines.TERMS, priority=priority), RULES, system("web"))
    return ticket


def climbed(ticket: Ticket, when: str) -> list[object]:
    before = len(ticket.events)
    while ticket.pass_time(RULES, TIME, at(when)):
        pass
    return [event.data.get("rung") for event in ticket.events[before:] if event.type == "TicketEscalated"]


def next_moment(ticket: Ticket) -> datetime:
    assert ticket.timer
    return ticket.timer.at


def test_acknowledgement_holds_the_next_rung_back_for_a_while() -> None:
    ticket = opened()
    assert climbed(ticket, "2026-11-25T02:30") == ["at-75"]

    ticket.acknowledge("Ekip yolda", RULES, BOSS, at("2026-11-25T08:00"))

    assert climbed(ticket, "2026-11-25T09:00") == []
    assert ticket.respond
    assert ticket.respond.breached_at == at("2026-11-25T08:30")
    assert climbed(ticket, "2026-11-25T12:00") == ["at-100"]
    assert ticket.events[-1].type == "TicketEscalated"


def test_snooze_waits_until_the_moment_and_says_why() -> None:
    ticket = opened()

    ticket.snooze(at("2026-11-25T20:00"), "Parça bekleniyor", RULES, BOSS, at("2026-11-24T20:00"))

    said = ticket.events[-1]
    assert (said.type, said.data["reason"], said.actor) == ("EscalationSnoozed", "Parça bekleniyor", str(BOSS))
    assert climbed(ticket, "2026-11-25T20:00") == ["at-100"]  # a reminder after the due moment reminds of nothing
    assert next_moment(ticket) == at("2026-11-25T20:30")


@pytest.mark.parametrize(
    ("priority", "until", "reason"),
    [(Priority.NORMAL, "2026-11-26T20:01", "sonra"), (Priority.NORMAL, "2026-11-24T19:00", "geçmiş"),
     (Priority.NORMAL, "2026-11-25T20:00", "  "), (Priority.EMERGENCY, "2026-11-24T21:01", "sonra"),
     (Priority.LOW, "2026-11-24T21:00", "bu öncelik ertelenmez")],
)  # fmt: skip
def test_snooze_that_is_too_long_past_or_without_reason_is_refused(priority: Priority, until: str, reason: str) -> None:
    ticket = opened(priority)

    with pytest.raises(InvalidInput):
        ticket.snooze(at(until), reason, RULES, BOSS, at("2026-11-24T20:00"))

    assert ticket.quiet is None


def test_nobody_holds_it_back_forever_by_asking_again() -> None:
    ticket = opened(Priority.EMERGENCY)
    ticket.acknowledge("", RULES, BOSS, at("2026-11-24T20:00"))
    assert ticket.quiet
    assert ticket.quiet.until == at("2026-11-24T21:00")
    ticket.acknowledge("", RULES, BOSS, at("2026-11-24T20:50"))
    assert ticket.quiet.until == at("2026-11-24T21:00")

    with pytest.raises(InvalidInput, match="any longer"):
        ticket.acknowledge("", RULES, BOSS, at("2026-11-24T21:00"))


def test_nothing_to_hold_back_once_it_is_done_and_a_new_cycle_begins_afresh() -> None:
    ticket = opened()
    ticket.acknowledge("", RULES, BOSS, at("2026-11-24T20:00"))
    given = {Demand.OUTCOME: "solved", Demand.MESSAGE: "Bitti"}
    ticket.move(Status.RESOLVED, RULES, BOSS, at("2026-11-24T21:00"), given)
    with pytest.raises(InvalidInput, match="No promise"):
        ticket.acknowledge("", RULES, BOSS, at("2026-11-24T22:00"))

    ticket.reopen({Demand.REASON: "olmamış"}, RULES, BOSS, at("2026-11-24T23:00"))

    assert ticket.quiet is None


def test_broken_promise_without_a_rung_is_written_down_once() -> None:
    ticket = opened()
    ticket.respond = ticket.respond and ticket.respond.stop(at("2026-11-24T09:00"))
    ticket.reply(RULES, BOSS, at("2026-11-24T09:00"), message="m1")

    climbed(ticket, "2026-12-01T09:00")
    climbed(ticket, "2026-12-02T09:00")

    missed = [event for event in ticket.events if event.type == "DeadlineMissed"]
    assert [event.data for event in missed] == [{"clocks": {"resolve": at("2026-11-25T17:30").isoformat()}}]
    assert ticket.resolve
    assert ticket.resolve.breached_at == at("2026-11-25T17:30")
