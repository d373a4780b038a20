"""What answers carry: each is one shape, from which the answer is made and the OpenAPI description too."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

import msgspec

from nabiz.domain.catalogue import Priority
from nabiz.domain.clock_story import Why
from nabiz.domain.clocks import Clock
from nabiz.domain.messages import Channel, Identifier
from nabiz.domain.places import Location
from nabiz.domain.survey import Answer as SurveyChoice
from nabiz.domain.survey import Survey, SurveyState
from nabiz.domain.ticket import Kind
from nabiz.domain.timeline import MediaState, Message, Notification
from nabiz.domain.workflow import Demand, Status


class Answer(msgspec.Struct, kw_only=True):
    """An answer's body: every field is always there."""


class Health(Answer):
    """Whether the API answers."""

    status: str


class Received(Answer):
    """A channel's post was taken."""

    status: str


class Due(Answer):
    """Both promises; null while a clock waits or after it has stopped."""

    respond: datetime | None
    resolve: datetime | None


class Clocks(Answer):
    """The clocks of both promises."""

    respond: Clock | None
    resolve: Clock | None


class Links(Answer):
    """Where to go on."""

    self: str


class TicketOpened(Answer):
    """A ticket that the staff opened."""

    number: str
    status: Status
    department: str | None
    category: str | None
    version: int
    due: Due
    links: Links


class TicketReported(Answer):
    """A ticket that a citizen opened; `key` opens it later, together with the number."""

    number: str
    key: str
    status: Status
    department: str | None
    category: str | None
    due: Due
    links: Links


class TicketShown(Answer):
    """A ticket as the staff sees it. `version` is what If-Match asks for."""

    number: str
    kind: Kind
    status: Status
    channel: str
    text: str
    category: str | None
    certainty: float
    department: str | None
    assignee: str | None
    priority: Priority
    citizen: str
    location: Location | None
    language: str
    cycle: int
    opened_at: datetime
    opened_by: str
    due: Due
    clocks: Clocks
    outcome: str | None
    planned_for: str | None
    duplicate_of: str | None
    survey: Survey | None
    messages: int
    version: int
    updated_at: datetime | None
    updated_by: str


class TicketList(Answer):
    """One page of a list; the next one by its cursor."""

    items: list[TicketShown]
    cursor: str | None


class QueueShown(Answer):
    """A queue: how many open tickets, and how many of these are overdue (`more`: there are more; null: not told)."""

    code: str
    department: str | None
    count: int
    overdue: int | None
    more: bool


class QueueList(Answer):
    """The queues of who asks."""

    items: list[QueueShown]
    as_of: datetime


class StandingShown(Answer):
    """How many tickets are open, how many of these overdue (`more`: there are more) and waiting for somebody."""

    department: str
    open: int
    overdue: int
    waiting: int
    more: bool


class StandingReport(Answer):
    """What stands where at this moment."""

    departments: list[StandingShown]
    total: StandingShown
    as_of: datetime


class FileShown(Answer):
    """A file of a message; `url` downloads it and holds for five minutes."""

    id: str
    kind: str
    mime_type: str
    file_name: str
    state: MediaState
    size: int
    reason: str
    message: str
    url: str | None


class MoveShown(Answer):
    """A move of the workflow that is legal for the asker, with what it demands."""

    to: Status
    demands: tuple[Demand, ...]


class EventShown(Answer):
    """One entry of the history."""

    type: str
    at: datetime
    actor: str
    seq: int
    data: dict[str, Any]
    facts: dict[str, str]


class StepShown(Answer):
    """A stretch of time; `minutes` are those that counted in it, `why` says why they did or not."""

    since: datetime = msgspec.field(name="from")
    until: datetime = msgspec.field(name="to")
    minutes: int
    why: Why


class ClockExplained(Answer):
    """How a promise came about: its steps up to the due moment, to its end, or to now while it waits."""

    target_minutes: int
    started_at: datetime
    due: datetime | None
    calendar: Literal["24/7", "working"]
    paused_minutes: int
    steps: list[StepShown]


class ClocksExplained(Answer):
    """Both promises."""

    respond: ClockExplained | None
    resolve: ClockExplained | None


class GuessShown(Answer):
    """What the words alone say it is about; `confidence` from 0 to 1."""

    category: str
    department: str
    confidence: float


class TicketPageShown(Answer):
    """Everything about one ticket. `guesses` are the three best readings of its words."""

    ticket: TicketShown
    messages: tuple[Message, ...]
    media: list[FileShown]
    moves: list[MoveShown]
    history: list[EventShown]
    notifications: tuple[Notification, ...]
    clocks_explained: ClocksExplained
    guesses: list[GuessShown]


