"""What telephone systems tell of a call: records of its stretches, lines of a queue's log, signs, and wishes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

ID_LENGTH = 24  # hex digits


class CallDirection(StrEnum):
    """Who called whom."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


class CallOutcome(StrEnum):
    """What became of a call, or of one stretch of it."""

    WAITING = "waiting"  # nothing is known yet: it waits in a queue, or the piece that says more is still to come
    ANSWERED = "answered"
    ABANDONED = "abandoned"  # the caller hung up in the queue
    LEFT = "left"  # the queue let it go: too long, empty, or a key was pressed
    NOT_QUEUED = "not_queued"  # ended before any queue, for example in the announcement
    UNANSWERED = "unanswered"  # we called, and nobody answered


class Presence(StrEnum):
    """What a call does at somebody's desk, in its order."""

    RINGING = "ringing"
    CONNECTED = "connected"
    ENDED = "ended"


class MarkKind(StrEnum):
    """What happens to a call in a queue."""

    ENTERED = "entered"
    CONNECTED = "connected"
    COMPLETED = "completed"  # the talk with an operator ended, also by a transfer
    ABANDONED = "abandoned"
    LEFT = "left"
    DIALLED = "dialled"  # says the line


@dataclass(frozen=True, slots=True)
class Leg:
    """What a provider's record says of one stretch of a call: one queue at most and one operator at most.

    `key` is the provider's id of it; of several records the one with the highest `revision` holds. Seconds are whole.
    """

    key: str
    revision: str
    started_at: datetime
    outcome: CallOutcome
    direction: CallDirection = CallDirection.INBOUND
    line: str = ""
    queue: str = ""
    operator: str = ""
    caller: str = ""  # E.164, empty where it is withheld or no number that can be called
    withheld: bool = False
    wait: int = 0
    talk: int = 0
    hold: int = 0
    after_work: int = 0
    connected_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def handling(self) -> int:
        """Seconds that the operator was busy with it."""
        return self.talk + self.hold + self.after_work


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of a queue's log. The same line twice is one mark; seconds are whole.

    `key` is the key that the caller pressed to leave the queue.
    """

    at: datetime
    kind: MarkKind
    queue: str = ""
    operator: str = ""
    wait: int = 0
    talk: int = 0
    caller: str = ""
    withheld: bool = False
    line: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """What a switchboard says at this moment, best effort: for the desk it rings at, never for figures.

    Without an operator it is about the call itself: it came, or it is over.
    """

    at: datetime
    presence: Presence
    operator: str = ""
    caller: str = ""
    withheld: bool = False
    line: str = ""
    queue: str = ""


@dataclass(frozen=True, slots=True)
class CallbackRequest:
    """A caller asks to be called back; `id` makes it one request however often it is told."""

    id: str
    at: datetime
    caller: str
    line: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class CallNews:
    """What one entry of the inbound queue says of one call. `reference` is the provider's id of the whole call."""

    provider: str
    reference: str
    legs: tuple[Leg, ...] = ()
    marks: tuple[Mark, ...] = ()
    signs: tuple[Sign, ...] = ()
    callback: CallbackRequest | None = None

    @property
    def call_id(self) -> str:
        """Our id of the call, empty where the news is about none."""
        return call_id(self.provider, self.reference) if self.reference else ""

    @property
    def tells(self) -> bool:
        """Whether it says anything of a call."""
        return bool(self.reference and (self.legs or self.marks or self.signs))


def call_id(provider: str, reference: str) -> str:
    """Our id of a provider's call; it says nothing of the caller."""
    return hashlib.sha256(f"{provider}|{reference}".encode()).hexdigest()[:ID_LENGTH]
