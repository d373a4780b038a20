"""The front passes requests on unchanged, finds the API after every deploy, lets a burst through a few at a time."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from nabiz_tools.front.server import Front, make_server
from tests.unit.tools.conftest import Wire


class Gateway(ThreadingHTTPServer):
    """Stands for the local cloud: answers with what it received and counts how many it served at once."""

    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), GatewayHandler)
        self.lock = threading.Lock()
        self.under_way = 0
        self.most = 0


class GatewayHandler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server = self.server
        assert isinstance(server, Gateway)
        with server.lock:
            server.under_way += 1
            server.most = max(server.most, server.under_way)
        time.sleep(0.02)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        seen = {"path": self.path, "body": body.decode(), "signature": self.headers.get("X-Hub-Signature-256")}
        content = json.dumps(seen).encode()
        with server.lock:
            server.under_way -= 1
        self.send_response(201)
        self.send_header("ETag", '"7"')
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    server = Gateway()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "gateway.json"


@pytest.fixture
def front(target: Path) -> Iterator[Wire]:
    server = make_server(Front(target, at_once=3), 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield Wire(f"http://127.0.0.1:{server.server_address[1]}")
    server.shutdown()
    thread.join()
    server.server_close()


def point(target: Path, gateway: Gateway, api_id: str = "abc") -> None:
    url = f"http://127.0.0.1:{gateway.server_address[1]}/_aws/execute-api/{api_id}/api"
    target.write_text(json.dumps({"gateway_url": url}))


def test_body_query_and_headers_arrive_as_they_were_sent(front: Wire, gateway: Gateway, target: Path) -> None:
    point(target, gateway)
    raw = '{"a":  "ş"}'.encode()

    answer = front.call("POST", "/api/webhooks/whatsapp?x=1%20", raw=raw, headers={"X-Hub-Signature-256": "sha256=1"})

    assert answer.status == 201
    assert answer.json == {
        "path": "/_aws/execute-api/abc/api/webhooks/whatsapp?x=1%20",
        "body": raw.decode(),
        "signature": "sha256=1",
    }


def test_the_next_deploys_address_is_found_at_once(front: Wire, gateway: Gateway, target: Path) -> None:
    assert front.call("POST", "/api/me").status == 503
    point(target, gateway, "one")
    first = front.call("POST", "/api/me").json["path"]
    point(target, gateway, "two")

    assert [first, front.call("POST", "/api/me").json["path"]] == [
        "/_aws/execute-api/one/api/me",
        "/_aws/execute-api/two/api/me",
    ]


def test_a_burst_is_let_through_a_few_at_a_time(front: Wire, gateway: Gateway, target: Path) -> None:
    point(target, gateway)

    with ThreadPoolExecutor(20) as pool:
        statuses = list(pool.map(lambda _: front.call("POST", "/api/me").status, range(20)))

    assert statuses == [201] * 20
    assert gateway.most <= 3


def test_other_paths_are_not_passed_on(front: Wire, gateway: Gateway, target: Path) -> None:
    point(target, gateway)

    assert [front.call("POST", path).status for path in ("/", "/apis", "/_ministack/reset")] == [404, 404, 404]


def test_a_cloud_that_does_not_answer_is_a_bad_gateway(front: Wire, target: Path) -> None:
    target.write_text(json.dumps({"gateway_url": "http://127.0.0.1:1/x"}))

    assert front.call("POST", "/api/me").status == 502


def test_the_sign_in_is_passed_on_and_nothing_else_of_the_cloud(front: Wire, gateway: Gateway, target: Path) -> None:
    point(target, gateway)
    service = "AWSCognitoIdentityProviderService"

    answers = [
        front.call("POST", "/cognito/", raw=b"{}", headers={"X-Amz-Target": f"{service}.{call}"})
        for call in ("InitiateAuth", "RevokeToken", "AdminGetUser")
    ]

    assert [answer.status for answer in answers] == [201, 201, 404]
    assert answers[0].json["path"] == "/"
