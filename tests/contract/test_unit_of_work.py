"""All of it or nothing, and nobody's change is overwritten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nabiz.domain.errors import AlreadyDone, NotFound, RateLimited, StaleVersion, StorageConflict
from nabiz.domain.messages import Identifier
from nabiz.domain.ticket import Ticket
from nabiz.domain.timeline import Direction, Message
from nabiz.ports import Once, RateCap, SurveyCode
from tests.contract.conftest import House
from tests.support.things import NOON, OPERATOR, PHONE, VET, a_citizen, a_conversation, a_ticket


def keep(house: House, *things: object, once: Once | None = None) -> None:
    work = house.new_work()
    work.add(*things)  # type: ignore[arg-type]
    if once:
        work.once(once)
    work.commit()


def note(ticket: Ticket, words: str = "") -> None:
    ticket.note(VET, NOON, message=words)


def test_what_was_added_stands_there_with_its_history(house: House) -> None:
    ticket = a_ticket()
    message = Message(ticket.aggregate, "m1", Direction.IN, "whatsapp", "citizen:c1", NOON, text="Yaralı köpek")

    keep(house, ticket, message)

    page = house.reader.ticket_page(ticket.number)
    assert (page.ticket.version, page.ticket.text) == (1, "Yaralı köpek")
    assert [event.type for event in page.events] == ["TicketOpened"]
    assert page.messages == (message,)


def test_a_ticket_in_hand_may_be_changed_again_after_a_commit(house: House) -> None:
    ticket = a_ticket()
    keep(house, ticket)
    assert (ticket.version, ticket.events) == (1, [])

    work = house.new_work()
    work.take(ticket)
    note(ticket)
    work.commit()

    assert house.new_work().ticket(ticket.number).version == 2


def test_who_comes_second_is_told_who_was_first(house: House) -> None:
    ticket = a_ticket()
    keep(house, ticket)
    first, second = house.new_work(), house.new_work()
    mine, theirs = first.ticket(ticket.number), second.ticket(ticket.number)
    mine.note(VET, NOON, message="")
    first.commit()
    theirs.note(OPERATOR, NOON, message="")

    with pytest.raises(StaleVersion) as refused:
        second.commit()

    assert refused.value.details["changed_by"] == str(VET)
    assert refused.value.details["version"] == 2
    assert len(house.reader.ticket_page(ticket.number).events) == 2


def test_a_repetition_is_answered_with_what_the_first_one_left_and_writes_nothing(house: House) -> None:
    keep(house, a_citizen(), once=Once("message-1", "123"))
    ticket = a_ticket()

    with pytest.raises(AlreadyDone) as repeated:
        keep(house, ticket, once=Once("message-1", "456"))

    assert repeated.value.details["result"] == "123"
    assert house.reader.result_of("message-1") == "123"
    with pytest.raises(NotFound):
        house.reader.ticket_page(ticket.number)


def test_an_address_belongs_to_one_citizen(house: House) -> None:
    keep(house, a_citizen(PHONE))

    with pytest.raises(StorageConflict):
        keep(house, a_citizen(PHONE, id="c2"))

    assert house.reader.find_citizen(PHONE) == "c1"
    with pytest.raises(NotFound):
        house.reader.citizen("c2")


def test_a_citizen_learns_an_address(house: House) -> None:
    keep(house, a_citizen(PHONE))
    mail = Identifier("email", "zeynep@example.org")

    work = house.new_work()
    work.citizen("c1").learn(mail)
    work.commit()

    assert house.reader.citizen("c1").identifiers == (PHONE, mail)
    assert house.reader.find_citizen(mail) == "c1"


def test_sender_and_conversation_are_found_together(house: House) -> None:
    keep(house, a_citizen(PHONE), a_conversation())

    thread, known = house.new_work().sender("v1", [PHONE, Identifier("email", "nobody@example.org")])

    assert thread is not None
    assert (thread.citizen, known) == ("c1", {PHONE: "c1"})


def test_two_first_messages_make_one_conversation(house: House) -> None:
    keep(house, a_conversation())

    with pytest.raises(StorageConflict):
        keep(house, a_conversation())


def test_a_link_holds_whatever_else_changed_the_conversation(house: House) -> None:
    keep(house, a_conversation())
    work, other = house.new_work(), house.new_work()
    work.link("v1", "123", open=True)
    thread, _ = other.sender("v1", [])
    assert thread is not None
    thread.start_over()
    other.commit()

    work.commit()

    found, _ = house.new_work().sender("v1", [])
    assert found is not None
    assert found.open_tickets == {"123"}


def test_a_closed_link_is_gone(house: House) -> None:
    keep(house, a_conversation())
    for is_open in (True, False):
        work = house.new_work()
        work.link("v1", "123", open=is_open)
        work.commit()

    found, _ = house.new_work().sender("v1", [])

    assert found is not None
    assert not found.open_tickets


def test_a_full_limit_refuses_the_whole_commit(house: House) -> None:
    cap = RateCap("c1", "hour", 1, NOON + timedelta(hours=1))
    first, second, ticket = house.new_work(), house.new_work(), a_ticket()
    first.cap(cap)
    first.commit()
    second.add(ticket)
    second.cap(cap)

    with pytest.raises(RateLimited):
        second.commit()

    with pytest.raises(NotFound):
        house.reader.ticket_page(ticket.number)


def test_a_short_code_stands_for_its_survey(house: House) -> None:
    keep(house, SurveyCode("123456789", "42", 2, NOON + timedelta(days=7)))

    assert house.reader.survey_of_code("123456789") == ("42", 2)
    with pytest.raises(NotFound):
        house.reader.survey_of_code("987654321")


def test_what_is_not_there_is_said_to_be_missing(house: House) -> None:
    for look in (
        lambda: house.new_work().ticket("000000000"),
        lambda: house.new_work().citizen("nobody"),
        lambda: house.reader.event("T#1", 1),
        lambda: house.reader.media("T#1", "f1"),
        lambda: house.reader.telling_context("T#1", 1, "", {}),
    ):
        with pytest.raises(NotFound):
            look()
    assert house.reader.result_of("never") == ""
    assert house.reader.find_citizen(PHONE) == ""
