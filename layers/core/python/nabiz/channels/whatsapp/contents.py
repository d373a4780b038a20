"""What is inside a WhatsApp message, by its type. A reader returns None where the type's own part is malformed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from nabiz.channels.strange_json import MAX_DIGITS, Part
from nabiz.domain.messages import MediaReference, MessageKind, Place


@dataclass(frozen=True, slots=True)
class Content:
    """The fields of an `InboundMessage` that depend on the type."""

    kind: MessageKind
    text: str = ""
    media: tuple[MediaReference, ...] = ()
    place: Place | None = None
    choice: str = ""
    reply_to: str = ""
    note: str = ""


Reader = Callable[[Part, str], Content | None]


def _text(raw: Part, kind: str) -> Content | None:
    body = raw.part("text").fields.get("body")
    return Content(MessageKind.TEXT, body) if isinstance(body, str) else None


def _media(raw: Part, kind: str) -> Content | None:
    file = raw.part(kind)
    if not file.text("id"):
        return None
    sort = "voice" if kind == "audio" and file.fields.get("voice") is True else kind
    reference = MediaReference(
        file.text("id"), file.text("mime_type"), sort, file.text("filename"), file.text("sha256")
    )
    return Content(MessageKind.MEDIA, file.text("caption"), media=(reference,))


def _location(raw: Part, kind: str) -> Content | None:
    position = raw.part("location")
    lat, lon = _degrees(position, "latitude", 90), _degrees(position, "longitude", 180)
    if lat is None or lon is None:
        return None
    return Content(MessageKind.LOCATION, place=Place(lat, lon, position.text("name"), position.text("address")))


def _degrees(position: Part, key: str, limit: int) -> str | None:
    try:
        value = Decimal(position.number_text(key))
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value) > limit:
        return None
    # An exponent like e-999999 would be written out as a million zeros.
    return f"{value:f}" if value.adjusted() > -MAX_DIGITS else "0"


def _button(raw: Part, kind: str) -> Content | None:
    """A quick reply of a template."""
    button = raw.part("button")
    payload = button.text("payload") or button.text("text")
    return Content(MessageKind.CHOICE, button.text("text"), choice=payload) if payload else None


def _interactive(raw: Part, kind: str) -> Content | None:
    interactive = raw.part("interactive")
    sort = interactive.text("type")
    if sort == "nfm_reply":
        return _form(interactive.part("nfm_reply"))
    if sort in ("button_reply", "list_reply"):
        reply = interactive.part(sort)
        return Content(MessageKind.CHOICE, reply.text("title"), choice=reply.text("id")) if reply.text("id") else None
    return Content(MessageKind.UNSUPPORTED, note=f"interactive {sort[:40]}") if sort else None


def _form(reply: Part) -> Content | None:
    """A filled form (a flow): its answers as lines of text; its own token is no answer."""
    try:
        answers = json.loads(reply.text("response_json"), parse_float=str)
    except (ValueError, RecursionError):
        return None
    if not isinstance(answers, dict):
        return None
    lines = [f"{name}: {_line(value)}" for name, value in answers.items() if name != "flow_token"]
    text = "\n".join(lines).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return Content(MessageKind.TEXT, text or reply.text("body"))


def _line(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _reaction(raw: Part, kind: str) -> Content | None:
    reaction = raw.part("reaction")
    target = reaction.text("message_id")
    return Content(MessageKind.REACTION, reply_to=target, note=reaction.text("emoji")) if target else None


def _contacts(raw: Part, kind: str) -> Content | None:
    """Cards out of the address book: kept readable for the staff."""
    lines = []
    for card in raw.parts("contacts"):
        numbers = [phone.text("phone") for phone in card.parts("phones")]
        lines.append(", ".join(word for word in (card.part("name").text("formatted_name"), *numbers) if word))
    return Content(MessageKind.UNSUPPORTED, "\n".join(line for line in lines if line), note="contacts")


def unsupported(raw: Part, kind: str) -> Content:
    """A type that the provider or we cannot show; the note says why."""
    error = raw.first("errors")
    code, original = error.integer("code"), raw.part("unsupported").text("type")
    words = (kind, "" if code is None else str(code), error.text("title"), original)
    return Content(MessageKind.UNSUPPORTED, note=" ".join(word[:80] for word in words if word))


CONTENTS: Mapping[str, Reader] = {
    "text": _text,
    **dict.fromkeys(("image", "video", "audio", "document", "sticker"), _media),
    "location": _location,
    "button": _button,
    "interactive": _interactive,
    "reaction": _reaction,
    "contacts": _contacts,
}
# Messages that no citizen wrote: a changed phone number or identity, the opening of a chat.
SERVICE_TYPES = frozenset({"system", "request_welcome"})
