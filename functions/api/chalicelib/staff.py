"""Who asks, whom they serve, and the figures."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

from chalice import Blueprint, Response
from msgspec.structs import asdict

from chalicelib import answers, commands
from chalicelib.preconditions import read_limit
from chalicelib.signin import STAFF, acting
from chalicelib.views import json_answer, show_ticket
from nabiz.bootstrap import app
from nabiz.domain.errors import InvalidInput, NotFound

if TYPE_CHECKING:
    from nabiz.domain.citizen import Citizen
    from nabiz.domain.identity import Person
    from nabiz.domain.people import Actor

staff = Blueprint(__name__)
LONGEST_SPAN = timedelta(days=750)


@staff.route("/me", methods=["GET"], authorizer=STAFF)
def show_me() -> Response:
    """Who is asking."""
    actor = acting(staff.current_request)
    return json_answer(answers.Me(username=actor.id, roles=sorted(actor.roles), departments=sorted(actor.departments)))


@staff.route("/citizens", methods=["GET"], authorizer=STAFF)
def find_citizens() -> Response:
    """The citizen with a phone or a mail address, or those whose names begin with some words.

    A page may be short although its cursor goes on; who is shown is written down in the log of looks.
    """
    actor = acting(staff.current_request)
    params = dict(staff.current_request.query_params or {})
    if params.get("q", "").strip():
        return json_answer(_called(params["q"], actor, params))
    if params.get("phone"):
        identifier = commands.read_phone(params["phone"])
    elif params.get("email"):
        identifier = commands.read_email(params["email"])
    else:
        raise InvalidInput("Say phone, email, or in q words of the name.", field="phone")
    found = app().reader.find_citizen(identifier)
    items = [_shown(_person(found, actor, "search").as_one())] if found else []
    return json_answer(answers.CitizenList(items=items, cursor=None))


def _called(name: str, actor: Actor, params: dict[str, str]) -> answers.CitizenList:
    from chalicelib.asking import LONGEST_SEARCH
    from nabiz.services.search import Search

    if len(name) > LONGEST_SEARCH:
        raise InvalidInput(f"A search has at most {LONGEST_SEARCH} characters.", field="q")
    search = Search(app().reader, app().search_index, app().reader, app().persons, actor, app().now())
    page = search.people(name, read_limit(params), params.get("cursor", ""))
    return answers.CitizenList(items=[_shown(citizen) for citizen in page.items], cursor=page.cursor or None)


@staff.route("/citizens/{id}", methods=["GET"], authorizer=STAFF)
def show_citizen(id: str) -> Response:
    """A citizen with the tickets, newest first."""
    person = _person(id, acting(staff.current_request), "card")
    page = app().persons.tickets(person)
    shown = [show_ticket(ticket) for ticket in page.items]
    tickets = answers.TicketList(items=shown, cursor=page.cursor or None)
    records = [answers.RecordShown(id=part.id, name=part.name, identifiers=part.identifiers) for part in person.parts]
    return json_answer(answers.CitizenCard(**asdict(_shown(person.as_one())), records=records, tickets=tickets))


def _person(citizen_id: str, actor: Actor, what: str) -> Person:
    """A person's data; the look is written down before it is shown."""
    person = app().persons.person(citizen_id)
    app().reader.record_access(person.head.id, actor, what, app().now())
    return person


def _shown(citizen: Citizen) -> answers.CitizenShown:
    return answers.CitizenShown(
        id=citizen.id, name=citizen.name, language=citizen.language, identifiers=citizen.identifiers
    )


@staff.route("/statistics/{report}", methods=["GET"], authorizer=STAFF)
def show_statistics(report: str) -> Response:
    """`satisfaction`, `tickets` or `messages`, from the live counters, by day; in one dimension or of everything.

    Of messages it counts what providers took (`sent`), and the parts of SMS (`segments`).
    """
    from nabiz.domain.figures import DIMENSIONS, EVERYTHING, MESSAGES, SATISFACTION, TICKETS

    acting(staff.current_request)
    if report not in (SATISFACTION, TICKETS, MESSAGES):
        raise NotFound(f"There is no such report; there are {SATISFACTION}, {TICKETS} and {MESSAGES}.")
    params = dict(staff.current_request.query_params or {})
    since, until = _span(params)
    chosen = [f"{name}:{params[name]}" for name in DIMENSIONS if params.get(name)]
    if len(chosen) > 1:
        raise InvalidInput(f"Choose one of {', '.join(DIMENSIONS)}.", field=chosen[1].partition(":")[0])
    dimension = chosen[0] if chosen else EVERYTHING
    days = app().counters.read(report, dimension, since, until)
    sums: Counter[str] = Counter()
    for measures in days.values():
        sums.update(measures)
    figures = answers.Figures(
        report=report, dimension=dimension, since=since, until=until, counts=dict(sums),
        days=[{"day": day, **measures} for day, measures in sorted(days.items())],
    )  # fmt: skip
    return json_answer(_with_satisfaction(figures, sums) if report == SATISFACTION else figures)


def _with_satisfaction(figures: answers.Figures, sums: Counter[str]) -> answers.Figures:
    from nabiz.domain.survey import Answer, satisfied_share, shares

    counts = {answer: sums[answer] for answer in Answer}
    total = sum(counts.values())
    figures.counts = {str(answer): count for answer, count in counts.items()}
    figures.asked, figures.answered, figures.total = sums["asked"], total, total
    figures.shares, figures.satisfied = shares(counts), satisfied_share(counts)
    return figures


def _span(params: dict[str, str]) -> tuple[date, date]:
    today = app().now().astimezone(app().configuration.city.timezone).date()
    try:
        until = date.fromisoformat(params["to"]) if "to" in params else today
        since = date.fromisoformat(params["from"]) if "from" in params else until - timedelta(days=365)
    except ValueError:
        raise InvalidInput("from and to are days, for example 2026-11-25.", field="from") from None
    if not timedelta() <= until - since <= LONGEST_SPAN:
        raise InvalidInput(f"from comes before to, at most {LONGEST_SPAN.days} days.", field="from")
    return since, until
