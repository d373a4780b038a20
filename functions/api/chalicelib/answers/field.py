"""What answers say of field teams."""

from __future__ import annotations

from chalicelib.answers.basic import Answer
from chalicelib.answers.tickets import TicketShown


class TeamShown(Answer):
    """A team; `mine` where the asker is one of it."""

    code: str
    name: str
    departments: list[str]
    members: list[str]
    mine: bool


class TeamList(Answer):
    """The teams that the asker may see."""

    items: list[TeamShown]


class StopShown(Answer):
    """A ticket on the way; metres along the great circle from the stop before, null where its place is not known."""

    ticket: TicketShown
    metres: int | None
    fixed: bool


class RouteShown(Answer):
    """A team's way. `version` is that of the order that somebody chose, 0 without one; `more`: it has more tickets."""

    team: str
    stops: list[StopShown]
    metres: int
    version: int
    more: bool
