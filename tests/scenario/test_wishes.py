"""What citizens wish to be told: said in a word, on a page, by a mail program, by the staff; and heeded."""

from __future__ import annotations

from typing import Any

import pytest

from nabiz import bootstrap
from nabiz.domain import tokens
from nabiz.domain.messages import Channel
from tests.support.city import Citizen, City
from tests.support.cloud import LINK_KEY
from tests.support.gateway import Answer, call, token_of
from tests.support.mailbox import Mailbox, letter

PHONE = "905321112233"
DOG = "116. Sokakta yaralı bir köpek var"
OPERATOR = token_of("operator")


@pytest.fixture
def zeynep(city: City) -> Citizen:
    return city.citizen(whatsapp=PHONE)


def card() -> dict[str, Any]:
    found: dict[str, Any] = call("GET", f"/citizens?phone=%2B{PHONE}", token=OPERATOR).json["items"][0]
    return found


def wishes() -> dict[str, Any]:
    shown: dict[str, Any] = call("GET", f"/citizens/{card()['id']}/preferences", token=OPERATOR).json
    return shown


def ending(message: Any) -> str:
    return str(message.reference).split("#")[-2]


def to_the_survey(city: City, zeynep: Citizen) -> str:
    """Zeynep's request is solved and closed, and the hours until the survey have passed."""
    (ticket,) = city.tickets_of(zeynep)
    city.department("veteriner").moves(ticket.number, "in_progress")
    city.department("veteriner").resolves(ticket.number, "Ekibimiz köpeği aldı.")
    city.waits_for(ticket.number)
    city.waits_for(ticket.number)
    return ticket.number


def test_stop_is_answered_once_and_ends_surveys_but_not_the_news_of_ones_own_request(
    city: City, zeynep: Citizen
) -> None:
    zeynep.writes(DOG)
    zeynep.writes("Dur.")
    zeynep.writes("DUR")
    to_the_survey(city, zeynep)

    stages = [ending(message) for message in city.told(zeynep)]
    assert stages.count("wishes_stop") == 1
    assert "resolved" in stages
    assert "survey" not in stages
    assert wishes()["refused"] == [{"purpose": "survey", "channel": None}, {"purpose": "announcement", "channel": None}]


def test_what_stop_says_joins_no_ticket_and_opens_none(city: City, zeynep: Citizen) -> None:
    zeynep.writes(DOG)
    zeynep.writes("stop")

    (ticket,) = city.tickets_of(zeynep)
    assert ticket.messages == 1


def test_stop_all_ends_this_channel_and_start_opens_it_again(city: City, zeynep: Citizen) -> None:
    zeynep.writes(DOG)
    zeynep.writes("DUR HEPSİ")
    (ticket,) = city.tickets_of(zeynep)
    city.department("veteriner").moves(ticket.number, "in_progress")
    by_sms = [ending(message) for message in city.told(zeynep) if message.channel is Channel.SMS]
    zeynep.writes("BAŞLA")

    assert "ticket_started" in by_sms
    assert wishes()["refused"] == []
    assert [ending(message) for message in city.told(zeynep)].count("wishes_start") == 1


def test_start_without_a_stop_opens_a_talk(city: City, zeynep: Citizen) -> None:
    zeynep.writes("Başla")

    assert [ending(message) for message in city.told(zeynep)] == ["greeting"]


def test_the_staff_writes_down_a_wish_with_its_reason_and_sees_its_history(city: City, zeynep: Citizen) -> None:
    zeynep.writes(DOG)
    who, version = card()["id"], wishes()["version"]
    body = {"channel": "sms", "refused": [{"purpose": "survey"}], "reason": "Telefonda söyledi"}

    changed = call("PUT", f"/citizens/{who}/preferences", body, OPERATOR, If_Match=str(version))
    stale = call("PUT", f"/citizens/{who}/preferences", {**body, "channel": "email"}, OPERATOR, If_Match=str(version))
    zeynep.writes("dur hepsi")

    assert (changed.status, stale.status) == (200, 412)
    first, second = wishes()["history"][::-1]
    assert (first["how"], first["by"], first["reason"]) == ("operator", "user:operator-1", "Telefonda söyledi")
    assert (second["how"], second["by"]) == ("keyword", f"citizen:{who}")
    assert wishes()["channel"] == "sms"


