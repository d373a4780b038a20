"""Signed WhatsApp webhook bodies, as Meta posts them: used by the stand-in's callbacks, the demo and the tests."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Sequence
from typing import Any

BUSINESS_ACCOUNT = "880480571844883"
DISPLAY_NUMBER = "908500000153"

Message = dict[str, Any]


def encode(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def signature(body: bytes, app_secret: str) -> str:
    """The value of `X-Hub-Signature-256`: HMAC-SHA256 of the raw body."""
    return "sha256=" + hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()


def new_message_id() -> str:
    return "wamid." + base64.b64encode(secrets.token_bytes(30)).decode()


def envelope(phone_number_id: str, value: dict[str, Any]) -> dict[str, Any]:
    """One post with one entry and one change, around messages or statuses."""
    metadata = {"display_phone_number": DISPLAY_NUMBER, "phone_number_id": phone_number_id}
    change = {"value": {"messaging_product": "whatsapp", "metadata": metadata, **value}, "field": "messages"}
    return {"object": "whatsapp_business_account", "entry": [{"id": BUSINESS_ACCOUNT, "changes": [change]}]}


def inbound(phone_number_id: str, wa_id: str, name: str, messages: Sequence[Message]) -> dict[str, Any]:
    """A post of what a citizen sent. `wa_id` holds digits only, with the country code."""
    stamped = [
        {"from": wa_id, "id": new_message_id(), "timestamp": str(int(time.time())), **message} for message in messages
    ]
    return envelope(phone_number_id, {"contacts": [{"profile": {"name": name}, "wa_id": wa_id}], "messages": stamped})


def status(
    phone_number_id: str, message_id: str, recipient: str, state: str, *, callback_data: str = ""
) -> dict[str, Any]:
    """A delivery callback; `state` is sent, delivered, read or failed, `callback_data` what came with the message."""
    entry = {"id": message_id, "status": state, "timestamp": str(int(time.time())), "recipient_id": recipient}
    if callback_data:
        entry["biz_opaque_callback_data"] = callback_data
    return envelope(phone_number_id, {"statuses": [entry]})


def text(body: str) -> Message:
    return {"type": "text", "text": {"body": body}}


def location(lat: float, lon: float, name: str | None = None, address: str | None = None) -> Message:
    place: dict[str, Any] = {"latitude": lat, "longitude": lon}
    if name:
        place["name"] = name
    if address:
        place["address"] = address
    return {"type": "location", "location": place}


def image(media_id: str, content: bytes, mime_type: str = "image/jpeg", caption: str | None = None) -> Message:
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    picture: dict[str, Any] = {"id": media_id, "mime_type": mime_type, "sha256": digest}
    if caption:
        picture["caption"] = caption
    return {"type": "image", "image": picture}


def reply(kind: str, reply_id: str, title: str, to_message: str) -> Message:
    """The citizen's press on a button (`button_reply`) or choice from a list (`list_reply`)."""
    return {
        "type": "interactive",
        "context": {"from": DISPLAY_NUMBER, "id": to_message},
        "interactive": {"type": kind, kind: {"id": reply_id, "title": title}},
    }


def template_button(payload: str, title: str, to_message: str) -> Message:
    """The citizen's press on a quick-reply button of a template."""
    context = {"from": DISPLAY_NUMBER, "id": to_message}
    return {"type": "button", "context": context, "button": {"payload": payload, "text": title}}
