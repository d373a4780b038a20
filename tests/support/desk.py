"""The staff at their desks: tickets opened and changed over the API, and lists read to their end."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from nabiz.domain.people import Role
from tests.support.cloud import TABLE, client
from tests.support.gateway import Token, call, token_of

OPERATOR, VET = token_of(Role.OPERATOR), token_of(Role.DEPARTMENT, "veteriner")
TWO_DEPARTMENTS = token_of(Role.DEPARTMENT, "veteriner", "temizlik")
# Words that the demo city routes to the vets, to the cleaners, and to nobody.
DOG, LITTER, RIDDLE = "Sokakta yaralı bir köpek var", "Çöpler toplanmadı", "Falanca filanca"


def opens(text: str, **more: Any) -> dict[str, Any]:
    """A ticket that came by the phone."""
    answer = call("POST", "/tickets", {"text": text, **more}, OPERATOR)
    assert answer.status == 201, answer.text
    return dict(answer.json)


def changes(number: str, way: str, body: dict[str, Any], token: Token = VET) -> None:
    """A change under the version that stands there now."""
    version = call("GET", f"/tickets/{number}", token=OPERATOR).json["ticket"]["version"]
    answer = call("POST", f"/tickets/{number}/{way}", body, token, If_Match=str(version))
    assert answer.status < 300, answer.text


def listed(token: Token, **query: str) -> list[str]:
    """Every number of a list, page by page."""
    numbers: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        answer = call("GET", f"/tickets?{urlencode(query | ({'cursor': cursor} if cursor else {}))}", token=token)
        assert answer.status == 200, answer.text
        numbers += [item["number"] for item in answer.json["items"]]
        cursor = answer.json["cursor"]
    return numbers


def queues(token: Token) -> dict[str, dict[str, Any]]:
    return {queue["code"]: queue for queue in call("GET", "/queues", token=token).json["items"]}


def found(q: str, token: Token = OPERATOR, **more: str) -> list[str]:
    """Every number that a search finds, page by page, newest first."""
    numbers: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        query = {"q": q} | more | ({"cursor": cursor} if cursor else {})
        answer = call("GET", f"/tickets?{urlencode(query)}", token=token)
        assert answer.status == 200, answer.text
        numbers += [item["number"] for item in answer.json["items"]]
        cursor = answer.json["cursor"]
    return numbers


def items(kind: str) -> list[dict[str, Any]]:
    """Everything of a kind that stands in the table, as it is written."""
    pages = client("dynamodb").get_paginator("scan").paginate(TableName=TABLE)
    return [item for page in pages for item in page["Items"] if item["type"]["S"] == kind]


def looks() -> list[str]:
    """Who was recorded as having looked a person up by searching."""
    return [item["actor"]["S"] for item in items("access") if item["what"]["S"] == "search"]
