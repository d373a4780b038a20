"""Requests -> commands: the same for citizens and staff."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from nabiz.bootstrap import app
from nabiz.domain.errors import InvalidInput
from nabiz.domain.files import UPLOADS
from nabiz.domain.messages import Identifier, MediaReference
from nabiz.domain.places import Location
from nabiz.domain.ticket import Kind

if TYPE_CHECKING:
    from chalicelib.bodies import CitizenBody, LocationBody, TicketBody
    from nabiz.domain.people import Actor
    from nabiz.services.open_ticket import Opened


def open_from(body: TicketBody, channel: str, actor: Actor | None, once: str, at: datetime) -> Opened:
    """Open the ticket that a body describes.

    Raises:
        InvalidInput: a phone or an address that is none, or a category that does not exist.
    """
    from nabiz.services.open_ticket import OpenTicket, open_new_ticket

    configuration = app().configuration
    city, callbacks = configuration.city, configuration.switchboard.callbacks
    called_back = body.kind is Kind.CALLBACK and not body.category
    command = OpenTicket(
        channel=channel, text=body.text, identifiers=read_identifiers(body.citizen), name=body.citizen.name,
        kind=body.kind, category=callbacks.category if called_back else body.category,
        terms=callbacks.terms if called_back else None, is_callback=body.kind is Kind.CALLBACK,
        location=_location(body.location), uploads=read_uploads(body.media), actor=actor,
        language=body.language if body.language in city.languages else city.default_language,
        once=once, call=body.call if actor else "", visit=body.visit if actor else "",
    )  # fmt: skip
    if command.call and app().calls.find(command.call) is None:
        raise InvalidInput("There is no such call.", field="call")
    if command.visit and not app().visits.known(command.visit):
        raise InvalidInput("There is no such visit.", field="visit")
    return open_new_ticket(command, app().new_work, configuration, at)


def read_uploads(ids: list[str]) -> tuple[MediaReference, ...]:
    """The uploaded files, each once."""
    return tuple(MediaReference(UPLOADS + upload, "", "document") for upload in dict.fromkeys(ids))


def read_identifiers(body: CitizenBody) -> tuple[Identifier, ...]:
    """The phone in E.164 and the mail address, as far as given."""
    found = [read_phone(body.phone)] if body.phone else []
    if body.email:
        found.append(read_email(body.email))
    return tuple(found)


def read_phone(written: str) -> Identifier:
    """A phone as people write it. Raises `InvalidInput`."""
    from nabiz.text.phones import normalise_phone

    phone = normalise_phone(written)
    if phone is None:
        raise InvalidInput("This is no phone number; write it like 0532 111 22 33.", field="phone")
    return phone


def read_email(written: str) -> Identifier:
    """A mail address, in small letters. Raises `InvalidInput`."""
    address = written.strip()
    local, at, domain = address.rpartition("@")
    if not (local and at and "." in domain and address.isascii()) or any(
        c.isspace() or c in '<>(),;"' for c in address
    ):
        raise InvalidInput("This is no mail address; write it like name@example.com.", field="email")
    return Identifier("email", address.lower())


def read_once(request: Any) -> str:
    """The caller's Idempotency-Key, empty if none. Raises `InvalidInput` for one that is too long."""
    key = str(request.headers.get("idempotency-key", ""))
    if len(key) > 200:
        raise InvalidInput("An Idempotency-Key has at most 200 characters.", field="Idempotency-Key")
    return key


def _location(body: LocationBody | None) -> Location | None:
    if body is None:
        return None
    if (body.lat is None) != (body.lon is None):
        raise InvalidInput("A position has both lat and lon.", field="location")
    lat = "" if body.lat is None else repr(body.lat)
    lon = "" if body.lon is None else repr(body.lon)
    return Location(lat, lon, body.address, body.neighbourhood)
