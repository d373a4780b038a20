"""Field teams: who they are, which tickets they have, and in what order to go to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice import Blueprint, Response

from chalicelib import bodies_field, commands
from chalicelib.answers import field as shown
from chalicelib.preconditions import read_version
from chalicelib.reading_bodies import read_body
from chalicelib.signin import STAFF, acting
from chalicelib.views import json_answer, show_ticket
from nabiz.bootstrap import app
from nabiz.domain.errors import InvalidInput, StaleVersion
from nabiz.domain.numbers import parse_number

if TYPE_CHECKING:
    from nabiz.domain.field_teams import Team
    from nabiz.domain.people import Actor
    from nabiz.domain.routes import Spot

field_teams = Blueprint(__name__)


@field_teams.route("/field/teams", methods=["GET"], authorizer=STAFF)
def list_teams() -> Response:
    """The teams of the asker's departments, or of the whole city."""
    actor = acting(field_teams.current_request)
    teams = app().configuration.field.teams.values()
    city = app().configuration.city
    asked = dict(field_teams.current_request.query_params or {}).get("language", "")
    language = asked if asked in city.languages else city.default_language
    items = [
        shown.TeamShown(code=team.code, name=team.names.get(language) or next(iter(team.names.values()), team.code),
                        departments=list(team.departments), members=list(team.members), mine=actor.id in team.members)
        for team in teams if team.visible_to(actor)
    ]  # fmt: skip
    return json_answer(shown.TeamList(items=items))


@field_teams.route("/tickets/{number}/team", methods=["POST"], authorizer=STAFF)
def give_to_team(number: str) -> Response:
    """Give a department's open ticket to one of the department's teams."""
    from nabiz.services.change_ticket import ChangeTicket, TeamAssignment, change_ticket

    request = field_teams.current_request
    actor = acting(request)
    change = TeamAssignment(read_body(request, bodies_field.TeamBody).team)
    command = ChangeTicket(parse_number(number), change, actor, read_version(request), commands.read_once(request))
    ticket = change_ticket(command, app().new_work, app().configuration, app().now())
    return json_answer(show_ticket(ticket), ETag=f'"{ticket.version}"')


@field_teams.route("/field/teams/{code}/route", methods=["GET"], authorizer=STAFF)
def show_way(code: str) -> Response:
    """The team's open tickets in the order in which to go to them, from a position or from the team's base."""
    actor = acting(field_teams.current_request)
    return _show(app().configuration.field.team(code, actor), _start(), actor)


@field_teams.route("/field/teams/{code}/route", methods=["PUT"], authorizer=STAFF)
def fix_order(code: str) -> Response:
    """Say in what order to go to some tickets; the others are put between them where they lie best."""
    from nabiz.ports.field_teams import RouteOrder

    request = field_teams.current_request
    actor = acting(request)
    team, seen = app().configuration.field.team(code, actor), read_version(request)
    numbers = tuple(dict.fromkeys(parse_number(one) for one in read_body(request, bodies_field.RouteBody).numbers))
    standing = app().route_orders.of(code)
    if standing.version != seen:
        raise StaleVersion(f"The order was changed by {standing.by}; read it again.", changed_by=standing.by,
                           version=standing.version)  # fmt: skip
    app().route_orders.keep(RouteOrder(code, numbers, seen + 1, str(actor), app().now()))
    return _show(team, _start(), actor)


def _show(team: Team, start: Spot | None, actor: Actor) -> Response:
    from nabiz.services.show_route import show_route

    route = show_route(team, start, app().route_orders.of(team.code), app().lists, actor)
    stops = [shown.StopShown(ticket=show_ticket(leg.ticket), metres=leg.metres, fixed=leg.fixed) for leg in route.legs]
    answer = shown.RouteShown(team=team.code, stops=stops, metres=route.metres, version=route.order.version,
                              more=route.more)  # fmt: skip
    return json_answer(answer, ETag=f'"{route.order.version}"')


def _start() -> Spot | None:
    from nabiz.domain.routes import Spot

    params: dict[str, str] = dict(field_teams.current_request.query_params or {})
    written = params.get("lat", ""), params.get("lon", "")
    if not any(written):
        return None
    try:
        lat, lon = (float(one) for one in written)
    except ValueError:
        lat = lon = float("nan")
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise InvalidInput("lat and lon are degrees north and east, both or neither.", field="lat")
    return Spot(lat, lon)
