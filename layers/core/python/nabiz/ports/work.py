"""Writing: the clock, one transaction, and what makes a repetition harmless."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # said in annotations only: whoever needs one port need not load the whole domain
    from nabiz.domain.citizen import Citizen
    from nabiz.domain.conversation import Conversation
    from nabiz.domain.events import Event
    from nabiz.domain.exchange import Counterpart
    from nabiz.domain.identity import Link
    from nabiz.domain.messages import Identifier
    from nabiz.domain.ticket import Ticket
    from nabiz.domain.timeline import Media, Message
    from nabiz.ports.reading import SurveyCode
    from nabiz.ports.telling import RateCap


class Clock(Protocol):
    """The time, with time zone."""

    def now(self) -> datetime:
        """Now."""


@dataclass(frozen=True, slots=True)
class Once:
    """A command that must be carried out once: its key, and what a repetition is answered with."""

    key: str
    result: str = ""


class UnitOfWork(Protocol):
    """Reads some things, changes them, writes all of it or nothing.

    What `ticket`, `citizen` and `conversation` return is written by `commit` if it changed.
    """

    def ticket(self, number: str) -> Ticket:
        """The ticket as it stands. Raises `NotFound`."""

    def sender(
        self, conversation_id: str, identifiers: Sequence[Identifier]
    ) -> tuple[Conversation | None, dict[Identifier, str]]:
        """The conversation, if there is one, and whom each known identifier belongs to: one request, or none.

        An empty `conversation_id` asks for the identifiers alone.
        """

    def citizen(self, citizen_id: str) -> Citizen:
        """The citizen. Raises `NotFound`."""

    def add(self, *things: Ticket | Citizen | Conversation | Message | Media | Event | SurveyCode | Link) -> None:
        """Things that do not exist yet."""

    def take(self, ticket: Ticket) -> None:
        """Write a ticket that was read elsewhere, strongly consistent, if it changes."""

    def link(self, conversation_id: str, number: str, *, open: bool) -> None:
        """Further messages of the conversation may (not) join this ticket; holds whatever else changed it."""

    def link_call(self, call_id: str, number: str, *, callback: bool = False) -> None:
        """Let a call know of a ticket, and perhaps that by it the caller is called back; the call must be there."""

    def link_visit(self, visit_id: str, number: str) -> None:
        """Let a visit to the welcome desk know of a ticket; the visit must be there."""

    def know(self, counterpart: Counterpart) -> None:
        """Keep what another body knows a ticket by; the commit fails where its reference belongs to another one."""

    def cap(self, cap: RateCap) -> None:
        """Count against a limit; the commit fails with `RateLimited` where it is reached."""

    def once(self, once: Once) -> None:
        """Make the commit fail with `AlreadyDone` if a commit with this key succeeded before."""

    def commit(self) -> None:
        """Write everything in one transaction.

        Raises:
            AlreadyDone: see `once`; `details["result"]` is what the first one left.
            StaleVersion: somebody else changed the ticket since it was read.
            StorageConflict: something else was in the way; the whole use case may be tried again.
        """
