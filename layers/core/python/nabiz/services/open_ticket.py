"""A citizen fills in the web form, or an operator types what a caller says."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from nabiz.configuration import Configuration
from nabiz.domain.catalogue import Terms
from nabiz.domain.citizen import Citizen, new_citizen_id
from nabiz.domain.errors import AlreadyDone
from nabiz.domain.exchange import Counterpart
from nabiz.domain.messages import Identifier, MediaReference
from nabiz.domain.people import Actor
from nabiz.domain.people import citizen as acting_citizen
from nabiz.domain.places import Location
from nabiz.domain.ticket import Kind, Ticket
from nabiz.domain.timeline import Direction, Media, Message, media_of, message_id
from nabiz.ports import Once, UnitOfWork
from nabiz.services.attempts import try_again
from nabiz.services.opening import Opening, open_ticket

UPLOAD, ADDRESS = "upload", "address"


@dataclass(frozen=True, slots=True)
class Filed:
    """By which body a ticket is filed, what that calls it, and what it may read of its own words."""

    body: str
    reference: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """The command. `actor` is None where the citizen acts; `uploads` are ids that `prepare_upload` gave out."""

    channel: str
    text: str
    identifiers: tuple[Identifier, ...]
    name: str = ""
    kind: Kind | None = None
    category: str = ""
    location: Location | None = None
    uploads: tuple[MediaReference, ...] = ()
    actor: Actor | None = None
    language: str = "tr"
    once: str = ""  # the caller's Idempotency-Key, empty if none
    call: str = ""  # id of the phone call in which it was said
    visit: str = ""  # id of the visit to the welcome desk in which it was said
    terms: Terms | None = None
    is_callback: bool = False  # by this ticket the caller of `call` is called back
    silent: str = ""  # why the citizen hears of it only what a person writes
    addresses: tuple[MediaReference, ...] = ()  # files that lie at addresses of others, to be fetched from there
    filed: Filed | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """What the caller is told: the same words for a repetition of the same command."""

    number: str
    status: str
    department: str
    category: str
    respond_due: str
    resolve_due: str
    version: int


def open_new_ticket(
    command: OpenTicket, new_work: Callable[[], UnitOfWork], configuration: Configuration, at: datetime
) -> Opened:
    """Open a ticket for a person; a repetition with the same `once` gives the first answer again.

    Raises:
        InvalidInput: the category does not exist.
    """
    try:
        return try_again(lambda: _open(command, new_work(), configuration, at))
    except AlreadyDone as done:
        return Opened(**json.loads(str(done.details["result"])))


def _open(command: OpenTicket, work: UnitOfWork, configuration: Configuration, at: datetime) -> Opened:
    who = _find_or_make_citizen(command, work, at)
    actor = command.actor or acting_citizen(who)
    opening = Opening(
        channel=command.channel, text=command.text, citizen=who, actor=actor,
        message=lambda aggregate: _message(command, aggregate, actor, at),
        media=lambda aggregate: _media(command, aggregate, at),
        kind=command.kind, category=command.category, location=command.location, language=command.language,
        terms=command.terms, silent=command.silent, filed_by=command.filed.body if command.filed else "",
    )  # fmt: skip
    ticket = open_ticket(opening, work, configuration, at)
    if command.filed:
        filed = command.filed
        work.know(Counterpart(ticket.number, filed.body, at, filed.reference, filed.words))
    if command.call:
        ticket.record("CallLinked", actor, at, {"call": command.call})
        work.link_call(command.call, ticket.number, callback=command.is_callback)
    if command.visit:
        ticket.record("VisitLinked", actor, at, {"visit": command.visit})
        work.link_visit(command.visit, ticket.number)
    answer = _answer(ticket)
    if command.once:
        body = {name: getattr(answer, name) for name in answer.__dataclass_fields__}
        work.once(Once(f"open|{actor if command.actor else command.channel}|{command.once}", json.dumps(body)))
    work.commit()
    return answer


def _find_or_make_citizen(command: OpenTicket, work: UnitOfWork, at: datetime) -> str:
    _, known = work.sender("", command.identifiers) if command.identifiers else (None, {})
    if not known:
        person = Citizen(new_citizen_id(), at, name=command.name, language=command.language)
        person.learn(*command.identifiers)
        work.add(person)
        return person.id
    # Of two people who share an address in one form, the first identifier wins; merging them is a person's decision.
    return next(known[identifier] for identifier in command.identifiers if identifier in known)


def _message(command: OpenTicket, aggregate: str, actor: Actor, at: datetime) -> Message:
    unique = message_id(at, aggregate)
    files = _media(command, aggregate, at)
    return Message(aggregate, unique, Direction.IN, command.channel, str(actor), at, text=command.text,
                   media=tuple(file.id for file in files))  # fmt: skip


def _media(command: OpenTicket, aggregate: str, at: datetime) -> tuple[Media, ...]:
    message = message_id(at, aggregate)
    return (*media_of(aggregate, message, UPLOAD, command.uploads),
            *media_of(aggregate, message, ADDRESS, command.addresses))  # fmt: skip


def _answer(ticket: Ticket) -> Opened:
    respond, resolve = ticket.respond, ticket.resolve
    return Opened(
        ticket.number, ticket.status, ticket.department, ticket.category,
        respond.due.isoformat() if respond else "", resolve.due.isoformat() if resolve else "", version=1,
    )  # fmt: skip
