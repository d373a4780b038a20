"""Things of the domain for tests, made in a few words."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

from nabiz.domain.citizen import Citizen
from nabiz.domain.conversation import Conversation
from nabiz.domain.messages import Channel, DeliveryState, Identifier
from nabiz.domain.numbers import new_number
from nabiz.domain.people import Actor, Role
from nabiz.domain.ticket import Kind, Ticket, Timer
from nabiz.domain.timeline import Notification

NOON = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # in Istanbul
OPERATOR = Actor("ayse", frozenset({Role.OPERATOR}))
VET = Actor("vet-1", frozenset({Role.DEPARTMENT}), frozenset({"veteriner"}))
PHONE = Identifier("phone", "+905321112233")
_attempts = count(1)


def a_ticket(*, citizen: str = "c1", department: str = "veteriner", timer: Timer | None = None,
             opened_at: datetime = NOON) -> Ticket:  # fmt: skip
    """A ticket that was opened and not yet committed."""
    ticket = Ticket(new_number(), Kind.REQUEST, "whatsapp", "Yaralı köpek", citizen, opened_at, "citizen:c1",
                    department=department)  # fmt: skip
    ticket.record("TicketOpened", OPERATOR, opened_at)
    ticket.timer = timer
    return ticket


def a_citizen(*identifiers: Identifier, id: str = "c1") -> Citizen:
    citizen = Citizen(id, NOON, name="Zeynep Kaya")
    citizen.learn(*identifiers)
    return citizen


def a_conversation(id: str = "v1") -> Conversation:
    return Conversation(id, Channel.WHATSAPP, "our-number", "905321112233", "c1", last_inbound_at=NOON)


def a_notification(key: str = "000001#ticket_received#citizen", at: datetime = NOON) -> Notification:
    """One that somebody is about to send, under a claim of its own."""
    attempt = f"attempt-{next(_attempts)}"
    return Notification("T#1", key, "ticket_received", "citizen", "whatsapp", "text", DeliveryState.SENDING, at, at,
                        attempt=attempt)  # fmt: skip
