"""A stored mail -> a message of a citizen, a delivery report, or something that is rightly neither."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from nabiz.channels.mail.guard import Treatment, Verdict, forged, judge
from nabiz.channels.mail.headers import Headers, address, display_name, moment
from nabiz.channels.mail.letters import Letter, read_letter
from nabiz.channels.mail.returned import read_returned
from nabiz.channels.mail.trimming import bare_subject, is_reply_subject, trim
from nabiz.channels.mail.walking import Part
from nabiz.domain.errors import InvalidInput, UnreadableMessage
from nabiz.domain.mail_threads import ANSWERS, proven_number
from nabiz.domain.messages import (
    Channel,
    DeliveryReport,
    Identifier,
    Ignored,
    InboundMessage,
    MediaReference,
    MessageKind,
    Thread,
)
from nabiz.domain.numbers import parse_number

ORIGINAL, ORIGINAL_TYPE, ORIGINAL_NAME = "original", "message/rfc822", "ileti.eml"
# A Date outside of this is a wrong clock or a lie: the moment of arrival counts.
LATE, EARLY = timedelta(days=7), timedelta(minutes=15)
MAX_WORDS = 20_000  # characters of a message in the table; the original has the rest
MAX_MENTIONED = 3  # each costs a read
MAX_REFERENCES = 20
UNPROVEN = "unproven"  # the account of senders whose own domain denies the mail: never the thread of the real one
_RECIPIENTS = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "received")
_NUMBER = re.compile(r"(?<![\d-])\d{3}[-–. ]?\d{3}[-–. ]?\d{3}(?![\d-])")


@dataclass(frozen=True, slots=True)
class House:
    """What is ours.

    Attributes:
        sender: the address that our mail comes from.
        domain: where answers arrive.
        link_key: the secret by which addresses and thread ids are signed.
    """

    sender: str
    domain: str
    link_key: str

    @property
    def addresses(self) -> frozenset[str]:
        """Those that nobody else writes from."""
        return frozenset({address(self.sender), f"{ANSWERS}@{self.domain.lower()}"})


def read_mail(
    chunks: Iterable[bytes], key: str, received_at: datetime, house: House
) -> InboundMessage | DeliveryReport | Ignored:
    """What a mail means.

    Args:
        chunks: its bytes, in pieces; memory stays bounded whatever its size.
        key: where it is stored.

    Raises:
        UnreadableMessage: it names no sender, so it is no mail.
    """
    letter = read_letter(chunks)
    sender = _sender(letter.headers)
    if not sender:
        raise UnreadableMessage("The mail names no sender.", key=key[:200])
    verdict = judge(letter.headers, sender, house.addresses)
    identity = _identity(letter.headers, sender, key)
    if verdict.treatment is Treatment.BOUNCE:
        return read_returned(letter, received_at, house.link_key) or Ignored(identity, verdict.reason)
    if verdict.treatment is Treatment.IGNORE:
        return Ignored(identity, f"mail: {verdict.reason}")
    return _message(letter, sender, identity, key, received_at, house, verdict)


def references(headers: Headers) -> tuple[str, ...]:
    """Ids of the mails it answers, the nearest first: In-Reply-To, then References from the right."""
    found = (*headers.message_ids("in-reply-to"), *reversed(headers.message_ids("references")))
    return tuple(dict.fromkeys(found))[:MAX_REFERENCES]


def _sender(headers: Headers) -> str:
    fields = ("from", "sender", "reply-to", "return-path")
    return next((found for name in fields if (found := address(headers.get(name)))), "")


def _identity(headers: Headers, sender: str, key: str) -> str:
    """The same for a mail that is sent again: its Message-ID, and what a client that repeats ids does not repeat."""
    ids = headers.message_ids("message-id")
    if not ids:
        return key
    rest = "|".join((sender, headers.get("date"), headers.get("subject")))
    return f"{ids[0]}{hashlib.sha256(rest.encode()).hexdigest()[:8]}"


def _message(
    letter: Letter, sender: str, identity: str, key: str, received_at: datetime, house: House, verdict: Verdict
) -> InboundMessage:
    headers, denied = letter.headers, forged(letter.headers)
    subject, loose = headers.text("subject"), verdict.treatment is Treatment.KEEP
    text = _text(letter, subject)
    answered = references(headers)
    is_reply = is_reply_subject(subject) or bool(answered)
    own_subject = "" if is_reply and text else bare_subject(subject)
    files = () if loose else _files(letter, key)
    return InboundMessage(
        channel=Channel.EMAIL,
        id=identity,
        account=UNPROVEN if denied else address(house.sender),
        sender=sender,
        identifiers=() if denied else (Identifier("email", sender),),
        sent_at=_sent_at(headers, received_at),
        kind=MessageKind.MEDIA if len(files) > 1 else MessageKind.TEXT,
        text=text,
        sender_name=display_name(headers),
        media=files,
        reply_to=answered[0] if answered else "",
        note="; ".join(_notes(letter, text)),
        subject=own_subject,
        thread=_thread(letter, answered, house, trusts_sender=not denied),
        silent=verdict.reason,
        loose=loose,
    )


def _text(letter: Letter, subject: str) -> str:
    whole = letter.text.strip()
    text = trim(whole, subject)
    if not text and not is_reply_subject(subject) and not references(letter.headers):
        text = whole  # nothing but a quote, and no answer to anything: then it is what they send
    return text[:MAX_WORDS]


def _notes(letter: Letter, text: str) -> Iterable[str]:
    if letter.left_out:
        yield f"{letter.left_out} more files in the original"
    if letter.cut or len(text) >= MAX_WORDS:
        yield "shortened, the rest is in the original"


def _thread(letter: Letter, answered: tuple[str, ...], house: House, *, trusts_sender: bool) -> Thread:
    headers = letter.headers
    to = " ".join(value for name in _RECIPIENTS for value in headers.all(name))
    proven = proven_number(house.link_key, to) or proven_number(house.link_key, " ".join(reversed(answered)))
    if not trusts_sender:
        return Thread(proven, (), answered)
    written = _NUMBER.findall(f"{headers.text('subject')}\n{letter.text}")
    numbers = dict.fromkeys(number for one in written if (number := _valid(one)))
    return Thread(proven, tuple(numbers)[:MAX_MENTIONED], answered)


def _valid(written: str) -> str:
    try:
        return parse_number(written)
    except InvalidInput:
        return ""


def _files(letter: Letter, key: str) -> tuple[MediaReference, ...]:
    """The original first, then each file in it."""
    original = MediaReference(f"{key}#", ORIGINAL_TYPE, ORIGINAL, ORIGINAL_NAME)
    return (original, *(_file(part, key) for part in letter.files))


def _file(part: Part, key: str) -> MediaReference:
    family = part.mime_type.partition("/")[0]
    kind = family if family in ("image", "video", "audio") else "document"
    name = part.name or (f"{part.path}.eml" if part.mime_type == ORIGINAL_TYPE else "")
    return MediaReference(f"{key}#{part.path}", part.mime_type, kind, name)


def _sent_at(headers: Headers, received_at: datetime) -> datetime:
    written = moment(headers.get("date"))
    received_at = received_at.astimezone(UTC)
    if written is None or not received_at - LATE <= written <= received_at + EARLY:
        return received_at
    return min(written, received_at)
