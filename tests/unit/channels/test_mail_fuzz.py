"""Any bytes are read or refused with the one documented error; nothing else happens, and nothing is lost on the way."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nabiz.channels.mail.charsets import decode
from nabiz.channels.mail.events import read_event
from nabiz.channels.mail.headers import decode_words, parameters
from nabiz.channels.mail.html import text_of
from nabiz.channels.mail.reading import House, read_mail
from nabiz.channels.mail.splitting import split
from nabiz.channels.mail.trimming import trim
from nabiz.domain.errors import UnreadableMessage
from nabiz.domain.messages import DeliveryReport, Ignored, InboundMessage
from tests.scenario.mails import BOXES

HOUSE = House("Çınarova <bilgi@cinarova.example>", "cinarova.example", "key")
NOW = datetime(2026, 11, 24, 9, 1, tzinfo=UTC)
MAILS = [case.raw for cases in BOXES.values() for case in cases if len(case.raw) < 50_000]
SEED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# What turns up in mails and means something to a parser.
PIECES = st.sampled_from([
    b"\r\n", b"\n", b"\r", b"--", b"--b\r\n", b"--b--\r\n", b"Content-Type: multipart/mixed; boundary=b\r\n",
    b"Content-Type: text/html; charset=", b"utf-16", b"idna", b"utf-7", b"undefined", b"unicode_escape", b"=?", b"?b?",
    b"?q?", b"?=", b"From: a@b.c\r\n", b"From:", b"Date: Mon, 99 Foo 99999 99:99:99 +9999\r\n", b"References: <<>>",
    b"Content-Transfer-Encoding: base64\r\n", b"Content-Transfer-Encoding: x-uuencode\r\n", b"=\r\n", b"=ZZ", b"<![x[",
    b"<!DOCTYPE", b"filename*0*=", b"''%ff", b'"', b"\\", b"\x00", b"\xff\xfe", b"\xc5", b"message/rfc822", b"(((",
])  # fmt: skip
MIXED = st.lists(st.one_of(PIECES, st.binary(max_size=20)), max_size=40).map(b"".join)

LABELS = st.sampled_from(
    ["utf-7", "utf-16", "idna", "punycode", "undefined", "hex", "rot13", "unicode_escape", "latin5"]
)


def read(raw: bytes, size: int = 7) -> object:
    """Read a mail that comes in pieces; it is refused properly or it is whole."""
    chunks = [raw[at : at + size] for at in range(0, len(raw), size)]
    try:
        found = read_mail(chunks, "mail/x", NOW, HOUSE)
    except UnreadableMessage as refused:
        return refused.message
    assert isinstance(found, InboundMessage | DeliveryReport | Ignored)
    if isinstance(found, InboundMessage):
        # What goes into the table and the queue must be text that can be written: no halves of surrogates.
        names = [file.file_name + file.mime_type + file.provider_id for file in found.media]
        "".join([found.words, found.sender, found.sender_name, found.id, found.note, *names]).encode()
        assert found.sent_at.tzinfo is not None
    return found


@SEED
@given(st.binary(max_size=2000))
@example(b"")
@example(b"\n")
@example(b"From: a@b\n\n")
def test_any_bytes(raw: bytes) -> None:
    read(raw)


@SEED
@given(MIXED)
def test_any_pieces_that_mean_something(raw: bytes) -> None:
    read(b"From: a@b.example\r\n" + raw)


@SEED
@given(st.sampled_from(MAILS), st.integers(0, 50_000), st.integers(0, 300), MIXED)
def test_damaged_mails(raw: bytes, at: int, gone: int, put: bytes) -> None:
    at %= max(1, len(raw))

    read(raw[:at] + put + raw[at + gone :])


@settings(SEED, max_examples=40)
@given(st.sampled_from(MAILS), st.integers(1, 5000))
def test_how_it_is_cut_into_pieces_changes_nothing(raw: bytes, size: int) -> None:
    assert read(raw, size) == read(raw, len(raw) + 1)


@SEED
@given(st.binary(max_size=200), st.one_of(st.text(max_size=20), LABELS))
@example(b"\\\x00", "UNICODE:ESCAPE")  # codecs are found under many spellings
def test_any_letters_under_any_label(raw: bytes, label: str) -> None:
    assert decode(raw, label).encode() is not None


@SEED
@given(MIXED)
def test_any_words_parameters_and_pages(raw: bytes) -> None:
    text = raw.decode("latin-1")

    assert decode_words(raw) is not None
    assert parameters(text)[0] == parameters(text)[0].lower()
    assert text_of(text) is not None


@SEED
@given(st.text(max_size=500), st.text(max_size=30))
def test_trimming_only_leaves_out(text: str, subject: str) -> None:
    kept = trim(text, subject)

    assert all(line in text for line in kept.split("\n"))


KEYS = st.sampled_from([
    "eventType", "mail", "messageId", "bounce", "complaint", "timestamp", "headers", "bouncedRecipients",
    "emailAddress", "name", "Records", "s3", "object", "key", "detail", "source", "Type", "Message", "time",
    "eventTime",
])  # fmt: skip
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=20)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=20,
)  # fmt: skip


@SEED
@given(JSON, st.sampled_from(["Delivery", "Bounce", "Complaint", "Reject", "Open"]))
def test_any_event(raw: object, kind: str) -> None:
    if isinstance(raw, dict):
        raw = {"eventType": kind, "mail": {"messageId": "1"}} | raw
    with contextlib.suppress(UnreadableMessage):
        assert isinstance(read_event(raw), DeliveryReport | Ignored)


@SEED
@given(st.one_of(st.text(max_size=200), JSON.map(json.dumps)), st.binary(max_size=100))
def test_any_notification(text: str, head: bytes) -> None:
    try:
        items = split(text, lambda key: head)
    except UnreadableMessage:
        return
    assert all(item.group and item.deduplication and len(item.group) <= 128 for item in items)


@pytest.mark.parametrize("name", BOXES)
def test_the_mailbox_itself_is_read_whole(name: str) -> None:
    refused = [case.code for case in BOXES[name] if isinstance(read(case.raw, 4096), str)]

    assert refused == [case.code for case in BOXES[name] if case.expect == "dead"]
