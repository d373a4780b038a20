"""A ticket as the staff sees it, and lists of them."""

from __future__ import annotations

from datetime import datetime

from chalicelib.answers.basic import Answer, Links
from nabiz.domain.catalogue import Priority
from nabiz.domain.clocks import Breach, Clock
from nabiz.domain.ladder import Quiet
from nabiz.domain.places import Location
from nabiz.domain.survey import Survey
from nabiz.domain.ticket import Kind
from nabiz.domain.workflow import Status


class Due(Answer):
    """Both promises; null while a clock waits or after it has stopped."""

    respond: datetime | None
    resolve: datetime | None


class Clocks(Answer):
    """The clocks of the present cycle; `promises` are those beside the first answer and the solution, by `name`.

    `quiet` says until when somebody holds the escalation back; `first_breach` is the first promise that was broken,
    in whatever cycle that was.
    """

    respond: Clock | None
    resolve: Clock | None
    promises: tuple[Clock, ...]
    first_breach: Breach | None
    quiet: Quiet | None


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
