"""Every code of every provider leads to its next step: again, the template, the next way, or a person.

The real senders are given the providers' own answers; what follows is what the real use case does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from nabiz.channels import sms as netgsm
from nabiz.channels import sms_aws
from nabiz.channels.department_webhook import WebhookSender
from nabiz.channels.http import Response
from nabiz.channels.mail import sender as ses
from nabiz.channels.webpush import PushSender
from nabiz.channels.whatsapp import errors as whatsapp
from nabiz.channels.whatsapp.sender import WhatsAppSender
from nabiz.domain.errors import SendFailed
from nabiz.domain.messages import Channel, Identifier, OutboundMessage, Remedy, Sent
from nabiz.ports import Sender
from nabiz.services.send_notification import SendNotification
from tests.support.browsers import OURS, Kept, browser
from tests.unit.services.conftest import DOG, KEY, PAGES, Town

RETRY, TEMPLATE, NEXT, PERSON, LATER = (
    Remedy.RETRY, Remedy.TEMPLATE, Remedy.FALLBACK, Remedy.OPERATOR, Remedy.LATER,
)  # fmt: skip
# As the providers' references have it, written down apart from the code's own tables: a code that is missing fails.
WHATSAPP: Mapping[int, Remedy] = {
    **dict.fromkeys((1, 2, 4, 80007, 130429, 131000, 131016, 131056, 131057, 133016, 135000), RETRY),
    131047: TEMPLATE,
    **dict.fromkeys((100, 131008, 131009, 131021, 131026, 131030, 131050, 131051, 131052, 131053, 131062), NEXT),
    **dict.fromkeys((130472, 131048, 131049), LATER),
    **dict.fromkeys((0, 10, 190, *range(200, 300), 368, 131031, 131042, 131045, *range(132000, 132017)), PERSON),
}
NETGSM: Mapping[str, Remedy] = {
    "20": NEXT, "30": PERSON, "40": PERSON, "50": PERSON, "51": PERSON, "70": NEXT, "80": RETRY, "85": LATER,
    "100": RETRY, "101": RETRY,
}  # fmt: skip
AWS_SMS: Mapping[str, Remedy] = {
    "ThrottlingException": RETRY, "InternalServerException": RETRY, "ServiceQuotaExceededException": PERSON,
    "ServiceQuotaExceededException/DAILY_DESTINATION_CALL_LIMIT": LATER, "AccessDeniedException": PERSON,
    "ResourceNotFoundException": PERSON, "ConflictException": PERSON,
    "ConflictException/DESTINATION_PHONE_NUMBER_OPTED_OUT": NEXT,
    "ConflictException/DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION": NEXT,
    "ConflictException/DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE": NEXT,
    "ValidationException": PERSON, "ValidationException/DESTINATION_COUNTRY_BLOCKED": NEXT,
    "ValidationException/COUNTRY_NOT_ENABLED": NEXT, "ValidationException/COUNTRY_CODE_MISMATCH": NEXT,
    "ValidationException/INTERNATIONAL_SENDING_NOT_SUPPORTED": NEXT,
    "ValidationException/INVALID_IDENTITY_FOR_DESTINATION_COUNTRY": NEXT,
    "ValidationException/MAXIMUM_SIZE_EXCEEDED": NEXT, "ValidationException/PRICE_OVER_THRESHOLD": NEXT,
}  # fmt: skip
SES: Mapping[str, Remedy] = {
    "BadRequestException": NEXT, "InvalidParameterValue": NEXT, "TooManyRequestsException": RETRY, "Throttling": RETRY,
    "ThrottlingException": RETRY, "LimitExceededException": LATER, "MessageRejected": PERSON,
    "MailFromDomainNotVerifiedException": PERSON, "AccountSuspendedException": PERSON,
    "SendingPausedException": PERSON, "NotFoundException": PERSON, "AccessDeniedException": PERSON,
}  # fmt: skip
WEBHOOK: Mapping[int, Remedy] = {
    **dict.fromkeys((408, 425, 429, 500, 502, 503, 504), RETRY),
    **dict.fromkeys((400, 401, 403, 404, 410, 422), PERSON),
}  # fmt: skip

PUSH: Mapping[int, Remedy] = {
    **dict.fromkeys((404, 410, 413), NEXT), **dict.fromkeys((408, 429, 500, 502, 503), RETRY),
    **dict.fromkeys((400, 401, 403), PERSON),
}  # fmt: skip


@dataclass
class Line:
    """What stands behind a sender: it refuses once, then takes everything; `asked` is what reached it."""

    refusal: Response | ClientError | None = None
    asked: list[Any] = field(default_factory=list)
    taken: bytes = b'{"messages": [{"id": "wamid.1"}], "code": "00", "jobid": "1"}'

    def request(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None) -> Response:
        sealed = headers.get("Content-Encoding") == "aes128gcm"
        self.asked.append(body if sealed else json.loads(body or b"{}"))
        refused, self.refusal = self.refusal, None
        return refused if isinstance(refused, Response) else Response(200, self.taken)

    def stream(self, url: str, headers: Mapping[str, str]) -> Any:
        raise NotImplementedError

    def _call(self, **given: Any) -> dict[str, str]:
        self.asked.append(given)
        refused, self.refusal = self.refusal, None
        if isinstance(refused, ClientError):
            raise refused
        return {"MessageId": "1"}

    send_email = send_text_message = _call


@dataclass
class Silent:
    """A channel that nothing may reach, unless something is expected to."""

    sent: list[OutboundMessage] = field(default_factory=list)

    def send(self, message: OutboundMessage) -> Sent:
        self.sent.append(message)
        return Sent("x")


def aws(code: str) -> ClientError:
    name, _, reason = code.partition("/")
    response: Any = {"Error": {"Code": name}, "ResponseMetadata": {"HTTPStatusCode": 400}}
    return ClientError(response | ({"Reason": reason} if reason else {}), "Send")


def meta(code: int) -> Response:
    return Response(400, json.dumps({"error": {"code": code, "message": "x"}}).encode())


CASES: list[tuple[Channel, str, Response | ClientError, Remedy]] = [
    *((Channel.WHATSAPP, str(code), meta(code), remedy) for code, remedy in WHATSAPP.items()),
    *((Channel.SMS, f"netgsm {code}", Response(406, json.dumps({"code": code}).encode()), remedy)
      for code, remedy in NETGSM.items()),
    *((Channel.SMS, f"aws {code}", aws(code), remedy) for code, remedy in AWS_SMS.items()),
    *((Channel.EMAIL, code, aws(code), remedy) for code, remedy in SES.items()),
    *((Channel.PUSH, str(status), Response(status, b""), remedy) for status, remedy in PUSH.items()),
    *((Channel.WEBHOOK, str(status), Response(status, b""), remedy) for status, remedy in WEBHOOK.items()),
]  # fmt: skip
MADE: Mapping[str, Callable[[Line], Sender]] = {
    "whatsapp": lambda line: WhatsAppSender(line, "https://graph.invalid/v23.0", "1", "token"),
    "netgsm": lambda line: netgsm.SmsSender(line, "https://sms.invalid", "850", "word", "CINAROVA"),
    "aws": lambda line: sms_aws.AwsSmsSender(line, "CINAROVA", "set"),
    "email": lambda line: ses.MailSender(line, "bilgi@cinarova.example"),  # type: ignore[arg-type]
    "push": lambda line: PushSender(line, Kept(browser()), OURS, "bilgi@cinarova.example"),
    "webhook": lambda line: WebhookSender(line, "key"),
}


def test_every_code_of_the_tables_stands_here() -> None:
    assert WHATSAPP == whatsapp.ERRORS
    assert NETGSM == netgsm.CODES
    assert AWS_SMS == sms_aws.ERRORS
    assert SES == ses.ERRORS


@pytest.mark.parametrize(("channel", "name", "refusal", "remedy"), CASES, ids=[f"{c}-{n}" for c, n, *_ in CASES])
def test_a_refusal_leads_to_the_right_next_step(
    town: Town, channel: Channel, name: str, refusal: Response | ClientError, remedy: Remedy
) -> None:
    number, seq = prepared(town, channel)
    line = Line(refusal)
    kind = name.split()[0] if channel is Channel.SMS else str(channel)
    others = {other: Silent() for other in Channel if other != channel}
    send = SendNotification(town.reader, town.outbox, {**others, channel: MADE[kind](line)}, town.configuration, KEY,
                            PAGES, "cinarova.example", town.suppressions)  # fmt: skip
    refs = town.reader.event(f"T#{number}", seq).refs

    if remedy in (RETRY, LATER, PERSON):
        with pytest.raises(SendFailed) as failed:
            send(f"T#{number}", seq, "", refs, town.now)
        assert failed.value.remedy == remedy
        assert elsewhere(others, channel) == []
        send(f"T#{number}", seq, "", refs, town.now)  # the queue delivers it again: the same way, once

    else:
        send(f"T#{number}", seq, "", refs, town.now)

    if remedy is TEMPLATE:
        assert [body.get("type") for body in line.asked][1:] == ["template"]
    elif remedy is NEXT:
        assert len(line.asked) == 1
        assert len(elsewhere(others, channel)) == 1
    else:
        assert len(line.asked) == 2
        assert elsewhere(others, channel) == []


def prepared(town: Town, channel: Channel) -> tuple[str, int]:
    """A ticket of somebody who can be reached by three ways, the channel being the first; and what is told."""
    number = town.receives(DOG).number
    (citizen,) = town.memory.citizens.values()
    citizen.identifiers += (Identifier("email", "zeynep@posta.example"),)
    if channel is Channel.WEBHOOK:
        departments = dict(town.configuration.catalogue.departments)
        departments["veteriner"] = replace(departments["veteriner"], emails=(), webhook="https://vet.invalid/hook")
        catalogue = replace(town.configuration.catalogue, departments=departments)
        town.configuration = replace(town.configuration, catalogue=catalogue)
        return number, next(event.seq for event in town.memory.events.values() if event.type == "TicketAssigned")
    town.memory.tickets[number].heard_by = "web" if channel is Channel.PUSH else str(channel)
    if channel is Channel.PUSH:
        town.memory.browsers.add(number)
    return number, 1


def elsewhere(others: Mapping[Channel, Silent], channel: Channel) -> list[OutboundMessage]:
    """What citizens got by other ways; to departments mail goes beside the webhook."""
    return [message for other in others.values() for message in other.sent if channel is not Channel.WEBHOOK]
