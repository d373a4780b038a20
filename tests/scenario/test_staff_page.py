"""What the console shows beside a ticket: how its clocks came about, what its words say, where a reply would go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.support.city import City
from tests.support.cloud import Cloud
from tests.support.counting import requests_of
from tests.support.gateway import call, token_of

VET = token_of("department", "veteriner")
OPERATOR = token_of("operator")
DOG = "116. Sokakta yaralı bir köpek var"


@pytest.fixture
def city() -> Iterator[City]:
    with Cloud() as cloud:
        yield City(cloud)


def page(number: str) -> dict[str, Any]:
    answer = call("GET", f"/tickets/{number}", token=VET)
    assert answer.status == 200, answer.text
    shown: dict[str, Any] = answer.json
    return shown


def preview(number: str, text: str = "Ekibimiz yolda.") -> dict[str, Any]:
    answer = call("POST", f"/tickets/{number}/messages/preview", {"text": text}, VET)
    assert answer.status == 200, answer.text
    seen: dict[str, Any] = answer.json
    return seen


def reported(city: City, **citizen: str) -> str:
    number: str = call("POST", "/tickets", {"text": DOG, "citizen": citizen}, OPERATOR).json["number"]
    city.cloud.settle()
    return number


def test_the_clocks_are_explained_up_to_what_is_promised(city: City) -> None:
    zeynep = city.citizen(whatsapp="+905321112233")
    zeynep.writes(DOG)

    shown = page(zeynep.ticket.number)

    for name in ("respond", "resolve"):
        story = shown["clocks_explained"][name]
        assert story["due"] == shown["ticket"]["due"][name]
        assert sum(step["minutes"] for step in story["steps"]) == story["target_minutes"]
    assert shown["clocks_explained"]["respond"]["calendar"] == "24/7"


def test_waiting_for_the_citizen_is_told_in_the_clock(city: City) -> None:
    zeynep = city.citizen(whatsapp="+905321112233")
    zeynep.writes(DOG)
    number = zeynep.ticket.number
    city.department("veteriner").asks(number, "Köpek tam olarak nerede?")
    city.cloud.now += timedelta(minutes=90)

    story = page(number)["clocks_explained"]["resolve"]

    assert story["due"] is None
    assert story["steps"][-1]["why"] == "waiting_citizen"
    assert story["paused_minutes"] >= 90


def test_the_words_alone_are_read_in_three_ways_at_most(city: City) -> None:
    zeynep = city.citizen(whatsapp="+905321112233")
    zeynep.writes(DOG)

    guesses = page(zeynep.ticket.number)["guesses"]

    assert guesses[0]["category"] == "yarali-hayvan"
    assert guesses[0]["department"] == "veteriner"
    assert 1 <= len(guesses) <= 3


def test_the_page_tells_what_was_read_at_the_opening_and_reads_no_second_time(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    zeynep = city.citizen(whatsapp="+905321112233")
    zeynep.writes(DOG)
    kept = city.page(zeynep.ticket.number).events[0].data["guesses"]
    monkeypatch.setattr("chalicelib.explaining.read_words", lambda *_: pytest.fail("read a second time"))

    guesses = page(zeynep.ticket.number)["guesses"]

    assert [[one["category"], one["confidence"]] for one in guesses] == kept


def test_what_a_person_classified_is_read_when_somebody_looks(city: City) -> None:
    opened = call("POST", "/tickets", {"text": DOG, "category": "sahipsiz-hayvan"}, OPERATOR)

    assert page(opened.json["number"])["guesses"][0]["category"] == "yarali-hayvan"


def test_a_reply_goes_as_free_text_while_whatsapp_lets_it_and_as_a_template_after(city: City) -> None:
    zeynep = city.citizen(whatsapp="+905321112233")
    zeynep.writes(DOG)
    number, written = zeynep.ticket.number, city.cloud.now

    inside = preview(number)
    city.cloud.now = written + timedelta(hours=25)
    outside = preview(number)

    assert (inside["channel"], inside["form"], inside["reason"]) == ("whatsapp", "text", "window_open")
    until = datetime.fromisoformat(inside["window_until"])
    assert abs(until - written - timedelta(hours=24)) < timedelta(minutes=1)
    assert (outside["form"], outside["reason"], outside["window_until"]) == ("template", "window_closed", None)


def test_what_is_previewed_is_what_is_sent(city: City) -> None:
    zeynep = city.citizen(whatsapp="+905321112233")
    zeynep.writes(DOG)
    seen = preview(zeynep.ticket.number, "Ekibimiz yolda.")

    city.department("veteriner").replies(zeynep.ticket.number, "Ekibimiz yolda.")

    assert city.told(zeynep)[-1].text == seen["text"]


def test_a_caller_is_answered_by_sms_in_counted_parts(city: City) -> None:
    number = reported(city, phone="0532 111 22 33")

    short, long = preview(number), preview(number, "Ekibimiz bölgede çalışıyor, lütfen bekleyin. " * 40)

    assert (short["form"], short["segments"], short["shortened"]) == ("sms", 1, False)
    assert (long["segments"], long["shortened"]) == (3, True)


def test_a_pages_address_would_be_lost_in_an_sms(city: City) -> None:
    number = reported(city, phone="0532 111 22 33")

    assert preview(number, "Ayrıntılar: https://www.cinarova.example/duyuru")["shortened"] is True


def test_who_left_no_address_cannot_be_answered(city: City) -> None:
    number = reported(city)

    seen = preview(number)

    assert (seen["possible"], seen["form"], seen["reason"]) == (False, "none", "no_address")


def test_a_preview_reads_three_times_and_writes_nothing(city: City) -> None:
    number = reported(city, phone="0532 111 22 33")
    preview(number)

    with requests_of(city.cloud) as made:
        preview(number)

    # the ticket, and the browsers that get its messages; the citizen with the conversation
    assert made == {"dynamodb.GetItem": 2, "dynamodb.BatchGetItem": 1}


def test_saved_lists_are_each_users_own(city: City) -> None:
    views = {"views": [{"name": "Geciken çukurlar", "query": "queue=overdue&category=yol-cukur"}]}

    saved = call("PUT", "/me/views", views, OPERATOR)

    assert saved.json == views
    assert call("GET", "/me/views", token=OPERATOR).json == views
    assert call("GET", "/me/views", token=VET).json == {"views": []}
