"""What telephone systems post is checked, queued by call, and kept where nobody can read it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from chalice.test import Client, HTTPResponse

from app import app as api
from chalicelib import telephony
from nabiz.bootstrap import Secrets
from nabiz.channels.department_webhook import signature
from nabiz.ports import QueueEntry

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
KEY = "the-key"
LOG = b"1764060000|1764060000.12|beyaz-masa|NONE|ENTERQUEUE||05321112233|1\n"


class House:
    """Queues that only remember what they were given."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, QueueEntry]] = []
        self.secrets = Secrets("link", telephony_connect_key=KEY, telephony_asterisk_key=KEY,
                               telephony_generic_key=KEY)  # fmt: skip
        self.settings = SimpleNamespace(inbound_queue_url="inbound", inbound_dead_queue_url="dead")

    def now(self) -> datetime:
        return NOW

    def queue(self, url: str) -> SimpleNamespace:
        def send(entries: Sequence[QueueEntry]) -> None:
            self.sent += [(url, entry) for entry in entries]

        return SimpleNamespace(send=send)


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    made = House()
    monkeypatch.setattr(telephony, "app", lambda: made)
    return made


@pytest.fixture
def client() -> Iterator[Client]:
    with Client(api) as made:
        yield made


def post(client: Client, body: bytes, provider: str = "asterisk", key: str = KEY, age: int = 0, **headers: str
         ) -> HTTPResponse:  # fmt: skip
    signed = {"X-Nabiz-Signature": signature(body, key, int(NOW.timestamp()) - age), "Content-Type": "text/plain"}
    return client.http.post(f"/webhooks/telephony/{provider}", headers=signed | headers, body=body)


def test_lines_of_two_calls_are_two_groups(client: Client, house: House) -> None:
    answer = post(client, LOG + LOG.replace(b".12|", b".13|") + LOG.replace(b"ENTERQUEUE", b"DID"))

    assert answer.status_code == 200
    assert json.loads(answer.body) == {"status": "received"}
    assert [url for url, _ in house.sent] == ["inbound", "inbound"]
    assert len({entry.group for _, entry in house.sent}) == 2
    assert all(json.loads(entry.body)["channel"] == "phone" for _, entry in house.sent)


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"key": "not ours"}, 401),
        ({"age": 301}, 401),
        ({"age": -301}, 401),
        ({"age": 299}, 200),
        ({"provider": "cisco"}, 404),
        ({"X-Nabiz-Signature": "t=1"}, 401),
        ({"X-Nabiz-Signature": "nonsense"}, 401),
    ],
)
def test_who_may_post(client: Client, house: House, more: dict[str, Any], status: int) -> None:
    assert post(client, LOG, **more).status_code == status
    assert bool(house.sent) == (status == 200)


def test_a_system_without_a_key_is_switched_off(client: Client, house: House) -> None:
    house.secrets = Secrets("link")

    assert post(client, LOG, key="").status_code == 401


def test_what_cannot_be_read_is_kept_and_the_rest_is_queued(client: Client, house: House) -> None:
    answer = post(client, LOG + b"half a li\n")

    assert answer.status_code == 200
    assert [url for url, _ in house.sent] == ["inbound", "dead"]
    letter = json.loads(house.sent[1][1].body)
    assert (letter["channel"], letter["provider"], letter["raw"]) == ("phone", "asterisk", "half a li")
    assert house.sent[1][1].attributes == {"reason": "unreadable"}


def test_a_body_that_is_nothing_at_all_is_kept_whole(client: Client, house: House) -> None:
    assert post(client, b"{broken", provider="generic").status_code == 200
    assert [(url, json.loads(entry.body)["raw"]) for url, entry in house.sent] == [("dead", "{broken")]


def test_what_is_too_large_to_keep_is_given_back(client: Client, house: House) -> None:
    assert post(client, b"{" * 150_001, provider="generic").status_code == 413
    assert house.sent == []


def test_firehose_shows_its_key_and_gets_its_answer(client: Client, house: House) -> None:
    body = json.dumps({"requestId": "r-1", "timestamp": 1, "records": [{"data": "eyJDb250YWN0SWQiOiJhIn0="}]}).encode()
    headers = {"X-Amz-Firehose-Access-Key": KEY, "X-Amz-Firehose-Request-Id": "r-1",
               "Content-Type": "application/json", "X-Nabiz-Signature": ""}  # fmt: skip

    answer = post(client, body, "connect", **headers)

    assert json.loads(answer.body) == {"requestId": "r-1", "timestamp": int(NOW.timestamp() * 1000)}
    assert post(client, body, "asterisk", **headers).status_code == 401
    assert post(client, body, "connect", **headers | {"X-Amz-Firehose-Access-Key": "guess"}).status_code == 401
