"""What becomes of our messages: states move forward only, and the next way is tried where one will never work."""

from __future__ import annotations

import pytest

from nabiz.domain.messages import Remedy
from nabiz_tools import whatsapp_payloads as payloads
from tests.support.city import ACCOUNT, Citizen, City

DOG = "116. Sokakta yaralı bir köpek var"


@pytest.fixture
def zeynep(city: City) -> Citizen:
    """Somebody with a phone."""
    return city.citizen(whatsapp="+905321112233")


def report(city: City, state: str, code: int = 0) -> None:
    """Meta says what became of our last WhatsApp message."""
    sent = city.cloud.whatsapp.sent[-1]
    envelope = payloads.status(ACCOUNT, f"whatsapp-{len(city.cloud.whatsapp.sent)}", sent.to, state,
                               callback_data=sent.reference)  # fmt: skip
    if code:
        envelope["entry"][0]["changes"][0]["value"]["statuses"][0]["errors"] = [{"code": code}]
    city.post(envelope)


def state(city: City, zeynep: Citizen) -> str:
    """Where the receipt stands."""
    notifications = city.page(zeynep.ticket.number).notifications
    return str(next(told.state for told in notifications if told.key.endswith("ticket_received#citizen")))


def test_read_before_delivered_stays_read(city: City, zeynep: Citizen) -> None:
    zeynep.writes(DOG)

    report(city, "read")
    report(city, "delivered")

    assert state(city, zeynep) == "read"


def test_an_address_that_never_works_is_told_by_sms(city: City, zeynep: Citizen) -> None:
    zeynep.writes(DOG)

    report(city, "failed", 131026)

    assert state(city, zeynep) == "failed"
    assert [message.to for message in city.cloud.sms.sent] == ["+905321112233"]


def test_a_closed_window_is_told_by_template(city: City, zeynep: Citizen) -> None:
    city.cloud.whatsapp.refuse("131047", Remedy.TEMPLATE)

    zeynep.writes(DOG)

    (sent,) = city.cloud.whatsapp.sent
    assert sent.template is not None
    assert city.cloud.sms.sent == []


def test_a_passing_failure_is_tried_again_and_told_once(city: City, zeynep: Citizen) -> None:
    city.cloud.whatsapp.refuse("131016", Remedy.RETRY)
    city.cloud.whatsapp.refuse("131016", Remedy.RETRY)

    zeynep.writes(DOG)

    assert len(city.told(zeynep)) == 1
    assert city.cloud.outbound.dead == []


def test_an_unreadable_item_becomes_a_dead_letter_and_blocks_nobody(city: City, zeynep: Citizen) -> None:
    city.cloud.inbound.send('{"type": "unreadable"}', city.cloud.now, "strange", "strange")

    zeynep.writes(DOG)

    assert zeynep.ticket.messages == 1
    assert len(city.cloud.inbound.dead) == 1
