"""SMS, department webhooks, scripted errors, the journal and the delivery callbacks of the stand-in."""

from __future__ import annotations

import base64
import json
import queue
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from nabiz_tools import whatsapp_payloads
from nabiz_tools.standins.callbacks import CallbackTarget, Delivered, StatusCallbacks
from nabiz_tools.standins.journal import Journal, parse_time, same_recipient, select
from nabiz_tools.standins.providers import Providers
from tests.unit.tools.conftest import SETTINGS, Wire

BASIC = {"Authorization": "Basic " + base64.b64encode(b"850:word").decode()}
MESSAGE = {"msg": "Kısa mesaj", "no": "5321112233"}
SMS = {"msgheader": "NABIZ", "encoding": "TR", "iysfilter": "0", "messages": [MESSAGE]}


def test_an_sms_is_queued_with_a_job_id(wire: Wire) -> None:
    answer = wire.call("POST", "/sms/rest/v2/send", SMS, BASIC)

    assert (answer.status, answer.json["code"]) == (200, "00")
    assert [entry["id"] for entry in wire.call("GET", "/sent?to=%2B905321112233").json] == [answer.json["jobid"]]


@pytest.mark.parametrize(
    ("change", "headers", "code"),
    [
        ({}, {}, "30"),
        ({"msgheader": "OTHER"}, BASIC, "40"),
        ({"messages": []}, BASIC, "70"),
        ({"encoding": "X"}, BASIC, "70"),
    ],
)
def test_netgsm_refuses_with_its_code(
    wire: Wire, change: dict[str, object], headers: dict[str, str], code: str
) -> None:
    answer = wire.call("POST", "/sms/rest/v2/send", SMS | change, headers)

    assert (answer.status, answer.json["code"]) == (406, code)


def test_a_scripted_error_hits_only_what_it_matches(wire: Wire) -> None:
    window = {"error": {"code": 131047}}
    script = {"service": "whatsapp", "match": {"to": "+90 532 111 22 33"}, "status": 400, "body": window}
    wire.call("POST", "/admin/errors", script)

    other, hit, after = (wire.send_whatsapp(to) for to in ("905329998877", "905321112233", "905321112233"))

    assert (other.status, hit.status, hit.json["error"]["code"], after.status) == (200, 400, 131047, 200)
    assert len(wire.call("GET", "/sent").json) == 2


def test_a_script_with_an_unknown_word_is_refused(wire: Wire) -> None:
    answer = wire.call("POST", "/admin/errors", {"service": "whatsapp", "time": 2})

    assert answer.status == 400
    assert "times" in answer.json["error"]


def test_a_department_webhook_keeps_body_and_signature(wire: Wire) -> None:
    wire.call("POST", "/webhooks/veteriner", {"event": "TicketAssigned"}, {"X-Nabiz-Signature": "sha256=abc"})

    [entry] = wire.call("GET", "/sent?channel=webhook&to=veteriner").json
    assert entry["body"] == {"event": "TicketAssigned"}
    assert entry["headers"] == {"x-nabiz-signature": "sha256=abc"}


def test_the_journal_outlives_a_restart(providers: Providers, folder: Path) -> None:
    providers.journal.add("sms", "5321112233", "ş", {})

    assert [entry["text"] for entry in Providers(SETTINGS, folder).sent({})] == ["ş"]


def test_since_takes_iso_times_and_seconds() -> None:
    journal = Journal()
    entry = journal.add("sms", "5321112233", "x", {})

    assert select(journal.entries(), {"since": entry["at"]}) == [entry]
    assert select(journal.entries(), {"since": str(parse_time(entry["at"]).timestamp() + 1)}) == []
    assert select(journal.entries(), {"since": "2020-01-01T00:00:00 03:00"}) == [entry]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("5321112233", "+90 532 111 22 33", True),
        ("905321112233", "5321112234", False),
        ("A@x.org", "a@x.org", True),
        ("veteriner", "veteriner", True),
        ("TR.13491208655302741918", "5302741918", False),
    ],
)
def test_recipients_are_compared_as_people_mean_them(one: str, other: str, same: bool) -> None:
    assert same_recipient(one, other) is same


@pytest.fixture
def webhook() -> Iterator[tuple[str, queue.Queue[tuple[bytes, str]]]]:
    """A webhook that answers 500 once and then 200, and what it accepted."""
    received: queue.Queue[tuple[bytes, str]] = queue.Queue()
    answers = iter([500])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = next(answers, 200)
            if status == 200:
                received.put((body, self.headers["X-Hub-Signature-256"]))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/", received
    server.shutdown()
    thread.join()
    server.server_close()


def test_callbacks_are_signed_and_repeated_until_accepted(webhook: tuple[str, queue.Queue[tuple[bytes, str]]]) -> None:
    url, received = webhook
    callbacks = StatusCallbacks(CallbackTarget(url, "secret", "1"), ["sent", "delivered"])

    callbacks.announce(Delivered("wamid.1", "905321112233", "N#1"))

    for state in ("sent", "delivered"):
        body, signature = received.get(timeout=10)
        assert signature == whatsapp_payloads.signature(body, "secret")
        [report] = json.loads(body)["entry"][0]["changes"][0]["value"]["statuses"]
        assert (report["status"], report["biz_opaque_callback_data"]) == (state, "N#1")
