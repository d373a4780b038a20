"""An administrator looks at what could not be handled, puts it back or drops it; nothing of a citizen is shown."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.cloud import APP_SECRET, DEAD_QUEUES, REGION, Cloud, client
from tests.support.counting import requests_of
from tests.support.gateway import Answer, call, token_of

ADMIN, AUDITOR = token_of("admin"), token_of("auditor")
INBOUND_DEAD, _, OUTBOUND_DEAD, _, FAILURES, *_ = DEAD_QUEUES
TARGET = {"DataType": "String", "StringValue": f"arn:aws:lambda:{REGION}:123456789012:function:dispatch"}


@pytest.fixture
def cloud() -> Iterator[Cloud]:
    with Cloud() as made:
        yield made


def letters(queue: str = "") -> list[dict[str, Any]]:
    answer = call("GET", f"/dead-letters?queue={queue}", token=ADMIN)
    assert answer.status == 200, answer.text
    items: list[dict[str, Any]] = answer.json["items"]
    return items


def settle(letter: str, how: str, body: object = None) -> Answer:
    return call("POST", f"/dead-letters/{letter}/{how}", body, ADMIN)


def put(url: str, body: object, **more: Any) -> None:
    client("sqs").send_message(QueueUrl=url, MessageBody=json.dumps(body), **more)


def post_what_nobody_can_read() -> None:
    body = b'{"secret words of a citizen": "0532 111 22 33"'
    signature = "sha256=" + hmac.new(APP_SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert call("POST", "/webhooks/whatsapp", body, X_Hub_Signature_256=signature).status == 200


def test_a_post_that_nobody_can_read_is_listed_without_its_content(cloud: Cloud) -> None:
    post_what_nobody_can_read()

    (letter,) = letters()

    assert letter["queue"] == "inbound_dead"
    assert letter["origin"] == "unreadable"
    assert letter["preview"] == "whatsapp unreadable"
    assert "0532" not in json.dumps(letter)
    assert "citizen" not in json.dumps(letter)


def test_looking_takes_nothing_away_and_one_queue_can_be_looked_at_alone(cloud: Cloud) -> None:
    put(OUTBOUND_DEAD, {"detail-type": "TicketOpened", "detail": {}})

    assert [letter["preview"] for letter in letters("outbound_dead")] == ["TicketOpened"]
    assert letters("media_dead") == []
    assert len(letters()) == 1


def test_a_letter_that_was_given_up_goes_back_to_its_queue(cloud: Cloud) -> None:
    put(OUTBOUND_DEAD, {"detail-type": "TicketOpened", "detail": {"n": 1}})
    (letter,) = letters()

    answer = settle(letter["id"], "replay")

    assert answer.json["words"] == "queued on outbound again"
    assert [json.loads(message.body)["detail"] for message in cloud.outbound.messages] == [{"n": 1}]
    assert letters() == []


def test_what_still_cannot_be_read_stays(cloud: Cloud) -> None:
    post_what_nobody_can_read()
    (letter,) = letters()

    answer = settle(letter["id"], "replay")

    assert answer.status == 409
    assert "still cannot be read" in answer.json["detail"]
    assert len(letters()) == 1


def test_what_needs_a_function_to_be_called_is_left_to_the_command_line(cloud: Cloud) -> None:
    put(FAILURES, {"scheduled_time": "x"}, MessageAttributes={"TARGET_ARN": TARGET})
    (letter,) = letters()

    answer = settle(letter["id"], "replay")

    assert answer.status == 409
    assert "nabiz dead-letters replay" in answer.json["detail"]


def test_a_dropped_letter_is_gone_and_its_reason_kept(cloud: Cloud) -> None:
    put(OUTBOUND_DEAD, {"detail-type": "TicketOpened"})
    (letter,) = letters()

    settle(letter["id"], "drop", {"reason": "Deneme iletisi"})

    assert letters() == []
    (line,) = call("GET", "/dead-letters/history", token=AUDITOR).json["items"]
    assert (line["letter"], line["act"], line["words"], line["by"]) == (
        letter["id"], "dropped", "Deneme iletisi", "user:admin-1",
    )  # fmt: skip


def test_a_letter_is_not_dropped_without_a_reason(cloud: Cloud) -> None:
    put(OUTBOUND_DEAD, {"detail-type": "TicketOpened"})
    (letter,) = letters()

    assert settle(letter["id"], "drop", {}).status == 422
    assert len(letters()) == 1


def test_a_list_costs_what_it_shows_and_not_what_waits(cloud: Cloud) -> None:
    for number in range(45):
        put(OUTBOUND_DEAD, {"detail-type": f"TicketOpened{number}"})

    with requests_of(cloud) as made:
        answer = call("GET", "/dead-letters?queue=outbound_dead&limit=20", token=ADMIN)

    assert len(answer.json["items"]) == 20
    assert made == {"sqs.ReceiveMessage": 2, "sqs.ChangeMessageVisibilityBatch": 2}
