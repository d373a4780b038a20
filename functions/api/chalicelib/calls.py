"""Phone calls for the staff: lists, the card with the caller, the asker's own desk, and the figures."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

from chalice import Blueprint, Response

from chalicelib import bodies, call_views, commands
from chalicelib.answers import calls as shown
from chalicelib.preconditions import read_limit
from chalicelib.reading_bodies import read_body
from chalicelib.signin import STAFF, acting
from chalicelib.views import json_answer
from nabiz.bootstrap import app
from nabiz.domain.errors import InvalidInput

if TYPE_CHECKING:
    from nabiz.domain.people import Actor
    from nabiz.services.show_call import ShowCall

calls = Blueprint(__name__)
LONGEST_SPAN = timedelta(days=92)
BY = ("hour", "operator")


@calls.route("/calls", methods=["GET"], authorizer=STAFF)
def list_calls() -> Response:
    """Calls of a day (today unless said), of an operator on that day, or of a number; latest first.

    Numbers are shown in part: the card shows them, and that look is written down. A page may be short although its
    cursor goes on: a filter that leaves little looks at so many calls for each page and no more.
    """
    from nabiz.domain.call_pieces import CallOutcome
    from nabiz.ports.calls import CallQuery

    actor = acting(calls.current_request)
    params: dict[str, str] = dict(calls.current_request.query_params or {})
    outcome = params.get("outcome", "")
    if outcome and outcome not in [*CallOutcome]:
        raise InvalidInput("There is no such outcome.", field="outcome", allowed=[*CallOutcome])
    operator = params.get("operator", "")
    caller = commands.read_phone(params["caller"]) if params.get("caller") else None
    query = CallQuery(
        _day(params, "date", _today()), actor.id if operator == "me" else operator, caller.value if caller else "",
        params.get("line", ""), outcome, read_limit(params), params.get("cursor", ""),
    )  # fmt: skip
    if caller is not None and (known := app().reader.find_citizen(caller)):
        app().reader.record_access(app().persons.person(known).head.id, actor, "calls", app().now())
    page = app().calls.page(query)
    return json_answer(shown.CallList(items=[call_views.show(call) for call in page.items], cursor=page.cursor or None))


@calls.route("/calls/current", methods=["GET"], authorizer=STAFF)
def show_desk() -> Response:
    """The call that rings or is talked about at the asker's desk, with the caller.

    Whoever asks again and again says in `seen` which call is on the screen: its caller is not shown, and the look is
    not written down, once more.
    """
    params: dict[str, str] = dict(calls.current_request.query_params or {})
    desk = _looking(acting(calls.current_request)).desk(params.get("seen", ""))
    present = desk.present
    return json_answer(shown.DeskShown(
        presence=present.presence if present else None, since=present.at if present else None,
        call=call_views.show(desk.call) if desk.call else None, caller=call_views.show_caller(desk.caller),
    ))  # fmt: skip


@calls.route("/calls/{id}", methods=["GET"], authorizer=STAFF)
def show_call(id: str) -> Response:
    """A call with its stretches and its caller; the look at the citizen is written down."""
    from nabiz.domain.call_marks import legs_of

    call, caller = _looking(acting(calls.current_request)).one(id)
    legs = sorted([*call.legs, *legs_of(call.marks)], key=lambda leg: leg.started_at)
    return json_answer(shown.CallCard(call=call_views.show(call), legs=legs, caller=call_views.show_caller(caller)))


@calls.route("/calls/{id}/tickets", methods=["POST"], authorizer=STAFF)
def link_ticket(id: str) -> Response:
    """Say that a ticket was about this call; again it changes nothing."""
    from nabiz.domain.numbers import parse_number
    from nabiz.services.link_call import LinkCall, link_call

    actor = acting(calls.current_request)
    body = read_body(calls.current_request, bodies.CallTicketBody)
    call = link_call(LinkCall(id, parse_number(body.number), actor), app().calls, app().new_work, app().now())
    return json_answer(call_views.show(call), 201)


@calls.route("/statistics/calls", methods=["GET"], authorizer=STAFF)
def show_statistics() -> Response:
    """Calls answered within so many seconds, abandoned, and how long they took; of all lines or of one.

    Live counters: a record that comes late corrects them. The answer says how everything is defined.
    """
    from nabiz.domain import call_figures as figures

    acting(calls.current_request)
    params: dict[str, str] = dict(calls.current_request.query_params or {})
    until = _day(params, "to", _today())
    since = _day(params, "from", until)
    if not timedelta() <= until - since < LONGEST_SPAN:
        raise InvalidInput(f"from comes before to, at most {LONGEST_SPAN.days} days.", field="from")
    thresholds, by = _thresholds(params), frozenset(filter(None, params.get("by", "").split(",")))
    if not by <= {*BY}:
        raise InvalidInput("by is hour, operator or both with a comma.", field="by", allowed=list(BY))
    line = params.get("line", "")
    base = f"line:{line}" if line else figures.EVERYTHING

    def read(dimension: str) -> Counter[str]:
        sums: Counter[str] = Counter()
        for measures in app().counters.read(figures.CALLS, dimension, since, until).values():
            sums.update(measures)
        return sums

    found = figures.read_figures(read(base), thresholds)
    hours = figures.split_measures(read(f"{base}/{figures.HOURS}")) if "hour" in by else ()
    operators = figures.split_measures(read(f"{base}/{figures.OPERATORS}")) if "operator" in by else ()
    return json_answer(shown.CallReport(
        **call_views.counts(found), since=since, until=until, line=line or None,
        percentiles=call_views.named(found.handling_percentiles),
        talk=found.talk, hold=found.hold, after_work=found.after_work,
        hours=[shown.HourShown(hour=int(hour), **call_views.counts(figures.read_figures(measures, thresholds)))
               for hour, measures in hours],
        operators=[call_views.show_operator(name, figures.read_figures(measures, ())) for name, measures in operators],
        definitions=_definitions(params.get("language", "")),
    ))  # fmt: skip


def _thresholds(params: dict[str, str]) -> list[int]:
    from nabiz.domain.call_figures import DEFAULT_THRESHOLDS, LONGEST_WAIT

    written = params.get("within", "")
    if not written:
        return list(DEFAULT_THRESHOLDS)
    parts = written.split(",")
    if len(parts) > 20 or not all(one.isascii() and one.isdigit() and int(one) <= LONGEST_WAIT for one in parts):
        words = f"within holds whole seconds up to {LONGEST_WAIT}, with commas, 20 at most."
        raise InvalidInput(words, field="within")
    return sorted({int(one) for one in parts})


def _definitions(language: str) -> dict[str, str]:
    from importlib.resources import files

    texts = json.loads((files("nabiz.texts") / "call_definitions.json").read_text("utf-8"))
    found: dict[str, str] = texts.get(language) or texts[app().configuration.city.default_language]
    return found


def _looking(actor: Actor) -> ShowCall:
    from nabiz.services.show_call import ShowCall

    return ShowCall(app().calls, app().reader, app().persons, app().reader, actor, app().now())


def _today() -> date:
    return app().now().astimezone(app().configuration.city.timezone).date()


def _day(params: dict[str, str], name: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(params[name]) if params.get(name) else otherwise
    except ValueError:
        raise InvalidInput(f"{name} is a day, for example 2026-11-25.", field=name) from None