class History(Answer):
    """What happened, oldest first."""

    items: list[EventShown]
    cursor: str | None


class ReplyPreviewed(Answer):
    """Which way a reply would go now, and as what text. `reason` says why that way; `segments` are those of an SMS."""

    possible: bool
    channel: Channel | None
    form: Literal["text", "template", "sms", "email", "none"]
    reason: Literal["window_open", "window_closed", "own_channel", "only_way", "no_address"]
    text: str
    subject: str
    window_until: datetime | None
    segments: int | None
    shortened: bool


class View(Answer):
    """A saved list; `query` is the query string of its address."""

    name: str
    query: str


class Views(Answer):
    """The saved lists of a user, in their order."""

    views: list[View]


class Me(Answer):
    """Who is asking."""

    username: str
    roles: list[str]
    departments: list[str]


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


class CitizenCard(CitizenShown):
    """A person with the tickets, newest first."""

    tickets: TicketList


class PartToSend(Answer):
    """Where a part of a file is put, with exactly this many bytes."""

    number: int
    url: str
    bytes: int


class UploadPrepared(Answer, omit_defaults=True):
    """How a file is sent: by a POST of the `fields` and then the file to `url`, or by a PUT of each of the `parts`."""

    id: str
    max_bytes: int | msgspec.UnsetType = msgspec.UNSET
    url: str | msgspec.UnsetType = msgspec.UNSET
    fields: dict[str, str] | msgspec.UnsetType = msgspec.UNSET
    parts: list[PartToSend] | msgspec.UnsetType = msgspec.UNSET


class PartArrived(Answer):
    """A part that is there; `etag` is what completing asks for."""

    number: int
    etag: str
    bytes: int


class UploadParts(Answer):
    """Fresh addresses of the parts asked for, and all that have arrived."""

    parts: list[PartToSend]
    arrived: list[PartArrived]


class UploadDone(Answer):
    """The file is whole; its id goes into `media`."""

    id: str


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
    """A file of a message; `id` stands in the message's `media`."""

    id: str
    kind: str
    state: MediaState


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


class CategoryShown(Answer, omit_defaults=True):
    """A category in the asked language. `words` are the phrases that speak for it, as config/keywords.yaml writes them,
    each with how much it says; only where they were asked for."""

    code: str
    name: str
    department: str
    words: list[tuple[str, float]] = []


class DepartmentShown(Answer):
    """A department in the asked language."""

    code: str
    name: str


class PlaceShown(Answer):
    """A neighbourhood; its outline as longitude and latitude."""

    code: str
    name: str
    outline: tuple[tuple[float, float], ...]


class CatalogueShown(Answer):
    """What may be reported, and where."""

    kinds: list[Kind]
    categories: list[CategoryShown]
    departments: list[DepartmentShown]
    neighbourhoods: list[PlaceShown]


class Colours(Answer):
    """Colours by purpose, each as #rrggbb."""

    primary: str
    on_primary: str
    accent: str
    on_accent: str
    background: str
    surface: str
    text: str
    muted: str


class Themes(Answer):
    """Colours by theme."""

    light: Colours
    dark: Colours


class MapShown(Answer):
    """Where a map begins: degrees north and east. Without tiles the pages show the neighbourhoods' outlines."""

    centre: tuple[float, float]
    zoom: int
    tiles: str | None
    attribution: str | None


class BrandingShown(Answer):
    """The city's name and looks. `logo` is the markup of an SVG drawing; phones and urls are by purpose."""

    name: str
    short_name: str
    languages: list[str]
    default_language: str
    colours: Themes
    logo: str
    phones: dict[str, str]
    urls: dict[str, str]
    email: str
    map: MapShown


class Figures(Answer, omit_defaults=True):
    """Live counters: sums over the span, and each day's. The fields after `days` are those of `satisfaction`."""

    report: str
    dimension: str
    since: date = msgspec.field(name="from")
    until: date = msgspec.field(name="to")
    counts: dict[str, int]
    days: list[dict[str, Any]]
    asked: int | msgspec.UnsetType = msgspec.UNSET
    answered: int | msgspec.UnsetType = msgspec.UNSET
    total: int | msgspec.UnsetType = msgspec.UNSET
    shares: dict[SurveyChoice, float] | msgspec.UnsetType = msgspec.UNSET
    satisfied: float | msgspec.UnsetType = msgspec.UNSET


class Problem(Answer):
    """An error (RFC 9457). Further members are facts that a client may act on, for example `allowed` or `version`."""

    type: str
    title: str
    status: int
    detail: str
