"""What arrives in the queue `mail` -> items for the queue `inbound`, in order by sender."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote_plus

from nabiz.channels.mail import EVENT, MAIL
from nabiz.channels.mail.headers import address, read_headers
from nabiz.channels.sms_aws import is_event
from nabiz.domain.errors import UnreadableMessage
from nabiz.domain.messages import InboundItem

HEAD_BYTES = 64 * 1024  # of a mail; From stands in its first kilobytes
GROUP_LENGTH = 32
SETUP_NOTICE = "AMAZON_SES_SETUP_NOTIFICATION"  # SES tries its access when a rule is made
Object = dict[str, object]


def split(text: str, read_head: Callable[[str], bytes]) -> list[InboundItem]:
    """The items of one message of the queue: one for each mail or event in it, none for a test of S3 or SES.

    The body of an item is `{"channel": "email", "type": "mail", "key", "received_at"}` or
    `{"channel": "email", "type": "event", "raw"}`.

    Args:
        read_head: key of a mail -> its first `HEAD_BYTES`.

    Raises:
        UnreadableMessage: neither S3 nor SES writes such a thing.
    """
    body = _object(text)
    if body.get("Type") == "Notification":  # SNS without raw delivery
        body = _object(str(body.get("Message", "")))
    if body.get("source") == "aws.ses":
        body = _part(body, "detail")
    if body.get("Event") == "s3:TestEvent":
        return []
    if is_event(body):
        return [_sms(body)]
    if body.get("eventType") or body.get("notificationType"):
        return [_event(body)]
    found = list(_mails(body))
    if not found:
        raise UnreadableMessage("This is no notification of S3 or SES.")
    return [_mail(key, at, read_head) for key, at in found if key.rpartition("/")[2] != SETUP_NOTICE]


def _mails(body: Object) -> Iterator[tuple[str, str]]:
    """Key and time of each stored mail: EventBridge's shape, or S3's own, in which keys are encoded."""
    if body.get("source") == "aws.s3":
        key, time = _part(_part(body, "detail"), "object").get("key"), body.get("time")
        if isinstance(key, str) and isinstance(time, str):
            yield key, time
    records = body.get("Records")
    for record in records if isinstance(records, list) else ():
        key, time = _part(_part(record, "s3"), "object").get("key"), _part({"": record}, "").get("eventTime")
        if isinstance(key, str) and isinstance(time, str):
            yield unquote_plus(key), time


def _mail(key: str, received_at: str, read_head: Callable[[str], bytes]) -> InboundItem:
    headers = read_headers(_head_lines(read_head(key)))
    sender = address(headers.get("from")) or address(headers.get("return-path")) or key
    body: Object = {"channel": "email", "type": MAIL, "key": key, "received_at": received_at}
    return InboundItem(_hash(f"email|{sender}")[:GROUP_LENGTH], _hash(f"email|{key}"), body)


def _head_lines(head: bytes) -> list[bytes]:
    lines = head.replace(b"\r\n", b"\n").split(b"\n")
    return lines[: lines.index(b"")] if b"" in lines else lines


def _event(raw: Object) -> InboundItem:
    """The same report has the same key however often it comes: its feedbackId, else what it says of which mail."""
    kind = str(raw.get("eventType") or raw.get("notificationType"))
    message = str(_part(raw, "mail").get("messageId", ""))
    feedback = next(
        (str(part["feedbackId"]) for part in raw.values() if isinstance(part, dict) and "feedbackId" in part), ""
    )
    key = feedback or _hash(json.dumps(raw, sort_keys=True))
    body: Object = {"channel": "email", "type": EVENT, "raw": raw}
    return InboundItem(_hash(f"email|{message}")[:GROUP_LENGTH], _hash(f"email|{kind}|{message}|{key}"), body)


def _sms(raw: Object) -> InboundItem:
    """What became of an SMS; the topic of the SMS service ends in this queue too."""
    message = str(raw.get("messageId", ""))
    body: Object = {"channel": "sms", "type": EVENT, "raw": raw}
    key = _hash(f"sms|{message}|{raw.get('eventType')}|{raw.get('eventTimestamp')}")
    return InboundItem(_hash(f"sms|{message}")[:GROUP_LENGTH], key, body)


def _object(text: str) -> Object:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise UnreadableMessage("The notification is no JSON object.")
    return value


def _part(holder: object, key: str) -> Object:
    value = holder.get(key) if isinstance(holder, Mapping) else None
    return value if isinstance(value, dict) else {}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
