"""How many requests to AWS each route makes once its process is warm: the whole route, from event to answer."""

from __future__ import annotations

import hashlib
import hmac
import json
from urllib.parse import urlencode

import pytest

from nabiz.domain.people import Role
from nabiz.domain.tokens import survey_token, tracking_key
from nabiz_tools import whatsapp_payloads as payloads
from tests.support.city import ACCOUNT, City
from tests.support.cloud import APP_SECRET, LINK_KEY, client
from tests.support.counting import requests_of
from tests.support.gateway import Answer, Token, call, token_of

OPERATOR, VET = token_of(Role.OPERATOR), token_of(Role.DEPARTMENT, "veteriner")
AUDIT = {"dynamodb.PutItem": 1}  # whoever looks at a person's data leaves a line


@pytest.fixture
def warm(city: City) -> City:
    """A city whose processes have read configuration and secrets, and hold connections."""
    call("GET", "/public/catalogue")
    post_from_meta(posted(1), APP_SECRET)
    city.cloud.settle()
    return city


def posted(messages: int) -> bytes:
    """A post of Meta with so many messages of one citizen."""
    sender = {"from": "905321112233", "timestamp": "1795510800"}
    made = [{"id": f"wamid.{messages}-{number}", **sender, **payloads.text("merhaba")} for number in range(messages)]
    contact = {"profile": {"name": "Zeynep"}, "wa_id": "905321112233"}
    return json.dumps(payloads.envelope(ACCOUNT, {"contacts": [contact], "messages": made})).encode()


@pytest.mark.parametrize(("messages", "expected"), [(1, 1), (10, 1), (11, 2), (35, 4)])
def test_a_webhook_asks_the_queue_once_for_ten_messages_and_nobody_else(
    warm: City, messages: int, expected: int
) -> None:
    with requests_of(warm.cloud) as made:
        answer = post_from_meta(posted(messages), APP_SECRET)

    assert answer.status == 200
    assert made == {"sqs.SendMessageBatch": expected}


def test_a_forged_post_costs_no_call(warm: City) -> None:
    with requests_of(warm.cloud) as made:
        answer = post_from_meta(posted(3), "somebody else's")

    assert answer.status == 401
    assert not made


def test_a_ticket_of_the_web_form_is_one_look_for_the_person_and_one_transaction(warm: City) -> None:
    body = {"text": "Sokak lambası yanmıyor", "citizen": {"phone": "0532 111 22 33"}}

    with requests_of(warm.cloud) as made:
        answer = call("POST", "/public/tickets", body, Idempotency_Key="form-1")

    assert answer.status == 201
    assert made == {"dynamodb.BatchGetItem": 1, "dynamodb.TransactWriteItems": 1}


def test_a_ticket_of_an_unnamed_caller_is_one_transaction(warm: City) -> None:
    with requests_of(warm.cloud) as made:
        answer = call("POST", "/tickets", {"text": "Çöp alınmadı"}, token=OPERATOR)

    assert answer.status == 201
    assert made == {"dynamodb.TransactWriteItems": 1}


def test_the_page_of_a_ticket_is_one_query_however_long_its_history(warm: City) -> None:
    number = a_ticket(warm)
    for note in range(30):
        call("POST", f"/tickets/{number}/notes", {"text": f"Not {note}"}, token=VET, If_Match=version_of(number))

    with requests_of(warm.cloud) as made:
        answer = call("GET", f"/tickets/{number}", token=VET)

    assert len(answer.json["messages"]) == 31
    assert made == {"dynamodb.Query": 1} | AUDIT


def test_a_citizen_follows_a_ticket_with_one_query(warm: City) -> None:
    number = a_ticket(warm)

    with requests_of(warm.cloud) as made:
        answer = call("GET", f"/public/tickets/{number}?key={tracking_key(LINK_KEY, number)}")

    assert answer.status == 200
    assert made == {"dynamodb.Query": 1}


@pytest.mark.parametrize(
    ("by", "query"),
    [
        (VET, {}),
        (OPERATOR, {}),
        (OPERATOR, {"department": "triage"}),
        (OPERATOR, {"status": "assigned,in_progress", "limit": "5"}),
        (OPERATOR, {"overdue": "true"}),
        (VET, {"done": "true"}),
    ],
)
def test_a_list_is_one_query(warm: City, by: Token, query: dict[str, str]) -> None:
    for _ in range(12):
        a_ticket(warm)

    with requests_of(warm.cloud) as made:
        answer = call("GET", f"/tickets?{urlencode(query)}", token=by)

    assert answer.status == 200
    assert made == {"dynamodb.Query": 1}


