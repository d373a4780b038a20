"""SMS, e-mail and the departments' systems: what is sent, and what refusals lead to."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError
from botocore.stub import ANY, Stubber

from nabiz.channels.department_webhook import WebhookSender
from nabiz.channels.mail.sender import ERRORS, MailSender, page
from nabiz.channels.sms import CODES, SmsSender
from nabiz.domain.errors import SendFailed
from nabiz.domain.messages import Channel, OutboundMessage, Remedy, Sent

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import FakeHttp


def out(channel: Channel, to: str, text: str = "Başvurunuzu aldık.", **more: Any) -> OutboundMessage:
    return OutboundMessage(channel=channel, to=to, text=text, reference="T#1|000001#x", **more)


def refusal(send: Callable[[], Sent]) -> tuple[str, str]:
    with pytest.raises(SendFailed) as refused:
        send()
    return refused.value.code, refused.value.remedy


# -- SMS -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def sms(http: FakeHttp) -> SmsSender:
    return SmsSender(http, "https://api.netgsm.com.tr/", "850", "word", "CINAROVA")


def test_sms_is_posted_as_the_provider_wants_it(http: FakeHttp, sms: SmsSender) -> None:
    http.will_answer(200, {"code": "00", "jobid": "17377215342605050417149344"})

    sent = sms.send(out(Channel.SMS, "+905321112233", "Başvurunuz “alındı” 🙂"))

    assert sent == Sent("17377215342605050417149344", 1, asked=True)
    (asked,) = http.requests
    assert asked.url == "https://api.netgsm.com.tr/sms/rest/v2/send"
    assert asked.headers["Authorization"] == "Basic " + base64.b64encode(b"850:word").decode()
    assert asked.json == {
        "msgheader": "CINAROVA",
        "encoding": "TR",
        "iysfilter": "0",
        "messages": [{"msg": 'Başvurunuz "alındı" ', "no": "905321112233"}],
    }


def test_sms_with_an_address_of_a_page_is_never_posted(http: FakeHttp, sms: SmsSender) -> None:
    message = out(Channel.SMS, "+905321112233", "Anket: cinarova.bel.tr/a")

    assert refusal(lambda: sms.send(message)) == ("url", Remedy.FALLBACK)
    assert not http.requests


@pytest.mark.parametrize(
    ("code", "remedy"),
    [("20", Remedy.FALLBACK), ("30", Remedy.OPERATOR), ("40", Remedy.OPERATOR), ("50", Remedy.OPERATOR),
     ("51", Remedy.OPERATOR), ("70", Remedy.FALLBACK), ("80", Remedy.RETRY), ("100", Remedy.RETRY),
     ("101", Remedy.RETRY), ("777", Remedy.OPERATOR)],
)  # fmt: skip
def test_every_sms_refusal_has_its_remedy(http: FakeHttp, sms: SmsSender, code: str, remedy: Remedy) -> None:
    http.will_answer(406, {"code": code, "jobid": None})

    assert refusal(lambda: sms.send(out(Channel.SMS, "+905321112233"))) == (code, remedy)
    assert code in CODES or code == "777"


def test_sms_provider_that_is_down_is_asked_again(http: FakeHttp, sms: SmsSender) -> None:
    http.will_answer(503, raw=b"<html>")

    assert refusal(lambda: sms.send(out(Channel.SMS, "+905321112233"))) == ("http_503", Remedy.RETRY)


def test_sms_taken_with_an_unreadable_answer_is_not_sent_again(http: FakeHttp, sms: SmsSender) -> None:
    http.will_answer(200, raw=b"ok")

    assert sms.send(out(Channel.SMS, "+905321112233")) == Sent("", 1)


# -- e-mail ----------------------------------------------------------------------------------------------------------

MAIL = {"subject": "Başvurunuzu aldık: 123-456-789", "text": "Merhaba,\n\nTakip: https://x.example/t/1#abc."}


@pytest.fixture
def client() -> Any:
    return boto3.client("sesv2", "eu-central-1", aws_access_key_id="x", aws_secret_access_key="x")


def test_mail_goes_as_text_and_page_and_says_that_a_machine_wrote_it(client: Any) -> None:
    with Stubber(client) as ses:
        ses.add_response("send_email", {"MessageId": "0100"}, {
            "FromEmailAddress": "iletisim@cinarova.example",
            "Destination": {"ToAddresses": ["a@x.example", "b@x.example"]},
            "Content": {"Simple": {
                "Subject": {"Data": MAIL["subject"], "Charset": "UTF-8"},
                "Body": {"Text": {"Data": MAIL["text"], "Charset": "UTF-8"}, "Html": {"Data": ANY, "Charset": "UTF-8"}},
                "Headers": [{"Name": "Auto-Submitted", "Value": "auto-replied"},
                            {"Name": "X-Nabiz-Reference", "Value": "T#1|000001#x"}],
            }},
        })  # fmt: skip
        sender = MailSender(client, "iletisim@cinarova.example")

        assert sender.send(out(Channel.EMAIL, "a@x.example, b@x.example", **MAIL)) == Sent("0100")


def test_mail_to_a_citizen_goes_in_the_citys_name_and_says_where_answers_go(client: Any) -> None:
    headers = {"Auto-Submitted": "no", "In-Reply-To": "<a@x.example>", "References": "<a@x.example> <t.1@c.example>"}
    with Stubber(client) as ses:
        ses.add_response("send_email", {"MessageId": "0100"}, {
            "FromEmailAddress": "=?utf-8?q?=C3=87inarova_Belediyesi?= <iletisim@cinarova.example>",
            "ReplyToAddresses": ["reply+1@cinarova.example"],
            "ConfigurationSetName": "nabiz-mail",
            "Destination": {"ToAddresses": ["a@x.example"]},
            "Content": {"Simple": {
                "Subject": ANY, "Body": ANY,
                "Headers": [{"Name": "Auto-Submitted", "Value": "no"},
                            {"Name": "X-Nabiz-Reference", "Value": "T#1|000001#x"},
                            {"Name": "In-Reply-To", "Value": "<a@x.example>"},
                            {"Name": "References", "Value": "<a@x.example> <t.1@c.example>"}],
            }},
        })  # fmt: skip
        sender = MailSender(client, "iletisim@cinarova.example", "nabiz-mail")
        message = out(Channel.EMAIL, "a@x.example", **MAIL, headers=headers, sender_name="Çinarova Belediyesi",
                      answer_to="reply+1@cinarova.example")  # fmt: skip

        assert sender.send(message) == Sent("0100")


def test_a_mails_page_keeps_a_dark_clients_own_colours() -> None:
    made = page("Merhaba", "tr")

    assert 'name="color-scheme" content="light dark"' in made
    assert "color:#" not in made
    assert "background" not in made


@pytest.mark.parametrize(
    ("code", "status", "remedy"),
    [("BadRequestException", 400, Remedy.FALLBACK), ("InvalidParameterValue", 400, Remedy.FALLBACK),
     ("TooManyRequestsException", 429, Remedy.RETRY), ("Throttling", 400, Remedy.RETRY),
     ("ThrottlingException", 400, Remedy.RETRY), ("LimitExceededException", 400, Remedy.LATER),
     ("MessageRejected", 400, Remedy.OPERATOR), ("MailFromDomainNotVerifiedException", 400, Remedy.OPERATOR),
     ("AccountSuspendedException", 400, Remedy.OPERATOR), ("SendingPausedException", 400, Remedy.OPERATOR),
     ("NotFoundException", 404, Remedy.OPERATOR), ("AccessDeniedException", 403, Remedy.OPERATOR),
     ("InternalFailure", 500, Remedy.RETRY), ("Unheard", 400, Remedy.OPERATOR)],
)  # fmt: skip
def test_every_mail_refusal_has_its_remedy(client: Any, code: str, status: int, remedy: Remedy) -> None:
    with Stubber(client) as ses:
        ses.add_client_error("send_email", code, "no", status)
        sender = MailSender(client, "iletisim@cinarova.example")

        assert refusal(lambda: sender.send(out(Channel.EMAIL, "a@x.example", **MAIL))) == (code, remedy)
    assert code in ERRORS or code in ("InternalFailure", "Unheard")


def test_mail_service_that_is_silent_is_asked_again() -> None:
    class Silent:
        def send_email(self, **_: object) -> None:
            raise EndpointConnectionError(endpoint_url="https://email.example")

    silent: Any = Silent()
    sender = MailSender(silent, "iletisim@cinarova.example")

    assert refusal(lambda: sender.send(out(Channel.EMAIL, "a@x.example", **MAIL))) == ("no_answer", Remedy.RETRY)


def test_page_shows_words_as_words_and_addresses_as_links() -> None:
    made = page("Merhaba <b>\nikinci satır\n\nTakip: https://x.example/t/1?a=1&b=2#abc.", "tr")

    assert '<html lang="tr">' in made
    assert "<p>Merhaba &lt;b&gt;<br>ikinci satır</p>" in made
    assert '<a href="https://x.example/t/1?a=1&amp;b=2#abc">' in made


# -- departments -----------------------------------------------------------------------------------------------------

TOLD = json.dumps({"type": "department_assigned", "data": {"number": "123456789"}})


@pytest.fixture
def webhook(http: FakeHttp) -> WebhookSender:
    return WebhookSender(http, "shared key", now=lambda: 1795500000.9)


def test_webhook_can_be_verified_by_whoever_has_the_key(http: FakeHttp, webhook: WebhookSender) -> None:
    http.will_answer(204, raw=b"")

    webhook.send(out(Channel.WEBHOOK, "https://fen.example/hook", TOLD))

    (asked,) = http.requests
    assert asked.json == {"id": "T#1|000001#x", "type": "department_assigned", "data": {"number": "123456789"}}
    expected = hmac.new(b"shared key", b"1795500000." + (asked.body or b""), hashlib.sha256).hexdigest()
    assert asked.headers["X-Nabiz-Signature"] == f"t=1795500000,v1={expected}"


@pytest.mark.parametrize(
    ("status", "remedy"),
    [(500, Remedy.RETRY), (503, Remedy.RETRY), (429, Remedy.RETRY), (408, Remedy.RETRY), (400, Remedy.OPERATOR),
     (401, Remedy.OPERATOR), (404, Remedy.OPERATOR), (302, Remedy.OPERATOR)],
)  # fmt: skip
def test_every_webhook_refusal_has_its_remedy(
    http: FakeHttp, webhook: WebhookSender, status: int, remedy: Remedy
) -> None:
    http.will_answer(status, raw=b"")
    message = out(Channel.WEBHOOK, "https://fen.example/hook", TOLD)

    assert refusal(lambda: webhook.send(message)) == (f"http_{status}", remedy)
