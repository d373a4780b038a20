"""What the staff sees of citizens, and citizens of their ticket."""

from __future__ import annotations

from datetime import datetime

import msgspec

from chalicelib.answers.basic import Answer
from chalicelib.answers.tickets import Due, TicketList
from nabiz.domain.messages import Identifier
from nabiz.domain.survey import Answer as SurveyChoice
from nabiz.domain.survey import SurveyState
from nabiz.domain.timeline import MediaState
from nabiz.domain.workflow import Status


class CitizenShown(Answer):
    """A person."""

    id: str
    name: str
    language: str
    identifiers: tuple[Identifier, ...]


class CitizenList(Answer):
    """Persons that were found."""

    items: list[CitizenShown]
    cursor: str | None


class RecordShown(Answer):
    """A record that was merged into the person's; it can be split off again."""

    id: str
    name: str
    identifiers: tuple[Identifier, ...]


class CitizenCard(CitizenShown):
    """A person with the tickets of all their records, newest first; `id` is the record that stands for them."""

    records: list[RecordShown]
    tickets: TicketList


class StageSeen(Answer):
    """A stage that the ticket has come through."""

    type: str
    at: datetime


class WordsSeen(Answer):
    """What citizen or city said."""

    from_: str = msgspec.field(name="from")
    at: datetime
    text: str
    media: list[str]


class FileSeen(Answer):
    """A file of a message; `id` stands in the message's `media`. The addresses hold for five minutes."""

    id: str
    kind: str
    state: MediaState
    url: str | None
    thumbnail: str | None


class TicketSeen(Answer):
    """A ticket as its citizen sees it. `question` is what the city waits to hear."""

    number: str
    status: Status
    department: str | None
    category: str | None
    opened_at: datetime
    due: Due
    outcome: str | None
    planned_for: str | None
    may_reopen: bool
    stages: list[StageSeen]
    messages: list[WordsSeen]
    question: str | None
    media: list[FileSeen]
    may_reply: bool
    survey_open: bool
    survey_token: str | None


class Reopened(Answer):
    """A ticket that its citizen reopened."""

    number: str
    status: Status


class SurveyPage(Answer):
    """A survey as its citizen sees it: nothing personal, for a link may be forwarded."""

    number: str
    category: str
    state: SurveyState
    expires_at: datetime | None
    answer: SurveyChoice | None
    may_reopen: bool
