"""What the texts of a notification may name, made from what happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from nabiz.domain.happened import CityFacts, Happened
from nabiz.domain.stages import Stage
from nabiz.domain.ticket import Ticket


def fields_of(stage: Stage, happened: Happened, city: CityFacts, language: str) -> dict[str, object]:
    """Exactly the fields that the stage declares. Moments are datetimes, days are dates."""
    offered = _offered(happened, city, language)
    return {name: offered[name]() for name in stage.fields}


def _offered(happened: Happened, city: CityFacts, language: str) -> Mapping[str, Callable[[], object]]:
    """Every field that any stage may declare, made when it is asked for."""
    event, ticket, message = happened.event, happened.ticket, happened.message
    number = ticket.number if ticket else ""
    cycle = int(event.facts.get("cycle") or (ticket.cycle if ticket else 1))
    catalogue = city.catalogue

    def department() -> str:
        code = event.facts.get("department", "")
        # The receipt is written after the routing, although the ticket was opened before it.
        if not code and ticket and event.type == "TicketOpened":
            code = ticket.department
        found = catalogue.departments.get(code)
        return found.name(language) if found else ""

    def category() -> str:
        found = catalogue.categories.get(ticket.category) if ticket else None
        return found.name(language) if found else ""

    def token() -> str:
        return city.survey_token(number, cycle)

    return {
        "number": lambda: number,
        "ticket": lambda: number,
        "city": lambda: city.name,
        "phone": lambda: city.phone,
        "home": lambda: city.home,
        "name": lambda: "",
        "department": department,
        "category": category,
        "priority": lambda: str(ticket.priority) if ticket else "",
        "due": lambda: _due(happened),
        "clock": lambda: _clock(str(event.data.get("clock", "")), city, language),
        "text": lambda: ticket.text if ticket else "",
        "place": lambda: _place(ticket),
        # Their own words are no news to a citizen, and a receipt that repeats them spreads what a stranger wrote.
        "message": lambda: message.text if message and event.type == "CitizenReplied" else happened.staffs_words,
        "reason": lambda: str(event.data.get("reason", "")),
        "outcome": lambda: str(event.data.get("outcome", "")),
        "planned_for": lambda: _moment(event.data.get("planned_for")),
        "original": lambda: str(event.data.get("duplicate_of", "")),
        "key": lambda: city.tracking_key(number),
        "link": lambda: city.tracking_link(number),
        "code": lambda: ticket.survey.code if ticket and ticket.survey else "",
        "survey_token": token,
        "proof_code": lambda: city.link_code(happened.link.id) if happened.link else "",
        "preferences_link": lambda: city.preferences_link(happened.citizen.id) if happened.citizen else "",
        "survey_link": lambda: city.survey_link(token()),
    }


def _due(happened: Happened) -> object:
    """What the escalation was about, else the promise to solve; none while its clock waits or has stopped."""
    if happened.event.data.get("due"):
        return _moment(happened.event.data["due"])
    clock = happened.ticket.resolve if happened.ticket else None
    return clock.due if clock and clock.running else ""


def _clock(code: str, city: CityFacts, language: str) -> str:
    """The name of a promise of the city's own; of the others the code, for which the texts have words."""
    names = city.clock_names.get(code, {})
    return names.get(language) or next(iter(names.values()), code)


def _moment(written: object) -> object:
    """A moment with time zone, a day, or the words as they stand where they are neither."""
    text = str(written or "")
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(text)
        except ValueError:
            continue
    return text


def _place(ticket: Ticket | None) -> str:
    where = ticket.location if ticket else None
    if where is None:
        return ""
    position = f"{where.lat}, {where.lon}" if where.lat and where.lon else ""
    return " · ".join(part for part in (where.address, position) if part)
