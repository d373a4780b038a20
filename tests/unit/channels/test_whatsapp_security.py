"""Who may post to the webhook."""

from __future__ import annotations

import hashlib
import hmac
import json
from pathlib import Path

import pytest

from nabiz.channels.whatsapp import answer_handshake, security, verify_signature

EVENTS = Path(__file__).parents[3] / "events" / "whatsapp"
SECRET = "app secret"
ASKED = {"hub.mode": "subscribe", "hub.verify_token": "token", "hub.challenge": "1158201444"}


def signed(body: bytes, secret: str = SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def test_signature_holds_for_exactly_the_bytes_that_were_signed() -> None:
    body = (EVENTS / "location_place.json").read_bytes()  # its escaped slashes do not survive reading and writing again

    assert verify_signature(body, signed(body), SECRET)
    assert not verify_signature(json.dumps(json.loads(body)).encode(), signed(body), SECRET)
    assert not verify_signature(body + b" ", signed(body), SECRET)


@pytest.mark.parametrize(
    "header",
    [None, "", "sha256=", "sha256=zz", "sha1=" + "0" * 40, signed(b"{}").removeprefix("sha256="),
     signed(b"{}", "another"), signed(b"{}") + "0", "sha256=İıüğ", "sha256=\ud800"],
)  # fmt: skip
def test_anything_but_the_signature_is_refused(header: str | None) -> None:
    assert not verify_signature(b"{}", header, SECRET)


def test_without_a_secret_nothing_is_verified() -> None:
    assert not verify_signature(b"{}", signed(b"{}", ""), "")


def test_signatures_and_tokens_are_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []
    monkeypatch.setattr(security.hmac, "compare_digest", lambda a, b: compared.append((a, b)) or True)

    verify_signature(b"{}", "sha256=wrong", SECRET)
    answer_handshake(ASKED, "other token")

    assert compared == [(signed(b"{}").removeprefix("sha256=").encode(), b"wrong"), (b"token", b"other token")]


def test_handshake_is_answered_with_the_challenge() -> None:
    assert answer_handshake(ASKED, "token") == "1158201444"


@pytest.mark.parametrize(
    ("params", "token"),
    [(None, "token"), ({}, "token"), (ASKED, "other"), (ASKED | {"hub.mode": "unsubscribe"}, "token"),
     (ASKED | {"hub.verify_token": ""}, ""), (ASKED | {"hub.verify_token": "tokén"}, "token")],
)  # fmt: skip
def test_handshake_without_our_token_is_not_answered(params: dict[str, str] | None, token: str) -> None:
    assert answer_handshake(params, token) is None
