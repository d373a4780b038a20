"""Visits to the welcome desk: numbered, kept, and waiting in their lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # said in annotations only: whoever needs one port need not load the whole domain
    from nabiz.domain.visits import Visit
    from nabiz.ports.reading import Page
    from nabiz.ports.work import Once


@dataclass(frozen=True, slots=True)
class VisitQuery:
    """Which visits of a local day a list shows, latest first; the rest narrows it."""

    day: date
    service: str = ""
    state: str = ""
    desk: str = ""
    open: bool = False
    limit: int = 50
    cursor: str = ""


class Visits(Protocol):
    """The visits."""

    def take(self, visit: Visit, prefix: str) -> Visit:
        """Give it the next number of its service and day and write it; the one that is there for a known id.

        Raises:
            StorageConflict: others were faster too often.
        """

    def find(self, visit_id: str) -> Visit:
        """A visit as it stands. Raises `NotFound`."""

    def carried_out(self, once: Once) -> str:
        """The visit that a command with this key changed before; empty if there was none."""

    def put(self, visit: Visit, once: Once | None = None) -> None:
        """Write what was changed; `version` counts on.

        Raises:
            StorageConflict: somebody else was faster.
            AlreadyDone: see `nabiz.ports.Once`.
        """

    def line(self, day: date, line: str, limit: int) -> list[Visit]:
        """Who waits there, in order of rank; may be a moment old."""

    def waiting(self, day: date, lines: Sequence[str]) -> dict[str, int]:
        """How many wait in each line; may be a moment old. One request each."""

    def at_desks(self, day: date) -> list[Visit]:
        """Who is called or served, longest first; may be a moment old."""

    def page(self, query: VisitQuery) -> Page[Visit]:
        """A list. Raises `InvalidInput` for a cursor that is none of it."""
