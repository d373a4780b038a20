"""Parsers of calls: any bytes are read or refused with the one documented error; what is read can be queued."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nabiz.channels.telephony import Provider
from nabiz.channels.telephony.items import read_item, write_item
from nabiz.channels.telephony.splitting import Post, split
from nabiz.domain.calls import new_call
from nabiz.domain.errors import UnreadableMessage
from nabiz.domain.switchboard import Switchboard
from nabiz_tools.standins.telephony_day import encode, pieces, plan_day

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
POSTS = [encode(provider, [piece]) for plan in plan_day(date(2026, 11, 25), 12) for provider, piece in pieces(plan)]
PROVIDERS = st.sampled_from(list(Provider))
WORDS = [
    "ContactId",
    "InitiationTimestamp",
    "Agent",
    "Queue",
    "Duration",
    "Channel",
    "records",
    "data",
    "eventType",
    "call",
    "contactId",
    "agentInfo",
    "type",
    "id",
    "started_at",
    "callback_requested",
    "caller",
    "at",
    "lines",
    "events",
    "Event",
    "AgentCalled",
    "Uniqueid",
    "Interface",
    "ringing",
    "detail",
]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.sampled_from(WORDS)
    | st.just("2026-11-25T09:00:00Z") | st.just("e30=") | st.just("1764060000|1.1|q|m|CONNECT|4|x|3"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(WORDS) | st.text(), inner, max_size=6),
    max_leaves=20,
)  # fmt: skip
COLUMNS = st.text(max_size=9) | st.sampled_from(
    [
        "1764060000",
        "-1",
        "99999999999",
        "NONE",
        "1.1",
        "q",
        "PJSIP/101",
        "CONNECT",
        "ENTERQUEUE",
        "ABANDON",
        "EXITWITHKEY",
        "DID",
        "4",
        "x",
        "anonymous",
    ]
)


def read(provider: Provider, body: bytes) -> Post | None:
    """The post, once it was queued, read again and learned; None where it is refused as it is documented."""
    try:
        post = split(provider, body, NOW)
    except UnreadableMessage:
        return None
    for news in post.news:
        assert read_item(json.loads(json.dumps(write_item(news).body, ensure_ascii=False).encode())) == news
        if news.tells:
            new_call(news, NOW).learn(news, Switchboard())
    return post


@given(provider=PROVIDERS, body=st.binary())
def test_any_bytes(provider: Provider, body: bytes) -> None:
    read(provider, body)


@given(provider=PROVIDERS, body=st.sampled_from(POSTS), data=st.data())
@settings(max_examples=300)
def test_damaged_posts(provider: Provider, body: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(body) - 1))
    read(provider, body[:at] + data.draw(st.binary(max_size=4)) + body[at + data.draw(st.integers(0, 9)) :])


@given(provider=PROVIDERS, value=VALUES)
@settings(max_examples=400, deadline=None)
def test_any_json(provider: Provider, value: object) -> None:
    read(provider, json.dumps(value).encode())


@given(lines=st.lists(st.lists(COLUMNS, max_size=10), max_size=6))
@settings(max_examples=300)
def test_any_lines(lines: list[list[str]]) -> None:
    read(Provider.ASTERISK, ("1764060000|" + "\n".join("|".join(columns) for columns in lines)).encode())


@pytest.mark.parametrize("provider", list(Provider))
@pytest.mark.parametrize("body", [b"", b" ", b"[" * 100_000, b'{"a":' * 100_000, b"9" * 5000, b"NaN", b"\xff\xfe"])
def test_hostile_bodies(provider: Provider, body: bytes) -> None:
    post = read(provider, body)

    assert post is None or post.news == []
