"""Every route with every role, without a token, with the wrong one, and from another department.

What is expected stands in who_may.txt; the requests come as API Gateway hands them over.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import app as api
from chalicelib.signin import ACCESS
from nabiz.domain import tokens
from tests.support.cloud import LINK_KEY, Cloud, compiled
from tests.support.gateway import Token, call, token_of

Request = tuple[str, dict[str, Any] | None]

OWN, OTHER = "veteriner", "temizlik"
ASKERS: dict[str, Token | None] = {
    "operator": token_of("operator"), "department": token_of("department", OWN), "field": token_of("field", OWN),
    "supervisor": token_of("supervisor"), "executive": token_of("executive"), "admin": token_of("admin"),
    "auditor": token_of("auditor"), "nobody": None, "access": Token("operator-1", ("operator",), use="access"),
    "elsewhere": token_of("department", OTHER),
}  # fmt: skip
# What is sent where the route alone does not say enough: what comes after its path, and the body.
REPORT = {"text": "116. Sokakta yaralı bir köpek var", "citizen": {"phone": "0532 111 22 33"}}
PUSH = "https://fcm.googleapis.com/fcm/send/x"
BROWSER = {"p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
           "auth": "BTBZMqHH6r4Tts7J_aSIgg"}  # fmt: skip
REQUESTS: dict[str, Request] = {
    "POST /webhooks/whatsapp": ("", {}),
    "POST /webhooks/telephony/{provider}": ("", {}),
    "POST /calls/{id}/tickets": ("", {"number": "{number}"}),
    "POST /public/uploads": ("", {"mime_type": "image/png"}),
    "POST /public/uploads/{id}/parts": ("", {"numbers": [1]}),
    "POST /public/uploads/{id}/complete": ("", {"parts": [{"number": 1, "etag": "x"}]}),
    "POST /public/tickets": ("", REPORT),
    "POST /public/tickets/{number}/messages": ("", {"key": "{key}", "text": "Köpek hâlâ orada."}),
    "GET /public/tickets/{number}": ("?key={key}", None),
    "POST /public/tickets/{number}/reopening": ("", {"key": "abcdefgh23", "reason": "Çukur duruyor"}),
    "POST /public/surveys/{token}": ("", {"answer": "satisfied"}),
    "GET /tickets": (f"?department={OWN}", None),
    "POST /tickets": ("", REPORT),
    "POST /tickets/{number}/transitions": ("", {"to": "resolved", "outcome": "solved", "message_to_citizen": "Bitti"}),
    "POST /tickets/{number}/assignment": ("", {"assignee": "ayse"}),
    "POST /tickets/{number}/escalation": ("", {"action": "acknowledge", "reason": "Ekip yolda"}),
    "POST /tickets/{number}/classification": ("", {"category": "sahipsiz-hayvan"}),
    "POST /tickets/{number}/messages": ("", {"text": "Ekibimiz yolda."}),
    "PUT /me/views": ("", {"views": [{"name": "Geciken", "query": "queue=overdue"}]}),
    "POST /tickets/{number}/messages/preview": ("", {"text": "Ekibimiz yolda."}),
    "POST /tickets/{number}/notes": ("", {"text": "Muhtar da aradı."}),
    "POST /dead-letters/{id}/drop": ("", {"reason": "Deneme"}),
    "POST /users": ("", {"email": "ayse@cinarova.example", "role": "operator"}),
    "PUT /users/{username}": ("", {"role": "operator"}),
    "PUT /configuration/{part}": ("", {"body": compiled()[0]["survey"]}),
    "POST /configuration/texts/preview": ("", {"stage": "survey", "channel": "sms", "language": "tr"}),
    "POST /public/preferences/{token}": ("", {"channel": "email"}),
    "POST /public/preferences/{token}/unsubscribe": ("", {}),
    "PUT /citizens/{id}/preferences": ("", {"reason": "Telefonda söyledi"}),
    "PUT /tickets/{number}/national-id": ("", {"national_id": "10000000146"}),
    "POST /citizens/{id}/national-id/reveal": ("", {"reason": "Karşılaştırma"}),
    "POST /citizens/national-id": ("", {"national_id": "10000000146"}),
    "POST /public/tickets/{number}/push": ("", {"key": "{key}", "endpoint": PUSH, "keys": BROWSER}),
    "POST /public/tickets/{number}/push/removal": ("", {"key": "{key}", "endpoint": PUSH}),
    "POST /citizens/{id}/links": ("", {"email": "zeynep@posta.example"}),
    "POST /citizens/{id}/links/verify": ("", {"link": "0" * 24, "code": "123456"}),
    "POST /citizens/{id}/merge": ("", {"other": "{id}", "reason": "Aynı kişi"}),
    "POST /citizens/{id}/split": ("", {"part": "{id}", "reason": "Başka kişi"}),
    "POST /desk/visits": ("", {"id": "0" * 16, "service": "danisma"}),
    "POST /desk/visits/{id}/transitions": ("", {"to": "left"}),
    "POST /tickets/{number}/team": ("", {"team": "veteriner-kuzey"}),
    "PUT /field/teams/{code}/route": ("", {"numbers": []}),
    "POST /desk/next": ("", {"desk": "masa-1"}),
    "GET /citizens": ("?phone=05321112233", None),
}


def read_table() -> dict[str, dict[str, int]]:
    lines = [line for line in Path(__file__).with_name("who_may.txt").read_text("utf-8").splitlines() if line]
    head, *rows = (line.split() for line in lines if not line.startswith("#"))
    return {f"{row[0]} {row[1]}": dict(zip(head[1:], map(int, row[2:]), strict=True)) for row in rows}


TABLE = read_table()


@pytest.fixture(scope="module")
def cloud() -> Iterator[Cloud]:
    with Cloud() as made:
        made.hire("worker@cinarova.example", "operator")
        yield made


@pytest.fixture
def fills(cloud: Cloud) -> dict[str, str]:
    """A ticket of the own department, and other things that paths name."""
    opened = call("POST", "/tickets", REPORT, ASKERS["supervisor"]).json
    assert opened["department"] == OWN
    number = opened["number"]
    citizen = call("GET", "/citizens?phone=05321112233", token=ASKERS["operator"]).json["items"][0]["id"]
    return {"number": number, "id": citizen, "token": "abcdefgh", "report": "tickets",
            "code": "veteriner-kuzey", "resource": "services", "item": "yol-cukur.json",
            "username": "worker@cinarova.example", "part": "survey", "version": "1", "provider": "asterisk",
            "key": tokens.tracking_key(LINK_KEY, number)}  # fmt: skip


def test_the_table_has_a_row_for_every_route_and_a_column_for_every_asker() -> None:
    assert set(TABLE) == {f"{method} {path}" for path, methods in api.routes.items() for method in methods}
    assert all(row.keys() == ASKERS.keys() for row in TABLE.values())


def test_whom_the_table_lets_in_are_those_whom_the_code_names() -> None:
    for (method, path), roles in ACCESS.items():
        row = TABLE[f"{method} {path}"]
        assert {asker for asker, status in row.items() if status < 300} <= {*roles, "elsewhere"}, path
        assert row["nobody"] == 401
        assert row["access"] == 403


@pytest.mark.parametrize("asker", ASKERS)
@pytest.mark.parametrize("route", TABLE)
def test_each_asker_gets_what_the_table_says(route: str, asker: str, fills: dict[str, str]) -> None:
    method, path = route.split()
    after, body = REQUESTS.get(route, ("", None))

    sent = {
        name: fills.get(str(value).strip("{}"), value) if str(value).startswith("{") else value
        for name, value in (body or {}).items()
    }
    answer = call(method, (path + after).format(**fills), None if body is None else sent, ASKERS[asker], If_Match="1")

    assert answer.status == TABLE[route][asker], answer.text
