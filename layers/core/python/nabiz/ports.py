"""What the use cases ask of the outside. The table, the fakes of the tests and the providers all look like this."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:  # said in annotations only: whoever needs one port need not load the whole domain
    from nabiz.domain.citizen import Citizen
    from nabiz.domain.conversation import Conversation
    from nabiz.domain.events import Event
    from nabiz.domain.messages import Channel, DeliveryState, Identifier, OutboundMessage, Sent, Suppression
    from nabiz.domain.notifications import Happened
    from nabiz.domain.people import Actor
    from nabiz.domain.staff import StaffUser, UserChange
    from nabiz.domain.standing import Place
    from nabiz.domain.ticket import Ticket, TimerKind
    from nabiz.domain.timeline import Media, Message, Notification

T = TypeVar("T")


class Clock(Protocol):
    """The time, with time zone."""

    def now(self) -> datetime:
        """Now."""


@dataclass(frozen=True, slots=True)
class Once:
    """A command that must be carried out once: its key, and what a repetition is answered with."""

    key: str
    result: str = ""


class UnitOfWork(Protocol):
    """Reads some things, changes them, writes all of it or nothing.

    What `ticket`, `citizen` and `conversation` return is written by `commit` if it changed.
    """

    def ticket(self, number: str) -> Ticket:
        """The ticket as it stands. Raises `NotFound`."""

    def sender(
        self, conversation_id: str, identifiers: Sequence[Identifier]
    ) -> tuple[Conversation | None, dict[Identifier, str]]:
        """The conversation, if there is one, and whom each known identifier belongs to: one request, or none.

        An empty `conversation_id` asks for the identifiers alone.
        """

    def citizen(self, citizen_id: str) -> Citizen:
        """The citizen. Raises `NotFound`."""

    def add(self, *things: Ticket | Citizen | Conversation | Message | Media | Event | SurveyCode) -> None:
        """Things that do not exist yet."""

    def take(self, ticket: Ticket) -> None:
        """Write a ticket that was read elsewhere, strongly consistent, if it changes."""

    def link(self, conversation_id: str, number: str, *, open: bool) -> None:
        """Further messages of the conversation may (not) join this ticket; holds whatever else changed it."""

    def cap(self, cap: RateCap) -> None:
        """Count against a limit; the commit fails with `RateLimited` where it is reached."""

    def once(self, once: Once) -> None:
        """Make the commit fail with `AlreadyDone` if a commit with this key succeeded before."""

    def commit(self) -> None:
        """Write everything in one transaction.

        Raises:
            AlreadyDone: see `once`; `details["result"]` is what the first one left.
            StaleVersion: somebody else changed the ticket since it was read.
            StorageConflict: something else was in the way; the whole use case may be tried again.
        """


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
        """The citizen of a ticket and the conversation, if there is one."""

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
        """Everything that a notification needs: one request. Raises `NotFound` if the event is gone."""


class Directory(Protocol):
    """The city's staff."""

    def page(self, limit: int, cursor: str = "") -> Page[StaffUser]:
        """Everybody, page by page. Raises `InvalidInput` for a cursor that is none."""

    def get(self, username: str) -> StaffUser:
        """One of them. Raises `NotFound`."""

    def create(self, user: StaffUser) -> StaffUser:
        """Invite somebody. Raises `AlreadyThere`."""

    def change(self, standing: StaffUser, wanted: StaffUser) -> None:
        """Bring an account to name, role, departments and whether it may sign in; doing it again changes nothing."""

    def reset_password(self, username: str) -> None:
        """Send a code for a new password. Raises `NotFound`, or `InvalidInput` in a state in which there is none."""


class UserChanges(Protocol):
    """The history of the accounts; only ever appended to."""

    def record(self, change: UserChange) -> None:
        """Append."""

    def page(self, limit: int, cursor: str = "") -> Page[UserChange]:
        """The history, newest first."""


@dataclass(frozen=True, slots=True)
class PartChange:
    """One line of the configuration's history; `by` is an actor."""

    part: str
    version: int
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class PartVersion:
    """One part of the configuration; `version` counts from 1, 0 for what was applied before versions were counted.

    `applied` is a digest of what was last applied from a folder, whatever people have put in its place since.
    """

    part: str
    version: int
    changed_at: datetime | None
    changed_by: str
    body: Mapping[str, object]
    applied: str = ""


