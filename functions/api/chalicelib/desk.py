"""The welcome desk: numbers, calling, serving, handing over, the display board and the figures."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from chalice import Blueprint, Response

from chalicelib import bodies_desk, commands
from chalicelib.answers import desk as shown
from chalicelib.preconditions import read_limit, read_version
from chalicelib.reading_bodies import read_body
from chalicelib.signin import STAFF, acting
from chalicelib.views import json_answer
from nabiz.bootstrap import app
from nabiz.domain.errors import InvalidInput

if TYPE_CHECKING:
    from nabiz.domain import visits

desk = Blueprint(__name__)
LONGEST_SPAN = timedelta(days=92)
BY = ("hour", "desk", "service", "subject")


@desk.route("/desk", methods=["GET"], authorizer=STAFF)
def show_setup() -> Response:
    """Services, desks, units and subjects with their names, and how many wait."""
    acting(desk.current_request)
    language, rules = _language(), app().configuration.desk
    lines = dict.fromkeys([*rules.services, *(line for one in rules.desks.values() for line in one.lines)])
    waiting = app().visits.waiting(_today(), list(lines))
    departments = app().configuration.catalogue.departments
    return json_answer(shown.DeskSetup(
        services=[shown.ServiceOffered(code=one.code, name=_name(one.names, language), prefix=one.prefix,
                                       waiting=waiting[one.code]) for one in rules.services.values()],
        desks=[shown.DeskOffered(code=one.code, name=_name(one.names, language), services=list(one.services),
                                 unit=one.unit or None, waiting=sum(waiting[line] for line in one.lines))
               for one in rules.desks.values()],
        units=[shown.Named(code=code, name=_name(departments[code].names, language)) for code in rules.units()],
        subjects=[shown.Named(code=code, name=_name(names, language)) for code, names in rules.subjects.items()],
        wait_target=_seconds(rules.wait_target), serve_target=_seconds(rules.serve_target),
    ))  # fmt: skip


@desk.route("/desk/visits", methods=["GET"], authorizer=STAFF)
def list_visits() -> Response:
    """Visits of a day (today unless said), latest first. They hold no name; at most the id of a citizen."""
    from nabiz.domain import visits
    from nabiz.ports.desk import VisitQuery

    acting(desk.current_request)
    params = _params()
    state = params.get("state", "")
    if state and state not in [*visits.State]:
        raise InvalidInput("There is no such state.", field="state", allowed=[*visits.State])
    page = app().visits.page(VisitQuery(
        _day(params, "date", _today()), params.get("service", ""), state, params.get("desk", ""),
        limit=read_limit(params), cursor=params.get("cursor", ""),
    ))  # fmt: skip
    return json_answer(shown.VisitList(items=[_show(visit) for visit in page.items], cursor=page.cursor or None))


@desk.route("/desk/visits", methods=["POST"], authorizer=STAFF)
def take_number() -> Response:
    """Give out the next number of a service; the same id again gives the same number."""
    from nabiz.services.take_number import TakeNumber, take_number

    actor, at = acting(desk.current_request), app().now()
    body = read_body(desk.current_request, bodies_desk.VisitBody)
    if body.citizen:
        if not app().reader.citizens([body.citizen]):
            raise InvalidInput("There is no such citizen.", field="citizen")
        app().reader.record_access(body.citizen, actor, f"visit {body.id}", at)
    command = TakeNumber(body.id, body.service, actor, body.precedence, body.citizen)
    visit = take_number(command, app().visits, app().configuration, at)
    return json_answer(_show(visit), 201, ETag=f'"{visit.version}"')


@desk.route("/desk/visits/{id}", methods=["GET"], authorizer=STAFF)
def show_visit(id: str) -> Response:
    """A visit with its history; the look is written down where it is a known citizen's."""
    actor = acting(desk.current_request)
    visit = app().visits.find(id)
    if visit.citizen:
        app().reader.record_access(visit.citizen, actor, f"visit {visit.id}", app().now())
    return json_answer(_show(visit), ETag=f'"{visit.version}"')


@desk.route("/desk/visits/{id}/transitions", methods=["POST"], authorizer=STAFF)
def move_visit(id: str) -> Response:
    """Take one move: call, serve, hand over to a unit, finish, or note that somebody has left."""
    from nabiz.domain import visits
    from nabiz.services.change_visit import ChangeVisit, change_visit

    request = desk.current_request
    actor = acting(request)
    body = read_body(request, bodies_desk.VisitMoveBody)
    given = {demand: str(getattr(body, demand) or "") for demand in visits.Demand}
    command = ChangeVisit(id, body.to, actor, read_version(request), given, body.subject, commands.read_once(request))
    visit = change_visit(command, app().visits, app().configuration, app().now())
    return json_answer(_show(visit), ETag=f'"{visit.version}"')


@desk.route("/desk/next", methods=["POST"], authorizer=STAFF)
def call_next() -> Response:
    """Call whoever is first in the desk's lines; two desks never get the same visit."""
    from nabiz.services.call_next import CallNext, call_next

    request = desk.current_request
    actor = acting(request)
    body = read_body(request, bodies_desk.NextBody)
    visit = call_next(
        CallNext(body.desk, actor, commands.read_once(request)), app().visits, app().configuration, app().now()
    )
    return json_answer(shown.NextCalled(visit=_show(visit) if visit else None))


