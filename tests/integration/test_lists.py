"""Lists of tickets under filters: what they leave, in which order, and what they cost."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from nabiz import bootstrap
from nabiz.storage import lists as lists_module
from tests.support.city import City
from tests.support.counting import requests_of
from tests.support.desk import DOG, LITTER, OPERATOR, RIDDLE, TWO_DEPARTMENTS, changes, listed, opens, queues
from tests.support.gateway import call


def test_filters_leave_what_matches(city: City) -> None:
    for text in (DOG, DOG, LITTER, RIDDLE):
        opens(text)
    opens(DOG, channel="email")
    everything = call("GET", "/tickets", token=OPERATOR).json["items"]

    for name in ("status", "category", "channel", "priority", "department"):
        for value, count in Counter(item[name] for item in everything).items():
            if value:
                assert len(listed(OPERATOR, **{name: value})) == count, (name, value)


def test_a_neighbourhood_is_found_inside_the_place(city: City) -> None:
    places = bootstrap.app().configuration.neighbourhoods[:2]
    for place in places:
        opens(f"{place.name} Mahallesi'nde {DOG}")
    opens(DOG)

    for place in places:
        assert len(listed(OPERATOR, neighbourhood=place.code)) == 1
    assert len(listed(OPERATOR, neighbourhood=",".join(place.code for place in places))) == 2


def test_a_filter_that_matches_little_fills_its_page_by_several_queries_and_no_more(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists_module, "LOOKED_AT", 3)
    for _ in range(4 * 3 + 2):
        opens(DOG)
    city.cloud.now += timedelta(days=1)
    rare = opens(LITTER)["category"]
    query = f"/tickets?limit=1&category={rare}"

    with requests_of(city.cloud) as made:
        first = call("GET", query, token=OPERATOR).json
    second = call("GET", f"{query}&cursor={first['cursor']}", token=OPERATOR).json

    assert made == {"dynamodb.Query": lists_module.ROUNDS}
    assert first["items"] == []
    assert [item["category"] for item in second["items"]] == [rare]


def test_done_tickets_of_two_departments_come_latest_first(city: City) -> None:
    finished = []
    for text in (LITTER, DOG, LITTER):
        number = opens(text)["number"]
        city.cloud.now += timedelta(minutes=1)
        changes(number, "transitions", {"to": "in_progress"}, TWO_DEPARTMENTS)
        resolved = {"to": "resolved", "outcome": "solved", "message_to_citizen": "Bitti"}
        changes(number, "transitions", resolved, TWO_DEPARTMENTS)
        finished.append(number)

    assert listed(TWO_DEPARTMENTS, done="true", limit="1") == finished[::-1]
    assert listed(TWO_DEPARTMENTS) == []


def test_a_ticket_that_is_gone_counts_no_more(city: City) -> None:
    opens(RIDDLE)
    city.cloud.settle()
    assert queues(OPERATOR)["triage"]["count"] == 1
    record = next(r for r in city.cloud.stream() if r["dynamodb"]["NewImage"].get("type") == {"S": "ticket"})
    gone = {key: value for key, value in record["dynamodb"].items() if key != "NewImage"}
    removed = {**record, "eventName": "REMOVE", "dynamodb": {**gone, "OldImage": record["dynamodb"]["NewImage"]}}

    for _ in range(2):
        city.cloud.run("record_facts", {"Records": [removed]})

    assert queues(OPERATOR)["triage"]["count"] == 0
