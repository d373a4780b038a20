"""The order in which a team was told to go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class RouteOrder:
    """Ticket numbers in the order that somebody chose; version 0 where nobody has."""

    team: str
    numbers: tuple[str, ...] = ()
    version: int = 0
    by: str = ""
    at: datetime | None = None


class RouteOrders(Protocol):
    """The order of each team."""

    def of(self, team: str) -> RouteOrder:
        """The order as it stands."""

    def keep(self, order: RouteOrder) -> None:
        """Instead of the one whose version is one less. Raises `StaleVersion` where that is another one."""
