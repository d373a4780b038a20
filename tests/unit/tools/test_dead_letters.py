"""Dead letters: why they are dead, what is told of them, and how they go back to work. On moto's SQS."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from moto import mock_aws

from nabiz.domain.dead_letters import DeadLetter, Origin
from nabiz.storage.dead_letters import DEAD, Desk
from nabiz_tools.aws import Clients
from nabiz_tools.dead_letters import stream_range
from nabiz_tools.dead_letters.desk import choose
from nabiz_tools.dead_letters.replay import Replay
from nabiz_tools.failures import ToolError
from nabiz_tools.local.stack import Stack

REGION = "eu-central-1"
STREAM_FAILURE = {
    "requestContext": {
        "functionArn": f"arn:aws:lambda:{REGION}:000000000000:function:nabiz-RelayEvents-1",
        "condition": "RetryAttemptsExhausted",
    },
    "DDBStreamBatchInfo": {"shardId": "s", "startSequenceNumber": "1", "endSequenceNumber": "2", "batchSize": 2},
}


def letter(body: Any, queue: str = "failures", **attributes: str) -> DeadLetter:
    text = body if isinstance(body, str) else json.dumps(body)
    return DeadLetter("id", queue, text, attributes, {"ApproximateReceiveCount": "11", "SentTimestamp": "0"}, "receipt")


@pytest.mark.parametrize(
    ("found", "origin", "reason"),
    [
        (letter({"type": "unreadable", "raw": "{"}, "inbound_dead"), Origin.UNREADABLE, "could not be read"),
        (letter({"type": "message"}, "inbound_dead"), Origin.GIVEN_UP, "11 times"),
        (letter("x", "media_dead", reason="gone"), Origin.GIVEN_UP, "gone"),
        (letter(STREAM_FAILURE), Origin.STREAM, "nabiz-RelayEvents-1: 2 stream records, RetryAttemptsExhausted"),
        (
            letter({"requestContext": STREAM_FAILURE["requestContext"], "requestPayload": {}, "responsePayload": None}),
            Origin.FUNCTION,
            "no answer",
        ),
        (letter({}, TARGET_ARN="a:b:c:d:e:outbound", ERROR_CODE="NO_PERMISSIONS"), Origin.TARGET, "NO_PERMISSIONS"),
        (letter("?"), Origin.UNKNOWN, "11 times"),
    ],
)
def test_a_letter_says_why_it_is_dead(found: DeadLetter, origin: Origin, reason: str) -> None:
    assert found.origin is origin
    assert reason in found.reason


def test_what_is_told_of_a_letter_holds_nothing_of_the_citizen() -> None:
    body = {"channel": "whatsapp", "type": "message", "raw": {"from": "905321112233", "text": {"body": "gizli"}}}
    found = letter(body, "inbound_dead")

    told = f"{found.what} {found.reason} {found.sent_at}"

    assert "whatsapp message" in told
    assert "905321112233" not in told
    assert "gizli" not in told


def test_ids_may_be_shortened_but_not_ambiguous() -> None:
    letters = [DeadLetter(name, "failures", "", {}, {"SentTimestamp": "0"}, "") for name in ("abc1", "abd2", "xyz3")]

    assert choose(letters, ["x", "abd"], every=False) == [letters[2], letters[1]]
    assert choose(letters, [], every=True) == letters
    for ids in (["ab"], ["q"], []):
        with pytest.raises(ToolError):
            choose(letters, ids, every=False)


class City:
    """The queues of a stack on moto, without the rest."""

    def __init__(self) -> None:
        self.sqs = boto3.client("sqs", REGION)
        fifo = {"FifoQueue": "true"}
        urls = {}
        for name in ("inbound", "mail", "media", "outbound", "search", *DEAD):
            inbound = name.startswith("inbound")
            created = self.sqs.create_queue(
                QueueName=f"{name}.fifo" if inbound else name, Attributes=fifo if inbound else {}
            )
            urls[name] = created["QueueUrl"]
        self.stack = Stack(
            **{name: "" for name in Stack.__dataclass_fields__ if name not in ("queues", "functions", "citizens")},
            queues=urls,
            functions={},
        )
        clients = Clients("https://sqs.eu-central-1.amazonaws.com", REGION)
        self.desk = Desk(clients.sqs, self.stack.queues)
        self.replay = Replay(clients, self.stack)

    def put(self, queue: str, body: Any, **more: Any) -> None:
        if queue.startswith("inbound"):
            more = {"MessageGroupId": "g", "MessageDeduplicationId": "1", **more}
        self.sqs.send_message(QueueUrl=self.stack.queues[queue], MessageBody=json.dumps(body), **more)

    def read(self, queue: str) -> list[Any]:
        answer = self.sqs.receive_message(
            QueueUrl=self.stack.queues[queue], MaxNumberOfMessages=10, MessageSystemAttributeNames=["All"]
        )
        return answer.get("Messages", [])

    def replay_all(self) -> list[str]:
        with self.desk.holding(list(DEAD)) as letters:
            done = [self.replay.replay(letter) for letter in letters]
            for letter in letters:
                self.desk.remove(letter)
        return done


@pytest.fixture
def city() -> Iterator[City]:
    with mock_aws():
        yield City()


def test_looking_takes_nothing_away(city: City) -> None:
    city.put("media_dead", {"id": "1"})

    for _ in range(2):
        with city.desk.holding(list(DEAD)) as letters:
            assert [letter.content for letter in letters] == [{"id": "1"}]


def test_a_given_up_message_goes_back_to_its_queue_and_its_group(city: City) -> None:
    city.put("inbound_dead", {"type": "message", "raw": 1}, MessageGroupId="citizen-7")

    city.replay_all()

    [message] = city.read("inbound")
    assert json.loads(message["Body"]) == {"type": "message", "raw": 1}
    assert message["Attributes"]["MessageGroupId"] == "citizen-7"
    assert message["Attributes"]["MessageDeduplicationId"] != "1"
    assert city.read("inbound_dead") == []


def test_an_unreadable_body_is_split_with_the_code_of_today(city: City) -> None:
    text = {"from": "905321112233", "id": "wamid.1", "timestamp": "1", "type": "text", "text": {"body": "x"}}
    value = {"metadata": {"phone_number_id": "1"}, "messages": [text, text | {"id": "wamid.2"}]}
    post = {
        "object": "whatsapp_business_account",
        "entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}],
    }
    raw = base64.b64encode(json.dumps(post).encode()).decode()
    city.put("inbound_dead", {"channel": "whatsapp", "type": "unreadable", "raw_base64": raw})

    assert city.replay_all() == ["read as 2 item(s), queued on inbound"]
    assert [json.loads(message["Body"])["raw"]["id"] for message in city.read("inbound")] == ["wamid.1", "wamid.2"]


def test_what_still_cannot_be_read_stays_a_dead_letter(city: City) -> None:
    city.put("inbound_dead", {"channel": "whatsapp", "type": "unreadable", "raw": "{"})

    with city.desk.holding(list(DEAD)) as letters, pytest.raises(ToolError, match="still cannot be read"):
        city.replay.replay(letters[0])

    assert len(city.read("inbound_dead")) == 1


def test_an_event_that_did_not_reach_its_queue_is_sent_there(city: City) -> None:
    attribute = {"DataType": "String", "StringValue": f"arn:aws:sqs:{REGION}:123456789012:outbound"}
    city.put("failures", {"detail-type": "TicketOpened"}, MessageAttributes={"TARGET_ARN": attribute})

    assert city.replay_all() == ["sent to outbound again"]
    assert [json.loads(message["Body"]) for message in city.read("outbound")] == [{"detail-type": "TicketOpened"}]


def test_a_stream_record_read_again_looks_like_the_events() -> None:
    read = {
        "eventID": "1",
        "eventName": "INSERT",
        "dynamodb": {
            "ApproximateCreationDateTime": datetime(2026, 11, 24, tzinfo=UTC),
            "NewImage": {"pk": {"S": "T#1"}, "b": {"B": b"\x00"}},
            "SequenceNumber": "7",
        },
    }

    record = stream_range.as_event_record(read, "arn:stream")

    assert json.loads(json.dumps(record)) == record
    assert record["eventSourceARN"] == "arn:stream"
    assert record["dynamodb"]["NewImage"]["b"] == {"B": "AA=="}
    assert record["dynamodb"]["ApproximateCreationDateTime"] == 1795478400.0


@pytest.mark.parametrize(
    ("kind", "name", "fits"), [("event", "INSERT", True), ("event", "MODIFY", False), ("ticket", "INSERT", False)]
)
def test_records_that_the_filter_keeps_out_are_kept_out_again(kind: str, name: str, fits: bool) -> None:
    pattern = {"eventName": ["INSERT"], "dynamodb": {"NewImage": {"type": {"S": ["event", "media"]}}}}

    assert stream_range.matches(pattern, {"eventName": name, "dynamodb": {"NewImage": {"type": {"S": kind}}}}) is fits
