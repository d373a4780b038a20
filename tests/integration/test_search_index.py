"""How the search index is written: duplicates, any order, transfers, races, long texts, words that find too much."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from nabiz import bootstrap
from nabiz.domain.people import Role
from nabiz.services.index_search import index_search
from nabiz.storage import search_index as index_module
from tests.support.city import City
from tests.support.counting import requests_of
from tests.support.desk import DOG, LITTER, OPERATOR, VET, changes, found, items, opens
from tests.support.gateway import call, token_of

CLEANERS = token_of(Role.DEPARTMENT, "temizlik")
ZEYNEP = {"name": "Zeynep Yılmaz", "phone": "0532 111 22 33"}


def test_a_transferred_ticket_is_found_by_its_new_department(city: City) -> None:
    number = opens(DOG)["number"]
    city.cloud.settle()

    changes(number, "assignment", {"department": "temizlik", "reason": "Yanlış birim"}, OPERATOR)
    city.cloud.settle()

    assert found("köpek", VET) == []
    assert found("köpek", CLEANERS) == [number]
    assert {item["department"]["S"] for item in items("found")} == {"temizlik"}


def test_before_the_index_knows_a_transferred_ticket_is_not_shown_to_its_old_department(city: City) -> None:
    number = opens(DOG)["number"]
    city.cloud.settle()

    changes(number, "assignment", {"department": "temizlik", "reason": "Yanlış birim"}, OPERATOR)

    assert found("köpek", VET) == []
    assert found("köpek") == [number]


def test_what_is_said_later_finds_it_too(city: City) -> None:
    number = opens(DOG)["number"]
    changes(number, "notes", {"text": "Barınağa götürüldü"})
    changes(number, "messages", {"text": "Ekibimiz yolda"})
    city.cloud.settle()

    assert found("barınak") == found("barınağı köpek") == found("ekip") == [number]


def test_events_that_come_twice_and_in_any_order_leave_the_index_as_it_is(city: City) -> None:
    sent: list[str] = []
    number = opens(DOG, citizen=ZEYNEP)["number"]
    for change in ("notes", "assignment", "notes"):
        bodies = {
            "notes": {"text": f"Barınak arandı {len(sent)}"},
            "assignment": {"department": "temizlik", "reason": "x"},
        }
        changes(number, change, bodies[change], OPERATOR)
    while city.cloud.read_stream("relay_events"):
        pass
    sent = [message.body for message in city.cloud.search.messages]
    city.cloud.settle()
    before = (items("found"), items("indexed"))

    for body in [*reversed(sent), *sent]:
        city.cloud.search.send(body, city.cloud.now)
    with requests_of(city.cloud) as made:
        city.cloud.settle()

    assert (items("found"), items("indexed")) == before
    assert made.keys() == {"dynamodb.BatchGetItem"}
    assert found("barınak köpek zeynep", CLEANERS) == [number]


def test_a_batch_indexes_each_ticket_once(city: City) -> None:
    opens(DOG, citizen=ZEYNEP)  # opened and assigned: two events
    while city.cloud.read_stream("relay_events"):
        pass

    with requests_of(city.cloud) as made:
        assert city.cloud.poll(city.cloud.search, "index_search")

    assert made == {"dynamodb.BatchGetItem": 1, "dynamodb.TransactWriteItems": 1}


def test_an_index_that_is_being_written_meanwhile_is_read_again(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    number = opens(DOG)["number"]
    index, read = bootstrap.app().search_index, index_module.TableSearchIndex.read
    raced: list[str] = []

    def read_and_race(self: Any, aggregate: str, messages: Any, citizen: str) -> Any:
        seen = read(self, aggregate, messages, citizen)
        if not raced:
            raced.append(aggregate)
            changes(number, "assignment", {"department": "temizlik", "reason": "x"}, OPERATOR)
            index_search(aggregate, messages, citizen, index)
        return seen

    monkeypatch.setattr(index_module.TableSearchIndex, "read", read_and_race)
    city.cloud.settle()

    assert raced
    assert found("köpek", CLEANERS) == [number]
    assert {item["department"]["S"] for item in items("found")} == {"temizlik"}


def test_a_very_long_text_is_indexed_in_several_transactions(city: City) -> None:
    words = " ".join(f"kelime{number}x" for number in range(110))
    number = opens(f"{DOG} {words}")["number"]
    city.cloud.settle()
    changes(number, "assignment", {"department": "temizlik", "reason": "x"}, OPERATOR)
    city.cloud.settle()

    assert len(items("found")) == 110 + 3
    assert found("kelime109x köpek", CLEANERS) == [number]
    assert found("kelime109x", VET) == []


# -- words that find too much -----------------------------------------------------------------------------------------


def test_frequent_words_are_read_page_by_page_and_asked_about_what_was_found(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_module, "READ", 3)
    numbers = []
    for day in range(8):
        litter = {"text": f"{LITTER}, sokakta köpek", "category": "cop-toplama"}
        numbers.append(opens(**({"text": DOG} if day % 3 else litter))["number"])
        city.cloud.settle()
        city.cloud.now += timedelta(days=1)
    everything, of_litter = numbers[::-1], numbers[0::3][::-1]

    with requests_of(city.cloud) as made:
        first = call("GET", "/tickets?q=sokak+cop&limit=2", token=OPERATOR).json

    assert [item["number"] for item in first["items"]] == of_litter[:2]
    assert made["dynamodb.Query"] <= 2 * 3
    assert made["dynamodb.BatchGetItem"] <= 2 * 3
    assert found("sokak çöp", limit="2") == of_litter
    assert found("sokak köpek", limit="4") == everything
    assert found("köpek sokak", CLEANERS, limit="1") == of_litter
