"""Something that happened, with what it is about and what plans and texts need to know of the city."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from nabiz.domain.catalogue import Catalogue
from nabiz.domain.citizen import Citizen
from nabiz.domain.conversation import Conversation
from nabiz.domain.events import Event
from nabiz.domain.identity import Link
from nabiz.domain.ladder import Ladder
from nabiz.domain.ticket import Ticket
from nabiz.domain.timeline import Direction, Message


@dataclass(frozen=True, slots=True)
class CityFacts:
    """What the plans need to know of the city.

    Attributes:
        name, phone: as citizens know them.
        language: of the staff, and of citizens of whom nothing is known.
        home: the address of the city's pages.
        tracking_key: number -> the key that opens a ticket.
        tracking_link: number -> the address that opens it.
        survey_token: number, cycle -> the token of a survey.
        survey_link: token -> its page.
        link_code: a link's id -> the code that proves the address.
        preferences_link: a citizen's id -> the page of their wishes.
        unsubscribe_link: a citizen's id, a purpose -> the address that a mail program posts to.
        template_usable: a stage, a language -> whether the approved text of it may be used today.
        costs: what one message costs, by `channel` or `channel-form`; a channel that is not here costs nothing.
        clock_names: how people call the city's own promises, by code and language.
    """

    catalogue: Catalogue
    ladder: Ladder
    name: str
    phone: str
    language: str
    home: str
    tracking_key: Callable[[str], str]
    tracking_link: Callable[[str], str]
    survey_token: Callable[[str, int], str]
    survey_link: Callable[[str], str]
    link_code: Callable[[str], str] = str
    preferences_link: Callable[[str], str] = str
    unsubscribe_link: Callable[[str, str], str] = lambda citizen, purpose: ""
    template_usable: Callable[[str, str], bool] = lambda stage, language: True
    costs: Mapping[str, float] = field(default_factory=dict)
    clock_names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Happened:
    """An event with what it is about, as far as it is about something.

    `suppressed` are addresses that are known to take nothing of ours; whoever sends looks again.
    """

    event: Event
    ticket: Ticket | None = None
    citizen: Citizen | None = None
    conversation: Conversation | None = None
    message: Message | None = None
    suppressed: frozenset[str] = frozenset()
    link: Link | None = None
    browsers: bool = False  # whether any wants to be told of the ticket

    @property
    def staffs_words(self) -> str:
        """What somebody of the staff wrote to the citizen with this event."""
        message = self.message
        return message.text if message is not None and message.direction is Direction.OUT else ""
