"""What hangs on a ticket or a conversation beside its history: messages, files, and what was told to whom."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from nabiz.domain.messages import DeliveryState, MediaReference, Place


class Direction(StrEnum):
    """From whom a message is."""

    IN = "in"
    OUT = "out"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it stands in the timeline. `id` sorts by time; `provider_id` is the channel's own id."""

    aggregate: str
    id: str
    direction: Direction
    channel: str
    author: str
    at: datetime
    text: str = ""
    provider_id: str = ""
    media: tuple[str, ...] = ()
    place: Place | None = None
    kind: str = "text"
    note: str = ""
    reply_to: str = ""
    expires_at: datetime | None = None


def message_id(at: datetime, unique: str) -> str:
    """An id that sorts by time and is the same for every delivery of the same message."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%S%f}-{hashlib.sha256(unique.encode()).hexdigest()[:8]}"


class MediaState(StrEnum):
    """Life of a file."""

    PENDING = "pending"
    STORED = "stored"
    MISSING = "missing"  # `reason` says why


@dataclass(frozen=True, slots=True)
class Media:
    """A file of a message. `source` is the channel that holds it until it is fetched, or `upload`.

    `key` is its place in the media bucket once it is stored; `size` in bytes; `mime_type` is claimed by the sender
    until the file is stored, then read from its bytes. `verdict` is what a scan for malware found (`pictures.Scan`).

    `copy` is the place of a copy without metadata, which is what leaves the house; `thumbnail` of a small WebP; `place`
    where the file says that it was taken; `note` why there is no copy; `also_on` other tickets with the same bytes.
    """

    aggregate: str
    id: str
    message: str
    source: str
    source_id: str
    kind: str
    mime_type: str
    file_name: str = ""
    state: MediaState = MediaState.PENDING
    key: str = ""
    size: int = 0
    sha256: str = ""
    reason: str = ""
    verdict: str = ""
    copy: str = ""
    copy_type: str = ""
    thumbnail: str = ""
    place: Place | None = None
    note: str = ""
    also_on: tuple[str, ...] = ()


def media_of(aggregate: str, message: str, source: str, references: tuple[MediaReference, ...]) -> tuple[Media, ...]:
    """The files that a message announces, with ids that are the same for every delivery of it."""
    return tuple(
        Media(aggregate, hashlib.sha256(f"{source}:{ref.provider_id}".encode()).hexdigest()[:20], message, source,
              ref.provider_id, ref.kind, ref.mime_type, ref.file_name)
        for ref in references
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Notification:
    """One text to one recipient, recorded before it is sent.

    The key is what makes it happen once: the event that it tells, the stage, the recipient and the channel.
    `recipient` is `citizen`, `department:{code}` or a rung's role; `address` is where it went, shown to the staff only.
    `attempt` is the claim of the run that is sending it now.
    """

    aggregate: str
    key: str
    stage: str
    recipient: str
    channel: str
    form: str
    state: DeliveryState
    created_at: datetime
    updated_at: datetime
    attempt: str = ""
    provider_id: str = ""
    code: str = ""
    reason: str = ""

    @property
    def reference(self) -> str:
        """What the provider hands back in its delivery reports; no personal data."""
        return f"{self.aggregate}|{self.key}"


def notification_key(seq: int, stage: str, recipient: str, way: str = "") -> str:
    """Sorts by the event that it tells.

    `way` tells apart what goes to one recipient more than once on purpose: by mail and by webhook to a department, or
    by the next channel after one failed. The first way to a citizen has none, so that the same event is told once even
    if the choice of channel would be another one today.
    """
    return f"{seq:06d}#{stage}#{recipient}" + (f"#{way}" if way else "")


def told_event(key: str) -> int:
    """The position of the event that a notification tells."""
    return int(key.partition("#")[0])
