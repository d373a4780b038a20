"""Identity numbers: taken where the law needs one and nowhere else, encrypted, found, never whole, every look kept."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.city import City
from tests.support.cloud import TABLE, client
from tests.support.gateway import Answer, call, token_of

OPERATOR, AUDITOR = token_of("operator"), token_of("auditor")
NUMBER, OTHER = "10000000146", "10000000078"


@pytest.fixture(autouse=True)
def key(city: City) -> None:
    made = client("kms").create_key()["KeyMetadata"]["KeyId"]
    client("kms").create_alias(AliasName="alias/nabiz-test", TargetKeyId=made)


def opened(phone: str = "0532 111 22 33", category: str = "sosyal-yardim-basvuru") -> str:
    body = {"text": "Gıda yardımı istiyorum", "category": category, "citizen": {"name": "Zeynep Kaya", "phone": phone}}
    return str(call("POST", "/tickets", body, OPERATOR).json["number"])


def who(number: str) -> str:
    return str(call("GET", f"/tickets/{number}", token=OPERATOR).json["ticket"]["citizen"])


def give(number: str, written: str = NUMBER) -> Answer:
    return call("PUT", f"/tickets/{number}/national-id", {"national_id": written}, OPERATOR)


def items() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client("dynamodb").scan(TableName=TABLE)["Items"]
    return found


def test_it_is_taken_where_the_law_needs_it_and_shown_in_part(city: City) -> None:
    number = opened()

    given, again = give(number), give(number)
    seen = call("GET", f"/citizens/{who(number)}/national-id", token=AUDITOR)

    assert (given.status, again.status) == (200, 200)
    assert given.json["number"] == seen.json["number"] == "*********46"
    assert (seen.json["ticket"], seen.json["by"]) == (number, "user:operator-1")


def test_it_is_refused_where_nobody_needs_it(city: City) -> None:
    assert give(opened(category="yol-cukur")).status == 403
    assert give(opened(), "10000000147").status == 422


def test_it_stands_nowhere_whole(city: City) -> None:
    number = opened()
    give(number)
    call("POST", f"/citizens/{who(number)}/national-id/reveal", {"reason": "Kimlik kartıyla karşılaştırma"}, OPERATOR)

    assert not any(NUMBER in str(item) for item in items())


def test_more_of_it_is_shown_with_a_reason_that_stays(city: City) -> None:
    number = opened()
    give(number)

    shown = call("POST", f"/citizens/{who(number)}/national-id/reveal",
                 {"reason": "Kimlik kartıyla karşılaştırma"}, OPERATOR)  # fmt: skip

    assert shown.json["number"] == "100******46"
    looks = [item["what"]["S"] for item in items() if item["type"]["S"] == "access"]
    assert "national id: Kimlik kartıyla karşılaştırma" in looks
    assert f"national id taken for {number}" in looks
    assert call("POST", f"/citizens/{who(number)}/national-id/reveal", {}, OPERATOR).status == 422


def test_its_citizen_is_found_by_it(city: City) -> None:
    number = opened()
    give(number)

    (found,) = call("POST", "/citizens/national-id", {"national_id": NUMBER}, OPERATOR).json["items"]
    nobody = call("POST", "/citizens/national-id", {"national_id": OTHER}, OPERATOR).json["items"]

    assert (found["id"], nobody) == (who(number), [])


def test_two_citizens_with_one_number_may_be_one_person(city: City) -> None:
    first, second = opened(), opened("0533 999 88 77")
    give(first)

    refused = give(second)

    assert (refused.status, refused.json["citizen"]) == (409, who(first))


def test_a_mistyped_number_is_replaced_and_finds_nobody_any_more(city: City) -> None:
    number = opened()
    give(number, OTHER)
    give(number)

    assert call("POST", "/citizens/national-id", {"national_id": OTHER}, OPERATOR).json["items"] == []
    assert call("GET", f"/citizens/{who(number)}/national-id", token=OPERATOR).json["number"] == "*********46"
