"""How many requests to AWS the welcome desk costs."""

from __future__ import annotations

import pytest

from nabiz.domain.people import Role
from tests.support.city import City
from tests.support.counting import requests_of
from tests.support.gateway import Token, call, token_of

AYSE, SUPERVISOR = Token("ayse", ("operator",)), token_of(Role.SUPERVISOR)


def take(id: str) -> None:
    assert call("POST", "/desk/visits", {"id": id * 16, "service": "danisma"}, AYSE).status == 201


def test_a_number_is_two_reads_and_a_transaction(city: City) -> None:
    take("a")
    with requests_of(city.cloud) as made:
        take("b")
    with requests_of(city.cloud) as again:
        take("b")

    assert made == {"dynamodb.GetItem": 2, "dynamodb.TransactWriteItems": 1}
    assert again == {"dynamodb.GetItem": 1}


def test_calling_the_next_is_a_query_for_each_line_a_read_and_a_transaction(city: City) -> None:
    take("a")
    with requests_of(city.cloud) as made:
        assert call("POST", "/desk/next", {"desk": "masa-1"}, AYSE, Idempotency_Key="k").status == 200

    assert made == {"dynamodb.GetItem": 2, "dynamodb.Query": 2, "dynamodb.TransactWriteItems": 1}


def test_a_move_is_a_read_and_a_transaction(city: City) -> None:
    take("a")
    with requests_of(city.cloud) as made:
        body, seen = {"to": "called", "desk": "masa-1"}, {"If_Match": "1"}
        assert call("POST", f"/desk/visits/{'a' * 16}/transitions", body, AYSE, **seen).status == 200

    assert made == {"dynamodb.GetItem": 1, "dynamodb.TransactWriteItems": 1}


@pytest.mark.parametrize(("address", "queries"), [
    ("/desk/board", 4), ("/desk/board?service=danisma", 2), ("/desk/visits", 1), ("/desk/visits?state=left", 1),
    ("/statistics/desk", 1), ("/statistics/desk?by=hour,desk,service,subject", 5),
])  # fmt: skip
def test_what_is_read_costs_what_it_shows(city: City, address: str, queries: int) -> None:
    take("a")
    with requests_of(city.cloud) as made:
        assert call("GET", address, token=SUPERVISOR).status == 200

    assert made == {"dynamodb.Query": queries}


def test_the_end_of_a_day_reads_the_day_once(city: City) -> None:
    for id in "abc":
        take(id)
    city.cloud.now = city.cloud.now.replace(hour=20)
    with requests_of(city.cloud) as made:
        city.cloud.run("close_desk_day", {"scheduled_time": city.cloud.now.isoformat()})

    assert made == {"dynamodb.Query": 2, "dynamodb.GetItem": 3, "dynamodb.TransactWriteItems": 3}
