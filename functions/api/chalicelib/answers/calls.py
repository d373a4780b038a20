"""What answers say of phone calls."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from chalicelib.answers.basic import Answer
from chalicelib.answers.citizens import CitizenShown
from chalicelib.answers.tickets import TicketShown
from nabiz.domain.call_pieces import CallDirection, CallOutcome, Leg, Presence


class PostTaken(Answer, omit_defaults=True):
    """A telephone system's post was taken; Amazon Data Firehose wants its own two fields and no others."""

    status: str = ""
    request_id: str = msgspec.field(default="", name="requestId")
    timestamp: int = 0


class CallShown(Answer):
    """A call in a list. Times in seconds; the caller's number is shown in part, or null where it is not known."""

    id: str
    provider: str
    line: str | None
    queue: str | None
    operator: str | None
    direction: CallDirection
    outcome: CallOutcome
    caller: str | None
    withheld: bool
    started_at: datetime
    connected_at: datetime | None
    ended_at: datetime | None
    wait: int
    talk: int
    hold: int
    after_work: int
    handling: int
    tickets: list[str]
    callback: str | None
    version: int


class CallList(Answer):
    """A page of calls, latest first."""

    items: list[CallShown]
    cursor: str | None


class KnownBy(Answer):
    """The operator whom a caller talked to last."""

    operator: str
    at: datetime


class CallerShown(Answer):
    """Who calls: the number, the citizen that it belongs to, what is open, and who knows them."""

    phone: str
    citizen: CitizenShown | None
    open_tickets: list[TicketShown]
    calls: list[CallShown]
    known_by: KnownBy | None


class CallCard(Answer):
    """One call with its stretches and its caller (null where the number is not known)."""

    call: CallShown
    legs: list[Leg]
    caller: CallerShown | None


class DeskShown(Answer):
    """What happens at the asker's desk; null where nothing does, and the caller where the call was seen before."""

    presence: Presence | None
    since: datetime | None
    call: CallShown | None
    caller: CallerShown | None


class CallCounts(Answer):
    """Calls that came in; shares of `offered`, null without any. `within` by seconds."""

    offered: int
    answered: int
    abandoned: int
    left: int
    waiting: int
    not_queued: int
    outbound: int
    within: dict[str, int]
    within_share: dict[str, float | None]
    abandoned_within: dict[str, int]
    abandoned_share: float | None
    average_wait: float | None
    handled: int
    average_handling: float | None


class HourShown(CallCounts):
    """The calls of one hour of the day."""

    hour: int


class OperatorShown(Answer):
    """What one operator did; `handled` counts stretches of calls, so one that was passed on counts for both."""

    operator: str
    handled: int
    average_handling: float | None
    percentiles: dict[str, int]


class CallReport(CallCounts):
    """Figures of calls, with the words that define them."""

    since: date = msgspec.field(name="from")
    until: date = msgspec.field(name="to")
    line: str | None
    percentiles: dict[str, int]
    talk: int
    hold: int
    after_work: int
    hours: list[HourShown]
    operators: list[OperatorShown]
    definitions: dict[str, str]
