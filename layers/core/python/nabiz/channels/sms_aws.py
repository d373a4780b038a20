"""SMS by AWS End User Messaging, and what it says became of them.

Sources: the reference of `pinpoint-sms-voice-v2` and the event types of its configuration sets, as of November 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from nabiz.domain.errors import SendFailed, UnreadableMessage
from nabiz.domain.messages import Channel, DeliveryReport, DeliveryState, Ignored, OutboundMessage, Remedy, Sent
from nabiz.text import sms

# By exception, or by exception and reason where the reason says more.
ERRORS: Mapping[str, Remedy] = {
    "ThrottlingException": Remedy.RETRY,
    "InternalServerException": Remedy.RETRY,
    "ServiceQuotaExceededException": Remedy.OPERATOR,  # the month's money is spent
    "ServiceQuotaExceededException/DAILY_DESTINATION_CALL_LIMIT": Remedy.LATER,
    "AccessDeniedException": Remedy.OPERATOR,  # our account
    "ResourceNotFoundException": Remedy.OPERATOR,  # the sender's name, the configuration set
    "ConflictException": Remedy.OPERATOR,  # an identity that is not active, a sandbox
    "ConflictException/DESTINATION_PHONE_NUMBER_OPTED_OUT": Remedy.FALLBACK,
    "ConflictException/DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION": Remedy.FALLBACK,
    "ConflictException/DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE": Remedy.FALLBACK,
    "ValidationException": Remedy.OPERATOR,
    "ValidationException/DESTINATION_COUNTRY_BLOCKED": Remedy.FALLBACK,
    "ValidationException/COUNTRY_NOT_ENABLED": Remedy.FALLBACK,
    "ValidationException/COUNTRY_CODE_MISMATCH": Remedy.FALLBACK,
    "ValidationException/INTERNATIONAL_SENDING_NOT_SUPPORTED": Remedy.FALLBACK,
    "ValidationException/INVALID_IDENTITY_FOR_DESTINATION_COUNTRY": Remedy.FALLBACK,
    "ValidationException/MAXIMUM_SIZE_EXCEEDED": Remedy.FALLBACK,
    "ValidationException/PRICE_OVER_THRESHOLD": Remedy.FALLBACK,
}
NUMBER = "DestinationPhoneNumber"  # the field whose fault is the citizen's number and not ours
TIME_TO_LIVE = 24 * 3600  # seconds; what a phone did not take in a day is told by another way

_FAILED = (DeliveryState.FAILED, Remedy.FALLBACK)
EVENTS: Mapping[str, tuple[DeliveryState, str]] = {
    "TEXT_DELIVERED": (DeliveryState.DELIVERED, ""),
    "TEXT_SUCCESSFUL": (DeliveryState.DELIVERED, ""),  # AWS: used for delivered, by country
    "TEXT_BLOCKED": _FAILED,
    "TEXT_CARRIER_BLOCKED": _FAILED,
    "TEXT_CARRIER_UNREACHABLE": _FAILED,
    "TEXT_INVALID": _FAILED,
    "TEXT_INVALID_MESSAGE": _FAILED,
    "TEXT_PROTECT_BLOCKED": _FAILED,
    "TEXT_SPAM": _FAILED,
    "TEXT_TTL_EXPIRED": _FAILED,
    "TEXT_UNREACHABLE": _FAILED,
    # After 72 hours without a word: it may have arrived, so nobody is told twice for it.
    "TEXT_UNKNOWN": (DeliveryState.FAILED, Remedy.LATER),
}


class AwsSmsSender:
    """One registered sender. `client` makes one try only: whether an SMS goes out once more is our own decision."""

    def __init__(self, client: Any, origin: str, configuration_set: str) -> None:
        self._client = client
        self._origin = origin
        self._set = configuration_set

    def send(self, message: OutboundMessage) -> Sent:
        """Hand a message over, as a service message.

        Raises:
            SendFailed: with the exception and its reason; `url` without asking AWS (see `nabiz.channels.sms`).
        """
        from botocore.exceptions import BotoCoreError, ClientError, ConnectionClosedError, ReadTimeoutError

        text = sms.plain(message.text)
        if sms.find_urls(text):
            raise SendFailed("An SMS carries no address of a page.", code="url", remedy=Remedy.FALLBACK)
        segments = sms.wide_segments(text)
        try:
            answer = self._client.send_text_message(
                DestinationPhoneNumber=message.to, OriginationIdentity=self._origin, MessageBody=text,
                MessageType="TRANSACTIONAL", ConfigurationSetName=self._set, TimeToLive=TIME_TO_LIVE,
                Context={"reference": message.reference},
            )  # fmt: skip
        except ClientError as error:
            raise _refusal(error.response) from error
        except (ReadTimeoutError, ConnectionClosedError):
            # It was handed over and only the answer is missing: a second one would tell them twice.
            return Sent("", segments)
        except BotoCoreError as error:
            raise SendFailed("The SMS service did not answer.", code="no_answer", remedy=Remedy.RETRY) from error
        return Sent(str(answer.get("MessageId") or ""), segments)


def _refusal(response: Mapping[str, Any]) -> SendFailed:
    name, reason = str(response.get("Error", {}).get("Code") or "unknown"), str(response.get("Reason") or "")
    code = f"{name}/{reason}" if reason else name
    remedy = ERRORS.get(code, ERRORS.get(name))
    fields = response.get("Fields") or ()
    if name == "ValidationException" and any(NUMBER in str(field) for field in fields):
        remedy = Remedy.FALLBACK
    if remedy is None:
        status = response.get("ResponseMetadata", {}).get("HTTPStatusCode")
        passing = isinstance(status, int) and (status >= 500 or status == 429)
        remedy = Remedy.RETRY if passing else Remedy.OPERATOR
    return SendFailed(f"The SMS service refused with {code}.", code=code, remedy=remedy)


def is_event(body: Mapping[str, object]) -> bool:
    """Whether a notification is one of these events."""
    return str(body.get("eventType", "")).startswith("TEXT_")


def read_event(raw: Mapping[str, Any]) -> DeliveryReport | Ignored:
    """What an event means; the messages between being handed over and their end say nothing new.

    Raises:
        UnreadableMessage: it has not the shape of its kind.
    """
    kind, message, stamp = str(raw.get("eventType", "")), str(raw.get("messageId", "")), raw.get("eventTimestamp")
    if not message or not isinstance(stamp, int) or isinstance(stamp, bool):
        raise UnreadableMessage("The SMS event names no message or no time.")
    if kind not in EVENTS:
        return Ignored(message, f"sms event {kind[:40]}")
    state, remedy = EVENTS[kind]
    try:
        at = datetime.fromtimestamp(stamp / 1000, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UnreadableMessage("The SMS event has no time.") from error
    context = raw.get("context")
    reference = str(context.get("reference", "")) if isinstance(context, Mapping) else ""
    code = kind if state is DeliveryState.FAILED else ""
    return DeliveryReport(Channel.SMS, message, state, at, reference, code, remedy)
