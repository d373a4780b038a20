"""What comes in from citizens and what goes out to people, in words that no provider owns."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Channel(StrEnum):
    """Ways in and out. The names stand in the table and in the figures."""

    WHATSAPP = "whatsapp"
    SMS = "sms"
    EMAIL = "email"
    WEB = "web"
    PHONE = "phone"
    WEBHOOK = "webhook"
    PUSH = "push"
    MESSENGER = "messenger"  # a Facebook page: its messages and the comments under its posts
    INSTAGRAM = "instagram"  # its messages and the comments under its posts
    X = "x"  # mentions and direct messages
    OPEN311 = "open311"


# Where people also write in front of everybody.
SOCIAL = frozenset({Channel.MESSENGER, Channel.INSTAGRAM, Channel.X})
# Where an answer can be pressed instead of written.
PRESSABLE = frozenset({Channel.WHATSAPP, Channel.MESSENGER, Channel.INSTAGRAM})


class MessageKind(StrEnum):
    """Shape of an inbound message."""

    TEXT = "text"
    MEDIA = "media"
    LOCATION = "location"
    CHOICE = "choice"  # a button, a list row or a quick reply; `choice` holds its payload id
    REACTION = "reaction"
    COMMENT = "comment"  # in front of everybody; `reply_to` is the post under which it stands
    EDITED = "edited"  # the new words of a message that came before, which `reply_to` names
    DELETED = "deleted"  # its sender took back the message that `reply_to` names
    UNSUPPORTED = "unsupported"


# What citizens send that answers no question of ours.
NO_ANSWERS = frozenset({MessageKind.REACTION, MessageKind.DELETED})


@dataclass(frozen=True, slots=True)
class Identifier:
    """One way to recognise a citizen: kind `phone` (E.164), `email` (folded), `whatsapp` (business-scoped id), or
    `facebook`, `instagram`, `x`: the id that the account of ours sees of a person there.
    """

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Place:
    """A position that a citizen shared; degrees as decimal strings, so that nothing is rounded on the way."""

    lat: str
    lon: str
    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class MediaReference:
    """A file that the provider holds for us until it is fetched."""

    provider_id: str
    mime_type: str
    kind: str  # image | video | audio | voice | document | sticker
    file_name: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """What a message itself says it belongs to.

    Attributes:
        proven: the number of a ticket whose key came with the message: whoever holds the key may write to it.
        mentioned: numbers it only names; it belongs to one of them if that is a ticket of the same person.
        answers: the channel's ids of the messages that it answers, the nearest first.
    """

    proven: str = ""
    mentioned: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """One message of one citizen.

    `sender` is the address to answer to in that channel (WhatsApp: wa_id, or the business-scoped id where there is
    no phone); `identifiers` is everything the message proves about the citizen; `id` is the provider's message id.
    """

    channel: Channel
    id: str
    account: str  # the number or page of ours that received it
    sender: str
    identifiers: tuple[Identifier, ...]
    sent_at: datetime
    kind: MessageKind
    text: str = ""
    sender_name: str = ""
    media: tuple[MediaReference, ...] = ()
    place: Place | None = None
    choice: str = ""
    reply_to: str = ""  # provider id of the message it answers or reacts to
    forwarded: bool = False
    note: str = ""  # why it is unsupported, or the emoji of a reaction
    subject: str = ""
    thread: Thread | None = None  # None where the channel's messages do not say what they belong to
    silent: str = ""  # why no machine answers it; empty where one may
    loose: bool = False  # kept with its reason (`silent`), opens and joins no ticket

    @property
    def words(self) -> str:
        """Everything that was said, the subject first."""
        if not self.subject:
            return self.text
        return "\n\n".join(part for part in (self.subject, self.text) if part)


class DeliveryState(StrEnum):
    """Life of an outbound message; `RANK` says which way is forward."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    HELD = "held"  # over the citizen's rate cap, or nothing left to send it with


RANK = {
    DeliveryState.PENDING: 0,
    DeliveryState.SENDING: 1,
    DeliveryState.SENT: 2,
    DeliveryState.FAILED: 3,
    DeliveryState.HELD: 3,
    DeliveryState.DELIVERED: 4,
    DeliveryState.READ: 5,
}


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What a provider says about a message of ours.

    `reference` is the notification's key that we sent along (WhatsApp: biz_opaque_callback_data), empty if absent.
    """

    channel: Channel
    provider_id: str
    state: DeliveryState
    at: datetime
    reference: str = ""
    code: str = ""
    remedy: str = ""
    suppress: tuple[Suppression, ...] = ()  # addresses that are written to no more


@dataclass(frozen=True, slots=True)
class Suppression:
    """A mail address that takes no mail of ours, and why: `bounce` or `complaint`, the provider's code and key."""

    address: str
    reason: str
    code: str
    key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Ignored:
    """Something that is rightly not a message; the reason is counted and shown, never silent."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class InboundItem:
    """One entry for the queue `inbound`: `body` is JSON-ready, `group` and `deduplication` hold no personal data."""

    group: str
    deduplication: str
    body: dict[str, object]


class Remedy(StrEnum):
    """What follows from a provider's refusal."""

    RETRY = "retry"  # passing: the queue delivers it again, later
    TEMPLATE = "template"  # outside the window: send the approved template instead
    FALLBACK = "fallback"  # this address will never work: try the next channel
    OPERATOR = "operator"  # our account or template is at fault: a person must act
    LATER = "later"  # the provider limits us: wait for hours, not seconds


@dataclass(frozen=True, slots=True)
class Choice:
    """A button or list row: `id` comes back when it is chosen."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class OutboundMessage:
    """A text that is ready to go to one address.

    `template` (name, language, parameters in order) is used where the provider demands an approved text.
    `reference` comes back in delivery reports. The last four are for e-mail: `answer_to` is where an answer goes,
    `headers` name what it belongs to. An SMS never carries a link.
    """

    channel: Channel
    to: str
    text: str
    reference: str
    language: str = "tr"
    subject: str = ""
    choices: tuple[Choice, ...] = ()
    choice_label: str = ""  # the caption of a list's button
    template: Template | None = None
    headers: dict[str, str] = field(default_factory=dict)
    sender_name: str = ""
    answer_to: str = ""
    form: str = "text"  # of the way that it goes, see `nabiz.domain.reaching`


@dataclass(frozen=True, slots=True)
class Template:
    """An approved text at the provider; `parameters` fill {{1}}, {{2}}, ... in order."""

    name: str
    language: str
    parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """The provider took the message; `provider_id` may be empty where it gives none; `segments` are those of an SMS."""

    provider_id: str
    segments: int = 0
    asked: bool = False  # the provider tells what became of it only when it is asked
