"""From a citizen's first message to a ticket, a department and an answer."""

from __future__ import annotations

from datetime import timedelta

from nabiz_tools import whatsapp_payloads as payloads
from tests.support.city import City
from tests.support.cloud import Cloud
from tests.support.faults import Faults

DOG = "116. Sokakta yaralı bir köpek var"


def test_a_message_becomes_a_ticket_of_the_department_that_can_help(city: City) -> None:
    zeynep = city.citizen(whatsapp="+905321112233")

    zeynep.writes(DOG)

    assert zeynep.ticket.department == "veteriner"
    assert city.history(zeynep.ticket.number) == ["TicketOpened", "TicketAssigned"]
    assert len(city.told(zeynep)) == 1
    assert [mail.to for mail in city.cloud.mail.sent] == ["veteriner@cinarova.example"]


def test_a_greeting_alone_opens_no_ticket_and_is_answered(city: City) -> None:
    zeynep = city.citizen(whatsapp="+905321112233")

    zeynep.writes("merhaba")

    assert city.tickets_of(zeynep) == []
    assert len(city.told(zeynep)) == 1


def test_the_same_message_delivered_fifty_times_counts_once(city: City) -> None:
    zeynep = city.citizen(whatsapp="+905321112233")

    for _ in range(50):
        zeynep.writes(DOG, id="wamid.same")
        city.cloud.inbound.accepted.clear()  # as if the queue had forgotten: a week later

    assert zeynep.ticket.messages == 1
    assert len(city.told(zeynep)) == 1


def test_photos_and_a_position_join_the_ticket(city: City) -> None:
    zeynep = city.citizen(whatsapp="+905321112233")
    zeynep.writes(DOG)

    for number in range(10):
        zeynep.sends_photo(f"media-{number}")
    zeynep.sends_location(39.0, 35.0)

    page = city.page(zeynep.ticket.number)
    assert len(page.media) == 10
    assert {file.state for file in page.media} == {"stored"}
    assert page.ticket.location is not None
    assert page.ticket.location.lat.startswith("39")


def test_words_of_one_second_stand_in_the_order_in_which_they_were_sent(city: City) -> None:
    zeynep = city.citizen(whatsapp="+905321112233")
    words = [DOG, "Fırının önünde", "Kahverengi", "Bacağı kanıyor", "Kimse yaklaşamıyor", "Lütfen çabuk gelin"]

    zeynep.sends(*(payloads.text(text) for text in words))

    assert [message.text for message in city.page(zeynep.ticket.number).messages] == words


def test_yeni_starts_another_ticket(city: City) -> None:
    zeynep = city.citizen(whatsapp="+905321112233")
    zeynep.writes(DOG)

    zeynep.writes("yeni")
    zeynep.writes("Çöpler üç gündür alınmadı, konteyner taştı")

    assert len(city.tickets_of(zeynep)) == 2


def test_a_photo_arrives_although_the_provider_fails_twice(city: City) -> None:
    zeynep = city.citizen(whatsapp="+905321112233")
    zeynep.writes(DOG)
    city.cloud.whatsapp.media_failures = 2

    zeynep.sends_photo()

    (file,) = city.page(zeynep.ticket.number).media
    assert file.state == "stored"


def test_somebody_without_a_phone_number_is_served(city: City) -> None:
    ali = city.citizen(bsuid="TR.13491208655302741918", name="Ali")

    ali.writes(DOG)

    assert ali.ticket.department == "veteriner"
    assert len(city.told(ali)) == 1


def test_a_message_that_failed_in_passing_comes_again_in_seconds_with_those_behind_it() -> None:
    with Cloud(Faults(at=2)) as cloud:
        city, begun = City(cloud), cloud.now
        zeynep = city.citizen(whatsapp="+905321112233")

        zeynep.sends(payloads.text(DOG), payloads.text("Pazarın yanında"))

        assert cloud.faults.struck
        assert len(city.page(zeynep.ticket.number).messages) == 2
        assert cloud.now - begun < timedelta(minutes=1)