def test_the_next_page_of_a_list_is_one_query(warm: City) -> None:
    for _ in range(5):
        a_ticket(warm)
    first = call("GET", "/tickets?limit=3", token=VET).json

    with requests_of(warm.cloud) as made:
        second = call("GET", f"/tickets?limit=3&cursor={first['cursor']}", token=VET).json

    assert len({item["number"] for item in first["items"] + second["items"]}) == 5
    assert made == {"dynamodb.Query": 1}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("transitions", {"to": "in_progress"}),
        ("assignment", {"assignee": "vet-2"}),
        ("notes", {"text": "Ekip yolda"}),
        ("messages", {"text": "Ekibimiz geliyor"}),
    ],
)
def test_a_change_of_the_staff_is_one_read_and_one_transaction(warm: City, path: str, body: dict[str, str]) -> None:
    number = a_ticket(warm)
    seen = version_of(number)

    with requests_of(warm.cloud) as made:
        answer = call(
            "POST",
            f"/tickets/{number}/{path}",
            body,
            token=VET,
            If_Match=seen,
            Idempotency_Key="change-1",
        )

    assert answer.status in (200, 201)
    assert made == {"dynamodb.GetItem": 1, "dynamodb.TransactWriteItems": 1}


def test_a_change_of_what_somebody_else_changed_is_one_read(warm: City) -> None:
    number = a_ticket(warm)

    with requests_of(warm.cloud) as made:
        answer = call("POST", f"/tickets/{number}/notes", {"text": "x"}, token=VET, If_Match='"7"')

    assert answer.status == 412
    assert made == {"dynamodb.GetItem": 1}


def test_the_answer_of_a_survey_is_one_transaction(warm: City) -> None:
    number = a_ticket(warm)
    vets = warm.department("veteriner")
    vets.starts(number)
    vets.resolves(number)
    warm.waits_for(number)
    warm.waits_for(number)
    token = survey_token(LINK_KEY, number, 1)

    with requests_of(warm.cloud) as made:
        answer = call("POST", f"/public/surveys/{token}", {"answer": "satisfied"})

    assert answer.json["answer"] == "satisfied"
    assert made == {"dynamodb.GetItem": 1, "dynamodb.TransactWriteItems": 1}


def test_figures_are_one_query(warm: City) -> None:
    a_ticket(warm)
    warm.cloud.settle()

    with requests_of(warm.cloud) as made:
        answer = call("GET", "/statistics/tickets", token=OPERATOR)

    assert answer.json["counts"]["opened"] >= 1
    assert made == {"dynamodb.Query": 1}


def test_a_citizens_card_is_the_line_of_the_look_the_person_and_the_tickets(warm: City) -> None:
    a_ticket(warm)

    with requests_of(warm.cloud) as made:
        answer = call("GET", "/citizens?phone=05321112233", token=OPERATOR)
        card = call("GET", f"/citizens/{answer.json['items'][0]['id']}", token=OPERATOR)

    assert card.json["tickets"]["items"]
    assert made == {"dynamodb.GetItem": 3, "dynamodb.Query": 1, "dynamodb.PutItem": 2}


def test_a_cold_process_asks_once_for_secrets_and_once_for_the_configuration(city: City) -> None:
    with requests_of(city.cloud) as made:
        post_from_meta(posted(1), APP_SECRET)
        post_from_meta(posted(2), APP_SECRET)
        call("POST", "/tickets", {"text": "Çöp alınmadı"}, token=OPERATOR)
        call("POST", "/tickets", {"text": "Su akmıyor"}, token=OPERATOR)

    assert made == {
        "secretsmanager.GetSecretValue": 1, "dynamodb.Query": 1, "sqs.SendMessageBatch": 2,
        "dynamodb.TransactWriteItems": 2,
    }  # fmt: skip


def post_from_meta(body: bytes, secret: str) -> Answer:
    """A post to the webhook, signed as Meta signs it."""
    signature = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return call("POST", "/webhooks/whatsapp", body, X_Hub_Signature_256=signature)


def a_ticket(city: City) -> str:
    """A ticket of the vets that came by the phone."""
    body = {"text": "Sokakta yaralı bir köpek var", "citizen": {"phone": "0532 111 22 33"}}
    return str(call("POST", "/tickets", body, token=OPERATOR).json["number"])


def version_of(number: str) -> str:
    """The version that stands there now."""
    table = client("dynamodb")
    key = {"pk": {"S": f"T#{number}"}, "sk": {"S": "A"}}
    version = table.get_item(TableName="nabiz-test", Key=key)["Item"]["version"]["N"]
    return f'"{version}"'
