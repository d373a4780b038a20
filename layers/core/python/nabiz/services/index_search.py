"""What was said becomes findable: the words of a ticket, its messages, its place and its citizen's name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC

from nabiz.domain.ticket import Ticket
from nabiz.ports.search import PEOPLE, TICKETS, IndexEntry, Searchable, SearchIndex
from nabiz.services.attempts import try_again
from nabiz.text.stemming import beginnings, terms


def index_search(aggregate: str, messages: Sequence[str], citizen: str, index: SearchIndex) -> int:
    """Let a ticket be found by its own words and by those of these messages, and its citizen by the name.

    It reads what stands there now, so it does not matter which events come, how often and in which order.

    Returns:
        How many items of the index were written; none where all of it was known.
    """

    def step() -> int:
        found = index.read(aggregate, messages, citizen)
        return index.write([*_ticket_entry(found), *_citizen_entry(found)])

    return try_again(step)


def _ticket_entry(found: Searchable) -> list[IndexEntry]:
    ticket = found.ticket
    if ticket is None:
        return []
    names = frozenset(terms(found.citizen.name)) if found.citizen else frozenset()
    said = " ".join([ticket.text, *(message.text for message in found.messages), *_place(ticket)])
    return [
        IndexEntry(
            ticket.aggregate, TICKETS, _position(ticket), frozenset(terms(said)) | names, names,
            ticket.version, found.ticket_indexed, ticket.department,
        )
    ]  # fmt: skip


def _citizen_entry(found: Searchable) -> list[IndexEntry]:
    citizen = found.citizen
    if citizen is None or not citizen.name:
        return []
    words = frozenset(beginnings(citizen.name))
    return [IndexEntry(citizen.aggregate, PEOPLE, citizen.id, words, words, citizen.version, found.citizen_indexed)]


def _place(ticket: Ticket) -> list[str]:
    return [ticket.location.address, ticket.location.neighbourhood.replace("-", " ")] if ticket.location else []


def _position(ticket: Ticket) -> str:
    """Newest first: by the moment at which it was opened, which never changes."""
    return f"{ticket.opened_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}#{ticket.number}"
