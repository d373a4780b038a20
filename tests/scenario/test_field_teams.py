"""Field teams over HTTP: tickets given to a team of their department, and the way to them."""

from __future__ import annotations

from typing import Any

import pytest

from nabiz.domain.people import Role
from tests.support.city import City
from tests.support.counting import requests_of
from tests.support.desk import DOG, LITTER, VET, listed, opens
from tests.support.gateway import Answer, Token, call, token_of

SUPERVISOR = token_of(Role.SUPERVISOR)
FIELD = Token("demo-field@cinarova.example", ("field",), ("veteriner",))
CLEANER = token_of(Role.FIELD, "temizlik")
TEAM = "/field/teams/veteriner-kuzey/route"


def gives(number: str, team: str = "veteriner-kuzey", token: Token = VET) -> Answer:
    version = call("GET", f"/tickets/{number}", token=SUPERVISOR).json["ticket"]["version"]
    return call("POST", f"/tickets/{number}/team", {"team": team}, token, If_Match=str(version))


def at(lat: float, lon: float, text: str = DOG) -> str:
    return str(opens(text, location={"lat": lat, "lon": lon})["number"])


def way(query: str = "", token: Token = FIELD) -> Any:
    answer = call("GET", TEAM + query, token=token)
    assert answer.status == 200, answer.text
    return answer.json


def numbers(route: Any) -> list[str]:
    return [stop["ticket"]["number"] for stop in route["stops"]]


@pytest.mark.usefixtures("city")
def test_a_ticket_is_given_to_a_team_of_its_department() -> None:
    dog, litter = at(39.012, 32.98), at(39.012, 32.98, LITTER)

    given = gives(dog)
    assert (given.status, given.json["assignee"]) == (200, "team:veteriner-kuzey")
    history = call("GET", f"/tickets/{dog}/history", token=VET).json["items"]
    assert (history[-1]["type"], history[-1]["data"]) == ("TicketGivenTo", {"from": "", "to": "team:veteriner-kuzey"})
    assert listed(FIELD, assignee="team:veteriner-kuzey") == [dog]

    wrong = gives(litter, token=SUPERVISOR)
    assert (wrong.status, wrong.json["allowed"]) == (422, ["temizlik-merkez"])
    assert gives(litter).status == 404  # not the vets' to see
    assert call("POST", f"/tickets/{dog}/team", {"team": "veteriner-kuzey"}, VET, If_Match="1").status == 412


@pytest.mark.usefixtures("city")
def test_the_way_starts_where_the_team_is() -> None:
    west, middle, east = at(39.01, 32.97), at(39.01, 32.99), at(39.01, 33.03)
    nowhere = str(opens(DOG)["number"])
    for number in (east, nowhere, west, middle):
        assert gives(number).status == 200

    assert numbers(way("?lat=39.01&lon=32.96")) == [west, middle, east, nowhere]
    assert numbers(way("?lat=39.01&lon=33.04")) == [east, middle, west, nowhere]
    route = way("?lat=39.01&lon=32.97")
    assert [stop["metres"] for stop in route["stops"]] == [0, 1728, 3456, None]
    assert route["metres"] == 5184
    assert call("GET", TEAM + "?lat=39.01", token=FIELD).status == 422
    assert call("GET", TEAM + "?lat=nan&lon=1", token=FIELD).status == 422


@pytest.mark.usefixtures("city")
def test_an_order_that_somebody_chose_is_kept() -> None:
    west, middle, east = at(39.01, 32.97), at(39.01, 32.99), at(39.01, 33.03)
    for number in (west, middle, east):
        gives(number)

    fixed = call("PUT", TEAM + "?lat=39.01&lon=32.96", {"numbers": [east, west]}, FIELD, If_Match="0")
    assert (fixed.status, fixed.json["version"]) == (200, 1)
    order = numbers(fixed.json)
    assert order.index(east) < order.index(west)
    assert {stop["ticket"]["number"] for stop in fixed.json["stops"] if stop["fixed"]} == {east, west}
    stale = call("PUT", TEAM, {"numbers": []}, SUPERVISOR, If_Match="0")
    assert (stale.status, stale.json["changed_by"]) == (412, "user:demo-field@cinarova.example")
    freed = call("PUT", TEAM + "?lat=39.01&lon=32.96", {"numbers": []}, FIELD, If_Match="1")
    assert numbers(freed.json) == [west, middle, east]


@pytest.mark.usefixtures("city")
def test_a_ticket_that_is_done_is_on_nobodys_way() -> None:
    number = at(39.01, 32.97)
    version = gives(number).json["version"]
    done = {"to": "resolved", "outcome": "solved", "message_to_citizen": "Bitti"}
    assert call("POST", f"/tickets/{number}/transitions", done, FIELD, If_Match=str(version)).status == 200

    assert way()["stops"] == []
    assert gives(number).status == 422


@pytest.mark.usefixtures("city")
def test_a_team_is_seen_by_its_departments() -> None:
    assert [team["code"] for team in call("GET", "/field/teams", token=CLEANER).json["items"]] == ["temizlik-merkez"]
    mine = call("GET", "/field/teams?language=en", token=FIELD).json["items"]
    assert [(team["name"], team["mine"]) for team in mine] == [("Veterinary team north", True)]
    assert len(call("GET", "/field/teams", token=SUPERVISOR).json["items"]) == 3
    for method, body in (("GET", None), ("PUT", {"numbers": []})):
        assert call(method, TEAM, body, CLEANER, If_Match="0").status == 404


def test_a_way_is_two_reads_and_the_tickets(city: City) -> None:
    gives(at(39.01, 32.97))
    with requests_of(city.cloud) as made:
        way()

    assert made == {"dynamodb.GetItem": 1, "dynamodb.Query": 1, "dynamodb.BatchGetItem": 1}
