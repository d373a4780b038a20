"""One item of the queue -> a message of a citizen, a delivery report, or something that is rightly neither."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from nabiz.channels.strange_json import Part
from nabiz.channels.whatsapp.contents import CONTENTS, SERVICE_TYPES, unsupported
from nabiz.channels.whatsapp.errors import remedy_of
from nabiz.channels.whatsapp.people import find_sender
from nabiz.channels.whatsapp.splitting import MESSAGE, NOTICE, STATUS
from nabiz.channels.whatsapp.templates import FIELD, read_update
from nabiz.domain.errors import UnreadableMessage
from nabiz.domain.messages import Channel, DeliveryReport, DeliveryState, Ignored, InboundMessage
from nabiz.domain.templates import TemplateState

STATES: Mapping[str, DeliveryState] = {
    "sent": DeliveryState.SENT,
    "delivered": DeliveryState.DELIVERED,
    "read": DeliveryState.READ,
    "played": DeliveryState.READ,  # a voice message of ours was listened to
    "failed": DeliveryState.FAILED,
}


def parse(body: Mapping[str, object]) -> InboundMessage | DeliveryReport | TemplateState | Ignored:
    """What an item that `split` made means.

    Raises:
        UnreadableMessage: it does not have the shape that its type promises.
    """
    item = Part(body)
    readers: Mapping[str, Callable[[Part], InboundMessage | DeliveryReport | TemplateState | Ignored]] = {
        MESSAGE: _message, STATUS: _status, NOTICE: _notice,
    }  # fmt: skip
    kind = item.text("type")
    if kind not in readers:
        raise UnreadableMessage("This part of a WhatsApp webhook is not known.", type=kind[:40])
    return readers[kind](item)


def _message(item: Part) -> InboundMessage | Ignored:
    raw, contact = item.part("raw"), item.part("contact")
    message_id, kind = raw.required("id"), raw.required("type")
    if kind in SERVICE_TYPES:
        return Ignored(message_id, f"whatsapp message of type {kind}")
    if kind == "reaction" and not raw.part("reaction").text("emoji"):
        return Ignored(message_id, "whatsapp reaction taken back")
    sender = find_sender(raw.fields, [dict(contact.fields)])
    if not sender.address:
        raise UnreadableMessage("The WhatsApp message has no sender.")
    content = CONTENTS.get(kind, unsupported)(raw, kind)
    if content is None:
        raise UnreadableMessage(f"The WhatsApp message of type {kind[:40]} has not the shape of its type.")
    context = raw.part("context")
    return InboundMessage(
        channel=Channel.WHATSAPP,
        id=message_id,
        account=item.text("account"),
        sender=sender.address,
        identifiers=sender.identifiers,
        sent_at=_moment(raw),
        kind=content.kind,
        text=content.text,
        sender_name=contact.text("name"),
        media=content.media,
        place=content.place,
        choice=content.choice,
        reply_to=content.reply_to or context.text("id"),
        forwarded=context.fields.get("forwarded") is True or context.fields.get("frequently_forwarded") is True,
        note=content.note,
    )


def _status(item: Part) -> DeliveryReport | Ignored:
    raw = item.part("raw")
    message_id, status = raw.required("id"), raw.required("status")
    state = STATES.get(status)
    if state is None:
        return Ignored(message_id, f"whatsapp status {status[:40]}")
    failed = state is DeliveryState.FAILED
    code = raw.first("errors").integer("code") if failed else None
    return DeliveryReport(
        channel=Channel.WHATSAPP,
        provider_id=message_id,
        state=state,
        at=_moment(raw),
        reference=raw.text("biz_opaque_callback_data"),
        code="" if code is None else str(code),
        remedy=remedy_of(code) if failed else "",
    )


def _notice(item: Part) -> TemplateState | Ignored:
    raw = item.part("raw")
    if raw.text("field") == FIELD:
        state = read_update(raw.fields.get("value"), datetime.now(UTC))
        if state is not None:
            return state
    code = raw.part("value").integer("code")
    return Ignored("", f"whatsapp {raw.text('field')[:60]}" + ("" if code is None else f" {code}"))


def _moment(raw: Part) -> datetime:
    """When it happened; Meta writes seconds since 1970 as text."""
    try:
        return datetime.fromtimestamp(int(raw.number_text("timestamp")), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UnreadableMessage("The timestamp is no number of seconds.") from error
