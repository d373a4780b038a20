"""What a citizen wants to be told is shown and changed: by themselves, by their mail program, by the staff."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from nabiz.domain.errors import StaleVersion
from nabiz.domain.preferences import How, Preferences, Purpose
from nabiz.ports import UnitOfWork
from nabiz.services.attempts import try_again
from nabiz.services.persons import head_of


@dataclass(frozen=True, slots=True)
class ChangePreferences:
    """The command.

    Attributes:
        citizen: any record of the person.
        wanted: the new wishes, or what becomes of those that stand.
        by: an actor, as text.
        version: that the asker saw; None where the change holds whatever stands.
    """

    citizen: str
    wanted: Preferences | Callable[[Preferences], Preferences]
    by: str
    how: How
    reason: str = ""
    version: int | None = None


def change_preferences(command: ChangePreferences, new_work: Callable[[], UnitOfWork], at: datetime) -> Preferences:
    """Take the wishes down; the same again changes nothing and is not written down twice.

    Raises:
        NotFound: there is no such citizen.
        StaleVersion: somebody changed the citizen since `version`.
    """
    return try_again(lambda: _change(command, new_work(), at))


def _change(command: ChangePreferences, work: UnitOfWork, at: datetime) -> Preferences:
    citizen = head_of(work, command.citizen)
    if command.version is not None and command.version != citizen.version:
        raise StaleVersion("This citizen was changed meanwhile; read again and decide anew.", version=citizen.version)
    wanted = command.wanted if isinstance(command.wanted, Preferences) else command.wanted(citizen.preferences)
    if citizen.wish(wanted, command.by, command.how, at, command.reason):
        work.commit()
    return wanted


def unsubscribe(citizen: str, purpose: Purpose, by: str, new_work: Callable[[], UnitOfWork], at: datetime) -> None:
    """One press in a mail program (RFC 8058): nothing more of this purpose, by any channel. Raises `NotFound`."""
    change_preferences(
        ChangePreferences(citizen, lambda now: now.stop((purpose,)), by, How.UNSUBSCRIBE), new_work, at
    )  # fmt: skip
