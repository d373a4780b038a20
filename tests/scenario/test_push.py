"""A browser asks to be told of a ticket, and is, before any mail; one that is gone is no way any more."""

from __future__ import annotations

import pytest

from nabiz.domain import tokens
from nabiz.domain.messages import Remedy
from tests.support.city import City
from tests.support.cloud import LINK_KEY
from tests.support.gateway import Answer, call

KEYS = {"p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "auth": "BTBZMqHH6r4Tts7J_aSIgg"}  # fmt: skip
ENDPOINT = "https://updates.push.services.mozilla.com/wpush/v2/abc"


@pytest.fixture
def number(city: City) -> str:
    body = {"text": "116. Sokakta yaralı bir köpek var", "citizen": {"email": "zeynep@posta.example"}}
    opened = call("POST", "/public/tickets", body).json["number"]
    city.cloud.settle()
    return str(opened)


def subscribes(number: str, key: str = "", endpoint: str = ENDPOINT) -> Answer:
    body = {"key": key or tokens.tracking_key(LINK_KEY, number), "endpoint": endpoint, "keys": KEYS}
    return call("POST", f"/public/tickets/{number}/push", body)


def told(city: City, number: str, stage: str) -> list[tuple[str, str]]:
    found = [one for one in city.page(number).notifications if one.stage == stage and one.recipient == "citizen"]
    return [(one.channel, str(one.state)) for one in found]


def test_a_browser_that_asked_is_told_of_its_ticket(city: City, number: str) -> None:
    assert (subscribes(number).status, subscribes(number).json) == (201, {"browsers": 1})

    city.department("veteriner").starts(number)

    assert told(city, number, "ticket_started") == [("push", "sent")]
    (message,) = city.cloud.push.sent
    assert (message.to, "#key=" in message.headers["url"]) == (number, True)
    assert "http" not in message.text
    assert message.subject


def test_where_no_browser_is_left_mail_goes(city: City, number: str) -> None:
    subscribes(number)
    city.cloud.push.refuse("gone", Remedy.FALLBACK)

    city.department("veteriner").starts(number)

    assert told(city, number, "ticket_started") == [("push", "failed"), ("email", "sent")]


def test_one_that_asks_no_more_is_told_no_more(city: City, number: str) -> None:
    subscribes(number)
    body = {"key": tokens.tracking_key(LINK_KEY, number), "endpoint": ENDPOINT}

    ended = [call("POST", f"/public/tickets/{number}/push/removal", body).json for _ in range(2)]
    city.department("veteriner").starts(number)

    assert ended == [{"browsers": 0}] * 2
    assert told(city, number, "ticket_started") == [("email", "sent")]


def test_only_whoever_holds_the_key_may_ask_and_only_for_push_services(city: City, number: str) -> None:
    assert subscribes(number, key="abcdefgh23").status == 404
    assert subscribes(number, endpoint="https://169.254.169.254/latest/meta-data").status == 422
