"""What answers say of the welcome desk."""

from __future__ import annotations

from datetime import date, datetime

from chalicelib.answers.basic import Answer
from nabiz.domain.visits import Precedence, Result, State, Step


class VisitShown(Answer):
    """A visit; `line` is its service, or `unit:{department}` once it was handed over. `next` is where it can go."""

    id: str
    number: str
    day: date
    service: str
    line: str
    state: State
    precedence: Precedence | None
    desk: str | None
    unit: str | None
    operator: str | None
    citizen: str | None
    arrived_at: datetime
    since: datetime
    result: Result | None
    subject: str | None
    tickets: list[str]
    steps: list[Step]
    next: list[State]
    version: int


class VisitList(Answer):
    """A page of visits, latest first."""

    items: list[VisitShown]
    cursor: str | None


class NextCalled(Answer):
    """Whom the desk called; null where nobody waits."""

    visit: VisitShown | None


class Named(Answer):
    """A code with its name in the asked language."""

    code: str
    name: str


class ServiceOffered(Named):
    """A service; `waiting` as of a moment ago."""

    prefix: str
    waiting: int


class DeskOffered(Named):
    """A desk, and the lines from which it calls."""

    services: list[str]
    unit: str | None
    waiting: int


class DeskSetup(Answer):
    """The welcome desk as it is set up; targets in seconds."""

    services: list[ServiceOffered]
    desks: list[DeskOffered]
    units: list[Named]
    subjects: list[Named]
    wait_target: int
    serve_target: int


class NumberCalled(Answer):
    """A number on the display board."""

    number: str
    desk: str
    desk_name: str
    state: State
    called_at: datetime


class Board(Answer):
    """What a display board shows: numbers and desks, no person. `waiting` by line."""

    at: datetime
    called: list[NumberCalled]
    waiting: dict[str, int]


class DeskCounts(Answer):
    """Counts, averages in seconds and shares, null where there is nothing to divide; `definitions` say what is what."""

    taken: int
    precedence: int
    called: int
    average_wait: float | None
    wait_within: int
    wait_within_share: float | None
    served: int
    average_serving: float | None
    serve_within: int
    serve_within_share: float | None
    finished: int
    handed_over: int
    left: int
    no_show: int
    gave_up: int
    with_ticket: int
    answered: int


class DeskCountsOf(DeskCounts):
    """The same of one hour, desk or service."""

    of: str


class DeskReport(DeskCounts):
    """The figures of some days, of all services or of one; answers by subject."""

    since: date
    until: date
    service: str | None
    wait_target: int
    serve_target: int
    hours: list[DeskCountsOf]
    desks: list[DeskCountsOf]
    services: list[DeskCountsOf]
    subjects: dict[str, int]
    definitions: dict[str, str]
