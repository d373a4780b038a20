"""One post of the webhook -> one item per message and status, for the queue. Nothing that was posted is dropped."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from nabiz.channels.strange_json import Raw, read_json
from nabiz.channels.whatsapp.people import Sender, find_sender
from nabiz.domain.errors import UnreadableMessage
from nabiz.domain.messages import InboundItem

ACCOUNT_OBJECT = "whatsapp_business_account"
MESSAGE, STATUS, NOTICE, UNKNOWN = "message", "status", "notice", "unknown"
GROUP_LENGTH = 32  # hex digits; a queue's group may have 128 characters

# Fields that an app may subscribe to and that are no message of a citizen; they are counted and let go.
OTHER_FIELDS = frozenset({
    "account_alerts", "account_review_update", "account_settings_update", "account_update", "automatic_events",
    "business_capability_update", "business_status_update", "business_username_update", "calls", "flows", "history",
    "message_echoes", "message_template_components_update", "message_template_quality_update",
    "message_template_status_update", "messaging_handovers", "partner_solutions", "payment_configuration_update",
    "phone_number_name_update", "phone_number_quality_update", "security", "smb_app_state_sync", "smb_message_echoes",
    "standby", "template_category_update", "template_correct_category_detection", "tracking_events", "user_id_update",
    "user_preferences",
})  # fmt: skip


def split(body: bytes) -> list[InboundItem]:
    """The items of one post, in its order.

    The body of an item is `{"channel": "whatsapp", "type", "account", "contact", "raw"}`: `type` is message, status,
    notice (no message of a citizen) or unknown (a part that cannot be split further); `account` the phone number id of
    ours; `contact` what the post says of the sender; `raw` the part as it came, numbers with a fraction as text.

    Raises:
        UnreadableMessage: it is no JSON of a WhatsApp webhook at all; queue it whole (`inbound.unreadable`).
    """
    try:
        return _split_envelope(read_json(body))
    except RecursionError as error:
        raise UnreadableMessage("The WhatsApp webhook is nested too deeply.") from error


def _split_envelope(envelope: object) -> list[InboundItem]:
    if not isinstance(envelope, dict) or envelope.get("object") != ACCOUNT_OBJECT:
        raise UnreadableMessage("The body is no WhatsApp webhook.")
    entries = envelope.get("entry")
    if not isinstance(entries, list) or not entries:
        raise UnreadableMessage("The WhatsApp webhook has no entries.")
    return [item for entry in entries for item in _split_entry(entry)]


def _split_entry(entry: object) -> Iterator[InboundItem]:
    changes = entry.get("changes") if isinstance(entry, dict) else None
    if not isinstance(changes, list) or not changes:
        yield _unknown(entry)
        return
    for change in changes:
        yield from _split_change(change)


def _split_change(change: object) -> Iterator[InboundItem]:
    field = change.get("field") if isinstance(change, dict) else None
    value = change.get("value") if isinstance(change, dict) else None
    if isinstance(field, str) and field in OTHER_FIELDS:
        yield _loose(NOTICE, {"field": field, "value": value})
        return
    if field != "messages" or not isinstance(value, dict):
        yield _unknown(change)
        return
    metadata = value.get("metadata")
    account = metadata.get("phone_number_id") if isinstance(metadata, dict) else None
    account = account if isinstance(account, str) else ""
    found = [
        *(_message(part, value.get("contacts"), account) for part in _parts(value, "messages")),
        *(_status(part, account) for part in _parts(value, "statuses")),
        *(_loose(NOTICE, {"field": "errors", "value": part}) for part in _parts(value, "errors")),
    ]
    yield from found or [_unknown(change)]


def _parts(value: Raw, name: str) -> list[object]:
    parts = value.get(name)
    if parts is None:
        return []
    return parts if isinstance(parts, list) else [parts]


def _message(raw: object, contacts: object, account: str) -> InboundItem:
    message_id = raw.get("id") if isinstance(raw, dict) else None
    sender = find_sender(raw, contacts) if isinstance(raw, dict) else Sender()
    contact: Raw = {"wa_id": sender.wa_id, "user_id": sender.user_id, "name": sender.name}
    if not isinstance(message_id, str) or not message_id or not sender.address:
        return _unknown({"contact": contact, "message": raw}, account)
    return InboundItem(
        group=_digest("from", sender.address)[:GROUP_LENGTH],
        deduplication=_digest("message", message_id),
        body={"channel": "whatsapp", "type": MESSAGE, "account": account, "contact": contact, "raw": raw},
    )


def _status(raw: object, account: str) -> InboundItem:
    message_id, state = (raw.get("id"), raw.get("status")) if isinstance(raw, dict) else (None, None)
    if not (isinstance(message_id, str) and message_id and isinstance(state, str)):
        return _unknown({"status": raw}, account)
    return InboundItem(
        group=_digest("about", message_id)[:GROUP_LENGTH],
        deduplication=_digest("status", message_id, state),
        body={"channel": "whatsapp", "type": STATUS, "account": account, "contact": {}, "raw": raw},
    )


def _unknown(raw: object, account: str = "") -> InboundItem:
    return _loose(UNKNOWN, {"part": raw}, account)


def _loose(kind: str, raw: Raw, account: str = "") -> InboundItem:
    """An item in a group of its own, which blocks nobody and is the same at every delivery."""
    digest = _digest(kind, json.dumps(raw, sort_keys=True))
    body: Raw = {"channel": "whatsapp", "type": kind, "account": account, "contact": {}, "raw": raw}
    return InboundItem(group=digest[:GROUP_LENGTH], deduplication=digest, body=body)


def _digest(*words: str) -> str:
    return hashlib.sha256("|".join(("whatsapp", *words)).encode()).hexdigest()
