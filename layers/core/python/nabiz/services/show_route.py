"""A team's way: its open tickets in the order in which to go to them."""

from __future__ import annotations

from dataclasses import dataclass

from nabiz.domain.field_teams import Team
from nabiz.domain.lists import TicketFilter
from nabiz.domain.people import Actor
from nabiz.domain.routes import Spot, Stop, distance, plan_route
from nabiz.domain.ticket import Ticket
from nabiz.ports.field_teams import RouteOrder
from nabiz.ports.search import Lists, TicketQuery

MOST = 100  # stops of a way; more than a team can go to in a day


@dataclass(frozen=True, slots=True)
class Leg:
    """A stop with the metres from the one before; none for a ticket whose place is not known."""

    ticket: Ticket
    metres: int | None
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """The way; `legs` in order, those without a place last by their promise. `more`: there are more tickets."""

    legs: tuple[Leg, ...]
    metres: int
    order: RouteOrder
    more: bool = False


def show_route(team: Team, start: Spot | None, order: RouteOrder, lists: Lists, actor: Actor) -> Route:
    """Plan it from a position, or from the team's base, or from the first ticket where neither is known."""
    page = lists.tickets(TicketQuery(filter=TicketFilter(assignee=team.assignee), limit=MOST))
    tickets = [ticket for ticket in page.items if actor.may_see(ticket.department)]
    spots = {ticket.number: spot for ticket in tickets if (spot := spot_of(ticket))}
    by_number = {ticket.number: ticket for ticket in tickets}
    begin = start or team.base or next(iter(spots.values()), None)
    legs, total, here = list[Leg](), 0, begin
    if begin is not None:
        stops = [Stop(number, spot) for number, spot in spots.items()]
        for stop in plan_route(begin, stops, order.numbers):
            metres = round(distance(here, stop.spot)) if here else 0
            legs.append(Leg(by_number[stop.code], metres, stop.code in order.numbers))
            total, here = total + metres, stop.spot
    legs += [Leg(ticket, None) for ticket in tickets if ticket.number not in spots]
    return Route(tuple(legs), total, order, bool(page.cursor))


def spot_of(ticket: Ticket) -> Spot | None:
    """Where a ticket's matter is, if that is known as a position."""
    try:
        return Spot(float(ticket.location.lat), float(ticket.location.lon)) if ticket.location else None
    except ValueError:
        return None
