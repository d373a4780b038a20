"""What is inside a message of Messenger or Instagram: words, files, a place, and what we cannot show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from nabiz.channels.strange_json import Part
from nabiz.domain.messages import MediaReference, MessageKind, Place

# Attachments that are files, and what they are to us. A story that mentions us is a picture or a film: its bytes say.
FILES: Mapping[str, str] = {
    "image": "image", "video": "video", "audio": "audio", "file": "document", "story_mention": "video",
}  # fmt: skip
# Attachments that point to something elsewhere: kept as words, nothing of it is fetched.
LINKS = frozenset({"fallback", "share", "post", "ig_post", "reel", "ig_reel", "ig_story"})


@dataclass(slots=True)
class Content:
    """The fields of an `InboundMessage` that depend on what was sent."""

    kind: MessageKind = MessageKind.TEXT
    text: str = ""
    media: list[MediaReference] = field(default_factory=list)
    place: Place | None = None
    choice: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def note(self) -> str:
        """Everything that is worth knowing beside the words."""
        return ", ".join(dict.fromkeys(self.notes))[:200]


def read_content(message: Part) -> Content:
    """What a message holds. Never fails: what has not the shape of its type is named in the note."""
    content = Content(text=message.text("text"))
    if "quick_reply" in message.fields:
        content.choice = message.part("quick_reply").text("payload")
    for attachment in message.parts("attachments"):
        _attach(attachment, content)
    story = message.part("reply_to").part("story")
    if story.fields:
        content.notes.append("story reply")
    content.kind = _kind(message, content)
    return content


def _attach(attachment: Part, content: Content) -> None:
    kind, payload = attachment.text("type"), attachment.part("payload")
    url = payload.text("url") or attachment.text("url")
    if kind == "location":
        content.place = _place(payload.part("coordinates"))
        if content.place is None:
            content.notes.append("location")
    elif kind in FILES and url:
        sort = "sticker" if payload.number_text("sticker_id") else FILES[kind]
        content.media.append(MediaReference(url, "", sort, payload.text("name")))
        if kind == "story_mention":
            content.notes.append("story mention")
    elif kind in LINKS and (words := _words(attachment, payload, url, content.text)):
        content.text = "\n".join(part for part in (content.text, words) if part)
    else:
        content.notes.append(kind[:40] or "attachment")


def _words(attachment: Part, payload: Part, url: str, said: str) -> str:
    title = payload.text("title") or attachment.text("title")
    return " ".join(word for word in (title, url) if word and word not in said)


def _place(coordinates: Part) -> Place | None:
    lat, lon = _degrees(coordinates, "lat", 90), _degrees(coordinates, "long", 180)
    return Place(lat, lon) if lat is not None and lon is not None else None


def _degrees(position: Part, key: str, limit: int) -> str | None:
    try:
        value = Decimal(position.number_text(key))
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value) > limit:
        return None
    return f"{value:f}" if value.adjusted() > -20 else "0"


def _kind(message: Part, content: Content) -> MessageKind:
    if message.fields.get("is_deleted") is True:
        return MessageKind.DELETED
    if content.choice:
        return MessageKind.CHOICE
    if content.media:
        return MessageKind.MEDIA
    if content.place is not None and not content.text:
        return MessageKind.LOCATION
    if message.fields.get("is_unsupported") is True:
        content.notes.append("unsupported")
    if not content.text and content.notes:
        return MessageKind.UNSUPPORTED
    return MessageKind.TEXT
