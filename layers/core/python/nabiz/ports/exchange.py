"""Tickets that other bodies file and read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # said in annotations only: whoever needs one port need not load the whole domain
    from nabiz.domain.events import Event
    from nabiz.domain.exchange import Counterpart
    from nabiz.domain.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the history of a body's ticket."""

    event: Event
    number: str


class Exchange(Protocol):
    """What other bodies file, and what they may read of it."""

    def opened(self, since: datetime, until: datetime) -> Iterator[str]:
        """Numbers of tickets opened from `since` up to `until`, newest first: a request per month and hundred."""

    def counterparts(self, body: str, numbers: Sequence[str]) -> dict[str, Counterpart]:
        """What a body knows these tickets by, as far as they are its own; one request per hundred."""

    def by_reference(self, body: str, reference: str) -> str:
        """The number of the ticket that a body calls so, or an empty string; one request."""

    def told(self, body: str, since: datetime, until: datetime, limit: int) -> tuple[Told, ...]:
        """What happened to a body's tickets, oldest first: a request per month, one more per hundred found."""

    def history(self, numbers: Sequence[str]) -> tuple[tuple[Ticket, tuple[Event, ...]], ...]:
        """Tickets that exist with their history, oldest first; a request for each."""
