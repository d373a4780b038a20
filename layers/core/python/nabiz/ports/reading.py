"""Reading without the intention to write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:  # said in annotations only: whoever needs one port need not load the whole domain
    from nabiz.domain.citizen import Citizen
    from nabiz.domain.conversation import Conversation
    from nabiz.domain.events import Event
    from nabiz.domain.messages import Identifier
    from nabiz.domain.notifications import Happened
    from nabiz.domain.ticket import Ticket
    from nabiz.domain.timeline import Media, Message, Notification

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SurveyCode:
    """A short code that stands for a survey in an SMS."""

    code: str
    number: str
    cycle: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A page of a list; `cursor` is opaque and empty on the last page."""

    items: tuple[T, ...]
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class TicketPage:
    """Everything that stands under one ticket's key, each list in its own order of time."""

    ticket: Ticket
    events: tuple[Event, ...] = ()
    messages: tuple[Message, ...] = ()
    media: tuple[Media, ...] = ()
    notifications: tuple[Notification, ...] = ()


class Reader(Protocol):
    """Reading without the intention to write. Every method is one request, unless it says otherwise."""

    def ticket_page(self, number: str) -> TicketPage:
        """The ticket with its history, messages, files and notifications. Raises `NotFound`."""

    def tickets_of(self, citizen_id: str, limit: int = 50, cursor: str = "") -> Page[Ticket]:
        """The tickets of a citizen, newest first."""

    def tickets_by_number(self, numbers: Sequence[str]) -> list[Ticket]:
        """Tickets that exist, in no order; one request per hundred."""

    def find_citizen(self, identifier: Identifier) -> str:
        """The id of the citizen with this identifier, or an empty string."""

    def citizen(self, citizen_id: str) -> Citizen:
        """The citizen. Raises `NotFound`."""

    def addressee(self, citizen_id: str, conversation_id: str) -> tuple[Citizen | None, Conversation | None]:
        """The person of a ticket as one citizen and the conversation, if there is one; two requests more if merged."""

    def citizens(self, citizen_ids: Sequence[str]) -> list[Citizen]:
        """Citizens that exist, in no order; one request per hundred."""

    def media(self, aggregate: str, media_id: str) -> Media:
        """A file's record. Raises `NotFound`."""

    def survey_of_code(self, code: str) -> tuple[str, int]:
        """Ticket number and cycle of a survey's short code. Raises `NotFound`."""

    def result_of(self, key: str) -> str:
        """What a command with this key left (see `Once`), or an empty string."""

    def event(self, aggregate: str, seq: int) -> Event:
        """One entry of a history. Raises `NotFound`."""

    def telling_context(self, aggregate: str, seq: int, key: str, refs: Mapping[str, str]) -> Happened:
        """Everything that a notification needs: one request, two more of a merged person.

        Raises:
            NotFound: the event is gone.
        """
