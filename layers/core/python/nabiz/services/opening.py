"""Opening a ticket: classified, routed to a department or to triage, clocks running. Shared by every way in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from nabiz.configuration import Configuration
from nabiz.domain.catalogue import DepartmentKind, Terms
from nabiz.domain.numbers import new_number
from nabiz.domain.people import Actor, system
from nabiz.domain.places import Location
from nabiz.domain.ticket import Kind, Ticket
from nabiz.domain.timeline import Media, Message
from nabiz.ports import UnitOfWork
from nabiz.services.reading import kind_of, read_words
from nabiz.text.classification import Guess

ROUTING = system("routing")


@dataclass(frozen=True, slots=True)
class Opening:
    """What is known when a ticket opens. `category` and `kind` are a person's choice; without them the text decides."""

    channel: str
    text: str
    citizen: str
    actor: Actor
    message: Callable[[str], Message]  # the first message, given the ticket's key
    media: Callable[[str], tuple[Media, ...]] = lambda aggregate: ()
    kind: Kind | None = None
    category: str = ""
    terms: Terms | None = None  # what is promised, where that is not the category's own
    location: Location | None = None
    conversation: str = ""
    language: str = "tr"
    silent: str = ""
    filed_by: str = ""


def open_ticket(opening: Opening, work: UnitOfWork, configuration: Configuration, at: datetime) -> Ticket:
    """Put a new ticket with its first message and files into the unit of work; the caller commits.

    Raises:
        InvalidInput: the chosen category does not exist.
    """
    guess = _classify(opening, configuration)
    category = guess.category or ""
    terms = opening.terms or configuration.catalogue.terms(category or None)
    ticket = Ticket(
        number=new_number(), kind=opening.kind or kind_of(opening.text, configuration),
        channel=opening.channel, text=opening.text, citizen=opening.citizen, opened_at=at, opened_by=str(opening.actor),
        category=category, certainty=guess.confidence, read_by=guess.model, location=_place(opening, configuration),
        conversation=opening.conversation, language=opening.language, silent=opening.silent,
        filed_by=opening.filed_by,
    )  # fmt: skip
    message, media = opening.message(ticket.aggregate), opening.media(ticket.aggregate)
    ticket.open(terms, configuration.rules, opening.actor, message=message.id, reading=_reading(guess))
    if category and _works_by_itself(terms.department, configuration):
        ticket.route(terms.department, configuration.rules, ROUTING, at)
    work.add(ticket, message, *media)
    return ticket


def _classify(opening: Opening, configuration: Configuration) -> Guess:
    if opening.category:
        configuration.catalogue.category(opening.category)
        return Guess(opening.category, 1.0)
    return read_words(opening.text, configuration)


def _reading(guess: Guess) -> dict[str, object]:
    """What the history keeps of a reading: what an operator in triage chooses from, and who read."""
    if not guess.model:
        return {}
    return {"guesses": [list(pair) for pair in guess.ranked], "urgency": guess.urgency, "model": guess.model}


def _works_by_itself(department: str, configuration: Configuration) -> bool:
    """Other institutions are reached by forwarding, which a person decides: their tickets wait in triage."""
    return configuration.catalogue.department(department).kind is DepartmentKind.INTERNAL


def _place(opening: Opening, configuration: Configuration) -> Location | None:
    neighbourhood = configuration.locate(opening.location, opening.text)
    if opening.location is None:
        return Location(neighbourhood=neighbourhood) if neighbourhood else None
    return replace(opening.location, neighbourhood=neighbourhood)
