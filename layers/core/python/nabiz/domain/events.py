"""What happened, in the past tense. A ticket's events are its history and, through the table's stream, its outbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the history of a ticket or a conversation.

    Attributes:
        aggregate: `T#{ticket number}` or `V#{conversation id}`.
        seq: position in the aggregate's history, from 1 without gaps; 0 for a side event (see `key`).
        type: past tense, for example `TicketOpened`.
        at: when, with time zone.
        actor: `user:...`, `citizen:...` or `system:...`.
        data: what the history shows (reasons, names of departments, old and new values).
        facts: the dimensions that figures count by, as they were right after the event; never personal data.
        refs: ids by which the consumers find what they tell: citizen, conversation, message; no personal data.
        key: for a side event, what makes it unique within its aggregate.
    """

    aggregate: str
    seq: int
    type: str
    at: datetime
    actor: str
    data: Mapping[str, object] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    refs: Mapping[str, str] = field(default_factory=dict)
    key: str = ""

    @property
    def id(self) -> str:
        """The same for every delivery of the same event: what consumers are idempotent by."""
        return f"{self.aggregate}#{self.key or self.seq}"
