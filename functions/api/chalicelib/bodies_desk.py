"""What requests of the welcome desk carry."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.reading_bodies import Body, Code
from nabiz.domain.visits import Precedence, Result, State

VISIT_ID = "^[A-Za-z0-9_-]{16,64}$"


class VisitBody(Body):
    """Somebody takes a number. `id` is chosen by the asker (16 to 64 letters, digits, dashes): sent again, it gives no
    second number. `citizen` is the id of a citizen, if they said who they are."""

    id: Annotated[str, msgspec.Meta(pattern=VISIT_ID)]
    service: Code
    precedence: Precedence | None = None
    citizen: Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_-]{0,64}$")] = ""


class VisitMoveBody(Body):
    """A move of a visit, with what it demands: `called` a desk, `handed_over` a unit, `finished` a result."""

    to: State
    desk: Code = ""
    unit: Code = ""
    result: Result | None = None
    subject: Code = ""


class NextBody(Body):
    """The desk that calls the next."""

    desk: Code
