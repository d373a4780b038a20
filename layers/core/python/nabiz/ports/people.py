"""Who works here, what they looked at, and the lists that they saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # said in annotations only: whoever needs one port need not load the whole domain
    from nabiz.domain.people import Actor
    from nabiz.domain.staff import StaffUser, UserChange
    from nabiz.ports.reading import Page


class Directory(Protocol):
    """The city's staff."""

    def page(self, limit: int, cursor: str = "") -> Page[StaffUser]:
        """Everybody, page by page. Raises `InvalidInput` for a cursor that is none."""

    def get(self, username: str) -> StaffUser:
        """One of them. Raises `NotFound`."""

    def create(self, user: StaffUser) -> StaffUser:
        """Invite somebody. Raises `AlreadyThere`."""

    def change(self, standing: StaffUser, wanted: StaffUser) -> None:
        """Bring an account to name, role, departments and whether it may sign in; doing it again changes nothing."""

    def reset_password(self, username: str) -> None:
        """Send a code for a new password. Raises `NotFound`, or `InvalidInput` in a state in which there is none."""


class UserChanges(Protocol):
    """The history of the accounts; only ever appended to."""

    def record(self, change: UserChange) -> None:
        """Append."""

    def page(self, limit: int, cursor: str = "") -> Page[UserChange]:
        """The history, newest first."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A list that somebody wants to see again; `query` is the query string of its address."""

    name: str
    query: str


class SavedViews(Protocol):
    """What each user has saved."""

    def of(self, username: str) -> tuple[SavedView, ...]:
        """Theirs, in their order."""

    def keep(self, username: str, views: tuple[SavedView, ...]) -> None:
        """Instead of what was there."""


class AccessLog(Protocol):
    """Who looked at whose data."""

    def record_access(self, citizen_id: str, actor: Actor, what: str, at: datetime) -> None:
        """Write it down before the data is shown."""

    def record_accesses(self, citizen_ids: Sequence[str], actor: Actor, what: str, at: datetime) -> None:
        """The same for several people; one request per hundred."""