class ConfigurationVersions(Protocol):
    """The parts of the configuration with their history."""

    def current(self) -> dict[str, PartVersion]:
        """Every part as it is now."""

    def replace(self, version: PartVersion) -> PartVersion:
        """Make it the current one. Raises `StorageConflict` where somebody else was faster."""

    def changes(self, limit: int, cursor: str = "") -> Page[PartChange]:
        """The history, newest first."""

    def version(self, part: str, version: int) -> PartVersion:
        """A part as it was. Raises `NotFound`."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A list that somebody wants to see again; `query` is the query string of its address."""

    name: str
    query: str


class SavedViews(Protocol):
    """What each user has saved."""

    def of(self, username: str) -> tuple[SavedView, ...]:
        """Theirs, in their order."""

    def keep(self, username: str, views: tuple[SavedView, ...]) -> None:
        """Instead of what was there."""


class AccessLog(Protocol):
    """Who looked at whose data."""

    def record_access(self, citizen_id: str, actor: Actor, what: str, at: datetime) -> None:
        """Write it down before the data is shown."""

    def record_accesses(self, citizen_ids: Sequence[str], actor: Actor, what: str, at: datetime) -> None:
        """The same for several people; one request per hundred."""


class Timers(Protocol):
    """The sparse index of what is due."""

    def due(self, kinds: frozenset[TimerKind], since: datetime, until: datetime) -> Iterable[str]:
        """Numbers of tickets with a timer in this time, soonest first within its hour; reads only those hours."""

    def read_mark(self, run: str) -> datetime | None:
        """Up to where a scheduled run has worked."""

    def write_mark(self, run: str, at: datetime) -> None:
        """Remember it; never moves backward."""


class Outbox(Protocol):
    """The records of what is told to whom. State only moves forward."""

    def claim(self, notification: Notification, *, caps: Sequence[RateCap], lease: timedelta) -> Notification | None:
        """Record the notification as being sent by `notification.attempt`, or take over one whose lease ran out.

        Returns:
            None: it is claimed, send it. Otherwise what stands there: it is sent, failed or held already.

        Raises:
            RateLimited: a cap is reached; the notification is recorded as held.
            StorageConflict: another run is sending it right now.
        """

    def release(self, notification: Notification, at: datetime) -> None:
        """Give a claim back after a passing failure, so that the next delivery need not wait for the lease."""

    def advance(self, aggregate: str, key: str, state: DeliveryState, at: datetime, *, provider_id: str = "",
                code: str = "", reason: str = "", side_event: Event | None = None,
                sent_mail: bool = False) -> bool:  # fmt: skip
        """Move the state forward, with the event in the same transaction; False if it is as far already or unknown.

        Args:
            sent_mail: also remember that the mail `provider_id` was this notification, for answers that name it.
        """


class Suppressions(Protocol):
    """Mail addresses that are written to no more: they bounced for good, or somebody complained."""

    def add(self, suppressions: Iterable[Suppression]) -> None:
        """Remember them; again changes nothing but the reason."""

    def among(self, addresses: Sequence[str]) -> frozenset[str]:
        """Which of these are suppressed: one request."""


@dataclass(frozen=True, slots=True)
class RateCap:
    """How often something happens to somebody in one window; the counter goes by itself when the window is over.

    `who` is a citizen's id, or `network:` and a digest of an address.
    """

    who: str
    window: str
    limit: int
    expires_at: datetime


class MediaRecords(Protocol):
    """The state of files."""

    def update_media(self, media: Media) -> bool:
        """Write the outcome of a fetch; False if it was stored before."""


@dataclass(frozen=True, slots=True)
class FetchedMedia:
    """The bytes of a file that a provider held, in pieces, with what the provider says of them."""

    chunks: Iterable[bytes]
    mime_type: str = ""
    size: int | None = None


class MediaSource(Protocol):
    """Where a channel's files are fetched from."""

    def fetch_media(self, source_id: str) -> FetchedMedia:
        """The file. Raises `SendFailed` with the remedy `retry` or `fallback` (it will never come)."""


@dataclass(frozen=True, slots=True)
class PresignedForm:
    """Where a browser posts a file, and the fields that it sends before it."""

    url: str
    fields: dict[str, str]
    max_bytes: int


