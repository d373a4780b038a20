"""The stand-in of telephone systems: a day that can be made again, signed posts, clear words for what is missing."""

from __future__ import annotations

import json
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from nabiz.channels.telephony import Provider, connect
from nabiz.channels.telephony.security import is_genuine
from nabiz.domain.call_pieces import CallNews, Presence
from nabiz_tools.failures import ToolError
from nabiz_tools.standins import telephony
from nabiz_tools.standins.telephony import TelephoneSystems
from nabiz_tools.standins.telephony_day import contact_event, plan_day, posts

DAY = date(2026, 11, 25)
NOW = 1_764_060_000.0


def systems(monkeypatch: pytest.MonkeyPatch, **keys: str) -> tuple[TelephoneSystems, list[Any]]:
    """One whose posts are only remembered."""
    sent: list[Any] = []
    secrets = SimpleNamespace(get_secret_value=lambda **_: {"SecretString": json.dumps(keys)})
    api = SimpleNamespace(request=lambda *request: sent.append(request))
    monkeypatch.setattr(telephony, "Clients", lambda *_: SimpleNamespace(secrets=secrets))
    monkeypatch.setattr(telephony, "ApiClient", lambda _: api)
    stack: Any = SimpleNamespace(endpoint_url="", region="", secret="s", api_url="http://city/api")
    return TelephoneSystems(stack, lambda: NOW), sent


def test_the_same_day_is_made_again_and_another_seed_makes_another() -> None:
    assert posts(plan_day(DAY, 60, 4), 4) == posts(plan_day(DAY, 60, 4), 4)
    assert posts(plan_day(DAY, 60, 4), 4) != posts(plan_day(DAY, 60, 5), 5)


def test_what_is_posted_is_what_the_webhook_takes_for_genuine(monkeypatch: pytest.MonkeyPatch) -> None:
    exchange, sent = systems(monkeypatch, telephony_asterisk_key="the-key")

    exchange.post("asterisk", b"a line")

    [(method, url, body, headers)] = sent
    assert (method, url) == ("POST", "http://city/api/webhooks/telephony/asterisk")
    small = {name.lower(): value for name, value in headers.items()}
    assert is_genuine(Provider.ASTERISK, small, body, "the-key", NOW)


@pytest.mark.parametrize(("provider", "words"), [("connect", "has no key; set one with"), ("cisco", "There is no")])
def test_what_cannot_be_posted_is_said(monkeypatch: pytest.MonkeyPatch, provider: str, words: str) -> None:
    exchange, sent = systems(monkeypatch)

    with pytest.raises(ToolError, match=words):
        exchange.post(provider, b"{}")
    assert sent == []


@pytest.mark.parametrize("state", list(Presence))
def test_contact_events_are_read_as_what_they_say(state: Presence) -> None:
    read = connect.read_event(contact_event("ayse", "+905321112233", "c-1", state))

    assert isinstance(read, CallNews)
    (sign,) = read.signs
    assert (sign.presence, sign.caller) == (state, "+905321112233")
    assert sign.operator == ("" if state is Presence.RINGING else "ayse")
