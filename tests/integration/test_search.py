"""Finding tickets and people: by number, phone, mail and words, by whom it may be found, and what it costs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from nabiz.domain.people import Role
from tests.support.cloud import Cloud
from tests.support.counting import requests_of
from tests.support.desk import OPERATOR, TWO_DEPARTMENTS, VET, found, items, looks, opens
from tests.support.gateway import Token, call, token_of

CLEANERS = token_of(Role.DEPARTMENT, "temizlik")
ZEYNEP = {"name": "Zeynep Yılmaz", "phone": "0532 111 22 33", "email": "zeynep@example.com"}


@pytest.fixture(scope="module")
def known() -> Iterator[tuple[Cloud, str, str]]:
    """A dog that Zeynep saw in the 116th street, and litter that somebody else saw a day later."""
    with Cloud() as cloud:
        there = {"address": "Gül Sokak No:5", "lat": 38.4, "lon": 27.1}
        dog = opens("116. Sokakta yaralı bir köpek var", citizen=ZEYNEP, location=there)["number"]
        cloud.settle()
        cloud.now += timedelta(days=1)
        words = "Çöpler toplanmadı, köpekler dağıtmış"
        litter = opens(words, category="cop-toplama", citizen={"name": "Ahmet Öz"})["number"]
        cloud.settle()
        yield cloud, dog, litter


@pytest.mark.parametrize("q", ["köpekler", "köpeği", "KÖPEK", "kopek", "köpeğimiz"])
def test_every_form_of_a_word_finds_what_another_form_was_written(known: tuple[Cloud, str, str], q: str) -> None:
    _, dog, litter = known

    assert found(q) == [litter, dog]


@pytest.mark.parametrize("q", [
    "116", "yaralı köpek", "köpek 116 sokak", "gül sokak", "zeynep", "ZEYNEP yılmaz köpek", "0532 111 22 33",
    "+905321112233", "zeynep@example.com", "{number}", "{dashes}",
])  # fmt: skip
def test_it_is_found_by_what_somebody_remembers(known: tuple[Cloud, str, str], q: str) -> None:
    _, dog, _ = known

    assert found(q.format(number=dog, dashes=f"{dog[:3]}-{dog[3:6]}-{dog[6:]}")) == [dog]


@pytest.mark.parametrize("q", ["kedi", "köpek kedi", "çöp 116", "0532 999 88 77", "nobody@example.com", "bir", "!?"])
def test_what_is_not_there_is_not_found(known: tuple[Cloud, str, str], q: str) -> None:
    assert found(q) == []


def test_cop_finds_what_was_written_with_its_letters(known: tuple[Cloud, str, str]) -> None:
    _, _, litter = known

    assert found("cop") == found("çöp") == [litter]


def test_a_search_may_be_narrowed_as_a_list_is(known: tuple[Cloud, str, str]) -> None:
    _, dog, litter = known

    assert found("köpek", department="temizlik") == [litter]
    assert found("köpek", queue="department:veteriner") == [dog]
    assert found("köpek", channel="email") == []
    assert found("köpek", done="true") == []
    assert found("köpek", queue="waiting") == []


def test_a_mistyped_number_is_told(known: tuple[Cloud, str, str]) -> None:
    _, dog, _ = known
    wrong = dog[:-1] + str((int(dog[-1]) + 1) % 10)

    answer = call("GET", f"/tickets?q={wrong}", token=OPERATOR)

    assert answer.status == 422
    assert "mistyped" in answer.json["detail"]


def test_a_department_finds_its_own_only(known: tuple[Cloud, str, str]) -> None:
    _, dog, litter = known

    for q in ("köpek", "0532 111 22 33", "zeynep", dog):
        assert found(q, VET) == [dog]
        assert dog not in found(q, CLEANERS)
    assert found("köpek", CLEANERS) == [litter]
    assert found("köpek", TWO_DEPARTMENTS) == [litter, dog]
    assert found("köpek", token_of(Role.DEPARTMENT)) == []


def test_no_key_of_the_index_holds_a_word_or_a_name(known: tuple[Cloud, str, str]) -> None:
    written = json.dumps([items("found"), items("indexed")], ensure_ascii=False).lower()

    assert items("found")
    assert not any(word in written for word in ("kopek", "köpek", "zey", "yilmaz", "532"))


@pytest.mark.parametrize("q", ["zey", "Zeynep", "yılm", "ZEYNEP YIL", "yilmaz zeynep"])
def test_a_person_is_found_while_the_name_is_being_typed(known: tuple[Cloud, str, str], q: str) -> None:
    people = call("GET", f"/citizens?{urlencode({'q': q})}", token=OPERATOR).json["items"]

    assert [person["name"] for person in people] == ["Zeynep Yılmaz"]


@pytest.mark.parametrize("q", ["zeynel", "zeynep demir", "ze", "e"])
def test_another_name_finds_nobody(known: tuple[Cloud, str, str], q: str) -> None:
    assert call("GET", f"/citizens?{urlencode({'q': q})}", token=OPERATOR).json["items"] == []


@pytest.mark.parametrize("address", ["/citizens?q=zeynep", "/tickets?q=zeynep", "/tickets?q=05321112233"])
def test_looking_a_person_up_is_written_down(known: tuple[Cloud, str, str], address: str) -> None:
    asker = Token(f"curious-{address[1:4]}-{address[-4:]}", ("operator",))

    call("GET", address, token=asker)

    assert looks().count(f"user:{asker.username}") == 1


def test_finding_a_ticket_by_its_words_looks_nobody_up(known: tuple[Cloud, str, str]) -> None:
    asker = Token("worker", ("operator",))

    call("GET", "/tickets?q=116", token=asker)

    assert "user:worker" not in looks()


@pytest.mark.parametrize(("address", "expected"), [
    ("/tickets?q={number}", {"dynamodb.BatchGetItem": 1}),
    ("/tickets?q=05321112233", {"dynamodb.GetItem": 2, "dynamodb.Query": 1, "dynamodb.PutItem": 1}),
    ("/tickets?q=116", {"dynamodb.Query": 1, "dynamodb.BatchGetItem": 1}),
    ("/tickets?q=yarali+kopek+116", {"dynamodb.Query": 3, "dynamodb.BatchGetItem": 1}),
    ("/tickets?q=kopek+kedi+116", {"dynamodb.Query": 2}),  # the second word finds nothing
    ("/citizens?q=zeynep+yil", {"dynamodb.Query": 2, "dynamodb.BatchGetItem": 1, "dynamodb.TransactWriteItems": 1}),
])  # fmt: skip
def test_requests(known: tuple[Cloud, str, str], address: str, expected: dict[str, int]) -> None:
    cloud, dog, _ = known

    with requests_of(cloud) as made:
        answer = call("GET", address.format(number=dog), token=OPERATOR)

    assert answer.status == 200
    assert made == expected
