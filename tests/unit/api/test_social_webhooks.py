"""What Meta and X post is checked and queued or kept as a dead letter; what somebody else posts is refused."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest
from chalice.test import Client

from app import app as api
from chalicelib import webhooks
from nabiz.bootstrap import Secrets
from nabiz.ports import QueueEntry

EVENTS = Path(__file__).parents[3] / "events"
SECRETS = {"meta": "page-secret", "instagram": "instagram-secret", "x": "consumer-secret"}
Queued = list[tuple[str, QueueEntry]]


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> Queued:
    found: Queued = []

    def queue(url: str) -> SimpleNamespace:
        def send(entries: Sequence[QueueEntry]) -> None:
            found.extend((url, entry) for entry in entries)

        return SimpleNamespace(send=send)

    secrets = Secrets("link", meta_app_secret=SECRETS["meta"], instagram_app_secret=SECRETS["instagram"],
                      meta_verify_token="verify", x_consumer_secret=SECRETS["x"])  # fmt: skip
    settings = SimpleNamespace(inbound_queue_url="inbound", inbound_dead_queue_url="dead")
    monkeypatch.setattr(webhooks, "app", lambda: SimpleNamespace(secrets=secrets, settings=settings, queue=queue))
    return found


@pytest.fixture
def client() -> Iterator[Client]:
    with Client(api) as made:
        yield made


def post(client: Client, name: str, body: bytes, secret: str = "") -> int:
    digest = hmac.new((secret or SECRETS[name]).encode(), body, hashlib.sha256)
    if name == "x":
        path, header, written = (
            "/webhooks/x",
            "x-twitter-webhooks-signature",
            base64.b64encode(digest.digest()).decode(),
        )
    else:
        path, header, written = "/webhooks/meta", "X-Hub-Signature-256", digest.hexdigest()
    headers = {"Content-Type": "application/json", header: f"sha256={written}"}
    return int(client.http.post(path, headers=headers, body=body).status_code)


@pytest.mark.parametrize("name", SECRETS)
def test_every_sample_is_taken_and_queued(client: Client, queued: Queued, name: str) -> None:
    files = list((EVENTS / name).glob("*.json"))

    assert {post(client, name, file.read_bytes()) for file in files} == {200}
    assert {url for url, _ in queued} == {"inbound"}
    assert len(queued) >= len(files)


@pytest.mark.parametrize("name", SECRETS)
def test_a_signed_body_that_nobody_can_read_becomes_a_dead_letter(client: Client, queued: Queued, name: str) -> None:
    assert post(client, name, b"{not json") == 200
    [(url, entry)] = queued
    assert (url, entry.attributes, json.loads(entry.body)["raw"]) == ("dead", {"reason": "unreadable"}, "{not json")


@pytest.mark.parametrize("name", SECRETS)
def test_a_wrong_signature_is_refused_and_nothing_is_kept(client: Client, queued: Queued, name: str) -> None:
    assert post(client, name, b"{}", secret="not ours") == 401
    assert queued == []


def test_the_challenges_are_answered(client: Client, queued: Queued) -> None:
    right = client.http.get("/webhooks/meta?hub.mode=subscribe&hub.verify_token=verify&hub.challenge=7")
    wrong = client.http.get("/webhooks/meta?hub.mode=subscribe&hub.verify_token=guess&hub.challenge=7")
    crc = client.http.get("/webhooks/x?crc_token=abc")
    digest = hmac.new(SECRETS["x"].encode(), b"abc", hashlib.sha256).digest()

    assert (right.body, wrong.status_code, client.http.get("/webhooks/x").status_code) == (b"7", 403, 403)
    assert json.loads(crc.body) == {"response_token": "sha256=" + base64.b64encode(digest).decode()}
