"""What all fakes of one city share: the things themselves, by the keys by which they are unique."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from nabiz.domain.calls import Call
from nabiz.domain.citizen import Citizen, IdentityChange
from nabiz.domain.conversation import Conversation
from nabiz.domain.events import Event
from nabiz.domain.exchange import Counterpart
from nabiz.domain.messages import Identifier
from nabiz.domain.preferences import PreferenceChange
from nabiz.domain.ticket import Ticket
from nabiz.domain.timeline import Media, Message, Notification
from nabiz.domain.visits import Visit
from nabiz.ports import RateCap, SurveyCode
from nabiz.ports.calls import Present


@dataclass
class Memory:
    """Things as they were committed; whoever reads one gets a copy."""

    tickets: dict[str, Ticket] = field(default_factory=dict)
    citizens: dict[str, Citizen] = field(default_factory=dict)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    wishes: dict[str, list[PreferenceChange]] = field(default_factory=dict)
    acts: dict[str, list[IdentityChange]] = field(default_factory=dict)
    identifiers: dict[Identifier, str] = field(default_factory=dict)
    events: dict[tuple[str, int, str], Event] = field(default_factory=dict)
    messages: dict[tuple[str, str], Message] = field(default_factory=dict)
    media: dict[tuple[str, str], Media] = field(default_factory=dict)
    notifications: dict[tuple[str, str], Notification] = field(default_factory=dict)
    leases: dict[tuple[str, str], datetime] = field(default_factory=dict)
    codes: dict[str, SurveyCode] = field(default_factory=dict)
    done: dict[str, str] = field(default_factory=dict)
    told: dict[tuple[str, str], int] = field(default_factory=dict)
    calls: dict[str, Call] = field(default_factory=dict)
    presents: dict[str, Present] = field(default_factory=dict)
    browsers: set[str] = field(default_factory=set)  # numbers of tickets that a browser wants to be told of
    visits: dict[str, Visit] = field(default_factory=dict)
    counterparts: dict[tuple[str, str], Counterpart] = field(default_factory=dict)
    looks: list[tuple[str, str, str]] = field(default_factory=list)

    def has_room(self, cap: RateCap) -> bool:
        return self.told.get((cap.who, cap.window), 0) < cap.limit

    def count(self, cap: RateCap) -> None:
        self.told[cap.who, cap.window] = self.told.get((cap.who, cap.window), 0) + 1
