"""The items of the queue `inbound`: one reader for every channel, and a wrapper for bytes that nobody can read."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Mapping

from nabiz.channels import meta, sms_aws, whatsapp, x
from nabiz.domain.call_pieces import CallNews
from nabiz.domain.errors import UnreadableMessage
from nabiz.domain.filing import Queued
from nabiz.domain.messages import DeliveryReport, Ignored, InboundItem, InboundMessage
from nabiz.domain.templates import TemplateState

Inbound = InboundMessage | DeliveryReport | CallNews | TemplateState | Queued | Ignored
ReadMail = Callable[[Mapping[str, object]], Inbound]

UNREADABLE = "unreadable"


def parse(body: Mapping[str, object], read_mail: ReadMail | None = None) -> Inbound:
    """What an item of the queue means.

    Args:
        read_mail: understands an item of the channel email, whose mail stands elsewhere.

    Raises:
        UnreadableMessage: no channel understands it; it ends as a dead letter.
    """
    if body.get("type") != UNREADABLE:
        if body.get("channel") in meta.CHANNELS:
            return meta.parse(body)
        if body.get("channel") == "x":
            return x.parse(body)
        if body.get("channel") == "whatsapp":
            return whatsapp.parse(body)
        if body.get("channel") == "sms" and isinstance(raw := body.get("raw"), dict):
            return sms_aws.read_event(raw)
        if body.get("channel") == "email" and read_mail is not None:
            return read_mail(body)
        if body.get("channel") == "phone":
            from nabiz.channels.telephony.items import read_item

            return read_item(body)
        if body.get("channel") == "open311":
            from nabiz.channels.open311 import items

            return items.read_item(body)
    raise UnreadableMessage("No channel understands this item.", type=str(body.get("type", ""))[:40])


def parse_text(text: str, read_mail: ReadMail | None = None) -> Inbound:
    """What the text of a queue's message means. Raises `UnreadableMessage`, for text that is no JSON object too."""
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise UnreadableMessage("The item is no JSON object.")
    return parse(body, read_mail)


def unreadable(channel: str, body: bytes, **more: str) -> InboundItem:
    """An item that keeps a whole body which could not be split, so that it is seen as a dead letter and replayed.

    The body stands in `raw` as text, or in `raw_base64` where it is no UTF-8; `more` is what a replay needs to know.
    """
    digest = hashlib.sha256(channel.encode() + b"|unreadable|" + body).hexdigest()
    kept: dict[str, object] = {"channel": channel, "type": UNREADABLE, **more}
    try:
        kept["raw"] = body.decode()
    except UnicodeDecodeError:
        kept["raw_base64"] = base64.b64encode(body).decode()
    return InboundItem(group=digest[:32], deduplication=digest, body=kept)


def body_of(item: Mapping[str, object]) -> bytes:
    """The bytes that `unreadable` kept, for a replay once the parser understands them. Raises `UnreadableMessage`."""
    raw, encoded = item.get("raw"), item.get("raw_base64")
    if isinstance(raw, str):
        return raw.encode()
    if isinstance(encoded, str):
        try:
            return base64.b64decode(encoded, validate=True)
        except ValueError:
            pass
    raise UnreadableMessage("The item holds no body.")
