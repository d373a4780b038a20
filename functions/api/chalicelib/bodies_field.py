"""What requests of field teams carry."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.reading_bodies import Body, Code


class TeamBody(Body):
    """The team that a ticket is given to."""

    team: Code


class RouteBody(Body):
    """Ticket numbers in the order in which to go; an empty list lets the way plan itself again."""

    numbers: Annotated[list[Code], msgspec.Meta(max_length=100)]
