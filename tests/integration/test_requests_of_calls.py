"""How many requests to AWS calls cost: the post, the news, the desk, the lists and the figures."""

from __future__ import annotations

import pytest

from nabiz.domain.people import Role
from nabiz_tools.standins.telephony_day import encode, pieces, plan_day
from tests.support.city import City
from tests.support.counting import requests_of
from tests.support.exchange import Exchange
from tests.support.gateway import Token, call, token_of

AYSE, SUPERVISOR = Token("101", ("operator",)), token_of(Role.SUPERVISOR)
ZEYNEP = "05321112233"
LINES = ("3|PJSIP/102|CONNECT|3|x|2", "63|PJSIP/102|COMPLETECALLER|3|60|1")


@pytest.fixture
def exchange(city: City) -> Exchange:
    """One whose city has read configuration and secrets, and knows the caller."""
    made = Exchange(city)
    call("POST", "/tickets", {"text": "Çöp alınmadı", "citizen": {"phone": ZEYNEP}}, SUPERVISOR)
    made.logs("1764000000.1", *LINES, caller="05329998877")
    return made


def test_a_post_asks_the_queue_once_for_ten_calls(exchange: Exchange) -> None:
    plans = [plan for plan in plan_day(exchange.now.date(), 40, 1, ("connect",)) if not plan.second][:12]
    body = encode("connect", [piece for plan in plans for _, piece in pieces(plan)])

    with requests_of(exchange.city.cloud) as made:
        exchange.post("connect", body, settle=False)

    assert made == {"sqs.SendMessageBatch": 2}


def test_news_of_a_call_is_one_read_and_one_write_and_a_write_for_the_desk(exchange: Exchange) -> None:
    began = int(exchange.now.timestamp())
    body = f"{began}|1.7|beyaz-masa|NONE|ENTERQUEUE||{ZEYNEP}|1\n{began + 3}|1.7|beyaz-masa|PJSIP/101|CONNECT|3|x|2"
    cloud = exchange.city.cloud
    counted = []
    for _ in range(2):
        cloud.now = cloud.now.replace(minute=cloud.now.minute + 10)  # the queue has forgotten the first delivery
        exchange.post("asterisk", body.encode(), settle=False)
        with requests_of(cloud) as made:
            assert cloud.poll(cloud.inbound, "receive_inbound")
        counted.append(dict(made))

    assert counted == [{"dynamodb.GetItem": 1, "dynamodb.PutItem": 2}, {"dynamodb.GetItem": 1, "dynamodb.PutItem": 1}]


def test_an_empty_desk_is_one_read(exchange: Exchange) -> None:
    with requests_of(exchange.city.cloud) as made:
        call("GET", "/calls/current", token=Token("nobody", ("operator",)))

    assert made == {"dynamodb.GetItem": 1}


def test_a_desk_reads_the_caller_once(exchange: Exchange) -> None:
    ringing = exchange.rings(ZEYNEP, "101")

    with requests_of(exchange.city.cloud) as first:
        call("GET", "/calls/current", token=AYSE)
    with requests_of(exchange.city.cloud) as again:
        call("GET", f"/calls/current?seen={ringing}", token=AYSE)

    # Desk, call and identifier; the person; the look; their tickets and their calls.
    assert first["dynamodb.PutItem"] == 1
    assert sum(first.values()) <= 7
    assert again == {"dynamodb.GetItem": 2}


@pytest.mark.parametrize("query", ["", "?operator=102", "?line=153", "?outcome=answered"])
def test_a_list_of_calls_is_one_query(exchange: Exchange, query: str) -> None:
    with requests_of(exchange.city.cloud) as made:
        answer = call("GET", f"/calls{query}", token=SUPERVISOR)

    assert answer.status == 200
    assert made == {"dynamodb.Query": 1}


@pytest.mark.parametrize(("by", "expected"), [("", 1), ("hour", 2), ("hour,operator", 3)])
def test_figures_are_a_query_for_each_way_to_look(exchange: Exchange, by: str, expected: int) -> None:
    with requests_of(exchange.city.cloud) as made:
        call("GET", f"/statistics/calls?by={by}", token=SUPERVISOR)

    assert made == {"dynamodb.Query": expected}