class MediaStore(Protocol):
    """The media bucket."""

    def put(self, key: str, chunks: Iterable[bytes], mime_type: str) -> None:
        """Write a file."""

    def presign_download(self, key: str, file_name: str, valid: timedelta) -> str:
        """A short-lived address of a stored file."""


@dataclass(frozen=True, slots=True)
class Announced:
    """A file that a browser sends in parts; `session` is the bucket's own name for them, `size` in bytes."""

    upload: str
    session: str
    size: int
    expires_at: datetime

    def count(self, part: int) -> int:
        """How many parts of this many bytes it has."""
        return -(-self.size // part)

    def size_of(self, number: int, part: int) -> int:
        """Bytes of one of them: all alike but the last."""
        return min(part, self.size - (number - 1) * part)


@dataclass(frozen=True, slots=True)
class PresignedPart:
    """Where a part is put, with exactly this many bytes."""

    number: int
    url: str
    bytes: int


@dataclass(frozen=True, slots=True)
class PartHere:
    """A part that has arrived; `etag` is the bucket's word for its content."""

    number: int
    etag: str
    bytes: int = 0


class UploadStore(Protocol):
    """The media bucket, as far as browsers bring files to it."""

    def presign_upload(self, key: str, mime_type: str, max_bytes: int, valid: timedelta) -> PresignedForm:
        """A form for a browser's POST. No request."""

    def begin_parts(self, key: str, mime_type: str) -> str:
        """Expect a file in parts; the session's name."""

    def presign_part(self, key: str, session: str, number: int, size: int, valid: timedelta) -> str:
        """Where a part of this size is put. No request."""

    def parts_here(self, key: str, session: str) -> tuple[PartHere, ...]:
        """What has arrived. Raises `NotFound` where the session is over."""

    def join_parts(self, key: str, session: str, parts: Sequence[PartHere]) -> None:
        """Make one file of them; fine where that was done before. Raises `NotFound`, `InvalidInput`."""


class UploadRecords(Protocol):
    """Which files are on their way in parts."""

    def find(self, upload: str) -> Announced | None:
        """One of them."""

    def keep(self, announced: Announced) -> Announced:
        """Remember it; where somebody was faster, what stands there already."""


class Limits(Protocol):
    """Counters that refuse."""

    def count(self, cap: RateCap) -> None:
        """Count one more in a window: one request. Raises `RateLimited`."""


class Sender(Protocol):
    """A provider that takes messages in one channel."""

    def send(self, message: OutboundMessage) -> Sent:
        """Hand it over. Raises `SendFailed` with the provider's code and the remedy."""


Senders = Mapping["Channel", Sender]


@dataclass(frozen=True, slots=True)
class Count:
    """One addition to a counter: `measure` of one day in one dimension."""

    report: str
    dimension: str
    day: date
    measure: str
    amount: int = 1


@dataclass(frozen=True, slots=True)
class Shift:
    """Tickets that come to stand somewhere, or leave (a negative amount)."""

    place: Place
    amount: int


class Counters(Protocol):
    """Live figures."""

    def add(self, counted: Mapping[str, Sequence[Count | Shift]]) -> int:
        """Add what each event or change (by id) counts, once whatever repeats; how many were new."""

    def standing(self, username: str = "") -> Counter[Place]:
        """Open tickets by place: of all departments, and of one person where a name is given; one request each."""

    def read(self, report: str, dimension: str, since: date, until: date) -> dict[date, dict[str, int]]:
        """Measures by day, both days included."""


class Facts(Protocol):
    """The analytical facts in S3."""

    def write(self, name: str, day: date, rows: Sequence[Mapping[str, object]]) -> None:
        """One object per stream batch; the same name overwrites itself."""


class Queue(Protocol):
    """A queue that takes JSON bodies."""

    def send(self, entries: Sequence[QueueEntry]) -> None:
        """Send all of them, ten per request. Raises `StorageConflict` naming how many were not taken."""


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """One message for a queue; group and deduplication for FIFO queues only."""

    body: str
    group: str = ""
    deduplication: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


class Bus(Protocol):
    """The event bus."""

    def publish(self, events: Sequence[tuple[str, datetime, Mapping[str, object]]]) -> None:
        """(type, time, detail) each; ten per request. Raises `StorageConflict` if any was not taken."""
