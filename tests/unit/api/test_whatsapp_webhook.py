"""What Meta posts is checked, queued ten to a request, and never lost; what somebody else posts is refused."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest
from chalice.test import Client, HTTPResponse

from app import app as api
from chalicelib import webhooks
from nabiz.bootstrap import Secrets
from nabiz.ports import QueueEntry

EVENTS = Path(__file__).parents[3] / "events" / "whatsapp"
SECRET = "app-secret"


class Queues:
    """Queues that only remember what they were given, one entry per request."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, list[QueueEntry]]] = []
        self.secrets = Secrets("link", whatsapp_app_secret=SECRET, whatsapp_verify_token="verify")
        self.settings = SimpleNamespace(inbound_queue_url="inbound", inbound_dead_queue_url="dead")

    def queue(self, url: str) -> SimpleNamespace:
        def send(entries: Sequence[QueueEntry]) -> None:
            self.requests.append((url, list(entries)))

        return SimpleNamespace(send=send)


@pytest.fixture
def queues(monkeypatch: pytest.MonkeyPatch) -> Queues:
    made = Queues()
    monkeypatch.setattr(webhooks, "app", lambda: made)
    return made


@pytest.fixture
def client() -> Iterator[Client]:
    with Client(api) as made:
        yield made


def post(client: Client, body: bytes, secret: str = SECRET) -> HTTPResponse:
    signature = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "X-Hub-Signature-256": signature}
    return client.http.post("/webhooks/whatsapp", headers=headers, body=body)


def test_a_signed_message_is_queued_in_one_request(client: Client, queues: Queues) -> None:
    answer = post(client, (EVENTS / "text.json").read_bytes())

    assert answer.status_code == 200
    assert [(url, len(entries)) for url, entries in queues.requests] == [("inbound", 1)]
    assert queues.requests[0][1][0].group
    assert queues.requests[0][1][0].deduplication


def test_a_wrong_signature_is_refused_and_nothing_is_kept(client: Client, queues: Queues) -> None:
    answer = post(client, (EVENTS / "text.json").read_bytes(), secret="not ours")

    assert answer.status_code == 401
    assert json.loads(answer.body)["detail"] == "The signature does not fit the body."
    assert queues.requests == []


def test_without_a_secret_of_ours_no_signature_fits(client: Client, queues: Queues) -> None:
    queues.secrets = Secrets("link")

    assert post(client, b"{}", secret="").status_code == 401


def test_a_signed_body_that_nobody_can_read_becomes_a_dead_letter(client: Client, queues: Queues) -> None:
    answer = post(client, b"{not json")

    assert answer.status_code == 200
    [(url, [entry])] = queues.requests
    assert url == "dead"
    assert entry.attributes == {"reason": "unreadable"}
    assert json.loads(entry.body)["raw"] == "{not json"


def test_the_handshake_answers_the_challenge_as_text(client: Client, queues: Queues) -> None:
    query = "hub.mode=subscribe&hub.verify_token={}&hub.challenge=1158201444"

    right = client.http.get("/webhooks/whatsapp?" + query.format("verify"))
    wrong = client.http.get("/webhooks/whatsapp?" + query.format("guess"))

    assert (right.status_code, right.body) == (200, b"1158201444")
    assert wrong.status_code == 403
