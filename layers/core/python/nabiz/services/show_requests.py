"""Requests as programs see them by Open311: nothing of a person to anybody but the program that sent it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from nabiz.configuration import Configuration
from nabiz.domain.errors import InvalidInput, NotFound
from nabiz.domain.events import Event
from nabiz.domain.exchange import Counterpart
from nabiz.domain.open311 import Client, named
from nabiz.domain.ticket import Ticket
from nabiz.ports import Reader
from nabiz.ports.exchange import Exchange

SPAN = timedelta(days=90)  # GeoReport v2: the longest span of a question, and what is shown without one
MOST = 1000  # GeoReport v2: requests in one answer
LOOKED_AT = 3000  # tickets that one question looks at; beyond, a narrower span is to be asked for
BATCH = 100
MOST_UPDATES, MOST_TICKETS = 1000, 50
# About 100 m: a request without its sender's words tells where something is, not whose door it is.
DECIMALS = 3

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Question:
    """Which requests; `ids` overrides everything else. `page` counts from 1."""

    ids: tuple[str, ...] = ()
    services: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    page: int = 1
    page_size: int = BATCH
    extensions: bool = False


@dataclass(frozen=True, slots=True)
class ShowRequests:
    """The use case with what it needs; `client` is whose key came, None without one."""

    reader: Reader
    exchange: Exchange
    configuration: Configuration
    client: Client | None
    language: str

    def find(self, question: Question, at: datetime) -> list[Json]:
        """The requests, newest first.

        Raises:
            InvalidInput: the span is too long, or the page lies beyond what one question shows.
        """
        if question.ids:
            found = {ticket.number: ticket for ticket in self._read(question.ids[:MOST])}
            tickets = [found[number] for number in dict.fromkeys(question.ids) if number in found]
        else:
            if question.page * question.page_size > MOST:
                raise InvalidInput(f"One question shows {MOST} requests; ask for a narrower span.", field="page")
            first = (question.page - 1) * question.page_size
            tickets = list(islice(self._matching(question, at), first, first + question.page_size))
        return self._shown(tickets, extensions=question.extensions)

    def one(self, number: str, *, extensions: bool = False) -> list[Json]:
        """One request, as a list of one. Raises `NotFound`."""
        tickets = self._read([number])
        if not tickets:
            raise NotFound("There is no request with this service_request_id.")
        return self._shown(tickets, extensions=extensions)

    def _matching(self, question: Question, at: datetime) -> Iterator[Ticket]:
        since, until = span_of(question.since, question.until, at)
        numbers = islice(self.exchange.opened(since, until), LOOKED_AT)
        while some := list(islice(numbers, BATCH)):
            known = {ticket.number: ticket for ticket in self._read(some)}
            for ticket in (known[number] for number in some if number in known):
                if since <= ticket.opened_at <= until and _matches(ticket, question):
                    yield ticket

    def _read(self, numbers: Sequence[str]) -> list[Ticket]:
        return [ticket for ticket in self.reader.tickets_by_number(list(dict.fromkeys(numbers)))
                if ticket.category in self.configuration.offer.services]  # fmt: skip

    def _shown(self, tickets: Sequence[Ticket], *, extensions: bool) -> list[Json]:
        numbers = [ticket.number for ticket in tickets]
        own = self.exchange.counterparts(self.client.code, numbers) if self.client and numbers else {}
        return [self._request(ticket, own.get(ticket.number), extensions=extensions) for ticket in tickets]

    def _request(self, ticket: Ticket, own: Counterpart | None, *, extensions: bool) -> Json:
        catalogue, place = self.configuration.catalogue, ticket.location
        department = catalogue.departments.get(ticket.department)
        resolve = ticket.resolve
        shown: Json = {
            "service_request_id": ticket.number,
            "status": status_of(ticket.is_done),
            "status_notes": self._note(str(ticket.status)),
            "service_name": catalogue.category(ticket.category).name(self.language),
            "service_code": ticket.category,
            "description": own.words.get("description") if own else None,
            "agency_responsible": department.name(self.language) if department else None,
            "service_notice": None,
            "requested_datetime": ticket.opened_at.isoformat(timespec="seconds"),
            "updated_datetime": (ticket.updated_at or ticket.opened_at).isoformat(timespec="seconds"),
            "expected_datetime": resolve.due.isoformat(timespec="seconds") if resolve and resolve.running else None,
            "address": (own.words.get("address") if own else None) or self._neighbourhood(ticket),
            "address_id": None,
            "zipcode": None,
            "lat": _degrees(place.lat, exact=own is not None) if place else None,
            "long": _degrees(place.lon, exact=own is not None) if place else None,
            "media_url": None,
        }
        if extensions:
            shown["extended_attributes"] = self._extended(ticket, own)
        return shown

    def _extended(self, ticket: Ticket, own: Counterpart | None) -> Json:
        extended: Json = {"detailed_status": str(ticket.status)}
        if own:
            extended |= {name: own.words[name] for name in ("device_id", "account_id") if name in own.words}
            extended |= {"external_reference": own.reference} if own.reference else {}
            extended |= {"attribute": json.loads(own.words["attributes"])} if "attributes" in own.words else {}
        return extended

    def _note(self, status: str) -> str:
        return named(self.configuration.offer.notes.get(status, {}), self.language) or status

    def _neighbourhood(self, ticket: Ticket) -> str | None:
        code = ticket.location.neighbourhood if ticket.location else ""
        return next((place.name for place in self.configuration.neighbourhoods if place.code == code), None)

    # -- what happened to them -------------------------------------------------------------------------------------

    def updates(self, ids: Sequence[str], since: datetime | None, until: datetime | None, at: datetime) -> list[Json]:
        """What happened to the client's own requests, oldest first: to some of them, or to all in a span.

        Raises:
            InvalidInput: too many requests, or too long a span.
        """
        assert self.client is not None
        if not ids:
            first, last = span_of(since, until, at)
            told = self.exchange.told(self.client.code, first, last, MOST_UPDATES)
            return [shown for one in told if (shown := self._update(one.number, one.event))]
        if len(ids) > MOST_TICKETS:
            raise InvalidInput(f"At most {MOST_TICKETS} service_request_id at once.", field="service_request_id")
        own = self.exchange.counterparts(self.client.code, list(dict.fromkeys(ids)))
        return [
            shown
            for ticket, events in self.exchange.history(sorted(own))
            for event in events
            if (since is None or event.at >= since) and (until is None or event.at <= until)
            if (shown := self._update(ticket.number, event))
        ]

    def _update(self, number: str, event: Event) -> Json | None:
        """A change of status; what people wrote and what happens within the house is not told."""
        status = event.facts.get("status", "")
        if not event.type.startswith("Ticket") or event.type in INTERNAL or not status:
            return None
        return {
            "update_id": f"{number}-{event.seq}",
            "service_request_id": number,
            "status": status_of(status in DONE_NAMES),
            "updated_datetime": event.at.isoformat(timespec="seconds"),
            "description": self._note(status),
            "media_url": None,
        }


INTERNAL = frozenset({"TicketEscalated", "TicketGivenTo", "TicketClassified", "TicketLocated"})
DONE_NAMES = frozenset({"resolved", "rejected", "duplicate", "closed"})


def status_of(is_done: bool) -> str:
    """GeoReport v2 knows two statuses."""
    return "closed" if is_done else "open"


def span_of(since: datetime | None, until: datetime | None, at: datetime) -> tuple[datetime, datetime]:
    """The span that a question means: the last 90 days, or 90 days from the end that it names.

    Raises:
        InvalidInput: it is longer than that, or its ends are swapped.
    """
    try:
        last = until or (min(since + SPAN, at) if since else at)
        first = since or last - SPAN
    except OverflowError:
        raise InvalidInput("This date lies beyond all calendars.", field="start_date") from None
    if since and until and first > last:
        raise InvalidInput("start_date lies after end_date.", field="start_date")
    if last - first > SPAN:
        raise InvalidInput(f"The span is longer than {SPAN.days} days.", field="end_date")
    return first, max(first, last)


def _matches(ticket: Ticket, question: Question) -> bool:
    of_service = not question.services or ticket.category in question.services
    return of_service and (not question.statuses or status_of(ticket.is_done) in question.statuses)


def _degrees(text: str, *, exact: bool) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if exact else round(value, DECIMALS)
