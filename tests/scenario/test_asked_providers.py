"""What providers tell only when asked: SMS that arrived or did not, and texts that may no longer be used."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from nabiz import bootstrap
from nabiz.channels import whatsapp
from nabiz.domain.messages import DeliveryState, Remedy
from nabiz.domain.templates import TemplateState
from nabiz.ports.asking import Answered
from nabiz_tools import whatsapp_payloads as payloads
from tests.support.city import ACCOUNT, City
from tests.support.gateway import call, token_of

OPERATOR, ADMIN = token_of("operator"), token_of("admin")
DOG: dict[str, Any] = {"text": "116. Sokakta yaralı bir köpek var", "citizen": {"phone": "0532 111 22 33"}}


@pytest.fixture(autouse=True)
def netgsm(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """The SMS provider of the scenarios, as one that is asked."""
    city.cloud.sms.asked = True
    monkeypatch.setitem(bootstrap.app().__dict__, "_netgsm", city.cloud.sms)


def opened(city: City, **citizen: str) -> str:
    number = call("POST", "/tickets", DOG | {"citizen": DOG["citizen"] | citizen}, OPERATOR).json["number"]
    city.cloud.settle()
    return str(number)


def run(city: City, after: timedelta) -> dict[str, Any]:
    city.cloud.now += after
    learned: dict[str, Any] = city.cloud.run("ask_providers", {"scheduled_time": city.cloud.now.isoformat()})
    city.cloud.settle()
    return learned


def states(city: City, number: str) -> dict[str, str]:
    told = city.page(number).notifications
    return {one.channel: str(one.state) for one in told if one.recipient == "citizen"}


def test_what_arrived_is_delivered_and_asked_about_no_more(city: City) -> None:
    number = opened(city)
    city.cloud.sms.became["sms-1"] = Answered(DeliveryState.DELIVERED)

    first, second = run(city, timedelta(minutes=6)), run(city, timedelta(hours=2))

    assert (first["asked"], first["ended"], second["asked"]) == (1, 1, 0)
    assert states(city, number) == {"sms": "delivered"}
    assert city.cloud.sms.questions == [["sms-1"]]


def test_what_did_not_arrive_goes_by_the_next_way(city: City) -> None:
    number = opened(city, email="zeynep@posta.example")
    city.cloud.sms.became["sms-1"] = Answered(DeliveryState.FAILED, "report 2", Remedy.FALLBACK)

    run(city, timedelta(minutes=6))

    assert states(city, number) == {"sms": "failed", "email": "sent"}


def test_what_is_under_way_is_asked_about_later_and_later_and_then_no_more(city: City) -> None:
    number = opened(city)

    asked = [run(city, timedelta(minutes=10))["asked"] for _ in range(12)]
    for _ in range(60):
        run(city, timedelta(hours=1))

    assert asked == [1, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0]
    assert len(city.cloud.sms.questions) == 7
    assert states(city, number) == {"sms": "sent"}


def told_by_webhook(city: City, event: str, name: str = "ticket_started") -> None:
    value = {"event": event, "message_template_id": 1, "message_template_name": name,
             "message_template_language": "tr", "reason": "INVALID_FORMAT"}  # fmt: skip
    change = {"field": "message_template_status_update", "value": value}
    envelope = {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}
    city.post(envelope)


def late(city: City) -> str:
    """Zeynep wrote by WhatsApp more than a day ago; the number of her ticket."""
    zeynep = city.citizen(whatsapp="905321112233")
    zeynep.writes("116. Sokakta yaralı bir köpek var")
    city.cloud.now += timedelta(hours=25)
    return city.tickets_of(zeynep)[0].number


def test_a_text_that_meta_took_back_is_not_used_and_the_next_way_is(city: City) -> None:
    number = late(city)
    told_by_webhook(city, "PAUSED")

    seen = call("POST", f"/tickets/{number}/messages/preview", {"text": "Yoldayız."}, OPERATOR).json
    city.department("veteriner").starts(number)

    assert {"channel": "whatsapp", "why": "not_approved"} not in seen["refused"]  # another text: staff_reply
    told = {told.stage: told.channel for told in city.page(number).notifications if told.recipient == "citizen"}
    assert told["ticket_started"] == "sms"


def test_one_that_is_approved_again_is_used_again(city: City) -> None:
    number = late(city)
    told_by_webhook(city, "REJECTED")
    city.cloud.now += timedelta(minutes=1)
    told_by_webhook(city, "REINSTATED")
    city.department("veteriner").starts(number)

    told = {told.stage: told.form for told in city.page(number).notifications if told.recipient == "citizen"}
    assert told["ticket_started"] == "template"


def test_administrators_see_which_texts_are_approved_and_where_they_are_used(city: City) -> None:
    told_by_webhook(city, "REJECTED")

    (shown,) = call("GET", "/configuration/templates", token=ADMIN).json["items"]

    assert (shown["name"], shown["status"], shown["reason"]) == ("ticket_started", "REJECTED", "INVALID_FORMAT")
    assert shown["stages"] == ["ticket_started"]


def test_an_older_word_does_not_undo_a_newer_one(city: City) -> None:
    templates, now = bootstrap.app().templates, city.cloud.now
    new = TemplateState("survey", "tr", "PAUSED", "", now)

    assert templates.keep([new]) == 1
    assert templates.keep([TemplateState("survey", "tr", "APPROVED", "", now - timedelta(hours=1))]) == 0
    assert templates.states()["survey", "tr"] == new


def test_a_notice_that_names_no_template_is_ignored() -> None:
    envelope = payloads.envelope(ACCOUNT, {})
    envelope["entry"][0]["changes"][0] = {"field": "message_template_status_update", "value": {"event": "APPROVED"}}
    import json

    (item,) = whatsapp.split(json.dumps(envelope).encode())

    assert type(whatsapp.parse(item.body)).__name__ == "Ignored"
