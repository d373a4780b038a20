"""What one sender says in one channel, and to which ticket the next message belongs."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from nabiz.domain.events import Event
from nabiz.domain.messages import SOCIAL, Channel, InboundMessage, MessageKind, Place
from nabiz.domain.preferences import Said

INVITED_KEPT = 20  # posts; whoever comments under an older one again is asked again
# An edit or a deletion may be of a comment, and Meta's window opens with what somebody writes or presses.
OPENS_WINDOW = frozenset({
    MessageKind.TEXT, MessageKind.MEDIA, MessageKind.LOCATION, MessageKind.CHOICE, MessageKind.UNSUPPORTED,
})  # fmt: skip


def conversation_id(channel: Channel | str, account: str, sender: str) -> str:
    """The same sender in the same channel is the same conversation; the id shows neither."""
    return hashlib.sha256(f"{channel}|{account}|{sender}".encode()).hexdigest()[:32]


class Step(StrEnum):
    """What an inbound message means for the conversation."""

    OPEN_TICKET = "open_ticket"
    JOIN_TICKET = "join_ticket"
    GREET = "greet"
    START_OVER = "start_over"  # "yeni": the next message opens another ticket
    KEEP_PLACE = "keep_place"  # a position before any words: kept for the ticket to come
    ANSWER_SURVEY = "answer_survey"
    REOPEN_TICKET = "reopen_ticket"
    CHANGE_WISHES = "change_wishes"  # "dur", "başla": what they want to be told
    THANK = "thank"  # thanks for a ticket that is done: kept, and needs no answer
    NOT_UNDERSTOOD = "not_understood"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the words alone say, found by the text rules of the city."""

    greeting: bool = False
    new_ticket: bool = False
    thanks: bool = False
    wish: Said | None = None


@dataclass(slots=True)
class Conversation:
    """The thread of one sender. `open_tickets` are those that a message may still belong to; `current` is the last.

    Attributes:
        private_at: when they last wrote where nobody else reads; of channels where people also write in public.
        invited: the posts under which we asked them to write in private, the last ones.
    """

    id: str
    channel: Channel
    account: str
    sender: str
    citizen: str
    language: str = "tr"
    current: str = ""
    open_tickets: frozenset[str] = frozenset()
    last_inbound_at: datetime | None = None
    pending_place: Place | None = None
    private_at: datetime | None = None
    invited: tuple[str, ...] = ()
    seq: int = 0
    version: int = 0
    events: list[Event] = field(default_factory=list)

    @property
    def aggregate(self) -> str:
        """The key of its history."""
        return f"V#{self.id}"

    def joinable(self, at: datetime, window: timedelta) -> str:
        """The ticket that a further message joins now, or an empty string."""
        if not self.current or self.current not in self.open_tickets or self.last_inbound_at is None:
            return ""
        return self.current if at - self.last_inbound_at <= window else ""

    def decide(
        self, message: InboundMessage, meaning: Meaning, at: datetime, window: timedelta, threaded: str = ""
    ) -> Step:
        """What this message means here. Pure: changes nothing.

        Args:
            threaded: number of the ticket that the message itself names, where it does and may.
        """
        if message.loose:
            return Step.IGNORE
        if threaded:
            return Step.JOIN_TICKET
        if message.kind is MessageKind.TEXT and message.thread is None and meaning.wish is not None:
            return Step.CHANGE_WISHES
        joinable = self.joinable(at, window)
        if message.thread is not None and message.words:
            joinable = ""  # words that could have named their ticket, and did not, begin another matter
        if message.kind is MessageKind.COMMENT:
            return self._decide_comment(message, meaning, joinable)
        match message.kind:
            case MessageKind.CHOICE:
                return self._decide_choice(message)
            case MessageKind.REACTION | MessageKind.EDITED | MessageKind.DELETED:
                return Step.JOIN_TICKET if joinable else Step.IGNORE
            case MessageKind.UNSUPPORTED:
                return Step.JOIN_TICKET if joinable else Step.NOT_UNDERSTOOD
            case MessageKind.LOCATION if not joinable:
                return Step.KEEP_PLACE
        if message.kind is MessageKind.TEXT and meaning.new_ticket:
            return Step.START_OVER
        if joinable:
            return Step.JOIN_TICKET
        if message.kind is MessageKind.TEXT and meaning.thanks and self.current:
            return Step.THANK
        if message.kind is MessageKind.TEXT and (meaning.greeting or not message.text.strip()):
            return Step.GREET
        return Step.OPEN_TICKET

    def _decide_choice(self, message: InboundMessage) -> Step:
        action = message.choice.partition(":")[0]
        steps = {"survey": Step.ANSWER_SURVEY, "reopen": Step.REOPEN_TICKET, "new": Step.START_OVER}
        return steps.get(action, Step.NOT_UNDERSTOOD)

    def _decide_comment(self, message: InboundMessage, meaning: Meaning, joinable: str) -> Step:
        """In public there is no small talk; under another post begins another matter."""
        if joinable and message.reply_to in self.invited:
            return Step.JOIN_TICKET
        words = message.text.strip()
        nothing = not (words or message.media) or meaning.greeting or meaning.thanks
        return Step.IGNORE if nothing else Step.OPEN_TICKET

    def invite(self, post: str) -> bool:
        """Whether they are to be asked under this post to write in private: once, as far as we remember."""
        if post in self.invited:
            return False
        self.invited = (*self.invited, post)[-INVITED_KEPT:]
        return True

    def heard(self, at: datetime, kind: MessageKind = MessageKind.TEXT) -> None:
        """The citizen wrote: the provider's window for free text opens again, unless everybody could read it."""
        if self.last_inbound_at is None or at > self.last_inbound_at:
            self.last_inbound_at = at
        if self.channel in SOCIAL and kind in OPENS_WINDOW and (self.private_at is None or at > self.private_at):
            self.private_at = at

    def follow(self, number: str) -> None:
        """Further messages belong to this ticket."""
        self.current = number
        self.open_tickets |= {number}
        self.pending_place = None

    def start_over(self) -> None:
        """Further messages belong to no ticket; what is open stays open."""
        self.current = ""

    def record(self, type: str, at: datetime, *, message: str, **data: object) -> None:
        """Append to the conversation's own history, for what belongs to no ticket."""
        self.seq += 1
        refs = {"citizen": self.citizen, "conversation": self.id, "message": message}
        self.events.append(
            Event(self.aggregate, self.seq, type, at, f"citizen:{self.citizen}", data, {"channel": self.channel}, refs)
        )
