"""SMS by AWS: what is sent, what its events mean, how it counts parts."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError, ReadTimeoutError
from botocore.stub import Stubber
from hypothesis import given
from hypothesis import strategies as st

from nabiz.channels import inbound
from nabiz.channels.mail.splitting import split
from nabiz.channels.sms_aws import EVENTS, AwsSmsSender, read_event
from nabiz.domain.errors import SendFailed, UnreadableMessage
from nabiz.domain.messages import Channel, DeliveryReport, DeliveryState, Ignored, OutboundMessage, Remedy, Sent
from nabiz.text import sms

SAMPLES = Path(__file__).parents[3] / "events/sms"


def out(text: str) -> OutboundMessage:
    return OutboundMessage(Channel.SMS, "+905321112233", text, "T#1|000001#x")


@pytest.fixture
def client() -> Any:
    return boto3.client("pinpoint-sms-voice-v2", "eu-central-1", aws_access_key_id="x", aws_secret_access_key="x")


def test_it_is_handed_over_as_a_service_message_that_names_its_notification(client: Any) -> None:
    with Stubber(client) as service:
        service.add_response("send_text_message", {"MessageId": "862a8790"}, {
            "DestinationPhoneNumber": "+905321112233", "OriginationIdentity": "CINAROVA",
            "MessageType": "TRANSACTIONAL",
            "MessageBody": "Başvurunuz alındı", "ConfigurationSetName": "set", "TimeToLive": 86400,
            "Context": {"reference": "T#1|000001#x"},
        })  # fmt: skip

        assert AwsSmsSender(client, "CINAROVA", "set").send(out("Başvurunuz alındı")) == Sent("862a8790", 1)


def test_an_address_of_a_page_is_never_handed_over(client: Any) -> None:
    with pytest.raises(SendFailed) as refused:
        AwsSmsSender(client, "CINAROVA", "set").send(out("Anket: cinarova.bel.tr/a"))

    assert (refused.value.code, refused.value.remedy) == ("url", Remedy.FALLBACK)


class Broken:
    def __init__(self, error: Exception) -> None:
        self.error = error

    def send_text_message(self, **given: object) -> None:
        raise self.error


def test_what_may_have_been_taken_is_not_sent_again() -> None:
    lost = Broken(ReadTimeoutError(endpoint_url="https://x"))

    assert AwsSmsSender(lost, "CINAROVA", "set").send(out("Merhaba")) == Sent("", 1)


def test_what_was_not_taken_is() -> None:
    away = Broken(EndpointConnectionError(endpoint_url="https://x"))

    with pytest.raises(SendFailed) as refused:
        AwsSmsSender(away, "CINAROVA", "set").send(out("Merhaba"))
    assert refused.value.remedy == Remedy.RETRY


@pytest.mark.parametrize("name", sorted(path.stem for path in SAMPLES.glob("aws-*.json")))
def test_published_events_go_through_the_queue_of_reports(name: str) -> None:
    text = (SAMPLES / f"{name}.json").read_text("utf-8")

    (item,) = split(text, lambda key: b"")
    read = inbound.parse(item.body)

    assert isinstance(read, DeliveryReport)
    assert read.channel is Channel.SMS
    expected = {"aws-successful": DeliveryState.DELIVERED, "aws-delivered": DeliveryState.DELIVERED,
                "aws-blocked": DeliveryState.FAILED}  # fmt: skip
    assert read.state is expected[name]


@pytest.mark.parametrize("kind", EVENTS)
def test_a_final_event_moves_the_notification(kind: str) -> None:
    raw = {"eventType": kind, "messageId": "m", "eventTimestamp": 1729099299998, "context": {"reference": "T#1|x"}}
    report = read_event(raw)

    assert isinstance(report, DeliveryReport)
    assert (report.state, report.remedy, report.reference) == (*EVENTS[kind], "T#1|x")


@pytest.mark.parametrize("kind", ["TEXT_QUEUED", "TEXT_PENDING", "TEXT_SENT", "TEXT_FUTURE"])
def test_what_is_under_way_says_nothing(kind: str) -> None:
    assert isinstance(read_event({"eventType": kind, "messageId": "m", "eventTimestamp": 1729099299998}), Ignored)


@given(st.dictionaries(st.sampled_from(["eventType", "messageId", "eventTimestamp", "context"]),
                       st.one_of(st.text(), st.integers(), st.none(), st.dictionaries(st.text(), st.text())) |
                       st.sampled_from(list(EVENTS))))  # fmt: skip
def test_anything_is_read_or_refused(raw: dict[str, object]) -> None:
    with contextlib.suppress(UnreadableMessage):
        read_event(json.loads(json.dumps(raw)))


@pytest.mark.parametrize(
    ("text", "shift", "wide"),
    [
        ("a" * 160, 1, 1), ("a" * 161, 2, 2), ("ş" + "a" * 153, 1, 3), ("ş" * 77, 1, 2), ("ş" * 78, 2, 2),
        ("ş" * 70, 1, 1), ("ş" + "a" * 70, 1, 2), ("ş" * 149, 2, 3), ("ç" * 223, 3, 4),
    ],
)  # fmt: skip
def test_the_turkish_shift_is_never_dearer_than_wide_letters(text: str, shift: int, wide: int) -> None:
    assert (sms.segments(text), sms.wide_segments(text)) == (shift, wide)


@given(st.text(alphabet="abcçğışöüÇĞİŞÖÜ €[", min_size=1, max_size=900))
def test_nor_for_any_text_that_needs_it(text: str) -> None:
    if sms.is_turkish(text):
        assert sms.segments(text) <= sms.wide_segments(text)
