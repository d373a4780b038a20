"""Phone calls: kept, listed, and shown at the desk at which they ring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # said in annotations only: whoever needs one port need not load the whole domain
    from nabiz.domain.call_pieces import Presence
    from nabiz.domain.calls import Call
    from nabiz.ports.reading import Page


@dataclass(frozen=True, slots=True)
class Present:
    """The last that is known of an operator's desk."""

    operator: str
    call: str
    presence: Presence
    at: datetime


@dataclass(frozen=True, slots=True)
class CallQuery:
    """Which calls a list shows, latest first: of a local day, of a caller (E.164), or of an operator on that day.

    `line`, `outcome` narrow it.
    """

    day: date
    operator: str = ""
    caller: str = ""
    line: str = ""
    outcome: str = ""
    limit: int = 50
    cursor: str = ""


class Calls(Protocol):
    """The calls."""

    def find(self, call_id: str) -> Call | None:
        """A call as it stands."""

    def put(self, call: Call, expires_at: datetime) -> None:
        """Write what was learned; `version` counts on. Raises `StorageConflict` where somebody else was faster."""

    def page(self, query: CallQuery) -> Page[Call]:
        """A list. Raises `InvalidInput` for a cursor that is none of it."""

    def notice(self, present: Present) -> None:
        """Remember what happens at a desk; older news than what stands there changes nothing."""

    def present(self, operator: str) -> Present | None:
        """What was noticed there last."""
