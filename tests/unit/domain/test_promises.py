"""The city's own promises and the clock of other institutions: what begins them, ends them, and whom they hold for."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from nabiz.domain.clocks import Clock, ClockKind
from nabiz.domain.ladder import Ladder, Post, Rung
from nabiz.domain.people import system
from nabiz.domain.promises import ALWAYS, CITY, EXTERNAL, OWN, Begins, Ends, Promise, Terms
from nabiz.domain.ticket import Kind, Ticket
from nabiz.domain.workflow import Demand, Status
from tests.unit.domain import test_deadlines_of_a_ticket as deadlines
from tests.unit.domain.test_deadlines_of_a_ticket import BOSS, at

FIRST_WORD = Promise("soz-24", Begins.OPENED, Ends.ANSWERED, Terms(ALWAYS, hours=24), waits=False)
WORK_BEGINS = Promise("soz-48", Begins.OPENED, Ends.STARTED, Terms(ALWAYS, hours=48))
INFORMATION = Promise("bilgi-15", Begins.OPENED, Ends.DONE, Terms(CITY, days=15), kinds=frozenset({"information"}))
OTHERS = Promise(
    EXTERNAL, Begins.FORWARDED, Ends.RETURNED, Terms(CITY, days=10), waits=False,
    departments={"su-kanal": Terms(CITY, days=3)},
)  # fmt: skip
RULES = replace(deadlines.RULES, promises=(OTHERS, FIRST_WORD, WORK_BEGINS, INFORMATION))


def opened(when: str, kind: Kind = Kind.COMPLAINT) -> Ticket:
    ticket = Ticket("123456789", kind, "web", "Yol çöktü", "c1", at(when), "citizen:c1")
    ticket.open(deadlines.TERMS, RULES, system("web"))
    ticket.route("fen-isleri", RULES, system("routing"), at(when))
    return ticket


def move(ticket: Ticket, to: Status, when: str, **given: str) -> None:
    ticket.move(to, RULES, BOSS, at(when), {Demand(name): value for name, value in given.items()})


def clock(ticket: Ticket, code: str) -> Clock:
    return next(clock for clock in ticket.promises if clock.code == code)


def stopped(ticket: Ticket, code: str) -> datetime | None:
    return clock(ticket, code).stopped_at


def test_promises_begin_on_opening_for_those_they_hold_for() -> None:
    assert [one.code for one in opened("2026-11-27T16:30").promises] == ["soz-24", "soz-48"]
    ticket = opened("2026-11-27T16:30", Kind.INFORMATION)

    assert clock(ticket, "soz-24").due == at("2026-11-28T16:30")
    assert clock(ticket, "bilgi-15").due == at("2026-12-18T16:30")


def test_a_note_keeps_no_promise_and_words_of_a_person_do() -> None:
    ticket = opened("2026-11-24T08:30")
    ticket.note(BOSS, at("2026-11-24T09:00"), message="m1")
    assert stopped(ticket, "soz-24") is None

    ticket.reply(RULES, BOSS, at("2026-11-24T10:00"), message="m2")

    assert stopped(ticket, "soz-24") == at("2026-11-24T10:00")
    assert stopped(ticket, "soz-48") is None


def test_work_that_begins_keeps_the_second_promise_once() -> None:
    ticket = opened("2026-11-24T08:30")
    move(ticket, Status.IN_PROGRESS, "2026-11-25T09:00")
    move(ticket, Status.WAITING_CITIZEN, "2026-11-25T10:00", message_to_citizen="Hangi kapı?")

    ticket.hear(RULES, system("web"), at("2026-11-26T10:00"), message="m1")

    assert stopped(ticket, "soz-48") == at("2026-11-25T09:00")


def test_promise_that_waits_is_not_charged_for_a_question() -> None:
    ticket = opened("2026-11-24T08:30")
    move(ticket, Status.WAITING_CITIZEN, "2026-11-24T09:30", message_to_citizen="Hangi kapı?")
    move(ticket, Status.ASSIGNED, "2026-11-25T09:30", department="fen-isleri", reason="yeter")

    assert clock(ticket, "soz-48").due == at("2026-11-27T08:30")


@pytest.mark.parametrize(("body", "due"), [("su-kanal", "2026-11-27T10:00"), ("elektrik", "2026-12-08T10:00")])
def test_other_institution_has_a_clock_while_ours_wait(body: str, due: str) -> None:
    ticket = opened("2026-11-24T08:30")

    move(ticket, Status.WAITING_EXTERNAL, "2026-11-24T10:00", department=body, reason="şebeke onların")

    running = [one.code for one in ticket.clocks if one.running]
    assert running == ["external", "soz-24"]
    assert clock(ticket, "external").due == at(due)
    assert clock(ticket, "external").kind is ClockKind.EXTERNAL


def test_each_forwarding_asks_anew_and_coming_back_ends_it() -> None:
    ticket = opened("2026-11-24T08:30")
    move(ticket, Status.WAITING_EXTERNAL, "2026-11-24T10:00", department="su-kanal", reason="şebeke onların")
    move(ticket, Status.IN_PROGRESS, "2026-11-25T10:00")
    assert stopped(ticket, "external") == at("2026-11-25T10:00")

    move(ticket, Status.WAITING_EXTERNAL, "2026-11-26T10:00", department="elektrik", reason="direk onların")

    assert clock(ticket, "external").due == at("2026-12-10T10:00")


def test_the_end_ends_all_and_reopening_promises_anew() -> None:
    ticket = opened("2026-11-24T08:30")
    move(ticket, Status.RESOLVED, "2026-11-24T10:00", outcome="solved", message_to_citizen="Bitti")
    assert not [one for one in ticket.clocks if one.running]

    ticket.reopen({Demand.REASON: "olmamış"}, RULES, BOSS, at("2026-11-25T10:00"))

    assert [one.code for one in ticket.promises] == ["soz-24", "soz-48"]
    assert clock(ticket, "soz-24").due == at("2026-11-26T10:00")


def test_late_correction_promises_nothing_that_has_passed() -> None:
    rules = replace(RULES, promises=(replace(FIRST_WORD, categories=frozenset({"yol-cukur"})),))
    ticket = opened("2026-11-24T08:30")
    ticket.promises = ()

    ticket.classify("yol-cukur", deadlines.TERMS, rules, BOSS, at("2026-11-27T08:30"))
    assert (clock(ticket, "soz-24").due, clock(ticket, "soz-24").started_at) == (
        at("2026-11-27T08:30"), at("2026-11-24T08:30")
    )  # fmt: skip

    ticket.classify("diger", deadlines.TERMS, rules, BOSS, at("2026-11-27T09:30"))
    assert ticket.promises == ()


def test_promise_that_the_city_gave_up_runs_no_longer() -> None:
    ticket = opened("2026-11-24T08:30")

    ticket.reply(replace(RULES, promises=(FIRST_WORD,)), BOSS, at("2026-11-24T10:00"), message="m")

    assert stopped(ticket, "soz-48") == at("2026-11-24T10:00")


def test_promise_is_watched_by_the_ladder() -> None:
    rung = Rung("soz-24-doldu", "soz-24", at("2026-11-24T10:00") - at("2026-11-24T10:00"), Post.SUPERVISOR)
    rules = replace(RULES, ladder=Ladder((rung,)))
    ticket = opened("2026-11-24T08:30")
    ticket.reply(rules, BOSS, at("2026-11-24T08:30"), message="m")  # the first answer: its clock stops
    assert ticket.timer
    assert not ticket.timer.rung  # nobody is told of the solution; that it is late would be written down
    ticket.promises, ticket.responded_at = (), None
    ticket.open(deadlines.TERMS, rules, system("web"))
    assert ticket.timer
    assert ticket.timer.at == at("2026-11-25T08:30")

    assert ticket.pass_time(rules, system("time"), at("2026-11-25T08:31"))

    assert ticket.events[-1].data["clock"] == "soz-24"
    assert ticket.events[-1].data["overdue"] is True


def test_department_calendar_rules_a_promise_that_follows_it() -> None:
    follows = Promise("is", Begins.OPENED, Ends.DONE, Terms(OWN, days=1))
    fixed = Promise("kanun", Begins.OPENED, Ends.DONE, Terms(CITY, days=1))
    rules = replace(RULES, promises=(follows, fixed))
    ticket = Ticket("123456789", Kind.COMPLAINT, "web", "Yol çöktü", "c1", at("2026-11-24T08:30"), "citizen:c1")
    ticket.open(deadlines.TERMS, rules, system("web"))

    ticket.route("afet-isleri", rules, system("routing"), at("2026-11-24T08:30"))

    assert clock(ticket, "is").due == at("2026-11-25T08:30")  # around the clock
    assert clock(ticket, "kanun").due == at("2026-11-24T17:30")
