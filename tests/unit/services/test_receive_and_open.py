"""Messages and forms become tickets, once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nabiz.domain.errors import InvalidInput
from nabiz.domain.messages import Identifier, MediaReference, MessageKind, Place
from nabiz.domain.people import Actor, Role
from nabiz.domain.timeline import MediaState
from nabiz.services.open_ticket import Opened, OpenTicket, open_new_ticket
from tests.unit.services.conftest import DOG, Town

OPERATOR = Actor("ayse", frozenset({Role.OPERATOR}))
PHONE = Identifier("phone", "+905321112233")


def opens(town: Town, **about: object) -> Opened:
    command = OpenTicket(**{"channel": "web", "text": DOG, "identifiers": (PHONE,), **about})  # type: ignore[arg-type]
    return open_new_ticket(command, town.new_work, town.configuration, town.now)


def test_words_open_a_ticket_at_the_department_that_they_name(town: Town) -> None:
    received = town.receives(DOG)

    assert received.step == "open_ticket"
    assert town.ticket(received.number).department == "veteriner"
    assert town.history(received.number) == ["TicketOpened", "TicketAssigned"]


def test_a_message_delivered_again_changes_nothing_and_names_the_ticket(town: Town) -> None:
    first = town.receives(DOG, id="wamid.same")

    again = town.receives(DOG, id="wamid.same")

    assert (again.step, again.number) == ("repeated", first.number)
    assert len(town.memory.tickets) == 1
    assert town.ticket(first.number).messages == 1


def test_further_words_join_while_the_window_is_open_and_open_another_ticket_afterwards(town: Town) -> None:
    first = town.receives(DOG)
    town.now += timedelta(hours=1)
    joined = town.receives("Hâlâ orada")
    town.now += town.configuration.limits.join_window + timedelta(minutes=1)

    later = town.receives("Sokak lambası yanmıyor")

    assert (joined.step, joined.number) == ("join_ticket", first.number)
    assert (later.step, len(town.memory.tickets)) == ("open_ticket", 2)


def test_a_greeting_opens_no_ticket_and_is_answered(town: Town) -> None:
    assert town.receives("merhaba").step == "greet"

    assert not town.memory.tickets
    assert [event.type for event in town.memory.events.values()] == ["GreetingReceived"]


def test_yeni_starts_another_ticket(town: Town) -> None:
    town.receives(DOG)

    assert town.receives("yeni").step == "start_over"
    assert town.receives("Çöp alınmadı").step == "open_ticket"
    assert len(town.memory.tickets) == 2
    assert len(town.memory.citizens) == 1


def test_a_position_before_any_words_waits_for_the_ticket(town: Town) -> None:
    town.receives(kind=MessageKind.LOCATION, place=Place("41.0", "29.0"))

    received = town.receives(DOG)

    location = town.ticket(received.number).location
    assert location is not None
    assert (location.lat, location.lon) == ("41.0", "29.0")


def test_a_photo_is_announced_with_its_message(town: Town) -> None:
    photo = (MediaReference("media-1", "image/jpeg", "image"),)

    received = town.receives(DOG, kind=MessageKind.MEDIA, media=photo)

    (file,) = town.reader.ticket_page(received.number).media
    assert (file.state, file.source_id) == (MediaState.PENDING, "media-1")


def test_a_choice_about_somebody_elses_ticket_is_not_understood(town: Town) -> None:
    received = town.receives(kind=MessageKind.CHOICE, choice="reopen:123456789")

    assert received.number == ""

    assert not town.memory.tickets


def test_a_form_sent_twice_is_one_ticket_and_the_same_answer(town: Town) -> None:
    first = opens(town, once="form-1")

    assert opens(town, once="form-1") == first
    assert list(town.memory.tickets) == [first.number]


def test_who_wrote_by_whatsapp_is_the_same_person_on_the_phone(town: Town) -> None:
    received = town.receives(DOG)

    opened = opens(town, channel="phone", actor=OPERATOR)

    assert town.ticket(opened.number).citizen == town.ticket(received.number).citizen


def test_what_nobody_can_route_waits_in_triage(town: Town) -> None:
    opened = opens(town, text="Bir şey söylemek istiyorum")

    assert (opened.status, opened.department) == ("received", "")


def test_a_category_that_does_not_exist_is_refused(town: Town) -> None:
    with pytest.raises(InvalidInput):
        opens(town, category="uzay-gemisi")

    assert not town.memory.tickets
    assert not town.memory.citizens