def test_the_page_of_a_signed_link_shows_and_changes_them(city: City, zeynep: Citizen) -> None:
    zeynep.writes(DOG)
    address = f"/public/preferences/{tokens.preferences_token(LINK_KEY, card()['id'])}"

    before = call("GET", address)
    after = call("POST", address, {"channel": "whatsapp", "refused": [{"purpose": "survey", "channel": "sms"}]})

    assert before.json == {"channel": None, "refused": [], "agreed": [], "channels": ["whatsapp", "sms"]}
    assert after.json["refused"] == [{"purpose": "survey", "channel": "sms"}]
    assert wishes()["history"][0]["how"] == "page"
    assert call("GET", address[:-1] + "0").status == 404


def survey_mail(city: City) -> Any:
    """The survey that somebody who writes by mail gets."""
    box = Mailbox(city)
    box.receives(bytes(letter("Zeynep Kaya <zeynep@posta.example>", DOG, at=city.cloud.now, id="<1@posta.example>")))
    (ticket,) = box.tickets()
    city.department("veteriner").moves(ticket.number, "in_progress")
    city.department("veteriner").resolves(ticket.number, "Ekibimiz köpeği aldı.")
    city.waits_for(ticket.number)
    city.waits_for(ticket.number)
    return [mail for mail in box.sent_to("zeynep@posta.example") if ending(mail) == "survey"]


def one_click(header: str) -> Answer:
    """What a mail program does with the header, RFC 8058."""
    path = header.strip("<>").partition("/api")[2]
    return call("POST", path, b"List-Unsubscribe=One-Click", Content_Type="application/x-www-form-urlencoded")


def test_a_mail_program_takes_somebody_off_surveys_with_one_post(city: City) -> None:
    (mail,) = survey_mail(city)
    header = mail.headers["List-Unsubscribe"]

    looked = call("GET", header.strip("<>").partition("/api")[2])
    pressed, again = one_click(header), one_click(header)

    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (looked.status, pressed.status, again.status) == (303, 200, 200)
    citizen = bootstrap.app().reader.find_citizen(next(iter(
        bootstrap.app().persons.person(tokens.read_preferences_token(LINK_KEY, header.split("/")[-2])).head.identifiers
    )))  # fmt: skip
    (change,) = bootstrap.app().persons.wishes(citizen)
    assert (str(change.how), [str(no.purpose) for no in change.after.refused]) == ("unsubscribe", ["survey"])


def test_only_surveys_can_be_refused_on_their_own(city: City, zeynep: Citizen) -> None:
    zeynep.writes(DOG)
    address = f"/public/preferences/{tokens.preferences_token(LINK_KEY, card()['id'])}/unsubscribe"

    assert call("POST", f"{address}?purpose=service", {}).status == 422


def test_the_preview_says_which_way_a_reply_goes_and_why_not_by_the_others(city: City, zeynep: Citizen) -> None:
    zeynep.writes(DOG)
    (ticket,) = city.tickets_of(zeynep)

    seen = call("POST", f"/tickets/{ticket.number}/messages/preview", {"text": "Ekibimiz yolda."}, OPERATOR).json
    zeynep.writes("DUR HEPSİ")
    then = call("POST", f"/tickets/{ticket.number}/messages/preview", {"text": "Ekibimiz yolda."}, OPERATOR).json

    assert seen["ways"] == [
        {"channel": "whatsapp", "form": "text", "why": "last_contact"},
        {"channel": "sms", "form": "text", "why": "cheapest"},
    ]
    assert seen["refused"] == [{"channel": "email", "why": "no_address"}, {"channel": "push", "why": "no_address"}]
    assert then["channel"] == "sms"
    assert {"channel": "whatsapp", "why": "opted_out"} in then["refused"]
