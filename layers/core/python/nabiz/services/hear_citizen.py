"""A citizen writes to a ticket of theirs on the page of the city."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from nabiz.configuration import Configuration
from nabiz.domain.errors import AlreadyDone, IllegalMove
from nabiz.domain.messages import Channel, MediaReference
from nabiz.domain.people import citizen
from nabiz.domain.ticket import Ticket
from nabiz.domain.timeline import Direction, Message, media_of, message_id
from nabiz.ports import Once, RateCap, UnitOfWork
from nabiz.services.attempts import try_again

UPLOAD = "upload"
WINDOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class HearCitizen:
    """The command; `uploads` are files that were brought before, `once` the caller's Idempotency-Key."""

    number: str
    text: str
    uploads: tuple[MediaReference, ...] = ()
    once: str = ""
    channel: str = Channel.WEB


def hear_citizen(
    command: HearCitizen, new_work: Callable[[], UnitOfWork], configuration: Configuration, at: datetime
) -> None:
    """Keep the words under the ticket; one that waited for the citizen goes on. Once for each `once`.

    Raises:
        NotFound: there is no such ticket.
        IllegalMove: nobody works on it any more.
        RateLimited: that many words in an hour are no words to the city.
    """
    try:
        try_again(lambda: _hear(command, new_work(), configuration, at), also_stale=True)
    except AlreadyDone:
        return


def may_reply(ticket: Ticket) -> bool:
    """Whether words of the citizen still reach somebody."""
    return not ticket.is_done


def _hear(command: HearCitizen, work: UnitOfWork, configuration: Configuration, at: datetime) -> None:
    ticket = work.ticket(command.number)
    if not may_reply(ticket):
        raise IllegalMove("This ticket is finished; please open a new one.", allowed=[], status=str(ticket.status))
    author = citizen(ticket.citizen)
    unique = message_id(at, f"{ticket.aggregate}|{ticket.seq}")
    files = media_of(ticket.aggregate, unique, UPLOAD, command.uploads)
    work.add(Message(ticket.aggregate, unique, Direction.IN, command.channel, str(author), at, text=command.text,
                     media=tuple(file.id for file in files)), *files)  # fmt: skip
    ticket.hear(configuration.rules, author, at, message=unique, channel=command.channel)
    limit = configuration.limits.messages_per_hour
    work.cap(RateCap(ticket.citizen, f"words-{at:%Y-%m-%dT%H}", limit, at + 2 * WINDOW))
    if command.once:
        work.once(Once(f"words|{command.number}|{command.once}"))
    work.commit()
