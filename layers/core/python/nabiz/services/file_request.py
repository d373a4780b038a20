"""A program files a request by Open311, as a citizen's matter like any other; or adds to one that it filed."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from nabiz.configuration import Configuration
from nabiz.domain.errors import AlreadyDone, InvalidInput, NotFound
from nabiz.domain.filing import Queued, Reported, Update
from nabiz.domain.messages import Channel, MediaReference
from nabiz.domain.open311 import LONGEST_DESCRIPTION, Client, Service, check_attributes
from nabiz.domain.people import system
from nabiz.domain.timeline import Direction, Message, message_id
from nabiz.ports import Once, UnitOfWork
from nabiz.ports.exchange import Exchange
from nabiz.services.attempts import try_again
from nabiz.services.hear_citizen import HearCitizen, hear_citizen, may_reply
from nabiz.services.open_ticket import Filed, OpenTicket, open_new_ticket

TOKEN_LENGTH = 32


def check_report(report: Reported, configuration: Configuration) -> Service:
    """See that it is about something that is offered, says where it is, and answers what is asked.

    Raises:
        InvalidInput: names the field.
    """
    service = configuration.offer.services.get(report.service)
    if not report.service:
        raise InvalidInput("service_code is required.", field="service_code")
    if service is None:
        raise InvalidInput("There is no such service_code; ask /services for those there are.", field="service_code")
    if len(report.description) > LONGEST_DESCRIPTION:
        raise InvalidInput(f"description has at most {LONGEST_DESCRIPTION} characters.", field="description")
    if report.location is None:
        raise InvalidInput("Say where it is: lat and long, address_string, or address_id.", field="address_string")
    check_attributes(service, report.attributes, configuration.city.default_language)
    return service


def file_request(
    report: Reported, client: Client, uploads: tuple[MediaReference, ...], new_work: Callable[[], UnitOfWork],
    exchange: Exchange, configuration: Configuration, at: datetime,
) -> str:  # fmt: skip
    """Open a ticket; its number. The same reference or idempotency key again gives the same ticket.

    Raises:
        InvalidInput: see `check_report`.
    """
    service = check_report(report, configuration)
    if report.reference and (known := exchange.by_reference(client.code, report.reference)):
        return known
    answers = check_attributes(service, report.attributes, configuration.city.default_language)
    name = configuration.catalogue.category(service.category).name(configuration.city.default_language)
    once = report.once or report.reference
    command = OpenTicket(
        channel=Channel.OPEN311, text="\n".join(filter(None, [report.description or name, *answers])),
        identifiers=report.identifiers, name=report.name, category=service.category, location=report.location,
        uploads=uploads, addresses=report.addresses, language=report.language,
        once=f"{client.code}|{once}" if once else "",
        filed=Filed(client.code, report.reference, _words(report)),
    )  # fmt: skip
    return open_new_ticket(command, new_work, configuration, at).number


def _words(report: Reported) -> dict[str, str]:
    """What its own sender may read again."""
    words = dict(report.devices)
    if report.description:
        words["description"] = report.description
    if report.location and report.location.address:
        words["address"] = report.location.address
    if report.attributes:
        words["attributes"] = json.dumps(report.attributes, ensure_ascii=False)
    return words


# -- tokens: a request that gets its number later -----------------------------------------------------------------


def token_of(secret: str, client: str, once: str) -> str:
    """The token of a request, the same for the same key; nobody else can guess it."""
    return hmac.new(secret.encode(), f"open311|{client}|{once}".encode(), hashlib.sha256).hexdigest()[:TOKEN_LENGTH]


def number_of_token(token: str, client: str, result_of: Callable[[str], str]) -> str:
    """The number of a request that came by the queue; empty while it waits there."""
    result = result_of(f"open|{Channel.OPEN311}|{client}|{token}")
    return str(json.loads(result)["number"]) if result else ""


def file_queued(
    queued: Queued, new_work: Callable[[], UnitOfWork], exchange: Exchange, configuration: Configuration, at: datetime
) -> str:
    """Open the ticket of a request that came by the queue, once for its token; its number.

    Raises:
        InvalidInput: the city has taken the service, or the client, out of its offer meanwhile.
    """
    client = configuration.offer.clients.get(queued.client)
    if client is None:
        raise InvalidInput("This client is no client any more.", field="client")
    report = replace(queued.report, once=queued.token)
    return file_request(report, client, queued.uploads, new_work, exchange, configuration, at)


# -- updates of a request ------------------------------------------------------------------------------------------


def add_update(
    update: Update, client: Client, new_work: Callable[[], UnitOfWork], exchange: Exchange,
    configuration: Configuration, at: datetime,
) -> None:  # fmt: skip
    """Keep the words with the ticket, once for each id: as the citizen's, or as a note where the work is over.

    Raises:
        NotFound: the client filed no such request.
        InvalidInput: there are no words.
    """
    if not update.text:
        raise InvalidInput("description is required.", field="description")
    if len(update.text) > LONGEST_DESCRIPTION:
        raise InvalidInput(f"description has at most {LONGEST_DESCRIPTION} characters.", field="description")
    if update.number not in exchange.counterparts(client.code, [update.number]):
        raise NotFound("There is no request with this service_request_id that this api_key filed.")
    once = f"{client.code}|{update.id}" if update.id else ""
    if may_reply(new_work().ticket(update.number)):
        hear_citizen(HearCitizen(update.number, update.text, once=once, channel=Channel.OPEN311), new_work,
                     configuration, at)  # fmt: skip
    else:
        _note_late(update, client, once, new_work, at)


def _note_late(
    update: Update, client: Client, once: str, new_work: Callable[[], UnitOfWork], at: datetime
) -> None:  # fmt: skip
    def note() -> None:
        work = new_work()
        ticket, author = work.ticket(update.number), system(f"client-{client.code}")
        unique = message_id(at, f"{ticket.aggregate}|{ticket.seq}")
        work.add(Message(ticket.aggregate, unique, Direction.NOTE, Channel.OPEN311, str(author), at, text=update.text))
        ticket.note(author, at, message=unique)
        if once:
            work.once(Once(f"words|{update.number}|{once}"))
        work.commit()

    try:
        try_again(note, also_stale=True)
    except AlreadyDone:
        return