@desk.route("/desk/board", methods=["GET"])
def show_board() -> Response:
    """What a display board shows: the numbers called last and how many wait; of all services or of some."""
    params, rules = _params(), app().configuration.desk
    wanted = [code for code in params.get("service", "").split(",") if code]
    for code in wanted:
        rules.service(code)
    lines = wanted or [*rules.services]
    language, today = _language(), _today()
    called = [visit for visit in app().visits.at_desks(today) if visit.service in lines]
    numbers = [shown.NumberCalled(
        number=visit.number, desk=visit.desk, state=visit.state, called_at=_called_at(visit),
        desk_name=_name(rules.desks[visit.desk].names, language) if visit.desk in rules.desks else visit.desk,
    ) for visit in reversed(called)]  # fmt: skip
    board = shown.Board(at=app().now(), called=numbers, waiting=app().visits.waiting(today, lines))
    return json_answer(board, Cache_Control="max-age=2")


@desk.route("/statistics/desk", methods=["GET"], authorizer=STAFF)
def show_statistics() -> Response:
    """Waiting and service times with their targets, of all services or of one, by hour, desk, service and subject.

    Live counters: what a visit counts for is corrected as it goes on. The answer says how everything is defined.
    """
    from nabiz.domain import desk_figures as figures

    acting(desk.current_request)
    params = _params()
    until = _day(params, "to", _today())
    since = _day(params, "from", until)
    if not timedelta() <= until - since < LONGEST_SPAN:
        raise InvalidInput(f"from comes before to, at most {LONGEST_SPAN.days} days.", field="from")
    by = frozenset(filter(None, params.get("by", "").split(",")))
    if not by <= {*BY}:
        raise InvalidInput("by is hour, desk, service, subject or some with commas.", field="by", allowed=list(BY))
    rules, service = app().configuration.desk, params.get("service", "")
    base = f"service:{service}" if service else figures.EVERYTHING

    def read(dimension: str) -> Counter[str]:
        sums: Counter[str] = Counter()
        for measures in app().counters.read(figures.DESK, dimension, since, until).values():
            sums.update(measures)
        return sums

    def split(wanted: str, dimension: str) -> list[shown.DeskCountsOf]:
        found = figures.split_measures(read(dimension)) if wanted in by else {}
        return [shown.DeskCountsOf(of=of, **_counts(one)) for of, one in found.items()]

    subjects = figures.split_measures(read(f"{base}/{figures.SUBJECTS}")) if "subject" in by else {}
    return json_answer(shown.DeskReport(
        **_counts(figures.DeskFigures(read(base))), since=since, until=until, service=service or None,
        wait_target=_seconds(rules.wait_target), serve_target=_seconds(rules.serve_target),
        hours=split("hour", f"{base}/{figures.HOURS}"), desks=split("desk", f"{base}/{figures.DESKS}"),
        services=split("service", f"{figures.EVERYTHING}/{figures.SERVICES}"),
        subjects={of: one["answered"] for of, one in subjects.items()}, definitions=_definitions(),
    ))  # fmt: skip


def _counts(found: Any) -> dict[str, Any]:
    plain = ("taken", "precedence", "called", "wait_within", "served", "serve_within", "finished", "handed_over",
             "left", "no_show", "gave_up", "with_ticket")  # fmt: skip
    return {name: found[name] for name in plain} | {
        "answered": found["result_answered"],
        "average_wait": found.ratio("wait", "called"), "wait_within_share": found.ratio("wait_within", "called"),
        "average_serving": found.ratio("serving", "served"),
        "serve_within_share": found.ratio("serve_within", "served"),
    }  # fmt: skip


def _definitions() -> dict[str, str]:
    from importlib.resources import files

    texts: dict[str, dict[str, str]] = json.loads((files("nabiz.texts") / "desk_definitions.json").read_text("utf-8"))
    return texts.get(_language()) or texts["tr"]


def _show(visit: visits.Visit) -> shown.VisitShown:
    from nabiz.domain import visits

    return shown.VisitShown(
        id=visit.id, number=visit.number, day=visit.day, service=visit.service, line=visit.line, state=visit.state,
        precedence=visits.Precedence(visit.precedence) if visit.precedence else None, desk=visit.desk or None,
        unit=visit.unit or None, operator=visit.operator or None, citizen=visit.citizen or None,
        arrived_at=visit.arrived_at, since=visit.since or visit.arrived_at,
        result=visits.Result(visit.result) if visit.result else None, subject=visit.subject or None,
        tickets=sorted(visit.tickets), steps=list(visit.steps), next=list(visits.targets_from(visit.state)),
        version=visit.version,
    )  # fmt: skip


def _called_at(visit: visits.Visit) -> Any:
    from nabiz.domain import visits

    return next(step.at for step in reversed(visit.steps) if step.state is visits.State.CALLED)


def _params() -> dict[str, str]:
    return dict(desk.current_request.query_params or {})


def _language() -> str:
    city = app().configuration.city
    asked = _params().get("language", "")
    return asked if asked in city.languages else city.default_language


def _name(names: Mapping[str, str], language: str) -> str:
    return names.get(language) or next(iter(names.values()), "")


def _seconds(span: timedelta) -> int:
    return int(span.total_seconds())


def _today() -> date:
    return app().now().astimezone(app().configuration.city.timezone).date()


def _day(params: Mapping[str, str], name: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(params[name]) if params.get(name) else otherwise
    except ValueError:
        raise InvalidInput(f"{name} is a day, for example 2026-11-25.", field=name) from None
