"""Queues, the bus, and what is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # said in annotations only: whoever needs one port need not load the whole domain
    from nabiz.domain.ticket import TimerKind


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


class Timers(Protocol):
    """The sparse index of what is due."""

    def due(self, kinds: frozenset[TimerKind], since: datetime, until: datetime) -> Iterable[str]:
        """Numbers of tickets with a timer in this time, soonest first within its hour; reads only those hours."""

    def read_mark(self, run: str) -> datetime | None:
        """Up to where a scheduled run has worked."""

    def write_mark(self, run: str, at: datetime) -> None:
        """Remember it; never moves backward."""
