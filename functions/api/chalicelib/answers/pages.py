"""One ticket's page: its timeline, its moves, and what explains its clocks."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import msgspec

from chalicelib.answers.basic import Answer
from chalicelib.answers.tickets import TicketShown
from nabiz.domain.clock_story import Why
from nabiz.domain.messages import Channel
from nabiz.domain.reaching import Why as WayReason
from nabiz.domain.timeline import MediaState, Message, Notification
from nabiz.domain.workflow import Demand, Status


class Position(Answer):
    """Degrees as decimal strings."""

    lat: str
    lon: str


class FileShown(Answer):
    """A file of a message. `url` downloads it, without metadata where it is a picture or a video, for five minutes.

    `reason` says why it may not be opened, `note` why there is no copy; `position` is where the file says that it was
    taken, which nobody has confirmed; `duplicate_of` an earlier file with the same bytes, `also_on` tickets with them.
    """

    id: str
    kind: str
    mime_type: str
    file_name: str
    state: MediaState
    size: int
    reason: str
    message: str
    url: str | None
    thumbnail: str | None
    note: str
    position: Position | None
    duplicate_of: str | None
    also_on: list[str]


class OriginalShown(Answer):
    """Where the file as it came is downloaded, for five minutes."""

    url: str


class FileRetried(Answer):
    """What is done again: `fetch` or `render`."""

    again: Literal["fetch", "render"]


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


class PromiseExplained(ClockExplained):
    """A promise beside the first answer and the solution: how people call it, and the law or decision it comes from."""

    code: str
    names: dict[str, str]
    source: str


class ClocksExplained(Answer):
    """All promises."""

    respond: ClockExplained | None
    resolve: ClockExplained | None
    promises: list[PromiseExplained]


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


class WayShown(Answer):
    """A way to the citizen, and why it stands where it stands."""

    channel: Channel
    form: str
    why: WayReason


class NotTakenShown(Answer):
    """A channel that would not be used, and why."""

    channel: Channel
    why: WayReason


class ReplyPreviewed(Answer):
    """Which way a reply would go now, and as what text. `reason` says why that way; `segments` are those of an SMS.

    `ways` has every way in the order in which it would be tried, `refused` every channel that would not be.
    """

    possible: bool
    channel: Channel | None
    form: Literal["text", "template", "human_agent", "sms", "email", "push", "none"]
    reason: Literal["window_open", "window_closed", "own_channel", "only_way", "no_address"]
    text: str
    subject: str
    window_until: datetime | None
    segments: int | None
    shortened: bool
    ways: list[WayShown]
    refused: list[NotTakenShown]
